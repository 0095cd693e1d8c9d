/* SPDX-License-Identifier: Apache-2.0 */
#include "judging/standing.h"

#include "knowledge/actors.h"

#define PHRASE_WORDS 24 /* of a name that is searched for other names; longer ones are quotations, not names */

static bool in_days(tr_days held, tr_date day)
{
    if (day == TR_NO_DATE) return true;
    return (held.from == TR_NO_DATE || held.from <= day) && (held.to == TR_NO_DATE || day <= held.to);
}

/* The row of an id that holds on that day: offices change hands, people change offices. */
static const struct tr_actor_entry *entry_on(const struct tr_register *g, tr_str id, tr_date day)
{
    const struct tr_actor_entry *first = tr_register_id(g, id), *end = g->entries.v + g->entries.n;
    for (const struct tr_actor_entry *e = first; e && e < end && tr_str_eq(e->id, id); e++) {
        if (in_days(e->held, day)) return e;
    }
    return first;
}

static void add(struct tr_standing *s, tr_str id)
{
    if (!id.n || s->n == TR_STANDING_IDS) return;
    for (uint32_t i = 0; i < s->n; i++) {
        if (tr_str_eq(s->ids[i], id)) return;
    }
    s->ids[s->n++] = id;
}

/* "state:SY" of "state:SY/army"; "" for what is no organ of a state: "state:SY/opposition" is the register's way to say rebels. */
static tr_str state_of(tr_str id)
{
    if (!tr_str_starts(id, TR_STR("state:"))) return (tr_str){ "", 0 };
    tr_str rest = id, head;
    tr_str_split(&rest, '/', &head);
    return tr_str_is(rest, "opposition") ? (tr_str){ "", 0 } : head;
}

static void add_state(struct tr_arena *a, struct tr_standing *s, const char country[3])
{
    if (country[0]) add(s, tr_arena_printf(a, "state:%s", country));
}

static bool has_word(tr_str text, const char *word)
{
    size_t n = strlen(word), from = 0;
    for (;;) {
        ptrdiff_t at = tr_str_find_i(tr_str_sub(text, from, text.n), tr_str_of(word));
        if (at < 0) return false;
        from += (size_t)at;
        bool left = from == 0 || !((text.p[from - 1] | 32) >= 'a' && (text.p[from - 1] | 32) <= 'z');
        if (left) return true;
        from += n;
    }
}

static bool any_word(tr_str text, const char *const *words)
{
    for (; *words; words++) {
        if (has_word(text, *words)) return true;
    }
    return false;
}

static const struct tr_actor_entry *choose(const struct tr_register *g, const struct tr_alias *al, tr_str name, enum truce_actor_kind kind,
                                           const char *country, tr_date day, bool bodies)
{
    const struct tr_actor_entry *best = NULL;
    for (; al; al = tr_register_next(g, al)) {
        const struct tr_actor_entry *e = &g->entries.v[al->entry];
        bool state = kind == TRUCE_ACTOR_military || kind == TRUCE_ACTOR_government || kind == TRUCE_ACTOR_person;
        if (al->sort == TR_ALIAS_CAPITAL || (al->sort == TR_ALIAS_DEMONYM && !state)) continue;
        if (bodies && (e->sort == TR_ENTRY_STATE || e->sort == TR_ENTRY_PERSON || e->sort == TR_ENTRY_MEDIA)) continue;
        if (al->acronym && tr_str_find(name, al->written) < 0) continue;
        if (!in_days(e->held, day)) continue;
        bool here = country[0] && e->country[0] && !memcmp(e->country, country, 2);
        if (!best || here) best = e;
        if (here) break;
    }
    return best;
}

