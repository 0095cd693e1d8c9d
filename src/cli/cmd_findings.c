/* SPDX-License-Identifier: Apache-2.0 */
/* truce findings: agreements held against incidents. */
#include <stddef.h>
#include <stdio.h>

#include "cli/show.h"
#include "judging/findings.h"

struct options {
    struct tr_ask_options ask;
    const char *agreement, *verdict;
    bool table, all, why;
    long days;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    TR_ASK_OPTS,
    { 'a', "agreement", TR_OPT_STRING, "ID", "only under that agreement: its id, an alias, or the beginning of several ids", AT(agreement),
      0, 0 },
    { 0, "verdict", TR_OPT_STRING, "LIST", "only these, commas between: violation_alleged, permitted_act, excluded_actor, …", AT(verdict),
      0, 0 },
    { 0, "all", TR_OPT_FLAG, NULL, "in the table also what lies outside an agreement's time or territory", AT(all), 0, 0 },
    { 'w', "why", TR_OPT_FLAG, NULL, "under each finding its five answers and what would change it", AT(why), 0, 0 },
    { 't', "table", TR_OPT_FLAG, NULL, "counts a day and party, and compliance before and since each agreement began", AT(table), 0, 0 },
    { 0, "days", TR_OPT_NUMBER, "N", "with --table: days on each side of the start (default: 14)", AT(days), 1, 365 },
    { 0 },
};

static int parse_verdicts(const char *list, unsigned *set)
{
    tr_str rest = tr_str_of(list ? list : ""), part;
    *set = 0;
    while (rest.n && tr_str_split(&rest, ',', &part)) {
        unsigned found = 0;
        for (int v = 0; v < TR_VERDICT_count; v++) {
            if (tr_str_is(tr_str_trim(part), tr_verdict_name((enum tr_verdict_kind)v))) found = 1u << v;
        }
        if (!found) {
            tr_complain(
                "--verdict does not know \"%.*s\"; it takes violation_alleged, permitted_act, excluded_actor, not_a_party, outside_territory, not_in_force, indeterminate",
                TR_STR_ARG(part));
            return TR_EXIT_USAGE;
        }
        *set |= found;
    }
    return 0;
}

static struct tr_findings chosen(struct tr_arena *a, const struct tr_findings *f, unsigned set)
{
    struct tr_finding *v = TR_NEW_N(a, struct tr_finding, f->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        if (set >> f->v[i].verdict & 1u) v[n++] = f->v[i];
    }
    return (struct tr_findings){ v, n };
}

static void counts(const struct tr_findings *f, uint32_t out[TR_VERDICT_count])
{
    for (int v = 0; v < TR_VERDICT_count; v++) out[v] = 0;
    for (uint32_t i = 0; i < f->n; i++) out[f->v[i].verdict]++;
}

/* The last day that any report reaches: days after it are not known to have been quiet. */
static int last_day(struct tr_asking *s, tr_date *out)
{
    struct tr_err err = { 0 };
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_reports r;
    *out = TR_NO_DATE;
    f.as_of = s->filter.as_of;
    if (tr_ledger_reports(s->ledger, &f, s->arena, &r, &err)) return tr_show_fail(&err);
    for (uint32_t i = 0; i < r.n; i++) {
        if (r.v[i].published != TR_NO_DATE && (*out == TR_NO_DATE || r.v[i].published > *out)) *out = r.v[i].published;
    }
    return 0;
}

/* Incidents round the start are asked for anew: the filter's days may not reach there. */
static int compliance(struct tr_asking *s, struct tr_agreements agreements, int days, struct tr_compliance *out, uint32_t *n)
{
    struct tr_err err = { 0 };
    tr_date last;
    *n = 0;
    int rc = last_day(s, &last);
    if (rc) return rc;
    for (uint32_t i = 0; i < agreements.n; i++) {
        struct tr_filter f = s->filter;
        struct tr_incidents in;
        struct tr_scope scope;
        struct tr_compliance *c = &out[*n];
        struct tr_incidents none = { NULL, 0 };
        if (!tr_compliance_of(s->arena, &none, agreements.v[i], s->knowledge, days, TR_NO_DATE, c)) continue;
        f.days = (tr_days){ c->before.from, c->after.to };
        if (tr_incidents_ask(s->ledger, &f, s->arena, &in, &scope, &err)) return tr_show_fail(&err);
        tr_compliance_of(s->arena, &in, agreements.v[i], s->knowledge, days, last, c);
        *n += c->before.incidents + c->after.incidents + c->unplaced > 0;
    }
    return 0;
}

