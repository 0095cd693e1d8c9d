/* SPDX-License-Identifier: Apache-2.0 */
/* A zone is read from ICU once, into a table of its changes of offset; asking it is then arithmetic on const data, in any thread. */
#include "base/instant.h"

#include <stdlib.h>
#include <time.h>
#include <unicode/ucal.h>

#include "base/blob.h"

#define DAY 86400
/* Years whose changes are known; the rules of law are not known beyond, and the last offset then goes on. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2100
/* A zone changes twice a year, Morocco four times. */
#define MAX_CHANGES (4 * (LAST_YEAR - FIRST_YEAR + 1))
#define MAX_NAME 64

struct change {
    tr_instant at;
    int32_t offset;
}; /* clocks show UTC + offset seconds from then on */

struct tr_zone {
    char name[MAX_NAME];
    int32_t first; /* offset before the first change */
    uint32_t n;
    struct change v[];
};

/* --- opening ------------------------------------------------------------------------------------------------------------------- */

/* ICU also takes names that mean nothing ("Etc/Unknown"), three letters of many meanings ("IST") and offsets; only places and UTC pass. */
static bool zone_name_ok(tr_str name, UChar *wide, int32_t *n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar canonical[MAX_NAME];
    UBool known = false;
    if (!name.n || name.n >= MAX_NAME) return false;
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] <= ' ' || name.p[i] > '~') return false;
        wide[i] = (UChar)(unsigned char)name.p[i];
    }
    wide[name.n] = 0;
    *n = (int32_t)name.n;
    if (tr_str_is(name, "UTC") || tr_str_is(name, "GMT")) return true;
    if (!tr_str_has(name, '/') || tr_str_is(name, "Etc/Unknown")) return false;
    ucal_getCanonicalTimeZoneID(wide, *n, canonical, MAX_NAME, &known, &e);
    return U_SUCCESS(e) && known;
}

static int32_t offset_at(UCalendar *c, tr_instant t, UErrorCode *e)
{
    ucal_setMillis(c, (UDate)t * 1000.0, e);
    return (ucal_get(c, UCAL_ZONE_OFFSET, e) + ucal_get(c, UCAL_DST_OFFSET, e)) / 1000;
}

/* Fills v; returns how many changes. */
static uint32_t changes_of(UCalendar *c, int32_t *first, struct change *v, UErrorCode *e)
{
    tr_instant t = (tr_instant)tr_date_of(FIRST_YEAR, 1, 1) * DAY, end = (tr_instant)tr_date_of(LAST_YEAR + 1, 1, 1) * DAY;
    uint32_t n = 0;
    UDate next;
    int32_t now = *first = offset_at(c, t, e);
    while (U_SUCCESS(*e) && ucal_getTimeZoneTransitionDate(c, UCAL_TZ_TRANSITION_NEXT, &next, e)) {
        tr_instant at = (tr_instant)(next / 1000.0);
        if (U_FAILURE(*e) || at >= end || at <= t || n == MAX_CHANGES) break;
        int32_t then = offset_at(c, at, e);
        if (then != now) v[n++] = (struct change){ at, then };
        now = then;
        t = at;
    }
    return n;
}

static int read_zone(tr_str name, struct change *v, uint32_t *n, int32_t *first, struct tr_err *err)
{
    UChar wide[MAX_NAME];
    int32_t len;
    UErrorCode e = U_ZERO_ERROR;
    if (!zone_name_ok(name, wide, &len))
        return tr_fail(err, TR_E_INPUT, "there is no zone \"" TR_STR_FMT "\"; zones have IANA names such as Asia/Damascus, or are UTC",
                       TR_STR_ARG(tr_str_sub(name, 0, MAX_NAME)));
    UCalendar *c = ucal_open(wide, len, "en", UCAL_GREGORIAN, &e);
    if (U_SUCCESS(e)) *n = changes_of(c, first, v, &e);
    if (c) ucal_close(c);
    if (U_FAILURE(e)) return tr_fail(err, TR_E_DATA, "zone data of " TR_STR_FMT " cannot be read: %s", TR_STR_ARG(name), u_errorName(e));
    return TR_OK;
}

