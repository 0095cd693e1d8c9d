/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TR_LEDGER_SQLITE_SCOPE_H
#define TR_LEDGER_SQLITE_SCOPE_H

#include "ledger/scope.h"
#include "ledger/sqlite_int.h"

/* Places of the ledger, and their numbers to look them up by. */
struct sq_places { TR_VEC(const struct tr_place_row *) list; struct tr_map ids; };
struct sq_scope { struct tr_scope_rule rule; struct sq_places places; struct tr_scope shown; };

/* TR_E_INPUT with near spellings when nothing of that name is known. Inside a question that is open. */
int tr_sq_find_scope(struct sq *l, tr_str text, struct sq_answer *n, struct sq_scope *out, struct tr_err *err);

/* --- sqlite_scopes.c: the same from the last questions, where the handle keeps anything --- */
bool tr_sq_scope_kept(struct sq *l, tr_str text, struct sq_answer *n, struct sq_scope *out);     /* false: it is not there */
void tr_sq_keep_scope(struct sq *l, tr_str text, const struct sq_scope *s);
void tr_sq_scopes_fini(struct sq *l);

#endif
