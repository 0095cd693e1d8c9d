/* SPDX-License-Identifier: Apache-2.0 */
/* What the attribution steps share. */
#ifndef TR_READING_ATTRIBUTION_INT_H
#define TR_READING_ATTRIBUTION_INT_H

#include "knowledge/actors.h"
#include "reading/reading.h"
#include "reading/tree.h"

struct tr_stretch { uint32_t first, n; };

/* One statement that somebody is said to make, before it is written into r->attributions. */
struct tr_saying {
    uint32_t source_actor;              /* UINT32_MAX when no actor: "critics", "some" */
    uint32_t source_head, cue;          /* words, TR_NO_WORD */
    uint32_t n_words;                   /* of the content, to let the innermost win */
    bool direct;
    bool stance;                        /* what somebody thinks or wants: nothing is asserted (stances.c) */
    TR_VEC(struct tr_stretch) content;  /* words */
};

/* Words between quotation marks, marks left out. */
struct tr_quote {
    uint32_t first, n;
    bool goes_on;                       /* the utterance of the quote before it (a paragraph's opening mark without a closing one) */
    uint32_t speaker, head;             /* actor, UINT32_MAX; word that names whoever speaks, TR_NO_WORD when nobody is found */
};

struct tr_speech {
    TR_VEC(struct tr_saying) sayings;
    uint32_t spoken;                    /* sayings that a cue makes, in the order of their cues; those of quotes and titles stand behind */
    bool all_spoken;                    /* no more of them come: spoken is final */
    TR_VEC(struct tr_quote) quotes;
    uint32_t *word_quote;               /* per word: quote + 1, 0 outside */
    uint8_t *mark;                      /* per word, scratch */
};

/* Adds a saying; its content is what is marked in s->mark within words [from, to), marks are cleared. NULL when nothing is marked. */
struct tr_saying *tr_saying_add(struct tr_reading *r, struct tr_speech *s, uint32_t actor, uint32_t source_head, uint32_t cue, uint32_t from, uint32_t to);
void tr_mark_subtree(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint8_t value);

/* "quoted", "citing" … by form as well, since lemmas of rarer words may be missed. */
bool tr_is_quoting(const struct tr_doc *d, uint32_t w);
/* Notes that whoever is named at word via passed on what actor said. */
void tr_relay(struct tr_reading *r, uint32_t actor, uint32_t via);

/* attribution_source.c: the actor that speaks where w heads the phrase of the speaker, and its head word. UINT32_MAX when no actor speaks:
 * then *head is w where that can be somebody all the same ("critics", "some", "a poll"), else TR_NO_WORD. */
uint32_t tr_speaker_at(struct tr_reading *r, const struct tr_speech *s, uint32_t w, uint32_t *head);
bool tr_is_monitor(const struct tr_reading *r, uint32_t actor);
/* The speaker of cue verb w; TR_NO_WORD when nobody is named. *via = who relays, TR_NO_WORD when nobody. */
uint32_t tr_cue_source(const struct tr_reading *r, uint32_t w, uint32_t *via);

/* Bits of enum tr_cue of the verb at w, 0 when it is none. */
uint32_t tr_verb_cue_at(const struct tr_reading *r, uint32_t w);

/* attribution_end.c: "… killed 12 people the Observatory said": true when the verb closes its sentence so, and the saying is added. */
bool tr_end_saying(struct tr_reading *r, struct tr_speech *s, uint32_t w);
/* Who stands right before the verb, whatever the tree says; TR_NO_WORD when nobody that can speak does. */
uint32_t tr_adjacent_speaker(const struct tr_reading *r, uint32_t w);
bool tr_is_closing_noun(const struct tr_reading *r, uint32_t w);
/* Whose words are enough like a speaker's: names, actor nouns, texts; not events and weapons. */
bool tr_may_speak(const struct tr_reading *r, uint32_t head, uint32_t actor);

/* attribution_quotes.c */
void tr_quotes_find(struct tr_reading *r, struct tr_speech *s);
void tr_quotes_attribute(struct tr_reading *r, struct tr_speech *s);
/* stances.c: what people think, want, favour and speak of; after every saying is found, for the cues that made none. */
void tr_stances_find(struct tr_reading *r, struct tr_speech *s);
/* attribution_titles.c: "…: state media", "UN: …", "… - NGO". */
void tr_titles_attribute(struct tr_reading *r, struct tr_speech *s);

#endif
