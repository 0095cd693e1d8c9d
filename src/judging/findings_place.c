/* SPDX-License-Identifier: Apache-2.0 */
/* Did it happen inside the territory? Places are answered once for each agreement. */
#include "judging/findings_int.h"

#include <stdio.h>

static bool named_before(struct tr_areas v, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++) {
        if (tr_str_eq(v.v[k].name, v.v[i].name)) return true;
    }
    return false;
}

static void list_areas(struct tr_arena *a, struct tr_areas v, tr_str *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < v.n; i++) {
        if (named_before(v, i)) continue;
        if (++n > 6) {
            *out = tr_arena_printf(a, TR_STR_FMT ", …", TR_STR_ARG(*out));
            return;
        }
        *out = tr_arena_printf(a, TR_STR_FMT "%s" TR_STR_FMT, TR_STR_ARG(*out), out->n ? ", " : "", TR_STR_ARG(v.v[i].name));
    }
}

static void add_countries(struct tr_ready *r, struct tr_areas v, bool *any)
{
    for (uint32_t i = 0; i < v.n; i++) {
        const char *c = v.v[i].country;
        uint32_t k = 0;
        if (!c[0] || v.v[i].kind == TR_AREA_WORLD) {
            *any = true;
            continue;
        }
        while (k < r->n_countries && memcmp(r->countries[k], c, 2) != 0) k++;
        if (k < r->n_countries) continue;
        if (r->n_countries == sizeof r->countries / sizeof *r->countries) {
            *any = true;
            return;
        }
        memcpy(r->countries[r->n_countries++], c, 3);
    }
}

void tr_ready_places(struct tr_ready *r)
{
    struct tr_arena *a = r->cases->arena;
    const struct tr_agreement *g = r->agreement;
    bool any = !g->include.n;
    r->places = TR_NEW_N(a, struct tr_options *, r->cases->n_places + 1);
    r->shares = TR_NEW_N(a, double, r->cases->n_places + 1);
    r->territory = TR_NOTHING;
    list_areas(a, g->include, &r->territory);
    if (!r->territory.n) r->territory = TR_STR("the territory");
    r->outside = tr_arena_printf(a, "outside " TR_STR_FMT, TR_STR_ARG(r->territory));
    add_countries(r, g->include, &any);
    for (uint32_t i = 0; i < g->extensions.n; i++) add_countries(r, g->extensions.v[i].include, &any);
    if (any) r->n_countries = 0;
}

static bool among(const struct tr_area *by, struct tr_areas v)
{
    return by >= v.v && by < v.v + v.n;
}

static void straddles(struct tr_ready *r, const struct tr_case *c, const struct tr_area *by, double share, struct tr_options *out)
{
    struct tr_arena *a = r->cases->arena;
    tr_str name = by ? by->name : r->territory, because;
    if (by && by->kind == TR_AREA_HELD_BY) because = tr_arena_printf(a, "nobody says whether it lay in " TR_STR_FMT, TR_STR_ARG(name));
    else if (!c->in->place) because = TR_STR("nobody says where it happened");
    else if (share >= 0)
        because = tr_arena_printf(a, "%.0f %% of where it may have happened lies in " TR_STR_FMT, share * 100, TR_STR_ARG(name));
    else because = tr_arena_printf(a, "the place is not known well enough to tell whether it lies in " TR_STR_FMT, TR_STR_ARG(name));
    tr_option_add(out, TR_UNKNOWN, by ? &by->term : NULL, because, TR_NOTHING);
}

/* An area that somebody disputes decides: it holds, or it does not. */
static void disputed(struct tr_ready *r, const struct tr_area *by, bool excluded, enum tr_tri otherwise, struct tr_options *out)
{
    struct tr_arena *a = r->cases->arena;
    tr_str held = by->term.source.n ? by->term.source : TR_STR("its text");
    const char *verb = excluded ? "left out" : "covered";
    tr_option_add(out, excluded ? TR_NO : TR_YES, &by->term,
                  tr_arena_printf(a, TR_STR_FMT " is %s (" TR_STR_FMT ")", TR_STR_ARG(by->name), verb, TR_STR_ARG(held)),
                  tr_arena_printf(a, TR_STR_FMT " is %s (" TR_STR_FMT ")", TR_STR_ARG(by->name), verb, TR_STR_ARG(held)));
    tr_option_add(out, otherwise, &by->term,
                  tr_arena_printf(a, TR_STR_FMT " is not %s (" TR_STR_FMT ")", TR_STR_ARG(by->name), verb, TR_STR_ARG(by->disputed_by)),
                  tr_arena_printf(a, TR_STR_FMT " is not %s (" TR_STR_FMT ")", TR_STR_ARG(by->name), verb, TR_STR_ARG(by->disputed_by)));
}

static void ask(struct tr_ready *r, const struct tr_case *c, const struct tr_extension *during, struct tr_options *out, double *share)
{
    struct tr_arena *a = r->cases->arena;
    const struct tr_agreement *g = r->agreement;
    const struct tr_area *by = NULL;
    enum tr_tri v = TR_UNKNOWN;
    *share = -1;
    if (c->in->place) v = tr_agreement_has(g, during, &c->spot, share, &by);
    bool excluded = by && among(by, g->exclude);
    if (v == TR_UNKNOWN && by && by->disputed_by.n && tr_area_has(by, &c->spot, NULL) == TR_YES) {
        /* Without the area that is left out the spot is where the rest of the territory has it: a share of 0 says wholly inside. */
        disputed(r, by, excluded, !excluded ? TR_NO : *share == 0 ? TR_YES : TR_UNKNOWN, out);
    } else if (v == TR_UNKNOWN) {
        straddles(r, c, by, *share, out);
    } else if (v == TR_YES) {
        tr_str name = by ? by->name : r->territory;
        tr_str who = by && by->term.source.n ? by->term.source : TR_STR("its text");
        tr_option_add(out, v, by ? &by->term : NULL,
                      tr_arena_printf(a, "inside " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(name), TR_STR_ARG(who)), TR_NOTHING);
    } else if (excluded) {
        tr_option_add(out, v, &by->term,
                      tr_arena_printf(a, TR_STR_FMT " is left out (" TR_STR_FMT ")", TR_STR_ARG(by->name), TR_STR_ARG(by->term.source)),
                      TR_NOTHING);
    } else {
        tr_option_add(out, v, g->include.n ? &g->include.v[0].term : NULL, r->outside, TR_NOTHING);
    }
}

void tr_ask_place(struct tr_ready *r, struct tr_case *c, const struct tr_during *during, struct tr_options *out, double *share)
{
    bool own = false;
    for (uint32_t i = 0; i < during->n; i++) own = own || (during->v[i] && during->v[i]->include.n);
    if (own) {
        double s;
        *share = -1;
        for (uint32_t i = 0; i < during->n; i++) {
            ask(r, c, during->v[i], out, &s);
            if (s > *share) *share = s;
        }
        if (out->n > 1 && !tr_options_contested(out)) out->n = 1;
        return;
    }
    struct tr_options **memo = &r->places[c->place_no];
    if (!*memo) {
        *memo = TR_NEW(r->cases->arena, struct tr_options);
        ask(r, c, NULL, *memo, &r->shares[c->place_no]);
    }
    out->n = (*memo)->n;
    memcpy(out->v, (*memo)->v, sizeof *out->v * out->n);
    *share = r->shares[c->place_no];
}
