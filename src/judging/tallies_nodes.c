/* SPDX-License-Identifier: Apache-2.0 */
/* One origin's toll: its incidents, and its totals of periods. What overlaps is never added: of a total and what lies inside it the larger stands. */
#include <stdlib.h>

#include "judging/tallies_int.h"

/* --- nodes -------------------------------------------------------------------------------------------------------------------------------- */

/* Figures that stand for one count over time: those of an incident; or totals of one place that begin on one day ("since 22 April"), however far they reach.
 * Totals without a start are one as well: each replaces the one before. */
struct slot {
    uint32_t origin, harm;
    uint64_t what, place;
    int64_t from, to;
};

static struct slot slot_of(const struct tr_figure *g)
{
    struct slot s = { .origin = g->origin, .harm = (uint32_t)g->claim->casualties.harm, .to = TR_NO_DATE };
    if (g->incident) {
        s.what = (uint64_t)g->incident->id;
        return s;
    }
    if (g->claim->report->dataset.n) s.what = (uint64_t)g->claim->report->root; /* a row replaces no other row */
    s.place = g->claim->place ? tr_hash(g->claim->place->key) : 0;
    /* A state (so many besieged) is as of its day: the latest replaces the earlier ones. */
    s.from = g->claim->casualties.cumulative ? g->claim->days.from : TR_NO_DATE;
    return s;
}

static tr_days period_of(const struct tr_claim_row *c)
{
    tr_days d = c->days;
    if (d.to == TR_NO_DATE) d.to = c->report->published;
    if (d.from == TR_NO_DATE && tr_days_known(c->days) && !c->casualties.cumulative) d.from = d.to;
    return d;
}

static enum tr_use use_of(enum tr_use_of u)
{
    return u == TR_FIG_COUNTED      ? TR_USE_counted
           : u == TR_FIG_SUPERSEDED ? TR_USE_superseded
           : u == TR_FIG_REPEATED   ? TR_USE_repeated
                                    : TR_USE_part;
}

static void settle(struct tr_arena *a, struct tr_figures *f, struct tr_node *n)
{
    struct tr_fig *v = TR_NEW_N(a, struct tr_fig, n->n);
    int64_t most = -1;
    for (uint32_t i = 0; i < n->n; i++) v[i].claim = f->v[n->figures[i]].claim;
    n->range = tr_figs_settle(v, n->n);
    n->top = true;
    n->days = (struct tr_days){ TR_NO_DATE, TR_NO_DATE };
    for (uint32_t i = 0; i < n->n; i++) {
        struct tr_figure *g = &f->v[n->figures[i]];
        g->use = use_of(v[i].use);
        g->because = v[i].because;
        if (v[i].use != TR_FIG_COUNTED) continue;
        n->who |= 1u << tr_victims(v[i].claim);
        tr_days d = period_of(v[i].claim);
        if (n->claim == NULL || d.from < n->days.from) n->days.from = d.from; /* TR_NO_DATE is least: open */
        if (d.to > n->days.to) n->days.to = d.to;
        if (tr_range_of(&v[i].claim->casualties.count).high <= most && n->claim) continue;
        most = tr_range_of(&v[i].claim->casualties.count).high;
        n->claim = v[i].claim;
    }
    n->place = n->claim ? n->claim->place : NULL;
    n->row = n->claim && n->claim->report->dataset.n ? n->claim->report : NULL;
    if (!n->incident) return;
    if (n->incident->place) n->place = n->incident->place;
    tr_date told = n->claim ? n->claim->report->published : TR_NO_DATE;
    n->days = tr_days_known(n->incident->days) ? n->incident->days : (tr_days){ told, told };
}

struct slot_items {
    TR_VEC(uint32_t) at;
    tr_date to;
};
struct slot_list {
    struct slot_items *v; /* room for one a figure */
    uint32_t n;
};

/* A total that ends before one that was told earlier is of another period, not its successor. */
static uint32_t slot_at(struct tr_arena *a, struct tr_map *slots, struct slot_list *lists, const struct tr_figure *g, struct tr_nodes *out)
{
    struct slot s = slot_of(g);
    tr_date to = g->incident ? TR_NO_DATE : period_of(g->claim).to;
    const uint64_t *open = tr_map_find(slots, (tr_str){ (const char *)&s, sizeof s });
    if (open && to < lists->v[*open].to) s.to = to;
    bool fresh;
    uint64_t *at = tr_map_put(slots, tr_arena_dup(a, (tr_str){ (const char *)&s, sizeof s }), &fresh);
    if (fresh) {
        *at = lists->n;
        lists->v[lists->n++].to = to;
        *tr_vec_push(a, &out->list) = (struct tr_node){ .origin = s.origin, .harm = g->claim->casualties.harm, .incident = g->incident };
    }
    if (to > lists->v[*at].to) lists->v[*at].to = to;
    return (uint32_t)*at;
}

