/* SPDX-License-Identifier: Apache-2.0 */
/* Contradictions: terms that are each well formed but cannot hold together. Rival claims of different sources are none; what one source says must fit. */
#include "knowledge/agreements_int.h"

/* --- times ----------------------------------------------------------------------------------------------------------------------------- */

/* What an end is not after, in one telling: its start, or the end that it is to extend. NULL when it fits. */
static const char *misfit(const struct tr_stretch *s, const struct tr_stretch *before)
{
    tr_moments m = s->moments;
    if (before && s->extension && !s->extension->include.n && before->moments.to != TR_NO_INSTANT && m.to != TR_NO_INSTANT &&
        m.to <= before->sure.to)
        return "this extension ends no later than what it extends";
    if (m.from != TR_NO_INSTANT && m.to != TR_NO_INSTANT && m.to <= m.from) return "this end is not after the start that it belongs to";
    return NULL;
}

/* A claim that fits some telling stands: sources contradict each other, and may. One that fits none is a slip. */
static void check_end(struct tr_agr_reader *r, const struct tr_scenarios *all, const struct tr_term_time *end)
{
    const char *wrong = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        for (uint32_t k = 0; k < all->v[i].n; k++) {
            const struct tr_stretch *s = &all->v[i].stretches[k];
            if (s->end != end) continue;
            wrong = misfit(s, k ? s - 1 : NULL);
            if (!wrong) return;
        }
    }
    if (wrong) tr_agr_wrong(r, end->term.line, "%s, whichever start is true", wrong);
}

static void check_ends(struct tr_agr_reader *r, const struct tr_scenarios *all)
{
    const struct tr_agreement *g = r->g;
    for (uint32_t i = 0; i < g->ends.n; i++) check_end(r, all, &g->ends.v[i]);
    for (uint32_t x = 0; x < g->extensions.n; x++) {
        const struct tr_extension *e = &g->extensions.v[x];
        for (uint32_t i = 0; i < e->to.n; i++) check_end(r, all, &e->to.v[i]);
        for (uint32_t i = 0; i < all->n && !e->from.n; i++) {
            if (x + 1 >= all->v[i].n || all->v[i].stretches[x].moments.to != TR_NO_INSTANT) continue;
            tr_agr_wrong(r, e->term.line, "this extension has no \"from\", and what it extends has no end; say from when it holds");
            break;
        }
    }
}

static void check_times(struct tr_agr_reader *r)
{
    const struct tr_agreement *g = r->g;
    struct tr_scenarios all;
    if (!g->starts.n) {
        tr_agr_wrong(r, 1, "\"starts\" is missing: from when is it claimed to hold?");
        return;
    }
    tr_agreement_scenarios(r->a, g, &all);
    if (all.n > TR_MAX_SCENARIOS) {
        tr_agr_wrong(r, g->starts.v[0].term.line,
                     "the claims of start, end and extensions combine to more than %d tellings; split the agreement", TR_MAX_SCENARIOS);
        return;
    }
    check_ends(r, &all);
    if (g->declared != TR_NO_DATE && g->signed_on != TR_NO_DATE && g->signed_on > g->declared + 366)
        tr_agr_wrong(r, 1, "\"signed\" lies more than a year after \"declared\"");
}

/* The same source twice with the same words is a slip; with other words both stand (it corrected itself). */
static void check_twice(struct tr_agr_reader *r, struct tr_term_times of)
{
    for (uint32_t i = 1; i < of.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const struct tr_term_time *a = &of.v[i], *b = &of.v[k];
            if (tr_str_eq(a->term.source, b->term.source) && a->at == b->at && a->after == b->after)
                tr_agr_wrong(r, a->term.line, "the same claim of the same source stands in line %u", b->term.line);
        }
    }
}

/* --- parties, exclusions, acts ------------------------------------------------------------------------------------------------------------- */

static bool overlap(tr_days a, tr_days b)
{
    return (a.to == TR_NO_DATE || b.from == TR_NO_DATE || b.from <= a.to) && (b.to == TR_NO_DATE || a.from == TR_NO_DATE || a.from <= b.to);
}

static void check_parties(struct tr_agr_reader *r)
{
    const struct tr_agreement *g = r->g;
    for (uint32_t i = 0; i < g->parties.n; i++) {
        const struct tr_agr_party *p = &g->parties.v[i];
        for (uint32_t k = 0; k < i; k++) {
            const struct tr_agr_party *q = &g->parties.v[k];
            if (p->role == q->role && tr_str_eq(p->actor, q->actor) && tr_str_eq(p->term.source, q->term.source) &&
                overlap(p->bound, q->bound))
                tr_agr_wrong(r, p->term.line, "\"" TR_STR_FMT "\" is a %s in line %u already", TR_STR_ARG(p->actor),
                             tr_party_role_name(p->role), q->term.line);
        }
        for (uint32_t k = 0; p->role == TR_PARTY_PARTY && k < g->excluded.n; k++) {
            const struct tr_exclusion *x = &g->excluded.v[k];
            if (tr_str_eq(p->actor, x->actor) && overlap(p->bound, x->held) && !x->disputed_by.n && !p->disputed_by.n)
                tr_agr_wrong(r, x->term.line,
                             "\"" TR_STR_FMT
                             "\" is excluded and a party (line %u) at the same time; say who disputes it, or from when to when",
                             TR_STR_ARG(x->actor), p->term.line);
        }
    }
    for (uint32_t i = 1; i < g->excluded.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            const struct tr_exclusion *x = &g->excluded.v[i], *y = &g->excluded.v[k];
            if (tr_str_eq(x->actor, y->actor) && tr_str_eq(x->term.source, y->term.source) && overlap(x->held, y->held))
                tr_agr_wrong(r, x->term.line, "\"" TR_STR_FMT "\" is excluded in line %u already", TR_STR_ARG(x->actor), y->term.line);
        }
    }
}

