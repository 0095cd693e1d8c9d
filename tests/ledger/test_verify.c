/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever a vandal does to the file, the first thing that is not as it was is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "ledger/canon.h"
#include "ledger_help.h"

#define NEED(call) assert_string_equal((b->err.msg[0] = 0, (call)) ? b->err.msg : "", "")

/* Three reports of two claims each, a decision, an agreement: 3 + 6 + 1 + 1 links. */
static void fill(struct box *b)
{
    struct truce_place *p = make_place(b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_actor *a = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    static const char *const texts[] = { "Five died in the market.\nA truce holds.", "Six died in the clinic.\nThe truce was broken.",
                                         "Seven died on the road.\nThe truce ended." };
    for (int i = 0; i < 3; i++) {
        struct told *t = make_report(b, texts[i], "Example", "2016-05-01", texts[i]);
        add_casualties(b, t, 0, 5 + i, "2016-05-01", p, a);
        add_ceasefire(b, t, 1, TRUCE_STATE_in_force, "2016-05-01", p, a);
        keep(b, t, NULL);
    }
    assess(b, TR_ASSESS_confirm, "claim:3", "");
    NEED(tr_ledger_keep_agreement(b->l, TR_STR("silence"), TR_STR("id: silence\n"), TR_STR("silence.yaml"), &b->err));
}

static struct tr_verdict prove(struct box *b)
{
    struct tr_verdict v = { 0 };
    NEED(tr_ledger_verify(b->l, b->arena, &v, NULL, NULL, &b->err));
    return v;
}

struct vandal {
    const char *sql, *what;
    uint64_t at;
};
/* Links: 1 report 1, 2-3 claims 1-2, 4 report 2, 5-6 claims 3-4, 7 report 3, 8-9 claims 5-6, 10 assessment 1, 11 agreement 1. */
static const struct vandal vandals[] = {
    { "UPDATE claim SET low = 50 WHERE id = 3", "claim 3 of report 2 was altered", 5 },
    { "UPDATE claim SET quote = 'Sixteen died' WHERE id = 3", "claim 3 of report 2 was altered", 5 },
    { "UPDATE claim SET at_from = 3 WHERE id = 3", "claim 3 of report 2 was altered", 5 },
    { "UPDATE claim SET report = 1 WHERE id = 3", "claim 3 of report 2 was altered", 5 },
    { "UPDATE claim SET source = NULL WHERE id = 5", "claim 5 of report 3 was altered", 8 },
    { "UPDATE claim_ref SET role = 3 WHERE claim = 4", "claim 4 of report 2 was altered", 6 },
    { "DELETE FROM claim_ref WHERE claim = 2", "claim 2 of report 1 was altered", 3 },
    { "DELETE FROM claim WHERE id = 3", "claim 3 was removed", 5 },
    { "INSERT INTO claim SELECT 7, report, 2, kind, status, span_from, span_to, sentence, sentence_from, sentence_to, quote, confidence, why, source, via, place, place_text, "
      "day_from, day_to, date_prec, clock_from, clock_to, at_from, at_to, low, high, flags, what, which, means, actor, recipient, part_of, detail FROM claim WHERE id = 6",
      "claim 7 was inserted", 12 },
    { "UPDATE report SET outlet = 'Another' WHERE id = 2", "report 2 was altered", 4 },
    { "UPDATE report SET recorded = recorded - 1 WHERE id = 2", "report 2 was altered", 4 },
    { "UPDATE report SET first_claim = 1 WHERE id = 2", "claim 3 of report 2 was altered", 5 },
    { "DELETE FROM report WHERE id = 3", "report 3 was removed", 7 },
    { "INSERT INTO report SELECT 4, zeroblob(32), bytes, key, address, NULL, outlet, title, url, language, published, published_from, obtained, recorded, how, origin, dataset, "
      "first_claim, n_claims FROM report WHERE id = 1",
      "report 4 was inserted", 12 },
    { "UPDATE original SET packed = (SELECT packed FROM original WHERE report = 1), kept = (SELECT kept FROM original WHERE report = 1) WHERE report = 2",
      "the original bytes of report 2", 4 },
    { "UPDATE original SET packed = zeroblob(20) WHERE report = 2", "the original bytes of report 2", 4 },
    { "DELETE FROM original WHERE report = 2", "the original bytes of report 2", 4 },
    { "UPDATE body SET sentences = x'0102' WHERE report = 2", "report 2 was altered", 4 },
    { "DELETE FROM body WHERE report = 1", "the text of report 1", 1 },
    { "UPDATE place SET lat = 36.3 WHERE id = 1", "claim 1 of report 1 was altered", 2 },
    { "UPDATE actor SET name = 'Nobody' WHERE id = 1", "claim 1 of report 1 was altered", 2 },
    { "UPDATE word SET text = 'another rule' WHERE id = 1", "claim 1 of report 1 was altered", 2 },
    { "DELETE FROM actor WHERE id = 1", "claim 1 of report 1 was altered", 2 },
    { "UPDATE assessment SET who = 'eve'", "assessment 1 was altered", 10 },
    { "DELETE FROM assessment", "assessment 1 was removed", 10 },
    { "INSERT INTO assessment SELECT 2, kind, 'claim:1', value, reason, who, at FROM assessment", "assessment 2 was inserted", 12 },
    { "UPDATE agreement SET yaml = 'id: noise'", "agreement 1 was altered", 11 },
    { "UPDATE chain SET hash = zeroblob(32) WHERE seq = 5", "link 5 was altered", 5 },
    { "UPDATE chain SET row = 99 WHERE seq = 5", "claim 3 was inserted", 5 },
    { "UPDATE chain SET row = 1 WHERE seq = 5", "link 5 was altered", 5 },
    { "UPDATE chain SET kind = 9 WHERE seq = 5", "link 5 was altered", 5 },
    { "DELETE FROM chain WHERE seq = 5", "link 5 is missing", 5 },
    { "DELETE FROM chain WHERE seq = 11", "agreement 1 was inserted", 11 },
    { "DELETE FROM chain WHERE seq >= 9; DELETE FROM claim_ref WHERE claim = 6; DELETE FROM claim WHERE id = 6; DELETE FROM assessment; DELETE FROM agreement",
      "claim 1 of report 3 is missing", 9 },
};

static void test_vandals(void **state)
{
    for (size_t i = 0; i < sizeof vandals / sizeof *vandals; i++) {
        struct box box, *b = &box;
        box_open(b);
        fill(b);
        struct tr_verdict v = prove(b);
        assert_true(v.whole);
        assert_int_equal(v.links, 11);
        assert_int_equal(v.reports, 3);
        box_sql(b, vandals[i].sql);
        v = prove(b);
        if (v.whole || tr_str_find(v.what, tr_str_of(vandals[i].what)) < 0 || v.at != vandals[i].at)
            fail_msg("%s: whole %d, link %llu, \"%.*s\"", vandals[i].sql, v.whole, (unsigned long long)v.at, TR_STR_ARG(v.what));
        box_close(b);
    }
    (void)state;
}

/* One bit of every byte of every claim's numbers and words in turn would take long; one of each column does. */
static void test_every_column(void **state)
{
#define X(name, sort) { #name, #sort },
    static const struct {
        const char *name, *sort;
    } columns[] = { TR_CLAIM_COLUMNS(X) };
#undef X
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char sql[200], back[200];
        if (!strcmp(columns[i].name, "id")) continue;
        /* a value that the column does not have, and back again: nothing else may remain */
        snprintf(sql, sizeof sql,
                 "CREATE TABLE kept AS SELECT %s AS v FROM claim WHERE id = 4; UPDATE claim SET %s = coalesce(%s, 0) + 1 WHERE id = 4",
                 columns[i].name, columns[i].name, columns[i].name);
        snprintf(back, sizeof back, "UPDATE claim SET %s = (SELECT v FROM kept) WHERE id = 4; DROP TABLE kept", columns[i].name);
        box_sql(b, sql);
        struct tr_verdict v = prove(b);
        if (v.whole || v.at != 6) fail_msg("%s: not noticed", columns[i].name);
        box_sql(b, back);
        v = prove(b);
        if (!v.whole) fail_msg("%s: still \"%.*s\"", columns[i].name, TR_STR_ARG(v.what));
    }
    box_close(b);
    (void)state;
}

