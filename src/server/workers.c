/* SPDX-License-Identifier: Apache-2.0 */
/* The workers: a queue of requests, and for each thread a handle of the ledger, an arena and a writer. */
#include <sodium.h>
#include <stdlib.h>

#include "judging/incidents.h"
#include "server/server_int.h"
#include "views/redact.h"

#define GZIP_FROM 1024         /* bytes from which compressing is worth while */
#define ARENA_KEPT (32u << 20) /* an arena that grew beyond is given back after the answer */

int tr_worker_look(struct tr_worker *w, struct tr_err *err)
{
    struct tr_ledger_head head;
    int rc = tr_ledger_head(w->ledger, &head, err);
    if (rc) return rc;
    w->head.links = head.links;
    w->head.at = head.at;
    memcpy(w->head.hash, head.hash, sizeof w->head.hash);
    return TR_OK;
}

static void hash_part(crypto_generichash_state *h, tr_str s)
{
    uint64_t n = s.n;
    crypto_generichash_update(h, (const unsigned char *)&n, sizeof n);
    crypto_generichash_update(h, (const unsigned char *)(s.p ? s.p : ""), s.n);
}

/* Names the answer: what the ledger holds, who may see how much, what is asked, and by which rules. */
static void key_of(const struct tr_worker *w, const struct tr_request *q, unsigned char key[32])
{
    crypto_generichash_state h;
    tr_str time;
    int64_t minute = 0;
    if (q->route->flags & TR_ROUTE_MINUTE && !tr_url_get(&q->url, "at", &time)) minute = tr_instant_now() / 60;
    crypto_generichash_init(&h, NULL, 0, 32);
    hash_part(&h, tr_str_of(w->head.hash));
    hash_part(&h, TR_STR(TR_RULES_VERSION));
    hash_part(&h, q->whole ? TR_STR("whole") : TR_STR("redacted"));
    hash_part(&h, (tr_str){ (const char *)&minute, sizeof minute });
    hash_part(&h, q->url.path);
    for (uint32_t i = 0; i < q->url.n; i++) hash_part(&h, q->url.params[i].name), hash_part(&h, q->url.params[i].value);
    crypto_generichash_final(&h, key, 32);
}

static void tag(struct tr_request *q, const unsigned char key[32])
{
    sodium_bin2hex(q->reply.etag, sizeof q->reply.etag, key, 16);
    q->reply.cache = "private, no-cache"; /* keep it, but ask each time whether it still holds */
}

static bool not_modified(struct tr_request *q, const unsigned char key[32])
{
    char etag[40], packed[48];
    if (!q->none_match.n) return false;
    sodium_bin2hex(etag, sizeof etag, key, 16);
    snprintf(packed, sizeof packed, "%s-gz", etag);
    bool packed_one = tr_etag_in(q->none_match, tr_str_of(packed));
    if (!packed_one && !tr_etag_in(q->none_match, tr_str_of(etag))) return false;
    q->reply.status = 304;
    q->reply.gzip = false;
    tag(q, key);
    if (packed_one) snprintf(q->reply.etag, sizeof q->reply.etag, "%s", packed);
    return true;
}

static bool wants_gzip(const struct tr_request *q, size_t n)
{
    return n >= GZIP_FROM && tr_accepts(q->encodings, "gzip");
}

/* The answer as it was given before; compressed now, when it was not asked for so then. */
static bool from_cache(struct tr_request *q, const unsigned char key[32])
{
    struct tr_cached *e = tr_cache_find(q->server->cache, key);
    atomic_fetch_add(e ? &q->server->metrics.cache_hits : &q->server->metrics.cache_misses, 1);
    if (!e) return false;
    struct tr_reply *r = &q->reply;
    r->status = 200;
    r->type = e->type;
    bool gzip = wants_gzip(q, e->plain_n);
    if (gzip && !e->gzip) {
        r->body = tr_gzip(e->plain, e->plain_n, 0, &r->n);
        r->gzip = r->body != NULL;
        if (r->gzip) {
            tr_cached_drop(e);
            tag(q, key);
            return true;
        }
    }
    r->cached = e;
    r->gzip = gzip && e->gzip;
    tag(q, key);
    return true;
}

