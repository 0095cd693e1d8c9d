/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements with their terms, each with who says so; and the clock: what is in force, and when it lapses, under each claimed start. */
#include "views/judged_view.h"
#include "views/rows_view.h"

static void term_members(struct tr_json *j, const struct tr_term *t)
{
    tr_view_str(j, "source", t->source);
    tr_view_str(j, "ref", t->ref);
}

static void term_time(struct tr_json *j, struct tr_arena *a, const struct tr_term_time *t)
{
    if (!t) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    term_members(j, &t->term);
    tr_view_str(j, "text", t->text);
    tr_view_instant(j, "at", t->at);
    tr_view_str(j, "local", t->at == TR_NO_INSTANT ? TR_STR("") : tr_instant_iso_in(a, t->zone, t->at));
    tr_view_int(j, "width", t->width);
    tr_view_id(j, "after", t->after);
    tr_json_end(j);
}

static void times_member(struct tr_json *j, struct tr_arena *a, const char *key, struct tr_term_times t)
{
    tr_json_key(j, key), tr_json_array(j);
    for (uint32_t i = 0; i < t.n; i++) term_time(j, a, &t.v[i]);
    tr_json_end(j);
}

/* Shapes as GeoJSON, so that a map draws them as they are; null: no shape of its own (a country, a unit, whatever somebody holds). */
static void shape_member(struct tr_json *j, const struct tr_area *area)
{
    tr_json_key(j, "geometry");
    if (area->kind == TR_AREA_CIRCLE) {
        tr_json_object(j);
        tr_view_cstr(j, "type", "Point");
        tr_json_key(j, "coordinates"), tr_json_array(j);
        tr_json_real(j, area->lon, 5), tr_json_real(j, area->lat, 5);
        tr_json_end(j), tr_json_end(j);
    } else if (area->kind == TR_AREA_POLYGON) {
        tr_json_object(j);
        tr_view_cstr(j, "type", "Polygon");
        tr_json_key(j, "coordinates"), tr_json_array(j), tr_json_array(j);
        for (uint32_t i = 0; i < area->n_ring; i++) {
            tr_json_array(j);
            tr_json_real(j, area->ring[i][0], 5), tr_json_real(j, area->ring[i][1], 5);
            tr_json_end(j);
        }
        tr_json_end(j), tr_json_end(j), tr_json_end(j);
    } else {
        tr_json_null(j);
    }
}

