/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of start, end and extension put together into consistent tellings. Nothing here picks among rivals. */
#include "knowledge/agreements.h"

/* A scenario in the making; `told` is the source that later claims are taken from first. */
struct draft {
    tr_str told;
    const struct tr_term_time *start, *end;
    TR_VEC(struct tr_stretch) stretches;
};
struct drafts {
    TR_VEC(struct draft) list;
};

static bool says(struct tr_term_times of, tr_str source)
{
    for (uint32_t i = 0; i < of.n; i++) {
        if (tr_str_ieq(of.v[i].term.source, source)) return true;
    }
    return false;
}

/* Seconds that a statement leaves open beyond its minute. */
static int64_t open_width(const struct tr_term_time *t)
{
    return t && t->at != TR_NO_INSTANT && t->width > 60 ? t->width : 0;
}

/* Fills moments and sure from the claims; `goes_on` = the stretch before, whose end a missing start takes over. */
static struct tr_stretch stretch_of(const struct tr_term_time *start, const struct tr_term_time *end, const struct tr_stretch *goes_on)
{
    struct tr_stretch s = { .start = start, .end = end };
    if (start) {
        s.moments.from = start->at;
        s.sure.from = start->at == TR_NO_INSTANT ? TR_NO_INSTANT : start->at + open_width(start);
    } else if (goes_on) {
        /* Whenever the one before ended, this one began: only both together leave no gap. */
        tr_instant from = goes_on->sure.to != TR_NO_INSTANT ? goes_on->sure.to : goes_on->moments.from;
        s.moments.from = s.sure.from = from;
    }
    s.moments.to = s.sure.to = TR_NO_INSTANT;
    if (end && end->after) {
        s.moments.to = s.moments.from == TR_NO_INSTANT ? TR_NO_INSTANT : s.moments.from + open_width(start) + end->after;
        s.sure.to = s.moments.from == TR_NO_INSTANT ? TR_NO_INSTANT : s.moments.from + end->after;
    } else if (end && end->at != TR_NO_INSTANT) {
        s.moments.to = end->at + open_width(end);
        s.sure.to = end->at;
    }
    return s;
}

/* Whether `claim` is to be paired with what `told` says, see the header. */
static bool pairs(const struct tr_term_time *claim, tr_str told, struct tr_term_times starts, bool any)
{
    return any || tr_str_ieq(claim->term.source, told) || !says(starts, claim->term.source);
}

static bool some_pair(struct tr_term_times ends, tr_str told, struct tr_term_times starts)
{
    for (uint32_t i = 0; i < ends.n; i++) {
        if (pairs(&ends.v[i], told, starts, false)) return true;
    }
    return false;
}

static struct draft *draft_add(struct tr_arena *a, struct drafts *to)
{
    return to->list.n <= TR_MAX_SCENARIOS ? tr_vec_push(a, &to->list) : NULL; /* one more, so that the reader can refuse it */
}

static void first_terms(struct tr_arena *a, const struct tr_agreement *g, struct drafts *out)
{
    for (uint32_t i = 0; i < g->starts.n; i++) {
        const struct tr_term_time *start = &g->starts.v[i];
        bool any = !some_pair(g->ends, start->term.source, g->starts);
        for (uint32_t k = 0; k < g->ends.n || (k == 0 && !g->ends.n); k++) {
            const struct tr_term_time *end = g->ends.n ? &g->ends.v[k] : NULL;
            if (end && !pairs(end, start->term.source, g->starts, any)) continue;
            struct draft *d = draft_add(a, out);
            if (!d) return;
            *d = (struct draft){ .told = start->term.source, .start = start, .end = end };
            *tr_vec_push(a, &d->stretches) = stretch_of(start, end, NULL);
        }
    }
}

static void add_stretch(struct tr_arena *a, const struct draft *before, struct tr_stretch s, struct drafts *out)
{
    struct draft *d = draft_add(a, out);
    if (!d) return;
    *d = (struct draft){ .told = before->told, .start = before->start, .end = before->end };
    for (uint32_t i = 0; i < before->stretches.n; i++) *tr_vec_push(a, &d->stretches) = before->stretches.v[i];
    *tr_vec_push(a, &d->stretches) = s;
}

