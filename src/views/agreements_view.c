/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements on a terminal. */
#include "views/agreements_view.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define JUST_LAPSED (3 * DAY)

/* --- times ------------------------------------------------------------------------------------------------------------------------------- */

/* "2016-04-30 01:00" as clocks show it there; "open" without end. */
static tr_str clock_text(struct tr_arena *a, const struct tr_zone *z, tr_instant t)
{
    int minute;
    if (t == TR_NO_INSTANT) return TR_STR("open");
    tr_date day = tr_instant_local(z, t, &minute);
    return tr_arena_printf(a, TR_STR_FMT " %02d:%02d", TR_STR_ARG(tr_date_iso(a, day)), minute / 60, minute % 60);
}

static bool day_alone(const struct tr_term_time *t)
{
    return t && t->at != TR_NO_INSTANT && t->width > 60;
}

static tr_str begin_text(struct tr_arena *a, const struct tr_zone *z, const struct tr_stretch *s)
{
    return day_alone(s->start) ? s->start->text : clock_text(a, z, s->moments.from);
}

static tr_str end_text(struct tr_arena *a, const struct tr_zone *z, const struct tr_stretch *s)
{
    return day_alone(s->end) ? s->end->text : clock_text(a, z, s->moments.to);
}

/* Stretches that adjoin are one. */
static tr_str stretches_text(struct tr_arena *a, const struct tr_zone *z, const struct tr_scenario *s)
{
    tr_str text = TR_STR("");
    for (uint32_t i = 0; i < s->n;) {
        uint32_t last = i;
        while (last + 1 < s->n && s->stretches[last + 1].moments.from == s->stretches[last].moments.to) last++;
        text = tr_arena_printf(a, TR_STR_FMT "%s" TR_STR_FMT " – " TR_STR_FMT, TR_STR_ARG(text), i ? "; " : "",
                               TR_STR_ARG(begin_text(a, z, &s->stretches[i])), TR_STR_ARG(end_text(a, z, &s->stretches[last])));
        i = last + 1;
    }
    return text;
}

/* "6 h", "2 d 3 h", "40 min". */
static tr_str length_text(struct tr_arena *a, int64_t seconds)
{
    if (seconds < HOUR) return tr_arena_printf(a, "%d min", (int)(seconds / 60));
    if (seconds < 2 * DAY) return tr_arena_printf(a, "%d h", (int)(seconds / HOUR));
    int64_t days = seconds / DAY, hours = seconds % DAY / HOUR;
    if (days > 14 || !hours) return tr_arena_printf(a, "%lld d", (long long)days);
    return tr_arena_printf(a, "%lld d %lld h", (long long)days, (long long)hours);
}

/* The end of what goes on from stretch i without a gap. */
static tr_instant last_end(const struct tr_scenario *s, uint32_t i)
{
    tr_instant end = s->stretches[i].moments.to;
    for (uint32_t k = i + 1; k < s->n && end != TR_NO_INSTANT; k++) {
        tr_moments m = s->stretches[k].moments;
        if (m.from <= end && (m.to == TR_NO_INSTANT || m.to > end)) end = m.to;
    }
    return end;
}

struct tr_clock_of tr_clock_at(const struct tr_scenario *s, tr_instant at)
{
    struct tr_clock_of c = { .until = TR_NO_INSTANT };
    enum tr_tri t = tr_scenario_covers(s, (tr_moments){ at, at + 1 }, &c.in);
    if (t != TR_NO) {
        c.is = t == TR_YES ? TR_CLOCK_IN_FORCE : TR_CLOCK_OPEN_HOURS;
        c.until = last_end(s, (uint32_t)(c.in - s->stretches));
        return c;
    }
    tr_instant next = TR_NO_INSTANT, past = TR_NO_INSTANT;
    for (uint32_t i = 0; i < s->n; i++) {
        tr_moments m = s->stretches[i].moments;
        if (m.from > at && (next == TR_NO_INSTANT || m.from < next)) next = m.from;
        if (m.to != TR_NO_INSTANT && m.to <= at && m.to > past) past = m.to;
    }
    c.is = past == TR_NO_INSTANT ? TR_CLOCK_BEFORE : next == TR_NO_INSTANT ? TR_CLOCK_LAPSED : TR_CLOCK_BETWEEN;
    c.until = c.is == TR_CLOCK_LAPSED ? past : next;
    return c;
}

