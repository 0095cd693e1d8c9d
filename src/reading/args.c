/* SPDX-License-Identifier: Apache-2.0 */
/* Who does what to whom, read off the tree. */
#include "reading/tree.h"

/* A relative pronoun stands for the noun that its clause modifies. */
static uint32_t through_relative(const struct tr_doc *d, uint32_t w)
{
    if (w == TR_NO_WORD) return w;
    const struct tr_word *x = &d->words[w];
    bool relative =
        x->prontype == TR_PRON_REL ||
        ((x->upos == TR_UPOS_PRON || x->upos == TR_UPOS_SCONJ || x->upos == TR_UPOS_DET) &&
         (tr_str_is(x->lower, "who") || tr_str_is(x->lower, "which") || tr_str_is(x->lower, "that") || tr_str_is(x->lower, "whom")));
    if (!relative) return w;
    for (uint32_t v = x->head; v != TR_NO_WORD; v = d->words[v].head) {
        if (d->words[v].rel == TR_REL_acl) return d->words[v].head;
        if (d->words[v].rel == TR_REL_root || d->words[v].rel == TR_REL_ccomp) break;
    }
    return w;
}

/* The first phrase behind w with one of the prepositions, in their order; what stands before it ("On 3 May, …") is a circumstance. */
static uint32_t first_case(const struct tr_doc *d, uint32_t w, const char *const *preps)
{
    for (; *preps; preps++) {
        TR_EACH_CHILD(d, w, c)
        {
            uint8_t rel = d->words[c].rel;
            if (c > w && (rel == TR_REL_obl || rel == TR_REL_nmod) && tr_str_is_i(tr_case_of(d, c), *preps)) return c;
        }
    }
    return TR_NO_WORD;
}

static uint32_t by_agent(const struct tr_doc *d, uint32_t w)
{
    uint32_t c = tr_child_sub(d, w, TR_REL_obl, TR_SUB_agent);
    tr_str k = c != TR_NO_WORD ? tr_case_of(d, c) : (tr_str){ "", 0 };
    bool beside = tr_str_is_i(k, "along") || tr_str_is_i(k, "with") || tr_str_is_i(k, "together"); /* who suffers too */
    return c != TR_NO_WORD && !beside ? c : tr_case_child(d, w, "by");
}

static struct tr_args args(const struct tr_doc *d, uint32_t w, int depth);

/* "accused the army of gassing", "blamed rebels for the raid", "kept ships from docking": whom the verb above says to have done or to do it. */
static uint32_t charged(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "accuse", "blame",  "suspect", "condemn", "criticise", "criticize",  "denounce", "convict",
                                         "charge", "stop",   "prevent", "keep",    "bar",       "discourage", "accused",  "thank",
                                         "praise", "punish", "rebuke",  "indict",  "arrest",    "detain",     "jail",     NULL };
    static const char *const preps[] = { "of", "for", "from", "over", NULL };
    uint32_t h = d->words[w].head;
    tr_str k = tr_case_of(d, w);
    if (h == TR_NO_WORD || d->words[h].upos != TR_UPOS_VERB) return TR_NO_WORD;
    for (const char *const *v = verbs; *v; v++) {
        if (!tr_str_is_i(d->words[h].lemma, *v)) continue;
        for (const char *const *p = preps; *p; p++) {
            if (!tr_str_is(k, *p)) continue;
            uint32_t o = tr_child(d, h, TR_REL_obj);
            if (o == TR_NO_WORD || o > w) o = tr_child(d, h, TR_REL_iobj);
            return o != TR_NO_WORD ? o : tr_child_sub(d, h, TR_REL_nsubj, TR_SUB_pass);
        }
    }
    return TR_NO_WORD;
}

