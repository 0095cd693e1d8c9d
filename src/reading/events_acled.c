/* SPDX-License-Identifier: Apache-2.0 */
/* What ACLED would call an event. It codes who fights whom rather than what is done: the same beating is a riot by a crowd, an attack by gunmen, and
 * part of a demonstration where protesters do it. So the codes are given when all events of the report stand, each with its scene: the acts told in
 * the sentences around it. An act that a protest is about ("marched against the killing of a priest") is none of its scene. */
#include "base/utf8.h"
#include "reading/events_acled.h"
#include "reading/tree.h"

#define SCENE 2 /* sentences to either side that tell the same scene */
#define LONGEST_WORD 40

/* --- who ------------------------------------------------------------------------------------------------------------------------------- */

static bool word_among(const struct tr_lexicon *l, int cls, tr_str word)
{
    if (tr_lexicon_in(l, cls, word)) return true;
    if (word.n > 3 && tr_str_ends(word, TR_STR("s")) && tr_lexicon_in(l, cls, tr_str_sub(word, 0, word.n - 1))) return true;
    char man[LONGEST_WORD];
    if (word.n < 4 || word.n >= sizeof man || !tr_str_ends(word, TR_STR("men"))) return false;
    memcpy(man, word.p, word.n);
    man[word.n - 2] = 'a';
    return tr_lexicon_in(l, cls, (tr_str){ man, word.n });
}

bool tr_actor_words(const struct tr_reading *r, const struct truce_actor *a, const char *cls)
{
    int k = tr_lexicon_class(r->know->lexicon, cls);
    if (!a || k < 0) return false;
    tr_str text = tr_utf8_lower(r->arena, a->text);
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && ((text.p[i] >= 'a' && text.p[i] <= 'z') || text.p[i] == '-' || (unsigned char)text.p[i] >= 0x80)) i++;
        if (i > from && i - from < LONGEST_WORD && word_among(r->know->lexicon, k, tr_str_sub(text, from, i))) return true;
        if (i == from) i++;
    }
    return false;
}

static bool is_state(const struct truce_actor *a)
{
    return a && (a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government);
}

/* Unarmed people who act together: a mob, residents, supporters, protesters. */
static bool is_crowd(const struct tr_reading *r, const struct truce_actor *a)
{
    return a && !is_state(a) && tr_actor_words(r, a, "crowd") && !tr_actor_words(r, a, "gunned");
}

static bool is_protester(const struct tr_reading *r, const struct truce_actor *a)
{
    return a && tr_actor_words(r, a, "demonstrator") && !tr_actor_words(r, a, "gunned");
}

/* A force or what it holds: "the army", "rebels", "a police station", "positions of the militia". */
static bool is_armed(const struct tr_reading *r, const struct truce_actor *a)
{
    if (!a || is_crowd(r, a)) return false;
    if (tr_actor_words(r, a, "gunned") || tr_actor_words(r, a, "milsite")) return true;
    return a->kind == TRUCE_ACTOR_party || is_state(a);
}

/* --- the scene ------------------------------------------------------------------------------------------------------------------------- */

struct scene {
    const struct truce_claim *protest;
    bool crowd_strikes, state_acts, state_shoots, harm;
};

/* Does the act at w belong to what the protest at p is about: "protested over the killing of", "after the police shot"? */
static bool is_matter(const struct tr_doc *d, uint32_t w, uint32_t p)
{
    if (d->words[p].rel == TR_REL_obj && d->words[p].head != TR_NO_WORD && !tr_under(d, w, p))
        p = d->words[p].head; /* "held a protest against" */
    for (int i = 0; i < 12 && w != TR_NO_WORD && w != p; i++) {
        uint32_t h = d->words[w].head;
        uint8_t rel = d->words[w].rel;
        bool finite_clause = rel == TR_REL_advcl && !tr_str_is(d->words[w].xpos, "VBG");
        if (h == p)
            return finite_clause || rel == TR_REL_obl || rel == TR_REL_obj || rel == TR_REL_nmod || rel == TR_REL_acl ||
                   rel == TR_REL_ccomp;
        w = h;
    }
    return false;
}

static bool has_among(const struct tr_reading *r, uint32_t w, const char *cls, int depth)
{
    if (tr_word_in(r, w, cls)) return true;
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool other = rel == TR_REL_advcl || rel == TR_REL_ccomp || rel == TR_REL_parataxis || rel == TR_REL_conj;
        if (depth && !other && has_among(r, c, cls, depth - 1)) return true;
    }
    return false;
}

