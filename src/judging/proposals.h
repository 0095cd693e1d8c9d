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
struct tr_links { const struct tr_link *v; uint32_t n; struct tr_agreements agreements; };    /* those that were asked about */
int tr_links_of(struct tr_arena *a, const struct tr_claims *claims, struct tr_agreements agreements, const struct tr_knowledge *k, struct tr_links *out, struct tr_err *err);

/* Claims that propose the same change of the same agreement are one proposal; deciding on any of them decides it. */
struct tr_proposal {
    tr_str id;                          /* "proposal:AGREEMENT:CLAIM", of the first claim; "proposal:AGREEMENT/2:CLAIM" and so on for its further changes */
    const struct tr_agreement *agreement;
    const struct tr_claim_row *claim;
    uint32_t others;                    /* further claims that say the same */
    const struct tr_place_row *place;   /* of a territory; NULL otherwise */
    struct tr_change change;
    tr_str text;                        /* "extend the territory to Aleppo, says state television" */
    bool accepted, rejected; tr_id assessment;
};
struct tr_proposals { const struct tr_proposal *v; uint32_t n; };
int tr_proposals_of(struct tr_arena *a, const struct tr_links *links, const struct tr_assessments *decisions, struct tr_proposals *out, struct tr_err *err);

/* The agreements as they are written: those the program carries, imported ones in their place. In order of their ids. */
int tr_agreements_stated(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_agreements *out, struct tr_err *err);

/* Links and proposals of every ceasefire claim of a ledger, with what was decided on them. `agreements` are those that are stated: against changed ones, what was accepted would no
 * longer be proposed. */
int tr_proposals_ask(struct tr_ledger *l, struct tr_agreements agreements, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_proposals *out,
                     struct tr_err *err);

/* The same agreement with what was accepted: new terms name the claim's speaker, and an end that was told as an extension becomes one. */
int tr_proposal_apply(struct tr_arena *a, const struct tr_agreement *from, const struct tr_proposal *p, const struct tr_knowledge *k, const struct tr_agreement **out,
                      struct tr_err *err);

/* The agreements that hold for a ledger: the stated ones with accepted proposals applied. */
int tr_agreements_for(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_agreements *out, struct tr_err *err);

#endif
