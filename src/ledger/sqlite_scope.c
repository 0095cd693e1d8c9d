/* SPDX-License-Identifier: Apache-2.0 */
/* A place's name to the places of the ledger that it covers. */
#include <stdlib.h>

#include "base/utf8.h"
#include "ledger/scope.h"
#include "ledger/sqlite_scope.h"

#define CANDIDATES 12
#define KM_A_DEGREE 111.19 /* of latitude */

/* Every row of the statement that the rule takes. */
static int gather(struct sq *l, struct sq_answer *n, sqlite3_stmt *s, const struct tr_scope_rule *rule, struct sq_places *to,
                  struct tr_err *err)
{
    int got;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        const struct tr_place_row *p = tr_sq_take_place(n, s);
        bool fresh;
        if (rule && !tr_scope_has(rule, p, tr_utf8_fold(n->arena, p->name))) continue;
        tr_map_put(&to->ids, (tr_str){ (const char *)&p->id, sizeof p->id }, &fresh);
        if (fresh) *tr_vec_push(n->arena, &to->list) = p;
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for places");
    sqlite3_reset(s);
    return TR_OK;
}

static int named(struct sq *l, struct sq_answer *n, tr_str fold, const char *country, const struct tr_scope_rule *rule,
                 struct sq_places *to, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_places_named, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, fold);
    tr_sq_bind_str(s, 2, tr_str_of(country));
    return gather(l, n, s, rule, to, err);
}

static int keyed(struct sq *l, struct sq_answer *n, const struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_places_keyed, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, rule->key);
    return gather(l, n, s, rule, to, err);
}

static int unit(struct sq *l, struct sq_answer *n, const struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_places_unit, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, tr_str_of(rule->country));
    tr_sq_bind_str(s, 2, rule->sort == TR_SCOPE_COUNTRY ? TR_STR("") : rule->admin1);
    return gather(l, n, s, rule, to, err);
}

/* The R-tree's box around the circle; near a pole or the date line it goes all round. */
static int circle(struct sq *l, struct sq_answer *n, const struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    double high = rule->km / KM_A_DEGREE + 0.01, far = 90 - (rule->lat < 0 ? -rule->lat : rule->lat) - high;
    double wide = far < 1 ? 360 : high * 90 / far; /* the cosine of the latitude is at least far / 90 */
    bool round = wide >= 180 || rule->lon - wide < -180 || rule->lon + wide > 180;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_places_box, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_double(s, 1, rule->lat - high);
    sqlite3_bind_double(s, 2, rule->lat + high);
    sqlite3_bind_double(s, 3, round ? -181 : rule->lon - wide);
    sqlite3_bind_double(s, 4, round ? 181 : rule->lon + wide);
    return gather(l, n, s, rule, to, err);
}

static int places_of(struct sq *l, struct sq_answer *n, const struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    int rc = TR_OK;
    *to = (struct sq_places){ 0 };
    tr_map_init(&to->ids, n->arena);
    if (rule->sort == TR_SCOPE_COUNTRY || rule->sort == TR_SCOPE_UNIT || rule->sort == TR_SCOPE_UNIT_AND_CITY)
        rc = unit(l, n, rule, to, err);
    if (!rc && rule->km > 0 && rule->located) rc = circle(l, n, rule, to, err);
    if (!rc && rule->key.n) rc = keyed(l, n, rule, to, err);
    if (!rc && rule->fold.n) rc = named(l, n, rule->fold, "", rule, to, err);
    return rc;
}

static int unknown(struct sq *l, struct sq_answer *n, tr_str text, tr_str fold, struct tr_err *err)
{
    struct sq_places all = { 0 };
    tr_map_init(&all.ids, n->arena);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_places_all, err);
    if (!s) return TR_E_IO;
    int rc = gather(l, n, s, NULL, &all, err);
    if (rc) return rc;
    tr_str near = tr_scope_near(n->arena, l->base.know, fold, all.list.v, all.list.n);
    if (near.n)
        return tr_fail(err, TR_E_INPUT, "there is no place \"%.*s\" here; did you mean %.*s?", TR_STR_ARG(tr_str_sub(text, 0, 80)),
                       TR_STR_ARG(near));
    return tr_fail(err, TR_E_INPUT, "there is no place \"%.*s\" here: give a city, a governorate, a country, or LAT,LON,KM",
                   TR_STR_ARG(tr_str_sub(text, 0, 80)));
}

