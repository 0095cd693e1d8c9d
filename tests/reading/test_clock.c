/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "numbers_doc.h"
#include "reading/times.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

/* from -1: no time of day stands there. */
static void expressions_become_minutes(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int from, to;
    } t[] = {
        { "at/ADP 00:30/NUM", 30, 30 },
        { "at/ADP 3/NUM a.m./NOUN", 180, 180 },
        { "around/ADV 3:15/NUM pm/NOUN", 885, 945 },
        { "at/ADP 3pm/NUM", 900, 900 },
        { "at/ADP about/ADV 10/NUM a.m./NOUN", 570, 630 },
        { "at/ADP 12:10/NUM a.m./NOUN", 10, 10 },
        { "at/ADP 12/NUM pm/NOUN", 720, 720 },
        { "at/ADP 0300/NUM hours/NOUN", 180, 180 },
        { "at/ADP noon/NOUN", 720, 720 },
        { "between/ADP 9/NUM and/CCONJ 10/NUM a.m./NOUN", 540, 600 },
        { "from/ADP 9:00/NUM to/ADP 13:30/NUM", 540, 810 },
        { "between/ADP 11/NUM a.m./NOUN and/CCONJ 1/NUM p.m./NOUN", 660, 780 },
        { "shortly/ADV after/ADP midnight/NOUN", 0, 60 },
        { "at/ADP 18:30/NUM local/ADJ time/NOUN", 1110, 1110 },
        { "at/ADP 24:00/NUM", 1440, 1440 },
        { "at/ADP 21:00/NUM GMT/PROPN", -1, -1 },
        { "at/ADP 21:00/NUM Moscow/PROPN time/NOUN", -1, -1 },
        { "by/ADP 5/NUM pm/NOUN", -1, -1 },
        { "at/ADP 5/NUM bases/NOUN", -1, -1 },
        { "at/ADP 2016/NUM prices/NOUN", -1, -1 },
        { "between/ADP 9/NUM and/CCONJ 10/NUM people/NOUN", -1, -1 },
        { "at/ADP 25:00/NUM", -1, -1 },
        { "at/ADP 13:75/NUM", -1, -1 },
        { "won/VERB 3:15/NUM", -1, -1 },
        { "at/ADP midnight/NOUN", -1, -1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_arena *a = tr_arena_new(64u << 20);
        struct tr_reading *r = numbers_reading(a, t[i].words, "2016-05-01");
        tr_clocks_find(r);
        if ((r->clocks.n == 1) != (t[i].from >= 0)) fail_msg("%s: %u found", t[i].words, r->clocks.n);
        if (r->clocks.n && (r->clocks.v[0].from != t[i].from || r->clocks.v[0].to != t[i].to))
            fail_msg("%s: %d to %d", t[i].words, r->clocks.v[0].from, r->clocks.v[0].to);
        tr_arena_free(a);
    }
}

/* The clock of the act, not that of the saying. */
static void an_act_has_the_clock_of_its_clause(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_reading *r = numbers_reading(
        a,
        "Mortars/NOUN/2/nsubj hit/VERB/10/ccomp/hit a/DET/4/det village/NOUN/2/obj at/ADP/6/case 00:30/NUM/2/obl on/ADP/8/case Saturday/PROPN/2/obl "
        "officials/NOUN/10/nsubj said/VERB/0/root/say at/ADP/12/case 09:00/NUM/10/obl",
        "2016-05-01");
    tr_times_find(r);
    struct truce_time t = tr_time_of(r, 1);
    assert_true(t.has_clock);
    assert_int_equal(t.clock_from, 30);
    assert_int_equal(t.days.from, r->published - 1);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_become_minutes),
        cmocka_unit_test(an_act_has_the_clock_of_its_clause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
