/* SPDX-License-Identifier: Apache-2.0 */
/* What people think, want, favour, oppose and speak of. The lexicon (data/lexicon/stances.tsv) says which words are cues and in which places of
 * their clause they have their content. Nothing here asserts a claim: these attributions are read for who stands where. */
#include "knowledge/stances.h"

#include "reading/attribution_int.h"

/* Is the clause of c a question or statement of its own ("whether …", "that …", "…")? */
static bool is_that_clause(const struct tr_doc *d, uint32_t c, tr_str mark)
{
    const struct tr_word *x = &d->words[c];
    if (x->rel == TR_REL_ccomp) return true;
    if (x->rel == TR_REL_csubj) return true;
    bool marked = tr_str_is_i(mark, "that") || tr_str_is_i(mark, "whether") || tr_str_is_i(mark, "if");
    return marked && ((x->rel == TR_REL_acl && x->sub != TR_SUB_relcl) || x->rel == TR_REL_advcl);
}

/* The place of the lexicon's that child c of a cue stands in: one bit, 0 when it stands in none. */
static uint32_t place_of(const struct tr_doc *d, uint32_t c)
{
    const struct tr_word *x = &d->words[c];
    tr_str mark = tr_case_of(d, c);
    switch (x->rel) {
    case TR_REL_obj: return TR_STANCE(obj);
    case TR_REL_nsubj: return x->sub == TR_SUB_pass ? TR_STANCE(obj) : 0;
    case TR_REL_xcomp: return mark.n && !tr_str_is_i(mark, "to") ? tr_stance_prep(mark) | TR_STANCE(inf) : TR_STANCE(inf);
    case TR_REL_ccomp:
    case TR_REL_csubj: return TR_STANCE(that);
    case TR_REL_obl:
    case TR_REL_nmod: return x->sub == TR_SUB_agent ? 0 : tr_stance_prep(mark);
    case TR_REL_advcl:
    case TR_REL_acl:
        if (is_that_clause(d, c, mark)) return TR_STANCE(that);
        if (x->sub == TR_SUB_relcl) return 0;
        return tr_str_is_i(mark, "to") ? TR_STANCE(inf) : tr_stance_prep(mark);
    default: return 0;
    }
}

/* Marks what cue w has in its places. The object that counts only beside something else is marked where something else was. */
static bool mark_places(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t places)
{
    bool any = false;
    uint32_t object = TR_NO_WORD;
    TR_EACH_CHILD(d, w, c)
    {
        uint32_t p = place_of(d, c);
        if (p & TR_STANCE(obj)) object = c;
        if (!(p & places)) continue;
        tr_mark_subtree(d, mark, c, 1);
        any = true;
    }
    if (any && object != TR_NO_WORD && (places & TR_STANCE(beside))) tr_mark_subtree(d, mark, object, 1);
    return any;
}

/* "the plan that they opposed": the noun before is what they oppose. */
static bool mark_antecedent(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t places)
{
    const struct tr_word *x = &d->words[w];

    if (x->rel != TR_REL_acl || x->sub != TR_SUB_relcl || !(places & TR_STANCE(obj)) || x->head == TR_NO_WORD) return false;
    uint32_t subject = tr_child(d, w, TR_REL_nsubj);
    uint32_t object = tr_child(d, w, TR_REL_obj);
    if (subject == TR_NO_WORD || d->words[subject].prontype == TR_PRON_REL || tr_passive(d, w)) return false;
    if (object != TR_NO_WORD && d->words[object].upos != TR_UPOS_PRON) return false;
    tr_mark_subtree(d, mark, x->head, 1);
    tr_mark_subtree(d, mark, w, 0);
    return true;
}

/* The verb whose subject has noun w: its object ("voiced concern", "launched a push for …"), or what goes with it ("left with a promise to
 * return"). Not where the verb itself tells a stance on it ("rejected the claim"), but for verbs that say little more than the noun. */
