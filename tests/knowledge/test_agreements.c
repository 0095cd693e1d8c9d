/* SPDX-License-Identifier: Apache-2.0 */
/* Reading agreements: what the program carries, every mistake with its line, and which claims of time go together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "knowledge/agreements.h"
#include "knowledge/knowledge.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static struct tr_knowledge *known;
static struct tr_arena *arena;
static struct tr_agreements carried;

static int open_all(void **state)
{
    (void)state;
    struct tr_err err = { 0 };
    arena = tr_arena_new(256u << 20);
    if (tr_knowledge_open(&known, &err) || tr_agreements_open(arena, known, &carried, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    tr_knowledge_close(known);
    tr_arena_free(arena);
    return 0;
}

/* --- what the program carries --------------------------------------------------------------------------------------------------------- */

static void carries_what_it_should(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "colombia-eln-2023-08-03",
        "ethiopia-pretoria-2022-11-02",
        "gaza-ceasefire-2014-08-26",
        "hudaydah-2018-12-18",
        "jeddah-2023-05-22",
        "libya-ceasefire-2020-10-23",
        "minsk-2-2015-02-15",
        "nagorno-karabakh-2020-11-10",
        "syria-cessation-2016-02-27",
        "syria-silence-2016-04-30-damascus",
        "syria-silence-2016-04-30-latakia",
        "syria-silence-2016-05-05-aleppo",
        "yemen-truce-2022-04-02",
    };
    for (size_t i = 0; i < LEN(ids); i++) assert_non_null(tr_agreement_find(carried, tr_str_of(ids[i])));
    for (uint32_t i = 0; i < carried.n; i++) {
        const struct tr_agreement *g = carried.v[i];
        assert_true(!i || tr_str_cmp(carried.v[i - 1]->id, g->id) < 0);
        assert_int_equal(g->revision.n, 12);
        for (uint32_t k = 0; k < g->starts.n; k++) assert_true(g->starts.v[k].term.source.n > 0 && g->starts.v[k].term.line > 0);
        for (uint32_t k = 0; k < g->parties.n; k++) assert_true(g->parties.v[k].term.source.n > 0);
        for (uint32_t k = 0; k < g->include.n; k++) assert_true(g->include.v[k].term.source.n > 0);
    }
}

/* Stretches of the scenario whose start that source claims, the first one. */
static const char *told(const char *id, const char *source)
{
    const struct tr_agreement *g = tr_agreement_find(carried, tr_str_of(id));
    struct tr_scenarios all;
    tr_str text = TR_STR("");
    tr_agreement_scenarios(arena, g, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_scenario *s = &all.v[i];
        if (tr_str_find(s->start->term.source, tr_str_of(source)) < 0) continue;
        for (uint32_t k = 0; k < s->n; k++)
            text = tr_arena_printf(arena, TR_STR_FMT "%s" TR_STR_FMT " " TR_STR_FMT, TR_STR_ARG(text), k ? "; " : "",
                                   TR_STR_ARG(tr_instant_iso(arena, s->stretches[k].moments.from)),
                                   TR_STR_ARG(tr_instant_iso(arena, s->stretches[k].moments.to)));
        return text.p;
    }
    return "";
}

