/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of a filter: the narrowest index that it allows finds candidates, every one is then held against the whole filter. */
#include "ledger/sqlite_query.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "ledger/address.h"

static tr_str number(const int64_t *id)
{
    return (tr_str){ (const char *)id, sizeof *id };
}

/* --- the filter, held against a row --- */

static bool overlaps(tr_days asked, tr_date from, tr_date to)
{
    return (asked.from == TR_NO_DATE || to == TR_NO_DATE || to >= asked.from) &&
           (asked.to == TR_NO_DATE || from == TR_NO_DATE || from <= asked.to);
}

static bool in_days(const struct tr_filter *f, const struct tr_claim_row *c)
{
    tr_date day = c->report->published;
    if (!tr_days_known(f->days)) return true;
    if (tr_days_known(c->days)) return overlaps(f->days, c->days.from, c->days.to);
    return f->undated && day != TR_NO_DATE && overlaps(f->days, day, day);
}

static bool place_in(const struct sq_query *q, const struct tr_place_row *p)
{
    if (!p) return false;
    if (p->id) return tr_map_find(&q->scope.places.ids, number(&p->id)) != NULL;
    return tr_scope_has(&q->scope.rule, p, tr_utf8_fold(q->n.arena, p->name));
}

static bool in_place(const struct sq_query *q, const struct tr_claim_row *c)
{
    if (!q->has_scope || place_in(q, c->place)) return true;
    if (c->kind != TRUCE_KIND_ceasefire) return false;
    for (uint32_t i = 0; i < c->ceasefire.territory.n; i++) {
        if (place_in(q, c->ceasefire.territory.v[i])) return true;
    }
    return false;
}

static bool is_by(const struct sq_query *q, const struct tr_claim_row *c)
{
    if (!q->has_by) return true;
    switch (c->kind) {
    case TRUCE_KIND_casualties: return tr_sq_is_who(q, &q->by, c->casualties.by);
    case TRUCE_KIND_event: return tr_sq_is_who(q, &q->by, c->event.actor);
    case TRUCE_KIND_ceasefire:
        for (uint32_t i = 0; i < c->ceasefire.parties.n; i++) {
            if (tr_sq_is_who(q, &q->by, c->ceasefire.parties.v[i])) return true;
        }
        return tr_sq_is_who(q, &q->by, c->ceasefire.violator);
    default: return false;
    }
}

static bool is_source(const struct sq_query *q, const struct tr_claim_row *c)
{
    if (!q->has_source || (c->source && tr_sq_is_who(q, &q->source, c->source))) return true;
    return c->report->outlet.n && tr_str_eq(tr_utf8_fold(q->n.arena, c->report->outlet), q->outlet);
}

static bool has_words(const struct sq_query *q, const struct tr_claim_row *c)
{
    int64_t row = tr_sq_sentence_row(c->report->id, c->sentence);
    return !q->has_words || tr_map_find(&q->sentences, number(&row)) != NULL;
}

static bool passes(const struct sq_query *q, const struct tr_claim_row *c)
{
    const struct tr_filter *f = q->f;
    if (!(f->kinds >> c->kind & 1u) || (uint64_t)c->id <= f->after) return false;
    if ((f->report && c->report->id != f->report) || (f->claim && c->id != f->claim)) return false;
    if ((c->rejected && !f->rejected) || (c->report->superseded && !f->revisions)) return false;
    if ((double)c->confidence < f->min_confidence) return false;
    return in_days(f, c) && in_place(q, c) && is_by(q, c) && is_source(q, c) && has_words(q, c);
}

/* --- candidates --- */

static int take_flat(struct sq_query *q, const struct tr_flat_claim *c, struct tr_err *err)
{
    struct tr_claim_row *row;
    bool fresh;
    int64_t *id = TR_NEW(q->n.arena, int64_t);
    *id = c->v[TR_C_id];
    tr_map_put(&q->seen, number(id), &fresh);
    if (!fresh) return TR_OK;
    int rc = tr_sq_build(q, c, &row, err);
    if (!rc && row && passes(q, row)) *tr_vec_push(q->n.arena, &q->rows) = row;
    return rc;
}

