/* SPDX-License-Identifier: Apache-2.0 */
#include "views/judged_view.h"

#include "views/rows_view.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

void tr_view_range(struct tr_json *j, const char *key, struct tr_range r)
{
    tr_json_key(j, key);
    tr_json_object(j);
    tr_json_key(j, "low");
    if (r.has_low) tr_json_int(j, r.low);
    else tr_json_null(j);
    tr_json_key(j, "high");
    if (r.has_high) tr_json_int(j, r.high);
    else tr_json_null(j);
    tr_json_end(j);
}

static void actor_member(struct tr_json *j, const char *key, const struct tr_actor_row *a)
{
    tr_json_key(j, key);
    tr_view_actor_row(j, a);
}

static void actors_member(struct tr_json *j, const char *key, const struct tr_actor_row *const *v, uint32_t n)
{
    tr_json_key(j, key);
    tr_json_array(j);
    for (uint32_t i = 0; i < n; i++) tr_view_actor_row(j, v[i]);
    tr_json_end(j);
}

static void place_member(struct tr_json *j, const char *key, const struct tr_place_row *p)
{
    tr_json_key(j, key);
    tr_view_place_row(j, p);
}

static void real_member(struct tr_json *j, const char *key, double v, int decimals)
{
    tr_json_key(j, key);
    tr_json_real(j, v, decimals);
}