static void areas_member(struct tr_json *j, const char *key, struct tr_areas areas)
{
    tr_json_key(j, key), tr_json_array(j);
    for (uint32_t i = 0; i < areas.n; i++) {
        const struct tr_area *area = &areas.v[i];
        tr_json_object(j);
        tr_view_cstr(j, "kind", tr_area_kind_name(area->kind));
        tr_view_str(j, "name", area->name);
        tr_view_cstr(j, "country", area->country);
        tr_view_str(j, "admin1", area->admin1);
        shape_member(j, area);
        tr_json_key(j, "km");
        if (area->kind == TR_AREA_CIRCLE) tr_json_real(j, area->km, 3);
        else tr_json_null(j);
        tr_view_str(j, "held_by", area->held_by);
        tr_view_str(j, "disputed_by", area->disputed_by);
        term_members(j, &area->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void parties_member(struct tr_json *j, const struct tr_agreement *g)
{
    tr_json_key(j, "parties"), tr_json_array(j);
    for (uint32_t i = 0; i < g->parties.n; i++) {
        const struct tr_agr_party *p = &g->parties.v[i];
        tr_json_object(j);
        tr_view_str(j, "actor", p->actor);
        tr_view_str(j, "name", p->name);
        tr_view_cstr(j, "role", tr_party_role_name(p->role));
        tr_view_date(j, "from", p->bound.from);
        tr_view_date(j, "to", p->bound.to);
        tr_view_str(j, "disputed_by", p->disputed_by);
        term_members(j, &p->term);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_key(j, "excluded"), tr_json_array(j);
    for (uint32_t i = 0; i < g->excluded.n; i++) {
        const struct tr_exclusion *x = &g->excluded.v[i];
        tr_json_object(j);
        tr_view_str(j, "actor", x->actor);
        tr_view_str(j, "name", x->name);
        tr_view_date(j, "from", x->held.from);
        tr_view_date(j, "to", x->held.to);
        tr_view_str(j, "disputed_by", x->disputed_by);
        term_members(j, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void bits(struct tr_json *j, const char *key, uint32_t set, int count, const char *(*name)(int))
{
    tr_json_key(j, key), tr_json_array(j);
    for (int i = 1; i < count; i++) {
        if (set >> i & 1u) tr_json_cstr(j, name(i));
    }
    tr_json_end(j);
}

static void acts_member(struct tr_json *j, const char *key, struct tr_acts acts)
{
    tr_json_key(j, key), tr_json_array(j);
    for (uint32_t i = 0; i < acts.n; i++) {
        const struct tr_act *act = &acts.v[i];
        tr_json_object(j);
        tr_view_str(j, "name", act->name);
        bits(j, "types", act->types, TRUCE_EVENT_count, truce_event_name);
        bits(j, "modes", act->modes, TRUCE_MODE_count, truce_mode_name);
        tr_view_str(j, "only", act->only);
        tr_view_str(j, "disputed_by", act->disputed_by);
        term_members(j, &act->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void extensions_member(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g)
{
    tr_json_key(j, "extensions"), tr_json_array(j);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        const struct tr_extension *x = &g->extensions.v[i];
        tr_json_object(j);
        tr_view_str(j, "id", x->id);
        tr_view_date(j, "declared", x->declared);
        times_member(j, a, "starts", x->from);
        times_member(j, a, "ends", x->to);
        areas_member(j, "include", x->include);
        term_members(j, &x->term);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void terms_members(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g)
{
    times_member(j, a, "starts", g->starts);
    times_member(j, a, "ends", g->ends);
    extensions_member(j, a, g);
    areas_member(j, "include", g->include);
    areas_member(j, "exclude", g->exclude);
    parties_member(j, g);
    acts_member(j, "prohibited", g->prohibited);
    acts_member(j, "permitted", g->permitted);
}

void tr_view_agreement(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, bool whole)
{
    tr_json_object(j);
    tr_json_key(j, "id"), tr_json_str(j, g->id);
    tr_view_str(j, "name", g->name);
    tr_view_str(j, "local_term", g->local_term);
    tr_json_key(j, "aliases"), tr_json_array(j);
    for (uint32_t i = 0; i < g->n_aliases; i++) tr_json_str(j, g->aliases[i]);
    tr_json_end(j);
    tr_view_str(j, "conflict", g->conflict);
    tr_view_cstr(j, "form", truce_form_name((int)g->form));
    tr_view_id(j, "cf_class", g->cf_class);
    tr_view_str(j, "purpose", g->purpose);
    tr_view_str(j, "zone", g->zone_name);
    tr_view_date(j, "declared", g->declared);
    tr_view_date(j, "signed", g->signed_on);
    tr_view_str(j, "parent", g->parent);
    tr_view_str(j, "mechanism", g->mechanism);
    tr_view_str(j, "end_reason", g->end_reason);
    tr_view_str(j, "note", g->note);
    tr_view_str(j, "pax", g->pax);
    tr_view_str(j, "unsc", g->unsc);
    tr_view_str(j, "text_url", g->text_url);
    tr_view_str(j, "origin", g->origin);
    tr_view_str(j, "revision", g->revision);
    if (whole) terms_members(j, a, g);
    tr_json_end(j);
}

/* --- the clock --------------------------------------------------------------------------------------------------------------- */

static enum tr_tri covers(const struct tr_scenario *s, tr_instant at)
{
    return tr_scenario_covers(s, (tr_moments){ at, at + 1 }, NULL);
}

/* When what holds at that moment ends: of adjoining stretches the last. TR_NO_INSTANT: nothing holds then, or without end. */
static tr_instant lapses(const struct tr_scenario *s, tr_instant at)
{
    tr_instant end = TR_NO_INSTANT;
    for (uint32_t i = 0; i < s->n; i++) {
        tr_moments m = s->stretches[i].moments;
        bool on = end == TR_NO_INSTANT ? (m.from == TR_NO_INSTANT || m.from <= at) && (m.to == TR_NO_INSTANT || at < m.to) : m.from != TR_NO_INSTANT && m.from <= end;
        if (!on) continue;
        if (m.to == TR_NO_INSTANT) return TR_NO_INSTANT;
        if (end == TR_NO_INSTANT || m.to > end) end = m.to;
    }
    return end;
}

static void moments_members(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_moments m)
{
    tr_view_instant(j, "from", m.from);
    tr_view_str(j, "from_local", m.from == TR_NO_INSTANT ? TR_STR("") : tr_instant_iso_in(a, g->zone, m.from));
    tr_view_instant(j, "to", m.to);
    tr_view_str(j, "to_local", m.to == TR_NO_INSTANT ? TR_STR("") : tr_instant_iso_in(a, g->zone, m.to));
}

static void scenario(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, const struct tr_scenario *s, tr_instant at)
{
    tr_instant end = lapses(s, at);
    tr_json_object(j);
    tr_json_key(j, "start"), term_time(j, a, s->start);
    tr_json_key(j, "end"), term_time(j, a, s->end);
    tr_view_cstr(j, "in_force", tr_tri_name(covers(s, at)));
    tr_view_instant(j, "lapses", end);
    tr_view_str(j, "lapses_local", end == TR_NO_INSTANT ? TR_STR("") : tr_instant_iso_in(a, g->zone, end));
    tr_json_key(j, "stretches"), tr_json_array(j);
    for (uint32_t i = 0; i < s->n; i++) {
        tr_json_object(j);
        moments_members(j, a, g, s->stretches[i].moments);
        tr_view_str(j, "extension", s->stretches[i].extension ? s->stretches[i].extension->id : TR_STR(""));
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_end(j);
}

enum tr_tri tr_clock_of(struct tr_scenarios all, tr_instant at)
{
    enum tr_tri sum = all.n ? covers(&all.v[0], at) : TR_UNKNOWN;
    for (uint32_t i = 1; i < all.n; i++) {
        if (covers(&all.v[i], at) != sum) return TR_UNKNOWN;
    }
    return sum;
}

void tr_view_clock(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_instant at)
{
    struct tr_scenarios all = { 0 };
    tr_agreement_scenarios(a, g, &all);
    tr_json_object(j);
    tr_view_instant(j, "at", at);
    tr_view_cstr(j, "in_force", tr_tri_name(tr_clock_of(all, at)));
    tr_json_key(j, "scenarios"), tr_json_array(j);
    for (uint32_t i = 0; i < all.n; i++) scenario(j, a, g, &all.v[i], at);
    tr_json_end(j);
    tr_json_end(j);
}
