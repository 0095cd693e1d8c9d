/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a verb is in the passive: the one place that decides it. */
#include "reading/tree.h"

#define MAX_CONJUNCTS 8

static bool is_past_participle(const struct tr_word *x)
{
    return tr_str_is(x->xpos, "VBN") || (x->verbform == TR_VF_PART && x->tense == TR_TENSE_PAST);
}

uint32_t tr_direct_object(const struct tr_doc *d, uint32_t w)
{
    uint32_t o = tr_child(d, w, TR_REL_obj);
    if (o != TR_NO_WORD) return o;
    TR_EACH_CHILD(d, w, c) /* "killed at least two farmers": "at" is no preposition there */
    {
        uint32_t f = c > w && d->words[c].rel == TR_REL_obl ? tr_first_of(d, c) : TR_NO_WORD;
        if (f == w + 1 && f + 1 < c && tr_str_is(d->words[f].lower, "at") &&
            (tr_str_is(d->words[f + 1].lower, "least") || tr_str_is(d->words[f + 1].lower, "most")))
            return c;
    }
    return TR_NO_WORD;
}

/* "shot and wounded a guard", "found and defused two mines": the one object of verbs that stand together, whichever has it in the tree. */
#define TOGETHER 3
uint32_t tr_shared_object(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w || c > w + TOGETHER || d->words[c].rel != TR_REL_conj || d->words[c].upos != TR_UPOS_VERB) continue;
        bool own = tr_child(d, c, TR_REL_nsubj) != TR_NO_WORD || tr_child(d, c, TR_REL_aux) != TR_NO_WORD;
        if (!own) return tr_direct_object(d, c);
    }
    if (x->rel != TR_REL_conj || x->head == TR_NO_WORD || w > x->head + TOGETHER || tr_child(d, w, TR_REL_nsubj) != TR_NO_WORD)
        return TR_NO_WORD;
    uint32_t o = tr_direct_object(d, x->head);
    return o != TR_NO_WORD && o > w ? o : TR_NO_WORD;
}

/* Verbs that keep an object in the passive: "the widow was given a house", "man handed life term". */
static bool takes_two_objects(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "give", "award", "grant", "offer", "deny", "send", "show",
                                         "tell", "hand",  "pay",   "teach", "ask",  NULL };
    for (const char *const *v = verbs; *v; v++) {
        if (tr_is_lemma(d, w, *v)) return true;
    }
    return false;
}

/* "Guards shot dead two men": with a subject before it and no "were", what the tree calls the sufferer behind it is its object. */
static bool has_object_as_subject(const struct tr_doc *d, uint32_t w)
{
    bool doer = false, behind = false;
    TR_EACH_CHILD(d, w, c)
    {
        const struct tr_word *x = &d->words[c];
        if (x->rel == TR_REL_aux || (x->rel == TR_REL_nsubj && x->sub == TR_SUB_pass && c < w)) return false;
        doer |= x->rel == TR_REL_nsubj && c < w;
        behind |= x->rel == TR_REL_nsubj && x->sub == TR_SUB_pass;
    }
    return doer && behind;
}

bool tr_passive(const struct tr_doc *d, uint32_t w)
{
    if (has_object_as_subject(d, w)) return false;
    for (int i = 0; i < MAX_CONJUNCTS; i++) {
        const struct tr_word *x = &d->words[w];
        bool aux = false, subject = false, undergoes = false;
        TR_EACH_CHILD(d, w, c)
        {
            const struct tr_word *y = &d->words[c];
            if (y->sub == TR_SUB_pass && y->rel == TR_REL_aux) return true; /* "was hit", "it was hit that …" */
            undergoes |= y->sub == TR_SUB_pass;
            aux |= y->rel == TR_REL_aux;
            subject |= y->rel == TR_REL_nsubj;
        }
        bool object = tr_direct_object(d, w) != TR_NO_WORD || tr_shared_object(d, w) != TR_NO_WORD;
        if (undergoes)
            return !object || aux ||
                   takes_two_objects(d, w); /* "those hit", but "police arrested two men", whatever the parser calls the police */
        if (object || aux) return false;
        if (subject && x->rel != TR_REL_acl && tr_str_is(x->xpos, "VBD"))
            return false; /* the tagger's features may say otherwise: "crowds demonstrated" */
        bool joined = x->rel == TR_REL_conj && !subject && x->head != TR_NO_WORD && x->head < w;
        if (!joined && x->voice == TR_VOICE_PASS) return true;
        if (!is_past_participle(x)) return false;
        if (!joined) return !(x->rel == TR_REL_acl && x->sub == TR_SUB_relcl && subject);
        w = x->head; /* "was hit and destroyed": the first tells it for all */
    }
    return false;
}
