/* SPDX-License-Identifier: Apache-2.0 */
/* Text to analysis: words, windows of a paragraph's words, sentences as the network ends them, then tags and trees. */
#include "base/limits.h"
#include "base/utf8.h"
#include "language/capitals.h"
#include "language/entities.h"
#include "language/footnotes.h"
#include "language/scratch_int.h"
#include "language/tokenise.h"

struct paragraph {
    uint32_t at, end;
}; /* words still to be read */

struct reader {
    const struct tr_model *m;
    struct tr_scratch *s;
    struct tr_arena *a;
    struct tr_doc *d;
    const struct tr_token *tokens;
    struct paragraph *todo; /* in order; those before `done` are read */
    uint32_t n_todo, done;
    uint8_t *ends; /* by word: the last of its sentence */
    float *p_entity;
};

static void make_words(struct reader *r, const struct tr_tokens *tokens)
{
    struct tr_doc *d = r->d;
    r->tokens = tokens->list.v;
    d->n_words = tokens->list.n;
    d->words = TR_NEW_N(r->a, struct tr_word, d->n_words + 1);
    r->ends = TR_NEW_N(r->a, uint8_t, d->n_words + 1);
    r->p_entity = TR_NEW_N(r->a, float, d->n_words + 1);
    uint32_t paragraphs = 0;
    for (uint32_t i = 0; i < d->n_words; i++) {
        struct tr_word *w = &d->words[i];
        w->span = r->tokens[i].span;
        w->form = tr_str_at(d->text, w->span);
        w->lower = w->form;
        for (size_t j = 0; j < w->form.n; j++)
            if ((unsigned char)w->form.p[j] >= 128 || (w->form.p[j] >= 'A' && w->form.p[j] <= 'Z')) {
                w->lower = tr_utf8_lower(r->a, w->form);
                break;
            }
        w->space_before = r->tokens[i].gap != TR_GAP_NONE;
        w->paragraph_begins = r->tokens[i].gap == TR_GAP_PARAGRAPH;
        w->head = TR_NO_WORD;
        paragraphs += w->paragraph_begins;
    }
    r->todo = TR_NEW_N(r->a, struct paragraph, paragraphs + 1);
    for (uint32_t i = 0; i < d->n_words; i++) {
        if (!i || d->words[i].paragraph_begins) r->todo[r->n_todo++].at = i;
        r->todo[r->n_todo - 1].end = i + 1;
    }
}

/* --- windows ---------------------------------------------------------------------------------------------------------------- */

static void row(struct tr_scratch *s, uint16_t piece, uint32_t position, uint8_t shape, uint8_t gap)
{
    s->piece[s->rows] = piece;
    s->position[s->rows] = (uint16_t)position;
    s->shape[s->rows] = shape;
    s->gap[s->rows++] = gap;
}

static bool may_end(tr_str form)
{
    return tr_str_is(form, ".") || tr_str_is(form, "!") || tr_str_is(form, "?") || tr_str_is(form, "...");
}

static bool closes(tr_str form)
{
    return tr_str_is(form, "\"") || tr_str_is(form, "\u201d") || tr_str_is(form, ")") || tr_str_is(form, "''");
}

/* Where to end a window whose paragraph goes on: behind the last full stop in its second half, because what follows that would be read again. */
static uint32_t good_end(const struct reader *r, uint32_t from, uint32_t at)
{
    const struct tr_word *w = r->d->words;
    for (uint32_t i = at - 1; i > from + (at - from) / 2; i--) {
        uint32_t stop = closes(w[i].form) ? i - 1 : i;
        if (may_end(w[stop].form) && w[i + 1].space_before) return i + 1;
    }
    return at;
}

