/* SPDX-License-Identifier: Apache-2.0 */
/* Claims to scenes within each report, scenes to groups across reports. Greedy, in the canonical order, so that the same claims give the same groups. Candidates
 * come from an index by country, province and day, by numbers, and by words of reprints: the work grows with what happened there that day, not with the ledger. */
#include <stdlib.h>

#include "base/map.h"
#include "judging/incidents_int.h"

/* Scenes of one report that a claim is held against: the latest ones. Longer reports tell things in order. */
#define SCENES_BACK 48

int tr_claim_order(const struct tr_claim_row *x, const struct tr_claim_row *y)
{
    if (x->report != y->report) {
        if (x->report->published != y->report->published) return x->report->published < y->report->published ? -1 : 1;
        int c = tr_str_cmp(x->report->sha256, y->report->sha256);
        if (c) return c;
    }
    if (x->n != y->n) return x->n < y->n ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

enum key_of { KEY_DAY, KEY_SERIES, KEY_BUILDING, KEY_NUMBER_DAY, KEY_NUMBER_PLACE, KEY_REPRINT, KEY_TWIN };

static uint64_t mix(uint64_t h, uint64_t v)
{
    h ^= v + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
    h *= 0xff51afd7ed558ccdu;
    return h ^ h >> 33;
}

/* The same figure by the same speaker, of the same place and day: carried by another outlet, it is of the same thing, whatever else fits. */
static uint64_t twin_key(const struct tr_claim_row *c)
{
    uint64_t h = mix(mix(KEY_TWIN, 11), tr_hash(c->origin));
    const struct truce_quantity *q = &c->casualties.count;
    if (c->kind != TRUCE_KIND_casualties || (!q->has_low && !q->has_high) || c->casualties.part_of) return 0;
    /* An outlet's own reports of a town may be of two things with one victim each: only a speaker is relayed. Within one report it is one. */
    if (!c->source && tr_place_rank(c->place) < 5 && (q->has_low ? q->low : q->high) < 5) h = mix(h, (uint64_t)c->report->root);
    h = mix(mix(h, (uint64_t)c->casualties.harm << 8 | (uint64_t)c->casualties.who), c->casualties.means);
    h = mix(mix(h, q->has_low ? (uint64_t)q->low : 1u << 30), q->has_high ? (uint64_t)q->high : 1u << 30);
    h = mix(h, c->place ? tr_hash(c->place->key) : 0);
    h = mix(h, (uint64_t)(uint32_t)c->days.from << 32 | (uint32_t)c->days.to);
    return h ? h : 1;
}

/* --- within a report -------------------------------------------------------------------------------------------------------------------- */

/* Scenes of the report that is being read, and where its claims stand. */
struct local {
    struct tr_arena *a;
    struct tr_groups *scenes;
    uint32_t from;               /* its first scene */
    struct tr_map claims, twins; /* claim id, twin key -> index of the scene + 1 */
};

static struct tr_group *scene_at(const struct local *l, const struct tr_map *m, tr_str key)
{
    const uint64_t *at = tr_map_find(m, key);
    return at ? &l->scenes->list.v[*at - 1] : NULL;
}

static struct tr_group *best_scene(const struct local *l, const struct tr_gist *g, uint64_t twin, struct tr_fit *best)
{
    struct tr_group *found = g->whole ? scene_at(l, &l->claims, (tr_str){ (const char *)&g->whole, sizeof g->whole }) : NULL;
    *best = (struct tr_fit){ .score = 0.97, .part = found, .twin = !found, .sentences = -1 };
    if (!found && twin) found = scene_at(l, &l->twins, (tr_str){ (const char *)&twin, sizeof twin });
    if (found) return found;
    uint32_t n = l->scenes->list.n;
    for (uint32_t i = n - l->from > SCENES_BACK ? n - SCENES_BACK : l->from; i < n; i++) {
        struct tr_fit f = tr_fit_of(&l->scenes->list.v[i].gist, g, true);
        if (f.score < TR_FIT_WITHIN || (found && f.score < best->score)) continue;
        found = &l->scenes->list.v[i];
        *best = f;
    }
    return found;
}

static void add_member(struct tr_arena *a, struct tr_group *to, const struct tr_claim_row *c, double score, tr_str reasons)
{
    *tr_vec_push(a, &to->members) = (struct tr_member){ c, score, reasons, 0, twin_key(c) };
}

static void note(struct local *l, const struct tr_group *scene, const struct tr_claim_row *c, uint64_t twin)
{
    uint64_t at = (uint64_t)(scene - l->scenes->list.v) + 1;
    *tr_map_put(&l->claims, (tr_str){ (const char *)&c->id, sizeof c->id }, NULL) = at;
    if (twin) *tr_map_put(&l->twins, tr_arena_dup(l->a, (tr_str){ (const char *)&twin, sizeof twin }), NULL) = at;
}

static void add_claim(struct local *l, const struct tr_claim_row *c, const struct tr_gist *g)
{
    struct tr_fit fit;
    uint64_t twin = twin_key(c);
    struct tr_group *s = best_scene(l, g, twin, &fit);
    if (!s) {
        s = tr_vec_push(l->a, &l->scenes->list);
        *s = (struct tr_group){ .gist = *g };
        add_member(l->a, s, c, 1, TR_STR("told first"));
    } else {
        add_member(l->a, s, c, fit.score, tr_fit_words(l->a, &fit, &s->gist, g));
        if (!fit.twin) tr_gist_join(&s->gist, g); /* what is said twice adds nothing, and bridges nothing */
    }
    note(l, s, c, twin);
}

static void scenes_of(struct tr_arena *a, const struct tr_claim_row *const *rows, uint32_t n, struct tr_groups *scenes)
{
    struct local l = { .a = a, .scenes = scenes };
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gist g;
        if (!i || rows[i]->report != rows[i - 1]->report) {
            l.from = scenes->list.n;
            tr_map_init(&l.claims, a);
            tr_map_init(&l.twins, a);
        }
        if (tr_gist_of(rows[i], &g)) add_claim(&l, rows[i], &g);
    }
}

