/* SPDX-License-Identifier: Apache-2.0 */
/* Planned, hypothetical, denied or actual. Closed classes (negation, auxiliaries, subordinators) stand here; verbs, nouns and adjectives that
 * change the status of what they govern come from modality.tsv. */
#include "reading/frame.h"
#include "reading/tree.h"

#define MAX_CLIMB 12

struct status_of {
    const struct tr_doc *d;
    const struct tr_lexicon *l;
}; /* l NULL: closed classes only */

static bool among(tr_str s, const char *const *list)
{
    while (*list && !tr_str_is_i(s, *list)) list++;
    return *list != NULL;
}

/* --- negation ------------------------------------------------------------------------------------------------------ */

static bool is_negator(const struct tr_doc *d, uint32_t c)
{
    static const char *const negators[] = { "not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "barely", "nt", NULL };
    static const char *const fused[] = { "didnt", "dont",  "doesnt", "wont",  "cant",   "wouldnt", "couldnt", "isnt",
                                         "arent", "wasnt", "werent", "hasnt", "havent", "hadnt",   "cannot",  NULL };
    const struct tr_word *x = &d->words[c];
    if (among(x->lower, fused)) return true;
    if (!among(x->lower, negators)) return false;
    if (x->rel != TR_REL_advmod && x->rel != TR_REL_det && x->rel != TR_REL_aux && x->rel != TR_REL_cc) return false;
    return !(c + 1 < d->n_words &&
             among(d->words[c + 1].lower, (const char *const[]){ "only", "just", "less", "longer", "fewer", "more", NULL }));
}

static bool nominal_says_no(const struct tr_doc *d, uint32_t n)
{
    if (among(d->words[n].lower, (const char *const[]){ "nobody", "none", "nothing", NULL })) return true;
    TR_EACH_CHILD(d, n, c)
    {
        if (d->words[c].rel == TR_REL_det && among(d->words[c].lower, (const char *const[]){ "no", "neither", NULL })) return true;
    }
    return false;
}

static bool has_own_clause(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (rel == TR_REL_nsubj || rel == TR_REL_aux || rel == TR_REL_csubj) return true;
    }
    return false;
}

bool tr_negated(const struct tr_doc *d, uint32_t w)
{
    for (int i = 0; i < MAX_CLIMB && w != TR_NO_WORD; i++) {
        const struct tr_word *x = &d->words[w];
        bool verbal = x->upos == TR_UPOS_VERB || x->upos == TR_UPOS_AUX || tr_is_predicate(d, w);
        TR_EACH_CHILD(d, w, c)
        {
            const struct tr_word *y = &d->words[c];
            if (is_negator(d, c)) return true;
            if (y->rel == TR_REL_mark && tr_str_is_i(y->lemma, "without")) return true;
            if (y->rel == TR_REL_case && tr_str_is_i(y->lemma, "without")) return true;
            bool argument = y->rel == TR_REL_nsubj || y->rel == TR_REL_obj;
            if (verbal && argument && nominal_says_no(d, c)) return true;
        }
        if (!verbal && nominal_says_no(d, w)) return true;
        if (x->rel != TR_REL_conj || !verbal || has_own_clause(d, w)) return false;
        uint32_t cc = tr_child(d, w, TR_REL_cc); /* "did not attack or shell" */
        if (cc == TR_NO_WORD || !among(d->words[cc].lower, (const char *const[]){ "or", "nor", NULL })) return false;
        w = x->head;
    }
    return false;
}

/* --- auxiliaries and subordinators --------------------------------------------------------------------------------- */

static bool is_conditional(const struct tr_doc *d, uint32_t w)
{
    static const char *const conditions[] = { "if", "unless", "whether", "lest", "provided", "assuming", NULL };
    TR_EACH_CHILD(d, w, c)
    {
        if ((d->words[c].rel == TR_REL_mark || d->words[c].rel == TR_REL_advmod) && c < w && among(d->words[c].lower, conditions))
            return true;
    }
    return false;
}

bool tr_has_condition(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == TR_REL_advcl && is_conditional(d, c)) return true;
    }
    return false;
}

