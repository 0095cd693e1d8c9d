/* SPDX-License-Identifier: Apache-2.0 */
/* truce add: read in parallel, keep with one writer, in batches; what was said to be kept is on the disk. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <limits.h>
#include <time.h>
#include <unistd.h>

#include "cli/ask.h"
#include "cli/pool.h"

/* A batch is committed when it is that old or that large: a commit waits for the disk. Reports that come more slowly than SLOW_SECONDS are committed one by one, so
 * that no other program waits while a long one is read. */
#define BATCH_SECONDS 0.2
#define BATCH_REPORTS 256
#define SLOW_SECONDS 0.05

struct options {
    const char *ledger, *published, *outlet, *obtained;
    long jobs;
    bool verbose, quiet, json;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger (default: $TRUCE_LEDGER, else truce.ledger here); made when it is not there",
      AT(ledger), 0, 0 },
    { 'p', "published", TR_OPT_STRING, "DATE", "publication date YYYY-MM-DD of all reports; relative dates count from it", AT(published), 0,
      0 },
    { 0, "outlet", TR_OPT_STRING, "NAME", "outlet of reports that do not name theirs", AT(outlet), 0, 0 },
    { 0, "obtained", TR_OPT_STRING, "TIME", "when they were obtained, in UTC (default: now)", AT(obtained), 0, 0 },
    { 'j', "jobs", TR_OPT_NUMBER, "N", "threads that read (default: one a core)", AT(jobs), 1, 256 },
    { 'v', "verbose", TR_OPT_FLAG, NULL, "a line for each report, when it is kept", AT(verbose), 0, 0 },
    { 0, "json", TR_OPT_FLAG, NULL, "the counts at the end as one JSON object", AT(json), 0, 0 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no progress, no counts, no notes", AT(quiet), 0, 0 },
    { 0 },
};

struct counts {
    uint64_t fresh, revisions, known, failed, claims;
};

