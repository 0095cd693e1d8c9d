/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/quantity.h"

#include "reading/tree.h"

/* Counts beyond this are misread tables and telephone numbers. */
#define MAX_COUNT 9e12
#define MAX_PHRASE 5

bool tr_digits_value(tr_str s, double *value)
{
    char buf[32];
    size_t n = 0, group = 0;
    bool point = false, seen = false, commas = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= '0' && c <= '9') {
            if (n + 1 >= sizeof buf) return false;
            buf[n++] = c;
            group++;
            seen = true;
        } else if (c == ',' && seen && !point && i + 1 < s.n && (!commas ? group <= 3 : group == 3)) {
            commas = true;
            group = 0;
        } else if (c == '.' && seen && i + 1 < s.n && !point && n + 1 < sizeof buf) {
            /* "1.500" is a thousand and a half in no English text, "1.500.000" only in a few */
            point = true;
            buf[n++] = c;
            group = 0;
        } else {
            return false;
        }
    }
    if (!seen || (commas && !point && group != 3 && group != 2)) return false;
    return tr_str_to_double((tr_str){ buf, n }, value) && *value <= MAX_COUNT;
}

tr_str tr_join_words(const struct tr_doc *d, uint32_t first, uint32_t n, bool lemmas, char *buf)
{
    size_t len = 0;
    for (uint32_t i = 0; i < n && first + i < d->n_words; i++) {
        tr_str w = lemmas ? d->words[first + i].lemma : d->words[first + i].lower;
        if (len + w.n + 1 > TR_JOIN_MAX) return (tr_str){ buf, 0 };
        if (i) buf[len++] = ' ';
        for (size_t j = 0; j < w.n; j++) {
            char c = w.p[j];
            buf[len++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
    }
    return (tr_str){ buf, len };
}

static const struct tr_quant *quant_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, uint32_t *len)
{
    tr_str words[MAX_PHRASE];
    uint32_t n = 0;
    while (n < MAX_PHRASE && w + n < end) {
        words[n] = d->words[w + n].lower;
        n++;
    }
    return n ? tr_quant_find(k, words, n, len) : NULL;
}

static bool is(const struct tr_doc *d, uint32_t w, uint32_t end, const char *form)
{
    return w < end && tr_str_is(d->words[w].lower, form);
}

/* One number without bounds: its value, or for vague words its lower bound. */
struct core {
    uint32_t n;
    double value;
    bool vague, digits, none, part; /* part: value in thousandths of something */
    bool has_low, has_high;
    double high; /* of a vague word that has one */
};

/* A token that is a number in itself: 1,200 / 15K / twenty-five. */
static bool token_value(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, double *v, bool *digits, bool *small)
{
    tr_str s = d->words[w].lower;
    *digits = *small = false;
    if (tr_digits_value(s, v)) {
        *digits = true;
        return true;
    }
    if (s.n > 1 && (s.p[s.n - 1] == 'k' || s.p[s.n - 1] == 'm') && s.p[0] >= '0' && s.p[0] <= '9' &&
        tr_digits_value(tr_str_sub(s, 0, s.n - 1), v)) {
        *v *= s.p[s.n - 1] == 'k' ? 1e3 : 1e6;
        return *digits = true;
    }
    uint32_t len;
    const struct tr_quant *q = tr_quant_find(k, &s, 1, &len);
    if (q && q->role == TR_QUANT_number && q->has_low) {
        *v = (double)q->low;
        return *small = true;
    }
    for (size_t i = 3; i + 2 < s.n; i++) {
        if (s.p[i] != '-') continue;
        tr_str a = tr_str_sub(s, 0, i), b = tr_str_sub(s, i + 1, s.n);
        const struct tr_quant *x = tr_quant_find(k, &a, 1, &len), *y = tr_quant_find(k, &b, 1, &len);
        if (x && y && x->role == TR_QUANT_number && y->role == TR_QUANT_number && x->low >= 20 && y->low < 10 && y->low > 0) {
            *v = (double)(x->low + y->low);
            return *small = true;
        }
    }
    return false;
}

static double scale_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end)
{
    uint32_t len;
    if (w >= end) return 0;
    tr_str s = d->words[w].lower;
    const struct tr_quant *q = tr_quant_find(k, &s, 1, &len);
    if (!q || q->role != TR_QUANT_scale) return 0;
    /* "5 m" is a distance unless people or things follow */
    if (s.n == 1 && (w + 1 >= end || d->words[w + 1].upos != TR_UPOS_NOUN)) return 0;
    return (double)q->low;
}

