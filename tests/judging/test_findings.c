/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "terms.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static int setup(void **state)
{
    struct tr_arena *a = tr_arena_new(512u << 20);
    if (!a || setjmp(*tr_arena_guard(a))) return -1;
    *state = a;
    return 0;
}

static int teardown(void **state)
{
    tr_arena_free(*state);
    return 0;
}

/* The silence in Latakia as three sources tell its start, 72 hours long. */
static struct terms *latakia(struct tr_arena *a, int starts)
{
    struct terms *t = terms_new(a, "latakia");
    terms_start(t, "2016-04-30T00:01", "Russian defence ministry");
    if (starts > 1) terms_start(t, "2016-04-30T01:00", "Syrian army");
    if (starts > 2) terms_start(t, "2016-05-01T00:01", "Sputnik");
    terms_end(t, "72h", "Russian defence ministry");
    terms_end(t, "72h", "Syrian army");
    terms_end(t, "72h", "Sputnik");
    terms_area(t, false, "admin1 Latakia", NULL);
    return t;
}

static bool would_be(const struct tr_finding *f, const char *text)
{
    for (uint32_t i = 0; i < f->n_flips; i++) {
        if (tr_str_find(f->flips[i].text, tr_str_of(text)) >= 0) return true;
    }
    return false;
}

static void show(const struct tr_finding *f)
{
    print_message("%s\n", tr_verdict_name(f->verdict));
    for (int q = 0; q < TR_Q_count; q++)
        print_message("  %s: %s, %.*s\n", tr_question_name((enum tr_question)q), tr_tri_name(f->answers[q].value),
                      TR_STR_ARG(f->answers[q].because));
    for (uint32_t i = 0; i < f->n_flips; i++) print_message("  %.*s\n", TR_STR_ARG(f->flips[i].text));
}

/* The worked case: 00:30 is in force under the Russian start and not under the Syrian army's. */
static void mortar_round(void **state)
{
    struct tr_arena *a = *state;
    struct terms *t = latakia(a, 2);
    struct tr_finding f = tr_finding_of(
        a, terms_incident(a, "on=2016-04-30; clock=00:30; at=Latakia; mode=shelling; actor=state:SY/army; target=civilians"), &t->g, NULL);
    assert_int_equal(f.verdict, TR_VERDICT_indeterminate);
    assert_int_equal(f.answers[TR_Q_time].value, TR_UNKNOWN);
    assert_int_equal(f.answers[TR_Q_place].value, TR_YES);
    assert_int_equal(f.n_flips, 2);
    assert_true(would_be(&f, "violation_alleged if the start is 30 April 2016 00:01 (Russian defence ministry)"));
    assert_true(would_be(&f, "not_in_force if the start is 30 April 2016 01:00 (Syrian army)"));
    for (uint32_t i = 0; i < f.n_flips; i++) {
        assert_int_equal(f.flips[i].question, TR_Q_time);
        assert_non_null(f.flips[i].term);
    }
    assert_non_null(f.attributed);
}

