/* SPDX-License-Identifier: Apache-2.0 */
/* Territory in an agreement's file: countries, first-level units, circles, polygons, areas that somebody holds. */
#include <errno.h>
#include <stdio.h>

#include "base/blob.h"
#include "base/utf8.h"
#include "knowledge/actors.h"
#include "knowledge/agreements_int.h"
#include "knowledge/gazetteer.h"

typedef TR_VEC(struct tr_area) area_list;

static const char *const kind_names[] = { "world", "country", "admin1", "circle", "polygon", "held_by" };

const char *tr_area_kind_name(enum tr_area_kind k)
{
    return kind_names[k];
}

/* Some places belong to a unit that has no entry of its own: the Gaza Strip is a region, and what lies in it says so. */
static bool carried(const struct tr_gazetteer *g, tr_str admin1, const char country[3])
{
    for (uint32_t i = 0; i < tr_gazetteer_size(g); i++) {
        struct tr_gaz_place p = tr_gazetteer_at(g, i);
        if (tr_str_eq(p.admin1, admin1) && strcmp(p.country, country) == 0) return true;
    }
    return false;
}

/* "Rif Dimashq" as places carry it; the text itself when nothing is looked up. */
static tr_str admin1_of(struct tr_agr_reader *r, const struct tr_yaml *map, const char country[3])
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    tr_str text = tr_agr_text(r, map, "admin1", false);
    if (!text.n || !r->k || !country[0]) return text;
    uint32_t n = tr_gazetteer_find(r->k->places, tr_utf8_fold(r->a, text), hits, TR_GAZ_MAX_HITS);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(r->k->places, hits[i].entry);
        if (p.kind == TRUCE_PLACE_admin1 && strcmp(p.country, country) == 0) return p.admin1.n ? p.admin1 : p.name;
    }
    if (carried(r->k->places, text, country)) return text;
    tr_agr_wrong(r, tr_yaml_at(map, "admin1")->line, "the gazetteer has no first-level unit \"" TR_STR_FMT "\" in %s (data/places)",
                 TR_STR_ARG(tr_str_sub(text, 0, 80)), country);
    return text;
}

static void circle_of(struct tr_agr_reader *r, const struct tr_yaml *v, struct tr_area *area)
{
    area->kind = TR_AREA_CIRCLE;
    if (v->kind != TR_YAML_LIST || v->n != 3) {
        tr_agr_wrong(r, v->line, "\"circle\" must be [latitude, longitude, kilometres]");
        return;
    }
    const struct tr_yaml *lat = v->first, *lon = lat->next, *km = lon->next;
    tr_agr_number(r, lat, -90, 90, "the latitude", &area->lat);
    tr_agr_number(r, lon, -180, 180, "the longitude", &area->lon);
    tr_agr_number(r, km, 0.01, 2000, "the radius in kilometres", &area->km);
}

static void ring_of(struct tr_agr_reader *r, const struct tr_yaml *v, struct tr_area *area)
{
    area->kind = TR_AREA_POLYGON;
    if (v->kind != TR_YAML_LIST || v->n < 3 || v->n > TR_MAX_RING) {
        tr_agr_wrong(r, v->line, "\"ring\" must be a list of 3 to %d corners, each [longitude, latitude]", TR_MAX_RING);
        return;
    }
    double(*ring)[2] = tr_arena_get(r->a, sizeof(double[2]) * (v->n + 1));
    uint32_t n = 0;
    for (const struct tr_yaml *c = v->first; c; c = c->next) {
        bool ok = c->kind == TR_YAML_LIST && c->n == 2 && tr_agr_number(r, c->first, -180, 180, "the longitude", &ring[n][0]) &&
                  tr_agr_number(r, c->first->next, -90, 90, "the latitude", &ring[n][1]);
        if (!ok) {
            if (c->kind != TR_YAML_LIST || c->n != 2) tr_agr_wrong(r, c->line, "a corner must be [longitude, latitude]");
            return;
        }
        n++;
    }
    if (memcmp(ring[0], ring[n - 1], sizeof ring[0]) != 0) memcpy(ring[n++], ring[0], sizeof ring[0]);
    const char *wrong = tr_ring_wrong(r->a, (const double(*)[2])ring, n);
    if (wrong) tr_agr_wrong(r, v->line, "this ring is no polygon: %s", wrong);
    area->ring = (const double(*)[2])ring;
    area->n_ring = n;
}

/* --- a polygon in a file of its own ----------------------------------------------------------------------------------------------- */

bool tr_agr_beside(struct tr_agr_reader *r, uint32_t line, tr_str name, tr_str *out)
{
    const char *slash = strrchr(r->origin, '/');
    int dir = slash ? (int)(slash - r->origin) + 1 : 0;
    tr_str path = tr_arena_printf(r->a, "%.*s" TR_STR_FMT, dir, r->origin, TR_STR_ARG(name));
    if (r->beside != TR_BESIDE_FOLDER) {
        if (r->beside == TR_BESIDE_CARRIED && tr_str_starts(path, TR_STR("data/")) && tr_blob_find(path.p + 5, out)) return true;
        tr_agr_wrong(r, line, "%s is not there; what a ledger keeps must stand alone, with \"ring\" instead", path.p);
        return false;
    }
    FILE *f = fopen(path.p, "rbe");
    if (!f) {
        tr_agr_wrong(r, line, "%s cannot be opened: %s", path.p, strerror(errno));
        return false;
    }
    char *bytes = tr_arena_try(r->a, TR_MAX_YAML_BYTES + 1);
    size_t n = bytes ? fread(bytes, 1, TR_MAX_YAML_BYTES + 1, f) : 0;
    bool ok = bytes && !ferror(f) && n <= TR_MAX_YAML_BYTES;
    fclose(f);
    if (!ok) tr_agr_wrong(r, line, "%s cannot be read, or is longer than %u bytes", path.p, TR_MAX_YAML_BYTES);
    *out = (tr_str){ bytes, n };
    return ok;
}

