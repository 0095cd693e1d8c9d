/* SPDX-License-Identifier: Apache-2.0 */
/* Working memory of one thread, and the steps that use it: windows are laid into a batch, encoded together, then read. */
#ifndef TR_LANGUAGE_SCRATCH_INT_H
#define TR_LANGUAGE_SCRATCH_INT_H

#include "language/model_int.h"

#define TR_FFN_ROWS 64 /* rows that pass the wide layers at a time, so that these stay in the second-level cache */
#define TR_NO_GAP 0xff /* of a row that is no word's first piece */

struct tr_window {
    uint32_t first_word, n_words;
    uint32_t row, rows; /* in the batch */
    uint32_t word_row;  /* of its first word among the batch's words */
    bool last;          /* reaches its paragraph's end */
};

struct tr_scratch {
    const struct tr_model *m;
    void *memory;
    uint32_t capacity; /* rows of a batch */
    /* The batch. */
    uint32_t rows, n_windows, n_words;
    struct tr_window *windows;
    uint16_t *piece; /* by row */
    uint16_t *position;
    uint8_t *shape, *gap;
    uint16_t *word_rows; /* by word of the batch: the row of its first piece */
    /* The network. */
    float *x, *qkv, *mixed, *wide, *narrow, *attention;
    struct tr_rows rows8, wide8;
    float *out; /* [words][outputs.n_padded] */
    /* The parser, for one sentence. */
    float *arc_left, *arc_right, *arc_score, *rel_in, *rel_out;
    uint16_t *heads;
    void *tree;
};

/* Encodes the batch; out then holds every word's outputs. */
void tr_encode(struct tr_scratch *s);
/* Tree and relations of the words [first, first + n) of the document, whose outputs start at row `at` of s->out. */
void tr_parse(struct tr_scratch *s, struct tr_word *words, uint32_t first, uint32_t n, uint32_t at);
/* Tags, lemma, features and claim opinions of one word from its outputs. */
void tr_tag(const struct tr_model *m, struct tr_arena *a, const float *row, struct tr_word *w);
uint8_t tr_entity_label(const struct tr_model *m, const float *row, float *p); /* the type, + TR_BEGINS at a first word */
/* Entity spans from the words' labels; entity holds TR_BEGINS until then. */
void tr_entities(struct tr_doc *d, struct tr_arena *a, const float *p);

tr_str tr_lemma_of(struct tr_arena *a, tr_str script, tr_str form, tr_str lower);

#endif
