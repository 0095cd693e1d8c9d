/* SPDX-License-Identifier: Apache-2.0 */
/* A brief: the situation report for a filter, as an analyst would hand it to a colleague. Numbers, map, chart, tallies, findings, changed positions and what is left, and behind every
 * number the sentences that it rests on.
 *
 *   struct tr_brief b;
 *   if (tr_brief_gather(ledger, knowledge, &filter, agreement, arena, &b, &err)) …
 *   b.terms = terms; b.n_terms = n;
 *   if (tr_brief_write(&b, TR_BRIEF_PDF, arena, &(struct tr_sink){ put, file }, &err)) …
 *
 * gather asks the ledger and the judge; brief_doc.c lays what they said into blocks (words, tables, drawings, references); brief_md.c, brief_html.c and brief_pdf.c set the same blocks,
 * so that the three agree. The same rows, filter and rules give the same bytes; nothing comes from a clock. The PDF's letters are those that fontconfig finds. */
#ifndef TR_VIEWS_BRIEF_H
#define TR_VIEWS_BRIEF_H

#include "judging/positions.h"
#include "views/export.h"

struct tr_brief {
    const struct tr_export_term *terms; uint32_t n_terms;   /* the filter as it was asked */
    struct tr_scope scope;
    tr_days days;                       /* as asked; either end may be open */
    tr_instant as_of;                   /* never "now" */
    struct tr_claims claims;            /* of the filter, all kinds; every claim of a number has its sentence */
    struct tr_incidents incidents;
    struct tr_tally tally;              /* by source */
    struct tr_agreements agreements;    /* that were held against the incidents */
    struct tr_findings findings;
    struct tr_positions positions;      /* that changed within the days and concern the place */
    struct tr_capacities capacity;
    const struct tr_gazetteer *places;  /* towns of the map; NULL: none are drawn */
};

/* agreement: id, alias or beginning of ids; "" all. TR_E_USAGE when there is none of that name. */
int tr_brief_gather(struct tr_ledger *l, const struct tr_knowledge *k, const struct tr_filter *f, tr_str agreement, struct tr_arena *a, struct tr_brief *out,
                    struct tr_err *err);

enum tr_brief_format { TR_BRIEF_MD, TR_BRIEF_HTML, TR_BRIEF_PDF };
/* "md", "html", "pdf"; also "markdown" and "htm". */
bool tr_brief_format_of(tr_str name, enum tr_brief_format *out);
/* TR_E_IO when the sink refused; TR_E_DATA when a PDF has no fonts to be set in. */
int tr_brief_write(const struct tr_brief *b, enum tr_brief_format format, struct tr_arena *a, const struct tr_sink *to, struct tr_err *err);

#endif
