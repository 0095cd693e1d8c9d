/* SPDX-License-Identifier: Apache-2.0 */
/* A command is a struct and one function; an option carries its help sentence. Only this folder prints. */
#ifndef TR_CLI_CLI_H
#define TR_CLI_CLI_H

#include "base/err.h"

/* Exit statuses, the same for every command. */
enum tr_exit { TR_EXIT_OK = 0, TR_EXIT_NONE = 1, TR_EXIT_USAGE = 2, TR_EXIT_SOME = 3 };

enum tr_opt_kind { TR_OPT_FLAG, TR_OPT_STRING, TR_OPT_NUMBER };

struct tr_opt {
    char letter;                /* 0 = none */
    const char *name;           /* long name without dashes */
    enum tr_opt_kind kind;
    const char *value;          /* name of the value in help; NULL for flags */
    const char *help;
    size_t offset;              /* of the member in the command's options: bool, const char * or long */
    long low, high;             /* range of a number */
};

struct tr_command {
    const char *name, *args, *summary;
    const char *help;           /* what it does, with examples */
    const struct tr_opt *opts;  /* ended by a NULL name */
    int (*run)(int argc, char **argv);
};

extern const struct tr_command tr_cmd_serve, tr_cmd_users;
extern const struct tr_command tr_cmd_read;
extern const struct tr_command tr_cmd_import;
extern const struct tr_command tr_cmd_export;
extern const struct tr_command tr_cmd_incidents;
extern const struct tr_command tr_cmd_tally;
extern const struct tr_command tr_cmd_findings, tr_cmd_whatif, tr_cmd_positions, tr_cmd_places, tr_cmd_sources;
extern const struct tr_command tr_cmd_agreements;
extern const struct tr_command tr_cmd_add;
extern const struct tr_command tr_cmd_verify;
extern const struct tr_command tr_cmd_review;
extern const struct tr_command tr_cmd_search;
extern const struct tr_command tr_cmd_brief;

/* Parses options into *into; *rest = index of the first operand; operands may stand between options. Prints what is wrong. Returns
 * 0, or TR_EXIT_USAGE, or -1 when help was asked for and printed. */
int tr_options(const struct tr_command *cmd, int argc, char **argv, void *into, char **operands, int *n_operands);
void tr_command_help(const struct tr_command *cmd);

/* One line on stderr: "truce: …", red on a terminal. */
void tr_complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A progress line on stderr, drawn only on a terminal, at most ten times a second. */
struct tr_progress { bool shown; double started, drawn; uint64_t done, bytes, total_bytes; const char *noun; };    /* noun: what is counted, NULL = reports */
void tr_progress_start(struct tr_progress *p, uint64_t total_bytes, bool wanted);
void tr_progress_step(struct tr_progress *p, uint64_t bytes);
void tr_progress_clear(struct tr_progress *p);     /* takes the line away, before other output */

unsigned tr_terminal_width(void);
bool tr_terminal_colour(int fd);                    /* a terminal, and neither NO_COLOR nor TERM=dumb */

#endif