struct adding {
    struct tr_ledger *ledger;
    const struct options *o;
    tr_instant obtained;
    bool in_batch;
    uint32_t batch_reports;
    double batch_began, last;  /* last: when the report before was handed on */
    struct counts said, batch; /* committed; of the batch that is open */
    char *lines;               /* of the batch that is open, shown after its commit */
    size_t n_lines, cap_lines;
    struct tr_err broke; /* why the run ended */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* --- batches --- */

static bool stop(struct adding *a, const struct tr_err *err)
{
    a->broke = *err;
    a->in_batch = false;
    a->n_lines = 0;
    a->batch = (struct counts){ 0 };
    return false;
}

static bool commit(struct adding *a)
{
    struct tr_err err = { 0 };
    if (!a->in_batch) return true;
    if (tr_ledger_commit(a->ledger, &err)) return stop(a, &err);
    a->in_batch = false;
    a->said.fresh += a->batch.fresh;
    a->said.revisions += a->batch.revisions;
    a->said.known += a->batch.known;
    a->said.claims += a->batch.claims;
    a->batch = (struct counts){ 0 };
    if (a->n_lines) {
        fwrite(a->lines, 1, a->n_lines, stdout);
        fflush(stdout);
        a->n_lines = 0;
    }
    return true;
}

static bool begin(struct adding *a)
{
    struct tr_err err = { 0 };
    if (a->in_batch) return true;
    if (tr_ledger_begin(a->ledger, &err)) return stop(a, &err);
    a->in_batch = true;
    a->batch_reports = 0;
    a->batch_began = now();
    return true;
}

/* Lines of a batch wait for its commit; without memory for them they are not shown, and the counts still are. */
static void say(struct adding *a, const char *what, tr_id id, const struct truce_report *r, uint32_t claims)
{
    char line[600];
    if (!a->o->verbose) return;
    int n = id ? snprintf(line, sizeof line, "%-8s %lld  %.64s  %u claims  %.*s\n", what, (long long)id,
                          r->sha256.n == 64 ? r->sha256.p : "", claims, (int)(r->id.n > 300 ? 300 : r->id.n), r->id.p)
               : 0;
    if (n <= 0) return;
    size_t len = (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    if (a->cap_lines - a->n_lines < len) {
        size_t cap = a->cap_lines * 2 + sizeof line;
        char *p = realloc(a->lines, cap);
        if (!p) return;
        a->lines = p;
        a->cap_lines = cap;
    }
    memcpy(a->lines + a->n_lines, line, len);
    a->n_lines += len;
}

/* --- one report --- */

static bool skip(void *ctx, const struct tr_input *in)
{
    struct adding *a = ctx;
    bool has = false;
    return !tr_ledger_has(a->ledger, in->sha256, &has, NULL) && has; /* what cannot be told is read, and the keeping will tell */
}

static void failed(struct adding *a, const struct tr_pool_one *o)
{
    if (o->taken) tr_complain(TR_STR_FMT ": %s", TR_STR_ARG(o->input.origin), o->err.msg);
    else tr_complain("%s", o->err.msg);
    a->said.failed++;
}

static void tell_diags(const struct tr_input *in)
{
    for (uint32_t i = 0; i < in->diags.list.n; i++) {
        const struct tr_diag *d = &in->diags.list.v[i];
        if (d->severity != TR_NOTE) tr_complain(TR_STR_FMT ": " TR_STR_FMT, TR_STR_ARG(in->origin), TR_STR_ARG(d->text));
    }
}

static bool keep(struct adding *a, struct tr_pool_one *o)
{
    struct tr_err err = { 0 };
    char real[PATH_MAX];
    bool piped = tr_str_is(o->input.origin, "standard input");
    const char *whole = piped ? NULL : realpath(o->input.origin.p, real); /* NUL-terminated: the arena's copies are */
    struct tr_keep k = { .reading = o->reading,
                         .original = o->input.raw,
                         .how = piped ? TR_STR("standard input") : TR_STR("file"),
                         .where = whole ? tr_str_of(whole) : o->input.origin,
                         .dataset = TR_STR(""),
                         .obtained = a->obtained };
    static const char *const words[] = { "new", "revision", "known" };
    enum tr_kept kept = TR_KEPT_KNOWN;
    tr_id id = 0;
    if (!begin(a)) return false;
    int rc = tr_ledger_keep(a->ledger, &k, &kept, &id, &err);
    if (rc == TR_E_INPUT || rc == TR_E_LIMIT) {
        o->err = err;
        failed(a, o);
        return true;
    }
    if (rc) return stop(a, &err);
    a->batch_reports++;
    a->batch.fresh += kept == TR_KEPT_NEW;
    a->batch.revisions += kept == TR_KEPT_REVISION;
    a->batch.known += kept == TR_KEPT_KNOWN;
    if (kept != TR_KEPT_KNOWN) a->batch.claims += o->reading->n_claims;
    say(a, words[kept], id, &o->reading->report, o->reading->n_claims);
    if (!a->o->quiet) tell_diags(&o->input);
    /* What comes through a pipe may let wait for long: it is committed at once. */
    double t = now();
    bool full = piped || a->batch_reports >= BATCH_REPORTS || t - a->batch_began >= BATCH_SECONDS || t - a->last >= SLOW_SECONDS;
    a->last = t;
    return !full || commit(a);
}

static bool hand(void *ctx, struct tr_pool_one *o)
{
    struct adding *a = ctx;
    if (a->broke.code) return false; /* others were on their way when the run broke */
    if (o->passed_over) {
        a->said.known++;
        return true;
    }
    if (!o->reading) {
        failed(a, o);
        return true;
    }
    return keep(a, o);
}

/* --- the command --- */

static void summary(const struct adding *a)
{
    const struct counts *c = &a->said;
    if (a->o->json) {
        printf("{\"new\":%llu,\"revisions\":%llu,\"known\":%llu,\"failed\":%llu,\"claims\":%llu}\n", (unsigned long long)c->fresh,
               (unsigned long long)c->revisions, (unsigned long long)c->known, (unsigned long long)c->failed,
               (unsigned long long)c->claims);
        return;
    }
    if (a->o->quiet) return;
    printf("%llu new", (unsigned long long)c->fresh);
    if (c->revisions) printf(", %llu revision%s", (unsigned long long)c->revisions, c->revisions == 1 ? "" : "s");
    if (c->known) printf(", %llu known", (unsigned long long)c->known);
    if (c->failed) printf(", %llu could not be read", (unsigned long long)c->failed);
    if (c->fresh + c->revisions) printf("; %llu claims", (unsigned long long)c->claims);
    putchar('\n');
}

static bool is_url(const char *s)
{
    tr_str u = tr_str_of(s);
    return tr_str_starts_i(u, TR_STR("http://")) || tr_str_starts_i(u, TR_STR("https://"));
}

static int add_all(const struct options *o, const struct tr_pool_how *how, tr_instant obtained, const char *const *paths, size_t n)
{
    struct tr_err err = { 0 };
    struct tr_ask_options path = { .ledger = o->ledger };
    struct adding a = { .o = o, .obtained = obtained };
    const struct tr_pool_hooks hooks = { .ctx = &a, .skip = skip, .hand = hand };
    int rc = tr_ledger_open(tr_ask_path(&path), TR_LEDGER_WRITE, &a.ledger, &err);
    if (!rc) rc = tr_pool_run(paths, n, how, &hooks, &err);
    if (!rc) commit(&a);
    tr_ledger_close(a.ledger);
    free(a.lines);
    if (rc) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    if (a.broke.code) tr_complain("%s", a.broke.msg);
    summary(&a);
    uint64_t good = a.said.fresh + a.said.revisions + a.said.known;
    if (fflush(stdout)) tr_complain("standard output could not be written; is the disk full?");
    if (a.broke.code || a.said.failed) return good ? TR_EXIT_SOME : TR_EXIT_NONE;
    return TR_EXIT_OK;
}

static int prepare(const struct options *o, struct tr_pool_how *how, tr_instant *obtained)
{
    int64_t width;
    *obtained = TR_NO_INSTANT;
    how->intake.published = TR_NO_DATE;
    how->intake.raw = true;
    if (o->published && !tr_date_parse(tr_str_of(o->published), &how->intake.published)) {
        tr_complain("--published takes a date such as 2016-05-01, not \"%s\"", o->published);
        return TR_EXIT_USAGE;
    }
    if (o->obtained && !tr_instant_parse(tr_str_of(o->obtained), NULL, obtained, &width)) {
        tr_complain("--obtained takes a date or a date and UTC time such as 2016-05-01T12:00, not \"%s\"", o->obtained);
        return TR_EXIT_USAGE;
    }
    how->intake.outlet = tr_str_of(o->outlet ? o->outlet : "");
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    how->jobs = o->jobs ? (unsigned)o->jobs : cores > 0 ? (unsigned)cores : 1;
    how->quiet = o->quiet;
    return 0;
}

static int check_operands(char **operands, int *n)
{
    for (int i = 0; i < *n; i++) {
        if (!is_url(operands[i])) continue;
        tr_complain("%s: addresses are not fetched yet: curl -s '%s' | truce add -", operands[i], operands[i]);
        return TR_EXIT_USAGE;
    }
    if (*n) return 0;
    if (isatty(STDIN_FILENO)) {
        tr_complain("add what? Name files or folders, or - for standard input; see truce add --help");
        return TR_EXIT_USAGE;
    }
    operands[(*n)++] = "-";
    return 0;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    struct tr_pool_how how = { 0 };
    tr_instant obtained;
    int n = 0;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    int rc = tr_options(&tr_cmd_add, argc, argv, &o, operands, &n);
    if (rc < 0) {
        free(operands);
        return TR_EXIT_OK;
    }
    if (!rc) rc = prepare(&o, &how, &obtained);
    if (!rc) rc = check_operands(operands, &n);
    if (!rc) rc = add_all(&o, &how, obtained, (const char *const *)operands, (size_t)n);
    free(operands);
    return rc;
}

const struct tr_command tr_cmd_add = {
    .name = "add",
    .args = "[OPTION]... FILE|FOLDER|-...",
    .summary = "read reports and keep them in the ledger, with every claim and the original bytes",
    .help =
        "Reads reports as truce read does and keeps in the ledger: the original bytes with their SHA-256, how and when they were obtained, the\n"
        "text, every claim with its words, actors and places. The same bytes are the same report: giving the command again adds nothing twice, and\n"
        "goes on where a run was cut off. Other bytes at the same address are a new revision of that report. What the counts (and, with --verbose,\n"
        "the lines) say is kept is on the disk.\n\n"
        "  truce add article.html reports/ more.jsonl\n"
        "  truce add --ledger syria.ledger --published 2016-05-01 notes.txt\n"
        "  curl -s https://example.org/article.html | truce add --outlet Example -\n"
        "  TRUCE_LEDGER=syria.ledger truce add -j 4 --verbose archive.jsonl",
    .opts = opts,
    .run = run,
};
