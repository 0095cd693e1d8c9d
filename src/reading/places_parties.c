/* SPDX-License-Identifier: Apache-2.0 */
/* A war's armed groups tell which country a report is about: where the al-Nusra Front is accused, "al-Quds hospital" lies in Syria. */
#include "knowledge/actors.h"
#include "reading/places_int.h"

#define PARTY_SHARE 0.6 /* beside 1.5 for a country that is named as a place */
#define KEY_MAX 128

/* The country of the groups that bear this name; "" when it is of no group, or of groups of several countries. */
static const char *country_of(const struct tr_register *g, const struct tr_alias *a, tr_str form, uint32_t words)
{
    const char *country = "";
    for (; a; a = tr_register_next(g, a)) {
        const struct tr_actor_entry *e = &g->entries.v[a->entry];
        if (a->lower || (a->acronym && words == 1 && !tr_str_eq(form, a->written))) continue;
        if (e->sort != TR_ENTRY_GROUP || !e->country[0] || (country[0] && !tr_str_eq(tr_str_of(country), tr_str_of(e->country)))) return "";
        country = e->country;
    }
    return country;
}

/* The longest group's name that begins at w; *n = its words. */
static const char *party_at(const struct tr_finder *f, uint32_t w, uint32_t *n)
{
    const struct tr_register *g = f->r->know->actors;
    char key[KEY_MAX];
    size_t len = 0;
    const char *found = "";
    *n = 1;
    for (uint32_t i = w; i < f->d->n_words && i < w + TR_ALIAS_WORDS && f->d->words[i].sentence == f->d->words[w].sentence; i++) {
        bool longer = false;
        tr_str part = tr_actor_key(f->r->arena, f->d->words[i].form);
        if (len + part.n + 1 >= sizeof key) break;
        if (part.n && len) key[len++] = ' ';
        if (part.n) memcpy(key + len, part.p, part.n);
        len += part.n;
        const struct tr_alias *a = part.n ? tr_register_find(g, (tr_str){ key, len }, &longer) : NULL;
        const char *here = a ? country_of(g, a, f->d->words[i].form, i + 1 - w) : "";
        if (here[0]) found = here, *n = i + 1 - w;
        if (part.n && !longer) break;
    }
    return found;
}

void tr_places_focus_parties(struct tr_finder *f)
{
    if (!f->r->know->actors) return;
    for (uint32_t w = 0, n = 1; w < f->d->n_words; w += n) {
        n = 1;
        if (f->d->words[w].upos != TR_UPOS_PROPN) continue;
        int s = tr_focus_slot(party_at(f, w, &n));
        if (s < 0) continue;
        f->focus.share[s] += PARTY_SHARE;
        f->focus.total += PARTY_SHARE;
    }
}
