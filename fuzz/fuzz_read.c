/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a report, read to the end: every span must lie in the text and on characters' edges, every reference must be inside. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

/* The engine is loaded once for the life of the fuzzer. */
static struct truce *engine;
static struct truce_reader *reader;

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_read: %s\n", what);
    abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct tr_err err = { 0 };
    if (truce_open(&engine, &err) || truce_reader_new(engine, &reader, &err)) {
        fprintf(stderr, "fuzz_read: %s\n", err.msg);
        exit(1);
    }
    return 0;
}

static bool in_text(tr_str text, tr_span s)
{
    bool edges = (s.from >= text.n || ((unsigned char)text.p[s.from] & 0xC0) != 0x80) &&
                 (s.to >= text.n || ((unsigned char)text.p[s.to] & 0xC0) != 0x80);
    return s.from <= s.to && s.to <= text.n && edges;
}

static void check(const struct truce_reading *r)
{
    tr_str text = r->report.text;
    for (uint32_t i = 0; i < r->n_sentences; i++) must(in_text(text, r->sentences[i]), "a sentence outside the text");
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const struct truce_claim *c = &r->claims[i];
        must(in_text(text, c->span) && c->span.from < c->span.to, "a claim without words");
        must(c->sentence < r->n_sentences, "a claim without sentence");
        must(c->confidence >= 0 && c->confidence <= 1, "a confidence beyond 0..1");
        must(c->n_why > 0, "a claim that does not say why");
        must(in_text(text, c->time.span), "a time outside the text");
        if (c->kind == TRUCE_KIND_casualties) must(c->casualties.part_of < (int32_t)r->n_claims, "a part of no claim");
    }
    for (uint32_t i = 0; i < r->n_actors; i++) must(in_text(text, r->actors[i]->span), "an actor outside the text");
    for (uint32_t i = 0; i < r->n_places; i++) must(in_text(text, r->places[i]->span), "a place outside the text");
}

static void read_one(const struct tr_input *in)
{
    const struct truce_reading *r;
    struct truce_report report = { .id = in->id,
                                   .title = in->title,
                                   .outlet = in->outlet,
                                   .url = in->url,
                                   .published = in->published,
                                   .published_from = in->published_from,
                                   .language = in->language,
                                   .sha256 = tr_str_of(in->sha256),
                                   .bytes = in->bytes,
                                   .text = in->text,
                                   .received = in->diags };
    if (truce_read(reader, &report, &r, NULL) == TR_OK) check(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct tr_input in;
    must(a != NULL, "no memory");
    if (setjmp(*tr_arena_guard(a)) == 0) {
        if (tr_intake_memory((tr_str){ (const char *)data, size }, "fuzz.txt", NULL, a, &in, NULL) == 1) read_one(&in);
    }
    tr_arena_unguard(a);
    tr_arena_free(a);
    return 0;
}
