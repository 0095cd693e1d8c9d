/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* Published on Sunday 1 May 2016 unless said otherwise. */
static void expressions_become_days(void **state)
{
    (void)state;
    static const struct {
        const char *words, *from, *to, *timex3;
    } t[] = {
        { "on/ADP 22/NUM April/PROPN", "2016-04-22", "2016-04-22", "2016-04-22" },
        { "April/PROPN 22/NUM ,/PUNCT 2015/NUM", "2015-04-22", "2015-04-22", "2015-04-22" },
        { "the/DET 1st/ADJ of/ADP May/PROPN", "2016-05-01", "2016-05-01", "2016-05-01" },
        { "2016-04-30/NUM", "2016-04-30", "2016-04-30", "2016-04-30" },
        { "30.04.2016/NUM", "2016-04-30", "2016-04-30", "2016-04-30" },
        { "30/NUM +./PUNCT +04/NUM +./PUNCT +2016/NUM", "2016-04-30", "2016-04-30", "2016-04-30" },
        { "1May/NUM", "2016-05-01", "2016-05-01", "2016-05-01" },
        { "Sunday/PROPN", "2016-05-01", "2016-05-01", "2016-05-01" },
        { "Saturday/PROPN night/NOUN", "2016-04-30", "2016-04-30", "2016-04-30TNI" },
        { "last/ADJ Sunday/PROPN", "2016-04-24", "2016-04-24", "2016-04-24" },
        { "next/ADJ Monday/PROPN", "2016-05-02", "2016-05-02", "2016-05-02" },
        { "Saturdays/PROPN blast/NOUN", "2016-04-30", "2016-04-30", "2016-04-30" },
        { "Sunday/PROPN ,/PUNCT April/PROPN 24/NUM", "2016-04-24", "2016-04-24", "2016-04-24" },
        { "yesterday/NOUN", "2016-04-30", "2016-04-30", "2016-04-30" },
        { "last/ADJ week/NOUN", "2016-04-18", "2016-04-24", "2016-W16" },
        { "this/DET week/NOUN", "2016-04-25", "2016-05-01", "2016-W17" },
        { "last/ADJ month/NOUN", "2016-04-01", "2016-04-30", "2016-04" },
        { "three/NUM days/NOUN ago/ADV", "2016-04-28", "2016-04-28", "2016-04-28" },
        { "the/DET past/ADJ 24/NUM hours/NOUN", "2016-04-30", "2016-05-01", "PT24H" },
        { "the/DET last/ADJ two/NUM weeks/NOUN", "2016-04-18", "2016-05-01", "P2W" },
        { "the/DET last/ADJ two/NUM weeks/NOUN of/ADP October/PROPN 2015/NUM", "2015-10-18", "2015-10-31", "P2W" },
        { "in/ADP March/PROPN 2011/NUM", "2011-03-01", "2011-03-31", "2011-03" },
        { "since/ADP March/PROPN 2011/NUM", "2011-03-01", "2016-05-01", "2011-03" },
        { "since/ADP late/ADJ February/PROPN", "2016-02-21", "2016-05-01", "2016-02" },
        { "mid-April/PROPN", "2016-04-11", "2016-04-20", "2016-04" },
        { "early/ADJ May/PROPN", "2016-05-01", "2016-05-10", "2016-05" },
        { "in/ADP 2013/NUM", "2013-01-01", "2013-12-31", "2013" },
        { "between/ADP 23/NUM March/PROPN and/CCONJ 5/NUM April/PROPN 2015/NUM", "2015-03-23", "2015-04-05", "2015-03-23" },
        { "27/NUM +-/PUNCT +28/NUM April/PROPN", "2016-04-27", "2016-04-28", "2016-04-27" },
        { "summer/NOUN 2015/NUM", "2015-06-01", "2015-08-31", "2015-SU" },
        { "72/NUM hours/NOUN", NULL, NULL, "PT72H" },
        { "four/NUM years/NOUN", NULL, NULL, "P4Y" },
        { "more/ADJ than/ADP three/NUM months/NOUN", NULL, NULL, "P3M" },
        { "two/NUM decades/NOUN", NULL, NULL, "P20Y" },
        { "for/ADP weeks/NOUN", NULL, NULL, "PXW" },
        { "days/NOUN of/ADP shelling/NOUN", NULL, NULL, "PXD" },
        { "the/DET first/ADJ hours/NOUN", NULL, NULL, "PTXH" },
        { "a/DET months-long/ADJ siege/NOUN", NULL, NULL, "PXM" },
        { "a/DET day/NOUN +-/PUNCT +long/ADJ battle/NOUN", NULL, NULL, "P1D" },
        { "a/DET week/NOUN or/CCONJ so/ADV ago/ADV", "2016-04-18", "2016-04-24", "2016-W16" },
        { "the/DET last/ADJ decade/NOUN", "2000-01-01", "2009-12-31", "200" },
        { "the/DET third/ADJ quarter/NOUN of/ADP 2015/NUM", "2015-07-01", "2015-09-30", "2015-Q3" },
        { "third/ADJ +-/PUNCT +quarter/NOUN losses/NOUN", "2015-07-01", "2015-09-30", "2015-Q3" },
        { "the/DET first/ADJ half/NOUN of/ADP 2015/NUM", "2015-01-01", "2015-06-30", "2015-H1" },
        { "the/DET second/ADJ half/NOUN of/ADP March/PROPN", "2016-03-16", "2016-03-31", "2016-03" },
        { "the/DET 19th/ADJ century/NOUN", "1801-01-01", "1900-12-31", "18" },
        { "4/NUM a.m./NOUN GMT/PROPN Saturday/PROPN", "2016-04-30", "2016-04-30", "2016-04-30T04:00" },
        { "noon/NOUN on/ADP Friday/PROPN", "2016-04-29", "2016-04-29", "2016-04-29T12:00" },
        { "as/ADV soon/ADV as/ADP Tuesday/PROPN", "2016-05-03", "2016-05-03", "2016-05-03" },
        { "Mon/PROPN ,/PUNCT", "2016-04-25", "2016-04-25", "2016-04-25" },
        { "on/ADP Fridays/PROPN they/PRON march/VERB", NULL, NULL, "XXXX-WXX-5" },
        { "Christmas/PROPN Day/PROPN 2015/NUM", "2015-12-25", "2015-12-25", "2015-12-25" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, "2016-05-01");
        tr_times_find(r);
        if (r->times.n != 1) fail_msg("%s: %u expressions", t[i].words, r->times.n);
        const struct tr_time_mention *m = &r->times.v[0];
        tr_str from = tr_date_iso(a, m->days.from), to = tr_date_iso(a, m->days.to);
        if (!tr_str_is(from, t[i].from ? t[i].from : "") || !tr_str_is(to, t[i].to ? t[i].to : "") || strcmp(m->timex3, t[i].timex3))
            fail_msg("%s: %.*s to %.*s, %s", t[i].words, TR_STR_ARG(from), TR_STR_ARG(to), m->timex3);
        tr_arena_free(a);
    }
}

