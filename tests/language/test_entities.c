/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "language/entities.h"

#define MAX 16

/* A word: its head from 1 (0 the root); a name's first word begins it and has its p. */
struct given {
    const char *form;
    uint8_t upos, rel;
    uint32_t head;
    uint8_t type;
    bool begins;
    float p;
};

#define W(form, upos, rel, head, type, begins, p)                          \
    {                                                                      \
        form, TR_UPOS_##upos, TR_REL_##rel, head, TR_ENT_##type, begins, p \
    }

static const struct {
    const char *what;
    struct given words[MAX];
    uint32_t n;
    const char *names; /* as the names are told below */
} cases[] = {
    { "a title before a name",
      { W("President", PROPN, compound, 2, PER, 1, 0.9f), W("Marlow", PROPN, nsubj, 3, PER, 0, 0.9f),
        W("spoke", VERB, root, 0, NONE, 0, 0) },
      3,
      "PER:Marlow" },
    { "a title as a span of its own",
      { W("Minister", PROPN, nmod, 2, PER, 1, 0.9f), W("Ada", PROPN, nsubj, 4, PER, 1, 0.9f), W("Marlow", PROPN, flat, 2, PER, 0, 0.9f),
        W("spoke", VERB, root, 0, NONE, 0, 0) },
      4,
      "PER:Ada Marlow" },
    { "a title alone, as a proper noun", { W("President", PROPN, root, 0, PER, 1, 0.9f) }, 1, "PER:President" },
    { "a title alone, in small letters", { W("president", NOUN, root, 0, PER, 1, 0.9f) }, 1, "" },
    { "a title with its place",
      { W("Prince", PROPN, root, 0, PER, 1, 0.9f), W("of", ADP, case, 3, PER, 0, 0.9f), W("Orania", PROPN, nmod, 1, PER, 0, 0.9f) },
      3,
      "PER:Prince of Orania" },
    { "the name's head gives the type",
      { W("Tarin", PROPN, compound, 2, LOC, 1, 0.99f), W("University", PROPN, root, 0, ORG, 1, 0.6f) },
      2,
      "ORG:Tarin University" },
    { "flat parts take the surer type",
      { W("Port", PROPN, root, 0, LOC, 1, 0.9f), W("Aster", PROPN, flat, 1, ORG, 1, 0.5f) },
      2,
      "LOC:Port Aster" },
    { "an office after its organisation is another name",
      { W("UN", PROPN, compound, 2, ORG, 1, 0.9f), W("Marlow", PROPN, root, 0, PER, 1, 0.9f) },
      2,
      "ORG:UN PER:Marlow" },
    { "a name goes on with of",
      { W("Municipality", PROPN, root, 0, LOC, 1, 0.9f), W("of", ADP, case, 3, ORG, 1, 0.9f), W("Aster", PROPN, nmod, 1, ORG, 0, 0.9f) },
      3,
      "LOC:Municipality of Aster" },
    { "no name starts with a preposition or ends in 's",
      { W("of", ADP, case, 2, ORG, 1, 0.9f), W("Aster", PROPN, root, 0, ORG, 0, 0.9f), W("'s", PART, case, 2, ORG, 0, 0.9f) },
      3,
      "ORG:Aster" },
    { "a common noun", { W("valley", NOUN, root, 0, LOC, 1, 0.9f) }, 1, "" },
    { "one name, one type",
      { W("Aster", PROPN, root, 0, LOC, 1, 0.9f), W("and", CCONJ, cc, 1, NONE, 0, 0), W("Aster", PROPN, conj, 1, PER, 1, 0.6f) },
      3,
      "LOC:Aster LOC:Aster" },
    { "a sure span keeps its type",
      { W("Aster", PROPN, root, 0, LOC, 1, 0.99f), W("and", CCONJ, cc, 1, NONE, 0, 0), W("Aster", PROPN, conj, 1, PER, 1, 0.98f) },
      3,
      "LOC:Aster PER:Aster" },
    { "a surname after the full name",
      { W("Ada", PROPN, root, 0, PER, 1, 0.9f), W("Marlow", PROPN, flat, 1, PER, 0, 0.9f), W("and", CCONJ, cc, 1, NONE, 0, 0),
        W("Marlow", PROPN, conj, 1, ORG, 1, 0.6f) },
      4,
      "PER:Ada Marlow PER:Marlow" },
};

static char text[256], lower[256];
static struct tr_word words[MAX];
static struct tr_entity entities[MAX];
static struct tr_sentence sentence;

/* The case's words with one space between them, and the spans that their marks tell. */
static void make(struct tr_doc *d, const struct given *g, uint32_t n)
{
    uint32_t at = 0;
    memset(words, 0, sizeof words);
    memset(entities, 0, sizeof entities);
    *d = (struct tr_doc){ .words = words, .n_words = n, .sentences = &sentence, .n_sentences = 1, .entities = entities };
    for (uint32_t i = 0; i < n; i++, at++) {
        uint32_t size = (uint32_t)strlen(g[i].form);
        memcpy(text + at, g[i].form, size);
        for (uint32_t k = 0; k < size; k++) lower[at + k] = (char)(text[at + k] | 0x20);
        text[at + size] = ' ';
        words[i] = (struct tr_word){ .span = { at, at + size },
                                     .form = { text + at, size },
                                     .lower = { lower + at, size },
                                     .head = g[i].head ? g[i].head - 1 : TR_NO_WORD,
                                     .upos = g[i].upos,
                                     .rel = g[i].rel,
                                     .entity = g[i].type,
                                     .entity_begins = g[i].begins };
        at += size;
        if (g[i].begins)
            entities[d->n_entities++] = (struct tr_entity){ .first = i, .type = g[i].type, .p = g[i].p, .span = words[i].span };
        if (g[i].type) entities[d->n_entities - 1].n++, entities[d->n_entities - 1].span.to = at;
    }
    d->text = (tr_str){ text, at };
    sentence = (struct tr_sentence){ .n = n, .span = { 0, at } };
}

static void names_are_settled(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 20);
    assert_non_null(a);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_doc d;
        char told[256] = "";
        make(&d, cases[i].words, cases[i].n);
        tr_entities_settle(&d, a);
        for (uint32_t e = 0; e < d.n_entities; e++) {
            size_t at = strlen(told);
            snprintf(told + at, sizeof told - at, "%s%s:" TR_STR_FMT, e ? " " : "", tr_entity_name(d.entities[e].type),
                     TR_STR_ARG(tr_str_at(d.text, d.entities[e].span)));
            assert_int_equal(d.words[d.entities[e].first].entity, d.entities[e].type);
            assert_true(d.words[d.entities[e].first].entity_begins);
        }
        if (strcmp(told, cases[i].names)) fail_msg("%s: %s", cases[i].what, told);
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_are_settled) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
