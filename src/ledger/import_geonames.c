/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of GeoNames dumps to places. Feature codes after geonames.org/export/codes.html; what reports of wars do not name (streets, wells, farms, hotels) is passed over and counted. */
#include "knowledge/gazetteer_write.h"
#include "ledger/import.h"

enum { ID, NAME, ASCII, OTHERS, LAT, LON, CLASS, CODE, COUNTRY, CC2, ADMIN1, ADMIN2, ADMIN3, ADMIN4, POPULATION, FIELDS = 19 };

struct feature {
    const char *code; /* of the form "P.PPL"; a "*" ends a prefix */
    enum truce_place_kind kind;
    int where_prec;
    uint32_t flags;
};

/* The first that fits. TRUCE_PLACE_none: passed over. */
static const struct feature features[] = {
    { "A.ADM1", TRUCE_PLACE_admin1, 4, 0 },
    { "A.ADM2", TRUCE_PLACE_admin2, 3, 0 },
    { "P.PPLC", TRUCE_PLACE_city, 1, TR_GAZ_CAPITAL | TR_GAZ_SEAT },
    { "P.PPLA", TRUCE_PLACE_city, 1, TR_GAZ_SEAT },
    { "P.PPLX", TRUCE_PLACE_neighbourhood, 1, 0 },
    { "P.*", TRUCE_PLACE_city, 1, 0 },
    { "S.AIRP", TRUCE_PLACE_facility, 1, 0 }, /* airport, air base, airfield */
    { "S.AIRB", TRUCE_PLACE_facility, 1, 0 },
    { "S.AIRF", TRUCE_PLACE_facility, 1, 0 },
    { "S.HSP", TRUCE_PLACE_facility, 1, 0 }, /* hospital */
    { "S.HSPC", TRUCE_PLACE_facility, 1, 0 },
    { "S.HSPD", TRUCE_PLACE_facility, 1, 0 },
    { "S.DAM", TRUCE_PLACE_facility, 1, 0 },
    { "S.BDG", TRUCE_PLACE_facility, 1, 0 },  /* bridge */
    { "S.PSTB", TRUCE_PLACE_facility, 1, 0 }, /* border post, crossing */
    { "S.BP", TRUCE_PLACE_facility, 1, 0 },
    { "S.FT", TRUCE_PLACE_facility, 1, 0 },  /* fort */
    { "S.PRN", TRUCE_PLACE_facility, 1, 0 }, /* prison */
    { "S.UNIV", TRUCE_PLACE_facility, 1, 0 },
    { "S.PS*", TRUCE_PLACE_facility, 1, 0 },  /* power station */
    { "S.OILR", TRUCE_PLACE_facility, 1, 0 }, /* refinery */
    { "L.MILB", TRUCE_PLACE_facility, 1, 0 }, /* military base */
    { "L.PRT", TRUCE_PLACE_facility, 1, 0 },
    { "L.OILF", TRUCE_PLACE_facility, 2, 0 }, /* oil field, gas field */
    { "L.GASF", TRUCE_PLACE_facility, 2, 0 },
    { "L.RGN", TRUCE_PLACE_region, 5, 0 },
    { "L.RGNE", TRUCE_PLACE_region, 5, 0 },
    { "L.RGNH", TRUCE_PLACE_region, 5, 0 },
    { "T.MT", TRUCE_PLACE_natural, 2, 0 }, /* mountain, range, hill, pass, island, peninsula, desert, plain, valley */
    { "T.MTS", TRUCE_PLACE_natural, 5, 0 },
    { "T.HLL", TRUCE_PLACE_natural, 2, 0 },
    { "T.PASS", TRUCE_PLACE_natural, 2, 0 },
    { "T.ISL", TRUCE_PLACE_natural, 2, 0 },
    { "T.ISLS", TRUCE_PLACE_natural, 5, 0 },
    { "T.PEN", TRUCE_PLACE_natural, 5, 0 },
    { "T.DSRT", TRUCE_PLACE_natural, 5, 0 },
    { "T.PLN", TRUCE_PLACE_natural, 5, 0 },
    { "T.VAL", TRUCE_PLACE_natural, 5, 0 },
    { "H.LK", TRUCE_PLACE_natural, 5, 0 }, /* lake, river, sea, gulf, bay, strait, reservoir */
    { "H.STM", TRUCE_PLACE_natural, 5, 0 },
    { "H.SEA", TRUCE_PLACE_natural, 7, 0 },
    { "H.GULF", TRUCE_PLACE_natural, 7, 0 },
    { "H.BAY", TRUCE_PLACE_natural, 5, 0 },
    { "H.STRT", TRUCE_PLACE_natural, 7, 0 },
    { "H.RSV", TRUCE_PLACE_natural, 5, 0 },
};