/* Full text, map and near-copies can be made again: they are not what is proved. */
static void test_derived(void **state)
{
    struct box box, *b = &box;
    box_open(b);
    fill(b);
    box_sql(b, "DELETE FROM near_band; DELETE FROM near_sketch; DELETE FROM place_at; DROP TABLE sentence_text;"
               "CREATE VIRTUAL TABLE sentence_text USING fts5 (words, content = '', tokenize = 'porter unicode61 remove_diacritics 2')");
    assert_true(prove(b).whole);
    box_close(b);
    (void)state;
}

static void test_checkpoints(void **state)
{
    struct box box, *b = &box;
    struct tr_verdict v;
    struct stat st;
    char key[256];
    tr_str first, later;
    box_open(b);
    fill(b);
    snprintf(key, sizeof key, "%.95s.key", b->path);
    NEED(tr_ledger_checkpoint(b->l, key, b->arena, &first, &b->err));
    assert_int_equal(stat(key, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assess(b, TR_ASSESS_reject, "claim:1", "");
    NEED(tr_ledger_checkpoint(b->l, key, b->arena, &later, &b->err));
    NEED(tr_ledger_check(b->l, first, b->arena, &v, &b->err));
    assert_true(v.whole && v.links == 11);
    NEED(tr_ledger_check(b->l, later, b->arena, &v, &b->err));
    assert_true(v.whole && v.links == 12);
    /* one digit of what was signed */
    char *forged = (char *)(uintptr_t)tr_arena_dup(b->arena, first).p;
    ptrdiff_t at = tr_str_find(first, TR_STR("\"head\":\"")) + 8;
    forged[at] = forged[at] == '0' ? '1' : '0';
    NEED(tr_ledger_check(b->l, (tr_str){ forged, first.n }, b->arena, &v, &b->err));
    assert_false(v.whole);
    assert_true(tr_str_find(v.what, TR_STR("signature does not hold")) >= 0);
    assert_int_equal(tr_ledger_check(b->l, TR_STR("{\"links\": 1}"), b->arena, &v, &b->err), TR_E_INPUT);
    /* the end is cut off, rows and links: the chain is whole, and only the checkpoint tells */
    box_sql(b, "DELETE FROM chain WHERE seq = 12; DELETE FROM assessment WHERE id = 2");
    assert_true(prove(b).whole);
    NEED(tr_ledger_check(b->l, first, b->arena, &v, &b->err));
    assert_true(v.whole);
    NEED(tr_ledger_check(b->l, later, b->arena, &v, &b->err));
    assert_false(v.whole);
    assert_true(tr_str_find(v.what, TR_STR("is gone")) >= 0);
    box_close(b);
    (void)state;
}

/* What the schema says cannot be done is refused by the database itself. */
static void test_triggers(void **state)
{
    static const char *const sql[] = { "UPDATE claim SET low = 1",
                                       "DELETE FROM claim",
                                       "UPDATE report SET outlet = ''",
                                       "DELETE FROM report",
                                       "UPDATE assessment SET who = 'eve'",
                                       "DELETE FROM assessment",
                                       "UPDATE chain SET row = 1",
                                       "UPDATE original SET kept = 1",
                                       "DELETE FROM body",
                                       "UPDATE actor SET name = 'x'",
                                       "DELETE FROM place",
                                       "UPDATE word SET text = 'x'",
                                       "DELETE FROM claim_ref",
                                       "UPDATE agreement SET rev = 9",
                                       "DELETE FROM chain" };
    struct box box, *b = &box;
    sqlite3 *db;
    box_open(b);
    fill(b);
    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) assert_int_equal(sqlite3_exec(db, sql[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
    sqlite3_close(db);
    assert_true(prove(b).whole);
    box_close(b);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vandals),     cmocka_unit_test(test_every_column), cmocka_unit_test(test_derived),
        cmocka_unit_test(test_checkpoints), cmocka_unit_test(test_triggers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
