/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/utf8.h"
#include "cli/review.h"
#include "knowledge/actors.h"
#include "knowledge/gazetteer.h"

static json_t *string(tr_str s)
{
    return json_stringn(s.p, s.n);
}

/* --- places and actors --- */

static json_t *place_object(struct tr_arena *a, const struct tr_gazetteer *g, uint32_t entry)
{
    struct tr_gaz_place p = tr_gazetteer_at(g, entry);
    json_t *j = json_object();
    json_object_set_new(j, "name", string(p.name));
    json_object_set_new(j, "id", string(tr_gazetteer_id(g, entry, a)));
    json_object_set_new(j, "kind", json_string(truce_place_kind_name((int)p.kind)));
    json_object_set_new(j, "country", json_string(p.country));
    json_object_set_new(j, "admin1", string(p.admin1));
    if (p.located) {
        json_object_set_new(j, "lat", json_real(p.lat));
        json_object_set_new(j, "lon", json_real(p.lon));
    }
    json_object_set_new(j, "where_prec", json_integer(p.where_prec));
    return j;
}

/* "Aleppo", "Aleppo, SY". A place that nobody knows stays a name. */
static json_t *place_value(const struct tr_asking *s, tr_str text)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    tr_str rest = text, name, country = { "", 0 };
    if (tr_str_split(&rest, ',', &name)) country = tr_str_trim(rest);
    uint32_t n = tr_gazetteer_find(s->knowledge->places, tr_utf8_fold(s->arena, tr_str_trim(name)), hits, TR_GAZ_MAX_HITS);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(s->knowledge->places, hits[i].entry);
        if ((hits[i].flags & TR_GAZ_DEMONYM) || (country.n && !tr_str_ieq(country, tr_str_of(p.country)))) continue;
        return place_object(s->arena, s->knowledge->places, hits[i].entry);
    }
    tr_complain("note: no place \"" TR_STR_FMT "\" is known: it is kept as a name alone", TR_STR_ARG(text));
    json_t *j = json_object();
    json_object_set_new(j, "name", string(tr_str_trim(name)));
    if (country.n == 2) json_object_set_new(j, "country", string(country));
    return j;
}

static const struct tr_actor_entry *known_actor(const struct tr_asking *s, tr_str name)
{
    const struct tr_register *g = s->knowledge->actors;
    const struct tr_actor_entry *e = tr_register_id(g, name);
    const struct tr_alias *x = e ? NULL : tr_register_find(g, tr_actor_key(s->arena, name), NULL);
    return x ? &g->entries.v[x->entry] : e;
}

static json_t *actor_value(const struct tr_asking *s, tr_str text)
{
    const struct tr_actor_entry *e = known_actor(s, text);
    json_t *j = json_object();
    json_object_set_new(j, "name", string(e ? e->name : text));
    if (e) {
        json_object_set_new(j, "id", string(e->id));
        json_object_set_new(j, "kind", json_string(truce_actor_kind_name((int)e->kind)));
        json_object_set_new(j, "country", json_string(e->country));
    }
    return j;
}

tr_str tr_review_source(const struct tr_asking *s, tr_str name)
{
    if (tr_str_starts(name, TR_STR("source:")) || tr_str_starts(name, TR_STR("outlet:"))) return name;
    const struct tr_actor_entry *e = known_actor(s, name);
    if (e) return tr_arena_printf(s->arena, "source:" TR_STR_FMT, TR_STR_ARG(e->id));
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims found;
    f.source = name;
    f.limit = 1;
    if (tr_ledger_claims(s->ledger, &f, s->arena, &found, NULL) || !found.n) return TR_STR("");
    const struct tr_claim_row *c = &found.v[0];
    bool outlet = tr_str_eq(tr_utf8_fold(s->arena, c->report->outlet), tr_utf8_fold(s->arena, name));
    if (outlet || !c->source) return tr_arena_printf(s->arena, "outlet:" TR_STR_FMT, TR_STR_ARG(c->report->outlet));
    return tr_arena_printf(s->arena, "source:" TR_STR_FMT, TR_STR_ARG(c->source->key));
}

/* --- other values --- */

