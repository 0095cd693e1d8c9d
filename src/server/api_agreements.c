/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements, the clock, and the same question under other terms. */
#include "judging/proposals.h"
#include "server/api.h"
#include "views/agreements_view.h"
#include "views/judged.h"
#include "views/redact.h"
#include "views/rows_view.h"

#define MAX_CHANGES 32

/* The moment that the clock shows: as given, else this minute. A day alone: its first second, in the agreement's zone. */
static bool take_at(struct tr_request *q, const struct tr_zone *zone, tr_instant *out)
{
    tr_str v;
    int64_t width;
    *out = tr_instant_now() / 60 * 60;
    if (!tr_url_get(&q->url, "at", &v) || tr_instant_parse(v, zone, out, &width)) return true;
    tr_reply_problem(q, 400, "at", "it is a time such as 2016-04-30T01:00 (of the agreement's clocks) or 2016-04-29T22:00:00Z");
    return false;
}

static bool all_agreements(struct tr_worker *w, struct tr_request *q, struct tr_agreements *out)
{
    tr_instant as_of = TR_NO_INSTANT;
    struct tr_err err = { 0 };
    if (!tr_api_as_of(q, &as_of)) return false;
    if (tr_agreements_for(w->ledger, w->server->knowledge, as_of, w->arena, out, &err) == TR_OK) return true;
    tr_reply_error(q, "", &err);
    return false;
}

/* What all tellings say of a moment; where they differ it is unknown. */
static enum tr_tri in_force(struct tr_arena *a, const struct tr_agreement *g, tr_instant at)
{
    struct tr_scenarios all = { 0 };
    enum tr_tri sum = TR_UNKNOWN;
    tr_agreement_scenarios(a, g, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        enum tr_tri one = tr_scenario_covers(&all.v[i], (tr_moments){ at, at + 1 }, NULL);
        if (i && one != sum) return TR_UNKNOWN;
        sum = one;
    }
    return sum;
}

static void members(struct tr_worker *w, const struct tr_agreement *g, tr_instant at)
{
    tr_view_instant(&w->json, "at", at);
    tr_view_cstr(&w->json, "in_force", tr_tri_name(in_force(w->arena, g, at)));
    tr_json_key(&w->json, "agreement"), tr_view_agreement_json(&w->json, w->arena, g, at);
}

void tr_api_agreements(struct tr_worker *w, struct tr_request *q)
{
    struct tr_agreements all;
    bool only = false;
    uint64_t n = 0;
    struct tr_page whole = { .limit = UINT32_MAX };
    if (!all_agreements(w, q, &all) || !tr_api_flag(q, "in_force", &only)) return;
    tr_api_open(w);
    for (uint32_t i = 0; i < all.n; i++) {
        tr_instant at;
        if (!take_at(q, all.v[i]->zone, &at)) return;
        if (only && in_force(w->arena, all.v[i], at) == TR_NO) continue;
        tr_json_object(&w->json);
        members(w, all.v[i], at);
        tr_json_end(&w->json);
        n++;
    }
    tr_api_close(w, q, &whole, n, NULL);
}

void tr_api_agreement(struct tr_worker *w, struct tr_request *q)
{
    struct tr_agreements all;
    tr_instant at;
    if (!all_agreements(w, q, &all)) return;
    const struct tr_agreement *g = tr_agreement_find(all, q->capture);
    if (!g) {
        tr_reply_problem(q, 404, "", "there is no such agreement; GET /api/v1/agreements lists them");
        return;
    }
    if (!take_at(q, g->zone, &at)) return;
    tr_json_object(&w->json);
    members(w, g, at);
    tr_api_foot(w, q, NULL);
    tr_json_end(&w->json);
    tr_reply_json(q, &w->json);
}

/* --- what if ----------------------------------------------------------------------------------------------------------------- */

struct question {
    tr_str agreement;
    struct tr_change changes[MAX_CHANGES];
    uint32_t n;
};

