/* SPDX-License-Identifier: Apache-2.0 */
/* Which names are one actor: the same entry, the same words, a surname, an acronym, a part of a longer name. */
#include "reading/actors_int.h"

static tr_str last_word(tr_str key)
{
    size_t i = key.n;
    while (i && key.p[i - 1] != ' ') i--;
    return tr_str_sub(key, i, key.n);
}

static tr_str first_word(tr_str key)
{
    size_t i = 0;
    while (i < key.n && key.p[i] != ' ') i++;
    return tr_str_sub(key, 0, i);
}

static bool one_word(tr_str key)
{
    return !tr_str_has(key, ' ');
}

/* Do the words of part stand in whole, in order and together at its end ("abdel rahman" in "rami abdel rahman")? */
static bool ends_with_words(tr_str whole, tr_str part)
{
    return whole.n > part.n && tr_str_ends(whole, part) && whole.p[whole.n - part.n - 1] == ' ';
}

static bool has_word(tr_str whole, tr_str word)
{
    tr_str w;
    while (tr_str_split(&whole, ' ', &w)) {
        if (tr_str_eq(w, word)) return true;
    }
    return false;
}

/* A surname's particle belongs to it: "al assad" is "bashar al assad". */
static bool is_surname_of(tr_str full, tr_str part)
{
    if (ends_with_words(full, part)) return true;
    return one_word(part) && has_word(full, part) && !tr_str_eq(first_word(full), part);
}

static uint32_t find_person(const struct tr_reading *r, tr_str key)
{
    const struct tr_cast *c = tr_cast_of(r);
    for (uint32_t i = c->members.n, left = TR_CAST_REACH; i-- > 0 && left-- > 0;) {
        const struct tr_member *m = &c->members.v[i];
        if (!m->named || m->being != TR_BEING_PERSON) continue;
        if (is_surname_of(m->key, key) || (one_word(m->key) && is_surname_of(key, m->key))) return i;
    }
    return UINT32_MAX;
}

/* "the Observatory", "the Coalition": one capitalised common word of a longer name already told. */
static uint32_t find_short_body(const struct tr_reading *r, tr_str key)
{
    const struct tr_cast *c = tr_cast_of(r);
    if (!one_word(key) || !tr_register_noun(r->know->actors, key)) return UINT32_MAX;
    for (uint32_t i = c->members.n, left = TR_CAST_REACH; i-- > 0 && left-- > 0;) {
        const struct tr_member *m = &c->members.v[i];
        if (!m->named || m->being != TR_BEING_BODY) continue;
        if (!one_word(m->key) && has_word(m->key, key)) return i;
        if (m->entry && tr_str_find_i(m->entry->name, key) >= 0 && has_word(tr_actor_key(r->arena, m->entry->name), key)) return i;
    }
    return UINT32_MAX;
}

static char gender_of(const struct tr_reading *r, const struct tr_name *n)
{
    const struct tr_register *g = r->know->actors;
    if (n->entry && n->entry->sort == TR_ENTRY_PERSON) return n->entry->woman ? 'f' : 'm';
    for (uint32_t w = n->role_first; w < n->role_first + n->role_n; w++) {
        const struct tr_actor_noun *noun = tr_noun_of(r, w);
        if (noun && noun->gender) return noun->gender;
    }
    return tr_register_gender(g, first_word(n->key));
}

static enum tr_being being_of(const struct tr_reading *r, const struct tr_name *n)
{
    if (n->person) return TR_BEING_PERSON;
    uint32_t last = n->first + n->n - 1;
    bool plural = r->doc->words[last].number == TR_NUM_PLUR;
    if (n->organ) {
        const struct tr_actor_noun *noun = tr_noun_of(r, last);
        if (plural) return noun && (noun->sorts & TR_NOUN_ARMS) ? TR_BEING_ARMS : TR_BEING_PEOPLE;
        if (noun && (noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON)) && !(noun->sorts & (TR_NOUN_BODY | TR_NOUN_PEOPLE)))
            return TR_BEING_PERSON;
        return TR_BEING_BODY;
    }
    if (n->sort == TR_ALIAS_DEMONYM) return plural ? TR_BEING_PEOPLE : TR_BEING_PERSON;
    if (n->entry && n->entry->sort == TR_ENTRY_STATE) return TR_BEING_STATE;
    return TR_BEING_BODY;
}

/* The kind of a body whose name the register has not, by the nouns in it. */
static enum truce_actor_kind guess_kind(const struct tr_reading *r, const struct tr_name *n)
{
    if (n->person) return TRUCE_ACTOR_person;
    for (uint32_t i = n->n; i-- > 0;) {
        const struct tr_actor_noun *noun = tr_register_noun(r->know->actors, r->doc->words[n->first + i].lower);
        if (noun && (noun->sorts & (TR_NOUN_BODY | TR_NOUN_PEOPLE))) return noun->kind;
    }
    return TRUCE_ACTOR_other;
}

