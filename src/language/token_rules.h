/* SPDX-License-Identifier: Apache-2.0 */
/* Where a run of characters without white space is cut. */
#ifndef TR_LANGUAGE_TOKEN_RULES_H
#define TR_LANGUAGE_TOKEN_RULES_H

#include "base/str.h"

struct tr_run {
    tr_str s;     /* the run */
    size_t at;    /* where the next word starts */
    tr_str after; /* the text behind the run, its white space first; empty at the end */
};

/* Bytes of the word that starts at run->at; at least one character. */
size_t tr_rule_next(const struct tr_run *run);
/* Where a contraction is cut in two ("do|n't", "Iran|'s", "can|not"); 0 when it is none. `after` is the text behind the word. */
size_t tr_rule_split(tr_str word, tr_str after);

#endif
