/* SPDX-License-Identifier: Apache-2.0 */
/* The weights file as a table of checked tensors. Nothing in it is trusted: every offset, size and type is checked before use. */
#ifndef TR_LANGUAGE_WEIGHTS_H
#define TR_LANGUAGE_WEIGHTS_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"

struct tr_weights {
    tr_str file;
    json_t *header;
    json_t *tensors, *labels; /* borrowed from header */
};

int tr_weights_open(tr_str file, struct tr_weights *w, struct tr_err *err);
void tr_weights_close(struct tr_weights *w);

/* A tensor of exactly that type ("i8", "f32", "u8") and shape; columns 0 = one dimension. NULL and err when it is not there so. */
const void *tr_weights_get(const struct tr_weights *w, const char *name, const char *dtype, uint32_t rows, uint32_t columns,
                           struct tr_err *err);
/* Rows of a tensor, 0 when it is absent. */
uint32_t tr_weights_rows(const struct tr_weights *w, const char *name);
/* A whole number of the header between least and most. */
int tr_weights_number(const struct tr_weights *w, const char *name, uint32_t least, uint32_t most, uint32_t *out, struct tr_err *err);

#endif
