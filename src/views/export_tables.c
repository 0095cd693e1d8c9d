/* SPDX-License-Identifier: Apache-2.0 */
/* Events in the columns of ACLED and of UCDP GED (both CSV), the way back to the words behind them in further columns. Fields that their publishers alone can fill are empty. */
#include <math.h>
#include <unicode/uregion.h>

#include "views/export_int.h"

#define GET(name) static struct tr_cell name(const struct tr_row *r)
#define C (r->coded)
#define CODED (1u << TR_EXPORT_claims | 1u << TR_EXPORT_incidents)

GET(none)
{
    (void)r;
    return tr_cell_empty();
}
GET(id)
{
    return tr_cell_text(C->id);
}
static tr_date middle(tr_days d)
{
    if (d.from == TR_NO_DATE || d.to == TR_NO_DATE) return d.from == TR_NO_DATE ? d.to : d.from;
    return d.from + (d.to - d.from) / 2;
}
GET(day)
{
    return tr_cell_day(r->a, middle(C->days));
}
GET(year)
{
    int y, m, d;
    if (!tr_days_known(C->days)) return tr_cell_empty();
    tr_date_parts(middle(C->days), &y, &m, &d);
    return tr_cell_int(y);
}
GET(lat)
{
    return C->place && C->place->located ? tr_cell_real(C->place->lat, 6) : tr_cell_empty();
}
GET(lon)
{
    return C->place && C->place->located ? tr_cell_real(C->place->lon, 6) : tr_cell_empty();
}
GET(country)
{
    return C->place ? tr_cell_text(tr_country_name(r->x, C->place->country)) : tr_cell_empty();
}
GET(admin1)
{
    return C->place ? tr_cell_text(C->place->admin1) : tr_cell_empty();
}
GET(admin2)
{
    return C->place && C->place->kind == TRUCE_PLACE_admin2 ? tr_cell_text(C->place->name) : tr_cell_empty();
}
GET(location)
{
    return tr_cell_text(C->place_text);
}
GET(actor)
{
    return tr_cell_text(tr_actor_cell_name(C->actor));
}
GET(recipient)
{
    return tr_cell_text(tr_actor_cell_name(C->recipient));
}
GET(outlets)
{
    return tr_cell_list(C->outlets, C->n_outlets);
}
GET(sentence)
{
    return tr_cell_text(C->claim->sentence_text.n ? C->claim->sentence_text : C->claim->quote);
}
GET(best)
{
    return tr_cell_int(C->best);
}
GET(low)
{
    return tr_cell_int(C->low);
}
GET(high)
{
    return tr_cell_int(C->high);
}

/* --- the way back ------------------------------------------------------------------------------------------------------ */

GET(b_claim)
{
    return tr_cell_id(C->claim->id);
}
GET(b_incident)
{
    return C->incident ? tr_cell_id(C->incident->id) : tr_cell_empty();
}
GET(b_report)
{
    return tr_cell_text(C->claim->report->key);
}
GET(b_sha256)
{
    return tr_cell_text(C->claim->report->sha256);
}
GET(b_from)
{
    return tr_cell_int(C->claim->span.from);
}
GET(b_to)
{
    return tr_cell_int(C->claim->span.to);
}
GET(b_quote)
{
    return tr_cell_text(C->claim->quote);
}
GET(b_confidence)
{
    return tr_cell_real(C->incident ? C->incident->confidence : (double)C->claim->confidence, 2);
}
#define BACK                                                                                                \
    { "truce_incident", "", b_incident }, { "truce_claim", "", b_claim }, { "truce_report", "", b_report }, \
        { "truce_sha256", "", b_sha256 }, { "truce_span_from", "", b_from }, { "truce_span_to", "", b_to }, \
        { "truce_quote", "", b_quote },                                                                     \
    {                                                                                                       \
        "truce_confidence", "", b_confidence                                                                \
    }

/* --- ACLED ------------------------------------------------------------------------------------------------------------ */

