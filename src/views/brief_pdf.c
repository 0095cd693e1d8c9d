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
#define FOOT 44.0 /* below the text */
#define WIDTH (PAGE_W - 2 * MARGIN)
#define BOTTOM (PAGE_H - MARGIN - FOOT + 18)
#define GAP 7.0        /* between columns */
#define MAX_LINKS 4096 /* of one piece of text */

/* --- pages --- */

static void begin_page(struct tr_pdf *p)
{
    p->page++;
    p->y = MARGIN;
}

static void foot(struct tr_pdf *p)
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
        PangoLayout *l = tr_pdf_layout(p, &(tr_runs){ .v = side ? &right : &left, .n = 1 }, side ? 80 : WIDTH - 90, 7.5, false, side);
        pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
        tr_pdf_show(p, l, side ? PAGE_W - MARGIN - 80 : MARGIN, y, TR_INK_DIM);
        g_object_unref(l);
    }
}

static void end_page(struct tr_pdf *p)
{
    foot(p);
    cairo_show_page(p->cr);
}

/* Room for that much, on this page or the next. */
static bool room(struct tr_pdf *p, double h)
{
    if (p->y + h <= BOTTOM || p->y <= MARGIN + 1) return false;
    end_page(p);
    begin_page(p);
    return true;
}

static void tag(struct tr_pdf *p, const char *name, bool open)
{
    if (open) cairo_tag_begin(p->cr, name, NULL);
    else cairo_tag_end(p->cr, name);
}

/* --- blocks --- */

static const double heading_size[] = { 0, 19, 12.5, 10.2 }, heading_before[] = { 0, 0, 17, 10 };

