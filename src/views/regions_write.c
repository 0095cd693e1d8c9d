/* SPDX-License-Identifier: Apache-2.0 */
/* A country divided among its towns: cells of the nearest town (Voronoi), joined by unit, cut off at the border. All of it by GEOS, on a plane where a degree of longitude is as
 * long as one of latitude; no arena is asked while its objects live, for arenas jump. */
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#include <math.h>
#include <stdlib.h>

#include "views/regions_int.h"

#define DECIMALS 3   /* of a degree: 100 m */
#define SPECK 0.0004 /* square degrees (about 2 km by 2 km): parts that are smaller are left off */
#define RADIANS 0.017453292519943295

struct work {
    GEOSContextHandle_t h;
    const struct tr_towns *t;
    double kx;             /* length of a degree of longitude, in degrees of latitude */
    GEOSGeometry **points; /* a town each */
    GEOSGeometry **cells;  /* of each town; NULL: none, or given away */
};

static GEOSGeometry *ring_of(const struct work *w, const struct tr_ring *r)
{
    GEOSCoordSequence *c = GEOSCoordSeq_create_r(w->h, r->n, 2);
    if (!c) return NULL;
    for (uint32_t i = 0; i < r->n; i++) GEOSCoordSeq_setXY_r(w->h, c, i, r->v[i][0] * w->kx, r->v[i][1]);
    return GEOSGeom_createLinearRing_r(w->h, c);
}

/* Holes are few and small (lakes, enclaves): each is taken out of the whole. */
static GEOSGeometry *country_of(const struct work *w, const tr_rings *rings)
{
    GEOSGeometry *all = NULL;
    for (uint32_t i = 0; i < rings->n; i++) {
        GEOSGeometry *ring = ring_of(w, &rings->v[i]), *raw = ring ? GEOSGeom_createPolygon_r(w->h, ring, NULL, 0) : NULL;
        GEOSGeometry *p = raw ? GEOSMakeValid_r(w->h, raw) : NULL, *sum = p;
        if (p && all) sum = rings->v[i].outer ? GEOSUnion_r(w->h, all, p) : GEOSDifference_r(w->h, all, p);
        if (raw) GEOSGeom_destroy_r(w->h, raw);
        if (!sum) {
            if (p) GEOSGeom_destroy_r(w->h, p);
            continue;
        }
        if (p && all) GEOSGeom_destroy_r(w->h, p), GEOSGeom_destroy_r(w->h, all);
        all = sum;
    }
    return all;
}

/* --- cells ------------------------------------------------------------------------------------------------------------------- */

struct search {
    const struct work *w;
    const GEOSGeometry *cell;
    uint32_t found;
};

static void test_town(void *item, void *ctx)
{
    struct search *s = ctx;
    GEOSGeometry **point = item;
    if (s->found == UINT32_MAX && GEOSContains_r(s->w->h, s->cell, *point) == 1) s->found = (uint32_t)(point - s->w->points);
}

/* The diagram's cells come in no order: a tree of the towns tells whose each is. */
static bool take_cells(struct work *w, const GEOSGeometry *diagram, GEOSSTRtree *tree)
{
    int n = GEOSGetNumGeometries_r(w->h, diagram);
    for (int i = 0; i < n; i++) {
        struct search s = { w, GEOSGetGeometryN_r(w->h, diagram, i), UINT32_MAX };
        GEOSSTRtree_query_r(w->h, tree, s.cell, test_town, &s);
        if (s.found == UINT32_MAX || w->cells[s.found]) continue;
        w->cells[s.found] = GEOSGeom_clone_r(w->h, s.cell);
        if (!w->cells[s.found]) return false;
    }
    return true;
}

static bool divide(struct work *w, const GEOSGeometry *country)
{
    const struct tr_towns *t = w->t;
    GEOSSTRtree *tree = GEOSSTRtree_create_r(w->h, 10);
    GEOSGeometry **copies = calloc(t->n, sizeof *copies), *all = NULL, *diagram = NULL;
    bool ok = tree && copies;
    for (uint32_t i = 0; ok && i < t->n; i++) {
        w->points[i] = GEOSGeom_createPointFromXY_r(w->h, t->v[i].at[0] * w->kx, t->v[i].at[1]);
        copies[i] = w->points[i] ? GEOSGeom_clone_r(w->h, w->points[i]) : NULL;
        ok = copies[i] != NULL;
        if (ok) GEOSSTRtree_insert_r(w->h, tree, w->points[i], &w->points[i]);
    }
    if (ok) all = GEOSGeom_createCollection_r(w->h, GEOS_MULTIPOINT, copies, t->n); /* owns the copies */
    if (all) diagram = GEOSVoronoiDiagram_r(w->h, all, country, 0, 0);
    ok = diagram && take_cells(w, diagram, tree);
    if (diagram) GEOSGeom_destroy_r(w->h, diagram);
    if (all) GEOSGeom_destroy_r(w->h, all);
    if (tree) GEOSSTRtree_destroy_r(w->h, tree);
    free(copies);
    return ok;
}

