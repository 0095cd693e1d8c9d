/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that are kept between questions change no answer: not when they are there already, not when the ledger grew, not when the shelf is full, and not when an answer's rows were
 * altered by whoever asked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger/shelf.h"
#include "ledger_help.h"

static const char wire[] =
    "Air strikes on a market in the town of Maarat killed at least forty people on Tuesday and wounded dozens more, residents said.\n"
    "The raids hit the centre of the town at midday when the market was crowded with shoppers from villages around it.\n"
    "Rescue workers were still pulling bodies from the rubble of three buildings in the evening, and hospitals appealed for blood.\n";

static void test_finding_and_giving_up(void **state)
{
    struct tr_shelf *s = tr_shelf_new(600 << 10);
    struct tr_shelf_view *v = tr_shelf_enter(s);
    int64_t x = 7, y = 8;
    assert_null(tr_shelf_find(v, TR_SHELF_CLAIMS, 5));
    tr_shelf_put(v, TR_SHELF_CLAIMS, 5, &x, sizeof x);
    tr_shelf_put(v, TR_SHELF_REPORTS, 5, &y, sizeof y);
    assert_int_equal(*(const int64_t *)tr_shelf_find(v, TR_SHELF_CLAIMS, 5), 7);
    assert_int_equal(*(const int64_t *)tr_shelf_find(v, TR_SHELF_REPORTS, 5), 8);
    const int64_t *old = tr_shelf_find(v, TR_SHELF_CLAIMS, 5);
    tr_shelf_put(v, TR_SHELF_CLAIMS, 5, &y, sizeof y);
    assert_int_equal(*(const int64_t *)tr_shelf_find(v, TR_SHELF_CLAIMS, 5), 8);
    assert_int_equal(*old, 7);
    const int64_t beyond[] = { -1, INT64_MIN, INT64_MAX, INT64_C(1) << 40 };
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) {
        tr_shelf_put(v, TR_SHELF_CLAIMS, beyond[i], &x, sizeof x);
        assert_null(tr_shelf_find(v, TR_SHELF_CLAIMS, beyond[i]));
    }
    char *large = calloc(1, 512 << 10);
    assert_non_null(large);
    assert_false(tr_shelf_full(v));
    tr_shelf_put(v, TR_SHELF_CLAIMS, 6, large, 512 << 10);
    free(large);
    assert_true(tr_shelf_full(v));
    tr_shelf_put(v, TR_SHELF_CLAIMS, 7, &x, sizeof x);
    assert_null(tr_shelf_find(v, TR_SHELF_CLAIMS, 7));
    /* who reads it still does; who comes now finds an empty one */
    struct tr_shelf_view *next = tr_shelf_enter(s);
    assert_ptr_not_equal(next, v);
    assert_null(tr_shelf_find(next, TR_SHELF_CLAIMS, 5));
    assert_int_equal(*(const int64_t *)tr_shelf_find(v, TR_SHELF_CLAIMS, 5), 8);
    tr_shelf_leave(v);
    tr_shelf_leave(next);
    assert_true(tr_shelf_bytes(s) < 100000);
    tr_shelf_free(s);
    tr_shelf_leave(NULL);
    assert_null(tr_shelf_enter(NULL));
    assert_null(tr_shelf_find(NULL, TR_SHELF_TIES, 1));
    (void)state;
}

/* --- answers ------------------------------------------------------------------------------------------------------------------- */

