/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "intake/table.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* Bytes in steps of `step`, so that every boundary falls everywhere; fails behind them when `fails`. */
struct bytes {
    tr_str s;
    size_t at, step;
    bool fails;
};

static ptrdiff_t give(void *ctx, char *buf, size_t n)
{
    struct bytes *b = ctx;
    if (b->at == b->s.n && b->fails) return errno = EIO, -1;
    if (n > b->step) n = b->step;
    if (n > b->s.n - b->at) n = b->s.n - b->at;
    memcpy(buf, b->s.p + b->at, n);
    b->at += n;
    return (ptrdiff_t)n;
}

/* All that a table gives, one record a line: "LINE[field|field]", errors as "LINE!". */
static char *dump(tr_str s, size_t step, struct tr_table_options opt, bool fails)
{
    static char out[65536];
    struct bytes b = { s, 0, step, fails };
    struct tr_table *t;
    struct tr_table_record r;
    struct tr_err err;
    size_t n = 0;
    int got;
    assert_int_equal(tr_table_open(give, &b, &opt, "t.csv", &t, NULL), TR_OK);
    out[0] = 0;
    while (memset(&err, 0, sizeof err), (got = tr_table_next(t, &r, &err)) != 0) {
        if (got != 1) {
            assert_true(err.msg[0]);
            n += (size_t)snprintf(out + n, sizeof out - n, "%u!%s\n", err.line, got == TR_E_IO ? "io" : got == TR_E_LIMIT ? "limit" : "");
            continue;
        }
        assert_memory_equal(r.raw.p, s.p + r.byte, r.raw.n);
        n += (size_t)snprintf(out + n, sizeof out - n, "%u[", r.line);
        for (uint32_t i = 0; i < r.n; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s" TR_STR_FMT, i ? "|" : "", TR_STR_ARG(r.field[i]));
        n += (size_t)snprintf(out + n, sizeof out - n, "]\n");
    }
    if (!fails) assert_int_equal(tr_table_at(t), s.n);
    tr_table_close(t);
    return out;
}

static void reads_what_rfc_4180_says(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } t[] = {
        { "a,b\n1,2\n", "1[a|b]\n2[1|2]\n" },
        { "a,b\r\n1,2", "1[a|b]\n2[1|2]\n" },
        { "\xEF\xBB\xBF"
          "a,b\n",
          "1[a|b]\n" },
        { "a,\"b,c\"\n", "1[a|b,c]\n" },
        { "a,\"say \"\"no\"\"\"\nb,c\n", "1[a|say \"no\"]\n2[b|c]\n" },
        { "a,\"two\nlines\r\nand more\"\nb,c\n", "1[a|two\nlines\r\nand more]\n4[b|c]\n" },
        { "a,,\n,\n", "1[a||]\n2[|]\n" },
        { "\n\r\na,b\n\n\nc,d\n\n", "3[a|b]\n6[c|d]\n" },
        { "", "" },
        { "\n", "" },
        { "a\r", "1[a]\n" },
        { "\"\"", "1[]\n" },
        { "a,5\" gun\n", "1[a|5\" gun]\n" },              /* a mark inside a bare field is text */
        { "a;b;c,d\n1;2;3\n", "1[a|b|c,d]\n2[1|2|3]\n" }, /* the separator that there is most of */
        { "a\tb\n1,5\t2\n", "1[a|b]\n2[1,5|2]\n" },
        { "a,b\rc,d\n", "1[a|b\rc|d]\n" }, /* a lone CR is text */
    };
    for (size_t i = 0; i < LEN(t); i++) {
        for (size_t step = 1; step < 40; step++)
            assert_string_equal(dump(tr_str_of(t[i].in), step, (struct tr_table_options){ 0 }, false), t[i].out);
    }
}

static void one_bad_record_costs_itself_alone(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } t[] = {
        { "a,b\n1,\"open\n2,x\n3,\"closed\"\n", "1[a|b]\n2!\n3[2|x]\n4[3|closed]\n" }, /* the next mark closes it and text follows */
        { "a,b\n1,\"open\n2,x\n3,y", "1[a|b]\n2!\n3[2|x]\n4[3|y]\n" },                 /* nothing closes it up to the end */
        { "a,\"b\"c\nd,e\n", "1!\n2[d|e]\n" },
        { "a,b\n\xFF,c\nd,e\n", "1[a|b]\n2!\n3[d|e]\n" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        for (size_t step = 1; step < 40; step += 3)
            assert_string_equal(dump(tr_str_of(t[i].in), step, (struct tr_table_options){ 0 }, false), t[i].out);
    }
    assert_string_equal(dump(TR_STR("a,b\nc\0d,e\n"), 7, (struct tr_table_options){ 0 }, false), "1[a|b]\n2[c d|e]\n");
}

