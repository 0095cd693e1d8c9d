/* SPDX-License-Identifier: Apache-2.0 */
/* HTML pages: metadata and body. The pages imitate how news sites are built; their words are ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <time.h>

#include "intake/intake.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

#define P1 "Shelling resumed on Sunday in the eastern districts, hours after the two sides had agreed to hold their fire for three days."
#define P2 "\"We heard eleven shells before noon,\" said a teacher who lives near the crossing and who asked not to be named."
#define P3 "The monitoring mission counted four violations in the north and two in the south, its daily report said on Monday."

static int with_arena(void **state)
{
    *state = tr_arena_new(1u << 30);
    return *state ? 0 : -1;
}

static int without_arena(void **state)
{
    tr_arena_free(*state);
    return 0;
}

static struct tr_input read_page(struct tr_arena *a, const char *html)
{
    struct tr_input in;
    struct tr_err err;
    if (tr_intake_memory(tr_str_of(html), "page.html", NULL, a, &in, &err) != 1) fail_msg("%s", err.msg);
    return in;
}

static void assert_text(tr_str got, const char *want)
{
    if (!tr_str_is(got, want)) fail_msg("got:\n%.*s\nwanted:\n%s", TR_STR_ARG(got), want);
}

/* --- the body --- */

static void modern_page(void **state)
{
    struct tr_input in = read_page(
        *state,
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Shelling resumes - Daily Example</title>"
        "<meta property=\"og:site_name\" content=\"Daily Example\"><meta property=\"og:title\" content=\"Shelling resumes | Daily Example\">"
        "<meta property=\"article:published_time\" content=\"2016-05-02T07:30:00+01:00\"><link rel=\"canonical\" href=\"https://news.example.org/shelling\">"
        "<style>p { color: red }</style><script>var x = '<p>not text</p>';</script></head><body class=\"page with-sidebar\">"
        "<header><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/world\">World news and analysis from everywhere in one long menu entry here</a></li></ul></nav></header>"
        "<main><article><h1>Shelling resumes</h1><div class=\"byline\">By A. Writer in the capital, with more words in the byline than anyone needs to have there</div>"
        "<div class=\"share-bar\"><p>Share this article with all of your friends and with everyone else whom you know</p></div>"
        "<div class=\"article-body\"><p>" P1
        "</p><figure><img src=\"x.jpg\"><figcaption>A soldier looks at the ruins of a house in the eastern districts on Saturday. Photo: Agency</figcaption></figure>"
        "<p>" P2
        "</p><h2>Violations</h2><p>The <a href=\"/m\">monitoring mission</a> counted four violations in the north and two in the south, its daily report said on&nbsp;Monday.</p>"
        "<aside><p>Related: what the agreement says about the withdrawal of heavy weapons from the line of contact</p></aside>"
        "<p>Read more: <a href=\"/2\">What the agreement says</a></p></div>"
        "<section class=\"related-stories\"><h3>More on this story</h3><ul><li><a href=\"/3\">Ministers meet again to discuss the agreement that was reached a week ago in the capital</a></li></ul>"
        "<p>Ministers met again on Tuesday to discuss the agreement that was reached a week ago in the capital.</p></section>"
        "</article></main><footer><p>Copyright Daily Example 2016. All rights reserved by the publisher and by its many licensors elsewhere.</p></footer></body></html>");
    assert_text(in.text, "Shelling resumes\n\n" P1 "\n\n" P2 "\n\nViolations\n\n" P3);
    assert_true(tr_str_is(in.title, "Shelling resumes"));
    assert_true(tr_str_is(in.outlet, "Daily Example"));
    assert_true(tr_str_is(in.url, "https://news.example.org/shelling"));
    assert_true(tr_str_is(in.language, "en-GB"));
    assert_int_equal(in.published, tr_date_of(2016, 5, 2));
    assert_int_equal(in.published_from, TRUCE_DATED_metadata);
}

