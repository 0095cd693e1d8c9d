/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/import_int.h"

#include <sodium.h>
#include <stdio.h>

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