static void describe(struct tr_reading *r, const struct tr_name *n, uint32_t actor)
{
    struct truce_actor *a = r->actors.v[actor];
    struct tr_member *m = &tr_cast_of(r)->members.v[actor];
    uint32_t first = n->role_n ? n->role_first : n->first, words = n->role_n + n->n;
    if (words > m->weight) {
        tr_span span = tr_words_span(r->doc, first, words);
        a->text = tr_str_at(r->doc->text, span);
        m->weight = words;
    }
    if (n->role_n && !a->role.n)
        a->role = tr_arena_line(r->arena, tr_str_at(r->doc->text, tr_words_span(r->doc, n->role_first, n->role_n)));
    if (n->key.n > m->key.n && !n->organ) {
        m->key = n->key;
        if (!m->entry) a->name = tr_arena_line(r->arena, tr_str_at(r->doc->text, tr_words_span(r->doc, n->first, n->n)));
    }
    if (!m->gender) m->gender = gender_of(r, n);
}

static void fill_entry(struct tr_reading *r, const struct tr_name *n, struct truce_actor *a)
{
    if (!n->entry) return;
    memcpy(a->country, n->entry->country, sizeof a->country);
    if (n->organ) {
        a->kind = n->organ->kind;
        a->name = tr_arena_line(r->arena, tr_str_at(r->doc->text, tr_words_span(r->doc, n->first, n->n)));
        a->id = n->organ->suffix.n
                    ? tr_arena_printf(r->arena, TR_STR_FMT "/" TR_STR_FMT, TR_STR_ARG(n->entry->id), TR_STR_ARG(n->organ->suffix))
                    : n->entry->id;
        return;
    }
    if (n->sort == TR_ALIAS_DEMONYM) {
        a->kind = TRUCE_ACTOR_civilians;
        return;
    }
    a->id = n->entry->id;
    a->name =
        n->sort == TR_ALIAS_CAPITAL ? tr_arena_printf(r->arena, "government of " TR_STR_FMT, TR_STR_ARG(n->entry->name)) : n->entry->name;
    a->kind = n->entry->kind;
    a->role = n->entry->role;
}

static uint32_t find_known(struct tr_reading *r, const struct tr_name *n, tr_str *key)
{
    struct tr_cast *c = tr_cast_of(r);
    bool whole = n->entry && !n->organ && n->sort != TR_ALIAS_DEMONYM;
    *key = whole ? n->entry->id : n->key;
    uint64_t *known = tr_map_find(&c->by_key, *key);
    if (!known && whole) known = tr_map_find(&c->by_key, n->key);
    if (known && *known) return (uint32_t)*known - 1;
    if (n->person) {
        uint32_t i = find_person(r, n->key);
        /* Two entries are never one person, and a surname of the register gives way to a fuller name of the report. */
        if (i != UINT32_MAX && (!c->members.v[i].entry || !n->entry || c->members.v[i].entry == n->entry)) return i;
    } else if (!n->organ && !n->entry) {
        return find_short_body(r, n->key);
    }
    return UINT32_MAX;
}

uint32_t tr_name_actor(struct tr_reading *r, const struct tr_name *n)
{
    struct tr_cast *c = tr_cast_of(r);
    tr_str key;
    uint32_t i = find_known(r, n, &key);
    if (i == UINT32_MAX) {
        struct tr_member m = { .entry = n->organ ? NULL : n->entry, .being = being_of(r, n), .named = true, .key = n->key };
        m.plural = m.being == TR_BEING_PEOPLE || m.being == TR_BEING_ARMS;
        if (n->sort == TR_ALIAS_DEMONYM) m.entry = NULL;
        m.noun = n->organ ? r->doc->words[n->first + n->n - 1].lemma : last_word(n->key);
        i = tr_actor_new(r, n->first, n->n, m);
        r->actors.v[i]->kind = guess_kind(r, n);
        fill_entry(r, n, r->actors.v[i]);
        if (m.being == TR_BEING_PERSON && r->actors.v[i]->kind == TRUCE_ACTOR_other) r->actors.v[i]->kind = TRUCE_ACTOR_person;
    }
    *tr_map_put(&c->by_key, tr_arena_dup(r->arena, key), NULL) = i + 1;
    uint64_t *own = tr_map_put(&c->by_key, n->key, NULL);
    if (!*own) *own = i + 1;
    describe(r, n, i);
    return i;
}

/* Is word w all capitals, two to eight letters? */
static bool is_acronym(tr_str s)
{
    uint32_t upper = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= 'A' && s.p[i] <= 'Z') upper++;
        else if (s.p[i] >= 'a' && s.p[i] <= 'z') return false;
    }
    return upper >= 2 && upper <= 8;
}

