/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/scope.h"

#include "base/utf8.h"
#include "knowledge/gazetteer.h"

enum want { WANT_ANY, WANT_CITY, WANT_UNIT };

bool tr_scope_circle(struct tr_arena *a, tr_str text, struct tr_scope_rule *out)
{
    double v[3];
    tr_str rest = text, part;
    for (int i = 0; i < 3; i++) {
        if (!tr_str_split(&rest, ',', &part) || !tr_str_to_double(tr_str_trim(part), &v[i])) return false;
    }
    if (rest.n || !(v[0] >= -90 && v[0] <= 90 && v[1] >= -180 && v[1] <= 180 && v[2] > 0 && v[2] <= TR_MAX_CIRCLE_KM)) return false;
    *out = (struct tr_scope_rule){ .sort = TR_SCOPE_CIRCLE, .located = true, .lat = v[0], .lon = v[1], .km = v[2] };
    out->name = tr_arena_printf(a, "%g km around %.4f, %.4f", v[2], v[0], v[1]);
    return true;
}

/* --- names --- */

/* Takes a kind word off the end of a folded name. */
static enum want kind_word(tr_str *fold)
{
    static const struct {
        const char *word;
        enum want want;
    } words[] = {
        { " governorate", WANT_UNIT }, { " province", WANT_UNIT }, { " oblast", WANT_UNIT },    { " state", WANT_UNIT },
        { " region", WANT_UNIT },      { " county", WANT_UNIT },   { " muhafazah", WANT_UNIT }, { " city", WANT_CITY },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!tr_str_ends(*fold, tr_str_of(words[i].word))) continue;
        fold->n -= strlen(words[i].word);
        return words[i].want;
    }
    return WANT_ANY;
}

static bool letters(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z'))) return false;
    }
    return s.n == 2;
}

/* ", SY" or ", Syria" at the end. */
static tr_str take_country(struct tr_arena *a, const struct tr_knowledge *k, tr_str text, char country[3])
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    memset(country, 0, 3);
    for (size_t i = text.n; i > 0; i--) {
        if (text.p[i - 1] != ',') continue;
        tr_str tail = tr_str_trim(tr_str_sub(text, i, text.n)), head = tr_str_trim(tr_str_sub(text, 0, i - 1));
        if (letters(tail)) {
            country[0] = (char)(tail.p[0] & ~32);
            country[1] = (char)(tail.p[1] & ~32);
            return head;
        }
        uint32_t n = k ? tr_gazetteer_find(k->places, tr_utf8_fold(a, tail), hits, TR_GAZ_MAX_HITS) : 0;
        for (uint32_t h = 0; h < n; h++) {
            struct tr_gaz_place p = tr_gazetteer_at(k->places, hits[h].entry);
            if (p.kind != TRUCE_PLACE_country) continue;
            memcpy(country, p.country, 3);
            return head;
        }
        break;
    }
    return text;
}

tr_str tr_scope_fold(struct tr_arena *a, const struct tr_knowledge *k, tr_str text, char country[3])
{
    tr_str fold = tr_utf8_fold(a, tr_str_trim(take_country(a, k, tr_str_trim(text), country)));
    kind_word(&fold);
    return fold;
}

static void fill(struct tr_arena *a, const struct tr_knowledge *k, uint32_t entry, struct tr_scope_rule *out)
{
    struct tr_gaz_place p = tr_gazetteer_at(k->places, entry);
    *out = (struct tr_scope_rule){ .kind = p.kind, .located = p.located, .lat = p.lat, .lon = p.lon };
    memcpy(out->country, p.country, 3);
    out->fold = tr_utf8_fold(a, p.name);
    out->key = tr_gazetteer_id(k->places, entry, a);
    out->admin1 = p.kind == TRUCE_PLACE_admin1 && !p.admin1.n ? p.name : p.admin1;
    switch (p.kind) {
    case TRUCE_PLACE_country:
        out->sort = TR_SCOPE_COUNTRY;
        out->name = tr_arena_printf(a, TR_STR_FMT " (%s)", TR_STR_ARG(p.name), p.country);
        return;
    case TRUCE_PLACE_admin1:
        out->sort = TR_SCOPE_UNIT;
        out->name = tr_arena_printf(a, TR_STR_FMT ", the governorate or province (%s)", TR_STR_ARG(p.name), p.country);
        return;
    case TRUCE_PLACE_city:
    case TRUCE_PLACE_region: out->km = TR_CITY_KM; break;
    case TRUCE_PLACE_neighbourhood: out->km = TR_QUARTER_KM; break;
    default: break;
    }
    out->sort = TR_SCOPE_PLACE;
    const char *what = p.kind == TRUCE_PLACE_city ? " city" : "";
    out->name = tr_arena_printf(a, TR_STR_FMT "%s (%s)", TR_STR_ARG(p.name), what, p.country);
}

