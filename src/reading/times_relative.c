/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions that hang on the day of publication or on the day last told: weekdays, "last week", "three days ago", "for two months". */
#include "reading/quantity.h"
#include "reading/times.h"

static const struct tr_timex none = { .days = { TR_NO_DATE, TR_NO_DATE } };

static tr_days one_day(tr_date d)
{
    return (tr_days){ d, d };
}

static const struct tr_time_word *daypart_at(const struct tr_time_scene *s, uint32_t w)
{
    return tr_tw(s, w, TR_TIME_daypart);
}

/* The suffix of a part of day behind a day ("Sunday night"), and its words. */
static const char *part_behind(const struct tr_time_scene *s, uint32_t *w)
{
    static const char *const suffix[] = { "TMO", "TMI", "TAF", "TEV", "TNI" };
    const struct tr_time_word *p = daypart_at(s, *w);
    if (!p) return "";
    for (size_t i = 0; i < 5; i++) {
        if (!tr_str_is(p->value, suffix[i] + 1)) continue;
        ++*w;
        return suffix[i];
    }
    return "";
}

/* Sunday / last Sunday / next Monday / this Friday / Saturday night / Saturday's; capital letters only. */
static struct tr_timex weekday(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w;
    const struct tr_time_word *towards = tr_tw(s, at, TR_TIME_towards);
    if (towards) at++;
    const struct tr_time_word *day = tr_tw(s, at, TR_TIME_weekday);
    if (!day || !s->d->words[at].form.n || s->d->words[at].form.p[0] > 'Z' || (towards && tr_str_is(s->d->words[w].lower, "same")))
        return none;
    struct tr_timex t = none;
    at++;
    const char *part = part_behind(s, &at);
    /* "on Friday last week", "Friday next week" */
    const struct tr_time_word *week = tr_tw(s, at, TR_TIME_towards);
    t.point = true;
    if (s->pub != TR_NO_DATE) {
        int back = (tr_date_weekday(s->pub) - day->a + 7) % 7;
        tr_date d = s->pub - back;
        if (week && tr_tis(s, at + 1, "week")) {
            d = tr_days_week(s->pub + 7 * week->a).from + day->a;
            at += 2;
        } else if (towards && towards->a < 0) d = back ? d : d - 7;
        else if ((towards && towards->a > 0) || (s->tense == TR_WHEN_FUTURE && back)) d += 7;
        t.days = one_day(d);
    } else if (week && tr_tis(s, at + 1, "week")) at += 2;
    t.n = at - w;
    if (s->pub != TR_NO_DATE) tr_timex_day(&t, t.days.from, part);
    else tr_timex_text(&t, "XXXX-WXX-%d%s", day->a + 1, part);
    return t;
}

/* today / yesterday morning / tomorrow night / overnight / the day before yesterday */
static struct tr_timex deictic(const struct tr_time_scene *s, uint32_t w)
{
    int more = 0;
    uint32_t at = w;
    if (tr_tis(s, at, "the") && tr_tis(s, at + 1, "day") && (tr_tis(s, at + 2, "before") || tr_tis(s, at + 2, "after"))) {
        more = tr_tis(s, at + 2, "before") ? -1 : 1;
        at += 3;
    }
    const struct tr_time_word *x = tr_tw(s, at, TR_TIME_deictic);
    if (!x || (more && !x->a)) return none;
    struct tr_timex t = none;
    at++;
    const char *part = part_behind(s, &at);
    char own[8] = "";
    if (!*part && x->value.n && x->value.n < sizeof own) {
        memcpy(own, x->value.p, x->value.n);
        part = own;
    }
    t.n = at - w;
    t.point = true;
    tr_date d = s->pub == TR_NO_DATE ? TR_NO_DATE : s->pub + x->a + more;
    t.days = one_day(d);
    /* "overnight" begins the evening before */
    if (d != TR_NO_DATE && tr_tis(s, at - 1, "overnight")) t.days.from = d - 1;
    if (d != TR_NO_DATE) tr_timex_day(&t, d, part);
    else tr_timex_text(&t, "XXXX-XX-XX%s", part);
    return t;
}

