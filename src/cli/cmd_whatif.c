/* SPDX-License-Identifier: Apache-2.0 */
/* truce whatif: the same question under other terms. */
#include <stddef.h>
#include <stdlib.h>

#include "cli/show.h"
#include "judging/findings.h"
#include "judging/tallies.h"

struct options {
    struct tr_ask_options ask;
    const char *agreement, *add_territory, *drop_territory, *start, *end, *add_party, *drop_party, *exclude, *include, *prohibit, *permit;
    bool why;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'a', "agreement", TR_OPT_STRING, "ID", "the agreement whose terms change: its id, an alias, or the beginning of several ids",
      AT(agreement), 0, 0 },
    { 0, "add-territory", TR_OPT_STRING, "PLACE", "cover that place too: a country, governorate, city, or LAT,LON,KM", AT(add_territory), 0,
      0 },
    { 0, "drop-territory", TR_OPT_STRING, "PLACE", "leave that place out", AT(drop_territory), 0, 0 },
    { 0, "start", TR_OPT_STRING, "TIME", "begin then: 2016-04-22, or 2016-04-30T01:00 as clocks show it there", AT(start), 0, 0 },
    { 0, "end", TR_OPT_STRING, "TIME", "end then", AT(end), 0, 0 },
    { 0, "add-party", TR_OPT_STRING, "ACTOR", "bind that actor", AT(add_party), 0, 0 },
    { 0, "drop-party", TR_OPT_STRING, "ACTOR", "do not bind it", AT(drop_party), 0, 0 },
    { 0, "exclude", TR_OPT_STRING, "ACTOR", "name it as an excluded group", AT(exclude), 0, 0 },
    { 0, "include", TR_OPT_STRING, "ACTOR", "take it off the excluded groups", AT(include), 0, 0 },
    { 0, "prohibit", TR_OPT_STRING, "ACT", "forbid that act: a mode (aerial, shelling, …) or a PLOVER type", AT(prohibit), 0, 0 },
    { 0, "permit", TR_OPT_STRING, "ACT", "allow that act", AT(permit), 0, 0 },
    { 'w', "why", TR_OPT_FLAG, NULL, "under each incident its five answers", AT(why), 0, 0 },
    TR_ASK_OPTS,
    { 0 },
};

#define MAX_CHANGES 40
struct changes {
    struct tr_change v[MAX_CHANGES];
    uint32_t n;
    bool since;
};

/* Several values stand between semicolons: place names have commas. */
static void add(struct changes *c, int kind, const char *list)
{
    tr_str rest = tr_str_of(list ? list : ""), part;
    while (rest.n && tr_str_split(&rest, ';', &part)) {
        part = tr_str_trim(part);
        if (!part.n || c->n == MAX_CHANGES) continue;
        c->v[c->n].kind = kind;
        c->v[c->n++].value = part;
    }
}

static void gather(const struct options *o, struct changes *c)
{
    add(c, TR_CHANGE_ADD_TERRITORY, o->add_territory);
    add(c, TR_CHANGE_DROP_TERRITORY, o->drop_territory);
    add(c, TR_CHANGE_START, o->start);
    add(c, TR_CHANGE_END, o->end);
    add(c, TR_CHANGE_ADD_PARTY, o->add_party);
    add(c, TR_CHANGE_DROP_PARTY, o->drop_party);
    add(c, TR_CHANGE_EXCLUDE, o->exclude);
    add(c, TR_CHANGE_INCLUDE_ACTOR, o->include);
    add(c, TR_CHANGE_PROHIBIT, o->prohibit);
    add(c, TR_CHANGE_PERMIT, o->permit);
}

static bool starts_before(const struct tr_agreement *g, tr_date day)
{
    for (uint32_t i = 0; i < g->starts.n; i++) {
        if (g->starts.v[i].at == TR_NO_INSTANT || tr_instant_local(g->zone, g->starts.v[i].at, NULL) <= day) return true;
    }
    return false;
}

