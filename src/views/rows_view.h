/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the ledger as JSON: the claims of docs/JSON.md with the numbers by which the ledger knows them. docs/API.md and data/api/openapi.json tell the fields; commands and server
 * share them. */
#ifndef TR_VIEWS_ROWS_VIEW_H
#define TR_VIEWS_ROWS_VIEW_H

#include "base/json.h"
#include "judging/findings.h"
#include "judging/tallies.h"

void tr_view_report_row(struct tr_json *j, const struct tr_report_row *r);
void tr_view_claim_row(struct tr_json *j, const struct tr_claim_row *c);
void tr_view_assessment_row(struct tr_json *j, const struct tr_assessment_row *a);
void tr_view_scope(struct tr_json *j, const struct tr_scope *s);                /* NULL or everywhere: null */

/* Members; the key is written too. What is not known is null. */
void tr_view_str(struct tr_json *j, const char *key, tr_str s);
void tr_view_cstr(struct tr_json *j, const char *key, const char *s);
void tr_view_int(struct tr_json *j, const char *key, int64_t v);
void tr_view_id(struct tr_json *j, const char *key, tr_id id);                  /* 0: null */
void tr_view_bool(struct tr_json *j, const char *key, bool v);
void tr_view_date(struct tr_json *j, const char *key, tr_date d);
void tr_view_instant(struct tr_json *j, const char *key, tr_instant t);
void tr_view_time(struct tr_json *j, const char *key, tr_days days, int date_prec, int clock_from, int clock_to);
void tr_view_means(struct tr_json *j, const char *key, uint32_t means);
void tr_view_grade(struct tr_json *j, const char *key, struct tr_grade g);

/* "add_territory", …: changes of terms by name. */
const char *tr_change_name(int kind);
bool tr_change_of(tr_str name, struct tr_change *out);                          /* sets kind alone */
bool tr_tally_by_of(tr_str name, enum tr_tally_by *out);                        /* of tr_tally_by_name */

#endif