/* A unit of the calendar `by` steps from publication: this week, last month, next year, the weekend. */
static struct tr_timex unit_period(const struct tr_time_scene *s, char letter, int by)
{
    struct tr_timex t = none;
    if (s->pub == TR_NO_DATE) {
        tr_timex_text(&t, by < 0 ? "PAST_REF" : by > 0 ? "FUTURE_REF" : "PRESENT_REF");
        return t;
    }
    int y, m, d;
    tr_date_parts(s->pub, &y, &m, &d);
    switch (letter) {
    case 'D':
        t.days = one_day(s->pub + by);
        tr_timex_day(&t, t.days.from, "");
        return t;
    case 'W': {
        t.days = tr_days_week(s->pub + 7 * by);
        /* the ISO week belongs to the year of its Thursday */
        int wy, wm, wd;
        tr_date thursday = t.days.from + 3;
        tr_date_parts(thursday, &wy, &wm, &wd);
        tr_timex_text(&t, "%04d-W%02d", wy, (int)(thursday - tr_date_of(wy, 1, 1)) / 7 + 1);
        break;
    }
    case 'M': {
        int at = y * 12 + m - 1 + by;
        t.days = tr_days_month(at / 12, at % 12 + 1);
        tr_timex_text(&t, "%04d-%02d", at / 12, at % 12 + 1);
        break;
    }
    case 'Q': {
        int at = y * 4 + (m - 1) / 3 + by;
        t.days = (tr_days){ tr_date_of(at / 4, at % 4 * 3 + 1, 1), tr_days_month(at / 4, at % 4 * 3 + 3).to };
        tr_timex_text(&t, "%04d-Q%d", at / 4, at % 4 + 1);
        break;
    }
    case 'Y':
        t.days = tr_days_year(y + by);
        tr_timex_text(&t, "%04d", y + by);
        break;
    default: return t;
    }
    if (!by) t.days.to = s->tense == TR_WHEN_FUTURE ? t.days.to : s->pub;
    if (!by && s->tense == TR_WHEN_FUTURE) t.days.from = s->pub;
    return t;
}

static struct tr_timex weekend(const struct tr_time_scene *s, int by)
{
    struct tr_timex t = none;
    if (s->pub != TR_NO_DATE) {
        tr_date saturday = tr_days_week(s->pub).from + 5;
        bool ahead = saturday > s->pub && s->tense != TR_WHEN_FUTURE && by <= 0,
             running = by < 0 && saturday <= s->pub && s->pub - saturday < 2;
        if (by > 0 && saturday <= s->pub) saturday += 7;
        if (ahead || running) saturday -= 7;
        t.days = (tr_days){ saturday, saturday + 1 };
        int y, m, d;
        tr_date_parts(saturday - 2, &y, &m, &d);
        tr_timex_text(&t, "%04d-W%02d-WE", y, (int)(saturday - 2 - tr_date_of(y, 1, 1)) / 7 + 1);
    }
    return t;
}

/* The letter of a unit word in the singular ("week"), 0 for others; 'E' weekend. */
static char unit_letter(const struct tr_time_word *u)
{
    return u && u->value.n ? u->value.p[0] : 0;
}

/* last week / this month / next year / the previous day / the following day / the weekend / the past year */
static struct tr_timex towards_unit(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") || tr_tis(s, w, "that") ? 1 : 0);
    const struct tr_time_word *to = tr_tw(s, at, TR_TIME_towards);
    int by = to ? to->a : 0;
    tr_str said = at < s->end ? s->d->words[at].lower : (tr_str){ "", 0 };
    if (to) at++;
    const struct tr_time_word *u = tr_tw(s, at, TR_TIME_unit);
    struct tr_timex t = none;
    if (tr_tis(s, at, "weekend")) {
        t = weekend(s, by);
        t.n = at + 1 - w;
        return t;
    }
    const struct tr_time_word *part = to ? daypart_at(s, at) : NULL;
    if (part) { /* this morning, last night */
        int day = tr_str_is(said, "last") ? -1 : by;
        t.point = true;
        t.n = at + 1 - w;
        if (s->pub == TR_NO_DATE) return t;
        t.days = one_day(s->pub + day);
        char suffix[4] = { 'T', part->value.p[0], part->value.p[1], 0 };
        tr_timex_day(&t, t.days.from, suffix);
        return t;
    }
    if (!to || !u || tr_str_ends(s->d->words[at].lower, TR_STR("s"))) {
        /* last May, next summer: the calendar's own names */
        const struct tr_time_word *m = to ? tr_tw(s, at, TR_TIME_month) : NULL;
        if (!m || s->pub == TR_NO_DATE || s->d->words[at].form.p[0] > 'Z') return none;
        int y, pm, pd;
        tr_date_parts(s->pub, &y, &pm, &pd);
        if (by < 0 && m->a >= pm) y--;
        if (by > 0 && m->a <= pm) y++;
        t.days = tr_days_month(y, m->a);
        tr_timex_text(&t, "%04d-%02d", y, m->a);
        t.n = at + 1 - w;
        return t;
    }
    char letter = unit_letter(u);
    bool from_anchor =
        tr_str_is(said, "previous") || tr_str_is(said, "following") || tr_str_is(said, "same") || tr_str_is(said, "preceding");
    struct tr_time_scene here = *s;
    if (from_anchor) here.pub = s->anchor;
    if (letter == 'D' && tr_str_is(said, "last")) return none;
    if (letter == 'D') {
        t = unit_period(&here, 'D', by);
        t.point = true;
    } else if (letter && letter != 'H' && letter != 'S' && letter != 'E') {
        t = unit_period(&here, letter, by);
        t.range = true;
    } else return none;
    t.n = at + 1 - w;
    if (tr_str_is(said, "current")) t.range = true;
    return t;
}

