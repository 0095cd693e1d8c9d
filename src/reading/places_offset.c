/* SPDX-License-Identifier: Apache-2.0 */
/* "Petrivske (41km south of Donetsk)", "Khan Tuman, some 15 kilometres southwest of Aleppo": where a place lies from another. It
 * settles which of several namesakes is meant, and places what no gazetteer has. */
#include <math.h>

#include "reading/places_int.h"

#define REACH 90 /* bytes behind the name */
#define KM_PER_DEGREE 111.2
#define RADIAN 0.017453292519943295

struct cursor {
    const char *p, *end;
};

static void skip_space(struct cursor *c)
{
    while (c->p < c->end && (*c->p == ' ' || *c->p == '\n' || *c->p == '\r' || *c->p == '\t')) c->p++;
}

/* Takes a word (or a sign) off the text, in small letters. */
static tr_str take(struct cursor *c, char out[24])
{
    size_t n = 0;
    skip_space(c);
    while (c->p < c->end && n < 23) {
        char l = (char)(*c->p >= 'A' && *c->p <= 'Z' ? *c->p + 32 : *c->p);
        if (!(l >= 'a' && l <= 'z') && !(l == '-' && n)) break;
        out[n++] = l, c->p++;
    }
    return (tr_str){ out, n };
}

static bool number(struct cursor *c, double *v)
{
    char digits[16];
    size_t n = 0;
    skip_space(c);
    while (c->p < c->end && n < 15 && ((*c->p >= '0' && *c->p <= '9') || (*c->p == '.' && n))) digits[n++] = *c->p++;
    return n && tr_str_to_double((tr_str){ digits, n }, v);
}

static bool unit(tr_str w, double *km)
{
    static const struct {
        const char *word;
        double km;
    } units[] = { { "km", 1 },        { "kms", 1 },       { "kilometres", 1 }, { "kilometers", 1 }, { "kilometre", 1 },
                  { "kilometer", 1 }, { "miles", 1.609 }, { "mile", 1.609 },   { "mi", 1.609 } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (tr_str_is(w, units[i].word)) return *km *= units[i].km, true;
    return false;
}

static bool bearing(tr_str w, double *dx, double *dy)
{
    bool any = false;
    *dx = *dy = 0;
    for (tr_str rest = w; rest.n;) {
        size_t used = 5;
        if (tr_str_starts(rest, TR_STR("north"))) *dy = 1;
        else if (tr_str_starts(rest, TR_STR("south"))) *dy = -1;
        else if (tr_str_starts(rest, TR_STR("east"))) *dx = 1, used = 4;
        else if (tr_str_starts(rest, TR_STR("west"))) *dx = -1, used = 4;
        else if (any && rest.p[0] == '-') used = 1;
        else if (tr_str_is(rest, "ern") && any) used = 3;
        else return false;
        any = true;
        rest = tr_str_sub(rest, used, rest.n);
    }
    double length = sqrt(*dx * *dx + *dy * *dy);
    if (length > 0) *dx /= length, *dy /= length;
    return any;
}

static bool filler(tr_str w)
{
    static const char *const list[] = { "about", "some", "around",  "roughly", "approximately", "nearly", "located",
                                        "lies",  "only", "just",    "over",    "situated",      "almost", "which",
                                        "is",    "a",    "village", "town",    "less",          "than" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(w, list[i])) return true;
    return false;
}

/* The find that begins at that place of the text, or a few bytes behind it ("the city of Homs"). */
static uint32_t find_at(struct tr_finder *f, const struct tr_find *x, const char *at)
{
    uint32_t from = (uint32_t)(at - f->d->text.p), me = (uint32_t)(x - f->finds.v);
    for (uint32_t i = me + 1; i < f->finds.n && i < me + 4; i++) {
        if (f->finds.v[i].span.from >= from && f->finds.v[i].span.from <= from + 14) return i;
    }
    return TR_NO_FIND;
}

/* Reads the distance behind a find; x->from_find is the place that it counts from, dx and dy kilometres east and north of it. */
void tr_find_offset(struct tr_finder *f, struct tr_find *x)
{
    const char *text = f->d->text.p;
    size_t stop = x->span.to + REACH < f->d->text.n ? x->span.to + REACH : f->d->text.n;
    struct cursor c = { text + x->span.to, text + stop };
    char w[24];
    double km;
    x->from_find = TR_NO_FIND;
    skip_space(&c);
    if (c.p < c.end && (*c.p == ',' || *c.p == '(')) c.p++;
    for (int i = 0; i < 4; i++) {
        struct cursor mark = c;
        if (!filler(take(&c, w))) {
            c = mark;
            break;
        }
    }
    if (!number(&c, &km)) return;
    skip_space(&c);
    if (c.p < c.end && *c.p == '-') c.p++;
    if (!unit(take(&c, w), &km) || km > 400) return;
    skip_space(&c);
    if (c.p < c.end && *c.p == '(') { /* the same in miles */
        while (c.p < c.end && *c.p != ')') c.p++;
        if (c.p < c.end) c.p++;
    }
    tr_str word = take(&c, w);
    if (tr_str_is(word, "to")) take(&c, w), word = take(&c, w);
    if (tr_str_is(word, "due")) word = take(&c, w);
    if (tr_str_is(word, "from")) x->dx = x->dy = 0;
    else if (!bearing(word, &x->dx, &x->dy) || (word = take(&c, w), !tr_str_is(word, "of") && !tr_str_is(word, "from"))) return;
    else x->dx *= km, x->dy *= km;
    x->off_km = km;
    skip_space(&c);
    x->from_find = find_at(f, x, c.p);
}

bool tr_find_point(const struct tr_finder *f, const struct tr_find *x, double *lat, double *lon)
{
    if (x->from_find == TR_NO_FIND) return false;
    const struct tr_find *y = &f->finds.v[x->from_find];
    if (!y->accepted || y->choice == TR_GAZ_NONE) return false;
    struct tr_gaz_place p = tr_gazetteer_at(f->g, y->choice);
    if (!p.located || p.kind == TRUCE_PLACE_country) return false;
    *lat = p.lat + x->dy / KM_PER_DEGREE;
    *lon = p.lon + x->dx / (KM_PER_DEGREE * cos(p.lat * RADIAN));
    return *lat > -89 && *lat < 89;
}

double tr_find_point_fit(const struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *p)
{
    double lat, lon;
    if (!p->located || !tr_find_point(f, x, &lat, &lon)) return 0;
    double km = tr_km(lat, lon, p->lat, p->lon), slack = 6 + 0.25 * x->off_km + (x->dx == 0 && x->dy == 0 ? x->off_km : 0);
    return km <= slack ? 2.5 : km <= 3 * slack ? 0.5 : -3;
}
