/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "language/pieces.h"

/* The pieces behind the 103 reserved ones. */
static const char vocabulary[] = "the\nrebel\n##s\n##ling\n##l\nshell\n##ing\n##ed\n'\n-\n.\nete\n##0\n1\n##1\naleppo\n\xe2\x80\x94\n##x";

static const struct {
    const char *form, *pieces;
    uint8_t shape;
} cases[] = {
    { "the", "the", 0 },
    { "The", "the", 1 },
    { "REBELS", "rebel ##s", 2 },
    { "A", "[UNK]", 3 },
    { "shelling", "shell ##ing", 0 },
    { "shellling", "shell ##ling", 0 },
    { "\xc3\x89t\xc3\xa9", "ete", 1 },
    { "e\xcc\x81te", "ete", 0 },
    { "rebel-shelled", "rebel - shell ##ed", 0 },
    { "Aleppo's", "aleppo ' [UNK]", 1 },
    { "McShell", "[UNK]", 4 },
    { "10", "1 ##0", 5 },
    { "1,0", "1 [UNK] [UNK]", 5 },
    { "10th", "[UNK]", 6 },
    { "\xe2\x80\x94", "\xe2\x80\x94", 7 },
    { "...", ". . .", 7 },
    { "\xd8\xad\xd9\x84\xd8\xa8", "[UNK]", 8 },
    { "iPhone", "[UNK]", 4 },
    { "'the", "' the", 0 },
    { "thexq", "[UNK]", 0 },
    { "\xff", "[UNK]", 7 },
    { "1111111111111111111111", "1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1 ##1", 5 },
    { "11111111111111111111z", "[UNK]", 6 },
};

static void words_give_their_pieces(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 24);
    char vocab[4096];
    size_t n = 0;
    for (int i = 0; i < 103; i++) n += (size_t)snprintf(vocab + n, sizeof vocab - n, "%s\n", i == TR_PIECE_UNK ? "[UNK]" : "[unused]");
    snprintf(vocab + n, sizeof vocab - n, "%s", vocabulary);
    struct tr_pieces p;
    assert_int_equal(tr_pieces_init(&p, a, tr_str_of(vocab), NULL), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint16_t out[TR_MAX_WORD_PIECES];
        char got[1024];
        size_t len = 0;
        uint32_t count = tr_pieces_of(&p, tr_str_of(cases[i].form), out);
        assert_true(count >= 1 && count <= TR_MAX_WORD_PIECES);
        for (uint32_t k = 0; k < count; k++)
            len += (size_t)snprintf(got + len, sizeof got - len, "%s" TR_STR_FMT, k ? " " : "", TR_STR_ARG(p.piece[out[k]]));
        assert_string_equal(got, cases[i].pieces);
        assert_int_equal(tr_shape_of(tr_str_of(cases[i].form)), cases[i].shape);
    }
    tr_arena_free(a);
}

static void vocabularies_are_checked(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 26);
    struct tr_pieces p;
    assert_int_equal(tr_pieces_init(&p, a, TR_STR("a\nb"), NULL), TR_E_DATA);
    char *many = malloc(200000), *wide = malloc(1000);
    memset(many, '\n', 200000);
    memset(wide, '\n', 1000);
    memset(wide + 500, 'x', 400);
    assert_int_equal(tr_pieces_init(&p, a, (tr_str){ many, 200000 }, NULL), TR_E_DATA);
    assert_int_equal(tr_pieces_init(&p, a, (tr_str){ wide, 1000 }, NULL), TR_E_DATA);
    free(many);
    free(wide);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_give_their_pieces),
        cmocka_unit_test(vocabularies_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
