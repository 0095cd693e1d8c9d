/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the report's time expressions belongs to an act or a figure. */
#include "reading/times.h"
#include "reading/tree.h"

/* How near a time expression stands to what it may date, best first; below TAKE nothing is taken. */
enum { OWN = 100, HOST = 95, CLAUSE = 90, SINCE = 80, ABOVE = 70, WHEN = 60, BESIDE = 45, AFTER = 35, SENTENCE = 25, TAKE = 20 };

/* The day of saying is not the day of what is said. */
static bool is_saying(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "say", "tell", "report", "announce", "state", "declare", "confirm", "note", "quote", "write", "publish", "tweet",
                                         "claim", "warn", "add", "speak", "release", "post", "cite", "update", "estimate", "document", "reveal", "allege" };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (tr_is_lemma(d, w, verbs[i])) return true;
    }
    return false;
}

static tr_str mark_of(const struct tr_doc *d, uint32_t clause)
{
    TR_EACH_CHILD(d, clause, c)
    {
        if (c < clause && (d->words[c].rel == TR_REL_mark || (d->words[c].rel == TR_REL_advmod && tr_is_lemma(d, c, "when")))) return d->words[c].lower;
    }
    return (tr_str){ "", 0 };
}

static int nearness(const struct tr_doc *d, uint32_t w, const struct tr_time_mention *m)
{
    uint32_t mc = tr_clause_of(d, m->head), wc = tr_clause_of(d, w);
    uint32_t mp = d->words[m->head].head;
    if (mc == wc) return tr_under(d, m->head, w) ? OWN : is_saying(d, mc) && w != mc && mp == mc ? 0 : CLAUSE;
    if (mp != TR_NO_WORD && d->words[wc].rel == TR_REL_acl && d->words[wc].head == mp) return HOST;
    if (tr_under(d, wc, mc)) {
        if (is_saying(d, mc) && mp == mc) return m->since ? TAKE : 0;
        return ABOVE;
    }
    if (tr_under(d, mc, wc)) {
        if (m->since) return SINCE;
        tr_str mark = mark_of(d, mc);
        if (is_saying(d, mc)) return 0;
        if (d->words[mc].rel == TR_REL_advcl && (tr_str_is(mark, "after") || tr_str_is(mark, "before"))) return AFTER;
        if (d->words[mc].rel == TR_REL_parataxis || d->words[mc].rel == TR_REL_ccomp) return TAKE;
        return d->words[mc].rel == TR_REL_conj ? AFTER : WHEN;
    }
    if (is_saying(d, mc) && mp == mc) return 0;
    return mc < wc ? BESIDE : SENTENCE;
}

static bool datable(const struct tr_time_mention *m) { return !m->is_duration && !m->is_stamp && tr_days_known(m->days); }

static struct truce_time made(const struct tr_reading *r, const struct tr_time_mention *m, bool own_span)
{
    struct truce_time t = { .days = m->days, .date_prec = m->date_prec };
    if (own_span) {
        t.span = m->span;
        t.text = tr_str_at(r->doc->text, m->span);
    }
    return t;
}

static const struct tr_time_mention *best_in(const struct tr_reading *r, uint32_t w, int *score)
{
    const struct tr_doc *d = r->doc;
    uint32_t sentence = d->words[w].sentence;
    const struct tr_time_mention *best = NULL;
    uint32_t best_far = 0;
    *score = 0;
    for (uint32_t i = 0; i < r->times.n; i++) {
        const struct tr_time_mention *m = &r->times.v[i];
        if (d->words[m->first].sentence != sentence || !datable(m)) continue;
        int near = nearness(d, w, m);
        uint32_t far = m->head > w ? m->head - w : w - m->head;
        if (near >= TAKE && (near > *score || (near == *score && far < best_far))) {
            best = m;
            *score = near;
            best_far = far;
        }
    }
    return best;
}

struct truce_time tr_time_of(const struct tr_reading *r, uint32_t w)
{
    int score;
    const struct tr_time_mention *m = w < r->doc->n_words ? best_in(r, w, &score) : NULL;
    if (m) return made(r, m, true);
    return (struct truce_time){ .days = TR_NO_DAYS };
}
