/* SPDX-License-Identifier: Apache-2.0 */
/* Where a ceasefire applies, between whom, for how long, whom it leaves out, and who is said to break it. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

#define MAX_REFS 16

/* --- lists ---------------------------------------------------------------------------------------------------------- */

void tr_refs_place(struct tr_reading *r, struct truce_refs *refs, const struct truce_place *p)
{
    if (!p || refs->n_places == MAX_REFS) return;
    if (!refs->place) refs->place = TR_NEW_N(r->arena, const struct truce_place *, MAX_REFS);
    for (uint32_t i = 0; i < refs->n_places; i++) {
        if (refs->place[i] == p) return;
    }
    refs->place[refs->n_places++] = p;
}

void tr_refs_actor(struct tr_reading *r, struct truce_refs *refs, const struct truce_actor *a)
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
    if (places) tr_refs_place(r, refs, p);
    if (actors && (!p || !places)) tr_refs_actor(r, refs, tr_actor_at(r, w));
    if (depth > 6) return;
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        bool inside = places && !actors && rel == TR_REL_nmod && place_at(r, c);
        if (rel == TR_REL_conj || inside) add_all(r, refs, c, places, actors, depth + 1);
    }
}

/* --- slots ---------------------------------------------------------------------------------------------------------- */

/* Who may be bound: sides and those who speak for them, not what merely brings a truce about ("pressure", "a report"). */
static bool may_be_bound(const struct truce_actor *a)
{
    return a && (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government ||
                 a->kind == TRUCE_ACTOR_civilians || a->kind == TRUCE_ACTOR_person);
}

static void add_bound(struct tr_reading *r, struct truce_refs *refs, uint32_t w)
{
    if (w == TR_NO_WORD || !may_be_bound(tr_actor_at(r, w))) return;
    add_all(r, refs, w, false, true, 0);
}

/* Not "violate": to break a truce is told of its violator, bound by it or not. */
static const char *const makes[] = { "agree",    "declare", "announce", "sign",      "accept", "observe", "commit", "reach",
                                     "respect",  "honor",   "honour",   "reject",    "extend", "renew",   "keep",   "suspend",
                                     "maintain", "offer",   "propose",  "abide",     "adhere", "comply",  "join",   "end",
                                     "halt",     "resume",  "abandon",  "cooperate", NULL };

/* The verb that makes or keeps it: the one that governs it, else the nearest before it, as trees hang it by what follows
 * ("agreed to a truce offered by the army"). */
static uint32_t maker(const struct tr_doc *d, const struct tr_ceasefire *x)
{
    uint32_t h = d->words[x->w].head;
    bool subject = d->words[x->w].rel == TR_REL_nsubj;
    if (h != TR_NO_WORD && tr_lemma_among(d, h, makes) && (h < x->w || (subject && tr_passive(d, h)))) return h;
    for (uint32_t w = x->first; w > 0 && w + 5 > x->first && d->words[w - 1].sentence == d->words[x->w].sentence; w--) {
        if (tr_lemma_among(d, w - 1, makes) && d->words[w - 1].upos == TR_UPOS_VERB) return w - 1;
        if (d->words[w - 1].upos == TR_UPOS_VERB) break;
    }
    return TR_NO_WORD;
}

/* "Yemen's truce": the land that it holds in, and no party to it. */
static bool is_land(const struct tr_reading *r, uint32_t w)
{
    const struct truce_place *p = r->word_place[w] ? r->places.v[r->place_mentions.v[r->word_place[w] - 1].place] : NULL;
    return p && p == tr_main_land(r);
}

