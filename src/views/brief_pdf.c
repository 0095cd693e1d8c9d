/* SPDX-License-Identifier: Apache-2.0 */
/* A brief as PDF: A4, set by Pango, drawn by cairo, with page numbers, an outline, tags for readers that speak, and links from every number to its sentence. The document is set twice:
 * first to count its pages, then to keep. Its date is the moment as of which the brief holds, so that the same brief gives the same bytes. */
#include "views/brief_pdf_int.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <math.h>

#define PAGE_W 595.276
#define PAGE_H 841.89
#define MARGIN 48.0
#define FOOT 44.0                       /* below the text */
#define WIDTH (PAGE_W - 2 * MARGIN)
#define BOTTOM (PAGE_H - MARGIN - FOOT + 18)
#define GAP 7.0                         /* between columns */
#define MAX_LINKS 4096                  /* of one piece of text */

struct link { int from, to; uint32_t ref; tr_str url; };
struct pdf {
    const struct tr_doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    double y;
    unsigned page, pages;               /* pages 0: they are being counted */
    struct tr_text text;                /* of the piece that is being set */
    struct link *links; uint32_t n_links;
    PangoAttrList *attrs;
    struct tr_text bytes;
};

/* --- setting text --- */

static void attribute(struct pdf *p, PangoAttribute *a, size_t from, size_t to)
{
    a->start_index = (guint)from;
    a->end_index = (guint)to;
    pango_attr_list_insert(p->attrs, a);
}

static void colour(struct pdf *p, enum tr_ink ink, size_t from, size_t to)
{
    unsigned c = tr_inks[ink].light;
    attribute(p, pango_attr_foreground_new((guint16)((c >> 16 & 255) * 257), (guint16)((c >> 8 & 255) * 257), (guint16)((c & 255) * 257)), from, to);
}

static void cite_one(void *arg, uint32_t from, uint32_t to, bool first)
{
    struct pdf *p = arg;
    tr_text_put(&p->text, first ? TR_STR("") : TR_STR(", "));
    for (uint32_t n = from; n; n = n == to ? 0 : to) {
        size_t at = p->text.n;
        tr_text_printf(&p->text, "%s%u", n == from ? "" : "–", n);
        if (p->n_links < MAX_LINKS) p->links[p->n_links++] = (struct link){ (int)at, (int)p->text.n, n, { "", 0 } };
    }
}

static void add_cites(struct pdf *p, const tr_cites *c, double size)
{
    size_t at = p->text.n;
    if (!c->n) return;
    tr_text_put(&p->text, TR_STR(" ["));
    tr_cites_each(c, cite_one, p);
    tr_text_put(&p->text, TR_STR("]"));
    attribute(p, pango_attr_size_new_absolute((int)(size * .78 * PANGO_SCALE)), at, p->text.n);
    attribute(p, pango_attr_weight_new(PANGO_WEIGHT_NORMAL), at, p->text.n);
    colour(p, TR_INK_TRUCE, at, p->text.n);
}

static void add_run(struct pdf *p, const struct tr_run *r, bool first, double size)
{
    if (r->style & TR_BREAK && !first) tr_text_put(&p->text, TR_STR("\n"));
    size_t at = p->text.n;
    if (r->style & TR_QUOTE) tr_text_put(&p->text, TR_STR("“"));
    size_t words = p->text.n;
    tr_text_put(&p->text, r->text);
    if (r->style & TR_QUOTE) tr_text_put(&p->text, TR_STR("”"));
    size_t end = p->text.n;
    if (r->strong.to > r->strong.from) attribute(p, pango_attr_weight_new(PANGO_WEIGHT_BOLD), words + r->strong.from, words + r->strong.to);
    if (r->style & TR_BOLD) attribute(p, pango_attr_weight_new(PANGO_WEIGHT_BOLD), at, end);
    if (r->style & TR_STRUCK) attribute(p, pango_attr_strikethrough_new(TRUE), at, end);
    if (r->style & TR_DIM) colour(p, TR_INK_DIM, at, end);
    if (r->style & TR_CODE) attribute(p, pango_attr_family_new("DejaVu Sans Mono"), at, end);
    if (r->style & TR_CODE) attribute(p, pango_attr_size_new_absolute((int)(size * .86 * PANGO_SCALE)), at, end);
    if (r->url.n && p->n_links < MAX_LINKS) {
        p->links[p->n_links++] = (struct link){ (int)at, (int)end, 0, r->url };
        colour(p, TR_INK_TRUCE, at, end);
    }
    add_cites(p, &r->cites, size);
}

