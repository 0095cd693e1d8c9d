/* SPDX-License-Identifier: Apache-2.0 */
/* truce incidents: what happened, gathered from all who tell of it. */
#include <stddef.h>
#include <stdlib.h>

#include "cli/show.h"
#include "views/incidents_view.h"

struct options {
    struct tr_ask_options ask;
    bool why, dated, several;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    TR_ASK_OPTS,
    { 'w', "why", TR_OPT_FLAG, NULL, "every claim of each incident, why it was merged, and its sentence", AT(why), 0, 0 },
    { 0, "dated", TR_OPT_FLAG, NULL, "leave out incidents whose day no report tells", AT(dated), 0, 0 },
    { 0, "several", TR_OPT_FLAG, NULL, "only those that more than one report tells of", AT(several), 0, 0 },
    { 0 },
};

static void keep_several(struct tr_arena *a, struct tr_incidents *in)
{
    struct tr_incident *v = TR_NEW_N(a, struct tr_incident, in->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n; i++)
        if (tr_incident_reports(&in->v[i]) > 1) v[n++] = in->v[i];
    *in = (struct tr_incidents){ v, n };
}

static tr_date day_of(const struct tr_incident *x)
{
    return tr_days_known(x->days) ? x->days.from : x->merges[0].claim->report->published;
}

static int by_day(const void *x, const void *y)
{
    const struct tr_incident *a = x, *b = y;
    if (day_of(a) != day_of(b)) return day_of(a) < day_of(b) ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* In time; those without a day by when they were told. */
static void in_time(struct tr_arena *a, struct tr_incidents *in)
{
    struct tr_incident *v = TR_NEW_N(a, struct tr_incident, in->n + 1);
    for (uint32_t i = 0; i < in->n; i++) v[i] = in->v[i];
    qsort(v, in->n, sizeof *v, by_day);
    *in = (struct tr_incidents){ v, in->n };
}

static int put_json(struct tr_asking *s, const struct tr_incidents *in, const struct tr_scope *scope)
{
    struct tr_json j;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, scope);
    tr_json_key(&j, "incidents");
    tr_json_array(&j);
    for (uint32_t i = 0; i < in->n; i++) tr_view_incident_json(&j, s->arena, &in->v[i]);
    tr_json_end(&j);
    tr_json_end(&j);
    return tr_show_json(&j);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    const struct options *o = options;
    struct tr_err err = { 0 };
    struct tr_incidents in;
    struct tr_scope scope = { 0 };
    (void)operands;
    (void)n;
    s->filter.texts = true;
    s->filter.undated = !o->dated;
    if (tr_incidents_ask(s->ledger, &s->filter, s->arena, &in, &scope, &err)) return tr_show_fail(&err);
    if (o->several) keep_several(s->arena, &in);
    in_time(s->arena, &in);
    if (o->ask.json) return put_json(s, &in, &scope);
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    tr_show_head(&t, s, tr_arena_printf(s->arena, "%u incident%s", in.n, in.n == 1 ? "" : "s").p, &scope);
    if (!in.n)
        tr_text_printf(&t, "No report in the ledger tells of one. Widen --place, --since or --until; truce places shows what is there.\n");
    tr_view_incidents(&t, s->arena, &in, o->why, &how);
    return tr_show_text(&t);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_incidents, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_incidents = {
    .name = "incidents",
    .args = "[OPTION]...",
    .summary = "what happened: claims of all reports gathered by act, place, time, sides and numbers",
    .help =
        "Gathers the claims that tell of one act of violence. Claims are merged by kind of act and weapon, by place at its precision, by day and hour, by sides and by\n"
        "numbers; never by distance alone, never across countries or sides. Each merge keeps its score and reasons (--why); analysts overrule with truce review, and\n"
        "may undo that. \"Voices\" are independent: relays and reprints of one speaker are one. A range is the least and the greatest of what they say; + is \"at least\".\n\n"
        "  truce incidents --place Aleppo --since 2016-04-22\n"
        "  truce incidents --place Aleppo --why               why claims were put together, with their sentences\n"
        "  truce incidents --by \"Syrian government\" --until 2016-04-30\n"
        "  truce incidents --place 36.2,37.16,10 --several    within 10 km, told by more than one report\n"
        "  truce incidents --as-of 2016-04-29 --json          as the ledger knew it that day",
    .opts = opts,
    .run = run,
};
