/* SPDX-License-Identifier: Apache-2.0 */
/* What a server asks besides claims: the head, a report's sentences, and the registers as claims use them. */
#include <stdio.h>

#include "base/utf8.h"
#include "ledger/sqlite_int.h"

/* --- head --- */

static int read_head(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct tr_ledger_head *out = arg;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_head, err);
    (void)a;
    *out = (struct tr_ledger_head){ .at = TR_NO_INSTANT };
    if (!s) return TR_E_IO;
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "reading the end of the chain");
    out->links = (uint64_t)sqlite3_column_int64(s, 0);
    out->reports = (uint64_t)sqlite3_column_int64(s, 2);
    out->claims = (uint64_t)sqlite3_column_int64(s, 3);
    out->assessments = (uint64_t)sqlite3_column_int64(s, 4);
    int64_t at = tr_sq_int(s, 5);
    if (at != TR_NULL) out->at = at;
    tr_str hash = tr_sq_str(s, 1);
    for (size_t i = 0; i < hash.n && i < TR_DIGEST; i++) snprintf(out->hash + 2 * i, 3, "%02x", (unsigned char)hash.p[i]);
    return TR_OK;
}

int tr_sq_head(struct tr_ledger *base, struct tr_ledger_head *out, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    return tr_sq_ask(l, l->work, read_head, out, err);
}

/* --- sentences --- */

struct sentences {
    tr_id report;
    const tr_span **v;
    uint32_t *n;
};

static int read_sentences(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct sentences *ask = arg;
    tr_str text;
    return tr_sq_load_body(l, a, ask->report, &text, ask->v, ask->n, err);
}

int tr_sq_sentences(struct tr_ledger *base, tr_id report, struct tr_arena *a, const tr_span **out, uint32_t *n, struct tr_err *err)
{
    struct sentences ask = { report, out, n };
    return tr_sq_ask((struct sq *)base, a, read_sentences, &ask, err);
}

/* --- registers --- */

struct entries {
    enum tr_entries_of of;
    tr_str name;
    uint64_t offset;
    uint32_t limit;
    struct tr_entries *out;
};

/* A row of the page; total stands in the last column of every row. */
static void take_entry(struct sq *l, struct tr_arena *a, sqlite3_stmt *s, enum tr_entries_of of, struct tr_entry *e)
{
    *e = (struct tr_entry){ .outlet = TR_STR("") };
    if (of == TR_ENTRIES_PLACES) {
        struct tr_place_row *p = TR_NEW(a, struct tr_place_row);
        tr_sq_read_place(a, s, p);
        e->place = p;
        e->claims = (uint64_t)sqlite3_column_int64(s, 9);
        return;
    }
    e->claims = (uint64_t)sqlite3_column_int64(s, 5);
    if (sqlite3_column_type(s, 0) == SQLITE_NULL) {
        e->outlet = tr_arena_dup(a, tr_sq_str(s, 2));
        return;
    }
    struct tr_actor_row *row = TR_NEW(a, struct tr_actor_row);
    tr_sq_read_actor(a, s, row);
    tr_sq_register(l, row);
    e->actor = row;
}

/* The newest standing grade of each source; grades are few, so they are all looked at. */
static int give_grades(struct sq *l, struct tr_arena *a, struct tr_entry *v, uint32_t n, struct tr_err *err)
{
    struct tr_assessments got;
    int rc = tr_sq_assessments_in(l, TR_STR("source:"), TR_NO_INSTANT, false, a, &got, err);
    for (uint32_t i = 0; !rc && i < got.n; i++) {
        tr_str target = tr_str_sub(got.v[i].target, 7, got.v[i].target.n);
        if (got.v[i].kind != TR_ASSESS_grade || got.v[i].value.n < 2) continue;
        for (uint32_t k = 0; k < n; k++) {
            bool hit = v[k].actor ? tr_str_eq(v[k].actor->key, target)
                                  : tr_str_starts(target, TR_STR("outlet:")) && tr_str_ieq(tr_str_sub(target, 7, target.n), v[k].outlet);
            if (hit) v[k].grade = (struct tr_grade){ got.v[i].value.p[0], got.v[i].value.p[1] };
        }
    }
    return rc;
}

static int read_entries(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    static const enum sq_name pages[] = { SQ_entries_places, SQ_entries_actors, SQ_entries_sources };
    struct entries *ask = arg;
    TR_VEC(struct tr_entry) rows = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(l, pages[ask->of], err);
    if (!s) return TR_E_IO;
    tr_str fold = tr_utf8_fold(a, ask->name);
    tr_sq_bind_str(s, 1, ask->of == TR_ENTRIES_PLACES ? fold : ask->name);
    sqlite3_bind_int64(s, 2, ask->limit);
    sqlite3_bind_int64(s, 3, (int64_t)(ask->offset > INT64_MAX ? INT64_MAX : ask->offset));
    int got, total = ask->of == TR_ENTRIES_PLACES ? 10 : 6;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        ask->out->total = (uint64_t)sqlite3_column_int64(s, total);
        struct tr_entry e;
        take_entry(l, a, s, ask->of, &e);
        *tr_vec_push(a, &rows) = e;
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading the registers");
    sqlite3_reset(s);
    ask->out->v = rows.v;
    ask->out->n = rows.n;
    return ask->of == TR_ENTRIES_SOURCES ? give_grades(l, a, rows.v, rows.n, err) : TR_OK;
}

int tr_sq_entries(struct tr_ledger *base, enum tr_entries_of of, tr_str name, uint64_t offset, uint32_t limit, struct tr_arena *a,
                  struct tr_entries *out, struct tr_err *err)
{
    struct entries ask = { of, name, offset, limit, out };
    *out = (struct tr_entries){ 0 };
    return tr_sq_ask((struct sq *)base, a, read_entries, &ask, err);
}

struct persons {
    tr_id after;
    const struct tr_actor_row **v;
    uint32_t *n;
    tr_id *up_to;
};

static int read_persons(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct persons *ask = arg;
    TR_VEC(struct tr_actor_row) rows = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_persons, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, ask->after);
    sqlite3_bind_int(s, 2, TRUCE_ACTOR_person);
    int got;
    *ask->up_to = ask->after;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        struct tr_actor_row row;
        *ask->up_to = sqlite3_column_int64(s, 5);
        if (sqlite3_column_type(s, 0) == SQLITE_NULL) continue; /* there are no new persons */
        tr_sq_read_actor(a, s, &row);
        *tr_vec_push(a, &rows) = row;
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading the registers");
    sqlite3_reset(s);
    *ask->v = rows.v;
    *ask->n = rows.n;
    return TR_OK;
}

int tr_sq_persons(struct tr_ledger *base, tr_id after, struct tr_arena *a, const struct tr_actor_row **out, uint32_t *n, tr_id *up_to,
                  struct tr_err *err)
{
    struct persons ask = { after, out, n, up_to };
    *out = NULL;
    *n = 0;
    return tr_sq_ask((struct sq *)base, a, read_persons, &ask, err);
}