static tr_str told(struct tr_arena *a, const struct tr_claims *c)
{
    tr_str all = tr_arena_printf(a, "%u in " TR_STR_FMT " (%u places)", c->n, TR_STR_ARG(c->scope.name), c->scope.places.n);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct tr_claim_row *r = &c->v[i];
        all = tr_arena_printf(a,
                              TR_STR_FMT "\n%lld of %lld " TR_STR_FMT " " TR_STR_FMT " root %lld " TR_STR_FMT " origin " TR_STR_FMT
                                         " revised %d at " TR_STR_FMT "/" TR_STR_FMT " days %d-%d kind %d quote " TR_STR_FMT
                                         " text " TR_STR_FMT " by " TR_STR_FMT " %d%d %c",
                              TR_STR_ARG(all), (long long)r->id, (long long)r->report->id, TR_STR_ARG(r->report->key),
                              TR_STR_ARG(r->report->sha256), (long long)r->report->root, TR_STR_ARG(r->report->root_outlet),
                              TR_STR_ARG(r->origin), r->report->superseded, TR_STR_ARG(r->place ? r->place->key : TR_STR("nowhere")),
                              TR_STR_ARG(r->place_text), r->days.from, r->days.to, r->kind, TR_STR_ARG(r->quote),
                              TR_STR_ARG(r->sentence_text), TR_STR_ARG(r->source ? r->source->name : r->report->outlet), r->rejected,
                              r->confirmed, r->grade.reliability ? r->grade.reliability : '-');
        if (r->kind == TRUCE_KIND_casualties)
            all = tr_arena_printf(a, TR_STR_FMT " %lld", TR_STR_ARG(all), (long long)r->casualties.count.low);
    }
    return all;
}

struct pair {
    struct box b;
    struct tr_ledger *reader; /* has the shelf */
};

static const struct tr_filter *filters(struct box *b, uint32_t *n)
{
    static struct tr_filter v[9];
    for (size_t i = 0; i < 9; i++) v[i] = TR_FILTER_ALL;
    v[1].place = TR_STR("Idlib Governorate");
    v[2].place = TR_STR("Maarat");
    v[2].texts = true;
    v[3].days = (tr_days){ tr_date_of(2016, 4, 1), tr_date_of(2016, 4, 30) };
    v[3].kinds = 1u << TRUCE_KIND_casualties;
    v[4].place = TR_STR("Idlib Governorate");
    v[4].days = (tr_days){ tr_date_of(2016, 4, 19), TR_NO_DATE };
    v[4].undated = true;
    v[5].as_of = b->now - 100;
    v[5].place = TR_STR("Idlib Governorate");
    v[6].revisions = v[6].rejected = true;
    v[6].place = TR_STR("Idlib Governorate");
    v[7].place = TR_STR("Idlib Governorate");
    v[7].after = 2;
    v[7].limit = 2;
    v[8].source = TR_STR("Levant Wire");
    *n = 9;
    return v;
}

/* The same with and without a shelf; then whoever asked strikes out what it got. */
static void check_same(struct pair *p)
{
    uint32_t n;
    const struct tr_filter *f = filters(&p->b, &n);
    for (uint32_t i = 0; i < n; i++) {
        for (int again = 0; again < 3; again++) {
            struct tr_claims plain = ask(&p->b, f[i]), kept;
            assert_int_equal(tr_ledger_claims(p->reader, &f[i], p->b.arena, &kept, &p->b.err), TR_OK);
            tr_str x = told(p->b.arena, &plain), y = told(p->b.arena, &kept);
            if (!tr_str_eq(x, y)) fail_msg("filter %u, time %d:\n%.*s\n--- and with a shelf\n%.*s", i, again, TR_STR_ARG(x), TR_STR_ARG(y));
            for (uint32_t k = 0; k < kept.n; k++) {
                struct tr_claim_row *c = (struct tr_claim_row *)(uintptr_t)&kept.v[k];
                if (c->quote.n) memset((char *)(uintptr_t)c->quote.p, '*', c->quote.n);
                ((struct tr_report_row *)(uintptr_t)c->report)->title = TR_STR("withheld");
                if (c->place) ((struct tr_place_row *)(uintptr_t)c->place)->lat = 0;
            }
        }
    }
}

