/* SPDX-License-Identifier: Apache-2.0 */
/* What a common noun phrase is: "Russian officials", "rebel fighters", "government forces". */
#include "knowledge/lexicon.h"
#include "reading/actors_int.h"

const struct tr_actor_noun *tr_noun_of(const struct tr_reading *r, uint32_t w)
{
    const struct tr_word *x = &r->doc->words[w];
    const struct tr_actor_noun *n = tr_register_noun(r->know->actors, x->lemma);
    if (n) return n;
    if ((n = tr_register_noun(r->know->actors, x->lower))) return n;
    tr_str key = tr_actor_key(r->arena, x->lemma); /* "Gen.", capitals */
    return tr_register_noun(r->know->actors, key);
}

bool tr_is_actor_noun(const struct tr_reading *r, uint32_t w)
{
    const struct tr_word *x = &r->doc->words[w];
    if (x->upos != TR_UPOS_NOUN && x->upos != TR_UPOS_PROPN && x->upos != TR_UPOS_ADJ) return false;
    return tr_noun_of(r, w) != NULL;
}

static enum tr_being being_of(const struct tr_actor_noun *n, bool plural)
{
    if (!n) return TR_BEING_UNKNOWN;
    if (n->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON)) return plural || (n->sorts & TR_NOUN_PEOPLE) ? TR_BEING_PEOPLE : TR_BEING_PERSON;
    if (n->sorts & TR_NOUN_ARMS) return TR_BEING_ARMS;
    if (plural && (n->sorts & TR_NOUN_PEOPLE)) return TR_BEING_PEOPLE;
    return TR_BEING_BODY;
}

struct tr_member tr_phrase_member(struct tr_reading *r, uint32_t w, uint32_t first, uint32_t n)
{
    const struct tr_word *x = &r->doc->words[w];
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    struct tr_member m = { .plural = x->number == TR_NUM_PLUR, .noun = x->lemma, .weight = n };
    m.being = being_of(noun, m.plural);
    if (noun) m.gender = noun->gender;
    m.key = tr_actor_key(r->arena, tr_str_at(r->doc->text, tr_words_span(r->doc, first, n)));
    return m;
}

static enum truce_actor_kind kind_of(const struct tr_actor_noun *n)
{
    if (!n) return TRUCE_ACTOR_other;
    if ((n->sorts & TR_NOUN_OFFICE) && n->kind != TRUCE_ACTOR_military) return TRUCE_ACTOR_person;
    return n->kind;
}

/* The name that says whose the phrase's head is: "Hamas fighters", "Assad's forces". TR_NO_WORD when none. */
static const struct tr_name *owner_of(const struct tr_reading *r, uint32_t w, uint32_t first, uint32_t end)
{
    const struct tr_cast *c = r->cast;
    for (uint32_t i = first; i < end; i++) {
        if (!c->word_name[i]) continue;
        const struct tr_name *n = &c->names.list.v[c->word_name[i] - 1];
        if (n->entry && n->head != w) return n;
    }
    return NULL;
}

/* What a force holds and is struck with it: "rebel positions", "the army's checkpoint". */
static bool is_holding(const struct tr_reading *r, uint32_t w)
{
    const struct tr_lexicon *l = r->know->lexicon;
    return l && tr_lexicon_in(l, tr_lexicon_class(l, "milsite"), r->doc->words[w].lemma);
}

static void whose(struct tr_reading *r, uint32_t w, uint32_t first, uint32_t n, struct truce_actor *a)
{
    const struct tr_cast *c = r->cast;
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    bool holding = is_holding(r, w);
    const struct tr_name *owner = owner_of(r, w, first, holding ? first + n : w); /* "base of the Presidential Guard" */
    for (uint32_t i = first; holding && i < first + n; i++) {
        const struct tr_actor_noun *side = tr_noun_of(r, i);
        if (side && (side->kind == TRUCE_ACTOR_party || side->kind == TRUCE_ACTOR_military)) a->kind = side->kind;
    }
    for (uint32_t i = first; i < first + n && !a->country[0]; i++) {
        if (c->word_state[i]) memcpy(a->country, c->word_state[i]->country, sizeof a->country);
    }
    if (!owner) return;
    if (!a->country[0]) memcpy(a->country, owner->entry->country, sizeof a->country);
    bool forces = noun && !(noun->sorts & TR_NOUN_OFFICE) && (noun->kind == TRUCE_ACTOR_party || noun->kind == TRUCE_ACTOR_military);
    if (a->kind == TRUCE_ACTOR_other && owner->entry->kind == TRUCE_ACTOR_party) a->kind = TRUCE_ACTOR_party; /* "Taliban member" */
    if (holding && owner->entry->sort == TR_ENTRY_STATE) a->kind = TRUCE_ACTOR_military;
    if ((!forces && !holding) || owner->entry->sort == TR_ENTRY_PERSON || owner->entry->sort == TR_ENTRY_STATE) return;
    a->id = owner->entry->id;
    a->name = owner->entry->name;
    a->kind = owner->entry->kind;
}

