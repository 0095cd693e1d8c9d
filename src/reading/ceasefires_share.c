/* SPDX-License-Identifier: Apache-2.0 */
/* One arrangement, told of many times: what a report says once of its parties, territory, first day and length holds in its other claims about
 * the same arrangement. Reports that speak of several, each with terms of its own, share nothing that the several tell differently. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define REACH 40 /* sentences apart that two claims may still be of one arrangement */

static bool may_be_one(const struct truce_claim *a, const struct truce_claim *b)
{
    return (a->ceasefire.form == TRUCE_FORM_local_deal) == (b->ceasefire.form == TRUCE_FORM_local_deal);
}

static bool inside(const struct truce_place *a, const struct truce_place *b)
{
    return a == b || (b->kind == TRUCE_PLACE_country && a->country[0] && !memcmp(a->country, b->country, 2));
}

/* Do two lists of places tell one territory, the first at least as closely? */
static bool agrees(const struct truce_refs *a, const struct truce_refs *b)
{
    for (uint32_t i = 0; i < a->n_places; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->n_places; k++) found |= inside(a->place[i], b->place[k]) || inside(b->place[k], a->place[i]);
        if (!found) return false;
    }
    return true;
}

/* Is what the claim speaks of the arrangement that was told of, and not one of many or one still wished for? */
static bool is_settled(const struct tr_reading *r, const struct tr_ceasefire *x, const struct truce_claim *c)
{
    enum truce_state s = c->ceasefire.state;
    const struct tr_word *w = &r->doc->words[x->w];
    return s != TRUCE_STATE_proposed && s != TRUCE_STATE_negotiating && w->number != TR_NUM_PLUR;
}

struct terms {
    const struct truce_refs *parties, *territory;
    const struct truce_claim *start, *made;
    tr_str duration;
    bool several, pairs; /* arrangements that the report tells apart; parties that do not agree */
    bool lands;          /* territories that do not agree */
};

static bool same_parties(const struct truce_refs *a, const struct truce_refs *b)
{
    for (uint32_t i = 0; i < a->n_actors; i++)
        for (uint32_t k = 0; k < b->n_actors; k++)
            if (a->actor[i] == b->actor[k]) return true;
    return false;
}

/* Terms that the claims within reach of claim c tell, itself included. */
static struct terms gather(const struct tr_reading *r, const struct tr_ceasefires *all, const struct truce_claim *own, uint32_t at)
{
    const struct truce_claim *c = &own[at];
    uint32_t from = at;
    struct terms t = { 0 };
    bool dates_differ = false, lengths_differ = false;
    while (from && own[from - 1].sentence + REACH >= c->sentence) from--;
    for (uint32_t i = from; i < all->list.n && own[i].sentence <= c->sentence + REACH; i++) {
        const struct tr_ceasefire *x = &all->list.v[i];
        const struct truce_claim *o = &own[i];
        if (!may_be_one(c, o)) continue;
        if (o->ceasefire.parties.n_actors >= 2) {
            if (t.parties && !same_parties(&o->ceasefire.parties, t.parties)) t.pairs = true;
            if (!t.parties) t.parties = &o->ceasefire.parties;
        }
        if (o->ceasefire.territory.n_places) {
            if (t.territory && !agrees(&o->ceasefire.territory, t.territory)) t.lands = true;
            if (!t.territory) t.territory = &o->ceasefire.territory;
        }
        if (!is_settled(r, x, o)) continue;
        if (o->time.days.from != TR_NO_DATE && !x->only_made) {
            int64_t apart = t.start ? (int64_t)t.start->time.days.from - o->time.days.from : 0;
            dates_differ |= apart > 1 || apart < -1; /* "after midnight on Saturday" and "on Sunday" are one */
            if (!t.start) t.start = o;
        } else if (o->time.days.from != TR_NO_DATE && !t.made) t.made = o;
        if (o->ceasefire.duration.n) {
            lengths_differ |= t.duration.n && tr_duration_hours(t.duration) != tr_duration_hours(o->ceasefire.duration);
            if (!t.duration.n) t.duration = o->ceasefire.duration;
        }
    }
    t.several = t.lands || dates_differ || lengths_differ;
    if (t.several) t.start = t.made = NULL;
    if (t.several) t.duration = (tr_str){ "", 0 };
    return t;
}

static void take_terms(const struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c, const struct terms *t)
{
    if (c->ceasefire.parties.n_actors < 2 && t->parties && !t->lands && !t->pairs) c->ceasefire.parties = *t->parties;
    bool counts =
        x->by && x->by->role == TR_ROLE_mod && c->ceasefire.state == TRUCE_STATE_violated; /* "4,000 ceasefire violations": anywhere */
    if (!c->ceasefire.territory.n_places && t->territory && !t->lands && !counts) c->ceasefire.territory = *t->territory;
    if (!is_settled(r, x, c)) return;
    if (t->start && (c->time.days.from == TR_NO_DATE || x->only_made)) c->time = t->start->time;
    else if (t->made && c->time.days.from == TR_NO_DATE) c->time = t->made->time;
    if (!c->ceasefire.duration.n && t->duration.n) c->ceasefire.duration = t->duration;
    tr_ceasefire_until(c);
}

