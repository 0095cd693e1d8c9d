/* SPDX-License-Identifier: Apache-2.0 */
/* The map of a brief: incidents by place at the precision that is known, with towns, graticule and scale. Nothing is fetched: towns are the gazetteer's, and the extent of a province or
 * country is the hull of the towns that lie in it. Degrees are drawn straight, shortened east-west by the cosine of the middle latitude. */
#include <math.h>

#include "knowledge/gazetteer.h"
#include "views/brief_int.h"

#define W 720.0
#define H 450.0
#define MAX_R 34.0 /* of the largest toll */
#define MIN_R 4.5
#define NEAR_PX 11.0 /* places nearer than this on the page share a mark */
#define KM_DEGREE 111.195
#define REGION_KM 30.0 /* drawn around a region whose reach is not known */

struct spot { /* a place with its incidents */
    const struct tr_place_row *place;
    double km; /* of its precision; 0 a point, -1 a whole unit */
    uint32_t incidents;
    int64_t low, high;
    bool told, open;
    double x, y, r; /* on the page */
    uint32_t others;
    bool mixed; /* places that share the mark; of several provinces */
    bool hidden;
    double (*ring)[2];
    uint32_t n_ring; /* of a whole unit: longitude, latitude; 0: its reach is not known */
};
struct box {
    double x0, y0, x1, y1;
};
struct map {
    struct tr_doc *d;
    struct tr_scene *scene;
    TR_VEC(struct spot) spots;
    double lat0, lat1, lon0, lon1, scale, squeeze; /* pixels a degree north; of longitude scale * squeeze */
    TR_VEC(struct box) labels;
    uint32_t unplaced;
    tr_cites nowhere;
};

/* --- what is where --- */

static struct spot *spot_of(struct map *m, const struct tr_incident *in)
{
    bool unit = in->km < 0;
    for (uint32_t i = 0; i < m->spots.n; i++) {
        struct spot *s = &m->spots.v[i];
        if (s->place->id == in->place->id && (s->km < 0) == unit && (unit || s->km == in->km)) return s;
    }
    struct spot *s = tr_vec_push(m->d->arena, &m->spots);
    *s = (struct spot){ .place = in->place, .km = in->km };
    return s;
}

static void find_spots(struct map *m)
{
    const struct tr_incidents *in = &m->d->brief->incidents;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_incident *x = &in->v[i];
        if (!x->place || !x->place->located || fabs(x->place->lat) > 90 || fabs(x->place->lon) > 180) {
            m->unplaced++;
            tr_cite_claim(m->d, &m->nowhere, x->merges[0].claim);
            continue;
        }
        struct spot *s = spot_of(m, x);
        s->incidents++;
        if (!x->killed.has_low && !x->killed.has_high) continue;
        s->told = true;
        s->low += x->killed.has_low ? x->killed.low : 0;
        s->high += x->killed.high > x->killed.low ? x->killed.high : x->killed.low;
        s->open |= !x->killed.has_high;
    }
}

static const char *toll_text(struct map *m, const struct spot *s)
{
    if (!s->told) return "no number told";
    return tr_arena_printf(
               m->d->arena, "%s killed",
               tr_cell_range(m->d->arena, (struct tr_range){ .has_low = true, .has_high = !s->open, .low = s->low, .high = s->high }))
        .p;
}

/* --- what the page shows --- */

static void take(struct map *m, double lat, double lon, double km)
{
    double dy = km / KM_DEGREE, dx = dy / fmax(.1, cos(lat * M_PI / 180));
    m->lat0 = fmin(m->lat0, lat - dy), m->lat1 = fmax(m->lat1, lat + dy);
    m->lon0 = fmin(m->lon0, lon - dx), m->lon1 = fmax(m->lon1, lon + dx);
}

static void take_unit(struct map *m, const struct spot *s)
{
    if (!s->n_ring) take(m, s->place->lat, s->place->lon, REGION_KM);
    for (uint32_t i = 0; i < s->n_ring; i++) take(m, s->ring[i][1], s->ring[i][0], 0);
}

