/* SPDX-License-Identifier: Apache-2.0 */
/* Actors, places and words get one row for each content. What a batch has met is remembered, so that a claim costs no question. */
#include "base/utf8.h"
#include "ledger/sqlite_int.h"

void tr_sq_cache_clear(struct sq *l)
{
    struct sq_cache *c = &l->cache;
    tr_arena_reset(c->arena);
    struct tr_map *const maps[] = { &c->actors, &c->places, &c->words, &c->actor_ids, &c->place_ids, &c->word_ids };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) tr_map_init(maps[i], c->arena);
}

static struct sq_row *known(const struct tr_map *m, tr_str key)
{
    const uint64_t *at = tr_map_find(m, key);
    return at ? (struct sq_row *)(uintptr_t)*at : NULL;
}

/* Under its content and under its number. */
static void remember(struct sq *l, struct tr_map *by_content, struct tr_map *by_id, const struct sq_row *row, bool text)
{
    struct sq_row *kept = TR_NEW(l->cache.arena, struct sq_row);
    *kept = *row;
    kept->text = tr_arena_dup(l->cache.arena, row->text);
    *tr_map_put(by_content, text ? kept->text : (tr_str){ (const char *)kept->digest.b, TR_DIGEST }, NULL) = (uint64_t)(uintptr_t)kept;
    *tr_map_put(by_id, (tr_str){ (const char *)&kept->id, sizeof kept->id }, NULL) = (uint64_t)(uintptr_t)kept;
}

/* The number of the row that `find` (bound already) finds, else 0. */
static int look_up(struct sq *l, sqlite3_stmt *find, int64_t *id, struct tr_err *err)
{
    int got = sqlite3_step(find);
    *id = got == SQLITE_ROW ? sqlite3_column_int64(find, 0) : 0;
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "looking up a row");
    sqlite3_reset(find);
    return TR_OK;
}

/* --- words --- */

int tr_sq_word(struct sq *l, tr_str text, int64_t *id, struct tr_err *err)
{
    struct sq_row row = { .text = text }, *have = known(&l->cache.words, text);
    *id = have ? have->id : 0;
    if (have) return TR_OK;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_word_find, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, text);
    int rc = look_up(l, s, &row.id, err);
    if (!rc && !row.id) {
        s = tr_sq_stmt(l, SQ_word_put, err);
        if (!s) return TR_E_IO;
        tr_sq_bind_str(s, 1, text);
        rc = tr_sq_run(l, s, err, "keeping a word");
        row.id = sqlite3_last_insert_rowid(l->db);
    }
    if (rc) return rc;
    remember(l, &l->cache.words, &l->cache.word_ids, &row, true);
    *id = row.id;
    return TR_OK;
}

/* --- actors --- */

static int put_actor(struct sq *l, const struct tr_actor_row *a, struct sq_row *row, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_actor_put, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_blob(s, 1, row->digest.b, TR_DIGEST);
    tr_sq_bind_str(s, 2, a->key);
    tr_sq_bind_str(s, 3, a->name);
    sqlite3_bind_int(s, 4, (int)a->kind);
    tr_sq_bind_str(s, 5, tr_str_of(a->country));
    int rc = tr_sq_run(l, s, err, "keeping an actor");
    row->id = sqlite3_last_insert_rowid(l->db);
    return rc;
}

int tr_sq_actor(struct sq *l, const struct truce_actor *a, int64_t *id, struct tr_err *err)
{
    *id = TR_NULL;
    if (!a) return TR_OK;
    tr_str name = a->name.n ? a->name : a->text;
    struct tr_actor_row content = { .key = a->id, .name = name, .kind = a->kind };
    memcpy(content.country, a->country, sizeof content.country - 1);
    if (!a->id.n) content.key = tr_arena_printf(l->work, "text:" TR_STR_FMT, TR_STR_ARG(tr_utf8_fold(l->work, name)));
    struct tr_bytes b = { .arena = l->work };
    struct sq_row row = { 0 };
    tr_canon_actor(&b, &content);
    tr_digest_of((tr_str){ b.p, b.n }, &row.digest);
    struct sq_row *have = known(&l->cache.actors, (tr_str){ (const char *)row.digest.b, TR_DIGEST });
    if (!have) {
        sqlite3_stmt *s = tr_sq_stmt(l, SQ_actor_find, err);
        if (!s) return TR_E_IO;
        tr_sq_bind_blob(s, 1, row.digest.b, TR_DIGEST);
        int rc = look_up(l, s, &row.id, err);
        if (!rc && !row.id) rc = put_actor(l, &content, &row, err);
        if (rc) return rc;
        remember(l, &l->cache.actors, &l->cache.actor_ids, &row, false);
    }
    *id = have ? have->id : row.id;
    return TR_OK;
}

