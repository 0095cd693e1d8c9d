/* SPDX-License-Identifier: Apache-2.0 */
/* Mentions of actors in the order of the text, and the actor of any nominal that a later step asks for. */
#include <stdlib.h>

#include "reading/actors_int.h"

struct tr_cast *tr_cast_of(const struct tr_reading *r)
{
    return r->cast;
}

uint32_t tr_actor_new(struct tr_reading *r, uint32_t first, uint32_t n, struct tr_member member)
{
    struct truce_actor *a = TR_NEW(r->arena, struct truce_actor);
    a->span = tr_words_span(r->doc, first, n);
    a->text = tr_str_at(r->doc->text, a->span);
    a->name = tr_arena_line(r->arena, a->text);
    a->id = a->role = (tr_str){ "", 0 };
    *tr_vec_push(r->arena, &r->actors) = a;
    *tr_vec_push(r->arena, &r->cast->members) = member;
    return r->actors.n - 1;
}

void tr_mention_add(struct tr_reading *r, uint32_t first, uint32_t n, uint32_t head, uint32_t actor, bool pronoun)
{
    *tr_vec_push(r->arena, &r->actor_mentions) = (struct tr_actor_mention){
        .first = first, .n = n, .head = head, .span = tr_words_span(r->doc, first, n), .actor = actor, .pronoun = pronoun
    };
    r->word_actor[head] = r->actor_mentions.n;
}

/* An entity span of titles and demonyms alone ("Syrian President") names nobody. */
static bool is_only_title(const struct tr_reading *r, const struct tr_name *n)
{
    for (uint32_t w = n->first; w < n->first + n->n; w++) {
        const struct tr_word *x = &r->doc->words[w];
        const struct tr_actor_noun *noun = tr_noun_of(r, w);
        bool title = noun && (noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON));
        if (!title && x->upos != TR_UPOS_ADJ && x->upos != TR_UPOS_PUNCT && x->upos != TR_UPOS_ADP && !r->cast->word_state[w]) return false;
    }
    return true;
}

/* Names of the register and entity spans that it has not, none overlapping. Entities of persons win over a surname inside them. */
static void collect_names(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    struct tr_cast *c = r->cast;
    uint32_t e = 0;
    for (uint32_t w = 0; w < d->n_words;) {
        const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
        while (e < d->n_entities && d->entities[e].first + d->entities[e].n <= w) e++;
        const struct tr_entity *ent = e < d->n_entities && d->entities[e].first == w ? &d->entities[e] : NULL;
        bool actor_entity = ent && (ent->type == TR_ENT_PER || ent->type == TR_ENT_ORG);
        struct tr_name name;
        bool hit = tr_name_at(r, w, s->first + s->n, &name);
        /* The register's surname inside a longer name of a person is somebody else: "Hafez Abadi" is not "Abadi". */
        bool inside = e < d->n_entities && d->entities[e].type == TR_ENT_PER && d->entities[e].first <= w &&
                      d->entities[e].first + d->entities[e].n >= w + 1;
        if (hit && name.person && name.n == 1 && inside && d->entities[e].n > 1) hit = false;
        if (hit && actor_entity && ent->n > name.n &&
            (ent->type == TR_ENT_PER || name.sort != TR_ALIAS_NAME || name.entry->sort == TR_ENTRY_STATE) && !name.organ)
            hit = false;
        if (!hit && actor_entity) {
            name = tr_name_of_entity(r, ent);
            hit = name.key.n > 1 && !is_only_title(r, &name) && !r->word_place[name.head] && !r->word_time[name.head];
        }
        if (!hit) {
            w++;
            continue;
        }
        if (name.entry && name.entry->sort == TR_ENTRY_STATE) {
            c->word_state[name.first] = name.entry;
            c->state_count[name.entry - r->know->actors->entries.v]++;
        }
        *tr_vec_push(r->arena, &c->names.list) = name;
        w = name.first + name.n;
    }
}

