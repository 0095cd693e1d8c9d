/* SPDX-License-Identifier: Apache-2.0 */
#include "language/entities.h"

#include "base/map.h"
#include "language/capitals.h"

#define TR_ENT_TYPES (TR_ENT_MISC + 1)
#define SURE 0.95f /* a span's p from which on it keeps its type, whatever the others have */

/* --- titles and what else is no part of a name ---------------------------------------------------------------------------------- */

/* Words that a title before a name is made of ("Secretary of State for Foreign Affairs"). */
static bool in_title(tr_str lower)
{
    static const char *const words[] = { "president",
                                         "minister",
                                         "prime",
                                         "foreign",
                                         "defence",
                                         "defense",
                                         "interior",
                                         "deputy",
                                         "vice",
                                         "secretary",
                                         "state",
                                         "mr",
                                         "mrs",
                                         "ms",
                                         "dr",
                                         "mr.",
                                         "mrs.",
                                         "ms.",
                                         "dr.",
                                         "professor",
                                         "prof.",
                                         "king",
                                         "queen",
                                         "prince",
                                         "princess",
                                         "sir",
                                         "lord",
                                         "lady",
                                         "pope",
                                         "sheikh",
                                         "chancellor",
                                         "general",
                                         "gen.",
                                         "gen",
                                         "brigadier",
                                         "brig.",
                                         "colonel",
                                         "col.",
                                         "lieutenant",
                                         "lt.",
                                         "lt",
                                         "major",
                                         "maj.",
                                         "captain",
                                         "capt.",
                                         "sergeant",
                                         "sgt.",
                                         "senator",
                                         "sen.",
                                         "rep.",
                                         "governor",
                                         "judge",
                                         "justice",
                                         "ambassador",
                                         "envoy",
                                         "special",
                                         "speaker",
                                         "spokesman",
                                         "spokeswoman",
                                         "spokesperson",
                                         "representative",
                                         "commander",
                                         "assistant",
                                         "associate",
                                         "emperor",
                                         "congressman",
                                         "of",
                                         "for",
                                         "affairs",
                                         "the",
                                         NULL };
    for (const char *const *w = words; *w; w++)
        if (tr_str_is(lower, *w)) return true;
    return false;
}

static bool is_small(const struct tr_word *w)
{
    return w->upos == TR_UPOS_DET || w->upos == TR_UPOS_ADP || w->upos == TR_UPOS_PART || w->upos == TR_UPOS_CCONJ ||
           w->upos == TR_UPOS_PUNCT;
}

/* Words of a title at the start of a person's span; all of them where there is nothing else. A title with a place ("Prince of Wales") is left whole. */
static uint32_t title_words(const struct tr_doc *d, const struct tr_entity *e)
{
    uint32_t n = 0, last = 0;
    for (; n < e->n && in_title(d->words[e->first + n].lower); n++) last = n;
    if (n == e->n) return n;
    return n && is_small(&d->words[e->first + last]) ? 0 : n;
}

/* A title before the name that bears it. */
static bool before_name(const struct tr_doc *d, const struct tr_entity *e)
{
    uint32_t next = e->first + e->n;
    return next < d->n_words && d->words[next].sentence == d->words[e->first].sentence && d->words[next].entity == TR_ENT_PER;
}

static void span_again(const struct tr_doc *d, struct tr_entity *e)
{
    if (e->n) e->span = (tr_span){ d->words[e->first].span.from, d->words[e->first + e->n - 1].span.to };
}

/* Takes off the ends what is no part of a name; e->n may become 0. */
static void trim(const struct tr_doc *d, struct tr_entity *e)
{
    const struct tr_word *w = d->words;
    uint32_t n = e->type == TR_ENT_PER ? title_words(d, e) : 0;
    if (n == e->n && n && (!tr_capital(d, &w[e->first]) || before_name(d, e))) e->n = 0;
    else if (n < e->n) e->first += n, e->n -= n;
    while (e->n && w[e->first + e->n - 1].upos == TR_UPOS_PART) e->n--;
    while (e->n && w[e->first].upos == TR_UPOS_ADP && !tr_capital(d, &w[e->first])) e->first++, e->n--;
    if (e->n == 1 && w[e->first].upos == TR_UPOS_NOUN && !tr_capital(d, &w[e->first])) e->n = 0;
    span_again(d, e);
}

/* --- names that fell apart ------------------------------------------------------------------------------------------------------ */

static bool within(const struct tr_entity *e, uint32_t w)
{
    return w >= e->first && w - e->first < e->n;
}

