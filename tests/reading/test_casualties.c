/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"
#include "reading/casualties.h"

#define LEN(x) (sizeof(x) / sizeof *(x))
#define OPEN (-1)
#define MOST 4

struct toll {
    int64_t low, high;
    enum truce_harm harm;
    enum truce_who who;
};
struct toll_case {
    const char *words;
    struct toll want[MOST];
};

#define K TRUCE_HARM_killed
#define I TRUCE_HARM_injured

/* All tolls of one sentence, with harm and class, as the rules alone see them. */
static const struct toll_case cases[] = {
    { "Rockets/NOUN/2/nsubj killed/VERB/0/root/kill six/NUM/4/nummod people/NOUN/2/obj and/CCONJ/6/cc wounded/VERB/2/conj/wound 40/NUM/6/obj",
      { { 6, 6, K, TRUCE_WHO_people }, { 40, 40, I, TRUCE_WHO_people } } },
    { "At/ADP/3/advmod least/ADJ/1/fixed 253/NUM/4/nummod civilians/NOUN/10/nsubj:pass including/ADP/7/case 49/NUM/7/nummod children/NOUN/4/nmod have/AUX/10/aux been/AUX/10/aux:pass "
      "killed/VERB/0/root/kill",
      { { 253, OPEN, K, TRUCE_WHO_civilians }, { 49, 49, K, TRUCE_WHO_children } } },
    { "12/NUM killed/VERB/0/root/kill ,/PUNCT 30/NUM wounded/VERB/2/conj/wound in/ADP raid/NOUN/2/obl",
      { { 12, 12, K, TRUCE_WHO_people }, { 30, 30, I, TRUCE_WHO_people } } },
    { "Strikes/NOUN/2/nsubj left/VERB/0/root/leave 18/NUM/4/nummod soldiers/NOUN/2/obj dead/ADJ/2/xcomp",
      { { 18, 18, K, TRUCE_WHO_combatants } } },
    { "the/DET/2/det toll/NOUN/3/nsubj rose/VERB/0/root/rise to/ADP/5/case 45/NUM/3/obl", { { 45, 45, K, TRUCE_WHO_people } } },
    { "fire/NOUN/2/nsubj claimed/VERB/0/root/claim the/DET/4/det lives/NOUN/2/obj of/ADP/7/case 3/NUM/7/nummod children/NOUN/4/nmod",
      { { 3, 3, K, TRUCE_WHO_children } } },
    { "Five/NUM/2/nummod women/NOUN/6/nsubj:pass and/CCONJ/5/cc a/DET/5/det child/NOUN/2/conj killed/VERB/0/root/kill",
      { { 5, 5, K, TRUCE_WHO_women }, { 1, 1, K, TRUCE_WHO_children } } },
    { "There/PRON/3/expl were/VERB/3/cop no/DET/4/det casualties/NOUN/0/root", { { 0, 0, TRUCE_HARM_casualties, TRUCE_WHO_people } } },
    { "without/ADP/2/mark causing/VERB/0/root/cause any/DET/4/det injuries/NOUN/2/obj", { { 0, 0, I, TRUCE_WHO_people } } },
    { "Two/NUM/2/nummod medics/NOUN/7/nsubj were/AUX/7/cop among/ADP/7/case 31/NUM/6/nummod people/NOUN/0/root killed/VERB/6/acl/kill",
      { { 2, 2, K, TRUCE_WHO_medical }, { 31, 31, K, TRUCE_WHO_people } } },
    { "dozens/NOUN/4/nsubj:pass were/AUX/4/aux:pass both/ADV/4/advmod killed/VERB/0/root/kill and/CCONJ/6/cc wounded/VERB/4/conj/wound",
      { { 24, OPEN, TRUCE_HARM_casualties, TRUCE_WHO_people } } },
    { "police/NOUN/2/nsubj arrested/VERB/0/root/arrest up/ADP/5/advmod to/ADP/3/fixed 30/NUM/6/nummod protesters/NOUN/2/obj",
      { { OPEN, 30, TRUCE_HARM_detained, TRUCE_WHO_civilians } } },
    { "the/DET/2/det army/NOUN/3/nsubj lost/VERB/0/root/lose 15/NUM/5/nummod fighters/NOUN/3/obj",
      { { 15, 15, K, TRUCE_WHO_combatants } } },
    /* what harms, and what no human harm befell, is no toll */
    { "three/NUM/2/nummod bombers/NOUN/3/nsubj killed/VERB/0/root/kill two/NUM/5/nummod people/NOUN/3/obj",
      { { 2, 2, K, TRUCE_WHO_people } } },
    { "12/NUM/2/nummod trucks/NOUN/4/nsubj:pass were/AUX/4/aux:pass destroyed/VERB/0/root/destroy", { { 0 } } },
    { "killed/VERB/0/root/kill 30/NUM/3/nummod km/NOUN/1/obl south/ADV/3/advmod", { { 0 } } },
};

static void tolls_of_a_sentence(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, cases[i].words, "2016-05-01");
        struct tr_tolls t = { .r = r, .d = r->doc, .k = r->know->numerals, .first = 0, .end = r->doc->n_words };
        tr_tolls_gather(&t);
        tr_tolls_harm(&t);
        tr_tolls_who(&t, NULL);
        uint32_t n = 0;
        for (uint32_t j = 0; j < t.list.n; j++) {
            const struct tr_toll *x = &t.list.v[j];
            if (!x->harm) continue;
            const struct toll *w = &cases[i].want[n];
            int64_t low = x->num.q.has_low ? x->num.q.low : OPEN, high = x->num.q.has_high ? x->num.q.high : OPEN;
            if (n >= MOST || low != w->low || high != w->high || x->harm != w->harm || x->who != w->who)
                fail_msg("%s: toll %u is %ld-%ld %s %s by \"%s\"", cases[i].words, n, (long)low, (long)high, truce_harm_name((int)x->harm),
                         truce_who_name((int)x->who), x->rule);
            n++;
        }
        if (n < MOST && cases[i].want[n].harm) fail_msg("%s: toll %u is missing", cases[i].words, n);
        tr_arena_free(a);
    }
}

static void a_part_knows_its_whole(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_reading *r = numbers_reading(a, cases[1].words, NULL);
    struct tr_tolls t = { .r = r, .d = r->doc, .k = r->know->numerals, .first = 0, .end = r->doc->n_words };
    tr_tolls_gather(&t);
    tr_tolls_harm(&t);
    assert_int_equal(t.list.n, 2);
    assert_int_equal(t.list.v[0].whole, -1);
    assert_int_equal(t.list.v[1].whole, 0);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tolls_of_a_sentence), cmocka_unit_test(a_part_knows_its_whole) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
