/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that count something else than harmed people: doctors left, trucks, strikes, violations, shares. */
#include "reading/quantity.h"
#include "reading/reading.h"
#include "reading/times.h"
#include "reading/tree.h"

/* The claim head's probability from which a number is a figure, by how much the words themselves say. */
#define COUNTED 0.03f    /* a number with a thing that monitors count */
#define PEOPLE 0.13f     /* with people or groups of them, who are also just mentioned */
#define OTHER_NOUN 0.60f /* with any other noun */
#define VAGUE 0.09f      /* several, dozens, with a noun that monitors count */
#define BARE 0.50f       /* a number alone */
#define SHARE 0.08f      /* percent */

struct scene {
    struct tr_reading *r;
    const struct tr_doc *d;
    const struct tr_numerals *k;
    uint32_t first, end;
    uint32_t things; /* the noun that the sentence last counted; TR_NO_WORD when none */
};

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static float head_opinion(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    float best = 0;
    for (uint32_t w = first; w < first + n; w++) {
        if (1 - d->words[w].p_figure_o > best) best = 1 - d->words[w].p_figure_o;
    }
    return best;
}

static float casualty_opinion(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    float best = 0;
    for (uint32_t w = first; w < first + n; w++) {
        if (d->words[w].casualty && d->words[w].p_casualty > best) best = d->words[w].p_casualty;
    }
    return best;
}

static bool taken(const struct scene *s, tr_span span)
{
    for (uint32_t i = 0; i < s->r->claims.n; i++) {
        if (tr_span_overlap(s->r->claims.v[i].span, span)) return true;
    }
    return false;
}

static bool in_time(const struct scene *s, const struct tr_count *c)
{
    for (uint32_t w = c->core; w < c->core + c->core_n; w++) {
        if (s->r->word_time[w]) return true;
    }
    return false;
}

static void make(struct scene *s, const struct truce_quantity *q, bool percent, uint32_t first, uint32_t n, uint32_t head,
                 uint32_t unit_first, uint32_t unit_n, float p, bool sure, const char *why)
{
    struct truce_claim *c = tr_claim_new(s->r, TRUCE_KIND_figure, first, n, head);
    if (!tr_days_known(c->time.days) && q->low < 1000) c->time = tr_time_context(s->r, head);
    c->figure.count = *q;
    c->figure.percent = percent;
    c->figure.unit =
        unit_n ? tr_arena_line(s->r->arena, tr_str_at(s->d->text, tr_words_span(s->d, unit_first, unit_n))) : (tr_str){ "", 0 };
    /* measured: a counted thing is a figure nearly always, whatever the head thinks of it */
    c->confidence = !s->d->has_claim_heads ? 0.6f : sure ? 0.80f + 0.17f * p : 0.40f + 0.55f * p;
    tr_claim_why(s->r, c, why);
    if (s->d->has_claim_heads && p > 0.5f) tr_claim_why(s->r, c, "figure head");
}

/* "one such group", "one of its members": picks somebody out, counts nobody. */
static bool picks_one(const struct scene *s, const struct tr_count *c, uint32_t noun)
{
    static const char *const kinds[] = { "group",  "faction", "location",  "area", "unit", "country",
                                         "nation", "region",  "agreement", "call", "case", "time" };
    uint32_t after = c->first + c->n;
    if (after < s->end && is(s->d, after, "such")) return true;
    if (tr_victim_find(s->k, s->d->words[noun].lower)) return true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (tr_is_lemma(s->d, noun, kinds[i])) return true;
    }
    return false;
}

