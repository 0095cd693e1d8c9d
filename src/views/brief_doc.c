/* SPDX-License-Identifier: Apache-2.0 */
/* A brief as blocks: head, numbers, what stands out, map, chart, incidents; the tables behind them are in brief_tables.c and brief_judged.c. */
#include "views/brief_int.h"

#include "views/incidents_view.h"

/* --- making blocks --- */

struct tr_block *tr_doc_block(struct tr_doc *d, enum tr_block_kind kind)
{
    struct tr_block *b = tr_vec_push(d->arena, &d->blocks);
    *b = (struct tr_block){ .kind = kind };
    return b;
}

struct tr_block *tr_doc_heading(struct tr_doc *d, int level, tr_str text)
{
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_HEADING);
    b->level = level;
    tr_run_add(d->arena, &b->runs, TR_PLAIN, text);
    return b;
}

struct tr_block *tr_doc_table(struct tr_doc *d, const char *const *heads, const double *widths, uint32_t n, uint32_t right)
{
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_TABLE);
    b->grid = (struct tr_grid){ .heads = heads, .widths = widths, .n_cols = n, .right = right };
    return b;
}

struct tr_cells *tr_grid_row(struct tr_arena *a, struct tr_grid *g)
{
    struct tr_cells *r = tr_vec_push(a, &g->rows);
    *r = (struct tr_cells){ .cell = TR_NEW_N(a, tr_runs, g->n_cols) };
    return r;
}

tr_str tr_day_text(struct tr_arena *a, tr_date d)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    int y, m, day;
    if (d == TR_NO_DATE) return TR_STR("");
    tr_date_parts(d, &y, &m, &day);
    return tr_arena_printf(a, "%d %s %d", day, months[m - 1], y);
}

/* --- head --- */

static tr_str period(struct tr_arena *a, const struct tr_brief *b)
{
    tr_days d = b->days;
    if (d.from == TR_NO_DATE && d.to == TR_NO_DATE) return TR_STR("all days");
    if (d.from == d.to) return tr_day_text(a, d.from);
    if (d.to == TR_NO_DATE) return tr_arena_printf(a, "from %s on", tr_day_text(a, d.from).p);
    if (d.from == TR_NO_DATE) return tr_arena_printf(a, "up to %s", tr_day_text(a, d.to).p);
    return tr_arena_printf(a, "%s to %s", tr_day_text(a, d.from).p, tr_day_text(a, d.to).p);
}

static tr_str moment(struct tr_arena *a, tr_instant t)
{
    int minute;
    tr_date day = tr_instant_local(NULL, t, &minute);
    return tr_arena_printf(a, "%s, %02d:%02d UTC", tr_day_text(a, day).p, minute / 60, minute % 60);
}

static void fact(struct tr_doc *d, tr_runs *to, const char *name, tr_str value)
{
    tr_run_printf(d->arena, to, TR_DIM | (to->n ? TR_BREAK : 0u), "%s: ", name);
    tr_run_add(d->arena, to, TR_PLAIN, value);
}

static void put_head(struct tr_doc *d)
{
    const struct tr_brief *b = d->brief;
    struct tr_arena *a = d->arena;
    tr_str asked = TR_STR("");
    tr_str place = b->scope.name.n ? tr_clean(a, b->scope.name) : TR_STR("everywhere");
    d->title = tr_arena_printf(a, "Situation report: " TR_STR_FMT, TR_STR_ARG(place));
    tr_doc_heading(d, 1, d->title);
    tr_runs *r = &tr_doc_block(d, TR_BLOCK_TEXT)->runs;
    fact(d, r, "Period", period(a, b));
    fact(d, r, "As of", b->as_of == TR_NO_INSTANT ? TR_STR("an empty ledger") : moment(a, b->as_of));
    fact(d, r, "Rules", TR_STR(TR_RULES_VERSION));
    for (uint32_t i = 0; i < b->n_terms; i++)
        asked = tr_arena_printf(a, TR_STR_FMT "%s%s “" TR_STR_FMT "”", TR_STR_ARG(asked), i ? ", " : "", b->terms[i].name,
                                TR_STR_ARG(tr_clean(a, b->terms[i].value)));
    fact(d, r, "Filter", asked.n ? asked : TR_STR("none"));
}

/* --- numbers --- */

static void tile(struct tr_doc *d, struct tr_block *b, tr_str value, const char *label, const tr_cites *cites)
{
    *tr_vec_push(d->arena, &b->tiles) =
        (struct tr_tile){ .value = value, .label = tr_str_of(label), .cites = cites ? *cites : (tr_cites){ 0 } };
}

static void toll_tile(struct tr_doc *d, struct tr_block *b, enum truce_harm harm)
{
    const struct tr_tally_row *all = &d->brief->tally.all;
    tr_cites c = { 0 };
    const char *range = NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->cells[i].harm != harm) continue;
        range = tr_cell_range(d->arena, all->cells[i].range);
        for (uint32_t k = 0; range && k < all->cells[i].n; k++)
            if (all->cells[i].items[k].use == TR_USE_counted) tr_cite_claim(d, &c, all->cells[i].items[k].claim);
    }
    tile(d, b, tr_str_of(range ? range : "not told"), truce_harm_name(harm), &c);
}