/* The way pages were made before: tables, <br><br>, capitals, no end tags. */
static void old_page(void **state)
{
    struct tr_input in = read_page(
        *state,
        "<HTML><HEAD><TITLE>Shelling resumes</TITLE><META NAME=\"date\" CONTENT=\"2 May 2016\"></HEAD><BODY><TABLE><TR>"
        "<TD><A HREF=a>Home</A><BR><A HREF=b>World</A><BR><A HREF=c>Sport and everything else that one may look for on a page like this one</A></TD>"
        "<TD><FONT SIZE=2>" P1 "<BR><BR>" P2 "<BR>\n<BR>" P3 "</FONT></TD></TR></TABLE></BODY></HTML>");
    assert_text(in.text, "Shelling resumes\n\n" P1 "\n\n" P2 "\n\n" P3);
    assert_int_equal(in.published, tr_date_of(2016, 5, 2));
}

static void bodies(void **state)
{
    static const struct {
        const char *what, *html, *text;
    } t[] = {
        { "unclosed paragraphs", "<html><body><p>" P1 "<p>" P2 "</body>", P1 "\n\n" P2 },
        { "a fragment", "<p>" P1 "</p>", P1 },
        { "comments after the article",
          "<html><body><div id=story><p>" P1 "</p><p>" P2 "</p><p>" P3
          "</p></div><div id=comments><p>I was there and I saw nothing of the sort, this is all made up by them.</p></div></body>",
          P1 "\n\n" P2 "\n\n" P3 },
        { "a wrapper with a bad name", "<html><body><div class=\"has-sidebar share-enabled\"><p>" P1 "</p><p>" P2 "</p></div></body>",
          P1 "\n\n" P2 },
        { "entities and soft hyphens",
          "<html><body><p>Caf&eacute; owners &amp; drivers in Kram&shy;atorsk said &ldquo;no&rdquo; to the plan that was shown to them.</p></body>",
          "Caf\xC3\xA9 owners & drivers in Kramatorsk said \xE2\x80\x9Cno\xE2\x80\x9D to the plan that was shown to them." },
        { "short sentences are kept, labels are not",
          "<html><body><article><p>" P1 "</p><p>He refused.</p><p>Share</p><p>3 hours ago</p><p>" P2 "</p></article></body>",
          P1 "\n\nHe refused.\n\n" P2 },
        { "bullets of an article",
          "<html><body><article><p>" P1
          "</p><ul><li>Six people were killed, the hospital in the town said on Sunday evening.</li></ul></article></body>",
          P1 "\n\nSix people were killed, the hospital in the town said on Sunday evening." },
        { "hidden text",
          "<html><body><article><p>" P1 "</p><p style=\"display:none\">" P2 "</p><div hidden><p>" P3 "</p></div></article></body>", P1 },
        { "only short lines", "<html><body><p>Six dead in Homs.</p><p><a href=x>Home page here</a></p></body>", "Six dead in Homs." },
        { "the bigger of two articles", "<html><body><article><p>" P1 "</p></article><article><p>" P2 "</p><p>" P3 "</p></article></body>",
          P2 "\n\n" P3 },
        { "article body named by itemprop", "<html><body><div><p>" P2 "</p></div><div itemprop=\"articleBody\"><p>" P1 "</p></div></body>",
          P1 },
        { "tags of a blog on the article itself, comments longer than it",
          "<html><body><article id=\"post-1\" class=\"post hentry category-news tag-aleppo\"><div class=\"entry-meta\">Posted by admin</div>"
          "<div class=\"entry-content\"><p>" P1 "</p><p>" P2 "</p></div></article>"
          "<div class=\"comments-area\"><p>I was there and I saw nothing of the sort, this is all made up by them, as they always do it.</p>"
          "<p>You were not there, nobody was there on that day, and you have said this under every report that they write.</p>"
          "<p>Both of you should read the agreement before you write another word about what it allows or does not allow.</p></div></body>",
          P1 "\n\n" P2 },
        { "paragraphs that are divs",
          "<html><body><div class=\"l-container\"><div class=\"zn-body__paragraph\">" P1 "</div><div class=\"zn-body__paragraph\">" P2
          "</div>"
          "<div class=\"zn-body__read-all\"><div class=\"el__leafmedia--sourced-caption\">A truck burns beside the road that leads out of the town.</div></div>"
          "<div class=\"zn-body__paragraph\">" P3 "</div></div></body>",
          P1 "\n\n" P2 "\n\n" P3 },
        { "camel case, ids and roles",
          "<html><body><div role=\"navigation\"><p>All of the sections of this paper in one long line for you to choose from</p></div>"
          "<div id=\"mainContent\"><p>" P1
          "</p><div class=\"articleShareTools\"><p>Send this page to a friend by mail, or print it, or keep it for later reading.</p></div><p>" P2
          "</p></div>"
          "<div id=\"relatedPosts\"><p>Six things to know about the agreement that the two sides have signed in the capital</p></div></body>",
          P1 "\n\n" P2 },
        { "a list of links between paragraphs",
          "<html><body><article><p>" P1 "</p><ul><li><a href=a>Who are the parties to the agreement and what do they want from it</a></li>"
          "<li><a href=b>The agreement in full, with maps and with the annexes that were kept secret</a></li></ul><p>" P2
          "</p></article></body>",
          P1 "\n\n" P2 },
        { "an article in a form, as old portals have it",
          "<html><body><form method=post><table><tr><td width=150><a href=1>Home</a></td><td><div>" P1 "</div><div>" P2
          "</div></td></tr></table></form></body>",
          P1 "\n\n" P2 },
        { "a frame that may be shared",
          "<html><body><div class=\"share-wrapper\"><article><p>" P1 "</p></article></div><div><p>" P2 "</p></div></body>", P1 },
        { "inline elements stay in their line",
          "<html><body><p>Shell<b>ing</b> resumed in <i>the eastern</i> districts on <span>Sunday</span>, hours after the pause.</p></body>",
          "Shelling resumed in the eastern districts on Sunday, hours after the pause." },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in = read_page(*state, t[i].html);
        if (!tr_str_is(in.text, t[i].text)) fail_msg("%s:\n%.*s", t[i].what, TR_STR_ARG(in.text));
    }
}

