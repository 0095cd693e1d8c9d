/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two gists are of one thing: what forbids it, what speaks for it, and how much. Distance alone never joins: it only forbids. */
#include <math.h>
#include <stdlib.h>

#include "judging/incidents_int.h"
#include "knowledge/gazetteer.h"

/* --- places ------------------------------------------------------------------------------------------------------------------------ */

int tr_place_rank(const struct tr_place_row *p)
{
    if (!p) return 0;
    switch (p->kind) {
    case TRUCE_PLACE_facility: return 6;
    case TRUCE_PLACE_neighbourhood: return 5;
    case TRUCE_PLACE_city: return 4;
    case TRUCE_PLACE_admin2:
    case TRUCE_PLACE_natural: return 3;
    case TRUCE_PLACE_admin1: return 2;
    default: return 1;
    }
}

#define FINE(rank) ((rank) >= 5)
#define CITY_KM 20.0   /* a neighbourhood lies that near the point of its city */
#define QUARTER_KM 1.5 /* a facility lies that near the point of its neighbourhood */
#define DISTRICT_KM 45.0

static double km_between(const struct tr_place_row *a, const struct tr_place_row *b)
{
    return a->located && b->located ? tr_km(a->lat, a->lon, b->lat, b->lon) : -1;
}

static bool near_radius(const struct tr_place_row *a, const struct tr_place_row *b, double km)
{
    return km >= 0 && km <= 25 && (a->where_prec == 2 || b->where_prec == 2);
}

/* a is the finer one. */
static enum tr_where where_ranked(const struct tr_place_row *a, const struct tr_place_row *b, int ra, int rb)
{
    double km = km_between(a, b);
    bool same_admin = a->admin1.n && b->admin1.n && tr_str_eq(a->admin1, b->admin1),
         other_admin = a->admin1.n && b->admin1.n && !same_admin;
    if (rb <= 1) return b->kind == TRUCE_PLACE_region && other_admin ? TR_WHERE_APART : TR_WHERE_COARSE;
    if (rb == 2) return same_admin ? TR_WHERE_COARSE : other_admin || b->admin1.n == 0 ? TR_WHERE_APART : TR_WHERE_UNKNOWN;
    if (other_admin && !(km >= 0 && km <= 5)) return TR_WHERE_APART;
    if (rb == 3) return km < 0 ? TR_WHERE_UNKNOWN : km <= DISTRICT_KM ? TR_WHERE_COARSE : TR_WHERE_APART;
    /* Two names are two places, unless one is only known to lie about there and both are of one kind: "the Aleppo hospital". */
    if (near_radius(a, b, km) && (!FINE(rb) || (tr_targets_in(a->name) & tr_targets_in(b->name)))) return TR_WHERE_NEAR;
    if (FINE(ra) && rb == 4)
        return km < 0 ? (same_admin ? TR_WHERE_NEAR : TR_WHERE_UNKNOWN) : km <= CITY_KM ? TR_WHERE_WITHIN : TR_WHERE_APART;
    if (ra == 6 && rb == 5) return km < 0 ? TR_WHERE_UNKNOWN : km <= QUARTER_KM ? TR_WHERE_WITHIN : TR_WHERE_APART;
    return km < 0 ? (a->located || b->located ? TR_WHERE_UNKNOWN : TR_WHERE_APART) : TR_WHERE_APART;
}

enum tr_where tr_where_of(const struct tr_place_row *a, const struct tr_place_row *b)
{
    if (!a || !b) return TR_WHERE_UNKNOWN;
    if (a == b || tr_str_eq(a->key, b->key)) return TR_WHERE_SAME;
    if (a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0) return TR_WHERE_APART;
    int ra = tr_place_rank(a), rb = tr_place_rank(b);
    return ra >= rb ? where_ranked(a, b, ra, rb) : where_ranked(b, a, rb, ra);
}

/* --- actors ------------------------------------------------------------------------------------------------------------------------ */

static bool can_fight(const struct tr_actor_row *a)
{
    return a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government;
}

