/* SPDX-License-Identifier: Apache-2.0 */
/* Rows without what is withheld. The one place where rows of an answer are changed: nobody else holds them (see redact.h). To redact twice changes nothing. */
#include "views/redact_int.h"

#define WITHHELD "(name withheld)"
#define ROUND 0.1    /* degrees: about 11 km */
#define ROUND_KM 8.0 /* within which the place then lies */

static bool done(const struct tr_actor_row *a)
{
    return tr_str_starts(a->key, TR_STR("withheld:"));
}

static void actor(const struct tr_redaction *r, struct tr_arena *a, const struct tr_actor_row *row)
{
    if (!row || done(row) || row->kind != TRUCE_ACTOR_person) return;
    struct tr_actor_row *mine = (struct tr_actor_row *)(uintptr_t)row;
    tr_str key = tr_redact_key(r, a, row->key);
    if (key.p == row->key.p) return;
    mine->key = key;
    mine->name = TR_STR(WITHHELD);
}

static double rounded(double v)
{
    double steps = v / ROUND;
    return (double)(int64_t)(steps + (steps < 0 ? -0.5 : 0.5)) * ROUND;
}

static void place(const struct tr_place_row *row)
{
    if (!row || !tr_redact_is_exact(row)) return;
    struct tr_place_row *mine = (struct tr_place_row *)(uintptr_t)row;
    mine->lat = rounded(row->lat);
    mine->lon = rounded(row->lon);
    if (row->where_prec == 1) mine->where_prec = 2;
}

void tr_redact_actors(const struct tr_redaction *r, struct tr_arena *a, const struct tr_actor_row *const *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) actor(r, a, v[i]);
}

void tr_redact_places(const struct tr_place_row *const *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) place(v[i]);
}

static void report(const struct tr_redaction *r, struct tr_arena *a, const struct tr_report_row *row)
{
    if (row) ((struct tr_report_row *)(uintptr_t)row)->title = tr_redact_text(r, a, row->title);
}

void tr_redact_reports(const struct tr_redaction *r, struct tr_arena *a, const struct tr_report_row *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) report(r, a, &v[i]);
}

static void claim(const struct tr_redaction *r, struct tr_arena *a, const struct tr_claim_row *c)
{
    if (!c) return;
    struct tr_claim_row *mine = (struct tr_claim_row *)(uintptr_t)c;
    mine->quote = tr_redact_text(r, a, c->quote);
    mine->sentence_text = tr_redact_text(r, a, c->sentence_text);
    mine->place_text = tr_redact_text(r, a, c->place_text);
    mine->origin = tr_redact_key(r, a, c->origin);
    report(r, a, c->report);
    actor(r, a, c->source);
    actor(r, a, c->via);
    place(c->place);
    switch (c->kind) {
    case TRUCE_KIND_casualties: actor(r, a, c->casualties.by); break;
    case TRUCE_KIND_event:
        actor(r, a, c->event.actor);
        actor(r, a, c->event.recipient);
        break;
    case TRUCE_KIND_ceasefire:
        tr_redact_actors(r, a, c->ceasefire.parties.v, c->ceasefire.parties.n);
        tr_redact_actors(r, a, c->ceasefire.excluded_actors.v, c->ceasefire.excluded_actors.n);
        tr_redact_places(c->ceasefire.territory.v, c->ceasefire.territory.n);
        tr_redact_places(c->ceasefire.excluded_places.v, c->ceasefire.excluded_places.n);
        actor(r, a, c->ceasefire.violator);
        break;
    default: break;
    }
}

void tr_redact_claims(const struct tr_redaction *r, struct tr_arena *a, const struct tr_claim_row *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) claim(r, a, &v[i]);
}

void tr_redact_sides(const struct tr_redaction *r, struct tr_arena *a, const struct tr_incident *in)
{
    struct tr_incident *mine = (struct tr_incident *)(uintptr_t)in;
    actor(r, a, in->actor);
    actor(r, a, in->recipient);
    if (in->place && tr_redact_is_exact(in->place) && in->km < ROUND_KM) mine->km = ROUND_KM;
    place(in->place);
}

