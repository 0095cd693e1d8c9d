/* SPDX-License-Identifier: Apache-2.0 */
/* Events with their deaths, for PLOVER, ACLED and UCDP GED: from an event claim and the toll that its report gives for that place and time, or from an incident.
 *
 * low and high: of a claim its own; of an incident the least low and the greatest high of its independent origins. best: of rows that UCDP coded the sum of its parts, as UCDP defines
 * it; of others the low of one figure, which is the claim's own, or for an incident that of the best graded source, the later published where grades are equal. A side that is not told
 * falls together with the other: "at least 12" gives 12, 12, 12. */
#include "knowledge/acled.h"
#include "views/export_int.h"

static bool is_ged(const struct tr_claim_row *c)
{
    return tr_str_is(c->report->dataset, "ucdp-ged");
}

bool tr_codes_of(const struct tr_export_format *f, enum tr_codes *out)
{
    if (f == &tr_export_plover) *out = TR_CODES_PLOVER;
    else if (f == &tr_export_acled) *out = TR_CODES_ACLED;
    else if (f == &tr_export_ged) *out = TR_CODES_GED;
    else return false;
    return true;
}

uint64_t tr_coded_all(const struct tr_export *x)
{
    return x->what == TR_EXPORT_incidents ? x->incidents->n : x->claims->n;
}

/* --- deaths ----------------------------------------------------------------------------------------------------------- */

/* Claims of the report that holds claim i: [*from, *to). */
static void same_report(const struct tr_claims *all, uint64_t i, uint64_t *from, uint64_t *to)
{
    *from = i, *to = i + 1;
    while (*from > 0 && all->v[*from - 1].report == all->v[i].report) --*from;
    while (*to < all->n && all->v[*to].report == all->v[i].report) ++*to;
}

static bool same_scene(const struct tr_claim_row *a, const struct tr_claim_row *b)
{
    return a->place == b->place && a->days.from == b->days.from && a->days.to == b->days.to;
}

static bool is_toll(const struct tr_claim_row *c, enum truce_harm harm)
{
    return c->kind == TRUCE_KIND_casualties && c->casualties.harm == harm && c->status == TRUCE_STATUS_actual && !c->casualties.part_of &&
           (c->casualties.count.has_low || c->casualties.count.has_high) && (!c->casualties.cumulative || is_ged(c));
}

static int64_t low_of(const struct truce_quantity *q)
{
    return q->has_low ? q->low : q->has_high ? q->high : 0;
}

static int64_t high_of(const struct truce_quantity *q)
{
    return q->has_high && (!q->has_low || q->high >= q->low) ? q->high : low_of(q);
}

static bool is_civil(enum truce_who w)
{
    return w != TRUCE_WHO_none && w != TRUCE_WHO_people && w != TRUCE_WHO_combatants && w != TRUCE_WHO_police && w != TRUCE_WHO_other;
}

/* Whose dead a part of UCDP's are: the line that import wrote names the sides in order, and the part by its side ("Government of Syria: 2"). */
static bool of_side_a(const struct tr_claim_row *part)
{
    ptrdiff_t colon = -1;
    for (size_t i = part->quote.n; i-- > 0 && colon < 0;) {
        if (part->quote.p[i] == ':') colon = (ptrdiff_t)i;
    }
    tr_str line = part->sentence_text, name = tr_str_sub(part->quote, 0, colon > 0 ? (size_t)colon : 0);
    ptrdiff_t at = tr_str_find(line, TR_STR(": "));
    return at >= 0 && name.n && tr_str_starts(tr_str_sub(line, (size_t)at + 2, line.n), name) &&
           tr_str_starts(tr_str_sub(line, (size_t)at + 2 + name.n, line.n), TR_STR(" / "));
}

static void add_part(struct tr_coded *c, const struct tr_claim_row *part)
{
    int64_t n = low_of(&part->casualties.count);
    const struct tr_actor_row *by = part->casualties.by;
    int64_t *to = &c->deaths_unknown;
    bool armed = part->casualties.who == TRUCE_WHO_combatants;
    if (is_civil(part->casualties.who)) to = &c->deaths_civilians;
    else if (armed && is_ged(part)) to = of_side_a(part) ? &c->deaths_a : &c->deaths_b;
    else if (armed && by && by == c->recipient) to = &c->deaths_a;
    else if (armed && by && by == c->actor) to = &c->deaths_b;
    *to += n;
}

