/* SPDX-License-Identifier: Apache-2.0 */
/* Places of whole texts, through the program's own language stage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "knowledge/gazetteer.h"
#include "reading/reading.h"
#include "truce.h"

struct fixture {
    struct truce *truce;
    struct truce_reader *reader;
};

static int open_reader(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tr_err err = { 0 };
    if (truce_open(&f->truce, &err) || truce_reader_new(f->truce, &f->reader, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = f;
    return 0;
}

static int close_reader(void **state)
{
    struct fixture *f = *state;
    truce_reader_free(f->reader);
    truce_close(f->truce);
    free(f);
    return 0;
}

static const struct truce_reading *read_text(struct fixture *f, const char *text)
{
    struct truce_report report = { .text = tr_str_of(text), .published = tr_date_of(2016, 5, 1), .published_from = TRUCE_DATED_option };
    const struct truce_reading *r = NULL;
    struct tr_err err = { 0 };
    if (truce_read(f->reader, &report, &r, &err)) fail_msg("%s", err.msg);
    return r;
}

static const struct truce_place *place(const struct truce_reading *r, const char *text)
{
    for (uint32_t i = 0; i < r->n_places; i++)
        if (tr_str_is(r->places[i]->text, text)) return r->places[i];
    return NULL;
}

static void expect_near(const struct truce_reading *r, const char *text, const char *country, double lat, double lon, double km)
{
    const struct truce_place *p = place(r, text);
    if (!p) fail_msg("%s is not among the places", text);
    assert_string_equal(p->country, country);
    assert_true(p->located);
    if (tr_km(lat, lon, p->lat, p->lon) > km) fail_msg("%s lies at %.3f %.3f", text, p->lat, p->lon);
    assert_true(tr_str_is(tr_str_at(r->report.text, p->span), text));
}

/* Namesakes are told apart by the countries that the report is about and by the words beside them. */
static void test_namesakes(void **state)
{
    struct fixture *f = *state;
    expect_near(
        read_text(
            f,
            "Fighting broke out in Tripoli on Friday. Libyan forces loyal to Haftar shelled Tripoli from Bani Walid, residents of Benghazi said."),
        "Tripoli", "LY", 32.89, 13.19, 20);
    expect_near(read_text(f, "Lebanese soldiers were shot in Tripoli, near Beirut, Lebanon's army said. Three people in Sidon were hurt."),
                "Tripoli", "LB", 34.44, 35.85, 20);
    expect_near(read_text(f, "Rebels in Syria shelled al-Midan in Aleppo, the Syrian army said."), "al-Midan", "SY", 36.215, 37.166, 20);
}

/* A hospital of one name stands in Aleppo and in Gaza; who is accused tells which war this is. */
static void test_parties_tell_the_country(void **state)
{
    static const struct {
        const char *text, *country;
    } t[] = {
        { "Shells fell near al-Quds hospital at noon. Doctors blamed the al-Nusra Front and Ahrar al-Sham for the fire.", "SY" },
        { "Shells fell near al-Quds hospital at noon. Doctors said that Hamas had used the street.", "PS" },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        const struct truce_place *p = place(read_text(*state, t[i].text), "al-Quds hospital");
        if (!p) fail_msg("%s: no such place", t[i].text);
        assert_string_equal(p->country, t[i].country);
    }
}

static void test_kinds(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r = read_text(
        f,
        "Syrian government troops took the town of Khan Tuman in Aleppo province on Friday. Warplanes hit the Euphrates River and Hmeimim air base. Clashes went on in eastern Ukraine.");
    assert_int_equal(place(r, "Khan Tuman")->kind, TRUCE_PLACE_city);
    assert_int_equal(place(r, "Aleppo")->kind, TRUCE_PLACE_admin1);
    assert_int_equal(place(r, "eastern Ukraine")->kind, TRUCE_PLACE_region);
    assert_false(place(r, "eastern Ukraine")->located);
    assert_string_equal(place(r, "eastern Ukraine")->country, "UA");
    assert_int_equal(place(r, "Aleppo")->where_prec, 4);
}

/* "41 km south of": the text itself places a name that no gazetteer has. */
static void test_offset(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r = read_text(
        f, "The mission heard explosions in the village of Zelenopillia Nove (30km north-east of Kharkiv) in Ukraine on Tuesday.");
    const struct truce_place *p = place(r, "Zelenopillia Nove");
    assert_non_null(p);
    assert_true(p->located);
    double km = tr_km(p->lat, p->lon, 49.9935, 36.2304);
    assert_true(km > 28 && km < 32);
    assert_true(p->lat > 49.9935 && p->lon > 36.2304);
    assert_int_equal(p->where_prec, 2);
}

