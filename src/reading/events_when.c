/* SPDX-License-Identifier: Apache-2.0 */
/* The day of an event where its clause does not tell one: what goes on, is wished for or told in general has none, a headline has that of
 * the act that the lead tells, and who asked for one thing on a day and goes on asking does so on that day. */
#include "reading/events_int.h"
#include "reading/times.h"
#include "reading/tree.h"

#define GOES_ON 2      /* sentences for which somebody goes on speaking */
#define FRESH 10       /* days; an older act is background, which no headline tells */
#define LOOKED_BACK 60 /* events */
#define LEAD 4         /* sentences that tell what the headline names */

static bool in_title(const struct tr_reading *r, uint32_t w)
{
    return r->title.n && r->doc->words[w].sentence == 0;
}

static bool is_own(const struct truce_claim *c)
{
    return tr_days_known(c->time.days) && c->time.span.from < c->time.span.to;
}

/* "is hitting", "by striking", "under the pretext of fighting", "continue to murder": no single day is meant. "Before storming", "after shelling"
 * tell what came in turn. */
static bool is_ongoing(const struct tr_reading *r, uint32_t w)
{
    static const char *const in_turn[] = { "through", "before", "after", "while", "when", NULL };
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[w];
    bool ing = tr_str_is(x->xpos, "VBG"), bare = tr_str_is(x->xpos, "VB");
    if (in_title(r, w) || x->upos != TR_UPOS_VERB) return false;
    if (bare && x->rel == TR_REL_xcomp) return true;
    if (!ing) return false;
    if (x->rel == TR_REL_csubj || (tr_case_of(d, w).n && !tr_prep_among(d, w, in_turn))) return true;
    TR_EACH_CHILD(d, w, c)
    {
        tr_str f = d->words[c].lower;
        if (d->words[c].rel == TR_REL_aux && (tr_str_is(f, "is") || tr_str_is(f, "are") || tr_str_is(f, "been") || tr_str_is(f, "'re")))
            return true;
    }
    return false;
}

/* "five decades of fighting", "the most intense fighting they have seen", "mass killings": acts of a kind, not one that the reader knows. */
static bool is_general(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    static const char *const kinds[] = { "fighting", "violence", "war", "killings", "atrocities", "abuses", "hostilities" };
    const struct tr_word *x = &d->words[w];
    bool general = false;
    if (x->upos == TR_UPOS_VERB || in_title(r, w)) return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) general |= tr_str_is(x->lower, kinds[i]);
    if (!general) return false;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == TR_REL_det && tr_str_is(d->words[c].lower, "the"))
            return tr_child(d, w, TR_REL_amod) != TR_NO_WORD && tr_child_sub(d, w, TR_REL_acl, TR_SUB_relcl) != TR_NO_WORD;
    }
    return x->rel == TR_REL_nmod || x->rel == TR_REL_nsubj || x->rel == TR_REL_conj;
}

/* "sent troops on Monday to seize the town", "the coalition that backs them": the day of the clause above is not that of the aim or habit. */
static bool is_aim(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[w];
    if (in_title(r, w) || x->upos != TR_UPOS_VERB) return false;
    /* who gathers to protest or to demand does so then and there */
    static const char *const gathers[] = {
        "gather", "march", "rally", "demonstrate", "protest", "assemble", "stage", "hold", "block", NULL
    };
    if (x->head != TR_NO_WORD && tr_lemma_among(d, x->head, gathers)) return false;
    bool aim = tr_str_is(x->xpos, "VB") && (x->rel == TR_REL_advcl || (x->rel == TR_REL_acl && !tr_is_lemma(d, x->head, "decision")));
    bool habit = x->rel == TR_REL_acl && (tr_str_is(x->xpos, "VBZ") || tr_str_is(x->xpos, "VBP"));
    return aim || habit;
}

void tr_event_day(const struct tr_reading *r, const struct tr_candidate *x, struct truce_claim *claim)
{
    if (is_own(claim) && !(is_aim(r, x->w) && !tr_time_of_clause(r, x->w, &claim->time))) return;
    if (!tr_days_known(claim->time.days)) return;
    if (!is_own(claim) && claim->status == TRUCE_STATUS_actual && !is_ongoing(r, x->w) && !is_general(r, x->w)) return;
    claim->time = (struct truce_time){ .days = TR_NO_DAYS };
}

static void take_day(struct tr_reading *r, struct truce_claim *c, const struct truce_claim *from)
{
    c->time = (struct truce_time){ .days = from->time.days, .date_prec = from->time.date_prec };
    tr_claim_why(r, c, "day: told with the same act");
}

