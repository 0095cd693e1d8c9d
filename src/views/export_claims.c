/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of claims: every field of a row, and the way back to its words (report, hash, span, quote). */
#include "views/export_int.h"

#define GET(name) static struct tr_cell name(const struct tr_row *r)
#define IS(k) (r->claim->kind == TRUCE_KIND_##k)

GET(c_id)
{
    return tr_cell_id(r->claim->id);
}
GET(c_kind)
{
    return tr_cell_word(truce_kind_name(r->claim->kind));
}
GET(c_status)
{
    return tr_cell_word(truce_status_name(r->claim->status));
}
GET(c_report)
{
    return tr_cell_id(r->claim->report->id);
}
GET(c_report_key)
{
    return tr_cell_text(r->claim->report->key);
}
GET(c_sha256)
{
    return tr_cell_text(r->claim->report->sha256);
}
GET(c_outlet)
{
    return tr_cell_text(r->claim->report->outlet);
}
GET(c_title)
{
    return tr_cell_text(r->claim->report->title);
}
GET(c_url)
{
    return tr_cell_text(r->claim->report->url);
}
GET(c_dataset)
{
    return tr_cell_text(r->claim->report->dataset);
}
GET(c_published)
{
    return tr_cell_day(r->a, r->claim->report->published);
}
GET(c_span_from)
{
    return tr_cell_int(r->claim->span.from);
}
GET(c_span_to)
{
    return tr_cell_int(r->claim->span.to);
}
GET(c_quote)
{
    return tr_cell_text(r->claim->quote);
}
GET(c_sentence)
{
    return tr_cell_text(r->claim->sentence_text);
}
GET(c_source)
{
    return tr_cell_text(tr_actor_cell_name(r->claim->source));
}
GET(c_source_id)
{
    return r->claim->source ? tr_cell_text(r->claim->source->key) : tr_cell_empty();
}
GET(c_via)
{
    return tr_cell_text(tr_actor_cell_name(r->claim->via));
}
GET(c_origin)
{
    return tr_cell_text(r->claim->origin);
}
GET(c_grade)
{
    struct tr_grade g = r->claim->grade;
    return g.reliability ? tr_cell_text(tr_arena_printf(r->a, "%c%c", g.reliability, g.credibility)) : tr_cell_empty();
}
GET(c_place)
{
    return r->claim->place ? tr_cell_text(r->claim->place->name) : tr_cell_text(r->claim->place_text);
}
GET(c_place_text)
{
    return tr_cell_text(r->claim->place_text);
}
GET(c_place_id)
{
    return r->claim->place ? tr_cell_text(r->claim->place->key) : tr_cell_empty();
}
GET(c_place_kind)
{
    return r->claim->place ? tr_cell_word(truce_place_kind_name(r->claim->place->kind)) : tr_cell_empty();
}
GET(c_country)
{
    return r->claim->place ? tr_cell_word(r->claim->place->country) : tr_cell_empty();
}
GET(c_admin1)
{
    return r->claim->place ? tr_cell_text(r->claim->place->admin1) : tr_cell_empty();
}
GET(c_lat)
{
    return r->claim->place && r->claim->place->located ? tr_cell_real(r->claim->place->lat, 6) : tr_cell_empty();
}
GET(c_lon)
{
    return r->claim->place && r->claim->place->located ? tr_cell_real(r->claim->place->lon, 6) : tr_cell_empty();
}
GET(c_where_prec)
{
    return r->claim->place ? tr_cell_id(r->claim->place->where_prec) : tr_cell_empty();
}
GET(c_from)
{
    return tr_cell_day(r->a, r->claim->days.from);
}
GET(c_to)
{
    return tr_cell_day(r->a, r->claim->days.to);
}
GET(c_date_prec)
{
    return tr_cell_id(r->claim->date_prec);
}
GET(c_clock_from)
{
    return tr_cell_minute(r->a, r->claim->clock_from);
}
GET(c_clock_to)
{
    return tr_cell_minute(r->a, r->claim->clock_to);
}

