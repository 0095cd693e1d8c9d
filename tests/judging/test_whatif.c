/* SPDX-License-Identifier: Apache-2.0 */
/* The agreements that the program carries, held against incidents, and changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "knowledge/knowledge.h"
#include "terms.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

struct carried {
    struct tr_arena *a;
    struct tr_knowledge *k;
    struct tr_agreements all;
};

static int setup(void **state)
{
    struct carried *c = calloc(1, sizeof *c);
    struct tr_err err = { 0 };
    if (!c || tr_knowledge_open(&c->k, &err)) return -1;
    c->a = tr_arena_new(256u << 20);
    if (!c->a || setjmp(*tr_arena_guard(c->a))) return -1;
    if (tr_agreements_open(c->a, c->k, &c->all, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = c;
    return 0;
}

static int teardown(void **state)
{
    struct carried *c = *state;
    tr_knowledge_close(c->k);
    tr_arena_free(c->a);
    free(c);
    return 0;
}

static const struct tr_agreement *agreement(struct carried *c, const char *id)
{
    const struct tr_agreement *g = tr_agreement_find(c->all, tr_str_of(id));
    if (!g) fail_msg("no agreement %s", id);
    return g;
}

static struct tr_incident *incident(struct carried *c, const char *attributes, double lat, double lon)
{
    struct tr_incident *in = terms_incident(c->a, attributes);
    struct tr_place_row *p = TR_NEW(c->a, struct tr_place_row);
    if (!in->place) return in;
    *p = *in->place;
    if (lat != 0) p->lat = lat, p->lon = lon, p->name = TR_STR("a village"), p->key = TR_STR("truce:sy/village");
    in->place = p;
    return in;
}

static void show(const struct tr_finding *f)
{
    print_message("%s\n", tr_verdict_name(f->verdict));
    for (int q = 0; q < TR_Q_count; q++)
        print_message("  %s: %s, %.*s\n", tr_question_name((enum tr_question)q), tr_tri_name(f->answers[q].value),
                      TR_STR_ARG(f->answers[q].because));
    for (uint32_t i = 0; i < f->n_flips; i++) print_message("  %.*s\n", TR_STR_ARG(f->flips[i].text));
}

static bool would_be(const struct tr_finding *f, const char *text)
{
    for (uint32_t i = 0; i < f->n_flips; i++) {
        if (tr_str_find(f->flips[i].text, tr_str_of(text)) >= 0) return true;
    }
    show(f);
    return false;
}

/* The round of the issue, in the mountains of northern Latakia. */
static void mortar_round(void **state)
{
    struct carried *c = *state;
    const struct tr_agreement *g = agreement(c, "syria-silence-2016-04-30-latakia");
    struct tr_incident *in =
        incident(c, "on=2016-04-30; clock=00:30; at=Latakia; mode=shelling; actor=state:SY/army; target=civilians", 35.80, 36.05);
    struct tr_finding f = tr_finding_of(c->a, in, g, c->k);
    assert_int_equal(f.verdict, TR_VERDICT_indeterminate);
    assert_int_equal(f.answers[TR_Q_place].value, TR_YES);
    assert_true(would_be(&f, "violation_alleged if the start is 30 April 2016 00:01 (Russian Ministry of Defence)"));
    assert_true(would_be(&f, "not_in_force if the start is 30 April 2016 01:00 (Syrian army)"));
    /* The nationwide cessation had been in force for two months: a finding of its own. */
    f = tr_finding_of(c->a, in, agreement(c, "syria-cessation-2016-02-27"), c->k);
    if (f.verdict != TR_VERDICT_violation_alleged) show(&f);
    assert_int_equal(f.verdict, TR_VERDICT_violation_alleged);
    assert_int_equal(f.n_flips, 0);
}

static const struct {
    const char *agreement, *in;
    enum tr_verdict_kind verdict;
} table[] = {
    { "syria-cessation-2016-02-27", "on=2016-02-26; at=Aleppo; actor=state:SY/army; target=civilians", TR_VERDICT_not_in_force },
    { "syria-cessation-2016-02-27", "on=2016-03-05; at=Aleppo; actor=state:RU; target=group:nusra", TR_VERDICT_excluded_actor },
    { "syria-cessation-2016-02-27", "on=2016-03-05; at=Aleppo; actor=state:RU; target=text:fighters of Ahrar al-Sham",
      TR_VERDICT_violation_alleged },
    { "syria-cessation-2016-02-27", "on=2016-03-05; at=Aleppo; actor=state:TR; target=group:ypg@sdf", TR_VERDICT_not_a_party },
    { "syria-cessation-2016-02-27", "on=2016-03-05; at=Aleppo; actor=text:government forces; target=text:rebels",
      TR_VERDICT_violation_alleged },
    /* From 26 April one says that Ahrar is excluded, others that it is not. */
    { "syria-cessation-2016-02-27", "on=2016-04-28; at=Aleppo; actor=state:RU; target=group:ahrar@syria-opposition",
      TR_VERDICT_indeterminate },
    { "syria-silence-2016-04-30-latakia", "on=2016-04-30; at=Aleppo; actor=state:SY; target=civilians", TR_VERDICT_outside_territory },
    { "syria-silence-2016-05-05-aleppo", "on=2016-04-28; at=Aleppo; actor=state:SY; target=civilians", TR_VERDICT_not_in_force },
    { "syria-silence-2016-05-05-aleppo", "on=2016-05-05; clock=12:00; at=Aleppo; actor=state:SY; target=civilians",
      TR_VERDICT_violation_alleged },
    /* The ends differ: 6 May by one, 7 May by another. */
    { "syria-silence-2016-05-05-aleppo", "on=2016-05-06; clock=12:00; at=Aleppo; actor=state:SY; target=civilians",
      TR_VERDICT_indeterminate },
};

