/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files that read an agreement: agreements.c (the whole), agreements_node.c (values of a map), agreements_terms.c (times, parties, acts),
 * agreements_area.c (territory), agreements_check.c (contradictions). */
#ifndef TR_KNOWLEDGE_AGREEMENTS_INT_H
#define TR_KNOWLEDGE_AGREEMENTS_INT_H

#include "base/limits.h"
#include "base/yaml.h"
#include "knowledge/agreements.h"
#include "knowledge/knowledge.h"

struct tr_agr_source { tr_str key, name, ref; uint32_t line; bool used; };

/* Where a file beside the agreement's is looked for. */
enum tr_agr_beside { TR_BESIDE_FOLDER, TR_BESIDE_CARRIED, TR_BESIDE_NOWHERE };

struct tr_agr_reader {
    struct tr_arena *a;
    const struct tr_knowledge *k;       /* NULL: nothing is looked up */
    const char *origin;
    enum tr_agr_beside beside;
    struct tr_diags *diags;
    uint32_t errors;
    uint32_t first_line; tr_str first;  /* the first error, for the caller's err */
    TR_VEC(struct tr_agr_source) sources;
    TR_VEC(struct tr_zone *) zones;     /* opened so far */
    struct tr_agreement *g;
};

/* An error; beyond TR_MAX_COMPLAINTS only counted. */
void tr_agr_wrong(struct tr_agr_reader *r, uint32_t line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* --- values of a map --- */
/* Every key of the map must be among `keys` (ended by NULL); *what* names the map in messages. False when node is no map. */
bool tr_agr_keys(struct tr_agr_reader *r, const struct tr_yaml *map, const char *what, const char *const *keys);
tr_str tr_agr_text(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, bool required);     /* "" when absent */
tr_date tr_agr_date(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key);                   /* TR_NO_DATE when absent */
bool tr_agr_number(struct tr_agr_reader *r, const struct tr_yaml *node, double low, double high, const char *what, double *out);
/* Index in names (ended by NULL), -1 when absent or wrong. */
int tr_agr_choice(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, const char *const *names);
/* The list under a key: NULL when absent; a wrong kind is an error and gives NULL too. */
const struct tr_yaml *tr_agr_list(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key);
struct tr_term tr_agr_term(struct tr_agr_reader *r, const struct tr_yaml *map);
const struct tr_zone *tr_agr_zone(struct tr_agr_reader *r, const struct tr_yaml *node, tr_str name);        /* NULL after saying why */
bool tr_agr_country(struct tr_agr_reader *r, const struct tr_yaml *map, bool required, char out[3]);
/* "group:jai" or "side:…", known to the register; *name = as the register has it. */
tr_str tr_agr_actor(struct tr_agr_reader *r, const struct tr_yaml *map, tr_str *name);

/* --- parts --- */
struct tr_term_times tr_agr_times(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, bool ends);
struct tr_extensions tr_agr_extensions(struct tr_agr_reader *r, const struct tr_yaml *map);
struct tr_agr_parties tr_agr_parties_of(struct tr_agr_reader *r, const struct tr_yaml *map);
struct tr_exclusions tr_agr_exclusions(struct tr_agr_reader *r, const struct tr_yaml *map);
struct tr_acts tr_agr_acts(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key);
struct tr_areas tr_agr_areas(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key);

void tr_agr_check(struct tr_agr_reader *r);

/* Why a closed ring (lon, lat) is no polygon, NULL when it is one; in the arena (territory.c). */
const char *tr_ring_wrong(struct tr_arena *a, const double (*ring)[2], uint32_t n);
/* Polygons of a GeoJSON text; each becomes a ring. False after saying why, with `line` (geojson.c). */
/* The bytes of a file beside the agreement's; false after saying why. */
bool tr_agr_beside(struct tr_agr_reader *r, uint32_t line, tr_str name, tr_str *out);
struct tr_ring { const double (*v)[2]; uint32_t n; };
bool tr_agr_geojson(struct tr_agr_reader *r, uint32_t line, tr_str name, tr_str json, const struct tr_ring **rings, uint32_t *n);

#endif
