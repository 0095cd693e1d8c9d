/* SPDX-License-Identifier: Apache-2.0 */
/* An assault that is told of again ("the attack", "the blast", a headline's "air strikes") has the sides, place and day that the report gave it once. */
#include "reading/events_int.h"
#include "reading/tree.h"

#define BACK 8  /* sentences back that an act is still the one meant */
#define AHEAD 4 /* sentences ahead that tell what a headline names */
#define LEAD 2

static bool is_assault(const struct truce_claim *c)
{
    return c->kind == TRUCE_KIND_event && c->event.type == TRUCE_EVENT_ASSAULT && c->status != TRUCE_STATUS_denied;
}

/* "the attack", "Monday's blast", "this fighting": one that the reader knows. */
static bool is_known(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        const struct tr_word *x = &d->words[c];
        if (c > w) continue;
        if (x->rel == TR_REL_det && (tr_str_is(x->lower, "the") || tr_str_is(x->lower, "this") || tr_str_is(x->lower, "these")))
            return true;
        if (x->rel == TR_REL_nmod && x->sub == TR_SUB_poss) return true;
    }
    return false;
}

static bool may_be_same(const struct truce_claim *a, const struct truce_claim *b)
{
    enum truce_mode x = a->event.mode, y = b->event.mode;
    return x == y || x == TRUCE_MODE_other || y == TRUCE_MODE_other;
}

static const struct truce_claim *told_before(const struct tr_reading *r, uint32_t first, uint32_t at)
{
    const struct truce_claim *c = &r->claims.v[at];
    for (uint32_t i = at; i-- > first && r->claims.v[i].sentence + BACK >= c->sentence;) {
        const struct truce_claim *o = &r->claims.v[i];
        if (is_assault(o) && o->event.actor && may_be_same(c, o)) return o;
    }
    return NULL;
}

static const struct truce_claim *told_ahead(const struct tr_reading *r, uint32_t at)
{
    const struct truce_claim *c = &r->claims.v[at];
    for (uint32_t i = at + 1; i < r->claims.n && r->claims.v[i].sentence <= c->sentence + AHEAD; i++) {
        const struct truce_claim *o = &r->claims.v[i];
        if (is_assault(o) && o->event.actor && o->event.mode == c->event.mode) return o;
    }
    return NULL;
}

/* "bombing" and "bombed" say no more than that bombs fell: where the report tells of air strikes, they fell from the air. */
static void bombs_from_the_air(struct tr_reading *r, uint32_t first)
{
    uint32_t aerial = 0, planted = 0;
    for (uint32_t i = first; i < r->claims.n; i++) {
        const struct truce_claim *c = &r->claims.v[i];
        bool said = is_assault(c) && !tr_is_lemma(r->doc, c->word, "bomb") && !tr_is_lemma(r->doc, c->word, "bombing");
        aerial += said && c->event.mode == TRUCE_MODE_aerial;
        planted += said && (c->event.mode == TRUCE_MODE_bombing || c->event.mode == TRUCE_MODE_suicide);
    }
    if (aerial <= planted) return;
    for (uint32_t i = first; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        bool bare = is_assault(c) && c->event.mode == TRUCE_MODE_bombing &&
                    (tr_is_lemma(r->doc, c->word, "bombing") ||
                     (tr_is_lemma(r->doc, c->word, "bomb") && r->doc->words[c->word].upos == TR_UPOS_VERB)) &&
                    tr_child(r->doc, c->word, TR_REL_compound) == TR_NO_WORD;
        if (bare) c->event.mode = TRUCE_MODE_aerial;
    }
    bool suicide = false;
    for (uint32_t i = 0; i < first; i++)
        suicide |= r->claims.v[i].kind == TRUCE_KIND_casualties && (r->claims.v[i].casualties.means & 1u << TRUCE_MEANS_suicide);
    if (planted || suicide) return;
    for (uint32_t i = 0; i < first; i++) { /* the tolls of this bombing */
        struct truce_claim *c = &r->claims.v[i];
        if (c->kind == TRUCE_KIND_casualties && !c->casualties.cumulative && c->casualties.means == 1u << TRUCE_MEANS_bombing)
            c->casualties.means = 1u << TRUCE_MEANS_airstrike;
    }
}

