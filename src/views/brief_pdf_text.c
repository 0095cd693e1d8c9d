/* SPDX-License-Identifier: Apache-2.0 */
/* Text of the PDF: runs to a Pango layout with attributes (never markup: nothing from outside is parsed), and links over what was set. */
#include "views/brief_pdf_int.h"

#include <math.h>

static void attribute(struct tr_pdf *p, PangoAttribute *a, size_t from, size_t to)
{
    a->start_index = (guint)from;
    a->end_index = (guint)to;
    pango_attr_list_insert(p->attrs, a);
}

static void colour(struct tr_pdf *p, enum tr_ink ink, size_t from, size_t to)
{
    unsigned c = tr_inks[ink].light;
    attribute(p, pango_attr_foreground_new((guint16)((c >> 16 & 255) * 257), (guint16)((c >> 8 & 255) * 257), (guint16)((c & 255) * 257)),
              from, to);
}

static void cite_one(void *arg, uint32_t from, uint32_t to, bool first)
{
    struct tr_pdf *p = arg;
    tr_text_put(&p->text, first ? TR_STR("") : TR_STR(", "));
    for (uint32_t n = from; n; n = n == to ? 0 : to) {
        size_t at = p->text.n;
        tr_text_printf(&p->text, "%s%u", n == from ? "" : "–", n);
        if (p->n_links < TR_PDF_LINKS) p->links[p->n_links++] = (struct tr_link){ (int)at, (int)p->text.n, n, { "", 0 } };
    }
}

static void add_cites(struct tr_pdf *p, const tr_cites *c, double size)
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

static void add_run(struct tr_pdf *p, const struct tr_run *r, bool first, double size)
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
    if (r->url.n && p->n_links < TR_PDF_LINKS) {
        p->links[p->n_links++] = (struct tr_link){ (int)at, (int)end, 0, r->url };
        colour(p, TR_INK_TRUCE, at, end);
    }
    add_cites(p, &r->cites, size);
}

PangoLayout *tr_pdf_layout(struct tr_pdf *p, const tr_runs *r, double width, double size, bool bold, bool right)
{
    PangoLayout *l = pango_layout_new(p->context);
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

double tr_pdf_height(PangoLayout *l)
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

static void put_link(struct tr_pdf *p, PangoLayout *l, const struct tr_link *k, double x, double y)
{
    PangoRectangle a, b;
    char attr[1800];
    if (!k->ref && !plain_url(k->url)) return;
    pango_layout_index_to_pos(l, k->from, &a);
    pango_layout_index_to_pos(l, k->to > k->from ? k->to - 1 : k->to, &b);
    if (a.y != b.y) b = (PangoRectangle){ pango_layout_get_width(l), a.y, 0, a.height }; /* the part on its first line */
    double x0 = fmin(fmin(a.x, a.x + a.width), fmin(b.x, b.x + b.width)), x1 = fmax(fmax(a.x, a.x + a.width), fmax(b.x, b.x + b.width));
    const double s = PANGO_SCALE;
    int milli[] = { (int)((x + x0 / s) * 100), (int)((y + a.y / s) * 100), (int)((x1 - x0) / s * 100), (int)(a.height / s * 100) };
    char rect[120];
    (void)snprintf(rect, sizeof rect, "rect=[%d.%02d %d.%02d %d.%02d %d.%02d]", milli[0] / 100, milli[0] % 100, milli[1] / 100,
                   milli[1] % 100, milli[2] / 100, milli[2] % 100, milli[3] / 100, milli[3] % 100);
    if (k->ref) (void)snprintf(attr, sizeof attr, "%s dest='ref%u'", rect, k->ref);
    else (void)snprintf(attr, sizeof attr, "%s uri='" TR_STR_FMT "'", rect, TR_STR_ARG(k->url));
    cairo_tag_begin(p->cr, CAIRO_TAG_LINK, attr);
    cairo_tag_end(p->cr, CAIRO_TAG_LINK);
}

/* Text whose links are those of the last layout(). */
void tr_pdf_show(struct tr_pdf *p, PangoLayout *l, double x, double y, enum tr_ink ink)
{
    if (!p->pages) return; /* counted only */
    tr_pdf_ink(p->cr, ink, 1);
    cairo_move_to(p->cr, x, y);
    pango_cairo_show_layout(p->cr, l);
    cairo_new_path(p->cr);
    for (uint32_t i = 0; i < p->n_links; i++) put_link(p, l, &p->links[i], x, y);
}
