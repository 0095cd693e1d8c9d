/* SPDX-License-Identifier: Apache-2.0 */
/* A small dump in the form of GeoNames, made for this test, added to the places that the program carries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/blob.h"
#include "base/utf8.h"
#include "knowledge/gazetteer_write.h"
#include "ledger/import.h"
#include "views/views.h"

/* Ids above 90 million are nobody's yet; 170063 is Aleppo. */
static const char dump[] =
    "90000001\tNew Governorate\tNew Governorate\t\t35.5\t38.5\tA\tADM1\tSY\t\t99\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n"
    "90000002\tTall Qirmiz\tTall Qirmiz\tTell Kirmiz,تل قرمز,Tal Quermiz\t35.5101\t38.5202\tP\tPPL\tSY\t\t99\t\t\t\t321\t\t400\tAsia/Damascus\t2026-01-01\n"
    "170063\tAleppo\tAleppo\tHalab,Haleb,Qirmizopolis\t36.20124\t37.16117\tP\tPPLA\tSY\t\t09\t\t\t\t1602264\t\t400\tAsia/Damascus\t2026-01-01\n"
    "90000003\tQirmiz Farm 7\tQirmiz Farm 7\t\t35.6\t38.6\tS\tFRM\tSY\t\t99\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n"
    "90000004\tQirmiz Air Base\tQirmiz Air Base\t\t35.7\t38.7\tS\tAIRB\tSY\t\t99\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n"
    "90000005\tBroken\tBroken\t\t95\t38.7\tP\tPPL\tSY\t\t99\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n"
    "not a row\n"
    "90000006\tQirmizun\tQirmizun\t\t35.8\t38.8\tP\tPPLX\tSY\t\t08\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n"
    "90000008\tHalab\tHalab\t\t36.3\t37.2\tA\tADM1\tSY\t\t08\t\t\t\t0\t\t400\tAsia/Damascus\t2026-01-01\n";

struct bytes {
    tr_str s;
    size_t at;
};

static ptrdiff_t give(void *ctx, char *buf, size_t n)
{
    struct bytes *b = ctx;
    if (n > b->s.n - b->at) n = b->s.n - b->at;
    memcpy(buf, b->s.p + b->at, n);
    b->at += n;
    return (ptrdiff_t)n;
}

static bool put(void *ctx, tr_str bytes)
{
    tr_text_put(ctx, bytes);
    return true;
}

static void count_bad(void *ctx, const struct tr_err *why)
{
    assert_true(why->line == 6 || why->line == 7);
    ++*(int *)ctx;
}

/* The first candidate of a name. */
static struct tr_gaz_place first(const struct tr_gazetteer *g, struct tr_arena *a, const char *name, tr_str *id)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    if (!tr_gazetteer_find(g, tr_utf8_fold(a, tr_str_of(name)), hits, TR_GAZ_MAX_HITS)) fail_msg("%s is not there", name);
    *id = tr_gazetteer_id(g, hits[0].entry, a);
    return tr_gazetteer_at(g, hits[0].entry);
}

static void a_dump_is_added(void **state)
{
    struct tr_gaz_more *m;
    struct tr_err err = { 0 };
    struct tr_text out = { 0 };
    struct tr_arena *a = tr_arena_new(64u << 20);
    struct tr_geonames_counts c = { 0 };
    const struct tr_gazetteer *old, *g;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    tr_str image, id;
    int bad = 0;
    (void)state;
    assert_non_null(a);
    assert_true(tr_blob_find("places.img", &image));
    assert_int_equal(tr_gaz_more_new(image, &m, &err), TR_OK);
    struct tr_import_how how = { .name = "SY.txt", .ctx = &bad, .bad = count_bad };
    for (int pass = 0; pass < 2; pass++) {
        struct bytes b = { TR_STR(dump), 0 };
        assert_int_equal(tr_import_geonames(m, pass == 0, &how, give, &b, &c, &err), TR_OK);
    }
    assert_int_equal(bad, 2);
    assert_int_equal(c.rows, 9);
    assert_int_equal(c.bad, 2);
    assert_int_equal(c.passed_over, 1); /* the farm */
    assert_int_equal(c.taken, 6);
    assert_int_equal(tr_gaz_more_write(m, put, &out, &err), TR_OK);
    tr_gaz_more_free(m);
    assert_int_equal(tr_gazetteer_of(a, image, &old, &err), TR_OK);
    assert_int_equal(tr_gazetteer_of(a, (tr_str){ out.p, out.n }, &g, &err), TR_OK);
    assert_int_equal(tr_gazetteer_size(g),
                     tr_gazetteer_size(old) + 4); /* the unit, the village, the base, the quarter; Aleppo and its unit are known */
    struct tr_gaz_place p = first(g, a, "Tall Qirmiz", &id);
    assert_true(tr_str_is(id, "geonames:90000002") && p.kind == TRUCE_PLACE_city && tr_str_is(p.admin1, "New") && p.population == 321);
    assert_float_equal(p.lat, 35.5101, 1e-4);
    first(g, a, "Tell Kirmiz", &id);
    assert_true(tr_str_is(id, "geonames:90000002"));
    assert_true(tr_gazetteer_near(g, TR_STR("tel kermez"), hits, TR_GAZ_MAX_HITS) > 0); /* by its sound, too */
    p = first(g, a, "Qirmizopolis", &id);
    assert_true(tr_str_is(id, "geonames:170063") && tr_str_is(p.name, "Aleppo"));
    assert_int_equal(first(g, a, "Qirmiz Air Base", &id).kind, TRUCE_PLACE_facility);
    p = first(g, a, "Qirmizun", &id);
    assert_true(p.kind == TRUCE_PLACE_neighbourhood && tr_str_is(p.admin1, "Aleppo")); /* "Halab" is the unit that was there */
    assert_int_equal(tr_gazetteer_find(g, tr_utf8_fold(a, TR_STR("Qirmiz Farm 7")), hits, TR_GAZ_MAX_HITS), 0);
    /* What was there is there still, in the same order. */
    static const char *const kept[] = { "Aleppo", "Damascus", "Syria", "Homs", "al-Midan", "Kyiv" };
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        tr_str before;
        first(old, a, kept[i], &before);
        first(g, a, kept[i], &id);
        assert_true(tr_str_eq(before, id));
    }
    tr_text_fini(&out);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_dump_is_added) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
