/* SPDX-License-Identifier: Apache-2.0 */
/* Places by name. The image (build/places.img, embedded as "places.img") is made by tools/build/gazetteer.c from GeoNames and
 * the tables in data/places; it is used where it lies, const, by every thread. Looking a name up takes about a microsecond. */
#ifndef TR_KNOWLEDGE_GAZETTEER_H
#define TR_KNOWLEDGE_GAZETTEER_H

#include "knowledge/knowledge.h"
#include "truce.h"

#define TR_GAZ_MAX_HITS 48      /* candidates that one name gives at most, the most prominent first */
#define TR_GAZ_NONE UINT32_MAX

enum tr_gaz_flags {
    TR_GAZ_DEMONYM = 1,         /* the name is of the people or an adjective: "Syrian" */
    TR_GAZ_NEAR = 2,            /* found by its sound only: another transliteration */
    TR_GAZ_CURATED = 4,         /* in data/places: a place that reports of wars speak of */
    TR_GAZ_CAPITAL = 8,         /* of a country */
    TR_GAZ_SEAT = 16,           /* of a first-level unit */
    TR_GAZ_SHORT = 32,          /* the name lost its kind word: "Aleppo" of "Aleppo Governorate" */
    TR_GAZ_OTHER = 64,          /* a spelling of another language or time: "Londres" */
};

struct tr_gaz_hit {
    uint32_t entry;
    uint32_t flags;             /* enum tr_gaz_flags, of the name and of the place */
};

struct tr_gaz_place {
    tr_str name, admin1;        /* slices of the image */
    char country[3];            /* ISO 3166-1 alpha-2, "" when none or several */
    enum truce_place_kind kind;
    bool located;
    double lat, lon;
    uint32_t population;        /* 0 unknown */
    int where_prec;             /* UCDP GED */
    uint32_t flags;
};

/* Checks an image and makes a gazetteer of it; the bytes stay the caller's and must outlive it. */
int tr_gazetteer_of(struct tr_arena *a, tr_str image, const struct tr_gazetteer **out, struct tr_err *err);

/* Candidates for a name that tr_utf8_fold has folded, exactly as some source spells it. Returns how many. */
uint32_t tr_gazetteer_find(const struct tr_gazetteer *g, tr_str folded, struct tr_gaz_hit *out, uint32_t max);
/* Candidates that sound alike: articles, doubled letters, vowels and the rival letters of transliterations set aside. */
uint32_t tr_gazetteer_near(const struct tr_gazetteer *g, tr_str folded, struct tr_gaz_hit *out, uint32_t max);

struct tr_gaz_place tr_gazetteer_at(const struct tr_gazetteer *g, uint32_t entry);
tr_str tr_gazetteer_id(const struct tr_gazetteer *g, uint32_t entry, struct tr_arena *a);   /* "geonames:170063", "truce:sy/al-midan" */
uint32_t tr_gazetteer_country(const struct tr_gazetteer *g, const char iso[2]);             /* its entry; TR_GAZ_NONE */
uint32_t tr_gazetteer_size(const struct tr_gazetteer *g);

/* The sound of a folded name, into out[cap]; returns its length, 0 when too short to tell places apart by. */
size_t tr_gazetteer_sound(tr_str folded, char *out, size_t cap);

double tr_km(double lat1, double lon1, double lat2, double lon2);                           /* great circle */

#endif
