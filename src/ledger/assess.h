/* SPDX-License-Identifier: Apache-2.0 */
/* Analysts' decisions, apart from any store: which stand, whether one can be taken, and what a correction makes of a claim. */
#ifndef TR_LEDGER_ASSESS_H
#define TR_LEDGER_ASSESS_H

#include "base/json.h"
#include "ledger/ledger.h"

const char *tr_assess_name(enum tr_assess kind);        /* "" for none */
enum tr_assess tr_assess_of(tr_str name);               /* TR_ASSESS_none when there is none of that name */

/* Fills superseded_by of rows that are in order of their ids. An undone decision is superseded by the undoing one, and what it had superseded stands again.
 * Confirming, rejecting and accepting the same target are rivals; so are merging and splitting the same two claims. */
void tr_assess_stand(struct tr_arena *a, struct tr_assessment_row *v, uint32_t n);

/* TR_E_INPUT with the reason when kind, target and value do not go together, or name or reason is missing. What the target names is not looked up. */
int tr_assess_check(const struct tr_assessment_row *in, struct tr_err *err);

/* "claim:12" -> 12, "proposal:agreement:12" -> 12; 0 when the target is of another sort. */
tr_id tr_assess_number(tr_str target);
bool tr_assess_about_claim(tr_str target);              /* claim:, incident:, proposal: */

/* A correction held against a claim: value is the object that the assessment carries. Actors and places of it become rows of the answer through the callbacks; err
 * names the field that is wrong. Fields are those of the JSON contract: status, place, time, source, low, high, approx, harm, who, means, by, cumulative, type,
 * mode, actor, recipient, form, state, duration, violator, unit, percent. A null takes a value away. */
struct tr_corrector {
    void *arg;
    const struct tr_place_row *(*place)(void *arg, const struct tr_place_row *p);
    const struct tr_actor_row *(*actor)(void *arg, const struct tr_actor_row *a);
};
int tr_assess_correct(struct tr_arena *a, struct tr_claim_row *c, tr_str value, const struct tr_corrector *with, struct tr_err *err);

#endif
