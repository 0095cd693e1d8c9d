/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the report's time expressions belongs to an act or a figure. */
#include "reading/times.h"
#include "reading/tree.h"

#define LONG_DAYS 27 /* of a month or more, less one */

/* How near a time expression stands to what it may date, best first; below TAKE nothing is taken. */
enum {
    OWN = 100,
    HOST = 95,
    CLAUSE = 90,
    INNER = 85,
    SINCE = 80,
    ABOVE = 70,
    WHEN = 60,
    BESIDE = 45,
    AFTER = 35,
    SENTENCE = 25,
    TAKE = 20
};

/* "put the death toll at 55 on Tuesday", "the number of dead rose to 27 on Thursday": the day of counting, not of dying. */
static bool is_counting(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "put",   "place", "raise", "revise", "bring", "rise",
                                         "climb", "reach", "stand", "grow",   "jump",  "increase" };
    static const char *const measures[] = { "toll", "number", "figure", "count", "tally", "total" };
    bool moves = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && !moves; i++) moves = tr_is_lemma(d, w, verbs[i]);
    if (!moves) return false;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel != TR_REL_obj && d->words[c].rel != TR_REL_nsubj) continue;
        for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
            if (tr_is_lemma(d, c, measures[i])) return true;
    }
    return false;
}

/* The day of saying is not the day of what is said. */
static bool is_saying(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "say",     "tell",  "report",  "announce", "state",    "declare",  "confirm", "note",
                                         "quote",   "write", "publish", "tweet",    "claim",    "warn",     "add",     "speak",
                                         "release", "post",  "cite",    "update",   "estimate", "document", "reveal",  "allege",
                                         "condemn", "blame", "accuse",  "denounce", "deny",     "mourn" };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (tr_is_lemma(d, w, verbs[i])) return true;
    }
    return is_counting(d, w);
}

static tr_str mark_of(const struct tr_doc *d, uint32_t clause)
{
    TR_EACH_CHILD(d, clause, c)
    {
        if (c < clause && (d->words[c].rel == TR_REL_mark || (d->words[c].rel == TR_REL_advmod && tr_is_lemma(d, c, "when"))))
            return d->words[c].lower;
    }
    return (tr_str){ "", 0 };
}

/* Words of attack and harm: their sentences tell incidents. */
static bool is_incident_word(const struct tr_reading *r, uint32_t w)
{
    const struct tr_numerals *k = r->know->numerals;
    const struct tr_word *x = &r->doc->words[w];
    if (x->upos != TR_UPOS_VERB && x->upos != TR_UPOS_NOUN && x->upos != TR_UPOS_ADJ && x->upos != TR_UPOS_PROPN) return false;
    static const char *const others[] = { "attack",        "hit",   "target", "protest", "demonstrate",
                                          "demonstration", "march", "rally",  "riot",    NULL };
    if (tr_lemma_among(r->doc, w, others)) return true;
    const struct tr_harm_word *h = tr_harm_find(k, TR_HARM_VERB, x->lemma);
    if (!h) h = tr_harm_find(k, TR_HARM_ADJ, x->lower);
    if (!h) h = tr_harm_find(k, TR_HARM_NOUN, x->lower);
    if (h && h->weight >= 2) return true;
    uint32_t len;
    return tr_means_find(k, &x->lemma, 1, &len) != TRUCE_MEANS_none;
}

/* "in September the mission recorded eight dead", "over two weeks it confirmed nine": they fell in that time, however it stands by the verb. */
static bool is_stretch(const struct tr_doc *d, const struct tr_time_mention *m, uint32_t clause)
{
    static const char *const counts[] = { "record", "document", "confirm", "register", "verify", "report", "count", NULL };
    if (m->is_range && m->timex3[0] == 'P') return true;
    if (m->days.from == TR_NO_DATE || m->days.to == TR_NO_DATE || m->days.to - m->days.from < LONG_DAYS) return false;
    return tr_lemma_among(d, clause, counts);
}

