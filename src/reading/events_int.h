/* SPDX-License-Identifier: Apache-2.0 */
/* Between the steps of reading events: candidates (events.c), which of them tell the same act (events_merge.c), and an event's slots (events_slots.c). */
#ifndef TR_READING_EVENTS_INT_H
#define TR_READING_EVENTS_INT_H

#include "reading/frame.h"
#include "reading/reading.h"

struct tr_candidate {
    uint32_t w;        /* head word of the trigger */
    uint32_t first, n; /* the trigger as quoted: one to three words */
    enum truce_event type;
    enum truce_mode mode;
    float p;                  /* that it is an event of this type */
    const struct tr_use *use; /* of the lexicon; NULL when only the claim heads see it */
    bool by_model;            /* the claim heads see it too */
    bool refused;             /* the act itself is denied, and denying it is the event */
    bool dropped;
};

struct tr_candidates {
    TR_VEC(struct tr_candidate) list;
    uint32_t *of_word;      /* index + 1 of the candidate whose head a word is */
    uint32_t *tolls, *next; /* per sentence: index + 1 of its first casualties claim; per claim: of the next in its sentence; 0 none */
};

/* The casualties claims of the sentence of word w, as indices into the reading's claims. */
#define TR_EACH_TOLL(r, c, w, i) \
    for (uint32_t i##_ = (c)->tolls[(r)->doc->words[w].sentence], i = i##_ - 1; i##_; i##_ = (c)->next[i], i = i##_ - 1)

/* The live candidate whose trigger's head is w, NULL when none. */
struct tr_candidate *tr_candidate_at(struct tr_candidates *c, uint32_t w);
/* Drops what tells no act of its own: "air strikes killed" is one event, what a request asks for is none. */
void tr_events_merge(const struct tr_reading *r, struct tr_candidates *c);
/* The words that repeat the title or a whole earlier sentence: bool per word. */
bool *tr_repeated_words(const struct tr_reading *r);
/* Gives an assault that is told of again the sides that it was told with; event claims begin at index first (events_again.c). */
void tr_events_again(struct tr_reading *r, uint32_t first);
/* Lets acts and the tolls that they left fill each other's gaps: means, perpetrator (acts_and_tolls.c). Event claims begin at index first. */
void tr_acts_and_tolls(struct tr_reading *r, const struct tr_candidates *c, uint32_t first);
/* Takes from an event the day that it only has from context where it may have none (events_when.c). Its status must stand. */
void tr_event_day(const struct tr_reading *r, const struct tr_candidate *x, struct truce_claim *claim);
/* Days for events that have none, from the headline's lead and from what the same speaker said just before; event claims begin at index first. */
void tr_events_days(struct tr_reading *r, uint32_t first);
/* Changes its type where the words around it do (events_bend.c). */
void tr_event_bend(struct tr_reading *r, struct tr_candidate *x);
/* Mode, actor, recipient, status. */
void tr_event_fill(struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x, struct truce_claim *claim);
void tr_event_sides(struct tr_reading *r, const struct tr_candidates *c, const struct tr_candidate *x,
                    struct truce_claim *claim); /* events_sides.c */
enum truce_mode tr_event_mode(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x);

#endif
