/* SPDX-License-Identifier: Apache-2.0 */
/* Which elements of a page are furniture by what they are called: menus, share bars, comments, lists of related pages. */
#include "intake/page_int.h"

/* Elements of at most this many words fall for a name that article elements may bear too. */
#define FEW_WORDS 40

enum guilt { INNOCENT, WEAK, STRONG };

bool tr_node_skipped(const struct tr_node *n)
{
    static const char roles[] = "navigation banner complementary contentinfo search dialog menu";
    if ((n->flags & TR_TAG_SKIP) || n->hidden) return true;
    tr_str rest = n->cls, word, role;
    while (n->cls.n && tr_str_split(&rest, ' ', &word)) {
        tr_str list = TR_STR(roles);
        while (word.n && tr_str_split(&list, ' ', &role)) {
            if (tr_str_ieq(word, role)) return true;
        }
    }
    return false;
}

static bool in_words(tr_str list, tr_str part)
{
    tr_str word;
    while (tr_str_split(&list, ' ', &word)) {
        if (tr_str_ieq(part, word)) return true;
    }
    return false;
}

/* One part of a class name or id. */
static enum guilt guilt_of(tr_str part)
{
    static const char strong[] = "ads advert adverts advertisement advertising breadcrumb breadcrumbs byline caption captions comment "
                                 "comments consent cookie cookies disqus donate dropdown figcaption footer footnav gdpr login masthead "
                                 "menu menus modal mostread nav navbar navigation newsletter outbrain pagination pager popup promo promos "
                                 "promoted readmore recirc recirculation recommend recommended recommendation recommendations related "
                                 "relatedposts share sharebar sharing shares sharethis addthis sidebar signup sitemap social sponsor "
                                 "sponsored subscribe subscription suggested taboola teaser teasers toolbar toolbox tooltip trending "
                                 "widget widgets";
    static const char weak[] = "ad also author banner bio copyright credit credits disclaimer donation embed gallery infobox latest meta "
                               "metadata more paywall popular print profile rail skip tag tags timestamp topics tweet";
    if (in_words(TR_STR(strong), part)) return STRONG;
    return in_words(TR_STR(weak), part) ? WEAK : INNOCENT;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* A name is cut at - _ : and where small letters turn to capitals; "has-sidebar" and "with-share" say what is in it, not what it is. */
static enum guilt guilt_of_class(tr_str cls)
{
    enum guilt worst = INNOCENT;
    bool modified = false;
    for (size_t at = 0; at < cls.n;) {
        size_t to = at;
        while (to < cls.n && !strchr(" -_:", cls.p[to]) && !(to > at && is_capital(cls.p[to]) && !is_capital(cls.p[to - 1]))) to++;
        tr_str part = tr_str_sub(cls, at, to);
        enum guilt g = part.n && !modified ? guilt_of(part) : INNOCENT;
        if (g > worst) worst = g;
        if (part.n) modified = in_words(TR_STR("has with no is without show enable hide"), part);
        if (to < cls.n && cls.p[to] == ' ') modified = false;
        at = to < cls.n && is_capital(cls.p[to]) && to > at ? to : to + 1;
    }
    return worst;
}

static uint32_t count_words(tr_str s)
{
    uint32_t words = 0;
    bool in = false;
    for (size_t i = 0; i < s.n; i++) {
        bool space = s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r');
        words += !space && !in;
        in = !space;
    }
    return words;
}

static void count_below(struct tr_node *n)
{
    bool named = !strcmp(n->tag, "article") || !strcmp(n->tag, "main") || !strcmp(n->tag, "h1");
    n->holds = named || tr_str_find_i(n->itemprop, TR_STR("articleBody")) >= 0;
    n->words = count_words(n->text);
    for (struct tr_node *c = n->first; c; c = c->next) {
        if (tr_node_skipped(c)) continue;
        count_below(c);
        n->words += c->words;
        n->holds = n->holds || c->holds;
    }
}

/* A wrapper with a bad name may hold the article, so a name alone condemns only what is the lesser part of the page, or what stands
 * beside something that calls itself the article. */
static void mark(struct tr_node *n, const struct tr_node *root)
{
    enum guilt g = n->cls.n ? guilt_of_class(n->cls) : INNOCENT;
    bool lesser = n->words * 2 < root->words;
    n->bad = (g == STRONG && (lesser || (root->holds && !n->holds))) || (g == WEAK && lesser && n->words <= FEW_WORDS);
    for (struct tr_node *c = n->first; c; c = c->next) mark(c, root);
}

void tr_page_condemn(struct tr_node *root)
{
    count_below(root);
    mark(root, root);
}
