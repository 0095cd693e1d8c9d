/* SPDX-License-Identifier: Apache-2.0 */
/* Which place a name means, and whether it is one at all. Candidates are weighed by the countries that the report is about, by
 * the kind that a word beside the name gives, by what the text says it lies in, by size, and by distance to the places already sure. */
#include <math.h>

#include "base/map.h"
#include "reading/places_int.h"

static double prior(const struct tr_gaz_place *p, uint32_t flags)
{
    double s = p->population > 0 ? log10((double)p->population + 10) / 4 : 0.3; /* a million: 1.5 */
    if (p->kind == TRUCE_PLACE_country) s += 2.5;
    if (p->kind == TRUCE_PLACE_admin2) s -= 0.5;
    if (p->kind == TRUCE_PLACE_admin1) s -= 0.4;
    if (!p->country[0]) s += flags & TR_GAZ_CURATED ? 2.5 : 1.5; /* continents, seas, regions of several countries */
    if (flags & TR_GAZ_CURATED) s += 0.7;
    if (flags & TR_GAZ_CAPITAL) s += 0.8;
    if (flags & TR_GAZ_SEAT) s += 0.2;
    if (flags & TR_GAZ_NEAR) s -= 1.2;
    if (flags & TR_GAZ_OTHER) s -= 0.4;
    return s;
}

static double kind_fit(enum truce_place_kind hint, enum truce_place_kind kind)
{
    if (!hint) return kind == TRUCE_PLACE_city ? 0.25 : 0;
    if (hint == kind) return 1.6;
    if (hint == TRUCE_PLACE_city && kind == TRUCE_PLACE_neighbourhood) return 0.2;
    if (hint == TRUCE_PLACE_neighbourhood && kind == TRUCE_PLACE_city) return 0;
    if (hint == TRUCE_PLACE_admin2 && (kind == TRUCE_PLACE_city || kind == TRUCE_PLACE_neighbourhood)) return 0.5;
    if (hint == TRUCE_PLACE_admin1 && (kind == TRUCE_PLACE_region || kind == TRUCE_PLACE_admin2)) return 0.3;
    if (hint == TRUCE_PLACE_facility || hint == TRUCE_PLACE_region || hint == TRUCE_PLACE_natural)
        return kind == TRUCE_PLACE_country ? -0.3 : 0.1;
    return -0.6;
}

/* Places that are sure pull the doubtful ones near them: within 30 km wholly, beyond 400 km not at all. */
static double company(struct tr_finder *f, uint32_t me, const struct tr_gaz_place *p)
{
    double s = 0;
    if (!p->located || p->kind == TRUCE_PLACE_country) return 0;
    for (uint32_t i = me > TR_FIND_WINDOW ? me - TR_FIND_WINDOW : 0; i < f->finds.n && i < me + TR_FIND_WINDOW; i++) {
        const struct tr_find *y = &f->finds.v[i];
        if (i == me || !y->accepted || y->choice == TR_GAZ_NONE || tr_str_eq(y->key, f->finds.v[me].key)) continue;
        struct tr_gaz_place q = tr_gazetteer_at(f->g, y->choice);
        if (!q.located || q.kind == TRUCE_PLACE_country || y->dateline) continue;
        bool inside = !memcmp(p->country, q.country, 2) && ((p->kind == TRUCE_PLACE_admin1 && tr_str_eq(p->name, q.admin1)) ||
                                                            (q.kind == TRUCE_PLACE_admin1 && tr_str_eq(q.name, p->admin1)));
        double km = tr_km(p->lat, p->lon, q.lat, q.lon);
        if (km > 400 && !inside) continue;
        double pull = km < 30 || inside ? 1 : 30 / km;
        uint32_t apart = i > me ? i - me : me - i;
        s += pull / (1 + 0.3 * apart);
    }
    return s > 1.5 ? 1.5 : s;
}

/* How much of the focus a country is without what this find's name itself adds, however often: a name alone is no witness of its country. */
static double others_focus(const struct tr_finder *f, const struct tr_find *x, const char *country)
{
    int s = tr_focus_slot(country);
    double own = s >= 0 && s == x->focus_slot ? x->focus_by : 0, rest = f->focus.total - x->focus_by;
    return s >= 0 && rest > 1e-9 && f->focus.share[s] - own > 1e-9 ? (f->focus.share[s] - own) / rest : 0;
}

static double focus_pull(const struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *p)
{
    double share = others_focus(f, x, p->country);
    return share <= 0 ? 0 : 0.6 + 2.2 * sqrt(share);
}

#define SEAT_KM 80

/* "Wyoming", "Suffolk": a unit that holds no town of its name. Where it does ("Aleppo"), the town is what the bare name means. */
static bool lone_unit(struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *unit)
{
    bool first = unit->kind == TRUCE_PLACE_admin1;
    if (!first && unit->kind != TRUCE_PLACE_admin2) return false;
    for (uint32_t k = 0; k < x->n_cand; k++) {
        struct tr_gaz_place p = tr_gazetteer_at(f->g, x->cand[k].entry);
        if (p.kind != TRUCE_PLACE_city || memcmp(p.country, unit->country, 2)) continue;
        if (first ? tr_str_eq(p.admin1, unit->name) : p.located && unit->located && tr_km(p.lat, p.lon, unit->lat, unit->lon) < SEAT_KM)
            return false;
    }
    return true;
}