/* "2016-04-30" or "2016-04-30..2016-05-02", an end may be missing. */
static json_t *time_value(tr_str text)
{
    ptrdiff_t dots = tr_str_find(text, TR_STR(".."));
    json_t *j = json_object();
    tr_str from = dots < 0 ? text : tr_str_sub(text, 0, (size_t)dots), to = dots < 0 ? text : tr_str_sub(text, (size_t)dots + 2, text.n);
    json_object_set_new(j, "from", from.n ? string(from) : json_null());
    json_object_set_new(j, "to", to.n ? string(to) : json_null());
    return j;
}

static json_t *list_value(tr_str text)
{
    json_t *j = json_array();
    tr_str part;
    while (tr_str_split(&text, ',', &part)) json_array_append_new(j, string(tr_str_trim(part)));
    return j;
}

static json_t *value(const struct tr_asking *s, tr_str name, tr_str text)
{
    static const char *const actors[] = { "by", "actor", "recipient", "source", "violator" };
    int64_t n;
    if (!text.n || tr_str_is(text, "null")) return json_null();
    if (tr_str_is(name, "place")) return place_value(s, text);
    if (tr_str_is(name, "time")) return time_value(text);
    if (tr_str_is(name, "means")) return list_value(text);
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++) {
        if (tr_str_is(name, actors[i])) return actor_value(s, text);
    }
    if (tr_str_is(text, "true") || tr_str_is(text, "false")) return json_boolean(tr_str_is(text, "true"));
    return tr_str_to_i64(text, &n) ? json_integer(n) : string(text);
}

json_t *tr_review_fields(const struct tr_asking *s, char **fields, int n)
{
    json_t *j = json_object();
    for (int i = 0; i < n; i++) {
        tr_str rest = tr_str_of(fields[i]), name;
        if (!tr_str_has(rest, '=') || !tr_str_split(&rest, '=', &name) || !name.n) {
            tr_complain("\"%s\": a correction is FIELD=VALUE, such as low=12 or place=\"Aleppo, SY\"", fields[i]);
            json_decref(j);
            return NULL;
        }
        char key[64];
        snprintf(key, sizeof key, TR_STR_FMT, TR_STR_ARG(name));
        json_object_set_new(j, key, value(s, name, rest));
    }
    return j;
}

/* --- a claim in few words --- */

static tr_str range(struct tr_arena *a, const struct truce_quantity *q)
{
    const char *about = q->approx ? "~" : "";
    if (q->has_low && q->has_high && q->low == q->high) return tr_arena_printf(a, "%s%lld", about, (long long)q->low);
    if (q->has_low && q->has_high) return tr_arena_printf(a, "%s%lld-%lld", about, (long long)q->low, (long long)q->high);
    if (q->has_low) return tr_arena_printf(a, "at least %lld", (long long)q->low);
    return q->has_high ? tr_arena_printf(a, "at most %lld", (long long)q->high) : TR_STR("some");
}

tr_str tr_review_gist(struct tr_arena *a, const struct tr_claim_row *c)
{
    switch (c->kind) {
    case TRUCE_KIND_casualties: {
        tr_str n = range(a, &c->casualties.count);
        return tr_arena_printf(a, TR_STR_FMT " %s %s", TR_STR_ARG(n), truce_who_name((int)c->casualties.who),
                               truce_harm_name((int)c->casualties.harm));
    }
    case TRUCE_KIND_event: {
        tr_str who = c->event.actor ? c->event.actor->name : TR_STR("somebody");
        return tr_arena_printf(a, "%s %s by " TR_STR_FMT, truce_event_name((int)c->event.type), truce_mode_name((int)c->event.mode),
                               TR_STR_ARG(who));
    }
    case TRUCE_KIND_ceasefire:
        return tr_arena_printf(a, "%s %s", truce_form_name((int)c->ceasefire.form), truce_state_name((int)c->ceasefire.state));
    default: {
        tr_str n = range(a, &c->figure.count);
        return tr_arena_printf(a, TR_STR_FMT "%s " TR_STR_FMT, TR_STR_ARG(n), c->figure.percent ? " %" : "", TR_STR_ARG(c->figure.unit));
    }
    }
}
