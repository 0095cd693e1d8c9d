/* SPDX-License-Identifier: Apache-2.0 */
/* What a view shows of the incidents and findings of a filter, and in which order. */
#include <stdlib.h>

#include "base/map.h"
#include "server/api.h"
#include "views/redact.h"

/* --- parameters -------------------------------------------------------------------------------------------------------------- */

static bool take_box(struct tr_request *q, tr_str v, struct tr_only *out)
{
    double *const into[] = { &out->west, &out->south, &out->east, &out->north };
    tr_str part;
    unsigned n = 0;
    while (n < 4 && tr_str_split(&v, ',', &part) && tr_str_to_double(part, into[n])) n++;
    out->box = true;
    if (n == 4 && !v.n && out->south <= out->north && out->west >= -180 && out->east <= 180) return true;
    tr_reply_problem(q, 400, "bbox", "it is west,south,east,north in degrees, such as 36.0,35.5,38.5,37.0");
    return false;
}

static bool take_verdict(struct tr_request *q, struct tr_only *out)
{
    tr_str v;
    if (!tr_url_get(&q->url, "verdict", &v)) return true;
    for (int i = 0; i < TR_VERDICT_count; i++) {
        if (tr_str_is(v, tr_verdict_name((enum tr_verdict_kind)i))) out->verdict = i;
    }
    if (out->verdict >= 0) return true;
    tr_reply_problem(
        q, 400, "verdict",
        "it is violation_alleged, permitted_act, excluded_actor, not_a_party, outside_territory, not_in_force or indeterminate");
    return false;
}

static bool take_order(struct tr_request *q, struct tr_only *out)
{
    tr_str v;
    if (!tr_url_get(&q->url, "order", &v) || tr_str_is(v, "told")) return true;
    out->latest = tr_str_is(v, "latest");
    if (!out->latest)
        tr_reply_problem(q, 400, "order", "it is told (as the first reports of them came out) or latest (the last day first)");
    return out->latest;
}

bool tr_api_only(struct tr_request *q, struct tr_only *out)
{
    tr_str v;
    *out = (struct tr_only){ .verdict = -1, .min_killed = -1 };
    if (tr_url_get(&q->url, "type", &v) && !(out->type = truce_event_of(v))) {
        tr_reply_problem(q, 400, "type", "it is a PLOVER type such as ASSAULT");
        return false;
    }
    if (tr_url_get(&q->url, "means", &v) && !(out->means = truce_means_of(v))) {
        tr_reply_problem(q, 400, "means", "it is what it was done with, such as airstrike or shelling");
        return false;
    }
    if (tr_url_get(&q->url, "min_killed", &v) && (!tr_str_to_i64(v, &out->min_killed) || out->min_killed < 0)) {
        tr_reply_problem(q, 400, "min_killed", "it is a number");
        return false;
    }
    if (tr_url_get(&q->url, "bbox", &v) && !take_box(q, v, out)) return false;
    if (!take_verdict(q, out) || !take_order(q, out)) return false;
    out->found = out->verdict >= 0;
    return true;
}

bool tr_only_any(const struct tr_only *o)
{
    return o->type || o->means || o->min_killed >= 0 || o->box || o->verdict >= 0;
}

/* --- what they take ---------------------------------------------------------------------------------------------------------- */

/* A box is held against places as they are shown: else boxes would tell what is withheld. */
static bool in_box(const struct tr_only *o, const struct tr_place_row *p, bool redacted)
{
    if (!p || !p->located) return false;
    struct tr_place_row shown = *p;
    const struct tr_place_row *one = &shown;
    if (redacted) tr_redact_places(&one, 1);
    if (shown.lat < o->south || shown.lat > o->north) return false;
    return o->west <= o->east ? shown.lon >= o->west && shown.lon <= o->east : shown.lon >= o->west || shown.lon <= o->east;
}

static bool takes(const struct tr_only *o, const struct tr_incident *in, bool redacted)
{
    if (o->type && (int)in->type != o->type) return false;
    if (o->means && !(in->means >> o->means & 1u)) return false;
    if (o->min_killed >= 0) {
        int64_t most = in->killed.has_high ? in->killed.high : in->killed.has_low ? in->killed.low : -1;
        if (most < o->min_killed) return false;
    }
    return !o->box || in_box(o, in->place, redacted);
}

