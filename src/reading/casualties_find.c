/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates for tolls: numbers that may count people, single people whom something befell, and denials. */
#include "reading/casualties.h"
#include "reading/tree.h"

const struct tr_victim *tr_victim_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w)
{
    char buf[TR_JOIN_MAX];
    uint32_t first = d->sentences[d->words[w].sentence].first;
    for (uint32_t n = 3; n > 1; n--) {
        if (w + 1 < first + n) continue;
        const struct tr_victim *v = tr_victim_find(k, tr_join_words(d, w + 1 - n, n, false, buf));
        if (v) return v;
    }
    const struct tr_victim *v = tr_victim_find(k, d->words[w].lower);
    if (v) return v;
    tr_str lemma = tr_join_words(d, w, 1, true, buf);
    return tr_victim_find(k, lemma);
}

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static bool is_year_or_time(const struct tr_reading *r, const struct tr_count *c)
{
    for (uint32_t w = c->core; w < c->core + c->core_n; w++) {
        if (r->word_time[w]) return true;
    }
    return false;
}

/* The word of the phrase that the rest of the sentence governs. */
static uint32_t top_of(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        uint32_t h = d->words[i].head;
        if ((h == TR_NO_WORD || h < first || h >= first + n) && d->words[i].rel != TR_REL_case && d->words[i].rel != TR_REL_punct &&
            d->words[i].rel != TR_REL_advmod && d->words[i].rel != TR_REL_det)
            return i;
    }
    return first + n - 1;
}

static struct tr_toll *push(struct tr_tolls *t)
{
    struct tr_toll *x = tr_vec_push(t->r->arena, &t->list);
    /* the list is used again sentence by sentence, so its room is not fresh */
    *x = (struct tr_toll){ .noun = TR_NO_WORD, .top = TR_NO_WORD, .pred = TR_NO_WORD, .whole = -1 };
    return x;
}

static void model_opinion(const struct tr_tolls *t, struct tr_toll *x)
{
    const struct tr_doc *d = t->d;
    x->p_none = 1;
    if (!d->has_claim_heads) return;
    float best = 0, least_o = 1;
    for (uint32_t w = x->first; w < x->first + x->n && w < d->n_words; w++) {
        const struct tr_word *v = &d->words[w];
        if (v->p_casualty_o < least_o) least_o = v->p_casualty_o;
        if (v->casualty && v->p_casualty > best) {
            best = v->p_casualty;
            x->model_harm = (enum truce_harm)v->casualty;
            x->model_who = (enum truce_who)v->who;
            x->p_who = v->p_who;
        }
    }
    x->p_model = best;
    x->p_none = least_o;
}

/* Words that look singular but name a body of people. */
static bool is_collective(const struct tr_doc *d, uint32_t w);

/* "kills 14 State media", "kills 10 Governor": in a headline the next words run on and are not what is counted. */
static bool is_headline_run(const struct tr_tolls *t, const struct tr_count *c, uint32_t noun)
{
    const struct tr_doc *d = t->d;
    uint32_t after = c->first + c->n;
    if (c->first <= t->first || noun < after) return false;
    const struct tr_harm_word *h = tr_verb_harm(t->k, d, c->first - 1);
    if (!h || h->weight < 3) return false;
    if (!tr_victim_at(t->k, d, noun)) return true;
    bool singular = tr_str_is(d->words[noun].xpos, "NN") || tr_str_is(d->words[noun].xpos, "NNP");
    return c->q.has_low && c->q.low > 1 && noun == after && singular && !is_collective(d, noun) && d->words[noun].form.p[0] < 'a';
}

/* "Lena Karam, 3, and her brother": a bare number set off behind a person's name. */
static bool is_age(const struct tr_tolls *t, const struct tr_count *c)
{
    const struct tr_doc *d = t->d;
    uint32_t after = c->first + c->n;
    if (!c->digits || c->n != 1 || c->first < t->first + 2 || !is(d, c->first - 1, ",") || d->words[c->first - 2].entity != TR_ENT_PER)
        return false;
    return after >= t->end || d->words[after].upos == TR_UPOS_PUNCT || is(d, after, "and");
}

