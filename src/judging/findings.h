/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: an agreement applied to an incident. Five questions in this order, each yes, no or unknown under every claimed term: in force then? inside the territory? an excluded
 * actor or target? are both sides bound? is the act prohibited?
 *
 * Every consistent telling of the terms is asked (start x its end x disputed area x disputed exclusion x disputed party). What all tellings answer is the answer; where they
 * differ it is unknown, and the flips name term, source and the verdict that it would give. The first answer that stops (a no; a yes for "excluded") decides whatever else
 * is open, for no telling makes a violation of it. If none stops, anything unknown leaves it indeterminate, and the flips say what would settle it. So a verdict is monotone: to learn
 * a fact moves nothing but the question it answers (tests/judging/test_findings.c tries all of them).
 *
 * "Both sides bound" asks about the attacker and, when the target is an armed actor, about that one; civilians are protected in the territory whoever holds it, and a target that
 * nobody names takes nothing away. Rival perpetrators are asked each. Rebels without a group's name are of the opposition's side and not of an excluded group; "terrorists" and
 * "armed groups" may be anyone. An attack is prohibited unless the agreement says otherwise; self-defence is considered only where a report gives a sign of it.
 * Something that nobody dates happened before the day that its first report came out, and not more than a year before.
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
/* In order of incidents, then agreements. An agreement whose territory lies in other countries than the incident gives no finding; where nobody tells the place, the country of those who
 * are in it counts, and an incident without either gives none. Of several agreements, one that was over for a year, or a year away, gives none either. */
int tr_findings_of(struct tr_arena *a, const struct tr_incidents *incidents, struct tr_agreements agreements, const struct tr_knowledge *k, struct tr_findings *out,
                   struct tr_err *err);
struct tr_finding tr_finding_of(struct tr_arena *a, const struct tr_incident *incident, const struct tr_agreement *agreement, const struct tr_knowledge *k);

/* Per day and party: the violation table that a monitor publishes. Parties as they stand in the register: an army's incidents are its state's. Rows in order of day, then party;
 * party NULL: nobody is named. killed: over incidents with the verdicts violation_alleged and indeterminate; a day without any has neither end. */
struct tr_violation_cell { tr_date day; const struct tr_actor_row *party; uint32_t n[TR_VERDICT_count]; struct tr_range killed; };
struct tr_violation_table { const struct tr_violation_cell *v; uint32_t n; };
int tr_violation_table_of(struct tr_arena *a, const struct tr_findings *findings, const struct tr_knowledge *k, struct tr_violation_table *out, struct tr_err *err);

/* Violent incidents and dead inside the territory, before the first claimed start and from that day on. */
struct tr_period { tr_date from, to; uint32_t incidents; struct tr_range killed; };    /* days both included; to < from: no day to count */
struct tr_compliance {
    const struct tr_agreement *agreement;
    struct tr_period before, after;
    uint32_t unplaced;                  /* violent incidents of these days of which nobody can say that they lie inside: in neither */
};
/* days: how many on each side; the days after end with the last claimed end, and with `last`, the last day that the incidents reach (TR_NO_DATE: no bound).
 * False when nobody claims a start. */
bool tr_compliance_of(struct tr_arena *a, const struct tr_incidents *incidents, const struct tr_agreement *agreement, const struct tr_knowledge *k, int days, tr_date last,
                      struct tr_compliance *out);

/* Which agreements cover a place at a moment, by every consistent telling of their terms, and when they lapse. */
struct tr_telling {
    enum tr_tri in_force;
    tr_moments moments;                 /* the stretch that holds the moment, else the nearest one */
    const struct tr_term *start, *end;  /* who says so; NULL when nobody claims it */
};
struct tr_cover {
    const struct tr_agreement *agreement;
    enum tr_tri inside; double share;
    const struct tr_area *area;         /* that decided, NULL when none */
    const struct tr_telling *v; uint32_t n;     /* tellings with equal moments and sources are told once */
};
struct tr_covers { const struct tr_cover *v; uint32_t n; };
/* In the agreements' order; those that surely do not hold the place are left out. */
void tr_covers_of(struct tr_arena *a, const struct tr_spot *spot, tr_moments when, struct tr_agreements agreements, struct tr_covers *out);

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
