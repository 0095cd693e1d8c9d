/* SPDX-License-Identifier: Apache-2.0 */
/* Makes a synthetic ledger, the same for the same seed, and tells how fast claims that are read already are kept.
 *   fill LEDGER [CLAIMS] [SEED]
 * 14 governorates, 300 places each (a few of them much spoken of), 200 speakers, 40 outlets, 72 months, ten claims a report; every tenth report is another outlet's
 * copy of a story. Words are drawn so that few are frequent and many are rare, as in news. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ledger/store_int.h"

#define GOVERNORATES 14
#define PLACES 300
#define SPEAKERS 200
#define OUTLETS 40
#define WORDS 12000
#define CHUNK 1024 /* reports made, then kept in one batch, as an import of an archive would: only the keeping is timed */
#define MAX_CLAIMS 24

static const char *const governorates[GOVERNORATES] = { "Aleppo",      "Idlib", "Latakia", "Tartus",   "Homs",  "Hama",        "Damascus",
                                                        "Rif Dimashq", "Daraa", "Suwayda", "Quneitra", "Raqqa", "Deir ez-Zor", "Hasakah" };

struct world {
    uint64_t state;
    struct tr_arena *lasting;
    struct truce_place *place[GOVERNORATES][PLACES];
    struct truce_actor *speaker[SPEAKERS];
    tr_str outlet[OUTLETS], word[WORDS];
    double zipf[WORDS]; /* cumulative */
    tr_date first;
    uint64_t reports;
    tr_str last_text[64]; /* stories that may be copied */
    tr_date last_day[64];
};

static uint64_t next(struct world *w) /* xorshift64* */
{
    uint64_t x = w->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    w->state = x;
    return x * 0x2545F4914F6CDD1Du;
}

static uint32_t below(struct world *w, uint32_t n)
{
    return (uint32_t)((next(w) >> 32) * n >> 32);
}

static double unit(struct world *w)
{
    return (double)(next(w) >> 11) / 9007199254740992.0;
}

/* Small numbers far more often than large ones. */
static uint32_t skewed(struct world *w, uint32_t n)
{
    double u = unit(w);
    uint32_t i = (uint32_t)((double)n * u * u * u);
    return i < n ? i : n - 1;
}

/* --- the world --- */

static void make_places(struct world *w)
{
    for (int g = 0; g < GOVERNORATES; g++) {
        for (int i = 0; i < PLACES; i++) {
            struct truce_place *p = TR_NEW(w->lasting, struct truce_place);
            p->kind = i == 0 ? TRUCE_PLACE_admin1 : i % 5 == 0 ? TRUCE_PLACE_neighbourhood : TRUCE_PLACE_city;
            p->name = i == 0 ? tr_str_of(governorates[g])
                             : tr_arena_printf(w->lasting, "%.3s-%c%c%d", governorates[g], 'A' + i % 26, 'a' + i % 17, i);
            p->text = p->name;
            p->id = tr_arena_printf(w->lasting, "bench:%d/%d", g, i);
            p->admin1 = tr_str_of(governorates[g]);
            memcpy(p->country, "SY", 3);
            p->located = true;
            int row = g / 4;
            p->lat = 33.0 + g % 4 + unit(w);
            p->lon = 36.0 + row + unit(w);
            p->where_prec = i == 0 ? 4 : 1 + i % 2;
            w->place[g][i] = p;
        }
    }
}

static void make_words(struct world *w)
{
    static const char *const parts[] = { "ba", "re",  "sto", "lin", "ka", "der", "mo",  "shi",
                                         "ta", "ver", "no",  "gal", "es", "ur",  "pan", "cli" };
    static const char *const heads[] = {
        "the",           "of",       "in",     "and",      "to",         "a",          "was",     "were",
        "said",          "on",       "killed", "people",   "civilians",  "by",         "air",     "strikes",
        "city",          "shelling", "from",   "hospital", "ceasefire",  "forces",     "army",    "rebels",
        "wounded",       "truce",    "market", "children", "opposition", "government", "medical", "fighters",
        "neighbourhood", "rockets",  "convoy", "talks"
    };
    double sum = 0;
    uint32_t n_heads = sizeof heads / sizeof *heads;
    for (uint32_t i = 0; i < WORDS; i++) {
        w->word[i] = i < n_heads ? tr_str_of(heads[i])
                                 : tr_arena_printf(w->lasting, "%s%s%s%s", parts[i % 16], parts[i / 16 % 16],
                                                   i > 255 ? parts[i / 256 % 16] : "", i > 4095 ? parts[i / 4096] : "");
        sum += 1.0 / (i + 2.7);
        w->zipf[i] = sum;
    }
    for (uint32_t i = 0; i < WORDS; i++) w->zipf[i] /= sum;
}

