/* SPDX-License-Identifier: Apache-2.0 */
/* The same agreement with other terms. */
#include "base/utf8.h"
#include "judging/findings_int.h"
#include "knowledge/actors.h"
#include "knowledge/gazetteer.h"

#define WHAT_IF TR_STR("what if")

static struct tr_term term_of(const struct tr_change *c)
{
    return (struct tr_term){ .source = WHAT_IF, .ref = c->value };
}

/* --- territory ------------------------------------------------------------------------------------------------------------------------ */

static double radius(enum truce_place_kind kind, uint32_t population)
{
    if (kind == TRUCE_PLACE_city) return population > 500000 ? 12 : population > 50000 ? 6 : 3;
    return kind == TRUCE_PLACE_neighbourhood || kind == TRUCE_PLACE_facility ? 1.5 : 25;
}

static bool concerns(const struct tr_agreement *g, const char *country)
{
    for (uint32_t i = 0; i < g->include.n; i++) {
        if (!memcmp(g->include.v[i].country, country, 2)) return true;
    }
    return false;
}

/* A country before a unit, a unit before the city that it is named for, and the agreement's countries before others: "Aleppo" is the governorate with its city. */
static int rank(const struct tr_agreement *g, const struct tr_gaz_place *p, uint32_t flags)
{
    int r = p->kind == TRUCE_PLACE_country ? 3 : p->kind == TRUCE_PLACE_admin1 ? 2 : p->kind == TRUCE_PLACE_city ? 1 : 0;
    if (flags & (TR_GAZ_DEMONYM | TR_GAZ_NEAR)) r -= 8;
    return r + (concerns(g, p->country) ? 20 : 0);
}

static bool circle(tr_str text, struct tr_area *out)
{
    tr_str lat, lon, km;
    if (!tr_str_split(&text, ',', &lat) || !tr_str_split(&text, ',', &lon) || !tr_str_split(&text, ',', &km) || text.n) return false;
    return tr_str_to_double(tr_str_trim(lat), &out->lat) && tr_str_to_double(tr_str_trim(lon), &out->lon) &&
           tr_str_to_double(tr_str_trim(km), &out->km) && out->lat >= -90 && out->lat <= 90 && out->lon >= -180 && out->lon <= 180 &&
           out->km > 0 && out->km <= 5000;
}

static bool find_place(struct tr_arena *a, const struct tr_agreement *g, const struct tr_knowledge *k, tr_str name,
                       struct tr_gaz_place *best)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    tr_str folded = tr_utf8_fold(a, name);
    uint32_t n = tr_gazetteer_find(k->places, folded, hits, TR_GAZ_MAX_HITS);
    int top = -100;
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(k->places, hits[i].entry);
        int r = rank(g, &p, hits[i].flags);
        if (r <= top) continue;
        top = r;
        *best = p;
    }
    return n > 0;
}

static int area_of(struct tr_arena *a, const struct tr_agreement *g, const struct tr_change *c, const struct tr_knowledge *k,
                   struct tr_area *out, struct tr_err *err)
{
    static const char *const words[] = { " province", " governorate", " region", " state", " district", " oblast" };
    struct tr_gaz_place p;
    *out = (struct tr_area){ .term = term_of(c), .name = c->value };
    if (circle(c->value, out)) {
        out->kind = TR_AREA_CIRCLE;
        return TR_OK;
    }
    bool found = find_place(a, g, k, c->value, &p);
    for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++) {
        if (tr_str_ends_i(c->value, tr_str_of(words[i])))
            found = find_place(a, g, k, tr_str_sub(c->value, 0, c->value.n - strlen(words[i])), &p);
    }
    if (!found)
        return tr_fail(err, TR_E_USAGE, "no place is called \"%.*s\"; name a country, a governorate, a city, or LAT,LON,KM",
                       TR_STR_ARG(c->value));
    memcpy(out->country, p.country, sizeof out->country);
    out->name = p.name;
    out->admin1 = p.admin1;
    out->lat = p.lat;
    out->lon = p.lon;
    out->kind = p.kind == TRUCE_PLACE_country ? TR_AREA_COUNTRY : p.kind == TRUCE_PLACE_admin1 ? TR_AREA_ADMIN1 : TR_AREA_CIRCLE;
    if (out->kind == TR_AREA_CIRCLE) {
        if (!p.located) return tr_fail(err, TR_E_USAGE, "nobody knows where \"%.*s\" lies; give LAT,LON,KM instead", TR_STR_ARG(c->value));
        out->km = radius(p.kind, p.population);
    }
    return TR_OK;
}

