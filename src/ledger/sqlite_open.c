/* SPDX-License-Identifier: Apache-2.0 */
/* The file: opened, its transactions, its errors. */
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "ledger/sqlite_scope.h"

#define WORK_ARENA ((size_t)1024 * 1024 * 1024) /* of one report: its text and what is packed of it */
#define CACHE_ARENA ((size_t)128 * 1024 * 1024)

/* --- errors --- */

int tr_sq_fail(struct sq *l, struct tr_err *err, const char *what)
{
    int code = l->db ? sqlite3_errcode(l->db) & 0xFF : SQLITE_NOMEM;
    const char *msg = l->db ? sqlite3_errmsg(l->db) : "out of memory";
    switch (code) {
    case SQLITE_NOMEM: return tr_fail(err, TR_E_NOMEM, "%s: out of memory while %s", l->path, what);
    case SQLITE_FULL:
        return tr_fail(
            err, TR_E_IO,
            "%s: the disk is full while %s: free some space and give the same command again; nothing that was said to be kept is lost",
            l->path, what);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return tr_fail(err, TR_E_IO,
                       "%s: another program has been writing for %d seconds while %s: wait for it and give the same command again", l->path,
                       TR_SQ_BUSY_MS / 1000, what);
    case SQLITE_NOTADB: return tr_fail(err, TR_E_INPUT, "%s: is no ledger", l->path);
    case SQLITE_CORRUPT:
        return tr_fail(err, TR_E_INPUT, "%s: the file is damaged (%s while %s): restore it from a copy; truce verify tells what is whole",
                       l->path, msg, what);
    case SQLITE_READONLY:
    case SQLITE_PERM: return tr_fail(err, TR_E_IO, "%s: cannot be written (%s): check its permissions and its folder's", l->path, msg);
    default: return tr_fail(err, TR_E_IO, "%s: %s while %s", l->path, msg, what);
    }
}

/* --- statements --- */

static const char *const sql_of[SQ_count] = {
#define X(name, sql) sql,
    SQ_LIST(X)
#undef X
};

sqlite3_stmt *tr_sq_stmt(struct sq *l, enum sq_name name, struct tr_err *err)
{
    sqlite3_stmt *s = l->stmt[name];
    if (!s) {
        if (sqlite3_prepare_v3(l->db, sql_of[name], -1, SQLITE_PREPARE_PERSISTENT, &s, NULL)) {
            tr_sq_fail(l, err, "preparing a question");
            return NULL;
        }
        l->stmt[name] = s;
    }
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return s;
}

int tr_sq_run(struct sq *l, sqlite3_stmt *s, struct tr_err *err, const char *what)
{
    int rc = sqlite3_step(s) == SQLITE_DONE ? TR_OK : tr_sq_fail(l, err, what);
    sqlite3_reset(s);
    return rc;
}

int tr_sq_exec(struct sq *l, const char *sql, struct tr_err *err, const char *what)
{
    return sqlite3_exec(l->db, sql, NULL, NULL, NULL) ? tr_sq_fail(l, err, what) : TR_OK;
}

void tr_sq_reset(struct sq *l)
{
    for (int i = 0; i < SQ_count; i++) {
        if (l->stmt[i]) sqlite3_reset(l->stmt[i]);
    }
}

/* --- transactions --- */

static int simple(struct sq *l, enum sq_name name, struct tr_err *err, const char *what)
{
    sqlite3_stmt *s = tr_sq_stmt(l, name, err);
    return s ? tr_sq_run(l, s, err, what) : err ? err->code : TR_E_IO;
}

static int top(struct sq *l, enum sq_name name, int64_t *out, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, name, err);
    *out = 0;
    if (!s || sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "reading the end of the ledger");
    *out = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return TR_OK;
}

/* Another process may have written since: where the chain ends is read anew for each batch. */
static int read_end(struct sq *l, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_last_link, err);
    if (!s) return TR_E_IO;
    l->seq = 0;
    memset(&l->head, 0, sizeof l->head);
    int got = sqlite3_step(s);
    if (got == SQLITE_ROW && tr_sq_str(s, 1).n == TR_DIGEST) {
        l->seq = (uint64_t)sqlite3_column_int64(s, 0);
        memcpy(l->head.b, tr_sq_str(s, 1).p, TR_DIGEST);
    } else if (got != SQLITE_DONE) {
        return tr_sq_fail(l, err, "reading the end of the chain");
    }
    sqlite3_reset(s);
    int rc = top(l, SQ_last_claim, &l->last_claim, err);
    return rc ? rc : top(l, SQ_last_report, &l->last_report, err);
}

