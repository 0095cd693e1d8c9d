/* SPDX-License-Identifier: Apache-2.0 */
/* What is withheld from viewers, decided in one place for the API and the exports: the names of people without public office (victims, witnesses, individual sources), wherever they stand,
 * and where exactly facilities lie.
 *
 * Judging sees everything; what it found is redacted just before it is shown. The rows of an answer are the asker's (they live in its arena), so they are changed where they lie: every
 * pointer to a person's row then leads to the withheld one. Texts keep their length, so that spans hold: each byte of a name becomes *. */
#ifndef TR_VIEWS_REDACT_H
#define TR_VIEWS_REDACT_H

#include "judging/findings.h"
#include "judging/positions.h"
#include "judging/proposals.h"
#include "judging/tallies.h"

struct tr_redaction;                    /* the names; of one thread; grows with the ledger */

struct tr_redaction *tr_redaction_new(const struct tr_knowledge *k);        /* NULL: no memory; k may be NULL */
void tr_redaction_free(struct tr_redaction *r);

/* The decisions. */
bool tr_redact_is_private(const struct tr_actor_row *a, const struct tr_knowledge *k);
bool tr_redact_is_exact(const struct tr_place_row *p);                      /* a facility, placed better than is shown */

/* Learns names: rows of the ledger in order of their ids. The last id that it knows: 0 none. TR_E_NOMEM. */
int tr_redaction_learn(struct tr_redaction *r, const struct tr_actor_row *rows, uint32_t n, tr_id up_to);
tr_id tr_redaction_knows(const struct tr_redaction *r);

/* The text itself when it names nobody. */
tr_str tr_redact_text(const struct tr_redaction *r, struct tr_arena *a, tr_str text);

void tr_redact_actors(const struct tr_redaction *r, struct tr_arena *a, const struct tr_actor_row *const *v, uint32_t n);
void tr_redact_places(const struct tr_place_row *const *v, uint32_t n);
void tr_redact_reports(const struct tr_redaction *r, struct tr_arena *a, const struct tr_report_row *v, uint32_t n);
void tr_redact_claims(const struct tr_redaction *r, struct tr_arena *a, const struct tr_claim_row *v, uint32_t n);
void tr_redact_incidents(const struct tr_redaction *r, struct tr_arena *a, const struct tr_incident *v, uint32_t n);
/* Of an incident that is shown without texts: its sides and place alone. */
void tr_redact_sides(const struct tr_redaction *r, struct tr_arena *a, const struct tr_incident *in);
void tr_redact_tally(const struct tr_redaction *r, struct tr_arena *a, const struct tr_tally *t);
void tr_redact_findings(const struct tr_redaction *r, struct tr_arena *a, const struct tr_finding *v, uint32_t n);
void tr_redact_positions(const struct tr_redaction *r, struct tr_arena *a, const struct tr_position *v, uint32_t n);
void tr_redact_capacities(const struct tr_redaction *r, struct tr_arena *a, const struct tr_capacity *v, uint32_t n);
void tr_redact_assessments(const struct tr_redaction *r, struct tr_arena *a, const struct tr_assessment_row *v, uint32_t n);
void tr_redact_proposals(const struct tr_redaction *r, struct tr_arena *a, const struct tr_proposal *v, uint32_t n);

#endif
