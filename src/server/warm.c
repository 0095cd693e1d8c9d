/* SPDX-License-Identifier: Apache-2.0 */
/* Reading ahead: after the start one thread of low priority puts the ledger's rows on the shelf that the workers share, the latest reports first, so that a question which
 * nobody asked before need not be read from the file. What is added later comes there as it is asked for. */
#include <sys/resource.h>
#include <unistd.h>

#include "base/limits.h"
#include "server/server_int.h"

#define STEP_BYTES ((size_t)256 << 20)
#define NICE 10

static void *read_ahead(void *arg)
{
    struct tr_server *s = arg;
    struct tr_arena *arena = tr_arena_new(STEP_BYTES);
    struct tr_ledger *l = NULL;
    int64_t before = 0;
    setpriority(PRIO_PROCESS, (id_t)gettid(), NICE); /* of this thread alone; where it fails it only is less polite */
    bool ok = arena && tr_ledger_open(s->o.ledger, TR_LEDGER_READ, &l, NULL) == TR_OK;
    if (ok) tr_ledger_shelf(l, s->shelf);
    if (ok && setjmp(*tr_arena_guard(arena)) == 0) {
        while (!atomic_load(&s->warm_stop) && tr_ledger_warm(l, &before, arena, NULL) == TR_OK && before) tr_arena_reset(arena);
    }
    tr_ledger_close(l);
    tr_arena_free(arena);
    return NULL;
}

void tr_warm_start(struct tr_server *s)
{
    s->warming = pthread_create(&s->warm, NULL, read_ahead, s) == 0;
}

void tr_warm_stop(struct tr_server *s)
{
    if (!s->warming) return;
    atomic_store(&s->warm_stop, true);
    pthread_join(s->warm, NULL);
    s->warming = false;
}
