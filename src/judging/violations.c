/* SPDX-License-Identifier: Apache-2.0 */
/* What a monitor publishes: findings counted by day and party, and what changed when the agreement began. */
#include <stdlib.h>

#include "base/map.h"
#include "judging/findings_int.h"
#include "knowledge/actors.h"

/* A sum of counts: known at an end only as long as every part is; the parts that say nothing are counted as none, as a monitor's table does. */
static void add_range(struct tr_range *sum, struct tr_range r)
{
    if (!r.has_low && !r.has_high) return;
    bool first = !sum->has_low && !sum->has_high;
    sum->low += r.has_low ? r.low : 0;
    sum->high += r.has_high ? r.high : 0;
    sum->has_low = true;
    sum->has_high = (first || sum->has_high) && r.has_high;
}

struct parties {
    struct tr_arena *arena;
    const struct tr_knowledge *k;
    struct tr_map rows; /* voice -> row */
};

static const struct tr_actor_row *party_of(struct parties *p, const struct tr_incident *in)
{
    struct tr_standing s;
    if (!in->actor) return NULL;
    tr_standing_of(p->arena, in->actor, in->place ? in->place->country : "", in->days.from, p->k, &s);
    bool fresh, rebels = s.rebels && s.country[0];
    tr_str voice = rebels ? tr_arena_printf(p->arena, "state:%s/opposition", s.country) : tr_standing_voice(&s);
    uint64_t *v = tr_map_put(&p->rows, voice.n ? voice : in->actor->key, &fresh);
    if (!fresh) return (const struct tr_actor_row *)(uintptr_t)*v;
    const struct tr_actor_entry *e = p->k && voice.n ? tr_register_id(p->k->actors, voice) : NULL;
    const struct tr_actor_row *row = in->actor;
    if (e || rebels) {
        struct tr_actor_row *made = TR_NEW(p->arena, struct tr_actor_row);
        *made = *row;
        made->key = voice;
        made->name = e ? e->name : TR_STR("rebels");
        if (e) made->kind = e->kind;
        row = made;
    }
    *v = (uint64_t)(uintptr_t)row;
    return row;
}

static int by_day(const void *x, const void *y)
{
    const struct tr_violation_cell *a = x, *b = y;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    if (!a->party || !b->party) return (a->party == NULL) - (b->party == NULL);
    int c = tr_str_cmp(a->party->name, b->party->name);
    return c ? c : tr_str_cmp(a->party->key, b->party->key);
}

struct table {
    struct tr_map at; /* party and day -> index */
    TR_VEC(struct tr_violation_cell) cells;
    TR_VEC(const struct tr_incident *) last; /* of each cell, so that an incident with several findings counts its dead once */
};

static uint32_t cell_of(struct table *t, struct tr_arena *a, const struct tr_actor_row *party, tr_date day)
{
    struct {
        const struct tr_actor_row *party;
        int64_t day;
    } key = { party, day };
    uint64_t *v = tr_map_find(&t->at, (tr_str){ (const char *)&key, sizeof key });
    if (v) return (uint32_t)*v;
    v = tr_map_put(&t->at, tr_arena_dup(a, (tr_str){ (const char *)&key, sizeof key }), NULL);
    *v = t->cells.n;
    *tr_vec_push(a, &t->cells) = (struct tr_violation_cell){ .day = day, .party = party };
    *tr_vec_push(a, &t->last) = NULL;
    return t->cells.n - 1;
}

int tr_violation_table_of(struct tr_arena *a, const struct tr_findings *findings, const struct tr_knowledge *k,
                          struct tr_violation_table *out, struct tr_err *err)
{
    struct table t = { .cells = { 0 } };
    struct parties parties = { .arena = a, .k = k };
    const struct tr_actor_row *party = NULL;
    (void)err;
    tr_map_init(&parties.rows, a);
    tr_map_init(&t.at, a);
    for (uint32_t i = 0; i < findings->n; i++) {
        const struct tr_finding *f = &findings->v[i];
        const struct tr_incident *in = f->incident;
        if (!i || in != findings->v[i - 1].incident) party = party_of(&parties, in);
        uint32_t c = cell_of(&t, a, party, in->days.from);
        t.cells.v[c].n[f->verdict]++;
        bool counts = f->verdict == TR_VERDICT_violation_alleged || f->verdict == TR_VERDICT_indeterminate;
        if (!counts || t.last.v[c] == in) continue;
        t.last.v[c] = in;
        add_range(&t.cells.v[c].killed, in->killed);
    }
    if (t.cells.n) qsort(t.cells.v, t.cells.n, sizeof *t.cells.v, by_day);
    *out = (struct tr_violation_table){ t.cells.v, t.cells.n };
    return TR_OK;
}

/* --- before and after ---------------------------------------------------------------------------------------------------------------- */

static bool bounds(struct tr_arena *a, const struct tr_agreement *g, tr_date *start, tr_date *end)
{
    struct tr_scenarios s;
    tr_agreement_scenarios(a, g, &s);
    tr_instant from = TR_NO_INSTANT, to = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        tr_moments m = s.v[i].moments;
        if (m.from != TR_NO_INSTANT && (from == TR_NO_INSTANT || m.from < from)) from = m.from;
        if (m.to == TR_NO_INSTANT) to = TR_NO_INSTANT;
        if (to != TR_NO_INSTANT && m.to > to) to = m.to;
    }
    if (from == TR_NO_INSTANT) return false;
    *start = tr_instant_local(g->zone, from, NULL);
    *end = to == TR_NO_INSTANT ? TR_NO_DATE : tr_instant_local(g->zone, to - 1, NULL);
    return true;
}

static bool overlaps(struct tr_period p, tr_days d)
{
    return d.from != TR_NO_DATE && d.from >= p.from && d.from <= p.to;
}

bool tr_compliance_of(struct tr_arena *a, const struct tr_incidents *incidents, const struct tr_agreement *agreement,
                      const struct tr_knowledge *k, int days, tr_date last, struct tr_compliance *out)
{
    struct tr_cases cases;
    struct tr_ready ready;
    tr_date start, end;
    *out = (struct tr_compliance){ .agreement = agreement };
    if (!bounds(a, agreement, &start, &end)) return false;
    out->before = (struct tr_period){ .from = start - days, .to = start - 1 };
    out->after = (struct tr_period){ .from = start, .to = start + days - 1 };
    if (end != TR_NO_DATE && end < out->after.to) out->after.to = end;
    if (last != TR_NO_DATE && last < out->after.to) out->after.to = last;
    tr_cases_of(a, incidents->v, incidents->n, k, &cases);
    tr_ready_of(agreement, &cases, &ready);
    for (uint32_t i = 0; i < cases.n; i++) {
        const struct tr_incident *in = cases.v[i].in;
        struct tr_period *p = overlaps(out->before, in->days) ? &out->before : overlaps(out->after, in->days) ? &out->after : NULL;
        if (!p || in->type != TRUCE_EVENT_ASSAULT) continue;
        struct tr_options o = { .n = 0 };
        struct tr_during none = { .n = 0 };
        double share;
        tr_ask_place(&ready, &cases.v[i], &none, &o, &share);
        enum tr_tri inside = tr_options_value(&o);
        out->unplaced += inside == TR_UNKNOWN;
        if (inside != TR_YES) continue;
        p->incidents++;
        add_range(&p->killed, in->killed);
    }
    return true;
}
