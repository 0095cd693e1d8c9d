/* SPDX-License-Identifier: Apache-2.0 */
/* Every file call, statement and allocation of SQLite fails once, and from then on: what was said to be kept is there, nothing is half there, nothing is there twice,
 * the chain is whole, and the same work done again comes through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "faults.h"
#include "ledger_help.h"

#define NEED(call) assert_string_equal((b->err.msg[0] = 0, (call)) ? b->err.msg[0] ? b->err.msg : "failed" : "", "")
#define REPORTS 3

static struct told *report(struct box *b, int i)
{
    static const char *const texts[REPORTS] = {
        "Five died in the market.\nA truce holds in the town and its villages since Monday at noon, says the committee of local elders and teachers.",
        "Six died in the clinic.\nThe truce was broken.", "Seven died on the road.\nThe truce ended."
    };
    struct truce_place *p = make_place(b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_actor *a = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    struct told *t = make_report(b, texts[i], "Example", "2016-05-01", texts[i]);
    add_casualties(b, t, 0, 5 + i, "2016-05-01", p, a);
    add_ceasefire(b, t, 1, TRUCE_STATE_in_force, "2016-05-01", p, a);
    return t;
}

/* What a run was told to be kept. */
struct said {
    int reports;
    bool assessed, asked, searched;
};

/* Opens, keeps two batches, decides, asks, closes. Goes on after a failure as far as it goes, as a server would. */
static void work(struct box *b, struct said *said)
{
    enum tr_kept kept;
    struct tr_ledger *l = NULL;
    struct tr_claims claims;
    struct tr_founds found;
    tr_id id = 0;
    *said = (struct said){ 0 };
    if (tr_ledger_open(b->path, TR_LEDGER_WRITE, &l, &b->err)) return;
    b->l = l;
    for (int i = 0; i < REPORTS; i++) {
        if (try_keep(b, report(b, i), &kept, &id)) break;
        said->reports = i + 1;
    }
    struct tr_assessment_row row = {
        .kind = TR_ASSESS_confirm, .target = TR_STR("claim:1"), .value = TR_STR(""), .reason = TR_STR("x"), .who = TR_STR("ada")
    };
    said->assessed = !tr_ledger_assess(l, &row, &id, &b->err);
    struct tr_filter f = TR_FILTER_ALL;
    f.texts = true;
    f.place = TR_STR("36.2,37.16,5");
    said->asked = !tr_ledger_claims(l, &f, b->arena, &claims, &b->err);
    if (said->asked) assert_true(claims.n >= 2 * (uint32_t)said->reports);
    said->searched = !tr_ledger_search(l, TR_STR("truce"), 10, b->arena, &found, &b->err);
    tr_ledger_close(l);
    b->l = NULL;
}

static void check_kept(struct box *b, const struct said *said, bool again)
{
    struct tr_verdict v;
    struct tr_ledger_counts n;
    struct tr_founds found;
    if (tr_ledger_open(b->path, TR_LEDGER_WRITE, &b->l, &b->err)) fail_msg("does not open again: %s", b->err.msg);
    NEED(tr_ledger_verify(b->l, b->arena, &v, NULL, NULL, &b->err));
    if (!v.whole) fail_msg("%.*s", TR_STR_ARG(v.what));
    NEED(tr_ledger_count(b->l, &n, &b->err));
    assert_true(n.reports >= (uint64_t)said->reports && n.reports <= REPORTS);
    assert_int_equal(n.claims, 2 * n.reports);
    assert_true(n.assessments >= said->assessed);
    if (again) assert_int_equal(n.reports, REPORTS);
    if (n.reports) {
        NEED(tr_ledger_search(b->l, TR_STR("truce"), 10, b->arena, &found, &b->err));
        assert_int_equal(found.n, n.reports);
        struct tr_filter f = TR_FILTER_ALL;
        f.place = TR_STR("36.2,37.16,5");
        assert_int_equal(ask(b, f).n, n.claims);
    }
    tr_ledger_close(b->l);
    b->l = NULL;
}

enum start { FRESH, WITH_ONE, OLDER };

static void prepare(struct box *b, enum start start)
{
    box_open(b);
    if (start != FRESH) keep(b, report(b, 0), NULL);
    if (start == OLDER) box_vandal(b, DOWNGRADE);
    tr_ledger_close(b->l);
    b->l = NULL;
    if (start == FRESH) remove(b->path);
}

/* True when the fault was met. */
static bool one(enum start start, enum fault sort, uint32_t nth, bool lasting)
{
    struct box box, *b = &box;
    struct said said;
    prepare(b, start);
    faults_arm(sort, nth, lasting);
    work(b, &said);
    bool met = faults_disarm();
    check_kept(b, &said, false);
    work(b, &said);
    if (said.reports != REPORTS || !said.assessed || !said.asked || !said.searched)
        fail_msg("the same work does not come through: %s", b->err.msg);
    check_kept(b, &said, true);
    box_close(b);
    return met;
}

/* Counts of calls run into thousands for memory: after the first ones each seventh is tried, begun elsewhere for each start. */
static void all(enum fault sort, bool lasting, uint32_t dense, uint32_t stride)
{
    for (int start = FRESH; start <= OLDER; start++) {
        uint32_t n = 1, tried = 0;
        for (; one((enum start)start, sort, n, lasting); n += n < dense ? 1 : stride) tried++;
        print_message("start %d: %u faults\n", start, tried);
        assert_true(tried > 5);
    }
}

static void test_files(void **state)
{
    all(FAULT_FILE, false, 100000, 1);
    (void)state;
}

static void test_files_lasting(void **state)
{
    all(FAULT_FILE, true, 100000, 1);
    (void)state;
}

static void test_disk_full(void **state)
{
    all(FAULT_DISK_FULL, false, 100000, 1);
    all(FAULT_DISK_FULL, true, 100000, 1);
    (void)state;
}

static void test_statements(void **state)
{
    all(FAULT_SQL, false, 100000, 1);
    (void)state;
}

static void test_memory(void **state)
{
    all(FAULT_MEMORY, false, 60, 37);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),      cmocka_unit_test(test_files_lasting), cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_statements), cmocka_unit_test(test_memory),
    };
    faults_install();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
