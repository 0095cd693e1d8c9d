/* SPDX-License-Identifier: Apache-2.0 */
/* Text to words as UD English (EWT, GUM) cuts them. Every byte that is not white space belongs to exactly one word. */
#ifndef TR_LANGUAGE_TOKENISE_H
#define TR_LANGUAGE_TOKENISE_H

#include "base/arena.h"

/* Bytes of one word; longer runs are cut there. Nothing that long is a word, but every byte must be in one. */
#define TR_MAX_WORD_BYTES 400

enum tr_gap { TR_GAP_NONE, TR_GAP_SPACE, TR_GAP_LINE, TR_GAP_PARAGRAPH }; /* what stands before a word: model/FORMAT.md */

struct tr_token {
    tr_span span;
    uint8_t gap;
};

struct tr_tokens {
    TR_VEC(struct tr_token) list;
};

void tr_tokenise(struct tr_arena *a, tr_str text, struct tr_tokens *out);

#endif