static const struct {
    const char *name, *incident;
    int starts;
    enum tr_verdict_kind verdict;
    const char *flip;
} table[] = {
    { "before every start", "on=2016-04-29; at=Latakia; actor=state:SY; target=civilians", 3, TR_VERDICT_not_in_force, NULL },
    { "after every end", "on=2016-05-05; at=Latakia; actor=state:SY; target=civilians", 3, TR_VERDICT_not_in_force, NULL },
    { "in force by all three", "on=2016-05-01; clock=12:00; at=Latakia; actor=state:SY; target=civilians", 3, TR_VERDICT_violation_alleged,
      NULL },
    { "by two of three", "on=2016-04-30; clock=12:00; at=Latakia; actor=state:SY; target=civilians", 3, TR_VERDICT_indeterminate,
      "not_in_force if the start is 1 May 2016 00:01 (Sputnik)" },
    { "a day without the hour", "on=2016-04-30; at=Latakia; actor=state:SY; target=civilians", 1, TR_VERDICT_indeterminate,
      "if it happened while it was in force" },
    { "a day without the hour, inside", "on=2016-05-01; at=Latakia; actor=state:SY; target=civilians", 1, TR_VERDICT_violation_alleged,
      NULL },
    { "elsewhere, whenever it began", "on=2016-04-30; clock=00:30; at=Aleppo; actor=state:SY; target=civilians", 2,
      TR_VERDICT_outside_territory, NULL },
    { "somewhere in Syria", "on=2016-05-01; at=Syria; actor=state:SY; target=civilians", 1, TR_VERDICT_indeterminate,
      "outside_territory if it happened outside the territory" },
    { "nobody says where", "on=2016-05-01; actor=state:SY; target=civilians", 1, TR_VERDICT_indeterminate,
      "violation_alleged if it happened inside the territory" },
    { "nobody says when", "at=Latakia; actor=state:SY; target=civilians", 1, TR_VERDICT_indeterminate,
      "not_in_force if it happened outside that time" },
    { "an organ of the state", "on=2016-05-01; at=Latakia; actor=state:SY/airforce; target=civilians", 1, TR_VERDICT_violation_alleged,
      NULL },
    { "a group of the side", "on=2016-05-01; at=Latakia; actor=group:ahrar@syria-opposition; target=state:SY/army", 1,
      TR_VERDICT_violation_alleged, NULL },
    { "rebels by that word", "on=2016-05-01; at=Latakia; actor=text:rebels; target=civilians", 1, TR_VERDICT_violation_alleged, NULL },
    { "rebels of the register", "on=2016-05-01; at=Latakia; actor=state:SY/opposition; target=civilians", 1, TR_VERDICT_violation_alleged,
      NULL },
    { "the army, in Syria", "on=2016-05-01; at=Latakia; actor=text:army; target=civilians", 1, TR_VERDICT_violation_alleged, NULL },
    { "government forces", "on=2016-05-01; at=Latakia; actor=text:government forces; target=text:rebels", 1, TR_VERDICT_violation_alleged,
      NULL },
    { "nobody says who", "on=2016-05-01; at=Latakia; target=civilians", 1, TR_VERDICT_indeterminate,
      "not_a_party if one of them is not bound" },
    { "armed groups may be anyone", "on=2016-05-01; at=Latakia; actor=text:armed groups; target=civilians", 1, TR_VERDICT_indeterminate,
      "excluded_actor if an excluded group was in it" },
    { "a state that never joined", "on=2016-05-01; at=Latakia; actor=state:TR; target=civilians", 1, TR_VERDICT_not_a_party, NULL },
    { "a target that never joined", "on=2016-05-01; at=Latakia; actor=state:SY; target=group:ypg@sdf", 1, TR_VERDICT_not_a_party, NULL },
    { "an excluded attacker", "on=2016-05-01; at=Latakia; actor=group:nusra; target=state:SY/army", 1, TR_VERDICT_excluded_actor, NULL },
    { "an excluded target", "on=2016-05-01; at=Latakia; actor=state:SY; target=group:nusra", 1, TR_VERDICT_excluded_actor, NULL },
    { "intermingled", "on=2016-05-01; at=Latakia; actor=state:SY; target=text:rebels; says=rebels who were intermingled with Nusra", 1,
      TR_VERDICT_indeterminate, "excluded_actor if an excluded group was in it" },
    { "rivals that are both bound", "on=2016-05-01; at=Latakia; actor=state:SY; rival=state:RU; target=civilians", 1,
      TR_VERDICT_violation_alleged, NULL },
    { "a rival that is excluded", "on=2016-05-01; at=Latakia; actor=state:SY; rival=group:isis; target=civilians", 1,
      TR_VERDICT_indeterminate, "excluded_actor if the attacker is group:isis" },
};

static void verdicts(void **state)
{
    struct tr_arena *a = *state;
    int bad = 0;
    for (size_t i = 0; i < LEN(table); i++) {
        struct terms *t = latakia(a, table[i].starts);
        struct tr_finding f = tr_finding_of(a, terms_incident(a, table[i].incident), &t->g, NULL);
        if (f.verdict == table[i].verdict && (!table[i].flip || would_be(&f, table[i].flip)) &&
            (f.verdict == TR_VERDICT_indeterminate) == (f.n_flips > 0))
            continue;
        print_error("%s: %s is not what comes out:\n", table[i].name, tr_verdict_name(table[i].verdict));
        show(&f);
        bad++;
    }
    assert_int_equal(bad, 0);
}

static void every_answer_says_why(void **state)
{
    struct tr_arena *a = *state;
    for (size_t i = 0; i < LEN(table); i++) {
        struct terms *t = latakia(a, table[i].starts);
        struct tr_finding f = tr_finding_of(a, terms_incident(a, table[i].incident), &t->g, NULL);
        for (int q = 0; q < TR_Q_count; q++) assert_true(f.answers[q].because.n > 0);
        assert_true(tr_str_is(f.stage, "allegation"));
    }
}