static struct tr_areas plus_area(struct tr_arena *a, struct tr_areas v, const struct tr_area *area)
{
    struct tr_area *all = TR_NEW_N(a, struct tr_area, v.n + 1);
    if (v.n) memcpy(all, v.v, v.n * sizeof *all);
    all[v.n] = *area;
    return (struct tr_areas){ all, v.n + 1 };
}

static bool same_area(const struct tr_area *x, const struct tr_area *y, tr_str name)
{
    if (tr_str_ieq(x->name, name) || tr_str_ieq(x->name, y->name)) return true;
    return x->kind == TR_AREA_ADMIN1 && y->kind == TR_AREA_ADMIN1 && !memcmp(x->country, y->country, 2) && tr_str_ieq(x->admin1, y->admin1);
}

/* Takes the area out of a list; *gone counts. */
static struct tr_areas minus_area(struct tr_arena *a, struct tr_areas v, const struct tr_area *area, tr_str name, uint32_t *gone)
{
    struct tr_area *left = TR_NEW_N(a, struct tr_area, v.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < v.n; i++) {
        if (!same_area(&v.v[i], area, name)) left[n++] = v.v[i];
    }
    *gone += v.n - n;
    return (struct tr_areas){ left, n };
}

/* Extensions that name a territory of their own take part in the change: what is added is covered to the end. */
static void extend(struct tr_arena *a, struct tr_agreement *g, const struct tr_area *area, bool add, tr_str name)
{
    struct tr_extension *v = TR_NEW_N(a, struct tr_extension, g->extensions.n + 1);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        uint32_t gone = 0;
        v[i] = g->extensions.v[i];
        if (!v[i].include.n) continue;
        struct tr_areas left = minus_area(a, v[i].include, area, name, &gone);
        if (add) v[i].include = plus_area(a, v[i].include, area);
        else if (left.n) v[i].include = left;
    }
    g->extensions.v = v;
}

static int territory(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, const struct tr_knowledge *k,
                     struct tr_err *err)
{
    struct tr_area area;
    uint32_t gone = 0;
    int rc = area_of(a, g, c, k, &area, err);
    if (rc) return rc;
    extend(a, g, &area, c->kind == TR_CHANGE_ADD_TERRITORY, c->value);
    if (c->kind == TR_CHANGE_ADD_TERRITORY) {
        g->exclude = minus_area(a, g->exclude, &area, c->value, &gone);
        /* No included area means everywhere: nothing is to be added. */
        if (g->include.n) g->include = plus_area(a, g->include, &area);
        return TR_OK;
    }
    struct tr_areas left = minus_area(a, g->include, &area, c->value, &gone);
    /* Without any area left the agreement would cover everything, so the last one is left out instead of taken away. */
    if (gone && left.n) g->include = left;
    else g->exclude = plus_area(a, g->exclude, &area);
    return TR_OK;
}

/* --- time ----------------------------------------------------------------------------------------------------------------------------- */

static int times(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, struct tr_err *err)
{
    struct tr_term_time *t = TR_NEW(a, struct tr_term_time);
    *t = (struct tr_term_time){ .term = term_of(c), .text = c->value, .zone = g->zone };
    if (!tr_instant_parse(c->value, g->zone, &t->at, &t->width))
        return tr_fail(err, TR_E_USAGE, "\"%.*s\" is no time; write 2016-04-30T01:00 (as clocks show it there), or a day",
                       TR_STR_ARG(c->value));
    struct tr_term_times one = { t, 1 };
    if (c->kind == TR_CHANGE_START) {
        /* A day alone means its first minute: who asks "from 22 April" does not leave that day open. */
        t->width = t->width > 60 ? 60 : t->width;
        g->starts = one;
    } else {
        if (t->width > 60) t->at += t->width, t->width = 60;
        g->ends = one;
        g->extensions.n = 0; /* they went on from an end that is no more */
    }
    return TR_OK;
}

/* --- actors --------------------------------------------------------------------------------------------------------------------------- */

