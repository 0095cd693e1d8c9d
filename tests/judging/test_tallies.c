/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "judging/tallies.h"
#include "rows.h"

static int setup(void **state)
{
    *state = tr_arena_new(1024u << 20);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    tr_arena_free(*state);
    return 0;
}

static struct rows *aleppo(struct tr_arena *a)
{
    struct rows *r = rows_new(a);
    rows_place(r, "gov|Aleppo Governorate|admin1|SY|Aleppo|36.2|37.5|4");
    rows_place(r, "aleppo|Aleppo|city|SY|Aleppo|36.2012|37.1612|1");
    rows_place(r, "quds|Al-Quds hospital|facility|SY|Aleppo|36.1845|37.1371|1");
    rows_place(r, "midan|Al-Midan|neighbourhood|SY|Aleppo|36.2250|37.1610|1");
    rows_place(r, "atarib|Atarib|city|SY|Aleppo|36.138|36.829|1");
    rows_place(r, "idlib|Idlib|city|SY|Idlib|35.93|36.63|1");
    rows_place(r, "sy|Syria|country|SY||35|38|6");
    rows_actor(r, "msf|Médecins Sans Frontières|ngo");
    rows_actor(r, "sohr|Syrian Observatory for Human Rights|monitor");
    rows_actor(r, "sana|SANA|media|SY|syria-government");
    rows_actor(r, "amc|Aleppo Media Centre|media|SY|syria-opposition");
    rows_actor(r, "rebels|Free Syrian Army|party|SY|syria-opposition");
    rows_actor(r, "army|Syrian army|military|SY|syria-government");
    rows_report(r, "apr28|2016-04-28|Levant Wire");
    rows_report(r, "apr28b|2016-04-28|Northern Herald");
    rows_report(r, "apr29|2016-04-29|Aid Desk");
    rows_report(r, "may1|2016-05-01|Harbour Broadcasting");
    rows_report(r, "may2|2016-05-02|Northern Herald");
    rows_report(r, "may3|2016-05-03|Aid Desk");
    rows_report(r, "may9|2016-05-09|Levant Wire");
    rows_report(r, "undated||Nobody Knows");
    rows_report(r, "reprint|2016-05-10|Morning Copy|apr28");
    return r;
}

static struct tr_tally count(struct tr_arena *a, const struct tr_claims *claims, const struct tr_filter *f, enum tr_tally_by by)
{
    struct tr_incidents incidents;
    struct tr_tally got;
    assert_int_equal(tr_incidents_of(a, claims, NULL, &incidents, NULL), TR_OK);
    assert_int_equal(tr_tally_of(a, claims, &incidents, f, by, &got, NULL), TR_OK);
    return got;
}

static struct tr_filter since(int m, int d)
{
    struct tr_filter f = TR_FILTER_ALL;
    f.days.from = tr_date_of(2016, m, d);
    f.undated = true;
    return f;
}

static struct tr_tally count_rows(struct tr_arena *a, const struct rows *r, enum tr_tally_by by)
{
    struct tr_claims c = rows_claims(r);
    struct tr_filter f = since(4, 22);
    return count(a, &c, &f, by);
}

static const struct tr_tally_cell *cell(const struct tr_tally_row *row, enum truce_harm harm)
{
    for (uint32_t i = 0; row && i < row->n; i++)
        if (row->cells[i].harm == harm) return &row->cells[i];
    return NULL;
}

static const struct tr_tally_row *row_of(const struct tr_tally *t, const char *key)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (tr_str_is(t->rows[i].key, key)) return &t->rows[i];
    return NULL;
}

/* "55", "20-55", "253+", "6-253+", "none" */
static void range_text(const struct tr_tally_cell *c, char out[64])
{
    if (!c || (!c->range.has_low && !c->range.has_high)) {
        snprintf(out, 64, "none");
        return;
    }
    if (c->range.low == c->range.high) snprintf(out, 64, "%lld%s", (long long)c->range.low, c->range.has_high ? "" : "+");
    else snprintf(out, 64, "%lld-%lld%s", (long long)c->range.low, (long long)c->range.high, c->range.has_high ? "" : "+");
}

