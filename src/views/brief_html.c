/* SPDX-License-Identifier: Apache-2.0 */
/* A brief as one HTML page that needs nothing else: style and drawings are in it, there is no script, and the page's own policy forbids every request. Light and dark, screen and paper. */
#include "views/brief_int.h"

/* --- style --- */

static const char style[] =
    "*{box-sizing:border-box}"
    "html{font:15px/1.5 system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"DejaVu Sans\",sans-serif;color:var(--text);background:var(--paper);-webkit-text-size-adjust:100%}"
    "body{margin:0 auto;padding:2.2rem 1.25rem 4rem;max-width:62rem}"
    "h1{font-size:1.9rem;line-height:1.2;margin:0 0 .7rem;letter-spacing:-.01em}"
    "h2{font-size:1.2rem;margin:2.4rem 0 .7rem;padding-top:.7rem;border-top:2px solid var(--text)}"
    "h3{font-size:1rem;margin:1.5rem 0 .5rem}"
    "p,ul{margin:.5rem 0}ul{padding-left:1.2rem}li{margin:.25rem 0}"
    ".head{color:var(--text)}.dim{color:var(--dim)}.note{font-size:.86rem;color:var(--dim);max-width:50rem}"
    "s{text-decoration-thickness:1.5px}"
    "q{quotes:\"\\201c\" \"\\201d\"}"
    "code{font:.86em ui-monospace,\"DejaVu Sans Mono\",monospace}"
    "a{color:var(--truce)}a:focus-visible{outline:2px solid var(--truce);outline-offset:2px}"
    ".c{font-size:.74em;white-space:normal;color:var(--dim);margin-left:.2em;font-weight:400;text-decoration:none;display:inline-block}"
    ".c a{text-decoration:none}.c a:hover{text-decoration:underline}"
    ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:1.1rem 0;padding:0;list-style:none}"
    ".tiles li{border:1px solid var(--grid);border-top:3px solid var(--dim);border-radius:3px;padding:.55rem .65rem;background:var(--area);margin:0}"
    ".tiles li.dead{border-top-color:var(--dead)}"
    ".tiles b{display:block;font-size:1.35rem;line-height:1.25;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".tiles .c{display:block;margin:.15rem 0 0;line-height:1.35}"
    "figure{margin:.8rem 0}figure svg{display:block;width:100%;height:auto}figcaption{font-size:.86rem;color:var(--dim);margin-top:.4rem}"
    "details{margin:.5rem 0}summary{cursor:pointer;font-size:.86rem;color:var(--truce)}"
    ".t{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}"
    "th{text-align:left;font-weight:600;color:var(--dim);border-bottom:1.5px solid var(--text);padding:.3rem .6rem .3rem 0;vertical-align:bottom}"
    "td{border-bottom:1px solid var(--grid);padding:.4rem .6rem .4rem 0;vertical-align:top;overflow-wrap:anywhere}"
    "th.r,td.r{text-align:right;font-variant-numeric:tabular-nums}th:last-child,td:last-child{padding-right:0}"
    "tr.total td{border-top:1.5px solid var(--text);border-bottom:0;font-weight:600}"
    ".refs{padding-left:2.4rem;font-size:.9rem}.refs li{margin:.5rem 0;padding-left:.2rem}.refs li::marker{color:var(--dim)}"
    ".refs li:target,.refs li:target q{background:var(--mark)}"
    "text{font-family:inherit}text.b{font-weight:600}"
    "@media screen and (max-width:44rem){.t table{min-width:42rem}figure{overflow-x:auto}figure svg{min-width:38rem}}"
    "@media print{html{font-size:10px;background:#fff}body{max-width:none;padding:0}h2{break-after:avoid}h3{break-after:avoid}"
    "tr,figure,.tiles li,.refs li{break-inside:avoid}thead{display:table-header-group}details{display:none}a{color:inherit}@page{size:A4;margin:16mm 15mm}}";

static void put_colours(struct tr_text *t, bool dark)
{
    for (int i = TR_INK_NONE + 1; i < TR_INK_count; i++)
        tr_text_printf(t, "--%s:#%06x;", tr_inks[i].name, dark ? tr_inks[i].dark : tr_inks[i].light);
    tr_text_printf(t, "--mark:%s;color-scheme:%s", dark ? "#4a3f14" : "#fff3c4", dark ? "dark" : "light");
}

