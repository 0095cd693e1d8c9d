/* SPDX-License-Identifier: Apache-2.0 */
#include "language/footnotes.h"

#include <string.h>

#define MAX_DIGITS 4
#define MAX_MARKS 20 /* footnotes in a row */

static bool touches(const struct tr_word *w, tr_str form)
{
    return !w->space_before && tr_str_eq(w->form, form);
}

static bool is_number(tr_str s)
{
    if (!s.n || s.n > MAX_DIGITS) return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

/* Whether "[", number, "]" stand at words[i], all touching what is before them. */
static bool starts_at(const struct tr_word *words, uint32_t n, uint32_t i)
{
    return i + 2 < n && touches(&words[i], TR_STR("[")) && !words[i + 1].space_before && is_number(words[i + 1].form) &&
           touches(&words[i + 2], TR_STR("]"));
}

static bool is_stop(tr_str form)
{
    return form.n && strchr(".!?", form.p[form.n - 1]);
}

static bool closes(tr_str form)
{
    return tr_str_is(form, "\"") || tr_str_is(form, "\u201d") || tr_str_is(form, "''") || tr_str_is(form, ")");
}

/* Whether the footnotes that end before words[i] (a "[" that starts one) go back to the end of a sentence. */
static bool follows_end(const struct tr_word *words, uint32_t n, uint32_t i)
{
    for (uint32_t marks = 0; marks < MAX_MARKS && i; marks++) {
        if (i < 3 || !starts_at(words, n, i - 3)) {
            return is_stop(words[i - 1].form) || (i > 1 && closes(words[i - 1].form) && is_stop(words[i - 2].form));
        }
        i -= 3;
    }
    return false;
}

enum tr_footnote tr_footnote_at(const struct tr_word *words, uint32_t n, uint32_t i)
{
    for (uint32_t back = 0; back < 3 && back <= i + 1; back++) {
        uint32_t from = i + 1 - back;
        if (starts_at(words, n, from)) return follows_end(words, n, from) ? TR_FOOTNOTE_BEFORE : TR_FOOTNOTE_NONE;
    }
    return i >= 2 && starts_at(words, n, i - 2) && follows_end(words, n, i - 2) ? TR_FOOTNOTE_LAST : TR_FOOTNOTE_NONE;
}
