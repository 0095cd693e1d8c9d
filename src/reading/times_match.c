/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar dates as they are written: days, months, years, weekdays, and pairs of them. */
#include "reading/times.h"
#include "reading/tree.h"

static const struct tr_timex none = { .days = { TR_NO_DATE, TR_NO_DATE } };

static bool is_upper(tr_str s)
{
    return s.n && s.p[0] >= 'A' && s.p[0] <= 'Z';
}

static int month_at(const struct tr_time_scene *s, uint32_t w)
{
    const struct tr_time_word *t = tr_tw(s, w, TR_TIME_month);
    if (!t || !is_upper(s->d->words[w].form)) return 0;
    return t->a;
}

/* "May" and "March" are months only where a date surrounds them or the tagger says so. */
static bool is_real_month(const struct tr_time_scene *s, uint32_t w)
{
    tr_str l = s->d->words[w].lower;
    if (!tr_str_is(l, "may") && !tr_str_is(l, "march") && !tr_str_is(l, "august")) return true;
    if (tr_tis(s, w + 1, "of") || tr_tis(s, w + 1, "for")) return false; /* a march of mothers, for bread */
    /* "the Pride March", "the Women's March": named for what is marched for, unless a day or a year follows */
    bool counted = w + 1 < s->end && s->d->words[w + 1].upos == TR_UPOS_NUM;
    bool named = w > 0 && s->d->words[w - 1].sentence == s->d->words[w].sentence &&
                 (s->d->words[w - 1].upos == TR_UPOS_PROPN || tr_str_is(s->d->words[w - 1].lower, "'s"));
    if (tr_str_is(l, "march") && named && !counted) return false;
    uint8_t u = s->d->words[w].upos;
    return u == TR_UPOS_PROPN || u == TR_UPOS_NUM || u == TR_UPOS_X;
}

/* A day of the month: 1, 1st, 01; 0 when none. */
static int day_token(tr_str f)
{
    int v = 0;
    size_t i = 0;
    while (i < f.n && i < 2 && f.p[i] >= '0' && f.p[i] <= '9') v = v * 10 + (f.p[i++] - '0');
    if (!i || v < 1 || v > 31) return 0;
    tr_str rest = tr_str_sub(f, i, f.n);
    if (rest.n && rest.p[rest.n - 1] == ',') rest.n--;
    if (!rest.n || tr_str_is_i(rest, "st") || tr_str_is_i(rest, "nd") || tr_str_is_i(rest, "rd") || tr_str_is_i(rest, "th")) return v;
    return 0;
}

static int day_at(const struct tr_time_scene *s, uint32_t w)
{
    return w < s->end ? day_token(s->d->words[w].form) : 0;
}

static bool ordinal_at(const struct tr_time_scene *s, uint32_t w)
{
    return day_at(s, w) && s->d->words[w].form.n > 2 && s->d->words[w].form.p[s->d->words[w].form.n - 1] > '9';
}

static uint32_t skip_comma(const struct tr_time_scene *s, uint32_t w)
{
    return tr_tis(s, w, ",") ? w + 1 : w;
}

/* The year behind a day or month, if it is one and no count. */
static int year_behind(const struct tr_time_scene *s, uint32_t *w)
{
    uint32_t at = skip_comma(s, *w);
    if (tr_tis(s, at, "of") || tr_tis(s, at, "in")) at++;
    int y = tr_year_token(s, at);
    if (y < 1800) return 0;
    *w = at + 1;
    return y;
}

static struct tr_timex make_days(const struct tr_time_scene *s, uint32_t n, int y, int m, int d1, int d2)
{
    struct tr_timex t = none;
    t.n = n;
    t.point = true;
    t.has_year = y != 0;
    if (!y) y = tr_pick_year(s, m, d1);
    if (!y) {
        tr_timex_text(&t, "XXXX-%02d-%02d", m, d1);
        return t;
    }
    t.days.from = tr_date_of(y, m, d1);
    t.days.to = d2 ? tr_date_of(y, m, d2) : t.days.from;
    if (t.days.from == TR_NO_DATE || t.days.to == TR_NO_DATE || t.days.to < t.days.from) return none;
    t.range = d2 != 0;
    tr_timex_day(&t, t.days.from, "");
    return t;
}

