/* SPDX-License-Identifier: Apache-2.0 */
/* Positions and capacity, from sentences that the program's own reading takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "judging/positions_int.h"
#include "read_rows.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static struct tr_positions positions(void **state, const char *const *texts, uint32_t n)
{
    struct read_rows *r = *state;
    struct tr_claims c = read_rows(r, texts, n);
    struct tr_positions p;
    struct tr_err err = { 0 };
    if (tr_positions_of(r->arena, &c, r->knowledge, &p, &err)) fail_msg("%s", err.msg);
    return p;
}

static void show(const struct tr_positions *p)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tr_position *q = &p->v[i];
        print_message("  %.*s, %s: %s %d, %s, \"%.*s\"\n", TR_STR_ARG(q->actor_name), tr_topic_name(q->topic), truce_event_name(q->stance),
                      q->intensity, tr_tone_name(q->change), TR_STR_ARG(q->claim->quote));
    }
}

/* The stances of an actor on a topic, in order, as signs: "-+". */
static void signs(const struct tr_positions *p, const char *actor, enum tr_topic topic, char *out, size_t cap)
{
    size_t n = 0;
    for (uint32_t i = 0; i < p->n && n + 1 < cap; i++) {
        if (tr_str_is(p->v[i].actor_name, actor) && p->v[i].topic == topic) out[n++] = p->v[i].intensity > 0 ? '+' : '-';
    }
    out[n] = '\0';
}

static bool changed(const struct tr_positions *p, const char *actor, enum tr_topic topic, enum tr_tone tone)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const struct tr_position *q = &p->v[i];
        if (!tr_str_is(q->actor_name, actor) || q->topic != topic || q->change != tone) continue;
        if (tone == TR_TONE_first) return true;
        assert_non_null(q->before);
        assert_true(q->before->sentence_text.n > 0 && q->claim->sentence_text.n > 0);
        return true;
    }
    return false;
}

static const struct {
    const char *text, *actor;
    enum tr_topic topic;
    const char *signs;
    enum tr_tone tone;
} table[] = {
    { "2016-05-01|Russian officials said on Sunday that they were calling on the Syrian government to include Aleppo in the truce. Moscow had insisted for days that it would not "
      "ask the army to stop air raids on the city.",
      "Russia", TR_TOPIC_ceasefire, "-+", TR_TONE_reversed },
    { "2016-05-01|Russia said on Sunday that it was negotiating a regime of silence for Aleppo province, a day after it had refused to press its ally to halt the bombing.",
      "Russia", TR_TOPIC_ceasefire, "-+", TR_TONE_reversed },
    { "2016-05-01|Russia called on Sunday for the truce to be extended to Aleppo. On Saturday it had rejected such a call.", "Russia",
      TR_TOPIC_ceasefire, "-+", TR_TONE_reversed },
    { "2016-05-01|Russia previously refused to press Damascus to end its air strikes. Now it is urging Damascus to halt the bombing of Aleppo.",
      "Russia", TR_TOPIC_ceasefire, "-+", TR_TONE_reversed },
    { "2016-05-01|Washington, which had long opposed talks with Damascus, agreed to meet government envoys for talks.", "United States",
      TR_TOPIC_talks, "-+", TR_TONE_reversed },
    { "2016-05-01|Turkey rejected a ceasefire in Idlib.", "Turkey", TR_TOPIC_ceasefire, "-", TR_TONE_first },
    { "2016-05-01|France demanded that the siege of Daraya be lifted.", "France", TR_TOPIC_aid_access, "+", TR_TONE_first },
    { "2016-04-18|The Syrian opposition threatened to withdraw from talks in Geneva.", "Syrian opposition", TR_TOPIC_talks, "-",
      TR_TONE_first },
    { "2016-05-01|Qatar welcomed the truce.", "Qatar", TR_TOPIC_ceasefire, "+", TR_TONE_first },
};

static void stances(void **state)
{
    int bad = 0;
    for (size_t i = 0; i < LEN(table); i++) {
        char got[20];
        struct tr_positions p = positions(state, &table[i].text, 1);
        signs(&p, table[i].actor, table[i].topic, got, sizeof got);
        if (!strcmp(got, table[i].signs) && changed(&p, table[i].actor, table[i].topic, table[i].tone)) continue;
        print_error("%s\n  %s: \"%s\" instead of \"%s\"\n", table[i].text, table[i].actor, got, table[i].signs);
        show(&p);
        bad++;
    }
    assert_int_equal(bad, 0);
}

