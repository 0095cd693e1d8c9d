/* SPDX-License-Identifier: Apache-2.0 */
/* Making images of places: what the builder (tools/build/gazetteer.c) and the import of GeoNames dumps share. */
#ifndef TR_KNOWLEDGE_GAZETTEER_WRITE_H
#define TR_KNOWLEDGE_GAZETTEER_WRITE_H

#include "knowledge/gazetteer.h"
#include "knowledge/gazetteer_int.h"

struct tr_gaz_name { uint64_t hash; uint32_t entry, flags; double weight; };    /* one spelling (or sound) of one place */

struct tr_gaz_parts {
    const struct tr_gaz_entry *entries; uint32_t n_entries;     /* countries first */
    struct tr_gaz_name *names, *sounds; uint32_t n_names, n_sounds;     /* put in order, repetitions dropped */
    const uint32_t *admin1; uint32_t n_admin1;                  /* pool offsets */
    tr_str pool;                                                /* strings, a byte of length before each */
};
/* put: false when it cannot take more. TR_E_LIMIT when the image would pass 4 GB or 16 million places. */
int tr_gaz_write(struct tr_arena *a, struct tr_gaz_parts *p, bool (*put)(void *ctx, tr_str bytes), void *ctx, struct tr_err *err);

/* How prominent a place is: orders the candidates of a name. */
double tr_gaz_weight(const struct tr_gaz_entry *e);
bool tr_gaz_sounds_in(const char country[2]);       /* transliterations compete there: names are also found by their sound */
tr_str tr_gaz_bare(tr_str unit);                    /* "Aleppo" of "Aleppo Governorate" or "Muhafazat Halab" */

/* --- an image and more places ---------------------------------------------------------------------------------------------------- */

/* Places added to those of an image, whose bytes stay the caller's. One thread. Memory is an arena's, with a ceiling: TR_E_NOMEM beyond it. */
struct tr_gaz_more;
struct tr_gaz_given {
    tr_str name;
    enum truce_place_kind kind;
    char country[3];
    uint32_t geonames, population, flags;
    double lat, lon;
    int where_prec;
    tr_str unit;                        /* code of its first-level unit, "09"; "" unknown */
};
struct tr_gaz_told { uint32_t fresh, known; };

int tr_gaz_more_new(tr_str image, struct tr_gaz_more **out, struct tr_err *err);
void tr_gaz_more_free(struct tr_gaz_more *m);       /* NULL allowed */
/* A first-level unit: places name it by its code. Before them. */
int tr_gaz_more_unit(struct tr_gaz_more *m, const struct tr_gaz_given *g, struct tr_err *err);
/* The place is there already (same GeoNames id, or same name within 5 km), or becomes new; *entry is what spellings go to. */
int tr_gaz_more_place(struct tr_gaz_more *m, const struct tr_gaz_given *g, uint32_t *entry, struct tr_err *err);
int tr_gaz_more_spell(struct tr_gaz_more *m, uint32_t entry, tr_str name, struct tr_err *err);
struct tr_gaz_told tr_gaz_more_told(const struct tr_gaz_more *m);
int tr_gaz_more_write(struct tr_gaz_more *m, bool (*put)(void *ctx, tr_str bytes), void *ctx, struct tr_err *err);

#endif
