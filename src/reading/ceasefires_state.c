/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a ceasefire: proposed, agreed, in force, violated … The words that govern it and hang on it are looked up in
 * ceasefire_states.tsv by the role in which it stands to them; the surest holds, and the claim heads may outbid it. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define TOLD_NOTHING 0.3f /* of the state that a ceasefire has when no word tells any */
#define TRUST_HEADS 0.6f  /* the heads say a state less surely than their probability tells, measured on reports they had not seen */
#define MAX_UP 4

struct search {
    const struct tr_reading *r;
    struct tr_ceasefire *x;
};

static bool has_prep(const struct tr_state_use *u, tr_str prep)
{
    for (uint32_t i = 0; i < u->n_preps; i++) {
        if (tr_str_ieq(u->preps[i], prep)) return true;
    }
    return false;
}

static const void *ask_state(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return tr_lexicon_state(l, lemma, n);
}

/* Offers word g, to which the ceasefire stands in the role; distance lowers what is far up. */
static void offer(struct search *s, uint32_t g, enum tr_role role, tr_str prep, float factor)
{
    uint32_t n;
    const struct tr_doc *d = s->r->doc;
    const struct tr_state_use *const *uses = tr_table_find(s->r->know->lexicon, d, g, ask_state, &n);
    const struct tr_state_use *best = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_state_use *u = uses[i];
        if (u->role != role || (role == TR_ROLE_obl && !has_prep(u, prep))) continue;
        if ((!best || u->frame.demand > best->frame.demand) && tr_frame_holds(s->r, &u->frame, g)) best = u;
    }
    if (!best || best->weight * factor <= s->x->p_state) return;
    s->x->p_state = best->weight * factor;
    s->x->state = best->state;
    s->x->by = best;
    s->x->cue = g;
}

static bool is_passive_subject(const struct tr_doc *d, const struct tr_word *x)
{
    return x->rel == TR_REL_nsubj && (x->sub == TR_SUB_pass || tr_passive(d, x->head));
}

static void offer_above(struct search *s, uint32_t w, int depth, float factor);

static void offer_clause_below(struct search *s, uint32_t w, uint32_t c)
{
    const struct tr_doc *d = s->r->doc;
    tr_str none = { "", 0 };
    if (d->words[c].sub != TR_SUB_relcl) {
        offer(s, c, tr_str_is(d->words[c].xpos, "VBG") ? TR_ROLE_subj : TR_ROLE_obj, none, 0.85f);
        return;
    }
    bool object = tr_object_of(d, c) == w, subject = tr_args_of(d, c).agent == w;
    uint32_t sub = tr_child(d, c, TR_REL_nsubj);
    if (sub != TR_NO_WORD && d->words[sub].sub == TR_SUB_pass) object = true;
    offer(s, c, object && !subject ? TR_ROLE_obj : TR_ROLE_subj, none, 1.05f); /* what is told last holds */
    TR_EACH_CHILD(d, c, k)
    {
        if (d->words[k].rel == TR_REL_conj) offer(s, k, tr_passive(d, k) ? TR_ROLE_obj : TR_ROLE_subj, none, 0.95f);
    }
}

static void offer_below(struct search *s, uint32_t w)
{
    const struct tr_doc *d = s->r->doc;
    tr_str none = { "", 0 };
    TR_EACH_CHILD(d, w, c)
    {
        switch (d->words[c].rel) {
        case TR_REL_amod:
        case TR_REL_compound: offer(s, c, TR_ROLE_amod, none, 1); break;
        case TR_REL_case:
        case TR_REL_mark: offer(s, c, TR_ROLE_case, none, 1); break;
        case TR_REL_acl: offer_clause_below(s, w, c); break;
        case TR_REL_nmod:
        case TR_REL_obl: /* "a truce already in place", "the ceasefire in force since May" */
            if (tr_str_is_i(tr_case_of(d, c), "in")) offer(s, c, TR_ROLE_amod, none, 1);
            break;
        default: break;
        }
    }
}

