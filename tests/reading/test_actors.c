/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "actors_help.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* What the phrase whose head is the nth `at` names. */
static void names_and_roles(void **state)
{
    static const struct {
        const char *text, *published, *at;
        int nth;
        const char *full, *id, *country;
        enum truce_actor_kind kind;
    } t[] = {
        { "US Secretary of State John Kerry met the Russian foreign minister on Friday.", "2016-05-01", "Kerry", 1,
          "US Secretary of State John Kerry", "person:john-kerry", "US", TRUCE_ACTOR_person },
        { "The Syrian army shelled the town. Rebel fighters fired back.", "2016-05-01", "army", 1, "Syrian army", "state:SY/army", "SY",
          TRUCE_ACTOR_military },
        { "The Syrian army shelled the town. Rebel fighters fired back.", "2016-05-01", "fighters", 1, "Rebel fighters", "", "",
          TRUCE_ACTOR_party },
        { "Moscow refused to stop its planes.", "2016-05-01", "Moscow", 1, "Moscow", "state:RU", "RU", TRUCE_ACTOR_government },
        { "Hamas fighters attacked an army post near Rafah.", "2014-07-20", "fighters", 1, "Hamas fighters", "group:hamas", "PS",
          TRUCE_ACTOR_party },
        { "The ICRC delivered food to the camp.", "2016-05-01", "ICRC", 1, "ICRC", "ngo:icrc", "", TRUCE_ACTOR_ngo },
        { "The AA attacked two police posts in Rakhine state. The Myanmar military struck back against the AA.", "2019-01-10", "AA", 1,
          "AA", "group:aa", "MM", TRUCE_ACTOR_party },
        { "Turkish troops shelled the village, AA reported. Turkish jets then struck, and Ankara denied nothing.", "2018-02-10", "AA", 1,
          "AA", "media:anadolu", "TR", TRUCE_ACTOR_media },
        { "Syrias foreign ministry condemned the strike.", "2016-05-01", "ministry", 1, "Syrias foreign ministry", "state:SY/mfa", "SY",
          TRUCE_ACTOR_government },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_reading *r = actors_read(state, t[i].text, t[i].published);
        const struct truce_actor *a = tr_actor_at(r, actors_word(r, t[i].at, t[i].nth));
        if (!a) fail_msg("%zu: nobody at \"%s\"", i, t[i].at);
        if (!tr_str_is(a->text, t[i].full) || !tr_str_is(a->id, t[i].id) || strcmp(a->country, t[i].country) || a->kind != t[i].kind)
            fail_msg("%zu: \"" TR_STR_FMT "\" " TR_STR_FMT " %s %s", i, TR_STR_ARG(a->text), TR_STR_ARG(a->id), a->country,
                     truce_actor_kind_name(a->kind));
    }
}

/* The office held on the day of publication is the role of a person named without one. */
static void dated_offices(void **state)
{
    static const struct {
        const char *published, *role;
    } t[] = { { "2011-06-01", "Prime Minister" }, { "2016-06-01", "President" } };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_reading *r = actors_read(state, "Recep Tayyip Erdogan warned the rebels on Monday.", t[i].published);
        const struct truce_actor *a = tr_actor_at(r, actors_word(r, "Erdogan", 1));
        assert_non_null(a);
        if (!tr_str_is(a->role, t[i].role)) fail_msg("%s: " TR_STR_FMT, t[i].published, TR_STR_ARG(a->role));
    }
}

static void no_actor(void **state)
{
    struct tr_reading *r = actors_read(state, "It was quiet on Sunday, when nobody fired.", "2016-05-01");
    assert_null(tr_actor_at(r, actors_word(r, "It", 1)));
    assert_null(tr_actor_at(r, actors_word(r, "Sunday", 1)));
    assert_null(tr_actor_at(r, actors_word(r, "fired", 1)));
    assert_null(tr_actor_at(r, r->doc->n_words));
}

/* Distinct actors, each with a span that holds its text's first mention and a name. */
static void actors_hold_together(void **state)
{
    struct tr_reading *r = actors_read(
        state,
        "The Organization for Security and Co-operation in Europe (OSCE) said on Monday that the OSCE had counted 12 explosions.\n\n"
        "Ukrainian President Petro Poroshenko blamed the rebels. Poroshenko said the army would answer.",
        "2016-05-01");
    for (uint32_t i = 0; i < r->actors.n; i++) {
        assert_true(r->actors.v[i]->text.n > 0);
        assert_true(r->actors.v[i]->name.n > 0);
        assert_true(r->actors.v[i]->span.to > r->actors.v[i]->span.from && r->actors.v[i]->span.to <= r->doc->text.n);
        for (uint32_t k = 0; k < i; k++) assert_ptr_not_equal(r->actors.v[i], r->actors.v[k]);
    }
    for (uint32_t i = 0; i < r->actor_mentions.n; i++) {
        const struct tr_actor_mention *m = &r->actor_mentions.v[i];
        assert_true(m->actor < r->actors.n && m->head >= m->first && m->head < m->first + m->n);
        assert_true(i == 0 || m->first >= r->actor_mentions.v[i - 1].first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_roles),
        cmocka_unit_test(dated_offices),
        cmocka_unit_test(no_actor),
        cmocka_unit_test(actors_hold_together),
    };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