/* "blames them for Thursday's bombing", "an attack in return for the strikes last week": the day is that of the inner act. */
static bool is_inner(const struct tr_reading *r, uint32_t w, const struct tr_time_mention *m)
{
    const struct tr_doc *d = r->doc;
    uint32_t p = d->words[m->head].head;
    /* "in return for the strikes last week": right behind a noun it is that noun's, wherever the parser hangs it */
    uint32_t before = m->first > d->sentences[d->words[m->first].sentence].first ? m->first - 1 : w;
    if (before != w && d->words[before].upos == TR_UPOS_NOUN && d->words[w].upos == TR_UPOS_NOUN && w < before &&
        is_incident_word(r, before))
        return true;
    if (p == TR_NO_WORD || p == w || (d->words[p].upos != TR_UPOS_NOUN && d->words[p].upos != TR_UPOS_PROPN)) return false;
    /* "a rally against the 24 February invasion", "supporters of a candidate in the 9 May elections": a day before its noun, deep in a phrase */
    if (p > m->head && d->words[p].rel == TR_REL_nmod && tr_child(d, m->head, TR_REL_case) == TR_NO_WORD && !tr_under(d, w, p)) return true;
    uint32_t genitive = tr_child(d, m->head, TR_REL_case);
    bool possessive = d->words[m->head].rel == TR_REL_nmod && genitive != TR_NO_WORD && genitive > m->head;
    if (!possessive && !is_incident_word(r, p)) return false;
    if (tr_under(d, w, p) || !tr_under(d, p, w)) return false;
    if (d->words[w].upos == TR_UPOS_NOUN) return true;
    return !is_incident_word(r, w) && d->words[p].rel != TR_REL_nsubj;
}

static int nearness(const struct tr_reading *r, uint32_t w, const struct tr_time_mention *m)
{
    const struct tr_doc *d = r->doc;
    uint32_t mc = tr_clause_of(d, m->head), wc = tr_clause_of(d, w);
    uint32_t mp = d->words[m->head].head;
    bool saying = is_saying(d, mc) && !is_stretch(d, m, mc);
    if (is_inner(r, w, m)) return 0;
    /* "the group on Monday claimed": by its speaker or by its verb */
    if (saying && mp != TR_NO_WORD && mp != mc && d->words[mp].head == mc && d->words[mp].rel == TR_REL_nsubj) mp = mc;
    /* "killed 22 on Monday the monitor said": before the speaker, the day is that of the deed, whatever the parser makes of it */
    if (saying && mp == mc && w < m->head && m->head < mc && w != mc) {
        uint32_t speaker = tr_child(d, mc, TR_REL_nsubj);
        if (speaker != TR_NO_WORD && speaker > m->head) return CLAUSE;
    }
    if (mc == wc) {
        if (!tr_under(d, m->head, w)) return saying && w != mc && mp == mc ? 0 : CLAUSE;
        /* "staged a vigil over the dismissals since May": a noun's day comes after the verb's own */
        return w == mp || w == m->head || d->words[w].upos != TR_UPOS_VERB || d->words[mp].upos == TR_UPOS_VERB ? OWN : INNER;
    }
    if (mp != TR_NO_WORD && d->words[wc].rel == TR_REL_acl && d->words[wc].head == mp) return HOST;
    if (tr_under(d, wc, mc)) {
        if (saying && mp == mc) return m->since ? TAKE : 0;
        return ABOVE;
    }
    if (tr_under(d, mc, wc)) {
        if (m->since) return SINCE;
        tr_str mark = mark_of(d, mc);
        if (saying) return 0;
        if (d->words[mc].rel == TR_REL_advcl && (tr_str_is(mark, "after") || tr_str_is(mark, "before"))) return AFTER;
        if (d->words[mc].rel == TR_REL_parataxis || d->words[mc].rel == TR_REL_ccomp) return TAKE;
        return d->words[mc].rel == TR_REL_conj ? AFTER : WHEN;
    }
    if (saying && mp == mc) return 0;
    return mc < wc ? BESIDE : SENTENCE;
}

static bool datable(const struct tr_time_mention *m)
{
    return !m->is_duration && !m->is_stamp && tr_days_known(m->days);
}

static struct truce_time made(const struct tr_reading *r, const struct tr_time_mention *m, bool own_span)
{
    struct truce_time t = { .days = m->days, .date_prec = m->date_prec };
    if (own_span) {
        t.span = m->span;
        t.text = tr_str_at(r->doc->text, m->span);
    }
    return t;
}

/* Index of the first mention at or behind word w; mentions stand in text order. */
static uint32_t mention_from(const struct tr_reading *r, uint32_t w)
{
    uint32_t lo = 0, hi = r->times.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->times.v[mid].first < w) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

static const struct tr_time_mention *best_in(const struct tr_reading *r, uint32_t w, int *score)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    const struct tr_time_mention *best = NULL;
    uint32_t best_far = 0;
    *score = 0;
    for (uint32_t i = mention_from(r, s->first); i < r->times.n && r->times.v[i].first < s->first + s->n; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (!datable(m)) continue;
        int near = nearness(r, w, m);
        uint32_t far = m->head > w ? m->head - w : w - m->head;
        if (near >= TAKE && (near > *score || (near == *score && far < best_far))) {
            best = m;
            *score = near;
            best_far = far;
        }
    }
    return best;
}

