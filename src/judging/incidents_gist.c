/* SPDX-License-Identifier: Apache-2.0 */
/* What of a claim can be compared: kind of act, weapon, target, place, time, sides, numbers. */
#include "judging/incidents_int.h"

/* --- words for what is hit: facts of English, kept apart from places so that "the hospital" meets "al-Quds hospital" ---------------- */

static const struct {
    const char *word;
    uint32_t bit;
} target_words[] = {
    { "hospital", 0 },
    { "clinic", 0 },
    { "maternity", 0 },
    { "medical cent", 0 },
    { "school", 1 },
    { "universit", 1 },
    { "kindergarten", 1 },
    { "market", 2 },
    { "bazaar", 2 },
    { "souk", 2 },
    { "mosque", 3 },
    { "church", 4 },
    { "cathedral", 4 },
    { "convoy", 5 },
    { "bus ", 6 },
    { "buses", 6 },
    { "minibus", 6 },
    { "camp", 7 },
    { "airport", 8 },
    { "air base", 9 },
    { "airbase", 9 },
    { "airfield", 9 },
    { "checkpoint", 10 },
    { "check point", 10 },
    { "police station", 11 },
    { "police headquarters", 11 },
    { "wedding", 12 },
    { "funeral", 13 },
    { "bakery", 14 },
    { "embassy", 15 },
    { "consulate", 15 },
    { "hotel", 16 },
    { "prison", 17 },
    { "jail", 17 },
    { "barracks", 18 },
    { "military base", 18 },
    { "army base", 18 },
    { "courthouse", 19 },
    { "bridge", 20 },
    { "shrine", 21 },
    { "stadium", 22 },
    { "restaurant", 23 },
    { "cafe", 23 },
    { "power plant", 24 },
    { "train", 25 },
    { "railway", 25 },
    { "warehouse", 26 },
    { "voting", 27 },
    { "polling", 27 },
    { "ambulance", 28 },
    { "parliament", 29 },
};

#define TARGET_WORDS (sizeof target_words / sizeof *target_words)
_Static_assert(TARGET_WORDS <= 64, "a bit for each word");

/* Words by their first and their second letter, a bit each: where both agree the rest is compared. */
struct letters {
    uint64_t first[26], second[26];
};

static int letter(char c)
{
    int i = (c | 0x20) - 'a';
    return i >= 0 && i < 26 ? i : -1;
}

static void index_words(struct letters *l)
{
    memset(l, 0, sizeof *l);
    for (size_t i = 0; i < TARGET_WORDS; i++) {
        l->first[letter(target_words[i].word[0])] |= UINT64_C(1) << i;
        l->second[letter(target_words[i].word[1])] |= UINT64_C(1) << i;
    }
}

uint32_t tr_targets_in(tr_str words)
{
    struct letters l;
    uint32_t bits = 0;
    if (words.n < 2) return 0;
    index_words(&l);
    for (size_t at = 0; at + 1 < words.n; at++) {
        int x = letter(words.p[at]), y = letter(words.p[at + 1]);
        if (x < 0 || y < 0) continue;
        for (uint64_t some = l.first[x] & l.second[y]; some; some &= some - 1) {
            int i = __builtin_ctzll(some);
            if (tr_str_starts_i(tr_str_sub(words, at, words.n), tr_str_of(target_words[i].word))) bits |= 1u << target_words[i].bit;
        }
    }
    return bits;
}

const char *tr_target_name(uint32_t targets)
{
    for (size_t i = 0; targets && i < sizeof target_words / sizeof *target_words; i++)
        if (targets >> target_words[i].bit & 1u) return target_words[i].word;
    return NULL;
}

/* --- weapons ------------------------------------------------------------------------------------------------------------------------ */

static uint32_t families_of_mode(enum truce_mode m)
{
    switch (m) {
    case TRUCE_MODE_aerial:
    case TRUCE_MODE_drone: return TR_FAMILY_AIR;
    case TRUCE_MODE_shelling:
    case TRUCE_MODE_rocket: return TR_FAMILY_GUNS;
    case TRUCE_MODE_bombing:
    case TRUCE_MODE_suicide: return TR_FAMILY_BLAST;
    case TRUCE_MODE_firearms:
    case TRUCE_MODE_execute: return TR_FAMILY_FIRE;
    case TRUCE_MODE_clash: return TR_FAMILY_CLASH;
    case TRUCE_MODE_chemical: return TR_FAMILY_GAS;
    case TRUCE_MODE_torture:
    case TRUCE_MODE_sexual: return TR_FAMILY_HANDS;
    default: return 0;
    }
}

