/* SPDX-License-Identifier: Apache-2.0 */
/* What names a ceasefire and what is said of it. The trees are written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "events_doc.h"

/* words, then "form state" of the one ceasefire */
static const struct {
    const char *words, *expected;
} cases[] = {
    /* Kerry called for a ceasefire in Aleppo. */
    { "Kerry/PROPN/2/nsubj/Kerry called/VERB/0/root/call for/ADP/5/case/for a/DET/5/det/a ceasefire/NOUN/2/obl/ceasefire in/ADP/7/case/in Aleppo/PROPN/5/nmod/Aleppo +./PUNCT/2/punct/.",
      "ceasefire proposed" },
    /* The truce has collapsed. */
    { "The/DET/2/det/the truce/NOUN/4/nsubj/truce has/AUX/4/aux/have collapsed/VERB/0/root/collapse +./PUNCT/4/punct/.",
      "truce collapsed" },
    /* The rebels violated the truce. */
    { "The/DET/2/det/the rebels/NOUN/3/nsubj/rebel violated/VERB/0/root/violate the/DET/5/det/the truce/NOUN/3/obj/truce +./PUNCT/3/punct/.",
      "truce violated" },
    /* Both sides agreed to a 72-hour truce. */
    { "Both/DET/2/det/both sides/NOUN/3/nsubj/side agreed/VERB/0/root/agree to/ADP/9/case/to a/DET/9/det/a 72/NUM/8/nummod/72 +-/PUNCT/6/punct/- +hour/NOUN/9/compound/hour truce/NOUN/3/obl/truce +./PUNCT/3/punct/.",
      "truce agreed" },
    /* The ceasefire is holding. */
    { "The/DET/2/det/the ceasefire/NOUN/4/nsubj/ceasefire is/AUX/4/aux/be holding/VERB/0/root/hold +./PUNCT/4/punct/.",
      "ceasefire in_force" },
    /* The ceasefire came into force on Friday. */
    { "The/DET/2/det/the ceasefire/NOUN/3/nsubj/ceasefire came/VERB/0/root/come into/ADP/5/case/into force/NOUN/3/obl/force on/ADP/7/case/on Friday/PROPN/3/obl/Friday +./PUNCT/3/punct/.",
      "ceasefire in_force" },
    /* He ruled out a truce. */
    { "He/PRON/2/nsubj/he ruled/VERB/0/root/rule out/ADP/2/compound:prt/out a/DET/5/det/a truce/NOUN/2/obj/truce +./PUNCT/2/punct/.",
      "truce rejected" },
    /* The Mission recorded ceasefire violations. */
    { "The/DET/2/det/the Mission/PROPN/3/nsubj/Mission recorded/VERB/0/root/record ceasefire/NOUN/5/compound/ceasefire violations/NOUN/3/obj/violation +./PUNCT/3/punct/.",
      "ceasefire violated" },
    /* The truce does not cover Nusra. */
    { "The/DET/2/det/the truce/NOUN/5/nsubj/truce does/AUX/5/aux/do not/PART/5/advmod/not cover/VERB/0/root/cover Nusra/PROPN/5/obj/Nusra +./PUNCT/5/punct/.",
      "truce in_force" },
    /* They extended the humanitarian pause. */
    { "They/PRON/2/nsubj/they extended/VERB/0/root/extend the/DET/5/det/the humanitarian/ADJ/5/amod/humanitarian pause/NOUN/2/obj/pause +./PUNCT/2/punct/.",
      "humanitarian_pause extended" },
    /* The army agreed to halt the bombing. */
    { "The/DET/2/det/the army/NOUN/3/nsubj/army agreed/VERB/0/root/agree to/PART/5/mark/to halt/VERB/3/xcomp/halt the/DET/7/det/the bombing/NOUN/5/obj/bombing +./PUNCT/3/punct/.",
      "other agreed" },
    /* The truce expired. */
    { "The/DET/2/det/the truce/NOUN/3/nsubj/truce expired/VERB/0/root/expire +./PUNCT/3/punct/.", "truce expired" },
    /* Talks on a cessation of hostilities resumed. */
    { "Talks/NOUN/7/nsubj/talk on/ADP/4/case/on a/DET/4/det/a cessation/NOUN/1/nmod/cessation of/ADP/6/case/of hostilities/NOUN/4/nmod/hostility resumed/VERB/0/root/resume +./PUNCT/7/punct/.",
      "cessation_of_hostilities negotiating" },
    /* They suspended the ceasefire. */
    { "They/PRON/2/nsubj/they suspended/VERB/0/root/suspend the/DET/4/det/the ceasefire/NOUN/2/obj/ceasefire +./PUNCT/2/punct/.",
      "ceasefire suspended" },
    /* The regime of silence began at midnight. */
    { "The/DET/2/det/the regime/NOUN/5/nsubj/regime of/ADP/4/case/of silence/NOUN/2/nmod/silence began/VERB/0/root/begin at/ADP/7/case/at midnight/NOUN/5/obl/midnight +./PUNCT/5/punct/.",
      "regime_of_silence in_force" },
};

static void tells_form_and_state(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_reading *r = events_reading(a, cases[i].words);
        tr_ceasefires_read(r);
        assert_int_equal(r->claims.n, 1);
        const struct truce_claim *c = &r->claims.v[0];
        tr_str got = tr_arena_printf(a, "%s %s", truce_form_name(c->ceasefire.form), truce_state_name(c->ceasefire.state));
        assert_string_equal(got.p, cases[i].expected);
    }
    tr_arena_free(a);
}

static const struct truce_claim *only(struct tr_arena *a, const char *words)
{
    struct tr_reading *r = events_reading(a, words);
    tr_ceasefires_read(r);
    assert_int_equal(r->claims.n, 1);
    return &r->claims.v[0];
}

static void fills_duration_and_violator(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    const struct truce_claim *c = only(
        a,
        "Both/DET/2/det/both sides/NOUN/3/nsubj/side agreed/VERB/0/root/agree to/ADP/9/case/to a/DET/9/det/a 72/NUM/8/nummod/72 +-/PUNCT/6/punct/- +hour/NOUN/9/compound/hour truce/NOUN/3/obl/truce +./PUNCT/3/punct/.");
    assert_int_equal(c->ceasefire.duration.n, 7);
    assert_memory_equal(c->ceasefire.duration.p, "72-hour", 7);
    c = only(
        a,
        "The/DET/2/det/the rebels/NOUN/3/nsubj/rebel violated/VERB/0/root/violate the/DET/5/det/the truce/NOUN/3/obj/truce +./PUNCT/3/punct/.");
    assert_non_null(c->ceasefire.violator);
    assert_true(tr_str_ends(c->ceasefire.violator->text, TR_STR("rebels")));
    tr_arena_free(a);
}

static void a_halted_bombing_alone_is_no_ceasefire(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct tr_reading *r =
        events_reading(a, "They/PRON/2/nsubj/they halted/VERB/0/root/halt the/DET/4/det/the bombing/NOUN/2/obj/bombing +./PUNCT/2/punct/.");
    tr_ceasefires_read(r);
    assert_int_equal(r->claims.n, 0);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_form_and_state),
        cmocka_unit_test(fills_duration_and_violator),
        cmocka_unit_test(a_halted_bombing_alone_is_no_ceasefire),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
