/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/tree.h"

uint32_t tr_child(const struct tr_doc *d, uint32_t w, enum tr_rel rel)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == rel) return c;
    }
    return TR_NO_WORD;
}

uint32_t tr_child_sub(const struct tr_doc *d, uint32_t w, enum tr_rel rel, enum tr_sub sub)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == rel && d->words[c].sub == sub) return c;
    }
    return TR_NO_WORD;
}

tr_str tr_case_of(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if ((d->words[c].rel == TR_REL_case || d->words[c].rel == TR_REL_mark) && c < w) return d->words[c].lemma;
    }
    return (tr_str){ "", 0 };
}

uint32_t tr_case_child(const struct tr_doc *d, uint32_t w, const char *prep)
{
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if ((rel == TR_REL_obl || rel == TR_REL_nmod) && tr_str_is_i(tr_case_of(d, c), prep)) return c;
    }
    return TR_NO_WORD;
}

/* Trees are at most a sentence deep, and the parser gives no cycles, so plain recursion over children is bounded. */
uint32_t tr_first_of(const struct tr_doc *d, uint32_t w)
{
    uint32_t best = w;
    TR_EACH_CHILD(d, w, c)
    {
        uint32_t f = c < best || d->child_first[c] != TR_NO_WORD ? tr_first_of(d, c) : c;
        if (f < best) best = f;
    }
    return best;
}

uint32_t tr_last_of(const struct tr_doc *d, uint32_t w)
{
    uint32_t best = w;
    TR_EACH_CHILD(d, w, c)
    {
        uint32_t l = tr_last_of(d, c);
        if (l > best) best = l;
    }
    return best;
}

bool tr_under(const struct tr_doc *d, uint32_t w, uint32_t ancestor)
{
    for (; w != TR_NO_WORD; w = d->words[w].head) {
        if (w == ancestor) return true;
    }
    return false;
}

static bool is_clause_rel(uint8_t rel)
{
    switch (rel) {
    case TR_REL_root:
    case TR_REL_ccomp:
    case TR_REL_xcomp:
    case TR_REL_advcl:
    case TR_REL_acl:
    case TR_REL_csubj:
    case TR_REL_parataxis: return true;
    default: return false;
    }
}

bool tr_is_predicate(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    if (is_clause_rel(x->rel)) return true;
    if (x->rel != TR_REL_conj) return false;
    if (x->upos == TR_UPOS_VERB || x->upos == TR_UPOS_AUX) return true;
    return tr_child(d, w, TR_REL_nsubj) != TR_NO_WORD || tr_child(d, w, TR_REL_cop) != TR_NO_WORD;
}

uint32_t tr_clause_of(const struct tr_doc *d, uint32_t w)
{
    for (;;) {
        if (tr_is_predicate(d, w) || d->words[w].head == TR_NO_WORD) return w;
        w = d->words[w].head;
    }
}

bool tr_is_nominal(const struct tr_doc *d, uint32_t w)
{
    switch (d->words[w].upos) {
    case TR_UPOS_NOUN:
    case TR_UPOS_PROPN:
    case TR_UPOS_PRON:
    case TR_UPOS_NUM: return true;
    case TR_UPOS_ADJ:
    case TR_UPOS_DET:
    case TR_UPOS_X:
    case TR_UPOS_SYM:
        switch (d->words[w].rel) {
        case TR_REL_nsubj:
        case TR_REL_obj:
        case TR_REL_obl:
        case TR_REL_iobj:
        case TR_REL_nmod:
        case TR_REL_appos: return true;
        default: return false;
        }
    default: return false;
    }
}

tr_span tr_words_span(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    if (!n || first + n > d->n_words) return (tr_span){ 0, 0 };
    return (tr_span){ d->words[first].span.from, d->words[first + n - 1].span.to };
}