static uint32_t families_of_means(uint32_t means)
{
    static const uint32_t of[TRUCE_MEANS_count] = {
        [TRUCE_MEANS_airstrike] = TR_FAMILY_AIR,  [TRUCE_MEANS_shelling] = TR_FAMILY_GUNS,
        [TRUCE_MEANS_rocket] = TR_FAMILY_GUNS,    [TRUCE_MEANS_missile] = TR_FAMILY_AIR | TR_FAMILY_GUNS,
        [TRUCE_MEANS_drone] = TR_FAMILY_AIR,      [TRUCE_MEANS_bombing] = TR_FAMILY_BLAST,
        [TRUCE_MEANS_suicide] = TR_FAMILY_BLAST,  [TRUCE_MEANS_shooting] = TR_FAMILY_FIRE,
        [TRUCE_MEANS_execution] = TR_FAMILY_FIRE, [TRUCE_MEANS_clashes] = TR_FAMILY_CLASH,
        [TRUCE_MEANS_chemical] = TR_FAMILY_GAS,
    };
    uint32_t bits = 0;
    for (int i = 1; i < TRUCE_MEANS_count; i++)
        if (means >> i & 1u) bits |= of[i];
    return bits;
}

/* --- one claim ------------------------------------------------------------------------------------------------------------------------ */

/* Ground that changes hands and people who are held are incidents; roads closed, goods taken and crowds dispersed are none. */
static uint32_t class_of_coercion(const struct tr_claim_row *c)
{
    if (tr_str_is(c->event.acled_event, "Battles") || tr_str_is(c->event.acled_sub_event, "Non-violent transfer of territory"))
        return TR_CLASS_GROUND;
    bool held = tr_str_is(c->event.acled_sub_event, "Arrests") || tr_str_is(c->event.acled_sub_event, "Abduction/forced disappearance");
    return held ? TR_CLASS_HOLD : 0;
}

static bool event_gist(const struct tr_claim_row *c, struct tr_gist *g)
{
    uint32_t coerced = c->event.type == TRUCE_EVENT_COERCE ? class_of_coercion(c) : 0;
    if (c->event.type != TRUCE_EVENT_ASSAULT && !coerced) return false;
    g->families = families_of_mode(c->event.mode);
    g->by = c->event.actor;
    g->to = c->event.recipient;
    if (coerced) g->classes = coerced;
    else g->classes = c->event.mode == TRUCE_MODE_abduct ? TR_CLASS_HOLD : TR_CLASS_HARM;
    if (c->event.recipient) g->targets |= tr_targets_in(c->event.recipient->name);
    if (c->event.recipient && c->event.recipient->kind == TRUCE_ACTOR_person) g->victim = c->event.recipient->name;
    return true;
}

#define MOST_PEOPLE INT64_C(100000000000)

static void put_toll(struct tr_toll *t, const struct truce_quantity *q)
{
    if (!q->has_low && !q->has_high) return;
    t->known = true;
    t->open = !q->has_high;
    t->low = q->has_low ? q->low : 0;
    t->high = q->has_high ? q->high : q->low;
    /* A page may say any number; nobody counts more than lived. */
    if (t->low < 0 || t->low > MOST_PEOPLE) t->low = t->low < 0 ? 0 : MOST_PEOPLE;
    if (t->high < t->low || t->high > MOST_PEOPLE) t->high = t->high < t->low ? t->low : MOST_PEOPLE;
}

static bool casualties_gist(const struct tr_claim_row *c, struct tr_gist *g)
{
    enum truce_harm harm = c->casualties.harm;
    if (c->casualties.cumulative) return false;
    switch (harm) {
    case TRUCE_HARM_killed:
    case TRUCE_HARM_injured:
    case TRUCE_HARM_casualties: g->classes = TR_CLASS_HARM; break;
    case TRUCE_HARM_missing:
    case TRUCE_HARM_trapped: g->classes = TR_CLASS_HARM | TR_CLASS_HOLD; break;
    case TRUCE_HARM_detained:
    case TRUCE_HARM_abducted: g->classes = TR_CLASS_HOLD; break;
    default: return false; /* displaced and besieged people are a state, not a thing that happened at an hour */
    }
    g->families = families_of_means(c->casualties.means);
    g->by = c->casualties.by;
    g->whole = c->casualties.part_of;
    /* Classes of victims are parts more often than wholes: only undivided people, civilians and fighters are compared. */
    bool whole = !c->casualties.part_of && (c->casualties.who == TRUCE_WHO_people || c->casualties.who == TRUCE_WHO_civilians ||
                                            c->casualties.who == TRUCE_WHO_combatants || c->casualties.who == TRUCE_WHO_none);
    enum tr_toll_of of = harm == TRUCE_HARM_killed ? TR_TOLL_KILLED : harm == TRUCE_HARM_injured ? TR_TOLL_INJURED : TR_TOLL_OTHER;
    if (whole) put_toll(&g->toll[of], &c->casualties.count);
    g->toll[of].fighters = c->casualties.who == TRUCE_WHO_combatants;
    if (c->casualties.count.has_high && c->casualties.count.high == 1) g->victim = c->quote;
    return true;
}

