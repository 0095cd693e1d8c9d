/* SPDX-License-Identifier: Apache-2.0 */
/* Which casualties claims a tally is made of: what lies in its scope, what was told before in vaguer words, what never happened. */
#include <stdlib.h>

#include "judging/tallies_int.h"

enum truce_who tr_victims(const struct tr_claim_row *c)
{
    return c->casualties.who == TRUCE_WHO_none ? TRUCE_WHO_people : c->casualties.who;
}

bool tr_rows_apart(const struct tr_report_row *a, const struct tr_report_row *b)
{
    return a && b && a != b && a->dataset.n && tr_str_eq(a->dataset, b->dataset) && a->root != b->root;
}

/* --- scope ------------------------------------------------------------------------------------------------------------------------------- */

struct scope {
    struct tr_map places;
    bool everywhere, undated;
    tr_days days;
};

static void scope_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_filter *f, struct scope *s)
{
    tr_map_init(&s->places, a);
    s->everywhere = !claims->scope.places.n;
    s->days = f->days;
    s->undated = f->undated || !tr_days_known(f->days);
    for (uint32_t i = 0; i < claims->scope.places.n; i++) tr_map_put(&s->places, claims->scope.places.v[i]->key, NULL);
}

static bool place_in(const struct scope *s, const struct tr_place_row *p)
{
    return s->everywhere || (p && tr_map_find(&s->places, p->key));
}

/* A period may reach over the asked one by a tenth of itself: "the last ten days" begin on a day that nobody means exactly. */
static bool days_in(const struct scope *s, tr_days d)
{
    int32_t slack = d.from == TR_NO_DATE || d.to == TR_NO_DATE ? 0 : (d.to - d.from) / 9;
    if (s->days.from != TR_NO_DATE && d.from != TR_NO_DATE && d.from + slack < s->days.from) return false;
    if (s->days.to != TR_NO_DATE && d.to != TR_NO_DATE && d.to - slack > s->days.to) return false;
    return true;
}

static bool day_in(const struct scope *s, tr_date d)
{
    if (d == TR_NO_DATE) return s->days.from == TR_NO_DATE && s->days.to == TR_NO_DATE;
    return (s->days.from == TR_NO_DATE || d >= s->days.from) && (s->days.to == TR_NO_DATE || d <= s->days.to);
}

/* What tells no day counts when it was published in the asked days; a state as of a day may be published somewhat later. */
static bool in_scope(const struct scope *s, const struct tr_figure *g)
{
    const struct tr_claim_row *c = g->claim;
    if (!place_in(s, c->place) && !(g->incident && place_in(s, g->incident->place))) return false;
    tr_days d = g->incident && tr_days_known(g->incident->days) ? g->incident->days : c->days;
    if (!tr_days_known(d)) return day_in(s, c->report->published);
    if (d.from == TR_NO_DATE) d.from = c->casualties.cumulative ? TR_NO_DATE : d.to;
    if (d.to == TR_NO_DATE) d.to = c->report->published;
    return days_in(s, d);
}

/* Outside of the asked days altogether: only padding of the question, nothing to show. */
static bool elsewhere(const struct scope *s, const struct tr_figure *g)
{
    tr_days d = g->incident && tr_days_known(g->incident->days) ? g->incident->days : g->claim->days;
    tr_date told = g->claim->report->published;
    if (!tr_days_known(d)) return !s->undated || (told != TR_NO_DATE && !day_in(s, told));
    if (s->days.from != TR_NO_DATE && d.to != TR_NO_DATE && d.to < s->days.from) return true;
    return s->days.to != TR_NO_DATE && d.from != TR_NO_DATE && d.from > s->days.to;
}

/* --- the same figure in vaguer words ------------------------------------------------------------------------------------------------------- */

/* Greater is vaguer: no day, then a coarse place. */
static int vagueness(const struct tr_figure *g)
{
    const struct tr_place_row *p = g->claim->place ? g->claim->place : g->incident ? g->incident->place : NULL;
    bool dated = tr_days_known(g->claim->days) || (g->incident && tr_days_known(g->incident->days));
    return (dated ? 0 : 8) + 7 - tr_place_rank(p);
}

static tr_days days_of(const struct tr_figure *g)
{
    return g->incident && tr_days_known(g->incident->days) ? g->incident->days : g->claim->days;
}

