/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "knowledge/stances.h"

static int read_table(struct tr_arena *a, const char *table, const struct tr_stances **out, struct tr_err *err)
{
    return tr_stances_read(a, "x.tsv", tr_str_of(table), out, err);
}

static void rows(void **state)
{
    struct tr_arena *a = tr_arena_new(1 << 20);
    const struct tr_stances *t = NULL;
    struct tr_err err = { 0 };
    (void)state;
    assert_int_equal(read_table(a,
                                "# head\n\nhope,wish\tverb\tthat for\tShe hopes.\nhope\tnoun\tof\tx\n"
                                "cast\tverb\tobj+ as\tx\nhope\tverb\tinf\tagain",
                                &t, &err),
                     TR_OK);
    assert_int_equal(tr_stance_of(t, TR_STANCE_VERB, TR_STR("hope")), TR_STANCE(that) | TR_STANCE(for) | TR_STANCE(inf));
    assert_int_equal(tr_stance_of(t, TR_STANCE_VERB, TR_STR("wish")), TR_STANCE(that) | TR_STANCE(for));
    assert_int_equal(tr_stance_of(t, TR_STANCE_NOUN, TR_STR("hope")), TR_STANCE(of));
    assert_int_equal(tr_stance_of(t, TR_STANCE_VERB, TR_STR("cast")), TR_STANCE(beside) | TR_STANCE(as));
    assert_int_equal(tr_stance_of(t, TR_STANCE_ADJ, TR_STR("hope")), 0);
    assert_int_equal(tr_stance_of(t, TR_STANCE_VERB, TR_STR("march")), 0);
    assert_int_equal(tr_stance_prep(TR_STR("against")), TR_STANCE(against));
    assert_int_equal(tr_stance_prep(TR_STR("that")), 0);
    assert_int_equal(tr_stance_prep(TR_STR("")), 0);
    tr_arena_free(a);
}

static void bad_rows(void **state)
{
    static const char *const tables[] = {
        "hope", "hope\tverb", "hope\tpronoun\tthat\tx", "hope\tverb\tbelow\tx", "hope\tverb\tbeside\tx", "hope,\tverb\tthat\tx"
    };
    struct tr_arena *a = tr_arena_new(1 << 20);
    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct tr_stances *t = NULL;
        struct tr_err err = { 0 };
        if (read_table(a, tables[i], &t, &err) != TR_E_DATA) fail_msg("taken: \"%s\"", tables[i]);
        assert_non_null(strstr(err.msg, "x.tsv:1"));
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(rows), cmocka_unit_test(bad_rows) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
