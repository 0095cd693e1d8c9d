/* SPDX-License-Identifier: Apache-2.0 */
/* Rows made by hand, every format: what is written is well-formed, complete, escaped, the same each time, and leads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "views/export.h"
#include "views/views.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

struct fixture {
    struct tr_arena *a;
    struct tr_text out;
    struct tr_claim_row claims[8];
    struct tr_claims list;
    struct tr_incident incident;
    struct tr_incidents incidents;
    struct tr_merge merges[4];
    struct tr_export_term terms[2];
    struct tr_export x;
};

static const struct tr_report_row msf = { .id = 1,
                                          .key = { "r1", 2 },
                                          .sha256 = { "aa11", 4 },
                                          .outlet = { "Aid, \"Desk\"", 11 },
                                          .title = { "=HYPERLINK(1)", 13 },
                                          .url = { "https://example.org/?a=1&b=<2>", 30 },
                                          .language = { "en", 2 },
                                          .published = 16920,
                                          .published_from = TRUCE_DATED_metadata,
                                          .obtained = 1461974400,
                                          .how = { "file", 4 },
                                          .where = { "a.txt", 5 },
                                          .dataset = { "", 0 },
                                          .root = 1,
                                          .root_outlet = { "Aid", 3 } };
static const struct tr_report_row coded = { .id = 2,
                                            .key = { "214797", 6 },
                                            .sha256 = { "bb22", 4 },
                                            .outlet = { "SOHR", 4 },
                                            .title = { "14 shells", 9 },
                                            .url = { "ucdp-ged:214797", 15 },
                                            .language = { "en", 2 },
                                            .published = 16921,
                                            .published_from = TRUCE_DATED_metadata,
                                            .obtained = 1461974400,
                                            .how = { "import ged", 10 },
                                            .where = { "g.csv:2", 7 },
                                            .dataset = { "ucdp-ged", 8 },
                                            .root = 2,
                                            .root_outlet = { "SOHR", 4 } };
static const struct tr_place_row aleppo = { .id = 1,
                                            .key = { "geonames:170063", 15 },
                                            .name = { "Aleppo", 6 },
                                            .kind = TRUCE_PLACE_city,
                                            .country = "SY",
                                            .admin1 = { "Aleppo", 6 },
                                            .located = true,
                                            .lat = 36.20124,
                                            .lon = 37.16117,
                                            .where_prec = 1 };
static const struct tr_place_row nowhere = { .id = 2,
                                             .key = { "text:x", 6 },
                                             .name = { "<No & where>", 12 },
                                             .kind = TRUCE_PLACE_city,
                                             .country = "",
                                             .admin1 = { "", 0 },
                                             .where_prec = 0 };
static const struct tr_actor_row army = { .id = 1,
                                          .key = { "state:SY/army", 13 },
                                          .name = { "Syrian Arab Army", 16 },
                                          .kind = TRUCE_ACTOR_military,
                                          .country = "SY",
                                          .side = { "", 0 },
                                          .member_of = { "", 0 } };
static const struct tr_actor_row group = { .id = 2,
                                           .key = { "group:jai", 9 },
                                           .name = { "Jaysh al-Islam", 14 },
                                           .kind = TRUCE_ACTOR_party,
                                           .country = "SY",
                                           .side = { "", 0 },
                                           .member_of = { "", 0 } };
static const struct tr_actor_row people = { .id = 3,
                                            .key = { "text:civilians", 14 },
                                            .name = { "Civilians", 9 },
                                            .kind = TRUCE_ACTOR_civilians,
                                            .country = "SY",
                                            .side = { "", 0 },
                                            .member_of = { "", 0 } };

static struct tr_claim_row base(tr_id id, const struct tr_report_row *r, enum truce_kind kind, const char *quote)
{
    return (struct tr_claim_row){ .id = id,
                                  .report = r,
                                  .kind = kind,
                                  .status = TRUCE_STATUS_actual,
                                  .span = { 3, 9 },
                                  .sentence_span = { 0, 40 },
                                  .quote = tr_str_of(quote),
                                  .sentence_text = TR_STR("A sentence\nof \"two\" lines & <tags>."),
                                  .confidence = 0.935F,
                                  .why = TR_STR("verb:bomb"),
                                  .recorded = 1461974400,
                                  .origin = TR_STR("outlet:aid"),
                                  .place = &aleppo,
                                  .place_text = TR_STR("Aleppo"),
                                  .days = { 16919, 16919 },
                                  .date_prec = 1,
                                  .clock_from = 30,
                                  .clock_to = -1 };
}

static struct tr_claim_row dead(tr_id id, const struct tr_report_row *r, const char *quote, int64_t low, int64_t high, enum truce_who who,
                                tr_id part_of)
{
    struct tr_claim_row c = base(id, r, TRUCE_KIND_casualties, quote);
    c.casualties.count = (struct truce_quantity){ .has_low = true, .has_high = high >= 0, .low = low, .high = high };
    c.casualties.harm = TRUCE_HARM_killed;
    c.casualties.who = who;
    c.casualties.means = 1u << TRUCE_MEANS_airstrike | 1u << TRUCE_MEANS_shelling;
    c.casualties.part_of = part_of;
    return c;
}

static struct tr_claim_row act(tr_id id, const struct tr_report_row *r, enum truce_event type, enum truce_mode mode,
                               const struct tr_actor_row *by, const struct tr_actor_row *to)
{
    struct tr_claim_row c = base(id, r, TRUCE_KIND_event, "bombed");
    c.event.type = type, c.event.mode = mode, c.event.actor = by, c.event.recipient = to;
    c.event.acled_event = type == TRUCE_EVENT_ASSAULT ? TR_STR("Explosions/Remote violence") : TR_STR("");
    c.event.acled_sub_event = type == TRUCE_EVENT_ASSAULT ? TR_STR("Air/drone strike") : TR_STR("");
    return c;
}

static void fill_claims(struct fixture *f)
{
    static const char line[] =
        "State-based conflict: IS / SDF; source: SOHR; Aleppo; 2016-04-27; 3 to 9 deaths, IS: 2, SDF: 1, civilians: 4.";
    f->claims[0] = act(11, &msf, TRUCE_EVENT_ASSAULT, TRUCE_MODE_aerial, &army, &people);
    f->claims[1] = dead(12, &msf, "at least 50", 50, -1, TRUCE_WHO_people, 0);
    f->claims[2] = dead(13, &msf, "six members", 6, 6, TRUCE_WHO_medical, 12);
    f->claims[3] = act(14, &msf, TRUCE_EVENT_REQUEST, TRUCE_MODE_none, NULL, NULL);
    f->claims[3].place = &nowhere, f->claims[3].place_text = nowhere.name, f->claims[3].days = TR_NO_DAYS;
    f->claims[4] = act(21, &coded, TRUCE_EVENT_ASSAULT, TRUCE_MODE_other, &army, &group);
    f->claims[5] = dead(22, &coded, "3 to 9 deaths", 3, 9, TRUCE_WHO_people, 0);
    f->claims[6] = dead(23, &coded, "IS: 2", 2, 2, TRUCE_WHO_combatants, 22);
    f->claims[7] = dead(24, &coded, "civilians: 4", 4, 4, TRUCE_WHO_civilians, 22);
    for (int i = 4; i < 8; i++) f->claims[i].sentence_text = tr_str_of(line);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f || !(f->a = tr_arena_new(1u << 24))) return -1;
    fill_claims(f);
    f->list = (struct tr_claims){ .v = f->claims, .n = 8 };
    for (int i = 0; i < 4; i++)
        f->merges[i] = (struct tr_merge){ .claim = &f->claims[i == 3 ? 5 : i], .score = i ? 0.8 : 1, .reasons = TR_STR("same day") };
    f->incident = (struct tr_incident){ .id = 11,
                                        .type = TRUCE_EVENT_ASSAULT,
                                        .mode = TRUCE_MODE_aerial,
                                        .means = 1u << TRUCE_MEANS_airstrike,
                                        .acled_event = TR_STR("Explosions/Remote violence"),
                                        .acled_sub_event = TR_STR("Air/drone strike"),
                                        .place = &aleppo,
                                        .days = { 16919, 16920 },
                                        .date_prec = 2,
                                        .clock_from = -1,
                                        .clock_to = -1,
                                        .when = { 1461715200, TR_NO_INSTANT },
                                        .actor = &army,
                                        .recipient = &people,
                                        .killed = { true, true, 7, 50 },
                                        .n_origins = 2,
                                        .merges = f->merges,
                                        .n = 4,
                                        .confidence = 0.9,
                                        .head = TR_STR("bombed") };
    f->incidents = (struct tr_incidents){ .v = &f->incident, .n = 1 };
    f->terms[0] = (struct tr_export_term){ "place", TR_STR("Aleppo") };
    f->terms[1] = (struct tr_export_term){ "since", TR_STR("2016-04-22") };
    f->x = (struct tr_export){ .what = TR_EXPORT_claims,
                               .claims = &f->list,
                               .incidents = &f->incidents,
                               .filter = f->terms,
                               .n_filter = 2,
                               .scope = TR_STR("Aleppo (SY)"),
                               .as_of = 1462060800 };
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    tr_text_fini(&f->out);
    tr_arena_free(f->a);
    free(f);
    return 0;
}

static bool put(void *ctx, tr_str bytes)
{
    tr_text_put(ctx, bytes);
    return true;
}

static tr_str export(struct fixture *f, const char *format, enum tr_export_what what)
{
    struct tr_err err = { 0 };
    f->out.n = 0;
    f->x.what = what;
    if (tr_export_write(tr_export_find(tr_str_of(format)), &f->x, &(struct tr_sink){ put, &f->out }, &err)) fail_msg("%s", err.msg);
    return (tr_str){ f->out.p, f->out.n };
}

static void has(tr_str s, const char *what)
{
    if (tr_str_find(s, tr_str_of(what)) < 0) fail_msg("missing: %s\nin: " TR_STR_FMT, what, TR_STR_ARG(s));
}

static void has_not(tr_str s, const char *what)
{
    if (tr_str_find(s, tr_str_of(what)) >= 0) fail_msg("should not be there: %s\nin: " TR_STR_FMT, what, TR_STR_ARG(s));
}

static void json_states_and_holds_every_row(void **state)
{
    struct fixture *f = *state;
    json_t *j = tr_json_parse(export(f, "json", TR_EXPORT_claims), NULL);
    assert_non_null(j);
    const json_t *head = json_object_get(j, "truce"), *rows = json_object_get(j, "rows");
    assert_string_equal(json_string_value(json_object_get(head, "rules")), TR_RULES_VERSION);
    assert_string_equal(json_string_value(json_object_get(head, "as_of")), "2016-05-01T00:00:00Z");
    assert_string_equal(json_string_value(json_object_get(json_object_get(head, "filter"), "place")), "Aleppo");
    assert_string_equal(json_string_value(json_object_get(head, "scope")), "Aleppo (SY)");
    assert_int_equal(json_integer_value(json_object_get(head, "rows")), 8);
    assert_int_equal(json_array_size(rows), 8);
    const json_t *toll = json_array_get(rows, 1), *request = json_array_get(rows, 3);
    assert_int_equal(json_integer_value(json_object_get(toll, "low")), 50);
    assert_true(json_is_null(json_object_get(toll, "high")));
    assert_int_equal(json_array_size(json_object_get(toll, "means")), 2);
    assert_string_equal(json_string_value(json_object_get(toll, "sha256")), "aa11");
    assert_int_equal(json_integer_value(json_object_get(toll, "span_from")), 3);
    assert_string_equal(json_string_value(json_object_get(toll, "quote")), "at least 50");
    assert_string_equal(json_string_value(json_object_get(toll, "clock_from")), "00:30");
    assert_true(json_is_null(json_object_get(request, "lat")) && json_is_null(json_object_get(request, "date_from")));
    json_decref(j);
}

static void lines_are_rows_alone(void **state)
{
    struct fixture *f = *state;
    tr_str rest = export(f, "jsonl", TR_EXPORT_claims), line;
    int n = 0;
    assert_true(tr_str_ends(rest, TR_STR("}\n")));
    rest.n--;
    while (tr_str_split(&rest, '\n', &line)) {
        json_t *j = tr_json_parse(line, NULL);
        assert_non_null(j);
        assert_true(json_is_integer(json_object_get(j, "claim")));
        json_decref(j);
        n++;
    }
    assert_int_equal(n, 8);
}

static void csv_quotes_and_defuses(void **state)
{
    struct fixture *f = *state;
    tr_str s = export(f, "csv", TR_EXPORT_claims);
    has(s, "\r\n#meta+id,#indicator+type,#status,");
    has(s, "\"Aid, \"\"Desk\"\"\""); /* quoted, marks doubled */
    has(s, ",'=HYPERLINK(1),");      /* no formula */
    has(s, "\"A sentence\nof \"\"two\"\" lines & <tags>.\"");
    has(s, "airstrike; shelling");
    f->claims[1].casualties.count.low = -5; /* a number stays a number */
    has(export(f, "csv", TR_EXPORT_claims), ",-5,,false,");
    f->claims[0].quote = TR_STR("+1"), f->claims[1].quote = TR_STR("-x"), f->claims[2].quote = TR_STR("@a");
    s = export(f, "csv", TR_EXPORT_claims);
    has(s, ",'+1,");
    has(s, ",'-x,");
    has(s, ",'@a,");
    fill_claims(f);
}

