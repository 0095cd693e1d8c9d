/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens of programs and sessions of people: 32 random bytes each, told once, kept hashed. */
#include <sodium.h>
#include <stdio.h>

#include "server/accounts_int.h"

#define HASH_BYTES 32

/* prefix and 32 random bytes in base64url. */
static void new_secret(const char *prefix, char out[TR_SECRET_BYTES])
{
    unsigned char bytes[32];
    char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    snprintf(out, TR_SECRET_BYTES, "%s%s", prefix, text);
    sodium_memzero(bytes, sizeof bytes);
}

static void hash_of(tr_str secret, unsigned char out[HASH_BYTES])
{
    crypto_generichash(out, HASH_BYTES, (const unsigned char *)(secret.p ? secret.p : ""), secret.n, NULL, 0);
}

static void bind_hash(sqlite3_stmt *st, int at, tr_str secret)
{
    unsigned char hash[HASH_BYTES];
    hash_of(secret, hash);
    sqlite3_bind_blob(st, at, hash, sizeof hash, SQLITE_TRANSIENT);
}

static int run(struct tr_accounts *a, sqlite3_stmt *st, struct tr_err *err)
{
    return sqlite3_step(st) == SQLITE_DONE ? TR_OK : tr_accounts_fail(a, err);
}

int tr_accounts_token_add(struct tr_accounts *a, tr_str name, tr_str label, int days, char token[TR_SECRET_BYTES], int64_t *id,
                          struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    tr_instant now = tr_instant_now();
    new_secret("truce_", token);
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "INSERT INTO token (hash, user, label, made, ends) SELECT ?, name, ?, ?, ? FROM user WHERE name = ?",
                                 &st, err);
    if (!rc) {
        bind_hash(st, 1, tr_str_of(token));
        tr_accounts_bind(st, 2, tr_str_sub(label, 0, TR_NAME_BYTES));
        sqlite3_bind_int64(st, 3, now);
        if (days > 0) sqlite3_bind_int64(st, 4, now + (int64_t)days * 86400);
        tr_accounts_bind(st, 5, name);
        rc = run(a, st, err);
    }
    if (!rc && sqlite3_changes(a->db) == 0)
        rc = tr_fail(err, TR_E_USAGE, "there is no account \"%.*s\"; truce users list shows them", TR_STR_ARG(name));
    if (!rc) *id = sqlite3_last_insert_rowid(a->db);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_token_remove(struct tr_accounts *a, int64_t id, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "DELETE FROM token WHERE id = ?", &st, err);
    if (!rc) {
        sqlite3_bind_int64(st, 1, id);
        rc = run(a, st, err);
    }
    if (!rc && sqlite3_changes(a->db) == 0)
        rc = tr_fail(err, TR_E_USAGE, "there is no token %lld; truce users list shows them", (long long)id);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

static void copy_text(sqlite3_stmt *st, int at, char *out, size_t size)
{
    const unsigned char *text = sqlite3_column_text(st, at);
    snprintf(out, size, "%s", text ? (const char *)text : "");
}

int tr_accounts_tokens(struct tr_accounts *a, void (*each)(void *arg, const struct tr_token *token), void *arg, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int got = SQLITE_DONE, rc = tr_accounts_prepare(a, "SELECT id, user, label, made, ends FROM token ORDER BY user, id", &st, err);
    while (!rc && (got = sqlite3_step(st)) == SQLITE_ROW) {
        struct tr_token one = { .id = sqlite3_column_int64(st, 0), .made = sqlite3_column_int64(st, 3), .ends = TR_NO_INSTANT };
        copy_text(st, 1, one.user, sizeof one.user);
        copy_text(st, 2, one.label, sizeof one.label);
        if (sqlite3_column_type(st, 4) != SQLITE_NULL) one.ends = sqlite3_column_int64(st, 4);
        each(arg, &one);
    }
    if (!rc && got != SQLITE_DONE) rc = tr_accounts_fail(a, err);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

/* The user of a secret by a statement that takes its hash and the time; csrf (may be NULL) from the third column. */
static int by_secret(struct tr_accounts *a, const char *sql, tr_str secret, struct tr_user *out, char *csrf, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, sql, &st, err);
    if (!rc) {
        bind_hash(st, 1, secret);
        sqlite3_bind_int64(st, 2, tr_instant_now());
        int got = sqlite3_step(st);
        if (got == SQLITE_ROW) {
            tr_accounts_user(st, 0, 1, out);
            if (csrf) copy_text(st, 2, csrf, TR_SECRET_BYTES);
        } else {
            rc = got == SQLITE_DONE ? tr_fail(err, TR_E_USAGE, "it is not known here or has ended") : tr_accounts_fail(a, err);
        }
    }
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_by_token(struct tr_accounts *a, tr_str token, struct tr_user *out, struct tr_err *err)
{
    return by_secret(
        a, "SELECT u.name, u.role FROM token t JOIN user u ON u.name = t.user WHERE t.hash = ?1 AND (t.ends IS NULL OR t.ends > ?2)", token,
        out, NULL, err);
}

int tr_accounts_by_session(struct tr_accounts *a, tr_str cookie, struct tr_user *out, char csrf[TR_SECRET_BYTES], struct tr_err *err)
{
    return by_secret(a, "SELECT u.name, u.role, s.csrf FROM session s JOIN user u ON u.name = s.user WHERE s.hash = ?1 AND s.ends > ?2",
                     cookie, out, csrf, err);
}

int tr_accounts_session_new(struct tr_accounts *a, const struct tr_user *user, char cookie[TR_SECRET_BYTES], char csrf[TR_SECRET_BYTES],
                            struct tr_err *err)
{
    sqlite3_stmt *st = NULL, *old = NULL;
    tr_instant now = tr_instant_now();
    new_secret("", cookie);
    new_secret("", csrf);
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "DELETE FROM session WHERE ends <= ?", &old, err);
    if (!rc) {
        sqlite3_bind_int64(old, 1, now);
        rc = run(a, old, err);
    }
    if (!rc) rc = tr_accounts_prepare(a, "INSERT INTO session (hash, user, csrf, made, ends) VALUES (?, ?, ?, ?, ?)", &st, err);
    if (!rc) {
        bind_hash(st, 1, tr_str_of(cookie));
        tr_accounts_bind(st, 2, tr_str_of(user->name));
        tr_accounts_bind(st, 3, tr_str_of(csrf));
        sqlite3_bind_int64(st, 4, now);
        sqlite3_bind_int64(st, 5, now + TR_SESSION_SECONDS);
        rc = run(a, st, err);
    }
    sqlite3_finalize(old);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_session_end(struct tr_accounts *a, tr_str cookie, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "DELETE FROM session WHERE hash = ?", &st, err);
    if (!rc) {
        bind_hash(st, 1, cookie);
        rc = run(a, st, err);
    }
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}
