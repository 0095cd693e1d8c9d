/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the UCDP Georeferenced Event Dataset. Codes after its codebook: type_of_violence 1 (state-based), 2 (non-state), 3 (one-sided); where_prec 1-7 and date_prec 1-5 are ours as they
 * stand; deaths are low, best and high, and best is the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown. The dataset codes no weapon, so the mode is "other".
 * What each column becomes: docs/FORMATS.md. */
#include <stdio.h>

#include "ledger/import_int.h"

enum {
    ID,
    TYPE,
    SIDE_A,
    SIDE_B,
    OFFICE,
    SOURCE_DATE,
    HEADLINE,
    ORIGINAL,
    WHERE_PREC,
    WHERE,
    ADM1,
    ADM2,
    LAT,
    LON,
    COUNTRY,
    CLARITY,
    DATE_PREC,
    START,
    END,
    DEATHS_A,
    DEATHS_B,
    DEATHS_CIV,
    DEATHS_UNKNOWN,
    LOW,
    BEST,
    HIGH
};

static const struct tr_import_column columns[] = {
    [ID] = { "id", true },
    [TYPE] = { "type_of_violence", true },
    [SIDE_A] = { "side_a", true },
    [SIDE_B] = { "side_b", true },
    [OFFICE] = { "source_office", false },
    [SOURCE_DATE] = { "source_date", false },
    [HEADLINE] = { "source_headline", false },
    [ORIGINAL] = { "source_original", false },
    [WHERE_PREC] = { "where_prec", true },
    [WHERE] = { "where_coordinates", true },
    [ADM1] = { "adm_1", true },
    [ADM2] = { "adm_2", false },
    [LAT] = { "latitude", true },
    [LON] = { "longitude", true },
    [COUNTRY] = { "country", true },
    [CLARITY] = { "event_clarity", false },
    [DATE_PREC] = { "date_prec", true },
    [START] = { "date_start", true },
    [END] = { "date_end", true },
    [DEATHS_A] = { "deaths_a", true },
    [DEATHS_B] = { "deaths_b", true },
    [DEATHS_CIV] = { "deaths_civilians", true },
    [DEATHS_UNKNOWN] = { "deaths_unknown", true },
    [LOW] = { "low", true },
    [BEST] = { "best", true },
    [HIGH] = { "high", true },
    { 0 },
};

#define MOST_DEAD 100000000

struct row {
    int64_t type, low, best, high, part[4];
    struct truce_place *place;
    struct truce_time time;
    struct truce_actor *side[2], *source;
    bool aggregate;
    tr_str original; /* of sources: the one that the others go back to, "" when there are several */
    tr_span violence;
};

static int read_time(struct tr_draft *d, struct row *r)
{
    int64_t prec;
    tr_days days;
    int rc = tr_draft_day(d, START, &days.from);
    if (!rc) rc = tr_draft_day(d, END, &days.to);
    if (!rc) rc = tr_draft_number(d, DATE_PREC, 1, 5, &prec);
    if (rc) return rc;
    if (days.to < days.from) return tr_draft_bad(d, END, "comes before date_start");
    r->time = (struct truce_time){ .days = days, .date_prec = (int)prec, .clock_from = -1, .clock_to = -1 };
    return TR_OK;
}

static int read_place(struct tr_draft *d, struct truce_place *p)
{
    int64_t prec;
    int rc = tr_draft_number(d, WHERE_PREC, 1, 7, &prec);
    if (!rc) rc = tr_draft_point(d, LAT, LON, p);
    if (rc) return rc;
    p->where_prec = (int)prec;
    p->text = tr_arena_dup(d->a, tr_draft_field(d, WHERE));
    tr_draft_country(d, tr_draft_field(d, COUNTRY), p->country);
    return TR_OK;
}

static int read_deaths(struct tr_draft *d, struct row *r)
{
    int64_t sum = 0, clarity = 1;
    int rc = tr_draft_number(d, LOW, 0, MOST_DEAD, &r->low);
    if (!rc) rc = tr_draft_number(d, BEST, 0, MOST_DEAD, &r->best);
    if (!rc) rc = tr_draft_number(d, HIGH, 0, MOST_DEAD, &r->high);
    for (int i = 0; i < 4 && !rc; i++) {
        rc = tr_draft_number(d, DEATHS_A + i, 0, MOST_DEAD, &r->part[i]);
        sum += r->part[i];
    }
    if (rc) return rc;
    if (r->high < r->low) { /* published so, where one end was updated alone: both ends hold, the row's bytes are kept */
        int64_t low = r->high;
        tr_draft_bad(d, HIGH, "is less than low: taken as the range between them");
        if (d->err) d->err->code = TR_OK;
        r->high = r->low, r->low = low;
    }
    if (sum != r->best) return tr_draft_bad(d, BEST, "is not the sum of deaths_a, deaths_b, deaths_civilians and deaths_unknown");
    if (tr_draft_field(d, CLARITY).n && (rc = tr_draft_number(d, CLARITY, 1, 2, &clarity))) return rc;
    r->aggregate = clarity == 2;
    return TR_OK;
}

