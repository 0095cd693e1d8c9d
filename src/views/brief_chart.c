/* SPDX-License-Identifier: Apache-2.0 */
/* The chart of a brief: dead and incidents by day (by weeks when the time is long), with what is claimed to begin and end when. Rival starts are marks of their own. */
#include <math.h>

#include "views/brief_int.h"

#define W 720.0
#define LEFT 40.0
#define RIGHT 12.0
#define TOP 22.0 /* above the marks' letters */
#define DEAD_H 150.0
#define EVENT_H 52.0
#define MAX_BINS 100
#define MAX_LANES 8

struct bin {
    tr_date from, to;
    uint32_t incidents;
    int64_t low, high;
    bool told, open;
    tr_cites events, dead;
};
struct mark { /* a start or end that somebody claims */
    const struct tr_agreement *g;
    tr_instant at;
    bool end;
    tr_cites says;
    tr_str sources;
    uint32_t rivals; /* other moments that are claimed for the same */
    char letter[4];
    int lane;
};
struct chart {
    struct tr_doc *d;
    struct tr_scene *scene;
    tr_date from, to;
    int step; /* days a bin: 1, or whole weeks */
    struct bin *v;
    uint32_t n;
    TR_VEC(struct mark) marks;
    int lanes;
    uint32_t undated;
    tr_cites without_day;
};

/* --- bins --- */

/* Whether the incident stands in one bin; where nobody says the day, it stands in none. */
static bool bin_of(const struct chart *c, const struct tr_incident *in, uint32_t *at)
{
    if (in->days.from == TR_NO_DATE || in->days.to == TR_NO_DATE || in->days.from < c->from || in->days.to > c->to) return false;
    *at = (uint32_t)((in->days.from - c->from) / c->step);
    return *at < c->n && in->days.to <= c->v[*at].to;
}

static bool find_range(struct chart *c)
{
    const struct tr_brief *b = c->d->brief;
    c->from = c->to = TR_NO_DATE;
    for (uint32_t i = 0; i < b->incidents.n; i++) {
        tr_days d = b->incidents.v[i].days;
        if (d.from == TR_NO_DATE || d.to == TR_NO_DATE || d.to - d.from > 60) continue;
        if (c->from == TR_NO_DATE || d.from < c->from) c->from = d.from;
        if (c->to == TR_NO_DATE || d.to > c->to) c->to = d.to;
    }
    if (c->from == TR_NO_DATE) return false;
    /* The days that were asked for, unless they reach far beyond what happened. */
    if (b->days.from != TR_NO_DATE && c->from - b->days.from < 366) c->from = b->days.from;
    if (b->days.to != TR_NO_DATE && b->days.to - c->to < 366) c->to = b->days.to;
    for (uint32_t i = 0; i < b->claims.n && b->days.to == TR_NO_DATE; i++) { /* quiet days that reports reach are days too */
        tr_date told = b->claims.v[i].report->published;
        if (told != TR_NO_DATE && told > c->to && told - c->to < 31) c->to = told;
    }
    if (c->to < c->from) return false;
    if (c->to - c->from < 6) c->to += b->days.to == TR_NO_DATE ? 6 - (c->to - c->from) : 0;
    return true;
}

static void fill_bins(struct chart *c)
{
    const struct tr_incidents *in = &c->d->brief->incidents;
    int days = c->to - c->from + 1;
    c->step = days <= MAX_BINS ? 1 : 7 * ((days + 7 * MAX_BINS - 1) / (7 * MAX_BINS));
    if (c->step > 1) c->from -= tr_date_weekday(c->from);
    c->n = (uint32_t)((c->to - c->from) / c->step + 1);
    c->v = TR_NEW_N(c->d->arena, struct bin, c->n);
    for (uint32_t i = 0; i < c->n; i++) {
        c->v[i].from = c->from + (tr_date)i * c->step;
        c->v[i].to = c->v[i].from + c->step - 1;
    }
    c->to = c->v[c->n - 1].to;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_incident *x = &in->v[i];
        uint32_t at;
        if (!bin_of(c, x, &at)) {
            c->undated++;
            tr_cite_claim(c->d, &c->without_day, x->merges[0].claim);
            continue;
        }
        struct bin *b = &c->v[at];
        b->incidents++;
        tr_cite_claim(c->d, &b->events, x->merges[0].claim);
        if (!x->killed.has_low && !x->killed.has_high) continue;
        b->told = true;
        b->low += x->killed.has_low ? x->killed.low : 0;
        b->high += x->killed.high > x->killed.low ? x->killed.high : x->killed.low;
        b->open |= !x->killed.has_high;
        tr_cite_toll(c->d, &b->dead, x, TRUCE_HARM_killed);
    }
}

