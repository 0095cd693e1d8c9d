/* SPDX-License-Identifier: Apache-2.0 */
/* Lengths of time ("for two months", "weeks of siege", "a months-long blockade"), the stretches that end or begin with the report ("the past
 * three days"), and days reached by counting ("three days ago", "a week later"). */
#include "reading/quantity.h"
#include "reading/times.h"

static const struct tr_timex none = { .days = { TR_NO_DATE, TR_NO_DATE } };

static tr_days one_day(tr_date d)
{
    return (tr_days){ d, d };
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
    /* "more than three months" is reckoned as three */
    struct tr_count bare;
    if (c.core > w && tr_count_at(s->k, s->d, c.core, s->end, &bare) && !bare.percent) c.q = bare.q;
    *count = c.vague || !c.q.has_low ? (c.q.has_high && !c.vague ? (int)(c.q.high > 100000 ? -1 : c.q.high) : -1)
             : c.q.low > 100000      ? -1
                                     : (int)c.q.low;
    if (c.q.has_low && c.q.has_high && c.q.high > c.q.low && c.q.high < 100000) *count = (int)c.q.high;
    return c.n;
}

/* "P3W", "PT72H"; "PXW" when the count is vague (negative). Decades and centuries are told in years, weekends in days. */
static void duration_value(struct tr_timex *t, const struct tr_time_word *u, int count)
{
    char letter = tr_unit_letter(u);
    bool decade = letter == 'E' && u->a > 100;
    int years = decade ? 10 : letter == 'C' ? 100 : 0;
    if (years) {
        letter = 'Y';
        if (count > 0 && count < 1000) count *= years;
    } else if (letter == 'E') letter = 'D';
    const char *clock = u->a ? "" : "T";
    if (count < 0) tr_timex_text(t, "P%sX%c", clock, letter);
    else tr_timex_text(t, "P%s%d%c", clock, count, letter);
}

/* Days that `count` units take. */
static int days_in(const struct tr_time_word *u, int count)
{
    if (u->a) return u->a * count;
    char l = tr_unit_letter(u);
    return l == 'H' ? (count + 23) / 24 : 1;
}

/* The interval of `count` units that ends (dir < 0) or begins at day `from`. */
static tr_days run_of(tr_date from, const struct tr_time_word *u, int count, int dir)
{
    if (from == TR_NO_DATE || count < 0 || count > 4000) return TR_NO_DAYS;
    char l = tr_unit_letter(u);
    tr_date other;
    if (l == 'M' && u->a) other = tr_months_back(from, dir < 0 ? count : -count);
    else if (l == 'Y') other = tr_months_back(from, dir < 0 ? 12 * count : -12 * count);
    else other = from + dir * days_in(u, count);
    if (other == TR_NO_DATE) return TR_NO_DAYS;
    return dir < 0 ? (tr_days){ other, from } : (tr_days){ from, other };
}

/* the past three days / the last 24 hours / the next two weeks / recent days / the past week */
struct tr_timex tr_timex_run(const struct tr_time_scene *s, uint32_t w)
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
    if (dir < 0 && tr_unit_letter(u) == 'W' && t.days.from != TR_NO_DATE && count > 0) t.days.from++;
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
    switch (tr_unit_letter(u)) {
    case 'W': return tr_days_week(day);
    case 'M': return u->a ? tr_days_month(y, m) : one_day(day);
    case 'Y': return tr_days_year(y);
    case 'D': return one_day(day);
    default: return u->a ? tr_days_year(y) : one_day(day);
    }
}

/* "dozens of shells a day", "six dead per week": how often, not how long. */
static bool is_rate(const struct tr_time_scene *s, uint32_t w, uint32_t unit)
{
    const struct tr_doc *d = s->d;
    if (!tr_tis(s, w, "a") || unit != w + 1 || w == d->sentences[d->words[w].sentence].first) return false;
    const struct tr_word *u = &d->words[unit], *before = &d->words[w - 1];
    bool counted = before->upos == TR_UPOS_NOUN || before->upos == TR_UPOS_NUM || tr_str_is(before->lower, "once") ||
                   tr_str_is(before->lower, "twice");
    return counted && u->head != TR_NO_WORD && u->head < w && u->rel != TR_REL_obj && u->rel != TR_REL_nsubj &&
           !tr_tw(s, unit + 1, TR_TIME_ago);
}

