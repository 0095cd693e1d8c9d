/* SPDX-License-Identifier: Apache-2.0 */
/* The routes' functions, one file a thing (api_*.c), and what they share: the filter that a query gives, pages, the head of every answer. */
#ifndef TR_SERVER_API_H
#define TR_SERVER_API_H

#include "judging/findings.h"
#include "server/server_int.h"

#define TR_PAGE_DEFAULT 100
#define TR_PAGE_MAX 1000                /* rows of one page; the next one is linked */

/* Parameters of a route's table. */
#define TR_PARAMS_FILTER "place", "since", "until", "by", "source", "as_of", "min_confidence", "undated", "rejected", "revisions", "words", "kind"
#define TR_PARAMS_PAGE "limit", "cursor"

/* Which rows of an answer are told: `limit` from `offset` on. A cursor carries the moment that the first page was of, so that what is added meanwhile moves nothing. */
struct tr_page { uint32_t limit; uint64_t offset; uint64_t next, total; };     /* of a page that is found by number: where the next begins, 0 none; how many in all */
#define TR_NOT_COUNTED UINT64_MAX

/* Each false with the reply set (400, the parameter named). page may be NULL where there are none; a cursor pins the filter's as_of. */
bool tr_api_ask(struct tr_request *q, struct tr_filter *filter, struct tr_page *page);
bool tr_api_page(struct tr_request *q, struct tr_page *out, tr_instant *as_of);
bool tr_api_as_of(struct tr_request *q, tr_instant *out);
bool tr_api_id(struct tr_request *q, tr_id *out);                                           /* the capture as a row's id: else 404 */
bool tr_api_flag(struct tr_request *q, const char *name, bool *out);                        /* absent: unchanged; "true", "1", "false", "0" */
/* The page's part of n rows: first and one past the last. */
static inline uint64_t tr_page_from(const struct tr_page *p, uint64_t n) { return p->offset < n ? p->offset : n; }
static inline uint64_t tr_page_to(const struct tr_page *p, uint64_t n) { return n - tr_page_from(p, n) < p->limit ? n : p->offset + p->limit; }

/* The filter's parameter that an error of the ledger is about. */
const char *tr_api_fault(const struct tr_filter *f, const struct tr_err *err);

/* What is withheld from this request's role, made fit to be shown; nothing happens for those who see everything. api_redact.c */
struct tr_redaction;
const struct tr_redaction *tr_api_redaction(struct tr_worker *w, struct tr_request *q);     /* NULL: everything is shown. Memory that runs out jumps to the arena's guard */
void tr_api_redact_reports(struct tr_worker *w, struct tr_request *q, const struct tr_reports *v);
void tr_api_redact_claims(struct tr_worker *w, struct tr_request *q, const struct tr_claims *v);
/* A copy that a reply may take; NULL with the reply set. */
char *tr_api_copy(struct tr_request *q, tr_str bytes);

/* {"data": [ … rows are written between … ], "next", "total", "as_of", "head", "rules"} */
void tr_api_open(struct tr_worker *w);
/* n: rows there are in all; TR_NOT_COUNTED: the page was found by number, and p->next tells whether there are more. */
void tr_api_close(struct tr_worker *w, struct tr_request *q, const struct tr_page *p, uint64_t n, const struct tr_scope *scope);
void tr_api_foot(struct tr_worker *w, struct tr_request *q, const struct tr_scope *scope);      /* "as_of", "head", "rules", "scope", "redacted" */

/* The agreements that a query means: the one that the parameter names (an id, an alias, or the beginning of ids), else all. False with the reply set. */
bool tr_api_agreements_of(struct tr_worker *w, struct tr_request *q, tr_instant as_of, struct tr_agreements *out);

/* --- what a view shows of the incidents of a filter: api_only.c --------------------------------------------------------------- */

#define TR_PARAMS_ONLY "type", "means", "min_killed", "bbox", "agreement", "verdict"
struct tr_only {
    int type, means, verdict;           /* enums; 0, 0 and -1: any */
    int64_t min_killed;                 /* -1: any */
    bool box;
    double west, south, east, north;
    bool latest;                        /* the last day first, instead of the order in which they were told */
    bool found;                         /* findings are wanted: set where a verdict is asked for */
};
bool tr_api_only(struct tr_request *q, struct tr_only *out);        /* false with the reply set */
bool tr_only_any(const struct tr_only *o);                          /* whether it narrows at all */

/* Incidents of a filter that are of the type, means, dead and box; findings of them where they are wanted, of every verdict, in the order of the incidents. */
struct tr_judged { struct tr_incidents incidents; struct tr_findings findings; struct tr_scope scope; };
bool tr_only_ask(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, const struct tr_only *o, struct tr_judged *out);     /* false with the reply set */
/* Those of the verdict, in the asked order; the pointers lead into j. How many. */
uint32_t tr_only_incidents(struct tr_worker *w, const struct tr_only *o, const struct tr_judged *j, const struct tr_incident ***out);
uint32_t tr_only_findings(struct tr_worker *w, const struct tr_only *o, const struct tr_judged *j, const struct tr_finding ***out);
/* The verdict asked for where one of the incident's findings gives it, else that of its first one; TR_VERDICT_count: it has none. *at: 0 before the first incident; goes along. */
enum tr_verdict_kind tr_only_verdict(const struct tr_only *o, const struct tr_findings *f, uint32_t *at, const struct tr_incident *in);

void tr_api_openapi(struct tr_worker *w, struct tr_request *q);
void tr_api_health(struct tr_worker *w, struct tr_request *q);
void tr_api_metrics(struct tr_worker *w, struct tr_request *q);
void tr_api_about(struct tr_worker *w, struct tr_request *q);
void tr_api_events(struct tr_worker *w, struct tr_request *q);
void tr_api_reports(struct tr_worker *w, struct tr_request *q);
void tr_api_report(struct tr_worker *w, struct tr_request *q);
void tr_api_original(struct tr_worker *w, struct tr_request *q);
void tr_api_claims(struct tr_worker *w, struct tr_request *q);
void tr_api_claim(struct tr_worker *w, struct tr_request *q);
void tr_api_incidents(struct tr_worker *w, struct tr_request *q);
void tr_api_points(struct tr_worker *w, struct tr_request *q);
void tr_api_incident(struct tr_worker *w, struct tr_request *q);
void tr_api_tallies(struct tr_worker *w, struct tr_request *q);
void tr_api_findings(struct tr_worker *w, struct tr_request *q);
void tr_api_violations(struct tr_worker *w, struct tr_request *q);
void tr_api_agreements(struct tr_worker *w, struct tr_request *q);
void tr_api_agreement(struct tr_worker *w, struct tr_request *q);
void tr_api_positions(struct tr_worker *w, struct tr_request *q);
void tr_api_capacity(struct tr_worker *w, struct tr_request *q);
void tr_api_places(struct tr_worker *w, struct tr_request *q);
void tr_api_regions(struct tr_worker *w, struct tr_request *q);
void tr_api_actors(struct tr_worker *w, struct tr_request *q);
void tr_api_sources(struct tr_worker *w, struct tr_request *q);
void tr_api_search(struct tr_worker *w, struct tr_request *q);
void tr_api_whatif(struct tr_worker *w, struct tr_request *q);
void tr_api_review(struct tr_worker *w, struct tr_request *q);
void tr_api_review_queue(struct tr_worker *w, struct tr_request *q);
void tr_api_assess(struct tr_worker *w, struct tr_request *q);
void tr_api_formats(struct tr_worker *w, struct tr_request *q);
void tr_api_export(struct tr_worker *w, struct tr_request *q);

#endif
