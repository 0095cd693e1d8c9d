/* SPDX-License-Identifier: Apache-2.0 */
/* Dates as outlets write them at the head of a report and in metadata. (Time expressions in running text belong to reading/.) */
#include "intake/intake_int.h"

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* An English name, whole or cut to its first three letters (four for "Sept"), case ignored. Returns its number from 1. */
static int name_scan(tr_str s, size_t *at, const char *const *names, int n)
{
    size_t to = *at;
    while (to < s.n && is_letter(s.p[to])) to++;
    tr_str word = tr_str_sub(s, *at, to);
    for (int i = 0; word.n >= 3 && i < n; i++) {
        tr_str name = tr_str_of(names[i]);
        if (word.n > name.n || !tr_str_starts_i(name, word)) continue;
        if (word.n != name.n && word.n > 5) continue;
        if (to < s.n && s.p[to] == '.' && word.n < name.n) to++;
        *at = to;
        return i + 1;
    }
    return 0;
}

int tr_month_scan(tr_str s, size_t *at)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    return name_scan(s, at, months, 12);
}

static int weekday_scan(tr_str s, size_t *at)
{
    static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    return name_scan(s, at, days, 7) - 1;
}

/* Between min and max digits, not followed by another. Returns how many, 0 for none. */
static size_t number_scan(tr_str s, size_t *at, size_t min, size_t max, int *out)
{
    size_t i = *at;
    int v = 0;
    while (i < s.n && is_digit(s.p[i]) && i - *at < max) v = v * 10 + (s.p[i++] - '0');
    size_t n = i - *at;
    if (n < min || (i < s.n && is_digit(s.p[i]))) return 0;
    *at = i;
    *out = v;
    return n;
}

/* White space (also no-break) and single commas; returns whether anything was there. */
static bool gap_scan(tr_str s, size_t *at)
{
    size_t from = *at;
    while (*at < s.n) {
        if (s.p[*at] == ' ' || s.p[*at] == '\t' || s.p[*at] == ',') (*at)++;
        else if (*at + 1 < s.n && s.p[*at] == '\xC2' && s.p[*at + 1] == '\xA0') *at += 2;
        else break;
    }
    return *at > from;
}

/* st, nd, rd, th behind a day. */
static void ordinal_scan(tr_str s, size_t *at)
{
    static const char *const ends[] = { "st", "nd", "rd", "th" };
    for (int i = 0; i < 4; i++) {
        if (tr_str_starts_i(tr_str_sub(s, *at, s.n), tr_str_of(ends[i])) && (*at + 2 >= s.n || !is_letter(s.p[*at + 2]))) {
            *at += 2;
            return;
        }
    }
}

/* Behind day and month: a year of four digits, or of two. Leaves *at where it is when there is none. */
static void year_scan(tr_str s, size_t *at, struct tr_day_found *f)
{
    size_t i = *at;
    int y = 0;
    while (i < s.n && (gap_scan(s, &i) || s.p[i] == '-' || s.p[i] == '.' || s.p[i] == '\'')) {
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '.' || s.p[i] == '\'')) i++;
    }
    size_t n = number_scan(s, &i, 2, 4, &y);
    bool bounded = i >= s.n || !(is_letter(s.p[i]) || s.p[i] == '%' || (s.p[i] == ':' && n == 2) ||
                                 (s.p[i] == ',' && i + 1 < s.n && is_digit(s.p[i + 1])));
    if (n == 4 && y >= 1900 && y <= 2200 && bounded) f->year = y, *at = i;
    else if (n == 2 && bounded) f->year = y + (y >= 70 ? 1900 : 2000), f->short_year = true, *at = i;
}

/* asctime: "May  1 10:00:00 2016". */
static void year_behind_time(tr_str s, size_t *at, struct tr_day_found *f)
{
    size_t i = *at;
    int v;
    if (f->year || !gap_scan(s, &i) || !number_scan(s, &i, 1, 2, &v) || i >= s.n || s.p[i] != ':') return;
    while (i < s.n && (is_digit(s.p[i]) || s.p[i] == ':')) i++;
    if (!gap_scan(s, &i)) return;
    size_t word = i;
    while (i < s.n && is_letter(s.p[i])) i++;
    if (i > word && !gap_scan(s, &i)) return;
    if (number_scan(s, &i, 4, 4, &v) && v >= 1900 && v <= 2200) f->year = v, *at = i;
}

