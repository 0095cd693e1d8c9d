/* SPDX-License-Identifier: Apache-2.0 */
/* Decisions and imported agreements: kept, and asked for. */
#include "ledger/assess.h"
#include "ledger/sqlite_int.h"

static tr_str column(struct tr_arena *a, sqlite3_stmt *s, int i)
{
    tr_str v = tr_sq_str(s, i);
    return v.n ? tr_arena_dup(a, v) : TR_STR("");
}

/* --- keeping --- */

int tr_sq_target_claim(struct sq *l, tr_str target, unsigned char sha256[TR_DIGEST], int64_t *n, bool *there, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_claim_about, err);
    *there = false;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, tr_assess_number(target));
    int got = sqlite3_step(s);
    if (got == SQLITE_ROW && tr_sq_str(s, 0).n == TR_DIGEST) {
        memcpy(sha256, tr_sq_str(s, 0).p, TR_DIGEST);
        *n = sqlite3_column_int64(s, 1);
        *there = true;
    } else if (got != SQLITE_DONE) {
        return tr_sq_fail(l, err, "looking for a claim");
    }
    sqlite3_reset(s);
    return TR_OK;
}

static int check_there(struct sq *l, const struct tr_assessment_row *in, struct tr_err *err)
{
    unsigned char sha256[TR_DIGEST];
    int64_t n;
    bool there = true;
    int rc = TR_OK;
    if (tr_assess_about_claim(in->target)) rc = tr_sq_target_claim(l, in->target, sha256, &n, &there, err);
    if (!rc && !there) return tr_fail(err, TR_E_INPUT, "%.*s is not in the ledger", TR_STR_ARG(in->target));
    if (!rc && (in->kind == TR_ASSESS_merge || in->kind == TR_ASSESS_split)) {
        tr_str other = tr_arena_printf(l->work, "claim:" TR_STR_FMT, TR_STR_ARG(in->value));
        rc = tr_sq_target_claim(l, other, sha256, &n, &there, err);
        if (!rc && !there) return tr_fail(err, TR_E_INPUT, "claim %.*s is not in the ledger", TR_STR_ARG(in->value));
    }
    if (rc || in->kind != TR_ASSESS_undo) return rc;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_assessment_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, tr_assess_number(in->target));
    int got = sqlite3_step(s);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for a decision");
    sqlite3_reset(s);
    return got == SQLITE_ROW ? TR_OK : tr_fail(err, TR_E_INPUT, "%.*s is not in the ledger", TR_STR_ARG(in->target));
}

static const struct tr_place_row *same_place(void *arg, const struct tr_place_row *p)
{
    (void)arg;
    return p;
}

static const struct tr_actor_row *same_actor(void *arg, const struct tr_actor_row *a)
{
    (void)arg;
    return a;
}

/* A correction that could not be applied later is refused now. */
static int check_correction(struct sq *l, const struct tr_assessment_row *in, struct tr_err *err)
{
    struct tr_corrector with = { NULL, same_place, same_actor };
    struct tr_claim_row c = { 0 };
    struct tr_flat_claim f;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_claim_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, tr_assess_number(in->target));
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "reading a claim");
    tr_sq_read_claim(l->work, s, &f);
    sqlite3_reset(s);
    c.kind = (enum truce_kind)tr_sq_enum(f.v[TR_C_kind], TRUCE_KIND_count);
    struct truce_quantity *q = c.kind == TRUCE_KIND_casualties ? &c.casualties.count : c.kind == TRUCE_KIND_figure ? &c.figure.count : NULL;
    if (q) *q = (struct truce_quantity){ f.v[TR_C_low] != TR_NULL, f.v[TR_C_high] != TR_NULL, false, f.v[TR_C_low], f.v[TR_C_high] };
    return tr_assess_correct(l->work, &c, in->value, &with, err);
}

