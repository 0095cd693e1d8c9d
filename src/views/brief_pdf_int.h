/* SPDX-License-Identifier: Apache-2.0 */
/* Between the parts of the PDF: the page, and drawings on it. */
#ifndef TR_VIEWS_BRIEF_PDF_INT_H
#define TR_VIEWS_BRIEF_PDF_INT_H

#define __G_ALLOCA_H__ 1                /* glib's header of it names alloca, which is banned (tools/banned.h): left out */
#include <pango/pangocairo.h>

#include "views/brief_int.h"

#define TR_PDF_FONT "DejaVu Sans Condensed, DejaVu Sans, Noto Sans, sans-serif"
void tr_pdf_ink(cairo_t *cr, enum tr_ink ink, double opacity);
/* At (x, y), so wide. */
void tr_pdf_scene(cairo_t *cr, const struct tr_scene *s, double x, double y, double width);

#endif