/* "2 May 2014", "2nd of May, 2014", "2-May-14", "MAY 2, 2014", year optional. */
static bool named_scan(tr_str s, size_t *at, struct tr_day_found *f)
{
    size_t i = *at;
    f->month = tr_month_scan(s, &i);
    if (f->month) {
        if (!gap_scan(s, &i) || !number_scan(s, &i, 1, 2, &f->day)) return false;
        ordinal_scan(s, &i);
    } else {
        if (!number_scan(s, &i, 1, 2, &f->day)) return false;
        ordinal_scan(s, &i);
        if (!gap_scan(s, &i) && !(i < s.n && (s.p[i] == '-' || s.p[i] == '.' || s.p[i] == '/') && ++i)) return false;
        if (tr_str_starts_i(tr_str_sub(s, i, s.n), TR_STR("of "))) i += 3;
        f->month = tr_month_scan(s, &i);
        if (!f->month) return false;
    }
    if (i < s.n && (is_letter(s.p[i]) || is_digit(s.p[i]))) return false;
    year_scan(s, &i, f);
    year_behind_time(s, &i, f);
    *at = i;
    return true;
}

/* "2014-05-02", "2014/05/02", "02.05.2014", "28-05-2016"; with slashes only when one number must be the day. */
static bool numeric_scan(tr_str s, size_t *at, struct tr_day_found *f)
{
    int v[3];
    size_t i = *at, n = number_scan(s, &i, 1, 4, &v[0]);
    if ((n != 4 && n != 1 && n != 2) || i >= s.n) return false;
    char sep = s.p[i];
    if (sep != '-' && sep != '/' && sep != '.') return false;
    i++;
    if (!number_scan(s, &i, 1, 2, &v[1]) || i >= s.n || s.p[i] != sep) return false;
    i++;
    if (!number_scan(s, &i, n == 4 ? 1 : 4, n == 4 ? 2 : 4, &v[2])) return false;
    if (n == 4) *f = (struct tr_day_found){ .year = v[0], .month = v[1], .day = v[2] };
    else *f = (struct tr_day_found){ .year = v[2], .month = v[1], .day = v[0] };
    if (n != 4 && sep == '/') {
        if (f->day <= 12 && f->month <= 12 && f->day != f->month) return false;
        if (f->month > 12) {
            int day = f->month;
            f->month = f->day;
            f->day = day;
        }
    }
    *at = i;
    return true;
}

bool tr_day_scan(tr_str s, size_t at, struct tr_day_found *out)
{
    size_t from = at;
    int weekday = weekday_scan(s, &at);
    if (weekday >= 0 && !gap_scan(s, &at)) return false;
    if (weekday >= 0 && tr_str_starts_i(tr_str_sub(s, at, s.n), TR_STR("the "))) at += 4;
    struct tr_day_found f = { 0 };
    if (!numeric_scan(s, &at, &f)) {
        f = (struct tr_day_found){ 0 };
        if (!named_scan(s, &at, &f)) return false;
    }
    if (tr_date_of(f.year ? f.year : 2000, f.month, f.day) == TR_NO_DATE) return false;
    f.weekday = weekday;
    f.from = from;
    f.to = at;
    *out = f;
    return true;
}

static bool compact(tr_str s, tr_date *out)
{
    int64_t v;
    if (s.n < 8 || !tr_str_to_i64(tr_str_sub(s, 0, 8), &v) || v < 19000101 || v > 22001231) return false;
    if (s.n > 8 && s.p[8] != 'T' && !is_digit(s.p[8])) return false;
    if (s.n > 8 && is_digit(s.p[8]) && s.n != 14 && s.n != 12) return false;
    tr_date d = tr_date_of((int)(v / 10000), (int)(v / 100 % 100), (int)(v % 100));
    if (d != TR_NO_DATE) *out = d;
    return d != TR_NO_DATE;
}

bool tr_intake_date(tr_str s, tr_date *out)
{
    s = tr_str_trim(s);
    if (s.n > 200) s.n = 200;
    if (tr_date_parse(s, out) || compact(s, out)) return true;
    for (size_t at = 0; at < s.n; at++) {
        struct tr_day_found f;
        bool starts = at == 0 || !(is_letter(s.p[at - 1]) || is_digit(s.p[at - 1]));
        if (!starts || !(is_letter(s.p[at]) || is_digit(s.p[at])) || !tr_day_scan(s, at, &f) || !f.year || f.short_year) continue;
        *out = tr_date_of(f.year, f.month, f.day);
        return *out != TR_NO_DATE;
    }
    return false;
}
