/* SPDX-License-Identifier: Apache-2.0 */
/* White space separates runs; a run is cut from left to right, at each place by the first rule that applies. The rules follow what the
 * treebanks do today: hyphenated compounds in three words, contractions in two, abbreviations with their stop. */
#include "language/tokenise.h"

#include <ctype.h>

#include "base/utf8.h"
#include "language/token_rules.h"

#define MAX_RUN (4 * TR_MAX_WORD_BYTES)

struct cutter {
    struct tr_arena *arena;
    tr_str text;
    struct tr_tokens *out;
    uint8_t gap; /* before the next word */
};

static void put_piece(struct cutter *c, size_t from, size_t to)
{
    *tr_vec_push(c->arena, &c->out->list) = (struct tr_token){ { (uint32_t)from, (uint32_t)to }, c->gap };
    c->gap = TR_GAP_NONE;
}

/* Puts the word [from, to), cut where it is too long, never within a character. */
static void put(struct cutter *c, size_t from, size_t to)
{
    while (to - from > TR_MAX_WORD_BYTES) {
        size_t cut = from + TR_MAX_WORD_BYTES;
        while (cut > from + 1 && ((unsigned char)c->text.p[cut] & 0xc0) == 0x80) cut--;
        if (cut == from + 1) cut = from + TR_MAX_WORD_BYTES;
        put_piece(c, from, cut);
        from = cut;
    }
    if (to > from) put_piece(c, from, to);
}

static void cut_run(struct cutter *c, size_t from, size_t to)
{
    /* Rules look ahead to the run's end: a run without end is cut first, so that reading stays linear in its length. */
    while (to - from > MAX_RUN) {
        size_t cut = from + MAX_RUN;
        while (cut > from + MAX_RUN - 3 && ((unsigned char)c->text.p[cut] & 0xc0) == 0x80) cut--;
        cut_run(c, from, cut);
        from = cut;
    }
    struct tr_run run = { tr_str_sub(c->text, from, to), 0, to < c->text.n ? tr_str_sub(c->text, to, c->text.n) : (tr_str){ 0 } };
    while (run.at < run.s.n) {
        size_t n = tr_rule_next(&run);
        size_t split = tr_rule_split(tr_str_sub(run.s, run.at, run.at + n), tr_str_sub(c->text, from + run.at + n, c->text.n));
        if (split) put(c, from + run.at, from + run.at + split);
        put(c, from + run.at + split, from + run.at + n);
        run.at += n;
    }
}

/* --- lines ----------------------------------------------------------------------------------------------------------------- */

#define LONG_LINE 130  /* bytes; no text is wrapped as wide, so such a line is a whole paragraph */
#define LINES_AROUND 8 /* lines that tell how wide the text is wrapped */

/* Bytes of the line that starts at `at`, no more than LONG_LINE + 1. */
static size_t line_length(tr_str text, size_t at)
{
    size_t n = 0;
    while (n <= LONG_LINE && at + n < text.n && text.p[at + n] != '\n') n++;
    return n;
}

static size_t line_start(tr_str text, size_t at)
{
    size_t n = 0;
    while (at && text.p[at - 1] != '\n' && n++ <= LONG_LINE) at--;
    return at;
}

/* The longest of the lines around the line break at `at`, as far as no blank line parts them. */
static size_t wrapped_at(tr_str text, size_t at)
{
    size_t widest = 0, from = at;
    for (int i = 0; i < LINES_AROUND && from; i++) {
        size_t start = line_start(text, from);
        if (start == from) break;
        if (from - start > widest) widest = from - start;
        if (!start || text.p[start - 1] != '\n') break;
        from = start - 1;
    }
    for (int i = 0; i < LINES_AROUND && at < text.n; i++) {
        size_t n = line_length(text, ++at);
        if (!n) break;
        if (n > widest) widest = n;
        at += n;
        if (n > LONG_LINE) break;
    }
    return widest;
}

static bool ends_sentence(tr_str text, size_t at)
{
    while (at) {
        size_t from = at - 1;
        while (from && ((unsigned char)text.p[from] & 0xc0) == 0x80) from--;
        size_t next = from;
        uint32_t c = tr_utf8_next(text, &next);
        if (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2026) return true;
        if (c != '"' && c != '\'' && c != ')' && c != 0x201d && c != 0x2019 && c != 0xbb) return false;
        at = from;
    }
    return false;
}

/* Whether one line break, behind the word that ends at `end` and before the one that starts at `next`, starts a paragraph. It does not where
 * a text wrapped at some width had no room for the next word, or where the sentence plainly goes on. */
static bool starts_paragraph(tr_str text, size_t end, size_t next)
{
    size_t at = next;
    if (next >= text.n || tr_cp_is_lower(tr_utf8_next(text, &at))) return false;
    if (text.p[end - 1] == ',' || text.p[end - 1] == '-' || text.p[end - 1] == ';') return false;
    size_t word = 0, length = end - line_start(text, end), width = wrapped_at(text, end);
    /* A bullet alone on its line belongs to what it stands before. */
    if (length <= 3 && !isalnum((unsigned char)text.p[end - 1])) return false;
    while (next + word < text.n && !strchr(" \n\t\r", text.p[next + word])) word++;
    if (width > LONG_LINE) return true;
    if (ends_sentence(text, end)) return length + 1 + word <= width;
    return length * 10 < width * 6;
}

/* Skips white space from `at`; says what kind of gap it makes. */
static size_t skip_space(tr_str text, size_t at, uint8_t *gap)
{
    unsigned lines = 0;
    size_t end = at;
    bool paragraph = at == 0;
    while (at < text.n) {
        size_t next = at;
        uint32_t c = tr_utf8_next(text, &next);
        if (!tr_cp_is_space(c) && c != 0xfeff && c != 0x200b) break;
        if (c == '\n' || (c == '\r' && (next >= text.n || text.p[next] != '\n')) || c == 0x2028) lines++;
        if (c == '\f' || c == 0x2029) paragraph = true;
        at = next;
    }
    if (lines == 1 && !paragraph) paragraph = starts_paragraph(text, end, at);
    *gap = paragraph || lines > 1 ? TR_GAP_PARAGRAPH : lines ? TR_GAP_LINE : at > end ? TR_GAP_SPACE : TR_GAP_NONE;
    return at;
}

void tr_tokenise(struct tr_arena *a, tr_str text, struct tr_tokens *out)
{
    struct cutter c = { a, text, out, TR_GAP_PARAGRAPH };
    size_t at = skip_space(text, 0, &c.gap);
    while (at < text.n) {
        size_t end = at;
        while (end < text.n) {
            size_t next = end;
            uint32_t cp = tr_utf8_next(text, &next);
            if (tr_cp_is_space(cp) || cp == 0xfeff || cp == 0x200b) break;
            end = next;
        }
        cut_run(&c, at, end);
        at = skip_space(text, end, &c.gap);
    }
}
