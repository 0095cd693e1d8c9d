/* SPDX-License-Identifier: Apache-2.0 */
/* Spots against areas: yes, no or unknown, and the share; checked by hand-made cases and, for shapes, by counting points. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "knowledge/agreements.h"
#include "knowledge/gazetteer.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static const double square[][2] = { { 36.0, 35.0 }, { 37.0, 35.0 }, { 37.0, 36.0 }, { 36.0, 36.0 }, { 36.0, 35.0 } };
/* An L: the corner in the north-east is missing. */
static const double corner[][2] = { { 36.0, 35.0 }, { 37.0, 35.0 }, { 37.0, 35.5 }, { 36.5, 35.5 },
                                    { 36.5, 36.0 }, { 36.0, 36.0 }, { 36.0, 35.0 } };

static const struct tr_area areas[] = {
    { .kind = TR_AREA_WORLD },
    { .kind = TR_AREA_COUNTRY, .country = "SY" },
    { .kind = TR_AREA_ADMIN1, .country = "SY", .admin1 = { "Aleppo", 6 } },
    { .kind = TR_AREA_CIRCLE,
      .country = "SY",
      .admin1 = { "Rif Dimashq", 11 },
      .name = { "Eastern Ghouta", 14 },
      .lat = 33.53,
      .lon = 36.42,
      .km = 14 },
    { .kind = TR_AREA_POLYGON, .country = "SY", .name = { "square", 6 }, .ring = square, .n_ring = LEN(square) },
    { .kind = TR_AREA_HELD_BY, .held_by = { "group:isis", 10 } },
    { .kind = TR_AREA_HELD_BY, .held_by = { "group:isis", 10 }, .country = "SY", .admin1 = { "Raqqa", 5 } },
    { .kind = TR_AREA_ADMIN1, .country = "PS", .admin1 = { "Gaza Strip", 10 } },
    { .kind = TR_AREA_POLYGON, .country = "SY", .name = { "corner", 6 }, .ring = corner, .n_ring = LEN(corner) },
};
enum { WORLD, SYRIA, ALEPPO, GHOUTA, SQUARE, ISIL, ISIL_RAQQA, GAZA, CORNER };

#define AT(la, lo) .located = true, .lat = (la), .lon = (lo)
#define NAMED(s) .name = { s, sizeof(s) - 1 }
#define ADMIN(s) .admin1 = { s, sizeof(s) - 1 }

