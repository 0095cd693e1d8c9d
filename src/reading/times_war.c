/* SPDX-License-Identifier: Apache-2.0 */
/* "Since the conflict began": counted from the day on which the report elsewhere lets it begin ("the conflict erupted in March 2011", "at war
 * since 2014"). */
#include "reading/times.h"
#include "reading/tree.h"

#define LOOKED_AT 40 /* time expressions of a report that may tell a beginning */

static bool is_war(const struct tr_doc *d, uint32_t w)
{
    static const char *const wars[] = { "conflict",   "war",    "uprising", "crisis",   "revolution", "revolt",
                                        "insurgency", "unrest", "civil",    "invasion", "rising",     NULL };
    return d->words[w].upos != TR_UPOS_VERB && tr_lemma_among(d, w, wars);
}

static bool begins(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "begin", "start", "erupt", "break", "rage", "lock", NULL };
    return tr_lemma_among(d, w, verbs);
}

/* "since the war", "since the uprising began": does the since-word at w lead such a phrase? */
static bool since_war(const struct tr_doc *d, uint32_t w)
{
    uint32_t h = d->words[w].head;
    if (h == TR_NO_WORD) return false;
    if (is_war(d, h)) return true;
    uint32_t subject = tr_child(d, h, TR_REL_nsubj);
    return begins(d, h) && subject != TR_NO_WORD && is_war(d, subject);
}

/* Does the clause of the mention tell that a war began or lasts since then? */
static bool tells_start(const struct tr_reading *r, const struct tr_time_mention *m)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[m->first].sentence];
    uint32_t clause = tr_clause_of(d, m->head);
    bool war = false;
    for (uint32_t w = s->first; w < s->first + s->n && !war; w++) war = is_war(d, w);
    return war && (m->since || begins(d, clause));
}

bool tr_time_since_war(const struct tr_reading *r, uint32_t w, struct truce_time *t)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    uint32_t since = s->first, end = s->first + s->n;
    while (since < end && !(tr_str_is(d->words[since].lower, "since") && since_war(d, since))) since++;
    if (since == end || r->published == TR_NO_DATE) return false;
    for (uint32_t i = 0; i < r->times.n && i < LOOKED_AT; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (m->is_duration || m->is_stamp || m->days.from == TR_NO_DATE || m->days.from >= r->published || !tells_start(r, m)) continue;
        *t = (struct truce_time){ .days = { m->days.from, r->published } };
        t->date_prec = tr_days_prec(t->days);
        return true;
    }
    return false;
}
