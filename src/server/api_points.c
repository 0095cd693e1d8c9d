/* SPDX-License-Identifier: Apache-2.0 */
/* All incidents of a filter at once, as a map and a timeline take them: a row of numbers each, with the names in tables of their own. A hundred thousand are some megabytes. */
#include "base/map.h"
#include "server/api.h"
#include "views/judged.h"
#include "views/redact.h"
#include "views/rows_view.h"

/* Rows that were met, in the order of meeting; equal rows are one (they compare by address). */
struct table {
    struct tr_map seen;
};

static void put_index(struct tr_json *j, struct tr_arena *a, struct table *t, const void *row)
{
    if (!row) {
        tr_json_null(j);
        return;
    }
    bool fresh;
    const void **key = TR_NEW(a, const void *);
    *key = row;
    uint64_t *at = tr_map_put(&t->seen, (tr_str){ (const char *)key, sizeof *key }, &fresh);
    if (fresh) *at = t->seen.n - 1;
    tr_json_int(j, (int64_t)*at);
}

static const void *row_of(const struct table *t, uint32_t i)
{
    const void *row;
    memcpy(&row, t->seen.entries[i].key.p, sizeof row);
    return row;
}

static void put_if(struct tr_json *j, bool has, int64_t v)
{
    if (has) tr_json_int(j, v);
    else tr_json_null(j);
}

static void put_range(struct tr_json *j, struct tr_range r)
{
    put_if(j, r.has_low, r.low);
    put_if(j, r.has_high, r.high);
}

static void put_names(struct tr_json *j, const char *key, int n, const char *(*name)(int))
{
    tr_json_key(j, key), tr_json_array(j);
    for (int i = 0; i < n; i++) tr_json_cstr(j, i ? name(i) : NULL);
    tr_json_end(j);
}

static void put_columns(struct tr_json *j, bool verdicts)
{
    static const char *const names[] = { "id",          "place",       "km",           "from",   "to",         "date_prec",
                                         "type",        "mode",        "means",        "actor",  "recipient",  "killed_low",
                                         "killed_high", "injured_low", "injured_high", "voices", "confidence", "confirmed" };
    tr_json_key(j, "columns"), tr_json_array(j);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) tr_json_cstr(j, names[i]);
    if (verdicts) tr_json_cstr(j, "verdict");
    tr_json_end(j);
}

static void put_point(struct tr_json *j, struct tr_arena *a, const struct tr_incident *in, struct table *places, struct table *actors)
{
    tr_json_int(j, in->id);
    put_index(j, a, places, in->place);
    tr_json_real(j, in->km, 1);
    put_if(j, in->days.from != TR_NO_DATE, in->days.from);
    put_if(j, in->days.to != TR_NO_DATE, in->days.to);
    tr_json_int(j, in->date_prec);
    tr_json_int(j, (int)in->type);
    tr_json_int(j, (int)in->mode);
    tr_json_int(j, in->means);
    put_index(j, a, actors, in->actor);
    put_index(j, a, actors, in->recipient);
    put_range(j, in->killed);
    put_range(j, in->injured);
    tr_json_int(j, in->n_origins);
    tr_json_real(j, in->confidence, 2);
    tr_json_int(j, in->confirmed);
}

static const char *verdict_of(int v)
{
    return tr_verdict_name((enum tr_verdict_kind)(v - 1));
}

static void put_tables(struct tr_worker *w, const struct table *places, const struct table *actors)
{
    struct tr_json *j = &w->json;
    tr_json_key(j, "places"), tr_json_array(j);
    for (uint32_t i = 0; i < places->seen.n; i++) tr_json_place_row(j, row_of(places, i));
    tr_json_end(j);
    tr_json_key(j, "actors"), tr_json_array(j);
    for (uint32_t i = 0; i < actors->seen.n; i++) tr_json_actor_row(j, row_of(actors, i));
    tr_json_end(j);
    put_names(j, "types", TRUCE_EVENT_count, truce_event_name);
    put_names(j, "modes", TRUCE_MODE_count, truce_mode_name);
    put_names(j, "means", TRUCE_MEANS_count, truce_means_name);
    put_names(j, "verdicts", TR_VERDICT_count + 1, verdict_of);
}