static bool belongs(const struct tr_actor_row *a, const struct tr_actor_row *b)
{
    return a->member_of.n && tr_str_eq(a->member_of, b->key);
}

enum tr_alike tr_actors_alike(const struct tr_actor_row *a, const struct tr_actor_row *b)
{
    if (!a || !b) return TR_ALIKE_UNKNOWN;
    if (a == b || tr_str_eq(a->key, b->key)) return TR_ALIKE_SAME;
    if (!can_fight(a) || !can_fight(b)) return TR_ALIKE_UNKNOWN;
    if (belongs(a, b) || belongs(b, a)) return TR_ALIKE_SAME;
    if (a->side.n && b->side.n) return tr_str_eq(a->side, b->side) ? TR_ALIKE_SIDE : TR_ALIKE_DIFFERENT;
    if (a->country[0] && b->country[0] && strcmp(a->country, b->country) != 0) return TR_ALIKE_DIFFERENT;
    return TR_ALIKE_UNKNOWN;
}

/* Sides of both acts. In fighting nobody is only the actor: "rebels fought the army" is "the army fought rebels". */
static bool sides_agree(const struct tr_gist *a, const struct tr_gist *b, struct tr_fit *f)
{
    f->by = tr_actors_alike(a->by, b->by);
    f->to = tr_actors_alike(a->to, b->to);
    if (f->by != TR_ALIKE_DIFFERENT && f->to != TR_ALIKE_DIFFERENT) return true;
    if (!((a->families | b->families) & TR_FAMILY_CLASH)) return false;
    enum tr_alike by = tr_actors_alike(a->by, b->to), to = tr_actors_alike(a->to, b->by);
    if (by == TR_ALIKE_DIFFERENT || to == TR_ALIKE_DIFFERENT || (by == TR_ALIKE_UNKNOWN && to == TR_ALIKE_UNKNOWN)) return false;
    f->by = by;
    f->to = to;
    return true;
}

/* --- weapons, numbers, time ------------------------------------------------------------------------------------------------------ */

static void weigh_how(const struct tr_gist *a, const struct tr_gist *b, struct tr_fit *f)
{
    /* Pairs that reports mix up: "bombed" is said of aircraft, fighting holds shelling and shots, gas comes in bombs and shells. */
    static const uint32_t mixed[] = { TR_FAMILY_AIR | TR_FAMILY_BLAST,  TR_FAMILY_CLASH | TR_FAMILY_GUNS, TR_FAMILY_CLASH | TR_FAMILY_FIRE,
                                      TR_FAMILY_GAS | TR_FAMILY_AIR,    TR_FAMILY_GAS | TR_FAMILY_GUNS,   TR_FAMILY_BLAST | TR_FAMILY_FIRE,
                                      TR_FAMILY_GUNS | TR_FAMILY_BLAST, TR_FAMILY_GAS | TR_FAMILY_BLAST };
    uint32_t x = a->families, y = b->families;
    if (!x || !y) return;
    f->how = TR_HOW_APART;
    if (x & y) f->how = TR_HOW_SAME;
    else
        for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++)
            if ((x & mixed[i]) && (y & mixed[i])) f->how = TR_HOW_LIKE;
}

static bool tolls_meet(const struct tr_toll *x, const struct tr_toll *y)
{
    int64_t xh = x->open ? INT64_MAX : x->high, yh = y->open ? INT64_MAX : y->high;
    return x->low <= yh && y->low <= xh;
}

/* A later report's toll may have risen; two counts of one thing differ by little more than half. */
static int weigh_toll(const struct tr_toll *x, const struct tr_toll *y, bool x_first, bool one_voice)
{
    if (!x->known || !y->known || x->fighters != y->fighters) return TR_COUNT_UNKNOWN;
    if (x->high == y->high) return TR_COUNT_EQUAL;
    int64_t small = x->high < y->high ? x->high : y->high, great = x->high < y->high ? y->high : x->high;
    bool rises = (x->high < y->high) == x_first;
    if (one_voice) return TR_COUNT_APART; /* who tells two numbers at one time tells of two things */
    if (great <= small + small / 2 + 1) return TR_COUNT_NEAR;
    if (rises && great <= small * 4) return TR_COUNT_RISING;
    return tolls_meet(x, y) && great <= small * 3 ? TR_COUNT_NEAR : TR_COUNT_APART;
}

