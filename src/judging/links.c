/* SPDX-License-Identifier: Apache-2.0 */
/* Which agreement a ceasefire claim speaks of. Time and country can rule one out; form, territory, parties and nearness to its start tell the rest apart. */
#include "judging/proposals_int.h"
#include "judging/standing.h"

/* Days before it is declared that it may be spoken of: as planned, or by a report that is dated a little early. */
#define BEFORE_PLANNED 14
#define BEFORE_TOLD 2
/* Days after its end that reports still speak of it as theirs. */
#define AFTER 30
#define RECENT 10

/* Weights; they sum to 1. A link needs half of it. */
#define W_TIME 0.30
#define W_COUNTRY 0.20
#define W_FORM 0.20
#define W_TERRITORY 0.18
#define W_PARTIES 0.08
#define W_RECENT 0.04
#define W_OPEN 0.15 /* taken away */
#define LEAST 0.5

struct candidate {
    const struct tr_agreement *g;
    tr_days period;
};

struct linking {
    struct tr_arena *a;
    const struct tr_claims *claims;
    const struct tr_knowledge *k;
    const struct candidate *v;
    uint32_t n;
};

/* A score in the making, with its reasons. */
struct weighed {
    double score;
    tr_str reasons;
    bool out;
};

static void adds(struct linking *l, struct weighed *w, double score, const char *reason)
{
    w->score += score;
    w->reasons = tr_arena_printf(l->a, TR_STR_FMT "%s%s", TR_STR_ARG(w->reasons), w->reasons.n ? "; " : "", reason);
}

struct tr_spot tr_spot_of_place(const struct tr_place_row *p)
{
    struct tr_spot s = { .located = p->located,
                         .lat = p->lat,
                         .lon = p->lon,
                         .admin1 = p->admin1,
                         .name = p->name,
                         .kind = p->kind,
                         .where_prec = p->where_prec };
    memcpy(s.country, p->country, sizeof s.country);
    return s;
}

tr_days tr_agreement_days(struct tr_arena *a, const struct tr_agreement *g)
{
    tr_days p = { g->declared, TR_NO_DATE };
    struct tr_scenarios all;
    bool open = false;
    tr_agreement_scenarios(a, g, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        tr_date from = tr_instant_local(g->zone, all.v[i].moments.from, NULL), to = tr_instant_local(g->zone, all.v[i].moments.to, NULL);
        if (from != TR_NO_DATE && (p.from == TR_NO_DATE || from < p.from)) p.from = from;
        open |= to == TR_NO_DATE;
        if (to != TR_NO_DATE && (p.to == TR_NO_DATE || to > p.to)) p.to = to;
    }
    if (open) p.to = TR_NO_DATE;
    return p;
}

/* --- time ------------------------------------------------------------------------------------------------------------------------------------ */

static bool looks_ahead(enum truce_state s)
{
    return s == TRUCE_STATE_proposed || s == TRUCE_STATE_negotiating || s == TRUCE_STATE_agreed || s == TRUCE_STATE_planned ||
           s == TRUCE_STATE_rejected;
}

static void weigh_time(struct linking *l, const struct tr_claim_row *c, const struct candidate *v, struct weighed *w)
{
    tr_date said = c->report->published != TR_NO_DATE ? c->report->published : c->days.from, days = c->days.from;
    tr_date from = v->period.from - (looks_ahead(c->ceasefire.state) ? BEFORE_PLANNED : BEFORE_TOLD), to = v->period.to;
    bool within = days != TR_NO_DATE && days >= v->period.from && days <= to;
    if (said == TR_NO_DATE || v->period.from == TR_NO_DATE) {
        adds(l, w, W_TIME / 3, "no date to tell by");
    } else if (said >= from && (to == TR_NO_DATE || said <= to)) {
        adds(l, w, W_TIME, "reported in its time");
        if (to == TR_NO_DATE && c->ceasefire.state == TRUCE_STATE_extended) adds(l, w, -W_OPEN, "nothing to extend: it has no end");
        if (said - v->period.from <= RECENT) adds(l, w, W_RECENT, "within days of its start");
    } else if (said >= from && said > to && said <= to + AFTER) {
        adds(l, w, W_TIME * (1 - (double)(said - to) / (2 * AFTER)), "reported soon after its end");
    } else if (said >= from && within) {
        adds(l, w, W_TIME * 0.8, "speaks of its time");
    } else {
        w->out = true;
    }
}

/* --- country, territory ------------------------------------------------------------------------------------------------------------------------ */

static bool covers_country(const struct tr_agreement *g, const char *country)
{
    for (uint32_t i = 0; i < g->include.n; i++) {
        const struct tr_area *x = &g->include.v[i];
        if (x->kind == TR_AREA_WORLD || !x->country[0] || !strcmp(x->country, country)) return true;
    }
    return !g->include.n;
}

