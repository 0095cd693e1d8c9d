/* SPDX-License-Identifier: Apache-2.0 */
/* Who the sides of an event are to ACLED, and the scene that an event is part of: a protest and the acts told beside it. */
#include "reading/events_acled.h"
#include "reading/tree.h"

#define SCENE 2  /* sentences to either side that tell the same scene */
#define REACH 24 /* events to either side that are looked at */
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
    char word[LONGEST_WORD];
    size_t n = 0;
    if (!a || k < 0) return false;
    for (size_t i = 0; i <= a->text.n; i++) {
        char c = i < a->text.n ? a->text.p[i] : ' ';
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        bool letter = (c >= 'a' && c <= 'z') || c == '-' || (unsigned char)c >= 0x80;
        if (letter && n < sizeof word) word[n++] = c;
        if (letter) continue;
        if (n && n < sizeof word && word_among(r->know->lexicon, k, (tr_str){ word, n })) return true;
        n = 0;
    }
    return false;
}

bool tr_is_state_side(const struct truce_actor *a)
{
    return a && (a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government);
}

bool tr_is_crowd(const struct tr_reading *r, const struct truce_actor *a)
{
    return a && !tr_is_state_side(a) && tr_actor_words(r, a, "crowd") && !tr_actor_words(r, a, "gunned");
}

bool tr_is_protester(const struct tr_reading *r, const struct truce_actor *a)
{
    return a && tr_actor_words(r, a, "demonstrator") && !tr_actor_words(r, a, "gunned");
}

bool tr_is_armed_side(const struct tr_reading *r, const struct truce_actor *a)
{
    if (!a || tr_is_crowd(r, a)) return false;
    if (tr_actor_words(r, a, "unarmed")) return false; /* "an off-duty officer", "a former soldier" */
    if (tr_actor_words(r, a, "gunned") || tr_actor_words(r, a, "milsite")) return true;
    if (!a->id.n && tr_actor_words(r, a, "vehicle")) return false; /* whose, nobody says */
    return a->kind == TRUCE_ACTOR_party || tr_is_state_side(a);
}

/* --- the scene ------------------------------------------------------------------------------------------------------------------------- */

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

bool tr_event_is(const struct tr_candidate *x, const char *sense)
{
    return x && x->use && tr_str_is(x->use->sense, sense);
}

bool tr_told_with(const struct tr_reading *r, uint32_t w, const char *cls, int depth)
{
    if (tr_word_in(r, w, cls)) return true;
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool other = rel == TR_REL_advcl || rel == TR_REL_ccomp || rel == TR_REL_parataxis || rel == TR_REL_conj;
        if (depth && !other && tr_told_with(r, c, cls, depth - 1)) return true;
    }
    return false;
}

bool tr_is_deadly_force(const struct tr_reading *r, const struct truce_claim *c)
{
    if (c->event.type != TRUCE_EVENT_ASSAULT) return false;
    bool shots = c->event.mode == TRUCE_MODE_firearms || tr_told_with(r, c->word, "mode_firearms", 3);
    return tr_word_in(r, c->word, "deadly") || (shots && !tr_told_with(r, c->word, "riot_arm", 4));
}

/* Burning tyres, barricades: a road closed with them is no peaceful protest. */
static bool is_ablaze(const struct tr_reading *r, uint32_t w, int depth)
{
    const struct tr_doc *d = r->doc;
    if (tr_word_in(r, w, "blaze")) return true;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool clause = d->words[c].upos == TR_UPOS_VERB && (rel == TR_REL_conj || d->words[c].sub == TR_SUB_relcl);
        if (c > w && !clause && rel != TR_REL_ccomp && rel != TR_REL_parataxis && depth < 5 && is_ablaze(r, c, depth + 1)) return true;
    }
    return false;
}

/* Arrests, and crowds broken up, are a state's doing unless somebody else is named. */
static bool is_policing(const struct tr_coding *x, uint32_t i)
{
    const struct tr_candidate *own = x->of_claim[i - x->first];
    const struct truce_claim *c = &x->r->claims.v[i];
    bool seizes = tr_event_is(own, "coerce.arrest") || tr_event_is(own, "coerce.disperse");
    return seizes && (!c->event.actor || tr_is_state_side(c->event.actor));
}

static bool at_rally(const struct tr_reading *r, const struct truce_claim *c)
{
    uint32_t o = r->doc->words[c->word].upos == TR_UPOS_VERB ? tr_object_of(r->doc, c->word) : TR_NO_WORD;
    return o != TR_NO_WORD && tr_word_in(r, o, "rally");
}

