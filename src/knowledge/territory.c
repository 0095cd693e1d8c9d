/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a spot lies in a territory. Names decide for countries and first-level units; distances for circles; GEOS, on a plane laid at the spot, for polygons. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <math.h>

#include "knowledge/agreements_int.h"
#include "knowledge/gazetteer.h"

#define PI 3.14159265358979323846
#define KM_PER_DEGREE 111.195
#define ARC_STEPS 16 /* of a quarter of a disc: its area is 0.2 % too small */
#define FAR_OUT 2.0  /* an outline that is not known may lie that much farther out than its usual radius */

/* What a spot covers. */
struct extent {
    double km;
    bool guessed; /* a unit whose outline is not known */
    bool known;
};

/* Usual radii: a country, a region, a governorate, a district. */
static struct extent extent_of(const struct tr_spot *s)
{
    struct extent e = { .km = s->km, .guessed = true, .known = true };
    double usual = 0;
    if (s->kind == TRUCE_PLACE_country || s->where_prec == 6) usual = 300;
    else if (s->kind == TRUCE_PLACE_admin1 || s->where_prec == 4) usual = 60;
    else if (s->where_prec == 5 || (s->kind == TRUCE_PLACE_region && s->where_prec != 2)) usual = 80;
    else if (s->kind == TRUCE_PLACE_admin2 || s->where_prec == 3) usual = 25;
    else if (s->where_prec == 7) e.known = false;
    else {
        e.guessed = false;
        usual = s->where_prec == 2 ? 25 : 0;
    }
    if (e.km <= 0) e.km = usual;
    return e;
}

static enum tr_tri answer(enum tr_tri t, double *share, double of)
{
    if (share) *share = t == TR_YES ? 1 : t == TR_NO ? 0 : of;
    return t;
}

/* --- by name --------------------------------------------------------------------------------------------------------------------------- */

static enum tr_tri in_country(const char country[3], const struct tr_spot *s)
{
    if (!s->country[0]) return TR_UNKNOWN;
    return strcmp(country, s->country) == 0 ? TR_YES : TR_NO;
}

static enum tr_tri in_admin1(const struct tr_area *area, const struct tr_spot *s)
{
    enum tr_tri c = in_country(area->country, s);
    if (c == TR_NO) return TR_NO;
    bool itself = s->kind == TRUCE_PLACE_admin1 || s->where_prec == 4; /* the Gaza Strip is a region */
    tr_str unit = s->admin1.n ? s->admin1 : itself ? s->name : TR_STR("");
    if (!unit.n || s->kind == TRUCE_PLACE_country) return TR_UNKNOWN;
    if (!tr_str_ieq(unit, area->admin1)) return TR_NO;
    return c;
}

static enum tr_tri held_by(const struct tr_area *area, const struct tr_spot *s)
{
    enum tr_tri t = area->admin1.n ? in_admin1(area, s) : area->country[0] ? in_country(area->country, s) : TR_UNKNOWN;
    return t == TR_NO ? TR_NO : TR_UNKNOWN;
}

/* "Eastern Ghouta" in the circle of that name; a governorate is never the town of its name. */
static bool is_the_area(const struct tr_area *area, const struct tr_spot *s)
{
    if (!area->name.n || !tr_str_ieq(area->name, s->name) || s->kind == TRUCE_PLACE_country || s->kind == TRUCE_PLACE_admin1) return false;
    return !area->country[0] || in_country(area->country, s) == TR_YES;
}

/* --- by distance ------------------------------------------------------------------------------------------------------------------------- */

/* Area that two discs have in common, a part of the first. */
static double common_part(double r, double big, double d)
{
    if (d >= r + big) return 0;
    if (d <= fabs(big - r)) return big >= r ? 1 : (big * big) / (r * r);
    double a = acos((d * d + r * r - big * big) / (2 * d * r)), b = acos((d * d + big * big - r * r) / (2 * d * big));
    double lens = r * r * (a - sin(2 * a) / 2) + big * big * (b - sin(2 * b) / 2);
    return lens / (PI * r * r);
}

static enum tr_tri in_circle(const struct tr_area *area, const struct tr_spot *s, const struct extent *e, double *share)
{
    double d = tr_km(area->lat, area->lon, s->lat, s->lon), reach = e->guessed ? e->km * FAR_OUT : e->km;
    if (d + reach <= area->km) return answer(TR_YES, share, 1);
    if (d - reach > area->km) return answer(TR_NO, share, 0);
    return answer(TR_UNKNOWN, share, e->km > 0 ? common_part(e->km, area->km, d) : -1);
}

