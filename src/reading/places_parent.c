/* SPDX-License-Identifier: Apache-2.0 */
/* What lies in what: "Khan Tuman, Syria", "Mala (Harib, Marib)", "the hospital in Aleppo", "Syria's Aleppo". What a place is said to lie in tells its
 * namesakes apart, and places what no gazetteer has. */
#include "reading/places_int.h"

#define CHAIN 3 /* "Mala (Harib, Marib, Yemen)": so many steps up */
#define NEAR_KM 120

static const struct tr_word *word(const struct tr_finder *f, uint32_t w)
{
    return &f->d->words[w];
}

/* Words that may follow a name before it is said where it lies: "Jayrud area in", "Qara's", "Salqin town (Idlib)". */
static uint32_t behind(const struct tr_finder *f, uint32_t w, uint32_t end)
{
    for (uint32_t k = 0; k < 3 && w < end; k++, w++) {
        tr_str t = word(f, w)->lower;
        if (!tr_kind_word(t, NULL) && !tr_str_is(t, "'s") && !tr_str_is(t, "area") && !tr_str_is(t, "areas") && !tr_str_is(t, "sector"))
            break;
    }
    return w;
}

/* The find that begins at w, behind "the", "the town of" and bearings. */
static uint32_t find_ahead(const struct tr_finder *f, uint32_t w, uint32_t end)
{
    for (uint32_t k = 0; k < 4 && w < end && !f->word_find[w]; k++, w++) {
        tr_str t = word(f, w)->lower;
        if (!tr_str_is(t, "the") && !tr_str_is(t, "of") && !tr_kind_word(t, NULL) && !tr_direction_word(t)) return TR_NO_FIND;
    }
    return w < end && f->word_find[w] ? f->word_find[w] - 1 : TR_NO_FIND;
}

/* What the words right behind the name say: ", Y", "(Y)", "in Y", "located in Y". */
static void read_behind(const struct tr_finder *f, struct tr_find *x)
{
    const struct tr_sentence *s = &f->d->sentences[word(f, x->first)->sentence];
    uint32_t end = s->first + s->n, at = behind(f, x->first + x->n, end);
    if (at + 1 >= end) return;
    tr_str t = word(f, at)->lower;
    bool comma = tr_str_is(t, ",");
    if (tr_str_is(t, "located") && tr_str_is(word(f, at + 1)->lower, "in")) at++, t = word(f, at)->lower;
    bool of = tr_str_is(t, "of") && at > x->first + x->n; /* "Jayrud area of" */
    if (!comma && !of && !tr_str_is(t, "(") && !tr_str_is(t, "in") && !tr_str_is(t, "under")) return;
    if (comma && !f->word_find[at + 1]) return;
    x->parent = at + 1 < end ? find_ahead(f, at + 1, end) : TR_NO_FIND;
    if (x->parent == TR_NO_FIND) return;
    x->comma_parent = comma, x->close_parent = !comma;
}

/* The same by the tree. */
static void read_tree(const struct tr_finder *f, struct tr_find *x, uint32_t me)
{
    TR_EACH_CHILD(f->d, x->head, c)
    {
        if (x->parent == TR_NO_FIND && f->word_find[c] && f->word_find[c] - 1 != me &&
            (word(f, c)->rel == TR_REL_nmod || word(f, c)->rel == TR_REL_obl)) {
            tr_str k = tr_case_of(f->d, c);
            if (word(f, c)->sub == TR_SUB_poss || tr_str_is(k, "in") || tr_str_is(k, "of")) x->parent = f->word_find[c] - 1;
        }
    }
    uint32_t up = word(f, x->head)->head;
    /* "the village of X in Y province": both hang on the kind word. */
    if (x->parent == TR_NO_FIND && up != TR_NO_WORD && tr_kind_word(word(f, up)->lower, NULL)) {
        TR_EACH_CHILD(f->d, up, c)
        {
            if (c > x->head && f->word_find[c] && f->word_find[c] - 1 != me && tr_str_is(tr_case_of(f->d, c), "in"))
                x->parent = f->word_find[c] - 1;
        }
    }
}