/* All of points, circles and provinces; countries only when there is nothing else. A margin, never less than some kilometres across. */
static void frame(struct map *m)
{
    m->lat0 = m->lon0 = 1e9, m->lat1 = m->lon1 = -1e9;
    for (int pass = 0; pass < 2 && m->lat0 > m->lat1; pass++)
        for (uint32_t i = 0; i < m->spots.n; i++) {
            const struct spot *s = &m->spots.v[i];
            if (s->km >= 0) take(m, s->place->lat, s->place->lon, fmax(s->km, 1.5));
            else if (pass || s->place->kind != TRUCE_PLACE_country) take_unit(m, s);
        }
    double mid = (m->lat0 + m->lat1) / 2, dlat, dlon;
    m->squeeze = fmax(.1, cos(mid * M_PI / 180));
    dlat = fmax((m->lat1 - m->lat0) * 1.35, .08);
    dlon = fmax((m->lon1 - m->lon0) * 1.35, .08);
    m->scale = fmin(H / dlat, W / (dlon * m->squeeze));
    double lon = (m->lon0 + m->lon1) / 2;
    m->lat0 = mid - H / m->scale / 2, m->lat1 = mid + H / m->scale / 2;
    m->lon0 = lon - W / m->scale / m->squeeze / 2, m->lon1 = lon + W / m->scale / m->squeeze / 2;
}

static double px(const struct map *m, double lon)
{
    return (lon - m->lon0) * m->scale * m->squeeze;
}
static double py(const struct map *m, double lat)
{
    return (m->lat1 - lat) * m->scale;
}

static void place_spots(struct map *m)
{
    int64_t most = 1;
    for (uint32_t i = 0; i < m->spots.n; i++) {
        struct spot *s = &m->spots.v[i];
        s->x = px(m, s->place->lon), s->y = py(m, s->place->lat);
        for (uint32_t k = 0; k < i && s->km >= 0; k++) {
            struct spot *t = &m->spots.v[k];
            if (t->hidden || t->km < 0 || hypot(t->x - s->x, t->y - s->y) > NEAR_PX) continue;
            t->mixed |= !tr_str_eq(s->place->admin1, t->place->admin1);
            if (s->high > t->high && s->place->id != t->place->id) t->place = s->place; /* named after the deadliest */
            t->others += s->place->id != t->place->id || s->high > t->high;
            t->low += s->low, t->high += s->high, t->incidents += s->incidents;
            t->told |= s->told, t->open |= s->open, t->km = fmax(t->km, s->km);
            s->hidden = true;
            break;
        }
    }
    for (uint32_t i = 0; i < m->spots.n; i++) {
        if (!m->spots.v[i].hidden && m->spots.v[i].km >= 0 && m->spots.v[i].high > most) most = m->spots.v[i].high;
    }
    double k = fmin(MAX_R / sqrt((double)most), 6);
    for (uint32_t i = 0; i < m->spots.n; i++) m->spots.v[i].r = fmax(MIN_R, k * sqrt((double)m->spots.v[i].high));
}

/* --- under the marks --- */

static void put_text(struct map *m, double x, double y, double size, enum tr_ink ink, int anchor, bool bold, tr_str text)
{
    tr_scene_add(
        m->d->arena, m->scene,
        (struct tr_shape){ .kind = TR_SHAPE_TEXT, .x = x, .y = y, .w = size, .fill = ink, .anchor = anchor, .bold = bold, .text = text });
}

/* A label of the graticule, which others keep clear of. */
static void put_degrees(struct map *m, double x, double y, tr_str text)
{
    put_text(m, x, y, 9, TR_INK_DIM, -1, false, text);
    *tr_vec_push(m->d->arena, &m->labels) = (struct box){ x - 2, y - 9, x + 42, y + 2 };
}

static tr_str degrees(struct tr_arena *a, double v, double step, const char *side)
{
    int decimals = step < .1 ? 2 : step < 1 ? 1 : 0;
    return tr_arena_printf(a, "%.*f° %c", decimals, fabs(v), side[v < -1e-9]);
}

