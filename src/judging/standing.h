/* SPDX-License-Identifier: Apache-2.0 */
/* Where an actor stands: what it belongs to on a day. Organs, soldiers and office holders belong to their state ("Syrian army" -> state:SY), groups to what they
 * are members of and to their side; a phrase ("fighters of Ahrar al-Sham", "Russian warplanes", "government forces") stands for whom it names. */
#ifndef TR_JUDGING_STANDING_H
#define TR_JUDGING_STANDING_H

#include "knowledge/agreements.h"
#include "ledger/rows.h"

#define TR_STANDING_IDS 8

struct tr_standing {
    const struct tr_actor_row *row;             /* NULL: nobody is named, and nothing else holds */
    tr_str ids[TR_STANDING_IDS]; uint32_t n;    /* itself, what it belongs to, its state as "state:XX" */
    tr_str side;                                /* "syria-opposition"; "" unknown */
    bool known;                                 /* ids or rebels say who it is */
    bool armed;                                 /* fights or governs: neither civilians nor bystanders */
    bool rebels;                                /* insurgents of that country, without the group's name */
    bool aircraft;                              /* warplanes, jets, helicopters: some state's, without saying whose */
    char country[3];
};

/* country: where it acts, for those who are told apart by that alone ("the army"); k may be NULL: only what the row itself says. */
void tr_standing_of(struct tr_arena *a, const struct tr_actor_row *row, const char *country, tr_date day, const struct tr_knowledge *k, struct tr_standing *out);
/* Whether it is that actor ("group:jai", "state:SY", "side:syria-opposition"), one of its organs, members or office holders. Unknown when it is not known who it is, or
 * when rebels are named and a group of their side is asked for. */
enum tr_tri tr_standing_is(const struct tr_standing *s, tr_str actor, const struct tr_knowledge *k);
/* The id that speaks for it on the stage of states: "state:RU" for Kurylenko, its own for a group; "" when not known. */
tr_str tr_standing_voice(const struct tr_standing *s);
/* The same for a name as users write it: "Moscow", "Kurylenko", "Jaysh al-Islam", "state:RU"; the text itself when nobody is known by it. */
tr_str tr_actor_voice(struct tr_arena *a, tr_str name, const struct tr_knowledge *k);

#endif