/* How many units: the number's value, 1 for "a", -1 when vague ("several", "recent"). */
static uint32_t count_of(const struct tr_time_scene *s, uint32_t w, int *count)
{
    struct tr_count c;
    if ((tr_tis(s, w, "a") || tr_tis(s, w, "an")) && tr_tw(s, w + 1, TR_TIME_unit) && s->d->words[w + 1].upos != TR_UPOS_ADJ) {
        *count = 1;
        return 1;
    }
    if (tr_tis(s, w, "few")) {
        *count = -1;
        return 1;
    }
    if (!tr_count_at(s->k, s->d, w, s->end, &c) || c.percent || c.none || !c.n) return 0;
    *count = c.vague || !c.q.has_low ? (c.q.has_high && !c.vague ? (int)(c.q.high > 100000 ? -1 : c.q.high) : -1)
             : c.q.low > 100000      ? -1
                                     : (int)c.q.low;
    if (c.q.has_low && c.q.has_high && c.q.high > c.q.low && c.q.high < 100000) *count = (int)c.q.high;
    return c.n;
}

static void duration_value(struct tr_timex *t, const struct tr_time_word *u, int count)
{
    char letter = unit_letter(u);
    bool clock = u->a == 0, decade = letter == 'E' && u->a > 100;
    if (letter == 'E' && !decade) letter = 'D';
    if (count < 0) tr_timex_text(t, "P%sX%c", clock ? "T" : "", decade ? 'E' : letter);
    else
        tr_timex_text(t, "P%s%d%s", clock ? "T" : "", letter == 'C' ? count * 100 : count,
                      letter == 'C' ? "Y"
                      : decade      ? "DE"
                                    : (char[]){ letter, 0 });
}

/* Days that `count` units take. */
static int days_in(const struct tr_time_word *u, int count)
{
    if (u->a) return u->a * count;
    char l = unit_letter(u);
    return l == 'H' ? (count + 23) / 24 : 1;
}

/* The interval of `count` units that ends (dir < 0) or begins at day `from`. */
static tr_days run_of(tr_date from, const struct tr_time_word *u, int count, int dir)
{
    if (from == TR_NO_DATE || count < 0 || count > 4000) return TR_NO_DAYS;
    char l = unit_letter(u);
    tr_date other;
    if (l == 'M' && u->a) other = tr_months_back(from, dir < 0 ? count : -count);
    else if (l == 'Y') other = tr_months_back(from, dir < 0 ? 12 * count : -12 * count);
    else other = from + dir * days_in(u, count);
    if (other == TR_NO_DATE) return TR_NO_DAYS;
    return dir < 0 ? (tr_days){ other, from } : (tr_days){ from, other };
}

/* the past three days / the last 24 hours / the next two weeks / recent days / the past week */
static struct tr_timex run_period(const struct tr_time_scene *s, uint32_t w)
{
    uint32_t at = w + (tr_tis(s, w, "the") || tr_tis(s, w, "these") ? 1 : 0);
    const struct tr_time_word *span = tr_tw(s, at, TR_TIME_span), *to = tr_tw(s, at, TR_TIME_towards);
    int dir = span ? span->a : to ? to->a : 0;
    if (!dir) return none;
    bool recent = tr_tis(s, at, "recent");
    at++;
    int count = span ? 1 : 0;
    uint32_t used = count_of(s, at, &count);
    at += used;
    if (recent) count = -1;
    const struct tr_time_word *u = tr_tw(s, at, TR_TIME_unit);
    if (!u || (!used && !span)) {
        /* the last few days, the coming days */
        if (!u || !tr_str_ends(s->d->words[at].lower, TR_STR("s"))) return none;
        count = -1;
    }
    if (span && !used && tr_str_ends(s->d->words[at].lower, TR_STR("s"))) count = -1;
    struct tr_timex t = none;
    t.n = at + 1 - w;
    t.range = true;
    t.days = run_of(s->pub, u, count, dir);
    /* "the past two weeks" are fourteen days, today the last of them */
    if (dir < 0 && unit_letter(u) == 'W' && t.days.from != TR_NO_DATE && count > 0) t.days.from++;
    duration_value(&t, u, count);
    /* "the last two weeks of October" ends with October, not with the report */
    struct tr_timex whole = tr_tis(s, at + 1, "of") && at + 2 < s->end ? tr_timex_date(s, at + 2) : none;
    if (whole.n && dir < 0 && count > 0 && count < 400 && tr_days_known(whole.days)) {
        t.days = (tr_days){ whole.days.to - days_in(u, count) + 1, whole.days.to };
        t.n += 1 + whole.n;
    }
    return t;
}

