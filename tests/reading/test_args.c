/* SPDX-License-Identifier: Apache-2.0 */
/* Who does it: on trees written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"
#include "reading/tree.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* The deed, the word that should be its agent; word numbers from 0. */
static const struct {
    const char *words;
    uint32_t deed, agent;
} cases[] = {
    { "Kyiv/PROPN/2/nsubj blamed/VERB/0/root/blame Moscow/PROPN/2/obj for/SCONJ/5/mark shelling/VERB/2/advcl/shell it/PRON/5/obj", 4, 2 },
    { "it/PRON/2/nsubj accused/VERB/0/root/accuse rebels/NOUN/2/obj of/SCONJ/5/mark killing/VERB/2/advcl/kill three/NUM/5/obj", 4, 2 },
    { "army/NOUN/3/nsubj:pass was/AUX/3/aux:pass condemned/VERB/0/root/condemn for/SCONJ/5/mark burning/VERB/3/advcl/burn homes/NOUN/5/obj",
      4, 0 },
    { "rebels/NOUN/2/nsubj left/VERB/0/root/leave after/SCONJ/4/mark killing/VERB/2/advcl/kill three/NUM/4/obj", 3, 0 },
    { "Kyiv/PROPN/2/nsubj urged/VERB/0/root/urge Moscow/PROPN/2/obj to/PART/5/mark stop/VERB/2/xcomp/stop", 4, 2 },
};

static void who_is_blamed_did_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        const struct tr_doc *d = numbers_doc(a, cases[i].words);
        uint32_t got = tr_args_of(d, cases[i].deed).agent;
        if (got != cases[i].agent) fail_msg("%s: %u", cases[i].words, got);
        tr_arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(who_is_blamed_did_it) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