static void carried_agreements(void **state)
{
    struct carried *c = *state;
    int bad = 0;
    for (size_t i = 0; i < LEN(table); i++) {
        struct tr_finding f = tr_finding_of(c->a, incident(c, table[i].in, 0, 0), agreement(c, table[i].agreement), c->k);
        if (f.verdict == table[i].verdict) continue;
        print_error("%s, %s: not %s\n", table[i].agreement, table[i].in, tr_verdict_name(table[i].verdict));
        show(&f);
        bad++;
    }
    assert_int_equal(bad, 0);
}

static enum tr_verdict_kind under(struct carried *c, const char *id, const char *in, const struct tr_change *changes, uint32_t n)
{
    const struct tr_agreement *g;
    struct tr_err err = { 0 };
    if (tr_agreement_change(c->a, agreement(c, id), changes, n, c->k, &g, &err)) fail_msg("%s", err.msg);
    struct tr_finding f = tr_finding_of(c->a, incident(c, in, 0, 0), g, c->k);
    return f.verdict;
}

#define LATAKIA "syria-silence-2016-04-30-latakia"
#define CHANGE(k, v)                                        \
    {                                                       \
        .kind = TR_CHANGE_##k, .value = { v, sizeof v - 1 } \
    }

static void changes(void **state)
{
    struct carried *c = *state;
    static const struct {
        struct tr_change change[2];
        uint32_t n;
        const char *in;
        enum tr_verdict_kind verdict;
    } t[] = {
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(START, "2016-04-22") },
          2,
          "on=2016-04-24; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "Aleppo province"), CHANGE(START, "2016-04-22") },
          2,
          "on=2016-04-24; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "Aleppo"), CHANGE(START, "2016-04-22") },
          2,
          "on=2016-04-24; at=Aleppo; whole=yes; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "36.2,37.16,10"), CHANGE(START, "2016-04-22") },
          2,
          "on=2016-04-24; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate") },
          1,
          "on=2016-04-24; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_not_in_force },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(START, "2016-04-22") },
          2,
          "on=2016-04-21; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_not_in_force },
        { { CHANGE(ADD_TERRITORY, "Syria"), CHANGE(DROP_TERRITORY, "Aleppo Governorate") },
          2,
          "on=2016-05-01; clock=12:00; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_outside_territory },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(END, "2016-05-20T00:00") },
          2,
          "on=2016-05-19; at=Aleppo; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(EXCLUDE, "Ahrar al-Sham") },
          2,
          "on=2016-05-01; clock=12:00; at=Aleppo; actor=group:ahrar; target=civilians",
          TR_VERDICT_excluded_actor },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(INCLUDE_ACTOR, "group:nusra") },
          2,
          "on=2016-05-01; clock=12:00; at=Aleppo; actor=group:nusra; target=civilians",
          TR_VERDICT_not_a_party },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(DROP_PARTY, "state:SY") },
          2,
          "on=2016-05-01; clock=12:00; at=Aleppo; actor=state:SY/army; target=civilians",
          TR_VERDICT_not_a_party },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(ADD_PARTY, "Turkey") },
          2,
          "on=2016-05-02; clock=12:00; at=Aleppo; actor=state:TR; target=civilians",
          TR_VERDICT_violation_alleged },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(PERMIT, "aerial") },
          2,
          "on=2016-05-02; clock=12:00; at=Aleppo; mode=aerial; actor=state:SY; target=civilians",
          TR_VERDICT_permitted_act },
        { { CHANGE(ADD_TERRITORY, "Aleppo Governorate"), CHANGE(PROHIBIT, "COERCE") },
          2,
          "on=2016-05-02; clock=12:00; at=Aleppo; type=COERCE; actor=state:SY; target=civilians",
          TR_VERDICT_violation_alleged },
    };
    int bad = 0;
    for (size_t i = 0; i < LEN(t); i++) {
        enum tr_verdict_kind v = under(c, LATAKIA, t[i].in, t[i].change, t[i].n);
        /* The side's accession and the start stay disputed; only what the change decides is looked at. */
        if (v == t[i].verdict) continue;
        print_error("%.*s …, %s: %s, not %s\n", TR_STR_ARG(t[i].change[t[i].n - 1].value), t[i].in, tr_verdict_name(v),
                    tr_verdict_name(t[i].verdict));
        bad++;
    }
    assert_int_equal(bad, 0);
    /* The agreement itself is as it was. */
    assert_int_equal(under(c, LATAKIA, "on=2016-04-24; at=Aleppo; actor=state:SY; target=civilians", NULL, 0), TR_VERDICT_not_in_force);
}