static void geojson_is_flat_and_lonlat(void **state)
{
    struct fixture *f = *state;
    json_t *j = tr_json_parse(export(f, "geojson", TR_EXPORT_claims), NULL), *feature;
    size_t i;
    assert_non_null(j);
    assert_string_equal(json_string_value(json_object_get(j, "type")), "FeatureCollection");
    assert_true(json_is_object(json_object_get(j, "truce")));
    json_array_foreach(json_object_get(j, "features"), i, feature)
    {
        const char *key;
        json_t *v;
        json_object_foreach(json_object_get(feature, "properties"), key, v) assert_false(json_is_object(v) || json_is_array(v));
        const json_t *g = json_object_get(feature, "geometry");
        if (i == 3) assert_true(json_is_null(g));
        else assert_true(json_real_value(json_array_get(json_object_get(g, "coordinates"), 0)) > 37); /* longitude first */
    }
    assert_int_equal(i, 8);
    json_decref(j);
}

static void kml_escapes(void **state)
{
    struct fixture *f = *state;
    f->claims[0].quote = TR_STR("a\x01 <b> & \"c\" \xFF");
    tr_str s = export(f, "kml", TR_EXPORT_claims);
    has(s, "<name>a\xEF\xBF\xBD &lt;b&gt; &amp; &quot;c&quot; \xEF\xBF\xBD</name>");
    has(s, "https://example.org/?a=1&amp;b=&lt;2&gt;");
    has(s, "<description>{&quot;format&quot;:&quot;kml&quot;");
    has(s, "<Point><coordinates>37.16117,36.20124</coordinates></Point>");
    has(s, "<TimeStamp><when>2016-04-28</when>");
    has(export(f, "kml", TR_EXPORT_incidents), "<TimeSpan><begin>2016-04-28</begin>\n<end>2016-04-29</end>");
    fill_claims(f);
}

