/* SPDX-License-Identifier: Apache-2.0 */
#include "views/incidents_view.h"

const char *tr_tally_by_name(enum tr_tally_by by)
{
    static const char *const names[] = { "source", "week", "victim", "means", "party" };
    return (unsigned)by < sizeof names / sizeof *names ? names[by] : "";
}

const char *tr_tally_method(void)
{
    return "Of each source the latest figure of an incident or a period stands; superseded figures, repetitions, relays and parts are not added, and of a total and\n"
           "what lies inside it the larger counts. Across independent sources: the least and the greatest of each incident, incidents added, then the same against\n"
           "totals. Nothing is averaged. A + behind a number means at least.";
}

/* --- table ----------------------------------------------------------------------------------------------------------------------------------- */

struct columns {
    enum truce_harm harm[TR_TABLE_COLUMNS];
    const char *heads[TR_TABLE_COLUMNS];
    int n;
    bool graded;
};

static const struct tr_tally_cell *cell_of(const struct tr_tally_row *r, enum truce_harm harm)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->cells[i].harm == harm) return &r->cells[i];
    return NULL;
}

/* Harms that anybody tells, in their order; the table has room for eight, and JSON for all. */
static void find_columns(const struct tr_tally *t, struct columns *c)
{
    *c = (struct columns){ .heads = { tr_tally_by_name(t->by) } };
    for (uint32_t i = 0; i < t->n; i++) c->graded |= t->rows[i].grade.reliability != 0;
    c->n = 1;
    if (c->graded) c->heads[c->n++] = "grade";
    for (uint32_t i = 0; i < t->all.n && c->n < TR_TABLE_COLUMNS; i++) {
        c->harm[c->n] = t->all.cells[i].harm;
        c->heads[c->n++] = truce_harm_name(t->all.cells[i].harm);
    }
}

static struct tr_table_row row_of(struct tr_arena *a, const struct tr_tally_row *r, const struct columns *c)
{
    struct tr_table_row out = { .cell = { tr_cell(a, r->name) } };
    if (c->graded && r->grade.reliability)
        out.cell[1] = tr_arena_printf(a, "%c%c", r->grade.reliability, r->grade.credibility ? r->grade.credibility : ' ').p;
    for (int i = 1; i < c->n; i++) {
        const struct tr_tally_cell *x = c->harm[i] ? cell_of(r, c->harm[i]) : NULL;
        /* A cell whose figures all lie outside of the question has no number, and is no zero. */
        if (x) out.cell[i] = tr_cell_range(a, x->range) ? tr_cell_range(a, x->range) : "·";
    }
    return out;
}

/* --- figures --------------------------------------------------------------------------------------------------------------------------------- */

static const char *because(struct tr_arena *a, const struct tr_tally_item *i)
{
    static const char *const words[] = {
        [TR_USE_counted] = "",
        [TR_USE_superseded] = "superseded by",
        [TR_USE_repeated] = "repeats",
        [TR_USE_part] = "part of",
        [TR_USE_inside] = "inside",
        [TR_USE_other_scope] = "of another place or period",
        [TR_USE_not_actual] = "feared, planned or denied",
    };
    if (!i->because) return words[i->use];
    const char *quote = tr_cell(a, i->because->quote);
    return tr_arena_printf(a, "%s “%s” (%s)", words[i->use], quote ? quote : "", tr_date_iso(a, i->because->report->published).p).p;
}

static void put_item(struct tr_text *out, struct tr_arena *a, const struct tr_tally_item *i, const struct tr_terminal *how)
{
    const struct tr_claim_row *c = i->claim;
    tr_str text = c->sentence_text.n ? c->sentence_text : c->quote;
    const char *quote = tr_cell(a, c->quote), *told = tr_cell(a, text), *why = because(a, i), *key = tr_cell(a, c->report->key);
    bool off = i->use != TR_USE_counted;
    tr_text_printf(out, "    %s%s%s", how->colour && off ? i->use == TR_USE_superseded ? "\x1b[2;9m" : "\x1b[2m" : "", quote ? quote : "",
                   how->colour && off ? "\x1b[0m" : "");
    if (*why) tr_text_printf(out, " · %s%s%s", how->colour ? "\x1b[2m" : "", why, how->colour ? "\x1b[0m" : "");
    if (i->incident) tr_text_printf(out, " · incident %lld", (long long)i->incident);
    if (!tr_days_known(c->days)) tr_text_printf(out, " · %s", c->casualties.cumulative ? "period not told" : "day not told");
    tr_text_printf(out, "\n      %s“%s” %s%s%s\n", how->colour && off ? "\x1b[2m" : "", told ? told : "",
                   tr_date_iso(a, c->report->published).p, key ? tr_arena_printf(a, " [%s]", key).p : "",
                   how->colour && off ? "\x1b[0m" : "");
}

