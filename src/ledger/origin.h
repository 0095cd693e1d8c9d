/* SPDX-License-Identifier: Apache-2.0 */
/* Whose voice a claim is. */
#ifndef TR_LEDGER_ORIGIN_H
#define TR_LEDGER_ORIGIN_H

#include "ledger/rows.h"

struct tr_knowledge;

/* Speakers that name nobody ("activists", "a hospital official"): each report hears its own. k may be NULL. */
bool tr_origin_generic(const struct tr_knowledge *k, const struct tr_actor_row *source);
/* The key of the speaker when it is somebody; a speaker that is nobody in particular within the near-copies of one story; the outlet that printed it first when
 * the outlet speaks itself. root_sha256: of the first of the near-copies. */
tr_str tr_origin_of(struct tr_arena *a, const struct tr_knowledge *k, const struct tr_actor_row *source, const struct tr_report_row *report, tr_str root_sha256);

#endif
