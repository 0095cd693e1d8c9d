/* SPDX-License-Identifier: Apache-2.0 */
/* Full text, and reports of a filter. */
#include <stdlib.h>

#include "base/utf8.h"
#include "ledger/sqlite_query.h"

int tr_sq_words_fail(struct sq *l, tr_str words, struct tr_err *err)
{
    int code = sqlite3_errcode(l->db) & 0xFF;
    if (code != SQLITE_ERROR) return tr_sq_fail(l, err, "searching");
    return tr_fail(
        err, TR_E_INPUT,
        "\"%.*s\" is no question of words (%s): write words, \"a phrase\", AND, OR, NOT, a word's beginning with *; put what has other signs between double quotes",
        TR_STR_ARG(tr_str_sub(words, 0, 80)), sqlite3_errmsg(l->db));
}

/* Words that stand in more sentences rank nothing, and ranking takes its time: the last ones that were kept are given then. */
#define RANKED_AT_MOST 20000

struct search_asked {
    tr_str words;
    uint32_t limit;
    struct tr_founds *out;
};

static int count_found(struct sq *l, tr_str words, uint64_t *total, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_search_count, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, words);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_words_fail(l, words, err);
    *total = (uint64_t)sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return TR_OK;
}

struct ranked {
    int64_t row;
    double rank;
    const struct tr_report_row *in;
};

static int fill(struct sq *l, struct sq_answer *n, const struct ranked *at, struct tr_found *f, struct tr_err *err)
{
    const tr_span *spans;
    uint32_t n_spans, sentence = (uint32_t)(at->row & ((1 << TR_SQ_FTS_SHIFT) - 1));
    tr_str text;
    *f = (struct tr_found){ .report = at->in->id, .sentence = sentence ? sentence - 1 : UINT32_MAX, .text = at->in->title, .in = at->in };
    if (!sentence) return TR_OK;
    int rc = tr_sq_load_body(l, n->arena, at->in->id, &text, &spans, &n_spans, err);
    if (rc) return rc;
    if (sentence > n_spans) return tr_fail(err, TR_E_INPUT, "%s: the search index does not fit the ledger", l->path);
    f->span = spans[sentence - 1];
    f->text = tr_str_at(text, f->span);
    return TR_OK;
}

/* The best first; of equally good ones those that were published last, then by hash and place in the report. */
static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->in != b->in) {
        int64_t p = a->in->published, q = b->in->published;
        if (p != q) return p > q ? -1 : 1;
        int order = tr_str_cmp(a->in->sha256, b->in->sha256);
        if (order) return order;
    }
    return (a->row > b->row) - (a->row < b->row);
}

static int take_rank(struct sq *l, struct sq_answer *n, sqlite3_stmt *s, struct ranked *out, struct tr_err *err)
{
    struct sq_report *r;
    *out = (struct ranked){ .row = sqlite3_column_int64(s, 0), .rank = sqlite3_column_double(s, 1) };
    int rc = tr_sq_load_report(l, n, out->row >> TR_SQ_FTS_SHIFT, &r, err);
    if (rc || !r) return rc ? rc : tr_fail(err, TR_E_INPUT, "%s: the search index does not fit the ledger", l->path);
    out->in = &r->row;
    return TR_OK;
}

static int take_found(struct sq *l, struct sq_answer *n, const struct search_asked *ask, bool ranked, struct tr_err *err)
{
    TR_VEC(struct ranked) all = { 0 };
    int got = SQLITE_DONE, rc = TR_OK;
    sqlite3_stmt *s = tr_sq_stmt(l, ranked ? SQ_search : SQ_search_late, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, ask->words);
    sqlite3_bind_int64(s, 2, ask->limit && !ranked ? (int64_t)ask->limit : -1);
    while (!rc && (got = sqlite3_step(s)) == SQLITE_ROW) {
        /* Equally good ones are all looked at, so that the first ten are the same whether ten or twenty are asked for. */
        if (ask->limit && all.n >= ask->limit && sqlite3_column_double(s, 1) != all.v[all.n - 1].rank) break;
        rc = take_rank(l, n, s, tr_vec_push(n->arena, &all), err);
    }
    if (!rc && got != SQLITE_DONE && got != SQLITE_ROW) rc = tr_sq_words_fail(l, ask->words, err);
    sqlite3_reset(s);
    if (rc) return rc;
    if (all.n) qsort(all.v, all.n, sizeof *all.v, by_rank);
    if (ask->limit && all.n > ask->limit) all.n = ask->limit;
    struct tr_found *v = TR_NEW_N(n->arena, struct tr_found, all.n + 1);
    for (uint32_t i = 0; i < all.n && !rc; i++) rc = fill(l, n, &all.v[i], &v[i], err);
    ask->out->v = v;
    ask->out->n = all.n;
    return rc;
}

