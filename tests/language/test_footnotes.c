/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

#include "base/arena.h"
#include "language/footnotes.h"
#include "language/tokenise.h"

#define MAX_WORDS 64

/* A "|" a word that no footnote follows, "." one that a footnote touches, "E" the end of the last. */
static const struct {
    const char *text, *want;
} cases[] = {
    /* clang-format off */
    { "They left.[3] Nobody fell.", "||...E|||" },
    { "They left.[3][14] Nobody fell.[5]", "||......E||...E" },
    { "\"We left.\"[3] She wept.", "||||...E|||" },
    { "The town[3] fell.", "|||||||" },
    { "They left. [3] Nobody fell.", "|||||||||" },
    { "They left.[a] Nobody fell.", "|||||||||" },
    { "They left.[12345] Nobody fell.", "|||||||||" },
    { "[3] They left.", "||||||" },
    { "They left.[3", "|||||" },
    /* clang-format on */
};

static void test_where_footnotes_stand(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 20);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct tr_tokens tokens = { 0 };
        struct tr_word words[MAX_WORDS] = { 0 };
        char got[MAX_WORDS + 1] = { 0 };
        tr_str text = tr_str_of(cases[c].text);
        tr_tokenise(a, text, &tokens);
        uint32_t n = tokens.list.n;
        assert_true(n <= MAX_WORDS);
        for (uint32_t i = 0; i < n; i++)
            words[i] =
                (struct tr_word){ .form = tr_str_at(text, tokens.list.v[i].span), .space_before = tokens.list.v[i].gap != TR_GAP_NONE };
        for (uint32_t i = 0; i < n; i++) got[i] = "|.E"[tr_footnote_at(words, n, i)];
        if (strcmp(got, cases[c].want) != 0) fail_msg("%s: \"%s\", wanted \"%s\"", cases[c].text, got, cases[c].want);
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_where_footnotes_stand) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
