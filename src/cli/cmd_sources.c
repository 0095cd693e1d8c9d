/* SPDX-License-Identifier: Apache-2.0 */
/* truce sources: who asserts what is in the ledger, how they are graded, and who relays them. */
#include <stddef.h>
#include <stdlib.h>

#include "base/map.h"
#include "cli/show.h"

struct options {
    struct tr_ask_options ask;
};
static const struct tr_opt opts[] = { TR_ASK_OPTS, { 0 } };

struct source {
    tr_str key, name;
    const char *kind;
    struct tr_grade grade;
    uint32_t claims, reports, relays; /* relays: outlets that carry a speaker */
};

struct book {
    struct tr_arena *a;
    struct tr_map at, seen; /* source -> index; "source|report", "source|outlet" */
    TR_VEC(struct source) list;
};

static bool first(struct book *b, tr_str source, const char *what, tr_str value)
{
    bool fresh;
    tr_map_put(&b->seen, tr_arena_printf(b->a, TR_STR_FMT "\n%s\n" TR_STR_FMT, TR_STR_ARG(source), what, TR_STR_ARG(value)), &fresh);
    return fresh;
}

static void enter(struct book *b, const struct tr_claim_row *c)
{
    const struct tr_actor_row *s = c->source;
    tr_str key = s ? s->key : tr_arena_printf(b->a, "outlet:" TR_STR_FMT, TR_STR_ARG(c->report->outlet));
    bool fresh;
    uint64_t *v = tr_map_put(&b->at, key, &fresh);
    if (fresh) {
        *v = b->list.n;
        tr_str outlet = c->report->outlet.n ? c->report->outlet : TR_STR("reports without an outlet");
        *tr_vec_push(b->a, &b->list) =
            (struct source){ .key = key, .name = s ? s->name : outlet, .kind = s ? truce_actor_kind_name(s->kind) : "outlet" };
    }
    struct source *x = &b->list.v[*v];
    if (c->grade.reliability) x->grade = c->grade;
    x->claims++;
    x->reports += first(b, key, "report", tr_arena_printf(b->a, "%lld", (long long)c->report->id));
    if (s) x->relays += first(b, key, "outlet", c->report->outlet);
}

static int by_claims(const void *x, const void *y)
{
    const struct source *a = x, *b = y;
    if (a->claims != b->claims) return a->claims > b->claims ? -1 : 1;
    return tr_str_cmp(a->key, b->key);
}

static const char *grade_of(struct tr_arena *a, struct tr_grade g)
{
    if (!g.reliability) return NULL;
    char text[3] = { g.reliability, g.credibility, '\0' };
    return tr_cell(a, tr_str_of(text));
}

static int show_json(struct tr_asking *s, const struct book *b, const struct tr_scope *scope)
{
    struct tr_json j;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_show_head_json(&j, s, scope);
    tr_json_key(&j, "sources");
    tr_json_array(&j);
    for (uint32_t i = 0; i < b->list.n; i++) {
        const struct source *x = &b->list.v[i];
        tr_json_object(&j);
        tr_json_key(&j, "id");
        tr_json_str(&j, x->key);
        tr_json_key(&j, "name");
        tr_json_str(&j, x->name);
        tr_json_key(&j, "kind");
        tr_json_cstr(&j, x->kind);
        tr_json_key(&j, "grade");
        tr_json_cstr(&j, grade_of(s->arena, x->grade));
        tr_json_key(&j, "claims");
        tr_json_int(&j, x->claims);
        tr_json_key(&j, "reports");
        tr_json_int(&j, x->reports);
        tr_json_key(&j, "relays");
        tr_json_int(&j, x->relays);
        tr_json_end(&j);
    }
    tr_json_end(&j);
    tr_json_end(&j);
    return tr_show_json(&j);
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    static const char *const heads[TR_TABLE_COLUMNS] = { "claims", "source", "kind", "grade", "reports", "relayed by", "id" };
    const struct options *o = options;
    struct book b = { .a = s->arena };
    struct tr_claims claims;
    struct tr_err err = { 0 };
    (void)operands;
    (void)n;
    tr_map_init(&b.at, s->arena);
    tr_map_init(&b.seen, s->arena);
    if (tr_ledger_claims(s->ledger, &s->filter, s->arena, &claims, &err)) return tr_show_fail(&err);
    for (uint32_t i = 0; i < claims.n; i++) enter(&b, &claims.v[i]);
    if (b.list.n) qsort(b.list.v, b.list.n, sizeof *b.list.v, by_claims);
    if (o->ask.json) return show_json(s, &b, &claims.scope);
    struct tr_table_row *rows = TR_NEW_N(s->arena, struct tr_table_row, b.list.n + 1);
    for (uint32_t i = 0; i < b.list.n; i++) {
        const struct source *x = &b.list.v[i];
        rows[i] = (struct tr_table_row){ { tr_arena_printf(s->arena, "%u", x->claims).p, tr_cell(s->arena, x->name), x->kind,
                                           grade_of(s->arena, x->grade), tr_arena_printf(s->arena, "%u", x->reports).p,
                                           x->relays ? tr_arena_printf(s->arena, "%u", x->relays).p : NULL, tr_cell(s->arena, x->key) },
                                         NULL };
    }
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    tr_show_head(&t, s, "Sources", &claims.scope);
    tr_view_table(&t, heads, rows, b.list.n, &how);
    return tr_show_text(&t);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_sources, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_sources = {
    .name = "sources",
    .args = "[OPTION]...",
    .summary = "who asserts what is in the ledger, their grades, and how many outlets relay them",
    .help =
        "Counts claims, reports and relaying outlets of every speaker, and of every outlet's own voice. Grades are the Admiralty pair (A-F, 1-6) that an analyst\n"
        "gave with truce review; several outlets that relay one speaker count once in every tally.\n\n"
        "  truce sources --place Aleppo\n"
        "  truce sources --json",
    .opts = opts,
    .run = run,
};
