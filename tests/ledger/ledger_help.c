/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ledger_help.h"

#define NEED(call) assert_string_equal((b->err.msg[0] = 0, (call)) ? b->err.msg[0] ? b->err.msg : "failed" : "", "")

static tr_instant box_clock(void *arg)
{
    return ((struct box *)arg)->now;
}

void box_reopen(struct box *b, enum tr_ledger_mode mode)
{
    tr_ledger_close(b->l);
    b->l = NULL;
    NEED(tr_ledger_open(b->path, mode, &b->l, &b->err));
    tr_ledger_clock(b->l, box_clock, b);
}

void box_open(struct box *b)
{
    memset(b, 0, sizeof *b);
    b->now = 1462060800; /* 2016-05-01T00:00:00Z */
    snprintf(b->dir, sizeof b->dir, "/tmp/truce-test-XXXXXX");
    assert_non_null(mkdtemp(b->dir));
    snprintf(b->path, sizeof b->path, "%s/ledger", b->dir);
    b->arena = tr_arena_new((size_t)1 << 30);
    assert_non_null(b->arena);
    if (setjmp(*tr_arena_guard(b->arena))) fail_msg("the arena is full");
    box_reopen(b, TR_LEDGER_WRITE);
}

void box_close(struct box *b)
{
    static const char *const ends[] = { "", "-wal", "-shm", "-journal", ".key" };
    char path[128];
    tr_ledger_close(b->l);
    tr_arena_free(b->arena);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, sizeof path, "%s%s", b->path, ends[i]);
        unlink(path);
    }
    rmdir(b->dir);
}

