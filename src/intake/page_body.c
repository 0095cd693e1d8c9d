/* SPDX-License-Identifier: Apache-2.0 */
/* The article's paragraphs out of a page. Blocks of text are judged by their length and by how much of them is links; the element that
 * holds most of the good ones is the article; of it, what reads like running text is kept. Menus, captions, share bars and lists of
 * related pages fall away by their element, their class, or because they are links. */
#include "base/utf8.h"
#include "intake/page_int.h"

/* A block of fewer words than this is good only beside a good one. */
#define GOOD_WORDS 10

struct block {
    const struct tr_node *owner; /* nearest block element */
    tr_str text;
    uint32_t words, link_words;
    bool heading, good;
};

struct body {
    struct tr_arena *a;
    TR_VEC(struct block) blocks;
    char *buf; /* the block being gathered */
    size_t n, cap;
    const struct tr_node *owner;
    uint32_t links; /* open <a> elements */
    uint32_t words, link_words, breaks;
    bool in_word;
};

tr_str tr_squeeze(struct tr_arena *a, tr_str s)
{
    char *p = tr_arena_try(a, s.n + 1); /* callers may hold what belongs to a library */
    size_t n = 0;
    if (!p) return TR_STR("");
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        if (tr_cp_is_space(tr_utf8_next(s, &at))) {
            if (n && p[n - 1] != ' ') p[n++] = ' ';
            continue;
        }
        memcpy(p + n, s.p + from, at - from);
        n += at - from;
    }
    while (n && p[n - 1] == ' ') n--;
    return (tr_str){ p, n };
}

static void gather_text(const struct tr_node *n, char *p, size_t cap, size_t *at)
{
    for (const struct tr_node *c = n->first; c; c = c->next) {
        size_t k = c->text.n < cap - *at ? c->text.n : cap - *at;
        if (k) memcpy(p + *at, c->text.p, k);
        *at += k;
        gather_text(c, p, cap, at);
    }
}

tr_str tr_node_text(struct tr_arena *a, const struct tr_node *n)
{
    char p[2000];
    size_t at = 0;
    gather_text(n, p, sizeof p, &at);
    while (at && ((unsigned char)p[at - 1] & 0xC0) == 0x80 && at == sizeof p) at--;
    return tr_squeeze(a, (tr_str){ p, at });
}

/* --- blocks --- */

static void flush(struct body *b)
{
    if (b->n) {
        tr_str text = tr_str_trim(tr_arena_dup(b->a, (tr_str){ b->buf, b->n }));
        if (text.n) {
            struct block *k = tr_vec_push(b->a, &b->blocks);
            *k = (struct block){ .owner = b->owner,
                                 .text = text,
                                 .words = b->words,
                                 .link_words = b->link_words,
                                 .heading = (b->owner->flags & TR_TAG_HEADING) != 0 };
            k->good = !k->heading && k->words >= GOOD_WORDS && k->link_words * 3 < k->words;
        }
    }
    b->n = 0;
    b->words = b->link_words = b->breaks = 0;
    b->in_word = false;
}

static void put(struct body *b, const char *p, size_t n)
{
    if (!b->buf || b->cap - b->n < n) {
        size_t cap = b->cap ? b->cap * 2 : 1024;
        while (cap - b->n < n) cap *= 2;
        b->buf = tr_arena_grow(b->a, b->buf, b->cap, cap);
        b->cap = cap;
    }
    memcpy(b->buf + b->n, p, n);
    b->n += n;
}

static void put_text(struct body *b, tr_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp == 0xAD || cp == 0x200B || cp == 0xFEFF) continue; /* soft hyphens and zero widths are for the eye */
        if (tr_cp_is_space(cp)) {
            b->in_word = false;
            if (b->n && b->buf[b->n - 1] != ' ') put(b, " ", 1);
            continue;
        }
        if (!b->in_word) {
            b->words++;
            b->link_words += b->links > 0;
            b->in_word = true;
        }
        b->breaks = 0;
        put(b, s.p + from, at - from);
    }
}

/* Two <br> make a paragraph; one is white space. */
static void line_break(struct body *b)
{
    put_text(b, TR_STR(" "));
    if (++b->breaks >= 2) flush(b);
}

static void collect(struct body *b, struct tr_node *n)
{
    if (n->text.n) {
        put_text(b, n->text);
        return;
    }
    if (tr_node_skipped(n) || n->bad) {
        if (n->flags & TR_TAG_BLOCK) flush(b);
        return;
    }
    if (!strcmp(n->tag, "br")) {
        line_break(b);
        return;
    }
    const struct tr_node *owner = b->owner;
    bool block = (n->flags & TR_TAG_BLOCK) != 0, link = !strcmp(n->tag, "a");
    if (block) {
        flush(b);
        b->owner = n;
    }
    b->links += link;
    for (struct tr_node *c = n->first; c; c = c->next) collect(b, c);
    b->links -= link;
    if (block) {
        flush(b);
        b->owner = owner;
    }
}

/* --- the article --- */