static void sq_rollback(struct tr_ledger *base)
{
    struct sq *l = (struct sq *)base;
    tr_sq_reset(l);
    if (!sqlite3_get_autocommit(l->db)) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    l->in_batch = false;
    tr_sq_cache_clear(l);
}

static int sq_begin(struct tr_ledger *base, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    if (!l->can_write) return tr_fail(err, TR_E_USAGE, "%s: was opened for reading only", l->path);
    if (l->in_batch) return tr_fail(err, TR_E_USAGE, "%s: a batch is open already", l->path);
    tr_sq_reset(l);
    int rc = simple(l, SQ_begin, err, "starting to write");
    if (rc) return rc;
    l->in_batch = true;
    rc = read_end(l, err);
    if (rc) sq_rollback(base);
    return rc;
}

static int sq_commit(struct tr_ledger *base, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    if (!l->in_batch) return tr_fail(err, TR_E_USAGE, "%s: no batch is open", l->path);
    int rc = simple(l, SQ_commit, err, "writing a batch");
    if (rc) sq_rollback(base);
    l->in_batch = false;
    return rc;
}

/* What is written and not committed yet may be taken back: a handle that writes keeps nothing. */
static int look_at_shelf(struct sq *l, struct tr_err *err)
{
    l->view = l->can_write ? NULL : tr_shelf_enter(l->base.shelf);
    if (!l->view) return TR_OK;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_last_link, err);
    int got = s ? sqlite3_step(s) : SQLITE_ERROR;
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading the end of the chain");
    l->links = got == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return TR_OK;
}

int tr_sq_ask(struct sq *l, struct tr_arena *a, int (*run)(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err), void *arg,
              struct tr_err *err)
{
    struct tr_arena_outer outer;
    volatile bool own = false;
    volatile int rc = TR_OK;
    tr_sq_reset(l);
    if (sqlite3_get_autocommit(l->db)) {
        rc = simple(l, SQ_begin_read, err, "starting to read");
        if (rc) return rc;
        own = true;
    }
    tr_arena_push_guard(a, &outer);
    volatile bool jumped = setjmp(*tr_arena_guard(a)) != 0;
    if (!jumped && own) rc = look_at_shelf(l, err);
    if (!jumped && !rc) rc = run(l, a, arg, err);
    tr_sq_reset(l);
    if (own) tr_shelf_leave(l->view), l->view = NULL;
    if (own) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written */
    tr_arena_pop_guard(a, &outer);
    if (jumped) tr_arena_rethrow(a);
    return rc;
}

/* --- opening and closing --- */

static void sq_close(struct tr_ledger *base)
{
    struct sq *l = (struct sq *)base;
    if (!l) return;
    if (l->db) {
        tr_sq_reset(l);
        if (!sqlite3_get_autocommit(l->db)) sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
        for (int i = 0; i < SQ_count; i++) sqlite3_finalize(l->stmt[i]);
        sqlite3_close_v2(l->db);
    }
    tr_zones_fini(&l->zones);
    tr_sq_scopes_fini(l);
    tr_packer_fini(&l->packer);
    tr_arena_free(l->work);
    tr_arena_free(l->cache.arena);
    free(l->path);
    free(l);
}

static int open_file(struct sq *l, enum tr_ledger_mode mode, struct tr_err *err)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= mode == TR_LEDGER_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    if (mode == TR_LEDGER_READ && access(l->path, F_OK))
        return tr_fail(err, TR_E_IO, "%s: there is no ledger (%s): truce add makes one, --ledger names another", l->path, strerror(errno));
    if (mode == TR_LEDGER_READ && access(l->path, W_OK)) flags = (flags & ~SQLITE_OPEN_READWRITE) | SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(l->path, &l->db, flags, NULL)) {
        if (!l->db) return tr_fail(err, TR_E_NOMEM, "%s: out of memory", l->path);
        return tr_fail(err, TR_E_IO, "%s: cannot be opened (%s): check the name and the folder's permissions", l->path,
                       sqlite3_errmsg(l->db));
    }
    sqlite3_busy_timeout(l->db, TR_SQ_BUSY_MS);
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(l->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(l->db, SQLITE_LIMIT_ATTACHED, 0);
    return TR_OK;
}