static PangoLayout *layout(struct pdf *p, const tr_runs *r, double width, double size, bool bold, bool right)
{
    PangoLayout *l = pango_cairo_create_layout(p->cr);
    PangoFontDescription *f = pango_font_description_from_string(TR_PDF_FONT);
    p->text.n = 0;
    p->n_links = 0;
    p->attrs = pango_attr_list_new();
    for (uint32_t i = 0; i < r->n; i++) add_run(p, &r->v[i], !i, size);
    pango_font_description_set_absolute_size(f, size * PANGO_SCALE);
    if (bold) pango_font_description_set_weight(f, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(l, f);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(l, 1.18F);
    pango_layout_set_alignment(l, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_text(l, p->text.n ? p->text.p : "", (int)p->text.n);
    pango_layout_set_attributes(l, p->attrs);
    pango_attr_list_unref(p->attrs);
    pango_font_description_free(f);
    return l;
}

static double height(PangoLayout *l)
{
    int h;
    pango_layout_get_size(l, NULL, &h);
    return (double)h / PANGO_SCALE;
}

/* What may stand in a link's quotes without leaving them. */
static bool plain_url(tr_str u)
{
    if (!u.n || u.n > 1500) return false;
    for (size_t i = 0; i < u.n; i++)
        if (u.p[i] <= ' ' || u.p[i] >= 0x7f || strchr("'\"\\<>^`{}|()", u.p[i])) return false;
    return true;
}

static void put_link(struct pdf *p, PangoLayout *l, const struct link *k, double x, double y)
{
    PangoRectangle a, b;
    char attr[1800];
    if (!k->ref && !plain_url(k->url)) return;
    pango_layout_index_to_pos(l, k->from, &a);
    pango_layout_index_to_pos(l, k->to > k->from ? k->to - 1 : k->to, &b);
    if (a.y != b.y) b = (PangoRectangle){ pango_layout_get_width(l), a.y, 0, a.height };    /* the part on its first line */
    double x0 = fmin(fmin(a.x, a.x + a.width), fmin(b.x, b.x + b.width)), x1 = fmax(fmax(a.x, a.x + a.width), fmax(b.x, b.x + b.width));
    const double s = PANGO_SCALE;
    int milli[] = { (int)((x + x0 / s) * 100), (int)((y + a.y / s) * 100), (int)((x1 - x0) / s * 100), (int)(a.height / s * 100) };
    char rect[120];
    (void)snprintf(rect, sizeof rect, "rect=[%d.%02d %d.%02d %d.%02d %d.%02d]", milli[0] / 100, milli[0] % 100, milli[1] / 100, milli[1] % 100, milli[2] / 100, milli[2] % 100,
                   milli[3] / 100, milli[3] % 100);
    if (k->ref) (void)snprintf(attr, sizeof attr, "%s dest='ref%u'", rect, k->ref);
    else (void)snprintf(attr, sizeof attr, "%s uri='" TR_STR_FMT "'", rect, TR_STR_ARG(k->url));
    cairo_tag_begin(p->cr, CAIRO_TAG_LINK, attr);
    cairo_tag_end(p->cr, CAIRO_TAG_LINK);
}

/* Text whose links are those of the last layout(). */
static void show(struct pdf *p, PangoLayout *l, double x, double y, enum tr_ink ink)
{
    tr_pdf_ink(p->cr, ink, 1);
    cairo_move_to(p->cr, x, y);
    pango_cairo_show_layout(p->cr, l);
    cairo_new_path(p->cr);
    for (uint32_t i = 0; i < p->n_links && p->pages; i++) put_link(p, l, &p->links[i], x, y);
}

/* --- pages --- */

static void begin_page(struct pdf *p)
{
    p->page++;
    p->y = MARGIN;
}

static void foot(struct pdf *p)
{
    struct tr_run left = { .text = p->doc->title, .style = TR_DIM }, right = { .style = TR_DIM };
    char number[40];
    (void)snprintf(number, sizeof number, "%u / %u", p->page, p->pages);
    right.text = tr_str_of(number);
    double y = PAGE_H - MARGIN - 2;
    cairo_move_to(p->cr, MARGIN, y - 6);
    cairo_line_to(p->cr, PAGE_W - MARGIN, y - 6);
    tr_pdf_ink(p->cr, TR_INK_GRID, 1);
    cairo_set_line_width(p->cr, .7);
    cairo_set_dash(p->cr, NULL, 0, 0);
    cairo_stroke(p->cr);
    for (int side = 0; side < 2; side++) {
        PangoLayout *l = layout(p, &(tr_runs){ .v = side ? &right : &left, .n = 1 }, side ? 80 : WIDTH - 90, 7.5, false, side);
        pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
        show(p, l, side ? PAGE_W - MARGIN - 80 : MARGIN, y, TR_INK_DIM);
        g_object_unref(l);
    }
}

static void end_page(struct pdf *p)
{
    foot(p);
    cairo_show_page(p->cr);
}

/* Room for that much, on this page or the next. */
static bool room(struct pdf *p, double h)
{
    if (p->y + h <= BOTTOM || p->y <= MARGIN + 1) return false;
    end_page(p);
    begin_page(p);
    return true;
}

static void tag(struct pdf *p, const char *name, bool open)
{
    if (open) cairo_tag_begin(p->cr, name, NULL);
    else cairo_tag_end(p->cr, name);
}

/* --- blocks --- */

static const double heading_size[] = { 0, 19, 12.5, 10.2 }, heading_before[] = { 0, 0, 17, 10 };

/* A piece of any length: what does not fit goes on on the next page, line by line. */
static void put_piece(struct pdf *p, const tr_runs *r, double x, double width, double size, enum tr_ink ink, const char *name)
{
    PangoLayout *l = layout(p, r, width, size, false, false);
    double h = height(l);
    if (h <= BOTTOM - MARGIN) {
        room(p, h);
        tag(p, name, true);
        show(p, l, x, p->y, ink);
        tag(p, name, false);
        p->y += h;
    } else {
        PangoLayoutIter *it = pango_layout_get_iter(l);
        do {
            PangoRectangle box;
            pango_layout_iter_get_line_extents(it, NULL, &box);
            double lh = (double)box.height / PANGO_SCALE * 1.02;
            room(p, lh);
            tr_pdf_ink(p->cr, ink, 1);
            cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE, p->y + (double)(pango_layout_iter_get_baseline(it) - box.y) / PANGO_SCALE);
            tag(p, name, true);
            pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(it));
            tag(p, name, false);
            cairo_new_path(p->cr);
            p->y += lh;
        } while (pango_layout_iter_next_line(it));
        pango_layout_iter_free(it);
    }
    g_object_unref(l);
}

