/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as what a client sends: a target, and headers that the server reads itself, one a line. Whatever comes out is well-formed text inside what came in. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "server/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_request: %s\n", what);
    abort();
}

static void clean(tr_str s, const char *what)
{
    must(tr_utf8_valid(s, NULL), what);
    for (size_t i = 0; i < s.n; i++) must((unsigned char)s.p[i] >= 0x20 && s.p[i] != 0x7f, what);
}

/* What was taken in comes out as a query that gives the same again. */
static void goes_round(const struct tr_url *u)
{
    size_t room = 8;
    for (uint32_t i = 0; i < u->n; i++) room += 3 * (u->params[i].name.n + u->params[i].value.n) + 2;
    char *again = malloc(room);
    struct tr_url back;
    must(again != NULL, "no memory");
    size_t n = (size_t)snprintf(again, room, "/?");
    for (uint32_t i = 0; i < u->n; i++) {
        n += tr_url_escape(u->params[i].name, again + n);
        again[n++] = '=';
        n += tr_url_escape(u->params[i].value, again + n);
        again[n++] = '&';
    }
    must(n < room, "an escape is longer than it says");
    if (n <= TR_URL_BYTES) {
        must(tr_url_parse(again, n, &back, NULL) == TR_OK && back.n == u->n, "an escaped query cannot be read");
        for (uint32_t i = 0; i < u->n; i++)
            must(tr_str_eq(back.params[i].name, u->params[i].name) && tr_str_eq(back.params[i].value, u->params[i].value),
                 "an escaped query says something else");
    }
    free(again);
}

static void target(tr_str line)
{
    struct tr_url u;
    struct tr_err err = { 0 };
    char *copy = malloc(line.n ? line.n : 1); /* exactly as long, so that reading beyond shows */
    must(copy != NULL, "no memory");
    if (line.n) memcpy(copy, line.p, line.n);
    int rc = tr_url_parse(copy, line.n, &u, &err);
    must(rc == TR_OK || (err.msg[0] && tr_utf8_valid(tr_str_of(err.msg), NULL)), "a refusal without reason");
    must(u.n <= TR_URL_PARAMS, "too many parameters");
    if (!rc) {
        clean(u.path, "a path that is no text");
        for (uint32_t i = 0; i < u.n; i++)
            clean(u.params[i].name, "a name that is no text"), clean(u.params[i].value, "a value that is no text");
        goes_round(&u);
    }
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_str rest = { (const char *)data, size }, line, name = TR_STR("");
    if (!tr_str_split(&rest, '\n', &line)) return 0;
    target(line);
    while (tr_str_split(&rest, '\n', &line)) {
        tr_str cookie = tr_cookie_find(line, "truce_session");
        must(cookie.n <= line.n, "a cookie longer than its header");
        must(!(tr_accepts(line, "gzip") && line.n == 0), "nothing takes something");
        (void)tr_etag_in(line, TR_STR("0123456789abcdef"));
        if (tr_host_name(line, &name)) must(name.n > 0 && name.n <= line.n, "a host longer than its header");
    }
    return 0;
}
