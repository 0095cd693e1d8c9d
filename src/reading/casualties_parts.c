/* SPDX-License-Identifier: Apache-2.0 */
/* Tolls that get their harm from another: parts of a whole, and what is joined to a toll. */
#include "reading/casualties.h"
#include "reading/tree.h"

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

bool tr_toll_found(struct tr_toll *x, const struct tr_harm_word *h, uint32_t pred, int strength, const char *rule)
{
    x->harm = h->harm;
    x->means = h->means;
    x->pred = pred;
    x->strength = strength < h->weight ? strength : h->weight;
    x->rule = rule;
    return true;
}

/* "including", "among them", "of whom", "mostly": what follows is part of what came before. */
static bool opens_part(const struct tr_tolls *t, const struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    uint32_t of = x->num.core + x->num.core_n;
    if (of > t->first + 2 && of < t->end && !x->single &&
        (is(d, of, "them") || is(d, of, "whom") || is(d, of - 1, "them") || is(d, of - 1, "whom") ||
         (is(d, of, "of") && of + 1 < t->end && (is(d, of + 1, "them") || is(d, of + 1, "whom"))))) {
        if (x->num.core > t->first + 1) return true;
    }
    uint32_t from = x->first > t->first + 5 ? x->first - 5 : t->first;
    for (uint32_t w = x->first; w-- > from;) {
        if (is(d, w, "including") || is(d, w, "among") || is(d, w, "includes") || is(d, w, "included") || is(d, w, "them") ||
            is(d, w, "whom"))
            return true;
        if (d->words[w].upos == TR_UPOS_VERB || d->words[w].upos == TR_UPOS_NOUN) return false;
    }
    return false;
}

/* "Two medics were among at least 31 people killed", "five of the dead were children", "two of them". */
/* "Two brothers, Omar and Sami, were killed": the names in apposition are those counted. The toll that they are of; -1 for others. */
static int32_t named_of(const struct tr_tolls *t, uint32_t i)
{
    const struct tr_doc *d = t->d;
    const struct tr_toll *x = &t->list.v[i];
    uint32_t w = x->top;
    bool apposed = false;
    for (int hops = 0; hops < 4 && x->single && w != TR_NO_WORD && (d->words[w].rel == TR_REL_conj || d->words[w].rel == TR_REL_appos);
         hops++) {
        apposed |= d->words[w].rel == TR_REL_appos;
        w = d->words[w].head;
    }
    for (uint32_t j = 0; apposed && j < i; j++) {
        const struct tr_toll *y = &t->list.v[j];
        if (!y->single && y->noun == w && y->num.q.low > 1 && (!x->harm || x->harm == y->harm)) return (int32_t)j;
    }
    return -1;
}

void tr_toll_by_whole(struct tr_tolls *t, uint32_t i)
{
    const struct tr_doc *d = t->d;
    struct tr_toll *x = &t->list.v[i];
    int32_t group = named_of(t, i);
    if (group >= 0) {
        const struct tr_toll *y = &t->list.v[group];
        x->harm = y->harm;
        x->pred = y->pred;
        x->whole = group;
        return;
    }
    bool people = x->noun == TR_NO_WORD || d->words[x->noun].upos == TR_UPOS_PRON || tr_victim_at(t->k, d, x->noun) ||
                  tr_noun_harm(t->k, d, x->noun) || x->single;
    if (!people) return;
    if (opens_part(t, x)) {
        for (uint32_t j = i; j-- > 0;) {
            struct tr_toll *y = &t->list.v[j];
            if (!y->harm || y->denied || (x->harm && y->harm != x->harm)) continue;
            if (y->whole >= 0 && x->first - (y->first + y->n) < 12) y = &t->list.v[y->whole];
            if (!x->harm) {
                x->harm = y->harm;
                x->pred = y->pred;
                x->means = y->means;
                x->strength = 2;
                x->rule = "part of a toll";
            }
            x->whole = (int32_t)(y - t->list.v);
            return;
        }
    }
    if (x->harm) return;
    /* among the dead / among 39 killed */
    uint32_t last = x->first + x->n + 8 < t->end ? x->first + x->n + 8 : t->end;
    for (uint32_t w = x->first + x->n; w + 1 < last; w++) {
        if (d->words[w].upos == TR_UPOS_PUNCT && !is(d, w, "\"")) break;
        bool rest =
            is(d, w, "of") && w > 0 && (is(d, w - 1, "rest") || is(d, w - 1, "most") || is(d, w - 1, "majority") || is(d, w - 1, "half"));
        if (!is(d, w, "among") && !rest) continue;
        for (uint32_t v = w + 1; v < t->end && v < w + 8; v++) {
            const struct tr_harm_word *h = tr_noun_harm(t->k, d, v);
            if (!h || h->at != TR_AT_self) h = tr_adj_harm(t->k, d, v);
            if (!h) continue;
            tr_toll_found(x, h, v, 2, "part of a toll");
            for (uint32_t j = i + 1; j < t->list.n; j++) {
                if (t->list.v[j].first > w && t->list.v[j].first <= v) x->whole = (int32_t)j;
            }
            return;
        }
        break;
    }
    /* of the dead, of those killed */
    for (uint32_t w = x->num.core + x->num.core_n; w < t->end && w < x->first + x->n + 5; w++) {
        const struct tr_harm_word *h = tr_adj_harm(t->k, d, w);
        if (!h && d->words[w].upos != TR_UPOS_ADP) h = tr_noun_harm(t->k, d, w);
        if (h && h->weight >= 2 && tr_str_is(d->words[x->num.core + x->num.core_n].lower, "of")) {
            tr_toll_found(x, h, w, 2, "part of a toll");
            if (w >= x->first + x->n) x->n = w + 1 - x->first;
            return;
        }
    }
}

