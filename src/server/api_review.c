/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions of analysts: their history, what waits for one, and recording one. */
#include <stdlib.h>

#include "judging/proposals.h"
#include "ledger/assess.h"
#include "server/api.h"
#include "views/redact.h"
#include "views/rows_view.h"

#define REASON_BYTES 4000
#define VALUE_BYTES 4000
#define TARGET_BYTES 400
#define DOUBTFUL 0.5 /* claims below are looked at first */
#define UNSURE 0.75  /* merges below, too */

void tr_api_review(struct tr_worker *w, struct tr_request *q)
{
    struct tr_page p;
    struct tr_assessments got;
    struct tr_err err = { 0 };
    tr_instant as_of = TR_NO_INSTANT, pinned = TR_NO_INSTANT;
    tr_str target = TR_STR("");
    bool superseded = true;
    if (!tr_api_as_of(q, &as_of) || !tr_api_page(q, &p, &pinned) || !tr_api_flag(q, "superseded", &superseded)) return;
    if (as_of == TR_NO_INSTANT) as_of = pinned;
    tr_url_get(&q->url, "target", &target);
    if (tr_ledger_assessments(w->ledger, target, as_of, superseded, w->arena, &got, &err)) {
        tr_reply_error(q, "target", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    if (hidden) tr_redact_assessments(hidden, w->arena, got.v, got.n);
    tr_api_open(w);
    for (uint64_t i = tr_page_from(&p, got.n); i < tr_page_to(&p, got.n); i++) tr_view_assessment_row(&w->json, &got.v[i]);
    tr_api_close(w, q, &p, got.n, NULL);
}

/* --- what waits -------------------------------------------------------------------------------------------------------------- */

struct queue {
    struct tr_worker *w;
    const struct tr_page *p;
    uint64_t n;
};

/* Whether this entry is of the page; opens it then. */
static bool entry(struct queue *at, const char *of)
{
    bool shown = at->n >= at->p->offset && at->n < at->p->offset + at->p->limit;
    at->n++;
    if (!shown) return false;
    tr_json_object(&at->w->json);
    tr_view_cstr(&at->w->json, "of", of);
    return true;
}

static int queue_claims(struct queue *at, const struct tr_claims *claims)
{
    for (uint32_t i = 0; i < claims->n; i++) {
        const struct tr_claim_row *c = &claims->v[i];
        if (c->confirmed || c->corrected || c->rejected || (double)c->confidence >= DOUBTFUL || !entry(at, "claim")) continue;
        tr_json_key(&at->w->json, "target"), tr_json_str(&at->w->json, tr_arena_printf(at->w->arena, "claim:%lld", (long long)c->id));
        tr_json_key(&at->w->json, "claim"), tr_view_claim_row(&at->w->json, c);
        tr_json_end(&at->w->json);
    }
    return TR_OK;
}

/* A merge that the rules made with little to go by: confirm (merge) or part (split) it. */
static int queue_merges(struct queue *at, const struct tr_filter *f, struct tr_err *err)
{
    struct tr_incidents got;
    struct tr_json *j = &at->w->json;
    int rc = tr_incidents_ask(at->w->ledger, f, at->w->arena, &got, NULL, err);
    for (uint32_t i = 0; !rc && i < got.n; i++) {
        for (uint32_t k = 1; k < got.v[i].n; k++) {
            const struct tr_merge *m = &got.v[i].merges[k];
            if (m->assessment || m->score >= UNSURE || !entry(at, "merge")) continue;
            tr_json_key(j, "target"), tr_json_str(j, tr_arena_printf(at->w->arena, "claim:%lld", (long long)m->claim->id));
            tr_json_key(j, "with"), tr_view_claim_row(j, got.v[i].merges[0].claim);
            tr_json_key(j, "claim"), tr_view_claim_row(j, m->claim);
            tr_json_key(j, "score"), tr_json_real(j, m->score, 3);
            tr_view_str(j, "reasons", m->reasons);
            tr_json_end(j);
        }
    }
    return rc;
}

static void proposal_members(struct tr_json *j, const struct tr_proposal *p)
{
    tr_view_str(j, "agreement", p->agreement ? p->agreement->id : TR_STR(""));
    tr_json_key(j, "change"), tr_json_object(j);
    tr_view_cstr(j, "kind", tr_change_name((int)p->change.kind));
    tr_view_str(j, "value", p->change.value);
    tr_json_end(j);
    tr_view_str(j, "text", p->text);
    tr_json_key(j, "claim"), tr_view_claim_row(j, p->claim);
}

static int queue_proposals(struct queue *at, const struct tr_claims *claims, tr_instant as_of, struct tr_err *err)
{
    struct tr_agreements agreements;
    struct tr_links links;
    struct tr_assessments decisions;
    struct tr_proposals got;
    struct tr_worker *w = at->w;
    const struct tr_knowledge *k = w->server->knowledge;
    int rc = tr_agreements_for(w->ledger, k, as_of, w->arena, &agreements, err);
    if (!rc) rc = tr_links_of(w->arena, claims, agreements, k, &links, err);
    if (!rc) rc = tr_ledger_assessments(w->ledger, TR_STR("proposal:"), as_of, false, w->arena, &decisions, err);
    if (!rc) rc = tr_proposals_of(w->arena, &links, &decisions, &got, err);
    for (uint32_t i = 0; !rc && i < got.n; i++) {
        if (got.v[i].accepted || got.v[i].rejected || !entry(at, "proposal")) continue;
        tr_json_key(&w->json, "target"), tr_json_str(&w->json, got.v[i].id);
        proposal_members(&w->json, &got.v[i]);
        tr_json_end(&w->json);
    }
    return rc;
}

void tr_api_review_queue(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_claims claims;
    struct tr_err err = { 0 };
    tr_str of = TR_STR("");
    if (!tr_api_ask(q, &f, &p)) return;
    tr_url_get(&q->url, "of", &of);
    if (of.n && !tr_str_is(of, "claim") && !tr_str_is(of, "merge") && !tr_str_is(of, "proposal")) {
        tr_reply_problem(q, 400, "of", "it is claim, merge or proposal");
        return;
    }
    struct queue at = { w, &p, 0 };
    int rc = tr_ledger_claims(w->ledger, &f, w->arena, &claims, &err);
    tr_api_open(w);
    if (!rc && (!of.n || tr_str_is(of, "proposal"))) rc = queue_proposals(&at, &claims, f.as_of, &err);
    if (!rc && (!of.n || tr_str_is(of, "merge"))) rc = queue_merges(&at, &f, &err);
    if (!rc && (!of.n || tr_str_is(of, "claim"))) rc = queue_claims(&at, &claims);
    if (rc) tr_reply_error(q, tr_api_fault(&f, &err), &err);
    else tr_api_close(w, q, &p, at.n, &claims.scope);
}

/* --- deciding ---------------------------------------------------------------------------------------------------------------- */

static bool check(struct tr_request *q, const struct tr_assessment_row *row)
{
    const char *param = NULL, *what = NULL;
    if (row->kind == TR_ASSESS_none) param = "kind", what = "it is confirm, reject, correct, merge, split, grade, accept or undo";
    else if (!row->target.n || row->target.n > TARGET_BYTES)
        param = "target", what = "it names what is decided: claim:12, incident:12, source:KEY, proposal:AGREEMENT:CLAIM or assessment:3";
    else if (!tr_str_trim(row->reason).n) param = "reason", what = "every decision has a reason; it stands in the history";
    else if (row->reason.n > REASON_BYTES) param = "reason", what = "it has at most 4000 bytes";
    else if (row->value.n > VALUE_BYTES) param = "value", what = "it has at most 4000 bytes";
    if (param) tr_reply_problem(q, 400, param, "%s", what);
    return !param;
}

static void record(struct tr_worker *w, struct tr_request *q, struct tr_assessment_row *row)
{
    struct tr_ledger *l = NULL;
    struct tr_err err = { 0 };
    tr_id id = 0;
    row->who = tr_str_of(q->user.name);
    row->at = tr_instant_now();
    int rc = tr_ledger_open(w->server->o.ledger, TR_LEDGER_WRITE, &l, &err);
    if (!rc) rc = tr_ledger_begin(l, &err);
    if (!rc) rc = tr_ledger_assess(l, row, &id, &err);
    if (!rc) rc = tr_ledger_commit(l, &err);
    else if (l) tr_ledger_rollback(l);
    tr_ledger_close(l);
    if (rc) {
        if (rc == TR_E_USAGE) err.code = TR_E_INPUT;
        tr_reply_error(q, "target", &err);
        return;
    }
    tr_hub_wake(w->server);
    row->id = id;
    tr_json_object(&w->json);
    tr_json_key(&w->json, "assessment"), tr_view_assessment_row(&w->json, row);
    tr_json_end(&w->json);
    tr_reply_json(q, &w->json);
    if (q->reply.status == 200) q->reply.status = 201;
}

void tr_api_assess(struct tr_worker *w, struct tr_request *q)
{
    struct tr_err err = { 0 };
    json_t *in = tr_json_parse((tr_str){ q->body ? q->body : "", q->body_n }, &err);
    if (!in) {
        tr_reply_error(q, "", &err);
        return;
    }
    tr_str kind = tr_json_member(in, "kind");
    struct tr_assessment_row row = { .kind = tr_assess_of(kind),
                                     .target = tr_json_member(in, "target"),
                                     .reason = tr_json_member(in, "reason") };
    json_t *value = json_object_get(in, "value");
    char *text = json_is_object(value) ? json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    row.value = text ? tr_str_of(text) : tr_json_member(in, "value");
    if (check(q, &row)) record(w, q, &row);
    free(text);
    json_decref(in);
}