/* "one of the highest daily tolls": of tolls and days, not of people. */
static bool counts_tolls(const struct tr_doc *d, const struct tr_count *c, uint32_t noun)
{
    static const char *const measures[] = { "toll", "number", "total", "count", "rate", "day", "night", "week", "month", "year", NULL };
    if (!is(d, c->core, "one") || noun == TR_NO_WORD || noun <= c->core + 1) return false;
    for (const char *const *m = measures; *m; m++)
        if (tr_str_is(d->words[noun].lemma, *m)) return true;
    return false;
}

static void add_number(struct tr_tolls *t, const struct tr_count *c)
{
    const struct tr_doc *d = t->d;
    uint32_t noun = tr_count_noun(t->k, d, c, t->end);
    enum tr_unit_class unit = tr_count_unit(t->k, d, c, noun);
    if (unit && unit != TR_UNIT_nothing &&
        !(noun != TR_NO_WORD && tr_victim_at(t->k, d, noun) && tr_count_unit(t->k, d, c, TR_NO_WORD) == TR_UNIT_none))
        return;
    if (is_year_or_time(t->r, c) || c->hyphened || is_age(t, c) || counts_tolls(d, c, noun)) return;
    if (c->first > t->first && c->vague &&
        (is(d, c->first - 1, "as") || is(d, c->first - 1, "how") || is(d, c->first - 1, "so") || is(d, c->first - 1, "too")))
        return;
    if (is(d, c->core, "both") && (d->words[c->core].upos == TR_UPOS_CCONJ || d->words[c->core].upos == TR_UPOS_ADV))
        return; /* "both killed and wounded" */
    if (c->none && c->first + c->n < t->end && d->words[c->first + c->n].upos == TR_UPOS_PUNCT) return;
    if (noun != TR_NO_WORD && is_headline_run(t, c, noun)) noun = TR_NO_WORD;
    /* "most of them" says little unless it says who */
    if (is(d, c->core, "most") && (noun == TR_NO_WORD || !tr_victim_at(t->k, d, noun) || (noun > c->core + 3))) return;
    struct tr_toll *x = push(t);
    x->num = *c;
    x->noun = noun;
    x->first = c->first;
    x->n = noun != TR_NO_WORD && noun >= c->first + c->n ? noun + 1 - c->first : c->n;
    /* "the 45", "its 12": the article is no part of the figure */
    while (x->n > 1 && x->first < c->core && (d->words[x->first].upos == TR_UPOS_DET || d->words[x->first].upos == TR_UPOS_PRON) &&
           !is(d, x->first, "a") && !is(d, x->first, "an") && !is(d, x->first, "another") && !is(d, x->first, "some") &&
           !is(d, x->first, "no")) {
        x->first++;
        x->n--;
    }
    x->top = top_of(d, x->first, x->n);
    x->denied = c->none;
    model_opinion(t, x);
}

static bool covered(const struct tr_tolls *t, uint32_t w)
{
    for (uint32_t i = 0; i < t->list.n; i++) {
        if (w >= t->list.v[i].first && w < t->list.v[i].first + t->list.v[i].n) return true;
    }
    return false;
}

static uint32_t det_of(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (d->words[c].rel == TR_REL_det || (d->words[c].rel == TR_REL_nmod && d->words[c].sub == TR_SUB_poss))) return c;
    }
    return TR_NO_WORD;
}

