/* SPDX-License-Identifier: Apache-2.0 */
/* Places, actors and sources as claims use them; and full-text search. */
#include "server/api.h"
#include "views/judged.h"
#include "views/redact.h"
#include "views/rows_view.h"

static void entry(struct tr_json *j, enum tr_entries_of of, const struct tr_entry *e)
{
    tr_json_object(j);
    if (of == TR_ENTRIES_PLACES) tr_json_key(j, "place"), tr_json_place_row(j, e->place);
    else tr_json_key(j, "actor"), tr_json_actor_row(j, e->actor);
    if (of == TR_ENTRIES_ACTORS) {
        tr_view_str(j, "side", e->actor->side);
        tr_view_str(j, "member_of", e->actor->member_of);
    }
    if (of == TR_ENTRIES_SOURCES) {
        tr_view_str(j, "outlet", e->outlet);
        tr_view_grade(j, "grade", e->grade);
    }
    tr_view_int(j, "claims", (int64_t)e->claims);
    tr_json_end(j);
}

static void entries(struct tr_worker *w, struct tr_request *q, enum tr_entries_of of)
{
    struct tr_page p;
    struct tr_entries got;
    struct tr_err err = { 0 };
    tr_instant pinned;
    tr_str name = TR_STR("");
    tr_url_get(&q->url, "name", &name);
    if (!tr_api_page(q, &p, &pinned)) return;
    if (tr_ledger_entries(w->ledger, of, name, p.offset, p.limit, w->arena, &got, &err)) {
        tr_reply_error(q, "name", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    q->as_of = TR_NO_INSTANT; /* of the whole ledger, always */
    tr_api_open(w);
    for (uint32_t i = 0; i < got.n; i++) {
        if (hidden) tr_redact_actors(hidden, w->arena, &got.v[i].actor, 1), tr_redact_places(&got.v[i].place, 1);
        entry(&w->json, of, &got.v[i]);
    }
    tr_api_close(w, q, &p, got.total, NULL);
}

void tr_api_places(struct tr_worker *w, struct tr_request *q)
{
    entries(w, q, TR_ENTRIES_PLACES);
}

void tr_api_actors(struct tr_worker *w, struct tr_request *q)
{
    entries(w, q, TR_ENTRIES_ACTORS);
}

void tr_api_sources(struct tr_worker *w, struct tr_request *q)
{
    entries(w, q, TR_ENTRIES_SOURCES);
}

void tr_api_search(struct tr_worker *w, struct tr_request *q)
{
    struct tr_page p;
    struct tr_founds got;
    struct tr_err err = { 0 };
    tr_instant pinned;
    tr_str words = TR_STR("");
    struct tr_json *j = &w->json;
    if (!tr_api_page(q, &p, &pinned)) return;
    if (!tr_url_get(&q->url, "q", &words) || !tr_str_trim(words).n) {
        tr_reply_problem(q, 400, "q", "say what to look for, such as q=hospital AND strike");
        return;
    }
    if (p.offset + p.limit > 100000) {
        tr_reply_problem(q, 400, "cursor", "only the best 100000 sentences are ranked; ask for rarer words");
        return;
    }
    /* Best first: what stands before the page is found again. */
    if (tr_ledger_search(w->ledger, words, (uint32_t)(p.offset + p.limit), w->arena, &got, &err)) {
        tr_reply_error(q, "q", &err);
        return;
    }
    const struct tr_redaction *hidden = tr_api_redaction(w, q);
    q->as_of = TR_NO_INSTANT;
    tr_api_open(w);
    for (uint64_t i = tr_page_from(&p, got.n); i < tr_page_to(&p, got.n); i++) {
        const struct tr_found *at = &got.v[i];
        if (hidden && at->in) tr_redact_reports(hidden, w->arena, at->in, 1);
        tr_json_object(j);
        tr_view_id(j, "report", at->report);
        tr_json_key(j, "sentence");
        if (at->sentence == UINT32_MAX) tr_json_null(j); /* the title */
        else tr_json_int(j, at->sentence);
        tr_json_key(j, "span");
        if (at->sentence == UINT32_MAX) tr_json_null(j);
        else tr_json_span(j, at->span);
        tr_json_key(j, "text"), tr_json_str(j, hidden ? tr_redact_text(hidden, w->arena, at->text) : at->text);
        tr_json_key(j, "in"), tr_view_report_row(j, at->in);
        tr_json_end(j);
    }
    tr_api_close(w, q, &p, got.total, NULL);
}