static void scenarios_of_what_is_carried(void **state)
{
    (void)state;
    static const struct {
        const char *id, *source, *stretches;
    } t[] = {
        { "syria-cessation-2016-02-27", "Joint statement", "2016-02-26T22:00:00Z " },
        { "syria-silence-2016-04-30-damascus", "Russian Ministry",
          "2016-04-29T21:01:00Z 2016-04-30T21:01:00Z; 2016-04-30T21:01:00Z 2016-05-01T21:00:00Z; 2016-05-01T21:00:00Z 2016-05-03T21:00:00Z" },
        { "syria-silence-2016-04-30-damascus", "Syrian army",
          "2016-04-29T22:00:00Z 2016-04-30T22:00:00Z; 2016-04-30T22:00:00Z 2016-05-01T21:00:00Z; 2016-05-01T21:00:00Z 2016-05-03T21:00:00Z" },
        { "syria-silence-2016-04-30-latakia", "Russian Ministry",
          "2016-04-29T21:01:00Z 2016-05-02T21:01:00Z; 2016-05-06T21:01:00Z 2016-05-09T21:01:00Z" },
        { "syria-silence-2016-04-30-latakia", "Sputnik",
          "2016-04-30T21:01:00Z 2016-05-03T21:01:00Z; 2016-05-06T21:01:00Z 2016-05-09T21:01:00Z" },
        { "syria-silence-2016-05-05-aleppo", "Syrian army",
          "2016-05-04T22:00:00Z 2016-05-06T22:00:00Z; 2016-05-06T22:00:00Z 2016-05-09T22:00:00Z; 2016-05-09T22:00:00Z 2016-05-11T21:00:00Z" },
        { "nagorno-karabakh-2020-11-10", "Trilateral", "2020-11-09T21:00:00Z " },
        { "jeddah-2023-05-22", "Jeddah", "2023-05-22T19:45:00Z 2023-05-29T19:45:00Z; 2023-05-29T19:45:00Z 2023-06-03T19:45:00Z" },
        { "yemen-truce-2022-04-02", "Envoy",
          "2022-04-02T16:00:00Z 2022-06-02T16:00:00Z; 2022-06-02T16:00:00Z 2022-08-02T16:00:00Z; "
          "2022-08-02T16:00:00Z 2022-10-02T16:00:00Z" },
        { "minsk-2-2015-02-15", "Package", "2015-02-14T22:00:00Z " },
        { "gaza-ceasefire-2014-08-26", "Egypt", "2014-08-26T16:00:00Z 2023-10-07T03:00:00Z" },
    };
    for (size_t i = 0; i < LEN(t); i++) assert_string_equal(told(t[i].id, t[i].source), t[i].stretches);
}

/* The mortar round of the issue: 00:30 on 30 April is in force under the Russian start and not under the Syrian army's. */
static void a_round_at_half_past_midnight(void **state)
{
    (void)state;
    static const struct {
        const char *id, *at;
        enum tr_tri mod, army, sputnik;
    } t[] = {
        { "syria-silence-2016-04-30-latakia", "2016-04-30T00:30", TR_YES, TR_NO, TR_NO },
        { "syria-silence-2016-04-30-latakia", "2016-04-30T01:00", TR_YES, TR_YES, TR_NO },
        { "syria-silence-2016-04-30-latakia", "2016-05-03T00:30", TR_NO, TR_YES, TR_YES },
        { "syria-silence-2016-04-30-latakia", "2016-05-05T12:00", TR_NO, TR_NO, TR_NO },
        { "syria-silence-2016-04-30-damascus", "2016-05-01T00:30", TR_YES, TR_YES, TR_YES },
        { "syria-silence-2016-04-30-damascus", "2016-05-03T23:59", TR_YES, TR_YES, TR_YES },
        { "syria-silence-2016-04-30-damascus", "2016-05-04T00:00", TR_NO, TR_NO, TR_NO },
        { "syria-silence-2016-04-30-damascus", "2016-04-30", TR_UNKNOWN, TR_UNKNOWN, TR_NO },
        { "syria-silence-2016-04-30-damascus", "2016-05-02", TR_YES, TR_YES, TR_YES },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        const struct tr_agreement *g = tr_agreement_find(carried, tr_str_of(t[i].id));
        struct tr_scenarios all;
        tr_agreement_scenarios(arena, g, &all);
        tr_moments when;
        int64_t width;
        assert_true(tr_instant_parse(tr_str_of(t[i].at), g->zone, &when.from, &width));
        when.to = when.from + width;
        for (uint32_t k = 0; k < all.n; k++) {
            tr_str who = all.v[k].start->term.source;
            enum tr_tri expect = tr_str_is(who, "Syrian army")           ? t[i].army
                                 : tr_str_starts(who, TR_STR("Russian")) ? t[i].mod
                                                                         : t[i].sputnik;
            if (strcmp(t[i].at, "2016-05-01T00:30") == 0 && tr_str_starts(who, TR_STR("A source"))) expect = TR_YES;
            const struct tr_stretch *in;
            if (tr_scenario_covers(&all.v[k], when, &in) != expect)
                fail_msg("%s at %s under " TR_STR_FMT, t[i].id, t[i].at, TR_STR_ARG(who));
            assert_true((in == NULL) == (expect == TR_NO));
        }
    }
}

