/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/utf8.h"
#include "language/tokenise.h"

/* Words parted by "|"; a word that starts a paragraph has "¶" before it, one behind a line break "/". */
static const struct {
    const char *text, *words;
} cases[] = {
    { "", "" },
    { " \n\n ", "" },
    { "The rebels didn't leave.", "¶The|rebels|did|n't|leave|." },
    { "Can\u2019t they? They\u2019ll come; it\u2019s Iran\u2019s.", "¶Ca|n\u2019t|they|?|They|\u2019ll|come|;|it|\u2019s|Iran|\u2019s|." },
    { "They cannot and are gonna stay, I'd say. We've won; I'm done.",
      "¶They|can|not|and|are|gon|na|stay|,|I|'d|say|.|We|'ve|won|;|I|'m|done|." },
    { "dont cant Im thats", "¶do|nt|ca|nt|I|m|that|s" },
    { "its a pity, Its not ours; its army, its all-out war, its", "¶it|s|a|pity|,|It|s|not|ours|;|its|army|,|its|all|-|out|war|,|its" },
    { "alot of it, outta here, the IM and Im", "¶a|lot|of|it|,|out|ta|here|,|the|IM|and|I|m" },
    { "\u2018\u2019We left,\u2019\u2019 he said. Why...?", "¶\u2018\u2019|We|left|,|\u2019\u2019|he|said|.|Why|...|?" },
    { "He lost w- water, s- \u2014 and th- the pre- and post-war flats",
      "¶He|lost|w-|water|,|s-|\u2014|and|th-|the|pre|-|and|post-war|flats" },
    { "Boats, cars etc. burnt, tents etc. The end etc.", "¶Boats|,|cars|etc.|burnt|,|tents|etc|.|The|end|etc|." },
    { "A Ph.D. thesis (see draft-2#3.doc).", "¶A|Ph.D.|thesis|(|see|draft-2#3.doc|)|." },
    { "the soldiers' tents", "¶the|soldiers|'|tents" },
    { "a state-run, pro-government daily and a 24-hour anti-tank battle",
      "¶a|state|-|run|,|pro-government|daily|and|a|24|-|hour|anti-tank|battle" },
    { "UN-backed talks in al-Bab by Abu Bakr al-Hadi", "¶UN|-|backed|talks|in|al|-|Bab|by|Abu|Bakr|al|-|Hadi" },
    { "Mr. Haddad met Gen. Orlov in the U.S. on Feb. 3 at 9 a.m. local time.",
      "¶Mr.|Haddad|met|Gen.|Orlov|in|the|U.S.|on|Feb.|3|at|9|a.m.|local|time|." },
    { "No. 12 is out. No. They said no.", "¶No.|12|is|out|.|No|.|They|said|no|." },
    { "anti-U.S. marches", "¶anti-U.S.|marches" },
    { "\uf0b7\nThe SMM noted calm.", "¶\uf0b7|/The|SMM|noted|calm|." },
    { "J. K. Smith et al. fled.", "¶J.|K.|Smith|et|al.|fled|." },
    { "Some 10,000 fled; 3.5 million, 1/2 of them, on 01/05/2016 at 18:30.",
      "¶Some|10,000|fled|;|3.5|million|,|1/2|of|them|,|on|01/05/2016|at|18:30|." },
    { "$5.2m and US$3 and €40, 95% and 70-80 of the 1990s, the 21st",
      "¶$|5.2|m|and|US$|3|and|€|40|,|95|%|and|70|-|80|of|the|1990s|,|the|21st" },
    { "5km from the town, 3bn, Flat 4A, 10k", "¶5|km|from|the|town|,|3|bn|,|Flat|4A|,|10|k" },
    { "See https://example.org/a-b?c=1, www.example.com. Write to press.office@example.org.",
      "¶See|https://example.org/a-b?c=1|,|www.example.com|.|Write|to|press.office@example.org|." },
    { "He wrote \"we left\" \u2014 and \u201cnever\u201d came back...",
      "¶He|wrote|\"|we|left|\"|\u2014|and|\u201c|never|\u201d|came|back|..." },
    { "It fell\u2026 Really?! Yes!!", "¶It|fell|\u2026|Really|?!|Yes|!!" },
    { "The army \u2022_ which denied it \u2022_ left", "¶The|army|\u2022_|which|denied|it|\u2022_|left" },
    { "A mother of Ali.11 children died in the raid.The town fell.", "¶A|mother|of|Ali|.|11|children|died|in|the|raid|.|The|town|fell|." },
    { "(AP) [sic] and/or {x}", "¶(|AP|)|[|sic|]|and|/|or|{|x|}" },
    { "AT&T and Sha'lan of Shi'ite militias, O'Brien at ten o'clock", "¶AT&T|and|Sha'lan|of|Shi'ite|militias|,|O'Brien|at|ten|o'clock" },
    { "Call 713-555-0199 or read 2016-05-01.", "¶Call|713-555-0199|or|read|2016-05-01|." },
    { "Title of the piece\n\nIt began.\n\n\nIt ended.", "¶Title|of|the|piece|¶It|began|.|¶It|ended|." },
    { "The convoy left the city at dawn and drove slowly to the north, where\nit stopped at the crossing near the river because the road ahead was\nclosed by the army. It waited there.",
      "¶The|convoy|left|the|city|at|dawn|and|drove|slowly|to|the|north|,|where|/it|stopped|at|the|crossing|near|the|river|because|the|road|ahead|was|/closed|by|the|army|.|It|waited|there|." },
    { "Clashes near the airport\nThe army shelled the airport on Monday, residents said, and the rebels answered with mortars, while families fled to the villages in the hills above it.\nBoth sides claimed to have won.",
      "¶Clashes|near|the|airport|¶The|army|shelled|the|airport|on|Monday|,|residents|said|,|and|the|rebels|answered|with|mortars|,|while|families|fled|to|the|villages|in|the|hills|above|it|.|¶Both|sides|claimed|to|have|won|." },
    { "one\ftwo", "¶one|¶two" },
    { "a\u00a0b\u200bc", "¶a|b|c" },
};

