/* SPDX-License-Identifier: Apache-2.0 */
/* Every address that the server answers, in one table: what data/api/openapi.json describes. */
#include "server/api.h"

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define API "/api/v1"
#define SHOT TR_ROUTE_SNAPSHOT

const struct tr_route tr_routes[] = {
    { "GET", "/healthz", TR_ROLE_none, TR_ROUTE_NOW, NULL, tr_api_health },
    { "GET", "/metrics", TR_ROLE_admin, TR_ROUTE_NEAR, NULL, tr_api_metrics },
    { "GET", API "/openapi.json", TR_ROLE_none, TR_ROUTE_NOW, NULL, tr_api_openapi },
    { "GET", API "/session", TR_ROLE_none, 0, NULL, tr_auth_session },
    { "POST", API "/session", TR_ROLE_none, TR_ROUTE_HEAVY, NULL, tr_auth_login },
    { "DELETE", API "/session", TR_ROLE_none, TR_ROUTE_WRITES, NULL, tr_auth_logout },
    { "GET", API "/about", TR_ROLE_viewer, SHOT, NULL, tr_api_about },
    { "GET", API "/events", TR_ROLE_viewer, 0, NULL, tr_api_events },
    { "GET", API "/reports", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "count"), tr_api_reports },
    { "GET", API "/reports/{id}", TR_ROLE_viewer, SHOT, LIST("rejected", "as_of"), tr_api_report },
    { "GET", API "/reports/{id}/original", TR_ROLE_analyst, 0, NULL, tr_api_original },
    { "GET", API "/claims", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "count"), tr_api_claims },
    { "GET", API "/claims/{id}", TR_ROLE_viewer, SHOT, LIST("as_of"), tr_api_claim },
    { "GET", API "/incidents", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, TR_PARAMS_ONLY, "order"), tr_api_incidents },
    { "GET", API "/incidents/{id}", TR_ROLE_viewer, SHOT, LIST("as_of"), tr_api_incident },
    { "GET", API "/points", TR_ROLE_viewer, SHOT | TR_ROUTE_HEAVY, LIST(TR_PARAMS_FILTER, TR_PARAMS_ONLY, "gravest"), tr_api_points },
    { "GET", API "/tallies", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, "group", "figures"), tr_api_tallies },
    { "GET", API "/findings", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, TR_PARAMS_ONLY, "order"), tr_api_findings },
    { "GET", API "/violations", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_ONLY), tr_api_violations },
    { "GET", API "/agreements", TR_ROLE_viewer, SHOT | TR_ROUTE_MINUTE, LIST("at", "as_of", "in_force"), tr_api_agreements },
    { "GET", API "/agreements/{id}", TR_ROLE_viewer, SHOT | TR_ROUTE_MINUTE, LIST("at", "as_of"), tr_api_agreement },
    { "GET", API "/positions", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "topic", "changes"), tr_api_positions },
    { "GET", API "/capacity", TR_ROLE_viewer, SHOT, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "of"), tr_api_capacity },
    { "GET", API "/places", TR_ROLE_viewer, SHOT, LIST("name", TR_PARAMS_PAGE), tr_api_places },
    { "GET", API "/regions", TR_ROLE_viewer, SHOT | TR_ROUTE_HEAVY, LIST("country"), tr_api_regions },
    { "GET", API "/actors", TR_ROLE_viewer, SHOT, LIST("name", TR_PARAMS_PAGE), tr_api_actors },
    { "GET", API "/sources", TR_ROLE_viewer, SHOT, LIST("name", TR_PARAMS_PAGE), tr_api_sources },
    { "GET", API "/search", TR_ROLE_viewer, SHOT, LIST("q", TR_PARAMS_PAGE), tr_api_search },
    { "GET", API "/whatif", TR_ROLE_viewer, SHOT | TR_ROUTE_HEAVY, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "agreement", "change"),
      tr_api_whatif },
    { "POST", API "/whatif", TR_ROLE_viewer, TR_ROUTE_HEAVY, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE), tr_api_whatif },
    { "GET", API "/review", TR_ROLE_viewer, SHOT, LIST("target", "superseded", "as_of", TR_PARAMS_PAGE), tr_api_review },
    { "POST", API "/review", TR_ROLE_analyst, TR_ROUTE_WRITES, NULL, tr_api_assess },
    { "GET", API "/review/queue", TR_ROLE_analyst, SHOT | TR_ROUTE_HEAVY, LIST(TR_PARAMS_FILTER, TR_PARAMS_PAGE, "of"),
      tr_api_review_queue },
    { "GET", API "/exports", TR_ROLE_viewer, SHOT, NULL, tr_api_formats },
    { "GET", API "/exports/{id}", TR_ROLE_viewer, TR_ROUTE_HEAVY, LIST(TR_PARAMS_FILTER, TR_PARAMS_ONLY, "what", "group"), tr_api_export },
};
const uint32_t tr_n_routes = sizeof tr_routes / sizeof *tr_routes;

