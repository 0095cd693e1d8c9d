/* SPDX-License-Identifier: Apache-2.0 */
/* Places of a report: found, resolved, and asked for by the claims. */
#include <stdlib.h>

#include "reading/places_int.h"

static int by_position(const void *a, const void *b)
{
    const struct tr_find *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

void tr_places_gather(struct tr_finder *f)
{
    tr_places_scan(f);
    if (!f->finds.n) return;
    qsort(f->finds.v, f->finds.n, sizeof *f->finds.v, by_position);
    for (uint32_t i = 0; i < f->finds.n; i++)
        for (uint32_t w = f->finds.v[i].first; w < f->finds.v[i].first + f->finds.v[i].n; w++) f->word_find[w] = i + 1;
    for (uint32_t i = 0; i < f->finds.n; i++) {
        tr_find_context(f, &f->finds.v[i]);
        tr_find_offset(f, &f->finds.v[i]);
    }
    tr_find_parents(f);
    tr_find_neighbours(f);
    tr_places_focus(f);
    tr_places_focus_parties(f);
    tr_places_choose(f);
}

void tr_places_find(struct tr_reading *r)
{
    if (!r->know || !r->know->places) return;
    struct tr_finder f = { .r = r, .d = r->doc, .g = r->know->places };
    tr_places_gather(&f);
    tr_places_group(&f);
}
