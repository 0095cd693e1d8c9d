/* SPDX-License-Identifier: Apache-2.0 */
#include "intake/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"

#define ROOM (TR_MAX_TABLE_RECORD + 65536u) /* a whole record and what was read ahead of the next */

struct tr_table {
    tr_table_read read;
    void *ctx;
    tr_str name;
    char separator;
    bool verbatim, started, ended, failed;
    uint32_t line;   /* of the byte at `from` */
    uint64_t byte;   /* position in the source of the byte at `from` */
    size_t from, to; /* of buf: not yet taken */
    char *buf;       /* ROOM bytes */
    char *cells;     /* TR_MAX_TABLE_RECORD bytes: fields with doubled quotes, undoubled */
    tr_str fields[TR_MAX_TABLE_FIELDS];
};

int tr_table_open(tr_table_read read, void *ctx, const struct tr_table_options *opt, const char *name, struct tr_table **out,
                  struct tr_err *err)
{
    struct tr_table *t = *out = calloc(1, sizeof *t);
    if (!t || !(t->buf = malloc(ROOM)) || !(t->cells = malloc(TR_MAX_TABLE_RECORD))) {
        tr_table_close(t);
        *out = NULL;
        return tr_fail(err, TR_E_NOMEM, "%s: no memory for the reader of tables", name);
    }
    t->read = read, t->ctx = ctx, t->name = tr_str_of(name);
    t->separator = opt->separator, t->verbatim = opt->verbatim;
    t->line = 1;
    return TR_OK;
}

void tr_table_close(struct tr_table *t)
{
    if (!t) return;
    free(t->buf);
    free(t->cells);
    free(t);
}

uint64_t tr_table_at(const struct tr_table *t)
{
    return t->byte;
}

/* More bytes behind `to`; false when none come or no room is left. */
static bool fill(struct tr_table *t)
{
    if (t->ended) return false;
    if (t->from > 0 && t->to == ROOM) {
        memmove(t->buf, t->buf + t->from, t->to - t->from);
        t->to -= t->from, t->from = 0;
    }
    if (t->to == ROOM) return false;
    ptrdiff_t got = t->read(t->ctx, t->buf + t->to, ROOM - t->to);
    if (got <= 0) {
        t->ended = true, t->failed = got < 0;
        return false;
    }
    t->to += (size_t)got;
    return true;
}

/* The byte at offset k behind `from`, -1 at the end or beyond the longest record. */
static int byte_at(struct tr_table *t, size_t k)
{
    while (t->from + k >= t->to) {
        if (k > TR_MAX_TABLE_RECORD || !fill(t)) return -1;
    }
    return (unsigned char)t->buf[t->from + k];
}

static void take(struct tr_table *t, size_t n)
{
    const char *p = t->buf + t->from, *end = p + n;
    while ((p = memchr(p, '\n', (size_t)(end - p)))) t->line++, p++;
    t->from += n, t->byte += n;
}

/* Takes the rest of the line that starts at `from`, however long, without holding it. */
static void skip_line(struct tr_table *t)
{
    for (;;) {
        char *nl = memchr(t->buf + t->from, '\n', t->to - t->from);
        if (nl) {
            take(t, (size_t)(nl - t->buf) - t->from + 1);
            return;
        }
        take(t, t->to - t->from);
        t->from = t->to = 0;
        if (!fill(t)) return;
    }
}

static void choose_separator(struct tr_table *t)
{
    static const char known[] = { ',', ';', '\t' };
    size_t count[3] = { 0 }, best = 0;
    bool inside = false;
    for (size_t k = 0; k < TR_MAX_TABLE_RECORD; k++) {
        int c = byte_at(t, k);
        if (c < 0 || (c == '\n' && !inside)) break;
        if (c == '"') inside = !inside;
        for (size_t i = 0; i < 3 && !inside; i++) count[i] += c == (unsigned char)known[i];
    }
    for (size_t i = 1; i < 3; i++) {
        if (count[i] > count[best]) best = i;
    }
    t->separator = known[best];
}

static void start(struct tr_table *t)
{
    t->started = true;
    if (byte_at(t, 0) == 0xEF && byte_at(t, 1) == 0xBB && byte_at(t, 2) == 0xBF) take(t, 3);
    if (!t->separator) choose_separator(t);
}

enum scan { SCAN_MORE, SCAN_END, SCAN_OPEN, SCAN_JUNK, SCAN_LONG, SCAN_MANY };

struct scanner {
    size_t k;    /* offset behind `from` */
    size_t cell; /* next free byte of cells */
    uint32_t n;
};

static enum scan separator_or_end(struct tr_table *t, struct scanner *s)
{
    int c = byte_at(t, s->k);
    if (c == (unsigned char)t->separator) return s->k++, SCAN_MORE;
    if (c == '\n') return SCAN_END;
    if (c == '\r' && (byte_at(t, s->k + 1) == '\n' || byte_at(t, s->k + 1) < 0)) return SCAN_END;
    if (c < 0) return s->k > TR_MAX_TABLE_RECORD ? SCAN_LONG : SCAN_END;
    return SCAN_JUNK;
}

