/* SPDX-License-Identifier: Apache-2.0 */
/* Small documents written by hand, so that the number readers are tested without a model.
 * "Rockets/NOUN/2/nsubj killed/VERB/0/root six/NUM/4/nummod people/NOUN/2/obj ./PUNCT": form/UPOS/head/relation/lemma, heads 1-based
 * within the sentence, 0 the root; what follows UPOS may be left off (then the last word is the head, relation dep). "|" ends a
 * sentence; a leading "+" glues a word to the one before. */
#ifndef TESTS_READING_NUMBERS_DOC_H
#define TESTS_READING_NUMBERS_DOC_H

#include "knowledge/numerals.h"
#include "language/doc.h"
#include "reading/reading.h"

struct tr_doc *numbers_doc(struct tr_arena *a, const char *words);
/* A reading of it with the program's own tables; published as YYYY-MM-DD or NULL. */
struct tr_reading *numbers_reading(struct tr_arena *a, const char *words, const char *published);

#endif
