/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static void every_day_goes_round(void **state)
{
    (void)state;
    tr_date expect = tr_date_of(1, 1, 1);
    for (int y = 1; y <= 9999; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= tr_date_month_len(y, m); d++, expect++) {
                int yy, mm, dd;
                if (tr_date_of(y, m, d) != expect) fail_msg("%04d-%02d-%02d", y, m, d);
                tr_date_parts(expect, &yy, &mm, &dd);
                if (yy != y || mm != m || dd != d) fail_msg("%04d-%02d-%02d became %04d-%02d-%02d", y, m, d, yy, mm, dd);
            }
        }
    }
}

static void known_days(void **state)
{
    (void)state;
    static const struct {
        int y, m, d, days, weekday;
    } t[] = {
        { 1970, 1, 1, 0, 3 }, { 2016, 5, 1, 16922, 6 }, { 2016, 2, 29, 16860, 0 }, { 1969, 12, 31, -1, 2 }, { 2000, 2, 29, 11016, 1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        assert_int_equal(tr_date_of(t[i].y, t[i].m, t[i].d), t[i].days);
        assert_int_equal(tr_date_weekday(t[i].days), t[i].weekday);
    }
}

static void impossible_days(void **state)
{
    (void)state;
    static const int t[][3] = { { 2015, 2, 29 }, { 1900, 2, 29 }, { 2016, 13, 1 }, { 2016, 0, 1 }, { 2016, 4, 31 },
                                { 2016, 1, 0 },  { 0, 1, 1 },     { 10000, 1, 1 }, { 2016, -1, 1 } };
    for (size_t i = 0; i < LEN(t); i++) assert_int_equal(tr_date_of(t[i][0], t[i][1], t[i][2]), TR_NO_DATE);
}

static void parses_and_prints(void **state)
{
    (void)state;
    static const struct {
        const char *s, *iso;
    } t[] = {
        { "2016-05-01", "2016-05-01" },
        { " 2016-05-01T10:00:00Z ", "2016-05-01" },
        { "2016-05-01 10:00", "2016-05-01" },
        { "2016-05-01x", "" },
        { "2016-5-1", "" },
        { "2016-02-30", "" },
        { "", "" },
        { "2016", "" },
        { "2016/05/01", "" },
        { "20160501", "" },
        { "0044-03-15", "0044-03-15" },
    };
    struct tr_arena *a = tr_arena_new(1 << 20);
    for (size_t i = 0; i < LEN(t); i++) {
        tr_date d = TR_NO_DATE;
        assert_int_equal(tr_date_parse(tr_str_of(t[i].s), &d), t[i].iso[0] != 0);
        assert_true(tr_str_is(tr_date_iso(a, d), t[i].iso));
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_goes_round),
        cmocka_unit_test(known_days),
        cmocka_unit_test(impossible_days),
        cmocka_unit_test(parses_and_prints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
