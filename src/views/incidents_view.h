/* SPDX-License-Identifier: Apache-2.0 */
/* Incidents and tallies, shown: tables with what stands behind every cell, and JSON. Into the caller's buffers. */
#ifndef TR_VIEWS_INCIDENTS_VIEW_H
#define TR_VIEWS_INCIDENTS_VIEW_H

#include "judging/incidents.h"
#include "judging/tallies.h"
#include "views/judged.h"

/* One row an incident; why: a block an incident, with every claim, its score, reasons and sentence. */
void tr_view_incidents(struct tr_text *out, struct tr_arena *a, const struct tr_incidents *in, bool why, const struct tr_terminal *how);
/* One object; the claims with score and reasons are in it always. */
void tr_view_incident_json(struct tr_json *j, struct tr_arena *a, const struct tr_incident *in);
/* Where it lies, and how well that is known: "Al-Quds hospital, Aleppo", "Aleppo province (no nearer)". */
tr_str tr_incident_where(struct tr_arena *a, const struct tr_incident *in);
uint32_t tr_incident_reports(const struct tr_incident *in);

/* The table, and under it the figures that were counted or superseded; history: all figures with what became of each. */
void tr_view_tally(struct tr_text *out, struct tr_arena *a, const struct tr_tally *t, bool history, const struct tr_terminal *how);
/* The members "by", "all", "rows" of the object that is open. */
void tr_view_tally_json(struct tr_json *j, const struct tr_tally *t);
const char *tr_tally_by_name(enum tr_tally_by by);
/* In a sentence, what a tally adds and what it does not. */
const char *tr_tally_method(void);

#endif
