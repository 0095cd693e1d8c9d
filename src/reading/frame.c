/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/frame.h"

#include "reading/tree.h"

tr_str tr_table_lemma(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    if (x->upos != TR_UPOS_PROPN) return x->lemma;
    tr_str s = x->lower; /* a name keeps its capitals and its plural: "Peace Talks", "Air Strikes" */
    if (s.n > 4 && s.p[s.n - 1] == 's' && s.p[s.n - 2] != 's') s.n--;
    return s;
}

bool tr_is_hyphened(const struct tr_doc *d, uint32_t w)
{
    return w >= 2 && !d->words[w].space_before && !d->words[w - 1].space_before && tr_str_is(d->words[w - 1].form, "-") &&
           d->words[w - 2].sentence == d->words[w].sentence;
}

#define MAX_JOINED 48

/* "sit-in", "gun-battle": a noun whose parts a hyphen joins, as tables spell it. Empty where w ends none, or one longer than MAX_JOINED. */
static tr_str joined_lemma(const struct tr_doc *d, uint32_t w, char buf[MAX_JOINED])
{
    tr_str none = { "", 0 };
    if (!tr_is_hyphened(d, w)) return none;
    tr_str a = d->words[w - 2].lower, b = d->words[w].lemma;
    if (a.n + b.n + 1 > MAX_JOINED) return none;
    memcpy(buf, a.p, a.n);
    buf[a.n] = '-';
    for (size_t i = 0; i < b.n; i++) buf[a.n + 1 + i] = b.p[i] >= 'A' && b.p[i] <= 'Z' ? (char)(b.p[i] + 'a' - 'A') : b.p[i];
    return (tr_str){ buf, a.n + 1 + b.n };
}

static bool is_relative(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    return x->prontype == TR_PRON_REL || tr_str_is(x->lower, "which") || tr_str_is(x->lower, "who") || tr_str_is(x->lower, "that") ||
           tr_str_is(x->lower, "whom");
}

/* "the park where crowds marched": the clause tells something of the place or the hour, which is nobody's object. */
static bool tells_where(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        tr_str f = d->words[c].lower;
        if (c < w && (tr_str_is(f, "where") || tr_str_is(f, "when") || tr_str_is(f, "why") || tr_str_is(f, "how"))) return true;
    }
    return false;
}

uint32_t tr_object_of(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    uint32_t o = tr_direct_object(d, w);
    if (o == TR_NO_WORD) o = tr_shared_object(d, w);
    if (o == TR_NO_WORD && tr_passive(d, w)) {
        o = tr_child_sub(d, w, TR_REL_nsubj, TR_SUB_pass);
        if (o == TR_NO_WORD) o = tr_child(d, w, TR_REL_nsubj);
        if (o == TR_NO_WORD && (x->rel == TR_REL_acl || x->rel == TR_REL_amod)) o = x->head;
        if (o == TR_NO_WORD) o = tr_args_of(d, w).patient;
    }
    if (o == TR_NO_WORD && x->rel == TR_REL_acl && x->sub == TR_SUB_relcl && tr_child(d, w, TR_REL_nsubj) != TR_NO_WORD) {
        uint32_t s = tr_child(d, w, TR_REL_nsubj); /* "the town rebels captured" */
        if (!is_relative(d, s) && d->words[s].sub != TR_SUB_pass && !tells_where(d, w)) o = x->head;
    }
    for (uint32_t v = w; o != TR_NO_WORD && is_relative(d, o) && v != TR_NO_WORD; v = d->words[v].head) {
        if (d->words[v].rel == TR_REL_acl) o = d->words[v].head;
    }
    return o;
}

/* --- words and classes --------------------------------------------------------------------------------------------- */

/* A person whom the report or the register gives an office. */
static bool holds_office(const struct tr_reading *r, uint32_t w)
{
    for (int i = 0; i < 4 && r->doc->words[w].rel == TR_REL_flat && r->doc->words[w].head != TR_NO_WORD; i++) w = r->doc->words[w].head;
    const struct truce_actor *a = r->word_actor && r->word_actor[w] ? r->actors.v[r->actor_mentions.v[r->word_actor[w] - 1].actor] : NULL;
    return a && a->kind == TRUCE_ACTOR_person && a->role.n;
}

