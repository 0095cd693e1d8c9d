/* SPDX-License-Identifier: Apache-2.0 */
/* Text in, analysis out. The model is const after loading and shared by threads; scratch memory belongs to the caller. */
#ifndef TR_LANGUAGE_LANGUAGE_H
#define TR_LANGUAGE_LANGUAGE_H

#include "base/err.h"
#include "language/doc.h"

struct tr_model;
struct tr_scratch;                                                       /* one a thread: buffers and matrix-product handles */

int tr_model_open(tr_str weights, struct tr_model **out, struct tr_err *err);   /* weights stay the caller's and must outlive it */
void tr_model_close(struct tr_model *m);
int tr_scratch_new(const struct tr_model *m, struct tr_scratch **out, struct tr_err *err);
void tr_scratch_free(struct tr_scratch *s);

/* Analyses text (UTF-8, at most TR_MAX_TEXT_BYTES) into the arena. The result does not depend on batching or threads. */
int tr_analyse(const struct tr_model *m, struct tr_scratch *s, struct tr_arena *a, tr_str text, struct tr_doc **out, struct tr_err *err);

/* CoNLL-U of the analysis, appended through write(ctx, bytes). */
void tr_conllu_write(const struct tr_doc *d, struct tr_arena *a, void (*write)(void *ctx, tr_str bytes), void *ctx);

#endif