static void put_items(struct tr_text *out, struct tr_arena *a, const struct tr_tally_row *r, bool history, const struct tr_terminal *how)
{
    for (uint32_t c = 0; c < r->n; c++) {
        uint32_t shown = 0;
        for (uint32_t i = 0; i < r->cells[c].n; i++) {
            const struct tr_tally_item *item = &r->cells[c].items[i];
            if (!history && item->use != TR_USE_counted && item->use != TR_USE_superseded) continue;
            const char *range = tr_cell_range(a, r->cells[c].range);
            if (!shown++)
                tr_text_printf(out, "\n  %s%s · %s %s%s\n", how->colour ? "\x1b[1m" : "", tr_cell(a, r->name),
                               range ? range : "nobody counted as", truce_harm_name(r->cells[c].harm), how->colour ? "\x1b[0m" : "");
            put_item(out, a, item, how);
        }
    }
}

void tr_view_tally(struct tr_text *out, struct tr_arena *a, const struct tr_tally *t, bool history, const struct tr_terminal *how)
{
    struct columns c;
    find_columns(t, &c);
    struct tr_table_row *rows = TR_NEW_N(a, struct tr_table_row, t->n + 1);
    for (uint32_t i = 0; i < t->n; i++) rows[i] = row_of(a, &t->rows[i], &c);
    rows[t->n] = row_of(a, &t->all, &c);
    tr_view_table(out, c.heads, rows, t->n + 1, how);
    tr_text_printf(out, "\n%s%s%s%s\n", how->colour ? "\x1b[2m" : "", tr_tally_method(),
                   t->by == TR_TALLY_VICTIM ? " Rows of victims overlap: children are civilians too." : "", how->colour ? "\x1b[0m" : "");
    for (uint32_t i = 0; i < t->n; i++) put_items(out, a, &t->rows[i], history, how);
}

/* --- JSON ------------------------------------------------------------------------------------------------------------------------------------ */

static void item_json(struct tr_json *j, const struct tr_tally_item *i)
{
    tr_json_object(j);
    tr_json_key(j, "use");
    tr_json_cstr(j, tr_use_name(i->use));
    tr_json_key(j, "because");
    if (i->because) tr_json_int(j, i->because->id);
    else tr_json_null(j);
    tr_json_key(j, "incident");
    if (i->incident) tr_json_int(j, i->incident);
    else tr_json_null(j);
    tr_json_key(j, "claim");
    tr_json_sentence_of(j, i->claim);
    tr_json_end(j);
}

static void row_json(struct tr_json *j, const struct tr_tally_row *r)
{
    char grade[3] = { r->grade.reliability, r->grade.credibility, 0 };
    tr_json_object(j);
    tr_json_key(j, "key");
    tr_json_str(j, r->key);
    tr_json_key(j, "name");
    tr_json_str(j, r->name);
    tr_json_key(j, "grade");
    tr_json_cstr(j, grade[0] ? grade : NULL);
    tr_json_key(j, "cells");
    tr_json_object(j);
    for (uint32_t i = 0; i < r->n; i++) {
        const struct tr_tally_cell *c = &r->cells[i];
        tr_json_key(j, truce_harm_name(c->harm));
        tr_json_object(j);
        tr_json_key(j, "range");
        tr_json_range(j, c->range);
        tr_json_key(j, "figures");
        tr_json_array(j);
        for (uint32_t k = 0; k < c->n; k++) item_json(j, &c->items[k]);
        tr_json_end(j);
        tr_json_end(j);
    }
    tr_json_end(j);
    tr_json_end(j);
}

void tr_view_tally_json(struct tr_json *j, const struct tr_tally *t)
{
    tr_json_key(j, "by");
    tr_json_cstr(j, tr_tally_by_name(t->by));
    tr_json_key(j, "method");
    tr_json_cstr(j, tr_tally_method());
    tr_json_key(j, "rows");
    tr_json_array(j);
    for (uint32_t i = 0; i < t->n; i++) row_json(j, &t->rows[i]);
    tr_json_end(j);
    tr_json_key(j, "all");
    row_json(j, &t->all);
}
