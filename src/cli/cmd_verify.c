/* SPDX-License-Identifier: Apache-2.0 */
/* truce verify: is the ledger what it was? */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "base/limits.h"
#include "cli/ask.h"

struct options {
    const char *ledger, *checkpoint, *sign, *check;
    bool json, quiet;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger (default: $TRUCE_LEDGER, else truce.ledger here)", AT(ledger), 0, 0 },
    { 0, "sign", TR_OPT_STRING, "KEYFILE", "when all is whole, sign a checkpoint with that key (made, 0600, when it is not there)",
      AT(sign), 0, 0 },
    { 0, "checkpoint", TR_OPT_STRING, "FILE", "with --sign: write the checkpoint there, not to standard output", AT(checkpoint), 0, 0 },
    { 0, "check", TR_OPT_STRING, "FILE", "also: does the ledger still hold what that checkpoint signed?", AT(check), 0, 0 },
    { 0, "json", TR_OPT_FLAG, NULL, "one JSON object instead of sentences", AT(json), 0, 0 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "no progress", AT(quiet), 0, 0 },
    { 0 },
};

/* --- progress --- */

static void step(void *arg, uint64_t done, uint64_t of)
{
    bool *shown = arg;
    fprintf(stderr, "\r\x1b[K%llu of %llu links", (unsigned long long)done, (unsigned long long)of);
    fflush(stderr);
    *shown = true;
}

/* --- files --- */

static int read_file(struct tr_arena *a, const char *path, tr_str *out)
{
    char *p = tr_arena_get(a, 65536);
    FILE *f = fopen(path, "re");
    size_t n = f ? fread(p, 1, 65536, f) : 0;
    bool ok = f && !ferror(f);
    if (f) fclose(f);
    if (!ok) {
        tr_complain("%s: cannot be read: name the file that truce verify --sign wrote", path);
        return TR_EXIT_NONE;
    }
    *out = (tr_str){ p, n };
    return 0;
}

static int write_file(const char *path, tr_str text)
{
    FILE *f = fopen(path, "we");
    bool ok = f && fwrite(text.p, 1, text.n, f) == text.n && fputc('\n', f) != EOF;
    if (f) ok = fclose(f) == 0 && ok;
    if (ok) return 0;
    tr_complain("%s: cannot be written: check the folder's permissions and space", path);
    return TR_EXIT_NONE;
}

/* --- what is said --- */

static void say_json(const struct tr_verdict *v, const struct tr_verdict *signed_)
{
    struct tr_json j;
    tr_str text;
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "whole"), tr_json_bool(&j, v->whole);
    tr_json_key(&j, "links"), tr_json_int(&j, (int64_t)v->links);
    tr_json_key(&j, "reports"), tr_json_int(&j, (int64_t)v->reports);
    tr_json_key(&j, "head"), tr_json_cstr(&j, v->head);
    tr_json_key(&j, "at"), v->whole ? tr_json_null(&j) : tr_json_int(&j, (int64_t)v->at);
    tr_json_key(&j, "what"), v->whole ? tr_json_null(&j) : tr_json_str(&j, v->what);
    if (signed_) {
        tr_json_key(&j, "checkpoint");
        tr_json_object(&j);
        tr_json_key(&j, "holds"), tr_json_bool(&j, signed_->whole);
        tr_json_key(&j, "links"), tr_json_int(&j, (int64_t)signed_->links);
        tr_json_key(&j, "what"), signed_->whole ? tr_json_null(&j) : tr_json_str(&j, signed_->what);
        tr_json_end(&j);
    }
    tr_json_end(&j);
    if (tr_json_done(&j, &text)) printf(TR_STR_FMT "\n", TR_STR_ARG(text));
    tr_json_fini(&j);
}

static void say(const struct tr_verdict *v, const struct tr_verdict *signed_)
{
    if (v->whole)
        printf("whole: %llu links, %llu reports re-hashed, head %s\n", (unsigned long long)v->links, (unsigned long long)v->reports,
               v->head);
    else
        printf("NOT whole: " TR_STR_FMT " (link %llu; the %llu before it are whole)\n", TR_STR_ARG(v->what), (unsigned long long)v->at,
               (unsigned long long)(v->at ? v->at - 1 : 0));
    if (signed_ && signed_->whole)
        printf("the checkpoint holds: its first %llu links are those that were signed\n", (unsigned long long)signed_->links);
    else if (signed_) printf("the checkpoint does NOT hold: " TR_STR_FMT "\n", TR_STR_ARG(signed_->what));
}

