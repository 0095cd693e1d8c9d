/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of incidents, and of findings: an incident held against an agreement. Both lead back to the founding claim's words and list every claim behind them. */
#include "views/export_int.h"

#define GET(name) static struct tr_cell name(const struct tr_row *r)
#define IN (r->incident)

GET(i_id)
{
    return tr_cell_id(IN->id);
}
GET(i_type)
{
    return tr_cell_word(truce_event_name(IN->type));
}
GET(i_mode)
{
    return tr_cell_word(truce_mode_name(IN->mode));
}
GET(i_acled)
{
    return tr_cell_text(IN->acled_event);
}
GET(i_acled_sub)
{
    return tr_cell_text(IN->acled_sub_event);
}
GET(i_means)
{
    uint32_t n;
    const tr_str *list = tr_means_list(r->a, IN->means, &n);
    return tr_cell_list(list, n);
}
GET(i_actor)
{
    return tr_cell_text(tr_actor_cell_name(IN->actor));
}
GET(i_actor_id)
{
    return IN->actor ? tr_cell_text(IN->actor->key) : tr_cell_empty();
}
GET(i_recipient)
{
    return tr_cell_text(tr_actor_cell_name(IN->recipient));
}
GET(i_recipient_id)
{
    return IN->recipient ? tr_cell_text(IN->recipient->key) : tr_cell_empty();
}
GET(i_rivals)
{
    tr_str *list = TR_NEW_N(r->a, tr_str, IN->rival_actors.n + 1);
    for (uint32_t i = 0; i < IN->rival_actors.n; i++) list[i] = IN->rival_actors.v[i]->name;
    return tr_cell_list(list, IN->rival_actors.n);
}
GET(i_named_by)
{
    tr_str *list = TR_NEW_N(r->a, tr_str, IN->n_actor_by + 1);
    for (uint32_t i = 0; i < IN->n_actor_by; i++) list[i] = IN->actor_by[i] ? IN->actor_by[i]->name : TR_STR("outlet");
    return tr_cell_list(list, IN->n_actor_by);
}
GET(i_killed_low)
{
    return tr_cell_if(IN->killed.has_low, IN->killed.low);
}
GET(i_killed_high)
{
    return tr_cell_if(IN->killed.has_high, IN->killed.high);
}
GET(i_injured_low)
{
    return tr_cell_if(IN->injured.has_low, IN->injured.low);
}
GET(i_injured_high)
{
    return tr_cell_if(IN->injured.has_high, IN->injured.high);
}
GET(i_place)
{
    return IN->place ? tr_cell_text(IN->place->name) : tr_cell_empty();
}
GET(i_place_id)
{
    return IN->place ? tr_cell_text(IN->place->key) : tr_cell_empty();
}
GET(i_place_kind)
{
    return IN->place ? tr_cell_word(truce_place_kind_name(IN->place->kind)) : tr_cell_empty();
}
GET(i_country)
{
    return IN->place ? tr_cell_word(IN->place->country) : tr_cell_empty();
}
GET(i_admin1)
{
    return IN->place ? tr_cell_text(IN->place->admin1) : tr_cell_empty();
}
GET(i_lat)
{
    return IN->place && IN->place->located ? tr_cell_real(IN->place->lat, 6) : tr_cell_empty();
}
GET(i_lon)
{
    return IN->place && IN->place->located ? tr_cell_real(IN->place->lon, 6) : tr_cell_empty();
}
GET(i_km)
{
    return IN->km < 0 ? tr_cell_empty() : tr_cell_real(IN->km, 1);
}
GET(i_where_prec)
{
    return IN->place ? tr_cell_id(IN->place->where_prec) : tr_cell_empty();
}
GET(i_from)
{
    return tr_cell_day(r->a, IN->days.from);
}
GET(i_to)
{
    return tr_cell_day(r->a, IN->days.to);
}
GET(i_date_prec)
{
    return tr_cell_id(IN->date_prec);
}
GET(i_clock_from)
{
    return tr_cell_minute(r->a, IN->clock_from);
}
GET(i_clock_to)
{
    return tr_cell_minute(r->a, IN->clock_to);
}
GET(i_when_from)
{
    return tr_cell_instant(r->a, IN->when.from);
}
GET(i_when_to)
{
    return tr_cell_instant(r->a, IN->when.to);
}
GET(i_origins)
{
    return tr_cell_int(IN->n_origins);
}
GET(i_confirmed)
{
    return tr_cell_bool(IN->confirmed);
}
GET(i_confidence)
{
    return tr_cell_real(IN->confidence, 2);
}
GET(i_head)
{
    return tr_cell_text(IN->head);
}
GET(i_claims)
{
    tr_str *list = TR_NEW_N(r->a, tr_str, IN->n + 1);
    for (uint32_t i = 0; i < IN->n; i++) list[i] = tr_arena_printf(r->a, "%lld", (long long)IN->merges[i].claim->id);
    return tr_cell_list(list, IN->n);
}
GET(i_outlets)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, IN->n + 1);
    for (uint32_t i = 0; i < IN->n; i++) {
        tr_str o = IN->merges[i].claim->report->outlet;
        bool known = !o.n;
        for (uint32_t k = 0; k < n && !known; k++) known = tr_str_eq(list[k], o);
        if (!known) list[n++] = o;
    }
    return tr_cell_list(list, n);
}
GET(i_merges)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, IN->n + 1);
    for (uint32_t i = 1; i < IN->n; i++) {
        const struct tr_merge *m = &IN->merges[i];
        list[n++] = tr_arena_printf(r->a, "%lld: %.2f " TR_STR_FMT, (long long)m->claim->id, m->score, TR_STR_ARG(m->reasons));
    }
    return tr_cell_list(list, n);
}
GET(l_report_key)
{
    return r->claim ? tr_cell_text(r->claim->report->key) : tr_cell_empty();
}
GET(l_sha256)
{
    return r->claim ? tr_cell_text(r->claim->report->sha256) : tr_cell_empty();
}
GET(l_url)
{
    return r->claim ? tr_cell_text(r->claim->report->url) : tr_cell_empty();
}
GET(l_published)
{
    return r->claim ? tr_cell_day(r->a, r->claim->report->published) : tr_cell_empty();
}
GET(l_claim)
{
    return r->claim ? tr_cell_id(r->claim->id) : tr_cell_empty();
}
GET(l_span_from)
{
    return r->claim ? tr_cell_int(r->claim->span.from) : tr_cell_empty();
}
GET(l_span_to)
{
    return r->claim ? tr_cell_int(r->claim->span.to) : tr_cell_empty();
}
GET(l_quote)
{
    return r->claim ? tr_cell_text(r->claim->quote) : tr_cell_empty();
}
GET(l_sentence)
{
    return r->claim ? tr_cell_text(r->claim->sentence_text) : tr_cell_empty();
}

