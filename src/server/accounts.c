/* SPDX-License-Identifier: Apache-2.0 */
/* The file of accounts: opening, names and passwords. Tokens and sessions are in accounts_secrets.c. */
#include "server/accounts.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/blob.h"
#include "base/utf8.h"
#include "server/accounts_int.h"

static const char *const role_names[TR_ROLE_count] = {
#define X(n) [TR_ROLE_##n] = #n,
    TR_ROLE_LIST(X)
#undef X
};

const char *tr_role_name(enum tr_role r)
{
    return role_names[r];
}

bool tr_role_of(tr_str name, enum tr_role *out)
{
    for (int r = TR_ROLE_viewer; r < TR_ROLE_count; r++) {
        if (!tr_str_is(name, role_names[r])) continue;
        *out = (enum tr_role)r;
        return true;
    }
    return false;
}

int tr_accounts_fail(struct tr_accounts *a, struct tr_err *err)
{
    return tr_fail(err, TR_E_IO, "the accounts in %s: %s", a->path, sqlite3_errmsg(a->db));
}

int tr_accounts_prepare(struct tr_accounts *a, const char *sql, sqlite3_stmt **out, struct tr_err *err)
{
    return sqlite3_prepare_v2(a->db, sql, -1, out, NULL) == SQLITE_OK ? TR_OK : tr_accounts_fail(a, err);
}

