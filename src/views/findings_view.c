/* SPDX-License-Identifier: Apache-2.0 */
#include "views/judged.h"

static void source_of(struct tr_json *j, const struct tr_term *t)
{
    tr_json_key(j, "source");
    if (t && t->source.n) tr_json_str(j, t->source);
    else tr_json_null(j);
    tr_json_key(j, "ref");
    if (t && t->ref.n) tr_json_str(j, t->ref);
    else tr_json_null(j);
}

static void incident_json(struct tr_json *j, const struct tr_incident *in)
{
    tr_json_object(j);
    tr_json_key(j, "id");
    tr_json_int(j, in->id);
    tr_json_key(j, "type");
    tr_json_cstr(j, in->type ? truce_event_name(in->type) : NULL);
    tr_json_key(j, "mode");
    tr_json_cstr(j, in->mode ? truce_mode_name(in->mode) : NULL);
    tr_json_key(j, "place");
    tr_json_place_row(j, in->place);
    tr_json_key(j, "days");
    tr_json_days(j, in->days);
    tr_json_key(j, "clock");
    if (in->clock_from >= 0) tr_json_int(j, in->clock_from);
    else tr_json_null(j);
    tr_json_key(j, "actor");
    tr_json_actor_row(j, in->actor);
    tr_json_key(j, "recipient");
    tr_json_actor_row(j, in->recipient);
    tr_json_key(j, "killed");
    tr_json_range(j, in->killed);
    tr_json_key(j, "injured");
    tr_json_range(j, in->injured);
    tr_json_key(j, "claims");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->n; i++) tr_json_sentence_of(j, in->merges[i].claim);
    tr_json_end(j);
    tr_json_end(j);
}

void tr_view_finding_json(struct tr_json *j, const struct tr_finding *f)
{
    tr_json_object(j);
    tr_json_key(j, "incident");
    incident_json(j, f->incident);
    tr_json_key(j, "agreement");
    tr_json_str(j, f->agreement->id);
    tr_json_key(j, "revision");
    tr_json_str(j, f->agreement->revision);
    tr_json_key(j, "verdict");
    tr_json_cstr(j, tr_verdict_name(f->verdict));
    tr_json_key(j, "stage");
    tr_json_str(j, f->stage);
    tr_json_key(j, "attributed");
    tr_json_actor_row(j, f->attributed);
    tr_json_key(j, "share");
    if (f->share >= 0) tr_json_real(j, f->share, 3);
    else tr_json_null(j);
    tr_json_key(j, "answers");
    tr_json_object(j);
    for (int q = 0; q < TR_Q_count; q++) {
        tr_json_key(j, tr_question_name((enum tr_question)q));
        tr_json_object(j);
        tr_json_key(j, "value");
        tr_json_cstr(j, tr_tri_name(f->answers[q].value));
        tr_json_key(j, "because");
        tr_json_str(j, f->answers[q].because);
        source_of(j, f->answers[q].term);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_key(j, "flips");
    tr_json_array(j);
    for (uint32_t i = 0; i < f->n_flips; i++) {
        tr_json_object(j);
        tr_json_key(j, "question");
        tr_json_cstr(j, tr_question_name(f->flips[i].question));
        tr_json_key(j, "verdict");
        tr_json_cstr(j, tr_verdict_name(f->flips[i].verdict));
        tr_json_key(j, "text");
        tr_json_str(j, f->flips[i].text);
        source_of(j, f->flips[i].term);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_end(j);
}

/* A line an answer, then one a flip. */
const char *tr_cell_why(struct tr_arena *a, const struct tr_finding *f)
{
    tr_str s = { "", 0 };
    for (int q = 0; q < TR_Q_count; q++) {
        s = tr_arena_printf(a, TR_STR_FMT "%s%s: %s, %s", TR_STR_ARG(s), q ? "\n" : "", tr_question_name((enum tr_question)q),
                            tr_tri_name(f->answers[q].value), tr_cell(a, f->answers[q].because));
    }
    for (uint32_t i = 0; i < f->n_flips; i++)
        s = tr_arena_printf(a, TR_STR_FMT "\nwould be %s", TR_STR_ARG(s), tr_cell(a, f->flips[i].text));
    return s.p;
}

/* The first answer that decided, or what leaves it open. */
static const char *decided(struct tr_arena *a, const struct tr_finding *f)
{
    if (f->verdict == TR_VERDICT_violation_alleged) return tr_cell(a, f->answers[TR_Q_time].because);
    for (int q = 0; q < TR_Q_count; q++) {
        enum tr_tri stop = q == TR_Q_excluded ? TR_YES : TR_NO;
        enum tr_tri v = f->answers[q].value;
        if (f->verdict == TR_VERDICT_indeterminate ? v == TR_UNKNOWN : v == stop) return tr_cell(a, f->answers[q].because);
    }
    return NULL;
}

/* The findings of one agreement, which stand together. */
static void of_agreement(struct tr_text *out, struct tr_arena *a, const struct tr_finding *f, uint32_t n, bool why,
                         const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "incident", "when", "where", "what", "by", "verdict", "decided by" };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_incident *in = f[i].incident;
        rows[i] =
            (struct tr_table_row){ { tr_arena_printf(a, "%lld", (long long)in->id).p, tr_cell_when(a, in),
                                     in->place ? tr_cell(a, in->place->name) : NULL, tr_incident_title(a, in).p,
                                     in->actor ? tr_cell(a, in->actor->name) : NULL, tr_cell_verdict(a, f[i].verdict), decided(a, &f[i]) },
                                   tr_incident_words(a, in, why ? tr_cell_why(a, &f[i]) : NULL) };
    }
    tr_text_printf(out, "%s · %s\n", tr_cell(a, f->agreement->id), tr_cell(a, f->agreement->name));
    tr_view_table(out, heads, rows, n, how);
}

