/* SPDX-License-Identifier: Apache-2.0 */
/* ACLED's rows. Codes after the ACLED codebook: event and sub-event types, time_precision 1 (day), 2 (week), 3 (month), geo_precision 1 (town), 2 (near it, part of a region), 3 (larger
 * region). actor1 and actor2 carry no direction: they become actor and recipient in that order. fatalities is one figure for all sides; 0 means that none are reported, which is
 * no claim that nobody died. What each column becomes: docs/FORMATS.md. */
#include "ledger/import_int.h"

enum {
    ID,
    DATE,
    TIME_PREC,
    EVENT,
    SUB,
    ACTOR1,
    ASSOC1,
    INTER1,
    ACTOR2,
    ASSOC2,
    INTER2,
    COUNTRY,
    ADMIN1,
    ADMIN2,
    ADMIN3,
    LOCATION,
    LAT,
    LON,
    GEO_PREC,
    SOURCE,
    NOTES,
    DEAD
};

static const struct tr_import_column columns[] = {
    [ID] = { "event_id_cnty", true },
    [DATE] = { "event_date", true },
    [TIME_PREC] = { "time_precision", true },
    [EVENT] = { "event_type", true },
    [SUB] = { "sub_event_type", true },
    [ACTOR1] = { "actor1", true },
    [ASSOC1] = { "assoc_actor_1", false },
    [INTER1] = { "inter1", false },
    [ACTOR2] = { "actor2", true },
    [ASSOC2] = { "assoc_actor_2", false },
    [INTER2] = { "inter2", false },
    [COUNTRY] = { "country", true },
    [ADMIN1] = { "admin1", true },
    [ADMIN2] = { "admin2", false },
    [ADMIN3] = { "admin3", false },
    [LOCATION] = { "location", true },
    [LAT] = { "latitude", true },
    [LON] = { "longitude", true },
    [GEO_PREC] = { "geo_precision", true },
    [SOURCE] = { "source", true },
    [NOTES] = { "notes", true },
    [DEAD] = { "fatalities", true },
    { 0 },
};