static void put_style(struct tr_text *t)
{
    tr_text_put(t, TR_STR("<style>:root{"));
    put_colours(t, false);
    tr_text_put(t, TR_STR("}@media screen and (prefers-color-scheme:dark){:root{"));
    put_colours(t, true);
    tr_text_put(t, TR_STR("}}"));
    for (int i = TR_INK_NONE + 1; i < TR_INK_count; i++)
        tr_text_printf(t, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}", tr_inks[i].name, tr_inks[i].name, tr_inks[i].name,
                       tr_inks[i].name);
    tr_text_put(t, TR_STR(".f-none{fill:none}.s-none{stroke:none}"));
    tr_text_put(t, tr_str_of(style));
    tr_text_put(t, TR_STR("</style>\n"));
}

/* --- runs --- */

static void cite_one(void *arg, uint32_t from, uint32_t to, bool first)
{
    struct tr_text *t = arg;
    tr_text_printf(t, "%s<a href=\"#ref-%u\">%u</a>", first ? "" : ", ", from, from);
    if (to != from) tr_text_printf(t, "–<a href=\"#ref-%u\">%u</a>", to, to);
}

static void put_cites(struct tr_text *t, const tr_cites *c)
{
    if (!c->n) return;
    tr_text_put(t, TR_STR("<span class=\"c\">["));
    tr_cites_each(c, cite_one, t);
    tr_text_put(t, TR_STR("]</span>"));
}

static void put_words(struct tr_text *t, const struct tr_run *r)
{
    tr_html_escape(t, tr_str_sub(r->text, 0, r->strong.from));
    if (r->strong.to > r->strong.from) tr_text_put(t, TR_STR("<b>"));
    tr_html_escape(t, tr_str_at(r->text, r->strong));
    if (r->strong.to > r->strong.from) tr_text_put(t, TR_STR("</b>"));
    tr_html_escape(t, tr_str_sub(r->text, r->strong.to, r->text.n));
}

static void put_run(struct tr_text *t, const struct tr_run *r)
{
    static const struct {
        unsigned style;
        const char *open, *close;
    } tags[] = { { TR_DIM, "<span class=\"dim\">", "</span>" },
                 { TR_BOLD, "<strong>", "</strong>" },
                 { TR_STRUCK, "<s>", "</s>" },
                 { TR_CODE, "<code>", "</code>" } };
    const int n = sizeof tags / sizeof *tags;
    if (r->url.n) {
        tr_text_put(t, TR_STR("<a rel=\"noreferrer noopener\" href=\""));
        tr_html_escape(t, r->url);
        tr_text_put(t, TR_STR("\">"));
    }
    for (int i = 0; i < n; i++)
        if (r->style & tags[i].style) tr_text_put(t, tr_str_of(tags[i].open));
    if (r->style & TR_QUOTE) {
        tr_text_put(t, TR_STR("<q dir=\"auto\""));
        if (r->lang[0]) tr_text_printf(t, " lang=\"%s\"", r->lang);
        tr_text_put(t, TR_STR(">"));
    } else {
        tr_text_put(t, TR_STR("<bdi>"));
    }
    put_words(t, r);
    tr_text_put(t, r->style & TR_QUOTE ? TR_STR("</q>") : TR_STR("</bdi>"));
    for (int i = n - 1; i >= 0; i--)
        if (r->style & tags[i].style) tr_text_put(t, tr_str_of(tags[i].close));
    if (r->url.n) tr_text_put(t, TR_STR("</a>"));
    put_cites(t, &r->cites);
}

static void put_runs(struct tr_text *t, const tr_runs *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        if (i && r->v[i].style & TR_BREAK) tr_text_put(t, TR_STR("<br>"));
        put_run(t, &r->v[i]);
    }
}

/* --- blocks --- */

static void put_grid(struct tr_text *t, const struct tr_grid *g)
{
    tr_text_put(t, TR_STR("<div class=\"t\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table><thead><tr>"));
    for (uint32_t c = 0; c < g->n_cols; c++) {
        tr_text_printf(t, "<th scope=\"col\"%s style=\"width:%d%%\">", g->right >> c & 1u ? " class=\"r\"" : "",
                       (int)(g->widths[c] * 100 + .5));
        tr_html_escape(t, tr_str_of(g->heads[c]));
        tr_text_put(t, TR_STR("</th>"));
    }
    tr_text_put(t, TR_STR("</tr></thead><tbody>\n"));
    for (uint32_t i = 0; i < g->rows.n; i++) {
        tr_text_put(t, g->rows.v[i].total ? TR_STR("<tr class=\"total\">") : TR_STR("<tr>"));
        for (uint32_t c = 0; c < g->n_cols; c++) {
            tr_text_put(t, g->right >> c & 1u ? TR_STR("<td class=\"r\">") : TR_STR("<td>"));
            put_runs(t, &g->rows.v[i].cell[c]);
            tr_text_put(t, TR_STR("</td>"));
        }
        tr_text_put(t, TR_STR("</tr>\n"));
    }
    tr_text_put(t, TR_STR("</tbody></table></div>\n"));
}

