/* SPDX-License-Identifier: Apache-2.0 */
/* Changes of terms that linked claims tell of, what analysts decided on them, and agreements with what was accepted. */
#include <stdlib.h>

#include "base/utf8.h"
#include "judging/proposals_int.h"

#define HOUR 3600
#define DAY (24 * HOUR)
/* Ends that lie closer are the same end, told more or less exactly. */
#define SAME_END (2 * HOUR)

struct proposing {
    struct tr_arena *a;
    const struct tr_assessments *decisions;
    struct tr_agreements agreements;
    TR_VEC(struct tr_proposal) list;
    uint32_t of_claim; /* proposals that the present claim has made */
};

/* --- lengths ------------------------------------------------------------------------------------------------------------------------------------ */

static int64_t number_of(tr_str word)
{
    static const char *const words[] = { "zero",  "one",   "two",  "three", "four",   "five",  "six",
                                         "seven", "eight", "nine", "ten",   "eleven", "twelve" };
    int64_t n;
    if (tr_str_to_i64(word, &n)) return n > 0 && n < 10000 ? n : 0;
    for (int i = 1; i < 13; i++) {
        if (tr_str_is_i(word, words[i])) return i;
    }
    return tr_str_is_i(word, "a") || tr_str_is_i(word, "an") || tr_str_is_i(word, "another") ? 1 : 0;
}

static int64_t unit_of(tr_str word)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } units[] = { { "minute", 60 }, { "hour", HOUR }, { "day", 24 * HOUR }, { "week", 7 * 24 * HOUR } };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        tr_str rest = tr_str_sub(word, strlen(units[i].name), word.n);
        if (tr_str_starts_i(word, tr_str_of(units[i].name)) && (!rest.n || tr_str_is_i(rest, "s") || tr_str_is_i(rest, "long")))
            return units[i].seconds;
    }
    return 0;
}

/* A month has no fixed length and is left alone. */
int64_t tr_duration_of(tr_str text)
{
    int64_t n = 0;
    while (text.n) {
        size_t to = 0;
        while (to < text.n && text.p[to] != ' ' && text.p[to] != '-') to++;
        tr_str word = tr_str_sub(text, 0, to);
        text = tr_str_sub(text, to + 1, text.n);
        int64_t unit = unit_of(word), value = number_of(word);
        if (unit && n) return n * unit;
        if (value) n = value;
    }
    return 0;
}

/* --- making them --------------------------------------------------------------------------------------------------------------------------------- */

static tr_str speaker(const struct tr_claim_row *c)
{
    if (c->source) return c->source->name;
    return c->report->outlet.n ? c->report->outlet : c->report->key;
}

static bool same(const struct tr_proposal *p, const struct tr_agreement *g, int kind, tr_str value)
{
    return p->agreement == g && (int)p->change.kind == kind && tr_str_eq(p->change.value, value);
}

/* The number at the end is the claim's: the ledger looks it up. */
static tr_str id_of(struct proposing *s, const struct tr_agreement *g, const struct tr_claim_row *c)
{
    long long claim = (long long)c->id;
    if (!s->of_claim++) return tr_arena_printf(s->a, "proposal:" TR_STR_FMT ":%lld", TR_STR_ARG(g->id), claim);
    return tr_arena_printf(s->a, "proposal:" TR_STR_FMT "/%u:%lld", TR_STR_ARG(g->id), s->of_claim, claim);
}

/* The last word on any of its ids stands. */
static void decide(const struct proposing *s, struct tr_proposal *p, tr_str id)
{
    for (uint32_t i = 0; s->decisions && i < s->decisions->n; i++) {
        const struct tr_assessment_row *d = &s->decisions->v[i];
        if (d->superseded_by || d->id <= p->assessment || !tr_str_eq(d->target, id)) continue;
        if (d->kind != TR_ASSESS_accept && d->kind != TR_ASSESS_reject) continue;
        p->accepted = d->kind == TR_ASSESS_accept;
        p->rejected = !p->accepted;
        p->assessment = d->id;
    }
}

