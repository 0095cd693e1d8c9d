/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language/punct.h"

#define MAX 24
#define FIRST 3 /* words before the sentence */

/* "form head" a word, heads from 1, 0 the root; a form without letters or digits is punctuation. `want` are the heads of all words. */
static const struct {
    const char *what, *words, *want;
} cases[] = {
    { "a full stop hangs on the root", "He 2 left 0 town 2 . 3", "2 0 2 2" },
    { "the comma behind a clause in front hangs on the clause", "When 3 it 3 fell 6 , 2 they 6 fled 0 . 3", "3 3 6 3 6 0 6" },
    { "the comma before a conjunct hangs on the conjunct", "tanks 0 , 5 guns 1 and 5 men 1", "0 3 1 5 1" },
    { "a choice of the parser among the two stays", "When 3 it 3 fell 6 , 6 they 6 fled 0", "3 3 6 6 6 0" },
    { "brackets hang on what they enclose", "The 2 army 3 left 0 ( 3 the 6 Fifth 2 ) 3 . 3", "2 3 0 6 6 2 6 3" },
    { "a stop within quotes stays within", "She 2 said 0 \" 2 we 5 wait 2 . 2 \" 2", "2 0 5 5 2 5 5" },
    { "quotes around two phrases stay where they were", "He 2 said 0 \" 2 now 2 here 2 \" 1", "2 0 2 2 2 1" },
    { "an opening mark without its partner hangs like any other", "He 2 left 0 ( 1 today 2", "2 0 4 2" },
    { "a mark that something hangs on stays", "a 2 - 4 b 2 left 0", "2 4 2 0" },
    { "marks alone", ". 0", "0" },
    { "marks alone, one under the other", "! 0 ! 1", "0 1" },
    { "a closed pair forgets what was left open inside", "( 4 [ 4 a 4 town 0 ) 3", "4 4 4 0 4" },
};

static uint32_t make(const char *text, struct tr_word *words)
{
    uint32_t n = 0;
    for (const char *p = text; *p;) {
        size_t form = strcspn(p, " ");
        struct tr_word *w = &words[FIRST + n++];
        *w = (struct tr_word){ .form = { p, form } };
        w->rel = isalnum((unsigned char)*p) ? TR_REL_dep : TR_REL_punct;
        unsigned long h = strtoul(p + form + 1, (char **)&p, 10);
        w->head = h ? FIRST + (uint32_t)h - 1 : TR_NO_WORD;
        while (*p == ' ') p++;
    }
    return n;
}

static void marks_hang_where_ud_wants_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_word words[FIRST + MAX];
        char got[4 * MAX] = "";
        uint32_t n = make(cases[i].words, words);
        tr_punct_settle(words, FIRST, n);
        for (uint32_t k = 0; k < n; k++) {
            uint32_t h = words[FIRST + k].head;
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%u", k ? " " : "", h == TR_NO_WORD ? 0 : h - FIRST + 1);
        }
        if (strcmp(got, cases[i].want)) fail_msg("%s: %s, not %s", cases[i].what, got, cases[i].want);
    }
}

/* Whatever the tree, it stays one, and only marks without children move. */
static void trees_stay_trees(void **state)
{
    (void)state;
    static const char *const forms[] = { "a", "b", "c", "(", ")", "\"", "[", "]", ",", ".", "\u201c", "\u201d", "-" };
    uint64_t seed = 11;
    for (int round = 0; round < 20000; round++) {
        struct tr_word words[FIRST + MAX], before[FIRST + MAX];
        uint32_t n = 1 + (uint32_t)(round % MAX);
        for (uint32_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            words[FIRST + i] = (struct tr_word){ .form = tr_str_of(forms[(seed >> 33) % (sizeof forms / sizeof *forms)]) };
            words[FIRST + i].rel = isalpha((unsigned char)words[FIRST + i].form.p[0]) ? TR_REL_dep : TR_REL_punct;
        }
        /* Each word hangs on one before it in an order that winds through the sentence. */
        uint32_t order[MAX], step = n % 5 ? 5 : n % 7 ? 7 : 1;
        for (uint32_t i = 0; i < n; i++) {
            order[i] = FIRST + (i * step + (uint32_t)round) % n;
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            words[order[i]].head = i ? order[(seed >> 33) % i] : TR_NO_WORD;
        }
        memcpy(before, words, sizeof before);
        tr_punct_settle(words, FIRST, n);
        for (uint32_t i = FIRST; i < FIRST + n; i++) {
            uint32_t up = i, steps = 0;
            while (words[up].head != TR_NO_WORD && steps++ <= n) {
                up = words[up].head;
                assert_in_range(up, FIRST, FIRST + n - 1);
            }
            assert_int_equal(up, order[0]);
            if (words[i].head == before[i].head) continue;
            assert_int_equal(words[i].rel, TR_REL_punct);
            for (uint32_t k = FIRST; k < FIRST + n; k++) assert_int_not_equal(before[k].head, i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(marks_hang_where_ud_wants_them), cmocka_unit_test(trees_stay_trees) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