static void graticule(struct map *m)
{
    static const double steps[] = { .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20 };
    struct tr_arena *a = m->d->arena;
    double step = 20;
    for (int i = 10; i >= 0; i--)
        if ((m->lat1 - m->lat0) / steps[i] <= 5.5) step = steps[i];
    for (double v = ceil(m->lat0 / step); v * step < m->lat1; v++) {
        double y = py(m, v * step);
        tr_scene_add(a, m->scene,
                     (struct tr_shape){ .kind = TR_SHAPE_LINE, .x = 0, .y = y, .w = W, .h = y, .stroke = TR_INK_GRID, .width = .7 });
        if (y > 20 && y < H - 30) put_degrees(m, 5, y - 3, degrees(a, v * step, step, "NS"));
    }
    for (double v = ceil(m->lon0 / step); v * step < m->lon1; v++) {
        double x = px(m, v * step);
        tr_scene_add(a, m->scene,
                     (struct tr_shape){ .kind = TR_SHAPE_LINE, .x = x, .y = 0, .w = x, .h = H, .stroke = TR_INK_GRID, .width = .7 });
        if (x > 40 && x < W - 50) put_degrees(m, x + 3, 11, degrees(a, v * step, step, "EW"));
    }
}

static void scale_bar(struct map *m)
{
    static const double kms[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000 };
    struct tr_arena *a = m->d->arena;
    double km = 1, px_km = m->scale / KM_DEGREE;
    for (int i = 0; i < 11; i++)
        if (kms[i] * px_km < W * .2) km = kms[i];
    double w = km * px_km, x = W - w - 14, y = H - 12;
    tr_scene_add(
        a, m->scene,
        (struct tr_shape){ .kind = TR_SHAPE_RECT, .x = x - 6, .y = y - 17, .w = w + 12, .h = 23, .fill = TR_INK_PAPER, .opacity = .85 });
    tr_scene_add(a, m->scene,
                 (struct tr_shape){ .kind = TR_SHAPE_LINE, .x = x, .y = y, .w = x + w, .h = y, .stroke = TR_INK_TEXT, .width = 1.6 });
    for (int end = 0; end < 2; end++)
        tr_scene_add(
            a, m->scene,
            (struct tr_shape){
                .kind = TR_SHAPE_LINE, .x = x + end * w, .y = y - 4, .w = x + end * w, .h = y, .stroke = TR_INK_TEXT, .width = 1.6 });
    put_text(m, x + w / 2, y - 6, 9.5, TR_INK_TEXT, 0, false, tr_arena_printf(a, "%g km", km));
}

/* --- units --- */

static void put_unit(struct map *m, const struct spot *s)
{
    struct tr_arena *a = m->d->arena;
    struct tr_shape shape = {
        .kind = TR_SHAPE_RING, .fill = TR_INK_DEAD_SOFT, .opacity = .18, .stroke = TR_INK_DEAD, .width = 1, .dashed = true
    };
    double(*ring)[2] = tr_arena_get(a, sizeof *ring * (s->n_ring + 1));
    for (uint32_t i = 0; i < s->n_ring; i++) ring[i][0] = px(m, s->ring[i][0]), ring[i][1] = py(m, s->ring[i][1]);
    shape.ring = (const double(*)[2])ring;
    shape.n_ring = s->n_ring;
    shape.tip = tr_arena_printf(a, "Somewhere in " TR_STR_FMT ": %u incident%s, %s", TR_STR_ARG(tr_clean(a, s->place->name)), s->incidents,
                                s->incidents == 1 ? "" : "s", toll_text(m, s));
    if (!s->n_ring) {
        shape.kind = TR_SHAPE_CIRCLE;
        shape.x = s->x, shape.y = s->y, shape.w = REGION_KM * m->scale / KM_DEGREE;
    }
    tr_scene_add(a, m->scene, shape);
}

/* --- marks and labels --- */

