/* SPDX-License-Identifier: Apache-2.0 */
/* The UD labels that rules ask for. UPOS is complete; relations are the universal ones; subtypes those of UD English. */
#ifndef TR_LANGUAGE_LABELS_H
#define TR_LANGUAGE_LABELS_H

#include "base/str.h"

#define TR_UPOS_LIST(M) M(ADJ) M(ADP) M(ADV) M(AUX) M(CCONJ) M(DET) M(INTJ) M(NOUN) M(NUM) M(PART) M(PRON) M(PROPN) M(PUNCT) M(SCONJ) M(SYM) M(VERB) M(X)
#define TR_REL_LIST(X)                                                                                          \
    X(root) X(acl) X(advcl) X(advmod) X(amod) X(appos) X(aux) X(case) X(cc) X(ccomp) X(clf) X(compound) X(conj) \
    X(cop) X(csubj) X(dep) X(det) X(discourse) X(dislocated) X(expl) X(fixed) X(flat) X(goeswith) X(iobj)       \
    X(list) X(mark) X(nmod) X(nsubj) X(nummod) X(obj) X(obl) X(orphan) X(parataxis) X(punct) X(reparandum)      \
    X(vocative) X(xcomp)
#define TR_SUB_LIST(X) X(pass) X(agent) X(poss) X(prt) X(relcl) X(tmod) X(npmod) X(unmarked) X(predet) X(preconj) X(foreign) X(name) X(outer) X(desc)
#define TR_ENTITY_LIST(X) X(NONE) X(PER) X(ORG) X(LOC) X(MISC)

enum tr_upos { TR_UPOS_NONE,
#define X_(n) TR_UPOS_##n,
    TR_UPOS_LIST(X_)
#undef X_
};
enum tr_rel { TR_REL_NONE,
#define X_(n) TR_REL_##n,
    TR_REL_LIST(X_)
#undef X_
};
enum tr_sub { TR_SUB_NONE,
#define X_(n) TR_SUB_##n,
    TR_SUB_LIST(X_)
#undef X_
};
enum tr_entity_type {
#define X_(n) TR_ENT_##n,
    TR_ENTITY_LIST(X_)
#undef X_
};
enum tr_tense { TR_TENSE_NONE, TR_TENSE_PAST, TR_TENSE_PRES };
enum tr_verbform { TR_VF_NONE, TR_VF_FIN, TR_VF_INF, TR_VF_PART, TR_VF_GER };
enum tr_number { TR_NUM_NONE, TR_NUM_SING, TR_NUM_PLUR };
enum tr_voice { TR_VOICE_NONE, TR_VOICE_PASS };
enum tr_mood { TR_MOOD_NONE, TR_MOOD_IND, TR_MOOD_IMP, TR_MOOD_SUB };
enum tr_prontype { TR_PRON_NONE, TR_PRON_ART, TR_PRON_DEM, TR_PRON_PRS, TR_PRON_REL, TR_PRON_INT, TR_PRON_IND, TR_PRON_TOT, TR_PRON_NEG };

uint8_t tr_upos_of(tr_str name);        /* 0 when unknown */
uint8_t tr_rel_of(tr_str name);         /* the part before ':' is what counts */
uint8_t tr_sub_of(tr_str deprel);       /* the part behind ':' */
const char *tr_upos_name(uint8_t upos);
const char *tr_entity_name(uint8_t type);

#endif
