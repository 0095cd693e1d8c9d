/* SPDX-License-Identifier: Apache-2.0 */
/* What befell the people that a number counts: by the noun itself, by participles behind it, by its place in the tree,
 * by the words before it, and by what it is part of or joined to. */
#include "reading/casualties.h"
#include "reading/tree.h"

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static bool is_aux(const struct tr_doc *d, uint32_t w)
{
    static const char *const aux[] = { "was", "were", "is",  "are",   "been",  "being", "be",     "has",      "have", "had", "got",
                                       "get", "will", "may", "could", "might", "would", "remain", "remained", "lay",  "to" };
    for (size_t i = 0; i < sizeof aux / sizeof *aux; i++) {
        if (is(d, w, aux[i])) return true;
    }
    return false;
}

/* --- rules ----------------------------------------------------------------------------------------------------- */

/* "15 fatalities", "22 wounded", "three civilian casualties", "six injured people". */
static bool by_noun(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->noun == TR_NO_WORD) return false;
    for (uint32_t w = x->num.core + x->num.core_n; w <= x->noun && !x->single; w++) {
        const struct tr_harm_word *h = tr_adj_harm(t->k, d, w);
        if (h && w < x->noun && h->weight >= 2 && d->words[w].lower.n > 3) return tr_toll_found(x, h, w, 3, "harmed people counted");
    }
    const struct tr_harm_word *h = tr_noun_harm(t->k, d, x->noun);
    if (h && h->at == TR_AT_self && h->weight > 0 && !x->single) return tr_toll_found(x, h, x->noun, 3, "harm counted");
    return false;
}

/* A number, a noun phrase or a name begins here: the verb before it has an object. */
static bool begins_object(const struct tr_tolls *t, uint32_t w)
{
    if (w >= t->end || t->r->word_time[w]) return false;
    switch (t->d->words[w].upos) {
    case TR_UPOS_NUM:
    case TR_UPOS_DET:
    case TR_UPOS_PRON:
    case TR_UPOS_NOUN:
    case TR_UPOS_PROPN:
    case TR_UPOS_ADJ: break;
    default: return is(t->d, w, "at") && w + 1 < t->end && is(t->d, w + 1, "least");
    }
    /* "26 killed dozens hurt": the next number has its own harm */
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *y = &t->list.v[i];
        if (y->first != w && y->num.core != w) continue;
        return !(y->harm && y->pred != TR_NO_WORD && y->pred > y->first);
    }
    return true;
}

/* "11 others, including two children, were hurt": the word behind the aside that begins at w; w when none does. */
static uint32_t past_aside(const struct tr_tolls *t, uint32_t w)
{
    static const char *const opens[] = { "including", "among", "some", "most", "many", "mostly", "mainly", "all" };
    const struct tr_doc *d = t->d;
    bool aside = false;
    for (size_t i = 0; w + 1 < t->end && is(d, w, ",") && i < sizeof opens / sizeof *opens; i++) aside |= is(d, w + 1, opens[i]);
    for (uint32_t v = w + 2; aside && v < t->end && v < w + 14; v++) {
        if (is(d, v, ",") && v + 1 < t->end && is_aux(d, v + 1)) return v + 1;
    }
    return w;
}

/* "26 people killed in", "12 dead", "five were wounded", "who died". */
static bool by_words_behind(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    bool aux = false;
    uint32_t w = past_aside(t, x->first + x->n);
    for (uint32_t steps = 0; w < t->end && steps < 7; w++, steps++) {
        if (is_aux(d, w) || is(d, w, "who") || is(d, w, "that")) {
            aux = true;
            continue;
        }
        if (d->words[w].upos == TR_UPOS_ADV || is(d, w, "others") || is(d, w, "more") || is(d, w, "other") || is(d, w, "people") ||
            is(d, w, "\"") || is(d, w, "of") || is(d, w, "them") || is(d, w, "left") || is(d, w, "found") || is(d, w, "believed") ||
            is(d, w, "feared") || is(d, w, "confirmed") || is(d, w, "reported"))
            continue;
        break;
    }
    if (w >= t->end) return false;
    const struct tr_word *v = &d->words[w];
    const struct tr_harm_word *h = tr_adj_harm(t->k, d, w);
    bool tight = (x->noun == TR_NO_WORD && w == x->first + x->n) ||
                 (x->first > t->first && tr_str_starts(d->words[x->first - 1].lower, TR_STR("leav")));
    if (h && (tight || !begins_object(t, w + 1) || (aux && !is(d, w, "killed")) || is(d, w, "dead")))
        return tr_toll_found(x, h, w, 3, "harm said behind the figure");
    h = tr_verb_harm(t->k, d, w);
    if (!h || h->weight < 2) return false;
    bool ing = tr_str_ends(v->lower, TR_STR("ing"));
    if (h->at == TR_AT_subj) return (!ing || w == x->first + x->n) && tr_toll_found(x, h, w, 3, "subject of dying");
    bool participle = tr_str_is(v->xpos, "VBN") || (aux && !ing) || v->voice == TR_VOICE_PASS || tr_str_is(v->lower, "killed");
    if (h->at == TR_AT_both && aux && !begins_object(t, w + 1)) return tr_toll_found(x, h, w, 2, "subject of dying");
    if (participle && !begins_object(t, w + 1) && (h->at == TR_AT_obj || h->at == TR_AT_both))
        return tr_toll_found(x, h, w, 3, "patient of harming");
    return false;
}

