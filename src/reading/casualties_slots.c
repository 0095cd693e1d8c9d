/* SPDX-License-Identifier: Apache-2.0 */
/* By whom, by what means, over what time, and whether it is said to have happened. */
#include "reading/casualties.h"
#include "reading/tree.h"

/* A toll from here on is one of a war, not of a day. */
#define WAR_TOLL 1000

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

static enum truce_means means_at(const struct tr_tolls *t, uint32_t w, uint32_t *len)
{
    tr_str words[3];
    uint32_t n = 0;
    while (n < 3 && w + n < t->end) {
        words[n] = t->d->words[w + n].lower;
        n++;
    }
    enum truce_means m = tr_means_find(t->k, words, n, len);
    if (m) return m;
    for (uint32_t i = 0; i < n; i++) words[i] = t->d->words[w + i].lemma;
    m = tr_means_find(t->k, words, n, len);
    if (m) return m;
    /* plurals of the last word: "air strikes", "car bombs" */
    for (uint32_t i = n; i-- > 0;) {
        tr_str last = t->d->words[w + i].lower;
        if (!tr_str_ends(last, TR_STR("s")) || last.n < 4) continue;
        for (uint32_t j = 0; j < i; j++) words[j] = t->d->words[w + j].lower;
        words[i] = tr_str_sub(last, 0, last.n - 1);
        uint32_t got;
        m = tr_means_find(t->k, words, i + 1, &got);
        if (m && got == i + 1) {
            *len = got;
            return m;
        }
    }
    return TRUCE_MEANS_none;
}

static bool is_any_of(const struct tr_doc *d, uint32_t w, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tr_is_lemma(d, w, words[i]) || is(d, w, words[i])) return true;
    }
    return false;
}
#define ANY_OF(d, w, list) is_any_of(d, w, list, sizeof list / sizeof *list)

/* Attacks, weapons and what they fire: somebody else used them. */
static bool is_instrument(const struct tr_tolls *t, uint32_t w)
{
    static const char *const users[] = { "warplane", "warplanes", "plane",  "planes",     "jet",        "jets",
                                         "aircraft", "gunman",    "gunmen", "sniper",     "snipers",    "bomber",
                                         "bombers",  "drone",     "drones", "helicopter", "helicopters" };
    static const char *const tools[] = { "attack",   "operation",  "assault",   "fire",     "barrage",  "shell",
                                         "round",    "projectile", "conflict",  "war",      "violence", "incident",
                                         "massacre", "blast",      "crackdown", "campaign", "unrest" };
    uint32_t len;
    if (ANY_OF(t->d, w, users)) return false;
    return ANY_OF(t->d, w, tools) || means_at(t, w, &len) != TRUCE_MEANS_none;
}

/* "Russian" in "Russian air strikes" is Russia, where the report names it so. */
static const struct truce_actor *named_noun(const struct tr_reading *r, const struct truce_actor *a)
{
    if (!a->id.n || tr_str_eq(a->text, a->name)) return a;
    for (uint32_t i = 0; i < r->actors.n; i++) {
        const struct truce_actor *b = r->actors.v[i];
        if (tr_str_eq(b->id, a->id) && tr_str_eq(b->text, b->name)) return b;
    }
    return a;
}