static bool in_special_class(const struct tr_reading *r, uint32_t w, tr_str cls)
{
    const struct tr_word *x = &r->doc->words[w];
    bool place = x->entity == TR_ENT_LOC || (r->word_place && r->word_place[w]);
    if (tr_str_is(cls, "place")) return place;
    if (tr_str_is(cls, "person")) return x->entity == TR_ENT_PER || x->upos == TR_UPOS_NUM;
    if (tr_str_is(cls, "official")) return holds_office(r, w);
    if (tr_str_is(cls, "actor")) return place || x->entity != TR_ENT_NONE || x->upos == TR_UPOS_PROPN;
    if (tr_str_is(cls, "armed") && r->word_actor && r->word_actor[w]) {
        enum truce_actor_kind k = r->actors.v[r->actor_mentions.v[r->word_actor[w] - 1].actor]->kind;
        return k == TRUCE_ACTOR_party || k == TRUCE_ACTOR_military;
    }
    return tr_str_is(cls, "armed") && x->entity == TR_ENT_ORG;
}

static bool is_alt(const struct tr_reading *r, uint32_t w, const struct tr_alt *a)
{
    char buf[MAX_JOINED];
    tr_str lemma = tr_table_lemma(r->doc, w), lower = r->doc->words[w].lower, joined = joined_lemma(r->doc, w, buf);
    if (a->cls < 0) return tr_str_eq(a->lemma, lemma) || tr_str_eq(a->lemma, lower) || (joined.n && tr_str_eq(a->lemma, joined));
    const struct tr_lexicon *l = r->know->lexicon;
    return tr_lexicon_in(l, a->cls, lemma) || tr_lexicon_in(l, a->cls, lower) || (joined.n && tr_lexicon_in(l, a->cls, joined)) ||
           in_special_class(r, w, tr_lexicon_class_name(l, a->cls));
}

/* "dozens of rebels", "three of the soldiers": what is counted. */
static uint32_t counted(const struct tr_doc *d, uint32_t w)
{
    static const char *const counters[] = { "dozen", "hundred", "thousand", "number", "score", "group", "member",  "series", "wave",
                                            "lot",   "million", "ten",      "most",   "many",  "some",  "several", "string", "couple",
                                            "part",  "handful", "kind",     "type",   "form",  "act",   "spate",   "round",  "majority",
                                            "rest",  "leader",  "all",      "both",   "half",  NULL };
    if (d->words[w].upos != TR_UPOS_NUM) {
        const char *const *c = counters;
        while (*c && !tr_str_is_i(d->words[w].lemma, *c)) c++;
        if (!*c) return TR_NO_WORD;
    }
    return tr_case_child(d, w, "of");
}

static bool is_any(const struct tr_reading *r, uint32_t w, const struct tr_alt *alts, uint32_t n, int depth)
{
    if (w == TR_NO_WORD) return false;
    if (!n) return true;
    for (uint32_t i = 0; i < n; i++) {
        if (is_alt(r, w, &alts[i])) return true;
    }
    if (depth > 2) return false;
    uint32_t of = counted(r->doc, w);
    if (of != TR_NO_WORD && is_any(r, of, alts, n, depth + 1)) return true;
    TR_EACH_CHILD(r->doc, w, c)
    {
        if (r->doc->words[c].rel == TR_REL_conj && c > w && !depth && is_any(r, c, alts, n, depth + 1)) return true;
    }
    return false;
}

bool tr_word_in(const struct tr_reading *r, uint32_t w, const char *cls)
{
    int k = tr_lexicon_class(r->know->lexicon, cls);
    struct tr_alt a = { { "", 0 }, k };
    return k >= 0 && is_any(r, w, &a, 1, 0);
}

/* --- conditions ---------------------------------------------------------------------------------------------------- */

