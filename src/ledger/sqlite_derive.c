/* SPDX-License-Identifier: Apache-2.0 */
/* What can be made again from the ledger: full text, points on the map, near-copies. */
#include "ledger/sqlite_int.h"

int tr_sq_derive_place(struct sq *l, int64_t place, double lat, double lon, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_place_at_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, place);
    sqlite3_bind_double(s, 2, lat);
    sqlite3_bind_double(s, 3, lon);
    return tr_sq_run(l, s, err, "keeping a point");
}

/* --- full text --- */

static int put_words(struct sq *l, int64_t rowid, tr_str words, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_fts_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, rowid);
    tr_sq_bind_str(s, 2, words);
    return tr_sq_run(l, s, err, "keeping words");
}

/* A title that opens the text is found as its first sentence. */
static int full_text(struct sq *l, int64_t report, tr_str title, tr_str text, const tr_span *v, uint32_t n, struct tr_err *err)
{
    int rc = TR_OK;
    uint32_t most = (1u << TR_SQ_FTS_SHIFT) - 2;
    if (title.n && !tr_str_starts(tr_str_trim(text), tr_str_trim(title))) rc = put_words(l, tr_sq_sentence_row(report, 0) - 1, title, err);
    for (uint32_t i = 0; !rc && i < n && i < most; i++) rc = put_words(l, tr_sq_sentence_row(report, i), tr_str_at(text, v[i]), err);
    return rc;
}

/* --- near-copies --- */

static int published(struct sq *l, int64_t report, int64_t *day, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_published_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, report);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "reading a date");
    *day = tr_sq_int(s, 0);
    sqlite3_reset(s);
    return TR_OK;
}

/* One row a statement: of several SQLite would make a savepoint, at which the full-text index writes out all that it has gathered. */
static int put_pair(struct sq *l, int64_t report, int64_t other, int alike, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_pair_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, report);
    sqlite3_bind_int64(s, 2, other);
    sqlite3_bind_int(s, 3, alike);
    return tr_sq_run(l, s, err, "keeping a near-copy");
}

static int pair_with(struct sq *l, int64_t report, const struct tr_sketch *sketch, int64_t day, int64_t other, struct tr_err *err)
{
    struct tr_sketch theirs;
    int64_t other_day = TR_NULL;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_sketch_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, other);
    int got = sqlite3_step(s);
    tr_str bytes = got == SQLITE_ROW ? tr_sq_str(s, 0) : (tr_str){ "", 0 };
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading a sketch");
    if (bytes.n != sizeof theirs) return TR_OK;
    memcpy(&theirs, bytes.p, sizeof theirs);
    sqlite3_reset(s);
    int alike = tr_near_alike(sketch, &theirs);
    if (alike < TR_NEAR_ALIKE) return TR_OK;
    int rc = published(l, other, &other_day, err);
    if (rc) return rc;
    bool dated = tr_sq_day(day) != TR_NO_DATE && tr_sq_day(other_day) != TR_NO_DATE;
    int64_t apart = dated ? day - other_day : 0;
    if (apart > TR_NEAR_DAYS || apart < -TR_NEAR_DAYS) return TR_OK;
    rc = put_pair(l, report, other, alike, err);
    return rc ? rc : put_pair(l, other, report, alike, err);
}

static int candidates(struct sq *l, int64_t band, struct tr_map *seen, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_band_find, err);
    int got;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, band);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t *id = TR_NEW(l->work, int64_t);
        *id = sqlite3_column_int64(s, 0);
        *tr_map_put(seen, (tr_str){ (const char *)id, sizeof *id }, NULL) = (uint64_t)*id;
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for near-copies");
    sqlite3_reset(s);
    return TR_OK;
}

static int near_copies(struct sq *l, int64_t report, tr_str text, struct tr_err *err)
{
    struct tr_sketch sketch;
    struct tr_map seen;
    int64_t day = TR_NULL;
    if (!tr_near_sketch(text, &sketch)) return TR_OK;
    tr_map_init(&seen, l->work);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_sketch_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, report);
    tr_sq_bind_blob(s, 2, &sketch, sizeof sketch);
    int rc = tr_sq_run(l, s, err, "keeping a sketch");
    for (int i = 0; !rc && i < TR_NEAR_BANDS; i++) {
        int64_t band = tr_near_band(&sketch, i);
        rc = candidates(l, band, &seen, err);
        if (rc || !(s = tr_sq_stmt(l, SQ_band_put, err))) return rc ? rc : TR_E_IO;
        sqlite3_bind_int64(s, 1, band);
        sqlite3_bind_int64(s, 2, report);
        rc = tr_sq_run(l, s, err, "keeping a sketch");
    }
    if (!rc && seen.n) rc = published(l, report, &day, err);
    for (uint32_t i = 0; !rc && i < seen.n; i++) {
        int64_t other = (int64_t)seen.entries[i].value;
        if (other != report) rc = pair_with(l, report, &sketch, day, other, err);
    }
    return rc;
}

int tr_sq_derive_report(struct sq *l, int64_t report, tr_str title, tr_str text, const tr_span *sentences, uint32_t n, bool copies,
                        struct tr_err *err)
{
    int rc = full_text(l, report, title, text, sentences, n, err);
    if (!rc && copies) rc = near_copies(l, report, text, err);
    return rc;
}

/* --- all of it, after an upgrade --- */

static int derive_points(struct sq *l, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_all_points, err);
    int got, rc = TR_OK;
    if (!s) return TR_E_IO;
    while (!rc && (got = sqlite3_step(s)) == SQLITE_ROW)
        rc = tr_sq_derive_place(l, sqlite3_column_int64(s, 0), sqlite3_column_double(s, 1), sqlite3_column_double(s, 2), err);
    if (!rc && got != SQLITE_DONE) rc = tr_sq_fail(l, err, "upgrading");
    sqlite3_reset(s);
    return rc;
}

static int derive_reports(struct sq *l, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_all_reports, err);
    int got = SQLITE_DONE, rc = TR_OK;
    if (!s) return TR_E_IO;
    while (!rc && (got = sqlite3_step(s)) == SQLITE_ROW) {
        const tr_span *sentences;
        uint32_t n;
        tr_str text;
        tr_arena_reset(l->work);
        int64_t id = sqlite3_column_int64(s, 0);
        tr_str title = tr_arena_dup(l->work, tr_sq_str(s, 1));
        bool copies = tr_sq_str(s, 2).n == 0;
        rc = tr_sq_load_body(l, l->work, id, &text, &sentences, &n, err);
        if (!rc) rc = tr_sq_derive_report(l, id, title, text, sentences, n, copies, err);
    }
    if (!rc && got != SQLITE_DONE) rc = tr_sq_fail(l, err, "upgrading");
    sqlite3_reset(s);
    return rc;
}

int tr_sq_derive_all(struct sq *l, struct tr_err *err)
{
    struct tr_arena_outer outer;
    volatile int rc = TR_OK;
    tr_arena_push_guard(l->work, &outer);
    if (setjmp(*tr_arena_guard(l->work))) rc = tr_fail(err, TR_E_NOMEM, "%s: out of memory while upgrading", l->path);
    else {
        rc = derive_points(l, err);
        if (!rc) rc = derive_reports(l, err);
    }
    tr_arena_pop_guard(l->work, &outer);
    return rc;
}
