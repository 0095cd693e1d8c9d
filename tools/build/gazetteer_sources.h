/* SPDX-License-Identifier: Apache-2.0 */
/* What the gazetteer is made of, before it becomes an image: places with all their names. One thread, one arena, never freed. */
#ifndef TR_TOOLS_GAZETTEER_SOURCES_H
#define TR_TOOLS_GAZETTEER_SOURCES_H

#include "base/map.h"
#include "knowledge/gazetteer.h"

struct place {
    tr_str name;
    enum truce_place_kind kind;
    char country[3];
    uint32_t admin1;                    /* index into gaz.units + 1; 0 none */
    uint32_t geonames, population, flags;
    bool located, dropped;
    double lat, lon;
    int where_prec;
    uint32_t n_sum;                     /* of the places inside, for units whose own coordinates nobody gives */
    double sum_lat, sum_lon, seat_lat, seat_lon;
    bool has_seat;
};

struct spelling { tr_str text; uint32_t place, flags; };
struct unit { tr_str code, name; uint32_t place; };     /* "SY.09", "Aleppo", its place */

struct chain { uint32_t place, next; };                 /* next + 1; 0 ends */

struct gaz {
    struct tr_arena *arena;
    TR_VEC(struct place) places;
    TR_VEC(struct spelling) spellings;
    TR_VEC(struct unit) units;
    struct tr_map by_code;              /* "SY.09" and "SY.09.123" -> unit or place + 1 */
    struct tr_map by_name;              /* "SY aleppo" -> first in chain + 1 */
    struct tr_map by_other;             /* the same of spellings of other languages and times */
    TR_VEC(struct chain) chain;
    struct tr_map near;                 /* "SY 3620 3716" (hundredths of a degree) -> place + 1 */
};

/* A new place with its name as first spelling. */
uint32_t gaz_add(struct gaz *g, tr_str name, enum truce_place_kind kind, const char country[2]);
void gaz_spell(struct gaz *g, uint32_t place, tr_str text, uint32_t flags);
/* The place of that name and country nearest to lat, lon within km (any distance when km is 0), of that kind (any when none); UINT32_MAX. */
uint32_t gaz_find(struct gaz *g, tr_str name, const char *country, enum truce_place_kind kind, double lat, double lon, double km);
uint32_t gaz_find_other(struct gaz *g, tr_str name, const char *country, enum truce_place_kind kind, double lat, double lon, double km);   /* by spellings of other languages */
bool gaz_is_war_country(const char *country);       /* its small places are kept */

/* Readers. Each returns 0 or a TR_E_* with err filled. */
int gaz_read_dump(struct gaz *g, tr_str tsv, struct tr_err *err);           /* cities1000.txt, in the form of GeoNames' dumps */
int gaz_read_admin1(struct gaz *g, tr_str json, struct tr_err *err);
int gaz_read_admin2(struct gaz *g, tr_str json, struct tr_err *err);
int gaz_read_cities(struct gaz *g, tr_str json, struct tr_err *err);
int gaz_read_table(struct gaz *g, const char *path, tr_str tsv, struct tr_err *err);      /* data/places: places, or countries */
void gaz_settle_units(struct gaz *g);               /* coordinates of units and countries that have none */

#endif
