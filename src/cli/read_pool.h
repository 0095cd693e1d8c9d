/* SPDX-License-Identifier: Apache-2.0 */
/* Many reports through many readers: reports are taken in order, read in parallel, and written in order. */
#ifndef TR_CLI_READ_POOL_H
#define TR_CLI_READ_POOL_H

#include "intake/intake.h"
#include "views/views.h"

enum tr_read_format { TR_READ_PAGE, TR_READ_JSON, TR_READ_CONLLU };

struct tr_read_how {
    struct tr_intake_options intake;
    enum tr_read_format format;
    unsigned layers, jobs;
    struct tr_terminal terminal;
    bool quiet;
};

struct tr_read_counts { unsigned read, failed; };

/* Writes to standard output; complaints and progress go to standard error. Fails only when the program itself cannot start. */
int tr_read_all(const char *const *paths, size_t n, const struct tr_read_how *how, struct tr_read_counts *counts, struct tr_err *err);

#endif
