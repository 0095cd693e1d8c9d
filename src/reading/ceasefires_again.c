/* SPDX-License-Identifier: Apache-2.0 */
/* A ceasefire spoken of again by another name: once it has been named, "the deal", "the plan", "the temporary peace" and "the Qatari proposal" are the
 * arrangement itself, unless the phrase says of what else they are ("the gas deal", "a deal on prisoners"). */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define REACH 8 /* sentences for which an arrangement that was named stays the one meant */

/* "the", "this", "its", or a name before the noun: a thing that the reader knows. */
static bool is_known(const struct tr_doc *d, uint32_t w)
{
    static const char *const known[] = { "the", "this", "that", "these", "its", "their", "his", "her", NULL };
    TR_EACH_CHILD(d, w, c)
    {
        const struct tr_word *x = &d->words[c];
        if (c < w && (x->rel == TR_REL_det || (x->rel == TR_REL_nmod && x->sub == TR_SUB_poss)) && tr_str_among(x->lower, known))
            return true;
    }
    return false;
}

/* Words before the noun that suit a ceasefire; any other says what else it is. */
static bool suits(const struct tr_doc *d, uint32_t c)
{
    static const char *const kinds[] = { "temporary", "interim", "fragile",   "shaky",    "new",    "peace",     "tentative", "uneasy",
                                         "latest",    "initial", "proposed",  "brokered", "backed", "sponsored", "original",  "revised",
                                         "broad",     "own",     "bilateral", "partial",  "same",   "earlier",   "previous",  "day",
                                         "hour",      "week",    "mediated",  "two",      "three",  "week-long", "day-long",  "short",
                                         "limited",   "led",     "whole",     "current",  NULL };
    const struct tr_word *x = &d->words[c];
    if (x->entity != TR_ENT_NONE || x->upos == TR_UPOS_PROPN || x->upos == TR_UPOS_NUM || x->upos == TR_UPOS_PUNCT) return true;
    if (x->upos == TR_UPOS_ADJ && x->form.n && x->form.p[0] >= 'A' && x->form.p[0] <= 'Z') return true; /* "the Qatari plan" */
    if (tr_str_ends(x->lower, TR_STR("-brokered")) || tr_str_ends(x->lower, TR_STR("-backed")) || tr_str_ends(x->lower, TR_STR("-day")))
        return true;
    return tr_str_among(x->lower, kinds);
}

/* Does the phrase say of what else it is: "a deal on prisoners", "the plan to rebuild"? */
static bool of_another(const struct tr_doc *d, uint32_t w)
{
    static const char *const of[] = { "on", "over", "for", "of", "about", "with", "to", NULL };
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool before = c < w && (rel == TR_REL_amod || rel == TR_REL_compound || rel == TR_REL_nmod || rel == TR_REL_nummod);
        if (before && d->words[c].sub != TR_SUB_poss && !suits(d, c)) return true;
        if (c > w && rel == TR_REL_nmod && tr_prep_among(d, c, of) &&
            !tr_lemma_among(d, c, (const char *const[]){ "truce", "ceasefire", "fire", NULL }))
            return true;
        if (c > w && rel == TR_REL_acl && d->words[c].sub != TR_SUB_relcl && tr_str_is(tr_case_of(d, c), "to")) return true;
    }
    return false;
}

static bool by_broker(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (tr_str_ends(d->words[c].lower, TR_STR("brokered")) || tr_str_ends(d->words[c].lower, TR_STR("mediated")) ||
                      tr_str_ends(d->words[c].lower, TR_STR("sponsored"))))
            return true;
    }
    return false;
}

/* "a three-day peace", "the temporary peace": a peace with an end is a truce. */
static bool is_short_peace(const struct tr_doc *d, uint32_t w)
{
    static const char *const kinds[] = {
        "temporary", "fragile", "uneasy", "shaky", "brief", "day", "hour", "week", "short", "tenuous", NULL
    };
    if (!tr_str_is_i(d->words[w].lemma, "peace") || d->words[w].rel == TR_REL_compound) return false;
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (tr_str_among(d->words[c].lower, kinds) || tr_str_ends(d->words[c].lower, TR_STR("-day")) ||
                      tr_str_ends(d->words[c].lower, TR_STR("-hour"))))
            return true;
    }
    return false;
}

bool tr_ceasefire_again(const struct tr_reading *r, uint32_t w, uint32_t last)
{
    static const char *const deals[] = { "deal", "agreement", "accord",     "pact",  "arrangement",
                                         "plan", "proposal",  "initiative", "offer", NULL };
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[w];
    if ((x->upos != TR_UPOS_NOUN && x->upos != TR_UPOS_PROPN) || last == TR_NO_WORD || x->entity != TR_ENT_NONE) return false;
    if (x->sentence > d->words[last].sentence + REACH) return false;
    if (is_short_peace(d, w)) return true;
    if (!tr_lemma_among(d, w, deals) || x->rel == TR_REL_compound || x->number == TR_NUM_PLUR) return false;
    return (is_known(d, w) || by_broker(d, w)) && !of_another(d, w);
}
