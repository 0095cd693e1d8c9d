/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels for any processor, and the choice among all at run time. */
#define TR_VBYTES 16
#include "language/kernels_body.h"

static void product(const struct tr_matrix *w, const struct tr_rows *a, uint32_t rows, enum tr_act act, float *out, uint32_t ld)
{
    for (uint32_t panel = 0; panel < w->n_padded / TR_PANEL; panel++)
        for (uint32_t row = 0; row < rows; row++) {
            int32_t acc[TR_PANEL] = { 0 };
            const int8_t *p = (const int8_t *)w->packed + (size_t)panel * TR_PANEL * w->k, *q = a->q + (size_t)row * w->k;
            for (uint32_t k = 0; k < w->k; k += 4, p += 4 * TR_PANEL)
                for (int c = 0; c < TR_PANEL; c++)
                    acc[c] += p[4 * c] * q[k] + p[4 * c + 1] * q[k + 1] + p[4 * c + 2] * q[k + 2] + p[4 * c + 3] * q[k + 3];
            for (uint32_t c = 0; c < TR_PANEL; c += V) {
                uint32_t at = panel * TR_PANEL + c;
                store(out + (size_t)row * ld + at, finish(*(const viu *)(acc + c), 0, a->scale[row], w->scale + at, w->bias + at, act));
            }
        }
}

const struct tr_kernels tr_kernels_portable = TR_KERNELS_TABLE("portable", 0, product, attention);

const struct tr_kernels *tr_kernels_find(const char *name)
{
#if defined(__x86_64__)
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    bool vnni = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
    if (vnni && (!name || !strcmp(name, "vnni"))) return &tr_kernels_vnni;
    if (avx2 && (!name || !strcmp(name, "avx2"))) return &tr_kernels_avx2;
#endif
    return !name || !strcmp(name, "portable") ? &tr_kernels_portable : NULL;
}

void tr_matrix_pack(const int8_t *q, uint32_t n, uint32_t k, int zero, uint8_t *to)
{
    uint32_t padded = (n + TR_PANEL - 1) / TR_PANEL * TR_PANEL;
    for (uint32_t col = 0; col < padded; col++) {
        uint8_t *p = to + (size_t)(col / TR_PANEL) * TR_PANEL * k + 4 * (col % TR_PANEL);
        for (uint32_t i = 0; i < k; i += 4, p += 4 * TR_PANEL)
            for (uint32_t j = 0; j < 4; j++) {
                int w = col < n ? q[(size_t)col * k + i + j] : 0;
                p[j] = (uint8_t)((w < -127 ? -127 : w) + zero);
            }
    }
}
