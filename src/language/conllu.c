/* SPDX-License-Identifier: Apache-2.0 */
/* The analysis as CoNLL-U (universaldependencies.org/format.html). */
#include <stdio.h>

#include "base/utf8.h"
#include "language/language.h"

struct out {
    void (*write)(void *ctx, tr_str bytes);
    void *ctx;
    struct tr_arena *a;
};

static void text(struct out *o, tr_str s)
{
    o->write(o->ctx, s);
}

/* A field's or comment's text: control characters and line ends become spaces; an empty one is "_". */
static void clean(struct out *o, tr_str s)
{
    size_t from = 0;
    if (!s.n) text(o, TR_STR("_"));
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && (unsigned char)s.p[i] >= ' ' && s.p[i] != 127) continue;
        if (i > from) text(o, tr_str_sub(s, from, i));
        if (i < s.n) text(o, TR_STR(" "));
        from = i + 1;
    }
}

static void number(struct out *o, uint32_t n)
{
    char s[16];
    snprintf(s, sizeof s, "%u", n);
    text(o, tr_str_of(s));
}

static bool letter_at_end(tr_str s)
{
    size_t at = s.n;
    while (at && ((unsigned char)s.p[--at] & 0xc0) == 0x80) continue;
    return s.n && tr_cp_is_letter(tr_utf8_next(s, &at));
}

/* Word i is the second half of a contraction: written right behind a letter, and a letter or an apostrophe itself. */
static bool continues(const struct tr_doc *d, const struct tr_sentence *s, uint32_t i)
{
    if (i <= s->first || i >= s->first + s->n || d->words[i].space_before) return false;
    size_t at = 0;
    tr_str form = d->words[i].form;
    uint32_t c = tr_utf8_next(form, &at);
    bool apostrophe = c == '\'' || c == 0x2019 || c == '`' || c == 0x2bc || c == 0xb4 || c == 0x2032;
    return letter_at_end(d->words[i - 1].form) &&
           (tr_cp_is_letter(c) || (apostrophe && at < form.n && tr_cp_is_letter((unsigned char)form.p[at])));
}

static void misc(struct out *o, const struct tr_doc *d, const struct tr_word *w, bool space_after)
{
    text(o, TR_STR("\t"));
    if (w->entity) {
        text(o, w->entity_begins ? TR_STR("Entity=B-") : TR_STR("Entity=I-"));
        text(o, tr_str_of(tr_entity_name(w->entity)));
    }
    if (w->entity && !space_after) text(o, TR_STR("|"));
    if (!space_after) text(o, TR_STR("SpaceAfter=No"));
    else if (!w->entity) text(o, TR_STR("_"));
    text(o, TR_STR("\n"));
    (void)d;
}

static bool space_after(const struct tr_doc *d, uint32_t i)
{
    return i + 1 >= d->n_words || d->words[i + 1].space_before;
}

static void word(struct out *o, const struct tr_doc *d, const struct tr_sentence *s, uint32_t i)
{
    const struct tr_word *w = &d->words[i];
    if (continues(d, s, i + 1) && !continues(d, s, i)) {
        uint32_t last = i + 1;
        while (continues(d, s, last + 1)) last++;
        number(o, i - s->first + 1);
        text(o, TR_STR("-"));
        number(o, last - s->first + 1);
        text(o, TR_STR("\t"));
        clean(o, tr_str_at(d->text, (tr_span){ w->span.from, d->words[last].span.to }));
        text(o, TR_STR("\t_\t_\t_\t_\t_\t_\t_"));
        text(o, space_after(d, last) ? TR_STR("\t_\n") : TR_STR("\tSpaceAfter=No\n"));
    }
    bool inside = continues(d, s, i) || continues(d, s, i + 1);
    number(o, i - s->first + 1);
    tr_str fields[] = { w->form, w->lemma, tr_str_of(tr_upos_name(w->upos)), w->xpos, w->feats_text };
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        text(o, TR_STR("\t"));
        clean(o, fields[f]);
    }
    text(o, TR_STR("\t"));
    number(o, w->head == TR_NO_WORD ? 0 : w->head - s->first + 1);
    text(o, TR_STR("\t"));
    clean(o, w->deprel_text);
    text(o, TR_STR("\t_"));
    misc(o, d, w, inside || space_after(d, i));
}

void tr_conllu_write(const struct tr_doc *d, struct tr_arena *a, void (*write)(void *ctx, tr_str bytes), void *ctx)
{
    struct out o = { write, ctx, a };
    for (uint32_t k = 0; k < d->n_sentences; k++) {
        const struct tr_sentence *s = &d->sentences[k];
        if (d->words[s->first].paragraph_begins) text(&o, TR_STR("# newpar\n"));
        text(&o, TR_STR("# sent_id = "));
        number(&o, k + 1);
        text(&o, TR_STR("\n# text = "));
        clean(&o, tr_str_at(d->text, s->span));
        text(&o, TR_STR("\n"));
        for (uint32_t i = s->first; i < s->first + s->n; i++) word(&o, d, s, i);
        text(&o, TR_STR("\n"));
    }
}
