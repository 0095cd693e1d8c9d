/* SPDX-License-Identifier: Apache-2.0 */
/* PLOVER events as JSON Lines, one event a line, as its manual (2024-02, chapter on JSON) suggests; field names, sectors and modes are the manual's. Further members ("truce", "status") lead
 * back to the claim. date is required: of an event whose day is not told it is the report's, and the comment says so. */
#include "views/export_int.h"

static const char *sector(enum truce_actor_kind k)
{
    switch (k) {
    case TRUCE_ACTOR_party: return "REB";
    case TRUCE_ACTOR_military: return "MIL";
    case TRUCE_ACTOR_government: return "GOV";
    case TRUCE_ACTOR_igo: return "IGO";
    case TRUCE_ACTOR_ngo:
    case TRUCE_ACTOR_monitor: return "NGO";
    case TRUCE_ACTOR_media: return "JRN";
    case TRUCE_ACTOR_medical: return "MED";
    case TRUCE_ACTOR_person:
    case TRUCE_ACTOR_civilians: return "CVL";
    default: return "UNK";
    }
}

/* Our modes of ASSAULT in PLOVER's words; NULL where it has none. */
static const char *mode_of(enum truce_mode m)
{
    static const char *const of[TRUCE_MODE_count] = {
        [TRUCE_MODE_aerial] = "aerial",      [TRUCE_MODE_shelling] = "heavy-weapons", [TRUCE_MODE_rocket] = "heavy-weapons",
        [TRUCE_MODE_bombing] = "explosives", [TRUCE_MODE_suicide] = "suicide-attack", [TRUCE_MODE_firearms] = "firearms",
        [TRUCE_MODE_abduct] = "abduct",      [TRUCE_MODE_execute] = "targeted",       [TRUCE_MODE_chemical] = "unconventional",
        [TRUCE_MODE_drone] = "drone",        [TRUCE_MODE_destroy] = "destroy",        [TRUCE_MODE_torture] = "torture",
        [TRUCE_MODE_sexual] = "sexual",
    };
    return of[m];
}

static int quad(enum truce_event t)
{
    switch (t) {
    case TRUCE_EVENT_AGREE:
    case TRUCE_EVENT_CONSULT:
    case TRUCE_EVENT_SUPPORT:
    case TRUCE_EVENT_CONCEDE: return 1;
    case TRUCE_EVENT_COOPERATE:
    case TRUCE_EVENT_AID:
    case TRUCE_EVENT_RETREAT: return 2;
    case TRUCE_EVENT_REQUEST:
    case TRUCE_EVENT_ACCUSE:
    case TRUCE_EVENT_REJECT:
    case TRUCE_EVENT_THREATEN: return 3;
    default: return 4;
    }
}

static void put(struct tr_json *j, const char *key, tr_str s)
{
    if (!s.n) return;
    tr_json_key(j, key);
    tr_json_str(j, s);
}

static void put_list(struct tr_json *j, const char *key, const char *one)
{
    tr_json_key(j, key);
    tr_json_array(j);
    if (one && *one) tr_json_cstr(j, one);
    tr_json_end(j);
}

static void put_actor(struct tr_json *j, struct tr_arena *a, const char *key, const struct tr_actor_row *who)
{
    tr_json_key(j, key);
    tr_json_array(j);
    if (who) {
        tr_json_object(j);
        put(j, "code", tr_iso3(a, who->country));
        put(j, "sector", tr_str_of(sector(who->kind)));
        put(j, "entity_text", who->name);
        put(j, "identifier_id", who->key);
        put(j, "identifier_text", who->name);
        tr_json_end(j);
    }
    tr_json_end(j);
}

/* resolution: 5 below a city, 4 a city, 3 a district, 2 a province, 1 a country. */
static int resolution(const struct tr_place_row *p)
{
    switch (p->kind) {
    case TRUCE_PLACE_country: return 1;
    case TRUCE_PLACE_admin1:
    case TRUCE_PLACE_region: return 2;
    case TRUCE_PLACE_admin2: return 3;
    case TRUCE_PLACE_neighbourhood:
    case TRUCE_PLACE_facility: return 5;
    default: return 4;
    }
}

static void put_place(const struct tr_export *x, struct tr_json *j, struct tr_arena *a, const struct tr_coded *c)
{
    const struct tr_place_row *p = c->place;
    int64_t id;
    if (!p) return;
    tr_json_key(j, "event_loc");
    tr_json_object(j);
    put(j, "extracted_place", c->place_text);
    put(j, "resolved_place", p->name);
    if (tr_str_starts(p->key, TR_STR("geonames:")) && tr_str_to_i64(tr_str_sub(p->key, 9, p->key.n), &id)) {
        tr_json_key(j, "geonameid");
        tr_json_int(j, id);
    }
    if (p->located) {
        tr_json_key(j, "lat");
        tr_json_real(j, p->lat, 6);
        tr_json_key(j, "lon");
        tr_json_real(j, p->lon, 6);
    }
    if (p->kind == TRUCE_PLACE_city) put(j, "city", p->name);
    if (p->kind == TRUCE_PLACE_admin2) put(j, "district", p->name);
    put(j, "province", p->admin1);
    put(j, "country", tr_country_name(x, p->country));
    put(j, "country_code", tr_iso3(a, p->country));
    tr_json_key(j, "resolution");
    tr_json_int(j, resolution(p));
    tr_json_end(j);
}

