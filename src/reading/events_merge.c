/* SPDX-License-Identifier: Apache-2.0 */
/* One act, one event: which candidates tell nothing of their own, and which words only repeat. */
#include "base/map.h"
#include "base/utf8.h"
#include "reading/events_int.h"
#include "reading/tree.h"

#define MIN_REPEATED 5 /* words: shorter titles may recur by chance */

/* --- repeated text -------------------------------------------------------------------------------------------------- */

static bool same_words(const struct tr_doc *d, uint32_t a, uint32_t b, uint32_t n)
{
    if (b + n > d->n_words) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!tr_str_eq(d->words[a + i].lower, d->words[b + i].lower)) return false;
    }
    return true;
}

bool *tr_repeated_words(const struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    bool *repeated = TR_NEW_N(r->arena, bool, d->n_words + 1);
    struct tr_map seen;
    tr_map_init(&seen, r->arena);
    for (uint32_t s = 0; s < d->n_sentences; s++) {
        const struct tr_sentence *x = &d->sentences[s];
        bool fresh;
        tr_map_put(&seen, tr_utf8_lower(r->arena, tr_str_trim(tr_str_at(d->text, x->span))), &fresh);
        for (uint32_t i = 0; !fresh && x->n >= MIN_REPEATED && i < x->n; i++) repeated[x->first + i] = true;
    }
    if (!d->n_sentences) return repeated;
    uint32_t n = d->sentences[0].n; /* the title, wherever it stands again inside a sentence */
    while (n && d->words[n - 1].upos == TR_UPOS_PUNCT) n--;
    for (uint32_t b = n; n >= MIN_REPEATED && b + n <= d->n_words; b++) {
        if (!same_words(d, 0, b, n)) continue;
        for (uint32_t i = 0; i < n; i++) repeated[b + i] = true;
    }
    return repeated;
}

/* --- the same act --------------------------------------------------------------------------------------------------- */

static bool is_verb(const struct tr_doc *d, uint32_t w)
{
    return d->words[w].upos == TR_UPOS_VERB;
}

static bool is_light(const struct tr_reading *r, uint32_t w)
{
    return tr_word_in(r, w, "light");
}

static bool prep_is(const struct tr_doc *d, uint32_t w, const char *const *preps)
{
    tr_str p = tr_case_of(d, w);
    while (*preps && !tr_str_is_i(p, *preps)) preps++;
    return *preps != NULL;
}

static bool is_deadly(const struct tr_doc *d, uint32_t w)
{
    static const char *const lemmas[] = { "kill", "slay", "die", "murder", "massacre", "slaughter", NULL };
    for (const char *const *l = lemmas; *l; l++) {
        if (tr_str_is_i(d->words[w].lemma, *l)) return true;
    }
    return false;
}

static bool among(tr_str s, const char *const *list)
{
    while (*list && !tr_str_is_i(s, *list)) list++;
    return *list != NULL;
}

/* Noun candidate n stands under verb candidate v: which one tells the act? */
static void noun_under_verb(const struct tr_reading *r, struct tr_candidate *n, struct tr_candidate *v)
{
    static const char *const by[] = { "by", "in", "with", "under", NULL };
    static const char *const at[] = { "by", "in", "with", "under", "from", "during", "amid", "following", "after", "of", NULL };
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[n->w];
    bool same = n->type == v->type, deadly = is_deadly(d, v->w), passive = tr_passive(d, v->w);
    bool object = x->rel == TR_REL_obj || (x->rel == TR_REL_nsubj && x->sub == TR_SUB_pass);
    if (object) {
        bool alleged =
            among(d->words[v->w].lemma, (const char *const[]){ "investigate", "allege", "accuse", "blame", "suspect", "document", NULL });
        if (!same && alleged && n->type == TRUCE_EVENT_ASSAULT) return; /* "is investigating the air strikes" tells of both */
        if (same && (is_light(r, v->w) || (deadly && x->rel == TR_REL_nsubj))) v->dropped = true;
        else n->dropped = true;
    } else if (x->rel == TR_REL_nsubj) {
        if (same) v->dropped = true;
    } else if (x->rel == TR_REL_obl || x->rel == TR_REL_advcl) {
        if (!same || x->rel == TR_REL_advcl) return;
        if (tr_is_lemma(d, v->w, "come") && prep_is(d, n->w, (const char *const[]){ "under", NULL })) n->dropped = true;
        if (passive && prep_is(d, n->w, deadly ? at : by)) v->dropped = true;
        else if (prep_is(d, n->w, (const char *const[]){ "in", "with", NULL })) n->dropped = true;
    }
}

