/* SPDX-License-Identifier: Apache-2.0 */
/* Where something is said to be: asked for a predicate or noun, answered from its own modifiers outwards. Fighting and harm happen
 * somewhere, so that for them the sentence and the ones before may answer; who talks, warns or helps does it nowhere unless said. */
#include "reading/places_int.h"

#define REACH 3     /* sentences back that a place still holds */
#define COUNTED 256 /* mentions that tell which land a report is about */
#define LEAD 3      /* sentences of a headline and lead */
#define AHEAD 4     /* sentences ahead that name what "a town" was */

static const struct tr_place_mention *mention_at(const struct tr_reading *r, uint32_t w)
{
    return r->word_place[w] ? &r->place_mentions.v[r->word_place[w] - 1] : NULL;
}

/* An embassy is whom one attacks; the town says where. */
static bool is_legation(const struct truce_place *p)
{
    return tr_str_find_i(p->text, TR_STR("embassy")) >= 0 || tr_str_find_i(p->text, TR_STR("consulate")) >= 0;
}

/* Smaller is more specific. */
static int width(const struct truce_place *p)
{
    switch (p->kind) {
    case TRUCE_PLACE_facility: return is_legation(p) ? 3 : 0;
    case TRUCE_PLACE_neighbourhood: return 1;
    case TRUCE_PLACE_city: return 2;
    case TRUCE_PLACE_admin2: return 3;
    case TRUCE_PLACE_natural: return 4;
    case TRUCE_PLACE_admin1: return 5;
    case TRUCE_PLACE_region: return 6;
    default: return 7;
    }
}

/* The first mention at or behind a word; they stand in text order. */
static uint32_t mention_from(const struct tr_reading *r, uint32_t w)
{
    uint32_t lo = 0, hi = r->place_mentions.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->place_mentions.v[mid].first < w) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

static bool usable(const struct tr_place_mention *m)
{
    return m && !m->as_actor && !m->is_dateline && !m->is_base;
}

static bool is_bearing(tr_str w)
{
    static const char *const list[] = { "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(w, list[i])) return true;
    return false;
}

/* Said to find another place by: "30 km south of Idlib", "outside Damascus", "near the border with Turkey". */
static bool is_landmark(const struct tr_reading *r, const struct tr_place_mention *m)
{
    const struct tr_doc *d = r->doc;
    uint32_t w = m->first, sentence = d->words[w].sentence;
    while (w > 0 && d->words[w - 1].sentence == sentence &&
           (d->words[w - 1].upos == TR_UPOS_DET || d->words[w - 1].upos == TR_UPOS_ADJ || tr_kind_word(d->words[w - 1].lower, NULL)))
        w--;
    if (w == 0 || d->words[w - 1].sentence != sentence) return false;
    tr_str p = d->words[w - 1].lower;
    if (tr_str_is(p, "near") || tr_str_is(p, "outside") || tr_str_is(p, "overlooking") || tr_str_is(p, "beside") ||
        tr_str_is(p, "surrounding"))
        return true;
    if (w < 2 || (!tr_str_is(p, "of") && !tr_str_is(p, "from") && !tr_str_is(p, "with") && !tr_str_is(p, "to"))) return false;
    return is_bearing(d->words[w - 2].lower) || tr_str_is(d->words[w - 2].lower, "border") || tr_str_is(d->words[w - 2].lower, "close");
}

#define BY 3 /* how much wider than itself a landmark tells where */

/* A place and how widely it says where: "near Idlib" tells less than Idlib, and no less than its province. */
struct spot {
    const struct truce_place *place;
    int width;
    bool landmark;
};

/* What holds another place ("Qara, Homs") is wider than that. */
static struct spot spot_of(const struct tr_reading *r, const struct tr_place_mention *m)
{
    struct spot s = { NULL, 99, false };
    int least = 0;
    if (!usable(m)) return s;
    s.place = r->places.v[m->place];
    for (int up = 1; up <= 3 && m; up++) {
        bool landmark = is_landmark(r, m);
        int w = width(r->places.v[m->place]) + (landmark ? BY : 0) + up - 1;
        if (usable(m) && w > least) least = w, s.landmark = landmark;
        m = m->holds ? &r->place_mentions.v[m->holds - 1] : NULL;
        if (m && is_legation(r->places.v[m->place])) break;
    }
    s.width = least;
    return s;
}

static struct spot narrower(struct spot a, struct spot b)
{
    return b.place && (!a.place || b.width < a.width) ? b : a;
}

const struct truce_place *tr_place_in(const struct tr_reading *r, uint32_t first, uint32_t n)
{
    struct spot best = { NULL, 99, false };
    for (uint32_t w = first; w < first + n && w < r->doc->n_words; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (!m || m->is_dateline || m->is_base) continue;
        struct spot s = { r->places.v[m->place], width(r->places.v[m->place]), false };
        best = narrower(best, s);
    }
    return best.place;
}

bool tr_violent_word(const struct tr_doc *d, uint32_t w)
{
    static const char *const list[] = {
        "attack",   "killed",    "wounded",  "injured",     "shelled",  "bombed",   "attacked",  "kill",     "strike",    "shell",
        "shelling", "bomb",      "bombing",  "bombardment", "bombard",  "clash",    "fire",      "fight",    "fighting",  "wound",
        "injure",   "die",       "explode",  "explosion",   "blast",    "hit",      "target",    "shoot",    "shooting",  "capture",
        "seize",    "besiege",   "siege",    "storm",       "arrest",   "raid",     "airstrike", "assault",  "offensive", "battle",
        "massacre", "execute",   "abduct",   "kidnap",      "ambush",   "destroy",  "toll",      "death",    "casualty",  "injury",
        "damage",   "collapse",  "land",     "fall",        "crash",    "detonate", "gunfire",   "violence", "operation", "advance",
        "retake",   "recapture", "liberate", "dead",        "displace", "trap",     "suicide",   "war"
    };
    const struct tr_word *x = &d->words[w];
    if (d->has_claim_heads && (x->casualty || x->event == TRUCE_EVENT_ASSAULT || x->event == TRUCE_EVENT_COERCE)) return true;
    if (d->has_claim_heads && x->event && x->p_event > 0.6f && x->upos != TR_UPOS_VERB) return false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (tr_str_is(x->lemma, list[i])) return true;
    }
    return false;
}