/* May whoever stands at w have harmed people: a party, an army, a state, people in arms, or their aircraft. */
static const struct truce_actor *perpetrator_at(struct tr_tolls *t, uint32_t w, bool subject)
{
    const struct tr_doc *d = t->d;
    if (is_instrument(t, w)) return NULL;
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *x = &t->list.v[i];
        if (x->harm && w >= x->first && w < x->first + x->n) return NULL;
    }
    uint32_t town = t->r->word_place[w];
    if (town && t->r->place_mentions.v[town - 1].is_dateline) return NULL;
    /* "near the border with Turkey" does nothing */
    uint8_t rel = d->words[w].rel;
    if (t->r->word_place[w] && (rel == TR_REL_nmod || rel == TR_REL_obl) && !tr_str_is_i(tr_case_of(d, w), "by") &&
        d->words[w].sub != TR_SUB_poss)
        return NULL;
    static const char *const before_places[] = { "with", "of", "in", "near", "from", "at", "to", "into" };
    if (t->r->word_place[w] && w > t->first && ANY_OF(d, w - 1, before_places)) return NULL; /* however it is hung */
    static const char *const where[] = { "in", "near", "inside", "outside", "across" };
    tr_str k = tr_case_of(d, w);
    for (size_t i = 0; i < sizeof where / sizeof *where; i++)
        if (tr_str_is_i(k, where[i])) return NULL; /* a place that no table has */
    static const char *const lands[] = { "country", "nation", "city", "town", "village", "province", "region", "capital", "world" };
    if (ANY_OF(d, w, lands)) return NULL;
    const struct truce_actor *a = tr_actor_at(t->r, w);
    uint32_t deed = d->words[w].head;
    bool confessed =
        d->words[w].rel == TR_REL_nsubj && deed != TR_NO_WORD && tr_verb_harm(t->k, d, deed); /* "the group said that it killed ten" */
    if (!a || (a == tr_source_of(t->r, w) && !confessed)) return NULL;
    a = named_noun(t->r, a);
    if (a->kind == TRUCE_ACTOR_party || a->kind == TRUCE_ACTOR_military || a->kind == TRUCE_ACTOR_government) return a;
    const struct tr_victim *v = tr_victim_at(t->k, d, w);
    if (v && v->weight == 2 && (v->who == TRUCE_WHO_combatants || v->who == TRUCE_WHO_police)) return a;
    static const char *const craft[] = { "warplane", "warplanes",  "plane",       "planes",    "jet",    "jets", "aircraft", "drone",
                                         "drones",   "helicopter", "helicopters", "coalition", "regime", "army", "forces",   "group" };
    if (ANY_OF(d, w, craft)) return a;
    bool place = t->r->word_place[w] != 0 || a->kind == TRUCE_ACTOR_media || a->kind == TRUCE_ACTOR_monitor || a->kind == TRUCE_ACTOR_ngo ||
                 a->kind == TRUCE_ACTOR_igo || a->kind == TRUCE_ACTOR_medical;
    return subject && !place && (a->kind == TRUCE_ACTOR_person || d->words[w].entity == TR_ENT_PER || d->words[w].entity == TR_ENT_ORG)
               ? a
               : NULL;
}

static bool is_armed_noun(const struct tr_tolls *t, uint32_t w)
{
    const struct tr_victim *v = tr_victim_find(t->k, t->d->words[w].lower);
    return v && v->weight == 2 && (v->who == TRUCE_WHO_combatants || v->who == TRUCE_WHO_police);
}

/* "a US airstrike", "Turkish shelling": a state right before what its army did. "Syria airstrikes" may as well tell where. */
static bool names_state(const struct tr_tolls *t, uint32_t w)
{
    const struct tr_word *x = &t->d->words[w];
    bool shouted = x->form.n <= 4;
    for (size_t i = 0; i < x->form.n; i++) shouted = shouted && !(x->form.p[i] >= 'a' && x->form.p[i] <= 'z');
    if (x->upos != TR_UPOS_ADJ && !shouted) return false;
    const struct truce_actor *a = tr_actor_at(t->r, w);
    return a && tr_str_starts(a->id, TR_STR("state:")) && a->span.to <= x->span.to;
}