/* --- marks --- */

static void add_mark(struct chart *c, const struct tr_agreement *g, bool end, tr_instant at, const struct tr_term *says)
{
    struct tr_arena *a = c->d->arena;
    struct mark *m = NULL;
    if (at == TR_NO_INSTANT || !says) return;
    for (uint32_t i = 0; i < c->marks.n && !m; i++) {
        struct mark *x = &c->marks.v[i];
        if (x->g == g && x->end == end && x->at == at) m = x;
    }
    if (!m) {
        m = tr_vec_push(a, &c->marks);
        *m = (struct mark){ .g = g, .at = at, .end = end };
    }
    uint32_t before = m->says.n;
    tr_str source = tr_clean(a, says->source);
    tr_cite_term(c->d, &m->says, says, g);
    if (m->says.n == before || tr_str_find(m->sources, source) >= 0) return;
    m->sources = m->sources.n ? tr_arena_printf(a, TR_STR_FMT "; " TR_STR_FMT, TR_STR_ARG(m->sources), TR_STR_ARG(source)) : source;
}

static int earliest_first(const void *x, const void *y)
{
    const struct mark *a = x, *b = y;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    int c = tr_str_cmp(a->g->id, b->g->id);
    return c ? c : (int)a->end - (int)b->end;
}

static bool agreement_matters(const struct tr_findings *f, const struct tr_agreement *g)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (f->v[i].agreement == g && f->v[i].answers[TR_Q_place].value != TR_NO) return true;
    return false;
}

static void of_agreement(struct chart *c, const struct tr_agreement *g)
{
    struct tr_scenarios s;
    uint32_t first = c->marks.n;
    tr_agreement_scenarios(c->d->arena, g, &s);
    for (uint32_t i = 0; i < s.n; i++)
        for (uint32_t k = 0; k < s.v[i].n; k++) {
            const struct tr_stretch *x = &s.v[i].stretches[k];
            if (x->start) add_mark(c, g, false, x->moments.from, &x->start->term);
            if (x->end) add_mark(c, g, true, x->moments.to, &x->end->term);
        }
    for (uint32_t i = first; i < c->marks.n; i++) /* rivals lie within two days of each other */
        for (uint32_t k = first; k < c->marks.n; k++) {
            const struct mark *x = &c->marks.v[i], *y = &c->marks.v[k];
            if (x != y && x->end == y->end && llabs(x->at - y->at) < 2 * 86400) c->marks.v[i].rivals++;
        }
}

static double x_of(const struct chart *c, tr_date day, double within)
{
    return LEFT + ((double)(day - c->from) + within) / (double)(c->to - c->from + 1) * (W - LEFT - RIGHT);
}

/* Where it stands by the clocks there; false: outside the chart. */
static bool mark_x(const struct chart *c, const struct mark *m, double *x)
{
    int minute;
    tr_date day = tr_instant_local(m->g->zone, m->at, &minute);
    *x = x_of(c, day, minute / 1440.0);
    return day >= c->from && day <= c->to;
}

