/* SPDX-License-Identifier: Apache-2.0 */
/* Whose words they are: from the cue to the speaker's phrase, from the phrase to the actor. */
#include "reading/actors_int.h"
#include "reading/attribution_int.h"

bool tr_is_monitor(const struct tr_reading *r, uint32_t actor)
{
    const struct truce_actor *a = r->actors.v[actor];
    if (a->kind == TRUCE_ACTOR_monitor || a->kind == TRUCE_ACTOR_igo) return true;
    return tr_str_find_i(a->text, TR_STR("monitor")) >= 0 || tr_str_find_i(a->text, TR_STR("observer")) >= 0 ||
           tr_str_find_i(a->text, TR_STR("mission")) >= 0;
}

/* A weapon, or a place to speak: nobody. */
static bool is_mute(const struct tr_reading *r, uint32_t actor)
{
    return r->cast->members.v[actor].being == TR_BEING_ARMS || tr_str_is(r->actors.v[actor]->id, "media:twitter");
}

bool tr_may_speak(const struct tr_reading *r, uint32_t head, uint32_t actor)
{
    const struct tr_member *m = &r->cast->members.v[actor];
    if (is_mute(r, actor)) return false;
    if (m->named || m->entry || m->being != TR_BEING_UNKNOWN) return true;
    return (tr_register_noun_cue(r->know->actors, r->doc->words[head].lemma) & (TR_CUE_TEXT | TR_CUE_CLAIM)) != 0;
}

bool tr_is_quoting(const struct tr_doc *d, uint32_t w)
{
    static const char *const forms[] = { "quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (tr_str_is(d->words[w].lower, forms[i])) return true;
    }
    return false;
}

uint32_t tr_verb_cue_at(const struct tr_reading *r, uint32_t w)
{
    static const char *const endings[] = { "ed", "d", "s", "es", "ing" };
    const struct tr_register *g = r->know->actors;
    const struct tr_word *x = &r->doc->words[w];
    uint32_t cue = tr_register_verb_cue(g, x->lemma);
    /* The cues are few and regular, so a form whose lemma was missed can be tried without its ending. */
    for (size_t i = 0; !cue && i < sizeof endings / sizeof *endings; i++) {
        tr_str e = tr_str_of(endings[i]);
        if (x->lower.n > e.n + 1 && tr_str_ends(x->lower, e)) cue = tr_register_verb_cue(g, tr_str_sub(x->lower, 0, x->lower.n - e.n));
    }
    return cue;
}

/* "The rebels issued a statement saying …": whoever puts the text out. */
static uint32_t issuer_of(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "issue", "release", "publish", "send",      "post", "make",
                                         "write", "deliver", "give",    "circulate", NULL };
    static const char *const films[] = { "video", "footage", "audio", "recording", NULL }; /* they show, and nobody says it */
    uint32_t v = d->words[w].head;
    if (d->words[w].rel != TR_REL_obj || v == TR_NO_WORD) return TR_NO_WORD;
    for (const char *const *f = films; *f; f++) {
        if (tr_is_lemma(d, w, *f)) return TR_NO_WORD;
    }
    for (const char *const *l = verbs; *l; l++) {
        uint32_t who = tr_is_lemma(d, v, *l) ? tr_child(d, v, TR_REL_nsubj) : TR_NO_WORD;
        if (who != TR_NO_WORD && d->words[who].sub != TR_SUB_pass && d->words[who].prontype != TR_PRON_REL) return who;
    }
    return TR_NO_WORD;
}

/* A name or an actor noun among the words that hang below w ("a statement from the army", "SANA's report"). */
static uint32_t maker_of(const struct tr_reading *r, uint32_t w)
{
    static const char *const preps[] = { "by", "from", "of", "on", NULL };
    const struct tr_doc *d = r->doc;
    uint32_t c = tr_child_sub(d, w, TR_REL_nmod, TR_SUB_poss);
    if (c != TR_NO_WORD && d->words[c].upos != TR_UPOS_PRON) return c;
    for (const char *const *p = preps; *p; p++) {
        c = tr_case_child(d, w, *p);
        if (c != TR_NO_WORD && r->word_actor[c]) return c;
    }
    uint32_t above = issuer_of(d, w);
    TR_EACH_CHILD(d, w, k)
    {
        if (k < w && (d->words[k].rel == TR_REL_compound || d->words[k].rel == TR_REL_amod) && r->word_actor[k]) above = k;
    }
    return above;
}

