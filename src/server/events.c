/* SPDX-License-Identifier: Apache-2.0 */
/* Live events (text/event-stream): one thread looks at the ledger's head and tells every open stream when it moved. A stream that has nothing to say is suspended,
 * so that it costs no thread. */
#include <stdlib.h>

#include "server/server_int.h"

#define EVENT_BYTES 512

struct stream {
    struct stream *prev, *next;
    struct tr_server *server;
    struct MHD_Connection *connection;
    bool suspended;
    bool behind;  /* something happened while the last event was half told */
    size_t at, n; /* of text: told, held */
    char text[EVENT_BYTES];
};

struct tr_hub {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    pthread_t thread;
    bool running, stopping, look;
    struct tr_ledger *ledger;
    struct tr_ledger_head head;
    struct stream *first;
    atomic_uint streams;
};

/* Called locked. A stream that has not taken its last event yet gets this one in its place: each tells the whole state. */
static void say(struct stream *st, const char *text, size_t n)
{
    if (st->at > 0 && st->at < st->n) {
        st->behind = true;
        return;
    }
    memcpy(st->text, text, n);
    st->at = 0;
    st->n = n;
    if (!st->suspended) return;
    st->suspended = false;
    MHD_resume_connection(st->connection);
}

static size_t event_text(const struct tr_hub *h, char out[EVENT_BYTES])
{
    int n = snprintf(
        out, EVENT_BYTES,
        "id: %llu\nevent: ledger\ndata: {\"links\":%llu,\"reports\":%llu,\"claims\":%llu,\"assessments\":%llu,\"head\":\"%s\"}\n\n",
        (unsigned long long)h->head.links, (unsigned long long)h->head.links, (unsigned long long)h->head.reports,
        (unsigned long long)h->head.claims, (unsigned long long)h->head.assessments, h->head.hash);
    return n > 0 && n < EVENT_BYTES ? (size_t)n : 0;
}

static ssize_t next_bytes(void *cls, uint64_t pos, char *buf, size_t max)
{
    struct stream *st = cls;
    struct tr_hub *h = st->server->hub;
    (void)pos;
    pthread_mutex_lock(&h->lock);
    ssize_t got = 0;
    if (st->at == st->n && st->behind) {
        st->at = 0;
        st->n = event_text(h, st->text);
        st->behind = false;
    }
    if (h->stopping) {
        got = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (st->at < st->n) {
        size_t n = st->n - st->at < max ? st->n - st->at : max;
        memcpy(buf, st->text + st->at, n);
        st->at += n;
        got = (ssize_t)n;
    } else {
        st->suspended = true;
        MHD_suspend_connection(st->connection);
    }
    pthread_mutex_unlock(&h->lock);
    return got;
}

static void end_stream(void *cls)
{
    struct stream *st = cls;
    struct tr_hub *h = st->server->hub;
    pthread_mutex_lock(&h->lock);
    if (st->prev) st->prev->next = st->next;
    else h->first = st->next;
    if (st->next) st->next->prev = st->prev;
    pthread_mutex_unlock(&h->lock);
    atomic_fetch_sub(&h->streams, 1);
    free(st);
}

struct MHD_Response *tr_hub_stream(struct tr_server *s, struct MHD_Connection *c, uint64_t seen)
{
    struct tr_hub *h = s->hub;
    if (atomic_fetch_add(&h->streams, 1) >= TR_STREAMS) {
        atomic_fetch_sub(&h->streams, 1);
        return NULL;
    }
    struct stream *st = calloc(1, sizeof *st);
    struct MHD_Response *m = st ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, next_bytes, st, end_stream) : NULL;
    if (!m) {
        free(st);
        atomic_fetch_sub(&h->streams, 1);
        return NULL;
    }
    st->server = s;
    st->connection = c;
    pthread_mutex_lock(&h->lock);
    /* Who comes back having seen this state hears only that the stream is open. */
    if (seen && seen == h->head.links) st->n = (size_t)snprintf(st->text, sizeof st->text, "retry: 3000\n\n");
    else st->n = event_text(h, st->text);
    st->next = h->first;
    if (h->first) h->first->prev = st;
    h->first = st;
    pthread_mutex_unlock(&h->lock);
    return m;
}

uint32_t tr_hub_streams(const struct tr_hub *h)
{
    return atomic_load(&h->streams);
}

/* Waits for TR_LOOK_MS or until somebody says that something was written. Called locked. */
static void rest(struct tr_hub *h)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += TR_LOOK_MS * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    while (!h->stopping && !h->look && pthread_cond_timedwait(&h->wake, &h->lock, &t) == 0) {}
    h->look = false;
}

static void *watch(void *arg)
{
    struct tr_server *s = arg;
    struct tr_hub *h = s->hub;
    int64_t beat = tr_now_ms(), swept = beat;
    char text[EVENT_BYTES];
    pthread_mutex_lock(&h->lock);
    while (!h->stopping) {
        struct tr_ledger_head head = h->head;
        pthread_mutex_unlock(&h->lock);
        int64_t now = tr_now_ms();
        bool moved = tr_ledger_head(h->ledger, &head, NULL) == TR_OK && head.links != h->head.links;
        if (now - swept >= 1000) tr_conns_sweep(&s->conns), swept = now;
        pthread_mutex_lock(&h->lock);
        if (moved) h->head = head;
        size_t n = moved ? event_text(h, text) : now - beat >= TR_BEAT_MS ? (size_t)snprintf(text, sizeof text, ": still here\n\n") : 0;
        if (n) {
            beat = now;
            for (struct stream *st = h->first; st; st = st->next) say(st, text, n);
        }
        rest(h);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

int tr_hub_start(struct tr_server *s, struct tr_err *err)
{
    pthread_condattr_t monotonic;
    struct tr_hub *h = calloc(1, sizeof *h);
    if (!h) return tr_fail(err, TR_E_NOMEM, "no memory");
    s->hub = h;
    pthread_mutex_init(&h->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&h->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    int rc = tr_ledger_open(s->o.ledger, TR_LEDGER_READ, &h->ledger, err);
    if (!rc) rc = tr_ledger_head(h->ledger, &h->head, err);
    if (rc) return rc;
    if (pthread_create(&h->thread, NULL, watch, s) != 0) return tr_fail(err, TR_E_IO, "the system gives no thread");
    h->running = true;
    return TR_OK;
}

void tr_hub_wake(struct tr_server *s)
{
    pthread_mutex_lock(&s->hub->lock);
    s->hub->look = true;
    pthread_cond_signal(&s->hub->wake);
    pthread_mutex_unlock(&s->hub->lock);
}

/* Twice: first so that streams end and no connection is left suspended, then, when the daemon is gone, for good. */
void tr_hub_stop(struct tr_server *s)
{
    struct tr_hub *h = s->hub;
    if (!h) return;
    pthread_mutex_lock(&h->lock);
    h->stopping = true;
    pthread_cond_signal(&h->wake);
    for (struct stream *st = h->first; st; st = st->next) {
        if (!st->suspended) continue;
        st->suspended = false;
        MHD_resume_connection(st->connection);
    }
    pthread_mutex_unlock(&h->lock);
    if (h->running) pthread_join(h->thread, NULL);
    h->running = false;
    if (s->daemon) return;
    tr_ledger_close(h->ledger);
    pthread_mutex_destroy(&h->lock);
    pthread_cond_destroy(&h->wake);
    free(h);
    s->hub = NULL;
}