#define MEASURE_NEAR 14u /* words between a measure and its figure */
#define MEASURE_FAR 30u  /* when a verb says that the measure moves */

/* "the number of people killed", "the total number of casualties", "the death toll": the harm that a measure speaks of. */
static const struct tr_harm_word *harm_of_measure(const struct tr_tolls *t, uint32_t from, uint32_t to, uint32_t *pred)
{
    const struct tr_doc *d = t->d;
    bool number = false;
    for (uint32_t w = from; w < to; w++) {
        if (is(d, w, "number") || is(d, w, "total") || is(d, w, "tally") || is(d, w, "count")) number = true;
        const struct tr_harm_word *h = tr_noun_harm(t->k, d, w);
        if (h && h->at == TR_AT_toll) {
            *pred = w;
            return h;
        }
        if (!number) continue;
        if (h && h->at == TR_AT_self && h->weight >= 2) {
            *pred = w;
            return h;
        }
        h = tr_adj_harm(t->k, d, w);
        if (h && h->weight >= 2) {
            *pred = w;
            return h;
        }
    }
    return NULL;
}

/* "three casualties …, bringing the total to 28": the total of what was counted before. */
static bool by_total(struct tr_tolls *t, struct tr_toll *x, uint32_t from, uint32_t join)
{
    bool total = false;
    for (uint32_t w = from; w < join; w++) total |= is(t->d, w, "total") || is(t->d, w, "number");
    if (!total) return false;
    for (uint32_t i = 0; i < t->list.n && t->list.v[i].first < from + 14; i++) {
        const struct tr_toll *y = &t->list.v[i];
        const struct tr_harm_word *h = y == x || y->noun == TR_NO_WORD ? NULL : tr_noun_harm(t->k, t->d, y->noun);
        if (!h || h->at != TR_AT_self) continue;
        tr_toll_found(x, h, y->noun, 2, "total given");
        return true;
    }
    return false;
}

/* "put the number of … at 55", "the number of … rose to 27": the verb that the figure hangs on moves a measure, however much stands between. */
static bool moves_measure(const struct tr_tolls *t, uint32_t join)
{
    static const char *const verbs[] = { "put",   "place", "estimate", "raise",    "bring", "take",  "rise",
                                         "climb", "grow",  "jump",     "increase", "reach", "stand", "revise" };
    uint32_t first = join > t->first + MEASURE_FAR ? join - MEASURE_FAR : t->first;
    for (uint32_t w = first; w < join; w++) {
        if (t->d->words[w].upos != TR_UPOS_VERB) continue;
        for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
            if (tr_is_lemma(t->d, w, verbs[i])) return true;
    }
    return false;
}

