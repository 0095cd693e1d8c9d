/* SPDX-License-Identifier: Apache-2.0 */
/* Moments and clock times in named zones. An instant is seconds since 1970-01-01T00:00:00Z; offsets come from the IANA zone data
 * (ICU's, or the newer ones that ICU_TIMEZONE_FILES_DIR names): Damascus is UTC+2 in February 2016 and UTC+3 in May. */
#ifndef TR_BASE_INSTANT_H
#define TR_BASE_INSTANT_H

#include "base/date.h"
#include "base/err.h"

typedef int64_t tr_instant;
#define TR_NO_INSTANT INT64_MIN                              /* not stated, or without end */

/* Half-open [from, to); either end may be TR_NO_INSTANT: open. */
typedef struct tr_moments { tr_instant from, to; } tr_moments;

struct tr_zone;                                              /* const after opening; any number of threads may ask */
int tr_zone_open(tr_str iana_name, struct tr_zone **out, struct tr_err *err);   /* TR_E_INPUT for a name that is none */
void tr_zone_close(struct tr_zone *z);                       /* NULL allowed */
/* The same in an arena, with which it goes; not to be closed. */
int tr_zone_in(struct tr_arena *a, tr_str iana_name, struct tr_zone **out, struct tr_err *err);
tr_str tr_zone_name(const struct tr_zone *z);

/* The instant at which clocks of the zone show that day and minute (0 … 1440; what lies beyond counts on). A time that is skipped moves forward with the
 * clock; of one that comes twice, the first. A zone that is NULL is UTC, here and below. TR_NO_INSTANT for TR_NO_DATE. */
tr_instant tr_instant_of(const struct tr_zone *z, tr_date day, int minute);
/* The day and minute that clocks show at that instant. */
tr_date tr_instant_local(const struct tr_zone *z, tr_instant t, int *minute);
/* "2016-04-30T01:00", with seconds or not ("24:00" ends the day); with an offset or Z that wins over the zone; or a day alone. *width = seconds that it
 * names: 60, 1 or 86,400 (the day as long as it is there). */
bool tr_instant_parse(tr_str iso, const struct tr_zone *z, tr_instant *out, int64_t *width);
tr_str tr_instant_iso(struct tr_arena *a, tr_instant t);     /* "2016-04-29T22:00:00Z"; "" for TR_NO_INSTANT */
tr_str tr_instant_iso_in(struct tr_arena *a, const struct tr_zone *z, tr_instant t);   /* "2016-04-30T01:00:00+03:00" */
tr_instant tr_instant_now(void);

/* The IANA name of the zone that a country's clocks keep (the capital's where it has several), "" when unknown: from data/zones.tsv. */
tr_str tr_zone_of_country(const char iso[3]);
/* Zones of the countries that were asked for, each opened once. Of one thread. */
#define TR_ZONES 64
struct tr_zones {
    struct tr_arena *arena;                                 /* where they are kept; NULL: on the heap, until fini */
    struct { char country[3]; struct tr_zone *zone; } v[TR_ZONES];
    uint32_t n;
};
const struct tr_zone *tr_zones_country(struct tr_zones *all, const char iso[3]);    /* NULL when unknown */
void tr_zones_fini(struct tr_zones *all);

#endif
