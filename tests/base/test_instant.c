/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

#include "base/blob.h"
#include "base/instant.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static struct tr_zone *open_zone(const char *name)
{
    struct tr_zone *z;
    struct tr_err err;
    if (tr_zone_open(tr_str_of(name), &z, &err)) fail_msg("%s", err.msg);
    return z;
}

/* Clock times and the instants that they are, and back where the clock shows that time. */
static const struct {
    const char *zone, *clock, *utc;
    bool back;
} times[] = {
    { "Asia/Damascus", "2016-02-27T00:00", "2016-02-26T22:00:00Z", true }, /* UTC+2 */
    { "Asia/Damascus", "2016-04-30T01:00", "2016-04-29T22:00:00Z", true }, /* UTC+3 */
    { "Asia/Damascus", "2016-04-30T00:01", "2016-04-29T21:01:00Z", true },
    { "Asia/Damascus", "2016-05-01T24:00", "2016-05-01T21:00:00Z", false },
    { "Asia/Damascus", "2016-03-25T00:30", "2016-03-24T22:30:00Z", false }, /* skipped: clocks went from 00:00 to 01:00 */
    { "Asia/Damascus", "2016-03-24T23:59", "2016-03-24T21:59:00Z", true },
    { "Asia/Damascus", "2016-03-25T01:00", "2016-03-24T22:00:00Z", true },
    { "Asia/Damascus", "2016-10-27T23:30", "2016-10-27T20:30:00Z", true }, /* comes twice: the first */
    { "Asia/Damascus", "2016-10-28T00:00", "2016-10-27T22:00:00Z", true },
    { "Europe/Kyiv", "2015-02-15T00:00", "2015-02-14T22:00:00Z", true },
    { "Europe/Kyiv", "2015-03-29T03:30", "2015-03-29T01:30:00Z", false }, /* skipped */
    { "Europe/Kyiv", "2015-10-25T03:30", "2015-10-25T00:30:00Z", true },  /* twice */
    { "Europe/Moscow", "2020-11-10T00:00", "2020-11-09T21:00:00Z", true },
    { "Asia/Baku", "2020-11-10T01:00", "2020-11-09T21:00:00Z", true },
    { "Africa/Khartoum", "2023-05-22T21:45", "2023-05-22T19:45:00Z", true },
    { "Asia/Kabul", "2018-06-15T00:00", "2018-06-14T19:30:00Z", true },
    { "America/Bogota", "2023-08-03T00:00", "2023-08-03T05:00:00Z", true },
    { "Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z", false }, /* a day that was skipped */
    { "UTC", "1969-12-31T23:59", "1969-12-31T23:59:00Z", true },
    { "Asia/Damascus", "2016-04-30T01:00:30", "2016-04-29T22:00:30Z", false },
    { "Asia/Damascus", "2016-05-07T00:01Z", "2016-05-07T00:01:00Z", false },
    { "Asia/Damascus", "2016-05-07 00:01+00:00", "2016-05-07T00:01:00Z", false },
    { "Asia/Damascus", "2016-05-07T00:01-0430", "2016-05-07T04:31:00Z", false },
    { "Asia/Damascus", "2016-05-07", "2016-05-06T21:00:00Z", false },
};

static void clocks_and_instants(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 20);
    for (size_t i = 0; i < LEN(times); i++) {
        struct tr_zone *z = open_zone(times[i].zone);
        tr_instant t;
        int64_t width;
        if (!tr_instant_parse(tr_str_of(times[i].clock), z, &t, &width)) fail_msg("%s is not read", times[i].clock);
        tr_str got = tr_instant_iso(a, t);
        if (!tr_str_is(got, times[i].utc)) fail_msg("%s in %s is %s, not %s", times[i].clock, times[i].zone, got.p, times[i].utc);
        if (times[i].back) {
            int minute;
            tr_date d = tr_instant_local(z, t, &minute);
            got = tr_arena_printf(a, "%sT%02d:%02d", tr_date_iso(a, d).p, minute / 60, minute % 60);
            if (!tr_str_is(got, times[i].clock)) fail_msg("%s comes back as %s", times[i].clock, got.p);
            assert_true(tr_instant_of(z, d, minute) == t);
        }
        tr_zone_close(z);
    }
    tr_arena_free(a);
}

static void widths(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        int64_t width;
    } t[] = { { "2016-04-30T01:00", 60 },  { "2016-04-30T01:00:00", 1 }, { "2016-04-30", 86400 },
              { "2016-03-25", 23 * 3600 }, { "2016-10-27", 25 * 3600 },  { "2016-10-27T05:00Z", 60 } };
    struct tr_zone *z = open_zone("Asia/Damascus");
    for (size_t i = 0; i < LEN(t); i++) {
        tr_instant at;
        int64_t width;
        assert_true(tr_instant_parse(tr_str_of(t[i].s), z, &at, &width));
        if (width != t[i].width) fail_msg("%s: %lld", t[i].s, (long long)width);
    }
    tr_zone_close(z);
}

static void no_times(void **state)
{
    (void)state;
    static const char *const t[] = { "",
                                     "2016",
                                     "2016-04-31",
                                     "2016-04-30T",
                                     "2016-04-30T1:00",
                                     "2016-04-30T25:00",
                                     "2016-04-30T24:01",
                                     "2016-04-30T10:60",
                                     "2016-04-30T10:00:60",
                                     "2016-04-30T10:00+",
                                     "2016-04-30T10:00+19:00",
                                     "2016-04-30T10:00 MSK",
                                     "2016-04-30T10:00Zx",
                                     "2016-04-30T10:00:00.5",
                                     "today",
                                     "2016-04-30T10" };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_instant at;
        int64_t width;
        if (tr_instant_parse(tr_str_of(t[i]), NULL, &at, &width)) fail_msg("\"%s\" was read", t[i]);
    }
}

