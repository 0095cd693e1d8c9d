/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "actors_help.h"

int actors_setup(void **state)
{
    struct actors_fixture *f = calloc(1, sizeof *f);
    struct tr_err err = { 0 };
    if (!f || truce_open(&f->truce, &err) || truce_reader_new(f->truce, &f->reader, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = f;
    return 0;
}

int actors_teardown(void **state)
{
    struct actors_fixture *f = *state;
    truce_reader_free(f->reader);
    truce_close(f->truce);
    free(f);
    return 0;
}

struct tr_reading *actors_read(void **state, const char *text, const char *published)
{
    struct actors_fixture *f = *state;
    struct truce_report in = { .text = tr_str_of(text), .title = { "", 0 }, .outlet = { "", 0 }, .published = TR_NO_DATE };
    const struct truce_reading *out;
    struct tr_err err = { 0 };
    if (published) assert_true(tr_date_parse(tr_str_of(published), &in.published));
    if (truce_read(f->reader, &in, &out, &err)) fail_msg("%s", err.msg);
    return out->inner;
}

uint32_t actors_word(const struct tr_reading *r, const char *at, int nth)
{
    tr_str text = r->doc->text, needle = tr_str_of(at);
    size_t from = 0;
    for (;;) {
        ptrdiff_t i = tr_str_find(tr_str_sub(text, from, text.n), needle);
        if (i < 0) fail_msg("\"%s\" does not occur %d times", at, nth);
        from += (size_t)i;
        if (--nth == 0) break;
        from++;
    }
    for (uint32_t w = 0; w < r->doc->n_words; w++) {
        if (r->doc->words[w].span.from <= from && from < r->doc->words[w].span.to) return w;
    }
    fail_msg("no word at \"%s\"", at);
    return 0;
}
