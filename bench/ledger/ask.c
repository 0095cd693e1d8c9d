/* SPDX-License-Identifier: Apache-2.0 */
/* How fast a ledger answers: claims of a governorate and month, of a city, by actor; full text; proving. Wall and processor time, least and median of many.
 *   ask LEDGER [RUNS] */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "knowledge/knowledge.h"
#include "ledger/ledger.h"

#define MAX_RUNS 400

static const char *const governorates[] = { "Aleppo Governorate", "Idlib Governorate",   "Homs Governorate",
                                            "Hama Governorate",   "Latakia Governorate", "Daraa Governorate" };

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct bench {
    struct tr_ledger *l;
    struct tr_arena *a;
    struct tr_err err;
    int runs;
    double wall[MAX_RUNS], cpu[MAX_RUNS];
    uint64_t rows;
};

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static void tell(struct bench *b, const char *what)
{
    size_t n = (size_t)b->runs;
    qsort(b->wall, n, sizeof *b->wall, by_size);
    qsort(b->cpu, n, sizeof *b->cpu, by_size);
    printf("%-58s min %7.2f  median %7.2f  p95 %7.2f ms (processor %7.2f)  %8.0f rows\n", what, b->wall[0] * 1e3, b->wall[n / 2] * 1e3,
           b->wall[n * 95 / 100] * 1e3, b->cpu[n / 2] * 1e3, (double)b->rows / (double)n);
    fflush(stdout);
}

struct question {
    const char *place, *by, *words;
    bool month, undated, texts;
};

static int ask(struct bench *b, const struct question *q, const char *what)
{
    b->rows = 0;
    for (int i = 0; i < b->runs; i++) {
        struct tr_filter f = TR_FILTER_ALL;
        struct tr_claims got;
        int month = (i * 7) % 72;
        f.place = tr_str_of(q->place ? q->place : governorates[i % 6]);
        f.by = tr_str_of(q->by ? q->by : "");
        f.undated = q->undated;
        f.texts = q->texts;
        if (q->month)
            f.days = (tr_days){ tr_date_of(2011 + month / 12, 1 + month % 12, 1), tr_date_of(2011 + month / 12, 1 + month % 12, 28) };
        tr_arena_reset(b->a);
        double t = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
        int rc = tr_ledger_claims(b->l, &f, b->a, &got, &b->err);
        if (rc) return rc;
        b->wall[i] = now(CLOCK_MONOTONIC) - t;
        b->cpu[i] = now(CLOCK_PROCESS_CPUTIME_ID) - c;
        b->rows += got.n;
    }
    tell(b, what);
    return TR_OK;
}

static int search(struct bench *b, const char *words, const char *what)
{
    b->rows = 0;
    for (int i = 0; i < b->runs; i++) {
        struct tr_founds got;
        tr_arena_reset(b->a);
        double t = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
        int rc = tr_ledger_search(b->l, tr_str_of(words), 20, b->a, &got, &b->err);
        if (rc) return rc;
        b->wall[i] = now(CLOCK_MONOTONIC) - t;
        b->cpu[i] = now(CLOCK_PROCESS_CPUTIME_ID) - c;
        b->rows += got.total;
    }
    tell(b, what);
    return TR_OK;
}

static int all(struct bench *b)
{
    const struct question month = { .month = true }, undated = { .month = true, .undated = true },
                          texts = { .month = true, .undated = true, .texts = true };
    const struct question city = { .place = "Aleppo", .month = true, .undated = true }, country = { .place = "Syria", .month = true };
    const struct question by = { .by = "Speaker 3", .month = true, .undated = true };
    int rc = ask(b, &month, "claims of a governorate and month");
    if (!rc) rc = ask(b, &undated, "  with undated ones, by publication");
    if (!rc) rc = ask(b, &texts, "  and with their sentences");
    if (!rc) rc = ask(b, &city, "claims of Aleppo, city and governorate, and a month");
    if (!rc) rc = ask(b, &by, "claims of a governorate and month by one actor");
    if (!rc) rc = search(b, "\"hospital talks\"", "search: a phrase");
    if (!rc) rc = search(b, "hospital ceasefire market", "search: three words");
    if (!rc) rc = search(b, "bastoka", "search: a rare word");
    if (!rc) rc = search(b, "killed", "search: a word of every fifth sentence");
    b->runs = b->runs > 10 ? 10 : b->runs;
    if (!rc) rc = ask(b, &country, "claims of a country and month");
    return rc;
}

static int prove(struct bench *b)
{
    struct tr_verdict v;
    tr_arena_reset(b->a);
    double t = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
    int rc = tr_ledger_verify(b->l, b->a, &v, NULL, NULL, &b->err);
    if (rc) return rc;
    t = now(CLOCK_MONOTONIC) - t;
    c = now(CLOCK_PROCESS_CPUTIME_ID) - c;
    printf("verify: %s, %llu links in %.1f s = %.0f links/s (%.1f s of processor time = %.0f links/s)\n", v.whole ? "whole" : "NOT WHOLE",
           (unsigned long long)v.links, t, (double)v.links / t, c, (double)v.links / c);
    return v.whole ? TR_OK : TR_E_INPUT;
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct tr_knowledge *k = NULL;
    struct tr_ledger_counts n;
    struct stat st;
    int64_t runs = 40;
    if (argc < 2 || (argc > 2 && (!tr_str_to_i64(tr_str_of(argv[2]), &runs) || runs < 1 || runs > MAX_RUNS))) {
        fputs("usage: ask LEDGER [RUNS]\n", stderr);
        return 2;
    }
    b.runs = (int)runs;
    b.a = tr_arena_new((size_t)4 << 30);
    if (!b.a || setjmp(*tr_arena_guard(b.a))) return 1;
    int rc = tr_knowledge_open(&k, &b.err);
    if (!rc) rc = tr_ledger_open(argv[1], TR_LEDGER_READ, &b.l, &b.err);
    if (!rc) {
        tr_ledger_knowledge(b.l, k);
        rc = tr_ledger_count(b.l, &n, &b.err);
    }
    if (!rc && !stat(argv[1], &st))
        printf("%llu claims, %llu reports, %llu links; %.0f MB on disk = %.0f bytes a claim\n", (unsigned long long)n.claims,
               (unsigned long long)n.reports, (unsigned long long)n.chain, (double)st.st_size / 1e6, (double)st.st_size / (double)n.claims);
    if (!rc) rc = all(&b);
    if (!rc) rc = prove(&b);
    tr_ledger_close(b.l);
    tr_knowledge_close(k);
    tr_arena_free(b.a);
    if (rc) fprintf(stderr, "%s\n", b.err.msg);
    return rc != 0;
}