tr_str tr_clock_text(struct tr_arena *a, const struct tr_clock_of *c, const struct tr_zone *z, tr_instant at)
{
    tr_str when = clock_text(a, z, c->until),
           far = c->until == TR_NO_INSTANT ? TR_STR("") : length_text(a, c->until > at ? c->until - at : at - c->until);
    switch (c->is) {
    case TR_CLOCK_BEFORE:
    case TR_CLOCK_BETWEEN:
        return tr_arena_printf(a, "%s begins in " TR_STR_FMT " (" TR_STR_FMT ")", c->is == TR_CLOCK_BEFORE ? "not yet:" : "lapsed;",
                               TR_STR_ARG(far), TR_STR_ARG(when));
    case TR_CLOCK_LAPSED:
        return tr_arena_printf(a, "lapsed " TR_STR_FMT " ago (" TR_STR_FMT "), no extension known", TR_STR_ARG(far), TR_STR_ARG(when));
    case TR_CLOCK_OPEN_HOURS: return TR_STR("that day, hour not told");
    case TR_CLOCK_IN_FORCE: break;
    }
    if (c->until == TR_NO_INSTANT) return TR_STR("in force, no end told");
    return tr_arena_printf(a, "in force, lapses in " TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(far), TR_STR_ARG(when));
}

/* --- the list -------------------------------------------------------------------------------------------------------------------------------- */

/* A province that has the name of another area of the list is told apart from it. */
static const char *told_apart(const struct tr_areas *of, uint32_t i)
{
    for (uint32_t k = 0; k < of->n && of->v[i].kind == TR_AREA_ADMIN1; k++) {
        if (k != i && tr_str_ieq(of->v[k].name, of->v[i].name)) return " province";
    }
    return "";
}

static tr_str areas_text(struct tr_arena *a, const struct tr_areas *of)
{
    tr_str text = TR_STR("");
    for (uint32_t i = 0; i < of->n; i++) {
        const struct tr_area *x = &of->v[i];
        text = tr_arena_printf(a, TR_STR_FMT "%s" TR_STR_FMT "%s%s", TR_STR_ARG(text), i ? ", " : "",
                               TR_STR_ARG(x->kind == TR_AREA_WORLD ? TR_STR("everywhere") : x->name), told_apart(of, i),
                               x->disputed_by.n ? " (disputed)" : "");
    }
    return text;
}

static tr_str territory_text(struct tr_arena *a, const struct tr_agreement *g)
{
    tr_str in = areas_text(a, &g->include), out = areas_text(a, &g->exclude);
    if (!out.n) return in;
    return tr_arena_printf(a, TR_STR_FMT ", without " TR_STR_FMT, TR_STR_ARG(in), TR_STR_ARG(out));
}

static bool to_be_shown(const struct tr_scenarios *all, tr_instant at)
{
    for (uint32_t i = 0; at != TR_NO_INSTANT && i < all->n; i++) {
        struct tr_clock_of c = tr_clock_at(&all->v[i], at);
        if (c.is == TR_CLOCK_IN_FORCE || c.is == TR_CLOCK_OPEN_HOURS) return true;
        if (c.is == TR_CLOCK_LAPSED && at - c.until < JUST_LAPSED) return true;
    }
    return at == TR_NO_INSTANT;
}

/* One line a telling; those of one source that come to the same words are one. */
static void tellings(struct tr_text *out, struct tr_arena *a, const struct tr_agreement *g, const struct tr_scenarios *all, tr_instant at,
                     const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "", "in force (local time)", "as begun by" };
    static const char *const at_heads[TR_TABLE_COLUMNS] = { "", "then", "as begun by" };
    TR_VEC(struct tr_table_row) rows = { 0 };
    for (uint32_t i = 0; i < all->n; i++) {
        struct tr_clock_of c = tr_clock_at(&all->v[i], at == TR_NO_INSTANT ? 0 : at);
        struct tr_table_row row = {
            .cell = { "  ", at == TR_NO_INSTANT ? stretches_text(a, g->zone, &all->v[i]).p : tr_clock_text(a, &c, g->zone, at).p,
                      all->v[i].start->term.source.p }
        };
        bool told = false;
        for (uint32_t k = 0; k < rows.n; k++) told |= !strcmp(rows.v[k].cell[1], row.cell[1]) && !strcmp(rows.v[k].cell[2], row.cell[2]);
        if (!told) *tr_vec_push(a, &rows) = row;
    }
    if (rows.n) tr_view_table(out, at == TR_NO_INSTANT ? heads : at_heads, rows.v, rows.n, how);
}

uint32_t tr_view_agreements(struct tr_text *out, struct tr_arena *a, struct tr_agreements all, tr_str moment, const struct tr_terminal *how)
{
    const char *bold = how->colour ? "\x1b[1m" : "", *plain = how->colour ? "\x1b[0m" : "";
    uint32_t shown = 0;
    for (uint32_t i = 0; i < all.n; i++) {
        const struct tr_agreement *g = all.v[i];
        struct tr_scenarios s;
        tr_instant at = TR_NO_INSTANT;
        if (moment.n) tr_instant_parse(moment, g->zone, &at, NULL);
        tr_agreement_scenarios(a, g, &s);
        if (!to_be_shown(&s, at)) continue;
        /* Ids are not wrapped: people copy them. */
        tr_text_printf(out, "%s%s" TR_STR_FMT "%s  " TR_STR_FMT "\n", shown++ ? "\n" : "", bold, TR_STR_ARG(g->id), plain,
                       TR_STR_ARG(g->name));
        tr_text_printf(out, "  in " TR_STR_FMT "\n", TR_STR_ARG(territory_text(a, g)));
        tellings(out, a, g, &s, at, how);
    }
    return shown;
}

