/* SPDX-License-Identifier: Apache-2.0 */
#include "judging/findings_int.h"

enum tr_tri tr_options_value(const struct tr_options *o)
{
    if (!o->n) return TR_UNKNOWN;
    for (uint32_t i = 1; i < o->n; i++) {
        if (o->v[i].value != o->v[0].value) return TR_UNKNOWN;
    }
    return o->v[0].value;
}

bool tr_options_contested(const struct tr_options *o)
{
    for (uint32_t i = 1; i < o->n; i++) {
        if (o->v[i].value != o->v[0].value) return true;
    }
    return false;
}

/* A question stops there: the answer that takes the incident out of the agreement's reach. */
static bool stops(enum tr_question q, enum tr_tri v)
{
    return v == (q == TR_Q_excluded ? TR_YES : TR_NO);
}

/* The first answer that stops decides, whatever else is open; an open one leaves it indeterminate. */
static enum tr_verdict_kind verdict_of(const enum tr_tri v[TR_Q_count])
{
    static const enum tr_verdict_kind stopped[TR_Q_count] = { [TR_Q_time] = TR_VERDICT_not_in_force,
                                                              [TR_Q_place] = TR_VERDICT_outside_territory,
                                                              [TR_Q_excluded] = TR_VERDICT_excluded_actor,
                                                              [TR_Q_parties] = TR_VERDICT_not_a_party,
                                                              [TR_Q_act] = TR_VERDICT_permitted_act };
    for (int q = 0; q < TR_Q_count; q++) {
        if (stops((enum tr_question)q, v[q])) return stopped[q];
    }
    for (int q = 0; q < TR_Q_count; q++) {
        if (v[q] == TR_UNKNOWN) return TR_VERDICT_indeterminate;
    }
    return TR_VERDICT_violation_alleged;
}

/* What a question that nobody can answer comes down to, as a condition. */
static const char *condition(enum tr_question q, enum tr_tri v)
{
    static const char *const yes[TR_Q_count] = { "it happened while it was in force", "it happened inside the territory",
                                                 "an excluded group was in it", "both sides are bound",
                                                 "the act is one that is prohibited" };
    static const char *const no[TR_Q_count] = { "it happened outside that time", "it happened outside the territory",
                                                "no excluded group was in it", "one of them is not bound", "the act is permitted" };
    return v == TR_YES ? yes[q] : no[q];
}

typedef TR_VEC(struct tr_flip) flips;

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

/* Labels live as long as the arena, so that their address and length stand for their words. */
static uint64_t mix_str(uint64_t h, tr_str s)
{
    return mix(mix(h, (uint64_t)(uintptr_t)s.p), s.n);
}

static void flip(struct tr_ready *r, flips *out, enum tr_question q, const struct tr_term *term, enum tr_verdict_kind verdict, tr_str label)
{
    struct tr_arena *a = r->cases->arena;
    uint64_t key = mix_str(mix(1, (uint64_t)verdict), label);
    struct tr_memo *m = &r->flips[key % TR_SAID_SLOTS];
    if (m->key != key) *m = (struct tr_memo){ key, tr_arena_printf(a, "%s if " TR_STR_FMT, tr_verdict_name(verdict), TR_STR_ARG(label)) };
    tr_str text = m->text;
    for (uint32_t i = 0; i < out->n; i++) {
        if (tr_str_eq(out->v[i].text, text)) return;
    }
    *tr_vec_push(a, out) = (struct tr_flip){ q, term, verdict, text };
}

