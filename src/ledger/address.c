/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/address.h"

static bool tracker(tr_str param)
{
    static const char *const prefixes[] = { "utm_", "fbclid=", "gclid=", "ref=", "cmpid=", "ocid=" };
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (tr_str_starts_i(param, tr_str_of(prefixes[i]))) return true;
    }
    return false;
}

/* Of a slice that holds the address so far, the query without what only tells who clicked. */
static tr_str without_trackers(struct tr_arena *a, tr_str url)
{
    tr_str rest = url, path, param, out;
    if (!tr_str_split(&rest, '?', &path) || path.n == url.n) return url;
    out = path;
    char before = '?';
    while (tr_str_split(&rest, '&', &param)) {
        if (!param.n || tracker(param)) continue;
        out = tr_arena_printf(a, TR_STR_FMT "%c" TR_STR_FMT, TR_STR_ARG(out), before, TR_STR_ARG(param));
        before = '&';
    }
    return out;
}

static tr_str of_url(struct tr_arena *a, tr_str url)
{
    tr_str part;
    ptrdiff_t at = tr_str_find(url, TR_STR("://"));
    if (at > 0 && at < 12) url = tr_str_sub(url, (size_t)at + 3, url.n);
    if (tr_str_starts_i(url, TR_STR("www."))) url = tr_str_sub(url, 4, url.n);
    tr_str rest = url;
    if (tr_str_split(&rest, '#', &part)) url = part;
    url = without_trackers(a, tr_str_sub(url, 0, 2048));
    while (tr_str_ends(url, TR_STR("/"))) url.n--;
    return url;
}

tr_str tr_address_of(struct tr_arena *a, tr_str url, tr_str where, tr_str key, tr_str dataset)
{
    if (dataset.n) return key.n ? tr_arena_printf(a, "row:" TR_STR_FMT ":" TR_STR_FMT, TR_STR_ARG(dataset), TR_STR_ARG(key)) : TR_STR("");
    if (tr_str_trim(url).n) {
        tr_str u = of_url(a, tr_str_trim(url));
        return u.n ? tr_arena_printf(a, "url:" TR_STR_FMT, TR_STR_ARG(u)) : u;
    }
    if (!where.n || tr_str_is(where, "standard input")) return TR_STR("");
    return tr_arena_printf(a, "path:" TR_STR_FMT "#" TR_STR_FMT, TR_STR_ARG(where), TR_STR_ARG(key));
}

void tr_seek_days(int64_t from, int64_t to, int64_t published, int64_t *at_from, int64_t *at_to)
{
    if (from == INT64_MIN && to == INT64_MIN) {
        *at_from = *at_to = published;
        return;
    }
    *at_from = from == INT64_MIN ? -TR_FAR_DAY : from;
    *at_to = to == INT64_MIN ? TR_FAR_DAY : to;
    if (*at_to < *at_from) *at_to = *at_from;
}
