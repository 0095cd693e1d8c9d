/* SPDX-License-Identifier: Apache-2.0 */
/* Pronouns and definite descriptions. A wrong antecedent is worse than none, so only clear ones are taken. */
#include "reading/actors_int.h"

enum { THEY, HE, SHE, IT };

static int person_of(const struct tr_word *x)
{
    static const struct {
        const char *form;
        int who;
    } t[] = {
        { "he", HE },     { "him", HE },    { "his", HE },      { "himself", HE }, { "she", SHE },
        { "her", SHE },   { "hers", SHE },  { "herself", SHE }, { "it", IT },      { "its", IT },
        { "itself", IT }, { "they", THEY }, { "them", THEY },   { "their", THEY }, { "themselves", THEY },
    };
    if (x->upos != TR_UPOS_PRON) return -1;
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (tr_str_is(x->lower, t[i].form)) return t[i].who;
    }
    return -1;
}

bool tr_is_personal(const struct tr_doc *d, uint32_t w)
{
    return person_of(&d->words[w]) >= 0;
}

static bool agrees(const struct tr_member *m, int who)
{
    switch (who) {
    case HE: return m->being == TR_BEING_PERSON && m->gender != 'f' && !m->plural;
    case SHE: return m->being == TR_BEING_PERSON && m->gender != 'm' && !m->plural;
    case IT: return (m->being == TR_BEING_BODY || m->being == TR_BEING_STATE) && !m->plural;
    default: return m->being == TR_BEING_PEOPLE || m->plural || m->being == TR_BEING_BODY;
    }
}

static bool is_subject(const struct tr_word *x)
{
    return x->rel == TR_REL_nsubj;
}

/* Where the mention stands in its clause: subjects are what goes on being spoken of. */
static int rank_of(const struct tr_doc *d, const struct tr_actor_mention *m)
{
    const struct tr_word *x = &d->words[m->head];
    if (is_subject(x)) return x->head != TR_NO_WORD && d->words[x->head].rel == TR_REL_root ? 10 : 8;
    if (x->rel == TR_REL_root || x->rel == TR_REL_parataxis) return 5;
    if (x->rel == TR_REL_obj || x->rel == TR_REL_iobj) return 4;
    if (x->rel == TR_REL_obl && x->sub == TR_SUB_agent) return 6;
    if (x->rel == TR_REL_obl && tr_str_is_i(tr_case_of(d, m->head), "according")) return 7;
    if (x->rel == TR_REL_compound || x->rel == TR_REL_amod) return -6;
    if (x->rel == TR_REL_nmod) return x->sub == TR_SUB_poss ? 2 : 0;
    return 2;
}

/* Arguments of one verb are not the same, except through "its". */
static bool same_clause(const struct tr_doc *d, uint32_t pronoun, uint32_t other)
{
    const struct tr_word *p = &d->words[pronoun], *o = &d->words[other];
    if (p->rel == TR_REL_nmod && p->sub == TR_SUB_poss) return false;
    return p->head != TR_NO_WORD && (p->head == o->head || p->head == other || tr_under(d, pronoun, other));
}

/* Whether an actor is named in the clause of w, so that w must be another. */
static bool beside_itself(const struct tr_reading *r, uint32_t w, uint32_t actor)
{
    const struct tr_sentence *s = &r->doc->sentences[r->doc->words[w].sentence];
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        if (!r->cast->word_name[i]) continue;
        const struct tr_name *n = &r->cast->names.list.v[r->cast->word_name[i] - 1];
        if (n->head == i && n->actor == actor && i != w && same_clause(r->doc, w, i)) return true;
    }
    return false;
}

