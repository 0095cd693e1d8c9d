/* SPDX-License-Identifier: Apache-2.0 */
/* How far a province or country reaches, as far as the gazetteer's towns tell: their convex hull. */
#include "knowledge/gazetteer.h"
#include "views/brief_int.h"

typedef double point[2];
typedef TR_VEC(point) points;

static int west_first(const void *x, const void *y)
{
    const double *a = x, *b = y;
    if (a[0] != b[0]) return a[0] < b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

static bool left_turn(const double *a, const double *b, const double *c)
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

/* Andrew's monotone chain. */
static uint32_t hull(struct tr_arena *a, double (*p)[2], uint32_t n, double (**out)[2])
{
    double(*h)[2] = tr_arena_get(a, sizeof *h * (2 * (size_t)n + 2));
    uint32_t k = 0;
    qsort(p, n, sizeof *p, west_first);
    for (uint32_t i = 0; i < n; i++) {
        while (k >= 2 && !left_turn(h[k - 2], h[k - 1], p[i])) k--;
        memcpy(h[k++], p[i], sizeof *p);
    }
    for (uint32_t i = n, base = k + 1; i-- > 1;) {
        while (k >= base && !left_turn(h[k - 2], h[k - 1], p[i - 1])) k--;
        memcpy(h[k++], p[i - 1], sizeof *p);
    }
    *out = h;
    return k > 1 ? k - 1 : k;
}

uint32_t tr_unit_reach(struct tr_arena *a, const struct tr_gazetteer *g, const struct tr_place_row *u, double (**ring)[2])
{
    points v = { 0 };
    if (!g || !u->country[0] || (u->kind != TRUCE_PLACE_country && u->kind != TRUCE_PLACE_admin1)) return 0;
    for (uint32_t i = 0, n = tr_gazetteer_size(g); i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(g, i);
        if (!p.located || memcmp(p.country, u->country, 2) != 0 || p.kind == TRUCE_PLACE_country) continue;
        if (u->kind == TRUCE_PLACE_admin1 && !tr_str_ieq(p.admin1, u->admin1.n ? u->admin1 : u->name)) continue;
        point *at = tr_vec_push(a, &v);
        (*at)[0] = p.lon, (*at)[1] = p.lat;
    }
    return v.n < 4 ? 0 : hull(a, v.v, v.n, ring);
}
