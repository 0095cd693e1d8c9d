/* SPDX-License-Identifier: Apache-2.0 */
/* A country's outline from the page's base map, which is TopoJSON: rings are chains of arcs that neighbours share, arcs are steps on a grid. */
#include "base/blob.h"
#include "views/regions_int.h"

typedef double point[2];
typedef TR_VEC(point) points;

struct world {
    struct tr_arena *a;
    const json_t *arcs;
    double scale[2], move[2];
};

static double number_at(const json_t *array, size_t i)
{
    return json_number_value(json_array_get(array, i));
}

/* Adds an arc; backwards where the index is the complement of its number. Its first point is the last one of the arc before. */
static void add_arc(const struct world *w, json_int_t index, points *out)
{
    bool back = index < 0;
    const json_t *arc = json_array_get(w->arcs, (size_t)(back ? ~index : index));
    size_t n = json_array_size(arc);
    uint32_t from = out->n;
    double x = 0, y = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *step = json_array_get(arc, i);
        x += number_at(step, 0), y += number_at(step, 1);
        point *p = tr_vec_push(w->a, out);
        (*p)[0] = x * w->scale[0] + w->move[0], (*p)[1] = y * w->scale[1] + w->move[1];
    }
    for (uint32_t i = from, k = out->n; back && k > i + 1; i++) {
        point t;
        k--;
        memcpy(t, out->v[i], sizeof t), memcpy(out->v[i], out->v[k], sizeof t), memcpy(out->v[k], t, sizeof t);
    }
    if (from && from < out->n) { /* the joint stands there already */
        memmove(out->v + from, out->v + from + 1, sizeof(point) * (out->n - from - 1));
        out->n--;
    }
}

static void add_polygon(const struct world *w, const json_t *polygon, tr_rings *out)
{
    for (size_t i = 0; i < json_array_size(polygon); i++) {
        const json_t *ring = json_array_get(polygon, i);
        points p = { 0 };
        for (size_t k = 0; k < json_array_size(ring); k++) add_arc(w, json_integer_value(json_array_get(ring, k)), &p);
        if (p.n < 4) {
            if (!i) return;
            continue;
        }
        memcpy(p.v[p.n - 1], p.v[0], sizeof(point));
        *tr_vec_push(w->a, out) = (struct tr_ring){ p.v, p.n, !i };
    }
}

static void add_country(const struct world *w, const json_t *g, tr_rings *out)
{
    const json_t *arcs = json_object_get(g, "arcs");
    if (tr_str_is(tr_json_member(g, "type"), "Polygon")) add_polygon(w, arcs, out);
    else
        for (size_t i = 0; i < json_array_size(arcs); i++) add_polygon(w, json_array_get(arcs, i), out);
}

int tr_world_country(const char iso[2], struct tr_arena *a, tr_rings *out, struct tr_err *err)
{
    tr_str text;
    *out = (tr_rings){ 0 };
    if (!tr_blob_find("web/world.json", &text)) return tr_fail(err, TR_E_DATA, "web/world.json is not in this program");
    json_t *all = tr_json_parse(text, err);
    if (!all) return TR_E_DATA;
    const json_t *grid = json_object_get(all, "transform"), *scale = json_object_get(grid, "scale"),
                 *move = json_object_get(grid, "translate");
    struct world w = {
        a, json_object_get(all, "arcs"), { number_at(scale, 0), number_at(scale, 1) }, { number_at(move, 0), number_at(move, 1) }
    };
    const json_t *list = json_object_get(json_object_get(json_object_get(all, "objects"), "countries"), "geometries");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *g = json_array_get(list, i);
        if (tr_str_eq(tr_json_member(json_object_get(g, "properties"), "iso"), (tr_str){ iso, 2 })) add_country(&w, g, out);
    }
    json_decref(all);
    return TR_OK;
}
