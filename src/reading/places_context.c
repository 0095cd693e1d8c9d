/* SPDX-License-Identifier: Apache-2.0 */
/* What stands round a find: kind words, prepositions, the place it is said to lie in, and whether it acts as a government would. */
#include "knowledge/actors.h"
#include "reading/places_int.h"

static const struct tr_word *word(const struct tr_finder *f, uint32_t w)
{
    return &f->d->words[w];
}

/* The word of the find whose head lies outside it. */
static uint32_t outer_head(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        uint32_t h = d->words[i].head;
        if (d->words[i].upos != TR_UPOS_PUNCT && (h == TR_NO_WORD || h < first || h >= first + n)) return i;
    }
    return first;
}

static void read_tag(struct tr_finder *f, struct tr_find *x)
{
    uint32_t end = x->first + x->n;
    for (uint32_t i = x->first; i < end; i++) {
        uint8_t e = word(f, i)->entity;
        if (e == TR_ENT_LOC || (e && !x->tag)) x->tag = e;
    }
    const struct tr_sentence *s = &f->d->sentences[word(f, x->first)->sentence];
    if (x->tag == TR_ENT_NONE || x->tag == TR_ENT_LOC) return;
    bool before = x->first > s->first && word(f, x->first)->entity && !word(f, x->first)->entity_begins &&
                  word(f, x->first - 1)->entity == word(f, x->first)->entity;
    bool after = end < s->first + s->n && word(f, end - 1)->entity && word(f, end)->entity == word(f, end - 1)->entity &&
                 !word(f, end)->entity_begins;
    x->tag_longer = before || after;
}

/* "Aleppo province", "the province of Aleppo", "the towns of X, Y and Z", "Mount Hermon". */
static void read_kind(struct tr_finder *f, struct tr_find *x)
{
    const struct tr_sentence *s = &f->d->sentences[word(f, x->first)->sentence];
    uint32_t next = x->first + x->n, end = s->first + s->n;
    bool before = false;
    enum truce_place_kind k = TRUCE_PLACE_none;
    if (x->facility || x->direction) return;
    if (next < end && word(f, next)->upos != TR_UPOS_VERB) k = tr_kind_word(word(f, next)->lower, NULL);
    if (k && tr_str_is(word(f, next)->lower, "state") && next + 1 < end &&
        (word(f, next + 1)->upos == TR_UPOS_NOUN || word(f, next + 1)->upos == TR_UPOS_ADJ))
        k = TRUCE_PLACE_none; /* "Syrian state media" */
    if (!k && x->first >= s->first + 2 && tr_str_is(word(f, x->first - 1)->lower, "of")) {
        k = tr_kind_word(word(f, x->first - 2)->lower, &before);
        if (!before) k = TRUCE_PLACE_none;
    }
    if (!k && x->first > s->first) {
        k = tr_kind_word(word(f, x->first - 1)->lower, &before);
        if (!before || k == TRUCE_PLACE_region || tr_str_is(word(f, x->first - 1)->lower, "state") ||
            tr_str_is(word(f, x->first - 1)->lower, "quarters"))
            k = TRUCE_PLACE_none;
    }
    if (k) x->hint = k, x->pattern = true;
}

/* "the villages of A, B and C", "A and B provinces": conjuncts share their kind. */
static void share_kind(struct tr_finder *f, struct tr_find *x)
{
    if (x->hint || word(f, x->head)->rel != TR_REL_conj || word(f, x->head)->head == TR_NO_WORD) return;
    uint32_t other = f->word_find[word(f, x->head)->head];
    if (!other || other - 1 == (uint32_t)(x - f->finds.v)) return;
    const struct tr_find *o = &f->finds.v[other - 1];
    if (o->hint && !o->facility && !o->direction && o->first < x->first) x->hint = o->hint, x->pattern = x->pattern || o->pattern;
}

static bool actor_case(tr_str c)
{
    static const char *const list[] = { "by", "with", "against", "for", "among", "than", "like", "between", "as" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(c, list[i])) return true;
    return false;
}

