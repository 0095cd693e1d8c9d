/* SPDX-License-Identifier: Apache-2.0 */
/* What a sentence tells of a stance: its topic and its day. */
#ifndef TR_JUDGING_POSITIONS_INT_H
#define TR_JUDGING_POSITIONS_INT_H

#include "judging/positions.h"

/* Whether a word begins there that starts with `stem`, ASCII case ignored; returns its offset at or after `from`, -1 when none. */
ptrdiff_t tr_stem_find(tr_str text, size_t from, const char *stem);
/* The topic that the words of a phrase name: the last one, for the head of an English noun phrase stands last ("ceasefire talks"). */
bool tr_topic_of_phrase(tr_str phrase, enum tr_topic *out);
/* The topic nearest behind a span of a sentence, else the nearest before it. */
bool tr_topic_near(tr_str sentence, tr_span span, enum tr_topic *out);
/* When it was said or done: the claim's days unless they belong to another clause, moved back where the sentence says so. */
tr_days tr_position_days(const struct tr_claim_row *c);

#endif
