/* SPDX-License-Identifier: Apache-2.0 */
/* From chosen finds to mentions and distinct places: one place for all its mentions, whatever their spelling. */
#include "base/map.h"
#include "reading/places_int.h"

/* The find's own place in the gazetteer, or the one that it is a part of or lies in. */
static uint32_t lies_in(struct tr_finder *f, uint32_t i)
{
    uint32_t up = f->finds.v[i].parent;
    for (int k = 0; k < 3 && up != TR_NO_FIND; k++, up = f->finds.v[up].parent)
        if (f->finds.v[up].accepted && f->finds.v[up].choice != TR_GAZ_NONE) return f->finds.v[up].choice;
    return TR_GAZ_NONE;
}

/* The settled place named nearest before (or just behind) an unknown one, in its sentence or the two before. */
static uint32_t neighbour(struct tr_finder *f, uint32_t i)
{
    uint32_t sentence = f->d->words[f->finds.v[i].first].sentence, best = TR_GAZ_NONE;
    for (uint32_t k = i > TR_FIND_WINDOW ? i - TR_FIND_WINDOW : 0; k < f->finds.n && k < i + TR_FIND_WINDOW; k++) {
        const struct tr_find *y = &f->finds.v[k];
        uint32_t s = f->d->words[y->first].sentence;
        if (k == i || !y->accepted || y->choice == TR_GAZ_NONE || y->dateline || y->facility || s > sentence || s + 2 < sentence) continue;
        struct tr_gaz_place p = tr_gazetteer_at(f->g, y->choice);
        if ((p.kind == TRUCE_PLACE_city || p.kind == TRUCE_PLACE_neighbourhood) && tr_focus_of(&f->focus, p.country) > 0.2 &&
            y->role != TR_ROLE_ACTOR)
            best = y->choice;
    }
    return best;
}

/* A settled place of the same sentence, the nearest to the find's words: an unknown village is taken to lie about there. */
static uint32_t beside(struct tr_finder *f, uint32_t i)
{
    const struct tr_find *x = &f->finds.v[i];
    uint32_t best = TR_GAZ_NONE, best_gap = 40;
    for (uint32_t k = i > TR_FIND_WINDOW ? i - TR_FIND_WINDOW : 0; k < f->finds.n && k < i + TR_FIND_WINDOW; k++) {
        const struct tr_find *y = &f->finds.v[k];
        if (k == i || !y->accepted || y->choice == TR_GAZ_NONE || y->dateline ||
            f->d->words[y->first].sentence != f->d->words[x->first].sentence)
            continue;
        struct tr_gaz_place p = tr_gazetteer_at(f->g, y->choice);
        uint32_t gap = y->first > x->first ? y->first - x->first : x->first - y->first;
        if (gap >= best_gap || p.kind == TRUCE_PLACE_country || p.kind == TRUCE_PLACE_region || p.kind == TRUCE_PLACE_natural ||
            tr_focus_of(&f->focus, p.country) < 0.2)
            continue;
        best_gap = gap, best = y->choice;
    }
    return best;
}

static void fill_known(struct tr_finder *f, struct tr_find *x, struct truce_place *p)
{
    struct tr_gaz_place g = tr_gazetteer_at(f->g, x->choice);
    p->name = g.name;
    p->id = tr_gazetteer_id(f->g, x->choice, f->r->arena);
    p->kind = g.kind;
    memcpy(p->country, g.country, 3);
    p->admin1 = g.admin1;
    p->located = g.located, p->lat = g.lat, p->lon = g.lon;
    p->where_prec = g.where_prec;
}

/* Something in or of a place that the gazetteer has: its coordinates, less precise. */
static void fill_within(struct tr_finder *f, uint32_t entry, struct truce_place *p)
{
    struct tr_gaz_place g = tr_gazetteer_at(f->g, entry);
    memcpy(p->country, g.country, 3);
    p->admin1 = g.admin1;
    if (g.kind == TRUCE_PLACE_country || g.kind == TRUCE_PLACE_region) return;
    p->located = g.located, p->lat = g.lat, p->lon = g.lon;
    p->where_prec = g.kind == TRUCE_PLACE_admin1 ? 4 : g.kind == TRUCE_PLACE_admin2 ? 3 : 2;
}

/* A street, square or park bears the name of a town elsewhere, or of a person: where the sentence names a town far from that one, it is of this town. */
static uint32_t street_town(struct tr_finder *f, uint32_t i)
{
    static const char *const list[] = { "road",    "street",   "square", "avenue",   "boulevard",
                                        "highway", "motorway", "park",   "cemetery", "hotel" };
    const struct tr_find *x = &f->finds.v[i];
    tr_str last = f->d->words[x->first + x->n - 1].lower;
    bool street = false;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) street = street || tr_str_is(last, list[k]);
    uint32_t town = street ? beside(f, i) : TR_GAZ_NONE;
    if (town == TR_GAZ_NONE) return x->choice;
    struct tr_gaz_place p = tr_gazetteer_at(f->g, x->choice), q = tr_gazetteer_at(f->g, town);
    bool here = q.kind != TRUCE_PLACE_city || (p.located && q.located && tr_km(p.lat, p.lon, q.lat, q.lon) < 40);
    return here ? x->choice : town;
}