/* "37 casualties were due to mines, nine due to small-arms fire": a bare number with a cause shares out the toll before it. */
void tr_toll_by_cause(struct tr_tolls *t, uint32_t i)
{
    const struct tr_doc *d = t->d;
    struct tr_toll *x = &t->list.v[i];
    uint32_t w = x->first + x->n;
    if (x->harm || x->noun != TR_NO_WORD) return;
    if (w < t->end && (is(d, w, "were") || is(d, w, "was"))) w++;
    if (w + 1 >= t->end || !is(d, w, "due") || !is(d, w + 1, "to")) return;
    for (uint32_t j = i; j-- > 0;) {
        const struct tr_toll *y = &t->list.v[j];
        if (!y->harm || y->denied) continue;
        x->harm = y->harm;
        x->pred = y->pred;
        x->strength = 2;
        x->rule = TR_RULE_BY_CAUSE;
        x->n = w + 2 - x->first;
        return;
    }
}

/* "five women and a child", "12 soldiers, three policemen and a medic": joined to a toll with nothing of its own. */
static bool joined_loosely(const struct tr_tolls *t, const struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->first < t->first + 3) return false;
    uint32_t w = x->first - 1;
    if (is(d, w, "alongside") || is(d, w, "plus")) return true;
    return (is(d, w, "with") && (is(d, w - 1, "along") || is(d, w - 1, "together"))) || (is(d, w, "as") && is(d, w - 1, "well"));
}

void tr_toll_by_neighbour(struct tr_tolls *t, uint32_t i)
{
    const struct tr_doc *d = t->d;
    struct tr_toll *x = &t->list.v[i];
    if (x->harm) return;
    if (i > 0 && joined_loosely(t, x) && t->list.v[i - 1].harm && !t->list.v[i - 1].denied) {
        struct tr_toll *y = &t->list.v[i - 1];
        x->harm = y->harm;
        x->pred = y->pred;
        x->means = y->means;
        x->strength = 2;
        x->rule = "joined to a toll";
        return;
    }
    if (x->noun != TR_NO_WORD && !tr_victim_at(t->k, d, x->noun) && d->words[x->noun].entity != TR_ENT_PER) return;
    if (i > 0) {
        struct tr_toll *y = &t->list.v[i - 1];
        uint32_t gap = y->first + y->n;
        if (y->harm && !y->denied && gap < x->first && x->first - gap <= 3) {
            bool only = true;
            for (uint32_t w = gap; w < x->first; w++)
                only &= is(d, w, "and") || is(d, w, ",") || is(d, w, "&") || is(d, w, "or") || d->words[w].upos == TR_UPOS_DET ||
                        is(d, w, "as") || is(d, w, "well");
            if (only) {
                x->harm = y->harm;
                x->pred = y->pred;
                x->means = y->means;
                x->strength = y->strength > 2 ? 2 : y->strength;
                x->rule = "joined to a toll";
                x->whole = y->whole;
                return;
            }
        }
    }
    if (i + 1 < t->list.n) {
        /* "a woman and 12 children were killed" */
        struct tr_toll *y = &t->list.v[i + 1];
        uint32_t gap = x->first + x->n;
        if (y->harm && !y->denied && y->pred != TR_NO_WORD && y->pred > y->first && gap < y->first && y->first - gap <= 2 &&
            (is(d, gap, "and") || is(d, gap, ",")) && (y->first == gap + 1 || is(d, gap + 1, "and"))) {
            x->harm = y->harm;
            x->pred = y->pred;
            x->means = y->means;
            x->strength = 2;
            x->rule = "joined to a toll";
        }
    }
}
