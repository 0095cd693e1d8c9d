/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the times module: calendar dates (times_match.c), parts of the calendar (times_section.c), relative expressions (times_relative.c), lengths
 * (times_length.c) and calendar sums (times_calendar.c). */
#ifndef TR_READING_TIMES_H
#define TR_READING_TIMES_H

#include "knowledge/numerals.h"
#include "reading/reading.h"

/* Where an expression is read: the report's words, its day, and the day that was last spoken of. */
struct tr_time_scene {
    const struct tr_numerals *k;
    const struct tr_doc *d;
    tr_date pub;              /* TR_NO_DATE when unknown */
    tr_date anchor;           /* the day last told, else pub */
    tr_date told;             /* the first day of what was told last, a day, month or year; else pub */
    tr_date dated;            /* the day that the sentence told last with its year; TR_NO_DATE when none */
    uint32_t end;             /* the sentence's end */
    enum tr_tense_hint tense; /* of the clause that the expression stands in */
};

/* One expression read. */
struct tr_timex {
    uint32_t n; /* words; 0 = none */
    tr_days days;
    bool duration, range, set; /* set: "every day" */
    bool has_year;             /* said in the text, not inferred */
    bool point;                /* names a day (a weekday, a date), not only a span */
    char value[40];            /* TIMEX3 */
};

struct tr_timex tr_timex_at(const struct tr_time_scene *s, uint32_t w);       /* any expression */
struct tr_timex tr_timex_date(const struct tr_time_scene *s, uint32_t w);     /* calendar dates: days, months, years */
struct tr_timex tr_timex_relative(const struct tr_time_scene *s, uint32_t w); /* last week, three days ago, for two months */

struct tr_timex tr_timex_run(const struct tr_time_scene *s, uint32_t w);      /* the past three days (times_length.c) */
struct tr_timex tr_timex_counted(const struct tr_time_scene *s, uint32_t w);  /* three days ago, for two months */
struct tr_timex tr_timex_length(const struct tr_time_scene *s, uint32_t w);   /* for weeks, a months-long siege */
struct tr_timex tr_timex_season(const struct tr_time_scene *s, uint32_t w);  /* last winter (times_season.c) */
struct tr_timex tr_timex_holiday(const struct tr_time_scene *s, uint32_t w); /* Christmas Eve */
struct tr_timex tr_timex_clock(const struct tr_time_scene *s, uint32_t w);   /* at 2 p.m. */

/* Calendar. A month or year as days; the n-th third of a period; the precision of an interval as in UCDP GED. */
tr_days tr_days_month(int year, int month);
tr_days tr_days_year(int year);
tr_days tr_days_week(tr_date any); /* Monday to Sunday */
tr_days tr_days_section(tr_days whole, int section);
int tr_days_prec(tr_days days);
tr_date tr_months_back(tr_date d, int months); /* the same day of an earlier month, at most its last day; negative = forward */
int tr_pick_year(const struct tr_time_scene *s, int month, int day); /* of a date without one; 0 when publication is unknown */

/* TIMEX3 values into value[40]. */
void tr_timex_week(struct tr_timex *t, tr_date any); /* the ISO week of a day */
void tr_timex_day(struct tr_timex *t, tr_date d, const char *suffix);
void tr_timex_text(struct tr_timex *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "Between 6 and 19 September, the mission recorded …": the period up to publication that a bulletin opens with; what it does not date falls in it. */
bool tr_time_bulletin(const struct tr_reading *r, struct truce_time *t);
/* The day of the incident that the report is telling where w stands, when its own sentence has none; no days when there is none. */
struct truce_time tr_time_context(const struct tr_reading *r, uint32_t w);

/* "… since the war began" in the sentence of w: from the day on which the report lets that war begin, to publication. (times_war.c) */
bool tr_time_since_war(const struct tr_reading *r, uint32_t w, struct truce_time *t);
/* Does t, that tr_time_of gave for w, stand in the clause of w itself, not in one above or beside it? */
bool tr_time_of_clause(const struct tr_reading *r, uint32_t w, const struct truce_time *t);

/* Finds the times of day of the report (times_clock.c). */
void tr_clocks_find(struct tr_reading *r);

char tr_unit_letter(const struct tr_time_word *u); /* of a unit of time, as in TIMEX3: S M H D W M Q Y; E weekend or decade, C century; 0 for NULL */
/* Words by role. */
const struct tr_time_word *tr_tw(const struct tr_time_scene *s, uint32_t w, enum tr_time_role role);
bool tr_tis(const struct tr_time_scene *s, uint32_t w, const char *lower);
int tr_year_token(const struct tr_time_scene *s, uint32_t w); /* 1000 … 2199, 0 when none */

#endif
