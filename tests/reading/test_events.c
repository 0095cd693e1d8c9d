/* SPDX-License-Identifier: Apache-2.0 */
/* Which words tell an event, and which of several tell the same one. The trees are written by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "events_doc.h"

/* words, then "TYPE:head word" of every event in text order */
static const struct {
    const char *words, *events;
} cases[] = {
    /* Air strikes killed five people. */
    { "Air/NOUN/2/compound/air strikes/NOUN/3/nsubj/strike killed/VERB/0/root/kill five/NUM/5/nummod/five people/NOUN/3/obj/people +./PUNCT/3/punct/.",
      "ASSAULT:strikes" },
    /* The rebels launched an attack on the base. */
    { "The/DET/2/det/the rebels/NOUN/3/nsubj/rebel launched/VERB/0/root/launch an/DET/5/det/a attack/NOUN/3/obj/attack on/ADP/8/case/on the/DET/8/det/the base/NOUN/5/nmod/base +./PUNCT/3/punct/.",
      "ASSAULT:attack" },
    /* Washington urged Moscow to stop bombing the city. */
    { "Washington/PROPN/2/nsubj/Washington urged/VERB/0/root/urge Moscow/PROPN/2/obj/Moscow to/PART/5/mark/to stop/VERB/2/xcomp/stop bombing/VERB/5/xcomp/bomb the/DET/8/det/the city/NOUN/6/obj/city +./PUNCT/2/punct/.",
      "REQUEST:urged" },
    /* The sides struck a deal. */
    { "The/DET/2/det/the sides/NOUN/3/nsubj/side struck/VERB/0/root/strike a/DET/5/det/a deal/NOUN/3/obj/deal +./PUNCT/3/punct/.",
      "AGREE:struck" },
    /* Ankara would not urge them to stop. */
    { "Ankara/PROPN/4/nsubj/Ankara would/AUX/4/aux/would not/PART/4/advmod/not urge/VERB/0/root/urge them/PRON/4/obj/they to/PART/7/mark/to stop/VERB/4/xcomp/stop +./PUNCT/4/punct/.",
      "REJECT:urge" },
    /* The envoy warned that the siege would spread. */
    { "The/DET/2/det/the envoy/NOUN/3/nsubj/envoy warned/VERB/0/root/warn that/SCONJ/8/mark/that the/DET/6/det/the siege/NOUN/8/nsubj/siege would/AUX/8/aux/would spread/VERB/3/ccomp/spread +./PUNCT/3/punct/.",
      "ACCUSE:warned COERCE:siege" },
    /* The army warned that it would strike. */
    { "The/DET/2/det/the army/NOUN/3/nsubj/army warned/VERB/0/root/warn that/SCONJ/7/mark/that it/PRON/7/nsubj/it would/AUX/7/aux/would respond/VERB/3/ccomp/respond +./PUNCT/3/punct/.",
      "THREATEN:warned" },
    /* The delegation will leave if the raids go on. */
    { "The/DET/2/det/the delegation/NOUN/4/nsubj/delegation will/AUX/4/aux/will leave/VERB/0/root/leave if/SCONJ/8/mark/if the/DET/7/det/the raids/NOUN/8/nsubj/raid go/VERB/4/advcl/go on/ADP/8/compound:prt/on +./PUNCT/4/punct/.",
      "THREATEN:leave ASSAULT:raids" },
    /* The deal calls for a buffer. */
    { "The/DET/2/det/the deal/NOUN/3/nsubj/deal calls/VERB/0/root/call for/ADP/6/case/for a/DET/6/det/a buffer/NOUN/3/obl/buffer +./PUNCT/3/punct/.",
      "" },
    /* Six people were killed and ten got injured due to shelling. */
    { "Six/NUM/2/nummod/six people/NOUN/4/nsubj:pass/people were/AUX/4/aux:pass/be killed/VERB/0/root/kill and/CCONJ/8/cc/and ten/NUM/8/nsubj/ten got/AUX/8/cop/get injured/ADJ/4/conj/injured due/ADJ/11/case/due to/ADP/9/fixed/to shelling/NOUN/8/obl/shelling +./PUNCT/4/punct/.",
      "ASSAULT:shelling" },
    /* Heavy rain hit the town. */
    { "Heavy/ADJ/2/amod/heavy rain/NOUN/3/nsubj/rain hit/VERB/0/root/hit the/DET/5/det/the town/NOUN/3/obj/town +./PUNCT/3/punct/.", "" },
    /* Gunmen opened fire at the crowd, killing two guards. */
    { "Gunmen/NOUN/2/nsubj/gunman opened/VERB/0/root/open fire/NOUN/2/obj/fire at/ADP/6/case/at the/DET/6/det/the crowd/NOUN/2/obl/crowd +,/PUNCT/8/punct/, killing/VERB/2/advcl/kill two/NUM/10/nummod/two guards/NOUN/8/obj/guard +./PUNCT/2/punct/.",
      "ASSAULT:opened ASSAULT:killing" },
    /* The army did not attack the village. */
    { "The/DET/2/det/the army/NOUN/5/nsubj/army did/AUX/5/aux/do not/PART/5/advmod/not attack/VERB/0/root/attack the/DET/7/det/the village/NOUN/5/obj/village +./PUNCT/5/punct/.",
      "ASSAULT:attack" },
    /* Troops could storm the camp. */
    { "Troops/NOUN/3/nsubj/troop could/AUX/3/aux/could storm/VERB/0/root/storm the/DET/5/det/the camp/NOUN/3/obj/camp +./PUNCT/3/punct/.",
      "ASSAULT:storm" },
    /* The junta threatened to attack the port. */
    { "The/DET/2/det/the junta/NOUN/3/nsubj/junta threatened/VERB/0/root/threaten to/PART/5/mark/to attack/VERB/3/xcomp/attack the/DET/7/det/the port/NOUN/5/obj/port +./PUNCT/3/punct/.",
      "THREATEN:threatened" },
    /* Egypt condemned the attack on the mosque. */
    { "Egypt/PROPN/2/nsubj/Egypt condemned/VERB/0/root/condemn the/DET/4/det/the attack/NOUN/2/obj/attack on/ADP/7/case/on the/DET/7/det/the mosque/NOUN/4/nmod/mosque +./PUNCT/2/punct/.",
      "ACCUSE:condemned" },
    /* The convoy delivered flour to the town. */
    { "The/DET/2/det/the convoy/NOUN/3/nsubj/convoy delivered/VERB/0/root/deliver flour/NOUN/3/obj/flour to/ADP/7/case/to the/DET/7/det/the town/NOUN/3/obl/town +./PUNCT/3/punct/.",
      "AID:delivered" },
    /* The spokesman declined to comment. */
    { "The/DET/2/det/the spokesman/NOUN/3/nsubj/spokesman declined/VERB/0/root/decline to/PART/5/mark/to comment/VERB/3/xcomp/comment +./PUNCT/3/punct/.",
      "" },
    /* The group refused to sign the accord. */
    { "The/DET/2/det/the group/NOUN/3/nsubj/group refused/VERB/0/root/refuse to/PART/5/mark/to sign/VERB/3/xcomp/sign the/DET/7/det/the accord/NOUN/5/obj/accord +./PUNCT/3/punct/.",
      "REJECT:refused" },
    /* The town was hit by rockets. */
    { "The/DET/2/det/the town/NOUN/4/nsubj:pass/town was/AUX/4/aux:pass/be hit/VERB/0/root/hit by/ADP/6/case/by rockets/NOUN/4/obl/rocket +./PUNCT/4/punct/.",
      "ASSAULT:hit" },
    /* They met the deadline. */
    { "They/PRON/2/nsubj/they met/VERB/0/root/meet the/DET/4/det/the deadline/NOUN/2/obj/deadline +./PUNCT/2/punct/.", "" },
    /* He met the president. */
    { "He/PRON/2/nsubj/he met/VERB/0/root/meet the/DET/4/det/the president/NOUN/2/obj/president +./PUNCT/2/punct/.", "CONSULT:met" },
    /* The captured pilot spoke. */
    { "The/DET/3/det/the captured/VERB/3/amod/capture pilot/NOUN/4/nsubj/pilot spoke/VERB/0/root/speak +./PUNCT/4/punct/.", "" },
};

