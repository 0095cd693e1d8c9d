/* SPDX-License-Identifier: Apache-2.0 */
/* Where a ceasefire is said to apply. What the clause says of the arrangement itself comes first ("a truce in place in Homs"), then where
 * it is being carried to ("extend the truce to Homs"), then its own phrase, its extent ("nationwide"), and last what it does there.
 * Where it was signed, announced or talked about is not its territory. */
#include "reading/ceasefires_int.h"
#include "reading/tree.h"

static const struct truce_place *place_at(const struct tr_reading *r, uint32_t w)
{
    uint32_t m = r->word_place[w];
    if (!m || r->place_mentions.v[m - 1].is_dateline || r->place_mentions.v[m - 1].is_base) return NULL;
    return r->places.v[r->place_mentions.v[m - 1].place];
}

/* The places that the phrase headed at w names, what is joined to it by "and", and what a common noun is called ("the capital, Damascus"). */
static void add_places(struct tr_reading *r, struct truce_refs *refs, uint32_t w, int depth)
{
    const struct truce_place *p = place_at(r, w);
    tr_refs_place(r, refs, p);
    if (depth > 6) return;
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        if (rel == TR_REL_compound && tr_case_of(r->doc, c).n) continue; /* "in Syria to Idlib province": hung on the wrong noun */
        bool named = !p && (rel == TR_REL_nmod || rel == TR_REL_appos || rel == TR_REL_compound || rel == TR_REL_flat) && place_at(r, c);
        if (rel == TR_REL_conj || named) add_places(r, refs, c, depth + 1);
    }
}

/* Places in modifiers of w behind word `from`; wide: only those of prepositions that say how far, not where something happens. */
static void places_below(struct tr_reading *r, uint32_t w, uint32_t from, bool wide, struct truce_refs *refs)
{
    static const char *const where[] = { "in",         "for",  "across", "around", "on", "at",     "over",
                                         "throughout", "near", "inside", "along",  "of", "within", NULL };
    static const char *const extent[] = { "across", "throughout", "around", "for", "over", NULL };
    TR_EACH_CHILD(r->doc, w, c)
    {
        uint8_t rel = r->doc->words[c].rel;
        if (c < from || (rel != TR_REL_nmod && rel != TR_REL_obl && rel != TR_REL_obj) || !tr_prep_among(r->doc, c, wide ? extent : where))
            continue;
        add_places(r, refs, c, 0);
    }
}

static bool told_in_place(const struct tr_ceasefire *x)
{
    return x->by && x->by->role == TR_ROLE_amod && x->state == TRUCE_STATE_in_force;
}

/* "extend the truce to Homs", "include Homs in the truce": where it is carried to. */
static void carried_to(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    uint32_t h = d->words[x->w].head;
    if (h == TR_NO_WORD) return;
    if (tr_lemma_among(d, h, (const char *const[]){ "extend", "expand", "widen", "broaden", "spread", "apply", NULL })) {
        TR_EACH_CHILD(d, h, c)
        {
            if (d->words[c].rel == TR_REL_obl && tr_prep_among(d, c, (const char *const[]){ "to", "into", "across", "throughout", NULL }))
                add_places(r, refs, c, 0);
        }
    }
    bool inside = tr_prep_among(d, x->w, (const char *const[]){ "in", "into", "within", "under", NULL });
    if (inside && tr_lemma_among(d, h, (const char *const[]){ "include", "incorporate", "bring", "add", "cover", NULL })) {
        uint32_t o = tr_object_of(d, h);
        if (o != TR_NO_WORD) add_places(r, refs, o, 0);
    }
    bool covers = tr_lemma_among(d, h, (const char *const[]){ "cover", "include", "encompass", "protect", "govern", NULL });
    bool subject = d->words[x->w].rel == TR_REL_nsubj && d->words[x->w].sub != TR_SUB_pass;
    bool agent = d->words[x->w].rel == TR_REL_obl && tr_prep_among(d, x->w, (const char *const[]){ "by", "under", NULL });
    if (covers && (subject || agent) && !tr_negated(d, h)) {
        uint32_t o = tr_object_of(d, h);
        if (o != TR_NO_WORD) add_places(r, refs, o, 0);
    }
}

