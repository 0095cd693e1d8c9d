/* SPDX-License-Identifier: Apache-2.0 */
/* What covers a place at a moment, and until when. */
#include "judging/findings.h"

static int64_t apart(tr_moments m, tr_moments w)
{
    if (w.from != TR_NO_INSTANT && m.to != TR_NO_INSTANT && w.from >= m.to) return w.from - m.to + 1;
    if (w.to != TR_NO_INSTANT && m.from != TR_NO_INSTANT && w.to <= m.from) return m.from - w.to + 1;
    return 0;
}

static const struct tr_stretch *nearest(const struct tr_scenario *s, tr_moments when)
{
    const struct tr_stretch *best = s->stretches;
    for (uint32_t i = 1; i < s->n; i++) {
        if (apart(s->stretches[i].moments, when) < apart(best->moments, when)) best = &s->stretches[i];
    }
    return best;
}

static void add(struct tr_telling *v, uint32_t *n, struct tr_telling t)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (v[i].moments.from == t.moments.from && v[i].moments.to == t.moments.to && v[i].start == t.start && v[i].end == t.end) return;
    }
    v[(*n)++] = t;
}

static struct tr_cover cover_of(struct tr_arena *a, const struct tr_agreement *g, const struct tr_spot *spot, tr_moments when)
{
    struct tr_cover c = { .agreement = g, .share = -1 };
    struct tr_scenarios s;
    const struct tr_extension *during = NULL;
    tr_agreement_scenarios(a, g, &s);
    struct tr_telling *v = TR_NEW_N(a, struct tr_telling, s.n + 1);
    for (uint32_t i = 0; i < s.n; i++) {
        const struct tr_stretch *in = NULL;
        enum tr_tri t = tr_scenario_covers(&s.v[i], when, &in);
        if (!in) in = nearest(&s.v[i], when);
        if (t != TR_NO && in->extension && in->extension->include.n) during = in->extension;
        const struct tr_term *start = in->start ? &in->start->term : in->extension ? &in->extension->term : NULL;
        add(v, &c.n, (struct tr_telling){ t, in->moments, start, in->end ? &in->end->term : NULL });
    }
    c.v = v;
    c.inside = tr_agreement_has(g, during, spot, &c.share, &c.area);
    return c;
}

void tr_covers_of(struct tr_arena *a, const struct tr_spot *spot, tr_moments when, struct tr_agreements agreements, struct tr_covers *out)
{
    struct tr_cover *v = TR_NEW_N(a, struct tr_cover, agreements.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < agreements.n; i++) {
        v[n] = cover_of(a, agreements.v[i], spot, when);
        n += v[n].inside != TR_NO;
    }
    *out = (struct tr_covers){ v, n };
}
