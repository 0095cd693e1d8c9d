/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/blob.h"
#include "base/json.h"
#include "base/utf8.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static void assert_wrote(const struct tr_json *j, const char *expected)
{
    tr_str out;
    assert_true(tr_json_done(j, &out));
    assert_int_equal(out.n, strlen(expected));
    assert_memory_equal(out.p, expected, out.n);
}

static void nests_and_separates(void **state)
{
    (void)state;
    struct tr_json j;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "span");
    tr_json_span(&j, (tr_span){ 3, 9 });
    tr_json_key(&j, "list");
    tr_json_array(&j);
    tr_json_int(&j, INT64_MIN);
    tr_json_null(&j);
    tr_json_bool(&j, true);
    tr_json_bool(&j, false);
    tr_json_object(&j);
    tr_json_end(&j);
    tr_json_cstr(&j, NULL);
    tr_json_raw(&j, TR_STR("[1]"));
    tr_json_end(&j);
    tr_json_key(&j, "empty");
    tr_json_array(&j);
    tr_json_end(&j);
    tr_json_end(&j);
    tr_json_newline(&j);
    assert_wrote(&j, "{\"span\":[3,9],\"list\":[-9223372036854775808,null,true,false,{},null,[1]],\"empty\":[]}\n");
    tr_json_clear(&j);
    tr_json_cstr(&j, "again");
    assert_wrote(&j, "\"again\"");
    tr_json_fini(&j);
}

static void strings_are_escaped(void **state)
{
    (void)state;
    static const struct {
        tr_str s;
        const char *json;
    } t[] = {
        { { "", 0 }, "\"\"" },
        { { "a\"b\\c/d", 7 }, "\"a\\\"b\\\\c/d\"" },
        { { "\n\r\t\0\x1f\x7f", 6 }, "\"\\n\\r\\t\\u0000\\u001f\\u007f\"" },
        { { "\xE2\x82\xAC\xF0\x9F\x95\x8A", 7 }, "\"\xE2\x82\xAC\xF0\x9F\x95\x8A\"" },
        { { "a\xFF\xC3", 3 }, "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"" },
        { { "\xEF\xBF\xBD", 3 }, "\"\xEF\xBF\xBD\"" },
        { { NULL, 0 }, "\"\"" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_json j;
        tr_json_init(&j);
        tr_json_str(&j, t[i].s);
        assert_wrote(&j, t[i].json);
        tr_json_fini(&j);
    }
}

static void reals(void **state)
{
    (void)state;
    static const struct {
        double v;
        int decimals;
        const char *json;
    } t[] = {
        { 0.93, 2, "0.93" }, { 1.0, 4, "1" },         { 36.20000, 5, "36.2" },
        { -0.0001, 2, "0" }, { 100, 0, "100" },       { 0.1, 99, "0.10000000000000001" },
        { NAN, 2, "null" },  { INFINITY, 2, "null" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_json j;
        tr_json_init(&j);
        tr_json_real(&j, t[i].v, t[i].decimals);
        assert_wrote(&j, t[i].json);
        tr_json_fini(&j);
    }
}

static void misuse_is_seen(void **state)
{
    (void)state;
    struct tr_json j;
    tr_str out;
    tr_json_init(&j);
    tr_json_array(&j);
    assert_false(tr_json_done(&j, &out)); /* still open */
    tr_json_end(&j);
    tr_json_end(&j);
    assert_false(tr_json_done(&j, &out)); /* closed too often */
    tr_json_clear(&j);
    for (int i = 0; i <= TR_JSON_DEPTH; i++) tr_json_array(&j);
    for (int i = 0; i <= TR_JSON_DEPTH; i++) tr_json_end(&j);
    assert_false(tr_json_done(&j, &out));
    tr_json_fini(&j);
}

/* Random bytes, written and read back: what was UTF-8 comes back the same. */
static void what_is_written_is_read(void **state)
{
    (void)state;
    uint32_t seed = 20160501;
    print_message("seed %u\n", seed);
    struct tr_json j;
    tr_json_init(&j);
    for (int round = 0; round < 2000; round++) {
        char s[64];
        size_t n = 0;
        while (n < 48) {
            seed = seed * 1664525u + 1013904223u;
            n += tr_utf8_put(s + n, round % 2 ? seed >> 12 : seed >> 25);
        }
        tr_json_clear(&j);
        tr_json_object(&j);
        tr_json_key(&j, "text");
        tr_json_str(&j, (tr_str){ s, n });
        tr_json_end(&j);
        tr_str out;
        assert_true(tr_json_done(&j, &out));
        struct tr_err err;
        json_t *v = tr_json_parse(out, &err);
        assert_non_null(v);
        assert_true(tr_str_eq(tr_json_member(v, "text"), (tr_str){ s, n }));
        json_decref(v);
    }
    tr_json_fini(&j);
}

static void bad_json_has_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        uint32_t line;
    } t[] = { { "{\"a\":\n1,\n]", 3 }, { "", 1 }, { "{\"a\":\"\xFF\"}", 1 }, { "[1] 2", 1 }, { "{'a':1}", 1 } };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_err err = { 0 };
        assert_null(tr_json_parse(tr_str_of(t[i].s), &err));
        assert_int_equal(err.code, TR_E_INPUT);
        assert_int_equal(err.line, t[i].line);
        assert_true(err.msg[0]);
    }
    json_t *v = tr_json_parse(TR_STR("{\"n\":1}"), NULL);
    assert_int_equal(tr_json_member(v, "n").n, 0);
    assert_int_equal(tr_json_member(v, "absent").n, 0);
    json_decref(v);
    assert_int_equal(tr_json_member(NULL, "x").n, 0);
}

static void blobs_are_found_or_not(void **state)
{
    (void)state;
    tr_str s;
    assert_false(tr_blob_find("no/such.tsv", &s));
    assert_int_equal(setenv("TRUCE_DATA", "tests", 1), 0);
    assert_true(tr_blob_find("base/test_json.c", &s)); /* tests run in the repository's root */
    assert_true(tr_str_starts(s, TR_STR("/* SPDX")));
    assert_false(tr_blob_find("../Makefile", &s)); /* never out of the folder */
    assert_false(tr_blob_find("base", &s));
    unsetenv("TRUCE_DATA");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nests_and_separates),    cmocka_unit_test(strings_are_escaped),     cmocka_unit_test(reals),
        cmocka_unit_test(misuse_is_seen),         cmocka_unit_test(what_is_written_is_read), cmocka_unit_test(bad_json_has_a_place),
        cmocka_unit_test(blobs_are_found_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