/* The longest name of the register inside a phrase: "fighters of Ahrar al-Sham". bodies: organs, groups and organisations only. */
static const struct tr_actor_entry *named_in(struct tr_arena *a, const struct tr_register *g, tr_str phrase, enum truce_actor_kind kind,
                                             const char *country, tr_date day, bool bodies)
{
    tr_str key = tr_actor_key(a, tr_str_sub(phrase, 0, 300)), word, rest = key;
    size_t starts[PHRASE_WORDS + 1];
    uint32_t n = 0;
    while (n < PHRASE_WORDS && tr_str_split(&rest, ' ', &word)) starts[n++] = (size_t)(word.p - key.p);
    starts[n] = key.n + 1;
    for (uint32_t len = n < TR_ALIAS_WORDS ? n : TR_ALIAS_WORDS; len > 0; len--) {
        for (uint32_t i = 0; i + len <= n; i++) {
            const struct tr_alias *al = tr_register_find(g, tr_str_sub(key, starts[i], starts[i + len] - 1), NULL);
            const struct tr_actor_entry *e = choose(g, al, phrase, kind, country, day, bodies);
            if (e) return e;
        }
    }
    return NULL;
}

static bool of_office(tr_str role)
{
    static const char *const words[] = { "president", "minister",  "secretary of", "ambassador", "chancellor", "foreign",
                                         "general",   "commander", "king",         "envoy",      "spokes",     "adviser",
                                         "chief",     "defence",   "defense",      "state",      NULL };
    return any_word(role, words);
}

/* A person speaks for the body that the role names, else for the state whose office it is. */
static void person(struct tr_arena *a, struct tr_standing *s, const struct tr_actor_entry *e, const struct tr_register *g, tr_date day)
{
    const struct tr_actor_entry *body = named_in(a, g, e->role, TRUCE_ACTOR_person, e->country, day, true);
    bool insurgent = tr_str_ends(e->side, TR_STR("opposition")) || tr_str_ends(e->side, TR_STR("rebels"));
    if (body) {
        add(s, body->id);
        add(s, body->member_of);
        add(s, state_of(body->id));
        if (!s->side.n) s->side = body->side;
    } else if (!insurgent && of_office(e->role)) {
        add_state(a, s, e->country);
    }
}

static void climb(struct tr_arena *a, struct tr_standing *s, tr_str id, const struct tr_knowledge *k, tr_date day)
{
    for (int depth = 0; id.n && depth < TR_STANDING_IDS; depth++) {
        add(s, id);
        add(s, state_of(id));
        const struct tr_actor_entry *e = k ? entry_on(k->actors, id, day) : NULL;
        if (!e) return;
        if (!s->side.n) s->side = e->side;
        if (e->country[0] && !s->country[0]) memcpy(s->country, e->country, 3);
        if (e->sort == TR_ENTRY_PERSON && !e->member_of.n) person(a, s, e, k->actors, day);
        id = e->member_of;
    }
}

/* What the words of an unregistered name say: whose army, or rebels. */
static void by_words(struct tr_arena *a, struct tr_standing *s, const struct tr_actor_row *row, const char *country, tr_date day,
                     const struct tr_knowledge *k)
{
    static const char *const insurgents[] = { "rebel", "opposition", "insurgent", NULL };
    static const char *const loyal[] = {
        "government", "regime", "army", "loyalist", "state forces", "armed forces", "security forces", NULL
    };
    const char *state = row->country[0] ? row->country : country;
    static const char *const flown[] = { "warplane", "aircraft", "helicopter", "fighter jet", "jets", "bombers", "planes", NULL };
    bool official = row->kind == TRUCE_ACTOR_military || row->kind == TRUCE_ACTOR_government;
    s->aircraft = any_word(row->name, flown) && !has_word(row->name, "anti-");
    if (any_word(row->name, insurgents) && !has_word(row->name, "anti-")) {
        s->rebels = s->known = true;
        return;
    }
    const struct tr_actor_entry *e = k ? named_in(a, k->actors, row->name, row->kind, state, day, false) : NULL;
    if (e) {
        climb(a, s, e->id, k, day);
        if (official && e->sort == TR_ENTRY_PERSON) add_state(a, s, e->country);
        s->known = true;
    } else if (official && (row->country[0] || any_word(row->name, loyal))) {
        add_state(a, s, state);
        s->known = s->n > 0;
    }
}