void tr_find_parents(struct tr_finder *f)
{
    for (uint32_t i = 0; i < f->finds.n; i++) {
        read_behind(f, &f->finds.v[i]);
        if (f->finds.v[i].parent == i) f->finds.v[i].parent = TR_NO_FIND;
        if (f->finds.v[i].parent == TR_NO_FIND) read_tree(f, &f->finds.v[i], i);
    }
    /* "Amaifeke and Ihioma (Orlu)": the bracket is of both. */
    for (uint32_t i = f->finds.n; i-- > 1;) {
        const struct tr_find *x = &f->finds.v[i];
        struct tr_find *before = &f->finds.v[i - 1];
        if (x->close_parent && before->parent == TR_NO_FIND && tr_find_listed(f, before, x))
            before->parent = x->parent, before->close_parent = true;
    }
}

/* How well a place lies in one of the candidates of a find. */
static double fit_in(const struct tr_finder *f, const struct tr_find *y, uint32_t entry)
{
    struct tr_gaz_place p = tr_gazetteer_at(f->g, entry);
    double best = -0.4;
    for (uint32_t i = 0; i < y->n_cand; i++) {
        if ((y->cand[i].flags & TR_GAZ_DEMONYM) || y->cand[i].entry == entry) continue;
        struct tr_gaz_place q = tr_gazetteer_at(f->g, y->cand[i].entry);
        if (q.country[0] && !tr_str_eq(tr_str_of(q.country), tr_str_of(p.country))) continue;
        double s = best;
        if (q.kind == TRUCE_PLACE_country) s = 2;
        else if (q.kind == TRUCE_PLACE_admin1 && tr_str_eq(q.name, p.admin1)) s = 2.5;
        else if (q.located && p.located) {
            double km = tr_km(p.lat, p.lon, q.lat, q.lon);
            if (km < NEAR_KM) s = 2 - km / NEAR_KM;
        }
        if (s > best) best = s;
    }
    return best;
}

double tr_find_parent_fit(const struct tr_finder *f, const struct tr_find *x, uint32_t entry)
{
    double sum = 0, by = 1;
    uint32_t up = x->parent;
    for (int k = 0; k < CHAIN && up != TR_NO_FIND && &f->finds.v[up] != x; k++, by *= 0.6) {
        if (f->finds.v[up].n_cand) sum += by * fit_in(f, &f->finds.v[up], entry);
        up = f->finds.v[up].parent;
    }
    return sum;
}

/* "Homs, Hama and Idlib": what follows the comma goes on as a list, so that it says nothing of where Homs lies. */
static bool in_list(const struct tr_finder *f, const struct tr_find *x)
{
    const struct tr_find *y = &f->finds.v[x->parent];
    uint32_t next = x->parent + 1, me = (uint32_t)(x - f->finds.v);
    if (next < f->finds.n && tr_find_listed(f, y, &f->finds.v[next])) return true;
    return me > 0 && tr_find_listed(f, &f->finds.v[me - 1], x);
}

bool tr_find_elsewhere(const struct tr_finder *f, const struct tr_find *x, uint32_t entry)
{
    if (x->parent == TR_NO_FIND || x->direction || !(x->close_parent || x->comma_parent)) return false;
    const struct tr_find *y = &f->finds.v[x->parent];
    if (!y->accepted || y->choice == TR_GAZ_NONE || y->choice == entry || (x->comma_parent && (y->role == TR_ROLE_ACTOR || in_list(f, x))))
        return false;
    struct tr_gaz_place p = tr_gazetteer_at(f->g, entry);
    if (p.kind == TRUCE_PLACE_country || p.kind == TRUCE_PLACE_region || p.kind == TRUCE_PLACE_natural || !p.country[0]) return false;
    return fit_in(f, y, entry) < 0;
}
