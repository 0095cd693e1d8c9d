/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the tables as records that can be kept between questions, and back. A record holds no pointer, and an answer takes copies of it: what is withheld from a viewer is
 * struck out in the answer's rows. */
#include <sodium.h>

#include "ledger/sqlite_int.h"

/* --- claims --- */

/* Numbers of 32 bits where all fit; a claim with larger ones is read anew each time. */
#define NULL_NUMBER INT32_MIN
#define NO_TEXT UINT32_MAX
struct claim_record {
    int32_t v[TR_C_count];
    uint32_t quote, place_text; /* bytes; place_text NO_TEXT: there is none */
    char text[];
};

bool tr_sq_shelf_claim(struct sq *l, int64_t id, const void **record, int *kind, bool *undated)
{
    const struct claim_record *r = tr_shelf_find(l->view, TR_SHELF_CLAIMS, id);
    *record = r;
    if (!r) return false;
    *kind = r->v[TR_C_kind];
    *undated = r->v[TR_C_day_from] == NULL_NUMBER && r->v[TR_C_day_to] == NULL_NUMBER;
    return true;
}

void tr_sq_claim_of_record(struct tr_arena *a, const void *record, struct tr_flat_claim *out)
{
    const struct claim_record *r = record;
    for (int i = 0; i < TR_C_count; i++) out->v[i] = r->v[i] == NULL_NUMBER ? TR_NULL : r->v[i];
    out->quote = tr_arena_dup(a, (tr_str){ r->text, r->quote });
    out->has_place_text = r->place_text != NO_TEXT;
    out->place_text = out->has_place_text ? tr_arena_dup(a, (tr_str){ r->text + r->quote, r->place_text }) : TR_STR("");
    out->refs = NULL;
    out->n_refs = 0;
}

void tr_sq_shelve_claim(struct sq *l, struct tr_arena *a, const struct tr_flat_claim *c)
{
    if (!l->view || c->quote.n + c->place_text.n > INT32_MAX) return;
    size_t size = sizeof(struct claim_record) + c->quote.n + c->place_text.n;
    struct claim_record *r = tr_arena_get(a, size);
    for (int i = 0; i < TR_C_count; i++) {
        if (c->v[i] != TR_NULL && (c->v[i] <= INT32_MIN || c->v[i] > INT32_MAX)) return;
        r->v[i] = c->v[i] == TR_NULL ? NULL_NUMBER : (int32_t)c->v[i];
    }
    r->quote = (uint32_t)c->quote.n;
    r->place_text = c->has_place_text ? (uint32_t)c->place_text.n : NO_TEXT;
    if (c->quote.n) memcpy(r->text, c->quote.p, c->quote.n);
    if (c->place_text.n) memcpy(r->text + r->quote, c->place_text.p, c->place_text.n);
    tr_shelf_put(l->view, TR_SHELF_CLAIMS, c->v[TR_C_id], r, size);
}

/* --- reports --- */

static void fill_report(const struct tr_flat_report *f, const tr_str *strs, struct sq_report_record *r)
{
    char hex[2 * TR_DIGEST + 1];
    size_t at = 0;
    r->id = f->id;
    r->bytes = f->bytes;
    r->revision_of = f->revision_of;
    r->published = f->published;
    r->published_from = f->published_from;
    r->obtained = f->obtained;
    r->recorded = f->recorded;
    r->first_claim = f->first_claim;
    r->n_claims = f->n_claims;
    r->has_address = f->has_address;
    sodium_bin2hex(hex, sizeof hex, f->sha256, TR_DIGEST);
    memcpy(r->sha256, hex, sizeof r->sha256);
    for (int i = 0; i < 9; i++) {
        r->n[i] = (uint32_t)strs[i].n;
        if (strs[i].n) memcpy(r->text + at, strs[i].p, strs[i].n);
        at += strs[i].n;
    }
}