/* Crosswalk to PLOVER. A row without sub-event stands for sub-events that are not listed. "Other" of Strategic developments is nothing that PLOVER has a type for. */
struct cross {
    const char *event, *sub;
    enum truce_event type;
    enum truce_mode mode;
    uint32_t means;
};
#define MEANS(m) (1u << TRUCE_MEANS_##m)
static const struct cross crosswalk[] = {
    { "Battles", "Government regains territory", TRUCE_EVENT_COERCE, TRUCE_MODE_none, MEANS(clashes) },
    { "Battles", "Non-state actor overtakes territory", TRUCE_EVENT_COERCE, TRUCE_MODE_none, MEANS(clashes) },
    { "Battles", NULL, TRUCE_EVENT_ASSAULT, TRUCE_MODE_clash, MEANS(clashes) },
    { "Explosions/Remote violence", "Chemical weapon", TRUCE_EVENT_ASSAULT, TRUCE_MODE_chemical, MEANS(chemical) },
    { "Explosions/Remote violence", "Air/drone strike", TRUCE_EVENT_ASSAULT, TRUCE_MODE_aerial, MEANS(airstrike) },
    { "Explosions/Remote violence", "Suicide bomb", TRUCE_EVENT_ASSAULT, TRUCE_MODE_suicide, MEANS(suicide) },
    { "Explosions/Remote violence", "Shelling/artillery/missile attack", TRUCE_EVENT_ASSAULT, TRUCE_MODE_shelling, MEANS(shelling) },
    { "Explosions/Remote violence", "Remote explosive/landmine/IED", TRUCE_EVENT_ASSAULT, TRUCE_MODE_bombing, MEANS(bombing) },
    { "Explosions/Remote violence", "Grenade", TRUCE_EVENT_ASSAULT, TRUCE_MODE_bombing, MEANS(bombing) },
    { "Explosions/Remote violence", NULL, TRUCE_EVENT_ASSAULT, TRUCE_MODE_other, 0 },
    { "Violence against civilians", "Sexual violence", TRUCE_EVENT_ASSAULT, TRUCE_MODE_sexual, 0 },
    { "Violence against civilians", "Abduction/forced disappearance", TRUCE_EVENT_ASSAULT, TRUCE_MODE_abduct, 0 },
    { "Violence against civilians", NULL, TRUCE_EVENT_ASSAULT, TRUCE_MODE_other, 0 },
    { "Protests", NULL, TRUCE_EVENT_PROTEST, TRUCE_MODE_none, 0 },
    { "Riots", "Mob violence", TRUCE_EVENT_ASSAULT, TRUCE_MODE_other, 0 },
    { "Riots", NULL, TRUCE_EVENT_PROTEST, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Agreement", TRUCE_EVENT_AGREE, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Arrests", TRUCE_EVENT_COERCE, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Change to group/activity", TRUCE_EVENT_MOBILIZE, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Disrupted weapons use", TRUCE_EVENT_COERCE, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Headquarters or base established", TRUCE_EVENT_MOBILIZE, TRUCE_MODE_none, 0 },
    { "Strategic developments", "Looting/property destruction", TRUCE_EVENT_ASSAULT, TRUCE_MODE_destroy, 0 },
    { "Strategic developments", "Non-violent transfer of territory", TRUCE_EVENT_COERCE, TRUCE_MODE_none, 0 },
    { "Strategic developments", NULL, TRUCE_EVENT_none, TRUCE_MODE_none, 0 },
};

static const struct cross *find_cross(tr_str event, tr_str sub)
{
    for (size_t i = 0; i < sizeof crosswalk / sizeof *crosswalk; i++) {
        const struct cross *c = &crosswalk[i];
        if (tr_str_is_i(event, c->event) && (!c->sub || tr_str_is_i(sub, c->sub))) return c;
    }
    return NULL;
}

/* inter1 as older exports number it, or as newer ones write it. */
static enum truce_actor_kind kind_of_inter(tr_str s)
{
    static const struct {
        const char *number, *word;
        enum truce_actor_kind kind;
    } t[] = {
        { "1", "State forces", TRUCE_ACTOR_military },   { "2", "Rebel group", TRUCE_ACTOR_party },
        { "3", "Political militia", TRUCE_ACTOR_party }, { "4", "Identity militia", TRUCE_ACTOR_party },
        { "5", "Rioters", TRUCE_ACTOR_civilians },       { "6", "Protesters", TRUCE_ACTOR_civilians },
        { "7", "Civilians", TRUCE_ACTOR_civilians },     { "8", "External/Other forces", TRUCE_ACTOR_military },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (tr_str_is(s, t[i].number) || tr_str_is_i(s, t[i].word)) return t[i].kind;
    }
    return TRUCE_ACTOR_none;
}

/* The day coded, widened to what its precision leaves open: a week is three days to either side, so that the day coded is its middle; a month is the month of that day. */
static int read_time(struct tr_draft *d, struct truce_time *t)
{
    int64_t prec;
    tr_date day;
    int y, m, dd, rc = tr_draft_day(d, DATE, &day);
    if (rc || (rc = tr_draft_number(d, TIME_PREC, 1, 3, &prec))) return rc;
    *t = (struct truce_time){ .days = { day, day },
                              .date_prec = prec == 1   ? 1
                                           : prec == 2 ? 3
                                                       : 4,
                              .text = tr_draft_field(d, DATE),
                              .clock_from = -1,
                              .clock_to = -1 };
    if (prec == 2) t->days = (tr_days){ day - 3, day + 3 };
    tr_date_parts(day, &y, &m, &dd);
    if (prec == 3) t->days = (tr_days){ tr_date_of(y, m, 1), tr_date_of(y, m, tr_date_month_len(y, m)) };
    d->report.published = day;
    return TR_OK;
}

static int read_place(struct tr_draft *d, struct truce_place *p)
{
    int64_t prec;
    int rc = tr_draft_number(d, GEO_PREC, 1, 3, &prec);
    if (!rc) rc = tr_draft_point(d, LAT, LON, p);
    if (rc) return rc;
    p->where_prec = prec == 1 ? 1 : prec == 2 ? 2 : 4;
    p->text = tr_arena_dup(d->a, tr_draft_field(d, LOCATION));
    tr_draft_country(d, tr_draft_field(d, COUNTRY), p->country);
    return TR_OK;
}

struct row {
    struct truce_place *place;
    struct truce_time time;
    const struct cross *cross;
    int64_t dead;
    tr_span type;
    struct truce_actor *actor[2], *source;
};

static void put_actor(struct tr_draft *d, struct row *r, int i)
{
    tr_str name = tr_draft_field(d, i ? ACTOR2 : ACTOR1), with = tr_draft_field(d, i ? ASSOC2 : ASSOC1);
    if (!name.n) return;
    tr_draft_put(d, i && r->actor[0] ? TR_STR(" / ") : TR_STR(": "));
    tr_span s = tr_draft_put(d, name);
    r->actor[i] = tr_draft_actor(d, name, s, r->time.days.from, r->place->country, kind_of_inter(tr_draft_field(d, i ? INTER2 : INTER1)));
    if (!with.n) return;
    tr_draft_put(d, TR_STR(" with "));
    tr_draft_put(d, with);
}

static void put_where(struct tr_draft *d, struct row *r)
{
    static const int units[] = { ADMIN3, ADMIN2, ADMIN1, COUNTRY };
    tr_draft_put(d, TR_STR("; "));
    r->place->span = tr_draft_put(d, r->place->text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!tr_draft_field(d, units[i]).n) continue;
        tr_draft_put(d, TR_STR(", "));
        tr_draft_put(d, tr_draft_field(d, units[i]));
    }
    tr_draft_place(d, r->place, tr_draft_field(d, ADMIN1));
}

