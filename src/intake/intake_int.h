/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of intake/ share. In order of use: source (bytes of a file), recognise (what they are), decode (to UTF-8), then one of
 * text, records, page; then dateline and language, which look at the finished text. */
#ifndef TR_INTAKE_INT_H
#define TR_INTAKE_INT_H

#include <jansson.h>
#include <sodium.h>

#include "base/limits.h"
#include "intake/intake.h"

/* --- source.c: a file descriptor or memory, read through one growing buffer --- */
struct tr_source {
    int fd;                         /* -1: everything is in the buffer already */
    bool own_fd, eof;
    int error;                      /* errno of a failed read */
    char *buf;
    size_t from, to, cap;           /* buf[from, to) is read but not taken */
    uint64_t taken;                 /* bytes before buf[from] */
    uint32_t line;                  /* of buf[from], 1-based */
};
void tr_source_init(struct tr_source *s, int fd, bool own_fd);
void tr_source_fini(struct tr_source *s);
/* At least `want` bytes if the file has them. False when memory or the read failed. */
bool tr_source_fill(struct tr_source *s, size_t want);
tr_str tr_source_peek(const struct tr_source *s);
void tr_source_take(struct tr_source *s, size_t n);

enum tr_taken { TR_TAKEN, TR_TAKEN_TOO_LONG, TR_TAKEN_NOTHING, TR_TAKEN_BROKEN, TR_TAKEN_NO_MEMORY };
/* The next line without its end; it stays valid until the next call. Longer than max: passed over. *size gets its full length. */
enum tr_taken tr_source_line(struct tr_source *s, size_t max, tr_str *line, uint64_t *size);
/* The next JSON value ({…} or […]) by its brackets alone, leading white space and commas passed over. BROKEN: something else stands there. */
enum tr_taken tr_source_value(struct tr_source *s, size_t max, tr_str *value, uint64_t *size);
/* All the rest: at most `keep` bytes of it are held, all of it is hashed. */
enum tr_taken tr_source_rest(struct tr_source *s, size_t keep, tr_str *held, uint64_t *size, char sha256[65]);
void tr_sha256(tr_str s, char out[65]);

/* --- recognise.c --- */
enum tr_format { TR_FORMAT_TEXT, TR_FORMAT_HTML, TR_FORMAT_LINES, TR_FORMAT_VALUES, TR_FORMAT_ARRAY, TR_FORMAT_EMPTY, TR_FORMAT_REFUSED };
/* From the first bytes. For REFUSED *why names what it is and the remedy. */
enum tr_format tr_recognise(tr_str head, bool whole, const char **why);
/* The same for text that is decoded by now: TEXT or HTML, or what JSON it is. */
enum tr_format tr_recognise_utf8(tr_str head, bool whole);

/* --- decode.c --- */
struct tr_work { char *p; size_t cap; };            /* scratch that outlives a call; malloc'd */
bool tr_work_reserve(struct tr_work *w, size_t n);

enum tr_how { TR_HOW_UTF8, TR_HOW_MARK, TR_HOW_DECLARED, TR_HOW_DETECTED, TR_HOW_DAMAGED };
struct tr_decoded {
    tr_str text;                    /* in the source's buffer or in the work space */
    const char *charset;            /* static or ICU's own name */
    enum tr_how how;
    uint64_t first_bad;             /* byte in the original, when damaged */
    uint32_t n_bad;
};
/* `declared` is the charset that the document claims, or empty. `cut`: the bytes end where we stopped, not where the file does. */
int tr_decode(tr_str raw, tr_str declared, bool cut, struct tr_work *w, struct tr_decoded *out, struct tr_err *err);
/* True when what was decoded is no text: too many control characters. */
bool tr_looks_binary(tr_str utf8);

/* --- page.c and its parts: HTML --- */
struct tr_page;
/* Parses; the tree lives in the arena. NULL when the arena is exhausted. Adds what went wrong to diags. */
struct tr_page *tr_page_parse(struct tr_arena *a, tr_str utf8, struct tr_diags *diags);
void tr_page_meta(const struct tr_page *page, struct tr_arena *a, struct tr_input *out);
tr_str tr_page_body(struct tr_page *page, struct tr_arena *a);
/* The charset that <meta> claims, within the first bytes. */
tr_str tr_page_charset(tr_str head);

/* --- dates.c --- */
struct tr_day_found {
    int year, month, day;           /* year 0 when not written */
    int weekday;                    /* 0 = Monday, -1 when not written */
    bool short_year;                /* two digits */
    size_t from, to;
};
/* A date expression that starts exactly at `at`, with day and month. */
bool tr_day_scan(tr_str s, size_t at, struct tr_day_found *out);
/* 1-12 for an English month name or its abbreviation, taking the letters at *at; 0 for none. */
int tr_month_scan(tr_str s, size_t *at);

/* --- dateline.c, language.c --- */
/* Fills published and published_from unless they are known, adding a note when the date stays unknown. */
void tr_dateline_apply(struct tr_arena *a, struct tr_input *in);
tr_str tr_language_guess(tr_str text);

#endif
