/* SPDX-License-Identifier: Apache-2.0 */
/* People who are named as harmed by a sentence that says of whom it speaks first: "The dead were identified as Omar, Sami and Lena", "Killed in the
 * attack were Omar and Lena", "A woman and her son were reported killed". */
#include "reading/casualties.h"
#include "reading/tree.h"

#define RULE "named among the harmed"

static const struct tr_harm_word *harm_at(const struct tr_tolls *t, uint32_t w)
{
    const struct tr_harm_word *h = tr_adj_harm(t->k, t->d, w);
    if (!h) h = tr_noun_harm(t->k, t->d, w);
    return h && h->weight >= 2 && (h->harm == TRUCE_HARM_killed || h->harm == TRUCE_HARM_injured) ? h : NULL;
}

/* The people of the list that begins at word `from`. */
static void take_list(struct tr_tolls *t, uint32_t from, const struct tr_harm_word *h, uint32_t pred)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = from; w < t->end; w++) {
        const struct tr_word *x = &d->words[w];
        if (x->upos == TR_UPOS_VERB && w > from) return;
        bool head = x->entity == TR_ENT_PER && x->upos == TR_UPOS_PROPN && x->rel != TR_REL_flat && x->rel != TR_REL_compound;
        if (head) tr_toll_person(t, w, h, pred, RULE);
    }
}

/* "The dead were identified as …", "the wounded are …", "the injured include …": where the names begin; TR_NO_WORD for other sentences. */
static uint32_t names_behind(const struct tr_tolls *t, uint32_t subject)
{
    static const char *const tells[] = { "identify", "name", "list", NULL };
    const struct tr_doc *d = t->d;
    uint32_t p = d->words[subject].head;
    if (d->words[subject].rel != TR_REL_nsubj || p == TR_NO_WORD || p < subject) return TR_NO_WORD;
    if (tr_child(d, p, TR_REL_cop) != TR_NO_WORD && d->words[p].upos == TR_UPOS_PROPN)
        return tr_first_of(d, p) > subject ? tr_first_of(d, p) : p;
    if (tr_is_lemma(d, p, "include")) return p + 1;
    if (!tr_lemma_among(d, p, tells)) return TR_NO_WORD;
    for (uint32_t w = p + 1; w < t->end && w < p + 4; w++)
        if (tr_str_is(d->words[w].lower, "as")) return w + 1;
    return TR_NO_WORD;
}

/* "Killed in the attack were …": the participle opens the sentence and the names stand behind its verb. */
static uint32_t names_inverted(const struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = t->first + 1; w + 1 < t->end && w < t->first + 10; w++) {
        bool be = tr_str_is(d->words[w].lower, "were") || tr_str_is(d->words[w].lower, "was");
        if (be && d->words[w + 1].upos == TR_UPOS_PROPN) return w + 1;
        if (be || d->words[w].rel == TR_REL_nsubj) return TR_NO_WORD;
    }
    return TR_NO_WORD;
}

/* "A woman and her son were reported killed", "the mayor was found dead": the subject of the telling. */
static void take_reported(struct tr_tolls *t, uint32_t w, const struct tr_harm_word *h)
{
    static const char *const tells[] = { "report", "confirm", "find", "declare", "pronounce", "list", NULL };
    const struct tr_doc *d = t->d;
    uint32_t p = d->words[w].head;
    if (p == TR_NO_WORD || p > w || !tr_lemma_among(d, p, tells) || !tr_passive(d, p)) return;
    uint32_t subject = tr_child(d, p, TR_REL_nsubj);
    if (subject == TR_NO_WORD) return;
    tr_toll_person(t, subject, h, w, RULE);
    TR_EACH_CHILD(d, subject, c)
    {
        if (d->words[c].rel == TR_REL_conj) tr_toll_person(t, c, h, w, RULE);
    }
}

void tr_tolls_named(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = t->first; w < t->end; w++) {
        const struct tr_harm_word *h = harm_at(t, w);
        if (!h && w == t->first) h = tr_verb_harm(t->k, d, w);
        if (!h || h->weight < 2) continue;
        uint32_t from = w == t->first ? names_inverted(t) : TR_NO_WORD;
        if (from == TR_NO_WORD) from = names_behind(t, w);
        if (from != TR_NO_WORD) {
            take_list(t, from, h, w);
            return;
        }
        if (d->words[w].rel == TR_REL_xcomp || d->words[w].rel == TR_REL_ccomp) take_reported(t, w, h);
    }
}
