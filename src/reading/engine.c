/* SPDX-License-Identifier: Apache-2.0 */
/* From a report to its claims: the steps of reading.h in their order. */
#include <stdlib.h>

#include "base/blob.h"
#include "base/limits.h"
#include "language/language.h"
#include "reading/reading.h"

struct truce {
    struct tr_model *model;
    struct tr_knowledge *know;
};

struct truce_reader {
    const struct truce *truce;
    struct tr_scratch *scratch;
    struct tr_arena *arena;
};

int truce_open(struct truce **out, struct tr_err *err)
{
    *out = NULL;
    tr_str weights;
    struct truce *t = calloc(1, sizeof *t);
    int rc = t ? TR_OK : tr_fail(err, TR_E_NOMEM, "no memory");
    if (!rc && !tr_blob_find("english.weights", &weights)) {
        rc = tr_fail(
            err, TR_E_DATA,
            "the weights \"english.weights\" are neither in the program nor in TRUCE_DATA; build with model/english.weights present");
    }
    if (!rc) rc = tr_model_open(weights, &t->model, err);
    if (!rc) rc = tr_knowledge_open(&t->know, err);
    if (rc) truce_close(t);
    else *out = t;
    return rc;
}

void truce_close(struct truce *t)
{
    if (!t) return;
    tr_knowledge_close(t->know);
    tr_model_close(t->model);
    free(t);
}

int truce_reader_new(const struct truce *t, struct truce_reader **out, struct tr_err *err)
{
    *out = NULL;
    struct truce_reader *rd = calloc(1, sizeof *rd);
    if (!rd) return tr_fail(err, TR_E_NOMEM, "no memory");
    rd->truce = t;
    int rc = tr_scratch_new(t->model, &rd->scratch, err);
    if (!rc && !(rd->arena = tr_arena_new(TR_MAX_REPORT_ARENA))) rc = tr_fail(err, TR_E_NOMEM, "no memory");
    if (rc) truce_reader_free(rd);
    else *out = rd;
    return rc;
}

void truce_reader_free(struct truce_reader *rd)
{
    if (!rd) return;
    tr_arena_free(rd->arena);
    tr_scratch_free(rd->scratch);
    free(rd);
}

static void read_claims(struct tr_reading *r)
{
    uint32_t n = r->doc->n_words + 1;
    r->word_place = TR_NEW_N(r->arena, uint32_t, n);
    r->word_actor = TR_NEW_N(r->arena, uint32_t, n);
    r->word_time = TR_NEW_N(r->arena, uint32_t, n);
    r->word_source = TR_NEW_N(r->arena, uint32_t, n);
    if (!r->doc->n_words) return;
    tr_times_find(r);
    tr_places_find(r);
    tr_actors_find(r);
    tr_attribution_find(r);
    tr_casualties_read(r);
    tr_figures_read(r);
    tr_events_read(r);
    tr_ceasefires_read(r);
    tr_claims_finish(r);
}

/* The title is the text's first line when nobody gave one and a blank line follows it. */
static tr_str own_title(tr_str text)
{
    ptrdiff_t end = tr_str_find(text, TR_STR("\n\n"));
    if (end <= 0 || end > 300) return (tr_str){ "", 0 };
    tr_str first = tr_str_trim(tr_str_sub(text, 0, (size_t)end));
    return tr_str_has(first, '\n') ? (tr_str){ "", 0 } : first;
}

static void publish(struct truce_reading *out, struct tr_reading *r)
{
    tr_span *sentences = TR_NEW_N(r->arena, tr_span, r->doc->n_sentences + 1);
    for (uint32_t i = 0; i < r->doc->n_sentences; i++) sentences[i] = r->doc->sentences[i].span;
    out->sentences = sentences;
    out->n_sentences = r->doc->n_sentences;
    out->claims = r->claims.v;
    out->n_claims = r->claims.n;
    out->actors = r->actors.v;
    out->n_actors = r->actors.n;
    struct truce_place **listed = TR_NEW_N(r->arena, struct truce_place *, r->places.n + 1);
    for (uint32_t i = 0; i < r->places.n; i++) {
        if (!r->places.v[i]->only_actor) listed[out->n_places++] = r->places.v[i];
    }
    out->places = listed;
    out->inner = r;
}

int truce_read(struct truce_reader *rd, const struct truce_report *in, const struct truce_reading **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_arena *a = rd->arena;
    tr_arena_reset(a);
    if (setjmp(*tr_arena_guard(a)))
        return tr_fail(err, TR_E_NOMEM, "the report needs more than %u MB to be read; split it", TR_MAX_REPORT_ARENA >> 20);
    struct truce_reading *reading = TR_NEW(a, struct truce_reading);
    reading->report = *in;
    for (uint32_t i = 0; i < in->received.list.n; i++) *tr_vec_push(a, &reading->diags.list) = in->received.list.v[i];
    if (in->published == TR_NO_DATE) reading->report.published_from = TRUCE_DATED_unknown;
    if (reading->report.text.n > TR_MAX_TEXT_BYTES) {
        tr_diag_add(a, &reading->diags, TR_WARNING, TR_MAX_TEXT_BYTES, 0, "only the first %u MB are read; split the report",
                    TR_MAX_TEXT_BYTES >> 20);
        reading->report.text.n = TR_MAX_TEXT_BYTES;
    }
    if (!reading->report.title.n) reading->report.title = own_title(reading->report.text);
    struct tr_reading *r = TR_NEW(a, struct tr_reading);
    r->arena = a;
    r->know = rd->truce->know;
    r->outlet = in->outlet;
    r->title = reading->report.title;
    r->published = in->published;
    r->diags = &reading->diags;
    struct tr_doc *doc = NULL;
    int rc = tr_analyse(rd->truce->model, rd->scratch, a, reading->report.text, &doc, err);
    if (!rc) {
        r->doc = doc;
        read_claims(r);
        publish(reading, r);
        *out = reading;
    }
    tr_arena_unguard(a);
    return rc;
}
