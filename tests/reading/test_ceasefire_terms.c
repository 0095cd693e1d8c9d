/* SPDX-License-Identifier: Apache-2.0 */
/* Terms of ceasefires in whole texts, through the program's own language stage: where they hold, between whom, whom they leave out, since when. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "actors_help.h"
#include "base/date.h"

/* Each ceasefire as "state [territory] [parties] [excludes] from..to", joined by "; ". Published on Sunday 1 May 2016. */
static const struct {
    const char *text, *expected;
} cases[] = {
    /* where it is in place, not where it is wanted */
    { "Officials asked the army to include Homs in a truce already in place in Idlib and around the town of Hama.",
      "in_force [Idlib, Hama] [] [] .." },
    { "Envoys want to extend the truce to Homs.", "proposed [Homs] [] [] .." },
    /* where it was signed is not where it holds */
    { "Syria's government and the rebels signed a ceasefire in Vienna.", "agreed [] [Syria's government, rebels] [] .." },
    { "The Homs ceasefire collapsed.", "collapsed [Homs] [] [] .." },
    { "Syria is at war. In Syria, Ankara called for a nationwide ceasefire.", "proposed [Syria] [] [] .." },
    /* both sides, however they are told */
    { "A truce between the army and the rebels is holding in Homs.", "in_force [Homs] [army, rebels] [] .." },
    { "The rebels agreed to a truce offered by the army.", "agreed [] [army, rebels] [] .." },
    /* left out */
    { "The army struck groups that are not covered by the ceasefire.", "in_force [] [] [groups] .." },
    { "The truce does not cover the Nusra Front.", "in_force [] [] [Nusra Front] .." },
    /* effect from its beginning, as long as it lasts */
    { "A three-day truce took effect on Friday.", "in_force [] [] [] 2016-04-29..2016-05-01" },
    { "On 29 December 2014 the rebels said that a truce would begin on 30 December.", "planned [] [] [] 2014-12-30.." },
    { "They violated the truce on Friday.", "violated [] [] [] .." },
    /* named again */
    { "The army and the rebels signed a truce. Diplomats said the deal had collapsed.",
      "agreed [] [army, rebels] [] ..; collapsed [] [army, rebels] [] .." },
    { "The army and the rebels signed a truce. Diplomats said the gas deal had collapsed.", "agreed [] [army, rebels] [] .." },
    /* fighting despite it, an if, and a word that is only explained */
    { "Heavy fighting raged in Homs despite the truce.", "violated [Homs] [] [] .." },
    { "The rebels will strike back if the truce is broken.", "mentioned [] [] [] .." },
    { "It is a word that officers use to mean ceasefire.", "" },
};

static tr_str join(struct tr_arena *a, const struct truce_refs *refs)
{
    tr_str s = { "", 0 };
    for (uint32_t i = 0; i < refs->n_places + refs->n_actors; i++) {
        tr_str one = i < refs->n_places ? refs->place[i]->text : refs->actor[i - refs->n_places]->text;
        s = tr_arena_printf(a, "%.*s%s%.*s", (int)s.n, s.p, s.n ? ", " : "", (int)one.n, one.p);
    }
    return s;
}

static void tells_terms(void **state)
{
    size_t n = sizeof cases / sizeof *cases, wrong = 0;
    struct tr_arena *a = tr_arena_new(16u << 20);
    for (size_t i = 0; i < n; i++) {
        const struct tr_reading *r = actors_read(state, cases[i].text, "2016-05-01");
        tr_str got = { "", 0 };
        for (uint32_t k = 0; k < r->claims.n; k++) {
            const struct truce_claim *c = &r->claims.v[k];
            if (c->kind != TRUCE_KIND_ceasefire) continue;
            tr_str t = join(a, &c->ceasefire.territory), p = join(a, &c->ceasefire.parties), x = join(a, &c->ceasefire.excludes);
            tr_str from = tr_date_iso(a, c->time.days.from), to = tr_date_iso(a, c->time.days.to);
            got = tr_arena_printf(a, "%.*s%s%s [%.*s] [%.*s] [%.*s] %.*s..%.*s", (int)got.n, got.p, got.n ? "; " : "",
                                  truce_state_name(c->ceasefire.state), (int)t.n, t.p, (int)p.n, p.p, (int)x.n, x.p, (int)from.n, from.p,
                                  (int)to.n, to.p);
        }
        tr_str z = tr_arena_printf(a, "%.*s", (int)got.n, got.p);
        if (!strcmp(z.p, cases[i].expected)) continue;
        print_message("%s\n  is read as %s\n", cases[i].text, z.p);
        wrong++;
    }
    assert_in_range(wrong, 0, n / 8); /* the trees are the weights', and new weights may miss a few */
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells_terms) };
    return cmocka_run_group_tests(tests, actors_setup, actors_teardown);
}