static void keep(struct tr_request *q, const unsigned char key[32])
{
    struct tr_reply *r = &q->reply;
    size_t gzip_n = 0;
    char *gzip = wants_gzip(q, r->n) ? tr_gzip(r->body, r->n, 0, &gzip_n) : NULL;
    r->cached = tr_cache_put(q->server->cache, key, r->type, r->body, r->n, gzip, gzip_n);
    r->body = NULL;
    r->gzip = gzip && r->cached;
    if (!r->cached) tr_reply_problem(q, 503, "", "no memory for the answer");
    else tag(q, key);
}

/* Many ask the same when something happened: one worker makes that answer, the other requests wait for it and hold no worker. True: this one waits, and is no longer ours. */
static bool board(struct tr_worker *w, struct tr_request *q, const unsigned char key[32])
{
    struct tr_pool *p = &w->server->pool;
    pthread_mutex_lock(&p->lock);
    for (uint32_t i = 0; i < p->n && !w->parked; i++) {
        struct tr_worker *o = &p->workers[i];
        if (!o->flying || memcmp(o->flight, key, 32) != 0) continue;
        q->next = o->waiting;
        o->waiting = q;
        w->parked = true;
    }
    w->flying = !w->parked;
    memcpy(w->flight, key, 32);
    pthread_mutex_unlock(&p->lock);
    return w->parked;
}

static void land(struct tr_worker *w)
{
    struct tr_pool *p = &w->server->pool;
    pthread_mutex_lock(&p->lock);
    while (w->waiting) {
        struct tr_request *q = w->waiting;
        w->waiting = q->next;
        q->next = p->first;
        if (!p->first) p->last = &q->next;
        p->first = q;
        p->waiting++;
    }
    w->flying = false;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
}

void tr_worker_snapshot(struct tr_worker *w, struct tr_request *q)
{
    unsigned char key[32];
    struct tr_err err = { 0 };
    /* The ledger may grow while the answer is made of several questions to it: then it is made again, so that it is of one moment. */
    for (int attempt = 0; attempt < 3; attempt++) {
        if (tr_worker_look(w, &err)) {
            tr_reply_error(q, "", &err);
            return;
        }
        key_of(w, q, key);
        if (not_modified(q, key) || from_cache(q, key) || (attempt == 0 && board(w, q, key))) return;
        struct tr_head before = w->head;
        q->route->answer(w, q);
        if (q->reply.status != 200 || !q->reply.body) return;
        if (!tr_worker_look(w, &err) && before.links == w->head.links) {
            keep(q, key);
            return;
        }
        if (attempt < 2) {
            tr_reply_fini(&q->reply);
            tr_json_clear(&w->json);
            tr_arena_reset(w->arena);
        }
    }
}

static void compress(struct tr_request *q)
{
    struct tr_reply *r = &q->reply;
    size_t n = 0;
    if (r->gzip || !r->body || !wants_gzip(q, r->n)) return;
    char *packed = tr_gzip(r->body, r->n, 0, &n);
    if (!packed) return;
    free(r->body);
    r->body = packed;
    r->n = n;
    r->gzip = true;
}

/* False when the request waits for another worker's answer: then it is not ours to look at. */
static bool answer(struct tr_worker *w, struct tr_request *q)
{
    tr_json_clear(&w->json);
    w->parked = false;
    if (!tr_auth_admit(q) || !tr_route_params(q)) return true;
    if (setjmp(*tr_arena_guard(w->arena)) == 0) {
        if (q->route->flags & TR_ROUTE_SNAPSHOT) tr_worker_snapshot(w, q);
        else q->route->answer(w, q);
    } else {
        tr_reply_error(q, "", &(struct tr_err){ .code = TR_E_NOMEM });
    }
    tr_arena_unguard(w->arena);
    if (w->flying) land(w);
    if (w->parked) return false;
    compress(q);
    if (tr_arena_used(w->arena) > ARENA_KEPT) {
        struct tr_arena *fresh = tr_arena_new(w->server->answer_bytes);
        if (fresh) {
            tr_arena_free(w->arena);
            w->arena = fresh;
        }
    }
    tr_arena_reset(w->arena);
    return true;
}

