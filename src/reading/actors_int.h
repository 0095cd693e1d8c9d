/* SPDX-License-Identifier: Apache-2.0 */
/* What the actor steps share: names found, and what is known of each member of the report's cast. */
#ifndef TR_READING_ACTORS_INT_H
#define TR_READING_ACTORS_INT_H

#include "knowledge/actors.h"
#include "reading/reading.h"
#include "reading/tree.h"

/* How many members are looked back over for a description or a surname: a report has hundreds, a hostile text may have millions. */
#define TR_CAST_REACH 4000

/* What a member is, for agreement with pronouns and definite descriptions. */
enum tr_being { TR_BEING_UNKNOWN, TR_BEING_PERSON, TR_BEING_PEOPLE, TR_BEING_BODY, TR_BEING_STATE, TR_BEING_ARMS, TR_BEING_THING };

/* Kept beside r->actors, one each, same index. */
struct tr_member {
    const struct tr_actor_entry *entry;     /* NULL when the register does not know it */
    enum tr_being being;
    char gender;                            /* 'f', 'm', 0 */
    bool named;                             /* has a name of its own, not only a description */
    bool plural;
    tr_str key;                             /* of the name without role */
    tr_str noun;                            /* lower-case head noun of a description; last word of a name */
    uint32_t said;                          /* a state: how often by the name that is its text */
    uint32_t weight;                        /* words of the fullest mention, to keep the fullest */
};

/* A name found in the text. */
struct tr_name {
    uint32_t first, n, head;                /* the name itself; head = word that the tree hangs it by, role included */
    uint32_t role_first, role_n;            /* "US Secretary of State" before a person; 0 words when none */
    const struct tr_actor_entry *entry;
    const struct tr_organ *organ;           /* "Syrian army": the state is entry */
    enum tr_alias_sort sort;
    bool person;
    tr_str key;
    uint32_t actor;                         /* set when linked */
};
struct tr_names { TR_VEC(struct tr_name) list; };

struct tr_cast {
    TR_VEC(struct tr_member) members;
    struct tr_map by_key;                   /* key of a name or a phrase -> actor index + 1 */
    const struct tr_actor_entry **word_state;   /* per word: state that its demonym or name says, NULL */
    tr_str *word_key;                       /* per word */
    uint32_t *word_name;                    /* per word: name + 1 that covers it, role included; 0 none */
    struct tr_names names;
    uint32_t *state_count;                  /* per register entry that is a state: words that name it; indexed like entries */
};

/* actors_names.c */
void tr_names_prepare(struct tr_reading *r);
/* The longest name that begins at word w; false when none. */
bool tr_name_at(struct tr_reading *r, uint32_t w, uint32_t end, struct tr_name *out);
/* Name that an entity span makes that the register has not. */
struct tr_name tr_name_of_entity(struct tr_reading *r, const struct tr_entity *e);
void tr_name_roles(struct tr_reading *r, struct tr_name *n);
uint32_t tr_span_head(const struct tr_doc *d, uint32_t first, uint32_t n);

/* actors.c */
uint32_t tr_actor_new(struct tr_reading *r, uint32_t first, uint32_t n, struct tr_member member);
/* Notes that words [first, first+n) headed at head mention actor. */
void tr_mention_add(struct tr_reading *r, uint32_t first, uint32_t n, uint32_t head, uint32_t actor, bool pronoun);
/* As tr_actor_at, but the index into r->actors; UINT32_MAX when there is none. */
uint32_t tr_actor_index(struct tr_reading *r, uint32_t w);
struct tr_cast *tr_cast_of(const struct tr_reading *r);

/* coref_names.c: the actor that a name stands for, made when new. */
uint32_t tr_name_actor(struct tr_reading *r, const struct tr_name *n);
/* Acronyms in parentheses: "Doctors Without Borders (MSF)". */
void tr_names_link(struct tr_reading *r);
void tr_names_states(struct tr_reading *r);

/* actors_phrase.c: what a common noun phrase is. */
struct tr_member tr_phrase_member(struct tr_reading *r, uint32_t w, uint32_t first, uint32_t n);
uint32_t tr_phrase_actor(struct tr_reading *r, uint32_t w);         /* UINT32_MAX when the phrase is no actor */
bool tr_is_actor_noun(const struct tr_reading *r, uint32_t w);
const struct tr_actor_noun *tr_noun_of(const struct tr_reading *r, uint32_t w);

/* coref.c: the actor that a pronoun or definite description at w stands for; UINT32_MAX when none is clear. */
uint32_t tr_coref_pronoun(struct tr_reading *r, uint32_t w);
uint32_t tr_coref_definite(struct tr_reading *r, uint32_t w);
uint32_t tr_coref_monitor(struct tr_reading *r, uint32_t w);
/* A name that stands beside the description w and says who it is: "monitoring group the Syrian Observatory", "the Islamic State group". */
uint32_t tr_coref_beside(struct tr_reading *r, uint32_t w);
bool tr_is_personal(const struct tr_doc *d, uint32_t w);

#endif
