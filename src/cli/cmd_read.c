/* SPDX-License-Identifier: Apache-2.0 */
/* truce read: options, and what comes out for one report. The threads are in read_pool.c. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/read_pool.h"

struct options {
    bool json, conllu, why, quiet;
    const char *only, *layers, *published, *outlet, *colour;
    long jobs, width;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'p', "published", TR_OPT_STRING, "DATE", "publication date YYYY-MM-DD of all reports; relative dates count from it", AT(published), 0,
      0 },
    { 0, "outlet", TR_OPT_STRING, "NAME", "outlet of reports that do not name theirs", AT(outlet), 0, 0 },
    { 0, "json", TR_OPT_FLAG, NULL, "one JSON object a report, one a line", AT(json), 0, 0 },
    { 0, "layers", TR_OPT_STRING, "LIST", "with --json also: times,attributions,entities,tokens", AT(layers), 0, 0 },
    { 0, "conllu", TR_OPT_FLAG, NULL, "words, tags and trees in CoNLL-U instead of claims", AT(conllu), 0, 0 },
    { 'o', "only", TR_OPT_STRING, "KINDS", "only these claims: casualties,events,ceasefires,figures", AT(only), 0, 0 },
    { 'w', "why", TR_OPT_FLAG, NULL, "under each claim the rules and models that made it", AT(why), 0, 0 },
    { 'j', "jobs", TR_OPT_NUMBER, "N", "threads (default: one a core)", AT(jobs), 1, 256 },
    { 0, "width", TR_OPT_NUMBER, "COLUMNS", "width of the page (default: the terminal's, else 100)", AT(width), 40, 1000 },
    { 0, "colour", TR_OPT_STRING, "WHEN", "auto, always or never (default: auto)", AT(colour), 0, 0 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no progress, no notes on standard error", AT(quiet), 0, 0 },
    { 0 },
};

/* "casualties,events" to a set of bits; singular and plural both pass. */
static int parse_list(const char *option, const char *list, const char *const *names, unsigned *set)
{
    tr_str rest = tr_str_of(list), part;
    while (tr_str_split(&rest, ',', &part)) {
        part = tr_str_trim(part);
        bool found = false;
        for (unsigned i = 0; names[i]; i++) {
            tr_str name = tr_str_of(names[i]);
            tr_str one = tr_str_ends(name, TR_STR("s")) ? tr_str_sub(name, 0, name.n - 1) : name;
            if (!tr_str_ieq(part, name) && !tr_str_ieq(part, one)) continue;
            *set |= 1u << i;
            found = true;
        }
        if (!found) {
            tr_complain("--%s does not know \"%.*s\"; see truce read --help", option, TR_STR_ARG(part));
            return TR_EXIT_USAGE;
        }
    }
    return 0;
}

static int prepare(const struct options *o, struct tr_read_how *how)
{
    static const char *const kinds[] = { "-", "casualties", "events", "ceasefires", "figures", NULL };
    static const char *const layers[] = { "times", "attributions", "entities", "tokens", NULL };
    int rc = 0;
    how->intake.published = TR_NO_DATE;
    if (o->published && !tr_date_parse(tr_str_of(o->published), &how->intake.published)) {
        tr_complain("--published takes a date such as 2016-05-01, not \"%s\"", o->published);
        return TR_EXIT_USAGE;
    }
    how->intake.outlet = tr_str_of(o->outlet ? o->outlet : "");
    if (o->only) rc = parse_list("only", o->only, kinds, &how->terminal.only);
    if (!rc && o->layers) rc = parse_list("layers", o->layers, layers, &how->layers);
    how->format = o->conllu ? TR_READ_CONLLU : o->json || o->layers ? TR_READ_JSON : TR_READ_PAGE;
    how->terminal.width = o->width ? (unsigned)o->width : tr_terminal_width();
    how->terminal.colour = tr_terminal_colour(STDOUT_FILENO);
    if (o->colour && strcmp(o->colour, "auto") != 0) {
        how->terminal.colour = !strcmp(o->colour, "always");
        if (!how->terminal.colour && strcmp(o->colour, "never") != 0) {
            tr_complain("--colour takes auto, always or never, not \"%s\"", o->colour);
            rc = TR_EXIT_USAGE;
        }
    }
    how->terminal.why = o->why;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    how->jobs = o->jobs ? (unsigned)o->jobs : cores > 0 ? (unsigned)cores : 1;
    how->quiet = o->quiet;
    return rc;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    struct tr_read_how how = { 0 };
    struct tr_read_counts counts = { 0 };
    struct tr_err err = { 0 };
    int n = 0, rc;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    rc = tr_options(&tr_cmd_read, argc, argv, &o, operands, &n);
    if (rc) {
        if (rc < 0) rc = TR_EXIT_OK;
        goto out;
    }
    rc = prepare(&o, &how);
    if (rc) goto out;
    if (!n) {
        if (isatty(STDIN_FILENO)) {
            tr_complain("read what? Name files or folders, or - for standard input; see truce read --help");
            rc = TR_EXIT_USAGE;
            goto out;
        }
        operands[n++] = "-";
    }
    rc = tr_read_all((const char *const *)operands, (size_t)n, &how, &counts, &err);
    if (rc) {
        tr_complain("%s", err.msg);
        rc = TR_EXIT_NONE;
        goto out;
    }
    if (counts.failed) tr_complain("%u read, %u could not be read", counts.read, counts.failed);
    rc = !counts.failed ? TR_EXIT_OK : counts.read ? TR_EXIT_SOME : TR_EXIT_NONE;
out:
    free(operands);
    return rc;
}

const struct tr_command tr_cmd_read = {
    .name = "read",
    .args = "[OPTION]... FILE|FOLDER|-...",
    .summary = "tell what reports assert: casualties, events, ceasefires, figures",
    .help =
        "Reads reports and tells every claim that they make, with its words, speaker, place, time and status. Files may be plain\n"
        "text in any common encoding, HTML pages, or JSON Lines ({\"id\",\"outlet\",\"published\",\"title\",\"url\",\"text\"} a line);\n"
        "folders are walked; - is standard input. A report that cannot be read never stops the others.\n\n"
        "  truce read article.html                          the text with its claims, then the claims in tables\n"
        "  truce read --published 2016-05-01 article.txt    \"on Sunday\" is then 1 May 2016\n"
        "  truce read --only casualties,ceasefires reports/\n"
        "  truce read --json -j 4 reports.jsonl > claims.jsonl",
    .opts = opts,
    .run = run,
};