static void expect(const struct tr_tally_row *row, enum truce_harm harm, const char *range)
{
    char got[64];
    range_text(cell(row, harm), got);
    if (strcmp(got, range) != 0) fail_msg("%s: %s, not %s", row ? row->name.p : "(no row)", got, range);
}

static enum tr_use use_of(const struct tr_tally_row *row, enum truce_harm harm, tr_id claim)
{
    const struct tr_tally_cell *c = cell(row, harm);
    for (uint32_t i = 0; c && i < c->n; i++)
        if (c->items[i].claim->id == claim) return c->items[i].use;
    fail_msg("claim %d stands in no cell", (int)claim);
    return TR_USE_count;
}

/* --- cases ------------------------------------------------------------------------------------------------------------------------------------- */

static void al_quds_is_one_history(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=apr28; killed=14+; means=airstrike; at=quds; on=2016-04-27; says=msf");            /* 1 */
    rows_add(r, "casualties; in=apr28; killed=2; who=medical; means=airstrike; at=quds; on=2016-04-27; says=msf"); /* 2 */
    rows_add(r, "casualties; in=apr28b; killed=27; means=airstrike; at=quds; on=2016-04-27; says=msf");            /* 3 */
    rows_add(r, "casualties; in=apr29; killed=50+; means=airstrike; at=quds; on=2016-04-27; says=msf");            /* 4 */
    rows_add(r, "casualties; in=apr29; killed=6; who=medical; part=4; at=quds; on=2016-04-27; says=msf");          /* 5 */
    rows_add(r, "casualties; in=apr29; killed=20+; means=airstrike; at=quds; on=2016-04-27; says=sohr");           /* 6 */
    rows_add(r, "casualties; in=apr29; killed=31+; means=airstrike; at=quds; on=2016-04-27; says=amc");            /* 7 */
    rows_add(r, "casualties; in=may3; killed=55; means=airstrike; at=quds; on=2016-04-27; says=msf");              /* 8 */
    rows_add(r, "casualties; in=reprint; killed=14+; means=airstrike; at=quds; on=2016-04-27; says=msf");          /* 9 */
    struct tr_tally t = count_rows(*state, r, TR_TALLY_SOURCE);
    const struct tr_tally_row *msf = row_of(&t, "msf");
    expect(msf, TRUCE_HARM_killed, "55");
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "20+");
    expect(row_of(&t, "amc"), TRUCE_HARM_killed, "31+");
    expect(&t.all, TRUCE_HARM_killed, "20-55");
    static const enum tr_use uses[] = { TR_USE_superseded, TR_USE_part, TR_USE_superseded, TR_USE_superseded, TR_USE_part };
    for (tr_id i = 1; i <= 5; i++) assert_int_equal(use_of(msf, TRUCE_HARM_killed, i), uses[i - 1]);
    assert_int_equal(use_of(msf, TRUCE_HARM_killed, 8), TR_USE_counted);
    assert_int_equal(use_of(msf, TRUCE_HARM_killed, 9), TR_USE_repeated);
    /* The history is in order of publication, and says what replaced each figure. */
    const struct tr_tally_cell *c = cell(msf, TRUCE_HARM_killed);
    for (uint32_t i = 0; i < c->n; i++) {
        if (i) assert_true(c->items[i - 1].claim->report->published <= c->items[i].claim->report->published);
        assert_true((c->items[i].use == TR_USE_counted) == (c->items[i].because == NULL));
        assert_int_equal(c->items[i].incident, t.all.cells[0].items[0].incident);
    }
}