/* Verbs that take a land as their object without making it an actor. */
static bool land_verb(tr_str lemma)
{
    static const char *const list[] = { "enter",  "leave",     "invade",   "visit",    "reach",   "flee",        "bomb",
                                        "occupy", "cross",     "control",  "hold",     "capture", "seize",       "hit",
                                        "strike", "shell",     "tour",     "rule",     "govern",  "divide",      "include",
                                        "cover",  "exit",      "retake",   "liberate", "besiege", "storm",       "target",
                                        "attack", "grip",      "engulf",   "rock",     "ravage",  "destabilise", "destabilize",
                                        "take",   "recapture", "surround", "encircle", "exclude", "pound" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lemma, list[i])) return true;
    return false;
}

static bool motion(tr_str lemma)
{
    static const char *const list[] = { "go",         "come",      "travel",   "return",  "flee",    "fly",      "visit",  "trip",
                                        "arrive",     "deport",    "cross",    "move",    "flow",    "pour",     "escape", "withdraw",
                                        "withdrawal", "journey",   "bus",      "drive",   "march",   "head",     "send",   "bring",
                                        "take",       "transport", "evacuate", "smuggle", "enter",   "separate", "launch", "fire",
                                        "extradite",  "transfer",  "pull",     "leave",   "refugee", "flight",   "deploy", "retreat",
                                        "smuggling",  "exile",     "migrate",  "way",     "route",   "road",     "border", "fighter",
                                        "ship",       "sail" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lemma, list[i])) return true;
    return false;
}

/* "a native of X", "the north of X", "the invasion of X". */
static bool part_of_land(tr_str lemma)
{
    static const char *const list[] = { "native",    "city",      "town",   "village", "capital",    "people",    "part",
                                        "territory", "north",     "south",  "east",    "west",       "invasion",  "occupation",
                                        "border",    "coast",     "region", "area",    "control",    "bombing",   "province",
                                        "resident",  "citizen",   "map",    "centre",  "center",     "outskirts", "suburb",
                                        "conquest",  "partition", "most",   "much",    "half",       "shelling",  "siege",
                                        "capture",   "rest",      "state",  "land",    "annexation", "heart",     "streets" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lemma, list[i])) return true;
    return false;
}

/* "India's police", "US forces", "Ukraine's minister": the state acts by them. */
static enum tr_place_role owner_of(struct tr_finder *f, uint32_t owned)
{
    const struct tr_actor_noun *n = tr_register_noun(f->r->know->actors, word(f, owned)->lemma);
    bool acts = n && (n->sorts & (TR_NOUN_OFFICE | TR_NOUN_BODY)) && (n->kind == TRUCE_ACTOR_government || n->kind == TRUCE_ACTOR_military);
    return acts ? TR_ROLE_ACTOR : TR_ROLE_OWNER;
}

static enum tr_place_role role_at(struct tr_finder *f, uint32_t h, tr_str before, int depth)
{
    const struct tr_word *x = word(f, h);
    tr_str c = before.n ? before : tr_case_of(f->d, h);
    const tr_str none = { "", 0 };
    if (depth > 6 || x->head == TR_NO_WORD) return TR_ROLE_NEUTRAL;
    switch (x->rel) {
    case TR_REL_nsubj:
        return x->sub == TR_SUB_pass                               ? TR_ROLE_NEUTRAL
               : tr_child(f->d, x->head, TR_REL_cop) != TR_NO_WORD ? TR_ROLE_NEUTRAL
                                                                   : TR_ROLE_ACTOR;
    case TR_REL_obj: return land_verb(word(f, x->head)->lemma) ? TR_ROLE_PLACE : TR_ROLE_ACTOR;
    case TR_REL_iobj: return TR_ROLE_ACTOR;
    case TR_REL_obl:
    case TR_REL_nmod:
        if (x->sub == TR_SUB_agent) return TR_ROLE_ACTOR;
        if (x->sub == TR_SUB_poss) return owner_of(f, x->head);
        if (tr_str_is(c, "such") || tr_str_is(c, "including")) return role_at(f, x->head, none, depth + 1);
        if (tr_str_is(word(f, x->head)->lemma, "border") || tr_str_is(word(f, x->head)->lemma, "crossing")) return TR_ROLE_PLACE;
        if (actor_case(c)) return TR_ROLE_ACTOR;
        if (tr_str_is(c, "to") || tr_str_is(c, "from") || tr_str_is(c, "toward"))
            return motion(word(f, x->head)->lemma) ? TR_ROLE_PLACE : TR_ROLE_NEUTRAL;
        if (tr_locative_word(c)) return TR_ROLE_PLACE;
        if (tr_str_is(c, "of") && part_of_land(word(f, x->head)->lemma)) return TR_ROLE_PLACE;
        return TR_ROLE_NEUTRAL;
    case TR_REL_compound:
    case TR_REL_amod: return tr_violent_word(f->d, x->head) ? TR_ROLE_PLACE : owner_of(f, x->head); /* "the Damascus blast" */
    case TR_REL_conj:
    case TR_REL_appos:
    case TR_REL_flat: return c.n && tr_locative_word(c) ? TR_ROLE_PLACE : role_at(f, x->head, none, depth + 1);
    default: return TR_ROLE_NEUTRAL;
    }
}

