/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"

#define LEN(x) (sizeof(x) / sizeof *(x))
#define OPEN (-1)

/* What the rules alone take for a figure; quote NULL: none. */
static void numbers_that_monitors_keep(void **state)
{
    (void)state;
    static const struct {
        const char *words, *quote;
        int64_t low, high;
        const char *unit;
        bool percent;
    } t[] = {
        { "20/NUM/2/nummod trucks/NOUN/3/nsubj arrived/VERB/0/root", "20 trucks", 20, 20, "trucks", false },
        { "At/ADP least/ADJ 30/NUM/4/nummod airstrikes/NOUN/5/nsubj hit/VERB/0/root Raqqa/PROPN/5/obj", "At least 30 airstrikes", 30, OPEN,
          "airstrikes", false },
        { "only/ADV 70/NUM/4/nummod to/PART/70/case 80/NUM/2/nmod doctors/NOUN/6/nsubj remain/VERB/0/root", "only 70 to 80 doctors", 70, 80,
          "doctors", false },
        { "95/NUM percent/NOUN of/ADP the/DET staff/NOUN fled/VERB", "95 percent of the staff", 95, 95, NULL, true },
        { "several/ADJ/2/amod villages/NOUN/3/obj captured/VERB/0/root", "several villages", 3, OPEN, "villages", false },
        { "both/DET/2/det sides/NOUN agreed/VERB/0/root", NULL, 0, 0, NULL, false },
        { "30/NUM/2/nummod km/NOUN south/ADV", NULL, 0, 0, NULL, false },
        { "$/SYM 5/NUM million/NUM of/ADP aid/NOUN", NULL, 0, 0, NULL, false },
        { "two/NUM/2/nummod weeks/NOUN of/ADP talks/NOUN", NULL, 0, 0, NULL, false },
        { "Resolution/PROPN/0/root 2254/NUM/1/nummod", NULL, 0, 0, NULL, false },
        { "one/NUM of/ADP the/DET fiercest/ADJ battles/NOUN", NULL, 0, 0, NULL, false },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, "2016-05-01");
        for (uint32_t w = 0; w < r->doc->n_words; w++) {
            if (tr_str_is(r->doc->words[w].lower, "fiercest")) r->doc->words[w].xpos = TR_STR("JJS");
        }
        tr_times_find(r);
        tr_figures_read(r);
        if (r->claims.n != (t[i].quote ? 1u : 0u)) fail_msg("%s: %u figures", t[i].words, r->claims.n);
        if (t[i].quote) {
            const struct truce_claim *c = &r->claims.v[0];
            const struct truce_quantity *q = &c->figure.count;
            tr_str quote = tr_str_at(r->doc->text, c->span);
            bool right = tr_str_is(quote, t[i].quote) && (q->has_low ? q->low : OPEN) == t[i].low &&
                         (q->has_high ? q->high : OPEN) == t[i].high && c->figure.percent == t[i].percent &&
                         (!t[i].unit || tr_str_is(c->figure.unit, t[i].unit));
            if (!right)
                fail_msg("%s: \"%.*s\" %ld-%ld unit \"%.*s\"", t[i].words, TR_STR_ARG(quote), (long)q->low, (long)q->high,
                         TR_STR_ARG(c->figure.unit));
        }
        tr_arena_free(a);
    }
}

/* "seven times (four in the north, three in the south)": the noun is said once. */
static void a_noun_said_once_serves_again(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_reading *r = numbers_reading(
        a,
        "hit/VERB/0/root seven/NUM/3/nummod times/NOUN/1/obl (/PUNCT/5/punct four/NUM/3/appos in/ADP/7/case north/NOUN/5/nmod ,/PUNCT/9/punct three/NUM/5/conj in/ADP/11/case south/NOUN/9/nmod )/PUNCT/5/punct",
        NULL);
    tr_times_find(r);
    tr_figures_read(r);
    assert_int_equal(r->claims.n, 3);
    for (uint32_t i = 0; i < 3; i++) assert_true(tr_str_is(r->claims.v[i].figure.unit, "times"));
    assert_int_equal(r->claims.v[2].figure.count.low, 3);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(numbers_that_monitors_keep), cmocka_unit_test(a_noun_said_once_serves_again) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
