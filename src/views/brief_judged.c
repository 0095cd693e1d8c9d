/* SPDX-License-Identifier: Apache-2.0 */
/* Findings and changed positions of a brief. */
#include "views/brief_int.h"
#include "views/incidents_view.h"

bool tr_finding_matters(const struct tr_finding *f)
{
    return f->verdict != TR_VERDICT_outside_territory && f->verdict != TR_VERDICT_not_in_force;
}

/* --- findings --- */

static void answer(struct tr_doc *d, tr_runs *to, const struct tr_finding *f, int q, bool first)
{
    struct tr_run *x = tr_run_add(d->arena, to, first ? 0u : TR_BREAK, f->answers[q].because);
    tr_cite_term(d, &x->cites, f->answers[q].term, f->agreement);
    for (uint32_t i = 0; i < f->n_flips && f->answers[q].value == TR_UNKNOWN; i++) /* the rival terms that leave it open */
        if ((int)f->flips[i].question == q) tr_cite_term(d, &x->cites, f->flips[i].term, f->agreement);
}

/* A breach rests on all five answers, of which time and party say most; an open one on what is open; the rest on the answer that stopped. */
static void put_decided(struct tr_doc *d, tr_runs *to, const struct tr_finding *f)
{
    if (f->verdict == TR_VERDICT_violation_alleged) {
        answer(d, to, f, TR_Q_time, true);
        answer(d, to, f, TR_Q_place, false);
        answer(d, to, f, TR_Q_parties, false);
        return;
    }
    bool any = false;
    for (int q = 0; q < TR_Q_count; q++) {
        enum tr_tri stop = q == TR_Q_excluded ? TR_YES : TR_NO, v = f->answers[q].value;
        if (f->verdict == TR_VERDICT_indeterminate ? v != TR_UNKNOWN : v != stop) continue;
        answer(d, to, f, q, !any);
        any = true;
        if (f->verdict != TR_VERDICT_indeterminate) return;
    }
}

/* "violation_alleged if both sides are bound": the verdict in words. */
static void put_flip(struct tr_doc *d, tr_runs *to, const struct tr_finding *f, const struct tr_flip *flip)
{
    tr_str rest = flip->text, name = tr_str_of(tr_verdict_name(flip->verdict));
    unsigned brk = to->n ? TR_BREAK : 0u;
    if (tr_str_starts(rest, name)) {
        tr_run_add(d->arena, to, TR_BOLD | brk, tr_str_of(tr_cell_verdict(d->arena, flip->verdict)));
        rest = tr_str_sub(rest, name.n, rest.n);
        brk = 0;
    }
    struct tr_run *x = tr_run_add(d->arena, to, brk, rest);
    tr_cite_term(d, &x->cites, flip->term, f->agreement);
}

static void finding_row(struct tr_doc *d, struct tr_cells *row, const struct tr_finding *f)
{
    struct tr_arena *a = d->arena;
    const struct tr_incident *in = f->incident;
    const char *when = tr_cell_when(a, in);
    struct tr_run *x = tr_run_add(a, &row->cell[0], TR_PLAIN, tr_incident_title(a, in));
    tr_cite_claim(d, &x->cites, in->merges[0].claim);
    tr_cite_toll(d, &x->cites, in, TRUCE_HARM_killed);
    tr_cite_toll(d, &x->cites, in, TRUCE_HARM_injured);
    tr_run_printf(a, &row->cell[0], TR_DIM | TR_BREAK, "%lld · %s%s" TR_STR_FMT, (long long)in->id, when ? when : "",
                  when && in->place ? " · " : "", TR_STR_ARG(in->place ? in->place->name : TR_STR("")));
    tr_run_add(a, &row->cell[1], f->verdict == TR_VERDICT_violation_alleged ? TR_BOLD : 0u, tr_str_of(tr_cell_verdict(a, f->verdict)));
    if (f->attributed) tr_run_printf(a, &row->cell[1], TR_BREAK, "to " TR_STR_FMT, TR_STR_ARG(tr_clean(a, f->attributed->name)));
    if (f->verdict == TR_VERDICT_violation_alleged) tr_run_add(a, &row->cell[1], TR_DIM | TR_BREAK, f->stage);
    put_decided(d, &row->cell[2], f);
    for (uint32_t i = 0; i < f->n_flips; i++) {
        if (f->flips[i].verdict != f->verdict) put_flip(d, &row->cell[3], f, &f->flips[i]);
    }
    if (!row->cell[3].n)
        tr_run_add(a, &row->cell[3], TR_DIM,
                   f->n_flips ? TR_STR("no other by any one answer alone") : TR_STR("no other by any claimed term"));
}

