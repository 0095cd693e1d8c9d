/* SPDX-License-Identifier: Apache-2.0 */
/* HTML to a tree, through libxml2's event interface. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>

#include "intake/page_int.h"

static const struct {
    const char *name;
    unsigned flags;
} tags[] = {
    { "address", TR_TAG_BLOCK },
    { "article", TR_TAG_BLOCK },
    { "aside", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "audio", TR_TAG_SKIP },
    { "blockquote", TR_TAG_BLOCK | TR_TAG_PARA },
    { "body", TR_TAG_BLOCK },
    { "br", TR_TAG_VOID },
    { "button", TR_TAG_SKIP },
    { "canvas", TR_TAG_SKIP },
    { "dd", TR_TAG_BLOCK | TR_TAG_PARA },
    { "dialog", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "div", TR_TAG_BLOCK },
    { "dl", TR_TAG_BLOCK },
    { "dt", TR_TAG_BLOCK },
    { "embed", TR_TAG_SKIP | TR_TAG_VOID },
    { "fieldset", TR_TAG_BLOCK },
    { "figcaption", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "figure", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "footer", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "form", TR_TAG_BLOCK },
    { "h1", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "h2", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "h3", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "h4", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "h5", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "h6", TR_TAG_BLOCK | TR_TAG_HEADING },
    { "head", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "header", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "hr", TR_TAG_BLOCK | TR_TAG_VOID },
    { "iframe", TR_TAG_SKIP },
    { "img", TR_TAG_VOID },
    { "input", TR_TAG_SKIP | TR_TAG_VOID },
    { "label", TR_TAG_SKIP },
    { "li", TR_TAG_BLOCK | TR_TAG_PARA },
    { "link", TR_TAG_VOID },
    { "main", TR_TAG_BLOCK },
    { "menu", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "meta", TR_TAG_VOID },
    { "nav", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "noscript", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "object", TR_TAG_SKIP },
    { "ol", TR_TAG_BLOCK },
    { "option", TR_TAG_BLOCK | TR_TAG_SKIP },
    { "p", TR_TAG_BLOCK | TR_TAG_PARA },
    { "picture", TR_TAG_SKIP },
    { "pre", TR_TAG_BLOCK | TR_TAG_PARA },
    { "script", TR_TAG_SKIP },
    { "section", TR_TAG_BLOCK },
    { "select", TR_TAG_SKIP },
    { "source", TR_TAG_VOID },
    { "style", TR_TAG_SKIP },
    { "svg", TR_TAG_SKIP },
    { "table", TR_TAG_BLOCK },
    { "tbody", TR_TAG_BLOCK },
    { "td", TR_TAG_BLOCK },
    { "template", TR_TAG_SKIP },
    { "textarea", TR_TAG_SKIP },
    { "th", TR_TAG_BLOCK },
    { "thead", TR_TAG_BLOCK },
    { "time", 0 },
    { "title", TR_TAG_SKIP },
    { "tr", TR_TAG_BLOCK },
    { "ul", TR_TAG_BLOCK },
    { "video", TR_TAG_SKIP },
    { "wbr", TR_TAG_VOID },
    { "a", 0 },
};

enum stop { GOING, TOO_DEEP, NO_MEMORY };

struct build {
    struct tr_arena *a;
    struct tr_page *page;
    struct tr_node *at;
    struct tr_meta **meta_end, **ld_end;
    htmlParserCtxtPtr ctxt;
    unsigned depth;
    enum stop stop;
    bool in_ld;          /* the script just opened is JSON-LD */
    struct tr_work text; /* of the text node being gathered: the parser gives it in pieces, at worst of one byte */
    size_t text_n;
};

static void halt(struct build *b, enum stop why)
{
    if (b->stop == GOING) b->stop = why;
    xmlStopParser(b->ctxt);
}

/* No longjmp may cross libxml2: all allocation in events is by tr_arena_try. */
static void *get(struct build *b, size_t n)
{
    void *p = b->stop == GOING ? tr_arena_try(b->a, n) : NULL;
    if (!p) halt(b, NO_MEMORY);
    return p;
}

static tr_str copy(struct build *b, const char *p, size_t n)
{
    char *to = get(b, n + 1);
    if (!to) return TR_STR("");
    if (n) memcpy(to, p, n);
    return (tr_str){ to, n };
}

