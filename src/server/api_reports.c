/* SPDX-License-Identifier: Apache-2.0 */
/* Reports and claims: what was received, and what it says, with the words. */
#include <stdlib.h>

#include "server/api.h"
#include "views/redact.h"
#include "views/rows_view.h"

static int by_report_id(const void *x, const void *y)
{
    tr_id a = ((const struct tr_report_row *)x)->id, b = ((const struct tr_report_row *)y)->id;
    return (a > b) - (a < b);
}

static int by_claim_id(const void *x, const void *y)
{
    tr_id a = ((const struct tr_claim_row *)x)->id, b = ((const struct tr_claim_row *)y)->id;
    return (a > b) - (a < b);
}

/* Reports and claims are walked in order of their numbers: a page begins behind the last one, however many stand before, and nothing is counted unless that is asked for. */
static void page_filter(const struct tr_page *p, bool count, struct tr_filter *f)
{
    f->after = count ? 0 : p->offset;
    f->limit = count ? 0 : p->limit + 1;
}

void tr_api_reports(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_reports got;
    struct tr_err err = { 0 };
    bool count = false;
    if (!tr_api_ask(q, &f, &p) || !tr_api_flag(q, "count", &count)) return;
    page_filter(&p, count, &f);
    if (tr_ledger_reports(w->ledger, &f, w->arena, &got, &err)) {
        tr_reply_error(q, tr_api_fault(&f, &err), &err);
        return;
    }
    struct tr_report_row *v = TR_NEW_N(w->arena, struct tr_report_row, got.n + 1);
    if (got.n) memcpy(v, got.v, got.n * sizeof *v), qsort(v, got.n, sizeof *v, by_report_id);
    uint32_t from = 0;
    while (from < got.n && (uint64_t)v[from].id <= p.offset) from++;
    struct tr_reports page = { v + from, got.n - from };
    if (page.n > p.limit) p.next = (uint64_t)v[from + p.limit - 1].id, page.n = p.limit;
    tr_api_redact_reports(w, q, &page);
    tr_api_open(w);
    for (uint32_t i = 0; i < page.n; i++) tr_view_report_row(&w->json, &page.v[i]);
    p.total = count ? got.n : TR_NOT_COUNTED;
    tr_api_close(w, q, &p, TR_NOT_COUNTED, NULL);
}

static void report_text(struct tr_worker *w, struct tr_request *q, tr_id id)
{
    struct tr_err err = { 0 };
    tr_str text = TR_STR("");
    if (tr_ledger_text(w->ledger, id, w->arena, &text, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    tr_json_key(&w->json, "text"), tr_json_str(&w->json, hidden ? tr_redact_text(hidden, w->arena, text) : text);
}

void tr_api_report(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims claims;
    struct tr_reports reports;
    const tr_span *sentences = NULL;
    uint32_t n_sentences = 0;
    struct tr_err err = { 0 };
    struct tr_json *j = &w->json;
    if (!tr_api_id(q, &f.report) || !tr_api_flag(q, "rejected", &f.rejected) || !tr_api_as_of(q, &f.as_of)) return;
    f.revisions = f.undated = true;
    f.texts = true;
    int rc = tr_ledger_reports(w->ledger, &f, w->arena, &reports, &err);
    if (!rc && reports.n == 0) rc = tr_fail(&err, TR_E_USAGE, "there is no report %lld", (long long)f.report);
    if (!rc) rc = tr_ledger_claims(w->ledger, &f, w->arena, &claims, &err);
    if (!rc) rc = tr_ledger_sentences(w->ledger, f.report, w->arena, &sentences, &n_sentences, &err);
    if (rc) {
        tr_reply_error(q, "", &err);
        return;
    }
    tr_api_redact_reports(w, q, &reports);
    tr_api_redact_claims(w, q, &claims);
    tr_json_object(j);
    tr_json_key(j, "report"), tr_view_report_row(j, &reports.v[0]);
    report_text(w, q, f.report);
    if (q->reply.status) return;
    tr_json_key(j, "sentences"), tr_json_array(j);
    for (uint32_t i = 0; i < n_sentences; i++) tr_json_span(j, sentences[i]);
    tr_json_end(j);
    tr_json_key(j, "claims"), tr_json_array(j);
    for (uint32_t i = 0; i < claims.n; i++) tr_view_claim_row(j, &claims.v[i]);
    tr_json_end(j);
    tr_api_foot(w, q, NULL);
    tr_json_end(j);
    tr_reply_json(q, j);
}

void tr_api_original(struct tr_worker *w, struct tr_request *q)
{
    tr_id id;
    tr_str bytes;
    struct tr_err err = { 0 };
    if (!tr_api_id(q, &id)) return;
    if (tr_ledger_original(w->ledger, id, w->arena, &bytes, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    char *copy = tr_api_copy(q, bytes);
    if (!copy) return;
    /* Hostile pages among them: never shown by a browser, always saved. */
    tr_reply_text(q, 200, "application/octet-stream", copy, bytes.n);
    tr_reply_header(q, "Content-Disposition", "attachment; filename=\"report-%lld\"", (long long)id);
}

void tr_api_claims(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f;
    struct tr_page p;
    struct tr_claims got;
    struct tr_err err = { 0 };
    bool count = false;
    if (!tr_api_ask(q, &f, &p) || !tr_api_flag(q, "count", &count)) return;
    page_filter(&p, count, &f);
    if (tr_ledger_claims(w->ledger, &f, w->arena, &got, &err)) {
        tr_reply_error(q, tr_api_fault(&f, &err), &err);
        return;
    }
    struct tr_claim_row *v = TR_NEW_N(w->arena, struct tr_claim_row, got.n + 1);
    if (got.n) memcpy(v, got.v, got.n * sizeof *v), qsort(v, got.n, sizeof *v, by_claim_id);
    uint32_t from = 0;
    while (from < got.n && (uint64_t)v[from].id <= p.offset) from++;
    struct tr_claims page = got;
    page.v = v + from;
    page.n = got.n - from;
    if (page.n > p.limit) p.next = (uint64_t)v[from + p.limit - 1].id, page.n = p.limit;
    tr_api_redact_claims(w, q, &page);
    tr_api_open(w);
    for (uint32_t i = 0; i < page.n; i++) tr_view_claim_row(&w->json, &page.v[i]);
    p.total = count ? got.n : TR_NOT_COUNTED;
    tr_api_close(w, q, &p, TR_NOT_COUNTED, &got.scope);
}

void tr_api_claim(struct tr_worker *w, struct tr_request *q)
{
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims got;
    struct tr_err err = { 0 };
    struct tr_json *j = &w->json;
    if (!tr_api_id(q, &f.claim) || !tr_api_as_of(q, &f.as_of)) return;
    f.revisions = f.undated = f.rejected = f.texts = true;
    int rc = tr_ledger_claims(w->ledger, &f, w->arena, &got, &err);
    if (!rc && got.n == 0) rc = tr_fail(&err, TR_E_USAGE, "there is no claim %lld", (long long)f.claim);
    if (rc) {
        tr_reply_error(q, "", &err);
        return;
    }
    const struct tr_report_row *r = got.v[0].report;
    struct tr_reports of = { r, r ? 1 : 0 };
    tr_api_redact_reports(w, q, &of);
    tr_api_redact_claims(w, q, &got);
    tr_json_object(j);
    tr_json_key(j, "claim"), tr_view_claim_row(j, &got.v[0]);
    tr_json_key(j, "report"), tr_view_report_row(j, r);
    tr_api_foot(w, q, NULL);
    tr_json_end(j);
    tr_reply_json(q, j);
}
