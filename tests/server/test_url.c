/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "server/url.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static int parse(const char *target, char *buffer, struct tr_url *out, struct tr_err *err)
{
    size_t n = strlen(target);
    memcpy(buffer, target, n + 1);
    return tr_url_parse(buffer, n, out, err);
}

static void takes_targets_apart(void **state)
{
    (void)state;
    static const struct {
        const char *target, *path, *params; /* params as name=value, | between */
    } t[] = {
        { "/", "/", "" },
        { "/a/b", "/a/b", "" },
        { "/a%20b", "/a b", "" },
        { "/a+b", "/a+b", "" },
        { "/a?", "/a", "" },
        { "/a?x=1&y=2", "/a", "x=1|y=2" },
        { "/a?x=1&&y", "/a", "x=1|y=" },
        { "/a?x=a+b%2Bc", "/a", "x=a b+c" },
        { "/a?x=%D8%AD%D9%84%D8%A8", "/a", "x=حلب" },
        { "/a?x=1=2", "/a", "x=1=2" },
        { "/a?=x", "/a", "=x" },
        { "/a?b?c=d", "/a", "b?c=d" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        char buffer[256], told[256] = "";
        struct tr_url u;
        struct tr_err err = { 0 };
        size_t n = 0;
        assert_int_equal(parse(t[i].target, buffer, &u, &err), TR_OK);
        for (uint32_t k = 0; k < u.n; k++)
            n += (size_t)snprintf(told + n, sizeof told - n, "%s%.*s=%.*s", k ? "|" : "", TR_STR_ARG(u.params[k].name),
                                  TR_STR_ARG(u.params[k].value));
        if (!tr_str_is(u.path, t[i].path) || strcmp(told, t[i].params) != 0)
            fail_msg("%s: %.*s, %s", t[i].target, TR_STR_ARG(u.path), told);
    }
}

static void refuses(void **state)
{
    (void)state;
    static const struct {
        const char *target, *bad;
    } t[] = {
        { "", "" },
        { "a", "" },
        { "?x=1", "" },
        { "/%", "" },
        { "/%4", "" },
        { "/%zz", "" },
        { "/%00", "" },
        { "/%ff", "" },
        { "/a?x=%ff", "x" },
        { "/a?x=%00", "x" },
        { "/a?x=%0a", "x" },
        { "/a?x=%c0%af", "x" },
        { "/a?x=%ed%a0%80", "x" },
        { "/a?y=1&x=%7f", "x" },
        { "/a?%ff=1", "" },
        { "/a?x=%e2%82", "x" },
        { "http://a/b", "" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        char buffer[256];
        struct tr_url u;
        struct tr_err err = { 0 };
        if (parse(t[i].target, buffer, &u, &err) != TR_E_INPUT || !tr_str_is(u.bad, t[i].bad) || !err.msg[0])
            fail_msg("%s: %.*s, %s", t[i].target, TR_STR_ARG(u.bad), err.msg);
    }
}

static void has_limits(void **state)
{
    (void)state;
    static char buffer[TR_URL_BYTES + 2];
    struct tr_url u;
    struct tr_err err = { 0 };
    memset(buffer, 'a', sizeof buffer);
    buffer[0] = '/';
    assert_int_equal(tr_url_parse(buffer, TR_URL_BYTES, &u, &err), TR_OK);
    assert_int_equal(tr_url_parse(buffer, TR_URL_BYTES + 1, &u, &err), TR_E_LIMIT);
    size_t n = (size_t)snprintf(buffer, sizeof buffer, "/a?");
    for (int i = 0; i < TR_URL_PARAMS; i++) n += (size_t)snprintf(buffer + n, sizeof buffer - n, "p%d=1&", i);
    assert_int_equal(tr_url_parse(buffer, n, &u, &err), TR_OK);
    assert_int_equal(u.n, TR_URL_PARAMS);
    n = (size_t)snprintf(buffer, sizeof buffer, "/a?");
    for (int i = 0; i <= TR_URL_PARAMS; i++) n += (size_t)snprintf(buffer + n, sizeof buffer - n, "p%d=1&", i);
    assert_int_equal(tr_url_parse(buffer, n, &u, &err), TR_E_LIMIT);
}

static void escapes_come_back(void **state)
{
    (void)state;
    char every[255], escaped[1024], target[1100];
    for (int i = 0; i < 255; i++) every[i] = (char)(i + 1);
    tr_str s = { every + 31, 95 }; /* what text may hold of ASCII */
    size_t n = tr_url_escape(s, escaped);
    assert_int_equal(n, tr_url_escape(s, NULL));
    int total = snprintf(target, sizeof target, "/a?x=%.*s", (int)n, escaped);
    struct tr_url u;
    assert_int_equal(tr_url_parse(target, (size_t)total, &u, NULL), TR_OK);
    assert_int_equal(u.n, 1);
    assert_true(tr_str_eq(u.params[0].value, s));
}

static void reads_headers(void **state)
{
    (void)state;
    static const struct {
        const char *header, *value;
    } cookies[] = {
        { "a=1", "1" }, { "b=2; a=1", "1" }, { "aa=2;a=1;a=3", "1" }, { "a=\"1\"", "1" },
        { "a", "" },    { "", "" },          { ";;; =; a =1", "" },   { "b=a=1", "" },
    };
    for (size_t i = 0; i < LEN(cookies); i++) {
        if (!tr_str_is(tr_cookie_find(tr_str_of(cookies[i].header), "a"), cookies[i].value)) fail_msg("cookie %s", cookies[i].header);
    }
    static const struct {
        const char *header;
        bool gzip;
    } accepts[] = {
        { "gzip", true }, { "br, GZIP;q=0.5", true }, { "gzip;q=0", false },
        { "*", true },    { "*;q=0", false },         { "gzip;q=0.000, *", false },
        { "", false },    { "xgzip", false },         { ",;q=,", false },
    };
    for (size_t i = 0; i < LEN(accepts); i++) {
        if (tr_accepts(tr_str_of(accepts[i].header), "gzip") != accepts[i].gzip) fail_msg("accepts %s", accepts[i].header);
    }
    static const struct {
        const char *header;
        bool has;
    } tags[] = {
        { "\"t\"", true }, { "W/\"t\"", true }, { "\"x\", \"t\"", true }, { "*", true },
        { "t", false },    { "\"t", false },    { "\"tt\"", false },      { "", false },
    };
    for (size_t i = 0; i < LEN(tags); i++) {
        if (tr_etag_in(tr_str_of(tags[i].header), TR_STR("t")) != tags[i].has) fail_msg("tag %s", tags[i].header);
    }
    static const struct {
        const char *header, *name; /* NULL: no host */
    } hosts[] = {
        { "localhost", "localhost" },
        { "localhost:8420", "localhost" },
        { "a.b.:80", "a.b" },
        { "[::1]:8420", "::1" },
        { "[::1]", "::1" },
        { "", NULL },
        { ":80", NULL },
        { "[::1", NULL },
        { "a:b", NULL },
        { "a:1:2", NULL },
        { "[::1]x", NULL },
        { "a:123456", NULL },
    };
    for (size_t i = 0; i < LEN(hosts); i++) {
        tr_str name;
        bool ok = tr_host_name(tr_str_of(hosts[i].header), &name);
        if (ok != (hosts[i].name != NULL) || (ok && !tr_str_is(name, hosts[i].name))) fail_msg("host %s", hosts[i].header);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_targets_apart), cmocka_unit_test(refuses),       cmocka_unit_test(has_limits),
        cmocka_unit_test(escapes_come_back),   cmocka_unit_test(reads_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