/* "SOHR;SOHR;Airwars" to "SOHR; Airwars"; *n = how many there are. */
static tr_str distinct(struct tr_draft *d, tr_str list, uint32_t *n)
{
    tr_str part, seen[16], out = TR_STR("");
    *n = 0;
    while (tr_str_split(&list, ';', &part)) {
        part = tr_str_trim(part);
        bool known = !part.n;
        for (uint32_t i = 0; i < *n && !known; i++) known = tr_str_ieq(seen[i], part);
        if (known || *n == 16) continue;
        seen[(*n)++] = part;
        out = out.n ? tr_arena_printf(d->a, TR_STR_FMT "; " TR_STR_FMT, TR_STR_ARG(out), TR_STR_ARG(part)) : tr_arena_dup(d->a, part);
    }
    return out;
}

/* The last of the days on which the sources came out, where that is not before the event; else the event's end. */
static tr_date published(struct tr_draft *d, tr_days days)
{
    tr_str list = tr_draft_field(d, SOURCE_DATE), part;
    tr_date last = days.to, one;
    while (tr_str_split(&list, ';', &part)) {
        if (tr_intake_date(tr_str_trim(part), &one) && one > last) last = one;
    }
    return last;
}

static void sources(struct tr_draft *d, struct row *r)
{
    uint32_t n = 0;
    d->report.outlet = distinct(d, tr_draft_field(d, OFFICE), &n);
    r->original = tr_draft_field(d, ORIGINAL);
    if (tr_str_has(r->original, ',') || tr_str_has(r->original, ';') || tr_str_has(r->original, '/')) r->original = TR_STR("");
    if (!r->original.n && n == 1) r->original = d->report.outlet;
    if (!d->report.outlet.n) d->report.outlet = r->original.n ? tr_arena_dup(d->a, r->original) : TR_STR("UCDP GED");
    r->original = tr_arena_dup(d->a, r->original);
}

static void put_where(struct tr_draft *d, struct row *r)
{
    static const int units[] = { ADM2, ADM1, COUNTRY };
    r->place->span = tr_draft_put(d, r->place->text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (!tr_draft_field(d, units[i]).n || tr_str_eq(tr_draft_field(d, units[i]), r->place->text)) continue;
        tr_draft_put(d, TR_STR(", "));
        tr_draft_put(d, tr_draft_field(d, units[i]));
    }
    tr_draft_place(d, r->place, tr_draft_field(d, ADM1));
    tr_draft_put(d, TR_STR("; "));
    uint32_t from = d->text.n;
    tr_draft_put(d, tr_draft_field(d, START));
    if (r->time.days.from != r->time.days.to) {
        tr_draft_put(d, TR_STR(" to "));
        tr_draft_put(d, tr_draft_field(d, END));
    }
    r->time.span = (tr_span){ from, d->text.n };
    r->time.text = tr_arena_dup(d->a, (tr_str){ d->text.v + from, d->text.n - from });
}

static void deaths_claim(struct tr_draft *d, const struct row *r, tr_span span, int64_t low, int64_t high, enum truce_who who,
                         int32_t part_of)
{
    struct truce_claim *c = tr_draft_claim(d, TRUCE_KIND_casualties, span, r->place, &r->time);
    c->source = r->source;
    c->casualties.count = (struct truce_quantity){ .has_low = true, .has_high = true, .low = low, .high = high };
    c->casualties.harm = TRUCE_HARM_killed;
    c->casualties.who = who;
    c->casualties.cumulative = r->aggregate;
    c->casualties.part_of = part_of;
    if (r->type == 3 && part_of < 0) c->casualties.by = r->side[0];
    if (r->type == 3 && who == TRUCE_WHO_civilians) c->casualties.by = r->side[0];
}