/* Words that count nothing that a monitor keeps: "both sides", "once", "no plans", "many". */
static bool counts_nothing(const struct scene *s, const struct tr_count *c, uint32_t noun)
{
    if (c->none) return true;
    static const char *const words[] = { "both", "once", "twice", "thrice", "many", "multiple", "various", "countless", "numerous" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is(s->d, c->core, words[i])) return true;
    }
    if (noun != TR_NO_WORD && tr_unit_find(s->k, s->d->words[noun].lower) == TR_UNIT_nothing) return true;
    bool one = c->q.has_low && c->q.has_high && c->q.high == 1 && !c->percent;
    /* "one of the fiercest battles": a superlative picks, it does not count */
    for (uint32_t w = c->head; one && noun != TR_NO_WORD && w < noun; w++) {
        if (tr_str_is(s->d->words[w].xpos, "JJS") || tr_str_is(s->d->words[w].xpos, "RBS")) return true;
    }
    if (one && !c->digits && (noun == TR_NO_WORD || picks_one(s, c, noun))) return true;
    /* "the two countries", "between the two leaders": known ones, not a count */
    bool known = c->core > s->first && is(s->d, c->core - 1, "the") && c->q.low == 2 && noun != TR_NO_WORD;
    return known && (tr_is_lemma(s->d, noun, "country") || tr_is_lemma(s->d, noun, "leader") || tr_is_lemma(s->d, noun, "rival") ||
                     tr_is_lemma(s->d, noun, "nation"));
}

/* "violations – 5,845 compared with 14,655", "seven times (four in the north, three in the south)": the noun is not repeated. */
static bool goes_on(const struct scene *s, const struct tr_count *c)
{
    const struct tr_doc *d = s->d;
    uint32_t after = c->first + c->n;
    if (s->things == TR_NO_WORD || (c->digits && c->q.low >= 1900 && c->q.low <= 2100 && c->q.high == c->q.low)) return false;
    if (c->first == s->first) return false;
    const struct tr_word *before = &d->words[c->first - 1];
    bool compares =
        is(d, c->first - 1, "with") || is(d, c->first - 1, "to") || is(d, c->first - 1, "from") || is(d, c->first - 1, "against");
    bool opens =
        before->upos == TR_UPOS_PUNCT || is(d, c->first - 1, "and") || is(d, c->first - 1, "recording") || is(d, c->first - 1, "recorded");
    bool clause = before->upos == TR_UPOS_SCONJ || before->upos == TR_UPOS_CCONJ || before->upos == TR_UPOS_PUNCT;
    if (clause && c->digits && after < s->end && d->words[after].upos == TR_UPOS_AUX) return true;
    bool ends = after >= s->end || d->words[after].upos == TR_UPOS_ADP || d->words[after].upos == TR_UPOS_PUNCT || is(d, after, "compared");
    return ends && (opens || (compares && c->digits));
}

/* How sure the claim head must be; above 1: never. */
static float needed(const struct scene *s, const struct tr_count *c, uint32_t noun)
{
    if (counts_nothing(s, c, noun)) return 2;
    if (c->percent) return noun != TR_NO_WORD && s->d->words[noun].entity == TR_ENT_LOC ? 2 : SHARE;
    if (noun == TR_NO_WORD && goes_on(s, c)) return VAGUE;
    if (noun == TR_NO_WORD) return c->digits && (c->q.low >= 1900 && c->q.low <= 2100 && c->q.high == c->q.low) ? 2 : BARE;
    bool counted = tr_unit_find(s->k, s->d->words[noun].lower) == TR_UNIT_counted;
    tr_str u = s->d->words[noun].lower;
    if (tr_unit_find(s->k, u) == TR_UNIT_mass || tr_unit_find(s->k, u) == TR_UNIT_volume) counted = true;
    static const char *const groups[] = { "group",     "groups", "faction",  "factions", "country",
                                          "countries", "family", "families", "occasions" };
    bool people = tr_victim_find(s->k, u) != NULL;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) people |= tr_str_is(u, groups[i]);
    if (c->vague) return !counted ? 0.85f : people ? 2 * PEOPLE : VAGUE;
    return !counted ? OTHER_NOUN : people ? PEOPLE : COUNTED;
}

/* "an increase in the number of ceasefire violations": what a bare number behind it counts. */
static void note_measure(struct scene *s, const struct tr_count *c)
{
    const struct tr_doc *d = s->d;
    uint32_t from = c->first > s->first + 12 ? c->first - 12 : s->first;
    for (uint32_t w = from; w + 2 < c->first && s->things == TR_NO_WORD; w++) {
        if (!is(d, w, "number") || !is(d, w + 1, "of")) continue;
        for (uint32_t i = w + 2; i < c->first; i++) {
            if (tr_unit_find(s->k, d->words[i].lower) == TR_UNIT_counted) s->things = i;
        }
    }
}