/* The headline's "agrees": the day on which the lead says that it was agreed. */
static const struct truce_claim *of_lead(const struct tr_reading *r, uint32_t at)
{
    const struct truce_claim *c = &r->claims.v[at];
    if (c->sentence != 0 || !r->title.n || c->status == TRUCE_STATUS_hypothetical) return NULL;
    for (uint32_t i = at + 1; i < r->claims.n && r->claims.v[i].sentence <= LEAD; i++) {
        const struct truce_claim *o = &r->claims.v[i];
        bool told = o->kind == TRUCE_KIND_event && o->sentence > 0 && o->event.type == c->event.type && o->time.days.from != TR_NO_DATE;
        if (told && (r->published == TR_NO_DATE || r->published - o->time.days.from <= FRESH)) return o;
    }
    return NULL;
}

static bool is_said(const struct truce_claim *c)
{
    enum truce_event t = c->event.type;
    return c->kind == TRUCE_KIND_event &&
           (t == TRUCE_EVENT_REQUEST || t == TRUCE_EVENT_ACCUSE || t == TRUCE_EVENT_REJECT || t == TRUCE_EVENT_THREATEN ||
            t == TRUCE_EVENT_AGREE || t == TRUCE_EVENT_SUPPORT || t == TRUCE_EVENT_CONCEDE);
}

/* "Kerry condemned the raid on Monday. He urged restraint." */
static const struct truce_claim *of_speaker(const struct tr_reading *r, uint32_t first, uint32_t at)
{
    const struct truce_claim *c = &r->claims.v[at];
    if (!is_said(c) || !c->event.actor || c->status != TRUCE_STATUS_actual) return NULL;
    for (uint32_t i = at; i-- > first && r->claims.v[i].sentence + GOES_ON >= c->sentence;) {
        const struct truce_claim *o = &r->claims.v[i];
        if (is_said(o) && o->event.actor == c->event.actor && o->status == TRUCE_STATUS_actual && tr_days_known(o->time.days) &&
            o->time.date_prec == 1)
            return o;
    }
    return NULL;
}

/* "He then blew himself up": an attack whose words alone name no harm goes on about the incident being told. */
static bool of_context(struct tr_reading *r, struct truce_claim *c)
{
    if ((c->event.type != TRUCE_EVENT_ASSAULT && c->event.type != TRUCE_EVENT_PROTEST) || c->status != TRUCE_STATUS_actual) return false;
    if (is_ongoing(r, c->word) || is_general(r, c->word) || is_aim(r, c->word)) return false;
    struct truce_time t = tr_time_context(r, c->word);
    if (!tr_days_known(t.days)) return false;
    c->time = t;
    return true;
}

/* Does claim o tell of a thing named by the lemma: "strikes killed", "strikes hit the town"? */
static bool names(const struct tr_doc *d, const struct truce_claim *o, tr_str lemma)
{
    uint32_t subject = tr_child(d, o->word, TR_REL_nsubj);
    return tr_str_eq(d->words[o->word].lemma, lemma) || (subject != TR_NO_WORD && tr_str_eq(d->words[subject].lemma, lemma));
}

/* "the strikes in the east": the same noun, told before with a day of its own. */
static const struct truce_claim *told_before(const struct tr_reading *r, uint32_t first, uint32_t at)
{
    static const char *const known[] = { "the", "that", "those", "these", "this", NULL };
    const struct tr_doc *d = r->doc;
    const struct truce_claim *c = &r->claims.v[at];
    uint32_t det = tr_child(d, c->word, TR_REL_det);
    if (d->words[c->word].upos != TR_UPOS_NOUN || det == TR_NO_WORD || !tr_str_among(d->words[det].lower, known)) return NULL;
    for (uint32_t i = at, seen = 0; i-- > first && seen < LOOKED_BACK; seen++) {
        const struct truce_claim *o = &r->claims.v[i];
        if (o->kind == TRUCE_KIND_event && is_own(o) && o->event.type == c->event.type && names(d, o, d->words[c->word].lemma)) return o;
    }
    return NULL;
}

void tr_events_days(struct tr_reading *r, uint32_t first)
{
    struct truce_time period;
    bool bulletin = tr_time_bulletin(r, &period);
    for (uint32_t i = first; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        if (c->kind != TRUCE_KIND_event || tr_days_known(c->time.days)) continue;
        const struct truce_claim *o = of_lead(r, i);
        if (!o) o = of_speaker(r, first, i);
        if (!o) o = told_before(r, first, i);
        if (o) take_day(r, c, o);
        else if (of_context(r, c)) continue;
        else if (bulletin && c->status == TRUCE_STATUS_actual) c->time = period;
    }
}