static void collect(struct tr_arena *a, struct tr_figures *f, enum truce_who who, struct tr_nodes *out)
{
    struct tr_map slots;
    struct slot_list lists = { .v = TR_NEW_N(a, struct slot_items, f->n + 1) };
    tr_map_init(&slots, a);
    for (uint32_t i = 0; i < f->n; i++) {
        if (!f->v[i].in || (who && tr_victims(f->v[i].claim) != who)) continue;
        uint32_t at = slot_at(a, &slots, &lists, &f->v[i], out);
        *tr_vec_push(a, &lists.v[at].at) = i;
    }
    for (uint32_t i = 0; i < out->list.n; i++) {
        out->list.v[i].figures = lists.v[i].at.v;
        out->list.v[i].n = lists.v[i].at.n;
        settle(a, f, &out->list.v[i]);
    }
}

/* --- what overlaps -------------------------------------------------------------------------------------------------------------------------- */

static bool classes_apart(uint32_t a, uint32_t b)
{
    const uint32_t fighters = 1u << TRUCE_WHO_combatants, unarmed = 1u << TRUCE_WHO_civilians | 1u << TRUCE_WHO_children |
                                                                    1u << TRUCE_WHO_women | 1u << TRUCE_WHO_medical |
                                                                    1u << TRUCE_WHO_aid_workers | 1u << TRUCE_WHO_journalists;
    return a && b && (((a & ~fighters) == 0 && (b & ~unarmed) == 0) || ((b & ~fighters) == 0 && (a & ~unarmed) == 0));
}

/* Days of a total without end: to the publication; without start: since ever. */
static bool overlap(const struct tr_node *total, const struct tr_node *x)
{
    if (classes_apart(total->who, x->who) || tr_rows_apart(total->row, x->row)) return false;
    if (total->days.from != TR_NO_DATE && x->days.to != TR_NO_DATE && x->days.to < total->days.from) return false;
    if (total->days.to != TR_NO_DATE && x->days.from != TR_NO_DATE && x->days.from > total->days.to) return false;
    return tr_where_of(total->place, x->place) != TR_WHERE_APART;
}

static int64_t length_of(const struct tr_node *n)
{
    return n->days.from == TR_NO_DATE || n->days.to == TR_NO_DATE ? INT64_MAX : (int64_t)n->days.to - n->days.from;
}

/* Totals from the smallest scope to the widest; equal ones in the canonical order. */
static int by_scope(const void *x, const void *y)
{
    const struct tr_node *a = *(struct tr_node *const *)x, *b = *(struct tr_node *const *)y;
    if (length_of(a) != length_of(b)) return length_of(a) < length_of(b) ? -1 : 1;
    int ra = tr_place_rank(a->place), rb = tr_place_rank(b->place);
    if (ra != rb) return ra > rb ? -1 : 1;
    if (a->claim != b->claim && a->claim && b->claim) return tr_claim_order(a->claim, b->claim);
    return a < b ? -1 : a > b;
}

static uint32_t totals_of(struct tr_arena *a, const struct tr_nodes *nodes, const uint32_t *at, uint32_t n, struct tr_node ***out)
{
    struct tr_node **v = TR_NEW_N(a, struct tr_node *, n + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!nodes->list.v[at[i]].incident && tr_range_known(nodes->list.v[at[i]].range)) v[k++] = &nodes->list.v[at[i]];
    qsort(v, k, sizeof *v, by_scope);
    *out = v;
    return k;
}

static void put_inside(struct tr_figures *f, struct tr_node *n, const struct tr_claim_row *because)
{
    n->top = false;
    for (uint32_t i = 0; i < n->n; i++) {
        struct tr_figure *g = &f->v[n->figures[i]];
        if (g->use != TR_USE_counted) continue;
        g->use = TR_USE_inside;
        g->because = because;
    }
}

/* Nodes of one origin and harm. */
static void nest(struct tr_arena *a, struct tr_figures *f, struct tr_nodes *nodes, const uint32_t *at, uint32_t n)
{
    struct tr_node **totals;
    uint32_t k = totals_of(a, nodes, at, n, &totals);
    bool *placed = TR_NEW_N(a, bool, nodes->list.n + 1);
    for (uint32_t t = 0; t < k; t++) {
        struct tr_range sum = { 0 };
        const struct tr_node *greatest = NULL;
        for (uint32_t i = 0; i < n; i++) {
            const struct tr_node *x = &nodes->list.v[at[i]];
            if (x == totals[t] || !x->top || (!x->incident && !placed[at[i]]) || !overlap(totals[t], x)) continue;
            sum = tr_range_add(sum, x->range);
            if (tr_range_known(x->range) && (!greatest || x->range.high > greatest->range.high)) greatest = x;
        }
        placed[totals[t] - nodes->list.v] = true;
        if (greatest && sum.low > totals[t]->range.low) {
            put_inside(f, totals[t], greatest->claim);
            continue;
        }
        for (uint32_t i = 0; i < n; i++) {
            struct tr_node *x = &nodes->list.v[at[i]];
            if (x != totals[t] && x->top && (x->incident || placed[at[i]]) && overlap(totals[t], x)) put_inside(f, x, totals[t]->claim);
        }
    }
}