/* The word of the span that hangs on one outside. */
static uint32_t head_of(const struct tr_doc *d, const struct tr_entity *e)
{
    for (uint32_t w = e->first; w < e->first + e->n; w++)
        if (!within(e, d->words[w].head)) return w;
    return e->first;
}

static uint8_t surer(const struct tr_entity *a, const struct tr_entity *b)
{
    return a->p * (float)a->n > b->p * (float)b->n ? a->type : b->type;
}

/* The type of the one name that spans a and b, side by side, are; TR_ENT_NONE where they are two. */
static uint8_t joined(const struct tr_doc *d, const struct tr_entity *a, const struct tr_entity *b)
{
    if (b->first != a->first + a->n || d->words[b->first].sentence != d->words[a->first].sentence) return TR_ENT_NONE;
    if (a->type == TR_ENT_MISC || b->type == TR_ENT_MISC) return TR_ENT_NONE;
    const struct tr_word *ha = &d->words[head_of(d, a)], *hb = &d->words[head_of(d, b)];
    if (ha->rel == TR_REL_flat && within(b, ha->head)) return surer(a, b);
    if (hb->rel == TR_REL_flat && within(a, hb->head)) return surer(a, b);
    if (d->words[b->first].upos == TR_UPOS_ADP && within(b, d->words[b->first].head) && within(a, hb->head)) return a->type;
    if (a->type == TR_ENT_PER || b->type == TR_ENT_PER) return TR_ENT_NONE;
    if ((ha->rel == TR_REL_compound || ha->rel == TR_REL_amod) && within(b, ha->head)) return b->type;
    return TR_ENT_NONE;
}

static void join(const struct tr_doc *d, struct tr_entity *a, const struct tr_entity *b, uint8_t type)
{
    a->p = (a->p * (float)a->n + b->p * (float)b->n) / (float)(a->n + b->n);
    a->n += b->n;
    a->type = type;
    span_again(d, a);
}

/* --- one name, one type --------------------------------------------------------------------------------------------------------- */

struct votes {
    float of[TR_ENT_TYPES]; /* the sum of p by type */
};

static void vote(struct tr_map *m, struct tr_arena *a, tr_str key, uint8_t type, float p)
{
    uint64_t *at = tr_map_put(m, key, NULL);
    if (!*at) *at = (uint64_t)(uintptr_t)TR_NEW(a, struct votes);
    ((struct votes *)(uintptr_t)*at)->of[type] += p;
}

/* What a report calls by one name is one thing: an unsure span takes the type that the others of the same text have. A person's last word votes too, as the
 * one who was named in full is called by it further on. */
static void agree(struct tr_doc *d, struct tr_arena *a)
{
    struct tr_map m;
    tr_map_init(&m, a);
    for (uint32_t i = 0; i < d->n_entities; i++) {
        const struct tr_entity *e = &d->entities[i];
        vote(&m, a, tr_str_at(d->text, e->span), e->type, e->p);
        if (e->type == TR_ENT_PER && e->n > 1) vote(&m, a, d->words[e->first + e->n - 1].form, TR_ENT_PER, e->p);
    }
    for (uint32_t i = 0; i < d->n_entities; i++) {
        struct tr_entity *e = &d->entities[i];
        const struct votes *v = (const struct votes *)(uintptr_t)*tr_map_find(&m, tr_str_at(d->text, e->span));
        uint8_t best = e->type;
        for (uint32_t t = TR_ENT_NONE + 1; t < TR_ENT_TYPES; t++)
            if (v->of[t] > v->of[best]) best = (uint8_t)t;
        if (best != e->type && e->p < SURE) e->type = best;
    }
}

/* --- all of them ---------------------------------------------------------------------------------------------------------------- */

static void mark_words(struct tr_doc *d)
{
    for (uint32_t w = 0; w < d->n_words; w++) d->words[w].entity = TR_ENT_NONE, d->words[w].entity_begins = false;
    for (uint32_t i = 0; i < d->n_entities; i++) {
        const struct tr_entity *e = &d->entities[i];
        for (uint32_t w = e->first; w < e->first + e->n; w++) d->words[w].entity = e->type;
        d->words[e->first].entity_begins = true;
    }
}

void tr_entities_settle(struct tr_doc *d, struct tr_arena *a)
{
    struct tr_entity *e = d->entities;
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i < d->n_entities; i++) {
        uint8_t type = n ? joined(d, &e[n - 1], &e[i]) : TR_ENT_NONE;
        if (type) join(d, &e[n - 1], &e[i], type);
        else e[n++] = e[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        trim(d, &e[i]);
        if (e[i].n) e[kept++] = e[i];
    }
    d->n_entities = kept;
    agree(d, a);
    mark_words(d);
}
