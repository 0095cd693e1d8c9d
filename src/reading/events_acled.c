/* SPDX-License-Identifier: Apache-2.0 */
/* What ACLED would call an event. It codes who fights whom rather than what is done: the same beating is a riot by a crowd, an attack by gunmen, and
 * part of a demonstration where protesters do it. So the codes are given when all events of the report stand, each with its scene (events_scene.c). */
#include "reading/events_acled.h"
#include "reading/tree.h"

#define NEAR 16 /* events to either side that may tell how ground was taken */

/* --- assaults -------------------------------------------------------------------------------------------------------------------------- */

/* Those whom the sentence counts as harmed are soldiers, fighters or police. */
static bool tolls_are_armed(const struct tr_coding *x, const struct truce_claim *c)
{
    bool armed = false;
    TR_EACH_TOLL(x->r, x->candidates, c->word, k)
    {
        enum truce_who who = x->r->claims.v[k].casualties.who;
        if (who != TRUCE_WHO_combatants && who != TRUCE_WHO_police) return false;
        armed = true;
    }
    return armed;
}

static enum tr_acled of_fight(const struct tr_coding *x, const struct truce_claim *c)
{
    const struct tr_reading *r = x->r;
    const struct truce_actor *by = c->event.actor, *to = c->event.recipient;
    bool shots = c->event.mode == TRUCE_MODE_firearms || tr_told_with(r, c->word, "mode_firearms", 3);
    bool meets_crowd = tr_is_crowd(r, by) || (tr_is_crowd(r, to) && !tr_word_in(r, c->word, "deadly"));
    if (c->event.mode == TRUCE_MODE_clash) return !shots && meets_crowd ? TR_ACLED_mob : TR_ACLED_clash;
    if (tr_is_crowd(r, by) && !shots) return TR_ACLED_mob;
    if (!to && tr_is_lemma(r->doc, c->word, "offensive")) return TR_ACLED_clash;
    return tr_is_armed_side(r, to) || (!to && tolls_are_armed(x, c)) ? TR_ACLED_clash : TR_ACLED_attack;
}

/* "shot down a drone", "intercepted three rockets": a weapon that did not strike. */
static bool stops_weapon(const struct tr_reading *r, const struct truce_claim *c)
{
    static const char *const downs[] = { "intercept", "down", "shoot", "bring", NULL };
    uint32_t o = tr_object_of(r->doc, c->word);
    if (o == TR_NO_WORD || r->doc->words[c->word].upos != TR_UPOS_VERB) return false;
    if (c->event.mode == TRUCE_MODE_destroy) return tr_word_in(r, o, "contraband"); /* "destroyed dozens of rifles" */
    for (const char *const *v = downs; *v; v++) {
        if (tr_is_lemma(r->doc, c->word, *v))
            return tr_word_in(r, o, "mode_drone") || tr_word_in(r, o, "mode_rocket") || tr_word_in(r, o, "aircraft");
    }
    return false;
}

static enum tr_acled of_assault(const struct tr_coding *x, const struct truce_claim *c)
{
    const struct tr_reading *r = x->r;
    if (stops_weapon(r, c)) return TR_ACLED_disrupted;
    enum truce_mode mode = c->event.mode;
    if (mode == TRUCE_MODE_bombing && tr_told_with(r, c->word, "grenade", 3)) return TR_ACLED_grenade;
    if (mode == TRUCE_MODE_destroy) return tr_is_crowd(r, c->event.actor) ? TR_ACLED_mob : TR_ACLED_looting;
    bool told = mode != TRUCE_MODE_clash && !(mode == TRUCE_MODE_chemical && tr_told_with(r, c->word, "riot_arm", 4));
    enum tr_acled code = told ? tr_acled_of_mode(mode) : TR_ACLED_none;
    return code ? code : of_fight(x, c);
}

/* --- strategic developments -------------------------------------------------------------------------------------------------------------- */

/* Somebody is taken: by a state it is an arrest, by an armed group an abduction. */
static enum tr_acled of_taking(const struct truce_claim *c)
{
    return c->event.actor && c->event.actor->kind == TRUCE_ACTOR_party ? TR_ACLED_abduction : TR_ACLED_arrests;
}

/* "recaptured the town after the army pulled out", "entered it without resistance": nobody fought for it. */
static bool is_ceded(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    bool left = tr_told_with(r, c->word, "unopposed", 3);
    for (uint32_t k = i > x->first + NEAR ? i - NEAR : x->first; k < r->claims.n && k <= i + NEAR; k++) {
        const struct truce_claim *o = &r->claims.v[k];
        const struct tr_candidate *own = x->of_claim[k - x->first];
        if (o->sentence != c->sentence || o->status != TRUCE_STATUS_actual) continue;
        if (o->event.type == TRUCE_EVENT_ASSAULT) return false;
        left |= (tr_event_is(own, "retreat.leave") || tr_event_is(own, "retreat.n")) && o->event.actor != c->event.actor;
    }
    return left;
}

static enum tr_acled of_seizure(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    const struct tr_doc *d = r->doc;
    uint32_t o = d->words[c->word].upos == TR_UPOS_VERB ? tr_object_of(d, c->word) : tr_case_child(d, c->word, "of");
    bool state = tr_is_state_side(c->event.actor);
    if (o != TR_NO_WORD && !r->word_place[o]) {
        if (tr_word_in(r, o, "contraband")) return TR_ACLED_disrupted;
        if (tr_word_in(r, o, "property")) return TR_ACLED_looting;
        if (tr_word_in(r, o, "person") || tr_word_in(r, o, "armed")) return of_taking(c);
    }
    if (is_ceded(x, i)) return TR_ACLED_transfer;
    return state ? TR_ACLED_regain : TR_ACLED_overtake;
}