/* What both sheets say of the incident, and the way back. */
#define OF_INCIDENT                                                                                                                        \
    { "incident", "#event+id", i_id }, { "type", "#event+type", i_type }, { "mode", "#event+mode", i_mode },                               \
        { "acled_event", "#event+type+v_acled", i_acled }, { "acled_sub_event", "#event+type+sub+v_acled", i_acled_sub },                  \
        { "means", "#cause+means", i_means }, { "actor", "#group+name+first", i_actor }, { "actor_id", "#group+id+first", i_actor_id },    \
        { "recipient", "#group+name+second", i_recipient }, { "recipient_id", "#group+id+second", i_recipient_id },                        \
        { "rival_actors", "#group+name+rival", i_rivals }, { "actor_named_by", "#meta+source+actor", i_named_by },                         \
        { "killed_low", "#affected+killed+min", i_killed_low }, { "killed_high", "#affected+killed+max", i_killed_high },                  \
        { "injured_low", "#affected+injured+min", i_injured_low }, { "injured_high", "#affected+injured+max", i_injured_high },            \
        { "place", "#loc+name", i_place }, { "place_id", "#loc+id", i_place_id }, { "place_kind", "#loc+type", i_place_kind },             \
        { "admin1", "#adm1+name", i_admin1 }, { "country", "#country+code+v_iso2", i_country }, { "lat", "#geo+lat", i_lat },              \
        { "lon", "#geo+lon", i_lon }, { "km", "#geo+radius+km", i_km }, { "where_prec", "#geo+precision", i_where_prec },                  \
        { "date_from", "#date+start", i_from }, { "date_to", "#date+end", i_to }, { "date_prec", "#meta+date_precision", i_date_prec },    \
        { "clock_from", "", i_clock_from }, { "clock_to", "", i_clock_to }, { "when_from", "#date+start+utc", i_when_from },               \
        { "when_to", "#date+end+utc", i_when_to }, { "origins", "#meta+source+num", i_origins }, { "outlets", "#meta+source", i_outlets }, \
        { "confirmed", "", i_confirmed }, { "confidence", "#meta+confidence", i_confidence }, { "head", "#description+head", i_head },     \
        { "claims", "#meta+claims", i_claims }, { "merges", "#meta+rule", i_merges }, { "claim", "#meta+id", l_claim },                    \
        { "report_key", "#meta+report+id", l_report_key }, { "sha256", "#meta+report+hash", l_sha256 }, { "url", "#meta+url", l_url },     \
        { "published", "#date+reported", l_published }, { "span_from", "#meta+span+start", l_span_from },                                  \
        { "span_to", "#meta+span+end", l_span_to }, { "quote", "#description+quote", l_quote },                                            \
    {                                                                                                                                      \
        "sentence", "#description", l_sentence                                                                                             \
    }

