/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/map.h"
#include "rows.h"

struct rows {
    struct tr_arena *a;
    TR_VEC(struct tr_place_row *) places;
    TR_VEC(struct tr_actor_row *) actors;
    TR_VEC(struct tr_report_row *) reports;
    TR_VEC(struct tr_claim_row *) claims;
    TR_VEC(struct tr_assessment_row) decisions;
};

struct rows *rows_new(struct tr_arena *a)
{
    struct rows *r = TR_NEW(a, struct rows);
    r->a = a;
    return r;
}

/* The next column, trimmed; empty when there is none. */
static tr_str column(tr_str *rest, char sep)
{
    tr_str part = { "", 0 };
    return tr_str_split(rest, sep, &part) ? tr_str_trim(part) : (tr_str){ "", 0 };
}

static int64_t number(tr_str s)
{
    int64_t n = 0;
    if (!tr_str_to_i64(s, &n)) fail_msg("no number: \"%.*s\"", TR_STR_ARG(s));
    return n;
}

static void put_country(char out[3], tr_str s)
{
    if (s.n == 2) memcpy(out, s.p, 2);
}

void rows_place(struct rows *r, const char *spec)
{
    tr_str rest = tr_str_of(spec);
    struct tr_place_row *p = TR_NEW(r->a, struct tr_place_row);
    p->key = column(&rest, '|');
    p->name = column(&rest, '|');
    p->kind = (enum truce_place_kind)truce_place_kind_of(column(&rest, '|'));
    assert_int_not_equal(p->kind, 0);
    put_country(p->country, column(&rest, '|'));
    p->admin1 = column(&rest, '|');
    p->located = tr_str_to_double(column(&rest, '|'), &p->lat);
    tr_str lon = column(&rest, '|'), prec = column(&rest, '|');
    if (p->located) assert_true(tr_str_to_double(lon, &p->lon));
    p->where_prec = prec.n ? (int)number(prec) : 0;
    p->id = (tr_id)r->places.n + 1;
    *tr_vec_push(r->a, &r->places) = p;
}

void rows_actor(struct rows *r, const char *spec)
{
    tr_str rest = tr_str_of(spec);
    struct tr_actor_row *p = TR_NEW(r->a, struct tr_actor_row);
    p->key = column(&rest, '|');
    p->name = column(&rest, '|');
    if (!p->name.n) p->name = p->key;
    p->kind = (enum truce_actor_kind)truce_actor_kind_of(column(&rest, '|'));
    if (!p->kind) p->kind = TRUCE_ACTOR_other;
    put_country(p->country, column(&rest, '|'));
    p->side = column(&rest, '|');
    p->member_of = column(&rest, '|');
    p->id = (tr_id)r->actors.n + 1;
    *tr_vec_push(r->a, &r->actors) = p;
}

static struct tr_report_row *report_of(const struct rows *r, tr_str key)
{
    for (uint32_t i = 0; i < r->reports.n; i++)
        if (tr_str_eq(r->reports.v[i]->key, key)) return r->reports.v[i];
    fail_msg("no report \"%.*s\"", TR_STR_ARG(key));
    return NULL;
}

void rows_report(struct rows *r, const char *spec)
{
    tr_str rest = tr_str_of(spec);
    struct tr_report_row *p = TR_NEW(r->a, struct tr_report_row);
    p->key = column(&rest, '|');
    tr_str day = column(&rest, '|');
    p->published = TR_NO_DATE;
    if (day.n) assert_true(tr_date_parse(day, &p->published));
    p->outlet = column(&rest, '|');
    tr_str root = column(&rest, '|');
    p->id = p->root = (tr_id)r->reports.n + 1;
    p->root_outlet = p->outlet;
    if (root.n) {
        p->root = report_of(r, root)->root;
        p->root_outlet = report_of(r, root)->root_outlet;
    }
    p->sha256 = tr_arena_printf(r->a, "%016llx", (unsigned long long)tr_hash(p->key));
    p->title = p->key;
    p->how = TR_STR("by hand");
    p->obtained = TR_NO_INSTANT;
    *tr_vec_push(r->a, &r->reports) = p;
}

const struct tr_place_row *rows_place_of(const struct rows *r, const char *key)
{
    for (uint32_t i = 0; i < r->places.n; i++)
        if (tr_str_is(r->places.v[i]->key, key)) return r->places.v[i];
    fail_msg("no place \"%s\"", key);
    return NULL;
}

static const struct tr_actor_row *actor_or_new(struct rows *r, tr_str key)
{
    for (uint32_t i = 0; i < r->actors.n; i++)
        if (tr_str_eq(r->actors.v[i]->key, key)) return r->actors.v[i];
    rows_actor(r, tr_arena_dup(r->a, key).p);
    return r->actors.v[r->actors.n - 1];
}

const struct tr_actor_row *rows_actor_of(const struct rows *r, const char *key)
{
    for (uint32_t i = 0; i < r->actors.n; i++)
        if (tr_str_is(r->actors.v[i]->key, key)) return r->actors.v[i];
    fail_msg("no actor \"%s\"", key);
    return NULL;
}

