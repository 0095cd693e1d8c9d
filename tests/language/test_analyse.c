/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of every analysis, whatever the weights: with weights by chance, sentences and trees come out wild. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/limits.h"
#include "language/model_int.h"
#include "tiny.h"

struct setup {
    tr_str weights;
    struct tr_model *m;
    struct tr_scratch *s;
    struct tr_arena *a;
};

static void start(struct setup *u, uint64_t seed, bool claims, const char *kernels)
{
    *u = (struct setup){ .weights = tiny_weights(seed, claims) };
    assert_int_equal(tr_model_open_with(u->weights, tr_kernels_find(kernels), &u->m, NULL), 0);
    assert_int_equal(tr_scratch_new(u->m, &u->s, NULL), 0);
    u->a = tr_arena_new((size_t)1 << 30);
}

static void stop(struct setup *u)
{
    tr_arena_free(u->a);
    tr_scratch_free(u->s);
    tr_model_close(u->m);
    free((char *)u->weights.p);
}

static struct tr_doc *read_text(struct setup *u, tr_str text)
{
    struct tr_doc *d;
    if (setjmp(*tr_arena_guard(u->a))) fail_msg("out of memory");
    assert_int_equal(tr_analyse(u->m, u->s, u->a, text, &d, NULL), 0);
    return d;
}

/* Words by chance, some known to the tiny vocabulary; stops now and then, paragraphs where asked. */
static tr_str make_text(struct tr_arena *a, uint64_t seed, uint32_t words, uint32_t paragraph_every)
{
    static const char *const some[] = { "the", "army",  "rebels",        "shelled", "Aleppo", "été",      "12",
                                        "zzz", "truce", "market-places", "U.S.",    "don't",  "\xff\xfe", "“said”" };
    char *p = tr_arena_get(a, (size_t)words * 20 + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < words; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const char *w = some[(seed >> 33) % (sizeof some / sizeof *some)];
        memcpy(p + n, w, strlen(w));
        n += strlen(w);
        if ((seed >> 50) % 9 == 0) p[n++] = '.';
        const char *gap = paragraph_every && (i + 1) % paragraph_every == 0 ? "\n\n" : (seed >> 40) % 17 == 0 ? "\n" : " ";
        memcpy(p + n, gap, strlen(gap));
        n += strlen(gap);
    }
    return (tr_str){ p, n };
}

static void check_sentences(const struct tr_doc *d)
{
    uint32_t at = 0;
    for (uint32_t k = 0; k < d->n_sentences; k++) {
        const struct tr_sentence *s = &d->sentences[k];
        uint32_t roots = 0;
        assert_int_equal(s->first, at);
        assert_true(s->n >= 1 && s->n <= TR_MAX_SENTENCE_WORDS);
        at += s->n;
        assert_int_equal(s->span.from, d->words[s->first].span.from);
        assert_int_equal(s->span.to, d->words[at - 1].span.to);
        for (uint32_t i = s->first; i < at; i++) {
            const struct tr_word *w = &d->words[i];
            assert_int_equal(w->sentence, k);
            assert_true(i == s->first || !w->paragraph_begins);
            assert_true(w->deprel_text.n && w->xpos.n && w->feats_text.n && w->lemma.n);
            assert_true(w->p_head >= 0 && w->p_head <= 1.0001f);
            roots += w->head == TR_NO_WORD;
            uint32_t steps = 0, up = i;
            while (d->words[up].head != TR_NO_WORD && steps++ <= s->n) {
                up = d->words[up].head;
                assert_true(up >= s->first && up < at);
            }
            assert_int_equal(up, s->root);
        }
        assert_int_equal(roots, 1);
    }
    assert_int_equal(at, d->n_words);
}

static void check_links(const struct tr_doc *d)
{
    uint32_t linked = 0, before = 0;
    for (uint32_t i = 0; i < d->n_words; i++)
        for (uint32_t c = d->child_first[i]; c != TR_NO_WORD; c = d->child_next[c]) {
            assert_int_equal(d->words[c].head, i);
            assert_true(d->child_next[c] == TR_NO_WORD || d->child_next[c] > c);
            linked++;
        }
    assert_int_equal(linked + d->n_sentences, d->n_words);
    for (uint32_t i = 0; i < d->n_entities; i++) {
        const struct tr_entity *e = &d->entities[i];
        if (!(e->first >= before && e->n >= 1 && e->type != TR_ENT_NONE && e->p > 0 && e->p <= 1.0001f))
            fail_msg("entity %u: first %u before %u n %u type %u p %g", i, e->first, before, e->n, e->type, (double)e->p);
        before = e->first + e->n;
        assert_true(before <= d->n_words);
        assert_int_equal(d->words[e->first].sentence, d->words[before - 1].sentence);
        for (uint32_t k = e->first; k < before; k++) {
            assert_int_equal(d->words[k].entity, e->type);
            assert_int_equal(d->words[k].entity_begins, k == e->first);
        }
    }
}

static void analyses_are_whole(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct setup u;
        start(&u, seed, seed % 3 != 0, NULL);
        static const uint32_t sizes[][2] = { { 0, 0 }, { 1, 0 }, { 3, 1 }, { 40, 7 }, { 900, 0 }, { 900, 30 }, { 400, 250 } };
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct tr_doc *d = read_text(&u, make_text(u.a, seed * 31 + i, sizes[i][0], sizes[i][1]));
            assert_int_equal(d->has_claim_heads, seed % 3 != 0);
            check_sentences(d);
            check_links(d);
            tr_arena_reset(u.a);
        }
        stop(&u);
    }
}

