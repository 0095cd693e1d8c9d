/* SPDX-License-Identifier: Apache-2.0 */
/* What the kernel files share: the float work in vectors of TR_VBYTES bytes, which the including file sets before. */
#ifndef TR_LANGUAGE_KERNELS_BODY_H
#define TR_LANGUAGE_KERNELS_BODY_H

#include <math.h>

#include "language/kernels.h"

#define V (TR_VBYTES / 4)
#define INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((vector_size(TR_VBYTES)));
typedef int32_t vi __attribute__((vector_size(TR_VBYTES)));
typedef float vfu __attribute__((vector_size(TR_VBYTES), aligned(4), may_alias));
typedef int32_t viu __attribute__((vector_size(TR_VBYTES), aligned(4), may_alias));
typedef int8_t vb __attribute__((vector_size(TR_VBYTES / 4)));
typedef int8_t vbu __attribute__((vector_size(TR_VBYTES / 4), aligned(1), may_alias));

INLINE vf load(const float *p)
{
    return *(const vfu *)p;
}
INLINE void store(float *p, vf v)
{
    *(vfu *)p = v;
}
INLINE vf all(float x)
{
    return x - (vf){ 0 };
}
INLINE vf absolute(vf a)
{
    return (vf)((vi)a & 0x7fffffff);
}

/* a where a > b, else b. Named by instruction where there is one: gcc 12 makes three of the general form. */
#if TR_VBYTES == 64
INLINE vf greater(vf a, vf b)
{
    return (vf)_mm512_max_ps((__m512)a, (__m512)b);
}
INLINE vf lesser(vf a, vf b)
{
    return (vf)_mm512_min_ps((__m512)a, (__m512)b);
}
#elif TR_VBYTES == 32
INLINE vf greater(vf a, vf b)
{
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
}
INLINE vf lesser(vf a, vf b)
{
    return (vf)_mm256_min_ps((__m256)a, (__m256)b);
}
#else
INLINE vf pick(vi mask, vf yes, vf no)
{
    return (vf)((mask & (vi)yes) | (~mask & (vi)no));
}
INLINE vf greater(vf a, vf b)
{
    return pick(a > b, a, b);
}
INLINE vf lesser(vf a, vf b)
{
    return pick(a < b, a, b);
}
#endif

/* Over the lanes: halves folded onto one another. */
INLINE float sum_of(vf v)
{
    float part[V];
    store(part, v);
    for (int n = V / 2; n; n /= 2)
        for (int i = 0; i < n; i++) part[i] += part[i + n];
    return part[0];
}

INLINE float max_of(vf v)
{
    float part[V];
    store(part, v);
    for (int n = V / 2; n; n /= 2)
        for (int i = 0; i < n; i++) part[i] = part[i] > part[i + n] ? part[i] : part[i + n];
    return part[0];
}

/* e^x for x <= 0 (larger values are cut at 0), relative error below 3e-7. */
INLINE vf exponential(vf x)
{
    const float magic = 12582912.0f; /* 1.5 * 2^23: adding it rounds to an integer in the low bits */
    x = lesser(greater(x, all(-87.0f)), all(0.0f));
    vf t = x * 1.44269504f + magic;
    vf n = t - magic;
    vf r = x - n * 0.693359375f + n * 2.12194440e-4f;
    vf p = all(1.9875691e-4f);
    p = p * r + 1.3981999e-3f;
    p = p * r + 8.3334519e-3f;
    p = p * r + 4.1665795e-2f;
    p = p * r + 1.6666665e-1f;
    p = p * r + 5.0e-1f;
    p = p * r * r + r + 1.0f;
    vi power = ((vi)t - 0x4b400000 + 127) << 23;
    return p * (vf)power;
}

/* x * Phi(x), Phi the normal distribution: Phi(x) - 1/2 as x times a polynomial in x^2, minimax on |x| <= 4.4 and exactly 1/2 at its ends,
 * so that it is 0 or x beyond. Off by at most 2.5e-5, far less than the rounding to bytes that follows. */
