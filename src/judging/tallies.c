/* SPDX-License-Identifier: Apache-2.0 */
/* The table of a tally: rows by source, week, victims, means or party, each cell with the figures behind it. */
#include <stdlib.h>

#include "judging/tallies_int.h"

struct table {
    struct tr_arena *a;
    struct tr_figures figures;
    struct tr_nodes nodes;
    TR_VEC(struct tr_tally_row) rows;
    struct tr_map keys;
};

const char *tr_use_name(enum tr_use u)
{
    static const char *const names[] = {
#define X(n) #n,
        TR_USE_LIST(X)
#undef X
    };
    return (unsigned)u < TR_USE_count ? names[u] : "";
}

/* --- cells ---------------------------------------------------------------------------------------------------------------------------------- */

static struct tr_tally_item item_of(const struct tr_figure *g)
{
    return (struct tr_tally_item){ g->claim, g->use, g->because, g->incident ? g->incident->id : 0 };
}

/* Figures of a row, by their number: in the canonical order, as all of them are. */
struct picked {
    const uint32_t *v;
    uint32_t n;
};

/* The cells of a row from its figures; a harm without figures has none. Their ranges are the caller's to set. */
static void put_cells(struct tr_arena *a, struct tr_tally_row *row, const struct tr_figures *f, struct picked of)
{
    struct tr_tally_cell *cells = (struct tr_tally_cell *)row->cells;
    uint32_t n[TRUCE_HARM_count] = { 0 };
    struct tr_tally_item *items[TRUCE_HARM_count] = { NULL };
    for (uint32_t i = 0; i < of.n; i++) n[f->v[of.v[i]].claim->casualties.harm]++;
    for (int h = 1; h < TRUCE_HARM_count; h++) {
        if (!n[h]) continue;
        items[h] = TR_NEW_N(a, struct tr_tally_item, n[h]);
        cells[row->n++] = (struct tr_tally_cell){ .harm = (enum truce_harm)h, .items = items[h], .n = n[h] };
        n[h] = 0;
    }
    for (uint32_t i = 0; i < of.n; i++) {
        enum truce_harm h = f->v[of.v[i]].claim->casualties.harm;
        if (h) items[h][n[h]++] = item_of(&f->v[of.v[i]]);
    }
}

static void span_cells(struct tr_arena *a, struct tr_tally_row *row, const struct tr_nodes *nodes, const bool *pick)
{
    struct tr_tally_cell *cells = (struct tr_tally_cell *)row->cells;
    for (uint32_t i = 0; i < row->n; i++) cells[i].range = tr_nodes_span(a, nodes, cells[i].harm, pick);
}

/* Numbers of things sorted into groups: those of group g stand at v[from[g]] … v[from[g + 1] - 1], in their order. */
struct sorted {
    uint32_t *v, *from;
};

static struct sorted sort_by(struct tr_arena *a, const uint32_t *group, uint32_t n, uint32_t groups)
{
    struct sorted s = { TR_NEW_N(a, uint32_t, n + 1), TR_NEW_N(a, uint32_t, groups + 2) };
    for (uint32_t i = 0; i < n; i++) s.from[group[i] + 2]++;
    for (uint32_t g = 0; g < groups; g++) s.from[g + 2] += s.from[g + 1];
    for (uint32_t i = 0; i < n; i++) s.v[s.from[group[i] + 1]++] = i;
    return s;
}

static struct picked group_of(const struct sorted *s, uint32_t g)
{
    return (struct picked){ s->v + s->from[g], s->from[g + 1] - s->from[g] };
}

static struct tr_tally_row new_row(struct tr_arena *a, tr_str key, tr_str name)
{
    return (struct tr_tally_row){ .key = key, .name = name, .cells = TR_NEW_N(a, struct tr_tally_cell, TRUCE_HARM_count) };
}

/* --- by source -------------------------------------------------------------------------------------------------------------------------------- */

static tr_str name_of_origin(struct tr_arena *a, const struct tr_claim_row *c)
{
    /* "Medics" of one report are not those of another: whoever the register does not know is named with the outlet. */
    if (c->source && tr_str_starts(c->source->key, TR_STR("text:")) && c->report->outlet.n)
        return tr_arena_printf(a, TR_STR_FMT " (in " TR_STR_FMT ")", TR_STR_ARG(c->source->name), TR_STR_ARG(c->report->outlet));
    if (c->source) return c->source->name;
    return c->report->root_outlet.n ? c->report->root_outlet : c->report->outlet.n ? c->report->outlet : TR_STR("(outlet not named)");
}

