/* SPDX-License-Identifier: Apache-2.0 */
#include "numbers_doc.h"

#include <stdlib.h>

#include "base/utf8.h"

#define LAST_WORD (TR_NO_WORD - 1)

static void add_word(struct tr_arena *a, struct tr_doc *d, tr_str token, uint32_t at)
{
    struct tr_word *w = &d->words[d->n_words];
    w->space_before = d->n_words > 0;
    if (token.n > 1 && token.p[0] == '+') {
        token = tr_str_sub(token, 1, token.n);
        w->space_before = false;
    }
    tr_str rest = token, part;
    tr_str_split(&rest, '/', &w->form);
    w->lower = w->lemma = tr_utf8_lower(a, w->form);
    w->span = (tr_span){ at, at + (uint32_t)w->form.n };
    w->sentence = d->n_sentences;
    w->head = LAST_WORD;
    w->rel = tr_rel_of(TR_STR("dep"));
    w->p_casualty_o = w->p_figure_o = w->p_event_o = w->p_ceasefire_o = 1;
    if (tr_str_split(&rest, '/', &part)) w->upos = tr_upos_of(part);
    if (tr_str_split(&rest, '/', &part)) {
        int64_t head = 0;
        if (!tr_str_to_i64(part, &head)) abort();
        w->head = head ? (uint32_t)head - 1 : TR_NO_WORD;
    }
    if (tr_str_split(&rest, '/', &part)) {
        w->rel = tr_rel_of(part);
        w->sub = tr_sub_of(part);
    }
    if (tr_str_split(&rest, '/', &part)) w->lemma = part;
    bool noun = w->upos == TR_UPOS_NOUN;
    w->xpos = noun && tr_str_ends(w->form, TR_STR("s")) ? TR_STR("NNS") : noun ? TR_STR("NN") : TR_STR("");
    d->n_words++;
}

static void end_sentence(struct tr_doc *d, uint32_t first)
{
    if (first == d->n_words) return;
    struct tr_sentence *s = &d->sentences[d->n_sentences++];
    s->first = first;
    s->n = d->n_words - first;
    s->root = d->n_words - 1;
    for (uint32_t w = first; w < d->n_words; w++) {
        uint32_t h = d->words[w].head;
        if (h == TR_NO_WORD) s->root = w;
        else d->words[w].head = h == LAST_WORD ? d->n_words - 1 : first + h;
    }
    d->words[s->root].head = TR_NO_WORD;
    d->words[s->root].rel = TR_REL_root;
    s->span = (tr_span){ d->words[first].span.from, d->words[d->n_words - 1].span.to };
}

struct tr_doc *numbers_doc(struct tr_arena *a, const char *words)
{
    struct tr_doc *d = TR_NEW(a, struct tr_doc);
    size_t room = strlen(words) + 2;
    d->words = TR_NEW_N(a, struct tr_word, room);
    d->sentences = TR_NEW_N(a, struct tr_sentence, room);
    char *text = TR_NEW_N(a, char, room);
    tr_str rest = tr_str_of(words), token;
    uint32_t first = 0, at = 0;
    while (tr_str_split(&rest, ' ', &token)) {
        if (!token.n) continue;
        if (tr_str_is(token, "|")) {
            end_sentence(d, first);
            first = d->n_words;
            continue;
        }
        if (at && token.p[0] != '+') text[at++] = ' ';
        add_word(a, d, token, at);
        tr_str form = d->words[d->n_words - 1].form;
        memcpy(text + at, form.p, form.n);
        at += (uint32_t)form.n;
    }
    end_sentence(d, first);
    d->text = (tr_str){ text, at };
    d->child_first = TR_NEW_N(a, uint32_t, room);
    d->child_next = TR_NEW_N(a, uint32_t, room);
    for (uint32_t w = 0; w < d->n_words; w++) d->child_first[w] = d->child_next[w] = TR_NO_WORD;
    for (uint32_t w = d->n_words; w-- > 0;) {
        uint32_t h = d->words[w].head;
        if (h == TR_NO_WORD) continue;
        d->child_next[w] = d->child_first[h];
        d->child_first[h] = w;
    }
    return d;
}

struct tr_reading *numbers_reading(struct tr_arena *a, const char *words, const char *published)
{
    struct tr_reading *r = TR_NEW(a, struct tr_reading);
    struct tr_knowledge *know = TR_NEW(a, struct tr_knowledge);
    struct tr_err err;
    if (tr_numerals_open(a, &know->numerals, &err)) abort();
    r->arena = a;
    r->know = know;
    r->doc = numbers_doc(a, words);
    r->published = TR_NO_DATE;
    if (published && !tr_date_parse(tr_str_of(published), &r->published)) abort();
    uint32_t n = r->doc->n_words + 1;
    r->word_place = TR_NEW_N(a, uint32_t, n);
    r->word_actor = TR_NEW_N(a, uint32_t, n);
    r->word_time = TR_NEW_N(a, uint32_t, n);
    r->word_source = TR_NEW_N(a, uint32_t, n);
    return r;
}
