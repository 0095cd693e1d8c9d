/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that were read once, kept in memory between questions for every handle of a process. What a ledger holds is never changed, so what stands under a number
 * stands there for good; what may still grow (who revised a report) carries the length of the chain that it was read at, and whoever reads it looks at that.
 *
 * Bounded: when a shelf is full it is given up as a whole, and freed when the last question that reads it has ended. Any number of threads. */
#ifndef TR_LEDGER_SHELF_H
#define TR_LEDGER_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tr_shelf;
struct tr_shelf_view;                   /* what stands there, for the length of a question */
enum tr_shelf_of { TR_SHELF_CLAIMS, TR_SHELF_REPORTS, TR_SHELF_TIES, TR_SHELF_count };

struct tr_shelf *tr_shelf_new(size_t bytes);            /* at most so many, and one question's reading more; NULL: no memory */
void tr_shelf_free(struct tr_shelf *s);                 /* no question is open; NULL allowed */
struct tr_shelf_view *tr_shelf_enter(struct tr_shelf *s);       /* NULL: no memory, or s is NULL: then nothing is kept */
void tr_shelf_leave(struct tr_shelf_view *v);           /* NULL allowed */
/* Until the view is left; NULL: not there. */
const void *tr_shelf_find(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id);
/* Keeps a copy of n bytes, aligned to 8, in place of what stood there. Nothing happens when v is NULL, the shelf is full, or the number is beyond what it has room for. */
void tr_shelf_put(struct tr_shelf_view *v, enum tr_shelf_of of, int64_t id, const void *item, size_t n);
bool tr_shelf_full(const struct tr_shelf_view *v);      /* nothing more is kept; v NULL too */
size_t tr_shelf_bytes(struct tr_shelf *s);              /* held now */

#endif
