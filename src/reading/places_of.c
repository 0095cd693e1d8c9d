/* SPDX-License-Identifier: Apache-2.0 */
/* Where something is said to be: asked for a predicate or noun, answered from its own modifiers outwards. Fighting and harm happen
 * somewhere, so that for them the sentence and the ones before may answer; who talks, warns or helps does it nowhere unless said. */
#include "reading/places_int.h"

#define REACH 3             /* sentences back that a place still holds */
#define AHEAD 4             /* sentences ahead that name what "a town" was */

static const struct tr_place_mention *mention_at(const struct tr_reading *r, uint32_t w)
{
    return r->word_place[w] ? &r->place_mentions.v[r->word_place[w] - 1] : NULL;
}

/* Smaller is more specific. */
static int width(const struct truce_place *p)
{
    switch (p->kind) {
    case TRUCE_PLACE_facility: return 0;
    case TRUCE_PLACE_neighbourhood: return 1;
    case TRUCE_PLACE_city: return 2;
    case TRUCE_PLACE_admin2: return 3;
    case TRUCE_PLACE_natural: return 4;
    case TRUCE_PLACE_admin1: return 5;
    case TRUCE_PLACE_region: return 6;
    default: return 7;
    }
}

static bool usable(const struct tr_place_mention *m) { return m && !m->as_actor && !m->is_dateline && !m->is_base; }

static const struct truce_place *narrower(const struct truce_place *a, const struct truce_place *b)
{
    return !a || (b && width(b) < width(a)) ? b : a;
}

const struct truce_place *tr_place_in(const struct tr_reading *r, uint32_t first, uint32_t n)
{
    const struct truce_place *best = NULL;
    for (uint32_t w = first; w < first + n && w < r->doc->n_words; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (m && !m->is_dateline && !m->is_base) best = narrower(best, r->places.v[m->place]);
    }
    return best;
}

bool tr_violent_word(const struct tr_doc *d, uint32_t w)
{
    static const char *const list[] = { "attack", "kill", "strike", "shell", "shelling", "bomb", "bombing", "bombardment", "bombard", "clash", "fire", "fight", "fighting", "wound", "injure", "die", "explode", "explosion", "blast", "hit", "target",
                                        "shoot", "shooting", "capture", "seize", "besiege", "siege", "storm", "arrest", "raid", "airstrike", "assault", "offensive", "battle", "massacre", "execute", "abduct", "kidnap", "ambush", "destroy", "toll", "death",
                                        "casualty", "injury", "damage", "collapse", "land", "fall", "crash", "detonate", "gunfire", "violence", "operation", "advance", "retake", "recapture", "liberate", "dead", "displace", "trap", "suicide", "war" };
    const struct tr_word *x = &d->words[w];
    if (d->has_claim_heads && (x->casualty || x->event == TRUCE_EVENT_ASSAULT || x->event == TRUCE_EVENT_COERCE)) return true;
    if (d->has_claim_heads && x->event && x->p_event > 0.5f) return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(x->lemma, list[i])) return true;
    return false;
}

/* A clause of its own below w has a place of its own; a relative clause or a quoted one says nothing of where w is. */
static bool other_clause(const struct tr_doc *d, uint32_t c)
{
    switch (d->words[c].rel) {
    case TR_REL_acl: case TR_REL_ccomp: case TR_REL_csubj: case TR_REL_parataxis: case TR_REL_advcl: return true;
    case TR_REL_conj: return tr_is_predicate(d, c);
    default: return false;
    }
}

/* The narrowest place among the words below w, without other clauses. */
static const struct truce_place *below(const struct tr_reading *r, uint32_t w, int depth)
{
    const struct truce_place *best = NULL;
    const struct tr_place_mention *m = mention_at(r, w);
    if (usable(m)) best = r->places.v[m->place];
    if (depth > 12) return best;
    TR_EACH_CHILD(r->doc, w, c)
    {
        if (other_clause(r->doc, c) && !(depth == 0 && r->doc->words[c].rel == TR_REL_acl)) continue;
        best = narrower(best, below(r, c, depth + 1));
    }
    return best;
}