static double row_height(struct pdf *p, const struct tr_grid *g, const tr_runs *cells, bool bold);
#define HEADS 17.0                      /* of a table: one line */

/* What must stand on one page with the heading before it. */
static double least(struct pdf *p, uint32_t at)
{
    if (at >= p->doc->blocks.n) return 0;
    const struct tr_block *b = &p->doc->blocks.v[at];
    switch (b->kind) {
    case TR_BLOCK_HEADING: return heading_before[b->level] + heading_size[b->level] * 1.6 + 8 + least(p, at + 1);
    case TR_BLOCK_TABLE: return HEADS + (b->grid.rows.n ? fmin(row_height(p, &b->grid, b->grid.rows.v[0].cell, false), 300) : 0);
    case TR_BLOCK_SCENE: return WIDTH * b->scene->h / b->scene->w + (b->runs.n ? 32 : 0);
    default: return 40;
    }
}

static void put_heading(struct pdf *p, uint32_t at)
{
    static const char *const names[] = { "", "H1", "H2", "H3" };
    const struct tr_block *b = &p->doc->blocks.v[at];
    if (p->y > MARGIN + 1) {
        if (!room(p, least(p, at))) p->y += heading_before[b->level];
    }
    PangoLayout *l = layout(p, &b->runs, WIDTH, heading_size[b->level], true, false);
    if (b->level == 2) {
        cairo_rectangle(p->cr, MARGIN, p->y, WIDTH, 1.2);
        tr_pdf_ink(p->cr, TR_INK_TEXT, 1);
        cairo_fill(p->cr);
        p->y += 6;
    }
    if (b->level < 3 && p->pages && b->runs.n) {
        char where[80];
        (void)snprintf(where, sizeof where, "page=%u pos=[%d %d]", p->page, (int)MARGIN, (int)p->y);
        cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, b->runs.v[0].text.p, where, 0);
    }
    tag(p, names[b->level], true);
    show(p, l, MARGIN, p->y, TR_INK_TEXT);
    tag(p, names[b->level], false);
    p->y += height(l) + (b->level == 1 ? 7 : 5);
    g_object_unref(l);
}