static void finds_the_events(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tr_reading *r = events_reading(a, cases[i].words);
        tr_events_read(r);
        tr_str got = { "", 0 };
        for (uint32_t c = 0; c < r->claims.n; c++) {
            const struct truce_claim *x = &r->claims.v[c];
            assert_int_equal(x->kind, TRUCE_KIND_event);
            assert_true(x->confidence > 0 && x->confidence <= 1);
            assert_true(x->n_why > 0);
            got = tr_arena_printf(a, TR_STR_FMT "%s%s:" TR_STR_FMT, TR_STR_ARG(got), c ? " " : "", truce_event_name(x->event.type),
                                  TR_STR_ARG(r->doc->words[x->word].form));
        }
        got = tr_arena_dup(a, got);
        assert_string_equal(got.p, cases[i].events);
    }
    tr_arena_free(a);
}

static struct truce_claim *only(struct tr_arena *a, const char *words)
{
    struct tr_reading *r = events_reading(a, words);
    tr_events_read(r);
    assert_int_equal(r->claims.n, 1);
    return &r->claims.v[0];
}

static void fills_mode_and_acled(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct truce_claim *c = only(a, cases[0].words);
    assert_int_equal(c->event.mode, TRUCE_MODE_aerial);
    assert_string_equal(c->event.acled_sub_event, "Air/drone strike");
    c = only(
        a,
        "The/DET/2/det/the town/NOUN/4/nsubj:pass/town was/AUX/4/aux:pass/be hit/VERB/0/root/hit by/ADP/6/case/by rockets/NOUN/4/obl/rocket +./PUNCT/4/punct/.");
    assert_int_equal(c->event.mode, TRUCE_MODE_rocket);
    /* Troops fired mortars at the camp; the air force hit the camp. */
    c = only(
        a,
        "Troops/NOUN/2/nsubj/troop fired/VERB/0/root/fire mortars/NOUN/2/obj/mortar at/ADP/6/case/at the/DET/6/det/the camp/NOUN/2/obl/camp +./PUNCT/2/punct/.");
    assert_int_equal(c->event.mode, TRUCE_MODE_shelling);
    c = only(
        a,
        "The/DET/3/det/the air/NOUN/3/compound/air force/NOUN/4/nsubj/force hit/VERB/0/root/hit the/DET/6/det/the camp/NOUN/4/obj/camp +./PUNCT/4/punct/.");
    assert_int_equal(c->event.mode, TRUCE_MODE_aerial);
    c = only(a,
             "The/DET/2/det/the sides/NOUN/3/nsubj/side struck/VERB/0/root/strike a/DET/5/det/a deal/NOUN/3/obj/deal +./PUNCT/3/punct/.");
    assert_int_equal(c->event.mode, TRUCE_MODE_none);
    assert_string_equal(c->event.acled_sub_event, "Agreement");
    tr_arena_free(a);
}