static bool add_change(struct tr_request *q, struct question *out, tr_str kind, tr_str value)
{
    if (out->n == MAX_CHANGES) {
        tr_reply_problem(q, 400, "change", "at most %d changes at once", MAX_CHANGES);
        return false;
    }
    struct tr_change *c = &out->changes[out->n];
    *c = (struct tr_change){ .value = value };
    if (!tr_change_of(kind, c)) {
        tr_reply_problem(
            q, 400, "change",
            "a change is add_territory, drop_territory, start, end, add_party, drop_party, exclude, include_actor, prohibit or permit");
        return false;
    }
    if (!value.n) {
        tr_reply_problem(q, 400, "change", "a change has a value, such as add_territory:Aleppo");
        return false;
    }
    out->n++;
    return true;
}

static bool from_query(struct tr_request *q, struct question *out)
{
    tr_url_get(&q->url, "agreement", &out->agreement);
    for (uint32_t i = 0; i < q->url.n; i++) {
        tr_str value = q->url.params[i].value, kind;
        if (!tr_str_is(q->url.params[i].name, "change")) continue;
        if (!tr_str_split(&value, ':', &kind)) kind = TR_STR("");
        if (!add_change(q, out, kind, value)) return false;
    }
    return true;
}

/* Strings go into the arena: the object does not outlive this. */
static bool from_body(struct tr_worker *w, struct tr_request *q, struct question *out)
{
    struct tr_err err = { 0 };
    json_t *in = tr_json_parse((tr_str){ q->body ? q->body : "", q->body_n }, &err);
    if (!in) {
        tr_reply_error(q, "", &err);
        return false;
    }
    struct tr_arena_outer outer;
    bool ok = true;
    tr_arena_push_guard(w->arena, &outer);
    if (setjmp(*tr_arena_guard(w->arena)) != 0) {
        json_decref(in);
        tr_arena_pop_guard(w->arena, &outer);
        tr_arena_rethrow(w->arena);
    }
    json_t *list = json_object_get(in, "changes");
    out->agreement = tr_arena_dup(w->arena, tr_json_member(in, "agreement"));
    for (size_t i = 0; ok && i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        ok = add_change(q, out, tr_json_member(one, "kind"), tr_arena_dup(w->arena, tr_json_member(one, "value")));
    }
    json_decref(in);
    tr_arena_pop_guard(w->arena, &outer);
    return ok;
}

static bool take_question(struct tr_worker *w, struct tr_request *q, struct question *out)
{
    *out = (struct question){ .agreement = TR_STR("") };
    bool body = !strcmp(q->route->method, "POST");
    if (!(body ? from_body(w, q, out) : from_query(q, out))) return false;
    if (!out->agreement.n)
        tr_reply_problem(q, 400, "agreement", "name the agreement whose terms change; GET /api/v1/agreements lists them");
    else if (!out->n) tr_reply_problem(q, 400, "change", "name at least one change, such as change=add_territory:Aleppo");
    return out->agreement.n && out->n;
}

static void count_verdicts(struct tr_json *j, const char *key, const struct tr_findings *f)
{
    uint32_t n[TR_VERDICT_count] = { 0 };
    for (uint32_t i = 0; i < f->n; i++) n[f->v[i].verdict]++;
    tr_json_key(j, key), tr_json_object(j);
    for (int v = 0; v < TR_VERDICT_count; v++) tr_view_int(j, tr_verdict_name((enum tr_verdict_kind)v), n[v]);
    tr_json_end(j);
}