static int ask_search(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct search_asked *ask = arg;
    struct sq_answer n;
    tr_sq_answer(&n, a, TR_NO_INSTANT);
    int rc = count_found(l, ask->words, &ask->out->total, err);
    if (!rc) rc = take_found(l, &n, ask, !ask->limit || ask->out->total <= RANKED_AT_MOST, err);
    return rc ? rc : tr_sq_roots(l, &n, err);
}

int tr_sq_search(struct tr_ledger *l, tr_str words, uint32_t limit, struct tr_arena *a, struct tr_founds *out, struct tr_err *err)
{
    struct search_asked ask = { words, limit, out };
    if (!tr_str_trim(words).n) return tr_fail(err, TR_E_INPUT, "search for which words?");
    return tr_sq_ask((struct sq *)l, a, ask_search, &ask, err);
}

/* --- reports --- */

struct reports_asked {
    const struct tr_filter *f;
    struct tr_reports *out;
};

/* Filters that speak of claims take the reports of the claims that they take. */
static bool needs_claims(const struct tr_filter *f)
{
    return f->place.n || f->by.n || f->words.n || f->claim || f->min_confidence > 0 || f->kinds != TR_KINDS_ALL;
}

static bool wanted(const struct sq_answer *n, const struct tr_filter *f, const struct tr_report_row *r)
{
    if ((r->superseded && !f->revisions) || (f->report && r->id != f->report) || (uint64_t)r->id <= f->after) return false;
    if (f->source.n && !tr_str_eq(tr_utf8_fold(n->arena, r->outlet), tr_utf8_fold(n->arena, f->source))) return false;
    if (!tr_days_known(f->days)) return true;
    if (r->published == TR_NO_DATE) return f->undated;
    return (f->days.from == TR_NO_DATE || r->published >= f->days.from) && (f->days.to == TR_NO_DATE || r->published <= f->days.to);
}

static int by_order(const void *x, const void *y)
{
    return tr_sq_report_order(x, y);
}

static int ask_reports(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct reports_asked *ask = arg;
    TR_VEC(struct tr_report_row) rows = { 0 };
    TR_VEC(int64_t) ids = { 0 };
    struct sq_answer n;
    int got;
    tr_sq_answer(&n, a, ask->f->as_of);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_reports_from, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, ask->f->report ? ask->f->report - 1 : (int64_t)ask->f->after);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        *tr_vec_push(a, &ids) = sqlite3_column_int64(s, 0);
        if (ask->f->report) break;
    }
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading reports");
    sqlite3_reset(s);
    for (uint32_t i = 0, fit = 0; i < ids.n && (!ask->f->limit || fit < ask->f->limit);
         i++) { /* a page need not read what lies behind it */
        struct sq_report *r;
        int rc = tr_sq_load_report(l, &n, ids.v[i], &r, err);
        if (rc) return rc;
        fit += r && r->recorded <= n.as_of && wanted(&n, ask->f, &r->row);
    }
    int rc = tr_sq_roots(l, &n, err);
    for (uint32_t i = 0; !rc && i < n.reports.n && (!ask->f->limit || rows.n < ask->f->limit); i++) {
        const struct sq_report *r = (const struct sq_report *)(uintptr_t)n.reports.entries[i].value;
        if (r->recorded <= n.as_of && wanted(&n, ask->f, &r->row)) *tr_vec_push(a, &rows) = r->row;
    }
    if (rows.n) qsort(rows.v, rows.n, sizeof *rows.v, by_order);
    *ask->out = (struct tr_reports){ rows.v, rows.n };
    return rc;
}

/* Reports of the claims, once each, as they stand in the answer. */
static int through_claims(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err)
{
    TR_VEC(struct tr_report_row) rows = { 0 };
    struct tr_claims claims;
    struct tr_filter all = *f;
    all.limit = 0;
    int rc = tr_sq_claims(l, &all, a, &claims, err);
    if (rc) return rc;
    for (uint32_t i = 0; i < claims.n; i++) { /* in the reports' order already */
        if (i && claims.v[i].report == claims.v[i - 1].report) continue;
        if (f->limit && rows.n == f->limit) break;
        *tr_vec_push(a, &rows) = *claims.v[i].report;
    }
    *out = (struct tr_reports){ rows.v, rows.n };
    return TR_OK;
}

int tr_sq_reports(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err)
{
    struct reports_asked ask = { f, out };
    if (needs_claims(f)) return through_claims(l, f, a, out, err);
    return tr_sq_ask((struct sq *)l, a, ask_reports, &ask, err);
}
