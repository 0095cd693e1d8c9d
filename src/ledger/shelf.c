/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of pointers by number, items behind each other in chunks. Finding takes no lock: an item is whole before its pointer is stored, and is never changed. */
#include "ledger/shelf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 4096   /* numbers of a page */
#define PAGES 16384 /* 67 million numbers; higher ones are not kept */
#define CHUNK (256 << 10)
#define ALIGN 8

struct page {
    _Atomic(const void *) at[PAGE];
};
struct chunk {
    struct chunk *next;
    size_t used, size;
    _Alignas(16) char bytes[];
};

struct tr_shelf_view {
    struct tr_shelf *shelf;
    uint32_t readers; /* under the shelf's lock, like all below but the pages */
    bool full;
    size_t bytes;
    struct chunk *chunks;
    _Atomic(struct page *) pages[TR_SHELF_count][PAGES];
};
struct tr_shelf {
    pthread_mutex_t lock;
    size_t bytes; /* that it may hold */
    struct tr_shelf_view *now;
};

struct tr_shelf *tr_shelf_new(size_t bytes)
{
    struct tr_shelf *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    pthread_mutex_init(&s->lock, NULL);
    s->bytes = bytes;
    return s;
}

static void free_view(struct tr_shelf_view *v)
{
    if (!v) return;
    for (struct chunk *c = v->chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    for (int of = 0; of < TR_SHELF_count; of++) {
        for (int i = 0; i < PAGES; i++) free(atomic_load_explicit(&v->pages[of][i], memory_order_relaxed));
    }
    free(v);
}

void tr_shelf_free(struct tr_shelf *s)
{
    if (!s) return;
    free_view(s->now);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

struct tr_shelf_view *tr_shelf_enter(struct tr_shelf *s)
{
    struct tr_shelf_view *old = NULL;
    if (!s) return NULL;
    pthread_mutex_lock(&s->lock);
    if (s->now && s->now->full) {
        if (!s->now->readers) old = s->now;
        s->now = NULL; /* its last reader frees it */
    }
    if (!s->now && (s->now = calloc(1, sizeof *s->now))) s->now->shelf = s;
    struct tr_shelf_view *v = s->now;
    if (v) v->readers++;
    pthread_mutex_unlock(&s->lock);
    free_view(old);
    return v;
}

void tr_shelf_leave(struct tr_shelf_view *v)
{
    if (!v) return;
    struct tr_shelf *s = v->shelf;
    pthread_mutex_lock(&s->lock);
    bool last = --v->readers == 0 && s->now != v;
    pthread_mutex_unlock(&s->lock);
    if (last) free_view(v);
}

static struct page *page_of(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id)
{
    if (id < 0 || id >= (int64_t)PAGE * PAGES) return NULL;
    return atomic_load_explicit(&v->pages[of][id / PAGE], memory_order_acquire);
}

const void *tr_shelf_find(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id)
{
    struct page *p = v ? page_of(v, of, id) : NULL;
    return p ? atomic_load_explicit(&p->at[id % PAGE], memory_order_acquire) : NULL;
}

/* Room for n bytes; NULL when there is none. Locked. */
static void *room(struct tr_shelf_view *v, size_t n)
{
    struct chunk *c = v->chunks;
    n = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (!c || c->size - c->used < n) {
        size_t size = n > CHUNK ? n : CHUNK;
        if (!(c = malloc(sizeof *c + size))) return NULL;
        *c = (struct chunk){ .next = v->chunks, .size = size };
        v->chunks = c;
        v->bytes += sizeof *c + size;
    }
    c->used += n;
    return c->bytes + c->used - n;
}

static void put_locked(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id, const void *item, size_t n)
{
    struct page *p = page_of(v, of, id);
    if (!p) {
        if (!(p = calloc(1, sizeof *p))) return;
        atomic_store_explicit(&v->pages[of][id / PAGE], p, memory_order_release);
        v->bytes += sizeof *p;
    }
    void *copy = room(v, n);
    if (!copy) return;
    memcpy(copy, item, n);
    atomic_store_explicit(&p->at[id % PAGE], copy, memory_order_release);
}

void tr_shelf_put(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id, const void *item, size_t n)
{
    if (!v || id < 0 || id >= (int64_t)PAGE * PAGES) return;
    pthread_mutex_lock(&v->shelf->lock);
    if (!v->full) put_locked(v, of, id, item, n);
    v->full = v->bytes >= v->shelf->bytes;
    pthread_mutex_unlock(&v->shelf->lock);
}

bool tr_shelf_full(const struct tr_shelf_view *v)
{
    if (!v) return true;
    pthread_mutex_lock(&v->shelf->lock);
    bool full = v->full;
    pthread_mutex_unlock(&v->shelf->lock);
    return full;
}

size_t tr_shelf_bytes(struct tr_shelf *s)
{
    pthread_mutex_lock(&s->lock);
    size_t n = s->now ? s->now->bytes : 0;
    pthread_mutex_unlock(&s->lock);
    return n;
}
