/* SPDX-License-Identifier: Apache-2.0 */
/* GeoJSON (RFC 7946) that draws a territory: Polygon or MultiPolygon, alone, in a Feature, or in a FeatureCollection. */
#include <math.h>

#include "base/json.h"
#include "knowledge/agreements_int.h"

#define MAX_POLYGONS 100

struct drawing {
    struct tr_agr_reader *r;
    uint32_t line;
    tr_str name;
    bool ok;
    TR_VEC(struct tr_ring) rings;
};

static void wrong(struct drawing *d, const char *what)
{
    if (d->ok) tr_agr_wrong(d->r, d->line, TR_STR_FMT ": %s", TR_STR_ARG(d->name), what);
    d->ok = false;
}

static bool corner(const json_t *at, double out[2])
{
    for (size_t i = 0; i < 2; i++) {
        const json_t *v = json_array_get(at, i);
        if (!json_is_number(v)) return false;
        out[i] = json_number_value(v);
    }
    return json_array_size(at) <= 3 && fabs(out[0]) <= 180 && fabs(out[1]) <= 90;
}

static void add_polygon(struct drawing *d, const json_t *coordinates)
{
    const json_t *outer = json_array_get(coordinates, 0);
    size_t n = json_array_size(outer);
    if (json_array_size(coordinates) > 1) {
        wrong(d, "a polygon with a hole; write the hole as an area of \"exclude\"");
        return;
    }
    if (n < 4 || n > TR_MAX_RING || d->rings.n == MAX_POLYGONS) {
        wrong(d, n < 4 ? "a polygon needs four corners, the last equal to the first" : "too many corners or polygons");
        return;
    }
    double(*ring)[2] = tr_arena_get(d->r->a, sizeof(double[2]) * n);
    for (size_t i = 0; i < n; i++) {
        if (!corner(json_array_get(outer, i), ring[i])) {
            wrong(d, "a corner that is not [longitude, latitude] in degrees");
            return;
        }
    }
    const char *why = tr_ring_wrong(d->r->a, (const double(*)[2])ring, (uint32_t)n);
    if (why) wrong(d, why);
    *tr_vec_push(d->r->a, &d->rings) = (struct tr_ring){ (const double(*)[2])ring, (uint32_t)n };
}

static void add_geometry(struct drawing *d, const json_t *g)
{
    tr_str type = tr_json_member(g, "type");
    const json_t *c = json_object_get(g, "coordinates");
    if (tr_str_is(type, "Polygon")) {
        add_polygon(d, c);
    } else if (tr_str_is(type, "MultiPolygon") && json_array_size(c)) {
        for (size_t i = 0; i < json_array_size(c) && d->ok; i++) add_polygon(d, json_array_get(c, i));
    } else {
        wrong(d, "a territory is a Polygon or MultiPolygon");
    }
}

static void add_any(struct drawing *d, const json_t *root)
{
    tr_str type = tr_json_member(root, "type");
    const json_t *features = json_object_get(root, "features");
    if (tr_str_is(type, "Feature")) {
        add_geometry(d, json_object_get(root, "geometry"));
    } else if (tr_str_is(type, "FeatureCollection")) {
        for (size_t i = 0; i < json_array_size(features) && d->ok; i++)
            add_geometry(d, json_object_get(json_array_get(features, i), "geometry"));
        if (d->ok && !d->rings.n) wrong(d, "no feature in it");
    } else {
        add_geometry(d, root);
    }
}

bool tr_agr_geojson(struct tr_agr_reader *r, uint32_t line, tr_str name, tr_str json, const struct tr_ring **rings, uint32_t *n)
{
    struct tr_err err = { 0 };
    struct drawing *d = TR_NEW(r->a, struct drawing);
    *d = (struct drawing){ .r = r, .line = line, .name = name, .ok = true };
    json_t *root = tr_json_parse(json, &err);
    if (!root) {
        tr_agr_wrong(r, line, TR_STR_FMT ": %s", TR_STR_ARG(name), err.msg);
        return false;
    }
    struct tr_arena_outer outer;
    tr_arena_push_guard(r->a, &outer);
    volatile bool jumped = setjmp(*tr_arena_guard(r->a)) != 0;
    if (!jumped) add_any(d, root);
    tr_arena_pop_guard(r->a, &outer);
    json_decref(root);
    if (jumped) tr_arena_rethrow(r->a);
    *rings = d->rings.v;
    *n = d->rings.n;
    return d->ok;
}
