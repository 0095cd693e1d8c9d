/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static void compares(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int sign;
    } t[] = {
        { "", "", 0 }, { "", "a", -1 }, { "a", "", 1 }, { "a", "b", -1 }, { "ab", "a", 1 }, { "a", "A", 1 }, { "\xC3\xA9", "z", 1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        int c = tr_str_cmp(tr_str_of(t[i].a), tr_str_of(t[i].b));
        assert_int_equal((c > 0) - (c < 0), t[i].sign);
        assert_int_equal(tr_str_eq(tr_str_of(t[i].a), tr_str_of(t[i].b)), t[i].sign == 0);
    }
    assert_true(tr_str_ieq(TR_STR("HoMs"), TR_STR("hOmS")));
    assert_false(tr_str_ieq(TR_STR("[oms"), TR_STR("{oms"))); /* differ by the case bit only */
    assert_true(tr_str_is_i(TR_STR("SANA"), "sana"));
    assert_false(tr_str_is_i(TR_STR("SANAA"), "sana"));
}

static void affixes(void **state)
{
    (void)state;
    static const struct {
        const char *s, *part;
        bool starts, starts_i, ends, ends_i;
    } t[] = {
        { "ceasefire", "cease", true, true, false, false },
        { "ceasefire", "FIRE", false, false, false, true },
        { "ceasefire", "fire", false, false, true, true },
        { "Ceasefire", "cEASE", false, true, false, false },
        { "fire", "ceasefire", false, false, false, false },
        { "x", "", true, true, true, true },
        { "", "", true, true, true, true },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str s = tr_str_of(t[i].s), p = tr_str_of(t[i].part);
        assert_int_equal(tr_str_starts(s, p), t[i].starts);
        assert_int_equal(tr_str_starts_i(s, p), t[i].starts_i);
        assert_int_equal(tr_str_ends(s, p), t[i].ends);
        assert_int_equal(tr_str_ends_i(s, p), t[i].ends_i);
    }
}

static void finds(void **state)
{
    (void)state;
    static const struct {
        const char *s, *needle;
        int at, at_i;
    } t[] = {
        { "aabab", "ab", 1, 1 }, { "aabab", "AB", -1, 1 },  { "abc", "", 0, 0 },
        { "", "a", -1, -1 },     { "abc", "abcd", -1, -1 }, { "abc", "c", 2, 2 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        assert_int_equal(tr_str_find(tr_str_of(t[i].s), tr_str_of(t[i].needle)), t[i].at);
        assert_int_equal(tr_str_find_i(tr_str_of(t[i].s), tr_str_of(t[i].needle)), t[i].at_i);
    }
    assert_true(tr_str_has(TR_STR("a\0b"), 0));
    assert_false(tr_str_has(TR_STR(""), 'a'));
}

static void trims_and_splits(void **state)
{
    (void)state;
    assert_true(tr_str_is(tr_str_trim(TR_STR(" \t\r\n a b \v\f")), "a b"));
    assert_int_equal(tr_str_trim(TR_STR("  ")).n, 0);
    static const struct {
        const char *s;
        const char *parts[4];
    } t[] = {
        { "a\tb", { "a", "b" } },
        { "", { "" } },
        { "\t", { "", "" } },
        { "a\t\tb", { "a", "", "b" } },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str rest = tr_str_of(t[i].s), part;
        size_t n = 0;
        while (tr_str_split(&rest, '\t', &part)) {
            assert_non_null(t[i].parts[n]);
            assert_true(tr_str_is(part, t[i].parts[n++]));
        }
        assert_null(t[i].parts[n]);
    }
    assert_int_equal(tr_str_sub(TR_STR("abc"), 2, 1).n, 0);
    assert_int_equal(tr_str_sub(TR_STR("abc"), 1, 99).n, 2);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        bool ok;
        int64_t v;
    } t[] = {
        { "0", true, 0 },
        { "253", true, 253 },
        { "-7", true, -7 },
        { "+7", true, 7 },
        { "", false, 0 },
        { "-", false, 0 },
        { "7a", false, 0 },
        { " 7", false, 0 },
        { "9223372036854775807", true, INT64_MAX },
        { "9223372036854775808", false, 0 },
        { "-9223372036854775808", true, INT64_MIN },
        { "-9223372036854775809", false, 0 },
        { "99999999999999999999", false, 0 },
        { "--1", false, 0 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        int64_t v = 42;
        assert_int_equal(tr_str_to_i64(tr_str_of(t[i].s), &v), t[i].ok);
        assert_true(v == (t[i].ok ? t[i].v : 42));
    }
    static const struct {
        const char *s;
        bool ok;
        double v;
    } d[] = {
        { "36.2", true, 36.2 }, { "-1e3", true, -1000 }, { "", false, 0 },   { "nan", false, 0 },   { "inf", false, 0 },
        { "0x10", false, 0 },   { "1.2.3", false, 0 },   { " 1", false, 0 }, { "1e999", false, 0 },
    };
    for (size_t i = 0; i < LEN(d); i++) {
        double v = 42;
        assert_int_equal(tr_str_to_double(tr_str_of(d[i].s), &v), d[i].ok);
        assert_true(v == (d[i].ok ? d[i].v : 42));
    }
}

static void spans(void **state)
{
    (void)state;
    tr_span a = { 2, 5 };
    assert_true(tr_span_overlap(a, (tr_span){ 4, 9 }));
    assert_false(tr_span_overlap(a, (tr_span){ 5, 9 }));
    assert_true(tr_span_in(a, (tr_span){ 2, 5 }));
    assert_false(tr_span_in(a, (tr_span){ 3, 5 }));
    assert_true(tr_str_is(tr_str_at(TR_STR("abcdef"), a), "cde"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),         cmocka_unit_test(affixes), cmocka_unit_test(finds),
        cmocka_unit_test(trims_and_splits), cmocka_unit_test(numbers), cmocka_unit_test(spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