/* Who does what the event noun or verb at w says; its own modifiers count ("regime air strikes"), and who claims it. */
static uint32_t doer_of(const struct tr_tolls *t, uint32_t w)
{
    const struct tr_doc *d = t->d;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel != TR_REL_acl || !tr_is_lemma(d, c, "claim")) continue;
        uint32_t by = tr_case_child(d, c, "by");
        if (by != TR_NO_WORD) return by;
    }
    struct tr_args a = tr_args_of(d, w);
    if (a.agent != TR_NO_WORD) return a.agent;
    if (d->words[w].upos != TR_UPOS_NOUN) return TR_NO_WORD;
    TR_EACH_CHILD(d, w, c)
    {
        uint32_t len;
        if (c < w && (d->words[c].rel == TR_REL_compound || d->words[c].rel == TR_REL_amod || d->words[c].rel == TR_REL_nmod) &&
            (t->r->word_actor[c] || is_armed_noun(t, c) || names_state(t, c)) && !means_at(t, c, &len))
            return c;
    }
    return TR_NO_WORD;
}

/* An agent that is itself an attack or a weapon gives way to whoever used it. */
static const struct truce_actor *actor_from(struct tr_tolls *t, uint32_t w, bool subject)
{
    for (int hops = 0; hops < 3 && w != TR_NO_WORD; hops++) {
        if (!is_instrument(t, w)) return perpetrator_at(t, w, subject);
        w = doer_of(t, w);
    }
    return NULL;
}

/* "in Homs, where the army is fighting rebels": what goes on there is not what killed. */
static bool goes_on_there(const struct tr_tolls *t, uint32_t w, uint32_t pred)
{
    uint32_t clause = tr_clause_of(t->d, w);
    if (tr_under(t->d, pred, clause)) return false;
    TR_EACH_CHILD(t->d, clause, c)
    {
        if (c < clause && is(t->d, c, "where")) return true;
    }
    return false;
}

/* The attack that the harm came from, if the sentence names one with a doer. */
static const struct truce_actor *doer_nearby(struct tr_tolls *t, uint32_t pred)
{
    const struct tr_doc *d = t->d;
    static const char *const acts[] = { "target", "hit",  "strike", "attack", "bomb",   "fire", "shell",
                                        "storm",  "raid", "ambush", "pound",  "launch", "shoot" };
    const struct truce_actor *best = NULL;
    uint32_t best_far = UINT32_MAX, len;
    for (uint32_t w = t->first; w < t->end; w++) {
        if (w == pred || (!means_at(t, w, &len) && !ANY_OF(d, w, acts))) continue;
        uint32_t doer = doer_of(t, w), far = w > pred ? w - pred : pred - w;
        if (doer == TR_NO_WORD || far >= best_far || goes_on_there(t, w, pred)) continue;
        const struct truce_actor *a = actor_from(t, doer, true);
        if (!a) continue;
        best = a;
        best_far = far;
    }
    return best;
}

/* "312 civilians at the hands of the army": whose hands stand right behind the figure; TR_NO_WORD when none do. */
static uint32_t in_whose_hands(const struct tr_tolls *t, const struct tr_toll *x)
{
    for (uint32_t w = x->first + x->n; w + 4 < t->end && w < x->first + x->n + 6; w++) {
        if (!is(t->d, w, "at") || !is(t->d, w + 1, "the") || !is(t->d, w + 2, "hands") || !is(t->d, w + 3, "of")) continue;
        return tr_case_child(t->d, w + 2, "of");
    }
    return TR_NO_WORD;
}

/* Who speaks in the sentence has not done the harm, unless the verb of harming says so; nor have those whom it befell. */
static const struct truce_actor *likely(const struct tr_tolls *t, const struct truce_actor *a, const struct truce_claim *c)
{
    const struct tr_reading *r = t->r;
    if (!a || a == c->source) return NULL;
    for (uint32_t w = t->first; w < t->end; w++)
        if (r->word_source[w] && r->actors.v[r->word_source[w] - 1] == a) return NULL;
    for (uint32_t i = 0; i < t->list.n; i++) {
        const struct tr_toll *x = &t->list.v[i];
        uint32_t m = x->harm && x->noun != TR_NO_WORD ? r->word_actor[x->noun] : 0;
        if (m && r->actors.v[r->actor_mentions.v[m - 1].actor] == a) return NULL;
    }
    return a;
}