/* Verbs whose object is where they happen. */
static bool goes_there(tr_str lemma)
{
    static const char *const list[] = { "visit",  "tour",     "enter",  "reach",  "leave", "evacuate", "arrive",
                                        "deploy", "withdraw", "return", "travel", "visit", "move",     "advance",
                                        "send",   "control",  "hold",   "take",   "trip" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lemma, list[i])) return true;
    return false;
}

/* A clause of its own below w has a place of its own; a relative clause or a quoted one says nothing of where w is. */
static bool other_clause(const struct tr_doc *d, uint32_t c)
{
    switch (d->words[c].rel) {
    case TR_REL_acl:
    case TR_REL_ccomp:
    case TR_REL_csubj:
    case TR_REL_parataxis:
    case TR_REL_advcl: return true;
    case TR_REL_conj: return tr_is_predicate(d, c);
    default: return false;
    }
}

/* The narrowest place among the words below w, without other clauses. */
static struct spot below(const struct tr_reading *r, uint32_t w, int depth)
{
    struct spot best = spot_of(r, mention_at(r, w));
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
    for (uint32_t i = mention_from(r, w); i-- > 0;) {
        const struct tr_place_mention *m = &r->place_mentions.v[i];
        if (r->doc->words[m->first].sentence + REACH < sentence) break;
        if (!usable(m)) continue;
        if (r->places.v[m->place]->kind == kind) return r->places.v[m->place];
    }
    return NULL;
}

/* "a rebel-held town": named in the sentences that follow, of that kind and in that country. */
static const struct truce_place *named_after(const struct tr_reading *r, uint32_t w, enum truce_place_kind kind,
                                             const struct truce_place *around)
{
    uint32_t sentence = r->doc->words[w].sentence;
    for (uint32_t i = mention_from(r, w + 1); i < r->place_mentions.n; i++) {
        const struct tr_place_mention *m = &r->place_mentions.v[i];
        const struct truce_place *p = r->places.v[m->place];
        if (r->doc->words[m->first].sentence > sentence + AHEAD) break;
        if (!usable(m) || p == around || p->kind != kind) continue;
        if (!around || !around->country[0] || !memcmp(around->country, p->country, 2)) return p;
    }
    return NULL;
}