/* Agreements that hold an incident in their territory; starts and ends in the chart get a letter. */
static void find_marks(struct chart *c)
{
    const struct tr_brief *b = c->d->brief;
    double last[MAX_LANES];
    uint32_t letters = 0;
    for (int i = 0; i < MAX_LANES; i++) last[i] = -1e9;
    for (uint32_t i = 0; i < b->agreements.n; i++)
        if (agreement_matters(&b->findings, b->agreements.v[i])) of_agreement(c, b->agreements.v[i]);
    if (c->marks.n) qsort(c->marks.v, c->marks.n, sizeof *c->marks.v, earliest_first);
    for (uint32_t i = 0; i < c->marks.n; i++) {
        struct mark *m = &c->marks.v[i];
        double x;
        int lane = 0;
        if (!mark_x(c, m, &x)) continue;
        if (letters < 26) m->letter[0] = (char)('A' + letters);
        else m->letter[0] = (char)('A' + letters / 26 % 26 - 1), m->letter[1] = (char)('A' + letters % 26);
        letters++;
        while (lane < MAX_LANES - 1 && x - last[lane] < 16) lane++;
        last[lane] = x;
        m->lane = lane;
        if (lane + 1 > c->lanes) c->lanes = lane + 1;
    }
}

/* --- drawing --- */

static void line(struct chart *c, double x0, double y0, double x1, double y1, enum tr_ink ink, double width, bool dashed)
{
    tr_scene_add(
        c->d->arena, c->scene,
        (struct tr_shape){ .kind = TR_SHAPE_LINE, .x = x0, .y = y0, .w = x1, .h = y1, .stroke = ink, .width = width, .dashed = dashed });
}

static void text(struct chart *c, double x, double y, double size, enum tr_ink ink, int anchor, bool bold, tr_str s)
{
    tr_scene_add(
        c->d->arena, c->scene,
        (struct tr_shape){ .kind = TR_SHAPE_TEXT, .x = x, .y = y, .w = size, .fill = ink, .anchor = anchor, .bold = bold, .text = s });
}

static void bar(struct chart *c, const struct bin *b, double base, double h, enum tr_ink fill, enum tr_ink stroke, tr_str tip)
{
    double x0 = x_of(c, b->from, 0), w = x_of(c, b->to, 1) - x0, gap = fmin(w * .18, 8);
    tr_scene_add(c->d->arena, c->scene,
                 (struct tr_shape){ .kind = TR_SHAPE_RECT,
                                    .x = x0 + gap,
                                    .y = base - h,
                                    .w = w - 2 * gap,
                                    .h = h,
                                    .fill = fill,
                                    .stroke = stroke,
                                    .width = .9,
                                    .tip = tip });
}

static double nice(double v)
{
    double p = pow(10, floor(log10(v)));
    double f = v / p;
    return (f <= 1 ? 1 : f <= 2 ? 2 : f <= 5 ? 5 : 10) * p;
}

static void axis(struct chart *c, double base, double height, double max, double title, const char *name)
{
    double step = fmax(1, nice(max / 4));
    for (double v = 0; v <= max + .001; v += step) {
        double y = base - v / max * height;
        line(c, LEFT, y, W - RIGHT, y, v > 0 ? TR_INK_GRID : TR_INK_DIM, v > 0 ? .7 : 1, false);
        text(c, LEFT - 5, y + 3, 9, TR_INK_DIM, 1, false, tr_arena_printf(c->d->arena, "%.0f", v));
    }
    text(c, 2, title, 10, TR_INK_DIM, -1, true, tr_str_of(name));
}

static const char *bin_toll(struct tr_arena *a, const struct bin *b)
{
    return tr_cell_range(a, (struct tr_range){ .has_low = true, .has_high = !b->open, .low = b->low, .high = b->high });
}