/* "carried a body away": who handles the dead need not have killed them. */
static bool handled(const struct tr_tolls *t, uint32_t pred)
{
    static const char *const dead[] = { "body", "corpse", "remains", "grave" };
    return ANY_OF(t->d, pred, dead);
}

static void set_by(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c)
{
    if (c->status == TRUCE_STATUS_denied) return;
    uint32_t hands = in_whose_hands(t, x);
    if (hands != TR_NO_WORD) c->casualties.by = actor_from(t, hands, true);
    if (c->casualties.by || x->pred == TR_NO_WORD) return;
    if (tr_is_lemma(t->d, x->pred, "lose") || tr_is_lemma(t->d, x->pred, "suffer")) return; /* whose the dead were */
    const struct tr_harm_word *h = tr_verb_harm(t->k, t->d, x->pred);
    uint32_t agent = TR_NO_WORD;
    if ((!h && !handled(t, x->pred)) || (h && (h->at == TR_AT_obj || h->at == TR_AT_both))) agent = doer_of(t, x->pred);
    if (agent != TR_NO_WORD && (agent < x->first || agent >= x->first + x->n)) {
        bool says_so = agent < x->pred && t->d->words[agent].rel == TR_REL_nsubj && t->d->words[agent].head == x->pred;
        c->casualties.by = actor_from(t, agent, true);
        if (!says_so) c->casualties.by = likely(t, c->casualties.by, c);
    }
    /* "forces killed at least 175": whatever the parser calls the subject, the figure behind the verb is not it */
    uint32_t subject = h && x->first > x->pred ? tr_child(t->d, x->pred, TR_REL_nsubj) : TR_NO_WORD;
    if (!c->casualties.by && subject != TR_NO_WORD && subject < x->pred) c->casualties.by = actor_from(t, subject, true);
    /* a participle hung on the wrong noun ("hit a post near the border, killing five"): whoever did what its sentence tells */
    uint32_t up = t->d->words[x->pred].head;
    if (!c->casualties.by && h && up != TR_NO_WORD && tr_str_ends(t->d->words[x->pred].lower, TR_STR("ing"))) {
        uint32_t clause = tr_clause_of(t->d, up);
        agent = clause == x->pred ? TR_NO_WORD : tr_args_of(t->d, clause).agent;
        if (agent != TR_NO_WORD) c->casualties.by = likely(t, actor_from(t, agent, true), c);
    }
    if (!c->casualties.by && c->casualties.harm != TRUCE_HARM_displaced) c->casualties.by = likely(t, doer_nearby(t, x->pred), c);
}

static void set_means(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c)
{
    uint32_t len;
    if (x->means) c->casualties.means |= 1u << x->means;
    for (uint32_t w = t->first; w < t->end;) {
        enum truce_means m = means_at(t, w, &len);
        bool inside = w >= x->first && w < x->first + x->n;
        if (m && !inside && (x->pred == TR_NO_WORD || !goes_on_there(t, w, x->pred))) c->casualties.means |= 1u << m;
        w += m ? len : 1;
    }
    uint32_t both = 1u << TRUCE_MEANS_airstrike | 1u << TRUCE_MEANS_bombing;
    bool bombed = (c->casualties.means & both) == both;
    for (uint32_t w = t->first; w < t->end && bombed; w++) /* "warplanes bombed": the bombs fell */
        bombed = means_at(t, w, &len) != TRUCE_MEANS_bombing || tr_is_lemma(t->d, w, "bomb");
    if (bombed) c->casualties.means &= ~(1u << TRUCE_MEANS_bombing);
}

static bool says_one_of(const struct tr_tolls *t, uint32_t from, uint32_t to, const char *const *words, size_t n)
{
    for (uint32_t w = from; w < to; w++) {
        for (size_t i = 0; i < n; i++) {
            if (is(t->d, w, words[i])) return true;
        }
    }
    return false;
}

