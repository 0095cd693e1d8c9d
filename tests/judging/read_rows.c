/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/map.h"
#include "read_rows.h"

int read_rows_setup(void **state)
{
    struct read_rows *r = calloc(1, sizeof *r);
    struct tr_err err = { 0 };
    if (!r || truce_open(&r->truce, &err) || truce_reader_new(r->truce, &r->reader, &err) || tr_knowledge_open(&r->knowledge, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    r->arena = tr_arena_new(256u << 20);
    if (!r->arena || setjmp(*tr_arena_guard(r->arena))) return -1;
    *state = r;
    return 0;
}

int read_rows_teardown(void **state)
{
    struct read_rows *r = *state;
    truce_reader_free(r->reader);
    truce_close(r->truce);
    tr_knowledge_close(r->knowledge);
    tr_arena_free(r->arena);
    free(r);
    return 0;
}

struct maker {
    struct tr_arena *a;
    struct tr_map actors, places;
};

static const struct tr_actor_row *actor(struct maker *m, const struct truce_actor *x)
{
    if (!x) return NULL;
    bool fresh;
    tr_str key = x->id.n ? tr_arena_dup(m->a, x->id) : tr_arena_printf(m->a, "text:%.*s", TR_STR_ARG(x->name));
    uint64_t *v = tr_map_put(&m->actors, key, &fresh);
    if (!fresh) return (const struct tr_actor_row *)(uintptr_t)*v;
    struct tr_actor_row *r = TR_NEW(m->a, struct tr_actor_row);
    *r = (struct tr_actor_row){
        .id = m->actors.n, .key = key, .name = tr_arena_dup(m->a, x->name), .kind = x->kind, .side = { "", 0 }, .member_of = { "", 0 }
    };
    memcpy(r->country, x->country, sizeof r->country);
    *v = (uint64_t)(uintptr_t)r;
    return r;
}

static const struct tr_place_row *place(struct maker *m, const struct truce_place *x)
{
    if (!x) return NULL;
    bool fresh;
    tr_str key = tr_arena_dup(m->a, x->id.n ? x->id : x->name);
    uint64_t *v = tr_map_put(&m->places, key, &fresh);
    if (!fresh) return (const struct tr_place_row *)(uintptr_t)*v;
    struct tr_place_row *r = TR_NEW(m->a, struct tr_place_row);
    *r = (struct tr_place_row){ .id = m->places.n,
                                .key = key,
                                .name = tr_arena_dup(m->a, x->name),
                                .kind = x->kind,
                                .admin1 = tr_arena_dup(m->a, x->admin1),
                                .located = x->located,
                                .lat = x->lat,
                                .lon = x->lon,
                                .where_prec = x->where_prec };
    memcpy(r->country, x->country, sizeof r->country);
    *v = (uint64_t)(uintptr_t)r;
    return r;
}

static void put_ceasefire(struct maker *m, struct tr_claim_row *c, const struct truce_claim *x)
{
    uint32_t np = x->ceasefire.parties.n_actors, nt = x->ceasefire.territory.n_places;
    const struct tr_actor_row **p = TR_NEW_N(m->a, const struct tr_actor_row *, np + 1);
    const struct tr_place_row **t = TR_NEW_N(m->a, const struct tr_place_row *, nt + 1);
    for (uint32_t i = 0; i < np; i++) p[i] = actor(m, x->ceasefire.parties.actor[i]);
    for (uint32_t i = 0; i < nt; i++) t[i] = place(m, x->ceasefire.territory.place[i]);
    c->ceasefire.form = x->ceasefire.form;
    c->ceasefire.state = x->ceasefire.state;
    c->ceasefire.parties = (struct tr_actors){ p, np };
    c->ceasefire.territory = (struct tr_places){ t, nt };
    c->ceasefire.violator = actor(m, x->ceasefire.violator);
}

static void put(struct maker *m, struct tr_claim_row *c, const struct truce_claim *x)
{
    if (x->kind == TRUCE_KIND_event) {
        c->event.type = x->event.type;
        c->event.mode = x->event.mode;
        c->event.actor = actor(m, x->event.actor);
        c->event.recipient = actor(m, x->event.recipient);
    } else if (x->kind == TRUCE_KIND_ceasefire) {
        put_ceasefire(m, c, x);
    } else if (x->kind == TRUCE_KIND_figure) {
        c->figure.count = x->figure.count;
        c->figure.unit = tr_arena_dup(m->a, x->figure.unit);
        c->figure.percent = x->figure.percent;
    }
}

struct tr_claims read_rows(struct read_rows *r, const char *const *texts, uint32_t n)
{
    TR_VEC(struct tr_claim_row) list = { 0 };
    struct maker m = { .a = r->arena };
    tr_map_init(&m.actors, m.a);
    tr_map_init(&m.places, m.a);
    for (uint32_t i = 0; i < n; i++) {
        struct truce_report in = { .title = { "", 0 }, .outlet = { "", 0 }, .published = TR_NO_DATE };
        const struct truce_reading *got;
        struct tr_err err = { 0 };
        tr_str rest = tr_str_of(texts[i]), day;
        tr_str_split(&rest, '|', &day);
        assert_true(tr_date_parse(day, &in.published));
        in.text = tr_arena_dup(m.a, rest);
        if (truce_read(r->reader, &in, &got, &err)) fail_msg("%s", err.msg);
        struct tr_report_row *rep = TR_NEW(m.a, struct tr_report_row);
        *rep = (struct tr_report_row){ .id = i + 1, .published = in.published, .sha256 = tr_arena_printf(m.a, "%064u", i) };
        for (uint32_t j = 0; j < got->n_claims; j++) {
            const struct truce_claim *x = &got->claims[j];
            struct tr_claim_row *c = tr_vec_push(m.a, &list);
            *c = (struct tr_claim_row){ .id = list.n,
                                        .report = rep,
                                        .n = j,
                                        .kind = x->kind,
                                        .status = x->status,
                                        .span = x->span,
                                        .sentence = x->sentence,
                                        .confidence = x->confidence,
                                        .days = x->time.days,
                                        .date_prec = x->time.date_prec,
                                        .clock_from = -1,
                                        .clock_to = -1 };
            c->sentence_span = got->sentences[x->sentence];
            c->quote = tr_str_at(in.text, x->span);
            c->sentence_text = tr_str_at(in.text, c->sentence_span);
            c->source = actor(&m, x->source);
            c->place = place(&m, x->place);
            put(&m, c, x);
        }
    }
    return (struct tr_claims){ .v = list.v, .n = list.n };
}