static int put(struct sq *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err)
{
    struct tr_bytes b = { .arena = l->work };
    struct tr_assessment_row row = *in;
    unsigned char sha256[TR_DIGEST];
    int64_t n = 0;
    bool there = false;
    if (row.at == TR_NO_INSTANT || row.at == 0) row.at = l->base.clock(l->base.clock_arg);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_assessment_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int(s, 1, (int)row.kind);
    tr_sq_bind_str(s, 2, row.target);
    tr_sq_bind_str(s, 3, row.value);
    tr_sq_bind_str(s, 4, row.reason);
    tr_sq_bind_str(s, 5, row.who);
    sqlite3_bind_int64(s, 6, row.at);
    int rc = tr_sq_run(l, s, err, "keeping a decision");
    *id = sqlite3_last_insert_rowid(l->db);
    if (!rc && tr_assess_about_claim(row.target)) rc = tr_sq_target_claim(l, row.target, sha256, &n, &there, err);
    if (rc) return rc;
    tr_canon_assessment(&b, &row, there ? sha256 : NULL, n);
    return tr_sq_link_row(l, TR_LINK_ASSESSMENT, *id, (tr_str){ b.p, b.n }, err);
}

static int assess(struct sq *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err)
{
    struct tr_assessment_row row = *in;
    int rc = tr_assess_check(in, err);
    if (!rc && (in->kind == TR_ASSESS_merge || in->kind == TR_ASSESS_split) && tr_str_starts(in->value, TR_STR("claim:")))
        row.value = tr_str_sub(in->value, 6, in->value.n);
    if (!rc) rc = check_there(l, &row, err);
    if (!rc && in->kind == TR_ASSESS_correct) rc = check_correction(l, in, err);
    return rc ? rc : put(l, &row, id, err);
}

/* Runs `put` in the batch that is open, or in one of its own. */
static int in_batch(struct sq *l, int (*run)(struct sq *l, void *arg, struct tr_err *err), void *arg, struct tr_err *err)
{
    bool own = !l->in_batch;
    volatile int rc = own ? l->base.store->begin(&l->base, err) : TR_OK;
    if (rc) return rc;
    tr_arena_reset(l->work);
    if (setjmp(*tr_arena_guard(l->work))) rc = tr_fail(err, TR_E_NOMEM, "%s: out of memory", l->path);
    else rc = run(l, arg, err);
    tr_arena_unguard(l->work);
    if (rc && (own || (rc != TR_E_INPUT && rc != TR_E_LIMIT))) l->base.store->rollback(&l->base);
    return rc || !own ? rc : l->base.store->commit(&l->base, err);
}

struct assess_asked {
    const struct tr_assessment_row *in;
    tr_id *id;
};

static int run_assess(struct sq *l, void *arg, struct tr_err *err)
{
    struct assess_asked *ask = arg;
    return assess(l, ask->in, ask->id, err);
}

int tr_sq_assess(struct tr_ledger *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err)
{
    struct assess_asked ask = { in, id };
    return in_batch((struct sq *)l, run_assess, &ask, err);
}

/* --- asking --- */

int tr_sq_assessments_in(struct sq *l, tr_str prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out,
                         struct tr_err *err)
{
    TR_VEC(struct tr_assessment_row) all = { 0 }, some = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_assessments, err);
    int got;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, as_of == TR_NO_INSTANT ? INT64_MAX : as_of);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        struct tr_assessment_row *r = tr_vec_push(a, &all);
        *r = (struct tr_assessment_row){ .id = sqlite3_column_int64(s, 0),
                                         .kind = (enum tr_assess)tr_sq_enum(sqlite3_column_int64(s, 1), TR_ASSESS_count),
                                         .target = column(a, s, 2) };
        r->value = column(a, s, 3);
        r->reason = column(a, s, 4);
        r->who = column(a, s, 5);
        r->at = sqlite3_column_int64(s, 6);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading decisions");
    sqlite3_reset(s);
    tr_assess_stand(a, all.v, all.n);
    for (uint32_t i = 0; i < all.n; i++) {
        if ((!superseded && all.v[i].superseded_by) || !tr_str_starts(all.v[i].target, prefix)) continue;
        *tr_vec_push(a, &some) = all.v[i];
    }
    out->v = some.v;
    out->n = some.n;
    return TR_OK;
}