static void make_world(struct world *w, uint64_t seed)
{
    w->state = seed * 0x9E3779B97F4A7C15u + 1;
    w->first = tr_date_of(2011, 3, 1);
    make_places(w);
    make_words(w);
    for (int i = 0; i < SPEAKERS; i++) {
        struct truce_actor *a = TR_NEW(w->lasting, struct truce_actor);
        a->name = tr_arena_printf(w->lasting, "Speaker %d", i);
        a->text = a->name;
        a->id = i % 4 ? tr_arena_printf(w->lasting, "bench:speaker/%d", i) : TR_STR("");
        a->kind = (enum truce_actor_kind)(1 + i % (TRUCE_ACTOR_count - 1));
        a->role = TR_STR("");
        memcpy(a->country, "SY", 3);
        w->speaker[i] = a;
    }
    for (int i = 0; i < OUTLETS; i++) w->outlet[i] = tr_arena_printf(w->lasting, "Outlet %d", i);
}

/* --- one report --- */

static tr_str draw_word(struct world *w)
{
    double u = unit(w);
    uint32_t low = 0, high = WORDS - 1;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (w->zipf[mid] < u) low = mid + 1;
        else high = mid;
    }
    return w->word[low];
}

struct text {
    char *p;
    size_t n;
    tr_span sentence[16];
    uint32_t n_sentences;
};

static void write_text(struct world *w, struct tr_arena *a, struct text *t)
{
    t->p = tr_arena_get(a, 8192);
    t->n_sentences = 6 + below(w, 4);
    for (uint32_t s = 0; s < t->n_sentences; s++) {
        uint32_t words = 12 + below(w, 16), from = (uint32_t)t->n;
        for (uint32_t i = 0; i < words; i++) {
            tr_str word = draw_word(w);
            if (i) t->p[t->n++] = ' ';
            memcpy(t->p + t->n, word.p, word.n);
            t->n += word.n;
        }
        t->n += (size_t)snprintf(t->p + t->n, 32, " %u.", below(w, 400));
        t->sentence[s] = (tr_span){ from, (uint32_t)t->n };
        t->p[t->n++] = s % 3 == 2 ? '\n' : ' ';
    }
}

/* Another outlet's copy: the same words with a line of its own. */
static void copy_text(struct tr_arena *a, tr_str of, uint32_t number, struct text *t)
{
    t->p = tr_arena_get(a, of.n + 64);
    memcpy(t->p, of.p, of.n);
    t->n = of.n + (size_t)snprintf(t->p + of.n, 64, "Reprint %u.\n", number);
    uint32_t from = 0;
    for (uint32_t i = 0; i < t->n && t->n_sentences < 16; i++) {
        if (t->p[i] != '.') continue;
        t->sentence[t->n_sentences++] = (tr_span){ from, i + 1 };
        from = i + 2;
    }
}

