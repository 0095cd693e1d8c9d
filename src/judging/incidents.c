/* SPDX-License-Identifier: Apache-2.0 */
/* A group of claims, told as an incident: each field as most independent voices have it, none more precise than it was told. */
#include <stdlib.h>

#include "base/map.h"
#include "judging/incidents_int.h"
#include "knowledge/acled.h"

/* --- votes -------------------------------------------------------------------------------------------------------------------------------- */

struct vote {
    const void *what;
    uint32_t voices, rank;
};

/* Pairs that were met: a wire story may stand in an incident a thousand times. */
struct pairs {
    struct tr_arena *a;
    struct tr_map seen;
};

static bool fresh_pair(struct pairs *p, const void *what, tr_str voice)
{
    bool fresh;
    uint64_t key[2] = { (uint64_t)(uintptr_t)what, tr_hash(voice) };
    tr_map_put(&p->seen, tr_arena_dup(p->a, (tr_str){ (const char *)key, sizeof key }), &fresh);
    return fresh;
}

static struct pairs no_pairs(struct tr_arena *a)
{
    struct pairs p = { .a = a };
    tr_map_init(&p.seen, a);
    return p;
}

/* Each value that members have, with the number of distinct origins that say so; in order of first mention; at most max. */
static uint32_t votes_of(struct tr_arena *a, const struct tr_group *g, const void *(*value)(const struct tr_claim_row *), struct vote *v,
                         uint32_t max)
{
    struct pairs p = no_pairs(a);
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->members.n; i++) {
        const void *what = value(g->members.v[i].claim);
        uint32_t at = 0;
        if (!what) continue;
        while (at < n && v[at].what != what) at++;
        if ((at == n && n == max) || !fresh_pair(&p, what, g->members.v[i].claim->origin)) continue;
        if (at == n) v[n++] = (struct vote){ what, 0, 0 };
        v[at].voices++;
    }
    return n;
}

static const void *place_of(const struct tr_claim_row *c)
{
    return c->place;
}

static const void *actor_of(const struct tr_claim_row *c)
{
    return tr_somebody(c->kind == TRUCE_KIND_event ? c->event.actor : c->casualties.by);
}

static const void *recipient_of(const struct tr_claim_row *c)
{
    return c->kind == TRUCE_KIND_event ? tr_somebody(c->event.recipient) : NULL;
}

/* --- place ----------------------------------------------------------------------------------------------------------------------------- */

#define VOTES 32

static bool nothing_apart(const struct tr_place_row *p, const struct vote *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (tr_where_of(p, v[i].what) == TR_WHERE_APART) return false;
    return true;
}

/* The most precise that all agree on; when nothing is agreed, what most voices say. */
static const struct tr_place_row *choose_place(struct tr_arena *a, const struct tr_group *g)
{
    struct vote v[VOTES];
    uint32_t n = votes_of(a, g, place_of, v, VOTES);
    const struct tr_place_row *best = NULL;
    uint32_t voices = 0, most = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_place_row *p = v[i].what;
        bool finer = !best || tr_place_rank(p) > tr_place_rank(best) || (tr_place_rank(p) == tr_place_rank(best) && v[i].voices > voices);
        if (!finer || !nothing_apart(p, v, n)) continue;
        best = p;
        voices = v[i].voices;
    }
    for (uint32_t i = 1; i < n; i++)
        if (v[i].voices > v[most].voices) most = i;
    return best || !n ? best : v[most].what;
}

/* UCDP GED: 1 exact, 2 within some 25 km; from 3 on the named unit as a whole, which has no radius. */
static double radius_of(const struct tr_place_row *p)
{
    if (!p || !p->located) return -1;
    return p->where_prec == 1 ? 0 : p->where_prec == 2 ? 25 : -1;
}

/* --- time -------------------------------------------------------------------------------------------------------------------------------- */

static bool same_days(tr_days x, tr_days y)
{
    return x.from == y.from && x.to == y.to;
}

