/* SPDX-License-Identifier: Apache-2.0 */
/* When a ceasefire is in effect: from the day on which it is said to begin or to have been made, for as long as it is said to last. The day
 * of talks, calls and breaches is no date of effect. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define BEHIND 5 /* words between "came" and the time of it */

/* Does verb or noun w tell when the arrangement begins or was made? */
static bool begins(const struct tr_doc *d, uint32_t w)
{
    static const char *const starts[] = { "begin",     "start",   "commence", "take",      "come",   "enter", "go",   "effect",
                                          "force",     "place",   "declare",  "sign",      "agree",  "reach", "set",  "schedule",
                                          "due",       "join",    "impose",   "implement", "broker", "last",  "hold", "expect",
                                          "establish", "observe", "run",      "announce",  NULL };
    return tr_lemma_among(d, w, starts);
}

/* "agreed on Sunday to a truce" is when they agreed: it tells the start only where nothing else does. */
static bool only_made(const struct tr_doc *d, uint32_t w)
{
    static const char *const made[] = { "declare", "agree", "reach", "announce", "broker", NULL };
    return tr_lemma_among(d, w, made);
}

static bool from_mention(const struct tr_reading *r, uint32_t k, struct truce_time *t)
{
    uint32_t m = r->word_time[k];
    if (!m) return false;
    const struct tr_time_mention *x = &r->times.v[m - 1];
    if (x->is_duration && x->timex3[0] != 'P' && r->published != TR_NO_DATE) { /* "beginning at 2 p.m.": of the day that the report tells */
        *t = (struct truce_time){
            .days = { r->published, TR_NO_DATE }, .span = x->span, .text = tr_str_at(r->doc->text, x->span), .date_prec = 1
        };
        return true;
    }
    if (x->is_duration || x->is_stamp || x->days.from == TR_NO_DATE) return false;
    *t = (struct truce_time){
        .days = { x->days.from, TR_NO_DATE }, .span = x->span, .text = tr_str_at(r->doc->text, x->span), .date_prec = x->date_prec
    };
    return true;
}

static bool time_below(const struct tr_reading *r, uint32_t w, struct truce_time *t)
{
    static const char *const until[] = { "until", "till", "before", "by", "after", NULL };
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool modifier = rel == TR_REL_nmod || rel == TR_REL_obl || rel == TR_REL_advmod || rel == TR_REL_compound || rel == TR_REL_nummod;
        if (modifier && !tr_prep_among(r->doc, c, until) && from_mention(r, c, t)) return true;
    }
    return false;
}

/* "a 10-day-old truce": its age counts back from the report. */
static bool age(const struct tr_reading *r, const struct tr_ceasefire *x, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    if (r->published == TR_NO_DATE) return false;
    for (uint32_t w = x->first; w < x->w; w++) {
        if (!tr_str_is(d->words[w].lower, "old") && !tr_str_ends(d->words[w].lower, TR_STR("-old"))) continue;
        tr_span s = { d->words[x->first].span.from, d->words[w].span.to };
        int days = tr_duration_hours(tr_str_at(d->text, s)) / 24;
        if (days <= 0) return false;
        *t = (struct truce_time){
            .days = { r->published - days, TR_NO_DATE }, .span = s, .text = tr_str_at(d->text, s), .date_prec = days < 14 ? 1 : 3
        };
        return true;
    }
    return false;
}

/* "72-hour", "five days", "three-month": 0 when it is not told so. */
int tr_duration_hours(tr_str s)
{
    static const struct {
        const char *word;
        int n;
    } words[] = { { "one", 1 },   { "two", 2 },  { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 },     { "seven", 7 },
                  { "eight", 8 }, { "nine", 9 }, { "ten", 10 },  { "a", 1 },    { "an", 1 },   { "twelve", 12 }, { "thirty", 30 } };
    static const struct {
        const char *unit;
        int hours;
    } units[] = { { "hour", 1 }, { "day", 24 }, { "week", 168 }, { "month", 720 }, { "year", 8760 } };
    int n = 0, hours = 0;
    for (size_t i = 0; i < s.n;) {
        size_t k = i;
        while (k < s.n && s.p[k] != '-' && s.p[k] != ' ') k++;
        tr_str w = tr_str_sub(s, i, k);
        for (size_t j = 0; j < w.n && !n; j++) {
            if (w.p[0] < '0' || w.p[0] > '9' || j > 4) break;
            int v = 0;
            for (size_t m = 0; m < w.n && m < 5 && w.p[m] >= '0' && w.p[m] <= '9'; m++) v = v * 10 + (w.p[m] - '0');
            n = v;
        }
        for (size_t j = 0; j < sizeof words / sizeof *words && !n; j++) n = tr_str_is_i(w, words[j].word) ? words[j].n : 0;
        for (size_t j = 0; j < sizeof units / sizeof *units && !hours; j++) {
            tr_str u = { units[j].unit, strlen(units[j].unit) };
            if (tr_str_starts_i(w, u) && w.n <= u.n + 1) hours = units[j].hours;
        }
        i = k + 1;
    }
    if (hours && !n) n = tr_str_find_i(s, TR_STR("day-")) == 0 ? 1 : 0;
    return n > 10000 ? 0 : n * hours;
}