static void accession_counts(void **state)
{
    struct tr_arena *a = *state;
    static const struct {
        const char *on;
        enum tr_verdict_kind verdict;
    } t[] = {
        { "on=2016-05-01; at=Latakia; actor=group:x; target=civilians", TR_VERDICT_not_a_party },
        { "on=2016-05-02; at=Latakia; actor=group:x; target=civilians", TR_VERDICT_violation_alleged },
        { "on=2016-05-04; at=Latakia; actor=group:x; target=civilians", TR_VERDICT_not_a_party },
        { "on=2016-05-05; at=Latakia; actor=group:x; target=civilians", TR_VERDICT_violation_alleged },
        { "on=2016-05-01..2016-05-02; at=Latakia; actor=group:x; target=civilians", TR_VERDICT_indeterminate },
    };
    struct terms *g = terms_new(a, "long");
    terms_start(g, "2016-04-01T00:00", "the text");
    terms_area(g, false, "country", NULL);
    terms_party(g, "group:x", "2016-05-02", "2016-05-03", NULL);
    terms_party(g, "group:x", "2016-05-05", NULL, NULL);
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_finding f = tr_finding_of(a, terms_incident(a, t[i].on), &g->g, NULL);
        if (f.verdict != t[i].verdict) {
            show(&f);
            fail_msg("%s: not %s", t[i].on, tr_verdict_name(t[i].verdict));
        }
    }
}

static void disputed_terms(void **state)
{
    struct tr_arena *a = *state;
    struct terms *g = terms_new(a, "disputed");
    terms_start(g, "2016-02-27T00:00", "the text");
    terms_area(g, false, "country", NULL);
    terms_area(g, true, "admin1 Raqqa", "44 factions");
    terms_exclude(g, "group:ahrar", "United States");
    terms_party(g, "group:ypg", NULL, NULL, "Turkey");
    struct tr_finding f =
        tr_finding_of(a, terms_incident(a, "on=2016-05-01; at=Aleppo; actor=group:ahrar@syria-opposition; target=civilians"), &g->g, NULL);
    assert_int_equal(f.verdict, TR_VERDICT_indeterminate);
    assert_true(would_be(&f, "violation_alleged if group:ahrar is not excluded (United States)"));
    assert_true(would_be(&f, "excluded_actor if group:ahrar is excluded (the text)"));
    f = tr_finding_of(a, terms_incident(a, "on=2016-05-01; at=Raqqa; actor=state:SY; target=civilians"), &g->g, NULL);
    if (f.verdict != TR_VERDICT_indeterminate) show(&f);
    assert_int_equal(f.verdict, TR_VERDICT_indeterminate);
    assert_true(would_be(&f, "violation_alleged if Raqqa is not left out (44 factions)"));
    assert_true(would_be(&f, "outside_territory if Raqqa is left out (the text)"));
    f = tr_finding_of(a, terms_incident(a, "on=2016-05-01; at=Aleppo; actor=group:ypg; target=civilians"), &g->g, NULL);
    assert_true(would_be(&f, "not_a_party if group:ypg is not a party (Turkey)"));
    /* A dispute that changes nothing is not told. */
    f = tr_finding_of(a, terms_incident(a, "on=2016-05-01; at=Aleppo; actor=state:SY; target=civilians"), &g->g, NULL);
    assert_int_equal(f.verdict, TR_VERDICT_violation_alleged);
    assert_int_equal(f.n_flips, 0);
}

static void acts(void **state)
{
    struct tr_arena *a = *state;
    static const struct {
        const char *in;
        enum tr_verdict_kind verdict;
    } t[] = {
        { "mode=aerial", TR_VERDICT_violation_alleged },
        { "mode=shelling", TR_VERDICT_permitted_act },
        { "mode=other", TR_VERDICT_indeterminate },
        { "", TR_VERDICT_indeterminate },
        { "type=COERCE", TR_VERDICT_permitted_act },
        { "mode=aerial; says=The army said it struck back, in response to rocket fire", TR_VERDICT_indeterminate },
    };
    struct terms *g = latakia(a, 1);
    terms_act(g, false, "aerial", NULL);
    terms_act(g, true, "attack", "self-defence");
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str text = tr_arena_printf(a, "on=2016-05-01; at=Latakia; actor=state:SY; target=civilians%s%s", *t[i].in ? "; " : "", t[i].in);
        struct tr_finding f = tr_finding_of(a, terms_incident(a, text.p), &g->g, NULL);
        if (f.verdict == t[i].verdict) continue;
        show(&f);
        fail_msg("%s: not %s", t[i].in, tr_verdict_name(t[i].verdict));
    }
}

