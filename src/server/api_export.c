/* SPDX-License-Identifier: Apache-2.0 */
/* Exports. They are written whole into a file without a name and sent from there: memory stays small, a slow client holds no worker, and what fails in the middle is an
 * error and not half a file that looks whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "server/api.h"
#include "views/export.h"
#include "views/redact.h"
#include "views/rows_view.h"

#define SPOOL_BYTES (64u * 1024u)

struct spool {
    int fd;
    size_t n;
    uint64_t size;
    bool failed;
    char bytes[SPOOL_BYTES];
};

static void flush_spool(struct spool *s)
{
    for (size_t at = 0; at < s->n && !s->failed;) {
        ssize_t put = write(s->fd, s->bytes + at, s->n - at);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) s->failed = true;
        else at += (size_t)put;
    }
    s->n = 0;
}

static bool put_spool(void *ctx, tr_str bytes)
{
    struct spool *s = ctx;
    s->size += bytes.n;
    while (bytes.n && !s->failed) {
        size_t n = SPOOL_BYTES - s->n < bytes.n ? SPOOL_BYTES - s->n : bytes.n;
        memcpy(s->bytes + s->n, bytes.p, n);
        s->n += n;
        bytes = tr_str_sub(bytes, n, bytes.n);
        if (s->n == SPOOL_BYTES) flush_spool(s);
    }
    return !s->failed;
}

static int open_spool(void)
{
    const char *dir = getenv("TMPDIR");
    char path[4096];
    int fd = open(dir && *dir ? dir : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0) return fd;
    if (snprintf(path, sizeof path, "%s/truce-export-XXXXXX", dir && *dir ? dir : "/tmp") >= (int)sizeof path) return -1;
    fd = mkostemp(path, O_CLOEXEC); /* file systems without nameless files */
    if (fd >= 0) unlink(path);
    return fd;
}

static const char *media_type(const char *extension)
{
    static const char *const types[][2] = {
        { "json", "application/json" },        { "jsonl", "application/x-ndjson" },
        { "csv", "text/csv; charset=utf-8" },  { "tsv", "text/tab-separated-values; charset=utf-8" },
        { "geojson", "application/geo+json" }, { "kml", "application/vnd.google-earth.kml+xml" },
        { "xml", "application/xml" },          { "md", "text/markdown; charset=utf-8" },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!strcmp(types[i][0], extension)) return types[i][1];
    }
    return "application/octet-stream";
}

void tr_api_formats(struct tr_worker *w, struct tr_request *q)
{
    struct tr_json *j = &w->json;
    struct tr_page all = { .limit = UINT32_MAX };
    uint64_t n = 0;
    tr_api_open(w);
    for (; tr_export_formats[n]; n++) {
        const struct tr_export_format *f = tr_export_formats[n];
        tr_json_object(j);
        tr_view_cstr(j, "name", f->name);
        tr_view_cstr(j, "extension", f->extension);
        tr_view_cstr(j, "type", media_type(f->extension));
        tr_view_cstr(j, "about", f->about);
        tr_json_key(j, "what"), tr_json_array(j);
        for (int i = 0; i < TR_EXPORT_count; i++) {
            if (f->whats >> i & 1u) tr_json_cstr(j, tr_export_what_name((enum tr_export_what)i));
        }
        tr_json_end(j);
        tr_view_cstr(j, "usual", tr_export_what_name(f->usual));
        tr_json_end(j);
    }
    tr_api_close(w, q, &all, n, NULL);
}

/* What the rows of an export are taken from; redacted where the request's role asks for it. */
struct rows {
    struct tr_claims claims;
    struct tr_incidents incidents;
    struct tr_findings findings;
    struct tr_tally tally;
    struct tr_scope scope;
};

static int ask_rows(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, enum tr_tally_by by, struct tr_export *x,
                    struct rows *got, struct tr_err *err)
{
    struct tr_agreements agreements;
    switch (x->what) {
    case TR_EXPORT_incidents:
        x->incidents = &got->incidents;
        return tr_incidents_ask(w->ledger, f, w->arena, &got->incidents, &got->scope, err);
    case TR_EXPORT_tally: x->tally = &got->tally; return tr_tally_ask(w->ledger, f, by, w->arena, &got->tally, err);
    case TR_EXPORT_findings:
        x->findings = &got->findings;
        if (!tr_api_agreements_of(w, q, f->as_of, &agreements)) return TR_E_INPUT;
        return tr_api_findings_of(w, q, f, agreements, &got->findings, &got->scope) ? TR_OK : TR_E_INPUT;
    default: break;
    }
    x->claims = &got->claims;
    return tr_ledger_claims(w->ledger, f, w->arena, &got->claims, err);
}

