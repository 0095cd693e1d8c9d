/* SPDX-License-Identifier: Apache-2.0 */
/* Who acts in an event and to or against whom. The tree tells whose the verb is; what an act is made with, agreed on or talked about is nobody. */
#include "reading/events_int.h"
#include "reading/tree.h"

static bool among(tr_str s, const char *const *list)
{
    while (*list && !tr_str_is_i(s, *list)) list++;
    return *list != NULL;
}

/* What stands there is a name or a register's body, not just a word for people. */
static bool is_named(const struct tr_reading *r, uint32_t w)
{
    uint32_t m = r->word_actor[w];
    return m && (r->doc->words[w].entity == TR_ENT_ORG || r->doc->words[w].entity == TR_ENT_PER ||
                 r->actors.v[r->actor_mentions.v[m - 1].actor]->id.n);
}

static bool is_act_or_weapon(const struct tr_reading *r, uint32_t w)
{
    return w != TR_NO_WORD && !is_named(r, w) &&
           (tr_word_in(r, w, "attack") || tr_word_in(r, w, "weapon") || tr_word_in(r, w, "aircraft") || tr_word_in(r, w, "ceasefire"));
}

/* Somebody who can act or be dealt with, not a thing that the phrase happens to name. */
static bool is_somebody(const struct tr_reading *r, uint32_t w, const struct truce_actor *a)
{
    const struct tr_word *x = &r->doc->words[w];
    if (!a) return false;
    return a->kind != TRUCE_ACTOR_other || a->id.n || r->word_actor[w] || x->entity == TR_ENT_PER || x->entity == TR_ENT_ORG ||
           x->upos == TR_UPOS_PRON;
}

static const struct truce_actor *somebody_at(struct tr_reading *r, uint32_t w)
{
    const struct truce_actor *a = w == TR_NO_WORD ? NULL : tr_actor_at(r, w);
    return a && is_somebody(r, w, a) ? a : NULL;
}

static bool is_bodily(enum truce_event t)
{
    return t == TRUCE_EVENT_ASSAULT || t == TRUCE_EVENT_COERCE || t == TRUCE_EVENT_MOBILIZE;
}

static uint32_t between(const struct tr_doc *d, uint32_t w)
{
    uint32_t first = tr_case_child(d, w, "between");
    return first != TR_NO_WORD ? first : tr_case_child(d, w, "among");
}

/* "talks between Doha and Cairo", "fighting broke out between the army and the rebels": the two sides; false when they are not told so. */
static bool two_sides(struct tr_reading *r, uint32_t w, struct truce_claim *claim)
{
    const struct tr_doc *d = r->doc;
    uint32_t first = between(d, w), second = TR_NO_WORD, v = d->words[w].head;
    bool argument = d->words[w].rel == TR_REL_nsubj || d->words[w].rel == TR_REL_csubj || d->words[w].rel == TR_REL_obj;
    if (first == TR_NO_WORD && argument && v != TR_NO_WORD) first = between(d, v);
    if (first == TR_NO_WORD) return false;
    TR_EACH_CHILD(d, first, c)
    {
        if (d->words[c].rel == TR_REL_conj && second == TR_NO_WORD) second = c;
    }
    const struct truce_actor *a = tr_actor_at(r, first), *b = second == TR_NO_WORD ? NULL : tr_actor_at(r, second);
    if (!a || !b) return false;
    claim->event.actor = a;
    claim->event.recipient = b;
    if (claim->event.mode == TRUCE_MODE_other) claim->event.mode = TRUCE_MODE_clash; /* "violence between police and gangs" */
    return true;
}

/* "The emir and the king met": each with the other. */
static bool two_meet(struct tr_reading *r, uint32_t agent, struct truce_claim *claim)
{
    uint32_t other = agent == TR_NO_WORD ? TR_NO_WORD : tr_child(r->doc, agent, TR_REL_conj);
    const struct truce_actor *a = other == TR_NO_WORD ? NULL : tr_actor_at(r, agent), *b = a ? tr_actor_at(r, other) : NULL;
    if (!a || !b || a == b || tr_case_child(r->doc, claim->word, "with") != TR_NO_WORD) return false;
    claim->event.actor = a;
    claim->event.recipient = b;
    return true;
}

