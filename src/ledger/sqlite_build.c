/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of the tables to claims of an answer: references resolved, an analyst's decisions applied, whose voice it is. */
#include "base/utf8.h"
#include "ledger/origin.h"
#include "ledger/sqlite_query.h"

/* --- decisions --- */

static void take_decision(struct sq_query *q, uint32_t i)
{
    const struct tr_assessment_row *r = &q->standing.v[i];
    struct tr_arena *a = q->n.arena;
    if (r->kind == TR_ASSESS_grade && r->value.n == 2) {
        *tr_map_put(&q->grades, r->target, NULL) = (uint64_t)((unsigned char)r->value.p[0] << 8 | (unsigned char)r->value.p[1]);
        return;
    }
    if (!tr_str_starts(r->target, TR_STR("claim:"))) return;
    int64_t *id = TR_NEW(a, int64_t);
    bool fresh;
    *id = tr_assess_number(r->target);
    uint64_t *at = tr_map_put(&q->decided, (tr_str){ (const char *)id, sizeof *id }, &fresh);
    q->next[i] = fresh ? UINT32_MAX : (uint32_t)*at;
    *at = i;
}

int tr_sq_decisions(struct sq_query *q, struct tr_err *err)
{
    tr_map_init(&q->decided, q->n.arena);
    tr_map_init(&q->grades, q->n.arena);
    int rc = tr_sq_assessments_in(q->l, (tr_str){ "", 0 }, q->f->as_of, false, q->n.arena, &q->standing, err);
    if (rc) return rc;
    q->next = TR_NEW_N(q->n.arena, uint32_t, q->standing.n + 1);
    for (uint32_t i = 0; i < q->standing.n; i++) take_decision(q, i);
    return TR_OK;
}

static const struct tr_place_row *new_place(void *arg, const struct tr_place_row *p)
{
    struct sq_query *q = arg;
    struct tr_place_row *row = TR_NEW(q->n.arena, struct tr_place_row);
    *row = *p;
    return row;
}

static const struct tr_actor_row *new_actor(void *arg, const struct tr_actor_row *a)
{
    struct sq_query *q = arg;
    return tr_sq_stand(q->l, &q->n, a);
}

static int decide(struct sq_query *q, struct tr_claim_row *c, struct tr_err *err)
{
    const uint64_t *at = tr_map_find(&q->decided, (tr_str){ (const char *)&c->id, sizeof c->id });
    const struct tr_corrector with = { q, new_place, new_actor };
    for (uint32_t i = at ? (uint32_t)*at : UINT32_MAX; i != UINT32_MAX; i = q->next[i]) {
        const struct tr_assessment_row *r = &q->standing.v[i];
        int rc = TR_OK;
        if (r->kind == TR_ASSESS_confirm) c->confirmed = true;
        else if (r->kind == TR_ASSESS_reject) c->rejected = true;
        else if (r->kind == TR_ASSESS_correct) rc = tr_assess_correct(q->n.arena, c, r->value, &with, err);
        if (rc) return rc;
    }
    return TR_OK;
}

/* --- claims --- */

static struct truce_quantity quantity(const int64_t *v)
{
    bool low = v[TR_C_low] != TR_NULL, high = v[TR_C_high] != TR_NULL;
    return (struct truce_quantity){ low, high, (v[TR_C_flags] & TR_FLAG_APPROX) != 0, low ? v[TR_C_low] : 0, high ? v[TR_C_high] : 0 };
}

static int add_ref(struct sq_query *q, const struct tr_flat_ref *r, struct tr_claim_row *out, struct tr_err *err)
{
    const struct tr_place_row *place;
    const struct tr_actor_row *actor;
    struct tr_places *places = r->role == TR_REF_TERRITORY ? &out->ceasefire.territory : &out->ceasefire.excluded_places;
    struct tr_actors *actors = r->role == TR_REF_PARTY ? &out->ceasefire.parties : &out->ceasefire.excluded_actors;
    int rc = tr_sq_load_place(q->l, &q->n, r->place, &place, err);
    if (!rc) rc = tr_sq_load_actor(q->l, &q->n, r->actor, &actor, err);
    if (rc) return rc;
    /* both lists were made with room for all */
    if (place) ((const struct tr_place_row **)(uintptr_t)places->v)[places->n++] = place;
    if (actor) ((const struct tr_actor_row **)(uintptr_t)actors->v)[actors->n++] = actor;
    return TR_OK;
}

