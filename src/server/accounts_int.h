/* SPDX-License-Identifier: Apache-2.0 */
/* What the two halves of the accounts share. The lock is held around every use of db. */
#ifndef TR_SERVER_ACCOUNTS_INT_H
#define TR_SERVER_ACCOUNTS_INT_H

#include <pthread.h>
#include <sqlite3.h>

#include "server/accounts.h"

struct tr_accounts {
    sqlite3 *db;
    pthread_mutex_t lock;
    char path[4096];
};

int tr_accounts_fail(struct tr_accounts *a, struct tr_err *err);
int tr_accounts_prepare(struct tr_accounts *a, const char *sql, sqlite3_stmt **out, struct tr_err *err);
void tr_accounts_bind(sqlite3_stmt *st, int at, tr_str s);
void tr_accounts_user(sqlite3_stmt *st, int name, int role, struct tr_user *out);

#endif