/* "14", "14+", "..30", "70..80", "" */
static struct truce_quantity quantity(tr_str s)
{
    struct truce_quantity q = { 0 };
    ptrdiff_t dots = tr_str_find(s, TR_STR(".."));
    if (!s.n) return q;
    if (tr_str_ends(s, TR_STR("+"))) {
        q.has_low = true;
        q.low = number(tr_str_sub(s, 0, s.n - 1));
    } else if (dots >= 0) {
        q.has_low = dots > 0;
        if (q.has_low) q.low = number(tr_str_sub(s, 0, (size_t)dots));
        q.has_high = true;
        q.high = number(tr_str_sub(s, (size_t)dots + 2, s.n));
    } else {
        q.has_low = q.has_high = true;
        q.low = q.high = number(s);
    }
    return q;
}

static void put_days(struct tr_claim_row *c, tr_str s)
{
    ptrdiff_t dots = tr_str_find(s, TR_STR(".."));
    tr_str from = dots >= 0 ? tr_str_sub(s, 0, (size_t)dots) : s, to = dots >= 0 ? tr_str_sub(s, (size_t)dots + 2, s.n) : s;
    if (from.n) assert_true(tr_date_parse(from, &c->days.from));
    if (to.n) assert_true(tr_date_parse(to, &c->days.to));
    int span = from.n && to.n ? c->days.to - c->days.from + 1 : 99;
    c->date_prec = span == 1 ? 1 : span < 7 ? 2 : span == 7 ? 3 : span <= 31 ? 4 : 5;
}

static int minutes(tr_str s)
{
    tr_str hour = column(&s, ':');
    return (int)(number(hour) * 60 + number(s));
}

static void put_clock(struct tr_claim_row *c, tr_str s)
{
    tr_str from = column(&s, '-');
    c->clock_from = minutes(from);
    c->clock_to = s.n ? minutes(s) : c->clock_from;
}

static bool put_casualties(struct rows *r, struct tr_claim_row *c, tr_str name, tr_str value)
{
    int harm = truce_harm_of(name);
    if (harm) {
        c->casualties.harm = (enum truce_harm)harm;
        c->casualties.count = quantity(value);
    } else if (tr_str_is(name, "who")) c->casualties.who = (enum truce_who)truce_who_of(value);
    else if (tr_str_is(name, "by")) c->casualties.by = actor_or_new(r, value);
    else if (tr_str_is(name, "cumulative")) c->casualties.cumulative = true;
    else if (tr_str_is(name, "part")) c->casualties.part_of = number(value);
    else if (tr_str_is(name, "means")) {
        tr_str part;
        while (tr_str_split(&value, ',', &part)) c->casualties.means |= 1u << truce_means_of(part);
    } else return false;
    return true;
}

static bool put_event(struct rows *r, struct tr_claim_row *c, tr_str name, tr_str value)
{
    if (tr_str_is(name, "type")) c->event.type = (enum truce_event)truce_event_of(value);
    else if (tr_str_is(name, "mode")) c->event.mode = (enum truce_mode)truce_mode_of(value);
    else if (tr_str_is(name, "actor")) c->event.actor = actor_or_new(r, value);
    else if (tr_str_is(name, "recipient")) c->event.recipient = actor_or_new(r, value);
    else if (tr_str_is(name, "acled")) {
        ptrdiff_t bar = tr_str_find(value, TR_STR(": "));
        c->event.acled_event = bar < 0 ? value : tr_str_sub(value, 0, (size_t)bar);
        c->event.acled_sub_event = bar < 0 ? (tr_str){ "", 0 } : tr_str_sub(value, (size_t)bar + 2, value.n);
    } else return false;
    return true;
}

static bool put_common(struct rows *r, struct tr_claim_row *c, tr_str name, tr_str value)
{
    double x;
    if (tr_str_is(name, "in")) c->report = report_of(r, value);
    else if (tr_str_is(name, "status")) c->status = (enum truce_status)truce_status_of(value);
    else if (tr_str_is(name, "at")) c->place = rows_place_of(r, tr_arena_dup(r->a, value).p);
    else if (tr_str_is(name, "on")) put_days(c, value);
    else if (tr_str_is(name, "prec")) c->date_prec = (int)number(value);
    else if (tr_str_is(name, "clock")) put_clock(c, value);
    else if (tr_str_is(name, "says")) c->source = actor_or_new(r, value);
    else if (tr_str_is(name, "via")) c->via = actor_or_new(r, value);
    else if (tr_str_is(name, "conf") && tr_str_to_double(value, &x)) c->confidence = (float)x;
    else if (tr_str_is(name, "s")) c->sentence = (uint32_t)number(value);
    else if (tr_str_is(name, "q")) c->quote = c->sentence_text = value;
    else if (tr_str_is(name, "rejected")) c->rejected = true;
    else if (tr_str_is(name, "confirmed")) c->confirmed = true;
    else return false;
    return true;
}