static void put_mark(struct map *m, const struct spot *s)
{
    struct tr_arena *a = m->d->arena;
    tr_str tip = tr_arena_printf(a, TR_STR_FMT "%s: %u incident%s, %s", TR_STR_ARG(tr_clean(a, s->place->name)),
                                 s->others ? " and nearby" : "", s->incidents, s->incidents == 1 ? "" : "s", toll_text(m, s));
    struct tr_shape c = { .kind = TR_SHAPE_CIRCLE,
                          .x = s->x,
                          .y = s->y,
                          .w = s->r,
                          .fill = TR_INK_DEAD_SOFT,
                          .stroke = TR_INK_DEAD,
                          .width = 1.2,
                          .opacity = .55,
                          .tip = tip };
    if (s->km > 0) /* somewhere within */
        tr_scene_add(a, m->scene,
                     (struct tr_shape){ .kind = TR_SHAPE_CIRCLE,
                                        .x = s->x,
                                        .y = s->y,
                                        .w = s->km * m->scale / KM_DEGREE,
                                        .fill = TR_INK_DEAD_SOFT,
                                        .opacity = .18,
                                        .stroke = TR_INK_DEAD,
                                        .width = 1,
                                        .dashed = true });
    if (!s->told) c.fill = TR_INK_PAPER, c.opacity = .9;
    tr_scene_add(a, m->scene, c);
    if (s->low > 0 && s->high > 0) {
        c.w = fmax(1.5, s->r * sqrt((double)s->low / (double)s->high));
        c.fill = TR_INK_DEAD, c.stroke = TR_INK_NONE, c.opacity = .8;
        tr_scene_add(a, m->scene, c);
    }
}

static bool take_room(struct map *m, struct box b)
{
    if (b.x0 < 2 || b.y0 < 2 || b.x1 > W - 2 || b.y1 > H - 2) return false;
    for (uint32_t i = 0; i < m->labels.n; i++) {
        const struct box *o = &m->labels.v[i];
        if (b.x0 < o->x1 && o->x0 < b.x1 && b.y0 < o->y1 && o->y0 < b.y1) return false;
    }
    *tr_vec_push(m->d->arena, &m->labels) = b;
    return true;
}

/* Beside, above or below the mark, where there is room; in one line or two. */
static bool put_label(struct map *m, double x, double y, double r, double size, enum tr_ink ink, bool bold, tr_str name, tr_str more)
{
    double w = fmax(tr_text_width(name, size, bold), tr_text_width(more, size - 1, false)), h = size + (more.n ? size : 0) + 2;
    for (int side = 0; side < 8; side++) {
        double dy = side < 2 ? 0 : side % 4 < 2 ? h * .55 : -h * .55;
        int anchor = side >= 6 ? 0 : side % 2 ? 1 : -1;
        double cx = anchor < 0   ? x + r + 4
                    : anchor > 0 ? x - r - 4
                                 : x,
               cy = side >= 6 ? side == 6 ? y - r - h / 2 - 2 : y + r + h / 2 + 2 : y + dy;
        double left = anchor < 0 ? cx : anchor > 0 ? cx - w : cx - w / 2;
        /* A town's dot is kept clear with its name; a mark has its own room. */
        double dot = r <= 1 && anchor ? 7 : 0;
        if (!take_room(m, (struct box){ left - (anchor < 0 ? dot : 0), cy - h / 2, left + w + (anchor > 0 ? dot : 0), cy + h / 2 }))
            continue;
        put_text(m, cx, cy - h / 2 + size - .5, size, ink, anchor, bold, name);
        if (more.n) put_text(m, cx, cy - h / 2 + 2 * size - .5, size - 1, TR_INK_TEXT, anchor, false, more);
        return true;
    }
    return false;
}

static int deadliest_first(const void *x, const void *y)
{
    const struct spot *a = *(const struct spot *const *)x, *b = *(const struct spot *const *)y;
    if (a->high != b->high) return a->high > b->high ? -1 : 1;
    return a->place->id < b->place->id ? -1 : a->place->id > b->place->id;
}

