/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks: an API token (Authorization: Bearer …) or a session (a cookie, with a CSRF token where something is written). */
#include <sodium.h>
#include <stdlib.h>

#include "server/server_int.h"

#define COOKIE "truce_session"

static bool same(tr_str a, const char *b)
{
    size_t n = strlen(b);
    return n && a.n == n && sodium_memcmp(a.p, b, n) == 0;
}

static bool by_bearer(struct tr_accounts *a, struct tr_request *q)
{
    struct tr_err err = { 0 };
    tr_str token = tr_str_trim(tr_str_sub(q->authorization, 7, q->authorization.n));
    int rc = tr_str_starts_i(q->authorization, TR_STR("Bearer ")) ? tr_accounts_by_token(a, token, &q->user, &err) : TR_E_USAGE;
    if (!rc) return true;
    if (rc != TR_E_USAGE) {
        tr_reply_error(q, "", &err);
        return false;
    }
    tr_reply_problem(q, 401, "",
                     "that token is not known here or has ended; truce users token NAME makes one, send it as Authorization: Bearer TOKEN");
    tr_reply_header(q, "WWW-Authenticate", "Bearer realm=\"truce\", error=\"invalid_token\"");
    return false;
}

static bool identify(struct tr_request *q)
{
    struct tr_accounts *a = tr_server_accounts(q->server);
    struct tr_err err = { 0 };
    if (!a) {
        q->user.role = TR_ROLE_viewer;
        q->whole = q->server->o.unredacted;
        return true;
    }
    if (q->authorization.n) {
        if (!by_bearer(a, q)) return false;
    } else {
        tr_str cookie = tr_cookie_find(q->cookie, COOKIE);
        int rc = cookie.n ? tr_accounts_by_session(a, cookie, &q->user, q->user_csrf, &err) : TR_E_USAGE;
        q->by_cookie = rc == TR_OK;
        if (rc && rc != TR_E_USAGE) {
            tr_reply_error(q, "", &err);
            return false;
        }
        if (rc && q->server->o.open) q->user.role = TR_ROLE_viewer;
    }
    q->whole = q->user.role >= TR_ROLE_analyst;
    return true;
}

static bool refuse(struct tr_request *q)
{
    if (q->user.name[0]) {
        tr_reply_problem(q, 403, "", "the role %s may not do that; it needs %s", tr_role_name(q->user.role), tr_role_name(q->route->role));
    } else if (!tr_server_accounts(q->server)) {
        tr_reply_problem(q, 403, "", "this server has no accounts and is read-only; truce users add NAME --role analyst makes one");
    } else {
        tr_reply_problem(q, 401, "", "log in (POST /api/v1/session) or send a token (Authorization: Bearer TOKEN)");
        tr_reply_header(q, "WWW-Authenticate", "Bearer realm=\"truce\"");
    }
    return false;
}

bool tr_auth_admit(struct tr_request *q)
{
    const struct tr_route *r = q->route;
    if (!identify(q)) return false;
    bool near = r->flags & TR_ROUTE_NEAR && q->conn && q->conn->loopback && q->server->loopback;
    if (q->user.role < r->role && !near) return refuse(q);
    if (r->flags & TR_ROUTE_WRITES && q->by_cookie && !same(q->csrf, q->user_csrf)) {
        tr_reply_problem(q, 403, "", "the X-CSRF-Token header is missing or not that of this session; GET /api/v1/session tells it");
        return false;
    }
    return true;
}

static void session_json(struct tr_worker *w, struct tr_request *q, const char *csrf)
{
    struct tr_json *j = &w->json;
    tr_json_object(j);
    tr_json_key(j, "user"), tr_json_cstr(j, q->user.name[0] ? q->user.name : NULL);
    tr_json_key(j, "role"), tr_json_cstr(j, tr_role_name(q->user.role));
    tr_json_key(j, "accounts"), tr_json_bool(j, tr_server_accounts(q->server) != NULL);
    tr_json_key(j, "redacted"), tr_json_bool(j, !q->whole);
    tr_json_key(j, "csrf"), tr_json_cstr(j, csrf && *csrf ? csrf : NULL);
    tr_json_end(j);
    tr_reply_json(q, j);
}

