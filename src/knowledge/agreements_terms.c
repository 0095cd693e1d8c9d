/* SPDX-License-Identifier: Apache-2.0 */
/* Times, extensions, parties, exclusions and acts of an agreement's file. */
#include "knowledge/agreements_int.h"

#define MAX_HOURS (24 * 366 * 20)

/* "72h", "7d", "90m" to seconds; 0 when it is none of these. */
static int64_t length_of(tr_str s)
{
    int64_t n, unit;
    if (s.n < 2) return 0;
    switch (s.p[s.n - 1]) {
    case 'm': unit = 60; break;
    case 'h': unit = 3600; break;
    case 'd': unit = 86400; break;
    default: return 0;
    }
    if (!tr_str_to_i64(tr_str_sub(s, 0, s.n - 1), &n) || n < 1 || n > MAX_HOURS || n * unit > (int64_t)MAX_HOURS * 3600) return 0;
    return n * unit;
}

static void time_at(struct tr_agr_reader *r, const struct tr_yaml *map, tr_str text, bool end, struct tr_term_time *t)
{
    t->text = text;
    t->at = TR_NO_INSTANT;
    if (tr_str_is(text, "open")) {
        if (!end) tr_agr_wrong(r, map->line, "only an end can be \"open\"; a start is a moment or a day");
        return;
    }
    if (!tr_instant_parse(text, t->zone, &t->at, &t->width))
        tr_agr_wrong(r, tr_yaml_at(map, "at")->line,
                     "\"at\" must be a local time such as 2016-04-30T01:00, with an offset or Z if it is not of the zone, or a day alone%s",
                     end ? ", or \"open\"" : "");
}

static struct tr_term_time time_of(struct tr_agr_reader *r, const struct tr_yaml *map, bool end)
{
    static const char *const start_keys[] = { "at", "zone", "source", "ref", NULL };
    static const char *const end_keys[] = { "at", "after", "zone", "source", "ref", NULL };
    struct tr_term_time t = { .at = TR_NO_INSTANT, .zone = r->g->zone };
    if (!tr_agr_keys(r, map, end ? "an end" : "a start", end ? end_keys : start_keys)) return t;
    t.term = tr_agr_term(r, map);
    tr_str zone = tr_agr_text(r, map, "zone", false);
    if (zone.n) t.zone = tr_agr_zone(r, tr_yaml_at(map, "zone"), zone);
    tr_str at = tr_agr_text(r, map, "at", false), after = end ? tr_agr_text(r, map, "after", false) : TR_STR("");
    if (at.n && after.n) {
        tr_agr_wrong(r, map->line, "\"at\" and \"after\" in one end; make them two");
    } else if (after.n) {
        t.text = after;
        t.after = length_of(after);
        if (!t.after) tr_agr_wrong(r, tr_yaml_at(map, "after")->line, "\"after\" must be a length such as 72h, 7d or 90m");
    } else if (at.n) {
        time_at(r, map, at, end, &t);
    } else if (!tr_yaml_at(map, "at") && !tr_yaml_at(map, "after")) {
        tr_agr_wrong(r, map->line, "when? \"at\" is missing%s", end ? ", or \"after\"" : "");
    }
    return t;
}

struct tr_term_times tr_agr_times(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, bool ends)
{
    const struct tr_yaml *list = tr_agr_list(r, map, key);
    if (!list) return (struct tr_term_times){ 0 };
    struct tr_term_time *v = TR_NEW_N(r->a, struct tr_term_time, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) v[n++] = time_of(r, c, ends);
    return (struct tr_term_times){ v, n };
}

struct tr_extensions tr_agr_extensions(struct tr_agr_reader *r, const struct tr_yaml *map)
{
    static const char *const keys[] = { "id", "declared", "from", "to", "include", "source", "ref", NULL };
    const struct tr_yaml *list = tr_agr_list(r, map, "extensions");
    if (!list) return (struct tr_extensions){ 0 };
    struct tr_extension *v = TR_NEW_N(r->a, struct tr_extension, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) {
        if (!tr_agr_keys(r, c, "an extension", keys)) continue;
        struct tr_extension *x = &v[n++];
        x->id = tr_agr_text(r, c, "id", true);
        x->declared = tr_agr_date(r, c, "declared");
        x->term = tr_agr_term(r, c);
        x->from = tr_agr_times(r, c, "from", false);
        x->to = tr_agr_times(r, c, "to", true);
        x->include = tr_agr_areas(r, c, "include");
        if (!tr_yaml_at(c, "to")) tr_agr_wrong(r, c->line, "until when? \"to\" is missing; write \"at: open\" in it if no end was told");
        for (uint32_t i = 0; i + 1 < n; i++) {
            if (tr_str_eq(v[i].id, x->id)) tr_agr_wrong(r, c->line, "two extensions have the id \"" TR_STR_FMT "\"", TR_STR_ARG(x->id));
        }
    }
    return (struct tr_extensions){ v, n };
}

