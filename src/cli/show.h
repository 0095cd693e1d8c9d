/* SPDX-License-Identifier: Apache-2.0 */
/* How a command that asks the ledger runs: options, session, the arena's guard, and what every answer begins with. */
#ifndef TR_CLI_SHOW_H
#define TR_CLI_SHOW_H

#include "cli/ask.h"
#include "judging/incidents.h"
#include "views/judged.h"

/* Answers within a guarded arena; returns an exit status. options is the command's own struct, whose first member is ask. */
typedef int (*tr_answer)(struct tr_asking *s, const void *options, char **operands, int n);
/* Parses the options into `options`, opens the session, answers, closes. most: operands that the command takes. */
int tr_show_run(const struct tr_command *cmd, int argc, char **argv, void *options, int most, tr_answer answer);

/* Says what err says, and gives the exit status for it. */
int tr_show_fail(const struct tr_err *err);
struct tr_terminal tr_show_how(const struct tr_asking *s);
/* "Aleppo Governorate (SY) · 2016-04-22 … 2016-05-01 · as of now · rules 2026-11": every answer says what was asked. */
void tr_show_head(struct tr_text *out, const struct tr_asking *s, const char *what, const struct tr_scope *scope);
void tr_show_head_json(struct tr_json *j, const struct tr_asking *s, const struct tr_scope *scope);
/* Prints and frees. */
int tr_show_text(struct tr_text *t);
int tr_show_json(struct tr_json *j);

/* Agreements that --agreement names, all when it is NULL. Says so when there is none. Returns 0 or an exit status. */
int tr_show_agreements(struct tr_asking *s, const char *text, struct tr_agreements *out);

#endif