INLINE vf gelu(vf x)
{
    vf c = greater(lesser(x, all(4.4f)), all(-4.4f));
    vf s = c * c * (2.0f / (4.4f * 4.4f)) - 1.0f;
    vf p = all(0.00275142374f);
    p = p * s - 0.00788309611f;
    p = p * s + 0.0109921806f;
    p = p * s - 0.0159784183f;
    p = p * s + 0.0268001109f;
    p = p * s - 0.0400887206f;
    p = p * s + 0.0552508272f;
    p = p * s - 0.0786123574f;
    p = p * s + 0.160404414f;
    return x * (c * p + 0.5f);
}

static void quantise(const float *x, uint32_t ld, uint32_t rows, uint32_t k, const struct tr_rows *to)
{
    const float magic = 12582912.0f;
    for (uint32_t r = 0; r < rows; r++, x += ld) {
        vf top = all(1e-20f);
        for (uint32_t i = 0; i < k; i += V) top = greater(top, absolute(load(x + i)));
        float most = max_of(top), by = 127.0f / most;
        vi sum = { 0 };
        int8_t *q = to->q + (size_t)r * k;
        for (uint32_t i = 0; i < k; i += V) {
            vi v = (vi)(load(x + i) * by + magic) - 0x4b400000;
            sum += v;
            *(vbu *)(q + i) = __builtin_convertvector(v, vb);
        }
        int32_t s = 0;
        for (int i = 0; i < V; i++) s += sum[i];
        to->sum[r] = s;
        to->scale[r] = most / 127.0f;
    }
}

/* One row's V results of a product, from the exact sums. */
INLINE vf finish(vi sum, int32_t off, float row_scale, const float *scale, const float *bias, enum tr_act act)
{
    vf v = __builtin_convertvector(sum - off, vf) * (load(scale) * row_scale) + load(bias);
    return act == TR_ACT_GELU ? gelu(v) : v;
}

static void add_norm(float *x, const float *y, uint32_t ld, uint32_t rows, uint32_t n, const float *weight, const float *bias, float eps)
{
    for (uint32_t r = 0; r < rows; r++, x += n) {
        vf sum = all(0);
        for (uint32_t i = 0; i < n; i += V) {
            vf v = load(x + i);
            if (y) v += load(y + i);
            store(x + i, v);
            sum += v;
        }
        float mean = sum_of(sum) / (float)n;
        vf square = all(0);
        for (uint32_t i = 0; i < n; i += V) {
            vf v = load(x + i) - mean;
            square += v * v;
        }
        float by = 1.0f / sqrtf(sum_of(square) / (float)n + eps);
        for (uint32_t i = 0; i < n; i += V) store(x + i, (load(x + i) - mean) * by * load(weight + i) + load(bias + i));
        if (y) y += ld;
    }
}

static float dot(const float *a, const float *b, uint32_t n)
{
    vf s = all(0);
    for (uint32_t i = 0; i < n; i += V) s += load(a + i) * load(b + i);
    return sum_of(s);
}

static void add_scaled(float *to, const float *from, float by, uint32_t n)
{
    for (uint32_t i = 0; i < n; i += V) store(to + i, load(to + i) + load(from + i) * by);
}

static uint32_t best(const float *v, uint32_t n)
{
    uint32_t i = 0;
    float most = v[0];
    if (n >= V) {
        vf top = load(v);
        for (i = V; i + V <= n; i += V) top = greater(top, load(v + i));
        most = max_of(top);
    }
    for (; i < n; i++) most = v[i] > most ? v[i] : most;
    for (i = 0; i + 1 < n && v[i] != most; i++) continue;
    return i;
}

/* --- attention: four queries at a time, keys along the vectors ---------------------------------------------------------- */

#define QUERIES 4
#define PAIR (2 * V)

/* p[q][j] = q . k_j / sqrt(32); keys beyond t get -1e30. */
#define EACH_QUERY(X) X(0) X(1) X(2) X(3)
#define ZERO(r) vf a##r = all(0), b##r = a##r;

