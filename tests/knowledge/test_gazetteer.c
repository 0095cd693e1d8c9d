/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>

#include "base/blob.h"
#include "base/utf8.h"
#include "knowledge/gazetteer.h"
#include "knowledge/gazetteer_int.h"

struct fixture {
    struct tr_arena *arena;
    const struct tr_gazetteer *g;
};

static int open_gazetteer(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tr_err err = { 0 };
    f->arena = tr_arena_new(64u << 20);
    if (tr_gazetteer_open(f->arena, &f->g, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = f;
    return 0;
}

static int close_gazetteer(void **state)
{
    struct fixture *f = *state;
    tr_arena_free(f->arena);
    free(f);
    return 0;
}

static uint32_t find(struct fixture *f, const char *name, struct tr_gaz_hit *hits)
{
    return tr_gazetteer_find(f->g, tr_utf8_fold(f->arena, tr_str_of(name)), hits, TR_GAZ_MAX_HITS);
}

/* Whether some candidate of the name lies in the country within km of the point. */
static bool lies(struct fixture *f, const struct tr_gaz_hit *hits, uint32_t n, const char *country, double lat, double lon, double km)
{
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(f->g, hits[i].entry);
        if (!strcmp(p.country, country) && p.located && tr_km(lat, lon, p.lat, p.lon) <= km) return true;
    }
    return false;
}

static void test_known_places(void **state)
{
    static const struct {
        const char *name, *country;
        double lat, lon, km;
    } cases[] = {
        { "Aleppo", "SY", 36.2, 37.13, 15 },        { "Ḩalab", "SY", 36.2, 37.13, 60 },
        { "Lattakia", "SY", 35.53, 35.79, 15 },     { "Al-Ladhiqiyah", "SY", 35.53, 35.79, 15 },
        { "Deir al-Zour", "SY", 35.34, 40.14, 15 }, { "Kiev", "UA", 50.45, 30.52, 15 },
        { "Gorlovka", "UA", 48.33, 38.09, 15 },     { "Hodeidah", "YE", 14.8, 42.95, 15 },
        { "Mosul", "IQ", 36.34, 43.13, 15 },        { "Benghazi", "LY", 32.12, 20.07, 15 },
        { "El Fasher", "SD", 13.63, 25.35, 15 },    { "Goma", "CD", -1.67, 29.22, 15 },
        { "Srinagar", "IN", 34.08, 74.8, 15 },      { "Stepanakert", "AZ", 39.82, 46.75, 15 },
        { "Marawi", "PH", 8, 124.29, 15 },          { "Khan Younis", "PS", 31.35, 34.3, 15 },
        { "Lashkar Gah", "AF", 31.59, 64.37, 15 },  { "Kidal", "ML", 18.44, 1.41, 15 },
        { "Maiduguri", "NG", 11.85, 13.16, 15 },    { "Sittwe", "MM", 20.15, 92.9, 15 },
        { "Beledweyne", "SO", 4.74, 45.2, 15 },     { "Helmand", "AF", 31.4, 64.3, 90 },
        { "Euphrates", "SY", 35.5, 39.5, 300 },     { "Eastern Ghouta", "SY", 33.53, 36.42, 15 },
    };
    struct fixture *f = *state;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t n = find(f, cases[i].name, hits);
        if (!lies(f, hits, n, cases[i].country, cases[i].lat, cases[i].lon, cases[i].km))
            fail_msg("%s is not found where it lies (%u candidates)", cases[i].name, n);
    }
}

static void test_sounds(void **state)
{
    /* Spellings that no table has. */
    static const struct {
        const char *name, *country;
        double lat, lon;
    } cases[] = {
        { "Khan Shaykhoon", "SY", 35.44, 36.65 }, { "al-Qusayer", "SY", 34.51, 36.58 }, { "Talbiseeh", "SY", 34.84, 36.73 },
        { "Al-Hassakeh", "SY", 36.51, 40.74 },    { "Bahmut", "UA", 48.6, 38 },         { "Kramatorsck", "UA", 48.74, 37.58 },
        { "Samarrah", "IQ", 34.2, 43.87 },
    };
    struct fixture *f = *state;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tr_str key = tr_utf8_fold(f->arena, tr_str_of(cases[i].name));
        uint32_t n = tr_gazetteer_near(f->g, key, hits, TR_GAZ_MAX_HITS);
        if (!lies(f, hits, n, cases[i].country, cases[i].lat, cases[i].lon, 15))
            fail_msg("%s sounds like nothing there (%u candidates)", cases[i].name, n);
        for (uint32_t k = 0; k < n; k++) assert_true(hits[k].flags & TR_GAZ_NEAR);
    }
    char sound[64];
    assert_int_equal(tr_gazetteer_sound(TR_STR("al"), sound, sizeof sound), 0);
    assert_int_equal(tr_gazetteer_sound(TR_STR("a very long name of a place"), sound, 4), 0);
}

