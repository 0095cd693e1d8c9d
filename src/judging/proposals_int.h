/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of proposals. */
#ifndef TR_JUDGING_PROPOSALS_INT_H
#define TR_JUDGING_PROPOSALS_INT_H

#include "judging/proposals.h"

struct tr_spot tr_spot_of_place(const struct tr_place_row *p);

/* When an agreement is spoken of: from its declaration or first claimed start to its last claimed end; `to` is TR_NO_DATE when some claim sees no end. */
tr_days tr_agreement_days(struct tr_arena *a, const struct tr_agreement *g);

/* "another 24 hours", "Two-day", "72h" to seconds; 0 when no length is in it. */
int64_t tr_duration_of(tr_str text);

#endif
