/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/times.h"

#include "reading/tree.h"

/* A stamp ("Published July 2 2016", "AFP Sunday 3 Jul 2016") stands among the first words of a report. */
#define STAMP_WORDS 90

static bool is_word(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static uint32_t sentence_first(const struct tr_doc *d, uint32_t w)
{
    return d->sentences[d->words[w].sentence].first;
}

/* "plans a meeting on", "is scheduled for", "talks planned on": what is told lies ahead, though the verb's own form does not say so. */
static bool looks_ahead(const struct tr_doc *d, uint32_t p)
{
    static const char *const plans[] = { "plan", "schedule", "weigh", "consider", "slate", "expect", "intend", "await", "prepare" };
    bool plan = false, now = false;
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) plan |= tr_is_lemma(d, p, plans[i]);
    if (!plan) return false;
    TR_EACH_CHILD(d, p, c)
    {
        if (d->words[c].rel == TR_REL_aux) now |= is_word(d, c, "is") || is_word(d, c, "are") || is_word(d, c, "'s");
    }
    const struct tr_word *x = &d->words[p];
    return now || (x->tense == TR_TENSE_PRES && x->verbform == TR_VF_FIN) || (x->rel == TR_REL_acl && tr_str_is(x->xpos, "VBN"));
}

/* "is going to start" */
static bool is_going_to(const struct tr_doc *d, uint32_t go)
{
    return tr_str_is(d->words[go].lower, "going") && tr_child(d, go, TR_REL_aux) != TR_NO_WORD &&
           tr_child(d, go, TR_REL_xcomp) != TR_NO_WORD;
}

/* "announced a halt starting on Thursday" */
static bool starts_ahead(const struct tr_doc *d, uint32_t verb)
{
    static const char *const starts[] = { "starting", "beginning", "commencing", NULL };
    static const char *const plans[] = { "announce", "declare", "agree", "propose", "order", "call", "pledge", "promise", NULL };
    uint32_t up = d->words[verb].head;
    if (!tr_str_among(d->words[verb].lower, starts)) return false;
    for (int hops = 0; up != TR_NO_WORD && hops < 2; up = d->words[up].head, hops++) {
        if (tr_lemma_among(d, up, plans)) return true;
    }
    return false;
}

/* "as soon as Tuesday", "a deadline until Tuesday", "ordered them to leave by Tuesday": what is set, granted or demanded ends ahead. */
static bool is_deadline(const struct tr_doc *d, uint32_t w)
{
    static const char *const sets[] = { "extend", "set",  "give",    "order", "demand", "postpone", "delay", "expect",
                                        "grant",  "have", "suspend", "allow", "ask",    "urge",     "agree", NULL };
    uint32_t first = sentence_first(d, w), head = d->words[w].head;
    if (w >= first + 3 && is_word(d, w - 1, "as") && is_word(d, w - 3, "as") && (is_word(d, w - 2, "soon") || is_word(d, w - 2, "early")))
        return true;
    if (head != TR_NO_WORD && starts_ahead(d, head)) return true;
    uint32_t by = tr_child(d, w, TR_REL_case);
    if (by == TR_NO_WORD || !(is_word(d, by, "until") || is_word(d, by, "till") || is_word(d, by, "by"))) return false;
    for (int hops = 0; head != TR_NO_WORD && hops < 2; head = d->words[head].head, hops++) {
        if (is_word(d, head, "deadline") || tr_lemma_among(d, head, sets)) return true;
    }
    return false;
}

/* What the clause round w says of its time. */
static enum tr_tense_hint tense_at(const struct tr_doc *d, uint32_t w)
{
    if (is_deadline(d, w)) return TR_WHEN_FUTURE;
    for (int hops = 0; hops < 3 && w != TR_NO_WORD; hops++) {
        uint32_t p = tr_clause_of(d, w);
        if (looks_ahead(d, p) || is_going_to(d, p)) return TR_WHEN_FUTURE;
        TR_EACH_CHILD(d, p, c)
        {
            if (d->words[c].rel != TR_REL_aux) continue;
            if (is_word(d, c, "will") || is_word(d, c, "'ll") || is_word(d, c, "shall") || is_word(d, c, "would")) return TR_WHEN_FUTURE;
            if (d->words[c].tense == TR_TENSE_PAST || is_word(d, c, "has") || is_word(d, c, "have")) return TR_WHEN_PAST;
        }
        if (d->words[p].tense == TR_TENSE_PAST) return TR_WHEN_PAST;
        if (d->words[p].verbform == TR_VF_INF) {
            /* "plans to meet" looks ahead, "was forced to land" and "tried to flee" do not */
            static const char *const ahead[] = { "plan",    "expect", "schedule", "set",  "due",  "intend", "want",    "agree",  "hope",
                                                 "promise", "vow",    "pledge",   "like", "need", "ready",  "prepare", "propose" };
            uint32_t up = d->words[p].head;
            for (size_t i = 0; up != TR_NO_WORD && i < sizeof ahead / sizeof *ahead; i++) {
                if (tr_is_lemma(d, up, ahead[i])) return TR_WHEN_FUTURE;
            }
        }
        w = d->words[p].head;
    }
    return TR_WHEN_UNKNOWN;
}

