/* SPDX-License-Identifier: Apache-2.0 */
/* ACLED's codes for a report's events (events_acled.c), given when all of them have their sides. */
#ifndef TR_READING_EVENTS_ACLED_H
#define TR_READING_EVENTS_ACLED_H

#include "knowledge/acled.h"
#include "reading/events_int.h"

struct tr_coding {
    struct tr_reading *r;
    const struct tr_candidates *candidates;
    const struct tr_candidate **of_claim;       /* of claim first + i */
    uint32_t first;                             /* event claims begin here and go to the end */
};

/* Sets acled_event and acled_sub_event of every event claim; NULL where ACLED has no word for it. */
void tr_events_acled(const struct tr_coding *x);
/* Does a word of the actor's name or description belong to the class? */
bool tr_actor_words(const struct tr_reading *r, const struct truce_actor *a, const char *cls);

#endif