/* The nearest place of a kind named before the word, up to REACH sentences back: "the town", "the neighbourhood". */
static const struct truce_place *named_before(const struct tr_reading *r, uint32_t w, enum truce_place_kind kind)
{
    uint32_t sentence = r->doc->words[w].sentence;
    for (uint32_t i = r->place_mentions.n; i-- > 0;) {
        const struct tr_place_mention *m = &r->place_mentions.v[i];
        uint32_t s = r->doc->words[m->first].sentence;
        if (m->first >= w || s + REACH < sentence || !usable(m)) continue;
        if (r->places.v[m->place]->kind == kind) return r->places.v[m->place];
    }
    return NULL;
}

/* "a rebel-held town": named in the sentences that follow, of that kind and in that country. */
static const struct truce_place *named_after(const struct tr_reading *r, uint32_t w, enum truce_place_kind kind, const struct truce_place *around)
{
    uint32_t sentence = r->doc->words[w].sentence;
    for (uint32_t i = 0; i < r->place_mentions.n; i++) {
        const struct tr_place_mention *m = &r->place_mentions.v[i];
        uint32_t s = r->doc->words[m->first].sentence;
        const struct truce_place *p = r->places.v[m->place];
        if (m->first <= w || s > sentence + AHEAD || !usable(m) || p == around || p->kind != kind) continue;
        if (!around || !around->country[0] || !memcmp(around->country, p->country, 2)) return p;
    }
    return NULL;
}

/* A common noun for a place among the modifiers of w ("in the town", "on a village near Aleppo"): what it stands for. */
static const struct truce_place *by_common_noun(const struct tr_reading *r, uint32_t w, const struct truce_place *around)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        const struct tr_word *x = &d->words[c];
        bool modifier = x->rel == TR_REL_obl || x->rel == TR_REL_nmod || x->rel == TR_REL_obj || (x->rel == TR_REL_nsubj && x->sub == TR_SUB_pass);
        if (!modifier || x->upos != TR_UPOS_NOUN || x->number == TR_NUM_PLUR) continue;
        enum truce_place_kind kind = tr_kind_word(x->lemma, NULL);
        if (kind != TRUCE_PLACE_city && kind != TRUCE_PLACE_neighbourhood && kind != TRUCE_PLACE_admin2) continue;
        if (around && width(around) <= 2 && tr_place_in(r, tr_first_of(d, c), tr_last_of(d, c) + 1 - tr_first_of(d, c)) == around && !tr_str_is(tr_case_of(d, c), "near")) continue;   /* it is named */
        uint32_t det = tr_child(d, c, TR_REL_det);
        bool definite = det != TR_NO_WORD && (tr_str_is(d->words[det].lower, "the") || tr_str_is(d->words[det].lower, "this") || tr_str_is(d->words[det].lower, "that"));
        const struct truce_place *p = definite ? named_before(r, c, kind == TRUCE_PLACE_admin2 ? TRUCE_PLACE_neighbourhood : kind) : named_after(r, c, kind == TRUCE_PLACE_admin2 ? TRUCE_PLACE_neighbourhood : kind, around);
        if (p) return p;
    }
    return NULL;
}

/* Modifiers that place it: obl and nmod with a locative preposition, compounds ("Aleppo strikes"), possessives; a target that is a place. */
static const struct truce_place *placed_by(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *best = NULL;
    bool violent = tr_violent_word(d, w);
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool target = violent && (rel == TR_REL_obj || (rel == TR_REL_nsubj && d->words[c].sub == TR_SUB_pass));
        bool modifier = rel == TR_REL_obl || rel == TR_REL_nmod || rel == TR_REL_compound || rel == TR_REL_amod || rel == TR_REL_advmod;
        if (!modifier && !target) continue;
        tr_str k = tr_case_of(d, c);
        if (k.n && !tr_locative_word(k) && !tr_str_is(k, "on") && !(violent && (tr_str_is(k, "of") || tr_str_is(k, "against") || tr_str_is(k, "for")))) continue;
        if (!violent && (tr_str_is(k, "to") || tr_str_is(k, "from") || rel == TR_REL_compound)) continue;
        best = narrower(best, below(r, c, 0));
    }
    const struct truce_place *common = violent && (!best || width(best) > 2 || true) ? by_common_noun(r, w, best) : NULL;
    return common && (!best || width(common) <= width(best)) ? common : best;
}