/* --- what it says about itself --- */

static void dates_and_names(void **state)
{
    static const struct {
        const char *head, *body, *published, *outlet, *title;
    } t[] = {
        { "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"From data\", \"datePublished\": \"2016-05-03T00:00:00Z\", \"publisher\": {\"name\": \"Data Times\"}}</script><title>T</title>",
          "", "2016-05-03", "Data Times", "From data" },
        { "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"WebPage\", \"datePublished\": \"2010-01-01\"}, {\"@type\": [\"ReportageNewsArticle\"], \"datePublished\": \"2016-05-04\"}]}</script><title>T</title>",
          "", "2016-05-04", "", "T" },
        { "<script type=\"application/ld+json\">{broken</script><meta name=\"pubdate\" content=\"20160505\"><title>T</title>", "",
          "2016-05-05", "", "T" },
        { "<title>T \xE2\x80\x94 The Post</title><meta property=\"og:site_name\" content=\"The Post\">",
          "<time datetime=\"2016-05-06T10:00\">6 May</time>", "2016-05-06", "The Post", "T" },
        { "<link rel=canonical href=\"http://www.example.net/world/2016/05/07/truce.html\">", "<h1>Head <b>line</b></h1>", "2016-05-07",
          "example.net", "Head line" },
        { "<meta itemprop=\"datePublished\" content=\"May 8, 2016\">", "", "2016-05-08", "", "" },
        { "<meta name=\"date\" content=\"not a date\">", "<time>9 May 2016</time>", "2016-05-09", "", "" },
        { "", "", "", "", "" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        tr_str html = tr_arena_printf(*state, "<html><head>%s</head><body>%s<p>" P1 "</p></body></html>", t[i].head, t[i].body);
        struct tr_input in = read_page(*state, html.p);
        assert_text(tr_date_iso(*state, in.published), t[i].published);
        assert_text(in.outlet, t[i].outlet);
        assert_text(in.title, t[i].title);
        assert_true(tr_str_ends(in.text, TR_STR(P1)) && tr_str_starts(in.text, in.title));
    }
}

static void charsets(void **state)
{
    static const struct {
        const char *html, *part;
    } t[] = {
        { "<html><head><meta charset=\"windows-1251\"></head><body><p>In \xCA\xE8\xE5\xE2 the two sides agreed on Sunday to hold their fire for three days.</p></body></html>",
          "In \xD0\x9A\xD0\xB8\xD0\xB5\xD0\xB2 the" },
        { "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\"></head><body><p>In Orl\xE9"
          "ans the two sides \x93"
          "agreed\x94 on Sunday to hold their fire.</p></body></html>",
          "Orl\xC3\xA9"
          "ans the two sides \xE2\x80\x9C"
          "agreed\xE2\x80\x9D" },
        { "<html><head><meta charset=\"iso-8859-1\"></head><body><p>In Orl\xC3\xA9"
          "ans the two sides agreed on Sunday to hold their fire for long.</p></body></html>",
          "Orl\xC3\xA9"
          "ans" },
        { "\xEF\xBB\xBF<html><body><p>In Orl\xC3\xA9"
          "ans the two sides agreed on Sunday to hold their fire for long.</p></body></html>",
          "Orl\xC3\xA9"
          "ans" },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        struct tr_input in = read_page(*state, t[i].html);
        if (tr_str_find(in.text, tr_str_of(t[i].part)) < 0) fail_msg("page %zu: %.*s", i, TR_STR_ARG(in.text));
    }
}

/* --- hostile pages --- */

static char *repeat(const char *head, const char *what, size_t n, const char *tail)
{
    size_t h = strlen(head), k = strlen(what), t = strlen(tail);
    char *p = malloc(h + k * n + t + 1);
    memcpy(p, head, h);
    for (size_t i = 0; i < n; i++) memcpy(p + h + i * k, what, k);
    memcpy(p + h + k * n, tail, t + 1);
    return p;
}

static void hostile_pages_end_soon(void **state)
{
    static const struct {
        const char *what, *head, *item, *tail;
        size_t n;
        bool deep;
    } t[] = {
        { "a million nested divs", "<html><body><p>" P1 "</p>", "<div>", "<p>" P2 "</p>", 1000000, true },
        { "a million nested spans of text", "<html><body><p>" P1 "</p>", "<span>a ", "", 1000000, true },
        { "a million unclosed comments", "<html><body><p>" P1 "</p>", "<!-- ", "", 1000000, false },
        { "a million broken tags", "<html><body><p>" P1 "</p>", "< a", "", 1000000, false },
        { "a million end tags", "<html><body><p>" P1 "</p>", "</b>", "", 1000000, false },
        { "a hundred thousand attributes", "<html><body><p>" P1 "</p><div ", "a=b ", ">", 100000, false },
        { "a million entities", "<html><body><p>" P1 "</p><p>", "&amp;", "</p>", 1000000, false },
        { "a million paragraphs", "<html><body><p>" P1 "</p>", "<p>x", "", 1000000, false },
    };
    for (size_t i = 0; i < LEN(t); i++) {
        char *html = repeat(t[i].head, t[i].item, t[i].n, t[i].tail);
        clock_t from = clock();
        struct tr_input in;
        struct tr_err err = { 0 };
        int rc = tr_intake_memory(tr_str_of(html), "x.html", NULL, *state, &in, &err);
        double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
        if (rc != 1) fail_msg("%s: %s", t[i].what, err.msg);
        assert_true(tr_str_find(in.text, TR_STR("Shelling resumed")) >= 0);
        bool told = false;
        for (uint32_t k = 0; k < in.diags.list.n; k++) told = told || tr_str_find(in.diags.list.v[k].text, TR_STR("nest deeper than")) >= 0;
        assert_int_equal(told, t[i].deep);
        if (seconds > 20) fail_msg("%s took %.1f s", t[i].what, seconds);
        free(html);
        tr_arena_reset(*state);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = { TEST(modern_page),     TEST(old_page), TEST(bodies),
                                        TEST(dates_and_names), TEST(charsets), TEST(hostile_pages_end_soon) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