/* A field in quotes; the mark at k opens it. The text goes to cells: the buffer may move while it is read. */
static enum scan quoted(struct tr_table *t, struct scanner *s, size_t *from)
{
    *from = s->cell;
    for (s->k++;; s->k++) {
        int c = byte_at(t, s->k);
        if (c < 0) return SCAN_OPEN;
        if (c == '"' && byte_at(t, s->k + 1) != '"') break;
        if (c == '"') s->k++;
        if (s->cell == TR_MAX_TABLE_RECORD) return SCAN_OPEN;
        t->cells[s->cell++] = c ? (char)c : ' ';
    }
    s->k++;
    return separator_or_end(t, s);
}

static enum scan plain(struct tr_table *t, struct scanner *s, size_t *from)
{
    enum scan sc;
    *from = s->cell;
    while ((sc = separator_or_end(t, s)) == SCAN_JUNK) {
        if (s->cell == TR_MAX_TABLE_RECORD) return SCAN_LONG;
        char c = t->buf[t->from + s->k++];
        t->cells[s->cell++] = c ? c : ' ';
    }
    return sc;
}

static enum scan scan_record(struct tr_table *t, struct scanner *s)
{
    enum scan sc = SCAN_MORE;
    while (sc == SCAN_MORE) {
        size_t from;
        bool marked = !t->verbatim && byte_at(t, s->k) == '"';
        sc = marked ? quoted(t, s, &from) : plain(t, s, &from);
        if (sc != SCAN_MORE && sc != SCAN_END) return sc;
        if (s->n == TR_MAX_TABLE_FIELDS) return SCAN_MANY;
        t->fields[s->n++] = (tr_str){ t->cells + from, s->cell - from };
        if (s->k > TR_MAX_TABLE_RECORD) return SCAN_LONG;
    }
    return sc;
}

static int tell(struct tr_table *t, enum scan sc, uint32_t line, uint64_t byte, struct tr_err *err)
{
    tr_str n = t->name;
    switch (sc) {
    case SCAN_OPEN:
        return tr_fail_at(err, TR_E_INPUT, byte, line,
                          TR_STR_FMT ":%u: a quotation mark opens a field and nothing closes it: close it, or double it inside the field",
                          TR_STR_ARG(n), line);
    case SCAN_JUNK:
        return tr_fail_at(err, TR_E_INPUT, byte, line,
                          TR_STR_FMT ":%u: text stands behind the quotation mark that closes a field: double the marks inside the field",
                          TR_STR_ARG(n), line);
    case SCAN_MANY:
        return tr_fail_at(err, TR_E_LIMIT, byte, line, TR_STR_FMT ":%u: more than %u fields: is this a table of one event a line?",
                          TR_STR_ARG(n), line, TR_MAX_TABLE_FIELDS);
    default:
        return tr_fail_at(err, TR_E_LIMIT, byte, line,
                          TR_STR_FMT ":%u: the record is longer than %u bytes: is a line end or a quotation mark missing?", TR_STR_ARG(n),
                          line, TR_MAX_TABLE_RECORD);
    }
}

static void skip_blank(struct tr_table *t)
{
    for (;;) {
        int c = byte_at(t, 0);
        if (c == '\n' || (c == '\r' && byte_at(t, 1) < 0)) take(t, 1);
        else if (c == '\r' && byte_at(t, 1) == '\n') take(t, 2);
        else return;
    }
}

int tr_table_next(struct tr_table *t, struct tr_table_record *out, struct tr_err *err)
{
    struct scanner s = { 0 };
    size_t bad;
    if (!t->started) start(t);
    skip_blank(t);
    if (byte_at(t, 0) < 0) {
        if (!t->failed) return 0;
        t->failed = false;
        return tr_fail_at(err, TR_E_IO, t->byte, t->line, TR_STR_FMT ": cannot be read: %s", TR_STR_ARG(t->name), strerror(errno));
    }
    uint32_t line = t->line;
    uint64_t byte = t->byte;
    enum scan sc = scan_record(t, &s);
    if (sc != SCAN_END) {
        skip_line(t);
        return tell(t, sc, line, byte, err);
    }
    *out = (struct tr_table_record){ t->fields, s.n, { t->buf + t->from, s.k }, line, byte };
    bool ok = tr_utf8_valid(out->raw, &bad);
    take(t, s.k); /* its line end stays: looking for it could move the buffer that raw points into */
    if (!ok)
        return tr_fail_at(err, TR_E_INPUT, byte + bad, line,
                          TR_STR_FMT ":%u: the record is not UTF-8: convert the file, with iconv -f WINDOWS-1252 -t UTF-8",
                          TR_STR_ARG(t->name), line);
    return 1;
}

uint32_t tr_table_column(const struct tr_table_record *header, const char *name)
{
    for (uint32_t i = 0; i < header->n; i++) {
        if (tr_str_is_i(tr_str_trim(header->field[i]), name)) return i;
    }
    return TR_NO_COLUMN;
}

tr_str tr_table_field(const struct tr_table_record *rec, uint32_t column)
{
    return column < rec->n ? tr_str_trim(rec->field[column]) : TR_STR("");
}