static enum tr_acled of_retreat(const struct tr_reading *r, const struct tr_candidate *x, const struct truce_claim *c)
{
    if (tr_event_is(x, "retreat.swap") || tr_event_is(x, "retreat.release")) return TR_ACLED_agreement;
    if (tr_event_is(x, "retreat.clear")) return TR_ACLED_disrupted;
    if (!tr_is_armed_side(r, c->event.actor)) return TR_ACLED_none;
    if (tr_event_is(x, "retreat.leave")) return tr_case_child(r->doc, c->word, "from") != TR_NO_WORD ? TR_ACLED_transfer : TR_ACLED_change;
    return tr_event_is(x, "retreat.yield") ? TR_ACLED_change : TR_ACLED_none;
}

/* What protesters ask, blame and refuse is their protest. */
static bool is_spoken(enum truce_event t)
{
    return t == TRUCE_EVENT_REQUEST || t == TRUCE_EVENT_ACCUSE || t == TRUCE_EVENT_REJECT || t == TRUCE_EVENT_SUPPORT;
}

/* "Police dispersed the demonstrators": a protest that no word tells by itself. */
static enum tr_acled of_unsaid_protest(const struct tr_reading *r, const struct truce_claim *c)
{
    uint32_t o = r->doc->words[c->word].upos == TR_UPOS_VERB ? tr_object_of(r->doc, c->word) : TR_NO_WORD;
    bool at_rally = (tr_told_with(r, c->word, "riot_arm", 4) && tr_is_state_side(c->event.actor) && tr_is_crowd(r, c->event.recipient)) ||
                    tr_is_protester(r, c->event.recipient) || (o != TR_NO_WORD && tr_word_in(r, o, "rally"));
    if (tr_is_protester(r, c->event.actor) && c->event.type == TRUCE_EVENT_ASSAULT) return TR_ACLED_demonstration;
    if (!at_rally || (c->event.actor && !tr_is_state_side(c->event.actor))) return TR_ACLED_none;
    if (c->event.mode == TRUCE_MODE_clash) return TR_ACLED_demonstration;
    return tr_is_deadly_force(r, c) ? TR_ACLED_excessive_force : TR_ACLED_intervention;
}

static enum tr_acled code_of(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    const struct tr_candidate *own = x->of_claim[i - x->first];
    struct tr_scene s = tr_scene_of(x, i);
    bool act = c->event.type == TRUCE_EVENT_ASSAULT || c->event.type == TRUCE_EVENT_COERCE;
    if (c->event.type == TRUCE_EVENT_PROTEST) {
        if (s.protest != c) return TR_ACLED_peaceful;
        return tr_event_is(own, "protest.riot") && !s.rally && !tr_is_protester(r, c->event.actor) ? TR_ACLED_mob : tr_scene_code(&s);
    }
    if (is_spoken(c->event.type))
        return tr_is_protester(r, c->event.actor) ? (s.protest ? tr_scene_code(&s) : TR_ACLED_peaceful) : TR_ACLED_none;
    if (act && tr_in_scene(x, i, &s)) return tr_scene_code(&s);
    enum tr_acled unsaid = act && !s.protest ? of_unsaid_protest(r, c) : TR_ACLED_none;
    if (unsaid) return unsaid;
    switch (c->event.type) {
    case TRUCE_EVENT_ASSAULT:
        return tr_event_is(own, "attack.mob") && !tr_is_armed_side(r, c->event.actor) ? TR_ACLED_mob : of_assault(x, c);
    case TRUCE_EVENT_COERCE:
        if (tr_event_is(own, "coerce.seize")) return of_seizure(x, i);
        if (tr_event_is(own, "coerce.arrest")) return of_taking(c);
        if (tr_event_is(own, "coerce.find")) return TR_ACLED_disrupted;
        return tr_event_is(own, "coerce.loot") ? (tr_is_crowd(r, c->event.actor) ? TR_ACLED_mob : TR_ACLED_looting) : TR_ACLED_none;
    case TRUCE_EVENT_MOBILIZE: return tr_event_is(own, "mobilize.base") ? TR_ACLED_base : TR_ACLED_change;
    case TRUCE_EVENT_RETREAT: return of_retreat(r, own, c);
    case TRUCE_EVENT_CONSULT: return tr_event_is(own, "consult.peace") ? TR_ACLED_agreement : TR_ACLED_none;
    case TRUCE_EVENT_AGREE: return tr_event_is(own, "agree.sign") ? TR_ACLED_agreement : TR_ACLED_none;
    default: return TR_ACLED_none;
    }
}

void tr_events_acled(const struct tr_coding *x)
{
    struct tr_reading *r = x->r;
    uint32_t n = r->claims.n - x->first;
    enum tr_acled *codes = TR_NEW_N(r->arena, enum tr_acled, n + 1);
    for (uint32_t i = 0; i < n; i++) codes[i] = code_of(x, x->first + i);
    for (uint32_t i = 0; i < n; i++) {
        r->claims.v[x->first + i].event.acled_event = tr_acled_event(codes[i]);
        r->claims.v[x->first + i].event.acled_sub_event = tr_acled_sub(codes[i]);
    }
}
