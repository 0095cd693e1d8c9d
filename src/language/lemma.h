/* SPDX-License-Identifier: Apache-2.0 */
/* Lemmas of inflected English words by rule: rules over trees ask for lemmas, and a guess such as "ros" for "rose" would lose them. */
#ifndef TR_LANGUAGE_LEMMA_H
#define TR_LANGUAGE_LEMMA_H

#include "language/pieces.h"

/* The base form of a lower-cased word that xpos (Penn) calls a verb or a plural noun. Irregular forms come from a list; regular ones are
 * undone, and where spelling leaves a choice ("hoped": hop or hope) the commoner word that the vocabulary holds whole is taken.
 * Empty when the rules have no opinion: the model's edit script then decides. */
tr_str tr_lemma_inflected(const struct tr_pieces *vocabulary, struct tr_arena *a, tr_str lower, tr_str xpos);

#endif