/* Does child c of phrase head w belong to the phrase as it would be quoted? */
static bool stays_in_phrase(const struct tr_doc *d, uint32_t w, uint32_t c)
{
    const struct tr_word *x = &d->words[c];
    switch (x->rel) {
    case TR_REL_compound:
    case TR_REL_flat:
    case TR_REL_fixed:
    case TR_REL_goeswith:
    case TR_REL_nummod: return true;
    case TR_REL_amod: return c < w || x->upos == TR_UPOS_PROPN;
    case TR_REL_advmod: return c < w;
    case TR_REL_nmod:
        if (x->sub == TR_SUB_poss) return true;
        if (x->sub == TR_SUB_unmarked || x->sub == TR_SUB_desc) return true;
        if (c < w) return !tr_case_of(d, c).n; /* "in Homs since the surge": hung on the wrong noun */
        {
            tr_str k = tr_case_of(d, c);
            bool named = x->upos == TR_UPOS_PROPN || x->entity != TR_ENT_NONE;
            if (tr_str_is_i(k, "of")) return true;
            if (tr_str_is_i(k, "for") || tr_str_is_i(k, "and")) return named && d->words[w].upos == TR_UPOS_PROPN;
            return false;
        }
    case TR_REL_punct: return c < w && (tr_str_is(x->form, "-") || tr_str_is(x->form, "\"") || tr_str_is(x->form, "'"));
    case TR_REL_conj:
    case TR_REL_cc:
        /* "Ministry of Defence and Armed Forces Logistics": names only */
        return d->words[w].entity != TR_ENT_NONE && x->entity == d->words[w].entity && !x->entity_begins;
    default: return false;
    }
}

static void phrase_reach(const struct tr_doc *d, uint32_t w, uint32_t *lo, uint32_t *hi, int depth)
{
    if (w < *lo) *lo = w;
    if (w > *hi) *hi = w;
    if (depth > 8) return;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool inner =
            depth > 0 && (rel == TR_REL_case || rel == TR_REL_det || rel == TR_REL_punct || rel == TR_REL_cc || rel == TR_REL_conj);
        if (inner ? rel != TR_REL_punct || c < w : stays_in_phrase(d, w, c)) phrase_reach(d, c, lo, hi, depth + 1);
    }
}

/* "killed on Tuesday state media said", its comma lost: the day is not theirs. */
static bool is_weekday(tr_str lower)
{
    static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (tr_str_is(lower, days[i])) return true;
    }
    return false;
}

void tr_phrase(const struct tr_doc *d, uint32_t w, uint32_t *first, uint32_t *n)
{
    uint32_t lo = w, hi = w;
    phrase_reach(d, w, &lo, &hi, 0);
    if (hi - lo > 16) { /* a broken tree: keep what stands next to the head */
        lo = w > 4 && lo < w - 4 ? w - 4 : lo;
        hi = w;
    }
    while (lo < w) {
        uint8_t u = d->words[lo].upos;
        tr_str l = d->words[lo].lower;
        bool article = tr_str_is(l, "the") || tr_str_is(l, "a") || tr_str_is(l, "an");
        if (!article && u != TR_UPOS_PUNCT && u != TR_UPOS_ADP && u != TR_UPOS_CCONJ && !is_weekday(l)) break;
        lo++;
    }
    while (hi > w && (d->words[hi].upos == TR_UPOS_PUNCT || d->words[hi].upos == TR_UPOS_ADP || tr_str_is(d->words[hi].lower, "'s"))) hi--;
    *first = lo;
    *n = hi - lo + 1;
}

bool tr_str_among(tr_str s, const char *const *list)
{
    while (*list && !tr_str_is_i(s, *list)) list++;
    return *list != NULL;
}

bool tr_prep_among(const struct tr_doc *d, uint32_t w, const char *const *preps)
{
    return tr_str_among(tr_case_of(d, w), preps);
}

bool tr_lemma_among(const struct tr_doc *d, uint32_t w, const char *const *lemmas)
{
    return tr_str_among(d->words[w].lemma, lemmas);
}