/* Verdicts under one agreement, or the gravest under any: an incident has one verdict then, or none where no agreement has to do with its country. */
static bool take_verdicts(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, bool *wanted)
{
    struct tr_agreements agreements;
    tr_str name;
    bool gravest = false;
    if (!tr_api_flag(q, "gravest", &gravest)) return false;
    *wanted = tr_url_get(&q->url, "agreement", &name) || gravest;
    if (!*wanted || gravest) return true;
    if (!tr_api_agreements_of(w, q, f->as_of, &agreements)) return false;
    if (agreements.n != 1) tr_reply_problem(q, 400, "agreement", "that names several agreements; give the id of one");
    return agreements.n == 1;
}

/* Heaviest first. */
static const enum tr_verdict_kind by_weight[] = { TR_VERDICT_violation_alleged, TR_VERDICT_indeterminate, TR_VERDICT_permitted_act,
                                                  TR_VERDICT_excluded_actor,    TR_VERDICT_not_a_party,   TR_VERDICT_outside_territory,
                                                  TR_VERDICT_not_in_force };

/* Of an incident's findings, from *at on, which moves past them; the verdict asked for wins. TR_VERDICT_count: it has none. */
static enum tr_verdict_kind gravest(const struct tr_only *only, const struct tr_findings *f, uint32_t *at, const struct tr_incident *in)
{
    bool has[TR_VERDICT_count] = { false };
    for (; *at < f->n && f->v[*at].incident == in; (*at)++) has[f->v[*at].verdict] = true;
    if (only->verdict >= 0 && has[only->verdict]) return (enum tr_verdict_kind)only->verdict;
    for (size_t i = 0; i < sizeof by_weight / sizeof *by_weight; i++) {
        if (has[by_weight[i]]) return by_weight[i];
    }
    return TR_VERDICT_count;
}

static void put_rows(struct tr_worker *w, const struct tr_only *only, const struct tr_judged *got, bool verdicts, struct table *places,
                     struct table *actors)
{
    struct tr_json *j = &w->json;
    uint32_t at = 0;
    tr_json_key(j, "rows"), tr_json_array(j);
    for (uint32_t i = 0; i < got->incidents.n; i++) {
        const struct tr_incident *in = &got->incidents.v[i];
        enum tr_verdict_kind v = only->found ? gravest(only, &got->findings, &at, in) : TR_VERDICT_count;
        if (only->verdict >= 0 && (int)v != only->verdict) continue;
        tr_json_array(j);
        put_point(j, w->arena, in, places, actors);
        if (verdicts) tr_json_int(j, v == TR_VERDICT_count ? 0 : (int)v + 1);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_api_points(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_only only;
    struct tr_judged got;
    struct table places, actors;
    struct tr_json *j = &w->json;
    bool verdicts;
    if (!tr_api_ask(q, &f, NULL) || !tr_api_only(q, &only) || !take_verdicts(w, q, &f, &verdicts)) return;
    f.texts = false;
    only.found = only.found || verdicts;
    if (!tr_only_ask(w, q, &f, &only, &got)) return;
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    if (hidden) tr_redact_incidents(hidden, w->arena, got.incidents.v, got.incidents.n);
    tr_map_init(&places.seen, w->arena);
    tr_map_init(&actors.seen, w->arena);
    tr_json_object(j);
    put_columns(j, verdicts);
    put_rows(w, &only, &got, verdicts, &places, &actors);
    put_tables(w, &places, &actors);
    tr_api_foot(w, q, &got.scope);
    tr_json_end(j);
    tr_reply_json(q, j);
}
