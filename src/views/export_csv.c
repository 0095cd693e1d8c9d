/* SPDX-License-Identifier: Apache-2.0 */
/* CSV after RFC 4180, UTF-8, with HXL tags in the second line (HXL 1.1). Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers never do. */
#include "views/export_int.h"

static void put_quoted(struct tr_text *t, tr_str s)
{
    bool plain = true,
         formula = s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@' || s.p[0] == '\t' || s.p[0] == '\r');
    for (size_t i = 0; i < s.n && plain; i++) plain = s.p[i] != ',' && s.p[i] != '"' && s.p[i] != '\n' && s.p[i] != '\r';
    if (plain && s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' ')) plain = false;
    if (!plain) tr_text_put(t, TR_STR("\""));
    if (formula) tr_text_put(t, TR_STR("'"));
    for (size_t i = 0, from = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != '"') continue;
        tr_text_put(t, tr_str_sub(s, from, i));
        if (i < s.n) tr_text_put(t, TR_STR("\"\""));
        from = i + 1;
    }
    if (!plain) tr_text_put(t, TR_STR("\""));
}

void tr_csv_cell(struct tr_text *t, struct tr_arena *a, const struct tr_cell *c, bool first)
{
    tr_str s = tr_cell_string(a, c);
    if (!first) tr_text_put(t, TR_STR(","));
    if (c->kind == TR_CELL_TEXT || c->kind == TR_CELL_LIST) put_quoted(t, s);
    else tr_text_put(t, s);
}

static void open_csv(const struct tr_export *x, struct tr_export_out *o)
{
    const struct tr_sheet *s = tr_sheet_of(x->what);
    for (uint32_t c = 0; c < s->n; c++) tr_text_printf(&o->text, "%s%s", c ? "," : "", s->columns[c].name);
    tr_text_put(&o->text, TR_STR("\r\n"));
    for (uint32_t c = 0; c < s->n; c++) tr_text_printf(&o->text, "%s%s", c ? "," : "", s->columns[c].hxl);
    tr_text_put(&o->text, TR_STR("\r\n"));
}

static void put_csv(const struct tr_export *x, struct tr_export_out *o)
{
    const struct tr_sheet *s = tr_sheet_of(x->what);
    uint64_t n = s->rows(x);
    for (uint64_t i = 0; i < n && tr_out_flush(o); i++) {
        struct tr_row r = { .x = x, .a = o->arena };
        s->at(x, i, &r);
        for (uint32_t c = 0; c < s->n; c++) {
            struct tr_cell cell = s->columns[c].get(&r);
            tr_csv_cell(&o->text, o->arena, &cell, c == 0);
        }
        tr_text_put(&o->text, TR_STR("\r\n"));
    }
}

const struct tr_export_format tr_export_csv = { .name = "csv",
                                                .extension = "csv",
                                                .about = "CSV with HXL tags in its second line",
                                                .whats = (1u << TR_EXPORT_count) - 1,
                                                .usual = TR_EXPORT_claims,
                                                .states = false,
                                                .open = open_csv,
                                                .put = put_csv };
