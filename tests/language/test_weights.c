/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "language/language.h"
#include "tiny.h"

static const char text[] = "The army shelled Aleppo's market, rebels said. A truce! 120 fell.\n\nIt ended.";

static char *copy_of(tr_str s)
{
    char *p = aligned_alloc(64, (s.n + 63) / 64 * 64 + 64);
    memcpy(p, s.p, s.n);
    return p;
}

/* Opens the bytes and, where that works, reads a text with them. */
static int try_weights(tr_str w, struct tr_err *err)
{
    struct tr_model *m;
    int rc = tr_model_open(w, &m, err);
    if (rc) {
        assert_null(m);
        return rc;
    }
    struct tr_scratch *s;
    struct tr_arena *a = tr_arena_new(1 << 26);
    assert_int_equal(tr_scratch_new(m, &s, err), 0);
    if (setjmp(*tr_arena_guard(a))) fail();
    struct tr_doc *d;
    assert_int_equal(tr_analyse(m, s, a, TR_STR(text), &d, err), 0);
    assert_true(d->n_words > 10);
    tr_arena_free(a);
    tr_scratch_free(s);
    tr_model_close(m);
    return 0;
}

static void whole_files_open(void **state)
{
    (void)state;
    for (int claims = 0; claims < 2; claims++) {
        struct tr_err err = { 0 };
        tr_str w = tiny_weights(1, claims);
        assert_int_equal(try_weights(w, &err), 0);
        free((char *)w.p);
    }
}

static void cut_files_do_not(void **state)
{
    (void)state;
    tr_str w = tiny_weights(1, true);
    for (size_t n = 0; n < w.n - 64; n += n < 200 ? 1 : 997) {
        struct tr_err err = { 0 };
        char *p = copy_of((tr_str){ w.p, n });
        assert_int_equal(try_weights((tr_str){ p, n }, &err), TR_E_DATA);
        assert_true(err.msg[0]);
        free(p);
    }
    free((char *)w.p);
}

/* Each change of the header makes it wrong in a way that must be found. */
static void wrong_headers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *was, *is;
    } changes[] = {
        { "TRUCEW01", "TRUCEW02" },
        { "\"version\":1", "\"version\":2" },
        { "\"hidden\":64", "\"hidden\":96" },
        { "\"layers\":2", "\"layers\":9" },
        { "\"heads\":2", "\"heads\":4" },
        { "\"ffn\":64", "\"ffn\":-4" },
        { "\"ffn\":64", "\"ffn\":65" },
        { "\"eps\":1e-12", "\"eps\":1e+12" },
        { "\"max_pieces\":64", "\"max_pieces\":1e" },
        { "\"arc_dim\":16", "\"arc_dim\":17" },
        { "\"rel_dim\":16", "\"rel_dim\":32" },
        { "\"O\",\"END\"", "\"END\",\"O\"" },
        { "\"NOUN\",", "   5  ," },
        { "\"deprel\":[", "\"deprex\":[" },
        { "\"0.qkv.w\"", "\"0.qkx.w\"" },
        { "[192,64]", "[193,64]" },
        { "[192,64]", "[64,192]" },
        { "\"dtype\":\"f32\"", "\"dtype\":\"i8\" " },
        { "\"offset\":16384", "\"offset\":16385" },
        { "\"offset\":16384", "\"offset\":-6384" },
        { "\"offset\":16384", "\"offset\":9999936" },
        { "\"offset\":16384", "\"offset\":1.6384" },
        { "\"tensors\"", "\"tensorz\"" },
        { "{\"version\"", "[\"version\"" },
    };
    tr_str w = tiny_weights(1, true);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct tr_err err = { 0 };
        char *p = copy_of(w);
        ptrdiff_t at = tr_str_find((tr_str){ p, w.n }, tr_str_of(changes[i].was));
        assert_true(at >= 0);
        memset(p + at, ' ', strlen(changes[i].was));
        memcpy(p + at, changes[i].is, strlen(changes[i].is));
        if (try_weights((tr_str){ p, w.n }, &err) != TR_E_DATA) fail_msg("accepted %s", changes[i].is);
        free(p);
    }
    free((char *)w.p);
}

static void values_that_are_no_numbers_are_refused(void **state)
{
    (void)state;
    tr_str w = tiny_weights(1, true);
    static const uint32_t bits[] = { 0x7fc00000, 0x7f800000, 0xff800000, 0x7f000000 };
    ptrdiff_t at = tr_str_find(w, TR_STR("\"arc.root\""));
    at += tr_str_find(tr_str_sub(w, (size_t)at, w.n), TR_STR("\"offset\":")) + 9;
    size_t offset = (size_t)strtoul(w.p + at, NULL, 10);
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        struct tr_err err = { 0 };
        char *p = copy_of(w);
        memcpy(p + offset + 8, &bits[i], 4);
        assert_int_equal(try_weights((tr_str){ p, w.n }, &err), TR_E_DATA);
        assert_int_equal(err.byte, offset + 8);
        free(p);
    }
    free((char *)w.p);
}

/* Whatever bytes change, the file is refused or it can be read with. */
static void damage_is_harmless(void **state)
{
    (void)state;
    tr_str w = tiny_weights(1, true);
    uint64_t seed = 99;
    for (int round = 0; round < 400; round++) {
        struct tr_err err = { 0 };
        char *p = copy_of(w);
        for (int k = 0; k < 1 + round % 4; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            size_t at = (seed >> 20) % (round % 2 ? w.n : 9000);
            p[at] = round % 3 ? (char)(seed >> 56) : "0123456789-\",:[]{}"[(seed >> 57) % 18];
        }
        int rc = try_weights((tr_str){ p, w.n }, &err);
        assert_true(rc == 0 || rc == TR_E_DATA);
        free(p);
    }
    free((char *)w.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_files_open),          cmocka_unit_test(cut_files_do_not),
        cmocka_unit_test(wrong_headers_are_refused), cmocka_unit_test(values_that_are_no_numbers_are_refused),
        cmocka_unit_test(damage_is_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
