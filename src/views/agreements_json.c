/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements and proposals as JSON. */
#include "views/agreements_view.h"

static void text(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

static void date(struct tr_json *j, struct tr_arena *a, const char *key, tr_date d)
{
    text(j, key, tr_date_iso(a, d));
}

static void instant(struct tr_json *j, struct tr_arena *a, const char *key, tr_instant t)
{
    text(j, key, tr_instant_iso(a, t));
}

static void term(struct tr_json *j, const struct tr_term *t)
{
    text(j, "source", t->source);
    text(j, "ref", t->ref);
    tr_json_key(j, "line");
    tr_json_int(j, t->line);
}

static void times(struct tr_json *j, struct tr_arena *a, const char *key, const struct tr_term_times *v)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_term_time *t = &v->v[i];
        tr_json_object(j);
        text(j, "text", t->text);
        instant(j, a, "at", t->at);
        tr_json_key(j, "width_seconds");
        tr_json_int(j, t->width);
        tr_json_key(j, "after_seconds");
        if (t->after) tr_json_int(j, t->after);
        else tr_json_null(j);
        text(j, "zone", tr_zone_name(t->zone));
        term(j, &t->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void ring(struct tr_json *j, const struct tr_area *x)
{
    tr_json_key(j, "ring");
    tr_json_array(j);
    for (uint32_t i = 0; i < x->n_ring; i++) {
        tr_json_array(j);
        tr_json_real(j, x->ring[i][0], 6);
        tr_json_real(j, x->ring[i][1], 6);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void areas(struct tr_json *j, const char *key, const struct tr_areas *v)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_area *x = &v->v[i];
        tr_json_object(j);
        text(j, "kind", tr_str_of(tr_area_kind_name(x->kind)));
        text(j, "name", x->name);
        text(j, "country", tr_str_of(x->country));
        text(j, "admin1", x->admin1);
        if (x->kind == TR_AREA_CIRCLE) {
            tr_json_key(j, "lat");
            tr_json_real(j, x->lat, 6);
            tr_json_key(j, "lon");
            tr_json_real(j, x->lon, 6);
            tr_json_key(j, "km");
            tr_json_real(j, x->km, 3);
        }
        if (x->kind == TR_AREA_POLYGON) ring(j, x);
        if (x->kind == TR_AREA_HELD_BY) text(j, "held_by", x->held_by);
        text(j, "disputed_by", x->disputed_by);
        term(j, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void actor(struct tr_json *j, struct tr_arena *a, tr_str id, tr_str name, tr_days d, tr_str disputed_by, const struct tr_term *t)
{
    text(j, "actor", id);
    text(j, "name", name);
    date(j, a, "from", d.from);
    date(j, a, "to", d.to);
    text(j, "disputed_by", disputed_by);
    term(j, t);
}

static void actors(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g)
{
    tr_json_key(j, "parties");
    tr_json_array(j);
    for (uint32_t i = 0; i < g->parties.n; i++) {
        const struct tr_agr_party *p = &g->parties.v[i];
        tr_json_object(j);
        text(j, "role", tr_str_of(tr_party_role_name(p->role)));
        actor(j, a, p->actor, p->name, p->bound, p->disputed_by, &p->term);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_key(j, "excluded");
    tr_json_array(j);
    for (uint32_t i = 0; i < g->excluded.n; i++) {
        const struct tr_exclusion *x = &g->excluded.v[i];
        tr_json_object(j);
        actor(j, a, x->actor, x->name, x->held, x->disputed_by, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void names(struct tr_json *j, const char *key, uint32_t bits, int n, const char *(*name)(int))
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (int i = 1; i < n; i++) {
        if (bits >> i & 1) tr_json_cstr(j, name(i));
    }
    tr_json_end(j);
}

static void acts(struct tr_json *j, const char *key, const struct tr_acts *v)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_act *x = &v->v[i];
        tr_json_object(j);
        text(j, "act", x->name);
        names(j, "types", x->types, TRUCE_EVENT_count, truce_event_name);
        names(j, "modes", x->modes, TRUCE_MODE_count, truce_mode_name);
        text(j, "only", x->only);
        text(j, "disputed_by", x->disputed_by);
        term(j, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void scenarios(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_instant at)
{
    static const char *const is[] = { "before", "in_force", "hour_not_told", "between", "lapsed" };
    struct tr_scenarios all;
    tr_agreement_scenarios(a, g, &all);
    tr_json_key(j, "scenarios");
    tr_json_array(j);
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_scenario *s = &all.v[i];
        tr_json_object(j);
        text(j, "start_source", s->start->term.source);
        text(j, "end_source", s->end ? s->end->term.source : TR_STR(""));
        tr_json_key(j, "stretches");
        tr_json_array(j);
        for (uint32_t k = 0; k < s->n; k++) {
            tr_json_object(j);
            instant(j, a, "from", s->stretches[k].moments.from);
            instant(j, a, "to", s->stretches[k].moments.to);
            text(j, "extension", s->stretches[k].extension ? s->stretches[k].extension->id : TR_STR(""));
            tr_json_end(j);
        }
        tr_json_end(j);
        if (at != TR_NO_INSTANT) {
            struct tr_clock_of c = tr_clock_at(s, at);
            text(j, "then", tr_str_of(is[c.is]));
            instant(j, a, "changes", c.until);
        }
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void extensions(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g)
{
    tr_json_key(j, "extensions");
    tr_json_array(j);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        const struct tr_extension *x = &g->extensions.v[i];
        tr_json_object(j);
        text(j, "id", x->id);
        date(j, a, "declared", x->declared);
        times(j, a, "from", &x->from);
        times(j, a, "to", &x->to);
        areas(j, "include", &x->include);
        term(j, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_view_agreement_json(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_instant at)
{
    tr_json_object(j);
    text(j, "id", g->id);
    text(j, "name", g->name);
    tr_json_key(j, "aliases");
    tr_json_array(j);
    for (uint32_t i = 0; i < g->n_aliases; i++) tr_json_str(j, g->aliases[i]);
    tr_json_end(j);
    text(j, "local_term", g->local_term);
    text(j, "conflict", g->conflict);
    text(j, "note", g->note);
    text(j, "form", tr_str_of(truce_form_name((int)g->form)));
    tr_json_key(j, "class");
    tr_json_int(j, g->cf_class);
    text(j, "purpose", g->purpose);
    text(j, "zone", g->zone_name);
    date(j, a, "declared", g->declared);
    date(j, a, "signed", g->signed_on);
    text(j, "end_reason", g->end_reason);
    text(j, "parent", g->parent);
    text(j, "mechanism", g->mechanism);
    text(j, "pax", g->pax);
    text(j, "unsc", g->unsc);
    text(j, "text_url", g->text_url);
    text(j, "origin", g->origin);
    text(j, "revision", g->revision);
    times(j, a, "starts", &g->starts);
    times(j, a, "ends", &g->ends);
    extensions(j, a, g);
    scenarios(j, a, g, at);
    areas(j, "include", &g->include);
    areas(j, "exclude", &g->exclude);
    actors(j, a, g);
    acts(j, "prohibited", &g->prohibited);
    acts(j, "permitted", &g->permitted);
    tr_json_end(j);
}