/* --- the day that holds on ---------------------------------------------------------------------------------------
 * A report tells the day of its incident once; the sentences that go on about it do not repeat it. */

#define CARRY_MENTIONS 12 /* looked at, back or ahead */
#define CARRY_SENTENCES 8 /* a day told longer ago than this gives way to the report's own day */
#define FRESH_DAYS 10     /* older days are background and are carried no further than */
#define NEXT_SENTENCES 3

static bool tells_incident(const struct tr_reading *r, const struct tr_time_mention *m)
{
    const struct tr_sentence *s = &r->doc->sentences[r->doc->words[m->first].sentence];
    for (uint32_t w = s->first; w < s->first + s->n; w++) {
        if (is_incident_word(r, w)) return true;
    }
    return false;
}

static bool carries(const struct tr_reading *r, const struct tr_time_mention *m, uint32_t sentence)
{
    if (!datable(m) || m->since || m->date_prec > 2 || m->days.from == TR_NO_DATE || m->days.to == TR_NO_DATE) return false;
    uint32_t own = r->doc->words[m->first].sentence;
    /* a day that opens its sentence sets the scene for what follows */
    bool opens = m->first <= r->doc->sentences[own].first + 1;
    bool next = sentence - own <= (opens ? NEXT_SENTENCES : 1),
         fresh = r->published == TR_NO_DATE || r->published - m->days.from <= FRESH_DAYS;
    if ((!next && !fresh) || (r->published != TR_NO_DATE && m->days.to > r->published)) return false;
    uint32_t mc = tr_clause_of(r->doc, m->head);
    if (is_saying(r->doc, mc) && r->doc->words[m->head].head == mc) return false;
    return (next && (fresh || opens)) || tells_incident(r, m);
}

#define BULLETIN_HEAD 4 /* sentences within which a bulletin says what period it covers */
#define BULLETIN_MIN 6
#define BULLETIN_MAX 35 /* days of such a period, less one */

bool tr_time_bulletin(const struct tr_reading *r, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t i = 0; r->published != TR_NO_DATE && i < r->times.n && i < CARRY_MENTIONS; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        const struct tr_sentence *s = &d->sentences[d->words[m->first].sentence];
        if (d->words[m->first].sentence > BULLETIN_HEAD) return false;
        if (!datable(m) || m->since || m->days.from == TR_NO_DATE || m->days.to == TR_NO_DATE || m->first > s->first + 2) continue;
        int64_t length = (int64_t)m->days.to - m->days.from, ago = (int64_t)r->published - m->days.to;
        if (length < BULLETIN_MIN || length > BULLETIN_MAX || ago < -1 || ago > 3) continue;
        *t = made(r, m, false);
        return true;
    }
    return false;
}

struct truce_time tr_time_context(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    struct truce_time none = { .days = TR_NO_DAYS };
    if (w >= d->n_words) return none;
    uint32_t sentence = d->words[w].sentence, at = mention_from(r, d->sentences[sentence].first);
    for (uint32_t i = at, seen = 0; i-- > 0 && seen < CARRY_MENTIONS; seen++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (sentence - d->words[m->first].sentence > CARRY_SENTENCES) break;
        if (carries(r, m, sentence)) return made(r, m, false);
    }
    /* a title, or a sentence far on: the report's first day of an incident */
    uint32_t from = sentence < 4 ? at : 0;
    for (uint32_t i = from, seen = 0; i < r->times.n && seen < CARRY_MENTIONS; i++, seen++) {
        if (carries(r, &r->times.v[i], sentence)) return made(r, &r->times.v[i], false);
    }
    /* "said on Sunday that six had been killed": failing all else, the day of saying */
    const struct tr_sentence *s = &d->sentences[sentence];
    for (uint32_t i = at; i < r->times.n && r->times.v[i].first < s->first + s->n; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (is_counting(d, tr_clause_of(d, m->head))) continue; /* who counts anew on Tuesday counts the dead of another day */
        if (datable(m) && m->date_prec == 1 && m->days.to <= r->published) return made(r, m, false);
    }
    return none;
}

/* "at 00:30 on 30 April": said in one breath. */
static bool beside_day(const struct tr_clock *c, const struct tr_time_mention *day)
{
    return day && c->first <= day->first + day->n + 1 && day->first <= c->first + c->n + 1;
}

