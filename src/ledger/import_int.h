/* SPDX-License-Identifier: Apache-2.0 */
/* Between import.c, which walks the table, the formats (import_acled.c, import_ged.c), the text of a row (import_text.c) and its names (import_names.c). */
#ifndef TR_LEDGER_IMPORT_INT_H
#define TR_LEDGER_IMPORT_INT_H

#include "ledger/import.h"

struct tr_import_column { const char *name; bool needed; };

/* A row on its way to a reading. */
struct tr_draft {
    const struct tr_importer *im;
    const struct tr_table_record *rec;
    struct tr_arena *a;
    TR_VEC(char) text;
    uint32_t sentence_from;
    TR_VEC(tr_span) sentences;
    TR_VEC(struct truce_claim) claims;
    TR_VEC(struct truce_actor *) actors;
    TR_VEC(struct truce_place *) places;
    struct truce_report report;
    struct tr_err *err;
};

struct tr_import_format {
    const char *name, *dataset, *how, *why;     /* "acled", "acled", "import acled", "import:acled" */
    const struct tr_import_column *columns;     /* ended by a NULL name; at most TR_IMPORT_COLUMNS */
    int (*row)(struct tr_draft *d);             /* fills text, claims and report (id, outlet, title, published) */
};

/* --- fields -------------------------------------------------------------------------------------------------------------------- */

tr_str tr_draft_field(const struct tr_draft *d, int column);    /* trimmed; "" when absent */
/* These fail with line, column name and what is wrong. */
int tr_draft_bad(struct tr_draft *d, int column, const char *what);
int tr_draft_day(struct tr_draft *d, int column, tr_date *out);
int tr_draft_number(struct tr_draft *d, int column, int64_t low, int64_t high, int64_t *out);  /* "12", "12.0" */
int tr_draft_point(struct tr_draft *d, int lat, int lon, struct truce_place *p);               /* both empty: not located */

/* --- text ---------------------------------------------------------------------------------------------------------------------- */

tr_span tr_draft_put(struct tr_draft *d, tr_str s);             /* where it came to stand */
tr_span tr_draft_put_n(struct tr_draft *d, int64_t n);
void tr_draft_end(struct tr_draft *d);                          /* the sentence ends here */
void tr_draft_prose(struct tr_draft *d, tr_str s);              /* running text, cut into sentences, and a paragraph's end */
/* A claim in the sentence that is being written. */
struct truce_claim *tr_draft_claim(struct tr_draft *d, enum truce_kind kind, tr_span span, const struct truce_place *place, const struct truce_time *time);

/* --- names --------------------------------------------------------------------------------------------------------------------- */

/* ISO 3166 code of a country's name, "" when unknown. */
void tr_draft_country(const struct tr_draft *d, tr_str name, char out[3]);
/* The actor of that name on that day, from the register where it knows one. kind: when nothing better is known; 0 guesses from the words. */
struct truce_actor *tr_draft_actor(struct tr_draft *d, tr_str written, tr_span span, tr_date day, const char *country, enum truce_actor_kind kind);
/* Who asserts it, when the register knows the name; NULL otherwise (the outlet's own voice). */
struct truce_actor *tr_draft_source(struct tr_draft *d, tr_str written, tr_span span, tr_date day);
/* p has text, country, coordinates and precision; name, id, kind and admin1 are looked up. */
void tr_draft_place(struct tr_draft *d, struct truce_place *p, tr_str admin1);

#endif