/* The same in every field: said twice, or carried by two outlets. Small numbers without a day are the same only when they came about the same time. */
static bool same_words(const struct tr_figure *x, const struct tr_figure *y)
{
    const struct tr_claim_row *c = x->claim, *d = y->claim;
    bool place = c->place == d->place || (c->place && d->place && tr_str_eq(c->place->key, d->place->key));
    bool days = c->days.from == d->days.from && c->days.to == d->days.to;
    if (!place || !days || c->casualties.means != d->casualties.means || c->casualties.cumulative != d->casualties.cumulative) return false;
    const struct truce_quantity *q = &c->casualties.count;
    /* As in merging: an outlet's own reports of a town may be of two things with one victim each. */
    if (!c->source && tr_place_rank(c->place) < 5 && (q->has_low ? q->low : q->high) < 5 && c->report->root != d->report->root)
        return false;
    if (tr_days_known(c->days) || (q->has_low ? q->low : q->high) >= 5) return true;
    return tr_days_apart(c->report->published, d->report->published) <= 14;
}

/* Whether both can be one statement: equal number of equal people by one origin, neither place nor day against it, and one is vaguer. */
static bool one_statement(const struct tr_figure *x, const struct tr_figure *y)
{
    const struct truce_quantity *p = &x->claim->casualties.count, *q = &y->claim->casualties.count;
    if ((x->incident == y->incident && x->incident) || tr_rows_apart(x->claim->report, y->claim->report))
        return false; /* or settled inside the incident */
    if (x->claim->casualties.harm != y->claim->casualties.harm || tr_victims(x->claim) != tr_victims(y->claim)) return false;
    if (p->has_low != q->has_low || p->has_high != q->has_high || p->low != q->low || p->high != q->high) return false;
    if (same_words(x, y)) return true;
    int vx = vagueness(x), vy = vagueness(y);
    if (vx == vy || (p->has_low ? p->low : p->high) < 5) return false;
    if (tr_where_of(x->claim->place, y->claim->place) == TR_WHERE_APART) return false;
    tr_days d = days_of(x), e = days_of(y);
    if (!tr_days_known(d) || !tr_days_known(e)) return true;
    return (d.from == TR_NO_DATE || e.to == TR_NO_DATE || d.from <= e.to) && (e.from == TR_NO_DATE || d.to == TR_NO_DATE || e.from <= d.to);
}

/* Figures of an origin by number. Vague ones may be any other; precise ones only vague ones, or the same in every field. */
struct restated {
    struct tr_map numbers, vague, twins; /* figure + 1: the last of its chain; for twins the first */
    uint32_t *next, *next_vague;
};
#define VAGUE 5   /* no day, or no nearer than a province */
#define CHAIN 256 /* figures of equal number that one is held against, the latest first: old ones that are vague are seldom told again */

static tr_str number_key(struct tr_arena *a, const struct tr_figure *g)
{
    const struct truce_quantity *q = &g->claim->casualties.count;
    uint64_t key[2] = { (uint64_t)g->origin << 32 | (uint64_t)g->claim->casualties.harm << 8 | (uint64_t)tr_victims(g->claim),
                        (uint64_t)(q->has_low ? q->low : q->high) };
    return tr_arena_dup(a, (tr_str){ (const char *)key, sizeof key });
}

static tr_str twin_key(struct tr_arena *a, const struct tr_figure *g, tr_str number)
{
    const struct tr_claim_row *c = g->claim;
    uint64_t key[3] = { c->place ? tr_hash(c->place->key) : 0, (uint64_t)(uint32_t)c->days.from << 32 | (uint32_t)c->days.to,
                        (uint64_t)c->casualties.means << 3 | (uint64_t)c->casualties.cumulative << 2 |
                            (uint64_t)c->casualties.count.has_low << 1 | c->casualties.count.has_high };
    return tr_arena_printf(a, TR_STR_FMT "%016llx%016llx%016llx", TR_STR_ARG(number), (unsigned long long)key[0],
                           (unsigned long long)key[1], (unsigned long long)key[2]);
}

/* Of equals the one that was told first stands; else the one that tells more. */
static bool try_pair(struct tr_figure *o, struct tr_figure *g)
{
    if (!o->in || g->claim->casualties.part_of == o->claim->id || !one_statement(o, g)) return false;
    struct tr_figure *vague = same_words(o, g) || vagueness(g) >= vagueness(o) ? g : o;
    vague->in = false;
    vague->use = TR_USE_repeated;
    vague->because = vague == g ? o->claim : g->claim;
    return vague == g;
}

