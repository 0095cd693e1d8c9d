/* SPDX-License-Identifier: Apache-2.0 */
/* Our own tables, data/places: countries.tsv, and tables of places. They win over GeoNames: a row about a place that is there already
 * adds its names and coordinates to it. */
#include "gazetteer_sources.h"

#include "base/utf8.h"

#define MAX_COLUMNS 12

#define X(n) #n,
static const char *const kind_names[] = { "", TRUCE_PLACE_LIST(X) };
#undef X

static enum truce_place_kind kind_of(tr_str s)
{
    for (int k = 1; k < TRUCE_PLACE_count; k++)
        if (tr_str_is(s, kind_names[k])) return (enum truce_place_kind)k;
    return TRUCE_PLACE_none;
}

static void spell_all(struct gaz *g, uint32_t at, tr_str list, uint32_t flags)
{
    tr_str one;
    while (tr_str_split(&list, '|', &one)) gaz_spell(g, at, tr_str_trim(one), flags);
}

/* iso, name, variants, demonyms, capital, lat, lon */
static int country_row(struct gaz *g, tr_str *col, uint32_t n)
{
    double lat, lon;
    if (n < 4 || col[0].n != 2 || !col[1].n) return TR_E_DATA;
    uint32_t at = gaz_add(g, col[1], TRUCE_PLACE_country, col[0].p);
    g->places.v[at].where_prec = 6;
    g->places.v[at].flags = TR_GAZ_CURATED;
    spell_all(g, at, col[2], 0);
    spell_all(g, at, col[3], TR_GAZ_DEMONYM);
    if (n >= 7 && tr_str_to_double(col[5], &lat) && tr_str_to_double(col[6], &lon)) {
        struct place *p = &g->places.v[at];
        p->lat = lat, p->lon = lon, p->located = true;
    }
    return TR_OK;
}

/* The place of a row that GeoNames has too. */
static uint32_t known(struct gaz *g, tr_str name, tr_str variants, const char *country, enum truce_place_kind kind, bool located,
                      double lat, double lon)
{
    double km = kind == TRUCE_PLACE_admin1 || !located ? 0 : kind == TRUCE_PLACE_admin2 ? 80 : 15;
    tr_str one = name, rest = variants;
    do {
        uint32_t at = gaz_find(g, tr_str_trim(one), country, kind, lat, lon, km);
        if (at != UINT32_MAX) return at;
    } while (tr_str_split(&rest, '|', &one));
    return kind == TRUCE_PLACE_city && located ? gaz_find_other(g, name, country, kind, lat, lon, km) : UINT32_MAX;
}

static int default_prec(enum truce_place_kind kind)
{
    switch (kind) {
    case TRUCE_PLACE_country: return 6;
    case TRUCE_PLACE_admin1: return 4;
    case TRUCE_PLACE_admin2: return 3;
    case TRUCE_PLACE_natural:
    case TRUCE_PLACE_region: return 5;
    default: return 1;
    }
}

static void set_admin1(struct gaz *g, uint32_t at, const char *country, tr_str name)
{
    uint32_t unit = name.n ? gaz_find(g, name, country, TRUCE_PLACE_admin1, 0, 0, 0) : UINT32_MAX;
    if (unit != UINT32_MAX) g->places.v[at].admin1 = g->places.v[unit].admin1;
}