static void render(struct tr_arena *a, tr_str text, char *out, size_t cap)
{
    struct tr_tokens t = { 0 };
    size_t n = 0;
    tr_tokenise(a, text, &t);
    for (uint32_t i = 0; i < t.list.n; i++) {
        const struct tr_token *w = &t.list.v[i];
        tr_str s = tr_str_at(text, w->span);
        n += (size_t)snprintf(out + n, cap - n, "%s%s" TR_STR_FMT, i ? "|" : "",
                              w->gap == TR_GAP_PARAGRAPH ? "¶"
                              : w->gap == TR_GAP_LINE    ? "/"
                                                         : "",
                              TR_STR_ARG(s));
    }
    out[n] = 0;
}

static void words_are_cut_as_the_treebanks_do(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 24);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static char got[4096];
        render(a, tr_str_of(cases[i].text), got, sizeof got);
        assert_string_equal(got, cases[i].words);
        tr_arena_reset(a);
    }
    tr_arena_free(a);
}

/* Words are in order, never overlap, are never empty or too long, and hold every byte that is not white space. */
static void check_cover(struct tr_arena *a, tr_str text)
{
    struct tr_tokens t = { 0 };
    tr_tokenise(a, text, &t);
    size_t at = 0;
    for (uint32_t i = 0; i <= t.list.n; i++) {
        size_t to = i < t.list.n ? t.list.v[i].span.from : text.n;
        assert_true(at <= to);
        while (at < to) {
            uint32_t c = tr_utf8_next(text, &at);
            assert_true(tr_cp_is_space(c) || c == 0xfeff || c == 0x200b);
        }
        if (i == t.list.n) break;
        assert_true(t.list.v[i].span.to > t.list.v[i].span.from && tr_span_len(t.list.v[i].span) <= TR_MAX_WORD_BYTES);
        at = t.list.v[i].span.to;
    }
    tr_arena_reset(a);
}

static void every_byte_is_in_one_word(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 26);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_cover(a, tr_str_of(cases[i].text));
    static const char alphabet[] = "aAzZ09.,-'\"/:;@#&_$%()!?\xe2\x80\x99\xe2\x80\x94\xc3\xa9 \n\t\xff\x80";
    uint64_t seed = 20160501;
    char text[257];
    for (int round = 0; round < 20000; round++) {
        size_t n = round % 257;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] = alphabet[(seed >> 33) % (sizeof alphabet - 1)];
        }
        check_cover(a, (tr_str){ text, n });
    }
    tr_arena_free(a);
}

static void very_long_runs_are_cut(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(1 << 26);
    size_t n = 100000;
    const char *const fill[] = { "a", "-", "\xc3\xa9", "1", "a.", "a-", "'", "\x80", "http://x" };
    for (size_t k = 0; k < sizeof fill / sizeof *fill; k++) {
        char *text = malloc(n);
        for (size_t i = 0; i < n; i++) text[i] = fill[k][i % strlen(fill[k])];
        check_cover(a, (tr_str){ text, n });
        free(text);
    }
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut_as_the_treebanks_do),
        cmocka_unit_test(every_byte_is_in_one_word),
        cmocka_unit_test(very_long_runs_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