static void weigh_counts(const struct tr_gist *a, const struct tr_gist *b, struct tr_fit *f)
{
    bool a_first = a->published.from <= b->published.from;
    bool one_voice = f->sentences < 0 && a->published.to != TR_NO_DATE && a->published.to == b->published.from && a->root != b->root &&
                     tr_str_eq(a->teller, b->teller);
    for (int i = 0; i < TR_TOLL_count; i++) {
        int v = weigh_toll(&a->toll[i], &b->toll[i], a_first, one_voice);
        if (v == TR_COUNT_UNKNOWN) continue;
        bool better = f->count == TR_COUNT_UNKNOWN || (v == TR_COUNT_APART && i == TR_TOLL_KILLED) ||
                      (v == TR_COUNT_EQUAL && f->count != TR_COUNT_APART);
        if (!better) continue;
        f->count = v;
        f->counted = (enum tr_toll_of)i;
    }
}

static bool weigh_when(const struct tr_gist *a, const struct tr_gist *b, struct tr_fit *f)
{
    if (!tr_days_known(a->days) || !tr_days_known(b->days)) return true;
    tr_date from = a->days.from > b->days.from ? a->days.from : b->days.from, to = a->days.to < b->days.to ? a->days.to : b->days.to;
    bool single = a->days.from == a->days.to && b->days.from == b->days.to;
    if (from > to) {
        f->when = single && from - to == 1 ? TR_WHEN_NEXT : TR_WHEN_APART;
        return f->when == TR_WHEN_NEXT;
    }
    f->when = single ? TR_WHEN_DAY : TR_WHEN_OVERLAP;
    if (single && a->clock_from >= 0 && b->clock_from >= 0) {
        int apart = a->clock_from > b->clock_to   ? a->clock_from - b->clock_to
                    : b->clock_from > a->clock_to ? b->clock_from - a->clock_to
                                                  : 0;
        if (apart > 180) return false;
        f->clock = apart <= 60;
    }
    return true;
}

/* --- the sum ------------------------------------------------------------------------------------------------------------------------ */

static double points_where(const struct tr_fit *f, const struct tr_gist *a, const struct tr_gist *b)
{
    static const double same[7] = { 0, 0.05, 0.12, 0.22, 0.33, 0.38, 0.40 };
    switch (f->where) {
    case TR_WHERE_SAME: return same[tr_place_rank(a->place)];
    case TR_WHERE_WITHIN: return 0.25;
    case TR_WHERE_NEAR: return 0.15;
    case TR_WHERE_COARSE: return tr_place_rank(a->place) == 1 || tr_place_rank(b->place) == 1 ? 0.03 : 0.08;
    default: return 0;
    }
}

static double points_when(const struct tr_fit *f, const struct tr_gist *a, const struct tr_gist *b)
{
    tr_date wa = a->days.to - a->days.from, wb = b->days.to - b->days.from, wide = wa > wb ? wa : wb;
    if (f->when == TR_WHEN_DAY) return 0.25 + (f->clock ? 0.08 : 0);
    if (f->when == TR_WHEN_OVERLAP) return wide <= 3 ? 0.15 : wide <= 7 ? 0.08 : 0.03;
    return f->when == TR_WHEN_NEXT ? 0.05 : 0;
}

/* Greater numbers meet by chance more seldom. */
static double points_count(const struct tr_fit *f, const struct tr_gist *a, bool fine)
{
    int64_t n = a->toll[f->counted].high;
    switch (f->count) {
    case TR_COUNT_EQUAL: return n >= 50 ? 0.33 : n >= 10 ? 0.28 : n >= 5 ? 0.2 : n >= 2 ? 0.1 : 0.03;
    case TR_COUNT_RISING: return fine ? 0.08 : 0.03;
    case TR_COUNT_NEAR: return 0.05;
    case TR_COUNT_APART: return fine ? -0.08 : -0.2;
    default: return 0;
    }
}

