/* SPDX-License-Identifier: Apache-2.0 */
/* Where the words around a trigger change what it is: a refusal to do something is REJECT, a warning of what others do is no threat. */
#include "reading/events_int.h"
#include "reading/tree.h"

static bool among(tr_str s, const char *const *list)
{
    while (*list && !tr_str_is_i(s, *list)) list++;
    return *list != NULL;
}

/* "will not urge", "would not attend": said of one's own will, not of what could not be. */
static bool refuses(const struct tr_doc *d, uint32_t w)
{
    bool will = false;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel != TR_REL_aux) continue;
        if (among(d->words[c].lower, (const char *const[]){ "have", "could", "might", NULL })) return false;
        will |= among(d->words[c].lower, (const char *const[]){ "will", "would", "wo", "'ll", "’ll", "wont", "wouldnt", NULL });
    }
    return will && tr_negated(d, w) && !tr_passive(d, w) && !tr_has_condition(d, w);
}

static bool is_kindly(enum truce_event t)
{
    return t == TRUCE_EVENT_REQUEST || t == TRUCE_EVENT_AGREE || t == TRUCE_EVENT_CONSULT || t == TRUCE_EVENT_AID ||
           t == TRUCE_EVENT_RETREAT || t == TRUCE_EVENT_CONCEDE || t == TRUCE_EVENT_COOPERATE || t == TRUCE_EVENT_SUPPORT;
}

/* Does the clause that is warned of tell what the one who warns will do: "warned that it would strike back"? */
static bool warns_of_own_act(struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    uint32_t clause = tr_child(d, w, TR_REL_ccomp), agent = tr_args_of(d, w).agent;
    if (clause == TR_NO_WORD) return true;
    uint32_t subject = tr_child(d, clause, TR_REL_nsubj);
    if (subject == TR_NO_WORD || agent == TR_NO_WORD) return true;
    if (d->words[subject].upos == TR_UPOS_PRON) return true;
    const struct truce_actor *a = tr_actor_at(r, agent), *b = tr_actor_at(r, subject);
    return a && a == b;
}

static bool is_hostile(enum truce_event t)
{
    return t == TRUCE_EVENT_COERCE || t == TRUCE_EVENT_SANCTION;
}

/* "is ready to host talks", "is prepared to impose martial law": the verb that one says oneself willing to do. */
static bool is_offered(const struct tr_doc *d, uint32_t w)
{
    static const char *const willing[] = { "willing", "ready", "prepared", "prepare", NULL };
    uint32_t h = d->words[w].head;
    if (h == TR_NO_WORD || h > w || (d->words[w].rel != TR_REL_xcomp && d->words[w].rel != TR_REL_advcl)) return false;
    return among(d->words[h].lemma, willing) && tr_str_is(tr_case_of(d, w), "to") && !tr_negated(d, h) &&
           (d->words[h].upos == TR_UPOS_ADJ || tr_child(d, h, TR_REL_cop) != TR_NO_WORD || tr_passive(d, h));
}

void tr_event_bend(struct tr_reading *r, struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    if (d->words[x->w].upos == TR_UPOS_VERB && is_kindly(x->type) && refuses(d, x->w)) {
        x->type = TRUCE_EVENT_REJECT;
        x->refused = true;
    }
    if (is_offered(d, x->w)) {
        if (is_kindly(x->type)) x->type = TRUCE_EVENT_AGREE;
        else if (is_hostile(x->type)) x->type = TRUCE_EVENT_THREATEN;
    }
    if (x->type == TRUCE_EVENT_THREATEN && tr_str_is_i(d->words[x->w].lemma, "warn") && !warns_of_own_act(r, x->w))
        x->type = TRUCE_EVENT_ACCUSE;
}
