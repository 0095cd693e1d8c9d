/* SPDX-License-Identifier: Apache-2.0 */
/* Heads and relations of one sentence. The scores are those of model/FORMAT.md; relations are scored for the chosen arcs only. */
#include <math.h>

#include "language/case.h"
#include "language/punct.h"
#include "language/scratch_int.h"
#include "language/tree.h"

static void relu(float *to, const float *from, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) to[i] = from[i] > 0 ? from[i] : 0;
}

/* arc_score[d][h] = [dep_d; 1]^T B head_h, h = 0 the root. */
static void score_arcs(struct tr_scratch *s, uint32_t n, uint32_t at)
{
    const struct tr_model *m = s->m;
    const struct tr_kernels *k = m->kernels;
    uint32_t dim = m->arc_dim;
    memcpy(s->arc_right, m->arc_root, sizeof(float) * dim);
    for (uint32_t i = 0; i < n; i++) {
        const float *row = s->out + (size_t)(at + i) * m->outputs.n_padded;
        float *left = s->arc_left + (size_t)i * dim;
        relu(s->arc_right + (size_t)(i + 1) * dim, row + m->arc_head_at, dim);
        memcpy(left, m->arc_biaffine + (size_t)dim * dim, sizeof(float) * dim);
        for (uint32_t j = 0; j < dim; j++) {
            float d = row[m->arc_dep_at + j];
            if (d > 0) k->add_scaled(left, m->arc_biaffine + (size_t)j * dim, d, dim);
        }
    }
    for (uint32_t d = 0; d < n; d++)
        for (uint32_t h = 0; h <= n; h++)
            s->arc_score[(size_t)d * (n + 1) + h] = k->dot(s->arc_left + (size_t)d * dim, s->arc_right + (size_t)h * dim, dim);
}

/* The share of head h among all heads of word d. */
static float share(const float *score, uint32_t d, uint32_t n, uint32_t h)
{
    float top = -INFINITY, sum = 0;
    for (uint32_t i = 0; i <= n; i++)
        if (i != d + 1 && score[i] > top) top = score[i];
    for (uint32_t i = 0; i <= n; i++)
        if (i != d + 1) sum += expf(score[i] - top);
    return expf(score[h] - top) / sum;
}

/* Relations of the words [from, to) of the sentence. */
static void relations(struct tr_scratch *s, struct tr_word *words, uint32_t first, uint32_t from, uint32_t to, uint32_t at)
{
    const struct tr_model *m = s->m;
    const struct tr_kernels *k = m->kernels;
    uint32_t dim = m->rel_dim, width = m->rel_biaffine.n_padded;
    for (uint32_t i = from; i < to; i++) {
        float *head = s->rel_in + (size_t)(i - from) * dim;
        if (!s->heads[i]) memcpy(head, m->rel_root, sizeof(float) * dim);
        else relu(head, s->out + (size_t)(at + s->heads[i] - 1) * m->outputs.n_padded + m->rel_head_at, dim);
    }
    k->quantise(s->rel_in, dim, to - from, dim, &s->rows8);
    k->product(&m->rel_biaffine, &s->rows8, to - from, TR_ACT_NONE, s->rel_out, width);
    for (uint32_t i = from; i < to; i++) {
        const float *half = s->rel_out + (size_t)(i - from) * width;
        float *dep = s->rel_in + (size_t)(i - from) * dim, best = -INFINITY;
        relu(dep, s->out + (size_t)(at + i) * m->outputs.n_padded + m->rel_dep_at, dim);
        uint32_t label = 0;
        for (uint32_t r = 0; r < m->n_rels; r++, half += dim + 1) {
            float v = k->dot(dep, half, dim) + half[dim];
            /* A word on the root is its root, and no other is: the tree has decided. */
            if ((m->rel[r] == TR_REL_root) != !s->heads[i]) continue;
            if (v > best) best = v, label = r;
        }
        struct tr_word *w = &words[first + i];
        w->deprel_text = m->rel_name[label];
        w->rel = m->rel[label];
        w->sub = m->sub[label];
    }
}

void tr_parse(struct tr_scratch *s, struct tr_word *words, uint32_t first, uint32_t n, uint32_t at)
{
    score_arcs(s, n, at);
    tr_tree_decode(s->arc_score, n, s->heads, s->tree);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_word *w = &words[first + i];
        w->head = s->heads[i] ? first + s->heads[i] - 1 : TR_NO_WORD;
        w->p_head = share(s->arc_score + (size_t)i * (n + 1), i, n, s->heads[i]);
    }
    for (uint32_t i = 0; i < n; i += TR_FFN_ROWS) relations(s, words, first, i, n - i < TR_FFN_ROWS ? n : i + TR_FFN_ROWS, at);
    tr_case_settle(words, first, n);
    tr_punct_settle(words, first, n);
}
