/* SPDX-License-Identifier: Apache-2.0 */
/* One origin counts once: near-copies, relays, speakers that are nobody in particular. Whatever the order of adding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>

#include "ledger/near.h"
#include "ledger/origin.h"
#include "ledger_help.h"

static const char wire[] =
    "Air strikes on a market in the town of Maarat killed at least forty people on Tuesday and wounded dozens more, residents and rescue workers said.\n"
    "The raids hit the centre of the town at midday when the market was crowded with shoppers from villages around it.\n"
    "Rescue workers were still pulling bodies from the rubble of three buildings in the evening, and hospitals appealed for blood.\n"
    "The government has said that its aircraft strike only armed groups and that it observes the cessation of hostilities.\n";
static const char reprint[] =
    "Air strikes on a market in the town of Maarat killed at least forty people on Tuesday and wounded dozens more, residents and rescue workers said.\n"
    "The raids hit the centre of the town at midday when the market was crowded with shoppers from villages around it.\n"
    "Rescue workers were still pulling bodies from the rubble of three buildings in the evening, and hospitals appealed for blood.\n"
    "Our correspondent adds that shops stayed closed.\n";
static const char other[] =
    "A market was bombed in the town of Maarat on Tuesday, and activists counted thirty-seven dead after midday raids.\n"
    "Video shows people carrying the wounded past burning stalls while ambulances arrive from Idlib and the villages.\n"
    "The opposition's chief negotiator said in Geneva that talks make no sense while bombs fall on shoppers.\n";

static void test_sketches(void **state)
{
    struct tr_sketch a, b, c;
    assert_true(tr_near_sketch(tr_str_of(wire), &a) && tr_near_sketch(tr_str_of(reprint), &b) && tr_near_sketch(tr_str_of(other), &c));
    assert_int_equal(tr_near_alike(&a, &a), TR_NEAR_HASHES);
    assert_true(tr_near_alike(&a, &b) >= TR_NEAR_ALIKE);
    assert_true(tr_near_alike(&a, &c) < 6);
    assert_false(tr_near_sketch(TR_STR("Ten died in Homs on Sunday."), &a));
    assert_true(tr_near_sketch(
        TR_STR(
            "AIR STRIKES, on a market: in the town of Maarat killed at least forty people on Tuesday and wounded dozens more residents and"),
        &a));
    assert_true(tr_near_sketch(
        TR_STR(
            "air strikes on a market in the town of maarat killed (at least) forty people on tuesday and wounded dozens more, residents; and"),
        &b));
    assert_int_equal(tr_near_alike(&a, &b), TR_NEAR_HASHES);
    (void)state;
}

struct story {
    const char *id, *outlet, *published, *text;
};
static const struct story stories[] = {
    { "wire", "Levant Wire", "2016-04-20", wire },     { "reprint", "Northern Herald", "2016-04-20", reprint },
    { "late", "Morning Post", "2016-04-21", reprint }, { "own", "Aid Desk", "2016-04-20", other },
    { "year", "Almanac", "2017-04-20", reprint },
};
#define N_STORIES 5

/* Three claims a story: in the outlet's own voice, residents', and a monitor's. */
static void keep_story(struct box *b, int i)
{
    struct truce_place *p = make_place(b, "geonames:168155", "Maarat", TRUCE_PLACE_city, "SY", "Idlib", 35.6, 36.6);
    struct truce_actor *residents = make_actor(b, "", i % 2 ? "Residents" : "residents", TRUCE_ACTOR_civilians, "SY");
    struct truce_actor *sohr = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    char text[2000];
    /* the outlet's line keeps the bytes apart */
    snprintf(text, sizeof text, "%s%s, printed by %s\n", stories[i].text, stories[i].id, stories[i].outlet);
    struct told *t = make_report(b, stories[i].id, stories[i].outlet, stories[i].published, text);
    add_casualties(b, t, 0, 40, "2016-04-19", p, NULL);
    add_casualties(b, t, 0, 40, "2016-04-19", p, residents);
    add_casualties(b, t, 1, 40, "2016-04-19", p, sohr);
    keep(b, t, NULL);
}