/* "two hundred and fifty thousand", "1.2 million", "10 000". */
static bool number_words(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct core *c)
{
    double total = 0, now = 0, v, s;
    bool any = false, digits, small, last_digits = false;
    uint32_t i = w;
    *c = (struct core){ .n = 0 };
    if ((is(d, w, end, "a") || is(d, w, end, "an")) && scale_at(k, d, w + 1, end) > 0) {
        now = 1;
        any = true;
        i++;
    }
    for (; i < end; i++) {
        if ((s = any ? scale_at(k, d, i, end) : 0) > 0) {
            if (s < 1000) now *= s;
            else total += now * s, now = 0;
            last_digits = false;
            continue;
        }
        if (any && is(d, i, end, "and") && (total > 0 || now >= 100) && i + 1 < end && !last_digits &&
            token_value(k, d, i + 1, &v, &digits, &small) && !digits && v < 100) {
            continue;
        }
        if (any && is(d, i, end, "-") && i + 1 < end && now >= 20 && now < 100 && !d->words[i].space_before &&
            token_value(k, d, i + 1, &v, &digits, &small) && small && v < 10)
            continue;
        if (any && now < 100 && is(d, i, end, "and") && is(d, i + 1, end, "a") && is(d, i + 2, end, "half")) {
            now += 0.5;
            i += 2;
            continue;
        }
        if (!token_value(k, d, i, &v, &digits, &small)) break;
        if (digits && last_digits && v < 1000 && d->words[i].form.n == 3 && d->words[i].form.p[2] == '0' && d->words[i].form.p[1] == '0' &&
            now < 1000) {
            now = now * 1000 + v; /* "10 000" */
            continue;
        }
        if (any && (digits || last_digits)) break;
        if (any && !(now == 0 || (now >= 100 && v < 100) || ((int64_t)now % 100 >= 20 && (int64_t)now % 10 == 0 && v < 10))) break;
        now += v;
        any = true;
        last_digits = digits;
        c->digits |= digits;
    }
    if (!any) return false;
    c->n = i - w;
    c->value = total + now;
    c->has_low = c->has_high = true;
    c->high = c->value;
    return c->value <= MAX_COUNT;
}

/* "half a million", "a quarter of a million", "half of". */
static bool part_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct core *c)
{
    uint32_t len;
    const struct tr_quant *q = quant_at(k, d, w, end, &len);
    if (!q || q->role != TR_QUANT_part) return false;
    *c = (struct core){ .n = len, .value = (double)q->low, .part = true, .has_low = true, .has_high = true };
    uint32_t i = w + len;
    if (is(d, i, end, "of")) i++;
    if (is(d, i, end, "a") || is(d, i, end, "an")) i++;
    double s = scale_at(k, d, i, end);
    if (s > 0) {
        c->n = i + 1 - w;
        c->value = (double)q->low * s / 1000;
        c->part = false;
    }
    c->high = c->value;
    return true;
}

static bool core_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct core *c)
{
    if (w >= end) return false;
    if (part_at(k, d, w, end, c)) return true;
    uint32_t len = 0;
    const struct tr_quant *q = quant_at(k, d, w, end, &len);
    if (q && (q->role == TR_QUANT_vague || q->role == TR_QUANT_none)) {
        *c = (struct core){ .n = len,
                            .value = (double)q->low,
                            .vague = q->role == TR_QUANT_vague,
                            .none = q->role == TR_QUANT_none,
                            .has_low = q->has_low,
                            .has_high = q->has_high,
                            .high = (double)q->high };
        return true;
    }
    if (q && q->role == TR_QUANT_number && len > 1) {
        *c = (struct core){ .n = len, .value = (double)q->low, .has_low = true, .has_high = true, .high = (double)q->low };
        return true;
    }
    if (number_words(k, d, w, end, c)) return true;
    if (q && q->role == TR_QUANT_scale && q->has_high && tr_str_ends(d->words[w].lower, TR_STR("s"))) {
        *c = (struct core){ .n = 1, .value = (double)q->high, .vague = true, .has_low = true };
        return true;
    }
    return false;
}

