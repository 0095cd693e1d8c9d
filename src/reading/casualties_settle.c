/* SPDX-License-Identifier: Apache-2.0 */
/* What the tolls of one report tell about each other: a sentence that goes on about an incident repeats neither its means nor its perpetrator. */
#include "knowledge/gazetteer.h"
#include "reading/casualties.h"
#include "reading/tree.h"

/* Tolls further apart than this are of different incidents unless the same day says otherwise. */
#define NEAR_SENTENCES 10
#define NEAR_CLAIMS 24

/* Claims of responsibility that one report is searched for: each looks at every toll. */
#define MAX_CLAIMANTS 64

static bool is_war_toll(const struct truce_claim *c)
{
    return c->casualties.cumulative && c->casualties.count.low >= 1000;
}

static bool same_days(tr_days a, tr_days b)
{
    return a.from == b.from && a.to == b.to;
}

/* May b's circumstances be a's? */
static bool same_incident(const struct truce_claim *a, const struct truce_claim *b)
{
    if (b->kind != TRUCE_KIND_casualties || is_war_toll(a) != is_war_toll(b)) return false;
    uint32_t far = a->sentence > b->sentence ? a->sentence - b->sentence : b->sentence - a->sentence;
    if (far > NEAR_SENTENCES) return false;
    return same_days(a->time.days, b->time.days) || !tr_days_known(a->time.days) || !tr_days_known(b->time.days);
}

static bool is_armed(const struct truce_claim *c)
{
    return c->casualties.who == TRUCE_WHO_combatants;
}

static bool same_count(const struct truce_claim *a, const struct truce_claim *b)
{
    const struct truce_quantity *x = &a->casualties.count, *y = &b->casualties.count;
    return x->low == y->low && (x->has_low == y->has_low) && x->low > 2 && a->casualties.harm == b->casualties.harm;
}

/* May two tolls be of one scene: the same place, or one wide enough to hold the other? */
static bool one_place(const struct truce_place *a, const struct truce_place *b)
{
    if (!a || !b || a == b) return true;
    bool wide = a->kind == TRUCE_PLACE_country || b->kind == TRUCE_PLACE_country || a->kind == TRUCE_PLACE_admin1 ||
                b->kind == TRUCE_PLACE_admin1 || a->kind == TRUCE_PLACE_region || b->kind == TRUCE_PLACE_region;
    bool near = a->located && b->located && tr_km(a->lat, a->lon, b->lat, b->lon) < 30;
    return near || (wide && !memcmp(a->country, b->country, 2));
}

/* Does the toll's sentence tell of an act of its own that has no means ("died in an attack on two villages", "stormed a post, killing six")? Then
 * the means told elsewhere are another act's. "The attack" is one that was told of. */
static bool has_act_of_its_own(const struct tr_reading *r, const struct truce_claim *c)
{
    static const char *const acts[] = { "attack", "assault", "offensive", "ambush", "storm", "operation" };
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[c->sentence];
    for (uint32_t w = s->first; w < s->first + s->n; w++) {
        bool act = false;
        for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) act |= tr_is_lemma(d, w, acts[i]);
        if (!act) continue;
        uint32_t det = tr_child(d, w, TR_REL_det);
        bool told = det != TR_NO_WORD && !tr_str_is(d->words[det].lower, "an") && !tr_str_is(d->words[det].lower, "a");
        if (!told) return true;
    }
    return false;
}

static void take_from(struct tr_reading *r, struct truce_claim *c, const struct truce_claim *from, bool own_act)
{
    if (!same_incident(c, from)) return;
    bool taken = false;
    bool there = one_place(c->place, from->place);
    if (!c->casualties.means && from->casualties.means && there && (!own_act || same_count(c, from)) &&
        from->status != TRUCE_STATUS_denied) {
        c->casualties.means = from->casualties.means;
        taken = true;
    }
    bool alike = is_armed(c) == is_armed(from) && c->casualties.cumulative == from->casualties.cumulative;
    if (!c->casualties.by && from->casualties.by && from->casualties.by != c->source && alike && c->status != TRUCE_STATUS_denied) {
        c->casualties.by = from->casualties.by;
        taken = true;
    }
    if (taken) tr_claim_why(r, c, "same incident");
}

/* "a suicide bomber" says how, not who. */
static bool is_nobody(const struct truce_actor *a)
{
    static const char *const ends[] = { "bomber",    "bombers",    "attacker", "attackers", "gunman", "gunmen",
                                        "assailant", "assailants", "attack",   "man",       "men" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (tr_str_ends_i(a->text, tr_str_of(ends[i]))) return true;
    }
    return false;
}

