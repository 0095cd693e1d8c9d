/* SPDX-License-Identifier: Apache-2.0 */
/* Between cmd_review.c (the command) and review_fields.c (what an analyst types to what the ledger keeps). */
#ifndef TR_CLI_REVIEW_H
#define TR_CLI_REVIEW_H

#include "base/json.h"
#include "cli/ask.h"

/* "low=12" … to the object of a correction. Places and actors are looked up, so that the ledger keeps what they were known as. NULL after saying what is wrong. */
json_t *tr_review_fields(const struct tr_asking *s, char **fields, int n);
/* "Syrian Observatory" to "source:mon:sohr", "outlet:X" as it is; "" when nothing of that name is known. */
tr_str tr_review_source(const struct tr_asking *s, tr_str name);
/* "casualties  12 killed, civilians" */
tr_str tr_review_gist(struct tr_arena *a, const struct tr_claim_row *c);

#endif
