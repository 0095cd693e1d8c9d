/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger asked for a tally. A question for a party takes the whole toll of the incidents that are laid to it, also where the sentence with the number does not name it;
 * a question for a source takes that source's figures alone. */
#include "judging/incidents_ask.h"
#include "judging/tallies.h"

static bool whole_incidents(const struct tr_filter *f)
{
    return f->by.n && !f->source.n && !f->words.n && !f->report && !f->claim;
}

static struct tr_claims chosen(struct tr_arena *a, const struct tr_filter *f, const struct tr_asked *q)
{
    struct tr_claims out = q->claims;
    if (!q->narrow) return out;
    struct tr_map of;
    tr_map_init(&of, a);
    for (uint32_t i = 0; whole_incidents(f) && i < q->incidents.n; i++) {
        const struct tr_incident *x = &q->incidents.v[i];
        if (!tr_asked_takes(q, x)) continue;
        for (uint32_t k = 0; k < x->n; k++) tr_map_put(&of, (tr_str){ (const char *)&x->merges[k].claim->id, sizeof(tr_id) }, NULL);
    }
    struct tr_claim_row *v = TR_NEW_N(a, struct tr_claim_row, q->claims.n + 1);
    out.v = v;
    out.n = 0;
    for (uint32_t i = 0; i < q->claims.n; i++) {
        const struct tr_claim_row *c = &q->claims.v[i];
        if (tr_asked_has(q, c->id) || tr_map_find(&of, (tr_str){ (const char *)&c->id, sizeof c->id })) v[out.n++] = *c;
    }
    return out;
}

int tr_asked_tally(struct tr_arena *a, const struct tr_filter *f, const struct tr_asked *q, enum tr_tally_by by, struct tr_tally *out,
                   struct tr_err *err)
{
    struct tr_claims claims = chosen(a, f, q);
    return tr_tally_of(a, &claims, &q->incidents, f, by, out, err);
}

int tr_tally_ask(struct tr_ledger *l, const struct tr_filter *f, enum tr_tally_by by, struct tr_arena *a, struct tr_tally *out,
                 struct tr_err *err)
{
    struct tr_asked q;
    int rc = tr_ask_incidents(l, f, a, &q, err);
    return rc ? rc : tr_asked_tally(a, f, &q, by, out, err);
}
