/* SPDX-License-Identifier: Apache-2.0 */
/* What one origin says of the dead (or injured, …) of one incident or one period, from all that it said over time.
 *
 *   - A figure that the origin gave before is a repetition, however late a relay carries it: an old number that is printed again corrects nothing.
 *   - "At least 50" after 55 says nothing new either. Any other later figure of the same class of people supersedes the earlier one, also a smaller one.
 *   - Of one report the greatest figure of a class is its last word.
 *   - Parts (told as such, or a class within people that the origin counts as well) never add to the whole.
 *   - Classes that exclude each other add up; classes that may overlap add only when one report names them side by side. */
#include "judging/incidents_int.h"

bool tr_range_known(struct tr_range r)
{
    return r.has_low || r.has_high;
}

struct tr_range tr_range_of(const struct truce_quantity *q)
{
    struct tr_range r = { q->has_low, q->has_high, q->has_low ? q->low : 0, q->has_high ? q->high : q->low };
    if (!q->has_low && !q->has_high) return (struct tr_range){ 0 };
    r.has_low = true; /* nobody is fewer than none: "up to 30" is 0 to 30 */
    if (r.low < 0) r.low = 0;
    if (r.high < r.low) r.high = r.low;
    return r;
}

struct tr_range tr_range_add(struct tr_range a, struct tr_range b)
{
    if (!tr_range_known(a)) return b;
    if (!tr_range_known(b)) return a;
    struct tr_range r = { true, a.has_high && b.has_high, 0, 0 };
    if (__builtin_add_overflow(a.low, b.low, &r.low)) r.low = INT64_MAX;
    if (__builtin_add_overflow(a.high, b.high, &r.high)) r.high = INT64_MAX;
    return r;
}

struct tr_range tr_range_span(struct tr_range a, struct tr_range b)
{
    if (!tr_range_known(a)) return b;
    if (!tr_range_known(b)) return a;
    const struct tr_range *top = a.high > b.high || (a.high == b.high && a.has_high) ? &a : &b;
    return (struct tr_range){ true, top->has_high, a.low < b.low ? a.low : b.low, top->high };
}

#define EVERYBODY (1u << TRUCE_WHO_people | 1u << TRUCE_WHO_civilians | 1u << TRUCE_WHO_none)

struct tr_range tr_counts_span(const struct tr_count *v, uint32_t n)
{
    struct tr_range all = { 0 };
    bool whole = false;
    for (uint32_t i = 0; i < n; i++) whole |= tr_range_known(v[i].range) && (v[i].who & EVERYBODY);
    for (uint32_t i = 0; i < n; i++)
        if (!whole || (v[i].who & EVERYBODY)) all = tr_range_span(all, v[i].range);
    for (uint32_t i = 0; i < n; i++) {
        if (!whole || (v[i].who & EVERYBODY) || !tr_range_known(v[i].range)) continue;
        if (v[i].range.low > all.low) all.low = v[i].range.low;
        if (v[i].range.high > all.high) all = tr_range_span(all, (struct tr_range){ true, v[i].range.has_high, all.low, v[i].range.high });
    }
    return all;
}

bool tr_who_within(enum truce_who part, enum truce_who whole)
{
    if (part == whole) return false;
    if (whole == TRUCE_WHO_people || whole == TRUCE_WHO_none) return part != TRUCE_WHO_people && part != TRUCE_WHO_none;
    if (whole != TRUCE_WHO_civilians) return false;
    return part == TRUCE_WHO_children || part == TRUCE_WHO_women || part == TRUCE_WHO_medical || part == TRUCE_WHO_aid_workers ||
           part == TRUCE_WHO_journalists;
}

static enum truce_who who_of(const struct tr_claim_row *c)
{
    return c->casualties.who == TRUCE_WHO_none ? TRUCE_WHO_people : c->casualties.who;
}

static bool same_number(const struct tr_claim_row *x, const struct tr_claim_row *y)
{
    struct tr_range a = tr_range_of(&x->casualties.count), b = tr_range_of(&y->casualties.count);
    return a.has_low == b.has_low && a.has_high == b.has_high && a.low == b.low && a.high == b.high;
}

/* Whether the figure of c adds nothing to that of `before`: the same, or a looser bound of it. */
static bool says_less(const struct tr_claim_row *c, const struct tr_claim_row *before)
{
    struct tr_range now = tr_range_of(&c->casualties.count), old = tr_range_of(&before->casualties.count);
    return !now.has_high && now.low <= old.low;
}