/* Within a report two numbers of one speaker are two things, unless one is told as the part of the other; two of rival speakers may be one. */
static double points_count_within(const struct tr_fit *f, const struct tr_gist *a, const struct tr_gist *b)
{
    if (f->count == TR_COUNT_UNKNOWN) return 0;
    if (f->count == TR_COUNT_EQUAL) return a->toll[f->counted].high >= 5 ? 0.2 : 0.08;
    bool rivals = !tr_str_eq(a->teller, b->teller);
    return rivals && f->count != TR_COUNT_APART ? -0.2 : -0.42;
}

static bool dataset_rows_differ(const struct tr_gist *a, const struct tr_gist *b)
{
    for (int i = 0; i < TR_GIST_DATASETS && a->dataset[i]; i++)
        for (int k = 0; k < TR_GIST_DATASETS && b->dataset[k]; k++)
            if (a->dataset[i] != b->dataset[k] && tr_str_eq(a->dataset[i]->dataset, b->dataset[k]->dataset)) return true;
    return false;
}

/* Across reports a weak tie of place or time needs a number or a target that agrees, and numbers that disagree keep apart what only shares a town: in a war more than one
 * thing happens there on a day. */
static bool strong_enough(const struct tr_gist *a, const struct tr_gist *b, const struct tr_fit *f)
{
    int ra = tr_place_rank(a->place), rb = tr_place_rank(b->place), coarse = ra < rb ? ra : rb;
    int64_t equal = f->count == TR_COUNT_EQUAL ? a->toll[f->counted].high : 0;
    bool fine = (f->where == TR_WHERE_SAME && FINE(ra)) || (f->where == TR_WHERE_WITHIN && coarse >= 5);
    if (f->where == TR_WHERE_UNKNOWN || (f->count == TR_COUNT_APART && !(fine && f->targets))) return false;
    if (f->when == TR_WHEN_UNKNOWN) {
        /* "the strike on al-Quds hospital", told on within days of it, needs no date: one building, one weapon, a toll that may have grown */
        bool same_building = f->where == TR_WHERE_SAME && ra == 6 && f->how == TR_HOW_SAME && f->targets;
        if (same_building && tr_days_apart(a->published.from, b->published.from) <= TR_TOLD_ON_DAYS) return true;
        return equal >= 3 && (f->where == TR_WHERE_SAME || f->where == TR_WHERE_WITHIN) && ra >= 4 &&
               tr_days_apart(a->published.from, b->published.from) <= 7;
    }
    if (f->where == TR_WHERE_COARSE) return equal >= (coarse <= 1 ? 20 : 10);
    if (f->when == TR_WHEN_NEXT) return fine || (equal >= 10 && f->where != TR_WHERE_NEAR) || (f->targets && f->count != TR_COUNT_UNKNOWN);
    /* A town has many quarters; two voices whose counts come near each other may speak of one. */
    bool rivals = f->count == TR_COUNT_NEAR && f->how == TR_HOW_SAME && a->toll[f->counted].high >= 5 && b->toll[f->counted].high >= 5 &&
                  !tr_str_eq(a->teller, b->teller);
    if (f->where == TR_WHERE_NEAR || (f->where == TR_WHERE_WITHIN && !fine)) return equal >= 3 || f->targets || f->clock || rivals;
    /* A town and a day alone are weak where the weapons are not the same. */
    bool agree = f->how == TR_HOW_SAME || f->targets || f->clock || f->count != TR_COUNT_UNKNOWN || f->to == TR_ALIKE_SAME;
    return fine || agree;
}

