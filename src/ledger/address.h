/* SPDX-License-Identifier: Apache-2.0 */
/* Small rules that every backend shares: what makes a revision, and by which days a claim is looked for. */
#ifndef TR_LEDGER_ADDRESS_H
#define TR_LEDGER_ADDRESS_H

#include "base/arena.h"

/* What a report has in common with its later revisions: the url without scheme, "www.", fragment, trackers and last slash; without url the path with the record's
 * id; of imported rows the dataset's name and the row's id. "" when nothing lasting is known (standard input). */
tr_str tr_address_of(struct tr_arena *a, tr_str url, tr_str where, tr_str key, tr_str dataset);

#define TR_FAR_DAY 4000000                  /* later than any date: an open end */
/* Days by which a claim is found; INT64_MIN is null. */
void tr_seek_days(int64_t from, int64_t to, int64_t published, int64_t *at_from, int64_t *at_to);

#endif