/* --- by shape ------------------------------------------------------------------------------------------------------------------------------ */

struct plane {
    double lat, lon, kx, ky;
}; /* kilometres east and north of a point */

static struct plane plane_at(double lat, double lon)
{
    return (struct plane){ lat, lon, KM_PER_DEGREE * cos(lat * PI / 180), KM_PER_DEGREE };
}

static GEOSGeometry *polygon_of(GEOSContextHandle_t h, const double (*ring)[2], uint32_t n, const struct plane *p)
{
    GEOSCoordSequence *c = GEOSCoordSeq_create_r(h, n, 2);
    if (!c) return NULL;
    for (uint32_t i = 0; i < n; i++) GEOSCoordSeq_setXY_r(h, c, i, (ring[i][0] - p->lon) * p->kx, (ring[i][1] - p->lat) * p->ky);
    GEOSGeometry *line = GEOSGeom_createLinearRing_r(h, c);
    return line ? GEOSGeom_createPolygon_r(h, line, NULL, 0) : NULL;
}

/* Whether the disc of `reach` km round the origin can touch the ring at all. */
static bool near(const struct tr_area *area, const struct plane *p, double reach)
{
    double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
    for (uint32_t i = 0; i < area->n_ring; i++) {
        for (int k = 0; k < 2; k++) {
            if (area->ring[i][k] < low[k]) low[k] = area->ring[i][k];
            if (area->ring[i][k] > high[k]) high[k] = area->ring[i][k];
        }
    }
    return (low[0] - p->lon) * p->kx <= reach && (high[0] - p->lon) * p->kx >= -reach && (low[1] - p->lat) * p->ky <= reach &&
           (high[1] - p->lat) * p->ky >= -reach;
}

static double part_inside(GEOSContextHandle_t h, const GEOSGeometry *polygon, const GEOSGeometry *point, double km)
{
    double whole = 0, part = 0;
    GEOSGeometry *disc = GEOSBuffer_r(h, point, km, ARC_STEPS), *common = disc ? GEOSIntersection_r(h, polygon, disc) : NULL;
    bool ok = common && GEOSArea_r(h, disc, &whole) && GEOSArea_r(h, common, &part) && whole > 0;
    if (common) GEOSGeom_destroy_r(h, common);
    if (disc) GEOSGeom_destroy_r(h, disc);
    return ok ? fmin(part / whole, 1) : -1;
}

/* Distance of the origin to the outline, and whether it lies within: most spots need no more, and this takes a hundredth of what GEOS takes. */
static double to_outline(const struct tr_area *area, const struct plane *p, bool *within)
{
    double best = INFINITY;
    bool in = false;
    for (uint32_t i = 0; i + 1 < area->n_ring; i++) {
        double x = (area->ring[i][0] - p->lon) * p->kx, y = (area->ring[i][1] - p->lat) * p->ky;
        double dx = (area->ring[i + 1][0] - p->lon) * p->kx - x, dy = (area->ring[i + 1][1] - p->lat) * p->ky - y;
        double length = dx * dx + dy * dy, t = length > 0 ? -(x * dx + y * dy) / length : 0;
        t = fmin(fmax(t, 0), 1);
        best = fmin(best, hypot(x + t * dx, y + t * dy));
        /* A ray to the east crosses this side: an odd number of times means within. */
        if ((y > 0) != (y + dy > 0) && x - y * dx / dy > 0) in = !in;
    }
    *within = in;
    return best;
}

static double share_of(const struct tr_area *area, const struct plane *p, double km)
{
    double part = -1;
    GEOSContextHandle_t h = GEOS_init_r();
    if (!h) return -1;
    GEOSGeometry *polygon = polygon_of(h, area->ring, area->n_ring, p), *point = GEOSGeom_createPointFromXY_r(h, 0, 0);
    if (polygon && point) part = part_inside(h, polygon, point, km);
    if (point) GEOSGeom_destroy_r(h, point);
    if (polygon) GEOSGeom_destroy_r(h, polygon);
    GEOS_finish_r(h);
    return part;
}

static enum tr_tri in_polygon(const struct tr_area *area, const struct tr_spot *s, const struct extent *e, double *share)
{
    struct plane p = plane_at(s->lat, s->lon);
    double reach = e->guessed ? e->km * FAR_OUT : e->km;
    bool within;
    if (!near(area, &p, reach)) return answer(TR_NO, share, 0);
    double edge = to_outline(area, &p, &within);
    if (edge > 0 && edge >= reach) return answer(within ? TR_YES : TR_NO, share, 0);
    return answer(TR_UNKNOWN, share, share && e->km > 0 ? share_of(area, &p, e->km) : -1);
}

