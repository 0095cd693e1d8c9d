/* SPDX-License-Identifier: Apache-2.0 */
/* Reasons of a merge, in words. Only merges that were made are told: fits that were only tried cost no text. */
#include <inttypes.h>

#include "judging/incidents_int.h"

static void say(struct tr_arena *a, tr_str *all, tr_str part)
{
    if (!part.n) return;
    *all = all->n ? tr_arena_printf(a, TR_STR_FMT "; " TR_STR_FMT, TR_STR_ARG(*all), TR_STR_ARG(part)) : part;
}

static tr_str where_words(struct tr_arena *a, const struct tr_fit *f, const struct tr_gist *x, const struct tr_gist *y)
{
    static const char *const same[] = { "same place", "same country",       "same province", "same district",
                                        "same town",  "same neighbourhood", "same facility" };
    if (f->where == TR_WHERE_SAME) return tr_str_of(same[tr_place_rank(x->place)]);
    if (f->where == TR_WHERE_UNKNOWN || f->where == TR_WHERE_APART) return TR_STR("");
    bool first = tr_place_rank(x->place) >= tr_place_rank(y->place);
    const struct tr_place_row *fine = first ? x->place : y->place, *wide = first ? y->place : x->place;
    const char *how = f->where == TR_WHERE_NEAR ? "near" : "in";
    return tr_arena_printf(a, TR_STR_FMT " is %s " TR_STR_FMT, TR_STR_ARG(fine->name), how, TR_STR_ARG(wide->name));
}

static tr_str count_words(struct tr_arena *a, const struct tr_fit *f, const struct tr_gist *x, const struct tr_gist *y)
{
    static const char *const harms[] = { "killed", "injured", "harmed" };
    const char *harm = harms[f->counted];
    int64_t m = x->toll[f->counted].high, n = y->toll[f->counted].high;
    if (f->count == TR_COUNT_EQUAL)
        return m == n ? tr_arena_printf(a, "%" PRId64 " %s in both", m, harm) : tr_arena_printf(a, "counts of %s that agree", harm);
    if (f->count == TR_COUNT_RISING) return tr_arena_printf(a, "%" PRId64 " %s then %" PRId64, m, harm, n);
    if (f->count == TR_COUNT_NEAR) return tr_arena_printf(a, "%" PRId64 " and %" PRId64 " %s", m, n, harm);
    return f->count == TR_COUNT_APART ? tr_arena_printf(a, "though %" PRId64 " and %" PRId64 " %s", m, n, harm) : TR_STR("");
}

static tr_str how_words(const struct tr_fit *f, const struct tr_gist *x, const struct tr_gist *y)
{
    /* In the order of enum tr_family. */
    static const char *const both[] = {
        "both air strikes", "both shelling or rockets", "both explosions", "both shooting", "both fighting", "both gas", "both by hand"
    };
    if (f->how == TR_HOW_LIKE) return TR_STR("weapons that reports mix up");
    for (size_t i = 0; f->how == TR_HOW_SAME && i < sizeof both / sizeof *both; i++)
        if ((x->families & y->families) >> i & 1u) return tr_str_of(both[i]);
    return TR_STR("");
}

static tr_str when_words(const struct tr_fit *f)
{
    switch (f->when) {
    case TR_WHEN_DAY: return f->clock ? TR_STR("same day and hour") : TR_STR("same day");
    case TR_WHEN_OVERLAP: return TR_STR("days that overlap");
    case TR_WHEN_NEXT: return TR_STR("the day next to it");
    default: return TR_STR("");
    }
}

tr_str tr_fit_words(struct tr_arena *a, const struct tr_fit *f, const struct tr_gist *x, const struct tr_gist *y)
{
    tr_str all = TR_STR("");
    if (f->part) return TR_STR("a part of its people");
    if (f->reprint) say(a, &all, TR_STR("the same words in a reprint"));
    if (f->twin) say(a, &all, TR_STR("the same figure by the same source"));
    if (f->sentences == 0) say(a, &all, TR_STR("same sentence"));
    if (f->sentences == 1) say(a, &all, TR_STR("next sentence"));
    if (f->sentences > 1) say(a, &all, TR_STR("same report"));
    say(a, &all, where_words(a, f, x, y));
    say(a, &all, when_words(f));
    say(a, &all, how_words(f, x, y));
    if (f->victim) say(a, &all, TR_STR("the same victim by name"));
    if (f->targets) say(a, &all, tr_arena_printf(a, "both on a %s", tr_target_name(f->targets)));
    if (f->by == TR_ALIKE_SAME) say(a, &all, tr_arena_printf(a, "both by " TR_STR_FMT, TR_STR_ARG(x->by->name)));
    if (f->by == TR_ALIKE_SIDE) say(a, &all, TR_STR("by the same side"));
    if (f->to == TR_ALIKE_SAME) say(a, &all, tr_arena_printf(a, "both against " TR_STR_FMT, TR_STR_ARG(x->to->name)));
    say(a, &all, count_words(a, f, x, y));
    return all.n ? all : TR_STR("nothing against it");
}
