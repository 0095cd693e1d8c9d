/* SPDX-License-Identifier: Apache-2.0 */
/* The class of the people whom a toll counts: from the noun, what stands with it, what is said of them, or the toll before. */
#include "reading/casualties.h"
#include "reading/frame.h"
#include "reading/tree.h"

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static bool set_who(struct tr_toll *x, enum truce_who who, bool sure)
{
    x->who = who;
    x->who_sure = sure;
    return true;
}

/* A noun in [from, to) that decides by itself, the last one counting most ("civilian casualties", "rebel members"). */
static enum truce_who decisive_in(const struct tr_tolls *t, uint32_t from, uint32_t to)
{
    for (uint32_t w = to; w-- > from;) {
        const struct tr_victim *v = tr_victim_at(t->k, t->d, w);
        if (v && v->weight == 2) return v->who;
    }
    return TRUCE_WHO_none;
}

/* An armed party or army named in [from, to). */
static bool armed_in(const struct tr_tolls *t, uint32_t from, uint32_t to)
{
    const struct tr_reading *r = t->r;
    for (uint32_t w = from; w < to; w++) {
        if (!r->word_actor[w]) continue;
        const struct truce_actor *a = r->actors.v[r->actor_mentions.v[r->word_actor[w] - 1].actor];
        if (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military) return true;
    }
    return false;
}

/* "five of the dead were children", "one of them was a journalist". */
static bool by_predicate(const struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    uint32_t p = d->words[x->top].head;
    if (p == TR_NO_WORD || d->words[x->top].rel != TR_REL_nsubj || tr_child(d, p, TR_REL_cop) == TR_NO_WORD || p < x->top) return false;
    const struct tr_victim *v = tr_victim_at(t->k, d, p);
    return v && v->weight == 2 && set_who(x, v->who, true);
}

static bool is_member_word(const struct tr_doc *d, uint32_t w)
{
    static const char *const words[] = { "member",   "members",    "man",    "men",    "people", "personnel", "element",
                                         "elements", "operatives", "others", "youths", "person", "dead",      "casualties" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is(d, w, words[i])) return true;
    }
    return false;
}

static bool by_noun(const struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->noun == TR_NO_WORD) return false;
    if (is(d, x->noun, "others") || is(d, x->noun, "other") || is(d, x->noun, "them") || is(d, x->noun, "those") ||
        is(d, x->noun, "more") || is(d, x->noun, "whom") || is(d, x->noun, "these"))
        return false;
    const struct tr_victim *v = tr_victim_at(t->k, d, x->noun);
    if (v && v->weight == 2) return set_who(x, v->who, true);
    uint32_t from = x->single ? x->first : x->num.core + x->num.core_n;
    enum truce_who w = decisive_in(t, from < x->noun ? from : x->noun, x->noun);
    if (w) return set_who(x, w, true);
    /* "members of the medical staff", "men from Hezbollah", "both rebels" */
    uint32_t end = x->noun + 7 < t->end ? x->noun + 7 : t->end, stop = x->noun + 1;
    while (stop < end && d->words[stop].upos != TR_UPOS_VERB && d->words[stop].upos != TR_UPOS_AUX && d->words[stop].upos != TR_UPOS_PUNCT)
        stop++;
    bool of = x->noun + 1 < stop && (is(d, x->noun + 1, "of") || is(d, x->noun + 1, "from"));
    if (of && is_member_word(d, x->noun)) {
        w = decisive_in(t, x->noun + 2, stop);
        if (w) return set_who(x, w, true);
    }
    if (is_member_word(d, x->noun) && (armed_in(t, x->first, x->noun) || (of && armed_in(t, x->noun + 1, stop))))
        return set_who(x, TRUCE_WHO_combatants, true);
    if (of && v && v->who == TRUCE_WHO_people) {
        w = decisive_in(t, x->noun + 2, stop);
        if (w && (tr_noun_harm(t->k, d, x->noun) != NULL)) return set_who(x, w, true);
    }
    /* "175 members and commanders" */
    if (v && x->noun + 2 < t->end && is(d, x->noun + 1, "and") && !x->single) {
        const struct tr_victim *also = tr_victim_at(t->k, d, x->noun + 2);
        if (also && also->weight == 2 && is_member_word(d, x->noun)) return set_who(x, also->who, true);
    }
    const struct tr_harm_word *h = tr_noun_harm(t->k, d, x->noun);
    if (h) return false;
    return v ? set_who(x, v->who, v->who != TRUCE_WHO_people) : false;
}

/* A named person: by the words that stand with the name ("the journalist James Foley", "Ali Hassan, a teacher,"). */
static bool by_apposition(const struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (!x->single) return false;
    enum truce_who w = decisive_in(t, x->first, x->first + x->n);
    if (!w && x->first > t->first) {
        uint32_t from = x->first > t->first + 3 ? x->first - 3 : t->first;
        while (from < x->first && d->words[from].upos != TR_UPOS_NOUN && d->words[from].upos != TR_UPOS_PROPN) from++;
        if (d->words[x->noun].upos == TR_UPOS_PROPN) w = decisive_in(t, from, x->first);
    }
    TR_EACH_CHILD(d, x->noun, c)
    {
        if (!w && d->words[c].rel == TR_REL_appos) {
            const struct tr_victim *v = tr_victim_at(t->k, d, c);
            if (v && v->weight == 2) w = v->who;
        }
    }
    return w && set_who(x, w, true);
}