static void put_size(struct tr_json *j, const struct tr_coded *c)
{
    if (!c->told && !c->injured_told) return;
    tr_json_key(j, "size");
    tr_json_object(j);
    if (c->told) {
        tr_json_key(j, "dead");
        tr_json_int(j, c->best);
    }
    if (c->injured_told) {
        tr_json_key(j, "injured");
        tr_json_int(j, c->injured);
    }
    tr_json_end(j);
}

static void put_text(struct tr_json *j, const struct tr_coded *c)
{
    const struct tr_claim_row *q = c->claim;
    put(j, "text", q->sentence_text);
    tr_json_key(j, "text_info");
    tr_json_object(j);
    tr_json_key(j, "sequence");
    tr_json_int(j, q->sentence);
    tr_json_key(j, "start");
    tr_json_int(j, q->sentence_span.from);
    tr_json_key(j, "end");
    tr_json_int(j, q->sentence_span.to);
    tr_json_end(j);
    tr_json_key(j, "cite_info");
    tr_json_object(j);
    put(j, "corpus", q->report->dataset.n ? q->report->dataset : TR_STR("truce"));
    put(j, "citation", q->report->key);
    put(j, "url", q->report->url);
    put(j, "title", q->report->title);
    put(j, "language", q->report->language);
    put(j, "publication", q->report->outlet);
    put(j, "codebook", TR_STR("plover-base"));
    tr_json_end(j);
}

static void put_truce(struct tr_json *j, const struct tr_coded *c)
{
    tr_json_key(j, "truce");
    tr_json_object(j);
    if (c->incident) {
        tr_json_key(j, "incident");
        tr_json_int(j, c->incident->id);
    }
    tr_json_key(j, "claim");
    tr_json_int(j, c->claim->id);
    put(j, "report", c->claim->report->key);
    put(j, "sha256", c->claim->report->sha256);
    tr_json_key(j, "span");
    tr_json_span(j, c->claim->span);
    put(j, "quote", c->claim->quote);
    tr_json_key(j, "confidence");
    tr_json_real(j, c->incident ? c->incident->confidence : (double)c->claim->confidence, 2);
    tr_json_key(j, "rules");
    tr_json_cstr(j, TR_RULES_VERSION);
    tr_json_end(j);
}

static void put_record(const struct tr_export *x, struct tr_json *j, struct tr_arena *a, const struct tr_coded *c)
{
    tr_date from = c->days.from != TR_NO_DATE ? c->days.from : c->days.to;
    bool told = from != TR_NO_DATE;
    tr_json_object(j);
    put(j, "id", c->id);
    tr_json_key(j, "has_event");
    tr_json_bool(j, true);
    tr_json_key(j, "date");
    tr_json_str(j, tr_date_iso(a, told ? from : c->claim->report->published));
    if (told && c->days.to != TR_NO_DATE && c->days.to != from) put(j, "enddate", tr_date_iso(a, c->days.to));
    put_actor(j, a, "actor", c->actor);
    put_actor(j, a, "recipient", c->recipient);
    put_list(j, "event", truce_event_name(c->type));
    put_list(j, "mode", mode_of(c->mode));
    tr_json_key(j, "quad_code");
    tr_json_int(j, quad(c->type));
    put(j, "status", tr_str_of(truce_status_name(c->claim->status)));
    put_place(x, j, a, c);
    tr_json_key(j, "event_text");
    tr_json_array(j);
    tr_json_str(j, c->claim->quote);
    tr_json_end(j);
    put_size(j, c);
    put_text(j, c);
    put(j, "coder", TR_STR("truce"));
    put(j, "coded_date", tr_str_sub(tr_instant_iso(a, c->claim->recorded), 0, 10));
    if (!told) put(j, "comment", TR_STR("the day is not told: date is the report's"));
    put_truce(j, c);
    tr_json_end(j);
}

static void put_records(const struct tr_export *x, struct tr_export_out *o)
{
    uint64_t all = tr_coded_all(x);
    for (uint64_t i = 0; i < all && !o->refused; i++) {
        struct tr_coded c;
        if (!tr_coded_at(x, TR_CODES_PLOVER, i, o->arena, &c)) continue;
        if (o->n++) tr_text_put(&o->text, TR_STR("\n"));
        put_record(x, &o->json, o->arena, &c);
        tr_out_flush(o);
    }
}

static void close_plover(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    if (o->n) tr_text_put(&o->text, TR_STR("\n"));
}

const struct tr_export_format tr_export_plover = { .name = "plover",
                                                   .extension = "jsonl",
                                                   .about = "PLOVER events, a JSON object a line",
                                                   .whats = 1u << TR_EXPORT_claims | 1u << TR_EXPORT_incidents,
                                                   .usual = TR_EXPORT_incidents,
                                                   .states = false,
                                                   .put = put_records,
                                                   .close = close_plover };
