/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of a filter in pieces: the reports that may hold some are put in order first (some dozen bytes each), then read a few thousand claims at a time. */
#include <stdlib.h>

#include "ledger/sqlite_query.h"

struct part {
    int64_t report, first;
    uint32_t n;
    tr_date published;
    bool wanted;
    unsigned char sha256[TR_DIGEST];
};

struct walking {
    struct sq_query q; /* prepared; each piece begins as a copy */
    struct tr_filter f;
    bool texts; /* asked for; read in the last pass */
    const struct tr_walk *walk;
    struct sq_standing standing;
    TR_VEC(struct part) parts;
    struct tr_arena *piece;
};

/* --- which reports --- */

static int read_parts(struct walking *w, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(w->q.l, SQ_reports_walk, err);
    int got;
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        struct part *p = tr_vec_push(w->q.n.arena, &w->parts);
        int64_t n = sqlite3_column_int64(s, 2);
        tr_str sha = tr_sq_str(s, 4);
        *p = (struct part){ .report = sqlite3_column_int64(s, 0), .first = sqlite3_column_int64(s, 1) };
        p->n = n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
        p->published = tr_sq_day(tr_sq_int(s, 3));
        memcpy(p->sha256, sha.p, sha.n < TR_DIGEST ? sha.n : TR_DIGEST);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(w->q.l, err, "reading reports");
    sqlite3_reset(s);
    return TR_OK;
}

/* The last part whose first claim, or whose report, is not behind that number: both are in order. NULL: there are no parts. */
static struct part *part_of(struct walking *w, int64_t number, bool report)
{
    uint32_t from = 0, to = w->parts.n;
    while (to - from > 1) {
        uint32_t middle = from + (to - from) / 2;
        if ((report ? w->parts.v[middle].report : w->parts.v[middle].first) <= number) from = middle;
        else to = middle;
    }
    return w->parts.n ? &w->parts.v[from] : NULL;
}

static void want_claim(struct walking *w, int64_t claim)
{
    struct part *p = part_of(w, claim, false);
    if (p) p->wanted = true;
}

static void want_report(struct walking *w, int64_t report)
{
    struct part *p = part_of(w, report, true);
    if (p && p->report == report) p->wanted = true;
}

/* Claims' numbers stand in the first column. */
static int want(struct walking *w, enum sq_name name, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(w->q.l, name, err);
    int got;
    if (!s) return TR_E_IO;
    tr_sq_bind_days(s, &w->f);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) want_claim(w, sqlite3_column_int64(s, 0));
    if (got != SQLITE_DONE) return tr_sq_fail(w->q.l, err, "reading claims");
    sqlite3_reset(s);
    return TR_OK;
}

static int want_places(struct walking *w, struct tr_err *err)
{
    int rc = tr_sq_scope_places(&w->q, err);
    if (!rc && !w->f.timeless) rc = want(w, SQ_in_scope_ids, err);
    if (!rc && !w->f.timeless && tr_sq_wants_territory(&w->q)) rc = want(w, SQ_in_territory, err);
    if (!rc && (w->f.timeless || !tr_days_known(w->f.days))) rc = want(w, SQ_timeless_ids, err);
    return rc;
}

static int want_actor(struct walking *w, struct tr_err *err)
{
    int rc = tr_sq_scope_actors(&w->q, &w->q.by, err);
    if (!rc) rc = want(w, SQ_by_actor, err);
    return rc ? rc : want(w, SQ_by_ref, err);
}

static int want_source(struct walking *w, struct tr_err *err)
{
    const int64_t *reports = NULL;
    uint32_t n = 0;
    int rc = tr_sq_scope_actors(&w->q, &w->q.source, err);
    if (!rc) rc = want(w, SQ_by_source, err);
    if (!rc) rc = tr_sq_outlet_reports(&w->q, &reports, &n, err);
    for (uint32_t i = 0; !rc && i < n; i++) want_report(w, reports[i]);
    return rc;
}

static void want_words(struct walking *w)
{
    for (uint32_t i = 0; i < w->q.sentences.n; i++) {
        int64_t row;
        memcpy(&row, w->q.sentences.entries[i].key.p, sizeof row);
        want_report(w, row >> TR_SQ_FTS_SHIFT);
    }
}

static void want_all(struct walking *w)
{
    for (uint32_t i = 0; i < w->parts.n; i++) w->parts.v[i].wanted = true;
}

static int by_order(const void *x, const void *y)
{
    const struct part *a = x, *b = y;
    int64_t p = a->published == TR_NO_DATE ? INT64_MAX : a->published, r = b->published == TR_NO_DATE ? INT64_MAX : b->published;
    return p != r ? (p > r) - (p < r) : memcmp(a->sha256, b->sha256, TR_DIGEST);
}

