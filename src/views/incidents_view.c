/* SPDX-License-Identifier: Apache-2.0 */
#include "views/incidents_view.h"

/* --- words -------------------------------------------------------------------------------------------------------------------------------- */

static const char *unit_of(const struct tr_place_row *p)
{
    switch (p->kind) {
    case TRUCE_PLACE_country: return "country, no nearer";
    case TRUCE_PLACE_admin1: return "province, no nearer";
    case TRUCE_PLACE_admin2: return "district, no nearer";
    case TRUCE_PLACE_region: return "region, no nearer";
    default: return p->where_prec == 2 ? "within 25 km" : p->where_prec == 3 ? "its district" : p->where_prec >= 4 ? "its province" : NULL;
    }
}

tr_str tr_incident_where(struct tr_arena *a, const struct tr_incident *in)
{
    const struct tr_place_row *p = in->place;
    if (!p) return TR_STR("");
    tr_str s = p->name;
    bool wide = p->kind == TRUCE_PLACE_country || p->kind == TRUCE_PLACE_admin1;
    if (!wide && p->admin1.n && !tr_str_eq(p->admin1, p->name))
        s = tr_arena_printf(a, TR_STR_FMT ", " TR_STR_FMT, TR_STR_ARG(s), TR_STR_ARG(p->admin1));
    const char *unit = unit_of(p);
    return unit ? tr_arena_printf(a, TR_STR_FMT " (%s)", TR_STR_ARG(s), unit) : s;
}

/* Claims stand in the order of their reports. */
uint32_t tr_incident_reports(const struct tr_incident *in)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n; i++) n += !i || in->merges[i].claim->report != in->merges[i - 1].claim->report;
    return n;
}

/* The day; of an incident without one, by when it was told. */
static const char *when_cell(struct tr_arena *a, const struct tr_incident *in)
{
    const char *days = tr_cell_when(a, in);
    if (days) return days;
    tr_date told = in->merges[0].claim->report->published;
    return told == TR_NO_DATE ? NULL : tr_arena_printf(a, "by %s", tr_date_iso(a, told).p).p;
}

static const char *what_cell(struct tr_arena *a, const struct tr_incident *in)
{
    const char *mode = in->mode ? truce_mode_name(in->mode) : in->type == TRUCE_EVENT_COERCE ? "coercion" : "attack";
    return tr_arena_printf(a, "%s%s", mode, in->confirmed ? ", confirmed" : "").p;
}

static const char *actor_cell(struct tr_arena *a, const struct tr_actor_row *x)
{
    return x ? tr_cell(a, x->name) : NULL;
}

/* "253 civilians" are told by the toll already, and a place by its own column. */
static const char *against_cell(struct tr_arena *a, const struct tr_incident *in)
{
    static const char *const words[][2] = {
        { "civilian", "civilians" }, { "child", "civilians" }, { "people", "people" }, { "person", "people" }
    };
    const struct tr_actor_row *x = in->recipient;
    if (!x) return NULL;
    bool loose_name = tr_str_starts(x->key, TR_STR("text:")) && (x->kind == TRUCE_ACTOR_civilians || x->kind == TRUCE_ACTOR_other);
    if (loose_name && in->place && tr_str_ieq(x->name, in->place->name)) return NULL;
    for (size_t i = 0; loose_name && i < sizeof words / sizeof *words; i++)
        if (tr_str_find_i(x->name, tr_str_of(words[i][0])) >= 0) return words[i][1];
    return actor_cell(a, x);
}

/* The one that most name; that others are named too must not be lost in a table. */
static const char *by_cell(struct tr_arena *a, const struct tr_incident *in)
{
    if (!in->actor) return NULL;
    const char *by = actor_cell(a, in->actor);
    return in->rival_actors.n ? tr_arena_printf(a, "%s (or %u other%s)", by, in->rival_actors.n, in->rival_actors.n > 1 ? "s" : "").p : by;
}

static const char *number(struct tr_arena *a, int64_t n)
{
    return tr_arena_printf(a, "%lld", (long long)n).p;
}

