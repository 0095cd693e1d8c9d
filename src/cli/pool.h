/* SPDX-License-Identifier: Apache-2.0 */
/* Many reports through many readers: taken in order, read in parallel, handed on in order. What becomes of them is the caller's. */
#ifndef TR_CLI_POOL_H
#define TR_CLI_POOL_H

#include "cli/cli.h"
#include "intake/intake.h"

/* One report on its way through the pool. */
struct tr_pool_one {
    uint64_t number;                        /* from 0, in the order of intake */
    bool taken;                             /* input holds; false: err says why it could not be read at all */
    bool passed_over;                       /* `skip` said so: it was not read */
    const struct truce_reading *reading;    /* NULL when it could not be read: err says why; lives until the worker's next report */
    struct tr_input input;
    struct tr_err err;
    struct tr_arena *arena;                 /* of the input; `work` may use it */
    void *own;                              /* the worker's, from `own_new` */
};

struct tr_pool_hooks {
    void *ctx;
    void *(*own_new)(void *ctx);            /* of each worker; NULL result: no memory; the hook may be NULL */
    void (*own_free)(void *own);
    bool (*skip)(void *ctx, const struct tr_input *in);     /* under the pool's lock, in order of intake: needs no reading; may be NULL */
    void (*work)(void *ctx, struct tr_pool_one *one);       /* in parallel, after a report was read; may be NULL */
    bool (*hand)(void *ctx, struct tr_pool_one *one);       /* one at a time, in order of intake; false stops the run */
};

struct tr_pool_how {
    struct tr_intake_options intake;
    unsigned jobs;
    bool quiet;                             /* no progress */
};

/* Fails only when the program itself cannot start. The progress line is cleared around `hand`. */
int tr_pool_run(const char *const *paths, size_t n, const struct tr_pool_how *how, const struct tr_pool_hooks *hooks, struct tr_err *err);

#endif