/* "headed to Doha for talks", "took the town after clashes with rebels", "claimed responsibility for the attack": whose clause the noun
 * stands in acts. */
static uint32_t of_clause_above(const struct tr_reading *r, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *v = &d->words[x->w];
    uint32_t h = v->head;
    if (h == TR_NO_WORD || (v->rel != TR_REL_obl && v->rel != TR_REL_nmod && v->rel != TR_REL_obj)) return TR_NO_WORD;
    bool claimed = tr_is_lemma(d, h, "responsibility");
    bool fought = x->type == TRUCE_EVENT_ASSAULT && tr_word_in(r, x->w, "mode_clash") && tr_case_child(d, x->w, "with") != TR_NO_WORD;
    if (!claimed && !fought && x->type != TRUCE_EVENT_CONSULT) return TR_NO_WORD;
    for (int i = 0; i < 4 && h != TR_NO_WORD && !tr_is_predicate(d, h); i++) h = d->words[h].head;
    if (h == TR_NO_WORD || d->words[h].upos != TR_UPOS_VERB) return TR_NO_WORD;
    return tr_args_of(d, h).agent;
}

/* What is dealt with or told of, and never acts itself. */
static bool is_matter(const struct tr_reading *r, uint32_t w)
{
    static const char *const things[] = { "issue",  "solution", "thing",    "priority", "announcement", "conflict", "outcome",
                                          "war",    "report",   "decision", "news",     "problem",      "answer",   "condition",
                                          "step",   "way",      "result",   "crisis",   "situation",    "pressure", "effort",
                                          "letter", "law",      "attempt",  "role",     "response",     NULL };
    return tr_word_in(r, w, "deal") || tr_word_in(r, w, "talks") || tr_word_in(r, w, "ceasefire") || tr_word_in(r, w, "weather") ||
           among(r->doc->words[w].lemma, things);
}

/* "members of the council", "dozens of rebels", "one of two pilots": those that it is a part or number of; TR_NO_WORD when w is none. */
static uint32_t part_of(const struct tr_doc *d, uint32_t w)
{
    static const char *const parts[] = { "member", "dozen", "hundred", "thousand", "score",   "number", "group", "majority", "some", "most",
                                         "many",   "all",   "one",     "two",      "several", "part",   "unit",  "rest",     NULL };
    return among(d->words[w].lemma, parts) ? tr_case_child(d, w, "of") : TR_NO_WORD;
}

/* A number and nothing else: "dozens", "more". */
static bool is_bare_number(const struct tr_doc *d, uint32_t w)
{
    static const char *const numbers[] = { "dozen", "hundred", "thousand", "score", "more", "many", "several", "other", NULL };
    return (d->words[w].upos == TR_UPOS_NUM || among(d->words[w].lemma, numbers)) && tr_case_child(d, w, "of") == TR_NO_WORD;
}

/* "issued a statement applauding", "a letter from the emir urging": who speaks in it. */
static uint32_t maker_of_text(const struct tr_doc *d, uint32_t w)
{
    static const char *const texts[] = { "statement", "letter", "video", "speech", "message", "communique", "tweet", "resolution", NULL };
    uint32_t v = d->words[w].head;
    if (!among(d->words[w].lemma, texts)) return w;
    uint32_t by = tr_args_of(d, w).agent;
    if (by == TR_NO_WORD) by = tr_case_child(d, w, "from");
    if (by == TR_NO_WORD && v != TR_NO_WORD && d->words[v].upos == TR_UPOS_VERB && d->words[w].rel == TR_REL_obj)
        by = tr_args_of(d, v).agent;
    return by;
}

/* "came under fire from the hills", "took fire", "suffered an attack": the subject undergoes the act and whoever makes it, if told, stands with
 * the noun. That noun, TR_NO_WORD when w tells no such thing. */
