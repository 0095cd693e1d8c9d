/* SPDX-License-Identifier: Apache-2.0 */
/* JSON out: a streaming writer over a growing buffer. The caller names the values in order; commas, quotes and escapes are the writer's.
 * Strings that are not UTF-8 are written with U+FFFD for each ill-formed byte, so that what comes out is always JSON.
 * JSON in goes through jansson with the helpers at the end. */
#ifndef TR_BASE_JSON_H
#define TR_BASE_JSON_H

#include <jansson.h>

#include "base/err.h"

#define TR_JSON_DEPTH 64                    /* nested objects and arrays that the writer takes; more is a bug */

struct tr_json {
    char *p;                                /* what is written so far; not NUL-terminated; malloc'd */
    size_t n, cap;
    unsigned depth;
    char closer[TR_JSON_DEPTH];             /* of what is open at this depth: } or ] */
    bool filled[TR_JSON_DEPTH];             /* a value stands before, at this depth */
    bool keyed;                             /* a key waits for its value */
    bool failed;                            /* malloc failed or nesting too deep: later calls do nothing, tr_json_done says so */
};

void tr_json_init(struct tr_json *j);
void tr_json_fini(struct tr_json *j);
void tr_json_clear(struct tr_json *j);      /* empties it, keeps the buffer */
bool tr_json_done(const struct tr_json *j, tr_str *out);    /* false when memory ran out or something is still open */

void tr_json_object(struct tr_json *j);     /* opens { */
void tr_json_array(struct tr_json *j);      /* opens [ */
void tr_json_end(struct tr_json *j);        /* closes the innermost */
void tr_json_key(struct tr_json *j, const char *key);
void tr_json_str(struct tr_json *j, tr_str s);
void tr_json_cstr(struct tr_json *j, const char *s);        /* NULL writes null */
void tr_json_int(struct tr_json *j, int64_t v);
void tr_json_real(struct tr_json *j, double v, int decimals);   /* trailing zeros dropped; not finite: null */
void tr_json_bool(struct tr_json *j, bool v);
void tr_json_null(struct tr_json *j);
void tr_json_span(struct tr_json *j, tr_span s);            /* [from, to] */
void tr_json_raw(struct tr_json *j, tr_str s);              /* a value that is JSON already */
void tr_json_newline(struct tr_json *j);                    /* between the lines of JSON Lines; only at depth 0 */

/* Parses one JSON value that fills s; what cannot be read gives NULL and err with line and byte. json_decref the result. */
json_t *tr_json_parse(tr_str s, struct tr_err *err);
/* A member that is a string, else an empty slice. Lives as long as the object. */
tr_str tr_json_member(const json_t *object, const char *key);

#endif
