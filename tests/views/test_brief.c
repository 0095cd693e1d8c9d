/* SPDX-License-Identifier: Apache-2.0 */
/* A brief of rows made by hand: no number without its sentence, hostile text stays text in every format, nothing gives an empty document, and the same rows give the same bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../judging/rows.h"
#include "../judging/terms.h"
#include "knowledge/knowledge.h"
#include "views/brief_int.h"

#define EVIL "<script>alert(1)</script>\"'><img src=x onerror=y> [x](javascript:z) | `c` \xff\x1b[31m \xe2\x80\xae # & ~~s~~"

struct fixture {
    struct tr_arena *a;
    struct tr_text out;
    struct tr_claims claims;
    struct tr_brief b;
    struct tr_position position;
    struct tr_capacity capacity;
};

static void told(struct tr_claim_row *c, const char *sentence, const char *words)
{
    c->sentence_text = tr_str_of(sentence), c->quote = tr_str_of(words);
    c->span.from = (uint32_t)tr_str_find(c->sentence_text, c->quote);
    c->span.to = c->span.from + (uint32_t)c->quote.n;
    c->sentence_span = (tr_span){ 0, (uint32_t)c->sentence_text.n };
}

static void fill_rows(struct rows *r)
{
    rows_place(r, "quds|Al-Quds hospital|facility|SY|Aleppo|36.177|37.137|1");
    rows_place(r, "midan|Al-Midan|neighbourhood|SY|Aleppo|36.215|37.166|1");
    rows_place(r, "idlib|Idlib|admin1|SY|Idlib|35.8|36.6|4");
    rows_place(r, "near|Rabia|city|SY|Latakia|35.8|36.0|2");
    rows_actor(r, "ngo:msf|MSF|ngo||");
    rows_actor(r, "monitor:sohr|SOHR|monitor||");
    rows_actor(r, "state:SY|Syria|government|SY|");
    rows_report(r, "one|2016-04-28|Levant Wire");
    rows_report(r, "two|2016-04-29|Aid Desk");
    rows_report(r, "three|2016-05-02|Harbour");
    told(rows_add(r, "event; in=one; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; actor=state:SY"), "Jets bombed the hospital.",
         "bombed");
    told(rows_add(r, "casualties; in=one; killed=14+; at=quds; on=2016-04-27; means=airstrike; says=ngo:msf"),
         "At least 14 died, MSF said.", "At least 14");
    told(rows_add(r, "casualties; in=two; killed=50+; at=quds; on=2016-04-27; means=airstrike; says=ngo:msf"),
         "MSF now says at least 50 died.", "at least 50");
    told(rows_add(r, "casualties; in=two; killed=27; at=quds; on=2016-04-27; means=airstrike; says=monitor:sohr"), "SOHR counted 27 dead.",
         "27");
    told(rows_add(r, "casualties; in=two; injured=60; at=quds; on=2016-04-27; says=monitor:sohr"), "SOHR counted 60 wounded.", "60");
    told(rows_add(r, "event; in=three; type=ASSAULT; mode=rocket; at=midan; on=2016-05-01"), "Rockets hit al-Midan.", "hit");
    told(rows_add(r, "casualties; in=three; killed=8; at=midan; on=2016-05-01; means=rocket; says=monitor:sohr"), "Eight died in al-Midan.",
         "Eight");
    told(rows_add(r, "event; in=three; type=ASSAULT; mode=shelling; at=idlib; on=2016-05-01"), "Idlib province was shelled.", "shelled");
    told(rows_add(r, "event; in=three; type=ASSAULT; mode=shelling; at=near; on=2016-05-01"), "Shells fell near Rabia.", "fell");
    told(rows_add(r, "event; in=three; type=REJECT; says=state:SY; actor=state:SY"), "Damascus refused.", "refused");
    told(rows_add(r, "event; in=three; type=AGREE; says=state:SY; actor=state:SY"), "Damascus agreed.", "agreed");
}

/* What gather would give, without a ledger. */
static void judge(struct fixture *f, struct rows *r)
{
    struct tr_filter all = TR_FILTER_ALL;
    struct tr_assessments none = { 0 };
    struct tr_brief *b = &f->b;
    struct terms *t = terms_new(f->a, "silence");
    const struct tr_agreement **g = TR_NEW(f->a, const struct tr_agreement *);
    terms_start(t, "2016-04-30T00:01", "Russia");
    terms_start(t, "2016-04-30T01:00", "Syrian army");
    terms_end(t, "2016-05-03T00:01", "Russia");
    terms_area(t, false, "country", NULL);
    terms_act(t, false, NULL, NULL);
    g[0] = &t->g;
    f->claims = rows_claims(r);
    *b = (struct tr_brief){
        .as_of = 1462233600, .days = TR_NO_DAYS, .claims = f->claims, .scope = { .name = TR_STR("Syria (SY)") }, .agreements = { g, 1 }
    };
    assert_int_equal(tr_incidents_of(f->a, &f->claims, &none, &b->incidents, NULL), 0);
    assert_int_equal(tr_tally_of(f->a, &f->claims, &b->incidents, &all, TR_TALLY_SOURCE, &b->tally, NULL), 0);
    assert_int_equal(tr_findings_of(f->a, &b->incidents, b->agreements, NULL, &b->findings, NULL), 0);
    f->position = (struct tr_position){ .actor = rows_actor_of(r, "state:SY"),
                                        .actor_name = TR_STR("Syria"),
                                        .topic = TR_TOPIC_ceasefire,
                                        .stance = TRUCE_EVENT_AGREE,
                                        .intensity = 2,
                                        .claim = &f->claims.v[10],
                                        .before = &f->claims.v[9],
                                        .change = TR_TONE_reversed,
                                        .days = TR_NO_DAYS };
    b->positions = (struct tr_positions){ &f->position, 1 };
    f->capacity = (struct tr_capacity){ .kind = TR_CAPACITY_hospital,
                                        .place = rows_place_of(r, "quds"),
                                        .state = TR_STR("bombed"),
                                        .days = TR_NO_DAYS,
                                        .claim = &f->claims.v[0] };
    b->capacity = (struct tr_capacities){ &f->capacity, 1 };
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    if (!f || !(f->a = tr_arena_new((size_t)1 << 28))) return -1;
    struct rows *r = rows_new(f->a);
    fill_rows(r);
    judge(f, r);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    tr_text_fini(&f->out);
    tr_arena_free(f->a);
    free(f);
    return 0;
}