static void fill(struct tr_zone *z, tr_str name, int32_t first, const struct change *v, uint32_t n)
{
    memcpy(z->name, name.p, name.n);
    z->first = first;
    z->n = n;
    memcpy(z->v, v, n * sizeof *v);
}

int tr_zone_open(tr_str iana_name, struct tr_zone **out, struct tr_err *err)
{
    struct change v[MAX_CHANGES];
    uint32_t n = 0;
    int32_t first = 0;
    *out = NULL;
    int rc = read_zone(iana_name, v, &n, &first, err);
    if (rc) return rc;
    struct tr_zone *z = calloc(1, sizeof *z + n * sizeof *v);
    if (!z) return tr_fail(err, TR_E_NOMEM, "no memory for a zone");
    fill(z, iana_name, first, v, n);
    *out = z;
    return TR_OK;
}

int tr_zone_in(struct tr_arena *a, tr_str iana_name, struct tr_zone **out, struct tr_err *err)
{
    struct change v[MAX_CHANGES];
    uint32_t n = 0;
    int32_t first = 0;
    *out = NULL;
    int rc = read_zone(iana_name, v, &n, &first, err);
    if (rc) return rc;
    *out = tr_arena_get(a, sizeof **out + n * sizeof *v);
    fill(*out, iana_name, first, v, n);
    return TR_OK;
}

void tr_zone_close(struct tr_zone *z)
{
    free(z);
}

tr_str tr_zone_name(const struct tr_zone *z)
{
    return z ? tr_str_of(z->name) : TR_STR("UTC");
}

/* --- clocks and instants --------------------------------------------------------------------------------------------------------- */

static int32_t offset_of(const struct tr_zone *z, tr_instant t)
{
    if (!z || !z->n || t < z->v[0].at) return z ? z->first : 0;
    uint32_t lo = 0, hi = z->n; /* v[lo].at <= t < v[hi].at */
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (z->v[mid].at <= t) lo = mid;
        else hi = mid;
    }
    return z->v[lo].offset;
}

/* local = seconds that the clock shows, counted as if it were UTC. The offsets a day before and a day after are those on both sides of a change, if
 * there is one: of a time that comes twice both fit and the one before gives the first; of one that is skipped none fits, and the one before moves it forward. */
static tr_instant instant_of_local(const struct tr_zone *z, int64_t local)
{
    int32_t before = offset_of(z, local - DAY), after = offset_of(z, local + DAY);
    tr_instant t = local - before;
    if (before == after || offset_of(z, t) == before) return t;
    if (offset_of(z, local - after) == after) return local - after;
    return t;
}

tr_instant tr_instant_of(const struct tr_zone *z, tr_date day, int minute)
{
    return day == TR_NO_DATE ? TR_NO_INSTANT : instant_of_local(z, (int64_t)day * DAY + (int64_t)minute * 60);
}

static int64_t floor_div(int64_t v, int64_t by)
{
    return v / by - (v % by < 0);
}

tr_date tr_instant_local(const struct tr_zone *z, tr_instant t, int *minute)
{
    if (minute) *minute = 0;
    if (t == TR_NO_INSTANT) return TR_NO_DATE;
    int64_t local = t + offset_of(z, t), day = floor_div(local, DAY);
    if (day <= INT32_MIN || day > INT32_MAX) return TR_NO_DATE;
    if (minute) *minute = (int)((local - day * DAY) / 60);
    return (tr_date)day;
}

/* --- as text --------------------------------------------------------------------------------------------------------------------- */

/* Two digits at *at, at most max. */
static bool two(tr_str s, size_t *at, int max, int *out)
{
    if (*at + 2 > s.n || s.p[*at] < '0' || s.p[*at] > '9' || s.p[*at + 1] < '0' || s.p[*at + 1] > '9') return false;
    *out = (s.p[*at] - '0') * 10 + (s.p[*at + 1] - '0');
    *at += 2;
    return *out <= max;
}

/* "HH:MM" and perhaps ":SS"; 24:00 is the day's end. */
static bool parse_clock(tr_str s, size_t *at, int *seconds, int64_t *width)
{
    int h, m, sec = 0;
    if (!two(s, at, 24, &h) || *at >= s.n || s.p[*at] != ':') return false;
    (*at)++;
    if (!two(s, at, 59, &m)) return false;
    *width = 60;
    if (*at < s.n && s.p[*at] == ':') {
        (*at)++;
        if (!two(s, at, 59, &sec)) return false;
        *width = 1;
    }
    *seconds = h * 3600 + m * 60 + sec;
    return *seconds <= DAY;
}

