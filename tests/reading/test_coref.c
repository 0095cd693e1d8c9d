/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "actors_help.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* The nth `at` of the text is the same actor as the nth `as`; as NULL: nobody is clear. */
static void same_actor(void **state)
{
    static const struct {
        const char *text, *at;
        int nth;
        const char *as;
        int as_nth;
    } t[] = {
        { "US Secretary of State John Kerry arrived in Geneva. Kerry called for calm.", "Kerry", 2, "Kerry", 1 },
        { "Russia denied the strike. It said its planes had not flown.", "It", 1, "Russia", 1 },
        { "Angela Merkel met the envoy in Berlin. She urged both sides to stop.", "She", 1, "Merkel", 1 },
        { "Rebel commanders met in Doha. They agreed to a pause.", "They", 1, "commanders", 1 },
        { "The Syrian Observatory for Human Rights counted 12 dead. The Observatory said two were children.", "Observatory", 2,
          "Observatory", 1 },
        { "A monitoring group said 12 people died. The Syrian Observatory for Human Rights counts deaths across Syria.", "group", 1,
          "Observatory", 1 },
        { "Doctors Without Borders (MSF) runs the clinic. MSF said it was hit on Friday.", "MSF", 2, "Doctors", 1 },
        { "The Islamic State group claimed the attack.", "group", 1, "Islamic", 1 },
        { "The envoy, who arrived on Sunday, met the rebels.", "who", 1, "envoy", 1 },
        { "The foreign minister met Boris Johnson. It was raining in London.", "It", 1, NULL, 0 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_reading *r = actors_read(state, t[i].text, "2016-05-01");
        const struct truce_actor *a = tr_actor_at(r, actors_word(r, t[i].at, t[i].nth));
        const struct truce_actor *b = t[i].as ? tr_actor_at(r, actors_word(r, t[i].as, t[i].as_nth)) : NULL;
        if (a != b) fail_msg("%zu: \"%s\" is \"" TR_STR_FMT "\"", i, t[i].at, TR_STR_ARG(a ? a->text : TR_STR("nobody")));
    }
}

static void not_same(void **state)
{
    static const struct {
        const char *text, *at;
        int nth;
        const char *as;
        int as_nth;
    } t[] = {
        { "Hillary Clinton spoke with the envoy. He left on Monday.", "He", 1, "Clinton", 1 },
        { "John Kerry met John Smith. Smith left early.", "Smith", 2, "Kerry", 1 },
        { "The rebels fired at the army. It fired back.", "It", 1, "rebels", 1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_reading *r = actors_read(state, t[i].text, "2012-05-01");
        const struct truce_actor *a = tr_actor_at(r, actors_word(r, t[i].at, t[i].nth)),
                                 *b = tr_actor_at(r, actors_word(r, t[i].as, t[i].as_nth));
        if (a && a == b) fail_msg("%zu: \"%s\" is \"" TR_STR_FMT "\"", i, t[i].at, TR_STR_ARG(a->text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(same_actor), cmocka_unit_test(not_same) };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
