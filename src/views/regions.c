/* SPDX-License-Identifier: Apache-2.0 */
/* The towns that tell where a country's units lie. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "views/regions_int.h"

#define GRID_DEGREES 0.04 /* towns nearer to each other than about 4 km say nothing new */
#define NEIGHBOURS 5      /* a town that all its neighbours contradict is taken for theirs: gazetteers have such slips */
#define ROW_CELLS 100000  /* more than the finest grid has in a row of latitude */

struct gathered {
    struct tr_arena *a;
    struct tr_map units;
    TR_VEC(struct tr_town) towns;
};

static void gather(struct gathered *in, const struct tr_gazetteer *g, const char iso[2])
{
    for (uint32_t i = 0, n = tr_gazetteer_size(g); i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(g, i);
        bool fresh;
        if (!p.located || memcmp(p.country, iso, 2) != 0 || !p.admin1.n || p.where_prec > 3) continue;
        if (p.kind != TRUCE_PLACE_city && p.kind != TRUCE_PLACE_neighbourhood && p.kind != TRUCE_PLACE_admin2) continue;
        uint64_t *unit = tr_map_put(&in->units, p.admin1, &fresh);
        if (fresh) *unit = in->units.n - 1;
        *tr_vec_push(in->a, &in->towns) = (struct tr_town){ { p.lon, p.lat }, (uint32_t)*unit };
    }
}

static int64_t cell_of(const struct tr_town *t, double grid)
{
    return (int64_t)floor((t->at[1] + 90) / grid) * ROW_CELLS + (int64_t)floor((t->at[0] + 180) / grid);
}

/* One town in each cell of a grid, coarse enough that there are not too many. */
static void thin(struct gathered *in)
{
    uint32_t n;
    for (double grid = GRID_DEGREES;; grid *= 2) {
        struct tr_map seen;
        tr_map_init(&seen, in->a);
        n = 0;
        for (uint32_t i = 0; i < in->towns.n; i++) {
            bool fresh;
            int64_t *cell = TR_NEW(in->a, int64_t);
            *cell = cell_of(&in->towns.v[i], grid);
            uint64_t *first = tr_map_put(&seen, (tr_str){ (const char *)cell, sizeof *cell }, &fresh);
            if (fresh) *first = i, n++;
        }
        if (n > TR_REGION_TOWNS) continue;
        for (uint32_t i = 0; i < seen.n; i++) in->towns.v[i] = in->towns.v[seen.entries[i].value];
        in->towns.n = n;
        return;
    }
}

/* The unit of a town's nearest neighbours where they all agree, else its own. */
static uint32_t settled(const struct gathered *in, uint32_t of, double kx)
{
    double near[NEIGHBOURS];
    uint32_t who[NEIGHBOURS], n = 0;
    const struct tr_town *t = &in->towns.v[of];
    for (uint32_t i = 0; i < in->towns.n; i++) {
        double dx = (in->towns.v[i].at[0] - t->at[0]) * kx, dy = in->towns.v[i].at[1] - t->at[1], d = dx * dx + dy * dy;
        uint32_t at = n;
        if (i == of || (n == NEIGHBOURS && d >= near[n - 1])) continue;
        if (n < NEIGHBOURS) n++;
        else at--;
        for (; at && near[at - 1] > d; at--) near[at] = near[at - 1], who[at] = who[at - 1];
        near[at] = d, who[at] = in->towns.v[i].unit;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (who[i] == t->unit || who[i] != who[0]) return t->unit;
    }
    return n == NEIGHBOURS ? who[0] : t->unit;
}

struct named {
    tr_str name;
    uint32_t was;
};

static int by_name(const void *x, const void *y)
{
    return tr_str_cmp(((const struct named *)x)->name, ((const struct named *)y)->name);
}

static struct tr_towns order(struct gathered *in, double kx)
{
    uint32_t n_units = in->units.n;
    struct named *named = TR_NEW_N(in->a, struct named, n_units + 1);
    tr_str *names = TR_NEW_N(in->a, tr_str, n_units + 1);
    uint32_t *now = TR_NEW_N(in->a, uint32_t, n_units + 1);
    struct tr_towns t = { TR_NEW_N(in->a, struct tr_town, in->towns.n + 1), in->towns.n, n_units, names,
                          TR_NEW_N(in->a, uint32_t, n_units + 1) };
    for (uint32_t i = 0; i < n_units; i++) named[i] = (struct named){ in->units.entries[i].key, i };
    qsort(named, n_units, sizeof *named, by_name);
    for (uint32_t i = 0; i < n_units; i++) names[i] = named[i].name, now[named[i].was] = i, t.of_unit[i] = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        t.v[i] = in->towns.v[i];
        t.v[i].unit = now[settled(in, i, kx)];
        t.of_unit[t.v[i].unit]++;
    }
    return t;
}

int tr_view_regions(struct tr_json *j, const struct tr_gazetteer *g, const char iso[2], struct tr_arena *a, struct tr_err *err)
{
    struct gathered in = { .a = a };
    tr_rings country;
    int rc = tr_world_country(iso, a, &country, err);
    if (rc) return rc;
    tr_map_init(&in.units, a);
    gather(&in, g, iso);
    tr_json_array(j);
    if (country.n && in.units.n > 1) {
        thin(&in);
        struct tr_towns t = order(&in, cos(in.towns.v[0].at[1] * 0.017453292519943295));
        rc = tr_regions_write(j, &t, &country, err);
    }
    tr_json_end(j);
    return rc;
}