static void totals_and_incidents_are_not_added(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=apr28; killed=20; who=civilians; means=airstrike; at=quds; on=2016-04-27; says=sohr");             /* 1 */
    rows_add(r, "casualties; in=may1; killed=8; who=civilians; means=rocket; at=midan; on=2016-05-01; says=sohr");                 /* 2 */
    rows_add(r, "casualties; in=may1; killed=253+; who=civilians; cumulative; at=gov; on=2016-04-22..2016-05-01; says=sohr");      /* 3 */
    rows_add(r, "casualties; in=may1; killed=49; who=children; cumulative; part=3; at=gov; on=2016-04-22..2016-05-01; says=sohr"); /* 4 */
    rows_add(r, "casualties; in=may1; killed=6; who=civilians; means=rocket; at=midan; on=2016-05-01; says=sana");                 /* 5 */
    rows_add(r, "casualties; in=may1; injured=40; who=civilians; means=rocket; at=midan; on=2016-05-01; says=sana");               /* 6 */
    rows_add(r,
             "casualties; in=may9; killed=5; who=civilians; means=shelling; at=atarib; on=2016-05-08; says=sohr"); /* 7: after the total */
    rows_add(
        r,
        "casualties; in=may9; killed=43+; who=combatants; means=clashes; at=atarib; on=2016-04-30; says=sohr"); /* 8: nobody the total counts */
    struct tr_tally t = count_rows(*state, r, TR_TALLY_SOURCE);
    const struct tr_tally_row *sohr = row_of(&t, "sohr");
    expect(sohr, TRUCE_HARM_killed, "301+"); /* 253+ and 5 and 43+ */
    expect(row_of(&t, "sana"), TRUCE_HARM_killed, "6");
    expect(row_of(&t, "sana"), TRUCE_HARM_injured, "40");
    assert_int_equal(use_of(sohr, TRUCE_HARM_killed, 1), TR_USE_inside);
    assert_int_equal(use_of(sohr, TRUCE_HARM_killed, 2), TR_USE_inside);
    assert_int_equal(use_of(sohr, TRUCE_HARM_killed, 3), TR_USE_counted);
    assert_int_equal(use_of(sohr, TRUCE_HARM_killed, 4), TR_USE_part);
    /* Incidents 20 and 6 to 8, against 253: 26 to 253, and what lies beside them. */
    expect(&t.all, TRUCE_HARM_killed, "74-301+");
    expect(&t.all, TRUCE_HARM_injured, "40");
}

static void a_total_smaller_than_its_incidents_is_inside_them(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=apr28; killed=20; means=airstrike; at=quds; on=2016-04-27; says=sohr");
    rows_add(r, "casualties; in=may1; killed=8; means=rocket; at=midan; on=2016-05-01; says=sohr");
    rows_add(r, "casualties; in=may1; killed=25; cumulative; at=gov; on=2016-04-25..2016-05-01; says=sohr");
    struct tr_tally t = count_rows(*state, r, TR_TALLY_SOURCE);
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "28");
    assert_int_equal(use_of(row_of(&t, "sohr"), TRUCE_HARM_killed, 3), TR_USE_inside);
}

static void totals_that_grow_replace_each_other(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=apr29; killed=202; who=civilians; cumulative; at=gov; on=2016-04-22..2016-04-29; says=sohr");
    rows_add(r, "casualties; in=may1; killed=253+; who=civilians; cumulative; at=gov; on=2016-04-22..2016-05-01; says=sohr");
    rows_add(r, "casualties; in=may2; killed=251+; who=civilians; cumulative; at=gov; on=2016-04-22..2016-05-02; says=sohr");
    rows_add(r, "casualties; in=may9; killed=74; who=civilians; cumulative; at=gov; on=2016-05-02..2016-05-08; says=sohr");
    rows_add(r, "casualties; in=may9; killed=30; who=civilians; cumulative; at=aleppo; on=2016-05-02..2016-05-08; says=sohr");
    struct tr_tally t = count_rows(*state, r, TR_TALLY_SOURCE);
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "327+");
    static const enum tr_use uses[] = { TR_USE_superseded, TR_USE_counted, TR_USE_repeated, TR_USE_counted, TR_USE_inside };
    for (tr_id i = 1; i <= 5; i++) assert_int_equal(use_of(row_of(&t, "sohr"), TRUCE_HARM_killed, i), uses[i - 1]);
}