/* Nothing that no decision can change is read further when it does not fit. */
static bool worth_kind(const struct sq_query *q, int64_t id, int kind, bool undated)
{
    if ((uint64_t)id <= q->f->after || !(q->f->kinds >> (kind & 31) & 1u)) return false;
    return !undated || q->f->undated || !tr_days_known(q->f->days) || tr_map_find(&q->decided, number(&id));
}

static bool worth_reading(const struct sq_query *q, sqlite3_stmt *s)
{
    bool undated = sqlite3_column_type(s, TR_C_day_from) == SQLITE_NULL && sqlite3_column_type(s, TR_C_day_to) == SQLITE_NULL;
    return worth_kind(q, sqlite3_column_int64(s, TR_C_id), sqlite3_column_int(s, TR_C_kind), undated);
}

static int take_all(struct sq_query *q, sqlite3_stmt *s, struct tr_err *err)
{
    int got, rc = TR_OK;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        struct tr_flat_claim c;
        if (!worth_reading(q, s)) continue;
        tr_sq_read_claim(q->n.arena, s, &c);
        rc = take_flat(q, &c, err);
        if (rc) return rc;
        if (q->enough && q->rows.n >= q->enough) break;
    }
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(q->l, err, "reading claims");
    sqlite3_reset(s);
    return TR_OK;
}

static int take_record(struct sq_query *q, int64_t id, const void *record, int kind, bool undated, struct tr_err *err)
{
    struct tr_flat_claim c;
    if (!worth_kind(q, id, kind, undated)) return TR_OK;
    tr_sq_claim_of_record(q->n.arena, record, &c);
    return take_flat(q, &c, err);
}

/* One claim, from the shelf, or read and put there whatever it is: the next question may want it. */
static int take_one(struct sq_query *q, int64_t id, struct tr_err *err)
{
    const void *record;
    struct tr_flat_claim c;
    int kind;
    bool undated;
    if (tr_sq_shelf_claim(q->l, id, &record, &kind, &undated)) return take_record(q, id, record, kind, undated, err);
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_claim_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    int got = sqlite3_step(s);
    if (got == SQLITE_DONE) return TR_OK;
    if (got != SQLITE_ROW) return tr_sq_fail(q->l, err, "reading claims");
    bool worth = worth_reading(q, s);
    tr_sq_read_claim(q->n.arena, s, &c);
    sqlite3_reset(s);
    tr_sq_shelve_claim(q->l, q->n.arena, &c);
    return worth ? take_flat(q, &c, err) : TR_OK;
}

int tr_sq_take_report(struct sq_query *q, int64_t id, struct tr_err *err)
{
    struct sq_report *r;
    int rc = tr_sq_load_report(q->l, &q->n, id, &r, err);
    if (rc || !r) return rc;
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_of_report, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, r->first_claim);
    sqlite3_bind_int64(s, 2, r->first_claim + r->n_claims - 1);
    return take_all(q, s, err);
}

/* Numbers of a statement's first column: kept apart, because what follows may use other statements on the same rows. */
struct ids {
    TR_VEC(int64_t) list;
};

static int read_ids(struct sq_query *q, sqlite3_stmt *s, struct ids *out, struct tr_err *err)
{
    int got;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) *tr_vec_push(q->n.arena, &out->list) = sqlite3_column_int64(s, 0);
    if (got != SQLITE_DONE) return tr_sq_fail(q->l, err, "reading claims");
    sqlite3_reset(s);
    return TR_OK;
}

/* --- temp.scope --- */

static int scope_clear(struct sq_query *q, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_scope_clear, err);
    return s ? tr_sq_run(q->l, s, err, "asking") : TR_E_IO;
}

static int scope_put(struct sq_query *q, int64_t id, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_scope_put, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_int(s, 1, id);
    return tr_sq_run(q->l, s, err, "asking");
}

