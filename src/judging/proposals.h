/* SPDX-License-Identifier: Apache-2.0 */
/* Ceasefire claims held against the agreements that are known: which one a claim speaks of, and which change of terms it proposes ("the truce was extended to Aleppo").
 * A proposal holds only after an analyst accepted it (an assessment); accepted ones are applied when agreements are loaded for judging. */
#ifndef TR_JUDGING_PROPOSALS_H
#define TR_JUDGING_PROPOSALS_H

#include "judging/findings.h"

struct tr_link {                        /* a ceasefire claim and the agreement that it speaks of */
    const struct tr_claim_row *claim;
    const struct tr_agreement *agreement;   /* NULL: none that is known */
    double score;                       /* 0 … 1 */
    tr_str reasons;
};
struct tr_links { const struct tr_link *v; uint32_t n; };
int tr_links_of(struct tr_arena *a, const struct tr_claims *claims, struct tr_agreements agreements, const struct tr_knowledge *k, struct tr_links *out, struct tr_err *err);

struct tr_proposal {
    tr_str id;                          /* "proposal:AGREEMENT:CLAIM" */
    const struct tr_agreement *agreement;
    const struct tr_claim_row *claim;
    struct tr_change change;
    tr_str text;                        /* "extend the territory to Aleppo, says state television" */
    bool accepted, rejected; tr_id assessment;
};
struct tr_proposals { const struct tr_proposal *v; uint32_t n; };
int tr_proposals_of(struct tr_arena *a, const struct tr_links *links, const struct tr_assessments *decisions, struct tr_proposals *out, struct tr_err *err);

/* The agreements that hold for a ledger: those the program carries, imported ones in their place, accepted proposals applied. */
int tr_agreements_for(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_agreements *out, struct tr_err *err);

#endif
