/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as text, streamed: CSV after RFC 4180 (quotes, doubled quotes, line breaks inside quotes) and tab-separated dumps.
 *
 * Memory is constant: one record is held at a time, at most TR_MAX_TABLE_RECORD bytes. A byte order mark is dropped; lines end in LF or CRLF, empty ones are passed over.
 * A bad record is told with the line that it starts on, and reading goes on with the line behind that one: a quotation mark that nobody closed costs its own record alone.
 *
 *   struct tr_table *t;
 *   if (tr_table_open(read, ctx, &(struct tr_table_options){ .separator = 0 }, "acled.csv", &t, &err)) …
 *   while ((got = tr_table_next(t, &rec, &err)) != 0) { if (got == 1) … rec.field[i] …; else … err.msg …; }
 *
 * Belongs to one thread. */
#ifndef TR_INTAKE_TABLE_H
#define TR_INTAKE_TABLE_H

#include "base/err.h"

/* Up to n bytes into buf: how many, 0 at the end, below 0 when the system refused (errno says why). */
typedef ptrdiff_t (*tr_table_read)(void *ctx, char *buf, size_t n);

struct tr_table_options {
    char separator;         /* 0: the one that the first line has most of, of comma, semicolon and tab */
    bool verbatim;          /* quotation marks are ordinary characters (GeoNames dumps) */
};

struct tr_table_record {
    const tr_str *field;    /* unquoted; UTF-8, NULs as blanks; until the next call */
    uint32_t n;
    tr_str raw;             /* the bytes as they stand in the file, without the line end that closes them */
    uint32_t line;          /* that it starts on, 1-based */
    uint64_t byte;
};

struct tr_table;
int tr_table_open(tr_table_read read, void *ctx, const struct tr_table_options *opt, const char *name, struct tr_table **out, struct tr_err *err);
/* 1: a record. 0: no more. TR_E_INPUT, TR_E_LIMIT: this record cannot be read, the next call goes on behind it. TR_E_IO: the source failed; calls after that return 0. */
int tr_table_next(struct tr_table *t, struct tr_table_record *out, struct tr_err *err);
uint64_t tr_table_at(const struct tr_table *t);                 /* bytes taken so far */
void tr_table_close(struct tr_table *t);                        /* NULL allowed */

/* Columns by the names of a header record, in any order and case, blanks around them dropped. */
#define TR_NO_COLUMN UINT32_MAX
uint32_t tr_table_column(const struct tr_table_record *header, const char *name);
/* A field without blanks around it; "" when the record is shorter or the column absent. */
tr_str tr_table_field(const struct tr_table_record *rec, uint32_t column);

#endif
