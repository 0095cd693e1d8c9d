/* SPDX-License-Identifier: Apache-2.0 */
#include "views/rows_view.h"

#include "ledger/assess.h"
#include "views/incidents_view.h"
#include "views/judged.h"

void tr_view_str(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

void tr_view_cstr(struct tr_json *j, const char *key, const char *s)
{
    tr_view_str(j, key, tr_str_of(s ? s : ""));
}

void tr_view_int(struct tr_json *j, const char *key, int64_t v)
{
    tr_json_key(j, key);
    tr_json_int(j, v);
}

void tr_view_id(struct tr_json *j, const char *key, tr_id id)
{
    tr_json_key(j, key);
    if (id) tr_json_int(j, id);
    else tr_json_null(j);
}

void tr_view_bool(struct tr_json *j, const char *key, bool v)
{
    tr_json_key(j, key);
    tr_json_bool(j, v);
}

void tr_view_date(struct tr_json *j, const char *key, tr_date d)
{
    int y, m, day;
    char iso[24] = "";
    if (d != TR_NO_DATE) {
        tr_date_parts(d, &y, &m, &day);
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, m, day);
    }
    tr_view_cstr(j, key, iso);
}

void tr_view_instant(struct tr_json *j, const char *key, tr_instant t)
{
    int y, m, d;
    char iso[40] = "";
    if (t != TR_NO_INSTANT) {
        int64_t day = t >= 0 ? t / 86400 : -((86399 - t) / 86400), s = t - day * 86400;
        if (day > INT32_MIN && day < INT32_MAX) {
            tr_date_parts((tr_date)day, &y, &m, &d);
            snprintf(iso, sizeof iso, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
        }
    }
    tr_view_cstr(j, key, iso);
}

static void clock_member(struct tr_json *j, const char *key, int minute)
{
    char text[16];
    snprintf(text, sizeof text, "%02d:%02d", minute / 60, minute % 60);
    tr_view_cstr(j, key, text);
}

void tr_view_time(struct tr_json *j, const char *key, tr_days days, int date_prec, int clock_from, int clock_to)
{
    tr_json_key(j, key);
    if (!tr_days_known(days)) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_view_date(j, "from", days.from);
    tr_view_date(j, "to", days.to);
    tr_view_int(j, "date_prec", date_prec);
    tr_json_key(j, "clock");
    if (clock_from < 0) {
        tr_json_null(j);
    } else {
        tr_json_object(j);
        clock_member(j, "from", clock_from);
        clock_member(j, "to", clock_to < 0 ? clock_from : clock_to);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_view_means(struct tr_json *j, const char *key, uint32_t means)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (int m = TRUCE_MEANS_none + 1; m < TRUCE_MEANS_count; m++) {
        if (means >> m & 1u) tr_json_cstr(j, truce_means_name(m));
    }
    tr_json_end(j);
}

void tr_view_grade(struct tr_json *j, const char *key, struct tr_grade g)
{
    char text[3] = { g.reliability ? g.reliability : 'F', g.credibility ? g.credibility : '6', 0 };
    tr_view_cstr(j, key, g.reliability || g.credibility ? text : "");
}

void tr_view_report_row(struct tr_json *j, const struct tr_report_row *r)
{
    if (!r) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_view_id(j, "id", r->id);
    tr_json_key(j, "key"), tr_json_str(j, r->key);
    tr_json_key(j, "sha256"), tr_json_str(j, r->sha256);
    tr_view_id(j, "revision_of", r->revision_of);
    tr_view_bool(j, "superseded", r->superseded);
    tr_view_id(j, "copy_of", r->root == r->id ? 0 : r->root);
    tr_view_str(j, "outlet", r->outlet);
    tr_view_str(j, "title", r->title);
    tr_view_str(j, "url", r->url);
    tr_view_str(j, "language", r->language);
    tr_view_date(j, "published", r->published);
    tr_view_cstr(j, "published_from", truce_dated_name(r->published_from ? (int)r->published_from : TRUCE_DATED_unknown));
    tr_view_instant(j, "obtained", r->obtained);
    tr_view_str(j, "how", r->how);
    tr_view_str(j, "dataset", r->dataset);
    tr_json_end(j);
}

static void count_members(struct tr_json *j, const struct truce_quantity *c)
{
    tr_json_key(j, "low");
    if (c->has_low) tr_json_int(j, c->low);
    else tr_json_null(j);
    tr_json_key(j, "high");
    if (c->has_high) tr_json_int(j, c->high);
    else tr_json_null(j);
    tr_view_bool(j, "approx", c->approx);
}

static void casualties_members(struct tr_json *j, const struct tr_claim_row *c)
{
    count_members(j, &c->casualties.count);
    tr_view_cstr(j, "harm", truce_harm_name((int)c->casualties.harm));
    tr_view_cstr(j, "who", truce_who_name((int)c->casualties.who));
    tr_view_means(j, "means", c->casualties.means);
    tr_json_key(j, "by"), tr_json_actor_row(j, c->casualties.by);
    tr_view_bool(j, "cumulative", c->casualties.cumulative);
    tr_view_id(j, "part_of", c->casualties.part_of);
}

static void event_members(struct tr_json *j, const struct tr_claim_row *c)
{
    tr_view_cstr(j, "type", truce_event_name((int)c->event.type));
    tr_view_cstr(j, "mode", truce_mode_name((int)c->event.mode));
    tr_json_key(j, "actor"), tr_json_actor_row(j, c->event.actor);
    tr_json_key(j, "recipient"), tr_json_actor_row(j, c->event.recipient);
    tr_json_key(j, "acled");
    if (!c->event.acled_event.n) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_view_str(j, "event_type", c->event.acled_event);
    tr_view_str(j, "sub_event_type", c->event.acled_sub_event);
    tr_json_end(j);
}

static void ceasefire_members(struct tr_json *j, const struct tr_claim_row *c)
{
    tr_view_cstr(j, "form", truce_form_name((int)c->ceasefire.form));
    tr_view_cstr(j, "state", truce_state_name((int)c->ceasefire.state));
    tr_json_key(j, "territory"), tr_json_array(j);
    for (uint32_t i = 0; i < c->ceasefire.territory.n; i++) tr_json_place_row(j, c->ceasefire.territory.v[i]);
    tr_json_end(j);
    tr_json_key(j, "parties"), tr_json_array(j);
    for (uint32_t i = 0; i < c->ceasefire.parties.n; i++) tr_json_actor_row(j, c->ceasefire.parties.v[i]);
    tr_json_end(j);
    tr_json_key(j, "excludes"), tr_json_array(j);
    for (uint32_t i = 0; i < c->ceasefire.excluded_actors.n; i++) tr_json_actor_row(j, c->ceasefire.excluded_actors.v[i]);
    for (uint32_t i = 0; i < c->ceasefire.excluded_places.n; i++) tr_json_place_row(j, c->ceasefire.excluded_places.v[i]);
    tr_json_end(j);
    tr_view_str(j, "duration", c->ceasefire.duration);
    tr_json_key(j, "violator"), tr_json_actor_row(j, c->ceasefire.violator);
}

static void why_member(struct tr_json *j, tr_str why)
{
    tr_str part;
    tr_json_key(j, "why"), tr_json_array(j);
    while (tr_str_split(&why, ',', &part)) tr_json_str(j, part);
    tr_json_end(j);
}

static void told_members(struct tr_json *j, const struct tr_claim_row *c)
{
    tr_json_key(j, "span"), tr_json_span(j, c->span);
    tr_json_key(j, "quote"), tr_json_str(j, c->quote);
    tr_view_int(j, "sentence", c->sentence);
    tr_json_key(j, "sentence_span"), tr_json_span(j, c->sentence_span);
    tr_view_str(j, "sentence_text", c->sentence_text);
    tr_view_cstr(j, "status", truce_status_name((int)c->status));
    tr_json_key(j, "confidence"), tr_json_real(j, (double)c->confidence, 4);
    why_member(j, c->why);
    tr_json_key(j, "source"), tr_json_actor_row(j, c->source);
    tr_json_key(j, "via"), tr_json_actor_row(j, c->via);
    tr_view_grade(j, "grade", c->grade);
    tr_view_str(j, "origin", c->origin);
    tr_json_key(j, "place"), tr_json_place_row(j, c->place);
    tr_view_str(j, "place_text", c->place_text);
    tr_view_time(j, "time", c->days, c->date_prec, c->clock_from, c->clock_to);
}

void tr_view_claim_row(struct tr_json *j, const struct tr_claim_row *c)
{
    if (!c) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_view_id(j, "id", c->id);
    tr_view_id(j, "report", c->report ? c->report->id : 0);
    tr_view_str(j, "outlet", c->report ? c->report->outlet : TR_STR(""));
    tr_view_date(j, "published", c->report ? c->report->published : TR_NO_DATE);
    tr_view_int(j, "n", c->n);
    tr_view_cstr(j, "kind", truce_kind_name((int)c->kind));
    told_members(j, c);
    tr_view_instant(j, "recorded", c->recorded);
    tr_view_bool(j, "confirmed", c->confirmed);
    tr_view_bool(j, "corrected", c->corrected);
    tr_view_bool(j, "rejected", c->rejected);
    switch (c->kind) {
    case TRUCE_KIND_casualties: casualties_members(j, c); break;
    case TRUCE_KIND_event: event_members(j, c); break;
    case TRUCE_KIND_ceasefire: ceasefire_members(j, c); break;
    case TRUCE_KIND_figure:
        count_members(j, &c->figure.count);
        tr_view_str(j, "unit", c->figure.unit);
        tr_view_bool(j, "percent", c->figure.percent);
        break;
    default: break;
    }
    tr_json_end(j);
}

void tr_view_assessment_row(struct tr_json *j, const struct tr_assessment_row *a)
{
    tr_json_object(j);
    tr_view_id(j, "id", a->id);
    tr_view_cstr(j, "kind", tr_assess_name(a->kind));
    tr_json_key(j, "target"), tr_json_str(j, a->target);
    tr_view_str(j, "value", a->value);
    tr_json_key(j, "reason"), tr_json_str(j, a->reason);
    tr_json_key(j, "who"), tr_json_str(j, a->who);
    tr_view_instant(j, "at", a->at);
    tr_view_id(j, "superseded_by", a->superseded_by);
    tr_json_end(j);
}

void tr_view_scope(struct tr_json *j, const struct tr_scope *s)
{
    if (!s || !s->name.n) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "name"), tr_json_str(j, s->name);
    tr_view_cstr(j, "kind", truce_place_kind_name((int)s->kind));
    tr_view_cstr(j, "country", s->country);
    tr_view_str(j, "admin1", s->admin1);
    tr_json_key(j, "lat");
    if (s->located) tr_json_real(j, s->lat, 5);
    else tr_json_null(j);
    tr_json_key(j, "lon");
    if (s->located) tr_json_real(j, s->lon, 5);
    else tr_json_null(j);
    tr_json_key(j, "km");
    if (s->km > 0) tr_json_real(j, s->km, 3);
    else tr_json_null(j);
    tr_view_int(j, "places", s->places.n);
    tr_json_end(j);
}

static const char *const changes[] = { "add_territory", "drop_territory", "start",         "end",      "add_party",
                                       "drop_party",    "exclude",        "include_actor", "prohibit", "permit" };

const char *tr_change_name(int kind)
{
    return kind >= 0 && kind < (int)(sizeof changes / sizeof *changes) ? changes[kind] : "";
}

bool tr_change_of(tr_str name, struct tr_change *out)
{
    for (unsigned i = 0; i < sizeof changes / sizeof *changes; i++) {
        if (!tr_str_is(name, changes[i])) continue;
        out->kind = i;
        return true;
    }
    return false;
}

bool tr_tally_by_of(tr_str name, enum tr_tally_by *out)
{
    for (int i = TR_TALLY_SOURCE; i <= TR_TALLY_PARTY; i++) {
        if (!tr_str_is(name, tr_tally_by_name((enum tr_tally_by)i))) continue;
        *out = (enum tr_tally_by)i;
        return true;
    }
    return false;
}