struct list_asked {
    tr_str prefix;
    tr_instant as_of;
    bool superseded;
    struct tr_assessments *out;
};

static int list(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct list_asked *k = arg;
    return tr_sq_assessments_in(l, k->prefix, k->as_of, k->superseded, a, k->out, err);
}

int tr_sq_assessments(struct tr_ledger *l, tr_str prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out,
                      struct tr_err *err)
{
    struct list_asked ask = { prefix, as_of, superseded, out };
    return tr_sq_ask((struct sq *)l, a, list, &ask, err);
}

/* --- agreements --- */

struct agreement_asked {
    tr_str id, yaml, where;
};

static int put_agreement(struct sq *l, void *arg, struct tr_err *err)
{
    const struct agreement_asked *in = arg;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_agreement_last, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, in->id);
    int got = sqlite3_step(s);
    int64_t rev = got == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    bool same = got == SQLITE_ROW && tr_str_eq(tr_sq_str(s, 1), in->yaml);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for an agreement");
    sqlite3_reset(s);
    if (same) return TR_OK;
    tr_instant now = l->base.clock(l->base.clock_arg);
    if (!(s = tr_sq_stmt(l, SQ_agreement_put, err))) return TR_E_IO;
    tr_sq_bind_str(s, 1, in->id);
    sqlite3_bind_int64(s, 2, rev + 1);
    tr_sq_bind_str(s, 3, in->yaml);
    tr_sq_bind_str(s, 4, in->where);
    sqlite3_bind_int64(s, 5, now);
    int rc = tr_sq_run(l, s, err, "keeping an agreement");
    if (rc) return rc;
    struct tr_bytes b = { .arena = l->work };
    tr_canon_agreement(&b, in->id, rev + 1, in->yaml, in->where, now);
    return tr_sq_link_row(l, TR_LINK_AGREEMENT, sqlite3_last_insert_rowid(l->db), (tr_str){ b.p, b.n }, err);
}

int tr_sq_keep_agreement(struct tr_ledger *l, tr_str id, tr_str yaml, tr_str where, struct tr_err *err)
{
    struct agreement_asked in = { id, yaml, where };
    if (!id.n || !yaml.n) return tr_fail(err, TR_E_INPUT, "an agreement needs its id and its text");
    return in_batch((struct sq *)l, put_agreement, &in, err);
}

struct agreements_asked {
    tr_instant as_of;
    struct tr_kept_agreements *out;
};

static int list_agreements(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct agreements_asked *ask = arg;
    TR_VEC(struct tr_kept_agreement) all = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_agreements, err);
    int got;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, ask->as_of == TR_NO_INSTANT ? INT64_MAX : ask->as_of);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        struct tr_kept_agreement *g = tr_vec_push(a, &all);
        *g = (struct tr_kept_agreement){ .id = column(a, s, 0), .yaml = column(a, s, 1), .where = column(a, s, 2) };
        g->rev = (uint32_t)sqlite3_column_int64(s, 3);
        g->recorded = sqlite3_column_int64(s, 4);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading agreements");
    sqlite3_reset(s);
    ask->out->v = all.v;
    ask->out->n = all.n;
    return TR_OK;
}

int tr_sq_agreements(struct tr_ledger *l, tr_instant as_of, struct tr_arena *a, struct tr_kept_agreements *out, struct tr_err *err)
{
    struct agreements_asked ask = { as_of, out };
    return tr_sq_ask((struct sq *)l, a, list_agreements, &ask, err);
}
