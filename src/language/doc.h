/* SPDX-License-Identifier: Apache-2.0 */
/* What the language stage makes of a text: sentences, words, tags, trees, entity spans, and the claim heads' opinions.
 * Everything lives in the report's arena; word indices run through the whole report. */
#ifndef TR_LANGUAGE_DOC_H
#define TR_LANGUAGE_DOC_H

#include "base/arena.h"
#include "language/labels.h"

#define TR_NO_WORD UINT32_MAX

struct tr_word {
    tr_span span;           /* bytes of the report's text */
    tr_str form;            /* as written */
    tr_str lower;           /* lower-cased form */
    tr_str lemma;           /* lower-cased except for proper nouns */
    uint32_t sentence;
    uint32_t head;          /* word index, TR_NO_WORD for the root */
    tr_str deprel_text;     /* the full UD label */
    tr_str xpos;            /* Penn tag */
    tr_str feats_text;      /* UD FEATS, "_" when none */
    uint8_t upos;           /* enum tr_upos */
    uint8_t rel;            /* enum tr_rel: the label's part before ':' */
    uint8_t sub;            /* enum tr_sub: the part behind ':' that rules ask for */
    uint8_t entity;         /* enum tr_entity_type; TR_ENT_NONE outside */
    bool entity_begins;
    bool space_before;
    bool paragraph_begins;
    uint8_t tense, verbform, number, person, voice, mood, prontype;   /* enums of labels.h, 0 = not said */
    float p_head;           /* the probability, 0..1, of the head that the parser chose; punctuation may hang elsewhere (punct.h) */
    /* Opinions of the claim heads (0 = O / none); each with its probability. Labels are enums shared with include/truce.h. */
    uint8_t event, mode, status, casualty, who, figure, ceasefire;
    float p_event, p_mode, p_status, p_casualty, p_who, p_figure, p_ceasefire;
    float p_event_o;        /* probability of "no event" */
    float p_figure_o, p_casualty_o, p_ceasefire_o;
};

struct tr_sentence {
    uint32_t first, n;      /* words [first, first + n) */
    uint32_t root;          /* word index */
    tr_span span;
    bool capitals;          /* written in capitals: there they are no sign of names (capitals.h) */
};

struct tr_entity {
    uint32_t first, n;      /* words */
    tr_span span;
    uint8_t type;           /* enum tr_entity_type */
    float p;
};

struct tr_doc {
    tr_str text;
    struct tr_word *words;
    uint32_t n_words;
    struct tr_sentence *sentences;
    uint32_t n_sentences;
    struct tr_entity *entities;     /* in order of position, not nested */
    uint32_t n_entities;
    uint32_t *child_first, *child_next;   /* per word: first child and next sibling in word order, TR_NO_WORD at the end */
    bool has_claim_heads;           /* false with weights that have none: the fields above are then 0 */
};

#endif