static uint32_t alleged(struct tr_doc *d, tr_cites *c)
{
    const struct tr_findings *f = &d->brief->findings;
    const struct tr_incident *last = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) { /* in order of incidents */
        if (f->v[i].verdict != TR_VERDICT_violation_alleged || f->v[i].incident == last) continue;
        last = f->v[i].incident;
        tr_cite_claim(d, c, last->merges[0].claim);
        n++;
    }
    return n;
}

static uint32_t distinct(struct tr_doc *d, bool reports)
{
    const struct tr_claims *c = &d->brief->claims;
    struct tr_map seen;
    tr_map_init(&seen, d->arena);
    for (uint32_t i = 0; i < c->n; i++)
        tr_map_put(&seen, reports ? (tr_str){ (const char *)&c->v[i].report->id, sizeof(tr_id) } : c->v[i].origin, NULL);
    return seen.n;
}

static void put_numbers(struct tr_doc *d)
{
    struct tr_arena *a = d->arena;
    const struct tr_incidents *in = &d->brief->incidents;
    tr_cites all = { 0 }, broken = { 0 };
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_TILES);
    toll_tile(d, b, TRUCE_HARM_killed);
    toll_tile(d, b, TRUCE_HARM_injured);
    for (uint32_t i = 0; i < in->n; i++) tr_cite_claim(d, &all, in->v[i].merges[0].claim);
    tile(d, b, tr_arena_printf(a, "%u", in->n), "incidents", &all);
    uint32_t n = alleged(d, &broken);
    tile(d, b, tr_arena_printf(a, "%u", n), "with an alleged breach", &broken);
    tile(d, b, tr_arena_printf(a, "%u", distinct(d, true)), "reports", NULL);
    tile(d, b, tr_arena_printf(a, "%u", distinct(d, false)), "independent voices", NULL);
    tr_run_add(
        a, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_DIM,
        TR_STR("Killed and injured: lowest and highest across independent sources, incidents added, nothing averaged; + and ≥ mean at "
               "least. Numbers in brackets lead to the sentences at the end."));
}

/* --- what stands out --- */

/* Ends that are furthest apart, over incidents with two voices or more. */
static const struct tr_incident *most_disputed(const struct tr_incidents *in)
{
    const struct tr_incident *best = NULL;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_range *r = &in->v[i].killed;
        if (!r->has_low || r->high <= r->low || in->v[i].n_origins < 2) continue;
        if (!best || r->high - r->low > best->killed.high - best->killed.low) best = &in->v[i];
    }
    return best;
}

static const struct tr_incident *deadliest(const struct tr_incidents *in)
{
    const struct tr_incident *best = NULL;
    for (uint32_t i = 0; i < in->n; i++) {
        if (in->v[i].killed.has_low && (!best || in->v[i].killed.low > best->killed.low)) best = &in->v[i];
    }
    return best;
}

static void say_incident(struct tr_doc *d, const char *lead, const struct tr_incident *in)
{
    struct tr_arena *a = d->arena;
    const char *when = tr_cell_when(a, in), *toll = tr_cell_range(a, in->killed);
    tr_str where = tr_incident_where(a, in);
    tr_runs *r = &tr_doc_block(d, TR_BLOCK_ITEM)->runs;
    tr_run_printf(a, r, TR_BOLD, "%s: ", lead);
    struct tr_run *x = tr_run_printf(a, r, TR_PLAIN, "%s killed", toll ? toll : "no number");
    tr_cite_toll(d, &x->cites, in, TRUCE_HARM_killed);
    tr_run_printf(a, r, TR_PLAIN, "%s" TR_STR_FMT "%s%s, incident %lld.", where.n ? " at " : "", TR_STR_ARG(where), when ? ", " : "",
                  when ? when : "", (long long)in->id);
}

static void say_positions(struct tr_doc *d)
{
    struct tr_arena *a = d->arena;
    for (uint32_t i = 0; i < d->brief->positions.n; i++) {
        const struct tr_position *p = &d->brief->positions.v[i];
        const char *days = tr_cell_days(a, p->days);
        if (p->change != TR_TONE_reversed) continue;
        tr_runs *r = &tr_doc_block(d, TR_BLOCK_ITEM)->runs;
        tr_run_add(a, r, TR_BOLD, TR_STR("Changed tone: "));
        struct tr_run *x = tr_run_printf(a, r, TR_PLAIN, TR_STR_FMT " on %s, now %s%s%s", TR_STR_ARG(tr_clean(a, p->actor_name)),
                                         tr_topic_name(p->topic), p->intensity > 0 ? "for" : "against", days ? ", " : "", days ? days : "");
        tr_cite_claim(d, &x->cites, p->before);
        tr_cite_claim(d, &x->cites, p->claim);
    }
}