static bool forbidden(const struct tr_gist *a, const struct tr_gist *b, struct tr_fit *f, bool within)
{
    if (!(a->classes & b->classes)) {
        bool battle = ((a->classes | b->classes) & TR_CLASS_GROUND) && ((a->classes | b->classes) & TR_CLASS_HARM);
        if (!battle || ((a->classes | b->classes) & TR_CLASS_HOLD)) return true;
    }
    f->where = tr_where_of(a->place, b->place);
    if (f->where == TR_WHERE_APART || !weigh_when(a, b, f) || !sides_agree(a, b, f)) return true;
    weigh_how(a, b, f);
    if (f->how == TR_HOW_APART || dataset_rows_differ(a, b)) return true;
    return !within && a->series != b->series;
}

#define NAME_WORDS 12 /* of a name, looked at */

/* Words of three letters and more of a name. */
static uint32_t name_words(tr_str s, tr_str out[NAME_WORDS])
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n && n < NAME_WORDS;) {
        size_t k = i;
        while (k < s.n && s.p[k] != ' ' && s.p[k] != ',' && s.p[k] != '-') k++;
        tr_str w = tr_str_sub(s, i, k);
        if (w.n >= 3 && !tr_str_is_i(w, "the") && !tr_str_is_i(w, "and") && !tr_str_is_i(w, "his") && !tr_str_is_i(w, "her")) out[n++] = w;
        i = k + 1;
    }
    return n;
}

/* "Judge Mariam Darwish" and "their colleague Mariam Darwish": two words of a name in common. One man's death is one incident, whatever else a
 * report tells with it. */
static bool same_victim(const struct tr_gist *a, const struct tr_gist *b)
{
    tr_str x[NAME_WORDS], y[NAME_WORDS];
    uint32_t n = name_words(a->victim, x), m = name_words(b->victim, y), shared = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < m && !found; k++) found = x[i].n == y[k].n && x[i].p[0] <= 'Z' && !tr_str_find_i(x[i], y[k]);
        shared += found;
    }
    return shared >= 2 && (a->classes & b->classes);
}

static double points_sentences(int apart)
{
    return apart == 0 ? 0.35 : apart == 1 ? 0.15 : apart <= 3 ? 0.05 : 0;
}

struct tr_fit tr_fit_of(const struct tr_gist *a, const struct tr_gist *b, bool within)
{
    struct tr_fit f = { .score = -1, .sentences = within ? abs((int)a->sentence - (int)b->sentence) : -1 };
    f.victim = within && same_victim(a, b);
    if (forbidden(a, b, &f, within) && !f.victim) return f;
    weigh_counts(a, b, &f);
    f.targets = a->targets & b->targets;
    f.reprint = !within && a->root == b->root && a->root && a->quote.n >= 8 && tr_str_eq(a->quote, b->quote);
    bool fine = f.where == TR_WHERE_SAME && FINE(tr_place_rank(a->place));
    f.strong = within || f.reprint || strong_enough(a, b, &f);
    f.score = points_where(&f, a, b) + points_when(&f, a, b);
    f.score += f.how == TR_HOW_SAME ? 0.15 : f.how == TR_HOW_LIKE ? 0.07 : 0.05;
    f.score += f.by == TR_ALIKE_SAME ? 0.1 : f.by == TR_ALIKE_SIDE ? 0.06 : 0.02;
    f.score += f.to == TR_ALIKE_SAME ? 0.05 : f.to == TR_ALIKE_SIDE ? 0.03 : 0;
    f.score += f.targets ? 0.1 : a->targets && b->targets ? -0.15 : 0;
    f.score += within ? points_count_within(&f, a, b) + points_sentences(f.sentences) : points_count(&f, a, fine);
    if (within && a->series != b->series && f.sentences > 0) f.score -= 0.3;
    if (f.victim) f.score = f.score < 0.5 ? 0.75 : f.score + 0.25;
    if (f.reprint && f.score < 0.95) f.score = 0.95;
    if (!f.strong && f.score >= TR_FIT_ACROSS) f.score = TR_FIT_ACROSS - 0.01;
    f.score = f.score < 0 ? 0 : f.score > 0.99 ? 0.99 : f.score;
    return f;
}
