/* SPDX-License-Identifier: Apache-2.0 */
#include "views/judged.h"

void tr_view_position_json(struct tr_json *j, const struct tr_position *p)
{
    tr_json_object(j);
    tr_json_key(j, "actor");
    tr_json_actor_row(j, p->actor);
    tr_json_key(j, "topic");
    tr_json_cstr(j, tr_topic_name(p->topic));
    tr_json_key(j, "place");
    tr_json_place_row(j, p->place);
    tr_json_key(j, "stance");
    tr_json_cstr(j, truce_event_name(p->stance));
    tr_json_key(j, "status");
    tr_json_cstr(j, truce_status_name(p->status));
    tr_json_key(j, "intensity");
    tr_json_int(j, p->intensity);
    tr_json_key(j, "days");
    tr_json_days(j, p->days);
    tr_json_key(j, "change");
    tr_json_cstr(j, tr_tone_name(p->change));
    tr_json_key(j, "said");
    tr_json_sentence_of(j, p->claim);
    tr_json_key(j, "before");
    tr_json_sentence_of(j, p->before);
    tr_json_end(j);
}

static bool stands_out(enum tr_tone t)
{
    return t == TR_TONE_reversed || t == TR_TONE_softened || t == TR_TONE_hardened;
}

static const char *told_by(struct tr_arena *a, const struct tr_claim_row *c)
{
    const char *outlet = tr_cell(a, c->report->outlet.n ? c->report->outlet : c->report->key);
    const char *day = c->report->published == TR_NO_DATE ? NULL : tr_date_iso(a, c->report->published).p;
    return tr_arena_printf(a, "%s%s%s", outlet ? outlet : "a report", day ? ", " : "", day ? day : "").p;
}

static tr_str sentence(const struct tr_claim_row *c)
{
    return c->sentence_text.n ? c->sentence_text : c->quote;
}

/* Sentences of a changed position: the one before, then this one. */
static const char *both(struct tr_arena *a, const struct tr_position *p)
{
    if (!stands_out(p->change) || !p->before)
        return tr_arena_printf(a, "“%s” (%s)", tr_cell(a, sentence(p->claim)), told_by(a, p->claim)).p;
    return tr_arena_printf(a, "before: “%s” (%s)\nnow: “%s” (%s)", tr_cell(a, sentence(p->before)), told_by(a, p->before),
                           tr_cell(a, sentence(p->claim)), told_by(a, p->claim))
        .p;
}

/* What the sign of the stance says, in words. */
static const char *stance(struct tr_arena *a, const struct tr_position *p)
{
    const char *name = truce_event_name(p->stance);
    if (p->status == TRUCE_STATUS_actual || !p->status) return name;
    return tr_arena_printf(a, "%s (%s)", name, truce_status_name(p->status)).p;
}

void tr_view_positions(struct tr_text *out, struct tr_arena *a, const struct tr_positions *p, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "when", "topic", "stance", "for", "where", "change" };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, p->n + 1);
    for (uint32_t i = 0; i < p->n;) {
        uint32_t n = 0, first = i;
        for (; i < p->n && p->v[i].actor == p->v[first].actor; i++) {
            const struct tr_position *x = &p->v[i];
            const char *change = stands_out(x->change) ? tr_arena_printf(a, "▲ %s", tr_tone_name(x->change)).p : NULL;
            const char *when = x->days.from == TR_NO_DATE && x->days.to != TR_NO_DATE
                                   ? tr_arena_printf(a, "to %s", tr_date_iso(a, x->days.to).p).p
                                   : tr_cell_days(a, x->days);
            rows[n++] = (struct tr_table_row){ { when, tr_topic_name(x->topic), stance(a, x), tr_arena_printf(a, "%+d", x->intensity).p,
                                                 x->place ? tr_cell(a, x->place->name) : NULL, change },
                                               both(a, x) };
        }
        tr_text_printf(out, "%s%s%s%s\n", first ? "\n" : "", how->colour ? "\x1b[1m" : "", tr_cell(a, p->v[first].actor_name),
                       how->colour ? "\x1b[0m" : "");
        tr_view_table(out, heads, rows, n, how);
    }
}

void tr_view_capacity_json(struct tr_json *j, const struct tr_capacity *c)
{
    tr_json_object(j);
    tr_json_key(j, "kind");
    tr_json_cstr(j, tr_capacity_name(c->kind));
    tr_json_key(j, "place");
    tr_json_place_row(j, c->place);
    tr_json_key(j, "state");
    tr_json_str(j, c->state);
    tr_json_key(j, "count");
    tr_json_range(j, c->count);
    tr_json_key(j, "percent");
    tr_json_bool(j, c->percent);
    tr_json_key(j, "days");
    tr_json_days(j, c->days);
    tr_json_key(j, "said");
    tr_json_sentence_of(j, c->claim);
    tr_json_end(j);
}

void tr_view_capacities(struct tr_text *out, struct tr_arena *a, const struct tr_capacities *c, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "when", "what", "state", "where", "source" };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, c->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct tr_capacity *x = &c->v[i], *last = i ? x - 1 : NULL;
        const char *source = x->claim->source ? tr_cell(a, x->claim->source->name) : tr_cell(a, x->claim->report->outlet);
        bool again =
            last && last->kind == x->kind && last->place == x->place && last->days.from == x->days.from && tr_str_eq(last->state, x->state);
        if (again && source && rows[n - 1].cell[4] && !strstr(rows[n - 1].cell[4], source))
            rows[n - 1].cell[4] = tr_arena_printf(a, "%s, %s", rows[n - 1].cell[4], source).p;
        if (again) continue;
        rows[n++] = (struct tr_table_row){ { tr_cell_days(a, x->days), tr_capacity_name(x->kind), tr_cell(a, x->state),
                                             x->place ? tr_cell(a, x->place->name) : NULL, source },
                                           NULL };
    }
    tr_view_table(out, heads, rows, n, how);
}