static void put_labels(struct map *m)
{
    struct tr_arena *a = m->d->arena;
    const struct spot **v = TR_NEW_N(a, const struct spot *, m->spots.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->spots.n; i++) {
        struct spot *s = &m->spots.v[i];
        if (s->hidden) continue;
        double r = s->km < 0 ? 1 : s->r * .75;
        *tr_vec_push(a, &m->labels) = (struct box){ s->x - r, s->y - r, s->x + r, s->y + r };
        v[n++] = s;
    }
    qsort(v, n, sizeof *v, deadliest_first);
    for (uint32_t i = 0; i < n && i < 60; i++) {
        const struct spot *s = v[i];
        tr_str name = tr_clean(a, s->place->name),
               more = tr_arena_printf(a, "%s%s", toll_text(m, s),
                                      s->incidents > 1 ? tr_arena_printf(a, ", %u incidents", s->incidents).p : "");
        if (s->km < 0) {
            tr_str within = tr_arena_printf(a, "somewhere in " TR_STR_FMT, TR_STR_ARG(name));
            put_label(m, s->x, s->y, 2, 10, TR_INK_DEAD, false, within, more);
            continue;
        }
        if (s->others && !s->mixed && s->place->admin1.n)
            name = tr_arena_printf(a, TR_STR_FMT ", %u places", TR_STR_ARG(tr_clean(a, s->place->admin1)), s->others + 1);
        else if (s->others) name = tr_arena_printf(a, TR_STR_FMT " +%u", TR_STR_ARG(name), s->others);
        if (!put_label(m, s->x, s->y, s->r, 11.5, TR_INK_TEXT, true, name, more))
            put_label(m, s->x, s->y, s->r, 10, TR_INK_TEXT, true, name, (tr_str){ "", 0 });
    }
}

struct town {
    tr_str name;
    double x, y;
    uint32_t people;
};
static int largest_first(const void *x, const void *y)
{
    const struct town *a = x, *b = y;
    if (a->people != b->people) return a->people > b->people ? -1 : 1;
    return tr_str_cmp(a->name, b->name);
}

/* So that a reader knows where it is. */
static void put_towns(struct map *m)
{
    struct tr_arena *a = m->d->arena;
    const struct tr_gazetteer *g = m->d->brief->places;
    TR_VEC(struct town) v = { 0 };
    for (uint32_t i = 0, n = g ? tr_gazetteer_size(g) : 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(g, i);
        if (p.kind != TRUCE_PLACE_city || !p.located || p.lat < m->lat0 || py(m, p.lat) < 16 || p.lon < m->lon0 || p.lon > m->lon1)
            continue;
        *tr_vec_push(a, &v) = (struct town){ tr_clean(a, p.name), px(m, p.lon), py(m, p.lat), p.population };
    }
    if (v.n) qsort(v.v, v.n, sizeof *v.v, largest_first);
    for (uint32_t i = 0, put = 0; i < v.n && i < 60 && put < 16; i++) {
        const struct town *t = &v.v[i];
        if (!put_label(m, t->x, t->y, 1, 9.5, TR_INK_DIM, false, t->name, (tr_str){ "", 0 })) continue;
        tr_scene_add(a, m->scene,
                     (struct tr_shape){ .kind = TR_SHAPE_RECT, .x = t->x - 1.5, .y = t->y - 1.5, .w = 3, .h = 3, .fill = TR_INK_DIM });
        put++;
    }
}

/* --- the numbers of it --- */

static void put_numbers(struct map *m, struct tr_block *b)
{
    static const char *const heads[] = { "place", "precision", "incidents", "killed" };
    static const double widths[] = { .34, .34, .12, .20 };
    struct tr_arena *a = m->d->arena;
    const struct tr_incidents *in = &m->d->brief->incidents;
    b->grid = (struct tr_grid){ .heads = heads, .widths = widths, .n_cols = 4, .right = 1u << 2 | 1u << 3 };
    for (uint32_t i = 0; i < m->spots.n; i++) {
        const struct spot *s = &m->spots.v[i];
        struct tr_cells *row = tr_grid_row(a, &b->grid);
        tr_run_add(a, &row->cell[0], TR_PLAIN, s->place->name);
        if (s->km < 0) tr_run_add(a, &row->cell[1], TR_PLAIN, TR_STR("the whole unit, no nearer"));
        else if (s->km > 0) tr_run_printf(a, &row->cell[1], TR_PLAIN, "within %g km of %.3f, %.3f", s->km, s->place->lat, s->place->lon);
        else tr_run_printf(a, &row->cell[1], TR_PLAIN, "%.3f, %.3f", s->place->lat, s->place->lon);
        struct tr_run *n = tr_run_printf(a, &row->cell[2], TR_PLAIN, "%u", s->incidents);
        struct tr_run *k = tr_run_add(a, &row->cell[3], TR_PLAIN, tr_str_of(s->told ? toll_text(m, s) : ""));
        for (uint32_t x = 0; x < in->n; x++) {
            if (!in->v[x].place || in->v[x].place->id != s->place->id || (in->v[x].km < 0) != (s->km < 0) ||
                (s->km >= 0 && s->km != in->v[x].km))
                continue;
            tr_cite_claim(m->d, &n->cites, in->v[x].merges[0].claim);
            tr_cite_toll(m->d, &k->cites, &in->v[x], TRUCE_HARM_killed);
        }
    }
}

