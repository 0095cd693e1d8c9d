/* SPDX-License-Identifier: Apache-2.0 */
/* Between the routes and views/redact.h: whose answer is redacted, and keeping the names up to date. */
#include <stdlib.h>

#include "server/api.h"
#include "views/redact.h"

const struct tr_redaction *tr_api_redaction(struct tr_worker *w, struct tr_request *q)
{
    const struct tr_actor_row *rows;
    uint32_t n;
    tr_id up_to;
    if (q->whole) return NULL;
    if (!w->redaction) w->redaction = tr_redaction_new(w->server->knowledge);
    /* Without the names nothing may be shown. */
    if (!w->redaction || tr_ledger_persons(w->ledger, tr_redaction_knows(w->redaction), w->arena, &rows, &n, &up_to, NULL))
        tr_arena_rethrow(w->arena);
    if (up_to > tr_redaction_knows(w->redaction) && tr_redaction_learn(w->redaction, rows, n, up_to)) tr_arena_rethrow(w->arena);
    return w->redaction;
}

void tr_api_redact_reports(struct tr_worker *w, struct tr_request *q, const struct tr_reports *v)
{
    const struct tr_redaction *r = tr_api_redaction(w, q);
    if (r) tr_redact_reports(r, w->arena, v->v, v->n);
}

void tr_api_redact_claims(struct tr_worker *w, struct tr_request *q, const struct tr_claims *v)
{
    const struct tr_redaction *r = tr_api_redaction(w, q);
    if (r) tr_redact_claims(r, w->arena, v->v, v->n);
}

char *tr_api_copy(struct tr_request *q, tr_str bytes)
{
    char *copy = malloc(bytes.n ? bytes.n : 1);
    if (copy) memcpy(copy, bytes.p, bytes.n);
    else tr_reply_problem(q, 503, "", "no memory for the answer");
    return copy;
}
