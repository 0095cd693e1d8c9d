/* SPDX-License-Identifier: Apache-2.0 */
/* Positions: an actor's stance on a topic over time, and how it changed; and the dated states of hospitals, staff, aid and roads. Pure functions over claims (which need their
 * sentences: tr_filter.texts).
 *
 * Stances come from events (AGREE, CONCEDE, RETREAT, SUPPORT, REQUEST +2; CONSULT, COOPERATE +1; ACCUSE -1; REJECT, THREATEN, SANCTION -2; a denied "for" is -2, a planned one +1) and from
 * ceasefire claims whose sentence no event tells of. The topic is that of the words nearest behind the claim; "stop the bombing" asks for a ceasefire. An actor is who it speaks for
 * (standing.h). The change is from the position before: reversed when the sign turned, softened or hardened among refusals, none among stances that are for it, and none for topic other. */
#ifndef TR_JUDGING_POSITIONS_H
#define TR_JUDGING_POSITIONS_H

#include "judging/incidents.h"

struct tr_knowledge;

#define TR_TOPIC_LIST(X) X(ceasefire) X(talks) X(aid_access) X(air_strikes) X(withdrawal) X(prisoners) X(other)
enum tr_topic {
#define X(n) TR_TOPIC_##n,
    TR_TOPIC_LIST(X)
#undef X
    TR_TOPIC_count
};
#define TR_CHANGE_OF_LIST(X) X(first) X(none) X(softened) X(hardened) X(reversed)
enum tr_tone {
#define X(n) TR_TONE_##n,
    TR_CHANGE_OF_LIST(X)
#undef X
    TR_TONE_count
};

struct tr_position {
    const struct tr_actor_row *actor;   /* of the register where known; a state's organs and office holders speak for the state */
    tr_str actor_name;
    enum tr_topic topic;
    const struct tr_place_row *place;   /* that it concerns, NULL when none is named */
    enum truce_event stance;            /* PLOVER: AGREE … REJECT, THREATEN */
    enum truce_status status;
    int intensity;                      /* -2 (rejects, threatens) … +2 (agrees, calls for) towards the topic */
    const struct tr_claim_row *claim;   /* the sentence */
    tr_days days;                       /* said or done then; the report's day when the text gives none, earlier where it says so ("for days", "a day after it had refused"):
                                         * from is TR_NO_DATE when it does not say how much */
    enum tr_tone change;                /* from the position before, same actor and topic */
    const struct tr_claim_row *before;  /* the sentence of that one */
};
struct tr_positions { const struct tr_position *v; uint32_t n; };    /* by actor, topic, time */
int tr_positions_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_knowledge *k, struct tr_positions *out, struct tr_err *err);
/* It is about a place of the scope, or its sentence names the place that was asked for ("Aleppo, SY"). */
bool tr_position_concerns(const struct tr_position *p, const struct tr_scope *scope, tr_str asked);
const char *tr_topic_name(enum tr_topic t);
const char *tr_tone_name(enum tr_tone t);

/* What is left: hospitals, staff, supplies, roads, aid. */
#define TR_CAPACITY_LIST(X) X(hospital) X(staff) X(aid) X(road) X(crossing) X(water) X(shelter) X(school) X(other)
enum tr_capacity_kind {
#define X(n) TR_CAPACITY_##n,
    TR_CAPACITY_LIST(X)
#undef X
    TR_CAPACITY_count
};
struct tr_capacity {
    enum tr_capacity_kind kind;
    const struct tr_place_row *place;
    tr_str state;                       /* "destroyed", "cut", "70–80 doctors", "95 % gone" */
    struct tr_range count; bool percent;
    tr_days days;
    const struct tr_claim_row *claim;
};
struct tr_capacities { const struct tr_capacity *v; uint32_t n; };   /* by kind, place, time */
int tr_capacities_of(struct tr_arena *a, const struct tr_claims *claims, struct tr_capacities *out, struct tr_err *err);
const char *tr_capacity_name(enum tr_capacity_kind k);

#endif