static void without_publication_only_full_dates_resolve(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_reading *r = numbers_reading(
        a, "on/ADP Sunday/PROPN | 22/NUM April/PROPN | 22/NUM April/PROPN 2016/NUM | last/ADJ week/NOUN | three/NUM days/NOUN ago/ADV",
        NULL);
    tr_times_find(r);
    assert_int_equal(r->times.n, 5);
    for (uint32_t i = 0; i < 5; i++) assert_int_equal(tr_days_known(r->times.v[i].days), i == 2);
    tr_arena_free(a);
}

static void words_that_look_like_times(void **state)
{
    (void)state;
    static const char *const t[] = { "they/PRON may/AUX go/VERB",
                                     "troops/NOUN march/VERB on/ADP",
                                     "In/ADP 2000/NUM/3/nummod villages/NOUN/0/root",
                                     "a/DET second/ADJ strike/NOUN",
                                     "12-year-old/ADJ",
                                     "Mon/PROPN State/PROPN",
                                     "the/DET Sun/PROPN said/VERB",
                                     "the/DET March/PROPN of/ADP Mothers/PROPN",
                                     "dozens/NOUN of/ADP raids/NOUN/0/root a/DET day/NOUN/3/nmod",
                                     "in/ADP his/PRON/3/nmod 30s/NOUN",
                                     "soon/ADV after/ADP",
                                     "the/DET third/ADJ quarter/NOUN of/ADP Sidon/PROPN" };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i], "2016-05-01");
        tr_times_find(r);
        if (r->times.n) fail_msg("%s", t[i]);
        tr_arena_free(a);
    }
}

/* "That night", "the next day" and "overnight" count from the day just told, not from publication. */
static void days_count_from_the_day_last_told(void **state)
{
    (void)state;
    static const struct {
        const char *words, *day;
    } t[] = {
        { "On/ADP 4/NUM April/PROPN 2016/NUM shells/NOUN fell/VERB | that/DET night/NOUN they/PRON fled/VERB", "2016-04-04" },
        { "On/ADP 4/NUM April/PROPN 2016/NUM shells/NOUN fell/VERB | the/DET next/ADJ day/NOUN they/PRON fled/VERB", "2016-04-05" },
        { "On/ADP 4/NUM April/PROPN 2016/NUM shells/NOUN fell/VERB | they/PRON fled/VERB the/DET day/NOUN before/ADV ./PUNCT",
          "2016-04-03" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, "2016-05-01");
        tr_times_find(r);
        assert_int_equal(r->times.n, 2);
        tr_str day = tr_date_iso(a, r->times.v[1].days.from);
        if (!tr_str_is(day, t[i].day)) fail_msg("%s: %.*s", t[i].words, TR_STR_ARG(day));
        tr_arena_free(a);
    }
}

/* The day of saying is not the day of what is said; the day of the clause comes before that of the sentence. */
static void an_act_has_the_time_of_its_clause(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_reading *r = numbers_reading(
        a,
        "Rockets/NOUN/2/nsubj killed/VERB/8/ccomp six/NUM/4/nummod people/NOUN/2/obj on/ADP/6/case Friday/PROPN/2/obl officials/NOUN/8/nsubj "
        "said/VERB/0/root/say on/ADP/10/case Sunday/PROPN/8/obl | "
        "Mortars/NOUN/2/nsubj wounded/VERB/5/ccomp two/NUM/2/obj they/PRON/5/nsubj said/VERB/0/root/say on/ADP/7/case Sunday/PROPN/5/obl",
        "2016-05-01");
    tr_times_find(r);
    struct truce_time t = tr_time_of(r, 1);
    assert_true(tr_str_is(t.text, "Friday"));
    assert_int_equal(t.days.from, r->published - 2);
    assert_int_equal(t.date_prec, 1);
    /* the second sentence goes on about the same incident */
    t = tr_time_of(r, 11);
    assert_int_equal(t.days.from, r->published - 2);
    assert_int_equal(t.span.from, t.span.to);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_become_days),           cmocka_unit_test(without_publication_only_full_dates_resolve),
        cmocka_unit_test(words_that_look_like_times),        cmocka_unit_test(days_count_from_the_day_last_told),
        cmocka_unit_test(an_act_has_the_time_of_its_clause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