static bool resolve(struct tr_arena *a, tr_str text, const struct tr_knowledge *k, tr_date day, tr_str *id, tr_str *name)
{
    *name = text;
    if (tr_str_starts(text, TR_STR("side:"))) {
        *id = text;
        return true;
    }
    const struct tr_actor_entry *e = tr_register_id(k->actors, text);
    const struct tr_alias *al = e ? NULL : tr_register_find(k->actors, tr_actor_key(a, text), NULL);
    if (al) e = &k->actors->entries.v[al->entry];
    if (e) {
        *id = e->id;
        *name = e->name;
        return true;
    }
    struct tr_actor_row row = {
        .key = TR_STR("text:"), .name = text, .kind = TRUCE_ACTOR_military, .side = TR_NOTHING, .member_of = TR_NOTHING
    };
    struct tr_standing s;
    tr_standing_of(a, &row, "", day, k, &s);
    *id = tr_standing_voice(&s);
    return id->n > 0;
}

static tr_str state_head(tr_str id)
{
    tr_str rest = id, head;
    tr_str_split(&rest, '/', &head);
    return tr_str_starts(id, TR_STR("state:")) ? head : id;
}

static bool same_actor(tr_str actor, tr_str name, tr_str id, tr_str text)
{
    return tr_str_eq(state_head(actor), state_head(id)) || tr_str_ieq(name, text) || tr_str_ieq(actor, text);
}

static int add_actor(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, tr_str id, tr_str name)
{
    if (c->kind == TR_CHANGE_ADD_PARTY) {
        struct tr_agr_party *v = TR_NEW_N(a, struct tr_agr_party, g->parties.n + 1);
        if (g->parties.n) memcpy(v, g->parties.v, g->parties.n * sizeof *v);
        v[g->parties.n] = (struct tr_agr_party){ .term = term_of(c), .actor = id, .name = name, .bound = TR_NO_DAYS };
        g->parties = (struct tr_agr_parties){ v, g->parties.n + 1 };
    } else {
        struct tr_exclusion *v = TR_NEW_N(a, struct tr_exclusion, g->excluded.n + 1);
        if (g->excluded.n) memcpy(v, g->excluded.v, g->excluded.n * sizeof *v);
        v[g->excluded.n] = (struct tr_exclusion){ .term = term_of(c), .actor = id, .name = name, .held = TR_NO_DAYS };
        g->excluded = (struct tr_exclusions){ v, g->excluded.n + 1 };
    }
    return TR_OK;
}

/* An exclusion covers an actor also when it names what the actor belongs to. */
static bool covers(struct tr_arena *a, const struct tr_exclusion *x, tr_str id, tr_str text, const struct tr_knowledge *k, tr_date day)
{
    struct tr_actor_row row = { .key = id, .name = text, .kind = TRUCE_ACTOR_party, .side = TR_NOTHING, .member_of = TR_NOTHING };
    struct tr_standing s;
    if (same_actor(x->actor, x->name, id, text)) return true;
    if (!id.n) return false;
    tr_standing_of(a, &row, "", day, k, &s);
    return tr_standing_is(&s, x->actor, k) == TR_YES;
}

static int drop_actor(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, tr_str id, const struct tr_knowledge *k,
                      struct tr_err *err)
{
    uint32_t n = 0, before;
    if (c->kind == TR_CHANGE_DROP_PARTY) {
        struct tr_agr_party *v = TR_NEW_N(a, struct tr_agr_party, g->parties.n + 1);
        for (uint32_t i = 0; i < g->parties.n; i++) {
            if (!same_actor(g->parties.v[i].actor, g->parties.v[i].name, id, c->value)) v[n++] = g->parties.v[i];
        }
        before = g->parties.n;
        g->parties = (struct tr_agr_parties){ v, n };
    } else {
        struct tr_exclusion *v = TR_NEW_N(a, struct tr_exclusion, g->excluded.n + 1);
        for (uint32_t i = 0; i < g->excluded.n; i++) {
            if (!covers(a, &g->excluded.v[i], id, c->value, k, g->declared)) v[n++] = g->excluded.v[i];
        }
        before = g->excluded.n;
        g->excluded = (struct tr_exclusions){ v, n };
    }
    if (n < before) return TR_OK;
    return tr_fail(err, TR_E_USAGE, "\"%.*s\" is no %s of %.*s; truce agreements show %.*s lists them", TR_STR_ARG(c->value),
                   c->kind == TR_CHANGE_DROP_PARTY ? "party" : "excluded group", TR_STR_ARG(g->id), TR_STR_ARG(g->id));
}

