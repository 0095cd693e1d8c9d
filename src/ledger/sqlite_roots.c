/* SPDX-License-Identifier: Apache-2.0 */
/* Near-copies at asking time: who was first among those that the ledger knew then. Nothing of it depends on the order of adding. */
#include "ledger/sqlite_int.h"

struct member {
    const struct sq_report_record *report;
    bool known; /* false: recorded after as_of, and not gone through */
};
struct group {
    TR_VEC(struct member) members;
};

static int read_member(struct sq *l, struct sq_answer *n, int64_t id, struct member *m, struct tr_err *err)
{
    int rc = tr_sq_report_record(l, n->arena, id, &m->report, err);
    if (!rc) m->known = m->report->recorded <= n->as_of;
    return rc;
}

static int pairs(struct sq *l, struct tr_arena *a, int64_t id, struct tr_map *seen, struct tr_err *err)
{
    const struct sq_ties *ties;
    int rc = tr_sq_ties(l, a, id, &ties, err);
    for (uint32_t i = 0; !rc && i < ties->n; i++) {
        const int64_t *other = &ties->pairs[i];
        *tr_map_put(seen, (tr_str){ (const char *)other, sizeof *other }, NULL) = (uint64_t)*other;
    }
    return rc;
}

static bool before(const struct member *a, const struct member *b)
{
    int64_t x = a->report->published == TR_NULL ? INT64_MAX : a->report->published,
            y = b->report->published == TR_NULL ? INT64_MAX : b->report->published;
    return x != y ? x < y : memcmp(a->report->sha256, b->report->sha256, sizeof a->report->sha256) < 0;
}

static void found_root(struct sq_answer *n, const struct member *root, const struct group *g, struct tr_map *done)
{
    tr_str sha = tr_arena_dup(n->arena, (tr_str){ root->report->sha256, sizeof root->report->sha256 });
    tr_str outlet = tr_sq_record_outlet(root->report);
    outlet = outlet.n ? tr_arena_dup(n->arena, outlet) : TR_STR("");
    for (uint32_t i = 0; i < g->members.n; i++) {
        struct member *m = &g->members.v[i];
        tr_str key = { (const char *)&m->report->id, sizeof m->report->id };
        if (!m->known) continue;
        *tr_map_put(done, key, NULL) = 1;
        uint64_t *at = tr_map_find(&n->reports, key);
        if (!at) continue;
        struct sq_report *r = (struct sq_report *)(uintptr_t)*at;
        r->row.root = root->report->id;
        r->row.root_outlet = outlet;
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
        if (!rc && m->known) rc = pairs(l, n->arena, m->report->id, &seen, err);
        if (rc) return rc;
        if (m->known && before(m, &g.members.v[root])) root = i;
    }
    if (g.members.v) found_root(n, &g.members.v[root], &g, done);
    return TR_OK;
}

int tr_sq_roots(struct sq *l, struct sq_answer *n, struct tr_err *err)
{
    struct tr_map done;
    tr_map_init(&done, n->arena);
    for (uint32_t i = 0; i < n->reports.n; i++) {
        const struct sq_report *r = (const struct sq_report *)(uintptr_t)n->reports.entries[i].value;
        if (!r->ties->n || r->recorded > n->as_of || tr_map_find(&done, n->reports.entries[i].key)) continue;
        int rc = explore(l, n, r->row.id, &done, err);
        if (rc) return rc;
    }
    return TR_OK;
}
