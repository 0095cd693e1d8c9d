/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "judging/standing.h"
#include "knowledge/knowledge.h"
#include "terms.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

struct state {
    struct tr_arena *a;
    struct tr_knowledge *k;
};

static int setup(void **state)
{
    struct state *s = calloc(1, sizeof *s);
    struct tr_err err = { 0 };
    if (!s || tr_knowledge_open(&s->k, &err)) return -1;
    s->a = tr_arena_new(64u << 20);
    if (!s->a || setjmp(*tr_arena_guard(s->a))) return -1;
    *state = s;
    return 0;
}

static int teardown(void **state)
{
    struct state *s = *state;
    tr_knowledge_close(s->k);
    tr_arena_free(s->a);
    free(s);
    return 0;
}

static tr_date day(const char *iso)
{
    tr_date d;
    assert_true(tr_date_parse(tr_str_of(iso), &d));
    return d;
}

static struct tr_standing stands(struct state *s, const char *key, enum truce_actor_kind kind, const char *country)
{
    struct tr_actor_row *r = TR_NEW(s->a, struct tr_actor_row);
    struct tr_standing st;
    *r = *terms_actor(s->a, key);
    if (kind) r->kind = kind;
    tr_standing_of(s->a, r, country, day("2016-05-01"), s->k, &st);
    return st;
}

static void belongs(void **state)
{
    static const struct {
        const char *who;
        enum truce_actor_kind kind;
        const char *asked;
        enum tr_tri is;
    } t[] = {
        { "state:SY/army", 0, "state:SY", TR_YES },
        { "state:SY", 0, "state:SY/army", TR_YES }, /* the state stands for its organs */
        { "state:SY/republican-guard", 0, "state:SY", TR_YES },
        { "state:SY", 0, "state:RU", TR_NO },
        { "person:sergei-kurylenko", 0, "state:RU", TR_YES },
        { "person:john-kerry", 0, "state:US", TR_YES },
        { "person:riad-hijab", 0, "group:hnc", TR_YES },
        { "person:riad-hijab", 0, "state:SY", TR_NO }, /* he left that office in 2012 */
        { "group:ahrar", 0, "side:syria-opposition", TR_YES },
        { "group:ahrar", 0, "group:jai", TR_NO },
        { "group:nusra", 0, "group:alqaeda", TR_YES },
        { "group:shabiha", 0, "state:SY", TR_YES }, /* fights on its side */
        { "text:fighters of Ahrar al-Sham", 0, "group:ahrar", TR_YES },
        { "text:Aircraft of the Russian air force", TRUCE_ACTOR_military, "state:RU", TR_YES },
        { "text:government forces", TRUCE_ACTOR_military, "state:SY", TR_YES },
        { "text:the army", TRUCE_ACTOR_military, "state:SY", TR_YES },
        { "text:rebels", 0, "side:syria-opposition", TR_YES },
        { "text:rebels", 0, "group:ahrar", TR_UNKNOWN },
        { "text:rebels", 0, "group:isis", TR_NO },
        { "text:rebels", 0, "state:SY", TR_NO },
        { "state:SY/opposition", 0, "side:syria-opposition", TR_YES },
        { "state:SY/opposition", 0, "state:SY", TR_NO },
        { "text:gunmen", 0, "group:isis", TR_UNKNOWN },
        { "text:warplanes", TRUCE_ACTOR_military, "state:SY", TR_UNKNOWN },
    };
    struct state *s = *state;
    int bad = 0;
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_standing st = stands(s, t[i].who, t[i].kind, "SY");
        enum tr_tri got = tr_standing_is(&st, tr_str_of(t[i].asked), s->k);
        if (got == t[i].is) continue;
        print_error("%s is %s: %s\n", t[i].who, t[i].asked, tr_tri_name(got));
        bad++;
    }
    assert_int_equal(bad, 0);
}

static void speaks_for(void **state)
{
    static const struct {
        const char *name, *voice;
    } t[] = {
        { "Moscow", "state:RU" },       { "Russia", "state:RU" },          { "Kurylenko", "state:RU" },
        { "state:RU/mod", "state:RU" }, { "Jaysh al-Islam", "group:jai" }, { "Nobody at all", "Nobody at all" },
    };
    struct state *s = *state;
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str voice = tr_actor_voice(s->a, tr_str_of(t[i].name), s->k);
        if (!tr_str_is(voice, t[i].voice)) fail_msg("%s speaks for %.*s", t[i].name, TR_STR_ARG(voice));
    }
}

/* Hostile names: long, odd, empty. */
static void any_name(void **state)
{
    struct state *s = *state;
    char *big = tr_arena_get(s->a, 100001);
    memset(big, 'a', 100000);
    for (size_t i = 0; i < 100000; i += 7) big[i] = ' ';
    memcpy(big, "text:", 5);
    static const char *const names[] = { "text:", "text: ", "text:\xff\xfe", "text:- - -", "state:", "group:", "person:", "x" };
    for (size_t i = 0; i <= LEN(names); i++) {
        struct tr_standing st = stands(s, i < LEN(names) ? names[i] : big, TRUCE_ACTOR_military, "");
        tr_standing_is(&st, TR_STR("state:SY"), s->k);
        tr_standing_voice(&st);
    }
    struct tr_standing nobody;
    tr_standing_of(s->a, NULL, "SY", TR_NO_DATE, s->k, &nobody);
    assert_int_equal(tr_standing_is(&nobody, TR_STR("state:SY"), s->k), TR_UNKNOWN);
    assert_false(nobody.armed);
}

/* Warplanes are some state's; guns against them may be anybody's. */
static void flown(void **state)
{
    static const struct {
        const char *who;
        bool aircraft;
    } t[] = { { "text:warplanes", true },       { "text:government aircraft", true },
              { "text:two helicopters", true }, { "text:anti-aircraft gunners", false },
              { "text:armed drones", false },   { "text:gunmen", false } };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_standing st = stands(*state, t[i].who, TRUCE_ACTOR_other, "SY");
        if (st.aircraft != t[i].aircraft) fail_msg("%s", t[i].who);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(flown), cmocka_unit_test(belongs), cmocka_unit_test(speaks_for),
                                        cmocka_unit_test(any_name) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
