/* SPDX-License-Identifier: Apache-2.0 */
/* Words that tell what somebody thinks, wants, favours or speaks of, and where they have what it is about: data/lexicon/stances.tsv, whose
 * head says what a place means. Const after loading and shared by threads. */
#ifndef TR_KNOWLEDGE_STANCES_H
#define TR_KNOWLEDGE_STANCES_H

#include "base/err.h"
#include "base/map.h"
#include "knowledge/knowledge.h"

#define TR_STANCE_LIST(X) X(that) X(inf) X(obj) X(beside) X(raise) \
    X(about) X(of) X(for) X(on) X(to) X(with) X(against) X(at) X(over) X(in) X(as) X(from) X(behind) X(like) X(by) X(upon) X(among) X(toward)
enum tr_stance_place {
#define X_(n) TR_STANCE_AT_##n,
    TR_STANCE_LIST(X_)
#undef X_
    TR_STANCE_AT_count
};
#define TR_STANCE(n) (1u << TR_STANCE_AT_##n)

enum tr_stance_word { TR_STANCE_VERB, TR_STANCE_NOUN, TR_STANCE_ADJ, TR_STANCE_ADV, TR_STANCE_WORDS };

struct tr_stances {
    struct tr_map words[TR_STANCE_WORDS];       /* lemma -> bits TR_STANCE(place) */
};

/* Bits of the places where the word has its content, 0 when it is no cue. */
uint32_t tr_stance_of(const struct tr_stances *t, enum tr_stance_word sort, tr_str lemma);
/* The bit of a preposition, 0 when no row may list it. */
uint32_t tr_stance_prep(tr_str preposition);

/* From a table's text; `file` is named in errors. */
int tr_stances_read(struct tr_arena *a, const char *file, tr_str table, const struct tr_stances **out, struct tr_err *err);

#endif
