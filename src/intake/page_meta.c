/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says about itself: title, outlet, day of publication, address, language; from JSON-LD, <meta>, <time> and the canonical address. */
#include "base/json.h"
#include "intake/page_int.h"

/* What JSON-LD gives, over all of a page's scripts; earlier finds stand. */
struct ld {
    struct tr_arena *a;
    tr_str title, outlet;
    tr_date published;
};

static tr_str meta(const struct tr_page *page, const char *name)
{
    for (const struct tr_meta *m = page->metas; m; m = m->next) {
        if (tr_str_is_i(m->name, name) && tr_str_trim(m->content).n) return m->content;
    }
    return TR_STR("");
}

static tr_str first_meta(const struct tr_page *page, struct tr_arena *a, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        tr_str v = meta(page, names[i]);
        if (v.n) return tr_squeeze(a, v);
    }
    return TR_STR("");
}

static bool is_article(const json_t *type)
{
    const char *s = json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
    return s && (strstr(s, "Article") || strstr(s, "Posting") || strstr(s, "Report"));
}

static void ld_take(struct ld *ld, const json_t *v, bool any)
{
    if (!any && !is_article(json_object_get(v, "@type"))) return;
    tr_date d;
    tr_str title = tr_json_member(v, "headline"), outlet = tr_json_member(json_object_get(v, "publisher"), "name");
    if (ld->published == TR_NO_DATE && tr_intake_date(tr_json_member(v, "datePublished"), &d)) ld->published = d;
    if (!ld->title.n && title.n) ld->title = tr_squeeze(ld->a, title);
    if (!ld->outlet.n && outlet.n) ld->outlet = tr_squeeze(ld->a, outlet);
}

/* The article may be the object itself, one of a list, or one of "@graph". */
static void ld_walk(struct ld *ld, const json_t *v, bool any, int depth)
{
    if (depth > 4) return;
    if (json_is_object(v)) {
        ld_take(ld, v, any);
        ld_walk(ld, json_object_get(v, "@graph"), any, depth + 1);
        ld_walk(ld, json_object_get(v, "mainEntity"), any, depth + 1);
    }
    for (size_t i = 0; json_is_array(v) && i < json_array_size(v) && i < 1000; i++) ld_walk(ld, json_array_get(v, i), any, depth + 1);
}

/* Articles first, then anything that has a date of publication. */
static void ld_read(const struct tr_page *page, struct ld *ld)
{
    for (int any = 0; any < 2; any++) {
        for (const struct tr_meta *m = page->ld; m; m = m->next) {
            tr_str s = tr_str_trim(m->content);
            ptrdiff_t from = tr_str_find(s, TR_STR("{")), list = tr_str_find(s, TR_STR("["));
            if (list >= 0 && (from < 0 || list < from)) from = list;
            if (from < 0) continue;
            /* Comment marks round the script are passed over; what does not parse is passed over too. */
            json_t *v = json_loadb(s.p + from, s.n - (size_t)from, JSON_DISABLE_EOF_CHECK, NULL);
            ld_walk(ld, v, any, 0);
            json_decref(v);
        }
    }
}

static bool has_word(tr_str list, const char *word)
{
    return tr_str_find_i(list, tr_str_of(word)) >= 0;
}

/* The first node in document order that `pick` chooses. Depth is bounded by the parser. */
static const struct tr_node *find_node(const struct tr_node *n, bool (*pick)(const struct tr_node *))
{
    if (pick(n)) return n;
    for (const struct tr_node *c = n->first; c; c = c->next) {
        const struct tr_node *hit = find_node(c, pick);
        if (hit) return hit;
    }
    return NULL;
}

static bool marked_date(const struct tr_node *n)
{
    tr_date d;
    bool named = has_word(n->itemprop, "datePublished") || has_word(n->cls, "published") || (n->datetime.n && has_word(n->cls, "pubdate"));
    return named && n->datetime.n && tr_intake_date(n->datetime, &d);
}

static bool any_time(const struct tr_node *n)
{
    tr_date d;
    return !strcmp(n->tag, "time") && n->datetime.n && tr_intake_date(n->datetime, &d);
}

static bool is_h1(const struct tr_node *n)
{
    return !strcmp(n->tag, "h1") && n->first;
}

static bool is_text_date(const struct tr_node *n)
{
    return (!strcmp(n->tag, "time") || has_word(n->itemprop, "datePublished")) && n->first && !n->datetime.n;
}

