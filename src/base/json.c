/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static bool reserve(struct tr_json *j, size_t more)
{
    if (j->failed) return false;
    if (j->cap - j->n >= more) return true;
    size_t cap = j->cap ? j->cap : 256;
    while (cap - j->n < more) {
        if (cap > SIZE_MAX / 2) {
            j->failed = true;
            return false;
        }
        cap *= 2;
    }
    char *p = realloc(j->p, cap);
    if (!p) {
        j->failed = true;
        return false;
    }
    j->p = p;
    j->cap = cap;
    return true;
}

static void put(struct tr_json *j, const char *p, size_t n)
{
    if (n == 0 || !reserve(j, n)) return;
    memcpy(j->p + j->n, p, n);
    j->n += n;
}

void tr_json_init(struct tr_json *j)
{
    *j = (struct tr_json){ 0 };
}

void tr_json_fini(struct tr_json *j)
{
    free(j->p);
    *j = (struct tr_json){ 0 };
}

void tr_json_clear(struct tr_json *j)
{
    *j = (struct tr_json){ .p = j->p, .cap = j->cap };
}

bool tr_json_done(const struct tr_json *j, tr_str *out)
{
    if (j->failed || j->depth || j->keyed) return false;
    *out = (tr_str){ j->p, j->n };
    return true;
}

/* Before each value: the comma that separates it, unless a key stands directly before it. */
static void before(struct tr_json *j)
{
    if (j->keyed) j->keyed = false;
    else if (j->depth && j->filled[j->depth - 1]) put(j, ",", 1);
    if (j->depth) j->filled[j->depth - 1] = true;
}

static void open_value(struct tr_json *j, const char *opener, char closer)
{
    before(j);
    if (j->depth == TR_JSON_DEPTH) {
        j->failed = true;
        return;
    }
    put(j, opener, 1);
    j->closer[j->depth] = closer;
    j->filled[j->depth++] = false;
}

void tr_json_object(struct tr_json *j)
{
    open_value(j, "{", '}');
}

void tr_json_array(struct tr_json *j)
{
    open_value(j, "[", ']');
}

void tr_json_end(struct tr_json *j)
{
    if (j->depth == 0 || j->keyed) {
        j->failed = true;
        return;
    }
    put(j, &j->closer[--j->depth], 1);
}

static void put_escape(struct tr_json *j, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    switch (c) {
    case '"': put(j, "\\\"", 2); break;
    case '\\': put(j, "\\\\", 2); break;
    case '\n': put(j, "\\n", 2); break;
    case '\r': put(j, "\\r", 2); break;
    case '\t': put(j, "\\t", 2); break;
    default: put(j, (char[]){ '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] }, 6);
    }
}

static void put_string(struct tr_json *j, tr_str s)
{
    put(j, "\"", 1);
    size_t run = 0, at = 0;
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        size_t from = at;
        if (c >= 0x80) {
            uint32_t cp = tr_utf8_next(s, &at);
            if (cp != 0xFFFD || at - from > 1) continue;
            put(j, s.p + run, from - run);
            put(j, "\xEF\xBF\xBD", 3);
            run = at;
            continue;
        }
        at++;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
        put(j, s.p + run, from - run);
        put_escape(j, c);
        run = at;
    }
    if (s.n > run) put(j, s.p + run, s.n - run);
    put(j, "\"", 1);
}

void tr_json_key(struct tr_json *j, const char *key)
{
    before(j);
    put_string(j, tr_str_of(key));
    put(j, ":", 1);
    j->keyed = true;
}

void tr_json_str(struct tr_json *j, tr_str s)
{
    before(j);
    put_string(j, s);
}

void tr_json_cstr(struct tr_json *j, const char *s)
{
    if (s) tr_json_str(j, tr_str_of(s));
    else tr_json_null(j);
}

void tr_json_int(struct tr_json *j, int64_t v)
{
    char buf[24];
    before(j);
    put(j, buf, (size_t)snprintf(buf, sizeof buf, "%" PRId64, v));
}

void tr_json_real(struct tr_json *j, double v, int decimals)
{
    char buf[340];
    if (!isfinite(v)) {
        tr_json_null(j);
        return;
    }
    if (decimals < 0) decimals = 0;
    if (decimals > 17) decimals = 17;
    size_t n = (size_t)snprintf(buf, sizeof buf, "%.*f", decimals, v);
    if (decimals) {
        while (buf[n - 1] == '0') n--;
        if (buf[n - 1] == '.') n--;
    }
    if (n == 2 && buf[0] == '-' && buf[1] == '0') buf[0] = '0', n = 1;
    before(j);
    put(j, buf, n);
}

void tr_json_bool(struct tr_json *j, bool v)
{
    before(j);
    put(j, v ? "true" : "false", v ? 4 : 5);
}

void tr_json_null(struct tr_json *j)
{
    before(j);
    put(j, "null", 4);
}

void tr_json_span(struct tr_json *j, tr_span s)
{
    tr_json_array(j);
    tr_json_int(j, s.from);
    tr_json_int(j, s.to);
    tr_json_end(j);
}

void tr_json_raw(struct tr_json *j, tr_str s)
{
    before(j);
    put(j, s.p, s.n);
}

void tr_json_newline(struct tr_json *j)
{
    put(j, "\n", 1);
}

json_t *tr_json_parse(tr_str s, struct tr_err *err)
{
    json_error_t e;
    json_t *v = json_loadb(s.p ? s.p : "", s.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &e);
    if (v) return v;
    enum tr_code code = json_error_code(&e) == json_error_out_of_memory ? TR_E_NOMEM : TR_E_INPUT;
    tr_fail_at(err, code, e.position > 0 ? (uint64_t)e.position : 0, e.line > 0 ? (uint32_t)e.line : 0, "%s", e.text);
    return NULL;
}

tr_str tr_json_member(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v)) return (tr_str){ "", 0 };
    return (tr_str){ json_string_value(v), json_string_length(v) };
}
