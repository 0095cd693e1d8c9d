/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of findings share. An agreement is prepared once and held against many incidents; what depends on a place or an actor alone is answered once. */
#ifndef TR_JUDGING_FINDINGS_INT_H
#define TR_JUDGING_FINDINGS_INT_H

#include "judging/findings.h"
#include "judging/standing.h"

#define TR_MAX_OPTIONS 16               /* tellings of one question; rival claims beyond them say nothing new */
#define TR_MAX_RIVALS 4                 /* rival perpetrators that are asked about */

/* One telling of an answer: what it is if `label` holds. */
struct tr_option {
    enum tr_tri value;
    const struct tr_term *term;
    tr_str because;                     /* a sentence */
    tr_str label;                       /* "the start is 30 April 2016 01:00 (Syrian army)"; "" when nobody disputes */
};
struct tr_options { struct tr_option v[TR_MAX_OPTIONS]; uint32_t n; };

/* An incident made ready. */
struct tr_case {
    const struct tr_incident *in;
    struct tr_spot spot;
    tr_moments when;
    uint32_t place_no;                  /* equal places have equal numbers, below tr_cases.n_places */
    uint32_t actor, target;             /* indices of standings; 0 is nobody */
    uint32_t rivals[TR_MAX_RIVALS], n_rivals;
    int8_t defence, mingled;            /* signs in the sentences: -1 not looked for yet */
};
struct tr_cases {
    struct tr_arena *arena;
    const struct tr_knowledge *knowledge;
    struct tr_case *v; uint32_t n;
    uint32_t n_places;
    TR_VEC(struct tr_standing) standings;
};
void tr_cases_of(struct tr_arena *a, const struct tr_incident *incidents, uint32_t n, const struct tr_knowledge *k, struct tr_cases *out);
/* Words of self-defence, and of an excluded group among those who are hit, in the sentences that tell of it. */
bool tr_case_defence(struct tr_case *c);
bool tr_case_mingled(struct tr_case *c);

/* Sentences about one stretch of a scenario, made once. */
struct tr_said { tr_str from, until, before, after, label_from, label_until; };

struct tr_bound {                       /* one standing against the parties, or the exclusions, of an agreement */
    bool asked;
    enum tr_tri value;
    tr_days days;                       /* while the answer is yes; outside them it is no */
    const struct tr_term *term;
    tr_str because, name, disputed_by;
};
/* Sentences that many findings share, by what they are made of; direct-mapped: a slot holds the last one. */
#define TR_SAID_SLOTS 128
struct tr_memo { uint64_t key; tr_str text; };

struct tr_ready {                       /* an agreement made ready */
    const struct tr_agreement *agreement;
    struct tr_cases *cases;
    struct tr_scenarios scenarios;
    struct tr_said **said;              /* [scenario][stretch] */
    struct tr_options **places;         /* by place number, without an extension's own territory */
    double *shares;
    struct tr_bound *parties, *excluded;    /* by standing */
    struct tr_memo contested[TR_SAID_SLOTS], flips[TR_SAID_SLOTS];
    tr_str territory, outside;
    tr_date first;                      /* day of the first claimed start, TR_NO_DATE when none is */
    tr_moments life;                    /* from the first claimed start to the last claimed end; open where anybody claims no end */
    char countries[8][3]; uint32_t n_countries;     /* of its territory; 0 when it cannot be told */
};
void tr_ready_of(const struct tr_agreement *g, struct tr_cases *cases, struct tr_ready *out);
void tr_ready_times(struct tr_ready *r);
/* Seconds between two moments, 0 when they touch; an open end reaches everything. */
int64_t tr_moments_apart(tr_moments m, tr_moments w);
void tr_ready_places(struct tr_ready *r);

/* The five questions. terse: an earlier answer is a definite no, only the value is wanted. during: extensions that the time question went through. */
struct tr_during { const struct tr_extension *v[4]; uint32_t n; };
void tr_ask_time(struct tr_ready *r, struct tr_case *c, struct tr_options *out, struct tr_during *during);
void tr_ask_place(struct tr_ready *r, struct tr_case *c, const struct tr_during *during, struct tr_options *out, double *share);
void tr_ask_excluded(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out);
void tr_ask_parties(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out);
void tr_ask_act(struct tr_ready *r, struct tr_case *c, bool terse, struct tr_options *out);

static inline struct tr_option *tr_option_add(struct tr_options *o, enum tr_tri value, const struct tr_term *term, tr_str because, tr_str label)
{
    for (uint32_t i = 0; i < o->n; i++) {
        if (o->v[i].value == value && o->v[i].term == term && tr_str_eq(o->v[i].label, label)) return &o->v[i];
    }
    if (o->n == TR_MAX_OPTIONS) return &o->v[TR_MAX_OPTIONS - 1];
    o->v[o->n] = (struct tr_option){ value, term, because, label };
    return &o->v[o->n++];
}
static inline enum tr_tri tr_tri_and(enum tr_tri a, enum tr_tri b)
{
    return a == TR_NO || b == TR_NO ? TR_NO : a == TR_UNKNOWN || b == TR_UNKNOWN ? TR_UNKNOWN : TR_YES;
}
static inline enum tr_tri tr_tri_or(enum tr_tri a, enum tr_tri b)
{
    return a == TR_YES || b == TR_YES ? TR_YES : a == TR_UNKNOWN || b == TR_UNKNOWN ? TR_UNKNOWN : TR_NO;
}
/* The value that every telling gives, else unknown. */
enum tr_tri tr_options_value(const struct tr_options *o);
bool tr_options_contested(const struct tr_options *o);
/* "30 April 2016 01:00" as clocks there show it. */
tr_str tr_moment_text(struct tr_arena *a, const struct tr_zone *z, tr_instant t);
#define TR_NOTHING ((tr_str){ "", 0 })

#endif