/* Whoever makes or keeps it is bound by it: the agents of the verbs above and beside it. */
static void parties_by_act(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    static const char *const offers[] = { "offer", "declare", "announce", "agree", "sign", "accept", "make", "propose", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t h = d->words[x->w].head;
    TR_EACH_CHILD(d, x->w, k) /* "a truce offered by the army" */
    {
        if (d->words[k].rel == TR_REL_acl && tr_lemma_among(d, k, offers)) {
            uint32_t by = tr_args_of(d, k).agent;
            if (by != x->w) add_bound(r, refs, by);
        }
        if (d->words[k].rel == TR_REL_nmod && d->words[k].sub == TR_SUB_poss && !is_land(r, k)) add_bound(r, refs, k);
    }
    if (h != TR_NO_WORD && h == x->first + x->n && tr_lemma_among(d, h, offers))
        add_bound(r, refs, tr_child_sub(d, h, TR_REL_obl, TR_SUB_agent));
    for (int up = 0; up < 2 && h != TR_NO_WORD; up++, h = d->words[h].head) {
        if (!tr_lemma_among(d, h, (const char *const[]){ "commitment", "adherence", "compliance", "refusal", NULL })) break;
        uint32_t owner = tr_args_of(d, h).agent;
        if (owner != x->w) add_bound(r, refs, owner);
    }
    if (x->state == TRUCE_STATE_proposed &&
        !tr_str_is(x->by && x->cue != TR_NO_WORD ? d->words[x->cue].lemma : (tr_str){ "", 0 }, "offer") && h != TR_NO_WORD &&
        !tr_lemma_among(d, h, (const char *const[]){ "propose", "offer", NULL }))
        return; /* who calls for a truce is not bound by it */
    uint32_t v = maker(d, x), agent = v == TR_NO_WORD ? v : tr_args_of(d, v).agent;
    if (agent != TR_NO_WORD && agent != x->w) add_bound(r, refs, agent);
}

/* "in a deal after talks between the army and the rebels": those who dealt are bound. */
static void parties_of_deal(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[x->w].sentence];
    if (x->state == TRUCE_STATE_proposed || x->state == TRUCE_STATE_rejected) return;
    for (uint32_t w = s->first; w < s->first + s->n && !refs->n_actors; w++) {
        if (w == x->w ||
            !tr_lemma_among(d, w, (const char *const[]){ "deal", "agreement", "talk", "talks", "negotiation", "accord", NULL }))
            continue;
        uint32_t between = tr_case_child(d, w, "between");
        if (between != TR_NO_WORD) add_all(r, refs, between, false, true, 0);
    }
}

static void fill_parties(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    static const char *const with[] = { "between", "with", "among", NULL };
    const struct tr_doc *d = r->doc;
    struct truce_refs *refs = &c->ceasefire.parties;
    uint32_t h = d->words[x->w].head;
    TR_EACH_CHILD(d, x->w, k)
    {
        if ((d->words[k].rel == TR_REL_nmod || d->words[k].rel == TR_REL_obl) && tr_prep_among(d, k, with))
            add_all(r, refs, k, false, true, 0);
    }
    if (h != TR_NO_WORD && d->words[x->w].rel != TR_REL_conj) {
        TR_EACH_CHILD(d, h, k)
        {
            if (k != x->w && d->words[k].rel == TR_REL_obl && tr_prep_among(d, k, with)) add_all(r, refs, k, false, true, 0);
        }
    }
    uint32_t had = refs->n_actors == 1 && h != TR_NO_WORD && tr_is_lemma(d, h, "have") ? tr_child(d, h, TR_REL_nsubj) : TR_NO_WORD;
    if (had != TR_NO_WORD && had != x->w) add_bound(r, refs, had); /* "the elders had a truce with the army" */
    uint32_t next = x->first + x->n;
    if (!refs->n_actors && next < d->n_words && tr_str_among(d->words[next].lower, with) && d->words[next].head != TR_NO_WORD)
        add_all(r, refs, d->words[next].head, false, true, 0);
    if (refs->n_actors < 2) parties_by_act(r, x, refs);
    if (!refs->n_actors) parties_of_deal(r, x, refs);
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
        bool out = tr_lemma_among(d, h, leaves) || (tr_lemma_among(d, h, covers) && tr_negated(d, h));
        uint32_t part = !out && d->words[x->w].rel == TR_REL_nmod && tr_str_is_i(d->words[h].lemma, "part") && tr_negated(d, h)
                            ? tr_child(d, h, TR_REL_nsubj)
                            : TR_NO_WORD;
        bool agent = d->words[x->w].rel == TR_REL_obl && tr_prep_among(d, x->w, (const char *const[]){ "by", "in", "from", "under", NULL });
        if (out && agent) part = tr_object_of(d, h); /* "groups not covered by the truce", "IS was excluded from the truce" */
        if (part != TR_NO_WORD && part != x->w) add_all(r, refs, part, true, true, 0);
        TR_EACH_CHILD(d, h, k)
        {
            bool object = out && (d->words[k].rel == TR_REL_obj ||
                                  (d->words[k].rel == TR_REL_obl && tr_prep_among(d, k, (const char *const[]){ "to", NULL })));
            bool exception =
                d->words[k].rel == TR_REL_obl && tr_prep_among(d, k, but) && !tr_prep_among(d, k, (const char *const[]){ "for", NULL });
            if ((object || exception) && k != x->w) add_all(r, refs, k, true, true, 0);
        }
    }
}

