/* SPDX-License-Identifier: Apache-2.0 */
/* Between finding what names a ceasefire (ceasefires.c), its state (ceasefires_state.c) and its slots (ceasefires_slots.c). */
#ifndef TR_READING_CEASEFIRES_INT_H
#define TR_READING_CEASEFIRES_INT_H

#include "reading/frame.h"
#include "reading/reading.h"

struct tr_ceasefire {
    uint32_t w; /* head of the noun phrase */
    uint32_t first, n;
    const struct tr_form_use *use; /* NULL when only the claim heads see it */
    enum truce_form form;
    enum truce_state state;
    uint32_t cue;                  /* the word that tells the state; TR_NO_WORD */
    const struct tr_state_use *by; /* how it tells it; NULL */
    float p, p_state;
    uint32_t claim; /* index into the reading's claims */
    bool again;     /* "the deal": one that was named before */
    bool only_made; /* its time tells when it was made, not when it begins */
};
struct tr_ceasefires {
    TR_VEC(struct tr_ceasefire) list;
};

void tr_ceasefire_state(const struct tr_reading *r, struct tr_ceasefire *x);
void tr_ceasefire_fill(struct tr_reading *r, struct tr_ceasefire *x, struct truce_claim *claim);
/* Is noun w the arrangement that was last named at word `last` (TR_NO_WORD: none yet), by another name? (ceasefires_again.c) */
bool tr_ceasefire_again(const struct tr_reading *r, uint32_t w, uint32_t last);
/* Where it applies (ceasefires_where.c); when it is in effect (ceasefires_when.c), and its last day from the first and the duration. */
void tr_ceasefire_territory(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs);
void tr_ceasefire_when(struct tr_reading *r, struct tr_ceasefire *x, struct truce_claim *c);
void tr_ceasefire_until(struct truce_claim *c);
int tr_duration_hours(tr_str s); /* "72-hour", "five days": 0 when it tells none */
/* A report tells the terms of an arrangement once; its other claims about the same arrangement take them (ceasefires_share.c). */
void tr_ceasefires_share(struct tr_reading *r, struct tr_ceasefires *all);

void tr_refs_place(struct tr_reading *r, struct truce_refs *refs, const struct truce_place *p);
void tr_refs_actor(struct tr_reading *r, struct truce_refs *refs, const struct truce_actor *a);

#endif