/* --- table --------------------------------------------------------------------------------------------------------------------------------- */

static void table(struct tr_text *out, struct tr_arena *a, const struct tr_incidents *in, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "id",      "when",   "where",   "what",   "by",
                                                         "against", "killed", "injured", "voices", "reports" };
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, in->n + 1);
    for (uint32_t i = 0; i < in->n; i++) {
        const struct tr_incident *x = &in->v[i];
        rows[i] =
            (struct tr_table_row){ .cell = { number(a, x->id), when_cell(a, x), tr_cell(a, tr_incident_where(a, x)), what_cell(a, x),
                                             by_cell(a, x), against_cell(a, x), tr_cell_range(a, x->killed), tr_cell_range(a, x->injured),
                                             number(a, x->n_origins), number(a, tr_incident_reports(x)) } };
    }
    tr_view_table(out, heads, rows, in->n, how);
}

/* --- blocks -------------------------------------------------------------------------------------------------------------------------------- */

static void put_merge(struct tr_text *out, struct tr_arena *a, const struct tr_merge *m, const struct tr_terminal *how)
{
    const struct tr_claim_row *c = m->claim;
    tr_str text = c->sentence_text.n ? c->sentence_text : c->quote;
    const char *source = c->source ? tr_cell(a, c->source->name) : NULL, *outlet = tr_cell(a, c->report->outlet);
    tr_text_printf(out, "  %.2f  %s\n        “%s”\n", m->score, tr_cell(a, m->reasons), tr_cell(a, text));
    tr_text_printf(out, "        %sclaim %lld · %s%s%s%s · %s%s\n", how->colour ? "\x1b[2m" : "", (long long)c->id, source ? source : "",
                   source ? " · " : "", outlet ? outlet : "outlet not named",
                   c->report->published == TR_NO_DATE ? "" : tr_arena_printf(a, " %s", tr_date_iso(a, c->report->published).p).p,
                   tr_cell(a, c->report->key) ? tr_cell(a, c->report->key) : "", how->colour ? "\x1b[0m" : "");
}

static void put_sides(struct tr_text *out, struct tr_arena *a, const struct tr_incident *in)
{
    if (in->actor) {
        tr_text_printf(out, "  by %s, says ", actor_cell(a, in->actor));
        for (uint32_t i = 0; i < in->n_actor_by; i++)
            tr_text_printf(out, "%s%s", i ? ", " : "", in->actor_by[i] ? actor_cell(a, in->actor_by[i]) : "an outlet's own voice");
        tr_text_printf(out, "\n");
    }
    for (uint32_t i = 0; i < in->rival_actors.n; i++) tr_text_printf(out, "  or by %s\n", actor_cell(a, in->rival_actors.v[i]));
}

static void block(struct tr_text *out, struct tr_arena *a, const struct tr_incident *in, const struct tr_terminal *how)
{
    const char *when = when_cell(a, in), *where = tr_cell(a, tr_incident_where(a, in)), *killed = tr_cell_range(a, in->killed),
               *injured = tr_cell_range(a, in->injured);
    tr_text_printf(out, "%s%lld · %s · %s · %s%s", how->colour ? "\x1b[1m" : "", (long long)in->id, when ? when : "day not told",
                   where ? where : "place not told", what_cell(a, in), how->colour ? "\x1b[0m" : "");
    if (killed) tr_text_printf(out, " · %s killed", killed);
    if (injured) tr_text_printf(out, " · %s injured", injured);
    tr_text_printf(out, " · %u voice%s · confidence %.2f\n", in->n_origins, in->n_origins == 1 ? "" : "s", in->confidence);
    put_sides(out, a, in);
    for (uint32_t i = 0; i < in->n; i++) put_merge(out, a, &in->merges[i], how);
    tr_text_printf(out, "\n");
}

void tr_view_incidents(struct tr_text *out, struct tr_arena *a, const struct tr_incidents *in, bool why, const struct tr_terminal *how)
{
    if (!why) table(out, a, in, how);
    for (uint32_t i = 0; why && i < in->n; i++) block(out, a, &in->v[i], how);
}