static const char *main_country(const struct tr_focus *f, char out[3])
{
    int best = -1;
    for (int i = 0; i < 26 * 26; i++)
        if (f->share[i] > (best < 0 ? 0.35 * f->total : f->share[best])) best = i;
    out[0] = out[1] = out[2] = 0;
    if (best >= 0) out[0] = (char)('A' + best / 26), out[1] = (char)('A' + best % 26);
    return out;
}

static bool own_entry(const struct tr_find *x, struct tr_gaz_place g)
{
    return x->choice != TR_GAZ_NONE && !x->direction && (!x->facility || g.kind == TRUCE_PLACE_facility);
}

static bool is_long(tr_str word)
{
    return tr_str_is(word, "border") || tr_str_is(word, "frontier") || tr_str_is(word, "river") || tr_str_is(word, "coast");
}

static void fill(struct tr_finder *f, uint32_t i, struct truce_place *p)
{
    struct tr_find *x = &f->finds.v[i];
    struct tr_gaz_place g = tr_gazetteer_at(f->g, x->choice);
    p->text = x->text, p->span = x->span, p->name = tr_arena_line(f->r->arena, x->text);
    p->kind = x->hint ? x->hint : TRUCE_PLACE_city;
    if (own_entry(x, g)) {
        fill_known(f, x, p);
        return;
    }
    double lat, lon;
    if (x->choice == TR_GAZ_NONE && tr_find_point(f, x, &lat, &lon)) {
        fill_within(f, f->finds.v[x->from_find].choice, p);
        p->admin1 = (tr_str){ "", 0 };
        p->located = true, p->lat = lat, p->lon = lon, p->where_prec = 2;
        return;
    }
    if (x->direction) {
        p->kind = TRUCE_PLACE_region;
        memcpy(p->country, g.country, 3);
        if (g.kind != TRUCE_PLACE_country && g.kind != TRUCE_PLACE_region) fill_within(f, x->choice, p);
        p->where_prec = 5;
        return;
    }
    bool inner = (x->facility && p->kind == TRUCE_PLACE_facility) || x->hint == TRUCE_PLACE_neighbourhood || x->hint == TRUCE_PLACE_admin2;
    uint32_t within = x->choice != TR_GAZ_NONE ? (x->facility ? street_town(f, i) : x->choice) : lies_in(f, i);
    if (x->choice != TR_GAZ_NONE && inner && g.kind == TRUCE_PLACE_country) { /* "the U.S. embassy": where it stands is said elsewhere */
        within = lies_in(f, i);
        if (within == TR_GAZ_NONE) within = neighbour(f, i);
        if (within == TR_GAZ_NONE) within = x->choice;
    }
    if (within == TR_GAZ_NONE && !inner && (x->pattern || (x->locative && x->tag == TR_ENT_LOC))) within = beside(f, i);
    if (within == TR_GAZ_NONE && inner) within = neighbour(f, i);
    if (within != TR_GAZ_NONE && x->hint == TRUCE_PLACE_admin2 && tr_gazetteer_at(f->g, within).kind == TRUCE_PLACE_city)
        p->kind = TRUCE_PLACE_neighbourhood;
    if (within != TR_GAZ_NONE) fill_within(f, within, p);
    else main_country(&f->focus, p->country);
    /* "Turkish border", "Homs road": long things, known only roughly. */
    if (p->kind == TRUCE_PLACE_natural && is_long(f->d->words[x->first + x->n - 1].lower)) p->located = false;
    if (!p->located) p->where_prec = p->country[0] ? 6 : 0;
}

static float confidence(const struct tr_find *x)
{
    double c = x->choice == TR_GAZ_NONE ? 0.5 : 0.55 + 0.08 * x->score;
    if (x->tag == TR_ENT_LOC) c += 0.1;
    if (x->choice_flags & TR_GAZ_NEAR) c -= 0.15;
    return (float)(c < 0.2 ? 0.2 : c > 0.98 ? 0.98 : c);
}

static tr_str place_key(struct tr_finder *f, const struct tr_find *x)
{
    struct tr_gaz_place g = tr_gazetteer_at(f->g, x->choice);
    if (!own_entry(x, g)) return tr_arena_printf(f->r->arena, "text " TR_STR_FMT, TR_STR_ARG(x->key));
    return tr_arena_printf(f->r->arena, "entry %u", x->choice);
}

static bool plain(const struct tr_find *x)
{
    return x->accepted && x->choice != TR_GAZ_NONE && !x->facility && !x->direction;
}

