/* SPDX-License-Identifier: Apache-2.0 */
/* What a query's parameters come to, and the frame of every list. */
#include <sodium.h>

#include "judging/incidents.h"
#include "server/api.h"
#include "views/rows_view.h"

#define CURSOR_BYTES 64

bool tr_api_flag(struct tr_request *q, const char *name, bool *out)
{
    tr_str v;
    if (!tr_url_get(&q->url, name, &v)) return true;
    if (tr_str_is(v, "true") || tr_str_is(v, "1") || !v.n) *out = true;
    else if (tr_str_is(v, "false") || tr_str_is(v, "0")) *out = false;
    else {
        tr_reply_problem(q, 400, name, "it is true or false");
        return false;
    }
    return true;
}

static bool take_day(struct tr_request *q, const char *name, tr_date *out)
{
    tr_str v;
    if (!tr_url_get(&q->url, name, &v)) return true;
    if (v.n == 10 && tr_date_parse(v, out)) return true;
    tr_reply_problem(q, 400, name, "it is a day such as 2016-05-01");
    return false;
}

static bool take_kinds(struct tr_request *q, uint32_t *out)
{
    uint32_t kinds = 0;
    for (uint32_t i = 0; i < q->url.n; i++) {
        tr_str list = q->url.params[i].value, part;
        if (!tr_str_is(q->url.params[i].name, "kind")) continue;
        while (tr_str_split(&list, ',', &part)) {
            int kind = TRUCE_KIND_none + 1;
            while (kind < TRUCE_KIND_count && !tr_str_is(part, truce_kind_name(kind))) kind++;
            if (kind == TRUCE_KIND_count) {
                tr_reply_problem(q, 400, "kind", "it is casualties, event, ceasefire or figure; several with commas between");
                return false;
            }
            kinds |= 1u << kind;
        }
    }
    if (kinds) *out = kinds;
    return true;
}

static bool take_numbers(struct tr_request *q, struct tr_filter *out)
{
    tr_str v;
    if (tr_url_get(&q->url, "min_confidence", &v) &&
        (!tr_str_to_double(v, &out->min_confidence) || !(out->min_confidence >= 0 && out->min_confidence <= 1))) {
        tr_reply_problem(q, 400, "min_confidence", "it is a number from 0 to 1");
        return false;
    }
    return true;
}

bool tr_api_as_of(struct tr_request *q, tr_instant *out)
{
    tr_str v;
    int64_t width = 0;
    if (!tr_url_get(&q->url, "as_of", &v)) return true;
    if (!tr_instant_parse(v, NULL, out, &width)) {
        tr_reply_problem(q, 400, "as_of", "it is a time such as 2016-05-01T12:00:00Z, or a day");
        return false;
    }
    if (width >= 86400) *out += width - 1; /* a day: as known at its end */
    q->as_of = *out;
    return true;
}

static bool take_filter(struct tr_request *q, struct tr_filter *out)
{
    static const char *const texts[] = { "place", "by", "source", "words" };
    *out = TR_FILTER_ALL;
    tr_str *const into[] = { &out->place, &out->by, &out->source, &out->words };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tr_str v;
        *into[i] = TR_STR("");
        if (!tr_url_get(&q->url, texts[i], &v)) continue;
        if (!v.n) {
            tr_reply_problem(q, 400, texts[i], "it is empty; leave it out to ask for all");
            return false;
        }
        *into[i] = v;
    }
    out->texts = true;
    if (!take_day(q, "since", &out->days.from) || !take_day(q, "until", &out->days.to)) return false;
    if (out->days.from != TR_NO_DATE && out->days.to != TR_NO_DATE && out->days.from > out->days.to) {
        tr_reply_problem(q, 400, "until", "it lies before since");
        return false;
    }
    return tr_api_flag(q, "undated", &out->undated) && tr_api_flag(q, "rejected", &out->rejected) &&
           tr_api_flag(q, "revisions", &out->revisions) && take_kinds(q, &out->kinds) && take_numbers(q, out) &&
           tr_api_as_of(q, &out->as_of);
}

/* Whoever may ask for any circle finds out exactly where a facility lies, however its coordinates are shown. */
static bool circle_admitted(struct tr_request *q, tr_str place)
{
    tr_str part;
    double v;
    unsigned n = 0;
    while (!q->whole && tr_str_split(&place, ',', &part)) n += tr_str_to_double(tr_str_trim(part), &v);
    if (n < 3) return true;
    tr_reply_problem(q, 403, "place", "circles (LAT,LON,KM) need the role analyst; name a place, or give a bbox");
    return false;
}

bool tr_api_ask(struct tr_request *q, struct tr_filter *filter, struct tr_page *page)
{
    tr_instant pinned = TR_NO_INSTANT;
    if (!take_filter(q, filter) || !circle_admitted(q, filter->place) || (page && !tr_api_page(q, page, &pinned))) return false;
    if (filter->as_of == TR_NO_INSTANT) filter->as_of = pinned;
    return true;
}

bool tr_api_id(struct tr_request *q, tr_id *out)
{
    if (tr_str_to_i64(q->capture, out) && *out > 0 && q->capture.p[0] != '+') return true;
    tr_reply_problem(q, 404, "", "ids are whole numbers above 0");
    return false;
}