void tr_accounts_bind(sqlite3_stmt *st, int at, tr_str s)
{
    sqlite3_bind_text64(st, at, s.p ? s.p : "", s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* Made private before SQLite sees it: the hashes in it are worth guarding. */
static int make_private(const char *path, struct tr_err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) return TR_OK;
    if (fd < 0) return tr_fail(err, TR_E_IO, "%s cannot be made: %s", path, strerror(errno));
    close(fd);
    return TR_OK;
}

static int lay_out(struct tr_accounts *a, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    tr_str sql;
    int rc = tr_accounts_prepare(a, "PRAGMA user_version", &st, err);
    int version = !rc && sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int(st, 0) : -1;
    sqlite3_finalize(st);
    if (rc) return rc;
    if (version == 1) return TR_OK;
    if (version < 0) return tr_accounts_fail(a, err);
    if (version > 1) return tr_fail(err, TR_E_INPUT, "%s was made by a newer Truce (layout %d); use that one", a->path, version);
    if (!tr_blob_find("api/users.sql", &sql)) return tr_fail(err, TR_E_DATA, "api/users.sql is not in this program");
    char *script = sqlite3_mprintf("BEGIN IMMEDIATE; %.*s COMMIT;", (int)sql.n, sql.p);
    if (!script) return tr_fail(err, TR_E_NOMEM, "no memory");
    if (sqlite3_exec(a->db, script, NULL, NULL, NULL) != SQLITE_OK) rc = tr_accounts_fail(a, err);
    sqlite3_free(script);
    return rc;
}

int tr_accounts_open(const char *ledger, bool make, struct tr_accounts **out, struct tr_err *err)
{
    struct stat st;
    *out = NULL;
    if (sodium_init() < 0) return tr_fail(err, TR_E_IO, "the system gives no random numbers");
    struct tr_accounts *a = calloc(1, sizeof *a);
    if (!a) return tr_fail(err, TR_E_NOMEM, "no memory");
    pthread_mutex_init(&a->lock, NULL);
    int rc = TR_OK;
    if (snprintf(a->path, sizeof a->path, "%s.users", ledger) >= (int)sizeof a->path)
        rc = tr_fail(err, TR_E_LIMIT, "the path %s is too long", ledger);
    if (!rc && make) rc = make_private(a->path, err);
    if (!rc && !make && stat(a->path, &st) != 0 && errno == ENOENT) goto none;
    if (!rc && sqlite3_open_v2(a->path, &a->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        rc = tr_fail(err, TR_E_IO, "%s cannot be opened: %s", a->path, a->db ? sqlite3_errmsg(a->db) : "no memory");
    if (!rc) {
        sqlite3_busy_timeout(a->db, 5000);
        sqlite3_exec(
            a->db,
            "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF",
            NULL, NULL, NULL);
        rc = lay_out(a, err);
    }
    if (rc) goto none;
    *out = a;
    return TR_OK;
none:
    tr_accounts_close(a);
    return rc;
}

void tr_accounts_close(struct tr_accounts *a)
{
    if (!a) return;
    sqlite3_close(a->db);
    pthread_mutex_destroy(&a->lock);
    free(a);
}

static int check_name(tr_str name, struct tr_err *err)
{
    bool ok = name.n > 0 && name.n <= TR_NAME_BYTES;
    for (size_t i = 0; ok && i < name.n; i++) {
        char c = name.p[i];
        ok = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || tr_str_has(TR_STR("._@-"), c);
    }
    return ok ? TR_OK : tr_fail(err, TR_E_INPUT, "a name has 1 to %d letters, digits, . _ @ or -", TR_NAME_BYTES);
}

static int check_password(tr_str password, struct tr_err *err)
{
    if (!tr_utf8_valid(password, NULL) || memchr(password.p ? password.p : "", 0, password.n))
        return tr_fail(err, TR_E_INPUT, "a password is UTF-8 text");
    if (tr_utf8_count(password) < TR_PASSWORD_MIN)
        return tr_fail(err, TR_E_INPUT, "a password has at least %d characters", TR_PASSWORD_MIN);
    if (password.n > TR_PASSWORD_MAX) return tr_fail(err, TR_E_INPUT, "a password has at most %d bytes", TR_PASSWORD_MAX);
    return TR_OK;
}

int tr_accounts_add(struct tr_accounts *a, tr_str name, enum tr_role role, tr_str password, struct tr_err *err)
{
    char hash[crypto_pwhash_STRBYTES];
    sqlite3_stmt *st = NULL;
    int rc = check_name(name, err);
    if (!rc) rc = check_password(password, err);
    if (rc) return rc;
    if (crypto_pwhash_str(hash, password.p, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return tr_fail(err, TR_E_NOMEM, "no memory to hash a password");
    pthread_mutex_lock(&a->lock);
    rc = tr_accounts_prepare(a, "INSERT INTO user (name, role, password, made) VALUES (?, ?, ?, ?)", &st, err);
    if (!rc) {
        tr_accounts_bind(st, 1, name);
        sqlite3_bind_int(st, 2, (int)role);
        tr_accounts_bind(st, 3, tr_str_of(hash));
        sqlite3_bind_int64(st, 4, tr_instant_now());
        int got = sqlite3_step(st);
        if (got == SQLITE_CONSTRAINT)
            rc = tr_fail(err, TR_E_USAGE, "there is an account \"%.*s\" already; remove it first", TR_STR_ARG(name));
        else if (got != SQLITE_DONE) rc = tr_accounts_fail(a, err);
    }
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_remove(struct tr_accounts *a, tr_str name, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "DELETE FROM user WHERE name = ?", &st, err);
    if (!rc) {
        tr_accounts_bind(st, 1, name);
        if (sqlite3_step(st) != SQLITE_DONE) rc = tr_accounts_fail(a, err);
        else if (sqlite3_changes(a->db) == 0)
            rc = tr_fail(err, TR_E_USAGE, "there is no account \"%.*s\"; truce users list shows them", TR_STR_ARG(name));
    }
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_count(struct tr_accounts *a, uint64_t *n, struct tr_err *err)
{
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "SELECT count(*) FROM user", &st, err);
    if (!rc && sqlite3_step(st) != SQLITE_ROW) rc = tr_accounts_fail(a, err);
    if (!rc) *n = (uint64_t)sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

int tr_accounts_each(struct tr_accounts *a, void (*each)(void *arg, const struct tr_account *account), void *arg, struct tr_err *err)
{
    static const char sql[] =
        "SELECT name, role, made, (SELECT count(*) FROM token WHERE user = name), (SELECT count(*) FROM session WHERE user = name AND ends > ?) "
        "FROM user ORDER BY name";
    sqlite3_stmt *st = NULL;
    pthread_mutex_lock(&a->lock);
    int got = SQLITE_DONE, rc = tr_accounts_prepare(a, sql, &st, err);
    if (!rc) sqlite3_bind_int64(st, 1, tr_instant_now());
    while (!rc && (got = sqlite3_step(st)) == SQLITE_ROW) {
        struct tr_account one = { .made = sqlite3_column_int64(st, 2),
                                  .tokens = (uint64_t)sqlite3_column_int64(st, 3),
                                  .sessions = (uint64_t)sqlite3_column_int64(st, 4) };
        tr_accounts_user(st, 0, 1, &one.user);
        each(arg, &one);
    }
    if (!rc && got != SQLITE_DONE) rc = tr_accounts_fail(a, err);
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    return rc;
}

void tr_accounts_user(sqlite3_stmt *st, int name, int role, struct tr_user *out)
{
    const unsigned char *text = sqlite3_column_text(st, name);
    int r = sqlite3_column_int(st, role);
    snprintf(out->name, sizeof out->name, "%s", text ? (const char *)text : "");
    out->role = r > TR_ROLE_none && r < TR_ROLE_count ? (enum tr_role)r : TR_ROLE_none;
}

int tr_accounts_password(struct tr_accounts *a, tr_str name, tr_str password, struct tr_user *out, struct tr_err *err)
{
    /* Of no password: verified against where there is no such name, so that the time tells nothing. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    char hash[crypto_pwhash_STRBYTES] = { 0 };
    sqlite3_stmt *st = NULL;
    bool known = false;
    pthread_mutex_lock(&a->lock);
    int rc = tr_accounts_prepare(a, "SELECT name, role, password FROM user WHERE name = ?", &st, err);
    if (!rc) {
        tr_accounts_bind(st, 1, name);
        known = sqlite3_step(st) == SQLITE_ROW;
        if (known) tr_accounts_user(st, 0, 1, out);
        snprintf(hash, sizeof hash, "%s", known ? (const char *)sqlite3_column_text(st, 2) : nobody);
    }
    sqlite3_finalize(st);
    pthread_mutex_unlock(&a->lock);
    if (rc) return rc;
    bool right = password.n <= TR_PASSWORD_MAX && crypto_pwhash_str_verify(hash, password.p ? password.p : "", password.n) == 0;
    return known && right ? TR_OK : tr_fail(err, TR_E_USAGE, "name and password do not belong together");
}