static int read_report(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_report_record **out, struct tr_err *err)
{
    struct tr_flat_report f;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_report_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    int got = sqlite3_step(s);
    if (got == SQLITE_DONE) return tr_fail(err, TR_E_INPUT, "%s: report %lld is not in the ledger", l->path, (long long)id);
    if (got != SQLITE_ROW) return tr_sq_fail(l, err, "reading a report");
    tr_sq_read_report(a, s, &f);
    sqlite3_reset(s);
    const tr_str strs[] = { f.key, f.address, f.outlet, f.title, f.url, f.language, f.how, f.origin, f.dataset };
    size_t size = sizeof(struct sq_report_record);
    for (int i = 0; i < 9; i++) size += strs[i].n;
    struct sq_report_record *r = tr_arena_get(a, size);
    fill_report(&f, strs, r);
    tr_shelf_put(l->view, TR_SHELF_REPORTS, id, r, size);
    *out = r;
    return TR_OK;
}

int tr_sq_report_record(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_report_record **out, struct tr_err *err)
{
    *out = tr_shelf_find(l->view, TR_SHELF_REPORTS, id);
    return *out ? TR_OK : read_report(l, a, id, out, err);
}

/* --- ties --- */

static int read_revised(struct sq *l, int64_t id, int64_t *at, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_revised_at, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "looking for revisions");
    *at = sqlite3_column_type(s, 0) == SQLITE_NULL ? INT64_MAX : sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return TR_OK;
}

static int read_ties(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_ties **out, struct tr_err *err)
{
    TR_VEC(int64_t) pairs = { 0 };
    int64_t revised_at = INT64_MAX;
    int got, rc = read_revised(l, id, &revised_at, err);
    sqlite3_stmt *s = rc ? NULL : tr_sq_stmt(l, SQ_pairs_of, err);
    if (!s) return rc ? rc : TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) *tr_vec_push(a, &pairs) = sqlite3_column_int64(s, 0);
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading near-copies");
    sqlite3_reset(s);
    size_t size = sizeof(struct sq_ties) + pairs.n * sizeof *pairs.v;
    struct sq_ties *t = tr_arena_get(a, size);
    *t = (struct sq_ties){ .links = l->links, .revised_at = revised_at, .n = pairs.n };
    if (pairs.n) memcpy(t->pairs, pairs.v, pairs.n * sizeof *pairs.v);
    tr_shelf_put(l->view, TR_SHELF_TIES, id, t, size);
    *out = t;
    return TR_OK;
}

int tr_sq_ties(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_ties **out, struct tr_err *err)
{
    *out = tr_shelf_find(l->view, TR_SHELF_TIES, id);
    return *out && (*out)->links == l->links ? TR_OK : read_ties(l, a, id, out, err);
}

/* --- reading ahead --- */

#define AHEAD 256 /* reports of one step: a fraction of a second */

static int warm_report(struct sq *l, struct tr_arena *a, int64_t id, struct tr_err *err)
{
    const struct sq_report_record *r;
    const struct sq_ties *ties;
    struct tr_flat_claim c;
    int got, rc = tr_sq_report_record(l, a, id, &r, err);
    if (!rc) rc = tr_sq_ties(l, a, id, &ties, err);
    sqlite3_stmt *s = rc ? NULL : tr_sq_stmt(l, SQ_of_report, err);
    if (!s) return rc ? rc : TR_E_IO;
    sqlite3_bind_int64(s, 1, r->first_claim);
    sqlite3_bind_int64(s, 2, r->first_claim + r->n_claims - 1);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        if (tr_shelf_find(l->view, TR_SHELF_CLAIMS, sqlite3_column_int64(s, TR_C_id))) continue;
        tr_sq_read_claim(a, s, &c);
        tr_sq_shelve_claim(l, a, &c);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading claims");
    sqlite3_reset(s);
    return TR_OK;
}

static int warm(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    int64_t *before = arg, ids[AHEAD];
    int got = SQLITE_DONE, n = 0, rc = TR_OK;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_reports_before, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, *before ? *before : INT64_MAX);
    sqlite3_bind_int64(s, 2, AHEAD);
    while (n < AHEAD && (got = sqlite3_step(s)) == SQLITE_ROW) ids[n++] = sqlite3_column_int64(s, 0);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading reports");
    sqlite3_reset(s);
    for (int i = 0; i < n && !rc; i++) rc = warm_report(l, a, ids[i], err);
    *before = rc || n < AHEAD || tr_shelf_full(l->view) ? 0 : ids[n - 1];
    return rc;
}

int tr_sq_warm(struct tr_ledger *l, int64_t *before, struct tr_arena *a, struct tr_err *err)
{
    return tr_sq_ask((struct sq *)l, a, warm, before, err);
}
