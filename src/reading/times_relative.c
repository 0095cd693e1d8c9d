/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions that hang on the day of publication or on the day last told: weekdays, "last week", "three days ago", "for two months". */
#include "reading/quantity.h"
#include "reading/times.h"
#include "reading/tree.h"

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

/* "Mon State", "the Sun": short forms are days only where nothing else could follow; "Fridays" are many days, unless an apostrophe was lost. */
static bool is_weekday_name(const struct tr_time_scene *s, uint32_t at, bool *many)
{
    const struct tr_doc *d = s->d;
    tr_str f = d->words[at].lower;
    bool last = at + 1 >= s->end;
    uint8_t next = last ? TR_UPOS_PUNCT : d->words[at + 1].upos;
    *many = tr_str_ends(f, TR_STR("days")) && next != TR_UPOS_NOUN && next != TR_UPOS_ADJ && next != TR_UPOS_PROPN && next != TR_UPOS_NUM;
    if (tr_str_ends(f, TR_STR("day")) || tr_str_ends(f, TR_STR("days"))) return true;
    bool named = at > d->sentences[d->words[at].sentence].first && d->words[at - 1].upos == TR_UPOS_DET;
    return !named && (next == TR_UPOS_PUNCT || next == TR_UPOS_NUM || tr_tw(s, at + 1, TR_TIME_month) || daypart_at(s, at + 1));
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
    bool many;
    if (!is_weekday_name(s, at, &many)) return none;
    at++;
    if (many) {
        t.n = at - w;
        t.set = true;
        tr_timex_text(&t, "XXXX-WXX-%d", day->a + 1);
        return t;
    }
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
    /* "on 21 April, overnight": the night of the day just told */
    if (s->dated != TR_NO_DATE && tr_tis(s, at - 1, "overnight")) d = s->dated;
    t.days = one_day(d);
    /* "overnight" begins the evening before */
    if (d != TR_NO_DATE && s->dated == TR_NO_DATE && tr_tis(s, at - 1, "overnight")) t.days.from = d - 1;
    if (d != TR_NO_DATE) tr_timex_day(&t, d, part);
    else tr_timex_text(&t, "XXXX-XX-XX%s", part);
    return t;
}

/* that day / that night / that same evening / the next day / the day before: counted from the day last told */
static struct tr_timex that_day(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex t = none;
    bool that = tr_tis(s, w, "that"), the = tr_tis(s, w, "the"), next = the && tr_tis(s, w + 1, "next");
    uint32_t at = w + 1 + (next || (that && tr_tis(s, w + 1, "same")) ? 1 : 0);
    if (!that && !the) return none;
    bool day = tr_tis(s, at, "day");
    const struct tr_time_word *part = day ? NULL : daypart_at(s, at);
    bool before = tr_tis(s, at + 1, "before"), after = tr_tis(s, at + 1, "after");
    /* "the day before the vote" is another day's; "that day" before a verb of its own clause is no pronoun */
    bool aside = the && !next && day && (before || after) && (at + 2 >= s->end || s->d->words[at + 2].upos == TR_UPOS_PUNCT);
    if (!aside && ((!that && !next) || (!day && !part) || (that && s->d->words[w].rel == TR_REL_mark))) return none;
    int by = next || (aside && after) ? 1 : aside ? -1 : 0;
    t.n = at + 1 + aside - w;
    t.point = true;
    if (s->anchor == TR_NO_DATE) return t;
    t.days = one_day(s->anchor + by);
    char suffix[4] = { 'T', part ? part->value.p[0] : 0, part ? part->value.p[1] : 0, 0 };
    tr_timex_day(&t, t.days.from, part ? suffix : "");
    return t;
}

/* A unit of the calendar `by` steps from publication: this week, last month, next year. The present one ends or begins with publication,
 * unless it is wanted whole ("that same year"). */