static void fill_claim(struct world *w, struct tr_arena *a, struct truce_claim *c, int g, tr_date day)
{
    static const char *why[] = { "event: frame of the lexicon" };
    uint32_t kind = below(w, 100);
    c->kind = kind < 45 ? TRUCE_KIND_event : kind < 80 ? TRUCE_KIND_casualties : kind < 90 ? TRUCE_KIND_ceasefire : TRUCE_KIND_figure;
    c->status = TRUCE_STATUS_actual;
    c->confidence = (float)(0.5 + 0.5 * unit(w));
    c->why = why;
    c->n_why = 1;
    c->source = below(w, 10) < 7 ? w->speaker[skewed(w, SPEAKERS)] : NULL;
    c->place = below(w, 10) < 9 ? w->place[below(w, 10) < 8 ? g : (int)below(w, GOVERNORATES)][skewed(w, PLACES)] : NULL;
    c->time.days = TR_NO_DAYS;
    c->time.text = TR_STR("");
    if (below(w, 10) < 7) {
        c->time.days.from = day - (tr_date)skewed(w, 30);
        c->time.days.to = below(w, 50) == 0 ? TR_NO_DATE : c->time.days.from + (below(w, 10) == 0 ? (tr_date)below(w, 90) : 0);
        c->time.date_prec = 1;
    }
    const struct truce_actor *by = below(w, 2) ? w->speaker[skewed(w, SPEAKERS)] : NULL;
    int64_t low = 1 + skewed(w, 200);
    struct truce_quantity count = { true, below(w, 3) != 0, false, low, low + (int64_t)below(w, 3) };
    if (c->kind == TRUCE_KIND_event) {
        c->event.type = below(w, 2) ? TRUCE_EVENT_ASSAULT : (enum truce_event)(1 + below(w, TRUCE_EVENT_count - 1));
        c->event.mode = c->event.type == TRUCE_EVENT_ASSAULT ? (enum truce_mode)(1 + below(w, TRUCE_MODE_count - 1)) : TRUCE_MODE_none;
        c->event.actor = by;
        c->event.recipient = below(w, 3) ? w->speaker[skewed(w, SPEAKERS)] : NULL;
        if (c->event.type == TRUCE_EVENT_ASSAULT) {
            c->event.acled_event = "Explosions/Remote violence";
            c->event.acled_sub_event = "Air/drone strike";
        }
    } else if (c->kind == TRUCE_KIND_casualties) {
        c->casualties.count = count;
        c->casualties.harm = below(w, 2) ? TRUCE_HARM_killed : TRUCE_HARM_injured;
        c->casualties.who = (enum truce_who)(1 + below(w, TRUCE_WHO_count - 1));
        c->casualties.means = 1u << (1 + below(w, TRUCE_MEANS_count - 1));
        c->casualties.by = by;
        c->casualties.part_of = -1;
    } else if (c->kind == TRUCE_KIND_ceasefire) {
        const struct truce_place **places = TR_NEW_N(a, const struct truce_place *, 1);
        const struct truce_actor **actors = TR_NEW_N(a, const struct truce_actor *, 2);
        c->ceasefire.form = TRUCE_FORM_truce;
        c->ceasefire.state = (enum truce_state)(1 + below(w, TRUCE_STATE_count - 1));
        c->ceasefire.duration = TR_STR("");
        places[0] = w->place[g][skewed(w, PLACES)];
        actors[0] = w->speaker[skewed(w, SPEAKERS)];
        actors[1] = w->speaker[skewed(w, SPEAKERS)];
        c->ceasefire.territory = (struct truce_refs){ places, NULL, 1, 0 };
        c->ceasefire.parties = (struct truce_refs){ NULL, actors, 0, 2 };
    } else {
        c->figure.count = count;
        c->figure.unit = TR_STR("hospitals");
    }
}

static struct truce_reading *make_report(struct world *w, struct tr_arena *a)
{
    struct truce_reading *r = TR_NEW(a, struct truce_reading);
    struct text *t = TR_NEW(a, struct text);
    uint64_t number = w->reports++;
    tr_date day = w->first + (tr_date)below(w, 2191);
    uint32_t slot = (uint32_t)(number % 64);
    if (number % 10 == 9) {
        uint32_t from = below(w, 64);
        copy_text(a, w->last_text[from].n ? w->last_text[from] : w->last_text[0], (uint32_t)number, t);
        day = w->last_text[from].n ? w->last_day[from] : w->last_day[0];
    } else {
        write_text(w, a, t);
        w->last_text[slot] = (tr_str){ t->p, t->n }; /* lives as long as the chunk, see main */
        w->last_day[slot] = day;
    }
    r->report = (struct truce_report){
        .title = TR_STR(""), .outlet = w->outlet[skewed(w, OUTLETS)], .language = TR_STR("en"), .published = day, .sha256 = TR_STR("")
    };
    r->report.id = tr_arena_printf(a, "bench-%llu", (unsigned long long)number);
    r->report.url = tr_arena_printf(a, "https://outlet.example/%llu", (unsigned long long)number);
    r->report.published_from = TRUCE_DATED_metadata;
    r->report.text = (tr_str){ t->p, t->n };
    r->report.bytes = t->n;
    r->sentences = t->sentence;
    r->n_sentences = t->n_sentences;
    struct truce_claim *v = TR_NEW_N(a, struct truce_claim, MAX_CLAIMS);
    int g = (int)(GOVERNORATES * pow(unit(w), 1.5)); /* one in six reports speaks of the first */
    r->n_claims = 4 + below(w, 13);
    for (uint32_t i = 0; i < r->n_claims && t->n_sentences; i++) {
        v[i].id = i;
        v[i].sentence = i % t->n_sentences;
        tr_span whole = t->sentence[v[i].sentence];
        v[i].span = (tr_span){ whole.from, tr_span_len(whole) > 30 ? whole.from + 30 : whole.to };
        fill_claim(w, a, &v[i], g, day);
    }
    r->claims = v;
    return r;
}

