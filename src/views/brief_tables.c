/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of a brief: the toll by source with what was superseded, what is left, and the reports behind it all. */
#include "views/brief_int.h"
#include "views/incidents_view.h"

/* --- toll --- */

#define HARMS 6 /* columns; further harms are told under the table */

static const struct tr_tally_cell *cell_of(const struct tr_tally_row *r, enum truce_harm harm)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->cells[i].harm == harm) return &r->cells[i];
    return NULL;
}

/* The figure that counts, and under it, struck, those that the same source gave before. */
static void figure_cell(struct tr_doc *d, tr_runs *to, const struct tr_tally_cell *c)
{
    const char *range = tr_cell_range(d->arena, c->range);
    struct tr_run *x = tr_run_add(d->arena, to, TR_PLAIN, tr_str_of(range ? range : "·"));
    for (uint32_t i = 0; i < c->n; i++)
        if (c->items[i].use == TR_USE_counted || (!range && c->items[i].use == TR_USE_other_scope))
            tr_cite_claim(d, &x->cites, c->items[i].claim);
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->items[i].use != TR_USE_superseded) continue;
        x = tr_run_add(d->arena, to, TR_STRUCK | TR_DIM | TR_BREAK, c->items[i].claim->quote);
        tr_cite_claim(d, &x->cites, c->items[i].claim);
    }
}

static void tally_row(struct tr_doc *d, struct tr_grid *g, const struct tr_tally_row *r, const enum truce_harm *harms, bool total)
{
    struct tr_arena *a = d->arena;
    struct tr_cells *row = tr_grid_row(a, g);
    row->total = total;
    tr_run_add(a, &row->cell[0], total ? TR_BOLD : TR_PLAIN, r->name);
    if (r->grade.reliability)
        tr_run_printf(a, &row->cell[0], TR_DIM, " %c%c", r->grade.reliability, r->grade.credibility ? r->grade.credibility : ' ');
    for (uint32_t c = 1; c < g->n_cols; c++) {
        const struct tr_tally_cell *x = cell_of(r, harms[c - 1]);
        if (!x) continue;
        if (!total) {
            figure_cell(d, &row->cell[c], x);
            continue;
        }
        const char *range = tr_cell_range(a, x->range);
        struct tr_run *n = tr_run_add(a, &row->cell[c], TR_BOLD, tr_str_of(range ? range : "·"));
        for (uint32_t i = 0; i < x->n; i++)
            if (x->items[i].use == TR_USE_counted) tr_cite_claim(d, &n->cites, x->items[i].claim);
    }
}

void tr_doc_tally(struct tr_doc *d)
{
    const struct tr_tally *t = &d->brief->tally;
    struct tr_arena *a = d->arena;
    uint32_t n = t->all.n < HARMS ? t->all.n : HARMS;
    const char **heads = TR_NEW_N(a, const char *, HARMS + 1);
    double *widths = TR_NEW_N(a, double, HARMS + 1);
    enum truce_harm harms[HARMS] = { TRUCE_HARM_none };
    tr_doc_heading(d, 2, TR_STR("Toll by source"));
    if (!t->n) {
        tr_run_add(a, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN, TR_STR("No report of this filter gives a number."));
        return;
    }
    heads[0] = "source";
    widths[0] = n > 3 ? .28 : .4;
    for (uint32_t i = 0; i < n; i++) {
        harms[i] = t->all.cells[i].harm;
        heads[i + 1] = truce_harm_name(harms[i]);
        widths[i + 1] = (1 - widths[0]) / n;
    }
    struct tr_block *b = tr_doc_table(d, heads, widths, n + 1, ((1u << n) - 1) << 1);
    for (uint32_t i = 0; i < t->n; i++) tally_row(d, &b->grid, &t->rows[i], harms, false);
    tally_row(d, &b->grid, &t->all, harms, true);
    tr_run_add(a, &b->runs, TR_DIM, tr_str_of(tr_tally_method()));
    tr_run_add(
        a, &b->runs, TR_DIM,
        TR_STR(" Struck: the same source gave a later figure. A dot: figures of a wider place or period alone, which are not counted."));
    for (uint32_t i = n; i < t->all.n; i++) tr_run_printf(a, &b->runs, TR_DIM, " Also told: %s.", truce_harm_name(t->all.cells[i].harm));
}

