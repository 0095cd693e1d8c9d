/* SPDX-License-Identifier: Apache-2.0 */
/* Times of day: "at 00:30", "about 3 a.m.", "between 9 and 10 pm", "at 0300 hours". Minutes of the local day; what is told in another zone ("21:00
 * GMT") or is open ("by noon", "until 5 pm", "at midnight", which day's?) names no minute here. */
#include "reading/times.h"
#include "reading/tree.h"

#define ABOUT_MINUTES 30 /* "about 3 p.m." leaves that much to either side */
#define AFTER_MINUTES 60 /* "shortly after 3 p.m." ends then */

enum half { HALF_NONE, HALF_AM, HALF_PM };

struct reader {
    const struct tr_doc *d;
    uint32_t at, end;
};

/* One moment as written; minute -1 when none stands there. */
struct moment {
    int minute;
    enum half half;
    bool sure; /* nothing else is written so: it has a colon and two figures, am or pm, or "hours" behind it */
};

static bool is(const struct reader *x, uint32_t w, const char *lower)
{
    return w < x->end && tr_str_is(x->d->words[w].lower, lower);
}

static bool is_any(const struct reader *x, uint32_t w, const char *const *list)
{
    for (; *list; list++) {
        if (is(x, w, *list)) return true;
    }
    return false;
}

static size_t digits(tr_str s, size_t from, int *value)
{
    size_t n = 0;
    for (*value = 0; from + n < s.n && n < 4 && s.p[from + n] >= '0' && s.p[from + n] <= '9'; n++)
        *value = *value * 10 + (s.p[from + n] - '0');
    return n;
}

static enum half half_of(tr_str s)
{
    if (tr_str_is(s, "am") || tr_str_is(s, "a.m.") || tr_str_is(s, "a.m")) return HALF_AM;
    return tr_str_is(s, "pm") || tr_str_is(s, "p.m.") || tr_str_is(s, "p.m") ? HALF_PM : HALF_NONE;
}

/* "3", "3:15", "15:30", "3.15", "0300" within one word; what follows the figures ("pm") into *rest. */
static bool figures(tr_str s, struct moment *m, tr_str *rest)
{
    int hour, minute = 0;
    size_t n = digits(s, 0, &hour), at = n;
    if (!n || n == 3) return false;
    bool colon = at < s.n && (s.p[at] == ':' || s.p[at] == '.');
    if (colon) {
        if (n > 2 || digits(s, at + 1, &minute) != 2) return false;
        m->sure = s.p[at] == ':';
        at += 3;
    } else if (n == 4) {
        minute = hour % 100;
        hour /= 100;
    }
    if (hour > 24 || minute > 59 || (hour == 24 && minute)) return false;
    m->minute = hour * 60 + minute;
    *rest = tr_str_sub(s, at, s.n);
    return true;
}

/* Reads a moment at x->at and steps behind it. A bare number is taken only when `bare` allows: in "between 9 and 10 a.m." */
static struct moment moment_at(struct reader *x, bool bare)
{
    struct moment m = { .minute = -1 }, none = { .minute = -1 };
    tr_str rest;
    uint32_t w = x->at;
    if (w >= x->end) return none;
    if (is(x, w, "noon") || is(x, w, "midday")) {
        x->at++;
        return (struct moment){ .minute = 720, .sure = true };
    }
    tr_str s = x->d->words[w].lower;
    if (!figures(s, &m, &rest)) return none;
    bool four = s.n == 4 && m.minute >= 0 && !rest.n && !m.sure;
    w++;
    m.half = half_of(rest);
    if (rest.n && !m.half) return none;
    if (!m.half && w < x->end && (m.half = half_of(x->d->words[w].lower))) w++;
    if (!m.half && is(x, w, "o'clock")) w++;
    else if (four && !(is(x, w, "hours") || is(x, w, "hrs") || is(x, w, "local"))) return none;
    if (is(x, w, "hours") || is(x, w, "hrs") || is(x, w, "h")) {
        m.sure = four || m.sure;
        w++;
    }
    if (m.half) {
        if (m.minute >= 13 * 60 || m.minute < 60) return none;
        m.minute = m.minute % 720 + (m.half == HALF_PM ? 720 : 0);
        m.sure = true;
    }
    if (!m.sure && !(bare && s.n <= 2)) return none;
    x->at = w;
    return m;
}