static void put_tile(struct pdf *p, const struct tr_tile *t, double x, double w, double h, bool dead)
{
    struct tr_run value = { .text = t->value, .style = TR_BOLD }, label = { .text = t->label, .style = TR_DIM, .cites = t->cites };
    cairo_rectangle(p->cr, x, p->y, w, h);
    tr_pdf_ink(p->cr, TR_INK_AREA, 1);
    cairo_fill(p->cr);
    cairo_rectangle(p->cr, x, p->y, w, 2);
    tr_pdf_ink(p->cr, dead ? TR_INK_DEAD : TR_INK_DIM, 1);
    cairo_fill(p->cr);
    PangoLayout *l = layout(p, &(tr_runs){ .v = &value, .n = 1 }, w - 14, 17, true, false);
    show(p, l, x + 7, p->y + 6, TR_INK_TEXT);
    g_object_unref(l);
    l = layout(p, &(tr_runs){ .v = &label, .n = 1 }, w - 14, 8, false, false);
    show(p, l, x + 7, p->y + 30, TR_INK_TEXT);
    g_object_unref(l);
}

static void put_tiles(struct pdf *p, const struct tr_block *b)
{
    const uint32_t across = 3;
    double gap = 7, w = (WIDTH - gap * (across - 1)) / across;
    for (uint32_t row = 0; row < b->tiles.n; row += across) {
        double h = 0;
        for (uint32_t i = row; i < b->tiles.n && i < row + across; i++) {
            struct tr_run label = { .text = b->tiles.v[i].label, .cites = b->tiles.v[i].cites };
            PangoLayout *l = layout(p, &(tr_runs){ .v = &label, .n = 1 }, w - 14, 8, false, false);
            h = fmax(h, height(l) + 37);
            g_object_unref(l);
        }
        room(p, h);
        tag(p, "P", true);
        for (uint32_t i = row; i < b->tiles.n && i < row + across; i++) put_tile(p, &b->tiles.v[i], MARGIN + (i - row) * (w + gap), w, h, i < 2);
        tag(p, "P", false);
        p->y += h + gap;
    }
    p->y += 2;
}

static void put_scene(struct pdf *p, const struct tr_block *b)
{
    double h = WIDTH * b->scene->h / b->scene->w;
    room(p, h + (b->runs.n ? 32 : 0));
    tag(p, "Figure", true);
    tr_pdf_scene(p->cr, b->scene, MARGIN, p->y, WIDTH);
    tag(p, "Figure", false);
    p->y += h + 5;
    if (b->runs.n) put_piece(p, &b->runs, MARGIN, WIDTH, 7.8, TR_INK_DIM, "Caption");
    p->y += 6;
}

/* --- tables --- */

#define CELL 8.2
#define PAD 3.2

static double column_x(const struct tr_grid *g, uint32_t c)
{
    double x = MARGIN;
    for (uint32_t i = 0; i < c; i++) x += g->widths[i] * WIDTH;
    return x;
}

static double row_height(struct pdf *p, const struct tr_grid *g, const tr_runs *cells, bool bold)
{
    double h = 0;
    for (uint32_t c = 0; c < g->n_cols; c++) {
        PangoLayout *l = layout(p, &cells[c], g->widths[c] * WIDTH - GAP, CELL, bold, false);
        if (cells[c].n) h = fmax(h, height(l));
        g_object_unref(l);
    }
    return h + 2 * PAD;
}

static void rule(struct pdf *p, double y, enum tr_ink ink, double width)
{
    cairo_rectangle(p->cr, MARGIN, y - width / 2, WIDTH, width);
    tr_pdf_ink(p->cr, ink, 1);
    cairo_fill(p->cr);
}

