/* SPDX-License-Identifier: Apache-2.0 */
/* truce search: sentences that some words stand in. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cli/ask.h"

struct options {
    const char *ledger, *colour;
    long limit;
    bool json;
};

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger (default: $TRUCE_LEDGER, else truce.ledger here)", AT(ledger), 0, 0 },
    { 'n', "limit", TR_OPT_NUMBER, "N", "at most so many sentences (default: 20)", AT(limit), 1, 1000000 },
    { 0, "json", TR_OPT_FLAG, NULL, "one JSON object a sentence, one a line", AT(json), 0, 0 },
    { 0, "colour", TR_OPT_STRING, "WHEN", "auto, always or never (default: auto)", AT(colour), 0, 0 },
    { 0 },
};

static void date_text(tr_date d, char out[16])
{
    int y, m, day;
    if (d == TR_NO_DATE) {
        snprintf(out, 16, "undated");
        return;
    }
    tr_date_parts(d, &y, &m, &day);
    snprintf(out, 16, "%04d-%02d-%02d", y, m, day);
}

static int say_json(const struct tr_found *f)
{
    struct tr_json j;
    tr_str text;
    char day[16];
    date_text(f->in->published, day);
    tr_json_init(&j);
    tr_json_object(&j);
    tr_json_key(&j, "report"), tr_json_int(&j, f->report);
    tr_json_key(&j, "id"), tr_json_str(&j, f->in->key);
    tr_json_key(&j, "sha256"), tr_json_str(&j, f->in->sha256);
    tr_json_key(&j, "outlet"), tr_json_str(&j, f->in->outlet);
    tr_json_key(&j, "published"), f->in->published == TR_NO_DATE ? tr_json_null(&j) : tr_json_cstr(&j, day);
    tr_json_key(&j, "sentence"), f->sentence == UINT32_MAX ? tr_json_null(&j) : tr_json_int(&j, f->sentence);
    tr_json_key(&j, "span"), tr_json_span(&j, f->span);
    tr_json_key(&j, "text"), tr_json_str(&j, f->text);
    tr_json_end(&j);
    bool ok = tr_json_done(&j, &text);
    if (ok) printf(TR_STR_FMT "\n", TR_STR_ARG(text));
    tr_json_fini(&j);
    return ok ? 0 : TR_EXIT_NONE;
}

/* --- the words stand out --- */

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* The index knows stems: a word is shown when it begins as the asked one does, but for its ending. */
static bool asked_for(tr_str words, tr_str word)
{
    for (size_t i = 0; i < words.n;) {
        size_t from = i;
        while (i < words.n && letter(words.p[i])) i++;
        tr_str w = tr_str_sub(words, from, i);
        if (w.n >= 3 && !tr_str_is(w, "AND") && !tr_str_is(w, "NOT") && !tr_str_is(w, "NEAR")) {
            size_t stem = w.n > 6 ? w.n - 3 : w.n > 4 ? w.n - 1 : w.n;
            if (tr_str_starts_i(word, tr_str_sub(w, 0, stem)) && word.n <= w.n + 4) return true;
        }
        if (i == from) i++;
    }
    return false;
}

static void say_text(tr_str text, tr_str words, bool colour)
{
    for (size_t i = 0; i < text.n;) {
        size_t from = i;
        while (i < text.n && letter(text.p[i])) i++;
        tr_str w = tr_str_sub(text, from, i);
        if (colour && w.n && asked_for(words, w)) printf("\x1b[1;33m" TR_STR_FMT "\x1b[0m", TR_STR_ARG(w));
        else printf(TR_STR_FMT, TR_STR_ARG(w));
        if (i == from) {
            unsigned char c = (unsigned char)text.p[i++];
            putchar(c < ' ' || c == 0x7F ? ' ' : c); /* nothing that a report holds may steer the terminal */
        }
    }
}

