/* SPDX-License-Identifier: Apache-2.0 */
/* The agreements of one ledger: carried, imported, and changed by what analysts accepted. */
#include "judging/proposals_int.h"

static int find(const struct tr_agreement *const *v, uint32_t n, tr_str id)
{
    for (uint32_t i = 0; i < n; i++) {
        if (tr_str_eq(v[i]->id, id)) return (int)i;
    }
    return -1;
}

static void sort(const struct tr_agreement **v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t k = i; k && tr_str_cmp(v[k]->id, v[k - 1]->id) < 0; k--) {
            const struct tr_agreement *t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
    }
}

/* Imported ones take the place of those with the same id. */
static int add_imported(struct tr_arena *a, const struct tr_kept_agreements *kept, const struct tr_knowledge *k, struct tr_agreements *all,
                        struct tr_err *err)
{
    const struct tr_agreement **v = TR_NEW_N(a, const struct tr_agreement *, all->n + kept->n + 1);
    uint32_t n = all->n;
    for (uint32_t i = 0; i < n; i++) v[i] = all->v[i];
    for (uint32_t i = 0; i < kept->n; i++) {
        const struct tr_agreement *g;
        struct tr_diags diags = { 0 };
        int rc = tr_agreement_read_alone(a, kept->v[i].yaml, tr_arena_dup(a, kept->v[i].where).p, k, &g, &diags, err);
        if (rc) return rc;
        int at = find(v, n, g->id);
        v[at < 0 ? (int)n++ : at] = g;
    }
    sort(v, n);
    *all = (struct tr_agreements){ v, n };
    return TR_OK;
}

static bool any_accepted(const struct tr_assessments *d)
{
    for (uint32_t i = 0; i < d->n; i++) {
        if (d->v[i].kind == TR_ASSESS_accept && !d->v[i].superseded_by) return true;
    }
    return false;
}

int tr_proposals_ask(struct tr_ledger *l, struct tr_agreements agreements, const struct tr_knowledge *k, tr_instant as_of,
                     struct tr_arena *a, struct tr_proposals *out, struct tr_err *err)
{
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims claims;
    struct tr_links links;
    struct tr_assessments decisions;
    f.as_of = as_of;
    f.kinds = 1u << TRUCE_KIND_ceasefire;
    f.undated = true;
    f.texts = true;
    int rc = tr_ledger_claims(l, &f, a, &claims, err);
    if (!rc) rc = tr_ledger_assessments(l, TR_STR("proposal:"), as_of, false, a, &decisions, err);
    if (!rc) rc = tr_links_of(a, &claims, agreements, k, &links, err);
    return rc ? rc : tr_proposals_of(a, &links, &decisions, out, err);
}

static int apply_accepted(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a,
                          struct tr_agreements *all, struct tr_err *err)
{
    struct tr_proposals p;
    int rc = tr_proposals_ask(l, *all, k, as_of, a, &p, err);
    if (rc) return rc;
    const struct tr_agreement **v = TR_NEW_N(a, const struct tr_agreement *, all->n + 1);
    for (uint32_t i = 0; i < all->n; i++) v[i] = all->v[i];
    for (uint32_t i = 0; i < p.n && !rc; i++) {
        if (!p.v[i].accepted) continue;
        int at = find(v, all->n, p.v[i].agreement->id);
        rc = tr_proposal_apply(a, v[at], &p.v[i], k, &v[at], err);
    }
    all->v = v;
    return rc;
}

int tr_agreements_stated(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_agreements *out,
                         struct tr_err *err)
{
    struct tr_kept_agreements kept;
    struct tr_diags diags = { 0 };
    int rc = tr_agreements_open(a, k, out, err);
    if (!rc) rc = tr_ledger_agreements(l, as_of, a, &kept, err);
    if (!rc) rc = add_imported(a, &kept, k, out, err);
    if (!rc && tr_agreements_check(a, *out, &diags)) rc = tr_fail(err, TR_E_INPUT, TR_STR_FMT, TR_STR_ARG(diags.list.v[0].text));
    return rc;
}

int tr_agreements_for(struct tr_ledger *l, const struct tr_knowledge *k, tr_instant as_of, struct tr_arena *a, struct tr_agreements *out,
                      struct tr_err *err)
{
    struct tr_assessments decisions;
    int rc = tr_agreements_stated(l, k, as_of, a, out, err);
    if (!rc) rc = tr_ledger_assessments(l, TR_STR("proposal:"), as_of, false, a, &decisions, err);
    /* Linking reads every ceasefire claim: only when something was accepted. */
    if (!rc && any_accepted(&decisions)) rc = apply_accepted(l, k, as_of, a, out, err);
    return rc;
}
