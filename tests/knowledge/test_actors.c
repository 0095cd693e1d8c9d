/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "knowledge/actors_int.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static int open_register(void **state)
{
    struct tr_arena *a = tr_arena_new(64u << 20);
    const struct tr_register *g = NULL;
    struct tr_err err = { 0 };
    if (setjmp(*tr_arena_guard(a))) return -1;
    if (tr_register_open(a, &g, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = (void *)g;
    return 0;
}

static int close_register(void **state)
{
    tr_arena_free(((struct tr_register *)*state)->keys.arena);
    return 0;
}

static void keys(void **state)
{
    struct tr_arena *a = ((struct tr_register *)*state)->keys.arena;
    static const struct {
        const char *written, *key;
    } t[] = {
        { "U.S.-led coalition", "us led coalition" },
        { "Ma\xE2\x80\x99"
          "an",
          "maan" },
        { "RFE/RL", "rfe rl" },
        { "  al-Nusra  Front ", "al nusra front" },
        { "-", "" },
        { "", "" },
        { "CPI (Maoist)", "cpi maoist" },
        { "\xE2\x80\x9C"
          "DPR\xE2\x80\x9D",
          "dpr" },
        { "Salam\xC3\xA9", "salame" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str k = tr_actor_key(a, tr_str_of(t[i].written));
        if (!tr_str_is(k, t[i].key)) fail_msg("\"%s\" gives \"" TR_STR_FMT "\"", t[i].written, TR_STR_ARG(k));
    }
}

static bool stands_for(const struct tr_register *g, const char *key, const char *id)
{
    for (const struct tr_alias *al = tr_register_find(g, tr_str_of(key), NULL); al; al = tr_register_next(g, al)) {
        if (tr_str_is(g->entries.v[al->entry].id, id)) return true;
    }
    return false;
}

static void names(void **state)
{
    const struct tr_register *g = *state;
    static const struct {
        const char *key, *id;
        bool yes;
    } t[] = {
        { "syrian observatory for human rights", "mon:sohr", true },
        { "sohr", "mon:sohr", true },
        { "jabhat al nusra", "group:nusra", true },
        { "us led coalition", "igo:coalition", true },
        { "damascus", "state:SY", true },
        { "syrian", "state:SY", true },
        { "aa", "media:anadolu", true },
        { "aa", "group:aa", true },
        { "john kerry", "person:john-kerry", true },
        { "msf", "ngo:msf", true },
        { "sana", "media:sana", true },
        { "sana", "state:YE", false },
        { "nobody at all", "state:SY", false },
        { "", "state:SY", false },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        if (stands_for(g, t[i].key, t[i].id) != t[i].yes) fail_msg("%s -> %s", t[i].key, t[i].id);
    }
    bool longer = false;
    assert_non_null(tr_register_find(g, TR_STR("islamic state"), &longer));
    assert_true(longer); /* Islamic State of Iraq … */
    assert_null(tr_register_find(g, TR_STR("national liberation"), &longer));
    assert_true(longer);
    tr_register_find(g, TR_STR("kerry"), &longer);
    assert_false(longer);
}

static void sorts(void **state)
{
    const struct tr_register *g = *state;
    const struct tr_alias *al = tr_register_find(g, TR_STR("damascus"), NULL);
    assert_int_equal(al->sort, TR_ALIAS_CAPITAL);
    al = tr_register_find(g, TR_STR("syrian"), NULL);
    assert_int_equal(al->sort, TR_ALIAS_DEMONYM);
    al = tr_register_find(g, TR_STR("sdf"), NULL);
    assert_true(al->acronym);
    const struct tr_actor_entry *e = tr_register_id(g, TR_STR("person:john-kerry"));
    assert_int_equal(e->sort, TR_ENTRY_PERSON);
    assert_int_equal(e->held.from, tr_date_of(2013, 2, 1));
    assert_false(e->woman);
    assert_true(tr_register_id(g, TR_STR("person:angela-merkel"))->woman);
    assert_string_equal(tr_register_state(g, "SY")->country, "SY");
    assert_null(tr_register_state(g, ""));
    assert_null(tr_register_id(g, TR_STR("person:nobody")));
}

static void common_nouns(void **state)
{
    const struct tr_register *g = *state;
    assert_int_equal(tr_register_noun(g, TR_STR("rebel"))->kind, TRUCE_ACTOR_party);
    assert_true(tr_register_noun(g, TR_STR("spokeswoman"))->gender == 'f');
    assert_true(tr_register_noun(g, TR_STR("ministry"))->sorts & TR_NOUN_BODY);
    assert_null(tr_register_noun(g, TR_STR("banana")));
    assert_int_equal(tr_register_organ(g, TR_STR("foreign ministry"), NULL)->kind, TRUCE_ACTOR_government);
    bool longer = false;
    assert_null(tr_register_organ(g, TR_STR("foreign"), &longer));
    assert_true(longer);
    assert_int_equal(tr_register_gender(g, TR_STR("angela")), 'f');
    assert_int_equal(tr_register_gender(g, TR_STR("xyzzy")), 0);
}

/* Every member_of and every dated row holds together over all tables. */
static void tables_agree(void **state)
{
    const struct tr_register *g = *state;
    assert_true(g->entries.n > 900);
    for (uint32_t i = 0; i < g->entries.n; i++) {
        const struct tr_actor_entry *e = &g->entries.v[i];
        if (e->member_of.n && !tr_register_id(g, e->member_of))
            fail_msg(TR_STR_FMT ": member_of " TR_STR_FMT " is unknown", TR_STR_ARG(e->id), TR_STR_ARG(e->member_of));
        if (e->country[0] && !tr_register_state(g, e->country)) fail_msg(TR_STR_FMT ": no state %s", TR_STR_ARG(e->id), e->country);
    }
}

static void bad_rows(void **state)
{
    struct tr_arena *a = ((struct tr_register *)*state)->keys.arena;
    static const struct {
        const char *table;
        uint32_t line;
    } t[] = {
        { "# c\n\ngroup:x\tX\t\tparty\t\t\t\t\t\t\t\n", 0 },
        { "# c\ngroup:x\tX\t\tparty\n", 2 },
        { "group:x\tX\t\twizard\t\t\t\t\t\t\t\n", 1 },
        { "x\tX\t\tparty\t\t\t\t\t\t\t\n", 1 },
        { "group:\tX\t\tparty\t\t\t\t\t\t\t\n", 1 },
        { "group:x\t\t\tparty\t\t\t\t\t\t\t\n", 1 },
        { "group:x\tX\t\tparty\tSYR\t\t\t\t\t\t\n", 1 },
        { "group:x\tX\t\tparty\tSY\t\t\t2013-13\t\t\t\n", 1 },
        { "group:x\tX\t\tparty\tSY\t\t\t2013\t2012\t\t\n", 1 },
        { "group:x\tX\t--\tparty\tSY\t\t\t\t\t\t\n", 1 },
        { "group:x\ta b c d e f g h i j k l m n o\t\tparty\tSY\t\t\t\t\t\t\n", 1 },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_register g;
        struct tr_err err = { 0 };
        tr_register_init(&g, a);
        int rc = tr_register_add(&g, a, "t.tsv", tr_str_of(t[i].table), &err);
        if ((rc != TR_OK) != (t[i].line != 0) || err.line != t[i].line) fail_msg("table %zu: rc %d line %u %s", i, rc, err.line, err.msg);
    }
    struct tr_register g;
    struct tr_err err = { 0 };
    tr_register_init(&g, a);
    assert_int_equal(tr_register_add_nouns(&g, a, "n.tsv", TR_STR("x\tnonsense\tparty\n"), &err), TR_E_DATA);
    assert_int_equal(tr_register_add_organs(&g, a, "o.tsv", TR_STR("army\n"), &err), TR_E_DATA);
    assert_int_equal(tr_register_add_given(&g, a, "g.tsv", TR_STR("kim\tx\n"), &err), TR_E_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys),         cmocka_unit_test(names),        cmocka_unit_test(sorts),
        cmocka_unit_test(common_nouns), cmocka_unit_test(tables_agree), cmocka_unit_test(bad_rows),
    };
    return cmocka_run_group_tests(tests, open_register, close_register);
}
