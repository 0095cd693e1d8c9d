/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements, shown: a list with what is claimed to be in force when, one with all its terms, and both as JSON (docs/JSON.md). */
#ifndef TR_VIEWS_AGREEMENTS_VIEW_H
#define TR_VIEWS_AGREEMENTS_VIEW_H

#include "judging/proposals.h"
#include "views/views.h"

/* How one telling stands at a moment. */
enum tr_clock { TR_CLOCK_BEFORE, TR_CLOCK_IN_FORCE, TR_CLOCK_OPEN_HOURS, TR_CLOCK_BETWEEN, TR_CLOCK_LAPSED };
struct tr_clock_of {
    enum tr_clock is;                   /* OPEN_HOURS: a claim that names a day and no hour leaves it open */
    tr_instant until;                   /* IN_FORCE: when it lapses; BEFORE, BETWEEN: when it begins; LAPSED: when it did; TR_NO_INSTANT: no end is told */
    const struct tr_stretch *in;
};
struct tr_clock_of tr_clock_at(const struct tr_scenario *s, tr_instant at);
/* "in force, lapses in 6 h (2016-05-03 00:01)". */
tr_str tr_clock_text(struct tr_arena *a, const struct tr_clock_of *c, const struct tr_zone *z, tr_instant at);

/* A table; with a moment ("2016-05-01T12:00", on each agreement's own clocks unless it has an offset; "" none) the clock of each telling, and only those that are in force in some
 * telling or lapsed less than three days before. Returns how many agreements. */
uint32_t tr_view_agreements(struct tr_text *out, struct tr_arena *a, struct tr_agreements all, tr_str moment, const struct tr_terminal *how);
void tr_view_agreement(struct tr_text *out, struct tr_arena *a, const struct tr_agreement *g, const struct tr_terminal *how);
void tr_view_agreement_json(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_instant at);

void tr_view_proposals(struct tr_text *out, struct tr_arena *a, const struct tr_proposals *p, const struct tr_terminal *how);
void tr_view_proposals_json(struct tr_json *j, const struct tr_proposals *p);

#endif
