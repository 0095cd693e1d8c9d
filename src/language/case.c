/* SPDX-License-Identifier: Apache-2.0 */
#include "language/case.h"

void tr_case_settle(struct tr_word *words, uint32_t first, uint32_t n)
{
    for (uint32_t w = first; w < first + n; w++) {
        if (words[w].rel != TR_REL_case) continue;
        /* a compound stands before its head, so that each step goes right and the steps end */
        for (uint32_t h = words[w].head; h != TR_NO_WORD && h > w && words[h].rel == TR_REL_compound; h = words[h].head) {
            if (words[h].head == TR_NO_WORD || words[h].head < h) break;
            words[w].head = words[h].head;
        }
    }
}