static void make_claims(struct tr_draft *d, const struct row *r, tr_span dead)
{
    struct truce_claim *c = tr_draft_claim(d, TRUCE_KIND_event, r->type, r->place, &r->time);
    c->source = r->source;
    c->event.type = r->cross->type;
    c->event.mode = r->cross->mode;
    c->event.actor = r->actor[0];
    c->event.recipient = r->actor[1];
    c->event.acled_event = tr_arena_dup(d->a, tr_draft_field(d, EVENT)).p;
    c->event.acled_sub_event = tr_arena_dup(d->a, tr_draft_field(d, SUB)).p;
    if (!r->dead) return;
    c = tr_draft_claim(d, TRUCE_KIND_casualties, dead, r->place, &r->time);
    c->source = r->source;
    c->casualties.count = (struct truce_quantity){ .has_low = true, .has_high = true, .low = r->dead, .high = r->dead };
    c->casualties.harm = TRUCE_HARM_killed;
    c->casualties.who = TRUCE_WHO_people;
    c->casualties.means = r->cross->means;
    /* Only here do the codes say who did it to whom: a violent actor against civilians. */
    bool on_civilians = tr_str_starts_i(tr_draft_field(d, EVENT), TR_STR("Violence against civilians"));
    if (on_civilians && r->actor[0] && r->actor[0]->kind != TRUCE_ACTOR_civilians &&
        (!r->actor[1] || r->actor[1]->kind == TRUCE_ACTOR_civilians))
        c->casualties.by = r->actor[0];
}

static void write_line(struct tr_draft *d, struct row *r)
{
    uint32_t from = d->text.n;
    tr_draft_put(d, tr_draft_field(d, EVENT));
    if (tr_draft_field(d, SUB).n) {
        tr_draft_put(d, TR_STR(", "));
        tr_draft_put(d, tr_draft_field(d, SUB));
    }
    r->type = (tr_span){ from, d->text.n };
    put_actor(d, r, 0);
    put_actor(d, r, 1);
    put_where(d, r);
    tr_draft_put(d, TR_STR("; "));
    r->time.span = tr_draft_put(d, r->time.text);
    tr_draft_put(d, TR_STR("; "));
    tr_span dead = { d->text.n, 0 };
    tr_draft_put(d, TR_STR("fatalities: "));
    dead.to = tr_draft_put_n(d, r->dead).to;
    tr_draft_put(d, TR_STR("; source: "));
    tr_span said = tr_draft_put(d, d->report.outlet);
    r->source = tr_draft_source(d, d->report.outlet, said, r->time.days.from);
    make_claims(d, r, dead);
    tr_draft_put(d, TR_STR("."));
    tr_draft_end(d);
}

static int read_row(struct tr_draft *d)
{
    struct row r = { .place = TR_NEW(d->a, struct truce_place) };
    int rc;
    if (!tr_draft_field(d, ID).n) return tr_draft_bad(d, ID, "is empty: each event needs its id");
    r.cross = find_cross(tr_draft_field(d, EVENT), tr_draft_field(d, SUB));
    if (!r.cross)
        return tr_draft_bad(
            d, EVENT,
            "is no event type of ACLED (Battles, Explosions/Remote violence, Violence against civilians, Protests, Riots, Strategic developments)");
    if (!tr_draft_field(d, LOCATION).n) return tr_draft_bad(d, LOCATION, "is empty: each event needs its place");
    if ((rc = read_time(d, &r.time)) || (rc = read_place(d, r.place)) || (rc = tr_draft_number(d, DEAD, 0, 10000000, &r.dead))) return rc;
    r.time.text = tr_arena_dup(d->a, r.time.text);
    d->report.id = tr_arena_dup(d->a, tr_draft_field(d, ID));
    d->report.outlet = tr_arena_dup(d->a, tr_draft_field(d, SOURCE));
    tr_draft_prose(d, tr_draft_field(d, NOTES));
    write_line(d, &r);
    return TR_OK;
}

const struct tr_import_format tr_import_acled = {
    .name = "acled", .dataset = "acled", .how = "import acled", .why = "import:acled", .columns = columns, .row = read_row
};