static void wider_scopes_are_shown_not_counted(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=may1; killed=270000+; cumulative; at=sy; on=2011-03-15..2016-05-01; says=sohr"); /* 1: the war */
    rows_add(r, "casualties; in=may1; killed=9; means=airstrike; at=idlib; on=2016-04-30; says=sohr");           /* 2: next door */
    rows_add(r, "casualties; in=may1; killed=700; cumulative; at=gov; on=2016-03-01..2016-05-01; says=sohr");    /* 3: since March */
    rows_add(r, "casualties; in=may1; killed=253; cumulative; at=gov; on=2016-04-21..2016-05-01; says=sohr");    /* 4: "ten days" */
    rows_add(r, "casualties; in=may1; killed=30; status=hypothetical; at=quds; on=2016-05-01; says=sohr");       /* 5 */
    rows_add(r, "casualties; in=may1; killed=80; cumulative; at=aleppo; says=sohr");                             /* 6: no period told */
    struct tr_claims c = rows_claims(r);
    const struct tr_place_row *inside[] = { rows_place_of(r, "gov"), rows_place_of(r, "aleppo"), rows_place_of(r, "quds") };
    c.scope.places = (struct tr_places){ inside, 3 };
    struct tr_filter f = since(4, 22);
    struct tr_tally t = count(*state, &c, &f, TR_TALLY_SOURCE);
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "253");
    static const enum tr_use uses[] = { TR_USE_other_scope, TR_USE_other_scope, TR_USE_other_scope,
                                        TR_USE_counted,     TR_USE_not_actual,  TR_USE_inside };
    for (tr_id i = 1; i <= 6; i++) assert_int_equal(use_of(row_of(&t, "sohr"), TRUCE_HARM_killed, i), uses[i - 1]);
}

static void kinds_of_people_add_only_when_they_exclude_each_other(void **state)
{
    static const struct {
        const char *x, *y, *sum;
    } cases[] = {
        { "killed=5; who=civilians", "killed=3; who=combatants", "8" }, { "killed=5; who=civilians", "killed=3; who=children", "5" },
        { "killed=5; who=people", "killed=3; who=women", "5" },         { "killed=4; who=children", "killed=3; who=women", "7" },
        { "killed=4; who=medical", "killed=3; who=journalists", "7" }, /* side by side in one report */
        { "killed=..30; who=people", "killed=3; who=women", "0-30" },   { "killed=14+", "killed=14", "14" },
        { "killed=12; who=people", "killed=; who=children", "12" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tr_arena_reset(*state);
        struct rows *r = aleppo(*state);
        rows_add(r,
                 tr_arena_printf(*state, "casualties; in=may1; at=midan; on=2016-05-01; says=sohr; means=shelling; s=1; %s", cases[i].x).p);
        rows_add(r,
                 tr_arena_printf(*state, "casualties; in=may1; at=midan; on=2016-05-01; says=sohr; means=shelling; s=1; %s", cases[i].y).p);
        struct tr_tally t = count_rows(*state, r, TR_TALLY_SOURCE);
        expect(row_of(&t, "sohr"), TRUCE_HARM_killed, cases[i].sum);
    }
}

/* A table's rows are events that somebody told apart: none replaces or holds another. Against what reports say they are as any other. */
static void rows_of_one_table_are_apart(void **state)
{
    struct rows *r = aleppo(*state);
    static const char *const keys[] = { "ged1", "ged2", "ged3", "ged4" };
    for (int i = 0; i < 4; i++) {
        rows_report(r, tr_arena_printf(*state, "%s|2016-05-01|UCDP GED", keys[i]).p);
        rows_add(r, tr_arena_printf(*state, "casualties; in=%s; killed=%d; says=sohr; at=%s; on=2016-04-2%s%s", keys[i], i < 2 ? 11 : 5,
                                    i < 2 ? "aleppo" : "atarib", i < 2 ? "2..2016-04-24; cumulative" : "3", i < 2 ? "" : "; means=shelling")
                        .p);
    }
    struct tr_claims c = rows_claims(r);
    for (uint32_t i = 0; i < c.n; i++) ((struct tr_report_row *)c.v[i].report)->dataset = TR_STR("ucdp-ged");
    struct tr_filter f = since(4, 22);
    struct tr_tally t = count(*state, &c, &f, TR_TALLY_SOURCE);
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "32");
    expect(&t.all, TRUCE_HARM_killed, "32");
    for (uint32_t i = 0; i < c.n; i++) ((struct tr_report_row *)c.v[i].report)->dataset = TR_STR("");
    t = count(*state, &c, &f, TR_TALLY_SOURCE);
    expect(row_of(&t, "sohr"), TRUCE_HARM_killed, "16");
}