/* "Had the truce covered Aleppo since 22 April": --since before every claimed start moves the start there. */
static int change_all(struct tr_asking *s, const struct options *o, struct tr_agreements real, struct changes *c, struct tr_agreements *out)
{
    struct tr_err err = { 0 };
    const struct tr_agreement **v = TR_NEW_N(s->arena, const struct tr_agreement *, real.n + 1);
    for (uint32_t i = 0; i < real.n; i++) {
        struct changes own = *c;
        if (!o->start && o->ask.since && own.n < MAX_CHANGES && !starts_before(real.v[i], s->filter.days.from)) {
            add(&own, TR_CHANGE_START, tr_date_iso(s->arena, s->filter.days.from).p);
            c->since = true;
        }
        if (tr_agreement_change(s->arena, real.v[i], own.v, own.n, s->knowledge, &v[i], &err)) return tr_show_fail(&err);
    }
    *out = (struct tr_agreements){ v, real.n };
    return 0;
}

/* One incident under the real and the changed terms: of several agreements the finding that says most. */
struct pair {
    const struct tr_incident *in;
    const struct tr_finding *real, *then;
};

static int weight(const struct tr_finding *f)
{
    static const int w[TR_VERDICT_count] = {
        [TR_VERDICT_violation_alleged] = 6, [TR_VERDICT_indeterminate] = 5,  [TR_VERDICT_permitted_act] = 4,
        [TR_VERDICT_not_a_party] = 3,       [TR_VERDICT_excluded_actor] = 2, [TR_VERDICT_outside_territory] = 1,
        [TR_VERDICT_not_in_force] = 0
    };
    return f ? w[f->verdict] : -1;
}

static struct pair *pairs_of(struct tr_arena *a, const struct tr_incidents *in, const struct tr_findings *real,
                             const struct tr_findings *then, uint32_t *n)
{
    struct pair *v = TR_NEW_N(a, struct pair, in->n + 1);
    uint32_t r = 0, t = 0;
    *n = 0;
    for (uint32_t i = 0; i < in->n; i++) {
        struct pair p = { &in->v[i], NULL, NULL };
        for (; r < real->n && real->v[r].incident == p.in; r++) {
            if (weight(&real->v[r]) > weight(p.real)) p.real = &real->v[r];
        }
        for (; t < then->n && then->v[t].incident == p.in; t++) {
            if (weight(&then->v[t]) > weight(p.then)) p.then = &then->v[t];
        }
        if (p.then) v[(*n)++] = p;
    }
    return v;
}

/* The truce reached it: in force then and there, and nobody in it is known to be outside the deal. Whether it broke the truce is the verdict's question. */
static bool covers(const struct tr_finding *f)
{
    return f && f->answers[TR_Q_time].value == TR_YES && f->answers[TR_Q_place].value == TR_YES &&
           f->answers[TR_Q_excluded].value != TR_YES && f->answers[TR_Q_parties].value != TR_NO;
}

static bool open_to(const struct tr_finding *f)
{
    return f && !covers(f) && f->verdict == TR_VERDICT_indeterminate;
}

static void add_killed(struct tr_range *sum, struct tr_range r)
{
    if (!r.has_low && !r.has_high) return;
    bool first = !sum->has_low;
    sum->low += r.has_low ? r.low : 0;
    sum->high += r.has_high ? r.high : 0;
    sum->has_low = true;
    sum->has_high = (first || sum->has_high) && r.has_high;
}

struct sums {
    uint32_t covered, fresh, open, lost, breaches, why[TR_VERDICT_count];
    struct tr_range killed, open_killed;
};

static struct sums sum_up(const struct pair *v, uint32_t n)
{
    struct sums s = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        bool now = covers(v[i].real), then = covers(v[i].then);
        s.covered += then;
        s.fresh += then && !now;
        s.lost += now && !then;
        s.open += open_to(v[i].then);
        if (then) add_killed(&s.killed, v[i].in->killed);
        if (open_to(v[i].then)) add_killed(&s.open_killed, v[i].in->killed);
        s.breaches += v[i].then->verdict == TR_VERDICT_violation_alleged;
        if (!then && !open_to(v[i].then)) s.why[v[i].then->verdict]++;
    }
    return s;
}

