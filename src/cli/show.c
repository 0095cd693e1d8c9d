/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/show.h"

#include <stdio.h>
#include <stdlib.h>

#include "judging/proposals.h"

static int guarded(struct tr_asking *s, const void *options, char **operands, int n, tr_answer answer)
{
    if (setjmp(*tr_arena_guard(s->arena))) {
        tr_complain("the answer needs more memory than is allowed; narrow it with --place, --since and --until");
        return TR_EXIT_NONE;
    }
    return answer(s, options, operands, n);
}

int tr_show_run(const struct tr_command *cmd, int argc, char **argv, void *options, int most, tr_answer answer)
{
    struct tr_asking s = { 0 };
    int n = 0, rc;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    rc = tr_options(cmd, argc, argv, options, operands, &n);
    if (rc) {
        if (rc < 0) rc = TR_EXIT_OK;
        goto out;
    }
    if (n > most) {
        tr_complain("%s: what is \"%s\"? See truce %s --help", cmd->name, operands[most], cmd->name);
        rc = TR_EXIT_USAGE;
        goto out;
    }
    rc = tr_ask_open(options, TR_LEDGER_READ, &s);
    if (!rc) rc = guarded(&s, options, operands, n, answer);
out:
    tr_ask_close(&s);
    free(operands);
    return rc;
}

int tr_show_fail(const struct tr_err *err)
{
    tr_complain("%s", err->msg);
    return err->code == TR_E_USAGE ? TR_EXIT_USAGE : TR_EXIT_NONE;
}

struct tr_terminal tr_show_how(const struct tr_asking *s)
{
    return (struct tr_terminal){ .width = s->width, .colour = s->colour };
}

void tr_show_head(struct tr_text *out, const struct tr_asking *s, const char *what, const struct tr_scope *scope)
{
    const struct tr_filter *f = &s->filter;
    const char *days = tr_cell_days(s->arena, f->days), *place = scope && scope->name.n ? tr_cell(s->arena, scope->name) : "everywhere";
    tr_text_printf(out, "%s%s%s · %s · %s", s->colour ? "\x1b[1m" : "", what, s->colour ? "\x1b[0m" : "", place, days ? days : "all days");
    if (f->by.n) tr_text_printf(out, " · by %s", tr_cell(s->arena, f->by));
    if (f->source.n) tr_text_printf(out, " · source %s", tr_cell(s->arena, f->source));
    if (f->as_of != TR_NO_INSTANT) tr_text_printf(out, " · as of %s", tr_instant_iso(s->arena, f->as_of).p);
    tr_text_printf(out, " · rules %s\n\n", TR_RULES_VERSION);
}

static void put(struct tr_json *j, const char *key, tr_str s)
{
    tr_json_key(j, key);
    if (s.n) tr_json_str(j, s);
    else tr_json_null(j);
}

void tr_show_head_json(struct tr_json *j, const struct tr_asking *s, const struct tr_scope *scope)
{
    const struct tr_filter *f = &s->filter;
    tr_json_key(j, "filter");
    tr_json_object(j);
    put(j, "place", scope && scope->name.n ? scope->name : f->place);
    tr_json_key(j, "since");
    tr_json_date(j, f->days.from);
    tr_json_key(j, "until");
    tr_json_date(j, f->days.to);
    put(j, "by", f->by);
    put(j, "source", f->source);
    tr_json_end(j);
    put(j, "as_of", tr_instant_iso(s->arena, f->as_of == TR_NO_INSTANT ? tr_instant_now() : f->as_of));
    put(j, "rules", TR_STR(TR_RULES_VERSION));
}

int tr_show_text(struct tr_text *t)
{
    bool ok = !t->failed;
    if (ok && t->n) ok = fwrite(t->p, 1, t->n, stdout) == t->n;
    if (!ok) tr_complain("the answer could not be written");
    tr_text_fini(t);
    return ok ? TR_EXIT_OK : TR_EXIT_NONE;
}

int tr_show_json(struct tr_json *j)
{
    tr_str s;
    bool ok = tr_json_done(j, &s) && fwrite(s.p, 1, s.n, stdout) == s.n && fputc('\n', stdout) != EOF;
    if (!ok) tr_complain("the answer could not be written");
    tr_json_fini(j);
    return ok ? TR_EXIT_OK : TR_EXIT_NONE;
}

int tr_show_agreements(struct tr_asking *s, const char *text, struct tr_agreements *out)
{
    struct tr_err err = { 0 };
    struct tr_agreements all;
    if (tr_agreements_for(s->ledger, s->knowledge, s->filter.as_of, s->arena, &all, &err)) return tr_show_fail(&err);
    if (!text) {
        *out = all;
        return 0;
    }
    tr_agreements_match(all, tr_str_of(text), s->arena, out);
    if (out->n) return 0;
    tr_complain("there is no agreement \"%s\"; truce agreements list names them", text);
    return TR_EXIT_USAGE;
}
