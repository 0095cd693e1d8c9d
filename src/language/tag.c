/* SPDX-License-Identifier: Apache-2.0 */
/* From a word's logits to what they say. */
#include <math.h>

#include "base/utf8.h"
#include "language/lemma.h"
#include "language/scratch_int.h"

/* The share of v[of] in the sum of e^v. */
static float share(const float *v, uint32_t n, uint32_t best, uint32_t of)
{
    float sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += expf(v[i] - v[best]);
    return expf(v[of] - v[best]) / sum;
}

/* --- lemmas ------------------------------------------------------------------------------------------------------------------ */

static tr_str titled(struct tr_arena *a, tr_str form, tr_str lower)
{
    size_t at = 0, low = 0;
    if (!form.n) return form;
    tr_utf8_next(form, &at);
    if (lower.n) tr_utf8_next(lower, &low);
    /* The form's own first letter is upper already wherever this script is right. */
    return tr_arena_printf(a, TR_STR_FMT TR_STR_FMT, (int)at, form.p, (int)(lower.n - low), lower.p + low);
}

static tr_str cut_end(tr_str s, uint32_t n)
{
    while (n-- && s.n) {
        s.n--;
        while (s.n && ((unsigned char)s.p[s.n] & 0xc0) == 0x80) s.n--;
    }
    return s;
}

tr_str tr_lemma_of(struct tr_arena *a, tr_str script, tr_str form, tr_str lower)
{
    if (!script.n) return form;
    if (script.p[0] == '=') return tr_str_sub(script, 1, script.n);
    tr_str rest = tr_str_sub(script, 1, script.n), count;
    int64_t n = 0;
    if (!strchr("klt", script.p[0]) || !tr_str_split(&rest, '-', &count) || !tr_str_to_i64(count, &n) || n < 0 || n > 1000) return lower;
    tr_str base = script.p[0] == 'k' ? form : script.p[0] == 'l' ? lower : titled(a, form, lower);
    base = cut_end(base, (uint32_t)n);
    if (!rest.n && base.n) return base;
    tr_str lemma = tr_arena_printf(a, TR_STR_FMT TR_STR_FMT, TR_STR_ARG(base), TR_STR_ARG(rest));
    return lemma.n ? lemma : lower;
}

/* --- one word ------------------------------------------------------------------------------------------------------------------ */

/* The likeliest label's value, its probability, and, where asked, that of the first label, which is "nothing". */
static uint8_t opinion(const struct tr_model *m, const float *row, enum tr_head h, float *p, float *p_nothing)
{
    const struct tr_labels *l = &m->label[h];
    uint32_t best = m->kernels->best(row + l->at, l->n);
    *p = share(row + l->at, l->n, best, best);
    if (p_nothing) *p_nothing = share(row + l->at, l->n, best, 0);
    return l->value[best];
}

static void claims(const struct tr_model *m, const float *row, struct tr_word *w)
{
    w->event = opinion(m, row, TR_HEAD_event, &w->p_event, &w->p_event_o);
    w->mode = opinion(m, row, TR_HEAD_mode, &w->p_mode, NULL);
    w->status = opinion(m, row, TR_HEAD_status, &w->p_status, NULL);
    w->casualty = opinion(m, row, TR_HEAD_casualty, &w->p_casualty, &w->p_casualty_o);
    w->who = opinion(m, row, TR_HEAD_who, &w->p_who, NULL);
    w->figure = opinion(m, row, TR_HEAD_figure, &w->p_figure, &w->p_figure_o);
    w->ceasefire = opinion(m, row, TR_HEAD_ceasefire, &w->p_ceasefire, &w->p_ceasefire_o);
}

static uint32_t label_of(const struct tr_model *m, const float *row, enum tr_head h)
{
    return m->kernels->best(tr_logits(m, row, h), m->label[h].n);
}

void tr_tag(const struct tr_model *m, struct tr_arena *a, const float *row, struct tr_word *w)
{
    w->upos = m->label[TR_HEAD_upos].value[label_of(m, row, TR_HEAD_upos)];
    w->xpos = m->label[TR_HEAD_xpos].name[label_of(m, row, TR_HEAD_xpos)];
    uint32_t feats = label_of(m, row, TR_HEAD_feats);
    w->feats_text = m->label[TR_HEAD_feats].name[feats];
    const struct tr_feats *f = &m->feats[feats];
    w->tense = f->tense, w->verbform = f->verbform, w->number = f->number, w->person = f->person;
    w->voice = f->voice, w->mood = f->mood, w->prontype = f->prontype;
    w->lemma = tr_lemma_inflected(&m->pieces, a, w->lower, w->xpos);
    if (!w->lemma.n) w->lemma = tr_lemma_of(a, m->label[TR_HEAD_lemma].name[label_of(m, row, TR_HEAD_lemma)], w->form, w->lower);
    if (m->has_claim_heads) claims(m, row, w);
}

/* --- entity spans --------------------------------------------------------------------------------------------------------------- */

uint8_t tr_entity_label(const struct tr_model *m, const float *row, float *p)
{
    return opinion(m, row, TR_HEAD_entity, p, NULL);
}

void tr_entities(struct tr_doc *d, struct tr_arena *a, const float *p)
{
    TR_VEC(struct tr_entity) found = { 0 };
    for (uint32_t i = 0; i < d->n_words;) {
        uint8_t type = d->words[i].entity & (uint8_t)~TR_BEGINS;
        uint32_t j = i + 1;
        float sum = p[i];
        if (type == TR_ENT_NONE) {
            i++;
            continue;
        }
        while (j < d->n_words && d->words[j].entity == type && d->words[j].sentence == d->words[i].sentence) sum += p[j++];
        *tr_vec_push(a, &found) =
            (struct tr_entity){ i, j - i, { d->words[i].span.from, d->words[j - 1].span.to }, type, sum / (float)(j - i) };
        for (uint32_t k = i; k < j; k++) {
            d->words[k].entity = type;
            d->words[k].entity_begins = k == i;
        }
        i = j;
    }
    d->entities = found.v;
    d->n_entities = found.n;
}
