/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents: things that happened, gathered from the claims that tell of them. A pure function of claims and decisions: the same rows give the same incidents,
 * in whatever order they were added; an analyst's merge or split is a row among them and can be undone. */
#ifndef TR_JUDGING_INCIDENTS_H
#define TR_JUDGING_INCIDENTS_H

#include "ledger/ledger.h"

#define TR_RULES_VERSION "2026-11"      /* of merging, tallying and finding; exports and findings state it */

/* A count with its ends; low <= high. Without has_high it is open ("at least"), and high is then the greatest number that was told; with neither it is unknown. */
struct tr_range { bool has_low, has_high; int64_t low, high; };

struct tr_merge {                       /* why a claim belongs to an incident */
    const struct tr_claim_row *claim;
    double score;                       /* 0 … 1; 1 for the founding claim and for an analyst's decision */
    tr_str reasons;                     /* "same neighbourhood; same day; both shelling; 15 killed in both" */
    tr_id assessment;                   /* the analyst's decision, 0 when the rules merged */
};

struct tr_incident {
    tr_id id;                           /* of its founding claim: the first in the order of tr_ledger_claims */
    enum truce_event type;
    enum truce_mode mode;               /* most specific that is told */
    uint32_t means;                     /* bits */
    tr_str acled_event, acled_sub_event;
    const struct tr_place_row *place;   /* the most precise that its claims agree on; NULL unknown */
    double km;                          /* radius within which it lies: GED 1: 0, GED 2: 25; -1: the whole of a unit (GED 3 and more), or unknown */
    tr_days days; int date_prec;
    int clock_from, clock_to;           /* minutes of the local day, -1 unknown */
    tr_moments when;                    /* as instants, by the country's zone: the widest that is known */
    const struct tr_actor_row *actor, *recipient;       /* as most independent origins say; NULL unknown */
    struct tr_actors rival_actors;      /* others that are named as the perpetrator */
    const struct tr_actor_row *const *actor_by; uint32_t n_actor_by;    /* sources that name `actor`; NULL entries: an outlet's own voice */
    struct tr_range killed, injured;    /* across independent origins: min of lows, max of highs */
    uint32_t n_origins;                 /* independent voices */
    const struct tr_merge *merges; uint32_t n;          /* claims, the founding one first */
    bool confirmed;
    double confidence;                  /* that it happened as told: from the claims' own, voices independent */
    tr_str head;                        /* the quote that tells it best */
};
struct tr_incidents { const struct tr_incident *v; uint32_t n; };     /* in the order of their founding claims */

/* Claims: what tr_ledger_claims gave for the window (padded by TR_MERGE_DAYS on both sides by the caller). Assessments: those on claims and incidents. */
#define TR_MERGE_DAYS 3
int tr_incidents_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_assessments *decisions, struct tr_incidents *out, struct tr_err *err);
/* Of incidents that were asked without texts: the sentences of those that are shown, and their heads. They are the asker's. */
int tr_incidents_texts(struct tr_ledger *l, const struct tr_incident *const *v, uint32_t n, struct tr_arena *a, struct tr_err *err);
/* What joins claims, and what keeps them apart, stands in incidents_fit.c. A merge decision moves its target alone, unless the target is the founding claim of its incident:
 * then the incident as a whole. A split takes along what the target's own sentence says besides. */
/* Asks the ledger with the padding, merges, and keeps the incidents that the filter itself takes. What the commands and the server call. */
int tr_incidents_ask(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_incidents *out, struct tr_scope *scope, struct tr_err *err);

#endif
