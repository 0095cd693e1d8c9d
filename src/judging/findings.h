/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: an agreement applied to an incident. Five questions in this order, each yes, no or unknown under every claimed term: in force then? inside the territory? an excluded
 * actor or target? are both sides bound? is the act prohibited? The first no decides; an unknown that matters leaves it indeterminate, and the finding says what would settle it.
 * Pure functions over rows. */
#ifndef TR_JUDGING_FINDINGS_H
#define TR_JUDGING_FINDINGS_H

#include "judging/incidents.h"
#include "knowledge/agreements.h"

#define TR_VERDICT_LIST(X)                                                                                             \
    X(violation_alleged) X(permitted_act) X(excluded_actor) X(not_a_party) X(outside_territory) X(not_in_force) X(indeterminate)
enum tr_verdict_kind {
#define X(n) TR_VERDICT_##n,
    TR_VERDICT_LIST(X)
#undef X
    TR_VERDICT_count
};

#define TR_QUESTION_LIST(X) X(time) X(place) X(excluded) X(parties) X(act)
enum tr_question {
#define X(n) TR_Q_##n,
    TR_QUESTION_LIST(X)
#undef X
    TR_Q_count
};

struct tr_answer {
    enum tr_tri value;
    const struct tr_term *term;         /* the claimed term that decided; NULL when none did */
    tr_str because;                     /* a sentence: "in force from 30 April 00:01 by the Russian defence ministry" */
};

/* What the verdict would be under another claimed term. */
struct tr_flip { enum tr_question question; const struct tr_term *term; enum tr_verdict_kind verdict; tr_str text; };

struct tr_finding {
    const struct tr_incident *incident;
    const struct tr_agreement *agreement;
    enum tr_verdict_kind verdict;       /* the one that all claimed terms give, else indeterminate */
    struct tr_answer answers[TR_Q_count];
    const struct tr_flip *flips; uint32_t n_flips;      /* would flip if …; also what would settle an unknown (term NULL) */
    const struct tr_actor_row *attributed;              /* party that is alleged to have broken it; NULL: not attributed */
    double share;                       /* of the incident's area inside the territory, -1 unknown */
    tr_str stage;                       /* "allegation", or "verified" once an analyst confirmed the incident */
};
struct tr_findings { const struct tr_finding *v; uint32_t n; };

/* Where knowledge of actors and sides comes from: organs, members and sides are resolved through the register. */
int tr_findings_of(struct tr_arena *a, const struct tr_incidents *incidents, struct tr_agreements agreements, const struct tr_knowledge *k, struct tr_findings *out,
                   struct tr_err *err);
struct tr_finding tr_finding_of(struct tr_arena *a, const struct tr_incident *incident, const struct tr_agreement *agreement, const struct tr_knowledge *k);

/* Per day and party: the violation table that a monitor publishes. */
struct tr_violation_cell { tr_date day; const struct tr_actor_row *party; uint32_t n[TR_VERDICT_count]; struct tr_range killed; };
struct tr_violation_table { const struct tr_violation_cell *v; uint32_t n; };
int tr_violation_table_of(struct tr_arena *a, const struct tr_findings *findings, struct tr_violation_table *out, struct tr_err *err);

/* The same agreement with other terms. Every change names itself in the findings that it decides (source "what if"). */
struct tr_change {
    enum { TR_CHANGE_ADD_TERRITORY, TR_CHANGE_DROP_TERRITORY, TR_CHANGE_START, TR_CHANGE_END, TR_CHANGE_ADD_PARTY, TR_CHANGE_DROP_PARTY, TR_CHANGE_EXCLUDE, TR_CHANGE_INCLUDE_ACTOR,
           TR_CHANGE_PROHIBIT, TR_CHANGE_PERMIT } kind;
    tr_str value;                       /* a place name, an instant, an actor, an act ("aerial", "shelling", "ASSAULT") */
};
int tr_agreement_change(struct tr_arena *a, const struct tr_agreement *from, const struct tr_change *changes, uint32_t n, const struct tr_knowledge *k, const struct tr_agreement **out,
                        struct tr_err *err);

const char *tr_verdict_name(enum tr_verdict_kind v);
const char *tr_question_name(enum tr_question q);
const char *tr_tri_name(enum tr_tri t);

#endif