const char *tr_ring_wrong(struct tr_arena *a, const double (*ring)[2], uint32_t n)
{
    struct plane p = { 0, 0, 1, 1 };
    char text[200] = "";
    if (n < 4 || memcmp(ring[0], ring[n - 1], sizeof ring[0]) != 0) return "fewer than three corners, or not closed";
    GEOSContextHandle_t h = GEOS_init_r();
    if (!h) return "no memory to check it";
    GEOSGeometry *g = polygon_of(h, ring, n, &p);
    char valid = g ? GEOSisValid_r(h, g) : 0;
    if (valid != 1) {
        char *why = g ? GEOSisValidReason_r(h, g) : NULL;
        tr_str r = tr_str_sub(tr_str_of(why ? why : "it cannot be drawn"), 0, sizeof text - 1);
        memcpy(text, r.p, r.n);
        if (why) GEOSFree_r(h, why);
    }
    if (g) GEOSGeom_destroy_r(h, g);
    GEOS_finish_r(h);
    return text[0] ? tr_arena_dup(a, tr_str_of(text)).p : NULL;
}

/* --- one area, and all of them ------------------------------------------------------------------------------------------------------------- */

/* Circles and polygons. A governorate whose name says that the area lies in another needs no map. */
static enum tr_tri in_shape(const struct tr_area *area, const struct tr_spot *s, double *share)
{
    struct extent e = extent_of(s);
    if (is_the_area(area, s)) return answer(TR_YES, share, 1);
    if (area->admin1.n && s->kind == TRUCE_PLACE_admin1 && in_admin1(area, s) == TR_NO) return answer(TR_NO, share, 0);
    if (!s->located || !e.known) {
        bool abroad = area->country[0] && in_country(area->country, s) == TR_NO;
        return answer(abroad ? TR_NO : TR_UNKNOWN, share, -1);
    }
    return area->kind == TR_AREA_CIRCLE ? in_circle(area, s, &e, share) : in_polygon(area, s, &e, share);
}

enum tr_tri tr_area_has(const struct tr_area *area, const struct tr_spot *spot, double *share)
{
    switch (area->kind) {
    case TR_AREA_WORLD: return answer(TR_YES, share, 1);
    case TR_AREA_COUNTRY: return answer(in_country(area->country, spot), share, -1);
    case TR_AREA_ADMIN1: return answer(in_admin1(area, spot), share, -1);
    case TR_AREA_HELD_BY: return answer(held_by(area, spot), share, -1);
    case TR_AREA_CIRCLE:
    case TR_AREA_POLYGON: return in_shape(area, spot, share);
    }
    return answer(TR_UNKNOWN, share, -1);
}

/* The answer of a list of areas, any of which is enough; a dispute leaves what it decides unknown. */
static enum tr_tri any_has(struct tr_areas areas, const struct tr_spot *spot, double *share, const struct tr_area **by)
{
    enum tr_tri all = TR_NO;
    *share = 0;
    *by = NULL;
    for (uint32_t i = 0; i < areas.n; i++) {
        double part = -1;
        enum tr_tri t = tr_area_has(&areas.v[i], spot, &part);
        if (t == TR_NO) continue;
        if (t == TR_YES && areas.v[i].disputed_by.n) t = TR_UNKNOWN;
        if (t == TR_YES) {
            *share = 1;
            *by = &areas.v[i];
            return TR_YES;
        }
        if (!*by || part > *share) {
            *share = part;
            *by = &areas.v[i];
        }
        all = TR_UNKNOWN;
    }
    return all;
}

enum tr_tri tr_agreement_has(const struct tr_agreement *g, const struct tr_extension *during, const struct tr_spot *spot, double *share,
                             const struct tr_area **by)
{
    static const struct tr_area everywhere = { .kind = TR_AREA_WORLD };
    struct tr_areas include = during && during->include.n ? during->include : g->include;
    if (!include.n) include = (struct tr_areas){ &everywhere, 1 };
    const struct tr_area *in, *out;
    double part_in, part_out;
    enum tr_tri t = any_has(include, spot, &part_in, &in), x = any_has(g->exclude, spot, &part_out, &out);
    if (in == &everywhere) in = NULL;
    if (by) *by = t != TR_NO && x != TR_NO ? out : in;
    if (t == TR_NO || x == TR_YES) return answer(TR_NO, share, 0);
    if (x == TR_UNKNOWN) return answer(TR_UNKNOWN, share, t == TR_YES && part_out >= 0 ? 1 - part_out : -1);
    return answer(t, share, part_in);
}