void tr_nodes_of(struct tr_arena *a, struct tr_figures *f, enum truce_who who, struct tr_nodes *out)
{
    collect(a, f, who, out);
    uint32_t n = out->list.n, groups = f->n_origins * TRUCE_HARM_count;
    uint32_t *count = TR_NEW_N(a, uint32_t, groups + 1), *at = TR_NEW_N(a, uint32_t, n + 1);
    bool *totals = TR_NEW_N(a, bool, groups + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t g = out->list.v[i].origin * TRUCE_HARM_count + (uint32_t)out->list.v[i].harm;
        count[g + 1]++;
        totals[g] |= !out->list.v[i].incident;
    }
    for (uint32_t g = 0; g < groups; g++) count[g + 1] += count[g];
    uint32_t *fill = TR_NEW_N(a, uint32_t, groups + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t g = out->list.v[i].origin * TRUCE_HARM_count + (uint32_t)out->list.v[i].harm;
        at[count[g] + fill[g]++] = i;
    }
    for (uint32_t g = 0; g < groups; g++)
        if (totals[g]) nest(a, f, out, at + count[g], count[g + 1] - count[g]);
}

/* --- sums ------------------------------------------------------------------------------------------------------------------------------------ */

const struct tr_range *tr_nodes_sums(struct tr_arena *a, const struct tr_nodes *nodes, uint32_t n_origins)
{
    struct tr_range *sums = TR_NEW_N(a, struct tr_range, n_origins * TRUCE_HARM_count + 1);
    for (uint32_t i = 0; i < nodes->list.n; i++) {
        const struct tr_node *n = &nodes->list.v[i];
        struct tr_range *sum = &sums[n->origin * TRUCE_HARM_count + (uint32_t)n->harm];
        if (n->top) *sum = tr_range_add(*sum, n->range);
    }
    return sums;
}

/* A block: what several origins say of one incident, or of one period and all inside it. */
static uint32_t block_of(struct tr_arena *a, struct tr_nodes *blocks, struct tr_map *incidents, const struct tr_node *n)
{
    bool fresh;
    uint64_t *at = tr_map_put(incidents, tr_arena_dup(a, (tr_str){ (const char *)&n->incident->id, sizeof n->incident->id }), &fresh);
    if (fresh || !blocks->list.v) {
        *at = blocks->list.n;
        *tr_vec_push(a, &blocks->list) = *n;
        blocks->list.v[*at].top = true;
    }
    blocks->list.v[*at].who |= n->who;
    return (uint32_t)*at;
}

static void widen(tr_days *d, tr_days by)
{
    if (by.from < d->from) d->from = by.from; /* TR_NO_DATE is least: open */
    if (by.to > d->to) d->to = by.to;
}

static void span_total(struct tr_arena *a, struct tr_nodes *blocks, const struct tr_node *total)
{
    struct tr_node all = *total;
    struct tr_range inside = { 0 };
    for (uint32_t i = 0; i < blocks->list.n; i++) {
        struct tr_node *b = &blocks->list.v[i];
        if (!b->top || !overlap(total, b)) continue;
        inside = tr_range_add(inside, b->range);
        b->top = false;
        all.who |= b->who;
        widen(&all.days, b->days);
        if (tr_place_rank(b->place) < tr_place_rank(all.place)) all.place = b->place;
    }
    all.top = true;
    all.range = tr_range_span(total->range, inside);
    *tr_vec_push(a, &blocks->list) = all;
}

struct tr_range tr_nodes_span(struct tr_arena *a, const struct tr_nodes *nodes, enum truce_harm harm, const bool *pick)
{
    struct tr_nodes blocks = { 0 };
    struct tr_map incidents;
    struct tr_range sum = { 0 };
    TR_VEC(uint32_t) totals = { 0 };
    struct counts {
        TR_VEC(struct tr_count) of;
    };
    TR_VEC(struct counts) counts = { 0 };
    struct tr_node **sorted;
    tr_map_init(&incidents, a);
    for (uint32_t i = 0; i < nodes->list.n; i++) {
        const struct tr_node *n = &nodes->list.v[i];
        if (n->harm != harm || (pick && !pick[i]) || !tr_range_known(n->range)) continue;
        if (n->incident) {
            uint32_t at = block_of(a, &blocks, &incidents, n);
            while (counts.n <= at) tr_vec_push(a, &counts)->of.n = 0;
            *tr_vec_push(a, &counts.v[at].of) = (struct tr_count){ n->range, n->who };
        } else if (n->top) {
            *tr_vec_push(a, &totals) = i;
        }
    }
    for (uint32_t i = 0; i < counts.n; i++) blocks.list.v[i].range = tr_counts_span(counts.v[i].of.v, counts.v[i].of.n);
    uint32_t k = totals_of(a, nodes, totals.v, totals.n, &sorted);
    for (uint32_t i = 0; i < k; i++) span_total(a, &blocks, sorted[i]);
    for (uint32_t i = 0; i < blocks.list.n; i++)
        if (blocks.list.v[i].top) sum = tr_range_add(sum, blocks.list.v[i].range);
    return sum;
}