/* Places of the filter, or all of them and none. */
int tr_sq_scope_places(struct sq_query *q, struct tr_err *err)
{
    int rc = scope_clear(q, err);
    if (q->has_scope) {
        for (uint32_t i = 0; !rc && i < q->scope.places.list.n; i++) rc = scope_put(q, q->scope.places.list.v[i]->id, err);
        return rc;
    }
    sqlite3_stmt *s = rc ? NULL : tr_sq_stmt(q->l, SQ_place_ids, err);
    struct ids all = { 0 };
    if (!s) return rc ? rc : TR_E_IO;
    rc = read_ids(q, s, &all, err);
    for (uint32_t i = 0; !rc && i < all.list.n; i++) rc = scope_put(q, all.list.v[i], err);
    return rc ? rc : scope_put(q, TR_NULL, err);
}

int tr_sq_scope_actors(struct sq_query *q, const struct tr_map *ids, struct tr_err *err)
{
    int rc = scope_clear(q, err);
    for (uint32_t i = 0; !rc && i < ids->n; i++) {
        int64_t id;
        if (ids->entries[i].key.n != sizeof id)
            continue; /* keys stand among them; those of eight bytes that look like a number find nothing */
        memcpy(&id, ids->entries[i].key.p, sizeof id);
        rc = scope_put(q, id, err);
    }
    return rc;
}

void tr_sq_bind_days(sqlite3_stmt *s, const struct tr_filter *f)
{
    int n = sqlite3_bind_parameter_count(s);
    if (n >= 1) sqlite3_bind_int64(s, 1, f->days.from == TR_NO_DATE ? -TR_FAR_DAY : f->days.from);
    if (n >= 2) sqlite3_bind_int64(s, 2, f->days.to == TR_NO_DATE ? TR_FAR_DAY : f->days.to);
}