/* The cells of a unit as one, within the country. NULL: it has none there. */
static GEOSGeometry *unit_of(struct work *w, uint32_t unit, const GEOSGeometry *country)
{
    GEOSGeometry **mine = calloc(w->t->of_unit[unit] + 1, sizeof(GEOSGeometry *)), *all = NULL, *joined = NULL, *cut = NULL;
    unsigned n = 0;
    if (!mine) return NULL;
    for (uint32_t i = 0; i < w->t->n; i++) {
        if (w->t->v[i].unit == unit && w->cells[i]) mine[n++] = w->cells[i], w->cells[i] = NULL;
    }
    if (n) all = GEOSGeom_createCollection_r(w->h, GEOS_GEOMETRYCOLLECTION, mine, n);
    if (all) joined = GEOSUnaryUnion_r(w->h, all);
    if (joined) cut = GEOSIntersection_r(w->h, joined, country);
    if (joined) GEOSGeom_destroy_r(w->h, joined);
    if (all) GEOSGeom_destroy_r(w->h, all);
    free(mine);
    return cut;
}

/* --- writing ------------------------------------------------------------------------------------------------------------------ */

static void write_point(struct tr_json *j, const struct work *w, double x, double y)
{
    tr_json_array(j);
    tr_json_real(j, x / w->kx, DECIMALS), tr_json_real(j, y, DECIMALS);
    tr_json_end(j);
}

static void write_ring(struct tr_json *j, const struct work *w, const GEOSGeometry *ring)
{
    const GEOSCoordSequence *c = ring ? GEOSGeom_getCoordSeq_r(w->h, ring) : NULL;
    unsigned n = 0;
    tr_json_array(j);
    if (c) GEOSCoordSeq_getSize_r(w->h, c, &n);
    for (unsigned i = 0; i < n; i++) {
        double x = 0, y = 0;
        GEOSCoordSeq_getXY_r(w->h, c, i, &x, &y);
        write_point(j, w, x, y);
    }
    tr_json_end(j);
}

static bool worth(const struct work *w, const GEOSGeometry *part)
{
    double area = 0;
    return GEOSGeomTypeId_r(w->h, part) == GEOS_POLYGON && GEOSArea_r(w->h, part, &area) && area > SPECK;
}

static void write_polygons(struct tr_json *j, const struct work *w, const GEOSGeometry *g)
{
    tr_json_array(j);
    for (int i = 0; i < GEOSGetNumGeometries_r(w->h, g); i++) {
        const GEOSGeometry *p = GEOSGetGeometryN_r(w->h, g, i);
        if (!worth(w, p)) continue;
        tr_json_array(j);
        write_ring(j, w, GEOSGetExteriorRing_r(w->h, p));
        for (int k = 0; k < GEOSGetNumInteriorRings_r(w->h, p); k++) write_ring(j, w, GEOSGetInteriorRingN_r(w->h, p, k));
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void write_feature(struct tr_json *j, const struct work *w, uint32_t unit, const GEOSGeometry *g)
{
    bool any = false;
    for (int i = 0; i < GEOSGetNumGeometries_r(w->h, g); i++) any = any || worth(w, GEOSGetGeometryN_r(w->h, g, i));
    GEOSGeometry *inside = any ? GEOSPointOnSurface_r(w->h, g) : NULL;
    double x = 0, y = 0;
    if (!inside) return;
    GEOSGeomGetX_r(w->h, inside, &x), GEOSGeomGetY_r(w->h, inside, &y);
    GEOSGeom_destroy_r(w->h, inside);
    tr_json_object(j);
    tr_json_key(j, "type"), tr_json_cstr(j, "Feature");
    tr_json_key(j, "properties"), tr_json_object(j);
    tr_json_key(j, "admin1"), tr_json_str(j, w->t->names[unit]);
    tr_json_key(j, "name"), tr_json_str(j, w->t->names[unit]);
    tr_json_key(j, "at"), write_point(j, w, x, y);
    tr_json_key(j, "towns"), tr_json_int(j, w->t->of_unit[unit]);
    tr_json_key(j, "approximate"), tr_json_bool(j, true);
    tr_json_end(j);
    tr_json_key(j, "geometry"), tr_json_object(j);
    tr_json_key(j, "type"), tr_json_cstr(j, "MultiPolygon");
    tr_json_key(j, "coordinates"), write_polygons(j, w, g);
    tr_json_end(j);
    tr_json_end(j);
}

int tr_regions_write(struct tr_json *j, const struct tr_towns *t, const tr_rings *rings, struct tr_err *err)
{
    struct work w = { .h = GEOS_init_r(), .t = t, .kx = fmax(0.05, cos(t->v[0].at[1] * RADIANS)) };
    w.points = calloc(t->n, sizeof(GEOSGeometry *));
    w.cells = calloc(t->n, sizeof(GEOSGeometry *));
    GEOSGeometry *country = w.h && w.points && w.cells ? country_of(&w, rings) : NULL;
    bool ok = country && divide(&w, country);
    for (uint32_t i = 0; ok && i < t->n_units; i++) {
        GEOSGeometry *unit = unit_of(&w, i, country);
        if (unit) write_feature(j, &w, i, unit), GEOSGeom_destroy_r(w.h, unit);
    }
    for (uint32_t i = 0; w.h && i < t->n; i++) {
        if (w.points && w.points[i]) GEOSGeom_destroy_r(w.h, w.points[i]);
        if (w.cells && w.cells[i]) GEOSGeom_destroy_r(w.h, w.cells[i]);
    }
    if (country) GEOSGeom_destroy_r(w.h, country);
    free(w.points), free(w.cells);
    if (w.h) GEOS_finish_r(w.h);
    return ok ? TR_OK : tr_fail(err, TR_E_NOMEM, "the outlines could not be made");
}
