/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of one file, through one buffer that grows only as far as the largest record allowed. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "intake/intake_int.h"

#define READ_AT_ONCE ((size_t)64 * 1024)

void tr_source_init(struct tr_source *s, int fd, bool own_fd)
{
    char *keep = s->buf;
    size_t cap = s->cap;
    *s = (struct tr_source){ .fd = fd, .own_fd = own_fd, .eof = fd < 0, .buf = keep, .cap = cap, .line = 1 };
}

void tr_source_fini(struct tr_source *s)
{
    if (s->own_fd && s->fd >= 0) close(s->fd);
    free(s->buf);
    *s = (struct tr_source){ .fd = -1 };
}

static bool make_room(struct tr_source *s, size_t want)
{
    if (s->from && (s->cap - s->from < want || s->from == s->to)) {
        if (s->to > s->from) memmove(s->buf, s->buf + s->from, s->to - s->from);
        s->to -= s->from;
        s->from = 0;
    }
    if (s->cap - s->from >= want && s->cap > s->to) return true;
    size_t cap = s->cap ? s->cap : READ_AT_ONCE;
    while (cap < want || cap <= s->to) cap *= 2;
    char *p = realloc(s->buf, cap);
    if (!p) return false;
    s->buf = p;
    s->cap = cap;
    return true;
}

bool tr_source_fill(struct tr_source *s, size_t want)
{
    while (s->to - s->from < want && !s->eof) {
        if (!make_room(s, want)) {
            s->error = ENOMEM;
            return false;
        }
        ssize_t n = read(s->fd, s->buf + s->to, s->cap - s->to);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            s->error = errno;
            return false;
        }
        if (n == 0) s->eof = true;
        s->to += (size_t)n;
    }
    return true;
}

tr_str tr_source_peek(const struct tr_source *s)
{
    return (tr_str){ s->buf + s->from, s->to - s->from };
}

void tr_source_take(struct tr_source *s, size_t n)
{
    for (const char *p = s->buf + s->from, *end = p + n; p < end && (p = memchr(p, '\n', (size_t)(end - p))); p++) s->line++;
    s->from += n;
    s->taken += n;
}

enum tr_taken tr_source_line(struct tr_source *s, size_t max, tr_str *line, uint64_t *size)
{
    bool too_long = false;
    size_t seen = 0;
    *size = 0;
    for (;;) {
        if (!tr_source_fill(s, seen + 1)) return s->error == ENOMEM ? TR_TAKEN_NO_MEMORY : TR_TAKEN_BROKEN;
        tr_str have = tr_source_peek(s);
        if (have.n == 0) return *size ? TR_TAKEN_TOO_LONG : TR_TAKEN_NOTHING;
        const char *end = have.n > seen ? memchr(have.p + seen, '\n', have.n - seen) : NULL;
        size_t n = end ? (size_t)(end - have.p) : have.n;
        *size += n - seen;
        if (n > max) too_long = true;
        if (end || (s->eof && have.n == seen)) {
            *line = (tr_str){ have.p, n };
            if (line->n && line->p[line->n - 1] == '\r') line->n--;
            tr_source_take(s, end ? n + 1 : n);
            return too_long ? TR_TAKEN_TOO_LONG : TR_TAKEN;
        }
        seen = have.n;
        if (too_long) { /* passed over piece by piece */
            tr_source_take(s, have.n);
            seen = 0;
        }
    }
}

/* Where a scan through a JSON value stands. */
struct brackets {
    uint32_t depth;
    bool in_string, escaped;
};

/* True when c closes the value. */
static bool step(struct brackets *b, char c)
{
    if (b->in_string) {
        if (b->escaped) b->escaped = false;
        else if (c == '\\') b->escaped = true;
        else if (c == '"') b->in_string = false;
        return false;
    }
    if (c == '"') b->in_string = true;
    else if (c == '{' || c == '[') b->depth++;
    else if ((c == '}' || c == ']') && b->depth) return --b->depth == 0;
    return false;
}

static bool skip_between(struct tr_source *s)
{
    for (;;) {
        if (!tr_source_fill(s, 1)) return false;
        tr_str have = tr_source_peek(s);
        size_t n = 0;
        while (n < have.n && strchr(" \t\r\n,", have.p[n]) && have.p[n]) n++;
        tr_source_take(s, n);
        if (n < have.n || have.n == 0) return true;
    }
}

enum tr_taken tr_source_value(struct tr_source *s, size_t max, tr_str *value, uint64_t *size)
{
    struct brackets b = { 0 };
    bool too_long = false;
    size_t seen = 0;
    *size = 0;
    if (!skip_between(s)) return s->error == ENOMEM ? TR_TAKEN_NO_MEMORY : TR_TAKEN_BROKEN;
    for (;;) {
        if (!tr_source_fill(s, seen + 1)) return s->error == ENOMEM ? TR_TAKEN_NO_MEMORY : TR_TAKEN_BROKEN;
        tr_str have = tr_source_peek(s);
        if (*size == 0 && have.n == 0) return TR_TAKEN_NOTHING;
        if (*size == 0 && have.p[0] != '{' && have.p[0] != '[') return TR_TAKEN_BROKEN;
        bool closed = false;
        size_t i = seen;
        while (i < have.n && !closed) closed = step(&b, have.p[i++]);
        *size += i - seen;
        if (i > max) too_long = true;
        if (closed || (s->eof && have.n == seen)) {
            *value = (tr_str){ have.p, i };
            tr_source_take(s, i);
            return too_long ? TR_TAKEN_TOO_LONG : TR_TAKEN; /* unclosed at the end: the parser will say so */
        }
        seen = have.n;
        if (too_long) {
            tr_source_take(s, have.n);
            seen = 0;
        }
    }
}

static void to_hex(const unsigned char hash[crypto_hash_sha256_BYTES], char out[65])
{
    sodium_bin2hex(out, 65, hash, crypto_hash_sha256_BYTES);
}

void tr_sha256(tr_str s, char out[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)s.p, s.n);
    to_hex(hash, out);
}

enum tr_taken tr_source_rest(struct tr_source *s, size_t keep, tr_str *held, uint64_t *size, char sha256[65])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    if (!tr_source_fill(s, keep)) return s->error == ENOMEM ? TR_TAKEN_NO_MEMORY : TR_TAKEN_BROKEN;
    tr_str have = tr_source_peek(s);
    crypto_hash_sha256_update(&state, (const unsigned char *)have.p, have.n);
    *size = have.n;
    while (!s->eof) { /* what is not kept is hashed through a small buffer of its own */
        char piece[16384];
        ssize_t n = read(s->fd, piece, sizeof piece);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            s->error = errno;
            return TR_TAKEN_BROKEN;
        }
        if (n == 0) break;
        crypto_hash_sha256_update(&state, (const unsigned char *)piece, (size_t)n);
        *size += (uint64_t)n;
        if (*size > TR_MAX_FILE_BYTES) return TR_TAKEN_TOO_LONG;
    }
    crypto_hash_sha256_final(&state, hash);
    to_hex(hash, sha256);
    *held = tr_str_sub(have, 0, keep);
    s->taken += *size;
    s->from = s->to;
    s->eof = true;
    return TR_TAKEN;
}