/* "pressed the army to withdraw", "put pressure on the army to withdraw", "pressure on it to withdraw": those who are pressed are to do it. */
static uint32_t pressed(const struct tr_doc *d, uint32_t w)
{
    static const char *const nouns[] = { "pressure", "demand", "call", "appeal", "plea", "order", "warning", "ultimatum", NULL };
    static const char *const verbs[] = { "pressure", "press",     "push",     "urge",     "force", "compel",     "order",
                                         "ask",      "tell",      "persuade", "convince", "allow", "pressurise", "oblige",
                                         "beg",      "encourage", "let",      "lead",     NULL };
    uint32_t h = d->words[w].head, noun = TR_NO_WORD, object = tr_child(d, h, TR_REL_obj);
    if (!tr_str_is(tr_case_of(d, w), "to")) return TR_NO_WORD;
    for (const char *const *v = verbs; *v && object != TR_NO_WORD && object < w && d->words[w].rel == TR_REL_advcl; v++)
        if (d->words[h].upos == TR_UPOS_VERB && tr_str_is_i(d->words[h].lemma, *v)) return object;
    if (d->words[w].rel == TR_REL_acl) noun = h;
    else if (d->words[h].upos == TR_UPOS_VERB) noun = tr_child(d, h, TR_REL_obj);
    if (noun == TR_NO_WORD || noun > w) return TR_NO_WORD;
    for (const char *const *n = nouns; *n; n++) {
        if (!tr_str_is_i(d->words[noun].lemma, *n)) continue;
        static const char *const whom[] = { "on", "to", "for", NULL };
        uint32_t c = first_case(d, noun, whom);
        if (c == TR_NO_WORD && noun != h) c = first_case(d, h, whom);
        return c != TR_NO_WORD && c < w ? c : TR_NO_WORD;
    }
    return TR_NO_WORD;
}

/* The understood subject of a clause that has none of its own. */
static uint32_t inherited_agent(const struct tr_doc *d, uint32_t w, int depth)
{
    const struct tr_word *x = &d->words[w];
    if (x->head == TR_NO_WORD || depth > 6) return TR_NO_WORD;
    uint32_t other = charged(d, w);
    if (other == TR_NO_WORD) other = pressed(d, w);
    if (other != TR_NO_WORD) return through_relative(d, other);
    switch (x->rel) {
    case TR_REL_acl:
        if (x->sub != TR_SUB_relcl && tr_str_is(tr_case_of(d, w), "to"))
            return args(d, x->head, depth + 1).agent; /* "the emir's decision to leave" */
        return x->sub == TR_SUB_relcl                             ? TR_NO_WORD
               : tr_str_is(x->xpos, "VBG") && !tr_case_of(d, w).n ? x->head
                                                                  : inherited_agent(d, x->head, depth + 1);
    case TR_REL_xcomp: {
        uint32_t object = tr_child(d, x->head, TR_REL_obj); /* "urged Russia to stop" */
        if (object == TR_NO_WORD) object = tr_child(d, x->head, TR_REL_iobj);
        if (object != TR_NO_WORD && object < w) return through_relative(d, object);
        return args(d, x->head, depth + 1).agent;
    }
    case TR_REL_conj:
    case TR_REL_advcl:
    case TR_REL_parataxis: {
        if (x->rel == TR_REL_parataxis && x->verbform == TR_VF_FIN) return TR_NO_WORD;
        return args(d, x->head, depth + 1).agent;
    }
    default: return TR_NO_WORD;
    }
}

/* "The army bombed two clinics", of which the tree made two subjects, or a conjunct that nothing joins: what stands right behind is the object. */
static uint32_t second_subject(const struct tr_doc *d, uint32_t w)
{
    uint32_t behind = TR_NO_WORD;
    bool before = false;
    TR_EACH_CHILD(d, w, c)
    {
        bool joined = d->words[c].rel == TR_REL_conj && c > w && tr_is_nominal(d, c) && tr_first_of(d, c) == w + 1 &&
                      tr_child(d, c, TR_REL_cc) == TR_NO_WORD;
        if (d->words[c].rel != TR_REL_nsubj && !joined) continue;
        if (c < w) before = true;
        else if (behind == TR_NO_WORD) behind = c;
    }
    return before ? behind : TR_NO_WORD;
}

