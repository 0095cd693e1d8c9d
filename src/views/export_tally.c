/* SPDX-License-Identifier: Apache-2.0 */
/* The columns of a tally: a row for each source (week, victim class, means, party) and harm, then the rows across independent origins, whose key is "all". */
#include "views/export_int.h"

#define GET(name) static struct tr_cell name(const struct tr_row *r)

#define X(n) #n,
static const char *const uses[] = { TR_USE_LIST(X) };
#undef X
static const char *const by_names[] = { [TR_TALLY_SOURCE] = "source",
                                        [TR_TALLY_WEEK] = "week",
                                        [TR_TALLY_VICTIM] = "victim",
                                        [TR_TALLY_MEANS] = "means",
                                        [TR_TALLY_PARTY] = "party" };

GET(t_by)
{
    return tr_cell_word(by_names[r->x->tally->by]);
}
GET(t_key)
{
    return tr_cell_text(r->of == &r->x->tally->all ? TR_STR("all") : r->of->key);
}
GET(t_name)
{
    return tr_cell_text(r->of == &r->x->tally->all ? TR_STR("across independent origins") : r->of->name);
}
GET(t_grade)
{
    struct tr_grade g = r->of->grade;
    return g.reliability ? tr_cell_text(tr_arena_printf(r->a, "%c%c", g.reliability, g.credibility)) : tr_cell_empty();
}
GET(t_harm)
{
    return tr_cell_word(truce_harm_name(r->cell->harm));
}
GET(t_low)
{
    return tr_cell_if(r->cell->range.has_low, r->cell->range.low);
}
GET(t_high)
{
    return tr_cell_if(r->cell->range.has_high, r->cell->range.high);
}
GET(t_scope)
{
    return tr_cell_text(r->x->tally->scope.name);
}
GET(t_from)
{
    return tr_cell_day(r->a, r->x->tally->days.from);
}
GET(t_to)
{
    return tr_cell_day(r->a, r->x->tally->days.to);
}

static struct tr_cell figures(const struct tr_row *r, bool counted)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, r->cell->n + 1);
    for (uint32_t i = 0; i < r->cell->n; i++) {
        const struct tr_tally_item *t = &r->cell->items[i];
        if ((t->use == TR_USE_counted) != counted) continue;
        tr_str day = tr_date_iso(r->a, t->claim->report->published);
        tr_str s = tr_arena_printf(r->a, "claim %lld " TR_STR_FMT " \"" TR_STR_FMT "\"", (long long)t->claim->id, TR_STR_ARG(day),
                                   TR_STR_ARG(t->claim->quote));
        if (!counted && t->because)
            s = tr_arena_printf(r->a, TR_STR_FMT " %s, claim %lld", TR_STR_ARG(s), uses[t->use], (long long)t->because->id);
        else if (!counted) s = tr_arena_printf(r->a, TR_STR_FMT " %s", TR_STR_ARG(s), uses[t->use]);
        list[n++] = s;
    }
    return tr_cell_list(list, n);
}
GET(t_counted)
{
    return figures(r, true);
}
GET(t_not_counted)
{
    return figures(r, false);
}
GET(t_figures)
{
    return tr_cell_int(r->cell->n);
}

/* Sentences and hashes of what is counted, in the order of `counted`. */
GET(t_sentences)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, r->cell->n + 1);
    for (uint32_t i = 0; i < r->cell->n; i++) {
        const struct tr_claim_row *c = r->cell->items[i].claim;
        if (r->cell->items[i].use == TR_USE_counted) list[n++] = c->sentence_text.n ? c->sentence_text : c->quote;
    }
    return tr_cell_list(list, n);
}
GET(t_links)
{
    uint32_t n = 0;
    tr_str *list = TR_NEW_N(r->a, tr_str, r->cell->n + 1);
    for (uint32_t i = 0; i < r->cell->n; i++) {
        const struct tr_claim_row *c = r->cell->items[i].claim;
        if (r->cell->items[i].use == TR_USE_counted)
            list[n++] = tr_arena_printf(r->a, TR_STR_FMT "#%u-%u", TR_STR_ARG(c->report->sha256), c->span.from, c->span.to);
    }
    return tr_cell_list(list, n);
}

static const struct tr_column columns[] = {
    { "by", "#meta+by", t_by },
    { "key", "#meta+id", t_key },
    { "name", "#meta+source", t_name },
    { "grade", "#meta+source+grade", t_grade },
    { "harm", "#indicator+harm", t_harm },
    { "low", "#affected+num+min", t_low },
    { "high", "#affected+num+max", t_high },
    { "scope", "#loc+name", t_scope },
    { "date_from", "#date+start", t_from },
    { "date_to", "#date+end", t_to },
    { "figures", "#meta+figures+num", t_figures },
    { "counted", "#description+counted", t_counted },
    { "not_counted", "#description+not_counted", t_not_counted },
    { "sentences", "#description", t_sentences },
    { "links", "#meta+report+hash", t_links },
};

static uint64_t rows(const struct tr_export *x)
{
    uint64_t n = x->tally->all.n;
    for (uint32_t i = 0; i < x->tally->n; i++) n += x->tally->rows[i].n;
    return n;
}

static void at(const struct tr_export *x, uint64_t i, struct tr_row *out)
{
    for (uint32_t k = 0; k <= x->tally->n; k++) {
        out->of = k < x->tally->n ? &x->tally->rows[k] : &x->tally->all;
        if (i < out->of->n) break;
        i -= out->of->n;
    }
    out->cell = &out->of->cells[i];
    out->claim = out->cell->n ? out->cell->items[0].claim : NULL;
}

static const struct tr_place_row *place(const struct tr_row *r)
{
    (void)r;
    return NULL;
}

static tr_days days(const struct tr_row *r)
{
    return r->x->tally->days;
}

static tr_str id(const struct tr_row *r)
{
    struct tr_cell key = t_key(r);
    return tr_arena_printf(r->a, "tally-" TR_STR_FMT "-%s", TR_STR_ARG(key.text), truce_harm_name(r->cell->harm));
}

static tr_str title(const struct tr_row *r)
{
    struct tr_cell name = t_name(r);
    return name.text;
}

const struct tr_sheet tr_sheet_tally = { .columns = columns,
                                         .n = sizeof columns / sizeof *columns,
                                         .rows = rows,
                                         .at = at,
                                         .place = place,
                                         .days = days,
                                         .id = id,
                                         .title = title };
