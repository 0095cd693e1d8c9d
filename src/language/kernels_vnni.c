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
/* In assembler, because gcc 12 copies and spills the sums around the intrinsic: 215 billion operations a second against 440. */
#define DOT(sum, w, x) __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(w), "v"(x))
#define STEP(r)                              \
    memcpy(&four, q + (size_t)(r)*k + i, 4); \
    x = _mm512_set1_epi32(four);             \
    DOT(a##r, w0, x);                        \
    DOT(b##r, w1, x);                        \
    DOT(c##r, w2, x);
#define STORE(r)                                                                            \
    off = 128 * sum[r], by = row_scale[r];                                                  \
    store(out + (r) * (size_t)ld, finish((vi)a##r, off, by, scale, bias, act));             \
    store(out + (r) * (size_t)ld + V, finish((vi)b##r, off, by, scale + V, bias + V, act)); \
    store(out + (r) * (size_t)ld + 2 * V, finish((vi)c##r, off, by, scale + 2 * V, bias + 2 * V, act));

INLINE void tile(const uint8_t *p, const float *scale, const float *bias, uint32_t k, const int8_t *q, const float *row_scale,
                 const int32_t *sum, enum tr_act act, float *out, uint32_t ld)
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

/* --- attention in int8: four times as fast as in floats at a hundred pieces ------------------------------------------------
 * Queries, keys and values are made int8 by row and head like all activations. A value's scale goes into its weight, which is
 * rounded to 0..255. Sums of bytes are exact, so the result still does not depend on what else is in the batch. */

struct keys {
    uint8_t *key;                              /* [padded / 16][8][16][4]: 128 added */
    int8_t *value;                             /* [padded / 4][32][4] */
    float *key_scale, *key_bias, *value_scale; /* [padded]; the bias puts what is beyond t out of reach */
    float *score;                              /* [4][padded] */
    uint8_t *weight;                           /* [4][padded] */
    float value_most;
    uint32_t padded;
};

/* 32 floats to 32 bytes; returns the scale. */
INLINE float to_bytes(const float *x, int8_t *q)
{
    __m512 a = _mm512_loadu_ps(x), b = _mm512_loadu_ps(x + 16);
    float most = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_abs_ps(a), _mm512_abs_ps(b)));
    most = most > 1e-20f ? most : 1e-20f;
    __m512 by = _mm512_set1_ps(127.0f / most);
    _mm_storeu_si128((__m128i *)q, _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(_mm512_mul_ps(a, by))));
    _mm_storeu_si128((__m128i *)(q + 16), _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(_mm512_mul_ps(b, by))));
    return most / 127.0f;
}

/* Four rows of 32 bytes to 32 groups of four. */
INLINE void interleave(const int8_t *rows, int8_t *to)
{
    for (int half = 0; half < 2; half++) {
        const __m128i *r = (const __m128i *)(const void *)(rows + 16 * half);
        __m128i a = _mm_loadu_si128(r), b = _mm_loadu_si128(r + 2), c = _mm_loadu_si128(r + 4), d = _mm_loadu_si128(r + 6);
        __m128i ab = _mm_unpacklo_epi8(a, b), cd = _mm_unpacklo_epi8(c, d), ef = _mm_unpackhi_epi8(a, b), gh = _mm_unpackhi_epi8(c, d);
        __m128i *o = (__m128i *)(void *)(to + 64 * half);
        _mm_storeu_si128(o, _mm_unpacklo_epi16(ab, cd));
        _mm_storeu_si128(o + 1, _mm_unpackhi_epi16(ab, cd));
        _mm_storeu_si128(o + 2, _mm_unpacklo_epi16(ef, gh));
        _mm_storeu_si128(o + 3, _mm_unpackhi_epi16(ef, gh));
    }
}

static void take_keys(struct keys *k, const float *key, const float *value, uint32_t ld, uint32_t t)
{
    k->value_most = 0;
    for (uint32_t j = 0; j < k->padded; j += 4) {
        int8_t rows[4][TR_HEAD_DIM] = { { 0 } };
        for (uint32_t i = 0; i < 4; i++) {
            uint32_t at = j + i;
            int8_t q[TR_HEAD_DIM] = { 0 };
            bool in = at < t;
            k->key_scale[at] = in ? to_bytes(key + (size_t)at * ld, q) : 0;
            k->key_bias[at] = in ? 0 : -1e30f;
            k->value_scale[at] = in ? to_bytes(value + (size_t)at * ld, rows[i]) : 0;
            if (k->value_scale[at] > k->value_most) k->value_most = k->value_scale[at];
            uint8_t *to = k->key + (size_t)(at / 16) * 512 + at % 16 * 4;
            for (uint32_t d = 0; d < 8; d++) {
                uint32_t four;
                memcpy(&four, q + 4 * d, 4);
                four ^= 0x80808080u; /* adds 128 to each */
                memcpy(to + 64 * d, &four, 4);
            }
        }
        interleave(rows[0], k->value + (size_t)j * TR_HEAD_DIM);
    }
    __m512 by = _mm512_set1_ps(255.0f / k->value_most);
    for (uint32_t j = 0; j < k->padded; j += 16)
        _mm512_storeu_ps(k->value_scale + j, _mm512_mul_ps(_mm512_loadu_ps(k->value_scale + j), by));
}

/* 2^x for x <= 0, relative error below 5e-5: it is rounded to eight bits next. */
INLINE __m512 power(__m512 x)
{
    x = _mm512_max_ps(x, _mm512_set1_ps(-126.0f));
    __m512 n = _mm512_roundscale_ps(x, 0), r = _mm512_sub_ps(x, n);
    __m512 p = _mm512_set1_ps(0.0096181291f);
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.0555041087f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.2402265070f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(0.6931471806f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(1.0f));
    return _mm512_scalef_ps(p, n);
}

/* Four queries (rows of 32 bytes) against all keys: scores in powers of two, then weights; by[r] becomes what the mixed values are to be
 * multiplied with. */
INLINE void weigh(const struct keys *k, int8_t q[4][TR_HEAD_DIM], const float q_scale[4], float by[4])
{
    const __m512i ones = _mm512_set1_epi8(1);
    __m512 scale[4], most[4];
    __m512i off[4];
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++) {
        __m512i sum = _mm512_dpbusd_epi32(_mm512_setzero_si512(), ones, _mm512_zextsi256_si512(_mm256_loadu_si256((const __m256i *)q[r])));
        off[r] = _mm512_set1_epi32(128 * _mm512_reduce_add_epi32(sum));
        scale[r] = _mm512_set1_ps(q_scale[r] * 0.17677669529663687f * 1.4426950408889634f);
        most[r] = _mm512_set1_ps(-1e30f);
    }
    for (uint32_t j = 0; j < k->padded; j += 16) {
        const uint8_t *key = k->key + (size_t)j * TR_HEAD_DIM;
        __m512 key_scale = _mm512_loadu_ps(k->key_scale + j), key_bias = _mm512_loadu_ps(k->key_bias + j);
        __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
#pragma GCC unroll 8
        for (int d = 0; d < 8; d++) {
            __m512i w = _mm512_loadu_si512(key + 64 * d);
            int32_t four[4];
            for (int r = 0; r < 4; r++) memcpy(&four[r], q[r] + 4 * d, 4);
            DOT(s0, w, _mm512_set1_epi32(four[0]));
            DOT(s1, w, _mm512_set1_epi32(four[1]));
            DOT(s2, w, _mm512_set1_epi32(four[2]));
            DOT(s3, w, _mm512_set1_epi32(four[3]));
        }
#define SCORE(r)                                                                                                                      \
    {                                                                                                                                 \
        __m512 v = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_sub_epi32(s##r, off[r])), _mm512_mul_ps(key_scale, scale[r]), key_bias); \
        most[r] = _mm512_max_ps(most[r], v);                                                                                          \
        _mm512_storeu_ps(k->score + r * k->padded + j, v);                                                                            \
    }
        SCORE(0) SCORE(1) SCORE(2) SCORE(3)
    }
    for (int r = 0; r < 4; r++) {
        __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most[r])), sum = _mm512_setzero_ps();
        for (uint32_t j = 0; j < k->padded; j += 16) {
            __m512 e = power(_mm512_sub_ps(_mm512_loadu_ps(k->score + r * k->padded + j), top));
            if (j + 16 == k->padded)
                e = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(_mm512_loadu_ps(k->key_bias + j), _mm512_setzero_ps(), _CMP_EQ_OQ), e);
            sum = _mm512_add_ps(sum, e);
            __m512i w = _mm512_cvtps_epi32(_mm512_mul_ps(e, _mm512_loadu_ps(k->value_scale + j)));
            _mm_storeu_si128((__m128i *)(k->weight + r * k->padded + j), _mm512_cvtusepi32_epi8(w));
        }
        by[r] = k->value_most / (255.0f * _mm512_reduce_add_ps(sum));
    }
}

/* out[r] = weights . values. */
INLINE void mix_bytes(const struct keys *k, const float by[4], float *const out[4])
{
#define ZEROS(r) __m512i a##r = _mm512_setzero_si512(), b##r = a##r;
    ZEROS(0) ZEROS(1) ZEROS(2) ZEROS(3) for (uint32_t j = 0; j < k->padded; j += 4)
    {
        __m512i v0 = _mm512_loadu_si512(k->value + (size_t)j * TR_HEAD_DIM),
                v1 = _mm512_loadu_si512(k->value + (size_t)j * TR_HEAD_DIM + 64), x;
        int32_t four;
#define MIX(r)                                       \
    memcpy(&four, k->weight + (r)*k->padded + j, 4); \
    x = _mm512_set1_epi32(four);                     \
    DOT(a##r, x, v0);                                \
    DOT(b##r, x, v1);
        MIX(0) MIX(1) MIX(2) MIX(3)
    }
#define KEEP(r)                                                                               \
    _mm512_storeu_ps(out[r], _mm512_mul_ps(_mm512_cvtepi32_ps(a##r), _mm512_set1_ps(by[r]))); \
    _mm512_storeu_ps(out[r] + 16, _mm512_mul_ps(_mm512_cvtepi32_ps(b##r), _mm512_set1_ps(by[r])));
    KEEP(3) KEEP(2) KEEP(1) KEEP(0)
}

static void attention_bytes(const float *qkv, uint32_t ld, uint32_t t, uint32_t heads, float *out, float *work)
{
    uint32_t hidden = heads * TR_HEAD_DIM, padded = (t + 15) / 16 * 16;
    struct keys k = {
        .padded = padded, .key_scale = work, .key_bias = work + padded, .value_scale = work + 2 * padded, .score = work + 3 * padded
    };
    k.key = (uint8_t *)(work + 7 * padded);
    k.value = (int8_t *)(k.key + (size_t)padded * TR_HEAD_DIM);
    k.weight = (uint8_t *)(k.value + (size_t)padded * TR_HEAD_DIM);
    for (uint32_t h = 0; h < heads; h++) {
        const float *q0 = qkv + h * TR_HEAD_DIM;
        take_keys(&k, q0 + hidden, q0 + 2 * hidden, ld, t);
        for (uint32_t i = 0; i < t; i += 4) {
            int8_t q[4][TR_HEAD_DIM];
            float scale[4], by[4], *to[4];
            for (uint32_t r = 0; r < 4; r++) {
                /* The last block repeats the last query; the same result is then stored again. */
                uint32_t at = i + r < t ? i + r : t - 1;
                scale[r] = to_bytes(q0 + (size_t)at * ld, q[r]);
                to[r] = out + (size_t)at * hidden + h * TR_HEAD_DIM;
            }
            weigh(&k, q, scale, by);
            mix_bytes(&k, by, to);
        }
    }
}

const struct tr_kernels tr_kernels_vnni = TR_KERNELS_TABLE("vnni", 128, product, attention_bytes);

#endif