/* "Rome" was once a name of what is Washington: where a place bears the name today, the others are not meant. */
static bool named_today(const struct tr_find *x)
{
    for (uint32_t k = 0; k < x->n_cand; k++)
        if (!(x->cand[k].flags & (TR_GAZ_OTHER | TR_GAZ_NEAR | TR_GAZ_DEMONYM))) return true;
    return false;
}

static void choose(struct tr_finder *f, uint32_t i, bool with_company)
{
    struct tr_find *x = &f->finds.v[i];
    bool today = named_today(x);
    x->choice = TR_GAZ_NONE, x->score = -9;
    for (uint32_t k = 0; k < x->n_cand; k++) {
        if (x->cand[k].flags & TR_GAZ_DEMONYM) continue;
        struct tr_gaz_place p = tr_gazetteer_at(f->g, x->cand[k].entry);
        double s =
            prior(&p, x->cand[k].flags) + kind_fit(x->hint, p.kind) + tr_find_parent_fit(f, x, x->cand[k].entry) + focus_pull(f, x, &p);
        if (lone_unit(f, x, &p)) s += 0.8;
        if (today && (x->cand[k].flags & TR_GAZ_OTHER)) s -= 1.2;
        if (with_company) s += company(f, i, &p) + tr_find_point_fit(f, x, &p);
        if (x->dateline && (x->cand[k].flags & TR_GAZ_CAPITAL)) s += 1;
        if (s > x->score + 1e-9) x->score = s, x->choice = x->cand[k].entry, x->choice_flags = x->cand[k].flags;
    }
}

/* A name sealed into a longer one that the model took for an organisation or a person, or that the tree joins. */
static bool part_of_name(struct tr_finder *f, const struct tr_find *x)
{
    const struct tr_doc *d = f->d;
    uint32_t first = x->first, end = x->first + x->n;
    if (x->based || x->facility || x->caps) return false;
    if (first > 0 && d->words[first - 1].sentence == d->words[first].sentence && d->words[first - 1].upos == TR_UPOS_PROPN &&
        !f->word_find[first - 1]) {
        uint32_t h = d->words[x->head].head;
        bool joined =
            d->words[x->head].rel == TR_REL_flat || (h != TR_NO_WORD && h == first - 1 && d->words[x->head].rel == TR_REL_compound);
        if (joined && !tr_kind_word(d->words[first - 1].lower, NULL)) return true;
    }
    if (end < d->n_words && d->words[end].sentence == d->words[first].sentence) {
        const struct tr_word *next = &d->words[end];
        bool inside = d->words[x->head].rel == TR_REL_compound || d->words[end].rel == TR_REL_flat;
        if (next->upos == TR_UPOS_PROPN && next->space_before && inside && !tr_kind_word(next->lower, NULL) && !f->word_find[end] &&
            next->entity != TR_ENT_LOC && (d->words[x->head].head >= end || next->rel == TR_REL_flat))
            return true;
    }
    return false;
}

static double plausible(struct tr_finder *f, const struct tr_find *x)
{
    struct tr_gaz_place p = tr_gazetteer_at(f->g, x->choice);
    bool known = x->choice != TR_GAZ_NONE;
    double s = 0, share = known ? tr_focus_of(&f->focus, p.country) : 0;
    if (x->tag == TR_ENT_LOC) s += 2.5;
    else if (x->tag == TR_ENT_PER) s -= x->tag_longer ? 2.5 : 1;
    else if (x->tag && x->tag_longer) s -= 2.5;
    else if (x->tag && !x->facility) s -= 0.3; /* a hospital is an organisation and a place */
    if (known) {
        s += 0.5;
        if (p.kind == TRUCE_PLACE_country) s += 3;
        else if (p.kind == TRUCE_PLACE_admin1) s += 1;
        if (x->choice_flags & TR_GAZ_CURATED) s += share > 0.08 || !p.country[0] ? 1.6 : 0.4;
        if (p.population >= 300000 || (x->choice_flags & TR_GAZ_CAPITAL)) s += 1.5;
        else if (p.population >= 30000) s += 0.6;
        if (share > 0.08) s += 0.9;
        if (x->choice_flags & TR_GAZ_NEAR) s -= 1.5;
        if ((x->choice_flags & TR_GAZ_OTHER) && x->tag != TR_ENT_LOC) s -= 1.5;
        if (memchr(x->key.p, ' ', x->key.n)) s += 0.6;
    } else s -= 0.5;
    if (x->locative) s += 1.2;
    if (x->pattern) s += 1.7;
    if (x->based || x->dateline) s += 2;
    if (x->parent != TR_NO_FIND) s += 0.5;
    if (x->from_find != TR_NO_FIND) s += 1.5;
    if (part_of_name(f, x)) s -= 3;
    if (tr_unlikely_place(x->key)) s -= 4;
    if (!x->caps && x->n == 1 && f->d->words[x->first].upos != TR_UPOS_PROPN && x->tag != TR_ENT_LOC) s -= 1.5;
    return s;
}