bool tr_is_dash(tr_str s)
{
    return tr_str_is(s, "-") || tr_str_is(s, "\xe2\x80\x93") || tr_str_is(s, "\xe2\x80\x94");
}

/* "70 to 80", "two or three", "20-30"; after "between": "A and B". */
static bool range_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t i, uint32_t end, bool between, struct core *b)
{
    if (i + 1 >= end) return false;
    tr_str s = d->words[i].lower;
    bool joins =
        between ? tr_str_is(s, "and") || tr_str_is(s, "to") || tr_is_dash(s) : tr_str_is(s, "to") || tr_str_is(s, "or") || tr_is_dash(s);
    if (tr_is_dash(s) && d->words[i].space_before) joins = false;
    if (!joins || !number_words(k, d, i + 1, end, b)) return false;
    return true;
}

/* "20-30" kept as one token. */
static bool one_token_range(tr_str s, double *a, double *b)
{
    for (size_t i = 1; i + 1 < s.n; i++) {
        size_t len = s.p[i] == '-' ? 1 : i + 3 < s.n && !memcmp(s.p + i, "\xe2\x80\x93", 3) ? 3 : 0;
        if (len && tr_digits_value(tr_str_sub(s, 0, i), a) && tr_digits_value(tr_str_sub(s, i + len, s.n), b)) return *a < *b;
    }
    return false;
}

struct bounds {
    bool floor, above, ceiling, below, about, extra, between;
};

/* Reads what stands before a number: "at least", "an estimated", "another". Returns the words read. */
static uint32_t read_bounds(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct bounds *b)
{
    uint32_t i = w, len;
    const struct tr_quant *q;
    while (i < end && (q = quant_at(k, d, i, end, &len))) {
        switch (q->role) {
        case TR_QUANT_floor: b->floor = true; break;
        case TR_QUANT_above: b->above = true; break;
        case TR_QUANT_ceiling: b->ceiling = true; break;
        case TR_QUANT_below: b->below = true; break;
        case TR_QUANT_about: b->about = true; break;
        case TR_QUANT_extra: b->extra = true; break;
        case TR_QUANT_between: b->between = true; break;
        default: return i - w;
        }
        i += len;
    }
    double v;
    /* "up to a 100" */
    if (i > w && i + 1 < end && is(d, i, end, "a") && tr_digits_value(d->words[i + 1].lower, &v)) i++;
    return i - w;
}

static uint32_t read_tail(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct bounds *b)
{
    uint32_t len;
    const struct tr_quant *q = w < end ? quant_at(k, d, w, end, &len) : NULL;
    struct core c;
    if (q && (q->role == TR_QUANT_tail_floor || (q->role == TR_QUANT_floor && len > 1 && !core_at(k, d, w + len, end, &c))))
        b->floor = true;
    else if (q && q->role == TR_QUANT_tail_about) b->about = true;
    else if (q && q->role == TR_QUANT_extra && tr_str_is(d->words[w].lower, "more")) {
        b->extra = true;
        /* "three more than" compares */
        return is(d, w + 1, end, "than") ? 0 : len;
    } else return 0;
    return len;
}

static void apply_bounds(struct truce_quantity *q, const struct bounds *b, bool vague)
{
    if (b->about) q->approx = true;
    if (vague) return;
    if (b->above) {
        q->low += 1;
        q->has_high = false;
    } else if (b->floor) {
        q->has_high = false;
    } else if (b->ceiling || b->below) {
        if (b->below) q->high -= 1;
        q->has_low = false;
        q->low = 0;
    }
}