static uint32_t undergone(const struct tr_reading *r, uint32_t w)
{
    static const char *const takes[] = { "take", "receive", "draw", "suffer", "sustain", "face", "endure", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t act = TR_NO_WORD;
    if (d->words[w].upos != TR_UPOS_VERB) return act;
    if (tr_is_lemma(d, w, "come")) act = tr_case_child(d, w, "under");
    else if (among(d->words[w].lemma, takes)) act = tr_child(d, w, TR_REL_obj);
    bool harmful = act != TR_NO_WORD && !is_named(r, act) && (tr_word_in(r, act, "attack") || tr_is_lemma(d, act, "fire"));
    return harmful ? act : TR_NO_WORD;
}

static bool is_dateline(const struct tr_reading *r, uint32_t w)
{
    return r->word_place[w] && r->place_mentions.v[r->word_place[w] - 1].is_dateline;
}

/* The side behind a trigger; where weapons or acts are the subject ("Russian air strikes killed"), the side behind them. */
static const struct truce_actor *side_behind(struct tr_reading *r, const struct tr_candidate *x, uint32_t agent)
{
    const struct tr_doc *d = r->doc;
    if (agent != TR_NO_WORD) agent = maker_of_text(d, agent);
    for (int i = 0; i < 3 && is_act_or_weapon(r, agent); i++) {
        uint32_t user = tr_args_of(d, agent).agent;
        if (user == TR_NO_WORD && tr_word_in(r, agent, "aircraft")) break; /* "war jets struck": all that is told of who did */
        agent = user;
    }
    if (agent == TR_NO_WORD || is_dateline(r, agent)) return NULL;
    uint32_t whole = part_of(d, agent);
    const struct truce_actor *a = whole == TR_NO_WORD ? NULL : somebody_at(r, whole);
    if (!a) a = tr_actor_at(r, agent);
    if (!a || (!is_somebody(r, agent, a) && is_matter(r, agent))) return NULL;
    if (is_bodily(x->type) && (a->kind == TRUCE_ACTOR_media || (is_bare_number(d, agent) && a->kind != TRUCE_ACTOR_party))) return NULL;
    return a;
}

/* What the act is aimed at where its object is what it is done with: "fired rockets at the town", "rammed a truck into the gate". */
static uint32_t aimed_at(const struct tr_reading *r, uint32_t w)
{
    static const char *const at[] = { "on", "at", "into", "against", "toward", "towards", "over", NULL };
    for (const char *const *p = at; *p; p++) {
        TR_EACH_CHILD(r->doc, w, c)
        {
            uint8_t rel = r->doc->words[c].rel;
            if ((rel == TR_REL_obl || rel == TR_REL_nmod) && !r->word_time[c] && tr_str_is_i(tr_case_of(r->doc, c), *p)) return c;
        }
    }
    if (tr_is_lemma(r->doc, w, "set")) return tr_case_child(r->doc, w, "to"); /* "set fire to" */
    return TR_NO_WORD;
}

/* "carried out air strikes targeting the militia", "fired rockets, hitting a school": what the participle that goes with the act is done to. */
static uint32_t targeted(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "target", "hit", "strike", "attack", NULL };
    uint32_t at[2] = { w, d->words[w].rel == TR_REL_obj || d->words[w].rel == TR_REL_nsubj ? d->words[w].head : TR_NO_WORD };
    for (int i = 0; i < 2; i++) {
        if (at[i] == TR_NO_WORD) continue;
        TR_EACH_CHILD(d, at[i], c)
        {
            bool clause = d->words[c].rel == TR_REL_acl || d->words[c].rel == TR_REL_advcl || d->words[c].rel == TR_REL_xcomp;
            if (clause && c > at[i] && tr_str_is(d->words[c].xpos, "VBG") && among(d->words[c].lemma, verbs))
                return tr_child(d, c, TR_REL_obj);
        }
    }
    return TR_NO_WORD;
}

/* Arms and acts are what it is done with, whoever they stand for elsewhere; vehicles may be either. */
static bool is_tool(const struct tr_reading *r, uint32_t w)
{
    return tr_word_in(r, w, "attack") || tr_word_in(r, w, "weapon") || tr_word_in(r, w, "ceasefire") ||
           among(r->doc->words[w].lemma,
                 (const char *const[]){ "fire",     "bomb",       "device",      "stone",  "rock",     "bottle",   "brick",
                                        "cocktail", "firework",   "firecracker", "object", "teargas",  "canister", "pellet",
                                        "gas",      "ammunition", "round",       "bullet", "chlorine", "sarin",    NULL });
}

