/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

uint64_t tr_hash(tr_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++) {
        h ^= (unsigned char)s.p[i];
        h *= 0x100000001b3u;
    }
    /* FNV's low bits are weak for short keys; the finaliser of splitmix64 spreads them. */
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9u;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

void tr_map_init(struct tr_map *m, struct tr_arena *a)
{
    *m = (struct tr_map){ .arena = a };
}

/* Index into slots of the key, or of the empty slot where it would go. Needs slots. */
static uint32_t seek(const struct tr_map *m, tr_str key, uint32_t hash)
{
    uint32_t at = hash & m->mask;
    while (m->slots[at]) {
        const struct tr_map_entry *e = &m->entries[m->slots[at] - 1];
        if (e->hash == hash && tr_str_eq(e->key, key)) break;
        at = (at + 1) & m->mask;
    }
    return at;
}

uint64_t *tr_map_find(const struct tr_map *m, tr_str key)
{
    if (!m->slots) return NULL;
    uint32_t at = seek(m, key, (uint32_t)tr_hash(key));
    return m->slots[at] ? &m->entries[m->slots[at] - 1].value : NULL;
}

/* Keeps the table at most half full. */
static void enlarge(struct tr_map *m)
{
    uint32_t cap = m->cap ? m->cap * 2 : 8;
    m->entries = tr_arena_grow(m->arena, m->entries, m->cap * sizeof *m->entries, cap * sizeof *m->entries);
    m->cap = cap;
    m->mask = cap * 2 - 1;
    m->slots = TR_NEW_N(m->arena, uint32_t, (size_t)cap * 2);
    for (uint32_t i = 0; i < m->n; i++) {
        uint32_t at = m->entries[i].hash & m->mask;
        while (m->slots[at]) at = (at + 1) & m->mask;
        m->slots[at] = i + 1;
    }
}

uint64_t *tr_map_put(struct tr_map *m, tr_str key, bool *fresh)
{
    uint32_t hash = (uint32_t)tr_hash(key);
    if (m->n == m->cap) {
        uint64_t *old = tr_map_find(m, key);
        if (old) {
            if (fresh) *fresh = false;
            return old;
        }
        enlarge(m);
    }
    uint32_t at = seek(m, key, hash);
    if (fresh) *fresh = !m->slots[at];
    if (!m->slots[at]) {
        m->entries[m->n] = (struct tr_map_entry){ .key = key, .hash = hash };
        m->slots[at] = ++m->n;
    }
    return &m->entries[m->slots[at] - 1].value;
}

void tr_intern_init(struct tr_intern *t, struct tr_arena *a)
{
    tr_map_init(&t->map, a);
}

tr_str tr_intern(struct tr_intern *t, tr_str s)
{
    uint64_t *seen = tr_map_find(&t->map, s);
    if (seen) return (tr_str){ (const char *)(uintptr_t)*seen, s.n };
    tr_str own = tr_arena_dup(t->map.arena, s);
    *tr_map_put(&t->map, own, NULL) = (uint64_t)(uintptr_t)own.p;
    return own;
}
