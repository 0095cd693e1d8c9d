/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdio.h>

#include "reading/times.h"

tr_days tr_days_month(int year, int month)
{
    tr_date from = tr_date_of(year, month, 1);
    if (from == TR_NO_DATE) return TR_NO_DAYS;
    return (tr_days){ from, from + tr_date_month_len(year, month) - 1 };
}

tr_days tr_days_year(int year)
{
    tr_date from = tr_date_of(year, 1, 1), to = tr_date_of(year, 12, 31);
    return from == TR_NO_DATE ? TR_NO_DAYS : (tr_days){ from, to };
}

tr_days tr_days_week(tr_date any)
{
    tr_date monday = any - tr_date_weekday(any);
    return (tr_days){ monday, monday + 6 };
}

/* Of a month: 1-10, 11-20, 21 to the end. Of a year: four months each. Of anything else: thirds. */
tr_days tr_days_section(tr_days whole, int section)
{
    if (whole.from == TR_NO_DATE || whole.to == TR_NO_DATE) return whole;
    int y, m, day, len = whole.to - whole.from + 1;
    tr_date_parts(whole.from, &y, &m, &day);
    if (len >= 28 && len <= 31) {
        int from = section == 1 ? 0 : section == 2 ? 10 : 20;
        return (tr_days){ whole.from + from, section == 3 ? whole.to : whole.from + from + 9 };
    }
    if (len >= 365) {
        tr_days first = tr_days_month(y, 4 * section - 3), last = tr_days_month(y, 4 * section);
        return (tr_days){ first.from, last.to };
    }
    if (len < 3) return whole;
    return (tr_days){ whole.from + (section - 1) * len / 3, whole.from + section * len / 3 - 1 };
}

int tr_days_prec(tr_days days)
{
    if (days.from == TR_NO_DATE || days.to == TR_NO_DATE) return tr_days_known(days) ? 5 : 0;
    int len = days.to - days.from + 1;
    return len <= 1 ? 1 : len <= 6 ? 2 : len <= 7 ? 3 : len <= 31 ? 4 : 5;
}

tr_date tr_months_back(tr_date d, int months)
{
    int y, m, day;
    tr_date_parts(d, &y, &m, &day);
    int at = y * 12 + (m - 1) - months;
    if (at < 12) return TR_NO_DATE;
    y = at / 12;
    m = at % 12 + 1;
    int len = tr_date_month_len(y, m);
    return tr_date_of(y, m, day < len ? day : len);
}

/* The past goes back from publication, the future on from it; with no hint the nearer one, and rather back. */
/* "On 29 December 2015 they agreed to a truce from 2 January": the year that lies nearest to the one just told. */
static int year_near(tr_date told, int month, int day)
{
    int y, m, d, best = 0;
    int64_t least = 200; /* days: further off it is not meant */
    tr_date_parts(told, &y, &m, &d);
    for (int k = y - 1; k <= y + 1; k++) {
        tr_date x = tr_date_of(k, month, day ? day : 1);
        int64_t off = x == TR_NO_DATE ? least : x > told ? (int64_t)x - told : (int64_t)told - x;
        if (off < least) {
            least = off;
            best = k;
        }
    }
    return best;
}

int tr_pick_year(const struct tr_time_scene *s, int month, int day)
{
    int told = s->dated == TR_NO_DATE ? 0 : year_near(s->dated, month, day);
    if (told) return told;
    if (s->pub == TR_NO_DATE) return 0;
    int y, m, d;
    tr_date_parts(s->pub, &y, &m, &d);
    int here = month * 31 + (day ? day : 1), now = m * 31 + d;
    if (!day && month == m) return y;
    if (s->tense == TR_WHEN_FUTURE) return here < now - 62 ? y + 1 : y;
    if (here <= now) return s->tense == TR_WHEN_PAST || now - here < 31 * 9 ? y : y + 1;
    /* somewhat ahead of publication: a plan, unless the clause tells the past */
    if (s->tense == TR_WHEN_PAST) return day && here - now <= 90 ? y : y - 1;
    return here - now > 31 * 4 ? y - 1 : y;
}

void tr_timex_text(struct tr_timex *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(t->value, sizeof t->value, fmt, ap);
    va_end(ap);
}

void tr_timex_day(struct tr_timex *t, tr_date d, const char *suffix)
{
    int y, m, day;
    if (d == TR_NO_DATE) {
        tr_timex_text(t, "XXXX-XX-XX%s", suffix);
        return;
    }
    tr_date_parts(d, &y, &m, &day);
    tr_timex_text(t, "%04d-%02d-%02d%s", y, m, day, suffix);
}

void tr_timex_week(struct tr_timex *t, tr_date any)
{
    /* the ISO week belongs to the year of its Thursday */
    int y, m, d;
    tr_date thursday = tr_days_week(any).from + 3;
    tr_date_parts(thursday, &y, &m, &d);
    tr_timex_text(t, "%04d-W%02d", y, (int)(thursday - tr_date_of(y, 1, 1)) / 7 + 1);
}

const struct tr_time_word *tr_tw(const struct tr_time_scene *s, uint32_t w, enum tr_time_role role)
{
    if (w >= s->end) return NULL;
    tr_str lower = s->d->words[w].lower;
    if (lower.n > 1 && (lower.p[lower.n - 1] == ',' || lower.p[lower.n - 1] == ';')) lower.n--;
    return tr_time_find(s->k, role, lower);
}

bool tr_tis(const struct tr_time_scene *s, uint32_t w, const char *lower)
{
    return w < s->end && tr_str_is(s->d->words[w].lower, lower);
}

int tr_year_token(const struct tr_time_scene *s, uint32_t w)
{
    if (w >= s->end) return 0;
    tr_str f = s->d->words[w].form;
    if (f.n == 5 && (f.p[4] == ',' || f.p[4] == '.')) f.n = 4;
    int64_t y;
    if (f.n != 4 || !tr_str_to_i64(f, &y) || f.p[0] == '-' || f.p[0] == '+') return 0;
    return y >= 1000 && y < 2200 ? (int)y : 0;
}