static void plover_has_the_manuals_names(void **state)
{
    struct fixture *f = *state;
    tr_str rest = export(f, "plover", TR_EXPORT_claims), line;
    tr_str_split(&rest, '\n', &line);
    json_t *j = tr_json_parse(line, NULL);
    assert_non_null(j);
    const json_t *actor = json_array_get(json_object_get(j, "actor"), 0), *loc = json_object_get(j, "event_loc");
    assert_string_equal(json_string_value(json_object_get(actor, "code")), "SYR");
    assert_string_equal(json_string_value(json_object_get(actor, "sector")), "MIL");
    assert_string_equal(json_string_value(json_array_get(json_object_get(j, "event"), 0)), "ASSAULT");
    assert_string_equal(json_string_value(json_array_get(json_object_get(j, "mode"), 0)), "aerial");
    assert_int_equal(json_integer_value(json_object_get(j, "quad_code")), 4);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(j, "size"), "dead")), 50);
    assert_int_equal(json_integer_value(json_object_get(loc, "geonameid")), 170063);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(j, "truce"), "claim")), 11);
    json_decref(j);
    tr_str_split(&rest, '\n', &line);
    has(line, "\"date\":\"2016-04-29\""); /* the report's, and it says so */
    has(line, "\"comment\":\"the day is not told: date is the report's\"");
    uint64_t left;
    assert_int_equal(tr_export_rows(tr_export_find(TR_STR("plover")), &f->x, &left), 3);
    assert_int_equal(left, 0);
}

