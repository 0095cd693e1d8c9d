/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"

int tr_date_month_len(int year, int month)
{
    static const signed char len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > 12) return 0;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : len[month - 1];
}

/* Both conversions follow Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, eras have 400 years. */
tr_date tr_date_of(int year, int month, int day)
{
    if (year < 1 || year > 9999 || day < 1 || day > tr_date_month_len(year, month)) return TR_NO_DATE;
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, in_era = y - era * 400;
    int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

void tr_date_parts(tr_date d, int *year, int *month, int *day)
{
    if (d == TR_NO_DATE) {
        *year = *month = *day = 0;
        return;
    }
    int64_t z = (int64_t)d + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = (int)(z - era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int)(yoe + era * 400) + (*month <= 2);
}

int tr_date_weekday(tr_date d)
{
    int r = (int)(((int64_t)d + 3) % 7); /* 1970-01-01 was a Thursday */
    return r < 0 ? r + 7 : r;
}

static bool digits(tr_str s, size_t from, size_t n, int *out)
{
    *out = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

bool tr_date_parse(tr_str iso, tr_date *out)
{
    int y, m, d;
    iso = tr_str_trim(iso);
    if (!digits(iso, 0, 4, &y) || !digits(iso, 5, 2, &m) || !digits(iso, 8, 2, &d)) return false;
    if (iso.p[4] != '-' || iso.p[7] != '-') return false;
    if (iso.n > 10 && iso.p[10] != 'T' && iso.p[10] != 't' && iso.p[10] != ' ') return false;
    tr_date v = tr_date_of(y, m, d);
    if (v == TR_NO_DATE) return false;
    *out = v;
    return true;
}

tr_str tr_date_iso(struct tr_arena *a, tr_date d)
{
    if (d == TR_NO_DATE) return TR_STR("");
    int y, m, day;
    tr_date_parts(d, &y, &m, &day);
    return tr_arena_printf(a, "%04d-%02d-%02d", y, m, day);
}