uint32_t tr_coref_pronoun(struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[w];
    int who = person_of(x), best_score = INT32_MIN;
    uint32_t best = UINT32_MAX, reach = who == HE || who == SHE ? 3 : 1;
    if (x->rel == TR_REL_expl) return UINT32_MAX;
    for (uint32_t i = r->actor_mentions.n; i-- > 0;) {
        const struct tr_actor_mention *m = &r->actor_mentions.v[i];
        uint32_t apart = x->sentence - d->words[m->head].sentence;
        if (apart > reach) break;
        const struct tr_member *c = &r->cast->members.v[m->actor];
        if (!agrees(c, who) || same_clause(d, w, m->head) || beside_itself(r, w, m->actor)) continue;
        int rank = rank_of(d, m);
        if ((who == IT || who == THEY) && rank < 4 && !(apart == 0 && rank >= 0 && x->sub == TR_SUB_poss)) continue;
        int score = rank - 7 * (int)apart + (c->named ? 4 : 0) - (who == THEY && !c->plural ? 5 : 0) + (m->pronoun ? 2 : 0);
        if (c->gender && (who == HE || who == SHE)) score += 2;
        if (score > best_score) {
            best_score = score;
            best = m->actor;
        }
    }
    return best;
}

static bool is_definite(const struct tr_doc *d, uint32_t w)
{
    uint32_t det = tr_child(d, w, TR_REL_det);
    if (det == TR_NO_WORD) return false;
    tr_str f = d->words[det].lower;
    return tr_str_is(f, "the") || tr_str_is(f, "this") || tr_str_is(f, "that") || tr_str_is(f, "these") || tr_str_is(f, "those");
}

/* Words before "group" or "agency" that say only what it is for. */
static bool is_sort(const struct tr_doc *d, uint32_t w)
{
    static const char *const sorts[] = { "aid", "charity", "medical", "humanitarian", "rights", "relief", "monitoring", "news", NULL };
    for (const char *const *s = sorts; *s; s++) {
        if (tr_str_is(d->words[w].lower, *s)) return true;
    }
    return false;
}

/* A clause set off by a comma tells more of what is known: "the charity, which runs the clinic". */
static bool is_aside(const struct tr_doc *d, uint32_t c)
{
    uint32_t f = tr_first_of(d, c);
    return d->words[c].rel == TR_REL_acl && d->words[c].sub == TR_SUB_relcl && f > 0 &&
           (tr_str_is(d->words[f].form, ",") || tr_str_is(d->words[f - 1].form, ","));
}

/* Says no more than its noun and what that is for: no name, no demonym, no "of …", no clause of its own. */
static bool is_bare(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    uint32_t first, n;
    tr_phrase(d, w, &first, &n);
    if (n > 2) return false;
    for (uint32_t i = first; i < first + n; i++) {
        if (r->cast->word_state[i] || (i != w && (r->cast->word_name[i] || d->words[i].upos == TR_UPOS_PROPN))) return false;
    }
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (is_aside(d, c) || (c < w && is_sort(d, c))) continue;
        if (rel == TR_REL_acl || rel == TR_REL_appos || rel == TR_REL_nummod || (rel == TR_REL_nmod && c > w) || rel == TR_REL_amod ||
            rel == TR_REL_compound)
            return false;
    }
    return true;
}

/* "the aid group", "the rights group", "the news agency": the kind of body that it must be; none when no word tells. */
static enum truce_actor_kind kind_by_sort(const struct tr_doc *d, uint32_t w)
{
    if (w == 0 || !is_sort(d, w - 1)) return TRUCE_ACTOR_none;
    tr_str s = d->words[w - 1].lower;
    return tr_str_is(s, "news")                                   ? TRUCE_ACTOR_media
           : tr_str_is(s, "rights") || tr_str_is(s, "monitoring") ? TRUCE_ACTOR_monitor
                                                                  : TRUCE_ACTOR_ngo;
}

static bool role_says(const struct truce_actor *a, tr_str noun)
{
    return a->role.n && tr_str_find_i(a->role, noun) >= 0;
}