/* The country that the claim itself names; that of other claims of its report else. *own says which. */
static const char *country_of(const struct linking *l, const struct tr_claim_row *c, bool *own)
{
    const struct tr_places *t = &c->ceasefire.territory;
    *own = true;
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->v[i]->country[0]) return t->v[i]->country;
    }
    if (c->place && c->place->country[0]) return c->place->country;
    *own = false;
    const struct tr_claim_row *first = l->claims->v, *end = first + l->claims->n, *at = c;
    while (at > first && at[-1].report == c->report) at--;
    for (; at < end && at->report == c->report; at++) {
        if (at->place && at->place->country[0]) return at->place->country;
        if (at->kind == TRUCE_KIND_ceasefire && at->ceasefire.territory.n && at->ceasefire.territory.v[0]->country[0])
            return at->ceasefire.territory.v[0]->country;
    }
    return "";
}

static void weigh_place(struct linking *l, const struct tr_claim_row *c, const struct candidate *v, struct weighed *w)
{
    bool own;
    const char *country = country_of(l, c, &own);
    if (country[0] && !covers_country(v->g, country)) {
        w->out = true;
        return;
    }
    if (country[0]) adds(l, w, own ? W_COUNTRY : W_COUNTRY / 2, own ? "same country" : "country of the report");
    const struct tr_places *t = &c->ceasefire.territory;
    uint32_t in = 0, out = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        struct tr_spot s = tr_spot_of_place(t->v[i]);
        /* The whole country belongs to what covers the country, not to a corner of it. */
        enum tr_tri has = tr_agreement_has(v->g, NULL, &s, NULL, NULL);
        in += has == TR_YES || (has == TR_UNKNOWN && s.kind != TRUCE_PLACE_country);
        out += has == TR_NO;
    }
    if (in) adds(l, w, W_TERRITORY * in / t->n, in == t->n ? "territory inside its own" : "part of the territory inside its own");
    else if (out) adds(l, w, -W_TERRITORY / 2, "territory outside its own");
}

/* --- form, parties --------------------------------------------------------------------------------------------------------------------------- */

static bool general(enum truce_form f)
{
    return f == TRUCE_FORM_ceasefire || f == TRUCE_FORM_truce || f == TRUCE_FORM_none || f == TRUCE_FORM_other;
}

static void weigh_form(struct linking *l, const struct tr_claim_row *c, const struct candidate *v, struct weighed *w)
{
    if (c->ceasefire.form == v->g->form) adds(l, w, W_FORM, "same form");
    else if (general(c->ceasefire.form) || general(v->g->form)) adds(l, w, W_FORM / 2, "a form that fits");
    else adds(l, w, -W_FORM / 2, "another form");
}

static bool is_party(struct linking *l, const struct tr_agreement *g, const struct tr_actor_row *actor, const char *country, tr_date day)
{
    struct tr_standing s;
    if (!actor) return false;
    tr_standing_of(l->a, actor, country, day, l->k, &s);
    for (uint32_t i = 0; i < g->parties.n; i++) {
        if (tr_standing_is(&s, g->parties.v[i].actor, l->k) == TR_YES) return true;
    }
    return false;
}

static void weigh_parties(struct linking *l, const struct tr_claim_row *c, const struct candidate *v, struct weighed *w)
{
    bool own;
    const char *country = country_of(l, c, &own);
    tr_date day = c->report->published;
    bool hit = is_party(l, v->g, c->ceasefire.violator, country, day);
    for (uint32_t i = 0; i < c->ceasefire.parties.n && !hit; i++) hit = is_party(l, v->g, c->ceasefire.parties.v[i], country, day);
    if (hit) adds(l, w, W_PARTIES, "names a party");
    else if (is_party(l, v->g, c->source, country, day)) adds(l, w, W_PARTIES / 2, "a party says it");
}

/* --- the best ---------------------------------------------------------------------------------------------------------------------------------- */

static struct tr_link link_of(struct linking *l, const struct tr_claim_row *c)
{
    struct tr_link best = { .claim = c };
    for (uint32_t i = 0; i < l->n; i++) {
        struct weighed w = { .reasons = TR_STR("") };
        weigh_time(l, c, &l->v[i], &w);
        if (!w.out) weigh_place(l, c, &l->v[i], &w);
        if (w.out) continue;
        weigh_form(l, c, &l->v[i], &w);
        weigh_parties(l, c, &l->v[i], &w);
        if (w.score < LEAST || w.score <= best.score + 1e-9) continue;
        best = (struct tr_link){ c, l->v[i].g, w.score > 1 ? 1 : w.score, w.reasons };
    }
    if (!best.agreement) best.reasons = TR_STR("no agreement fits in time, country and form");
    return best;
}

int tr_links_of(struct tr_arena *a, const struct tr_claims *claims, struct tr_agreements agreements, const struct tr_knowledge *k,
                struct tr_links *out, struct tr_err *err)
{
    struct candidate *v = TR_NEW_N(a, struct candidate, agreements.n + 1);
    struct linking l = { a, claims, k, v, agreements.n };
    uint32_t n = 0;
    (void)err;
    for (uint32_t i = 0; i < agreements.n; i++) v[i] = (struct candidate){ agreements.v[i], tr_agreement_days(a, agreements.v[i]) };
    struct tr_link *links = TR_NEW_N(a, struct tr_link, claims->n + 1);
    for (uint32_t i = 0; i < claims->n; i++) {
        if (claims->v[i].kind == TRUCE_KIND_ceasefire) links[n++] = link_of(&l, &claims->v[i]);
    }
    *out = (struct tr_links){ links, n, agreements };
    return TR_OK;
}