/* Reports that are no copies of each other: many voices in one report may share its reading of "Thursday". */
static uint32_t reports_for_days(const struct tr_group *g, tr_days d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->members.n; i++) {
        bool counted = false;
        if (!same_days(g->members.v[i].claim->days, d)) continue;
        for (uint32_t k = 0; k < i && !counted; k++)
            counted =
                same_days(g->members.v[k].claim->days, d) && g->members.v[k].claim->report->root == g->members.v[i].claim->report->root;
        n += !counted;
    }
    return n;
}

/* The shortest span of days; of equals the one that most reports tell, then the earlier: what is told late is dated late. */
static void choose_days(const struct tr_group *g, struct tr_incident *out)
{
    uint32_t best = 0;
    out->days = TR_NO_DAYS;
    out->clock_from = out->clock_to = -1;
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        if (c->days.from == TR_NO_DATE || c->days.to == TR_NO_DATE) continue;
        bool known = tr_days_known(out->days);
        int32_t wide = c->days.to - c->days.from, now = known ? out->days.to - out->days.from : 0;
        if (known && (wide > now || same_days(c->days, out->days))) continue;
        uint32_t reports = reports_for_days(g, c->days);
        if (known && wide == now && (reports < best || (reports == best && c->days.from > out->days.from))) continue;
        best = reports;
        out->days = c->days;
        out->date_prec = c->date_prec;
    }
    for (uint32_t i = 0; i < g->members.n && out->clock_from < 0; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        if (c->clock_from < 0 || !same_days(c->days, out->days)) continue;
        out->clock_from = c->clock_from;
        out->clock_to = c->clock_to;
    }
}

/* As wide as is known: the days whole when no hour is told; a time of day in one day, else in none. Without a country the clock is unknown, and so is the instant. */
static void put_instants(struct tr_zones *zones, struct tr_incident *out)
{
    out->when = (tr_moments){ TR_NO_INSTANT, TR_NO_INSTANT };
    if (!tr_days_known(out->days) || !out->place) return;
    const struct tr_zone *z = tr_zones_country(zones, out->place->country);
    if (!z) return;
    bool clock = out->clock_from >= 0 && out->days.from == out->days.to;
    out->when.from = tr_instant_of(z, out->days.from, clock ? out->clock_from : 0);
    out->when.to = clock ? tr_instant_of(z, out->days.to, out->clock_to) + 60 : tr_instant_of(z, out->days.to + 1, 0);
    if (out->when.to <= out->when.from) out->when.to = out->when.from + 60;
}

/* --- sides ------------------------------------------------------------------------------------------------------------------------------- */

static uint32_t actor_rank(const struct tr_actor_row *x)
{
    bool fights = x->kind == TRUCE_ACTOR_party || x->kind == TRUCE_ACTOR_military || x->kind == TRUCE_ACTOR_government;
    return (fights ? 2u : 0) + (tr_str_starts(x->key, TR_STR("text:")) ? 0 : 1u);
}

static uint32_t first_vote(const struct vote *v, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++) {
        uint32_t a = actor_rank(v[i].what), b = actor_rank(v[best].what);
        if (a > b || (a == b && v[i].voices > v[best].voices)) best = i;
    }
    return best;
}

static void put_accusers(struct tr_arena *a, const struct tr_group *g, struct tr_incident *out)
{
    TR_VEC(const struct tr_actor_row *) who = { 0 };
    struct pairs p = no_pairs(a);
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        if (actor_of(c) == out->actor && fresh_pair(&p, out->actor, c->origin)) *tr_vec_push(a, &who) = c->source;
    }
    out->actor_by = who.v;
    out->n_actor_by = who.n;
}

