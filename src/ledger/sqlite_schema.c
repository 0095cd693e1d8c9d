/* SPDX-License-Identifier: Apache-2.0 */
/* The schema: migrations sql/NNNN_name.sql, applied in order, each raising user_version to its number. */
#include <stdio.h>
#include <stdlib.h>

#include "base/blob.h"
#include "ledger/sqlite_int.h"

#define MAX_MIGRATIONS 64

struct migrations {
    const char *name[MAX_MIGRATIONS];
    int version[MAX_MIGRATIONS];
    int n;
};

static void add(const char *name, void *arg)
{
    struct migrations *m = arg;
    int64_t version;
    tr_str s = tr_str_of(name); /* sql/0001_ledger.sql */
    if (m->n == MAX_MIGRATIONS || s.n < 9 || !tr_str_to_i64(tr_str_sub(s, 4, 8), &version)) return;
    m->name[m->n] = name;
    m->version[m->n++] = (int)version;
}

static int pragma_int(struct sq *l, const char *sql, int64_t *out, struct tr_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = TR_OK;
    if (sqlite3_prepare_v2(l->db, sql, -1, &s, NULL) || sqlite3_step(s) != SQLITE_ROW) rc = tr_sq_fail(l, err, "opening");
    else *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return rc;
}

static int look(struct sq *l, int64_t *application, int64_t *version, int64_t *tables, struct tr_err *err)
{
    int rc = pragma_int(l, "PRAGMA application_id", application, err);
    if (!rc) rc = pragma_int(l, "PRAGMA user_version", version, err);
    if (!rc) rc = pragma_int(l, "SELECT count(*) FROM sqlite_schema", tables, err);
    return rc;
}

static int apply(struct sq *l, const char *name, int version, struct tr_err *err)
{
    tr_str text;
    char pragma[64];
    if (!tr_blob_find(name, &text)) return tr_fail(err, TR_E_DATA, "%s is missing from the program", name);
    char *sql = malloc(text.n + 1);
    if (!sql) return tr_fail(err, TR_E_NOMEM, "out of memory");
    memcpy(sql, text.p, text.n);
    sql[text.n] = 0;
    int rc = tr_sq_exec(l, sql, err, name);
    free(sql);
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version);
    return rc ? rc : tr_sq_exec(l, pragma, err, name);
}

/* All that is missing in one transaction: a ledger is of one version or of another, never between. */
static int upgrade(struct sq *l, const struct migrations *m, struct tr_err *err)
{
    int64_t application = 0, version = 0, tables = 0;
    char pragma[64];
    int rc = tr_sq_exec(l, "BEGIN IMMEDIATE", err, "making the ledger");
    if (rc) return rc;
    rc = look(l, &application, &version, &tables, err); /* another process may have been faster */
    bool fresh = version == 0;
    for (int i = 0; !rc && i < m->n; i++) {
        if (m->version[i] > version) rc = apply(l, m->name[i], m->version[i], err);
    }
    if (!rc && !fresh && version < m->version[m->n - 1]) rc = tr_sq_derive_all(l, err);
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", TR_SQ_APPLICATION);
    if (!rc && fresh) rc = tr_sq_exec(l, pragma, err, "making the ledger");
    if (!rc) rc = tr_sq_exec(l, "COMMIT", err, "making the ledger");
    if (rc) {
        tr_sq_reset(l);
        sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return rc;
}

int tr_sq_schema(struct sq *l, struct tr_err *err)
{
    struct migrations m = { 0 };
    int64_t application = 0, version = 0, tables = 0;
    tr_blob_each("sql/", add, &m);
    if (!m.n) return tr_fail(err, TR_E_DATA, "the program carries no schema");
    int newest = m.version[m.n - 1];
    int rc = look(l, &application, &version, &tables, err);
    if (rc) return rc;
    bool empty = application == 0 && version == 0 && tables == 0;
    if (!empty && application != TR_SQ_APPLICATION)
        return tr_fail(err, TR_E_INPUT, "%s: is a database of another program, no ledger: name another file", l->path);
    if (version > newest)
        return tr_fail(err, TR_E_INPUT,
                       "%s: was made by a newer Truce (schema %d, this one knows up to %d): install that one, the ledger is left as it is",
                       l->path, (int)version, newest);
    if (!l->can_write) {
        if (empty) return tr_fail(err, TR_E_INPUT, "%s: holds nothing yet: truce add FILE keeps reports in it", l->path);
        if (version < newest)
            return tr_fail(err, TR_E_INPUT, "%s: was made by an older Truce (schema %d, this one writes %d): truce add upgrades it",
                           l->path, (int)version, newest);
        return TR_OK;
    }
    rc = tr_sq_exec(l, "PRAGMA journal_mode = WAL", err, "opening");
    if (!rc && version < newest) rc = upgrade(l, &m, err);
    return rc;
}
