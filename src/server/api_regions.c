/* SPDX-License-Identifier: Apache-2.0 */
/* Approximate outlines of a country's provinces, for the map: GeoJSON. They rest on the program's own data; the ledger tells nothing of them. */
#include "server/api.h"
#include "views/regions.h"
#include "views/rows_view.h"

#define NOTE \
    "Approximate: each spot is given to the province of the nearest town in the gazetteer (GeoNames, CC BY 4.0, and the program's own), within Natural Earth's border."

void tr_api_regions(struct tr_worker *w, struct tr_request *q)
{
    struct tr_json *j = &w->json;
    struct tr_err err = { 0 };
    tr_str c;
    if (!tr_url_get(&q->url, "country", &c) || c.n != 2 || c.p[0] < 'A' || c.p[0] > 'Z' || c.p[1] < 'A' || c.p[1] > 'Z') {
        tr_reply_problem(q, 400, "country", "it is an ISO 3166-1 alpha-2 code such as SY");
        return;
    }
    tr_json_object(j);
    tr_view_cstr(j, "type", "FeatureCollection");
    tr_view_cstr(j, "note", NOTE);
    tr_json_key(j, "features");
    if (tr_view_regions(j, w->server->knowledge->places, c.p, w->arena, &err)) {
        tr_json_clear(j);
        tr_reply_error(q, "country", &err);
        return;
    }
    tr_json_end(j);
    tr_reply_json(q, j);
}
