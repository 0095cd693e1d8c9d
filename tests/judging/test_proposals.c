/* SPDX-License-Identifier: Apache-2.0 */
/* Ceasefire claims against the agreements that the program carries: which one they speak of, what they propose, and what accepting it changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "judging/proposals_int.h"
#include "knowledge/knowledge.h"
#include "rows.h"

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

static struct rows *declared_rows(void)
{
    struct rows *r = rows_new(arena);
    rows_place(r, "syria|Syria|country|SY||34.8|39|6");
    rows_place(r, "aleppo|Aleppo|city|SY|Aleppo|36.2021|37.1343|1");
    rows_place(r, "aleppo1|Aleppo|admin1|SY|Aleppo|36.2021|37.1343|4");
    rows_place(r, "homs1|Homs|admin1|SY|Homs|34.73|36.71|4");
    rows_place(r, "ghouta|Eastern Ghouta|region|SY|Rif Dimashq|33.54|36.43|2");
    rows_place(r, "latakia1|Latakia|admin1|SY|Latakia|35.53|35.79|4");
    rows_place(r, "hodeidah|Hodeidah|city|YE|Hodeidah|14.7978|42.9545|1");
    rows_place(r, "tripoli|Tripoli|city|LY|Tripoli|32.88|13.19|1");
    rows_place(r, "paris|Paris|city|FR||48.85|2.35|1");
    rows_actor(r, "state:SY/army|Syrian army|military|SY|syria-government|state:SY");
    rows_actor(r, "state:RU|Russia|government|RU|russia|");
    rows_actor(r, "group:jai|Jaysh al-Islam|party|SY|syria-opposition|");
    rows_actor(r, "group:nusra|al-Nusra Front|party|SY|alqaeda|");
    rows_actor(r, "text:rebels|some rebels|party|SY||");
    rows_report(r, "d-2016-04-30|2016-04-30|Wire");
    rows_report(r, "d-2016-05-01|2016-05-01|Wire");
    rows_report(r, "d-2016-05-02|2016-05-02|Other Wire");
    rows_report(r, "d-2016-05-07|2016-05-07|Wire");
    rows_report(r, "d-2016-03-10|2016-03-10|Wire");
    rows_report(r, "d-2015-01-10|2015-01-10|Wire");
    rows_report(r, "d-2018-12-20|2018-12-20|Wire");
    rows_report(r, "d-2022-06-02|2022-06-02|Wire");
    rows_report(r, "d-2021-01-05|2021-01-05|Wire");
    return r;
}

static void set_places(struct rows *r, struct tr_places *out, const char *keys)
{
    tr_str rest = tr_str_of(keys), key;
    const struct tr_place_row **v = TR_NEW_N(arena, const struct tr_place_row *, 4);
    while (rest.n && tr_str_split(&rest, ' ', &key)) v[out->n++] = rows_place_of(r, tr_arena_dup(arena, key).p);
    out->v = v;
}

static void set_actors(struct rows *r, struct tr_actors *out, const char *keys)
{
    tr_str rest = tr_str_of(keys), key;
    const struct tr_actor_row **v = TR_NEW_N(arena, const struct tr_actor_row *, 4);
    while (rest.n && tr_str_split(&rest, ' ', &key)) v[out->n++] = rows_actor_of(r, tr_arena_dup(arena, key).p);
    out->v = v;
}

struct told {
    const char *attributes, *territory, *duration, *excluded;
};

static void add(struct rows *r, const struct told *t)
{
    struct tr_claim_row *c = rows_add(r, t->attributes);
    set_places(r, &c->ceasefire.territory, t->territory);
    set_actors(r, &c->ceasefire.excluded_actors, t->excluded ? t->excluded : "");
    c->ceasefire.duration = tr_str_of(t->duration ? t->duration : "");
    c->sentence_text = tr_arena_printf(arena, "it says %s", t->duration ? t->duration : "so");
}

static struct tr_links link_all(const struct tr_claims *c)
{
    struct tr_links links;
    assert_int_equal(tr_links_of(arena, c, carried, known, &links, NULL), TR_OK);
    return links;
}

static void claims_find_their_agreement(void **state)
{
    (void)state;
    static const struct {
        struct told told;
        const char *agreement; /* NULL: none */
    } t[] = {
        { { "ceasefire; in=d-2016-03-10; form=cessation_of_hostilities; state=in_force", "syria", NULL, NULL },
          "syria-cessation-2016-02-27" },
        { { "ceasefire; in=d-2016-05-01; form=cessation_of_hostilities; state=violated", "syria", NULL, NULL },
          "syria-cessation-2016-02-27" },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended; says=state:RU", "ghouta", "24 hours", NULL },
          "syria-silence-2016-04-30-damascus" },
        { { "ceasefire; in=d-2016-04-30; form=regime_of_silence; state=in_force", "latakia1", NULL, NULL },
          "syria-silence-2016-04-30-latakia" },
        { { "ceasefire; in=d-2016-05-07; form=truce; state=extended; says=state:SY/army", "aleppo", "72 hours", NULL },
          "syria-silence-2016-05-05-aleppo" },
        { { "ceasefire; in=d-2018-12-20; form=ceasefire; state=in_force", "hodeidah", NULL, NULL }, "hudaydah-2018-12-18" },
        { { "ceasefire; in=d-2022-06-02; form=truce; state=extended", "hodeidah", "two months", NULL }, "yemen-truce-2022-04-02" },
        { { "ceasefire; in=d-2021-01-05; form=ceasefire; state=violated", "tripoli", NULL, NULL }, "libya-ceasefire-2020-10-23" },
        { { "ceasefire; in=d-2015-01-10; form=truce; state=proposed", "aleppo", NULL, NULL }, NULL }, /* before any */
        { { "ceasefire; in=d-2016-05-01; form=truce; state=proposed", "paris", NULL, NULL }, NULL },  /* where there is none */
        { { "ceasefire; in=d-2016-05-01; form=humanitarian_pause; state=proposed", "", NULL, NULL }, NULL },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct rows *r = declared_rows();
        add(r, &t[i].told);
        struct tr_claims c = rows_claims(r);
        struct tr_links links = link_all(&c);
        assert_int_equal(links.n, 1);
        const struct tr_agreement *g = links.v[0].agreement;
        if (!g != !t[i].agreement || (g && !tr_str_is(g->id, t[i].agreement)))
            fail_msg("case %zu is linked to %s (%.2f, %s)", i, g ? g->id.p : "none", links.v[0].score, links.v[0].reasons.p);
        assert_true(links.v[0].reasons.n > 0);
        assert_true(links.v[0].score >= 0 && links.v[0].score <= 1);
    }
}