static uint32_t carrying_verb(const struct tr_reading *r, uint32_t w)
{
    static const char *const light[] = { "express", "voice",  "make",   "issue",     "offer",    "raise",    "show", "share",
                                         "hint",    "signal", "repeat", "reiterate", "announce", "reaffirm", "echo", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t v = d->words[w].head;
    bool with = d->words[w].rel == TR_REL_obl && tr_str_is_i(tr_case_of(d, w), "with");
    if (v == TR_NO_WORD || d->words[v].upos != TR_UPOS_VERB || (d->words[w].rel != TR_REL_obj && !with)) return TR_NO_WORD;
    for (const char *const *l = light; *l; l++) {
        if (tr_is_lemma(d, v, *l)) return v;
    }
    return tr_stance_of(r->know->stances, TR_STANCE_VERB, d->words[v].lemma) || tr_verb_cue_at(r, v) ? TR_NO_WORD : v;
}

/* Whose belief, plan or claim noun w is; TR_NO_WORD when nobody's is told. */
static uint32_t holder_of_noun(const struct tr_reading *r, uint32_t w)
{
    static const char *const preps[] = { "by", "from", "among", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t who = tr_child_sub(d, w, TR_REL_nmod, TR_SUB_poss), via, v;
    for (const char *const *p = preps; *p && who == TR_NO_WORD; p++) who = tr_case_child(d, w, *p);
    if (who == TR_NO_WORD && (v = carrying_verb(r, w)) != TR_NO_WORD) who = tr_cue_source(r, v, &via);
    return who;
}

/* The subject of an adjective or of the participle that stands for one. */
static uint32_t holder_of_quality(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    uint32_t who = tr_child(d, w, TR_REL_nsubj), via;
    if (who == TR_NO_WORD && d->words[w].rel == TR_REL_xcomp && d->words[w].head != TR_NO_WORD)
        who = tr_cue_source(r, d->words[w].head, &via);
    if (who == TR_NO_WORD && (d->words[w].rel == TR_REL_acl || d->words[w].rel == TR_REL_amod)) who = d->words[w].head;
    if (who == TR_NO_WORD && d->words[w].rel == TR_REL_conj) who = tr_args_of(d, w).agent;
    return who == TR_NO_WORD || d->words[who].rel == TR_REL_expl || tr_str_is(d->words[who].lower, "it") ? TR_NO_WORD : who;
}

/* "We refuse the offer," the envoy said: the envoy refuses. The quote whose speaker `who` is, NULL when it is no such word. */
static const struct tr_quote *first_person(const struct tr_doc *d, const struct tr_speech *s, uint32_t who)
{
    static const char *const words[] = { "i", "we", "me", "us", "my", "our", NULL };
    if (d->words[who].upos != TR_UPOS_PRON || !s->word_quote[who]) return NULL;
    const struct tr_quote *q = &s->quotes.v[s->word_quote[who] - 1];
    for (const char *const *f = words; *f; f++) {
        if (tr_str_is(d->words[who].lower, *f)) return q->head != TR_NO_WORD ? q : NULL;
    }
    return NULL;
}

/* Writes what is marked in the sentence of w as held by whoever `who` names. */
static void hold(struct tr_reading *r, struct tr_speech *s, uint32_t w, uint32_t who)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    uint32_t actor = UINT32_MAX, head = TR_NO_WORD;
    if (who != TR_NO_WORD) {
        const struct tr_quote *q = first_person(d, s, who);
        if (q) actor = q->speaker, head = q->head;
        else actor = tr_speaker_at(r, s, who, &head);
        if (!tr_under(d, w, who)) tr_mark_subtree(d, s->mark, who, 0);
    }
    s->mark[w] = 0;
    struct tr_saying *x = tr_saying_add(r, s, actor, head, w, sent->first, sent->first + sent->n);
    if (x) x->stance = true;
}

static void verb_stance(struct tr_reading *r, struct tr_speech *s, uint32_t w, uint32_t places)
{
    const struct tr_doc *d = r->doc;
    uint32_t via, who = TR_NO_WORD;
    bool passive = tr_passive(d, w);
    if (!mark_antecedent(d, s->mark, w, places) && !mark_places(d, s->mark, w, places)) return;
    if (places & TR_STANCE(raise)) {
        uint32_t subject = tr_child(d, w, TR_REL_nsubj);
        if (subject != TR_NO_WORD) tr_mark_subtree(d, s->mark, subject, 1);
    } else {
        who = tr_cue_source(r, w, &via);
        uint32_t undergoes = passive ? tr_child_sub(d, w, TR_REL_nsubj, TR_SUB_pass) : TR_NO_WORD;
        if (undergoes != TR_NO_WORD) tr_mark_subtree(d, s->mark, undergoes, 1);
    }
    hold(r, s, w, who);
}

static void noun_stance(struct tr_reading *r, struct tr_speech *s, uint32_t w, uint32_t places)
{
    if (mark_places(r->doc, s->mark, w, places)) hold(r, s, w, holder_of_noun(r, w));
}

static void quality_stance(struct tr_reading *r, struct tr_speech *s, uint32_t w, uint32_t places)
{
    if (mark_places(r->doc, s->mark, w, places & ~TR_STANCE(obj))) hold(r, s, w, holder_of_quality(r, w));
}

/* "They reportedly left": the clause, by nobody named. */
static void adverb_stance(struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    uint32_t v = r->doc->words[w].head;
    if (v == TR_NO_WORD || r->doc->words[w].rel != TR_REL_advmod) return;
    tr_mark_subtree(r->doc, s->mark, v, 1);
    hold(r, s, w, TR_NO_WORD);
}

/* "is concerned that": a participle with a subject that feels so. */
static bool is_quality(const struct tr_doc *d, uint32_t w)
{
    return d->words[w].upos == TR_UPOS_ADJ || (tr_str_is(d->words[w].xpos, "VBN") && tr_child(d, w, TR_REL_obj) == TR_NO_WORD);
}

static void stance_at(struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    const struct tr_stances *t = r->know->stances;
    const struct tr_word *x = &r->doc->words[w];
    bool noun = x->upos == TR_UPOS_NOUN || (x->upos == TR_UPOS_VERB && tr_str_starts(x->xpos, TR_STR("NN")));
    uint32_t p = 0;
    if (is_quality(r->doc, w) && (p = tr_stance_of(t, TR_STANCE_ADJ, x->lower))) quality_stance(r, s, w, p);
    else if (noun && (p = tr_stance_of(t, TR_STANCE_NOUN, x->lemma))) noun_stance(r, s, w, p);
    else if (x->upos == TR_UPOS_VERB && !noun && x->rel != TR_REL_amod && (p = tr_stance_of(t, TR_STANCE_VERB, x->lemma)))
        verb_stance(r, s, w, p); /* but "the expected raid" is nobody's */
    else if (x->upos == TR_UPOS_ADV && tr_stance_of(t, TR_STANCE_ADV, x->lower)) adverb_stance(r, s, w);
}

void tr_stances_find(struct tr_reading *r, struct tr_speech *s)
{
    const struct tr_doc *d = r->doc;
    uint8_t *told = TR_NEW_N(r->arena, uint8_t, d->n_words + 1);
    for (uint32_t i = 0; i < s->sayings.n; i++) {
        if (s->sayings.v[i].cue != TR_NO_WORD) told[s->sayings.v[i].cue] = 1;
    }
    for (uint32_t w = 0; w < d->n_words; w++) {
        if (!told[w]) stance_at(r, s, w);
    }
}
