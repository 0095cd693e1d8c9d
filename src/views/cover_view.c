/* SPDX-License-Identifier: Apache-2.0 */
#include "views/judged.h"

static const char *clock_text(struct tr_arena *a, const struct tr_zone *z, tr_instant t)
{
    int y, m, d, minute;
    if (t == TR_NO_INSTANT) return "further notice";
    tr_date_parts(tr_instant_local(z, t, &minute), &y, &m, &d);
    return tr_arena_printf(a, "%04d-%02d-%02d %02d:%02d", y, m, d, minute / 60, minute % 60).p;
}

/* "6 h", "3 days": how far off something is. */
static const char *span_text(struct tr_arena *a, int64_t seconds)
{
    if (seconds < 0) seconds = -seconds;
    if (seconds < 2 * 3600) return tr_arena_printf(a, "%lld min", (long long)(seconds / 60)).p;
    if (seconds < 3 * 86400) return tr_arena_printf(a, "%lld h", (long long)(seconds / 3600)).p;
    return tr_arena_printf(a, "%lld days", (long long)(seconds / 86400)).p;
}

/* What the clock says of one telling at a moment. */
static const char *state(struct tr_arena *a, const struct tr_telling *t, tr_moments when)
{
    if (t->in_force == TR_NO && when.to <= t->moments.from)
        return tr_arena_printf(a, "begins in %s", span_text(a, t->moments.from - when.from)).p;
    if (t->in_force == TR_NO) return tr_arena_printf(a, "lapsed %s ago", span_text(a, when.from - t->moments.to)).p;
    if (t->in_force == TR_UNKNOWN) return "in force for a part of it";
    if (t->moments.to == TR_NO_INSTANT) return "in force";
    return tr_arena_printf(a, "in force, lapses in %s", span_text(a, t->moments.to - when.from)).p;
}

static const char *who(struct tr_arena *a, const struct tr_term *t)
{
    return t && t->source.n ? tr_cell(a, t->source) : NULL;
}

static const char *with_source(struct tr_arena *a, const char *what, const struct tr_term *t)
{
    return who(a, t) ? tr_arena_printf(a, "%s (%s)", what, who(a, t)).p : what;
}

void tr_view_covers(struct tr_text *out, struct tr_arena *a, const struct tr_covers *c, tr_moments when, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "agreement", "covers it", "then", "from", "to" };
    uint32_t total = 0, n = 0;
    for (uint32_t i = 0; i < c->n; i++) total += c->v[i].n;
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, total + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct tr_cover *x = &c->v[i];
        const char *inside = x->inside == TR_YES ? "yes"
                             : x->share >= 0     ? tr_arena_printf(a, "%.0f %% of it", x->share * 100).p
                                                 : "unknown";
        if (x->inside == TR_UNKNOWN && x->area && x->area->disputed_by.n) inside = "disputed";
        for (uint32_t k = 0; k < x->n; k++) {
            const struct tr_zone *z = x->agreement->zone;
            rows[n++] = (struct tr_table_row){ { tr_cell(a, x->agreement->id), inside, state(a, &x->v[k], when),
                                                 with_source(a, clock_text(a, z, x->v[k].moments.from), x->v[k].start),
                                                 with_source(a, clock_text(a, z, x->v[k].moments.to), x->v[k].end) },
                                               NULL };
        }
    }
    tr_view_table(out, heads, rows, n, how);
}

static void instant_json(struct tr_json *j, struct tr_arena *a, const char *key, const struct tr_zone *z, tr_instant t)
{
    tr_json_key(j, key);
    if (t == TR_NO_INSTANT) tr_json_null(j);
    else tr_json_str(j, tr_instant_iso_in(a, z, t));
}

void tr_view_covers_json(struct tr_json *j, struct tr_arena *a, const struct tr_covers *c, tr_moments when)
{
    tr_json_array(j);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct tr_cover *x = &c->v[i];
        tr_json_object(j);
        tr_json_key(j, "agreement");
        tr_json_str(j, x->agreement->id);
        tr_json_key(j, "inside");
        tr_json_cstr(j, tr_tri_name(x->inside));
        tr_json_key(j, "share");
        if (x->share >= 0) tr_json_real(j, x->share, 3);
        else tr_json_null(j);
        tr_json_key(j, "tellings");
        tr_json_array(j);
        for (uint32_t k = 0; k < x->n; k++) {
            tr_json_object(j);
            tr_json_key(j, "in_force");
            tr_json_cstr(j, tr_tri_name(x->v[k].in_force));
            tr_json_key(j, "state");
            tr_json_cstr(j, state(a, &x->v[k], when));
            instant_json(j, a, "from", x->agreement->zone, x->v[k].moments.from);
            instant_json(j, a, "to", x->agreement->zone, x->v[k].moments.to);
            tr_json_key(j, "start_source");
            tr_json_cstr(j, who(a, x->v[k].start));
            tr_json_key(j, "end_source");
            tr_json_cstr(j, who(a, x->v[k].end));
            tr_json_end(j);
        }
        tr_json_end(j);
        tr_json_end(j);
    }
    tr_json_end(j);
}
