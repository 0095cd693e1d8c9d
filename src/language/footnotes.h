/* SPDX-License-Identifier: Apache-2.0 */
/* Marks of footnotes, "[12]", that touch the end of a sentence: they belong to the sentence before them, and the sentence ends with them. */
#ifndef TR_LANGUAGE_FOOTNOTES_H
#define TR_LANGUAGE_FOOTNOTES_H

#include "language/doc.h"

enum tr_footnote {
    TR_FOOTNOTE_NONE,   /* no footnote follows this word */
    TR_FOOTNOTE_BEFORE, /* a footnote touches this word, which has ended its sentence or stands in a footnote */
    TR_FOOTNOTE_LAST    /* the bracket that closes the last of them */
};

/* How words[i] of words [0, n) stands to such marks; reads 64 words back and 3 ahead at most. */
enum tr_footnote tr_footnote_at(const struct tr_word *words, uint32_t n, uint32_t i);

#endif