/* "The president condemned the attack": it is who made it, as told before, that is condemned. */
static void condemned(struct tr_reading *r, uint32_t first, uint32_t at)
{
    struct truce_claim *c = &r->claims.v[at];
    if (c->kind != TRUCE_KIND_event || c->event.type != TRUCE_EVENT_ACCUSE || c->event.recipient) return;
    uint32_t o = tr_object_of(r->doc, c->word);
    if (o == TR_NO_WORD || !tr_word_in(r, o, "attack") || !is_known(r->doc, o)) return;
    for (uint32_t i = at; i-- > first && r->claims.v[i].sentence + BACK >= c->sentence;) {
        const struct truce_claim *a = &r->claims.v[i];
        if (!is_assault(a) || !a->event.actor) continue;
        if (a->event.actor != c->event.actor) c->event.recipient = a->event.actor;
        return;
    }
}

static bool named_in(const struct tr_reading *r, const struct truce_place *p, uint32_t sentence)
{
    const struct tr_sentence *s = &r->doc->sentences[sentence];
    for (uint32_t w = s->first; w < s->first + s->n; w++)
        if (r->word_place[w] && r->places.v[r->place_mentions.v[r->word_place[w] - 1].place] == p) return true;
    return false;
}

/* "The attack came at dawn": where the last act told was, unless its own sentence says where. */
static void place_again(struct tr_reading *r, uint32_t first, uint32_t at)
{
    struct truce_claim *c = &r->claims.v[at];
    if (c->place && named_in(r, c->place, c->sentence)) return;
    for (uint32_t i = at; i-- > first && r->claims.v[i].sentence + BACK >= c->sentence;) {
        const struct truce_claim *o = &r->claims.v[i];
        if (!is_assault(o) || !o->place || o->sentence == c->sentence) continue;
        c->place = o->place;
        return;
    }
}

/* "The attack" and "the blast" were made as the act last told was; attacks and offensives go on by many means. */
static void mode_again(struct tr_reading *r, uint32_t first, uint32_t at)
{
    struct truce_claim *c = &r->claims.v[at];
    bool blast =
        c->event.mode == TRUCE_MODE_bombing && (tr_is_lemma(r->doc, c->word, "blast") || tr_is_lemma(r->doc, c->word, "explosion"));
    bool attack =
        c->event.mode == TRUCE_MODE_other && tr_is_lemma(r->doc, c->word, "attack") && r->doc->words[c->word].number != TR_NUM_PLUR;
    if (!attack && !blast) return;
    for (uint32_t i = at; i-- > first && r->claims.v[i].sentence + BACK >= c->sentence;) {
        const struct truce_claim *o = &r->claims.v[i];
        if (!is_assault(o) || o->event.mode == TRUCE_MODE_other || o->event.mode == TRUCE_MODE_destroy || o->sentence == c->sentence)
            continue;
        if (o->event.mode == TRUCE_MODE_clash) return;
        if (!blast || o->event.mode == TRUCE_MODE_suicide) c->event.mode = o->event.mode;
        return;
    }
}

void tr_events_again(struct tr_reading *r, uint32_t first)
{
    bombs_from_the_air(r, first);
    const struct tr_doc *d = r->doc;
    for (uint32_t i = first; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        if (!is_assault(c)) continue;
        bool noun = d->words[c->word].upos == TR_UPOS_NOUN || d->words[c->word].upos == TR_UPOS_PROPN;
        bool known = noun && is_known(d, c->word);
        if (known) place_again(r, first, i);
        if (known) mode_again(r, first, i);
        if (c->event.actor) continue;
        const struct truce_claim *o = known ? told_before(r, first, i) : NULL;
        if (!o && c->sentence <= LEAD) o = told_ahead(r, i);
        if (!o) continue;
        c->event.actor = o->event.actor;
        if (!c->event.recipient && o->event.recipient != c->event.actor) c->event.recipient = o->event.recipient;
        tr_claim_why(r, c, "sides: told of before");
    }
    for (uint32_t i = first; i < r->claims.n; i++) condemned(r, first, i);
}
