/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "judging/incidents.h"
#include "rows.h"

static int setup(void **state)
{
    *state = tr_arena_new(512u << 20);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    tr_arena_free(*state);
    return 0;
}

/* Places, sides and reports that the cases share. */
static struct rows *aleppo(struct tr_arena *a)
{
    struct rows *r = rows_new(a);
    rows_place(r, "sy|Syria|country|SY||35|38|6");
    rows_place(r, "gov|Aleppo Governorate|admin1|SY|Aleppo|36.2|37.5|4");
    rows_place(r, "aleppo|Aleppo|city|SY|Aleppo|36.2012|37.1612|1");
    rows_place(r, "quds|Al-Quds hospital|facility|SY|Aleppo|36.1845|37.1371|1");
    rows_place(r, "dabit|Al-Dabit hospital|facility|SY|Aleppo|36.2110|37.1240|1");
    rows_place(r, "sukkari|Al-Sukkari|neighbourhood|SY|Aleppo|36.1790|37.1400|1");
    rows_place(r, "midan|Al-Midan|neighbourhood|SY|Aleppo|36.2250|37.1610|1");
    rows_place(r, "latakia|Latakia|city|SY|Latakia|35.5196|35.7915|1");
    rows_place(r, "somewhere|Kafr Somewhere|city|SY|Aleppo|36.5|37.2|1");
    rows_place(r, "near|Kafr Somewhere area|city|SY|Aleppo|36.52|37.21|2");
    rows_place(r, "quds-gaza|Al-Quds Hospital|facility|PS|Gaza Strip|31.5|34.44|1");
    rows_place(r, "kabul|Kabul|city|AF|Kabul|34.52|69.17|1");
    rows_actor(r, "ngo:msf|Médecins Sans Frontières|ngo");
    rows_actor(r, "monitor:sohr|Syrian Observatory for Human Rights|monitor|GB");
    rows_actor(r, "media:sana|SANA|media|SY|syria-government");
    rows_actor(r, "gov:sy|Syrian government|government|SY|syria-government");
    rows_actor(r, "gov:sy/air|Syrian air force|military|SY|syria-government|gov:sy");
    rows_actor(r, "gov:ru|Russia|government|RU|russia");
    rows_actor(r, "group:nusra|al-Nusra Front|party|SY|alqaeda");
    rows_actor(r, "group:fsa|Free Syrian Army|party|SY|syria-opposition");
    rows_actor(r, "group:ahrar|Ahrar al-Sham|party|SY|syria-opposition");
    rows_actor(r, "group:taliban|Taliban|party|AF|taliban");
    rows_report(r, "wire|2016-04-28|Levant Wire");
    rows_report(r, "herald|2016-04-28|Northern Herald");
    rows_report(r, "desk|2016-04-29|Aid Desk");
    rows_report(r, "late|2016-05-03|Aid Desk");
    rows_report(r, "undated||Nobody Knows");
    rows_report(r, "copy|2016-04-29|Morning Copy|wire");
    return r;
}

static struct tr_incidents judge(struct tr_arena *a, const struct rows *r)
{
    struct tr_incidents got;
    struct tr_claims *claims = TR_NEW(a, struct tr_claims);
    struct tr_assessments decisions = rows_decisions(r);
    *claims = rows_claims(r);
    assert_int_equal(tr_incidents_of(a, claims, &decisions, &got, NULL), TR_OK);
    return got;
}

static const struct tr_incident *with(const struct tr_incidents *all, tr_id claim)
{
    for (uint32_t i = 0; i < all->n; i++)
        for (uint32_t k = 0; k < all->v[i].n; k++)
            if (all->v[i].merges[k].claim->id == claim) return &all->v[i];
    return NULL;
}

static bool together(const struct tr_incidents *all, tr_id x, tr_id y)
{
    return with(all, x) && with(all, x) == with(all, y);
}