/* The one who spoke last before word w, within two sentences; for "it said" that nothing else explains. */
static uint32_t last_speaker(const struct tr_reading *r, const struct tr_speech *s, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    uint32_t lo = 0, hi = s->all_spoken ? s->spoken : s->sayings.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->sayings.v[mid].cue < w) lo = mid + 1;
        else hi = mid;
    }
    if (lo == 0) return UINT32_MAX;
    const struct tr_saying *x = &s->sayings.v[lo - 1];
    return d->words[w].sentence - d->words[x->cue].sentence <= 2 ? x->source_actor : UINT32_MAX;
}

/* "the group said": whoever spoke just before goes on speaking, when a body of that sort. */
static uint32_t same_speaker(const struct tr_reading *r, const struct tr_speech *s, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_actor_noun *n = tr_noun_of(r, w);
    uint32_t det = tr_child(d, w, TR_REL_det), first, words;
    if (det == TR_NO_WORD || !tr_str_is(d->words[det].lower, "the") || !n || !(n->sorts & TR_NOUN_GENERIC)) return UINT32_MAX;
    tr_phrase(d, w, &first, &words);
    if (words > 1) return UINT32_MAX;
    uint32_t i = last_speaker(r, s, w);
    if (i == UINT32_MAX || r->cast->members.v[i].being != TR_BEING_BODY || !r->cast->members.v[i].named) return UINT32_MAX;
    return (n->kinds >> r->actors.v[i]->kind) & 1u ? i : UINT32_MAX;
}

/* Can the phrase of w be somebody who speaks, though no actor is made of it? Not what is only pointed at ("this says"), nor a time. */
static bool is_somebody(const struct tr_reading *r, uint32_t w)
{
    const struct tr_word *x = &r->doc->words[w];
    if (!tr_is_nominal(r->doc, w) && x->upos != TR_UPOS_DET) return false;
    return !r->word_time[w] && x->rel != TR_REL_expl && !tr_str_is(x->lower, "this") && !tr_str_is(x->lower, "that");
}

/* Whoever says something can speak, though nothing else tells so: "several posts claimed that …". */
static bool is_subject_of_saying(const struct tr_reading *r, uint32_t w)
{
    uint32_t v = r->doc->words[w].head;
    return r->doc->words[w].rel == TR_REL_nsubj && v != TR_NO_WORD && (tr_verb_cue_at(r, v) & TR_CUE_END);
}

static uint32_t speaking_actor(struct tr_reading *r, const struct tr_speech *s, uint32_t w, uint32_t *head)
{
    const struct tr_doc *d = r->doc;
    if (tr_register_noun_cue(r->know->actors, d->words[w].lemma) & TR_CUE_TEXT) {
        uint32_t maker = maker_of(r, w), det = tr_child(d, w, TR_REL_det);
        if (maker != TR_NO_WORD) *head = maker;
        else if (det != TR_NO_WORD && tr_str_is(d->words[det].lower, "the")) {
            uint32_t again = last_speaker(r, s, w); /* "The statement further said" */
            if (again != UINT32_MAX) return again;
        }
    }
    uint32_t again = same_speaker(r, s, w);
    if (again != UINT32_MAX) return again;
    uint32_t i = tr_actor_index(r, *head);
    if (i != UINT32_MAX) return tr_may_speak(r, *head, i) || (is_subject_of_saying(r, w) && !is_mute(r, i)) ? i : UINT32_MAX;
    tr_str f = d->words[w].lower;
    bool pronoun =
        d->words[w].upos == TR_UPOS_PRON && (tr_str_is(f, "it") || tr_str_is(f, "he") || tr_str_is(f, "she") || tr_str_is(f, "they"));
    return pronoun ? last_speaker(r, s, w) : UINT32_MAX;
}

uint32_t tr_speaker_at(struct tr_reading *r, const struct tr_speech *s, uint32_t w, uint32_t *head)
{
    *head = w;
    uint32_t actor = speaking_actor(r, s, w, head);
    if (actor == UINT32_MAX) *head = is_somebody(r, *head) ? *head : TR_NO_WORD;
    return actor;
}

static bool is_passive(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if ((d->words[c].rel == TR_REL_nsubj || d->words[c].rel == TR_REL_aux) && d->words[c].sub == TR_SUB_pass) return true;
    }
    return false;
}

