/* SPDX-License-Identifier: Apache-2.0 */
/* Tallies: casualties of a filter as low-high, by source and across independent sources. Never a silent average, never a sum of a whole and its parts, of a figure and
 * the one that replaced it, or of a total and the incidents inside it. */
#ifndef TR_JUDGING_TALLIES_H
#define TR_JUDGING_TALLIES_H

#include "judging/incidents.h"

/* What is done, exactly.
 *   A figure is a casualties claim. Its scope is the day of its incident, or its period; it counts when that lies inside the asked days (a period may reach over them by a
 *   tenth of itself) and its place inside the asked one; without any day, when it was published in the asked days. Else it is shown as other_scope.
 *   1. Of one origin and one incident the latest figure stands (incidents_toll.c): earlier ones are superseded, equal or looser ones repeat, parts are parts; kinds of people
 *      that exclude each other are added (civilians and fighters).
 *   2. Of one origin, totals of one place that begin on one day are one history as well ("since 22 April").
 *   3. Of one origin, a total and what lies inside it (incidents, smaller totals; unless of people that exclude each other) are never added: the larger stands, the rest is inside.
 *   4. A row of a source is the sum of what stands.
 *   5. Across origins: of each incident min of lows and max of highs; incidents are added; then each total, from the smallest scope to the widest, is put against the sum of
 *      what lies inside it, again min and max. Rows by week, means and party are this over their own incidents and totals; rows by victims over figures of that class alone.
 * Nothing is averaged. Relays, reprints and duplicates change no number. Harms are apart; `casualties` (killed or injured, undivided) is a harm of its own. */
enum tr_tally_by { TR_TALLY_SOURCE, TR_TALLY_WEEK, TR_TALLY_VICTIM, TR_TALLY_MEANS, TR_TALLY_PARTY };

/* What became of a figure in the sum of its source. */
#define TR_USE_LIST(X)                                                                                                 \
    X(counted)                                                                                                         \
    X(superseded)       /* the same source gave a later figure for that scope */                                       \
    X(repeated)         /* the same figure of the same origin, relayed or reprinted */                                 \
    X(part)             /* of a whole that is counted */                                                               \
    X(inside)           /* an incident inside a period's total that is counted, or the smaller of both */              \
    X(other_scope)      /* wider or narrower in time or place than was asked: shown, not counted */                    \
    X(not_actual)       /* denied, feared or planned */
enum tr_use {
#define X(n) TR_USE_##n,
    TR_USE_LIST(X)
#undef X
    TR_USE_count
};

struct tr_tally_item {
    const struct tr_claim_row *claim;
    enum tr_use use;
    const struct tr_claim_row *because; /* what superseded, holds or repeats it; NULL when counted, other_scope or not_actual */
    tr_id incident;                     /* 0 when a total */
};
struct tr_tally_cell {
    enum truce_harm harm;
    struct tr_range range;
    const struct tr_tally_item *items; uint32_t n;      /* in order of publication; the history of the number */
};
struct tr_tally_row {
    tr_str key, name;                   /* origin and its name; a week "2016-W17"; a victim class; means; a party */
    struct tr_grade grade;
    const struct tr_tally_cell *cells; uint32_t n;      /* one a harm of which there are figures, in the order of TRUCE_HARM_LIST */
};
struct tr_tally {
    struct tr_scope scope;
    tr_days days;
    enum tr_tally_by by;
    const struct tr_tally_row *rows; uint32_t n;
    struct tr_tally_row all;            /* across independent origins: min of lows, max of highs */
    tr_instant as_of;
};

int tr_tally_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_incidents *incidents, const struct tr_filter *f, enum tr_tally_by by, struct tr_tally *out,
                struct tr_err *err);
int tr_tally_ask(struct tr_ledger *l, const struct tr_filter *f, enum tr_tally_by by, struct tr_arena *a, struct tr_tally *out, struct tr_err *err);
const char *tr_use_name(enum tr_use u);

#endif