static int by_first(const void *a, const void *b)
{
    const struct tr_name *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

static tr_str surname(tr_str key)
{
    size_t i = key.n;
    while (i && key.p[i - 1] != ' ') i--;
    return i ? tr_str_sub(key, i, key.n) : (tr_str){ "", 0 };
}

/* Surnames of persons whom the report names in full, wherever the entity tagger missed them: "said Barazi". */
static void collect_surnames(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    struct tr_cast *c = r->cast;
    struct tr_map known;
    bool *covered = TR_NEW_N(r->arena, bool, d->n_words + 1);
    uint32_t had = c->names.list.n;
    tr_map_init(&known, r->arena);
    for (uint32_t i = 0; i < had; i++) {
        const struct tr_name *n = &c->names.list.v[i];
        tr_str s = n->person ? surname(n->key) : (tr_str){ "", 0 };
        for (uint32_t w = n->first; w < n->first + n->n; w++) covered[w] = true;
        if (s.n > 3) *tr_map_put(&known, s, NULL) = 1;
    }
    for (uint32_t w = 0; w < d->n_words; w++) {
        const struct tr_word *x = &d->words[w];
        if (covered[w] || x->upos != TR_UPOS_PROPN || !tr_map_find(&known, c->word_key[w])) continue;
        bool alone = (w == 0 || d->words[w - 1].upos != TR_UPOS_PROPN || covered[w - 1]) &&
                     (w + 1 == d->n_words || d->words[w + 1].upos != TR_UPOS_PROPN);
        if (!alone) continue;
        *tr_vec_push(r->arena, &c->names.list) = (struct tr_name){ .first = w, .n = 1, .head = w, .person = true, .key = c->word_key[w] };
    }
    if (c->names.list.n > had) qsort(c->names.list.v, c->names.list.n, sizeof *c->names.list.v, by_first);
}

/* A demonym that only modifies ("Syrian rebels") is no mention; nor is a place's name where it says where. */
static bool is_mention(const struct tr_reading *r, const struct tr_name *n)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *h = &d->words[n->head];
    uint32_t place = r->word_place[n->head];
    if (place && r->place_mentions.v[place - 1].is_dateline) return false;
    if (n->organ || !n->entry || n->entry->sort != TR_ENTRY_STATE) return true;
    if (n->sort == TR_ALIAS_DEMONYM) return h->upos != TR_UPOS_ADJ && h->rel != TR_REL_amod && h->rel != TR_REL_compound;
    if (h->rel == TR_REL_nsubj || h->rel == TR_REL_iobj) {
        return n->sort == TR_ALIAS_NAME || (h->head != TR_NO_WORD && d->words[h->head].upos == TR_UPOS_VERB && h->sub != TR_SUB_pass);
    }
    if (n->sort == TR_ALIAS_CAPITAL) return h->rel == TR_REL_nmod && h->sub == TR_SUB_poss;
    if (h->rel == TR_REL_nmod && h->sub == TR_SUB_poss) return true;
    tr_str k = tr_case_of(d, n->head);
    return h->rel == TR_REL_obj ||
           ((h->rel == TR_REL_obl || h->rel == TR_REL_nmod) &&
            (tr_str_is_i(k, "by") || tr_str_is_i(k, "with") || tr_str_is_i(k, "against") || tr_str_is_i(k, "between")));
}

static void link_names(struct tr_reading *r)
{
    struct tr_cast *c = r->cast;
    for (uint32_t i = 0; i < c->names.list.n; i++) {
        struct tr_name *n = &c->names.list.v[i];
        tr_name_roles(r, n);
        /* A bare demonym and a place that stands for nothing keep their words for phrases, and make no actor. */
        n->actor = is_mention(r, n) ? tr_name_actor(r, n) : UINT32_MAX;
        if (n->actor == UINT32_MAX) continue;
        uint32_t first = n->role_n ? n->role_first : n->first;
        for (uint32_t w = first; w < n->first + n->n; w++) c->word_name[w] = i + 1;
    }
    tr_names_link(r);
    tr_names_states(r);
}

/* Common nouns inside another phrase ("rebel" in "rebel fighters") wait until somebody asks. */
static bool heads_phrase(const struct tr_doc *d, uint32_t w)
{
    switch (d->words[w].rel) {
    case TR_REL_compound:
    case TR_REL_amod:
    case TR_REL_flat:
    case TR_REL_fixed:
    case TR_REL_goeswith:
    case TR_REL_case: return false;
    default: return true;
    }
}

