/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/limits.h"

/* What the threads share. The intake and the order of output are guarded by one lock; reading itself needs none. */
struct pool {
    const struct tr_pool_how *how;
    const struct tr_pool_hooks *hooks;
    const struct truce *truce;
    struct tr_intake *intake;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    uint64_t taken, handed; /* numbers of reports */
    bool ended;
    struct tr_progress progress;
};

struct worker {
    struct pool *pool;
    struct truce_reader *reader;
    struct tr_arena *arena;
    void *own;
    pthread_t thread;
};

static void read_one(struct worker *w, struct tr_pool_one *o)
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
    if (truce_read(w->reader, &report, &o->reading, &o->err)) o->reading = NULL;
    else if (w->pool->hooks->work) w->pool->hooks->work(w->pool->hooks->ctx, o);
}

/* Takes the next report. False at the end. The arena's jump, should a record not fit, is a failure of that record alone. */
static bool take(struct worker *w, struct tr_pool_one *o)
{
    struct pool *p = w->pool;
    pthread_mutex_lock(&p->lock);
    if (p->ended) {
        pthread_mutex_unlock(&p->lock);
        return false;
    }
    int got;
    tr_arena_reset(w->arena);
    *o = (struct tr_pool_one){ .arena = w->arena, .own = w->own };
    if (setjmp(*tr_arena_guard(w->arena)))
        got = tr_fail(&o->err, TR_E_NOMEM, "a report does not fit into %u MB of memory; split it", TR_MAX_REPORT_ARENA >> 20);
    else got = tr_intake_next(p->intake, w->arena, &o->input, &o->err);
    tr_arena_unguard(w->arena);
    o->taken = got > 0;
    if (!got) p->ended = true;
    else o->number = p->taken++;
    if (o->taken && p->hooks->skip) o->passed_over = p->hooks->skip(p->hooks->ctx, &o->input);
    pthread_mutex_unlock(&p->lock);
    return got != 0;
}

static void hand_on(struct pool *p, struct tr_pool_one *o)
{
    uint64_t done, total;
    tr_progress_clear(&p->progress);
    if (!p->hooks->hand(p->hooks->ctx, o)) p->ended = true;
    tr_intake_progress(p->intake, &done, &total);
    p->progress.total_bytes = total;
    tr_progress_step(&p->progress, done > p->progress.bytes ? done - p->progress.bytes : 0);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct pool *p = w->pool;
    struct tr_pool_one o;
    while (take(w, &o)) {
        if (o.taken && !o.passed_over) read_one(w, &o);
        pthread_mutex_lock(&p->lock);
        while (p->handed != o.number) pthread_cond_wait(&p->turn, &p->lock);
        hand_on(p, &o);
        p->handed++;
        pthread_cond_broadcast(&p->turn);
        pthread_mutex_unlock(&p->lock);
    }
    return NULL;
}

static int start_worker(struct worker *w, struct pool *p, struct tr_err *err)
{
    w->pool = p;
    int rc = truce_reader_new(p->truce, &w->reader, err);
    if (!rc && !(w->arena = tr_arena_new(TR_MAX_REPORT_ARENA))) rc = tr_fail(err, TR_E_NOMEM, "no memory");
    if (!rc && p->hooks->own_new && !(w->own = p->hooks->own_new(p->hooks->ctx))) rc = tr_fail(err, TR_E_NOMEM, "no memory");
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
        if (workers[i].own) p->hooks->own_free(workers[i].own);
    }
    free(workers);
    return rc;
}

int tr_pool_run(const char *const *paths, size_t n, const struct tr_pool_how *how, const struct tr_pool_hooks *hooks, struct tr_err *err)
{
    struct truce *truce = NULL;
    struct pool p = { .how = how, .hooks = hooks };
    int rc = truce_open(&truce, err);
    if (rc) return rc;
    p.truce = truce;
    pthread_mutex_init(&p.lock, NULL);
    pthread_cond_init(&p.turn, NULL);
    rc = tr_intake_open(paths, n, &how->intake, &p.intake, err);
    tr_progress_start(&p.progress, 0, !how->quiet);
    if (!rc) rc = run_workers(&p, err);
    tr_progress_clear(&p.progress);
    tr_intake_close(p.intake);
    pthread_cond_destroy(&p.turn);
    pthread_mutex_destroy(&p.lock);
    truce_close(truce);
    return rc;
}