static const char *attribute(const xmlChar **atts, const char *name)
{
    for (; atts && atts[0]; atts += 2) {
        if (tr_str_is_i(tr_str_of((const char *)atts[0]), name)) return atts[1] ? (const char *)atts[1] : "";
    }
    return NULL;
}

static void add_meta(struct build *b, struct tr_meta ***end, const char *name, const char *content, size_t n)
{
    struct tr_meta *m = get(b, sizeof *m);
    if (!m) return;
    m->name = copy(b, name, strlen(name));
    m->content = copy(b, content, n);
    **end = m;
    *end = &m->next;
}

static void meta_element(struct build *b, const char *tag, const xmlChar **atts)
{
    const char *content = attribute(atts, "content"), *rel = attribute(atts, "rel"), *href = attribute(atts, "href"),
               *lang = attribute(atts, "lang");
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    if (!strcmp(tag, "html") && lang) add_meta(b, &b->meta_end, "lang", lang, strlen(lang));
    if (!strcmp(tag, "link") && rel && href && tr_str_is_i(tr_str_of(rel), "canonical"))
        add_meta(b, &b->meta_end, "link:canonical", href, strlen(href));
    if (strcmp(tag, "meta") || !content) return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *name = attribute(atts, keys[i]);
        if (name) add_meta(b, &b->meta_end, name, content, strlen(content));
    }
}

static bool is_hidden(const xmlChar **atts)
{
    const char *style = attribute(atts, "style"), *aria = attribute(atts, "aria-hidden");
    if (attribute(atts, "hidden") || (aria && !strcmp(aria, "true"))) return true;
    if (!style) return false;
    tr_str s = tr_str_of(style);
    return tr_str_find_i(s, TR_STR("display:none")) >= 0 || tr_str_find_i(s, TR_STR("display: none")) >= 0;
}

static void describe(struct build *b, struct tr_node *n, const xmlChar **atts)
{
    const char *parts[] = { attribute(atts, "class"), attribute(atts, "id"), attribute(atts, "role") };
    size_t total = 0, at = 0;
    for (int i = 0; i < 3; i++) total += parts[i] ? strlen(parts[i]) + 1 : 0;
    char *cls = total ? get(b, total + 1) : NULL;
    for (int i = 0; cls && i < 3; i++) {
        if (!parts[i]) continue;
        size_t k = strlen(parts[i]);
        memcpy(cls + at, parts[i], k);
        cls[at + k] = ' ';
        at += k + 1;
    }
    n->cls = (tr_str){ cls ? cls : "", at };
    const char *itemprop = attribute(atts, "itemprop"), *datetime = attribute(atts, "datetime"), *title = attribute(atts, "title");
    if (itemprop) n->itemprop = copy(b, itemprop, strlen(itemprop));
    if (datetime) n->datetime = copy(b, datetime, strlen(datetime));
    else if (title && !strcmp(n->tag, "abbr")) n->datetime = copy(b, title, strlen(title));
    n->hidden = is_hidden(atts);
}

static struct tr_node *append(struct build *b)
{
    struct tr_node *n = get(b, sizeof *n);
    if (!n) return NULL;
    n->parent = b->at;
    if (b->at->last) b->at->last->next = n;
    else b->at->first = n;
    b->at->last = n;
    n->tag = "";
    return n;
}

static void end_text(struct build *b)
{
    if (b->text_n == 0 || b->stop == NO_MEMORY) return;
    tr_str text = { b->text.p, b->text_n };
    if (!strcmp(b->at->tag, "title") && b->page->title.n == 0) b->page->title = copy(b, text.p, text.n);
    struct tr_node *t = append(b);
    if (t) t->text = copy(b, text.p, text.n);
    b->text_n = 0;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **atts)
{
    struct build *b = user;
    if (b->stop != GOING) return;
    end_text(b);
    meta_element(b, (const char *)name, atts);
    struct tr_node *n = append(b);
    if (!n) return;
    n->tag = "?";
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (!strcmp(tags[i].name, (const char *)name)) {
            n->tag = tags[i].name;
            n->flags = tags[i].flags;
            break;
        }
    }
    describe(b, n, atts);
    if (!strcmp(n->tag, "script")) {
        const char *type = attribute(atts, "type");
        b->in_ld = type && tr_str_is_i(tr_str_of(type), "application/ld+json");
    }
    if (n->flags & TR_TAG_VOID) return;
    b->at = n;
    if (++b->depth > TR_MAX_HTML_DEPTH) halt(b, TOO_DEEP);
}