static bool has_prep(const struct tr_cond *c, tr_str prep)
{
    for (uint32_t i = 0; i < c->n_preps; i++) {
        if (tr_str_ieq(prep, c->preps[i])) return true;
    }
    return false;
}

static bool holds_obl(const struct tr_reading *r, const struct tr_cond *k, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (rel == TR_REL_obl || rel == TR_REL_nmod || rel == TR_REL_advcl || rel == TR_REL_acl || rel == TR_REL_ccomp ||
            rel == TR_REL_xcomp) {
            if (has_prep(k, tr_case_of(d, c)) && is_any(r, c, k->alts, k->n_alts, 0)) return true;
            if (d->words[c].sub == TR_SUB_agent && has_prep(k, TR_STR("by")) && is_any(r, c, k->alts, k->n_alts, 0)) return true;
        } else if (!k->n_alts && c > w && c < w + 4 && (rel == TR_REL_advmod || rel == TR_REL_compound || rel == TR_REL_case) &&
                   has_prep(k, d->words[c].lemma)) {
            return true; /* a preposition left alone: "the bus that was fired on" */
        }
    }
    /* the preposition stands next to the word, whatever the parser made of it */
    return !k->n_alts && w + 1 < d->n_words && d->words[w + 1].sentence == d->words[w].sentence && has_prep(k, d->words[w + 1].lower);
}

static bool holds_particle(const struct tr_reading *r, const struct tr_cond *k, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool particle = rel == TR_REL_compound || rel == TR_REL_advmod;
        if (k->kind == TR_COND_adv)
            particle |= rel == TR_REL_xcomp || rel == TR_REL_obj || rel == TR_REL_obl || rel == TR_REL_amod || rel == TR_REL_advcl ||
                        rel == TR_REL_ccomp;
        else particle |= rel == TR_REL_obl && d->words[c].upos == TR_UPOS_ADV;
        if (particle && (c > w || k->kind == TR_COND_adv) && is_any(r, c, k->alts, k->n_alts, 3)) return true;
    }
    /* the parser took the particle for a preposition: "hand over the body" */
    bool next = k->kind == TR_COND_prt && w + 1 < d->n_words && d->words[w + 1].upos == TR_UPOS_ADP &&
                !tr_str_is(d->words[w + 1].lower, "in") && !tr_str_is(d->words[w + 1].lower, "on");
    return next && is_any(r, w + 1, k->alts, k->n_alts, 3);
}

static bool has_to(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if (c < w && (d->words[c].rel == TR_REL_mark || d->words[c].rel == TR_REL_aux || d->words[c].rel == TR_REL_case) &&
            tr_str_is(d->words[c].lower, "to"))
            return true;
    }
    return false;
}

static bool holds_clause(const struct tr_reading *r, const struct tr_cond *k, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    bool noun = d->words[w].upos != TR_UPOS_VERB;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        bool to = has_to(d, c);
        bool right = k->kind == TR_COND_xcomp ? rel == TR_REL_xcomp || (rel == TR_REL_ccomp && to) || (noun && rel == TR_REL_acl && to)
                                              : rel == TR_REL_ccomp && !to;
        if (right && is_any(r, c, k->alts, k->n_alts, 0)) return true;
    }
    return false;
}

/* "gathered to demand", "marched, calling for", "blocked the road and demanded", "as a means to protest": what an act is done to get or say. The
 * infinitive may hang on the place before it ("outside the hall to demand"). */
