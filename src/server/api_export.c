/* SPDX-License-Identifier: Apache-2.0 */
/* Exports. They are written whole into a file without a name and sent from there: memory stays small, a slow client holds no worker, and what fails in the middle is an
 * error and not half a file that looks whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/map.h"
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
    struct tr_judged judged;
    struct tr_incidents incidents;
    struct tr_findings findings;
    struct tr_tally tally;
    struct tr_scope scope;
};

struct asked {
    struct tr_filter filter;
    struct tr_only only;
    enum tr_tally_by by;
};

static tr_str id_key(const tr_id *id)
{
    return (tr_str){ (const char *)id, sizeof *id };
}

/* Claims behind the incidents that are left. */
static void behind(struct tr_arena *a, const struct tr_incidents *of, struct tr_claims *claims)
{
    struct tr_claim_row *v = TR_NEW_N(a, struct tr_claim_row, claims->n + 1);
    struct tr_map ids;
    uint32_t n = 0;
    tr_map_init(&ids, a);
    for (uint32_t i = 0; i < of->n; i++) {
        for (uint32_t k = 0; k < of->v[i].n; k++) tr_map_put(&ids, id_key(&of->v[i].merges[k].claim->id), NULL);
    }
    for (uint32_t i = 0; i < claims->n; i++) {
        if (tr_map_find(&ids, id_key(&claims->v[i].id))) v[n++] = claims->v[i];
    }
    claims->v = v;
    claims->n = n;
}

static bool ask_judged(struct tr_worker *w, struct tr_request *q, const struct asked *ask, struct rows *got)
{
    if (!tr_only_ask(w, q, &ask->filter, &ask->only, &got->judged)) return false;
    got->scope = got->judged.scope;
    const struct tr_incident **in;
    const struct tr_finding **found;
    got->incidents.n = tr_only_incidents(w, &ask->only, &got->judged, &in);
    got->findings.n = tr_only_findings(w, &ask->only, &got->judged, &found);
    struct tr_incident *v = TR_NEW_N(w->arena, struct tr_incident, got->incidents.n + 1);
    struct tr_finding *f = TR_NEW_N(w->arena, struct tr_finding, got->findings.n + 1);
    for (uint32_t i = 0; i < got->incidents.n; i++) v[i] = *in[i];
    for (uint32_t i = 0; i < got->findings.n; i++) f[i] = *found[i];
    got->incidents.v = v;
    got->findings.v = f;
    return true;
}

/* Claims of narrowed incidents; all others are read while they are written. */
static bool ask_claims(struct tr_worker *w, struct tr_request *q, const struct asked *ask, struct rows *got)
{
    struct tr_err err = { 0 };
    if (!tr_only_any(&ask->only)) return true;
    if (!ask_judged(w, q, ask, got)) return false;
    if (tr_ledger_claims(w->ledger, &ask->filter, w->arena, &got->claims, &err)) {
        tr_reply_error(q, tr_api_fault(&ask->filter, &err), &err);
        return false;
    }
    behind(w->arena, &got->incidents, &got->claims);
    got->scope = got->claims.scope;
    return true;
}

static bool ask_tally(struct tr_worker *w, struct tr_request *q, const struct asked *ask, struct rows *got)
{
    struct tr_err err = { 0 };
    if (tr_tally_ask(w->ledger, &ask->filter, ask->by, w->arena, &got->tally, &err)) {
        tr_reply_error(q, tr_api_fault(&ask->filter, &err), &err);
        return false;
    }
    got->scope = got->tally.scope;
    return true;
}

/* False with the reply set. */
static bool ask_rows(struct tr_worker *w, struct tr_request *q, const struct asked *ask, struct tr_export *x, struct rows *got)
{
    x->claims = &got->claims, x->incidents = &got->incidents, x->findings = &got->findings, x->tally = &got->tally;
    switch (x->what) {
    case TR_EXPORT_tally: return ask_tally(w, q, ask, got);
    case TR_EXPORT_incidents:
    case TR_EXPORT_findings: return ask_judged(w, q, ask, got);
    default: return ask_claims(w, q, ask, got);
    }
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

static void hide_piece(void *hidden, struct tr_arena *a, const struct tr_claims *claims)
{
    if (hidden) tr_redact_claims(hidden, a, claims->v, claims->n);
}

static void write_export(struct tr_worker *w, struct tr_request *q, const struct asked *ask, const struct tr_export_format *f,
                         struct tr_export *x)
{
    bool streamed = x->what == TR_EXPORT_claims && !tr_only_any(&ask->only);
    const struct tr_export_hide hide = { hide_piece, (void *)(uintptr_t)(streamed ? tr_api_redaction(w, q) : NULL) };
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
    /* Neither jumps past this. */
    const struct tr_sink to = { put_spool, s };
    int rc = streamed ? tr_export_claims(f, w->ledger, &ask->filter, x, &hide, &to, w->arena, &err) : tr_export_write(f, x, &to, &err);
    flush_spool(s);
    if (rc) tr_reply_error(q, streamed ? tr_api_fault(&ask->filter, &err) : "", &err);
    else if (s->failed) tr_reply_problem(q, 503, "", "the disk is full (TMPDIR)");
    else send_spool(q, s, f, x);
    if (s->fd >= 0) close(s->fd);
    free(s);
}

/* What is asked for, from the query. False with the reply set. */
static bool take_question(struct tr_request *q, const struct tr_export_format *f, struct tr_export *x, struct asked *out)
{
    struct tr_err err = { 0 };
    tr_str v;
    *out = (struct asked){ .by = TR_TALLY_SOURCE };
    if (tr_url_get(&q->url, "what", &v) && (!tr_export_what_of(v, &x->what) || tr_export_check(f, x->what, &err))) {
        tr_reply_problem(q, 400, "what", "%s", err.msg[0] ? err.msg : "it is claims, incidents, findings or tally");
        return false;
    }
    if (tr_url_get(&q->url, "group", &v) && !tr_tally_by_of(v, &out->by)) {
        tr_reply_problem(q, 400, "group", "it is source, week, victim, means or party");
        return false;
    }
    if (!tr_api_ask(q, &out->filter, NULL) || !tr_api_only(q, &out->only)) return false;
    if (x->what == TR_EXPORT_tally && tr_only_any(&out->only)) {
        tr_reply_problem(q, 400, "what", "a tally holds whole tolls: it is not narrowed by type, means, verdict, min_killed or bbox");
        return false;
    }
    out->only.found = out->only.found || x->what == TR_EXPORT_findings;
    return true;
}

void tr_api_export(struct tr_worker *w, struct tr_request *q)
{
    const struct tr_export_format *f = tr_export_find(q->capture);
    struct asked ask;
    struct tr_err err = { 0 };
    if (!f) {
        tr_reply_problem(q, 404, "", "there is no such format; GET /api/v1/exports lists them");
        return;
    }
    struct tr_export x = { .what = f->usual, .places = w->server->knowledge->places };
    if (!take_question(q, f, &x, &ask)) return;
    if (tr_worker_look(w, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    struct rows *got = TR_NEW(w->arena, struct rows);
    if (!ask_rows(w, q, &ask, &x, got)) return;
    redact(w, q, got, x.what);
    x.as_of = ask.filter.as_of != TR_NO_INSTANT ? ask.filter.as_of : w->head.at;
    x.scope = got->scope.name;
    state_filter(w, q, &x);
    write_export(w, q, &ask, f, &x);
}
