/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of a filter straight from the ledger to a sink. They are gone through twice: an export tells in its head how many rows follow. */
#include "views/export.h"

struct going {
    const struct tr_export_format *format;
    struct tr_export *x;
    const struct tr_export_hide *hide;
    const struct tr_sink *to;
    struct tr_export_out *out;
};

static int take(void *ctx, unsigned pass, const struct tr_claims *piece, struct tr_arena *a, struct tr_err *err)
{
    struct going *g = ctx;
    int rc = TR_OK;
    if (g->hide) g->hide->piece(g->hide->ctx, a, piece);
    g->x->claims = piece;
    g->x->scope = piece->scope.name;
    if (pass == 0) {
        tr_export_count(g->format, g->x);
        return TR_OK;
    }
    if (!g->out) rc = tr_export_begin(g->format, g->x, g->to, &g->out, err);
    return rc ? rc : tr_export_put(g->out, g->x, err);
}

int tr_export_claims(const struct tr_export_format *f, struct tr_ledger *l, const struct tr_filter *filter, struct tr_export *x,
                     const struct tr_export_hide *hide, const struct tr_sink *to, struct tr_arena *a, struct tr_err *err)
{
    struct going g = { f, x, hide, to, NULL };
    const struct tr_walk walk = { .passes = 2, .piece = TR_WALK_PIECE, .take = take, .ctx = &g };
    struct tr_arena_outer outer;
    volatile int rc = tr_export_check(f, x->what, err);
    if (rc) return rc;
    tr_arena_push_guard(a, &outer);
    if (setjmp(*tr_arena_guard(a)))
        rc = tr_fail(err, TR_E_NOMEM, "the answer does not fit into memory; ask for a shorter time or a smaller place");
    else rc = tr_ledger_walk(l, filter, a, &walk, err);
    tr_arena_pop_guard(a, &outer);
    int ended = tr_export_end(g.out, x, !rc, rc ? NULL : err);
    x->claims = NULL;
    return rc ? rc : ended;
}
