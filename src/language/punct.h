/* SPDX-License-Identifier: Apache-2.0 */
/* Where punctuation hangs in the tree. UD settles that by rule (universaldependencies.org/u/dep/punct.html), so the words' tree decides it. */
#ifndef TR_LANGUAGE_PUNCT_H
#define TR_LANGUAGE_PUNCT_H

#include "language/doc.h"

/* Hangs the marks of a sentence, words [first, first + n) with heads and relations, where UD wants them; only marks that nothing hangs on move. A pair of
 * brackets or quotes hangs on the head of what it encloses. Any other mark hangs, within the pair around it, on the highest word at its left or right that it
 * can without crossing an arc: on the one of the two that depends on the other, unless the parser chose the other. */
void tr_punct_settle(struct tr_word *words, uint32_t first, uint32_t n);

#endif