static const struct truce_quantity *quantity(const struct tr_row *r)
{
    return IS(casualties) ? &r->claim->casualties.count : IS(figure) ? &r->claim->figure.count : NULL;
}
GET(c_low)
{
    return quantity(r) ? tr_cell_if(quantity(r)->has_low, quantity(r)->low) : tr_cell_empty();
}
GET(c_high)
{
    return quantity(r) ? tr_cell_if(quantity(r)->has_high, quantity(r)->high) : tr_cell_empty();
}
GET(c_approx)
{
    return quantity(r) ? tr_cell_bool(quantity(r)->approx) : tr_cell_empty();
}
GET(c_harm)
{
    return IS(casualties) ? tr_cell_word(truce_harm_name(r->claim->casualties.harm)) : tr_cell_empty();
}
GET(c_who)
{
    return IS(casualties) ? tr_cell_word(truce_who_name(r->claim->casualties.who)) : tr_cell_empty();
}
GET(c_means)
{
    uint32_t n = 0;
    const tr_str *list = IS(casualties) ? tr_means_list(r->a, r->claim->casualties.means, &n) : NULL;
    return tr_cell_list(list, n);
}
GET(c_cumulative)
{
    return IS(casualties) ? tr_cell_bool(r->claim->casualties.cumulative) : tr_cell_empty();
}
GET(c_part_of)
{
    return IS(casualties) ? tr_cell_id(r->claim->casualties.part_of) : tr_cell_empty();
}
GET(c_type)
{
    return IS(event) ? tr_cell_word(truce_event_name(r->claim->event.type)) : tr_cell_empty();
}
GET(c_mode)
{
    return IS(event) ? tr_cell_word(truce_mode_name(r->claim->event.mode)) : tr_cell_empty();
}
GET(c_acled)
{
    return IS(event) ? tr_cell_text(r->claim->event.acled_event) : tr_cell_empty();
}
GET(c_acled_sub)
{
    return IS(event) ? tr_cell_text(r->claim->event.acled_sub_event) : tr_cell_empty();
}

/* Who did it: the perpetrator, the actor, the violator. */
static const struct tr_actor_row *actor(const struct tr_row *r)
{
    return IS(casualties)  ? r->claim->casualties.by
           : IS(event)     ? r->claim->event.actor
           : IS(ceasefire) ? r->claim->ceasefire.violator
                           : NULL;
}
static const struct tr_actor_row *recipient(const struct tr_row *r)
{
    return IS(event) ? r->claim->event.recipient : NULL;
}
GET(c_actor)
{
    return tr_cell_text(tr_actor_cell_name(actor(r)));
}
GET(c_actor_id)
{
    return actor(r) ? tr_cell_text(actor(r)->key) : tr_cell_empty();
}
GET(c_recipient)
{
    return tr_cell_text(tr_actor_cell_name(recipient(r)));
}
GET(c_recipient_id)
{
    return recipient(r) ? tr_cell_text(recipient(r)->key) : tr_cell_empty();
}
GET(c_form)
{
    return IS(ceasefire) ? tr_cell_word(truce_form_name(r->claim->ceasefire.form)) : tr_cell_empty();
}
GET(c_state)
{
    return IS(ceasefire) ? tr_cell_word(truce_state_name(r->claim->ceasefire.state)) : tr_cell_empty();
}
GET(c_duration)
{
    return IS(ceasefire) ? tr_cell_text(r->claim->ceasefire.duration) : tr_cell_empty();
}
GET(c_unit)
{
    return IS(figure) ? tr_cell_text(r->claim->figure.unit) : tr_cell_empty();
}
GET(c_percent)
{
    return IS(figure) ? tr_cell_bool(r->claim->figure.percent) : tr_cell_empty();
}

static void add_names(const struct tr_row *r, const struct tr_places *p, const struct tr_actors *a, tr_str *list, uint32_t *n)
{
    (void)r;
    for (uint32_t i = 0; p && i < p->n; i++) list[(*n)++] = p->v[i]->name;
    for (uint32_t i = 0; a && i < a->n; i++) list[(*n)++] = a->v[i]->name;
}

static struct tr_cell names(const struct tr_row *r, const struct tr_places *p, const struct tr_actors *a)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, (p ? p->n : 0) + (a ? a->n : 0) + 1);
    add_names(r, p, a, list, &n);
    return tr_cell_list(list, n);
}
GET(c_territory)
{
    return IS(ceasefire) ? names(r, &r->claim->ceasefire.territory, NULL) : tr_cell_empty();
}
GET(c_parties)
{
    return IS(ceasefire) ? names(r, NULL, &r->claim->ceasefire.parties) : tr_cell_empty();
}
GET(c_excludes)
{
    return IS(ceasefire) ? names(r, &r->claim->ceasefire.excluded_places, &r->claim->ceasefire.excluded_actors) : tr_cell_empty();
}
GET(c_confidence)
{
    return tr_cell_real((double)r->claim->confidence, 2);
}
GET(c_why)
{
    return tr_cell_text(r->claim->why);
}
GET(c_confirmed)
{
    return tr_cell_bool(r->claim->confirmed);
}
GET(c_corrected)
{
    return tr_cell_bool(r->claim->corrected);
}
GET(c_rejected)
{
    return tr_cell_bool(r->claim->rejected);
}
GET(c_recorded)
{
    return tr_cell_instant(r->a, r->claim->recorded);
}

