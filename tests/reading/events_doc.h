/* SPDX-License-Identifier: Apache-2.0 */
/* Hand-made trees (see numbers_doc.h) with the program's own lexicon and actors, for the tests of events, frames, status and ceasefires. */
#ifndef TESTS_READING_EVENTS_DOC_H
#define TESTS_READING_EVENTS_DOC_H

#include "knowledge/lexicon.h"
#include "numbers_doc.h"

struct tr_reading *events_reading(struct tr_arena *a, const char *words);
uint32_t events_word(const struct tr_reading *r, const char *form);     /* fails the test when no word has the form */

#endif