/* City and governorate of one name are asked for together. */
static void join(struct tr_arena *a, const struct tr_scope_rule *unit, const struct tr_scope_rule *city, tr_str name,
                 struct tr_scope_rule *out)
{
    *out = *unit;
    out->sort = TR_SCOPE_UNIT_AND_CITY;
    out->fold = city->fold;
    out->located = city->located || unit->located;
    out->lat = city->located ? city->lat : unit->lat;
    out->lon = city->located ? city->lon : unit->lon;
    out->name = tr_arena_printf(a, TR_STR_FMT ", city and governorate (%s)", TR_STR_ARG(name), unit->country);
}

static bool wanted(const struct tr_gaz_place *p, const struct tr_gaz_hit *h, const char *country, enum want want)
{
    if (h->flags & TR_GAZ_DEMONYM) return false;
    if (country[0] && memcmp(p->country, country, 2) != 0) return false;
    if (want == WANT_UNIT) return p->kind == TRUCE_PLACE_admin1 || p->kind == TRUCE_PLACE_admin2 || p->kind == TRUCE_PLACE_region;
    return want == WANT_ANY || p->kind == TRUCE_PLACE_city;
}

/* The rule of candidate i, joined with the unit or city of its name in the same country. */
static void rule_of(struct tr_arena *a, const struct tr_knowledge *k, const struct tr_gaz_hit *hits, uint32_t n, uint32_t i, enum want want,
                    struct tr_scope_rule *out)
{
    struct tr_gaz_place p = tr_gazetteer_at(k->places, hits[i].entry);
    fill(a, k, hits[i].entry, out);
    if (want != WANT_ANY || (p.kind != TRUCE_PLACE_admin1 && p.kind != TRUCE_PLACE_city)) return;
    enum truce_place_kind other = p.kind == TRUCE_PLACE_city ? TRUCE_PLACE_admin1 : TRUCE_PLACE_city;
    for (uint32_t j = 0; j < n; j++) {
        struct tr_gaz_place q = tr_gazetteer_at(k->places, hits[j].entry);
        if (q.kind != other || memcmp(q.country, p.country, 3) != 0 || (hits[j].flags & TR_GAZ_DEMONYM)) continue;
        struct tr_scope_rule second, first = *out;
        fill(a, k, hits[j].entry, &second);
        /* A town far away that has the governorate's name is not its city. */
        const struct tr_scope_rule *unit = other == TRUCE_PLACE_admin1 ? &second : &first,
                                   *city = other == TRUCE_PLACE_admin1 ? &first : &second;
        if (!tr_str_eq(unit->admin1, city->admin1)) continue;
        join(a, unit, city, other == TRUCE_PLACE_admin1 ? p.name : q.name, out);
        return;
    }
}

uint32_t tr_scope_read(struct tr_arena *a, const struct tr_knowledge *k, tr_str text, struct tr_scope_rule *out, uint32_t max)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    char country[3];
    uint32_t n_out = 0;
    if (!k) return 0;
    tr_str fold = tr_utf8_fold(a, tr_str_trim(take_country(a, k, tr_str_trim(text), country))), base = fold;
    uint32_t n = tr_gazetteer_find(k->places, fold, hits, TR_GAZ_MAX_HITS);
    enum want want = kind_word(&base);
    if (want != WANT_ANY) { /* "New York City" has the word in its name; "Aleppo city" has not */
        bool whole = n > 0 && want == WANT_CITY;
        if (!whole) n = tr_gazetteer_find(k->places, base, hits, TR_GAZ_MAX_HITS);
    }
    for (uint32_t i = 0; i < n && n_out < max; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(k->places, hits[i].entry);
        if (wanted(&p, &hits[i], country, want)) rule_of(a, k, hits, n, i, want, &out[n_out++]);
    }
    return n_out;
}

void tr_scope_own(struct tr_arena *a, const struct tr_place_row *p, struct tr_scope_rule *out)
{
    *out = (struct tr_scope_rule){
        .sort = TR_SCOPE_PLACE, .kind = p->kind, .located = p->located, .lat = p->lat, .lon = p->lon, .key = p->key
    };
    memcpy(out->country, p->country, 3);
    out->fold = tr_utf8_fold(a, p->name);
    out->admin1 = p->admin1;
    out->name = p->country[0] ? tr_arena_printf(a, TR_STR_FMT " (%s)", TR_STR_ARG(p->name), p->country) : p->name;
    if (p->kind == TRUCE_PLACE_country && p->country[0]) out->sort = TR_SCOPE_COUNTRY;
    if (p->kind == TRUCE_PLACE_admin1 && p->country[0] && p->admin1.n) out->sort = TR_SCOPE_UNIT_AND_CITY;
    if (p->kind == TRUCE_PLACE_city && p->located) out->km = TR_CITY_KM;
}