/* "actor > recipient" of the first event of a sentence; "-" when there is none. */
static void tells_the_sides(void **state)
{
    static const struct {
        const char *words, *sides;
    } rows[] = {
        /* The army and the rebels met. */
        { "The/DET/2/det/the army/NOUN/6/nsubj/army and/CCONJ/5/cc/and the/DET/5/det/the rebels/NOUN/2/conj/rebel met/VERB/0/root/meet +./PUNCT/6/punct/.",
          "army > rebels" },
        /* Fighting between the army and the rebels resumed. */
        { "Fighting/NOUN/8/nsubj/fighting between/ADP/4/case/between the/DET/4/det/the army/NOUN/1/nmod/army and/CCONJ/7/cc/and the/DET/7/det/the rebels/NOUN/4/conj/rebel resumed/VERB/0/root/resume +./PUNCT/8/punct/.",
          "army > rebels" },
        /* Rebels fired rockets at the airport. */
        { "Rebels/NOUN/2/nsubj/rebel fired/VERB/0/root/fire rockets/NOUN/2/obj/rocket at/ADP/6/case/at the/DET/6/det/the airport/NOUN/2/obl/airport +./PUNCT/2/punct/.",
          "Rebels > airport" },
        /* The government rejected talks with the rebels. */
        { "The/DET/2/det/the government/NOUN/3/nsubj/government rejected/VERB/0/root/reject talks/NOUN/3/obj/talk with/ADP/7/case/with the/DET/7/det/the rebels/NOUN/4/nmod/rebel +./PUNCT/3/punct/.",
          "government > rebels" },
        /* The army withdrew its troops. */
        { "The/DET/2/det/the army/NOUN/3/nsubj/army withdrew/VERB/0/root/withdraw its/PRON/5/nmod:poss/its troops/NOUN/3/obj/troop +./PUNCT/3/punct/.",
          "army > -" },
        /* Rebels shelled the base. The attack lasted. */
        { "Rebels/NOUN/2/nsubj/rebel shelled/VERB/0/root/shell the/DET/4/det/the base/NOUN/2/obj/base +./PUNCT/2/punct/.",
          "Rebels > base" },
    };
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct tr_reading *r = events_reading(a, rows[i].words);
        tr_events_read(r);
        assert_true(r->claims.n >= 1);
        const struct truce_actor *x = r->claims.v[0].event.actor, *y = r->claims.v[0].event.recipient;
        tr_str none = TR_STR("-");
        tr_str got = tr_arena_printf(a, TR_STR_FMT " > " TR_STR_FMT, TR_STR_ARG(x ? x->text : none), TR_STR_ARG(y ? y->text : none));
        assert_string_equal(got.p, rows[i].sides);
    }
    tr_arena_free(a);
}