/* "GMT" and its like: clocks elsewhere. "local time" is what is wanted. */
static bool elsewhere(struct reader *x)
{
    static const char *const zones[] = { "gmt", "utc", "est", "edt", "cet", "bst", "z", NULL };
    if (is(x, x->at, "(")) x->at++;
    if (is(x, x->at, "local") && is(x, x->at + 1, "time")) {
        x->at += 2;
        return false;
    }
    return is_any(x, x->at, zones) || (is(x, x->at + 1, "time") && x->d->words[x->at].upos == TR_UPOS_PROPN);
}

/* How the words before the moment bound it. */
static bool bounds(struct reader *x, int *before, int *after)
{
    static const char *const at[] = { "at", "from", NULL }, *const about[] = { "around", "about", "approximately", "roughly", NULL };
    static const char *const just[] = { "shortly", "just", "soon", NULL };
    *before = *after = 0;
    bool led = is_any(x, x->at, at);
    if (led) x->at++;
    if (is_any(x, x->at, about)) {
        *before = *after = ABOUT_MINUTES;
        x->at++;
        led = true;
    } else if (is_any(x, x->at, just) && (is(x, x->at + 1, "after") || is(x, x->at + 1, "before"))) {
        if (is(x, x->at + 1, "after")) *after = AFTER_MINUTES;
        else *before = AFTER_MINUTES;
        x->at += 2;
        led = true;
    }
    return led;
}

/* The earlier of two moments takes am or pm from the later: "between 9 and 10 a.m.". */
static int with_half(struct moment first, struct moment last)
{
    if (first.half || !last.half || first.minute > 720) return first.minute;
    int same = first.minute % 720 + (last.half == HALF_PM ? 720 : 0);
    return same <= last.minute ? same : first.minute;
}

/* "by noon", "until 5 pm": only one end is told. */
static bool is_open(const struct reader *x)
{
    static const char *const open[] = { "by", "until", "till", "before", "after", "since", "to", NULL };
    return x->at > x->d->sentences[x->d->words[x->at].sentence].first && is_any(x, x->at - 1, open);
}

static bool clock_at(struct reader *x, struct tr_clock *out)
{
    int before, after;
    uint32_t from = x->at;
    if (is_open(x)) return false;
    bool between = is(x, x->at, "between");
    if (between) x->at++;
    bool led = bounds(x, &before, &after) || between;
    if (!led && !is(x, x->at, "noon") && x->at > 0 && x->d->words[x->at].upos != TR_UPOS_NUM) return false;
    if (is(x, x->at, "midnight") && after) {
        x->at++;
        *out = (struct tr_clock){ .first = from, .n = x->at - from, .from = 0, .to = after };
        return true;
    }
    struct moment a = moment_at(x, between || led), b = a;
    if (a.minute < 0) return false;
    if (is(x, x->at, between ? "and" : "to") || (led && (is(x, x->at, "-") || is(x, x->at, "\xe2\x80\x93")))) {
        struct reader y = { x->d, x->at + 1, x->end };
        b = moment_at(&y, true);
        if (b.minute >= 0) x->at = y.at;
        else b = a;
    } else if (between) return false;
    if ((!a.sure && !b.sure) || (!led && !a.half)) return false;
    if (elsewhere(x)) return false;
    out->first = from;
    out->n = x->at - from;
    out->from = with_half(a, b) - before;
    out->to = b.minute + after;
    if (out->from < 0) out->from = 0;
    if (out->to > 1440) out->to = 1440;
    return out->from <= out->to;
}

void tr_clocks_find(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        uint32_t end = d->sentences[s].first + d->sentences[s].n;
        for (uint32_t w = d->sentences[s].first; w < end;) {
            struct reader x = { d, w, end };
            struct tr_clock c = { 0 };
            if (!clock_at(&x, &c)) {
                w++;
                continue;
            }
            c.head = c.first;
            for (uint32_t i = c.first; i < c.first + c.n; i++) {
                uint32_t h = d->words[i].head;
                if ((h < c.first || h >= c.first + c.n) && d->words[i].upos != TR_UPOS_ADP) c.head = i;
            }
            *tr_vec_push(r->arena, &r->clocks) = c;
            w = x.at;
        }
    }
}
