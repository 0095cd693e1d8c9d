/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "language/lemma.h"

/* A vocabulary in order of frequency, as the real one is; the first 104 places are its special pieces. */
static tr_str vocabulary(struct tr_arena *a)
{
    static const char *const words[] = { "the",   "use",    "us",    "car",   "care",  "plan",   "hope", "hop",  "bomb",
                                         "visit", "move",   "carry", "clash", "house", "strike", "bus",  "pass", "star",
                                         "stare", "deploy", "stop",  "city",  "rat",   "rate",   "ad",   "add",  NULL };
    tr_str s = { "[PAD]", 5 };
    for (int i = 1; i < 104; i++)
        s = tr_arena_printf(a, "%.*s\n%s%d]", TR_STR_ARG(s), i == 100 ? "[UNK" : i == 101 ? "[CLS" : i == 102 ? "[SEP" : "[unused", i);
    for (int i = 0; words[i]; i++) s = tr_arena_printf(a, "%.*s\n%s", TR_STR_ARG(s), words[i]);
    return s;
}

static void test_lemmas(void **state)
{
    static const struct {
        const char *form, *xpos, *lemma;
    } cases[] = {
        { "rose", "VBD", "rise" },
        { "rose", "NN", "rose" },
        { "added", "VBD", "add" },
        { "strikes", "VBG", "strike" },
        { "fled", "VBD", "flee" },
        { "killed", "VBN", "kill" },
        { "shot", "VBN", "shoot" },
        { "used", "VBD", "use" },
        { "cared", "VBD", "care" },
        { "planned", "VBD", "plan" },
        { "hoped", "VBD", "hope" },
        { "hopped", "VBD", "hop" },
        { "bombing", "VBG", "bomb" },
        { "moving", "VBG", "move" },
        { "visited", "VBN", "visit" },
        { "carried", "VBD", "carry" },
        { "carries", "VBZ", "carry" },
        { "clashes", "NNS", "clash" },
        { "houses", "NNS", "house" },
        { "strikes", "VBZ", "strike" },
        { "passes", "VBZ", "pass" },
        { "starred", "VBD", "star" },
        { "cities", "NNS", "city" },
        { "children", "NNS", "child" },
        { "gunmen", "NNS", "gunman" },
        { "stopped", "VBD", "stop" },
        { "rated", "VBD", "rate" },
        { "dying", "VBG", "die" },
        { "was", "VBD", "be" },
        { "'ll", "MD", "will" },
        { "deploy", "VB", "deploy" },
        { "subpoenaed", "VBD", "" },
        { "zanging", "VBG", "" },
        { "endorsed", "VBD", "endorse" },
        { "denouncing", "VBG", "denounce" },
        { "reiterated", "VBD", "reiterate" },
        { "bragged", "VBD", "brag" },
        { "decried", "VBD", "decry" },
        { "rebuking", "VBG", "rebuke" },
        { "disavowed", "VBD", "disavow" },
        { "boasting", "VBG", "boast" },
        { "hassled", "VBD", "hassle" },
        { "s", "NNS", "" },
        { "ing", "VBG", "" },
        { "ed", "VBD", "" },
    };
    struct tr_arena *a = tr_arena_new(1 << 22);
    struct tr_pieces p;
    struct tr_err err = { 0 };
    (void)state;
    assert_int_equal(tr_pieces_init(&p, a, vocabulary(a), &err), TR_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tr_str got = tr_lemma_inflected(&p, a, tr_str_of(cases[i].form), tr_str_of(cases[i].xpos));
        if (!tr_str_is(got, cases[i].lemma))
            fail_msg("%s %s: want \"%s\", got \"%.*s\"", cases[i].form, cases[i].xpos, cases[i].lemma, TR_STR_ARG(got));
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lemmas) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
