/* SPDX-License-Identifier: Apache-2.0 */
/* truce export: answers of the ledger and the judge in the formats that others read. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/ask.h"
#include "judging/proposals.h"
#include "views/export.h"
#include "views/views.h"

struct options {
    struct tr_ask_options ask;
    const char *format, *what, *output, *agreement, *by_row, *kinds;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'f', "format", TR_OPT_STRING, "NAME", "json, jsonl, csv, geojson, kml, plover, acled or ged", AT(format), 0, 0 },
    { 0, "what", TR_OPT_STRING, "THING", "claims, incidents, findings or tally (default: as the format is used most)", AT(what), 0, 0 },
    { 'o', "output", TR_OPT_STRING, "FILE", "write there instead of standard output", AT(output), 0, 0 },
    { 0, "kinds", TR_OPT_STRING, "LIST", "of claims only casualties,events,ceasefires,figures", AT(kinds), 0, 0 },
    { 0, "agreement", TR_OPT_STRING, "ID", "of findings only those under that agreement", AT(agreement), 0, 0 },
    { 0, "rows", TR_OPT_STRING, "BY", "rows of a tally: source, week, victim, means or party (default: source)", AT(by_row), 0, 0 },
    TR_ASK_OPTS,
    { 0 },
};

static const char *const row_names[] = { [TR_TALLY_SOURCE] = "source",
                                         [TR_TALLY_WEEK] = "week",
                                         [TR_TALLY_VICTIM] = "victim",
                                         [TR_TALLY_MEANS] = "means",
                                         [TR_TALLY_PARTY] = "party" };

struct job {
    const struct options *o;
    const struct tr_export_format *format;
    enum tr_export_what what;
    enum tr_tally_by rows;
    uint32_t kinds;
    struct tr_asking ask;
    struct tr_export x;
    struct tr_incidents incidents;
    struct tr_findings findings;
    struct tr_tally tally;
    struct tr_scope scope;
    struct tr_export_term terms[12];
};

/* --- options ---------------------------------------------------------------------------------------------------------- */

static int take_kinds(struct job *j)
{
    tr_str rest = tr_str_of(j->o->kinds ? j->o->kinds : ""), one;
    while (j->o->kinds && tr_str_split(&rest, ',', &one)) {
        int found = 0;
        one = tr_str_trim(one);
        for (int k = 1; k < TRUCE_KIND_count; k++) {
            tr_str name = tr_str_of(truce_kind_name(k));
            if (tr_str_ieq(one, name) || (one.n == name.n + 1 && tr_str_starts_i(one, name) && one.p[name.n] == 's')) found = k;
        }
        if (!found) {
            tr_complain("--kinds does not know \"%.*s\": casualties, events, ceasefires, figures", TR_STR_ARG(one));
            return TR_EXIT_USAGE;
        }
        j->kinds |= 1u << found;
    }
    return 0;
}

static int take_options(struct job *j)
{
    const struct options *o = j->o;
    struct tr_err err = { 0 };
    const char *format = o->format ? o->format : o->ask.json ? "json" : NULL;
    if (!format || !(j->format = tr_export_find(tr_str_of(format)))) {
        tr_complain("--format takes json, jsonl, csv, geojson, kml, plover, acled or ged%s%s", format ? ", not " : "",
                    format ? format : "");
        return TR_EXIT_USAGE;
    }
    j->what = j->format->usual;
    if (o->what && !tr_export_what_of(tr_str_of(o->what), &j->what)) {
        tr_complain("--what takes claims, incidents, findings or tally, not \"%s\"", o->what);
        return TR_EXIT_USAGE;
    }
    if (tr_export_check(j->format, j->what, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_USAGE;
    }
    bool known = !o->by_row;
    for (int i = 0; !known && i <= TR_TALLY_PARTY; i++) {
        if (!strcmp(o->by_row, row_names[i])) known = true, j->rows = (enum tr_tally_by)i;
    }
    if (!known || (o->by_row && j->what != TR_EXPORT_tally) || (o->agreement && j->what != TR_EXPORT_findings) ||
        (o->kinds && j->what != TR_EXPORT_claims)) {
        if (!known) tr_complain("--rows takes source, week, victim, means or party, not \"%s\"", o->by_row);
        else tr_complain("--rows goes with --what tally, --agreement with --what findings, --kinds with --what claims");
        return TR_EXIT_USAGE;
    }
    return take_kinds(j);
}

/* The filter as it was asked, in one order. */
static void state_filter(struct job *j)
{
    const struct options *o = j->o;
    const struct {
        const char *name, *value;
    } all[] = {
        { "place", o->ask.place }, { "since", o->ask.since },     { "until", o->ask.until },
        { "by", o->ask.by },       { "source", o->ask.source },   { "as_of", o->ask.as_of },
        { "kinds", o->kinds },     { "agreement", o->agreement }, { "rows", j->what == TR_EXPORT_tally ? row_names[j->rows] : NULL }
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].value) j->terms[j->x.n_filter++] = (struct tr_export_term){ all[i].name, tr_str_of(all[i].value) };
    }
    j->x.filter = j->terms;
}

