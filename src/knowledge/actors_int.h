/* SPDX-License-Identifier: Apache-2.0 */
/* What the register's loader and its look-up share. */
#ifndef TR_KNOWLEDGE_ACTORS_INT_H
#define TR_KNOWLEDGE_ACTORS_INT_H

#include "knowledge/actors.h"

/* In the values of keys and organs: longer keys begin with this one. The rest is an index + 1, 0 = no such key itself. */
#define TR_KEY_LONGER ((uint64_t)1 << 32)

/* Adds the rows of one table; an error names file and line. */
int tr_register_add(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err);
int tr_register_add_organs(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err);
int tr_register_add_nouns(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err);
int tr_register_add_given(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err);
int tr_register_add_cues(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err);
void tr_register_init(struct tr_register *g, struct tr_arena *a);

#endif
