/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Blocks form a list in order of making; `now` is the one being filled. Those behind it are kept from before a reset.
 * A block is at least FIRST_BLOCK and doubles up to LARGE_BLOCK, so that small reports stay small. */
#define FIRST_BLOCK ((size_t)64 * 1024)
#define LARGE_BLOCK ((size_t)4 * 1024 * 1024)
#define ALIGN 16

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGN) char bytes[];
};

struct tr_arena {
    struct block *first, *now;
    size_t ceiling, held, used; /* held: sizes of all blocks */
    size_t next_size;
    bool guarded, each_alone;
    jmp_buf guard;
};

struct tr_arena *tr_arena_new(size_t ceiling)
{
    struct tr_arena *a = calloc(1, sizeof *a);
    if (!a) return NULL;
    const char *mode = getenv("ARENA");
    a->ceiling = ceiling;
    a->next_size = FIRST_BLOCK;
    a->each_alone = mode && !strcmp(mode, "malloc");
    return a;
}

static void free_blocks(struct tr_arena *a)
{
    for (struct block *b = a->first, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    a->first = a->now = NULL;
    a->held = 0;
}

void tr_arena_free(struct tr_arena *a)
{
    if (!a) return;
    free_blocks(a);
    free(a);
}

void tr_arena_reset(struct tr_arena *a)
{
    a->used = 0;
    if (a->each_alone) {
        free_blocks(a);
        return;
    }
    for (struct block *b = a->first; b; b = b->next) b->used = 0;
    a->now = a->first;
}

size_t tr_arena_ceiling(const struct tr_arena *a)
{
    return a->ceiling;
}

size_t tr_arena_used(const struct tr_arena *a)
{
    return a->used;
}

jmp_buf *tr_arena_guard(struct tr_arena *a)
{
    a->guarded = true;
    return &a->guard;
}

void tr_arena_unguard(struct tr_arena *a)
{
    a->guarded = false;
}

void tr_arena_push_guard(struct tr_arena *a, struct tr_arena_outer *outer)
{
    memcpy(&outer->guard, &a->guard, sizeof outer->guard);
    outer->guarded = a->guarded;
    a->guarded = false;
}

void tr_arena_pop_guard(struct tr_arena *a, const struct tr_arena_outer *outer)
{
    memcpy(&a->guard, &outer->guard, sizeof a->guard);
    a->guarded = outer->guarded;
}

static struct block *add_block(struct tr_arena *a, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct block) || a->held > a->ceiling || size > a->ceiling - a->held) return NULL;
    struct block *b = malloc(sizeof *b + size);
    if (!b) return NULL;
    b->size = size;
    b->used = 0;
    b->next = a->now ? a->now->next : a->first;
    if (a->now) a->now->next = b;
    else a->first = b;
    a->now = b;
    a->held += size;
    return b;
}

/* The block that has room for size bytes: the present one, one kept from before a reset, or a new one. */
static struct block *room(struct tr_arena *a, size_t size)
{
    if (a->each_alone) return add_block(a, size);
    struct block *b = a->now;
    if (b && b->size - b->used >= size) return b;
    while (b && b->next) {
        b = b->next;
        if (b->size - b->used >= size) {
            a->now = b;
            return b;
        }
        /* An empty block that is too small is passed over until the next reset. */
        a->now = b;
    }
    size_t want = size > a->next_size ? size : a->next_size;
    b = add_block(a, want);
    if (!b && want > size) b = add_block(a, size); /* the last bytes under the ceiling */
    if (b && a->next_size < LARGE_BLOCK) a->next_size *= 2;
    return b;
}

void *tr_arena_try(struct tr_arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGN) return NULL;
    /* Alone, an item keeps its exact size, so that ASan sees the first byte past it. */
    size_t need = a->each_alone ? (size ? size : 1) : (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    struct block *b = room(a, need ? need : ALIGN);
    if (!b) return NULL;
    void *p = b->bytes + b->used;
    b->used += need ? need : ALIGN;
    a->used += need;
    if (size) memset(p, 0, size);
    return p;
}

void tr_arena_rethrow(struct tr_arena *a)
{
    if (a->guarded) longjmp(a->guard, 1);
    abort();
}

void *tr_arena_get(struct tr_arena *a, size_t size)
{
    void *p = tr_arena_try(a, size);
    if (!p) tr_arena_rethrow(a);
    return p;
}

void *tr_arena_grow(struct tr_arena *a, void *old, size_t old_size, size_t new_size)
{
    if (!a->each_alone && old && a->now) {
        /* The newest item grows where it stands. */
        struct block *b = a->now;
        size_t had = (old_size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
        size_t need = new_size <= SIZE_MAX - ALIGN ? (new_size + ALIGN - 1) & ~(size_t)(ALIGN - 1) : SIZE_MAX;
        if (had && had <= b->used && (char *)old == b->bytes + b->used - had && need >= had && need - had <= b->size - b->used) {
            memset((char *)old + old_size, 0, new_size > old_size ? new_size - old_size : 0);
            b->used += need - had;
            a->used += need - had;
            return old;
        }
    }
    void *p = tr_arena_get(a, new_size);
    size_t keep = old_size < new_size ? old_size : new_size;
    if (keep && old) memcpy(p, old, keep);
    return p;
}

tr_str tr_arena_dup(struct tr_arena *a, tr_str s)
{
    if (s.n == SIZE_MAX) tr_arena_rethrow(a);
    char *p = tr_arena_get(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return (tr_str){ p, s.n };
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

tr_str tr_arena_line(struct tr_arena *a, tr_str s)
{
    size_t i = 0;
    while (i < s.n && (!is_space(s.p[i]) || (s.p[i] == ' ' && i + 1 < s.n && !is_space(s.p[i + 1])))) i++;
    if (i == s.n) return s;
    char *out = tr_arena_get(a, s.n + 1);
    size_t n = 0;
    for (i = 0; i < s.n; i++) {
        if (!is_space(s.p[i])) out[n++] = s.p[i];
        else if (n && out[n - 1] != ' ') out[n++] = ' ';
    }
    while (n && out[n - 1] == ' ') n--;
    return (tr_str){ out, n };
}

tr_str tr_arena_printf(struct tr_arena *a, const char *fmt, ...)
{
    char small[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(small, sizeof small, fmt, args);
    va_end(args);
    if (n < 0) return (tr_str){ "", 0 };
    if ((size_t)n < sizeof small) return tr_arena_dup(a, (tr_str){ small, (size_t)n });
    char *p = tr_arena_get(a, (size_t)n + 1);
    va_start(args, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, args);
    va_end(args);
    return (tr_str){ p, (size_t)n };
}

void tr_vec_grow_(struct tr_arena *a, void **v, uint32_t *n, uint32_t *cap, size_t item)
{
    if (*n == *cap) {
        if (*cap > UINT32_MAX / 2) tr_arena_rethrow(a);
        uint32_t more = *cap ? *cap * 2 : 8;
        *v = tr_arena_grow(a, *v, *cap * item, more * item);
        *cap = more;
    }
    (*n)++;
}
