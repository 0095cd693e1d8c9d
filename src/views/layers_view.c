/* SPDX-License-Identifier: Apache-2.0 */
/* What lies under the claims, for researchers and for measuring each step: --layers times,attributions,entities,tokens. */
#include "reading/reading.h"
#include "views/views.h"

static void times_layer(struct tr_json *j, const struct tr_reading *in)
{
    tr_json_key(j, "times");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->times.n; i++) {
        const struct tr_time_mention *t = &in->times.v[i];
        char iso[2][16] = { "", "" };
        const tr_date ends[2] = { t->days.from, t->days.to };
        for (int e = 0; e < 2; e++) {
            int y, m, d;
            if (ends[e] == TR_NO_DATE) continue;
            tr_date_parts(ends[e], &y, &m, &d);
            snprintf(iso[e], sizeof iso[e], "%04d-%02d-%02d", y, m, d);
        }
        tr_json_object(j);
        tr_json_key(j, "span"), tr_json_span(j, t->span);
        tr_json_key(j, "timex3"), tr_json_cstr(j, t->timex3[0] ? t->timex3 : NULL);
        tr_json_key(j, "from"), tr_json_cstr(j, iso[0][0] ? iso[0] : NULL);
        tr_json_key(j, "to"), tr_json_cstr(j, iso[1][0] ? iso[1] : NULL);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void span_or_null(struct tr_json *j, const char *key, tr_span s)
{
    tr_json_key(j, key);
    if (s.to > s.from) tr_json_span(j, s);
    else tr_json_null(j);
}

static void attributions_layer(struct tr_json *j, const struct tr_reading *in)
{
    tr_json_key(j, "attributions");
    tr_json_array(j);
    for (uint32_t i = 0; i < in->attributions.n; i++) {
        const struct tr_attribution *x = &in->attributions.v[i];
        tr_json_object(j);
        span_or_null(j, "source", x->source_span);
        tr_json_key(j, "actor"), tr_json_actor(j, x->source_actor == UINT32_MAX ? NULL : in->actors.v[x->source_actor]);
        span_or_null(j, "cue", x->cue_span);
        tr_json_key(j, "content");
        tr_json_array(j);
        for (uint32_t k = 0; k < x->content.n; k++) tr_json_span(j, x->content.v[k]);
        tr_json_end(j);
        tr_json_key(j, "direct"), tr_json_bool(j, x->direct);
        tr_json_key(j, "asserts"), tr_json_bool(j, !x->stance);
        tr_json_end(j);
    }
    tr_json_end(j);
}

static void entities_layer(struct tr_json *j, const struct tr_doc *d)
{
    tr_json_key(j, "entities");
    tr_json_array(j);
    for (uint32_t i = 0; i < d->n_entities; i++) {
        tr_json_object(j);
        tr_json_key(j, "span"), tr_json_span(j, d->entities[i].span);
        tr_json_key(j, "type"), tr_json_cstr(j, tr_entity_name(d->entities[i].type));
        tr_json_end(j);
    }
    tr_json_end(j);
}

/* CoNLL-U fields; ids count from 1 in their sentence. */
static void token_value(struct tr_json *j, const struct tr_doc *d, uint32_t i)
{
    const struct tr_word *w = &d->words[i];
    uint32_t first = d->sentences[w->sentence].first;
    tr_json_object(j);
    tr_json_key(j, "id"), tr_json_int(j, (int64_t)(i - first) + 1);
    tr_json_key(j, "sentence"), tr_json_int(j, w->sentence);
    tr_json_key(j, "span"), tr_json_span(j, w->span);
    tr_json_key(j, "form"), tr_json_str(j, w->form);
    tr_json_key(j, "lemma"), tr_json_str(j, w->lemma);
    tr_json_key(j, "upos"), tr_json_cstr(j, tr_upos_name(w->upos));
    tr_json_key(j, "xpos"), tr_json_str(j, w->xpos);
    tr_json_key(j, "feats"), tr_json_str(j, w->feats_text);
    tr_json_key(j, "head"), tr_json_int(j, w->head == TR_NO_WORD ? 0 : (int64_t)(w->head - first) + 1);
    tr_json_key(j, "deprel"), tr_json_str(j, w->deprel_text);
    tr_json_end(j);
}

void tr_view_layers(struct tr_json *j, const struct truce_reading *r, unsigned layers)
{
    const struct tr_reading *in = r->inner;
    if (layers & TR_LAYER_TIMES) times_layer(j, in);
    if (layers & TR_LAYER_ATTRIBUTIONS) attributions_layer(j, in);
    if (layers & TR_LAYER_ENTITIES) entities_layer(j, in->doc);
    if (layers & TR_LAYER_TOKENS) {
        tr_json_key(j, "tokens");
        tr_json_array(j);
        for (uint32_t i = 0; i < in->doc->n_words; i++) token_value(j, in->doc, i);
        tr_json_end(j);
    }
}
