/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TR_LANGUAGE_TREE_H
#define TR_LANGUAGE_TREE_H

#include "base/str.h"

#define TR_MAX_TREE 512 /* words of one tree */

/* Bytes of working memory for n words, aligned as malloc does. */
size_t tr_tree_work(uint32_t n);

/* The best tree over n words, n >= 1: score[d * (n + 1) + h] for word d under head h, where h = 0 is the root and h = k the word k - 1.
 * heads[d] becomes 0 or k likewise. Exactly one word hangs on the root. Among equal trees the choice is fixed. */
void tr_tree_decode(const float *score, uint32_t n, uint16_t *heads, void *work);

#endif
