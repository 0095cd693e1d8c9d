/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TR_VIEWS_REDACT_INT_H
#define TR_VIEWS_REDACT_INT_H

#include "views/redact.h"

/* The key of an actor, or an origin or a tally's row that is named by it, without the name: "withheld:812". */
tr_str tr_redact_key(const struct tr_redaction *r, struct tr_arena *a, tr_str key);

#endif
