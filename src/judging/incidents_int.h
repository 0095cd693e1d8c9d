/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering claims into incidents, inside. A claim becomes a gist (what can be compared); gists of one report that tell of one thing become a scene,
 * scenes of all reports become incidents (incidents_merge.c); decisions move claims (incidents_decide.c); what is left is told (incidents.c). */
#ifndef TR_JUDGING_INCIDENTS_INT_H
#define TR_JUDGING_INCIDENTS_INT_H

#include "judging/incidents.h"

/* What kind of act: only acts of a kind that they share are one. */
enum tr_act_class { TR_CLASS_HARM = 1, TR_CLASS_HOLD = 2, TR_CLASS_GROUND = 4 };

/* What it was done with, in families: names that reports use for the same thing. */
enum tr_family {
    TR_FAMILY_AIR = 1, TR_FAMILY_GUNS = 2, TR_FAMILY_BLAST = 4, TR_FAMILY_FIRE = 8, TR_FAMILY_CLASH = 16, TR_FAMILY_GAS = 32, TR_FAMILY_HANDS = 64
};

/* Numbers of victims that are not parts of a whole: the least and the greatest told so far. */
enum tr_toll_of { TR_TOLL_KILLED, TR_TOLL_INJURED, TR_TOLL_OTHER, TR_TOLL_count };
struct tr_toll { bool known, open, fighters; int64_t low, high; };

#define TR_GIST_DATASETS 3
struct tr_gist {
    uint32_t classes, families, targets;            /* bits; families and targets 0: not told */
    const struct tr_place_row *place;               /* the most precise so far */
    tr_days days;
    int date_prec, clock_from, clock_to;
    bool series;                                    /* of more than a week: no single incident */
    const struct tr_actor_row *by, *to;
    struct tr_toll toll[TR_TOLL_count];
    tr_days published;
    const struct tr_report_row *dataset[TR_GIST_DATASETS];     /* imported rows among it, one a data set */
    tr_str teller;                                  /* origin of the first number */
    tr_str victim;                                  /* a person who was harmed, as named or described; "" when none */
    tr_id root;                                     /* of its first report's near-copies */
    tr_str quote;                                   /* of its first claim */
    uint32_t sentence;                              /* of the claim that came last: only within a report */
    tr_id whole, first;                             /* within a report: part of that claim; its own first claim */
};

/* Whether a claim tells of an incident at all, and what it says of it. */
bool tr_gist_of(const struct tr_claim_row *c, struct tr_gist *g);
/* NULL for what is no actor but a weapon that a sentence makes one. */
const struct tr_actor_row *tr_somebody(const struct tr_actor_row *x);
/* What both know together; b joins a. */
void tr_gist_join(struct tr_gist *a, const struct tr_gist *b);
/* Words for what is hit ("hospital", "market"): bits. */
uint32_t tr_targets_in(tr_str words);
const char *tr_target_name(uint32_t targets);       /* of the lowest bit that is set; NULL for none */

/* How places lie to each other. FINE: facilities and neighbourhoods. */
enum tr_where { TR_WHERE_UNKNOWN, TR_WHERE_SAME, TR_WHERE_WITHIN, TR_WHERE_NEAR, TR_WHERE_COARSE, TR_WHERE_APART };
enum tr_where tr_where_of(const struct tr_place_row *a, const struct tr_place_row *b);
int tr_place_rank(const struct tr_place_row *p);    /* 0 unknown, 1 country … 6 facility */
enum tr_alike { TR_ALIKE_UNKNOWN, TR_ALIKE_SAME, TR_ALIKE_SIDE, TR_ALIKE_DIFFERENT };
enum tr_alike tr_actors_alike(const struct tr_actor_row *a, const struct tr_actor_row *b);

/* What speaks for and against one thing; score < 0: they cannot be one. */
struct tr_fit {
    double score;
    enum tr_where where;
    enum tr_alike by, to;
    enum { TR_WHEN_UNKNOWN, TR_WHEN_DAY, TR_WHEN_OVERLAP, TR_WHEN_NEXT, TR_WHEN_APART } when;
    enum { TR_HOW_UNKNOWN, TR_HOW_SAME, TR_HOW_LIKE, TR_HOW_APART } how;
    enum { TR_COUNT_UNKNOWN, TR_COUNT_EQUAL, TR_COUNT_RISING, TR_COUNT_NEAR, TR_COUNT_APART } count;
    enum tr_toll_of counted;
    uint32_t targets;                               /* that both name */
    int sentences;                                  /* between them, within a report; -1 across */
    bool clock, reprint, twin, part, strong, victim;
};
#define TR_TOLD_ON_DAYS 10                          /* a report names a strike on a building without its day while it is news */
#define TR_FIT_ACROSS 0.60                          /* from here on scenes of different reports are one */
#define TR_FIT_WITHIN 0.50                          /* claims of one report */
struct tr_fit tr_fit_of(const struct tr_gist *a, const struct tr_gist *b, bool within);
/* In words: "same facility; same day; both airstrike; 27 killed then 50". */
tr_str tr_fit_words(struct tr_arena *a, const struct tr_fit *f, const struct tr_gist *x, const struct tr_gist *y);

/* A claim in its group. */
struct tr_member { const struct tr_claim_row *claim; double score; tr_str reasons; tr_id assessment; uint64_t twin; };
struct tr_group { struct tr_gist gist; TR_VEC(struct tr_member) members; bool confirmed, rejected; };
struct tr_groups { TR_VEC(struct tr_group) list; };
/* rows: claims in the canonical order. */
void tr_groups_of(struct tr_arena *a, const struct tr_claim_row *const *rows, uint32_t n, struct tr_groups *out);
/* Merges, splits, confirmations and rejections that stand, in the order in which they were made. */
void tr_groups_decide(struct tr_arena *a, struct tr_groups *g, const struct tr_assessments *decisions);

/* Days between two; very many when one is not known. */
static inline int32_t tr_days_apart(tr_date a, tr_date b)
{
    if (a == TR_NO_DATE || b == TR_NO_DATE) return INT32_MAX;
    return a < b ? b - a : a - b;
}

/* Canonical order of claims: publication, hash of the report, index. */
int tr_claim_order(const struct tr_claim_row *x, const struct tr_claim_row *y);

/* --- figures of one incident and one harm (incidents_toll.c) ------------------------------------------------------------------- */

enum tr_use_of { TR_FIG_COUNTED, TR_FIG_SUPERSEDED, TR_FIG_REPEATED, TR_FIG_PART };
struct tr_fig {
    const struct tr_claim_row *claim;
    enum tr_use_of use;
    const struct tr_claim_row *because;
};
/* What one origin says in all: sets use of each figure. figs: of one origin, harm and incident (or period), in canonical order. */
struct tr_range tr_figs_settle(struct tr_fig *figs, uint32_t n);
bool tr_range_known(struct tr_range r);
struct tr_range tr_range_of(const struct truce_quantity *q);
struct tr_range tr_range_add(struct tr_range a, struct tr_range b);         /* of different people */
struct tr_range tr_range_span(struct tr_range a, struct tr_range b);        /* min of lows, max of highs: of the same people by different voices */
/* Rival counts of one thing: min of lows, max of highs. Who tells of children or fighters alone where others tell of everybody counts a part, and only raises what is too low. */
struct tr_count { struct tr_range range; uint32_t who; };                   /* bits of the classes that were counted */
struct tr_range tr_counts_span(const struct tr_count *v, uint32_t n);
bool tr_who_within(enum truce_who part, enum truce_who whole);

#endif
