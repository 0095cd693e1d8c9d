/* SPDX-License-Identifier: Apache-2.0 */
/* Older ledgers are upgraded, newer ones and other people's files are left alone; writers wait for each other, readers for nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger_help.h"

#define NEED(call) assert_string_equal((b->err.msg[0] = 0, (call)) ? b->err.msg[0] ? b->err.msg : "failed" : "", "")

static const char story[] =
    "Air strikes on a market in the town killed at least forty people on Tuesday and wounded dozens more, residents and rescue workers said there.\n"
    "The raids hit the centre of the town at midday when the market was crowded with shoppers from villages around it.\n";

static void two_copies(struct box *b)
{
    struct truce_place *p = make_place(b, "geonames:168155", "Maarat", TRUCE_PLACE_city, "SY", "Idlib", 35.6, 36.6);
    static const char *const outlets[] = { "Alpha", "Beta" };
    for (int i = 0; i < 2; i++) {
        tr_str text = tr_arena_printf(b->arena, "%sBy %s.", story, outlets[i]);
        struct told *t = make_report(b, outlets[i], outlets[i], i ? "2016-05-02" : "2016-05-01", text.p);
        add_casualties(b, t, 0, 40, "2016-05-01", p, NULL);
        keep(b, t, NULL);
    }
}

static void test_older(void **state)
{
    struct box box, *b = &box;
    struct tr_ledger *l;
    struct tr_founds found;
    struct tr_ledger_counts n;
    struct tr_verdict v;
    box_open(b);
    two_copies(b);
    box_vandal(b, DOWNGRADE);
    assert_int_equal(tr_ledger_open(b->path, TR_LEDGER_READ, &l, &b->err), TR_E_INPUT);
    assert_non_null(strstr(b->err.msg, "older Truce (schema 1"));
    box_reopen(b, TR_LEDGER_WRITE);
    NEED(tr_ledger_count(b->l, &n, &b->err));
    assert_int_equal(n.schema, 2);
    NEED(tr_ledger_search(b->l, TR_STR("shoppers"), 10, b->arena, &found, &b->err));
    assert_int_equal(found.n, 2);
    struct tr_filter f = TR_FILTER_ALL;
    f.place = TR_STR("35.6,36.6,1");
    struct tr_claims c = ask(b, f);
    assert_int_equal(c.n, 2);
    assert_true(tr_str_eq(c.v[0].origin, c.v[1].origin) && tr_str_is(c.v[1].report->root_outlet, "Alpha"));
    NEED(tr_ledger_verify(b->l, b->arena, &v, NULL, NULL, &b->err));
    assert_true(v.whole);
    box_close(b);
    (void)state;
}

static void test_newer(void **state)
{
    static const struct {
        const char *sql, *says;
    } cases[] = {
        { "PRAGMA user_version = 99", "newer Truce (schema 99" },
        { "PRAGMA application_id = 1", "another program" },
    };
    for (size_t i = 0; i < 2; i++) {
        struct box box, *b = &box;
        struct tr_ledger *l;
        box_open(b);
        two_copies(b);
        box_vandal(b, cases[i].sql);
        for (int mode = TR_LEDGER_READ; mode <= TR_LEDGER_WRITE; mode++) {
            assert_int_equal(tr_ledger_open(b->path, (enum tr_ledger_mode)mode, &l, &b->err), TR_E_INPUT);
            assert_null(l);
            if (!strstr(b->err.msg, cases[i].says)) fail_msg("%s", b->err.msg);
        }
        box_close(b);
    }
    (void)state;
}

/* --- many at once --- */

#define WRITERS 2
#define READERS 10
#define EACH 40

struct crowd {
    const char *path;
    _Atomic int writing;
    _Atomic int failed;
};
struct one {
    struct crowd *crowd;
    int number;
    pthread_t thread;
    char said[600];
};

static void complain(struct one *me, const char *what, const struct tr_err *err)
{
    snprintf(me->said, sizeof me->said, "%.150s: %.400s", what, err->msg);
    me->crowd->failed = 1;
}