static const char *because(struct tr_arena *a, const struct tr_finding *f)
{
    for (int q = 0; q < TR_Q_count; q++) {
        enum tr_tri v = f->answers[q].value, stop = q == TR_Q_excluded ? TR_YES : TR_NO;
        if (f->verdict == TR_VERDICT_indeterminate ? v == TR_UNKNOWN : v == stop) return tr_cell(a, f->answers[q].because);
    }
    return tr_cell(a, f->answers[TR_Q_place].because);
}

static void show_pairs(struct tr_text *t, struct tr_asking *s, const struct pair *v, uint32_t n, bool why)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "incident", "when", "where", "what", "by", "as it was", "what if", "covered" };
    struct tr_arena *a = s->arena;
    struct tr_terminal how = tr_show_how(s);
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_incident *in = v[i].in;
        rows[i] =
            (struct tr_table_row){ { tr_arena_printf(a, "%lld", (long long)in->id).p, tr_cell_when(a, in),
                                     in->place ? tr_cell(a, in->place->name) : NULL, tr_incident_title(a, in).p,
                                     in->actor ? tr_cell(a, in->actor->name) : NULL,
                                     v[i].real ? tr_cell_verdict(a, v[i].real->verdict) : NULL, tr_cell_verdict(a, v[i].then->verdict),
                                     covers(v[i].then)    ? "yes"
                                     : open_to(v[i].then) ? "perhaps"
                                                          : "no" },
                                   tr_incident_words(a, in, why ? tr_cell_why(a, v[i].then) : because(a, v[i].then)) };
    }
    tr_view_table(t, heads, rows, n, &how);
}

/* --- the dead, by who counts them --------------------------------------------------------------------------------------------------------- */

static const struct tr_tally_cell *killed_of(const struct tr_tally_row *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        if (r->cells[i].harm == TRUCE_HARM_killed && (r->cells[i].range.has_low || r->cells[i].range.has_high)) return &r->cells[i];
    }
    return NULL;
}

static void show_tally(struct tr_text *t, struct tr_asking *s, const struct tr_tally *tally)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "source", "grade", "killed" };
    struct tr_terminal how = tr_show_how(s);
    struct tr_table_row *rows = TR_NEW_N(s->arena, struct tr_table_row, tally->n + 2);
    uint32_t n = 0;
    for (uint32_t i = 0; i < tally->n; i++) {
        const struct tr_tally_row *r = &tally->rows[i];
        const struct tr_tally_cell *c = killed_of(r);
        char grade[3] = { r->grade.reliability, r->grade.credibility, '\0' };
        if (c)
            rows[n++] = (struct tr_table_row){
                { tr_cell(s->arena, r->name), tr_cell(s->arena, tr_str_of(grade)), tr_cell_range(s->arena, c->range) }, NULL
            };
    }
    const struct tr_tally_cell *all = killed_of(&tally->all);
    if (all) rows[n++] = (struct tr_table_row){ { "across independent sources", NULL, tr_cell_range(s->arena, all->range) }, NULL };
    if (!n) return;
    tr_text_printf(t, "\nDead in that place and time, whoever killed them, by each source\n");
    tr_view_table(t, heads, rows, n, &how);
}

static void tally_json(struct tr_json *j, const struct tr_tally *tally)
{
    tr_json_key(j, "killed_by_source");
    tr_json_array(j);
    for (uint32_t i = 0; i < tally->n; i++) {
        const struct tr_tally_cell *c = killed_of(&tally->rows[i]);
        if (!c) continue;
        tr_json_object(j);
        tr_json_key(j, "source");
        tr_json_str(j, tally->rows[i].name);
        tr_json_key(j, "killed");
        tr_json_range(j, c->range);
        tr_json_end(j);
    }
    tr_json_end(j);
    const struct tr_tally_cell *all = killed_of(&tally->all);
    tr_json_key(j, "killed_across_sources");
    tr_json_range(j, all ? all->range : (struct tr_range){ 0 });
}