static void lengths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t hours;
    } t[] = { { "another 24 hours", 24 },
              { "Two-day", 48 },
              { "72-hour", 72 },
              { "a week", 168 },
              { "48 hours", 48 },
              { "another day", 24 },
              { "", 0 },
              { "some time", 0 },
              { "two months", 0 },
              { "hours", 0 },
              { "99999999 hours", 0 },
              { "for a further three days", 72 } };
    for (size_t i = 0; i < LEN(t); i++) {
        if (tr_duration_of(tr_str_of(t[i].text)) != t[i].hours * 3600) fail_msg("\"%s\"", t[i].text);
    }
}

static struct tr_proposals propose(struct rows *r)
{
    struct tr_claims c = rows_claims(r);
    struct tr_assessments d = rows_decisions(r);
    struct tr_links links = link_all(&c);
    struct tr_proposals p;
    assert_int_equal(tr_proposals_of(arena, &links, &d, &p, NULL), TR_OK);
    return p;
}

static void changes_that_claims_tell(void **state)
{
    (void)state;
    static const struct {
        struct told told;
        int kind; /* -1: nothing is proposed */
        const char *value, *text;
    } t[] = {
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended; says=state:RU", "homs1", NULL, NULL },
          TR_CHANGE_ADD_TERRITORY,
          "Homs",
          "extend the territory to Homs, says Russia" },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=declared", "aleppo", NULL, NULL },
          TR_CHANGE_ADD_TERRITORY,
          "36.2021,37.1343,12",
          "extend the territory to Aleppo, says Wire" },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended", "ghouta", "another 24 hours", NULL },
          -1,
          NULL,
          NULL }, /* known */
        { { "ceasefire; in=d-2016-05-02; form=regime_of_silence; state=extended", "ghouta", "ten days", NULL },
          TR_CHANGE_END,
          "2016-05-14T00:00:00+03:00",
          NULL },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=declared", "ghouta", NULL, "group:jai" },
          TR_CHANGE_EXCLUDE,
          "group:jai",
          "exclude Jaysh al-Islam, says Wire" },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=declared", "ghouta", NULL, "group:nusra" },
          -1,
          NULL,
          NULL }, /* known */
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=declared", "ghouta", NULL, "text:rebels" },
          -1,
          NULL,
          NULL }, /* nobody knows who */
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=negotiating", "homs1", NULL, NULL }, -1, NULL, NULL }, /* not yet */
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended; status=denied", "homs1", NULL, NULL }, -1, NULL, NULL },
        { { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended; rejected", "homs1", NULL, NULL }, -1, NULL, NULL },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct rows *r = declared_rows();
        add(r, &t[i].told);
        struct tr_proposals p = propose(r);
        if (p.n != (t[i].kind >= 0)) fail_msg("case %zu: %u proposals%s%s", i, p.n, p.n ? ": " : "", p.n ? p.v[0].text.p : "");
        if (!p.n) continue;
        assert_int_equal(p.v[0].change.kind, t[i].kind);
        assert_true(tr_str_is(p.v[0].change.value, t[i].value));
        if (t[i].text) assert_string_equal(p.v[0].text.p, t[i].text);
        assert_false(p.v[0].accepted || p.v[0].rejected);
        const struct tr_agreement *g;
        struct tr_err err = { 0 };
        if (tr_proposal_apply(arena, p.v[0].agreement, &p.v[0], known, &g, &err)) fail_msg("case %zu: %s", i, err.msg);
    }
}

