/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands that ask the ledger share: options of the ledger and the filter, opening both, and the head that every answer carries. */
#ifndef TR_CLI_ASK_H
#define TR_CLI_ASK_H

#include "cli/cli.h"
#include "knowledge/knowledge.h"
#include "ledger/ledger.h"

/* First member of a command's options, named `ask`. */
struct tr_ask_options {
    const char *ledger, *place, *since, *until, *by, *source, *as_of, *colour;
    bool json, quiet;
    long width;
};

/* In a command's option table: struct options { struct tr_ask_options ask; … }. */
#define TR_ASK_OPTS                                                                                                                        \
    TR_ASK_OPTS_WITH({ 0, "by", TR_OPT_STRING, "ACTOR", "only acts of that actor, its organs and members", offsetof(struct tr_ask_options, by), 0, 0 })
/* The same with an option of the command's own in the place of --by. */
#define TR_ASK_OPTS_WITH(...)                                                                                                              \
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger (default: $TRUCE_LEDGER, else truce.ledger here)",                                  \
      offsetof(struct tr_ask_options, ledger), 0, 0 },                                                                                     \
    { 0, "place", TR_OPT_STRING, "NAME", "only there: a city, governorate, country, or LAT,LON,KM", offsetof(struct tr_ask_options, place), 0, 0 }, \
    { 0, "since", TR_OPT_STRING, "DATE", "only from that day on (YYYY-MM-DD)", offsetof(struct tr_ask_options, since), 0, 0 },              \
    { 0, "until", TR_OPT_STRING, "DATE", "only to the end of that day", offsetof(struct tr_ask_options, until), 0, 0 },                     \
    __VA_ARGS__,                                                                                                                           \
    { 0, "source", TR_OPT_STRING, "NAME", "only what that speaker or outlet asserts", offsetof(struct tr_ask_options, source), 0, 0 },      \
    { 0, "as-of", TR_OPT_STRING, "TIME", "as the ledger knew it then (a date, or a date and UTC time)", offsetof(struct tr_ask_options, as_of), 0, 0 }, \
    { 0, "json", TR_OPT_FLAG, NULL, "one JSON object instead of tables", offsetof(struct tr_ask_options, json), 0, 0 },                     \
    { 0, "width", TR_OPT_NUMBER, "COLUMNS", "width of the page (default: the terminal's, else 100)", offsetof(struct tr_ask_options, width), 40, 1000 }, \
    { 0, "colour", TR_OPT_STRING, "WHEN", "auto, always or never (default: auto)", offsetof(struct tr_ask_options, colour), 0, 0 },         \
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no progress, no notes on standard error", offsetof(struct tr_ask_options, quiet), 0, 0 }

/* A session of one command. */
struct tr_asking {
    struct tr_ledger *ledger;
    struct tr_knowledge *knowledge;
    struct tr_arena *arena;
    struct tr_filter filter;
    unsigned width;
    bool colour;
};

/* Checks the options, opens the ledger and what Truce knows, and fills the filter. Returns 0, or an exit status after saying why. The arena's guard is the
 * caller's: if (setjmp(*tr_arena_guard(s.arena))) … . */
int tr_ask_open(const struct tr_ask_options *o, enum tr_ledger_mode mode, struct tr_asking *s);
void tr_ask_close(struct tr_asking *s);     /* what failed to open may be closed too */
/* The path that the options and the environment give. */
const char *tr_ask_path(const struct tr_ask_options *o);

#endif
