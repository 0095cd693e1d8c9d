/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes to reports. Files, folders (walked, in byte order of their names) and standard input ("-") are read one report at a time; what a file
 * is, is told from its content, never from its name: plain text in any common encoding, an HTML page, JSON Lines, a JSON array or object.
 *
 *   struct tr_intake *in;
 *   if (tr_intake_open(paths, n, &options, &in, &err)) …
 *   while ((got = tr_intake_next(in, arena, &input, &err)) != 0) {
 *       if (got < 0) { say err.msg; continue; }        one file or record could not be read; the rest follows
 *       … input …; tr_arena_reset(arena);
 *   }
 *   tr_intake_close(in);
 *
 * One intake belongs to one thread. It holds at most one record or one document (base/limits.h) at a time, however long the file. */
#ifndef TR_INTAKE_INTAKE_H
#define TR_INTAKE_INTAKE_H

#include "base/date.h"
#include "base/err.h"
#include "truce.h"

/* One report as received. All slices live in the arena given to tr_intake_next. */
struct tr_input {
    tr_str id;                      /* the record's, else the file's name without folder and extension ("stdin" for "-"), records with "#" and their line or number */
    tr_str outlet, title, url;      /* "" when unknown */
    tr_str language;                /* BCP 47 ("en", "ar"), "" when unknown */
    tr_str text;                    /* UTF-8; what spans refer to. Of JSON and plain text exactly as given (decoded, without byte order mark, NUL as a
                                       space), of HTML the headline and the article's paragraphs, blank lines between */
    tr_date published;              /* TR_NO_DATE when unknown */
    enum truce_dated published_from;
    char sha256[65];                /* of the original bytes: of the file, or of the one record; hexadecimal */
    uint64_t bytes;                 /* how many those are */
    tr_str origin;                  /* the path it came from, "standard input" */
    uint32_t line;                  /* of the record in its file, 1-based; 0 when the file is one report */
    tr_str raw;                     /* those bytes, at most TR_MAX_PAGE_BYTES of them; empty unless the options ask for them */
    struct tr_diags diags;          /* what a reader must know: encoding detected, bytes replaced, text cut, date unknown */
};

struct tr_intake_options {
    tr_date published;              /* for every report, before all else; TR_NO_DATE = as the reports say */
    tr_str outlet;                  /* for reports that do not name theirs; may be empty */
    bool raw;                       /* hand the original bytes out too */
};

struct tr_intake;

/* The paths are the caller's and stay until close. Fails only when memory does: what cannot be opened is told by tr_intake_next. */
int tr_intake_open(const char *const *paths, size_t n, const struct tr_intake_options *opt, struct tr_intake **out, struct tr_err *err);
/* 1: *out is a report. 0: there is no more. Below 0 (a tr_code): one file or record could not be read; err->msg says which, where, and what
 * to do; the next call goes on behind it. The arena may longjmp to its guard (base/arena.h): the intake stays usable then. */
int tr_intake_next(struct tr_intake *in, struct tr_arena *a, struct tr_input *out, struct tr_err *err);
/* Bytes read so far, and of all that was given where that is known before (files and folders), else 0. */
void tr_intake_progress(const struct tr_intake *in, uint64_t *done, uint64_t *total);
void tr_intake_close(struct tr_intake *in);     /* NULL allowed */

/* One document that is in memory already, recognised and read by the same rules; `name` stands in messages and gives the id. */
int tr_intake_memory(tr_str bytes, const char *name, const struct tr_intake_options *opt, struct tr_arena *a, struct tr_input *out, struct tr_err *err);

/* A date as people and machines write it: ISO 8601, RFC 2822, "2 May 2014", "May 2, 2014", "Fri 2 May 2014 19:11", "02.05.2014". A day or
 * month that could be either ("02/05/2014") is not taken. */
bool tr_intake_date(tr_str s, tr_date *out);

#endif
