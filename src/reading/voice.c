/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a verb is in the passive: the one place that decides it. */
#include "reading/tree.h"

#define MAX_CONJUNCTS 8

static bool is_past_participle(const struct tr_word *x)
{
    return tr_str_is(x->xpos, "VBN") || (x->verbform == TR_VF_PART && x->tense == TR_TENSE_PAST);
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
        bool aux = false, subject = false;
        TR_EACH_CHILD(d, w, c)
        {
            const struct tr_word *y = &d->words[c];
            if (y->sub == TR_SUB_pass) return true; /* "was hit", "those hit", "it was hit that …" */
            aux |= y->rel == TR_REL_aux;
            subject |= y->rel == TR_REL_nsubj;
        }
        if (tr_child(d, w, TR_REL_obj) != TR_NO_WORD || aux) return false;
        if (subject && x->rel != TR_REL_acl && tr_str_is(x->xpos, "VBD"))
            return false; /* the tagger's features may say otherwise: "crowds demonstrated" */
        if (x->voice == TR_VOICE_PASS) return true;
        if (!is_past_participle(x)) return false;
        if (x->rel != TR_REL_conj || subject || x->head == TR_NO_WORD || x->head > w)
            return !(x->rel == TR_REL_acl && x->sub == TR_SUB_relcl && subject);
        w = x->head; /* "was hit and destroyed": the first tells it for all */
    }
    return false;
}