static void names_groups(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t n;
        const char *first;
    } t[] = {
        { "syria-silence-2016-04-30", 2, "syria-silence-2016-04-30-damascus" },
        { "syria-silence-2016-04-30-latakia", 1, "syria-silence-2016-04-30-latakia" },
        { "SYRIA-cessation", 1, "syria-cessation-2016-02-27" },
        { "minsk ii", 1, "minsk-2-2015-02-15" },
        { " Stockholm Agreement ", 1, "hudaydah-2018-12-18" },
        { "syria", 5, "syria-cessation-2016-02-27" },
        { "syria-silence-2016-04", 2, "syria-silence-2016-04-30-damascus" },
        { "syr", 0, NULL },
        { "", 0, NULL },
        { "nothing", 0, NULL },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_agreements got;
        tr_agreements_match(carried, tr_str_of(t[i].text), arena, &got);
        if (got.n != t[i].n) fail_msg("\"%s\" gives %u", t[i].text, got.n);
        if (got.n) assert_string_equal(got.v[0]->id.p, t[i].first);
    }
}

/* --- mistakes ------------------------------------------------------------------------------------------------------------------------------ */

/* A whole agreement in lines; a case replaces one line (by its number) or appends at the end. */
static const char *const whole[] = {
    "id: test-truce",                                  /* 1 */
    "name: Test",                                      /* 2 */
    "form: truce",                                     /* 3 */
    "zone: Asia/Damascus",                             /* 4 */
    "sources: {a: {name: A}, b: {name: B}}",           /* 5 */
    "starts:",                                         /* 6 */
    "  - {at: 2016-04-30T00:01, source: a}",           /* 7 */
    "  - {at: 2016-04-30T01:00, source: b}",           /* 8 */
    "ends:",                                           /* 9 */
    "  - {at: 2016-05-02T00:00, source: a}",           /* 10 */
    "territory:",                                      /* 11 */
    "  include:",                                      /* 12 */
    "    - {country: SY, admin1: Latakia, source: a}", /* 13 */
    "parties:",                                        /* 14 */
    "  - {actor: state:SY, source: a}",                /* 15 */
    "excluded:",                                       /* 16 */
    "  - {actor: group:isis, source: a}",              /* 17 */
    "prohibited:",                                     /* 18 */
    "  - {act: all, types: [ASSAULT], source: a}",     /* 19 */
};

static tr_str with(int line, const char *text)
{
    tr_str all = TR_STR("");
    for (int i = 0; i < (int)LEN(whole); i++)
        all = tr_arena_printf(arena, TR_STR_FMT "%s\n", TR_STR_ARG(all), i + 1 == line ? text : whole[i]);
    if (line > (int)LEN(whole)) all = tr_arena_printf(arena, TR_STR_FMT "%s\n", TR_STR_ARG(all), text);
    return all;
}

