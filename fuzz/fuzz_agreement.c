/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an agreement's file: it is refused with a line, or what comes of it holds what agreements.h promises. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "knowledge/agreements.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_agreement: %s\n", what);
    abort();
}

static void check_scenarios(struct tr_arena *a, const struct tr_agreement *g)
{
    struct tr_scenarios all;
    tr_agreement_scenarios(a, g, &all);
    must(all.n > 0 && all.n <= TR_MAX_SCENARIOS, "no scenario, or too many");
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_scenario *s = &all.v[i];
        must(s->start && s->n == 1 + g->extensions.n, "a scenario that leaves something out");
        tr_instant at = s->start->at;
        enum tr_tri t = tr_scenario_covers(s, (tr_moments){ at - 86400 * 40000LL, at - 86400 * 39999LL }, NULL);
        must(t != TR_YES || s->n > 1, "in force before it starts");
        tr_scenario_covers(s, (tr_moments){ at, at + 1 }, NULL);
        tr_scenario_covers(s, (tr_moments){ TR_NO_INSTANT, at }, NULL);
    }
}

static void check_areas(struct tr_areas areas)
{
    static const struct tr_spot spots[] = {
        { .located = true, .lat = 36.2, .lon = 37.13, .country = "SY", .where_prec = 1, .kind = TRUCE_PLACE_city },
        { .located = true, .lat = 35.6, .lon = 36.0, .km = 25, .country = "SY", .where_prec = 2, .kind = TRUCE_PLACE_city },
        { .country = "SY", .where_prec = 6, .kind = TRUCE_PLACE_country },
        { .located = true, .lat = 90, .lon = -180, .where_prec = 7 },
    };
    for (uint32_t i = 0; i < areas.n; i++) {
        for (size_t k = 0; k < sizeof spots / sizeof *spots; k++) {
            double share = 7;
            enum tr_tri t = tr_area_has(&areas.v[i], &spots[k], &share);
            must(share == -1 || (share >= 0 && share <= 1), "a share that is none");
            must(t != TR_YES || share == 1, "inside by less than all");
            must(t != TR_NO || share == 0, "outside by more than nothing");
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct tr_diags *diags = calloc(1, sizeof *diags);
    must(a && diags, "no memory");
    if (setjmp(*tr_arena_guard(a)) == 0) {
        const struct tr_agreement *g;
        struct tr_err err = { 0 };
        int rc = tr_agreement_read(a, (tr_str){ (const char *)data, size }, "data/agreements/fuzz.yaml", NULL, &g, diags, &err);
        must((rc == TR_OK) == (g != NULL), "neither an agreement nor an error");
        must(rc == TR_OK || err.msg[0], "an error without message");
        must(rc == TR_OK || diags->list.n > 0, "an error that is not told");
        must(diags->list.n <= TR_MAX_COMPLAINTS + TR_MAX_YAML_NODES, "more complaints than entries");
        for (uint32_t i = 0; i < diags->list.n; i++) must(tr_utf8_valid(diags->list.v[i].text, NULL), "a diagnostic that is no UTF-8");
        if (g) {
            check_scenarios(a, g);
            check_areas(g->include);
            check_areas(g->exclude);
        }
    }
    tr_arena_unguard(a);
    tr_arena_free(a);
    free(diags);
    return 0;
}
