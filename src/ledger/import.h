/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of coded events into the ledger: each row of ACLED or UCDP GED is one report whose claims are its codes. No language work is done; the report's text is the row's own words
 * (ACLED's notes, GED's headline) and one line that says the row's codes, so that every value has words to point to. The record's bytes are kept as the original.
 *
 * Dataset and event id are the address of such a report: a row that was changed by its publisher is a new revision of it, the same bytes are known already. */
#ifndef TR_LEDGER_IMPORT_H
#define TR_LEDGER_IMPORT_H

#include "intake/table.h"
#include "ledger/ledger.h"

struct tr_import_format;                        /* how one publisher's rows read */
const struct tr_import_format *tr_import_find(tr_str name);     /* "acled", "ged"; NULL when unknown */
extern const struct tr_import_format tr_import_acled, tr_import_ged;

/* --- one row ------------------------------------------------------------------------------------------------------------------- */

#define TR_IMPORT_COLUMNS 40
struct tr_importer {                            /* a header understood; const while rows are read */
    const struct tr_import_format *format;
    const struct tr_knowledge *know;            /* may be NULL: names stay as written */
    tr_str name;                                /* of the file, for messages and for where it came from */
    uint32_t n_fields;                          /* of the header */
    uint32_t column[TR_IMPORT_COLUMNS];
};
/* TR_E_INPUT names the columns that are missing. */
int tr_importer_init(struct tr_importer *im, const struct tr_import_format *f, const struct tr_knowledge *know, const char *name, const struct tr_table_record *header,
                     struct tr_err *err);
/* What is to be kept of a row, all of it in the arena (which must be guarded). TR_E_INPUT: the row says something that cannot be; err names line, column and remedy. TR_OK with a message in err: it is
 * taken, and the message says what is odd about it and how it was read. */
int tr_import_row(const struct tr_importer *im, const struct tr_table_record *rec, struct tr_arena *a, struct tr_keep *out, struct tr_err *err);

/* --- a file -------------------------------------------------------------------------------------------------------------------- */

struct tr_import_how {
    const struct tr_import_format *format;
    const struct tr_knowledge *know;
    const char *name;
    tr_instant obtained;
    void *ctx;                                  /* for both; either may be NULL */
    void (*bad)(void *ctx, const struct tr_err *err);           /* a row that was left out, or (code TR_OK) taken though it is odd */
    void (*step)(void *ctx, uint64_t rows, uint64_t bytes);     /* after each row */
};
struct tr_import_counts { uint64_t fresh, revised, known, bad, odd; };  /* the first three: committed; odd ones are among them */

/* Streams the table into the ledger, in batches. Bad rows are told and left out. A failure of the ledger or the source ends it: what counts says was committed stays. */
int tr_import_table(struct tr_ledger *l, const struct tr_import_how *how, tr_table_read read, void *source, struct tr_import_counts *counts, struct tr_err *err);

/* --- GeoNames ------------------------------------------------------------------------------------------------------------------ */

struct tr_gaz_more;                             /* knowledge/gazetteer_write.h */
struct tr_geonames_counts { uint64_t rows, taken, passed_over, bad; };   /* passed over: features that reports do not name */

/* One pass over a dump (the form of allCountries.txt: 19 fields, tab-separated, no header). units: only first-level units are taken, which places name by code; the second pass takes the
 * rest. how: name, ctx, bad and step are looked at. */
int tr_import_geonames(struct tr_gaz_more *m, bool units, const struct tr_import_how *how, tr_table_read read, void *source, struct tr_geonames_counts *counts, struct tr_err *err);

#endif