INLINE void scores(const float *const q[QUERIES], const float *keys, uint32_t padded, uint32_t t, float *p)
{
    for (uint32_t j = 0; j < padded; j += PAIR) {
        EACH_QUERY(ZERO)
        for (uint32_t d = 0; d < TR_HEAD_DIM; d++) {
            vf k0 = load(keys + d * padded + j), k1 = load(keys + d * padded + j + V);
#define STEP_(r) a##r += k0 * q[r][d], b##r += k1 * q[r][d];
            EACH_QUERY(STEP_)
#undef STEP_
        }
#define STORE_(r) store(p + r * padded + j, a##r * 0.17677669529663687f), store(p + r * padded + j + V, b##r * 0.17677669529663687f);
        EACH_QUERY(STORE_)
#undef STORE_
    }
    for (int r = 0; r < QUERIES; r++)
        for (uint32_t j = t; j < padded; j++) p[r * padded + j] = -1e30f;
}

/* p becomes e^(p - max); returns one over its sum. */
INLINE float soften(float *p, uint32_t padded)
{
    vf top = load(p), sum = all(0);
    for (uint32_t j = V; j < padded; j += V) top = greater(top, load(p + j));
    float most = max_of(top);
    for (uint32_t j = 0; j < padded; j += V) {
        vf e = exponential(load(p + j) - most);
        sum += e;
        store(p + j, e);
    }
    return 1.0f / sum_of(sum);
}

/* out = p . values, for four queries; values are rows ld apart. */
INLINE void mix(const float *p, uint32_t padded, const float *values, uint32_t ld, uint32_t t, const float by[QUERIES],
                float *const out[QUERIES])
{
    for (uint32_t c = 0; c < TR_HEAD_DIM; c += PAIR) {
        EACH_QUERY(ZERO)
        for (uint32_t j = 0; j < t; j++) {
            vf v0 = load(values + (size_t)j * ld + c), v1 = load(values + (size_t)j * ld + c + V);
#define STEP_(r) a##r += v0 * p[r * padded + j], b##r += v1 * p[r * padded + j];
            EACH_QUERY(STEP_)
#undef STEP_
        }
#define STORE_(r) store(out[r] + c, a##r * by[r]), store(out[r] + c + V, b##r * by[r]);
        EACH_QUERY(STORE_)
#undef STORE_
    }
}

__attribute__((unused)) static void attention(const float *qkv, uint32_t ld, uint32_t t, uint32_t heads, float *out, float *work)
{
    uint32_t hidden = heads * TR_HEAD_DIM, padded = (t + 31) / 32 * 32;
    float *keys = work, *p = work + TR_HEAD_DIM * padded;
    memset(keys, 0, sizeof(float) * TR_HEAD_DIM * padded);
    for (uint32_t h = 0; h < heads; h++) {
        const float *q0 = qkv + h * TR_HEAD_DIM, *k0 = q0 + hidden, *v0 = k0 + hidden;
        for (uint32_t j = 0; j < t; j++)
            for (uint32_t d = 0; d < TR_HEAD_DIM; d++) keys[d * padded + j] = k0[(size_t)j * ld + d];
        for (uint32_t i = 0; i < t; i += QUERIES) {
            const float *q[QUERIES];
            float *to[QUERIES], by[QUERIES];
            for (uint32_t r = 0; r < QUERIES; r++) {
                /* The last block repeats the last query; the same result is then stored again. */
                uint32_t at = i + r < t ? i + r : t - 1;
                q[r] = q0 + (size_t)at * ld;
                to[r] = out + (size_t)at * hidden + h * TR_HEAD_DIM;
            }
            scores(q, keys, padded, t, p);
            for (uint32_t r = 0; r < QUERIES; r++) by[r] = soften(p + r * padded, padded);
            mix(p, padded, v0, ld, t, by, to);
        }
    }
}

#define TR_KERNELS_TABLE(label, zero_, product_, attention_)                                                                    \
    {                                                                                                                           \
        .name = label, .zero = zero_, .quantise = quantise, .product = product_, .attention = attention_, .add_norm = add_norm, \
        .dot = dot, .best = best, .add_scaled = add_scaled                                                                      \
    }

#endif
