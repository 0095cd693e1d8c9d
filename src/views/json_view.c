/* SPDX-License-Identifier: Apache-2.0 */
#include "views/views.h"

static void date_or_null(struct tr_json *j, const char *key, tr_date d)
{
    int y, m, day;
    char iso[16];
    tr_json_key(j, key);
    if (d == TR_NO_DATE) {
        tr_json_null(j);
        return;
    }
    tr_date_parts(d, &y, &m, &day);
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, m, day);
    tr_json_cstr(j, iso);
}

static void str_or_null(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

static void cstr_member(struct tr_json *j, const char *key, const char *s)
{
    tr_json_key(j, key);
    tr_json_cstr(j, s && *s ? s : NULL);
}

void tr_json_actor(struct tr_json *j, const struct truce_actor *a)
{
    if (!a) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "text"), tr_json_str(j, a->text);
    tr_json_key(j, "span"), tr_json_span(j, a->span);
    tr_json_key(j, "name"), tr_json_str(j, a->name.n ? a->name : a->text);
    str_or_null(j, "id", a->id);
    cstr_member(j, "country", a->country);
    str_or_null(j, "role", a->role);
    cstr_member(j, "kind", truce_actor_kind_name(a->kind ? (int)a->kind : TRUCE_ACTOR_other));
    tr_json_key(j, "via");
    if (a->via && a->via != a && !a->via->via) tr_json_actor(j, a->via);
    else tr_json_null(j);
    tr_json_end(j);
}

static void place_value(struct tr_json *j, const struct truce_place *p)
{
    if (!p) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "text"), tr_json_str(j, p->text);
    tr_json_key(j, "span"), tr_json_span(j, p->span);
    tr_json_key(j, "name"), tr_json_str(j, p->name.n ? p->name : p->text);
    str_or_null(j, "id", p->id);
    cstr_member(j, "kind", truce_place_kind_name(p->kind));
    cstr_member(j, "country", p->country);
    str_or_null(j, "admin1", p->admin1);
    tr_json_key(j, "lat"), p->located ? tr_json_real(j, p->lat, 5) : tr_json_null(j);
    tr_json_key(j, "lon"), p->located ? tr_json_real(j, p->lon, 5) : tr_json_null(j);
    tr_json_key(j, "where_prec"), p->where_prec ? tr_json_int(j, p->where_prec) : tr_json_null(j);
    tr_json_end(j);
}

static void actor_member(struct tr_json *j, const char *key, const struct truce_actor *a)
{
    tr_json_key(j, key);
    tr_json_actor(j, a);
}

static void clock_member(struct tr_json *j, const char *key, int minute)
{
    char text[16];
    snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
    tr_json_key(j, key);
    tr_json_cstr(j, text);
}

static void time_member(struct tr_json *j, const struct truce_time *t)
{
    tr_json_key(j, "time");
    if (!tr_days_known(t->days) && !t->text.n && !t->has_clock) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    date_or_null(j, "from", t->days.from);
    date_or_null(j, "to", t->days.to);
    tr_json_key(j, "date_prec"), t->date_prec ? tr_json_int(j, t->date_prec) : tr_json_null(j);
    str_or_null(j, "text", t->text);
    tr_json_key(j, "clock");
    if (t->has_clock) {
        tr_json_object(j);
        clock_member(j, "from", t->clock_from);
        clock_member(j, "to", t->clock_to);
        tr_json_end(j);
    } else tr_json_null(j);
    tr_json_end(j);
}

static void quantity_members(struct tr_json *j, const struct truce_quantity *q)
{
    tr_json_key(j, "low"), q->has_low ? tr_json_int(j, q->low) : tr_json_null(j);
    tr_json_key(j, "high"), q->has_high ? tr_json_int(j, q->high) : tr_json_null(j);
    tr_json_key(j, "approx"), tr_json_bool(j, q->approx);
}

static void casualties_members(struct tr_json *j, const struct truce_claim *c)
{
    quantity_members(j, &c->casualties.count);
    cstr_member(j, "harm", truce_harm_name(c->casualties.harm));
    cstr_member(j, "who", truce_who_name(c->casualties.who));
    tr_json_key(j, "means");
    tr_json_array(j);
    for (int m = 1; m < TRUCE_MEANS_count; m++) {
        if (c->casualties.means >> m & 1u) tr_json_cstr(j, truce_means_name(m));
    }
    tr_json_end(j);
    actor_member(j, "by", c->casualties.by);
    tr_json_key(j, "cumulative"), tr_json_bool(j, c->casualties.cumulative);
    tr_json_key(j, "part_of"), c->casualties.part_of >= 0 ? tr_json_int(j, c->casualties.part_of) : tr_json_null(j);
}

static void event_members(struct tr_json *j, const struct truce_claim *c)
{
    cstr_member(j, "type", truce_event_name(c->event.type));
    cstr_member(j, "mode", truce_mode_name(c->event.mode));
    actor_member(j, "actor", c->event.actor);
    actor_member(j, "recipient", c->event.recipient);
    tr_json_key(j, "acled");
    if (c->event.acled_event) {
        tr_json_object(j);
        cstr_member(j, "event_type", c->event.acled_event);
        cstr_member(j, "sub_event_type", c->event.acled_sub_event);
        tr_json_end(j);
    } else {
        tr_json_null(j);
    }
}