static void narrow(struct tr_worker *w, const struct tr_request *q, const struct tr_only *o, struct tr_incidents *v)
{
    if (!o->type && !o->means && o->min_killed < 0 && !o->box) return;
    struct tr_incident *out = TR_NEW_N(w->arena, struct tr_incident, v->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        if (takes(o, &v->v[i], !q->whole)) out[n++] = v->v[i];
    }
    *v = (struct tr_incidents){ out, n };
}

enum tr_verdict_kind tr_only_verdict(const struct tr_only *o, const struct tr_findings *f, uint32_t *at, const struct tr_incident *in)
{
    enum tr_verdict_kind got = TR_VERDICT_count;
    for (; *at < f->n && f->v[*at].incident == in; (*at)++) {
        if (got == TR_VERDICT_count || (int)f->v[*at].verdict == o->verdict) got = f->v[*at].verdict;
    }
    return got;
}

/* --- asking ------------------------------------------------------------------------------------------------------------------ */

bool tr_only_ask(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, const struct tr_only *o, struct tr_judged *out)
{
    struct tr_agreements agreements;
    struct tr_err err = { 0 };
    *out = (struct tr_judged){ 0 };
    if (o->found && !tr_api_agreements_of(w, q, f->as_of, &agreements)) return false;
    if (tr_incidents_ask(w->ledger, f, w->arena, &out->incidents, &out->scope, &err)) {
        tr_reply_error(q, tr_api_fault(f, &err), &err);
        return false;
    }
    narrow(w, q, o, &out->incidents);
    if (!o->found || tr_findings_of(w->arena, &out->incidents, agreements, w->server->knowledge, &out->findings, &err) == TR_OK)
        return true;
    tr_reply_error(q, "", &err);
    return false;
}

/* --- order ------------------------------------------------------------------------------------------------------------------- */

/* The last day first, those without a day last; of one day the one that was told last. */
static int latest_first(const struct tr_incident *a, const struct tr_incident *b)
{
    tr_date x = a->days.from == TR_NO_DATE ? INT32_MIN : a->days.from, y = b->days.from == TR_NO_DATE ? INT32_MIN : b->days.from;
    if (x != y) return x < y ? 1 : -1;
    return (a->id < b->id) - (a->id > b->id);
}

static int incidents_latest(const void *x, const void *y)
{
    return latest_first(*(const struct tr_incident *const *)x, *(const struct tr_incident *const *)y);
}

/* Findings of one incident keep the order of the agreements: that of the array that they lie in. */
static int findings_latest(const void *x, const void *y)
{
    const struct tr_finding *a = *(const struct tr_finding *const *)x, *b = *(const struct tr_finding *const *)y;
    int order = latest_first(a->incident, b->incident);
    return order ? order : (a > b) - (a < b);
}

uint32_t tr_only_incidents(struct tr_worker *w, const struct tr_only *o, const struct tr_judged *j, const struct tr_incident ***out)
{
    const struct tr_incident **v = TR_NEW_N(w->arena, const struct tr_incident *, j->incidents.n + 1);
    uint32_t n = 0, at = 0;
    for (uint32_t i = 0; i < j->incidents.n; i++) {
        const struct tr_incident *in = &j->incidents.v[i];
        if (o->verdict < 0 || (int)tr_only_verdict(o, &j->findings, &at, in) == o->verdict) v[n++] = in;
    }
    if (o->latest) qsort(v, n, sizeof *v, incidents_latest);
    *out = v;
    return n;
}

uint32_t tr_only_findings(struct tr_worker *w, const struct tr_only *o, const struct tr_judged *j, const struct tr_finding ***out)
{
    const struct tr_finding **v = TR_NEW_N(w->arena, const struct tr_finding *, j->findings.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < j->findings.n; i++) {
        if (o->verdict < 0 || (int)j->findings.v[i].verdict == o->verdict) v[n++] = &j->findings.v[i];
    }
    if (o->latest) qsort(v, n, sizeof *v, findings_latest);
    *out = v;
    return n;
}