/* "the Homs truce", "Syria ceasefire": a place before the noun, unless it stands for who made it ("the US-Russia ceasefire"). */
static void named_before(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t w = x->first; w < x->w; w++) {
        bool joined = w + 1 < x->w && tr_str_is(d->words[w + 1].form, "-");
        bool second = w > 0 && tr_str_is(d->words[w - 1].form, "-");
        if (d->words[w].upos == TR_UPOS_PROPN && !joined && !second && d->words[w].sub != TR_SUB_poss)
            tr_refs_place(r, refs, place_at(r, w));
    }
    uint32_t owner = tr_child_sub(d, x->w, TR_REL_nmod, TR_SUB_poss); /* "Yemen's truce" */
    const struct truce_place *land = refs->n_places || owner == TR_NO_WORD ? NULL : place_at(r, owner);
    if (land && land == tr_main_land(r)) tr_refs_place(r, refs, land);
}

/* "nationwide", "countrywide", "across the country": the land that the report is about. */
static void whole_land(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    static const char *const wide[] = { "nationwide", "countrywide", "nation-wide", "country-wide", "national", NULL };
    const struct tr_doc *d = r->doc;
    bool whole = false;
    TR_EACH_CHILD(d, x->w, c)
    {
        if (d->words[c].rel == TR_REL_amod || d->words[c].rel == TR_REL_compound || d->words[c].rel == TR_REL_nmod)
            whole |= tr_str_among(d->words[c].lower, wide) ||
                     (tr_is_lemma(d, c, "country") && tr_prep_among(d, c, (const char *const[]){ "across", "throughout", "over", NULL }));
    }
    if (whole) tr_refs_place(r, refs, tr_main_land(r));
}

/* What holds, begins or is broken does so in its territory; signing and talking happen anywhere. */
static bool happens_there(const struct tr_doc *d, uint32_t w)
{
    static const char *const does[] = { "hold",      "last",   "stick",        "begin",     "start",      "come",        "enter",
                                        "take",      "go",     "observe",      "respect",   "violate",    "breach",      "break",
                                        "impose",    "apply",  "set",          "collapse",  "remain",     "implement",   "enforce",
                                        "violation", "breach", "monitor",      "maintain",  "keep",       "concentrate", "force",
                                        "effect",    "place",  "infringement", "adherence", "compliance", "establish",   NULL };
    return tr_lemma_among(d, w, does);
}

/* "the first killed in Homs since the truce began", "shelled Homs in breach of the truce": what keeps or breaks it does so where it holds. */
static void kept_there(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    if (x->state != TRUCE_STATE_in_force && x->state != TRUCE_STATE_violated) return;
    for (uint32_t w = r->doc->words[x->w].head, i = 0; w != TR_NO_WORD && i < 5 && !refs->n_places; w = r->doc->words[w].head, i++) {
        if (tr_violent_word(r->doc, w) && !tr_lemma_among(r->doc, w, (const char *const[]){ "violation", "breach", NULL }))
            places_below(r, w, 0, false, refs);
    }
}

static void all_places(struct tr_reading *r, uint32_t w, struct truce_refs *refs, int depth)
{
    uint32_t m = r->word_place[w];
    if (m && r->place_mentions.v[m - 1].head == w) tr_refs_place(r, refs, place_at(r, w));
    if (depth > 8) return;
    TR_EACH_CHILD(r->doc, w, c)
    {
        if (r->doc->words[c].rel != TR_REL_acl && r->doc->words[c].rel != TR_REL_parataxis) all_places(r, c, refs, depth + 1);
    }
}

/* "a pause to let aid reach Homs", "local truces to enable repairs in Avdiivka and Zolote": it holds where it serves. */
static void serves_there(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    static const char *const serves[] = { "allow",  "enable",     "let",   "permit",  "facilitate", "deliver", "evacuate",
                                          "repair", "distribute", "bring", "collect", "ease",       "help",    NULL };
    const struct tr_doc *d = r->doc;
    uint32_t at[2] = { x->w, d->words[x->w].head };
    for (int i = 0; i < 2 && !refs->n_places; i++) {
        if (at[i] == TR_NO_WORD) continue;
        TR_EACH_CHILD(d, at[i], c)
        {
            bool purpose = (d->words[c].rel == TR_REL_advcl || d->words[c].rel == TR_REL_acl) && c > x->w && tr_lemma_among(d, c, serves);
            if (purpose && tr_str_is_i(tr_case_of(d, c), "to")) all_places(r, c, refs, 0);
        }
    }
}

