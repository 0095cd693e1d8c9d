/* SPDX-License-Identifier: Apache-2.0 */
/* A brief as Markdown (CommonMark with GitHub's tables). Drawings stand as the tables of their numbers. Whatever comes from outside is escaped: it can neither make a link nor markup. */
#include "views/brief_int.h"

static void escape(struct tr_text *t, tr_str s)
{
    static const char special[] = "\\`*_{}[]<>#|!~&$^";
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr(special, s.p[i])) tr_text_put(t, TR_STR("\\"));
        tr_text_put(t, tr_str_sub(s, i, i + 1));
    }
}

/* At the beginning of a line digits and marks would make a list or a heading. */
static void escape_first(struct tr_text *t, tr_str s)
{
    size_t i = 0;
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') i++;
    bool list = i < s.n && (s.p[i] == '.' || s.p[i] == ')' || (i == 0 && (s.p[i] == '-' || s.p[i] == '+' || s.p[i] == '=')));
    tr_text_put(t, tr_str_sub(s, 0, list ? i : 0));
    if (list) tr_text_put(t, TR_STR("\\"));
    escape(t, tr_str_sub(s, list ? i : 0, s.n));
}

static void cite_one(void *arg, uint32_t from, uint32_t to, bool first)
{
    struct tr_text *t = arg;
    tr_text_printf(t, "%s[%u](#ref-%u)", first ? "" : ", ", from, from);
    if (to != from) tr_text_printf(t, "–[%u](#ref-%u)", to, to);
}

static void put_cites(struct tr_text *t, const tr_cites *c)
{
    if (!c->n) return;
    tr_text_put(t, TR_STR(" \\["));
    tr_cites_each(c, cite_one, t);
    tr_text_put(t, TR_STR("\\]"));
}

/* Marks of emphasis must touch the words: spaces stay outside. */
static void put_run(struct tr_text *t, const struct tr_run *r, bool first)
{
    const char *mark = r->style & TR_BOLD ? "**" : r->style & TR_STRUCK ? "~~" : "";
    tr_str core = tr_str_trim(r->text);
    size_t lead = core.n ? (size_t)(core.p - r->text.p) : r->text.n;
    if (core.n && first && !*mark && !(r->style & TR_QUOTE)) {
        escape_first(t, r->text);
    } else {
        tr_text_put_n(t, ' ', lead);
        if (core.n) tr_text_put(t, tr_str_of(mark));
        if (r->style & TR_QUOTE) tr_text_put(t, TR_STR("“"));
        tr_span b = r->strong.to <= core.n && core.p == r->text.p ? r->strong : (tr_span){ 0, 0 };
        escape(t, tr_str_sub(core, 0, b.from));
        if (b.to > b.from) tr_text_put(t, TR_STR("**"));
        escape(t, tr_str_at(core, b));
        if (b.to > b.from) tr_text_put(t, TR_STR("**"));
        escape(t, tr_str_sub(core, b.to, core.n));
        if (r->style & TR_QUOTE) tr_text_put(t, TR_STR("”"));
        if (core.n) tr_text_put(t, tr_str_of(mark));
        tr_text_put_n(t, ' ', r->text.n - lead - core.n);
    }
    put_cites(t, &r->cites);
}

static void put_runs(struct tr_text *t, const tr_runs *r, const char *brk)
{
    for (uint32_t i = 0; i < r->n; i++) {
        bool broken = i && r->v[i].style & TR_BREAK;
        if (broken) tr_text_put(t, tr_str_of(brk));
        put_run(t, &r->v[i], !i || broken);
    }
}

static void put_grid(struct tr_text *t, const struct tr_grid *g)
{
    for (uint32_t c = 0; c < g->n_cols; c++) tr_text_printf(t, "| %s ", g->heads[c]);
    tr_text_put(t, TR_STR("|\n"));
    for (uint32_t c = 0; c < g->n_cols; c++) tr_text_put(t, g->right >> c & 1u ? TR_STR("|--:") : TR_STR("|---"));
    tr_text_put(t, TR_STR("|\n"));
    for (uint32_t i = 0; i < g->rows.n; i++) {
        for (uint32_t c = 0; c < g->n_cols; c++) {
            tr_text_put(t, TR_STR("| "));
            put_runs(t, &g->rows.v[i].cell[c], "<br>");
            tr_text_put(t, TR_STR(" "));
        }
        tr_text_put(t, TR_STR("|\n"));
    }
    tr_text_put(t, TR_STR("\n"));
}

static void put_tiles(struct tr_text *t, const struct tr_block *b)
{
    for (uint32_t i = 0; i < b->tiles.n; i++) {
        const struct tr_tile *x = &b->tiles.v[i];
        tr_text_put(t, TR_STR("- **"));
        escape(t, x->value);
        tr_text_put(t, TR_STR("** "));
        escape(t, x->label);
        put_cites(t, &x->cites);
        tr_text_put(t, TR_STR("\n"));
    }
    tr_text_put(t, TR_STR("\n"));
}

static void put_refs(struct tr_text *t, const struct tr_block *b)
{
    for (uint32_t i = 0; i < b->refs.n; i++) {
        tr_text_printf(t, "<a id=\"ref-%u\"></a>%u. ", i + 1, i + 1);
        put_runs(t, &b->refs.v[i], "  \n   ");
        tr_text_put(t, TR_STR("\n\n"));
    }
}

static void put_block(struct tr_text *t, const struct tr_block *b)
{
    switch (b->kind) {
    case TR_BLOCK_HEADING: tr_text_printf(t, "%.*s ", b->level, "###"); break;
    case TR_BLOCK_ITEM: tr_text_put(t, TR_STR("- ")); break;
    case TR_BLOCK_TILES: put_tiles(t, b); return;
    case TR_BLOCK_REFS: put_refs(t, b); return;
    case TR_BLOCK_TABLE:
    case TR_BLOCK_SCENE:
        if (b->grid.rows.n) put_grid(t, &b->grid);
        break;
    default: break;
    }
    if (!b->runs.n) return;
    put_runs(t, &b->runs, "  \n");
    tr_text_put(t, b->kind == TR_BLOCK_ITEM ? TR_STR("\n") : TR_STR("\n\n"));
}

void tr_brief_md(const struct tr_doc *d, struct tr_text *out)
{
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        if (i && d->blocks.v[i - 1].kind == TR_BLOCK_ITEM && d->blocks.v[i].kind != TR_BLOCK_ITEM) tr_text_put(out, TR_STR("\n"));
        put_block(out, &d->blocks.v[i]);
    }
}
