/* SPDX-License-Identifier: Apache-2.0 */
/* Is an excluded actor in it, and are both sides bound? The attacker must be bound; of those who are hit only armed actors must, for civilians are protected in
 * the territory without signing anything, and a target that nobody names takes nothing away from the attack. */
#include "judging/findings_int.h"

static tr_str name_of(const struct tr_standing *s)
{
    return s->row ? s->row->name : TR_STR("the attacker");
}

static bool in_days(tr_days d, tr_days when, bool *partly)
{
    bool known = when.from != TR_NO_DATE && when.to != TR_NO_DATE;
    bool all = known && (d.from == TR_NO_DATE || d.from <= when.from) && (d.to == TR_NO_DATE || when.to <= d.to);
    bool none = known && ((d.from != TR_NO_DATE && when.to < d.from) || (d.to != TR_NO_DATE && when.from > d.to));
    if (d.from == TR_NO_DATE && d.to == TR_NO_DATE) all = true;
    *partly = !all && !none;
    return all;
}

static void matched(struct tr_bound *b, enum tr_tri v, const struct tr_term *term, tr_str name, tr_days days, tr_str disputed_by)
{
    if (v == TR_NO || b->value == TR_YES) return;
    *b = (struct tr_bound){ .asked = true, .value = v, .term = term, .name = name, .days = days };
    if (v == TR_YES) b->disputed_by = disputed_by;
}

static bool covers(tr_days d, tr_date day)
{
    return (d.from == TR_NO_DATE || day >= d.from) && (d.to == TR_NO_DATE || day <= d.to);
}

/* Whether a further match says more than the one before: it holds on that day, or nobody disputes it. */
static bool says_more(const struct tr_bound *b, tr_days days, tr_str disputed_by, tr_date day)
{
    bool now = covers(days, day), then = covers(b->days, day);
    return (now && !then) || (now == then && b->disputed_by.n && !disputed_by.n);
}

/* Who joined before the agreement began is bound for all of it: that an incident is undated then leaves only the time open. */
static tr_days within(const struct tr_ready *r, tr_days d)
{
    if (d.from != TR_NO_DATE && r->first != TR_NO_DATE && d.from <= r->first) d.from = TR_NO_DATE;
    return d;
}

static const struct tr_bound *party(struct tr_ready *r, uint32_t no, tr_date day)
{
    struct tr_bound *b = &r->parties[no];
    const struct tr_standing *s = &r->cases->standings.v[no];
    struct tr_arena *a = r->cases->arena;
    if (b->asked) return b;
    *b = (struct tr_bound){ .asked = true, .value = TR_NO, .days = TR_NO_DAYS };
    struct tr_agr_parties p = r->agreement->parties;
    for (uint32_t i = 0; i < p.n; i++) {
        if (p.v[i].role != TR_PARTY_PARTY) continue;
        enum tr_tri v = tr_standing_is(s, p.v[i].actor, r->cases->knowledge);
        tr_days bound = within(r, p.v[i].bound);
        if (v == TR_YES && b->value == TR_YES && says_more(b, bound, p.v[i].disputed_by, day)) b->value = TR_NO;
        matched(b, v, &p.v[i].term, p.v[i].name, bound, p.v[i].disputed_by);
    }
    if (!s->known && b->value != TR_YES) b->value = TR_UNKNOWN;
    if (b->value == TR_YES)
        b->because = tr_arena_printf(a, TR_STR_FMT " is bound (" TR_STR_FMT ")", TR_STR_ARG(name_of(s)), TR_STR_ARG(b->term->source));
    else if (b->value == TR_NO) b->because = tr_arena_printf(a, TR_STR_FMT " is not a party", TR_STR_ARG(name_of(s)));
    else if (!s->row) b->because = TR_STR("nobody says who did it");
    else b->because = tr_arena_printf(a, "whether " TR_STR_FMT " is a party is not told", TR_STR_ARG(name_of(s)));
    return b;
}

static const struct tr_bound *exclusion(struct tr_ready *r, uint32_t no, tr_date day)
{
    struct tr_bound *b = &r->excluded[no];
    const struct tr_standing *s = &r->cases->standings.v[no];
    struct tr_arena *a = r->cases->arena;
    if (b->asked) return b;
    *b = (struct tr_bound){ .asked = true, .value = TR_NO, .days = TR_NO_DAYS };
    struct tr_exclusions x = r->agreement->excluded;
    for (uint32_t i = 0; i < x.n; i++) {
        enum tr_tri v = tr_standing_is(s, x.v[i].actor, r->cases->knowledge);
        tr_days held = within(r, x.v[i].held);
        /* reports that mean an excluded group name it; and only states fly warplanes */
        if ((s->rebels || s->aircraft) && v == TR_UNKNOWN) v = TR_NO;
        if (v == TR_YES && b->value == TR_YES && says_more(b, held, x.v[i].disputed_by, day)) b->value = TR_NO;
        matched(b, v, &x.v[i].term, x.v[i].name, held, x.v[i].disputed_by);
    }
    if (b->value == TR_YES)
        b->because = tr_arena_printf(a, TR_STR_FMT " is excluded (" TR_STR_FMT ")", TR_STR_ARG(name_of(s)), TR_STR_ARG(b->term->source));
    else if (b->value == TR_UNKNOWN && !s->row) b->because = TR_STR("nobody says who did it: it may be an excluded group");
    else if (b->value == TR_UNKNOWN) b->because = tr_arena_printf(a, TR_STR_FMT " may be an excluded group", TR_STR_ARG(name_of(s)));
    else
        b->because =
            s->row ? tr_arena_printf(a, TR_STR_FMT " is not excluded", TR_STR_ARG(name_of(s))) : TR_STR("nobody excluded is named");
    return b;
}