static void groupings(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "casualties; in=apr28; killed=20; who=civilians; means=airstrike; at=quds; on=2016-04-27; says=sohr; by=army");
    rows_add(r, "casualties; in=apr28; killed=4; who=children; part=1; means=airstrike; at=quds; on=2016-04-27; says=sohr");
    rows_add(r, "casualties; in=may3; killed=6; who=civilians; means=rocket; at=midan; on=2016-05-02; says=sana; by=rebels");
    rows_add(r, "casualties; in=may3; killed=8+; who=civilians; means=rocket; at=midan; on=2016-05-02; says=sohr");
    rows_add(r, "casualties; in=may9; killed=43+; who=combatants; means=clashes; at=atarib; on=2016-05-05; says=sohr");
    rows_add(r, "casualties; in=may9; killed=100; who=civilians; cumulative; at=gov; on=2016-04-25..2016-05-08; says=amc");
    struct tr_tally t = count_rows(*state, r, TR_TALLY_WEEK);
    expect(row_of(&t, "2016-W17"), TRUCE_HARM_killed, "20");
    expect(row_of(&t, "2016-W18"), TRUCE_HARM_killed, "49-51+");
    expect(row_of(&t, "longer"), TRUCE_HARM_killed, "100");
    t = count_rows(*state, r, TR_TALLY_VICTIM);
    expect(row_of(&t, "children"), TRUCE_HARM_killed, "4");
    expect(row_of(&t, "combatants"), TRUCE_HARM_killed, "43+");
    expect(row_of(&t, "civilians"), TRUCE_HARM_killed, "26-100");
    t = count_rows(*state, r, TR_TALLY_MEANS);
    expect(row_of(&t, "airstrike"), TRUCE_HARM_killed, "20");
    expect(row_of(&t, "rocket"), TRUCE_HARM_killed, "6-8+");
    expect(row_of(&t, "unknown"), TRUCE_HARM_killed, "100");
    t = count_rows(*state, r, TR_TALLY_PARTY);
    expect(row_of(&t, "army"), TRUCE_HARM_killed, "20");
    expect(row_of(&t, "rebels"), TRUCE_HARM_killed, "6-8+");
}

/* --- properties -------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *s)
{
    *s = *s * 1664525u + 1013904223u;
    return *s >> 8;
}

#define N 30
/* The attributes of N random claims; kept, so that a world can be built again with something added. */
static void random_world(struct tr_arena *a, uint32_t *seed, tr_str rows[N])
{
    static const char *const at[] = { "quds", "midan", "aleppo", "gov", "atarib", "idlib" };
    static const char *const in[] = { "apr28", "apr28b", "apr29", "may1", "may2", "may3", "undated" };
    static const char *const says[] = { "msf", "sohr", "sana" }, *const who[] = { "people", "civilians", "children", "combatants",
                                                                                  "women" };
    static const char *const means[] = { "airstrike", "shelling", "rocket" };
    for (uint32_t i = 0; i < N; i++) {
        uint32_t x = next_random(seed), y = next_random(seed), n = 1 + next_random(seed) % 60;
        /* What has neither a day nor a publication gets one from a relay: then the relay does change the answer. */
        bool total = x % 5 == 0, dated = y / 945 % 6 || x / 5 % 7 == 6;
        tr_str count = y % 3 == 0   ? tr_arena_printf(a, "%u+", n)
                       : y % 7 == 0 ? tr_arena_printf(a, "%u..%u", n, n + y % 9)
                                    : tr_arena_printf(a, "%u", n);
        tr_str days = total ? tr_arena_printf(a, "2016-04-%u..2016-04-30", 22 + y % 4) : tr_arena_printf(a, "2016-04-%u", 25 + y % 4);
        rows[i] = tr_arena_printf(a, "casualties; in=%s; %s=%s; who=%s; at=%s; says=%s; means=%s%s%s%s", in[x / 5 % 7],
                                  x / 35 % 4 ? "killed" : "injured", count.p, who[y / 21 % 5], at[x / 140 % 6], says[y / 105 % 3],
                                  means[y / 315 % 3], dated ? "; on=" : "", dated ? days.p : "", total ? "; cumulative" : "");
    }
}

static struct rows *build(struct tr_arena *a, const tr_str rows[N])
{
    struct rows *r = aleppo(a);
    for (uint32_t i = 0; i < N; i++) rows_add(r, rows[i].p);
    return r;
}

