/* SPDX-License-Identifier: Apache-2.0 */
/* ACLED's codes for a report's events (events_acled.c), given when all of them have their sides, and the scene that an event is part of (events_scene.c). */
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

/* --- who */

/* Does a word of the actor's name or description belong to the class of the lexicon? NULL is nobody. */
bool tr_actor_words(const struct tr_reading *r, const struct truce_actor *a, const char *cls);
bool tr_is_state_side(const struct truce_actor *a);
bool tr_is_crowd(const struct tr_reading *r, const struct truce_actor *a);          /* unarmed people who act together: a mob, residents, protesters */
bool tr_is_protester(const struct tr_reading *r, const struct truce_actor *a);
bool tr_is_armed_side(const struct tr_reading *r, const struct truce_actor *a);     /* a force or what it holds: "rebels", "a police station" */

/* --- the scene */

/* A protest and what is told in the sentences around it. An act that the protest is about ("marched against the killing of a priest") is none of it. */
struct tr_scene {
    const struct truce_claim *protest;          /* NULL: none is told nearby, and nothing below is set */
    bool rally;                                 /* not riots alone */
    bool crowd_strikes, state_acts, state_shoots, harm;
};

/* The scene around event claim i. */
struct tr_scene tr_scene_of(const struct tr_coding *x, uint32_t i);
/* Is the claim an act of the scene's protest: by it, against it, or its policing? */
bool tr_in_scene(const struct tr_coding *x, uint32_t i, const struct tr_scene *s);
enum tr_acled tr_scene_code(const struct tr_scene *s);

/* --- the act */

bool tr_event_is(const struct tr_candidate *x, const char *sense);                  /* the use that the lexicon names */
/* Does w or a word below it, no more than depth down and in the same clause, belong to the class? */
bool tr_told_with(const struct tr_reading *r, uint32_t w, const char *cls, int depth);
bool tr_is_deadly_force(const struct tr_reading *r, const struct truce_claim *c);   /* live fire or killing, not tear gas and batons */

#endif