static struct tr_args verb_args(const struct tr_doc *d, uint32_t w, int depth)
{
    static const char *const target[] = { "against", "on", "upon", "at", "with", "to", "for", NULL };
    const struct tr_word *x = &d->words[w];
    struct tr_args r = { TR_NO_WORD, TR_NO_WORD };
    if (tr_passive(d, w)) {
        r.patient = tr_child_sub(d, w, TR_REL_nsubj, TR_SUB_pass);
        if (r.patient == TR_NO_WORD) r.patient = tr_child(d, w, TR_REL_nsubj);
        if (r.patient == TR_NO_WORD && (x->rel == TR_REL_acl || x->rel == TR_REL_amod)) r.patient = x->head;
        if (r.patient == TR_NO_WORD && x->rel == TR_REL_conj && depth < 6) r.patient = args(d, x->head, depth + 1).patient;
        r.agent = by_agent(d, w);
    } else {
        r.agent = tr_child(d, w, TR_REL_nsubj);
        r.patient = tr_direct_object(d, w);
        if (r.patient == TR_NO_WORD) r.patient = tr_child(d, w, TR_REL_iobj);
        if (r.patient == TR_NO_WORD) r.patient = tr_shared_object(d, w);
        if (r.patient == TR_NO_WORD) r.patient = second_subject(d, w);
        if (r.patient == TR_NO_WORD) r.patient = first_case(d, w, target);
        if (r.agent == TR_NO_WORD) r.agent = inherited_agent(d, w, depth);
        if (r.agent == TR_NO_WORD && x->sub == TR_SUB_relcl) r.agent = x->head;
    }
    r.agent = through_relative(d, r.agent);
    r.patient = through_relative(d, r.patient);
    if (r.agent == r.patient) r.patient = TR_NO_WORD;
    return r;
}

/* Common nouns that name a side when they stand before an event noun ("rebel rocket attacks"). */
static bool names_a_side(const struct tr_doc *d, uint32_t c)
{
    static const char *const sides[] = { "government",   "rebel",     "regime",    "army",     "coalition", "militant",   "insurgent",
                                         "opposition",   "police",    "militia",   "jihadist", "islamist",  "separatist", "terrorist",
                                         "troop",        "guerrilla", "state",     "enemy",    "loyalist",  "settler",    "navy",
                                         "paramilitary", "junta",     "mercenary", NULL };
    /* What an attack is made with, however it is tagged, is nobody. */
    static const char *const tools[] = { "air",       "aerial",    "rocket", "car",     "truck",  "bomb",     "suicide",  "mortar",
                                         "artillery", "missile",   "drone",  "barrel",  "gun",    "tank",     "terror",   "shell",
                                         "chemical",  "gas",       "knife",  "ground",  "night",  "grenade",  "sniper",   "mine",
                                         "land",      "sea",       "naval",  "fire",    "arson",  "hostage",  "prisoner", "peace",
                                         "truce",     "ceasefire", "cease",  "aid",     "border", "hospital", "market",   "mosque",
                                         "school",    "war",       "combat", "fighter", NULL };
    const struct tr_word *x = &d->words[c];
    for (const char *const *t = tools; *t; t++) {
        if (tr_str_is(x->lower, *t)) return false;
    }
    if (x->upos == TR_UPOS_PROPN || x->entity != TR_ENT_NONE) return x->entity != TR_ENT_LOC || x->rel == TR_REL_nmod;
    if (x->upos == TR_UPOS_ADJ && x->form.n && x->form.p[0] >= 'A' && x->form.p[0] <= 'Z') return true;
    for (const char *const *s = sides; *s; s++) {
        if (tr_str_is_i(x->lemma, *s)) return true;
    }
    return false;
}