/* Does the description w ("the group", "the ministry", "the minister") take up this member? */
static bool takes_up(const struct tr_reading *r, uint32_t w, const struct tr_actor_noun *noun, uint32_t actor)
{
    const struct tr_word *x = &r->doc->words[w];
    const struct tr_member *m = &r->cast->members.v[actor];
    const struct truce_actor *a = r->actors.v[actor];
    bool plural = x->number == TR_NUM_PLUR;
    if (m->plural != plural && m->being != TR_BEING_BODY) return false;
    bool person = noun && (noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON)) && !(noun->sorts & TR_NOUN_BODY);
    if (person && !plural)
        return m->being == TR_BEING_PERSON && (role_says(a, x->lemma) || (tr_str_ieq(m->noun, x->lemma) && m->weight > 1));
    if (tr_str_ieq(m->noun, x->lemma)) return m->weight > 1;
    if (plural || !noun || !(noun->sorts & TR_NOUN_GENERIC) || !m->named || m->being != TR_BEING_BODY) return false;
    enum truce_actor_kind only = kind_by_sort(r->doc, w);
    if (only) return a->kind == only || (only == TRUCE_ACTOR_ngo && (a->kind == TRUCE_ACTOR_igo || a->kind == TRUCE_ACTOR_medical));
    return a->kind != TRUCE_ACTOR_other && ((noun->kinds >> a->kind) & 1u);
}

static bool is_monitor_noun(tr_str l)
{
    return tr_str_is(l, "monitor") || tr_str_is(l, "watchdog") || tr_str_is(l, "observatory");
}

/* "a monitoring group", "the Britain-based monitor", "monitor" in a headline: the one monitor that the report names, before or behind. */
uint32_t tr_coref_monitor(struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[w];
    uint32_t only = UINT32_MAX;
    if (x->number == TR_NUM_PLUR) return UINT32_MAX;
    bool monitors = is_monitor_noun(x->lower);
    for (uint32_t i = w; !monitors && i-- > 0 && w - i < 4;) {
        monitors = tr_str_is(d->words[i].lower, "monitoring") || is_monitor_noun(d->words[i].lower);
        if (d->words[i].upos == TR_UPOS_DET || d->words[i].upos == TR_UPOS_ADP || d->words[i].upos == TR_UPOS_VERB) break;
    }
    bool body = tr_str_is(x->lower, "group") || tr_str_is(x->lower, "organisation") || tr_str_is(x->lower, "organization") ||
                tr_str_is(x->lower, "network") || is_monitor_noun(x->lower);
    if (!monitors || !body) return UINT32_MAX;
    for (uint32_t i = 0; i < r->cast->members.n && i < TR_CAST_REACH; i++) {
        if (r->actors.v[i]->kind != TRUCE_ACTOR_monitor || !r->cast->members.v[i].named) continue;
        if (only != UINT32_MAX) return UINT32_MAX;
        only = i;
    }
    return only;
}

/* Do the n words that end at `last` say the same as those from `first`? */
static bool same_words(const struct tr_doc *d, uint32_t last, uint32_t first, uint32_t n)
{
    if (last + 1 < n) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!tr_str_eq(d->words[last + 1 - n + i].lower, d->words[first + i].lower)) return false;
    }
    return true;
}

/* Does the name stand with the office of the phrase [first, first + n): "Interior Minister Ann Berg", "Utopia's interior minister, Ann Berg"? */
static bool has_office(const struct tr_doc *d, const struct tr_name *name, uint32_t first, uint32_t n)
{
    if (name->role_n >= n && same_words(d, name->role_first + name->role_n - 1, first, n)) return true;
    const struct tr_word *x = &d->words[name->head];
    return x->rel == TR_REL_appos && x->head != TR_NO_WORD && same_words(d, x->head, first, n);
}

/* "the interior minister said", of the only one whom the report names with that office, before or behind. */
static uint32_t by_office(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    uint32_t first, n, only = UINT32_MAX;
    if (!noun || !(noun->sorts & TR_NOUN_OFFICE)) return UINT32_MAX;
    tr_phrase(d, w, &first, &n);
    if (n < 2 || n > 4 || d->words[w].number == TR_NUM_PLUR || first + n != w + 1) return UINT32_MAX;
    for (uint32_t i = 0; i < r->cast->names.list.n && i < TR_CAST_REACH; i++) {
        const struct tr_name *x = &r->cast->names.list.v[i];
        if (!x->person || !has_office(d, x, first, n) || x->actor == only) continue;
        if (only != UINT32_MAX) return UINT32_MAX;
        only = x->actor;
    }
    return only;
}

