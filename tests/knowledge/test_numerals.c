/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "knowledge/knowledge.h"
#include "knowledge/numerals.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static const struct tr_numerals *own(struct tr_arena *a)
{
    const struct tr_numerals *k = NULL;
    struct tr_err err = { 0 };
    if (tr_numerals_open(a, &k, &err)) fail_msg("%s", err.msg);
    return k;
}

static void own_tables_answer(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    const struct tr_numerals *k = own(a);
    uint32_t len = 0;
    const tr_str bound[] = { TR_STR("no"), TR_STR("fewer"), TR_STR("than"), TR_STR("12") };
    const struct tr_quant *q = tr_quant_find(k, bound, 4, &len);
    assert_non_null(q);
    assert_int_equal(q->role, TR_QUANT_floor);
    assert_int_equal(len, 3);
    assert_int_equal(tr_victim_find(k, TR_STR("civilians"))->who, TRUCE_WHO_civilians);
    assert_int_equal(tr_victim_find(k, TR_STR("children"))->who, TRUCE_WHO_children);
    assert_int_equal(tr_victim_find(k, TR_STR("gunmen"))->who, TRUCE_WHO_combatants);
    assert_null(tr_victim_find(k, TR_STR("truck")));
    assert_int_equal(tr_harm_find(k, TR_HARM_VERB, TR_STR("behead"))->means, TRUCE_MEANS_execution);
    assert_int_equal(tr_harm_find(k, TR_HARM_NOUN, TR_STR("casualties"))->at, TR_AT_self);
    assert_null(tr_harm_find(k, TR_HARM_NOUN, TR_STR("kill")));
    const tr_str means[] = { TR_STR("car"), TR_STR("bomb") };
    assert_int_equal(tr_means_find(k, means, 2, &len), TRUCE_MEANS_bombing);
    assert_int_equal(len, 2);
    assert_int_equal(tr_unit_find(k, TR_STR("mines")), TR_UNIT_counted);
    assert_int_equal(tr_unit_find(k, TR_STR("kilometres")), TR_UNIT_distance);
    assert_true(tr_is_designation(k, TR_STR("resolution")));
    assert_int_equal(tr_time_find(k, TR_TIME_weekday, TR_STR("sunday"))->a, 6);
    assert_null(tr_time_find(k, TR_TIME_month, TR_STR("sunday")));
    tr_arena_free(a);
}

/* A wrong row names its table and line, whoever wrote it. */
static void wrong_rows_are_refused_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *table, *text;
        uint32_t line;
    } t[] = {
        { "quantity", "# header\nnumber\tone\t1\t-\nnumbr\ttwo\t2\t-\n", 3 },
        { "quantity", "number\tone\tuno\t-\n", 1 },
        { "quantity", "number\tone\t1\t-\nnumber\tone\t1\t-\n", 2 },
        { "victims", "civilian\tcivilians\n", 1 },
        { "victims", "civilian\tcivilian\t2\n", 1 },
        { "victims", "civilian\tcivilians\t3\n", 1 },
        { "harms", "kill\tverb\tkilled\tobj\t-\t9\n", 1 },
        { "harms", "kill\tverb\tkilled\tobject\t-\t3\n", 1 },
        { "harms", "kill\tverb\tkilled\tobj\tknife\t3\n", 1 },
        { "means", "\n\nbomb\tboom\n", 3 },
        { "units", "mile\tlength\n", 1 },
        { "time", "june\tmonth\t13\t-\t-\n", 1 },
        { "time", "june\tmonth\t6\t-\n", 1 },
        { "time", "leap\tholiday\t2\t30\t-\n", 1 },
        { "time", "june\tmonth\t\t-\t-\n", 1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_numerals_tables tables = { 0 };
        tr_str *which[] = { &tables.quantity, &tables.victims, &tables.harms, &tables.means, &tables.units, &tables.time };
        static const char *const names[] = { "quantity", "victims", "harms", "means", "units", "time" };
        for (size_t j = 0; j < LEN(names); j++) *which[j] = tr_str_of(strcmp(names[j], t[i].table) ? "" : t[i].text);
        const struct tr_numerals *k = NULL;
        struct tr_err err = { 0 };
        int rc = tr_numerals_load(a, &tables, &k, &err);
        if (rc != TR_E_DATA || err.line != t[i].line || !strstr(err.msg, t[i].table) || k)
            fail_msg("%s: %d line %u %s", t[i].text, rc, err.line, err.msg);
        tr_arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(own_tables_answer), cmocka_unit_test(wrong_rows_are_refused_with_their_line) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