static struct tr_timex make_month(const struct tr_time_scene *s, uint32_t n, int y, int m)
{
    struct tr_timex t = none;
    t.n = n;
    t.has_year = y != 0;
    if (!y) y = tr_pick_year(s, m, 0);
    if (!y) {
        tr_timex_text(&t, "XXXX-%02d", m);
        return t;
    }
    t.days = tr_days_month(y, m);
    tr_timex_text(&t, "%04d-%02d", y, m);
    return t;
}

/* Digits with separators in one run of text: 2016-05-01, 01.05.2016, 5/1/2016, however it was cut into words. */
static struct tr_timex numeric_date(const struct tr_time_scene *s, uint32_t w)
{
    const struct tr_doc *d = s->d;
    int part[3] = { 0, 0, 0 }, width[3] = { 0, 0, 0 }, n = 0;
    char sep = 0;
    uint32_t from = d->words[w].span.from, at = from;
    if (at >= d->text.n || d->text.p[at] < '0' || d->text.p[at] > '9') return none;
    for (; at < d->text.n && at < from + 12; at++) {
        char c = d->text.p[at];
        if (c >= '0' && c <= '9') {
            part[n] = part[n] * 10 + (c - '0');
            if (++width[n] > 4) return none;
        } else if ((c == '-' || c == '.' || c == '/') && n < 2 && width[n] && (!sep || c == sep) && at + 1 < d->text.n &&
                   d->text.p[at + 1] >= '0' && d->text.p[at + 1] <= '9') {
            sep = c;
            n++;
        } else break;
    }
    if (n != 2 || !width[2]) return none;
    int y, m, day;
    if (width[0] == 4) y = part[0], m = part[1], day = part[2];
    else if (width[2] == 4 || (width[2] == 2 && sep != '-')) {
        y = width[2] == 4 ? part[2] : part[2] + (part[2] > 60 ? 1900 : 2000);
        day = part[0];
        m = part[1];
        bool swap = m > 12;
        if (sep == '/' && day <= 12 && m <= 12 && s->pub != TR_NO_DATE) {
            /* day first or month first: take what lies nearer to publication */
            tr_date a = tr_date_of(y, m, day), b = tr_date_of(y, day, m);
            if (a != TR_NO_DATE && b != TR_NO_DATE && (a > s->pub ? a - s->pub : s->pub - a) > (b > s->pub ? b - s->pub : s->pub - b))
                swap = true;
        }
        if (swap) {
            int x = day;
            day = m;
            m = x;
        }
    } else return none;
    if (y < 1800 || y > 2199 || tr_date_of(y, m, day) == TR_NO_DATE) return none;
    uint32_t words = 0;
    while (w + words < s->end && d->words[w + words].span.from < at) words++;
    if (d->words[w + words - 1].span.to > at + 1 && d->words[w + words - 1].span.to - at > 16) return none;
    return make_days(s, words, y, m, day, 0);
}

/* "1May", "02May2016": the space was lost. */
static struct tr_timex glued_date(const struct tr_time_scene *s, uint32_t w)
{
    tr_str f = s->d->words[w].form;
    size_t i = 0;
    while (i < f.n && f.p[i] >= '0' && f.p[i] <= '9') i++;
    if (!i || i > 2 || i + 3 > f.n || f.n > 16) return none;
    int day = day_token(tr_str_sub(f, 0, i));
    size_t j = i;
    while (j < f.n && ((f.p[j] >= 'a' && f.p[j] <= 'z') || (f.p[j] >= 'A' && f.p[j] <= 'Z'))) j++;
    char low[16];
    if (j - i >= sizeof low || !day) return none;
    for (size_t c = i; c < j; c++) low[c - i] = (char)(f.p[c] | 32);
    const struct tr_time_word *m = tr_time_find(s->k, TR_TIME_month, (tr_str){ low, j - i });
    if (!m) return none;
    int64_t y = 0;
    uint32_t at = w + 1;
    if (j < f.n && (!tr_str_to_i64(tr_str_sub(f, j, f.n), &y) || y < 1800 || y > 2199)) return none;
    if (!y) y = year_behind(s, &at);
    return make_days(s, at - w, (int)y, m->a, day, 0);
}