/* The verb above the verb: "tried to broker a truce", "urged them to accept the truce". */
static void offer_infinitive(struct search *s, uint32_t v, float factor)
{
    const struct tr_doc *d = s->r->doc;
    const struct tr_word *x = &d->words[v];
    bool infinitive = x->rel == TR_REL_xcomp ||
                      ((x->rel == TR_REL_acl || x->rel == TR_REL_ccomp || x->rel == TR_REL_advcl) && tr_str_is(tr_case_of(d, v), "to"));
    if (!infinitive || x->head == TR_NO_WORD) return;
    offer(s, x->head, TR_ROLE_xcomp, (tr_str){ "", 0 }, factor * 1.02f);
    uint32_t subject = tr_child(d, x->head, TR_REL_nsubj); /* "negotiations are under way to establish a truce" */
    if (subject != TR_NO_WORD) offer(s, subject, TR_ROLE_xcomp, (tr_str){ "", 0 }, factor * 1.02f);
}

/* "reached an agreement in June on a truce": a phrase that hangs on the verb may belong to the noun that the verb governs. */
static void offer_object(struct search *s, uint32_t w, uint32_t h, float factor)
{
    const struct tr_doc *d = s->r->doc;
    uint32_t o = d->words[w].rel == TR_REL_obl && d->words[h].upos == TR_UPOS_VERB ? tr_object_of(d, h) : TR_NO_WORD;
    if (o != TR_NO_WORD && o != w && o < w) offer(s, o, TR_ROLE_obl, tr_case_of(d, w), factor * 0.95f);
}

static void offer_above(struct search *s, uint32_t w, int depth, float factor)
{
    const struct tr_doc *d = s->r->doc;
    const struct tr_word *x = &d->words[w];
    uint32_t h = x->head;
    tr_str none = { "", 0 };
    if (h == TR_NO_WORD || depth > MAX_UP) return;
    switch (x->rel) {
    case TR_REL_obj:
    case TR_REL_nsubj: {
        bool obj = x->rel == TR_REL_obj || is_passive_subject(d, x);
        if (!obj && d->words[h].upos != TR_UPOS_VERB) offer(s, h, TR_ROLE_cop, none, factor);
        offer(s, h, obj ? TR_ROLE_obj : TR_ROLE_subj, none, factor);
        TR_EACH_CHILD(d, h, k)
        {
            bool shares = d->words[k].rel == TR_REL_conj && k > w && tr_child(d, k, TR_REL_nsubj) == TR_NO_WORD;
            if (shares && !obj) offer(s, k, TR_ROLE_subj, none, factor * 0.95f);
            if (d->words[k].rel == TR_REL_xcomp && !obj) offer(s, k, TR_ROLE_subj, none, factor * 0.97f);
            if (d->words[k].rel == TR_REL_xcomp && obj) offer(s, k, TR_ROLE_subj, none, factor * 0.9f);
        }
        if (obj) offer_infinitive(s, h, factor);
        break;
    }
    case TR_REL_obl:
    case TR_REL_nmod:
        if (x->sub == TR_SUB_poss) offer(s, h, TR_ROLE_poss, none, factor);
        else offer(s, h, TR_ROLE_obl, x->sub == TR_SUB_agent ? TR_STR("by") : tr_case_of(d, w), factor);
        offer_object(s, w, h, factor);
        if (x->rel == TR_REL_obl) offer_infinitive(s, h, factor);
        /* "a number of violations of the truce", "talks on a truce collapsed": what stands above the noun counts for less */
        if (x->rel == TR_REL_nmod && s->x->p_state == 0) offer_above(s, h, depth + 1, factor * 0.7f);
        break;
    case TR_REL_compound:
    case TR_REL_amod:
    case TR_REL_flat:
        offer(s, h, TR_ROLE_mod, none, factor);
        if (s->x->p_state == 0) offer_above(s, h, depth + 1, factor * 0.8f);
        break;
    case TR_REL_conj:
    case TR_REL_appos: offer_above(s, h, depth + 1, factor * 0.95f); break;
    case TR_REL_xcomp:
    case TR_REL_acl:
    case TR_REL_ccomp:
    case TR_REL_advcl:
        if (d->words[w].upos == TR_UPOS_VERB) offer_infinitive(s, w, factor); /* "agreed to halt the bombing" */
        break;
    default: break;
    }
}

