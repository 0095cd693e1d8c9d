/* SPDX-License-Identifier: Apache-2.0 */
/* truce agreements: list, show, check, import, proposals. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/cli.h"
#include "knowledge/knowledge.h"
#include "ledger/ledger.h"
#include "views/agreements_view.h"

#define ARENA (512u << 20)

struct options {
    const char *ledger, *at, *colour;
    bool json, quiet;
    long width;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH",
      "also what was imported there, with accepted proposals (default: $TRUCE_LEDGER, else truce.ledger if it is here)", AT(ledger), 0, 0 },
    { 0, "at", TR_OPT_STRING, "TIME",
      "list: what is in force then and when it lapses; \"now\", a day, or 2016-05-01T12:00 on the clocks there", AT(at), 0, 0 },
    { 0, "json", TR_OPT_FLAG, NULL, "JSON instead of tables", AT(json), 0, 0 },
    { 0, "width", TR_OPT_NUMBER, "COLUMNS", "width of the page (default: the terminal's, else 100)", AT(width), 40, 1000 },
    { 0, "colour", TR_OPT_STRING, "WHEN", "auto, always or never (default: auto)", AT(colour), 0, 0 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no notes on standard error", AT(quiet), 0, 0 },
    { 0 },
};

/* What a subcommand works with. */
struct session {
    struct options o;
    struct tr_terminal how;
    struct tr_arena *arena;
    struct tr_knowledge *knowledge;
    struct tr_ledger *ledger; /* NULL: none */
    struct tr_agreements all;
    struct tr_text text;
    struct tr_json json;
    char **args;
    int n_args;
};

/* The ledger that the options, the environment or the folder name; NULL when there is none, which is no mistake unless it was named. */
static const char *ledger_path(const struct session *s)
{
    const char *env = getenv("TRUCE_LEDGER");
    if (s->o.ledger) return s->o.ledger;
    if (env && *env) return env;
    return access("truce.ledger", F_OK) == 0 ? "truce.ledger" : NULL;
}