static bool next_is(struct tr_finder *f, const struct tr_find *x, uint32_t k, const char *s)
{
    uint32_t w = x->first + x->n + k;
    return w < f->d->n_words && word(f, w)->sentence == word(f, x->first)->sentence && tr_str_is_i(word(f, w)->lower, s);
}

/* Only commas and "and" stand between the find and the one before it. */
bool tr_find_listed(const struct tr_finder *f, const struct tr_find *before, const struct tr_find *x)
{
    uint32_t w = before->first + before->n;
    if (w >= x->first || x->first - w > 4 || word(f, w)->sentence != word(f, x->first)->sentence) return false;
    for (; w < x->first; w++) {
        tr_str t = word(f, w)->lower;
        if (!tr_str_is(t, ",") && !tr_str_is(t, "and") && !tr_str_is(t, "or") && !tr_str_is(t, "the") && !tr_str_is(t, "&")) return false;
    }
    return true;
}

/* "nations such as Turkey", "countries including Russia". */
static bool of_countries(struct tr_finder *f, const struct tr_find *x)
{
    uint32_t w = x->first;
    if (w > 0 && tr_str_is(word(f, w - 1)->lower, "the")) w--;
    if (w < 2) return false;
    bool opens = tr_str_is(word(f, w - 1)->lower, "including") ||
                 (tr_str_is(word(f, w - 1)->lower, "as") && tr_str_is(word(f, w - 2)->lower, "such"));
    for (uint32_t k = 2; opens && k < 5 && k <= w; k++) {
        tr_str t = word(f, w - k)->lemma;
        if (tr_str_is(t, "country") || tr_str_is(t, "nation") || tr_str_is(t, "place") || tr_str_is(t, "city") || tr_str_is(t, "area") ||
            tr_str_is(t, "town") || tr_str_is(t, "region"))
            return true;
    }
    return false;
}

/* Roles that neighbours lend: a list goes on as it began, and the land behind "Doha," is a land. */
void tr_find_neighbours(struct tr_finder *f)
{
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        if (of_countries(f, x)) x->role = TR_ROLE_PLACE;
        if (i > 0 && x->role != TR_ROLE_PLACE && f->finds.v[i - 1].role == TR_ROLE_PLACE && !f->finds.v[i - 1].based &&
            !f->finds.v[i - 1].dateline && tr_find_listed(f, &f->finds.v[i - 1], x))
            x->role = TR_ROLE_PLACE;
        if (x->comma_parent && x->parent != TR_NO_FIND && x->parent > i) f->finds.v[x->parent].role = TR_ROLE_PLACE;
    }
}

