/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/read_pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/cli.h"
#include "language/language.h"
#include "reading/reading.h"

/* What the threads share. The intake and the order of output are guarded by one lock; reading itself needs none. */
struct pool {
    const struct tr_read_how *how;
    const struct truce *truce;
    struct tr_intake *intake;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    uint64_t taken, written; /* numbers of reports */
    bool ended;
    struct tr_progress progress;
    struct tr_read_counts counts;
};

struct worker {
    struct pool *pool;
    struct truce_reader *reader;
    struct tr_arena *arena;
    pthread_t thread;
};

/* What one report became, waiting for its turn. */
struct outcome {
    uint64_t number;
    bool ok;
    struct tr_json json;
    struct tr_text text;
    struct tr_err err;
    struct tr_input input;
};

static void put_bytes(void *ctx, tr_str bytes)
{
    tr_text_put(ctx, bytes);
}

static void render(struct worker *w, const struct truce_reading *r, struct outcome *o)
{
    const struct tr_read_how *how = w->pool->how;
    switch (how->format) {
    case TR_READ_JSON: tr_view_json(&o->json, r, how->terminal.only, how->layers); break;
    case TR_READ_CONLLU:
        tr_text_printf(&o->text, "# newdoc id = " TR_STR_FMT "\n", TR_STR_ARG(r->report.id));
        tr_conllu_write(r->inner->doc, w->arena, put_bytes, &o->text);
        break;
    case TR_READ_PAGE: tr_view_terminal(&o->text, r, &how->terminal); break;
    }
}

static void read_one(struct worker *w, struct outcome *o)
{
    const struct tr_input *in = &o->input;
    struct truce_report report = { .id = in->id,
                                   .title = in->title,
                                   .outlet = in->outlet,
                                   .url = in->url,
                                   .published = in->published,
                                   .published_from = in->published_from,
                                   .language = in->language,
                                   .sha256 = tr_str_of(in->sha256),
                                   .bytes = in->bytes,
                                   .text = in->text,
                                   .received = in->diags };
    const struct truce_reading *r;
    o->ok = !truce_read(w->reader, &report, &r, &o->err);
    if (o->ok) render(w, r, o);
    tr_str json;
    if (o->text.failed || (o->json.n && !tr_json_done(&o->json, &json)))
        o->ok = !tr_fail(&o->err, TR_E_NOMEM, "no memory for the output; read fewer reports at once");
}

/* Takes the next report. False at the end. The arena's jump, should a record not fit, is a failure of that record alone. */
static bool take(struct worker *w, struct outcome *o)
{
    struct pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    if (p->ended) {
        pthread_mutex_unlock(&p->lock);
        return false;
    }
    tr_arena_reset(w->arena);
    int got;
    if (setjmp(*tr_arena_guard(w->arena)))
        got = tr_fail(&o->err, TR_E_NOMEM, "a report does not fit into %u MB of memory; split it", TR_MAX_REPORT_ARENA >> 20);
    else got = tr_intake_next(p->intake, w->arena, &o->input, &o->err);
    tr_arena_unguard(w->arena);
    o->ok = got > 0;
    if (!got) p->ended = true;
    else o->number = p->taken++;
    pthread_mutex_unlock(&p->lock);
    return got != 0;
}

static void tell_diags(const struct outcome *o)
{
    for (uint32_t i = 0; i < o->input.diags.list.n; i++) {
        const struct tr_diag *d = &o->input.diags.list.v[i];
        if (d->severity == TR_NOTE) continue;
        tr_complain(TR_STR_FMT ": " TR_STR_FMT, TR_STR_ARG(o->input.origin), TR_STR_ARG(d->text));
    }
}

static void write_out(struct pool *p, struct outcome *o, bool was_read)
{
    uint64_t done, total;
    tr_progress_clear(&p->progress);
    if (!o->ok) {
        if (was_read) tr_complain(TR_STR_FMT ": %s", TR_STR_ARG(o->input.origin), o->err.msg);
        else tr_complain("%s", o->err.msg);
        p->counts.failed++;
    } else {
        p->counts.read++;
        if (p->how->format == TR_READ_PAGE && o->number) fputs("\n────────\n\n", stdout);
        if (o->json.n) {
            fwrite(o->json.p, 1, o->json.n, stdout);
            fputc('\n', stdout);
        }
        if (o->text.n) fwrite(o->text.p, 1, o->text.n, stdout);
        if (!p->how->quiet) tell_diags(o);
    }
    tr_intake_progress(p->intake, &done, &total);
    p->progress.total_bytes = total;
    tr_progress_step(&p->progress, done > p->progress.bytes ? done - p->progress.bytes : 0);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct pool *p = w->pool;
    struct outcome o = { 0 };
    tr_json_init(&o.json);
    while (take(w, &o)) {
        bool was_read = o.ok;
        tr_json_clear(&o.json);
        o.text.n = 0;
        o.text.failed = false;
        if (was_read) read_one(w, &o);
        pthread_mutex_lock(&p->lock);
        while (p->written != o.number) pthread_cond_wait(&p->turn, &p->lock);
        write_out(p, &o, was_read);
        p->written++;
        pthread_cond_broadcast(&p->turn);
        pthread_mutex_unlock(&p->lock);
    }
    tr_json_fini(&o.json);
    tr_text_fini(&o.text);
    return NULL;
}

static int start_worker(struct worker *w, struct pool *p, struct tr_err *err)
{
    w->pool = p;
    int rc = truce_reader_new(p->truce, &w->reader, err);
    if (!rc && !(w->arena = tr_arena_new(TR_MAX_REPORT_ARENA))) rc = tr_fail(err, TR_E_NOMEM, "no memory");
    return rc;
}

static int run_workers(struct pool *p, struct tr_err *err)
{
    unsigned n = p->how->jobs, started = 0;
    struct worker *workers = calloc(n, sizeof *workers);
    if (!workers) return tr_fail(err, TR_E_NOMEM, "no memory");
    int rc = TR_OK;
    for (unsigned i = 0; !rc && i < n; i++) rc = start_worker(&workers[i], p, err);
    for (unsigned i = 1; !rc && i < n; i++) {
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) break; /* fewer threads do the same work */
        started = i;
    }
    if (!rc) work(&workers[0]);
    for (unsigned i = 1; i <= started; i++) pthread_join(workers[i].thread, NULL);
    for (unsigned i = 0; i < n; i++) {
        truce_reader_free(workers[i].reader);
        tr_arena_free(workers[i].arena);
    }
    free(workers);
    return rc;
}

int tr_read_all(const char *const *paths, size_t n, const struct tr_read_how *how, struct tr_read_counts *counts, struct tr_err *err)
{
    struct truce *truce = NULL;
    struct pool p = { .how = how };
    int rc = truce_open(&truce, err);
    if (rc) return rc;
    p.truce = truce;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.turn, NULL);
    rc = tr_intake_open(paths, n, &how->intake, &p.intake, err);
    tr_progress_start(&p.progress, 0, !how->quiet);
    if (!rc) rc = run_workers(&p, err);
    tr_progress_clear(&p.progress);
    if (!rc && (fflush(stdout) || ferror(stdout))) rc = tr_fail(err, TR_E_IO, "standard output could not be written; is the disk full?");
    tr_intake_close(p.intake);
    pthread_cond_destroy(&p.turn);
    pthread_mutex_destroy(&p.lock);
    truce_close(truce);
    *counts = p.counts;
    return rc;
}