/* What a common noun for a place stands for ("in the town", "a village near Aleppo"), when its own phrase does not name one of its kind. */
static struct spot of_common_noun(const struct tr_reading *r, uint32_t c, const struct truce_place *around)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[c];
    struct spot none = { NULL, 99, false };
    enum truce_place_kind kind = x->upos == TR_UPOS_NOUN && x->number != TR_NUM_PLUR ? tr_kind_word(x->lemma, NULL) : TRUCE_PLACE_none;
    if (kind == TRUCE_PLACE_admin2) kind = TRUCE_PLACE_neighbourhood;
    if (kind != TRUCE_PLACE_city && kind != TRUCE_PLACE_neighbourhood) return none;
    if (tr_str_is(x->lemma, "capital")) return none;
    struct spot named = below(r, c, 0);
    if (named.place && !named.landmark && (named.place->kind == kind || width(named.place) < 2)) return none;
    uint32_t det = tr_child(d, c, TR_REL_det);
    bool definite = det != TR_NO_WORD && (tr_str_is(d->words[det].lower, "the") || tr_str_is(d->words[det].lower, "this") ||
                                          tr_str_is(d->words[det].lower, "that"));
    const struct truce_place *p =
        definite && !named.place ? named_before(r, c, kind) : named_after(r, c, kind, named.place ? named.place : around);
    return p ? (struct spot){ p, width(p), false } : none;
}

static struct spot common_below(const struct tr_reading *r, uint32_t w, const struct truce_place *around, int depth)
{
    struct spot best = { NULL, 99, false };
    if (depth > 4) return best;
    TR_EACH_CHILD(r->doc, w, c)
    {
        if (other_clause(r->doc, c) || (depth == 0 && r->doc->words[c].rel == TR_REL_nsubj && r->doc->words[c].sub != TR_SUB_pass))
            continue;
        best = narrower(best, narrower(of_common_noun(r, c, around), common_below(r, c, around, depth + 1)));
    }
    return best;
}

/* Modifiers that place it: obl and nmod with a locative preposition, compounds ("Aleppo strikes"), possessives; a target that is a place. */
static struct spot placed_by(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    struct spot best = { NULL, 99, false };
    bool violent = tr_violent_word(d, w), goes = goes_there(d->words[w].lemma);
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool target = (violent || goes) && (rel == TR_REL_obj || (rel == TR_REL_nsubj && d->words[c].sub == TR_SUB_pass));
        bool modifier = rel == TR_REL_obl || rel == TR_REL_nmod || rel == TR_REL_compound || rel == TR_REL_amod || rel == TR_REL_advmod;
        if (!modifier && !target) continue;
        tr_str k = tr_case_of(d, c);
        if (k.n && !tr_locative_word(k) && !tr_str_is(k, "on") &&
            !(violent && (tr_str_is(k, "of") || tr_str_is(k, "against") || tr_str_is(k, "for"))))
            continue;
        if (!violent && !goes && (tr_str_is(k, "to") || tr_str_is(k, "from") || rel == TR_REL_compound)) continue;
        best = narrower(best, below(r, c, 0));
    }
    if (!violent) return best;
    struct spot common = common_below(r, w, best.place, 0);
    return common.place && common.width <= best.width ? common : best;
}

/* A border says by what something lies; only its own clause tells that it happened there. */
static bool is_border(const struct tr_reading *r, const struct tr_place_mention *m)
{
    const struct tr_word *last = &r->doc->words[m->first + m->n - 1];
    return tr_str_is(last->lemma, "border") || tr_str_is(last->lemma, "frontier");
}

static bool is_among(const struct tr_doc *d, uint32_t w, const char *const *list)
{
    while (*list && !tr_str_is(d->words[w].lemma, *list)) list++;
    return *list != NULL;
}

/* w hangs on the word above, within a few steps. */
static bool hangs_on(const struct tr_doc *d, uint32_t w, uint32_t above)
{
    for (int i = 0; i < 16 && w != TR_NO_WORD; i++, w = d->words[w].head)
        if (w == above) return true;
    return false;
}

