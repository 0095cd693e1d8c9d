/* SPDX-License-Identifier: Apache-2.0 */
/* What was judged, as JSON: incidents, tallies, findings, positions, capacity, agreements. docs/API.md and data/api/openapi.json tell the fields; commands and server share them.
 * Every number stands with the ids of the claims that it rests on. */
#ifndef TR_VIEWS_JUDGED_VIEW_H
#define TR_VIEWS_JUDGED_VIEW_H

#include "base/json.h"
#include "judging/findings.h"
#include "judging/positions.h"
#include "judging/proposals.h"
#include "judging/tallies.h"

void tr_view_range(struct tr_json *j, const char *key, struct tr_range r);      /* {"low", "high"} */
/* whole: with its claims in full, else with their ids, scores and reasons. */
void tr_view_incident(struct tr_json *j, const struct tr_incident *in, bool whole);
/* The members of a tally, in an object that the caller opened. items: with the figures behind each cell, else their number alone. */
void tr_view_tally(struct tr_json *j, const struct tr_tally *t, bool items);
void tr_view_finding(struct tr_json *j, const struct tr_finding *f);
void tr_view_violation_cell(struct tr_json *j, const struct tr_violation_cell *c);
void tr_view_position(struct tr_json *j, const struct tr_position *p);
void tr_view_capacity(struct tr_json *j, const struct tr_capacity *c);
void tr_view_proposal(struct tr_json *j, const struct tr_proposal *p);

/* whole: with all its terms; else what a list needs. */
void tr_view_agreement(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, bool whole);
/* {"at", "in_force", "scenarios": [{"start", "end", "in_force", "lapses", "stretches"}]}: what holds at that moment, under each claimed start. */
/* Whether it is in force then: what all scenarios say, else unknown. */
enum tr_tri tr_clock_of(struct tr_scenarios all, tr_instant at);
void tr_view_clock(struct tr_json *j, struct tr_arena *a, const struct tr_agreement *g, tr_instant at);

/* "add_territory", …; changes of terms by name, for what-if questions. */
const char *tr_change_name(int kind);
bool tr_change_of(tr_str name, struct tr_change *out);                          /* sets kind alone */
const char *tr_tally_by_name(enum tr_tally_by by);
bool tr_tally_by_of(tr_str name, enum tr_tally_by *out);

#endif
