/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/utf8.h"

static int with_arena(void **state)
{
    *state = tr_arena_new(64u << 20);
    return *state ? 0 : -1;
}

static int without_arena(void **state)
{
    tr_arena_free(*state);
    return 0;
}

static void items_are_zeroed_aligned_apart(void **state)
{
    struct tr_arena *a = *state;
    unsigned char *last = NULL;
    for (size_t round = 0; round < 2; round++) {
        for (size_t size = 0; size < 3000; size += 7) {
            unsigned char *p = tr_arena_get(a, size);
            assert_non_null(p);
            assert_ptr_not_equal(p, last);
            if (!getenv("ARENA")) assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
            memset(p, 0xAA, size); /* the next round must not see it */
            last = p;
        }
        assert_true(tr_arena_used(a) >= 600000);
        tr_arena_reset(a);
        assert_int_equal(tr_arena_used(a), 0);
    }
}

static void ceiling_holds_and_is_caught(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 20);
    assert_null(tr_arena_try(a, 2 << 20));
    assert_null(tr_arena_try(a, SIZE_MAX));
    assert_null(tr_arena_try(a, SIZE_MAX - 8));
    volatile int got = 0;
    if (setjmp(*tr_arena_guard(a)) == 0) {
        for (;;) {
            tr_arena_get(a, 1000);
            got++;
        }
    }
    tr_arena_unguard(a);
    assert_in_range(got, 900, 1049);
    tr_arena_reset(a);
    assert_non_null(tr_arena_try(a, 1000));
    tr_arena_free(a);
    tr_arena_free(NULL);
}

static void blocks_are_used_again(void **state)
{
    struct tr_arena *a = tr_arena_new(8u << 20);
    (void)state;
    for (int i = 0; i < 100; i++) { /* 100 times 5 MB would not fit under 8 MB were blocks not kept */
        for (int k = 0; k < 50; k++) assert_non_null(tr_arena_try(a, 100000));
        tr_arena_reset(a);
    }
    tr_arena_free(a);
}

static void grows_keep_content(void **state)
{
    struct tr_arena *a = *state;
    char *p = tr_arena_get(a, 10);
    memcpy(p, "0123456789", 10);
    p = tr_arena_grow(a, p, 10, 50);
    assert_memory_equal(p, "0123456789", 10);
    for (int i = 10; i < 50; i++) assert_int_equal(p[i], 0);
    tr_arena_get(a, 1);
    char *q = tr_arena_grow(a, p, 50, 500000);
    assert_memory_equal(q, "0123456789", 10);
    assert_int_equal(q[499999], 0);
    assert_memory_equal(tr_arena_grow(a, q, 500000, 4), "0123", 4);
}

static void strings(void **state)
{
    struct tr_arena *a = *state;
    tr_str d = tr_arena_dup(a, TR_STR("a\0b"));
    assert_int_equal(d.n, 3);
    assert_int_equal(d.p[3], 0);
    assert_true(tr_str_is(tr_arena_printf(a, "%d of %s", 49, "253"), "49 of 253"));
    tr_str name = TR_STR("Northern Guard");
    assert_ptr_equal(tr_arena_line(a, name).p, name.p);
    assert_true(tr_str_is(tr_arena_line(a, TR_STR(" Northern\r\n\tGuard  unit\n")), "Northern Guard unit"));
    assert_true(tr_str_is(tr_arena_line(a, TR_STR(" \n ")), ""));
    assert_true(tr_str_is(tr_arena_line(a, TR_STR("")), ""));
    tr_str l = tr_arena_printf(a, "%0*d|", 5000, 7);
    assert_int_equal(l.n, 5001);
    assert_int_equal(l.p[5000], '|');
}

