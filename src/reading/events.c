/* SPDX-License-Identifier: Apache-2.0 */
/* Who did what to whom: triggers from the lexicon's frames and from the claim heads, weighed together.
 *
 * The probability that a word triggers an event is a logistic function of two opinions: the heads' log odds that it is none, and the
 * lexicon's weight for the use that its frame names. The constants are fitted on annotated reports by bench/accuracy/fit_events.py. */
#include "reading/events_acled.h"

#include <math.h>

#include "reading/tree.h"

#define BIAS 0.17f
#define OF_HEADS 0.75f   /* per unit of log odds of the claim heads */
#define OF_LEXICON 0.28f /* per unit of log odds of a use's weight */
#define FLOOR_HEADS 0.8f
#define OF_NO -0.95f     /* the lexicon says that this use is no event */
#define OF_SURE_NO -4.0f /* and says so with a weight of SURE */
#define SURE 0.85f
#define SURE_USE 0.9f
#define OF_UNKNOWN -2.0f /* a word that the lexicon does not know, or one that describes */
#define ACCEPT 0.40f
#define TYPE_OF_HEADS 0.9f /* from this probability on the heads choose the type */
#define MAX_TRIGGER 3

struct tr_candidate *tr_candidate_at(struct tr_candidates *c, uint32_t w)
{
    if (w == TR_NO_WORD || !c->of_word[w]) return NULL;
    struct tr_candidate *x = &c->list.v[c->of_word[w] - 1];
    return x->dropped ? NULL : x;
}

/* --- one word ------------------------------------------------------------------------------------------------------- */

static float log_odds(float p)
{
    if (p < 0.002f) p = 0.002f;
    if (p > 0.998f) p = 0.998f;
    return logf(p / (1 - p));
}

/* "the captured pilot", "Iran-backed", "the alleged strike": a participle before its noun describes and tells no act. */
static bool describes(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    return x->rel == TR_REL_amod && x->head != TR_NO_WORD && w < x->head && (x->upos == TR_UPOS_VERB || x->upos == TR_UPOS_ADJ);
}

static float probability(const struct tr_doc *d, uint32_t w, const struct tr_use *use)
{
    if (!d->has_claim_heads) return use && use->type && !describes(d, w) ? use->weight : 0;
    float heads = log_odds(1 - d->words[w].p_event_o);
    bool sure = use && use->type && use->frame.n && use->weight >= SURE_USE; /* a frame that the heads do not know: "set the huts ablaze" */
    if (use && use->type && (sure || use->type != TRUCE_EVENT_ASSAULT) && !describes(d, w) && heads < -FLOOR_HEADS) heads = -FLOOR_HEADS;
    float z = BIAS + OF_HEADS * heads;
    if (!use || describes(d, w)) z += OF_UNKNOWN;
    else if (!use->type) z += use->weight >= SURE ? OF_SURE_NO : OF_NO;
    else z += OF_LEXICON * log_odds(use->weight);
    return 1 / (1 + expf(-z));
}

static bool could_trigger(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    bool name = d->words[w].upos == TR_UPOS_PROPN && (d->words[w].entity != TR_ENT_NONE || r->word_place[w]);
    if (name || (r->word_time[w] && d->words[w].upos == TR_UPOS_PROPN)) return false;
    switch (d->words[w].upos) {
    case TR_UPOS_VERB:
    case TR_UPOS_NOUN:
    case TR_UPOS_PROPN:
    case TR_UPOS_ADJ:
    case TR_UPOS_ADV:
    case TR_UPOS_ADP:
    case TR_UPOS_AUX: return true;
    default: return false;
    }
}

/* The words around w to which the heads give the same type; w must be their head. Words [*first, *first + *n). */
static bool heads_run(const struct tr_doc *d, uint32_t w, uint32_t *first, uint32_t *n)
{
    uint8_t type = d->words[w].event;
    uint32_t lo = w, hi = w;
    if (!type) return false;
    while (lo > 0 && d->words[lo - 1].event == type && d->words[lo - 1].sentence == d->words[w].sentence) lo--;
    while (hi + 1 < d->n_words && d->words[hi + 1].event == type && d->words[hi + 1].sentence == d->words[w].sentence) hi++;
    uint32_t h = d->words[w].head;
    if (h != TR_NO_WORD && h >= lo && h <= hi) return false; /* another word of the run is above */
    *first = lo;
    *n = hi - lo + 1;
    return true;
}

