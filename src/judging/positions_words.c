/* SPDX-License-Identifier: Apache-2.0 */
#include "judging/positions_int.h"

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

ptrdiff_t tr_stem_find(tr_str text, size_t from, const char *stem)
{
    tr_str s = tr_str_of(stem);
    while (from < text.n) {
        ptrdiff_t at = tr_str_find_i(tr_str_sub(text, from, text.n), s);
        if (at < 0) return -1;
        from += (size_t)at;
        if (from == 0 || !letter(text.p[from - 1])) return (ptrdiff_t)from;
        from++;
    }
    return -1;
}

/* Words that name a topic by themselves. */
static const struct {
    const char *stem;
    enum tr_topic topic;
} words[] = {
    { "ceasefire", TR_TOPIC_ceasefire },
    { "cease-fire", TR_TOPIC_ceasefire },
    { "truce", TR_TOPIC_ceasefire },
    { "cessation", TR_TOPIC_ceasefire },
    { "regime of silence", TR_TOPIC_ceasefire },
    { "regime of calm", TR_TOPIC_ceasefire },
    { "silence", TR_TOPIC_ceasefire },
    { "armistice", TR_TOPIC_ceasefire },
    { "humanitarian pause", TR_TOPIC_ceasefire },
    { "rein in", TR_TOPIC_ceasefire },
    { "restrain", TR_TOPIC_ceasefire },
    { "lay down arms", TR_TOPIC_ceasefire },
    { "peace talks", TR_TOPIC_talks },
    { "talks", TR_TOPIC_talks },
    { "negotiat", TR_TOPIC_talks },
    { "dialogue", TR_TOPIC_talks },
    { "peace process", TR_TOPIC_talks },
    { "conference", TR_TOPIC_talks },
    { "participation", TR_TOPIC_talks },
    { "meeting", TR_TOPIC_talks },
    { "humanitarian", TR_TOPIC_aid_access },
    { "aid", TR_TOPIC_aid_access },
    { "relief", TR_TOPIC_aid_access },
    { "convoy", TR_TOPIC_aid_access },
    { "siege", TR_TOPIC_aid_access },
    { "corridor", TR_TOPIC_aid_access },
    { "air strike", TR_TOPIC_air_strikes },
    { "airstrike", TR_TOPIC_air_strikes },
    { "air raid", TR_TOPIC_air_strikes },
    { "bombing", TR_TOPIC_air_strikes },
    { "bombardment", TR_TOPIC_air_strikes },
    { "no-fly", TR_TOPIC_air_strikes },
    { "withdraw", TR_TOPIC_withdrawal },
    { "pull out", TR_TOPIC_withdrawal },
    { "pull back", TR_TOPIC_withdrawal },
    { "pullout", TR_TOPIC_withdrawal },
    { "evacuat", TR_TOPIC_withdrawal },
    { "prisoner", TR_TOPIC_prisoners },
    { "detainee", TR_TOPIC_prisoners },
    { "hostage", TR_TOPIC_prisoners },
    { "captive", TR_TOPIC_prisoners },
};

/* To end fighting is what a ceasefire is: "stop air raids", "halt the bombing", "end hostilities". */
static const char *const ends[] = { "stop", "halt", "end", "cease", "suspend", "pause", "quit", NULL };
static const char *const fights[] = { "air raid",    "raid",     "strike",    "air strike",         "airstrike", "bombing",
                                      "bombardment", "attack",   "offensive", "fighting",           "shelling",  "assault",
                                      "violence",    "hostilit", "bloodshed", "military operation", "firing",    "fire",
                                      NULL };
#define NEAR 40 /* bytes between the verb and its object */

static ptrdiff_t ending(tr_str text, size_t from)
{
    ptrdiff_t best = -1;
    for (const char *const *e = ends; *e; e++) {
        for (ptrdiff_t at = tr_stem_find(text, from, *e); at >= 0 && (best < 0 || at < best); at = tr_stem_find(text, (size_t)at + 1, *e)) {
            for (const char *const *f = fights; *f; f++) {
                ptrdiff_t obj = tr_stem_find(text, (size_t)at + strlen(*e), *f);
                if (obj >= 0 && obj - at < NEAR && (best < 0 || at < best)) best = at;
            }
        }
    }
    return best;
}

/* The first topic at or after `from`; of two that start together the longer words win by standing first in the table. */
static ptrdiff_t first_topic(tr_str text, size_t from, enum tr_topic *out)
{
    ptrdiff_t best = ending(text, from);
    if (best >= 0) *out = TR_TOPIC_ceasefire;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ptrdiff_t at = tr_stem_find(text, from, words[i].stem);
        if (at < 0 || (best >= 0 && at >= best)) continue;
        best = at;
        *out = words[i].topic;
        /* "withdraw from talks" is about the talks. */
        ptrdiff_t talks =
            words[i].topic == TR_TOPIC_withdrawal ? tr_stem_find(tr_str_sub(text, 0, (size_t)at + NEAR), (size_t)at, "talks") : -1;
        if (talks >= 0) *out = TR_TOPIC_talks;
    }
    return best;
}

static ptrdiff_t last_topic(tr_str text, enum tr_topic *out)
{
    ptrdiff_t at = -1, last = -1;
    while ((at = first_topic(text, (size_t)(at + 1), out)) >= 0) last = at;
    if (last >= 0) first_topic(text, (size_t)last, out);
    return last;
}