/* "Idlib" and "Idlib province" in one report are one place unless the city too is said outright ("Idlib city"). */
static void unite_kinds(struct tr_finder *f)
{
    struct tr_map said, cities; /* name -> find + 1 that says its kind; names whose city is said */
    tr_map_init(&said, f->r->arena);
    tr_map_init(&cities, f->r->arena);
    for (uint32_t i = 0; i < f->finds.n; i++) {
        const struct tr_find *x = &f->finds.v[i];
        if (!plain(x) || !x->hint) continue;
        uint64_t *at = tr_map_put(x->hint == TRUCE_PLACE_city ? &cities : &said, x->key, NULL);
        if (!*at) *at = i + 1;
    }
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        if (!plain(x) || x->hint || tr_map_find(&cities, x->key)) continue;
        const uint64_t *at = tr_map_find(&said, x->key);
        if (!at) continue;
        const struct tr_find *y = &f->finds.v[*at - 1];
        struct tr_gaz_place a = tr_gazetteer_at(f->g, x->choice), b = tr_gazetteer_at(f->g, y->choice);
        if (strcmp(a.country, b.country) != 0 || a.kind == TRUCE_PLACE_country || b.kind == TRUCE_PLACE_country) continue;
        x->choice = y->choice, x->choice_flags = y->choice_flags;
    }
}

/* Buildings that speak: "the Kremlin said". */
static bool seat_of_power(tr_str name)
{
    static const char *const list[] = { "White House", "Kremlin", "Pentagon", "Downing Street", "Capitol", "Vatican", "Villa Somalia" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(name, list[i])) return true;
    return false;
}

static bool governs(const struct tr_find *x, struct tr_gaz_place p)
{
    if (seat_of_power(p.name)) return true;
    return !x->facility && !x->direction && (p.kind == TRUCE_PLACE_country || (x->choice_flags & TR_GAZ_CAPITAL));
}

/* Said without a place's preposition: the land that the report is about is meant as one, a foreign power as an actor. */
static bool meant_as_land(struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *p)
{
    if (p->kind == TRUCE_PLACE_country) return tr_focus_of(&f->focus, p->country) > 0.3;
    return p->kind == TRUCE_PLACE_city && (x->hint || (x->role == TR_ROLE_NEUTRAL && tr_focus_of(&f->focus, p->country) > 0.3));
}

#define LISTED \
    0.45 /* a land that nothing says outright to be a place is listed as one only where it is this much of what the report is about */

/* The whole report's verdict on a country or capital: a place when it stands somewhere as one. */
static void settle_roles(struct tr_finder *f)
{
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        if (!x->accepted || x->choice == TR_GAZ_NONE) continue;
        struct tr_gaz_place p = tr_gazetteer_at(f->g, x->choice);
        if (!governs(x, p)) x->role = TR_ROLE_PLACE;
        else if (x->role == TR_ROLE_NEUTRAL || x->role == TR_ROLE_OWNER) {
            x->role = meant_as_land(f, x, &p) ? TR_ROLE_PLACE : TR_ROLE_ACTOR;
            x->hinted = p.kind == TRUCE_PLACE_country && tr_focus_of(&f->focus, p.country) < LISTED;
        }
    }
}

/* Mentions that tell where another one lies: mention_of[find] is its mention + 1. */
static void mark_holders(struct tr_finder *f, const uint32_t *mention_of)
{
    for (uint32_t i = 0; i < f->finds.n; i++) {
        uint32_t up = f->finds.v[i].parent;
        if (!mention_of[i] || up == TR_NO_FIND || !mention_of[up] || f->finds.v[i].dateline) continue;
        struct tr_place_mention *m = &f->r->place_mentions.v[mention_of[up] - 1];
        if (!m->holds) m->holds = mention_of[i];
    }
}

void tr_places_group(struct tr_finder *f)
{
    uint32_t *mention_of = TR_NEW_N(f->r->arena, uint32_t, f->finds.n + 1);
    struct tr_reading *r = f->r;
    struct tr_map seen;
    tr_map_init(&seen, r->arena);
    unite_kinds(f);
    settle_roles(f);
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        if (!x->accepted) continue;
        bool fresh;
        uint64_t *at = tr_map_put(&seen, place_key(f, x), &fresh);
        if (fresh) {
            struct truce_place *p = TR_NEW(r->arena, struct truce_place);
            fill(f, i, p);
            p->confidence = confidence(x);
            p->only_actor = true;
            *at = r->places.n;
            *tr_vec_push(r->arena, &r->places) = p;
        }
        struct truce_place *p = r->places.v[*at];
        if (x->role != TR_ROLE_ACTOR && !x->hinted) p->only_actor = false;
        *tr_vec_push(r->arena, &r->place_mentions) = (struct tr_place_mention){ .first = x->first,
                                                                                .n = x->n,
                                                                                .head = x->head,
                                                                                .span = x->span,
                                                                                .place = (uint32_t)*at,
                                                                                .as_actor = x->role == TR_ROLE_ACTOR,
                                                                                .is_dateline = x->dateline,
                                                                                .is_base = x->based };
        for (uint32_t w = x->first; w < x->first + x->n; w++) r->word_place[w] = r->place_mentions.n;
        mention_of[i] = r->place_mentions.n;
    }
    mark_holders(f, mention_of);
}