/* Segment by segment; what stands for the braces is one segment that is not empty. */
static bool matches(const char *pattern, tr_str path, tr_str *capture)
{
    tr_str want = tr_str_of(pattern), w, p;
    *capture = TR_STR("");
    while (want.n && path.n) {
        tr_str_split(&want, '/', &w);
        tr_str_split(&path, '/', &p);
        if (w.n && w.p[0] == '{') {
            if (!p.n) return false;
            *capture = p;
        } else if (!tr_str_eq(w, p)) {
            return false;
        }
    }
    return !want.n && !path.n;
}

static void list_methods(tr_str path, char *out, size_t room)
{
    tr_str capture;
    size_t n = 0;
    *out = 0;
    for (uint32_t i = 0; i < tr_n_routes; i++) {
        const char *m = tr_routes[i].method;
        if (!matches(tr_routes[i].path, path, &capture)) continue;
        n += (size_t)snprintf(out + n, room - n, "%s%s%s", n ? ", " : "", m, !strcmp(m, "GET") ? ", HEAD" : "");
    }
}

static bool json_body(struct tr_request *q)
{
    tr_str type = q->content_type, media;
    if (strcmp(q->route->method, "POST") != 0) return true;
    if (tr_str_split(&type, ';', &media) && tr_str_is_i(tr_str_trim(media), "application/json")) return true;
    tr_reply_problem(q, 415, "", "send the body as application/json (Content-Type)");
    return false;
}

bool tr_route_find(struct tr_request *q, const char *method)
{
    char allowed[64];
    for (uint32_t i = 0; i < tr_n_routes; i++) {
        if (strcmp(tr_routes[i].method, method) != 0 || !matches(tr_routes[i].path, q->url.path, &q->capture)) continue;
        q->route = &tr_routes[i];
        return json_body(q);
    }
    list_methods(q->url.path, allowed, sizeof allowed);
    if (allowed[0]) {
        tr_reply_problem(q, 405, "", "%.*s takes %s", TR_STR_ARG(q->url.path), allowed);
        tr_reply_header(q, "Allow", "%s", allowed);
        return false;
    }
    if (!strcmp(method, "GET") && tr_assets_answer(q)) return true;
    if (tr_str_starts(q->url.path, TR_STR(API "/")) || strcmp(method, "GET") != 0)
        tr_reply_problem(q, 404, "", "there is nothing at this address; " API "/openapi.json tells what there is");
    else tr_reply_problem(q, 404, "", "there is nothing at this address; / is the page");
    return false;
}

static bool takes(const struct tr_route *r, tr_str name)
{
    for (const char *const *p = r->params; p && *p; p++) {
        if (tr_str_is(name, *p)) return true;
    }
    return false;
}

static bool repeats(const struct tr_url *u, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++) {
        if (tr_str_eq(u->params[i].name, u->params[at].name)) return true;
    }
    return false;
}

bool tr_route_params(struct tr_request *q)
{
    char name[TR_NAME_BYTES + 1], known[512];
    size_t n = 0;
    known[0] = 0;
    for (const char *const *p = q->route->params; p && *p && n < sizeof known; p++)
        n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", n ? ", " : "", *p);
    for (uint32_t i = 0; i < q->url.n; i++) {
        tr_str sent = q->url.params[i].name;
        bool twice = repeats(&q->url, i) && !tr_str_is(sent, "change") && !tr_str_is(sent, "kind");
        if (takes(q->route, sent) && !twice) continue;
        snprintf(name, sizeof name, "%.*s", (int)(sent.n < TR_NAME_BYTES ? sent.n : TR_NAME_BYTES), sent.p);
        if (twice) tr_reply_problem(q, 400, name, "it stands twice in the query; send it once");
        else tr_reply_problem(q, 400, name, "there is no such parameter here; this address takes %s", n ? known : "none");
        return false;
    }
    return true;
}
