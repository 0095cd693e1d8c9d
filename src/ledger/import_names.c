/* SPDX-License-Identifier: Apache-2.0 */
/* Names of a coded row to entries of the register and the gazetteer. A name that is not known stays as it is written. */
#include "base/utf8.h"
#include "knowledge/actors.h"
#include "knowledge/gazetteer.h"
#include "ledger/import_int.h"

#define SAME_PLACE_KM 15.0 /* a place of that name, no farther from the row's coordinates, is the one that is meant */

static const struct tr_gazetteer *places_of(const struct tr_draft *d)
{
    return d->im->know ? d->im->know->places : NULL;
}

static const struct tr_register *register_of(const struct tr_draft *d)
{
    return d->im->know ? d->im->know->actors : NULL;
}

void tr_draft_country(const struct tr_draft *d, tr_str name, char out[3])
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    uint32_t n = tr_gazetteer_find(places_of(d), tr_utf8_fold(d->a, name), hits, TR_GAZ_MAX_HITS);
    memset(out, 0, 3);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(places_of(d), hits[i].entry);
        if (p.kind != TRUCE_PLACE_country || (hits[i].flags & TR_GAZ_DEMONYM)) continue;
        memcpy(out, p.country, 3);
        return;
    }
}

/* --- actors ----------------------------------------------------------------------------------------------------------- */

static const struct tr_actor_entry *look_up(const struct tr_draft *d, tr_str name, tr_date day, const char *country, bool states_only)
{
    const struct tr_register *g = register_of(d);
    const struct tr_actor_entry *best = NULL;
    int best_score = -1;
    if (!g || !name.n) return NULL;
    for (const struct tr_alias *a = tr_register_find(g, tr_actor_key(d->a, name), NULL); a; a = tr_register_next(g, a)) {
        const struct tr_actor_entry *e = &g->entries.v[a->entry];
        /* Letters that a state's organ elsewhere has too ("SNA": an army of Somalia) name another body here. */
        bool stranger = a->acronym && e->sort == TR_ENTRY_ORGAN && country && country[0] && strcmp(e->country, country) != 0;
        if (stranger || a->sort != TR_ALIAS_NAME || (a->acronym && !tr_str_eq(a->written, name)) ||
            (states_only && e->sort != TR_ENTRY_STATE))
            continue;
        bool held =
            day == TR_NO_DATE || ((e->held.from == TR_NO_DATE || e->held.from <= day) && (e->held.to == TR_NO_DATE || day <= e->held.to));
        int score = (held ? 2 : 0) + (country && country[0] && !strcmp(e->country, country) ? 1 : 0);
        if (score > best_score) best = e, best_score = score;
    }
    return best;
}

static void take_entry(struct truce_actor *a, const struct tr_actor_entry *e)
{
    a->id = e->id;
    a->name = e->name;
    a->kind = e->kind;
    a->role = e->role;
    memcpy(a->country, e->country, sizeof a->country);
}

/* "Military Forces of Turkey (2016-) Gendarmerie": what stands between the prefix and the years is the state, what stands behind them a branch, which must be an organ that we know: it
 * may also be a rival government ("Supreme Political Council"): *organ is NULL then. */
static const struct tr_actor_entry *state_of(const struct tr_draft *d, tr_str rest, tr_date day, const char **organ)
{
    ptrdiff_t years = tr_str_find(rest, TR_STR(" ("));
    tr_str name = years > 0 ? tr_str_sub(rest, 0, (size_t)years) : rest, branch = TR_STR("");
    ptrdiff_t end = tr_str_find(rest, TR_STR(") "));
    if (end > 0) branch = tr_str_sub(rest, (size_t)end + 2, rest.n);
    if (tr_str_starts_i(name, TR_STR("the "))) name = tr_str_sub(name, 4, name.n);
    const struct tr_organ *o = branch.n ? tr_register_organ(register_of(d), tr_actor_key(d->a, branch), NULL) : NULL;
    if (branch.n) *organ = o && o->suffix.n ? tr_arena_dup(d->a, o->suffix).p : NULL;
    return look_up(d, name, day, NULL, true);
}

