/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the calendar: "early May", "the second half of 2016", "the third quarter", "the 19th century". */
#include "reading/times.h"

static const struct tr_timex none = { .days = { TR_NO_DATE, TR_NO_DATE } };

/* early May / late on Saturday / the end of 2015 / mid-April / the beginning of last week: a section of what follows. */
static struct tr_timex section(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    if (at >= s->end) return none;
    tr_str f = s->d->words[at].lower;
    int which = 0;
    struct tr_timex t;
    struct tr_time_word glued;
    const struct tr_time_word *x = tr_tw(s, at, TR_TIME_section);
    if (x) {
        which = x->a;
        at++;
        if (tr_tis(s, at, "-")) at++;
        while (tr_tis(s, at, "of") || tr_tis(s, at, "in") || tr_tis(s, at, "on") || tr_tis(s, at, "the")) at++;
        t = at < s->end ? tr_timex_date(s, at) : none;
        if (!t.n && at < s->end) t = tr_timex_relative(s, at);
        if (!t.n || t.duration) return none;
        bool earlier = tr_str_is(f, "earlier"), later = tr_str_is(f, "later");
        if (earlier || later) which = 0;
    } else if (tr_str_starts(f, TR_STR("mid-")) && f.n > 4) {
        /* kept as one token: only the month counts */
        const struct tr_time_word *m = tr_time_find(s->k, TR_TIME_month, tr_str_sub(f, 4, f.n));
        int64_t year = 0;
        if (!m && !(f.n == 8 && tr_str_to_i64(tr_str_sub(f, 4, 8), &year) && year > 1800 && year < 2200)) return none;
        glued = m ? *m : (struct tr_time_word){ 0 };
        which = 2;
        t = none;
        t.n = 1;
        uint32_t behind = at + 1;
        int y = (int)year;
        if (m && tr_year_token(s, behind) > 1800) {
            y = tr_year_token(s, behind);
            t.n = 2;
        } else if (m) y = tr_pick_year(s, glued.a, 0);
        if (y) {
            t.days = m ? tr_days_month(y, glued.a) : tr_days_year(y);
            tr_timex_text(&t, m ? "%04d-%02d" : "%04d", y, glued.a);
        }
        t.has_year = t.n == 2 || year;
    } else return none;
    if (which && tr_days_known(t.days) && t.days.to - t.days.from > 6) t.days = tr_days_section(t.days, which);
    t.n += at - w;
    return t;
}

/* Which of first to fourth stands at w; 0 when none. */
static int ordinal(const struct tr_time_scene *s, uint32_t w)
{
    static const char *const words[] = { "first", "second", "third", "fourth" };
    for (int i = 0; i < 4; i++) {
        if (tr_tis(s, w, words[i])) return i + 1;
    }
    return 0;
}

/* The quarter of a year that no year is told of: the last that has begun. */
static int quarter_year(const struct tr_time_scene *s, int quarter)
{
    int y, m, d;
    if (s->pub == TR_NO_DATE) return 0;
    tr_date_parts(s->pub, &y, &m, &d);
    return 3 * quarter - 2 > m && s->tense != TR_WHEN_FUTURE ? y - 1 : y;
}

/* the third quarter of 2015 / the first quarter / third-quarter / the second half of 2016 / the first half of May */
static struct tr_timex fraction(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    int which = ordinal(s, at);
    at += 1u + (tr_tis(s, at + 1, "-") ? 1u : 0u);
    bool quarter = tr_tis(s, at, "quarter"), half = tr_tis(s, at, "half");
    if (!which || (!quarter && !half) || (half && which > 2)) return none;
    uint32_t of = at + 1 + (tr_tis(s, at + 1, "of") ? 1 : 0);
    struct tr_timex whole = of < s->end ? tr_timex_date(s, of) : none;
    if (!whole.n && of < s->end) whole = tr_timex_relative(s, of);
    bool known = whole.n && !whole.duration && tr_days_known(whole.days) && whole.days.to - whole.days.from > 26;
    struct tr_timex t = none;
    int y, m, d;
    if (half) {
        if (!known) return none;
        tr_date_parts(whole.days.from, &y, &m, &d);
        int len = whole.days.to - whole.days.from + 1;
        tr_date middle = len > 31 ? tr_date_of(y, 7, 1) : whole.days.from + 15;
        t.days = which == 1 ? (tr_days){ whole.days.from, middle - 1 } : (tr_days){ middle, whole.days.to };
        if (len > 31) tr_timex_text(&t, "%04d-H%d", y, which);
        else tr_timex_text(&t, "%04d-%02d", y, m);
        t.n = of + whole.n - w;
        t.range = true;
        return t;
    }
    known &= whole.days.to - whole.days.from > 360;
    if (!known && tr_tis(s, at + 1, "of")) return none; /* of a town */
    if (known) tr_date_parts(whole.days.from, &y, &m, &d);
    else y = quarter_year(s, which);
    t.n = known ? of + whole.n - w : at + 1 - w;
    t.range = true;
    t.has_year = whole.has_year;
    if (!y) return t;
    t.days = (tr_days){ tr_date_of(y, 3 * which - 2, 1), tr_days_month(y, 3 * which).to };
    tr_timex_text(&t, "%04d-Q%d", y, which);
    return t;
}

/* the 19th century */
static struct tr_timex century(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") ? 1 : 0);
    if (at >= s->end) return none;
    tr_str f = s->d->words[at].lower;
    int64_t n;
    if (f.n < 3 || f.n > 4 || !tr_str_to_i64(tr_str_sub(f, 0, f.n - 2), &n) || n < 1 || n > 21) return none;
    uint32_t unit = at + 1 + (tr_tis(s, at + 1, "-") ? 1 : 0);
    if (!tr_tis(s, unit, "century")) return none;
    struct tr_timex t = none;
    t.n = unit + 1 - w;
    t.range = true;
    t.days = (tr_days){ tr_days_year((int)(100 * (n - 1) + 1)).from, tr_days_year((int)(100 * n)).to };
    if (t.days.from == TR_NO_DATE || t.days.to == TR_NO_DATE) t.days = TR_NO_DAYS;
    tr_timex_text(&t, "%02d", (int)n - 1);
    return t;
}

struct tr_timex tr_timex_at(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex (*const readers[])(const struct tr_time_scene *, uint32_t) = { section, fraction, century, tr_timex_date,
                                                                                   tr_timex_relative };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct tr_timex t = readers[i](s, w);
        if (t.n) return t;
    }
    return none;
}