static void rule_span(const struct tr_doc *d, struct tr_candidate *x)
{
    uint32_t lo = x->w, hi = x->w;
    if (d->words[x->w].upos == TR_UPOS_VERB) {
        TR_EACH_CHILD(d, x->w, c)
        {
            if (c == hi + 1 && (d->words[c].sub == TR_SUB_prt || (x->use && x->use->frame.n && d->words[c].upos == TR_UPOS_ADP))) hi = c;
        }
        for (uint32_t i = 0; x->use && hi == x->w && i < x->use->frame.n && hi + 1 < d->n_words; i++) {
            const struct tr_cond *k = &x->use->frame.conds[i];
            for (uint32_t p = 0; k->kind == TR_COND_obl && !k->negated && p < k->n_preps; p++) {
                if (tr_str_ieq(d->words[x->w + 1].lower, k->preps[p])) hi = x->w + 1;
            }
        }
        uint32_t o = tr_child(d, x->w, TR_REL_obj);
        if (o == hi + 1 && o - lo < MAX_TRIGGER && d->words[o].upos == TR_UPOS_NOUN && tr_case_child(d, o, "of") == TR_NO_WORD && x->use &&
            x->use->frame.n)
            hi = o;
    } else {
        if (tr_is_hyphened(d, x->w)) lo -= 2;
        while (lo > 0 && x->w - lo + 1 < MAX_TRIGGER && d->words[lo - 1].head == x->w && d->words[lo - 1].upos != TR_UPOS_PROPN &&
               (d->words[lo - 1].rel == TR_REL_compound ||
                (d->words[lo - 1].rel == TR_REL_punct && lo > 1 && d->words[lo - 2].rel == TR_REL_compound)))
            lo--;
        if (d->words[lo].rel == TR_REL_punct) lo++;
    }
    x->first = lo;
    x->n = hi - lo + 1;
}

/* What the two opinions say of word w together: false when it is no candidate. */
static bool weigh(const struct tr_reading *r, uint32_t w, struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *v = &d->words[w];
    uint32_t first = w, n = 1;
    *x = (struct tr_candidate){ .w = w, .use = tr_use_at(r, w) };
    bool run = d->has_claim_heads && heads_run(d, w, &first, &n);
    if (!run && (!x->use || !x->use->type)) return false;
    if (d->has_claim_heads && v->event && !run) return false; /* the run's head speaks for it */
    float p = probability(d, w, x->use);
    for (uint32_t i = first; i < first + n; i++) { /* the surest word of the run */
        if (i == w || i - first > 5) continue;
        float other = probability(d, i, x->use);
        if (other > p) p = other;
    }
    x->p = p;
    if (p < ACCEPT) return false;
    x->by_model = run;
    bool heads_choose = run && (!x->use || !x->use->type || v->p_event >= TYPE_OF_HEADS);
    x->type = heads_choose ? (enum truce_event)v->event : x->use->type;
    x->mode = x->use && x->use->type == TRUCE_EVENT_ASSAULT ? x->use->mode : TRUCE_MODE_none;
    rule_span(d, x);
    if (run && n <= MAX_TRIGGER) {
        x->first = first;
        x->n = n;
    }
    return true;
}

/* --- the step ------------------------------------------------------------------------------------------------------- */

static void find(const struct tr_reading *r, struct tr_candidates *c, const bool *repeated)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t w = 0; w < d->n_words; w++) {
        struct tr_candidate x;
        if (repeated[w] || !could_trigger(r, w) || !weigh(r, w, &x)) continue;
        *tr_vec_push(r->arena, &c->list) = x;
        c->of_word[w] = c->list.n;
    }
}

static void index_tolls(const struct tr_reading *r, struct tr_candidates *c)
{
    c->tolls = TR_NEW_N(r->arena, uint32_t, r->doc->n_sentences + 1);
    c->next = TR_NEW_N(r->arena, uint32_t, r->claims.n + 1);
    for (uint32_t i = r->claims.n; i-- > 0;) {
        if (r->claims.v[i].kind != TRUCE_KIND_casualties) continue;
        uint32_t *first = &c->tolls[r->claims.v[i].sentence];
        c->next[i] = *first;
        *first = i + 1;
    }
}

void tr_events_read(struct tr_reading *r)
{
    if (!r->know->lexicon) return;
    struct tr_candidates c = { 0 };
    c.of_word = TR_NEW_N(r->arena, uint32_t, r->doc->n_words + 1);
    index_tolls(r, &c);
    find(r, &c, tr_repeated_words(r));
    tr_events_merge(r, &c);
    uint32_t first = r->claims.n;
    struct tr_coding coding = { r, &c, TR_NEW_N(r->arena, const struct tr_candidate *, c.list.n + 1), first };
    for (uint32_t i = 0; i < c.list.n; i++) {
        struct tr_candidate *x = &c.list.v[i];
        if (x->dropped) continue;
        tr_event_bend(r, x);
        if (x->type == TRUCE_EVENT_ASSAULT) x->mode = tr_event_mode(r, &c, x);
        coding.of_claim[r->claims.n - first] = x;
        struct truce_claim *claim = tr_claim_new(r, TRUCE_KIND_event, x->first, x->n, x->w);
        claim->confidence = x->p;
        claim->event.type = x->type;
        claim->event.mode = x->type == TRUCE_EVENT_ASSAULT ? x->mode : TRUCE_MODE_none;
        if (x->use && x->use->type) tr_claim_why(r, claim, "event: frame of the lexicon");
        if (x->by_model) tr_claim_why(r, claim, "event: claim heads");
        tr_event_fill(r, &c, x, claim);
    }
    tr_events_again(r, first);
    tr_acts_and_tolls(r, &c, first);
    tr_events_days(r, first);
    tr_events_acled(&coding);
}
