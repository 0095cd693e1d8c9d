/* SPDX-License-Identifier: Apache-2.0 */
/* What a place's name covers: a rule that any place can be held against, apart from any store. */
#ifndef TR_LEDGER_SCOPE_H
#define TR_LEDGER_SCOPE_H

#include "ledger/ledger.h"

#define TR_CITY_KM 10.0         /* neighbourhoods, facilities and towns that far from a city's centre belong to it */
#define TR_QUARTER_KM 1.5       /* and buildings that far from a neighbourhood's */
#define TR_MAX_CIRCLE_KM 2000.0

enum tr_scope_sort { TR_SCOPE_CIRCLE, TR_SCOPE_COUNTRY, TR_SCOPE_UNIT, TR_SCOPE_PLACE, TR_SCOPE_UNIT_AND_CITY };
struct tr_scope_rule {
    enum tr_scope_sort sort;
    tr_str name;                /* for people */
    tr_str fold, key;           /* of the place itself */
    enum truce_place_kind kind;
    char country[3];
    tr_str admin1;              /* of a unit */
    bool located;
    double lat, lon, km;        /* what lies around it belongs to it; km 0: nothing does */
};

/* "36.2,37.16,10". False when it is no such thing. */
bool tr_scope_circle(struct tr_arena *a, tr_str text, struct tr_scope_rule *out);
/* "Aleppo", "Aleppo city", "Aleppo Governorate", "Aleppo, SY", "Syria" by what Truce knows. n candidates, the most prominent first; 0: unknown. */
uint32_t tr_scope_read(struct tr_arena *a, const struct tr_knowledge *k, tr_str text, struct tr_scope_rule *out, uint32_t max);
/* The rule for a name that only the ledger has; country "" any. */
void tr_scope_own(struct tr_arena *a, const struct tr_place_row *p, struct tr_scope_rule *out);
/* The name without ", SY" and kind words, folded; *country is filled where it was told. */
tr_str tr_scope_fold(struct tr_arena *a, const struct tr_knowledge *k, tr_str text, char country[3]);
/* Whether a place lies in it. fold: the place's folded name. */
bool tr_scope_has(const struct tr_scope_rule *r, const struct tr_place_row *p, tr_str fold);
/* Names that look or sound like it, ", " between; "" when there are none. */
tr_str tr_scope_near(struct tr_arena *a, const struct tr_knowledge *k, tr_str fold, const struct tr_place_row *const *own, uint32_t n_own);

#endif