static void check_acts(struct tr_agr_reader *r)
{
    const struct tr_agreement *g = r->g;
    for (uint32_t i = 0; i < g->permitted.n; i++) {
        const struct tr_act *p = &g->permitted.v[i];
        for (uint32_t k = 0; k < g->prohibited.n; k++) {
            const struct tr_act *x = &g->prohibited.v[k];
            if (p->types == x->types && p->modes == x->modes && tr_str_eq(p->only, x->only) && !p->disputed_by.n && !x->disputed_by.n)
                tr_agr_wrong(r, p->term.line, "the same act is permitted and prohibited (line %u); say \"only\", or who disputes it",
                             x->term.line);
        }
    }
}

static bool same_area(const struct tr_area *a, const struct tr_area *b)
{
    return a->kind == b->kind && strcmp(a->country, b->country) == 0 && tr_str_ieq(a->admin1, b->admin1) && a->lat == b->lat &&
           a->lon == b->lon && a->km == b->km && tr_str_eq(a->held_by, b->held_by) && a->n_ring == b->n_ring &&
           (!a->n_ring || memcmp(a->ring, b->ring, a->n_ring * sizeof *a->ring) == 0);
}

static void check_areas(struct tr_agr_reader *r)
{
    const struct tr_agreement *g = r->g;
    for (uint32_t i = 0; i < g->exclude.n; i++) {
        for (uint32_t k = 0; k < g->include.n; k++) {
            const struct tr_area *x = &g->exclude.v[i], *y = &g->include.v[k];
            if (same_area(x, y) && !x->disputed_by.n && !y->disputed_by.n)
                tr_agr_wrong(r, x->term.line, "the same area is included (line %u) and excluded", y->term.line);
        }
    }
}

void tr_agr_check(struct tr_agr_reader *r)
{
    const struct tr_agreement *g = r->g;
    check_times(r);
    check_twice(r, g->starts);
    check_twice(r, g->ends);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        check_twice(r, g->extensions.v[i].from);
        check_twice(r, g->extensions.v[i].to);
    }
    check_parties(r);
    check_acts(r);
    check_areas(r);
    for (uint32_t i = 0; i < g->n_aliases; i++) {
        if (tr_str_ieq(g->aliases[i], g->id)) tr_agr_wrong(r, 1, "an alias repeats the id");
    }
    if (tr_str_eq(g->parent, g->id)) tr_agr_wrong(r, g->parent_line, "an agreement cannot be its own parent");
}

/* --- several ------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t tell(struct tr_arena *a, struct tr_diags *d, const struct tr_agreement *g, uint32_t line, const char *what, tr_str value)
{
    tr_diag_add(a, d, TR_ERROR, 0, line, TR_STR_FMT ":%u: %s \"" TR_STR_FMT "\"", TR_STR_ARG(g->origin), line, what, TR_STR_ARG(value));
    return 1;
}

static bool leads_back(struct tr_agreements all, const struct tr_agreement *g)
{
    const struct tr_agreement *at = g;
    for (uint32_t steps = 0; at && at->parent.n; steps++) {
        if (steps > all.n) return true;
        at = tr_agreement_find(all, at->parent);
    }
    return false;
}

uint32_t tr_agreements_check(struct tr_arena *a, struct tr_agreements all, struct tr_diags *diags)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_agreement *g = all.v[i];
        if (g->parent.n && !tr_agreement_find(all, g->parent))
            n += tell(a, diags, g, g->parent_line, "there is no agreement for \"parent\":", g->parent);
        else if (leads_back(all, g)) n += tell(a, diags, g, g->parent_line, "the parents lead round in a circle:", g->parent);
        for (uint32_t k = 0; k < all.n; k++) {
            if (k < i && tr_str_eq(all.v[k]->id, g->id)) n += tell(a, diags, g, 1, "another agreement has the id", g->id);
            for (uint32_t m = 0; k != i && m < g->n_aliases; m++) {
                if (tr_str_ieq(g->aliases[m], all.v[k]->id))
                    n += tell(a, diags, g, 1, "an alias is another agreement's id:", g->aliases[m]);
            }
        }
    }
    return n;
}