/* --- keeping --- */

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static tr_instant steady(void *arg)
{
    return 1480000000 + (tr_instant)((struct world *)arg)->reports / 100;
}

static int keep_chunk(struct tr_ledger *l, struct truce_reading *const *v, uint32_t n, struct tr_err *err)
{
    int rc = TR_OK;
    for (uint32_t i = 0; !rc && i < n; i++) {
        struct tr_keep k = { .reading = v[i],
                             .original = v[i]->report.text,
                             .how = TR_STR("file"),
                             .where = v[i]->report.id,
                             .dataset = TR_STR(""),
                             .obtained = TR_NO_INSTANT };
        enum tr_kept kept;
        tr_id id;
        if (i == 0) rc = tr_ledger_begin(l, err);
        if (!rc) rc = tr_ledger_keep(l, &k, &kept, &id, err);
        if (!rc && i == n - 1) rc = tr_ledger_commit(l, err);
    }
    return rc;
}

static int fill(struct tr_ledger *l, struct world *w, uint64_t wanted, struct tr_err *err)
{
    struct tr_arena *arena[2] = { tr_arena_new((size_t)1 << 30), tr_arena_new((size_t)1 << 30) };
    static struct truce_reading *v[CHUNK];
    uint64_t claims = 0, reports = 0, said = 0;
    double spent = 0, cpu = 0;
    int rc = TR_OK;
    for (int chunk = 0; !rc && claims < wanted; chunk++) { /* two arenas in turn: stories of the chunk before may still be copied */
        struct tr_arena *a = arena[chunk % 2];
        tr_arena_reset(a);
        for (int i = 0; i < 64 && chunk > 1; i++) w->last_text[i] = (tr_str){ NULL, 0 };
        if (setjmp(*tr_arena_guard(a))) abort();
        uint32_t n = 0;
        while (n < CHUNK && claims < wanted) {
            v[n] = make_report(w, a);
            claims += v[n++]->n_claims;
        }
        double t = now(CLOCK_MONOTONIC), c = now(CLOCK_PROCESS_CPUTIME_ID);
        rc = keep_chunk(l, v, n, err);
        spent += now(CLOCK_MONOTONIC) - t;
        cpu += now(CLOCK_PROCESS_CPUTIME_ID) - c;
        reports += n;
        if (claims / 250000 != said) {
            said = claims / 250000;
            printf("  %8llu claims of %7llu reports: %.0f claims/s so far (%.0f by processor time)\n", (unsigned long long)claims,
                   (unsigned long long)reports, (double)claims / spent, (double)claims / cpu);
            fflush(stdout);
        }
    }
    printf("add: %llu claims of %llu reports in %.1f s = %.0f claims/s (%.1f s of processor time = %.0f claims/s)\n",
           (unsigned long long)claims, (unsigned long long)reports, spent, (double)claims / spent, cpu, (double)claims / cpu);
    tr_arena_free(arena[0]);
    tr_arena_free(arena[1]);
    return rc;
}

int main(int argc, char **argv)
{
    static struct world w;
    struct tr_ledger *l = NULL;
    struct tr_err err = { 0 };
    int64_t claims = 1000000, seed = 1;
    if (argc < 2 || (argc > 2 && !tr_str_to_i64(tr_str_of(argv[2]), &claims)) || (argc > 3 && !tr_str_to_i64(tr_str_of(argv[3]), &seed))) {
        fputs("usage: fill LEDGER [CLAIMS] [SEED]\n", stderr);
        return 2;
    }
    w.lasting = tr_arena_new((size_t)1 << 30);
    if (setjmp(*tr_arena_guard(w.lasting))) return 1;
    make_world(&w, (uint64_t)seed);
    int rc = tr_ledger_open(argv[1], TR_LEDGER_WRITE, &l, &err);
    if (!rc) {
        tr_ledger_clock(l, steady, &w);
        rc = fill(l, &w, (uint64_t)claims, &err);
    }
    tr_ledger_close(l);
    tr_arena_free(w.lasting);
    if (rc) fprintf(stderr, "%s\n", err.msg);
    return rc != 0;
}