/* The next request that this worker may take: heavy ones leave a worker free for the others. Called locked. */
static struct tr_request *pop(struct tr_pool *p)
{
    struct tr_request **at = &p->first;
    for (; *at; at = &(*at)->next) {
        struct tr_request *q = *at;
        bool heavy = q->route->flags & TR_ROUTE_HEAVY;
        if (heavy && p->heavy + 1 >= p->n) continue;
        *at = q->next;
        if (!*at) p->last = at;
        p->waiting--;
        if (heavy) p->heavy++;
        q->next = NULL;
        return q;
    }
    return NULL;
}

static void *work(void *arg)
{
    struct tr_worker *w = arg;
    struct tr_pool *p = &w->server->pool;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        struct tr_request *q = pop(p);
        if (!q) {
            if (p->stopping) break;
            pthread_cond_wait(&p->more, &p->lock);
            continue;
        }
        pthread_mutex_unlock(&p->lock);
        bool heavy = q->route->flags & TR_ROUTE_HEAVY;
        if (answer(w, q)) MHD_resume_connection(q->connection); /* from here on q is the I/O thread's */
        pthread_mutex_lock(&p->lock);
        if (heavy) {
            p->heavy--;
            pthread_cond_signal(&p->more);
        }
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

bool tr_pool_hand(struct tr_server *s, struct tr_request *q)
{
    struct tr_pool *p = &s->pool;
    pthread_mutex_lock(&p->lock);
    bool ok = !p->stopping && p->waiting < TR_QUEUE_LENGTH;
    if (ok) {
        q->state = TR_REQUEST_WAITS;
        MHD_suspend_connection(q->connection);
        q->next = NULL;
        *p->last = q;
        p->last = &q->next;
        p->waiting++;
        pthread_cond_signal(&p->more);
    }
    pthread_mutex_unlock(&p->lock);
    return ok;
}

static int open_worker(struct tr_server *s, struct tr_worker *w, struct tr_err *err)
{
    w->server = s;
    tr_json_init(&w->json);
    w->arena = tr_arena_new(w->server->answer_bytes);
    if (!w->arena) return tr_fail(err, TR_E_NOMEM, "no memory");
    int rc = tr_ledger_open(s->o.ledger, TR_LEDGER_READ, &w->ledger, err);
    if (rc) return rc;
    tr_ledger_knowledge(w->ledger, s->knowledge);
    tr_ledger_shelf(w->ledger, s->shelf);
    if (pthread_create(&w->thread, NULL, work, w) != 0) return tr_fail(err, TR_E_IO, "the system gives no thread");
    w->running = true;
    return TR_OK;
}

int tr_pool_start(struct tr_server *s, uint32_t n, struct tr_err *err)
{
    struct tr_pool *p = &s->pool;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->more, NULL);
    p->last = &p->first;
    p->n = n;
    p->workers = calloc(n, sizeof *p->workers);
    if (!p->workers) return tr_fail(err, TR_E_NOMEM, "no memory");
    int rc = TR_OK;
    for (uint32_t i = 0; i < n && !rc; i++) rc = open_worker(s, &p->workers[i], err);
    return rc;
}

void tr_pool_stop(struct tr_server *s)
{
    struct tr_pool *p = &s->pool;
    if (!p->workers) return;
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (uint32_t i = 0; i < p->n; i++) {
        struct tr_worker *w = &p->workers[i];
        if (w->running) pthread_join(w->thread, NULL);
        tr_ledger_close(w->ledger);
        tr_arena_free(w->arena);
        tr_json_fini(&w->json);
        tr_redaction_free(w->redaction);
    }
    for (struct tr_request *q = p->first, *next; q; q = next) {
        next = q->next;
        tr_reply_problem(q, 503, "", "the server is being stopped");
        MHD_resume_connection(q->connection);
    }
    free(p->workers);
    p->workers = NULL;
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->more);
}