static int take_stmt(struct sq_query *q, enum sq_name name, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(q->l, name, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_days(s, q->f);
    return take_all(q, s, err);
}

static int take_ids(struct sq_query *q, enum sq_name name, struct tr_err *err)
{
    struct ids found = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(q->l, name, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_days(s, q->f);
    int rc = read_ids(q, s, &found, err);
    for (uint32_t i = 0; !rc && i < found.list.n; i++) rc = take_one(q, found.list.v[i], err);
    return rc;
}

/* --- ways in --- */

/* Ceasefires alone have a territory. */
bool tr_sq_wants_territory(const struct sq_query *q)
{
    return q->f->kinds >> TRUCE_KIND_ceasefire & 1u;
}

static int by_place(struct sq_query *q, struct tr_err *err)
{
    int rc = tr_sq_scope_places(q, err);
    if (!rc && q->f->timeless) return take_stmt(q, SQ_timeless, err);
    /* What is kept in memory is found by number, which the index alone tells. */
    if (!rc) rc = q->l->view ? take_ids(q, SQ_in_scope_ids, err) : take_stmt(q, SQ_in_scope, err);
    if (!rc && tr_sq_wants_territory(q)) rc = take_ids(q, SQ_in_territory, err);
    if (!rc && !tr_days_known(q->f->days)) rc = take_stmt(q, SQ_timeless, err);
    return rc;
}

static int by_number(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

static int ids_of(struct sq_query *q, enum sq_name name, struct ids *out, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(q->l, name, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_days(s, q->f);
    return read_ids(q, s, out, err);
}

/* A page: the numbers come from the indexes alone, and only as many claims are read as it takes to fill it. */
static int page_by_place(struct sq_query *q, struct tr_err *err)
{
    struct ids found = { 0 };
    int rc = tr_sq_scope_places(q, err);
    if (!rc) rc = ids_of(q, SQ_in_scope_ids, &found, err);
    if (!rc && tr_sq_wants_territory(q)) rc = ids_of(q, SQ_in_territory, &found, err);
    if (!rc && !tr_days_known(q->f->days)) rc = ids_of(q, SQ_timeless_ids, &found, err);
    for (uint32_t i = 0; !rc && i < q->standing.n; i++) {
        if (q->standing.v[i].kind == TR_ASSESS_correct) *tr_vec_push(q->n.arena, &found.list) = tr_assess_number(q->standing.v[i].target);
    }
    if (rc || !found.list.n) return rc;
    qsort(found.list.v, found.list.n, sizeof *found.list.v, by_number);
    for (uint32_t i = 0; !rc && i < found.list.n && q->rows.n < q->f->limit; i++) {
        if (found.list.v[i] > 0 && (uint64_t)found.list.v[i] > q->f->after) rc = take_one(q, found.list.v[i], err);
    }
    return rc;
}

static int by_words(struct sq_query *q, struct tr_err *err)
{
    int64_t last = 0;
    for (uint32_t i = 0; i < q->sentences.n; i++) {
        int64_t row, report;
        memcpy(&row, q->sentences.entries[i].key.p, sizeof row);
        report = row >> TR_SQ_FTS_SHIFT;
        if (report == last) continue; /* in order of rows */
        last = report;
        int rc = tr_sq_take_report(q, report, err);
        if (rc) return rc;
    }
    return TR_OK;
}

static int by_actor(struct sq_query *q, struct tr_err *err)
{
    int rc = tr_sq_scope_actors(q, &q->by, err);
    if (!rc) rc = take_stmt(q, SQ_by_actor, err);
    return rc ? rc : take_ids(q, SQ_by_ref, err);
}

int tr_sq_outlet_reports(struct sq_query *q, const int64_t **v, uint32_t *n, struct tr_err *err)
{
    struct ids reports = { 0 };
    TR_VEC(tr_str) outlets = { 0 };
    int got;
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_outlets, err);
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        tr_str name = tr_sq_str(s, 0);
        if (name.n && tr_str_eq(tr_utf8_fold(q->n.arena, name), q->outlet))
            *tr_vec_push(q->n.arena, &outlets) = tr_arena_dup(q->n.arena, name);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(q->l, err, "reading outlets");
    sqlite3_reset(s);
    for (uint32_t i = 0; i < outlets.n; i++) {
        if (!(s = tr_sq_stmt(q->l, SQ_outlet_reports, err))) return TR_E_IO;
        tr_sq_bind_str(s, 1, outlets.v[i]);
        int rc = read_ids(q, s, &reports, err);
        if (rc) return rc;
    }
    *v = reports.list.v;
    *n = reports.list.n;
    return TR_OK;
}

static int by_outlet(struct sq_query *q, struct tr_err *err)
{
    const int64_t *reports = NULL;
    uint32_t n = 0;
    int rc = tr_sq_outlet_reports(q, &reports, &n, err);
    for (uint32_t i = 0; !rc && i < n; i++) rc = tr_sq_take_report(q, reports[i], err);
    return rc;
}

static int by_source(struct sq_query *q, struct tr_err *err)
{
    int rc = tr_sq_scope_actors(q, &q->source, err);
    if (!rc) rc = take_stmt(q, SQ_by_source, err);
    return rc ? rc : by_outlet(q, err);
}

static int everything(struct sq_query *q, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_from_id, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, q->f->after > INT64_MAX ? INT64_MAX : (int64_t)q->f->after);
    q->enough = q->f->limit; /* they come in order of their numbers: a page need not read what lies behind it */
    return take_all(q, s, err);
}

/* What a correction moved into the filter is found by no index. */
static int corrected(struct sq_query *q, struct tr_err *err)
{
    for (uint32_t i = 0; i < q->standing.n; i++) {
        int rc = TR_OK;
        if (q->standing.v[i].kind == TR_ASSESS_correct) rc = take_one(q, tr_assess_number(q->standing.v[i].target), err);
        if (rc) return rc;
    }
    return TR_OK;
}

static int find(struct sq_query *q, struct tr_err *err)
{
    const struct tr_filter *f = q->f;
    if (f->claim) return take_one(q, f->claim, err);
    if (f->report) return tr_sq_take_report(q, f->report, err);
    int rc;
    bool narrow = q->has_words || q->has_by || q->has_source;
    if (f->limit && (q->has_scope || tr_days_known(f->days)) && !narrow) return page_by_place(q, err);
    if (q->has_scope || f->timeless || (tr_days_known(f->days) && !narrow)) rc = by_place(q, err);
    else if (q->has_words) rc = by_words(q, err);
    else if (q->has_by) rc = by_actor(q, err);
    else if (q->has_source) rc = by_source(q, err);
    else return everything(q, err);
    return rc ? rc : corrected(q, err);
}

/* --- the question --- */

static int read_words(struct sq_query *q, struct tr_err *err)
{
    int got;
    sqlite3_stmt *s = tr_sq_stmt(q->l, SQ_search_all, err);
    if (!s) return TR_E_IO;
    tr_map_init(&q->sentences, q->n.arena);
    tr_sq_bind_str(s, 1, q->f->words);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t *row = TR_NEW(q->n.arena, int64_t);
        *row = sqlite3_column_int64(s, 0);
        tr_map_put(&q->sentences, number(row), NULL);
    }
    if (got != SQLITE_DONE) return tr_sq_words_fail(q->l, q->f->words, err);
    sqlite3_reset(s);
    return TR_OK;
}

int tr_sq_prepare(struct sq_query *q, struct tr_err *err)
{
    const struct tr_filter *f = q->f;
    int rc = tr_sq_decisions(q, err);
    tr_map_init(&q->seen, q->n.arena);
    q->scope.shown.name = TR_STR("everywhere");
    q->has_scope = tr_str_trim(f->place).n != 0;
    q->has_by = f->by.n != 0;
    q->has_source = f->source.n != 0;
    q->has_words = f->words.n != 0;
    if (!rc && q->has_scope) rc = tr_sq_find_scope(q->l, f->place, &q->n, &q->scope, err);
    if (!rc && q->has_by) rc = tr_sq_who(q, f->by, true, &q->by, err);
    if (!rc && q->has_source) rc = tr_sq_who(q, f->source, false, &q->source, err);
    if (!rc && q->has_source) q->outlet = tr_utf8_fold(q->n.arena, f->source);
    if (!rc && q->has_words) rc = read_words(q, err);
    return rc;
}

static int by_id(const void *x, const void *y)
{
    tr_id a = (*(const struct tr_claim_row *const *)x)->id, b = (*(const struct tr_claim_row *const *)y)->id;
    return (a > b) - (a < b);
}

static int by_publication(const void *x, const void *y)
{
    const struct tr_claim_row *a = *(const struct tr_claim_row *const *)x, *b = *(const struct tr_claim_row *const *)y;
    if (a->report != b->report) {
        int order = tr_sq_report_order(a->report, b->report);
        if (order) return order;
    }
    return (a->n > b->n) - (a->n < b->n);
}

int tr_sq_report_order(const struct tr_report_row *a, const struct tr_report_row *b)
{
    int64_t x = a->published == TR_NO_DATE ? INT64_MAX : a->published, y = b->published == TR_NO_DATE ? INT64_MAX : b->published;
    return x != y ? (x > y) - (x < y) : tr_str_cmp(a->sha256, b->sha256);
}

int tr_sq_give(struct sq_query *q, struct tr_claims *out, struct tr_err *err)
{
    int rc = tr_sq_finish(q, err);
    if (rc) return rc;
    if (q->rows.n) qsort(q->rows.v, q->rows.n, sizeof *q->rows.v, by_publication);
    struct tr_claim_row *v = TR_NEW_N(q->n.arena, struct tr_claim_row, q->rows.n + 1);
    for (uint32_t i = 0; i < q->rows.n; i++) v[i] = *q->rows.v[i];
    *out = (struct tr_claims){ v, q->rows.n, q->scope.shown, q->f->as_of, &q->l->zones };
    return TR_OK;
}

struct claims_asked {
    const struct tr_filter *f;
    struct tr_claims *out;
};

static int ask_claims(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct claims_asked *ask = arg;
    struct sq_query *q = TR_NEW(a, struct sq_query);
    q->l = l;
    q->f = ask->f;
    tr_sq_answer(&q->n, a, ask->f->as_of);
    int rc = tr_sq_prepare(q, err);
    if (!rc) rc = find(q, err);
    if (rc) return rc;
    if (ask->f->limit && q->rows.n > ask->f->limit) { /* a page: the lowest numbers, so that the next one begins behind them */
        qsort(q->rows.v, q->rows.n, sizeof *q->rows.v, by_id);
        q->rows.n = ask->f->limit;
    }
    return tr_sq_give(q, ask->out, err);
}

int tr_sq_claims(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_claims *out, struct tr_err *err)
{
    struct claims_asked ask = { f, out };
    return tr_sq_ask((struct sq *)l, a, ask_claims, &ask, err);
}
