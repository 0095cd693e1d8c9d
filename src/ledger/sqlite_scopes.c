/* SPDX-License-Identifier: Apache-2.0 */
/* What the places of the last questions came to. Questions come in rows (the same governorate month by month), and it holds until the ledger grows. An answer takes copies of
 * the rows: they are changed where a viewer may not see all. */
#include <stdlib.h>

#include "ledger/sqlite_scope.h"

#define MOST_PLACES 20000 /* of one scope; more are looked up anew each time */

struct sq_kept_scope {
    uint64_t links; /* of the chain that it was found at */
    tr_str text;
    struct tr_scope_rule rule;
    struct tr_scope shown;
    uint32_t n;
    struct tr_place_row rows[];
};

void tr_sq_scopes_fini(struct sq *l)
{
    for (int i = 0; i < TR_SQ_SCOPES; i++) free(l->scopes[i]);
}

static const struct sq_kept_scope *find(const struct sq *l, tr_str text)
{
    for (int i = 0; i < TR_SQ_SCOPES; i++) {
        const struct sq_kept_scope *k = l->scopes[i];
        if (k && k->links == l->links && tr_str_eq(k->text, text)) return k;
    }
    return NULL;
}

static tr_str copy_of(struct tr_arena *a, tr_str s)
{
    return s.n ? tr_arena_dup(a, s) : TR_STR("");
}

bool tr_sq_scope_kept(struct sq *l, tr_str text, struct sq_answer *n, struct sq_scope *out)
{
    const struct sq_kept_scope *k = l->view ? find(l, text) : NULL;
    struct tr_arena *a = n->arena;
    if (!k) return false;
    out->rule = k->rule;
    out->shown = k->shown;
    out->rule.name = out->shown.name = copy_of(a, k->rule.name);
    out->rule.fold = copy_of(a, k->rule.fold);
    out->rule.key = copy_of(a, k->rule.key);
    out->rule.admin1 = copy_of(a, k->rule.admin1);
    out->shown.admin1 = copy_of(a, k->shown.admin1);
    tr_map_init(&out->places.ids, a);
    for (uint32_t i = 0; i < k->n; i++) {
        struct tr_place_row *p = TR_NEW(a, struct tr_place_row);
        *p = k->rows[i];
        p->key = copy_of(a, p->key);
        p->name = copy_of(a, p->name);
        p->admin1 = copy_of(a, p->admin1);
        tr_sq_have_place(n, p);
        tr_map_put(&out->places.ids, (tr_str){ (const char *)&p->id, sizeof p->id }, NULL);
        *tr_vec_push(a, &out->places.list) = p;
    }
    out->shown.places.v = out->places.list.v;
    out->shown.places.n = out->places.list.n;
    return true;
}

/* Copies s to *at and moves it on. */
static tr_str put(char **at, tr_str s)
{
    tr_str out = { *at, s.n };
    if (s.n) memcpy(*at, s.p, s.n);
    *at += s.n;
    return out;
}

void tr_sq_keep_scope(struct sq *l, tr_str text, const struct sq_scope *s)
{
    const struct sq_places *p = &s->places;
    size_t size = sizeof(struct sq_kept_scope) + p->list.n * sizeof(struct tr_place_row) + text.n;
    if (!l->view || p->list.n > MOST_PLACES) return;
    size += s->rule.name.n + s->rule.fold.n + s->rule.key.n + s->rule.admin1.n + s->shown.admin1.n;
    for (uint32_t i = 0; i < p->list.n; i++) size += p->list.v[i]->key.n + p->list.v[i]->name.n + p->list.v[i]->admin1.n;
    struct sq_kept_scope *k = malloc(size);
    if (!k) return;
    char *at = (char *)&k->rows[p->list.n];
    k->links = l->links;
    k->text = put(&at, text);
    k->rule = s->rule;
    k->shown = s->shown;
    k->rule.name = k->shown.name = put(&at, s->rule.name);
    k->rule.fold = put(&at, s->rule.fold);
    k->rule.key = put(&at, s->rule.key);
    k->rule.admin1 = put(&at, s->rule.admin1);
    k->shown.admin1 = put(&at, s->shown.admin1);
    k->n = p->list.n;
    for (uint32_t i = 0; i < k->n; i++) {
        struct tr_place_row *row = &k->rows[i];
        *row = *p->list.v[i];
        row->key = put(&at, row->key);
        row->name = put(&at, row->name);
        row->admin1 = put(&at, row->admin1);
    }
    free(l->scopes[l->next_scope]);
    l->scopes[l->next_scope] = k;
    l->next_scope = (l->next_scope + 1) % TR_SQ_SCOPES;
}