/* "since X", and "since the war began in X". */
static bool since_at(const struct tr_doc *d, uint32_t first, uint32_t head)
{
    if (first > sentence_first(d, first) && is_word(d, first - 1, "since")) return true;
    for (uint32_t w = head, hops = 0; w != TR_NO_WORD && hops < 4; w = d->words[w].head, hops++) {
        TR_EACH_CHILD(d, w, c)
        {
            if (c < head && is_word(d, c, "since") && (d->words[c].rel == TR_REL_mark || d->words[c].rel == TR_REL_case)) return true;
        }
        if (hops && d->words[w].rel == TR_REL_ccomp) return false;
    }
    return false;
}

/* The word of [first, first + n) whose head lies outside. */
static uint32_t phrase_head(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        uint32_t h = d->words[i].head;
        if (h == TR_NO_WORD || h < first || h >= first + n) return i;
    }
    return first;
}

/* A date that only says when the report came out. */
static bool is_stamp(const struct tr_reading *r, const struct tr_time_mention *m, const struct tr_timex *t)
{
    const struct tr_doc *d = r->doc;
    if (!t->has_year || !t->point || m->first > STAMP_WORDS || r->published == TR_NO_DATE || m->days.from != m->days.to) return false;
    if (m->days.from > r->published || r->published - m->days.from > 1) return false;
    if (m->first == 0) return true;
    static const char *const in_text[] = { "on",    "since", "until",  "by",    "of",     "from",  "in", "late",
                                           "early", "the",   "before", "after", "around", "about", "at" };
    for (size_t i = 0; i < sizeof in_text / sizeof *in_text; i++) {
        if (is_word(d, m->first - 1, in_text[i])) return i == 4 && m->first > 1 && is_word(d, m->first - 2, "date");
    }
    return true;
}

/* "after 10 days of bombing", "24 hours of clashes": the stretch ends with the report. */
static void lasting(const struct tr_reading *r, struct tr_time_mention *m)
{
    const struct tr_doc *d = r->doc;
    static const char *const acts[] = { "bombing", "bombardment", "fighting", "shelling", "clashes", "violence", "war",  "conflict",
                                        "siege",   "airstrikes",  "strikes",  "battles",  "unrest",  "attacks",  "raids" };
    uint32_t of = m->first + m->n;
    if (r->published == TR_NO_DATE || m->timex3[0] != 'P' || of + 1 >= d->n_words || !is_word(d, of, "of")) return;
    bool act = false;
    for (uint32_t w = of + 1; w < d->n_words && w < of + 5; w++) {
        for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) act |= is_word(d, w, acts[i]);
    }
    tr_str v = tr_str_of(m->timex3 + (m->timex3[1] == 'T' ? 2 : 1));
    int64_t n;
    if (!act || v.n < 2 || !tr_str_to_i64(tr_str_sub(v, 0, v.n - 1), &n) || n < 1 || n > 100) return;
    char unit = v.p[v.n - 1];
    bool clock = m->timex3[1] == 'T';
    m->days.to = r->published;
    if (clock) m->days.from = unit == 'H' ? r->published - (tr_date)(n + 23) / 24 : r->published;
    else
        m->days.from = unit == 'D'   ? r->published - (tr_date)n
                       : unit == 'W' ? r->published - 7 * (tr_date)n
                                     : tr_months_back(r->published, (int)(unit == 'Y' ? 12 * n : n));
    m->is_duration = false;
    m->is_range = true;
    m->date_prec = tr_days_prec(m->days);
}

static void add_mention(struct tr_reading *r, const struct tr_timex *t, uint32_t w)
{
    struct tr_time_mention *m = tr_vec_push(r->arena, &r->times);
    const struct tr_doc *d = r->doc;
    m->first = w;
    m->n = t->n;
    m->head = phrase_head(d, w, t->n);
    m->span = tr_words_span(d, w, t->n);
    m->days = t->days;
    m->date_prec = tr_days_prec(t->days);
    m->is_duration = t->duration;
    m->is_range = t->range;
    memcpy(m->timex3, t->value, sizeof m->timex3);
    m->is_stamp = is_stamp(r, m, t);
    if (t->duration) lasting(r, m);
    uint32_t start = sentence_first(d, w);
    if (w > start && tr_days_known(m->days) && (is_word(d, w - 1, "by") || is_word(d, w - 1, "until") || is_word(d, w - 1, "till")))
        m->days.from = TR_NO_DATE;
    if (!t->duration && tr_days_known(t->days) && since_at(d, w, m->head)) {
        m->since = m->is_range = true;
        if (r->published != TR_NO_DATE && m->days.from <= r->published) m->days.to = r->published;
        m->date_prec = tr_days_prec(m->days);
    }
}

