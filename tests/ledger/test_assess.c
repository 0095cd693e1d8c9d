/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions: what stands, what it makes of claims, and that every earlier day can be asked for again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "ledger/assess.h"
#include "ledger_help.h"

#define NEED(call) assert_string_equal((b->err.msg[0] = 0, (call)) ? b->err.msg : "", "")

static void fill(struct box *b)
{
    struct truce_place *p = make_place(b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_actor *a = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    struct told *t = make_report(b, "one", "Example", "2016-05-01", "Five died.\nPlanes bombed it.\nA truce holds.\nSix doctors remain.");
    add_casualties(b, t, 0, 5, "2016-05-01", p, a);
    add_event(b, t, 1, TRUCE_EVENT_ASSAULT, "2016-05-01", p, NULL);
    add_ceasefire(b, t, 2, TRUCE_STATE_in_force, "2016-05-01", p, a);
    keep(b, t, NULL);
    b->now += 100;
}

static struct tr_claim_row one(struct box *b, tr_id id, tr_instant as_of)
{
    struct tr_filter f = TR_FILTER_ALL;
    f.claim = id;
    f.rejected = true;
    f.as_of = as_of;
    struct tr_claims got = ask(b, f);
    assert_int_equal(got.n, 1);
    return got.v[0];
}

static void test_decisions(void **state)
{
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    assess(b, TR_ASSESS_reject, "claim:1", "");
    assert_int_equal(ask(b, TR_FILTER_ALL).n, 2);
    assert_true(one(b, 1, TR_NO_INSTANT).rejected);
    b->now += 100;
    tr_id confirm = assess(b, TR_ASSESS_confirm, "claim:1", "");
    assert_true(one(b, 1, TR_NO_INSTANT).confirmed && !one(b, 1, TR_NO_INSTANT).rejected);
    assert_true(one(b, 1, b->now - 1).rejected); /* as known before */
    assert_false(one(b, 1, b->now - 101).rejected);
    b->now += 100;
    char target[32];
    snprintf(target, sizeof target, "assessment:%lld", (long long)confirm);
    tr_id undo = assess(b, TR_ASSESS_undo, target, "");
    assert_true(one(b, 1, TR_NO_INSTANT).rejected); /* what the undone one had superseded stands again */
    snprintf(target, sizeof target, "assessment:%lld", (long long)undo);
    assess(b, TR_ASSESS_undo, target, "");
    assert_true(one(b, 1, TR_NO_INSTANT).confirmed);
    struct tr_assessments all;
    NEED(tr_ledger_assessments(b->l, TR_STR("claim:1"), TR_NO_INSTANT, true, b->arena, &all, &b->err));
    assert_int_equal(all.n, 2);
    assert_int_equal(all.v[0].superseded_by, confirm);
    assert_int_equal(all.v[1].superseded_by, 0);
    assert_true(tr_str_is(all.v[0].who, "ada") && tr_str_is(all.v[0].reason, "seen on the film"));
    box_close(b);
    (void)state;
}

static void test_corrections(void **state)
{
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    assess(
        b, TR_ASSESS_correct, "claim:1",
        "{\"low\": 27, \"high\": 30, \"place\": {\"name\": \"Idlib\", \"id\": \"geonames:169389\", \"kind\": \"city\", \"country\": \"SY\", \"admin1\": \"Idlib\", \"lat\": 35.9, \"lon\": "
        "36.6}, \"time\": {\"from\": \"2016-04-27\", \"to\": \"2016-04-27\"}, \"by\": {\"name\": \"Syrian Arab Army\", \"id\": \"state:SY/army\"}, \"means\": [\"shelling\"], \"who\": "
        "\"people\"}");
    struct tr_claim_row c = one(b, 1, TR_NO_INSTANT);
    assert_true(c.corrected);
    assert_int_equal(c.casualties.count.low, 27);
    assert_int_equal(c.casualties.count.high, 30);
    assert_true(tr_str_is(c.place->admin1, "Idlib"));
    assert_int_equal(c.days.from, tr_date_of(2016, 4, 27));
    assert_true(tr_str_is(c.casualties.by->key, "state:SY/army"));
    assert_int_equal(c.casualties.means, 1u << TRUCE_MEANS_shelling);
    struct tr_filter f = TR_FILTER_ALL;
    f.place = TR_STR("geonames:none");
    /* it is found where it belongs now, and no more where it was */
    f.place = TR_STR("35.9,36.6,5");
    assert_int_equal(ask(b, f).n, 1);
    f.place = TR_STR("36.2,37.16,5");
    assert_int_equal(ask(b, f).n, 2);
    f = TR_FILTER_ALL;
    f.days = (tr_days){ tr_date_of(2016, 4, 27), tr_date_of(2016, 4, 27) };
    assert_int_equal(ask(b, f).n, 1);
    f = TR_FILTER_ALL;
    f.by = TR_STR("state:SY/army");
    assert_int_equal(ask(b, f).n, 1);
    f.as_of = b->now - 1;
    assert_int_equal(ask(b, f).n, 0);
    assert_int_equal(one(b, 1, b->now - 1).casualties.count.low, 5);
    assess(b, TR_ASSESS_correct, "claim:2", "{\"type\": \"ACCUSE\", \"mode\": null, \"actor\": \"activists\"}");
    c = one(b, 2, TR_NO_INSTANT);
    assert_int_equal(c.event.type, TRUCE_EVENT_ACCUSE);
    assert_int_equal(c.event.mode, TRUCE_MODE_none);
    assert_true(tr_str_is(c.event.actor->key, "text:activists"));
    assess(b, TR_ASSESS_correct, "claim:3", "{\"state\": \"extended\", \"place\": null, \"duration\": \"72 hours\"}");
    assert_int_equal(one(b, 3, TR_NO_INSTANT).ceasefire.state, TRUCE_STATE_extended);
    box_close(b);
    (void)state;
}

static void test_grades(void **state)
{
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    assess(b, TR_ASSESS_grade, "source:mon:sohr", "B2");
    assess(b, TR_ASSESS_grade, "outlet:Example", "C3");
    b->now += 100;
    assess(b, TR_ASSESS_grade, "source:mon:sohr", "D4");
    assert_int_equal(one(b, 1, TR_NO_INSTANT).grade.reliability, 'D');
    assert_int_equal(one(b, 1, b->now - 1).grade.reliability, 'B');
    assert_int_equal(one(b, 2, TR_NO_INSTANT).grade.credibility, '3');
    box_close(b);
    (void)state;
}

static void test_refused(void **state)
{
    static const struct {
        enum tr_assess kind;
        const char *target, *value, *says;
    } cases[] = {
        { TR_ASSESS_confirm, "claim:99", "", "not in the ledger" },
        { TR_ASSESS_confirm, "assessment:1", "", "does not apply" },
        { TR_ASSESS_confirm, "claim:x", "", "does not apply" },
        { TR_ASSESS_merge, "claim:1", "1", "no other claim" },
        { TR_ASSESS_merge, "claim:1", "77", "not in the ledger" },
        { TR_ASSESS_grade, "source:mon:sohr", "G7", "no grade" },
        { TR_ASSESS_grade, "claim:1", "B2", "does not apply" },
        { TR_ASSESS_correct, "claim:1", "low", "no JSON" },
        { TR_ASSESS_correct, "claim:1", "{}", "object of fields" },
        { TR_ASSESS_correct, "claim:1", "{\"unit\": \"beds\"}", "has no \"unit\"" },
        { TR_ASSESS_correct, "claim:1", "{\"low\": -1}", "not negative" },
        { TR_ASSESS_correct, "claim:1", "{\"low\": 9, \"high\": 8}", "above" },
        { TR_ASSESS_correct, "claim:1", "{\"time\": {\"from\": \"2016-05-02\", \"to\": \"2016-05-01\"}}", "ends after" },
        { TR_ASSESS_correct, "claim:1", "{\"harm\": \"bored\"}", "killed" },
        { TR_ASSESS_correct, "claim:1", "{\"place\": {\"name\": \"X\", \"lat\": 91, \"lon\": 0}}", "globe" },
        { TR_ASSESS_undo, "assessment:5", "", "not in the ledger" },
        { TR_ASSESS_accept, "claim:1", "", "does not apply" },
        { TR_ASSESS_none, "claim:1", "", "no such decision" },
    };
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_assessment_row row = { .kind = cases[i].kind,
                                         .target = tr_str_of(cases[i].target),
                                         .value = tr_str_of(cases[i].value),
                                         .reason = TR_STR("x"),
                                         .who = TR_STR("y") };
        tr_id id;
        b->err.msg[0] = 0;
        if (tr_ledger_assess(b->l, &row, &id, &b->err) != TR_E_INPUT || !strstr(b->err.msg, cases[i].says))
            fail_msg("%s %s: \"%s\"", cases[i].target, cases[i].value, b->err.msg);
        row.reason = TR_STR(" ");
        assert_int_equal(tr_ledger_assess(b->l, &row, &id, &b->err), TR_E_INPUT);
    }
    struct tr_ledger_counts n;
    NEED(tr_ledger_count(b->l, &n, &b->err));
    assert_int_equal(n.assessments, 0);
    box_close(b);
    (void)state;
}