/* --- pages ------------------------------------------------------------------------------------------------------------------- */

static bool read_cursor(struct tr_request *q, tr_str text, struct tr_page *out, tr_instant *as_of)
{
    unsigned char raw[CURSOR_BYTES];
    size_t n = 0;
    tr_str rest, part;
    int64_t offset;
    bool ok = text.n < CURSOR_BYTES &&
              sodium_base642bin(raw, sizeof raw, text.p, text.n, NULL, &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
    rest = (tr_str){ (const char *)raw, n };
    ok = ok && tr_str_split(&rest, '.', &part) && tr_str_to_i64(part, as_of) && tr_str_to_i64(rest, &offset) && offset >= 0;
    if (!ok) {
        tr_reply_problem(q, 400, "cursor", "it is no cursor of this server; follow the link that \"next\" gives");
        return false;
    }
    q->as_of = *as_of;
    out->offset = (uint64_t)offset;
    return true;
}

bool tr_api_page(struct tr_request *q, struct tr_page *out, tr_instant *as_of)
{
    tr_str v;
    int64_t n;
    *out = (struct tr_page){ .limit = TR_PAGE_DEFAULT };
    if (tr_url_get(&q->url, "limit", &v)) {
        if (!tr_str_to_i64(v, &n) || n < 1 || n > TR_PAGE_MAX) {
            tr_reply_problem(q, 400, "limit", "it is a number from 1 to %d; further rows are in the page that \"next\" links", TR_PAGE_MAX);
            return false;
        }
        out->limit = (uint32_t)n;
    }
    return !tr_url_get(&q->url, "cursor", &v) || read_cursor(q, v, out, as_of);
}

/* The address of the next page: this query with another cursor. */
static void write_next(struct tr_worker *w, struct tr_request *q, uint64_t from)
{
    char raw[CURSOR_BYTES], cursor[2 * CURSOR_BYTES];
    size_t room = q->url.path.n * 3 + 3 * sizeof cursor, n;
    int raw_n =
        snprintf(raw, sizeof raw, "%lld.%llu", (long long)(q->as_of == TR_NO_INSTANT ? w->head.at : q->as_of), (unsigned long long)from);
    sodium_bin2base64(cursor, sizeof cursor, (const unsigned char *)raw, (size_t)raw_n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    for (uint32_t i = 0; i < q->url.n; i++) room += 3 * (q->url.params[i].name.n + q->url.params[i].value.n) + 2;
    char *out = tr_arena_get(w->arena, room);
    n = tr_url_escape(q->url.path, out);
    char between = '?';
    for (uint32_t i = 0; i < q->url.n; i++) {
        const struct tr_param *at = &q->url.params[i];
        if (tr_str_is(at->name, "cursor")) continue;
        out[n++] = between;
        between = '&';
        n += tr_url_escape(at->name, out + n);
        out[n++] = '=';
        n += tr_url_escape(at->value, out + n);
    }
    n += (size_t)snprintf(out + n, room - n, "%ccursor=%s", between, cursor);
    tr_json_str(&w->json, (tr_str){ out, n });
}

void tr_api_open(struct tr_worker *w)
{
    tr_json_object(&w->json);
    tr_json_key(&w->json, "data"), tr_json_array(&w->json);
}

void tr_api_foot(struct tr_worker *w, struct tr_request *q, const struct tr_scope *scope)
{
    struct tr_json *j = &w->json;
    tr_json_key(j, "scope"), tr_view_scope(j, scope);
    tr_view_instant(j, "as_of", q->as_of != TR_NO_INSTANT ? q->as_of : w->head.links ? w->head.at : TR_NO_INSTANT);
    tr_view_int(j, "links", (int64_t)w->head.links);
    tr_view_cstr(j, "head", w->head.hash);
    tr_view_cstr(j, "rules", TR_RULES_VERSION);
    tr_view_bool(j, "redacted", !q->whole);
}

void tr_api_close(struct tr_worker *w, struct tr_request *q, const struct tr_page *p, uint64_t n, const struct tr_scope *scope)
{
    struct tr_json *j = &w->json;
    tr_json_end(j);
    tr_json_key(j, "next");
    bool counted = n != TR_NOT_COUNTED;
    if (counted ? p->offset + p->limit < n : p->next != 0) write_next(w, q, counted ? p->offset + p->limit : p->next);
    else tr_json_null(j);
    tr_json_key(j, "total");
    if (!counted) n = p->total;
    if (n != TR_NOT_COUNTED) tr_json_int(j, (int64_t)n);
    else tr_json_null(j);
    tr_api_foot(w, q, scope);
    tr_json_end(j);
    tr_reply_json(q, j);
}

const char *tr_api_fault(const struct tr_filter *f, const struct tr_err *err)
{
    if (err->code != TR_E_INPUT && err->code != TR_E_USAGE) return "";
    /* The message quotes what it is about. */
    tr_str msg = tr_str_of(err->msg);
    const struct {
        const char *name;
        tr_str value;
    } sent[] = { { "place", f->place }, { "by", f->by }, { "source", f->source }, { "words", f->words } };
    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++) {
        if (sent[i].value.n && tr_str_find(msg, tr_str_sub(sent[i].value, 0, 80)) >= 0) return sent[i].name;
    }
    return f->place.n ? "place" : f->words.n ? "words" : "";
}