static void same_numbers(const struct tr_tally *x, const struct tr_tally *y, uint32_t round, const char *what)
{
    assert_int_equal(x->n, y->n);
    for (uint32_t i = 0; i <= x->n; i++) {
        const struct tr_tally_row *p = i < x->n ? &x->rows[i] : &x->all, *q = i < x->n ? &y->rows[i] : &y->all;
        if (!tr_str_eq(p->key, q->key) || p->n != q->n) fail_msg("seed %u, %s: other rows", round, what);
        for (uint32_t k = 0; k < p->n; k++) {
            char one[64], two[64];
            range_text(&p->cells[k], one);
            range_text(&q->cells[k], two);
            if (strcmp(one, two) != 0)
                fail_msg("seed %u, %s: %.*s %s was %s, is %s", round, what, TR_STR_ARG(p->name), truce_harm_name(p->cells[k].harm), one,
                         two);
        }
    }
}

/* An outlet that carries what is known already, later, word for word: by the same speaker, or as a copy of the same report. */
static void relays_reprints_and_duplicates_change_nothing(void **state)
{
    struct tr_arena *a = *state;
    for (uint32_t round = 1; round <= 150; round++) {
        uint32_t seed = round * 15485863u;
        tr_str rows[N];
        tr_arena_reset(a);
        random_world(a, &seed, rows);
        struct tr_tally before = count_rows(a, build(a, rows), TR_TALLY_SOURCE);
        for (int how = 0; how < 3; how++) {
            struct rows *r = build(a, rows);
            rows_report(r, "again|2016-05-11|The Relay");
            for (uint32_t i = 0; i < 4; i++) {
                tr_str row = rows[next_random(&seed) % N], rest = tr_str_sub(row, (size_t)tr_str_find(row, TR_STR("; ")) + 2, row.n);
                tr_str from = tr_str_sub(rest, 3, (size_t)tr_str_find(rest, TR_STR(";"))), tail = tr_str_sub(rest, from.n + 3, rest.n);
                if (how == 1) { /* a reprint: its root is the first report */
                    tr_str copy = tr_arena_printf(a, "copy%u|2016-05-11|Morning Copy|%.*s", i, TR_STR_ARG(from));
                    rows_report(r, copy.p);
                }
                tr_str in = how == 0 ? TR_STR("again") : how == 1 ? tr_arena_printf(a, "copy%u", i) : from;
                rows_add(r, tr_arena_printf(a, "casualties; in=%.*s%.*s", TR_STR_ARG(in), TR_STR_ARG(tail)).p);
            }
            struct tr_tally after = count_rows(a, r, TR_TALLY_SOURCE);
            same_numbers(&before, &after, round, how == 0 ? "a relay" : how == 1 ? "a reprint" : "a duplicate");
        }
    }
}

static void order_of_rows_never_matters(void **state)
{
    struct tr_arena *a = *state;
    for (uint32_t round = 1; round <= 60; round++) {
        uint32_t seed = round * 32452843u;
        tr_str rows[N];
        tr_arena_reset(a);
        random_world(a, &seed, rows);
        struct rows *r = build(a, rows);
        struct tr_filter f = since(4, 22);
        struct tr_claims one = rows_claims(r), other = rows_claims(r);
        struct tr_claim_row *v = (struct tr_claim_row *)other.v;
        for (uint32_t i = other.n; i > 1; i--) {
            uint32_t k = next_random(&seed) % i;
            struct tr_claim_row t = v[i - 1];
            v[i - 1] = v[k];
            v[k] = t;
        }
        for (int by = 0; by <= TR_TALLY_PARTY; by++) {
            struct tr_tally x = count(a, &one, &f, (enum tr_tally_by)by), y = count(a, &other, &f, (enum tr_tally_by)by);
            same_numbers(&x, &y, round, "another order");
        }
    }
}

/* A part never raises its whole, whatever its number. */
static void parts_never_raise_the_whole(void **state)
{
    struct tr_arena *a = *state;
    for (uint32_t round = 1; round <= 100; round++) {
        uint32_t seed = round * 49979687u;
        tr_str rows[N];
        tr_arena_reset(a);
        random_world(a, &seed, rows);
        struct tr_tally before = count_rows(a, build(a, rows), TR_TALLY_SOURCE);
        struct rows *r = build(a, rows);
        for (uint32_t i = 0; i < 4; i++) {
            uint32_t of = next_random(&seed) % N;
            rows_add(r, tr_arena_printf(a, "%.*s; part=%u; who=%s", TR_STR_ARG(rows[of]), of + 1, i % 2 ? "journalists" : "aid_workers").p);
        }
        struct tr_tally after = count_rows(a, r, TR_TALLY_SOURCE);
        same_numbers(&before, &after, round, "a part");
    }
}

