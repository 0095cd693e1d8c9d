/* SPDX-License-Identifier: Apache-2.0 */
/* The arithmetic of the encoder, once per instruction set. Rows are independent of one another in every kernel: what a row
 * becomes does not depend on which rows share its batch. Sums of the int8 products are exact, so no order changes them.
 *
 * Matrices: weights are int8 by output row with a scale each; activations are made int8 by row as they come ("dynamic"),
 * q = round(x * 127 / max|x|). out = act(scale_row * scale_column * (q . w) + bias).
 *
 * Why not oneDNN (bench/language/products.c, one core of a Zen 4, 64 to 512 rows): with VNNI ours makes 450 to 465 billion operations a second,
 * results scaled and biased in floats; oneDNN 2.6 makes 450 to 467, but bare sums: it knows no scale by row, so a pass over all of them would
 * follow. The processor's own limit is 473. */
#ifndef TR_LANGUAGE_KERNELS_H
#define TR_LANGUAGE_KERNELS_H

#include "base/str.h"

#define TR_PANEL 48    /* columns of a packed panel: three 512-bit registers */
#define TR_HEAD_DIM 32 /* attention; the only size that weights may have */
#define TR_K_STEP 16   /* inner sizes are multiples of it */
#define TR_ROW_STEP 8  /* buffers of rows have room for a multiple of it: products compute the surplus rows too, to no effect */

enum tr_act { TR_ACT_NONE, TR_ACT_GELU };

/* Packed for the kernels in use: panels of 48 outputs, in each for every four inputs 48 groups of four bytes w + zero. */
struct tr_matrix {
    uint32_t n, k;     /* outputs, inputs */
    uint32_t n_padded; /* multiple of TR_PANEL; the columns beyond n give 0 */
    uint8_t *packed;
    float *scale, *bias; /* [n_padded] */
};

/* Rows of activations as int8. */
struct tr_rows {
    int8_t *q; /* row r starts at r * k */
    float *scale;
    int32_t *sum; /* of the row's q, to take the packing's zero out again */
};

struct tr_kernels {
    const char *name;
    int zero; /* 128 where the instruction wants unsigned weights, else 0 */
    void (*quantise)(const float *x, uint32_t ld, uint32_t rows, uint32_t k, const struct tr_rows *to);
    void (*product)(const struct tr_matrix *w, const struct tr_rows *a, uint32_t rows, enum tr_act act, float *out, uint32_t ld);
    /* One window's attention: qkv, t rows ld apart of 3 * heads * 32, to out [t][heads * 32]. work: tr_attention_work(t) floats. */
    void (*attention)(const float *qkv, uint32_t ld, uint32_t t, uint32_t heads, float *out, float *work);
    /* x = norm(x + y) by row; x rows of n, a multiple of 16; y rows ld apart, NULL allowed. */
    void (*add_norm)(float *x, const float *y, uint32_t ld, uint32_t rows, uint32_t n, const float *weight, const float *bias, float eps);
    float (*dot)(const float *a, const float *b, uint32_t n);               /* n a multiple of 16 */
    uint32_t (*best)(const float *v, uint32_t n);                           /* index of the greatest, the first of equals */
    void (*add_scaled)(float *to, const float *from, float by, uint32_t n); /* to += by * from; n a multiple of 16 */
};

static inline uint32_t tr_attention_work(uint32_t t)
{
    return (TR_HEAD_DIM + 8) * ((t + 31) / 32 * 32);
}

/* The fastest that this processor runs. `name` ("portable", "avx2", "vnni") asks for one; NULL for the best. NULL when it cannot run here. */
const struct tr_kernels *tr_kernels_find(const char *name);

/* Writes the packed form of q [n][k] for kernels with that zero; to has n_padded * k bytes. */
void tr_matrix_pack(const int8_t *q, uint32_t n, uint32_t k, int zero, uint8_t *to);

extern const struct tr_kernels tr_kernels_portable;
#if defined(__x86_64__)
extern const struct tr_kernels tr_kernels_avx2, tr_kernels_vnni;
#endif

#endif