/* Every continuation of one draft by one extension. */
static void extend_draft(struct tr_arena *a, const struct draft *d, const struct tr_extension *x, struct drafts *out)
{
    const struct tr_stretch *last = &d->stretches.v[d->stretches.n - 1];
    bool own_from = says(x->from, d->told);
    for (uint32_t i = 0; i < x->from.n || (i == 0 && !x->from.n); i++) {
        const struct tr_term_time *from = x->from.n ? &x->from.v[i] : NULL;
        if (from && own_from && !tr_str_ieq(from->term.source, d->told)) continue;
        tr_str told = from ? from->term.source : d->told;
        bool own_to = says(x->to, told);
        for (uint32_t k = 0; k < x->to.n || (k == 0 && !x->to.n); k++) {
            const struct tr_term_time *to = x->to.n ? &x->to.v[k] : NULL;
            if (to && own_to && !tr_str_ieq(to->term.source, told)) continue;
            struct tr_stretch s = stretch_of(from, to, last);
            s.extension = x;
            add_stretch(a, d, s, out);
        }
    }
}

static struct tr_scenario finish(const struct draft *d)
{
    struct tr_scenario s = { .start = d->start, .end = d->end, .stretches = d->stretches.v, .n = d->stretches.n };
    s.moments = d->stretches.v[0].moments;
    for (uint32_t i = 1; i < d->stretches.n; i++) {
        tr_moments m = d->stretches.v[i].moments;
        if (m.from != TR_NO_INSTANT && s.moments.from != TR_NO_INSTANT && m.from < s.moments.from) s.moments.from = m.from;
        if (m.to == TR_NO_INSTANT || (s.moments.to != TR_NO_INSTANT && m.to > s.moments.to)) s.moments.to = m.to;
    }
    return s;
}

void tr_agreement_scenarios(struct tr_arena *a, const struct tr_agreement *g, struct tr_scenarios *out)
{
    struct drafts now = { 0 };
    first_terms(a, g, &now);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        struct drafts next = { 0 };
        for (uint32_t k = 0; k < now.list.n; k++) extend_draft(a, &now.list.v[k], &g->extensions.v[i], &next);
        now = next;
    }
    struct tr_scenario *v = TR_NEW_N(a, struct tr_scenario, now.list.n + 1);
    for (uint32_t i = 0; i < now.list.n; i++) v[i] = finish(&now.list.v[i]);
    *out = (struct tr_scenarios){ v, now.list.n };
}

/* --- asking -------------------------------------------------------------------------------------------------------------------------- */

static bool touches(tr_moments a, tr_moments b)
{
    if (a.from != TR_NO_INSTANT && a.to != TR_NO_INSTANT && a.to <= a.from)
        return false; /* an extension that one telling has no room for */
    return (a.to == TR_NO_INSTANT || b.from == TR_NO_INSTANT || b.from < a.to) &&
           (b.to == TR_NO_INSTANT || a.from == TR_NO_INSTANT || a.from < b.to);
}

static bool holds(tr_moments m, tr_instant t)
{
    return (m.from == TR_NO_INSTANT || m.from <= t) && (m.to == TR_NO_INSTANT || t < m.to);
}

/* Whether [from, to) lies in the union of what is sure. */
static bool surely(const struct tr_scenario *s, tr_moments when)
{
    tr_instant t = when.from;
    for (uint32_t steps = 0; steps <= s->n && t < when.to; steps++) {
        tr_instant reach = t;
        for (uint32_t i = 0; i < s->n; i++) {
            tr_moments m = s->stretches[i].sure;
            if (!holds(m, t)) continue;
            if (m.to == TR_NO_INSTANT) return true;
            if (m.to > reach) reach = m.to;
        }
        if (reach == t) return false;
        t = reach;
    }
    return t >= when.to;
}

enum tr_tri tr_scenario_covers(const struct tr_scenario *s, tr_moments when, const struct tr_stretch **in)
{
    const struct tr_stretch *first = NULL;
    if (when.from != TR_NO_INSTANT && when.to != TR_NO_INSTANT && when.to <= when.from) when.to = when.from + 1;
    for (uint32_t i = 0; i < s->n; i++) {
        if (!touches(s->stretches[i].moments, when)) continue;
        if (when.from != TR_NO_INSTANT && holds(s->stretches[i].moments, when.from)) {
            first = &s->stretches[i];
            break;
        }
        if (!first) first = &s->stretches[i];
    }
    if (in) *in = first;
    if (!first) return TR_NO;
    return when.from != TR_NO_INSTANT && when.to != TR_NO_INSTANT && surely(s, when) ? TR_YES : TR_UNKNOWN;
}