static bool is_unit(const struct tr_doc *d, uint32_t w)
{
    return tr_lemma_among(
        d, w, (const char *const[]){ "hour", "day", "week", "month", "year", "minute", "hours", "days", "weeks", "months", NULL });
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
        if (w + 2 < x->w && (tr_str_is(d->words[w + 1].lower, "old") || tr_str_is(d->words[w + 2].lower, "old"))) return; /* its age */
        c->ceasefire.duration = tr_str_at(d->text, (tr_span){ d->words[joined ? w : x->first].span.from, d->words[w].span.to });
        return;
    }
    uint32_t heads[2] = { x->w, d->words[x->w].head };
    for (int i = 0; i < 2; i++) {
        if (heads[i] == TR_NO_WORD) continue;
        TR_EACH_CHILD(d, heads[i], k)
        {
            uint32_t t = r->word_time[k];
            if (!t || !r->times.v[t - 1].is_duration || !tr_prep_among(d, k, (const char *const[]){ "for", "of", "lasting", "", NULL }))
                continue;
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
    uint32_t up = d->words[x->w].head; /* "pressed the army to ensure that the truce holds": it does not yet */
    for (int i = 0; agent == TR_NO_WORD && i < 3 && up != TR_NO_WORD; i++, up = d->words[up].head) {
        if (tr_lemma_among(d, up, (const char *const[]){ "ensure", "respect", "observe", "keep", "honour", "honor", "uphold", NULL }))
            agent = tr_args_of(d, up).agent;
    }
    if (agent == TR_NO_WORD || agent == x->w) return;
    if (tr_violent_word(d, agent) && !r->word_actor[agent]) agent = tr_args_of(d, agent).agent; /* "the army's shelling broke the truce" */
    const struct truce_actor *a = agent == TR_NO_WORD ? NULL : tr_actor_at(r, agent);
    if (may_be_bound(a)) c->ceasefire.violator = a;
}

/* Who calls for a truce says so himself. */
static void fill_source(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_claim *c)
{
    if (c->source || c->ceasefire.state != TRUCE_STATE_proposed || x->cue == TR_NO_WORD || r->doc->words[x->cue].upos != TR_UPOS_VERB)
        return;
    if (!tr_lemma_among(r->doc, x->cue,
                        (const char *const[]){ "call", "urge", "demand", "propose", "appeal", "ask", "insist", "seek", "want", NULL }))
        return;
    uint32_t agent = tr_args_of(r->doc, x->cue).agent;
    const struct truce_actor *a = agent == TR_NO_WORD ? NULL : tr_actor_at(r, agent);
    if (a && a->kind != TRUCE_ACTOR_other) c->source = a;
}

void tr_ceasefire_fill(struct tr_reading *r, struct tr_ceasefire *x, struct truce_claim *c)
{
    tr_ceasefire_territory(r, x, &c->ceasefire.territory);
    fill_parties(r, x, c);
    fill_excludes(r, x, c);
    fill_duration(r, x, c);
    fill_violator(r, x, c);
    fill_source(r, x, c);
    tr_ceasefire_when(r, x, c);
    tr_ceasefire_until(c);
}
