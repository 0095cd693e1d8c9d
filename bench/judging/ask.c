/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents and tallies asked from a ledger, with the query: ask LEDGER [RUNS]. Least, median and 95th part of a hundred of wall and processor time over governorates and
 * months. The ledger is that of bench/ledger/fill. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "judging/tallies.h"
#include "knowledge/knowledge.h"

#define MAX_RUNS 400

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

struct bench {
    struct tr_ledger *l;
    struct tr_arena *a;
    struct tr_err err;
    int runs;
    double wall[MAX_RUNS], cpu[MAX_RUNS];
};

enum what { INCIDENTS, BY_SOURCE, BY_WEEK, BY_VICTIM };

static int once(struct bench *b, enum what what, int i, double *answers)
{
    static const char *const governorates[] = { "Aleppo Governorate",  "Idlib Governorate", "Homs Governorate",
                                                "Latakia Governorate", "Hama Governorate",  "Daraa Governorate" };
    static const enum tr_tally_by by[] = { TR_TALLY_SOURCE, TR_TALLY_SOURCE, TR_TALLY_WEEK, TR_TALLY_VICTIM };
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_incidents in;
    struct tr_tally t;
    int month = i * 7 % 72;
    f.place = tr_str_of(governorates[i % 6]);
    f.undated = true;
    f.texts = true;
    f.days = (tr_days){ tr_date_of(2011 + month / 12, 1 + month % 12, 1), tr_date_of(2011 + month / 12, 1 + month % 12, 28) };
    int rc = what == INCIDENTS ? tr_incidents_ask(b->l, &f, b->a, &in, NULL, &b->err) : tr_tally_ask(b->l, &f, by[what], b->a, &t, &b->err);
    if (!rc) *answers += what == INCIDENTS ? in.n : t.n;
    return rc;
}

static int measure(struct bench *b, enum what what, const char *name)
{
    double answers = 0;
    for (int i = 0; i < b->runs; i++) {
        tr_arena_reset(b->a);
        double t = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
        int rc = once(b, what, i, &answers);
        if (rc) return rc;
        b->wall[i] = now(CLOCK_MONOTONIC) - t;
        b->cpu[i] = now(CLOCK_PROCESS_CPUTIME_ID) - c;
    }
    size_t n = (size_t)b->runs;
    qsort(b->wall, n, sizeof *b->wall, by_size);
    qsort(b->cpu, n, sizeof *b->cpu, by_size);
    printf("%-42s min %6.1f  median %6.1f  p95 %6.1f ms (processor %6.1f)  %7.1f rows\n", name, b->wall[0] * 1e3, b->wall[n / 2] * 1e3,
           b->wall[n * 95 / 100] * 1e3, b->cpu[n / 2] * 1e3, answers / b->runs);
    fflush(stdout);
    return TR_OK;
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct tr_knowledge *k = NULL;
    int64_t runs = 36;
    if (argc < 2 || (argc > 2 && (!tr_str_to_i64(tr_str_of(argv[2]), &runs) || runs < 1 || runs > MAX_RUNS))) {
        fputs("usage: ask LEDGER [RUNS]\n", stderr);
        return 2;
    }
    b.runs = (int)runs;
    b.a = tr_arena_new((size_t)4 << 30);
    if (!b.a || setjmp(*tr_arena_guard(b.a))) return 1;
    int rc = tr_knowledge_open(&k, &b.err);
    if (!rc) rc = tr_ledger_open(argv[1], TR_LEDGER_READ, &b.l, &b.err);
    if (!rc) tr_ledger_knowledge(b.l, k);
    if (!rc) rc = measure(&b, INCIDENTS, "incidents of a governorate and month");
    if (!rc) rc = measure(&b, BY_SOURCE, "tally of a governorate and month, by source");
    if (!rc) rc = measure(&b, BY_WEEK, "  by week");
    if (!rc) rc = measure(&b, BY_VICTIM, "  by victim");
    tr_ledger_close(b.l);
    tr_knowledge_close(k);
    tr_arena_free(b.a);
    if (rc) fprintf(stderr, "%s\n", b.err.msg);
    return rc != 0;
}