static void on_end(void *user, const xmlChar *name)
{
    struct build *b = user;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if ((tags[i].flags & TR_TAG_VOID) && !strcmp(tags[i].name, (const char *)name)) return;
    }
    if (b->stop != GOING || !b->at->parent) return;
    end_text(b);
    b->in_ld = false;
    b->at = b->at->parent;
    b->depth--;
}

static void on_text(void *user, const xmlChar *p, int n)
{
    struct build *b = user;
    if (b->stop != GOING || n <= 0) return;
    size_t want = b->text_n + (size_t)n;
    if (want > b->text.cap && !tr_work_reserve(&b->text, want * 2)) {
        halt(b, NO_MEMORY);
        return;
    }
    memcpy(b->text.p + b->text_n, p, (size_t)n);
    b->text_n = want;
}

/* Scripts and styles come here; only JSON-LD is kept. */
static void on_cdata(void *user, const xmlChar *p, int n)
{
    struct build *b = user;
    if (b->stop == GOING && n > 0 && b->in_ld) add_meta(b, &b->ld_end, "", (const char *)p, (size_t)n);
}

static void feed(struct build *b, tr_str utf8)
{
    for (size_t at = 0, to; at < utf8.n && b->stop == GOING; at = to) {
        to = at + 32768 < utf8.n ? at + 32768 : utf8.n;
        /* Never inside a character: the parser would take the page for Latin-1. */
        while (to < utf8.n && ((unsigned char)utf8.p[to] & 0xC0) == 0x80) to++;
        htmlParseChunk(b->ctxt, utf8.p + at, (int)(to - at), 0);
    }
    if (b->stop == GOING) htmlParseChunk(b->ctxt, "", 0, 1);
    if (b->stop == GOING) end_text(b);
    free(b->text.p);
}

struct tr_page *tr_page_parse(struct tr_arena *a, tr_str utf8, struct tr_diags *diags)
{
    struct tr_page *page = tr_arena_try(a, sizeof *page);
    struct tr_node *root = tr_arena_try(a, sizeof *root);
    if (!page || !root) return NULL;
    root->tag = "?";
    page->root = root;
    struct build b = { .a = a, .page = page, .at = root, .meta_end = &page->metas, .ld_end = &page->ld };
    htmlSAXHandler sax = {
        .startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_cdata
    };
    b.ctxt = htmlCreatePushParserCtxt(&sax, &b, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!b.ctxt) return NULL;
    htmlCtxtUseOptions(b.ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    feed(&b, utf8);
    long byte = xmlByteConsumed(b.ctxt);
    if (b.ctxt->myDoc) xmlFreeDoc(b.ctxt->myDoc);
    b.ctxt->myDoc = NULL;
    htmlFreeParserCtxt(b.ctxt);
    if (b.stop == NO_MEMORY) return NULL;
    if (b.stop == TOO_DEEP) {
        tr_diag_add(a, diags, TR_WARNING, byte > 0 ? (uint64_t)byte : 0, 0,
                    "elements nest deeper than %d near byte %ld: what stands behind is not read; save the page's text", TR_MAX_HTML_DEPTH,
                    byte > 0 ? byte : 0L);
    }
    return page;
}

tr_str tr_page_charset(tr_str head)
{
    static const char *const marks[] = { "charset=", "encoding=" };
    head = tr_str_sub(head, 0, 4096);
    for (int i = 0; i < 2; i++) {
        ptrdiff_t at = tr_str_find_i(head, tr_str_of(marks[i]));
        if (at < 0) continue;
        size_t from = (size_t)at + strlen(marks[i]), to;
        while (from < head.n && (head.p[from] == '"' || head.p[from] == '\'' || head.p[from] == ' ')) from++;
        for (to = from; to < head.n && head.p[to] && !strchr("\"' ;/>?\r\n\t", head.p[to]); to++) continue;
        if (to > from) return tr_str_sub(head, from, to);
    }
    return TR_STR("");
}