void tr_auth_session(struct tr_worker *w, struct tr_request *q)
{
    session_json(w, q, q->user_csrf);
}

/* Guesses are slowed by address and by name. */
static bool may_try(struct tr_request *q, tr_str name)
{
    struct tr_address as = { 0 };
    unsigned wait = 0;
    struct tr_server *s = q->server;
    crypto_generichash(as.b, sizeof as.b, (const unsigned char *)name.p, name.n, NULL, 0);
    if ((!q->conn || tr_limiter_take(&s->logins, &q->conn->from, &wait)) && tr_limiter_take(&s->names, &as, &wait)) return true;
    atomic_fetch_add(&s->metrics.refused, 1);
    tr_reply_problem(q, 429, "", "too many attempts to log in; wait %u s", wait);
    tr_reply_header(q, "Retry-After", "%u", wait);
    return false;
}

static void log_in(struct tr_worker *w, struct tr_request *q, tr_str name, tr_str password)
{
    char cookie[TR_SECRET_BYTES], csrf[TR_SECRET_BYTES];
    struct tr_err err = { 0 };
    struct tr_accounts *a = tr_server_accounts(q->server);
    if (!a) {
        tr_reply_problem(q, 403, "", "this server has no accounts; truce users add NAME --role analyst makes one");
        return;
    }
    if (!may_try(q, name)) return;
    int rc = tr_accounts_password(a, name, password, &q->user, &err);
    if (!rc) rc = tr_accounts_session_new(a, &q->user, cookie, csrf, &err);
    if (rc == TR_E_USAGE) {
        tr_reply_problem(q, 401, "", "%s", err.msg);
        tr_reply_header(q, "WWW-Authenticate", "Bearer realm=\"truce\"");
        return;
    }
    if (rc) {
        tr_reply_error(q, "", &err);
        return;
    }
    q->whole = q->user.role >= TR_ROLE_analyst;
    session_json(w, q, csrf);
    tr_reply_header(q, "Set-Cookie", COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", cookie, TR_SESSION_SECONDS,
                    q->server->loopback ? "" : "; Secure");
    sodium_memzero(cookie, sizeof cookie);
}

void tr_auth_login(struct tr_worker *w, struct tr_request *q)
{
    struct tr_err err = { 0 };
    json_t *in = tr_json_parse((tr_str){ q->body ? q->body : "", q->body_n }, &err);
    tr_str name = tr_json_member(in, "user"), password = tr_json_member(in, "password");
    if (!in) tr_reply_error(q, "", &err);
    else if (!name.n || name.n > TR_NAME_BYTES) tr_reply_problem(q, 400, "user", "send {\"user\": \"…\", \"password\": \"…\"}");
    else if (!password.n || password.n > TR_PASSWORD_MAX)
        tr_reply_problem(q, 400, "password", "send {\"user\": \"…\", \"password\": \"…\"}");
    else log_in(w, q, name, password);
    json_decref(in);
    if (q->body) sodium_memzero(q->body, q->body_n);
}

void tr_auth_logout(struct tr_worker *w, struct tr_request *q)
{
    struct tr_err err = { 0 };
    struct tr_accounts *a = tr_server_accounts(q->server);
    if (a && q->by_cookie && tr_accounts_session_end(a, tr_cookie_find(q->cookie, COOKIE), &err)) {
        tr_reply_error(q, "", &err);
        return;
    }
    q->user = (struct tr_user){ 0 };
    q->whole = false;
    session_json(w, q, NULL);
    tr_reply_header(q, "Set-Cookie", COOKIE "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0%s", q->server->loopback ? "" : "; Secure");
}