static bool is_joiner(const struct tr_time_scene *s, uint32_t w)
{
    return tr_tis(s, w, "-") || tr_tis(s, w, "\xe2\x80\x93") || tr_tis(s, w, "to") || tr_tis(s, w, "and") || tr_tis(s, w, "&") ||
           tr_tis(s, w, "until");
}

/* 1 May 2016 / 1st of May / the 1st of May / 23-25 May / 23 and 24 May */
static struct tr_timex day_month(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    int d1 = day_at(s, at), d2 = 0;
    if (!d1) return none;
    at++;
    if (is_joiner(s, at) && day_at(s, at + 1) > d1 && (month_at(s, at + 2) || (tr_tis(s, at + 2, "of") && month_at(s, at + 3)))) {
        d2 = day_at(s, at + 1);
        at += 2;
    }
    if (tr_tis(s, at, "of")) at++;
    int m = month_at(s, at);
    if (!m) return none;
    at++;
    int y = year_behind(s, &at);
    return make_days(s, at - w, y, m, d1, d2);
}

/* "45 " behind a month is a count when a noun follows and no date could: "In May 45 people". */
static bool counts_something(const struct tr_time_scene *s, uint32_t w)
{
    if (w + 1 >= s->end || ordinal_at(s, w)) return false;
    /* "the August 7 bombings", "an October 2 attack" are days; "In May 45 people" is not */
    uint32_t first = s->d->sentences[s->d->words[w].sentence].first;
    if (w >= first + 2 && s->d->words[w - 2].upos == TR_UPOS_DET) return false;
    const struct tr_word *x = &s->d->words[w], *next = &s->d->words[w + 1];
    return x->rel == TR_REL_nummod && next->upos == TR_UPOS_NOUN && x->head > w && x->head < w + 5 && !tr_tw(s, w + 1, TR_TIME_weekday);
}

/* May 1, 2016 / May 1st / May 1-3 / May 2016 / May */
static struct tr_timex month_first(const struct tr_time_scene *s, uint32_t w)
{
    int m = month_at(s, w);
    if (!m) return none;
    uint32_t at = w + 1;
    if (tr_tis(s, at, "the")) at++;
    int d1 = day_at(s, at), d2 = 0;
    if (d1 && !counts_something(s, at)) {
        at++;
        if (is_joiner(s, at) && day_at(s, at + 1) > d1 && !month_at(s, at + 2) && !counts_something(s, at + 1)) {
            d2 = day_at(s, at + 1);
            at += 2;
        }
        int y = year_behind(s, &at);
        return make_days(s, at - w, y, m, d1, d2);
    }
    at = w + 1;
    int y = year_behind(s, &at);
    const struct tr_time_word *towards = y ? NULL : tr_tw(s, at, TR_TIME_towards);
    if (towards && tr_tis(s, at + 1, "year") && s->pub != TR_NO_DATE) {
        int py, pm, pd;
        tr_date_parts(s->pub, &py, &pm, &pd);
        y = py + towards->a;
        at += 2;
    }
    if (!y && !is_real_month(s, w)) return none;
    return make_month(s, at - w, y, m);
}

/* A weekday before a date ("Sunday, May 1") only repeats it. */
static struct tr_timex weekday_date(const struct tr_time_scene *s, uint32_t w)
{
    if (!tr_tw(s, w, TR_TIME_weekday)) return none;
    uint32_t at = skip_comma(s, w + 1);
    if (tr_tis(s, at, "the")) at++;
    if (tr_tis(s, at, "on")) at++;
    struct tr_timex t = day_month(s, at);
    if (!t.n) t = month_at(s, at) && day_at(s, at + 1) ? month_first(s, at) : none;
    if (!t.n) t = numeric_date(s, at);
    if (!t.n) t = glued_date(s, at);
    if (t.n) t.n += at - w;
    return t;
}

static struct tr_timex make_year(uint32_t n, int y)
{
    struct tr_timex t = none;
    t.n = n;
    t.days = tr_days_year(y);
    t.has_year = true;
    tr_timex_text(&t, "%04d", y);
    return t;
}

