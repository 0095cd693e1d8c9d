/* SPDX-License-Identifier: Apache-2.0 */
/* When a report was published, as far as its own text tells: a dateline at its head ("KIEV, October 25", "ALEPPO, Syria, May 1 (Reuters) -",
 * "Fri 2 May 2014", "Published July 20 2015"), else the latest day that the text speaks of as past. */
#include "intake/intake_int.h"

/* How far into a text its dateline may stand, how many lines are tried, and how much of a text is searched for years. */
#define HEAD_BYTES 700
#define HEAD_LINES 6
#define PREFIX_BYTES 90
#define AGENCY_BYTES 250
#define YEARS_BYTES (256u * 1024u)

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Words that lead to a date of publication. */
static bool is_lead(tr_str word)
{
    static const char *const leads[] = { "published", "posted",      "updated", "last",    "lastupdated", "date",
                                         "of",        "publication", "dated",   "on",      "at",          "by",
                                         "created",   "first",       "issued",  "release", "released" };
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (tr_str_is_i(word, leads[i])) return true;
    }
    return false;
}

struct prefix {
    uint32_t words, caps, leads;
    bool ok;
};

/* Is what stands before the date the place of a dateline, or a leading word like "Published"? An "On" alone is running text. */
static struct prefix look_at_prefix(tr_str s)
{
    struct prefix p = { .ok = true };
    bool in_round = false;
    for (size_t i = 0; i < s.n && p.ok;) {
        if (s.p[i] == '(' || s.p[i] == ')') in_round = s.p[i] == '(';
        if (!is_word(s.p[i])) {
            if (s.p[i] == '"' || s.p[i] == '?' || s.p[i] == '!' || (s.p[i] == '.' && p.words && !p.caps && !p.leads)) p.ok = false;
            i++;
            continue;
        }
        size_t to = i;
        uint32_t upper = 0, lower = 0;
        for (; to < s.n && (is_word(s.p[to]) || ((s.p[to] == '\'' || s.p[to] == '-') && to + 1 < s.n && is_word(s.p[to + 1]))); to++) {
            upper += s.p[to] >= 'A' && s.p[to] <= 'Z';
            lower += s.p[to] >= 'a' && s.p[to] <= 'z';
        }
        tr_str word = tr_str_sub(s, i, to);
        bool capital = (word.p[0] >= 'A' && word.p[0] <= 'Z') || (unsigned char)word.p[0] >= 0x80;
        if (is_lead(word) && !in_round) p.leads++;
        else if (upper >= 2 && lower <= 2 && upper > lower) p.caps++;
        else if (!in_round && !(p.caps && capital)) p.ok = false; /* "ALEPPO, Syria": small letters only behind the place in capitals */
        if (p.words++ == 0 && (tr_str_is_i(word, "on") || tr_str_is_i(word, "by") || tr_str_is_i(word, "at") || tr_str_is_i(word, "last")))
            p.ok = p.ok && tr_str_is_i(word, "last");
        i = to;
    }
    if (p.words && !p.caps && !p.leads) p.ok = false;
    if (p.words > 9) p.ok = false;
    return p;
}

/* What stands behind a dateline: its line's end, an agency in brackets, a dash or a colon. */
static bool ends_dateline(tr_str s, size_t at)
{
    while (at < s.n && (s.p[at] == ' ' || s.p[at] == ',' || s.p[at] == '.')) at++;
    if (at >= s.n || s.p[at] == '\n' || s.p[at] == '\r' || s.p[at] == '(' || s.p[at] == '[' || s.p[at] == ':' || s.p[at] == '-' ||
        s.p[at] == '/' || s.p[at] == '|')
        return true;
    return tr_str_starts(tr_str_sub(s, at, s.n), TR_STR("\xE2\x80")) || tr_str_starts(tr_str_sub(s, at, s.n), TR_STR("\xE2\x80\xA2"));
}

static bool accept(tr_str line, const struct tr_day_found *f)
{
    struct prefix p = look_at_prefix(tr_str_sub(line, 0, f->from));
    if (!p.ok) return false;
    bool marked = ends_dateline(line, f->to);
    if (f->short_year) return p.caps && marked;
    if (f->year) return true;
    /* Without a year "May 1" must be dressed as a dateline: a place before it and its end behind, or a weekday and its end. */
    return marked && (p.caps || p.leads || f->weekday >= 0);
}

/* "… NGO AFP Friday 2 May 2014": pages whose lines were lost run title, agency and date together. */
static bool behind_agency(tr_str line, const struct tr_day_found *f)
{
    size_t to = f->from, upper = 0;
    while (to > 0 && (line.p[to - 1] == ' ' || line.p[to - 1] == ',')) to--;
    size_t from = to;
    while (from > 0 && is_letter(line.p[from - 1])) upper += line.p[--from] < 'a';
    tr_str word = tr_str_sub(line, from, to);
    return f->weekday >= 0 && f->year && !f->short_year && ((word.n >= 2 && upper == word.n) || tr_str_is(word, "Reuters"));
}

static bool find_in_line(tr_str line, struct tr_day_found *f)
{
    size_t end = line.n < AGENCY_BYTES ? line.n : AGENCY_BYTES;
    for (size_t at = 0; at < end; at++) {
        if (!is_word(line.p[at]) || (at && is_word(line.p[at - 1]))) continue;
        if (tr_day_scan(line, at, f)) return (at < PREFIX_BYTES && accept(line, f)) || behind_agency(line, f);
    }
    return false;
}