static struct tr_timex unit_period(const struct tr_time_scene *s, char letter, int by, bool whole)
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
    case 'W':
        t.days = tr_days_week(s->pub + 7 * by);
        tr_timex_week(&t, t.days.from);
        break;
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
    if (by || whole) return t;
    t.days.to = s->tense == TR_WHEN_FUTURE ? t.days.to : s->pub;
    if (s->tense == TR_WHEN_FUTURE) t.days.from = s->pub;
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

char tr_unit_letter(const struct tr_time_word *u)
{
    return u && u->value.n ? u->value.p[0] : 0;
}

/* "the last decade": that before the report's, by the calendar. */
static struct tr_timex decade_towards(const struct tr_time_scene *s, int by)
{
    struct tr_timex t = none;
    int y, m, d;
    if (s->pub == TR_NO_DATE) return t;
    tr_date_parts(s->pub, &y, &m, &d);
    int from = (y / 10 + by) * 10;
    t.days = (tr_days){ tr_days_year(from).from, tr_days_year(from + 9).to };
    t.range = true;
    tr_timex_text(&t, "%03d", from / 10);
    return t;
}

/* last week / this month / next year / the previous day / the following day / the weekend / the past year */
static struct tr_timex towards_unit(const struct tr_time_scene *s, uint32_t w)
{
    static const char *const runs[] = { "over", "in", "within", "during", "for", "throughout", NULL };
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
    char letter = tr_unit_letter(u);
    bool from_anchor =
        tr_str_is(said, "previous") || tr_str_is(said, "following") || tr_str_is(said, "same") || tr_str_is(said, "preceding");
    /* "the next year" too goes on from what was told, "over the next year" from publication */
    bool the = tr_tis(s, w, "the") || tr_tis(s, w, "that");
    bool run = the && w > s->d->sentences[s->d->words[w].sentence].first && tr_str_among(s->d->words[w - 1].lower, runs);
    from_anchor |= the && !run && tr_str_is(said, "next");
    struct tr_time_scene here = *s;
    if (from_anchor) here.pub = letter == 'D' ? s->anchor : s->told;
    if (letter == 'D' && tr_str_is(said, "last")) return none;
    if (letter == 'D') {
        t = unit_period(&here, 'D', by, true);
        t.point = true;
    } else if (tr_tis(s, at, "decade")) {
        t = decade_towards(s, by);
    } else if (letter && letter != 'H' && letter != 'S' && letter != 'E') {
        t = unit_period(&here, letter, by, from_anchor);
        t.range = true;
    } else return none;
    t.n = at + 1 - w;
    if (tr_str_is(said, "current")) t.range = true;
    return t;
}

static struct tr_timex vague(const struct tr_time_scene *s, uint32_t w)
{
    const struct tr_time_word *v = tr_tw(s, w, TR_TIME_vague);
    struct tr_timex t = none;
    /* "as soon as", "soon after": how fast, not when */
    bool soon = tr_tis(s, w, "soon") && (tr_tis(s, w + 1, "as") || tr_tis(s, w + 1, "after"));
    if (!v || soon) return none;
    t.n = 1;
    tr_timex_text(&t, "%.*s", TR_STR_ARG(v->value));
    return t;
}

/* "since then": since what was told last. */
static struct tr_timex since_then(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex t = none;
    if (!tr_tis(s, w, "then") || w == s->d->sentences[s->d->words[w].sentence].first || !tr_str_is(s->d->words[w - 1].lower, "since"))
        return t;
    if (s->told == TR_NO_DATE || s->told == s->pub) return t;
    t.n = 1;
    t.days = one_day(s->told);
    tr_timex_text(&t, "PAST_REF");
    return t;
}

struct tr_timex tr_timex_relative(const struct tr_time_scene *s, uint32_t w)
{
    struct tr_timex (*const readers[])(const struct tr_time_scene *, uint32_t) = { weekday,          deictic,        tr_timex_run,
                                                                                   that_day,         towards_unit,   tr_timex_season,
                                                                                   tr_timex_holiday, tr_timex_clock, tr_timex_counted,
                                                                                   tr_timex_length,  since_then,     vague };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        struct tr_timex t = readers[i](s, w);
        if (t.n) return t;
    }
    return none;
}