/* Half of the reports are of both writers. A failed call ends the thread: cmocka's asserts are for the first thread alone. */
static void *write_reports(void *arg)
{
    struct one *me = arg;
    struct box box = { .now = 1462060800 }, *b = &box;
    b->arena = tr_arena_new((size_t)1 << 28);
    struct tr_err err = { 0 };
    if (!b->arena || setjmp(*tr_arena_guard(b->arena)) || tr_ledger_open(me->crowd->path, TR_LEDGER_WRITE, &b->l, &err))
        complain(me, "open", &err);
    for (int i = 0; i < EACH && !me->crowd->failed; i++) {
        tr_str text =
            tr_arena_printf(b->arena, "Report %d tells of %d dead.\nThe truce of %d holds.", i % 2 ? i : 1000 * me->number + i, i, i);
        struct told *t = make_report(b, text.p, "Example", "2016-05-01", text.p);
        enum tr_kept kept;
        tr_id id;
        add_casualties(b, t, 0, i, "2016-05-01", NULL, NULL);
        add_event(b, t, 1, TRUCE_EVENT_AGREE, "", NULL, NULL);
        if (try_keep(b, t, &kept, &id)) complain(me, "keep", &b->err);
    }
    tr_ledger_close(b->l);
    tr_arena_free(b->arena);
    me->crowd->writing--;
    return NULL;
}

static void *read_reports(void *arg)
{
    struct one *me = arg;
    struct tr_arena *a = tr_arena_new((size_t)1 << 28);
    struct tr_ledger *l = NULL;
    struct tr_err err = { 0 };
    uint32_t last = 0;
    if (!a || setjmp(*tr_arena_guard(a)) || tr_ledger_open(me->crowd->path, TR_LEDGER_READ, &l, &err)) complain(me, "open", &err);
    do {
        struct tr_filter f = TR_FILTER_ALL;
        struct tr_claims got = { 0 };
        struct tr_verdict v = { .whole = true };
        tr_arena_reset(a);
        f.texts = true;
        if (tr_ledger_claims(l, &f, a, &got, &err)) complain(me, "ask", &err);
        else if (got.n < last || got.n % 2) complain(me, "half a report, or one that went away", &err);
        last = got.n;
        if (me->number == 0 && tr_ledger_verify(l, a, &v, NULL, NULL, &err)) complain(me, "verify", &err);
        if (!v.whole) complain(me, v.what.p, &err);
    } while (me->crowd->writing > 0 && !me->crowd->failed);
    tr_ledger_close(l);
    tr_arena_free(a);
    return NULL;
}

static void test_many(void **state)
{
    struct box box, *b = &box;
    struct tr_verdict v;
    struct tr_ledger_counts n;
    box_open(b);
    struct crowd crowd = { .path = b->path, .writing = WRITERS };
    struct one who[WRITERS + READERS] = { 0 };
    for (int i = 0; i < WRITERS + READERS; i++) {
        who[i].crowd = &crowd;
        who[i].number = i < WRITERS ? i + 1 : i - WRITERS;
        assert_int_equal(pthread_create(&who[i].thread, NULL, i < WRITERS ? write_reports : read_reports, &who[i]), 0);
    }
    for (int i = 0; i < WRITERS + READERS; i++) pthread_join(who[i].thread, NULL);
    for (int i = 0; i < WRITERS + READERS; i++) assert_string_equal(who[i].said, "");
    NEED(tr_ledger_count(b->l, &n, &b->err));
    assert_int_equal(n.reports, WRITERS * EACH / 2 + EACH / 2);
    assert_int_equal(n.claims, 2 * n.reports);
    NEED(tr_ledger_verify(b->l, b->arena, &v, NULL, NULL, &b->err));
    assert_true(v.whole);
    box_close(b);
    (void)state;
}

/* A jump of the asker's arena leaves the ledger usable, and no transaction behind. */
static void test_jump(void **state)
{
    struct box box, *b = &box;
    box_open(b);
    for (int i = 0; i < 3; i++) two_copies(b);
    struct tr_arena *small = tr_arena_new(3000);
    struct tr_filter f = TR_FILTER_ALL;
    struct tr_claims got;
    volatile bool jumped = false;
    if (setjmp(*tr_arena_guard(small))) jumped = true;
    else tr_ledger_claims(b->l, &f, small, &got, &b->err);
    assert_true(jumped);
    tr_arena_free(small);
    assert_int_equal(ask(b, TR_FILTER_ALL).n, 2);
    assess(b, TR_ASSESS_confirm, "claim:1", "");
    box_close(b);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_older),
        cmocka_unit_test(test_newer),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_jump),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