/* --- monotone: to learn a fact moves nothing but the answers to it ------------------------------------------------------------------------ */

/* Each fact as it may be known; 0 is unknown. The last dimension is the terms: three rival starts, or one of them alone. */
static const char *const times[] = { "", "on=2016-04-30; clock=00:30;", "on=2016-04-29;", "on=2016-05-01; clock=05:00;", "on=2016-06-01;" };
static const char *const places[] = { "", "at=Latakia;", "at=Aleppo;" };
static const char *const attackers[] = { "", "actor=state:SY;", "actor=group:nusra;", "actor=state:TR;", "actor=text:rebels;" };
static const char *const targets[] = { "target=text:gunmen;", "target=civilians;", "target=group:isis;",
                                       "target=group:ahrar@syria-opposition;", "target=state:TR;" };
static const char *const modes[] = { "", "mode=aerial;", "mode=shelling;" };
enum { TIMES, PLACES, ATTACKERS, TARGETS, MODES, STARTS, FACTS };
static const unsigned sizes[FACTS] = { LEN(times), LEN(places), LEN(attackers), LEN(targets), LEN(modes), 4 };

static struct tr_finding found(struct tr_arena *a, const unsigned v[FACTS])
{
    static const char *const starts[] = { "2016-04-30T00:01", "2016-04-30T01:00", "2016-05-01T00:01" };
    struct terms *t = terms_new(a, "property");
    for (unsigned i = 0; i < LEN(starts); i++) {
        if (v[STARTS] && v[STARTS] != i + 1) continue;
        terms_start(t, starts[i], starts[i]);
        terms_end(t, "72h", starts[i]);
    }
    terms_area(t, false, "admin1 Latakia", NULL);
    terms_act(t, false, "aerial", NULL);
    tr_str text =
        tr_arena_printf(a, "%s%s%s%s%s", times[v[TIMES]], places[v[PLACES]], attackers[v[ATTACKERS]], targets[v[TARGETS]], modes[v[MODES]]);
    return tr_finding_of(a, terms_incident(a, text.p), &t->g, NULL);
}

static bool definite(enum tr_verdict_kind v)
{
    return v != TR_VERDICT_indeterminate;
}

static void check_step(const struct tr_finding *f, const struct tr_finding *g, const unsigned v[FACTS], unsigned fact, unsigned value)
{
    for (int q = 0; q < TR_Q_count; q++) {
        if (f->answers[q].value == TR_UNKNOWN || f->answers[q].value == g->answers[q].value) continue;
        fail_msg("fact %u from unknown to %u turns %s from %s to %s at %u %u %u %u %u %u", fact, value,
                 tr_question_name((enum tr_question)q), tr_tri_name(f->answers[q].value), tr_tri_name(g->answers[q].value), v[0], v[1],
                 v[2], v[3], v[4], v[5]);
    }
    bool broken = definite(f->verdict) &&
                  (!definite(g->verdict) || (f->verdict == TR_VERDICT_violation_alleged) != (g->verdict == TR_VERDICT_violation_alleged));
    if (broken)
        fail_msg("fact %u to %u turns %s into %s at %u %u %u %u %u %u", fact, value, tr_verdict_name(f->verdict),
                 tr_verdict_name(g->verdict), v[0], v[1], v[2], v[3], v[4], v[5]);
}

static unsigned place_in(const unsigned v[FACTS])
{
    unsigned at = 0;
    for (unsigned i = FACTS; i-- > 0;) at = at * sizes[i] + v[i];
    return at;
}

static bool next(unsigned v[FACTS])
{
    unsigned d = 0;
    while (d < FACTS && ++v[d] == sizes[d]) v[d++] = 0;
    return d < FACTS;
}

static void monotone(void **state)
{
    struct tr_arena *a = *state;
    unsigned v[FACTS] = { 0 }, all = 1, n = 0, seen[TR_VERDICT_count] = { 0 };
    for (unsigned i = 0; i < FACTS; i++) all *= sizes[i];
    struct tr_finding *f = TR_NEW_N(a, struct tr_finding, all);
    do {
        f[place_in(v)] = found(a, v);
        seen[f[place_in(v)].verdict]++;
    } while (next(v));
    do {
        for (unsigned fact = 0; fact < FACTS; fact++) {
            for (unsigned value = 1; !v[fact] && value < sizes[fact]; value++, n++) {
                unsigned w[FACTS];
                memcpy(w, v, sizeof w);
                w[fact] = value;
                check_step(&f[place_in(v)], &f[place_in(w)], v, fact, value);
            }
        }
    } while (next(v));
    assert_int_equal(n, 20175);
    for (int i = 0; i < TR_VERDICT_count; i++) assert_true(seen[i] > 0);
}

