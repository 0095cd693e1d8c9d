/* SPDX-License-Identifier: Apache-2.0 */
/* conllu [-k KERNELS] [-t] WEIGHTS [FILE…]: the language stage alone. Each file (standard input when there is none) is analysed and written
 * as CoNLL-U; with -t nothing is written but words, sentences and times. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "language/model_int.h"

/* Seconds of processor time: what one core does, whatever else the machine is busy with. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static char *slurp(FILE *f, size_t *n)
{
    size_t cap = 1 << 16;
    char *p = aligned_alloc(64, cap);
    for (*n = 0; p;) {
        *n += fread(p + *n, 1, cap - *n, f);
        if (*n < cap) return p;
        char *q = aligned_alloc(64, cap * 2);
        if (q) memcpy(q, p, *n);
        free(p);
        p = q;
        cap *= 2;
    }
    return NULL;
}

static void print(void *ctx, tr_str s)
{
    fwrite(s.p, 1, s.n, ctx);
}

int main(int argc, char **argv)
{
    const char *kernels = NULL;
    bool volatile timed = false; /* kept over the arena's longjmp */
    for (int c; (c = getopt(argc, argv, "k:t")) != -1;) {
        if (c == 'k') kernels = optarg;
        else if (c == 't') timed = true;
        else return 2;
    }
    FILE *w = optind < argc ? fopen(argv[optind], "rb") : NULL;
    size_t n = 0;
    char *weights = w ? slurp(w, &n) : NULL;
    struct tr_model *m;
    struct tr_scratch *s;
    struct tr_err err = { 0 };
    double start = now();
    if (!weights || !tr_kernels_find(kernels) || tr_model_open_with((tr_str){ weights, n }, tr_kernels_find(kernels), &m, &err) ||
        tr_scratch_new(m, &s, &err)) {
        fprintf(stderr, "conllu: %s\n", err.code ? err.msg : "usage: conllu [-k KERNELS] [-t] WEIGHTS [FILE…]");
        return 1;
    }
    if (timed) printf("open: %.1f ms, kernels %s\n", (now() - start) * 1e3, m->kernels->name);
    struct tr_arena *a = tr_arena_new((size_t)1 << 30);
    double spent = 0;
    uint64_t words = 0, sentences = 0;
    for (int i = optind + 1; i <= argc; i++) {
        if (i == argc && argc > optind + 1) break;
        FILE *f = i < argc ? fopen(argv[i], "rb") : stdin;
        char *text = f ? slurp(f, &n) : NULL;
        if (!text) continue;
        struct tr_doc *d;
        start = now();
        if (setjmp(*tr_arena_guard(a)) || tr_analyse(m, s, a, (tr_str){ text, n }, &d, &err)) fprintf(stderr, "conllu: %s\n", err.msg);
        else {
            spent += now() - start;
            words += d->n_words, sentences += d->n_sentences;
            if (!timed) tr_conllu_write(d, a, print, stdout);
        }
        tr_arena_reset(a);
        free(text);
        if (f != stdin) fclose(f);
    }
    if (timed)
        printf("%llu words, %llu sentences in %.2f s: %.0f words/s, %.0f sentences/s\n", (unsigned long long)words,
               (unsigned long long)sentences, spent, (double)words / spent, (double)sentences / spent);
    tr_arena_free(a);
    tr_scratch_free(s);
    tr_model_close(m);
    free(weights);
    fclose(w);
    return 0;
}