/* "/2016/05/01/" in the page's address. */
static bool url_date(tr_str url, tr_date *out)
{
    for (size_t at = 0; at + 11 <= url.n; at++) {
        int64_t y, m, d;
        if (url.p[at] != '/' || url.p[at + 5] != '/' || url.p[at + 8] != '/') continue;
        if (!tr_str_to_i64(tr_str_sub(url, at + 1, at + 5), &y) || !tr_str_to_i64(tr_str_sub(url, at + 6, at + 8), &m)) continue;
        if (!tr_str_to_i64(tr_str_sub(url, at + 9, at + 11), &d) || y < 1990) continue;
        if (at + 11 < url.n && url.p[at + 11] >= '0' && url.p[at + 11] <= '9') continue;
        *out = tr_date_of((int)y, (int)m, (int)d);
        if (*out != TR_NO_DATE) return true;
    }
    return false;
}

static tr_date page_date(const struct tr_page *page, struct tr_arena *a, tr_date from_ld, tr_str url)
{
    static const char *const names[] = {
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datePublished",
        "date.published",
        "parsely-pub-date",
        "sailthru.date",
        "cXenseParse:recs:publishtime",
        "citation_publication_date",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.created",
        "dc.date.created",
        "dcterms.date",
        "dc.date",
        "DC.Date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "pub_date",
        "article.published",
        "published",
        "article_date_original",
        "originalpublicationdate",
        "date",
        "rnews:datePublished",
        "OriginalPublicationDate",
    };
    tr_date d;
    const struct tr_node *n;
    if (from_ld != TR_NO_DATE) return from_ld;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (tr_intake_date(meta(page, names[i]), &d)) return d;
    }
    if ((n = find_node(page->root, marked_date)) && tr_intake_date(n->datetime, &d)) return d;
    if ((n = find_node(page->root, any_time)) && tr_intake_date(n->datetime, &d)) return d;
    if ((n = find_node(page->root, is_text_date)) && tr_intake_date(tr_node_text(a, n), &d)) return d;
    return url_date(url, &d) ? d : TR_NO_DATE;
}

/* "Truce holds in Latakia - Daily Example": the outlet's name comes off the end. */
static tr_str without_outlet(tr_str title, tr_str outlet)
{
    static const char *const seps[] = { " - ", " | ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 " };
    for (size_t i = 0; outlet.n && i < sizeof seps / sizeof *seps; i++) {
        tr_str sep = tr_str_of(seps[i]);
        if (title.n > outlet.n + sep.n && tr_str_ends_i(title, outlet)) {
            tr_str head = tr_str_sub(title, 0, title.n - outlet.n);
            if (tr_str_ends(head, sep)) return tr_str_trim(tr_str_sub(head, 0, head.n - sep.n));
        }
    }
    return title;
}

static tr_str host_of(tr_str url)
{
    ptrdiff_t at = tr_str_find(url, TR_STR("://"));
    if (at < 0) return TR_STR("");
    tr_str host = tr_str_sub(url, (size_t)at + 3, url.n);
    for (size_t i = 0; i < host.n; i++) {
        if (host.p[i] == '/' || host.p[i] == ':' || host.p[i] == '?') host.n = i;
    }
    return tr_str_starts_i(host, TR_STR("www.")) ? tr_str_sub(host, 4, host.n) : host;
}

void tr_page_meta(const struct tr_page *page, struct tr_arena *a, struct tr_input *out)
{
    static const char *const titles[] = { "og:title", "twitter:title", "dc.title", "dcterms.title", "headline" };
    static const char *const outlets[] = { "og:site_name",     "dc.publisher",           "dcterms.publisher", "publisher",
                                           "application-name", "citation_journal_title", "article:publisher" };
    static const char *const urls[] = { "link:canonical", "og:url", "twitter:url" };
    struct ld ld = { .a = a, .published = TR_NO_DATE };
    ld_read(page, &ld);
    if (!out->url.n) out->url = first_meta(page, a, urls, sizeof urls / sizeof *urls);
    if (!out->outlet.n) out->outlet = first_meta(page, a, outlets, 1);
    if (!out->outlet.n) out->outlet = ld.outlet;
    if (!out->outlet.n) out->outlet = first_meta(page, a, outlets + 1, sizeof outlets / sizeof *outlets - 1);
    if (tr_str_find(out->outlet, TR_STR("://")) >= 0) out->outlet = host_of(out->outlet);
    if (!out->outlet.n) out->outlet = host_of(out->url);
    const struct tr_node *h1 = find_node(page->root, is_h1);
    if (!out->title.n) out->title = ld.title;
    if (!out->title.n) out->title = first_meta(page, a, titles, sizeof titles / sizeof *titles);
    if (!out->title.n && h1) out->title = tr_node_text(a, h1);
    if (!out->title.n) out->title = tr_squeeze(a, page->title);
    out->title = without_outlet(out->title, out->outlet);
    if (!out->language.n) out->language = tr_str_sub(tr_squeeze(a, meta(page, "lang")), 0, 35);
    if (out->published == TR_NO_DATE) {
        out->published = page_date(page, a, ld.published, out->url);
        if (out->published != TR_NO_DATE) out->published_from = TRUCE_DATED_metadata;
    }
}
