/* SPDX-License-Identifier: Apache-2.0 */
/* Does a frame of the lexicon hold at a word of the tree? Pure questions; a reading whose actors or places are not found yet knows less. */
#ifndef TR_READING_FRAME_H
#define TR_READING_FRAME_H

#include "knowledge/lexicon.h"
#include "reading/reading.h"

bool tr_frame_holds(const struct tr_reading *r, const struct tr_frame *f, uint32_t w);
/* The most demanding use whose frame holds at w, NULL when the lexicon has none. Verbs, and adjectives that are participles, are looked up as verbs;
 * nouns as nouns; a noun that only the verb table has ("the bombed-out") is not looked up as a verb. */
const struct tr_use *tr_use_at(const struct tr_reading *r, uint32_t w);

/* Asks a table of the lexicon for the lemma of w, then for its form, then for what the form may come from. NULL and *n = 0 when it has none. */
typedef const void *tr_table_asked(const struct tr_lexicon *l, tr_str lemma, uint32_t *n);
const void *tr_table_find(const struct tr_lexicon *l, const struct tr_doc *d, uint32_t w, tr_table_asked ask, uint32_t *n);

/* What verb w has as its object: the direct object, the subject of a passive, the noun that a passive participle or relative clause modifies. */
uint32_t tr_object_of(const struct tr_doc *d, uint32_t w);
/* The lemma that tables are asked for: lower case, also of words that the tagger took for names ("Truce" in a title). */
tr_str tr_table_lemma(const struct tr_doc *d, uint32_t w);
bool tr_is_hyphened(const struct tr_doc *d, uint32_t w);                         /* the last part of a noun that a hyphen joins: "in" of "sit-in" */
bool tr_word_in(const struct tr_reading *r, uint32_t w, const char *cls);    /* is the word, or what it counts ("dozens of rebels"), of the class? */

/* tr_status_of of tree.h with the cue verbs, nouns and adjectives of the lexicon besides the closed classes: "threatened to", "plans for". */
enum truce_status tr_status_at(const struct tr_reading *r, uint32_t w);

#endif
