/* SPDX-License-Identifier: Apache-2.0 */
/* The public functions: a path to its backend, and on to the backend's table. */
#include <sodium.h>

#include "ledger/store_int.h"

static tr_instant system_clock(void *arg)
{
    (void)arg;
    return tr_instant_now();
}

int tr_ledger_open(const char *path, enum tr_ledger_mode mode, struct tr_ledger **out, struct tr_err *err)
{
    tr_str p = tr_str_of(path);
    *out = NULL;
    if (!p.n) return tr_fail(err, TR_E_USAGE, "a ledger needs a path");
    if (tr_str_starts_i(p, TR_STR("postgres://")) || tr_str_starts_i(p, TR_STR("postgresql://")))
        return tr_fail(err, TR_E_USAGE,
                       "%s: ledgers in PostgreSQL are not built yet: give the path of a file, which this Truce keeps with SQLite", path);
    if (sodium_init() < 0) return tr_fail(err, TR_E_IO, "libsodium cannot start: no source of random numbers");
    int rc = tr_sqlite_open(path, mode, out, err);
    if (!rc) tr_ledger_clock(*out, system_clock, NULL);
    return rc;
}

void tr_ledger_close(struct tr_ledger *l)
{
    if (l) l->store->close(l);
}

void tr_ledger_knowledge(struct tr_ledger *l, const struct tr_knowledge *k)
{
    l->know = k;
}

void tr_ledger_shelf(struct tr_ledger *l, struct tr_shelf *s)
{
    l->shelf = s;
}

int tr_ledger_extent(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_extent *out, struct tr_err *err)
{
    return l->store->extent(l, f, a, out, err);
}

int tr_ledger_texts(struct tr_ledger *l, const struct tr_claim_row *const *rows, uint32_t n, struct tr_arena *a, struct tr_err *err)
{
    return l->store->texts(l, rows, n, a, err);
}

int tr_ledger_warm(struct tr_ledger *l, int64_t *before, struct tr_arena *a, struct tr_err *err)
{
    return l->store->warm(l, before, a, err);
}

void tr_ledger_clock(struct tr_ledger *l, tr_instant (*clock)(void *arg), void *arg)
{
    l->clock = clock;
    l->clock_arg = arg;
}

int tr_ledger_begin(struct tr_ledger *l, struct tr_err *err)
{
    return l->store->begin(l, err);
}

int tr_ledger_commit(struct tr_ledger *l, struct tr_err *err)
{
    return l->store->commit(l, err);
}

void tr_ledger_rollback(struct tr_ledger *l)
{
    l->store->rollback(l);
}

int tr_ledger_keep(struct tr_ledger *l, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err)
{
    return l->store->keep(l, in, kept, report, err);
}

int tr_ledger_has(struct tr_ledger *l, const char sha256[65], bool *has, struct tr_err *err)
{
    return l->store->has(l, sha256, has, err);
}

int tr_ledger_assess(struct tr_ledger *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err)
{
    return l->store->assess(l, in, id, err);
}

int tr_ledger_keep_agreement(struct tr_ledger *l, tr_str id, tr_str yaml, tr_str where, struct tr_err *err)
{
    return l->store->keep_agreement(l, id, yaml, where, err);
}

int tr_ledger_scope(struct tr_ledger *l, tr_str place, struct tr_arena *a, struct tr_scope *out, struct tr_err *err)
{
    return l->store->scope(l, place, a, out, err);
}

int tr_ledger_claims(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_claims *out, struct tr_err *err)
{
    return l->store->claims(l, f, a, out, err);
}

int tr_ledger_walk(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, const struct tr_walk *walk, struct tr_err *err)
{
    return l->store->walk(l, f, a, walk, err);
}

int tr_ledger_assessments(struct tr_ledger *l, tr_str target_prefix, tr_instant as_of, bool superseded, struct tr_arena *a,
                          struct tr_assessments *out, struct tr_err *err)
{
    return l->store->assessments(l, target_prefix, as_of, superseded, a, out, err);
}

int tr_ledger_reports(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err)
{
    return l->store->reports(l, f, a, out, err);
}

int tr_ledger_text(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *text, struct tr_err *err)
{
    return l->store->text(l, report, a, text, err);
}

int tr_ledger_original(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *bytes, struct tr_err *err)
{
    return l->store->original(l, report, a, bytes, err);
}

int tr_ledger_agreements(struct tr_ledger *l, tr_instant as_of, struct tr_arena *a, struct tr_kept_agreements *out, struct tr_err *err)
{
    return l->store->agreements(l, as_of, a, out, err);
}

int tr_ledger_search(struct tr_ledger *l, tr_str words, uint32_t limit, struct tr_arena *a, struct tr_founds *out, struct tr_err *err)
{
    return l->store->search(l, words, limit, a, out, err);
}

int tr_ledger_count(struct tr_ledger *l, struct tr_ledger_counts *out, struct tr_err *err)
{
    return l->store->count(l, out, err);
}

int tr_ledger_head(struct tr_ledger *l, struct tr_ledger_head *out, struct tr_err *err)
{
    return l->store->head(l, out, err);
}

int tr_ledger_sentences(struct tr_ledger *l, tr_id report, struct tr_arena *a, const tr_span **out, uint32_t *n, struct tr_err *err)
{
    return l->store->sentences(l, report, a, out, n, err);
}

int tr_ledger_entries(struct tr_ledger *l, enum tr_entries_of of, tr_str name, uint64_t offset, uint32_t limit, struct tr_arena *a,
                      struct tr_entries *out, struct tr_err *err)
{
    return l->store->entries(l, of, name, offset, limit, a, out, err);
}

int tr_ledger_persons(struct tr_ledger *l, tr_id after, struct tr_arena *a, const struct tr_actor_row **out, uint32_t *n, tr_id *up_to,
                      struct tr_err *err)
{
    return l->store->persons(l, after, a, out, n, up_to, err);
}

int tr_ledger_verify(struct tr_ledger *l, struct tr_arena *a, struct tr_verdict *out, void (*step)(void *arg, uint64_t done, uint64_t of),
                     void *arg, struct tr_err *err)
{
    return l->store->verify(l, (struct tr_steps){ step, arg }, a, out, err);
}
