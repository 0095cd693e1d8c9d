/* SPDX-License-Identifier: Apache-2.0 */
/* "--by Russia": the actor, its organs and its members. Keys are gathered, so that rows of the answer are compared by key. */
#include "base/utf8.h"
#include "knowledge/actors.h"
#include "ledger/sqlite_query.h"

#define MAX_DEPTH 6 /* army of a ministry of a state …; a table that goes round in circles ends here */

struct wanted {
    const struct tr_register *g;
    struct tr_map entries;
    tr_str fold, name;
    bool members;
};

/* Register ids that the name stands for. */
static void by_name(struct tr_arena *a, struct wanted *w, tr_str name)
{
    if (!w->g) return;
    if (tr_register_id(w->g, name)) {
        tr_map_put(&w->entries, name, NULL);
        return;
    }
    bool longer;
    for (const struct tr_alias *x = tr_register_find(w->g, tr_actor_key(a, name), &longer); x; x = tr_register_next(w->g, x))
        tr_map_put(&w->entries, w->g->entries.v[x->entry].id, NULL);
}

/* state:SY/army belongs to state:SY, a group to its coalition. */
static bool belongs(const struct wanted *w, tr_str key)
{
    for (int depth = 0; depth < MAX_DEPTH && key.n; depth++) {
        if (tr_map_find(&w->entries, key)) return true;
        if (!w->members || !w->g) return false;
        const struct tr_actor_entry *e = tr_register_id(w->g, key);
        tr_str up = e ? e->member_of : (tr_str){ "", 0 };
        for (size_t i = key.n; !up.n && i > 0; i--) {
            if (key.p[i - 1] == '/') up = tr_str_sub(key, 0, i - 1);
        }
        key = up;
    }
    return false;
}

int tr_sq_who(struct sq_query *q, tr_str name, bool members, struct tr_map *ids, struct tr_err *err)
{
    struct tr_arena *a = q->n.arena;
    struct sq *l = q->l;
    struct wanted w = { .g = l->base.know ? l->base.know->actors : NULL, .name = name, .members = members };
    int got;
    tr_map_init(&w.entries, a);
    tr_map_init(ids, a);
    w.fold = tr_utf8_fold(a, name);
    by_name(a, &w, name);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_actors_all, err);
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        tr_str key = tr_sq_str(s, 1), own = tr_sq_str(s, 2);
        bool same = tr_str_eq(key, name) || tr_str_eq(own, name) || belongs(&w, key) || tr_str_eq(tr_utf8_fold(a, own), w.fold);
        if (!same) continue;
        int64_t *id = TR_NEW(a, int64_t);
        *id = sqlite3_column_int64(s, 0);
        tr_map_put(ids, (tr_str){ (const char *)id, sizeof *id }, NULL);
        tr_map_put(ids, tr_arena_dup(a, key), NULL);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for actors");
    sqlite3_reset(s);
    /* a correction may name what the ledger has not */
    for (uint32_t i = 0; i < w.entries.n; i++) tr_map_put(ids, w.entries.entries[i].key, NULL);
    tr_map_put(ids, name, NULL);
    tr_map_put(ids, tr_arena_printf(a, "text:" TR_STR_FMT, TR_STR_ARG(w.fold)), NULL);
    return TR_OK;
}

bool tr_sq_is_who(const struct sq_query *q, const struct tr_map *ids, const struct tr_actor_row *a)
{
    (void)q;
    return a && tr_map_find(ids, a->key);
}