/* One standing's answer on the incident's days: one telling, two where it is disputed. */
static uint32_t tellings(struct tr_ready *r, const struct tr_bound *b, tr_days when, const char *what, struct tr_option out[2])
{
    struct tr_arena *a = r->cases->arena;
    enum tr_tri v = b->value;
    tr_str because = b->because;
    if (v == TR_YES) {
        bool partly;
        if (!in_days(b->days, when, &partly)) {
            v = partly ? TR_UNKNOWN : TR_NO;
            because = tr_arena_printf(a, partly ? TR_STR_FMT " was %s on a part of those days" : TR_STR_FMT " was not %s then",
                                      TR_STR_ARG(b->name), what);
        }
    }
    out[0] = (struct tr_option){ v, b->term, because, TR_NOTHING };
    if (v != TR_YES || !b->disputed_by.n) return 1;
    out[0].label = tr_arena_printf(a, TR_STR_FMT " is %s (" TR_STR_FMT ")", TR_STR_ARG(b->name), what, TR_STR_ARG(b->term->source));
    out[1] = (struct tr_option){ TR_NO, b->term, TR_NOTHING, TR_NOTHING };
    out[1].because = out[1].label =
        tr_arena_printf(a, TR_STR_FMT " is not %s (" TR_STR_FMT ")", TR_STR_ARG(b->name), what, TR_STR_ARG(b->disputed_by));
    return 2;
}

static tr_date day_of(const struct tr_case *c)
{
    return c->in->days.from != TR_NO_DATE ? c->in->days.from : c->in->days.to;
}

/* The label of a rival perpetrator stands before the others: whoever did it comes first. */
static tr_str rival_label(struct tr_arena *a, const struct tr_case *c, const struct tr_standing *s, tr_str label)
{
    if (!c->n_rivals || !s->row) return label;
    return tr_arena_printf(a, "the attacker is " TR_STR_FMT "%s" TR_STR_FMT, TR_STR_ARG(s->row->name), label.n ? " and " : "",
                           TR_STR_ARG(label));
}

static void both(struct tr_ready *r, struct tr_case *c, uint32_t attacker, bool terse, struct tr_options *out)
{
    struct tr_arena *a = r->cases->arena;
    const struct tr_standing *s = &r->cases->standings.v[attacker], *t = &r->cases->standings.v[c->target];
    struct tr_option by[2], hit[2] = { { .value = TR_YES } };
    uint32_t n = tellings(r, party(r, attacker, day_of(c)), c->in->days, "a party", by), m = 1;
    if (t->armed) m = tellings(r, party(r, c->target, day_of(c)), c->in->days, "a party", hit);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < m; j++) {
            enum tr_tri v = tr_tri_and(by[i].value, hit[j].value);
            bool target = t->armed && (v == TR_YES ? false : by[i].value != v);
            struct tr_option o = target ? hit[j] : by[i];
            if (!o.label.n && t->armed && hit[j].label.n) o.label = hit[j].label;
            if (!terse && v == TR_YES && t->armed)
                o.because = tr_arena_printf(a, TR_STR_FMT ", and " TR_STR_FMT, TR_STR_ARG(by[i].because), TR_STR_ARG(hit[j].because));
            tr_option_add(out, v, o.term, o.because, terse ? o.label : rival_label(a, c, s, o.label));
        }
    }
}

void tr_ask_parties(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out)
{
    if (!r->agreement->parties.n) {
        tr_option_add(out, TR_UNKNOWN, NULL, TR_STR("the agreement names no parties"), TR_NOTHING);
        return;
    }
    both(r, c, c->actor, terse, out);
    for (uint32_t i = 0; i < c->n_rivals; i++) both(r, c, c->rivals[i], terse, out);
    if (out->n > 1 && !tr_options_contested(out)) out->n = 1;
}

static void either(struct tr_ready *r, struct tr_case *c, uint32_t attacker, bool terse, struct tr_options *out)
{
    const struct tr_standing *s = &r->cases->standings.v[attacker], *t = &r->cases->standings.v[c->target];
    struct tr_option by[2], hit[2] = { { .value = TR_NO } };
    uint32_t n = tellings(r, exclusion(r, attacker, day_of(c)), c->in->days, "excluded", by), m = 1;
    if (t->armed) m = tellings(r, exclusion(r, c->target, day_of(c)), c->in->days, "excluded", hit);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < m; j++) {
            enum tr_tri v = tr_tri_or(by[i].value, hit[j].value);
            struct tr_option o = t->armed && by[i].value != v ? hit[j] : by[i];
            if (!o.label.n && t->armed && hit[j].label.n) o.label = hit[j].label;
            tr_option_add(out, v, o.term, o.because, terse ? o.label : rival_label(r->cases->arena, c, s, o.label));
        }
    }
}

void tr_ask_excluded(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out)
{
    if (!r->agreement->excluded.n) {
        tr_option_add(out, TR_NO, NULL, TR_STR("the agreement excludes nobody"), TR_NOTHING);
        return;
    }
    either(r, c, c->actor, terse, out);
    for (uint32_t i = 0; i < c->n_rivals; i++) either(r, c, c->rivals[i], terse, out);
    if (out->n > 1 && !tr_options_contested(out)) out->n = 1;
    if (!terse && out->n == 1 && out->v[0].value == TR_NO && tr_case_mingled(c))
        out->v[0] =
            (struct tr_option){ TR_UNKNOWN, NULL, TR_STR("reports speak of an excluded group among those who are hit"), TR_NOTHING };
}
