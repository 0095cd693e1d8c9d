/* SPDX-License-Identifier: Apache-2.0 */
/* A reading, shown: for programs (the JSON contract) and for people (a terminal). Both write into the caller's buffer. */
#ifndef TR_VIEWS_VIEWS_H
#define TR_VIEWS_VIEWS_H

#include "base/json.h"
#include "truce.h"

/* Which claims to show: bit per kind (1u << enum truce_kind); all when 0. */
#define TR_SHOWS(only, kind) (!(only) || ((only) >> (kind) & 1u))

enum tr_layers { TR_LAYER_TIMES = 1, TR_LAYER_ATTRIBUTIONS = 2, TR_LAYER_ENTITIES = 4, TR_LAYER_TOKENS = 8 };

/* One object a report; the stable contract of `truce read --json`. layers is a set of enum tr_layers. */
void tr_view_json(struct tr_json *j, const struct truce_reading *r, unsigned only, unsigned layers);
void tr_json_actor(struct tr_json *j, const struct truce_actor *a);     /* ACTOR of docs/JSON.md, null for none */
void tr_view_layers(struct tr_json *j, const struct truce_reading *r, unsigned layers);   /* the members that layers ask for */

/* Growing text, malloc'd; fini frees. */
struct tr_text { char *p; size_t n, cap; bool failed; };
void tr_text_fini(struct tr_text *t);
void tr_text_put_n(struct tr_text *t, char c, size_t n);
void tr_text_put(struct tr_text *t, tr_str s);
void tr_text_printf(struct tr_text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

struct tr_terminal {
    unsigned width;         /* columns, at least 40 */
    bool colour;            /* ANSI styles; without them marks are [1 … ] in the text */
    unsigned only;
    bool why;               /* rule and model names under each claim */
};

/* A table of text cells: columns as wide as needed, the widest shrunk until all fits; cells wrap at spaces; empty columns vanish. */
#define TR_TABLE_COLUMNS 10
struct tr_table_row { const char *cell[TR_TABLE_COLUMNS]; const char *note; };   /* NUL-terminated, NULL = empty; a note stands below, its lines wrapped */
void tr_view_table(struct tr_text *out, const char *const *heads, const struct tr_table_row *rows, uint32_t n, const struct tr_terminal *how);

/* The report with its claims underlined and numbered, then the claims by kind in aligned columns. */
void tr_view_terminal(struct tr_text *out, const struct truce_reading *r, const struct tr_terminal *how);

#endif