/* "A two-day truce holds. It was extended to Aleppo": the two days are the truce's. */
static void a_length_of_another_sentence(void **state)
{
    (void)state;
    static const struct told t = { "ceasefire; in=d-2016-05-02; form=regime_of_silence; state=extended", "ghouta", "ten days", NULL };
    struct rows *r = declared_rows();
    struct tr_claim_row *c = rows_add(r, t.attributes);
    set_places(r, &c->ceasefire.territory, t.territory);
    c->ceasefire.duration = tr_str_of(t.duration);
    c->sentence_text = TR_STR("It was extended to Eastern Ghouta.");
    assert_int_equal(propose(r).n, 0);
}

static void equal_changes_are_one_proposal(void **state)
{
    (void)state;
    static const struct told a = { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=extended; says=state:RU", "homs1", NULL,
                                   NULL };
    static const struct told b = { "ceasefire; in=d-2016-05-02; form=regime_of_silence; state=extended", "homs1", NULL, "group:jai" };
    static const char *const decisions[] = { "accept proposal:syria-silence-2016-04-30-damascus:2",
                                             "reject proposal:syria-silence-2016-04-30-damascus/2:2" };
    struct rows *r = declared_rows();
    add(r, &a);
    add(r, &b);
    struct tr_proposals p = propose(r);
    assert_int_equal(p.n, 2);
    assert_string_equal(p.v[0].id.p, "proposal:syria-silence-2016-04-30-damascus:1");
    assert_string_equal(p.v[1].id.p, "proposal:syria-silence-2016-04-30-damascus/2:2");
    assert_int_equal(p.v[0].others, 1);
    for (size_t i = 0; i < LEN(decisions); i++) rows_decide(r, decisions[i]);
    p = propose(r);
    assert_true(p.v[0].accepted && !p.v[0].rejected && p.v[0].assessment == 1);
    assert_true(p.v[1].rejected && !p.v[1].accepted);
    /* The last word stands, whichever of its claims it was said on. */
    rows_decide(r, "reject proposal:syria-silence-2016-04-30-damascus:1");
    p = propose(r);
    assert_true(p.v[0].rejected && !p.v[0].accepted && p.v[0].assessment == 3);
}

static void accepted_terms_name_their_speaker(void **state)
{
    (void)state;
    static const struct told a = { "ceasefire; in=d-2016-05-01; form=regime_of_silence; state=declared; says=state:RU", "aleppo", NULL,
                                   NULL };
    static const struct told b = { "ceasefire; in=d-2016-05-02; form=regime_of_silence; state=extended; says=state:RU", "ghouta",
                                   "ten days", NULL };
    struct rows *r = declared_rows();
    const struct tr_agreement *g;
    struct tr_scenarios s;
    double share;
    add(r, &a);
    add(r, &b);
    struct tr_proposals p = propose(r);
    assert_int_equal(p.n, 2);
    struct tr_spot city = tr_spot_of_place(rows_place_of(r, "aleppo"));
    assert_int_equal(tr_agreement_has(p.v[0].agreement, NULL, &city, &share, NULL), TR_NO);
    assert_int_equal(tr_proposal_apply(arena, p.v[0].agreement, &p.v[0], known, &g, NULL), TR_OK);
    assert_int_equal(tr_agreement_has(g, NULL, &city, &share, NULL), TR_YES);
    const struct tr_area *last = &g->include.v[g->include.n - 1];
    assert_true(tr_str_is(last->term.source, "Russia"));
    assert_true(tr_str_is(last->name, "Aleppo"));
    assert_non_null(strstr(last->term.ref.p, "claim 1"));
    /* The end becomes an extension: what was claimed before still is. */
    assert_int_equal(tr_proposal_apply(arena, p.v[1].agreement, &p.v[1], known, &g, NULL), TR_OK);
    assert_int_equal(g->extensions.n, p.v[1].agreement->extensions.n + 1);
    assert_int_equal(g->ends.n, p.v[1].agreement->ends.n);
    tr_agreement_scenarios(arena, g, &s);
    tr_instant t = tr_instant_of(g->zone, tr_date_of(2016, 5, 10), 0);
    for (uint32_t i = 0; i < s.n; i++) assert_int_equal(tr_scenario_covers(&s.v[i], (tr_moments){ t, t + 3600 }, NULL), TR_YES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_find_their_agreement),       cmocka_unit_test(lengths),
        cmocka_unit_test(changes_that_claims_tell),          cmocka_unit_test(equal_changes_are_one_proposal),
        cmocka_unit_test(accepted_terms_name_their_speaker), cmocka_unit_test(a_length_of_another_sentence),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