static bool opens_text(struct tr_finder *f, const struct tr_find *x)
{
    /* At the head of a paragraph, before a dash, a bracket or a date. */
    uint32_t next = x->first + x->n;
    const struct tr_sentence *s = &f->d->sentences[word(f, x->first)->sentence];
    if (x->first != s->first || word(f, x->first)->sentence > 4 || next >= s->first + s->n) return false;
    tr_str n = word(f, next)->form;
    if (tr_str_is(n, "(") || tr_str_is(n, "-") || tr_str_is(n, "–") || tr_str_is(n, "—") || tr_str_is(n, "--")) return true;
    if (!tr_str_is(n, ",")) return false;
    for (uint32_t w = next; w < s->first + s->n && w < next + 10; w++) {
        tr_str t = word(f, w)->form;
        if (tr_str_is(t, "(") || tr_str_is(t, "—") || tr_str_is(t, "–") || tr_str_is(t, "--") ||
            (tr_str_is(t, "-") && word(f, w)->space_before))
            return true;
    }
    return false;
}

/* "the Old City": every city has one; which is said by the city that the report is in. */
static void drop_generic(struct tr_find *x)
{
    static const char *const list[] = { "old city",     "old town",       "city center",    "city centre", "downtown",
                                        "the old city", "central market", "central square", "main square" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (!tr_str_is(x->key, list[i])) continue;
        x->n_cand = 0;
        x->hint = TRUCE_PLACE_neighbourhood;
        x->pattern = true;
    }
}

/* The preposition right before the name, where the tree may have put another. */
static tr_str adposition(struct tr_finder *f, const struct tr_find *x)
{
    uint32_t w = x->first;
    if (w > 0 && tr_str_is(word(f, w - 1)->lower, "the")) w--;
    if (w == 0 || word(f, w - 1)->sentence != word(f, x->first)->sentence || word(f, w - 1)->upos != TR_UPOS_ADP) return (tr_str){ "", 0 };
    return word(f, w - 1)->lower;
}

static bool border_with(struct tr_finder *f, const struct tr_find *x)
{
    return x->first >= 2 && tr_str_is(word(f, x->first - 1)->lower, "with") &&
           (tr_str_is(word(f, x->first - 2)->lower, "border") || tr_str_is(word(f, x->first - 2)->lower, "frontier"));
}

/* "MOSCOW (Sputnik)" in the midst of a line whose breaks were lost. */
static bool shouted(struct tr_finder *f, const struct tr_find *x)
{
    uint32_t next = x->first + x->n;
    if (x->caps || next >= f->d->n_words || !tr_str_is(word(f, next)->form, "(") || x->text.n < 4) return false;
    for (size_t i = 0; i < x->text.n; i++)
        if (x->text.p[i] >= 'a' && x->text.p[i] <= 'z') return false;
    return true;
}

/* "US air strikes": a power written short before what only armies do. */
static bool strikes_far(struct tr_finder *f, const struct tr_find *x, uint32_t h)
{
    static const char *const acts[] = { "strike",      "airstrike", "raid",    "operation", "offensive",
                                        "bombardment", "campaign",  "missile", "drone" };
    bool caps = x->text.n <= 4;
    for (size_t i = 0; i < x->text.n; i++) caps = caps && !(x->text.p[i] >= 'a' && x->text.p[i] <= 'z');
    for (size_t i = 0; caps && i < sizeof acts / sizeof *acts; i++)
        if (tr_str_is_i(word(f, word(f, h)->head)->lemma, acts[i])) return true;
    return false;
}

/* "Iran missile attacks": a land right before what is done may be who does it; the report's focus decides. */
static bool strikes(struct tr_finder *f, const struct tr_find *x, uint32_t h)
{
    uint8_t rel = word(f, h)->rel;
    if (x->facility || x->direction || x->based || x->dateline || !x->n_cand) return false;
    return (rel == TR_REL_compound || rel == TR_REL_amod) && tr_gazetteer_at(f->g, x->cand[0].entry).kind == TRUCE_PLACE_country &&
           tr_violent_word(f->d, word(f, h)->head);
}

/* "a U.S. citizen", "three Ukraine soldiers": a land right before people tells whose they are, and seldom where. */
static bool of_people(struct tr_finder *f, const struct tr_find *x, uint32_t h)
{
    const struct tr_word *w = word(f, h);
    if ((w->rel != TR_REL_compound && w->rel != TR_REL_amod) || w->head < h || x->facility || x->direction || x->based || x->dateline ||
        !x->n_cand)
        return false;
    const struct tr_actor_noun *n = tr_register_noun(f->r->know->actors, word(f, w->head)->lemma);
    return n && (n->sorts & (TR_NOUN_PERSON | TR_NOUN_OFFICE)) && tr_gazetteer_at(f->g, x->cand[0].entry).kind == TRUCE_PLACE_country;
}

