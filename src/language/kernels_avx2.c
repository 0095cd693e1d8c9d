/* SPDX-License-Identifier: Apache-2.0 */
/* AVX2: vpmaddubsw saturates at 16 bits, so the sign of the activations is moved to the weights: |a| * (w * sign a) stays below 2^15. */
#if defined(__x86_64__)

#include <immintrin.h>

#define TR_VBYTES 32
#include "language/kernels_body.h"

#define FOUR(X) X(0) X(1) X(2) X(3)
#define SUMS(r) __m256i a##r = _mm256_setzero_si256(), b##r = a##r;
#define STEP(r)                                                                                                  \
    memcpy(&four, q + (size_t)(r)*k + i, 4);                                                                     \
    x = _mm256_set1_epi32(four), size = _mm256_abs_epi8(x);                                                      \
    a##r = _mm256_add_epi32(a##r, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w0, x)), ones)); \
    b##r = _mm256_add_epi32(b##r, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w1, x)), ones));
#define STORE(r)                                                                        \
    store(out + (r) * (size_t)ld, finish((vi)a##r, 0, row_scale[r], scale, bias, act)); \
    store(out + (r) * (size_t)ld + V, finish((vi)b##r, 0, row_scale[r], scale + V, bias + V, act));

/* Four rows times 16 columns of a panel. */
INLINE void tile(const uint8_t *p, const float *scale, const float *bias, uint32_t k, const int8_t *q, const float *row_scale,
                 enum tr_act act, float *out, uint32_t ld)
{
    const __m256i ones = _mm256_set1_epi16(1);
    FOUR(SUMS)
    for (uint32_t i = 0; i < k; i += 4, p += 4 * TR_PANEL) {
        __m256i w0 = _mm256_loadu_si256((const __m256i *)p), w1 = _mm256_loadu_si256((const __m256i *)(p + 32)), x, size;
        int32_t four;
        FOUR(STEP)
    }
    FOUR(STORE)
}

static void product(const struct tr_matrix *w, const struct tr_rows *a, uint32_t rows, enum tr_act act, float *out, uint32_t ld)
{
    for (uint32_t c = 0; c < w->n_padded; c += 16)
        for (uint32_t r = 0; r < rows; r += 4)
            tile(w->packed + (size_t)(c / TR_PANEL) * TR_PANEL * w->k + 4 * (c % TR_PANEL), w->scale + c, w->bias + c, w->k,
                 a->q + (size_t)r * w->k, a->scale + r, act, out + (size_t)r * ld + c, ld);
}

const struct tr_kernels tr_kernels_avx2 = TR_KERNELS_TABLE("avx2", 0, product, attention);

#endif