static uint32_t last_subject(const struct tr_doc *d, uint32_t w)
{
    uint32_t last = TR_NO_WORD;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == TR_REL_nsubj) last = c;
    }
    return last;
}

/* The subject, also where the tree gave one verb two of them: the nearest before the verb, or the one right before it that went to a verb behind. */
static uint32_t subject_of(const struct tr_doc *d, uint32_t w)
{
    uint32_t near = TR_NO_WORD;
    TR_EACH_CHILD(d, w, c)
    {
        if (d->words[c].rel == TR_REL_nsubj && (c < w || near == TR_NO_WORD)) near = c;
    }
    if (near != TR_NO_WORD) return d->words[near].prontype == TR_PRON_REL ? TR_NO_WORD : near;
    TR_EACH_CHILD(d, w, c) /* "We refuse," the envoy, Ann Berg, told them: a subject behind its verb, which is told before */
    {
        uint32_t late = c < w && d->words[c].rel == TR_REL_ccomp ? last_subject(d, c) : TR_NO_WORD;
        if (late != TR_NO_WORD && late > c && late < w) return late;
    }
    uint32_t p = w;
    while (p > 0 && (d->words[p - 1].upos == TR_UPOS_AUX || d->words[p - 1].upos == TR_UPOS_ADV)) p--;
    if (p == 0 || !tr_is_nominal(d, p - 1)) return TR_NO_WORD;
    const struct tr_word *x = &d->words[p - 1];
    return x->rel == TR_REL_nsubj && x->head != TR_NO_WORD && x->head > w ? p - 1 : TR_NO_WORD;
}

uint32_t tr_cue_source(const struct tr_reading *r, uint32_t w, uint32_t *via)
{
    const struct tr_doc *d = r->doc;
    bool quotes = tr_is_quoting(d, w);
    uint32_t by = tr_child_sub(d, w, TR_REL_obl, TR_SUB_agent);
    *via = TR_NO_WORD;
    if (by == TR_NO_WORD) by = tr_case_child(d, w, "by");
    if (is_passive(d, w) || (quotes && d->words[w].rel == TR_REL_acl && tr_child(d, w, TR_REL_obj) == TR_NO_WORD)) {
        if (!quotes) return by;
        /* "X was quoted as saying by Y": the agent may hang from "saying". */
        TR_EACH_CHILD(d, w, c)
        {
            if (by == TR_NO_WORD && tr_str_is(d->words[c].lower, "saying")) by = tr_case_child(d, c, "by");
        }
        *via = by;
        uint32_t subject = tr_child(d, w, TR_REL_nsubj);
        return subject != TR_NO_WORD ? subject : d->words[w].rel == TR_REL_acl ? d->words[w].head : TR_NO_WORD;
    }
    uint32_t agent = subject_of(d, w);
    if (agent == TR_NO_WORD) agent = tr_args_of(d, w).agent;
    /* "The SMM corroborated reports": a name right before a past form acts, though the tree took what follows for the subject. */
    if ((agent == TR_NO_WORD || agent > w) && w > 0 && r->word_actor[w - 1] && tr_str_ends(d->words[w].lower, TR_STR("ed"))) agent = w - 1;
    if (quotes) {
        uint32_t object = tr_child(d, w, TR_REL_obj), p = w + 1;
        /* The tree may have hung the one cited elsewhere; he stands right behind. */
        while (object == TR_NO_WORD && p < d->n_words &&
               (d->words[p].upos == TR_UPOS_DET || d->words[p].upos == TR_UPOS_ADJ || d->words[p].rel == TR_REL_compound))
            p++;
        if (object == TR_NO_WORD && p < d->n_words && d->words[p].sentence == d->words[w].sentence && r->word_actor[p]) object = p;
        if (object == TR_NO_WORD && w + 1 < d->n_words && r->cast->word_name[w + 1])
            object = r->cast->names.list.v[r->cast->word_name[w + 1] - 1].head;
        if (object != TR_NO_WORD && (r->word_actor[object] || d->words[object].upos == TR_UPOS_PROPN)) {
            *via = agent;
            return object;
        }
    }
    /* "is expected to say" */
    uint32_t up = d->words[w].head;
    if (agent == TR_NO_WORD && d->words[w].rel == TR_REL_xcomp && up != TR_NO_WORD) agent = tr_child_sub(d, up, TR_REL_nsubj, TR_SUB_pass);
    return agent;
}