/* Rivals of the pure rule. */
static void test_stand(void **state)
{
    struct tr_arena *a = tr_arena_new(1 << 20);
    if (setjmp(*tr_arena_guard(a))) fail_msg("the arena is full");
    struct tr_assessment_row v[] = {
        { .id = 1, .kind = TR_ASSESS_merge, .target = TR_STR("claim:1"), .value = TR_STR("2") },
        { .id = 2, .kind = TR_ASSESS_split, .target = TR_STR("claim:1"), .value = TR_STR("3") },
        { .id = 3, .kind = TR_ASSESS_split, .target = TR_STR("claim:1"), .value = TR_STR("2") },
        { .id = 4, .kind = TR_ASSESS_split, .target = TR_STR("claim:1"), .value = TR_STR("4") },
        { .id = 5, .kind = TR_ASSESS_merge, .target = TR_STR("claim:1"), .value = TR_STR("4") },
        { .id = 6, .kind = TR_ASSESS_accept, .target = TR_STR("proposal:x:1"), .value = TR_STR("") },
        { .id = 7, .kind = TR_ASSESS_reject, .target = TR_STR("proposal:x:1"), .value = TR_STR("") },
        { .id = 8, .kind = TR_ASSESS_undo, .target = TR_STR("assessment:7"), .value = TR_STR("") },
    };
    static const tr_id want[] = { 3, 0, 0, 5, 0, 0, 8, 0 };
    tr_assess_stand(a, v, 8);
    for (int i = 0; i < 8; i++) {
        if (v[i].superseded_by != want[i])
            fail_msg("%lld: superseded by %lld, not %lld", (long long)v[i].id, (long long)v[i].superseded_by, (long long)want[i]);
    }
    tr_arena_free(a);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decisions), cmocka_unit_test(test_corrections), cmocka_unit_test(test_grades),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