/* "The attack" in a later sentence has the sides that the report gave it. */
static void an_attack_told_again_keeps_its_sides(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    struct tr_reading *r = events_reading(
        a, "Rebels/NOUN/2/nsubj/rebel shelled/VERB/0/root/shell the/DET/4/det/the base/NOUN/2/obj/base +./PUNCT/2/punct/. | "
           "The/DET/2/det/the shelling/NOUN/3/nsubj/shelling lasted/VERB/0/root/last hours/NOUN/3/obj/hour +./PUNCT/3/punct/.");
    tr_events_read(r);
    assert_int_equal(r->claims.n, 2);
    assert_non_null(r->claims.v[1].event.actor);
    assert_ptr_equal(r->claims.v[1].event.actor, r->claims.v[0].event.actor);
    tr_arena_free(a);
}

/* A sentence that stands again word for word gives no second event. */
static void a_repeated_title_tells_once(void **state)
{
    (void)state;
    struct tr_arena *a = tr_arena_new(256u << 20);
    const char *s =
        "Gunmen/NOUN/2/nsubj/gunman attacked/VERB/0/root/attack the/DET/5/det/the northern/ADJ/5/amod/northern base/NOUN/2/obj/base +./PUNCT/2/punct/.";
    tr_str twice = tr_arena_printf(a, "%s | %s", s, s);
    struct tr_reading *r = events_reading(a, twice.p);
    tr_events_read(r);
    assert_int_equal(r->claims.n, 1);
    assert_int_equal(r->claims.v[0].sentence, 0);
    tr_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_events),
        cmocka_unit_test(fills_mode_and_acled),
        cmocka_unit_test(tells_the_sides),
        cmocka_unit_test(an_attack_told_again_keeps_its_sides),
        cmocka_unit_test(a_repeated_title_tells_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
