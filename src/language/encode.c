/* SPDX-License-Identifier: Apache-2.0 */
/* The encoder over a batch of windows laid end to end: no padding between them, only attention keeps them apart. */
#include "language/scratch_int.h"

static void embed(struct tr_scratch *s)
{
    const struct tr_model *m = s->m;
    const struct tr_kernels *k = m->kernels;
    for (uint32_t r = 0; r < s->rows; r++) {
        float *x = s->x + (size_t)r * m->hidden;
        const int8_t *word = m->word + (size_t)s->piece[r] * m->hidden;
        float scale = m->word_scale[s->piece[r]];
        const float *pos = m->pos + (size_t)s->position[r] * m->hidden;
        for (uint32_t i = 0; i < m->hidden; i++) x[i] = (float)word[i] * scale + pos[i];
        if (s->gap[r] == TR_NO_GAP) continue;
        k->add_scaled(x, m->shape + (size_t)s->shape[r] * m->hidden, 1.0f, m->hidden);
        k->add_scaled(x, m->gap + (size_t)s->gap[r] * m->hidden, 1.0f, m->hidden);
    }
    k->add_norm(s->x, NULL, 0, s->rows, m->hidden, m->norm_w, m->norm_b, m->eps);
}

static void attend(struct tr_scratch *s, const struct tr_layer *y)
{
    const struct tr_model *m = s->m;
    const struct tr_kernels *k = m->kernels;
    k->quantise(s->x, m->hidden, s->rows, m->hidden, &s->rows8);
    k->product(&y->qkv, &s->rows8, s->rows, TR_ACT_NONE, s->qkv, y->qkv.n_padded);
    for (uint32_t i = 0; i < s->n_windows; i++) {
        const struct tr_window *w = &s->windows[i];
        k->attention(s->qkv + (size_t)w->row * y->qkv.n_padded, y->qkv.n_padded, w->rows, m->heads, s->mixed + (size_t)w->row * m->hidden,
                     s->attention);
    }
    k->quantise(s->mixed, m->hidden, s->rows, m->hidden, &s->rows8);
    k->product(&y->out, &s->rows8, s->rows, TR_ACT_NONE, s->mixed, y->out.n_padded);
    k->add_norm(s->x, s->mixed, y->out.n_padded, s->rows, m->hidden, y->norm1_w, y->norm1_b, m->eps);
}

static void feed(struct tr_scratch *s, const struct tr_layer *y)
{
    const struct tr_model *m = s->m;
    const struct tr_kernels *k = m->kernels;
    for (uint32_t r = 0; r < s->rows; r += TR_FFN_ROWS) {
        uint32_t n = s->rows - r < TR_FFN_ROWS ? s->rows - r : TR_FFN_ROWS;
        float *x = s->x + (size_t)r * m->hidden;
        k->quantise(x, m->hidden, n, m->hidden, &s->rows8);
        k->product(&y->up, &s->rows8, n, TR_ACT_GELU, s->wide, y->up.n_padded);
        k->quantise(s->wide, y->up.n_padded, n, m->ffn, &s->wide8);
        k->product(&y->down, &s->wide8, n, TR_ACT_NONE, s->narrow, y->down.n_padded);
        k->add_norm(x, s->narrow, y->down.n_padded, n, m->hidden, y->norm2_w, y->norm2_b, m->eps);
    }
}

/* Behind the last layer's attention only the words' first pieces are asked for. Words stand in the order of their rows, so gathering never
 * overwrites what is still to be read. */
static void keep_words(struct tr_scratch *s)
{
    size_t width = s->m->hidden;
    for (uint32_t i = 0; i < s->n_words; i++) memmove(s->x + i * width, s->x + s->word_rows[i] * width, sizeof(float) * width);
    s->rows = s->n_words;
}

void tr_encode(struct tr_scratch *s)
{
    const struct tr_model *m = s->m;
    embed(s);
    for (uint32_t i = 0; i < m->layers; i++) {
        attend(s, &m->layer[i]);
        if (i + 1 == m->layers) keep_words(s);
        feed(s, &m->layer[i]);
    }
    m->kernels->quantise(s->x, m->hidden, s->n_words, m->hidden, &s->rows8);
    m->kernels->product(&m->outputs, &s->rows8, s->n_words, TR_ACT_NONE, s->out, m->outputs.n_padded);
}