static void put_row(struct pdf *p, const struct tr_grid *g, const tr_runs *cells, double h, bool head)
{
    tag(p, "TR", true);
    for (uint32_t c = 0; c < g->n_cols; c++) {
        bool last = c + 1 == g->n_cols;
        PangoLayout *l = layout(p, &cells[c], g->widths[c] * WIDTH - (last ? 0 : GAP), CELL, head, g->right >> c & 1u);
        tag(p, head ? "TH" : "TD", true);
        show(p, l, column_x(g, c), p->y + PAD, head ? TR_INK_DIM : TR_INK_TEXT);
        tag(p, head ? "TH" : "TD", false);
        g_object_unref(l);
    }
    tag(p, "TR", false);
    p->y += h;
    rule(p, p->y, head ? TR_INK_TEXT : TR_INK_GRID, head ? 1 : .6);
}

static void put_heads(struct pdf *p, const struct tr_grid *g)
{
    struct tr_run words[TR_TABLE_COLUMNS] = { { { NULL, 0 }, 0, { NULL, 0 }, "", { 0, 0 }, { NULL, 0, 0 } } };
    tr_runs cells[TR_TABLE_COLUMNS] = { { NULL, 0, 0 } };
    for (uint32_t c = 0; c < g->n_cols && c < TR_TABLE_COLUMNS; c++) {
        words[c].text = tr_str_of(g->heads[c]);
        cells[c] = (tr_runs){ .v = &words[c], .n = 1 };
    }
    put_row(p, g, cells, row_height(p, g, cells, true), true);
}

/* A row that is higher than a page: its cells one after another, each from the margin on. */
static void put_long_row(struct pdf *p, const struct tr_grid *g, const tr_runs *cells)
{
    for (uint32_t c = 0; c < g->n_cols; c++) {
        if (cells[c].n) put_piece(p, &cells[c], MARGIN + (c ? 14 : 0), WIDTH - 14, CELL, TR_INK_TEXT, "P");
        p->y += 2;
    }
    rule(p, p->y, TR_INK_GRID, .6);
}

static void put_table(struct pdf *p, const struct tr_block *b)
{
    const struct tr_grid *g = &b->grid;
    tag(p, "Table", true);
    put_heads(p, g);
    for (uint32_t i = 0; i < g->rows.n; i++) {
        const struct tr_cells *r = &g->rows.v[i];
        double h = row_height(p, g, r->cell, r->total);
        if (h > BOTTOM - MARGIN - 30) {
            put_long_row(p, g, r->cell);
            continue;
        }
        if (room(p, h)) put_heads(p, g);
        if (r->total) rule(p, p->y, TR_INK_TEXT, 1);
        put_row(p, g, r->cell, h, false);
    }
    tag(p, "Table", false);
    p->y += 5;
    if (b->runs.n) put_piece(p, &b->runs, MARGIN, WIDTH, 7.8, TR_INK_DIM, "P");
    p->y += 4;
}

static void put_refs(struct pdf *p, const struct tr_block *b)
{
    for (uint32_t i = 0; i < b->refs.n; i++) {
        char number[16], name[32];
        struct tr_run n = { .text = { number, 0 }, .style = TR_DIM };
        n.text.n = (size_t)snprintf(number, sizeof number, "%u", i + 1);
        (void)snprintf(name, sizeof name, "name='ref%u'", i + 1);
        PangoLayout *l = layout(p, &b->refs.v[i], WIDTH - 30, 8, false, false);
        room(p, fmin(height(l), BOTTOM - MARGIN));
        g_object_unref(l);
        cairo_tag_begin(p->cr, CAIRO_TAG_DEST, name);
        l = layout(p, &(tr_runs){ .v = &n, .n = 1 }, 22, 8, false, true);
        show(p, l, MARGIN, p->y, TR_INK_DIM);
        g_object_unref(l);
        cairo_tag_end(p->cr, CAIRO_TAG_DEST);
        put_piece(p, &b->refs.v[i], MARGIN + 30, WIDTH - 30, 8, TR_INK_TEXT, "P");
        p->y += 4;
    }
}