/* A period named by its length: "in 24 hours", "in two days". */
static bool in_duration(const struct tr_tolls *t, uint32_t from, uint32_t to)
{
    const struct tr_reading *r = t->r;
    for (uint32_t w = from; w < to; w++) {
        if (!r->word_time[w]) continue;
        const struct tr_time_mention *m = &r->times.v[r->word_time[w] - 1];
        bool in = m->first > t->first && (is(t->d, m->first - 1, "in") || is(t->d, m->first - 1, "within") ||
                                          is(t->d, m->first - 1, "over") || is(t->d, m->first - 1, "during"));
        if (m->is_duration && in && (m->timex3[0] == 'P')) return true;
    }
    return false;
}

/* Does the expression name a stretch over which things were counted ("since March", "the past two days"), or only date one ("in May")? */
static bool is_stretch(const struct tr_tolls *t, const struct truce_time *when, int64_t least)
{
    if (!when->text.n || when->days.from == TR_NO_DATE || when->days.to == TR_NO_DATE || when->days.to <= when->days.from) return false;
    const struct tr_reading *r = t->r;
    for (uint32_t w = t->first; w < t->end; w++) {
        const struct tr_time_mention *m = r->word_time[w] ? &r->times.v[r->word_time[w] - 1] : NULL;
        if (!m || m->span.from != when->span.from) continue;
        bool running = is(t->d, m->first, "this") || (m->n > 1 && (is(t->d, m->first, "past") || is(t->d, m->first + 1, "past")));
        return m->since || (m->is_range && (running || m->timex3[0] == 'P')) || least >= 50;
    }
    return false;
}

/* "since then", "since the war began", "since it took power". */
static bool says_since(const struct tr_tolls *t, uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w + 1 < to; w++) {
        if (is(t->d, w, "since") && (is(t->d, w + 1, "then") || is(t->d, w + 1, "the") || is(t->d, w + 1, "it"))) return true;
    }
    return false;
}

/* "28 (four killed and 24 injured)": the bracket divides the sum before it. The bracket's word, TR_NO_WORD when x stands in none. */
static uint32_t bracket_of(const struct tr_tolls *t, const struct tr_toll *x)
{
    for (uint32_t w = x->first; w-- > t->first && !is(t->d, w, ")");)
        if (is(t->d, w, "(")) return w;
    return TR_NO_WORD;
}

/* "37 of these casualties", "five of those killed": of the sum that was told last. */
static bool of_last_sum(const struct tr_tolls *t, const struct tr_toll *x)
{
    bool refers = false;
    for (uint32_t w = x->first; w < x->first + x->n + 2 && w < t->end; w++) refers |= is(t->d, w, "these") || is(t->d, w, "those");
    if (!refers) return false;
    uint32_t sentence = t->d->words[x->first].sentence;
    for (uint32_t i = t->r->claims.n; i-- > 0;) {
        const struct truce_claim *c = &t->r->claims.v[i];
        if (c->kind != TRUCE_KIND_casualties || c->sentence >= sentence) continue;
        return c->sentence + 2 >= sentence && c->casualties.cumulative;
    }
    return false;
}

/* "in a series of strikes", "in operations in several areas", "by Tuesday 840 had been wounded": one count of many acts. */
static bool of_many_acts(const struct tr_tolls *t, uint32_t from, uint32_t to)
{
    static const char *const many[] = { "series", "operations", "offensives", "campaign", "violations" };
    for (uint32_t w = from; w < to; w++) {
        bool by = w > t->first && is(t->d, w - 1, "by") && t->r->word_time[w];
        const struct tr_time_mention *m = by ? &t->r->times.v[t->r->word_time[w] - 1] : NULL;
        if (m && m->first == w && tr_days_known(m->days)) return true;
    }
    return says_one_of(t, from, to, many, sizeof many / sizeof *many);
}

