/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that were given for this head of the ledger. Keys hold the head, so that growth makes them unreachable; what was asked least lately makes room. */
#include <stdlib.h>

#include "server/server_int.h"

#define SLOTS 4096

struct tr_cache {
    pthread_mutex_t lock;
    size_t bytes, room;
    struct tr_cached *slots[SLOTS];
    struct tr_cached *newest, *oldest;
};

struct tr_cache *tr_cache_new(size_t bytes)
{
    struct tr_cache *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    pthread_mutex_init(&c->lock, NULL);
    c->room = bytes;
    return c;
}

void tr_cached_drop(void *entry)
{
    struct tr_cached *e = entry;
    if (!e || atomic_fetch_sub(&e->refs, 1) != 1) return;
    free(e->plain);
    free(e->gzip);
    free(e);
}

static size_t size_of(const struct tr_cached *e)
{
    return sizeof *e + e->plain_n + e->gzip_n;
}

static struct tr_cached **slot_of(struct tr_cache *c, const unsigned char key[32])
{
    uint32_t h;
    memcpy(&h, key, sizeof h); /* the key is a hash already */
    return &c->slots[h % SLOTS];
}

static void leave_order(struct tr_cache *c, struct tr_cached *e)
{
    if (e->newer) e->newer->older = e->older;
    else c->newest = e->older;
    if (e->older) e->older->newer = e->newer;
    else c->oldest = e->newer;
    e->newer = e->older = NULL;
}

static void enter_order(struct tr_cache *c, struct tr_cached *e)
{
    e->older = c->newest;
    e->newer = NULL;
    if (c->newest) c->newest->newer = e;
    c->newest = e;
    if (!c->oldest) c->oldest = e;
}

static void leave_slot(struct tr_cache *c, struct tr_cached *e)
{
    struct tr_cached **at = slot_of(c, e->key);
    while (*at && *at != e) at = &(*at)->next;
    if (*at) *at = e->next;
    c->bytes -= size_of(e);
}

static void drop_oldest(struct tr_cache *c)
{
    struct tr_cached *e = c->oldest;
    c->oldest = e->newer;
    if (c->oldest) c->oldest->older = NULL;
    else c->newest = NULL;
    leave_slot(c, e);
    tr_cached_drop(e);
}

void tr_cache_free(struct tr_cache *c)
{
    if (!c) return;
    while (c->oldest) drop_oldest(c);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

static struct tr_cached *find_locked(struct tr_cache *c, const unsigned char key[32])
{
    struct tr_cached *e = *slot_of(c, key);
    while (e && memcmp(e->key, key, 32) != 0) e = e->next;
    return e;
}

struct tr_cached *tr_cache_find(struct tr_cache *c, const unsigned char key[32])
{
    pthread_mutex_lock(&c->lock);
    struct tr_cached *e = find_locked(c, key);
    if (e) {
        atomic_fetch_add(&e->refs, 1);
        leave_order(c, e);
        enter_order(c, e);
    }
    pthread_mutex_unlock(&c->lock);
    return e;
}

struct tr_cached *tr_cache_put(struct tr_cache *c, const unsigned char key[32], const char *type, char *plain, size_t plain_n, char *gzip,
                               size_t gzip_n)
{
    struct tr_cached *e = calloc(1, sizeof *e);
    if (!e) {
        free(plain);
        free(gzip);
        return NULL;
    }
    *e = (struct tr_cached){ .type = type, .plain = plain, .plain_n = plain_n, .gzip = gzip, .gzip_n = gzip_n };
    memcpy(e->key, key, 32);
    atomic_init(&e->refs, 1);
    const size_t size = size_of(e);
    if (size > c->room / 8) return e; /* would push too many others out */
    pthread_mutex_lock(&c->lock);
    struct tr_cached *old = find_locked(c, key);
    if (old) {
        leave_order(c, old);
        leave_slot(c, old);
        tr_cached_drop(old);
    }
    while (c->oldest && c->bytes + size > c->room) drop_oldest(c);
    struct tr_cached **at = slot_of(c, key);
    e->next = *at;
    *at = e;
    enter_order(c, e);
    c->bytes += size;
    atomic_fetch_add(&e->refs, 1);
    pthread_mutex_unlock(&c->lock);
    return e;
}