/* Singular by tag, not by look: "man", "a pilot", "Amjad al-Danaf". */
static bool is_one_person(const struct tr_tolls *t, uint32_t w)
{
    const struct tr_doc *d = t->d;
    const struct tr_word *x = &d->words[w];
    if (x->rel == TR_REL_compound || t->r->word_time[w]) return false;
    if (x->entity == TR_ENT_PER) return x->upos == TR_UPOS_PROPN;
    if (x->entity == TR_ENT_LOC) return false;
    bool plural = tr_str_is(x->xpos, "NNS") || tr_str_is(x->xpos, "NNPS") || x->number == TR_NUM_PLUR;
    if (plural || (x->upos != TR_UPOS_NOUN && x->upos != TR_UPOS_PROPN)) return false;
    const struct tr_victim *v = tr_victim_at(t->k, d, w);
    if (!v) return false;
    uint32_t det = det_of(d, w);
    bool article = det != TR_NO_WORD &&
                   (is(d, det, "a") || is(d, det, "an") || is(d, det, "one") || is(d, det, "another") || d->words[det].rel == TR_REL_nmod);
    return article || det == TR_NO_WORD;
}

static bool is_collective(const struct tr_doc *d, uint32_t w)
{
    static const char *const many[] = { "family",   "crew",       "force",       "police",    "army",           "staff",   "personnel",
                                        "people",   "population", "military",    "household", "couple",         "militia", "taliban",
                                        "security", "medical",    "crowd",       "peshmerga", "troop",          "enemy",   "populace",
                                        "death",    "injury",     "casualty",    "life",      "body",           "killing", "murder",
                                        "homicide", "fatality",   "army",        "figure",    "team",           "corpse",  "remains",
                                        "dead",     "wounded",    "injured",     "missing",   "arab",           "human",   "russian",
                                        "israeli",  "syrian",     "palestinian", "israel",    "american",       "turkish", "french",
                                        "german",   "saudi",      "iraqi",       "iranian",   "hostage taking", "emir",    "fall",
                                        "shabab",   "rebel",      "private",     "general",   "major",          "fan" };
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        if (is(d, w, many[i])) return true;
    }
    return false;
}

static void add_single_as(struct tr_tolls *t, uint32_t w, bool definite)
{
    const struct tr_doc *d = t->d;
    if (w == TR_NO_WORD || w < t->first || w >= t->end || covered(t, w) || is_collective(d, w)) return;
    if (definite ? tr_str_is(d->words[w].xpos, "NNS") || d->words[w].number == TR_NUM_PLUR : !is_one_person(t, w)) return;
    uint32_t first, n;
    tr_phrase(d, w, &first, &n);
    uint32_t det = det_of(d, w);
    if (det != TR_NO_WORD && det + 1 == first && !is(d, det, "the")) {
        first--;
        n++;
    }
    if (first > w || first + n <= w) first = w, n = 1;
    struct tr_toll *x = push(t);
    x->first = first;
    x->n = n;
    x->noun = x->top = w;
    x->single = true;
    x->num.q = (struct truce_quantity){ .has_low = true, .has_high = true, .low = 1, .high = 1 };
    x->num.first = x->num.core = x->num.head = w;
    model_opinion(t, x);
}

static void add_single(struct tr_tolls *t, uint32_t w)
{
    add_single_as(t, w, false);
}

void tr_toll_person(struct tr_tolls *t, uint32_t w, const struct tr_harm_word *h, uint32_t pred, const char *rule)
{
    uint32_t before = t->list.n;
    add_single(t, w);
    if (t->list.n == before) return;
    tr_toll_found(&t->list.v[before], h, pred, 3, rule);
    t->list.v[before].sure = true; /* the sentence is made to say so */
}

/* The patient of a harm word and those joined to it. */
static void add_patients(struct tr_tolls *t, uint32_t w)
{
    if (w == TR_NO_WORD) return;
    add_single(t, w);
    for (uint32_t c = w + 1; c < t->end; c++) {
        /* joined to it, however the list was nested */
        uint32_t h = c;
        for (int hops = 0;
             hops < 6 && h != TR_NO_WORD && h != w && (t->d->words[h].rel == TR_REL_conj || t->d->words[h].rel == TR_REL_appos); hops++)
            h = t->d->words[h].head;
        if (h == w && t->d->words[c].rel == TR_REL_conj) add_single(t, c);
    }
}