static void set_cumulative(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c)
{
    static const char *const totals[] = { "total", "overall", "throughout", "altogether", "cumulative" };
    static const char *const held[] = { "hold", "keep", "have" };
    static const char *const wars[] = { "war", "conflict", "uprising", "crackdown", "far" };
    if (c->status == TRUCE_STATUS_denied) return;
    int64_t least = x->num.q.has_low ? x->num.q.low : x->num.q.high;
    uint32_t clause = x->pred == TR_NO_WORD ? x->top : tr_clause_of(t->d, x->pred);
    if (t->d->words[clause].rel == TR_REL_acl) clause = tr_clause_of(t->d, t->d->words[clause].head); /* "54 of those killed" */
    uint32_t from = tr_first_of(t->d, clause), to = tr_last_of(t->d, clause) + 1;
    if (from > x->first) from = x->first;
    uint32_t bracket = bracket_of(t, x);
    if (bracket != TR_NO_WORD && bracket > t->first) {
        uint32_t opens = tr_first_of(t->d, tr_clause_of(t->d, bracket - 1));
        if (opens < from) from = opens;
    }
    bool standing = x->harm == TRUCE_HARM_besieged || x->harm == TRUCE_HARM_trapped; /* a state of the day, however many */
    bool war = says_one_of(t, from, to, wars, sizeof wars / sizeof *wars) && (least >= 50 || says_one_of(t, from, to, wars + 4, 1));
    uint32_t verb = x->pred == TR_NO_WORD || t->d->words[x->pred].upos == TR_UPOS_VERB ? x->pred : t->d->words[x->pred].head;
    bool holds = (x->harm == TRUCE_HARM_abducted || x->harm == TRUCE_HARM_detained) && verb != TR_NO_WORD && ANY_OF(t->d, verb, held);
    bool period = says_one_of(t, t->first, t->end, (const char *const[]){ "period" }, 1) &&
                  says_one_of(t, t->first, t->end, (const char *const[]){ "reporting", "reported" }, 2);
    c->casualties.cumulative = holds || period || of_last_sum(t, x) || of_many_acts(t, from, to) ||
                               (least >= WAR_TOLL && !standing && c->status != TRUCE_STATUS_hypothetical) ||
                               is_stretch(t, &c->time, least) || in_duration(t, from, to) || says_since(t, from, to) ||
                               says_one_of(t, from, to, totals, sizeof totals / sizeof *totals) || war;
}

static void set_status(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c)
{
    if (x->denied) {
        c->status = TRUCE_STATUS_denied;
        return;
    }
    const struct tr_doc *d = t->d;
    enum truce_status s = x->pred == TR_NO_WORD ? TRUCE_STATUS_actual : tr_status_of(d, x->pred);
    if (s == TRUCE_STATUS_planned || s == TRUCE_STATUS_hypothetical) c->status = TRUCE_STATUS_hypothetical;
    uint32_t from = x->first > t->first + 4 ? x->first - 4 : t->first, to = x->first + x->n + 5 < t->end ? x->first + x->n + 5 : t->end;
    for (uint32_t w = from; w < to; w++) {
        if (is(d, w, "feared")) c->status = TRUCE_STATUS_hypothetical;
    }
}

/* A sum over weeks is not of the village that an earlier sentence spoke of. */
static void widen_place(const struct tr_tolls *t, struct truce_claim *c)
{
    if (!c->casualties.cumulative || !c->place || c->place->kind == TRUCE_PLACE_country) return;
    for (uint32_t w = t->first; w < t->end; w++) {
        uint32_t m = t->r->word_place[w];
        if (m && t->r->places.v[t->r->place_mentions.v[m - 1].place] == c->place) return;
    }
    c->place = NULL;
}

void tr_toll_slots(struct tr_tolls *t, const struct tr_toll *x, struct truce_claim *c)
{
    set_status(t, x, c);
    set_means(t, x, c);
    set_by(t, x, c);
    set_cumulative(t, x, c);
    widen_place(t, c);
}
