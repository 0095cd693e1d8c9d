/* SPDX-License-Identifier: Apache-2.0 */
/* What an event holds besides its type: how an assault was made, who acts and against whom. */
#include "reading/events_int.h"
#include "reading/tree.h"

#define TRUST_MODE 0.5f /* the heads' mode holds from this probability on */

/* --- mode ----------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *cls;
    enum truce_mode mode;
} signs[] = {
    { "mode_suicide", TRUCE_MODE_suicide },   { "mode_chemical", TRUCE_MODE_chemical }, { "mode_drone", TRUCE_MODE_drone },
    { "mode_rocket", TRUCE_MODE_rocket },     { "mode_shelling", TRUCE_MODE_shelling }, { "mode_aerial", TRUCE_MODE_aerial },
    { "mode_bombing", TRUCE_MODE_bombing },   { "mode_execute", TRUCE_MODE_execute },   { "mode_clash", TRUCE_MODE_clash },
    { "mode_firearms", TRUCE_MODE_firearms },
};

static enum truce_mode sign_of(const struct tr_reading *r, uint32_t w)
{
    const struct tr_lexicon *l = r->know->lexicon;
    tr_str lemma = tr_table_lemma(r->doc, w);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (tr_lexicon_in(l, tr_lexicon_class(l, signs[i].cls), lemma)) return signs[i].mode;
    }
    return TRUCE_MODE_none;
}

/* The first sign of a means in the clause of w; deeper clauses are other acts. */
static enum truce_mode sign_below(const struct tr_reading *r, uint32_t w, int depth)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (rel == TR_REL_advcl || rel == TR_REL_acl || rel == TR_REL_ccomp || rel == TR_REL_parataxis || rel == TR_REL_conj ||
            rel == TR_REL_punct)
            continue;
        enum truce_mode m = sign_of(r, c);
        if (!m && depth < 4) m = sign_below(r, c, depth + 1);
        if (m) return m;
    }
    return TRUCE_MODE_none;
}

static enum truce_mode of_neighbour(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t w = d->words[x->w].head, i = 0; w != TR_NO_WORD && i < 4; w = d->words[w].head, i++) {
        struct tr_candidate *up = tr_candidate_at(c, w);
        enum truce_mode m = up && up->type == TRUCE_EVENT_ASSAULT && up->mode != TRUCE_MODE_other ? up->mode : sign_below(r, w, 2);
        if (m) return m;
    }
    return TRUCE_MODE_none;
}

static bool is_riot_gas(const struct tr_doc *d, uint32_t w)
{
    static const char *const kinds[] = { "tear", "tear-gas", "teargas", "pepper", "laughing", "natural", NULL };
    TR_EACH_CHILD(d, w, c)
    {
        for (const char *const *k = kinds; *k; k++) {
            if (tr_str_is(d->words[c].lower, *k)) return true;
        }
    }
    return w > 0 && tr_str_is(d->words[w - 1].lower, "tear");
}

/* Poison in what the act is done with, however that is delivered: "mortars filled with chlorine", "an air raid with poison gas"; tear gas is none. */
static bool holds_poison(const struct tr_reading *r, uint32_t w, int depth)
{
    const struct tr_lexicon *l = r->know->lexicon;
    bool gas = tr_is_lemma(r->doc, w, "gas"); /* which gas, the words before it tell: "gas explosion" is none */
    if (!gas && tr_lexicon_in(l, tr_lexicon_class(l, "mode_chemical"), tr_table_lemma(r->doc, w))) return !is_riot_gas(r->doc, w);
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool further = rel == TR_REL_advcl || rel == TR_REL_ccomp || rel == TR_REL_parataxis || rel == TR_REL_punct;
        if (!further && depth < 5 && holds_poison(r, c, depth + 1)) return true;
    }
    return false;
}

static bool is_poisonous(const struct tr_reading *r, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    uint32_t o = d->words[x->w].upos == TR_UPOS_VERB ? tr_object_of(d, x->w) : TR_NO_WORD;
    TR_EACH_CHILD(d, x->w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool with = (rel == TR_REL_obl || rel == TR_REL_nmod) && tr_str_is_i(tr_case_of(d, c), "with");
        bool arm = tr_word_in(r, c, "weapon") || tr_word_in(r, c, "mode_chemical") || tr_word_in(r, c, "container");
        if ((with || c == o || rel == TR_REL_nsubj || rel == TR_REL_compound || rel == TR_REL_amod) && arm && holds_poison(r, c, 0))
            return true;
    }
    return false;
}

/* "A mortar round hit the village. The army accused rebels of having fired it": what was fired is what was told before. */
static enum truce_mode of_shot_before(const struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    uint32_t o = tr_child(d, x->w, TR_REL_obj);
    if (o == TR_NO_WORD || (!tr_str_is(d->words[o].lower, "it") && !tr_str_is(d->words[o].lower, "them"))) return TRUCE_MODE_none;
    for (uint32_t i = c->list.n; i-- > 0;) {
        const struct tr_candidate *before = &c->list.v[i];
        if (before->dropped || before->w >= x->w) continue;
        if (d->words[before->w].sentence + 1 < d->words[x->w].sentence) break;
        bool shot = before->mode == TRUCE_MODE_shelling || before->mode == TRUCE_MODE_rocket || before->mode == TRUCE_MODE_aerial;
        if (before->type == TRUCE_EVENT_ASSAULT && shot) return before->mode;
    }
    return TRUCE_MODE_none;
}