/* --- asking ----------------------------------------------------------------------------------------------------------- */

static int ask_findings(struct job *j, struct tr_err *err)
{
    struct tr_arena *a = j->ask.arena;
    struct tr_agreements all, one = { 0 };
    const struct tr_agreement *v[1];
    int rc = tr_incidents_ask(j->ask.ledger, &j->ask.filter, a, &j->incidents, &j->scope, err);
    if (!rc) rc = tr_agreements_for(j->ask.ledger, j->ask.knowledge, j->ask.filter.as_of, a, &all, err);
    if (!rc && j->o->agreement) {
        v[0] = tr_agreement_find(all, tr_str_of(j->o->agreement));
        if (!v[0]) return tr_fail(err, TR_E_USAGE, "there is no agreement \"%s\"; truce agreements list names them", j->o->agreement);
        one = (struct tr_agreements){ .v = v, .n = 1 };
        all = one;
    }
    return rc ? rc : tr_findings_of(a, &j->incidents, all, j->ask.knowledge, &j->findings, err);
}

static int ask(struct job *j, struct tr_err *err)
{
    struct tr_arena *a = j->ask.arena;
    struct tr_ledger_counts counts;
    int rc = tr_ledger_count(j->ask.ledger, &counts, err);
    if (rc) return rc;
    /* Never "now": the same ledger gives the same bytes. */
    j->x.as_of = j->ask.filter.as_of != TR_NO_INSTANT ? j->ask.filter.as_of : counts.last;
    j->ask.filter.texts = true;
    if (j->kinds) j->ask.filter.kinds = j->kinds;
    switch (j->what) {
    case TR_EXPORT_claims: break; /* they are read while they are written */
    case TR_EXPORT_incidents: rc = tr_incidents_ask(j->ask.ledger, &j->ask.filter, a, &j->incidents, &j->scope, err); break;
    case TR_EXPORT_findings: rc = ask_findings(j, err); break;
    default:
        rc = tr_tally_ask(j->ask.ledger, &j->ask.filter, j->rows, a, &j->tally, err);
        j->scope = j->tally.scope;
        break;
    }
    j->x.what = j->what;
    j->x.incidents = &j->incidents, j->x.findings = &j->findings, j->x.tally = &j->tally;
    j->x.scope = j->scope.name;
    j->x.places = j->ask.knowledge ? j->ask.knowledge->places : NULL;
    return rc;
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

static bool put_file(void *ctx, tr_str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n;
}

static int close_file(FILE *f, const char *path, struct tr_err *err)
{
    bool bad = fflush(f) || ferror(f);
    if (f != stdout && fclose(f)) bad = true;
    return bad ? tr_fail(err, TR_E_IO, "%s could not be written: is the disk full?", path) : TR_OK;
}

/* What the format has no room for stands in FILE.meta.json, and on standard error. */
static int write_statement(const struct job *j, struct tr_err *err)
{
    char path[4200];
    tr_str s;
    int rc = TR_OK;
    struct tr_json json;
    tr_json_init(&json);
    tr_export_statement(j->format, &j->x, &json);
    if (!tr_json_done(&json, &s)) rc = tr_fail(err, TR_E_NOMEM, "no memory for the statement of the export");
    if (!rc && !j->o->ask.quiet) fprintf(stderr, TR_STR_FMT "\n", TR_STR_ARG(s));
    if (!rc && j->o->output && !j->format->states) {
        FILE *f = snprintf(path, sizeof path, "%s.meta.json", j->o->output) < (int)sizeof path ? fopen(path, "wb") : NULL;
        if (!f) rc = tr_fail(err, TR_E_IO, "%s.meta.json: %s", j->o->output, strerror(errno));
        else {
            fwrite(s.p, 1, s.n, f);
            fputc('\n', f);
            rc = close_file(f, path, err);
        }
    }
    tr_json_fini(&json);
    return rc;
}

static int put_rows(struct job *j, FILE *f, struct tr_err *err)
{
    const struct tr_sink to = { put_file, f };
    if (j->what == TR_EXPORT_claims) return tr_export_claims(j->format, j->ask.ledger, &j->ask.filter, &j->x, NULL, &to, j->ask.arena, err);
    return tr_export_write(j->format, &j->x, &to, err);
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
    int rc = put_rows(j, f, err);
    int closed = close_file(f, path, rc ? NULL : err);
    rc = rc ? rc : closed;
    if (!rc && !direct && rename(part, path)) rc = tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    if (rc && !direct) unlink(part);
    return rc;
}

static int write_out(struct job *j, struct tr_err *err)
{
    int rc;
    if (j->o->output) rc = write_file(j, err);
    else {
        rc = put_rows(j, stdout, err);
        int closed = close_file(stdout, "standard output", rc ? NULL : err);
        rc = rc ? rc : closed;
    }
    return rc ? rc : write_statement(j, err);
}

static int run_job(struct job *j)
{
    struct tr_err err = { 0 };
    int rc = tr_ask_open(&j->o->ask, TR_LEDGER_READ, &j->ask);
    if (rc) goto out;
    if (setjmp(*tr_arena_guard(j->ask.arena))) {
        tr_complain("the answer does not fit into memory; ask for a shorter time or a smaller place");
        rc = TR_EXIT_NONE;
        goto out;
    }
    state_filter(j);
    rc = ask(j, &err);
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
    rc = tr_options(&tr_cmd_export, argc, argv, &o, operands, &n);
    if (rc < 0) rc = TR_EXIT_OK;
    else if (!rc && n) {
        tr_complain("export takes no operand \"%s\"; see truce export --help", operands[0]);
        rc = TR_EXIT_USAGE;
    } else if (!rc && !(rc = take_options(j))) rc = run_job(j);
out:
    free(operands);
    free(j);
    return rc;
}

const struct tr_command tr_cmd_export = {
    .name = "export",
    .args = "--format NAME [OPTION]...",
    .summary = "give the ledger's answers to other programs: CSV with HXL, GeoJSON, KML, JSON, PLOVER, ACLED, GED",
    .help = "Writes claims, incidents, findings or a tally in a format that other programs read. Filters always apply, nothing is capped,\n"
            "and every row leads back to its words: claim, report, SHA-256, span, quote. Each export states its filter, the time as of\n"
            "which it holds, the version of the rules and the number of rows: JSON, GeoJSON and KML within the file; for CSV, JSON Lines,\n"
            "PLOVER, ACLED and GED in FILE.meta.json beside it. The same ledger, filter and rules give the same bytes.\n\n"
            "  truce export --format csv --place Aleppo --since 2016-04-22 -o aleppo.csv\n"
            "  truce export --format geojson --what incidents --place Syria -o incidents.geojson\n"
            "  truce export --format csv --what tally --rows week --place Aleppo\n"
            "  truce export --format json --what findings --agreement syria-cessation-2016-02-27\n"
            "  truce export --format ged --what claims > events.csv\n\n"
            "What each format holds, column by column: docs/FORMATS.md.",
    .opts = opts,
    .run = run,
};