static void propose(struct proposing *s, const struct tr_link *link, int kind, tr_str value, const struct tr_place_row *place, tr_str text)
{
    const struct tr_claim_row *c = link->claim;
    tr_str id = id_of(s, link->agreement, c);
    for (uint32_t i = 0; i < s->list.n; i++) {
        if (!same(&s->list.v[i], link->agreement, kind, value)) continue;
        s->list.v[i].others++;
        decide(s, &s->list.v[i], id);
        return;
    }
    struct tr_proposal *p = tr_vec_push(s->a, &s->list);
    *p = (struct tr_proposal){ .id = id, .agreement = link->agreement, .claim = c, .place = place };
    p->change.kind = kind;
    p->change.value = value;
    p->text = tr_arena_printf(s->a, TR_STR_FMT ", says " TR_STR_FMT, TR_STR_ARG(text), TR_STR_ARG(speaker(c)));
    decide(s, p, id);
}

/* A place as tr_agreement_change reads it: units by name, all else by where it lies. */
static tr_str area_value(struct proposing *s, const struct tr_place_row *p)
{
    if (p->kind == TRUCE_PLACE_country || p->kind == TRUCE_PLACE_admin1 || !p->located) return p->name;
    double km = p->kind == TRUCE_PLACE_city ? 12 : p->kind == TRUCE_PLACE_neighbourhood || p->kind == TRUCE_PLACE_facility ? 1.5 : 25;
    return tr_arena_printf(s->a, "%.4f,%.4f,%g", p->lat, p->lon, km);
}

/* Whether a sister of the agreement holds there at that time: then the claim speaks of it, and nothing is to be added here. */
static bool sister_has(struct proposing *s, const struct tr_link *link, const struct tr_spot *spot)
{
    tr_date said = link->claim->report->published;
    for (uint32_t i = 0; i < s->agreements.n; i++) {
        const struct tr_agreement *g = s->agreements.v[i];
        if (g == link->agreement || g->form != link->agreement->form || said == TR_NO_DATE) continue;
        tr_days d = tr_agreement_days(s->a, g);
        if (said < d.from - 1 || (d.to != TR_NO_DATE && said > d.to + 1)) continue;
        if (tr_agreement_has(g, NULL, spot, NULL, NULL) == TR_YES) return true;
    }
    return false;
}

static void propose_places(struct proposing *s, const struct tr_link *link)
{
    const struct tr_agreement *g = link->agreement;
    const struct tr_places *in = &link->claim->ceasefire.territory, *out = &link->claim->ceasefire.excluded_places;
    for (uint32_t i = 0; i < in->n; i++) {
        struct tr_spot spot = tr_spot_of_place(in->v[i]);
        if (tr_agreement_has(g, NULL, &spot, NULL, NULL) != TR_NO || sister_has(s, link, &spot)) continue;
        propose(s, link, TR_CHANGE_ADD_TERRITORY, area_value(s, in->v[i]), in->v[i],
                tr_arena_printf(s->a, "extend the territory to " TR_STR_FMT, TR_STR_ARG(in->v[i]->name)));
    }
    for (uint32_t i = 0; i < out->n; i++) {
        struct tr_spot spot = tr_spot_of_place(out->v[i]);
        if (tr_agreement_has(g, NULL, &spot, NULL, NULL) != TR_YES) continue;
        propose(s, link, TR_CHANGE_DROP_TERRITORY, area_value(s, out->v[i]), out->v[i],
                tr_arena_printf(s->a, "leave " TR_STR_FMT " out of the territory", TR_STR_ARG(out->v[i]->name)));
    }
}