static void rows_by_source(struct table *t)
{
    const struct tr_claim_row **first = TR_NEW_N(t->a, const struct tr_claim_row *, t->figures.n_origins + 1);
    uint32_t *origin = TR_NEW_N(t->a, uint32_t, t->figures.n + 1);
    for (uint32_t i = 0; i < t->figures.n; i++) {
        const struct tr_claim_row **f = &first[t->figures.v[i].origin], *c = t->figures.v[i].claim;
        /* the speaker's own claim names it, before a headline that repeats it */
        bool speaks = *f && c->source && !(*f)->source, silent = *f && !c->source && (*f)->source;
        if (!*f || speaks || (!silent && tr_claim_order(c, *f) < 0)) *f = c;
        origin[i] = t->figures.v[i].origin;
    }
    struct sorted figures = sort_by(t->a, origin, t->figures.n, t->figures.n_origins);
    const struct tr_range *sums = tr_nodes_sums(t->a, &t->nodes, t->figures.n_origins);
    for (uint32_t o = 0; o < t->figures.n_origins; o++) {
        struct tr_tally_row row = new_row(t->a, first[o]->origin, name_of_origin(t->a, first[o]));
        row.grade = first[o]->grade;
        put_cells(t->a, &row, &t->figures, group_of(&figures, o));
        struct tr_tally_cell *cells = (struct tr_tally_cell *)row.cells;
        for (uint32_t i = 0; i < row.n; i++) cells[i].range = sums[o * TRUCE_HARM_count + (uint32_t)cells[i].harm];
        *tr_vec_push(t->a, &t->rows) = row;
    }
}

/* --- by what a node is of ----------------------------------------------------------------------------------------------------------------------- */

struct label {
    tr_str key, name;
};

static tr_str week_of(struct tr_arena *a, tr_date d)
{
    tr_date thursday = d - tr_date_weekday(d) + 3;
    int y, m, day;
    tr_date_parts(thursday, &y, &m, &day);
    return tr_arena_printf(a, "%04d-W%02d", y, (thursday - tr_date_of(y, 1, 1)) / 7 + 1);
}

static struct label label_week(struct table *t, const struct tr_node *n)
{
    tr_days d = n->incident ? n->incident->days : n->days;
    if (!tr_days_known(d)) return (struct label){ TR_STR("undated"), TR_STR("day not told") };
    if (d.from == TR_NO_DATE || d.to == TR_NO_DATE) return (struct label){ TR_STR("longer"), TR_STR("periods of more than a week") };
    tr_str from = week_of(t->a, d.from), to = week_of(t->a, d.to);
    if (!tr_str_eq(from, to)) return (struct label){ TR_STR("longer"), TR_STR("periods over several weeks") };
    return (struct label){ from, from };
}

static struct label label_means(struct table *t, const struct tr_node *n)
{
    (void)t;
    uint32_t bits = n->incident ? n->incident->means : n->claim ? n->claim->casualties.means : 0;
    if (!bits) return (struct label){ TR_STR("unknown"), TR_STR("not told") };
    if (bits & (bits - 1)) return (struct label){ TR_STR("several"), TR_STR("several at once") };
    tr_str name = tr_str_of(truce_means_name(__builtin_ctz(bits)));
    return (struct label){ name, name };
}

