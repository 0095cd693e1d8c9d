/* SPDX-License-Identifier: Apache-2.0 */
#include "events_doc.h"

#include <stdlib.h>

struct tr_reading *events_reading(struct tr_arena *a, const char *words)
{
    struct tr_err err;
    struct tr_reading *r = numbers_reading(a, words, "2016-05-01");
    struct tr_knowledge *k = TR_NEW(a, struct tr_knowledge);
    *k = *r->know;
    if (tr_lexicon_open(a, &k->lexicon, &err) || tr_register_open(a, &k->actors, &err)) abort();
    r->know = k;
    for (uint32_t i = 0; i < r->doc->n_words; i++) {
        struct tr_word *w = &r->doc->words[i];
        if (w->upos != TR_UPOS_VERB) continue;
        if (tr_str_ends(w->form, TR_STR("ing"))) w->xpos = TR_STR("VBG");
    }
    tr_actors_find(r);
    return r;
}

uint32_t events_word(const struct tr_reading *r, const char *form)
{
    for (uint32_t i = 0; i < r->doc->n_words; i++) {
        if (tr_str_is(r->doc->words[i].form, form)) return i;
    }
    abort();
}