static int inter(const struct tr_actor_row *a)
{
    if (!a) return 0;
    if (tr_str_starts_i(a->name, TR_STR("Rioters"))) return 5;
    if (tr_str_starts_i(a->name, TR_STR("Protesters"))) return 6;
    switch (a->kind) {
    case TRUCE_ACTOR_military:
    case TRUCE_ACTOR_government: return 1;
    case TRUCE_ACTOR_party: return 2;
    case TRUCE_ACTOR_civilians:
    case TRUCE_ACTOR_medical:
    case TRUCE_ACTOR_media:
    case TRUCE_ACTOR_person: return 7;
    default: return 8;
    }
}
GET(a_time_prec)
{
    static const int of[] = { 3, 1, 2, 2, 3, 3 };
    return tr_cell_int(C->date_prec >= 0 && C->date_prec <= 5 ? of[C->date_prec] : 3);
}
GET(a_disorder)
{
    if (tr_str_is(C->acled_event, "Protests") || tr_str_is(C->acled_sub_event, "Violent demonstration"))
        return tr_cell_word("Demonstrations");
    return tr_cell_word(tr_str_is(C->acled_event, "Strategic developments") ? "Strategic developments" : "Political violence");
}
GET(a_event)
{
    return tr_cell_text(C->acled_event);
}
GET(a_sub)
{
    return tr_cell_text(C->acled_sub_event);
}
GET(a_inter1)
{
    return tr_cell_int(inter(C->actor));
}
GET(a_inter2)
{
    return tr_cell_int(inter(C->recipient));
}
GET(a_interaction)
{
    int x = inter(C->actor), y = inter(C->recipient);
    if (!x || !y) return tr_cell_int((x + y) * 10);
    return tr_cell_int(x < y ? x * 10 + y : y * 10 + x);
}
GET(a_civilian)
{
    bool civil = C->recipient && C->recipient->kind == TRUCE_ACTOR_civilians && C->type == TRUCE_EVENT_ASSAULT;
    return civil ? tr_cell_word("Civilian targeting") : tr_cell_empty();
}
GET(a_iso)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!C->place || !C->place->country[0]) return tr_cell_empty();
    const URegion *region = uregion_getRegionFromCode(C->place->country, &status);
    return region && U_SUCCESS(status) ? tr_cell_int(uregion_getNumericCode(region)) : tr_cell_empty();
}
GET(a_geo_prec)
{
    static const int of[] = { 3, 1, 2, 2, 3, 3, 3, 3 };
    int p = C->place ? C->place->where_prec : 0;
    return tr_cell_int(p >= 0 && p <= 7 ? of[p] : 3);
}
GET(a_timestamp)
{
    return C->claim->recorded == TR_NO_INSTANT ? tr_cell_empty() : tr_cell_int(C->claim->recorded);
}

static const struct tr_column acled[] = {
    { "event_id_cnty", "", id },
    { "event_date", "", day },
    { "year", "", year },
    { "time_precision", "", a_time_prec },
    { "disorder_type", "", a_disorder },
    { "event_type", "", a_event },
    { "sub_event_type", "", a_sub },
    { "actor1", "", actor },
    { "assoc_actor_1", "", none },
    { "inter1", "", a_inter1 },
    { "actor2", "", recipient },
    { "assoc_actor_2", "", none },
    { "inter2", "", a_inter2 },
    { "interaction", "", a_interaction },
    { "civilian_targeting", "", a_civilian },
    { "iso", "", a_iso },
    { "region", "", none },
    { "country", "", country },
    { "admin1", "", admin1 },
    { "admin2", "", admin2 },
    { "admin3", "", none },
    { "location", "", location },
    { "latitude", "", lat },
    { "longitude", "", lon },
    { "geo_precision", "", a_geo_prec },
    { "source", "", outlets },
    { "source_scale", "", none },
    { "notes", "", sentence },
    { "fatalities", "", best },
    { "tags", "", none },
    { "timestamp", "", a_timestamp },
    BACK,
};

/* --- UCDP GED --------------------------------------------------------------------------------------------------------- */