static bool put(void *ctx, tr_str bytes)
{
    tr_text_put(ctx, bytes);
    return true;
}

static tr_str written(struct fixture *f, enum tr_brief_format format)
{
    struct tr_err err = { 0 };
    f->out.n = 0;
    if (tr_brief_write(&f->b, format, f->a, &(struct tr_sink){ put, &f->out }, &err)) fail_msg("%s", err.msg);
    return (tr_str){ f->out.p, f->out.n };
}

static void has(tr_str s, const char *what)
{
    if (tr_str_find(s, tr_str_of(what)) < 0) fail_msg("missing: %s\nin: " TR_STR_FMT, what, TR_STR_ARG(s));
}

static void has_not(tr_str s, const char *what)
{
    if (tr_str_find(s, tr_str_of(what)) >= 0) fail_msg("should not be there: %s\nin: " TR_STR_FMT, what, TR_STR_ARG(s));
}

static bool digit_in(tr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9') return true;
    return false;
}

/* Every column of that name, in whatever table, has numbers that lead to a sentence. Returns how many. */
static uint32_t column_leads(const struct tr_doc *d, const char *name)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const struct tr_grid *g = &d->blocks.v[i].grid;
        for (uint32_t c = 0; c < g->n_cols; c++) {
            if (strcmp(g->heads[c], name) != 0) continue;
            for (uint32_t k = 0; k < g->rows.n; k++)
                for (uint32_t x = 0; x < g->rows.v[k].cell[c].n; x++) {
                    const struct tr_run *r = &g->rows.v[k].cell[c].v[x];
                    if (!digit_in(r->text)) continue;
                    if (!r->cites.n) fail_msg("%s: \"" TR_STR_FMT "\" without a sentence", name, TR_STR_ARG(r->text));
                    n++;
                }
        }
    }
    return n;
}

static void every_number_leads_to_its_sentence(void **state)
{
    struct fixture *f = *state;
    struct tr_doc d;
    tr_doc_of(f->a, &f->b, &d);
    assert_true(column_leads(&d, "killed") >= 10); /* toll, incidents, map, chart */
    assert_true(column_leads(&d, "injured") >= 3);
    assert_true(column_leads(&d, "incidents") >= 6); /* map and chart */
    assert_true(column_leads(&d, "voices") >= 4);
    for (uint32_t i = 0; i < d.blocks.n; i++)
        for (uint32_t k = 0; k < d.blocks.v[i].tiles.n && k < 3; k++) assert_true(d.blocks.v[i].tiles.v[k].cites.n > 0);
    const struct tr_block *refs = &d.blocks.v[d.blocks.n - 1];
    assert_int_equal(refs->kind, TR_BLOCK_REFS);
    assert_int_equal(refs->refs.n, d.refs.list.n);
    for (uint32_t i = 0; i < refs->refs.n; i++) {
        const struct tr_ref *r = &d.refs.list.v[i];
        assert_true(refs->refs.v[i].n && refs->refs.v[i].v[0].text.n);
        if (r->claim) assert_true(tr_str_eq(refs->refs.v[i].v[0].text, r->claim->sentence_text));
        else assert_non_null(r->term);
    }
}