/* "speaking in Doha", "talks in Geneva", "in revenge for strikes on Hama": told with the act, yet not where it happened. */
static bool is_elsewhere(const struct tr_reading *r, const struct tr_place_mention *m, uint32_t near)
{
    static const char *const talk[] = { "speak",   "talk",       "talks",     "negotiation", "negotiate", "meeting", "meet",
                                        "summit",  "conference", "visit",     "trip",        "arrive",    "travel",  "fly",
                                        "address", "sign",       "interview", "brief",       NULL };
    static const char *const apart[] = { "for", "since", "despite", "before", "after", "following", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t w = m->head;
    for (int i = 0; i < 5 && w != TR_NO_WORD && w != near; i++, w = d->words[w].head) {
        if (near != TR_NO_WORD && hangs_on(d, near, w)) return i > 0 && d->words[w].head != TR_NO_WORD && is_among(d, w, talk);
        if (i > 0 && is_among(d, w, talk)) return true;
        if (near == TR_NO_WORD || i == 0 || !tr_violent_word(d, w) || d->words[w].upos == TR_UPOS_VERB) continue;
        for (const char *const *c = apart; *c; c++)
            if (tr_str_is(tr_case_of(d, w), *c)) return true;
    }
    return false;
}

/* Europe, the Arab world: nothing happens there alone. */
static bool is_vague(const struct truce_place *p)
{
    return p->kind == TRUCE_PLACE_region && !p->country[0];
}

static const struct truce_place *in_sentence(const struct tr_reading *r, uint32_t sentence, uint32_t near)
{
    const struct tr_sentence *s = &r->doc->sentences[sentence];
    const struct truce_place *best = NULL;
    uint32_t best_gap = UINT32_MAX;
    for (uint32_t w = s->first; w < s->first + s->n; w++) {
        const struct tr_place_mention *m = mention_at(r, w);
        if (!usable(m) || m->first != w || is_border(r, m) || (near == TR_NO_WORD && is_vague(r->places.v[m->place])) ||
            is_elsewhere(r, m, near))
            continue;
        struct spot at = spot_of(r, m);
        uint32_t gap = (near == TR_NO_WORD ? s->first + s->n - w : w > near ? w - near : near - w) + (uint32_t)at.width * 4;
        if (gap < best_gap) best_gap = gap, best = at.place;
    }
    return best;
}

/* The land that is named most often as one. */
const struct truce_place *tr_main_land(const struct tr_reading *r)
{
    const struct truce_place *best = NULL;
    uint32_t best_n = 1;
    for (uint32_t i = 0; i < r->places.n; i++) {
        uint32_t n = 0;
        if (r->places.v[i]->kind != TRUCE_PLACE_country) continue;
        for (uint32_t k = 0; k < r->place_mentions.n && k < COUNTED; k++)
            n += r->place_mentions.v[k].place == i && usable(&r->place_mentions.v[k]);
        if (n > best_n) best_n = n, best = r->places.v[i];
    }
    return best;
}

/* Whether a number of thousands counts the noun. */
static bool thousands(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        size_t digits = 0;
        if (d->words[c].rel != TR_REL_nummod && d->words[c].rel != TR_REL_nmod && d->words[c].rel != TR_REL_compound) continue;
        for (size_t i = 0; i < d->words[c].form.n; i++) digits += d->words[c].form.p[i] >= '0' && d->words[c].form.p[i] <= '9';
        if (digits >= 4 || tr_str_is(d->words[c].lemma, "thousand") || tr_str_is(d->words[c].lemma, "million")) return true;
    }
    return tr_str_is(d->words[w].lemma, "thousand") || tr_str_is(d->words[w].lemma, "million");
}

/* "More than 280,000 have been killed in the war", "since the uprising began": the land at war. */
static const struct truce_place *whole_war(const struct tr_reading *r, uint32_t w)
{
    static const char *const wars[] = { "war", "conflict", "uprising", "crisis", "revolt", "insurgency", "rebellion" };
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    bool war = false;
    if (!d->has_claim_heads || !d->words[w].casualty) return NULL;
    for (uint32_t i = s->first; i < s->first + s->n && !war; i++)
        for (size_t k = 0; k < sizeof wars / sizeof *wars; k++) war = war || tr_str_is(d->words[i].lemma, wars[k]);
    return war ? tr_main_land(r) : NULL;
}

/* The word's own modifiers, then those of what it hangs on: "air strikes killed five in Aleppo", "fighters shot dead in Idlib". */
static struct spot of_clause(const struct tr_reading *r, uint32_t w, bool climb)
{
    const struct tr_doc *d = r->doc;
    struct spot p = placed_by(r, w);
    for (uint32_t at = w; !p.place && d->words[at].head != TR_NO_WORD;) {
        uint8_t rel = d->words[at].rel;
        uint32_t up = d->words[at].head;
        if (rel == TR_REL_ccomp || rel == TR_REL_parataxis) break; /* above it stands only who says it */
        if (!climb && tr_is_predicate(d, at) && rel != TR_REL_advcl && rel != TR_REL_xcomp) break;
        if (rel == TR_REL_acl && usable(mention_at(r, up))) return spot_of(r, mention_at(r, up)); /* "Jayrud, where it fell" */
        p = placed_by(r, up);
        at = up;
    }
    return p;
}

