/* SPDX-License-Identifier: Apache-2.0 */
/* Every clause that says something about a ceasefire, truce, pause or cessation: noun phrases by the forms of the lexicon and by the claim heads. */
#include "reading/ceasefires_int.h"
#include "reading/events_int.h"
#include "reading/tree.h"

#define SURE 0.7f          /* forms below it need support: the heads, or a sure form elsewhere in the report */
#define HEADS_ALONE 0.8f   /* the heads' probability from which they name a ceasefire that no form knows */
#define OF_AGAIN 0.6f      /* that "the deal" is the ceasefire that was named */
#define HEADS_REFUSE 0.97f /* the heads' probability of "none" from which a form is not taken */

static const void *ask_form(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return tr_lexicon_form(l, lemma, n);
}

/* "cease - fire" came apart: is w the word of the pair that hangs outside it? The pair is then words [*c, *f]. */
static bool is_pair(const struct tr_doc *d, uint32_t w, uint32_t *c, uint32_t *f)
{
    for (*c = w > 2 ? w - 2 : 0; *c <= w; ++*c) {
        if (!tr_str_is(d->words[*c].lower, "cease")) continue;
        *f = *c + 1;
        if (*f < d->n_words && tr_str_is(d->words[*f].lower, "-")) ++*f;
        if (*f >= d->n_words || (!tr_str_is(d->words[*f].lower, "fire") && !tr_str_is(d->words[*f].lower, "fires")) || w > *f) continue;
        uint32_t up = d->words[*f].head;
        return w == (up != TR_NO_WORD && up >= *c && up < *f ? *c : *f);
    }
    return false;
}

static const struct tr_form_use *form_at(const struct tr_reading *r, uint32_t w)
{
    const struct tr_word *x = &r->doc->words[w];
    const struct tr_form_use *best = NULL;
    uint32_t n, c, f;
    bool pair = is_pair(r->doc, w, &c, &f);
    if (!pair && x->upos != TR_UPOS_NOUN && x->upos != TR_UPOS_PROPN && x->upos != TR_UPOS_VERB) return NULL;
    const struct tr_form_use *const *uses =
        pair ? tr_lexicon_form(r->know->lexicon, TR_STR("cease-fire"), &n) : tr_table_find(r->know->lexicon, r->doc, w, ask_form, &n);
    for (uint32_t i = 0; i < n; i++) {
        if ((!best || uses[i]->frame.demand > best->frame.demand) && tr_frame_holds(r, &uses[i]->frame, w)) best = uses[i];
    }
    bool verbal = best && best->frame.n && (best->frame.conds[0].kind == TR_COND_obj || best->frame.conds[0].kind == TR_COND_xcomp);
    if (!pair && best && (x->upos == TR_UPOS_VERB) != verbal && (verbal || best->frame.n)) return NULL;
    return best;
}

static void phrase_of(const struct tr_doc *d, struct tr_ceasefire *x)
{
    uint32_t lo = x->w, hi = x->w;
    TR_EACH_CHILD(d, x->w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool before = c < x->w && d->words[x->w].upos != TR_UPOS_VERB &&
                      (rel == TR_REL_amod || rel == TR_REL_compound || rel == TR_REL_nummod ||
                       (rel == TR_REL_nmod && d->words[c].sub != TR_SUB_poss));
        if (before && c < lo) lo = tr_first_of(d, c);
        bool frame = x->use && x->use->frame.n && x->use->frame.conds[0].kind == TR_COND_obl;
        if (c > x->w && c < x->w + 5 && frame && rel == TR_REL_nmod) hi = c;
        if (d->words[x->w].upos == TR_UPOS_VERB && c < x->w + 4 && (rel == TR_REL_obj || rel == TR_REL_xcomp) && c > hi) hi = c;
    }
    if (x->w - lo > 9) lo = x->w; /* "a ten-day-old cease-fire" has eight words */
    uint32_t from, to;
    if (is_pair(d, x->w, &from, &to)) {
        if (from < lo) lo = from;
        if (to > hi) hi = to;
    }
    while (lo < x->w && (d->words[lo].upos == TR_UPOS_DET || d->words[lo].upos == TR_UPOS_PUNCT || d->words[lo].upos == TR_UPOS_PRON)) lo++;
    x->first = lo;
    x->n = hi - lo + 1;
}

/* "ceasefire agreement" is named by its head, "ceasefire violations" by its first word. */
static bool inside_another(const struct tr_reading *r, uint32_t w)
{
    const struct tr_word *x = &r->doc->words[w];
    if (x->head == TR_NO_WORD || (x->rel != TR_REL_compound && x->rel != TR_REL_nmod && x->rel != TR_REL_amod && x->rel != TR_REL_flat))
        return false;
    const struct tr_form_use *up = form_at(r, x->head);
    if (!up || !up->form) return false;
    return x->rel != TR_REL_nmod || (up->frame.n && up->frame.conds[0].kind == TR_COND_obl);
}