/* A truce that nothing places is of the land that the report is about, where one of its sides fights there at home: "Yemen's rebels agree to a truce". */
static void home_land(struct tr_reading *r, struct tr_ceasefires *all)
{
    const struct truce_place *land = tr_main_land(r);
    for (uint32_t i = 0; i < all->list.n; i++)
        if (r->claims.v[all->list.v[i].claim].ceasefire.territory.n_places) return;
    for (uint32_t i = 0; land && i < all->list.n; i++) {
        struct truce_claim *c = &r->claims.v[all->list.v[i].claim];
        const struct truce_refs *sides = &c->ceasefire.parties;
        bool home = false;
        for (uint32_t k = 0; k < sides->n_actors; k++)
            home |= (sides->actor[k]->kind == TRUCE_ACTOR_party || sides->actor[k]->kind == TRUCE_ACTOR_government) &&
                    !memcmp(sides->actor[k]->country, land->country, 2);
        if (home) tr_refs_place(r, &c->ceasefire.territory, land);
    }
}

static bool is_side(const struct truce_actor *a)
{
    return a && (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government);
}

/* A truce in force whose parties nobody names is between those who are told to fight each other, where the report tells of one such pair. */
static void between_those_who_fight(struct tr_reading *r, struct tr_ceasefires *all)
{
    const struct truce_claim *pair = NULL;
    for (uint32_t i = 0; i < all->list.n; i++)
        if (r->claims.v[all->list.v[i].claim].ceasefire.parties.n_actors >= 2) return;
    for (uint32_t i = 0; i < r->claims.n; i++) {
        const struct truce_claim *e = &r->claims.v[i];
        if (e->kind != TRUCE_KIND_event || e->event.type != TRUCE_EVENT_ASSAULT || e->event.mode != TRUCE_MODE_clash) continue;
        if (!is_side(e->event.actor) || !is_side(e->event.recipient)) continue;
        bool same = pair && ((e->event.actor == pair->event.actor && e->event.recipient == pair->event.recipient) ||
                             (e->event.actor == pair->event.recipient && e->event.recipient == pair->event.actor));
        if (pair && !same) return;
        pair = e;
    }
    for (uint32_t i = 0; pair && i < all->list.n; i++) {
        struct truce_claim *c = &r->claims.v[all->list.v[i].claim];
        const struct truce_actor *breaks = c->ceasefire.violator;
        if (c->ceasefire.state == TRUCE_STATE_proposed || c->ceasefire.state == TRUCE_STATE_negotiating) continue;
        if (breaks && breaks != pair->event.actor && breaks != pair->event.recipient) continue;
        c->ceasefire.parties = (struct truce_refs){ 0 };
        tr_refs_actor(r, &c->ceasefire.parties, pair->event.actor);
        tr_refs_actor(r, &c->ceasefire.parties, pair->event.recipient);
        tr_claim_why(r, c, "parties: those who fight");
    }
}

/* "The rebels agreed to the truce": with its other party. */
static void partner(struct tr_reading *r, const struct truce_claim *truce, struct truce_claim *e)
{
    const struct truce_refs *p = &truce->ceasefire.parties;
    bool bound = false;
    for (uint32_t i = 0; i < p->n_actors; i++) bound |= p->actor[i] == e->event.actor;
    for (uint32_t i = 0; bound && i < p->n_actors && !e->event.recipient; i++)
        if (p->actor[i] != e->event.actor && is_side(p->actor[i])) e->event.recipient = p->actor[i];
    if (e->event.recipient) tr_claim_why(r, e, "recipient: party to the truce");
}

/* Those who agree to a truce, declare or keep it in the truce's own sentence do so towards its other party. */
static void dealt_with(struct tr_reading *r, const struct tr_ceasefires *all)
{
    uint32_t at = 0, n = r->claims.n;
    while (at < n && r->claims.v[at].kind != TRUCE_KIND_event) at++;
    for (uint32_t i = 0; i < all->list.n; i++) {
        const struct truce_claim *truce = &r->claims.v[all->list.v[i].claim];
        if (truce->ceasefire.parties.n_actors < 2) continue;
        while (at < n && r->claims.v[at].kind == TRUCE_KIND_event && r->claims.v[at].sentence < truce->sentence) at++;
        for (uint32_t k = at; k < n && r->claims.v[k].kind == TRUCE_KIND_event && r->claims.v[k].sentence == truce->sentence; k++) {
            struct truce_claim *e = &r->claims.v[k];
            bool deals = e->event.type == TRUCE_EVENT_AGREE || e->event.type == TRUCE_EVENT_CONCEDE || e->event.type == TRUCE_EVENT_RETREAT;
            if (deals && e->event.actor && !e->event.recipient) partner(r, truce, e);
        }
    }
}

void tr_ceasefires_share(struct tr_reading *r, struct tr_ceasefires *all)
{
    struct truce_claim *own = TR_NEW_N(r->arena, struct truce_claim, all->list.n + 1); /* as they were told */
    for (uint32_t i = 0; i < all->list.n; i++) own[i] = r->claims.v[all->list.v[i].claim];
    for (uint32_t i = 0; i < all->list.n; i++) {
        struct terms t = gather(r, all, own, i);
        take_terms(r, &all->list.v[i], &r->claims.v[all->list.v[i].claim], &t);
    }
    between_those_who_fight(r, all);
    home_land(r, all);
    dealt_with(r, all);
}