/* --- one with all its terms -------------------------------------------------------------------------------------------------------------------- */

typedef TR_VEC(struct tr_table_row) row_list;

static void fact(struct tr_arena *a, row_list *rows, const char *name, tr_str value)
{
    if (value.n) *tr_vec_push(a, rows) = (struct tr_table_row){ .cell = { name, tr_arena_dup(a, value).p } };
}

/* A term: kind, value, who says so, where that was read, who disputes it. */
static void term(struct tr_arena *a, row_list *rows, const char *kind, tr_str value, const struct tr_term *t, tr_str disputed_by)
{
    *tr_vec_push(a, rows) = (struct tr_table_row){
        .cell = { kind, tr_arena_dup(a, value).p, tr_arena_dup(a, t->source).p, tr_arena_dup(a, t->ref).p, tr_arena_dup(a, disputed_by).p },
    };
}

static void time_terms(struct tr_arena *a, row_list *rows, const char *kind, const struct tr_term_times *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_term_time *t = &v->v[i];
        tr_str text = t->text;
        if (t->at != TR_NO_INSTANT)
            text = tr_arena_printf(a, TR_STR_FMT " (" TR_STR_FMT ")", TR_STR_ARG(text), TR_STR_ARG(tr_instant_iso(a, t->at)));
        term(a, rows, kind, text, &t->term, TR_STR(""));
    }
}

static tr_str area_text(struct tr_arena *a, const struct tr_area *x)
{
    switch (x->kind) {
    case TR_AREA_WORLD: return TR_STR("everywhere");
    case TR_AREA_COUNTRY: return tr_arena_printf(a, TR_STR_FMT " (country)", TR_STR_ARG(x->name));
    case TR_AREA_ADMIN1: return tr_arena_printf(a, TR_STR_FMT " (%s, first-level unit)", TR_STR_ARG(x->admin1), x->country);
    case TR_AREA_CIRCLE: return tr_arena_printf(a, TR_STR_FMT " (%g km round %.4f, %.4f)", TR_STR_ARG(x->name), x->km, x->lat, x->lon);
    case TR_AREA_POLYGON: return tr_arena_printf(a, TR_STR_FMT " (polygon of %u corners)", TR_STR_ARG(x->name), x->n_ring - 1);
    case TR_AREA_HELD_BY: break;
    }
    return tr_arena_printf(a, TR_STR_FMT " (no fixed shape)", TR_STR_ARG(x->name));
}

static void area_terms(struct tr_arena *a, row_list *rows, const char *kind, const struct tr_areas *v)
{
    for (uint32_t i = 0; i < v->n; i++) term(a, rows, kind, area_text(a, &v->v[i]), &v->v[i].term, v->v[i].disputed_by);
}

static tr_str days_text(struct tr_arena *a, tr_days d)
{
    if (d.from == TR_NO_DATE && d.to == TR_NO_DATE) return TR_STR("");
    return tr_arena_printf(a, ", %s" TR_STR_FMT "%s" TR_STR_FMT, d.from == TR_NO_DATE ? "" : "from ", TR_STR_ARG(tr_date_iso(a, d.from)),
                           d.to == TR_NO_DATE     ? ""
                           : d.from == TR_NO_DATE ? "until "
                                                  : " until ",
                           TR_STR_ARG(tr_date_iso(a, d.to)));
}

static void actor_terms(struct tr_arena *a, row_list *rows, const struct tr_agreement *g)
{
    for (uint32_t i = 0; i < g->parties.n; i++) {
        const struct tr_agr_party *p = &g->parties.v[i];
        tr_str text = tr_arena_printf(a, TR_STR_FMT " [" TR_STR_FMT "]" TR_STR_FMT, TR_STR_ARG(p->name), TR_STR_ARG(p->actor),
                                      TR_STR_ARG(days_text(a, p->bound)));
        term(a, rows, tr_party_role_name(p->role), text, &p->term, p->disputed_by);
    }
    for (uint32_t i = 0; i < g->excluded.n; i++) {
        const struct tr_exclusion *x = &g->excluded.v[i];
        tr_str text = tr_arena_printf(a, TR_STR_FMT " [" TR_STR_FMT "]" TR_STR_FMT, TR_STR_ARG(x->name), TR_STR_ARG(x->actor),
                                      TR_STR_ARG(days_text(a, x->held)));
        term(a, rows, "excluded", text, &x->term, x->disputed_by);
    }
}