/* A plain name of a file beside the agreement: it may come from strangers. */
static bool plain_name(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c == '.' && i > 0);
        if (!ok) return false;
    }
    return s.n > 8 && s.n < 200 && tr_str_ends(s, TR_STR(".geojson"));
}

/* Each polygon of the file is an area like `area`. */
static void polygons_of(struct tr_agr_reader *r, const struct tr_yaml *map, const struct tr_area *area, area_list *out)
{
    const struct tr_yaml *v = tr_yaml_at(map, "polygon");
    const struct tr_ring *rings;
    uint32_t n;
    tr_str name = tr_agr_text(r, map, "polygon", true), json;
    if (!name.n) return;
    if (!plain_name(name)) {
        tr_agr_wrong(r, v->line, "\"polygon\" must be the name of a .geojson file beside this one, without folders");
        return;
    }
    if (!tr_agr_beside(r, v->line, name, &json) || !tr_agr_geojson(r, v->line, name, json, &rings, &n)) return;
    for (uint32_t i = 0; i < n; i++) {
        struct tr_area *one = tr_vec_push(r->a, out);
        *one = *area;
        one->kind = TR_AREA_POLYGON;
        one->ring = rings[i].v;
        one->n_ring = rings[i].n;
    }
}

/* --- one entry --------------------------------------------------------------------------------------------------------------------- */

static void area_of(struct tr_agr_reader *r, const struct tr_yaml *map, area_list *out)
{
    static const char *const keys[] = { "world",   "country", "admin1", "circle",      "polygon", "ring",
                                        "held_by", "name",    "source", "disputed_by", "ref",     NULL };
    static const char *const shapes[] = { "world", "circle", "polygon", "ring", "held_by" };
    if (!tr_agr_keys(r, map, "an area", keys)) return;
    struct tr_area area = { .term = tr_agr_term(r, map) };
    const char *shape = NULL;
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!tr_yaml_at(map, shapes[i])) continue;
        if (shape) tr_agr_wrong(r, map->line, "an area cannot be both \"%s\" and \"%s\"; make two of it", shape, shapes[i]);
        shape = shapes[i];
    }
    const struct tr_yaml *v = shape ? tr_yaml_at(map, shape) : NULL;
    tr_agr_country(r, map, !shape || tr_yaml_at(map, "admin1"), area.country);
    area.admin1 = admin1_of(r, map, area.country);
    area.disputed_by = tr_agr_text(r, map, "disputed_by", false);
    area.name = tr_agr_text(r, map, "name", shape && !tr_str_is(tr_str_of(shape), "world") && strcmp(shape, "held_by") != 0);
    if (!v) {
        area.kind = area.admin1.n ? TR_AREA_ADMIN1 : TR_AREA_COUNTRY;
        if (!area.name.n) area.name = area.admin1.n ? area.admin1 : tr_arena_dup(r->a, tr_str_of(area.country));
    } else if (strcmp(shape, "world") == 0) {
        if (v->kind != TR_YAML_TEXT || !tr_str_is(v->text, "true")) tr_agr_wrong(r, v->line, "\"world\" can only be true");
    } else if (strcmp(shape, "circle") == 0) {
        circle_of(r, v, &area);
    } else if (strcmp(shape, "ring") == 0) {
        ring_of(r, v, &area);
    } else if (strcmp(shape, "held_by") == 0) {
        area.kind = TR_AREA_HELD_BY;
        area.held_by = tr_agr_text(r, map, "held_by", true);
        const struct tr_actor_entry *e = r->k && area.held_by.n ? tr_register_id(r->k->actors, area.held_by) : NULL;
        if (r->k && !e) tr_agr_wrong(r, v->line, "\"held_by\" must be an id of the register of actors, such as group:isis");
        tr_str in = area.admin1.n ? area.admin1 : tr_str_of(area.country);
        if (!area.name.n)
            area.name = tr_arena_printf(r->a, "areas held by " TR_STR_FMT "%s" TR_STR_FMT, TR_STR_ARG(e ? e->name : area.held_by),
                                        in.n ? " in " : "", TR_STR_ARG(in));
    } else {
        polygons_of(r, map, &area, out);
        return;
    }
    *tr_vec_push(r->a, out) = area;
}

struct tr_areas tr_agr_areas(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key)
{
    const struct tr_yaml *list = tr_agr_list(r, map, key);
    area_list out = { 0 };
    for (const struct tr_yaml *c = list ? list->first : NULL; c; c = c->next) area_of(r, c, &out);
    return (struct tr_areas){ out.v, out.n };
}
