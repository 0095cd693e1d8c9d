/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/limits.h"
#include "language/scratch_int.h"
#include "language/tree.h"

static size_t round_to(size_t n, size_t step)
{
    return (n + step - 1) / step * step;
}

/* Hands out the parts of one block; with memory NULL it only counts. */
struct cut {
    char *memory;
    size_t used;
};

static void *take(struct cut *c, size_t size)
{
    void *p = c->memory ? c->memory + c->used : NULL;
    c->used += round_to(size, 64);
    return p;
}

static void lay_out(struct tr_scratch *s, struct cut *c)
{
    const struct tr_model *m = s->m;
    size_t rows = round_to(s->capacity, TR_ROW_STEP), longest = rows, few = round_to(TR_FFN_ROWS, TR_ROW_STEP), f = sizeof(float);
    size_t out = m->layer[0].out.n_padded > m->hidden ? m->layer[0].out.n_padded : m->hidden;
    s->windows = take(c, rows * sizeof *s->windows);
    s->piece = take(c, rows * 2);
    s->position = take(c, rows * 2);
    s->word_rows = take(c, rows * 2);
    s->shape = take(c, rows);
    s->gap = take(c, rows);
    s->x = take(c, rows * m->hidden * f);
    s->qkv = take(c, rows * m->layer[0].qkv.n_padded * f);
    s->mixed = take(c, rows * out * f);
    s->wide = take(c, few * m->layer[0].up.n_padded * f);
    s->narrow = take(c, few * m->layer[0].down.n_padded * f);
    s->attention = take(c, tr_attention_work((uint32_t)rows) * f);
    s->rows8 = (struct tr_rows){ take(c, rows * (m->hidden > m->rel_dim ? m->hidden : m->rel_dim)), take(c, rows * f), take(c, rows * 4) };
    s->wide8 = (struct tr_rows){ take(c, few * m->ffn), take(c, few * f), take(c, few * 4) };
    s->out = take(c, rows * m->outputs.n_padded * f);
    s->arc_left = take(c, longest * m->arc_dim * f);
    s->arc_right = take(c, (longest + 1) * m->arc_dim * f);
    s->arc_score = take(c, longest * (longest + 1) * f);
    s->rel_in = take(c, few * m->rel_dim * f);
    s->rel_out = take(c, few * m->rel_biaffine.n_padded * f);
    s->heads = take(c, longest * 2);
    s->tree = take(c, tr_tree_work((uint32_t)longest));
}

int tr_scratch_new(const struct tr_model *m, struct tr_scratch **out, struct tr_err *err)
{
    struct tr_scratch *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) return tr_fail(err, TR_E_NOMEM, "no memory for reading");
    s->m = m;
    s->capacity = m->max_pieces;
    struct cut c = { 0 };
    lay_out(s, &c);
    s->memory = aligned_alloc(64, c.used);
    if (!s->memory) {
        free(s);
        return tr_fail(err, TR_E_NOMEM, "no memory for reading: %zu bytes are needed", c.used);
    }
    memset(s->memory, 0, c.used);
    c = (struct cut){ .memory = s->memory };
    lay_out(s, &c);
    *out = s;
    return TR_OK;
}

void tr_scratch_free(struct tr_scratch *s)
{
    if (!s) return;
    free(s->memory);
    free(s);
}
