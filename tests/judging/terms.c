/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "terms.h"

static struct tr_zone *damascus(struct tr_arena *a)
{
    struct tr_zone *z;
    struct tr_err err = { 0 };
    if (tr_zone_in(a, TR_STR("Asia/Damascus"), &z, &err)) fail_msg("%s", err.msg);
    return z;
}

#define PUSH(t, list, type, value)                                     \
    do {                                                               \
        type *more = TR_NEW_N((t)->a, type, (list).n + 1);             \
        if ((list).n) memcpy(more, (list).v, (list).n * sizeof(type)); \
        more[(list).n] = value;                                        \
        (list).v = more;                                               \
        (list).n++;                                                    \
    } while (0)

static tr_str copy(struct tr_arena *a, const char *s)
{
    return tr_arena_dup(a, tr_str_of(s));
}

static struct tr_term said(struct tr_arena *a, const char *source)
{
    return (struct tr_term){ .source = copy(a, source), .ref = TR_STR("test") };
}

struct terms *terms_new(struct tr_arena *a, const char *id)
{
    struct terms *t = TR_NEW(a, struct terms);
    t->a = a;
    t->g = (struct tr_agreement){ .id = copy(a, id),
                                  .name = copy(a, id),
                                  .zone = damascus(a),
                                  .zone_name = TR_STR("Asia/Damascus"),
                                  .form = TRUCE_FORM_regime_of_silence,
                                  .declared = TR_NO_DATE,
                                  .signed_on = TR_NO_DATE };
    terms_party(t, "state:SY", NULL, NULL, NULL);
    terms_party(t, "state:RU", NULL, NULL, NULL);
    terms_party(t, "side:syria-opposition", NULL, NULL, NULL);
    terms_exclude(t, "group:isis", NULL);
    terms_exclude(t, "group:nusra", NULL);
    return t;
}

static struct tr_term_time time_of(struct terms *t, const char *when, const char *source)
{
    struct tr_term_time x = { .term = said(t->a, source), .text = copy(t->a, when), .zone = t->g.zone, .at = TR_NO_INSTANT };
    tr_str s = tr_str_of(when);
    int64_t hours;
    if (tr_str_is(s, "open")) return x;
    if (tr_str_ends(s, TR_STR("h")) && tr_str_to_i64(tr_str_sub(s, 0, s.n - 1), &hours)) x.after = hours * 3600;
    else if (!tr_instant_parse(s, t->g.zone, &x.at, &x.width)) fail_msg("no time: %s", when);
    return x;
}

void terms_start(struct terms *t, const char *when, const char *source)
{
    PUSH(t, t->g.starts, struct tr_term_time, time_of(t, when, source));
}

void terms_end(struct terms *t, const char *when, const char *source)
{
    PUSH(t, t->g.ends, struct tr_term_time, time_of(t, when, source));
}

void terms_area(struct terms *t, bool exclude, const char *spec, const char *disputed_by)
{
    struct tr_area x = { .term = said(t->a, "the text"), .country = "SY", .disputed_by = copy(t->a, disputed_by ? disputed_by : "") };
    tr_str rest = copy(t->a, spec), kind;
    tr_str_split(&rest, ' ', &kind);
    x.name = rest.n ? rest : TR_STR("Syria");
    if (tr_str_is(kind, "admin1")) {
        x.kind = TR_AREA_ADMIN1;
        x.admin1 = rest;
    } else if (tr_str_is(kind, "country")) {
        x.kind = TR_AREA_COUNTRY;
    } else {
        tr_str lat, lon, km;
        assert_true(tr_str_split(&rest, ',', &lat) && tr_str_split(&rest, ',', &lon) && tr_str_split(&rest, ',', &km));
        assert_true(tr_str_to_double(lat, &x.lat) && tr_str_to_double(lon, &x.lon) && tr_str_to_double(km, &x.km));
        x.kind = TR_AREA_CIRCLE;
    }
    if (exclude) PUSH(t, t->g.exclude, struct tr_area, x);
    else PUSH(t, t->g.include, struct tr_area, x);
}

