/* SPDX-License-Identifier: Apache-2.0 */
/* truce brief: a situation report for a filter, to hand on. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/ask.h"
#include "views/brief.h"

struct options {
    struct tr_ask_options ask;
    const char *format, *output, *agreement;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'o', "output", TR_OPT_STRING, "FILE", "write there instead of standard output: FILE.md, FILE.html or FILE.pdf", AT(output), 0, 0 },
    { 'f', "format", TR_OPT_STRING, "NAME", "md, html or pdf (default: as FILE ends, else md)", AT(format), 0, 0 },
    { 'a', "agreement", TR_OPT_STRING, "ID", "findings only under that agreement: its id, an alias, or the beginning of several ids",
      AT(agreement), 0, 0 },
    TR_ASK_OPTS,
    { 0 },
};

struct job {
    const struct options *o;
    enum tr_brief_format format;
    struct tr_asking ask;
    struct tr_brief brief;
    struct tr_export_term terms[8];
};

static int take_options(struct job *j)
{
    const struct options *o = j->o;
    const char *dot = o->output ? strrchr(o->output, '.') : NULL;
    if (dot && strchr(dot, '/')) dot = NULL;
    if (o->ask.json) {
        tr_complain("a brief is for people: --format takes md, html or pdf; for programs there is truce export");
        return TR_EXIT_USAGE;
    }
    if (o->format && !tr_brief_format_of(tr_str_of(o->format), &j->format)) {
        tr_complain("--format takes md, html or pdf, not \"%s\"", o->format);
        return TR_EXIT_USAGE;
    }
    if (!o->format && o->output && (!dot || !tr_brief_format_of(tr_str_of(dot + 1), &j->format))) {
        tr_complain("%s ends in none of .md, .html and .pdf: say which with --format", o->output);
        return TR_EXIT_USAGE;
    }
    return 0;
}

/* The filter as it was asked, in one order. */
static void state_filter(struct job *j)
{
    const struct options *o = j->o;
    const struct tr_export_term all[] = { { "place", tr_str_of(o->ask.place) },    { "since", tr_str_of(o->ask.since) },
                                          { "until", tr_str_of(o->ask.until) },    { "by", tr_str_of(o->ask.by) },
                                          { "source", tr_str_of(o->ask.source) },  { "as of", tr_str_of(o->ask.as_of) },
                                          { "agreement", tr_str_of(o->agreement) } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].value.n) j->terms[j->brief.n_terms++] = all[i];
    }
    j->brief.terms = j->terms;
}

/* --- writing --- */

static bool put_file(void *ctx, tr_str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n;
}

/* Into FILE.part first, so that FILE is whole or as it was; a device or pipe is written as it is. */
static int write_file(struct job *j, struct tr_err *err)
{
    char part[4200];
    struct stat st;
    const char *path = j->o->output;
    bool direct = !stat(path, &st) && !S_ISREG(st.st_mode);
    if (snprintf(part, sizeof part, "%s%s", path, direct ? "" : ".part") >= (int)sizeof part)
        return tr_fail(err, TR_E_USAGE, "%s: the path is too long", path);
    FILE *f = fopen(part, "wb");
    if (!f) return tr_fail(err, TR_E_IO, "%s: %s", part, strerror(errno));
    int rc = tr_brief_write(&j->brief, j->format, j->ask.arena, &(struct tr_sink){ put_file, f }, err);
    bool bad = fflush(f) || ferror(f);
    if ((fclose(f) || bad) && !rc) rc = tr_fail(err, TR_E_IO, "%s could not be written: is the disk full?", path);
    if (!rc && !direct && rename(part, path)) rc = tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    if (rc && !direct) unlink(part);
    return rc;
}

static int write_out(struct job *j, struct tr_err *err)
{
    if (j->o->output) return write_file(j, err);
    if (j->format == TR_BRIEF_PDF && isatty(STDOUT_FILENO))
        return tr_fail(err, TR_E_USAGE, "a PDF is nothing for a terminal: name a file with -o");
    int rc = tr_brief_write(&j->brief, j->format, j->ask.arena, &(struct tr_sink){ put_file, stdout }, err);
    if (!rc && (fflush(stdout) || ferror(stdout))) rc = tr_fail(err, TR_E_IO, "standard output could not be written");
    return rc;
}

static int run_job(struct job *j)
{
    struct tr_err err = { 0 };
    int rc = tr_ask_open(&j->o->ask, TR_LEDGER_READ, &j->ask);
    if (rc) goto out;
    if (setjmp(*tr_arena_guard(j->ask.arena))) {
        tr_complain("the brief does not fit into memory; ask for a shorter time or a smaller place");
        rc = TR_EXIT_NONE;
        goto out;
    }
    rc = tr_brief_gather(j->ask.ledger, j->ask.knowledge, &j->ask.filter, tr_str_of(j->o->agreement), j->ask.arena, &j->brief, &err);
    state_filter(j);
    if (!rc) rc = write_out(j, &err);
    if (rc) tr_complain("%s", err.msg);
    rc = !rc ? TR_EXIT_OK : err.code == TR_E_USAGE ? TR_EXIT_USAGE : TR_EXIT_NONE;
out:
    tr_ask_close(&j->ask);
    return rc;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    struct job *j = calloc(1, sizeof *j);
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    int n = 0, rc = TR_EXIT_NONE;
    if (!j || !operands) goto out;
    j->o = &o;
    rc = tr_options(&tr_cmd_brief, argc, argv, &o, operands, &n);
    if (rc < 0) rc = TR_EXIT_OK;
    else if (!rc && n) {
        tr_complain("brief takes no operand \"%s\": the place goes with --place, the file with -o", operands[0]);
        rc = TR_EXIT_USAGE;
    } else if (!rc && !(rc = take_options(j))) rc = run_job(j);
out:
    free(operands);
    free(j);
    return rc;
}

const struct tr_command tr_cmd_brief = {
    .name = "brief",
    .args = "[OPTION]...",
    .summary = "write a situation report to hand on: numbers, map, chart, toll, findings, and every sentence behind them",
    .help =
        "Writes what the ledger and the judge say of a place and time as one document: killed and injured as told by independent sources,\n"
        "a map with incidents at the precision that is known, a chart by day with the claimed starts and ends of truces, the toll by source\n"
        "with superseded figures struck, findings by agreement with what decided them and what would change them, positions that changed\n"
        "with both sentences, and what is left of hospitals, staff, aid and roads. Every number leads to the sentences that it rests on.\n\n"
        "  truce brief --place Aleppo --since 2016-04-22 --until 2016-05-10 -o aleppo.pdf\n"
        "  truce brief --place Aleppo --since 2016-04-22 -o aleppo.html      one page, no script, nothing fetched; light, dark, paper\n"
        "  truce brief --place Syria --agreement syria-silence-2016-04-30    Markdown on standard output\n"
        "  truce brief --as-of 2016-05-02 -o as-known-then.pdf\n\n"
        "The same ledger, filter and rules give the same bytes. More: docs/BRIEF.md.",
    .opts = opts,
    .run = run,
};