static enum truce_status from_auxiliaries(const struct tr_doc *d, uint32_t w)
{
    static const char *const future[] = { "will", "shall", "'ll", "’ll", "wo", "must", "should", "ought", "would", "'d", "’d", "ll", NULL };
    static const char *const chance[] = { "could", "might", "may", "can", "ca", NULL };
    enum truce_status s = TRUCE_STATUS_none;
    bool have = false, would = false;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel != TR_REL_aux) continue;
        tr_str l = d->words[c].lower;
        have |= tr_str_is(l, "have");
        would |= among(l, (const char *const[]){ "would", "should", NULL });
        if (among(l, future)) s = TRUCE_STATUS_planned;
        if (among(l, chance)) s = TRUCE_STATUS_hypothetical;
        if (tr_str_is(l, "'d") && tr_str_is(d->words[w].xpos, "VBN")) s = TRUCE_STATUS_none; /* "he'd left" */
    }
    if (s == TRUCE_STATUS_planned && ((would && have) || tr_has_condition(d, w))) s = TRUCE_STATUS_hypothetical;
    return s;
}

static bool has_to(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (d->words[c].rel == TR_REL_mark || d->words[c].rel == TR_REL_aux) && tr_str_is(d->words[c].lower, "to")) return true;
    }
    return false;
}

/* --- what stands above --------------------------------------------------------------------------------------------- */

static enum truce_status cue(const struct status_of *s, enum tr_cue_at at, uint32_t w, tr_str prep)
{
    if (!s->l) return TRUCE_STATUS_none;
    enum truce_status got = tr_lexicon_cue(s->l, at, tr_table_lemma(s->d, w), prep);
    return got ? got : tr_lexicon_cue(s->l, at, s->d->words[w].lower, prep); /* "proposed" may be an adjective or a participle */
}

static enum truce_status status(const struct status_of *s, uint32_t w, int depth);

static bool carries(const struct status_of *s, uint32_t head, uint8_t rel, uint8_t sub)
{
    static const char *const happens[] = { "begin", "start",  "take",  "occur", "happen", "resume",  "continue", "come",  "go",
                                           "be",    "follow", "erupt", "break", "open",   "proceed", "convene",  "ensue", NULL };
    tr_str lemma = s->d->words[head].lemma;
    if (rel == TR_REL_nsubj && sub != TR_SUB_pass) return among(lemma, happens);
    return s->l && tr_lexicon_in(s->l, tr_lexicon_class(s->l, "light"), lemma);
}

/* An event noun takes the status of the verb that makes it happen, or of the noun whose matter it is. */
static enum truce_status from_governor_of_noun(const struct status_of *s, uint32_t w, int depth)
{
    const struct tr_word *x = &s->d->words[w];
    uint32_t h = x->head;
    tr_str none = { "", 0 }, prep = tr_case_of(s->d, w);
    enum truce_status up = TRUCE_STATUS_none;
    if (h == TR_NO_WORD) return up;
    if (x->rel == TR_REL_conj) return status(s, h, depth + 1);
    if (x->rel == TR_REL_obj || (x->rel == TR_REL_nsubj && x->sub == TR_SUB_pass)) up = cue(s, TR_CUE_obj, h, none);
    if (x->rel == TR_REL_obl || x->rel == TR_REL_nmod) up = cue(s, TR_CUE_obl, h, prep);
    if (!up && x->rel == TR_REL_nmod && among(prep, (const char *const[]){ "of", "for", "to", NULL })) up = cue(s, TR_CUE_of, h, none);
    if (!up && (x->rel == TR_REL_obj || x->rel == TR_REL_nsubj) && carries(s, h, x->rel, x->sub)) up = status(s, h, depth + 1);
    return up;
}

/* "gathered to demand", "blocked the road to denounce": who assembles says it by assembling. The infinitive may hang on a noun of that clause. */
static bool is_voiced(const struct status_of *s, uint32_t w)
{
    const struct tr_lexicon *l = s->l;
    if (!l || !tr_lexicon_in(l, tr_lexicon_class(l, "voice"), s->d->words[w].lemma)) return false;
    uint32_t h = s->d->words[w].head;
    for (int i = 0; i < 4 && h != TR_NO_WORD && s->d->words[h].upos != TR_UPOS_VERB; i++) h = s->d->words[h].head;
    return h != TR_NO_WORD && h < w && tr_lexicon_in(l, tr_lexicon_class(l, "assemble"), s->d->words[h].lemma);
}