static void look_at(const struct tr_reading *r, const struct truce_claim *c, struct scene *s)
{
    const struct truce_actor *by = c->event.actor, *to = c->event.recipient;
    bool act = c->event.type == TRUCE_EVENT_ASSAULT || c->event.type == TRUCE_EVENT_COERCE;
    if (!act || is_matter(r->doc, c->word, s->protest->word)) return;
    bool crowd_hit = !to || is_crowd(r, to) || to == s->protest->event.actor;
    bool clash = c->event.mode == TRUCE_MODE_clash;
    if (c->event.type == TRUCE_EVENT_ASSAULT && by && (is_crowd(r, by) || by == s->protest->event.actor)) s->crowd_strikes = true;
    if (clash && (is_crowd(r, by) || is_crowd(r, to))) s->crowd_strikes = true;
    if (clash || !is_state(by) || !crowd_hit) return;
    s->state_acts = true;
    bool mild = has_among(r, c->word, "riot_arm", 4);
    s->state_shoots |= c->event.type == TRUCE_EVENT_ASSAULT && c->event.mode == TRUCE_MODE_firearms && !mild;
}

/* The protest nearest to event i, and what else is told around it. */
static struct scene scene_of(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    struct scene s = { 0 };
    uint32_t at = r->claims.v[i].sentence, lo = i, hi = i;
    while (lo > x->first && r->claims.v[lo - 1].sentence + SCENE >= at) lo--;
    while (hi + 1 < r->claims.n && r->claims.v[hi + 1].sentence <= at + SCENE) hi++;
    for (uint32_t k = lo; k <= hi; k++) {
        const struct truce_claim *c = &r->claims.v[k];
        if (c->event.type != TRUCE_EVENT_PROTEST || c->status != TRUCE_STATUS_actual) continue;
        if (!s.protest || k == i) s.protest = c;
    }
    for (uint32_t k = lo; s.protest && k <= hi; k++) {
        if (r->claims.v[k].status == TRUCE_STATUS_actual) look_at(r, &r->claims.v[k], &s);
        const struct tr_candidate *own = x->of_claim[k - x->first];
        s.crowd_strikes |= own && own->use && tr_str_is(own->use->sense, "protest.riot");
    }
    TR_EACH_TOLL(r, x->candidates, r->claims.v[i].word, k)
    {
        enum truce_harm h = r->claims.v[k].casualties.harm;
        s.harm |= h == TRUCE_HARM_killed || h == TRUCE_HARM_injured;
    }
    return s;
}

static enum tr_acled of_scene(const struct scene *s)
{
    if (s->crowd_strikes) return TR_ACLED_demonstration;
    if (s->state_shoots && s->harm) return TR_ACLED_excessive_force;
    return s->state_acts ? TR_ACLED_intervention : TR_ACLED_peaceful;
}

/* An act by or against a crowd is of the protest that it stands beside. */
static bool in_scene(const struct tr_reading *r, const struct truce_claim *c, const struct scene *s)
{
    if (!s->protest || is_matter(r->doc, c->word, s->protest->word)) return false;
    const struct truce_actor *by = c->event.actor, *to = c->event.recipient, *they = s->protest->event.actor;
    return is_crowd(r, by) || is_crowd(r, to) || (they && (by == they || to == they)) || (is_state(by) && !to);
}

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
    bool shots = c->event.mode == TRUCE_MODE_firearms || has_among(r, c->word, "mode_firearms", 3);
    if (c->event.mode == TRUCE_MODE_clash) return !shots && (is_crowd(r, by) || is_crowd(r, to)) ? TR_ACLED_mob : TR_ACLED_clash;
    if (is_crowd(r, by) && !shots) return TR_ACLED_mob;
    return is_armed(r, to) || (!to && tolls_are_armed(x, c)) ? TR_ACLED_clash : TR_ACLED_attack;
}

/* "shot down a drone", "intercepted three rockets": a weapon that did not strike. */
static bool stops_weapon(const struct tr_reading *r, const struct truce_claim *c)
{
    static const char *const downs[] = { "intercept", "down", "shoot", "bring", NULL };
    uint32_t o = tr_object_of(r->doc, c->word);
    if (o == TR_NO_WORD || r->doc->words[c->word].upos != TR_UPOS_VERB) return false;
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
    switch (c->event.mode) {
    case TRUCE_MODE_aerial:
    case TRUCE_MODE_drone: return TR_ACLED_air;
    case TRUCE_MODE_shelling:
    case TRUCE_MODE_rocket: return TR_ACLED_shelling;
    case TRUCE_MODE_bombing: return has_among(r, c->word, "grenade", 3) ? TR_ACLED_grenade : TR_ACLED_explosive;
    case TRUCE_MODE_suicide: return TR_ACLED_suicide;
    case TRUCE_MODE_chemical: return has_among(r, c->word, "riot_arm", 4) ? of_fight(x, c) : TR_ACLED_chemical;
    case TRUCE_MODE_abduct: return TR_ACLED_abduction;
    case TRUCE_MODE_sexual: return TR_ACLED_sexual;
    case TRUCE_MODE_destroy: return is_crowd(r, c->event.actor) ? TR_ACLED_mob : TR_ACLED_looting;
    default: return of_fight(x, c);
    }
}

