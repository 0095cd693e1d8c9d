/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/import_int.h"

#include <sodium.h>
#include <stdio.h>

#include "base/limits.h"

#define BATCH 2000            /* rows a commit: a killed import loses that many at most, and is continued by the same command */
#define ROW_ARENA (64u << 20) /* one row, whose record has a megabyte at most */

const struct tr_import_format *tr_import_find(tr_str name)
{
    static const struct tr_import_format *const formats[] = { &tr_import_acled, &tr_import_ged };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (tr_str_is_i(name, formats[i]->name)) return formats[i];
    }
    return NULL;
}

int tr_importer_init(struct tr_importer *im, const struct tr_import_format *f, const struct tr_knowledge *know, const char *name,
                     const struct tr_table_record *header, struct tr_err *err)
{
    char missing[300] = "";
    size_t n = 0;
    *im = (struct tr_importer){ .format = f, .know = know, .name = tr_str_of(name), .n_fields = header->n };
    for (int i = 0; f->columns[i].name; i++) {
        im->column[i] = tr_table_column(header, f->columns[i].name);
        if (im->column[i] != TR_NO_COLUMN || !f->columns[i].needed || n + 40 > sizeof missing) continue;
        n += (size_t)snprintf(missing + n, sizeof missing - n, "%s%s", n ? ", " : "", f->columns[i].name);
    }
    if (n)
        return tr_fail_at(err, TR_E_INPUT, 0, header->line, "%s:%u: no column %s: is this a table of %s, with its header?", name,
                          header->line, missing, f->dataset);
    return TR_OK;
}

static void finish(struct tr_draft *d, struct truce_reading *r)
{
    char hex[65];
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)d->rec->raw.p, d->rec->raw.n);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    d->report.sha256 = tr_arena_dup(d->a, tr_str_of(hex));
    d->report.bytes = d->rec->raw.n;
    d->report.text = (tr_str){ d->text.v, d->text.n };
    d->report.published_from = TRUCE_DATED_metadata;
    if (!d->report.language.n) d->report.language = TR_STR("en");
    *r = (struct truce_reading){ .report = d->report,
                                 .sentences = d->sentences.v,
                                 .n_sentences = d->sentences.n,
                                 .claims = d->claims.v,
                                 .n_claims = d->claims.n,
                                 .actors = d->actors.v,
                                 .n_actors = d->actors.n,
                                 .places = d->places.v,
                                 .n_places = d->places.n };
}

int tr_import_row(const struct tr_importer *im, const struct tr_table_record *rec, struct tr_arena *a, struct tr_keep *out,
                  struct tr_err *err)
{
    struct tr_draft d = { .im = im, .rec = rec, .a = a, .err = err };
    struct truce_reading *r = TR_NEW(a, struct truce_reading);
    if (rec->n != im->n_fields)
        return tr_fail_at(err, TR_E_INPUT, rec->byte, rec->line,
                          TR_STR_FMT ":%u: has %u fields where the header has %u: is a quotation mark missing?", TR_STR_ARG(im->name),
                          rec->line, rec->n, im->n_fields);
    d.report = (struct truce_report){
        .id = TR_STR(""), .title = TR_STR(""), .outlet = TR_STR(""), .url = TR_STR(""), .language = TR_STR(""), .published = TR_NO_DATE
    };
    int rc = im->format->row(&d);
    if (rc) return rc;
    finish(&d, r);
    *out = (struct tr_keep){ .reading = r,
                             .original = tr_arena_dup(a, rec->raw),
                             .how = tr_str_of(im->format->how),
                             .where = tr_arena_printf(a, TR_STR_FMT ":%u", TR_STR_ARG(im->name), rec->line),
                             .dataset = tr_str_of(im->format->dataset) };
    return TR_OK;
}

/* --- a file ----------------------------------------------------------------------------------------------------------- */

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
    to->fresh += from->fresh, to->revised += from->revised, to->known += from->known, to->bad += from->bad;
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
    return rc ? TR_OK : keep(r, &k, err);
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