/* A piece of any length: what does not fit goes on on the next page, line by line. */
static void put_piece(struct tr_pdf *p, const tr_runs *r, double x, double width, double size, enum tr_ink ink, const char *name)
{
    PangoLayout *l = tr_pdf_layout(p, r, width, size, false, false);
    double h = tr_pdf_height(l);
    if (h <= BOTTOM - MARGIN) {
        room(p, h);
        tag(p, name, true);
        tr_pdf_show(p, l, x, p->y, ink);
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
            cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE,
                          p->y + (double)(pango_layout_iter_get_baseline(it) - box.y) / PANGO_SCALE);
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

static double row_height(struct tr_pdf *p, const struct tr_grid *g, const tr_runs *cells, bool bold);
#define HEADS 17.0 /* of a table: one line */

/* What must stand on one page with the heading before it. */
static double least(struct tr_pdf *p, uint32_t at)
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

static void put_heading(struct tr_pdf *p, uint32_t at)
{
    static const char *const names[] = { "", "H1", "H2", "H3" };
    const struct tr_block *b = &p->doc->blocks.v[at];
    if (p->y > MARGIN + 1) {
        if (!room(p, least(p, at))) p->y += heading_before[b->level];
    }
    PangoLayout *l = tr_pdf_layout(p, &b->runs, WIDTH, heading_size[b->level], true, false);
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
    tr_pdf_show(p, l, MARGIN, p->y, TR_INK_TEXT);
    tag(p, names[b->level], false);
    p->y += tr_pdf_height(l) + (b->level == 1 ? 7 : 5);
    g_object_unref(l);
}

static void put_tile(struct tr_pdf *p, const struct tr_tile *t, double x, double w, double h, bool dead)
{
    struct tr_run value = { .text = t->value, .style = TR_BOLD }, label = { .text = t->label, .style = TR_DIM, .cites = t->cites };
    cairo_rectangle(p->cr, x, p->y, w, h);
    tr_pdf_ink(p->cr, TR_INK_AREA, 1);
    cairo_fill(p->cr);
    cairo_rectangle(p->cr, x, p->y, w, 2);
    tr_pdf_ink(p->cr, dead ? TR_INK_DEAD : TR_INK_DIM, 1);
    cairo_fill(p->cr);
    PangoLayout *l = tr_pdf_layout(p, &(tr_runs){ .v = &value, .n = 1 }, w - 14, 17, true, false);
    tr_pdf_show(p, l, x + 7, p->y + 6, TR_INK_TEXT);
    g_object_unref(l);
    l = tr_pdf_layout(p, &(tr_runs){ .v = &label, .n = 1 }, w - 14, 8, false, false);
    tr_pdf_show(p, l, x + 7, p->y + 30, TR_INK_TEXT);
    g_object_unref(l);
}

static void put_tiles(struct tr_pdf *p, const struct tr_block *b)
{
    const uint32_t across = 3;
    double gap = 7, w = (WIDTH - gap * (across - 1)) / across;
    for (uint32_t row = 0; row < b->tiles.n; row += across) {
        double h = 0;
        for (uint32_t i = row; i < b->tiles.n && i < row + across; i++) {
            struct tr_run label = { .text = b->tiles.v[i].label, .cites = b->tiles.v[i].cites };
            PangoLayout *l = tr_pdf_layout(p, &(tr_runs){ .v = &label, .n = 1 }, w - 14, 8, false, false);
            h = fmax(h, tr_pdf_height(l) + 37);
            g_object_unref(l);
        }
        room(p, h);
        tag(p, "P", true);
        for (uint32_t i = row; i < b->tiles.n && i < row + across; i++)
            put_tile(p, &b->tiles.v[i], MARGIN + (i - row) * (w + gap), w, h, i < 2);
        tag(p, "P", false);
        p->y += h + gap;
    }
    p->y += 2;
}

static void put_scene(struct tr_pdf *p, const struct tr_block *b)
{
    double h = WIDTH * b->scene->h / b->scene->w;
    room(p, h + (b->runs.n ? 32 : 0));
    tag(p, "Figure", true);
    if (p->pages) tr_pdf_scene(p->cr, p->context, b->scene, MARGIN, p->y, WIDTH);
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

static double row_height(struct tr_pdf *p, const struct tr_grid *g, const tr_runs *cells, bool bold)
{
    double h = 0;
    for (uint32_t c = 0; c < g->n_cols; c++) {
        PangoLayout *l = tr_pdf_layout(p, &cells[c], g->widths[c] * WIDTH - GAP, CELL, bold, false);
        if (cells[c].n) h = fmax(h, tr_pdf_height(l));
        g_object_unref(l);
    }
    return h + 2 * PAD;
}

static void rule(struct tr_pdf *p, double y, enum tr_ink ink, double width)
{
    cairo_rectangle(p->cr, MARGIN, y - width / 2, WIDTH, width);
    tr_pdf_ink(p->cr, ink, 1);
    cairo_fill(p->cr);
}

static void put_row(struct tr_pdf *p, const struct tr_grid *g, const tr_runs *cells, double h, bool head)
{
    tag(p, "TR", true);
    for (uint32_t c = 0; c < g->n_cols; c++) {
        bool last = c + 1 == g->n_cols;
        PangoLayout *l = tr_pdf_layout(p, &cells[c], g->widths[c] * WIDTH - (last ? 0 : GAP), CELL, head, g->right >> c & 1u);
        tag(p, head ? "TH" : "TD", true);
        tr_pdf_show(p, l, column_x(g, c), p->y + PAD, head ? TR_INK_DIM : TR_INK_TEXT);
        tag(p, head ? "TH" : "TD", false);
        g_object_unref(l);
    }
    tag(p, "TR", false);
    p->y += h;
    rule(p, p->y, head ? TR_INK_TEXT : TR_INK_GRID, head ? 1 : .6);
}

static void put_heads(struct tr_pdf *p, const struct tr_grid *g)
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
static void put_long_row(struct tr_pdf *p, const struct tr_grid *g, const tr_runs *cells)
{
    for (uint32_t c = 0; c < g->n_cols; c++) {
        if (cells[c].n) put_piece(p, &cells[c], MARGIN + (c ? 14 : 0), WIDTH - 14, CELL, TR_INK_TEXT, "P");
        p->y += 2;
    }
    rule(p, p->y, TR_INK_GRID, .6);
}

static void put_table(struct tr_pdf *p, const struct tr_block *b)
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

static void put_refs(struct tr_pdf *p, const struct tr_block *b)
{
    for (uint32_t i = 0; i < b->refs.n; i++) {
        char number[16], name[32];
        struct tr_run n = { .text = { number, 0 }, .style = TR_DIM };
        n.text.n = (size_t)snprintf(number, sizeof number, "%u", i + 1);
        (void)snprintf(name, sizeof name, "name='ref%u'", i + 1);
        PangoLayout *l = tr_pdf_layout(p, &b->refs.v[i], WIDTH - 30, 8, false, false);
        room(p, fmin(tr_pdf_height(l), BOTTOM - MARGIN));
        g_object_unref(l);
        cairo_tag_begin(p->cr, CAIRO_TAG_DEST, name);
        l = tr_pdf_layout(p, &(tr_runs){ .v = &n, .n = 1 }, 22, 8, false, true);
        tr_pdf_show(p, l, MARGIN, p->y, TR_INK_DIM);
        g_object_unref(l);
        cairo_tag_end(p->cr, CAIRO_TAG_DEST);
        put_piece(p, &b->refs.v[i], MARGIN + 30, WIDTH - 30, 8, TR_INK_TEXT, "P");
        p->y += 4;
    }
}

static void put_block(struct tr_pdf *p, uint32_t at)
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
        PangoLayout *l = tr_pdf_layout(p, &(tr_runs){ .v = (struct tr_run *)&bullet, .n = 1 }, 10, 9, false, false);
        room(p, tr_pdf_height(l) * 2);
        tr_pdf_show(p, l, MARGIN, p->y, TR_INK_DIM);
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
    struct tr_pdf *p = ctx;
    if (p->pages) tr_text_put(&p->bytes, (tr_str){ (const char *)data, n });
    return CAIRO_STATUS_SUCCESS;
}

static void put_metadata(struct tr_pdf *p)
{
    const struct tr_brief *b = p->doc->brief;
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, p->doc->title.p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "Truce, rules " TR_RULES_VERSION);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   b->as_of == TR_NO_INSTANT ? "1970-01-01T00:00:00Z" : tr_instant_iso(p->doc->arena, b->as_of).p);
}