/* "air strikes that killed five", "attacks carried out by rebels", "hours of shelling killed": the noun has told the act. */
static void drop_told(const struct tr_reading *r, struct tr_candidates *c, struct tr_candidate *v)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *x = &d->words[v->w];
    if (is_light(r, v->w)) {
        uint32_t o = tr_object_of(d, v->w);
        for (int i = 0; i < 2 && o != TR_NO_WORD; i++, o = tr_case_child(d, o, "of")) {
            struct tr_candidate *n = tr_candidate_at(c, o);
            if (n && n != v) v->dropped = true;
        }
    }
    bool participle = x->rel == TR_REL_advcl || (x->rel == TR_REL_conj && tr_child(d, v->w, TR_REL_nsubj) == TR_NO_WORD);
    if (v->type != TRUCE_EVENT_ASSAULT || participle) return;
    uint32_t agent = tr_args_of(d, v->w).agent;
    for (int i = 0; i < 3 && agent != TR_NO_WORD && agent != v->w; i++, agent = tr_case_child(d, agent, "of")) {
        struct tr_candidate *n = tr_candidate_at(c, agent);
        if (n && n != v && n->type == TRUCE_EVENT_ASSAULT && !is_verb(d, n->w)) v->dropped = true;
    }
}

/* May word w stand between "killed" and the act that killed: "killed and 22 wounded in a car bomb attack"? */
static bool runs_on(const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    if (among(x->lower, (const char *const[]){ "wounded", "injured", "hurt", "were", "was", "got", "been", NULL })) return true;
    if (x->upos == TR_UPOS_VERB) return x->rel == TR_REL_amod;
    bool opens_clause = x->upos == TR_UPOS_SCONJ && !among(x->lower, (const char *const[]){ "in", "by", "from", "after", NULL });
    return !opens_clause && x->upos != TR_UPOS_AUX &&
           !among(x->lower, (const char *const[]){ ",", ".", ";", ":", "when", "as", "while", "but", NULL });
}

/* "killed in an army shelling", "rocket fire from the hills killed 14": read off the words, as trees of long tolls often go wrong. */
#define TOLL_REACH 16
static void drop_beside_act(const struct tr_reading *r, struct tr_candidates *c, struct tr_candidate *v)
{
    static const char *const at[] = { "by", "in", "following", "after", "from", "during", "due", NULL };
    const struct tr_doc *d = r->doc;
    if (v->type != TRUCE_EVENT_ASSAULT || !is_deadly(d, v->w) || tr_str_ends(d->words[v->w].lower, TR_STR("ing"))) return;
    const struct tr_sentence *s = &d->sentences[d->words[v->w].sentence];
    bool prep = false;
    for (uint32_t w = v->w + 1; w < s->first + s->n && w <= v->w + TOLL_REACH; w++) {
        struct tr_candidate *n = tr_candidate_at(c, w);
        prep |= among(d->words[w].lower, at);
        if (n && prep && n->type == TRUCE_EVENT_ASSAULT && !is_deadly(d, w)) {
            uint32_t agent = tr_child(d, v->w, TR_REL_nsubj);
            bool told_who = agent != TR_NO_WORD && !tr_passive(d, v->w) && (tr_word_in(r, agent, "armed") || r->word_actor[agent]);
            if (!told_who) v->dropped = true;
            return;
        }
        if (!runs_on(d, w)) break;
    }
    uint32_t agent = tr_args_of(d, v->w).agent;
    if (tr_passive(d, v->w) || (agent != TR_NO_WORD && (tr_word_in(r, agent, "person") || tr_word_in(r, agent, "armed")))) return;
    for (uint32_t w = v->w; w-- > s->first && w + TOLL_REACH > v->w;) {
        struct tr_candidate *n = tr_candidate_at(c, w);
        if (n && n->type == TRUCE_EVENT_ASSAULT && !is_verb(d, w)) v->dropped = true;
        if (n || tr_str_is(d->words[w].form, ",") || tr_str_is(d->words[w].form, ";")) return;
    }
}

/* "Six were killed when a bus plunged into a ravine": nobody's act. */
static bool is_mishap(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *v)
{
    static const char *const when[] = { "when", "after", "as", NULL };
    const struct tr_doc *d = r->doc;
    if (!is_verb(d, v->w) || !is_deadly(d, v->w) || (tr_passive(d, v->w) && tr_args_of(d, v->w).agent != TR_NO_WORD)) return false;
    TR_EACH_CHILD(d, v->w, k)
    {
        if (d->words[k].rel != TR_REL_advcl || tr_candidate_at(c, k) || !tr_word_in(r, k, "mishap")) continue;
        TR_EACH_CHILD(d, k, m)
        {
            if (m < k && among(d->words[m].lower, when)) return true;
        }
    }
    return false;
}

/* A toll over months and years ("more than 280,000 people have been killed since 2011") tells no act. */
static bool is_long_toll(const struct tr_reading *r, const struct tr_candidates *all, const struct tr_candidate *v)
{
    const struct tr_doc *d = r->doc;
    if (!is_verb(d, v->w) || !is_deadly(d, v->w)) return false;
    uint32_t o = tr_object_of(d, v->w);
    bool lone = d->words[v->w].rel == TR_REL_acl && d->words[v->w].sub != TR_SUB_relcl && o != TR_NO_WORD &&
                (d->words[o].upos == TR_UPOS_PRON || d->words[o].upos == TR_UPOS_NUM || d->words[o].upos == TR_UPOS_DET ||
                 tr_str_is_i(d->words[o].lemma, "number"));
    if (lone) return true; /* "among those killed", "a toll of 31 killed" */
    TR_EACH_TOLL(r, all, v->w, i)
    {
        const struct truce_claim *c = &r->claims.v[i];
        if (!c->casualties.cumulative) continue;
        if (tr_clause_of(d, c->word) == tr_clause_of(d, v->w) && tr_args_of(d, v->w).agent == TR_NO_WORD) return true;
    }
    return false;
}

