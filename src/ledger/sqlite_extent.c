/* SPDX-License-Identifier: Apache-2.0 */
/* How much a place and a time hold, from the indexes alone. */
#include "ledger/sqlite_query.h"

struct extent_asked {
    const struct tr_filter *f;
    struct tr_extent *out;
};

static int ask_extent(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct extent_asked *ask = arg;
    struct sq_query *q = TR_NEW(a, struct sq_query);
    q->l = l;
    q->f = ask->f;
    q->has_scope = tr_str_trim(ask->f->place).n != 0;
    tr_sq_answer(&q->n, a, ask->f->as_of);
    int rc = q->has_scope ? tr_sq_find_scope(l, ask->f->place, &q->n, &q->scope, err) : TR_OK;
    if (!rc) rc = tr_sq_scope_places(q, err);
    sqlite3_stmt *s = rc ? NULL : tr_sq_stmt(l, SQ_extent, err);
    if (!s) return rc ? rc : TR_E_IO;
    tr_sq_bind_days(s, ask->f);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "counting claims");
    *ask->out = (struct tr_extent){ .claims = (uint64_t)sqlite3_column_int64(s, 0), .days = TR_NO_DAYS };
    if (ask->out->claims) ask->out->days = (tr_days){ tr_sq_day(sqlite3_column_int64(s, 1)), tr_sq_day(sqlite3_column_int64(s, 2)) };
    sqlite3_reset(s);
    if (!(s = tr_sq_stmt(l, SQ_timeless_some, err))) return TR_E_IO;
    int got = sqlite3_step(s);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "counting claims");
    ask->out->timeless = got == SQLITE_ROW;
    sqlite3_reset(s);
    return TR_OK;
}

int tr_sq_extent(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_extent *out, struct tr_err *err)
{
    struct extent_asked ask = { f, out };
    return tr_sq_ask((struct sq *)l, a, ask_extent, &ask, err);
}
