/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents made ready to be held against agreements: where, when, and who stands where. */
#include "base/map.h"
#include "judging/findings_int.h"

struct place_key {
    const struct tr_place_row *place;
    double km;
};
struct actor_key {
    const struct tr_actor_row *actor;
    tr_date day;
    char country[4];
};

static uint32_t number(struct tr_arena *a, struct tr_map *m, const void *key, size_t size, bool *fresh)
{
    uint64_t *v = tr_map_find(m, (tr_str){ key, size });
    *fresh = !v;
    if (v) return (uint32_t)*v;
    v = tr_map_put(m, tr_arena_dup(a, (tr_str){ key, size }), NULL);
    *v = m->n - 1;
    return (uint32_t)*v;
}

static uint32_t standing(struct tr_cases *cs, struct tr_map *m, const struct tr_actor_row *actor, const struct tr_incident *in)
{
    struct actor_key key;
    bool fresh;
    if (!actor) return 0;
    memset(&key, 0, sizeof key); /* padding is hashed too */
    key.actor = actor;
    key.day = in->days.from;
    if (in->place) memcpy(key.country, in->place->country, 3);
    uint32_t no = number(cs->arena, m, &key, sizeof key, &fresh) + 1;
    if (fresh) {
        struct tr_standing s;
        tr_standing_of(cs->arena, actor, key.country, key.day, cs->knowledge, &s);
        *tr_vec_push(cs->arena, &cs->standings) = s;
    }
    return no;
}

/* Radius of what UCDP calls precision 2 ("near"), and of towns and quarters, whose buildings lie round their point. */
static double radius(const struct tr_incident *in)
{
    if (in->km > 0 || !in->place) return in->km;
    return in->place->where_prec == 2 ? 25 : in->place->kind == TRUCE_PLACE_city ? 2 : 0;
}

static struct tr_spot spot_of(const struct tr_incident *in)
{
    const struct tr_place_row *p = in->place;
    struct tr_spot s = { .admin1 = TR_NOTHING, .name = TR_NOTHING };
    if (!p) return s;
    s = (struct tr_spot){ .located = p->located,
                          .lat = p->lat,
                          .lon = p->lon,
                          .km = radius(in),
                          .admin1 = p->admin1,
                          .name = p->name,
                          .kind = p->kind,
                          .where_prec = p->where_prec };
    memcpy(s.country, p->country, sizeof s.country);
    return s;
}

#define DAY 86400
#define NEWS_DAYS 365 /* an undated thing is not taken to be older than that when it is reported */

/* The first day that a report tells of it. */
static tr_date reported(const struct tr_incident *in)
{
    tr_date d = TR_NO_DATE;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_report_row *r = in->merges[i].claim->report;
        if (r && r->published != TR_NO_DATE && (d == TR_NO_DATE || r->published < d)) d = r->published;
    }
    return d;
}

/* When it was, as instants. Days without a zone are taken wide enough for any zone, and what nobody dates lies before its first report. */
static tr_moments when_of(const struct tr_incident *in)
{
    bool none = in->when.from == 0 && in->when.to == 0;
    tr_moments m = { TR_NO_INSTANT, TR_NO_INSTANT };
    if (!none) m = in->when;
    if (m.from == TR_NO_INSTANT && in->days.from != TR_NO_DATE) m.from = (tr_instant)in->days.from * DAY - 14 * 3600;
    if (m.to == TR_NO_INSTANT && in->days.to != TR_NO_DATE) m.to = ((tr_instant)in->days.to + 1) * DAY + 12 * 3600;
    if (m.from != TR_NO_INSTANT && m.to != TR_NO_INSTANT) return m;
    tr_date day = reported(in);
    if (day == TR_NO_DATE) return m;
    if (m.to == TR_NO_INSTANT) m.to = ((tr_instant)day + 1) * DAY + 12 * 3600;
    if (m.from == TR_NO_INSTANT) m.from = m.to - (tr_instant)NEWS_DAYS * DAY;
    return m;
}

static bool same(const struct tr_standing *a, const struct tr_standing *b)
{
    return a->row == b->row || (a->rebels && b->rebels) || (a->n && b->n && tr_str_eq(a->ids[0], b->ids[0]));
}

/* "Rebel", "rebels" and "Syrian rebels" are no rivals. */
static void add_rival(const struct tr_cases *cs, struct tr_case *c, uint32_t rival)
{
    const struct tr_standing *v = cs->standings.v;
    if (!rival || c->n_rivals == TR_MAX_RIVALS || same(&v[rival], &v[c->actor])) return;
    for (uint32_t i = 0; i < c->n_rivals; i++) {
        if (same(&v[rival], &v[c->rivals[i]])) return;
    }
    c->rivals[c->n_rivals++] = rival;
}

void tr_cases_of(struct tr_arena *a, const struct tr_incident *incidents, uint32_t n, const struct tr_knowledge *k, struct tr_cases *out)
{
    struct tr_map places, actors;
    bool fresh;
    tr_map_init(&places, a);
    tr_map_init(&actors, a);
    *out = (struct tr_cases){ .arena = a, .knowledge = k, .n = n };
    tr_standing_of(a, NULL, "", TR_NO_DATE, k, tr_vec_push(a, &out->standings));
    out->v = TR_NEW_N(a, struct tr_case, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_incident *in = &incidents[i];
        struct tr_case *c = &out->v[i];
        struct place_key key;
        memset(&key, 0, sizeof key);
        key.place = in->place;
        key.km = in->km;
        *c = (struct tr_case){ .in = in, .spot = spot_of(in), .when = when_of(in), .defence = -1, .mingled = -1 };
        c->place_no = number(a, &places, &key, sizeof key, &fresh);
        c->actor = standing(out, &actors, in->actor, in);
        c->target = standing(out, &actors, in->recipient, in);
        for (uint32_t j = 0; j < in->rival_actors.n; j++) add_rival(out, c, standing(out, &actors, in->rival_actors.v[j], in));
    }
    out->n_places = places.n;
}
