/* SPDX-License-Identifier: Apache-2.0 */
/* What the server says of itself. */
#include "base/blob.h"
#include "server/api.h"
#include "views/rows_view.h"

void tr_api_openapi(struct tr_worker *w, struct tr_request *q)
{
    tr_str text;
    (void)w;
    if (!tr_blob_find("api/openapi.json", &text)) {
        tr_reply_problem(q, 500, "", "api/openapi.json is not in this program");
        return;
    }
    q->reply.status = 200;
    q->reply.type = "application/json";
    q->reply.fixed = text;
    q->reply.n = text.n;
    q->reply.cache = "no-cache";
}

void tr_api_health(struct tr_worker *w, struct tr_request *q)
{
    (void)w;
    q->reply.status = 200;
    q->reply.type = "application/json";
    q->reply.fixed = TR_STR("{\"status\":\"ok\"}");
    q->reply.n = q->reply.fixed.n;
}

void tr_api_about(struct tr_worker *w, struct tr_request *q)
{
    struct tr_json *j = &w->json;
    struct tr_ledger_head head;
    struct tr_err err = { 0 };
    if (tr_ledger_head(w->ledger, &head, &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    tr_json_object(j);
    tr_view_int(j, "reports", (int64_t)head.reports);
    tr_view_int(j, "claims", (int64_t)head.claims);
    tr_view_int(j, "assessments", (int64_t)head.assessments);
    tr_view_cstr(j, "tiles", q->server->o.tiles);
    tr_view_cstr(j, "tiles_credit", q->server->o.tiles_credit);
    tr_api_foot(w, q, NULL);
    tr_json_end(j);
    tr_reply_json(q, j);
}

void tr_api_events(struct tr_worker *w, struct tr_request *q)
{
    (void)w;
    q->reply.status = 200;
    q->reply.type = "text/event-stream";
    q->reply.stream = true;
}
