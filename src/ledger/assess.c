/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/assess.h"

#include "base/map.h"

const char *tr_assess_name(enum tr_assess kind)
{
    static const char *const names[] = { "",
#define X(n) #n,
                                         TR_ASSESS_LIST(X)
#undef X
    };
    return (unsigned)kind < TR_ASSESS_count ? names[kind] : "";
}

enum tr_assess tr_assess_of(tr_str name)
{
    for (int i = 1; i < TR_ASSESS_count; i++) {
        if (tr_str_is(name, tr_assess_name((enum tr_assess)i))) return (enum tr_assess)i;
    }
    return TR_ASSESS_none;
}

/* --- which stand --- */

/* Decisions with equal keys are rivals: the last one stands. */
static tr_str rival_key(struct tr_arena *a, const struct tr_assessment_row *r)
{
    switch (r->kind) {
    case TR_ASSESS_confirm:
    case TR_ASSESS_reject:
    case TR_ASSESS_accept: return tr_arena_printf(a, "decide\t" TR_STR_FMT, TR_STR_ARG(r->target));
    case TR_ASSESS_merge: return tr_arena_printf(a, "merge\t" TR_STR_FMT, TR_STR_ARG(r->target));
    case TR_ASSESS_split: return tr_arena_printf(a, "split\t" TR_STR_FMT "\t" TR_STR_FMT, TR_STR_ARG(r->target), TR_STR_ARG(r->value));
    default: return tr_arena_printf(a, "%s\t" TR_STR_FMT, tr_assess_name(r->kind), TR_STR_ARG(r->target));
    }
}

static struct tr_assessment_row *find(struct tr_assessment_row *v, uint32_t n, tr_id id)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (v[mid].id < id) low = mid + 1;
        else high = mid;
    }
    return low < n && v[low].id == id ? &v[low] : NULL;
}

/* From the last to the first, so that an undone undoing undoes nothing. */
static void take_undone(struct tr_assessment_row *v, uint32_t n)
{
    for (uint32_t i = n; i > 0; i--) {
        if (v[i - 1].kind != TR_ASSESS_undo || v[i - 1].superseded_by) continue;
        struct tr_assessment_row *target = find(v, i - 1, tr_assess_number(v[i - 1].target));
        if (target && !target->superseded_by) target->superseded_by = v[i - 1].id;
    }
}

static void supersede(struct tr_arena *a, struct tr_map *last, struct tr_assessment_row *v, uint32_t i, tr_str key, bool keep)
{
    bool fresh;
    uint64_t *at = tr_map_put(last, key, &fresh);
    if (!fresh && !v[*at].superseded_by) v[*at].superseded_by = v[i].id;
    if (keep) *at = i;
    (void)a;
}

void tr_assess_stand(struct tr_arena *a, struct tr_assessment_row *v, uint32_t n)
{
    struct tr_map last;
    tr_map_init(&last, a);
    for (uint32_t i = 0; i < n; i++) v[i].superseded_by = 0;
    take_undone(v, n);
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].superseded_by || v[i].kind == TR_ASSESS_undo) continue;
        supersede(a, &last, v, i, rival_key(a, &v[i]), true);
        /* merging two claims takes back that they were split, and splitting takes back that they were merged */
        if (v[i].kind == TR_ASSESS_merge || v[i].kind == TR_ASSESS_split)
            supersede(a, &last, v, i,
                      tr_arena_printf(a, "pair\t" TR_STR_FMT "\t" TR_STR_FMT, TR_STR_ARG(v[i].target), TR_STR_ARG(v[i].value)), true);
    }
}

/* --- whether one can be taken --- */

tr_id tr_assess_number(tr_str target)
{
    int64_t n;
    size_t at = target.n;
    while (at > 0 && target.p[at - 1] != ':') at--;
    if (!at || !tr_str_to_i64(tr_str_sub(target, at, target.n), &n) || n <= 0) return 0;
    return n;
}

