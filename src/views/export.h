/* SPDX-License-Identifier: Apache-2.0 */
/* Data out: answers of the ledger and the judge in the formats that others read. What each format holds, column by column, is in docs/FORMATS.md.
 *
 *   struct tr_export x = { .what = TR_EXPORT_CLAIMS, .claims = &claims, .filter = terms, .n_filter = n, .as_of = at };
 *   const struct tr_export_format *f = tr_export_find(TR_STR("geojson"));
 *   if (tr_export_check(f, x.what, &err) || tr_export_write(f, &x, &(struct tr_sink){ put, file }, &err)) …
 *
 * Every row that is given is written, in the order given; nothing is capped. Every export states filter, as-of, rules and row count: within, where the format has room for it, else in the
 * statement that the caller writes beside (tr_export_statement). The same rows give the same bytes: nothing comes from a clock or an address. */
#ifndef TR_VIEWS_EXPORT_H
#define TR_VIEWS_EXPORT_H

#include "base/json.h"
#include "judging/findings.h"
#include "judging/tallies.h"

struct tr_gazetteer;
struct tr_export_out;                           /* of the writers: export_int.h */

/* Where bytes go. False: they could not be taken (the disk is full); nothing more is put then. */
struct tr_sink { bool (*put)(void *ctx, tr_str bytes); void *ctx; };

#define TR_EXPORT_WHAT_LIST(X) X(claims) X(incidents) X(findings) X(tally)
enum tr_export_what {
#define X(n) TR_EXPORT_##n,
    TR_EXPORT_WHAT_LIST(X)
#undef X
    TR_EXPORT_count
};
const char *tr_export_what_name(enum tr_export_what w);
bool tr_export_what_of(tr_str name, enum tr_export_what *out);

struct tr_export_term { const char *name; tr_str value; };      /* of the filter as it was asked: "place", "Aleppo" */

struct tr_export {
    enum tr_export_what what;
    const struct tr_claims *claims;                 /* what says which of these is set */
    const struct tr_incidents *incidents;
    const struct tr_findings *findings;
    const struct tr_tally *tally;
    const struct tr_export_term *filter; uint32_t n_filter;
    tr_str scope;                                   /* what the filter's place came to; "" everywhere */
    tr_instant as_of;                               /* the answer's; never "now" */
    const struct tr_gazetteer *places;              /* names of countries; NULL: their codes stand in */
    bool counted;                                   /* rows and left_out of all pieces, for the statement; else they are those of the rows above */
    uint64_t rows, left_out;
};

struct tr_export_format {
    const char *name, *extension, *about;
    unsigned whats;                                 /* 1u << enum tr_export_what that it can hold */
    enum tr_export_what usual;                      /* when nothing else is asked */
    bool states;                                    /* the statement stands in the file itself */
    void (*open)(const struct tr_export *x, struct tr_export_out *o);   /* what stands before the rows; NULL nothing */
    void (*put)(const struct tr_export *x, struct tr_export_out *o);    /* the rows of x; again for the next piece */
    void (*close)(const struct tr_export *x, struct tr_export_out *o);  /* what stands behind them; NULL nothing */
};

/* Ended by NULL. */
extern const struct tr_export_format *const tr_export_formats[];
const struct tr_export_format *tr_export_find(tr_str name);
/* TR_E_USAGE where the format cannot hold that; the message says which can. */
int tr_export_check(const struct tr_export_format *f, enum tr_export_what what, struct tr_err *err);
int tr_export_write(const struct tr_export_format *f, const struct tr_export *x, const struct tr_sink *to, struct tr_err *err);

/* The same in pieces, for claims that are too many to be held at once: count every piece, then begin, put every piece, and end, which frees the writer whatever came of it. A report's claims
 * are never divided between pieces: events take their deaths from the claims beside them. */
void tr_export_count(const struct tr_export_format *f, struct tr_export *x);    /* adds the rows of x to what it counted */
int tr_export_begin(const struct tr_export_format *f, const struct tr_export *x, const struct tr_sink *to, struct tr_export_out **out, struct tr_err *err);
int tr_export_put(struct tr_export_out *o, const struct tr_export *x, struct tr_err *err);
int tr_export_end(struct tr_export_out *o, const struct tr_export *x, bool whole, struct tr_err *err);  /* NULL allowed; not whole: something failed, only freed */

/* Claims of a filter from the ledger to the sink, a few thousand in memory at a time (tr_ledger_walk). x: all but claims, scope and the counts, which are set; scope lives in a. hide, if any, is
 * shown each piece before it is counted and written. Nothing is put before all is counted. TR_E_NOMEM where a or a piece runs out; never jumps. */
struct tr_export_hide { void (*piece)(void *ctx, struct tr_arena *a, const struct tr_claims *claims); void *ctx; };
int tr_export_claims(const struct tr_export_format *f, struct tr_ledger *l, const struct tr_filter *filter, struct tr_export *x, const struct tr_export_hide *hide,
                     const struct tr_sink *to, struct tr_arena *a, struct tr_err *err);

/* The statement as one JSON object {"format", "what", "filter", "scope", "as_of", "rules", "rows", "left_out"}. left_out: events that this format has no code for, with the reason. */
void tr_export_statement(const struct tr_export_format *f, const struct tr_export *x, struct tr_json *j);
uint64_t tr_export_rows(const struct tr_export_format *f, const struct tr_export *x, uint64_t *left_out);

#endif