static void merges_member(struct tr_json *j, const struct tr_incident *in, bool whole)
{
    tr_json_key(j, "claims");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_merge *m = &in->merges[i];
        tr_json_object(j);
        tr_view_id(j, "id", m->claim->id);
        tr_view_id(j, "report", m->claim->report ? m->claim->report->id : 0);
        real_member(j, "score", m->score, 3);
        tr_view_str(j, "reasons", m->reasons);
        tr_view_id(j, "assessment", m->assessment);
        if (whole) tr_json_key(j, "claim"), tr_view_claim_row(j, m->claim);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_view_incident(struct tr_json *j, const struct tr_incident *in, bool whole)
{
    tr_json_object(j);
    tr_view_id(j, "id", in->id);
    tr_view_cstr(j, "type", truce_event_name((int)in->type));
    tr_view_cstr(j, "mode", truce_mode_name((int)in->mode));
    tr_view_means(j, "means", in->means);
    tr_json_key(j, "acled");
    if (in->acled_event.n) {
        tr_json_object(j);
        tr_view_str(j, "event_type", in->acled_event);
        tr_view_str(j, "sub_event_type", in->acled_sub_event);
        tr_json_end(j);
    } else {
        tr_json_null(j);
    }
    place_member(j, "place", in->place);
    real_member(j, "km", in->km, 3);
    tr_view_time(j, "time", in->days, in->date_prec, in->clock_from, in->clock_to);
    tr_view_instant(j, "from", in->when.from);
    tr_view_instant(j, "to", in->when.to);
    actor_member(j, "actor", in->actor);
    actor_member(j, "recipient", in->recipient);
    actors_member(j, "rival_actors", in->rival_actors.v, in->rival_actors.n);
    actors_member(j, "actor_by", in->actor_by, in->n_actor_by);
    tr_view_range(j, "killed", in->killed);
    tr_view_range(j, "injured", in->injured);
    tr_view_int(j, "origins", in->n_origins);
    tr_view_bool(j, "confirmed", in->confirmed);
    real_member(j, "confidence", in->confidence, 4);
    tr_view_str(j, "head", in->head);
    merges_member(j, in, whole);
    tr_json_end(j);
}

/* --- tallies ----------------------------------------------------------------------------------------------------------------- */

static const char *const tally_by[] = { "source", "week", "victim", "means", "party" };

const char *tr_tally_by_name(enum tr_tally_by by)
{
    return tally_by[by];
}

bool tr_tally_by_of(tr_str name, enum tr_tally_by *out)
{
    for (unsigned i = 0; i < LEN(tally_by); i++) {
        if (!tr_str_is(name, tally_by[i])) continue;
        *out = (enum tr_tally_by)i;
        return true;
    }
    return false;
}

static void tally_item(struct tr_json *j, const struct tr_tally_item *it)
{
    const struct tr_claim_row *c = it->claim;
    const struct truce_quantity *n = &c->casualties.count;
    tr_json_object(j);
    tr_view_id(j, "claim", c->id);
    tr_view_id(j, "report", c->report ? c->report->id : 0);
    tr_view_str(j, "outlet", c->report ? c->report->outlet : TR_STR(""));
    tr_view_date(j, "published", c->report ? c->report->published : TR_NO_DATE);
    tr_view_range(j, "count", (struct tr_range){ n->has_low, n->has_high, n->low, n->high });
    tr_view_bool(j, "cumulative", c->casualties.cumulative);
    tr_json_key(j, "quote"), tr_json_str(j, c->quote);
    tr_view_str(j, "sentence", c->sentence_text);
    tr_view_cstr(j, "use", tr_use_name(it->use));
    tr_view_id(j, "because", it->because ? it->because->id : 0);
    tr_view_id(j, "incident", it->incident);
    tr_json_end(j);
}

static void tally_row(struct tr_json *j, const struct tr_tally_row *r, bool items)
{
    tr_json_object(j);
    tr_view_str(j, "key", r->key);
    tr_view_str(j, "name", r->name);
    tr_view_grade(j, "grade", r->grade);
    tr_json_key(j, "cells"), tr_json_array(j);
    for (uint32_t c = 0; c < r->n; c++) {
        const struct tr_tally_cell *cell = &r->cells[c];
        tr_json_object(j);
        tr_view_cstr(j, "harm", truce_harm_name((int)cell->harm));
        tr_view_range(j, "count", cell->range);
        tr_view_int(j, "n", cell->n);
        tr_json_key(j, "items"), tr_json_array(j);
        for (uint32_t i = 0; items && i < cell->n; i++) tally_item(j, &cell->items[i]);
        tr_json_end(j);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_end(j);
}

void tr_view_tally(struct tr_json *j, const struct tr_tally *t, bool items)
{
    tr_view_cstr(j, "by", tr_tally_by_name(t->by));
    tr_view_date(j, "since", t->days.from);
    tr_view_date(j, "until", t->days.to);
    tr_json_key(j, "rows"), tr_json_array(j);
    for (uint32_t i = 0; i < t->n; i++) tally_row(j, &t->rows[i], items);
    tr_json_end(j);
    tr_json_key(j, "all"), tally_row(j, &t->all, items);
}

/* --- findings ---------------------------------------------------------------------------------------------------------------- */

static void term_member(struct tr_json *j, const struct tr_term *t)
{
    tr_json_key(j, "term");
    if (!t) {
        tr_json_null(j);
        return;
    }
    tr_json_object(j);
    tr_json_key(j, "source"), tr_json_str(j, t->source);
    tr_view_str(j, "ref", t->ref);
    tr_view_int(j, "line", t->line);
    tr_json_end(j);
}

void tr_view_finding(struct tr_json *j, const struct tr_finding *f)
{
    tr_json_object(j);
    tr_json_key(j, "incident"), tr_view_incident(j, f->incident, false);
    tr_json_key(j, "agreement"), tr_json_str(j, f->agreement->id);
    tr_view_str(j, "agreement_name", f->agreement->name);
    tr_view_str(j, "agreement_revision", f->agreement->revision);
    tr_view_cstr(j, "verdict", tr_verdict_name(f->verdict));
    tr_view_str(j, "stage", f->stage);
    tr_json_key(j, "answers"), tr_json_object(j);
    for (int q = 0; q < TR_Q_count; q++) {
        tr_json_key(j, tr_question_name((enum tr_question)q)), tr_json_object(j);
        tr_view_cstr(j, "value", tr_tri_name(f->answers[q].value));
        tr_view_str(j, "because", f->answers[q].because);
        term_member(j, f->answers[q].term);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_key(j, "flips"), tr_json_array(j);
    for (uint32_t i = 0; i < f->n_flips; i++) {
        tr_json_object(j);
        tr_view_cstr(j, "question", tr_question_name(f->flips[i].question));
        tr_view_cstr(j, "verdict", tr_verdict_name(f->flips[i].verdict));
        tr_view_str(j, "text", f->flips[i].text);
        term_member(j, f->flips[i].term);
        tr_json_end(j);
    }
    tr_json_end(j);
    actor_member(j, "attributed", f->attributed);
    tr_json_key(j, "share");
    if (f->share >= 0) tr_json_real(j, f->share, 4);
    else tr_json_null(j);
    tr_json_end(j);
}

void tr_view_violation_cell(struct tr_json *j, const struct tr_violation_cell *c)
{
    tr_json_object(j);
    tr_view_date(j, "day", c->day);
    actor_member(j, "party", c->party);
    tr_json_key(j, "verdicts"), tr_json_object(j);
    for (int v = 0; v < TR_VERDICT_count; v++) tr_view_int(j, tr_verdict_name((enum tr_verdict_kind)v), c->n[v]);
    tr_json_end(j);
    tr_view_range(j, "killed", c->killed);
    tr_json_end(j);
}

/* --- positions, capacity, proposals ------------------------------------------------------------------------------------------ */

void tr_view_position(struct tr_json *j, const struct tr_position *p)
{
    tr_json_object(j);
    actor_member(j, "actor", p->actor);
    tr_view_str(j, "actor_name", p->actor_name);
    tr_view_cstr(j, "topic", tr_topic_name(p->topic));
    place_member(j, "place", p->place);
    tr_view_cstr(j, "stance", truce_event_name((int)p->stance));
    tr_view_cstr(j, "status", truce_status_name((int)p->status));
    tr_view_int(j, "intensity", p->intensity);
    tr_view_time(j, "time", p->days, 0, -1, -1);
    tr_view_cstr(j, "change", tr_tone_name(p->change));
    tr_json_key(j, "claim"), tr_view_claim_row(j, p->claim);
    tr_json_key(j, "before"), tr_view_claim_row(j, p->before);
    tr_json_end(j);
}

void tr_view_capacity(struct tr_json *j, const struct tr_capacity *c)
{
    tr_json_object(j);
    tr_view_cstr(j, "of", tr_capacity_name(c->kind));
    place_member(j, "place", c->place);
    tr_view_str(j, "state", c->state);
    tr_view_range(j, "count", c->count);
    tr_view_bool(j, "percent", c->percent);
    tr_view_time(j, "time", c->days, 0, -1, -1);
    tr_json_key(j, "claim"), tr_view_claim_row(j, c->claim);
    tr_json_end(j);
}

static const char *const changes[] = { "add_territory", "drop_territory", "start", "end", "add_party", "drop_party", "exclude", "include_actor", "prohibit", "permit" };

const char *tr_change_name(int kind)
{
    return kind >= 0 && kind < (int)LEN(changes) ? changes[kind] : "";
}

bool tr_change_of(tr_str name, struct tr_change *out)
{
    for (unsigned i = 0; i < LEN(changes); i++) {
        if (!tr_str_is(name, changes[i])) continue;
        out->kind = i;
        return true;
    }
    return false;
}

void tr_view_proposal(struct tr_json *j, const struct tr_proposal *p)
{
    tr_json_object(j);
    tr_json_key(j, "id"), tr_json_str(j, p->id);
    tr_view_str(j, "agreement", p->agreement ? p->agreement->id : TR_STR(""));
    tr_json_key(j, "change"), tr_json_object(j);
    tr_view_cstr(j, "kind", tr_change_name((int)p->change.kind));
    tr_view_str(j, "value", p->change.value);
    tr_json_end(j);
    tr_view_str(j, "text", p->text);
    tr_view_bool(j, "accepted", p->accepted);
    tr_view_bool(j, "rejected", p->rejected);
    tr_view_id(j, "assessment", p->assessment);
    tr_json_key(j, "claim"), tr_view_claim_row(j, p->claim);
    tr_json_end(j);
}
