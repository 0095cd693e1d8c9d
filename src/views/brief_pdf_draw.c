/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings with cairo: the shapes that brief_draw.c writes as SVG. */
#include <math.h>

#include "views/brief_pdf_int.h"

void tr_pdf_ink(cairo_t *cr, enum tr_ink ink, double opacity)
{
    unsigned c = tr_inks[ink].light;
    cairo_set_source_rgba(cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0, (c & 255) / 255.0, opacity > 0 ? opacity : 1);
}

static void paint(cairo_t *cr, const struct tr_shape *s)
{
    static const double dashes[] = { 4, 3 };
    if (s->fill) {
        tr_pdf_ink(cr, s->fill, s->opacity);
        cairo_fill_preserve(cr);
    }
    if (s->stroke) {
        tr_pdf_ink(cr, s->stroke, 1);
        cairo_set_line_width(cr, s->width > 0 ? s->width : 1);
        cairo_set_dash(cr, dashes, s->dashed ? 2 : 0, 0);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void put_text(cairo_t *cr, PangoContext *text, const struct tr_shape *s)
{
    PangoLayout *l = pango_layout_new(text);
    PangoFontDescription *f = pango_font_description_from_string(TR_PDF_FONT);
    int w, h;
    pango_font_description_set_absolute_size(f, s->w * PANGO_SCALE);
    if (s->bold) pango_font_description_set_weight(f, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(l, f);
    pango_layout_set_text(l, s->text.p, (int)s->text.n);
    pango_layout_get_size(l, &w, &h);
    double x = s->x - (s->anchor < 0 ? 0 : s->anchor > 0 ? 1 : .5) * w / PANGO_SCALE;
    tr_pdf_ink(cr, s->fill, 1);
    cairo_move_to(cr, x, s->y - (double)pango_layout_get_baseline(l) / PANGO_SCALE);
    pango_cairo_show_layout(cr, l);
    cairo_new_path(cr);
    pango_font_description_free(f);
    g_object_unref(l);
}

static void put_shape(cairo_t *cr, PangoContext *text, const struct tr_shape *s)
{
    switch (s->kind) {
    case TR_SHAPE_LINE:
        cairo_move_to(cr, s->x, s->y);
        cairo_line_to(cr, s->w, s->h);
        break;
    case TR_SHAPE_RECT: cairo_rectangle(cr, s->x, s->y, s->w, s->h); break;
    case TR_SHAPE_CIRCLE: cairo_arc(cr, s->x, s->y, s->w, 0, 2 * M_PI); break;
    case TR_SHAPE_RING:
        for (uint32_t i = 0; i < s->n_ring; i++) cairo_line_to(cr, s->ring[i][0], s->ring[i][1]);
        cairo_close_path(cr);
        break;
    case TR_SHAPE_TEXT: put_text(cr, text, s); return;
    case TR_SHAPE_CLIP:
        cairo_save(cr);
        cairo_rectangle(cr, s->x, s->y, s->w, s->h);
        cairo_clip(cr);
        return;
    case TR_SHAPE_UNCLIP: cairo_restore(cr); return;
    }
    paint(cr, s);
}

void tr_pdf_scene(cairo_t *cr, PangoContext *text, const struct tr_scene *s, double x, double y, double width)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, width / s->w, width / s->w);
    pango_cairo_update_context(cr, text);
    for (uint32_t i = 0; i < s->shapes.n; i++) put_shape(cr, text, &s->shapes.v[i]);
    cairo_restore(cr);
    pango_cairo_update_context(cr, text);
}
