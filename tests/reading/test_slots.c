/* SPDX-License-Identifier: Apache-2.0 */
/* Slots of claims in whole texts, through the program's own language stage: who, to whom, where, when, on whose word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading/reading.h"
#include "truce.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

struct fixture {
    struct truce *truce;
    struct truce_reader *reader;
};

static int open_reader(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct tr_err err = { 0 };
    if (truce_open(&f->truce, &err) || truce_reader_new(f->truce, &f->reader, &err)) {
        print_error("%s\n", err.msg);
        return -1;
    }
    *state = f;
    return 0;
}

static int close_reader(void **state)
{
    struct fixture *f = *state;
    truce_reader_free(f->reader);
    truce_close(f->truce);
    free(f);
    return 0;
}

/* A claim of `kind` whose words hold `at`, and what a slot of it must hold; NULL = nothing. Published on Tuesday, 3 May 2016. */
struct expected {
    const char *text;
    enum truce_kind kind;
    const char *at, *slot, *want;
};

static const struct truce_claim *claim_at(const struct truce_reading *r, const struct expected *e)
{
    for (uint32_t i = 0; i < r->n_claims; i++) {
        const struct truce_claim *c = &r->claims[i];
        if (c->kind == e->kind && tr_str_find_i(tr_str_at(r->report.text, c->span), tr_str_of(e->at)) >= 0) return c;
    }
    fail_msg("no claim at \"%s\" in \"%s\"", e->at, e->text);
    return NULL;
}

static tr_str actor_text(const struct truce_actor *a)
{
    return a ? a->text : (tr_str){ "", 0 };
}

static tr_str slot_of(const struct truce_reading *r, const struct truce_claim *c, const char *slot)
{
    tr_str s = tr_str_of(slot);
    bool event = c->kind == TRUCE_KIND_event;
    if (tr_str_is(s, "type")) return tr_str_of(truce_event_name(c->event.type));
    if (tr_str_is(s, "cumulative")) return tr_str_of(c->casualties.cumulative ? "yes" : "");
    if (tr_str_is(s, "actor")) return actor_text(event ? c->event.actor : c->casualties.by);
    if (tr_str_is(s, "recipient")) return actor_text(c->event.recipient);
    if (tr_str_is(s, "source")) return actor_text(c->source);
    if (tr_str_is(s, "place")) return c->place ? c->place->text : (tr_str){ "", 0 };
    if (tr_str_is(s, "territory")) return c->ceasefire.territory.n_places ? c->ceasefire.territory.place[0]->text : (tr_str){ "", 0 };
    return tr_date_iso(r->inner->arena, c->time.days.from);
}

static void check(void **state, const struct expected *t, size_t n)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < n; i++) {
        struct truce_report report = { .text = tr_str_of(t[i].text),
                                       .published = tr_date_of(2016, 5, 3),
                                       .published_from = TRUCE_DATED_option };
        const struct truce_reading *r = NULL;
        struct tr_err err = { 0 };
        if (truce_read(f->reader, &report, &r, &err)) fail_msg("%s", err.msg);
        tr_str got = slot_of(r, claim_at(r, &t[i]), t[i].slot);
        if (!tr_str_is(got, t[i].want ? t[i].want : ""))
            fail_msg("%s of \"%s\" is \"" TR_STR_FMT "\", not \"%s\", in \"%s\"", t[i].slot, t[i].at, TR_STR_ARG(got),
                     t[i].want ? t[i].want : "", t[i].text);
    }
}

/* An act is where its clause says, not where it is talked about or what else was struck. */
static void places(void **state)
{
    static const struct expected t[] = {
        { "Rockets struck the al-Dabit maternity hospital in western Aleppo on Tuesday.", TRUCE_KIND_event, "struck", "place",
          "al-Dabit maternity hospital" },
        { "Al-Dabit hospital was bombed in Aleppo on Monday.", TRUCE_KIND_event, "bombed", "place", "Al-Dabit hospital" },
        { "Gunmen attacked the German consulate in Herat on Monday.", TRUCE_KIND_event, "attacked", "place", "Herat" },
    };
    check(state, t, LEN(t));
}

/* What goes on or is wished for has no day of its own; a headline has the lead's, and one who goes on speaking keeps his. */
static void days(void **state)
{
    static const struct expected t[] = {
        { "An air strike hit a market in Idlib on Monday. The ministry accused the army of winning by starving towns.", TRUCE_KIND_event,
          "hit", "from", "2016-05-02" },
        { "An air strike hit a market in Idlib on Monday. Rebels could shell Hama.", TRUCE_KIND_event, "shell", "from", NULL },
        { "Emir condemns raid on market\n\nThe emir condemned a raid on a market in Sanaa on Sunday.", TRUCE_KIND_event, "condemns", "from",
          "2016-05-01" },
        { "John Kerry condemned the raid on Sunday. Kerry urged the rebels to stop fighting.", TRUCE_KIND_event, "urged", "from",
          "2016-05-01" },
    };
    check(state, t, LEN(t));
}