/* The four numbers by victim, whose sum is best: parts where they fit into it, the rest unknown. */
static void share_out(struct tr_coded *c, const struct tr_claim_row *whole, const struct tr_claims *all, uint64_t from, uint64_t to)
{
    bool any = !c->incident; /* an incident need not hold the parts of its tolls */
    for (uint64_t i = from; i < to; i++) {
        const struct tr_claim_row *p = &all->v[i];
        if (p->kind != TRUCE_KIND_casualties || p->casualties.part_of != whole->id || p->casualties.harm != TRUCE_HARM_killed) continue;
        add_part(c, p);
        any = true;
    }
    int64_t sum = c->deaths_a + c->deaths_b + c->deaths_civilians + c->deaths_unknown;
    if (is_ged(whole) && any) {
        c->best = sum;
        return;
    }
    if (sum > c->best)
        c->deaths_a = c->deaths_b = c->deaths_civilians = c->deaths_unknown = sum = 0; /* parts that overlap: children among civilians */
    if (is_civil(whole->casualties.who)) c->deaths_civilians += c->best - sum;
    else c->deaths_unknown += c->best - sum;
}

static void take_toll(struct tr_coded *c, const struct tr_claim_row *whole)
{
    c->told = true;
    c->cumulative = whole->casualties.cumulative;
    c->low = c->best = low_of(&whole->casualties.count);
    c->high = high_of(&whole->casualties.count);
}

/* An earlier event of the same scene has the toll already. */
static bool taken(const struct tr_claims *all, uint64_t from, uint64_t i)
{
    for (uint64_t k = from; k < i; k++) {
        const struct tr_claim_row *e = &all->v[k];
        if (e->kind == TRUCE_KIND_event && e->status == TRUCE_STATUS_actual && same_scene(e, &all->v[i])) return true;
    }
    return false;
}

static void deaths_of_claim(const struct tr_claims *all, uint64_t i, struct tr_coded *c)
{
    uint64_t from, to;
    same_report(all, i, &from, &to);
    if (c->claim->status != TRUCE_STATUS_actual || taken(all, from, i)) return;
    for (uint64_t k = from; k < to; k++) {
        const struct tr_claim_row *t = &all->v[k];
        if (!same_scene(t, c->claim)) continue;
        if (!c->told && is_toll(t, TRUCE_HARM_killed)) {
            take_toll(c, t);
            share_out(c, t, all, from, to);
        }
        if (!c->injured_told && is_toll(t, TRUCE_HARM_injured)) c->injured_told = true, c->injured = low_of(&t->casualties.count);
    }
}

/* --- incidents -------------------------------------------------------------------------------------------------------- */

/* Graded before ungraded, reliable before unreliable, credible before doubtful. */
static int rank(struct tr_grade g)
{
    return g.reliability ? ('G' - g.reliability) * 10 + ('7' - (g.credibility ? g.credibility : '6')) : 0;
}

static const struct tr_claim_row *best_toll(const struct tr_incident *in)
{
    const struct tr_claim_row *best = NULL;
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_claim_row *t = in->merges[i].claim;
        if (!is_toll(t, TRUCE_HARM_killed)) continue;
        int more = best ? rank(t->grade) - rank(best->grade) : 1;
        if (more > 0 || (more == 0 && t->report->published > best->report->published)) best = t;
    }
    return best;
}

static void parts_of_incident(const struct tr_incident *in, const struct tr_claim_row *whole, struct tr_arena *a, struct tr_coded *c)
{
    struct tr_claim_row *rows = TR_NEW_N(a, struct tr_claim_row, in->n);
    for (uint32_t i = 0; i < in->n; i++) rows[i] = *in->merges[i].claim;
    struct tr_claims list = { .v = rows, .n = in->n };
    share_out(c, whole, &list, 0, in->n);
}

static void deaths_of_incident(const struct tr_incident *in, struct tr_arena *a, struct tr_coded *c)
{
    const struct tr_claim_row *whole = best_toll(in);
    if (whole) {
        take_toll(c, whole);
        parts_of_incident(in, whole, a, c);
    }
    if (in->killed.has_low || in->killed.has_high) {
        int64_t low = in->killed.has_low ? in->killed.low : in->killed.high, high = in->killed.has_high ? in->killed.high : low;
        if (!c->told) c->best = c->deaths_unknown = low;
        c->told = true;
        c->low = low;
        c->high = high > c->best ? high : c->best;
    }
    if (in->injured.has_low) c->injured_told = true, c->injured = in->injured.low;
}

