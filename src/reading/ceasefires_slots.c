/* SPDX-License-Identifier: Apache-2.0 */
/* Where a ceasefire applies, between whom, for how long, whom it leaves out, and who is said to break it. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define MAX_REFS 16

static bool prep_is(const struct tr_doc *d, uint32_t w, const char *const *preps)
{
    tr_str p = tr_case_of(d, w);
    while (*preps && !tr_str_is_i(p, *preps)) preps++;
    return *preps != NULL;
}

static bool lemma_is(const struct tr_doc *d, uint32_t w, const char *const *lemmas)
{
    while (*lemmas && !tr_str_is_i(d->words[w].lemma, *lemmas)) lemmas++;
    return *lemmas != NULL;
}

/* --- lists ---------------------------------------------------------------------------------------------------------- */

static void add_place(struct tr_reading *r, struct truce_refs *refs, const struct truce_place *p)
{
    if (!p || refs->n_places == MAX_REFS) return;
    if (!refs->place) refs->place = TR_NEW_N(r->arena, const struct truce_place *, MAX_REFS);
    for (uint32_t i = 0; i < refs->n_places; i++) {
        if (refs->place[i] == p) return;
    }
    refs->place[refs->n_places++] = p;
}

static void add_actor(struct tr_reading *r, struct truce_refs *refs, const struct truce_actor *a)
{
    if (!a || refs->n_actors == MAX_REFS) return;
    if (!refs->actor) refs->actor = TR_NEW_N(r->arena, const struct truce_actor *, MAX_REFS);
    for (uint32_t i = 0; i < refs->n_actors; i++) {
        if (refs->actor[i] == a) return;
    }
    refs->actor[refs->n_actors++] = a;
}

static const struct truce_place *place_at(const struct tr_reading *r, uint32_t w)
{
    uint32_t m = r->word_place[w];
    if (!m || r->place_mentions.v[m - 1].as_actor) return NULL;
    return r->places.v[r->place_mentions.v[m - 1].place];
}

/* The phrase headed at w and what is joined to it by "and". */
static void add_all(struct tr_reading *r, struct truce_refs *refs, uint32_t w, bool places, bool actors, int depth)
{
    const struct truce_place *p = place_at(r, w);
    if (places) add_place(r, refs, p);
    if (actors && (!p || !places)) add_actor(r, refs, tr_actor_at(r, w));
    if (depth > 6) return;
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool inside = places && !actors && rel == TR_REL_nmod && place_at(r, c);
        if (rel == TR_REL_conj || inside) add_all(r, refs, c, places, actors, depth + 1);
    }
}

/* --- slots ---------------------------------------------------------------------------------------------------------- */

static void territory_below(struct tr_reading *r, uint32_t w, struct truce_refs *refs)
{
    static const char *const where[] = { "in",         "for",  "across", "around",  "on",    "at", "over",
                                         "throughout", "near", "inside", "between", "along", "of", NULL };
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        if ((rel == TR_REL_nmod || rel == TR_REL_obl) && prep_is(r->doc, c, where)) add_all(r, refs, c, true, false, 0);
    }
}

static void fill_territory(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    territory_below(r, x->w, &c->ceasefire.territory);
    for (uint32_t w = x->w, i = 0; !c->ceasefire.territory.n_places && i < 3; i++) {
        w = r->doc->words[w].head;
        if (w == TR_NO_WORD) break;
        territory_below(r, w, &c->ceasefire.territory);
        if (tr_is_predicate(r->doc, w)) break;
    }
    if (!c->ceasefire.territory.n_places) add_place(r, &c->ceasefire.territory, c->place);
}

static void fill_parties(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    static const char *const with[] = { "between", "with", "among", NULL };
    static const char *const makes[] = { "agree",  "declare", "announce", "sign",  "accept", "observe", "violate", "break", "breach",
                                         "commit", "reach",   "respect",  "honor", "honour", "reject",  "extend",  "renew", NULL };
    const struct tr_doc *d = r->doc;
    struct truce_refs *refs = &c->ceasefire.parties;
    uint32_t h = d->words[x->w].head;
    TR_EACH_CHILD(d, x->w, k)
    {
        if ((d->words[k].rel == TR_REL_nmod || d->words[k].rel == TR_REL_obl) && prep_is(d, k, with)) add_all(r, refs, k, false, true, 0);
    }
    if (h == TR_NO_WORD || d->words[x->w].rel == TR_REL_conj) return;
    TR_EACH_CHILD(d, h, k)
    {
        if (k != x->w && d->words[k].rel == TR_REL_obl && prep_is(d, k, with)) add_all(r, refs, k, false, true, 0);
    }
    if (!lemma_is(d, h, makes) || d->words[x->w].rel == TR_REL_nsubj) return;
    uint32_t agent = tr_args_of(d, h).agent;
    if (agent != TR_NO_WORD && agent != x->w) add_all(r, refs, agent, false, true, 0);
}