static void no_zones(void **state)
{
    (void)state;
    static const char *const t[] = { "",
                                     "Asia",
                                     "Asia/Nowhere",
                                     "IST",
                                     "Etc/Unknown",
                                     "GMT+3",
                                     "Europe/Moscow\n",
                                     "asia\xc3\xa9/x",
                                     "Asia/DamascusAsia/DamascusAsia/DamascusAsia/DamascusAsia/DamascusAsia/Damascus",
                                     "../etc/passwd" };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_zone *z = NULL;
        struct tr_err err = { 0 };
        if (tr_zone_open(tr_str_of(t[i]), &z, &err) != TR_E_INPUT) fail_msg("\"%s\" was opened", t[i]);
        assert_null(z);
        assert_true(err.msg[0]);
    }
}

static void open_ends(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 16);
    int minute = 7;
    assert_int_equal(tr_instant_iso(a, TR_NO_INSTANT).n, 0);
    assert_int_equal(tr_instant_iso_in(a, NULL, TR_NO_INSTANT).n, 0);
    assert_int_equal(tr_instant_local(NULL, TR_NO_INSTANT, &minute), TR_NO_DATE);
    assert_true(tr_instant_of(NULL, TR_NO_DATE, 0) == TR_NO_INSTANT);
    assert_int_equal(tr_instant_iso(a, INT64_MAX / 2).n, 0);
    tr_arena_free(a);
}

static void told_with_its_offset(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 16);
    struct tr_zone *z;
    assert_int_equal(tr_zone_in(a, TR_STR("Asia/Damascus"), &z, NULL), TR_OK);
    assert_string_equal(tr_instant_iso_in(a, z, tr_instant_of(z, tr_date_of(2016, 4, 30), 60)).p, "2016-04-30T01:00:00+03:00");
    assert_string_equal(tr_instant_iso_in(a, z, tr_instant_of(z, tr_date_of(2016, 2, 27), 0)).p, "2016-02-27T00:00:00+02:00");
    assert_int_equal(tr_zone_in(a, TR_STR("America/St_Johns"), &z, NULL), TR_OK);
    assert_string_equal(tr_instant_iso_in(a, z, tr_instant_of(z, tr_date_of(2016, 1, 1), 0)).p, "2016-01-01T00:00:00-03:30");
    assert_string_equal(tr_instant_iso_in(a, NULL, 0).p, "1970-01-01T00:00:00+00:00");
    tr_arena_free(a);
}

/* Every row's zone opens, and each minute of two years goes from instant to clock and back, except where the clock shows it twice. */
static void every_country(void **state)
{
    (void)state;
    tr_str table, line, country;
    int n = 0;
    assert_true(tr_blob_find("zones.tsv", &table));
    while (tr_str_split(&table, '\n', &line)) {
        if (!line.n || line.p[0] == '#') continue;
        tr_str_split(&line, '\t', &country);
        struct tr_zone *z;
        struct tr_err err;
        if (tr_zone_open(line, &z, &err)) fail_msg("%.*s: %s", (int)country.n, country.p, err.msg);
        for (tr_instant t = 1451606400; t < 1451606400 + 2LL * 366 * 86400; t += 1800) {
            int minute;
            tr_date d = tr_instant_local(z, t, &minute);
            tr_instant back = tr_instant_of(z, d, minute);
            int again;
            if (back > t || tr_instant_local(z, back, &again) != d || again != minute)
                fail_msg("%s at %lld", tr_zone_name(z).p, (long long)t);
        }
        tr_zone_close(z);
        n++;
    }
    assert_true(n > 200);
    assert_true(tr_str_is(tr_zone_of_country("SY"), "Asia/Damascus"));
    assert_true(tr_str_is(tr_zone_of_country("US"), "America/New_York"));
    assert_int_equal(tr_zone_of_country("ZZ").n, 0);
    struct tr_zones all = { 0 };
    const struct tr_zone *z = tr_zones_country(&all, "SY");
    assert_true(tr_str_is(tr_zone_name(z), "Asia/Damascus"));
    assert_ptr_equal(tr_zones_country(&all, "SY"), z);
    assert_null(tr_zones_country(&all, "ZZ"));
    assert_null(tr_zones_country(&all, (char[3]){ 0 }));
    assert_int_equal(all.n, 3);
    tr_zones_fini(&all);
    assert_int_equal(tr_zone_of_country((char[3]){ 0 }).n, 0);
}

static void *ask(void *arg)
{
    const struct tr_zone *z = arg;
    uintptr_t sum = 0;
    for (int i = 0; i < 200000; i++) sum += (uintptr_t)tr_instant_of(z, tr_date_of(2016, 1, 1) + i % 366, i % 1440);
    return (void *)sum;
}

static void threads_share_a_zone(void **state)
{
    (void)state;
    struct tr_zone *z = open_zone("Asia/Damascus");
    pthread_t t[4];
    void *sum[4];
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&t[i], NULL, ask, z), 0);
    for (int i = 0; i < 4; i++) pthread_join(t[i], &sum[i]);
    for (int i = 1; i < 4; i++) assert_ptr_equal(sum[i], sum[0]);
    tr_zone_close(z);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clocks_and_instants),
        cmocka_unit_test(widths),
        cmocka_unit_test(no_times),
        cmocka_unit_test(no_zones),
        cmocka_unit_test(open_ends),
        cmocka_unit_test(told_with_its_offset),
        cmocka_unit_test(every_country),
        cmocka_unit_test(threads_share_a_zone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