static void outlets(const struct tr_incident *in, const struct tr_claim_row *claim, struct tr_arena *a, struct tr_coded *c)
{
    uint32_t n = in ? in->n : 1;
    tr_str *list = TR_NEW_N(a, tr_str, n);
    for (uint32_t i = 0; i < n; i++) {
        tr_str o = (in ? in->merges[i].claim : claim)->report->outlet;
        bool known = !o.n;
        for (uint32_t k = 0; k < c->n_outlets && !known; k++) known = tr_str_eq(list[k], o);
        if (!known) list[c->n_outlets++] = o;
    }
    c->outlets = list;
}

/* --- both ------------------------------------------------------------------------------------------------------------- */

static void from_claim(const struct tr_claim_row *e, struct tr_coded *c)
{
    *c = (struct tr_coded){ .claim = e,
                            .type = e->event.type,
                            .mode = e->event.mode,
                            .acled_event = e->event.acled_event,
                            .acled_sub_event = e->event.acled_sub_event,
                            .actor = e->event.actor,
                            .recipient = e->event.recipient,
                            .place = e->place,
                            .place_text = e->place_text,
                            .days = e->days,
                            .date_prec = e->date_prec };
}

static void from_incident(const struct tr_incident *in, struct tr_coded *c)
{
    *c = (struct tr_coded){ .claim = in->n ? in->merges[0].claim : NULL,
                            .incident = in,
                            .type = in->type,
                            .mode = in->mode,
                            .acled_event = in->acled_event,
                            .acled_sub_event = in->acled_sub_event,
                            .actor = in->actor,
                            .recipient = in->recipient,
                            .place = in->place,
                            .place_text = in->place ? in->place->name : TR_STR(""),
                            .days = in->days,
                            .date_prec = in->date_prec };
}

/* What ACLED calls an event whose reading carries no ACLED codes: protests, and assaults that were merged from tolls alone. */
static bool acled_codes(struct tr_coded *c)
{
    if (c->acled_event.n) return true;
    bool armed = c->recipient && (c->recipient->kind == TRUCE_ACTOR_party || c->recipient->kind == TRUCE_ACTOR_military);
    enum tr_acled code = c->type == TRUCE_EVENT_PROTEST   ? TR_ACLED_peaceful
                         : c->type != TRUCE_EVENT_ASSAULT ? TR_ACLED_none
                         : armed                          ? TR_ACLED_clash
                                                          : TR_ACLED_attack;
    if (!code) return false;
    c->acled_event = tr_str_of(tr_acled_event(code));
    c->acled_sub_event = tr_str_of(tr_acled_sub(code));
    return true;
}

bool tr_coded_at(const struct tr_export *x, enum tr_codes codes, uint64_t i, struct tr_arena *a, struct tr_coded *out)
{
    bool merged = x->what == TR_EXPORT_incidents;
    if (!merged && x->claims->v[i].kind != TRUCE_KIND_event) return false;
    if (merged) from_incident(&x->incidents->v[i], out);
    else from_claim(&x->claims->v[i], out);
    if (!out->claim || (codes != TR_CODES_PLOVER && out->claim->status != TRUCE_STATUS_actual)) return false;
    if (codes == TR_CODES_PLOVER && !out->type) return false;
    if (codes == TR_CODES_ACLED && !acled_codes(out)) return false;
    if (merged) deaths_of_incident(out->incident, a, out);
    else deaths_of_claim(x->claims, i, out);
    if (codes == TR_CODES_GED &&
        ((out->type != TRUCE_EVENT_ASSAULT && out->type != TRUCE_EVENT_COERCE) || (out->low < 1 && out->best < 1 && out->high < 1)) &&
        !is_ged(out->claim))
        return false;
    outlets(out->incident, out->claim, a, out);
    if (!out->place_text.n && out->place) out->place_text = out->place->name;
    const struct tr_report_row *r = out->claim->report;
    if (!merged && r->dataset.n) out->id = r->key;
    else
        out->id =
            tr_arena_printf(a, "truce:%s:%lld", merged ? "incident" : "claim", (long long)(merged ? out->incident->id : out->claim->id));
    return true;
}

uint64_t tr_coded_rows(const struct tr_export *x, enum tr_codes codes, uint64_t *left_out)
{
    struct tr_arena *a = tr_arena_new(64u << 20);
    uint64_t n = 0, all = tr_coded_all(x), events = 0;
    struct tr_coded c;
    *left_out = 0;
    if (!a) return 0;
    for (uint64_t i = 0; i < all; i++) {
        tr_arena_reset(a);
        if (setjmp(*tr_arena_guard(a))) break;
        events += x->what == TR_EXPORT_incidents || x->claims->v[i].kind == TRUCE_KIND_event;
        n += tr_coded_at(x, codes, i, a, &c);
    }
    tr_arena_free(a);
    *left_out = events - n;
    return n;
}