void tr_view_findings(struct tr_text *out, struct tr_arena *a, const struct tr_findings *f, bool why, const struct tr_terminal *how)
{
    for (uint32_t i = 0, n; i < f->n; i += n) {
        for (n = 1; i + n < f->n && f->v[i + n].agreement == f->v[i].agreement; n++) {}
        if (i) tr_text_printf(out, "\n");
        of_agreement(out, a, &f->v[i], n, why, how);
    }
}

/* --- by day and party ------------------------------------------------------------------------------------------------------------------- */

void tr_view_violations(struct tr_text *out, struct tr_arena *a, const struct tr_violation_table *v, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "day",      "party",       "alleged", "open",         "permitted",
                                                         "excluded", "not a party", "outside", "not in force", "killed" };
    static const enum tr_verdict_kind order[] = { TR_VERDICT_violation_alleged, TR_VERDICT_indeterminate, TR_VERDICT_permitted_act,
                                                  TR_VERDICT_excluded_actor,    TR_VERDICT_not_a_party,   TR_VERDICT_outside_territory,
                                                  TR_VERDICT_not_in_force };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, v->n + 1);
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_violation_cell *c = &v->v[i];
        const char *day = c->day == TR_NO_DATE ? "no day told" : tr_date_iso(a, c->day).p;
        rows[i] = (struct tr_table_row){ { day, c->party ? tr_cell(a, c->party->name) : "not attributed" }, NULL };
        for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
            if (c->n[order[k]]) rows[i].cell[2 + k] = tr_arena_printf(a, "%u", c->n[order[k]]).p;
        }
        rows[i].cell[9] = tr_cell_range(a, c->killed);
    }
    tr_view_table(out, heads, rows, v->n, how);
}

void tr_view_violations_json(struct tr_json *j, const struct tr_violation_table *v)
{
    tr_json_array(j);
    for (uint32_t i = 0; i < v->n; i++) {
        tr_json_object(j);
        tr_json_key(j, "day");
        tr_json_date(j, v->v[i].day);
        tr_json_key(j, "party");
        tr_json_actor_row(j, v->v[i].party);
        for (int k = 0; k < TR_VERDICT_count; k++) {
            tr_json_key(j, tr_verdict_name((enum tr_verdict_kind)k));
            tr_json_int(j, v->v[i].n[k]);
        }
        tr_json_key(j, "killed");
        tr_json_range(j, v->v[i].killed);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static int days_in(struct tr_period p)
{
    return p.to < p.from ? 0 : p.to - p.from + 1;
}

static struct tr_table_row period_row(struct tr_arena *a, const struct tr_compliance *c, const char *when, struct tr_period p)
{
    int n = days_in(p);
    const char *killed = tr_cell_range(a, p.killed);
    struct tr_table_row r = { { tr_cell(a, c->agreement->id), when, n ? tr_cell_days(a, (tr_days){ p.from, p.to }) : "no day to count",
                                tr_arena_printf(a, "%d", n).p, tr_arena_printf(a, "%u", p.incidents).p, NULL, killed },
                              NULL };
    if (n) r.cell[5] = tr_arena_printf(a, "%.1f", (double)p.incidents / n).p;
    if (n && p.killed.has_low)
        r.cell[7] = tr_arena_printf(a, p.killed.has_high && p.killed.high == p.killed.low ? "%.1f" : "≥ %.1f", (double)p.killed.low / n).p;
    return r;
}

void tr_view_compliance(struct tr_text *out, struct tr_arena *a, const struct tr_compliance *v, uint32_t n, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = {
        "agreement", "period", "days", "n", "incidents", "a day", "killed", "killed a day"
    };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, (size_t)n * 2 + 1);
    for (uint32_t i = 0; i < n; i++) {
        rows[2 * i] = period_row(a, &v[i], "before", v[i].before);
        rows[2 * i + 1] = period_row(a, &v[i], "since", v[i].after);
        if (v[i].unplaced)
            rows[2 * i + 1].note = tr_arena_printf(a, "%u more of which nobody can say that they lie inside", v[i].unplaced).p;
    }
    tr_view_table(out, heads, rows, 2 * n, how);
}

static void period_json(struct tr_json *j, const char *key, struct tr_period p)
{
    tr_json_key(j, key);
    tr_json_object(j);
    tr_json_key(j, "days");
    if (days_in(p)) tr_json_days(j, (tr_days){ p.from, p.to });
    else tr_json_null(j);
    tr_json_key(j, "n_days");
    tr_json_int(j, days_in(p));
    tr_json_key(j, "incidents");
    tr_json_int(j, p.incidents);
    tr_json_key(j, "killed");
    tr_json_range(j, p.killed);
    tr_json_end(j);
}

void tr_view_compliance_json(struct tr_json *j, const struct tr_compliance *c)
{
    tr_json_object(j);
    tr_json_key(j, "agreement");
    tr_json_str(j, c->agreement->id);
    period_json(j, "before", c->before);
    period_json(j, "since", c->after);
    tr_json_key(j, "unplaced");
    tr_json_int(j, c->unplaced);
    tr_json_end(j);
}
