/* SPDX-License-Identifier: Apache-2.0 */
/* Findings of many incidents against twelve agreements, on one core: findings [INCIDENTS]. The incidents are made from a seed and all lie in Syria in 2016, where the
 * agreements are layered and their terms contested: the dearest case. Agreements are those that the program carries about Syria, repeated up to twelve. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "judging/findings.h"
#include "knowledge/knowledge.h"

#define AGREEMENTS 12

static uint64_t seed = 20160501;
static uint32_t draw(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* Time on the processor: what a core that is left alone takes, kernel's share included. */
static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const struct {
    const char *key, *name;
    enum truce_actor_kind kind;
} who[] = {
    { "state:SY/army", "Syrian army", TRUCE_ACTOR_military }, { "state:SY/airforce", "Syrian air force", TRUCE_ACTOR_military },
    { "state:RU", "Russia", TRUCE_ACTOR_government },         { "group:ahrar", "Ahrar al-Sham", TRUCE_ACTOR_party },
    { "group:nusra", "al-Nusra Front", TRUCE_ACTOR_party },   { "group:isis", "Islamic State", TRUCE_ACTOR_party },
    { "text:rebels", "rebels", TRUCE_ACTOR_party },           { "text:armed groups", "armed groups", TRUCE_ACTOR_party },
    { "group:jai", "Jaysh al-Islam", TRUCE_ACTOR_party },     { "text:government forces", "government forces", TRUCE_ACTOR_military },
    { "state:TR", "Turkey", TRUCE_ACTOR_government },         { "group:ypg", "YPG", TRUCE_ACTOR_party },
    { "text:civilians", "civilians", TRUCE_ACTOR_civilians }, { "text:hospital", "hospital", TRUCE_ACTOR_medical },
};
#define N_WHO (sizeof who / sizeof *who)
static const char *const units[] = { "Aleppo", "Latakia", "Damascus", "Rif Dimashq", "Idlib",
                                     "Hama",   "Homs",    "Daraa",    "Raqqa",       "Deir ez-Zor" };
#define N_UNITS (sizeof units / sizeof *units)
#define N_PLACES 500

static struct tr_incident *make(struct tr_arena *a, uint32_t n, const struct tr_zone *z)
{
    struct tr_incident *v = TR_NEW_N(a, struct tr_incident, n);
    struct tr_place_row *places = TR_NEW_N(a, struct tr_place_row, N_PLACES);
    struct tr_actor_row *actors = TR_NEW_N(a, struct tr_actor_row, N_WHO);
    struct tr_claim_row *claims = TR_NEW_N(a, struct tr_claim_row, 8);
    struct tr_merge *merges = TR_NEW_N(a, struct tr_merge, 8);
    static const char *const told[] = {
        "The army said that it had returned fire.", "Warplanes bombed the eastern districts of the city, activists said.",
        "Mortar rounds fell on several neighbourhoods, killing three people and wounding at least a dozen others, state media reported."
    };
    for (uint32_t i = 0; i < 8; i++) {
        claims[i].sentence_text = claims[i].quote = tr_str_of(told[i ? 1 + i % 2 : 0]);
        merges[i].claim = &claims[i];
    }
    for (uint32_t i = 0; i < N_PLACES; i++) {
        bool whole = i % 10 == 0;
        places[i] = (struct tr_place_row){ .id = i + 1,
                                           .key = tr_arena_printf(a, "p%u", i),
                                           .name = tr_arena_printf(a, "Place %u", i),
                                           .country = "SY",
                                           .kind = whole ? TRUCE_PLACE_admin1 : TRUCE_PLACE_city,
                                           .admin1 = tr_str_of(units[i % N_UNITS]),
                                           .located = true,
                                           .lat = 33 + draw(300) / 100.0,
                                           .lon = 35.7 + draw(400) / 100.0,
                                           .where_prec = whole ? 4 : 1 };
    }
    for (uint32_t i = 0; i < N_WHO; i++) {
        actors[i] = (struct tr_actor_row){ .id = i + 1,
                                           .key = tr_str_of(who[i].key),
                                           .name = tr_str_of(who[i].name),
                                           .kind = who[i].kind,
                                           .side = { "", 0 },
                                           .member_of = { "", 0 } };
        if (!tr_str_starts(actors[i].key, TR_STR("text:")) && !tr_str_is(actors[i].key, "state:TR")) memcpy(actors[i].country, "SY", 3);
    }
    for (uint32_t i = 0; i < n; i++) {
        tr_date day = tr_date_of(2016, 2, 1) + (tr_date)draw(150);
        int clock = draw(4) ? -1 : (int)draw(1440);
        v[i] = (struct tr_incident){ .id = i + 1,
                                     .type = TRUCE_EVENT_ASSAULT,
                                     .mode = (enum truce_mode)(1 + draw(6)),
                                     .place = draw(20) ? &places[draw(N_PLACES)] : NULL,
                                     .days = { day, day },
                                     .clock_from = clock,
                                     .clock_to = clock,
                                     .actor = draw(3) ? &actors[draw(N_WHO - 2)] : NULL,
                                     .recipient = draw(3) ? &actors[draw(N_WHO)] : NULL,
                                     .merges = &merges[draw(8)],
                                     .n = 1 };
        v[i].when.from = tr_instant_of(z, day, clock < 0 ? 0 : clock);
        v[i].when.to = clock < 0 ? tr_instant_of(z, day + 1, 0) : v[i].when.from + 60;
    }
    return v;
}

int main(int argc, char **argv)
{
    int64_t n = 100000;
    struct tr_knowledge *k = NULL;
    struct tr_err err = { 0 };
    struct tr_agreements all;
    struct tr_arena *a = tr_arena_new((size_t)4 << 30);
    const struct tr_agreement *chosen[AGREEMENTS];
    uint32_t syria = 0, counts[TR_VERDICT_count] = { 0 };
    if (argc > 1 && (!tr_str_to_i64(tr_str_of(argv[1]), &n) || n < 1 || n > 10000000)) return 2;
    if (!a || setjmp(*tr_arena_guard(a))) return fputs("out of memory\n", stderr), 1;
    if (tr_knowledge_open(&k, &err) || tr_agreements_open(a, k, &all, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    for (uint32_t i = 0; i < all.n && syria < AGREEMENTS; i++) {
        if (tr_str_starts(all.v[i]->id, TR_STR("syria-"))) chosen[syria++] = all.v[i];
    }
    if (!syria) return fputs("no agreement about Syria is carried\n", stderr), 1;
    for (uint32_t i = syria; i < AGREEMENTS; i++) chosen[i] = chosen[i % syria];
    struct tr_incidents in = { make(a, (uint32_t)n, chosen[0]->zone), (uint32_t)n };
    struct tr_findings f;
    size_t used = tr_arena_used(a);
    double from = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    if (tr_findings_of(a, &in, (struct tr_agreements){ chosen, AGREEMENTS }, k, &f, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    double took = now(CLOCK_MONOTONIC) - from;
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    for (uint32_t i = 0; i < f.n; i++) counts[f.v[i].verdict]++;
    printf("%lld incidents, %d agreements: %u findings in %.3f s on one core (%.3f s by the clock), %.0f ns each, %.0f MB\n", (long long)n,
           AGREEMENTS, f.n, cpu, took, cpu * 1e9 / f.n, (double)(tr_arena_used(a) - used) / 1e6);
    for (int i = 0; i < TR_VERDICT_count; i++) printf("  %s %u\n", tr_verdict_name((enum tr_verdict_kind)i), counts[i]);
    tr_knowledge_close(k);
    tr_arena_free(a);
    return 0;
}