/* --- what is left --- */

void tr_doc_capacity(struct tr_doc *d)
{
    static const char *const heads[] = { "what", "where", "state", "when", "sentence" };
    static const double widths[] = { .10, .17, .20, .13, .40 };
    const struct tr_capacities *c = &d->brief->capacity;
    struct tr_arena *a = d->arena;
    tr_doc_heading(d, 2, TR_STR("What is left: hospitals, staff, aid, roads"));
    if (!c->n) {
        tr_run_add(a, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN, TR_STR("No report of this filter tells of it."));
        return;
    }
    struct tr_block *b = tr_doc_table(d, heads, widths, 5, 0);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct tr_capacity *x = &c->v[i];
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        const char *days = tr_cell_days(a, x->days);
        tr_run_add(a, &row->cell[0], TR_PLAIN, tr_str_of(tr_capacity_name(x->kind)));
        if (x->place) tr_run_add(a, &row->cell[1], TR_PLAIN, x->place->name);
        tr_cite_claim(d, &tr_run_add(a, &row->cell[2], TR_PLAIN, x->state)->cites, x->claim);
        if (days) tr_run_add(a, &row->cell[3], TR_PLAIN, tr_str_of(days));
        tr_run_sentence(d, &row->cell[4], x->claim, false);
    }
}

/* --- reports --- */

struct report_of {
    const struct tr_report_row *report;
    uint32_t claims;
};

static int by_day(const void *x, const void *y)
{
    const struct tr_report_row *a = ((const struct report_of *)x)->report, *b = ((const struct report_of *)y)->report;
    if (a->published != b->published) return a->published < b->published ? -1 : 1;
    int c = tr_str_cmp(a->sha256, b->sha256);
    return c ? c : a->id < b->id ? -1 : a->id > b->id;
}

/* Of the filter's claims, and of the sentences that are cited beyond them. */
static struct report_of *reports(struct tr_doc *d, uint32_t *n)
{
    const struct tr_claims *c = &d->brief->claims;
    struct tr_map seen;
    TR_VEC(struct report_of) v = { 0 };
    tr_map_init(&seen, d->arena);
    for (uint32_t i = 0; i < c->n + d->refs.list.n; i++) {
        bool fresh, cited = i >= c->n;
        const struct tr_claim_row *x = cited ? d->refs.list.v[i - c->n].claim : &c->v[i];
        if (!x) continue;
        uint64_t *at = tr_map_put(&seen, (tr_str){ (const char *)&x->report->id, sizeof(tr_id) }, &fresh);
        if (fresh) {
            *at = v.n;
            *tr_vec_push(d->arena, &v) = (struct report_of){ x->report, !cited };
        } else if (*at < v.n && !cited) {
            v.v[*at].claims++;
        }
    }
    if (v.n) qsort(v.v, v.n, sizeof *v.v, by_day);
    *n = v.n;
    return v.v;
}

