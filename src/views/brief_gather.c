/* SPDX-License-Identifier: Apache-2.0 */
/* What a brief holds: the ledger asked for incidents and figures once, for everything of the filter once, and for what was said before it, from which positions changed. */
#include "judging/incidents_ask.h"
#include "judging/proposals.h"
#include "judging/standing.h"
#include "knowledge/knowledge.h"
#include "views/brief.h"

/* A change is from the position before, which may lie before the days that were asked for; and a speaker sits elsewhere than where it speaks of. */
static int gather_positions(struct tr_ledger *l, const struct tr_knowledge *k, const struct tr_filter *f, struct tr_arena *a,
                            struct tr_brief *out, struct tr_err *err)
{
    struct tr_filter wide = *f;
    struct tr_claims claims;
    struct tr_positions all;
    wide.place = wide.by = (tr_str){ "", 0 };
    wide.kinds = 1u << TRUCE_KIND_event | 1u << TRUCE_KIND_ceasefire;
    wide.days.from = TR_NO_DATE;
    int rc = tr_ledger_claims(l, &wide, a, &claims, err);
    if (!rc) rc = tr_positions_of(a, &claims, k, &all, err);
    if (rc) return rc;
    struct tr_position *v = TR_NEW_N(a, struct tr_position, all.n + 1);
    tr_str voice = f->by.n ? tr_actor_voice(a, f->by, k) : f->by;
    uint32_t n = 0;
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_position *p = &all.v[i];
        tr_date day = p->days.to != TR_NO_DATE ? p->days.to : p->claim->report->published;
        if (p->change < TR_TONE_softened || p->topic == TR_TOPIC_other) continue;
        if (f->days.from != TR_NO_DATE && day != TR_NO_DATE && day < f->days.from) continue;
        if (f->by.n && !tr_str_ieq(p->actor->key, voice) && tr_str_find_i(p->actor_name, voice) < 0) continue;
        if (f->place.n && !tr_position_concerns(p, &out->scope, f->place)) continue;
        v[n++] = *p;
    }
    out->positions = (struct tr_positions){ v, n };
    return TR_OK;
}

static int gather_findings(struct tr_ledger *l, const struct tr_knowledge *k, const struct tr_filter *f, tr_str agreement,
                           struct tr_arena *a, struct tr_brief *out, struct tr_err *err)
{
    int rc = tr_agreements_for(l, k, f->as_of, a, &out->agreements, err);
    if (rc) return rc;
    if (agreement.n) {
        struct tr_agreements some;
        tr_agreements_match(out->agreements, agreement, a, &some);
        if (!some.n)
            return tr_fail(err, TR_E_USAGE, "there is no agreement \"" TR_STR_FMT "\"; truce agreements list names them",
                           TR_STR_ARG(agreement));
        out->agreements = some;
    }
    return tr_findings_of(a, &out->incidents, out->agreements, k, &out->findings, err);
}

int tr_brief_gather(struct tr_ledger *l, const struct tr_knowledge *k, const struct tr_filter *filter, tr_str agreement, struct tr_arena *a,
                    struct tr_brief *out, struct tr_err *err)
{
    struct tr_filter f = *filter;
    struct tr_asked asked;
    struct tr_ledger_counts counts;
    *out = (struct tr_brief){ .days = f.days, .places = k ? k->places : NULL };
    f.texts = f.undated = true;
    f.kinds = TR_KINDS_ALL;
    f.limit = 0;
    int rc = tr_ledger_count(l, &counts, err);
    if (!rc) rc = tr_ask_incidents(l, &f, a, &asked, err);
    if (!rc) rc = tr_asked_tally(a, &f, &asked, TR_TALLY_SOURCE, &out->tally, err);
    if (!rc) rc = tr_ledger_claims(l, &f, a, &out->claims, err);
    if (rc) return rc;
    out->as_of = f.as_of != TR_NO_INSTANT ? f.as_of : counts.last; /* the same ledger gives the same bytes */
    out->incidents = tr_asked_incidents(a, &f, &asked);
    out->scope = asked.claims.scope;
    rc = gather_findings(l, k, &f, agreement, a, out, err);
    if (!rc) rc = gather_positions(l, k, &f, a, out, err);
    if (!rc) rc = tr_capacities_of(a, &out->claims, &out->capacity, err);
    return rc;
}