/* Whose arms they are, whom a number counts and who speaks in a statement; what is shot down is struck, and who is arrested does not arrest. */
static void sides(void **state)
{
    static const struct expected t[] = {
        { "Members of the Islamic State murdered 12 monks in Homs.", TRUCE_KIND_event, "murdered", "actor", "Islamic State" },
        { "Islamic State said its fighters attacked a village near Homs.", TRUCE_KIND_event, "attacked", "actor", "Islamic State" },
        { "Iran shot down an American drone on Monday.", TRUCE_KIND_event, "shot down", "recipient", "American drone" },
        { "The army fired rockets at the rebels on Monday.", TRUCE_KIND_event, "fired", "recipient", "rebels" },
        { "The opposition accused the army of shelling a market.", TRUCE_KIND_event, "shelling", "actor", "army" },
        { "Colombia blamed the rebels for the bombing of a school in Bogota.", TRUCE_KIND_event, "bombing", "actor", "rebels" },
        { "Rebels shelled a market in Homs on Monday, killing six. The president condemned the attack.", TRUCE_KIND_event, "condemned",
          "recipient", "Rebels" },
        { "US signs deal\n\nThe United States signed a deal with the rebels. US troops will leave, the US said.", TRUCE_KIND_event,
          "signed", "actor", "United States" },
        { "The prime minister issued a statement praising the army.", TRUCE_KIND_event, "praising", "actor", "prime minister" },
        { "At least 43 fighters died. The government bombed two hospitals in the city.", TRUCE_KIND_event, "bombed", "recipient",
          "two hospitals" },
        { "The government bombed two hospitals in Aleppo on Monday.", TRUCE_KIND_event, "bombed", "recipient", "two hospitals" },
    };
    check(state, t, LEN(t));
}

/* Who gives a count asserts it; "the aid organisation" is the one that was named. */
static void givers(void **state)
{
    static const struct expected t[] = {
        { "Air strikes hit a market in Idlib. State media gave a lower figure of six dead.", TRUCE_KIND_casualties, "six", "source",
          "State media" },
        { "Air strikes hit a market in Idlib. The health ministry put the toll at 14.", TRUCE_KIND_casualties, "14", "source",
          "health ministry" },
        { "Air strikes hit a market in Idlib. The Observatory raised its toll to 35.", TRUCE_KIND_casualties, "35", "source",
          "Observatory" },
        { "Toll of market strike reaches 27\n\nAir strikes hit a market in Idlib.", TRUCE_KIND_casualties, "27", "source", NULL },
        { "Oxfam condemned the raid. The aid organisation, which runs the clinic, said six doctors had died.", TRUCE_KIND_casualties, "six",
          "source", "Oxfam" },
    };
    check(state, t, LEN(t));
}

/* The day of saying is not that of what went before it, and what is planned lies ahead. */
static void days_told_aside(void **state)
{
    static const struct expected t[] = {
        { "Russia said on Sunday that it was negotiating, a day after it had refused to talk.", TRUCE_KIND_event, "refused", "from",
          "2016-04-30" },
        { "The council plans an emergency meeting on Wednesday.", TRUCE_KIND_event, "meeting", "from", "2016-05-04" },
        { "The minister held an emergency meeting on Wednesday.", TRUCE_KIND_event, "meeting", "from", "2016-04-27" },
        { "Between 18 April and 1 May, the mission recorded 120 explosions. Its freedom of movement was restricted 12 times.",
          TRUCE_KIND_event, "restricted", "from", "2016-04-18" },
        { "The war began between 18 April and 1 May 2014. The king was restricted to his palace.", TRUCE_KIND_event, "restricted", "from",
          NULL },
        { "Russia said that it was negotiating a truce in Aleppo.", TRUCE_KIND_ceasefire, "truce", "territory", "Aleppo" },
        { "Yemen's rebels agreed to a truce on Sunday. Talks will be held in Yemen, where the war goes on.", TRUCE_KIND_ceasefire, "truce",
          "territory", "Yemen" },
        { "The army said that the truce was extended to Homs province.", TRUCE_KIND_ceasefire, "truce", "territory", "Homs" },
    };
    check(state, t, LEN(t));
}

/* What one is ready to do is agreed to or threatened; a sum over many acts is no incident's. */
static void readiness_and_sums(void **state)
{
    static const struct expected t[] = {
        { "The king said he was ready to host a meeting of the two sides.", TRUCE_KIND_event, "host", "type", "AGREE" },
        { "The government is prepared to impose a curfew in the capital.", TRUCE_KIND_event, "impose", "type", "THREATEN" },
        { "The king hosted a meeting of the two sides.", TRUCE_KIND_event, "host", "type", "CONSULT" },
        { "The army killed more than 30 rebels in a series of air strikes near Homs.", TRUCE_KIND_casualties, "30", "cumulative", "yes" },
        { "An air strike near Homs killed more than 30 rebels.", TRUCE_KIND_casualties, "30", "cumulative", NULL },
        { "The mission confirmed two deaths, bringing the total since March to 28 (four killed and 24 injured).", TRUCE_KIND_casualties,
          "four", "cumulative", "yes" },
    };
    check(state, t, LEN(t));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),          cmocka_unit_test(days),
        cmocka_unit_test(sides),           cmocka_unit_test(givers),
        cmocka_unit_test(days_told_aside), cmocka_unit_test(readiness_and_sums),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
