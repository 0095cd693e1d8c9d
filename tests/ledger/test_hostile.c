/* SPDX-License-Identifier: Apache-2.0 */
/* A ledger that somebody sent: whatever its bytes and values are, questions end with an answer or an error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "ledger/canon.h"
#include "ledger_help.h"

static uint64_t next(uint64_t *state)
{
    uint64_t x = *state += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static void fill(struct box *b)
{
    struct truce_place *p = make_place(b, "geonames:170063", "Aleppo", TRUCE_PLACE_city, "SY", "Aleppo", 36.2, 37.16);
    struct truce_actor *a = make_actor(b, "mon:sohr", "Syrian Observatory for Human Rights", TRUCE_ACTOR_monitor, "SY");
    for (int i = 0; i < 12; i++) {
        tr_str text = tr_arena_printf(
            b->arena,
            "Report %d: %d died in the market of the town on the river when shells fell there at noon, the Observatory said on Sunday evening again.\nThe truce "
            "of %d days holds, says the army in the capital, and its patrols watch the roads.",
            i % 3, i, i);
        struct told *t = make_report(b, text.p, "Example", "2016-05-01", text.p);
        add_casualties(b, t, 0, 5 + i, "2016-05-01", p, a);
        add_ceasefire(b, t, 1, TRUCE_STATE_in_force, "2016-05-01", p, a);
        add_event(b, t, 1, TRUCE_EVENT_AGREE, "", NULL, a);
        keep(b, t, NULL);
    }
    assess(b, TR_ASSESS_correct, "claim:4", "{\"low\": 4, \"place\": \"Idlib\"}");
    assess(b, TR_ASSESS_grade, "source:mon:sohr", "B2");
    assess(b, TR_ASSESS_undo, "assessment:1", "");
}

/* Everything that can be asked. Answers do not matter. Only memory that is refused may jump: a hostile size is no reason to take all of it. */
static void ask_all(const char *path)
{
    struct tr_arena *a = tr_arena_new((size_t)1 << 28);
    struct tr_ledger *l = NULL;
    struct tr_claims claims;
    struct tr_reports reports;
    struct tr_founds found;
    struct tr_assessments decided;
    struct tr_verdict v;
    struct tr_scope scope;
    struct tr_ledger_counts n;
    struct tr_err err;
    tr_str text;
    struct tr_filter f = TR_FILTER_ALL;
    assert_non_null(a);
    if (!setjmp(*tr_arena_guard(a)) && !tr_ledger_open(path, TR_LEDGER_READ, &l, &err)) {
        f.texts = f.rejected = f.revisions = f.undated = true;
        tr_ledger_claims(l, &f, a, &claims, &err);
        f.place = TR_STR("36.2,37.16,50");
        f.days = (tr_days){ tr_date_of(2016, 1, 1), tr_date_of(2016, 12, 31) };
        tr_ledger_claims(l, &f, a, &claims, &err);
        f.place = TR_STR("Aleppo");
        f.by = TR_STR("mon:sohr");
        tr_ledger_claims(l, &f, a, &claims, &err);
        f = TR_FILTER_ALL;
        f.words = TR_STR("truce");
        tr_ledger_claims(l, &f, a, &claims, &err);
        f = TR_FILTER_ALL;
        tr_ledger_reports(l, &f, a, &reports, &err);
        tr_ledger_search(l, TR_STR("market"), 10, a, &found, &err);
        tr_ledger_assessments(l, TR_STR(""), TR_NO_INSTANT, true, a, &decided, &err);
        tr_ledger_scope(l, TR_STR("Aleppo"), a, &scope, &err);
        tr_ledger_count(l, &n, &err);
        for (tr_id id = 0; id < 4; id++) {
            tr_ledger_text(l, id, a, &text, &err);
            tr_ledger_original(l, id, a, &text, &err);
        }
        tr_ledger_verify(l, a, &v, NULL, NULL, &err);
    }
    tr_ledger_close(l);
    tr_arena_free(a);
}

static void write_file(const char *path, const char *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
}

static void test_bytes(void **state)
{
    struct box box, *b = &box;
    uint64_t seed = 1;
    char path[160];
    box_open(b);
    fill(b);
    box_vandal(b, "PRAGMA journal_mode = DELETE");
    FILE *f = fopen(b->path, "rb");
    assert_non_null(f);
    char *clean = tr_arena_get(b->arena, 1 << 20), *bad = tr_arena_get(b->arena, 1 << 20);
    size_t n = fread(clean, 1, 1 << 20, f);
    fclose(f);
    assert_true(n > 50000 && n < 1 << 20);
    snprintf(path, sizeof path, "%.90s.bad", b->path);
    for (int round = 0; round < 300; round++) {
        memcpy(bad, clean, n);
        size_t size = round % 10 == 9 ? next(&seed) % n : n; /* some are cut off */
        for (int i = 0; i < 1 << (round % 6); i++) {
            size_t at =
                round % 2 ? next(&seed) % n : next(&seed) % (n / 4096) * 4096 + next(&seed) % 64; /* anywhere, or in the heads of pages */
            bad[at] = (char)next(&seed);
        }
        write_file(path, bad, size);
        ask_all(path);
    }
    remove(path);
    box_close(b);
    (void)state;
}

/* Every column of every table with values that no ledger has. */
static void test_values(void **state)
{
    static const char *const tables[] = { "report", "original",   "body",  "claim",     "claim_ref",  "actor",
                                          "place",  "assessment", "chain", "near_pair", "near_sketch" };
    static const char *const values[] = { "9223372036854775807", "-9223372036854775808", "NULL", "x'00ff'", "'claim:999999999999'", "99" };
    struct box box, *b = &box;
    char path[160], command[2000];
    uint32_t done = 0;
    box_open(b);
    fill(b);
    box_vandal(b, "PRAGMA journal_mode = DELETE");
    snprintf(path, sizeof path, "%.90s.bad", b->path);
    FILE *f = fopen(b->path, "rb");
    char *clean = tr_arena_get(b->arena, 1 << 20);
    size_t n = fread(clean, 1, 1 << 20, f);
    fclose(f);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        sqlite3 *db;
        sqlite3_stmt *s;
        assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
        snprintf(command, sizeof command, "SELECT name FROM pragma_table_info('%s')", tables[t]);
        assert_int_equal(sqlite3_prepare_v2(db, command, -1, &s, NULL), SQLITE_OK);
        while (sqlite3_step(s) == SQLITE_ROW) {
            for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
                sqlite3 *other;
                write_file(path, clean, n);
                assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
                sqlite3_db_config(other, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
                snprintf(command, sizeof command, "PRAGMA ignore_check_constraints = ON; UPDATE %s SET %s = %s", tables[t],
                         (const char *)sqlite3_column_text(s, 0), values[v]);
                bool changed = sqlite3_exec(other, command, NULL, NULL, NULL) == SQLITE_OK;
                sqlite3_close(other);
                if (!changed) continue; /* the type or a uniqueness stood in the way */
                ask_all(path);
                done++;
            }
        }
        sqlite3_finalize(s);
        sqlite3_close(db);
    }
    print_message("%u values\n", done);
    assert_true(done > 150);
    remove(path);
    box_close(b);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bytes), cmocka_unit_test(test_values) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