/* --- the answer ----------------------------------------------------------------------------------------------------------------------------- */

static const char *const change_names[] = { "add territory", "drop territory", "start",   "end",      "add party",
                                            "drop party",    "exclude",        "include", "prohibit", "permit" };

static void say_terms(struct tr_text *t, struct tr_asking *s, struct tr_agreements real, const struct changes *c)
{
    tr_text_printf(t, "Terms of ");
    for (uint32_t i = 0; i < real.n; i++) tr_text_printf(t, "%s%s", i ? ", " : "", tr_cell(s->arena, real.v[i]->id));
    tr_text_printf(t, ", changed: ");
    for (uint32_t i = 0; i < c->n; i++)
        tr_text_printf(t, "%s%s %s", i ? "; " : "", change_names[c->v[i].kind], tr_cell(s->arena, c->v[i].value));
    if (c->since)
        tr_text_printf(t, "%sstart %s, because --since lies before every claimed start", c->n ? "; " : "",
                       tr_date_iso(s->arena, s->filter.days.from).p);
    tr_text_printf(t, "\n\n");
}

static int show_page(struct tr_asking *s, const struct options *o, struct tr_agreements real, const struct changes *c,
                     const struct tr_scope *scope, const struct pair *v, uint32_t n, const struct tr_tally *tally)
{
    struct tr_text t = { 0 };
    struct sums sum = sum_up(v, n);
    const char *killed = tr_cell_range(s->arena, sum.killed), *maybe = tr_cell_range(s->arena, sum.open_killed);
    tr_show_head(&t, s, "What if", scope);
    say_terms(&t, s, real, c);
    show_pairs(&t, s, v, n, o->why);
    tr_text_printf(&t, "\n%u of %u incidents would have been covered (%u more than under the real terms, %u fewer); killed in them: %s\n",
                   sum.covered, n, sum.fresh, sum.lost, killed ? killed : "nobody is told");
    tr_text_printf(&t, "%u of them alleged breaches; of the others nobody can say, or the act is permitted\n", sum.breaches);
    if (sum.open)
        tr_text_printf(&t, "%u may or may not have been covered; killed in them: %s\n", sum.open, maybe ? maybe : "nobody is told");
    for (int k = 0; k < TR_VERDICT_count; k++) {
        if (sum.why[k]) tr_text_printf(&t, "%u not covered: %s\n", sum.why[k], tr_verdict_name((enum tr_verdict_kind)k));
    }
    show_tally(&t, s, tally);
    return tr_show_text(&t);
}

static int show_json(struct tr_asking *s, struct tr_agreements real, const struct changes *c, const struct tr_scope *scope,
                     const struct pair *v, uint32_t n, const struct tr_tally *tally)
{
    struct tr_json j;
    struct sums sum = sum_up(v, n);
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, scope);
    tr_json_key(&j, "agreements");
    tr_json_array(&j);
    for (uint32_t i = 0; i < real.n; i++) tr_json_str(&j, real.v[i]->id);
    tr_json_end(&j);
    tr_json_key(&j, "changes");
    tr_json_array(&j);
    for (uint32_t i = 0; i < c->n; i++) {
        tr_json_object(&j);
        tr_json_key(&j, "change");
        tr_json_cstr(&j, change_names[c->v[i].kind]);
        tr_json_key(&j, "value");
        tr_json_str(&j, c->v[i].value);
        tr_json_end(&j);
    }
    tr_json_end(&j);
    tr_json_key(&j, "start_moved_to");
    tr_json_date(&j, c->since ? s->filter.days.from : TR_NO_DATE);
    tr_json_key(&j, "covered");
    tr_json_int(&j, sum.covered);
    tr_json_key(&j, "breaches");
    tr_json_int(&j, sum.breaches);
    tr_json_key(&j, "more");
    tr_json_int(&j, sum.fresh);
    tr_json_key(&j, "fewer");
    tr_json_int(&j, sum.lost);
    tr_json_key(&j, "open");
    tr_json_int(&j, sum.open);
    tr_json_key(&j, "killed");
    tr_json_range(&j, sum.killed);
    tally_json(&j, tally);
    tr_json_key(&j, "incidents");
    tr_json_array(&j);
    for (uint32_t i = 0; i < n; i++) {
        tr_json_object(&j);
        tr_json_key(&j, "covered");
        tr_json_bool(&j, covers(v[i].then));
        tr_json_key(&j, "covered_really");
        tr_json_bool(&j, covers(v[i].real));
        tr_json_key(&j, "real");
        if (v[i].real) tr_json_cstr(&j, tr_verdict_name(v[i].real->verdict));
        else tr_json_null(&j);
        tr_json_key(&j, "finding");
        tr_view_finding_json(&j, v[i].then);
        tr_json_end(&j);
    }
    tr_json_end(&j);
    tr_json_end(&j);
    return tr_show_json(&j);
}