/* --- places --- */

static int put_place(struct sq *l, const struct tr_place_row *p, struct sq_row *row, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_place_put, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_blob(s, 1, row->digest.b, TR_DIGEST);
    tr_sq_bind_str(s, 2, p->key);
    tr_sq_bind_str(s, 3, p->name);
    tr_sq_bind_str(s, 4, tr_utf8_fold(l->work, p->name));
    sqlite3_bind_int(s, 5, (int)p->kind);
    tr_sq_bind_str(s, 6, tr_str_of(p->country));
    tr_sq_bind_str(s, 7, p->admin1);
    if (p->located) {
        sqlite3_bind_double(s, 8, p->lat);
        sqlite3_bind_double(s, 9, p->lon);
    }
    sqlite3_bind_int(s, 10, p->where_prec);
    int rc = tr_sq_run(l, s, err, "keeping a place");
    row->id = sqlite3_last_insert_rowid(l->db);
    if (!rc && p->located) rc = tr_sq_derive_place(l, row->id, p->lat, p->lon, err);
    return rc;
}

static struct tr_place_row place_content(struct sq *l, const struct truce_place *p)
{
    struct tr_place_row c = {
        .key = p->id, .name = p->name.n ? p->name : p->text, .kind = p->kind, .admin1 = p->admin1, .where_prec = p->where_prec
    };
    memcpy(c.country, p->country, sizeof c.country - 1);
    c.located = p->located && p->lat >= -90 && p->lat <= 90 && p->lon >= -180 && p->lon <= 180; /* not a number is no place either */
    if (c.located) {
        c.lat = p->lat;
        c.lon = p->lon;
    }
    if (!p->id.n) {
        tr_str fold = tr_utf8_fold(l->work, c.name);
        c.key = tr_arena_printf(l->work, "text:" TR_STR_FMT "%s%s", TR_STR_ARG(fold), c.country[0] ? "," : "", c.country);
    }
    return c;
}

int tr_sq_place(struct sq *l, const struct truce_place *p, int64_t *id, struct tr_err *err)
{
    *id = TR_NULL;
    if (!p) return TR_OK;
    struct tr_place_row content = place_content(l, p);
    struct tr_bytes b = { .arena = l->work };
    struct sq_row row = { 0 };
    tr_canon_place(&b, &content);
    tr_digest_of((tr_str){ b.p, b.n }, &row.digest);
    struct sq_row *have = known(&l->cache.places, (tr_str){ (const char *)row.digest.b, TR_DIGEST });
    if (!have) {
        sqlite3_stmt *s = tr_sq_stmt(l, SQ_place_find, err);
        if (!s) return TR_E_IO;
        tr_sq_bind_blob(s, 1, row.digest.b, TR_DIGEST);
        int rc = look_up(l, s, &row.id, err);
        if (!rc && !row.id) rc = put_place(l, &content, &row, err);
        if (rc) return rc;
        remember(l, &l->cache.places, &l->cache.place_ids, &row, false);
    }
    *id = have ? have->id : row.id;
    return TR_OK;
}

/* --- contents of rows of this batch --- */

static const struct sq_row *by_id(const struct tr_map *m, int64_t id)
{
    return known(m, (tr_str){ (const char *)&id, sizeof id });
}

static const tr_digest *actor_digest(void *arg, int64_t id)
{
    const struct sq_row *row = by_id(&((struct sq *)arg)->cache.actor_ids, id);
    return row ? &row->digest : NULL;
}

static const tr_digest *place_digest(void *arg, int64_t id)
{
    const struct sq_row *row = by_id(&((struct sq *)arg)->cache.place_ids, id);
    return row ? &row->digest : NULL;
}

static bool word_text(void *arg, int64_t id, tr_str *text)
{
    const struct sq_row *row = by_id(&((struct sq *)arg)->cache.word_ids, id);
    if (row) *text = row->text;
    return row != NULL;
}

struct tr_contents tr_sq_contents(struct sq *l)
{
    return (struct tr_contents){ l, actor_digest, place_digest, word_text };
}