static cairo_status_t set_document(struct tr_pdf *p)
{
    p->surface = cairo_pdf_surface_create_for_stream(take, p, PAGE_W, PAGE_H);
    p->cr = cairo_create(p->surface);
    p->context = pango_font_map_create_context(p->fonts);
    pango_cairo_update_context(p->cr, p->context);
    p->page = 0;
    cairo_pdf_surface_restrict_to_version(p->surface, CAIRO_PDF_VERSION_1_5);
    put_metadata(p);
    begin_page(p);
    cairo_tag_begin(p->cr, "Document", NULL);
    for (uint32_t i = 0; i < p->doc->blocks.n; i++) put_block(p, i);
    cairo_tag_end(p->cr, "Document");
    end_page(p);
    cairo_status_t s = cairo_status(p->cr);
    g_object_unref(p->context);
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
    struct tr_pdf p = { .doc = d };
    cairo_status_t s;
    int rc = TR_OK;
    if (!any_font())
        return tr_fail(err, TR_E_DATA, "a PDF needs fonts and fontconfig finds none: install fonts-dejavu-core, or write .html or .md");
    p.links = malloc(sizeof *p.links * TR_PDF_LINKS);
    if (!p.links) return tr_fail(err, TR_E_NOMEM, "no memory for the brief");
    p.fonts = pango_cairo_font_map_new();
    s = set_document(&p);
    if (!s) {
        p.pages = p.page;
        s = set_document(&p);
    }
    if (s || p.text.failed || p.bytes.failed)
        rc = tr_fail(err, TR_E_NOMEM, "the PDF could not be made: %s", s ? cairo_status_to_string(s) : "no memory");
    else if (!to->put(to->ctx, (tr_str){ p.bytes.p, p.bytes.n }))
        rc = tr_fail(err, TR_E_IO, "the brief could not be written: is the disk full?");
    g_object_unref(p.fonts);
    free(p.links);
    tr_text_fini(&p.bytes);
    tr_text_fini(&p.text);
    return rc;
}