/* 1990s / the '90s */
static struct tr_timex decade(const struct tr_time_scene *s, uint32_t w)
{
    static const char *const before[] = { "the", "late", "early", "mid", "mid-", "-", "since", "'", NULL };
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    if (at >= s->end) return none;
    tr_str f = s->d->words[at].form;
    if (f.n && (f.p[0] == '\'')) f = tr_str_sub(f, 1, f.n);
    if (!tr_str_ends(f, TR_STR("s")) || (f.n != 5 && f.n != 3)) return none;
    int64_t y;
    if (!tr_str_to_i64(tr_str_sub(f, 0, f.n - 1), &y) || y % 10) return none;
    /* "in his 30s", "aged 70s" tell an age */
    bool alone = at == s->d->sentences[s->d->words[at].sentence].first || !tr_str_among(s->d->words[at - 1].lower, before);
    if (f.n == 3 && alone && f.p == s->d->words[at].form.p) return none;
    if (f.n == 3) y += y >= 30 ? 1900 : 2000;
    if (y < 1000 || y > 2190) return none;
    struct tr_timex t = none;
    t.n = at + 1 - w;
    t.days = (tr_days){ tr_date_of((int)y, 1, 1), tr_date_of((int)y + 9, 12, 31) };
    t.has_year = true;
    tr_timex_text(&t, "%03d", (int)(y / 10));
    return t;
}

/* A year by itself needs a word that makes it one. */
static struct tr_timex bare_year(const struct tr_time_scene *s, uint32_t w)
{
    int y = tr_year_token(s, w);
    if (y < 1850 || y > 2100) return decade(s, w);
    static const char *const before[] = { "in",      "since",   "of",         "until", "till", "by",     "from",   "during", "year",
                                          "between", "to",      "early",      "late",  "mid",  "mid-",   "before", "after",  "and",
                                          "(",       "through", "throughout", "for",   "the",  "summer", "winter", "spring", "autumn" };
    const struct tr_doc *d = s->d;
    bool ok = false;
    for (size_t i = 0; w > d->sentences[d->words[w].sentence].first && i < sizeof before / sizeof *before && !ok; i++)
        ok = tr_str_is(d->words[w - 1].lower, before[i]);
    bool counts = d->words[w].rel == TR_REL_nummod && d->words[w].head > w && d->words[w].head != TR_NO_WORD &&
                  d->words[d->words[w].head].upos == TR_UPOS_NOUN;
    if (ok && tr_str_is(d->words[w - 1].lower, "of") && counts) ok = false;
    if (counts && (!ok || !tr_str_is(d->words[w - 1].lower, "the"))) return none;
    /* "Vision 2030," is a name's part, as its tagger or its place behind a name says */
    bool named = !ok && w > d->sentences[d->words[w].sentence].first && d->words[w - 1].upos == TR_UPOS_PROPN;
    return ok || (!named && (w + 1 >= s->end || d->words[w + 1].upos == TR_UPOS_PUNCT)) ? make_year(1, y) : none;
}

/* "2013-14", "2014/2015" */
static struct tr_timex year_pair(const struct tr_time_scene *s, uint32_t w)
{
    int y = tr_year_token(s, w);
    int64_t z;
    if (y < 1900 || w + 2 >= s->end || !(tr_tis(s, w + 1, "-") || tr_tis(s, w + 1, "\xe2\x80\x93") || tr_tis(s, w + 1, "/"))) return none;
    if (!tr_str_to_i64(s->d->words[w + 2].form, &z)) return none;
    if (z < 100) z += y / 100 * 100;
    if (z <= y || z > y + 60) return none;
    struct tr_timex t = make_year(3, y);
    t.days.to = tr_days_year((int)z).to;
    t.range = true;
    return t;
}

struct tr_timex tr_timex_date(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex (*const readers[])(const struct tr_time_scene *, uint32_t) = { numeric_date, glued_date, weekday_date, day_month,
                                                                                   month_first,  year_pair,  bare_year };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct tr_timex t = readers[i](s, w);
        if (t.n) return t;
    }
    return none;
}