static void the_numbers_are_those_of_the_judge(void **state)
{
    struct fixture *f = *state;
    tr_str md = written(f, TR_BRIEF_MD);
    has(md, "# Situation report: Syria (SY)\n");
    has(md, "- **35–58+** killed"); /* 27 to at least 50, and 8 */
    has(md, "- **60** injured");
    has(md, "- **4** incidents");
    has(md, "As of: 3 May 2016, 00:00 UTC");
}

static void superseded_figures_are_struck(void **state)
{
    struct fixture *f = *state;
    has(written(f, TR_BRIEF_HTML), "<s><bdi>At least 14</bdi></s>");
    has(written(f, TR_BRIEF_MD), "~~At least 14~~");
    has_not(written(f, TR_BRIEF_HTML), "<s><bdi>at least 50</bdi></s>");
}

static void rival_starts_are_marks_of_their_own(void **state)
{
    struct fixture *f = *state;
    tr_str md = written(f, TR_BRIEF_MD);
    has(md, "| 2016-04-30 00:01 | Russia");
    has(md, "| 2016-04-30 01:00 | Syrian army");
    has(md, "begins**, contested**");
}

static void both_sentences_of_a_change_stand_there(void **state)
{
    struct fixture *f = *state;
    tr_str html = written(f, TR_BRIEF_HTML);
    has(html, "Damascus <b>refused</b>.");
    has(html, "Damascus <b>agreed</b>.");
}

static void hostile(struct fixture *f)
{
    struct tr_claim_row *c = (struct tr_claim_row *)f->claims.v;
    for (uint32_t i = 0; i < f->claims.n; i++) {
        struct tr_report_row *r = (struct tr_report_row *)c[i].report;
        c[i].sentence_text = c[i].quote = TR_STR(EVIL);
        r->outlet = r->title = r->key = TR_STR(EVIL);
        r->url = TR_STR("javascript:alert(1)");
        r->language = TR_STR("\"><i>");
        if (c[i].source) ((struct tr_actor_row *)c[i].source)->name = TR_STR(EVIL);
        if (c[i].place) ((struct tr_place_row *)c[i].place)->name = TR_STR(EVIL);
    }
    f->b.scope.name = f->position.actor_name = f->capacity.state = TR_STR(EVIL);
    ((struct tr_agreement *)f->b.agreements.v[0])->name = TR_STR(EVIL);
    f->b.terms = TR_NEW(f->a, struct tr_export_term);
    *(struct tr_export_term *)f->b.terms = (struct tr_export_term){ "place", TR_STR(EVIL) };
    f->b.n_terms = 1;
}

static void hostile_text_stays_text(void **state)
{
    static const char *const html_not[] = { "<script", "<img", "<i>", "href=\"javascript", "\x1b", "\xe2\x80\xae", "\xff" };
    static const char *const md_not[] = { " <script", "“<script", "\\\\<", "[x](javascript", "\x1b", "\xe2\x80\xae", "\xff", " | `" };
    struct fixture *f = *state;
    hostile(f);
    tr_str html = written(f, TR_BRIEF_HTML);
    for (size_t i = 0; i < sizeof html_not / sizeof *html_not; i++) has_not(html, html_not[i]);
    has(html, "&lt;script&gt;alert(1)&lt;/script&gt;");
    tr_str md = written(f, TR_BRIEF_MD);
    for (size_t i = 0; i < sizeof md_not / sizeof *md_not; i++) has_not(md, md_not[i]);
    has(md, "\\<script\\>alert(1)\\</script\\>");
    tr_str pdf = written(f, TR_BRIEF_PDF);
    assert_true(tr_str_starts(pdf, TR_STR("%PDF-1.5")));
    has_not(pdf, "javascript:alert");
}

static void addresses_become_links_only_over_http(void **state)
{
    struct fixture *f = *state;
    struct tr_report_row *r = (struct tr_report_row *)f->claims.v[0].report;
    r->title = TR_STR("A title");
    r->url = TR_STR("https://example.org/?a=1&b='2'\"x");
    has(written(f, TR_BRIEF_HTML), "href=\"https://example.org/?a=1&amp;b=&#39;2&#39;&quot;x\"");
    has_not(written(f, TR_BRIEF_PDF), "example.org"); /* a quote would end the link's attribute */
    r->url = TR_STR("https://example.org/plain");
    has(written(f, TR_BRIEF_PDF), "https://example.org/plain");
}