/* A headline or lead tells where in wide words what the next lines place: "Seven dead in Damascus blast". The one narrower
 * place that they say something happened in, inside the wide one. */
static const struct truce_place *scene(const struct tr_reading *r, uint32_t w, const struct truce_place *wide)
{
    const struct tr_doc *d = r->doc;
    const struct truce_place *found = NULL;
    uint32_t sentence = d->words[w].sentence;
    if (sentence > LEAD) return NULL;
    for (uint32_t i = 0; i < r->place_mentions.n; i++) {
        const struct tr_place_mention *m = &r->place_mentions.v[i];
        uint32_t s = d->words[m->first].sentence;
        const struct truce_place *p = r->places.v[m->place];
        if (s > sentence + AHEAD) break;
        if (s <= sentence || !usable(m) || is_landmark(r, m) || width(p) > 2 || (wide && width(p) >= width(wide))) continue;
        if (wide && wide->country[0] && memcmp(wide->country, p->country, 2)) continue;
        if (wide && wide->kind == TRUCE_PLACE_city && (!wide->located || !p->located || tr_km(wide->lat, wide->lon, p->lat, p->lon) > 30))
            continue;
        uint32_t up = d->words[m->head].head;
        for (int k = 0; k < 4 && up != TR_NO_WORD; k++, up = d->words[up].head)
            if (tr_violent_word(d, up)) break;
        if (up == TR_NO_WORD || !tr_violent_word(d, up) || p == found) continue;
        if (found) return NULL; /* several scenes: the wide place holds them all */
        found = p;
    }
    return found;
}

/* What is said to be in Iran and, elsewhere in the sentence, in Tabriz is in Tabriz. */
static const struct truce_place *narrower_of(const struct truce_place *wide, const struct truce_place *p)
{
    return p && width(p) < 4 && p->country[0] && !memcmp(p->country, wide->country, 2) ? p : wide;
}

/* violent: what stands at w happens somewhere, so that the sentence and the ones before may tell where. */
static const struct truce_place *place_of(const struct tr_reading *r, uint32_t w, bool violent, bool counted)
{
    if (!r->place_mentions.n || w >= r->doc->n_words) return NULL;
    const struct tr_word *x = &r->doc->words[w];
    bool figure = (r->doc->has_claim_heads && x->figure) || counted;
    struct spot s = of_clause(r, w, violent || figure);
    const struct truce_place *p = s.place;
    if (!violent && !figure) return p;
    if (!p && (p = whole_war(r, w))) return p;
    if (!p) p = in_sentence(r, x->sentence, w);
    else if (violent && width(p) >= 6) p = narrower_of(p, in_sentence(r, x->sentence, w));
    if (violent && (!p || width(p) >= 4 || s.landmark)) {
        const struct truce_place *narrow = scene(r, w, p);
        if (narrow) return narrow;
    }
    if (violent && p && is_legation(p)) {
        const struct truce_place *town = named_before(r, w, TRUCE_PLACE_city);
        if (town || (town = named_after(r, w, TRUCE_PLACE_city, p))) return town;
    }
    if (!p && thousands(r->doc, w)) p = tr_main_land(r);
    for (uint32_t back = 1; !p && !(counted && !x->figure) && back <= REACH && back <= x->sentence; back++)
        p = in_sentence(r, x->sentence - back, TR_NO_WORD);
    return p;
}

const struct truce_place *tr_place_of(const struct tr_reading *r, uint32_t w)
{
    return w < r->doc->n_words && tr_violent_word(r->doc, w) ? tr_place_of_act(r, w) : place_of(r, w, false, false);
}

const struct truce_place *tr_place_of_act(const struct tr_reading *r, uint32_t w)
{
    return place_of(r, w, true, false);
}

const struct truce_place *tr_place_of_count(const struct tr_reading *r, uint32_t w)
{
    return w < r->doc->n_words ? place_of(r, w, tr_violent_word(r->doc, w), true) : NULL;
}
