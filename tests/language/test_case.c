/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "language/case.h"

#define FIRST 2 /* words before the sentence */
#define MAX 8

struct given {
    uint8_t rel;
    uint32_t head; /* from 1, 0 the root */
};

static const struct {
    const char *what;
    struct given words[MAX];
    uint32_t n, moved, to; /* the word that is looked at, and its head then */
} cases[] = {
    { "in Syria ceasefire talks", { { TR_REL_case, 2 }, { TR_REL_compound, 3 }, { TR_REL_compound, 4 }, { TR_REL_obl, 0 } }, 4, 1, 4 },
    { "in the ceasefire", { { TR_REL_case, 3 }, { TR_REL_det, 3 }, { TR_REL_obl, 0 } }, 3, 1, 3 },
    { "House of Commons vote", { { TR_REL_compound, 4 }, { TR_REL_case, 3 }, { TR_REL_nmod, 1 }, { TR_REL_nsubj, 0 } }, 4, 2, 3 },
    { "a compound behind its head", { { TR_REL_root, 0 }, { TR_REL_case, 3 }, { TR_REL_compound, 1 } }, 3, 2, 3 },
    { "a compound that is the root", { { TR_REL_case, 2 }, { TR_REL_compound, 0 } }, 2, 1, 2 },
};

static void prepositions_hang_on_the_head_of_the_phrase(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_word words[FIRST + MAX] = { 0 };
        for (uint32_t w = 0; w < cases[i].n; w++) {
            words[FIRST + w].rel = cases[i].words[w].rel;
            words[FIRST + w].head = cases[i].words[w].head ? FIRST + cases[i].words[w].head - 1 : TR_NO_WORD;
        }
        tr_case_settle(words, FIRST, cases[i].n);
        uint32_t got = words[FIRST + cases[i].moved - 1].head - FIRST + 1;
        if (got != cases[i].to) fail_msg("%s: %u", cases[i].what, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(prepositions_hang_on_the_head_of_the_phrase) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