static void nothing_gives_an_empty_document(void **state)
{
    struct fixture *f = *state;
    f->b = (struct tr_brief){ .as_of = TR_NO_INSTANT, .days = TR_NO_DAYS };
    tr_str md = written(f, TR_BRIEF_MD);
    has(md, "- **0** incidents\n");
    has(md, "**not told** killed");
    has_not(md, "ref-");
    has_not(written(f, TR_BRIEF_HTML), "<svg");
    assert_true(tr_str_starts(written(f, TR_BRIEF_PDF), TR_STR("%PDF")));
}

static void same_rows_same_bytes(void **state)
{
    struct fixture *f = *state;
    for (int format = TR_BRIEF_MD; format <= TR_BRIEF_PDF; format++) {
        tr_str one = written(f, (enum tr_brief_format)format);
        one = tr_arena_dup(f->a, one);
        void *other = NULL;
        assert_int_equal(setup(&other), 0);
        tr_str two = written(other, (enum tr_brief_format)format);
        assert_int_equal(one.n, two.n);
        assert_memory_equal(one.p, two.p, one.n);
        teardown(&other);
    }
}

/* A sentence of many pages is set whole. */
static void long_sentences_go_over_pages(void **state)
{
    struct fixture *f = *state;
    size_t before = written(f, TR_BRIEF_PDF).n, n = 60000;
    char *p = tr_arena_get(f->a, n);
    for (size_t i = 0; i < n; i++) p[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    ((struct tr_claim_row *)f->claims.v)[1].sentence_text = (tr_str){ p, n };
    assert_true(written(f, TR_BRIEF_PDF).n > before + 10000);
}

static bool refuse(void *ctx, tr_str bytes)
{
    (void)ctx;
    (void)bytes;
    return false;
}

static void a_full_disk_is_told(void **state)
{
    struct fixture *f = *state;
    for (int format = TR_BRIEF_MD; format <= TR_BRIEF_PDF; format++) {
        struct tr_err err = { 0 };
        assert_int_equal(tr_brief_write(&f->b, (enum tr_brief_format)format, f->a, &(struct tr_sink){ refuse, NULL }, &err), TR_E_IO);
        has(tr_str_of(err.msg), "disk full");
    }
}

static uint32_t shapes(const struct tr_doc *d, enum tr_shape_kind kind, bool dashed)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->blocks.n; i++) {
        const struct tr_scene *s = d->blocks.v[i].scene;
        for (uint32_t k = 0; s && !strcmp(s->id, "map") && k < s->shapes.n; k++)
            n += s->shapes.v[k].kind == kind && s->shapes.v[k].dashed == dashed;
    }
    return n;
}

/* A point is a disc, "near" a circle of 25 km, a province the reach of its towns: where they are not known, a circle. */
static void the_map_claims_no_more_than_is_known(void **state)
{
    struct fixture *f = *state;
    struct tr_knowledge *k;
    struct tr_doc d;
    tr_doc_of(f->a, &f->b, &d);
    assert_int_equal(shapes(&d, TR_SHAPE_CIRCLE, true), 2);
    assert_int_equal(shapes(&d, TR_SHAPE_RING, true), 0);
    assert_int_equal(tr_knowledge_open(&k, NULL), 0);
    f->b.places = k->places;
    tr_doc_of(f->a, &f->b, &d);
    assert_int_equal(shapes(&d, TR_SHAPE_CIRCLE, true), 1);
    assert_int_equal(shapes(&d, TR_SHAPE_RING, true), 1);
    tr_knowledge_close(k);
}

static void formats_go_by_name(void **state)
{
    enum tr_brief_format format = TR_BRIEF_MD;
    (void)state;
    assert_true(tr_brief_format_of(TR_STR("PDF"), &format) && format == TR_BRIEF_PDF);
    assert_true(tr_brief_format_of(TR_STR("htm"), &format) && format == TR_BRIEF_HTML);
    assert_false(tr_brief_format_of(TR_STR("docx"), &format));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_number_leads_to_its_sentence),
        TEST(the_numbers_are_those_of_the_judge),
        TEST(superseded_figures_are_struck),
        TEST(rival_starts_are_marks_of_their_own),
        TEST(both_sentences_of_a_change_stand_there),
        TEST(hostile_text_stays_text),
        TEST(addresses_become_links_only_over_http),
        TEST(nothing_gives_an_empty_document),
        TEST(same_rows_same_bytes),
        TEST(long_sentences_go_over_pages),
        TEST(a_full_disk_is_told),
        TEST(the_map_claims_no_more_than_is_known),
        cmocka_unit_test(formats_go_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
