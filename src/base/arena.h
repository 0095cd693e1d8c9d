/* SPDX-License-Identifier: Apache-2.0 */
/* One arena per report: everything that a stage makes lives in it and dies with it; stage code never frees.
 *
 * tr_arena_get never returns NULL: when the ceiling is reached or malloc fails it longjmps to the frame that called
 * tr_arena_guard, which the entry points (tr_read) own. Code that holds an outside resource (a file, a libxml2 tree)
 * while it allocates must use tr_arena_try and clean up. One arena belongs to one thread at a time.
 * With ARENA=malloc in the environment every item is a malloc of its own, so that ASan sees overruns. */
#ifndef TR_BASE_ARENA_H
#define TR_BASE_ARENA_H

#include <setjmp.h>

#include "base/str.h"

struct tr_arena;

struct tr_arena *tr_arena_new(size_t ceiling);              /* bytes; NULL when malloc fails */
void tr_arena_free(struct tr_arena *a);                     /* NULL allowed */
void tr_arena_reset(struct tr_arena *a);                    /* forgets everything, keeps the blocks */
size_t tr_arena_used(const struct tr_arena *a);
size_t tr_arena_ceiling(const struct tr_arena *a);
jmp_buf *tr_arena_guard(struct tr_arena *a);                /* if (setjmp(*tr_arena_guard(a))) { out of memory } */
void tr_arena_unguard(struct tr_arena *a);                  /* afterwards exhaustion aborts: a bug */
/* Guards nest: a function with an outside resource pushes, guards, and after its clean-up pops and, if it was jumped to, rethrows. */
struct tr_arena_outer { jmp_buf guard; bool guarded; };
void tr_arena_push_guard(struct tr_arena *a, struct tr_arena_outer *outer);
void tr_arena_pop_guard(struct tr_arena *a, const struct tr_arena_outer *outer);
_Noreturn void tr_arena_rethrow(struct tr_arena *a);

void *tr_arena_get(struct tr_arena *a, size_t size);        /* zeroed, aligned to 16 */
void *tr_arena_try(struct tr_arena *a, size_t size);        /* the same, NULL when exhausted */
void *tr_arena_grow(struct tr_arena *a, void *old, size_t old_size, size_t new_size);  /* copy of old, rest zeroed */
tr_str tr_arena_dup(struct tr_arena *a, tr_str s);          /* copy, NUL after its end */
tr_str tr_arena_line(struct tr_arena *a, tr_str s);          /* s on one line: a run of ASCII white space is a space; s itself if so already */
tr_str tr_arena_printf(struct tr_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#define TR_NEW(arena, type) ((type *)tr_arena_get((arena), sizeof(type)))
#define TR_NEW_N(arena, type, n) ((type *)tr_arena_get((arena), sizeof(type) * (size_t)(n)))

/* Typed arrays: struct { T *v; uint32_t n, cap; }. Elements move when the array grows: keep indices, not pointers. */
#define TR_VEC(type) struct { type *v; uint32_t n, cap; }
#define tr_vec_push(arena, vec)                                                                          \
    (tr_vec_grow_((arena), (void **)&(vec)->v, &(vec)->n, &(vec)->cap, sizeof(*(vec)->v)), &(vec)->v[(vec)->n - 1])
void tr_vec_grow_(struct tr_arena *a, void **v, uint32_t *n, uint32_t *cap, size_t item);

#endif
