/* SPDX-License-Identifier: Apache-2.0 */
/* Raw scores of rules and heads to probabilities. The points are what bench/accuracy/confidence.py --fit found on annotated reports that
 * no weights learnt from; between them the line is straight, beyond them it runs to (0, 0) and (1, 1). */
#include "reading/reading.h"

#define MAX_POINTS 6

struct point {
    float raw, right;
};
struct curve {
    struct point at[MAX_POINTS];
    int n;
};

static const struct curve curves[TRUCE_KIND_count] = {
    [TRUCE_KIND_casualties] = { { { 0.63f, 0.79f }, { 0.79f, 0.80f }, { 0.85f, 0.92f }, { 0.91f, 0.99f } }, 4 },
    [TRUCE_KIND_event] = { { { 0.45f, 0.43f }, { 0.61f, 0.60f }, { 0.75f, 0.83f }, { 0.84f, 0.86f }, { 0.93f, 0.92f } }, 5 },
    [TRUCE_KIND_ceasefire] = { { { 0.72f, 0.92f }, { 0.94f, 0.99f } }, 2 },
    [TRUCE_KIND_figure] = { { { 0.68f, 0.89f }, { 0.92f, 0.98f } }, 2 },
};

float tr_confidence(enum truce_kind kind, float raw)
{
#ifdef TR_RAW_CONFIDENCE
    (void)curves, (void)kind;
    return raw;
#else
    struct point lo = { 0, 0 }, hi = { 1, 1 };
    const struct curve *c = &curves[kind];
    for (int i = 0; i < c->n; i++) {
        if (c->at[i].raw <= raw) lo = c->at[i];
        else {
            hi = c->at[i];
            break;
        }
    }
    if (raw >= 1 || hi.raw <= lo.raw) return hi.right;
    return lo.right + (hi.right - lo.right) * (raw - lo.raw) / (hi.raw - lo.raw);
#endif
}
