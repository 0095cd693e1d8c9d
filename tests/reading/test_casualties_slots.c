/* SPDX-License-Identifier: Apache-2.0 */
/* By whom, where and over what time people were harmed, in whole texts through the program's own language stage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "actors_help.h"

/* Each toll as "count by @place [sum]", joined by "; "; "-" where nothing is told. Published on Sunday 1 May 2016. */
static const struct {
    const char *text, *expected;
} cases[] = {
    { "Rebels shelled Homs on Friday, killing four civilians.", "4 Rebels @Homs" },
    /* what goes on in the place is not what killed */
    { "Hundreds of people have been killed in Homs, where government forces are battling rebels for control.", "200 - @Homs" },
    /* a land that another borders on does nothing */
    { "Russian jets hit a base in Idlib province near the border with Turkey killing at least one fighter.", "1 Russian jets @Idlib" },
    /* a sum over weeks is not of the village spoken of before */
    { "A shell fell in Marinka on Monday. Over the past two weeks the mission confirmed nine casualties.", "9 - @- sum" },
    /* shares of a toll, and a figure whose verb stands behind an aside */
    { "The mission confirmed 31 civilian casualties. Twenty of these casualties were due to mines, nine due to small-arms fire.",
      "31 - @-; 20 - @-; 9 - @-" },
    { "A woman was killed and between six and 11 others, including at least two children, were injured in Homs.",
      "1 - @Homs; 6 - @Homs; 2 - @Homs" },
    /* people who are held are counted as they stand */
    { "The group is holding nine hostages.", "9 group @- sum" },
};

static void tells_by_whom_and_where(void **state)
{
    size_t n = sizeof cases / sizeof *cases, wrong = 0;
    struct tr_arena *a = tr_arena_new(16u << 20);
    for (size_t i = 0; i < n; i++) {
        const struct tr_reading *r = actors_read(state, cases[i].text, "2016-05-01");
        tr_str got = TR_STR("");
        for (uint32_t k = 0; k < r->claims.n; k++) {
            const struct truce_claim *c = &r->claims.v[k];
            if (c->kind != TRUCE_KIND_casualties) continue;
            tr_str none = TR_STR("-"), by = c->casualties.by ? c->casualties.by->text : none, place = c->place ? c->place->text : none;
            got = tr_arena_printf(a, TR_STR_FMT "%s%lld " TR_STR_FMT " @" TR_STR_FMT "%s", TR_STR_ARG(got), got.n ? "; " : "",
                                  (long long)c->casualties.count.low, TR_STR_ARG(by), TR_STR_ARG(place),
                                  c->casualties.cumulative ? " sum" : "");
        }
        if (tr_str_eq(got, tr_str_of(cases[i].expected))) continue;
        print_message("%s\n  is read as " TR_STR_FMT "\n", cases[i].text, TR_STR_ARG(got));
        wrong++;
    }
    assert_in_range(wrong, 0, 1); /* the trees are the weights', and new weights may miss one */
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells_by_whom_and_where) };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