static void acled_and_ged_columns(void **state)
{
    struct fixture *f = *state;
    tr_str s = export(f, "acled", TR_EXPORT_claims);
    has(s,
        "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,"
        "admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp,truce_incident");
    has(s,
        "\r\ntruce:claim:11,2016-04-28,2016,1,Political violence,Explosions/Remote violence,Air/drone strike,Syrian Arab Army,,1,Civilians,,7,17,Civilian targeting,760,,SY,Aleppo,,,Aleppo,36.20124,37.16117,1,");
    has(s, ",50,,1461974400,,11,r1,aa11,3,9,bombed,0.94\r\n");
    has(s, "\r\n214797,");
    has_not(s, "claim:14"); /* a request is nothing to ACLED */
    s = export(f, "ged", TR_EXPORT_claims);
    has(s, ",50,50,50,,,,11,r1,"); /* "at least 50" */
    has(s, ",0,0,6,44,50,50,50,"); /* six medical staff among them */
    has(s, ",2,0,4,0,6,9,3,");     /* UCDP's own: best is the sum of its parts */
    has(s, "POINT (37.16117 36.20124),181875,");
    uint64_t left;
    f->x.what = TR_EXPORT_claims;
    assert_int_equal(tr_export_rows(tr_export_find(TR_STR("ged")), &f->x, &left), 2);
    assert_int_equal(left, 1);
}