void box_vandal(struct box *b, const char *sql)
{
    sqlite3 *db;
    char *msg = NULL;
    tr_ledger_close(b->l);
    b->l = NULL;
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    if (sqlite3_exec(db, sql, NULL, NULL, &msg)) fail_msg("%s: %s", sql, msg);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

void box_sql(struct box *b, const char *sql)
{
    box_vandal(b, sql);
    box_reopen(b, TR_LEDGER_WRITE);
}

static tr_str copy(struct box *b, const char *s)
{
    return tr_arena_dup(b->arena, tr_str_of(s));
}

struct truce_place *make_place(struct box *b, const char *id, const char *name, enum truce_place_kind kind, const char *country,
                               const char *admin1, double lat, double lon)
{
    struct truce_place *p = TR_NEW(b->arena, struct truce_place);
    *p = (struct truce_place){ .text = copy(b, name), .name = copy(b, name), .id = copy(b, id), .kind = kind, .admin1 = copy(b, admin1) };
    memcpy(p->country, country, strlen(country));
    p->located = lat != 0;
    p->lat = lat;
    p->lon = lon;
    p->where_prec = 1;
    return p;
}

struct truce_actor *make_actor(struct box *b, const char *id, const char *name, enum truce_actor_kind kind, const char *country)
{
    struct truce_actor *a = TR_NEW(b->arena, struct truce_actor);
    *a = (struct truce_actor){ .text = copy(b, name), .name = copy(b, name), .id = copy(b, id), .kind = kind, .role = TR_STR("") };
    memcpy(a->country, country, strlen(country));
    return a;
}

struct told *make_report(struct box *b, const char *id, const char *outlet, const char *published, const char *text)
{
    struct told *t = TR_NEW(b->arena, struct told);
    struct truce_report *r = &t->r.report;
    TR_VEC(tr_span) lines = { 0 };
    *r = (struct truce_report){ .id = copy(b, id),
                                .title = TR_STR(""),
                                .outlet = copy(b, outlet),
                                .url = TR_STR(""),
                                .published = TR_NO_DATE,
                                .language = TR_STR("en") };
    if (*published) assert_true(tr_date_parse(tr_str_of(published), &r->published));
    r->sha256 = TR_STR("");
    r->text = copy(b, text);
    r->bytes = r->text.n;
    uint32_t at = 0;
    tr_str rest = r->text, line;
    while (tr_str_split(&rest, '\n', &line)) {
        *tr_vec_push(b->arena, &lines) = (tr_span){ at, at + (uint32_t)line.n };
        at += (uint32_t)line.n + 1;
    }
    t->r.sentences = lines.v;
    t->r.n_sentences = lines.n;
    t->v = TR_NEW_N(b->arena, struct truce_claim, 64);
    t->r.claims = t->v;
    return t;
}

static struct truce_claim *add(struct told *t, enum truce_kind kind, uint32_t sentence, const char *day)
{
    static const char *why[] = { "test: by hand", "test: again" };
    assert_true(sentence < t->r.n_sentences && t->r.n_claims < 64);
    struct truce_claim *c = &t->v[t->r.n_claims];
    *c = (struct truce_claim){
        .id = t->r.n_claims++, .kind = kind, .span = t->r.sentences[sentence], .sentence = sentence, .status = TRUCE_STATUS_actual
    };
    c->confidence = 0.87f;
    c->why = why;
    c->n_why = 2;
    c->time.days = TR_NO_DAYS;
    c->time.text = TR_STR("");
    if (*day) {
        assert_true(tr_date_parse(tr_str_of(day), &c->time.days.from));
        c->time.days.to = c->time.days.from;
        c->time.date_prec = 1;
    }
    return c;
}

struct truce_claim *add_casualties(struct box *b, struct told *t, uint32_t sentence, int64_t low, const char *day,
                                   const struct truce_place *p, const struct truce_actor *source)
{
    (void)b;
    struct truce_claim *c = add(t, TRUCE_KIND_casualties, sentence, day);
    c->place = p;
    c->source = source;
    c->casualties.count = (struct truce_quantity){ true, true, false, low, low };
    c->casualties.harm = TRUCE_HARM_killed;
    c->casualties.who = TRUCE_WHO_civilians;
    c->casualties.means = 1u << TRUCE_MEANS_airstrike;
    c->casualties.part_of = -1;
    return c;
}

struct truce_claim *add_event(struct box *b, struct told *t, uint32_t sentence, enum truce_event type, const char *day,
                              const struct truce_place *p, const struct truce_actor *actor)
{
    (void)b;
    struct truce_claim *c = add(t, TRUCE_KIND_event, sentence, day);
    c->place = p;
    c->event.type = type;
    c->event.mode = TRUCE_MODE_aerial;
    c->event.actor = actor;
    c->event.acled_event = "Explosions/Remote violence";
    c->event.acled_sub_event = "Air/drone strike";
    return c;
}

struct truce_claim *add_ceasefire(struct box *b, struct told *t, uint32_t sentence, enum truce_state state, const char *day,
                                  const struct truce_place *territory, const struct truce_actor *party)
{
    struct truce_claim *c = add(t, TRUCE_KIND_ceasefire, sentence, day);
    const struct truce_place **places = TR_NEW_N(b->arena, const struct truce_place *, 1);
    const struct truce_actor **actors = TR_NEW_N(b->arena, const struct truce_actor *, 1);
    places[0] = territory;
    actors[0] = party;
    c->ceasefire.form = TRUCE_FORM_truce;
    c->ceasefire.state = state;
    c->ceasefire.duration = TR_STR("72 hours");
    if (territory) c->ceasefire.territory = (struct truce_refs){ places, NULL, 1, 0 };
    if (party) c->ceasefire.parties = (struct truce_refs){ NULL, actors, 0, 1 };
    return c;
}

int try_keep(struct box *b, struct told *t, enum tr_kept *kept, tr_id *id)
{
    struct tr_keep k = { .reading = &t->r,
                         .original = t->r.report.text,
                         .how = TR_STR("file"),
                         .where = TR_STR(""),
                         .dataset = TR_STR(""),
                         .obtained = TR_NO_INSTANT };
    int rc = tr_ledger_begin(b->l, &b->err);
    if (!rc) rc = tr_ledger_keep(b->l, &k, kept, id, &b->err);
    if (rc) {
        tr_ledger_rollback(b->l);
        return rc;
    }
    return tr_ledger_commit(b->l, &b->err);
}

tr_id keep(struct box *b, struct told *t, enum tr_kept *kept)
{
    enum tr_kept any;
    tr_id id = 0;
    NEED(try_keep(b, t, kept ? kept : &any, &id));
    return id;
}

tr_id assess(struct box *b, enum tr_assess kind, const char *target, const char *value)
{
    struct tr_assessment_row row = { .kind = kind,
                                     .target = tr_str_of(target),
                                     .value = tr_str_of(value),
                                     .reason = TR_STR("seen on the film"),
                                     .who = TR_STR("ada"),
                                     .at = TR_NO_INSTANT };
    tr_id id = 0;
    NEED(tr_ledger_assess(b->l, &row, &id, &b->err));
    return id;
}

struct tr_claims ask(struct box *b, struct tr_filter f)
{
    struct tr_claims got = { 0 };
    NEED(tr_ledger_claims(b->l, &f, b->arena, &got, &b->err));
    return got;
}