/* "claimed responsibility for the murder of the senator": the named deed, a toll of one behind word w in its sentence; NULL when none is named. */
static const struct truce_claim *deed_behind(const struct tr_reading *r, uint32_t first, uint32_t w)
{
    for (uint32_t i = first; i < r->claims.n; i++) {
        const struct truce_claim *c = &r->claims.v[i];
        bool one = c->kind == TRUCE_KIND_casualties && c->casualties.count.has_high && c->casualties.count.high == 1;
        if (one && c->word > w && c->sentence == r->doc->words[w].sentence) return c;
    }
    return NULL;
}

/* Whoever claims an attack in sentence `at` is the perpetrator of the tolls round it; of a deed that is named, of that alone. */
static void claimed_by(struct tr_reading *r, uint32_t first, uint32_t at, const struct truce_actor *who, const struct truce_claim *deed)
{
    for (uint32_t i = first; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        if (deed && c->sentence != deed->sentence && !tr_str_eq(r->doc->words[c->word].lower, r->doc->words[deed->word].lower)) continue;
        uint32_t far = c->sentence > at ? c->sentence - at : at - c->sentence;
        if (c->kind != TRUCE_KIND_casualties || far > NEAR_SENTENCES || c->status == TRUCE_STATUS_denied || is_war_toll(c)) continue;
        if (c->casualties.by ? !is_nobody(c->casualties.by) : is_armed(c)) continue;
        c->casualties.by = who;
        tr_claim_why(r, c, "responsibility claimed");
    }
}

/* "Islamic State claimed responsibility", "the group said it was behind the blast". */
static void find_claimants(struct tr_reading *r, uint32_t first)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t w = 1, claimants = 0; w < d->n_words && first < r->claims.n && claimants < MAX_CLAIMANTS; w++) {
        uint32_t verb = d->words[w].head;
        if (!tr_str_is(d->words[w].lower, "responsibility") || verb == TR_NO_WORD) continue;
        if (!tr_is_lemma(d, verb, "claim") && !tr_is_lemma(d, verb, "take") && !tr_is_lemma(d, verb, "accept") &&
            !tr_is_lemma(d, verb, "admit"))
            continue;
        if (tr_negated(d, verb)) continue;
        uint32_t agent = tr_args_of(d, verb).agent;
        const struct truce_actor *a = agent == TR_NO_WORD ? NULL : tr_actor_at(r, agent);
        if (a && (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military)) {
            claimed_by(r, first, d->words[w].sentence, a, deed_behind(r, first, w));
            claimants++;
        }
    }
}

/* "253 civilians, including 49 children": what holds of the whole holds of the part. */
static void share_with_parts(struct tr_reading *r, uint32_t first)
{
    for (uint32_t i = first; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        if (c->casualties.part_of < 0 || (uint32_t)c->casualties.part_of >= r->claims.n) continue;
        const struct truce_claim *whole = &r->claims.v[c->casualties.part_of];
        if (whole->sentence != c->sentence) continue;
        if (!tr_days_known(c->time.days)) c->time = whole->time;
        if (!c->place) c->place = whole->place;
        if (!c->casualties.by) c->casualties.by = whole->casualties.by;
        c->casualties.means |= whole->casualties.means;
        c->casualties.cumulative |= whole->casualties.cumulative;
        if (c->status == TRUCE_STATUS_actual) c->status = whole->status;
    }
}

void tr_tolls_settle(struct tr_reading *r, uint32_t first)
{
    uint32_t end = r->claims.n;
    share_with_parts(r, first);
    find_claimants(r, first);
    bool *own_act = TR_NEW_N(r->arena, bool, end - first + 1);
    for (uint32_t i = first; i < end; i++) {
        struct truce_claim *c = &r->claims.v[i];
        bool again = i > first && r->claims.v[i - 1].sentence == c->sentence;
        own_act[i - first] = again ? own_act[i - first - 1] : has_act_of_its_own(r, c);
        /* back first: what was told last is what is gone on about */
        for (uint32_t j = i; j-- > first && i - j < NEAR_CLAIMS;) take_from(r, c, &r->claims.v[j], own_act[i - first]);
    }
    for (uint32_t i = end; i-- > first;) {
        struct truce_claim *c = &r->claims.v[i];
        for (uint32_t j = i + 1; j < end && j - i < NEAR_CLAIMS; j++) take_from(r, c, &r->claims.v[j], own_act[i - first]);
    }
    for (uint32_t i = first; i < end; i++) {
        for (uint32_t j = i + 1; j < end && j - i < NEAR_CLAIMS; j++) {
            struct truce_claim *a = &r->claims.v[i], *b = &r->claims.v[j];
            if (!same_count(a, b)) continue;
            bool cumulative = a->casualties.cumulative || b->casualties.cumulative;
            a->casualties.cumulative = b->casualties.cumulative = cumulative;
        }
    }
    share_with_parts(r, first); /* what was learnt of wholes since */
}