static void put_sides(struct tr_arena *a, const struct tr_group *g, struct tr_incident *out)
{
    struct vote v[VOTES];
    TR_VEC(const struct tr_actor_row *) rivals = { 0 };
    uint32_t n = votes_of(a, g, recipient_of, v, VOTES);
    out->recipient = n ? v[first_vote(v, n)].what : NULL;
    n = votes_of(a, g, actor_of, v, VOTES);
    if (!n) return;
    uint32_t best = first_vote(v, n);
    out->actor = v[best].what;
    for (uint32_t i = 0; i < n; i++) {
        /* The organs and members of the one that is named are no rivals of it, nor is what only shoots ("rockets"). */
        if (i == best || actor_rank(v[i].what) < 1 || tr_actors_alike(v[i].what, out->actor) == TR_ALIKE_SAME) continue;
        *tr_vec_push(a, &rivals) = v[i].what;
    }
    out->rival_actors = (struct tr_actors){ rivals.v, rivals.n };
    put_accusers(a, g, out);
}

/* --- kind --------------------------------------------------------------------------------------------------------------------------------- */

static enum truce_mode mode_of_means(uint32_t means)
{
    static const enum truce_mode of[TRUCE_MEANS_count] = {
        [TRUCE_MEANS_airstrike] = TRUCE_MODE_aerial,  [TRUCE_MEANS_shelling] = TRUCE_MODE_shelling,
        [TRUCE_MEANS_rocket] = TRUCE_MODE_rocket,     [TRUCE_MEANS_missile] = TRUCE_MODE_rocket,
        [TRUCE_MEANS_drone] = TRUCE_MODE_drone,       [TRUCE_MEANS_bombing] = TRUCE_MODE_bombing,
        [TRUCE_MEANS_suicide] = TRUCE_MODE_suicide,   [TRUCE_MEANS_shooting] = TRUCE_MODE_firearms,
        [TRUCE_MEANS_execution] = TRUCE_MODE_execute, [TRUCE_MEANS_clashes] = TRUCE_MODE_clash,
        [TRUCE_MEANS_chemical] = TRUCE_MODE_chemical,
    };
    for (int i = 1; i < TRUCE_MEANS_count; i++)
        if ((means >> i & 1u) && of[i]) return of[i];
    return TRUCE_MODE_none;
}

static uint32_t means_of_mode(enum truce_mode m)
{
    static const enum truce_means of[TRUCE_MODE_count] = {
        [TRUCE_MODE_aerial] = TRUCE_MEANS_airstrike,  [TRUCE_MODE_shelling] = TRUCE_MEANS_shelling,
        [TRUCE_MODE_rocket] = TRUCE_MEANS_rocket,     [TRUCE_MODE_bombing] = TRUCE_MEANS_bombing,
        [TRUCE_MODE_suicide] = TRUCE_MEANS_suicide,   [TRUCE_MODE_firearms] = TRUCE_MEANS_shooting,
        [TRUCE_MODE_execute] = TRUCE_MEANS_execution, [TRUCE_MODE_clash] = TRUCE_MEANS_clashes,
        [TRUCE_MODE_chemical] = TRUCE_MEANS_chemical, [TRUCE_MODE_drone] = TRUCE_MEANS_drone,
    };
    return of[m] ? 1u << of[m] : 0;
}

/* A weapon says more than that something was destroyed, and that more than nothing. */
static uint32_t mode_weight(enum truce_mode m)
{
    return m == TRUCE_MODE_none ? 0 : m == TRUCE_MODE_other ? 1 : m == TRUCE_MODE_destroy ? 2 : 3;
}

static void choose_mode(const struct tr_group *g, struct tr_incident *out)
{
    uint32_t votes[TRUCE_MODE_count] = { 0 };
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        bool event = c->kind == TRUCE_KIND_event;
        /* A toll of "shelling, rocket fire and air strikes" names no mode of one act. */
        bool one = !event && __builtin_popcount(c->casualties.means) == 1;
        enum truce_mode m = event ? c->event.mode : one ? mode_of_means(c->casualties.means) : TRUCE_MODE_none;
        if (!event && (c->casualties.harm == TRUCE_HARM_abducted)) m = TRUCE_MODE_abduct;
        votes[m]++;
        if (!event) out->means |= c->casualties.means;
    }
    for (int m = 1; m < TRUCE_MODE_count; m++) {
        if (!votes[m]) continue;
        uint32_t w = mode_weight((enum truce_mode)m), now = mode_weight(out->mode);
        if (w > now || (w == now && votes[m] > votes[out->mode])) out->mode = (enum truce_mode)m;
    }
    out->means |= means_of_mode(out->mode);
}