/* "a truce already in place", "the ceasefire, still in force": what follows the phrase tells it, whatever the parser hangs it by. */
static void offer_behind(struct search *s)
{
    const struct tr_doc *d = s->r->doc;
    uint32_t w = s->x->first + s->x->n, sentence = d->words[s->x->w].sentence;
    for (int i = 0; i < 2 && w < d->n_words && d->words[w].sentence == sentence; i++, w++) {
        if (!tr_str_among(d->words[w].lower,
                          (const char *const[]){ "already", "still", "currently", "now", "largely", "that", "which", "is", NULL }))
            break;
    }
    if (w + 1 >= d->n_words || d->words[w + 1].sentence != sentence || !tr_str_is(d->words[w].lower, "in")) return;
    offer(s, w + 1, TR_ROLE_amod, (tr_str){ "", 0 }, 1.05f);
}

/* Where the tree tells nothing, the nearest word of the sentence that could: a verb before it as if it were its object, one behind as if its subject. */
#define NEAR 7
#define OF_NEAR 0.75f
static void offer_near(struct search *s)
{
    const struct tr_doc *d = s->r->doc;
    const struct tr_ceasefire *x = s->x;
    const struct tr_sentence *in = &d->sentences[d->words[x->w].sentence];
    uint32_t end = x->first + x->n;
    tr_str none = { "", 0 };
    for (uint32_t k = 1; k <= NEAR && x->p_state == 0; k++) {
        float factor = OF_NEAR - 0.03f * (float)k;
        if (x->first >= in->first + k) {
            uint32_t g = x->first - k;
            tr_str next = d->words[g + 1 < x->first ? g + 1 : g].lower;
            offer(s, g, TR_ROLE_obl, next, factor);
            offer(s, g, TR_ROLE_obj, none, factor);
        }
        if (end + k - 1 < in->first + in->n) offer(s, end + k - 1, TR_ROLE_subj, none, factor);
    }
}

/* "turned down a truce proposal", "a call for a truce was ignored": a proposal that is rejected. */
static void bend_by_rejection(struct search *s)
{
    struct tr_ceasefire *x = s->x;
    const struct tr_doc *d = s->r->doc;
    if (x->state != TRUCE_STATE_proposed || x->cue == TR_NO_WORD || d->words[x->cue].upos == TR_UPOS_VERB) return;
    struct tr_ceasefire over = *x;
    struct search up = { s->r, &over };
    over.p_state = 0;
    offer_above(&up, x->cue, MAX_UP, 1);
    if (over.p_state > 0 && over.state == TRUCE_STATE_rejected) *x = over;
}

/* "pressure to extend the truce", "calls to include the port": an infinitive is still to be done, unless the verb above says that it is. */
static bool is_to_be_done(const struct tr_doc *d, uint32_t v)
{
    static const char *const done[] = { "agree", "decide", "manage", "begin", "start", "continue", "vote", "accept", "move", NULL };
    const struct tr_word *x = &d->words[v];
    if (!tr_str_is(tr_case_of(d, v), "to") || x->head == TR_NO_WORD) return false;
    return !tr_lemma_among(d, x->head, done);
}

/* What is asked, wanted or foreseen is not yet so. */
static void bend_by_status(struct search *s)
{
    struct tr_ceasefire *x = s->x;
    const struct tr_doc *d = s->r->doc;
    if (x->cue == TR_NO_WORD || !tr_is_predicate(d, x->cue)) return;
    if (x->state == TRUCE_STATE_extended && is_to_be_done(d, x->cue)) x->state = TRUCE_STATE_proposed;
    enum truce_status st = tr_status_at(s->r, x->cue);
    if (st == TRUCE_STATUS_actual) return;
    bool made = x->state == TRUCE_STATE_agreed || x->state == TRUCE_STATE_declared;
    bool over = x->state == TRUCE_STATE_violated || x->state == TRUCE_STATE_collapsed || x->state == TRUCE_STATE_suspended;
    bool promised = st == TRUCE_STATUS_planned && x->by->frame.n && x->by->frame.conds[0].kind == TR_COND_aux;
    if (made && st == TRUCE_STATUS_denied) x->state = TRUCE_STATE_rejected;
    else if (made && !promised) x->state = TRUCE_STATE_proposed;
    else if (over && st == TRUCE_STATUS_hypothetical) x->state = TRUCE_STATE_mentioned; /* "if the truce is broken" */
    else if (x->state == TRUCE_STATE_in_force && st == TRUCE_STATUS_planned && x->by->role == TR_ROLE_subj) x->state = TRUCE_STATE_planned;
}