static void keep_story(struct box *b, const char *id, const char *outlet, const char *published, const char *last)
{
    struct truce_place *p = make_place(b, "geonames:168155", "Maarat", TRUCE_PLACE_city, "SY", "Idlib", 35.6, 36.6),
                       *unit = make_place(b, "geonames:169387", "Idlib", TRUCE_PLACE_admin1, "SY", "Idlib", 35.9, 36.6);
    struct truce_actor *residents = make_actor(b, "", "residents", TRUCE_ACTOR_civilians, "SY");
    char text[2000];
    snprintf(text, sizeof text, "%s%s, printed by %s\n", wire, last, outlet);
    struct told *t = make_report(b, id, outlet, published, text);
    t->r.report.url = tr_arena_printf(b->arena, "https://www.example.org/%s", id);
    add_casualties(b, t, 0, 40, "2016-04-19", p, NULL);
    add_casualties(b, t, 1, 41, "", p, residents);
    add_ceasefire(b, t, 2, TRUCE_STATE_planned, "2016-04-19", unit, NULL);
    keep(b, t, NULL);
}

static void test_answers_are_the_same(void **state)
{
    struct tr_shelf *shelf = tr_shelf_new(*(const size_t *)*state);
    struct pair p = { 0 };
    box_open(&p.b);
    keep_story(&p.b, "late", "Morning Post", "2016-04-21", "late");
    assert_int_equal(tr_ledger_open(p.b.path, TR_LEDGER_READ, &p.reader, &p.b.err), TR_OK);
    tr_ledger_shelf(p.reader, shelf);
    check_same(&p);
    keep_story(&p.b, "wire", "Levant Wire", "2016-04-20", "first"); /* an earlier near-copy: the root of both */
    check_same(&p);
    p.b.now += 3600;
    keep_story(&p.b, "wire", "Levant Wire", "2016-04-20", "revised");
    check_same(&p);
    assess(&p.b, TR_ASSESS_reject, "claim:1", "");
    assess(&p.b, TR_ASSESS_correct, "claim:4", "{\"low\": 27, \"high\": 27}");
    assess(&p.b, TR_ASSESS_grade, "outlet:Morning Post", "B2");
    check_same(&p);
    int64_t before = 0;
    do assert_int_equal(tr_ledger_warm(p.reader, &before, p.b.arena, &p.b.err), TR_OK);
    while (before);
    check_same(&p);
    /* a handle that writes leaves the shelf aside: what it reads may be taken back */
    tr_ledger_shelf(p.b.l, shelf);
    check_same(&p);
    tr_ledger_close(p.reader);
    box_close(&p.b);
    tr_shelf_free(shelf);
}

/* --- many at once -------------------------------------------------------------------------------------------------------------- */

static void *read_and_keep(void *arg)
{
    struct tr_shelf *s = arg;
    for (int i = 0; i < 300; i++) {
        struct tr_shelf_view *v = tr_shelf_enter(s);
        for (int64_t id = 0; id < 50; id++) {
            const int64_t *had = tr_shelf_find(v, TR_SHELF_CLAIMS, id * 977);
            if (had && *had != id) return arg;
            int64_t item[64] = { id };
            tr_shelf_put(v, TR_SHELF_CLAIMS, id * 977, item, sizeof item);
        }
        tr_shelf_leave(v);
    }
    return NULL;
}

static void test_threads(void **state)
{
    struct tr_shelf *s = tr_shelf_new(1 << 20);
    pthread_t t[4];
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&t[i], NULL, read_and_keep, s), 0);
    for (int i = 0; i < 4; i++) {
        void *wrong;
        pthread_join(t[i], &wrong);
        assert_null(wrong);
    }
    tr_shelf_free(s);
    (void)state;
}

int main(void)
{
    static size_t roomy = 64u << 20, tight = 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding_and_giving_up),
        { "answers are the same, all is kept", test_answers_are_the_same, NULL, NULL, &roomy },
        { "answers are the same, nothing has room", test_answers_are_the_same, NULL, NULL, &tight },
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
