/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of ACLED and UCDP GED, made for these tests, to readings: every value has words, codes come to the right claims, wrong rows are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "knowledge/knowledge.h"
#include "ledger/import.h"

#define LEN(x) (sizeof(x) / sizeof *(x))
#define ACLED_HEAD                                                                                                                                                                                                  \
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2," \
    "admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n"
#define GED_HEAD                                                                                                                                                                                                      \
    "id,year,type_of_violence,side_a,side_b,number_of_sources,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec," \
    "date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low,best,high\n"

struct fixture {
    struct tr_knowledge *know;
    struct tr_arena *a;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tr_err err = { 0 };
    if (!f || !(f->a = tr_arena_new(64u << 20)) || tr_knowledge_open(&f->know, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    tr_knowledge_close(f->know);
    tr_arena_free(f->a);
    free(f);
    return 0;
}

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

/* The reading of a table's one row; NULL and err when it is wrong. */
static const struct truce_reading *row(struct fixture *f, const char *format, const char *head, const char *line, struct tr_err *err)
{
    struct bytes b = { tr_arena_printf(f->a, "%s%s", head, line), 0 };
    struct tr_importer im;
    struct tr_table *t;
    struct tr_table_record rec;
    struct tr_keep keep;
    memset(err, 0, sizeof *err);
    assert_int_equal(tr_table_open(give, &b, &(struct tr_table_options){ 0 }, "t.csv", &t, NULL), TR_OK);
    assert_int_equal(tr_table_next(t, &rec, NULL), 1);
    int rc = tr_importer_init(&im, tr_import_find(tr_str_of(format)), f->know, "t.csv", &rec, err);
    if (!rc) assert_int_equal(tr_table_next(t, &rec, NULL), 1);
    if (!rc) rc = tr_import_row(&im, &rec, f->a, &keep, err);
    tr_table_close(t);
    if (rc) return NULL;
    assert_true(keep.original.n > 0 && tr_str_starts(tr_str_of(line), keep.original));
    assert_true(tr_str_is(keep.where, "t.csv:2"));
    return keep.reading;
}

static const struct truce_reading *good(struct fixture *f, const char *format, const char *head, const char *line)
{
    struct tr_err err;
    const struct truce_reading *r = row(f, format, head, line, &err);
    if (!r) fail_msg("%s", err.msg);
    return r;
}

static void span_says(const struct truce_reading *r, tr_span s, const char *words)
{
    tr_str t = tr_str_at(r->report.text, s);
    if (!tr_str_is(t, words)) fail_msg("\"" TR_STR_FMT "\" is not \"%s\"", TR_STR_ARG(t), words);
}

/* What holds of every reading: spans lie in their sentences, in text order, and actors and places have their words. */
static void holds(const struct truce_reading *r)
{
    tr_str text = r->report.text;
    for (uint32_t i = 0; i < r->n_sentences; i++) {
        assert_true(r->sentences[i].from < r->sentences[i].to && r->sentences[i].to <= text.n);
        if (i) assert_true(r->sentences[i].from >= r->sentences[i - 1].to);
    }
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const struct truce_claim *c = &r->claims[i];
        assert_int_equal(c->id, i);
        assert_true(c->sentence < r->n_sentences && tr_span_in(c->span, r->sentences[c->sentence]));
        assert_true(c->span.to > c->span.from);
        assert_true(tr_str_eq(tr_str_at(text, c->time.span), c->time.text));
    }
    for (uint32_t i = 0; i < r->n_actors; i++) assert_true(tr_str_eq(tr_str_at(text, r->actors[i]->span), r->actors[i]->text));
    for (uint32_t i = 0; i < r->n_places; i++) assert_true(tr_str_eq(tr_str_at(text, r->places[i]->span), r->places[i]->text));
    assert_int_equal(r->report.sha256.n, 64);
}

static void acled_row(void **state)
{
    const struct truce_reading *r = good(
        *state, "acled", ACLED_HEAD,
        "SYR1,2016-04-28,2016,1,Political violence,Explosions/Remote violence,Air/drone strike,Military Forces of Syria (2000-),,1,Civilians (Syria),Health Workers (Syria),7,17,,760,Middle "
        "East,Syria,Aleppo,Jebel Saman,Jebel Saman,Aleppo,36.2021,37.1343,2,SOHR; Aid Desk,National,\"On 28 April, jets hit a hospital. Two floors fell.\",27,,1461974400\n");
    holds(r);
    assert_true(tr_str_is(r->report.id, "SYR1"));
    assert_true(tr_str_is(r->report.outlet, "SOHR; Aid Desk"));
    assert_int_equal(r->n_claims, 2);
    assert_int_equal(r->n_sentences, 3);
    const struct truce_claim *e = &r->claims[0], *d = &r->claims[1];
    span_says(r, e->span, "Explosions/Remote violence, Air/drone strike");
    assert_int_equal(e->event.type, TRUCE_EVENT_ASSAULT);
    assert_int_equal(e->event.mode, TRUCE_MODE_aerial);
    assert_string_equal(e->event.acled_sub_event, "Air/drone strike");
    assert_true(tr_str_is(e->event.actor->id, "state:SY/army"));
    assert_int_equal(e->event.recipient->kind, TRUCE_ACTOR_civilians);
    assert_string_equal(e->event.recipient->country, "SY");
    assert_true(tr_str_is(e->place->name, "Aleppo") && e->place->where_prec == 2 && tr_str_is(e->place->admin1, "Aleppo"));
    assert_true(tr_str_starts(e->place->id, TR_STR("geonames:")));
    assert_float_equal(e->place->lat, 36.2021, 1e-9);
    assert_string_equal(e->place->country, "SY");
    assert_int_equal(e->time.date_prec, 1);
    assert_true(e->time.days.from == tr_date_of(2016, 4, 28) && e->time.days.to == e->time.days.from);
    assert_string_equal(e->why[0], "import:acled");
    span_says(r, d->span, "fatalities: 27");
    assert_int_equal(d->casualties.count.low, 27);
    assert_int_equal(d->casualties.means, 1u << TRUCE_MEANS_airstrike);
    assert_null(d->casualties.by); /* actors carry no direction */
}

static void acled_codes(void **state)
{
    static const struct {
        const char *event, *sub;
        enum truce_event type;
        enum truce_mode mode;
    } t[] = {
        { "Battles", "Armed clash", TRUCE_EVENT_ASSAULT, TRUCE_MODE_clash },
        { "battles", "Government regains territory", TRUCE_EVENT_COERCE, TRUCE_MODE_none },
        { "Explosions/Remote violence", "Shelling/artillery/missile attack", TRUCE_EVENT_ASSAULT, TRUCE_MODE_shelling },
        { "Explosions/Remote violence", "Something new", TRUCE_EVENT_ASSAULT, TRUCE_MODE_other },
        { "Violence against civilians", "Abduction/forced disappearance", TRUCE_EVENT_ASSAULT, TRUCE_MODE_abduct },
        { "Protests", "Peaceful protest", TRUCE_EVENT_PROTEST, TRUCE_MODE_none },
        { "Riots", "Mob violence", TRUCE_EVENT_ASSAULT, TRUCE_MODE_other },
        { "Strategic developments", "Agreement", TRUCE_EVENT_AGREE, TRUCE_MODE_none },
        { "Strategic developments", "Other", TRUCE_EVENT_none, TRUCE_MODE_none },
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str line = tr_arena_printf(
            f->a,
            "X1,28 April 2016,2016,2,,%s,%s,JNIM: Group for Support of Islam and Muslims,,2,Civilians (Mali),,7,27,,466,,Mali,Mopti,,,Nowhere at all,14.5,-4.2,3,Radio,,,3,,\n",
            t[i].event, t[i].sub);
        const struct truce_reading *r = good(f, "acled", ACLED_HEAD, line.p);
        holds(r);
        assert_int_equal(r->claims[0].event.type, t[i].type);
        assert_int_equal(r->claims[0].event.mode, t[i].mode);
        assert_string_equal(r->claims[0].event.acled_event, t[i].event);
        assert_int_equal(r->claims[0].place->where_prec, 4);
        assert_int_equal(r->claims[0].time.date_prec, 3);
        assert_int_equal(r->claims[0].time.days.to - r->claims[0].time.days.from, 6);
        bool by = tr_str_starts(tr_str_of(t[i].event), TR_STR("Violence"));
        assert_int_equal(r->claims[1].casualties.by != NULL, by);
    }
}

static void acled_zero_is_no_claim(void **state)
{
    const struct truce_reading *r = good(
        *state, "acled", ACLED_HEAD,
        "X1,2016-04-28,2016,3,,Protests,Peaceful protest,Protesters (Syria),,6,,,0,60,,760,,Syria,Idleb,,,Idleb,35.93,36.63,1,SOHR,,A march.,0,,\n");
    holds(r);
    assert_int_equal(r->n_claims, 1);
    assert_null(r->claims[0].event.recipient);
    assert_true(tr_str_is(r->claims[0].source->id, "mon:sohr")); /* the register knows who says it */
    assert_int_equal(r->claims[0].time.days.to - r->claims[0].time.days.from, 29);
}

static void ged_row(void **state)
{
    const struct truce_reading *r = good(
        *state, "ged", GED_HEAD,
        "214797,2016,1,Government of Syria,\"Ahrar al-Sham, HTS\",2,SOHR;SOHR,2016-01-02;2016-01-05,14 shells hit,SOHR,2,Aleppo town,Aleppo Governorate,Jabal Saman district,36.201241,37.161173,"
        "Syria,1,2,2016-01-01,2016-01-03,2,1,3,1,5,7,9\n");
    holds(r);
    assert_int_equal(r->n_claims, 6);
    const struct truce_claim *e = &r->claims[0], *all = &r->claims[1];
    span_says(r, e->span, "State-based conflict");
    assert_string_equal(e->event.acled_event, "Battles");
    assert_int_equal(e->event.actor->kind, TRUCE_ACTOR_government);
    assert_true(tr_str_is(e->event.actor->id, "state:SY/government"));
    assert_true(tr_str_is(e->event.recipient->text, "Ahrar al-Sham, HTS"));
    assert_true(tr_str_is(e->place->name, "Aleppo") && tr_str_is(e->place->admin1, "Aleppo") && e->place->where_prec == 2);
    assert_true(e->time.days.from == tr_date_of(2016, 1, 1) && e->time.days.to == tr_date_of(2016, 1, 3) && e->time.date_prec == 2);
    assert_true(tr_str_is(e->source->id, "mon:sohr"));
    assert_true(tr_str_is(r->report.outlet, "SOHR"));
    assert_int_equal(r->report.published, tr_date_of(2016, 1, 5));
    span_says(r, all->span, "5 to 9 deaths");
    assert_true(all->casualties.count.low == 5 && all->casualties.count.high == 9 && all->casualties.part_of < 0);
    static const struct {
        const char *words;
        int64_t n;
        enum truce_who who;
    } part[] = { { "Government of Syria: 2", 2, TRUCE_WHO_combatants },
                 { "Ahrar al-Sham, HTS: 1", 1, TRUCE_WHO_combatants },
                 { "civilians: 3", 3, TRUCE_WHO_civilians },
                 { "unknown: 1", 1, TRUCE_WHO_people } };
    for (size_t i = 0; i < LEN(part); i++) {
        const struct truce_claim *p = &r->claims[2 + i];
        span_says(r, p->span, part[i].words);
        assert_int_equal(p->casualties.count.low, part[i].n);
        assert_int_equal(p->casualties.who, part[i].who);
        assert_int_equal(p->casualties.part_of, 1);
    }
}

static void ged_one_sided(void **state)
{
    const struct truce_reading *r =
        good(*state, "ged", GED_HEAD, "9,2016,3,IS,Civilians,1,,,,,6,Syria,,,35,38,Syria,2,5,2016-01-01,2016-12-31,0,0,0,0,0,0,4\n");
    holds(r);
    assert_int_equal(r->n_claims, 2);
    span_says(r, r->claims[1].span, "0 to 4 deaths");
    assert_true(tr_str_is(r->claims[0].event.actor->id, "group:isis"));
    assert_int_equal(r->claims[0].event.recipient->kind, TRUCE_ACTOR_civilians);
    assert_ptr_equal(r->claims[1].casualties.by, r->claims[0].event.actor);
    assert_true(r->claims[1].casualties.cumulative); /* an aggregate of events */
    assert_int_equal(r->claims[0].place->kind, TRUCE_PLACE_country);
    assert_true(tr_str_is(r->report.outlet, "UCDP GED"));
    assert_int_equal(r->report.published, tr_date_of(2016, 12, 31));
}

static void ends_the_other_way_round_are_told(void **state)
{
    struct tr_err err;
    const struct truce_reading *r =
        row(*state, "ged", GED_HEAD, "9,2016,3,IS,Civilians,1,,,,,6,Syria,,,35,38,Syria,2,5,2016-01-01,2016-01-01,0,0,0,0,5,0,4\n", &err);
    assert_non_null(r);
    holds(r);
    assert_int_equal(err.code, TR_OK);
    assert_string_equal(err.msg, "t.csv:2: high \"4\" is less than low: taken as the range between them");
    assert_true(r->claims[1].casualties.count.low == 4 && r->claims[1].casualties.count.high == 5);
}

static void wrong_rows_are_named(void **state)
{
    static const struct {
        const char *format, *head, *line, *says;
    } t[] = {
        { "acled", "event_id_cnty,event_date\n", "", "no column time_precision, event_type, sub_event_type, actor1," },
        { "acled", ACLED_HEAD, "X,2016-04-28\n", "t.csv:2: has 2 fields where the header has 31" },
        { "acled", ACLED_HEAD, "X1,2016-04-31,2016,1,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,36,1,S,,n,0,,\n",
          "t.csv:2: event_date \"2016-04-31\" is no date" },
        { "acled", ACLED_HEAD, "X1,2016-04-30,2016,4,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,36,1,S,,n,0,,\n",
          "time_precision \"4\" is no whole number from 1 to 3" },
        { "acled", ACLED_HEAD, "X1,2016-04-30,2016,1,,Battle,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,36,1,S,,n,0,,\n",
          "event_type \"Battle\" is no event type of ACLED" },
        { "acled", ACLED_HEAD, "X1,2016-04-30,2016,1,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,94,36,1,S,,n,0,,\n",
          "latitude \"94\" is no latitude" },
        { "acled", ACLED_HEAD, "X1,2016-04-30,2016,1,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,\"36,5\",1,S,,n,0,,\n",
          "longitude \"36,5\" is no longitude" },
        { "acled", ACLED_HEAD, "X1,2016-04-30,2016,1,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,36,1,S,,n,some,,\n",
          "fatalities \"some\" is no whole number" },
        { "acled", ACLED_HEAD, ",2016-04-30,2016,1,,Battles,,A,,2,B,,2,22,,,,Syria,,,,Homs,34,36,1,S,,n,0,,\n",
          "event_id_cnty \"\" is empty" },
        { "ged", GED_HEAD, "9,2016,3,IS,Civilians,1,,,,,6,Syria,,,35,38,Syria,2,5,2016-01-02,2016-01-01,0,0,0,0,0,0,4\n",
          "date_end \"2016-01-01\" comes before date_start" },
        { "ged", GED_HEAD, "9,2016,3,IS,Civilians,1,,,,,6,Syria,,,35,38,Syria,2,5,2016-01-01,2016-01-01,0,0,1,0,0,0,4\n",
          "best \"0\" is not the sum" },
        { "ged", GED_HEAD, "9,2016,4,IS,Civilians,1,,,,,6,Syria,,,35,38,Syria,2,5,2016-01-01,2016-01-01,0,0,0,0,0,0,4\n",
          "type_of_violence \"4\"" },
    };
    struct tr_err err;
    for (size_t i = 0; i < LEN(t); i++) {
        assert_null(row(*state, t[i].format, t[i].head, t[i].line, &err));
        if (!strstr(err.msg, t[i].says)) fail_msg("\"%s\" does not say \"%s\"", err.msg, t[i].says);
        assert_int_equal(err.line, t[i].line[0] ? 2 : 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acled_row),
        cmocka_unit_test(acled_codes),
        cmocka_unit_test(acled_zero_is_no_claim),
        cmocka_unit_test(ged_row),
        cmocka_unit_test(ged_one_sided),
        cmocka_unit_test(wrong_rows_are_named),
        cmocka_unit_test(ends_the_other_way_round_are_told),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
