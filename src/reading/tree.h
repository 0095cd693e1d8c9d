/* SPDX-License-Identifier: Apache-2.0 */
/* Questions about a dependency tree that every rule asks. Pure functions over a const document. */
#ifndef TR_READING_TREE_H
#define TR_READING_TREE_H

#include "language/doc.h"
#include "truce.h"

#define TR_EACH_CHILD(d, w, c) for (uint32_t c = (d)->child_first[w]; c != TR_NO_WORD; c = (d)->child_next[c])

static inline const struct tr_word *tr_w(const struct tr_doc *d, uint32_t w) { return &d->words[w]; }
static inline bool tr_is_lemma(const struct tr_doc *d, uint32_t w, const char *lemma) { return tr_str_is_i(d->words[w].lemma, lemma); }

uint32_t tr_child(const struct tr_doc *d, uint32_t w, enum tr_rel rel);                     /* first child by relation, TR_NO_WORD */
uint32_t tr_child_sub(const struct tr_doc *d, uint32_t w, enum tr_rel rel, enum tr_sub sub);
uint32_t tr_case_child(const struct tr_doc *d, uint32_t w, const char *prep);               /* obl/nmod child of w whose case is prep (lemma); TR_NO_WORD */
tr_str tr_case_of(const struct tr_doc *d, uint32_t w);                                      /* lemma of the case/mark word of nominal w, "" when none */
uint32_t tr_first_of(const struct tr_doc *d, uint32_t w);                                   /* leftmost word of w's subtree */
uint32_t tr_last_of(const struct tr_doc *d, uint32_t w);                                    /* rightmost */
bool tr_under(const struct tr_doc *d, uint32_t w, uint32_t ancestor);                       /* w is ancestor or below it */
uint32_t tr_clause_of(const struct tr_doc *d, uint32_t w);                                  /* nearest predicate at or above w: root, clause relation, or conj of one */
bool tr_is_predicate(const struct tr_doc *d, uint32_t w);                                   /* heads a clause */
bool tr_is_nominal(const struct tr_doc *d, uint32_t w);                                     /* NOUN, PROPN, PRON, NUM (or an ADJ used as a noun) */
/* Is s, the lemma of w, or the preposition of nominal w among the words of a list that NULL ends? */
bool tr_str_among(tr_str s, const char *const *list);
bool tr_lemma_among(const struct tr_doc *d, uint32_t w, const char *const *lemmas);
bool tr_prep_among(const struct tr_doc *d, uint32_t w, const char *const *preps);
/* The noun phrase of head w without determiner, relative clause, appositive, conjuncts, and long prepositional tails
 * (of-phrases that belong to a name stay): words [*first, *first + *n). */
void tr_phrase(const struct tr_doc *d, uint32_t w, uint32_t *first, uint32_t *n);
tr_span tr_words_span(const struct tr_doc *d, uint32_t first, uint32_t n);

/* Who does what to whom at predicate or event noun w: passives, agents with "by", relative clauses, conjuncts that share a subject,
 * control ("agreed to withdraw"), participles ("…, killing five"), nouns ("Russian strikes on Aleppo", "the shelling of X by Y"). Heads of the phrases, TR_NO_WORD when none. */
struct tr_args { uint32_t agent, patient; };
struct tr_args tr_args_of(const struct tr_doc *d, uint32_t w);

/* Planned, hypothetical, denied or actual: negation, modals, conditionals, infinitives of intention, and the verbs above ("threatened to", "denied that"). */
enum truce_status tr_status_of(const struct tr_doc *d, uint32_t w);
/* Is verb w in the passive: by its auxiliary or subject, or as a bare past participle ("hit by a shell")? (voice.c) */
bool tr_passive(const struct tr_doc *d, uint32_t w);
/* The direct object of w in the tree, also where the parser took "at least two men" for a phrase with "at"; TR_NO_WORD. (voice.c) */
uint32_t tr_direct_object(const struct tr_doc *d, uint32_t w);
/* The object that verbs standing together share, where w has none of its own in the tree; TR_NO_WORD. (voice.c) */
uint32_t tr_shared_object(const struct tr_doc *d, uint32_t w);
bool tr_has_condition(const struct tr_doc *d, uint32_t w);   /* an if-clause hangs on it */
bool tr_negated(const struct tr_doc *d, uint32_t w);

#endif