static const struct truce_place *in_sentence(const struct tr_reading *r, uint32_t sentence, uint32_t near)
{
    const struct tr_sentence *s = &r->doc->sentences[sentence];
    const struct truce_place *best = NULL;
    uint32_t best_gap = UINT32_MAX;
    for (uint32_t w = s->first; w < s->first + s->n; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (!usable(m) || m->first != w) continue;
        const struct truce_place *p = r->places.v[m->place];
        uint32_t gap = (near == TR_NO_WORD ? s->first + s->n - w : w > near ? w - near : near - w) + (uint32_t)width(p) * 4;
        if (gap < best_gap) best_gap = gap, best = p;
    }
    return best;
}

/* "More than 280,000 have been killed in the war", "since the uprising began": the land at war. */
static const struct truce_place *whole_war(const struct tr_reading *r, uint32_t w)
{
    static const char *const wars[] = { "war", "conflict", "uprising", "crisis", "revolt", "insurgency", "rebellion" };
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    bool war = false;
    for (uint32_t i = s->first; i < s->first + s->n && !war; i++)
        for (size_t k = 0; k < sizeof wars / sizeof *wars; k++) war = war || tr_str_is(d->words[i].lemma, wars[k]);
    if (!war || !d->has_claim_heads || !d->words[w].casualty) return NULL;
    /* the country named most often */
    const struct truce_place *best = NULL;
    uint32_t best_n = 1;
    for (uint32_t i = 0; i < r->places.n; i++) {
        uint32_t n = 0;
        if (r->places.v[i]->kind != TRUCE_PLACE_country) continue;
        for (uint32_t k = 0; k < r->place_mentions.n; k++) n += r->place_mentions.v[k].place == i && usable(&r->place_mentions.v[k]);
        if (n > best_n) best_n = n, best = r->places.v[i];
    }
    return best;
}

/* The word's own modifiers, then those of what it hangs on: "air strikes killed five in Aleppo", "fighters shot dead in Idlib". */
static const struct truce_place *of_clause(const struct tr_reading *r, uint32_t w, bool climb)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *p = placed_by(r, w);
    for (uint32_t at = w; !p && d->words[at].head != TR_NO_WORD;) {
        uint8_t rel = d->words[at].rel;
        uint32_t up = d->words[at].head;
        if (rel == TR_REL_ccomp || rel == TR_REL_parataxis) break;      /* above it stands only who says it */
        if (!climb && tr_is_predicate(d, at)) break;
        if (rel == TR_REL_acl && usable(mention_at(r, up))) return r->places.v[mention_at(r, up)->place];    /* "Jayrud, where it fell" */
        if ((p = placed_by(r, up))) break;
        at = up;
    }
    return p;
}

const struct truce_place *tr_place_of(const struct tr_reading *r, uint32_t w)
{
    if (!r->place_mentions.n || w >= r->doc->n_words) return NULL;
    bool violent = tr_violent_word(r->doc, w);
    const struct truce_place *p = of_clause(r, w, violent);
    if (p || !violent) return p;
    uint32_t sentence = r->doc->words[w].sentence;
    if ((p = whole_war(r, w))) return p;
    p = in_sentence(r, sentence, w);
    for (uint32_t back = 1; !p && back <= REACH && back <= sentence; back++) p = in_sentence(r, sentence - back, TR_NO_WORD);
    return p;
}