/* Is the act told for itself, not as what is remembered, blamed or asked for: "on the anniversary of the riot", "accused guards of firing"? */
static bool is_told_itself(const struct tr_coding *x, uint32_t w)
{
    const struct tr_word *v = &x->r->doc->words[w];
    if (v->head == TR_NO_WORD) return true;
    uint32_t up = x->candidates->of_word[v->head];
    enum truce_event type = up ? x->candidates->list.v[up - 1].type : TRUCE_EVENT_none;
    bool content = v->rel != TR_REL_conj && v->rel != TR_REL_parataxis;
    if (content && (type == TRUCE_EVENT_ACCUSE || type == TRUCE_EVENT_REQUEST || type == TRUCE_EVENT_SUPPORT || type == TRUCE_EVENT_REJECT))
        return false;
    bool aside = v->rel == TR_REL_nmod || (v->rel == TR_REL_obl && !tr_word_in(x->r, w, "mode_clash"));
    return v->upos == TR_UPOS_VERB || !aside;
}

static void look_at(const struct tr_coding *x, uint32_t i, struct tr_scene *s)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    const struct truce_actor *by = c->event.actor, *to = c->event.recipient, *they = s->protest->event.actor;
    bool act = c->event.type == TRUCE_EVENT_ASSAULT || c->event.type == TRUCE_EVENT_COERCE;
    if (c != s->protest && !is_told_itself(x, c->word)) return;
    if (c->event.type == TRUCE_EVENT_PROTEST)
        s->crowd_strikes |= tr_event_is(x->of_claim[i - x->first], "protest.riot") ||
                            tr_event_is(x->of_claim[i - x->first], "protest.blaze") || is_ablaze(r, c->word, 0);
    if (!act || is_matter(r->doc, c->word, s->protest->word)) return;
    bool clash = c->event.mode == TRUCE_MODE_clash;
    if (c->event.type == TRUCE_EVENT_ASSAULT && by && (tr_is_crowd(r, by) || by == they)) s->crowd_strikes = true;
    bool rebels =
        (by && by->kind == TRUCE_ACTOR_party && !tr_is_crowd(r, by)) || (to && to->kind == TRUCE_ACTOR_party && !tr_is_crowd(r, to));
    if (clash && !rebels) s->crowd_strikes = true; /* "the march ended in clashes" */
    if (!by && tr_told_with(r, c->word, "thrown", 2)) s->crowd_strikes = true;
    if (c->event.mode == TRUCE_MODE_destroy && !by) s->crowd_strikes = true; /* "shops were set ablaze" */
    if (clash) return;
    bool hits_them = !to || tr_is_crowd(r, to) || (they && to == they) || at_rally(r, c);
    s->state_acts |= is_policing(x, i) || (c->event.type == TRUCE_EVENT_ASSAULT && tr_is_state_side(by) && hits_them);
    bool protester_shot = !by && c->event.mode == TRUCE_MODE_firearms && (tr_is_protester(r, to) || (they && to == they));
    s->state_shoots |= protester_shot || (tr_is_state_side(by) && hits_them && tr_is_deadly_force(r, c));
}

/* The protest nearest to event i, and what else is told around it. */
struct tr_scene tr_scene_of(const struct tr_coding *x, uint32_t i)
{
    const struct tr_reading *r = x->r;
    struct tr_scene s = { 0 };
    uint32_t at = r->claims.v[i].sentence, lo = i, hi = i;
    while (lo > x->first && i - lo < REACH && r->claims.v[lo - 1].sentence + SCENE >= at) lo--;
    while (hi + 1 < r->claims.n && hi - i < REACH && r->claims.v[hi + 1].sentence <= at + SCENE) hi++;
    for (uint32_t k = lo; k <= hi; k++) {
        const struct truce_claim *c = &r->claims.v[k];
        if (c->event.type != TRUCE_EVENT_PROTEST || c->status != TRUCE_STATUS_actual) continue;
        s.rally |= !tr_event_is(x->of_claim[k - x->first], "protest.riot");
        if (!s.protest || k == i) s.protest = c;
    }
    for (uint32_t k = lo; s.protest && k <= hi; k++) {
        if (r->claims.v[k].status == TRUCE_STATUS_actual) look_at(x, k, &s);
    }
    TR_EACH_TOLL(r, x->candidates, r->claims.v[i].word, k)
    {
        enum truce_harm h = r->claims.v[k].casualties.harm;
        s.harm |= h == TRUCE_HARM_killed || h == TRUCE_HARM_injured;
    }
    return s;
}

enum tr_acled tr_scene_code(const struct tr_scene *s)
{
    if (s->crowd_strikes) return TR_ACLED_demonstration;
    if (s->state_shoots && s->harm) return TR_ACLED_excessive_force;
    return s->state_acts ? TR_ACLED_intervention : TR_ACLED_peaceful;
}

bool tr_in_scene(const struct tr_coding *x, uint32_t i, const struct tr_scene *s)
{
    const struct tr_reading *r = x->r;
    const struct truce_claim *c = &r->claims.v[i];
    if (!s->protest || is_matter(r->doc, c->word, s->protest->word)) return false;
    const struct truce_actor *by = c->event.actor, *to = c->event.recipient, *they = s->protest->event.actor;
    if (is_policing(x, i) || at_rally(r, c)) return true;
    return tr_is_crowd(r, by) || tr_is_crowd(r, to) || (they && (by == they || to == they)) || (tr_is_state_side(by) && !to);
}