/* Told as the part of a figure that stands in the same set. */
static void mark_parts(struct tr_fig *f, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; f[i].claim->casualties.part_of && k < n; k++)
            if (k != i && f[k].claim->id == f[i].claim->casualties.part_of) {
                f[i].use = TR_FIG_PART;
                f[i].because = f[k].claim;
            }
}

/* The current figure of the class before i, NULL when none. */
static struct tr_fig *current(struct tr_fig *f, uint32_t i, enum truce_who who)
{
    while (i-- > 0)
        if (f[i].use == TR_FIG_COUNTED && who_of(f[i].claim) == who) return &f[i];
    return NULL;
}

static const struct tr_claim_row *given_before(const struct tr_fig *f, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (f[k].use != TR_FIG_PART && who_of(f[k].claim) == who_of(f[i].claim) && same_number(f[k].claim, f[i].claim)) return f[k].claim;
    return NULL;
}

static void mark_history(struct tr_fig *f, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (f[i].use != TR_FIG_COUNTED) continue;
        const struct tr_claim_row *c = f[i].claim, *again = given_before(f, i);
        struct tr_fig *now = current(f, i, who_of(c));
        if (!again && now && says_less(c, now->claim)) again = now->claim;
        if (again) {
            f[i].use = TR_FIG_REPEATED;
            f[i].because = again;
        } else if (now) {
            bool one = now->claim->report->root == c->report->root;
            bool keep = one && tr_range_of(&now->claim->casualties.count).high > tr_range_of(&c->casualties.count).high;
            struct tr_fig *old = keep ? &f[i] : now;
            old->because = keep ? now->claim : c;
            old->use = TR_FIG_SUPERSEDED;
        }
    }
}

/* Classes: those within a counted one are its parts; unless together they are more than it, and told later: then the whole was told too early. */
static void mark_within(struct tr_fig *f, uint32_t n, enum truce_who whole_class)
{
    struct tr_fig *whole = current(f, n, whole_class);
    if (!whole) return;
    struct tr_range all = tr_range_of(&whole->claim->casualties.count);
    const struct tr_claim_row *more = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (f[i].use != TR_FIG_COUNTED || !tr_who_within(who_of(f[i].claim), whole_class)) continue;
        if (tr_range_of(&f[i].claim->casualties.count).low > all.high && tr_claim_order(f[i].claim, whole->claim) > 0) more = f[i].claim;
    }
    if (more) {
        whole->use = TR_FIG_SUPERSEDED;
        whole->because = more;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (f[i].use != TR_FIG_COUNTED || !tr_who_within(who_of(f[i].claim), whole_class)) continue;
        f[i].use = TR_FIG_PART;
        f[i].because = whole->claim;
    }
}

/* People who cannot be counted twice when both are added. */
static bool disjoint(const struct tr_claim_row *x, const struct tr_claim_row *y)
{
    enum truce_who a = who_of(x), b = who_of(y);
    static const uint32_t apart = 1u << TRUCE_WHO_combatants | 1u << TRUCE_WHO_civilians | 1u << TRUCE_WHO_police,
                          kin = 1u << TRUCE_WHO_children | 1u << TRUCE_WHO_women;
    if (x->report->root == y->report->root) return true;
    if ((apart >> a & 1u) && (apart >> b & 1u)) return true;
    if ((kin >> a & 1u) && (kin >> b & 1u)) return true;
    return (a == TRUCE_WHO_combatants && (kin >> b & 1u)) || (b == TRUCE_WHO_combatants && (kin >> a & 1u));
}

/* Adds what is left; of two that may overlap the greater stands, the other is taken to be inside it. */
static struct tr_range add_up(struct tr_fig *f, uint32_t n)
{
    struct tr_range sum = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; f[i].use == TR_FIG_COUNTED && k < n; k++) {
            if (k == i || f[k].use != TR_FIG_COUNTED || disjoint(f[i].claim, f[k].claim)) continue;
            int64_t mine = tr_range_of(&f[i].claim->casualties.count).high, its = tr_range_of(&f[k].claim->casualties.count).high;
            if (its < mine || (its == mine && k > i)) continue;
            f[i].use = TR_FIG_PART;
            f[i].because = f[k].claim;
        }
        if (f[i].use == TR_FIG_COUNTED) sum = tr_range_add(sum, tr_range_of(&f[i].claim->casualties.count));
    }
    return sum;
}

struct tr_range tr_figs_settle(struct tr_fig *f, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) f[i] = (struct tr_fig){ .claim = f[i].claim };
    mark_parts(f, n);
    mark_history(f, n);
    mark_within(f, n, TRUCE_WHO_people);
    mark_within(f, n, TRUCE_WHO_civilians);
    return add_up(f, n);
}