static tr_date day(const char *s)
{
    tr_date d = TR_NO_DATE;
    if (s && !tr_date_parse(tr_str_of(s), &d)) fail_msg("no date: %s", s);
    return d;
}

void terms_party(struct terms *t, const char *actor, const char *from, const char *to, const char *disputed_by)
{
    struct tr_agr_party p = { .term = said(t->a, "the text"),
                              .actor = copy(t->a, actor),
                              .name = copy(t->a, actor),
                              .bound = { day(from), day(to) },
                              .disputed_by = copy(t->a, disputed_by ? disputed_by : "") };
    PUSH(t, t->g.parties, struct tr_agr_party, p);
}

void terms_exclude(struct terms *t, const char *actor, const char *disputed_by)
{
    struct tr_exclusion x = { .term = said(t->a, "the text"),
                              .actor = copy(t->a, actor),
                              .name = copy(t->a, actor),
                              .held = TR_NO_DAYS,
                              .disputed_by = copy(t->a, disputed_by ? disputed_by : "") };
    PUSH(t, t->g.excluded, struct tr_exclusion, x);
}

void terms_act(struct terms *t, bool permit, const char *mode, const char *only)
{
    struct tr_act x = {
        .term = said(t->a, "the text"), .name = copy(t->a, mode), .types = 1u << TRUCE_EVENT_ASSAULT, .only = copy(t->a, only ? only : "")
    };
    int m = truce_mode_of(tr_str_of(mode));
    if (m) x.modes = 1u << m;
    if (permit) PUSH(t, t->g.permitted, struct tr_act, x);
    else PUSH(t, t->g.prohibited, struct tr_act, x);
}

/* --- incidents -------------------------------------------------------------------------------------------------------------------------- */

const struct tr_actor_row *terms_actor(struct tr_arena *a, const char *key)
{
    struct tr_actor_row *r = TR_NEW(a, struct tr_actor_row);
    tr_str k = copy(a, key), side;
    r->side = r->member_of = (tr_str){ "", 0 };
    tr_str_split(&k, '@', &r->key); /* "group:jai@syria-opposition" */
    if (tr_str_split(&k, '@', &side)) r->side = side;
    r->name = tr_str_starts(r->key, TR_STR("text:")) ? tr_str_sub(r->key, 5, r->key.n) : r->key;
    r->kind = tr_str_starts(r->key, TR_STR("state:"))                                                    ? TRUCE_ACTOR_government
              : tr_str_starts(r->key, TR_STR("group:"))                                                  ? TRUCE_ACTOR_party
              : tr_str_starts(r->key, TR_STR("person:"))                                                 ? TRUCE_ACTOR_person
              : tr_str_is(r->name, "civilians")                                                          ? TRUCE_ACTOR_civilians
              : tr_str_find(r->name, TR_STR("army")) >= 0 || tr_str_find(r->name, TR_STR("forces")) >= 0 ? TRUCE_ACTOR_military
                                                                                                         : TRUCE_ACTOR_party;
    if (tr_str_is(r->key, "civilians")) r->key = TR_STR("text:civilians");
    return r;
}

static const struct tr_place_row *place_of(struct tr_arena *a, tr_str name, bool whole)
{
    static const struct {
        const char *name, *admin1;
        double lat, lon;
    } known[] = {
        { "Latakia", "Latakia", 35.52, 35.79 },
        { "Aleppo", "Aleppo", 36.20, 37.16 },
        { "Damascus", "Damascus", 33.51, 36.29 },
        { "Raqqa", "Raqqa", 35.95, 39.01 },
    };
    struct tr_place_row *p = TR_NEW(a, struct tr_place_row);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!tr_str_is(name, known[i].name)) continue;
        *p = (struct tr_place_row){ .key = name,
                                    .name = name,
                                    .kind = whole ? TRUCE_PLACE_admin1 : TRUCE_PLACE_city,
                                    .country = "SY",
                                    .admin1 = tr_str_of(known[i].admin1),
                                    .located = true,
                                    .lat = known[i].lat,
                                    .lon = known[i].lon,
                                    .where_prec = whole ? 4 : 1 };
        return p;
    }
    *p = (struct tr_place_row){ .key = TR_STR("truce:SY"),
                                .name = TR_STR("Syria"),
                                .kind = TRUCE_PLACE_country,
                                .country = "SY",
                                .admin1 = { "", 0 },
                                .where_prec = 6 };
    return p;
}

