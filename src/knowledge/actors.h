/* SPDX-License-Identifier: Apache-2.0 */
/* The actor register: who a name may stand for. Built from the tables in data/actors, then const and shared by threads.
 *
 * Names are looked up by key: folded words (base/utf8.h) with punctuation dropped, one space between words. "U.S.-led" and
 * "US-led" have the key "us led", "Ma'an" has "maan". One key may stand for several entries ("AA": a news agency and an
 * army); choosing among them needs the report's date and countries and is the reader's work. */
#ifndef TR_KNOWLEDGE_ACTORS_H
#define TR_KNOWLEDGE_ACTORS_H

#include "base/date.h"
#include "base/map.h"
#include "knowledge/knowledge.h"
#include "truce.h"

#define TR_ALIAS_WORDS 14               /* longest alias, in words of its key */
#define TR_NO_ENTRY UINT32_MAX

enum tr_entry_sort { TR_ENTRY_STATE, TR_ENTRY_ORGAN, TR_ENTRY_GROUP, TR_ENTRY_BODY, TR_ENTRY_MONITOR, TR_ENTRY_MEDIA, TR_ENTRY_PERSON };

struct tr_actor_entry {
    tr_str id, name, side, role, member_of, note;
    char country[3];
    enum truce_actor_kind kind;
    enum tr_entry_sort sort;
    tr_days held;                       /* from and to of the name or office; TR_NO_DATE when open */
    bool woman;
};

enum tr_alias_sort {
    TR_ALIAS_NAME,
    TR_ALIAS_DEMONYM,                   /* "Syrian": an adjective or its people, not the state itself */
    TR_ALIAS_CAPITAL                    /* "Damascus": the government only where it acts or speaks */
};

struct tr_alias {
    tr_str written;                     /* as in the table */
    uint32_t entry;
    uint32_t next;                      /* further alias with this key, TR_NO_ENTRY at the end */
    enum tr_alias_sort sort;
    bool acronym;                       /* all capitals: the case must agree */
    bool lower;                         /* written without any capital: may stand without */
    uint32_t words;                     /* of the key */
};

/* A noun phrase that makes an organ of a state: "army", "foreign ministry". */
struct tr_organ { enum truce_actor_kind kind; tr_str suffix; };

enum tr_noun_sort { TR_NOUN_OFFICE = 1, TR_NOUN_PERSON = 2, TR_NOUN_PEOPLE = 4, TR_NOUN_BODY = 8, TR_NOUN_ARMS = 16, TR_NOUN_GENERIC = 32 };

/* A common noun that heads mentions of actors. */
struct tr_actor_noun {
    uint32_t sorts;                     /* bits of enum tr_noun_sort */
    uint32_t kinds;                     /* bits, 1u << enum truce_actor_kind */
    enum truce_actor_kind kind;         /* the likeliest */
    char gender;                        /* 'f', 'm', 0 */
};

/* What an attribution cue is: bits, see data/lexicon/attribution.tsv. */
enum tr_cue { TR_CUE_SAY = 1, TR_CUE_COUNT = 2, TR_CUE_SEE = 4, TR_CUE_CALL = 8, TR_CUE_TEXT = 16, TR_CUE_CLAIM = 32, TR_CUE_END = 64, TR_CUE_ACCUSE = 128, TR_CUE_SHOW = 256 };

struct tr_register {
    TR_VEC(struct tr_actor_entry) entries;
    TR_VEC(struct tr_alias) aliases;
    TR_VEC(struct tr_organ) organ_list;
    TR_VEC(struct tr_actor_noun) noun_list;
    struct tr_map keys;                 /* key -> see tr_register_find */
    struct tr_map organs;               /* key -> index into organ_list, with the same flag */
    struct tr_map nouns;                /* lower-case noun -> index into noun_list */
    struct tr_map names;                /* given name -> 'f' or 'm' */
    struct tr_map verb_cues, noun_cues; /* lemma -> bits of enum tr_cue */
    struct tr_map ids;                  /* id -> first entry */
};

/* First alias of the key, NULL when none; *longer (may be NULL) = keys exist that go on after this one and a space. */
const struct tr_alias *tr_register_find(const struct tr_register *g, tr_str key, bool *longer);
const struct tr_alias *tr_register_next(const struct tr_register *g, const struct tr_alias *a);
const struct tr_organ *tr_register_organ(const struct tr_register *g, tr_str key, bool *longer);
const struct tr_actor_noun *tr_register_noun(const struct tr_register *g, tr_str lower_lemma);
char tr_register_gender(const struct tr_register *g, tr_str given_name_key);      /* 'f', 'm' or 0 */
const struct tr_actor_entry *tr_register_id(const struct tr_register *g, tr_str id);
uint32_t tr_register_verb_cue(const struct tr_register *g, tr_str lemma);         /* bits, 0 when none */
uint32_t tr_register_noun_cue(const struct tr_register *g, tr_str lemma);
/* The state of an ISO code, NULL when none. */
const struct tr_actor_entry *tr_register_state(const struct tr_register *g, const char *country);

/* The key of a name or of one word of it; may be empty ("-"). */
tr_str tr_actor_key(struct tr_arena *a, tr_str written);

#endif
