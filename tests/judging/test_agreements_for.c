/* SPDX-License-Identifier: Apache-2.0 */
/* The agreements of a ledger: imported ones in the place of carried ones, accepted proposals applied, both as known then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/blob.h"
#include "judging/proposals_int.h"
#include "knowledge/knowledge.h"
#include "../ledger/ledger_help.h"

static struct tr_knowledge *known;

static int open_all(void **state)
{
    (void)state;
    return tr_knowledge_open(&known, NULL);
}

static int close_all(void **state)
{
    (void)state;
    tr_knowledge_close(known);
    return 0;
}

static const struct tr_agreement *get(struct box *b, const char *id, tr_instant as_of)
{
    struct tr_agreements all;
    if (tr_agreements_for(b->l, known, as_of, b->arena, &all, &b->err)) fail_msg("%s", b->err.msg);
    for (uint32_t i = 1; i < all.n; i++) assert_true(tr_str_cmp(all.v[i - 1]->id, all.v[i]->id) < 0);
    return tr_agreement_find(all, tr_str_of(id));
}

static void without_anything_what_is_carried(void **state)
{
    (void)state;
    struct box b;
    struct tr_agreements all, carried;
    box_open(&b);
    assert_int_equal(tr_agreements_open(b.arena, known, &carried, NULL), TR_OK);
    assert_int_equal(tr_agreements_for(b.l, known, TR_NO_INSTANT, b.arena, &all, &b.err), TR_OK);
    assert_int_equal(all.n, carried.n);
    for (uint32_t i = 0; i < all.n; i++) assert_true(tr_str_eq(all.v[i]->revision, carried.v[i]->revision));
    box_close(&b);
}

/* The carried file with its name changed. */
static tr_str renamed(struct box *b, const char *blob, const char *name)
{
    tr_str yaml;
    assert_true(tr_blob_find(blob, &yaml));
    ptrdiff_t at = tr_str_find(yaml, TR_STR("\nname: "));
    tr_str rest = tr_str_sub(yaml, (size_t)at + 1, yaml.n), line;
    tr_str_split(&rest, '\n', &line);
    return tr_arena_printf(b->arena, TR_STR_FMT "\nname: %s\n" TR_STR_FMT, TR_STR_ARG(tr_str_sub(yaml, 0, (size_t)at)), name,
                           TR_STR_ARG(rest));
}

static void imported_ones_take_their_place(void **state)
{
    (void)state;
    static const char id[] = "jeddah-2023-05-22";
    struct box b;
    box_open(&b);
    tr_instant before = b.now;
    b.now += 100;
    assert_int_equal(
        tr_ledger_keep_agreement(b.l, TR_STR(id), renamed(&b, "agreements/jeddah-2023-05-22.yaml", "First"), TR_STR("mine.yaml"), &b.err),
        TR_OK);
    tr_instant first = b.now;
    b.now += 100;
    assert_int_equal(
        tr_ledger_keep_agreement(b.l, TR_STR(id), renamed(&b, "agreements/jeddah-2023-05-22.yaml", "Second"), TR_STR("mine.yaml"), &b.err),
        TR_OK);
    assert_string_equal(get(&b, id, TR_NO_INSTANT)->name.p, "Second");
    assert_string_equal(get(&b, id, TR_NO_INSTANT)->origin.p, "mine.yaml");
    assert_string_equal(get(&b, id, first)->name.p, "First");
    assert_non_null(strstr(get(&b, id, before)->origin.p, "data/agreements/"));
    /* It stands alone: nothing is opened for it, wherever the ledger comes from. */
    struct tr_agreements none;
    tr_str latakia = renamed(&b, "agreements/syria-silence-2016-04-30-latakia.yaml", "With a polygon beside it");
    assert_int_equal(
        tr_ledger_keep_agreement(b.l, TR_STR("syria-silence-2016-04-30-latakia"), latakia, TR_STR("data/agreements/mine.yaml"), &b.err),
        TR_OK);
    assert_int_equal(tr_agreements_for(b.l, known, TR_NO_INSTANT, b.arena, &none, &b.err), TR_E_INPUT);
    assert_non_null(strstr(b.err.msg, "must stand alone"));
    box_close(&b);
    box_open(&b);
    /* What was kept is checked again: a later Truce may know better. */
    assert_int_equal(tr_ledger_keep_agreement(b.l, TR_STR("x"), TR_STR("id: x\n"), TR_STR("bad.yaml"), &b.err), TR_OK);
    struct tr_agreements all;
    assert_int_equal(tr_agreements_for(b.l, known, TR_NO_INSTANT, b.arena, &all, &b.err), TR_E_INPUT);
    assert_non_null(strstr(b.err.msg, "bad.yaml:1"));
    box_close(&b);
}

static bool covers(const struct tr_agreement *g, const char *admin1)
{
    struct tr_spot s = { .country = "SY", .admin1 = tr_str_of(admin1), .kind = TRUCE_PLACE_city, .where_prec = 1 };
    return tr_agreement_has(g, NULL, &s, NULL, NULL) == TR_YES;
}

static void accepted_proposals_hold(void **state)
{
    (void)state;
    static const char id[] = "syria-silence-2016-04-30-damascus";
    struct box b;
    struct tr_proposals p;
    struct tr_agreements carried;
    box_open(&b);
    struct truce_place *homs = make_place(&b, "truce:sy/admin1/homs", "Homs", TRUCE_PLACE_admin1, "SY", "Homs", 34.73, 36.71);
    struct truce_actor *army = make_actor(&b, "state:SY/army", "Syrian Arab Army", TRUCE_ACTOR_military, "SY");
    struct told *t = make_report(&b, "r", "Wire", "2016-05-01", "The regime of silence was extended to Homs.\n");
    struct truce_claim *c = add_ceasefire(&b, t, 0, TRUCE_STATE_extended, "2016-05-01", homs, army);
    c->ceasefire.form = TRUCE_FORM_regime_of_silence;
    c->ceasefire.duration = TR_STR("");
    keep(&b, t, NULL);
    assert_int_equal(tr_agreements_open(b.arena, known, &carried, NULL), TR_OK);
    assert_int_equal(tr_proposals_ask(b.l, carried, known, TR_NO_INSTANT, b.arena, &p, &b.err), TR_OK);
    assert_int_equal(p.n, 1);
    assert_true(tr_str_is(p.v[0].agreement->id, id));
    assert_false(covers(get(&b, id, TR_NO_INSTANT), "Homs"));
    tr_instant before = b.now;
    b.now += 100;
    assess(&b, TR_ASSESS_accept, p.v[0].id.p, NULL);
    assert_true(covers(get(&b, id, TR_NO_INSTANT), "Homs"));
    assert_false(covers(get(&b, id, before), "Homs"));
    assert_false(covers(get(&b, id, TR_NO_INSTANT), "Hama"));
    b.now += 100;
    assess(&b, TR_ASSESS_reject, p.v[0].id.p, NULL);
    assert_false(covers(get(&b, id, TR_NO_INSTANT), "Homs"));
    box_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_anything_what_is_carried),
        cmocka_unit_test(imported_ones_take_their_place),
        cmocka_unit_test(accepted_proposals_hold),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