/* A period of days; the first after the last is an error. */
static tr_days days_of(struct tr_agr_reader *r, const struct tr_yaml *map, const char *from, const char *to)
{
    tr_days d = { tr_agr_date(r, map, from), tr_agr_date(r, map, to) };
    if (d.from != TR_NO_DATE && d.to != TR_NO_DATE && d.to < d.from)
        tr_agr_wrong(r, tr_yaml_at(map, to)->line, "\"%s\" lies before \"%s\"", to, from);
    return d;
}

static const char *const role_names[] = { "party", "guarantor", "mediator", "monitor", NULL };

const char *tr_party_role_name(enum tr_party_role role)
{
    return role_names[role];
}

struct tr_agr_parties tr_agr_parties_of(struct tr_agr_reader *r, const struct tr_yaml *map)
{
    static const char *const keys[] = { "actor", "role", "joined", "left", "disputed_by", "source", "ref", NULL };
    const struct tr_yaml *list = tr_agr_list(r, map, "parties");
    if (!list) return (struct tr_agr_parties){ 0 };
    struct tr_agr_party *v = TR_NEW_N(r->a, struct tr_agr_party, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) {
        if (!tr_agr_keys(r, c, "a party", keys)) continue;
        struct tr_agr_party *p = &v[n++];
        p->term = tr_agr_term(r, c);
        p->actor = tr_agr_actor(r, c, &p->name);
        int role = tr_agr_choice(r, c, "role", role_names);
        p->role = role < 0 ? TR_PARTY_PARTY : (enum tr_party_role)role;
        p->bound = days_of(r, c, "joined", "left");
        p->disputed_by = tr_agr_text(r, c, "disputed_by", false);
    }
    return (struct tr_agr_parties){ v, n };
}

struct tr_exclusions tr_agr_exclusions(struct tr_agr_reader *r, const struct tr_yaml *map)
{
    static const char *const keys[] = { "actor", "from", "to", "disputed_by", "source", "ref", NULL };
    const struct tr_yaml *list = tr_agr_list(r, map, "excluded");
    if (!list) return (struct tr_exclusions){ 0 };
    struct tr_exclusion *v = TR_NEW_N(r->a, struct tr_exclusion, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) {
        if (!tr_agr_keys(r, c, "an exclusion", keys)) continue;
        struct tr_exclusion *x = &v[n++];
        x->term = tr_agr_term(r, c);
        x->actor = tr_agr_actor(r, c, &x->name);
        x->held = days_of(r, c, "from", "to");
        x->disputed_by = tr_agr_text(r, c, "disputed_by", false);
    }
    return (struct tr_exclusions){ v, n };
}

static uint32_t bits_of(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, int (*of)(tr_str))
{
    const struct tr_yaml *list = tr_agr_list(r, map, key);
    uint32_t bits = 0;
    for (const struct tr_yaml *c = list ? list->first : NULL; c; c = c->next) {
        int v = c->kind == TR_YAML_TEXT ? of(tr_str_trim(c->text)) : 0;
        if (v) bits |= 1u << v;
        else if (c->kind != TR_YAML_TEXT) tr_agr_wrong(r, c->line, "an entry of \"%s\" must be a text", key);
        else
            tr_agr_wrong(r, c->line, "\"" TR_STR_FMT "\" is not among the event %s of docs/JSON.md", TR_STR_ARG(tr_str_sub(c->text, 0, 40)),
                         key);
    }
    return bits;
}

struct tr_acts tr_agr_acts(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key)
{
    static const char *const keys[] = { "act", "types", "modes", "only", "disputed_by", "source", "ref", NULL };
    static const char *const only[] = { "self-defence", "against-excluded", NULL };
    const struct tr_yaml *list = tr_agr_list(r, map, key);
    if (!list) return (struct tr_acts){ 0 };
    struct tr_act *v = TR_NEW_N(r->a, struct tr_act, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) {
        if (!tr_agr_keys(r, c, "an act", keys)) continue;
        struct tr_act *x = &v[n++];
        x->term = tr_agr_term(r, c);
        x->name = tr_agr_text(r, c, "act", true);
        x->types = bits_of(r, c, "types", truce_event_of);
        x->modes = bits_of(r, c, "modes", truce_mode_of);
        int o = tr_agr_choice(r, c, "only", only);
        x->only = tr_str_of(o < 0 ? "" : only[o]);
        x->disputed_by = tr_agr_text(r, c, "disputed_by", false);
    }
    return (struct tr_acts){ v, n };
}