static void best_is_the_best_graded_then_the_latest(void **state)
{
    struct fixture *f = *state;
    has(export(f, "acled", TR_EXPORT_incidents), ",3,,1461974400,11,11,r1,"); /* the later report's; its parts are not in the incident */
    f->merges[2].claim = &f->claims[6];
    has(export(f, "acled", TR_EXPORT_incidents), ",2,,1461974400,11,11,r1,"); /* one is */
    f->merges[2].claim = &f->claims[2];
    f->claims[1].grade = (struct tr_grade){ 'B', '2' };
    has(export(f, "acled", TR_EXPORT_incidents), ",50,,1461974400,11,11,r1,");
    f->claims[5].grade = (struct tr_grade){ 'A', '3' };
    has(export(f, "acled", TR_EXPORT_incidents), ",3,,1461974400,11,11,r1,");
    has(export(f, "ged", TR_EXPORT_incidents), "truce:incident:11,,2016,,,3,"); /* one-sided: civilians */
    fill_claims(f);
}

static void tally_and_findings(void **state)
{
    struct fixture *f = *state;
    struct tr_tally_item items[] = { { .claim = &f->claims[1], .use = TR_USE_counted },
                                     { .claim = &f->claims[5], .use = TR_USE_superseded, .because = &f->claims[1] } };
    struct tr_tally_cell cell = { .harm = TRUCE_HARM_killed, .range = { true, false, 50, 0 }, .items = items, .n = 2 };
    struct tr_tally_row row = { .key = TR_STR("mon:sohr"), .name = TR_STR("SOHR"), .cells = &cell, .n = 1 };
    struct tr_tally t = { .scope = { .name = TR_STR("Aleppo (SY)") },
                          .days = { 16913, TR_NO_DATE },
                          .by = TR_TALLY_SOURCE,
                          .rows = &row,
                          .n = 1,
                          .all = { .key = TR_STR("x"), .cells = &cell, .n = 1 } };
    f->x.tally = &t;
    tr_str s = export(f, "csv", TR_EXPORT_tally);
    has(s, "\r\nsource,mon:sohr,SOHR,,killed,50,,Aleppo (SY),2016-04-22,,2,");
    has(s, "superseded, claim 12");
    has(s, "\r\nsource,all,across independent origins,,killed,50,");
    struct tr_agreement agreement = { .id = TR_STR("syria-cessation"), .name = TR_STR("Cessation"), .revision = TR_STR("ab") };
    struct tr_finding finding = { .incident = &f->incident,
                                  .agreement = &agreement,
                                  .verdict = TR_VERDICT_violation_alleged,
                                  .share = -1,
                                  .stage = TR_STR("allegation"),
                                  .attributed = &army };
    finding.answers[TR_Q_time] = (struct tr_answer){ .value = TR_YES, .because = TR_STR("in force") };
    finding.answers[TR_Q_act].value = TR_UNKNOWN;
    struct tr_findings findings = { .v = &finding, .n = 1 };
    f->x.findings = &findings;
    json_t *j = tr_json_parse(export(f, "json", TR_EXPORT_findings), NULL);
    const json_t *r = json_array_get(json_object_get(j, "rows"), 0);
    assert_string_equal(json_string_value(json_object_get(r, "verdict")), "violation_alleged");
    assert_string_equal(json_string_value(json_object_get(r, "in_time")), "yes");
    assert_string_equal(json_string_value(json_object_get(r, "act_prohibited")), "unknown");
    assert_string_equal(json_string_value(json_object_get(r, "quote")), "bombed");
    assert_int_equal(json_array_size(json_object_get(r, "claims")), 4);
    json_decref(j);
}

