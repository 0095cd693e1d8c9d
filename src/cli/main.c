/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdio.h>

#include "cli/cli.h"

#define TRUCE_VERSION "0.1.0"

/* In the order of help. */
static const struct tr_command *const commands[] = {
    &tr_cmd_read,     &tr_cmd_add,    &tr_cmd_import,    &tr_cmd_search, &tr_cmd_incidents, &tr_cmd_tally,
    &tr_cmd_findings, &tr_cmd_whatif, &tr_cmd_positions, &tr_cmd_places, &tr_cmd_sources,   &tr_cmd_agreements,
    &tr_cmd_review,   &tr_cmd_verify, &tr_cmd_export,    &tr_cmd_brief,  &tr_cmd_serve,     &tr_cmd_users,
};

static void usage(FILE *to)
{
    fputs("Truce reads reports of a war and keeps the ledger of its ceasefires: who is harmed and by whose count, who did what\n"
          "to whom, which truce covered it, who changed tone, what is left; each with the sentence that says so.\n\n"
          "usage: truce COMMAND [OPTION]... [FILE]...\n\ncommands:\n",
          to);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fputs("\ntruce COMMAND --help tells more; truce --version tells the version.\n\n"
          "examples:\n"
          "  truce read report.txt --published 2016-05-01\n"
          "  truce read --json reports.jsonl > claims.jsonl\n"
          "  curl -s https://example.org/article.html | truce read -\n"
          "  truce add reports/ && truce tally --place Aleppo --since 2016-04-22\n"
          "  truce findings --agreement syria-silence --why\n\n"
          "exit status: 0 all was read, 1 nothing could be read, 2 wrong usage, 3 some could not be read\n",
          to);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_DFL);
    if (argc < 2) {
        usage(stderr);
        return TR_EXIT_USAGE;
    }
    tr_str name = tr_str_of(argv[1]);
    if (tr_str_is(name, "--help") || tr_str_is(name, "-h") || tr_str_is(name, "help")) {
        usage(stdout);
        return TR_EXIT_OK;
    }
    if (tr_str_is(name, "--version") || tr_str_is(name, "version")) {
        puts("truce " TRUCE_VERSION);
        return TR_EXIT_OK;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (tr_str_is(name, commands[i]->name)) return commands[i]->run(argc - 1, argv + 1);
    }
    tr_complain("there is no command \"%s\"; truce --help lists them", argv[1]);
    return TR_EXIT_USAGE;
}