/* Findings of the same incidents come in the same order; one that only one side has (another country came in) is told alone. */
static uint64_t differences(struct tr_worker *w, struct tr_request *q, const struct tr_page *p, const struct tr_findings *before,
                            const struct tr_findings *after)
{
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    uint64_t n = 0;
    for (uint32_t b = 0, a = 0; b < before->n || a < after->n;) {
        const struct tr_finding *x = b < before->n ? &before->v[b] : NULL, *y = a < after->n ? &after->v[a] : NULL;
        if (x && y && x->incident != y->incident) { /* whichever stands first in the incidents' order */
            if (x->incident < y->incident) y = NULL;
            else x = NULL;
        }
        b += x != NULL;
        a += y != NULL;
        if (x && y && x->verdict == y->verdict) continue;
        if (n >= p->offset && n < p->offset + p->limit) {
            if (hidden && x) tr_redact_findings(hidden, w->arena, x, 1);
            if (hidden && y) tr_redact_findings(hidden, w->arena, y, 1);
            tr_json_object(&w->json);
            tr_json_key(&w->json, "before");
            if (x) tr_view_finding_json(&w->json, x);
            else tr_json_null(&w->json);
            tr_json_key(&w->json, "after");
            if (y) tr_view_finding_json(&w->json, y);
            else tr_json_null(&w->json);
            tr_json_end(&w->json);
        }
        n++;
    }
    return n;
}

static bool changed_of(struct tr_worker *w, struct tr_request *q, const struct question *ask, tr_instant as_of,
                       struct tr_agreements *before, struct tr_agreements *after)
{
    struct tr_agreements all;
    struct tr_err err = { 0 };
    if (tr_agreements_for(w->ledger, w->server->knowledge, as_of, w->arena, &all, &err)) {
        tr_reply_error(q, "", &err);
        return false;
    }
    tr_agreements_match(all, ask->agreement, w->arena, before);
    if (before->n != 1) {
        tr_reply_problem(q, 400, "agreement",
                         before->n ? "that names several agreements; give the id of one"
                                   : "there is no such agreement; GET /api/v1/agreements lists them");
        return false;
    }
    const struct tr_agreement **one = TR_NEW(w->arena, const struct tr_agreement *);
    if (tr_agreement_change(w->arena, before->v[0], ask->changes, ask->n, w->server->knowledge, one, &err)) {
        tr_reply_problem(q, 400, "change", "%s", err.msg);
        return false;
    }
    *after = (struct tr_agreements){ one, 1 };
    return true;
}

void tr_api_whatif(struct tr_worker *w, struct tr_request *q)
{
    struct question ask;
    struct tr_filter f;
    struct tr_page p;
    struct tr_agreements before, after;
    struct tr_findings was, would;
    struct tr_incidents incidents;
    struct tr_scope scope = { 0 };
    struct tr_err err = { 0 };
    struct tr_json *j = &w->json;
    if (!tr_api_ask(q, &f, &p) || !take_question(w, q, &ask) || !changed_of(w, q, &ask, f.as_of, &before, &after)) return;
    int rc = tr_incidents_ask(w->ledger, &f, w->arena, &incidents, &scope, &err);
    if (!rc) rc = tr_findings_of(w->arena, &incidents, before, w->server->knowledge, &was, &err);
    if (!rc) rc = tr_findings_of(w->arena, &incidents, after, w->server->knowledge, &would, &err);
    if (rc) {
        tr_reply_error(q, tr_api_fault(&f, &err), &err);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "agreement"), tr_json_str(j, before.v[0]->id);
    tr_json_key(j, "changes"), tr_json_array(j);
    for (uint32_t i = 0; i < ask.n; i++) {
        tr_json_object(j);
        tr_view_cstr(j, "kind", tr_change_name((int)ask.changes[i].kind));
        tr_view_str(j, "value", ask.changes[i].value);
        tr_json_end(j);
    }
    tr_json_end(j);
    count_verdicts(j, "before", &was);
    count_verdicts(j, "after", &would);
    tr_json_key(j, "data"), tr_json_array(j);
    uint64_t n = differences(w, q, &p, &was, &would);
    tr_api_close(w, q, &p, n, &scope);
}