/* "Z", "+03", "+03:00", "+0300". */
static bool parse_offset(tr_str s, size_t *at, int *seconds)
{
    int h, m = 0;
    char sign = s.p[*at];
    (*at)++;
    *seconds = 0;
    if (sign == 'Z' || sign == 'z') return true;
    if ((sign != '+' && sign != '-') || !two(s, at, 18, &h)) return false;
    if (*at < s.n) {
        if (s.p[*at] == ':') (*at)++;
        if (!two(s, at, 59, &m)) return false;
    }
    *seconds = (h * 3600 + m * 60) * (sign == '-' ? -1 : 1);
    return true;
}

bool tr_instant_parse(tr_str iso, const struct tr_zone *z, tr_instant *out, int64_t *width)
{
    tr_date day;
    int clock = 0, offset = 0;
    int64_t names = DAY;
    tr_instant t;
    iso = tr_str_trim(iso);
    if (!tr_date_parse(iso, &day)) return false;
    if (iso.n == 10) {
        t = tr_instant_of(z, day, 0);
        names = tr_instant_of(z, day + 1, 0) - t;
    } else {
        size_t at = 11;
        if (!parse_clock(iso, &at, &clock, &names)) return false;
        int64_t local = (int64_t)day * DAY + clock;
        if (at == iso.n) t = instant_of_local(z, local);
        else if (parse_offset(iso, &at, &offset) && at == iso.n) t = local - offset;
        else return false;
    }
    *out = t;
    if (width) *width = names;
    return true;
}

static tr_str iso_of(struct tr_arena *a, tr_instant t, int32_t offset, bool utc)
{
    int64_t local = t + offset, day = floor_div(local, DAY);
    if (t == TR_NO_INSTANT || day < tr_date_of(1, 1, 1) || day > tr_date_of(9999, 12, 31)) return TR_STR("");
    int y, m, d, s = (int)(local - day * DAY), off = offset < 0 ? -offset : offset;
    tr_date_parts((tr_date)day, &y, &m, &d);
    if (utc) return tr_arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", y, m, d, s / 3600, s / 60 % 60, s % 60);
    return tr_arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", y, m, d, s / 3600, s / 60 % 60, s % 60, offset < 0 ? '-' : '+',
                           off / 3600, off / 60 % 60);
}

tr_str tr_instant_iso(struct tr_arena *a, tr_instant t)
{
    return iso_of(a, t, 0, true);
}

tr_str tr_instant_iso_in(struct tr_arena *a, const struct tr_zone *z, tr_instant t)
{
    return iso_of(a, t, t == TR_NO_INSTANT ? 0 : offset_of(z, t), false);
}

tr_instant tr_instant_now(void)
{
    return (tr_instant)time(NULL);
}

tr_str tr_zone_of_country(const char iso[3])
{
    tr_str table, line, country;
    if (!iso[0] || !tr_blob_find("zones.tsv", &table)) return TR_STR("");
    while (tr_str_split(&table, '\n', &line)) {
        if (!line.n || line.p[0] == '#' || !tr_str_split(&line, '\t', &country)) continue;
        if (tr_str_is(country, iso)) return tr_str_trim(line);
    }
    return TR_STR("");
}

const struct tr_zone *tr_zones_country(struct tr_zones *all, const char iso[3])
{
    for (uint32_t i = 0; i < all->n; i++)
        if (!strcmp(all->v[i].country, iso)) return all->v[i].zone;
    if (all->n == TR_ZONES) return NULL;
    struct tr_zone *z = NULL;
    tr_str name = tr_zone_of_country(iso);
    int rc = !name.n ? TR_OK : all->arena ? tr_zone_in(all->arena, name, &z, NULL) : tr_zone_open(name, &z, NULL);
    if (rc) return NULL;
    memcpy(all->v[all->n].country, iso, 3);
    all->v[all->n++].zone = z;
    return z;
}

void tr_zones_fini(struct tr_zones *all)
{
    for (uint32_t i = 0; i < all->n && !all->arena; i++) tr_zone_close(all->v[i].zone);
    all->n = 0;
}
