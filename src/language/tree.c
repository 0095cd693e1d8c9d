/* SPDX-License-Identifier: Apache-2.0 */
/* The maximum spanning arborescence after Chu, Liu and Edmonds, in Tarjan's order: a path is grown backwards along best heads, a cycle
 * on it becomes one component. Every component keeps its best edge from each word, so that all contractions together cost O(n^2). */
#include "language/tree.h"

#define LIMIT 1e6      /* scores are cut there, so that sums stay exact enough */
#define ROOT_COST 1e10 /* taken off each root edge: more than any tree can win by a second one */

struct forest {
    uint32_t n, nodes; /* nodes 0..n are the root and the words, then the components */
    uint32_t width;    /* n + 1 */
    double *in;        /* [2n + 1][width]: best edge into a component from a word, less what it would replace */
    uint16_t *into;    /* the word at which that edge enters */
    uint16_t *top;     /* of a word: the component that it is in now */
    uint16_t *parent;  /* of a component: the one that swallowed it, 0 = none */
    uint16_t *from;    /* of a component: the word that its best edge comes from */
    uint16_t *next;    /* of a component: the next on its cycle */
    uint16_t *member;  /* of a contracted component: the first on its cycle */
    uint8_t *state;    /* 0 new, 1 on the path, 2 hangs on the root */
    uint16_t *path;
};

size_t tr_tree_work(uint32_t n)
{
    size_t nodes = 2 * (size_t)n + 2, width = (size_t)n + 1;
    return nodes * width * (sizeof(double) + sizeof(uint16_t)) + (width + 5 * nodes) * sizeof(uint16_t) + nodes + 64;
}

static void lay_out(struct forest *f, uint32_t n, char *work)
{
    size_t nodes = 2 * (size_t)n + 2, width = (size_t)n + 1;
    memset(work, 0, tr_tree_work(n));
    *f = (struct forest){ .n = n, .nodes = n + 1, .width = n + 1 };
    f->in = (double *)(void *)work;
    f->into = (uint16_t *)(f->in + nodes * width);
    f->top = f->into + nodes * width;
    f->parent = f->top + width;
    f->from = f->parent + nodes;
    f->next = f->from + nodes;
    f->member = f->next + nodes;
    f->path = f->member + nodes;
    f->state = (uint8_t *)(f->path + nodes);
}

static void fill(struct forest *f, const float *score)
{
    for (uint32_t d = 1; d <= f->n; d++)
        for (uint32_t h = 0; h <= f->n; h++) {
            double s = (double)score[(size_t)(d - 1) * f->width + h];
            s = s > -LIMIT ? s < LIMIT ? s : LIMIT : -LIMIT; /* also where s is not a number */
            f->in[d * f->width + h] = h ? s : s - ROOT_COST;
            f->into[d * f->width + h] = (uint16_t)d;
        }
    for (uint32_t i = 0; i <= f->n; i++) f->top[i] = (uint16_t)i;
    f->state[0] = 2;
}

/* Chooses the best edge into c from outside; returns the component that it comes from. */
static uint32_t choose(struct forest *f, uint32_t c)
{
    const double *in = f->in + c * f->width;
    uint32_t best = UINT32_MAX;
    for (uint32_t u = 0; u <= f->n; u++)
        if (f->top[u] != c && (best == UINT32_MAX || in[u] > in[best])) best = u;
    f->from[c] = (uint16_t)best;
    return f->top[best];
}

/* path[at .. size) is a cycle: makes it one component. */
static uint32_t contract(struct forest *f, uint32_t at, uint32_t size)
{
    uint32_t c = f->nodes++;
    double *in = f->in + c * f->width;
    uint16_t *into = f->into + c * f->width;
    for (uint32_t i = at; i < size; i++) {
        uint32_t m = f->path[i];
        const double *its = f->in + m * f->width;
        double lost = its[f->from[m]];
        for (uint32_t u = 0; u <= f->n; u++) {
            if (i > at && its[u] - lost <= in[u]) continue;
            in[u] = its[u] - lost;
            into[u] = f->into[m * f->width + u];
        }
        f->parent[m] = (uint16_t)c;
        f->next[m] = f->member[c];
        f->member[c] = (uint16_t)m;
    }
    for (uint32_t u = 1; u <= f->n; u++)
        if (f->parent[f->top[u]] == c) f->top[u] = (uint16_t)c;
    f->state[c] = 1;
    return c;
}

static void grow(struct forest *f, uint32_t start)
{
    uint32_t size = 0;
    f->path[size++] = (uint16_t)start;
    f->state[start] = 1;
    for (;;) {
        uint32_t p = choose(f, f->path[size - 1]);
        if (f->state[p] == 2) break;
        if (f->state[p] == 1) {
            uint32_t at = size - 1;
            while (f->path[at] != p) at--;
            uint32_t c = contract(f, at, size);
            size = at;
            p = c;
        }
        f->state[p] = 1;
        f->path[size++] = (uint16_t)p;
    }
    for (uint32_t i = 0; i < size; i++) f->state[f->path[i]] = 2;
}

/* Component c is entered at word d; the other members of its cycles keep their own edges. */
static void expand(struct forest *f, uint16_t *heads)
{
    /* A component is opened after the one that holds it, because it is older: from the newest down each knows where it is entered. */
    uint16_t *entered = f->path; /* no longer needed */
    for (uint32_t c = f->nodes; c-- > 1;) {
        if (!f->parent[c]) {
            uint32_t d = f->into[c * f->width + f->from[c]];
            entered[c] = (uint16_t)d;
            heads[d - 1] = f->from[c];
        }
        if (c <= f->n) continue;
        uint32_t inside = entered[c];
        while (f->parent[inside] != c) inside = f->parent[inside];
        for (uint32_t m = f->member[c]; m; m = f->next[m]) {
            if (m == inside) {
                entered[m] = entered[c];
                continue;
            }
            uint32_t d = f->into[m * f->width + f->from[m]];
            entered[m] = (uint16_t)d;
            heads[d - 1] = f->from[m];
        }
    }
}

void tr_tree_decode(const float *score, uint32_t n, uint16_t *heads, void *work)
{
    struct forest f;
    lay_out(&f, n, work);
    fill(&f, score);
    for (uint32_t d = 1; d <= n; d++)
        if (f.state[f.top[d]] == 0) grow(&f, f.top[d]);
    expand(&f, heads);
}
