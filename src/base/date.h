/* SPDX-License-Identifier: Apache-2.0 */
/* Civil dates as days since 1970-01-01 (proleptic Gregorian), and intervals of days, both ends included. */
#ifndef TR_BASE_DATE_H
#define TR_BASE_DATE_H

#include "base/arena.h"

typedef int32_t tr_date;
#define TR_NO_DATE INT32_MIN                                 /* not stated or not resolvable */

typedef struct tr_days { tr_date from, to; } tr_days;        /* either may be TR_NO_DATE */
#define TR_NO_DAYS ((tr_days){ TR_NO_DATE, TR_NO_DATE })

tr_date tr_date_of(int year, int month, int day);            /* TR_NO_DATE unless it is a date between years 1 and 9999 */
void tr_date_parts(tr_date d, int *year, int *month, int *day);
int tr_date_weekday(tr_date d);                              /* 0 = Monday … 6 = Sunday */
int tr_date_month_len(int year, int month);
bool tr_date_parse(tr_str iso, tr_date *out);                /* YYYY-MM-DD, also with a time behind it */
tr_str tr_date_iso(struct tr_arena *a, tr_date d);           /* "" for TR_NO_DATE */
static inline bool tr_days_known(tr_days d) { return d.from != TR_NO_DATE || d.to != TR_NO_DATE; }

#endif