/* name, variants, kind, country, admin1, lat, lon, where_prec */
static int place_row(struct gaz *g, tr_str *col, uint32_t n)
{
    double lat = 0, lon = 0;
    int64_t prec = 0;
    enum truce_place_kind kind = n >= 4 ? kind_of(col[2]) : TRUCE_PLACE_none;
    if (!kind || !col[0].n || (col[3].n && col[3].n != 2)) return TR_E_DATA;
    bool located = n >= 7 && tr_str_to_double(col[5], &lat) && tr_str_to_double(col[6], &lon);
    if (located && (lat < -90 || lat > 90 || lon < -180 || lon > 180)) return TR_E_DATA;
    if (n >= 8 && col[7].n && (!tr_str_to_i64(col[7], &prec) || prec < 1 || prec > 7)) return TR_E_DATA;
    char country[3] = { 0 };
    memcpy(country, col[3].p, col[3].n);
    uint32_t at = known(g, col[0], col[1], country, kind, located, lat, lon);
    if (at == UINT32_MAX && kind == TRUCE_PLACE_admin1 && !located) return TR_E_DATA;
    if (at == UINT32_MAX) {
        at = gaz_add(g, col[0], kind, country);
        if (kind == TRUCE_PLACE_admin1) {
            *tr_vec_push(g->arena, &g->units) = (struct unit){ { "", 0 }, col[0], at };
            g->places.v[at].admin1 = g->units.n;
        }
    } else gaz_spell(g, at, col[0], 0);
    struct place *p = &g->places.v[at];
    p->name = col[0];
    p->flags |= TR_GAZ_CURATED;
    if (located) p->lat = lat, p->lon = lon, p->located = true;
    p->where_prec = prec ? (int)prec : default_prec(kind);
    if (kind == TRUCE_PLACE_admin1 && p->admin1) g->units.v[p->admin1 - 1].name = col[0];
    else if (n >= 5) set_admin1(g, at, country, col[4]);
    spell_all(g, at, col[1], 0);
    return TR_OK;
}

int gaz_read_table(struct gaz *g, const char *path, tr_str tsv, struct tr_err *err)
{
    bool countries = tr_str_ends(tr_str_of(path), TR_STR("countries.tsv"));
    uint32_t line = 0;
    tr_str row;
    while (tr_str_split(&tsv, '\n', &row)) {
        line++;
        if (!tr_str_trim(row).n || row.p[0] == '#') continue;
        tr_str col[MAX_COLUMNS] = { { "", 0 } };
        uint32_t n = 0;
        while (n < MAX_COLUMNS && tr_str_split(&row, '\t', &col[n])) col[n] = tr_str_trim(col[n]), n++;
        if (countries ? country_row(g, col, n) : place_row(g, col, n))
            return tr_fail_at(
                err, TR_E_DATA, 0, line,
                "%s, line %u: not a row of this table (its header names the columns; an admin1 that GeoNames lacks needs coordinates)",
                path, line);
    }
    return TR_OK;
}

void gaz_settle_units(struct gaz *g)
{
    struct tr_map country_of;
    tr_map_init(&country_of, g->arena);
    for (uint32_t i = 0; i < g->places.n; i++)
        if (g->places.v[i].kind == TRUCE_PLACE_country) *tr_map_put(&country_of, (tr_str){ g->places.v[i].country, 2 }, NULL) = i + 1;
    for (uint32_t i = 0; i < g->places.n; i++) {
        struct place *p = &g->places.v[i];
        if (p->kind != TRUCE_PLACE_city || !p->located) continue;
        const uint64_t *c = tr_map_find(&country_of, (tr_str){ p->country, 2 });
        if (!c) continue;
        struct place *land = &g->places.v[*c - 1];
        land->sum_lat += p->lat, land->sum_lon += p->lon, land->n_sum++;
        land->population += p->population / 16;
        if (p->admin1) {
            uint32_t unit = g->units.v[p->admin1 - 1].place;
            g->places.v[unit].population += p->population;
            if (p->flags & TR_GAZ_SEAT) {
                struct place *u = &g->places.v[unit];
                u->has_seat = true, u->seat_lat = p->lat, u->seat_lon = p->lon;
                if (tr_str_eq(tr_utf8_fold(g->arena, u->name), tr_utf8_fold(g->arena, p->name)) && !(u->flags & TR_GAZ_CURATED))
                    u->lat = p->lat, u->lon = p->lon, u->located = true;
            }
        }
    }
    for (uint32_t i = 0; i < g->places.n; i++) {
        struct place *p = &g->places.v[i];
        if (p->located || !p->n_sum) {
            if (!p->located && p->kind == TRUCE_PLACE_admin2) p->dropped = true; /* nothing known of where it is */
            continue;
        }
        p->lat = p->sum_lat / p->n_sum, p->lon = p->sum_lon / p->n_sum, p->located = true;
        if (p->kind == TRUCE_PLACE_admin1 && p->has_seat)
            p->lat = p->lat * 0.7 + p->seat_lat * 0.3, p->lon = p->lon * 0.7 + p->seat_lon * 0.3;
    }
}