static void verbatim_keeps_marks(void **state)
{
    (void)state;
    assert_string_equal(dump(TR_STR("1\t\"x\n2\ty, z\n"), 5, (struct tr_table_options){ '\t', true }, false), "1[1|\"x]\n2[2|y, z]\n");
}

static void limits_hold(void **state)
{
    (void)state;
    size_t n = TR_MAX_TABLE_RECORD + 100000;
    char *p = malloc(n + 64);
    assert_non_null(p);
    for (int marked = 0; marked < 2; marked++) {
        memset(p, 'x', n);
        if (marked) p[0] = '"';
        memcpy(p + n, "\na,b\n", 5);
        assert_string_equal(dump((tr_str){ p, n + 5 }, 50000, (struct tr_table_options){ 0 }, false),
                            marked ? "1!\n2[a|b]\n" : "1!limit\n2[a|b]\n");
    }
    memset(p, ',', TR_MAX_TABLE_FIELDS);
    memcpy(p + TR_MAX_TABLE_FIELDS, "\na,b\n", 5);
    assert_string_equal(dump((tr_str){ p, TR_MAX_TABLE_FIELDS + 5 }, 999, (struct tr_table_options){ 0 }, false), "1!limit\n2[a|b]\n");
    /* Many records through the same room: the buffer wraps. */
    size_t rows = 0, at = 0, cap = 4u << 20;
    char *q = malloc(cap);
    assert_non_null(q);
    while (at + 200 < cap)
        at += (size_t)snprintf(q + at, cap - at, "%zu,\"a \"\"quoted\"\" text\nof two lines\",%zu\r\n", rows, rows * 7), rows++;
    struct bytes b = { { q, at }, 0, 30011, false };
    struct tr_table *t;
    struct tr_table_record r;
    assert_int_equal(tr_table_open(give, &b, &(struct tr_table_options){ 0 }, "t", &t, NULL), TR_OK);
    for (size_t i = 0; i < rows; i++) {
        int64_t v;
        assert_int_equal(tr_table_next(t, &r, NULL), 1);
        assert_int_equal(r.n, 3);
        assert_int_equal(r.line, 2 * i + 1);
        assert_true(tr_str_to_i64(r.field[2], &v) && v == (int64_t)i * 7);
        assert_true(tr_str_is(r.field[1], "a \"quoted\" text\nof two lines"));
    }
    assert_int_equal(tr_table_next(t, &r, NULL), 0);
    tr_table_close(t);
    free(p);
    free(q);
}

static void a_failing_source_is_told_once(void **state)
{
    (void)state;
    assert_string_equal(dump(TR_STR("a,b\n1,2\n"), 3, (struct tr_table_options){ 0 }, true), "1[a|b]\n2[1|2]\n3!io\n");
}

static void columns_by_name(void **state)
{
    (void)state;
    struct bytes b = { TR_STR(" Event_Date ,id\n2016-05-01,7\nx\n"), 0, 8, false };
    struct tr_table *t;
    struct tr_table_record r;
    assert_int_equal(tr_table_open(give, &b, &(struct tr_table_options){ 0 }, "t", &t, NULL), TR_OK);
    assert_int_equal(tr_table_next(t, &r, NULL), 1);
    uint32_t id = tr_table_column(&r, "id"), date = tr_table_column(&r, "event_date"), none = tr_table_column(&r, "notes");
    assert_int_equal(id, 1);
    assert_int_equal(date, 0);
    assert_int_equal(none, TR_NO_COLUMN);
    assert_int_equal(tr_table_next(t, &r, NULL), 1);
    assert_true(tr_str_is(tr_table_field(&r, id), "7"));
    assert_int_equal(tr_table_field(&r, none).n, 0);
    assert_int_equal(tr_table_next(t, &r, NULL), 1);
    assert_int_equal(tr_table_field(&r, id).n, 0);
    tr_table_close(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_rfc_4180_says),      cmocka_unit_test(one_bad_record_costs_itself_alone),
        cmocka_unit_test(verbatim_keeps_marks),          cmocka_unit_test(limits_hold),
        cmocka_unit_test(a_failing_source_is_told_once), cmocka_unit_test(columns_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
