/* SPDX-License-Identifier: Apache-2.0 */
/* truce positions: who calls for what, who refuses, and who has changed tone. */
#include <stddef.h>

#include "cli/show.h"
#include "judging/standing.h"

struct options {
    struct tr_ask_options ask;
    const char *topic;
    bool changes;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    TR_ASK_OPTS,
    { 0, "topic", TR_OPT_STRING, "NAME", "ceasefire, talks, aid_access, air_strikes, withdrawal, prisoners or other", AT(topic), 0, 0 },
    { 0, "changes", TR_OPT_FLAG, NULL, "only what changed from the position before", AT(changes), 0, 0 },
    { 0 },
};

static int topic_of(const char *name, int *out)
{
    *out = -1;
    if (!name) return 0;
    for (int t = 0; t < TR_TOPIC_count; t++) {
        if (tr_str_is(tr_str_of(name), tr_topic_name((enum tr_topic)t))) *out = t;
    }
    if (*out >= 0) return 0;
    tr_complain("--topic does not know \"%s\"; see truce positions --help", name);
    return TR_EXIT_USAGE;
}

static struct tr_positions chosen(struct tr_arena *a, const struct tr_positions *p, const struct options *o, int topic,
                                  const struct tr_scope *scope, tr_str place)
{
    struct tr_position *v = TR_NEW_N(a, struct tr_position, p->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        bool turned = p->v[i].change >= TR_TONE_softened;
        if ((topic >= 0 && (int)p->v[i].topic != topic) || (o->changes && !turned)) continue;
        if (place.n && !tr_position_concerns(&p->v[i], scope, place)) continue;
        v[n++] = p->v[i];
    }
    return (struct tr_positions){ v, n };
}

static struct tr_positions on_topics(struct tr_arena *a, const struct tr_positions *p)
{
    struct tr_position *v = TR_NEW_N(a, struct tr_position, p->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->v[i].topic != TR_TOPIC_other) v[n++] = p->v[i];
    }
    return (struct tr_positions){ v, n };
}

static bool by_actor(const struct tr_position *p, tr_str by)
{
    return tr_str_ieq(p->actor->key, by) || tr_str_find_i(p->actor_name, by) >= 0;
}

/* A name as users give it ("Moscow", "Kurylenko") stands for who it speaks for: the positions that any claim by that actor led to. */
static struct tr_positions of_actor(struct tr_asking *s, const struct tr_positions *p, tr_str by)
{
    struct tr_position *v = TR_NEW_N(s->arena, struct tr_position, p->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (by_actor(&p->v[i], by)) v[n++] = p->v[i];
    }
    return (struct tr_positions){ v, n };
}

static int answer(struct tr_asking *s, const void *options, char **operands, int n)
{
    const struct options *o = options;
    struct tr_err err = { 0 };
    struct tr_filter f = s->filter;
    struct tr_claims claims;
    struct tr_positions p;
    struct tr_scope scope = { 0 };
    int topic, rc = topic_of(o->topic, &topic);
    (void)operands;
    (void)n;
    if (rc) return rc;
    /* A position is spoken where its speaker sits: the place is looked for in what it is about. */
    if (f.place.n && tr_ledger_scope(s->ledger, f.place, s->arena, &scope, &err)) return tr_show_fail(&err);
    f.place = (tr_str){ "", 0 };
    f.texts = f.undated = true;
    f.kinds = 1u << TRUCE_KIND_event | 1u << TRUCE_KIND_ceasefire;
    f.by = (tr_str){ "", 0 };
    if (tr_ledger_claims(s->ledger, &f, s->arena, &claims, &err) || tr_positions_of(s->arena, &claims, s->knowledge, &p, &err))
        return tr_show_fail(&err);
    if (s->filter.by.n) p = of_actor(s, &p, tr_actor_voice(s->arena, s->filter.by, s->knowledge));
    p = chosen(s->arena, &p, o, topic, &scope, s->filter.place);
    if (o->ask.json) {
        struct tr_json j;
        tr_json_init(&j);
        tr_json_object(&j);
        tr_show_head_json(&j, s, &scope);
        tr_json_key(&j, "positions");
        tr_json_array(&j);
        for (uint32_t i = 0; i < p.n; i++) tr_view_position_json(&j, &p.v[i]);
        tr_json_end(&j);
        tr_json_end(&j);
        return tr_show_json(&j);
    }
    struct tr_text t = { 0 };
    struct tr_terminal how = tr_show_how(s);
    uint32_t hidden = p.n;
    if (topic < 0) p = on_topics(s->arena, &p);
    hidden -= p.n;
    tr_show_head(&t, s, "Positions", &scope);
    if (!p.n) tr_text_printf(&t, "Nobody takes a position in these reports.\n");
    tr_view_positions(&t, s->arena, &p, &how);
    if (hidden) tr_text_printf(&t, "\n%u on other matters are not listed; --topic other lists them\n", hidden);
    return tr_show_text(&t);
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    return tr_show_run(&tr_cmd_positions, argc, argv, &o, 0, answer);
}

const struct tr_command tr_cmd_positions = {
    .name = "positions",
    .args = "[OPTION]...",
    .summary = "who calls for what, who refuses, and who has changed tone, with both sentences",
    .help =
        "Gives the stance of each actor on each topic in time order. Office holders, organs and capitals speak for their state: \"Moscow\", \"Russian officials\"\n"
        "and \"Kurylenko\" are Russia. +2 is for (calls, agrees), -2 against (refuses, threatens); a change from the position before shows both sentences.\n\n"
        "  truce positions --by Russia\n"
        "  truce positions --place Aleppo --since 2016-04-22 --topic ceasefire\n"
        "  truce positions --changes                     only those who changed tone\n"
        "  truce positions --json",
    .opts = opts,
    .run = run,
};