static int open_ledger(struct session *s, enum tr_ledger_mode mode)
{
    struct tr_err err = { 0 };
    const char *path = ledger_path(s);
    if (!path && mode == TR_LEDGER_READ) return 0;
    if (tr_ledger_open(path ? path : "truce.ledger", mode, &s->ledger, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    tr_ledger_knowledge(s->ledger, s->knowledge);
    return 0;
}

static int load(struct session *s)
{
    struct tr_err err = { 0 };
    int rc = s->ledger ? 0 : open_ledger(s, TR_LEDGER_READ);
    if (rc) return rc;
    rc = s->ledger ? tr_agreements_for(s->ledger, s->knowledge, TR_NO_INSTANT, s->arena, &s->all, &err)
                   : tr_agreements_open(s->arena, s->knowledge, &s->all, &err);
    if (!rc) return 0;
    tr_complain("%s", err.msg);
    return TR_EXIT_NONE;
}

static int print(struct session *s)
{
    tr_str out = { s->text.p, s->text.n };
    bool ok = !s->text.failed;
    if (s->o.json) ok = tr_json_done(&s->json, &out);
    if (!ok) {
        tr_complain("no memory for the answer");
        return TR_EXIT_NONE;
    }
    fwrite(out.p, 1, out.n, stdout);
    if (s->o.json) fputc('\n', stdout);
    return TR_EXIT_OK;
}

/* --- list, show -------------------------------------------------------------------------------------------------------------------------- */

/* --at as text that every zone reads: "now" becomes the moment itself. */
static int moment(struct session *s, tr_str *out)
{
    tr_instant t;
    *out = tr_str_of(s->o.at ? s->o.at : "");
    if (tr_str_is(*out, "now")) *out = tr_instant_iso(s->arena, tr_instant_now());
    if (!s->o.at || tr_instant_parse(*out, NULL, &t, NULL)) return 0;
    tr_complain("--at takes \"now\", a day such as 2016-05-01, or a time such as 2016-05-01T12:00, not \"%s\"", s->o.at);
    return TR_EXIT_USAGE;
}

static void put_json(struct session *s, struct tr_agreements of, tr_str at)
{
    for (uint32_t i = 0; i < of.n; i++) {
        tr_instant t = TR_NO_INSTANT;
        if (at.n) tr_instant_parse(at, of.v[i]->zone, &t, NULL);
        tr_view_agreement_json(&s->json, s->arena, of.v[i], t);
    }
}

static int list(struct session *s)
{
    tr_str at;
    int rc = moment(s, &at);
    if (!rc) rc = load(s);
    if (rc) return rc;
    if (s->o.json) {
        tr_json_array(&s->json);
        put_json(s, s->all, at);
        tr_json_end(&s->json);
        return print(s);
    }
    uint32_t n = tr_view_agreements(&s->text, s->arena, s->all, at, &s->how);
    if (at.n)
        tr_text_printf(&s->text, "%s%u of %u agreements: in force then under some claim, or lapsed less than three days before\n",
                       n ? "\n" : "", n, s->all.n);
    else tr_text_printf(&s->text, "\n%u agreements\n", n);
    return print(s);
}

static int show(struct session *s)
{
    struct tr_agreements got;
    tr_str at;
    int rc = moment(s, &at);
    if (!rc) rc = load(s);
    if (rc) return rc;
    if (!s->n_args) {
        tr_complain("show which? truce agreements list tells the ids");
        return TR_EXIT_USAGE;
    }
    if (s->o.json) tr_json_array(&s->json);
    for (int i = 0; i < s->n_args; i++) {
        tr_agreements_match(s->all, tr_str_of(s->args[i]), s->arena, &got);
        if (!got.n) {
            tr_complain("there is no agreement \"%s\"; truce agreements list tells the ids", s->args[i]);
            return TR_EXIT_NONE;
        }
        if (s->o.json) put_json(s, got, at);
        for (uint32_t k = 0; !s->o.json && k < got.n; k++) {
            if (i || k) tr_text_put(&s->text, TR_STR("\n\n"));
            tr_view_agreement(&s->text, s->arena, got.v[k], &s->how);
        }
    }
    if (s->o.json) tr_json_end(&s->json);
    return print(s);
}

/* --- check ------------------------------------------------------------------------------------------------------------------------------- */

static bool read_file(struct session *s, const char *path, tr_str *out)
{
    FILE *f = strcmp(path, "-") != 0 ? fopen(path, "rbe") : stdin;
    char *bytes = tr_arena_get(s->arena, TR_MAX_YAML_BYTES + 1);
    size_t n = f ? fread(bytes, 1, TR_MAX_YAML_BYTES + 1, f) : 0;
    bool ok = f && !ferror(f);
    if (!ok) tr_complain("%s: %s", path, strerror(errno ? errno : EIO));
    if (f && f != stdin) fclose(f);
    *out = (tr_str){ bytes, n };
    return ok;
}

/* Every mistake on a line of its own, as compilers do. */
static void complain_all(const char *path, const struct tr_diags *diags)
{
    for (uint32_t i = 0; i < diags->list.n; i++) {
        const struct tr_diag *d = &diags->list.v[i];
        if (d->line) fprintf(stderr, "%s:%u: " TR_STR_FMT "\n", path, d->line, TR_STR_ARG(d->text));
        else fprintf(stderr, "%s: " TR_STR_FMT "\n", path, TR_STR_ARG(d->text));
    }
}

/* One file to an agreement; NULL after saying all that is wrong. */
static const struct tr_agreement *read_one(struct session *s, const char *path, tr_str *yaml)
{
    struct tr_diags diags = { 0 };
    const struct tr_agreement *g = NULL;
    if (!read_file(s, path, yaml)) return NULL;
    (void)tr_agreement_read(s->arena, *yaml, path, s->knowledge, &g, &diags, NULL);
    complain_all(path, &diags);
    return g;
}

/* The known agreements with one in the place of its namesake. */
static void put_in(struct session *s, const struct tr_agreement *g)
{
    const struct tr_agreement **v = TR_NEW_N(s->arena, const struct tr_agreement *, s->all.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->all.n; i++) {
        if (!tr_str_eq(s->all.v[i]->id, g->id)) v[n++] = s->all.v[i];
    }
    v[n++] = g;
    s->all = (struct tr_agreements){ v, n };
}

/* All files are read before parents are looked for: they may be among them. */
static int check(struct session *s)
{
    struct tr_diags diags = { 0 };
    uint32_t good = 0;
    tr_str yaml;
    int rc = load(s);
    if (rc) return rc;
    if (!s->n_args) {
        tr_complain("check which files? truce agreements check FILE.yaml...");
        return TR_EXIT_USAGE;
    }
    for (int i = 0; i < s->n_args; i++) {
        const struct tr_agreement *g = read_one(s, s->args[i], &yaml);
        if (!g) continue;
        good++;
        put_in(s, g);
    }
    uint32_t bad = tr_agreements_check(s->arena, s->all, &diags);
    for (uint32_t i = 0; i < diags.list.n; i++) fprintf(stderr, TR_STR_FMT "\n", TR_STR_ARG(diags.list.v[i].text));
    if (!s->o.quiet) printf("%u of %d files are agreements without mistakes\n", bad ? good - (bad < good ? bad : good) : good, s->n_args);
    return good == (uint32_t)s->n_args && !bad ? TR_EXIT_OK : good ? TR_EXIT_SOME : TR_EXIT_NONE;
}

/* --- import, proposals ----------------------------------------------------------------------------------------------------------------------- */

struct to_import {
    const struct tr_agreement *g;
    tr_str yaml;
    const char *path;
};

/* Every file is read and checked before the first is kept. */
static int read_imports(struct session *s, struct to_import *v)
{
    struct tr_diags diags = { 0 };
    struct tr_err err = { 0 };
    int bad = 0;
    for (int i = 0; i < s->n_args; i++) {
        v[i].path = s->args[i];
        v[i].g = read_one(s, s->args[i], &v[i].yaml);
        if (v[i].g && tr_agreement_inline(s->arena, v[i].yaml, s->args[i], &v[i].yaml, &err)) {
            tr_complain("%s", err.msg);
            v[i].g = NULL;
        }
        if (v[i].g) put_in(s, v[i].g);
        else bad++;
    }
    if (!bad) bad = (int)tr_agreements_check(s->arena, s->all, &diags);
    for (uint32_t i = 0; i < diags.list.n; i++) fprintf(stderr, TR_STR_FMT "\n", TR_STR_ARG(diags.list.v[i].text));
    return bad;
}

static int import(struct session *s)
{
    struct tr_err err = { 0 };
    if (!s->n_args) {
        tr_complain("import which files? truce agreements import FILE.yaml...");
        return TR_EXIT_USAGE;
    }
    struct to_import *v = TR_NEW_N(s->arena, struct to_import, s->n_args);
    int rc = open_ledger(s, TR_LEDGER_WRITE);
    if (!rc) rc = load(s);
    if (rc) return rc;
    if (read_imports(s, v)) {
        tr_complain("nothing was imported; mend what is told above and run it again");
        return TR_EXIT_NONE;
    }
    rc = tr_ledger_begin(s->ledger, &err);
    for (int i = 0; i < s->n_args && !rc; i++) rc = tr_ledger_keep_agreement(s->ledger, v[i].g->id, v[i].yaml, tr_str_of(v[i].path), &err);
    if (!rc) rc = tr_ledger_commit(s->ledger, &err);
    else tr_ledger_rollback(s->ledger);
    if (rc) {
        tr_complain("nothing was imported: %s", err.msg);
        return TR_EXIT_NONE;
    }
    for (int i = 0; i < s->n_args && !s->o.quiet; i++) printf("kept " TR_STR_FMT " (%s)\n", TR_STR_ARG(v[i].g->id), v[i].path);
    return TR_EXIT_OK;
}

static int proposals(struct session *s)
{
    struct tr_err err = { 0 };
    struct tr_proposals p;
    int rc = open_ledger(s, TR_LEDGER_READ);
    if (rc) return rc;
    if (!s->ledger) {
        tr_complain("proposals come from a ledger's reports; name one with --ledger, or make one with truce add");
        return TR_EXIT_USAGE;
    }
    if (tr_agreements_stated(s->ledger, s->knowledge, TR_NO_INSTANT, s->arena, &s->all, &err) ||
        tr_proposals_ask(s->ledger, s->all, s->knowledge, TR_NO_INSTANT, s->arena, &p, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    if (s->o.json) tr_view_proposals_json(&s->json, &p);
    else tr_view_proposals(&s->text, s->arena, &p, &s->how);
    return print(s);
}

/* --- the command --------------------------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int (*run)(struct session *s);
} subcommands[] = { { "list", list }, { "show", show }, { "check", check }, { "import", import }, { "proposals", proposals } };

static int prepare(struct session *s)
{
    s->how.width = s->o.width ? (unsigned)s->o.width : tr_terminal_width();
    s->how.colour = tr_terminal_colour(STDOUT_FILENO);
    if (!s->o.colour || !strcmp(s->o.colour, "auto")) return 0;
    s->how.colour = !strcmp(s->o.colour, "always");
    if (s->how.colour || !strcmp(s->o.colour, "never")) return 0;
    tr_complain("--colour takes auto, always or never, not \"%s\"", s->o.colour);
    return TR_EXIT_USAGE;
}

static int work(struct session *s, int (*run)(struct session *))
{
    struct tr_err err = { 0 };
    s->arena = tr_arena_new(ARENA);
    if (!s->arena || tr_knowledge_open(&s->knowledge, &err)) {
        tr_complain("%s", s->arena ? err.msg : "no memory");
        return TR_EXIT_NONE;
    }
    if (setjmp(*tr_arena_guard(s->arena))) {
        tr_complain("this needs more than %u MB of memory", ARENA >> 20);
        return TR_EXIT_NONE;
    }
    tr_json_init(&s->json);
    return run(s);
}

static void finish(struct session *s)
{
    tr_text_fini(&s->text);
    tr_json_fini(&s->json);
    tr_ledger_close(s->ledger);
    tr_knowledge_close(s->knowledge);
    tr_arena_free(s->arena);
    free(s->args);
}

static int run(int argc, char **argv)
{
    struct session s = { .how.width = 100 };
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    int n = 0, rc;
    if (!operands) return TR_EXIT_NONE;
    rc = tr_options(&tr_cmd_agreements, argc, argv, &s.o, operands, &n);
    s.args = operands;
    if (!rc) rc = prepare(&s);
    if (rc) {
        finish(&s);
        return rc < 0 ? TR_EXIT_OK : rc;
    }
    const char *name = n ? operands[0] : "list";
    rc = TR_EXIT_USAGE;
    size_t i = 0;
    while (i < sizeof subcommands / sizeof *subcommands && strcmp(subcommands[i].name, name) != 0) i++;
    if (i == sizeof subcommands / sizeof *subcommands) {
        tr_complain("agreements: there is no \"%s\"; list, show, check, import or proposals", name);
    } else {
        s.n_args = n ? n - 1 : 0;
        memmove(operands, operands + 1, sizeof *operands * (size_t)s.n_args);
        rc = work(&s, subcommands[i].run);
    }
    finish(&s);
    return rc;
}

const struct tr_command tr_cmd_agreements = {
    .name = "agreements",
    .args = "list|show ID...|check FILE...|import FILE...|proposals [OPTION]...",
    .summary = "list, show, check and import ceasefires as objects with claimed terms",
    .help =
        "An agreement is a ceasefire as an object that incidents are held against: start, end, territory, parties, exclusions and acts, each with who\n"
        "says so; rival claims stand side by side. Those that Truce knows are in data/agreements; their form is told in data/agreements/README.md.\n"
        "An ID is an agreement's id or alias, or the beginning of several ids: syria-silence-2016-04-30 is the silences in Latakia and in Damascus.\n\n"
        "  truce agreements list                                 all, with what is claimed to be in force when\n"
        "  truce agreements list --at 2016-05-01T12:00           what is in force then, and when it lapses under each claim\n"
        "  truce agreements show syria-silence-2016-04-30        every term, who says it, where that was read, who disputes it\n"
        "  truce agreements check mine.yaml                      every mistake as FILE:LINE: what; status 0 when there is none\n"
        "  truce agreements import -l war.ledger mine.yaml       keep it in a ledger, in the place of one with the same id\n"
        "  truce agreements proposals -l war.ledger              changes of terms that kept reports tell of; truce review accepts them",
    .opts = opts,
    .run = run,
};
