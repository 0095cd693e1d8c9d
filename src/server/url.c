/* SPDX-License-Identifier: Apache-2.0 */
#include "server/url.h"

#include "base/utf8.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* Percent escapes to bytes, in place; in a query + is a space. False for a broken escape. */
static bool unescape(char *p, size_t n, bool query, tr_str *out)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        char c = p[i];
        if (c == '%') {
            int high = i + 2 < n ? hex(p[i + 1]) : -1;
            int low = i + 2 < n ? hex(p[i + 2]) : -1;
            if (high < 0 || low < 0) return false;
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        p[to++] = c;
    }
    *out = (tr_str){ p, to };
    return true;
}

static bool has_control(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f) return true;
    }
    return false;
}

/* Why text that was sent cannot be taken; NULL when it can. */
static const char *fault(tr_str s)
{
    if (!tr_utf8_valid(s, NULL)) return "is not UTF-8";
    if (has_control(s)) return "has control characters";
    return NULL;
}

static int take_param(char *p, size_t n, struct tr_url *out, struct tr_err *err)
{
    char *eq = memchr(p, '=', n);
    size_t name_n = eq ? (size_t)(eq - p) : n;
    struct tr_param *at = &out->params[out->n];
    *at = (struct tr_param){ .value = TR_STR("") };
    /* One byte beyond is readable: the escape needs no more than what stands before it. */
    bool ok = unescape(p, name_n, true, &at->name);
    const char *why = ok ? fault(at->name) : "has a broken % escape";
    if (why) return tr_fail(err, TR_E_INPUT, "the name of a parameter %s", why);
    if (eq) ok = unescape(eq + 1, n - name_n - 1, true, &at->value);
    why = ok ? fault(at->value) : "has a broken % escape (write % itself as %25)";
    if (why) {
        out->bad = at->name;
        return tr_fail(err, TR_E_INPUT, "its value %s", why);
    }
    out->n++;
    return TR_OK;
}

static int take_query(char *p, size_t n, struct tr_url *out, struct tr_err *err)
{
    for (size_t from = 0; from < n;) {
        char *amp = memchr(p + from, '&', n - from);
        size_t to = amp ? (size_t)(amp - p) : n;
        if (to > from) {
            if (out->n == TR_URL_PARAMS) return tr_fail(err, TR_E_LIMIT, "more than %d parameters", TR_URL_PARAMS);
            int rc = take_param(p + from, to - from, out, err);
            if (rc) return rc;
        }
        from = to + 1;
    }
    return TR_OK;
}

int tr_url_parse(char *target, size_t n, struct tr_url *out, struct tr_err *err)
{
    out->n = 0;
    out->bad = TR_STR("");
    out->path = TR_STR("");
    if (n > TR_URL_BYTES)
        return tr_fail(err, TR_E_LIMIT, "the address has %zu bytes, more than %d; send a shorter filter", n, TR_URL_BYTES);
    char *question = memchr(target, '?', n);
    size_t path_n = question ? (size_t)(question - target) : n;
    if (!path_n || target[0] != '/') return tr_fail(err, TR_E_INPUT, "the path begins with /");
    bool ok = unescape(target, path_n, false, &out->path);
    const char *why = ok ? fault(out->path) : "has a broken % escape";
    if (why) {
        out->path = TR_STR("/");
        return tr_fail(err, TR_E_INPUT, "the path %s", why);
    }
    return question ? take_query(question + 1, n - path_n - 1, out, err) : TR_OK;
}

bool tr_url_get(const struct tr_url *u, const char *name, tr_str *value)
{
    for (uint32_t i = 0; i < u->n; i++) {
        if (!tr_str_is(u->params[i].name, name)) continue;
        *value = u->params[i].value;
        return true;
    }
    return false;
}

tr_str tr_cookie_find(tr_str header, const char *name)
{
    tr_str part;
    while (tr_str_split(&header, ';', &part)) {
        tr_str rest = tr_str_trim(part), key;
        if (!tr_str_has(rest, '=') || !tr_str_split(&rest, '=', &key)) continue;
        if (!tr_str_is(key, name)) continue;
        if (rest.n >= 2 && rest.p[0] == '"' && rest.p[rest.n - 1] == '"') rest = tr_str_sub(rest, 1, rest.n - 1);
        return rest;
    }
    return TR_STR("");
}

/* "q=0", "q=0.000": not at all. */
static bool refused(tr_str params)
{
    tr_str part;
    double q;
    while (tr_str_split(&params, ';', &part)) {
        part = tr_str_trim(part);
        if (tr_str_starts_i(part, TR_STR("q=")) && tr_str_to_double(tr_str_sub(part, 2, part.n), &q)) return q <= 0;
    }
    return false;
}

bool tr_accepts(tr_str header, const char *coding)
{
    tr_str part;
    bool any = false;
    while (tr_str_split(&header, ',', &part)) {
        tr_str name;
        if (!tr_str_split(&part, ';', &name)) continue;
        name = tr_str_trim(name);
        if (tr_str_is_i(name, coding)) return !refused(part);
        if (tr_str_is(name, "*")) any = !refused(part);
    }
    return any;
}

bool tr_etag_in(tr_str header, tr_str tag)
{
    tr_str part;
    while (tr_str_split(&header, ',', &part)) {
        part = tr_str_trim(part);
        if (tr_str_is(part, "*")) return true;
        if (tr_str_starts(part, TR_STR("W/"))) part = tr_str_sub(part, 2, part.n);
        if (part.n == tag.n + 2 && part.p[0] == '"' && part.p[part.n - 1] == '"' && tr_str_eq(tr_str_sub(part, 1, part.n - 1), tag))
            return true;
    }
    return false;
}

static bool is_port(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return s.n <= 5;
}

bool tr_host_name(tr_str header, tr_str *name)
{
    tr_str h = tr_str_trim(header), rest;
    if (h.n && h.p[0] == '[') {
        ptrdiff_t end = tr_str_find(h, TR_STR("]"));
        if (end < 0) return false;
        *name = tr_str_sub(h, 1, (size_t)end);
        rest = tr_str_sub(h, (size_t)end + 1, h.n);
    } else {
        ptrdiff_t colon = tr_str_find(h, TR_STR(":"));
        *name = tr_str_sub(h, 0, colon < 0 ? h.n : (size_t)colon);
        rest = tr_str_sub(h, name->n, h.n);
    }
    if (name->n > 1 && name->p[name->n - 1] == '.') name->n--;
    return name->n > 0 && (!rest.n || (rest.p[0] == ':' && is_port(tr_str_sub(rest, 1, rest.n))));
}

size_t tr_url_escape(tr_str s, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || tr_str_has(TR_STR("-._~,:/"), (char)c);
        if (out && plain) out[n] = (char)c;
        if (out && !plain) out[n] = '%', out[n + 1] = digits[c >> 4], out[n + 2] = digits[c & 15];
        n += plain ? 1 : 3;
    }
    return n;
}
