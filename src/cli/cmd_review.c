/* SPDX-License-Identifier: Apache-2.0 */
/* truce review: an analyst's decisions. Each is kept with name, time and reason; a later one supersedes, none is erased. */
#include <pwd.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/review.h"

struct options {
    struct tr_ask_options ask;
    const char *who, *reason, *below;
    long limit;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'r', "reason", TR_OPT_STRING, "TEXT", "why: part of every decision", AT(reason), 0, 0 },
    { 0, "who", TR_OPT_STRING, "NAME", "who decides (default: $TRUCE_ANALYST, else the login name)", AT(who), 0, 0 },
    { 0, "below", TR_OPT_STRING, "CONFIDENCE", "queue: claims that are less sure than that (default: 0.6)", AT(below), 0, 0 },
    { 'n', "limit", TR_OPT_NUMBER, "N", "queue: at most so many (default: all)", AT(limit), 1, 100000000 },
    TR_ASK_OPTS,
    { 0 },
};

struct reviewing {
    struct tr_asking s;
    const struct options *o;
};

/* --- who and what --- */

static tr_str who(const struct reviewing *r)
{
    const char *env = getenv("TRUCE_ANALYST");
    char buf[4096];
    struct passwd pw, *found = NULL;
    if (r->o->who) return tr_str_of(r->o->who);
    if (env && *env) return tr_str_of(env);
    if (!getpwuid_r(geteuid(), &pw, buf, sizeof buf, &found) && found) return tr_arena_dup(r->s.arena, tr_str_of(pw.pw_name));
    return TR_STR("");
}

/* A number is a claim's. */
static tr_str target(const struct reviewing *r, const char *kind, const char *text)
{
    int64_t n;
    if (tr_str_to_i64(tr_str_of(text), &n)) return tr_arena_printf(r->s.arena, "%s:%lld", kind, (long long)n);
    return tr_str_of(text);
}

static tr_id number_of(tr_str t)
{
    int64_t n = 0;
    for (size_t i = t.n; i > 0; i--) {
        if (t.p[i - 1] == ':') return tr_str_to_i64(tr_str_sub(t, i, t.n), &n) ? n : 0;
    }
    return 0;
}

static const struct tr_claim_row *claim_of(const struct reviewing *r, tr_str t)
{
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims got;
    f.claim = tr_str_starts(t, TR_STR("claim:")) ? number_of(t) : 0;
    f.rejected = f.revisions = true;
    return f.claim && !tr_ledger_claims(r->s.ledger, &f, r->s.arena, &got, NULL) && got.n ? &got.v[0] : NULL;
}

