/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static int with_arena(void **state)
{
    *state = tr_arena_new(64u << 20);
    return *state ? 0 : -1;
}

static int without_arena(void **state)
{
    tr_arena_free(*state);
    return 0;
}

static void every_code_point_goes_round(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char b[4];
        size_t n = tr_utf8_put(b, cp), at = 0;
        uint32_t back = tr_utf8_next((tr_str){ b, n }, &at);
        assert_int_equal(at, n);
        assert_int_equal(back, cp >= 0xD800 && cp <= 0xDFFF ? 0xFFFD : cp);
        assert_true(tr_utf8_valid((tr_str){ b, n }, NULL));
    }
}

static void ill_formed(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t bad;
    } t[] = {
        { "\x80", 0 },
        { "a\xC0\x80", 1 },
        { "\xC1\xBF", 0 },
        { "\xE0\x9F\xBF", 0 },
        { "\xED\xA0\x80", 0 },
        { "\xF0\x8F\xBF\xBF", 0 },
        { "\xF4\x90\x80\x80", 0 },
        { "\xF5\x80\x80\x80", 0 },
        { "abcdefgh\xFF", 8 },
        { "abcdefg\xE2\x82", 7 },
        { "\xE2\x82\xAC\xE2\x82", 3 },
        { "\xC3(", 0 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str s = tr_str_of(t[i].s);
        size_t bad = 99, at = t[i].bad;
        assert_false(tr_utf8_valid(s, &bad));
        assert_int_equal(bad, t[i].bad);
        assert_int_equal(tr_utf8_next(s, &at), 0xFFFD);
        assert_int_equal(at, t[i].bad + 1); /* one byte at a time, so that nothing good is lost */
    }
}

static void counts_and_widths(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        size_t count, width;
    } t[] = {
        { "", 0, 0 },
        { "Aleppo", 6, 6 },
        { "\xE1\xB8\xA4"
          "alab",
          5, 5 },
        { "e\xCC\x81", 2, 1 },
        { "\xE4\xB8\xAD", 1, 2 },
        { "\xD8\xAD\xD9\x84\xD8\xA8", 3, 3 },
        { "\t", 1, 0 },
        { "\xFF\xFF", 2, 2 },
        { "\xE2\x80\x8B", 1, 0 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        assert_int_equal(tr_utf8_count(tr_str_of(t[i].s)), t[i].count);
        assert_int_equal(tr_utf8_width(tr_str_of(t[i].s)), t[i].width);
    }
}

static void properties(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        const char *is;
    } t[] = {
        { 'a', "la" },   { 'Z', "ua" },   { '7', "d" },    { ' ', "s" },   { '\n', "s" },  { '-', "p" },    { '$', "p" },
        { '+', "p" },    { 0, "" },       { 0x7F, "" },    { 0xC9, "ua" }, { 0xE9, "la" }, { 0xA0, "s" },   { 0x2003, "s" },
        { 0x2019, "p" }, { 0x2022, "p" }, { 0x20AC, "p" }, { 0x663, "d" }, { 0x62D, "a" }, { 0x200B, "s" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        assert_int_equal(tr_cp_is_letter(t[i].cp), strchr(t[i].is, 'a') != NULL);
        assert_int_equal(tr_cp_is_lower(t[i].cp), strchr(t[i].is, 'l') != NULL);
        assert_int_equal(tr_cp_is_upper(t[i].cp), strchr(t[i].is, 'u') != NULL);
        assert_int_equal(tr_cp_is_digit(t[i].cp), strchr(t[i].is, 'd') != NULL);
        assert_int_equal(tr_cp_is_space(t[i].cp), strchr(t[i].is, 's') != NULL);
        assert_int_equal(tr_cp_is_punct(t[i].cp), strchr(t[i].is, 'p') != NULL);
    }
}

static void folds(void **state)
{
    static const struct {
        const char *s, *lower, *fold;
    } t[] = {
        { "", "", "" },
        { "Aleppo", "aleppo", "aleppo" },
        { "\xE1\xB8\xA4"
          "alab",
          "\xE1\xB8\xA5"
          "alab",
          "halab" },
        { "\xCA\xBF"
          "Ayn al-Arab",
          "\xCA\xBF"
          "ayn al-arab",
          "ayn al arab" },
        { "Sana'a", "sana'a", "sanaa" },
        { "Sana\xE2\x80\x99"
          "a",
          "sana\xE2\x80\x99"
          "a",
          "sanaa" },
        { "  Deir  ez-Zor ", "  deir  ez-zor ", "deir ez zor" },
        { "Deir\xC2\xA0"
          "ez\xE2\x80\x91"
          "Zor",
          "deir\xC2\xA0"
          "ez\xE2\x80\x91"
          "zor",
          "deir ez zor" },
        { "\xC5\x81\xC3\xB3"
          "d\xC5\xBA",
          "\xC5\x82\xC3\xB3"
          "d\xC5\xBA",
          "lodz" },
        { "Stra\xC3\x9F"
          "e",
          "stra\xC3\x9F"
          "e",
          "strasse" },
        { "\xEF\xBC\xA1\xEF\xBD\x82", "\xEF\xBD\x81\xEF\xBD\x82", "ab" },
        { "e\xCC\x81t\xC3\xA9", "e\xCC\x81t\xC3\xA9", "ete" },
        { "\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2", "\xD0\xBA\xD0\xB8\xD1\x97\xD0\xB2", "\xD0\xBA\xD0\xB8\xD1\x96\xD0\xB2" },
        { "U.S.", "u.s.", "u.s." },
        { "a\xFF"
          "B",
          "a\xFF"
          "b",
          "a\xEF\xBF\xBD"
          "b" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str l = tr_utf8_lower(*state, tr_str_of(t[i].s)), f = tr_utf8_fold(*state, tr_str_of(t[i].s));
        assert_string_equal(l.p, t[i].lower);
        assert_string_equal(f.p, t[i].fold);
        assert_int_equal(strlen(f.p), f.n);
    }
}

/* The buffers are sized by a bound on growth: every character must keep it, alone in its string. Overruns show under ARENA=malloc and ASan. */
static void growth_is_bounded(void **state)
{
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char b[4];
        tr_str s = { b, tr_utf8_put(b, cp) };
        assert_true(tr_utf8_lower(*state, s).n <= s.n * 2);
        assert_true(tr_utf8_fold(*state, s).n <= s.n * 13 + 8);
        if (cp % 4096 == 0) tr_arena_reset(*state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_goes_round),
        cmocka_unit_test(ill_formed),
        cmocka_unit_test(counts_and_widths),
        cmocka_unit_test(properties),
        cmocka_unit_test_setup_teardown(folds, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(growth_is_bounded, with_arena, without_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
