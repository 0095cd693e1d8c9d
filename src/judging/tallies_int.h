/* SPDX-License-Identifier: Apache-2.0 */
/* Tallies, inside. A figure is a casualties claim with what became of it; figures of one origin, harm and incident (or period) are a node; nodes of one origin
 * that do not overlap are its toll. Rows are nodes put together by week, victims, means or party. */
#ifndef TR_JUDGING_TALLIES_INT_H
#define TR_JUDGING_TALLIES_INT_H

#include "base/map.h"
#include "judging/incidents_int.h"
#include "judging/tallies.h"

struct tr_figure {
    const struct tr_claim_row *claim;
    const struct tr_incident *incident;     /* NULL: a total, or people in a state (displaced, besieged) */
    enum tr_use use;
    const struct tr_claim_row *because;
    uint32_t origin;                        /* index among the origins met */
    bool in;                                /* of the scope, actual, and no repetition from elsewhere: takes part in nodes */
};
struct tr_figures { struct tr_figure *v; uint32_t n, n_origins; };

struct tr_node {
    uint32_t origin;
    enum truce_harm harm;
    const struct tr_incident *incident;     /* NULL: a total */
    const struct tr_place_row *place;
    tr_days days;                           /* TR_NO_DATE for an open start */
    uint32_t who;                           /* bits of the classes that were counted */
    struct tr_range range;
    bool top;                               /* stands in its origin's sum; else inside of another */
    const struct tr_claim_row *claim;       /* of the figure that counts most */
    const struct tr_report_row *row;        /* of an imported table, where the node is one: rows of one table never count the same people */
    uint32_t *figures, n;                   /* indices */
};
struct tr_nodes { TR_VEC(struct tr_node) list; };

/* Figures of the claims, with the uses that are known before they are held against each other. In the canonical order. */
void tr_figures_of(struct tr_arena *a, const struct tr_claims *claims, const struct tr_incidents *incidents, const struct tr_filter *f, struct tr_figures *out);
/* Settles each origin: sets use and because of every figure that is `in`. who: only figures of that class, also those that are parts; TRUCE_WHO_none all. */
void tr_nodes_of(struct tr_arena *a, struct tr_figures *f, enum truce_who who, struct tr_nodes *out);
/* Across origins: per incident min of lows and max of highs, incidents added, totals again min and max against what lies inside them. pick: NULL or which nodes. */
struct tr_range tr_nodes_span(struct tr_arena *a, const struct tr_nodes *nodes, enum truce_harm harm, const bool *pick);
/* The sums of each origin's standing nodes, harm by harm: that of origin o and harm h at [o * TRUCE_HARM_count + h]. */
const struct tr_range *tr_nodes_sums(struct tr_arena *a, const struct tr_nodes *nodes, uint32_t n_origins);
/* Two rows of one imported table. */
bool tr_rows_apart(const struct tr_report_row *a, const struct tr_report_row *b);
enum truce_who tr_victims(const struct tr_claim_row *c);    /* people when not told */

#endif