static bool fits_mode(const struct tr_claim_row *c, const struct tr_incident *out)
{
    return c->kind == TRUCE_KIND_event && c->event.type == out->type && c->event.acled_event.n && (c->event.mode == out->mode);
}

static void put_acled(const struct tr_group *g, struct tr_incident *out)
{
    out->acled_event = out->acled_sub_event = TR_STR("");
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        if (!fits_mode(c, out)) continue;
        out->acled_event = c->event.acled_event;
        out->acled_sub_event = c->event.acled_sub_event;
        return;
    }
    enum tr_acled code = tr_acled_of_mode(out->mode);
    if (!code && out->type == TRUCE_EVENT_ASSAULT) code = TR_ACLED_attack;
    if (!code) return;
    out->acled_event = tr_str_of(tr_acled_event(code));
    out->acled_sub_event = tr_str_of(tr_acled_sub(code));
}

static void put_kind(const struct tr_group *g, struct tr_incident *out)
{
    bool assault = false, coerce = false, harmed = false;
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        assault |= c->kind == TRUCE_KIND_event && c->event.type == TRUCE_EVENT_ASSAULT;
        coerce |= c->kind == TRUCE_KIND_event && c->event.type == TRUCE_EVENT_COERCE;
        harmed |= c->kind == TRUCE_KIND_casualties && c->casualties.harm != TRUCE_HARM_detained;
    }
    out->type = assault || (harmed && !coerce) ? TRUCE_EVENT_ASSAULT : TRUCE_EVENT_COERCE;
    choose_mode(g, out);
    put_acled(g, out);
}

/* --- numbers, voices -------------------------------------------------------------------------------------------------------------------- */

static uint32_t classes_counted(const struct tr_fig *f, uint32_t n)
{
    uint32_t who = 0;
    for (uint32_t i = 0; i < n; i++)
        if (f[i].use == TR_FIG_COUNTED) who |= 1u << f[i].claim->casualties.who;
    return who;
}

static struct tr_range toll_of(struct tr_arena *a, const struct tr_group *g, enum truce_harm harm)
{
    struct figs {
        TR_VEC(struct tr_fig) of;
    };
    TR_VEC(struct figs) origins = { 0 };
    struct tr_map map;
    tr_map_init(&map, a);
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        bool fresh;
        if (c->kind != TRUCE_KIND_casualties || c->casualties.harm != harm) continue;
        uint64_t *at = tr_map_put(&map, c->origin, &fresh);
        if (fresh || !origins.v) {
            *at = origins.n;
            tr_vec_push(a, &origins)->of.n = 0;
        }
        tr_vec_push(a, &origins.v[*at].of)->claim = c;
    }
    struct tr_count *counts = TR_NEW_N(a, struct tr_count, origins.n + 1);
    for (uint32_t i = 0; i < origins.n; i++) {
        counts[i].range = tr_figs_settle(origins.v[i].of.v, origins.v[i].of.n);
        counts[i].who = classes_counted(origins.v[i].of.v, origins.v[i].of.n);
    }
    return tr_counts_span(counts, origins.n);
}

/* Independent voices that tell of it, each as sure as its surest claim, together as sure as that not all are wrong. */
static void put_voices(struct tr_arena *a, const struct tr_group *g, struct tr_incident *out)
{
    struct tr_map voices;
    double *sure = TR_NEW_N(a, double, g->members.n), wrong = 1;
    tr_map_init(&voices, a);
    for (uint32_t i = 0; i < g->members.n; i++) {
        const struct tr_claim_row *c = g->members.v[i].claim;
        bool fresh;
        uint64_t *at = tr_map_put(&voices, c->origin, &fresh);
        if (fresh) *at = out->n_origins++;
        if ((double)c->confidence > sure[*at]) sure[*at] = (double)c->confidence;
        out->confirmed |= c->confirmed;
    }
    for (uint32_t i = 0; i < out->n_origins; i++) wrong *= 1 - sure[i];
    out->confidence = 1 - wrong;
}

