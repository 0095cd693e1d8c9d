/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept comes back whole, through every filter, in an order that does not depend on the order of adding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "ledger_help.h"

#define NEED(call) assert_string_equal((b.err.msg[0] = 0, (call)) ? b.err.msg : "", "")

static bool same(tr_str s, const char *lit)
{
    return tr_str_is(s, lit);
}

static void assert_str(tr_str s, const char *want)
{
    if (!same(s, want)) fail_msg("\"%.*s\" is not \"%s\"", TR_STR_ARG(s), want);
}

static void test_round_trip(void **state)
{
    struct box b;
    box_open(&b);
    struct truce_place *aleppo = make_place(&b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_actor *sohr = make_actor(&b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    struct truce_actor *tass = make_actor(&b, "media:tass", "TASS", TRUCE_ACTOR_media, "RU");
    sohr->via = tass;
    struct told *t = make_report(&b, "one", "Example", "2016-05-01",
                                 "Twelve were killed, two of them children.\nPlanes bombed the market.\nA truce was extended to Aleppo.");
    struct truce_claim *whole = add_casualties(&b, t, 0, 12, "2016-04-30", aleppo, sohr);
    struct truce_claim *part = add_casualties(&b, t, 0, 2, "2016-04-30", aleppo, sohr);
    part->casualties.part_of = (int32_t)whole->id;
    part->time.has_clock = true;
    part->time.clock_from = 30;
    part->time.clock_to = 60;
    add_event(&b, t, 1, TRUCE_EVENT_ASSAULT, "", aleppo, NULL);
    add_ceasefire(&b, t, 2, TRUCE_STATE_extended, "2016-05-05", aleppo, sohr);
    enum tr_kept kept;
    tr_id id = keep(&b, t, &kept);
    assert_int_equal(kept, TR_KEPT_NEW);
    assert_int_equal(keep(&b, t, &kept), id);
    assert_int_equal(kept, TR_KEPT_KNOWN);
    struct tr_filter f = TR_FILTER_ALL;
    f.texts = true;
    struct tr_claims got = ask(&b, f);
    assert_int_equal(got.n, 4);
    const struct tr_claim_row *v = got.v;
    assert_ptr_equal(v[0].report, v[3].report);
    assert_ptr_equal(v[0].place, v[3].ceasefire.territory.v[0]);
    assert_ptr_equal(v[0].source, v[3].ceasefire.parties.v[0]);
    assert_int_equal(v[1].casualties.part_of, v[0].id);
    assert_int_equal(v[1].clock_from, 30);
    assert_int_equal(v[0].clock_from, -1);
    assert_int_equal(v[0].casualties.count.low, 12);
    assert_int_equal(v[0].casualties.means, 1u << TRUCE_MEANS_airstrike);
    assert_str(v[0].quote, "Twelve were killed, two of them children.");
    assert_str(v[2].sentence_text, "Planes bombed the market.");
    assert_str(v[0].why, "test: by hand,test: again");
    assert_str(v[0].via->key, "media:tass");
    assert_str(v[0].origin, "mon:sohr");
    assert_str(v[2].origin, "outlet:example");
    assert_str(v[2].event.acled_sub_event, "Air/drone strike");
    assert_str(v[3].ceasefire.duration, "72 hours");
    assert_int_equal(v[2].days.from, TR_NO_DATE);
    assert_true(v[0].confidence > 0.86f && v[0].confidence < 0.88f);
    tr_str text, original;
    NEED(tr_ledger_text(b.l, id, b.arena, &text, &b.err));
    NEED(tr_ledger_original(b.l, id, b.arena, &original, &b.err));
    assert_true(tr_str_eq(text, t->r.report.text) && tr_str_eq(original, text));
    box_close(&b);
    (void)state;
}

static void three(struct box *b, struct told **t)
{
    struct truce_place *aleppo = make_place(b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_place *midan = make_place(b, "truce:sy/al-midan", "al-Midan", TRUCE_PLACE_neighbourhood, "SY", "Aleppo", 36.22, 37.15);
    struct truce_place *idlib = make_place(b, "geonames:169389", "Idlib", TRUCE_PLACE_city, "SY", "Idlib", 35.93, 36.63);
    struct truce_place *sanaa = make_place(b, "geonames:71137", "Sanaa", TRUCE_PLACE_city, "YE", "Sanaa", 15.35, 44.2);
    struct truce_actor *army = make_actor(b, "state:SY/army", "Syrian Arab Army", TRUCE_ACTOR_military, "SY");
    struct truce_actor *sohr = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    t[0] = make_report(b, "a", "Alpha", "2016-05-02", "Five died in Aleppo on 1 May.\nShells fell on Midan.");
    add_casualties(b, t[0], 0, 5, "2016-05-01", aleppo, sohr)->casualties.by = army;
    add_event(b, t[0], 1, TRUCE_EVENT_ASSAULT, "", midan, army);
    t[1] = make_report(b, "b", "Beta", "2016-05-01", "Seven died in Idlib on 30 April.\nNine in Sanaa.");
    add_casualties(b, t[1], 0, 7, "2016-04-30", idlib, NULL);
    add_casualties(b, t[1], 1, 9, "2016-04-30", sanaa, NULL);
    t[2] = make_report(b, "c", "Gamma", "", "A truce holds in Aleppo since February.");
    struct truce_claim *c = add_ceasefire(b, t[2], 0, TRUCE_STATE_in_force, "2016-02-27", aleppo, army);
    c->time.days.to = TR_NO_DATE;
}

struct filter_case {
    const char *what;
    struct tr_filter f;
    const char *since, *until;
    uint32_t n;
};

static void test_filters(void **state)
{
    struct box b;
    struct told *t[3];
    box_open(&b);
    three(&b, t);
    for (int i = 0; i < 3; i++) keep(&b, t[i], NULL);
    const struct filter_case cases[] = {
        { "all", { .report = 0 }, "", "", 5 },
        { "a city", { .place = TR_STR("Aleppo") }, "", "", 3 },
        { "a governorate's neighbourhood alone", { .place = TR_STR("al-Midan") }, "", "", 1 },
        { "a circle", { .place = TR_STR("36.2,37.16,5") }, "", "", 3 },
        { "a small circle", { .place = TR_STR("36.2,37.16,1") }, "", "", 2 },
        { "a day", { .report = 0 }, "2016-05-01", "2016-05-01", 2 },
        { "a day, undated by publication", { .undated = true }, "2016-05-02", "2016-05-02", 2 },
        { "before", { .report = 0 }, "", "2016-04-30", 3 },
        { "place and day", { .place = TR_STR("Aleppo") }, "2016-05-01", "", 2 },
        { "actor", { .by = TR_STR("state:SY/army") }, "", "", 3 },
        { "actor by name", { .by = TR_STR("Syrian Arab Army") }, "", "", 3 },
        { "speaker", { .source = TR_STR("mon:sohr") }, "", "", 1 },
        { "outlet", { .source = TR_STR("BETA") }, "", "", 2 },
        { "words", { .words = TR_STR("idlib") }, "", "", 1 },
        { "words of a sentence", { .words = TR_STR("died AND may") }, "", "", 1 },
        { "kinds", { .kinds = 1u << TRUCE_KIND_ceasefire }, "", "", 1 },
        { "confidence", { .min_confidence = 0.9 }, "", "", 0 },
        { "report", { .report = 2 }, "", "", 2 },
        { "claim", { .claim = 4 }, "", "", 1 },
        { "behind", { .after = 3 }, "", "", 2 },
        { "page", { .after = 1, .limit = 2 }, "", "", 2 },
        { "as of before", { .as_of = 1 }, "", "", 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_filter f = cases[i].f;
        f.days = TR_NO_DAYS;
        if (!f.kinds) f.kinds = TR_KINDS_ALL;
        if (!f.as_of) f.as_of = TR_NO_INSTANT;
        if (*cases[i].since) assert_true(tr_date_parse(tr_str_of(cases[i].since), &f.days.from));
        if (*cases[i].until) assert_true(tr_date_parse(tr_str_of(cases[i].until), &f.days.to));
        uint32_t n = ask(&b, f).n;
        if (n != cases[i].n) fail_msg("%s: %u claims, not %u", cases[i].what, n, cases[i].n);
    }
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims none;
    f.place = TR_STR("Alepo");
    assert_int_equal(tr_ledger_claims(b.l, &f, b.arena, &none, &b.err), TR_E_INPUT);
    assert_non_null(strstr(b.err.msg, "did you mean Aleppo (SY)"));
    f = TR_FILTER_ALL;
    f.words = TR_STR("\"open");
    assert_int_equal(tr_ledger_claims(b.l, &f, b.arena, &none, &b.err), TR_E_INPUT);
    box_close(&b);
    (void)state;
}

/* Everything of an answer but the row numbers. */
static tr_str drawn(struct box *b, struct tr_claims c)
{
    tr_str out = { "", 0 };
    for (uint32_t i = 0; i < c.n; i++)
        out = tr_arena_printf(b->arena, TR_STR_FMT "%.*s/%u %.*s %.*s %.*s|", TR_STR_ARG(out), TR_STR_ARG(c.v[i].report->sha256), c.v[i].n,
                              TR_STR_ARG(c.v[i].quote), TR_STR_ARG(c.v[i].origin), TR_STR_ARG(c.v[i].report->root_outlet));
    return out;
}

static void test_extent_and_timeless(void **state)
{
    struct box b;
    struct told *t[3];
    struct tr_extent x;
    struct tr_filter f = TR_FILTER_ALL;
    box_open(&b);
    three(&b, t);
    for (int i = 0; i < 3; i++) keep(&b, t[i], NULL);
    NEED(tr_ledger_extent(b.l, &f, b.arena, &x, &b.err));
    assert_int_equal(x.claims, 4); /* the truce without end is no claim of a month */
    assert_int_equal(x.days.from, tr_date_of(2016, 4, 30));
    assert_int_equal(x.days.to, tr_date_of(2016, 5, 2));
    assert_false(x.timeless);
    f.place = TR_STR("Aleppo");
    NEED(tr_ledger_extent(b.l, &f, b.arena, &x, &b.err));
    assert_int_equal(x.claims, 2);
    f.place = TR_STR("");
    struct told *none = make_report(&b, "d", "Delta", "", "Two died.");
    add_casualties(&b, none, 0, 2, "", NULL, NULL);
    keep(&b, none, NULL);
    NEED(tr_ledger_extent(b.l, &f, b.arena, &x, &b.err));
    assert_true(x.timeless);
    f.timeless = true;
    struct tr_claims got = ask(&b, f);
    assert_int_equal(got.n, 1);
    assert_str(got.v[0].report->key, "d");
    box_close(&b);
    (void)state;
}

static void test_order_of_adding(void **state)
{
    static const int orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };
    struct box b[3];
    tr_str answers[3];
    for (int o = 0; o < 3; o++) {
        struct told *t[3];
        box_open(&b[o]);
        three(&b[o], t);
        for (int i = 0; i < 3; i++) keep(&b[o], t[orders[o][i]], NULL);
        answers[o] = drawn(&b[o], ask(&b[o], TR_FILTER_ALL));
        assert_true(tr_str_starts(answers[o], answers[0]) && answers[o].n == answers[0].n && answers[o].n > 100);
    }
    for (int o = 0; o < 3; o++) box_close(&b[o]);
    (void)state;
}

static void test_revisions(void **state)
{
    struct box b;
    box_open(&b);
    struct told *one = make_report(&b, "one", "Example", "2016-05-01", "Twelve died.");
    struct told *two = make_report(&b, "one", "Example", "2016-05-01", "Fifteen died.");
    one->r.report.url = TR_STR("https://www.example.org/a?utm_source=x");
    two->r.report.url = TR_STR("http://example.org/a/");
    add_casualties(&b, one, 0, 12, "2016-05-01", NULL, NULL);
    add_casualties(&b, two, 0, 15, "2016-05-01", NULL, NULL);
    enum tr_kept kept;
    tr_id first = keep(&b, one, &kept);
    b.now += 3600;
    tr_id second = keep(&b, two, &kept);
    assert_int_equal(kept, TR_KEPT_REVISION);
    struct tr_claims now = ask(&b, TR_FILTER_ALL);
    assert_int_equal(now.n, 1);
    assert_int_equal(now.v[0].casualties.count.low, 15);
    assert_int_equal(now.v[0].report->revision_of, first);
    struct tr_filter f = TR_FILTER_ALL;
    f.as_of = b.now - 1;
    struct tr_claims then = ask(&b, f);
    assert_int_equal(then.n, 1);
    assert_int_equal(then.v[0].casualties.count.low, 12);
    assert_false(then.v[0].report->superseded);
    f = TR_FILTER_ALL;
    f.revisions = true;
    assert_int_equal(ask(&b, f).n, 2);
    struct tr_reports reports;
    f = TR_FILTER_ALL;
    NEED(tr_ledger_reports(b.l, &f, b.arena, &reports, &b.err));
    assert_int_equal(reports.n, 1);
    assert_int_equal(reports.v[0].id, second);
    box_close(&b);
    (void)state;
}

static void test_refused(void **state)
{
    struct box b;
    struct tr_ledger *l;
    box_open(&b);
    struct told *t = make_report(&b, "one", "Example", "", "Twelve died.");
    struct truce_claim *c = add_casualties(&b, t, 0, 12, "", NULL, NULL);
    enum tr_kept kept;
    tr_id id;
    c->span.to = 9000;
    assert_int_equal(try_keep(&b, t, &kept, &id), TR_E_INPUT);
    c->span.to = 5;
    c->casualties.part_of = 1;
    assert_int_equal(try_keep(&b, t, &kept, &id), TR_E_INPUT);
    c->casualties.part_of = -1;
    t->r.report.sha256 = TR_STR("0000000000000000000000000000000000000000000000000000000000000000");
    assert_int_equal(try_keep(&b, t, &kept, &id), TR_E_INPUT);
    assert_int_equal(ask(&b, TR_FILTER_ALL).n, 0);
    assert_int_equal(tr_ledger_open("postgres://host/truce", TR_LEDGER_WRITE, &l, &b.err), TR_E_USAGE);
    assert_non_null(strstr(b.err.msg, "not built yet"));
    assert_int_equal(tr_ledger_open("/nowhere/ledger", TR_LEDGER_READ, &l, &b.err), TR_E_IO);
    assert_int_equal(tr_ledger_open(__FILE__, TR_LEDGER_READ, &l, &b.err), TR_E_INPUT);
    box_reopen(&b, TR_LEDGER_READ);
    assert_int_equal(tr_ledger_begin(b.l, &b.err), TR_E_USAGE);
    box_close(&b);
    (void)state;
}

/* --- in pieces --- */

struct gathered {
    struct tr_arena *a;
    tr_str text[2]; /* of each pass */
    uint32_t pieces[2];
};

static tr_str told_of(struct tr_arena *a, const struct tr_claims *of)
{
    tr_str out = TR_STR("");
    for (uint32_t i = 0; i < of->n; i++) {
        const struct tr_claim_row *c = &of->v[i];
        tr_str who = c->source ? c->source->name : TR_STR("-");
        out = tr_arena_printf(a, TR_STR_FMT "%lld %u " TR_STR_FMT " " TR_STR_FMT " " TR_STR_FMT "\n", TR_STR_ARG(out), (long long)c->id,
                              c->n, TR_STR_ARG(c->origin), TR_STR_ARG(who), TR_STR_ARG(c->sentence_text));
    }
    return out;
}

static int gather(void *ctx, unsigned pass, const struct tr_claims *piece, struct tr_arena *a, struct tr_err *err)
{
    struct gathered *g = ctx;
    (void)err;
    g->pieces[pass]++;
    tr_str told = told_of(a, piece);
    g->text[pass] = tr_arena_printf(g->a, TR_STR_FMT TR_STR_FMT, TR_STR_ARG(g->text[pass]), TR_STR_ARG(told));
    return TR_OK;
}

/* Pieces one behind the other are the answer, and the first pass has as many. */
static uint32_t walk_as_asked(struct box *b, struct tr_filter f, uint32_t piece)
{
    struct gathered g = { .a = b->arena, .text = { TR_STR(""), TR_STR("") } };
    f.texts = true;
    const struct tr_walk walk = { .passes = 2, .piece = piece, .take = gather, .ctx = &g };
    struct tr_claims whole = ask(b, f);
    tr_str want = told_of(b->arena, &whole);
    assert_string_equal((b->err.msg[0] = 0, tr_ledger_walk(b->l, &f, b->arena, &walk, &b->err)) ? b->err.msg : "", "");
    if (!tr_str_eq(g.text[1], want)) fail_msg("in pieces:\n" TR_STR_FMT "whole:\n" TR_STR_FMT, TR_STR_ARG(g.text[1]), TR_STR_ARG(want));
    assert_int_equal(g.pieces[0], g.pieces[1]);
    size_t lines[2] = { 0 };
    for (int p = 0; p < 2; p++) {
        for (size_t i = 0; i < g.text[p].n; i++) lines[p] += g.text[p].p[i] == '\n';
    }
    assert_int_equal(lines[0], lines[1]);
    return g.pieces[1];
}

static int refuse(void *ctx, unsigned pass, const struct tr_claims *piece, struct tr_arena *a, struct tr_err *err)
{
    ++*(unsigned *)ctx;
    (void)pass, (void)piece, (void)a;
    return tr_fail(err, TR_E_IO, "no room");
}

static int exhaust(void *ctx, unsigned pass, const struct tr_claims *piece, struct tr_arena *a, struct tr_err *err)
{
    (void)ctx, (void)pass, (void)piece, (void)err;
    tr_arena_get(a, (size_t)1 << 50);
    return TR_OK;
}

static void test_walk(void **state)
{
    struct box b;
    struct told *t[3];
    enum tr_kept kept;
    box_open(&b);
    three(&b, t);
    for (int i = 2; i >= 0; i--) keep(&b, t[i], &kept);
    /* One actor as two reports write it: one name in every piece, told by the last pass. */
    struct truce_place *idlib = make_place(&b, "geonames:169389", "Idlib", TRUCE_PLACE_city, "SY", "Idlib", 35.93, 36.63);
    const char *const names[] = { "Local Activists", "local activists" };
    for (int i = 0; i < 2; i++) {
        struct truce_actor *who = make_actor(&b, "text:local activists", names[i], TRUCE_ACTOR_person, "SY");
        struct told *more = make_report(&b, names[i], "Example", i ? "2016-06-02" : "2016-06-01", "Two were killed.\nThree were killed.");
        add_casualties(&b, more, 0, 2, i ? "" : "2016-05-31", idlib, who);
        add_casualties(&b, more, 1, 3, "2016-05-31", idlib, who);
        keep(&b, more, &kept);
    }
    struct tr_filter all = TR_FILTER_ALL, f;
    assert_true(walk_as_asked(&b, all, 1) >= 4);
    assert_int_equal(walk_as_asked(&b, all, TR_WALK_PIECE), 1);
    f = all, f.place = TR_STR("Idlib"), walk_as_asked(&b, f, 1);
    f = all, f.place = TR_STR("Aleppo"), walk_as_asked(&b, f, 2);
    f = all, f.source = TR_STR("Example"), walk_as_asked(&b, f, 1);
    f = all, f.words = TR_STR("killed"), walk_as_asked(&b, f, 1);
    f = all, f.kinds = 1u << TRUCE_KIND_ceasefire, walk_as_asked(&b, f, 1);
    f = all, f.days = (tr_days){ 16921, 16953 }, walk_as_asked(&b, f, 1);
    f.undated = true, walk_as_asked(&b, f, 1);
    f = all, f.place = TR_STR("Idlib"), f.min_confidence = 1.1;
    assert_true(walk_as_asked(&b, f, TR_WALK_PIECE) == 1); /* nothing is one empty piece */
    unsigned asked = 0;
    struct tr_walk walk = { .passes = 2, .piece = 1, .take = refuse, .ctx = &asked };
    assert_int_equal(tr_ledger_walk(b.l, &all, b.arena, &walk, &b.err), TR_E_IO);
    assert_int_equal(asked, 1);
    walk.take = exhaust;
    assert_int_equal(tr_ledger_walk(b.l, &all, b.arena, &walk, &b.err), TR_E_NOMEM);
    assert_true(ask(&b, all).n > 4); /* and the ledger stays usable */
    box_close(&b);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_order_of_adding),
        cmocka_unit_test(test_revisions),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_extent_and_timeless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
