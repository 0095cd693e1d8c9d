/* SPDX-License-Identifier: Apache-2.0 */
/* What goes out: bodies from wherever they lie, the headers that every answer carries, compression, problems. */
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "server/server_int.h"

#define GZIP_LEVEL 4

void tr_reply_fini(struct tr_reply *r)
{
    free(r->body);
    if (r->cached) tr_cached_drop(r->cached);
    if (r->fd >= 0) close(r->fd);
    free(r->more);
    *r = (struct tr_reply){ .fd = -1 };
}

char *tr_gzip(const char *p, size_t n, int level, size_t *out_n)
{
    z_stream z = { 0 };
    if (n > UINT32_MAX / 2 || deflateInit2(&z, level ? level : GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return NULL;
    size_t room = deflateBound(&z, (uLong)n);
    char *out = malloc(room);
    if (out) {
        z.next_in = (Bytef *)(uintptr_t)p;
        z.avail_in = (uInt)n;
        z.next_out = (Bytef *)out;
        z.avail_out = (uInt)room;
        if (deflate(&z, Z_FINISH) == Z_STREAM_END) {
            *out_n = z.total_out;
        } else {
            free(out);
            out = NULL;
        }
    }
    deflateEnd(&z);
    return out;
}

void tr_reply_header(struct tr_request *q, const char *name, const char *fmt, ...)
{
    struct tr_reply *r = &q->reply;
    void *grown = realloc(r->more, (r->n_more + 1) * sizeof *r->more);
    if (!grown) return;
    r->more = grown;
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(r->more[r->n_more].value, sizeof r->more->value, fmt, args);
    va_end(args);
    /* A header that was cut, or with a line end in it, would say something else than was meant. */
    if (n < 0 || (size_t)n >= sizeof r->more->value || strpbrk(r->more[r->n_more].value, "\r\n")) return;
    r->more[r->n_more++].name = name;
}

void tr_reply_text(struct tr_request *q, unsigned status, const char *type, char *body, size_t n)
{
    q->reply.status = status;
    q->reply.type = type;
    q->reply.body = body;
    q->reply.n = n;
}

void tr_reply_json(struct tr_request *q, struct tr_json *j)
{
    tr_str out;
    if (!tr_json_done(j, &out)) {
        tr_reply_problem(q, 503, "", "there was no memory for the answer; ask for less (limit, place, since, until)");
        return;
    }
    tr_reply_text(q, 200, "application/json", j->p, out.n);
    tr_json_init(j);
}

static void problem_json(struct tr_json *j, unsigned status, const char *param, const char *detail)
{
    tr_json_object(j);
    tr_json_key(j, "type"), tr_json_cstr(j, "about:blank");
    tr_json_key(j, "title"), tr_json_cstr(j, MHD_get_reason_phrase_for(status));
    tr_json_key(j, "status"), tr_json_int(j, status);
    tr_json_key(j, "detail"), tr_json_cstr(j, detail);
    if (param && *param) tr_json_key(j, "parameter"), tr_json_cstr(j, param);
    tr_json_end(j);
}

void tr_reply_problem(struct tr_request *q, unsigned status, const char *param, const char *fmt, ...)
{
    char detail[1024];
    struct tr_json j;
    tr_str out;
    va_list args;
    va_start(args, fmt);
    vsnprintf(detail, sizeof detail, fmt, args);
    va_end(args);
    tr_reply_fini(&q->reply);
    tr_json_init(&j);
    problem_json(&j, status, param, detail);
    q->reply.status = status;
    q->reply.type = "application/problem+json";
    if (tr_json_done(&j, &out)) {
        q->reply.body = j.p;
        q->reply.n = out.n;
        return;
    }
    tr_json_fini(&j);
    q->reply.fixed = TR_STR("{\"title\":\"no memory\",\"status\":503}");
    q->reply.status = 503;
    q->reply.n = q->reply.fixed.n;
}

void tr_reply_error(struct tr_request *q, const char *param, const struct tr_err *err)
{
    switch (err->code) {
    case TR_E_INPUT: tr_reply_problem(q, 400, param, "%s", err->msg); return;
    case TR_E_USAGE: tr_reply_problem(q, param && *param ? 400 : 404, param, "%s", err->msg); return;
    case TR_E_LIMIT: tr_reply_problem(q, 413, param, "%s", err->msg); return;
    case TR_E_NOMEM:
        tr_reply_problem(q, 503, "", "the answer needs more memory than is allowed; narrow it (place, since, until, by, source)");
        return;
    default: tr_reply_problem(q, 500, "", "%s", err->msg); return;
    }
}

/* The body as libmicrohttpd takes it; what it owns afterwards is no longer the reply's. */
static struct MHD_Response *response_of(struct tr_request *q)
{
    struct tr_reply *r = &q->reply;
    struct MHD_Response *out = NULL;
    if (r->stream) {
        uint64_t seen = 0;
        int64_t last;
        if (tr_str_to_i64(q->last_event, &last) && last > 0) seen = (uint64_t)last;
        return tr_hub_stream(q->server, q->connection, seen);
    }
    if (r->cached) {
        struct tr_cached *e = r->cached;
        out = MHD_create_response_from_buffer_with_free_callback_cls(r->gzip ? e->gzip_n : e->plain_n, r->gzip ? e->gzip : e->plain,
                                                                     tr_cached_drop, e);
        if (out) r->cached = NULL;
    } else if (r->fd >= 0) {
        out = MHD_create_response_from_fd64(r->n, r->fd);
        if (out) r->fd = -1;
    } else if (r->body) {
        out = MHD_create_response_from_buffer(r->n, r->body, MHD_RESPMEM_MUST_FREE);
        if (out) r->body = NULL;
    } else {
        out = MHD_create_response_from_buffer(r->fixed.n, (void *)(uintptr_t)(r->fixed.p ? r->fixed.p : ""), MHD_RESPMEM_PERSISTENT);
    }
    return out;
}

static void add_headers(struct MHD_Response *m, const struct tr_reply *r)
{
    static const char *const always[][2] = {
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "no-referrer" },
        { "X-Frame-Options", "DENY" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
        { "Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()" },
        { "Vary", "Accept-Encoding, Authorization, Cookie" },
    };
    char etag[64];
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) MHD_add_response_header(m, always[i][0], always[i][1]);
    MHD_add_response_header(m, "Content-Security-Policy",
                            r->csp ? r->csp : "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    if (r->type) MHD_add_response_header(m, "Content-Type", r->type);
    if (r->gzip) MHD_add_response_header(m, "Content-Encoding", "gzip");
    if (r->etag[0]) {
        /* Strong: other bytes, another tag, and compressed bytes are others. */
        snprintf(etag, sizeof etag, "\"%s%s\"", r->etag, r->gzip ? "-gz" : "");
        MHD_add_response_header(m, "ETag", etag);
    }
    MHD_add_response_header(m, "Cache-Control", r->cache ? r->cache : "no-store");
    for (uint32_t i = 0; i < r->n_more; i++) MHD_add_response_header(m, r->more[i].name, r->more[i].value);
}

enum MHD_Result tr_reply_queue(struct tr_request *q)
{
    struct tr_reply *r = &q->reply;
    if (!r->status) tr_reply_problem(q, 500, "", "the server gave no answer");
    struct MHD_Response *m = response_of(q);
    if (!m && r->stream) {
        tr_reply_problem(q, 503, "", "%d streams of events are open already; try again later", TR_STREAMS);
        m = response_of(q);
    }
    if (!m) return MHD_NO;
    add_headers(m, r);
    tr_conn_deadline(&q->server->conns, q->conn, r->stream ? 0 : TR_REPLY_MS);
    enum MHD_Result ok = MHD_queue_response(q->connection, r->status, m);
    MHD_destroy_response(m);
    return ok;
}