static void fill_excludes(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    static const char *const leaves[] = { "exclude", "exempt", "omit", NULL };
    static const char *const covers[] = { "include", "cover", "apply", "extend", "encompass", "involve", NULL };
    static const char *const but[] = { "except", "excluding", "besides", "for", NULL };
    const struct tr_doc *d = r->doc;
    struct truce_refs *refs = &c->ceasefire.excludes;
    uint32_t v[3] = { d->words[x->w].head, tr_child_sub(d, x->w, TR_REL_acl, TR_SUB_relcl), TR_NO_WORD };
    if (v[1] != TR_NO_WORD) v[2] = tr_child(d, v[1], TR_REL_conj);
    for (int i = 0; i < 3; i++) {
        uint32_t h = v[i];
        if (h == TR_NO_WORD) continue;
        bool out = lemma_is(d, h, leaves) || (lemma_is(d, h, covers) && tr_negated(d, h));
        uint32_t part = !out && d->words[x->w].rel == TR_REL_nmod && tr_str_is_i(d->words[h].lemma, "part") && tr_negated(d, h)
                            ? tr_child(d, h, TR_REL_nsubj)
                            : TR_NO_WORD;
        if (part != TR_NO_WORD) add_all(r, refs, part, true, true, 0);
        TR_EACH_CHILD(d, h, k)
        {
            bool object = out && (d->words[k].rel == TR_REL_obj ||
                                  (d->words[k].rel == TR_REL_obl && prep_is(d, k, (const char *const[]){ "to", NULL })));
            bool exception = d->words[k].rel == TR_REL_obl && prep_is(d, k, but) && !prep_is(d, k, (const char *const[]){ "for", NULL });
            if ((object || exception) && k != x->w) add_all(r, refs, k, true, true, 0);
        }
    }
}

static bool is_unit(const struct tr_doc *d, uint32_t w)
{
    return lemma_is(d, w,
                    (const char *const[]){ "hour", "day", "week", "month", "year", "minute", "hours", "days", "weeks", "months", NULL });
}

/* "72-hour", "three day": the words before the head that end in a unit of time; else "for 72 hours" in the phrase or its clause. */
static void fill_duration(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t w = x->first; w < x->w; w++) {
        tr_str l = d->words[w].lower;
        bool joined = tr_str_ends_i(l, TR_STR("-hour")) || tr_str_ends_i(l, TR_STR("-day")) || tr_str_ends_i(l, TR_STR("-week")) ||
                      tr_str_ends_i(l, TR_STR("-month"));
        if (!joined && !is_unit(d, w)) continue;
        c->ceasefire.duration = tr_str_at(d->text, (tr_span){ d->words[joined ? w : x->first].span.from, d->words[w].span.to });
        return;
    }
    uint32_t heads[2] = { x->w, d->words[x->w].head };
    for (int i = 0; i < 2; i++) {
        if (heads[i] == TR_NO_WORD) continue;
        TR_EACH_CHILD(d, heads[i], k)
        {
            uint32_t t = r->word_time[k];
            if (!t || !r->times.v[t - 1].is_duration || !prep_is(d, k, (const char *const[]){ "for", "of", "lasting", "", NULL })) continue;
            c->ceasefire.duration = tr_str_at(d->text, r->times.v[t - 1].span);
            return;
        }
    }
}

static void fill_violator(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    const struct tr_doc *d = r->doc;
    if (x->state != TRUCE_STATE_violated && x->state != TRUCE_STATE_collapsed) return;
    uint32_t cue = x->cue;
    if (cue == TR_NO_WORD) return;
    uint32_t agent = tr_args_of(d, cue).agent;
    if (agent == x->w || agent == TR_NO_WORD) {
        agent = TR_NO_WORD;
        uint32_t by = tr_case_child(d, cue, "by");
        if (by != TR_NO_WORD) agent = by;
    }
    if (agent == TR_NO_WORD && !tr_is_predicate(d, cue)) { /* "in violation of the truce the jets struck" */
        uint32_t h = d->words[cue].head;
        if (h != TR_NO_WORD && d->words[cue].rel == TR_REL_obl && tr_str_is_i(tr_case_of(d, cue), "in")) agent = tr_args_of(d, h).agent;
    }
    if (agent != TR_NO_WORD && agent != x->w) c->ceasefire.violator = tr_actor_at(r, agent);
}

void tr_ceasefire_fill(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    fill_territory(r, x, c);
    fill_parties(r, x, c);
    fill_excludes(r, x, c);
    fill_duration(r, x, c);
    fill_violator(r, x, c);
}

static bool may_be_one(const struct truce_claim *a, const struct truce_claim *b)
{
    enum truce_form x = a->ceasefire.form, y = b->ceasefire.form;
    bool local = (x == TRUCE_FORM_local_deal) != (y == TRUCE_FORM_local_deal);
    bool apart = a->sentence > b->sentence + 12 || b->sentence > a->sentence + 12;
    return a != b && !local && !apart;
}

void tr_ceasefires_share(struct tr_reading *r)
{
    for (uint32_t i = 0; i < r->claims.n; i++) {
        struct truce_claim *c = &r->claims.v[i];
        const struct truce_claim *parties = NULL, *territory = NULL;
        if (c->kind != TRUCE_KIND_ceasefire) continue;
        for (uint32_t k = 0; k < r->claims.n; k++) {
            const struct truce_claim *o = &r->claims.v[k];
            if (o->kind != TRUCE_KIND_ceasefire || !may_be_one(c, o)) continue;
            if (o->ceasefire.parties.n_actors >= 2 && (!parties || k < i)) parties = o;
            if (o->ceasefire.territory.n_places && (!territory || k < i)) territory = o;
        }
        if (!c->ceasefire.parties.n_actors && parties) c->ceasefire.parties = parties->ceasefire.parties;
        if (!c->ceasefire.territory.n_places && territory) c->ceasefire.territory = territory->ceasefire.territory;
    }
}
