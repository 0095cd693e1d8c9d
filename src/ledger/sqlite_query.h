/* SPDX-License-Identifier: Apache-2.0 */
/* One question for claims: what the filter came to, what was found. build makes rows of what find finds. */
#ifndef TR_LEDGER_SQLITE_QUERY_H
#define TR_LEDGER_SQLITE_QUERY_H

#include "ledger/assess.h"
#include "ledger/sqlite_scope.h"

struct sq_query {
    struct sq *l;
    const struct tr_filter *f;
    struct sq_answer n;
    bool has_scope, has_by, has_source, has_words;
    struct sq_scope scope;
    struct tr_map by, source;                   /* numbers of the actors that the filter's names take */
    tr_str outlet;                              /* folded, of the filter's source */
    struct tr_map sentences;                    /* report << 22 | 1 + sentence that the words stand in */
    struct tr_assessments standing;
    struct tr_map decided;                      /* claim -> first of its decisions in `standing`, chained by next */
    uint32_t *next;
    struct tr_map grades;                       /* "source:KEY", "outlet:NAME" -> grade */
    struct tr_map seen;                         /* claims that were looked at */
    TR_VEC(struct tr_claim_row *) rows;
    uint32_t enough;                            /* rows after which a walk in order of numbers may end; 0: all are wanted */
};

/* What the filter's names come to, before anything is looked for. */
int tr_sq_prepare(struct sq_query *q, struct tr_err *err);
/* Claims of one report that pass the filter, to the rows. */
int tr_sq_take_report(struct sq_query *q, int64_t id, struct tr_err *err);
/* Reports of the outlet that the filter's source names. */
int tr_sq_outlet_reports(struct sq_query *q, const int64_t **v, uint32_t *n, struct tr_err *err);
/* The rows that were found, in the order of answers. */
int tr_sq_give(struct sq_query *q, struct tr_claims *out, struct tr_err *err);
bool tr_sq_wants_territory(const struct sq_query *q);
/* Fills temp.scope with numbers of actors. */
int tr_sq_scope_actors(struct sq_query *q, const struct tr_map *ids, struct tr_err *err);
/* Fills temp.scope with the places of the filter, or with all of them and none. */
int tr_sq_scope_places(struct sq_query *q, struct tr_err *err);
/* The filter's days as ?1 and ?2 of the statements that take them; far off when open. */
void tr_sq_bind_days(sqlite3_stmt *s, const struct tr_filter *f);

/* --- sqlite_build.c --- */
int tr_sq_decisions(struct sq_query *q, struct tr_err *err);
/* The claim as the answer shows it, corrections applied; NULL when the ledger did not know it then. */
int tr_sq_build(struct sq_query *q, const struct tr_flat_claim *c, struct tr_claim_row **out, struct tr_err *err);
/* After all rows are there: origins, grades, sentences. */
int tr_sq_finish(struct sq_query *q, struct tr_err *err);

/* --- sqlite_who.c: names of actors to their rows --- */
int tr_sq_who(struct sq_query *q, tr_str name, bool members, struct tr_map *ids, struct tr_err *err);
bool tr_sq_is_who(const struct sq_query *q, const struct tr_map *ids, const struct tr_actor_row *a);

#endif
