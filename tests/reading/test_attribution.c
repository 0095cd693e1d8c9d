/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "actors_help.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* Who asserts what stands at the nth `at`; NULL = the outlet. */
static void sources(void **state)
{
    static const struct {
        const char *text, *at;
        int nth;
        const char *source;
    } t[] = {
        { "The army said that rebels had killed five people near Hama.", "killed", 1, "army" },
        { "Rebels killed five people near Hama, the army said.", "killed", 1, "army" },
        { "Rebels killed five people near Hama the army said.", "killed", 1, "army" },
        { "Rebels killed five people near Hama.", "killed", 1, NULL },
        { "Rebels killed five people near Hama, according to the Syrian Observatory for Human Rights.", "killed", 1,
          "Syrian Observatory for Human Rights" },
        { "According to residents, the shelling killed five people.", "killed", 1, "residents" },
        { "As the ministry reported, the shelling killed five people.", "killed", 1, "ministry" },
        { "\"Troops attacked the hospital,\" General Ali Haddad said. \"They fired for hours.\"", "fired", 1, "General Ali Haddad" },
        { "\"Troops are attacking the hospital,\" General Ali Haddad was quoted as saying by state media.", "attacking", 1,
          "General Ali Haddad" },
        { "The UN said that the mayor had told it that troops shelled the market.", "shelled", 1, "mayor" },
        { "Ten people were killed in Homs: state media", "killed", 1, "state media" },
        { "UN: air strikes killed ten people in Homs", "killed", 1, "UN" },
        { "The mission documented 12 attacks on Monday.", "attacks", 1, "mission" },
        { "The minister did not say that troops attacked the town.", "attacked", 1, NULL },
        { "State media told of a blast, with the health ministry saying four people had died.", "died", 1, "health ministry" },
        { "One of two pilots survived, Russian officials said, and was rescued by soldiers.", "rescued", 1, "Russian officials" },
        { "Air strikes hit the market, killing ten people, state media reported, citing a doctor.", "killing", 1, "doctor" },
        { "Kerry called for talks after a \"terrible\" attack on the city.", "attack", 1, NULL },
        { "The army said it had won. Shells fell on the market in the evening, wounding ten.", "fell", 1, NULL },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_reading *r = actors_read(state, t[i].text, "2016-05-01");
        const struct truce_actor *a = tr_source_of(r, actors_word(r, t[i].at, t[i].nth));
        if ((a == NULL) != (t[i].source == NULL) || (a && !tr_str_is(a->text, t[i].source)))
            fail_msg("%zu: \"%s\" by \"" TR_STR_FMT "\"", i, t[i].text, TR_STR_ARG(a ? a->text : TR_STR("the outlet")));
    }
}

/* A quote that opens every paragraph and closes once is one speaker's. */
static void long_quotes(void **state)
{
    struct tr_reading *r =
        actors_read(state,
                    "\xE2\x80\x9CThere are few doctors left in the city,\xE2\x80\x9D Anna Berg of the aid group told reporters.\n\n"
                    "\xE2\x80\x9CThe hospitals were bombed last week.\n\n"
                    "\xE2\x80\x9CNobody came to help us,\xE2\x80\x9D she said.\n\n"
                    "The army shelled the road.",
                    "2016-05-01");
    const struct truce_actor *a = tr_source_of(r, actors_word(r, "doctors", 1)), *b = tr_source_of(r, actors_word(r, "bombed", 1));
    assert_non_null(a);
    assert_true(tr_str_is(a->name, "Anna Berg"));
    assert_ptr_equal(a, b);
    assert_null(tr_source_of(r, actors_word(r, "shelled", 1)));
    assert_null(tr_source_of(r, r->doc->n_words + 5));
}

/* The relay of a quote is kept beside its first speaker. */
static void relays(void **state)
{
    struct tr_reading *r =
        actors_read(state, "\"We stopped the attack,\" General Ali Haddad was quoted as saying by Interfax.", "2016-05-01");
    const struct truce_actor *a = tr_source_of(r, actors_word(r, "attack", 1));
    assert_non_null(a);
    assert_non_null(a->via);
    assert_true(tr_str_is(a->via->id, "media:interfax"));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sources), cmocka_unit_test(long_quotes), cmocka_unit_test(relays) };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
