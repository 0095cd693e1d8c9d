/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of the server that need no connection: known answers, rates, accounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "server/server_int.h"

static char *copy(const char *s)
{
    char *out = strdup(s);
    assert_non_null(out);
    return out;
}

static void key(unsigned char out[32], unsigned n)
{
    memset(out, 0, 32);
    memcpy(out, &n, sizeof n);
}

static void answers_are_known_until_they_make_room(void **state)
{
    (void)state;
    enum { EACH = 1000, ROOM = 20 * EACH };
    unsigned char k[32];
    struct tr_cache *c = tr_cache_new(ROOM);
    key(k, 1);
    assert_null(tr_cache_find(c, k));
    for (unsigned i = 0; i < 100; i++) {
        key(k, i);
        char *body = calloc(1, EACH);
        memcpy(body, &i, sizeof i);
        tr_cached_drop(tr_cache_put(c, k, "text/plain", body, EACH, NULL, 0));
        key(k, 0); /* asked for all the time: stays */
        struct tr_cached *zero = tr_cache_find(c, k);
        assert_non_null(zero);
        tr_cached_drop(zero);
    }
    unsigned known = 0;
    for (unsigned i = 0; i < 100; i++) {
        key(k, i);
        struct tr_cached *e = tr_cache_find(c, k);
        if (!e) continue;
        assert_memory_equal(e->plain, &i, sizeof i);
        tr_cached_drop(e);
        known++;
        assert_true(i == 0 || i > 70);
    }
    assert_in_range(known, 10, 20);
    tr_cache_free(c);
}

static void large_answers_are_not_kept_but_given(void **state)
{
    (void)state;
    unsigned char k[32];
    struct tr_cache *c = tr_cache_new(8000);
    key(k, 7);
    struct tr_cached *e = tr_cache_put(c, k, "text/plain", calloc(1, 5000), 5000, NULL, 0);
    assert_non_null(e);
    assert_null(tr_cache_find(c, k));
    tr_cached_drop(e);
    /* the same question again takes the place of the answer before, which lives while somebody sends it */
    struct tr_cached *first = tr_cache_put(c, k, "text/plain", copy("old"), 3, NULL, 0);
    struct tr_cached *second = tr_cache_put(c, k, "text/plain", copy("new"), 3, copy("zip"), 3);
    assert_memory_equal(first->plain, "old", 3);
    struct tr_cached *found = tr_cache_find(c, k);
    assert_ptr_equal(found, second);
    tr_cached_drop(found);
    tr_cached_drop(first);
    tr_cached_drop(second);
    tr_cache_free(c);
}

static void rates_are_by_address(void **state)
{
    (void)state;
    struct tr_limiter l;
    struct tr_address a = { { 1 } }, b = { { 2 } };
    unsigned wait = 0;
    assert_int_equal(tr_limiter_init(&l, 0.5, 3), TR_OK);
    for (int i = 0; i < 3; i++) assert_true(tr_limiter_take(&l, &a, &wait));
    assert_false(tr_limiter_take(&l, &a, &wait));
    assert_in_range(wait, 1, 3);
    assert_true(tr_limiter_take(&l, &b, &wait));
    /* Others, however many, never stop somebody who has tokens; nor do they give any back to one who used them up a moment ago, unless they push it out. */
    for (uint32_t i = 0; i < 3 * TR_BUCKETS; i++) {
        struct tr_address other = { { 9 } };
        memcpy(other.b + 4, &i, sizeof i);
        assert_true(tr_limiter_take(&l, &other, &wait));
    }
    tr_limiter_fini(&l);
    assert_int_equal(tr_limiter_init(&l, 0, 0), TR_OK);
    for (int i = 0; i < 100; i++) assert_true(tr_limiter_take(&l, &a, &wait));
    tr_limiter_fini(&l);
}

/* --- accounts ---------------------------------------------------------------------------------------------------------------- */

struct place {
    char dir[64], ledger[128], users[160];
};

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/truce-test-XXXXXX");
    if (!mkdtemp(p->dir)) return -1;
    snprintf(p->ledger, sizeof p->ledger, "%s/x.ledger", p->dir);
    snprintf(p->users, sizeof p->users, "%s.users", p->ledger);
    *state = p;
    return 0;
}

static int drop_place(void **state)
{
    struct place *p = *state;
    char path[200];
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", p->users, ends[i]);
        unlink(path);
    }
    rmdir(p->dir);
    free(p);
    return 0;
}

