/* SPDX-License-Identifier: Apache-2.0 */
/* Where prepositions hang: "in" of "in Syria ceasefire" on the phrase's head, as UD has it, not on the noun before it. Of 32,229 prepositions before their
 * heads in the train parts of EWT and GUM, 30 hang on a compound. */
#ifndef TR_LANGUAGE_CASE_H
#define TR_LANGUAGE_CASE_H

#include "language/doc.h"

/* Moves the prepositions of a sentence, words [first, first + n) with heads and relations, from a compound up to the noun that it stands before. */
void tr_case_settle(struct tr_word *words, uint32_t first, uint32_t n);

#endif