/* Lays the next window of a paragraph into the batch. False, and nothing laid, when it does not fit behind other windows. */
static bool lay_window(struct reader *r, const struct paragraph *p)
{
    struct tr_scratch *s = r->s;
    struct tr_window w = { .first_word = p->at, .row = s->rows, .word_row = s->n_words };
    uint32_t words = s->n_words;
    bool alone = !s->rows;
    if (s->capacity - s->rows < 3) return false;
    row(s, TR_PIECE_CLS, 0, 0, TR_NO_GAP);
    uint32_t at = p->at;
    for (; at < p->end; at++) {
        uint16_t pieces[TR_MAX_WORD_PIECES];
        uint32_t n = tr_pieces_of(&r->m->pieces, r->d->words[at].form, pieces);
        if (s->rows - w.row + n + 1 > r->m->max_pieces) break;
        if (s->rows + n + 1 > s->capacity) {
            if (alone) break;
            s->rows = w.row;
            s->n_words = words;
            return false;
        }
        s->word_rows[s->n_words++] = (uint16_t)s->rows;
        for (uint32_t i = 0; i < n; i++)
            row(s, pieces[i], s->rows - w.row, i ? 0 : tr_shape_of(r->d->words[at].form), i ? TR_NO_GAP : r->tokens[at].gap);
    }
    if (at < p->end) {
        at = good_end(r, p->at, at);
        uint32_t n = words + at - p->at;
        if (n < s->n_words) s->rows = s->word_rows[n];
        s->n_words = n;
    }
    row(s, TR_PIECE_SEP, s->rows - w.row, 0, TR_NO_GAP);
    w.n_words = at - p->at;
    w.rows = s->rows - w.row;
    w.last = at == p->end;
    s->windows[s->n_windows++] = w;
    return true;
}

/* --- sentences -------------------------------------------------------------------------------------------------------------- */

/* How much more the network believes in an end here than in none. */
static float end_margin(const struct tr_scratch *s, uint32_t word)
{
    const float *v = tr_logits(s->m, s->out + (size_t)word * s->m->outputs.n_padded, TR_HEAD_sent);
    return v[1] - v[0];
}

/* :-) and its kin. */
static bool emoticon(tr_str form)
{
    if (form.n < 2 || form.n > 4 || !strchr(":;=", form.p[0]) || (form.p[0] == form.p[1] && form.n == 2)) return false;
    for (size_t i = 1; i < form.n; i++)
        if (!strchr("-'()DPp|/\\", form.p[i])) return false;
    return true;
}

static bool is_one_of(tr_str form, const char *const *list)
{
    for (; *list; list++)
        if (tr_str_is(form, *list)) return true;
    return false;
}

/* Whether a sentence can start at a word that does not start its paragraph. None does with an emoticon, which belongs to what it comments on, or with what
 * closes; and a word that touches the one before does so only where that ended a sentence and the space is lost. (3 of 48,000 such words of EWT and GUM do.) */
static bool may_start(const struct tr_word *w)
{
    static const char *const closing[] = { ")", "]", "}", ";", "!", NULL };
    static const char *const touching[] = { ",", ".", ":", "?", "%", "\u201d", "\u2019", "\u00bb", NULL };
    static const char *const done[] = { ")", "]", "\"", "''", "\u201d", "\u2019", "\u00bb", "\u2026", NULL };
    if (emoticon(w->form) || is_one_of(w->form, closing)) return false;
    if (w->space_before) return true;
    tr_str before = w[-1].form;
    return !is_one_of(w->form, touching) && (strchr(".!?", before.p[before.n - 1]) || is_one_of(before, done));
}

/* Where to cut a sentence that is too long: at the likeliest end in its second half. */
static uint32_t likeliest_end(const struct tr_scratch *s, uint32_t first, uint32_t n)
{
    uint32_t best = n - 1;
    for (uint32_t i = n / 2; i + 1 < n; i++)
        if (end_margin(s, first + i) > end_margin(s, first + best)) best = i;
    return best;
}

static void read_sentence(struct reader *r, uint32_t first, uint32_t n, uint32_t at)
{
    struct tr_word *words = r->d->words;
    for (uint32_t i = 0; i < n; i++) {
        const float *out = r->s->out + (size_t)(at + i) * r->m->outputs.n_padded;
        tr_tag(r->m, r->a, out, &words[first + i]);
        words[first + i].entity = tr_entity_label(r->m, out, &r->p_entity[first + i]);
    }
    tr_parse(r->s, words, first, n, at);
    r->ends[first + n - 1] = 1;
}

/* Whether a sentence ends with the word i of a window. */
static bool ends_at(const struct reader *r, const struct tr_window *w, uint32_t i)
{
    bool last = i + 1 == w->n_words, likely = end_margin(r->s, w->word_row + i) > 0;
    if (last) return w->last || likely;
    enum tr_footnote note = tr_footnote_at(r->d->words + w->first_word, w->n_words, i);
    return note == TR_FOOTNOTE_LAST || (note == TR_FOOTNOTE_NONE && likely && may_start(&r->d->words[w->first_word + i + 1]));
}