/* Weights by chance end sentences anywhere; even so none starts with what closes one, and a word that touches its neighbour stays with it. */
static void closing_marks_stay(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct setup u;
        start(&u, seed, true, NULL);
        /* Short paragraphs: one longer than a window is cut wherever it must be. */
        struct tr_doc *d = read_text(&u, TR_STR("They don't (now), ok;\n\n\u201cno\u201d! So: 5%.\n\nOk :-) ok [a] ) ."));
        for (uint32_t k = 1; k < d->n_sentences; k++) {
            const struct tr_word *w = &d->words[d->sentences[k].first];
            const struct tr_word *before = w - 1;
            if (w->paragraph_begins) continue;
            assert_false(tr_str_is(w->form, ":-)") || tr_str_is(w->form, ")") || tr_str_is(w->form, ";"));
            assert_true(w->space_before || strchr(".!?)]", before->form.p[0]) || tr_str_is(before->form, "\u201d"));
        }
        stop(&u);
    }
}

/* Not the type of a name: that is agreed on by the whole report (entities.h). */
static bool same_word(const struct tr_word *a, const struct tr_word *b)
{
    return tr_str_eq(a->form, b->form) && tr_str_eq(a->lemma, b->lemma) && tr_str_eq(a->deprel_text, b->deprel_text) &&
           a->upos == b->upos && tr_str_eq(a->xpos, b->xpos) && tr_str_eq(a->feats_text, b->feats_text) && !a->entity == !b->entity &&
           a->p_head == b->p_head && a->event == b->event && a->p_event == b->p_event && a->p_casualty_o == b->p_casualty_o &&
           a->p_ceasefire == b->p_ceasefire && a->mode == b->mode && a->status == b->status && a->who == b->who;
}

/* A paragraph gives the same bits alone, in the middle of others, and after other texts went through the same scratch memory. */
static void batches_do_not_matter(void **state)
{
    (void)state;
    static const char *const kernels[] = { "portable", "avx2", "vnni" };
    for (size_t k = 0; k < 3; k++) {
        if (!tr_kernels_find(kernels[k])) continue;
        struct setup u;
        start(&u, 5, true, kernels[k]);
        for (uint32_t words = 1; words < 160; words += 13) {
            tr_str one = make_text(u.a, words, words, 0), before = make_text(u.a, 77, 61, 6), after = make_text(u.a, 78, 200, 19);
            tr_str many = tr_arena_printf(u.a, TR_STR_FMT "\n\n" TR_STR_FMT "\n\n" TR_STR_FMT, TR_STR_ARG(before), TR_STR_ARG(one),
                                          TR_STR_ARG(after));
            struct tr_doc *alone = read_text(&u, one), *among = read_text(&u, many);
            size_t from = before.n + 2;
            uint32_t at = 0;
            while (among->words[at].span.from < from) at++;
            for (uint32_t i = 0; i < alone->n_words; i++) {
                assert_true(same_word(&alone->words[i], &among->words[at + i]));
                uint32_t h = alone->words[i].head;
                assert_int_equal(among->words[at + i].head, h == TR_NO_WORD ? TR_NO_WORD : h + at);
            }
            tr_arena_reset(u.a);
        }
        stop(&u);
    }
}

static void texts_beyond_the_limit_are_refused(void **state)
{
    (void)state;
    struct setup u;
    struct tr_doc *d;
    struct tr_err err = { 0 };
    start(&u, 5, true, NULL);
    char *p = calloc(1, TR_MAX_TEXT_BYTES + 1);
    assert_int_equal(tr_analyse(u.m, u.s, u.a, (tr_str){ p, TR_MAX_TEXT_BYTES + 1 }, &d, &err), TR_E_LIMIT);
    free(p);
    stop(&u);
}

struct text {
    char *p;
    size_t n;
};

static void keep(void *ctx, tr_str s)
{
    struct text *t = ctx;
    t->p = realloc(t->p, t->n + s.n + 1);
    memcpy(t->p + t->n, s.p, s.n);
    t->n += s.n;
    t->p[t->n] = 0;
}

/* Ten columns a word, numbers from 1, contractions as ranges, a blank line behind each sentence. */
static void conllu_is_well_formed(void **state)
{
    (void)state;
    struct setup u;
    start(&u, 3, true, NULL);
    struct tr_doc *d = read_text(&u, TR_STR("The army\tdidn't leave.\n\nIt\nstayed."));
    struct text t = { 0 };
    tr_conllu_write(d, u.a, keep, &t);
    uint32_t words = 0, ranges = 0, blank = 0, paragraphs = 0;
    tr_str rest = { t.p, t.n }, line;
    while (tr_str_split(&rest, '\n', &line)) {
        uint32_t tabs = 0;
        for (size_t i = 0; i < line.n; i++) tabs += line.p[i] == '\t';
        if (!line.n) blank++;
        else if (line.p[0] == '#') paragraphs += tr_str_is(line, "# newpar");
        else {
            assert_int_equal(tabs, 9);
            tr_str id = line;
            id.n = (size_t)((char *)memchr(line.p, '\t', line.n) - line.p);
            if (tr_str_has(id, '-')) ranges++;
            else words++;
        }
    }
    assert_int_equal(words, d->n_words);
    assert_true(blank >= d->n_sentences && paragraphs == 2);
    /* Weights by chance may end a sentence between "did" and "n't". */
    assert_true(ranges == (d->words[2].sentence == d->words[3].sentence));
    free(t.p);
    stop(&u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(analyses_are_whole),    cmocka_unit_test(closing_marks_stay),
        cmocka_unit_test(batches_do_not_matter), cmocka_unit_test(texts_beyond_the_limit_are_refused),
        cmocka_unit_test(conllu_is_well_formed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