void tr_doc_sources(struct tr_doc *d)
{
    static const char *const heads[] = { "published", "outlet", "report", "claims", "SHA-256" };
    static const double widths[] = { .13, .19, .43, .09, .16 };
    struct tr_arena *a = d->arena;
    uint32_t n;
    struct report_of *v = reports(d, &n);
    tr_doc_heading(d, 2, TR_STR("Reports"));
    if (!n) {
        tr_run_add(a, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN, TR_STR("None."));
        return;
    }
    struct tr_block *b = tr_doc_table(d, heads, widths, 5, 1u << 3);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_report_row *r = v[i].report;
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        tr_run_add(a, &row->cell[0], TR_PLAIN, r->published == TR_NO_DATE ? TR_STR("not told") : tr_date_iso(a, r->published));
        tr_run_add(a, &row->cell[1], TR_PLAIN, r->outlet.n ? r->outlet : TR_STR("not named"));
        struct tr_run *t = tr_run_add(a, &row->cell[2], TR_QUOTE, r->title.n ? r->title : r->key);
        if (tr_str_starts_i(r->url, TR_STR("http://")) || tr_str_starts_i(r->url, TR_STR("https://"))) t->url = tr_clean(a, r->url);
        if (r->title.n) tr_run_add(a, &row->cell[2], TR_DIM | TR_BREAK, r->key);
        tr_run_printf(a, &row->cell[3], TR_PLAIN, "%u", v[i].claims);
        tr_run_add(a, &row->cell[4], TR_CODE, tr_str_sub(r->sha256, 0, 12));
    }
    tr_run_add(a, &b->runs, TR_DIM, TR_STR("SHA-256 of the original bytes, its first twelve digits. No claims: cited only."));
}

/* --- sentences --- */

static void claim_ref(struct tr_doc *d, tr_runs *r, const struct tr_claim_row *c)
{
    struct tr_arena *a = d->arena;
    const struct tr_report_row *p = c->report;
    tr_run_sentence(d, r, c, false);
    tr_run_add(a, r, TR_DIM | TR_BREAK, c->source ? c->source->name : TR_STR("the outlet's own voice"));
    if (c->via) tr_run_printf(a, r, TR_DIM, ", relayed by " TR_STR_FMT, TR_STR_ARG(tr_clean(a, c->via->name)));
    if (p->outlet.n) tr_run_printf(a, r, TR_DIM, " · " TR_STR_FMT, TR_STR_ARG(tr_clean(a, p->outlet)));
    if (p->published != TR_NO_DATE) tr_run_printf(a, r, TR_DIM, " · %s", tr_date_iso(a, p->published).p);
    tr_run_printf(a, r, TR_DIM, " · report " TR_STR_FMT ", bytes %u–%u, claim %lld", TR_STR_ARG(tr_clean(a, p->key)), c->span.from,
                  c->span.to, (long long)c->id);
    if (c->confirmed) tr_run_add(a, r, TR_DIM, TR_STR(", confirmed by an analyst"));
    if (c->corrected) tr_run_add(a, r, TR_DIM, TR_STR(", corrected by an analyst"));
}

/* The path of an analyst's file is nobody else's business: its name does. */
static void term_ref(struct tr_doc *d, tr_runs *r, const struct tr_ref *ref)
{
    tr_str file = ref->agreement->origin, part;
    for (tr_str rest = file; tr_str_split(&rest, '/', &part);) file = part;
    tr_run_printf(d->arena, r, TR_PLAIN, "Term of “" TR_STR_FMT "”, as " TR_STR_FMT " states it.",
                  TR_STR_ARG(tr_clean(d->arena, ref->agreement->name)), TR_STR_ARG(tr_clean(d->arena, ref->term->source)));
    if (ref->term->ref.n) tr_run_add(d->arena, r, TR_DIM | TR_BREAK, ref->term->ref);
    tr_run_printf(d->arena, r, TR_DIM | (ref->term->ref.n ? 0u : TR_BREAK), "%s" TR_STR_FMT ", line %u", ref->term->ref.n ? " · " : "",
                  TR_STR_ARG(tr_clean(d->arena, file)), ref->term->line);
}

void tr_doc_refs(struct tr_doc *d)
{
    tr_doc_heading(d, 2, TR_STR("Sentences behind the numbers"));
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_REFS);
    for (uint32_t i = 0; i < d->refs.list.n; i++) {
        tr_runs *r = tr_vec_push(d->arena, &b->refs);
        *r = (tr_runs){ 0 };
        if (d->refs.list.v[i].claim) claim_ref(d, r, d->refs.list.v[i].claim);
        else term_ref(d, r, &d->refs.list.v[i]);
    }
    if (!b->refs.n) d->blocks.n -= 2; /* nothing is cited */
}