/* "Military Forces of Russia", "Government of Syria": the organ of a state, with the id that reading gives it (organs.tsv). */
static bool take_organ(const struct tr_draft *d, struct truce_actor *a, tr_str core, tr_date day)
{
    static const struct {
        const char *prefix, *organ;
        enum truce_actor_kind kind;
    } forms[] = {
        { "Military Forces of ", "army", TRUCE_ACTOR_military },
        { "Police Forces of ", "police", TRUCE_ACTOR_military },
        { "Government of ", "government", TRUCE_ACTOR_government },
    };
    if (!register_of(d)) return false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!tr_str_starts_i(core, tr_str_of(forms[i].prefix))) continue;
        const char *organ = forms[i].organ;
        a->kind = forms[i].kind;
        const struct tr_actor_entry *state = state_of(d, tr_str_sub(core, strlen(forms[i].prefix), core.n), day, &organ);
        if (!state) return false;
        memcpy(a->country, state->country, sizeof a->country);
        if (!organ) return false;
        a->id = tr_arena_printf(d->a, TR_STR_FMT "/%s", TR_STR_ARG(state->id), organ);
        const struct tr_actor_entry *own = tr_register_id(register_of(d), a->id);
        if (own) take_entry(a, own);
        else a->name = core;
        return true;
    }
    return false;
}

static bool is_civil(tr_str core)
{
    return tr_str_starts_i(core, TR_STR("Civilian")) || tr_str_starts_i(core, TR_STR("Protesters")) ||
           tr_str_starts_i(core, TR_STR("Rioters"));
}

/* Cuts a closing "(…)" off: years ("2000-") or a country. */
static tr_str cut_brackets(tr_str s, tr_str *inside)
{
    *inside = TR_STR("");
    if (!tr_str_ends(s, TR_STR(")"))) return s;
    for (size_t i = s.n; i-- > 0;) {
        if (s.p[i] != '(') continue;
        *inside = tr_str_sub(s, i + 1, s.n - 1);
        return tr_str_trim(tr_str_sub(s, 0, i));
    }
    return s;
}

/* The parts of a coded name that may be names of their own: all of it, what follows "(2016-)", both sides of "QSD: Syrian Democratic Forces". */
static const struct tr_actor_entry *find_group(const struct tr_draft *d, tr_str written, tr_str core, tr_date day, const char *country)
{
    const struct tr_actor_entry *e = look_up(d, written, day, country, false);
    if (!e) e = look_up(d, core, day, country, false);
    ptrdiff_t mark = tr_str_find(core, TR_STR(") "));
    if (!e && mark > 0) e = look_up(d, tr_str_sub(core, (size_t)mark + 2, core.n), day, country, false);
    mark = tr_str_find(core, TR_STR(": "));
    if (!e && mark > 0) {
        e = look_up(d, tr_str_sub(core, (size_t)mark + 2, core.n), day, country, false);
        if (!e) e = look_up(d, tr_str_sub(core, 0, (size_t)mark), day, country, false);
    }
    return e;
}

struct truce_actor *tr_draft_actor(struct tr_draft *d, tr_str written, tr_span span, tr_date day, const char *country,
                                   enum truce_actor_kind kind)
{
    if (!written.n) return NULL;
    struct truce_actor *a = TR_NEW(d->a, struct truce_actor);
    tr_str inside, core = cut_brackets(tr_arena_dup(d->a, written), &inside);
    *a = (struct truce_actor){
        .text = tr_arena_dup(d->a, written), .span = span, .id = TR_STR(""), .role = TR_STR(""), .kind = kind ? kind : TRUCE_ACTOR_party
    };
    a->name = a->text;
    tr_draft_country(d, inside, a->country);
    *tr_vec_push(d->a, &d->actors) = a;
    if (is_civil(core)) {
        a->kind = TRUCE_ACTOR_civilians;
        if (!a->country[0] && country) memcpy(a->country, country, sizeof a->country);
        return a;
    }
    if (take_organ(d, a, core, day) || tr_str_starts_i(core, TR_STR("Unidentified"))) return a;
    const struct tr_actor_entry *e = find_group(d, a->text, core, day, a->country[0] ? a->country : country);
    if (e && e->kind != TRUCE_ACTOR_media && e->kind != TRUCE_ACTOR_person) take_entry(a, e);
    return a;
}