/* "hopes to return one day": some day, not the length of a day. */
static bool is_some_day(const struct tr_time_scene *s, uint32_t w, uint32_t unit)
{
    const struct tr_doc *d = s->d;
    if (!tr_tis(s, w, "one") || unit != w + 1 || !tr_tis(s, unit, "day")) return false;
    if (w > d->sentences[d->words[w].sentence].first && d->words[w - 1].upos == TR_UPOS_ADP) return false;
    return d->words[unit].rel == TR_REL_obl || d->words[unit].rel == TR_REL_advmod;
}

/* The value of a day, week, month or year reached by counting. */
static void distance_value(struct tr_timex *t)
{
    int y, m, d, len = t->days.to - t->days.from + 1;
    tr_date_parts(t->days.from, &y, &m, &d);
    if (len == 1) tr_timex_day(t, t->days.from, "");
    else if (len <= 7) tr_timex_week(t, t->days.from);
    else if (len <= 31) tr_timex_text(t, "%04d-%02d", y, m);
    else tr_timex_text(t, "%04d", y);
}

/* "weeks ago", "a week or so ago", "three days later": the counting word's place, 0 when none stands there. */
static uint32_t ago_at(const struct tr_time_scene *s, uint32_t at)
{
    if (tr_tis(s, at, "or") && (tr_tis(s, at + 1, "so") || tr_tis(s, at + 1, "more"))) at += 2;
    else if (tr_tis(s, at, "and") && tr_tis(s, at + 1, "a") && tr_tis(s, at + 2, "half")) at += 3;
    if (!tr_tw(s, at, TR_TIME_ago)) return 0;
    /* "for an hour before the talks": a preposition, that reaches no day by itself */
    bool alone =
        !tr_tis(s, at, "before") || at + 1 >= s->end || s->d->words[at].upos == TR_UPOS_ADV || s->d->words[at + 1].upos == TR_UPOS_PUNCT;
    return alone ? at : 0;
}

/* "a day before Thursday's summit", "two days after 5 May": the day at w + 1 that is counted from; no words when none stands there. */
static struct tr_timex counted_day(const struct tr_time_scene *s, uint32_t w)
{
    if (!tr_tis(s, w, "before") && !tr_tis(s, w, "after")) return none;
    uint32_t at = w + 1 + (tr_tis(s, w + 1, "the") ? 1 : 0);
    struct tr_timex day = at < s->end ? tr_timex_date(s, at) : none;
    if (!day.n && at < s->end && tr_tw(s, at, TR_TIME_weekday)) day = tr_timex_relative(s, at);
    if (!day.n || !day.point || day.days.from == TR_NO_DATE || day.days.from != day.days.to) return none;
    day.n += at - w;
    return day;
}

static struct tr_timex reached(const struct tr_time_scene *s, uint32_t w, uint32_t at, const struct tr_time_word *u, int count)
{
    struct tr_timex t = none;
    const struct tr_time_word *ago = tr_tw(s, at, TR_TIME_ago);
    t.days = at_distance(tr_tis(s, at, "ago") ? s->pub : s->anchor, u, count, ago->a);
    t.n = at + 1 - w;
    t.point = tr_unit_letter(u) == 'D';
    if (tr_days_known(t.days)) distance_value(&t);
    else tr_timex_text(&t, ago->a < 0 ? "PAST_REF" : "FUTURE_REF");
    return t;
}

