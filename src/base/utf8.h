/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TR_BASE_UTF8_H
#define TR_BASE_UTF8_H

#include "base/arena.h"

/* Decodes one code point at s.p[*at], advances *at. Ill-formed bytes give U+FFFD and advance by one. Needs *at < s.n. */
uint32_t tr_utf8_next(tr_str s, size_t *at);
size_t tr_utf8_put(char out[4], uint32_t cp);                /* bytes written, 1-4 */
bool tr_utf8_valid(tr_str s, size_t *bad);                   /* *bad = first ill-formed byte */
size_t tr_utf8_count(tr_str s);                              /* code points */
size_t tr_utf8_width(tr_str s);                              /* columns on a terminal */

bool tr_cp_is_space(uint32_t cp);
bool tr_cp_is_letter(uint32_t cp);
bool tr_cp_is_upper(uint32_t cp);
bool tr_cp_is_lower(uint32_t cp);
bool tr_cp_is_digit(uint32_t cp);
bool tr_cp_is_punct(uint32_t cp);                            /* punctuation and symbols */

tr_str tr_utf8_lower(struct tr_arena *a, tr_str s);
/* Key for looking names up: lower case, accents and transliteration marks stripped (Ḥalab -> halab, ʿAyn -> ayn), typographic
 * apostrophes dropped, hyphens and runs of white space to one space. */
tr_str tr_utf8_fold(struct tr_arena *a, tr_str s);

#endif
