/* SPDX-License-Identifier: Apache-2.0 */
/* The reading of one report: what each step finds and the next ones use. Steps run in the order of the functions below;
 * each fills its own part and reads only what stands before it. All memory is the arena's; nothing is freed here.
 * Word indices are those of tr_doc. A value that has no span behind it is not made. */
#ifndef TR_READING_READING_H
#define TR_READING_READING_H

#include "base/err.h"
#include "knowledge/knowledge.h"
#include "language/doc.h"
#include "truce.h"

enum tr_tense_hint { TR_WHEN_UNKNOWN, TR_WHEN_PAST, TR_WHEN_FUTURE };

/* A time expression, resolved (times.c). */
struct tr_time_mention {
    uint32_t first, n, head;        /* words */
    tr_span span;
    tr_days days;                   /* TR_NO_DATE when open or unresolved */
    int date_prec;                  /* UCDP GED 1..5, 0 unknown */
    bool is_duration;               /* "for 72 hours": no place on the calendar of its own */
    bool is_range;                  /* covers a period ("since March 2011", "last week"): counts over it are cumulative */
    bool since;                     /* open start to publication: "since …" */
    bool is_stamp;                  /* only says when the report came out */
    char timex3[40];                /* TIMEX3 value, for --layers times */
};

/* A time of day (times_clock.c): minutes of the local day, 0 … 1440; from == to for a moment. */
struct tr_clock {
    uint32_t first, n, head;        /* words */
    int from, to;
};

/* A mention of a place; several mentions share one truce_place (places.c). */
struct tr_place_mention {
    uint32_t first, n, head;
    tr_span span;
    uint32_t place;                 /* index into places */
    bool as_actor;                  /* stands for its government ("Moscow refused") */
    bool is_dateline;
    bool is_base;                   /* "Britain-based": where a speaker sits */
    uint32_t holds;                 /* mention index + 1 of what it only says the whereabouts of ("Qara, Homs"), 0 none */
};

/* A mention of an actor: name, common noun phrase or pronoun; several share one truce_actor (actors.c). */
struct tr_actor_mention {
    uint32_t first, n, head;
    tr_span span;
    uint32_t actor;                 /* index into actors */
    bool pronoun;
};

/* A stretch of text that somebody asserts (attribution.c). */
struct tr_attribution {
    uint32_t source_actor;          /* index into actors, UINT32_MAX when the source has no mention of its own */
    uint32_t source_head, cue;      /* words; TR_NO_WORD when none */
    tr_span source_span, cue_span;
    TR_VEC(tr_span) content;
    uint32_t depth;                 /* 0 = outermost */
    bool direct;
    bool stance;                    /* thought, wanted, favoured, spoken of: not asserted, and no claim has its source from it */
};

struct tr_reading {
    struct tr_arena *arena;
    const struct tr_knowledge *know;
    const struct tr_doc *doc;
    tr_str outlet, title;
    tr_date published;              /* TR_NO_DATE when unknown */
    struct tr_diags *diags;

    TR_VEC(struct tr_time_mention) times;       /* in text order */
    TR_VEC(struct tr_clock) clocks;             /* in text order */
    TR_VEC(struct truce_place *) places;        /* distinct, in order of first mention */
    TR_VEC(struct tr_place_mention) place_mentions;
    TR_VEC(struct truce_actor *) actors;        /* distinct, in order of first mention */
    TR_VEC(struct tr_actor_mention) actor_mentions;
    TR_VEC(struct tr_attribution) attributions;
    TR_VEC(struct truce_claim) claims;

    struct tr_cast *cast;           /* what actors.c keeps of each actor for tr_actor_at */

    uint32_t *word_place;           /* per word: place mention index + 1 that covers it, 0 none */
    uint32_t *word_actor;           /* per word: actor mention index + 1 whose head it is, 0 none */
    uint32_t *word_time;            /* per word: time mention index + 1 that covers it, 0 none */
    uint32_t *word_source;          /* per word: actor index + 1 of the first speaker of what stands there, 0 = outlet */
};

/* The steps, in order. Each is one module. */
void tr_times_find(struct tr_reading *r);           /* times.c */
void tr_places_find(struct tr_reading *r);          /* places.c */
void tr_actors_find(struct tr_reading *r);          /* actors.c: mentions, names, coreference */
void tr_attribution_find(struct tr_reading *r);     /* attribution.c */
void tr_casualties_read(struct tr_reading *r);      /* casualties.c */
void tr_figures_read(struct tr_reading *r);         /* figures.c: numbers that no casualty claim took */
void tr_events_read(struct tr_reading *r);          /* events.c */
void tr_ceasefires_read(struct tr_reading *r);      /* ceasefires.c */
void tr_claims_finish(struct tr_reading *r);        /* finish.c: order, ids, part_of, confidence */

/* Services that later steps ask of earlier ones. */

/* The time of what the predicate or noun at word w tells: its own modifiers, its clause, the clauses above it, the sentence,
 * then the context that still holds. A zero date_prec and TR_NO_DAYS when nothing is said. (times.c) */
struct truce_time tr_time_of(const struct tr_reading *r, uint32_t w);
/* The day on which what stands at w is said to have been said: that of an act of speech. (times.c) */
struct truce_time tr_time_said(const struct tr_reading *r, uint32_t w);
/* The place of what stands at w: its own modifiers, its clause, the sentence, then the context of earlier sentences. NULL when none. (places.c) */
const struct truce_place *tr_place_of(const struct tr_reading *r, uint32_t w);
/* The same for a word that tells an act which must have happened somewhere, whatever tr_violent_word makes of it. (places.c) */
const struct truce_place *tr_place_of_act(const struct tr_reading *r, uint32_t w);
/* The same for what is counted: the sentence may tell where. (places.c) */
const struct truce_place *tr_place_of_count(const struct tr_reading *r, uint32_t w);
/* Fighting, harm: things that happen in one place. (places.c) */
bool tr_violent_word(const struct tr_doc *d, uint32_t w);
/* The land that the report names most often as one, NULL when none. (places.c) */
const struct truce_place *tr_main_land(const struct tr_reading *r);
/* The place mentioned within the words [first, first+n), NULL when none. (places.c) */
const struct truce_place *tr_place_in(const struct tr_reading *r, uint32_t first, uint32_t n);
/* The actor that the noun phrase headed at w names (pronouns resolved); makes one for a common noun phrase that has none yet
 * ("rebel fighters"). NULL when w heads no nominal. (actors.c) */
const struct truce_actor *tr_actor_at(struct tr_reading *r, uint32_t w);
/* Who asserts what stands at word w: NULL = the outlet. (attribution.c) */
const struct truce_actor *tr_source_of(const struct tr_reading *r, uint32_t w);

/* A new claim of a kind over words [first, first+n), with sentence, word, span, source, place, time of its head filled in and status actual. */
struct truce_claim *tr_claim_new(struct tr_reading *r, enum truce_kind kind, uint32_t first, uint32_t n, uint32_t head);
/* `why` must be a static string, at most 8 a claim; more are dropped. */
/* The share of claims of this kind with this raw score that are right on unseen reports, 0..1 (confidence.c). */
float tr_confidence(enum truce_kind kind, float raw);
void tr_claim_why(struct tr_reading *r, struct truce_claim *c, const char *why);

#endif
