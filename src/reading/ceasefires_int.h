/* SPDX-License-Identifier: Apache-2.0 */
/* Between finding what names a ceasefire (ceasefires.c), its state (ceasefires_state.c) and its slots (ceasefires_slots.c). */
#ifndef TR_READING_CEASEFIRES_INT_H
#define TR_READING_CEASEFIRES_INT_H

#include "reading/frame.h"
#include "reading/reading.h"

struct tr_ceasefire {
    uint32_t w;                     /* head of the noun phrase */
    uint32_t first, n;
    const struct tr_form_use *use;  /* NULL when only the claim heads see it */
    enum truce_form form;
    enum truce_state state;
    uint32_t cue;                   /* the word that tells the state; TR_NO_WORD */
    const struct tr_state_use *by;  /* how it tells it; NULL */
    float p, p_state;
};

void tr_ceasefire_state(const struct tr_reading *r, struct tr_ceasefire *x);
void tr_ceasefire_fill(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *claim);
/* A report that speaks of one arrangement tells where it holds and between whom once: claims that do not say take it from the nearest that does. */
void tr_ceasefires_share(struct tr_reading *r);

#endif