static void propose_exclusions(struct proposing *s, const struct tr_link *link)
{
    const struct tr_actors *ex = &link->claim->ceasefire.excluded_actors;
    const struct tr_exclusions *known = &link->agreement->excluded;
    for (uint32_t i = 0; i < ex->n; i++) {
        const struct tr_actor_row *x = ex->v[i];
        bool told = tr_str_starts(x->key, TR_STR("text:")); /* whom the register does not know cannot be held against incidents */
        for (uint32_t k = 0; k < known->n && !told; k++) told = tr_str_eq(known->v[k].actor, x->key);
        if (!told) propose(s, link, TR_CHANGE_EXCLUDE, x->key, NULL, tr_arena_printf(s->a, "exclude " TR_STR_FMT, TR_STR_ARG(x->name)));
    }
}

/* Every end that is claimed in some telling. */
static uint32_t ends_of(struct proposing *s, const struct tr_agreement *g, tr_instant **out)
{
    struct tr_scenarios all;
    uint32_t n = 0, cap = 0;
    tr_agreement_scenarios(s->a, g, &all);
    for (uint32_t i = 0; i < all.n; i++) cap += all.v[i].n;
    *out = TR_NEW_N(s->a, tr_instant, cap + 1);
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = 0; k < all.v[i].n; k++) {
            tr_instant to = all.v[i].stretches[k].moments.to;
            if (to != TR_NO_INSTANT) (*out)[n++] = to;
        }
    }
    return n;
}

static bool among(const tr_instant *v, uint32_t n, tr_instant t, int64_t near)
{
    for (uint32_t i = 0; i < n; i++) {
        if (llabs(v[i] - t) <= near) return true;
    }
    return false;
}

/* "extended for another 24 hours" is from the end that was near when it was reported, or from the day of the report when none was. Nothing is proposed when the agreement has an
 * end there already, whichever of the ends near the report is meant. */
static void propose_end(struct proposing *s, const struct tr_link *link)
{
    const struct tr_claim_row *c = link->claim;
    const struct tr_agreement *g = link->agreement;
    int64_t length = tr_duration_of(c->ceasefire.duration);
    tr_instant said = tr_instant_of(g->zone, c->report->published, 0), from = TR_NO_INSTANT, *ends;
    if (c->ceasefire.state != TRUCE_STATE_extended || !length || said == TR_NO_INSTANT) return;
    /* A length that another sentence tells ("two-day truce … was extended to Aleppo") is that of the truce, not of the extension. */
    if (c->sentence_text.n && tr_str_find_i(c->sentence_text, c->ceasefire.duration) < 0) return;
    uint32_t n = ends_of(s, g, &ends);
    for (uint32_t i = 0; i < n; i++) {
        if (ends[i] < said - DAY || ends[i] > said + 2 * DAY) continue;
        if (among(ends, n, ends[i] + length, SAME_END)) return;
        if (ends[i] > from) from = ends[i];
    }
    if (from == TR_NO_INSTANT && among(ends, n, said + length, DAY)) return;
    tr_str value = tr_instant_iso_in(s->a, g->zone, (from != TR_NO_INSTANT ? from : said) + length);
    propose(s, link, TR_CHANGE_END, value, NULL,
            tr_arena_printf(s->a, "let it end at " TR_STR_FMT " (" TR_STR_FMT " from %s)", TR_STR_ARG(value),
                            TR_STR_ARG(c->ceasefire.duration), from != TR_NO_INSTANT ? "the end known then" : "the day of the report"));
}

static bool tells_terms(const struct tr_claim_row *c)
{
    enum truce_state s = c->ceasefire.state;
    return (c->status == TRUCE_STATUS_actual || c->status == TRUCE_STATUS_planned) && !c->rejected &&
           (s == TRUCE_STATE_extended || s == TRUCE_STATE_declared || s == TRUCE_STATE_agreed);
}

int tr_proposals_of(struct tr_arena *a, const struct tr_links *links, const struct tr_assessments *decisions, struct tr_proposals *out,
                    struct tr_err *err)
{
    struct proposing s = { .a = a, .decisions = decisions, .agreements = links->agreements };
    (void)err;
    for (uint32_t i = 0; i < links->n; i++) {
        if (!links->v[i].agreement || !tells_terms(links->v[i].claim)) continue;
        s.of_claim = 0;
        propose_places(&s, &links->v[i]);
        propose_end(&s, &links->v[i]);
        propose_exclusions(&s, &links->v[i]);
    }
    *out = (struct tr_proposals){ s.list.v, s.list.n };
    return TR_OK;
}

