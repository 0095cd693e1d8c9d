/* SPDX-License-Identifier: Apache-2.0 */
/* From one record or document in memory to a struct tr_input: what intake.c calls (records.c). */
#ifndef TR_INTAKE_READER_H
#define TR_INTAKE_READER_H

#include "base/json.h"
#include "intake/intake_int.h"

/* Empties *in and sets what the options say. `name` stands in messages. */
void tr_report_start(struct tr_arena *a, struct tr_input *in, const struct tr_intake_options *opt, const char *name);
tr_str tr_report_id(tr_str name);
/* These fill the rest and return 1, or a tr_code with err filled. in->origin and in->line are set before. */
int tr_report_record(struct tr_arena *a, const json_t *v, struct tr_input *in, struct tr_err *err);
int tr_report_page(struct tr_arena *a, tr_str utf8, struct tr_input *in, struct tr_err *err);
void tr_report_plain(struct tr_arena *a, tr_str utf8, struct tr_input *in);
/* Takes the text, and tells from it what is not known yet: day, language. */
void tr_report_finish(struct tr_arena *a, struct tr_input *in, tr_str text);

#endif
