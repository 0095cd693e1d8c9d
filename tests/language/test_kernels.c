/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

#include "language/kernels.h"

static const char *const names[] = { "portable", "avx2", "vnni" };
static uint64_t seed = 11;

static float rnd(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (float)(seed >> 40) / (float)(1 << 23) - 1;
}

static void *room(size_t n)
{
    void *p = aligned_alloc(64, (n + 63) / 64 * 64);
    memset(p, 0, (n + 63) / 64 * 64);
    return p;
}

struct job {
    struct tr_matrix w;
    struct tr_rows a;
    int8_t *q;
    float *x, *out;
    uint32_t rows;
};

static void make(struct job *j, const struct tr_kernels *k, uint32_t rows, uint32_t n, uint32_t in)
{
    uint32_t padded = (n + TR_PANEL - 1) / TR_PANEL * TR_PANEL, some = (rows + TR_ROW_STEP - 1) / TR_ROW_STEP * TR_ROW_STEP;
    *j = (struct job){ .w = { n, in, padded, room((size_t)padded * in), room(4 * padded), room(4 * padded) }, .rows = rows };
    j->a = (struct tr_rows){ room((size_t)some * in), room(4 * some), room(4 * some) };
    j->q = room((size_t)n * in);
    j->x = room(4 * (size_t)rows * in);
    j->out = room(4 * (size_t)some * padded);
    for (uint32_t i = 0; i < n * in; i++) j->q[i] = (int8_t)lrintf(127 * rnd());
    for (uint32_t i = 0; i < n; i++) j->w.scale[i] = 0.01f + 0.005f * rnd(), j->w.bias[i] = rnd();
    for (uint32_t i = 0; i < rows * in; i++) j->x[i] = 3 * rnd();
    tr_matrix_pack(j->q, n, in, k->zero, j->w.packed);
}

static void drop(struct job *j)
{
    void *all[] = { j->w.packed, j->w.scale, j->w.bias, j->a.q, j->a.scale, j->a.sum, j->q, j->x, j->out };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
}

static double gelu(double x)
{
    return x * 0.5 * (1 + erf(x / sqrt(2)));
}

static void products_are_right(void **state)
{
    (void)state;
    static const uint32_t sizes[][3] = { { 1, 1, 16 }, { 7, 48, 64 }, { 8, 49, 96 }, { 23, 100, 384 }, { 65, 96, 1536 } };
    for (size_t k = 0; k < 3; k++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            const struct tr_kernels *kernels = tr_kernels_find(names[k]);
            struct job j;
            if (!kernels) continue;
            make(&j, kernels, sizes[s][0], sizes[s][1], sizes[s][2]);
            kernels->quantise(j.x, j.w.k, j.rows, j.w.k, &j.a);
            for (int act = TR_ACT_NONE; act <= TR_ACT_GELU; act++) {
                kernels->product(&j.w, &j.a, j.rows, (enum tr_act)act, j.out, j.w.n_padded);
                for (uint32_t r = 0; r < j.rows; r++)
                    for (uint32_t c = 0; c < j.w.n; c++) {
                        int64_t sum = 0;
                        for (uint32_t i = 0; i < j.w.k; i++) sum += (int64_t)j.q[c * j.w.k + i] * j.a.q[r * j.w.k + i];
                        double want = (double)sum * (double)j.a.scale[r] * (double)j.w.scale[c] + (double)j.w.bias[c];
                        if (act == TR_ACT_GELU) want = gelu(want);
                        assert_true(fabs(want - (double)j.out[r * j.w.n_padded + c]) < 1e-4 * (1 + fabs(want)));
                    }
            }
            drop(&j);
        }
}

static void rows_are_rounded_to_bytes(void **state)
{
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        const struct tr_kernels *kernels = tr_kernels_find(names[k]);
        struct job j;
        if (!kernels) continue;
        make(&j, kernels, 9, 1, 64);
        memset(j.x + 3 * 64, 0, 64 * 4);
        kernels->quantise(j.x, 64, 9, 64, &j.a);
        for (uint32_t r = 0; r < 9; r++) {
            int32_t sum = 0, most = 0;
            for (uint32_t i = 0; i < 64; i++) {
                int32_t q = j.a.q[r * 64 + i];
                sum += q;
                most = abs(q) > most ? abs(q) : most;
                assert_true(fabsf((float)q * j.a.scale[r] - j.x[r * 64 + i]) <= 0.501f * j.a.scale[r]);
            }
            assert_int_equal(sum, j.a.sum[r]);
            assert_int_equal(most, r == 3 ? 0 : 127);
        }
        drop(&j);
    }
}