/* --- accepting ----------------------------------------------------------------------------------------------------------------------------------- */

static struct tr_term term_of(struct tr_arena *a, const struct tr_proposal *p)
{
    return (struct tr_term){ .source = speaker(p->claim),
                             .ref = tr_arena_printf(a, TR_STR_FMT ", claim %lld, accepted by assessment %lld",
                                                    TR_STR_ARG(p->claim->report->key), (long long)p->claim->id, (long long)p->assessment) };
}

static int extend(struct tr_arena *a, struct tr_agreement *g, const struct tr_proposal *p, struct tr_err *err)
{
    struct tr_term_time *to = TR_NEW(a, struct tr_term_time);
    struct tr_extension *v = TR_NEW_N(a, struct tr_extension, g->extensions.n + 1), *x = &v[g->extensions.n];
    *to = (struct tr_term_time){ .term = term_of(a, p), .text = p->change.value, .zone = g->zone };
    if (!tr_instant_parse(p->change.value, g->zone, &to->at, &to->width))
        return tr_fail(err, TR_E_USAGE, "\"" TR_STR_FMT "\" is no time", TR_STR_ARG(p->change.value));
    if (g->extensions.n) memcpy(v, g->extensions.v, g->extensions.n * sizeof *v);
    *x = (struct tr_extension){ .id = tr_arena_printf(a, "claim-%lld", (long long)p->claim->id),
                                .declared = p->claim->report->published,
                                .to = { to, 1 },
                                .term = to->term };
    g->extensions = (struct tr_extensions){ v, g->extensions.n + 1 };
    return TR_OK;
}

static struct tr_areas retold_area(struct tr_arena *a, struct tr_areas v, const struct tr_proposal *p, uint32_t before)
{
    if (v.n <= before) return v;
    struct tr_area *all = TR_NEW_N(a, struct tr_area, v.n);
    memcpy(all, v.v, v.n * sizeof *all);
    all[v.n - 1].term = term_of(a, p);
    if (p->place) all[v.n - 1].name = p->place->name;
    if (p->place) all[v.n - 1].admin1 = p->place->admin1;
    if (p->place) memcpy(all[v.n - 1].country, p->place->country, 3);
    return (struct tr_areas){ all, v.n };
}

static struct tr_exclusions retold_exclusion(struct tr_arena *a, struct tr_exclusions v, const struct tr_proposal *p, uint32_t before)
{
    if (v.n <= before) return v;
    struct tr_exclusion *all = TR_NEW_N(a, struct tr_exclusion, v.n);
    memcpy(all, v.v, v.n * sizeof *all);
    all[v.n - 1].term = term_of(a, p);
    return (struct tr_exclusions){ all, v.n };
}

int tr_proposal_apply(struct tr_arena *a, const struct tr_agreement *from, const struct tr_proposal *p, const struct tr_knowledge *k,
                      const struct tr_agreement **out, struct tr_err *err)
{
    const struct tr_agreement *changed = from;
    struct tr_agreement *g = TR_NEW(a, struct tr_agreement);
    int rc = p->change.kind == TR_CHANGE_END ? TR_OK : tr_agreement_change(a, from, &p->change, 1, k, &changed, err);
    *g = *changed;
    if (!rc && p->change.kind == TR_CHANGE_END) rc = extend(a, g, p, err);
    if (rc) return rc;
    g->include = retold_area(a, g->include, p, from->include.n);
    g->exclude = retold_area(a, g->exclude, p, from->exclude.n);
    g->excluded = retold_exclusion(a, g->excluded, p, from->excluded.n);
    *out = g;
    return TR_OK;
}