static void act_terms(struct tr_arena *a, row_list *rows, const char *kind, const struct tr_acts *v)
{
    for (uint32_t i = 0; i < v->n; i++) {
        const struct tr_act *x = &v->v[i];
        tr_str text = x->name;
        for (int t = 1; t < TRUCE_EVENT_count; t++) {
            if (x->types >> t & 1) text = tr_arena_printf(a, TR_STR_FMT " · %s", TR_STR_ARG(text), truce_event_name(t));
        }
        for (int t = 1; t < TRUCE_MODE_count; t++) {
            if (x->modes >> t & 1) text = tr_arena_printf(a, TR_STR_FMT " · %s", TR_STR_ARG(text), truce_mode_name(t));
        }
        if (x->only.n) text = tr_arena_printf(a, TR_STR_FMT " (only " TR_STR_FMT ")", TR_STR_ARG(text), TR_STR_ARG(x->only));
        term(a, rows, kind, text, &x->term, x->disputed_by);
    }
}

static void head_of(struct tr_text *out, struct tr_arena *a, const struct tr_agreement *g, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "about", "what the file says" };
    row_list rows = { 0 };
    tr_text_printf(out, "%s" TR_STR_FMT "%s  " TR_STR_FMT "\n\n", how->colour ? "\x1b[1m" : "", TR_STR_ARG(g->name),
                   how->colour ? "\x1b[0m" : "", TR_STR_ARG(g->id));
    fact(a, &rows, "local term", g->local_term);
    fact(a, &rows, "conflict", g->conflict);
    fact(a, &rows, "form", tr_str_of(truce_form_name((int)g->form)));
    if (g->cf_class) fact(a, &rows, "class", tr_arena_printf(a, "%d (ETH/PRIO)", g->cf_class));
    fact(a, &rows, "purpose", g->purpose);
    fact(a, &rows, "declared", tr_date_iso(a, g->declared));
    fact(a, &rows, "signed", tr_date_iso(a, g->signed_on));
    fact(a, &rows, "clocks", g->zone_name);
    fact(a, &rows, "parent", g->parent);
    fact(a, &rows, "mechanism", g->mechanism);
    fact(a, &rows, "PA-X", g->pax);
    fact(a, &rows, "resolution", g->unsc);
    fact(a, &rows, "text", g->text_url);
    fact(a, &rows, "end", g->end_reason);
    fact(a, &rows, "note", g->note);
    fact(a, &rows, "file", g->origin);
    fact(a, &rows, "revision", g->revision);
    tr_view_table(out, heads, rows.v, rows.n, how);
}

void tr_view_agreement(struct tr_text *out, struct tr_arena *a, const struct tr_agreement *g, const struct tr_terminal *how)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "term", "value", "says", "read in", "disputed by" };
    static const char *const told[TR_TABLE_COLUMNS] = { "in force (local time)", "start told by", "end told by" };
    row_list rows = { 0 }, tellings = { 0 };
    struct tr_scenarios s;
    head_of(out, a, g, how);
    time_terms(a, &rows, "start", &g->starts);
    time_terms(a, &rows, "end", &g->ends);
    for (uint32_t i = 0; i < g->extensions.n; i++) {
        const struct tr_extension *x = &g->extensions.v[i];
        term(a, &rows, "extension",
             tr_arena_printf(a, TR_STR_FMT ", declared " TR_STR_FMT, TR_STR_ARG(x->id), TR_STR_ARG(tr_date_iso(a, x->declared))), &x->term,
             TR_STR(""));
        time_terms(a, &rows, "  from", &x->from);
        time_terms(a, &rows, "  to", &x->to);
        area_terms(a, &rows, "  in", &x->include);
    }
    area_terms(a, &rows, "territory", &g->include);
    area_terms(a, &rows, "without", &g->exclude);
    actor_terms(a, &rows, g);
    act_terms(a, &rows, "prohibited", &g->prohibited);
    act_terms(a, &rows, "permitted", &g->permitted);
    tr_text_put(out, TR_STR("\n"));
    tr_view_table(out, heads, rows.v, rows.n, how);
    tr_agreement_scenarios(a, g, &s);
    for (uint32_t i = 0; i < s.n; i++)
        *tr_vec_push(a, &tellings) = (struct tr_table_row){ .cell = { stretches_text(a, g->zone, &s.v[i]).p, s.v[i].start->term.source.p,
                                                                      s.v[i].end ? s.v[i].end->term.source.p : NULL } };
    tr_text_put(out, TR_STR("\nWhat these come to, each telling for itself:\n\n"));
    tr_view_table(out, told, tellings.v, tellings.n, how);
}
