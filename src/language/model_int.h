/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of language/ know of the model and keep from others. The weights file is described in model/FORMAT.md. */
#ifndef TR_LANGUAGE_MODEL_INT_H
#define TR_LANGUAGE_MODEL_INT_H

#include "language/kernels.h"
#include "language/language.h"
#include "language/pieces.h"

#define TR_MAX_LAYERS 24
#define TR_MAX_LABELS 4096
#define TR_SHAPES 9
#define TR_GAPS 4

/* The label sets, in the order in which their logits stand in a word's output row. The first six must be there. */
#define TR_HEADS(X) X(sent) X(upos) X(xpos) X(feats) X(lemma) X(entity) X(event) X(mode) X(status) X(casualty) X(who) X(figure) X(ceasefire)
enum tr_head {
#define X_(n) TR_HEAD_##n,
    TR_HEADS(X_)
#undef X_
        TR_N_HEADS
};
#define TR_FIRST_CLAIM_HEAD TR_HEAD_event

/* What a FEATS label says, in the enums of labels.h. */
struct tr_feats {
    uint8_t tense, verbform, number, person, voice, mood, prontype;
};

struct tr_labels {
    uint32_t n;
    uint32_t at; /* of its first logit in the output row */
    tr_str *name;
    uint8_t *value; /* the enum of labels.h or truce.h; for entities the type, + TR_BEGINS at the first word */
};
#define TR_BEGINS 0x80

struct tr_layer {
    struct tr_matrix qkv, out, up, down;
    const float *norm1_w, *norm1_b, *norm2_w, *norm2_b;
};

struct tr_model {
    const struct tr_kernels *kernels;
    struct tr_arena *arena; /* everything below that is not in the weights file */
    uint32_t hidden, layers, heads, ffn, max_pieces, arc_dim, rel_dim;
    float eps;
    struct tr_pieces pieces;
    const int8_t *word; /* [vocab][hidden] */
    const float *word_scale, *pos, *shape, *gap, *norm_w, *norm_b;
    struct tr_layer layer[TR_MAX_LAYERS];

    /* One product gives all that is asked of a word: the heads' logits, then the four vectors of the parser. */
    struct tr_matrix outputs;
    struct tr_labels label[TR_N_HEADS];
    struct tr_feats *feats; /* by label */
    uint32_t arc_dep_at, arc_head_at, rel_dep_at, rel_head_at;
    bool has_claim_heads;

    const float *arc_root, *arc_biaffine, *rel_root;
    uint32_t n_rels;
    tr_str *rel_name;
    uint8_t *rel, *sub;            /* by label */
    struct tr_matrix rel_biaffine; /* [n_rels * (rel_dim + 1)][rel_dim]; the bias holds what multiplies the head's constant 1 */
};

/* tr_model_open with kernels of the caller's choice: for tests and measurements. */
int tr_model_open_with(tr_str weights, const struct tr_kernels *kernels, struct tr_model **out, struct tr_err *err);

/* Logits of one head in a word's output row. */
static inline const float *tr_logits(const struct tr_model *m, const float *row, enum tr_head h)
{
    return row + m->label[h].at;
}

#endif