static int add_refs(struct sq_query *q, const struct tr_flat_claim *c, struct tr_claim_row *out, struct tr_err *err)
{
    struct tr_flat_claim with = *c;
    int rc = tr_sq_read_refs(q->l, q->n.arena, &with, err);
    out->ceasefire.territory.v = TR_NEW_N(q->n.arena, const struct tr_place_row *, with.n_refs + 1);
    out->ceasefire.excluded_places.v = TR_NEW_N(q->n.arena, const struct tr_place_row *, with.n_refs + 1);
    out->ceasefire.parties.v = TR_NEW_N(q->n.arena, const struct tr_actor_row *, with.n_refs + 1);
    out->ceasefire.excluded_actors.v = TR_NEW_N(q->n.arena, const struct tr_actor_row *, with.n_refs + 1);
    for (uint32_t i = 0; !rc && i < with.n_refs; i++) rc = add_ref(q, &with.refs[i], out, err);
    return rc;
}

static int set_kind(struct sq_query *q, const struct tr_flat_claim *c, struct tr_claim_row *out, struct tr_err *err)
{
    const int64_t *v = c->v;
    const struct tr_actor_row *by, *to;
    tr_str detail, first = { "", 0 };
    int rc = tr_sq_load_actor(q->l, &q->n, v[TR_C_actor], &by, err);
    if (!rc) rc = tr_sq_load_actor(q->l, &q->n, v[TR_C_recipient], &to, err);
    if (!rc) rc = tr_sq_load_word(q->l, &q->n, v[TR_C_detail], &detail, err);
    if (rc) return rc;
    switch (out->kind) {
    case TRUCE_KIND_casualties:
        out->casualties.count = quantity(v);
        out->casualties.harm = (enum truce_harm)tr_sq_enum(v[TR_C_what], TRUCE_HARM_count);
        out->casualties.who = (enum truce_who)tr_sq_enum(v[TR_C_which], TRUCE_WHO_count);
        out->casualties.means = (uint32_t)v[TR_C_means] & ((1u << TRUCE_MEANS_count) - 1);
        out->casualties.by = by;
        out->casualties.cumulative = (v[TR_C_flags] & TR_FLAG_CUMULATIVE) != 0;
        out->casualties.part_of = v[TR_C_part_of] == TR_NULL ? 0 : v[TR_C_part_of];
        return TR_OK;
    case TRUCE_KIND_event:
        out->event.type = (enum truce_event)tr_sq_enum(v[TR_C_what], TRUCE_EVENT_count);
        out->event.mode = (enum truce_mode)tr_sq_enum(v[TR_C_which], TRUCE_MODE_count);
        out->event.actor = by;
        out->event.recipient = to;
        tr_str_split(&detail, '\t', &first);
        out->event.acled_event = first;
        out->event.acled_sub_event = detail;
        return TR_OK;
    case TRUCE_KIND_ceasefire:
        out->ceasefire.form = (enum truce_form)tr_sq_enum(v[TR_C_what], TRUCE_FORM_count);
        out->ceasefire.state = (enum truce_state)tr_sq_enum(v[TR_C_which], TRUCE_STATE_count);
        out->ceasefire.violator = by;
        out->ceasefire.duration = detail;
        return add_refs(q, c, out, err);
    default:
        out->figure.count = quantity(v);
        out->figure.unit = detail;
        out->figure.percent = (v[TR_C_flags] & TR_FLAG_PERCENT) != 0;
        return TR_OK;
    }
}

