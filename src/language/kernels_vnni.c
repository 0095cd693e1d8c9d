/* SPDX-License-Identifier: Apache-2.0 */
/* AVX-512 with VNNI: vpdpbusd multiplies unsigned by signed bytes, so weights are packed with 128 added and the activations are the
 * signed side; 128 times the row's sum is taken off at the end. */
#if defined(__x86_64__)

#include <immintrin.h>

#define TR_VBYTES 64
#include "language/kernels_body.h"

/* Eight rows times one panel: the 24 sums stay in registers over the whole of k. They are named one by one because gcc 12 stores the
 * elements of an array of vectors at every step. */
#define EIGHT(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#define SUMS(r) __m512i a##r = _mm512_setzero_si512(), b##r = a##r, c##r = a##r;
#define STEP(r)                                     \
    memcpy(&four, q + (size_t)(r) * k + i, 4);      \
    x = _mm512_set1_epi32(four);                    \
    a##r = _mm512_dpbusd_epi32(a##r, w0, x);        \
    b##r = _mm512_dpbusd_epi32(b##r, w1, x);        \
    c##r = _mm512_dpbusd_epi32(c##r, w2, x);
#define STORE(r)                                                                                        \
    off = 128 * sum[r], by = row_scale[r];                                                              \
    store(out + (r) * (size_t)ld, finish((vi)a##r, off, by, scale, bias, act));                         \
    store(out + (r) * (size_t)ld + V, finish((vi)b##r, off, by, scale + V, bias + V, act));             \
    store(out + (r) * (size_t)ld + 2 * V, finish((vi)c##r, off, by, scale + 2 * V, bias + 2 * V, act));

INLINE void tile(const uint8_t *p, const float *scale, const float *bias, uint32_t k, const int8_t *q, const float *row_scale, const int32_t *sum,
                 enum tr_act act, float *out, uint32_t ld)
{
    EIGHT(SUMS)
    for (uint32_t i = 0; i < k; i += 4, p += 4 * TR_PANEL) {
        __m512i w0 = _mm512_loadu_si512(p), w1 = _mm512_loadu_si512(p + 64), w2 = _mm512_loadu_si512(p + 128), x;
        int32_t four;
        EIGHT(STEP)
    }
    int32_t off;
    float by;
    EIGHT(STORE)
}

INLINE void panels(const struct tr_matrix *w, const struct tr_rows *a, uint32_t rows, enum tr_act act, float *out, uint32_t ld)
{
    for (uint32_t c = 0; c < w->n_padded; c += TR_PANEL)
        for (uint32_t r = 0; r < rows; r += TR_ROW_STEP)
            tile(w->packed + (size_t)c * w->k, w->scale + c, w->bias + c, w->k, a->q + (size_t)r * w->k, a->scale + r, a->sum + r, act,
                 out + (size_t)r * ld + c, ld);
}

static void product(const struct tr_matrix *w, const struct tr_rows *a, uint32_t rows, enum tr_act act, float *out, uint32_t ld)
{
    if (act == TR_ACT_GELU) panels(w, a, rows, TR_ACT_GELU, out, ld);
    else panels(w, a, rows, TR_ACT_NONE, out, ld);
}

const struct tr_kernels tr_kernels_vnni = TR_KERNELS_TABLE("vnni", 128, product);

#endif
