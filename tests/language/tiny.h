/* SPDX-License-Identifier: Apache-2.0 */
/* A weights file with two small layers and weights by chance, for tests of what must hold whatever the weights are. */
#ifndef TESTS_LANGUAGE_TINY_H
#define TESTS_LANGUAGE_TINY_H

#include "base/str.h"

#define TINY_PIECES 64          /* of a window */

/* The file's bytes, aligned to 64; the caller frees p. With claims false the claim heads are left out. */
tr_str tiny_weights(uint64_t seed, bool claims);

#endif
