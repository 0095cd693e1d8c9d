/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"
#include "reading/quantity.h"

#define NONE (-1)
#define LEN(x) (sizeof(x) / sizeof *(x))

static void numbers_are_read_with_their_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int64_t low, high; /* NONE: open */
        uint32_t n;        /* words that the phrase takes */
        bool approx, percent;
    } t[] = {
        { "253/NUM civilians/NOUN", 253, 253, 1, false, false },
        { "At/ADP least/ADJ 253/NUM civilians/NOUN", 253, NONE, 3, false, false },
        { "more/ADJ than/ADP 250/NUM people/NOUN", 251, NONE, 3, false, false },
        { "over/ADP 5,000/NUM people/NOUN", 5001, NONE, 2, false, false },
        { "up/ADP to/ADP 30/NUM people/NOUN", NONE, 30, 3, false, false },
        { "fewer/ADJ than/ADP 50/NUM people/NOUN", NONE, 49, 3, false, false },
        { "no/DET fewer/ADJ than/ADP 264/NUM times/NOUN", 264, NONE, 4, false, false },
        { "70/NUM to/PART 80/NUM doctors/NOUN", 70, 80, 3, false, false },
        { "between/ADP six/NUM and/CCONJ 11/NUM others/NOUN", 6, 11, 4, false, false },
        { "two/NUM or/CCONJ three/NUM men/NOUN", 2, 3, 3, false, false },
        { "20-30/NUM men/NOUN", 20, 30, 1, false, false },
        { "20/NUM +-/PUNCT +30/NUM men/NOUN", 20, 30, 3, false, false },
        { "about/ADV 50/NUM people/NOUN", 50, 50, 2, true, false },
        { "an/DET estimated/VERB 50000/NUM civilians/NOUN", 50000, 50000, 3, true, false },
        { "nearly/ADV 1,200/NUM civilians/NOUN", 1200, 1200, 2, true, false },
        { "several/ADJ people/NOUN", 3, NONE, 1, false, false },
        { "dozens/NOUN of/ADP people/NOUN", 24, NONE, 1, false, false },
        { "Scores/NOUN of/ADP people/NOUN", 40, NONE, 2, false, false },
        { "hundreds/NOUN of/ADP thousands/NOUN of/ADP people/NOUN", 200000, NONE, 4, false, false },
        { "several/ADJ thousand/NUM fighters/NOUN", 3000, NONE, 2, false, false },
        { "a/DET dozen/NOUN men/NOUN", 12, 12, 2, false, false },
        { "over/ADP a/DET dozen/NOUN strikes/NOUN", 13, NONE, 3, false, false },
        { "two/NUM hundred/NUM and/CCONJ fifty/NUM men/NOUN", 250, 250, 4, false, false },
        { "1.5/NUM million/NUM people/NOUN", 1500000, 1500000, 2, false, false },
        { "half/DET a/DET million/NUM people/NOUN", 500000, 500000, 3, false, false },
        { "more/ADJ than/ADP a/DET quarter/NOUN of/ADP a/DET million/NUM people/NOUN", 250001, NONE, 7, false, false },
        { "10/NUM 000/NUM people/NOUN", 10000, 10000, 2, false, false },
        { "15K/NUM Troops/NOUN", 15000, 15000, 1, false, false },
        { "twenty-five/NUM men/NOUN", 25, 25, 1, false, false },
        { "95/NUM percent/NOUN of/ADP staff/NOUN", 95, 95, 2, false, true },
        { "half/DET of/ADP the/DET population/NOUN", 50, 50, 2, false, true },
        { "a/DET number/NOUN of/ADP people/NOUN", NONE, NONE, 3, false, false },
        { "12/NUM more/ADJ bodies/NOUN", 12, 12, 2, false, false },
        { "five/NUM to/PART ten/NUM thousand/NUM men/NOUN", 5000, 10000, 4, false, false },
        { "no/DET casualties/NOUN", 0, 0, 1, false, false },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, NULL);
        struct tr_count x;
        bool ok = tr_count_at(r->know->numerals, r->doc, 0, r->doc->n_words, &x);
        int64_t low = x.q.has_low ? x.q.low : NONE, high = x.q.has_high ? x.q.high : NONE;
        if (!ok || low != t[i].low || high != t[i].high || x.n != t[i].n || x.q.approx != t[i].approx || x.percent != t[i].percent)
            fail_msg("%s: %d %ld-%ld over %u words, approx %d, percent %d", t[i].words, ok, (long)low, (long)high, x.n, x.q.approx,
                     x.percent);
        tr_arena_free(a);
    }
}

static void words_that_are_no_number(void **state)
{
    (void)state;
    static const char *const t[] = { "first/ADJ people/NOUN", "the/DET people/NOUN", "at/ADP least/ADJ people/NOUN", "MH17/PROPN",
                                     "F-16/PROPN jets/NOUN",  "1,2,3,4/NUM" };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i], NULL);
        struct tr_count x;
        if (tr_count_at(r->know->numerals, r->doc, 0, r->doc->n_words, &x)) fail_msg("%s", t[i]);
        tr_arena_free(a);
    }
}

static void numbers_find_what_they_count(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        uint32_t at;
        const char *noun;
        enum tr_unit_class unit;
    } t[] = {
        { "253/NUM/3/nummod Syrian/ADJ/3/amod civilians/NOUN/0/root", 0, "civilians", TR_UNIT_none },
        { "dozens/NOUN of/ADP wounded/ADJ people/NOUN", 0, "people", TR_UNIT_none },
        { "two/NUM of/ADP them/PRON were/AUX killed/VERB", 0, "them", TR_UNIT_none },
        { "two/NUM of/ADP them/PRON ambulance/NOUN crew/NOUN", 0, "crew", TR_UNIT_none },
        { "72/NUM (/PUNCT 15/NUM fatalities/NOUN )/PUNCT", 0, NULL, TR_UNIT_none },
        { "30/NUM km/NOUN south/ADV", 0, "km", TR_UNIT_distance },
        { "$/SYM 5/NUM", 1, NULL, TR_UNIT_money },
        { "Resolution/PROPN 2254/NUM", 1, NULL, TR_UNIT_designation },
        { "T/PROPN +-/PUNCT +72/NUM tanks/NOUN", 2, "tanks", TR_UNIT_designation },
        { "12/NUM +-/PUNCT +year/NOUN +-/PUNCT +old/ADJ", 0, "year", TR_UNIT_age },
        { "three/NUM days/NOUN", 0, "days", TR_UNIT_time },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, NULL);
        struct tr_count x;
        assert_true(tr_count_at(r->know->numerals, r->doc, t[i].at, r->doc->n_words, &x));
        uint32_t noun = tr_count_noun(r->know->numerals, r->doc, &x, r->doc->n_words);
        bool right = t[i].noun ? noun != TR_NO_WORD && tr_str_is(r->doc->words[noun].form, t[i].noun) : noun == TR_NO_WORD;
        enum tr_unit_class u = tr_count_unit(r->know->numerals, r->doc, &x, noun);
        if (!right || u != t[i].unit) fail_msg("%s: noun %d, unit %d", t[i].words, (int)noun, (int)u);
        tr_arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_with_their_bounds),
        cmocka_unit_test(words_that_are_no_number),
        cmocka_unit_test(numbers_find_what_they_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
