/* SPDX-License-Identifier: Apache-2.0 */
/* Short reports read by the program's own weights, as rows: what tests of positions and capacity judge. */
#ifndef TESTS_JUDGING_READ_ROWS_H
#define TESTS_JUDGING_READ_ROWS_H

#include "ledger/ledger.h"
#include "knowledge/knowledge.h"

struct read_rows { struct truce *truce; struct truce_reader *reader; struct tr_knowledge *knowledge; struct tr_arena *arena; };
int read_rows_setup(void **state);
int read_rows_teardown(void **state);
/* Reads each text ("2016-05-01|text") and gives the claims of all, reports in the order given. */
struct tr_claims read_rows(struct read_rows *r, const char *const *texts, uint32_t n);

#endif