/* The last day of effect, from the first and how long it lasts: three days from Tuesday end on Thursday, 24 hours on the day after. */
void tr_ceasefire_until(struct truce_claim *c)
{
    tr_str s = c->ceasefire.duration;
    int hours = tr_duration_hours(s);
    if (!hours || c->time.days.from == TR_NO_DATE || c->time.date_prec > 1 || c->time.days.to != TR_NO_DATE) return;
    bool by_hours = tr_str_find_i(s, TR_STR("hour")) >= 0;
    c->time.days.to = c->time.days.from + hours / 24 - (by_hours ? 0 : 1);
}

/* Does clause v tell that something takes effect? */
static bool takes_effect(const struct tr_doc *d, uint32_t v)
{
    if (tr_lemma_among(d, v, (const char *const[]){ "begin", "start", "commence", NULL })) return true;
    if (!tr_lemma_among(d, v, (const char *const[]){ "come", "enter", "go", "take", "put", NULL })) return false;
    TR_EACH_CHILD(d, v, c)
    {
        if (tr_lemma_among(d, c, (const char *const[]){ "effect", "force", "hold", "place", NULL })) return true;
    }
    return false;
}

/* "came into force last week": the time right behind, wherever the parser hangs it. */
static bool time_behind(const struct tr_reading *r, uint32_t v, uint32_t end, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t k = v + 1; k < end && k <= v + BEHIND; k++) {
        if (d->words[k].upos == TR_UPOS_PUNCT || d->words[k].upos == TR_UPOS_VERB) return false;
        if (r->word_time[k]) return from_mention(r, k, t);
    }
    return false;
}

/* "A truce takes effect", "peace has taken hold": in a title or lead that is the day of the report. */
static bool begins_now(const struct tr_reading *r, const struct tr_ceasefire *x, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    uint32_t v = d->words[x->w].head;
    if (r->published == TR_NO_DATE || v == TR_NO_WORD || d->words[x->w].sentence > 1 || d->words[x->w].rel != TR_REL_nsubj) return false;
    if (!takes_effect(d, v)) return false;
    uint32_t aux = tr_child(d, v, TR_REL_aux);
    bool perfect =
        aux != TR_NO_WORD && tr_lemma_among(d, aux, (const char *const[]){ "have", NULL }) && !tr_str_is(d->words[aux].lower, "had");
    if (!perfect && (aux != TR_NO_WORD || d->words[v].tense != TR_TENSE_PRES || d->words[v].verbform != TR_VF_FIN)) return false;
    *t = (struct truce_time){ .days = { r->published, TR_NO_DATE }, .date_prec = 1 };
    return true;
}

/* "since it came into force on Monday", ", which took effect in May", "starting on Thursday": behind the ceasefire, what begins without a
 * subject of its own is the ceasefire, whatever the parser hangs the clause by. */
static bool begins_behind(const struct tr_reading *r, const struct tr_ceasefire *x, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[x->w].sentence];
    for (uint32_t v = x->first + x->n; v < s->first + s->n; v++) {
        if (d->words[v].upos != TR_UPOS_VERB || !takes_effect(d, v)) continue;
        uint32_t subject = tr_child(d, v, TR_REL_nsubj);
        bool bare = subject == TR_NO_WORD && tr_str_ends(d->words[v].lower, TR_STR("ing"));
        bool stands_for_it =
            subject != TR_NO_WORD &&
            (subject == x->w || tr_str_among(d->words[subject].lower, (const char *const[]){ "it", "which", "that", NULL }));
        if ((bare || stands_for_it) && (time_below(r, v, t) || time_behind(r, v, s->first + s->n, t))) return true;
    }
    return false;
}

void tr_ceasefire_when(struct tr_reading *r, struct tr_ceasefire *x, struct truce_claim *c)
{
    const struct tr_doc *d = r->doc;
    struct truce_time t = { .days = TR_NO_DAYS };
    uint32_t v[4] = { x->w, tr_child(d, x->w, TR_REL_acl), d->words[x->w].head, TR_NO_WORD };
    if (v[2] != TR_NO_WORD)
        v[3] = d->words[x->w].rel == TR_REL_nsubj   ? tr_child(d, v[2], TR_REL_xcomp)
               : d->words[v[2]].rel == TR_REL_xcomp ? d->words[v[2]].head
                                                    : TR_NO_WORD;
    bool told = age(r, x, &t) || time_below(r, x->w, &t) || begins_behind(r, x, &t);
    for (int strict = 1; strict >= 0 && !told; strict--) {
        for (int i = 1; i < 4 && !told; i++) {
            if (v[i] != TR_NO_WORD && begins(d, v[i]) && only_made(d, v[i]) != (strict == 1))
                told = time_below(r, v[i], &t), x->only_made = told && !strict;
        }
    }
    if (!told) begins_now(r, x, &t);
    c->time = t;
}