static tr_str origin(struct tr_claims c, const char *id, uint32_t n)
{
    for (uint32_t i = 0; i < c.n; i++) {
        if (tr_str_is(c.v[i].report->key, id) && c.v[i].n == n) return c.v[i].origin;
    }
    fail_msg("no claim %u of %s", n, id);
    return (tr_str){ "", 0 };
}

static void check_origins(struct box *b)
{
    struct tr_claims c = ask(b, TR_FILTER_ALL);
    assert_int_equal(c.n, 3 * N_STORIES);
    /* the outlet that printed it first; of the same day the one whose bytes hash lower, which is the same every time */
    assert_true(tr_str_eq(origin(c, "wire", 0), origin(c, "reprint", 0)) && tr_str_eq(origin(c, "wire", 0), origin(c, "late", 0)));
    assert_false(tr_str_eq(origin(c, "wire", 0), origin(c, "own", 0)));
    assert_true(tr_str_is(origin(c, "own", 0), "outlet:aid desk"));
    assert_true(tr_str_is(origin(c, "year", 0), "outlet:almanac"));
    /* residents of one story are one voice, of another story another */
    assert_true(tr_str_eq(origin(c, "wire", 1), origin(c, "late", 1)));
    assert_false(tr_str_eq(origin(c, "wire", 1), origin(c, "own", 1)));
    /* who is somebody is one voice everywhere */
    assert_true(tr_str_is(origin(c, "wire", 2), "mon:sohr") && tr_str_is(origin(c, "own", 2), "mon:sohr"));
}

static void test_origins(void **state)
{
    static const int orders[][N_STORIES] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 2, 4, 0, 3, 1 } };
    tr_str first = { NULL, 0 };
    char kept[64] = "";
    for (int o = 0; o < 3; o++) {
        struct box b;
        box_open(&b);
        for (int i = 0; i < N_STORIES; i++) keep_story(&b, orders[o][i]);
        check_origins(&b);
        first = origin(ask(&b, TR_FILTER_ALL), "late", 0);
        if (!o) snprintf(kept, sizeof kept, "%.*s", TR_STR_ARG(first));
        else assert_true(tr_str_is(first, kept));
        box_close(&b);
    }
    (void)state;
}

/* What the ledger did not know then does not lead. */
static void test_as_of(void **state)
{
    struct box b;
    box_open(&b);
    keep_story(&b, 2);
    b.now += 1000;
    keep_story(&b, 0);
    struct tr_filter f = TR_FILTER_ALL;
    f.as_of = b.now - 1;
    assert_true(tr_str_is(origin(ask(&b, f), "late", 0), "outlet:morning post"));
    assert_true(tr_str_is(origin(ask(&b, TR_FILTER_ALL), "late", 0), "outlet:levant wire"));
    box_close(&b);
    (void)state;
}

static void test_generic(void **state)
{
    static const struct {
        const char *name;
        enum truce_actor_kind kind;
        const char *country;
        bool generic;
    } cases[] = {
        { "activists", TRUCE_ACTOR_other, "SY", true },
        { "Activists", TRUCE_ACTOR_other, "", true },
        { "Syrian activists", TRUCE_ACTOR_other, "SY", true },
        { "a source", TRUCE_ACTOR_other, "", true },
        { "hospital official", TRUCE_ACTOR_medical, "", true },
        { "Officials", TRUCE_ACTOR_government, "", true },
        { "Reuters", TRUCE_ACTOR_media, "", false },
        { "Abu Omar", TRUCE_ACTOR_person, "", false },
        { "state television", TRUCE_ACTOR_media, "SY", false },
        { "Local Coordination Committees", TRUCE_ACTOR_monitor, "", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_actor_row a = { .key = TR_STR("text:x"), .name = tr_str_of(cases[i].name), .kind = cases[i].kind };
        memcpy(a.country, cases[i].country, strlen(cases[i].country));
        if (tr_origin_generic(NULL, &a) != cases[i].generic) fail_msg("%s", cases[i].name);
        a.key = TR_STR("mon:x");
        assert_false(tr_origin_generic(NULL, &a));
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sketches),
        cmocka_unit_test(test_origins),
        cmocka_unit_test(test_as_of),
        cmocka_unit_test(test_generic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