/* Across reports: the order is that of days, however they were added. */
static void over_reports(void **state)
{
    static const char *const texts[] = { "2016-05-01|Russia called on the Syrian government to include Aleppo in the truce.",
                                         "2016-04-29|Russia refused to press Damascus to stop the bombing of Aleppo.",
                                         "2016-05-03|Russia called for a ceasefire in Aleppo." };
    struct tr_positions p = positions(state, texts, LEN(texts));
    char got[20];
    signs(&p, "Russia", TR_TOPIC_ceasefire, got, sizeof got);
    if (strcmp(got, "-++") != 0) show(&p);
    assert_string_equal(got, "-++");
    assert_true(changed(&p, "Russia", TR_TOPIC_ceasefire, TR_TONE_reversed));
    for (uint32_t i = 0; i < p.n; i++) {
        if (p.v[i].change != TR_TONE_reversed) continue;
        assert_true(p.v[i].before->report->published < p.v[i].claim->report->published);
    }
}

static void topics(void **state)
{
    static const struct {
        const char *phrase;
        enum tr_topic topic;
        bool told;
    } t[] = {
        { "Ceasefire talks", TR_TOPIC_talks, true },
        { "a temporary truce", TR_TOPIC_ceasefire, true },
        { "air strikes", TR_TOPIC_air_strikes, true },
        { "halt the bombing", TR_TOPIC_ceasefire, true },
        { "the weather", TR_TOPIC_other, false },
        { "humanitarian aid", TR_TOPIC_aid_access, true },
        { "release of detainees", TR_TOPIC_prisoners, true },
        { "said", TR_TOPIC_other, false },
    };
    (void)state;
    for (size_t i = 0; i < LEN(t); i++) {
        enum tr_topic got = TR_TOPIC_other;
        bool told = tr_topic_of_phrase(tr_str_of(t[i].phrase), &got);
        if (told != t[i].told || (told && got != t[i].topic)) fail_msg("%s: %s", t[i].phrase, tr_topic_name(got));
    }
}

static const struct {
    const char *text;
    enum tr_capacity_kind kind;
    const char *state;
} left[] = {
    { "2016-05-01|There are only 70 to 80 doctors left in Aleppo, the charity said.", TR_CAPACITY_staff,
      "70\xE2\x80\x93"
      "80 doctors left" },
    { "2016-05-01|Some 95 percent of the medical staff in Aleppo have fled.", TR_CAPACITY_staff, "95 % of medical staff gone" },
    { "2016-05-01|An air strike destroyed the hospital in Aleppo.", TR_CAPACITY_hospital, "destroyed" },
    { "2016-05-01|Rebels cut the Castello Road, the army said.", TR_CAPACITY_road, "cut" },
    { "2016-05-01|Bab al-Hawa crossing was closed.", TR_CAPACITY_crossing, "closed" },
    { "2016-05-01|Twenty trucks of aid reached Madaya.", TR_CAPACITY_aid, "20 trucks delivered" },
    { "2016-05-01|Warplanes bombed two hospitals in Aleppo on Saturday.", TR_CAPACITY_hospital, "bombed" },
};

static void capacities(void **state)
{
    struct read_rows *r = *state;
    int bad = 0;
    for (size_t i = 0; i < LEN(left); i++) {
        struct tr_claims c = read_rows(r, &left[i].text, 1);
        struct tr_capacities k;
        assert_int_equal(tr_capacities_of(r->arena, &c, &k, NULL), TR_OK);
        bool found = false;
        for (uint32_t j = 0; j < k.n; j++) {
            found = found || (k.v[j].kind == left[i].kind && tr_str_find(k.v[j].state, tr_str_of(left[i].state)) >= 0);
            assert_true(tr_days_known(k.v[j].days));
        }
        if (found) continue;
        print_error("%s\n  no %s \"%s\"\n", left[i].text, tr_capacity_name(left[i].kind), left[i].state);
        for (uint32_t j = 0; j < k.n; j++) print_error("  %s \"%.*s\"\n", tr_capacity_name(k.v[j].kind), TR_STR_ARG(k.v[j].state));
        bad++;
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(topics), cmocka_unit_test(stances), cmocka_unit_test(over_reports),
                                        cmocka_unit_test(capacities) };
    return cmocka_run_group_tests(tests, read_rows_setup, read_rows_teardown);
}