static void read_number(struct scene *s, const struct tr_count *c)
{
    const struct tr_doc *d = s->d;
    uint32_t noun = tr_count_noun(s->k, d, c, s->end);
    enum tr_unit_class u = tr_count_unit(s->k, d, c, noun);
    note_measure(s, c);
    bool heavy = (u == TR_UNIT_mass || u == TR_UNIT_volume) && noun != TR_NO_WORD && noun + 1 < s->end && is(d, noun + 1, "of");
    if ((u && u != TR_UNIT_nothing && u != TR_UNIT_counted && !heavy) || in_time(s, c) || (c->hyphened && !c->percent)) return;
    uint32_t n = noun != TR_NO_WORD && noun >= c->first + c->n ? noun + 1 - c->first : c->n;
    if (taken(s, tr_words_span(d, c->first, n))) return;
    float p = head_opinion(d, c->first, n);
    float need = needed(s, c, noun);
    if (d->has_claim_heads ? p < need || (need != COUNTED && need != VAGUE && casualty_opinion(d, c->first, n) > 0.6f) : need > 2 * PEOPLE)
        return;
    uint32_t unit = c->first + c->n;
    while (noun != TR_NO_WORD && unit < noun && (is(d, unit, "of") || is(d, unit, "the") || is(d, unit, "other") || is(d, unit, "more")))
        unit++;
    bool bare = noun == TR_NO_WORD && s->things != TR_NO_WORD && !c->percent;
    if (noun != TR_NO_WORD && !c->percent) s->things = noun;
    uint32_t unit_n = noun != TR_NO_WORD && noun >= unit ? noun + 1 - unit : 0;
    if (bare) unit = s->things, unit_n = 1;
    make(s, &c->q, c->percent, c->first, n, noun != TR_NO_WORD ? noun : c->head, unit, unit_n, p, need <= VAGUE,
         c->percent ? "share"
         : bare     ? "number of the same things"
                    : "number of things");
}

/* "hit a clinic", "damage to a school": one building that monitors count, by the act on it. */
static void read_hit(struct scene *s, uint32_t w)
{
    static const char *const kinds[] = { "hospital", "clinic", "school", "university", "kindergarten", "ambulance", "property" };
    static const char *const acts[] = {
        "hit", "strike", "destroy", "damage", "bomb", "shell", "level", "target", "demolish", "burn", "ruin"
    };
    const struct tr_doc *d = s->d;
    bool kind = false, act = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !kind; i++) kind = is(d, w, kinds[i]);
    uint32_t det = kind ? tr_child(d, w, TR_REL_det) : TR_NO_WORD, head = d->words[w].head, sub = d->words[w].sub;
    if (det == TR_NO_WORD || det > w || head == TR_NO_WORD || !(is(d, det, "a") || is(d, det, "an"))) return;
    for (size_t i = 0; i < sizeof acts / sizeof *acts && !act; i++) act = tr_is_lemma(d, head, acts[i]);
    uint8_t rel = d->words[w].rel;
    bool harmed = rel == TR_REL_obj || (rel == TR_REL_nsubj && sub == TR_SUB_pass) ||
                  (rel == TR_REL_nmod && tr_is_lemma(d, head, "damage")) || rel == TR_REL_conj;
    if (!act || !harmed || taken(s, tr_words_span(d, det, w + 1 - det))) return;
    struct truce_quantity one = { .has_low = true, .has_high = true, .low = 1, .high = 1 };
    make(s, &one, false, det, w + 1 - det, w, det + 1, w - det, head_opinion(d, det, w + 1 - det), true, "building hit");
}

void tr_figures_read(struct tr_reading *r)
{
    struct scene s = { .r = r, .d = r->doc, .k = r->know->numerals };
    struct tr_count c;
    for (uint32_t i = 0; i < r->doc->n_sentences; i++) {
        s.first = r->doc->sentences[i].first;
        s.end = s.first + r->doc->sentences[i].n;
        s.things = TR_NO_WORD;
        for (uint32_t w = s.first; w < s.end;) {
            if (!tr_count_at(s.k, s.d, w, s.end, &c)) {
                read_hit(&s, w);
                w++;
                continue;
            }
            read_number(&s, &c);
            w += c.n;
        }
    }
}