/* --- JSON ------------------------------------------------------------------------------------------------------------------------------------ */

static void str_member(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

static void when_json(struct tr_json *j, struct tr_arena *a, const struct tr_incident *in)
{
    tr_json_key(j, "days");
    tr_json_days(j, in->days);
    tr_json_key(j, "date_prec");
    tr_json_int(j, in->date_prec);
    tr_json_key(j, "clock");
    if (in->clock_from >= 0) {
        tr_json_array(j);
        tr_json_int(j, in->clock_from);
        tr_json_int(j, in->clock_to);
        tr_json_end(j);
    } else {
        tr_json_null(j);
    }
    tr_json_key(j, "when");
    tr_json_object(j);
    str_member(j, "from", tr_instant_iso(a, in->when.from));
    str_member(j, "to", tr_instant_iso(a, in->when.to));
    tr_json_end(j);
}

static void kind_json(struct tr_json *j, const struct tr_incident *in)
{
    tr_json_key(j, "type");
    tr_json_cstr(j, truce_event_name(in->type));
    tr_json_key(j, "mode");
    tr_json_cstr(j, in->mode ? truce_mode_name(in->mode) : NULL);
    tr_json_key(j, "means");
    tr_json_array(j);
    for (int i = 1; i < TRUCE_MEANS_count; i++)
        if (in->means >> i & 1u) tr_json_cstr(j, truce_means_name(i));
    tr_json_end(j);
    tr_json_key(j, "acled");
    if (in->acled_event.n) {
        tr_json_object(j);
        str_member(j, "event_type", in->acled_event);
        str_member(j, "sub_event_type", in->acled_sub_event);
        tr_json_end(j);
    } else {
        tr_json_null(j);
    }
}

static void sides_json(struct tr_json *j, const struct tr_incident *in)
{
    tr_json_key(j, "actor");
    tr_json_actor_row(j, in->actor);
    tr_json_key(j, "actor_by");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->n_actor_by; i++) tr_json_actor_row(j, in->actor_by[i]);
    tr_json_end(j);
    tr_json_key(j, "rival_actors");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->rival_actors.n; i++) tr_json_actor_row(j, in->rival_actors.v[i]);
    tr_json_end(j);
    tr_json_key(j, "recipient");
    tr_json_actor_row(j, in->recipient);
}

static void merges_json(struct tr_json *j, const struct tr_incident *in)
{
    tr_json_key(j, "claims");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->n; i++) {
        tr_json_object(j);
        tr_json_key(j, "score");
        tr_json_real(j, in->merges[i].score, 2);
        str_member(j, "reasons", in->merges[i].reasons);
        tr_json_key(j, "assessment");
        if (in->merges[i].assessment) tr_json_int(j, in->merges[i].assessment);
        else tr_json_null(j);
        tr_json_key(j, "claim");
        tr_json_sentence_of(j, in->merges[i].claim);
        tr_json_end(j);
    }
    tr_json_end(j);
}

void tr_view_incident_json(struct tr_json *j, struct tr_arena *a, const struct tr_incident *in)
{
    tr_json_object(j);
    tr_json_key(j, "id");
    tr_json_int(j, in->id);
    when_json(j, a, in);
    tr_json_key(j, "place");
    tr_json_place_row(j, in->place);
    tr_json_key(j, "km");
    if (in->km >= 0) tr_json_real(j, in->km, 1);
    else tr_json_null(j);
    kind_json(j, in);
    sides_json(j, in);
    tr_json_key(j, "killed");
    tr_json_range(j, in->killed);
    tr_json_key(j, "injured");
    tr_json_range(j, in->injured);
    tr_json_key(j, "voices");
    tr_json_int(j, in->n_origins);
    tr_json_key(j, "reports");
    tr_json_int(j, tr_incident_reports(in));
    tr_json_key(j, "confirmed");
    tr_json_bool(j, in->confirmed);
    tr_json_key(j, "confidence");
    tr_json_real(j, in->confidence, 3);
    str_member(j, "head", in->head);
    merges_json(j, in);
    tr_json_end(j);
}