static bool is_state(const struct tr_actor_row *a)
{
    return a && (a->kind == TRUCE_ACTOR_government || a->kind == TRUCE_ACTOR_military);
}
static bool is_civil(const struct tr_actor_row *a)
{
    return a && (a->kind == TRUCE_ACTOR_civilians || a->kind == TRUCE_ACTOR_medical || a->kind == TRUCE_ACTOR_media);
}
static bool is_armed(const struct tr_actor_row *a)
{
    return is_state(a) || (a && a->kind == TRUCE_ACTOR_party);
}
/* One-sided where civilians are a side, or the dead are told as civilians alone; between two armed sides state-based where one is a state's, else non-state; empty where the sides are not told. */
GET(g_type)
{
    if (tr_str_is(C->claim->report->dataset, "ucdp-ged")) { /* as UCDP coded it: the founding claim's words */
        static const char *const coded[] = { "State-based", "Non-state", "One-sided" };
        for (int i = 0; i < 3; i++) {
            if (tr_str_starts(C->claim->quote, tr_str_of(coded[i]))) return tr_cell_int(i + 1);
        }
    }
    if (is_civil(C->recipient) || is_civil(C->actor)) return tr_cell_int(3);
    if (is_armed(C->actor) && is_armed(C->recipient)) return tr_cell_int(is_state(C->actor) || is_state(C->recipient) ? 1 : 2);
    return C->deaths_civilians && C->deaths_civilians == C->best ? tr_cell_int(3) : tr_cell_empty();
}
GET(g_dyad)
{
    if (!C->actor || !C->recipient) return tr_cell_empty();
    return tr_cell_text(tr_arena_printf(r->a, TR_STR_FMT " - " TR_STR_FMT, TR_STR_ARG(C->actor->name), TR_STR_ARG(C->recipient->name)));
}
GET(g_sources)
{
    return tr_cell_int(C->n_outlets);
}
GET(g_source_date)
{
    return tr_cell_day(r->a, C->claim->report->published);
}
GET(g_headline)
{
    return tr_cell_text(C->claim->report->title);
}
GET(g_original)
{
    return tr_cell_text(tr_actor_cell_name(C->claim->source));
}
GET(g_article)
{
    const struct tr_report_row *p = C->claim->report;
    tr_str date = tr_date_iso(r->a, p->published);
    return tr_cell_text(tr_arena_printf(r->a, "\"" TR_STR_FMT "," TR_STR_FMT "," TR_STR_FMT "\"", TR_STR_ARG(p->outlet), TR_STR_ARG(date),
                                        TR_STR_ARG(p->title)));
}
GET(g_where_prec)
{
    return C->place ? tr_cell_id(C->place->where_prec) : tr_cell_empty();
}
GET(g_wkt)
{
    struct tr_cell x = lon(r), y = lat(r);
    if (x.kind == TR_CELL_EMPTY) return x;
    tr_str sx = tr_cell_string(r->a, &x), sy = tr_cell_string(r->a, &y);
    return tr_cell_text(tr_arena_printf(r->a, "POINT (" TR_STR_FMT " " TR_STR_FMT ")", TR_STR_ARG(sx), TR_STR_ARG(sy)));
}
/* PRIO-GRID 2.0: cells of half a degree, counted from the south-west corner eastwards, 720 a row. */
GET(g_priogrid)
{
    if (!C->place || !C->place->located || C->place->lat >= 90 || C->place->lon >= 180) return tr_cell_empty();
    return tr_cell_int((int64_t)floor((C->place->lat + 90) * 2) * 720 + (int64_t)floor((C->place->lon + 180) * 2) + 1);
}
GET(g_clarity)
{
    return tr_cell_int(C->cumulative ? 2 : 1);
}
GET(g_date_prec)
{
    return tr_cell_int(C->date_prec ? C->date_prec : 5);
}
GET(g_start)
{
    return tr_cell_day(r->a, C->days.from);
}
GET(g_end)
{
    return tr_cell_day(r->a, C->days.to);
}
GET(g_deaths_a)
{
    return tr_cell_int(C->deaths_a);
}
GET(g_deaths_b)
{
    return tr_cell_int(C->deaths_b);
}
GET(g_civilians)
{
    return tr_cell_int(C->deaths_civilians);
}
GET(g_unknown)
{
    return tr_cell_int(C->deaths_unknown);
}

