/* SPDX-License-Identifier: Apache-2.0 */
/* Making claims, and putting them in order when all are made. */
#include <stdlib.h>

#include "reading/reading.h"
#include "reading/tree.h"

#define MAX_WHY 8

struct truce_claim *tr_claim_new(struct tr_reading *r, enum truce_kind kind, uint32_t first, uint32_t n, uint32_t head)
{
    struct truce_claim *c = tr_vec_push(r->arena, &r->claims);
    c->id = r->claims.n - 1;
    c->kind = kind;
    c->span = tr_words_span(r->doc, first, n);
    c->sentence = r->doc->words[head].sentence;
    c->word = head;
    c->status = TRUCE_STATUS_actual;
    c->confidence = 0.5f;
    c->source = tr_source_of(r, head);
    c->place = kind == TRUCE_KIND_figure ? tr_place_of_count(r, head) : tr_place_of(r, head);
    c->time = tr_time_of(r, head);
    if (kind == TRUCE_KIND_casualties) c->casualties.part_of = -1;
    return c;
}

void tr_claim_why(struct tr_reading *r, struct truce_claim *c, const char *why)
{
    if (!c->why) c->why = TR_NEW_N(r->arena, const char *, MAX_WHY);
    if (c->n_why < MAX_WHY) c->why[c->n_why++] = why;
}

static int by_position(const void *a, const void *b)
{
    const struct truce_claim *x = a, *y = b;
    if (x->span.from != y->span.from) return x->span.from < y->span.from ? -1 : 1;
    if (x->span.to != y->span.to) return x->span.to < y->span.to ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

void tr_claims_finish(struct tr_reading *r)
{
    uint32_t n = r->claims.n;
    if (!n) return;
    qsort(r->claims.v, n, sizeof *r->claims.v, by_position);
    uint32_t *now = TR_NEW_N(r->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) now[r->claims.v[i].id] = i;
    for (uint32_t i = 0; i < n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        c->id = i;
        c->confidence = tr_confidence(c->kind, c->confidence);
        if (c->kind == TRUCE_KIND_casualties && c->casualties.part_of >= 0) c->casualties.part_of = (int32_t)now[c->casualties.part_of];
    }
}
