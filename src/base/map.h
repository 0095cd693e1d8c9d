/* SPDX-License-Identifier: Apache-2.0 */
/* Hash map from a slice to a 64-bit value (an index or a pointer), in an arena; keys are not copied. Insertion order is
 * kept for iteration, so results never depend on hashing. Const after building, then shared by threads. */
#ifndef TR_BASE_MAP_H
#define TR_BASE_MAP_H

#include "base/arena.h"

struct tr_map_entry { tr_str key; uint64_t value; uint32_t hash; };
struct tr_map {
    struct tr_arena *arena;
    struct tr_map_entry *entries;   /* in order of insertion */
    uint32_t n, cap;
    uint32_t *slots;                /* entry index + 1, 0 = empty */
    uint32_t mask;
};

void tr_map_init(struct tr_map *m, struct tr_arena *a);
uint64_t *tr_map_find(const struct tr_map *m, tr_str key);              /* NULL when absent */
uint64_t *tr_map_put(struct tr_map *m, tr_str key, bool *fresh);        /* the value's place; *fresh (may be NULL) = just made, value 0 */
uint64_t tr_hash(tr_str s);                                             /* stable across runs and machines (FNV-1a, mixed) */

/* Interned strings: equal slices give the same pointer, so that they compare by address. */
struct tr_intern { struct tr_map map; };
void tr_intern_init(struct tr_intern *t, struct tr_arena *a);
tr_str tr_intern(struct tr_intern *t, tr_str s);

#endif