static void attention_is_right(void **state)
{
    (void)state;
    static const uint32_t sizes[] = { 1, 2, 5, 16, 31, 100, 256 };
    for (size_t k = 0; k < 3; k++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            const struct tr_kernels *kernels = tr_kernels_find(names[k]);
            uint32_t t = sizes[s], heads = 2, hidden = heads * TR_HEAD_DIM, ld = 3 * hidden;
            float *qkv = room(4 * (size_t)t * ld), *out = room(4 * (size_t)t * hidden), *work = room(4 * (size_t)tr_attention_work(t));
            double wrong = 0, all = 0;
            for (uint32_t i = 0; i < t * ld; i++) qkv[i] = 2 * rnd();
            if (kernels) kernels->attention(qkv, ld, t, heads, out, work);
            for (uint32_t h = 0; kernels && h < heads; h++)
                for (uint32_t i = 0; i < t; i++) {
                    double p[256], sum = 0;
                    for (uint32_t j = 0; j < t; j++) {
                        double dot = 0;
                        for (uint32_t d = 0; d < 32; d++)
                            dot += (double)qkv[i * ld + h * 32 + d] * (double)qkv[j * ld + hidden + h * 32 + d];
                        sum += p[j] = exp(dot / sqrt(32));
                    }
                    for (uint32_t d = 0; d < 32; d++) {
                        double want = 0;
                        for (uint32_t j = 0; j < t; j++) want += p[j] / sum * (double)qkv[j * ld + 2 * hidden + h * 32 + d];
                        double off = want - (double)out[i * hidden + h * 32 + d];
                        wrong += off * off;
                        all += want * want;
                    }
                }
            /* Bytes are good to about a hundredth, floats to far more. */
            assert_true(sqrt(wrong / (all + 1e-9)) < (k == 2 ? 0.02 : 1e-5));
            free(qkv);
            free(out);
            free(work);
        }
}

static void vectors_are_right(void **state)
{
    (void)state;
    for (size_t k = 0; k < 3; k++) {
        const struct tr_kernels *kernels = tr_kernels_find(names[k]);
        if (!kernels) continue;
        float x[3 * 48], y[3 * 64], w[48], b[48], a[48], c[48], was[3 * 48];
        for (int i = 0; i < 48; i++) w[i] = rnd(), b[i] = rnd(), a[i] = rnd(), c[i] = rnd();
        for (int i = 0; i < 3 * 48; i++) was[i] = x[i] = rnd();
        for (int i = 0; i < 3 * 64; i++) y[i] = rnd();
        kernels->add_norm(x, y, 64, 3, 48, w, b, 1e-5f);
        for (int r = 0; r < 3; r++) {
            double mean = 0, square = 0;
            for (int i = 0; i < 48; i++) mean += (double)(was[r * 48 + i] + y[r * 64 + i]) / 48;
            for (int i = 0; i < 48; i++) square += pow((double)(was[r * 48 + i] + y[r * 64 + i]) - mean, 2) / 48;
            for (int i = 0; i < 48; i++)
                assert_true(fabs(((double)(was[r * 48 + i] + y[r * 64 + i]) - mean) / sqrt(square + 1e-5) * (double)w[i] + (double)b[i] -
                                 (double)x[r * 48 + i]) < 1e-4);
        }
        double dot = 0;
        for (int i = 0; i < 48; i++) dot += (double)a[i] * (double)c[i];
        assert_true(fabs(dot - (double)kernels->dot(a, c, 48)) < 1e-4);
        for (uint32_t n = 1; n < 48; n++) {
            uint32_t best = 0;
            for (uint32_t i = 1; i < n; i++) best = a[i] > a[best] ? i : best;
            assert_int_equal(kernels->best(a, n), best);
        }
        memcpy(was, c, sizeof c);
        kernels->add_scaled(c, a, 0.5f, 48);
        for (int i = 0; i < 48; i++) assert_true(fabsf(c[i] - (was[i] + 0.5f * a[i])) < 1e-6f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_right),
        cmocka_unit_test(rows_are_rounded_to_bytes),
        cmocka_unit_test(attention_is_right),
        cmocka_unit_test(vectors_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