/* --- the index of groups ---------------------------------------------------------------------------------------------------------------- */

struct link {
    uint64_t key;
    uint32_t group, next;
};
struct index {
    struct tr_arena *a;
    uint32_t *heads, mask; /* link + 1 */
    TR_VEC(struct link) links;
    uint32_t *seen, stamp; /* by group: last search that met it */
};

static uint64_t country_key(enum key_of tag, const struct tr_gist *g)
{
    const char *c = g->place ? g->place->country : "";
    return mix(mix(tag, 77), c[0] ? (uint64_t)(unsigned char)c[0] << 8 | (unsigned char)c[1] : 0);
}

/* Calls take for every key under which the gist may be found (reach 0) or looked for (reach 1: a day to each side). */
typedef void key_fn(void *arg, uint64_t key);

static void number_keys(const struct tr_gist *g, tr_date from, tr_date to, key_fn *take, void *arg)
{
    for (int i = 0; i < TR_TOLL_count; i++) {
        const struct tr_toll *t = &g->toll[i];
        if (!t->known) continue;
        if (t->high >= 3 && tr_place_rank(g->place) >= 4)
            take(arg, mix(mix(mix(mix(KEY_NUMBER_PLACE, 5), (uint64_t)i), (uint64_t)t->high), tr_hash(g->place->key)));
        uint64_t base = mix(mix(country_key(KEY_NUMBER_DAY, g), (uint64_t)i), (uint64_t)t->high);
        for (tr_date d = from; t->high >= 5 && d <= to; d++) take(arg, mix(base, (uint64_t)(uint32_t)d));
    }
}

static void keys_of(const struct tr_gist *g, int reach, key_fn *take, void *arg)
{
    bool dated = tr_days_known(g->days);
    tr_date from = dated ? g->days.from - reach : 0, to = dated ? g->days.to + reach : -1;
    if (g->root && g->quote.n >= 8) take(arg, mix(mix(mix(KEY_REPRINT, 3), (uint64_t)g->root), tr_hash(g->quote)));
    if (!g->place) return;
    if (g->series) {
        uint64_t base = mix(mix(KEY_SERIES, 9), tr_hash(g->place->key));
        for (tr_date w = (from - 7 * reach) / 7; w <= (from + 7 * reach) / 7; w++) take(arg, mix(base, (uint64_t)(uint32_t)w));
        return;
    }
    /* A building that is named is looked up by when it was told of: "the strike on the hospital" may carry no day. */
    if (tr_place_rank(g->place) == 6 && g->published.from != TR_NO_DATE) {
        tr_date told = g->published.from / TR_TOLD_ON_DAYS;
        for (tr_date w = told - reach; w <= told + reach; w++)
            take(arg, mix(mix(mix(KEY_BUILDING, 11), tr_hash(g->place->key)), (uint64_t)(uint32_t)w));
    }
    uint64_t base = mix(country_key(KEY_DAY, g), g->place->admin1.n ? tr_hash(g->place->admin1) : 0);
    for (tr_date d = from; d <= to; d++) take(arg, mix(base, (uint64_t)(uint32_t)d));
    number_keys(g, from, to, take, arg);
}

struct put {
    struct index *ix;
    uint32_t group;
};

static const struct link *link_at(const struct index *ix, uint32_t at)
{
    return at && ix->links.v ? &ix->links.v[at - 1] : NULL;
}

