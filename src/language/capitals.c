/* SPDX-License-Identifier: Apache-2.0 */
#include "language/capitals.h"

#include "base/utf8.h"

#define FEW 8 /* letters: a line of an acronym or two ("UN, EU") is no sentence in capitals unless all its text is */

struct letters {
    uint32_t upper, lower;
};

static struct letters count(tr_str text, tr_span span)
{
    struct letters n = { 0, 0 };
    for (size_t i = span.from; i < span.to && i < text.n; i++) {
        n.upper += text.p[i] >= 'A' && text.p[i] <= 'Z';
        n.lower += text.p[i] >= 'a' && text.p[i] <= 'z';
    }
    return n;
}

static bool mostly_upper(struct letters n)
{
    return n.upper > 2 * n.lower;
}

void tr_capitals_settle(struct tr_doc *d)
{
    struct letters all = count(d->text, (tr_span){ 0, (uint32_t)d->text.n });
    bool everywhere = mostly_upper(all) && all.upper > FEW;
    for (uint32_t i = 0; i < d->n_sentences; i++) {
        struct letters n = count(d->text, d->sentences[i].span);
        d->sentences[i].capitals = mostly_upper(n) && (everywhere || n.upper > FEW);
    }
}

bool tr_capital(const struct tr_doc *d, const struct tr_word *w)
{
    size_t at = 0;
    if (!w->form.n || !tr_cp_is_upper(tr_utf8_next(w->form, &at))) return false;
    return w->upos == TR_UPOS_PROPN || w->entity != TR_ENT_NONE || w->sentence >= d->n_sentences || !d->sentences[w->sentence].capitals;
}
