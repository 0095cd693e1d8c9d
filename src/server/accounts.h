/* SPDX-License-Identifier: Apache-2.0 */
/* Who may ask the server, and for what: names with roles, passwords (argon2id), API tokens and sessions, in a SQLite file of their own beside the ledger
 * (LEDGER.users, mode 0600). They are no part of the chain: an account can be removed for good. Secrets are kept hashed only.
 *
 * A handle may be shared by threads. Its file may be changed by another process (truce users) while a server runs. */
#ifndef TR_SERVER_ACCOUNTS_H
#define TR_SERVER_ACCOUNTS_H

#include "base/instant.h"

#define TR_ROLE_LIST(X)                                                                                                \
    X(none)             /* nothing but the page itself and logging in */                                               \
    X(viewer)           /* reads; what is sensitive is withheld */                                                     \
    X(analyst)          /* reads everything and records assessments */                                                 \
    X(admin)            /* the same, and sees the server's figures from elsewhere */
enum tr_role {
#define X(n) TR_ROLE_##n,
    TR_ROLE_LIST(X)
#undef X
    TR_ROLE_count
};
const char *tr_role_name(enum tr_role r);
bool tr_role_of(tr_str name, enum tr_role *out);            /* viewer, analyst or admin */

#define TR_NAME_BYTES 64                                    /* of an account */
#define TR_PASSWORD_MIN 10                                  /* characters */
#define TR_PASSWORD_MAX 1024                                /* bytes: hashing takes time with length */
#define TR_SECRET_BYTES 64                                  /* room for a token, a cookie or a CSRF token, with its NUL */
#define TR_SESSION_SECONDS (12 * 3600)

struct tr_user { char name[TR_NAME_BYTES + 1]; enum tr_role role; };

struct tr_accounts;
/* LEDGER.users. make: creates it when it is not there; without it *out is NULL then, and TR_OK. */
int tr_accounts_open(const char *ledger, bool make, struct tr_accounts **out, struct tr_err *err);
void tr_accounts_close(struct tr_accounts *a);              /* NULL allowed */

/* TR_E_INPUT: what is wrong with the name or the password; TR_E_USAGE: it is there already, or is not there. */
int tr_accounts_add(struct tr_accounts *a, tr_str name, enum tr_role role, tr_str password, struct tr_err *err);
int tr_accounts_remove(struct tr_accounts *a, tr_str name, struct tr_err *err);    /* its tokens and sessions end with it */
int tr_accounts_count(struct tr_accounts *a, uint64_t *n, struct tr_err *err);
/* In order of names. */
struct tr_account { struct tr_user user; tr_instant made; uint64_t tokens, sessions; };
int tr_accounts_each(struct tr_accounts *a, void (*each)(void *arg, const struct tr_account *account), void *arg, struct tr_err *err);

/* Takes as long for a name that is not there. TR_E_USAGE when name and password do not belong together. */
int tr_accounts_password(struct tr_accounts *a, tr_str name, tr_str password, struct tr_user *out, struct tr_err *err);

/* The token itself is told once. days 0: until removed. */
int tr_accounts_token_add(struct tr_accounts *a, tr_str name, tr_str label, int days, char token[TR_SECRET_BYTES], int64_t *id, struct tr_err *err);
int tr_accounts_token_remove(struct tr_accounts *a, int64_t id, struct tr_err *err);
struct tr_token { int64_t id; char user[TR_NAME_BYTES + 1], label[TR_NAME_BYTES + 1]; tr_instant made, ends; };
int tr_accounts_tokens(struct tr_accounts *a, void (*each)(void *arg, const struct tr_token *token), void *arg, struct tr_err *err);

/* TR_E_USAGE: no such token or session, or it has ended. */
int tr_accounts_by_token(struct tr_accounts *a, tr_str token, struct tr_user *out, struct tr_err *err);
int tr_accounts_session_new(struct tr_accounts *a, const struct tr_user *user, char cookie[TR_SECRET_BYTES], char csrf[TR_SECRET_BYTES], struct tr_err *err);
int tr_accounts_by_session(struct tr_accounts *a, tr_str cookie, struct tr_user *out, char csrf[TR_SECRET_BYTES], struct tr_err *err);
int tr_accounts_session_end(struct tr_accounts *a, tr_str cookie, struct tr_err *err);

#endif
