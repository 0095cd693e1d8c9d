/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: {"truce": the statement, "rows": […]}. JSON Lines: a row a line and nothing else, so that every line has the same form; the statement stands beside it. */
#include "views/export_int.h"

#define ALL ((1u << TR_EXPORT_count) - 1)

static void put_row(struct tr_export_out *o, const struct tr_sheet *s, const struct tr_row *r)
{
    tr_json_object(&o->json);
    for (uint32_t c = 0; c < s->n; c++) {
        struct tr_cell cell = s->columns[c].get(r);
        tr_json_key(&o->json, s->columns[c].name);
        tr_json_cell(&o->json, o->arena, &cell, false);
    }
    tr_json_end(&o->json);
}

static void put_rows(const struct tr_export *x, struct tr_export_out *o, const char *between)
{
    const struct tr_sheet *s = tr_sheet_of(x->what);
    uint64_t n = s->rows(x);
    for (uint64_t i = 0; i < n && !o->refused; i++) {
        struct tr_row r = { .x = x, .a = o->arena };
        if (o->n++) tr_text_put(&o->text, tr_str_of(between));
        s->at(x, i, &r);
        put_row(o, s, &r);
        tr_out_flush(o);
    }
}

static void open_json(const struct tr_export *x, struct tr_export_out *o)
{
    tr_text_put(&o->text, TR_STR("{\"truce\":"));
    tr_export_statement(o->format, x, &o->json);
    tr_out_flush(o);
    tr_text_put(&o->text, TR_STR(",\n\"rows\":[\n"));
}

static void put_json(const struct tr_export *x, struct tr_export_out *o)
{
    put_rows(x, o, ",\n");
}

static void close_json(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    tr_text_put(&o->text, TR_STR("\n]}\n"));
}

static void put_lines(const struct tr_export *x, struct tr_export_out *o)
{
    put_rows(x, o, "\n");
}

static void close_lines(const struct tr_export *x, struct tr_export_out *o)
{
    (void)x;
    if (o->n) tr_text_put(&o->text, TR_STR("\n"));
}

const struct tr_export_format tr_export_json = { .name = "json",
                                                 .extension = "json",
                                                 .about = "one object: the statement, then the rows",
                                                 .whats = ALL,
                                                 .usual = TR_EXPORT_claims,
                                                 .states = true,
                                                 .open = open_json,
                                                 .put = put_json,
                                                 .close = close_json };
const struct tr_export_format tr_export_jsonl = { .name = "jsonl",
                                                  .extension = "jsonl",
                                                  .about = "JSON Lines: a row a line",
                                                  .whats = ALL,
                                                  .usual = TR_EXPORT_claims,
                                                  .states = false,
                                                  .put = put_lines,
                                                  .close = close_lines };