/* Those whom the sentence counts as harmed by the act. */
static const struct truce_actor *harmed(struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x)
{
    TR_EACH_TOLL(r, c, x->w, i)
    {
        const struct truce_claim *toll = &r->claims.v[i];
        enum truce_harm h = toll->casualties.harm;
        if (toll->status == TRUCE_STATUS_denied) continue;
        if (is_bare_number(r->doc, toll->word)) continue;
        if (h == TRUCE_HARM_killed || h == TRUCE_HARM_injured || h == TRUCE_HARM_casualties) return tr_actor_at(r, toll->word);
    }
    return NULL;
}

/* "An air strike destroyed the hospital": what the act that is the subject of a verb of striking did it to. */
static uint32_t object_of_strike(const struct tr_doc *d, uint32_t w)
{
    static const char *const strikes[] = { "destroy", "hit",    "strike", "target", "damage", "flatten", "level", "kill",
                                           "wound",   "injure", "pound",  "ravage", "wreck",  "shatter", NULL };
    uint32_t v = d->words[w].rel == TR_REL_nsubj ? d->words[w].head : TR_NO_WORD;
    return v != TR_NO_WORD && d->words[v].upos == TR_UPOS_VERB && among(d->words[v].lemma, strikes) ? tr_child(d, v, TR_REL_obj)
                                                                                                    : TR_NO_WORD;
}

/* "fired", "dropped", "used": the object is what it is done with; what is shot down or destroyed is struck itself. */
static bool works_with(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "down", "destroy", "intercept", "target", "attack", "bomb", "shell", "strike", "wreck", NULL };
    if (among(d->words[w].lemma, verbs)) return false;
    uint32_t down = tr_child_sub(d, w, TR_REL_compound, TR_SUB_prt);
    return !(among(d->words[w].lemma, (const char *const[]){ "shoot", "bring", "take", NULL }) && down != TR_NO_WORD &&
             (tr_str_is(d->words[down].lower, "down") || tr_str_is(d->words[down].lower, "out")));
}

/* "clashed with police on the bridge", "fighting at the gate with the guards": the other side, wherever else it was. */
static uint32_t other_side(const struct tr_reading *r, const struct tr_candidate *x)
{
    static const char *const with[] = { "with", "against", NULL };
    if (x->mode != TRUCE_MODE_clash) return TR_NO_WORD;
    for (const char *const *p = with; *p; p++) {
        uint32_t c = tr_case_child(r->doc, x->w, *p);
        if (c != TR_NO_WORD && !is_tool(r, c)) return c;
    }
    return TR_NO_WORD;
}

/* A force that may hold what is struck. */
static const struct truce_actor *force_at(struct tr_reading *r, uint32_t w)
{
    const struct truce_actor *a = somebody_at(r, w);
    return a && (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government) ? a : NULL;
}

/* "a convoy belonging to the army", "weapons seized from the gang", "the car of a commander": the force behind the thing at w, where the thing's own
 * words do not name it; verb: what is done to it. */