/* How much is told of the place itself; a hundred claims are as good as more. */
static int told_of(struct sq *l, const struct tr_scope_rule *rule, const struct sq_places *places, int64_t *claims, struct tr_err *err)
{
    *claims = 0;
    for (uint32_t i = 0; i < places->list.n && *claims < 100; i++) {
        const struct tr_place_row *p = places->list.v[i];
        if (!tr_str_eq(p->key, rule->key)) continue;
        sqlite3_stmt *s = tr_sq_stmt(l, SQ_told_of, err);
        if (!s) return TR_E_IO;
        sqlite3_bind_int64(s, 1, p->id);
        if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "looking for places");
        *claims += sqlite3_column_int64(s, 0);
        sqlite3_reset(s);
    }
    return TR_OK;
}

/* Of several places of a name the one of which most is told; of equals the more prominent. */
static int best(struct sq *l, struct sq_answer *n, const struct tr_scope_rule *candidates, uint32_t n_candidates,
                struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    int64_t most = -1;
    *rule = candidates[0];
    *to = (struct sq_places){ 0 };
    tr_map_init(&to->ids, n->arena);
    for (uint32_t i = 0; i < n_candidates; i++) {
        struct sq_places places;
        int64_t claims = 0;
        int rc = places_of(l, n, &candidates[i], &places, err);
        if (!rc && places.list.n) rc = told_of(l, &candidates[i], &places, &claims, err);
        if (rc) return rc;
        if (!places.list.n || claims <= most) continue;
        most = claims;
        *rule = candidates[i];
        *to = places;
    }
    return TR_OK;
}

static int choose(struct sq *l, struct sq_answer *n, tr_str text, struct tr_scope_rule *rule, struct sq_places *to, struct tr_err *err)
{
    struct tr_scope_rule candidates[CANDIDATES];
    char country[3];
    if (tr_scope_circle(n->arena, text, rule)) return places_of(l, n, rule, to, err);
    uint32_t n_candidates = tr_scope_read(n->arena, l->base.know, text, candidates, CANDIDATES);
    int rc = n_candidates ? best(l, n, candidates, n_candidates, rule, to, err) : TR_OK;
    if (rc || (n_candidates && to->list.n)) return rc;
    struct sq_places own = { 0 };
    tr_str fold = tr_scope_fold(n->arena, l->base.know, text, country);
    tr_map_init(&own.ids, n->arena);
    rc = named(l, n, fold, country, NULL, &own, err);
    if (rc) return rc;
    if (own.list.n) {
        tr_scope_own(n->arena, own.list.v[0], rule);
        return places_of(l, n, rule, to, err);
    }
    return n_candidates ? TR_OK : unknown(l, n, text, fold, err); /* known, but nothing is told of it */
}

/* By content, never by the order of adding. */
static int by_content(const void *x, const void *y)
{
    const struct tr_place_row *a = *(const struct tr_place_row *const *)x, *b = *(const struct tr_place_row *const *)y;
    int order = tr_str_cmp(a->key, b->key);
    if (!order) order = tr_str_cmp(a->name, b->name);
    return order ? order : (a->where_prec > b->where_prec) - (a->where_prec < b->where_prec);
}

int tr_sq_find_scope(struct sq *l, tr_str text, struct sq_answer *n, struct sq_scope *out, struct tr_err *err)
{
    if (tr_sq_scope_kept(l, text, n, out)) return TR_OK;
    int rc = choose(l, n, text, &out->rule, &out->places, err);
    if (rc) return rc;
    const struct tr_scope_rule *r = &out->rule;
    if (out->places.list.n) qsort(out->places.list.v, out->places.list.n, sizeof *out->places.list.v, by_content);
    out->shown =
        (struct tr_scope){ .name = r->name, .kind = r->kind, .admin1 = r->admin1, .located = r->located, .lat = r->lat, .lon = r->lon };
    memcpy(out->shown.country, r->country, 3);
    if (r->sort == TR_SCOPE_CIRCLE) out->shown.km = r->km;
    if (r->sort == TR_SCOPE_PLACE && r->kind != TRUCE_PLACE_admin1) out->shown.admin1 = r->admin1;
    out->shown.places.v = out->places.list.v;
    out->shown.places.n = out->places.list.n;
    tr_sq_keep_scope(l, text, out);
    return TR_OK;
}

struct scope_asked {
    tr_str text;
    struct tr_scope *out;
};

static int ask_scope(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct scope_asked *ask = arg;
    struct sq_answer n;
    struct sq_scope found;
    tr_sq_answer(&n, a, TR_NO_INSTANT);
    int rc = tr_sq_find_scope(l, ask->text, &n, &found, err);
    if (!rc) *ask->out = found.shown;
    return rc;
}

int tr_sq_scope(struct tr_ledger *l, tr_str place, struct tr_arena *a, struct tr_scope *out, struct tr_err *err)
{
    struct scope_asked ask = { place, out };
    return tr_sq_ask((struct sq *)l, a, ask_scope, &ask, err);
}
