/* SPDX-License-Identifier: Apache-2.0 */
/* The page, from the program's own data ("web/…"): the names that exist are listed at the start, so that a path can only be one of them. Before there is a page, a plain
 * one that lists what the API gives. */
#include <sodium.h>
#include <stdlib.h>

#include "base/blob.h"
#include "server/server_int.h"

struct asset {
    char *path; /* "/assets/app-1A2B3C4D.js" */
    const char *type;
    tr_str bytes;
    char *gzip; /* NULL: does not get smaller */
    size_t gzip_n;
    char etag[33];
    bool hashed; /* its name changes with its content */
};

struct tr_assets {
    struct asset *v;
    uint32_t n, room;
    bool failed;
    char csp[1024];
    char *listing; /* the plain page */
};

static const struct {
    const char *end, *type;
    bool text;
} types[] = {
    { ".html", "text/html; charset=utf-8", true },
    { ".js", "text/javascript; charset=utf-8", true },
    { ".mjs", "text/javascript; charset=utf-8", true },
    { ".css", "text/css; charset=utf-8", true },
    { ".json", "application/json", true },
    { ".geojson", "application/geo+json", true },
    { ".webmanifest", "application/manifest+json", true },
    { ".svg", "image/svg+xml", true },
    { ".txt", "text/plain; charset=utf-8", true },
    { ".pbf", "application/x-protobuf", true },
    { ".wasm", "application/wasm", true },
    { ".png", "image/png", false },
    { ".ico", "image/vnd.microsoft.icon", false },
    { ".jpg", "image/jpeg", false },
    { ".webp", "image/webp", false },
    { ".woff2", "font/woff2", false },
};

/* "-1A2B3C4D." before the last ending: as esbuild writes it. */
static bool has_hash(tr_str path)
{
    size_t dot = path.n;
    while (dot && path.p[dot - 1] != '.') dot--;
    if (dot < 11 || path.p[dot - 10] != '-') return false;
    for (size_t i = dot - 9; i < dot - 1; i++) {
        char c = path.p[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) return false;
    }
    return true;
}

static void describe(struct asset *a)
{
    tr_str path = tr_str_of(a->path);
    unsigned char hash[16];
    bool text = false;
    a->type = "application/octet-stream";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (tr_str_ends(path, tr_str_of(types[i].end))) a->type = types[i].type, text = types[i].text;
    }
    crypto_generichash(hash, sizeof hash, (const unsigned char *)a->bytes.p, a->bytes.n, NULL, 0);
    sodium_bin2hex(a->etag, sizeof a->etag, hash, sizeof hash);
    a->hashed = has_hash(path);
    if (text && a->bytes.n >= 512) a->gzip = tr_gzip(a->bytes.p, a->bytes.n, 9, &a->gzip_n); /* once, for all who come */
}

static void add(struct tr_assets *all, const char *path, tr_str bytes)
{
    if (all->n == all->room) {
        uint32_t room = all->room ? all->room * 2 : 32;
        struct asset *grown = realloc(all->v, room * sizeof *grown);
        if (!grown) {
            all->failed = true;
            return;
        }
        all->v = grown;
        all->room = room;
    }
    struct asset *a = &all->v[all->n];
    *a = (struct asset){ .path = strdup(path), .bytes = bytes };
    if (!a->path) {
        all->failed = true;
        return;
    }
    describe(a);
    all->n++;
}

static void add_blob(const char *name, void *arg)
{
    tr_str bytes;
    if (tr_blob_find(name, &bytes)) add(arg, name + strlen("web"), bytes);
}

static const struct asset *find(const struct tr_assets *all, tr_str path)
{
    for (uint32_t i = 0; i < all->n; i++) {
        if (tr_str_is(path, all->v[i].path)) return &all->v[i];
    }
    return NULL;
}