static void put_caption(struct map *m, struct tr_block *b)
{
    struct tr_arena *a = m->d->arena;
    tr_run_add(
        a, &b->runs, TR_DIM,
        TR_STR(
            "Dark disc: the lowest count of dead; ring around it: the highest; hollow: no number told. Dashed: somewhere within; 30 km stand for a region whose reach is not known. Towns and the reach of provinces are the gazetteer's."));
    for (uint32_t i = 0; i < m->spots.n; i++) {
        const struct spot *s = &m->spots.v[i];
        if (s->km >= 0) continue;
        struct tr_run *r =
            tr_run_printf(a, &b->runs, TR_DIM, " · Somewhere in " TR_STR_FMT ": %u incident%s, %s", TR_STR_ARG(tr_clean(a, s->place->name)),
                          s->incidents, s->incidents == 1 ? "" : "s", toll_text(m, s));
        r->cites = b->grid.rows.v[i].cell[2].v[0].cites; /* of its row */
    }
    if (m->unplaced) tr_run_printf(a, &b->runs, TR_DIM, " · Not on the map, for no place is told: %u", m->unplaced)->cites = m->nowhere;
}

static void draw(struct map *m)
{
    struct tr_arena *a = m->d->arena;
    tr_scene_add(a, m->scene, (struct tr_shape){ .kind = TR_SHAPE_CLIP, .w = W, .h = H });
    tr_scene_add(a, m->scene, (struct tr_shape){ .kind = TR_SHAPE_RECT, .w = W, .h = H, .fill = TR_INK_AREA });
    graticule(m);
    for (uint32_t i = 0; i < m->spots.n; i++)
        if (m->spots.v[i].km < 0) put_unit(m, &m->spots.v[i]);
    for (uint32_t i = 0; i < m->spots.n; i++)
        if (m->spots.v[i].km >= 0 && !m->spots.v[i].hidden) put_mark(m, &m->spots.v[i]);
    *tr_vec_push(a, &m->labels) = (struct box){ W * .76, H - 34, W, H };
    put_labels(m);
    put_towns(m);
    scale_bar(m);
    tr_scene_add(a, m->scene, (struct tr_shape){ .kind = TR_SHAPE_UNCLIP });
    tr_scene_add(a, m->scene, (struct tr_shape){ .kind = TR_SHAPE_RECT, .x = .5, .y = .5, .w = W - 1, .h = H - 1, .stroke = TR_INK_GRID });
}

void tr_doc_map(struct tr_doc *d)
{
    struct map *m = TR_NEW(d->arena, struct map);
    m->d = d;
    find_spots(m);
    if (!m->spots.n) return;
    for (uint32_t i = 0; i < m->spots.n; i++)
        if (m->spots.v[i].km < 0)
            m->spots.v[i].n_ring = tr_unit_reach(d->arena, d->brief->places, m->spots.v[i].place, &m->spots.v[i].ring);
    m->scene = TR_NEW(d->arena, struct tr_scene);
    *m->scene =
        (struct tr_scene){ .id = "map",
                           .w = W,
                           .h = H,
                           .title = TR_STR("Map of incidents"),
                           .about = tr_arena_printf(d->arena, "%u places with incidents; their numbers stand in the table.", m->spots.n) };
    tr_doc_heading(d, 2, TR_STR("Where"));
    struct tr_block *b = tr_doc_block(d, TR_BLOCK_SCENE);
    b->scene = m->scene;
    put_numbers(m, b);
    frame(m);
    put_caption(m, b);
    place_spots(m);
    draw(m);
}
