/* SPDX-License-Identifier: Apache-2.0 */
/* Words to WordPiece pieces, shapes: the input side of model/FORMAT.md (training/text.py is the reference). */
#ifndef TR_LANGUAGE_PIECES_H
#define TR_LANGUAGE_PIECES_H

#include "base/arena.h"
#include "base/err.h"

#define TR_PIECE_UNK 100
#define TR_PIECE_CLS 101
#define TR_PIECE_SEP 102
#define TR_MAX_WORD_PIECES 16
#define TR_MAX_PART_CHARS 100
#define TR_MAX_PIECE_BYTES 128

struct tr_pieces {
    uint32_t n; /* pieces of the vocabulary */
    tr_str *piece;
    uint32_t *slot; /* piece + 1 by hash, 0 = empty; a power of two of them */
    uint32_t mask;
    uint32_t longest; /* bytes, "##" not counted */
};

/* vocab: pieces separated by line feeds, kept by reference. */
int tr_pieces_init(struct tr_pieces *p, struct tr_arena *a, tr_str vocab, struct tr_err *err);
/* The pieces of one word, at most TR_MAX_WORD_PIECES, at least one; returns how many. */
uint32_t tr_pieces_of(const struct tr_pieces *p, tr_str form, uint16_t out[TR_MAX_WORD_PIECES]);
/* 0 lower … 8 other: FORMAT.md lists them. */
uint8_t tr_shape_of(tr_str form);

#endif