static void redact(struct tr_worker *w, struct tr_request *q, const struct rows *got, enum tr_export_what what)
{
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    if (!hidden) return;
    switch (what) {
    case TR_EXPORT_incidents: tr_redact_incidents(hidden, w->arena, got->incidents.v, got->incidents.n); break;
    case TR_EXPORT_tally: tr_redact_tally(hidden, w->arena, &got->tally); break;
    case TR_EXPORT_findings: tr_redact_findings(hidden, w->arena, got->findings.v, got->findings.n); break;
    default: tr_redact_claims(hidden, w->arena, got->claims.v, got->claims.n); break;
    }
}

/* The filter as it was asked, for the statement. */
static void state_filter(struct tr_worker *w, struct tr_request *q, struct tr_export *x)
{
    struct tr_export_term *v = TR_NEW_N(w->arena, struct tr_export_term, q->url.n + 1);
    for (uint32_t i = 0; i < q->url.n; i++) {
        const struct tr_param *p = &q->url.params[i];
        if (tr_str_is(p->name, "what")) continue;
        v[x->n_filter++] = (struct tr_export_term){ tr_arena_dup(w->arena, p->name).p, p->value };
    }
    if (!q->whole) v[x->n_filter++] = (struct tr_export_term){ "redacted", TR_STR("true") };
    x->filter = v;
}

static void send_spool(struct tr_request *q, struct spool *s, const struct tr_export_format *f, const struct tr_export *x)
{
    struct tr_json j;
    tr_str statement;
    q->reply.status = 200;
    q->reply.type = media_type(f->extension);
    q->reply.fd = s->fd;
    q->reply.n = s->size;
    s->fd = -1;
    tr_reply_header(q, "Content-Disposition", "attachment; filename=\"truce-%s.%s\"", tr_export_what_name(x->what), f->extension);
    tr_json_init(&j);
    tr_export_statement(f, x, &j);
    if (tr_json_done(&j, &statement)) tr_reply_header(q, "Truce-Statement", "%.*s", TR_STR_ARG(statement));
    tr_json_fini(&j);
}

static void write_export(struct tr_request *q, const struct tr_export_format *f, const struct tr_export *x)
{
    struct tr_err err = { 0 };
    struct spool *s = calloc(1, sizeof *s);
    if (!s) {
        tr_reply_problem(q, 503, "", "no memory");
        return;
    }
    s->fd = open_spool();
    if (s->fd < 0) {
        tr_reply_problem(q, 503, "", "there is no room for a file of its own (TMPDIR): %s", strerror(errno));
        free(s);
        return;
    }
    /* The writer has an arena of its own: nothing jumps past this. */
    int rc = tr_export_write(f, x, &(struct tr_sink){ put_spool, s }, &err);
    flush_spool(s);
    if (rc) tr_reply_error(q, "", &err);
    else if (s->failed) tr_reply_problem(q, 503, "", "the disk is full (TMPDIR)");
    else send_spool(q, s, f, x);
    if (s->fd >= 0) close(s->fd);
    free(s);
}

void tr_api_export(struct tr_worker *w, struct tr_request *q)
{
    const struct tr_export_format *f = tr_export_find(q->capture);
    struct tr_filter filter;
    struct tr_err err = { 0 };
    enum tr_tally_by by = TR_TALLY_SOURCE;
    tr_str v;
    if (!f) {
        tr_reply_problem(q, 404, "", "there is no such format; GET /api/v1/exports lists them");
        return;
    }
    struct tr_export x = { .what = f->usual, .places = w->server->knowledge->places };
    if (tr_url_get(&q->url, "what", &v) && (!tr_export_what_of(v, &x.what) || tr_export_check(f, x.what, &err))) {
        tr_reply_problem(q, 400, "what", "%s", err.msg[0] ? err.msg : "it is claims, incidents, findings or tally");
        return;
    }
    if (tr_url_get(&q->url, "group", &v) && !tr_tally_by_of(v, &by)) {
        tr_reply_problem(q, 400, "group", "it is source, week, victim, means or party");
        return;
    }
    if (!tr_api_ask(q, &filter, NULL)) return;
    if (tr_worker_look(w, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    struct rows *got = TR_NEW(w->arena, struct rows);
    int rc = ask_rows(w, q, &filter, by, &x, got, &err);
    if (rc) {
        if (!q->reply.status) tr_reply_error(q, tr_api_fault(&filter, &err), &err);
        return;
    }
    redact(w, q, got, x.what);
    x.as_of = filter.as_of != TR_NO_INSTANT ? filter.as_of : w->head.at;
    x.scope = x.what == TR_EXPORT_claims ? got->claims.scope.name : x.what == TR_EXPORT_tally ? got->tally.scope.name : got->scope.name;
    state_filter(w, q, &x);
    write_export(q, f, &x);
}