/* --- what lies in it --- */

static bool around(const struct tr_scope_rule *r, const struct tr_place_row *p)
{
    bool area = p->kind == TRUCE_PLACE_country || p->kind == TRUCE_PLACE_admin1 || p->kind == TRUCE_PLACE_admin2;
    return r->km > 0 && r->located && p->located && !area && tr_km(r->lat, r->lon, p->lat, p->lon) <= r->km;
}

static bool itself(const struct tr_scope_rule *r, const struct tr_place_row *p, tr_str fold)
{
    if (r->key.n && tr_str_eq(r->key, p->key)) return true;
    if (!tr_str_eq(r->fold, fold)) return false;
    bool abroad = r->country[0] && p->country[0] && memcmp(r->country, p->country, 2) != 0;
    bool elsewhere = r->located && p->located && tr_km(r->lat, r->lon, p->lat, p->lon) > 50;
    return !abroad && !elsewhere;
}

bool tr_scope_has(const struct tr_scope_rule *r, const struct tr_place_row *p, tr_str fold)
{
    bool there = r->country[0] && memcmp(r->country, p->country, 2) == 0;
    switch (r->sort) {
    case TR_SCOPE_CIRCLE: return p->located && tr_km(r->lat, r->lon, p->lat, p->lon) <= r->km;
    case TR_SCOPE_COUNTRY: return there || itself(r, p, fold);
    case TR_SCOPE_UNIT: return (there && r->admin1.n && tr_str_eq(r->admin1, p->admin1)) || tr_str_eq(r->key, p->key);
    case TR_SCOPE_UNIT_AND_CITY: return (there && r->admin1.n && tr_str_eq(r->admin1, p->admin1)) || itself(r, p, fold);
    case TR_SCOPE_PLACE:
        /* the city asked for is not the governorate of its name */
        if (r->kind == TRUCE_PLACE_city && p->kind == TRUCE_PLACE_admin1) return false;
        return itself(r, p, fold) || around(r, p);
    }
    return false;
}

/* --- near spellings --- */

/* Edits between two short names, given up beyond 2. */
static int distance(tr_str a, tr_str b)
{
    int row[64], n = (int)b.n;
    if (a.n >= 64 || b.n >= 64 || a.n > b.n + 2 || b.n > a.n + 2) return 9;
    for (int j = 0; j <= n; j++) row[j] = j;
    for (int i = 1; i <= (int)a.n; i++) {
        int before = row[0];
        row[0] = i;
        for (int j = 1; j <= n; j++) {
            int over = row[j], change = before + (a.p[i - 1] != b.p[j - 1]);
            int least = row[j - 1] + 1 < over + 1 ? row[j - 1] + 1 : over + 1;
            row[j] = change < least ? change : least;
            before = over;
        }
    }
    return row[n];
}

struct names {
    tr_str list;
    uint32_t n;
};

static void add_name(struct tr_arena *a, struct names *to, tr_str name, const char *country)
{
    tr_str shown = country[0] ? tr_arena_printf(a, TR_STR_FMT " (%s)", TR_STR_ARG(name), country) : name;
    if (to->n >= 5 || (to->list.n && tr_str_find(to->list, shown) >= 0)) return;
    to->list = to->n ? tr_arena_printf(a, TR_STR_FMT ", " TR_STR_FMT, TR_STR_ARG(to->list), TR_STR_ARG(shown)) : shown;
    to->n++;
}

tr_str tr_scope_near(struct tr_arena *a, const struct tr_knowledge *k, tr_str fold, const struct tr_place_row *const *own, uint32_t n_own)
{
    struct names to = { { "", 0 }, 0 };
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    int most = fold.n > 5 ? 2 : 1;
    for (int edits = 1; edits <= most; edits++) {
        for (uint32_t i = 0; i < n_own; i++) {
            if (distance(fold, tr_utf8_fold(a, own[i]->name)) == edits) add_name(a, &to, own[i]->name, own[i]->country);
        }
    }
    uint32_t n = k ? tr_gazetteer_near(k->places, fold, hits, TR_GAZ_MAX_HITS) : 0;
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(k->places, hits[i].entry);
        add_name(a, &to, p.name, p.country);
    }
    return to.list;
}