static void soundness(void **state)
{
    struct tr_arena *a = *state;
    for (uint32_t round = 1; round <= 100; round++) {
        uint32_t seed = round * 67867967u;
        tr_str rows[N];
        tr_arena_reset(a);
        random_world(a, &seed, rows);
        struct rows *r = build(a, rows);
        for (int by = 0; by <= TR_TALLY_PARTY; by++) {
            struct tr_tally t = count_rows(a, r, (enum tr_tally_by)by);
            for (uint32_t i = 0; i <= t.n; i++) {
                const struct tr_tally_row *row = i < t.n ? &t.rows[i] : &t.all;
                for (uint32_t k = 0; k < row->n; k++) {
                    const struct tr_tally_cell *c = &row->cells[k];
                    assert_true(c->range.low <= c->range.high);
                    assert_true(!k || row->cells[k - 1].harm < c->harm);
                    for (uint32_t j = 0; j < c->n; j++) {
                        const struct tr_tally_item *item = &c->items[j];
                        bool reason = item->use == TR_USE_superseded || item->use == TR_USE_repeated || item->use == TR_USE_inside;
                        if (reason) assert_non_null(item->because);
                        /* Superseded, repeated and nested only by the same origin. */
                        if (item->because) assert_true(tr_str_eq(item->because->origin, item->claim->origin));
                    }
                }
            }
        }
        /* Every claim stands in exactly one row of the sources. */
        struct tr_tally t = count_rows(a, r, TR_TALLY_SOURCE);
        uint32_t n = 0;
        for (uint32_t i = 0; i < t.n; i++)
            for (uint32_t k = 0; k < t.rows[i].n; k++) n += t.rows[i].cells[k].n;
        assert_int_equal(n, N);
    }
}

static void undoing_a_merge_restores_the_tally(void **state)
{
    struct tr_arena *a = *state;
    for (uint32_t round = 1; round <= 40; round++) {
        uint32_t seed = round * 86028121u;
        tr_str rows[N];
        tr_arena_reset(a);
        random_world(a, &seed, rows);
        struct rows *r = build(a, rows);
        struct tr_claims c = rows_claims(r);
        struct tr_filter f = since(4, 22);
        struct tr_tally before = count(a, &c, &f, TR_TALLY_SOURCE), after;
        struct tr_incidents incidents;
        for (int step = 0; step < 2; step++) {
            if (!step)
                rows_decide(r, tr_arena_printf(a, "merge claim:%u claim:%u", 1 + next_random(&seed) % N, 1 + next_random(&seed) % N).p);
            else rows_decide(r, "undo assessment:1");
            struct tr_assessments d = rows_decisions(r);
            assert_int_equal(tr_incidents_of(a, &c, &d, &incidents, NULL), TR_OK);
            assert_int_equal(tr_tally_of(a, &c, &incidents, &f, TR_TALLY_SOURCE, &after, NULL), TR_OK);
        }
        same_numbers(&before, &after, round, "merge and undo");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(al_quds_is_one_history, setup, teardown),
        cmocka_unit_test_setup_teardown(totals_and_incidents_are_not_added, setup, teardown),
        cmocka_unit_test_setup_teardown(a_total_smaller_than_its_incidents_is_inside_them, setup, teardown),
        cmocka_unit_test_setup_teardown(totals_that_grow_replace_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(wider_scopes_are_shown_not_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(kinds_of_people_add_only_when_they_exclude_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_of_one_table_are_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(groupings, setup, teardown),
        cmocka_unit_test_setup_teardown(relays_reprints_and_duplicates_change_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_rows_never_matters, setup, teardown),
        cmocka_unit_test_setup_teardown(parts_never_raise_the_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(soundness, setup, teardown),
        cmocka_unit_test_setup_teardown(undoing_a_merge_restores_the_tally, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
