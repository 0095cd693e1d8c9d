/* SPDX-License-Identifier: Apache-2.0 */
/* A request as it comes in: from its first line to the last byte of its body. */
#include "server/server_int.h"

#include <stdlib.h>

#define DROPPED_MAX \
    (16u * 1024u * 1024u) /* a body beyond the limit is read away so far, so that the client hears why; then the connection ends */

void *tr_request_new(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct tr_request *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    q->began = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
    q->server = cls;
    q->connection = connection;
    q->reply.fd = -1;
    q->as_of = TR_NO_INSTANT;
    const union MHD_ConnectionInfo *c = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    q->conn = c ? c->socket_context : NULL;
    size_t n = strlen(uri);
    q->target = malloc(n + 1);
    if (!q->target) {
        free(q);
        return NULL;
    }
    memcpy(q->target, uri, n + 1);
    tr_url_parse(q->target, n, &q->url, &q->url_err);
    return q;
}

void tr_request_free(struct tr_request *q)
{
    if (!q) return;
    tr_reply_fini(&q->reply);
    free(q->body);
    free(q->target);
    free(q);
}

static tr_str header(struct tr_request *q, const char *name)
{
    const char *value = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, name);
    return tr_str_of(value ? value : "");
}

void tr_request_headers(struct tr_request *q)
{
    q->authorization = header(q, "Authorization");
    q->cookie = header(q, "Cookie");
    q->none_match = header(q, "If-None-Match");
    q->encodings = header(q, "Accept-Encoding");
    q->csrf = header(q, "X-CSRF-Token");
    q->content_type = header(q, "Content-Type");
    q->last_event = header(q, "Last-Event-ID");
}

bool tr_request_take(struct tr_request *q, const char *p, size_t n)
{
    if (q->reply.status || n > TR_BODY_BYTES - q->body_n) {
        if (!q->reply.status) tr_reply_problem(q, 413, "", "the body has more than %u bytes; send less", TR_BODY_BYTES);
        q->dropped += n;
        return q->dropped <= DROPPED_MAX;
    }
    if (q->body_n + n > q->body_room) {
        size_t room = q->body_room ? q->body_room * 2 : 4096;
        while (room < q->body_n + n) room *= 2;
        char *grown = realloc(q->body, room);
        if (!grown) {
            tr_reply_problem(q, 503, "", "no memory for the body");
            return true;
        }
        q->body = grown;
        q->body_room = room;
    }
    memcpy(q->body + q->body_n, p, n);
    q->body_n += n;
    return true;
}

/* A name in a browser's address bar that some other site made point here (DNS rebinding) would let that site read the ledger. */
static bool host_admitted(struct tr_request *q)
{
    const struct tr_server *s = q->server;
    tr_str sent = header(q, "Host"), name;
    if (!tr_host_name(sent, &name)) {
        tr_reply_problem(q, 400, "", "the Host header is missing or is no host");
        return false;
    }
    if (s->o.host && tr_str_is_i(name, s->o.host)) return true;
    if (!s->loopback && !s->o.host) return true;
    if (tr_str_is_i(name, "localhost") || tr_str_is(name, "127.0.0.1") || tr_str_is(name, "::1") || tr_str_is(name, s->o.address))
        return true;
    tr_reply_problem(q, 403, "", "this server does not answer for that Host; ask it by its address, or start it with --host NAME");
    return false;
}

bool tr_request_admit(struct tr_request *q)
{
    unsigned wait = 0;
    int64_t length;
    if (q->conn && !tr_limiter_take(&q->server->rate, &q->conn->from, &wait)) {
        atomic_fetch_add(&q->server->metrics.refused, 1);
        tr_reply_problem(q, 429, "", "too many requests from this address; wait %u s", wait);
        tr_reply_header(q, "Retry-After", "%u", wait);
        return false;
    }
    if (q->url_err.code) {
        char name[TR_NAME_BYTES + 1];
        snprintf(name, sizeof name, "%.*s", (int)(q->url.bad.n < TR_NAME_BYTES ? q->url.bad.n : TR_NAME_BYTES), q->url.bad.p);
        tr_reply_problem(q, q->url_err.code == TR_E_LIMIT ? 414 : 400, name, "%s", q->url_err.msg);
        return false;
    }
    if (!host_admitted(q)) return false;
    tr_str told = header(q, "Content-Length");
    if (told.n && (!tr_str_to_i64(told, &length) || length < 0 || length > (int64_t)TR_BODY_BYTES)) {
        tr_reply_problem(q, 413, "", "the body has more than %u bytes; send less", TR_BODY_BYTES);
        return false;
    }
    return true;
}
