/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents, tallies, findings, positions, capacity. */
#include "judging/positions.h"
#include "judging/proposals.h"
#include "judging/tallies.h"
#include "server/api.h"
#include "views/incidents_view.h"
#include "views/judged.h"
#include "views/redact.h"
#include "views/rows_view.h"

/* --- incidents --------------------------------------------------------------------------------------------------------------- */

void tr_api_incidents(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_only only;
    struct tr_judged got;
    const struct tr_incident **v;
    struct tr_err err = { 0 };
    if (!tr_api_ask(q, &f, &p) || !tr_api_only(q, &only)) return;
    f.texts = only.found; /* of all of them only where findings look into the sentences; else those of the page are enough */
    if (!tr_only_ask(w, q, &f, &only, &got)) return;
    uint32_t n = tr_only_incidents(w, &only, &got, &v);
    uint64_t from = tr_page_from(&p, n), to = tr_page_to(&p, n);
    if (!f.texts && tr_incidents_texts(w->ledger, v + from, (uint32_t)(to - from), w->arena, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    tr_api_open(w);
    for (uint64_t i = from; i < to; i++) {
        if (hidden) tr_redact_incidents(hidden, w->arena, v[i], 1);
        tr_view_incident_json(&w->json, w->arena, v[i]);
    }
    tr_api_close(w, q, &p, n, &got.scope);
}

/* The incident that a claim belongs to: its neighbourhood in time is merged again, as any question that reaches it would; only its own sentences are read. */
static const struct tr_incident *find_incident(struct tr_worker *w, struct tr_request *q, tr_id id, tr_instant as_of)
{
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims one;
    struct tr_incidents got;
    struct tr_err err = { 0 };
    f.claim = id;
    f.as_of = as_of;
    f.undated = f.revisions = f.rejected = true;
    if (tr_ledger_claims(w->ledger, &f, w->arena, &one, &err)) {
        tr_reply_error(q, "", &err);
        return NULL;
    }
    f.revisions = f.rejected = false;
    f.claim = 0;
    if (one.n) {
        f.days = one.v[0].days;
        if (!tr_days_known(f.days)) f.days = (tr_days){ one.v[0].report->published, one.v[0].report->published };
        /* What it was merged with may have moved its days. */
        if (f.days.from != TR_NO_DATE) f.days.from -= TR_MERGE_DAYS;
        if (f.days.to != TR_NO_DATE) f.days.to += TR_MERGE_DAYS;
        if (tr_incidents_ask(w->ledger, &f, w->arena, &got, NULL, &err)) {
            tr_reply_error(q, "", &err);
            return NULL;
        }
        for (uint32_t i = 0; i < got.n; i++) {
            const struct tr_incident *in = &got.v[i];
            if (in->id != id) continue;
            if (tr_incidents_texts(w->ledger, &in, 1, w->arena, &err) == TR_OK) return in;
            tr_reply_error(q, "", &err);
            return NULL;
        }
    }
    tr_reply_problem(q, 404, "", "there is no incident %lld; it may have been merged into another (GET /api/v1/claims/%lld)", (long long)id,
                     (long long)id);
    return NULL;
}

void tr_api_incident(struct tr_worker *w, struct tr_request *q)
{
    tr_id id;
    tr_instant as_of = TR_NO_INSTANT;
    struct tr_agreements agreements;
    struct tr_findings findings = { 0 };
    struct tr_err err = { 0 };
    struct tr_json *j = &w->json;
    if (!tr_api_id(q, &id) || !tr_api_as_of(q, &as_of) || !tr_api_agreements_of(w, q, as_of, &agreements)) return;
    const struct tr_incident *in = find_incident(w, q, id, as_of);
    if (!in) return;
    struct tr_incidents one = { in, 1 };
    if (tr_findings_of(w->arena, &one, agreements, w->server->knowledge, &findings, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    if (hidden) tr_redact_incidents(hidden, w->arena, in, 1), tr_redact_findings(hidden, w->arena, findings.v, findings.n);
    tr_json_object(j);
    tr_json_key(j, "incident"), tr_view_incident_json(j, w->arena, in);
    tr_json_key(j, "findings"), tr_json_array(j);
    for (uint32_t i = 0; i < findings.n; i++) tr_view_finding_json(j, &findings.v[i]);
    tr_json_end(j);
    tr_api_foot(w, q, NULL);
    tr_json_end(j);
    tr_reply_json(q, j);
}

/* --- tallies ----------------------------------------------------------------------------------------------------------------- */

/* The sums alone: a page asks for what stands behind a cell when it is opened. The rows are this answer's own. */
static void leave_figures_out(const struct tr_tally *t)
{
    for (uint32_t r = 0; r <= t->n; r++) {
        const struct tr_tally_row *row = r < t->n ? &t->rows[r] : &t->all;
        for (uint32_t c = 0; c < row->n; c++) ((struct tr_tally_cell *)(uintptr_t)&row->cells[c])->n = 0;
    }
}

void tr_api_tallies(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_tally t;
    struct tr_err err = { 0 };
    enum tr_tally_by by = TR_TALLY_SOURCE;
    bool figures = true;
    tr_str v;
    if (!tr_api_ask(q, &f, NULL) || !tr_api_flag(q, "figures", &figures)) return;
    f.texts = figures;
    if (tr_url_get(&q->url, "group", &v) && !tr_tally_by_of(v, &by)) {
        tr_reply_problem(q, 400, "group", "it is source, week, victim, means or party");
        return;
    }
    if (tr_tally_ask(w->ledger, &f, by, w->arena, &t, &err)) {
        tr_reply_error(q, tr_api_fault(&f, &err), &err);
        return;
    }
    if (!figures) leave_figures_out(&t);
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    if (hidden) tr_redact_tally(hidden, w->arena, &t);
    tr_json_object(&w->json);
    tr_view_tally_json(&w->json, &t);
    tr_api_foot(w, q, &t.scope);
    tr_json_end(&w->json);
    tr_reply_json(q, &w->json);
}

/* --- findings ---------------------------------------------------------------------------------------------------------------- */

bool tr_api_agreements_of(struct tr_worker *w, struct tr_request *q, tr_instant as_of, struct tr_agreements *out)
{
    struct tr_err err = { 0 };
    struct tr_agreements all;
    tr_str name;
    if (tr_agreements_for(w->ledger, w->server->knowledge, as_of, w->arena, &all, &err)) {
        tr_reply_error(q, "", &err);
        return false;
    }
    *out = all;
    if (!tr_url_get(&q->url, "agreement", &name)) return true;
    tr_agreements_match(all, name, w->arena, out);
    if (out->n) return true;
    tr_reply_problem(q, 400, "agreement", "there is no such agreement; GET /api/v1/agreements lists them");
    return false;
}

/* How many findings of each verdict the filter has, whichever verdict is shown. */
static void put_counts(struct tr_json *j, const struct tr_findings *f)
{
    uint32_t n[TR_VERDICT_count] = { 0 };
    for (uint32_t i = 0; i < f->n; i++) n[f->v[i].verdict]++;
    tr_json_key(j, "counts"), tr_json_object(j);
    for (int i = 0; i < TR_VERDICT_count; i++) tr_view_int(j, tr_verdict_name((enum tr_verdict_kind)i), n[i]);
    tr_json_end(j);
}

void tr_api_findings(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_only only;
    struct tr_judged got;
    const struct tr_finding **v;
    if (!tr_api_ask(q, &f, &p) || !tr_api_only(q, &only)) return;
    only.found = true;
    if (!tr_only_ask(w, q, &f, &only, &got)) return;
    uint32_t n = tr_only_findings(w, &only, &got, &v);
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    tr_json_object(&w->json);
    put_counts(&w->json, &got.findings);
    tr_json_key(&w->json, "data"), tr_json_array(&w->json);
    for (uint64_t i = tr_page_from(&p, n); i < tr_page_to(&p, n); i++) {
        if (hidden) tr_redact_findings(hidden, w->arena, v[i], 1);
        tr_view_finding_json(&w->json, v[i]);
    }
    tr_api_close(w, q, &p, n, &got.scope);
}

/* The findings of the verdict asked for, one behind the other. */
static struct tr_findings of_verdict(struct tr_worker *w, const struct tr_only *o, const struct tr_judged *j)
{
    const struct tr_finding **v;
    uint32_t n = tr_only_findings(w, o, j, &v);
    struct tr_finding *out = TR_NEW_N(w->arena, struct tr_finding, n + 1);
    for (uint32_t i = 0; i < n; i++) out[i] = *v[i];
    return (struct tr_findings){ out, n };
}

void tr_api_violations(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_agreements agreements;
    struct tr_only only;
    struct tr_judged got;
    struct tr_violation_table table;
    struct tr_err err = { 0 };
    if (!tr_api_ask(q, &f, NULL) || !tr_api_only(q, &only) || !tr_api_agreements_of(w, q, f.as_of, &agreements)) return;
    only.found = true;
    if (!tr_only_ask(w, q, &f, &only, &got)) return;
    struct tr_findings findings = of_verdict(w, &only, &got);
    if (tr_violation_table_of(w->arena, &findings, w->server->knowledge, &table, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    struct tr_json *j = &w->json;
    tr_json_object(j);
    for (uint32_t i = 0; hidden && i < table.n; i++) tr_redact_actors(hidden, w->arena, &table.v[i].party, 1);
    tr_json_key(j, "rows"), tr_view_violations_json(j, &table);
    tr_json_key(j, "agreements"), tr_json_array(j);
    for (uint32_t i = 0; i < agreements.n; i++) tr_json_str(j, agreements.v[i]->id);
    tr_json_end(j);
    tr_api_foot(w, q, &got.scope);
    tr_json_end(j);
    tr_reply_json(q, j);
}

/* --- positions, capacity ----------------------------------------------------------------------------------------------------- */

static bool ask_claims(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, struct tr_claims *out)
{
    struct tr_err err = { 0 };
    if (tr_ledger_claims(w->ledger, f, w->arena, out, &err) == TR_OK) return true;
    tr_reply_error(q, tr_api_fault(f, &err), &err);
    return false;
}

void tr_api_positions(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_claims claims;
    struct tr_positions got;
    struct tr_err err = { 0 };
    bool changes = false;
    tr_str topic = TR_STR("");
    uint64_t n = 0;
    if (!tr_api_ask(q, &f, &p) || !tr_api_flag(q, "changes", &changes)) return;
    f.undated = true; /* what was said has the day of its report where the text gives none */
    if (!ask_claims(w, q, &f, &claims)) return;
    if (tr_positions_of(w->arena, &claims, w->server->knowledge, &got, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    tr_url_get(&q->url, "topic", &topic);
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    tr_api_open(w);
    for (uint32_t i = 0; i < got.n; i++) {
        const struct tr_position *at = &got.v[i];
        if (topic.n && !tr_str_is(topic, tr_topic_name(at->topic))) continue;
        if (changes && (at->change == TR_TONE_first || at->change == TR_TONE_none)) continue;
        if (n >= p.offset && n < p.offset + p.limit) {
            if (hidden) tr_redact_positions(hidden, w->arena, at, 1);
            tr_view_position_json(&w->json, at);
        }
        n++;
    }
    tr_api_close(w, q, &p, n, &claims.scope);
}

void tr_api_capacity(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_claims claims;
    struct tr_capacities got;
    struct tr_err err = { 0 };
    tr_str of = TR_STR("");
    uint64_t n = 0;
    if (!tr_api_ask(q, &f, &p)) return;
    f.undated = true;
    if (!ask_claims(w, q, &f, &claims)) return;
    if (tr_capacities_of(w->arena, &claims, &got, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    tr_url_get(&q->url, "of", &of);
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    tr_api_open(w);
    for (uint32_t i = 0; i < got.n; i++) {
        if (of.n && !tr_str_is(of, tr_capacity_name(got.v[i].kind))) continue;
        if (n >= p.offset && n < p.offset + p.limit) {
            if (hidden) tr_redact_capacities(hidden, w->arena, &got.v[i], 1);
            tr_view_capacity_json(&w->json, &got.v[i]);
        }
        n++;
    }
    tr_api_close(w, q, &p, n, &claims.scope);
}