/* Territory lists places, parties list actors; what is left out may be either. */
static void refs_member(struct tr_json *j, const char *key, const struct truce_refs *refs)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (uint32_t i = 0; i < refs->n_places; i++) place_value(j, refs->place[i]);
    for (uint32_t i = 0; i < refs->n_actors; i++) tr_json_actor(j, refs->actor[i]);
    tr_json_end(j);
}

static void ceasefire_members(struct tr_json *j, const struct truce_claim *c)
{
    cstr_member(j, "form", truce_form_name(c->ceasefire.form));
    cstr_member(j, "state", truce_state_name(c->ceasefire.state));
    refs_member(j, "territory", &c->ceasefire.territory);
    refs_member(j, "parties", &c->ceasefire.parties);
    refs_member(j, "excludes", &c->ceasefire.excludes);
    str_or_null(j, "duration", c->ceasefire.duration);
    actor_member(j, "violator", c->ceasefire.violator);
}

static void claim_value(struct tr_json *j, const struct truce_reading *r, const struct truce_claim *c)
{
    tr_json_object(j);
    tr_json_key(j, "id"), tr_json_int(j, c->id);
    cstr_member(j, "kind", truce_kind_name(c->kind));
    tr_json_key(j, "span"), tr_json_span(j, c->span);
    tr_json_key(j, "sentence"), tr_json_int(j, c->sentence);
    tr_json_key(j, "quote"), tr_json_str(j, tr_str_at(r->report.text, c->span));
    cstr_member(j, "status", truce_status_name(c->status));
    tr_json_key(j, "confidence"), tr_json_real(j, (double)c->confidence, 2);
    tr_json_key(j, "why");
    tr_json_array(j);
    for (uint32_t i = 0; i < c->n_why; i++) tr_json_cstr(j, c->why[i]);
    tr_json_end(j);
    actor_member(j, "source", c->source);
    tr_json_key(j, "place");
    place_value(j, c->place);
    time_member(j, &c->time);
    switch (c->kind) {
    case TRUCE_KIND_casualties: casualties_members(j, c); break;
    case TRUCE_KIND_event: event_members(j, c); break;
    case TRUCE_KIND_ceasefire: ceasefire_members(j, c); break;
    case TRUCE_KIND_figure:
        quantity_members(j, &c->figure.count);
        str_or_null(j, "unit", c->figure.unit);
        tr_json_key(j, "percent"), tr_json_bool(j, c->figure.percent);
        break;
    default: break;
    }
    tr_json_end(j);
}

static void report_member(struct tr_json *j, const struct truce_report *in)
{
    tr_json_key(j, "report");
    tr_json_object(j);
    tr_json_key(j, "id"), tr_json_str(j, in->id);
    str_or_null(j, "title", in->title);
    str_or_null(j, "outlet", in->outlet);
    str_or_null(j, "url", in->url);
    date_or_null(j, "published", in->published);
    cstr_member(j, "published_from", truce_dated_name(in->published_from));
    str_or_null(j, "language", in->language);
    str_or_null(j, "sha256", in->sha256);
    tr_json_key(j, "bytes"), tr_json_int(j, (int64_t)in->bytes);
    tr_json_end(j);
}

static void diagnostics_member(struct tr_json *j, const struct tr_diags *d)
{
    static const char *const severity[] = { "note", "warning", "error" };
    tr_json_key(j, "diagnostics");
    tr_json_array(j);
    for (uint32_t i = 0; i < d->list.n; i++) {
        const struct tr_diag *x = &d->list.v[i];
        tr_json_object(j);
        cstr_member(j, "severity", severity[x->severity]);
        tr_json_key(j, "byte"), tr_json_int(j, (int64_t)x->byte);
        tr_json_key(j, "line"), x->line ? tr_json_int(j, x->line) : tr_json_null(j);
        tr_json_key(j, "text"), tr_json_str(j, x->text);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_view_json(struct tr_json *j, const struct truce_reading *r, unsigned only, unsigned layers)
{
    tr_json_object(j);
    report_member(j, &r->report);
    tr_json_key(j, "sentences");
    tr_json_array(j);
    for (uint32_t i = 0; i < r->n_sentences; i++) tr_json_span(j, r->sentences[i]);
    tr_json_end(j);
    tr_json_key(j, "claims");
    tr_json_array(j);
    for (uint32_t i = 0; i < r->n_claims; i++) {
        if (TR_SHOWS(only, r->claims[i].kind)) claim_value(j, r, &r->claims[i]);
    }
    tr_json_end(j);
    tr_json_key(j, "actors");
    tr_json_array(j);
    for (uint32_t i = 0; i < r->n_actors; i++) tr_json_actor(j, r->actors[i]);
    tr_json_end(j);
    tr_json_key(j, "places");
    tr_json_array(j);
    for (uint32_t i = 0; i < r->n_places; i++) place_value(j, r->places[i]);
    tr_json_end(j);
    diagnostics_member(j, &r->diags);
    if (layers) tr_view_layers(j, r, layers);
    tr_json_end(j);
}