static const struct tr_column columns[] = {
    { "claim", "#meta+id", c_id },
    { "kind", "#indicator+type", c_kind },
    { "status", "#status", c_status },
    { "type", "#event+type", c_type },
    { "mode", "#event+mode", c_mode },
    { "acled_event", "#event+type+v_acled", c_acled },
    { "acled_sub_event", "#event+type+sub+v_acled", c_acled_sub },
    { "harm", "#indicator+harm", c_harm },
    { "who", "#indicator+victims", c_who },
    { "low", "#affected+num+min", c_low },
    { "high", "#affected+num+max", c_high },
    { "approx", "", c_approx },
    { "unit", "#indicator+unit", c_unit },
    { "percent", "", c_percent },
    { "cumulative", "", c_cumulative },
    { "part_of", "#meta+id+part_of", c_part_of },
    { "means", "#cause+means", c_means },
    { "actor", "#group+name+first", c_actor },
    { "actor_id", "#group+id+first", c_actor_id },
    { "recipient", "#group+name+second", c_recipient },
    { "recipient_id", "#group+id+second", c_recipient_id },
    { "form", "#event+form", c_form },
    { "state", "#event+state", c_state },
    { "territory", "#loc+territory", c_territory },
    { "parties", "#group+name+parties", c_parties },
    { "excludes", "#group+name+excluded", c_excludes },
    { "duration", "#event+duration", c_duration },
    { "place", "#loc+name", c_place },
    { "place_text", "#loc+text", c_place_text },
    { "place_id", "#loc+id", c_place_id },
    { "place_kind", "#loc+type", c_place_kind },
    { "admin1", "#adm1+name", c_admin1 },
    { "country", "#country+code+v_iso2", c_country },
    { "lat", "#geo+lat", c_lat },
    { "lon", "#geo+lon", c_lon },
    { "where_prec", "#geo+precision", c_where_prec },
    { "date_from", "#date+start", c_from },
    { "date_to", "#date+end", c_to },
    { "date_prec", "#meta+date_precision", c_date_prec },
    { "clock_from", "", c_clock_from },
    { "clock_to", "", c_clock_to },
    { "source", "#meta+source", c_source },
    { "source_id", "#meta+source+id", c_source_id },
    { "via", "#meta+source+via", c_via },
    { "origin", "#meta+source+origin", c_origin },
    { "grade", "#meta+source+grade", c_grade },
    { "outlet", "#meta+source+outlet", c_outlet },
    { "published", "#date+reported", c_published },
    { "title", "#meta+title", c_title },
    { "url", "#meta+url", c_url },
    { "dataset", "#meta+dataset", c_dataset },
    { "report", "#meta+report+num", c_report },
    { "report_key", "#meta+report+id", c_report_key },
    { "sha256", "#meta+report+hash", c_sha256 },
    { "span_from", "#meta+span+start", c_span_from },
    { "span_to", "#meta+span+end", c_span_to },
    { "quote", "#description+quote", c_quote },
    { "sentence", "#description", c_sentence },
    { "confidence", "#meta+confidence", c_confidence },
    { "why", "#meta+rule", c_why },
    { "confirmed", "", c_confirmed },
    { "corrected", "", c_corrected },
    { "rejected", "", c_rejected },
    { "recorded", "#date+recorded", c_recorded },
};

static uint64_t rows(const struct tr_export *x)
{
    return x->claims->n;
}

static void at(const struct tr_export *x, uint64_t i, struct tr_row *out)
{
    out->claim = &x->claims->v[i];
}

static const struct tr_place_row *place(const struct tr_row *r)
{
    return r->claim->place;
}

static tr_days days(const struct tr_row *r)
{
    return r->claim->days;
}

static tr_str id(const struct tr_row *r)
{
    return tr_arena_printf(r->a, "claim-%lld", (long long)r->claim->id);
}

static tr_str title(const struct tr_row *r)
{
    return r->claim->quote;
}

const struct tr_sheet tr_sheet_claims = { .columns = columns,
                                          .n = sizeof columns / sizeof *columns,
                                          .rows = rows,
                                          .at = at,
                                          .place = place,
                                          .days = days,
                                          .id = id,
                                          .title = title };