static void put_block(struct pdf *p, uint32_t at)
{
    const struct tr_block *b = &p->doc->blocks.v[at];
    static const struct tr_run bullet = { .text = { "•", 3 }, .style = TR_DIM };
    bool note = b->runs.n && b->runs.v[0].style == TR_DIM && b->runs.n < 4;
    switch (b->kind) {
    case TR_BLOCK_HEADING: put_heading(p, at); break;
    case TR_BLOCK_TEXT:
        put_piece(p, &b->runs, MARGIN, WIDTH, note ? 7.8 : 9, TR_INK_TEXT, "P");
        p->y += 6;
        break;
    case TR_BLOCK_ITEM: {
        PangoLayout *l = layout(p, &(tr_runs){ .v = (struct tr_run *)&bullet, .n = 1 }, 10, 9, false, false);
        room(p, height(l) * 2);
        show(p, l, MARGIN, p->y, TR_INK_DIM);
        g_object_unref(l);
        put_piece(p, &b->runs, MARGIN + 11, WIDTH - 11, 9, TR_INK_TEXT, "P");
        p->y += 3;
        break;
    }
    case TR_BLOCK_TILES: put_tiles(p, b); break;
    case TR_BLOCK_SCENE: put_scene(p, b); break;
    case TR_BLOCK_TABLE: put_table(p, b); break;
    case TR_BLOCK_REFS: put_refs(p, b); break;
    }
}

/* --- the document --- */

/* Into memory: cairo 1.16 does not survive a stream that refuses. */
static cairo_status_t take(void *ctx, const unsigned char *data, unsigned n)
{
    struct pdf *p = ctx;
    if (p->pages) tr_text_put(&p->bytes, (tr_str){ (const char *)data, n });
    return CAIRO_STATUS_SUCCESS;
}

static void put_metadata(struct pdf *p)
{
    const struct tr_brief *b = p->doc->brief;
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, p->doc->title.p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Truce, rules " TR_RULES_VERSION);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, b->as_of == TR_NO_INSTANT ? "1970-01-01T00:00:00Z" : tr_instant_iso(p->doc->arena, b->as_of).p);
}

static cairo_status_t set_document(struct pdf *p)
{
    p->surface = cairo_pdf_surface_create_for_stream(take, p, PAGE_W, PAGE_H);
    p->cr = cairo_create(p->surface);
    p->page = 0;
    cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_5);
    put_metadata(p);
    begin_page(p);
    cairo_tag_begin(p->cr, "Document", NULL);
    for (uint32_t i = 0; i < p->doc->blocks.n; i++) put_block(p, i);
    cairo_tag_end(p->cr, "Document");
    end_page(p);
    cairo_status_t s = cairo_status(p->cr);
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    if (!s) s = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    return s;
}

/* Pango names families that are not there; fontconfig tells what is. */
static bool any_font(void)
{
    for (int set = 0; set < 2; set++) {
        const FcFontSet *fonts = FcConfigGetFonts(NULL, set ? FcSetApplication : FcSetSystem);
        if (fonts && fonts->nfont > 0) return true;
    }
    return false;
}

int tr_brief_pdf(const struct tr_doc *d, const struct tr_sink *to, struct tr_err *err)
{
    struct pdf p = { .doc = d };
    cairo_status_t s;
    int rc = TR_OK;
    if (!any_font()) return tr_fail(err, TR_E_DATA, "a PDF needs fonts and fontconfig finds none: install fonts-dejavu-core, or write .html or .md");
    p.links = malloc(sizeof *p.links * MAX_LINKS);
    if (!p.links) return tr_fail(err, TR_E_NOMEM, "no memory for the brief");
    s = set_document(&p);
    if (!s) {
        p.pages = p.page;
        s = set_document(&p);
    }
    if (s || p.text.failed || p.bytes.failed) rc = tr_fail(err, TR_E_NOMEM, "the PDF could not be made: %s", s ? cairo_status_to_string(s) : "no memory");
    else if (!to->put(to->ctx, (tr_str){ p.bytes.p, p.bytes.n })) rc = tr_fail(err, TR_E_IO, "the brief could not be written: is the disk full?");
    free(p.links);
    tr_text_fini(&p.bytes);
    tr_text_fini(&p.text);
    return rc;
}
