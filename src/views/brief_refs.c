/* SPDX-License-Identifier: Apache-2.0 */
/* References of a brief: which sentence stands behind which number; and the runs of text that carry them. */
#include <stdarg.h>
#include <stdio.h>

#include "views/brief_int.h"

tr_str tr_clean(struct tr_arena *a, tr_str s)
{
    const char *p = tr_cell(a, s);
    return tr_str_of(p ? p : "");
}

/* --- runs --- */

struct tr_run *tr_run_add(struct tr_arena *a, tr_runs *to, unsigned style, tr_str text)
{
    struct tr_run *r = tr_vec_push(a, to);
    *r = (struct tr_run){ .text = tr_clean(a, text), .style = style };
    return r;
}

struct tr_run *tr_run_printf(struct tr_arena *a, tr_runs *to, unsigned style, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    char *p = tr_arena_get(a, (size_t)(n < 0 ? 0 : n) + 1);
    vsnprintf(p, (size_t)(n < 0 ? 0 : n) + 1, fmt, again);
    va_end(again);
    va_end(ap);
    return tr_run_add(a, to, style, tr_str_of(p));
}

struct tr_run *tr_run_sentence(struct tr_doc *d, tr_runs *to, const struct tr_claim_row *c, bool cited)
{
    struct tr_arena *a = d->arena;
    tr_str all = c->sentence_text.n ? c->sentence_text : c->quote;
    size_t at = c->span.from - c->sentence_span.from;
    struct tr_run *r = tr_run_add(a, to, TR_QUOTE, all);
    if (c->span.from >= c->sentence_span.from && c->quote.n && tr_str_eq(tr_str_sub(all, at, at + c->quote.n), c->quote) &&
        c->quote.n < all.n) {
        tr_str before = tr_clean(a, tr_str_sub(all, 0, at)), words = tr_clean(a, c->quote),
               after = tr_clean(a, tr_str_sub(all, at + c->quote.n, all.n));
        r->text = tr_arena_printf(a, TR_STR_FMT TR_STR_FMT TR_STR_FMT, TR_STR_ARG(before), TR_STR_ARG(words), TR_STR_ARG(after));
        r->strong = (tr_span){ (uint32_t)before.n, (uint32_t)(before.n + words.n) };
    }
    for (size_t i = 0; i < c->report->language.n && i < 3 && c->report->language.p[i] >= 'a' && c->report->language.p[i] <= 'z'; i++)
        r->lang[i] = c->report->language.p[i];
    if (cited) tr_cite_claim(d, &r->cites, c);
    return r;
}

/* --- numbers --- */

/* The number of what that key names. */
static uint32_t number(struct tr_refs *r, tr_str key, struct tr_ref ref)
{
    bool fresh;
    uint64_t *at = tr_map_put(&r->by, key, &fresh);
    if (fresh) {
        *tr_vec_push(r->arena, &r->list) = ref;
        *at = r->list.n;
    }
    return (uint32_t)*at;
}

/* Sorted, each once. */
static void cite(struct tr_doc *d, tr_cites *to, uint32_t n)
{
    uint32_t at = to->n;
    while (at && to->v[at - 1] >= n) at--; /* mostly the last */
    if (at < to->n && to->v[at] == n) return;
    *tr_vec_push(d->arena, to) = n;
    for (uint32_t i = to->n - 1; i > at; i--) to->v[i] = to->v[i - 1];
    to->v[at] = n;
}

/* Claims of several answers are equal by id, terms by where they stand. */
void tr_cite_claim(struct tr_doc *d, tr_cites *to, const struct tr_claim_row *c)
{
    if (c) cite(d, to, number(&d->refs, tr_arena_printf(d->arena, "claim %lld", (long long)c->id), (struct tr_ref){ .claim = c }));
}

void tr_cite_term(struct tr_doc *d, tr_cites *to, const struct tr_term *t, const struct tr_agreement *g)
{
    if (!t || !t->source.n) return;
    tr_str key = tr_arena_printf(d->arena, TR_STR_FMT " %u " TR_STR_FMT, TR_STR_ARG(g->id), t->line, TR_STR_ARG(t->source));
    cite(d, to, number(&d->refs, key, (struct tr_ref){ .term = t, .agreement = g }));
}

void tr_cites_each(const tr_cites *c, void (*each)(void *arg, uint32_t from, uint32_t to, bool first), void *arg)
{
    for (uint32_t i = 0, k; i < c->n; i = k) {
        for (k = i + 1; k < c->n && c->v[k] == c->v[k - 1] + 1;) k++;
        if (k - i == 2) { /* "4, 5" reads better than "4–5" */
            each(arg, c->v[i], c->v[i], !i);
            each(arg, c->v[i + 1], c->v[i + 1], false);
        } else {
            each(arg, c->v[i], c->v[k - 1], !i);
        }
    }
}

static bool gives_end(const struct tr_claim_row *c, const struct tr_range *r)
{
    const struct truce_quantity *q = &c->casualties.count;
    return (q->has_low && r->has_low && (q->low == r->low || q->low == r->high)) ||
           (q->has_high && (r->has_high || r->has_low) && (q->high == r->high || q->high == r->low));
}

void tr_cite_toll(struct tr_doc *d, tr_cites *to, const struct tr_incident *in, enum truce_harm harm)
{
    const struct tr_range *r = harm == TRUCE_HARM_killed ? &in->killed : &in->injured;
    uint32_t before = to->n;
    if (!r->has_low && !r->has_high) return;
    for (int pass = 0; pass < 2 && to->n == before; pass++)
        for (uint32_t i = 0; i < in->n; i++) {
            const struct tr_claim_row *c = in->merges[i].claim;
            if (c->kind != TRUCE_KIND_casualties || (c->casualties.harm != harm && pass == 0)) continue;
            if (pass || gives_end(c, r)) tr_cite_claim(d, to, c);
        }
    for (uint32_t i = 0; i < in->n && to->n == before; i++) tr_cite_claim(d, to, in->merges[i].claim);
}