/* Reads a window's finished sentences; returns the word at which the next window starts. */
static uint32_t read_window(struct reader *r, const struct tr_window *w)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < w->n_words; i++) {
        uint32_t n = i + 1 - from;
        bool end = ends_at(r, w, i);
        if (!end && n == TR_MAX_SENTENCE_WORDS) {
            n = likeliest_end(r->s, w->word_row + from, n) + 1;
            end = true;
        }
        if (!end) continue;
        read_sentence(r, w->first_word + from, n, w->word_row + from);
        from += n;
        i = from - 1;
    }
    if (!from) {
        /* No sentence ends within a whole window. */
        from = likeliest_end(r->s, w->word_row, w->n_words) + 1;
        read_sentence(r, w->first_word, from, w->word_row);
    }
    return w->first_word + from;
}

/* Paragraphs that need several windows stay at the front, so that a batch holds the next windows of many. */
static void read_batch(struct reader *r)
{
    struct tr_scratch *s = r->s;
    s->rows = s->n_windows = s->n_words = 0;
    uint32_t n = 0;
    while (r->done + n < r->n_todo && s->n_windows < s->capacity && lay_window(r, &r->todo[r->done + n])) n++;
    tr_encode(s);
    for (uint32_t i = 0; i < n; i++) r->todo[r->done + i].at = read_window(r, &s->windows[i]);
    struct paragraph *first = r->todo + r->done;
    uint32_t kept = n;
    for (uint32_t i = n; i-- > 0;)
        if (first[i].at < first[i].end) first[--kept] = first[i];
    r->done += kept;
}

static void make_sentences(struct reader *r)
{
    struct tr_doc *d = r->d;
    for (uint32_t i = 0; i < d->n_words; i++) d->n_sentences += r->ends[i];
    d->sentences = TR_NEW_N(r->a, struct tr_sentence, d->n_sentences + 1);
    uint32_t k = 0;
    for (uint32_t i = 0; i < d->n_words; i++) {
        struct tr_sentence *s = &d->sentences[k];
        if (!s->n++) s->first = i;
        d->words[i].sentence = k;
        if (d->words[i].head == TR_NO_WORD) s->root = i;
        s->span = (tr_span){ d->words[s->first].span.from, d->words[i].span.to };
        k += r->ends[i];
    }
}

static void link_children(struct reader *r)
{
    struct tr_doc *d = r->d;
    d->child_first = TR_NEW_N(r->a, uint32_t, d->n_words + 1);
    d->child_next = TR_NEW_N(r->a, uint32_t, d->n_words + 1);
    memset(d->child_first, 0xff, sizeof(uint32_t) * d->n_words);
    memset(d->child_next, 0xff, sizeof(uint32_t) * d->n_words);
    for (uint32_t i = d->n_words; i-- > 0;) {
        uint32_t h = d->words[i].head;
        if (h == TR_NO_WORD) continue;
        d->child_next[i] = d->child_first[h];
        d->child_first[h] = i;
    }
}

int tr_analyse(const struct tr_model *m, struct tr_scratch *s, struct tr_arena *a, tr_str text, struct tr_doc **out, struct tr_err *err)
{
    *out = NULL;
    if (text.n > TR_MAX_TEXT_BYTES) return tr_fail(err, TR_E_LIMIT, "a text of %zu bytes is longer than %u", text.n, TR_MAX_TEXT_BYTES);
    struct tr_doc *d = TR_NEW(a, struct tr_doc);
    struct tr_tokens tokens = { 0 };
    struct reader r = { .m = m, .s = s, .a = a, .d = d };
    d->text = text;
    d->has_claim_heads = m->has_claim_heads;
    tr_tokenise(a, text, &tokens);
    make_words(&r, &tokens);
    while (r.done < r.n_todo) read_batch(&r);
    make_sentences(&r);
    tr_capitals_settle(d);
    tr_entities(d, a, r.p_entity);
    tr_entities_settle(d, a);
    link_children(&r);
    *out = d;
    return TR_OK;
}