struct truce_actor *tr_draft_source(struct tr_draft *d, tr_str written, tr_span span, tr_date day)
{
    const struct tr_actor_entry *e = look_up(d, written, day, NULL, false);
    if (!e || e->kind == TRUCE_ACTOR_media) return NULL; /* an outlet speaks for itself */
    struct truce_actor *a = TR_NEW(d->a, struct truce_actor);
    *a = (struct truce_actor){ .text = tr_arena_dup(d->a, written), .span = span };
    take_entry(a, e);
    *tr_vec_push(d->a, &d->actors) = a;
    return a;
}

/* --- places ----------------------------------------------------------------------------------------------------------- */

static enum truce_place_kind kind_of(int where_prec)
{
    switch (where_prec) {
    case 3: return TRUCE_PLACE_admin2;
    case 4: return TRUCE_PLACE_admin1;
    case 5:
    case 7: return TRUCE_PLACE_region;
    case 6: return TRUCE_PLACE_country;
    default: return TRUCE_PLACE_city;
    }
}

/* The name without the kind word that coders put behind it: "Aleppo town", "Aleppo Governorate". */
static tr_str bare(tr_str name)
{
    static const char *const words[] = { " town",        " village",  " city",          " district",
                                         " governorate", " province", " neighbourhood", " neighborhood" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (tr_str_ends_i(name, tr_str_of(words[i]))) return tr_str_sub(name, 0, name.n - strlen(words[i]));
    }
    return name;
}

static bool of_kind(const struct tr_gaz_place *g, enum truce_place_kind kind)
{
    if (g->kind == kind) return true;
    return kind == TRUCE_PLACE_city && (g->kind == TRUCE_PLACE_neighbourhood || g->kind == TRUCE_PLACE_facility);
}

/* The entry of that name in the country, of that kind, nearest to the coordinates; units need no coordinates. */
static uint32_t seek(const struct tr_draft *d, tr_str name, const struct truce_place *p, enum truce_place_kind kind)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    const struct tr_gazetteer *g = places_of(d);
    uint32_t n = tr_gazetteer_find(g, tr_utf8_fold(d->a, name), hits, TR_GAZ_MAX_HITS), best = TR_GAZ_NONE;
    bool unit = kind == TRUCE_PLACE_admin1 || kind == TRUCE_PLACE_country;
    double best_km = SAME_PLACE_KM * (kind == TRUCE_PLACE_admin2 ? 4 : 1);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place c = tr_gazetteer_at(g, hits[i].entry);
        if ((hits[i].flags & TR_GAZ_DEMONYM) || strcmp(c.country, p->country) || !of_kind(&c, kind)) continue;
        if (unit) return hits[i].entry;
        double km = c.located && p->located ? tr_km(c.lat, c.lon, p->lat, p->lon) : 1e9;
        if (km < best_km) best = hits[i].entry, best_km = km;
    }
    return best;
}

void tr_draft_place(struct tr_draft *d, struct truce_place *p, tr_str admin1)
{
    p->kind = kind_of(p->where_prec);
    p->name = p->text;
    p->id = TR_STR("");
    p->confidence = 1;
    p->admin1 = tr_arena_dup(d->a, admin1);
    *tr_vec_push(d->a, &d->places) = p;
    if (!places_of(d)) return;
    uint32_t unit = admin1.n ? seek(d, admin1, p, TRUCE_PLACE_admin1) : TR_GAZ_NONE;
    if (unit == TR_GAZ_NONE && admin1.n) unit = seek(d, bare(admin1), p, TRUCE_PLACE_admin1);
    if (unit != TR_GAZ_NONE) p->admin1 = tr_gazetteer_at(places_of(d), unit).name;
    uint32_t at = p->kind == TRUCE_PLACE_country ? tr_gazetteer_country(places_of(d), p->country) : seek(d, p->text, p, p->kind);
    if (at == TR_GAZ_NONE) at = seek(d, bare(p->text), p, p->kind);
    if (at == TR_GAZ_NONE) return;
    struct tr_gaz_place g = tr_gazetteer_at(places_of(d), at);
    p->name = g.name;
    p->id = tr_gazetteer_id(places_of(d), at, d->a);
    p->kind = g.kind;
    if (g.admin1.n && !p->admin1.n) p->admin1 = g.admin1;
}