/* "including the bomber", "along with a nurse": one person beside a toll. */
static void gather_parts(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = t->first; w + 2 < t->end; w++) {
        if (!is(d, w, "including") && !is(d, w, "among") && !is(d, w, "along") && !(is(d, w, "well") && is(d, w + 1, "as"))) continue;
        for (uint32_t i = w + 1; i < t->end && i < w + 7; i++) {
            if (d->words[i].upos != TR_UPOS_NOUN && d->words[i].upos != TR_UPOS_PROPN) continue;
            if (i + 1 < t->end && d->words[i].rel == TR_REL_compound) continue;
            uint32_t det = det_of(d, i);
            const struct tr_victim *v = tr_victim_at(t->k, d, i);
            if (det != TR_NO_WORD && det > w && v && v->weight == 2) add_single_as(t, i, is(d, det, "the"));
            break;
        }
    }
}

/* "a child", "one soldier": somebody without a name or a relation. */
static bool is_bare_victim(const struct tr_tolls *t, uint32_t w)
{
    uint32_t det = det_of(t->d, w);
    return t->d->words[w].upos == TR_UPOS_NOUN && (det == TR_NO_WORD || (t->d->words[det].rel != TR_REL_nmod && !is(t->d, det, "the")));
}

static void gather_singles(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = t->first; w < t->end; w++) {
        const struct tr_harm_word *h =
            d->words[w].upos == TR_UPOS_VERB || d->words[w].upos == TR_UPOS_ADJ ? tr_verb_harm(t->k, d, w) : NULL;
        if (h && h->weight >= 2) {
            bool subject = h->at == TR_AT_subj || (h->at == TR_AT_both && tr_child(d, w, TR_REL_obj) == TR_NO_WORD) || tr_passive(d, w);
            bool dies = h->at == TR_AT_subj && h->harm == TRUCE_HARM_killed;
            struct tr_args a = tr_args_of(d, w);
            uint32_t p = h->at == TR_AT_subj ? a.agent : a.patient;
            /* named people also die in bed; so do "his brother" and "the president" */
            if (dies && p != TR_NO_WORD && !is_bare_victim(t, p)) continue;
            add_patients(t, p);
            TR_EACH_CHILD(d, w, c)
            {
                uint8_t rel = d->words[c].rel;
                if (rel == TR_REL_obj || (rel == TR_REL_nsubj && (subject || d->words[c].sub == TR_SUB_pass))) add_patients(t, c);
            }
            if (d->words[w].rel == TR_REL_acl && subject) add_single(t, d->words[w].head);
        }
        h = d->words[w].upos == TR_UPOS_NOUN || d->words[w].upos == TR_UPOS_VERB ? tr_noun_harm(t->k, d, w) : NULL;
        if (h && (h->at == TR_AT_of || tr_is_lemma(d, w, "death") || tr_is_lemma(d, w, "body")) && h->weight >= 2) {
            uint32_t of = tr_case_child(d, w, "of");
            bool natural = tr_is_lemma(d, w, "death");
            if (of != TR_NO_WORD && (!natural || is_bare_victim(t, of))) add_patients(t, of);
            TR_EACH_CHILD(d, w, c)
            {
                if (d->words[c].rel == TR_REL_nmod && d->words[c].sub == TR_SUB_poss && h->harm == TRUCE_HARM_killed && !natural)
                    add_single(t, c);
            }
        }
        h = tr_adj_harm(t->k, d, w);
        if (h && h->weight >= 3) {
            /* "left a child dead", "a nurse critically wounded", "the pilot was dead" */
            uint32_t head = d->words[w].head;
            if (d->words[w].rel == TR_REL_xcomp && head != TR_NO_WORD) add_patients(t, tr_child(d, head, TR_REL_obj));
            if (d->words[w].rel == TR_REL_acl || d->words[w].rel == TR_REL_amod) add_single(t, head);
            add_patients(t, tr_child(d, w, TR_REL_nsubj));
        }
    }
}