/* Without --place the question is about the land that is added. */
static void aim(struct tr_asking *s, const struct options *o)
{
    if (s->filter.place.n || !o->add_territory || strchr(o->add_territory, ';')) return;
    s->filter.place = tr_str_of(o->add_territory);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n_operands)
{
    const struct options *o = options;
    struct changes c = { .n = 0 };
    struct tr_err err = { 0 };
    struct tr_agreements real, then = { NULL, 0 };
    struct tr_incidents in;
    struct tr_findings before, after;
    struct tr_scope scope;
    struct tr_tally tally;
    uint32_t n;
    (void)operands;
    (void)n_operands;
    if (!o->agreement) {
        tr_complain("whatif: which agreement? --agreement takes an id; truce agreements list names them");
        return TR_EXIT_USAGE;
    }
    gather(o, &c);
    int rc = tr_show_agreements(s, o->agreement, &real);
    if (!rc) rc = change_all(s, o, real, &c, &then);
    if (rc) return rc;
    if (!c.n && !c.since) {
        tr_complain("whatif: what is to be other than it was? See truce whatif --help");
        return TR_EXIT_USAGE;
    }
    aim(s, o);
    s->filter.texts = true;
    if (tr_incidents_ask(s->ledger, &s->filter, s->arena, &in, &scope, &err)) return tr_show_fail(&err);
    if (tr_findings_of(s->arena, &in, real, s->knowledge, &before, &err) || tr_findings_of(s->arena, &in, then, s->knowledge, &after, &err))
        return tr_show_fail(&err);
    if (tr_tally_ask(s->ledger, &s->filter, TR_TALLY_SOURCE, s->arena, &tally, &err)) return tr_show_fail(&err);
    struct pair *v = pairs_of(s->arena, &in, &before, &after, &n);
    return o->ask.json ? show_json(s, real, &c, &scope, v, n, &tally) : show_page(s, o, real, &c, &scope, v, n, &tally);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_whatif, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_whatif = {
    .name = "whatif",
    .args = "--agreement ID [CHANGE]... [OPTION]...",
    .summary = "the findings as they would be under other terms, and what that changes",
    .help =
        "Applies an agreement with changed terms to the incidents of the ledger: which would have been breaches, which not and why, how many dead that is by each\n"
        "source, and what changes against the real terms. A --since before every claimed start moves the start there. Several values stand between semicolons.\n\n"
        "  truce whatif --agreement syria-silence-2016-04-30 --add-territory \"Aleppo Governorate\" --since 2016-04-22\n"
        "  truce whatif --agreement syria-silence-2016-04-30-latakia --start 2016-04-30T01:00\n"
        "  truce whatif --agreement syria-cessation-2016-02-27 --exclude \"Ahrar al-Sham; Jaysh al-Islam\" --since 2016-04-22",
    .opts = opts,
    .run = run,
};
