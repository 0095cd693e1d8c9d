/* SPDX-License-Identifier: Apache-2.0 */
/* What analysts decided about merges, after the rules: the later decision wins, and one that was undone is as if it had never been made. */
#include <stdlib.h>

#include "base/map.h"
#include "judging/incidents_int.h"

struct spot {
    uint32_t group, member;
};
struct desk {
    struct tr_arena *a;
    struct tr_groups *groups;
    struct tr_map where; /* claim id -> group and member */
};

static tr_str id_key(const tr_id *id)
{
    return (tr_str){ (const char *)id, sizeof *id };
}

static void note(struct desk *d, uint32_t group)
{
    for (uint32_t k = 0; k < d->groups->list.v[group].members.n; k++)
        *tr_map_put(&d->where, id_key(&d->groups->list.v[group].members.v[k].claim->id), NULL) = (uint64_t)group << 32 | k;
}

/* "claim:12", "incident:12" or "12"; *incident tells the second. */
static bool parse_target(tr_str s, tr_id *id, bool *incident)
{
    *incident = tr_str_starts(s, TR_STR("incident:"));
    if (*incident) s = tr_str_sub(s, 9, s.n);
    else if (tr_str_starts(s, TR_STR("claim:"))) s = tr_str_sub(s, 6, s.n);
    return tr_str_to_i64(s, id);
}

static bool find(const struct desk *d, tr_id id, struct spot *at)
{
    uint64_t *v = tr_map_find(&d->where, id_key(&id));
    if (!v) return false;
    *at = (struct spot){ (uint32_t)(*v >> 32), (uint32_t)*v };
    return true;
}

static void move(struct desk *d, uint32_t from, uint32_t member, uint32_t to, tr_id assessment, tr_str why)
{
    struct tr_group *f = &d->groups->list.v[from];
    struct tr_member m = f->members.v[member];
    for (uint32_t i = member; i + 1 < f->members.n; i++) f->members.v[i] = f->members.v[i + 1];
    f->members.n--;
    m.score = 1;
    m.assessment = assessment;
    m.reasons = why;
    /* In the canonical order, so that the first claim is the one that names the incident. */
    struct tr_group *t = &d->groups->list.v[to];
    uint32_t at = t->members.n;
    *tr_vec_push(d->a, &t->members) = m;
    for (; at > 0 && tr_claim_order(t->members.v[at - 1].claim, m.claim) > 0; at--) t->members.v[at] = t->members.v[at - 1];
    t->members.v[at] = m;
}

static tr_str by_whom(struct tr_arena *a, const struct tr_assessment_row *r, const char *what)
{
    tr_str who = r->who.n ? r->who : TR_STR("an analyst");
    if (!r->reason.n) return tr_arena_printf(a, "%s by " TR_STR_FMT, what, TR_STR_ARG(who));
    return tr_arena_printf(a, "%s by " TR_STR_FMT ": " TR_STR_FMT, what, TR_STR_ARG(who), TR_STR_ARG(r->reason));
}

/* A claim that names its incident takes the whole incident along; any other moves alone. */
static void merge(struct desk *d, const struct tr_assessment_row *r, struct spot a, struct spot b)
{
    if (a.group == b.group) return;
    tr_str why = by_whom(d->a, r, "merged");
    bool whole = a.member == 0;
    if (!whole) {
        move(d, a.group, a.member, b.group, r->id, why);
        note(d, a.group);
    }
    while (whole && d->groups->list.v[a.group].members.n) move(d, a.group, 0, b.group, r->id, why);
    if (whole) d->groups->list.v[b.group].confirmed |= d->groups->list.v[a.group].confirmed;
    note(d, b.group);
}

