/* SPDX-License-Identifier: Apache-2.0 */
/* Growing text and tables of it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "views/views.h"

void tr_text_fini(struct tr_text *t)
{
    free(t->p);
    *t = (struct tr_text){ 0 };
}

static bool reserve(struct tr_text *t, size_t more)
{
    if (t->failed) return false;
    if (t->n + more + 1 <= t->cap) return true;
    size_t cap = t->cap ? t->cap : 4096;
    while (cap < t->n + more + 1) cap *= 2;
    char *p = realloc(t->p, cap);
    if (!p) {
        t->failed = true;
        return false;
    }
    t->p = p;
    t->cap = cap;
    return true;
}

void tr_text_put(struct tr_text *t, tr_str s)
{
    if (!s.n || !reserve(t, s.n)) return;
    memcpy(t->p + t->n, s.p, s.n);
    t->n += s.n;
    t->p[t->n] = 0;
}

void tr_text_put_n(struct tr_text *t, char c, size_t n)
{
    if (!n || !reserve(t, n)) return;
    memset(t->p + t->n, c, n);
    t->n += n;
    t->p[t->n] = 0;
}

void tr_text_printf(struct tr_text *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n <= 0 || !reserve(t, (size_t)n)) return;
    va_start(ap, fmt);
    vsnprintf(t->p + t->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    t->n += (size_t)n;
}

/* The longest start of s that fits into `width` columns, cut at a space where there is one. */
static tr_str fit(tr_str s, unsigned width)
{
    size_t at = 0, last_space = 0;
    unsigned used = 0;
    while (at < s.n) {
        size_t from = at;
        tr_utf8_next(s, &at);
        unsigned w = (unsigned)tr_utf8_width((tr_str){ s.p + from, at - from });
        if (used + w > width) return tr_str_sub(s, 0, last_space ? last_space : from ? from : at);
        used += w;
        if (s.p[from] == ' ') last_space = from;
    }
    return s;
}

static unsigned longest_word(tr_str s)
{
    unsigned best = 0;
    tr_str part;
    while (tr_str_split(&s, ' ', &part)) {
        unsigned w = (unsigned)tr_utf8_width(part);
        if (w > best) best = w;
    }
    return best;
}

static void column_widths(unsigned *width, unsigned *least, const char *const *heads, const struct tr_table_row *rows, uint32_t n)
{
    for (int c = 0; c < TR_TABLE_COLUMNS; c++) {
        width[c] = least[c] = 0;
        for (uint32_t i = 0; i < n; i++) {
            tr_str s = tr_str_of(rows[i].cell[c]);
            unsigned w = (unsigned)tr_utf8_width(s), l = longest_word(s);
            if (w > width[c]) width[c] = w;
            if (l > least[c]) least[c] = l;
        }
        if (!width[c] || !heads[c]) continue;
        unsigned h = (unsigned)strlen(heads[c]);
        if (h > width[c]) width[c] = h;
        if (h > least[c]) least[c] = h;
        if (least[c] > 14) least[c] = 14;
    }
}

/* Takes columns from the widest column until the row fits or every column is at its least. */
static bool shrink(unsigned *width, const unsigned *least, unsigned room)
{
    for (;;) {
        unsigned total = 0;
        int widest = -1;
        for (int c = 0; c < TR_TABLE_COLUMNS; c++) {
            if (!width[c]) continue;
            total += width[c] + 2;
            if (width[c] > least[c] && (widest < 0 || width[c] > width[widest])) widest = c;
        }
        if (total <= room + 2) return true;
        if (widest < 0) return false;
        width[widest]--;
    }
}

static void table_row(struct tr_text *out, const struct tr_table_row *row, const unsigned *width)
{
    tr_str rest[TR_TABLE_COLUMNS];
    bool more = true;
    for (int c = 0; c < TR_TABLE_COLUMNS; c++) rest[c] = tr_str_of(row->cell[c]);
    while (more) {
        size_t pad = 0;
        more = false;
        for (int c = 0; c < TR_TABLE_COLUMNS; c++) {
            if (!width[c]) continue;
            tr_str part = fit(rest[c], width[c]);
            if (part.n) {
                tr_text_put_n(out, ' ', pad);
                tr_text_put(out, part);
                pad = 0;
            }
            pad += width[c] + 2 - tr_utf8_width(part);
            rest[c] = tr_str_trim(tr_str_sub(rest[c], part.n, rest[c].n));
            more |= rest[c].n > 0;
        }
        tr_text_put(out, TR_STR("\n"));
    }
}

/* A note under a row: its lines, wrapped. */
static void put_note(struct tr_text *out, tr_str note, unsigned indent, const struct tr_terminal *how)
{
    tr_str line;
    while (tr_str_split(&note, '\n', &line)) {
        while (line.n) {
            tr_str part = fit(line, how->width > indent + 20 ? how->width - indent : 20);
            tr_text_printf(out, "%s%*s" TR_STR_FMT "%s\n", how->colour ? "\x1b[2m" : "", (int)indent, "", TR_STR_ARG(part),
                           how->colour ? "\x1b[0m" : "");
            line = tr_str_trim(tr_str_sub(line, part.n, line.n));
        }
    }
}

void tr_view_table(struct tr_text *out, const char *const *heads, const struct tr_table_row *rows, uint32_t n,
                   const struct tr_terminal *how)
{
    unsigned width[TR_TABLE_COLUMNS], least[TR_TABLE_COLUMNS];
    struct tr_table_row top = { 0 };
    column_widths(width, least, heads, rows, n);
    while (!shrink(width, least, how->width)) { /* whole words do not fit: cut the longest ones */
        unsigned most = 0;
        for (int c = 0; c < TR_TABLE_COLUMNS; c++) most = least[c] > most ? least[c] : most;
        if (most <= 3) break;
        for (int c = 0; c < TR_TABLE_COLUMNS; c++) least[c] = least[c] == most ? most - 1 : least[c];
    }
    for (int c = 0; c < TR_TABLE_COLUMNS; c++) top.cell[c] = width[c] ? heads[c] : NULL;
    if (how->colour) tr_text_put(out, TR_STR("\x1b[2m"));
    table_row(out, &top, width);
    if (how->colour) tr_text_put(out, TR_STR("\x1b[0m"));
    for (uint32_t i = 0; i < n; i++) {
        table_row(out, &rows[i], width);
        if (rows[i].note) put_note(out, tr_str_of(rows[i].note), width[0] > 12 ? 14 : width[0] + 2, how);
    }
}