/* Widens a day that lies `count` units away to what the unit can tell: two weeks ago = that week. */
static tr_days at_distance(tr_date from, const struct tr_time_word *u, int count, int dir)
{
    tr_days run = run_of(from, u, count, dir);
    tr_date day = dir < 0 ? run.from : run.to;
    if (day == TR_NO_DATE) return TR_NO_DAYS;
    int y, m, d;
    tr_date_parts(day, &y, &m, &d);
    switch (unit_letter(u)) {
    case 'W': return tr_days_week(day);
    case 'M': return u->a ? tr_days_month(y, m) : one_day(day);
    case 'Y': return tr_days_year(y);
    case 'D': return one_day(day);
    default: return u->a ? tr_days_year(y) : one_day(day);
    }
}

/* three days ago / a year later / two days earlier / a week before; else a duration: for two months, 48 hours */
static struct tr_timex counted(const struct tr_time_scene *s, uint32_t w)
{
    int count = 0;
    uint32_t at = w + count_of(s, w, &count);
    if (at == w) return none;
    if (tr_tis(s, at, "of") && count < 0) at++;
    bool dash = tr_tis(s, at, "-");
    const struct tr_time_word *u = tr_tw(s, at + dash, TR_TIME_unit);
    if (!u || (tr_tis(s, at + dash, "quarter") && tr_tis(s, at + dash + 1, "of"))) return none;
    at += dash + 1u;
    struct tr_timex t = none;
    if (tr_tis(s, at, "old") || (tr_tis(s, at, "-") && tr_tis(s, at + 1, "old"))) return none;
    const struct tr_time_word *ago = dash ? NULL : tr_tw(s, at, TR_TIME_ago);
    if (ago) {
        bool from_pub = tr_tis(s, at, "ago");
        tr_date from = from_pub ? s->pub : s->anchor;
        t.days = at_distance(from, u, count, ago->a);
        t.n = at + 1 - w;
        t.point = unit_letter(u) == 'D';
        int y, m, d;
        if (tr_days_known(t.days)) {
            tr_date_parts(t.days.from, &y, &m, &d);
            int len = t.days.to - t.days.from + 1;
            if (len == 1) tr_timex_day(&t, t.days.from, "");
            else if (len <= 7) tr_timex_text(&t, "%04d-W%02d", y, (int)(t.days.from + 3 - tr_date_of(y, 1, 1)) / 7 + 1);
            else if (len <= 31) tr_timex_text(&t, "%04d-%02d", y, m);
            else tr_timex_text(&t, "%04d", y);
        } else tr_timex_text(&t, ago->a < 0 ? "PAST_REF" : "FUTURE_REF");
        return t;
    }
    t.n = at - w;
    t.duration = true;
    duration_value(&t, u, count);
    return t;
}

static struct tr_timex vague(const struct tr_time_scene *s, uint32_t w)
{
    const struct tr_time_word *v = tr_tw(s, w, TR_TIME_vague);
    struct tr_timex t = none;
    if (!v) return none;
    t.n = 1;
    tr_timex_text(&t, "%.*s", TR_STR_ARG(v->value));
    return t;
}

struct tr_timex tr_timex_relative(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex (*const readers[])(const struct tr_time_scene *, uint32_t) = { weekday,        deictic,         run_period,
                                                                                   towards_unit,   tr_timex_season, tr_timex_holiday,
                                                                                   tr_timex_clock, counted,         vague };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct tr_timex t = readers[i](s, w);
        if (t.n) return t;
    }
    return none;
}

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

struct tr_timex tr_timex_at(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex t = section(s, w);
    if (!t.n) t = tr_timex_date(s, w);
    if (!t.n) t = tr_timex_relative(s, w);
    return t;
}