static int show_table(struct tr_asking *s, const struct options *o, const struct tr_findings *f, struct tr_agreements agreements,
                      const struct tr_scope *scope)
{
    struct tr_violation_table v;
    struct tr_err err = { 0 };
    struct tr_compliance *c = TR_NEW_N(s->arena, struct tr_compliance, agreements.n + 1);
    struct tr_terminal how = tr_show_how(s);
    uint32_t n;
    if (tr_violation_table_of(s->arena, f, s->knowledge, &v, &err)) return tr_show_fail(&err);
    int rc = compliance(s, agreements, o->days ? (int)o->days : 14, c, &n);
    if (rc) return rc;
    if (o->ask.json) {
        struct tr_json j;
        tr_json_init(&j);
        tr_json_object(&j);
        tr_show_head_json(&j, s, scope);
        tr_json_key(&j, "table");
        tr_view_violations_json(&j, &v);
        tr_json_key(&j, "compliance");
        tr_json_array(&j);
        for (uint32_t i = 0; i < n; i++) tr_view_compliance_json(&j, &c[i]);
        tr_json_end(&j);
        tr_json_end(&j);
        return tr_show_json(&j);
    }
    struct tr_text t = { 0 };
    tr_show_head(&t, s, "Findings by day and party", scope);
    tr_view_violations(&t, s->arena, &v, &how);
    tr_text_printf(&t, "\nBefore the first claimed start, and since\n");
    tr_view_compliance(&t, s->arena, c, n, &how);
    return tr_show_text(&t);
}

static int show_json(struct tr_asking *s, const struct tr_findings *f, struct tr_agreements agreements, const struct tr_scope *scope)
{
    struct tr_json j;
    uint32_t n[TR_VERDICT_count];
    counts(f, n);
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, scope);
    tr_json_key(&j, "agreements");
    tr_json_array(&j);
    for (uint32_t i = 0; i < agreements.n; i++) tr_json_str(&j, agreements.v[i]->id);
    tr_json_end(&j);
    tr_json_key(&j, "counts");
    tr_json_object(&j);
    for (int v = 0; v < TR_VERDICT_count; v++) {
        tr_json_key(&j, tr_verdict_name((enum tr_verdict_kind)v));
        tr_json_int(&j, n[v]);
    }
    tr_json_end(&j);
    tr_json_key(&j, "findings");
    tr_json_array(&j);
    for (uint32_t i = 0; i < f->n; i++) tr_view_finding_json(&j, &f->v[i]);
    tr_json_end(&j);
    tr_json_end(&j);
    return tr_show_json(&j);
}

static int show_page(struct tr_asking *s, const struct options *o, const struct tr_findings *f, const struct tr_scope *scope)
{
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    uint32_t n[TR_VERDICT_count];
    unsigned away = 1u << TR_VERDICT_not_in_force | 1u << TR_VERDICT_outside_territory;
    bool hide = !o->all && !o->verdict;
    struct tr_findings shown = hide ? chosen(s->arena, f, ~away) : *f;
    counts(f, n);
    tr_show_head(&t, s, "Findings", scope);
    tr_view_findings(&t, s->arena, &shown, o->why, &how);
    tr_text_printf(&t, "%s", shown.n ? "\n" : "");
    for (int v = 0; v < TR_VERDICT_count; v++)
        tr_text_printf(&t, "%s%u %s", v ? " · " : "", n[v], tr_verdict_name((enum tr_verdict_kind)v));
    tr_text_printf(&t, "\n");
    if (hide && shown.n < f->n)
        tr_text_printf(&t, "%u outside an agreement's time or territory are not listed; --all lists them\n", f->n - shown.n);
    return tr_show_text(&t);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    const struct options *o = options;
    struct tr_err err = { 0 };
    struct tr_agreements agreements;
    struct tr_incidents in;
    struct tr_findings f;
    struct tr_scope scope;
    unsigned set;
    (void)operands;
    (void)n;
    int rc = parse_verdicts(o->verdict, &set);
    if (!rc) rc = tr_show_agreements(s, o->agreement, &agreements);
    if (rc) return rc;
    s->filter.texts = true;
    if (tr_incidents_ask(s->ledger, &s->filter, s->arena, &in, &scope, &err)) return tr_show_fail(&err);
    if (tr_findings_of(s->arena, &in, agreements, s->knowledge, &f, &err)) return tr_show_fail(&err);
    if (set) f = chosen(s->arena, &f, set);
    if (o->table) return show_table(s, o, &f, agreements, &scope);
    return o->ask.json ? show_json(s, &f, agreements, &scope) : show_page(s, o, &f, &scope);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_findings, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_findings = {
    .name = "findings",
    .args = "[OPTION]...",
    .summary = "hold agreements against incidents: which broke which truce, and what would change that",
    .help =
        "Asks of every incident, under every agreement: was it in force then, did it happen inside the territory, is an excluded actor in it, are both sides\n"
        "bound, is the act prohibited? Each answer is yes, no or unknown, with the term that decided. Where sources tell the terms differently, the finding\n"
        "says under whose terms it would be another.\n\n"
        "  truce findings --place Aleppo --since 2016-04-22 --until 2016-05-10\n"
        "  truce findings --agreement syria-silence-2016-04-30 --verdict violation_alleged,indeterminate --why\n"
        "  truce findings --agreement syria-cessation-2016-02-27 --table      by day and party; before and since\n"
        "  truce findings --json > findings.json                              every finding, with the sentences behind it",
    .opts = opts,
    .run = run,
};