static const struct tr_column ged[] = {
    { "id", "", id },
    { "relid", "", none },
    { "year", "", year },
    { "active_year", "", none },
    { "code_status", "", none },
    { "type_of_violence", "", g_type },
    { "conflict_dset_id", "", none },
    { "conflict_new_id", "", none },
    { "conflict_name", "", none },
    { "dyad_dset_id", "", none },
    { "dyad_new_id", "", none },
    { "dyad_name", "", g_dyad },
    { "side_a_dset_id", "", none },
    { "side_a_new_id", "", none },
    { "side_a", "", actor },
    { "side_b_dset_id", "", none },
    { "side_b_new_id", "", none },
    { "side_b", "", recipient },
    { "number_of_sources", "", g_sources },
    { "source_article", "", g_article },
    { "source_office", "", outlets },
    { "source_date", "", g_source_date },
    { "source_headline", "", g_headline },
    { "source_original", "", g_original },
    { "where_prec", "", g_where_prec },
    { "where_coordinates", "", location },
    { "where_description", "", none },
    { "adm_1", "", admin1 },
    { "adm_2", "", admin2 },
    { "latitude", "", lat },
    { "longitude", "", lon },
    { "geom_wkt", "", g_wkt },
    { "priogrid_gid", "", g_priogrid },
    { "country", "", country },
    { "country_id", "", none },
    { "region", "", none },
    { "event_clarity", "", g_clarity },
    { "date_prec", "", g_date_prec },
    { "date_start", "", g_start },
    { "date_end", "", g_end },
    { "deaths_a", "", g_deaths_a },
    { "deaths_b", "", g_deaths_b },
    { "deaths_civilians", "", g_civilians },
    { "deaths_unknown", "", g_unknown },
    { "best", "", best },
    { "high", "", high },
    { "low", "", low },
    { "gwnoa", "", none },
    { "gwnob", "", none },
    BACK,
};

static void open_table(struct tr_export_out *o, const struct tr_column *columns, size_t n)
{
    for (size_t c = 0; c < n; c++) tr_text_printf(&o->text, "%s%s", c ? "," : "", columns[c].name);
    tr_text_put(&o->text, TR_STR("\r\n"));
}

static void put_table(const struct tr_export *x, struct tr_export_out *o, enum tr_codes codes, const struct tr_column *columns, size_t n)
{
    uint64_t all = tr_coded_all(x);
    for (uint64_t i = 0; i < all && tr_out_flush(o); i++) {
        struct tr_coded coded;
        struct tr_row r = { .x = x, .a = o->arena, .coded = &coded };
        if (!tr_coded_at(x, codes, i, o->arena, &coded)) continue;
        for (size_t c = 0; c < n; c++) {
            struct tr_cell cell = columns[c].get(&r);
            tr_csv_cell(&o->text, o->arena, &cell, c == 0);
        }
        tr_text_put(&o->text, TR_STR("\r\n"));
    }
}

static void open_acled(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    open_table(o, acled, sizeof acled / sizeof *acled);
}

static void put_acled(const struct tr_export *x, struct tr_export_out *o)
{
    put_table(x, o, TR_CODES_ACLED, acled, sizeof acled / sizeof *acled);
}

static void open_ged(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    open_table(o, ged, sizeof ged / sizeof *ged);
}

static void put_ged(const struct tr_export *x, struct tr_export_out *o)
{
    put_table(x, o, TR_CODES_GED, ged, sizeof ged / sizeof *ged);
}

const struct tr_export_format tr_export_acled = { .name = "acled",
                                                  .extension = "csv",
                                                  .about = "events in the columns of ACLED",
                                                  .whats = CODED,
                                                  .usual = TR_EXPORT_incidents,
                                                  .states = false,
                                                  .open = open_acled,
                                                  .put = put_acled };
const struct tr_export_format tr_export_ged = { .name = "ged",
                                                .extension = "csv",
                                                .about = "deadly events in the columns of UCDP GED",
                                                .whats = CODED,
                                                .usual = TR_EXPORT_incidents,
                                                .states = false,
                                                .open = open_ged,
                                                .put = put_ged };