static const struct feature *feature_of(tr_str class, tr_str code)
{
    for (size_t i = 0; class.n == 1 && i < sizeof features / sizeof *features; i++) {
        const struct feature *f = &features[i];
        tr_str want = tr_str_of(f->code + 2);
        if (f->code[0] != class.p[0]) continue;
        if (tr_str_ends(want, TR_STR("*")) ? tr_str_starts(code, tr_str_sub(want, 0, want.n - 1)) : tr_str_eq(code, want)) return f;
    }
    return NULL;
}

static bool gone(tr_str code)
{
    return tr_str_is(code, "PPLH") || tr_str_is(code, "PPLQ") || tr_str_is(code, "PPLW") || tr_str_is(code, "PPLCH");
}

static int bad(const struct tr_table_record *r, const char *name, const char *what, tr_str value, struct tr_err *err)
{
    return tr_fail_at(err, TR_E_INPUT, r->byte, r->line,
                      "%s:%u: %s \"%.*s\" is wrong: is this a dump of GeoNames (19 fields, tabs between)?", name, r->line, what,
                      (int)(value.n > 60 ? 60 : value.n), value.p);
}

/* 1 the row is a place, 0 passed over, else an error. */
static int read_row(const struct tr_table_record *r, const char *name, struct tr_gaz_given *g, struct tr_err *err)
{
    int64_t id, people = 0;
    if (r->n != FIELDS)
        return tr_fail_at(err, TR_E_INPUT, r->byte, r->line, "%s:%u: has %u fields, a dump of GeoNames has %d (tabs between)", name,
                          r->line, r->n, FIELDS);
    const struct feature *f = feature_of(r->field[CLASS], r->field[CODE]);
    if (!tr_str_to_i64(r->field[ID], &id) || id < 1 || id > UINT32_MAX) return bad(r, name, "geonameid", r->field[ID], err);
    if (!tr_str_to_double(r->field[LAT], &g->lat) || g->lat < -90 || g->lat > 90) return bad(r, name, "latitude", r->field[LAT], err);
    if (!tr_str_to_double(r->field[LON], &g->lon) || g->lon < -180 || g->lon > 180) return bad(r, name, "longitude", r->field[LON], err);
    if (r->field[POPULATION].n && (!tr_str_to_i64(r->field[POPULATION], &people) || people < 0))
        return bad(r, name, "population", r->field[POPULATION], err);
    if (!f || !r->field[NAME].n || r->field[COUNTRY].n != 2) return 0;
    g->name = r->field[NAME];
    g->kind = f->kind;
    g->where_prec = f->where_prec;
    g->flags = f->flags;
    g->geonames = (uint32_t)id;
    g->population = gone(r->field[CODE]) ? 0 : people > UINT32_MAX ? UINT32_MAX : (uint32_t)people;
    memcpy(g->country, r->field[COUNTRY].p, 2);
    g->unit = r->field[ADMIN1];
    return 1;
}

static int take(struct tr_gaz_more *m, const struct tr_table_record *r, const struct tr_gaz_given *g, struct tr_err *err)
{
    uint32_t entry;
    tr_str others = r->field[OTHERS], one;
    int rc = tr_gaz_more_place(m, g, &entry, err);
    if (!rc && r->field[ASCII].n && !tr_str_eq(r->field[ASCII], r->field[NAME])) rc = tr_gaz_more_spell(m, entry, r->field[ASCII], err);
    while (!rc && others.n && tr_str_split(&others, ',', &one)) rc = tr_gaz_more_spell(m, entry, one, err);
    return rc;
}

static void leave_out(const struct tr_import_how *how, struct tr_geonames_counts *c, const struct tr_err *why, bool units)
{
    if (units) return; /* the second pass tells */
    c->bad++;
    if (how->bad) how->bad(how->ctx, why);
}

int tr_import_geonames(struct tr_gaz_more *m, bool units, const struct tr_import_how *how, tr_table_read read, void *source,
                       struct tr_geonames_counts *counts, struct tr_err *err)
{
    struct tr_table *t;
    struct tr_table_record r;
    int got, rc = tr_table_open(read, source, &(struct tr_table_options){ '\t', true }, how->name, &t, err);
    while (!rc) {
        struct tr_gaz_given g = { .unit = TR_STR("") };
        struct tr_err why = { 0 };
        if (!(got = tr_table_next(t, &r, &why))) break;
        if (got == 1) got = read_row(&r, how->name, &g, &why);
        if (got == TR_E_IO) {
            if (err) *err = why;
            rc = got;
        } else if (got < 0) leave_out(how, counts, &why, units);
        else if (units) rc = got && g.kind == TRUCE_PLACE_admin1 ? tr_gaz_more_unit(m, &g, err) : TR_OK;
        else if (!got) counts->passed_over++;
        else if (g.kind == TRUCE_PLACE_admin1 || !(rc = take(m, &r, &g, err))) counts->taken++;
        if (!units) counts->rows++;
        if (how->step) how->step(how->ctx, counts->rows, tr_table_at(t));
    }
    tr_table_close(t);
    return rc;
}
