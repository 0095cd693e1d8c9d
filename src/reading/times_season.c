/* SPDX-License-Identifier: Apache-2.0 */
/* Seasons, holidays and hours of the day. */
#include <stdio.h>

#include "reading/quantity.h"
#include "reading/times.h"

static const struct tr_timex none = { .days = { TR_NO_DATE, TR_NO_DATE } };

static tr_days one_day(tr_date d)
{
    return (tr_days){ d, d };
}

static int season_year(const struct tr_time_scene *s, const struct tr_time_word *season, int by)
{
    int y, m, d;
    if (s->pub == TR_NO_DATE) return 0;
    tr_date_parts(s->pub, &y, &m, &d);
    if (by > 0) return season->a <= m ? y + 1 : y;
    if (by < 0) return season->a + 2 >= m || season->a == 12 ? y - 1 : y;
    return season->a > m && s->tense != TR_WHEN_FUTURE ? y - 1 : y;
}

/* summer 2015 / the spring of 2016 / last winter / in the autumn */
struct tr_timex tr_timex_season(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    const struct tr_time_word *to = tr_tw(s, at, TR_TIME_towards);
    if (to) at++;
    const struct tr_time_word *x = tr_tw(s, at, TR_TIME_season);
    if (!x) return none;
    at++;
    int y = 0;
    uint32_t behind = at + (tr_tis(s, at, "of") ? 1 : 0);
    if (tr_year_token(s, behind) >= 1800) {
        y = tr_year_token(s, behind);
        at = behind + 1;
    } else {
        uint32_t first = s->d->sentences[s->d->words[w].sentence].first;
        bool in = to || (w > first && (tr_str_is(s->d->words[w - 1].lower, "in") || tr_str_is(s->d->words[w - 1].lower, "since") ||
                                       tr_str_is(s->d->words[w - 1].lower, "during")));
        if (!in || s->d->words[at - 1].upos == TR_UPOS_VERB) return none;
        y = season_year(s, x, to ? to->a : 0);
    }
    struct tr_timex t = none;
    t.n = at - w;
    if (!y) return t;
    int end = x->a + 2;
    t.days.from = tr_date_of(y, x->a, 1);
    t.days.to = tr_days_month(end > 12 ? y + 1 : y, end > 12 ? end - 12 : end).to;
    tr_timex_text(&t, "%04d-%.*s", y, TR_STR_ARG(x->value));
    return t;
}

struct tr_timex tr_timex_holiday(const struct tr_time_scene *s, uint32_t w)
{
    char buf[TR_JOIN_MAX];
    if (w >= s->end || !s->d->words[w].form.n || s->d->words[w].form.p[0] > 'Z') return none;
    for (uint32_t n = 4; n > 0; n--) {
        if (w + n > s->end) continue;
        tr_str key = tr_join_words(s->d, w, n, false, buf);
        /* the genitive is a word of its own: "new year 's eve" */
        size_t o = 0;
        for (size_t i = 0; i < key.n; i++) {
            if (key.p[i] == ' ' && i + 1 < key.n && key.p[i + 1] == '\'') continue;
            buf[o++] = key.p[i];
        }
        const struct tr_time_word *h = tr_time_find(s->k, TR_TIME_holiday, (tr_str){ buf, o });
        if (!h) continue;
        struct tr_timex t = none;
        uint32_t at = w + n;
        int y = tr_year_token(s, at);
        if (y) at++;
        else y = tr_pick_year(s, h->a, h->b);
        t.n = at - w;
        t.point = true;
        if (!y) return t;
        t.days = one_day(tr_date_of(y, h->a, h->b));
        tr_timex_day(&t, t.days.from, "");
        return t;
    }
    return none;
}

static bool is_half(tr_str s)
{
    return tr_str_is(s, "am") || tr_str_is(s, "pm") || tr_str_is(s, "a.m.") || tr_str_is(s, "p.m.");
}

/* Hour and minute of "10:30", "3 pm", "3pm", "4 in the morning", "noon" at w into minutes of the day, and its words; 0 words when none. */
static uint32_t clock_words(const struct tr_time_scene *s, uint32_t w, int *minute)
{
    tr_str f = s->d->words[w].lower, rest;
    int h = 0, m = 0;
    size_t i = 0;
    if (tr_str_is(f, "noon") || tr_str_is(f, "midday")) {
        *minute = 720;
        return 1;
    }
    while (i < f.n && i < 2 && f.p[i] >= '0' && f.p[i] <= '9') h = h * 10 + (f.p[i++] - '0');
    if (!i || h > 24) return 0;
    bool colon = false;
    if (i + 2 < f.n && (f.p[i] == ':' || f.p[i] == '.') && f.p[i + 1] >= '0' && f.p[i + 1] <= '5' && f.p[i + 2] >= '0' &&
        f.p[i + 2] <= '9') {
        colon = f.p[i] == ':';
        m = (f.p[i + 1] - '0') * 10 + (f.p[i + 2] - '0');
        i += 3;
    }
    uint32_t at = w + 1;
    rest = tr_str_sub(f, i, f.n);
    if (rest.n && !is_half(rest)) return 0;
    bool half = rest.n > 0, evening = half && rest.p[0] == 'p';
    if (!half && at < s->end && (is_half(s->d->words[at].lower) || tr_tis(s, at, "o'clock"))) {
        half = true;
        evening = s->d->words[at++].lower.p[0] == 'p';
    } else if (!half && !colon && h <= 12 && tr_tis(s, at, "in") && tr_tis(s, at + 1, "the") && tr_tw(s, at + 2, TR_TIME_daypart)) {
        half = true;
        evening = !tr_tis(s, at + 2, "morning");
        at += 3;
    }
    if (!half && !colon) return 0;
    if (evening && h < 12) h += 12;
    *minute = h * 60 + m;
    return at - w;
}

/* 10:30 / 3 pm / 14:00 GMT: no day of their own; with one behind it, that day: 9 a.m. EST Tuesday, noon on Saturday */
struct tr_timex tr_timex_clock(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex t = none;
    int minute = 0;
    uint32_t n = clock_words(s, w, &minute);
    if (!n) return none;
    uint32_t at = w + n;
    if (tr_tis(s, at, "local") && tr_tis(s, at + 1, "time")) at += 2;
    else if (at < s->end && s->d->words[at].form.n <= 4 && s->d->words[at].form.p[0] <= 'Z' && s->d->words[at].upos == TR_UPOS_PROPN) at++;
    at = at < s->end && (tr_tis(s, at, "on") || tr_tis(s, at, ",")) ? at + 1 : at;
    struct tr_timex day = at < s->end ? tr_timex_date(s, at) : none;
    if (!day.n && at < s->end && tr_tw(s, at, TR_TIME_weekday)) day = tr_timex_relative(s, at);
    if (day.n && day.point && !day.range && tr_days_known(day.days)) {
        t = day;
        t.n = at + day.n - w;
    } else if (tr_str_is(s->d->words[w].lower, "noon") || tr_str_is(s->d->words[w].lower, "midday")) return none;
    else {
        t.n = n;
        t.duration = true; /* no place on the calendar by itself */
    }
    tr_date of = t.duration ? s->pub : t.days.from;
    char suffix[16];
    snprintf(suffix, sizeof suffix, "T%02d:%02d", minute / 60, minute % 60);
    if (of != TR_NO_DATE) tr_timex_day(&t, of, suffix);
    return t;
}