/* Scheme and host of the tiles' address: what the policy lets the page ask besides its own server. */
static int origin_of(const char *tiles, char *out, size_t room)
{
    tr_str t = tr_str_of(tiles ? tiles : "");
    *out = 0;
    if (!t.n) return 0;
    ptrdiff_t scheme = tr_str_find(t, TR_STR("://"));
    size_t end = scheme > 0 ? (size_t)scheme + 3 : 0;
    while (end && end < t.n && t.p[end] != '/') {
        char c = t.p[end++];
        if (!((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' || c == '-' || c == ':' || c == '*'))
            return -1;
    }
    bool http = tr_str_starts_i(t, TR_STR("https://")) || tr_str_starts_i(t, TR_STR("http://"));
    if (!http || end <= (size_t)scheme + 3) return -1;
    return snprintf(out, room, " %.*s", (int)end, t.p) < (int)room ? 0 : -1;
}

/* A page for people who came with a browser before there is one: no script, nothing from elsewhere. */
static char *list_api(void)
{
    static const char head[] =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Truce</title>"
        "<h1>Truce</h1><p>This server answers questions about the ledger. Its page is not part of this build; what it gives as JSON is told in "
        "<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.</p><ul>";
    size_t room = sizeof head + 16, n;
    for (uint32_t i = 0; i < tr_n_routes; i++) room += 2 * strlen(tr_routes[i].path) + 64;
    char *out = malloc(room);
    if (!out) return NULL;
    n = (size_t)snprintf(out, room, "%s", head);
    for (uint32_t i = 0; i < tr_n_routes; i++) {
        const struct tr_route *r = &tr_routes[i];
        if (strcmp(r->method, "GET") != 0) continue;
        bool plain = !strchr(r->path, '{');
        n += (size_t)snprintf(out + n, room - n, plain ? "<li><a href=\"%s\">%s</a>" : "<li><code>%.0s%s</code>", r->path, r->path);
    }
    snprintf(out + n, room - n, "</ul></html>\n");
    return out;
}

struct tr_assets *tr_assets_new(const char *tiles)
{
    char origin[256];
    struct tr_assets *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    if (origin_of(tiles, origin, sizeof origin) != 0) all->failed = true;
    snprintf(
        all->csp, sizeof all->csp,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:%s; connect-src 'self'%s; font-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        origin, origin);
    tr_blob_each("web/", add_blob, all);
    if (!find(all, TR_STR("/index.html"))) {
        all->listing = list_api();
        if (all->listing) add(all, "/index.html", tr_str_of(all->listing));
        else all->failed = true;
    }
    if (!all->failed) return all;
    tr_assets_free(all);
    return NULL;
}

void tr_assets_free(struct tr_assets *all)
{
    if (!all) return;
    for (uint32_t i = 0; i < all->n; i++) {
        free(all->v[i].path);
        free(all->v[i].gzip);
    }
    free(all->v);
    free(all->listing);
    free(all);
}

bool tr_assets_answer(struct tr_request *q)
{
    const struct tr_assets *all = q->server->assets;
    const struct asset *a = find(all, tr_str_is(q->url.path, "/") ? TR_STR("/index.html") : q->url.path);
    if (!a) return false;
    struct tr_reply *r = &q->reply;
    r->gzip = a->gzip && tr_accepts(q->encodings, "gzip");
    r->type = a->type;
    r->csp = all->csp;
    r->cache = a->hashed ? "public, max-age=31536000, immutable" : "no-cache";
    snprintf(r->etag, sizeof r->etag, "%s", a->etag);
    char packed[40];
    snprintf(packed, sizeof packed, "%s-gz", a->etag);
    if (q->none_match.n && (tr_etag_in(q->none_match, tr_str_of(a->etag)) || tr_etag_in(q->none_match, tr_str_of(packed)))) {
        r->status = 304;
        return true;
    }
    r->status = 200;
    r->fixed = r->gzip ? (tr_str){ a->gzip, a->gzip_n } : a->bytes;
    r->n = r->fixed.n;
    return true;
}