/* "bringing the toll to 45", "the death toll rose to 12", "a toll of eight", "put the number of dead at 30". */
static bool by_measure(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->first <= t->first + 1 || x->single) return false;
    if (x->noun != TR_NO_WORD && !tr_victim_at(t->k, d, x->noun)) return false;
    static const char *const joins[] = { "to",     "of",     "at", "reached", "stands",  "stood",     "is", "was",  "hit",  "exceeded",
                                         "passed", "topped", "as", "reaches", "exceeds", "surpassed", ":",  "from", "rose", "be" };
    uint32_t join = x->first - 1;
    bool ok = false;
    for (size_t i = 0; i < sizeof joins / sizeof *joins && !ok; i++) ok = is(d, join, joins[i]);
    if (!ok) return false;
    uint32_t from = join > t->first + MEASURE_NEAR ? join - MEASURE_NEAR : t->first, pred = TR_NO_WORD;
    const struct tr_harm_word *h = harm_of_measure(t, from, join, &pred);
    if (!h && from > t->first && moves_measure(t, join)) {
        from = join > t->first + MEASURE_FAR ? join - MEASURE_FAR : t->first;
        h = harm_of_measure(t, from, join, &pred);
    }
    if (!h && is(d, join, "to") && x->num.digits && x->noun == TR_NO_WORD) return by_total(t, x, from, join);
    if (!h) return false;
    /* another figure between the measure and this one took it, unless it is "from 15 to 20" */
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *y = &t->list.v[i];
        if (y != x && y->first > pred && y->first < x->first && !is(d, join, "to")) return false;
    }
    /* a toll that moves to a bare number counts people, "death" before it or not */
    x->sure = h->at == TR_AT_toll && x->noun == TR_NO_WORD && moves_measure(t, x->first);
    int strength = x->sure ? 3 : h->weight;
    return tr_toll_found(x, h, pred, strength, "toll given");
}

/* The nearest word above that x is the patient of. */
/* "two brothers, …, were reported killed": the harm that the subject of a verb of telling is told of. */
static uint32_t told_harm(const struct tr_tolls *t, uint32_t verb)
{
    static const char *const tells[] = { "report",    "confirm", "find", "believe", "fear",  "presume",
                                         "pronounce", "declare", "say",  "think",   "leave", "list" };
    bool tells_of = false;
    for (size_t i = 0; i < sizeof tells / sizeof *tells; i++) tells_of |= tr_is_lemma(t->d, verb, tells[i]);
    uint32_t c = tells_of ? tr_child(t->d, verb, TR_REL_xcomp) : TR_NO_WORD;
    return c != TR_NO_WORD && c > verb && (tr_verb_harm(t->k, t->d, c) || tr_adj_harm(t->k, t->d, c)) ? c : TR_NO_WORD;
}

static bool by_tree(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    uint32_t w = x->top;
    for (int hops = 0; hops < 4; hops++) {
        /* what is said of the phrase itself: relative clauses and participles */
        TR_EACH_CHILD(d, w, c)
        {
            if (d->words[c].rel != TR_REL_acl || c < w) continue;
            const struct tr_harm_word *h = tr_verb_harm(t->k, d, c);
            if (!h) h = tr_adj_harm(t->k, d, c);
            if (!h || h->weight < 2) continue;
            bool passive = tr_passive(d, c) || h->at == TR_AT_subj || h->at == TR_AT_is || h->at == TR_AT_both;
            if (passive && tr_child(d, c, TR_REL_obj) == TR_NO_WORD) return tr_toll_found(x, h, c, 3, "people whom it befell");
        }
        uint32_t p = d->words[w].head;
        if (p == TR_NO_WORD) return false;
        uint8_t rel = d->words[w].rel, sub = d->words[w].sub;
        const struct tr_harm_word *v =
            d->words[p].upos == TR_UPOS_VERB || d->words[p].upos == TR_UPOS_ADJ || d->words[p].upos == TR_UPOS_NOUN
                ? tr_verb_harm(t->k, d, p)
                : NULL;
        const struct tr_harm_word *n = tr_noun_harm(t->k, d, p), *a = tr_adj_harm(t->k, d, p);
        switch (rel) {
        case TR_REL_nsubj: {
            bool passive = sub == TR_SUB_pass || tr_passive(d, p);
            if (v && v->weight && (v->at == TR_AT_subj || (v->at == TR_AT_both && tr_child(d, p, TR_REL_obj) == TR_NO_WORD)))
                return tr_toll_found(x, v, p, 3, "subject of dying");
            if (v && v->weight && passive) return tr_toll_found(x, v, p, 3, "patient of harming");
            if (a && tr_child(d, p, TR_REL_cop) != TR_NO_WORD) return tr_toll_found(x, a, p, 3, "said to be harmed");
            uint32_t told = passive ? told_harm(t, p) : TR_NO_WORD;
            const struct tr_harm_word *h = told == TR_NO_WORD ? NULL : tr_verb_harm(t->k, d, told);
            if (told != TR_NO_WORD && !h) h = tr_adj_harm(t->k, d, told);
            return h && h->weight && tr_toll_found(x, h, told, 3, "told to be harmed");
        }
        case TR_REL_obj: {
            if (v && v->weight && (v->at == TR_AT_obj || v->at == TR_AT_both)) {
                tr_toll_found(x, v, p, 3, "patient of harming");
                /* a weak word harms those who are people and nothing else: "lost 15 fighters", "took out seven commanders" */
                const struct tr_victim *who = x->noun == TR_NO_WORD ? NULL : tr_victim_at(t->k, d, x->noun);
                if (v->weight == 1 && who && who->weight == 2) x->strength = 2;
                return true;
            }
            TR_EACH_CHILD(d, p, c)
            {
                const struct tr_harm_word *left =
                    d->words[c].rel == TR_REL_xcomp || d->words[c].rel == TR_REL_advcl || d->words[c].rel == TR_REL_ccomp
                        ? tr_adj_harm(t->k, d, c)
                        : NULL;
                if (left && c > w) return tr_toll_found(x, left, c, 3, "left harmed");
            }
            return false;
        }
        case TR_REL_nmod:
        case TR_REL_obl: {
            tr_str prep = tr_case_of(d, w);
            if (tr_str_is_i(prep, "of") || sub == TR_SUB_poss) {
                if (n && n->weight && (n->at == TR_AT_of || n->at == TR_AT_self || n->at == TR_AT_toll))
                    return tr_toll_found(x, n, p, 3, "harm of people");
                if (tr_is_lemma(d, p, "life") || is(d, p, "lives")) {
                    uint32_t up = d->words[p].head;
                    const struct tr_harm_word *life = up == TR_NO_WORD ? NULL : tr_verb_harm(t->k, d, up);
                    if (life) return tr_toll_found(x, life, up, 3, "lives claimed");
                }
                w = p; /* "the bodies of a group of 12" */
                continue;
            }
            /* "injuries to four guards" */
            if (tr_str_is_i(prep, "to") && n && n->at == TR_AT_self && n->harm == TRUCE_HARM_injured && x->noun != TR_NO_WORD)
                return tr_toll_found(x, n, p, 3, "harm of people");
            if (tr_str_is_i(prep, "including") || tr_str_is_i(prep, "among") || tr_str_is_i(prep, "with")) return false;
            if (n && n->at == TR_AT_toll) return tr_toll_found(x, n, p, 2, "toll given");
            return false;
        }
        case TR_REL_conj:
        case TR_REL_appos:
        case TR_REL_nummod:
        case TR_REL_flat:
        case TR_REL_compound: w = p; continue;
        default: return false;
        }
    }
    return false;
}