static bool refuse(void *ctx, tr_str bytes)
{
    size_t *left = ctx;
    if (bytes.n > *left) return false;
    *left -= bytes.n;
    return true;
}

/* Each format, each thing: the same bytes twice; a sink that is full after N bytes is always told; an empty answer is well-formed. */
static void every_format(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; tr_export_formats[i]; i++) {
        for (unsigned w = TR_EXPORT_claims; w <= TR_EXPORT_incidents; w++) {
            tr_str once = export(f, tr_export_formats[i]->name, (enum tr_export_what)w), kept = tr_arena_dup(f->a, once);
            assert_true(tr_str_eq(kept, export(f, tr_export_formats[i]->name, (enum tr_export_what)w)));
            for (size_t room = 0; room < kept.n; room += kept.n / 7 + 1) {
                size_t left = room;
                struct tr_err err = { 0 };
                assert_int_equal(tr_export_write(tr_export_formats[i], &f->x, &(struct tr_sink){ refuse, &left }, &err), TR_E_IO);
                assert_true(err.msg[0]);
            }
        }
        struct tr_claims none = { 0 };
        f->x.claims = &none;
        tr_str empty = export(f, tr_export_formats[i]->name, TR_EXPORT_claims);
        if (tr_export_formats[i]->states) has(empty, "rows");
        f->x.claims = &f->list;
    }
    struct tr_err err = { 0 };
    assert_int_equal(tr_export_check(tr_export_find(TR_STR("kml")), TR_EXPORT_tally, &err), TR_E_USAGE);
    assert_string_equal(err.msg, "kml holds no tally; these formats do: json, jsonl, csv");
    assert_null(tr_export_find(TR_STR("xls")));
}

/* The first report's claims, then the rest, give the bytes of all at once, the statement's count among them. */
static void pieces_are_the_whole(void **state)
{
    struct fixture *f = *state;
    struct tr_err err = { 0 };
    uint32_t first = 1;
    while (first < f->list.n && f->list.v[first].report == f->list.v[0].report) first++;
    const struct tr_claims parts[] = { { .v = f->list.v, .n = first }, { .n = 0 }, { .v = f->list.v + first, .n = f->list.n - first } };
    assert_true(first < f->list.n);
    for (size_t i = 0; tr_export_formats[i]; i++) {
        const struct tr_export_format *format = tr_export_formats[i];
        tr_str whole = tr_arena_dup(f->a, export(f, format->name, TR_EXPORT_claims));
        struct tr_export x = f->x;
        struct tr_export_out *o;
        f->out.n = 0;
        for (size_t k = 0; k < LEN(parts); k++) x.claims = &parts[k], tr_export_count(format, &x);
        assert_int_equal(tr_export_begin(format, &x, &(struct tr_sink){ put, &f->out }, &o, &err), TR_OK);
        for (size_t k = 0; k < LEN(parts); k++) {
            x.claims = &parts[k];
            assert_int_equal(tr_export_put(o, &x, &err), TR_OK);
        }
        assert_int_equal(tr_export_end(o, &x, true, &err), TR_OK);
        if (!tr_str_eq(whole, (tr_str){ f->out.p, f->out.n })) fail_msg("%s differs in pieces", format->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_states_and_holds_every_row),
        cmocka_unit_test(lines_are_rows_alone),
        cmocka_unit_test(csv_quotes_and_defuses),
        cmocka_unit_test(geojson_is_flat_and_lonlat),
        cmocka_unit_test(kml_escapes),
        cmocka_unit_test(plover_has_the_manuals_names),
        cmocka_unit_test(acled_and_ged_columns),
        cmocka_unit_test(best_is_the_best_graded_then_the_latest),
        cmocka_unit_test(tally_and_findings),
        cmocka_unit_test(every_format),
        cmocka_unit_test(pieces_are_the_whole),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