static void say(const struct tr_founds *found, tr_str words, bool colour)
{
    for (uint32_t i = 0; i < found->n; i++) {
        const struct tr_found *f = &found->v[i];
        char day[16];
        date_text(f->in->published, day);
        printf("%s%s  ", i ? "\n" : "", day);
        say_text(f->in->outlet.n ? f->in->outlet : TR_STR("-"), TR_STR(""), false);
        printf("  report %lld  ", (long long)f->report);
        say_text(f->in->key, TR_STR(""), false);
        printf("%s\n  ", f->in->superseded ? "  (revised since)" : "");
        say_text(f->text, words, colour);
        putchar('\n');
    }
    printf("%s%llu of %llu sentence%s\n", found->n ? "\n" : "", (unsigned long long)found->n, (unsigned long long)found->total,
           found->total == 1 ? "" : "s");
}

/* --- the command --- */

static int search(struct tr_ledger *l, struct tr_arena *a, const struct options *o, bool colour, tr_str words)
{
    struct tr_err err = { 0 };
    struct tr_founds found = { 0 };
    if (tr_ledger_search(l, words, o->limit ? (uint32_t)o->limit : 20, a, &found, &err)) {
        tr_complain("%s", err.msg);
        return err.code == TR_E_INPUT ? TR_EXIT_USAGE : TR_EXIT_NONE;
    }
    if (!o->json) say(&found, words, colour);
    for (uint32_t i = 0; o->json && i < found.n; i++) say_json(&found.v[i]);
    return found.n ? TR_EXIT_OK : TR_EXIT_NONE;
}

static tr_str joined(struct tr_arena *a, char **operands, int n)
{
    tr_str words = tr_str_of(operands[0]);
    for (int i = 1; i < n; i++) words = tr_arena_printf(a, TR_STR_FMT " %s", TR_STR_ARG(words), operands[i]);
    return words;
}

static int with_ledger(const struct options *o, bool colour, char **operands, int n)
{
    struct tr_ask_options path = { .ledger = o->ledger };
    struct tr_err err = { 0 };
    struct tr_ledger *l = NULL;
    struct tr_arena *a = tr_arena_new(TR_MAX_ANSWER_ARENA);
    volatile int rc = TR_EXIT_NONE;
    if (!a || tr_ledger_open(tr_ask_path(&path), TR_LEDGER_READ, &l, &err)) tr_complain("%s", a ? err.msg : "no memory");
    else if (setjmp(*tr_arena_guard(a))) tr_complain("the answer does not fit into memory: give a smaller --limit");
    else rc = search(l, a, o, colour, joined(a, operands, n));
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
    int rc = tr_options(&tr_cmd_search, argc, argv, &o, operands, &n);
    bool colour = tr_terminal_colour(STDOUT_FILENO);
    if (!rc && o.colour && strcmp(o.colour, "auto") != 0) {
        colour = !strcmp(o.colour, "always");
        if (!colour && strcmp(o.colour, "never") != 0) {
            tr_complain("--colour takes auto, always or never, not \"%s\"", o.colour);
            rc = TR_EXIT_USAGE;
        }
    }
    if (!rc && !n) {
        tr_complain("search for which words? See truce search --help");
        rc = TR_EXIT_USAGE;
    }
    if (!rc) rc = with_ledger(&o, colour, operands, n);
    free(operands);
    return rc < 0 ? TR_EXIT_OK : rc;
}

const struct tr_command tr_cmd_search = {
    .name = "search",
    .args = "[OPTION]... WORDS",
    .summary = "sentences of kept reports that some words stand in, the best first",
    .help =
        "Full text over every sentence and title that the ledger keeps. Endings do not count (bombed finds bombing), nor do case and accents.\n\n"
        "  truce search hospital Aleppo                   both words in one sentence\n"
        "  truce search '\"barrel bombs\" OR mortar*'       a phrase, or a word's beginning\n"
        "  truce search 'truce NOT extended' --limit 100\n"
        "  truce search 'NEAR(convoy aid, 5)' --json",
    .opts = opts,
    .run = run,
};
