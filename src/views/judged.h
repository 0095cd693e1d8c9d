/* SPDX-License-Identifier: Apache-2.0 */
/* What judging gives, shown: findings, positions, capacity, as JSON for programs and as tables for people. Into the caller's buffers. */
#ifndef TR_VIEWS_JUDGED_H
#define TR_VIEWS_JUDGED_H

#include "judging/findings.h"
#include "judging/positions.h"
#include "views/views.h"

/* Cells of a table: free of control characters, NUL-terminated; NULL when there is nothing to say. */
const char *tr_cell(struct tr_arena *a, tr_str s);
const char *tr_cell_days(struct tr_arena *a, tr_days d);
const char *tr_cell_range(struct tr_arena *a, struct tr_range r);   /* "6", "14–55", "≥ 253" */
const char *tr_cell_when(struct tr_arena *a, const struct tr_incident *in);
tr_str tr_incident_title(struct tr_arena *a, const struct tr_incident *in);   /* "shelling, 15 killed" */
const char *tr_cell_verdict(struct tr_arena *a, enum tr_verdict_kind v);       /* "not in force": in words, so that a narrow column can wrap it */
/* The sentence that tells it best, quoted, with what else stands under its row (NULL nothing). */
const char *tr_incident_words(struct tr_arena *a, const struct tr_incident *in, const char *more);

const char *tr_cell_why(struct tr_arena *a, const struct tr_finding *f);      /* the five answers and the flips, a line each */

/* Members of JSON objects; each writes the value, or null. */
void tr_json_actor_row(struct tr_json *j, const struct tr_actor_row *r);
void tr_json_place_row(struct tr_json *j, const struct tr_place_row *p);
void tr_json_range(struct tr_json *j, struct tr_range r);
void tr_json_date(struct tr_json *j, tr_date d);
void tr_json_days(struct tr_json *j, tr_days d);
/* The claim with its sentence, report and source: what leads a value back. */
void tr_json_sentence_of(struct tr_json *j, const struct tr_claim_row *c);

void tr_view_finding_json(struct tr_json *j, const struct tr_finding *f);
/* A table an agreement, one row a finding with its sentence; why: also the answers and what would flip it. */
void tr_view_findings(struct tr_text *out, struct tr_arena *a, const struct tr_findings *f, bool why, const struct tr_terminal *how);
void tr_view_violations(struct tr_text *out, struct tr_arena *a, const struct tr_violation_table *v, const struct tr_terminal *how);
void tr_view_violations_json(struct tr_json *j, const struct tr_violation_table *v);
void tr_view_compliance(struct tr_text *out, struct tr_arena *a, const struct tr_compliance *v, uint32_t n, const struct tr_terminal *how);
void tr_view_compliance_json(struct tr_json *j, const struct tr_compliance *c);

void tr_view_position_json(struct tr_json *j, const struct tr_position *p);
/* Actors by topic in time order; what changed stands out, with both sentences. */
void tr_view_positions(struct tr_text *out, struct tr_arena *a, const struct tr_positions *p, const struct tr_terminal *how);
void tr_view_capacity_json(struct tr_json *j, const struct tr_capacity *c);
void tr_view_capacities(struct tr_text *out, struct tr_arena *a, const struct tr_capacities *c, const struct tr_terminal *how);

/* Truce cover of a place at a moment: each telling with its clock ("in force, lapses in 6 h"). */
void tr_view_covers(struct tr_text *out, struct tr_arena *a, const struct tr_covers *c, tr_moments when, const struct tr_terminal *how);
void tr_view_covers_json(struct tr_json *j, struct tr_arena *a, const struct tr_covers *c, tr_moments when);

#endif
