/* SPDX-License-Identifier: Apache-2.0 */
/* Planned, hypothetical, denied or actual. The trees are written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "events_doc.h"
#include "reading/frame.h"
#include "reading/tree.h"

/* words, the word that is asked for, its status */
static const struct {
    const char *words, *at, *status;
} cases[] = {
    { "They/PRON/2/nsubj/they attacked/VERB/0/root/attack +./PUNCT/2/punct/.", "attacked", "actual" },
    { "They/PRON/4/nsubj/they did/AUX/4/aux/do not/PART/4/advmod/not attack/VERB/0/root/attack the/DET/6/det/the base/NOUN/4/obj/base +./PUNCT/4/punct/.",
      "attack", "denied" },
    { "They/PRON/3/nsubj/they will/AUX/3/aux/will attack/VERB/0/root/attack the/DET/5/det/the base/NOUN/3/obj/base +./PUNCT/3/punct/.",
      "attack", "planned" },
    { "They/PRON/3/nsubj/they could/AUX/3/aux/could attack/VERB/0/root/attack the/DET/5/det/the base/NOUN/3/obj/base +./PUNCT/3/punct/.",
      "attack", "hypothetical" },
    { "They/PRON/2/nsubj/they plan/VERB/0/root/plan to/PART/4/mark/to attack/VERB/2/xcomp/attack the/DET/6/det/the base/NOUN/4/obj/base +./PUNCT/2/punct/.",
      "attack", "planned" },
    { "They/PRON/2/nsubj/they threatened/VERB/0/root/threaten to/PART/4/mark/to attack/VERB/2/xcomp/attack the/DET/6/det/the base/NOUN/4/obj/base +./PUNCT/2/punct/.",
      "attack", "planned" },
    { "They/PRON/2/nsubj/they failed/VERB/0/root/fail to/PART/4/mark/to reach/VERB/2/xcomp/reach the/DET/6/det/the town/NOUN/4/obj/town +./PUNCT/2/punct/.",
      "reach", "denied" },
    { "They/PRON/2/nsubj/they refused/VERB/0/root/refuse to/PART/4/mark/to leave/VERB/2/xcomp/leave +./PUNCT/2/punct/.", "leave",
      "denied" },
    { "They/PRON/2/nsubj/they denied/VERB/0/root/deny that/SCONJ/5/mark/that they/PRON/5/nsubj/they attacked/VERB/2/ccomp/attack the/DET/7/det/the base/NOUN/5/obj/base +./PUNCT/2/punct/.",
      "attacked", "denied" },
    { "If/SCONJ/3/mark/if they/PRON/3/nsubj/they attack/VERB/7/advcl/attack +,/PUNCT/3/punct/, Rome/PROPN/7/nsubj/Rome will/AUX/7/aux/will retaliate/VERB/0/root/retaliate +./PUNCT/7/punct/.",
      "attack", "hypothetical" },
    { "If/SCONJ/3/mark/if they/PRON/3/nsubj/they attack/VERB/7/advcl/attack +,/PUNCT/3/punct/, Rome/PROPN/7/nsubj/Rome will/AUX/7/aux/will retaliate/VERB/0/root/retaliate +./PUNCT/7/punct/.",
      "retaliate", "hypothetical" },
    { "Troops/NOUN/2/nsubj/troops moved/VERB/0/root/move in/ADV/2/advmod/in to/PART/5/mark/to quell/VERB/2/advcl/quell the/DET/7/det/the protest/NOUN/5/obj/protest +./PUNCT/2/punct/.",
      "quell", "planned" },
    { "Troops/NOUN/2/nsubj/troops moved/VERB/0/root/move in/ADV/2/advmod/in to/PART/5/mark/to quell/VERB/2/advcl/quell the/DET/7/det/the protest/NOUN/5/obj/protest +./PUNCT/2/punct/.",
      "moved", "actual" },
    { "They/PRON/2/nsubj/they began/VERB/0/root/begin to/PART/4/mark/to shell/VERB/2/xcomp/shell the/DET/6/det/the town/NOUN/4/obj/town +./PUNCT/2/punct/.",
      "shell", "actual" },
    { "No/DET/2/det/no group/NOUN/3/nsubj/group attacked/VERB/0/root/attack the/DET/5/det/the town/NOUN/3/obj/town +./PUNCT/3/punct/.",
      "attacked", "denied" },
    { "They/PRON/3/nsubj/they never/ADV/3/advmod/never attacked/VERB/0/root/attack or/CCONJ/5/cc/or shelled/VERB/3/conj/shell the/DET/7/det/the town/NOUN/3/obj/town +./PUNCT/3/punct/.",
      "shelled", "denied" },
    { "Did/AUX/3/aux/do they/PRON/3/nsubj/they attack/VERB/0/root/attack the/DET/5/det/the base/NOUN/3/obj/base +?/PUNCT/3/punct/?",
      "attack", "hypothetical" },
    { "He/PRON/2/nsubj/he announced/VERB/0/root/announce a/DET/5/det/a planned/VERB/5/amod/plan offensive/NOUN/2/obj/offensive +./PUNCT/2/punct/.",
      "offensive", "planned" },
    { "She/PRON/2/nsubj/she called/VERB/0/root/call for/ADP/4/case/for talks/NOUN/2/obl/talk +./PUNCT/2/punct/.", "talks", "planned" },
    { "They/PRON/2/nsubj/they fear/VERB/0/root/fear an/DET/4/det/a attack/NOUN/2/obj/attack +./PUNCT/2/punct/.", "attack", "hypothetical" },
    { "They/PRON/2/nsubj/they attacked/VERB/0/root/attack without/ADP/4/case/without warning/NOUN/2/obl/warning +./PUNCT/2/punct/.",
      "attacked", "actual" },
};

static void tells_what_is_so(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_reading *r = events_reading(a, cases[i].words);
        uint32_t w = events_word(r, cases[i].at);
        assert_string_equal(truce_status_name(tr_status_at(r, w)), cases[i].status);
        if (tr_negated(r->doc, w)) assert_int_equal(tr_status_of(r->doc, w), TRUCE_STATUS_denied);
    }
    tr_arena_free(a);
}

/* Without a lexicon the closed classes alone decide. */
static void closed_classes_need_no_lexicon(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct tr_reading *r = events_reading(a, "They/PRON/3/nsubj/they will/AUX/3/aux/will attack/VERB/0/root/attack +./PUNCT/3/punct/.");
    assert_int_equal(tr_status_of(r->doc, 2), TRUCE_STATUS_planned);
    r = events_reading(a, "They/PRON/2/nsubj/they plan/VERB/0/root/plan to/PART/4/mark/to attack/VERB/2/xcomp/attack +./PUNCT/2/punct/.");
    assert_int_equal(tr_status_of(r->doc, 3), TRUCE_STATUS_actual);
    assert_int_equal(tr_status_at(r, 3), TRUCE_STATUS_planned);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(tells_what_is_so), cmocka_unit_test(closed_classes_need_no_lexicon) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