/* The sentence that tells it best: with a toll, then sure, then early. */
static tr_str choose_head(const struct tr_incident *in)
{
    const struct tr_claim_row *best = in->merges[0].claim;
    double most = -1;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_claim_row *c = in->merges[i].claim;
        double v = (double)c->confidence + (c->kind == TRUCE_KIND_casualties ? 0.5 : 0) + (c->place ? 0.2 : 0);
        if (v <= most) continue;
        most = v;
        best = c;
    }
    return best->sentence_text.n ? best->sentence_text : best->quote;
}

int tr_incidents_texts(struct tr_ledger *l, const struct tr_incident *const *v, uint32_t n, struct tr_arena *a, struct tr_err *err)
{
    TR_VEC(const struct tr_claim_row *) rows = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < v[i]->n; k++) *tr_vec_push(a, &rows) = v[i]->merges[k].claim;
    }
    int rc = tr_ledger_texts(l, rows.v, rows.n, a, err);
    for (uint32_t i = 0; !rc && i < n; i++) ((struct tr_incident *)(uintptr_t)v[i])->head = choose_head(v[i]);
    return rc;
}

static void tell(struct tr_arena *a, struct tr_zones *zones, const struct tr_group *g, struct tr_incident *out)
{
    struct tr_merge *m = TR_NEW_N(a, struct tr_merge, g->members.n);
    for (uint32_t i = 0; i < g->members.n; i++)
        m[i] = (struct tr_merge){ g->members.v[i].claim, g->members.v[i].score, g->members.v[i].reasons, g->members.v[i].assessment };
    m[0].score = 1;
    *out = (struct tr_incident){ .id = m[0].claim->id, .merges = m, .n = g->members.n, .confirmed = g->confirmed };
    put_kind(g, out);
    out->place = choose_place(a, g);
    out->km = radius_of(out->place);
    choose_days(g, out);
    put_instants(zones, out);
    put_sides(a, g, out);
    out->killed = toll_of(a, g, TRUCE_HARM_killed);
    out->injured = toll_of(a, g, TRUCE_HARM_injured);
    put_voices(a, g, out);
    out->head = choose_head(out);
}

/* --- all of them ------------------------------------------------------------------------------------------------------------------------ */

static int order(const void *x, const void *y)
{
    return tr_claim_order(*(const struct tr_claim_row *const *)x, *(const struct tr_claim_row *const *)y);
}

static int by_founder(const void *x, const void *y)
{
    return tr_claim_order(((const struct tr_incident *)x)->merges[0].claim, ((const struct tr_incident *)y)->merges[0].claim);
}

static void gather(struct tr_arena *a, const struct tr_claims *claims, const struct tr_assessments *decisions, struct tr_incidents *out)
{
    const struct tr_claim_row **rows = TR_NEW_N(a, const struct tr_claim_row *, claims->n + 1);
    struct tr_groups groups = { 0 };
    struct tr_zones own = { .arena = a }, *zones = claims->zones ? claims->zones : &own;
    bool sorted = true;
    for (uint32_t i = 0; i < claims->n; i++) {
        rows[i] = &claims->v[i];
        sorted = sorted && (!i || tr_claim_order(rows[i - 1], rows[i]) <= 0);
    }
    if (!sorted) qsort(rows, claims->n, sizeof *rows, order);
    tr_groups_of(a, rows, claims->n, &groups);
    tr_groups_decide(a, &groups, decisions);
    struct tr_incident *v = TR_NEW_N(a, struct tr_incident, groups.list.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < groups.list.n; i++)
        if (groups.list.v[i].members.n && !groups.list.v[i].rejected) tell(a, zones, &groups.list.v[i], &v[n++]);
    if (decisions && decisions->n) qsort(v, n, sizeof *v, by_founder);
    *out = (struct tr_incidents){ v, n };
}

int tr_incidents_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_assessments *decisions, struct tr_incidents *out,
                    struct tr_err *err)
{
    (void)err;
    gather(a, claims, decisions, out);
    return TR_OK;
}