/* "1 to 3 deaths, Government of Syria: 1, civilians: 1": the estimate with its ends, then the best estimate's parts. */
static void put_deaths(struct tr_draft *d, struct row *r)
{
    static const enum truce_who who[4] = { TRUCE_WHO_combatants, TRUCE_WHO_combatants, TRUCE_WHO_civilians, TRUCE_WHO_people };
    const tr_str name[4] = { tr_draft_field(d, SIDE_A), tr_draft_field(d, SIDE_B), TR_STR("civilians"), TR_STR("unknown") };
    tr_span whole = tr_draft_put_n(d, r->low);
    if (r->high != r->low) {
        tr_draft_put(d, TR_STR(" to "));
        tr_draft_put_n(d, r->high);
    }
    whole.to = tr_draft_put(d, TR_STR(" deaths")).to;
    int32_t parent = (int32_t)d->claims.n;
    deaths_claim(d, r, whole, r->low, r->high, TRUCE_WHO_people, -1);
    for (int i = 0; i < 4; i++) {
        if (!r->part[i]) continue;
        tr_draft_put(d, TR_STR(", "));
        tr_span part = tr_draft_put(d, name[i]);
        tr_draft_put(d, TR_STR(": "));
        part.to = tr_draft_put_n(d, r->part[i]).to;
        deaths_claim(d, r, part, r->part[i], r->part[i], who[i], parent);
    }
}

static void event_claim(struct tr_draft *d, const struct row *r)
{
    struct truce_claim *c = tr_draft_claim(d, TRUCE_KIND_event, r->violence, r->place, &r->time);
    c->source = r->source;
    c->event.type = TRUCE_EVENT_ASSAULT;
    c->event.mode = TRUCE_MODE_other;
    c->event.actor = r->side[0];
    c->event.recipient = r->side[1];
    c->event.acled_event = r->type == 3 ? "Violence against civilians" : "Battles";
    c->event.acled_sub_event = r->type == 3 ? "Attack" : "Armed clash";
}

static void write_line(struct tr_draft *d, struct row *r)
{
    static const char *const violence[] = { "", "State-based conflict", "Non-state conflict", "One-sided violence" };
    uint32_t source_at;
    r->violence = tr_draft_put(d, tr_str_of(violence[r->type]));
    tr_draft_put(d, TR_STR(": "));
    for (int i = 0; i < 2; i++) {
        tr_str name = tr_draft_field(d, i ? SIDE_B : SIDE_A);
        if (i) tr_draft_put(d, TR_STR(" / "));
        tr_span s = tr_draft_put(d, name);
        r->side[i] =
            tr_draft_actor(d, name, s, r->time.days.from, r->place->country, i && r->type == 3 ? TRUCE_ACTOR_civilians : TRUCE_ACTOR_none);
    }
    tr_draft_put(d, TR_STR("; source: "));
    source_at = d->text.n;
    tr_draft_put(d, d->report.outlet);
    if (r->original.n && !tr_str_eq(r->original, d->report.outlet)) {
        tr_draft_put(d, TR_STR(", after "));
        source_at = d->text.n;
        tr_draft_put(d, r->original);
    }
    r->source = tr_draft_source(d, r->original, (tr_span){ source_at, d->text.n }, r->time.days.from);
    tr_draft_put(d, TR_STR("; "));
    put_where(d, r);
    tr_draft_put(d, TR_STR("; "));
    event_claim(d, r);
    put_deaths(d, r);
    tr_draft_put(d, TR_STR("."));
    tr_draft_end(d);
}

static int read_row(struct tr_draft *d)
{
    struct row r = { .place = TR_NEW(d->a, struct truce_place) };
    int rc;
    if (!tr_draft_field(d, ID).n) return tr_draft_bad(d, ID, "is empty: each event needs its id");
    if (!tr_draft_field(d, SIDE_A).n) return tr_draft_bad(d, SIDE_A, "is empty: each event needs its sides");
    if (!tr_draft_field(d, SIDE_B).n) return tr_draft_bad(d, SIDE_B, "is empty: each event needs its sides");
    if (!tr_draft_field(d, WHERE).n) return tr_draft_bad(d, WHERE, "is empty: each event needs its place");
    if ((rc = tr_draft_number(d, TYPE, 1, 3, &r.type)) || (rc = read_time(d, &r)) || (rc = read_place(d, r.place)) ||
        (rc = read_deaths(d, &r)))
        return rc;
    d->report.id = tr_arena_dup(d->a, tr_draft_field(d, ID));
    d->report.title = tr_arena_dup(d->a, tr_draft_field(d, HEADLINE));
    d->report.published = published(d, r.time.days);
    sources(d, &r);
    tr_draft_prose(d, d->report.title);
    write_line(d, &r);
    return TR_OK;
}

const struct tr_import_format tr_import_ged = {
    .name = "ged", .dataset = "ucdp-ged", .how = "import ged", .why = "import:ucdp-ged", .columns = columns, .row = read_row
};