/* The time of day that is told of w, if its sentence tells one: it must go with the day, or stand as near as a day would. */
static void add_clock(const struct tr_reading *r, uint32_t w, const struct tr_time_mention *day, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    int best = WHEN - 1;
    uint32_t lo = 0, hi = r->clocks.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->clocks.v[mid].first < s->first) lo = mid + 1;
        else hi = mid;
    }
    for (uint32_t i = lo; i < r->clocks.n && r->clocks.v[i].first < s->first + s->n; i++) {
        const struct tr_clock *c = &r->clocks.v[i];
        struct tr_time_mention as = { .first = c->first, .n = c->n, .head = c->head };
        int near = beside_day(c, day) ? OWN + 1 : nearness(r, w, &as);
        if (near <= best) continue;
        best = near;
        t->has_clock = true;
        t->clock_from = c->from;
        t->clock_to = c->to;
    }
}

struct truce_time tr_time_said(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t v = d->words[w].head, i = 0; w < d->n_words && v != TR_NO_WORD && i < 6; v = d->words[v].head, i++) {
        if (!is_saying(d, v)) continue;
        TR_EACH_CHILD(d, v, c)
        {
            const struct tr_time_mention *m = r->word_time[c] ? &r->times.v[r->word_time[c] - 1] : NULL;
            if (m && datable(m) && m->date_prec == 1 && m->days.to <= r->published) return made(r, m, true);
        }
    }
    return (struct truce_time){ .days = TR_NO_DAYS };
}

bool tr_time_of_clause(const struct tr_reading *r, uint32_t w, const struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    for (uint32_t i = mention_from(r, s->first); i < r->times.n && r->times.v[i].first < s->first + s->n; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (m->span.from == t->span.from) return tr_under(d, m->head, w) || tr_clause_of(d, m->head) == tr_clause_of(d, w);
    }
    return false;
}

/* Days by which the clause of w lies before ("a day after it had …", positive) or behind ("two days before …") what it hangs on; 0 when it does not say. */
static int days_apart(const struct tr_doc *d, uint32_t clause)
{
    static const char *const counts[] = { "a", "one", "two", "three", "four", "five", "six" };
    if (d->words[clause].rel != TR_REL_advcl) return 0;
    uint32_t mark = tr_child(d, clause, TR_REL_mark);
    if (mark == TR_NO_WORD || mark < d->sentences[d->words[clause].sentence].first + 2) return 0;
    bool after = tr_str_is(d->words[mark].lower, "after"), before = tr_str_is(d->words[mark].lower, "before");
    if ((!after && !before) || !tr_is_lemma(d, mark - 1, "day")) return 0;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int n = i ? (int)i : 1;
        if (tr_str_is(d->words[mark - 2].lower, counts[i])) return after ? n : -n;
    }
    return 0;
}

/* The day of w counted from the day of what its clause hangs on, where that has one. */
static struct truce_time counted_from(const struct tr_reading *r, uint32_t clause, int apart)
{
    int score;
    uint32_t up = r->doc->words[clause].head;
    struct truce_time t = { .days = TR_NO_DAYS };
    if (up == TR_NO_WORD) return t;
    const struct tr_time_mention *m = best_in(r, up, &score);
    t = m ? made(r, m, false) : tr_time_said(r, up);
    if (!tr_days_known(t.days)) t = tr_time_context(r, up);
    /* "the raid comes two days after": what a report tells in the present is its own day's */
    if (!tr_days_known(t.days) && r->published != TR_NO_DATE && tr_is_lemma(r->doc, up, "come"))
        t = (struct truce_time){ .days = { r->published, r->published }, .date_prec = 1 };
    if (!tr_days_known(t.days) || t.date_prec != 1 || t.days.from != t.days.to) return (struct truce_time){ .days = TR_NO_DAYS };
    t.days.from = t.days.to = t.days.from - apart;
    t.span = (tr_span){ 0, 0 };
    t.text = (tr_str){ "", 0 };
    return t;
}

struct truce_time tr_time_of(const struct tr_reading *r, uint32_t w)
{
    int score;
    struct truce_time t = { .days = TR_NO_DAYS };
    if (w >= r->doc->n_words) return t;
    uint32_t clause = tr_clause_of(r->doc, w);
    int apart = days_apart(r->doc, clause);
    if (apart) return counted_from(r, clause, apart);
    const struct tr_time_mention *m = best_in(r, w, &score);
    if (m) t = made(r, m, true);
    else if (!tr_time_since_war(r, w, &t) && is_incident_word(r, w)) t = tr_time_context(r, w);
    add_clock(r, w, m, &t);
    return t;
}