/* "pro-Ukraine", "anti-Russia": for or against whom, not where. */
static bool sided(struct tr_finder *f, const struct tr_find *x)
{
    uint32_t w = x->first;
    if (w < 2 || !tr_str_is(word(f, w - 1)->form, "-") || word(f, w)->space_before || word(f, w - 1)->space_before) return false;
    return tr_str_is(word(f, w - 2)->lower, "pro") || tr_str_is(word(f, w - 2)->lower, "anti");
}

void tr_find_context(struct tr_finder *f, struct tr_find *x)
{
    drop_generic(x);
    x->head = outer_head(f->d, x->first, x->n);
    x->caps = f->d->sentences[word(f, x->first)->sentence].capitals;
    read_tag(f, x);
    read_kind(f, x);
    bool joined = next_is(f, x, 0, "-") && !word(f, x->first + x->n)->space_before;
    x->based = joined && (next_is(f, x, 1, "based") || next_is(f, x, 1, "born"));
    x->dateline = opens_text(f, x) || shouted(f, x);
    uint32_t h = x->head;
    /* "in Aleppo province", "in the town of X": the kind word carries the preposition. */
    for (int k = 0; k < 3 && word(f, h)->head != TR_NO_WORD; k++) {
        uint32_t up = word(f, h)->head;
        uint8_t rel = word(f, h)->rel;
        bool same = rel == TR_REL_flat || ((rel == TR_REL_compound || rel == TR_REL_nmod || rel == TR_REL_amod || rel == TR_REL_appos) &&
                                           tr_kind_word(word(f, up)->lower, NULL));
        if (!same) break;
        h = up;
    }
    x->role = x->based || x->dateline || x->facility || x->direction ? TR_ROLE_PLACE : role_at(f, h, adposition(f, x), 0);
    if (x->first > 0 && tr_direction_word(word(f, x->first - 1)->lower) && word(f, x->first - 1)->upos == TR_UPOS_ADJ)
        x->role = TR_ROLE_PLACE; /* "central Damascus" */
    if (border_with(f, x)) x->role = TR_ROLE_PLACE;
    if (x->role == TR_ROLE_PLACE && strikes(f, x, h)) x->role = strikes_far(f, x, h) ? TR_ROLE_ACTOR : TR_ROLE_OWNER;
    if (x->role != TR_ROLE_PLACE && of_people(f, x, h)) x->role = TR_ROLE_ACTOR;
    x->locative = x->role == TR_ROLE_PLACE || tr_locative_word(tr_case_of(f->d, h)) || tr_locative_word(tr_case_of(f->d, x->head));
    if (x->first > 0 && word(f, x->first - 1)->sentence == word(f, x->first)->sentence && tr_locative_word(word(f, x->first - 1)->lower) &&
        word(f, x->first - 1)->upos == TR_UPOS_ADP) {
        x->locative = true;
        if (x->role != TR_ROLE_PLACE && x->role != TR_ROLE_ACTOR && !tr_str_is(word(f, x->first - 1)->lower, "to") &&
            !tr_str_is(word(f, x->first - 1)->lower, "between") && !tr_str_is(word(f, x->first - 1)->lower, "from"))
            x->role = TR_ROLE_PLACE;
    }
    if (sided(f, x)) x->role = TR_ROLE_ACTOR;
    /* "US-backed", "Russia-brokered": who does it, not where. */
    if (joined && !x->based && x->first + x->n + 1 < f->d->n_words && tr_str_ends(word(f, x->first + x->n + 1)->lower, TR_STR("ed")))
        x->role = TR_ROLE_ACTOR;
    if (joined && (next_is(f, x, 1, "led") || next_is(f, x, 1, "run") || next_is(f, x, 1, "made"))) x->role = TR_ROLE_ACTOR;
    share_kind(f, x);
}
