/* SPDX-License-Identifier: Apache-2.0 */
/* Which tolls become claims: rules and the claim head's opinion weighed against each other. */
#include "reading/casualties.h"

#include "reading/times.h"
#include "reading/tree.h"

/* How far the claim head may overrule a rule, by the rule's strength: beyond this probability of "no casualty" it is dropped. */
static const float most_none[] = { 0.0f, 0.50f, 0.93f, 0.995f };
/* The same for a named person, who is more often arrested, sought or mourned than harmed. */
#define MOST_NONE_NAME 0.90f
/* Without a rule the head must be this sure; surer of a bare name, which may be anybody's. */
#define MODEL_ALONE 0.72f
#define MODEL_ALONE_NAME 0.88f
/* The head's harm replaces the rule's from here on. */
#define MODEL_HARM 0.80f

/* "700 people had crossed the border": whoever acts, by a verb that tells no harm, is neither dead nor hurt by it. */
static bool acts(const struct tr_tolls *t, const struct tr_toll *x)
{
    const struct tr_word *w = &t->d->words[x->top];
    if (w->rel != TR_REL_nsubj || w->sub == TR_SUB_pass || w->head == TR_NO_WORD || w->head < x->top) return false;
    return t->d->words[w->head].upos == TR_UPOS_VERB && !tr_passive(t->d, w->head) && !tr_verb_harm(t->k, t->d, w->head);
}

/* "Abu Karim, a medic, was killed": the apposition is the person named before it. */
static bool told_by_name(const struct tr_tolls *t, const struct tr_toll *x)
{
    const struct tr_word *w = &t->d->words[x->top];
    if (!x->single || w->rel != TR_REL_appos) return false;
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *y = &t->list.v[i];
        if (y != x && y->single && y->harm == x->harm && w->head >= y->first && w->head < y->first + y->n) return true;
    }
    return false;
}

static bool weigh(const struct tr_tolls *t, struct tr_toll *x)
{
    if (told_by_name(t, x)) return false;
    if (x->denied) return x->harm != TRUCE_HARM_none;
    /* fighters who flee a battle are not displaced */
    if (x->harm == TRUCE_HARM_displaced && x->who == TRUCE_WHO_combatants) return false;
    bool quantified = x->num.n > 0 || x->single;
    if (!t->d->has_claim_heads) return x->harm && x->strength >= 2 && quantified;
    if (x->harm) {
        bool named = x->single && t->d->words[x->noun].upos == TR_UPOS_PROPN;
        if (!x->sure && x->p_none > (named && most_none[x->strength] > MOST_NONE_NAME ? MOST_NONE_NAME : most_none[x->strength]))
            return false;
        if (x->model_harm && x->model_harm != x->harm && x->p_model > MODEL_HARM && x->strength < 3) {
            x->harm = x->model_harm;
            x->rule = "claim head's harm";
        }
        return quantified;
    }
    bool name = x->single && t->d->words[x->noun].upos == TR_UPOS_PROPN;
    if (!quantified || x->p_model < (name ? MODEL_ALONE_NAME : MODEL_ALONE)) return false;
    if (x->noun != TR_NO_WORD && !x->single && t->d->words[x->noun].upos == TR_UPOS_NOUN && !tr_victim_at(t->k, t->d, x->noun))
        return false;
    if ((x->model_harm == TRUCE_HARM_killed || x->model_harm == TRUCE_HARM_injured) && acts(t, x)) return false;
    x->harm = x->model_harm;
    x->rule = "claim head";
    x->pred = tr_clause_of(t->d, x->top);
    return true;
}

static float confidence(const struct tr_tolls *t, const struct tr_toll *x)
{
    static const float by_strength[] = { 0.55f, 0.55f, 0.75f, 0.88f };
    float rule = by_strength[x->strength];
    if (!t->d->has_claim_heads) return rule;
    float model = x->model_harm == x->harm ? x->p_model : 1 - x->p_none;
    return 0.5f * rule + 0.5f * (model > 0.99f ? 0.99f : model);
}

/* From here on a toll is one of a war, not of the incident that the report tells. */
#define WAR_TOLL 1000

/* What its sentence does not date: an incident's toll has the incident's day; a war's toll so far ends at publication. */
static void date_toll(struct tr_reading *r, const struct tr_toll *x, struct truce_claim *c)
{
    if (tr_days_known(c->time.days)) return;
    if (tr_time_bulletin(r, &c->time)) return;
    bool war = x->num.q.low >= WAR_TOLL || (!x->num.q.has_low && x->num.q.high >= WAR_TOLL);
    if (!war) c->time = tr_time_context(r, x->top);
    else if (r->published != TR_NO_DATE) {
        c->time.days = (tr_days){ TR_NO_DATE, r->published };
        c->time.date_prec = 5;
    }
}

static void make_claim(struct tr_tolls *t, struct tr_toll *x, int32_t part_of)
{
    struct tr_reading *r = t->r;
    struct truce_claim *c = tr_claim_new(r, TRUCE_KIND_casualties, x->first, x->n, x->top);
    if (x->pred != TR_NO_WORD && x->pred != x->top) {
        struct truce_time when = tr_time_of(r, x->pred);
        if (!tr_days_known(c->time.days) && tr_days_known(when.days)) c->time = when;
        if (!c->place) c->place = tr_place_of(r, x->pred);
    }
    bool bodily = x->harm == TRUCE_HARM_killed || x->harm == TRUCE_HARM_injured || x->harm == TRUCE_HARM_casualties;
    if (!c->place && bodily) c->place = tr_place_of_act(r, x->pred != TR_NO_WORD ? x->pred : x->top); /* it happened somewhere */
    date_toll(r, x, c);
    c->casualties.count = x->num.q;
    c->casualties.harm = x->harm;
    c->casualties.who = x->who;
    c->casualties.part_of = part_of;
    c->confidence = confidence(t, x);
    tr_claim_why(r, c, x->rule ? x->rule : "number of people");
    if (t->d->has_claim_heads && x->p_model > 0.5f) tr_claim_why(r, c, "casualty head");
    tr_toll_slots(t, x, c);
}

void tr_casualties_read(struct tr_reading *r)
{
    struct tr_tolls t = { .r = r, .d = r->doc, .k = r->know->numerals };
    struct tr_toll before = { .harm = TRUCE_HARM_none };
    bool have = false;
    uint32_t first_claim = r->claims.n;
    for (uint32_t s = 0; s < r->doc->n_sentences; s++) {
        t.first = r->doc->sentences[s].first;
        t.end = t.first + r->doc->sentences[s].n;
        tr_tolls_gather(&t);
        tr_tolls_harm(&t);
        tr_tolls_who(&t, have ? &before : NULL);
        int32_t *ids = TR_NEW_N(r->arena, int32_t, t.list.n + 1);
        for (uint32_t i = 0; i < t.list.n; i++) ids[i] = -1;
        /* a whole may stand behind its part ("two medics among 31 dead") */
        for (int pass = 0; pass < 2; pass++) {
            for (uint32_t i = 0; i < t.list.n; i++) {
                struct tr_toll *x = &t.list.v[i];
                bool late = x->whole > (int32_t)i;
                if (late != (pass == 1) || !weigh(&t, x)) continue;
                ids[i] = (int32_t)r->claims.n;
                make_claim(&t, x, x->whole >= 0 ? ids[x->whole] : -1);
                if (!x->denied && x->whole < 0) {
                    before = *x;
                    have = true;
                }
            }
        }
    }
    tr_tolls_settle(r, first_claim);
}