static const struct {
    int area;
    struct tr_spot spot;
    enum tr_tri is;
    double low, high; /* of the share */
} cases[] = {
    { WORLD, { .where_prec = 7 }, TR_YES, 1, 1 },
    { SYRIA, { .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_YES, 1, 1 },
    { SYRIA, { .country = "LB", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_NO, 0, 0 },
    { SYRIA, { .where_prec = 7 }, TR_UNKNOWN, -1, -1 },
    { ALEPPO, { .country = "SY", ADMIN("Aleppo"), NAMED("Aleppo"), .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_YES, 1, 1 },
    { ALEPPO, { .country = "SY", ADMIN("aleppo"), .kind = TRUCE_PLACE_admin1, .where_prec = 4 }, TR_YES, 1, 1 },
    { ALEPPO, { .country = "SY", NAMED("Aleppo"), .kind = TRUCE_PLACE_admin1, .where_prec = 4 }, TR_YES, 1, 1 },
    { ALEPPO, { .country = "SY", ADMIN("Idlib"), .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_NO, 0, 0 },
    { ALEPPO, { .country = "SY", NAMED("Syria"), .kind = TRUCE_PLACE_country, .where_prec = 6 }, TR_UNKNOWN, -1, -1 },
    { ALEPPO, { .country = "IQ", NAMED("Iraq"), .kind = TRUCE_PLACE_country, .where_prec = 6 }, TR_NO, 0, 0 },
    { ALEPPO, { .country = "SY", NAMED("northern Syria"), .kind = TRUCE_PLACE_region, .where_prec = 5 }, TR_UNKNOWN, -1, -1 },
    { GAZA, { .country = "PS", NAMED("Gaza Strip"), .kind = TRUCE_PLACE_region, .where_prec = 4 }, TR_YES, 1, 1 },
    { GAZA, { .country = "PS", ADMIN("Gaza Strip"), NAMED("Rafah"), .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_YES, 1, 1 },
    /* the circle of Eastern Ghouta */
    { GHOUTA,
      { AT(33.57, 36.40), .country = "SY", ADMIN("Rif Dimashq"), NAMED("Douma"), .kind = TRUCE_PLACE_city, .where_prec = 1 },
      TR_YES,
      1,
      1 },
    { GHOUTA,
      { AT(33.51, 36.28), .country = "SY", ADMIN("Damascus"), NAMED("Damascus"), .kind = TRUCE_PLACE_city, .where_prec = 1 },
      TR_YES,
      1,
      1 },
    { GHOUTA, { AT(33.51, 36.20), .country = "SY", ADMIN("Damascus"), .kind = TRUCE_PLACE_neighbourhood, .where_prec = 1 }, TR_NO, 0, 0 },
    { GHOUTA,
      { AT(33.50, 36.44), .country = "SY", ADMIN("Rif Dimashq"), NAMED("Eastern Ghouta"), .kind = TRUCE_PLACE_region, .where_prec = 5 },
      TR_YES,
      1,
      1 },
    { GHOUTA,
      { AT(33.57, 36.40), .km = 25, .country = "SY", ADMIN("Rif Dimashq"), NAMED("Douma"), .kind = TRUCE_PLACE_city, .where_prec = 2 },
      TR_UNKNOWN,
      0.25,
      0.35 },
    { GHOUTA,
      { AT(33.55, 36.55), .country = "SY", ADMIN("Rif Dimashq"), NAMED("Rif Dimashq"), .kind = TRUCE_PLACE_admin1, .where_prec = 4 },
      TR_UNKNOWN,
      0.02,
      0.1 },
    { GHOUTA,
      { AT(33.51, 36.28), .country = "SY", ADMIN("Damascus"), NAMED("Damascus"), .kind = TRUCE_PLACE_admin1, .where_prec = 4 },
      TR_NO,
      0,
      0 },
    { GHOUTA, { .country = "SY", NAMED("somewhere"), .where_prec = 1 }, TR_UNKNOWN, -1, -1 },
    { GHOUTA, { .country = "TR", NAMED("somewhere"), .where_prec = 1 }, TR_NO, 0, 0 },
    /* the square: about 90 by 111 km */
    { SQUARE, { AT(35.5, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_YES, 1, 1 },
    { SQUARE, { AT(34.999, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_NO, 0, 0 },
    { SQUARE, { AT(35.0, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_UNKNOWN, -1, -1 }, /* on the line */
    { SQUARE, { AT(35.5, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 2 }, TR_YES, 1, 1 },
    { SQUARE, { AT(35.0, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 2 }, TR_UNKNOWN, 0.49, 0.51 },
    { SQUARE, { AT(35.0, 36.0), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 2 }, TR_UNKNOWN, 0.24, 0.26 },
    { SQUARE, { AT(33.0, 36.5), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 2 }, TR_NO, 0, 0 },
    { SQUARE, { AT(35.5, 36.5), .country = "SY", ADMIN("Hama"), .kind = TRUCE_PLACE_admin1, .where_prec = 4 }, TR_UNKNOWN, 0.7, 1 },
    { SQUARE, { AT(35.5, 36.5), .country = "SY", .where_prec = 7 }, TR_UNKNOWN, -1, -1 },
    { CORNER, { AT(35.75, 36.75), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_NO, 0, 0 },
    { CORNER, { AT(35.25, 36.75), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 }, TR_YES, 1, 1 },
    { ISIL, { .country = "SY", ADMIN("Raqqa"), .where_prec = 1 }, TR_UNKNOWN, -1, -1 },
    { ISIL_RAQQA, { .country = "SY", ADMIN("Raqqa"), .where_prec = 1 }, TR_UNKNOWN, -1, -1 },
    { ISIL_RAQQA, { .country = "SY", ADMIN("Latakia"), .where_prec = 1 }, TR_NO, 0, 0 },
};

static void spots_in_areas(void **state)
{
    (void)state;
    for (size_t i = 0; i < LEN(cases); i++) {
        double share = 7;
        enum tr_tri t = tr_area_has(&areas[cases[i].area], &cases[i].spot, &share);
        if (t != cases[i].is || share < cases[i].low || share > cases[i].high) fail_msg("case %zu: %d, share %g", i, (int)t, share);
        assert_int_equal(tr_area_has(&areas[cases[i].area], &cases[i].spot, NULL), t);
    }
}

/* Share of a disc that lies in the area, by counting points of a grid. */
static double counted(bool (*in)(double lat, double lon), double lat, double lon, double km)
{
    int all = 0, hit = 0;
    for (double y = -km; y <= km; y += km / 60) {
        for (double x = -km; x <= km; x += km / 60) {
            if (x * x + y * y > km * km) continue;
            all++;
            hit += in(lat + y / 111.195, lon + x / (111.195 * cos(lat * 3.14159265358979 / 180)));
        }
    }
    return (double)hit / all;
}

static bool in_ghouta(double lat, double lon)
{
    return tr_km(33.53, 36.42, lat, lon) <= 14;
}

static bool in_corner(double lat, double lon)
{
    return lat >= 35 && lat <= 36 && lon >= 36 && lon <= 37 && !(lat > 35.5 && lon > 36.5);
}

static void shares_by_counting(void **state)
{
    (void)state;
    unsigned seed = 20160430;
    for (int i = 0; i < 60; i++) {
        double km = 2 + rand_r(&seed) % 40, lat = 35 + (rand_r(&seed) % 1000) / 900.0, lon = 36 + (rand_r(&seed) % 1000) / 900.0;
        bool circle = i % 2;
        if (circle) lat -= 2, lon -= 0.1;
        struct tr_spot s = { AT(lat, lon), .km = km, .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 2 };
        double share, truth = counted(circle ? in_ghouta : in_corner, lat, lon, km);
        enum tr_tri t = tr_area_has(&areas[circle ? GHOUTA : CORNER], &s, &share);
        if (fabs(share - truth) > 0.02) fail_msg("round %d: %g by geometry, %g by counting", i, share, truth);
        if (truth > 0.02 && truth < 0.98) assert_int_equal(t, TR_UNKNOWN);
    }
}

/* A spot known better never turns a sure answer round. */
static void sharper_spots_agree(void **state)
{
    (void)state;
    unsigned seed = 7;
    for (int i = 0; i < 400; i++) {
        double lat = 34.8 + (rand_r(&seed) % 1400) / 1000.0, lon = 35.8 + (rand_r(&seed) % 1400) / 1000.0, km = rand_r(&seed) % 60;
        struct tr_spot wide = { AT(lat, lon), .km = km, .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = km > 0 ? 2 : 1 };
        struct tr_spot sharp = { AT(lat, lon), .country = "SY", .kind = TRUCE_PLACE_city, .where_prec = 1 };
        for (int k = SQUARE; k <= CORNER; k += CORNER - SQUARE) {
            enum tr_tri w = tr_area_has(&areas[k], &wide, NULL), s = tr_area_has(&areas[k], &sharp, NULL);
            if (w != TR_UNKNOWN) assert_int_equal(w, s);
        }
    }
}

static void whole_territories(void **state)
{
    (void)state;
    struct tr_area in[] = { areas[SYRIA] }, out[] = { areas[GHOUTA], areas[ISIL_RAQQA] }, more[] = { areas[GAZA] };
    struct tr_agreement g = { .include = { in, 1 }, .exclude = { out, 2 } };
    struct tr_extension x = { .include = { more, 1 } };
    const struct tr_spot douma = { AT(33.57, 36.40), .country = "SY", ADMIN("Rif Dimashq"), .kind = TRUCE_PLACE_city, .where_prec = 1 };
    const struct tr_spot raqqa = { AT(35.95, 39.02), .country = "SY", ADMIN("Raqqa"), .kind = TRUCE_PLACE_city, .where_prec = 1 };
    const struct tr_spot idlib = { AT(35.93, 36.63), .country = "SY", ADMIN("Idlib"), .kind = TRUCE_PLACE_city, .where_prec = 1 };
    const struct tr_spot paris = { AT(48.85, 2.35), .country = "FR", .kind = TRUCE_PLACE_city, .where_prec = 1 };
    const struct tr_area *by;
    double share;
    assert_int_equal(tr_agreement_has(&g, NULL, &douma, &share, &by), TR_NO);
    assert_ptr_equal(by, &out[0]);
    assert_int_equal(tr_agreement_has(&g, NULL, &raqqa, &share, &by), TR_UNKNOWN);
    assert_ptr_equal(by, &out[1]);
    assert_int_equal(tr_agreement_has(&g, NULL, &idlib, &share, &by), TR_YES);
    assert_ptr_equal(by, &in[0]);
    assert_int_equal(tr_agreement_has(&g, NULL, &paris, &share, &by), TR_NO);
    assert_null(by);
    assert_int_equal(tr_agreement_has(&g, &x, &idlib, &share, &by), TR_NO);
    in[0].disputed_by = TR_STR("somebody");
    assert_int_equal(tr_agreement_has(&g, NULL, &idlib, &share, &by), TR_UNKNOWN);
    out[0].disputed_by = TR_STR("somebody");
    in[0].disputed_by = TR_STR("");
    assert_int_equal(tr_agreement_has(&g, NULL, &douma, &share, &by), TR_UNKNOWN);
    assert_int_equal(tr_agreement_has(&(struct tr_agreement){ 0 }, NULL, &paris, &share, &by), TR_YES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spots_in_areas),
        cmocka_unit_test(shares_by_counting),
        cmocka_unit_test(sharper_spots_agree),
        cmocka_unit_test(whole_territories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