static void mistakes_have_lines(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        uint32_t at;
        const char *says;
    } t[] = {
        { 1, "id: Test Truce", 1, "small letters" },
        { 1, "ids: test-truce", 1, "did you mean \"id\"" },
        { 20, "teritory: {}", 20, "did you mean \"territory\"" },
        { 20, "shape: round", 20, "known here: id, name" },
        { 2, "id: test-truce", 2, "comes twice" },
        { 2, "name:", 2, "is empty" },
        { 2, "name: [a]", 2, "must be one text" },
        { 3, "form: truse", 3, "did you mean \"truce\"" },
        { 4, "zone: Asia/Nowhere", 4, "there is no zone" },
        { 5, "sources: {a: {name: A}, b: {name: B}, c: {name: C}}", 5, "no term names the source" },
        { 5, "sources: {a: {}, b: {name: B}}", 5, "\"name\" is missing" },
        { 7, "  - {at: 2016-04-30T00:01, source: c}", 7, "not among \"sources\"" },
        { 7, "  - {at: 2016-04-30T00:01}", 7, "who says so?" },
        { 7, "  - {source: a}", 7, "when?" },
        { 7, "  - {at: 30 April, source: a}", 7, "must be a local time" },
        { 7, "  - {at: 2016-04-31, source: a}", 7, "must be a local time" },
        { 7, "  - {at: open, source: a}", 7, "only an end" },
        { 7, "  - {after: 2h, source: a}", 7, "has no key \"after\"" },
        { 8, "  - {at: 2016-04-30T00:01, source: a}", 8, "the same claim" },
        { 10, "  - {at: 2016-04-29T00:00, source: a}", 10, "not after the start" },
        { 10, "  - {at: 2016-05-02, after: 3h, source: a}", 10, "make them two" },
        { 10, "  - {after: 3 hours, source: a}", 10, "a length such as 72h" },
        { 10, "  - {after: 0h, source: a}", 10, "a length such as 72h" },
        { 10, "  - {after: 9999999999999999d, source: a}", 10, "a length such as 72h" },
        { 11, "area:", 11, "has no key \"area\"" },
        { 13, "    - {country: SY, admin1: Nowhere, source: a}", 13, "no first-level unit" },
        { 13, "    - {country: ZZ, source: a}", 13, "is no country" },
        { 13, "    - {admin1: Latakia, source: a}", 13, "\"country\" is missing" },
        { 13, "    - {circle: [36, 35, 0], name: X, source: a}", 13, "the radius" },
        { 13, "    - {circle: [91, 35, 5], name: X, source: a}", 13, "the latitude" },
        { 13, "    - {circle: [36, 35], name: X, source: a}", 13, "must be [latitude" },
        { 13, "    - {circle: [36, 35, nan], name: X, source: a}", 13, "the radius" },
        { 13, "    - {circle: [36, 35, 4], source: a}", 13, "\"name\" is missing" },
        { 13, "    - {ring: [[0, 0], [1, 1], [0, 1], [1, 0]], name: X, source: a}", 13, "no polygon: Self-intersection" },
        { 13, "    - {ring: [[0, 0], [1, 1]], name: X, source: a}", 13, "3 to" },
        { 13, "    - {circle: [1, 1, 1], world: true, name: X, source: a}", 13, "both" },
        { 13, "    - {polygon: ../x.geojson, name: X, source: a}", 13, "without folders" },
        { 13, "    - {polygon: nowhere.geojson, name: X, source: a}", 13, "cannot be opened" },
        { 13, "    - {held_by: group:nobody, source: a}", 13, "must be an id of the register" },
        { 13, "    - Latakia", 13, "must be keys with values" },
        { 20, "permitted: none", 20, "must be a list" },
        { 14, "partes:", 14, "did you mean" },
        { 15, "  - {actor: state:XX, source: a}", 15, "not in the register" },
        { 15, "  - {actor: side:nobody, source: a}", 15, "not in the register" },
        { 15, "  - {actor: state:SY, role: friend, source: a}", 15, "known here: party, guarantor" },
        { 15, "  - {actor: state:SY, joined: 2016-05-01, left: 2016-04-01, source: a}", 15, "lies before" },
        { 15, "  - {actor: state:SY, joined: 2016-05, source: a}", 15, "must be a day" },
        { 17, "  - {actor: state:SY, source: a}", 17, "excluded and a party (line 15)" },
        { 19, "  - {act: all, types: [MURDER], source: a}", 19, "not among the event types" },
        { 19, "  - {act: all, modes: [aerial, [x]], source: a}", 19, "must be a text" },
        { 20, "permitted: [{act: x, types: [ASSAULT], source: b}]", 20, "permitted and prohibited (line 19)" },
        { 20, "parent: test-truce", 20, "own parent" },
        { 20, "class: 4", 20, "known here: 0, 1, 2, 3" },
        { 20, "extensions: [{id: x, source: a, to: [{at: 2016-05-01T00:00, source: a}]}]", 20, "ends no later" },
        { 20, "extensions: [{id: x, source: a}]", 20, "until when?" },
        { 20,
          "extensions: [{id: x, source: a, to: [{at: open, source: a}]}, {id: x, source: a, from: [{at: 2017-01-01, source: a}], to: [{at: open, source: a}]}]",
          20, "two extensions" },
        { 20, "aliases: [x, X]", 20, "comes twice" },
        { 20, "note: &a x", 20, "anchors" },
        { 20, "note: !!str x", 20, "tags" },
        { 20, "note: \"a\\x07b\"", 20, "control characters" },
        { 20, "{", 21, "no YAML" },
        { 20, "---\nid: two", 20, "a second document" },
        { 20, "...\n---\nid: two", 21, "a second document" },
        { 20, "links: {pax: x, pdf: y}", 20, "has no key \"pdf\"" },
        { 20, "note: [[[[[[[[[[[[[x]]]]]]]]]]]]]", 20, "nested too deep" },
        { 20, "? [a]\n: b", 20, "a key must be a text" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_diags diags = { 0 };
        const struct tr_agreement *g;
        struct tr_err err = { 0 };
        bool found = false;
        int rc = tr_agreement_read(arena, with(t[i].line, t[i].text), "test.yaml", known, &g, &diags, &err);
        if (rc != TR_E_INPUT) fail_msg("\"%s\" passes (%d)", t[i].text, rc);
        assert_null(g);
        for (uint32_t k = 0; k < diags.list.n; k++)
            found |= diags.list.v[k].line == t[i].at && tr_str_find(diags.list.v[k].text, tr_str_of(t[i].says)) >= 0;
        if (!found) fail_msg("\"%s\" gives line %u: %s (%u in all)", t[i].text, err.line, err.msg, diags.list.n);
    }
}

