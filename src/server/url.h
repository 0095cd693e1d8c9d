/* SPDX-License-Identifier: Apache-2.0 */
/* The target of a request, taken apart: "/api/v1/claims?place=Aleppo" to a path and its parameters. Strict: what a browser or a program would never send is refused
 * with the parameter's name, never guessed at. */
#ifndef TR_SERVER_URL_H
#define TR_SERVER_URL_H

#include "base/err.h"

#define TR_URL_BYTES 8192               /* of a target; longer ones are answered 414 */
#define TR_URL_PARAMS 64                /* of one request */

struct tr_param { tr_str name, value; };

struct tr_url {
    tr_str path;                        /* decoded, begins with / */
    struct tr_param params[TR_URL_PARAMS];  /* decoded UTF-8 without NUL and control characters; in the order sent */
    uint32_t n;
    tr_str bad;                         /* after TR_E_INPUT: the parameter at fault, "" for the path */
};

/* Decodes in place: slices point into target, which stays the caller's. TR_E_INPUT, TR_E_LIMIT. */
int tr_url_parse(char *target, size_t n, struct tr_url *out, struct tr_err *err);
/* First parameter of that name; false when there is none. */
bool tr_url_get(const struct tr_url *u, const char *name, tr_str *value);
/* The value of a cookie in a Cookie header, "" when it is not there. */
tr_str tr_cookie_find(tr_str header, const char *name);
/* Whether a list such as "gzip;q=0.5, br" takes that coding. */
bool tr_accepts(tr_str header, const char *coding);
/* Whether an If-None-Match list has that tag (without quotes), compared weakly. */
bool tr_etag_in(tr_str header, tr_str tag);
/* The name of a Host header without its port, brackets and closing dot; false when it is no such thing. */
bool tr_host_name(tr_str header, tr_str *name);

/* A value as it stands in a query. Returns how many bytes; out may be NULL to count. */
size_t tr_url_escape(tr_str s, char *out);

#endif
