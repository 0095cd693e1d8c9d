/* SPDX-License-Identifier: Apache-2.0 */
/* What Truce knows before it reads: places, actors, lexicon. Loaded once, then const and shared by threads. */
#ifndef TR_KNOWLEDGE_KNOWLEDGE_H
#define TR_KNOWLEDGE_KNOWLEDGE_H

#include "base/err.h"

struct tr_gazetteer;    /* gazetteer.h */
struct tr_register;     /* actors.h: the actor register */
struct tr_lexicon;      /* lexicon.h: event verbs and nouns, ceasefires, attribution */
struct tr_stances;      /* stances.h: words of thinking, wanting, favouring */
struct tr_numerals;     /* numerals.h: quantity words, victims, harms, means, units, time words */

struct tr_knowledge {
    struct tr_arena *arena;
    const struct tr_gazetteer *places;
    const struct tr_register *actors;
    const struct tr_lexicon *lexicon;
    const struct tr_numerals *numerals;
    const struct tr_stances *stances;
};

/* Each part is loaded from the program's own data (base/blob.h) into the arena. */
int tr_gazetteer_open(struct tr_arena *a, const struct tr_gazetteer **out, struct tr_err *err);
int tr_register_open(struct tr_arena *a, const struct tr_register **out, struct tr_err *err);
int tr_lexicon_open(struct tr_arena *a, const struct tr_lexicon **out, struct tr_err *err);
int tr_numerals_open(struct tr_arena *a, const struct tr_numerals **out, struct tr_err *err);
int tr_stances_open(struct tr_arena *a, const struct tr_stances **out, struct tr_err *err);

int tr_knowledge_open(struct tr_knowledge **out, struct tr_err *err);
void tr_knowledge_close(struct tr_knowledge *k);

#endif