void tr_standing_of(struct tr_arena *a, const struct tr_actor_row *row, const char *country, tr_date day, const struct tr_knowledge *k,
                    struct tr_standing *out)
{
    *out = (struct tr_standing){ .row = row, .side = { "", 0 } };
    if (!row) return;
    enum truce_actor_kind kind = row->kind;
    out->armed = kind == TRUCE_ACTOR_party || kind == TRUCE_ACTOR_military || kind == TRUCE_ACTOR_government;
    const char *where = row->country[0] ? row->country : country;
    if (!where[0] && state_of(row->key).n == 8) where = row->key.p + 6; /* "state:SY" */
    if (where[0]) memcpy(out->country, where, 2);
    out->side = row->side;
    if (tr_str_starts(row->key, TR_STR("state:")) && tr_str_ends(row->key, TR_STR("/opposition"))) {
        out->rebels = out->known = true;
        add(out, row->key);
    } else if (!tr_str_starts(row->key, TR_STR("text:"))) {
        climb(a, out, row->key, k, day);
        climb(a, out, row->member_of, k, day);
        out->known = true;
    } else {
        by_words(a, out, row, country, day, k);
        if (row->member_of.n) climb(a, out, row->member_of, k, day);
        if (out->side.n) out->known = true;
    }
}

static bool rebel_side(tr_str side)
{
    return tr_str_ends(side, TR_STR("opposition")) || tr_str_ends(side, TR_STR("rebels"));
}

/* The side for which a state and its organs fight, "" when the register does not say. */
static tr_str side_of_state(tr_str state, const struct tr_knowledge *k)
{
    static const char *const organs[] = { "/government", "/army", "/mod", "" };
    char id[64];
    for (size_t i = 0; k && i < sizeof organs / sizeof *organs; i++) {
        size_t n = strlen(organs[i]);
        if (state.n + n > sizeof id) break;
        memcpy(id, state.p, state.n);
        memcpy(id + state.n, organs[i], n);
        const struct tr_actor_entry *e = tr_register_id(k->actors, (tr_str){ id, state.n + n });
        if (e && e->side.n) return e->side;
    }
    return (tr_str){ "", 0 };
}

enum tr_tri tr_standing_is(const struct tr_standing *s, tr_str actor, const struct tr_knowledge *k)
{
    if (!s->row || !s->known) return TR_UNKNOWN;
    tr_str state = state_of(actor), side = { "", 0 };
    if (tr_str_starts(actor, TR_STR("side:"))) side = tr_str_sub(actor, 5, actor.n);
    for (uint32_t i = 0; i < s->n; i++) {
        if (tr_str_eq(s->ids[i], actor) || (state.n && tr_str_eq(s->ids[i], state))) return TR_YES;
    }
    if (side.n) return tr_str_eq(s->side, side) || (s->rebels && rebel_side(side)) ? TR_YES : TR_NO;
    if (state.n) {
        tr_str fights = side_of_state(state, k);
        return fights.n && tr_str_eq(fights, s->side) ? TR_YES : TR_NO;
    }
    if (!s->rebels) return TR_NO;
    const struct tr_actor_entry *asked = k ? tr_register_id(k->actors, actor) : NULL;
    bool elsewhere = asked && asked->country[0] && s->country[0] && memcmp(asked->country, s->country, 2) != 0;
    return elsewhere || (asked && !rebel_side(asked->side)) ? TR_NO : TR_UNKNOWN;
}

tr_str tr_standing_voice(const struct tr_standing *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        tr_str state = state_of(s->ids[i]);
        if (state.n) return state;
    }
    for (uint32_t i = s->n; i-- > 0;) {
        if (!tr_str_starts(s->ids[i], TR_STR("person:"))) return s->ids[i];
    }
    return s->n ? s->ids[0] : (tr_str){ "", 0 };
}

tr_str tr_actor_voice(struct tr_arena *a, tr_str name, const struct tr_knowledge *k)
{
    const struct tr_actor_entry *e = tr_register_id(k->actors, name);
    const struct tr_alias *al = e ? NULL : tr_register_find(k->actors, tr_actor_key(a, name), NULL);
    if (al) e = &k->actors->entries.v[al->entry];
    struct tr_actor_row row = { .key = e ? e->id : TR_STR("text:"),
                                .name = name,
                                .kind = e ? e->kind : TRUCE_ACTOR_military,
                                .side = { "", 0 },
                                .member_of = { "", 0 } };
    struct tr_standing s;
    tr_standing_of(a, &row, "", TR_NO_DATE, k, &s);
    tr_str voice = tr_standing_voice(&s);
    return voice.n ? voice : name;
}