/* three days ago / a year later / two days earlier / a week before; else a duration: for two months, 48 hours */
struct tr_timex tr_timex_counted(const struct tr_time_scene *s, uint32_t w)
{
    int count = 0;
    uint32_t at = w + count_of(s, w, &count);
    if (at == w) return none;
    if (tr_tis(s, at, "of") && count < 0) at++;
    bool dash = tr_tis(s, at, "-");
    const struct tr_time_word *u = tr_tw(s, at + dash, TR_TIME_unit);
    if (!u || (tr_tis(s, at + dash, "quarter") && tr_tis(s, at + dash + 1, "of"))) return none;
    if (is_rate(s, w, at + dash) || is_some_day(s, w, at + dash)) return none;
    at += dash + 1u;
    struct tr_timex t = none;
    if (tr_tis(s, at, "old") || (tr_tis(s, at, "-") && tr_tis(s, at + 1, "old"))) return none;
    uint32_t ago = dash ? 0 : ago_at(s, at);
    if (ago) return reached(s, w, ago, u, count);
    struct tr_timex day = dash || tr_unit_letter(u) != 'D' || count < 0 ? none : counted_day(s, at);
    if (day.n) {
        t.days = one_day(day.days.from + (tr_tis(s, at, "after") ? count : -count));
        t.n = at + day.n - w;
        t.point = true;
        tr_timex_day(&t, t.days.from, "");
        return t;
    }
    t.n = at - w;
    t.duration = true;
    duration_value(&t, u, count);
    return t;
}

/* "day-long", "a months-long siege": the unit, in one word or three; NULL when none stands there. */
static const struct tr_time_word *long_at(const struct tr_time_scene *s, uint32_t w, uint32_t *n)
{
    tr_str f = s->d->words[w].lower;
    *n = 1;
    if (tr_str_ends(f, TR_STR("long")) && f.n > 6) {
        size_t cut = f.n - 4;
        if (f.p[cut - 1] == '-') cut--;
        return tr_time_find(s->k, TR_TIME_unit, tr_str_sub(f, 0, cut));
    }
    *n = 3;
    return tr_tis(s, w + 1, "-") && tr_tis(s, w + 2, "long") ? tr_tw(s, w, TR_TIME_unit) : NULL;
}

/* May "weeks" at w, without a number, be a length: "for weeks", "the first hours", "days of shelling", "in the weeks before"? */
static bool is_bare_length(const struct tr_time_scene *s, uint32_t w)
{
    static const char *const before[] = { "for", "in", "within", "after", "over", "during", "first", "final", "opening", "early", "of" };
    const struct tr_doc *d = s->d;
    uint32_t first = d->sentences[d->words[w].sentence].first;
    if (tr_tis(s, w + 1, "of")) return w == first || !tr_str_is(d->words[w - 1].lower, "the");
    if (w == first) return false;
    uint32_t p = w - 1;
    if (tr_str_is(d->words[p].lower, "the")) {
        if (p == first ||
            !(tr_tis(s, w + 1, "before") || tr_tis(s, w + 1, "after") || tr_tis(s, w + 1, "since") || tr_tis(s, w + 1, "following")))
            return false;
        p--;
    }
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (tr_str_is(d->words[p].lower, before[i])) return true;
    }
    return false;
}

/* for weeks / weeks ago / weeks or months / the first hours / day-long */
struct tr_timex tr_timex_length(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex t = none;
    uint32_t n;
    const struct tr_time_word *u = long_at(s, w, &n);
    if (u) {
        t.n = n;
        t.duration = true;
        tr_str f = s->d->words[w].lower;
        size_t stem = n == 1 ? f.n - 4 - (f.p[f.n - 5] == '-') : f.n;
        duration_value(&t, u, f.p[stem - 1] == 's' ? -1 : 1);
        return t;
    }
    u = tr_tw(s, w, TR_TIME_unit);
    if (!u || !tr_str_ends(s->d->words[w].lower, TR_STR("s")) || tr_unit_letter(u) == 'E') return none;
    uint32_t ago = ago_at(s, w + 1);
    if (ago && tr_tis(s, ago, "ago")) return reached(s, w, ago, u, -1);
    if (!is_bare_length(s, w)) return none;
    t.n = 1;
    if (tr_tis(s, w + 1, "or") && tr_tw(s, w + 2, TR_TIME_unit)) t.n = 3;
    t.duration = true;
    duration_value(&t, u, -1);
    return t;
}