/* "the toll of rebel attacks": a doer, who is not counted. */
static bool is_doer(const struct tr_tolls *t, uint32_t w)
{
    uint32_t h = t->d->words[w].head, by = tr_child(t->d, w, TR_REL_case);
    return (h != TR_NO_WORD && tr_word_in(t->r, h, "attack")) || (by != TR_NO_WORD && is(t->d, by, "by"));
}

/* "the total number of civilian casualties … to 72": the measure's own words. */
static bool by_measure(const struct tr_tolls *t, struct tr_toll *x)
{
    if (!x->rule || (!tr_str_is(tr_str_of(x->rule), "toll given") && !tr_str_is(tr_str_of(x->rule), "total given"))) return false;
    if (x->noun != TR_NO_WORD || x->pred == TR_NO_WORD || x->pred >= x->first || x->first - x->pred > 30) return false;
    uint32_t from = x->pred > t->first + 4 ? x->pred - 4 : t->first, to = x->first;
    while (to > from && (!decisive_in(t, to - 1, to) || is_doer(t, to - 1))) to--;
    enum truce_who w = decisive_in(t, from, to);
    return w && tr_noun_harm(t->k, t->d, x->pred) && set_who(x, w, true);
}

static bool inherits(const struct tr_tolls *t, const struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->single || x->num.none) return false;
    if (x->noun == TR_NO_WORD || x->num.extra) return x->noun == TR_NO_WORD || !tr_str_starts(d->words[x->noun].lower, TR_STR("bod"));
    if (tr_str_starts(d->words[x->noun].lower, TR_STR("bod")) || tr_str_starts(d->words[x->noun].lower, TR_STR("corpse"))) return false;
    if (tr_noun_harm(t->k, d, x->noun)) return true;
    return is(d, x->noun, "others") || is(d, x->noun, "other") || is(d, x->noun, "them") || is(d, x->noun, "those") ||
           is(d, x->noun, "more") || is(d, x->noun, "whom") || is(d, x->noun, "these");
}

/* "four killed and 24 injured" in brackets behind a count of civilian casualties, "15 fatalities". */
static bool measured(const struct tr_tolls *t, const struct tr_toll *x)
{
    if (x->noun != TR_NO_WORD && tr_noun_harm(t->k, t->d, x->noun)) return true;
    for (uint32_t w = x->first; w-- > t->first && x->first - w < 8;) {
        if (is(t->d, w, "(")) return true;
    }
    return false;
}

/* "23, including eight children": those of whom children are a part are not children. */
static bool has_such_part(const struct tr_tolls *t, uint32_t i)
{
    const struct tr_toll *x = &t->list.v[i];
    for (uint32_t j = 0; j < t->list.n; j++) {
        const struct tr_toll *y = &t->list.v[j];
        if (y->whole == (int32_t)i && y->who == x->who && y->noun != TR_NO_WORD) return true;
    }
    return false;
}

void tr_tolls_who(struct tr_tolls *t, const struct tr_toll *before)
{
    const struct tr_doc *d = t->d;
    const struct tr_toll *last = NULL;
    for (uint32_t i = 0; i < t->list.n; i++) {
        struct tr_toll *x = &t->list.v[i];
        bool known = by_predicate(t, x) || by_noun(t, x) || by_apposition(t, x) || by_measure(t, x);
        if (!known && inherits(t, x)) {
            bool more = x->num.extra || (x->noun != TR_NO_WORD && !tr_noun_harm(t->k, d, x->noun));
            bool back = x->noun != TR_NO_WORD && !tr_noun_harm(t->k, d, x->noun);
            bool toll = x->rule && tr_str_is(tr_str_of(x->rule), "toll given");
            uint32_t of = x->num.core + x->num.core_n;
            bool those = of + 1 < t->end && is(d, of, "of") &&
                         (is(d, of + 1, "these") || is(d, of + 1, "those") || is(d, of + 1, "the") || is(d, of + 1, "them"));
            const struct tr_toll *from = last ? last : back || x->num.extra || toll || those ? before : NULL;
            /* a bare number beside civilians need not count civilians; "others" beside women are not women */
            if (from && from->who != TRUCE_WHO_combatants && from->who != TRUCE_WHO_police &&
                (!more || from->who == TRUCE_WHO_women || from->who == TRUCE_WHO_children) && !measured(t, x))
                from = NULL;
            /* "12 civilian casualties, including 11 due to shelling": the same people */
            if (x->whole >= 0 && x->whole < (int32_t)i && x->noun == TR_NO_WORD) from = &t->list.v[x->whole];
            if (last && x->rule && tr_str_is(tr_str_of(x->rule), TR_RULE_BY_CAUSE)) from = last;
            if (from) set_who(x, from->who, from->who_sure && from->who != TRUCE_WHO_people);
        }
        if (x->p_model > 0.4f && x->p_who > (x->who_sure ? 0.97f : 0.5f) && x->model_who) set_who(x, x->model_who, x->who_sure);
        if (!x->who) x->who = TRUCE_WHO_people;
        if (x->harm && !x->denied && x->whole < 0) last = x;
    }
    for (uint32_t i = 0; i < t->list.n; i++) {
        struct tr_toll *x = &t->list.v[i];
        bool few = x->who == TRUCE_WHO_children || x->who == TRUCE_WHO_women;
        if (few && !x->who_sure && x->noun == TR_NO_WORD && has_such_part(t, i)) x->who = TRUCE_WHO_people;
    }
}