static const struct truce_actor *force_behind(struct tr_reading *r, uint32_t w, uint32_t verb)
{
    static const char *const owns[] = { "belong", "own", "hold", "operate", "use", "man", "control", "run", "carry", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t first, n, of = tr_case_child(d, w, "of");
    tr_phrase(d, w, &first, &n);
    const struct truce_actor *a = of == TR_NO_WORD || of < first + n ? NULL : force_at(r, of);
    if (!a) a = force_at(r, tr_case_child(d, w, "from"));
    if (!a && verb != TR_NO_WORD && (tr_word_in(r, w, "contraband") || tr_word_in(r, w, "property")))
        a = force_at(r, tr_case_child(d, verb, "from"));
    TR_EACH_CHILD(d, w, c)
    {
        if (a || d->words[c].rel != TR_REL_acl || !among(d->words[c].lemma, owns)) continue;
        uint32_t to = tr_case_child(d, c, "to");
        a = force_at(r, to != TR_NO_WORD ? to : tr_args_of(d, c).agent);
    }
    return a;
}

static const struct truce_actor *struck(struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x, uint32_t patient)
{
    const struct tr_doc *d = r->doc;
    bool noun = d->words[x->w].upos != TR_UPOS_VERB;
    if (x->type == TRUCE_EVENT_MOBILIZE) return somebody_at(r, tr_case_child(d, x->w, "against")); /* whom one moves is one's own */
    uint32_t aim = noun ? TR_NO_WORD : aimed_at(r, x->w);
    if (noun && patient == TR_NO_WORD) patient = object_of_strike(d, x->w);
    uint32_t other = other_side(r, x);
    if (other != TR_NO_WORD) patient = other;
    if (patient != TR_NO_WORD && r->word_time[patient]) patient = TR_NO_WORD;
    bool tool = patient != TR_NO_WORD && !noun && is_tool(r, patient) && works_with(d, x->w);
    bool vehicle = patient != TR_NO_WORD && !noun && aim != TR_NO_WORD && tr_word_in(r, patient, "vehicle");
    if (patient == TR_NO_WORD || tool || vehicle) patient = aim == TR_NO_WORD && noun ? patient : aim;
    if (patient == TR_NO_WORD) patient = targeted(d, x->w);
    const struct truce_actor *owner =
        patient == TR_NO_WORD || is_named(r, patient) ? NULL : force_behind(r, patient, noun ? TR_NO_WORD : x->w);
    const struct truce_actor *a = patient == TR_NO_WORD || is_act_or_weapon(r, patient) ? NULL : tr_actor_at(r, patient);
    if (owner && (!a || a->kind == TRUCE_ACTOR_other)) return owner;
    if (x->type == TRUCE_EVENT_ASSAULT && noun && (!a || !is_somebody(r, patient, a))) {
        const struct truce_actor *h = harmed(r, c, x);
        if (h) return h;
    }
    return a;
}

/* Whom one deals with: the object where it is somebody, else the partner that the verb or its object tells ("signed a treaty with Oslo",
 * "rejected talks with the rebels", "condemned the army's raid"). */
static const struct truce_actor *dealt_with(struct tr_reading *r, const struct tr_candidate *x, uint32_t patient)
{
    static const char *const with[] = { "with", "against", "to", "from", "between", NULL };
    const struct tr_doc *d = r->doc;
    const struct truce_actor *a = somebody_at(r, patient);
    bool own = x->type == TRUCE_EVENT_RETREAT && patient != TR_NO_WORD && tr_word_in(r, patient, "armed"); /* "withdrew its troops" */
    if (a && !own) return a;
    uint32_t at[2] = { x->w, patient };
    for (int i = 0; i < 2; i++) {
        for (const char *const *p = with; at[i] != TR_NO_WORD && *p; p++) {
            uint32_t c = tr_case_child(d, at[i], *p);
            if (c != TR_NO_WORD && (a = somebody_at(r, c))) return a;
        }
    }
    TR_EACH_CHILD(d, x->w, c) /* "called for the troops to leave" */
    {
        uint32_t s = d->words[c].rel == TR_REL_xcomp || d->words[c].rel == TR_REL_ccomp || d->words[c].rel == TR_REL_advcl
                         ? tr_child(d, c, TR_REL_nsubj)
                         : TR_NO_WORD;
        if (x->type == TRUCE_EVENT_REQUEST && s != TR_NO_WORD && (a = somebody_at(r, s))) return a;
    }
    bool judges =
        x->type == TRUCE_EVENT_ACCUSE || x->type == TRUCE_EVENT_SUPPORT || x->type == TRUCE_EVENT_REJECT || x->type == TRUCE_EVENT_REQUEST;
    if (judges && patient != TR_NO_WORD && d->words[patient].upos != TR_UPOS_VERB) return somebody_at(r, tr_args_of(d, patient).agent);
    return NULL;
}

void tr_event_sides(struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x, struct truce_claim *claim)
{
    struct tr_args args = tr_args_of(r->doc, x->w);
    if (two_sides(r, x->w, claim)) return;
    uint32_t act = x->type == TRUCE_EVENT_ASSAULT ? undergone(r, x->w) : TR_NO_WORD;
    if (act != TR_NO_WORD) args = (struct tr_args){ .agent = tr_args_of(r->doc, act).agent, .patient = args.agent };
    if (x->type == TRUCE_EVENT_CONSULT && r->doc->words[x->w].upos == TR_UPOS_VERB && two_meet(r, args.agent, claim)) return;
    claim->event.actor = side_behind(r, x, args.agent);
    if (!claim->event.actor) claim->event.actor = somebody_at(r, of_clause_above(r, x));
    claim->event.recipient = is_bodily(x->type) ? struck(r, c, x, args.patient) : dealt_with(r, x, args.patient);
    if (claim->event.recipient == claim->event.actor) claim->event.recipient = NULL;
}
