/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "intake/intake.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static void dates_of_metadata(void **state)
{
    static const struct {
        const char *s, *iso;
    } t[] = {
        { "2014-05-02", "2014-05-02" },
        { "2014-05-02T10:00:00+03:00", "2014-05-02" },
        { "2014-05-02 10:00", "2014-05-02" },
        { "20140502", "2014-05-02" },
        { "20140502T101500Z", "2014-05-02" },
        { "2014/05/02", "2014-05-02" },
        { "2014-5-2", "2014-05-02" },
        { "Fri, 02 May 2014 10:00:00 GMT", "2014-05-02" },
        { "2 May 2014", "2014-05-02" },
        { "2nd of May, 2014", "2014-05-02" },
        { "May 2, 2014", "2014-05-02" },
        { "MAY 2, 2014", "2014-05-02" },
        { "Friday, May 2nd 2014 at 9pm", "2014-05-02" },
        { "Sept. 14, 2016", "2016-09-14" },
        { "Fri May  2 10:00:00 2014", "2014-05-02" },
        { "Fri May  2 10:00:00 GMT 2014", "2014-05-02" },
        { "02.05.2014", "2014-05-02" },
        { "28-05-2016", "2016-05-28" },
        { "28/05/2016", "2016-05-28" },
        { "05/28/2016", "2016-05-28" },
        { "05/05/2016", "2016-05-05" },
        { "02/05/2014", "" },
        { "2-May-2014", "2014-05-02" },
        { "Published: 2 May 2014", "2014-05-02" },
        { "  2014-05-02  ", "2014-05-02" },
        { "2014-13-02", "" },
        { "30 February 2014", "" },
        { "May 2014", "" },
        { "2014", "" },
        { "yesterday", "" },
        { "", "" },
        { "12 men 2014", "" },
        { "Mayor 2, 2014", "" },
        { "99999999", "" },
        { "2 May 14", "" },
        { "20140502101500", "2014-05-02" },
    };
    struct tr_arena *a = tr_arena_new(1 << 20);
    (void)state;
    for (size_t i = 0; i < LEN(t); i++) {
        tr_date d = TR_NO_DATE;
        bool got = tr_intake_date(tr_str_of(t[i].s), &d);
        tr_str iso = tr_date_iso(a, got ? d : TR_NO_DATE);
        if (!tr_str_is(iso, t[i].iso)) fail_msg("\"%s\" became \"%s\"", t[i].s, iso.p);
    }
    tr_arena_free(a);
}

static void datelines(void **state)
{
    static const struct {
        const char *text, *iso;
        enum truce_dated from;
    } t[] = {
        { "KIEV, October 25, 2014 - Shells fell.", "2014-10-25", TRUCE_DATED_dateline },
        { "KIEV, October 25 (Interfax) - Shells fell, as they have since March 2014.", "2014-10-25", TRUCE_DATED_dateline },
        { "KIEV, October 25 (Interfax) - Shells fell.", "", TRUCE_DATED_unknown },
        { "ALEPPO, Syria, May 1 (Reuters) - Rockets fell in the year 2016.", "2016-05-01", TRUCE_DATED_dateline },
        { "BEIRUT (AP) \xE2\x80\x94 Rockets fell on Sunday.", "", TRUCE_DATED_unknown },
        { "Fri 2 May 2014 Rockets fell.", "2014-05-02", TRUCE_DATED_dateline },
        { "1 May 2016 - Rockets fell.", "2016-05-01", TRUCE_DATED_dateline },
        { "Posted on July 20 2016 by A. Writer Rockets fell.", "2016-07-20", TRUCE_DATED_dateline },
        { "Date of publication 11 August 2016 Rockets fell.", "2016-08-11", TRUCE_DATED_dateline },
        { "20.07.2016(updated 13:29 20.07.2016) Rockets fell.", "2016-07-20", TRUCE_DATED_dateline },
        { "SAN SALVADOR, 3 JAN 90 -- [REPORT] ROCKETS FELL.", "1990-01-03", TRUCE_DATED_dateline },
        { "Truce holds\n\nDAMASCUS, May 2, 2016 (SANA) - It holds.", "2016-05-02", TRUCE_DATED_dateline },
        { "Rockets kill six Monitor AFP Sunday 1 May 2016 Rockets fell.", "2016-05-01", TRUCE_DATED_dateline },
        /* Running text is no dateline; what it speaks of as past bounds the day. */
        { "On May 1, 2016, rockets fell.", "2016-05-01", TRUCE_DATED_text },
        { "Rockets fell on 30 April 2016. Talks will be held on 11 May 2016.", "2016-04-30", TRUCE_DATED_text },
        { "The war began on 15 March 2011. Rockets fell in the spring of 2016.", "", TRUCE_DATED_unknown },
        { "In the year 2016 rockets fell.", "", TRUCE_DATED_unknown },
        { "Some 2016 people fled on May 1.", "", TRUCE_DATED_unknown },
        { "Rockets fell.", "", TRUCE_DATED_unknown },
        /* A weekday that does not fit the year. */
        { "DAMASCUS, Monday, May 2 (SANA) - Rockets have fallen since 2015.", "", TRUCE_DATED_unknown },
        { "DAMASCUS, Monday, May 2 (SANA) - Rockets fell early in 2016.", "2016-05-02", TRUCE_DATED_dateline },
        { "May 1 marked the day when rockets fell in 2016.", "", TRUCE_DATED_unknown },
    };
    struct tr_arena *a = tr_arena_new(16 << 20);
    (void)state;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in;
        assert_int_equal(tr_intake_memory(tr_str_of(t[i].text), "x", NULL, a, &in, NULL), 1);
        tr_str iso = tr_date_iso(a, in.published);
        if (!tr_str_is(iso, t[i].iso) || in.published_from != t[i].from)
            fail_msg("\"%s\" became \"%s\" from %d", t[i].text, iso.p, in.published_from);
        bool told = false;
        for (uint32_t k = 0; k < in.diags.list.n; k++) told = told || tr_str_find(in.diags.list.v[k].text, TR_STR("--published")) >= 0;
        assert_int_equal(told, in.published == TR_NO_DATE);
        if (i == 16) assert_true(tr_str_find(in.diags.list.v[0].text, TR_STR("speaks of 2016")) >= 0);
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(dates_of_metadata), cmocka_unit_test(datelines) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
