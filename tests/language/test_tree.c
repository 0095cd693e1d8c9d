/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

#include "language/tree.h"

static uint64_t seed = 7;

static float rnd(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (float)(seed >> 40) / (float)(1 << 24) * 20 - 10;
}

/* Every word reaches the root, and one word hangs on it. */
static bool is_tree(const uint16_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < n; d++) {
        uint32_t at = d + 1, steps = 0;
        roots += heads[d] == 0;
        while (at && heads[at - 1] <= n && steps++ <= n) at = heads[at - 1];
        if (at) return false;
    }
    return roots == 1;
}

static double total(const float *score, const uint16_t *heads, uint32_t n)
{
    double sum = 0;
    for (uint32_t d = 0; d < n; d++) sum += (double)score[d * (n + 1) + heads[d]];
    return sum;
}

static double best_by_trying_all(const float *score, uint32_t n)
{
    uint16_t heads[5] = { 0 };
    double best = -INFINITY;
    uint32_t all = 1;
    for (uint32_t i = 0; i < n; i++) all *= n + 1;
    for (uint32_t k = 0; k < all; k++) {
        uint32_t rest = k;
        for (uint32_t d = 0; d < n; d++, rest /= n + 1) heads[d] = (uint16_t)(rest % (n + 1));
        if (is_tree(heads, n) && total(score, heads, n) > best) best = total(score, heads, n);
    }
    return best;
}

static void the_best_tree_is_found(void **state)
{
    (void)state;
    float score[30];
    uint16_t heads[5];
    void *work = malloc(tr_tree_work(5));
    for (int round = 0; round < 4000; round++) {
        uint32_t n = 1 + (uint32_t)round % 5;
        for (uint32_t i = 0; i < n * (n + 1); i++) score[i] = rnd();
        /* A strong root tempts to hang several words on it. */
        for (uint32_t d = 0; round % 3 == 0 && d < n; d++) score[d * (n + 1)] += 15;
        tr_tree_decode(score, n, heads, work);
        assert_true(is_tree(heads, n));
        double want = best_by_trying_all(score, n);
        assert_true(fabs(total(score, heads, n) - want) < 1e-3);
    }
    free(work);
}

static void long_sentences_give_trees(void **state)
{
    (void)state;
    static float score[TR_MAX_TREE * (TR_MAX_TREE + 1)];
    static uint16_t heads[TR_MAX_TREE];
    static const uint32_t sizes[] = { 1, 2, 17, 100, 240, TR_MAX_TREE };
    void *work = malloc(tr_tree_work(TR_MAX_TREE));
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
        for (int kind = 0; kind < 4; kind++) {
            uint32_t n = sizes[k];
            for (uint32_t i = 0; i < n * (n + 1); i++)
                score[i] = kind == 0 ? rnd() : kind == 1 ? 0 : kind == 2 ? NAN : (i % 7 ? INFINITY : -INFINITY);
            /* Chains of cycles inside cycles: each word wants the next. */
            for (uint32_t d = 0; kind == 0 && d + 1 < n; d++) score[d * (n + 1) + d + 2] += 30;
            tr_tree_decode(score, n, heads, work);
            assert_true(is_tree(heads, n));
        }
    free(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_tree_is_found),
        cmocka_unit_test(long_sentences_give_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