static bool holds_purpose(const struct tr_reading *r, const struct tr_cond *k, uint32_t w, int depth)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        const struct tr_word *x = &d->words[c];
        if (c < w) continue;
        bool clause = x->rel == TR_REL_advcl || x->rel == TR_REL_xcomp || x->rel == TR_REL_acl || x->rel == TR_REL_ccomp;
        bool goes_with = x->rel == TR_REL_advcl && tr_str_is(x->xpos, "VBG") && !tr_case_of(d, c).n;
        bool joined = !depth && x->rel == TR_REL_conj && x->upos == TR_UPOS_VERB && tr_child(d, c, TR_REL_nsubj) == TR_NO_WORD;
        if (((clause && has_to(d, c)) || goes_with || joined) && is_any(r, c, k->alts, k->n_alts, 0)) return true;
        bool phrase = x->rel == TR_REL_obl || x->rel == TR_REL_obj || x->rel == TR_REL_nmod;
        bool means = x->rel == TR_REL_advcl && tr_str_is(tr_case_of(d, c), "by"); /* "blocked it by parking trucks to demand" */
        if ((phrase || means) && depth < 3 && holds_purpose(r, k, c, depth + 1)) return true;
    }
    return false;
}

/* The words before a noun that tell its kind, also those of its compound ("suicide car bomb attack"). */
static bool holds_mod(const struct tr_reading *r, const struct tr_cond *k, uint32_t w, int depth)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (c > w || (rel != TR_REL_compound && rel != TR_REL_amod && rel != TR_REL_nmod && rel != TR_REL_nummod && rel != TR_REL_flat))
            continue;
        if (is_any(r, c, k->alts, k->n_alts, 0) || (depth < 2 && holds_mod(r, k, c, depth + 1))) return true;
    }
    return false;
}

static uint32_t object_or_particle_object(const struct tr_doc *d, uint32_t w)
{
    static const char *const particles[] = { "over", "up", "off", "out", "down", "back" };
    uint32_t o = tr_object_of(d, w);
    if (o != TR_NO_WORD || w + 1 >= d->n_words || d->words[w + 1].rel != TR_REL_case || d->words[w + 1].head == TR_NO_WORD ||
        d->words[d->words[w + 1].head].head != w)
        return o;
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (tr_str_is(d->words[w + 1].lower, particles[i])) return d->words[w + 1].head;
    }
    return o;
}

static bool holds(const struct tr_reading *r, const struct tr_cond *k, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    switch (k->kind) {
    case TR_COND_obj: return is_any(r, object_or_particle_object(d, w), k->alts, k->n_alts, 0);
    case TR_COND_subj: return is_any(r, tr_args_of(d, w).agent, k->alts, k->n_alts, 0);
    case TR_COND_obl: return holds_obl(r, k, w);
    case TR_COND_prt:
    case TR_COND_adv: return holds_particle(r, k, w);
    case TR_COND_xcomp:
    case TR_COND_ccomp: return holds_clause(r, k, w);
    case TR_COND_purp: return holds_purpose(r, k, w, 0);
    case TR_COND_mod: return holds_mod(r, k, w, 0);
    case TR_COND_head: return d->words[w].head != TR_NO_WORD && is_any(r, d->words[w].head, k->alts, k->n_alts, 3);
    case TR_COND_aux:
        TR_EACH_CHILD(d, w, c)
        {
            if (d->words[c].rel == TR_REL_aux && is_any(r, c, k->alts, k->n_alts, 3)) return true;
        }
        return false;
    case TR_COND_pass: return tr_passive(d, w);
    case TR_COND_act: return !tr_passive(d, w);
    case TR_COND_neg: return tr_negated(d, w);
    case TR_COND_cond: return tr_has_condition(d, w);
    default: return false;
    }
}

bool tr_frame_holds(const struct tr_reading *r, const struct tr_frame *f, uint32_t w)
{
    for (uint32_t i = 0; i < f->n; i++) {
        if (holds(r, &f->conds[i], w) == f->conds[i].negated) return false;
    }
    return true;
}

