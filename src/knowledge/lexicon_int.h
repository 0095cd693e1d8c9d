/* SPDX-License-Identifier: Apache-2.0 */
/* Between lexicon.c, which reads the tables, and lexicon_frame.c, which reads one frame. */
#ifndef TR_KNOWLEDGE_LEXICON_INT_H
#define TR_KNOWLEDGE_LEXICON_INT_H

#include "knowledge/lexicon.h"

#define TR_FRAME_MAX_CONDS 6
#define TR_FRAME_MAX_ALTS 64
#define TR_FRAME_MAX_PREPS 8

/* Where in which table we are. */
struct tr_row { const char *table; uint32_t line; };
int tr_lexicon_bad(const struct tr_row *at, struct tr_err *err, const char *what, tr_str got);

/* Splits list at sep into the arena; at most max items. Empty items are an error. */
int tr_lexicon_list(struct tr_arena *a, tr_str list, char sep, uint32_t max, const tr_str **out, uint32_t *n, const struct tr_row *at, struct tr_err *err);
int tr_frame_read(struct tr_arena *a, const struct tr_lexicon *l, tr_str text, struct tr_frame *out, const struct tr_row *at, struct tr_err *err);

#endif