static struct label label_party(struct table *t, const struct tr_node *n)
{
    (void)t;
    const struct tr_actor_row *by = n->incident ? n->incident->actor : n->claim ? n->claim->casualties.by : NULL;
    return by ? (struct label){ by->key, by->name } : (struct label){ TR_STR("unknown"), TR_STR("not told") };
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The figures of some nodes; no figure is in two. */
static struct picked figures_of(struct table *t, struct picked nodes)
{
    uint32_t n = 0, most = 0;
    for (uint32_t i = 0; i < nodes.n; i++) most += t->nodes.list.v[nodes.v[i]].n;
    uint32_t *v = TR_NEW_N(t->a, uint32_t, most + 1);
    for (uint32_t i = 0; i < nodes.n; i++) {
        const struct tr_node *x = &t->nodes.list.v[nodes.v[i]];
        for (uint32_t k = 0; k < x->n; k++) v[n++] = x->figures[k];
    }
    qsort(v, n, sizeof *v, by_number);
    return (struct picked){ v, n };
}

static void rows_by_label(struct table *t, struct label (*of)(struct table *, const struct tr_node *))
{
    uint32_t n = t->nodes.list.n, *row = TR_NEW_N(t->a, uint32_t, n + 1);
    bool *pick = TR_NEW_N(t->a, bool, n + 1);
    tr_map_init(&t->keys, t->a);
    for (uint32_t i = 0; i < n; i++) {
        struct label l = of(t, &t->nodes.list.v[i]);
        bool fresh;
        uint64_t *at = tr_map_put(&t->keys, l.key, &fresh);
        if (fresh) {
            *at = t->rows.n;
            *tr_vec_push(t->a, &t->rows) = new_row(t->a, l.key, l.name);
        }
        row[i] = (uint32_t)*at;
    }
    struct sorted rows = sort_by(t->a, row, n, t->rows.n);
    for (uint32_t r = 0; r < t->rows.n; r++) {
        struct picked own = group_of(&rows, r);
        for (uint32_t i = 0; i < own.n; i++) pick[own.v[i]] = true;
        put_cells(t->a, &t->rows.v[r], &t->figures, figures_of(t, own));
        span_cells(t->a, &t->rows.v[r], &t->nodes, pick);
        for (uint32_t i = 0; i < own.n; i++) pick[own.v[i]] = false;
    }
}

/* Each class is counted for itself, also where it is a part of another: these rows overlap. */
static void rows_by_victim(struct table *t)
{
    uint32_t *take = TR_NEW_N(t->a, uint32_t, t->figures.n + 1);
    for (int w = 1; w < TRUCE_WHO_count; w++) {
        struct tr_nodes nodes = { 0 };
        struct tr_figures own = t->figures;
        uint32_t n = 0;
        own.v = TR_NEW_N(t->a, struct tr_figure, own.n + 1);
        memcpy(own.v, t->figures.v, own.n * sizeof *own.v);
        tr_nodes_of(t->a, &own, (enum truce_who)w, &nodes);
        if (!nodes.list.n) continue;
        tr_str name = tr_str_of(truce_who_name(w));
        struct tr_tally_row row = new_row(t->a, name, name);
        for (uint32_t i = 0; i < own.n; i++)
            if (own.v[i].in && tr_victims(own.v[i].claim) == (enum truce_who)w) take[n++] = i;
        put_cells(t->a, &row, &own, (struct picked){ take, n });
        span_cells(t->a, &row, &nodes, NULL);
        *tr_vec_push(t->a, &t->rows) = row;
    }
}

/* --- the whole -------------------------------------------------------------------------------------------------------------------------------- */

static int64_t weight(const struct tr_tally_row *r)
{
    return r->n && tr_range_known(r->cells[0].range) ? r->cells[0].range.high : -1;
}

/* Weeks in time; everything else by the number killed, the greatest first, then by name. */
static int by_weight(const void *x, const void *y)
{
    const struct tr_tally_row *a = x, *b = y;
    bool killed_a = a->n && a->cells[0].harm == TRUCE_HARM_killed, killed_b = b->n && b->cells[0].harm == TRUCE_HARM_killed;
    if (killed_a != killed_b) return killed_a ? -1 : 1;
    if (weight(a) != weight(b)) return weight(a) > weight(b) ? -1 : 1;
    int c = tr_str_cmp(a->name, b->name);
    return c ? c : tr_str_cmp(a->key, b->key);
}

static int by_key(const void *x, const void *y)
{
    return tr_str_cmp(((const struct tr_tally_row *)x)->key, ((const struct tr_tally_row *)y)->key);
}

static void put_all(struct table *t, struct tr_tally *out)
{
    uint32_t *all = TR_NEW_N(t->a, uint32_t, t->figures.n + 1);
    for (uint32_t i = 0; i < t->figures.n; i++) all[i] = i;
    out->all = new_row(t->a, TR_STR("all"), TR_STR("across independent sources"));
    put_cells(t->a, &out->all, &t->figures, (struct picked){ all, t->figures.n });
    span_cells(t->a, &out->all, &t->nodes, NULL);
}

int tr_tally_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_incidents *incidents, const struct tr_filter *f,
                enum tr_tally_by by, struct tr_tally *out, struct tr_err *err)
{
    struct table t = { .a = a };
    if ((unsigned)by > TR_TALLY_PARTY) return tr_fail(err, TR_E_USAGE, "no such grouping of a tally");
    *out = (struct tr_tally){ .scope = claims->scope, .days = f->days, .by = by, .as_of = claims->as_of };
    tr_figures_of(a, claims, incidents, f, &t.figures);
    tr_nodes_of(a, &t.figures, TRUCE_WHO_none, &t.nodes);
    put_all(&t, out);
    switch (by) {
    case TR_TALLY_SOURCE: rows_by_source(&t); break;
    case TR_TALLY_WEEK: rows_by_label(&t, label_week); break;
    case TR_TALLY_VICTIM: rows_by_victim(&t); break;
    case TR_TALLY_MEANS: rows_by_label(&t, label_means); break;
    case TR_TALLY_PARTY: rows_by_label(&t, label_party); break;
    }
    if (t.rows.n) qsort(t.rows.v, t.rows.n, sizeof *t.rows.v, by == TR_TALLY_WEEK ? by_key : by_weight);
    out->rows = t.rows.v;
    out->n = t.rows.n;
    return TR_OK;
}