static bool find_dateline(tr_str text, struct tr_day_found *f)
{
    tr_str rest = tr_str_sub(text, 0, HEAD_BYTES), line;
    for (int i = 0; i < HEAD_LINES && tr_str_split(&rest, '\n', &line);) {
        if (tr_str_trim(line).n == 0) continue;
        if (find_in_line(tr_str_trim(line), f)) return true;
        i++;
    }
    return false;
}

/* Words before a date, in its sentence, by which it may be yet to come, or is no time of the report's. */
static bool may_be_future(tr_str text, size_t at)
{
    static const char *const cues[] = { "will",   "until",   "till",   "by",      "due",   "scheduled", "deadline",
                                        "expire", "expires", "next",   "planned", "plans", "upcoming",  "through",
                                        "before", "would",   "should", "shall",   "coming" };
    size_t from = at;
    while (from > 0 && at - from < 120 && text.p[from - 1] != '\n' && !(text.p[from - 1] == ' ' && from > 1 && text.p[from - 2] == '.'))
        from--;
    for (size_t i = from; i < at;) {
        size_t to = i;
        while (to < at && is_letter(text.p[to])) to++;
        for (size_t k = 0; to > i && k < sizeof cues / sizeof *cues; k++) {
            if (tr_str_is_i(tr_str_sub(text, i, to), cues[k])) return true;
        }
        i = to > i ? to : i + 1;
    }
    return false;
}

static int bare_year(tr_str text, size_t at)
{
    int64_t y;
    if (at + 4 > text.n || (at + 4 < text.n && is_word(text.p[at + 4])) || !tr_str_to_i64(tr_str_sub(text, at, at + 4), &y)) return 0;
    if (y < 1950 || y > 2099 || text.p[at] == '-' || text.p[at] == '+') return 0;
    if (at + 5 < text.n && (text.p[at + 4] == ',' || text.p[at + 4] == '.') && text.p[at + 5] >= '0' && text.p[at + 5] <= '9') return 0;
    /* "in 2016", "since 2016", "May 2016": before a count of people another word would stand. */
    size_t to = at;
    while (to > 0 && (text.p[to - 1] == ' ' || text.p[to - 1] == ',' || text.p[to - 1] == '(')) to--;
    size_t from = to;
    while (from > 0 && is_letter(text.p[from - 1])) from--;
    tr_str word = tr_str_sub(text, from, to);
    static const char *const before[] = { "in",     "since",  "of",     "year",   "early",  "late", "mid",
                                          "during", "spring", "summer", "autumn", "winter", "from" };
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (tr_str_is_i(word, before[i])) return (int)y;
    }
    size_t m = from;
    return tr_month_scan(text, &m) && m >= to ? (int)y : 0;
}

/* The latest year, and the latest whole day, that the text speaks of as past. */
static void find_bounds(tr_str text, int *year, tr_date *day)
{
    *year = 0;
    *day = TR_NO_DATE;
    text = tr_str_sub(text, 0, YEARS_BYTES);
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at];
        if ((at && is_word(text.p[at - 1])) || !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) continue;
        struct tr_day_found f;
        int y = c >= '1' && c <= '2' ? bare_year(text, at) : 0;
        bool whole = tr_day_scan(text, at, &f) && f.year && !f.short_year;
        if ((!y && !whole) || may_be_future(text, at)) continue;
        if (whole) {
            tr_date d = tr_date_of(f.year, f.month, f.day);
            if (d != TR_NO_DATE && (*day == TR_NO_DATE || d > *day)) *day = d;
            y = f.year;
            at = f.to - 1;
        }
        if (y > *year) *year = y;
    }
}

static void set(struct tr_input *in, tr_date d, enum truce_dated from)
{
    in->published = d;
    in->published_from = from;
}

void tr_dateline_apply(struct tr_arena *a, struct tr_input *in)
{
    if (in->published != TR_NO_DATE) return;
    struct tr_day_found f;
    int year;
    tr_date day;
    bool dateline = find_dateline(in->text, &f);
    if (dateline && f.year) {
        set(in, tr_date_of(f.year, f.month, f.day), TRUCE_DATED_dateline);
        return;
    }
    find_bounds(in->text, &year, &day);
    if (dateline && year) {
        tr_date d = tr_date_of(year, f.month, f.day);
        if (d != TR_NO_DATE && (f.weekday < 0 || tr_date_weekday(d) == f.weekday)) {
            set(in, d, TRUCE_DATED_dateline);
            return;
        }
    }
    int y = 0, m, d;
    if (day != TR_NO_DATE) tr_date_parts(day, &y, &m, &d);
    if (y && y == year && !dateline) {
        set(in, day, TRUCE_DATED_text);
        return;
    }
    in->published_from = TRUCE_DATED_unknown;
    if (year) {
        tr_diag_add(
            a, &in->diags, TR_WARNING, 0, 0,
            "the day of publication is unknown, though the text speaks of %d: relative dates stay unresolved; give --published YYYY-MM-DD",
            year);
    } else {
        tr_diag_add(a, &in->diags, TR_WARNING, 0, 0,
                    "the day of publication is unknown: relative dates stay unresolved; give --published YYYY-MM-DD");
    }
}