/* A government is no place; a city that stands in a name of an organisation is none; "Britain-based" and a dateline are. */
static void test_what_is_no_place(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r = read_text(
        f,
        "MOSCOW, May 1 (Reuters) - Washington refused to talk. Paris said it would veto the text. The Britain-based Syrian Observatory for Human Rights counted ten dead in Homs.");
    assert_null(place(r, "Washington"));
    assert_null(place(r, "Paris"));
    assert_null(place(r, "Syrian"));
    assert_non_null(place(r, "MOSCOW"));
    assert_non_null(place(r, "Britain"));
    assert_non_null(place(r, "Homs"));
}

/* In a wire all in capitals every word has one; what the tag takes for no name is no place, although towns are called Car, Has, See and Give. */
static void test_capitals(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r = read_text(
        f,
        "THE ARMY HAS SAID THAT A CAR BOMB WENT OFF IN TEGUCIGALPA ON MONDAY. RESIDENTS COULD SEE THE SMOKE, AND TWO HONDURAN SOLDIERS DIED. \"GIVE US "
        "PEACE,\" A PRIEST IN COMAYAGUA SAID. IT IS THE THIRD SUCH ATTACK.");
    static const char *const no[] = { "HAS", "CAR", "SEE", "GIVE", "IS", "US", "COULD", "PEACE" };
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (place(r, no[i])) fail_msg("%s is no place", no[i]);
    expect_near(r, "TEGUCIGALPA", "HN", 14.08, -87.21, 20);
    expect_near(r, "COMAYAGUA", "HN", 14.46, -87.65, 20);
}

static void test_one_place_many_mentions(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r =
        read_text(f, "Shells fell on Deir ez-Zor in Syria. Deir al-Zour was quiet on Monday, but Deir Ezzor burned again.");
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_places; i++) n += r->places[i]->country[0] == 'S' && r->places[i]->kind != TRUCE_PLACE_country;
    assert_int_equal(n, 1);
    uint32_t mentions = 0;
    for (uint32_t i = 0; i < r->inner->place_mentions.n; i++)
        mentions += r->inner->places.v[r->inner->place_mentions.v[i].place] == place(r, "Deir ez-Zor");
    assert_int_equal(mentions, 3);
}

static uint32_t word_of(const struct truce_reading *r, const char *form)
{
    for (uint32_t i = 0; i < r->inner->doc->n_words; i++)
        if (tr_str_is(r->inner->doc->words[i].form, form)) return i;
    fail_msg("no word %s", form);
    return 0;
}

/* Where something is said to be; neither the dateline nor the speaker's place. */
static void test_place_of(void **state)
{
    struct fixture *f = *state;
    const struct truce_reading *r =
        read_text(f, "BEIRUT (AP) - Air strikes killed five people in Idlib on Sunday, an official in Damascus said. Ten others died.");
    const struct truce_place *p = tr_place_of(r->inner, word_of(r, "killed"));
    assert_non_null(p);
    assert_true(tr_str_is(p->text, "Idlib"));
    assert_true(tr_str_is(tr_place_of(r->inner, word_of(r, "strikes"))->text, "Idlib"));
    assert_null(tr_place_in(r->inner, word_of(r, "Ten"), 2));
    uint32_t w = word_of(r, "Idlib");
    assert_true(tr_str_is(tr_place_in(r->inner, w, 1)->text, "Idlib"));
}

/* Any bytes give places that lie inside the text, or none. */
static void test_odd_texts(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        "of",
        "al-",
        "the villages of",
        "the villages of ,",
        "(41km",
        "Homs (",
        "Homs (km south of",
        "Homs (999999999999999999999km south of Homs)",
        "HOMS HOMS HOMS",
        "Aleppo, Aleppo, Aleppo, Aleppo",
        "village of the village of the village",
        "Homs (3km north of Homs (3km north of Homs",
        "’s ’s Syria’s",
        "\xd8\xad\xd9\x84\xd8\xa8 in Aleppo",
        "in - - - Homs",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct truce_reading *r = read_text(f, texts[i]);
        for (uint32_t k = 0; k < r->n_places; k++) {
            const struct truce_place *p = r->places[k];
            assert_true(p->span.from < p->span.to && p->span.to <= r->report.text.n);
            assert_true(p->confidence > 0 && p->confidence <= 1 && p->where_prec >= 0 && p->where_prec <= 7);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_namesakes),
        cmocka_unit_test(test_parties_tell_the_country),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_offset),
        cmocka_unit_test(test_what_is_no_place),
        cmocka_unit_test(test_capitals),
        cmocka_unit_test(test_one_place_many_mentions),
        cmocka_unit_test(test_place_of),
        cmocka_unit_test(test_odd_texts),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