/* "heavy fighting despite the truce": fighting where it should hold breaks it. */
static void bend_by_fighting(struct search *s)
{
    struct tr_ceasefire *x = s->x;
    const struct tr_doc *d = s->r->doc;
    if (!x->by || x->by->role != TR_ROLE_case || !tr_prep_among(d, x->w, (const char *const[]){ "despite", "notwithstanding", NULL }))
        return;
    for (uint32_t w = d->words[x->w].head, i = 0; w != TR_NO_WORD && i < 3; w = d->words[w].head, i++) {
        uint32_t subject = tr_child(d, w, TR_REL_nsubj);
        if (subject == TR_NO_WORD) subject = tr_child(d, w, TR_REL_csubj);
        bool violent = tr_violent_word(d, w) || (subject != TR_NO_WORD && tr_violent_word(d, subject));
        if (violent && tr_status_at(s->r, w) == TRUCE_STATUS_actual) x->state = TRUCE_STATE_violated;
    }
}

/* "failed to observe the truce", "failed to press the army to ensure that it holds": it is broken. */
static void bend_by_failure(struct search *s)
{
    struct tr_ceasefire *x = s->x;
    const struct tr_doc *d = s->r->doc;
    if (x->state != TRUCE_STATE_in_force || x->cue == TR_NO_WORD || d->words[x->cue].upos != TR_UPOS_VERB) return;
    uint32_t w = x->cue;
    for (int i = 0; i < MAX_UP && d->words[w].head != TR_NO_WORD; i++) {
        uint8_t rel = d->words[w].rel;
        bool infinitive = rel == TR_REL_xcomp || rel == TR_REL_acl || rel == TR_REL_advcl || (rel == TR_REL_ccomp && w == x->cue);
        if (!infinitive) return;
        w = d->words[w].head;
        if (!tr_is_lemma(d, w, "fail")) continue;
        if (!tr_negated(d, w)) x->state = TRUCE_STATE_violated;
        return;
    }
}

/* "This is not a ceasefire": what is denied to be one has collapsed. */
static bool is_none(const struct tr_doc *d, uint32_t w)
{
    uint32_t subject = tr_child(d, w, TR_REL_nsubj);
    return tr_child(d, w, TR_REL_cop) != TR_NO_WORD && subject != TR_NO_WORD && d->words[subject].upos == TR_UPOS_PRON && tr_negated(d, w);
}

/* "no violations of the truce were seen", "without a breach", "the truce was not broken": it holds. */
static bool is_spared(const struct tr_reading *r, const struct tr_ceasefire *x)
{
    const struct tr_doc *d = r->doc;
    if (x->cue == TR_NO_WORD || (x->state != TRUCE_STATE_violated && x->state != TRUCE_STATE_collapsed)) return false;
    if (d->words[x->cue].upos == TR_UPOS_VERB) return tr_status_at(r, x->cue) == TRUCE_STATUS_denied;
    TR_EACH_CHILD(d, x->cue, c)
    {
        if (d->words[c].rel == TR_REL_det && tr_str_is(d->words[c].lower, "no")) return true;
    }
    return tr_prep_among(d, x->cue, (const char *const[]){ "without", NULL });
}

void tr_ceasefire_state(const struct tr_reading *r, struct tr_ceasefire *x)
{
    struct search s = { r, x };
    x->p_state = 0;
    offer_below(&s, x->w);
    offer_above(&s, x->w, 0, 1);
    offer_behind(&s);
    if (x->p_state == 0) offer_near(&s);
    bend_by_rejection(&s);
    bend_by_status(&s);
    bend_by_fighting(&s);
    if (x->p_state < 0.7f && is_none(r->doc, x->w)) x->state = TRUCE_STATE_collapsed, x->p_state = 0.7f;
    if (is_spared(r, x)) {
        x->state = TRUCE_STATE_in_force;
        return;
    }
    bend_by_failure(&s);
    const struct tr_word *v = &r->doc->words[x->w];
    bool outbid = r->doc->has_claim_heads && v->ceasefire && v->p_ceasefire * TRUST_HEADS > x->p_state;
    if (outbid) {
        x->state = (enum truce_state)v->ceasefire;
        x->p_state = v->p_ceasefire;
        x->by = NULL;
    }
    if (!x->state) {
        x->state = TRUCE_STATE_mentioned;
        x->p_state = TOLD_NOTHING;
    }
}