/* An extension with a territory of its own takes part in the change, and the clock of a place tells each claim. */
static void extensions_and_cover(void **state)
{
    struct carried *c = *state;
    struct terms *t = terms_new(c->a, "extended");
    static const struct tr_change add[] = { CHANGE(ADD_TERRITORY, "Aleppo Governorate") };
    struct tr_agreement g = t->g;
    const struct tr_agreement *then;
    terms_start(t, "2016-05-01T00:00", "the text");
    terms_end(t, "24h", "the text");
    terms_area(t, false, "admin1 Latakia", NULL);
    g = t->g;
    struct tr_extension x = { .id = TR_STR("first"), .from = g.starts, .to = g.ends, .include = g.include, .term = g.starts.v[0].term };
    struct terms *later = terms_new(c->a, "later");
    terms_start(later, "2016-05-03T00:00", "the text");
    x.from = later->g.starts;
    g.extensions = (struct tr_extensions){ &x, 1 };
    struct tr_incident *in = terms_incident(c->a, "on=2016-05-03; clock=12:00; at=Aleppo; actor=state:SY; target=civilians");
    assert_int_equal(tr_finding_of(c->a, in, &g, c->k).verdict, TR_VERDICT_outside_territory);
    assert_int_equal(tr_agreement_change(c->a, &g, add, 1, c->k, &then, NULL), TR_OK);
    assert_int_equal(tr_finding_of(c->a, in, then, c->k).verdict, TR_VERDICT_violation_alleged);

    const struct tr_agreement *all[] = { agreement(c, LATAKIA), agreement(c, "syria-silence-2016-04-30-damascus") };
    struct tr_covers covers;
    struct tr_spot spot = { .located = true,
                            .lat = 35.80,
                            .lon = 36.05,
                            .country = "SY",
                            .admin1 = TR_STR("Latakia"),
                            .name = TR_STR("a village"),
                            .kind = TRUCE_PLACE_city,
                            .where_prec = 1 };
    in = terms_incident(c->a, "on=2016-04-30; clock=00:30; at=Latakia");
    tr_covers_of(c->a, &spot, in->when, (struct tr_agreements){ all, 2 }, &covers);
    assert_int_equal(covers.n, 1);
    assert_int_equal(covers.v[0].inside, TR_YES);
    unsigned yes = 0, no = 0;
    for (uint32_t i = 0; i < covers.v[0].n; i++) yes += covers.v[0].v[i].in_force == TR_YES, no += covers.v[0].v[i].in_force == TR_NO;
    assert_true(yes >= 1 && no >= 2 && yes + no == covers.v[0].n);
}

static void wrong_changes(void **state)
{
    struct carried *c = *state;
    static const struct {
        struct tr_change change;
        const char *says;
    } t[] = {
        { CHANGE(ADD_TERRITORY, "Xyzzyx Governorate"), "no place" },
        { CHANGE(START, "soon"), "no time" },
        { CHANGE(ADD_PARTY, "Xyzzyx"), "no actor" },
        { CHANGE(DROP_PARTY, "state:TR"), "no party" },
        { CHANGE(PROHIBIT, "shouting"), "no act" },
        { CHANGE(INCLUDE_ACTOR, "group:ahrar"), "no excluded" },
        { CHANGE(ADD_TERRITORY, ""), "no place" },
        { CHANGE(ADD_TERRITORY, "91,0,5"), "no place" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        const struct tr_agreement *g = NULL;
        struct tr_err err = { 0 };
        assert_int_equal(tr_agreement_change(c->a, agreement(c, LATAKIA), &t[i].change, 1, c->k, &g, &err), TR_E_USAGE);
        assert_null(g);
        if (!strstr(err.msg, t[i].says)) fail_msg("\"%s\" does not say \"%s\"", err.msg, t[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(mortar_round), cmocka_unit_test(carried_agreements), cmocka_unit_test(changes),
                                        cmocka_unit_test(wrong_changes), cmocka_unit_test(extensions_and_cover) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
