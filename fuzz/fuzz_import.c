/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as rows of ACLED (first byte even) or UCDP GED (odd) under their headers: each row is named as wrong, or becomes a reading whose spans lie in its text and say what they should. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "ledger/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char acled[] =
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,notes,fatalities\n";
static const char ged[] =
    "id,type_of_violence,side_a,side_b,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec,"
    "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\n";

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_import: %s\n", what);
    abort();
}

struct bytes {
    const char *head;
    const uint8_t *p;
    size_t n, at;
};

static ptrdiff_t give(void *ctx, char *buf, size_t n)
{
    struct bytes *b = ctx;
    if (b->head) {
        size_t head = strlen(b->head);
        must(head <= n, "no room for the header");
        memcpy(buf, b->head, head);
        b->head = NULL;
        return (ptrdiff_t)head;
    }
    if (n > b->n - b->at) n = b->n - b->at;
    if (n) memcpy(buf, b->p + b->at, n);
    b->at += n;
    return (ptrdiff_t)n;
}

static void check(const struct truce_reading *r)
{
    tr_str text = r->report.text;
    must(tr_utf8_valid(text, NULL) && r->report.id.n && r->n_claims, "a reading without id, claims or UTF-8");
    for (uint32_t i = 0; i < r->n_sentences; i++)
        must(r->sentences[i].from < r->sentences[i].to && r->sentences[i].to <= text.n &&
                 (!i || r->sentences[i].from >= r->sentences[i - 1].to),
             "a sentence outside the text");
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const struct truce_claim *c = &r->claims[i];
        must(c->id == i && c->sentence < r->n_sentences && tr_span_in(c->span, r->sentences[c->sentence]) && c->span.from < c->span.to,
             "a claim outside its sentence");
        must(tr_str_eq(tr_str_at(text, c->time.span), c->time.text) || tr_str_has(c->time.text, '\n') || tr_str_has(c->time.text, '\t') ||
                 tr_str_has(c->time.text, '\r'),
             "a time without its words");
        must(c->kind != TRUCE_KIND_casualties ||
                 (c->casualties.count.low <= c->casualties.count.high && c->casualties.part_of < (int32_t)i),
             "a toll upside down");
        must(c->time.days.from <= c->time.days.to, "days upside down");
    }
    for (uint32_t i = 0; i < r->n_places; i++)
        must(r->places[i]->span.to <= text.n && r->places[i]->where_prec >= 1 && r->places[i]->where_prec <= 7,
             "a place without words or precision");
    for (uint32_t i = 0; i < r->n_actors; i++)
        must(r->actors[i]->span.to <= text.n && r->actors[i]->kind, "an actor without words or kind");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    bool odd = data[0] & 1;
    struct bytes b = { odd ? ged : acled, data + 1, size - 1, 0 };
    struct tr_table *t = NULL;
    struct tr_table_record rec;
    struct tr_importer im;
    struct tr_keep keep;
    struct tr_arena *a = tr_arena_new(64u << 20);
    must(a && tr_table_open(give, &b, &(struct tr_table_options){ ',', false }, "fuzz", &t, NULL) == TR_OK, "no memory");
    must(tr_table_next(t, &rec, NULL) == 1 &&
             tr_importer_init(&im, odd ? &tr_import_ged : &tr_import_acled, NULL, "fuzz", &rec, NULL) == TR_OK,
         "the header is not taken");
    for (int got; (got = tr_table_next(t, &rec, NULL)) != 0;) {
        struct tr_err err = { 0 };
        tr_arena_reset(a);
        if (got != 1 || setjmp(*tr_arena_guard(a))) continue;
        if (tr_import_row(&im, &rec, a, &keep, &err)) must(err.msg[0] && err.line, "an error without message or line");
        else check(keep.reading);
    }
    tr_arena_unguard(a);
    tr_table_close(t);
    tr_arena_free(a);
    return 0;
}