/* "killing 12", "wounding at least 30", "the deaths of three", "claimed the lives of 12": the words just before. */
/* The verb right before the figure. active: "kills 14", "killing 12", "have massacred 250", which can be nothing else; "wounded 25" can. */
static bool by_verb_before(struct tr_tolls *t, struct tr_toll *x, bool active)
{
    const struct tr_doc *d = t->d;
    if (x->first <= t->first || x->single) return false;
    uint32_t w = x->first - 1;
    if (is(d, w, "the") && w > t->first) w--;
    const struct tr_harm_word *h =
        d->words[w].upos == TR_UPOS_NOUN && tr_str_ends(d->words[w].lower, TR_STR("ing")) ? NULL : tr_verb_harm(t->k, d, w);
    if (!h || h->weight < 2 || (h->at != TR_AT_obj && h->at != TR_AT_both)) return false;
    tr_str f = d->words[w].lower;
    bool past = tr_str_ends(f, TR_STR("ed")) || tr_str_is(f, "hurt") || tr_str_is(f, "slain") || tr_str_is(f, "shot");
    bool be = false, have = false;
    uint32_t from = w > t->first + 4 ? w - 4 : t->first;
    for (uint32_t i = w; i-- > from && (is_aux(d, i) || d->words[i].upos == TR_UPOS_ADV);) {
        be |= is(d, i, "was") || is(d, i, "were") || is(d, i, "been") || is(d, i, "is") || is(d, i, "are") || is(d, i, "being") ||
              is(d, i, "be");
        have |= is(d, i, "has") || is(d, i, "have") || is(d, i, "had");
    }
    if (be) return false;
    if (active ? past && !have : false) return false;
    return tr_toll_found(x, h, w, 3, "patient of harming");
}

