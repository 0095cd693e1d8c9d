/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger asked for incidents. Merging wants to see more than the question takes: claims of some days around it, by anybody; what is answered is cut to the question. */
#include "base/map.h"
#include "judging/incidents_ask.h"

/* Whether the filter asks for more than place and time: for claims of somebody, or with some words. */
static bool narrow(const struct tr_filter *f)
{
    return f->by.n || f->source.n || f->words.n || f->report || f->claim || f->min_confidence > 0;
}

static struct tr_filter widened(const struct tr_filter *f)
{
    struct tr_filter w = *f;
    w.kinds = 1u << TRUCE_KIND_event | 1u << TRUCE_KIND_casualties;
    w.by = w.source = w.words = (tr_str){ "", 0 };
    w.report = w.claim = 0;
    w.min_confidence = 0;
    w.undated = true;
    w.after = 0;
    w.limit = 0;
    if (w.days.from != TR_NO_DATE) w.days.from -= TR_MERGE_DAYS;
    if (w.days.to != TR_NO_DATE) w.days.to += TR_MERGE_DAYS;
    return w;
}

static tr_str id_key(const tr_id *id)
{
    return (tr_str){ (const char *)id, sizeof *id };
}

/* Ids of the claims that the filter itself takes, of both kinds and undated too. */
static int asked_for(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_asked *out, struct tr_err *err)
{
    struct tr_filter own = widened(f);
    own.by = f->by;
    own.source = f->source;
    own.words = f->words;
    own.report = f->report;
    own.claim = f->claim;
    own.min_confidence = f->min_confidence;
    int rc = tr_ledger_claims(l, &own, a, &out->own, err);
    if (rc) return rc;
    tr_map_init(&out->ids, a);
    for (uint32_t i = 0; i < out->own.n; i++) tr_map_put(&out->ids, id_key(&out->own.v[i].id), NULL);
    return TR_OK;
}

bool tr_asked_has(const struct tr_asked *q, tr_id claim)
{
    return !q->narrow || tr_map_find(&q->ids, id_key(&claim));
}

bool tr_asked_takes(const struct tr_asked *q, const struct tr_incident *i)
{
    for (uint32_t k = 0; k < i->n; k++)
        if (tr_asked_has(q, i->merges[k].claim->id)) return true;
    return false;
}

/* What a figure says, told apart within one report. */
struct figure {
    int64_t low, high;
    int32_t harm, bounds;
};

static struct figure figure_of(const struct tr_claim_row *c)
{
    const struct truce_quantity *q = &c->casualties.count;
    return (struct figure){ q->has_low ? q->low : 0, q->has_high ? q->high : 0, (int32_t)c->casualties.harm,
                            (int32_t)q->has_low | (int32_t)q->has_high << 1 };
}

/* A headline says in the outlet's own voice what somebody in the report is the source of: such a figure goes back to that speaker, and is no voice of its own. */
static void hear_echoes(struct tr_arena *a, struct tr_claims *c)
{
    struct tr_claim_row *v = TR_NEW_N(a, struct tr_claim_row, c->n + 1);
    if (c->n) memcpy(v, c->v, c->n * sizeof *v);
    for (uint32_t i = 0, end; i < c->n; i = end) {
        struct tr_map said;
        tr_map_init(&said, a);
        for (end = i; end < c->n && v[end].report == v[i].report; end++) {
            if (v[end].kind != TRUCE_KIND_casualties || !v[end].source) continue;
            struct figure *f = TR_NEW(a, struct figure);
            bool fresh;
            *f = figure_of(&v[end]);
            uint64_t *at = tr_map_put(&said, (tr_str){ (const char *)f, sizeof *f }, &fresh);
            if (fresh) *at = end;
        }
        for (uint32_t k = i; k < end; k++) {
            if (v[k].kind != TRUCE_KIND_casualties || v[k].source || v[k].sentence) continue;
            struct figure f = figure_of(&v[k]);
            const uint64_t *at = tr_map_find(&said, (tr_str){ (const char *)&f, sizeof f });
            if (at) v[k].origin = v[*at].origin;
        }
    }
    c->v = v;
}

int tr_ask_incidents(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_asked *out, struct tr_err *err)
{
    struct tr_filter w = widened(f);
    struct tr_assessments decisions;
    *out = (struct tr_asked){ .narrow = narrow(f) };
    int rc = tr_ledger_claims(l, &w, a, &out->claims, err);
    if (!rc) hear_echoes(a, &out->claims);
    if (!rc) rc = tr_ledger_assessments(l, TR_STR(""), f->as_of, true, a, &decisions, err);
    if (!rc && out->narrow) rc = asked_for(l, f, a, out, err);
    if (!rc) rc = tr_incidents_of(a, &out->claims, &decisions, &out->incidents, err);
    return rc;
}

bool tr_incident_within(const struct tr_incident *i, const struct tr_filter *f)
{
    tr_days d = i->days;
    if (!tr_days_known(d)) {
        bool open = f->days.from == TR_NO_DATE && f->days.to == TR_NO_DATE;
        if (!open && !f->undated) return false;
        d.from = d.to = i->merges[0].claim->report->published;
        if (d.from == TR_NO_DATE) return open;
    }
    return (f->days.from == TR_NO_DATE || d.to >= f->days.from) && (f->days.to == TR_NO_DATE || d.from <= f->days.to);
}

struct tr_incidents tr_asked_incidents(struct tr_arena *a, const struct tr_filter *f, const struct tr_asked *q)
{
    struct tr_incident *v = TR_NEW_N(a, struct tr_incident, q->incidents.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < q->incidents.n && (!f->limit || n < f->limit); i++)
        if (tr_incident_within(&q->incidents.v[i], f) && tr_asked_takes(q, &q->incidents.v[i])) v[n++] = q->incidents.v[i];
    return (struct tr_incidents){ v, n };
}

int tr_incidents_ask(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_incidents *out, struct tr_scope *scope,
                     struct tr_err *err)
{
    struct tr_asked q;
    int rc = tr_ask_incidents(l, f, a, &q, err);
    if (rc) return rc;
    *out = tr_asked_incidents(a, f, &q);
    if (scope) *scope = q.claims.scope;
    return TR_OK;
}