/* --- many at once --------------------------------------------------------------------------------------------------------------------------- */

static void together_as_alone(void **state)
{
    struct tr_arena *a = *state;
    struct tr_incident all[LEN(table)];
    struct terms *t = latakia(a, 2), *other = latakia(a, 1);
    memcpy(((struct tr_area *)(uintptr_t)other->g.include.v)->country, "UA", 3);
    const struct tr_agreement *gs[] = { &t->g, &other->g };
    for (size_t i = 0; i < LEN(table); i++) all[i] = *terms_incident(a, table[i].incident);
    struct tr_incidents in = { all, LEN(table) };
    struct tr_findings got;
    assert_int_equal(tr_findings_of(a, &in, (struct tr_agreements){ gs, 2 }, NULL, &got, NULL), TR_OK);
    uint32_t n = 0;
    for (uint32_t i = 0; i < got.n; i++) {
        if (got.v[i].agreement != &t->g) continue;
        struct tr_finding f = tr_finding_of(a, got.v[i].incident, &t->g, NULL);
        assert_int_equal(f.verdict, got.v[i].verdict);
        assert_int_equal(f.n_flips, got.v[i].n_flips);
        for (int q = 0; q < TR_Q_count; q++) assert_int_equal(f.answers[q].value, got.v[i].answers[q].value);
        n++;
    }
    assert_int_equal(n, LEN(table));
    /* The agreement of another country is asked of none: where no place is told, the state that did it is Syria's. */
    assert_int_equal(got.n - n, 0);
}

static void violation_table(void **state)
{
    struct tr_arena *a = *state;
    static const char *const list[] = {
        "on=2016-05-01; at=Latakia; actor=state:SY/army; target=civilians; killed=3",
        "on=2016-05-01; at=Latakia; actor=state:SY; target=civilians; killed=4",
        "on=2016-05-01; at=Latakia; actor=text:rebels; target=civilians",
        "on=2016-05-02; at=Latakia; target=civilians; killed=1",
        "on=2016-04-20; at=Latakia; actor=state:SY; target=civilians; killed=9",
    };
    struct tr_incident all[LEN(list)];
    struct terms *t = latakia(a, 1);
    const struct tr_agreement *g = &t->g;
    for (size_t i = 0; i < LEN(list); i++) all[i] = *terms_incident(a, list[i]);
    struct tr_findings f;
    struct tr_violation_table v;
    struct tr_incidents in = { all, LEN(list) };
    assert_int_equal(tr_findings_of(a, &in, (struct tr_agreements){ &g, 1 }, NULL, &f, NULL), TR_OK);
    assert_int_equal(tr_violation_table_of(a, &f, NULL, &v, NULL), TR_OK);
    assert_int_equal(v.n, 4);
    assert_int_equal(v.v[0].n[TR_VERDICT_not_in_force], 1);
    assert_false(v.v[0].killed.has_low);
    /* The army and its state are one party. */
    const struct tr_violation_cell *sy = tr_str_is(v.v[1].party->name, "rebels") ? &v.v[2] : &v.v[1];
    assert_int_equal(sy->n[TR_VERDICT_violation_alleged], 2);
    assert_int_equal(sy->killed.low, 7);
    assert_null(v.v[3].party);
    assert_int_equal(v.v[3].n[TR_VERDICT_indeterminate], 1);
    struct tr_compliance c;
    assert_true(tr_compliance_of(a, &in, g, NULL, 14, TR_NO_DATE, &c));
    assert_int_equal(c.before.incidents, 1);
    assert_int_equal(c.before.killed.low, 9);
    assert_int_equal(c.after.incidents, 4);
    assert_int_equal(c.after.killed.low, 8);
    assert_int_equal(c.after.to - c.after.from + 1, 4); /* 72 hours from 00:01 touch four days */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mortar_round),     cmocka_unit_test(verdicts),          cmocka_unit_test(every_answer_says_why),
        cmocka_unit_test(accession_counts), cmocka_unit_test(disputed_terms),    cmocka_unit_test(acts),
        cmocka_unit_test(monotone),         cmocka_unit_test(together_as_alone), cmocka_unit_test(violation_table),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