static bool by_words_before(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    uint32_t w = x->first;
    while (w > t->first) {
        w--;
        if (d->words[w].upos == TR_UPOS_ADV || d->words[w].upos == TR_UPOS_DET || is(d, w, "\"") || is(d, w, "of") || is(d, w, "lives"))
            continue;
        const struct tr_harm_word *h = tr_verb_harm(t->k, d, w);
        bool of = is(d, w + 1, "of");
        if (h && h->weight >= 2 && (h->at == TR_AT_obj || h->at == TR_AT_both) && !of &&
            !(w > t->first && is_aux(d, w - 1) && tr_passive(d, w) && !is(d, w - 1, "has") && !is(d, w - 1, "have") &&
              !is(d, w - 1, "had")))
            return tr_toll_found(x, h, w, 2, "words of harming before");
        if (is(d, w, "claimed") || is(d, w, "claiming") || is(d, w, "taken") || is(d, w, "took") || is(d, w, "cost") ||
            is(d, w, "claims")) {
            for (uint32_t i = w; i < x->first; i++) {
                const struct tr_harm_word *life = is(d, i, "lives") ? tr_harm_find(t->k, TR_HARM_VERB, TR_STR("claim life")) : NULL;
                if (life) return tr_toll_found(x, life, w, 3, "lives claimed");
            }
        }
        h = tr_noun_harm(t->k, d, w);
        if (h && of && h->weight >= 2) return tr_toll_found(x, h, w, 2, "harm of people");
        return false;
    }
    return false;
}

/* "were killed and wounded", "killing or injuring a large number", "dead and wounded": one number for both. */
static void undivided(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (x->pred == TR_NO_WORD || (x->harm != TRUCE_HARM_killed && x->harm != TRUCE_HARM_injured)) return;
    for (int side = -2; side <= 2; side += 4) {
        uint32_t w = x->pred + (uint32_t)side, mid = side < 0 ? x->pred - 1 : x->pred + 1;
        if (side < 0 ? x->pred < t->first + 2 : w >= t->end) continue;
        if (!is(d, mid, "and") && !is(d, mid, "or") && !is(d, mid, "and/or")) continue;
        const struct tr_harm_word *h = tr_adj_harm(t->k, d, w);
        if (!h) h = tr_verb_harm(t->k, d, w);
        if (!h || h->harm == x->harm || (h->harm != TRUCE_HARM_killed && h->harm != TRUCE_HARM_injured)) continue;
        if (x->pred > x->first && side > 0 && begins_object(t, w + 1)) continue; /* "12 were killed and wounded three" */
        if (x->pred > x->first && side < 0) continue;
        if (x->pred < x->first && side > 0 && w >= x->first) continue;
        x->harm = TRUCE_HARM_casualties;
    }
}

static void by_itself(struct tr_tolls *t, struct tr_toll *x)
{
    if (x->harm) return;
    if (x->noun != TR_NO_WORD && !tr_victim_at(t->k, t->d, x->noun) && !x->single) {
        /* "12 vehicles were destroyed": only people can be harmed */
        const struct tr_harm_word *h = tr_noun_harm(t->k, t->d, x->noun);
        if (!h && t->d->words[x->noun].upos != TR_UPOS_PROPN && t->d->words[x->noun].entity != TR_ENT_PER &&
            t->d->words[x->noun].upos != TR_UPOS_ADJ && t->d->words[x->noun].upos != TR_UPOS_PRON)
            return;
    }
    if (by_noun(t, x) || by_verb_before(t, x, true) || by_words_behind(t, x) || by_verb_before(t, x, false) || by_measure(t, x) ||
        by_tree(t, x))
        return;
    (void)by_words_before(t, x);
}

/* "No civilians hit": nobody, whatever befell. */
static void deny(struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    if (!x->num.none || x->harm) return;
    if (x->noun == TR_NO_WORD || !tr_victim_at(t->k, d, x->noun)) return;
    for (uint32_t w = x->first + x->n; w < t->end && w < x->first + x->n + 4; w++) {
        if (!is(d, w, "hit") && !is(d, w, "harmed") && !is(d, w, "affected")) continue;
        x->harm = TRUCE_HARM_casualties;
        x->pred = w;
        x->strength = 2;
        x->rule = "denied harm";
    }
}

void tr_tolls_harm(struct tr_tolls *t)
{
    /* from the back, so that a headline's second toll is known when the first asks whether its verb has an object */
    for (uint32_t i = t->list.n; i-- > 0;) {
        by_itself(t, &t->list.v[i]);
        undivided(t, &t->list.v[i]);
        deny(t, &t->list.v[i]);
    }
    for (uint32_t i = 0; i < t->list.n; i++) tr_toll_by_whole(t, i);
    for (uint32_t i = 0; i < t->list.n; i++) tr_toll_by_cause(t, i);
    for (uint32_t i = 0; i < t->list.n; i++) tr_toll_by_neighbour(t, i);
    for (uint32_t i = t->list.n; i-- > 0;) tr_toll_by_neighbour(t, i);
}