/* FULL: a commit returns when the disk has it. The scope of a question stands in memory; a handle for reading has no statement that writes elsewhere. */
static int set_up(struct sq *l, struct tr_err *err)
{
    return tr_sq_exec(l,
                      "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;"
                      "PRAGMA wal_autocheckpoint = 16384; CREATE TEMP TABLE scope (id INTEGER)",
                      err, "opening");
}

static const struct tr_store sqlite_store;

int tr_sqlite_open(const char *path, enum tr_ledger_mode mode, struct tr_ledger **out, struct tr_err *err)
{
    *out = NULL;
    struct sq *l = calloc(1, sizeof *l);
    if (!l) return tr_fail(err, TR_E_NOMEM, "%s: out of memory", path);
    l->base.store = &sqlite_store;
    l->can_write = mode == TR_LEDGER_WRITE;
    l->path = strdup(path);
    l->work = tr_arena_new(WORK_ARENA);
    l->cache.arena = tr_arena_new(CACHE_ARENA);
    bool whole = l->path && l->work && l->cache.arena;
    int rc = whole ? open_file(l, mode, err) : tr_fail(err, TR_E_NOMEM, "%s: out of memory", path);
    if (!rc) rc = tr_sq_schema(l, err);
    if (!rc) rc = set_up(l, err);
    if (rc) {
        sq_close(&l->base);
        return rc;
    }
    tr_sq_cache_clear(l);
    *out = &l->base;
    return TR_OK;
}

/* --- the table --- */

static int sq_has(struct tr_ledger *base, const char sha256[65], bool *has, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_has, err);
    unsigned char bytes[TR_DIGEST];
    size_t n = 0;
    *has = false;
    if (!s) return TR_E_IO;
    if (strlen(sha256) != 64 || sodium_hex2bin(bytes, TR_DIGEST, sha256, 64, NULL, &n, NULL) || n != TR_DIGEST)
        return tr_fail(err, TR_E_USAGE, "\"%.64s\" is no SHA-256", sha256);
    tr_sq_bind_blob(s, 1, bytes, TR_DIGEST);
    int got = sqlite3_step(s);
    *has = got == SQLITE_ROW;
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "looking a report up");
    sqlite3_reset(s);
    return TR_OK;
}

static int sq_count(struct tr_ledger *base, struct tr_ledger_counts *out, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_counts, err);
    if (!s || sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "counting");
    *out = (struct tr_ledger_counts){ .reports = (uint64_t)sqlite3_column_int64(s, 0),
                                      .claims = (uint64_t)sqlite3_column_int64(s, 1),
                                      .assessments = (uint64_t)sqlite3_column_int64(s, 2),
                                      .chain = (uint64_t)sqlite3_column_int64(s, 4),
                                      .first = tr_sq_int(s, 5),
                                      .last = tr_sq_int(s, 6) };
    sqlite3_reset(s);
    sqlite3_stmt *v;
    if (sqlite3_prepare_v2(l->db, "PRAGMA user_version", -1, &v, NULL) || sqlite3_step(v) != SQLITE_ROW) {
        sqlite3_finalize(v);
        return tr_sq_fail(l, err, "counting");
    }
    out->schema = sqlite3_column_int(v, 0);
    sqlite3_finalize(v);
    return TR_OK;
}

static const struct tr_store sqlite_store = {
    .name = "sqlite",
    .close = sq_close,
    .begin = sq_begin,
    .commit = sq_commit,
    .rollback = sq_rollback,
    .keep = tr_sq_keep,
    .has = sq_has,
    .assess = tr_sq_assess,
    .keep_agreement = tr_sq_keep_agreement,
    .scope = tr_sq_scope,
    .claims = tr_sq_claims,
    .walk = tr_sq_walk,
    .assessments = tr_sq_assessments,
    .reports = tr_sq_reports,
    .extent = tr_sq_extent,
    .texts = tr_sq_texts,
    .text = tr_sq_text,
    .original = tr_sq_original,
    .agreements = tr_sq_agreements,
    .search = tr_sq_search,
    .count = sq_count,
    .head = tr_sq_head,
    .sentences = tr_sq_sentences,
    .entries = tr_sq_entries,
    .persons = tr_sq_persons,
    .warm = tr_sq_warm,
    .verify = tr_sq_verify,
    .link = tr_sq_link,
};