/* "Rockets killed six": what struck is nobody. */
const struct tr_actor_row *tr_somebody(const struct tr_actor_row *x)
{
    static const char *const weapons[] = { "rocket",   "shell",        "mortar",  "missile", "bomb",   "air strike", "airstrike",
                                           "air raid", "drone strike", "explosi", "blast",   "bullet", "grenade" };
    if (!x || !tr_str_starts(x->key, TR_STR("text:"))) return x;
    for (size_t i = 0; i < sizeof weapons / sizeof *weapons; i++)
        if (tr_str_starts_i(x->name, tr_str_of(weapons[i]))) return NULL;
    static const char *const ends[] = { " rockets",     " shells",     " mortars",   " missiles", " bombs",
                                        " air strikes", " airstrikes", " air raids", " strikes" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (tr_str_ends_i(x->name, tr_str_of(ends[i]))) return NULL;
    return x;
}

bool tr_gist_of(const struct tr_claim_row *c, struct tr_gist *g)
{
    *g = (struct tr_gist){
        .place = c->place, .days = c->days, .date_prec = c->date_prec, .clock_from = c->clock_from, .clock_to = c->clock_to
    };
    if (c->status != TRUCE_STATUS_actual || c->rejected) return false;
    bool told = c->kind == TRUCE_KIND_event ? event_gist(c, g) : c->kind == TRUCE_KIND_casualties && casualties_gist(c, g);
    if (!told) return false;
    g->by = tr_somebody(g->by);
    g->to = tr_somebody(g->to);
    if (g->toll[TR_TOLL_KILLED].known || g->toll[TR_TOLL_INJURED].known) g->teller = c->origin;
    /* An open end says nothing of when; a day alone does. */
    if (g->days.from == TR_NO_DATE || g->days.to == TR_NO_DATE) g->days = TR_NO_DAYS;
    g->series = tr_days_known(g->days) && g->days.to - g->days.from >= 7;
    g->published = (struct tr_days){ c->report->published, c->report->published };
    if (c->report->dataset.n) g->dataset[0] = c->report;
    if (c->place && c->place->kind == TRUCE_PLACE_facility) g->targets |= tr_targets_in(c->place->name);
    if (c->kind == TRUCE_KIND_event) g->targets |= tr_targets_in(c->quote);
    g->root = c->report->root;
    g->quote = c->quote;
    g->sentence = c->sentence;
    g->first = c->id;
    return true;
}

/* --- joining ------------------------------------------------------------------------------------------------------------------------- */

static void join_toll(struct tr_toll *a, const struct tr_toll *b)
{
    if (!b->known) return;
    if (!a->known || (a->fighters && !b->fighters)) {
        *a = *b;
        return;
    }
    if (b->fighters && !a->fighters) return;
    if (b->high > a->high || (b->high == a->high && !b->open)) a->open = b->open;
    if (b->low < a->low) a->low = b->low;
    if (b->high > a->high) a->high = b->high;
}

static void join_days(struct tr_gist *a, const struct tr_gist *b)
{
    if (!tr_days_known(b->days)) return;
    if (!tr_days_known(a->days) || b->days.to - b->days.from < a->days.to - a->days.from) {
        a->days = b->days;
        a->date_prec = b->date_prec;
        a->series = b->series;
    }
    if (a->clock_from < 0) {
        a->clock_from = b->clock_from;
        a->clock_to = b->clock_to;
    }
}

static bool told_better(const struct tr_actor_row *now, const struct tr_actor_row *next)
{
    if (!next) return false;
    if (!now) return true;
    return tr_str_starts(now->key, TR_STR("text:")) && !tr_str_starts(next->key, TR_STR("text:"));
}

static void join_datasets(struct tr_gist *a, const struct tr_gist *b)
{
    for (int i = 0; i < TR_GIST_DATASETS && b->dataset[i]; i++) {
        int at = 0;
        while (at < TR_GIST_DATASETS && a->dataset[at] && !tr_str_eq(a->dataset[at]->dataset, b->dataset[i]->dataset)) at++;
        if (at < TR_GIST_DATASETS && !a->dataset[at]) a->dataset[at] = b->dataset[i];
    }
}

static bool tells_more(const struct tr_place_row *x, const struct tr_place_row *than)
{
    int rx = tr_place_rank(x), rt = tr_place_rank(than);
    if (rx != rt || !x) return rx > rt;
    return x->where_prec && (x->where_prec < than->where_prec || !than->where_prec);
}

void tr_gist_join(struct tr_gist *a, const struct tr_gist *b)
{
    a->classes |= b->classes;
    a->families |= b->families;
    a->targets |= b->targets;
    if (tells_more(b->place, a->place)) a->place = b->place;
    if (!a->teller.n) a->teller = b->teller;
    if (!a->victim.n) a->victim = b->victim;
    join_days(a, b);
    if (told_better(a->by, b->by)) a->by = b->by;
    if (told_better(a->to, b->to)) a->to = b->to;
    for (int i = 0; i < TR_TOLL_count; i++) join_toll(&a->toll[i], &b->toll[i]);
    if (b->published.from != TR_NO_DATE) {
        if (a->published.from == TR_NO_DATE || b->published.from < a->published.from) a->published.from = b->published.from;
        if (a->published.to == TR_NO_DATE || b->published.to > a->published.to) a->published.to = b->published.to;
    }
    join_datasets(a, b);
    if (b->sentence > a->sentence) a->sentence = b->sentence;
}
