/* SPDX-License-Identifier: Apache-2.0 */
/* Near-copies: wire stories that several outlets print. A text is the set of its shingles (five words in a row, case and punctuation set aside); MinHash (Broder
 * 1997) sketches the set so that the share of equal hashes estimates the share of common shingles. All of it depends on the two texts alone. */
#ifndef TR_LEDGER_NEAR_H
#define TR_LEDGER_NEAR_H

#include "base/str.h"

#define TR_NEAR_HASHES 60
/* Hashes of one band, and bands (the first 36 hashes are used so): texts that share half of their shingles meet in a band 80 times of 100, those that share seven
 * tenths 99 times, unrelated ones (a twentieth) hardly ever. Each band is a row of an index with no order that a disk likes: few are better. */
#define TR_NEAR_ROWS 3
#define TR_NEAR_BANDS 12
#define TR_NEAR_ALIKE 30                                    /* equal hashes from which two are near-copies */
#define TR_NEAR_DAYS 30                                     /* stories are reprinted within days; the same boilerplate a year later is another report */
#define TR_NEAR_SHINGLES 16                                 /* shorter texts have no sketch: a headline says too little */

struct tr_sketch { uint16_t v[TR_NEAR_HASHES]; };

/* False when the text is too short. */
bool tr_near_sketch(tr_str text, struct tr_sketch *out);
int64_t tr_near_band(const struct tr_sketch *s, int band);  /* equal for sketches that agree in that band; not negative */
int tr_near_alike(const struct tr_sketch *a, const struct tr_sketch *b);

#endif