static void good_ones_pass(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
    } t[] = {
        { 1, "id: test-truce" },
        { 10, "  - {after: 48h, source: a}" },
        { 10, "  - {at: 2016-04-30T00:30, source: a}" }, /* after one start and before the other: rivals may contradict each other */
        { 15, "  - {actor: side:syria-opposition, source: a}" },
        { 17, "  - {actor: state:SY, source: a, disputed_by: B}" },
        { 17, "  - {actor: state:SY, from: 2016-05-01, source: a, disputed_by: B}" },
        { 13, "    - {country: PS, admin1: Gaza Strip, source: a}" },
        { 13, "    - {country: SY, admin1: Lattakia, source: a}" },
        { 13, "    - {world: true, source: a}" },
        { 20, "permitted: [{act: x, types: [ASSAULT], only: self-defence, source: b}]" },
        { 20, "note: >\n  folded\n  text" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_diags diags = { 0 };
        const struct tr_agreement *g;
        struct tr_err err = { 0 };
        if (tr_agreement_read(arena, with(t[i].line, t[i].text), "test.yaml", known, &g, &diags, &err))
            fail_msg("\"%s\": %s", t[i].text, err.msg);
        assert_non_null(g);
        assert_true(g->include.n > 0 && !tr_str_is(g->include.v[0].admin1, "Lattakia"));
    }
}

static void all_mistakes_are_told(void **state)
{
    (void)state;
    struct tr_diags diags = { 0 };
    const struct tr_agreement *g;
    struct tr_err err = { 0 };
    tr_str yaml =
        TR_STR("id: X\nname: n\nform: f\nzone: z\nsources: {a: {name: A}}\nstarts: [{at: x, source: b}]\nterritory: {}\ncolour: red\n");
    assert_int_equal(tr_agreement_read(arena, yaml, "bad.yaml", known, &g, &diags, &err), TR_E_INPUT);
    uint32_t lines = 0;
    for (uint32_t i = 0; i < diags.list.n; i++) lines |= 1u << diags.list.v[i].line;
    assert_int_equal(lines, 1u << 1 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 7 | 1u << 8);
    assert_int_equal(err.line, diags.list.v[0].line);
    assert_non_null(strstr(err.msg, "bad.yaml:"));
}