bool tr_assess_about_claim(tr_str target)
{
    return tr_str_starts(target, TR_STR("claim:")) || tr_str_starts(target, TR_STR("incident:")) ||
           tr_str_starts(target, TR_STR("proposal:"));
}

static bool target_fits(const struct tr_assessment_row *in)
{
    bool numbered = tr_assess_number(in->target) != 0;
    bool claim = numbered && tr_str_starts(in->target, TR_STR("claim:"));
    bool incident = numbered && tr_str_starts(in->target, TR_STR("incident:"));
    bool proposal = numbered && tr_str_starts(in->target, TR_STR("proposal:"));
    switch (in->kind) {
    case TR_ASSESS_confirm: return claim || incident;
    case TR_ASSESS_reject: return claim || incident || proposal;
    case TR_ASSESS_correct:
    case TR_ASSESS_merge:
    case TR_ASSESS_split: return claim;
    case TR_ASSESS_accept: return proposal;
    case TR_ASSESS_undo: return numbered && tr_str_starts(in->target, TR_STR("assessment:"));
    case TR_ASSESS_grade:
        return (tr_str_starts(in->target, TR_STR("source:")) && in->target.n > 7) ||
               (tr_str_starts(in->target, TR_STR("outlet:")) && in->target.n > 7);
    default: return false;
    }
}

static int value_fits(const struct tr_assessment_row *in, struct tr_err *err)
{
    struct tr_err inner = { 0 };
    tr_str v = in->value;
    json_t *j;
    int64_t n;
    switch (in->kind) {
    case TR_ASSESS_grade:
        if (v.n == 2 && v.p[0] >= 'A' && v.p[0] <= 'F' && v.p[1] >= '1' && v.p[1] <= '6') return TR_OK;
        return tr_fail(
            err, TR_E_INPUT,
            "\"%.*s\" is no grade: a letter from A (reliable) to F (cannot be judged) and a digit from 1 (confirmed) to 6, such as B2",
            TR_STR_ARG(tr_str_sub(v, 0, 20)));
    case TR_ASSESS_merge:
    case TR_ASSESS_split:
        if (tr_str_starts(v, TR_STR("claim:"))) v = tr_str_sub(v, 6, v.n);
        if (tr_str_to_i64(v, &n) && n > 0 && n != tr_assess_number(in->target)) return TR_OK;
        return tr_fail(err, TR_E_INPUT, "\"%.*s\" is no other claim: give the number of the claim to %s with",
                       TR_STR_ARG(tr_str_sub(in->value, 0, 20)), tr_assess_name(in->kind));
    case TR_ASSESS_correct:
        j = tr_json_parse(v, &inner);
        if (!j) return tr_fail(err, TR_E_INPUT, "the correction is no JSON (%s)", inner.msg);
        bool object = json_is_object(j) && json_object_size(j) > 0;
        json_decref(j);
        return object ? TR_OK : tr_fail(err, TR_E_INPUT, "a correction is an object of fields and their right values: {\"low\": 12}");
    default: return TR_OK;
    }
}

int tr_assess_check(const struct tr_assessment_row *in, struct tr_err *err)
{
    if (in->kind <= TR_ASSESS_none || in->kind >= TR_ASSESS_count) return tr_fail(err, TR_E_INPUT, "there is no such decision");
    if (!tr_str_trim(in->who).n) return tr_fail(err, TR_E_INPUT, "a decision needs the name of who takes it");
    if (!tr_str_trim(in->reason).n) return tr_fail(err, TR_E_INPUT, "a decision needs its reason");
    if (!target_fits(in))
        return tr_fail(err, TR_E_INPUT, "%s does not apply to \"%.*s\"", tr_assess_name(in->kind),
                       TR_STR_ARG(tr_str_sub(in->target, 0, 80)));
    return value_fits(in, err);
}
