/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of regions share. */
#ifndef TR_VIEWS_REGIONS_INT_H
#define TR_VIEWS_REGIONS_INT_H

#include "views/regions.h"

struct tr_ring {
    double (*v)[2];     /* longitude, latitude; the last point is the first */
    uint32_t n;
    bool outer;         /* begins a polygon; else a hole of the one before */
};
typedef TR_VEC(struct tr_ring) tr_rings;

/* The country's polygons on the base map ("web/world.json", as tools/basemap.mjs writes it); none: *out stays empty. */
int tr_world_country(const char iso[2], struct tr_arena *a, tr_rings *out, struct tr_err *err);

struct tr_town {
    double at[2];
    uint32_t unit;      /* in names */
};
struct tr_towns {
    struct tr_town *v;
    uint32_t n, n_units;
    const tr_str *names;        /* of the units, in order */
    uint32_t *of_unit;          /* towns of each */
};

/* Divides the country among the towns and writes a feature for each unit that has a part of it. */
int tr_regions_write(struct tr_json *j, const struct tr_towns *t, const tr_rings *country, struct tr_err *err);

#endif
