/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/ask.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"

const char *tr_ask_path(const struct tr_ask_options *o)
{
    const char *env = getenv("TRUCE_LEDGER");
    return o->ledger ? o->ledger : env && *env ? env : "truce.ledger";
}

/* --- options --- */

static int take_date(const char *option, const char *text, tr_date *to)
{
    if (!text || tr_date_parse(tr_str_of(text), to)) return 0;
    tr_complain("--%s takes a date such as 2016-05-01, not \"%s\"", option, text);
    return TR_EXIT_USAGE;
}

/* A day alone means to its end: what was known on that day. */
static int take_as_of(const char *text, tr_instant *to)
{
    int64_t width;
    if (!text) return 0;
    if (!tr_instant_parse(tr_str_of(text), NULL, to, &width)) {
        tr_complain("--as-of takes a date or a date and UTC time such as 2016-05-01T12:00, not \"%s\"", text);
        return TR_EXIT_USAGE;
    }
    *to += width - 1;
    return 0;
}

static int take_colour(const struct tr_ask_options *o, struct tr_asking *s)
{
    s->colour = tr_terminal_colour(STDOUT_FILENO);
    if (!o->colour || !strcmp(o->colour, "auto")) return 0;
    s->colour = !strcmp(o->colour, "always");
    if (s->colour || !strcmp(o->colour, "never")) return 0;
    tr_complain("--colour takes auto, always or never, not \"%s\"", o->colour);
    return TR_EXIT_USAGE;
}

static int fill(const struct tr_ask_options *o, struct tr_asking *s)
{
    struct tr_filter *f = &s->filter;
    *f = TR_FILTER_ALL;
    f->place = tr_str_of(o->place ? o->place : "");
    f->by = tr_str_of(o->by ? o->by : "");
    f->source = tr_str_of(o->source ? o->source : "");
    s->width = o->width ? (unsigned)o->width : tr_terminal_width();
    int rc = take_date("since", o->since, &f->days.from);
    if (!rc) rc = take_date("until", o->until, &f->days.to);
    if (!rc) rc = take_as_of(o->as_of, &f->as_of);
    if (!rc) rc = take_colour(o, s);
    if (!rc && f->days.from != TR_NO_DATE && f->days.to != TR_NO_DATE && f->days.from > f->days.to) {
        tr_complain("--since %s is after --until %s", o->since, o->until);
        rc = TR_EXIT_USAGE;
    }
    return rc;
}

/* --- opening --- */

int tr_ask_open(const struct tr_ask_options *o, enum tr_ledger_mode mode, struct tr_asking *s)
{
    struct tr_err err = { 0 };
    *s = (struct tr_asking){ 0 };
    int rc = fill(o, s);
    if (rc) return rc;
    s->arena = tr_arena_new(TR_MAX_ANSWER_ARENA);
    if (!s->arena) rc = tr_fail(&err, TR_E_NOMEM, "no memory");
    if (!rc) rc = tr_ledger_open(tr_ask_path(o), mode, &s->ledger, &err);
    if (!rc) rc = tr_knowledge_open(&s->knowledge, &err);
    if (rc) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    tr_ledger_knowledge(s->ledger, s->knowledge);
    return 0;
}

void tr_ask_close(struct tr_asking *s)
{
    tr_ledger_close(s->ledger);
    tr_knowledge_close(s->knowledge);
    tr_arena_free(s->arena);
    *s = (struct tr_asking){ 0 };
}