/* a leaves, with what its own sentence says besides, unless that is b's sentence too. */
static void split(struct desk *d, const struct tr_assessment_row *r, struct spot a, struct spot b)
{
    if (a.group != b.group || a.member == b.member) return;
    tr_str why = by_whom(d->a, r, "split off");
    const struct tr_claim_row *leaves = d->groups->list.v[a.group].members.v[a.member].claim,
                              *stays = d->groups->list.v[b.group].members.v[b.member].claim;
    struct tr_gist gist = d->groups->list.v[a.group].gist;
    tr_vec_push(d->a, &d->groups->list)->gist = gist;
    uint32_t to = d->groups->list.n - 1;
    bool alone = stays->report == leaves->report && stays->sentence == leaves->sentence;
    for (uint32_t i = 0; i < d->groups->list.v[a.group].members.n;) {
        const struct tr_claim_row *c = d->groups->list.v[a.group].members.v[i].claim;
        if (c == leaves || (!alone && c->report == leaves->report && c->sentence == leaves->sentence)) move(d, a.group, i, to, r->id, why);
        else i++;
    }
    note(d, a.group);
    note(d, to);
}

static void apply(struct desk *d, const struct tr_assessment_row *r)
{
    tr_id x, y;
    bool incident, other;
    struct spot a, b;
    if (!parse_target(r->target, &x, &incident) || !find(d, x, &a)) return;
    switch (r->kind) {
    case TR_ASSESS_confirm: d->groups->list.v[a.group].confirmed |= incident; break;
    case TR_ASSESS_reject:
        if (incident) {
            d->groups->list.v[a.group].rejected = true;
        } else {
            tr_vec_push(d->a, &d->groups->list)->rejected = true;
            move(d, a.group, a.member, d->groups->list.n - 1, r->id, by_whom(d->a, r, "rejected"));
            note(d, a.group);
            note(d, d->groups->list.n - 1);
        }
        break;
    case TR_ASSESS_merge:
    case TR_ASSESS_split:
        if (!parse_target(r->value, &y, &other) || !find(d, y, &b)) return;
        if (r->kind == TR_ASSESS_merge) merge(d, r, a, b);
        else split(d, r, a, b);
        break;
    default: return;
    }
}

static int by_id(const void *x, const void *y)
{
    const struct tr_assessment_row *a = *(const struct tr_assessment_row *const *)x, *b = *(const struct tr_assessment_row *const *)y;
    return a->id < b->id ? -1 : a->id > b->id;
}

static int64_t place_of(const struct tr_assessment_row *const *v, uint32_t n, tr_id id)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (v[mid]->id < id) low = mid + 1;
        else high = mid;
    }
    return low < n && v[low]->id == id ? (int64_t)low : -1;
}

/* Which stand: seen from the last, a decision falls by an undo or a successor that itself stands. */
static void mark_standing(const struct tr_assessment_row *const *v, uint32_t n, bool *fallen)
{
    for (uint32_t i = n; i-- > 0;) {
        int64_t after = v[i]->superseded_by ? place_of(v, n, v[i]->superseded_by) : -1;
        if (v[i]->superseded_by && (after < 0 || !fallen[after])) fallen[i] = true;
        tr_id target;
        if (fallen[i] || v[i]->kind != TR_ASSESS_undo || !tr_str_starts(v[i]->target, TR_STR("assessment:"))) continue;
        if (!tr_str_to_i64(tr_str_sub(v[i]->target, 11, v[i]->target.n), &target)) continue;
        int64_t undone = place_of(v, n, target);
        if (undone >= 0 && undone < i) fallen[undone] = true;
    }
}

void tr_groups_decide(struct tr_arena *a, struct tr_groups *g, const struct tr_assessments *decisions)
{
    if (!decisions || !decisions->n) return;
    const struct tr_assessment_row **v = TR_NEW_N(a, const struct tr_assessment_row *, decisions->n);
    bool *fallen = TR_NEW_N(a, bool, decisions->n);
    for (uint32_t i = 0; i < decisions->n; i++) v[i] = &decisions->v[i];
    qsort(v, decisions->n, sizeof *v, by_id);
    mark_standing(v, decisions->n, fallen);
    struct desk d = { .a = a, .groups = g };
    tr_map_init(&d.where, a);
    for (uint32_t i = 0; i < g->list.n; i++) note(&d, i);
    for (uint32_t i = 0; i < decisions->n; i++)
        if (!fallen[i]) apply(&d, v[i]);
}
