/* SPDX-License-Identifier: Apache-2.0 */
#include "language/punct.h"

#include "base/limits.h"

/* One sentence; words are counted from its first. */
struct marks {
    struct tr_word *words;
    uint32_t first, n;
    uint16_t partner[TR_MAX_SENTENCE_WORDS]; /* of a bracket or quote: the other one; else itself */
    bool has_child[TR_MAX_SENTENCE_WORDS];
};

static struct tr_word *word(const struct marks *m, uint32_t i)
{
    return &m->words[m->first + i];
}

static bool is_mark(const struct marks *m, uint32_t i)
{
    return word(m, i)->rel == TR_REL_punct;
}

/* The head within the sentence; n for the root, which is outside any stretch of it. */
static uint32_t head(const struct marks *m, uint32_t i)
{
    uint32_t h = word(m, i)->head;
    return h == TR_NO_WORD ? m->n : h - m->first;
}

/* --- pairs ------------------------------------------------------------------------------------------------------------------ */

static const struct {
    const char *open, *close;
} kinds[] = { { "(", ")" },           { "[", "]" },           { "{", "}" },   { "<", ">" },  { "\u201c", "\u201d" },
              { "\u2018", "\u2019" }, { "\u00ab", "\u00bb" }, { "``", "''" }, { "\"", "\"" } };
#define N_KINDS (sizeof kinds / sizeof *kinds)

/* Finds the pairs from left to right; one that closes forgets what was opened inside it and never closed. */
static void find_pairs(struct marks *m)
{
    uint16_t open[TR_MAX_SENTENCE_WORDS];
    uint8_t kind[TR_MAX_SENTENCE_WORDS];
    uint32_t depth = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        tr_str form = word(m, i)->form;
        m->partner[i] = (uint16_t)i;
        if (!is_mark(m, i)) continue;
        for (uint32_t k = depth; k-- > 0;)
            if (tr_str_is(form, kinds[kind[k]].close)) {
                m->partner[i] = open[k];
                m->partner[open[k]] = (uint16_t)i;
                depth = k;
                break;
            }
        if (m->partner[i] != i) continue;
        for (uint32_t k = 0; k < N_KINDS; k++)
            if (tr_str_is(form, kinds[k].open)) {
                open[depth] = (uint16_t)i;
                kind[depth++] = (uint8_t)k;
            }
    }
}

/* The one word between `from` and `to` that hangs on a word outside; n when there are several, or none. */
static uint32_t head_between(const struct marks *m, uint32_t from, uint32_t to)
{
    uint32_t found = m->n;
    for (uint32_t i = from + 1; i < to; i++) {
        uint32_t h = head(m, i);
        if (is_mark(m, i) || (h > from && h < to)) continue;
        if (found != m->n) return m->n;
        found = i;
    }
    return found;
}

/* --- other marks -------------------------------------------------------------------------------------------------------------- */

/* From word i up, as long as the heads lie in [from, to). */
static uint32_t climb(const struct marks *m, uint32_t i, uint32_t from, uint32_t to)
{
    for (uint32_t h; h = head(m, i), h >= from && h < to;) i = h;
    return i;
}

static bool depends(const struct marks *m, uint32_t i, uint32_t on)
{
    while (i != m->n && i != on) i = head(m, i);
    return i == on;
}

/* Where the mark at `at` hangs, between the marks that enclose it: words [from, to) may carry it. */
static uint32_t place(const struct marks *m, uint32_t at, uint32_t from, uint32_t to)
{
    uint32_t left = at, right = at + 1, now = head(m, at);
    while (left > from && is_mark(m, left - 1)) left--;
    while (right < to && is_mark(m, right)) right++;
    bool has_left = left > from, has_right = right < to;
    if (has_left) left = climb(m, left - 1, from, at);
    if (has_right) right = climb(m, right, at + 1, to);
    tr_str form = word(m, at)->form;
    bool ends = tr_str_is(form, ".") || tr_str_is(form, "!") || tr_str_is(form, "?");
    if (has_left && (ends || !has_right)) return left;
    if (has_right && !has_left) return right;
    if (!has_left || now == left || now == right) return now;
    return depends(m, left, right) ? left : depends(m, right, left) ? right : now;
}

void tr_punct_settle(struct tr_word *words, uint32_t first, uint32_t n)
{
    struct marks m = { .words = words, .first = first, .n = n };
    if (n > TR_MAX_SENTENCE_WORDS) return;
    for (uint32_t i = 0; i < n; i++)
        if (head(&m, i) < n) m.has_child[head(&m, i)] = true;
    find_pairs(&m);
    uint16_t around[TR_MAX_SENTENCE_WORDS + 1]; /* the pairs that enclose a word, by their openings */
    uint32_t depth = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t partner = m.partner[i], to = head(&m, i);
        if (partner < i) depth--;
        if (is_mark(&m, i) && to < n && !m.has_child[i]) {
            uint32_t inside = partner < i ? head_between(&m, partner, i) : partner > i ? head_between(&m, i, partner) : n;
            if (inside < n) to = inside;
            else if (partner == i) to = place(&m, i, depth ? around[depth - 1] + 1u : 0, depth ? m.partner[around[depth - 1]] : n);
            word(&m, i)->head = first + to;
        }
        if (partner > i) around[depth++] = (uint16_t)i;
    }
}