#define LOCATED 0.8 /* of the focus: a town or two whose country is plain */

/* A small place in a country that the report does not speak of: the name is of something else. */
static bool stray(struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *p)
{
    /* Where no other town says in which country the report is, the name may. */
    bool located = f->focus.local - x->focus_by >= LOCATED;
    if (!p->country[0] || (located ? others_focus(f, x, p->country) : tr_focus_of(&f->focus, p->country)) > 0.06) return false;
    if (p->kind == TRUCE_PLACE_country || (x->choice_flags & TR_GAZ_CAPITAL)) return false;
    if (p->population > 150000 && !x->facility) return false;
    if (p->kind == TRUCE_PLACE_admin1 || p->kind == TRUCE_PLACE_region || (p->kind == TRUCE_PLACE_natural && !x->facility)) return false;
    if (x->dateline || x->based) return false;
    return !(x->parent != TR_NO_FIND && tr_find_parent_fit(f, x, x->choice) > 1) || x->facility;
}

/* What all mentions of a name add is each mention's own. */
static void share_names(struct tr_finder *f)
{
    struct tr_map sums; /* name -> find + 1 that sums for it */
    tr_map_init(&sums, f->r->arena);
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        uint64_t *first = x->focus_slot >= 0 ? tr_map_put(&sums, x->key, NULL) : NULL;
        if (!first) continue;
        if (!*first) *first = i + 1;
        else if (f->finds.v[*first - 1].focus_slot == x->focus_slot) f->finds.v[*first - 1].focus_by += x->focus_by;
    }
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        const uint64_t *first = x->focus_slot >= 0 ? tr_map_find(&sums, x->key) : NULL;
        if (first && f->finds.v[*first - 1].focus_slot == x->focus_slot) x->focus_by = f->finds.v[*first - 1].focus_by;
    }
}

void tr_places_focus(struct tr_finder *f)
{
    for (uint32_t i = 0; i < f->finds.n; i++) {
        struct tr_find *x = &f->finds.v[i];
        struct tr_gaz_place best = { .kind = TRUCE_PLACE_none };
        double sum = 0, top = 0;
        x->focus_slot = -1;
        if ((x->tag == TR_ENT_PER && x->tag_longer) || (x->facility && x->hint == TRUCE_PLACE_facility)) continue;
        for (uint32_t k = 0; k < x->n_cand; k++) {
            struct tr_gaz_place p = tr_gazetteer_at(f->g, x->cand[k].entry);
            if ((x->cand[k].flags & (TR_GAZ_DEMONYM | TR_GAZ_NEAR)) || !p.country[0]) continue;
            double w = pow(10, prior(&p, x->cand[k].flags));
            sum += w;
            if (w > top) top = w, best = p;
        }
        int s = tr_focus_slot(best.country);
        if (s < 0 || tr_unlikely_place(x->key)) continue;
        /* Countries that act (Russia said) say less of where it is than places that are acted in. */
        double by = best.kind == TRUCE_PLACE_country ? (x->role == TR_ROLE_ACTOR ? 0.7 : 1.5)
                                                     : top / sum * (x->tag == TR_ENT_LOC || x->locative || x->pattern ? 1 : 0.4);
        if (x->dateline || x->based) by *= 0.3;
        f->focus.share[s] += by, f->focus.total += by;
        x->focus_slot = s, x->focus_by = by;
        if (best.kind != TRUCE_PLACE_country) f->focus.local += by;
    }
    share_names(f);
}

void tr_places_choose(struct tr_finder *f)
{
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < f->finds.n; i++) {
            struct tr_find *x = &f->finds.v[i];
            choose(f, i, pass > 0);
            struct tr_gaz_place p = tr_gazetteer_at(f->g, x->choice);
            /* A sound alike is taken only in a country that the report is about. */
            if (x->choice != TR_GAZ_NONE && (x->choice_flags & TR_GAZ_NEAR) && tr_focus_of(&f->focus, p.country) < 0.15)
                x->choice = TR_GAZ_NONE, x->choice_flags = 0;
            /* The text says where it lies, and this one lies elsewhere: a namesake. */
            if (x->choice != TR_GAZ_NONE && pass > 0 && tr_find_point_fit(f, x, &p) < -1) x->choice = TR_GAZ_NONE, x->choice_flags = 0;
            if (x->choice != TR_GAZ_NONE && pass > 0 && tr_find_elsewhere(f, x, x->choice)) x->choice = TR_GAZ_NONE, x->choice_flags = 0;
            if (x->choice != TR_GAZ_NONE && stray(f, x, &p)) x->choice = TR_GAZ_NONE, x->choice_flags = 0;
            x->plausible = plausible(f, x);
            x->accepted = x->plausible >= 2.2;
        }
}