static void vectors(void **state)
{
    struct tr_arena *a = *state;
    TR_VEC(uint64_t) v = { 0 };
    for (uint64_t i = 0; i < 10000; i++) {
        *tr_vec_push(a, &v) = i * i;
        if (i % 100 == 0) tr_arena_get(a, 8); /* so that it must move now and then */
    }
    assert_int_equal(v.n, 10000);
    for (uint64_t i = 0; i < 10000; i++) assert_true(v.v[i] == i * i);
}

static void maps(void **state)
{
    struct tr_arena *a = *state;
    struct tr_map m;
    tr_map_init(&m, a);
    assert_null(tr_map_find(&m, TR_STR("x")));
    for (uint64_t i = 0; i < 5000; i++) {
        bool fresh = false;
        uint64_t *v = tr_map_put(&m, tr_arena_printf(a, "key %u", (unsigned)i), &fresh);
        assert_true(fresh);
        assert_true(*v == 0);
        *v = i + 1;
    }
    for (uint64_t i = 0; i < 5000; i++) {
        bool fresh = true;
        tr_str key = tr_arena_printf(a, "key %u", (unsigned)i);
        assert_true(*tr_map_find(&m, key) == i + 1);
        assert_true(*tr_map_put(&m, key, &fresh) == i + 1);
        assert_false(fresh);
        assert_true(tr_str_eq(m.entries[i].key, key)); /* in order of insertion */
    }
    assert_null(tr_map_find(&m, TR_STR("key 5000")));
    assert_int_equal(m.n, 5000);
    bool fresh;
    tr_map_put(&m, TR_STR(""), &fresh);
    assert_true(fresh);
    assert_non_null(tr_map_find(&m, (tr_str){ NULL, 0 }));
    assert_true(tr_hash(TR_STR("Aleppo")) == tr_hash(TR_STR("Aleppo")));
    assert_true(tr_hash(TR_STR("Aleppo")) != tr_hash(TR_STR("aleppo")));
}

static void interned(void **state)
{
    struct tr_intern t;
    tr_intern_init(&t, *state);
    char buf[] = "Homs";
    tr_str first = tr_intern(&t, tr_str_of(buf));
    buf[0] = 'X';
    assert_true(tr_str_is(first, "Homs"));
    assert_ptr_equal(tr_intern(&t, TR_STR("Homs")).p, first.p);
    assert_ptr_not_equal(tr_intern(&t, TR_STR("Hom")).p, first.p);
}

static void errors(void **state)
{
    struct tr_err e;
    assert_int_equal(tr_fail(NULL, TR_E_IO, "nobody listens"), TR_E_IO);
    assert_int_equal(tr_fail_at(&e, TR_E_INPUT, 12, 3, "bad %s", "line"), TR_E_INPUT);
    assert_int_equal(e.byte, 12);
    assert_int_equal(e.line, 3);
    assert_string_equal(e.msg, "bad line");
    tr_fail(&e, TR_E_IO, "%s: no such file", "caf\xE9");
    assert_string_equal(e.msg, "caf?: no such file");
    /* Cut, but what is left of a character is not shown. */
    for (int pad = 395; pad <= 399; pad++) {
        tr_fail(&e, TR_E_IO, "%*s\xE2\x82\xAC\xE2\x82\xAC", pad, "");
        assert_true(strlen(e.msg) <= 399);
        assert_true(tr_utf8_valid(tr_str_of(e.msg), NULL));
    }
    struct tr_diags d = { 0 };
    for (int i = 0; i < 20; i++) tr_diag_add(*state, &d, TR_WARNING, 5, 2, "number %d", i);
    assert_int_equal(d.list.n, 20);
    assert_true(tr_str_is(d.list.v[19].text, "number 19"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(items_are_zeroed_aligned_apart, with_arena, without_arena),
        cmocka_unit_test(ceiling_holds_and_is_caught),
        cmocka_unit_test(blocks_are_used_again),
        cmocka_unit_test_setup_teardown(grows_keep_content, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(strings, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(vectors, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(maps, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(interned, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(errors, with_arena, without_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
