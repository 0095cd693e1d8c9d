/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "language/capitals.h"

/* One or two sentences, cut at '|', and whether each is in capitals. */
static const struct {
    const char *text;
    bool capitals[2];
} cases[] = {
    { "THE ARMY LEFT HOMS|IT IS OVER", { true, true } },
    { "The army left Homs|THE ARMY LEFT HOMS", { false, true } },
    { "The army left Homs|UN, EU", { false, false } },
    { "UN|EU", { false, false } },
    { "THE ARMY LEFT HOMS|UN", { true, true } },
    { "12|", { false, false } },
    { "|", { false, false } },
};

static void sentences_in_capitals_are_marked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t n = (uint32_t)strlen(cases[i].text), cut = (uint32_t)(strchr(cases[i].text, '|') - cases[i].text);
        struct tr_sentence sentences[2] = { { .span = { 0, cut } }, { .span = { cut + 1, n } } };
        struct tr_doc d = { .text = tr_str_of(cases[i].text), .sentences = sentences, .n_sentences = 2 };
        tr_capitals_settle(&d);
        for (int k = 0; k < 2; k++)
            if (sentences[k].capitals != cases[i].capitals[k]) fail_msg("%s, sentence %d", cases[i].text, k);
    }
}

/* In capitals the tag or the entity tells a name, elsewhere the letter does. */
static void a_capital_is_a_names_where_it_can_be(void **state)
{
    (void)state;
    struct tr_sentence sentences[2] = { { .capitals = true }, { .capitals = false } };
    struct tr_doc d = { .sentences = sentences, .n_sentences = 2 };
    struct tr_word aux = { .form = TR_STR("HAS"), .upos = TR_UPOS_AUX }, name = { .form = TR_STR("HAS"), .upos = TR_UPOS_PROPN },
                   entity = { .form = TR_STR("SEE"), .upos = TR_UPOS_NOUN, .entity = TR_ENT_LOC }, none = { .form = TR_STR("") };
    assert_false(tr_capital(&d, &aux));
    assert_true(tr_capital(&d, &name));
    assert_true(tr_capital(&d, &entity));
    assert_false(tr_capital(&d, &none));
    aux.sentence = 1;
    assert_true(tr_capital(&d, &aux));
    aux.form = TR_STR("has");
    assert_false(tr_capital(&d, &aux));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(sentences_in_capitals_are_marked),
                                        cmocka_unit_test(a_capital_is_a_names_where_it_can_be) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
