/* SPDX-License-Identifier: Apache-2.0 */
/* truce tally: casualties by whose count. */
#include <stddef.h>

#include "cli/show.h"
#include "views/incidents_view.h"

struct options {
    struct tr_ask_options ask;
    const char *by;
    bool history, dated;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    TR_ASK_OPTS_WITH({ 0, "by", TR_OPT_STRING, "WORD",
                       "a row a source (default), week, victim, means or party; any other word: only acts of that actor", AT(by), 0, 0 }),
    { 0, "history", TR_OPT_FLAG, NULL, "every figure with what became of it: repeated, a part, inside a total, of another scope",
      AT(history), 0, 0 },
    { 0, "dated", TR_OPT_FLAG, NULL, "leave out figures of incidents whose day no report tells", AT(dated), 0, 0 },
    { 0 },
};

/* The five words group; anything else is an actor. */
static enum tr_tally_by grouping(const struct options *o, struct tr_filter *f)
{
    if (!o->by) return TR_TALLY_SOURCE;
    for (int i = TR_TALLY_SOURCE; i <= TR_TALLY_PARTY; i++)
        if (tr_str_is_i(tr_str_of(o->by), tr_tally_by_name((enum tr_tally_by)i))) return (enum tr_tally_by)i;
    f->by = tr_str_of(o->by);
    return TR_TALLY_SOURCE;
}

static int put_json(struct tr_asking *s, const struct tr_tally *t)
{
    struct tr_json j;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, &t->scope);
    tr_view_tally_json(&j, t);
    tr_json_end(&j);
    return tr_show_json(&j);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    const struct options *o = options;
    struct tr_err err = { 0 };
    struct tr_tally got;
    (void)operands;
    (void)n;
    s->filter.texts = true;
    s->filter.undated = !o->dated;
    enum tr_tally_by by = grouping(o, &s->filter);
    if (tr_tally_ask(s->ledger, &s->filter, by, s->arena, &got, &err)) return tr_show_fail(&err);
    if (o->ask.json) return put_json(s, &got);
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    tr_show_head(&t, s, "Tally", &got.scope);
    if (got.n) tr_view_tally(&t, s->arena, &got, o->history, &how);
    else tr_text_printf(&t, "No report in the ledger counts anybody there and then. Widen --place, --since or --until.\n");
    return tr_show_text(&t);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_tally, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_tally = {
    .name = "tally",
    .args = "[OPTION]...",
    .summary = "casualties as low-high, by whose count, with the sentence behind every number",
    .help =
        "Counts the killed, injured, detained and others of a place and period, by source and across independent sources. A source's later figure of the same incident\n"
        "supersedes its earlier one; parts, relays and reprints are not added, and of a total (\"253 since 22 April\") and the incidents inside it the larger counts.\n"
        "Figures of a wider place or period than asked are shown with --history and not counted. Nothing is averaged.\n\n"
        "  truce tally --place Aleppo --since 2016-04-22\n"
        "  truce tally --place Aleppo --since 2016-04-22 --by victim      also week, means, party\n"
        "  truce tally --place Aleppo --by \"al-Nusra Front\"               only what is laid to it\n"
        "  truce tally --place Aleppo --history                           how each number came about\n"
        "  truce tally --place Syria --as-of 2016-04-29 --json",
    .opts = opts,
    .run = run,
};