/* --- the command --- */

static int sign(struct tr_ledger *l, struct tr_arena *a, const struct options *o)
{
    struct tr_err err = { 0 };
    tr_str json;
    if (tr_ledger_checkpoint(l, o->sign, a, &json, &err)) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    if (o->checkpoint) return write_file(o->checkpoint, json);
    printf(TR_STR_FMT "\n", TR_STR_ARG(json));
    return 0;
}

/* Exit status 1 when something is not as it was. */
static int prove(struct tr_ledger *l, struct tr_arena *a, const struct options *o)
{
    struct tr_err err = { 0 };
    struct tr_verdict v, held;
    bool shown = false, watch = !o->quiet && isatty(STDERR_FILENO);
    tr_str checkpoint;
    if (o->check && read_file(a, o->check, &checkpoint)) return TR_EXIT_NONE;
    int rc = tr_ledger_verify(l, a, &v, watch ? step : NULL, &shown, &err);
    if (shown) fputs("\r\x1b[K", stderr);
    if (!rc && o->check) rc = tr_ledger_check(l, checkpoint, a, &held, &err);
    if (rc) {
        tr_complain("%s", err.msg);
        return TR_EXIT_NONE;
    }
    if (o->json) say_json(&v, o->check ? &held : NULL);
    else if (!o->sign || o->checkpoint || !v.whole) say(&v, o->check ? &held : NULL);
    if (!v.whole || (o->check && !held.whole)) return TR_EXIT_NONE;
    return o->sign ? sign(l, a, o) : TR_EXIT_OK;
}

static int verify(const struct options *o)
{
    struct tr_ask_options path = { .ledger = o->ledger };
    struct tr_err err = { 0 };
    struct tr_ledger *l = NULL;
    struct tr_arena *a = tr_arena_new(TR_MAX_ANSWER_ARENA);
    volatile int rc = TR_EXIT_NONE;
    if (!a || tr_ledger_open(tr_ask_path(&path), TR_LEDGER_READ, &l, &err)) {
        tr_complain("%s", a ? err.msg : "no memory");
    } else if (setjmp(*tr_arena_guard(a))) {
        tr_complain("the ledger needs more memory to be proved than there is");
    } else {
        rc = prove(l, a, o);
    }
    tr_ledger_close(l);
    tr_arena_free(a);
    return rc;
}

static int run(int argc, char **argv)
{
    struct options o = { 0 };
    int n = 0;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    int rc = tr_options(&tr_cmd_verify, argc, argv, &o, operands, &n);
    if (!rc && (n || (o.checkpoint && !o.sign))) {
        tr_complain(n ? "verify takes no operand \"%s\": --ledger names the ledger, --check a checkpoint"
                      : "--checkpoint FILE goes with --sign KEYFILE",
                    n ? operands[0] : "");
        rc = TR_EXIT_USAGE;
    }
    free(operands);
    if (rc < 0) return TR_EXIT_OK;
    return rc ? rc : verify(&o);
}

const struct tr_command tr_cmd_verify = {
    .name = "verify",
    .args = "[OPTION]...",
    .summary = "prove that nothing kept was altered, removed or inserted; sign and check checkpoints",
    .help =
        "Re-hashes the whole chain and every stored report. Names the first report, claim or assessment that was altered, removed or inserted. A\n"
        "checkpoint is a signed statement of the chain's head (Ed25519): give it to somebody outside, who can tell later whether anything before it\n"
        "was touched, even by whoever holds the ledger. Exit status 0: whole; 1: not, or it could not be read.\n\n"
        "  truce verify\n"
        "  truce verify --sign ~/truce.key > may-2016.checkpoint\n"
        "  truce verify --check may-2016.checkpoint",
    .opts = opts,
    .run = run,
};