static void noun_under_noun(const struct tr_reading *r, struct tr_candidate *n, struct tr_candidate *over)
{
    const struct tr_word *x = &r->doc->words[n->w];
    if (x->rel == TR_REL_compound || x->rel == TR_REL_amod) n->dropped = true;
    if (x->rel != TR_REL_nmod) return;
    bool verbal = over->type == TRUCE_EVENT_REQUEST || over->type == TRUCE_EVENT_THREATEN || over->type == TRUCE_EVENT_REJECT ||
                  over->type == TRUCE_EVENT_ACCUSE || over->type == TRUCE_EVENT_AGREE || over->type == TRUCE_EVENT_CONSULT;
    if (verbal || over->type == n->type) n->dropped = true;
}

/* Everything that a request asks for: what hangs below it but for relative clauses and circumstances. */
static void drop_asked(const struct tr_reading *r, struct tr_candidates *c, uint32_t w, bool top, int depth)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, w, k)
    {
        uint8_t rel = d->words[k].rel;
        bool content = rel == TR_REL_xcomp || rel == TR_REL_ccomp || rel == TR_REL_obj || rel == TR_REL_conj ||
                       (rel == TR_REL_acl && d->words[k].sub != TR_SUB_relcl);
        if (rel == TR_REL_obl || rel == TR_REL_nmod)
            content = !top || prep_is(d, k, (const char *const[]){ "for", "to", "of", "on", "against", NULL });
        if (top && rel == TR_REL_conj) content = false;
        if (rel == TR_REL_advcl) content = tr_str_is_i(tr_case_of(d, k), "to");
        if (!content || depth > 8) continue;
        struct tr_candidate *x = tr_candidate_at(c, k);
        if (x) x->dropped = true;
        drop_asked(r, c, k, false, depth + 1);
    }
}

/* "agreed to withdraw", "threatened to attack", "refused to meet" are told by the first verb. */
static bool takes_its_infinitive(enum truce_event t)
{
    return t == TRUCE_EVENT_AGREE || t == TRUCE_EVENT_THREATEN || t == TRUCE_EVENT_REJECT || t == TRUCE_EVENT_CONCEDE ||
           t == TRUCE_EVENT_MOBILIZE;
}

static void drop_infinitive(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *v)
{
    const struct tr_doc *d = r->doc;
    TR_EACH_CHILD(d, v->w, k)
    {
        uint8_t rel = d->words[k].rel;
        if (rel != TR_REL_xcomp && !(rel == TR_REL_acl && d->words[k].sub != TR_SUB_relcl)) continue;
        struct tr_candidate *x = tr_candidate_at(c, k);
        if (x) x->dropped = true;
        drop_asked(r, c, k, false, 0);
    }
}

/* "gathered at the gate to protest": the assembly is the protest that follows. */
static void drop_assembly(const struct tr_reading *r, struct tr_candidates *c, const struct tr_candidate *x)
{
    const struct tr_doc *d = r->doc;
    if (x->type != TRUCE_EVENT_PROTEST || !is_verb(d, x->w)) return;
    for (uint32_t w = d->words[x->w].head, i = 0; w != TR_NO_WORD && i < 4; w = d->words[w].head, i++) {
        struct tr_candidate *up = tr_candidate_at(c, w);
        if (up && up->use && tr_str_is(up->use->sense, "protest.gather")) up->dropped = true;
        if (is_verb(d, w)) return;
    }
}

void tr_events_merge(const struct tr_reading *r, struct tr_candidates *c)
{
    const struct tr_doc *d = r->doc;
    for (uint32_t i = 0; i < c->list.n; i++) {
        struct tr_candidate *x = &c->list.v[i];
        if (x->dropped) continue;
        if (is_long_toll(r, c, x) || is_mishap(r, c, x)) x->dropped = true;
        else if (x->type == TRUCE_EVENT_REQUEST) drop_asked(r, c, x->w, true, 0);
        else if (takes_its_infinitive(x->type)) drop_infinitive(r, c, x);
    }
    for (uint32_t i = 0; i < c->list.n; i++) {
        struct tr_candidate *x = &c->list.v[i];
        struct tr_candidate *over = x->dropped ? NULL : tr_candidate_at(c, d->words[x->w].head);
        if (!over || is_verb(d, x->w)) continue;
        if (is_verb(d, over->w)) noun_under_verb(r, x, over);
        else noun_under_noun(r, x, over);
    }
    for (uint32_t i = 0; i < c->list.n; i++) {
        struct tr_candidate *x = &c->list.v[i];
        if (x->dropped || !is_verb(d, x->w)) continue;
        drop_assembly(r, c, x);
        drop_told(r, c, x);
        if (!x->dropped) drop_beside_act(r, c, x);
    }
}