/* "its fighters", "their warplanes": whose they are, where the pronoun's actor is known; UINT32_MAX otherwise. */
static uint32_t owner_of_arms(const struct tr_reading *r, uint32_t w)
{
    static const char *const arms[] = { "fighter", "troop", "soldier", "force", "militant", "gunman", "warplane", "jet", "aircraft", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t c = tr_child_sub(d, w, TR_REL_nmod, TR_SUB_poss);
    if (c == TR_NO_WORD || d->words[c].upos != TR_UPOS_PRON || !r->word_actor[c]) return UINT32_MAX;
    if (!tr_str_ends(d->words[w].xpos, TR_STR("S"))) return UINT32_MAX;
    uint32_t owner = r->actor_mentions.v[r->word_actor[c] - 1].actor;
    const struct tr_member *m = &r->cast->members.v[owner];
    if (m->being == TR_BEING_PERSON) return UINT32_MAX;
    for (const char *const *a = arms; *a; a++) {
        if (tr_str_is_i(d->words[w].lemma, *a)) return owner;
    }
    return UINT32_MAX;
}

static void mention_common(struct tr_reading *r, uint32_t w)
{
    uint32_t actor, first, n;
    if (tr_is_personal(r->doc, w)) {
        actor = tr_coref_pronoun(r, w);
        if (actor != UINT32_MAX) tr_mention_add(r, w, 1, w, actor, true);
        return;
    }
    if (!tr_is_actor_noun(r, w) || !heads_phrase(r->doc, w) || r->word_time[w]) return;
    actor = owner_of_arms(r, w);
    if (actor == UINT32_MAX) actor = tr_coref_beside(r, w);
    if (actor == UINT32_MAX) actor = tr_coref_definite(r, w);
    if (actor == UINT32_MAX) actor = tr_coref_monitor(r, w);
    if (actor == UINT32_MAX) actor = tr_phrase_actor(r, w);
    if (actor == UINT32_MAX) return;
    tr_phrase(r->doc, w, &first, &n);
    tr_mention_add(r, first, n, w, actor, false);
}

void tr_actors_find(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    struct tr_cast *c = r->cast = TR_NEW(r->arena, struct tr_cast);
    tr_map_init(&c->by_key, r->arena);
    c->word_name = TR_NEW_N(r->arena, uint32_t, d->n_words + 1);
    tr_names_prepare(r);
    collect_names(r);
    collect_surnames(r);
    link_names(r);
    uint32_t next = 0;
    for (uint32_t w = 0; w < d->n_words; w++) {
        while (next < c->names.list.n && c->names.list.v[next].actor == UINT32_MAX) next++;
        const struct tr_name *n = next < c->names.list.n ? &c->names.list.v[next] : NULL;
        if (n && w >= (n->role_n ? n->role_first : n->first)) {
            uint32_t first = n->role_n ? n->role_first : n->first;
            tr_mention_add(r, first, n->role_n + n->n, n->head, n->actor, false);
            w = n->first + n->n - 1;
            next++;
            continue;
        }
        mention_common(r, w);
    }
}

static bool is_first_person(const struct tr_word *x)
{
    static const char *const forms[] = { "i", "we", "us", "our", "my", "me", "ours", "mine", NULL };
    for (const char *const *f = forms; x->upos == TR_UPOS_PRON && *f; f++) {
        if (tr_str_is(x->lower, *f)) return true;
    }
    return false;
}

/* "I" is who speaks; "we" of somebody in a state's office is the state, where the report names it as one that acts. */
static uint32_t first_person(const struct tr_reading *r, const struct tr_word *x, uint32_t speaker)
{
    const struct tr_member *m = &r->cast->members.v[speaker];
    if (x->number != TR_NUM_PLUR || !m->entry || m->entry->sort != TR_ENTRY_PERSON || !m->entry->role.n) return speaker;
    bool office = tr_str_find_i(m->entry->role, TR_STR("leader")) < 0 && tr_str_find_i(m->entry->role, TR_STR("commander")) < 0;
    const struct tr_actor_entry *state = office ? tr_register_state(r->know->actors, m->entry->country) : NULL;
    uint64_t *known = state ? tr_map_find(&r->cast->by_key, state->id) : NULL;
    return known && *known ? (uint32_t)*known - 1 : speaker;
}

/* The noun that a relative pronoun stands for, TR_NO_WORD when w is none. */
static uint32_t antecedent(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    if (x->prontype != TR_PRON_REL && !tr_str_is(x->lower, "who") && !tr_str_is(x->lower, "which")) return TR_NO_WORD;
    for (uint32_t v = x->head; v != TR_NO_WORD; v = d->words[v].head) {
        if (d->words[v].rel == TR_REL_acl) return d->words[v].head;
        if (d->words[v].rel == TR_REL_root) break;
    }
    return TR_NO_WORD;
}

uint32_t tr_actor_index(struct tr_reading *r, uint32_t w)
{
    if (!r->cast || w >= r->doc->n_words) return UINT32_MAX;
    const struct tr_word *x = &r->doc->words[w];
    if (is_first_person(x)) return r->word_source[w] ? first_person(r, x, r->word_source[w] - 1) : UINT32_MAX;
    if (r->word_actor[w]) return r->actor_mentions.v[r->word_actor[w] - 1].actor;
    if (r->cast->word_name[w]) return r->cast->names.list.v[r->cast->word_name[w] - 1].actor;
    uint32_t up = antecedent(r->doc, w);
    if (up != TR_NO_WORD && up != w && antecedent(r->doc, up) == TR_NO_WORD) return tr_actor_index(r, up);
    bool demonym = r->cast->word_state[w] != NULL;
    if (x->upos == TR_UPOS_PRON || x->upos == TR_UPOS_DET || r->word_time[w] ||
        (!demonym && !tr_is_nominal(r->doc, w) && !tr_is_actor_noun(r, w)))
        return UINT32_MAX;
    uint32_t i = tr_coref_monitor(r, w);
    return i != UINT32_MAX ? i : tr_phrase_actor(r, w);
}

const struct truce_actor *tr_actor_at(struct tr_reading *r, uint32_t w)
{
    uint32_t i = tr_actor_index(r, w);
    return i == UINT32_MAX ? NULL : r->actors.v[i];
}