/* "fired rockets at", "the air force destroyed": what is fired, and who fires it from the air, tell more than the verb. */
static enum truce_mode by_arms(const struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x)
{
    struct tr_args args = tr_args_of(r->doc, x->w);
    if (x->mode == TRUCE_MODE_firearms && r->doc->words[x->w].upos == TR_UPOS_VERB) {
        enum truce_mode again = of_shot_before(r, c, x);
        if (again) return again;
        uint32_t o = tr_object_of(r->doc, x->w);
        enum truce_mode m = o == TR_NO_WORD ? TRUCE_MODE_none : sign_of(r, o), kind = o == TR_NO_WORD ? m : sign_below(r, o, 3);
        if (!m || kind == TRUCE_MODE_rocket) m = kind; /* "fired rocket shells" */
        if (m && m != TRUCE_MODE_clash && m != TRUCE_MODE_bombing) return m;
    }
    bool open = !x->mode || x->mode == TRUCE_MODE_other || x->mode == TRUCE_MODE_destroy || x->mode == TRUCE_MODE_shelling ||
                x->mode == TRUCE_MODE_firearms || x->mode == TRUCE_MODE_bombing;
    if (!open || args.agent == TR_NO_WORD) return TRUCE_MODE_none;
    enum truce_mode m = sign_below(r, args.agent, 3); /* "suicide bombers" are no planes */
    if (m != TRUCE_MODE_suicide) m = sign_of(r, args.agent) ? sign_of(r, args.agent) : m;
    if (m == TRUCE_MODE_aerial || m == TRUCE_MODE_drone) return m;
    bool untold = !x->mode || x->mode == TRUCE_MODE_other || (m == TRUCE_MODE_suicide && x->mode == TRUCE_MODE_bombing);
    return untold && (m == TRUCE_MODE_firearms || m == TRUCE_MODE_suicide) ? m : TRUCE_MODE_none; /* "gunmen killed" */
}

/* "25 people were killed when a bomb went off", "died as planes struck": the act that the clause below tells. */
static enum truce_mode of_clause_below(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    if (!tr_word_in(r, x->w, "deadly") || !tr_passive(d, x->w)) return TRUCE_MODE_none;
    TR_EACH_CHILD(d, x->w, k)
    {
        const struct tr_candidate *act = d->words[k].rel == TR_REL_advcl ? tr_candidate_at(c, k) : NULL;
        if (act && act->type == TRUCE_EVENT_ASSAULT && act->mode != TRUCE_MODE_other && act->mode != TRUCE_MODE_destroy) return act->mode;
    }
    return TRUCE_MODE_none;
}

enum truce_mode tr_event_mode(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x)
{
    const struct tr_word *v = &r->doc->words[x->w];
    if (is_poisonous(r, x)) return TRUCE_MODE_chemical;
    enum truce_mode arms = by_arms(r, c, x);
    if (arms) return arms;
    enum truce_mode told = of_clause_below(r, c, x);
    if (told) return told;
    if (x->mode && x->mode != TRUCE_MODE_other && (!v->mode || x->mode == (enum truce_mode)v->mode || v->p_mode < 0.8f)) return x->mode;
    if (r->doc->has_claim_heads && v->mode && v->p_mode >= TRUST_MODE) return (enum truce_mode)v->mode;
    enum truce_mode m = sign_of(r, x->w);
    if (!m) m = sign_below(r, x->w, 0);
    if (!m) m = of_neighbour(r, c, x);
    return m ? m : TRUCE_MODE_other;
}

/* --- the rest ------------------------------------------------------------------------------------------------------- */

/* Who asks, refuses or accuses does it when he says so. */
static bool is_speech(enum truce_event t)
{
    return t == TRUCE_EVENT_REQUEST || t == TRUCE_EVENT_ACCUSE || t == TRUCE_EVENT_REJECT || t == TRUCE_EVENT_THREATEN ||
           t == TRUCE_EVENT_AGREE || t == TRUCE_EVENT_SUPPORT || t == TRUCE_EVENT_CONCEDE;
}

void tr_event_fill(struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x, struct truce_claim *claim)
{
    if (x->type == TRUCE_EVENT_ASSAULT || x->type == TRUCE_EVENT_COERCE || x->type == TRUCE_EVENT_PROTEST)
        claim->place = tr_place_of_act(r, x->w);
    if (x->type == TRUCE_EVENT_CONSULT && !claim->place && r->doc->words[x->w].upos != TR_UPOS_VERB)
        claim->place = tr_place_of(r, tr_clause_of(r->doc, x->w)); /* "talks are under way in Doha" */
    if (is_speech(x->type) && !tr_days_known(claim->time.days)) claim->time = tr_time_said(r, x->w);
    tr_event_sides(r, c, x, claim);
    claim->status = x->refused ? TRUCE_STATUS_actual : tr_status_at(r, x->w);
    tr_event_day(r, x, claim);
}