static const struct tr_column incident_columns[] = { OF_INCIDENT };

/* --- findings --------------------------------------------------------------------------------------------------------- */

#define X(n) #n,
static const char *const verdicts[] = { TR_VERDICT_LIST(X) };
#undef X
static const char *const tri[] = { [TR_NO] = "no", [TR_YES] = "yes", [TR_UNKNOWN] = "unknown" };

static struct tr_cell answer(const struct tr_row *r, enum tr_question q)
{
    return tr_cell_word(tri[r->finding->answers[q].value]);
}

GET(f_agreement)
{
    return tr_cell_text(r->finding->agreement->id);
}
GET(f_agreement_name)
{
    return tr_cell_text(r->finding->agreement->name);
}
GET(f_revision)
{
    return tr_cell_text(r->finding->agreement->revision);
}
GET(f_verdict)
{
    return tr_cell_word(verdicts[r->finding->verdict]);
}
GET(f_time)
{
    return answer(r, TR_Q_time);
}
GET(f_where)
{
    return answer(r, TR_Q_place);
}
GET(f_excluded)
{
    return answer(r, TR_Q_excluded);
}
GET(f_parties)
{
    return answer(r, TR_Q_parties);
}
GET(f_act)
{
    return answer(r, TR_Q_act);
}
GET(f_time_why)
{
    return tr_cell_text(r->finding->answers[TR_Q_time].because);
}
GET(f_where_why)
{
    return tr_cell_text(r->finding->answers[TR_Q_place].because);
}
GET(f_excluded_why)
{
    return tr_cell_text(r->finding->answers[TR_Q_excluded].because);
}
GET(f_parties_why)
{
    return tr_cell_text(r->finding->answers[TR_Q_parties].because);
}
GET(f_act_why)
{
    return tr_cell_text(r->finding->answers[TR_Q_act].because);
}
GET(f_flips)
{
    tr_str *list = TR_NEW_N(r->a, tr_str, r->finding->n_flips + 1);
    for (uint32_t i = 0; i < r->finding->n_flips; i++) list[i] = r->finding->flips[i].text;
    return tr_cell_list(list, r->finding->n_flips);
}
GET(f_attributed)
{
    return tr_cell_text(tr_actor_cell_name(r->finding->attributed));
}
GET(f_share)
{
    return r->finding->share < 0 ? tr_cell_empty() : tr_cell_real(r->finding->share, 3);
}
GET(f_stage)
{
    return tr_cell_text(r->finding->stage);
}

