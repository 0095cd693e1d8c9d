/* SPDX-License-Identifier: Apache-2.0 */
/* Where something is said to be: asked for a predicate or noun, answered from its own modifiers outwards. */
#include "reading/places_int.h"

#define REACH 3             /* sentences back that a place still holds */

static const struct tr_place_mention *mention_at(const struct tr_reading *r, uint32_t w)
{
    return r->word_place[w] ? &r->place_mentions.v[r->word_place[w] - 1] : NULL;
}

/* Smaller is more specific. */
static int width(const struct truce_place *p)
{
    switch (p->kind) {
    case TRUCE_PLACE_facility: return 0;
    case TRUCE_PLACE_neighbourhood: return 1;
    case TRUCE_PLACE_city: return 2;
    case TRUCE_PLACE_admin2: return 3;
    case TRUCE_PLACE_natural: return 4;
    case TRUCE_PLACE_admin1: return 5;
    case TRUCE_PLACE_region: return 6;
    default: return 7;
    }
}

static bool usable(const struct tr_place_mention *m) { return m && !m->as_actor && !m->is_dateline; }

static const struct truce_place *narrower(const struct tr_reading *r, const struct truce_place *best, const struct tr_place_mention *m)
{
    const struct truce_place *p = r->places.v[m->place];
    return !best || width(p) < width(best) ? p : best;
}

const struct truce_place *tr_place_in(const struct tr_reading *r, uint32_t first, uint32_t n)
{
    const struct truce_place *best = NULL;
    for (uint32_t w = first; w < first + n && w < r->doc->n_words; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (m && !m->is_dateline) best = narrower(r, best, m);
    }
    return best;
}

/* A clause of its own below w has a place of its own; a relative clause or a quoted one says nothing of where w is. */
static bool other_clause(const struct tr_doc *d, uint32_t c)
{
    switch (d->words[c].rel) {
    case TR_REL_acl: case TR_REL_ccomp: case TR_REL_csubj: case TR_REL_parataxis: return true;
    case TR_REL_advcl: return true;
    case TR_REL_conj: return tr_is_predicate(d, c);
    default: return false;
    }
}

/* The narrowest place among the words below w, without other clauses; subjects are asked last (depth of the caller). */
static const struct truce_place *below(const struct tr_reading *r, uint32_t w, uint32_t skip, int depth)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *best = NULL;
    const struct tr_place_mention *m = mention_at(r, w);
    if (usable(m)) best = narrower(r, best, m);
    if (depth > 12) return best;
    TR_EACH_CHILD(d, w, c)
    {
        if (c == skip || other_clause(d, c)) continue;
        const struct truce_place *p = below(r, c, TR_NO_WORD, depth + 1);
        if (p && (!best || width(p) < width(best))) best = p;
    }
    return best;
}

/* Modifiers that place it: obl and nmod with a locative preposition, compounds ("Aleppo strikes"), possessives. */
static const struct truce_place *placed_by(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *best = NULL;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool modifier = rel == TR_REL_obl || rel == TR_REL_nmod || rel == TR_REL_compound || rel == TR_REL_amod || rel == TR_REL_advmod;
        if (!modifier) continue;
        tr_str k = tr_case_of(d, c);
        if (k.n && !tr_locative_word(k) && !tr_str_is(k, "on") && !tr_str_is(k, "of") && !tr_str_is(k, "against") && !tr_str_is(k, "for")) continue;
        const struct truce_place *p = below(r, c, TR_NO_WORD, 0);
        if (p && (!best || width(p) < width(best))) best = p;
    }
    return best;
}

static const struct truce_place *in_sentence(const struct tr_reading *r, uint32_t sentence, uint32_t near)
{
    const struct tr_sentence *s = &r->doc->sentences[sentence];
    const struct truce_place *best = NULL;
    uint32_t best_gap = UINT32_MAX;
    for (uint32_t w = s->first; w < s->first + s->n; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (!usable(m) || m->first != w) continue;
        const struct truce_place *p = r->places.v[m->place];
        uint32_t gap = (near == TR_NO_WORD ? s->first + s->n - w : w > near ? w - near : near - w) + (uint32_t)width(p) * 4;
        if (gap < best_gap) best_gap = gap, best = p;
    }
    return best;
}

static const struct truce_place *of_clause(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *p = placed_by(r, w);
    /* "air strikes killed five in Aleppo": the noun hangs on the verb that has the place; "fighters in Idlib attacked". */
    for (uint32_t at = w; !p && d->words[at].head != TR_NO_WORD;) {
        uint32_t up = d->words[at].head;
        bool content = d->words[at].rel == TR_REL_ccomp || d->words[at].rel == TR_REL_parataxis;
        if (content) break;     /* above it stands only who says it */
        if ((p = placed_by(r, up))) break;
        at = up;
    }
    return p;
}

const struct truce_place *tr_place_of(const struct tr_reading *r, uint32_t w)
{
    if (!r->place_mentions.n || w >= r->doc->n_words) return NULL;
    const struct truce_place *p = of_clause(r, w);
    uint32_t clause = tr_clause_of(r->doc, w), sentence = r->doc->words[w].sentence;
    if (!p) p = below(r, clause, TR_NO_WORD, 0);
    if (!p) p = in_sentence(r, sentence, w);
    for (uint32_t back = 1; !p && back <= REACH && back <= sentence; back++) p = in_sentence(r, sentence - back, TR_NO_WORD);
    return p;
}
