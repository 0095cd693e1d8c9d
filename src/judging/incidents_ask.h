/* SPDX-License-Identifier: Apache-2.0 */
/* What a question came to before it was cut: shared by incidents and tallies. */
#ifndef TR_JUDGING_INCIDENTS_ASK_H
#define TR_JUDGING_INCIDENTS_ASK_H

#include "base/map.h"
#include "judging/incidents.h"
#include "judging/tallies.h"

struct tr_asked {
    struct tr_claims claims;            /* events and casualties of the place, some days around the asked ones */
    struct tr_incidents incidents;      /* of all these */
    bool narrow;                        /* the filter asks for claims of somebody, or with some words: */
    struct tr_claims own;               /* those, when narrow */
    struct tr_map ids;
};
int tr_ask_incidents(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_asked *out, struct tr_err *err);
/* Whether the filter itself takes the claim; one of the incident's claims. */
bool tr_asked_has(const struct tr_asked *q, tr_id claim);
bool tr_asked_takes(const struct tr_asked *q, const struct tr_incident *i);
/* By its days, or by its first publication when the filter takes undated ones. */
bool tr_incident_within(const struct tr_incident *i, const struct tr_filter *f);
/* The incidents that the filter itself takes, and the tally, of one asking: for who wants both. */
struct tr_incidents tr_asked_incidents(struct tr_arena *a, const struct tr_filter *f, const struct tr_asked *q);
int tr_asked_tally(struct tr_arena *a, const struct tr_filter *f, const struct tr_asked *q, enum tr_tally_by by, struct tr_tally *out, struct tr_err *err);

#endif