static bool is_light(const struct tr_doc *d, uint32_t w)
{
    static const char *const light[] = { "launch",  "carry",     "conduct",  "mount", "stage",     "hold",   "make",       "begin",
                                         "start",   "resume",    "continue", "step",  "intensify", "commit", "perpetrate", "wage",
                                         "unleash", "undertake", "issue",    "lead",  "execute",   "do",     "have",       "give",
                                         "perform", "pay",       "sign",     "reach", "escalate",  "halt",   "stop",       "end",
                                         "suspend", "announce",  "declare",  "order", "impose",    "lift",   "expand",     NULL };
    for (const char *const *s = light; *s; s++) {
        if (tr_str_is_i(d->words[w].lemma, *s)) return true;
    }
    return false;
}

/* "his arrest", "the emir's assassination": whose it is undergoes it. */
static bool befalls(const struct tr_doc *d, uint32_t w)
{
    static const char *const nouns[] = { "arrest",     "killing",     "murder",    "assassination", "detention",
                                         "abduction",  "kidnapping",  "beheading", "execution",     "capture",
                                         "release",    "extradition", "downing",   "imprisonment",  "deportation",
                                         "evacuation", "rescue",      "torture",   "death",         NULL };
    for (const char *const *s = nouns; *s; s++) {
        if (tr_str_is_i(d->words[w].lemma, *s)) return true;
    }
    return false;
}

static struct tr_args noun_args(const struct tr_doc *d, uint32_t w, int depth)
{
    static const char *const target[] = { "on", "against", "upon", "at", "with", "to", "of", NULL };
    struct tr_args r = { TR_NO_WORD, TR_NO_WORD };
    r.agent = tr_child_sub(d, w, TR_REL_nmod, TR_SUB_poss);
    uint32_t undergoes = r.agent != TR_NO_WORD && befalls(d, w) && tr_case_child(d, w, "of") == TR_NO_WORD ? r.agent : TR_NO_WORD;
    if (undergoes != TR_NO_WORD) r.agent = TR_NO_WORD;
    if (r.agent == TR_NO_WORD) r.agent = tr_case_child(d, w, "by");
    if (r.agent == TR_NO_WORD) {
        TR_EACH_CHILD(d, w, c)
        {
            uint8_t rel = d->words[c].rel;
            if (c < w && (rel == TR_REL_compound || rel == TR_REL_amod || (rel == TR_REL_nmod && !tr_case_of(d, c).n)) &&
                names_a_side(d, c)) {
                r.agent = c;
                break;
            }
        }
    }
    if (r.agent == TR_NO_WORD && undergoes == TR_NO_WORD) r.agent = charged(d, w);
    r.patient = undergoes != TR_NO_WORD ? undergoes : first_case(d, w, target);
    uint32_t v = d->words[w].head;
    bool object = d->words[w].rel == TR_REL_obj || (d->words[w].rel == TR_REL_nsubj && d->words[w].sub == TR_SUB_pass);
    if (v != TR_NO_WORD && object && depth < 6 && is_light(d, v)) {
        struct tr_args up = args(d, v, depth + 1);
        if (r.agent == TR_NO_WORD && up.agent != w) r.agent = up.agent;
        if (r.patient == TR_NO_WORD) r.patient = first_case(d, v, target);
    }
    if (v != TR_NO_WORD && d->words[w].rel == TR_REL_conj && depth < 6 && !tr_is_predicate(d, w)) {
        struct tr_args up = noun_args(d, v, depth + 1);
        if (r.agent == TR_NO_WORD) r.agent = up.agent;
        if (r.patient == TR_NO_WORD) r.patient = up.patient;
    }
    if (r.agent == w) r.agent = TR_NO_WORD;
    if (r.patient == w || r.patient == r.agent) r.patient = TR_NO_WORD;
    return r;
}

static struct tr_args args(const struct tr_doc *d, uint32_t w, int depth)
{
    uint8_t u = d->words[w].upos;
    if (u == TR_UPOS_NOUN || u == TR_UPOS_PROPN) return noun_args(d, w, depth);
    return verb_args(d, w, depth);
}

struct tr_args tr_args_of(const struct tr_doc *d, uint32_t w)
{
    return args(d, w, 0);
}
