/* SPDX-License-Identifier: Apache-2.0 */
/* Inside the casualties module. A toll is a stated number of people before it is a claim:
 * casualties_find.c gathers candidates, casualties_harm.c says what befell them, casualties_who.c who they were,
 * casualties_slots.c by whom, by what means and over what time, casualties.c decides and makes the claims. */
#ifndef TR_READING_CASUALTIES_H
#define TR_READING_CASUALTIES_H

#include "reading/quantity.h"
#include "reading/reading.h"

struct tr_toll {
    struct tr_count num;    /* n = 0 when it is one person without a number word */
    uint32_t first, n;      /* the words to quote */
    uint32_t noun;          /* what is counted; TR_NO_WORD for a bare number */
    uint32_t top;           /* the word that stands for the phrase in the tree */
    bool single;            /* "a soldier", "Qassem Soleimani" */
    bool denied;            /* "no casualties" */
    enum truce_harm harm;   /* none until found */
    uint32_t pred;          /* the word that says the harm */
    int strength;           /* 0 … 3 how surely the rules say so */
    bool sure;              /* nobody may overrule it: a toll that a verb moves to a bare number */
    enum truce_means means; /* said by the harm word itself */
    const char *rule;
    enum truce_who who;
    bool who_sure;
    int32_t whole;              /* toll that this one is part of, -1 none */
    enum truce_harm model_harm; /* the claim head's opinion */
    float p_model, p_none;
    enum truce_who model_who;
    float p_who;
    bool clashes_event; /* reserved words: the span is a trigger, not people */
};

struct tr_tolls {
    struct tr_reading *r;
    const struct tr_doc *d;
    const struct tr_numerals *k;
    TR_VEC(struct tr_toll) list; /* in text order */
    uint32_t first, end;         /* words of the sentence that is read */
};

/* Fills list with every number and single person of a sentence that could be a toll. */
void tr_tolls_gather(struct tr_tolls *t);
/* Adds the one person at word w, whom h at pred befell, unless a toll covers w or it is no single person. */
void tr_toll_person(struct tr_tolls *t, uint32_t w, const struct tr_harm_word *h, uint32_t pred, const char *rule);
/* Adds those who are named as the dead or wounded: "the dead were identified as …", "killed were …" (casualties_named.c). */
void tr_tolls_named(struct tr_tolls *t);
/* Says the harm of each, by the words round it. */
void tr_tolls_harm(struct tr_tolls *t);
/* Notes that harm word h at pred befell toll x, as surely as `strength` and the word allow; true. */
bool tr_toll_found(struct tr_toll *x, const struct tr_harm_word *h, uint32_t pred, int strength, const char *rule);
/* Lets toll i take its harm from the toll that it is part of, or that it is joined to (casualties_parts.c). */
void tr_toll_by_whole(struct tr_tolls *t, uint32_t i);
#define TR_RULE_BY_CAUSE "share of a toll by its cause"
void tr_toll_by_cause(struct tr_tolls *t, uint32_t i);
void tr_toll_by_neighbour(struct tr_tolls *t, uint32_t i);
/* Says the class of people; before: the last toll of an earlier sentence that counted, or NULL. */
void tr_tolls_who(struct tr_tolls *t, const struct tr_toll *before);
/* Perpetrator, means, cumulative, status of a claim made from toll x. */
void tr_toll_slots(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c);

/* Lets the casualties claims from `first` on fill each other's gaps: means, perpetrator, cumulative. */
void tr_tolls_settle(struct tr_reading *r, uint32_t first);

/* The harm that the verb at w does, phrases included ("claimed the lives of", "gunned down"); NULL when none. */
const struct tr_harm_word *tr_verb_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w);
/* The same for an adjective or participle, and for a noun. */
const struct tr_harm_word *tr_adj_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w);
const struct tr_harm_word *tr_noun_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w);
/* The class of people that the noun at w names, multi-word nouns included. NULL when it names no people. */
const struct tr_victim *tr_victim_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w);

#endif