static void incident(const struct tr_redaction *r, struct tr_arena *a, const struct tr_incident *in)
{
    if (!in) return;
    struct tr_incident *mine = (struct tr_incident *)(uintptr_t)in;
    tr_redact_sides(r, a, in);
    tr_redact_actors(r, a, in->rival_actors.v, in->rival_actors.n);
    tr_redact_actors(r, a, in->actor_by, in->n_actor_by);
    mine->head = tr_redact_text(r, a, in->head);
    for (uint32_t i = 0; i < in->n; i++) {
        ((struct tr_merge *)(uintptr_t)&in->merges[i])->reasons = tr_redact_text(r, a, in->merges[i].reasons);
        claim(r, a, in->merges[i].claim);
    }
}

void tr_redact_incidents(const struct tr_redaction *r, struct tr_arena *a, const struct tr_incident *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) incident(r, a, &v[i]);
}

static void tally_row(const struct tr_redaction *r, struct tr_arena *a, const struct tr_tally_row *row)
{
    struct tr_tally_row *mine = (struct tr_tally_row *)(uintptr_t)row;
    tr_str key = tr_redact_key(r, a, row->key);
    mine->name = key.p == row->key.p ? tr_redact_text(r, a, row->name) : TR_STR(WITHHELD);
    mine->key = key;
    for (uint32_t c = 0; c < row->n; c++) {
        for (uint32_t i = 0; i < row->cells[c].n; i++) {
            claim(r, a, row->cells[c].items[i].claim);
            claim(r, a, row->cells[c].items[i].because);
        }
    }
}

void tr_redact_tally(const struct tr_redaction *r, struct tr_arena *a, const struct tr_tally *t)
{
    for (uint32_t i = 0; i < t->n; i++) tally_row(r, a, &t->rows[i]);
    tally_row(r, a, &t->all);
}

void tr_redact_findings(const struct tr_redaction *r, struct tr_arena *a, const struct tr_finding *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_finding *f = &v[i];
        struct tr_finding *mine = (struct tr_finding *)(uintptr_t)f;
        incident(r, a, f->incident);
        actor(r, a, f->attributed);
        for (int q = 0; q < TR_Q_count; q++) mine->answers[q].because = tr_redact_text(r, a, f->answers[q].because);
        for (uint32_t k = 0; k < f->n_flips; k++)
            ((struct tr_flip *)(uintptr_t)&f->flips[k])->text = tr_redact_text(r, a, f->flips[k].text);
    }
}

void tr_redact_positions(const struct tr_redaction *r, struct tr_arena *a, const struct tr_position *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct tr_position *mine = (struct tr_position *)(uintptr_t)&v[i];
        actor(r, a, v[i].actor);
        mine->actor_name = v[i].actor && done(v[i].actor) ? TR_STR(WITHHELD) : tr_redact_text(r, a, v[i].actor_name);
        place(v[i].place);
        claim(r, a, v[i].claim);
        claim(r, a, v[i].before);
    }
}

void tr_redact_capacities(const struct tr_redaction *r, struct tr_arena *a, const struct tr_capacity *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        ((struct tr_capacity *)(uintptr_t)&v[i])->state = tr_redact_text(r, a, v[i].state);
        place(v[i].place);
        claim(r, a, v[i].claim);
    }
}

void tr_redact_assessments(const struct tr_redaction *r, struct tr_arena *a, const struct tr_assessment_row *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct tr_assessment_row *mine = (struct tr_assessment_row *)(uintptr_t)&v[i];
        mine->value = tr_redact_text(r, a, v[i].value);
        mine->reason = tr_redact_text(r, a, v[i].reason);
        if (tr_str_starts(v[i].target, TR_STR("source:")))
            mine->target =
                tr_arena_printf(a, "source:" TR_STR_FMT, TR_STR_ARG(tr_redact_key(r, a, tr_str_sub(v[i].target, 7, v[i].target.n))));
    }
}

void tr_redact_proposals(const struct tr_redaction *r, struct tr_arena *a, const struct tr_proposal *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        struct tr_proposal *mine = (struct tr_proposal *)(uintptr_t)&v[i];
        mine->text = tr_redact_text(r, a, v[i].text);
        mine->change.value = tr_redact_text(r, a, v[i].change.value);
        claim(r, a, v[i].claim);
    }
}