/* Every open question: the verdict under each claimed term, or under either answer where nothing is claimed. */
static void find_flips(struct tr_ready *r, const struct tr_options o[TR_Q_count], const enum tr_tri v[TR_Q_count], struct tr_finding *f)
{
    flips out = { 0 };
    enum tr_tri w[TR_Q_count];
    for (int q = 0; q < TR_Q_count; q++) {
        if (v[q] != TR_UNKNOWN) continue;
        memcpy(w, v, sizeof w);
        for (uint32_t i = 0; i < o[q].n && tr_options_contested(&o[q]); i++) {
            w[q] = o[q].v[i].value;
            tr_str label = o[q].v[i].label.n ? o[q].v[i].label : o[q].v[i].because;
            flip(r, &out, (enum tr_question)q, o[q].v[i].term, verdict_of(w), label);
        }
        if (tr_options_contested(&o[q])) continue;
        for (int t = 0; t < 2; t++) {
            w[q] = t ? TR_NO : TR_YES;
            flip(r, &out, (enum tr_question)q, NULL, verdict_of(w), tr_str_of(condition((enum tr_question)q, w[q])));
        }
    }
    f->flips = out.v;
    f->n_flips = out.n;
}

static tr_str contested(struct tr_ready *r, const struct tr_options *o)
{
    tr_str text = TR_NOTHING;
    uint64_t key = 2;
    for (uint32_t i = 0; i < o->n; i++) key = mix_str(mix(key, o->v[i].value), o->v[i].label.n ? o->v[i].label : o->v[i].because);
    struct tr_memo *m = &r->contested[key % TR_SAID_SLOTS];
    if (m->key == key) return m->text;
    for (uint32_t i = 0; i < o->n; i++) {
        tr_str label = o->v[i].label.n ? o->v[i].label : o->v[i].because;
        text = tr_arena_printf(r->cases->arena, TR_STR_FMT "%s%s if " TR_STR_FMT, TR_STR_ARG(text), i ? "; " : "",
                               tr_tri_name(o->v[i].value), TR_STR_ARG(label));
    }
    *m = (struct tr_memo){ key, text };
    return text;
}

static struct tr_answer answer_of(struct tr_ready *r, const struct tr_options *o)
{
    struct tr_answer w = { tr_options_value(o), NULL, TR_NOTHING };
    if (tr_options_contested(o)) w.because = contested(r, o);
    else if (o->n) w.term = o->v[0].term, w.because = o->v[0].because;
    return w;
}

static void judge(struct tr_ready *r, struct tr_case *c, struct tr_finding *f)
{
    struct tr_options o[TR_Q_count];
    struct tr_during during;
    enum tr_tri v[TR_Q_count];
    bool terse = false;
    for (int q = 0; q < TR_Q_count; q++) o[q].n = 0;
    f->incident = c->in;
    f->agreement = r->agreement;
    for (int q = 0; q < TR_Q_count; q++) {
        if (q == TR_Q_time) tr_ask_time(r, c, &o[q], &during);
        if (q == TR_Q_place) tr_ask_place(r, c, &during, &o[q], &f->share);
        if (q == TR_Q_excluded) tr_ask_excluded(r, c, terse, &o[q]);
        if (q == TR_Q_parties) tr_ask_parties(r, c, terse, &o[q]);
        if (q == TR_Q_act) tr_ask_act(r, c, terse, &o[q]);
        v[q] = tr_options_value(&o[q]);
        f->answers[q] = answer_of(r, &o[q]);
        terse = terse || stops((enum tr_question)q, v[q]);
    }
    f->verdict = verdict_of(v);
    if (f->verdict == TR_VERDICT_indeterminate) find_flips(r, o, v, f);
    if (f->verdict == TR_VERDICT_violation_alleged || f->verdict == TR_VERDICT_indeterminate) f->attributed = c->in->actor;
    f->stage = c->in->confirmed ? TR_STR("verified") : TR_STR("allegation");
}

void tr_ready_of(const struct tr_agreement *g, struct tr_cases *cases, struct tr_ready *out)
{
    *out = (struct tr_ready){ .agreement = g, .cases = cases };
    tr_ready_times(out);
    tr_ready_places(out);
    out->parties = TR_NEW_N(cases->arena, struct tr_bound, cases->standings.n);
    out->excluded = TR_NEW_N(cases->arena, struct tr_bound, cases->standings.n);
}