static void bars(struct chart *c, double dead_base, double event_base)
{
    struct tr_arena *a = c->d->arena;
    double dead = 4, events = 2;
    for (uint32_t i = 0; i < c->n; i++) {
        dead = fmax(dead, (double)c->v[i].high);
        events = fmax(events, c->v[i].incidents);
    }
    dead *= 1.08;
    axis(c, dead_base, DEAD_H, dead, 11, "killed: lowest (dark) to highest (light)");
    axis(c, event_base, EVENT_H, events, event_base - EVENT_H - 9, "incidents");
    for (uint32_t i = 0; i < c->n; i++) {
        const struct bin *b = &c->v[i];
        tr_str day = tr_day_text(a, b->from);
        if (b->told) {
            tr_str tip = tr_arena_printf(a, TR_STR_FMT ": %s killed", TR_STR_ARG(day), bin_toll(a, b));
            bar(c, b, dead_base, (double)b->high / dead * DEAD_H, TR_INK_DEAD_SOFT, TR_INK_DEAD, tip);
            if (b->low) bar(c, b, dead_base, (double)b->low / dead * DEAD_H, TR_INK_DEAD, TR_INK_NONE, tip);
            if (c->n <= 31)
                text(c, (x_of(c, b->from, 0) + x_of(c, b->to, 1)) / 2, dead_base - (double)b->high / dead * DEAD_H - 4, 9.5, TR_INK_TEXT, 0,
                     true, tr_str_of(bin_toll(a, b)));
        }
        if (b->incidents)
            bar(c, b, event_base, b->incidents / events * EVENT_H, TR_INK_EVENT, TR_INK_NONE,
                tr_arena_printf(a, TR_STR_FMT ": %u incident%s", TR_STR_ARG(day), b->incidents, b->incidents == 1 ? "" : "s"));
    }
}

static void dates(struct chart *c, double y)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    double w = (W - LEFT - RIGHT) / c->n;
    uint32_t every = (uint32_t)ceil(52 / w);
    int last = -1;
    for (uint32_t i = 0; i < c->n; i += every) {
        int year, month, day;
        tr_date_parts(c->v[i].from, &year, &month, &day);
        double x = c->step == 1 ? x_of(c, c->v[i].from, .5) : x_of(c, c->v[i].from, 0);
        text(c, x, y, 9.5, TR_INK_DIM, 0, false, tr_arena_printf(c->d->arena, "%d %s", day, months[month - 1]));
        if (year != last) text(c, x, y + 12, 9.5, TR_INK_DIM, 0, true, tr_arena_printf(c->d->arena, "%d", year));
        last = year;
    }
}

static void disc(struct chart *c, const struct mark *m, double x, double y)
{
    struct tr_arena *a = c->d->arena;
    struct tr_shape s = { .kind = TR_SHAPE_CIRCLE,
                          .x = x,
                          .y = y - 3,
                          .w = 7,
                          .fill = m->end ? TR_INK_PAPER : TR_INK_TRUCE,
                          .stroke = TR_INK_TRUCE,
                          .width = 1.2 };
    s.tip = tr_arena_printf(a, TR_STR_FMT " %s (" TR_STR_FMT ")", TR_STR_ARG(tr_clean(a, m->g->name)), m->end ? "ends" : "begins",
                            TR_STR_ARG(m->sources));
    tr_scene_add(a, c->scene, s);
    text(c, x, y + .3, 9, m->end ? TR_INK_TRUCE : TR_INK_PAPER, 0, true, tr_arena_printf(a, "%s", m->letter));
}

/* Lines first: a letter must not be struck by its neighbour's line. */
static void draw_marks(struct chart *c, double top, double bottom)
{
    uint32_t n = c->marks.n;
    for (uint32_t k = 0; k < 2 * n; k++) {
        const struct mark *m = &c->marks.v[k < n ? k : k - n];
        double x, y = top - 8 - 15 * m->lane;
        if (!m->letter[0]) continue;
        mark_x(c, m, &x);
        if (k < n) line(c, x, y + 4, x, bottom, TR_INK_TRUCE, m->end ? 1 : 1.5, m->end);
        else disc(c, m, x, y);
    }
}

/* --- tables --- */