static void put_count(struct tr_doc *d, tr_runs *r, const struct tr_agreement *g, enum tr_verdict_kind v, const char *words)
{
    const struct tr_findings *f = &d->brief->findings;
    tr_cites c = { 0 };
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->v[i].agreement != g || f->v[i].verdict != v) continue;
        tr_cite_claim(d, &c, f->v[i].incident->merges[0].claim);
        n++;
    }
    if (!n) return;
    struct tr_run *x = tr_run_printf(d->arena, r, TR_DIM, "%s%u %s", r->n ? "; " : "", n, words);
    x->cites = c;
}

static void put_agreement(struct tr_doc *d, const struct tr_agreement *g)
{
    static const char *const heads[] = { "incident", "verdict", "what decided", "would be otherwise" };
    static const double widths[] = { .26, .16, .29, .29 };
    const struct tr_findings *f = &d->brief->findings;
    tr_doc_heading(d, 3, g->name.n ? g->name : g->id);
    struct tr_block *b = tr_doc_table(d, heads, widths, 4, 0);
    for (uint32_t i = 0; i < f->n; i++) {
        if (f->v[i].agreement == g && tr_finding_matters(&f->v[i])) finding_row(d, tr_grid_row(d->arena, &b->grid), &f->v[i]);
    }
    tr_run_printf(d->arena, &b->runs, TR_DIM, "Agreement " TR_STR_FMT ", file revision " TR_STR_FMT, TR_STR_ARG(tr_clean(d->arena, g->id)),
                  TR_STR_ARG(tr_clean(d->arena, g->revision)));
    put_count(d, &b->runs, g, TR_VERDICT_outside_territory, "outside its territory");
    put_count(d, &b->runs, g, TR_VERDICT_not_in_force, "outside its time");
    tr_run_add(d->arena, &b->runs, TR_DIM, TR_STR("."));
}

void tr_doc_findings(struct tr_doc *d)
{
    const struct tr_brief *b = d->brief;
    uint32_t shown = 0, idle = 0;
    tr_doc_heading(d, 2, TR_STR("Findings by agreement"));
    for (uint32_t g = 0; g < b->agreements.n; g++) {
        bool matters = false;
        for (uint32_t i = 0; i < b->findings.n && !matters; i++)
            matters = b->findings.v[i].agreement == b->agreements.v[g] && tr_finding_matters(&b->findings.v[i]);
        if (matters) put_agreement(d, b->agreements.v[g]);
        shown += matters, idle += !matters;
    }
    tr_runs *r = &tr_doc_block(d, TR_BLOCK_TEXT)->runs;
    if (shown)
        tr_run_add(
            d->arena, r, TR_DIM,
            TR_STR("A finding holds an incident, as reports tell it, against the terms that somebody claims; rival terms are all asked. "
                   "“Alleged” says that reports allege it, not that it is so. "));
    if (idle)
        tr_run_printf(d->arena, r, TR_DIM, "%u %sagreement%s known to Truce cover%s none of these incidents by time and territory.", idle,
                      shown ? "further " : "", idle == 1 ? "" : "s", idle == 1 ? "s" : "");
    if (!r->n) tr_run_add(d->arena, r, TR_DIM, TR_STR("No agreement is known."));
}

/* --- positions --- */

static void position_cell(struct tr_doc *d, tr_runs *to, const struct tr_claim_row *c)
{
    struct tr_arena *a = d->arena;
    if (!c) return;
    tr_run_sentence(d, to, c, true);
    tr_run_printf(a, to, TR_DIM | TR_BREAK, TR_STR_FMT "%s%s", TR_STR_ARG(tr_clean(a, c->report->outlet)), c->report->outlet.n ? ", " : "",
                  tr_date_iso(a, c->report->published).p);
}

void tr_doc_positions(struct tr_doc *d)
{
    static const char *const heads[] = { "who, on what", "before", "now" };
    static const double widths[] = { .24, .38, .38 };
    const struct tr_positions *p = &d->brief->positions;
    struct tr_arena *a = d->arena;
    tr_doc_heading(d, 2, TR_STR("Positions that changed"));
    if (!p->n) {
        tr_run_add(a, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN, TR_STR("None, as far as these reports tell."));
        return;
    }
    struct tr_block *b = tr_doc_table(d, heads, widths, 3, 0);
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tr_position *x = &p->v[i];
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        const char *days = tr_cell_days(a, x->days);
        tr_run_add(a, &row->cell[0], TR_BOLD, x->actor_name);
        tr_run_printf(a, &row->cell[0], TR_BREAK, "%s: %s to %s (%+d)%s%s", tr_topic_name(x->topic), tr_tone_name(x->change),
                      truce_event_name(x->stance), x->intensity, days ? ", " : "", days ? days : "");
        tr_cite_claim(d, &row->cell[0].v[row->cell[0].n - 1].cites, x->claim);
        position_cell(d, &row->cell[1], x->before);
        position_cell(d, &row->cell[2], x->claim);
    }
}
