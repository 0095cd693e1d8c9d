/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool same_i(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (lower((unsigned char)a[i]) != lower((unsigned char)b[i])) return false;
    }
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

int tr_str_cmp(tr_str a, tr_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    if (c) return c;
    return (a.n > b.n) - (a.n < b.n);
}

bool tr_str_ieq(tr_str a, tr_str b)
{
    return a.n == b.n && same_i(a.p, b.p, a.n);
}

bool tr_str_is_i(tr_str a, const char *lit)
{
    return tr_str_ieq(a, tr_str_of(lit));
}

bool tr_str_starts(tr_str s, tr_str prefix)
{
    return tr_str_eq(tr_str_sub(s, 0, prefix.n), prefix);
}

bool tr_str_starts_i(tr_str s, tr_str prefix)
{
    return tr_str_ieq(tr_str_sub(s, 0, prefix.n), prefix);
}

bool tr_str_ends(tr_str s, tr_str suffix)
{
    return s.n >= suffix.n && tr_str_eq(tr_str_sub(s, s.n - suffix.n, s.n), suffix);
}

bool tr_str_ends_i(tr_str s, tr_str suffix)
{
    return s.n >= suffix.n && tr_str_ieq(tr_str_sub(s, s.n - suffix.n, s.n), suffix);
}

bool tr_str_has(tr_str s, char c)
{
    return s.n && memchr(s.p, c, s.n) != NULL;
}

ptrdiff_t tr_str_find(tr_str s, tr_str needle)
{
    if (needle.n == 0) return 0;
    if (s.n < needle.n) return -1;
    const char *hit = memmem(s.p, s.n, needle.p, needle.n);
    return hit ? hit - s.p : -1;
}

ptrdiff_t tr_str_find_i(tr_str s, tr_str needle)
{
    if (needle.n == 0) return 0;
    for (size_t i = 0; i + needle.n <= s.n; i++) {
        if (same_i(s.p + i, needle.p, needle.n)) return (ptrdiff_t)i;
    }
    return -1;
}

tr_str tr_str_trim(tr_str s)
{
    while (s.n && is_space(s.p[0])) s.p++, s.n--;
    while (s.n && is_space(s.p[s.n - 1])) s.n--;
    return s;
}

bool tr_str_split(tr_str *rest, char sep, tr_str *part)
{
    if (!rest->p) return false;
    const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!hit) {
        *part = *rest;
        *rest = (tr_str){ NULL, 0 };
        return true;
    }
    *part = (tr_str){ rest->p, (size_t)(hit - rest->p) };
    *rest = (tr_str){ hit + 1, rest->n - part->n - 1 };
    return true;
}

bool tr_str_to_i64(tr_str s, int64_t *out)
{
    bool negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) s = tr_str_sub(s, 1, s.n);
    if (s.n == 0) return false;
    int64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
        int digit = s.p[i] - '0';
        /* Counted downwards, because the smallest number has no positive twin. */
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v)) return false;
    }
    if (!negative && v == INT64_MIN) return false;
    *out = negative ? v : -v;
    return true;
}

bool tr_str_to_double(tr_str s, double *out)
{
    char buf[64];
    if (s.n == 0 || s.n >= sizeof buf) return false;
    for (size_t i = 0; i < s.n; i++) {
        /* Only plain decimal notation: strtod would also take hexadecimal, "inf" and leading space. */
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] && strchr("+-.eE", s.p[i])))) return false;
    }
    memcpy(buf, s.p, s.n);
    buf[s.n] = 0;
    char *end;
    errno = 0;
    double v = strtod(buf, &end);
    if (*end || errno == ERANGE) return false;
    *out = v;
    return true;
}