static int actors(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, const struct tr_knowledge *k, struct tr_err *err)
{
    tr_str id = TR_NOTHING, name;
    bool add = c->kind == TR_CHANGE_ADD_PARTY || c->kind == TR_CHANGE_EXCLUDE;
    bool known = resolve(a, c->value, k, g->declared, &id, &name);
    if (!add) return drop_actor(a, g, c, id, k, err);
    if (!known)
        return tr_fail(
            err, TR_E_USAGE,
            "the register knows no actor \"%.*s\"; name it as data/actors does (\"group:jai\", \"Jaysh al-Islam\", \"side:syria-opposition\")",
            TR_STR_ARG(c->value));
    return add_actor(a, g, c, id, name);
}

/* --- acts ----------------------------------------------------------------------------------------------------------------------------- */

static int acts(struct tr_arena *a, struct tr_agreement *g, const struct tr_change *c, struct tr_err *err)
{
    bool prohibit = c->kind == TR_CHANGE_PROHIBIT;
    struct tr_act act = { .term = term_of(c), .name = c->value };
    int type = 0, mode = truce_mode_of(c->value);
    for (int i = 1; i < TRUCE_EVENT_count; i++) {
        if (tr_str_is_i(c->value, truce_event_name(i))) type = i;
    }
    if (!type && !mode)
        return tr_fail(err, TR_E_USAGE,
                       "\"%.*s\" is no act; name a PLOVER type (ASSAULT) or a mode (aerial, shelling, rocket, firearms, clash, …)",
                       TR_STR_ARG(c->value));
    act.types = 1u << (type ? type : TRUCE_EVENT_ASSAULT);
    if (mode) act.modes = 1u << mode;
    struct tr_acts *to = prohibit ? &g->prohibited : &g->permitted;
    struct tr_act *v = TR_NEW_N(a, struct tr_act, to->n + 2), *left = TR_NEW_N(a, struct tr_act, g->permitted.n + 1);
    uint32_t n = 0, m = 0;
    /* The new act first: it decides before what the text says. An agreement that listed no acts prohibited every attack, and still does. */
    v[n++] = act;
    if (to->n) memcpy(v + n, to->v, to->n * sizeof *v);
    if (prohibit && !to->n) v[n] = (struct tr_act){ .term = act.term, .name = TR_STR("attacks"), .types = 1u << TRUCE_EVENT_ASSAULT };
    n += to->n + (prohibit && !to->n);
    *to = (struct tr_acts){ v, n };
    if (!prohibit) return TR_OK;
    /* What is permitted is asked first, so the same act may not stay there. */
    for (uint32_t i = 0; i < g->permitted.n; i++) {
        const struct tr_act *p = &g->permitted.v[i];
        if (p->only.n || p->types != act.types || p->modes != act.modes) left[m++] = *p;
    }
    g->permitted = (struct tr_acts){ left, m };
    return TR_OK;
}

int tr_agreement_change(struct tr_arena *a, const struct tr_agreement *from, const struct tr_change *changes, uint32_t n,
                        const struct tr_knowledge *k, const struct tr_agreement **out, struct tr_err *err)
{
    struct tr_agreement *g = TR_NEW(a, struct tr_agreement);
    int rc = TR_OK;
    *g = *from;
    for (uint32_t i = 0; i < n && !rc; i++) {
        switch (changes[i].kind) {
        case TR_CHANGE_ADD_TERRITORY:
        case TR_CHANGE_DROP_TERRITORY: rc = territory(a, g, &changes[i], k, err); break;
        case TR_CHANGE_START:
        case TR_CHANGE_END: rc = times(a, g, &changes[i], err); break;
        case TR_CHANGE_ADD_PARTY:
        case TR_CHANGE_DROP_PARTY:
        case TR_CHANGE_EXCLUDE:
        case TR_CHANGE_INCLUDE_ACTOR: rc = actors(a, g, &changes[i], k, err); break;
        case TR_CHANGE_PROHIBIT:
        case TR_CHANGE_PERMIT: rc = acts(a, g, &changes[i], err); break;
        }
    }
    if (rc) return rc;
    *out = g;
    return TR_OK;
}
