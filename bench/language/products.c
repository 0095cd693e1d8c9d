/* SPDX-License-Identifier: Apache-2.0 */
/* The encoder's matrix products: our kernels against oneDNN, billions of operations a second of processor time, one thread. Ours give
 * float results with scales, bias and, on request, GELU; oneDNN (u8 by s8, weights prepacked) gives the bare 32-bit sums, because its 2.6
 * knows no scale by row: a further pass over them would have to follow. Run with OMP_NUM_THREADS=1. */
#include <oneapi/dnnl/dnnl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "language/kernels.h"

#define ROUNDS 40
#define MOST 512

static const uint32_t sizes[4][2] = { { 1152, 384 }, { 384, 384 }, { 1536, 384 }, { 384, 1536 } };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double rate(double seconds, uint32_t rows, uint32_t n, uint32_t k)
{
    return 2.0 * rows * n * k / seconds * 1e-9;
}

static double ours(const struct tr_kernels *kernels, uint32_t rows, uint32_t n, uint32_t k, enum tr_act act)
{
    struct tr_matrix w = { n, k, n, aligned_alloc(64, (size_t)n * k), calloc(n, 4), calloc(n, 4) };
    struct tr_rows a = { aligned_alloc(64, (size_t)rows * k), calloc(rows, 4), calloc(rows, 4) };
    float *out = calloc((size_t)rows * n, 4);
    double best = 1e9;
    memset(w.packed, 1, (size_t)n * k);
    memset(a.q, 1, (size_t)rows * k);
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        kernels->product(&w, &a, rows, act, out, n);
        double spent = now() - start;
        if (spent < best) best = spent;
    }
    void *all[] = { w.packed, w.scale, w.bias, a.q, a.scale, a.sum, out };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
    return rate(best, rows, n, k);
}

/* 0 when oneDNN refuses. */
static double onednn(dnnl_engine_t engine, dnnl_stream_t stream, uint32_t rows, uint32_t n, uint32_t k)
{
    dnnl_dims_t src = { rows, k }, weights = { k, n }, dst = { rows, n };
    dnnl_memory_desc_t s, w, d;
    dnnl_matmul_desc_t matmul;
    dnnl_primitive_desc_t pd;
    dnnl_primitive_t p;
    dnnl_memory_t ms, mw, md;
    double best = 1e9;
    if (dnnl_memory_desc_init_by_tag(&s, 2, src, dnnl_u8, dnnl_ab) ||
        dnnl_memory_desc_init_by_tag(&w, 2, weights, dnnl_s8, dnnl_format_tag_any) ||
        dnnl_memory_desc_init_by_tag(&d, 2, dst, dnnl_s32, dnnl_ab) || dnnl_matmul_desc_init(&matmul, &s, &w, NULL, &d) ||
        dnnl_primitive_desc_create(&pd, &matmul, NULL, engine, NULL) || dnnl_primitive_create(&p, pd) ||
        dnnl_memory_create(&ms, &s, engine, DNNL_MEMORY_ALLOCATE) || dnnl_memory_create(&md, &d, engine, DNNL_MEMORY_ALLOCATE) ||
        dnnl_memory_create(&mw, dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0), engine, DNNL_MEMORY_ALLOCATE))
        return 0;
    const dnnl_exec_arg_t args[] = { { DNNL_ARG_SRC, ms }, { DNNL_ARG_WEIGHTS, mw }, { DNNL_ARG_DST, md } };
    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        dnnl_primitive_execute(p, stream, 3, args);
        dnnl_stream_wait(stream);
        double spent = now() - start;
        if (spent < best) best = spent;
    }
    dnnl_memory_destroy(ms), dnnl_memory_destroy(mw), dnnl_memory_destroy(md);
    dnnl_primitive_destroy(p);
    dnnl_primitive_desc_destroy(pd);
    return rate(best, rows, n, k);
}

int main(void)
{
    static const char *const names[] = { "vnni", "avx2", "portable" };
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    if (dnnl_engine_create(&engine, dnnl_cpu, 0) || dnnl_stream_create(&stream, engine, dnnl_stream_default_flags)) return 1;
    printf("%5s %11s %9s", "rows", "out x in", "oneDNN");
    for (size_t i = 0; i < 3; i++) printf(" %9s %9s", names[i], "+GELU");
    printf("\n");
    for (uint32_t rows = 64; rows <= MOST; rows *= 2)
        for (size_t s = 0; s < 4; s++) {
            printf("%5u %6u x%4u %9.0f", rows, sizes[s][0], sizes[s][1], onednn(engine, stream, rows, sizes[s][0], sizes[s][1]));
            for (size_t i = 0; i < 3; i++) {
                const struct tr_kernels *k = tr_kernels_find(names[i]);
                if (!k || (i == 2 && rows > 64)) continue;
                printf(" %9.0f %9.0f", ours(k, rows, sizes[s][0], sizes[s][1], TR_ACT_NONE),
                       ours(k, rows, sizes[s][0], sizes[s][1], TR_ACT_GELU));
            }
            printf("\n");
        }
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
    return 0;
}