static void accounts_come_and_go(void **state)
{
    struct place *p = *state;
    struct tr_accounts *a, *again;
    struct tr_user u;
    struct tr_err err = { 0 };
    struct stat st;
    uint64_t n;
    assert_int_equal(tr_accounts_open(p->ledger, false, &a, &err), TR_OK);
    assert_null(a);
    assert_int_equal(tr_accounts_open(p->ledger, true, &a, &err), TR_OK);
    assert_int_equal(stat(p->users, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(tr_accounts_add(a, TR_STR("amal"), TR_ROLE_analyst, TR_STR("a long password"), &err), TR_OK);
    assert_int_equal(tr_accounts_add(a, TR_STR("amal"), TR_ROLE_viewer, TR_STR("another password"), &err), TR_E_USAGE);
    static const char *const bad[] = { "", "a b", "a\"b", "../x", "a\nb", "\xd8\xad" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(tr_accounts_add(a, tr_str_of(bad[i]), TR_ROLE_viewer, TR_STR("a long password"), &err), TR_E_INPUT);
    assert_int_equal(tr_accounts_add(a, TR_STR("b"), TR_ROLE_viewer, TR_STR("short"), &err), TR_E_INPUT);
    assert_int_equal(tr_accounts_add(a, TR_STR("b"), TR_ROLE_viewer, (tr_str){ "with a \0 byte", 13 }, &err), TR_E_INPUT);
    assert_int_equal(tr_accounts_open(p->ledger, false, &again, &err), TR_OK);
    assert_int_equal(tr_accounts_count(again, &n, &err), TR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(tr_accounts_password(again, TR_STR("amal"), TR_STR("a long password"), &u, &err), TR_OK);
    assert_string_equal(u.name, "amal");
    assert_int_equal(u.role, TR_ROLE_analyst);
    assert_int_equal(tr_accounts_password(a, TR_STR("amal"), TR_STR("a long passworD"), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_password(a, TR_STR("nobody"), TR_STR("a long password"), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_password(a, TR_STR("' OR 1=1 --"), TR_STR("a long password"), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_remove(a, TR_STR("nobody"), &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_remove(a, TR_STR("amal"), &err), TR_OK);
    assert_int_equal(tr_accounts_password(again, TR_STR("amal"), TR_STR("a long password"), &u, &err), TR_E_USAGE);
    tr_accounts_close(again);
    tr_accounts_close(a);
}

static void secrets_end_with_their_account(void **state)
{
    struct place *p = *state;
    struct tr_accounts *a;
    struct tr_user u, amal = { "amal", TR_ROLE_admin };
    struct tr_err err = { 0 };
    char token[TR_SECRET_BYTES], cookie[TR_SECRET_BYTES], csrf[TR_SECRET_BYTES], told[TR_SECRET_BYTES];
    int64_t id;
    assert_int_equal(tr_accounts_open(p->ledger, true, &a, &err), TR_OK);
    assert_int_equal(tr_accounts_token_add(a, TR_STR("amal"), TR_STR("x"), 0, token, &id, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_add(a, TR_STR("amal"), TR_ROLE_admin, TR_STR("a long password"), &err), TR_OK);
    assert_int_equal(tr_accounts_token_add(a, TR_STR("amal"), TR_STR("x"), 0, token, &id, &err), TR_OK);
    assert_int_equal(strlen(token), 6 + 43);
    assert_int_equal(tr_accounts_by_token(a, tr_str_of(token), &u, &err), TR_OK);
    assert_string_equal(u.name, "amal");
    token[20] ^= 1;
    assert_int_equal(tr_accounts_by_token(a, tr_str_of(token), &u, &err), TR_E_USAGE);
    token[20] ^= 1;
    assert_int_equal(tr_accounts_by_token(a, TR_STR(""), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_session_new(a, &amal, cookie, csrf, &err), TR_OK);
    assert_string_not_equal(cookie, csrf);
    assert_int_equal(tr_accounts_by_session(a, tr_str_of(cookie), &u, told, &err), TR_OK);
    assert_string_equal(told, csrf);
    assert_int_equal(tr_accounts_by_token(a, tr_str_of(cookie), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_by_session(a, tr_str_of(csrf), &u, told, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_session_end(a, tr_str_of(cookie), &err), TR_OK);
    assert_int_equal(tr_accounts_by_session(a, tr_str_of(cookie), &u, told, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_session_new(a, &amal, cookie, csrf, &err), TR_OK);
    assert_int_equal(tr_accounts_remove(a, TR_STR("amal"), &err), TR_OK);
    assert_int_equal(tr_accounts_by_token(a, tr_str_of(token), &u, &err), TR_E_USAGE);
    assert_int_equal(tr_accounts_by_session(a, tr_str_of(cookie), &u, told, &err), TR_E_USAGE);
    tr_accounts_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_known_until_they_make_room),
        cmocka_unit_test(large_answers_are_not_kept_but_given),
        cmocka_unit_test(rates_are_by_address),
        cmocka_unit_test_setup_teardown(accounts_come_and_go, make_place, drop_place),
        cmocka_unit_test_setup_teardown(secrets_end_with_their_account, make_place, drop_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