bool tr_topic_of_phrase(tr_str phrase, enum tr_topic *out)
{
    enum tr_topic last;
    if (last_topic(phrase, &last) < 0) return false;
    *out = ending(phrase, 0) >= 0 && last != TR_TOPIC_talks ? TR_TOPIC_ceasefire : last;
    return true;
}

bool tr_topic_near(tr_str sentence, tr_span span, enum tr_topic *out)
{
    /* The words of the claim themselves, then what follows, then what stands before. */
    if (first_topic(sentence, span.from, out) >= 0) return true;
    return last_topic(tr_str_sub(sentence, 0, span.from), out) >= 0;
}

/* --- the day -------------------------------------------------------------------------------------------------------------------------- */

static bool has(tr_str text, const char *stem)
{
    return tr_stem_find(text, 0, stem) >= 0;
}

/* A month's name stands behind the claim in a relative clause of its own: "…, which took effect in late February". */
static bool of_other_clause(tr_str behind)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    ptrdiff_t which = tr_stem_find(behind, 0, "which");
    if (which < 0) which = tr_stem_find(behind, 0, "that took");
    if (which < 0) return false;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        ptrdiff_t at = tr_stem_find(behind, 0, months[i]);
        if (at > which && behind.p[at] == months[i][0]) return true;
    }
    return false;
}

static int number(tr_str word)
{
    static const char *const names[] = { "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };
    int64_t n;
    if (tr_str_to_i64(word, &n)) return n > 0 && n < 100 ? (int)n : 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (tr_str_is_i(word, names[i])) return i ? (int)i : 1;
    }
    return 0;
}

/* "a day after (it had refused)", "two weeks after": how many days the words before the claim set it back; 0 when they do not. */
static int days_after(tr_str before)
{
    static const struct {
        const char *unit;
        int days;
    } units[] = { { "day", 1 }, { "days", 1 }, { "week", 7 }, { "weeks", 7 } };
    for (ptrdiff_t at = tr_stem_find(before, 0, "after"); at > 0; at = tr_stem_find(before, (size_t)at + 1, "after")) {
        if (tr_str_has(tr_str_sub(before, (size_t)at, before.n), ',')) continue;
        tr_str lead = tr_str_trim(tr_str_sub(before, 0, (size_t)at)), words_left = lead, w, last = { "", 0 }, prev = { "", 0 };
        while (tr_str_split(&words_left, ' ', &w)) prev = last, last = w;
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            if (tr_str_is_i(last, units[i].unit) && number(prev)) return number(prev) * units[i].days;
        }
    }
    return 0;
}

/* A cue in the claim's own clause: no comma between them. */
static bool cued(tr_str before, const char *cue)
{
    ptrdiff_t at = tr_stem_find(before, 0, cue);
    return at >= 0 && !tr_str_has(tr_str_sub(before, (size_t)at, before.n), ',');
}

/* Words that set a claim back without saying how far. */
static bool earlier(tr_str before, tr_str behind)
{
    static const char *const cues[] = { "previously", "until now", "so far",      "initially", "originally",
                                        "had long",   "has long",  "in the past", NULL };
    static const char *const spans[] = { "for days", "for weeks", "for months", "for years", NULL };
    tr_str tail = tr_str_trim(before);
    bool had = tr_str_ends_i(tail, TR_STR(" had")) || tr_str_ends_i(tail, TR_STR(" had not")) || tr_str_ends_i(tail, TR_STR(" had also"));
    for (const char *const *c = cues; *c && !had; c++) had = cued(before, *c) || has(tr_str_sub(behind, 0, 40), *c);
    for (const char *const *c = spans; *c && !had; c++) had = cued(before, *c) || has(tr_str_sub(behind, 0, 60), *c);
    return had;
}

/* "after a week in which Moscow refused", "after days of …": the stretch that ended when the report was written. */
static int stretch(tr_str before)
{
    return cued(before, "after a week") ? 7 : cued(before, "after days") ? 3 : 0;
}

/* The claim's day is that of the main clause ("said on Sunday …, a day after it had refused"): its weekday is named before the cue, or it is the report's own. */
static bool of_main_clause(const struct tr_claim_row *c, tr_str before)
{
    static const char *const names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
    if (!tr_days_known(c->days) || c->days.from == c->report->published) return true;
    return c->days.from != TR_NO_DATE && c->days.from == c->days.to && has(before, names[tr_date_weekday(c->days.from)]);
}

tr_days tr_position_days(const struct tr_claim_row *c)
{
    tr_date day = c->report->published;
    tr_str s = c->sentence_text;
    size_t from = c->span.from >= c->sentence_span.from ? c->span.from - c->sentence_span.from : 0, to = from + tr_span_len(c->span);
    tr_str before = tr_str_sub(s, 0, from), behind = tr_str_sub(s, to, s.n);
    int back = days_after(before), long_ago = stretch(before);
    bool own = tr_days_known(c->days) && !of_other_clause(behind);
    if ((back || long_ago) && of_main_clause(c, before)) {
        own = false;
        if (tr_days_known(c->days) && c->days.from != TR_NO_DATE) day = c->days.from;
    }
    if (own) return c->days;
    if (day == TR_NO_DATE) return TR_NO_DAYS;
    if (back) return (tr_days){ day - back, day - back };
    if (long_ago) return (tr_days){ day - long_ago, day - 1 };
    if (earlier(before, behind)) return (tr_days){ TR_NO_DATE, day - 1 };
    return (tr_days){ day, day };
}