static bool put_other(struct tr_claim_row *c, tr_str name, tr_str value)
{
    if (c->kind == TRUCE_KIND_figure && tr_str_is(name, "unit")) c->figure.unit = value;
    else if (c->kind == TRUCE_KIND_figure && tr_str_is(name, "count")) c->figure.count = quantity(value);
    else if (c->kind == TRUCE_KIND_ceasefire && tr_str_is(name, "form")) c->ceasefire.form = (enum truce_form)truce_form_of(value);
    else if (c->kind == TRUCE_KIND_ceasefire && tr_str_is(name, "state")) c->ceasefire.state = (enum truce_state)truce_state_of(value);
    else return false;
    return true;
}

static enum truce_kind kind_of(tr_str s)
{
    for (int i = 1; i < TRUCE_KIND_count; i++)
        if (tr_str_is(s, truce_kind_name(i))) return (enum truce_kind)i;
    fail_msg("no kind of claims: \"%.*s\"", TR_STR_ARG(s));
    return TRUCE_KIND_none;
}

static void settle(struct rows *r, struct tr_claim_row *c)
{
    assert_non_null(c->report);
    c->origin = c->source ? c->source->key : tr_arena_printf(r->a, "outlet:%.*s", TR_STR_ARG(c->report->root_outlet));
    if (c->place) c->place_text = c->place->name;
    for (uint32_t i = 0; i + 1 < r->claims.n; i++)
        if (r->claims.v[i]->report == c->report) c->n++;
    if (!c->sentence) c->sentence = c->n;
    if (!c->quote.n) c->quote = c->sentence_text = tr_arena_printf(r->a, "claim %lld", (long long)c->id);
}

struct tr_claim_row *rows_add(struct rows *r, const char *attributes)
{
    tr_str rest = tr_str_of(attributes), part;
    struct tr_claim_row *c = TR_NEW(r->a, struct tr_claim_row);
    *tr_vec_push(r->a, &r->claims) = c;
    *c = (struct tr_claim_row){ .id = r->claims.n,
                                .status = TRUCE_STATUS_actual,
                                .confidence = 0.9f,
                                .days = TR_NO_DAYS,
                                .clock_from = -1,
                                .clock_to = -1,
                                .recorded = TR_NO_INSTANT };
    c->kind = kind_of(column(&rest, ';'));
    if (c->kind == TRUCE_KIND_casualties) c->casualties.who = TRUCE_WHO_people;
    while (tr_str_split(&rest, ';', &part)) {
        tr_str name = column(&part, '='), value = tr_str_trim(part);
        if (!name.n || put_common(r, c, name, value)) continue;
        bool known = c->kind == TRUCE_KIND_casualties ? put_casualties(r, c, name, value)
                     : c->kind == TRUCE_KIND_event    ? put_event(r, c, name, value)
                                                      : put_other(c, name, value);
        if (!known) fail_msg("no attribute \"%.*s\" of claims", TR_STR_ARG(name));
    }
    settle(r, c);
    return c;
}

static int by_report(const void *x, const void *y)
{
    const struct tr_claim_row *a = x, *b = y;
    if (a->report->published != b->report->published) return a->report->published < b->report->published ? -1 : 1;
    int c = tr_str_cmp(a->report->sha256, b->report->sha256);
    return c ? c : a->n < b->n ? -1 : a->n > b->n;
}

struct tr_claims rows_claims(const struct rows *r)
{
    struct tr_claim_row *v = TR_NEW_N(r->a, struct tr_claim_row, r->claims.n + 1);
    for (uint32_t i = 0; i < r->claims.n; i++) v[i] = *r->claims.v[i];
    qsort(v, r->claims.n, sizeof *v, by_report);
    return (struct tr_claims){ .v = v, .n = r->claims.n, .as_of = TR_NO_INSTANT };
}

static enum tr_assess assess_of(tr_str s)
{
#define X(n) \
    if (tr_str_is(s, #n)) return TR_ASSESS_##n;
    TR_ASSESS_LIST(X)
#undef X
    fail_msg("no decision: \"%.*s\"", TR_STR_ARG(s));
    return TR_ASSESS_none;
}

void rows_decide(struct rows *r, const char *decision)
{
    tr_str rest = tr_str_of(decision);
    struct tr_assessment_row d = { .id = (tr_id)r->decisions.n + 1, .who = TR_STR("an analyst"), .at = (tr_instant)r->decisions.n };
    d.kind = assess_of(column(&rest, ' '));
    d.target = column(&rest, ' ');
    d.value = column(&rest, ' ');
    for (uint32_t i = 0; i < r->decisions.n; i++) {
        struct tr_assessment_row *o = &r->decisions.v[i];
        if (!o->superseded_by && o->kind == d.kind && d.kind != TR_ASSESS_undo && tr_str_eq(o->target, d.target)) o->superseded_by = d.id;
    }
    *tr_vec_push(r->a, &r->decisions) = d;
}

struct tr_assessments rows_decisions(const struct rows *r)
{
    return (struct tr_assessments){ r->decisions.v, r->decisions.n };
}
