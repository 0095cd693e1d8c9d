/* SPDX-License-Identifier: Apache-2.0 */
/* The lexicon's tables: the program's own hold, wrong ones are refused with their line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "knowledge/lexicon.h"

static void the_own_tables_hold(void **state)
{
    (void)state;
    struct tr_err err = { 0 };
    struct tr_arena *a = tr_arena_new(64u << 20);
    const struct tr_lexicon *l;
    if (tr_lexicon_open(a, &l, &err)) fail_msg("%s", err.msg);
    uint32_t frames = 0, types[TRUCE_EVENT_count] = { 0 };
    for (int noun = 0; noun < 2; noun++) {
        uint32_t n;
        const struct tr_use *const *u = tr_lexicon_all(l, noun, &n);
        for (uint32_t i = 0; i < n; i++) {
            tr_str rest = u[i]->lemmas, lemma;
            bool shown = false;
            types[u[i]->type]++;
            while (rest.n && tr_str_split(&rest, ',', &lemma)) {
                frames++;
                shown |= tr_str_is(lemma, "*") || tr_str_find_i(u[i]->example, tr_str_sub(lemma, 0, 1)) >= 0;
            }
            if (!shown) fail_msg("line %u: the example \"%.*s\" shows none of its words", u[i]->line, TR_STR_ARG(u[i]->example));
        }
    }
    assert_true(frames >= 1500);
    for (int t = 1; t < TRUCE_EVENT_count; t++) assert_true(types[t] >= 5);
    tr_arena_free(a);
}

static void asks_by_lemma_class_and_cue(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    const struct tr_lexicon *l;
    assert_int_equal(tr_lexicon_open(a, &l, NULL), TR_OK);
    uint32_t n;
    assert_non_null(tr_lexicon_verb(l, TR_STR("shell"), &n));
    assert_true(n > 0);
    assert_null(tr_lexicon_verb(l, TR_STR("photosynthesise"), &n));
    assert_int_equal(n, 0);
    int armed = tr_lexicon_class(l, "armed");
    assert_true(armed >= 0);
    assert_true(tr_lexicon_in(l, armed, TR_STR("rebel")));
    assert_false(tr_lexicon_in(l, armed, TR_STR("potato")));
    assert_int_equal(tr_lexicon_class(l, "nothing"), -1);
    assert_int_equal(tr_lexicon_cue(l, TR_CUE_xcomp, TR_STR("threaten"), TR_STR("")), TRUCE_STATUS_planned);
    assert_int_equal(tr_lexicon_cue(l, TR_CUE_obl, TR_STR("call"), TR_STR("for")), TRUCE_STATUS_planned);
    assert_int_equal(tr_lexicon_cue(l, TR_CUE_obl, TR_STR("call"), TR_STR("at")), TRUCE_STATUS_none);
    char long_word[300];
    memset(long_word, 'x', sizeof long_word);
    assert_int_equal(tr_lexicon_cue(l, TR_CUE_obl, (tr_str){ long_word, sizeof long_word }, TR_STR("for")), TRUCE_STATUS_none);
    assert_false(tr_lexicon_in(l, armed, (tr_str){ long_word, sizeof long_word }));
    tr_arena_free(a);
}

/* table (its place in tr_lexicon_table_names), text, the line that is wrong */
static const struct {
    int table;
    const char *text;
    uint32_t line;
} wrong[] = {
    { 0, "army\tarmy,force\narmy\ttroops\n", 2 },
    { 0, "army\tarmy,,force\n", 1 },
    { 0, "army\n", 1 },
    { 1, "# head\n\nx\tgo\t-\tWALK\t-\t0.5\tThey went.\n", 3 },
    { 1, "x\tgo\t-\tASSAULT\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\t-\tAGREE\taerial\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\t-\tAGREE\t-\t1.5\tThey went.\n", 1 },
    { 1, "x\tgo\t-\tAGREE\t-\tmuch\tThey went.\n", 1 },
    { 1, "x\tgo\t-\tAGREE\t-\t0.5\t\n", 1 },
    { 1, "x\tgo\tobj=@nothing\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tupward\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tobl\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tobj:on\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tobj=\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tobj\tAGREE\t-\t0.5\tThey went.\nx\tgo\tobl:on/\tAGREE\t-\t0.5\tThey went.\n", 2 },
    { 1, "x\tgo\t!\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo,\t-\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 1, "x\tgo\tobj obj obj obj obj obj obj\tAGREE\t-\t0.5\tThey went.\n", 1 },
    { 3, "truce\t-\tpeace\t0.9\ta truce\n", 1 },
    { 4, "break\tunder\t-\tviolated\t0.9\tThey broke it.\n", 1 },
    { 4, "break\tobj\t-\tbroken\t0.9\tThey broke it.\n", 1 },
    { 5, "plan\txcomp\tsoon\tThey plan it.\n", 1 },
    { 5, "plan\tabove\tplanned\tThey plan it.\n", 1 },
};

static void a_wrong_row_is_refused_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tr_arena *a = tr_arena_new(4u << 20);
        tr_str tables[TR_LEXICON_TABLES] = { { "", 0 } };
        tables[wrong[i].table] = tr_str_of(wrong[i].text);
        const struct tr_lexicon *l;
        struct tr_err err = { 0 };
        if (tr_lexicon_read(a, tables, &l, &err) == TR_OK) fail_msg("taken: %s", wrong[i].text);
        assert_int_equal(err.code, TR_E_DATA);
        assert_int_equal(err.line, wrong[i].line);
        assert_non_null(strstr(err.msg, tr_lexicon_table_names[wrong[i].table]));
        assert_null(l);
        tr_arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_tables_hold),
        cmocka_unit_test(asks_by_lemma_class_and_cue),
        cmocka_unit_test(a_wrong_row_is_refused_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