/* The lemmatiser guesses at rare forms ("severing", "shelved"): what the form may come from, most likely first. */
#define MAX_STEMS 6
static uint32_t stems_of(tr_str form, char buf[MAX_STEMS][48], tr_str out[MAX_STEMS])
{
    uint32_t n = 0;
    size_t cut = tr_str_ends(form, TR_STR("ing"))  ? 3
                 : tr_str_ends(form, TR_STR("ed")) ? 2
                 : tr_str_ends(form, TR_STR("es")) ? 2
                 : tr_str_ends(form, TR_STR("s"))  ? 1
                                                   : 0;
    if (!cut || form.n < cut + 2 || form.n > 40) return 0;
    size_t m = form.n - cut;
    for (int e = 1; e >= 0; e--) {
        memcpy(buf[n], form.p, m);
        if (e) buf[n][m] = 'e';
        out[n] = (tr_str){ buf[n], m + (size_t)e };
        n++;
    }
    if (m > 2 && form.p[m - 1] == form.p[m - 2]) out[n++] = (tr_str){ form.p, m - 1 };
    if (m > 2 && form.p[m - 1] == 'i') {
        memcpy(buf[n], form.p, m);
        buf[n][m - 1] = 'y';
        out[n] = (tr_str){ buf[n], m };
        n++;
    }
    if (cut == 2 && form.p[form.n - 1] == 's') out[n++] = (tr_str){ form.p, form.n - 1 };
    return n;
}

const void *tr_table_find(const struct tr_lexicon *l, const struct tr_doc *d, uint32_t w, tr_table_asked ask, uint32_t *n)
{
    char buf[MAX_STEMS][48], whole[MAX_JOINED];
    tr_str stem[MAX_STEMS], lower = d->words[w].lower, joined = joined_lemma(d, w, whole);
    const void *got = NULL;
    *n = 0;
    if (joined.n) got = ask(l, joined, n);
    if (!*n) got = ask(l, tr_table_lemma(d, w), n);
    if (!*n) got = ask(l, lower, n);
    if (*n) return got;
    uint32_t m = stems_of(lower, buf, stem);
    for (uint32_t i = 0; i < m && !*n; i++) got = ask(l, stem[i], n);
    return got;
}

static const void *ask_verb(const struct tr_lexicon *l, tr_str s, uint32_t *n)
{
    return tr_lexicon_verb(l, s, n);
}
static const void *ask_noun(const struct tr_lexicon *l, tr_str s, uint32_t *n)
{
    return tr_lexicon_noun(l, s, n);
}

static const struct tr_use *best(const struct tr_reading *r, uint32_t w, const struct tr_use *b, const struct tr_use *const *uses,
                                 uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        int more = b ? uses[i]->frame.demand - b->frame.demand : 1; /* of equals the one that says "no event" */
        if ((more > 0 || (!more && b->type && !uses[i]->type)) && tr_frame_holds(r, &uses[i]->frame, w)) b = uses[i];
    }
    return b;
}

const struct tr_use *tr_use_at(const struct tr_reading *r, uint32_t w)
{
    const struct tr_lexicon *l = r->know->lexicon;
    const struct tr_word *x = &r->doc->words[w];
    uint32_t n;
    if (!l) return NULL;
    bool participle = x->upos == TR_UPOS_ADJ && (tr_str_is(x->xpos, "VBN") || tr_str_is(x->xpos, "VBG"));
    if (x->upos == TR_UPOS_VERB || x->upos == TR_UPOS_AUX || participle) {
        const struct tr_use *const *uses = tr_table_find(l, r->doc, w, ask_verb, &n);
        const struct tr_use *own = best(r, w, NULL, uses, n);
        uses = tr_lexicon_verb(l, TR_STR("*"), &n); /* uses of any verb: "must leave" */
        return best(r, w, own, uses, n);
    }
    bool adjective =
        x->upos == TR_UPOS_ADJ && !participle && tr_is_nominal(r->doc, w); /* "launched an offensive", taken for an adjective */
    if (x->upos == TR_UPOS_NOUN || x->upos == TR_UPOS_PROPN || adjective) {
        const struct tr_use *const *uses = tr_table_find(l, r->doc, w, ask_noun, &n);
        return best(r, w, NULL, uses, n);
    }
    if (x->upos == TR_UPOS_ADJ) { /* "is ready to help" */
        const struct tr_use *const *uses = tr_lexicon_verb(l, x->lower, &n);
        return best(r, w, NULL, uses, n);
    }
    return NULL;
}