/* A demonym alone: "Russian [air strikes]" names the state as it is written. */
static uint32_t demonym_actor(struct tr_reading *r, uint32_t w, const struct tr_actor_entry *state)
{
    struct tr_cast *c = tr_cast_of(r);
    tr_str key = c->word_key[w];
    uint64_t *known = tr_map_find(&c->by_key, state->id); /* "Russia", when the report names it */
    if (!known || !*known) known = tr_map_put(&c->by_key, key, NULL);
    if (*known) return (uint32_t)*known - 1;
    struct tr_member m = { .entry = state, .being = TR_BEING_STATE, .key = key, .noun = key, .weight = 1 };
    uint32_t i = tr_actor_new(r, w, 1, m);
    struct truce_actor *a = r->actors.v[i];
    a->id = state->id;
    a->name = state->name;
    a->kind = state->kind;
    memcpy(a->country, state->country, sizeof a->country);
    *tr_map_put(&c->by_key, key, NULL) = i + 1;
    return i;
}

static bool is_bound(tr_str l)
{
    static const char *const words[] = { "least", "most", "more",   "less",   "than", "about", "nearly", "some", "only",
                                         "at",    "over", "almost", "around", "up",   "to",    "just",   NULL };
    for (const char *const *b = words; *b; b++) {
        if (tr_str_is(l, *b)) return true;
    }
    return false;
}

/* The phrase's words without "at least", and cut at a bracket that it does not open or a word that is none of its own. */
static void tidy(const struct tr_doc *d, uint32_t w, uint32_t *first, uint32_t *n)
{
    uint32_t end = *first + *n;
    while (*first < w && is_bound(d->words[*first].lower)) ++*first;
    for (uint32_t i = *first; i < w; i++) {
        tr_str f = d->words[i].form;
        if (tr_str_is(f, ")") || tr_str_is(f, "\"") || tr_str_is(f, "\xE2\x80\x9D")) *first = i + 1;
    }
    for (uint32_t i = w + 1; i < end; i++) {
        if (tr_str_is(d->words[i].form, "(") || tr_str_is(d->words[i].form, ")") || !tr_under(d, i, w)) end = i;
    }
    *n = end - *first;
}

/* "Rebel" in "rebel fire" is who the report elsewhere calls "Syrian rebels"; "regime" is the government it speaks of.
 * The fullest description with that noun; UINT32_MAX when there is none. */
static uint32_t side_actor(const struct tr_reading *r, uint32_t w)
{
    const struct tr_cast *c = r->cast;
    const struct tr_word *x = &r->doc->words[w];
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    bool state = tr_str_is_i(x->lemma, "regime") || tr_str_is_i(x->lemma, "government");
    bool side = state || (noun && (noun->sorts & (TR_NOUN_PERSON | TR_NOUN_PEOPLE)) &&
                          (noun->kind == TRUCE_ACTOR_party || noun->kind == TRUCE_ACTOR_military));
    uint32_t best = UINT32_MAX, weight = 0;
    if (!side || r->word_actor[w]) return UINT32_MAX;
    for (uint32_t i = 0; i < c->members.n && i < TR_CAST_REACH; i++) {
        const struct tr_member *m = &c->members.v[i];
        bool same = tr_str_ieq(m->noun, x->lemma) && (state || m->plural);
        bool government = state && tr_str_ends(r->actors.v[i]->id, TR_STR("/government"));
        if ((!same && !government) || m->weight > 3) continue;
        uint32_t worth = m->weight + (government ? 1 : 0);
        if (worth <= weight) continue;
        best = i;
        weight = worth;
    }
    return best;
}

/* "source at Aleppo Police Command", "activists in the town": where a speaker without a name belongs is all that tells him apart. */
static void take_post(const struct tr_reading *r, uint32_t w, uint32_t first, uint32_t *n)
{
    const struct tr_doc *d = r->doc;
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    bool speaker = tr_str_is_i(d->words[w].lemma, "source") ||
                   (noun && (noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON)) && noun->kind != TRUCE_ACTOR_civilians);
    uint32_t end = first + *n;
    if (!speaker || end != w + 1 || end + 1 >= d->n_words) return;
    tr_str p = d->words[end].lower;
    bool armed = noun && noun->kind == TRUCE_ACTOR_party; /* where gunmen strike is no part of who they are */
    if (!tr_str_is(p, "from") && (armed || (!tr_str_is(p, "at") && !tr_str_is(p, "in") && !tr_str_is(p, "with")))) return;
    TR_EACH_CHILD(d, w, c)
    {
        if (c < end || d->words[c].rel != TR_REL_nmod || tr_first_of(d, c) != end) continue;
        uint32_t last = tr_last_of(d, c);
        if (last - end < 9) *n = last + 1 - first;
        return;
    }
}

uint32_t tr_phrase_actor(struct tr_reading *r, uint32_t w)
{
    struct tr_cast *c = tr_cast_of(r);
    uint32_t first, n;
    tr_phrase(r->doc, w, &first, &n);
    tidy(r->doc, w, &first, &n);
    take_post(r, w, first, &n);
    if (n == 1 && c->word_state[w]) return demonym_actor(r, w, c->word_state[w]);
    if (n == 1 && (r->doc->words[w].rel == TR_REL_compound || r->doc->words[w].rel == TR_REL_amod)) {
        uint32_t side = side_actor(r, w);
        if (side != UINT32_MAX) return side;
    }
    struct tr_member m = tr_phrase_member(r, w, first, n);
    if (m.key.n < 2) return UINT32_MAX;
    uint64_t *known = tr_map_find(&c->by_key, m.key);
    if (known && *known) return (uint32_t)*known - 1;
    uint32_t i = tr_actor_new(r, first, n, m);
    r->actors.v[i]->kind = kind_of(tr_noun_of(r, w));
    whose(r, w, first, n, r->actors.v[i]);
    *tr_map_put(&c->by_key, m.key, NULL) = i + 1;
    return i;
}