static void try_chain(struct tr_figures *f, struct tr_figure *g, uint32_t at, const uint32_t *next)
{
    for (uint32_t n = 0; at && n < CHAIN && g->in; at = next[at - 1], n++)
        if (try_pair(&f->v[at - 1], g)) return;
}

static void restate(struct tr_arena *a, struct restated *r, struct tr_figures *f, uint32_t i)
{
    struct tr_figure *g = &f->v[i];
    tr_str key = number_key(a, g);
    bool fresh, vague = vagueness(g) >= VAGUE;
    uint64_t *all = tr_map_put(&r->numbers, key, NULL), *twin = tr_map_put(&r->twins, twin_key(a, g, key), &fresh);
    if (!fresh && try_pair(&f->v[*twin - 1], g)) return;
    *twin = i + 1;
    uint64_t *some = tr_map_put(&r->vague, key, NULL);
    try_chain(f, g, (uint32_t)(vague ? *all : *some), vague ? r->next : r->next_vague);
    r->next[i] = (uint32_t)*all;
    *all = i + 1;
    if (!vague) return;
    r->next_vague[i] = (uint32_t)*some;
    *some = i + 1;
}

static void mark_restated(struct tr_arena *a, struct tr_figures *f)
{
    struct restated r = { .next = TR_NEW_N(a, uint32_t, f->n + 1), .next_vague = TR_NEW_N(a, uint32_t, f->n + 1) };
    tr_map_init(&r.numbers, a);
    tr_map_init(&r.vague, a);
    tr_map_init(&r.twins, a);
    for (uint32_t i = 0; i < f->n; i++)
        if (f->v[i].in) restate(a, &r, f, i);
}

/* --- all ------------------------------------------------------------------------------------------------------------------------------------ */

static void find_incidents(struct tr_arena *a, const struct tr_incidents *incidents, struct tr_map *of)
{
    tr_map_init(of, a);
    for (uint32_t i = 0; i < incidents->n; i++)
        for (uint32_t k = 0; k < incidents->v[i].n; k++) {
            const tr_id *id = &incidents->v[i].merges[k].claim->id;
            if (incidents->v[i].merges[k].claim->kind == TRUCE_KIND_casualties)
                *tr_map_put(of, (tr_str){ (const char *)id, sizeof *id }, NULL) = i + 1;
        }
}

static void judge_scope(const struct scope *s, struct tr_figure *g)
{
    const struct tr_claim_row *c = g->claim;
    if (c->status != TRUCE_STATUS_actual) g->use = TR_USE_not_actual;
    else if (!in_scope(s, g)) g->use = TR_USE_other_scope;
    else g->in = true;
}

static int order(const void *x, const void *y)
{
    return tr_claim_order(*(const struct tr_claim_row *const *)x, *(const struct tr_claim_row *const *)y);
}

static const struct tr_claim_row **in_order(struct tr_arena *a, const struct tr_claims *claims)
{
    const struct tr_claim_row **rows = TR_NEW_N(a, const struct tr_claim_row *, claims->n + 1);
    bool sorted = true;
    for (uint32_t i = 0; i < claims->n; i++) {
        rows[i] = &claims->v[i];
        sorted = sorted && (!i || tr_claim_order(rows[i - 1], rows[i]) <= 0);
    }
    if (!sorted) qsort(rows, claims->n, sizeof *rows, order);
    return rows;
}

void tr_figures_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_incidents *incidents, const struct tr_filter *f,
                   struct tr_figures *out)
{
    struct scope s;
    struct tr_map of, origins;
    scope_of(a, claims, f, &s);
    find_incidents(a, incidents, &of);
    tr_map_init(&origins, a);
    *out = (struct tr_figures){ .v = TR_NEW_N(a, struct tr_figure, claims->n + 1) };
    const struct tr_claim_row **rows = in_order(a, claims);
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct tr_claim_row *c = rows[i];
        if (c->kind != TRUCE_KIND_casualties || c->rejected) continue;
        const uint64_t *at = tr_map_find(&of, (tr_str){ (const char *)&c->id, sizeof c->id });
        struct tr_figure g = { .claim = c, .incident = at ? &incidents->v[*at - 1] : NULL };
        if (elsewhere(&s, &g)) continue;
        bool fresh;
        uint64_t *o = tr_map_put(&origins, c->origin, &fresh);
        if (fresh) *o = out->n_origins++;
        g.origin = (uint32_t)*o;
        judge_scope(&s, &g);
        out->v[out->n++] = g;
    }
    mark_restated(a, out);
}