static void put_key(void *arg, uint64_t key)
{
    struct put *p = arg;
    struct index *ix = p->ix;
    uint32_t *head = &ix->heads[key & ix->mask];
    for (const struct link *l = link_at(ix, *head); l; l = link_at(ix, l->next))
        if (l->key == key && l->group == p->group) return;
    *tr_vec_push(ix->a, &ix->links) = (struct link){ key, p->group, *head };
    *head = ix->links.n;
}

struct search {
    struct index *ix;
    struct tr_groups *groups;
    const struct tr_gist *gist;
    uint32_t found; /* index + 1 */
    struct tr_fit fit;
};

static void try_key(void *arg, uint64_t key)
{
    struct search *s = arg;
    for (const struct link *l = link_at(s->ix, s->ix->heads[key & s->ix->mask]); l; l = link_at(s->ix, l->next)) {
        if (l->key != key || s->ix->seen[l->group] == s->ix->stamp) continue;
        s->ix->seen[l->group] = s->ix->stamp;
        struct tr_fit f = tr_fit_of(&s->groups->list.v[l->group].gist, s->gist, false);
        if (f.score < TR_FIT_ACROSS) continue;
        /* Of equals the one that was told first, whatever the order of the chain. */
        if (s->found && (f.score < s->fit.score || (f.score == s->fit.score && l->group > s->found - 1))) continue;
        s->found = l->group + 1;
        s->fit = f;
    }
}

static void twin_keys(const struct tr_group *scene, key_fn *take, void *arg)
{
    for (uint32_t i = 0; i < scene->members.n; i++) {
        if (scene->members.v[i].twin) take(arg, scene->members.v[i].twin);
    }
}

/* Without a day, small numbers are the same only when they were told about the same time. */
static bool same_time(const struct tr_gist *a, const struct tr_gist *b)
{
    if (tr_days_known(b->days) || b->toll[TR_TOLL_KILLED].high >= 5 || b->toll[TR_TOLL_INJURED].high >= 5) return true;
    return tr_days_apart(a->published.from, b->published.from) <= 14 || tr_days_apart(a->published.to, b->published.from) <= 14;
}

static void try_twin(void *arg, uint64_t key)
{
    struct search *s = arg;
    for (const struct link *l = link_at(s->ix, s->ix->heads[key & s->ix->mask]); l; l = link_at(s->ix, l->next)) {
        const struct tr_gist *g = &s->groups->list.v[l->group].gist;
        if (l->key != key || !same_time(g, s->gist)) continue;
        struct tr_fit f = tr_fit_of(g, s->gist, false);
        if (f.score < 0 || (s->found && s->fit.twin && l->group >= s->found - 1)) continue;
        f.twin = true;
        f.score = 0.97;
        s->found = l->group + 1;
        s->fit = f;
    }
}

/* --- across reports ------------------------------------------------------------------------------------------------------------------- */

static void join_scene(struct tr_arena *a, struct tr_group *g, const struct tr_group *scene, const struct tr_fit *fit)
{
    for (uint32_t i = 0; i < scene->members.n; i++) {
        struct tr_member *m = tr_vec_push(a, &g->members);
        *m = scene->members.v[i];
        if (i) continue; /* the others came with the first of their report, and keep why */
        m->score = fit->score;
        m->reasons = tr_fit_words(a, fit, &g->gist, &scene->gist);
    }
    tr_gist_join(&g->gist, &scene->gist);
}

void tr_groups_of(struct tr_arena *a, const struct tr_claim_row *const *rows, uint32_t n, struct tr_groups *out)
{
    struct tr_groups scenes = { 0 };
    struct index ix = { .a = a };
    scenes_of(a, rows, n, &scenes);
    uint32_t slots = 64;
    while (slots < scenes.list.n * 4u && slots < 1u << 26) slots *= 2;
    ix.heads = TR_NEW_N(a, uint32_t, slots);
    ix.mask = slots - 1;
    ix.seen = TR_NEW_N(a, uint32_t, scenes.list.n + 1);
    for (uint32_t i = 0; i < scenes.list.n; i++) {
        struct tr_group *scene = &scenes.list.v[i];
        struct search s = { .ix = &ix, .groups = out, .gist = &scene->gist };
        ix.stamp = i + 1;
        keys_of(&scene->gist, 1, try_key, &s);
        twin_keys(scene, try_twin, &s);
        struct put p = { &ix, s.found ? s.found - 1 : out->list.n };
        if (s.found) join_scene(a, &out->list.v[p.group], scene, &s.fit);
        else *tr_vec_push(a, &out->list) = *scene;
        keys_of(&scene->gist, 0, put_key, &p);
        twin_keys(scene, put_key, &p);
    }
}