static void put_safe(tr_str s, size_t max)
{
    for (size_t i = 0; i < s.n && i < max; i++) putchar((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F ? ' ' : s.p[i]);
    if (s.n > max) fputs("…", stdout);
}

static int decide(const struct reviewing *r, enum tr_assess kind, tr_str t, tr_str value, const char *word)
{
    struct tr_err err = { 0 };
    struct tr_assessment_row row = {
        .kind = kind, .target = t, .value = value, .reason = tr_str_of(r->o->reason ? r->o->reason : ""), .who = who(r), .at = TR_NO_INSTANT
    };
    tr_id id;
    if (!row.reason.n) {
        tr_complain("a decision needs its reason: --reason \"…\"");
        return TR_EXIT_USAGE;
    }
    if (tr_ledger_assess(r->s.ledger, &row, &id, &err)) {
        tr_complain("%s", err.msg);
        return err.code == TR_E_INPUT ? TR_EXIT_USAGE : TR_EXIT_NONE;
    }
    if (r->o->ask.quiet) return 0;
    printf("assessment %lld: %s " TR_STR_FMT, (long long)id, word, TR_STR_ARG(t));
    if (value.n) printf("  ");
    put_safe(value, 200);
    const struct tr_claim_row *c = claim_of(r, t);
    if (c) {
        fputs("  \"", stdout);
        put_safe(c->quote, 80);
        putchar('"');
    }
    putchar('\n');
    return 0;
}

/* --- subcommands: operands without the first --- */

static int on_each(const struct reviewing *r, enum tr_assess kind, const char *word, const char *plain, char **v, int n)
{
    int rc = 0;
    for (int i = 0; !rc && i < n; i++) rc = decide(r, kind, target(r, plain, v[i]), TR_STR(""), word);
    return rc;
}

static int confirm(const struct reviewing *r, char **v, int n)
{
    return on_each(r, TR_ASSESS_confirm, "confirm", "claim", v, n);
}

static int reject(const struct reviewing *r, char **v, int n)
{
    return on_each(r, TR_ASSESS_reject, "reject", "claim", v, n);
}

static int accept_proposal(const struct reviewing *r, char **v, int n)
{
    return on_each(r, TR_ASSESS_accept, "accept", "proposal", v, n);
}

static int undo(const struct reviewing *r, char **v, int n)
{
    return on_each(r, TR_ASSESS_undo, "undo", "assessment", v, n);
}

static int pair(const struct reviewing *r, enum tr_assess kind, const char *word, char **v, int n)
{
    int rc = 0;
    for (int i = 1; !rc && i < n; i++) {
        tr_str other = target(r, "claim", v[i]);
        rc =
            decide(r, kind, target(r, "claim", v[0]), tr_str_starts(other, TR_STR("claim:")) ? tr_str_sub(other, 6, other.n) : other, word);
    }
    return rc;
}

static int merge(const struct reviewing *r, char **v, int n)
{
    return pair(r, TR_ASSESS_merge, "merge", v, n);
}

static int split(const struct reviewing *r, char **v, int n)
{
    return pair(r, TR_ASSESS_split, "split", v, n);
}

static int grade(const struct reviewing *r, char **v, int n)
{
    (void)n;
    tr_str t = tr_review_source(&r->s, tr_str_of(v[0]));
    if (!t.n) {
        tr_complain("no speaker or outlet \"%s\" is known: give its name as reports write it, source:ID, or outlet:NAME", v[0]);
        return TR_EXIT_USAGE;
    }
    return decide(r, TR_ASSESS_grade, t, tr_str_of(v[1]), "grade");
}

/* A new correction takes along what the standing one says of other fields: superseding it must not take that back. */
static int correct(const struct reviewing *r, char **v, int n)
{
    struct tr_assessments standing;
    struct tr_err err = { 0 };
    tr_str t = target(r, "claim", v[0]);
    json_t *fields = tr_review_fields(&r->s, v + 1, n - 1), *all = NULL;
    if (!fields) return TR_EXIT_USAGE;
    if (tr_ledger_assessments(r->s.ledger, t, TR_NO_INSTANT, false, r->s.arena, &standing, &err)) {
        tr_complain("%s", err.msg);
        json_decref(fields);
        return TR_EXIT_NONE;
    }
    for (uint32_t i = 0; i < standing.n; i++) {
        if (standing.v[i].kind != TR_ASSESS_correct || !tr_str_eq(standing.v[i].target, t)) continue;
        json_decref(all);
        all = tr_json_parse(standing.v[i].value, &err);
    }
    if (!all) all = json_object();
    json_object_update(all, fields);
    char *text = json_dumps(all, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(fields);
    json_decref(all);
    tr_str value = text ? tr_arena_dup(r->s.arena, tr_str_of(text)) : TR_STR("");
    free(text);
    return decide(r, TR_ASSESS_correct, t, value, "correct");
}

/* --- history --- */

static const char *const words[] = { "", "confirm", "reject", "correct", "merge", "split", "grade", "accept", "undo" };

static void history_json(const struct tr_assessment_row *x, tr_str time)
{
    struct tr_json j;
    tr_str text;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "id"), tr_json_int(&j, x->id);
    tr_json_key(&j, "at"), tr_json_str(&j, time);
    tr_json_key(&j, "who"), tr_json_str(&j, x->who);
    tr_json_key(&j, "kind"), tr_json_cstr(&j, words[x->kind]);
    tr_json_key(&j, "target"), tr_json_str(&j, x->target);
    tr_json_key(&j, "value"), x->kind == TR_ASSESS_correct ? tr_json_raw(&j, x->value)
                              : x->value.n                 ? tr_json_str(&j, x->value)
                                                           : tr_json_null(&j);
    tr_json_key(&j, "reason"), tr_json_str(&j, x->reason);
    tr_json_key(&j, "superseded_by"), x->superseded_by ? tr_json_int(&j, x->superseded_by) : tr_json_null(&j);
    tr_json_end(&j);
    if (tr_json_done(&j, &text)) printf(TR_STR_FMT "\n", TR_STR_ARG(text));
    tr_json_fini(&j);
}

static void history_line(const struct tr_assessment_row *x, tr_str time)
{
    printf("%lld  " TR_STR_FMT "  ", (long long)x->id, TR_STR_ARG(time));
    put_safe(x->who, 40);
    printf("  %s ", words[x->kind]);
    put_safe(x->target, 120);
    if (x->value.n) putchar(' ');
    put_safe(x->value, 200);
    fputs("  (", stdout);
    put_safe(x->reason, 200);
    putchar(')');
    if (x->superseded_by) printf("  superseded by %lld", (long long)x->superseded_by);
    putchar('\n');
}

static int history(const struct reviewing *r, char **v, int n)
{
    struct tr_assessments all;
    struct tr_err err = { 0 };
    tr_str t = n ? target(r, "claim", v[0]) : TR_STR("");
    if (n && !tr_str_has(t, ':')) t = tr_review_source(&r->s, t);
    if (tr_ledger_assessments(r->s.ledger, t, r->s.filter.as_of, true, r->s.arena, &all, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (n && number_of(t) && !tr_str_eq(all.v[i].target, t)) continue; /* claim:1 is no beginning of claim:12 */
        tr_str time = tr_instant_iso(r->s.arena, all.v[i].at);
        if (r->o->ask.json) history_json(&all.v[i], time);
        else history_line(&all.v[i], time);
    }
    return 0;
}

/* --- queue --- */

static int least_sure(const void *x, const void *y)
{
    const struct tr_claim_row *a = *(const struct tr_claim_row *const *)x, *b = *(const struct tr_claim_row *const *)y;
    if (a->confidence < b->confidence || a->confidence > b->confidence) return a->confidence < b->confidence ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void queue_json(const struct reviewing *r, const struct tr_claim_row *c)
{
    struct tr_json j;
    tr_str text;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "claim"), tr_json_int(&j, c->id);
    tr_json_key(&j, "confidence"), tr_json_real(&j, (double)c->confidence, 2);
    tr_json_key(&j, "kind"), tr_json_cstr(&j, truce_kind_name((int)c->kind));
    tr_json_key(&j, "says"), tr_json_str(&j, tr_review_gist(r->s.arena, c));
    tr_json_key(&j, "place"), c->place ? tr_json_str(&j, c->place->name) : tr_json_null(&j);
    tr_json_key(&j, "from"), tr_json_str(&j, tr_date_iso(r->s.arena, c->days.from));
    tr_json_key(&j, "source"), c->source ? tr_json_str(&j, c->source->name) : tr_json_null(&j);
    tr_json_key(&j, "outlet"), tr_json_str(&j, c->report->outlet);
    tr_json_key(&j, "report"), tr_json_int(&j, c->report->id);
    tr_json_key(&j, "why"), tr_json_str(&j, c->why);
    tr_json_key(&j, "quote"), tr_json_str(&j, c->quote);
    tr_json_key(&j, "sentence"), tr_json_str(&j, c->sentence_text);
    tr_json_end(&j);
    if (tr_json_done(&j, &text)) printf(TR_STR_FMT "\n", TR_STR_ARG(text));
    tr_json_fini(&j);
}

static void queue_line(const struct reviewing *r, const struct tr_claim_row *c)
{
    printf("%lld  %.2f  %-10s  ", (long long)c->id, (double)c->confidence, truce_kind_name((int)c->kind));
    put_safe(tr_review_gist(r->s.arena, c), 80);
    if (c->place) {
        fputs(", ", stdout);
        put_safe(c->place->name, 40);
    }
    if (c->days.from != TR_NO_DATE) printf(", " TR_STR_FMT, TR_STR_ARG(tr_date_iso(r->s.arena, c->days.from)));
    fputs("  \"", stdout);
    put_safe(c->quote, r->s.width);
    printf("\"  report %lld\n", (long long)c->report->id);
}

static int queue(const struct reviewing *r, char **v, int n)
{
    struct tr_claims got;
    struct tr_err err = { 0 };
    struct tr_filter f = r->s.filter;
    double below = 0.6;
    (void)v, (void)n;
    if (r->o->below && !tr_str_to_double(tr_str_of(r->o->below), &below)) {
        tr_complain("--below takes a confidence such as 0.6, not \"%s\"", r->o->below);
        return TR_EXIT_USAGE;
    }
    f.texts = r->o->ask.json;
    f.undated = true;
    if (tr_ledger_claims(r->s.ledger, &f, r->s.arena, &got, &err)) {
        tr_complain("%s", err.msg);
        return err.code == TR_E_INPUT ? TR_EXIT_USAGE : TR_EXIT_NONE;
    }
    const struct tr_claim_row **rows = TR_NEW_N(r->s.arena, const struct tr_claim_row *, got.n + 1);
    uint32_t n_rows = 0, limit = r->o->limit ? (uint32_t)r->o->limit : UINT32_MAX;
    for (uint32_t i = 0; i < got.n; i++) {
        if ((double)got.v[i].confidence < below && !got.v[i].confirmed && !got.v[i].corrected) rows[n_rows++] = &got.v[i];
    }
    qsort(rows, n_rows, sizeof *rows, least_sure);
    for (uint32_t i = 0; i < n_rows && i < limit; i++) {
        if (r->o->ask.json) queue_json(r, rows[i]);
        else queue_line(r, rows[i]);
    }
    if (!r->o->ask.json && !r->o->ask.quiet)
        printf("%u of %u claims wait for a person (" TR_STR_FMT ", confidence below %.2f)\n", n_rows, got.n, TR_STR_ARG(got.scope.name),
               below);
    return 0;
}

/* --- the command --- */

static const struct subcommand {
    const char *name, *operands;
    int least, most;
    enum tr_ledger_mode mode;
    int (*run)(const struct reviewing *r, char **v, int n);
} subcommands[] = {
    { "confirm", "CLAIM...", 1, 1 << 20, TR_LEDGER_WRITE, confirm },
    { "reject", "CLAIM...", 1, 1 << 20, TR_LEDGER_WRITE, reject },
    { "correct", "CLAIM FIELD=VALUE...", 2, 64, TR_LEDGER_WRITE, correct },
    { "merge", "CLAIM CLAIM...", 2, 1 << 20, TR_LEDGER_WRITE, merge },
    { "split", "CLAIM CLAIM...", 2, 1 << 20, TR_LEDGER_WRITE, split },
    { "grade", "SOURCE GRADE", 2, 2, TR_LEDGER_WRITE, grade },
    { "accept", "PROPOSAL...", 1, 1 << 20, TR_LEDGER_WRITE, accept_proposal },
    { "undo", "ASSESSMENT...", 1, 1 << 20, TR_LEDGER_WRITE, undo },
    { "history", "[TARGET]", 0, 1, TR_LEDGER_READ, history },
    { "queue", "", 0, 0, TR_LEDGER_READ, queue },
};

static const struct subcommand *find(const char *name)
{
    for (size_t i = 0; i < sizeof subcommands / sizeof *subcommands; i++) {
        if (!strcmp(subcommands[i].name, name)) return &subcommands[i];
    }
    return NULL;
}

static int with_ledger(const struct options *o, const struct subcommand *sub, char **v, int n)
{
    struct reviewing r = { .o = o };
    volatile int rc = tr_ask_open(&o->ask, sub->mode, &r.s);
    if (!rc) {
        if (setjmp(*tr_arena_guard(r.s.arena))) {
            tr_complain("the answer does not fit into memory: narrow the question");
            rc = TR_EXIT_NONE;
        } else {
            rc = sub->run(&r, v, n);
        }
    }
    tr_ask_close(&r.s);
    return rc;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    int n = 0;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    int rc = tr_options(&tr_cmd_review, argc, argv, &o, operands, &n);
    const struct subcommand *sub = !rc && n ? find(operands[0]) : NULL;
    if (!rc && !sub) {
        tr_complain(n ? "review has no \"%s\"; see truce review --help" : "review what? See truce review --help", n ? operands[0] : "");
        rc = TR_EXIT_USAGE;
    } else if (!rc && (n - 1 < sub->least || n - 1 > sub->most)) {
        tr_complain("usage: truce review %s %s", sub->name, sub->operands);
        rc = TR_EXIT_USAGE;
    }
    if (!rc) rc = with_ledger(&o, sub, operands + 1, n - 1);
    free(operands);
    return rc < 0 ? TR_EXIT_OK : rc;
}

const struct tr_command tr_cmd_review = {
    .name = "review",
    .args = "confirm|reject|correct|merge|split|grade|accept|undo|history|queue [OPTION]... OPERAND...",
    .summary = "an analyst's decisions: confirm, reject, correct, merge, split, grade, undo",
    .help =
        "Every decision is kept with who took it, when and why. A later one on the same thing supersedes it, and none is erased; claims themselves are\n"
        "never changed. CLAIM is a number as the other commands show it; SOURCE a speaker's or outlet's name; GRADE the Admiralty pair, A1 to F6.\n\n"
        "  truce review queue --place Aleppo --below 0.5            what a person should look at, the least sure first\n"
        "  truce review confirm 12 --reason \"seen on the film\"\n"
        "  truce review reject 13 14 --reason \"an old picture\"\n"
        "  truce review correct 15 low=27 high=27 place=\"Aleppo, SY\" time=2016-04-27 --reason \"the ministry's own list\"\n"
        "  truce review merge 15 22 --reason \"the same strike\"       claim 15 belongs to the incident of claim 22\n"
        "  truce review split 15 23 --reason \"another street\"\n"
        "  truce review grade \"Syrian Observatory for Human Rights\" B2 --reason \"usually right\"\n"
        "  truce review accept proposal:syria-silence-2016-04-30:31 --reason \"both armies say so\"\n"
        "  truce review undo 3 --reason \"mistaken\"                   takes assessment 3 back\n"
        "  truce review history 15                                   who decided what, and what became of it",
    .opts = opts,
    .run = run,
};