static bool percent_at(const struct tr_doc *d, uint32_t w, uint32_t end, uint32_t *n)
{
    static const char *const one[] = { "%", "percent", "pct" };
    for (size_t i = 0; i < 3; i++) {
        if (is(d, w, end, one[i])) {
            *n = 1;
            return !is(d, w + 1, end, "point") && !is(d, w + 1, end, "points");
        }
    }
    if (is(d, w, end, "per") && is(d, w + 1, end, "cent")) {
        *n = 2;
        return true;
    }
    return false;
}

/* "12%" as one token. */
static bool percent_token(tr_str s, double *v)
{
    return s.n > 1 && s.p[s.n - 1] == '%' && tr_digits_value(tr_str_sub(s, 0, s.n - 1), v);
}

static bool core_or_token(const struct tr_numerals *k, const struct tr_doc *d, uint32_t i, uint32_t end, struct core *c,
                          struct tr_count *out)
{
    double lo, hi;
    if (i >= end) return false;
    if (one_token_range(d->words[i].lower, &lo, &hi))
        *c = (struct core){ .n = 1, .value = lo, .high = hi, .has_low = true, .has_high = true, .digits = true };
    else if (percent_token(d->words[i].lower, &lo)) {
        *c = (struct core){ .n = 1, .value = lo, .high = lo, .has_low = true, .has_high = true, .digits = true };
        out->percent = true;
    } else return core_at(k, d, i, end, c);
    return true;
}

/* "the town[3]": the mark of a footnote touches what it is about, and counts nothing. */
static bool is_footnote(const struct tr_doc *d, uint32_t w, uint32_t end)
{
    return w >= 2 && w + 1 < end && tr_str_is(d->words[w - 1].form, "[") && !d->words[w - 1].space_before && !d->words[w].space_before &&
           tr_str_is(d->words[w + 1].form, "]");
}

bool tr_count_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct tr_count *out)
{
    struct bounds b = { 0 };
    struct core c, c2;
    *out = (struct tr_count){ .first = w };
    if (is_footnote(d, w, end)) return false;
    uint32_t i = w + read_bounds(k, d, w, end, &b);
    if (!core_or_token(k, d, i, end, &c, out)) return false;
    out->core = i;
    i += c.n;
    if (!c.vague && !c.part && !c.none && range_at(k, d, i, end, b.between, &c2) && (c2.value > c.value || c2.value * 1000 > c.value) &&
        !out->percent) {
        /* "five to ten thousand": the scale belongs to both */
        if (c2.value >= 1000 && c.value < 100 && c2.n > 1) {
            double f = 1;
            while (c.value * f * 100 < c2.value) f *= 10;
            if (f >= 100) c.value *= f >= 1e5 ? 1e6 : f >= 1e2 ? 1e3 : 1;
        }
        if (c2.value > c.value) {
            c.high = c2.value;
            i += 1 + c2.n;
        }
    }
    out->core_n = i - out->core;
    out->head = i - 1;
    out->q = (struct truce_quantity){
        .has_low = c.has_low, .has_high = c.has_high, .low = (int64_t)(c.value + 0.5), .high = (int64_t)(c.high + 0.5)
    };
    out->vague = c.vague;
    out->none = c.none;
    out->digits = c.digits;
    uint32_t pn;
    if (c.part) {
        out->percent = true;
        out->q.low = out->q.high = (int64_t)(c.value / 10 + 0.5);
    } else if (!out->percent && percent_at(d, i, end, &pn)) {
        out->percent = true;
        i += pn;
    }
    if (!out->percent && !c.none) i += read_tail(k, d, i, end, &b);
    out->extra = b.extra;
    if (out->q.has_low || out->q.has_high) apply_bounds(&out->q, &b, c.vague || c.none);
    else out->q.approx = false;
    if (!out->q.has_low) out->q.low = 0;
    if (!out->q.has_high) out->q.high = 0;
    out->n = i - w;
    out->hyphened = i + 1 < end && tr_is_dash(d->words[i].form) && !d->words[i].space_before && !d->words[i + 1].space_before &&
                    d->words[i + 1].upos != TR_UPOS_NUM;
    return true;
}
