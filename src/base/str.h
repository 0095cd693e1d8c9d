/* SPDX-License-Identifier: Apache-2.0 */
/* Strings are slices: pointer and length, not NUL-terminated, never owned. Bytes are UTF-8 unless said otherwise. */
#ifndef TR_BASE_STR_H
#define TR_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct tr_str {
    const char *p;
    size_t n;
} tr_str;

/* Half-open byte range [from, to) into a report's text. */
typedef struct tr_span {
    uint32_t from, to;
} tr_span;

#define TR_STR(lit) ((tr_str){ (lit), sizeof(lit) - 1 })
#define TR_STR_FMT "%.*s"
#define TR_STR_ARG(s) (int)(s).n, (s).p

static inline tr_str tr_str_of(const char *cstr) { return (tr_str){ cstr, cstr ? strlen(cstr) : 0 }; }
static inline bool tr_str_eq(tr_str a, tr_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0); }
static inline bool tr_str_is(tr_str a, const char *lit) { return tr_str_eq(a, tr_str_of(lit)); }
static inline tr_str tr_str_sub(tr_str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (tr_str){ from ? s.p + from : s.p, to - from }; /* an empty slice may have no address */
}
static inline tr_str tr_str_at(tr_str text, tr_span s) { return tr_str_sub(text, s.from, s.to); }
static inline uint32_t tr_span_len(tr_span s) { return s.to - s.from; }
static inline bool tr_span_overlap(tr_span a, tr_span b) { return a.from < b.to && b.from < a.to; }
static inline bool tr_span_in(tr_span in, tr_span out) { return in.from >= out.from && in.to <= out.to; }

int tr_str_cmp(tr_str a, tr_str b);                    /* byte order */
bool tr_str_ieq(tr_str a, tr_str b);                   /* ASCII case ignored */
bool tr_str_is_i(tr_str a, const char *lit);           /* ASCII case ignored */
bool tr_str_starts(tr_str s, tr_str prefix);
bool tr_str_starts_i(tr_str s, tr_str prefix);
bool tr_str_ends(tr_str s, tr_str suffix);
bool tr_str_ends_i(tr_str s, tr_str suffix);
bool tr_str_has(tr_str s, char c);
ptrdiff_t tr_str_find(tr_str s, tr_str needle);        /* byte offset or -1 */
ptrdiff_t tr_str_find_i(tr_str s, tr_str needle);      /* ASCII case ignored; byte offset or -1 */
tr_str tr_str_trim(tr_str s);                          /* ASCII white space off both ends */
/* Takes the part of *rest before `sep` (or all of it), advances *rest past it. False when *rest is used up. */
bool tr_str_split(tr_str *rest, char sep, tr_str *part);
/* Decimal digits, an optional sign; true only when the whole slice is a number that fits. */
bool tr_str_to_i64(tr_str s, int64_t *out);
bool tr_str_to_double(tr_str s, double *out);

#endif