static void test_countries_and_demonyms(void **state)
{
    static const struct {
        const char *name, *iso;
        bool demonym;
    } cases[] = {
        { "Syria", "SY", false },         { "Syrians", "SY", true },
        { "Russian", "RU", true },        { "Britain", "GB", false },
        { "U.S.", "US", false },          { "Türkiye", "TR", false },
        { "South Sudanese", "SS", true }, { "Myanmar", "MM", false },
        { "Burmese", "MM", true },        { "Democratic Republic of Congo", "CD", false },
    };
    struct fixture *f = *state;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t n = find(f, cases[i].name, hits), at = tr_gazetteer_country(f->g, cases[i].iso);
        bool seen = false;
        assert_int_not_equal(at, TR_GAZ_NONE);
        for (uint32_t k = 0; k < n; k++)
            if (hits[k].entry == at) seen = true, assert_int_equal(!!(hits[k].flags & TR_GAZ_DEMONYM), cases[i].demonym);
        if (!seen) fail_msg("%s does not lead to %s", cases[i].name, cases[i].iso);
        assert_true(tr_gazetteer_at(f->g, at).located);
    }
    assert_int_equal(tr_gazetteer_country(f->g, "ZZ"), TR_GAZ_NONE);
    assert_int_equal(tr_gazetteer_country(f->g, "s\xff"), TR_GAZ_NONE);
}

static void test_entries_are_sound(void **state)
{
    struct fixture *f = *state;
    uint32_t n = tr_gazetteer_size(f->g);
    assert_true(n > 100000);
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(f->g, i);
        assert_true(p.name.n > 0 && p.kind != TRUCE_PLACE_none && p.where_prec >= 1 && p.where_prec <= 7);
        assert_true(tr_utf8_valid(p.name, NULL));
        if (p.located) assert_true(fabs(p.lat) <= 90 && fabs(p.lon) <= 180);
    }
    assert_int_equal(tr_gazetteer_at(f->g, n).name.n, 0);
    assert_int_equal(tr_gazetteer_at(f->g, UINT32_MAX).name.n, 0);
}

static void test_ids(void **state)
{
    struct fixture *f = *state;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    bool geonames = false;
    uint32_t n = find(f, "Aleppo", hits);
    for (uint32_t i = 0; i < n; i++)
        if (tr_str_is(tr_gazetteer_id(f->g, hits[i].entry, f->arena), "geonames:170063")) geonames = true;
    assert_true(geonames);
    assert_true(tr_str_is(tr_gazetteer_id(f->g, tr_gazetteer_country(f->g, "SY"), f->arena), "truce:SY"));
    assert_int_equal(tr_gazetteer_id(f->g, UINT32_MAX, f->arena).n, 0);
}

static void test_nothing_found(void **state)
{
    static const char *const names[] = {
        "", "qqxzzv", "of the",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
    };
    struct fixture *f = *state;
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_int_equal(find(f, names[i], hits), 0);
    assert_int_equal(tr_gazetteer_find(NULL, TR_STR("aleppo"), hits, TR_GAZ_MAX_HITS), 0);
    assert_int_equal(tr_gazetteer_find(f->g, TR_STR("aleppo"), hits, 0), 0);
}

/* A damaged image is refused or gives empty places; it is never read outside its bytes (run under ASan). */
static void test_damaged_image(void **state)
{
    struct fixture *f = *state;
    const struct tr_gazetteer *g = NULL;
    struct tr_err err = { 0 };
    tr_str image;
    assert_true(tr_blob_find("places.img", &image));
    assert_int_equal(tr_gazetteer_of(f->arena, (tr_str){ image.p, 10 }, &g, &err), TR_E_DATA);
    assert_int_equal(tr_gazetteer_of(f->arena, (tr_str){ image.p, image.n - 1 }, &g, &err), TR_E_DATA);
    char *copy = malloc(image.n);
    memcpy(copy, image.p, image.n);
    copy[0] = 'X';
    assert_int_equal(tr_gazetteer_of(f->arena, (tr_str){ copy, image.n }, &g, &err), TR_E_DATA);
    copy[0] = image.p[0];
    struct tr_gaz_header h;
    memcpy(&h, copy, sizeof h);
    for (uint32_t i = 0; i < 2000; i++) { /* pool offsets and admin units that lead nowhere */
        struct tr_gaz_entry *e = (struct tr_gaz_entry *)(copy + sizeof h) + (i * 7919u) % h.n_entries;
        e->name = 0xFFFFFFF0u, e->admin1 = 0xFFF0, e->kind = 250;
    }
    assert_int_equal(tr_gazetteer_of(f->arena, (tr_str){ copy, image.n }, &g, &err), TR_OK);
    for (uint32_t i = 0; i < h.n_entries; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(g, i);
        assert_true(p.kind < TRUCE_PLACE_count);
        tr_gazetteer_id(g, i % 5000, f->arena);
    }
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_places),      cmocka_unit_test(test_sounds), cmocka_unit_test(test_countries_and_demonyms),
        cmocka_unit_test(test_entries_are_sound), cmocka_unit_test(test_ids),    cmocka_unit_test(test_nothing_found),
        cmocka_unit_test(test_damaged_image),
    };
    return cmocka_run_group_tests(tests, open_gazetteer, close_gazetteer);
}