/* Nothing multiplies and nothing is unbounded. */
static void attacks(void **state)
{
    (void)state;
    static const char laughs[] = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n";
    size_t size = 2u << 20;
    char *big = tr_arena_get(arena, size);
    struct tr_err err = { 0 };
    const struct tr_agreement *g;
    struct tr_diags diags = { 0 };
    assert_int_equal(tr_agreement_read(arena, TR_STR(laughs), "laughs", known, &g, &diags, &err), TR_E_INPUT);
    memset(big, '[', size);
    assert_int_equal(tr_agreement_read(arena, (tr_str){ big, size }, "long", known, &g, &diags, &err), TR_E_LIMIT);
    assert_int_equal(tr_agreement_read(arena, (tr_str){ big, 400000 }, "deep", known, &g, &diags, &err), TR_E_INPUT);
    for (size_t i = 0; i + 6 < 500000; i += 6) memcpy(big + i, "- x: y", 6), big[i + 5] = '\n';
    assert_int_equal(tr_agreement_read(arena, (tr_str){ big, 499998 }, "many", known, &g, &diags, &err), TR_E_INPUT);
    assert_int_equal(tr_agreement_read(arena, TR_STR(""), "empty", known, &g, &diags, &err), TR_E_INPUT);
    assert_int_equal(tr_agreement_read(arena, TR_STR("\xff\xfe\x00"), "bytes", known, &g, &diags, &err), TR_E_INPUT);
    assert_int_equal(tr_agreement_read(arena, TR_STR("- a\n- b\n"), "list", known, &g, &diags, &err), TR_E_INPUT);
}

static bool read_within(size_t ceiling, tr_str yaml)
{
    struct tr_arena *a = tr_arena_new(ceiling);
    struct tr_diags diags = { 0 };
    const struct tr_agreement *g = NULL;
    volatile bool jumped = setjmp(*tr_arena_guard(a)) != 0;
    if (!jumped) (void)tr_agreement_read(a, yaml, "data/agreements/x", NULL, &g, &diags, NULL);
    tr_arena_free(a);
    return !jumped;
}

/* Memory that runs out on the way jumps to the caller's guard and leaves nothing behind (ASan looks). */
static void memory_runs_out(void **state)
{
    (void)state;
    tr_str yaml = with(13, "    - {polygon: syria-latakia-north.geojson, name: X, source: a}");
    size_t ceiling = 1u << 12;
    assert_false(read_within(ceiling, yaml));
    while (ceiling < 1u << 20 && !read_within(ceiling, yaml)) ceiling += 1u << 10;
    assert_in_range(ceiling, 1u << 13, 1u << 19);
}

static void what_several_have_wrong(void **state)
{
    (void)state;
    static const char *const texts[] = { "parent: nowhere", "parent: test-b", "parent: test-a", "aliases: [test-a]" };
    const struct tr_agreement *g[4];
    for (size_t i = 0; i < 4; i++) {
        struct tr_diags diags = { 0 };
        struct tr_err err = { 0 };
        tr_str yaml = with(20, texts[i]);
        yaml =
            tr_arena_printf(arena, "id: test-%c\n" TR_STR_FMT, "cabd"[i], TR_STR_ARG(tr_str_sub(yaml, strlen("id: test-truce\n"), yaml.n)));
        if (tr_agreement_read(arena, yaml, "x.yaml", known, &g[i], &diags, &err)) fail_msg("%s", err.msg);
    }
    struct tr_diags diags = { 0 };
    /* test-c has no parent that is there; test-a and test-b are each other's; test-d takes test-a's id as an alias */
    assert_int_equal(tr_agreements_check(arena, (struct tr_agreements){ g, 4 }, &diags), 4);
    assert_non_null(strstr(diags.list.v[0].text.p, "x.yaml:20: there is no agreement for \"parent\": \"nowhere\""));
    assert_non_null(strstr(diags.list.v[1].text.p, "in a circle"));
    assert_int_equal(tr_agreements_check(arena, carried, &diags), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(carries_what_it_should),
        cmocka_unit_test(scenarios_of_what_is_carried),
        cmocka_unit_test(a_round_at_half_past_midnight),
        cmocka_unit_test(names_groups),
        cmocka_unit_test(mistakes_have_lines),
        cmocka_unit_test(good_ones_pass),
        cmocka_unit_test(all_mistakes_are_told),
        cmocka_unit_test(attacks),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(what_several_have_wrong),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
