/* SPDX-License-Identifier: Apache-2.0 */
/* Near-copies at asking time: who was first among those that the ledger knew then. Nothing of it depends on the order of adding. */
#include <sodium.h>

#include "ledger/sqlite_int.h"

struct member {
    int64_t id;
    bool known;
    int64_t published;
    unsigned char sha256[TR_DIGEST];
    tr_str outlet;
};
struct group {
    TR_VEC(struct member) members;
};

/* false in *known: recorded after as_of, and not gone through. */
static int read_member(struct sq *l, struct sq_answer *n, int64_t id, struct member *m, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_root_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(l, err, "reading a near-copy");
    *m = (struct member){ .id = id, .known = sqlite3_column_int64(s, 3) <= n->as_of, .published = tr_sq_int(s, 0) };
    tr_str sha = tr_sq_str(s, 1);
    if (sha.n == TR_DIGEST) memcpy(m->sha256, sha.p, TR_DIGEST);
    m->outlet = tr_sq_str(s, 2).n ? tr_arena_dup(n->arena, tr_sq_str(s, 2)) : TR_STR("");
    sqlite3_reset(s);
    return TR_OK;
}

static int pairs(struct sq *l, struct tr_arena *a, int64_t id, struct tr_map *seen, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_pairs_of, err);
    int got;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t *other = TR_NEW(a, int64_t);
        *other = sqlite3_column_int64(s, 0);
        *tr_map_put(seen, (tr_str){ (const char *)other, sizeof *other }, NULL) = (uint64_t)*other;
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading near-copies");
    sqlite3_reset(s);
    return TR_OK;
}

static bool before(const struct member *a, const struct member *b)
{
    int64_t x = a->published == TR_NULL ? INT64_MAX : a->published, y = b->published == TR_NULL ? INT64_MAX : b->published;
    return x != y ? x < y : memcmp(a->sha256, b->sha256, TR_DIGEST) < 0;
}

static void found_root(struct sq_answer *n, const struct member *root, const struct group *g, struct tr_map *done)
{
    char out[2 * TR_DIGEST + 1];
    sodium_bin2hex(out, sizeof out, root->sha256, TR_DIGEST);
    tr_str sha = tr_arena_dup(n->arena, (tr_str){ out, sizeof out - 1 });
    for (uint32_t i = 0; i < g->members.n; i++) {
        struct member *m = &g->members.v[i];
        tr_str key = { (const char *)&m->id, sizeof m->id };
        if (!m->known) continue;
        *tr_map_put(done, key, NULL) = 1;
        uint64_t *at = tr_map_find(&n->reports, key);
        if (!at) continue;
        struct sq_report *r = (struct sq_report *)(uintptr_t)*at;
        r->row.root = root->id;
        r->row.root_outlet = root->outlet;
        r->root_sha256 = sha;
    }
}

/* Everything that is reached from one report over pairs of near-copies. */
static int explore(struct sq *l, struct sq_answer *n, int64_t id, struct tr_map *done, struct tr_err *err)
{
    struct tr_map seen;
    struct group g = { 0 };
    tr_map_init(&seen, n->arena);
    int64_t *first = TR_NEW(n->arena, int64_t);
    *first = id;
    *tr_map_put(&seen, (tr_str){ (const char *)first, sizeof *first }, NULL) = (uint64_t)id;
    uint32_t root = 0;
    for (uint32_t i = 0; i < seen.n; i++) {
        struct member *m = tr_vec_push(n->arena, &g.members);
        int rc = read_member(l, n, (int64_t)seen.entries[i].value, m, err);
        if (!rc && m->known) rc = pairs(l, n->arena, m->id, &seen, err);
        if (rc) return rc;
        if (m->known && before(m, &g.members.v[root])) root = i;
    }
    found_root(n, &g.members.v[root], &g, done);
    return TR_OK;
}

static int has_pairs(struct sq *l, int64_t id, bool *has, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_pairs_of, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    int got = sqlite3_step(s);
    *has = got == SQLITE_ROW;
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading near-copies");
    sqlite3_reset(s);
    return TR_OK;
}

int tr_sq_roots(struct sq *l, struct sq_answer *n, struct tr_err *err)
{
    struct tr_map done;
    tr_map_init(&done, n->arena);
    for (uint32_t i = 0; i < n->reports.n; i++) {
        const struct sq_report *r = (const struct sq_report *)(uintptr_t)n->reports.entries[i].value;
        bool has = false;
        if (r->recorded > n->as_of || tr_map_find(&done, n->reports.entries[i].key)) continue;
        int rc = has_pairs(l, r->row.id, &has, err);
        if (!rc && has) rc = explore(l, n, r->row.id, &done, err);
        if (rc) return rc;
    }
    return TR_OK;
}
