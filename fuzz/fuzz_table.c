/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a table: every record or complaint moves on, fields are UTF-8 without NULs, raw bytes are the source's own. The first byte says how: separator, verbatim, and in what
 * steps the bytes come. */
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "intake/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_table: %s\n", what);
    abort();
}

struct bytes {
    const uint8_t *p;
    size_t n, at, step;
};

static ptrdiff_t give(void *ctx, char *buf, size_t n)
{
    struct bytes *b = ctx;
    if (n > b->step) n = b->step;
    if (n > b->n - b->at) n = b->n - b->at;
    if (n) memcpy(buf, b->p + b->at, n);
    b->at += n;
    return (ptrdiff_t)n;
}

static void check(const struct tr_table_record *r, const struct bytes *b)
{
    must(r->n > 0 && r->n <= TR_MAX_TABLE_FIELDS, "a record without fields");
    must(r->raw.n > 0 && r->raw.n <= TR_MAX_TABLE_RECORD + 1, "a record of no size");
    must(r->byte + r->raw.n <= b->n && !memcmp(b->p + r->byte, r->raw.p, r->raw.n), "raw bytes that are not the source's");
    for (uint32_t i = 0; i < r->n; i++) {
        must(tr_utf8_valid(r->field[i], NULL), "a field that is no UTF-8");
        must(r->field[i].n <= r->raw.n && !(r->field[i].n && memchr(r->field[i].p, 0, r->field[i].n)),
             "a field with NUL, or longer than its record");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[] = { 0, ',', ';', '\t' };
    if (!size) return 0;
    struct bytes b = { data + 1, size - 1, 0, (data[0] >> 3) + 1 };
    struct tr_table *t;
    struct tr_table_record r;
    struct tr_err err = { 0 };
    struct tr_table_options opt = { separators[data[0] & 3], data[0] & 4 };
    uint64_t last = 0;
    uint32_t line = 0;
    must(tr_table_open(give, &b, &opt, "fuzz", &t, NULL) == TR_OK, "no memory");
    int got;
    for (size_t n = 0; (got = tr_table_next(t, &r, &err)) != 0; n++) {
        if (got == 1) check(&r, &b);
        else must(err.msg[0] && err.line, "an error without message or line");
        must((got == 1 ? r.line : err.line) > line, "lines that do not grow");
        line = got == 1 ? r.line : err.line;
        must(tr_table_at(t) > last, "no way on");
        last = tr_table_at(t);
        must(n < size, "more records than bytes");
    }
    must(tr_table_at(t) == b.n, "bytes left behind");
    tr_table_close(t);
    return 0;
}