/* One report tells a death twice, with a day and a place that are not the death's own the second time. */
static void a_named_death_is_one_incident(void **state)
{
    struct rows *r = aleppo(*state);
    struct tr_claim_row *x = rows_add(r, "casualties; in=wire; killed=1; at=aleppo; on=2016-04-27");
    struct tr_claim_row *y = rows_add(r, "casualties; in=wire; killed=1; at=latakia; on=2016-05-04");
    struct tr_claim_row *z = rows_add(r, "casualties; in=wire; killed=1; at=latakia; on=2016-04-20");
    x->quote = TR_STR("Judge Mariam Darwish");
    y->quote = TR_STR("their colleague Mariam Darwish");
    z->quote = TR_STR("Judge Omar Khatib");
    tr_id a = x->id, b = y->id, c = z->id;
    struct tr_incidents got = judge(*state, r);
    assert_true(together(&got, a, b));
    assert_false(together(&got, a, c));
}

/* --- pairs: one claim in a report, one in another; are they one incident? ------------------------------------------------------------------ */

static const struct pair {
    const char *why;
    bool one;
    const char *x, *y;
} pairs[] = {
    { "same facility, day and weapon", true, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27" },
    { "same facility, the night's other day", true, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27",
      "event; in=herald; type=ASSAULT; mode=aerial; at=quds; on=2016-04-28" },
    { "same facility, a week apart", false, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-21",
      "event; in=desk; type=ASSAULT; mode=aerial; at=quds; on=2016-04-28" },
    { "same town, next day, nothing else", false, "event; in=wire; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-27",
      "event; in=herald; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-28" },
    { "two facilities of a town", false, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=dabit; on=2016-04-27" },
    { "a toll and the strike, facility within its quarter", true,
      "casualties; in=wire; killed=14+; means=airstrike; at=sukkari; on=2016-04-27",
      "casualties; in=desk; killed=14+; means=airstrike; at=quds; on=2016-04-27" },
    { "a toll that rises", true, "casualties; in=wire; killed=14+; means=airstrike; at=quds; on=2016-04-27",
      "casualties; in=late; killed=55; means=airstrike; at=quds; on=2016-04-27" },
    { "facility and its city, numbers agree", true, "casualties; in=wire; killed=27; means=airstrike; at=aleppo; on=2016-04-27",
      "casualties; in=desk; killed=27; means=airstrike; at=quds; on=2016-04-27" },
    { "facility and its city, nothing else", false, "event; in=wire; type=ASSAULT; mode=aerial; at=aleppo; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27" },
    { "city and province, same day and weapon", false, "event; in=wire; type=ASSAULT; mode=aerial; at=gov; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=aleppo; on=2016-04-27" },
    { "city and province, with a number", true, "casualties; in=wire; killed=38; means=airstrike; at=gov; on=2016-04-27",
      "casualties; in=desk; killed=38; means=airstrike; at=aleppo; on=2016-04-27" },
    { "country and city, with a number", true, "casualties; in=wire; killed=112; means=bombing; at=sy; on=2016-04-27",
      "casualties; in=desk; killed=112; means=bombing; at=aleppo; on=2016-04-27" },
    { "near each other, nothing else", false, "event; in=wire; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=near; on=2016-04-27" },
    { "provinces apart, equal numbers", false, "casualties; in=wire; killed=20; means=shelling; at=latakia; on=2016-04-27",
      "casualties; in=desk; killed=20; means=shelling; at=aleppo; on=2016-04-27" },
    { "wars apart: one name, two countries", false, "casualties; in=wire; killed=50; means=airstrike; at=quds; on=2016-04-27",
      "casualties; in=desk; killed=50; means=airstrike; at=quds-gaza; on=2016-04-27" },
    { "weapons apart", false, "event; in=wire; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=firearms; at=somewhere; on=2016-04-27" },
    { "sides apart", false, "casualties; in=wire; killed=8; means=shelling; by=gov:sy; at=somewhere; on=2016-04-27",
      "casualties; in=desk; killed=8; means=shelling; by=group:fsa; at=somewhere; on=2016-04-27" },
    { "countries apart", false, "event; in=wire; type=ASSAULT; mode=aerial; actor=gov:sy; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; actor=gov:ru; at=somewhere; on=2016-04-27" },
    { "an organ and its state", true, "event; in=wire; type=ASSAULT; mode=aerial; actor=gov:sy; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; actor=gov:sy/air; at=somewhere; on=2016-04-27" },
    { "one side", true, "event; in=wire; type=ASSAULT; mode=shelling; actor=group:fsa; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=shelling; actor=group:ahrar; at=somewhere; on=2016-04-27" },
    { "fighting told from both ends", true,
      "event; in=wire; type=ASSAULT; mode=clash; actor=group:fsa; recipient=gov:sy; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=clash; actor=gov:sy; recipient=group:fsa; at=somewhere; on=2016-04-27" },
    { "hours apart", false, "event; in=wire; type=ASSAULT; mode=shelling; at=somewhere; on=2016-04-27; clock=00:30",
      "event; in=desk; type=ASSAULT; mode=shelling; at=somewhere; on=2016-04-27; clock=17:00" },
    { "the same hour", true, "event; in=wire; type=ASSAULT; mode=shelling; at=somewhere; on=2016-04-27; clock=00:30",
      "event; in=desk; type=ASSAULT; mode=shelling; at=somewhere; on=2016-04-27; clock=01:00" },
    { "undated, with place and number", true, "casualties; in=wire; killed=27; means=airstrike; at=quds; on=2016-04-27",
      "casualties; in=desk; killed=27; means=airstrike; at=quds" },
    { "undated, a building and a weapon", true, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=quds" },
    { "undated, a building and another weapon", false, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=shelling; at=quds" },
    { "undated, with a town alone", false, "event; in=wire; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=somewhere" },
    { "undated, with number alone", false, "casualties; in=wire; killed=27; means=airstrike; at=quds; on=2016-04-27",
      "casualties; in=desk; killed=27; means=airstrike" },
    { "killing and arrest", false, "casualties; in=wire; killed=7; at=somewhere; on=2016-04-27",
      "casualties; in=desk; detained=7; at=somewhere; on=2016-04-27" },
    { "a day and a month", false, "event; in=wire; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-27",
      "event; in=desk; type=ASSAULT; mode=aerial; at=somewhere; on=2016-04-01..2016-04-30" },
    { "a reprint without day or place", true, "casualties; in=wire; killed=9; q=nine people were killed",
      "casualties; in=copy; killed=9; q=nine people were killed" },
    { "many dead and few, one town and day", false, "casualties; in=desk; killed=60; means=airstrike; at=somewhere; on=2016-04-27",
      "casualties; in=late; killed=3; means=airstrike; at=somewhere; on=2016-04-27" },
};

static void pairs_merge_or_not(void **state)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        tr_arena_reset(*state);
        for (int swapped = 0; swapped < 2; swapped++) {
            struct rows *r = aleppo(*state);
            rows_add(r, swapped ? pairs[i].y : pairs[i].x);
            rows_add(r, swapped ? pairs[i].x : pairs[i].y);
            struct tr_incidents got = judge(*state, r);
            if (together(&got, 1, 2) != pairs[i].one) fail_msg("%s: %s", pairs[i].why, pairs[i].one ? "should be one" : "should be two");
        }
    }
}

/* --- the strike on al-Quds hospital, as seven reports have it -------------------------------------------------------------------------- */

static struct rows *quds(struct tr_arena *a)
{
    struct rows *r = aleppo(a);
    rows_add(r, "event; in=wire; type=ASSAULT; mode=destroy; at=aleppo; s=1; q=Air strike destroys hospital");
    rows_add(r, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; s=2; says=ngo:msf; q=air strike");
    rows_add(r, "casualties; in=wire; killed=14+; means=airstrike; at=quds; on=2016-04-27; s=2; says=ngo:msf; q=at least 14 people");
    rows_add(r, "casualties; in=wire; killed=2; who=medical; means=airstrike; at=sukkari; on=2016-04-27; s=3; says=ngo:msf; q=Two doctors");
    rows_add(r, "casualties; in=wire; killed=1; who=medical; part=4; at=sukkari; on=2016-04-27; s=3; says=ngo:msf; q=a paediatrician");
    rows_add(r, "casualties; in=herald; killed=27; means=airstrike; at=quds; on=2016-04-28; says=ngo:msf; q=27");
    rows_add(r, "casualties; in=desk; killed=50+; means=airstrike; at=quds; on=2016-04-27; says=ngo:msf; q=At least 50 people");
    rows_add(r, "casualties; in=desk; killed=20+; means=airstrike; at=quds; on=2016-04-27; says=monitor:sohr; q=at least 20");
    rows_add(r, "event; in=desk; type=ASSAULT; mode=aerial; actor=gov:sy/air; at=quds; on=2016-04-27; says=monitor:sohr; q=struck");
    rows_add(r, "casualties; in=late; killed=55; means=airstrike; at=quds; on=2016-04-27; says=ngo:msf; q=55");
    return r;
}

static void al_quds_is_one(void **state)
{
    struct rows *r = quds(*state);
    struct tr_incidents got = judge(*state, r);
    for (tr_id i = 1; i <= 10; i++)
        if (!together(&got, 2, i)) fail_msg("claim %d stands apart", (int)i);
    assert_int_equal(got.n, 1);
    const struct tr_incident *i = &got.v[0];
    assert_ptr_equal(i->place, rows_place_of(r, "quds"));
    assert_true(i->km == 0);
    assert_int_equal(i->mode, TRUCE_MODE_aerial);
    assert_int_equal(i->type, TRUCE_EVENT_ASSAULT);
    assert_true(tr_str_is(i->acled_sub_event, "Air/drone strike"));
    assert_int_equal(i->days.from, tr_date_of(2016, 4, 27));
    assert_int_equal(i->days.to, tr_date_of(2016, 4, 27));
    /* MSF's last word is 55, the Observatory's at least 20. */
    assert_int_equal(i->killed.low, 20);
    assert_int_equal(i->killed.high, 55);
    assert_true(i->killed.has_high);
    assert_int_equal(i->n_origins, 3); /* MSF, the Observatory, the wire's own headline */
    assert_ptr_equal(i->actor, rows_actor_of(r, "gov:sy/air"));
    assert_int_equal(i->n_actor_by, 1);
    assert_ptr_equal(i->actor_by[0], rows_actor_of(r, "monitor:sohr"));
    /* Damascus was UTC+3 in April. */
    tr_instant from;
    int64_t width;
    assert_true(tr_instant_parse(TR_STR("2016-04-26T21:00:00Z"), NULL, &from, &width));
    assert_int_equal(i->when.from, from);
    assert_int_equal(i->when.to, from + 86400);
    for (uint32_t k = 0; k < i->n; k++) {
        assert_true(i->merges[k].reasons.n > 0);
        assert_true(i->merges[k].score > 0.45 && i->merges[k].score <= 1);
    }
}

static void clock_makes_a_narrow_instant(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "event; in=desk; type=ASSAULT; mode=shelling; at=latakia; on=2016-04-30; clock=00:30");
    struct tr_incidents got = judge(*state, r);
    tr_instant at;
    int64_t width;
    assert_true(tr_instant_parse(TR_STR("2016-04-30T00:30:00+03:00"), NULL, &at, &width));
    assert_int_equal(got.n, 1);
    assert_int_equal(got.v[0].when.from, at);
    assert_int_equal(got.v[0].when.to, at + 60);
}

static void what_did_not_happen_is_none(void **state)
{
    static const char *const none[] = {
        "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; status=denied",
        "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; status=planned",
        "casualties; in=wire; killed=30; at=quds; on=2016-04-27; status=hypothetical",
        "casualties; in=wire; killed=253+; who=civilians; cumulative; at=gov; on=2016-04-22..2016-05-01",
        "casualties; in=wire; displaced=4000; at=gov; on=2016-04-27",
        "event; in=wire; type=CONSULT; at=aleppo; on=2016-04-27",
        "event; in=wire; type=COERCE; at=aleppo; on=2016-04-27",
        "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; rejected",
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        tr_arena_reset(*state);
        struct rows *r = aleppo(*state);
        rows_add(r, none[i]);
        struct tr_incidents got = judge(*state, r);
        if (got.n) fail_msg("an incident from: %s", none[i]);
    }
}

/* What a page may claim must neither overflow nor stop anything. */
static void numbers_of_any_size(void **state)
{
    static const char *const counts[] = { "9223372036854775807", "9223372036854775806+", "..9223372036854775807", "0",
                                          "1..9223372036854775807" };
    struct rows *r = aleppo(*state);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        rows_add(r, tr_arena_printf(*state, "casualties; in=wire; s=%zu; killed=%s; at=quds; on=2016-04-27; says=ngo:msf", i, counts[i]).p);
        rows_add(r,
                 tr_arena_printf(*state, "casualties; in=desk; s=%zu; killed=%s; at=quds; on=2016-04-27; who=combatants; says=monitor:sohr",
                                 i, counts[i])
                     .p);
        rows_add(r, tr_arena_printf(*state, "casualties; in=late; s=%zu; killed=%s; at=quds; on=0001-01-01", i, counts[i]).p);
        rows_add(r, tr_arena_printf(*state, "casualties; in=undated; s=%zu; killed=%s; at=quds; on=9999-12-31", i, counts[i]).p);
    }
    struct tr_incidents got = judge(*state, r);
    for (uint32_t i = 0; i < got.n; i++) assert_true(got.v[i].killed.low >= 0 && got.v[i].killed.low <= got.v[i].killed.high);
}

static void sides_that_dispute_stay_apart_and_rivals_are_named(void **state)
{
    struct rows *r = aleppo(*state);
    rows_add(r, "event; in=wire; type=ASSAULT; mode=rocket; actor=group:fsa; at=midan; on=2016-04-28; says=media:sana");
    rows_add(r, "event; in=herald; type=ASSAULT; mode=rocket; actor=group:fsa; at=midan; on=2016-04-28; says=monitor:sohr");
    rows_add(r, "event; in=desk; type=ASSAULT; mode=rocket; actor=group:ahrar; at=midan; on=2016-04-28");
    rows_add(r, "event; in=late; type=ASSAULT; mode=rocket; actor=gov:ru; at=midan; on=2016-04-28");
    struct tr_incidents got = judge(*state, r);
    assert_int_equal(got.n, 2);
    assert_ptr_equal(got.v[0].actor, rows_actor_of(r, "group:fsa"));
    assert_int_equal(got.v[0].n_actor_by, 2);
    assert_int_equal(got.v[0].rival_actors.n, 1);
    assert_ptr_equal(got.v[0].rival_actors.v[0], rows_actor_of(r, "group:ahrar"));
}

/* --- analysts ----------------------------------------------------------------------------------------------------------------------------------- */

static void decisions_override_and_can_be_undone(void **state)
{
    struct tr_arena *a = *state;
    struct rows *r = aleppo(a);
    rows_add(r, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27");
    rows_add(r, "event; in=herald; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27");
    rows_add(r, "event; in=desk; type=ASSAULT; mode=shelling; at=latakia; on=2016-04-27");
    rows_add(r, "casualties; in=desk; killed=4; means=shelling; at=latakia; on=2016-04-27; s=2");
    struct tr_incidents got = judge(a, r);
    assert_true(together(&got, 1, 2) && together(&got, 3, 4) && !together(&got, 1, 3));

    rows_decide(r, "split claim:2 claim:1"); /* 1 */
    got = judge(a, r);
    assert_int_equal(got.n, 3);
    assert_false(together(&got, 1, 2));
    assert_int_equal(with(&got, 2)->id, 2);

    rows_decide(r, "merge claim:4 claim:1"); /* 2: the toll alone */
    got = judge(a, r);
    assert_true(together(&got, 4, 1) && !together(&got, 3, 1));
    assert_int_equal(with(&got, 4)->killed.low, 4);

    rows_decide(r, "merge claim:3 claim:1"); /* 3: the claim that names the incident brings all of it */
    got = judge(a, r);
    assert_true(together(&got, 3, 1) && together(&got, 4, 1));
    assert_int_equal(with(&got, 3)->merges[with(&got, 3)->n - 1].assessment, 2);

    rows_decide(r, "undo assessment:3");
    rows_decide(r, "undo assessment:2");
    got = judge(a, r);
    assert_true(together(&got, 3, 4) && !together(&got, 1, 3) && !together(&got, 1, 2));

    rows_decide(r, "undo assessment:1");
    got = judge(a, r);
    assert_true(together(&got, 1, 2));
    assert_int_equal(got.n, 2);

    rows_decide(r, "undo assessment:6"); /* the undoing undone: split again */
    got = judge(a, r);
    assert_false(together(&got, 1, 2));
}

static void a_superseded_decision_returns_when_its_successor_falls(void **state)
{
    struct tr_arena *a = *state;
    struct rows *r = aleppo(a);
    rows_add(r, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27");
    rows_add(r, "event; in=herald; type=ASSAULT; mode=shelling; at=midan; on=2016-04-27");
    rows_add(r, "event; in=desk; type=ASSAULT; mode=shelling; at=latakia; on=2016-04-27");
    rows_decide(r, "merge claim:3 claim:1");
    rows_decide(r, "merge claim:3 claim:2");
    struct tr_incidents got = judge(a, r);
    assert_true(together(&got, 2, 3) && !together(&got, 1, 3));
    rows_decide(r, "undo assessment:2");
    got = judge(a, r);
    assert_true(together(&got, 1, 3) && !together(&got, 2, 3));
}

static void confirm_and_reject(void **state)
{
    struct tr_arena *a = *state;
    struct rows *r = quds(a);
    rows_decide(r, "confirm incident:1");
    struct tr_incidents got = judge(a, r);
    tr_id id = got.v[0].id;
    assert_true(got.v[0].confirmed == (id == 1 || with(&got, 1) == &got.v[0]));
    rows_decide(r, "reject claim:10");
    got = judge(a, r);
    assert_null(with(&got, 10));
    assert_int_equal(got.v[0].killed.high, 50);
    rows_decide(r, "reject incident:2");
    got = judge(a, r);
    assert_int_equal(got.n, 0);
}

static void decisions_of_what_is_not_there_change_nothing(void **state)
{
    static const char *const odd[] = { "merge claim:99 claim:1", "merge claim:1 claim:99",
                                       "split claim: claim:1",   "split claim:1 claim:1",
                                       "merge claim:1 claim:1",  "undo assessment:77",
                                       "undo nothing",           "confirm incident:99999999999999999999",
                                       "reject proposal:x",      "grade source:x B2" };
    struct rows *r = quds(*state);
    struct tr_incidents before = judge(*state, r);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) rows_decide(r, odd[i]);
    struct tr_incidents after = judge(*state, r);
    assert_int_equal(before.n, after.n);
    for (uint32_t i = 0; i < before.n; i++) assert_int_equal(before.v[i].n, after.v[i].n);
}

/* --- properties -------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *s)
{
    *s = *s * 1664525u + 1013904223u;
    return *s >> 8;
}

static void shuffle(struct tr_claims *c, uint32_t *seed)
{
    struct tr_claim_row *v = (struct tr_claim_row *)c->v;
    for (uint32_t i = c->n; i > 1; i--) {
        uint32_t k = next_random(seed) % i;
        struct tr_claim_row t = v[i - 1];
        v[i - 1] = v[k];
        v[k] = t;
    }
}

static void random_claims(struct rows *r, struct tr_arena *a, uint32_t n, uint32_t *seed)
{
    static const char *const at[] = { "quds", "sukkari", "aleppo", "gov", "midan", "somewhere", "latakia", "kabul", "sy", "dabit" };
    static const char *const in[] = { "wire", "herald", "desk", "late", "copy", "undated" };
    static const char *const who[] = { "ngo:msf", "monitor:sohr", "media:sana" };
    static const char *const by[] = { "gov:sy", "group:fsa", "gov:ru", "group:ahrar" };
    static const char *const mode[] = { "aerial", "shelling", "clash", "other" };
    static const char *const means[] = { "airstrike", "shelling", "clashes", "airstrike,shelling" };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = next_random(seed), y = next_random(seed);
        tr_str day = y % 5 ? tr_arena_printf(a, "; on=2016-04-%u", 25 + x % 4) : TR_STR(""),
               side = y % 3 ? TR_STR("") : tr_arena_printf(a, "%s", by[x % 4]);
        tr_str row =
            x % 2 ? tr_arena_printf(a, "event; in=%s; type=ASSAULT; mode=%s; at=%s; says=%s%.*s%s%.*s", in[x / 2 % 6], mode[y % 4],
                                    at[x / 7 % 10], who[y / 9 % 3], TR_STR_ARG(day), side.n ? "; actor=" : "", TR_STR_ARG(side))
                  : tr_arena_printf(a, "casualties; in=%s; killed=%u; means=%s; at=%s; says=%s%.*s%s%.*s", in[x / 2 % 6], 1 + y % 30,
                                    means[y % 4], at[x / 7 % 10], who[y / 9 % 3], TR_STR_ARG(day), side.n ? "; by=" : "", TR_STR_ARG(side));
        rows_add(r, row.p);
    }
}

static void order_of_rows_never_matters(void **state)
{
    for (uint32_t round = 1; round <= 60; round++) {
        uint32_t seed = round * 7919;
        tr_arena_reset(*state);
        struct rows *r = aleppo(*state);
        random_claims(r, *state, 40, &seed);
        struct tr_claims one = rows_claims(r), other = rows_claims(r);
        struct tr_incidents x, y;
        shuffle(&other, &seed);
        assert_int_equal(tr_incidents_of(*state, &one, NULL, &x, NULL), TR_OK);
        assert_int_equal(tr_incidents_of(*state, &other, NULL, &y, NULL), TR_OK);
        if (x.n != y.n) fail_msg("seed %u: %u and %u incidents", round, x.n, y.n);
        for (uint32_t i = 0; i < x.n; i++) {
            assert_int_equal(x.v[i].n, y.v[i].n);
            assert_int_equal(x.v[i].id, y.v[i].id);
            for (uint32_t k = 0; k < x.v[i].n; k++) assert_int_equal(x.v[i].merges[k].claim->id, y.v[i].merges[k].claim->id);
        }
    }
}

/* Whatever was merged: every claim in one incident at most, no two countries, no two sides, ranges in order. */
static void incidents_are_sound(void **state)
{
    for (uint32_t round = 1; round <= 60; round++) {
        uint32_t seed = round * 104729;
        tr_arena_reset(*state);
        struct rows *r = aleppo(*state);
        random_claims(r, *state, 60, &seed);
        struct tr_incidents got = judge(*state, r);
        bool seen[61] = { false };
        for (uint32_t i = 0; i < got.n; i++) {
            const struct tr_incident *x = &got.v[i];
            assert_true(x->killed.low <= x->killed.high);
            assert_true(x->confidence > 0 && x->confidence <= 1);
            assert_true(x->n_origins >= 1 && x->n_origins <= 3);
            for (uint32_t k = 0; k < x->n; k++) {
                const struct tr_claim_row *c = x->merges[k].claim;
                assert_false(seen[c->id]);
                seen[c->id] = true;
                assert_string_equal(c->place->country, x->place->country);
                const struct tr_actor_row *by = c->kind == TRUCE_KIND_event ? c->event.actor : c->casualties.by;
                if (by && x->actor && x->mode != TRUCE_MODE_clash && !tr_str_eq(by->side, x->actor->side))
                    fail_msg("seed %u: two sides in one", round);
            }
        }
        for (uint32_t i = 1; i <= 60; i++) assert_true(seen[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_named_death_is_one_incident, setup, teardown),
        cmocka_unit_test_setup_teardown(pairs_merge_or_not, setup, teardown),
        cmocka_unit_test_setup_teardown(al_quds_is_one, setup, teardown),
        cmocka_unit_test_setup_teardown(clock_makes_a_narrow_instant, setup, teardown),
        cmocka_unit_test_setup_teardown(what_did_not_happen_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_of_any_size, setup, teardown),
        cmocka_unit_test_setup_teardown(sides_that_dispute_stay_apart_and_rivals_are_named, setup, teardown),
        cmocka_unit_test_setup_teardown(decisions_override_and_can_be_undone, setup, teardown),
        cmocka_unit_test_setup_teardown(a_superseded_decision_returns_when_its_successor_falls, setup, teardown),
        cmocka_unit_test_setup_teardown(confirm_and_reject, setup, teardown),
        cmocka_unit_test_setup_teardown(decisions_of_what_is_not_there_change_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(order_of_rows_never_matters, setup, teardown),
        cmocka_unit_test_setup_teardown(incidents_are_sound, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