static void put_main_points(struct tr_doc *d)
{
    const struct tr_incidents *in = &d->brief->incidents;
    const struct tr_incident *most = deadliest(in), *disputed = most_disputed(in);
    uint32_t at = d->blocks.n;
    tr_doc_heading(d, 2, TR_STR("What stands out"));
    if (most) say_incident(d, most == disputed ? "Deadliest and most disputed" : "Deadliest", most);
    if (disputed && disputed != most) say_incident(d, "Most disputed", disputed);
    say_positions(d);
    if (d->blocks.n == at + 1)
        tr_run_add(d->arena, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN,
                   TR_STR("No report of this filter tells of dead, of rival counts or of a changed position."));
}

/* --- incidents --- */

static void toll_cell(struct tr_doc *d, tr_runs *to, const struct tr_incident *in, enum truce_harm harm)
{
    const char *range = tr_cell_range(d->arena, harm == TRUCE_HARM_killed ? in->killed : in->injured);
    if (range) tr_cite_toll(d, &tr_run_add(d->arena, to, TR_PLAIN, tr_str_of(range))->cites, in, harm);
}

/* One sentence of each voice. */
static void cite_voices(struct tr_doc *d, tr_cites *to, const struct tr_incident *in)
{
    struct tr_map seen;
    tr_map_init(&seen, d->arena);
    for (uint32_t i = 0; i < in->n; i++) {
        bool fresh;
        tr_map_put(&seen, in->merges[i].claim->origin, &fresh);
        if (fresh) tr_cite_claim(d, to, in->merges[i].claim);
    }
}

static void incident_row(struct tr_doc *d, struct tr_cells *row, const struct tr_incident *in)
{
    struct tr_arena *a = d->arena;
    const char *when = tr_cell_when(a, in);
    tr_date told = in->merges[0].claim->report->published;
    tr_run_printf(a, &row->cell[0], TR_DIM, "%lld", (long long)in->id);
    if (when) tr_run_add(a, &row->cell[1], TR_PLAIN, tr_str_of(when));
    else if (told != TR_NO_DATE) tr_run_printf(a, &row->cell[1], TR_PLAIN, "by %s", tr_date_iso(a, told).p);
    tr_run_add(a, &row->cell[2], TR_PLAIN, in->place ? tr_incident_where(a, in) : TR_STR("not told"));
    struct tr_run *x = tr_run_add(a, &row->cell[3], TR_PLAIN, tr_str_of(in->mode ? truce_mode_name(in->mode) : "attack"));
    tr_cite_claim(d, &x->cites, in->merges[0].claim);
    if (in->actor) tr_run_add(a, &row->cell[4], TR_PLAIN, in->actor->name);
    else tr_run_add(a, &row->cell[4], TR_DIM, TR_STR("nobody named"));
    for (uint32_t i = 0; i < in->rival_actors.n; i++) {
        tr_run_add(a, &row->cell[4], TR_DIM, TR_STR(" or "));
        tr_run_add(a, &row->cell[4], TR_PLAIN, in->rival_actors.v[i]->name);
    }
    toll_cell(d, &row->cell[5], in, TRUCE_HARM_killed);
    toll_cell(d, &row->cell[6], in, TRUCE_HARM_injured);
    x = tr_run_printf(a, &row->cell[7], TR_PLAIN, "%u", in->n_origins);
    cite_voices(d, &x->cites, in);
}

static void put_incidents(struct tr_doc *d)
{
    static const char *const heads[] = { "id", "when", "where", "what", "by", "killed", "injured", "voices" };
    static const double widths[] = { .05, .13, .21, .12, .17, .12, .10, .10 };
    const struct tr_incidents *in = &d->brief->incidents;
    tr_doc_heading(d, 2, TR_STR("Incidents"));
    if (!in->n) {
        tr_run_add(d->arena, &tr_doc_block(d, TR_BLOCK_TEXT)->runs, TR_PLAIN, TR_STR("No report of this filter tells of an incident."));
        return;
    }
    struct tr_block *b = tr_doc_table(d, heads, widths, 8, 1u << 5 | 1u << 6 | 1u << 7);
    for (uint32_t i = 0; i < in->n; i++) incident_row(d, tr_grid_row(d->arena, &b->grid), &in->v[i]);
    tr_run_add(d->arena, &b->runs, TR_DIM,
               TR_STR("In the order in which they were first told. The id is that of truce incidents; what and by whom are as most "
                      "independent voices say."));
}

void tr_doc_of(struct tr_arena *a, const struct tr_brief *b, struct tr_doc *out)
{
    *out = (struct tr_doc){ .arena = a, .brief = b, .refs = { .arena = a } };
    tr_map_init(&out->refs.by, a);
    put_head(out);
    put_numbers(out);
    put_main_points(out);
    tr_doc_map(out);
    tr_doc_chart(out);
    put_incidents(out);
    tr_doc_tally(out);
    tr_doc_findings(out);
    tr_doc_positions(out);
    tr_doc_capacity(out);
    tr_doc_sources(out);
    tr_doc_refs(out);
}