static bool heads_name_it(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    if (!d->has_claim_heads || !x->ceasefire || 1 - x->p_ceasefire_o < HEADS_ALONE || !tr_is_nominal(d, w)) return false;
    uint32_t h = x->head;
    bool near = h != TR_NO_WORD && h + 4 > w && h < w + 4;
    return !(near && d->words[h].ceasefire && tr_is_nominal(d, h));
}

static bool take(const struct tr_reading *r, uint32_t w, bool report_has_one, struct tr_ceasefire *x)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *v = &d->words[w];
    *x = (struct tr_ceasefire){ .w = w, .use = form_at(r, w), .cue = TR_NO_WORD };
    bool heads = heads_name_it(d, w);
    if (x->use && !x->use->form) return false;
    if (v->rel == TR_REL_compound && v->head != TR_NO_WORD) { /* "the ceasefire line" is none */
        const struct tr_form_use *up = form_at(r, v->head);
        if (up && !up->form && up->frame.n) return false;
    }
    if (x->use && inside_another(r, w)) return false;
    if (!x->use && !heads) return false;
    if (x->use) {
        bool sure = x->use->weight >= SURE || heads || (report_has_one && x->use->weight >= 0.5f);
        if (!sure || (d->has_claim_heads && !heads && x->use->weight < 0.95f && v->p_ceasefire_o > HEADS_REFUSE)) return false;
        x->form = x->use->form;
        x->p = heads ? 0.5f + 0.5f * x->use->weight : x->use->weight;
    } else {
        x->form = TRUCE_FORM_other;
        x->p = 1 - v->p_ceasefire_o;
    }
    bool in_a_list = v->upos == TR_UPOS_PROPN && !heads &&
                     (v->rel == TR_REL_compound || v->rel == TR_REL_flat || v->rel == TR_REL_list || v->rel == TR_REL_appos);
    phrase_of(d, x);
    return !in_a_list;
}

static bool is_pair_word(const struct tr_doc *d, uint32_t w)
{
    uint32_t c, f;
    return is_pair(d, w, &c, &f);
}

/* What is named again, or only by the heads, has the form of the ceasefire that was spoken of last. */
static bool take_again(const struct tr_reading *r, uint32_t w, const struct tr_ceasefire *last, struct tr_ceasefire *x)
{
    if (last->w == TR_NO_WORD || !tr_ceasefire_again(r, w, last->w)) return false;
    *x = (struct tr_ceasefire){ .w = w, .cue = TR_NO_WORD, .form = last->form, .p = OF_AGAIN, .again = true };
    phrase_of(r->doc, x);
    return true;
}

void tr_ceasefires_read(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    if (!r->know->lexicon) return;
    const bool *repeated = tr_repeated_words(r);
    bool report_has_one = false;
    struct tr_ceasefire last = { .w = TR_NO_WORD };
    struct tr_ceasefires all = { 0 };
    for (uint32_t w = 0; w < d->n_words && !report_has_one; w++) {
        const struct tr_form_use *u = form_at(r, w);
        report_has_one = u && u->form && u->weight >= 0.9f;
    }
    for (uint32_t w = 0; w < d->n_words; w++) {
        struct tr_ceasefire x;
        if (repeated[w] || (!take(r, w, report_has_one, &x) && !take_again(r, w, &last, &x))) continue;
        if (!x.use && last.form) x.form = last.form;
        if (x.use) last = x;
        tr_ceasefire_state(r, &x);
        if (d->words[x.w].upos == TR_UPOS_VERB && !is_pair_word(d, x.w) && (!x.by || x.by->role != TR_ROLE_xcomp))
            continue;                   /* "halted the bombing" is an event alone */
        if (x.again && !x.by) continue; /* it is spoken of, and nothing is said */
        struct truce_claim *c = tr_claim_new(r, TRUCE_KIND_ceasefire, x.first, x.n, x.w);
        c->ceasefire.form = x.form;
        c->ceasefire.state = x.state;
        c->confidence = x.p * x.p_state;
        if (x.use) tr_claim_why(r, c, "ceasefire: form of the lexicon");
        else if (x.again) tr_claim_why(r, c, "ceasefire: named again");
        else tr_claim_why(r, c, "ceasefire: claim heads");
        tr_claim_why(r, c, x.by ? "state: governing word" : "state: claim heads or none told");
        tr_ceasefire_fill(r, &x, c);
        x.claim = r->claims.n - 1;
        *tr_vec_push(r->arena, &all.list) = x;
    }
    tr_ceasefires_share(r, &all);
}
