/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that count something else than harmed people: doctors left, trucks, strikes, violations, shares. */
#include "reading/quantity.h"
#include "reading/reading.h"
#include "reading/tree.h"

/* The claim head's probability from which a number is a figure, by how much the words themselves say. */
#define SURE_NOUN 0.30f         /* a number with the noun that it counts */
#define BARE 0.50f              /* a number alone */
#define WEAK 0.75f              /* vague words, and nouns that are rarely counted by monitors */
#define SINGLE 0.60f            /* "a clinic": one thing without a number word */

struct scene {
    struct tr_reading *r;
    const struct tr_doc *d;
    const struct tr_numerals *k;
    uint32_t first, end;
};

static bool is(const struct tr_doc *d, uint32_t w, const char *lower) { return tr_str_is(d->words[w].lower, lower); }

static float head_opinion(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    float best = 0;
    for (uint32_t w = first; w < first + n; w++) {
        if (d->words[w].figure && d->words[w].p_figure > best) best = d->words[w].p_figure;
    }
    return best;
}

static float casualty_opinion(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    float best = 0;
    for (uint32_t w = first; w < first + n; w++) {
        if (d->words[w].casualty && d->words[w].p_casualty > best) best = d->words[w].p_casualty;
    }
    return best;
}

static bool taken(const struct scene *s, tr_span span)
{
    for (uint32_t i = 0; i < s->r->claims.n; i++) {
        if (tr_span_overlap(s->r->claims.v[i].span, span)) return true;
    }
    return false;
}

static bool in_time(const struct scene *s, const struct tr_count *c)
{
    for (uint32_t w = c->core; w < c->core + c->core_n; w++) {
        if (s->r->word_time[w]) return true;
    }
    return false;
}

static void make(struct scene *s, const struct truce_quantity *q, bool percent, uint32_t first, uint32_t n, uint32_t head, uint32_t unit_first, uint32_t unit_n, float p, const char *why)
{
    struct truce_claim *c = tr_claim_new(s->r, TRUCE_KIND_figure, first, n, head);
    c->figure.count = *q;
    c->figure.percent = percent;
    c->figure.unit = unit_n ? tr_str_at(s->d->text, tr_words_span(s->d, unit_first, unit_n)) : (tr_str){ "", 0 };
    c->confidence = s->d->has_claim_heads ? 0.35f + 0.6f * p : 0.5f;
    tr_claim_why(s->r, c, why);
    if (s->d->has_claim_heads && p > 0.5f) tr_claim_why(s->r, c, "figure head");
}

/* "one" as a pronoun, "first", "no" and the like count nothing that a monitor keeps. */
static bool weak_number(const struct scene *s, const struct tr_count *c, uint32_t noun)
{
    if (c->none) return true;
    if (noun == TR_NO_WORD) return true;
    if (tr_unit_find(s->k, s->d->words[noun].lower) == TR_UNIT_nothing) return true;
    if (!c->q.has_low && !c->q.has_high) return true;
    return c->vague || (c->q.has_low && c->q.has_high && c->q.high <= 1);
}

static void read_number(struct scene *s, const struct tr_count *c)
{
    const struct tr_doc *d = s->d;
    uint32_t noun = tr_count_noun(s->k, d, c, s->end);
    enum tr_unit_class u = tr_count_unit(s->k, d, c, noun);
    if ((u && u != TR_UNIT_nothing) || in_time(s, c) || (c->hyphened && !c->percent)) return;
    uint32_t n = noun != TR_NO_WORD && noun >= c->first + c->n ? noun + 1 - c->first : c->n;
    if (taken(s, tr_words_span(d, c->first, n))) return;
    float p = head_opinion(d, c->first, n);
    if (d->has_claim_heads) {
        bool weak = weak_number(s, c, noun);
        float need = noun == TR_NO_WORD && !c->percent ? BARE : weak ? WEAK : SURE_NOUN;
        if (p < need || casualty_opinion(d, c->first, n) > p) return;
    } else if (weak_number(s, c, noun) && !c->percent) return;
    uint32_t unit = c->first + c->n;
    while (noun != TR_NO_WORD && unit < noun && (is(d, unit, "of") || is(d, unit, "the") || is(d, unit, "other") || is(d, unit, "more"))) unit++;
    make(s, &c->q, c->percent, c->first, n, noun != TR_NO_WORD ? noun : c->head, unit, noun != TR_NO_WORD && noun >= unit ? noun + 1 - unit : 0, p, c->percent ? "share" : "number of things");
}

/* "a clinic", "a schools complex": one thing, by the claim head alone. */
static void read_singles(struct scene *s)
{
    const struct tr_doc *d = s->d;
    for (uint32_t w = s->first; w < s->end; w++) {
        if (!d->words[w].figure || d->words[w].p_figure < SINGLE) continue;
        uint32_t last = w;
        while (last + 1 < s->end && d->words[last + 1].figure) last++;
        if ((is(d, w, "a") || is(d, w, "an")) && last > w && !taken(s, tr_words_span(d, w, last + 1 - w))) {
            struct truce_quantity one = { .has_low = true, .has_high = true, .low = 1, .high = 1 };
            uint32_t head = last;
            for (uint32_t i = w + 1; i <= last; i++) {
                if (d->words[i].head == TR_NO_WORD || d->words[i].head < w || d->words[i].head > last) {
                    head = i;
                    break;
                }
            }
            if (d->words[head].upos == TR_UPOS_NOUN || d->words[head].upos == TR_UPOS_PROPN) make(s, &one, false, w, last + 1 - w, head, w + 1, last - w, head_opinion(d, w, last + 1 - w), "one thing");
        }
        w = last;
    }
}

void tr_figures_read(struct tr_reading *r)
{
    struct scene s = { .r = r, .d = r->doc, .k = r->know->numerals };
    struct tr_count c;
    for (uint32_t i = 0; i < r->doc->n_sentences; i++) {
        s.first = r->doc->sentences[i].first;
        s.end = s.first + r->doc->sentences[i].n;
        for (uint32_t w = s.first; w < s.end;) {
            if (!tr_count_at(s.k, s.d, w, s.end, &c)) {
                w++;
                continue;
            }
            read_number(&s, &c);
            w += c.n;
        }
        if (s.d->has_claim_heads) read_singles(&s);
    }
}