static void set_plain(const struct tr_flat_claim *c, const struct sq_report *r, struct tr_claim_row *out)
{
    const int64_t *v = c->v;
    *out =
        (struct tr_claim_row){ .id = v[TR_C_id], .report = &r->row, .n = (uint32_t)v[TR_C_n], .recorded = r->recorded, .quote = c->quote };
    out->kind = (enum truce_kind)tr_sq_enum(v[TR_C_kind], TRUCE_KIND_count);
    out->status = (enum truce_status)tr_sq_enum(v[TR_C_status], TRUCE_STATUS_count);
    out->span = (tr_span){ (uint32_t)v[TR_C_span_from], (uint32_t)v[TR_C_span_to] };
    out->sentence = (uint32_t)v[TR_C_sentence];
    out->sentence_span = (tr_span){ (uint32_t)v[TR_C_sentence_from], (uint32_t)v[TR_C_sentence_to] };
    out->sentence_text = out->place_text = (tr_str){ "", 0 };
    out->confidence = (float)v[TR_C_confidence] / 10000.0f;
    out->days.from = tr_sq_day(v[TR_C_day_from]);
    out->days.to = tr_sq_day(v[TR_C_day_to]);
    out->date_prec = tr_sq_enum(v[TR_C_date_prec], 6);
    out->clock_from = v[TR_C_clock_from] == TR_NULL ? -1 : (int)v[TR_C_clock_from];
    out->clock_to = v[TR_C_clock_to] == TR_NULL ? -1 : (int)v[TR_C_clock_to];
}

int tr_sq_build(struct sq_query *q, const struct tr_flat_claim *c, struct tr_claim_row **out, struct tr_err *err)
{
    struct sq_report *r;
    struct sq_answer *n = &q->n;
    *out = NULL;
    int rc = tr_sq_load_report(q->l, n, c->v[TR_C_report], &r, err);
    if (rc || !r) return rc;
    struct tr_claim_row *row = TR_NEW(n->arena, struct tr_claim_row);
    set_plain(c, r, row);
    rc = tr_sq_load_word(q->l, n, c->v[TR_C_why], &row->why, err);
    if (!rc) rc = tr_sq_load_actor(q->l, n, c->v[TR_C_source], &row->source, err);
    if (!rc) rc = tr_sq_load_actor(q->l, n, c->v[TR_C_via], &row->via, err);
    if (!rc) rc = tr_sq_load_place(q->l, n, c->v[TR_C_place], &row->place, err);
    if (!rc) rc = set_kind(q, c, row, err);
    if (rc) return rc;
    if (row->place) row->place_text = c->has_place_text ? c->place_text : row->place->name;
    rc = decide(q, row, err);
    if (!rc) *out = row;
    return rc;
}

/* --- what needs all rows --- */

static struct tr_grade grade_of(const struct sq_query *q, const struct tr_claim_row *c)
{
    struct tr_arena *a = q->n.arena;
    if (!q->grades.n) return (struct tr_grade){ 0, 0 };
    tr_str target = c->source ? tr_arena_printf(a, "source:" TR_STR_FMT, TR_STR_ARG(c->source->key))
                              : tr_arena_printf(a, "outlet:" TR_STR_FMT, TR_STR_ARG(c->report->outlet));
    const uint64_t *at = tr_map_find(&q->grades, target);
    return at ? (struct tr_grade){ (char)(*at >> 8), (char)(*at & 0xFF) } : (struct tr_grade){ 0, 0 };
}

static int sentence_of(struct sq_query *q, struct tr_claim_row *c, struct tr_err *err)
{
    struct sq_report *r;
    int rc = tr_sq_load_report(q->l, &q->n, c->report->id, &r, err);
    if (!rc && r && !r->has_text) {
        rc = tr_sq_load_body(q->l, q->n.arena, r->row.id, &r->text, NULL, NULL, err);
        r->has_text = !rc;
    }
    if (!rc && r) c->sentence_text = tr_str_at(r->text, c->sentence_span);
    return rc;
}

int tr_sq_finish(struct sq_query *q, struct tr_err *err)
{
    int rc = tr_sq_roots(q->l, &q->n, err);
    for (uint32_t i = 0; !rc && i < q->rows.n; i++) {
        struct tr_claim_row *c = q->rows.v[i];
        const struct sq_report *r = (const struct sq_report *)c->report;
        c->origin = tr_origin_of(q->n.arena, q->l->base.know, c->source, c->report, r->root_sha256);
        c->grade = grade_of(q, c);
        if (q->f->texts) rc = sentence_of(q, c, err);
    }
    return rc;
}
