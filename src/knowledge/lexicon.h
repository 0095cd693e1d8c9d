/* SPDX-License-Identifier: Apache-2.0 */
/* What Truce knows of words that tell events and ceasefires: frames of verbs and nouns, noun classes, forms and states of ceasefires, modality.
 * Read from data/lexicon/{verbs,nouns,classes,ceasefire_forms,ceasefire_states,modality}.tsv, whose heads say what a column means.
 * Const after loading and shared by threads. Strings point into the program's data. */
#ifndef TR_KNOWLEDGE_LEXICON_H
#define TR_KNOWLEDGE_LEXICON_H

#include "base/err.h"
#include "base/map.h"
#include "knowledge/knowledge.h"
#include "truce.h"

#define TR_COND_LIST(X) X(obj) X(subj) X(obl) X(prt) X(adv) X(xcomp) X(ccomp) X(mod) X(head) X(purp) X(aux) X(pass) X(act) X(neg) X(cond)
enum tr_cond_kind {
#define X_(n) TR_COND_##n,
    TR_COND_LIST(X_)
#undef X_
    TR_COND_count
};

/* One word that a condition takes: a lemma, or any member of a class. */
struct tr_alt { tr_str lemma; int cls; };       /* cls -1: the lemma */

struct tr_cond {
    enum tr_cond_kind kind;
    bool negated;
    uint32_t n_preps, n_alts;                   /* no alternatives: anything that stands there */
    const tr_str *preps;                        /* of obl */
    const struct tr_alt *alts;
};

struct tr_frame {
    uint32_t n;
    const struct tr_cond *conds;
    int demand;                                 /* how much it asks for: the most demanding frame that holds wins */
};

/* One use of a verb or noun. */
struct tr_use {
    struct tr_frame frame;
    tr_str sense, example;
    tr_str lemmas;                              /* as in the table, with commas */
    enum truce_event type;                      /* TRUCE_EVENT_none: this use is no event */
    enum truce_mode mode;
    float weight;
    uint32_t line;
};

/* A noun phrase that names a ceasefire. */
struct tr_form_use {
    struct tr_frame frame;
    tr_str lemmas, example;
    enum truce_form form;                       /* TRUCE_FORM_none: names none */
    float weight;
};

/* How the ceasefire stands to the word that tells its state. */
#define TR_ROLE_LIST(X) X(obj) X(subj) X(obl) X(poss) X(mod) X(xcomp) X(amod) X(case) X(cop)
enum tr_role {
#define X_(n) TR_ROLE_##n,
    TR_ROLE_LIST(X_)
#undef X_
    TR_ROLE_count
};

struct tr_state_use {
    struct tr_frame frame;
    tr_str lemmas, example;
    enum tr_role role;
    uint32_t n_preps;
    const tr_str *preps;                        /* of TR_ROLE_obl */
    enum truce_state state;
    float weight;
};

/* Where a cue of modality stands: below the event word, or above it. */
#define TR_CUE_LIST(X) X(amod) X(xcomp) X(ccomp) X(acl) X(obj) X(obl) X(of)
enum tr_cue_at {
#define X_(n) TR_CUE_##n,
    TR_CUE_LIST(X_)
#undef X_
    TR_CUE_count
};

struct tr_lexicon;

/* Uses of a lemma, in the order of the table; *n = 0 and NULL when there are none. Lower-case lemmas. */
const struct tr_use *const *tr_lexicon_verb(const struct tr_lexicon *l, tr_str lemma, uint32_t *n);
const struct tr_use *const *tr_lexicon_noun(const struct tr_lexicon *l, tr_str lemma, uint32_t *n);
const struct tr_form_use *const *tr_lexicon_form(const struct tr_lexicon *l, tr_str lemma, uint32_t *n);
const struct tr_state_use *const *tr_lexicon_state(const struct tr_lexicon *l, tr_str lemma, uint32_t *n);

/* The status that a cue gives where it stands so; TRUCE_STATUS_none when it is none. prep is for TR_CUE_obl, else empty. */
enum truce_status tr_lexicon_cue(const struct tr_lexicon *l, enum tr_cue_at at, tr_str lemma, tr_str prep);

int tr_lexicon_class(const struct tr_lexicon *l, const char *name);         /* -1 when there is none */
bool tr_lexicon_in(const struct tr_lexicon *l, int cls, tr_str lemma);
tr_str tr_lexicon_class_name(const struct tr_lexicon *l, int cls);

/* All rows of verbs.tsv (noun = false) or nouns.tsv, for tests and tools. */
const struct tr_use *const *tr_lexicon_all(const struct tr_lexicon *l, bool noun, uint32_t *n);

/* A lexicon from tables given as text, in the order of tr_lexicon_table_names; an empty slice is an empty table. tr_lexicon_open reads the program's own. */
#define TR_LEXICON_TABLES 6
extern const char *const tr_lexicon_table_names[TR_LEXICON_TABLES];
int tr_lexicon_read(struct tr_arena *a, const tr_str tables[TR_LEXICON_TABLES], const struct tr_lexicon **out, struct tr_err *err);

#endif
