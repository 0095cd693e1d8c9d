/* SPDX-License-Identifier: Apache-2.0 */
/* Was the agreement in force then? Asked of every consistent telling of its terms. */
#include "judging/findings_int.h"

tr_str tr_moment_text(struct tr_arena *a, const struct tr_zone *z, tr_instant t)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    int minute, year, month, day;
    if (t == TR_NO_INSTANT) return TR_NOTHING;
    tr_date_parts(tr_instant_local(z, t, &minute), &year, &month, &day);
    return tr_arena_printf(a, "%d %s %d %02d:%02d", day, months[month - 1], year, minute / 60, minute % 60);
}

static tr_str end_text(struct tr_arena *a, const struct tr_agreement *g, const struct tr_stretch *s)
{
    if (s->moments.to == TR_NO_INSTANT) return TR_STR("further notice");
    return tr_moment_text(a, g->zone, s->moments.to);
}

static tr_str source_of(const struct tr_term_time *t, const struct tr_extension *x, const struct tr_agreement *g)
{
    if (t && t->term.source.n) return t->term.source;
    if (x && x->term.source.n) return x->term.source;
    return g->starts.n ? g->starts.v[0].term.source : TR_STR("its text");
}

static struct tr_said say(struct tr_arena *a, const struct tr_agreement *g, const struct tr_stretch *s)
{
    const struct tr_extension *x = s->extension;
    tr_str from = tr_moment_text(a, g->zone, s->moments.from), to = end_text(a, g, s), by = source_of(s->start, x, g),
           till = source_of(s->end, x, g);
    const char *what = x ? "extension" : "start";
    struct tr_said d;
    d.from = tr_arena_printf(a, "in force from " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(from), TR_STR_ARG(by));
    d.until = tr_arena_printf(a, "in force until " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(to), TR_STR_ARG(till));
    d.before = tr_arena_printf(a, "before the %s on " TR_STR_FMT " (" TR_STR_FMT ")", what, TR_STR_ARG(from), TR_STR_ARG(by));
    d.after = tr_arena_printf(a, "after the end on " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(to), TR_STR_ARG(till));
    d.label_from =
        tr_arena_printf(a, "the %s is %s" TR_STR_FMT " (" TR_STR_FMT ")", what, x ? "from " : "", TR_STR_ARG(from), TR_STR_ARG(by));
    d.label_until = tr_arena_printf(a, "the end is " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(to), TR_STR_ARG(till));
    return d;
}

/* From the earlier beginning to the later end. */
static tr_moments hull(tr_moments a, tr_moments b)
{
    if (a.from == TR_NO_INSTANT || b.from == TR_NO_INSTANT) a.from = TR_NO_INSTANT;
    else if (b.from < a.from) a.from = b.from;
    if (a.to == TR_NO_INSTANT || b.to == TR_NO_INSTANT) a.to = TR_NO_INSTANT;
    else if (b.to > a.to) a.to = b.to;
    return a;
}

void tr_ready_times(struct tr_ready *r)
{
    struct tr_arena *a = r->cases->arena;
    tr_agreement_scenarios(a, r->agreement, &r->scenarios);
    r->said = TR_NEW_N(a, struct tr_said *, r->scenarios.n + 1);
    r->first = TR_NO_DATE;
    for (uint32_t i = 0; i < r->scenarios.n; i++) {
        const struct tr_scenario *s = &r->scenarios.v[i];
        tr_date day = tr_instant_local(r->agreement->zone, s->moments.from, NULL);
        if (day != TR_NO_DATE && (r->first == TR_NO_DATE || day < r->first)) r->first = day;
        r->life = i ? hull(r->life, s->moments) : s->moments;
        r->said[i] = TR_NEW_N(a, struct tr_said, s->n + 1);
        for (uint32_t j = 0; j < s->n; j++) r->said[i][j] = say(a, r->agreement, &s->stretches[j]);
    }
}

int64_t tr_moments_apart(tr_moments m, tr_moments w)
{
    if (w.from != TR_NO_INSTANT && m.to != TR_NO_INSTANT && w.from >= m.to) return w.from - m.to + 1;
    if (w.to != TR_NO_INSTANT && m.from != TR_NO_INSTANT && w.to <= m.from) return m.from - w.to + 1;
    return 0;
}

static int64_t distance(tr_instant a, tr_instant b)
{
    if (a == TR_NO_INSTANT || b == TR_NO_INSTANT) return INT64_MAX;
    return a < b ? b - a : a - b;
}

/* The stretch that lies nearest. */
static uint32_t nearest(const struct tr_scenario *s, tr_moments when)
{
    uint32_t best = 0;
    for (uint32_t j = 1; j < s->n; j++) {
        if (tr_moments_apart(s->stretches[j].moments, when) < tr_moments_apart(s->stretches[best].moments, when)) best = j;
    }
    return best;
}

static void tell(struct tr_ready *r, uint32_t i, tr_moments when, struct tr_options *out, struct tr_during *during)
{
    const struct tr_scenario *s = &r->scenarios.v[i];
    const struct tr_stretch *in = NULL;
    enum tr_tri v = tr_scenario_covers(s, when, &in);
    uint32_t j = in ? (uint32_t)(in - s->stretches) : nearest(s, when);
    const struct tr_stretch *x = &s->stretches[j];
    const struct tr_said *d = &r->said[i][j];
    bool before = v == TR_NO && when.to != TR_NO_INSTANT && x->moments.from != TR_NO_INSTANT && when.to <= x->moments.from;
    bool start = v == TR_NO ? before : distance(when.from, x->moments.from) <= distance(when.to, x->moments.to);
    const struct tr_term_time *t = start ? x->start : x->end;
    const struct tr_term *term = t ? &t->term : x->extension ? &x->extension->term : s->start ? &s->start->term : NULL;
    tr_str because = v == TR_NO ? (before ? d->before : d->after) : start ? d->from : d->until;
    tr_option_add(out, v, term, because, start ? d->label_from : d->label_until);
    for (uint32_t k = 0; k < during->n; k++) {
        if (during->v[k] == x->extension) return;
    }
    if (v != TR_NO && during->n < sizeof during->v / sizeof *during->v) during->v[during->n++] = x->extension;
}

void tr_ask_time(struct tr_ready *r, struct tr_case *c, struct tr_options *out, struct tr_during *during)
{
    during->n = 0;
    if (c->when.from == TR_NO_INSTANT && c->when.to == TR_NO_INSTANT) {
        tr_option_add(out, TR_UNKNOWN, NULL, TR_STR("nobody says when it happened"), TR_NOTHING);
        return;
    }
    if (!r->scenarios.n) tr_option_add(out, TR_UNKNOWN, NULL, TR_STR("the agreement names no start"), TR_NOTHING);
    for (uint32_t i = 0; i < r->scenarios.n; i++) tell(r, i, c->when, out, during);
    /* What nobody disputes is one answer; of the sentences that differ in their sources alone the first stands. */
    if (out->n > 1 && !tr_options_contested(out)) out->n = 1;
    if (out->n == 1 && out->v[0].value == TR_UNKNOWN && r->scenarios.n) {
        out->v[0].because =
            tr_arena_printf(r->cases->arena, "%s is " TR_STR_FMT,
                            tr_days_known(c->in->days) ? "only a part of its time"
                                                       : "nobody says on which day, and only a part of the time that it may have been",
                            TR_STR_ARG(out->v[0].because));
        out->v[0].label = TR_NOTHING;
    }
}