/* "heavy fighting in Homs despite the truce": it is in Homs that the truce should hold. */
static void fought_there(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    if (!tr_prep_among(d, x->w, (const char *const[]){ "despite", "during", "amid", "notwithstanding", NULL })) return;
    for (uint32_t w = d->words[x->w].head, i = 0; w != TR_NO_WORD && i < 2 && !refs->n_places; w = d->words[w].head, i++) {
        uint32_t subject = tr_child(d, w, TR_REL_nsubj);
        if (subject == TR_NO_WORD) subject = tr_child(d, w, TR_REL_csubj);
        places_below(r, w, 0, false, refs);
        if (!refs->n_places && subject != TR_NO_WORD) places_below(r, subject, 0, false, refs);
    }
}

/* "negotiating a truce in Homs": right behind the noun, whatever the tree hung it on, and in the land that the report is about. */
static void right_behind(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    uint32_t h = d->words[x->w].head, p = x->w + 1;
    if (h == TR_NO_WORD || p + 1 >= d->n_words || d->words[p].sentence != d->words[x->w].sentence) return;
    if (!tr_str_is(d->words[p].lower, "in") && !tr_str_is(d->words[p].lower, "for") && !tr_str_is(d->words[p].lower, "at")) return;
    if (tr_lemma_among(d, h, (const char *const[]){ "sign", "announce", "declare", "seal", "conclude", "discuss", NULL })) return;
    const struct truce_place *land = tr_main_land(r), *there = NULL;
    TR_EACH_CHILD(d, h, c)
    {
        if (d->words[c].rel == TR_REL_obl && tr_first_of(d, c) == p) there = place_at(r, c);
    }
    if (there && land && memcmp(land->country, there->country, 2) != 0) return;
    tr_refs_place(r, refs, there);
}

/* "a local truce": of the town that is spoken of. */
static void here(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    bool local = false;
    TR_EACH_CHILD(d, x->w, c)
    {
        local |= d->words[c].rel == TR_REL_amod && tr_str_is(d->words[c].lower, "local");
    }
    if (!local || d->words[x->w].number == TR_NUM_PLUR) return;
    const struct truce_place *p = tr_place_of_act(r, x->w);
    if (p && (p->kind == TRUCE_PLACE_city || p->kind == TRUCE_PLACE_neighbourhood)) tr_refs_place(r, refs, p);
}

void tr_ceasefire_territory(struct tr_reading *r, const struct tr_ceasefire *x, struct truce_refs *refs)
{
    const struct tr_doc *d = r->doc;
    uint32_t h = d->words[x->w].head;
    if (told_in_place(x)) {
        places_below(r, x->w, x->w, false, refs);
        if (!refs->n_places && x->cue != TR_NO_WORD && x->cue != x->w) places_below(r, x->cue, x->w, false, refs);
        if (!refs->n_places && h != TR_NO_WORD) places_below(r, h, x->w, false, refs);
    }
    if (!refs->n_places) carried_to(r, x, refs);
    if (!refs->n_places) places_below(r, x->w, 0, false, refs);
    if (!refs->n_places) right_behind(r, x, refs);
    if (!refs->n_places) named_before(r, x, refs);
    if (!refs->n_places) whole_land(r, x, refs);
    uint32_t what = h != TR_NO_WORD && d->words[x->w].rel == TR_REL_nsubj ? tr_child(d, h, TR_REL_xcomp) : TR_NO_WORD;
    if (!refs->n_places && what != TR_NO_WORD && happens_there(d, what))
        places_below(r, what, 0, false, refs); /* "is set to begin in Homs" */
    for (uint32_t w = h, i = 0; !refs->n_places && w != TR_NO_WORD && i < 3; w = d->words[w].head, i++) {
        places_below(r, w, 0, !happens_there(d, w), refs);
        if (tr_is_predicate(d, w)) break;
    }
    if (!refs->n_places) fought_there(r, x, refs);
    if (!refs->n_places) kept_there(r, x, refs);
    if (!refs->n_places) serves_there(r, x, refs);
    if (!refs->n_places) here(r, x, refs);
}