static enum truce_status from_governor_of_verb(const struct status_of *s, uint32_t w, int depth)
{
    const struct tr_word *x = &s->d->words[w];
    uint32_t h = x->head;
    tr_str none = { "", 0 };
    enum truce_status up = TRUCE_STATUS_none;
    if (h == TR_NO_WORD) return up;
    bool to = has_to(s->d, w);
    if (to && (x->rel == TR_REL_advcl || x->rel == TR_REL_acl || x->rel == TR_REL_xcomp) && is_voiced(s, w)) return status(s, h, depth + 1);
    switch (x->rel) {
    case TR_REL_xcomp:
        up = cue(s, TR_CUE_xcomp, h, none);
        if (!up && to) { /* "pressure mounts to extend it", "efforts are under way to stop it" */
            uint32_t subject = tr_child(s->d, h, TR_REL_nsubj);
            if (subject != TR_NO_WORD && s->d->words[subject].upos == TR_UPOS_NOUN) up = cue(s, TR_CUE_acl, subject, none);
        }
        if (tr_str_is_i(s->d->words[h].lemma, "go") && tr_str_is(s->d->words[h].xpos, "VBG")) return TRUCE_STATUS_planned;
        return up == TRUCE_STATUS_none || up == TRUCE_STATUS_actual ? status(s, h, depth + 1) : up;
    case TR_REL_ccomp:
        up = cue(s, TR_CUE_ccomp, h, none);
        if (!up && to) up = cue(s, TR_CUE_xcomp, h, none);
        return up;
    case TR_REL_acl:
        if (!to) return up;
        up = cue(s, TR_CUE_acl, h, none);
        return up ? up : TRUCE_STATUS_planned;
    case TR_REL_advcl:
        if (to) {
            up = cue(s, TR_CUE_xcomp, h, none);
            return up ? up : TRUCE_STATUS_planned;
        }
        if (x->verbform == TR_VF_GER || tr_str_is(x->xpos, "VBG")) {
            enum truce_status main = status(s, h, depth + 1);
            uint32_t mark = tr_child(s->d, w, TR_REL_mark);
            return main == TRUCE_STATUS_denied || mark != TR_NO_WORD ? up : main;
        }
        return up;
    case TR_REL_conj:
        if (has_own_clause(s->d, w)) return up;
        up = status(s, h, depth + 1);
        return up == TRUCE_STATUS_denied && !tr_negated(s->d, w) ? TRUCE_STATUS_none : up;
    default: return up;
    }
}

static bool is_question(const struct tr_doc *d, uint32_t w)
{
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    for (uint32_t i = s->n; i-- > 0 && i + 3 > s->n;) {
        if (tr_str_is(d->words[s->first + i].form, "?")) return tr_clause_of(d, w) == s->root;
    }
    return false;
}

static enum truce_status status(const struct status_of *s, uint32_t w, int depth)
{
    const struct tr_doc *d = s->d;
    if (w == TR_NO_WORD || depth > MAX_CLIMB) return TRUCE_STATUS_none;
    if (tr_negated(d, w)) return TRUCE_STATUS_denied;
    if (is_conditional(d, w)) return TRUCE_STATUS_hypothetical;
    enum truce_status own = from_auxiliaries(d, w);
    if (own) return own;
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (d->words[c].rel == TR_REL_amod || d->words[c].rel == TR_REL_compound) &&
            (own = cue(s, TR_CUE_amod, c, (tr_str){ "", 0 })))
            return own;
    }
    if (is_question(d, w)) return TRUCE_STATUS_hypothetical;
    bool noun = d->words[w].upos == TR_UPOS_NOUN || d->words[w].upos == TR_UPOS_PROPN;
    return noun && !tr_is_predicate(d, w) ? from_governor_of_noun(s, w, depth) : from_governor_of_verb(s, w, depth);
}

enum truce_status tr_status_of(const struct tr_doc *d, uint32_t w)
{
    struct status_of s = { d, NULL };
    enum truce_status got = status(&s, w, 0);
    return got ? got : TRUCE_STATUS_actual;
}

enum truce_status tr_status_at(const struct tr_reading *r, uint32_t w)
{
    struct status_of s = { r->doc, r->know->lexicon };
    enum truce_status got = status(&s, w, 0);
    return got ? got : TRUCE_STATUS_actual;
}
