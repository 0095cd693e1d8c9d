/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "views/redact.h"

#define LEN(x) (sizeof(x) / sizeof *(x))
#define S(lit)                 \
    {                          \
        (lit), sizeof(lit) - 1 \
    }

static const struct tr_actor_row people[] = {
    { .id = 1, .key = S("text:abu yazan halabi"), .name = S("Abu Yazan Halabi"), .kind = TRUCE_ACTOR_person },
    { .id = 2, .key = S("text:amal"), .name = S("Amal"), .kind = TRUCE_ACTOR_person },
    { .id = 3, .key = S("person:kerry"), .name = S("John Kerry"), .kind = TRUCE_ACTOR_person },    /* holds an office */
    { .id = 4, .key = S("text:a resident"), .name = S("a resident"), .kind = TRUCE_ACTOR_person }, /* nobody in particular */
    { .id = 5, .key = S("text:activists"), .name = S("Activists"), .kind = TRUCE_ACTOR_other },
    { .id = 6, .key = S("text:amal hassan"), .name = S("Amal Hassan"), .kind = TRUCE_ACTOR_person },
};

struct fixture {
    struct tr_arena *a;
    struct tr_redaction *r;
};

static int setup(void **state)
{
    static struct fixture f;
    f.a = tr_arena_new(8u << 20);
    f.r = tr_redaction_new(NULL);
    *state = &f;
    return tr_redaction_learn(f.r, people, LEN(people), 6);
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    tr_redaction_free(f->r);
    tr_arena_free(f->a);
    return 0;
}

static void decides_who_is_private(void **state)
{
    (void)state;
    static const bool is[] = { true, true, false, false, false, true };
    for (size_t i = 0; i < LEN(people); i++) {
        if (tr_redact_is_private(&people[i], NULL) != is[i]) fail_msg("%s", people[i].name.p);
    }
}

static void texts_keep_their_length(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *text, *shown;
    } t[] = {
        { "", "" },
        { "Nobody is named.", "Nobody is named." },
        { "Amal said so.", "**** said so." },
        { "said Amal", "said ****" },
        { "\"Amal,\" Amal's Amal", "\"****,\" ****'s ****" },
        { "Amalia and CAMAL and amal and Amal_", "Amalia and CAMAL and amal and Amal_" },
        { "Amal Hassan and Amal", "*********** and ****" },
        { "Amal Hassani", "**** Hassani" },
        { "Abu Yazan Halabi, then Halabi; Abu Yazan", "****************, then ******; Abu Yazan" },
        { "Secretary of State John Kerry and a resident", "Secretary of State John Kerry and a resident" },
        { "أمل Amal أمل", "أمل **** أمل" },
        { "éAmal Amalé", "éAmal Amalé" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str got = tr_redact_text(f->r, f->a, tr_str_of(t[i].text));
        if (!tr_str_is(got, t[i].shown)) fail_msg("%s: %.*s", t[i].text, TR_STR_ARG(got));
    }
}

static void rows_lead_to_nobody(void **state)
{
    struct fixture *f = *state;
    struct tr_actor_row victim = people[0], source = people[1], office = people[2];
    struct tr_place_row hospital = {
        .id = 1, .kind = TRUCE_PLACE_facility, .located = true, .lat = 36.19823, .lon = -0.14999, .where_prec = 1
    };
    struct tr_place_row city = { .id = 2, .kind = TRUCE_PLACE_city, .located = true, .lat = 36.2021, .lon = 37.1343, .where_prec = 1 };
    struct tr_report_row report = { .id = 1, .title = S("Amal speaks") };
    struct tr_claim_row c = { .id = 1,
                              .report = &report,
                              .kind = TRUCE_KIND_event,
                              .quote = S("hit Abu Yazan Halabi"),
                              .sentence_text = S("Shells hit Abu Yazan Halabi, Amal said."),
                              .source = &source,
                              .via = &office,
                              .origin = S("text:amal"),
                              .place = &hospital,
                              .place_text = S("") };
    c.event.recipient = &victim;
    c.event.actor = &office;
    for (int again = 0; again < 2; again++) {
        tr_redact_claims(f->r, f->a, &c, 1);
        assert_true(tr_str_is(c.quote, "hit ****************"));
        assert_true(tr_str_is(c.sentence_text, "Shells hit ****************, **** said."));
        assert_true(tr_str_is(c.origin, "withheld:2"));
        assert_true(tr_str_is(c.source->key, "withheld:2"));
        assert_true(tr_str_is(c.event.recipient->key, "withheld:1"));
        assert_true(tr_str_is(c.event.recipient->name, "(name withheld)"));
        assert_true(tr_str_is(c.via->name, "John Kerry"));
        assert_true(tr_str_is(report.title, "**** speaks"));
        assert_true(c.place->lat > 36.199 && c.place->lat < 36.201);
        assert_true(c.place->lon > -0.101 && c.place->lon < -0.099);
        assert_int_equal(c.place->where_prec, 2);
    }
    const struct tr_place_row *cities[] = { &city, NULL };
    tr_redact_places(cities, 2);
    assert_true(city.lat > 36.202 && city.where_prec == 1);
}

static void incidents_and_tallies_too(void **state)
{
    struct fixture *f = *state;
    struct tr_actor_row killer = people[5];
    struct tr_place_row hospital = { .id = 1, .kind = TRUCE_PLACE_facility, .located = true, .lat = 36.25, .lon = 37.1, .where_prec = 1 };
    struct tr_claim_row c = { .id = 1, .kind = TRUCE_KIND_casualties, .quote = S("Amal was killed"), .origin = S("text:amal") };
    struct tr_merge merge = { .claim = &c, .score = 1, .reasons = S("both name Amal Hassan") };
    struct tr_incident in = {
        .id = 1, .place = &hospital, .actor = &killer, .merges = &merge, .n = 1, .head = S("Amal was killed"), .km = 0
    };
    tr_redact_incidents(f->r, f->a, &in, 1);
    assert_true(tr_str_is(in.head, "**** was killed"));
    assert_true(tr_str_is(merge.reasons, "both name ***********"));
    assert_true(tr_str_is(in.actor->name, "(name withheld)"));
    assert_true(in.km >= 8);
    struct tr_tally_row row = { .key = S("text:amal"), .name = S("Amal") };
    struct tr_tally t = { .rows = &row, .n = 1, .all = { .key = S("all"), .name = S("across independent sources") } };
    tr_redact_tally(f->r, f->a, &t);
    assert_true(tr_str_is(row.key, "withheld:2"));
    assert_true(tr_str_is(row.name, "(name withheld)"));
    assert_true(tr_str_is(t.all.name, "across independent sources"));
    struct tr_assessment_row decision = { .target = S("source:text:amal"), .value = S("B2"), .reason = S("Amal was there") };
    tr_redact_assessments(f->r, f->a, &decision, 1);
    assert_true(tr_str_is(decision.target, "source:withheld:2"));
    assert_true(tr_str_is(decision.reason, "**** was there"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(decides_who_is_private, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_keep_their_length, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_lead_to_nobody, setup, teardown),
        cmocka_unit_test_setup_teardown(incidents_and_tallies_too, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