static void sum_good(const struct body *b)
{
    for (uint32_t i = 0; i < b->blocks.n; i++) {
        const struct block *k = &b->blocks.v[i];
        if (!k->good) continue;
        for (struct tr_node *n = (struct tr_node *)(uintptr_t)k->owner; n; n = n->parent) n->good += k->words;
    }
}

static int hint_of(const struct tr_node *n)
{
    if (tr_str_find_i(n->itemprop, TR_STR("articleBody")) >= 0) return 3;
    if (!strcmp(n->tag, "article")) return 2;
    return !strcmp(n->tag, "main") || tr_str_find_i(n->cls, TR_STR("main ")) >= 0 ? 1 : 0;
}

/* The best element that says it is the article (hint 3 body, 2 article, 1 main), by words of good blocks. */
static const struct tr_node *hinted(const struct tr_node *n, int hint, const struct tr_node *best)
{
    if (hint_of(n) == hint && (!best || n->good > best->good)) best = n;
    for (const struct tr_node *c = n->first; c; c = c->next) best = hinted(c, hint, best);
    return best;
}

static const struct tr_node *article_root(const struct tr_node *root)
{
    static const uint32_t share[] = { 0, 60, 50, 30 }; /* percent of all good words that make a hint believed */
    const struct tr_node *at = root;
    for (int hint = 3; hint >= 1; hint--) {
        const struct tr_node *n = hinted(root, hint, NULL);
        if (n && n->good && n->good * 100 >= root->good * share[hint]) {
            at = n;
            break;
        }
    }
    for (;;) { /* down, as long as one child has nearly everything */
        const struct tr_node *most = NULL;
        for (const struct tr_node *c = at->first; c; c = c->next) {
            if (!most || c->good > most->good) most = c;
        }
        if (!most || most->flags & TR_TAG_PARA || most->good * 100 < at->good * 80 || most->good == 0) return at;
        at = most;
    }
}

static bool under(const struct tr_node *n, const struct tr_node *root)
{
    while (n && n != root) n = n->parent;
    return n == root;
}

static bool ends_sentence(tr_str s)
{
    static const char *const ends[] = { ".", "!", "?", ":", "\"", "\xE2\x80\x9D", "\xE2\x80\x99", ")", "\xE2\x80\xA6" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (tr_str_ends(s, tr_str_of(ends[i]))) return true;
    }
    return false;
}

/* Lines that pages set between paragraphs. */
static bool is_furniture(tr_str s)
{
    static const char starts[] =
        "read more|read also|also read|see also|related:|related articles|related stories|related news|more on this|"
        "share this|share on|follow us|follow @|sign up|subscribe|advertisement|click here|photo:|image copyright|"
        "image caption|image source|media caption|file photo|watch:|watch live|listen:|copyright |\xC2\xA9|"
        "all rights reserved|enlarge this image|toggle caption|continue reading|story continues|recommended|most read|tags:|"
        "topics:|filed under|posted in|print this|email this|download our|join us on|like us on|tweet|getty images|loading|"
        "skip to|back to top|leave a comment|add a comment|view comments";
    tr_str rest = TR_STR(starts), start;
    while (tr_str_split(&rest, '|', &start)) {
        if (tr_str_starts_i(s, start)) return true;
    }
    return false;
}

static bool keep(const struct body *b, const struct tr_node *root, uint32_t i)
{
    const struct block *k = &b->blocks.v[i];
    if (!under(k->owner, root)) return false;
    if (k->words < 25 && is_furniture(k->text)) return false;
    if (k->good) return true;
    if (!strcmp(k->owner->tag, "h1")) return false; /* the title */
    if (k->heading) {                               /* a subhead stands directly over running text */
        return i + 1 < b->blocks.n && b->blocks.v[i + 1].good && under(b->blocks.v[i + 1].owner, root) && k->link_words * 2 < k->words + 1;
    }
    return ends_sentence(k->text) && k->link_words * 2 <= k->words && k->words >= 2;
}

static tr_str join(struct body *b, const struct tr_node *root, bool all)
{
    size_t total = 1, at = 0;
    for (uint32_t i = 0; i < b->blocks.n; i++) total += b->blocks.v[i].text.n + 2;
    char *p = tr_arena_get(b->a, total);
    for (uint32_t i = 0; i < b->blocks.n; i++) {
        const struct block *k = &b->blocks.v[i];
        bool take = all ? k->words >= 3 && k->link_words * 2 < k->words && !k->heading && !is_furniture(k->text) : keep(b, root, i);
        if (!take) continue;
        if (at) p[at++] = '\n', p[at++] = '\n';
        memcpy(p + at, k->text.p, k->text.n);
        at += k->text.n;
    }
    return (tr_str){ p, at };
}

tr_str tr_page_body(struct tr_page *page, struct tr_arena *a)
{
    struct body b = { .a = a, .owner = page->root };
    tr_page_condemn(page->root);
    collect(&b, page->root);
    flush(&b);
    sum_good(&b);
    /* A page of short lines only (a brief, a table) gives all of them that are no links. */
    tr_str text = page->root->good ? join(&b, article_root(page->root), false) : TR_STR("");
    return text.n ? text : join(&b, page->root, true);
}