static const struct tr_column finding_columns[] = {
    { "agreement", "#event+agreement+id", f_agreement },
    { "agreement_name", "#event+agreement+name", f_agreement_name },
    { "agreement_revision", "#meta+agreement+revision", f_revision },
    { "verdict", "#status+verdict", f_verdict },
    { "stage", "#status+stage", f_stage },
    { "attributed", "#group+name+attributed", f_attributed },
    { "in_time", "#status+time", f_time },
    { "in_territory", "#status+place", f_where },
    { "excluded", "#status+excluded", f_excluded },
    { "parties_bound", "#status+parties", f_parties },
    { "act_prohibited", "#status+act", f_act },
    { "in_time_because", "#description+time", f_time_why },
    { "in_territory_because", "#description+place", f_where_why },
    { "excluded_because", "#description+excluded", f_excluded_why },
    { "parties_bound_because", "#description+parties", f_parties_why },
    { "act_prohibited_because", "#description+act", f_act_why },
    { "would_flip", "#description+flip", f_flips },
    { "share_inside", "#geo+share", f_share },
    OF_INCIDENT,
};

static uint64_t incident_rows(const struct tr_export *x)
{
    return x->incidents->n;
}

static uint64_t finding_rows(const struct tr_export *x)
{
    return x->findings->n;
}

static void take_incident(const struct tr_incident *in, struct tr_row *out)
{
    out->incident = in;
    out->claim = in->n ? in->merges[0].claim : NULL;
}

static void incident_at(const struct tr_export *x, uint64_t i, struct tr_row *out)
{
    take_incident(&x->incidents->v[i], out);
}

static void finding_at(const struct tr_export *x, uint64_t i, struct tr_row *out)
{
    out->finding = &x->findings->v[i];
    take_incident(out->finding->incident, out);
}

static const struct tr_place_row *place(const struct tr_row *r)
{
    return IN->place;
}

static tr_days days(const struct tr_row *r)
{
    return IN->days;
}

static tr_str incident_id(const struct tr_row *r)
{
    return tr_arena_printf(r->a, "incident-%lld", (long long)IN->id);
}

static tr_str finding_id(const struct tr_row *r)
{
    return tr_arena_printf(r->a, "finding-" TR_STR_FMT "-%lld", TR_STR_ARG(r->finding->agreement->id), (long long)IN->id);
}

static tr_str incident_title(const struct tr_row *r)
{
    return IN->head.n ? IN->head : tr_str_of(truce_event_name(IN->type));
}

static tr_str finding_title(const struct tr_row *r)
{
    tr_str head = incident_title(r);
    return tr_arena_printf(r->a, "%s: " TR_STR_FMT, verdicts[r->finding->verdict], TR_STR_ARG(head));
}

const struct tr_sheet tr_sheet_incidents = { .columns = incident_columns,
                                             .n = sizeof incident_columns / sizeof *incident_columns,
                                             .rows = incident_rows,
                                             .at = incident_at,
                                             .place = place,
                                             .days = days,
                                             .id = incident_id,
                                             .title = incident_title };
const struct tr_sheet tr_sheet_findings = { .columns = finding_columns,
                                            .n = sizeof finding_columns / sizeof *finding_columns,
                                            .rows = finding_rows,
                                            .at = finding_at,
                                            .place = place,
                                            .days = days,
                                            .id = finding_id,
                                            .title = finding_title };
