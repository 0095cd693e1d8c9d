/* SPDX-License-Identifier: Apache-2.0 */
/* Errors are a return code and a struct that the caller owns; err may be NULL. Bad *input* is no error but a
 * diagnostic on the report: one bad page never stops a run. */
#ifndef TR_BASE_ERR_H
#define TR_BASE_ERR_H

#include "base/arena.h"

enum tr_code {
    TR_OK = 0,
    TR_E_NOMEM = -1,    /* memory or the arena's ceiling */
    TR_E_IO = -2,       /* the system refused */
    TR_E_INPUT = -3,    /* what was given cannot be read as what it should be */
    TR_E_LIMIT = -4,    /* larger than base/limits.h allows */
    TR_E_DATA = -5,     /* the program's own data files or weights are wrong */
    TR_E_USAGE = -6     /* the caller asked for something that does not exist */
};

struct tr_err {
    int code;
    uint64_t byte;      /* position in the input, where one is known */
    uint32_t line;      /* 1-based, 0 when unknown */
    char msg[400];      /* what, where, and the remedy; UTF-8, NUL-terminated */
};

/* Fills err (if any) and returns code, so that callers can `return tr_fail(...)`. */
int tr_fail(struct tr_err *err, int code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int tr_fail_at(struct tr_err *err, int code, uint64_t byte, uint32_t line, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

enum tr_severity { TR_NOTE, TR_WARNING, TR_ERROR };

struct tr_diag {
    enum tr_severity severity;
    uint64_t byte;
    uint32_t line;      /* 0 when unknown */
    tr_str text;        /* one sentence, with the remedy */
};

struct tr_diags { TR_VEC(struct tr_diag) list; };

void tr_diag_add(struct tr_arena *a, struct tr_diags *d, enum tr_severity s, uint64_t byte, uint32_t line, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

#endif
