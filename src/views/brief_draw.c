/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings: shapes in order, and how they become SVG. cairo takes the same shapes in brief_pdf_draw.c. */
#include <math.h>

#include "base/utf8.h"
#include "views/brief_int.h"

/* Colours that stay apart for the colour-blind, and in print without colour: red dark, its soft light, blue between. */
const struct tr_ink_of tr_inks[TR_INK_count] = {
    [TR_INK_NONE] = { "none", 0, 0 },
    [TR_INK_TEXT] = { "text", 0x1b1f24, 0xe8eaed },
    [TR_INK_DIM] = { "dim", 0x59626d, 0xa3adb8 },
    [TR_INK_GRID] = { "grid", 0xd8dde3, 0x3a424b },
    [TR_INK_PAPER] = { "paper", 0xffffff, 0x14171a },
    [TR_INK_DEAD] = { "dead", 0xa3131f, 0xf2727c },
    [TR_INK_DEAD_SOFT] = { "deadsoft", 0xe7b0b3, 0x6e2b31 },
    [TR_INK_TRUCE] = { "truce", 0x1f5fa8, 0x7db4f0 },
    [TR_INK_AREA] = { "area", 0xf4f6f8, 0x1d2227 },
    [TR_INK_EVENT] = { "event", 0x5d6875, 0x98a3af },
};

struct tr_shape *tr_scene_add(struct tr_arena *a, struct tr_scene *s, struct tr_shape shape)
{
    struct tr_shape *p = tr_vec_push(a, &s->shapes);
    *p = shape;
    return p;
}

double tr_text_width(tr_str s, double size, bool bold)
{
    return (double)tr_utf8_width(s) * size * (bold ? .62 : .56);
}

/* --- SVG --- */

/* Whole hundredths, written without a locale's comma. */
static void num(struct tr_text *t, double v)
{
    long c = isfinite(v) ? lround(v * 100) : 0;
    long whole = labs(c) / 100, rest = labs(c) % 100;
    tr_text_printf(t, "%s%ld", c < 0 ? "-" : "", whole);
    if (rest % 10) tr_text_printf(t, ".%02ld", rest);
    else if (rest) tr_text_printf(t, ".%ld", rest / 10);
}

static void attr(struct tr_text *t, const char *name, double v)
{
    tr_text_printf(t, " %s=\"", name);
    num(t, v);
    tr_text_put(t, TR_STR("\""));
}

void tr_html_escape(struct tr_text *out, tr_str s)
{
    for (size_t i = 0, from = 0; i <= s.n; i++) {
        const char *as = i == s.n         ? ""
                         : s.p[i] == '&'  ? "&amp;"
                         : s.p[i] == '<'  ? "&lt;"
                         : s.p[i] == '>'  ? "&gt;"
                         : s.p[i] == '"'  ? "&quot;"
                         : s.p[i] == '\'' ? "&#39;"
                                          : NULL;
        if (!as) continue;
        tr_text_put(out, (tr_str){ s.p + from, i - from });
        tr_text_put(out, tr_str_of(as));
        from = i + 1;
    }
}

static void paint(struct tr_text *t, const struct tr_shape *s)
{
    tr_text_printf(t, " class=\"f-%s s-%s\"", tr_inks[s->fill].name, tr_inks[s->stroke].name);
    if (s->stroke) attr(t, "stroke-width", s->width > 0 ? s->width : 1);
    if (s->dashed) tr_text_put(t, TR_STR(" stroke-dasharray=\"4 3\""));
    if (s->opacity > 0) attr(t, "fill-opacity", s->opacity);
}

static void tip(struct tr_text *t, const struct tr_shape *s, const char *element)
{
    if (s->tip.n) {
        tr_text_put(t, TR_STR("><title>"));
        tr_html_escape(t, s->tip);
        tr_text_printf(t, "</title></%s>\n", element);
    } else {
        tr_text_put(t, TR_STR("/>\n"));
    }
}

static void put_ring(struct tr_text *t, const struct tr_shape *s)
{
    tr_text_put(t, TR_STR("<path d=\""));
    for (uint32_t i = 0; i < s->n_ring; i++) {
        tr_text_put(t, i ? TR_STR("L") : TR_STR("M"));
        num(t, s->ring[i][0]);
        tr_text_put(t, TR_STR(" "));
        num(t, s->ring[i][1]);
    }
    tr_text_put(t, TR_STR("Z\""));
    paint(t, s);
    tip(t, s, "path");
}

static void put_text(struct tr_text *t, const struct tr_shape *s)
{
    static const char *const anchors[] = { "start", "middle", "end" };
    tr_text_printf(t, "<text text-anchor=\"%s\" class=\"f-%s%s\"", anchors[s->anchor + 1], tr_inks[s->fill].name, s->bold ? " b" : "");
    attr(t, "x", s->x);
    attr(t, "y", s->y);
    attr(t, "font-size", s->w);
    tr_text_put(t, TR_STR(">"));
    tr_html_escape(t, s->text);
    tr_text_put(t, TR_STR("</text>\n"));
}

static void put_box(struct tr_text *t, const struct tr_shape *s, const char *element)
{
    static const char *const names[][4] = { [TR_SHAPE_LINE] = { "x1", "y1", "x2", "y2" },
                                            [TR_SHAPE_RECT] = { "x", "y", "width", "height" },
                                            [TR_SHAPE_CIRCLE] = { "cx", "cy", "r", NULL } };
    const double v[] = { s->x, s->y, s->w, s->h };
    tr_text_printf(t, "<%s", element);
    for (int i = 0; i < 4 && names[s->kind][i]; i++) attr(t, names[s->kind][i], v[i]);
    paint(t, s);
    tip(t, s, element);
}

static void put_clip(struct tr_text *t, const struct tr_scene *scene, const struct tr_shape *s)
{
    tr_text_printf(t, "<clipPath id=\"clip-%s\"><rect", scene->id);
    attr(t, "x", s->x);
    attr(t, "y", s->y);
    attr(t, "width", s->w);
    attr(t, "height", s->h);
    tr_text_printf(t, "/></clipPath><g clip-path=\"url(#clip-%s)\">\n", scene->id);
}

void tr_scene_svg(const struct tr_scene *s, struct tr_text *t)
{
    tr_text_put(t, TR_STR("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 "));
    num(t, s->w);
    tr_text_put(t, TR_STR(" "));
    num(t, s->h);
    tr_text_printf(t, "\" aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">", s->id, s->id, s->id);
    tr_html_escape(t, s->title);
    tr_text_printf(t, "</title><desc id=\"%s-d\">", s->id);
    tr_html_escape(t, s->about);
    tr_text_put(t, TR_STR("</desc>\n"));
    for (uint32_t i = 0; i < s->shapes.n; i++) {
        const struct tr_shape *x = &s->shapes.v[i];
        switch (x->kind) {
        case TR_SHAPE_LINE: put_box(t, x, "line"); break;
        case TR_SHAPE_RECT: put_box(t, x, "rect"); break;
        case TR_SHAPE_CIRCLE: put_box(t, x, "circle"); break;
        case TR_SHAPE_RING: put_ring(t, x); break;
        case TR_SHAPE_TEXT: put_text(t, x); break;
        case TR_SHAPE_CLIP: put_clip(t, s, x); break;
        case TR_SHAPE_UNCLIP: tr_text_put(t, TR_STR("</g>\n")); break;
        }
    }
    tr_text_put(t, TR_STR("</svg>\n"));
}