/* "leaving a child dead", "a nurse critically wounded", "killing a soldier": one person by the words beside, where the tree is of no help. */
static void gather_beside(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t det = t->first; det + 1 < t->end; det++) {
        if (!is(d, det, "a") && !is(d, det, "an")) continue;
        uint32_t noun = det + 1;
        while (noun + 1 < t->end && noun < det + 4 && (d->words[noun].upos == TR_UPOS_ADJ || d->words[noun + 1].upos == TR_UPOS_NOUN))
            noun++;
        const struct tr_victim *v = tr_victim_at(t->k, d, noun);
        if (!v || d->words[noun].upos != TR_UPOS_NOUN || tr_str_is(d->words[noun].xpos, "NNS")) continue;
        uint32_t w = noun + 1;
        bool passive = false;
        for (; w < t->end && w < noun + 5 && (d->words[w].upos == TR_UPOS_AUX || d->words[w].upos == TR_UPOS_ADV); w++)
            passive |= d->words[w].upos == TR_UPOS_AUX;
        const struct tr_harm_word *behind = w < t->end ? tr_adj_harm(t->k, d, w) : NULL;
        const struct tr_harm_word *before = det > t->first ? tr_verb_harm(t->k, d, det - 1) : NULL;
        bool harmed = behind && behind->weight == 3 && (passive || w == noun + 1 || !is(d, w, "killed"));
        bool does = before && before->weight == 3 && before->at == TR_AT_obj;
        if (harmed || does) add_single_as(t, noun, true);
    }
}

/* One person whom the claim head marks and no rule reached. */
static void gather_by_model(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    if (!d->has_claim_heads) return;
    for (uint32_t w = t->first; w < t->end; w++) {
        if (!d->words[w].casualty || d->words[w].p_casualty < 0.6f || covered(t, w)) continue;
        uint32_t last = w;
        while (last + 1 < t->end && d->words[last + 1].casualty && !covered(t, last + 1)) last++;
        for (uint32_t i = w; i <= last; i++) {
            uint32_t h = d->words[i].head;
            if (h != TR_NO_WORD && h >= w && h <= last) continue;
            if (tr_is_nominal(d, i)) add_single(t, i);
        }
        w = last;
    }
}

/* "no civilians were killed": the people are counted already, as none. */
static bool counted_none(const struct tr_tolls *t, uint32_t start, uint32_t harm)
{
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *x = &t->list.v[i];
        uint32_t who = x->noun != TR_NO_WORD ? x->noun : x->first + x->n - 1;
        if (x->num.none && x->first == start && who < harm && t->d->words[who].head == harm) return true;
    }
    return false;
}

/* "no casualties", "no reports of deaths", but not "no doubt that people were killed": whether the no at word i is said of the harm at w. */
static bool denies(const struct tr_tolls *t, uint32_t i, uint32_t w)
{
    static const char *const tellings[] = { "report",      "word",    "news",       "sign",         "evidence", "indication",
                                            "claim",       "account", "record",     "mention",      "detail",   "information",
                                            "possibility", "risk",    "suggestion", "confirmation", "fear",     NULL };
    const struct tr_doc *d = t->d;
    uint32_t h = d->words[i].head;
    if (h == TR_NO_WORD || h == w || d->words[h].head == w || d->words[i].upos != TR_UPOS_DET) return true;
    for (const char *const *n = tellings; *n; n++)
        if (tr_str_is(d->words[h].lemma, *n)) return true;
    return d->words[w].upos == TR_UPOS_NOUN && tr_noun_harm(t->k, d, h); /* "no deaths or injuries" */
}