static void put_numbers(struct chart *c, struct tr_block *b)
{
    static const char *const heads[] = { "from", "incidents", "killed" };
    static const double widths[] = { .4, .3, .3 };
    struct tr_arena *a = c->d->arena;
    b->grid = (struct tr_grid){ .heads = heads, .widths = widths, .n_cols = 3, .right = 6 };
    for (uint32_t i = 0; i < c->n; i++) {
        const struct bin *x = &c->v[i];
        if (!x->incidents) continue;
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        tr_run_add(a, &row->cell[0], TR_PLAIN, tr_date_iso(a, x->from));
        tr_run_printf(a, &row->cell[1], TR_PLAIN, "%u", x->incidents)->cites = x->events;
        if (x->told) tr_run_add(a, &row->cell[2], TR_PLAIN, tr_str_of(bin_toll(a, x)))->cites = x->dead;
    }
}

static tr_str moment(struct tr_arena *a, const struct mark *m)
{
    int minute;
    tr_date day = tr_instant_local(m->g->zone, m->at, &minute);
    return tr_arena_printf(a, "%s %02d:%02d", tr_date_iso(a, day).p, minute / 60, minute % 60);
}

static void put_marks(struct chart *c)
{
    static const char *const heads[] = { "mark", "agreement", "", "local time", "who says so" };
    static const double widths[] = { .07, .29, .18, .18, .28 };
    struct tr_arena *a = c->d->arena;
    if (!c->marks.n) return;
    struct tr_block *b = tr_doc_table(c->d, heads, widths, 5, 0);
    for (uint32_t i = 0; i < c->marks.n; i++) {
        const struct mark *m = &c->marks.v[i];
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        tr_run_add(a, &row->cell[0], TR_BOLD, m->letter[0] ? tr_str_of(m->letter) : TR_STR("–"));
        tr_run_add(a, &row->cell[1], TR_PLAIN, m->g->name.n ? m->g->name : m->g->id);
        tr_run_add(a, &row->cell[2], TR_PLAIN, m->end ? TR_STR("ends") : TR_STR("begins"));
        if (m->rivals) tr_run_add(a, &row->cell[2], TR_BOLD, TR_STR(", contested"));
        tr_run_add(a, &row->cell[3], TR_PLAIN, moment(a, m));
        tr_run_add(a, &row->cell[4], TR_PLAIN, m->sources)->cites = m->says;
    }
    tr_run_add(
        a, &b->runs, TR_DIM,
        TR_STR(
            "Every claimed start and end of the agreements that hold one of these incidents in their territory, by the clocks there. Filled: begins; hollow, dashed line: ends; "
            "a dash: outside the chart. Contested: somebody else names another moment within two days."));
}

void tr_doc_chart(struct tr_doc *d)
{
    struct chart *c = TR_NEW(d->arena, struct chart);
    c->d = d;
    if (!find_range(c)) return;
    fill_bins(c);
    find_marks(c);
    double top = TOP + 15 * c->lanes + 8, dead_base = top + DEAD_H, event_base = dead_base + 34 + EVENT_H;
    c->scene = TR_NEW(d->arena, struct tr_scene);
    *c->scene = (struct tr_scene){ .id = "chart",
                                   .w = W,
                                   .h = event_base + 32,
                                   .title = TR_STR("Killed and incidents by day"),
                                   .about = TR_STR("Bars by day with the starts and ends of truces; the numbers stand in the table.") };
    tr_doc_heading(d, 2, c->step == 1 ? TR_STR("Day by day") : TR_STR("Over time"));
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_SCENE);
    b->scene = c->scene;
    put_numbers(c, b);
    bars(c, dead_base, event_base);
    dates(c, event_base + 14);
    draw_marks(c, top - 2, event_base);
    if (c->step > 1) tr_run_printf(d->arena, &b->runs, TR_DIM, "Each bar stands for %d days. ", c->step);
    if (c->undated)
        tr_run_printf(d->arena, &b->runs, TR_DIM, "Not drawn, for no single %s is told: %u incident%s", c->step == 1 ? "day" : "bar",
                      c->undated, c->undated == 1 ? "" : "s")
            ->cites = c->without_day;
    put_marks(c);
}
