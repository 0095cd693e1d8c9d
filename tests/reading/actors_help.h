/* SPDX-License-Identifier: Apache-2.0 */
/* Reads short texts with the program's own weights, for the tests of actors, coreference and attribution. */
#ifndef TESTS_READING_ACTORS_HELP_H
#define TESTS_READING_ACTORS_HELP_H

#include "reading/reading.h"

struct actors_fixture { struct truce *truce; struct truce_reader *reader; };

int actors_setup(void **state);
int actors_teardown(void **state);
/* The reading of a text published on a day; valid until the next call. */
struct tr_reading *actors_read(void **state, const char *text, const char *published);
/* The word where the nth (from 1) occurrence of `at` begins; fails the test when absent. */
uint32_t actors_word(const struct tr_reading *r, const char *at, int nth);

#endif