/* "no reports of casualties", "without causing any injuries", "did not cause casualties": nobody was harmed. */
static void gather_denials(struct tr_tolls *t)
{
    const struct tr_doc *d = t->d;
    for (uint32_t w = t->first; w < t->end; w++) {
        const struct tr_harm_word *h = tr_noun_harm(t->k, d, w);
        if (!h || h->at != TR_AT_self || h->weight < 3 || covered(t, w)) continue;
        uint32_t from = w > t->first + 7 ? w - 7 : t->first;
        uint32_t start = TR_NO_WORD;
        bool any = false;
        for (uint32_t i = w; i-- > from;) {
            if (tr_str_is(d->words[i].form, ".") || tr_str_is(d->words[i].form, ";") || tr_str_is(d->words[i].form, ",")) break;
            if (is(d, i, "any")) any = true, start = i;
            if (is(d, i, "no") || is(d, i, "without") || is(d, i, "nor") || is(d, i, "zero")) {
                if (denies(t, i, w)) start = i;
                break;
            }
            if ((is(d, i, "not") || is(d, i, "n't")) &&
                (any || (d->words[i].head == d->words[w].head && d->words[w].rel != TR_REL_ccomp && d->words[w].rel != TR_REL_csubj))) {
                start = i;
                break;
            }
            if (d->words[i].upos == TR_UPOS_VERB && !is(d, i, "causing") && !is(d, i, "reported") && !is(d, i, "cause")) {
                start = any ? start : TR_NO_WORD;
                if (start == TR_NO_WORD || !tr_negated(d, i)) start = TR_NO_WORD;
                break;
            }
        }
        if (start == TR_NO_WORD || (is(d, start, "any") && !tr_negated(d, d->words[w].head == TR_NO_WORD ? w : d->words[w].head))) continue;
        if (counted_none(t, start, w)) continue;
        struct tr_toll *x = push(t);
        x->first = start;
        x->n = w + 1 - start;
        x->noun = x->top = w;
        x->denied = true;
        x->num.none = true;
        x->num.first = x->num.core = x->num.head = start;
        x->num.q = (struct truce_quantity){ .has_low = true, .has_high = true };
        x->harm = h->harm;
        x->pred = w;
        x->strength = 3;
        x->rule = "denied harm";
        model_opinion(t, x);
    }
}

static void sort_by_place(struct tr_tolls *t)
{
    for (uint32_t i = 1; i < t->list.n; i++) {
        struct tr_toll x = t->list.v[i];
        uint32_t j = i;
        for (; j > 0 && t->list.v[j - 1].first > x.first; j--) t->list.v[j] = t->list.v[j - 1];
        t->list.v[j] = x;
    }
}

/* A bare number right before another figure or "a woman" is left over from a page's furniture ("Get short URL 612 A woman and child"). */
static void drop_strays(struct tr_tolls *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *x = &t->list.v[i];
        uint32_t next = x->first + x->n;
        bool stray = x->noun == TR_NO_WORD && x->num.digits && i + 1 < t->list.n && t->list.v[i + 1].first == next &&
                     t->d->words[next].form.p[0] >= 'A' && t->d->words[next].form.p[0] <= 'Z' && !x->harm;
        if (!stray) t->list.v[n++] = *x;
    }
    t->list.n = n;
}

void tr_tolls_gather(struct tr_tolls *t)
{
    t->list.n = 0;
    struct tr_count c;
    for (uint32_t w = t->first; w < t->end;) {
        if (!tr_count_at(t->k, t->d, w, t->end, &c)) {
            w++;
            continue;
        }
        if (!c.percent) add_number(t, &c);
        w += c.n;
    }
    gather_denials(t);
    tr_tolls_named(t);
    gather_singles(t);
    gather_beside(t);
    gather_parts(t);
    gather_by_model(t);
    sort_by_place(t);
    drop_strays(t);
}
