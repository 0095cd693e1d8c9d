/* SPDX-License-Identifier: Apache-2.0 */
/* A whole table into the ledger. */
#include "ledger/import_int.h"

#define BATCH 2000            /* rows a commit: a killed import loses that many at most, and is continued by the same command */
#define ROW_ARENA (64u << 20) /* one row, whose record has a megabyte at most */

struct run {
    struct tr_ledger *ledger;
    const struct tr_import_how *how;
    struct tr_importer im;
    struct tr_table *table;
    struct tr_arena *arena;
    struct tr_import_counts open, *done; /* of the batch that is not committed yet */
    uint32_t in_batch;
};

static void add(struct tr_import_counts *to, struct tr_import_counts *from)
{
    to->fresh += from->fresh, to->revised += from->revised, to->known += from->known;
    *from = (struct tr_import_counts){ 0 };
}

static int commit(struct run *r, struct tr_err *err)
{
    if (!r->in_batch) return TR_OK;
    r->in_batch = 0;
    int rc = tr_ledger_commit(r->ledger, err);
    if (!rc) add(r->done, &r->open);
    return rc;
}

static void leave_out(struct run *r, const struct tr_err *why)
{
    r->done->bad++;
    if (r->how->bad) r->how->bad(r->how->ctx, why);
}

static int keep(struct run *r, struct tr_keep *k, struct tr_err *err)
{
    enum tr_kept kept;
    tr_id id;
    int rc;
    k->obtained = r->how->obtained;
    if (!r->in_batch && (rc = tr_ledger_begin(r->ledger, err))) return rc;
    if ((rc = tr_ledger_keep(r->ledger, k, &kept, &id, err))) {
        tr_ledger_rollback(r->ledger);
        r->in_batch = 0;
        return rc;
    }
    uint64_t *const of[] = { [TR_KEPT_NEW] = &r->open.fresh, [TR_KEPT_REVISION] = &r->open.revised, [TR_KEPT_KNOWN] = &r->open.known };
    ++*of[kept];
    return ++r->in_batch == BATCH ? commit(r, err) : TR_OK;
}

/* The row's own troubles are told; what it returns ends the import. */
static int one_row(struct run *r, const struct tr_table_record *rec, struct tr_err *err)
{
    struct tr_err why = { 0 };
    struct tr_keep k;
    tr_arena_reset(r->arena);
    if (setjmp(*tr_arena_guard(r->arena))) {
        tr_arena_unguard(r->arena);
        tr_fail_at(&why, TR_E_NOMEM, rec->byte, rec->line, TR_STR_FMT ":%u: the row needs more than %u MB of memory",
                   TR_STR_ARG(r->im.name), rec->line, ROW_ARENA >> 20);
        leave_out(r, &why);
        return TR_OK;
    }
    int rc = tr_import_row(&r->im, rec, r->arena, &k, &why);
    tr_arena_unguard(r->arena);
    if (rc) leave_out(r, &why);
    if (rc) return TR_OK;
    if (why.msg[0]) {
        r->done->odd++;
        if (r->how->bad) r->how->bad(r->how->ctx, &why);
    }
    return keep(r, &k, err);
}

static int walk(struct run *r, struct tr_err *err)
{
    struct tr_table_record rec;
    uint64_t rows = 0;
    int got = tr_table_next(r->table, &rec, err), rc = TR_OK;
    if (!got) return tr_fail(err, TR_E_INPUT, "%s: is empty: a table of %s starts with its header", r->how->name, r->how->format->dataset);
    if (got < 0) return got;
    if ((rc = tr_importer_init(&r->im, r->how->format, r->how->know, r->how->name, &rec, err))) return rc;
    while (!rc) {
        struct tr_err why = { 0 };
        if (!(got = tr_table_next(r->table, &rec, &why))) break;
        if (got == 1) rc = one_row(r, &rec, err);
        else if (got == TR_E_IO) {
            if (err) *err = why;
            rc = got;
        } else leave_out(r, &why);
        if (r->how->step) r->how->step(r->how->ctx, ++rows, tr_table_at(r->table));
    }
    struct tr_err last = { 0 };
    int committed = commit(r, &last); /* also what came before a source that failed */
    if (committed && !rc) {
        if (err) *err = last;
        rc = committed;
    }
    return rc;
}

int tr_import_table(struct tr_ledger *l, const struct tr_import_how *how, tr_table_read read, void *source, struct tr_import_counts *counts,
                    struct tr_err *err)
{
    struct run r = { .ledger = l, .how = how, .done = counts };
    *counts = (struct tr_import_counts){ 0 };
    int rc = tr_table_open(read, source, &(struct tr_table_options){ 0 }, how->name, &r.table, err);
    if (rc) goto out;
    r.arena = tr_arena_new(ROW_ARENA);
    rc = r.arena ? walk(&r, err) : tr_fail(err, TR_E_NOMEM, "%s: no memory", how->name);
out:
    tr_arena_free(r.arena);
    tr_table_close(r.table);
    return rc;
}