/* --- strategic developments -------------------------------------------------------------------------------------------------------------- */

/* Somebody is taken: by a state it is an arrest, by an armed group an abduction. */
static enum tr_acled of_taking(const struct truce_claim *c)
{
    return c->event.actor && c->event.actor->kind == TRUCE_ACTOR_party ? TR_ACLED_abduction : TR_ACLED_arrests;
}

static enum tr_acled of_seizure(const struct tr_reading *r, const struct truce_claim *c)
{
    const struct tr_doc *d = r->doc;
    uint32_t o = d->words[c->word].upos == TR_UPOS_VERB ? tr_object_of(d, c->word) : tr_case_child(d, c->word, "of");
    bool state = is_state(c->event.actor);
    if (o != TR_NO_WORD && !r->word_place[o]) {
        if (tr_word_in(r, o, "contraband")) return TR_ACLED_disrupted;
        if (tr_word_in(r, o, "property")) return TR_ACLED_looting;
        if (tr_word_in(r, o, "person") || tr_word_in(r, o, "armed")) return of_taking(c);
    }
    return state ? TR_ACLED_regain : TR_ACLED_overtake;
}

static bool is_sense(const struct tr_candidate *x, const char *sense)
{
    return x->use && tr_str_is(x->use->sense, sense);
}

static enum tr_acled of_retreat(const struct tr_reading *r, const struct tr_candidate *x, const struct truce_claim *c)
{
    if (is_sense(x, "retreat.swap")) return TR_ACLED_agreement;
    if (is_sense(x, "retreat.clear")) return TR_ACLED_disrupted;
    if (!is_armed(r, c->event.actor)) return TR_ACLED_none;
    if (is_sense(x, "retreat.leave")) return tr_case_child(r->doc, c->word, "from") != TR_NO_WORD ? TR_ACLED_transfer : TR_ACLED_change;
    return is_sense(x, "retreat.yield") ? TR_ACLED_change : TR_ACLED_none;
}

/* What protesters ask, blame and refuse is their protest. */
static bool is_spoken(enum truce_event t)
{
    return t == TRUCE_EVENT_REQUEST || t == TRUCE_EVENT_ACCUSE || t == TRUCE_EVENT_REJECT || t == TRUCE_EVENT_SUPPORT;
}

static enum tr_acled code_of(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    const struct tr_candidate *own = x->of_claim[i - x->first];
    struct scene s = scene_of(x, i);
    bool act = c->event.type == TRUCE_EVENT_ASSAULT || c->event.type == TRUCE_EVENT_COERCE;
    if (c->event.type == TRUCE_EVENT_PROTEST) {
        if (s.protest != c) return TR_ACLED_peaceful;
        return is_sense(own, "protest.riot") && !is_protester(r, c->event.actor) ? TR_ACLED_mob : of_scene(&s);
    }
    if (is_spoken(c->event.type)) return is_protester(r, c->event.actor) ? (s.protest ? of_scene(&s) : TR_ACLED_peaceful) : TR_ACLED_none;
    if (act && in_scene(r, c, &s)) return of_scene(&s);
    switch (c->event.type) {
    case TRUCE_EVENT_ASSAULT: return of_assault(x, c);
    case TRUCE_EVENT_COERCE:
        if (is_sense(own, "coerce.seize")) return of_seizure(r, c);
        if (is_sense(own, "coerce.arrest")) return of_taking(c);
        return is_sense(own, "coerce.loot") ? (is_crowd(r, c->event.actor) ? TR_ACLED_mob : TR_ACLED_looting) : TR_ACLED_none;
    case TRUCE_EVENT_MOBILIZE: return is_sense(own, "mobilize.base") ? TR_ACLED_base : TR_ACLED_change;
    case TRUCE_EVENT_RETREAT: return of_retreat(r, own, c);
    case TRUCE_EVENT_AGREE: return is_sense(own, "agree.sign") ? TR_ACLED_agreement : TR_ACLED_none;
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
