/* SPDX-License-Identifier: Apache-2.0 */
/* Between the parts of the PDF: the page, and drawings on it. */
#ifndef TR_VIEWS_BRIEF_PDF_INT_H
#define TR_VIEWS_BRIEF_PDF_INT_H

#define __G_ALLOCA_H__ 1                /* glib's header of it names alloca, which is banned (tools/banned.h): left out */
#include <pango/pangocairo.h>

#include "views/brief_int.h"

#define TR_PDF_FONT "DejaVu Sans Condensed, DejaVu Sans, Noto Sans, sans-serif"
#define TR_PDF_LINKS 4096               /* of one piece of text; further numbers are set without a link */

struct tr_link {
    int from, to;
    uint32_t ref;
    tr_str url;
};
struct tr_pdf {
    const struct tr_doc *doc;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoFontMap *fonts;   /* its own, so that all goes with it */
    PangoContext *context; /* one for all text: it knows the fonts that were found */
    double y;
    unsigned page, pages; /* pages 0: they are being counted */
    struct tr_text text;  /* of the piece that is being set */
    struct tr_link *links;
    uint32_t n_links;
    PangoAttrList *attrs;
    struct tr_text bytes;
};

/* Runs so wide; what they link to is kept for tr_pdf_show until the next call. g_object_unref the layout. */
PangoLayout *tr_pdf_layout(struct tr_pdf *p, const tr_runs *r, double width, double size, bool bold, bool right);
double tr_pdf_height(PangoLayout *l);
void tr_pdf_show(struct tr_pdf *p, PangoLayout *l, double x, double y, enum tr_ink ink);

void tr_pdf_ink(cairo_t *cr, enum tr_ink ink, double opacity);
/* At (x, y), so wide. */
void tr_pdf_scene(cairo_t *cr, PangoContext *text, const struct tr_scene *s, double x, double y, double width);

#endif
