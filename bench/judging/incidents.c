/* SPDX-License-Identifier: Apache-2.0 */
/* Merging and tallying of claims already in memory, on one core: incidents [CLAIMS [DAYS]]. Rows are made from a seed: ten provinces of Syria with fifty places each, three
 * claims a scene (an act, its dead, its injured), every third scene told again by another report, a total of the week now and then. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "judging/tallies.h"

static uint64_t seed = 20160422;
static uint32_t draw(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

#define N_UNITS 10
#define N_PLACES (N_UNITS * 50)
#define N_ACTORS 12
struct world {
    struct tr_arena *a;
    struct tr_place_row places[N_PLACES];
    struct tr_actor_row actors[N_ACTORS];
    struct tr_claim_row *claims;
    uint32_t n, cap;
    tr_date from;
    uint32_t days;
    uint32_t units;
};

static void make_registers(struct world *w)
{
    static const enum truce_place_kind kinds[] = { TRUCE_PLACE_city, TRUCE_PLACE_city, TRUCE_PLACE_neighbourhood, TRUCE_PLACE_facility,
                                                   TRUCE_PLACE_city };
    for (uint32_t i = 0; i < N_PLACES; i++) {
        struct tr_place_row *p = &w->places[i];
        *p = (struct tr_place_row){
            .id = i + 1, .country = "SY", .located = true, .where_prec = 1, .kind = i % 50 ? kinds[i % 5] : TRUCE_PLACE_admin1
        };
        p->key = tr_arena_printf(w->a, "geonames:%u", 100000 + i);
        p->name = tr_arena_printf(w->a, "Place %u", i);
        p->admin1 = tr_arena_printf(w->a, "Unit %u", i / 50);
        uint32_t unit = i / 50;
        p->lat = 33 + 0.4 * unit + (double)draw(300) / 1000;
        p->lon = 36 + (double)draw(3000) / 1000;
    }
    for (uint32_t i = 0; i < N_ACTORS; i++)
        w->actors[i] = (struct tr_actor_row){ .id = i + 1,
                                              .key = tr_arena_printf(w->a, "group:%u", i),
                                              .name = tr_arena_printf(w->a, "Actor %u", i),
                                              .country = "SY",
                                              .kind = i < 6 ? TRUCE_ACTOR_party : TRUCE_ACTOR_monitor,
                                              .side = i < 6 ? tr_arena_printf(w->a, "side-%u", i % 2) : TR_STR("") };
}

struct scene {
    const struct tr_place_row *place;
    tr_date day;
    enum truce_mode mode;
    const struct tr_actor_row *by;
    int64_t killed;
};

static void tell(struct world *w, const struct scene *s, uint32_t report)
{
    struct tr_report_row *r = TR_NEW(w->a, struct tr_report_row);
    *r = (struct tr_report_row){ .id = report,
                                 .root = report,
                                 .published = s->day + 1,
                                 .sha256 = tr_arena_printf(w->a, "%08x", report * 2654435761u),
                                 .outlet = TR_STR("An outlet"),
                                 .root_outlet = TR_STR("An outlet"),
                                 .key = TR_STR("a report") };
    const struct tr_actor_row *source = &w->actors[6 + draw(6)];
    for (uint32_t i = 0; i < 3 && w->n < w->cap; i++) {
        struct tr_claim_row *c = &w->claims[w->n++];
        *c = (struct tr_claim_row){ .id = w->n,
                                    .report = r,
                                    .n = i,
                                    .kind = i ? TRUCE_KIND_casualties : TRUCE_KIND_event,
                                    .status = TRUCE_STATUS_actual,
                                    .sentence = 1,
                                    .confidence = 0.9f,
                                    .quote = TR_STR("a quote of some words"),
                                    .source = source,
                                    .origin = source->key,
                                    .place = s->place,
                                    .days = { s->day, s->day },
                                    .date_prec = 1,
                                    .clock_from = -1,
                                    .clock_to = -1 };
        if (!i) {
            c->event.type = TRUCE_EVENT_ASSAULT;
            c->event.mode = s->mode;
            c->event.actor = s->by;
            continue;
        }
        c->casualties.harm = i == 1 ? TRUCE_HARM_killed : TRUCE_HARM_injured;
        c->casualties.who = TRUCE_WHO_civilians;
        c->casualties.count = (struct truce_quantity){ .has_low = true, .has_high = true, .low = s->killed * i, .high = s->killed * i };
        if (i == 2 && draw(50) == 0) {
            c->casualties.cumulative = true;
            c->days.from = s->day - 7;
        }
    }
}

static void make_claims(struct world *w)
{
    struct scene s = { 0 };
    for (uint32_t report = 1; w->n < w->cap; report++) {
        if (report % 3) {
            s.day = w->from + (tr_date)((uint64_t)w->n * w->days / w->cap);
            s.place = &w->places[draw(w->units * 50)];
            s.mode = (enum truce_mode)(TRUCE_MODE_aerial + (int)draw(4));
            s.by = draw(2) ? &w->actors[draw(6)] : NULL;
            s.killed = 1 + draw(30);
        }
        tell(w, &s, report);
    }
}

static int measure(uint32_t n, uint32_t days, uint32_t units)
{
    struct tr_arena *a = tr_arena_new((size_t)16 << 30);
    if (!a || setjmp(*tr_arena_guard(a))) return 1;
    struct world *w = TR_NEW(a, struct world);
    *w = (struct world){ .a = a, .cap = n, .from = tr_date_of(2016, 4, 1), .days = days, .units = units };
    w->claims = TR_NEW_N(a, struct tr_claim_row, n);
    make_registers(w);
    make_claims(w);
    struct tr_claims claims = { .v = w->claims, .n = w->n, .as_of = TR_NO_INSTANT };
    struct tr_incidents in;
    struct tr_tally t;
    struct tr_filter f = TR_FILTER_ALL;
    double t0 = now();
    if (tr_incidents_of(a, &claims, NULL, &in, NULL)) return 1;
    double t1 = now();
    if (tr_tally_of(a, &claims, &in, &f, TR_TALLY_SOURCE, &t, NULL)) return 1;
    double t2 = now();
    printf("%u claims of %u days in %u province%s: %u incidents in %.1f ms, their tally by source in %.1f ms; %zu MB\n", w->n, days, units,
           units > 1 ? "s" : "", in.n, (t1 - t0) * 1e3, (t2 - t1) * 1e3, tr_arena_used(a) >> 20);
    tr_arena_free(a);
    return 0;
}

int main(int argc, char **argv)
{
    int64_t n = 0;
    if (argc > 1 && tr_str_to_i64(tr_str_of(argv[1]), &n) && n > 0) return measure((uint32_t)n, 365, N_UNITS);
    /* A month of a province of a ledger of a million claims over three years; a month of everywhere; 100,000 incidents of a year. */
    return measure(3000, 30, 1) || measure(30000, 30, N_UNITS) || measure(450000, 365, N_UNITS);
}