static void put_tiles(struct tr_text *t, const struct tr_block *b)
{
    tr_text_put(t, TR_STR("<ul class=\"tiles\">"));
    for (uint32_t i = 0; i < b->tiles.n; i++) {
        tr_text_printf(t, "<li%s><b>", i < 2 ? " class=\"dead\"" : "");
        tr_html_escape(t, b->tiles.v[i].value);
        tr_text_put(t, TR_STR("</b>"));
        tr_html_escape(t, b->tiles.v[i].label);
        put_cites(t, &b->tiles.v[i].cites);
        tr_text_put(t, TR_STR("</li>"));
    }
    tr_text_put(t, TR_STR("</ul>\n"));
}

static void put_scene(struct tr_text *t, const struct tr_block *b)
{
    tr_text_put(t, TR_STR("<figure>"));
    tr_scene_svg(b->scene, t);
    if (b->runs.n) {
        tr_text_put(t, TR_STR("<figcaption>"));
        put_runs(t, &b->runs);
        tr_text_put(t, TR_STR("</figcaption>"));
    }
    tr_text_put(t, TR_STR("</figure>\n"));
    if (!b->grid.rows.n) return;
    tr_text_put(t, TR_STR("<details><summary>The numbers of this drawing</summary>"));
    put_grid(t, &b->grid);
    tr_text_put(t, TR_STR("</details>\n"));
}

static void put_refs(struct tr_text *t, const struct tr_block *b)
{
    tr_text_put(t, TR_STR("<ol class=\"refs\">\n"));
    for (uint32_t i = 0; i < b->refs.n; i++) {
        tr_text_printf(t, "<li id=\"ref-%u\">", i + 1);
        put_runs(t, &b->refs.v[i]);
        tr_text_put(t, TR_STR("</li>\n"));
    }
    tr_text_put(t, TR_STR("</ol>\n"));
}

static void put_wrapped(struct tr_text *t, const struct tr_block *b, const char *open, const char *close)
{
    if (!b->runs.n) return;
    tr_text_put(t, tr_str_of(open));
    put_runs(t, &b->runs);
    tr_text_put(t, tr_str_of(close));
}

static void put_block(struct tr_text *t, const struct tr_block *b)
{
    bool note = b->runs.n && b->runs.v[0].style == TR_DIM;
    switch (b->kind) {
    case TR_BLOCK_HEADING:
        tr_text_printf(t, "<h%d>", b->level);
        put_runs(t, &b->runs);
        tr_text_printf(t, "</h%d>\n", b->level);
        break;
    case TR_BLOCK_TEXT: put_wrapped(t, b, note && b->runs.n < 4 ? "<p class=\"note\">" : "<p>", "</p>\n"); break;
    case TR_BLOCK_ITEM: put_wrapped(t, b, "<li>", "</li>\n"); break;
    case TR_BLOCK_TILES: put_tiles(t, b); break;
    case TR_BLOCK_SCENE: put_scene(t, b); break;
    case TR_BLOCK_REFS: put_refs(t, b); break;
    case TR_BLOCK_TABLE:
        put_grid(t, &b->grid);
        put_wrapped(t, b, "<p class=\"note\">", "</p>\n");
        break;
    }
}

void tr_brief_html(const struct tr_doc *d, struct tr_text *out)
{
    tr_text_put(
        out,
        TR_STR(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" content=\"no-referrer\">\n"
            "<meta name=\"generator\" content=\"Truce\">\n<title>"));
    tr_html_escape(out, d->title);
    tr_text_put(out, TR_STR("</title>\n"));
    put_style(out);
    tr_text_put(out, TR_STR("</head><body><main>\n"));
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        bool item = d->blocks.v[i].kind == TR_BLOCK_ITEM;
        if (item && (!i || d->blocks.v[i - 1].kind != TR_BLOCK_ITEM)) tr_text_put(out, TR_STR("<ul>\n"));
        put_block(out, &d->blocks.v[i]);
        if (item && (i + 1 == d->blocks.n || d->blocks.v[i + 1].kind != TR_BLOCK_ITEM)) tr_text_put(out, TR_STR("</ul>\n"));
    }
    tr_text_put(out, TR_STR("</main></body></html>\n"));
}