uint32_t tr_coref_definite(struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    if (!is_definite(d, w)) return UINT32_MAX;
    uint32_t holder = by_office(r, w);
    if (holder != UINT32_MAX || !is_bare(r, w)) return holder;
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    for (uint32_t i = r->actor_mentions.n; i-- > 0;) {
        const struct tr_actor_mention *m = &r->actor_mentions.v[i];
        if (d->words[w].sentence - d->words[m->head].sentence > 8) break;
        if (takes_up(r, w, noun, m->actor) && !beside_itself(r, w, m->actor)) return m->actor;
    }
    return UINT32_MAX;
}

/* "The man's father, Ghulam Nabi Shah": the tree's apposition, either way round. */
static uint32_t apposed(const struct tr_reading *r, uint32_t w, const struct tr_actor_noun *noun)
{
    const struct tr_doc *d = r->doc;
    const struct tr_cast *c = r->cast;
    uint32_t other = d->words[w].rel == TR_REL_appos ? d->words[w].head : tr_child(d, w, TR_REL_appos);
    if (!noun || other == TR_NO_WORD || !c->word_name[other] || d->words[w].number == TR_NUM_PLUR) return UINT32_MAX;
    const struct tr_name *n = &c->names.list.v[c->word_name[other] - 1];
    bool person = noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON);
    if (n->organ || n->sort == TR_ALIAS_CAPITAL || (n->entry && n->entry->sort == TR_ENTRY_STATE)) return UINT32_MAX;
    if (n->person ? !person : !(noun->sorts & TR_NOUN_BODY)) return UINT32_MAX;
    return n->actor;
}

uint32_t tr_coref_beside(struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_cast *c = r->cast;
    uint32_t same = apposed(r, w, tr_noun_of(r, w));
    if (same != UINT32_MAX) return same;
    const struct tr_actor_noun *noun = tr_noun_of(r, w);
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    /* "Suleiman Youssef a writer", its comma lost */
    uint32_t first, words;
    tr_phrase(d, w, &first, &words);
    bool indefinite = first > s->first + 1 && (tr_str_is(d->words[first - 1].lower, "a") || tr_str_is(d->words[first - 1].lower, "an"));
    if (noun && indefinite && (noun->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON)) && c->word_name[first - 2]) {
        const struct tr_name *before = &c->names.list.v[c->word_name[first - 2] - 1];
        if (before->person && before->first + before->n == first - 1) return before->actor;
    }
    if (!noun || !(noun->sorts & TR_NOUN_BODY) || d->words[w].number == TR_NUM_PLUR) return UINT32_MAX;
    if (!(noun->sorts & TR_NOUN_GENERIC)) return UINT32_MAX;
    uint32_t p = w + 1;
    if (p < s->first + s->n && d->words[p].upos == TR_UPOS_DET) p++;
    const struct tr_name *n = p < s->first + s->n && c->word_name[p] ? &c->names.list.v[c->word_name[p] - 1] : NULL;
    if (n && !n->role_n && n->first == p && !n->person && c->members.v[n->actor].being == TR_BEING_BODY) return n->actor;
    for (p = w; p-- > s->first && w - p < 4;) {
        if (c->word_name[p]) {
            n = &c->names.list.v[c->word_name[p] - 1];
            return !n->person && !n->organ && c->members.v[n->actor].being == TR_BEING_BODY && d->words[n->head].rel != TR_REL_nsubj
                       ? n->actor
                       : UINT32_MAX;
        }
        uint8_t u = d->words[p].upos;
        if ((u != TR_UPOS_NOUN && u != TR_UPOS_ADJ && u != TR_UPOS_VERB) || !tr_under(d, p, w)) break;
    }
    return UINT32_MAX;
}