/* Does the acronym take its letters from the words of the name, in order, the first from the first word? */
static bool abbreviates(tr_str acronym, tr_str key)
{
    size_t k = 0;
    bool at_start = true;
    for (size_t i = 0; i < acronym.n; i++) {
        char ch = acronym.p[i];
        if (ch < 'A' || ch > 'Z') continue;
        ch = (char)(ch - 'A' + 'a');
        for (;; k++) {
            if (k >= key.n) return false;
            bool initial = k == 0 || key.p[k - 1] == ' ';
            if (key.p[k] == ch && (initial || !at_start)) break;
            if (at_start && k > 0) return false;
        }
        at_start = false;
        k++;
    }
    return !at_start;
}

/* "US", "U.A.E.": capitals and dots alone. */
static bool is_short(tr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '.' && (s.p[i] < 'A' || s.p[i] > 'Z')) return false;
    return s.n > 0;
}

/* A capital that stands for its state. */
static bool is_capital_name(const struct tr_reading *r, tr_str text)
{
    const struct tr_cast *c = r->cast;
    for (uint32_t i = 0; i < c->names.list.n; i++) {
        const struct tr_name *x = &c->names.list.v[i];
        if (x->sort == TR_ALIAS_CAPITAL && tr_str_eq(tr_str_at(r->doc->text, tr_words_span(r->doc, x->first, x->n)), text)) return true;
    }
    return false;
}

/* A state is called what the report calls it most: "US" or "United States". */
void tr_names_states(struct tr_reading *r)
{
    struct tr_cast *c = r->cast;
    struct tr_map said;
    tr_map_init(&said, r->arena);
    for (uint32_t i = 0; i < c->names.list.n; i++) {
        const struct tr_name *x = &c->names.list.v[i];
        if (!x->entry || x->entry->sort != TR_ENTRY_STATE || x->organ || x->sort != TR_ALIAS_NAME) continue;
        uint64_t *n = tr_map_put(&said, x->key, NULL);
        uint64_t *actor = tr_map_find(&c->by_key, x->entry->id);
        ++*n;
        if (!actor || !*actor) continue;
        struct tr_member *m = &c->members.v[*actor - 1];
        tr_str now = r->actors.v[*actor - 1]->text;
        bool full = !is_short(tr_str_at(r->doc->text, tr_words_span(r->doc, x->first, x->n)));
        if (full && !m->said && (is_short(now) || is_capital_name(r, now)))
            *n = *n < 2 ? 2 : *n; /* "Russia" says more than "Moscow" or "RF" */
        if (*n <= 1 || *n <= m->said || (!full && !is_short(now))) continue;
        m->said = (uint32_t)*n;
        r->actors.v[*actor - 1]->text = tr_str_at(r->doc->text, tr_words_span(r->doc, x->first, x->n));
    }
}

/* The fullest mention holds the acronym too: "Special Monitoring Mission to Ukraine (SMM)". */
static void with_acronym(struct tr_reading *r, const struct tr_name *x, uint32_t end)
{
    struct tr_member *m = &r->cast->members.v[x->actor];
    uint32_t first = x->role_n ? x->role_first : x->first;
    if (end - first <= m->weight) return;
    m->weight = end - first;
    r->actors.v[x->actor]->text = tr_str_at(r->doc->text, tr_words_span(r->doc, first, end - first));
}

void tr_names_link(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    struct tr_cast *c = tr_cast_of(r);
    for (uint32_t i = 0; i < c->names.list.n; i++) {
        struct tr_name *x = &c->names.list.v[i];
        uint32_t p = x->first + x->n;
        if (x->actor == UINT32_MAX) continue;
        /* "Islamic State militants group (IS)" */
        for (uint32_t k = 0; k < 2 && p < d->n_words && d->words[p].upos == TR_UPOS_NOUN; k++) p++;
        if (p + 2 >= d->n_words || !tr_str_is(d->words[p].form, "(") || !tr_str_is(d->words[p + 2].form, ")")) continue;
        const struct tr_member *known_as = &c->members.v[x->actor];
        bool same = c->word_name[p + 1] && c->names.list.v[c->word_name[p + 1] - 1].actor == x->actor;
        if (!is_acronym(d->words[p + 1].form) ||
            (!same && !abbreviates(d->words[p + 1].form, x->key) && !abbreviates(d->words[p + 1].form, known_as->key)))
            continue;
        uint64_t *known = tr_map_put(&c->by_key, c->word_key[p + 1], NULL);
        uint32_t other = *known ? (uint32_t)*known - 1 : UINT32_MAX;
        *known = x->actor + 1;
        with_acronym(r, x, p + 3);
        if (other == UINT32_MAX || other == x->actor || c->members.v[other].entry) continue;
        for (uint32_t k = 0; k < c->names.list.n; k++) {
            if (c->names.list.v[k].actor == other) c->names.list.v[k].actor = x->actor;
        }
    }
}