static int minute(tr_str s)
{
    int64_t h = 0, m = 0;
    assert_true(s.n == 5 && tr_str_to_i64(tr_str_sub(s, 0, 2), &h) && tr_str_to_i64(tr_str_sub(s, 3, 5), &m));
    return (int)(h * 60 + m);
}

struct tr_incident *terms_incident(struct tr_arena *a, const char *attributes)
{
    struct tr_incident *in = TR_NEW(a, struct tr_incident);
    struct tr_zone *z = damascus(a);
    tr_str rest = copy(a, attributes), part, at = { "", 0 };
    bool whole = false;
    *in = (struct tr_incident){
        .id = 1, .type = TRUCE_EVENT_ASSAULT, .days = TR_NO_DAYS, .clock_from = -1, .clock_to = -1, .when = { TR_NO_INSTANT, TR_NO_INSTANT }
    };
    while (tr_str_split(&rest, ';', &part)) {
        tr_str value = tr_str_trim(part), name;
        tr_str_split(&value, '=', &name);
        if (!name.n) continue;
        if (tr_str_is(name, "on")) {
            tr_str to = value, from;
            tr_str_split(&to, '.', &from);
            in->days.from = in->days.to = day(tr_arena_dup(a, from).p);
            if (to.n) in->days.to = day(tr_arena_dup(a, tr_str_sub(to, 1, to.n)).p);
        } else if (tr_str_is(name, "clock")) {
            in->clock_from = in->clock_to = minute(value);
        } else if (tr_str_is(name, "at")) {
            at = value;
        } else if (tr_str_is(name, "whole")) {
            whole = true;
        } else if (tr_str_is(name, "mode")) {
            in->mode = (enum truce_mode)truce_mode_of(value);
        } else if (tr_str_is(name, "type")) {
            in->type = (enum truce_event)truce_event_of(value);
        } else if (tr_str_is(name, "actor")) {
            in->actor = terms_actor(a, tr_arena_dup(a, value).p);
        } else if (tr_str_is(name, "target")) {
            in->recipient = terms_actor(a, tr_arena_dup(a, value).p);
        } else if (tr_str_is(name, "rival")) {
            const struct tr_actor_row **r = TR_NEW(a, const struct tr_actor_row *);
            *r = terms_actor(a, tr_arena_dup(a, value).p);
            in->rival_actors = (struct tr_actors){ r, 1 };
        } else if (tr_str_is(name, "killed")) {
            int64_t n;
            assert_true(tr_str_to_i64(value, &n));
            in->killed = (struct tr_range){ true, true, n, n };
        } else if (tr_str_is(name, "says")) {
            struct tr_claim_row *c = TR_NEW(a, struct tr_claim_row);
            struct tr_merge *m = TR_NEW(a, struct tr_merge);
            c->quote = c->sentence_text = value;
            m->claim = c;
            in->merges = m;
            in->n = 1;
        } else {
            fail_msg("no such attribute: %.*s", TR_STR_ARG(name));
        }
    }
    if (at.n) in->place = place_of(a, at, whole);
    if (in->days.from != TR_NO_DATE) {
        in->when.from = tr_instant_of(z, in->days.from, in->clock_from < 0 ? 0 : in->clock_from);
        in->when.to = in->clock_from < 0 ? tr_instant_of(z, in->days.to + 1, 0) : in->when.from + 60;
    }
    return in;
}