static int choose(struct walking *w, struct tr_err *err)
{
    const struct sq_query *q = &w->q;
    int rc = read_parts(w, err);
    if (rc) return rc;
    bool narrow = q->has_words || q->has_by || q->has_source;
    if (q->has_scope || w->f.timeless || (tr_days_known(w->f.days) && !narrow)) rc = want_places(w, err);
    else if (q->has_words) want_words(w);
    else if (q->has_by) rc = want_actor(w, err);
    else if (q->has_source) rc = want_source(w, err);
    else want_all(w);
    for (uint32_t i = 0; i < q->standing.n; i++) {
        if (q->standing.v[i].kind == TR_ASSESS_correct) want_claim(w, tr_assess_number(q->standing.v[i].target));
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->parts.n; i++) {
        if (w->parts.v[i].wanted) w->parts.v[n++] = w->parts.v[i];
    }
    w->parts.n = n;
    if (n) qsort(w->parts.v, n, sizeof *w->parts.v, by_order);
    return rc;
}

/* --- pieces --- */

static int answer_piece(struct walking *w, unsigned pass, uint32_t from, uint32_t to, struct tr_err *err)
{
    struct sq_query *q = TR_NEW(w->piece, struct sq_query);
    struct tr_claims got;
    int rc = TR_OK;
    *q = w->q;
    tr_sq_answer(&q->n, w->piece, w->f.as_of);
    q->n.pieces = &w->standing;
    tr_map_init(&q->seen, w->piece);
    w->f.texts = w->texts && pass + 1 == w->walk->passes;
    for (uint32_t i = from; !rc && i < to; i++) rc = tr_sq_take_report(q, w->parts.v[i].report, err);
    if (!rc) rc = tr_sq_give(q, &got, err);
    return rc ? rc : w->walk->take(w->walk->ctx, pass, &got, w->piece, err);
}

/* What outlives the piece may run out of memory as well as the piece: either way its arena is emptied. */
static int take_piece(struct walking *w, unsigned pass, uint32_t from, uint32_t to, struct tr_err *err)
{
    struct tr_arena_outer outer;
    struct tr_arena *a = w->q.n.arena;
    volatile int rc = TR_E_NOMEM;
    volatile bool whole = false;
    tr_arena_push_guard(a, &outer);
    if (setjmp(*tr_arena_guard(a)) == 0) {
        if (setjmp(*tr_arena_guard(w->piece)) == 0) {
            rc = answer_piece(w, pass, from, to, err);
            whole = true;
        }
    }
    tr_sq_reset(w->q.l);
    tr_arena_unguard(w->piece);
    tr_arena_reset(w->piece);
    tr_arena_pop_guard(a, &outer);
    return whole ? rc : tr_fail(err, TR_E_NOMEM, "no memory for the claims of some reports");
}

static int take_pass(struct walking *w, unsigned pass, struct tr_err *err)
{
    uint32_t from = 0, to = 0;
    int rc = TR_OK;
    do {
        uint64_t claims = 0; /* a report is never divided */
        for (from = to; to < w->parts.n && claims < w->walk->piece; to++) claims += w->parts.v[to].n;
        rc = take_piece(w, pass, from, to, err);
    } while (!rc && to < w->parts.n);
    return rc;
}

struct walk_asked {
    const struct tr_filter *f;
    const struct tr_walk *walk;
};

static int ask_walk(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct walk_asked *ask = arg;
    struct walking *w = TR_NEW(a, struct walking);
    w->f = *ask->f;
    w->texts = w->f.texts;
    w->walk = ask->walk;
    w->q.l = l;
    w->q.f = &w->f;
    w->standing.arena = a;
    tr_map_init(&w->standing.rows, a);
    tr_sq_answer(&w->q.n, a, w->f.as_of);
    int rc = tr_sq_prepare(&w->q, err);
    if (!rc) rc = choose(w, err);
    if (rc) return rc;
    if (!(w->piece = tr_arena_new(tr_arena_ceiling(a)))) return tr_fail(err, TR_E_NOMEM, "no memory for claims");
    for (unsigned pass = 0; !rc && pass < w->walk->passes; pass++) rc = take_pass(w, pass, err);
    tr_arena_free(w->piece);
    return rc;
}

int tr_sq_walk(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, const struct tr_walk *walk, struct tr_err *err)
{
    struct walk_asked ask = { f, walk };
    return tr_sq_ask((struct sq *)l, a, ask_walk, &ask, err);
}