/* The country that it happened in; where nobody tells the place, that of those who are in it. */
static const char *country_of(const struct tr_ready *r, const struct tr_case *c)
{
    const struct tr_standing *by = &r->cases->standings.v[c->actor], *hit = &r->cases->standings.v[c->target];
    return c->spot.country[0] ? c->spot.country : hit->country[0] ? hit->country : by->country;
}

/* An agreement that is over, or not begun, by more than this is of another time, and told of only where it is the one that is asked about. */
#define OTHER_TIME ((int64_t)366 * 24 * 60 * 60)

/* An agreement about other countries has nothing to say of an incident, and none has of one that could be anywhere. */
static bool concerns(const struct tr_ready *r, const struct tr_case *c, bool alone)
{
    if (!alone && r->scenarios.n && tr_moments_apart(r->life, c->when) > OTHER_TIME) return false;
    const char *country = country_of(r, c);
    if (!country[0]) return false;
    if (!r->n_countries) return true;
    for (uint32_t i = 0; i < r->n_countries; i++) {
        if (!memcmp(r->countries[i], country, 2)) return true;
    }
    return false;
}

int tr_findings_of(struct tr_arena *a, const struct tr_incidents *incidents, struct tr_agreements agreements, const struct tr_knowledge *k,
                   struct tr_findings *out, struct tr_err *err)
{
    struct tr_cases cases;
    tr_cases_of(a, incidents->v, incidents->n, k, &cases);
    struct tr_ready *ready = TR_NEW_N(a, struct tr_ready, agreements.n + 1);
    uint32_t *at = TR_NEW_N(a, uint32_t, cases.n + 1);
    for (uint32_t j = 0; j < agreements.n; j++) tr_ready_of(agreements.v[j], &cases, &ready[j]);
    uint64_t total = 0;
    for (uint32_t i = 0; i < cases.n; i++) {
        at[i] = (uint32_t)total;
        for (uint32_t j = 0; j < agreements.n; j++) total += concerns(&ready[j], &cases.v[i], agreements.n == 1);
        if (total > UINT32_MAX)
            return tr_fail(err, TR_E_LIMIT, "%u incidents and %u agreements give too many findings; narrow the filter", cases.n,
                           agreements.n);
    }
    struct tr_finding *v = TR_NEW_N(a, struct tr_finding, total + 1);
    /* One agreement after the other: what it knows of places and actors stays in the processor's cache. */
    for (uint32_t j = 0; j < agreements.n; j++) {
        for (uint32_t i = 0; i < cases.n; i++) {
            if (concerns(&ready[j], &cases.v[i], agreements.n == 1)) judge(&ready[j], &cases.v[i], &v[at[i]++]);
        }
    }
    *out = (struct tr_findings){ v, (uint32_t)total };
    return TR_OK;
}

struct tr_finding tr_finding_of(struct tr_arena *a, const struct tr_incident *incident, const struct tr_agreement *agreement,
                                const struct tr_knowledge *k)
{
    struct tr_cases cases;
    struct tr_ready ready;
    struct tr_finding f = { 0 };
    tr_cases_of(a, incident, 1, k, &cases);
    tr_ready_of(agreement, &cases, &ready);
    judge(&ready, &cases.v[0], &f);
    return f;
}

#define NAME(n) #n,
const char *tr_verdict_name(enum tr_verdict_kind v)
{
    static const char *const names[] = { TR_VERDICT_LIST(NAME) };
    return (unsigned)v < TR_VERDICT_count ? names[v] : "";
}

const char *tr_question_name(enum tr_question q)
{
    static const char *const names[] = { TR_QUESTION_LIST(NAME) };
    return (unsigned)q < TR_Q_count ? names[q] : "";
}

const char *tr_tri_name(enum tr_tri t)
{
    return t == TR_NO ? "no" : t == TR_YES ? "yes" : "unknown";
}