/* Gives a date the year of the one it is paired with ("between 23 March and 5 April 2020"). */
static tr_date in_year_of(tr_date d, tr_date model)
{
    int y, m, day, my, mm, md;
    tr_date_parts(d, &y, &m, &day);
    tr_date_parts(model, &my, &mm, &md);
    tr_date same = tr_date_of(my, m, day);
    return same != TR_NO_DATE && same > model ? tr_date_of(my - 1, m, day) : same;
}

/* "between A and B", "from A to B", "A - B": one mention over both. */
static void join_pairs(struct tr_reading *r, const struct tr_timex *last, const struct tr_timex *now)
{
    if (r->times.n < 2) return;
    const struct tr_doc *d = r->doc;
    struct tr_time_mention *a = &r->times.v[r->times.n - 2], *b = &r->times.v[r->times.n - 1];
    uint32_t gap = a->first + a->n;
    if (b->first != gap + 1 || d->words[a->first].sentence != d->words[b->first].sentence || !tr_days_known(a->days) ||
        !tr_days_known(b->days))
        return;
    if (a->is_duration || b->is_duration || a->since) return;
    bool between = a->first > sentence_first(d, a->first) && is_word(d, a->first - 1, "between");
    bool from = a->first > sentence_first(d, a->first) && is_word(d, a->first - 1, "from");
    bool joins = between ? is_word(d, gap, "and")
                         : is_word(d, gap, "to") || is_word(d, gap, "-") || is_word(d, gap, "\xe2\x80\x93") ||
                               (from && (is_word(d, gap, "until") || is_word(d, gap, "through")));
    if (!joins) return;
    if (now->has_year && !last->has_year) {
        tr_date f = in_year_of(a->days.from, b->days.from);
        struct tr_timex said = { .n = 0 };
        if (f != TR_NO_DATE) {
            tr_timex_day(&said, a->days.from = f, "");
            memcpy(a->timex3, said.value, sizeof a->timex3);
        }
    }
    if (b->days.to < a->days.from) return;
    a->n = b->first + b->n - a->first;
    a->span.to = b->span.to;
    a->days.to = b->days.to;
    a->date_prec = tr_days_prec(a->days);
    a->is_range = true;
    r->times.n--;
}

static void find_in_sentence(struct tr_reading *r, struct tr_time_scene *s, uint32_t first, uint32_t n)
{
    struct tr_timex last = { .n = 0 };
    s->end = first + n;
    s->dated = TR_NO_DATE;
    for (uint32_t w = first; w < s->end;) {
        s->tense = TR_WHEN_UNKNOWN;
        struct tr_timex t = tr_timex_at(s, w);
        if (t.n) {
            /* only now look up the tense, which costs a walk, and read again with it */
            s->tense = tense_at(s->d, phrase_head(s->d, w, t.n));
            t = tr_timex_at(s, w);
        }
        if (!t.n) {
            w++;
            continue;
        }
        add_mention(r, &t, w);
        join_pairs(r, &last, &t);
        struct tr_time_mention *m = &r->times.v[r->times.n - 1];
        if (t.point && tr_days_known(m->days) && m->days.from == m->days.to && !m->is_stamp) s->anchor = m->days.from;
        if (!t.duration && t.days.from != TR_NO_DATE && !m->is_stamp) s->told = t.days.from;
        if (t.point && t.has_year && tr_days_known(m->days)) s->dated = m->days.from;
        last = t;
        w += t.n;
    }
}

void tr_times_find(struct tr_reading *r)
{
    struct tr_time_scene s = {
        .k = r->know->numerals, .d = r->doc, .pub = r->published, .anchor = r->published, .told = r->published, .dated = TR_NO_DATE
    };
    for (uint32_t i = 0; i < r->doc->n_sentences; i++) find_in_sentence(r, &s, r->doc->sentences[i].first, r->doc->sentences[i].n);
    for (uint32_t i = 0; i < r->times.n; i++) {
        for (uint32_t w = r->times.v[i].first; w < r->times.v[i].first + r->times.v[i].n; w++) r->word_time[w] = i + 1;
    }
    tr_clocks_find(r);
}
