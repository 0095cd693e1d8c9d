/* SPDX-License-Identifier: Apache-2.0 */
/* Who says what: verbs and nouns of saying, "according to", and which words each of them covers. */
#include <stdlib.h>

#include "reading/actors_int.h"
#include "reading/attribution_int.h"

void tr_mark_subtree(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint8_t value)
{
    mark[w] = value;
    TR_EACH_CHILD(d, w, c) tr_mark_subtree(d, mark, c, value);
}

struct tr_saying *tr_saying_add(struct tr_reading *r, struct tr_speech *s, uint32_t actor, uint32_t source_head, uint32_t cue,
                                uint32_t from, uint32_t to)
{
    struct tr_saying x = { .source_actor = actor, .source_head = source_head, .cue = cue };
    for (uint32_t w = from; w < to; w++) {
        if (!s->mark[w]) continue;
        struct tr_stretch *last = x.content.n ? &x.content.v[x.content.n - 1] : NULL;
        if (last && last->first + last->n == w) last->n++;
        else *tr_vec_push(r->arena, &x.content) = (struct tr_stretch){ w, 1 };
        x.n_words++;
        s->mark[w] = 0;
    }
    if (!x.n_words) return NULL;
    struct tr_saying *out = tr_vec_push(r->arena, &s->sayings);
    *out = x;
    return out;
}

/* The clause that a verb of quoting introduces: "was quoted as saying …". */
static uint32_t said_clause(const struct tr_doc *d, uint32_t w)
{
    TR_EACH_CHILD(d, w, c)
    {
        if ((d->words[c].rel == TR_REL_advcl || d->words[c].rel == TR_REL_xcomp || d->words[c].rel == TR_REL_obl) &&
            tr_str_is(d->words[c].lower, "saying"))
            return c;
    }
    return TR_NO_WORD;
}

/* Marks the clauses that hang below verb w as what it says. */
static bool mark_clauses(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t source)
{
    bool any = false;
    bool claims = tr_is_lemma(d, w, "claim") || tr_is_lemma(d, w, "admit") || tr_is_lemma(d, w, "deny");
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (c == source) continue;
        bool also = rel == TR_REL_conj && c > w && tr_str_is_i(tr_case_of(d, c), "that"); /* "said it had won and that it would stay" */
        bool clause = rel == TR_REL_ccomp || rel == TR_REL_parataxis || also || (rel == TR_REL_xcomp && claims);
        if (!clause) continue;
        tr_mark_subtree(d, mark, c, 1);
        any = true;
    }
    return any;
}

/* The speaker's own words are no content, but of one that the saying tells more of ("voters who said …") they hold the content too. */
static void unmark_speaker(const struct tr_doc *d, uint8_t *mark, uint32_t source, uint32_t w)
{
    if (source != TR_NO_WORD && !tr_under(d, w, source)) tr_mark_subtree(d, mark, source, 0);
}

/* Where the verb of saying hangs below what is said: "12 died, the group said"; "as the group said". */
static bool mark_governor(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t source)
{
    const struct tr_word *x = &d->words[w];
    bool as = x->rel == TR_REL_advcl && tr_str_is_i(tr_case_of(d, w), "as");
    bool citing = x->rel == TR_REL_advcl && tr_is_quoting(d, w);
    if (x->head == TR_NO_WORD || (x->rel != TR_REL_parataxis && !as && !citing)) return false;
    /* "…, and the army said …" begins anew */
    uint32_t from = source != TR_NO_WORD && source < w ? tr_first_of(d, source) : w;
    if (from > 0 && d->words[from - 1].upos == TR_UPOS_CCONJ) return false;
    uint32_t top = citing ? tr_clause_of(d, x->head) : x->head;
    tr_mark_subtree(d, mark, top, 1);
    tr_mark_subtree(d, mark, w, 0);
    unmark_speaker(d, mark, source, w);
    return true;
}

/* The object, also where the parser took a lone one for the receiver. */
static uint32_t lone_object(const struct tr_doc *d, uint32_t w)
{
    uint32_t obj = tr_child(d, w, TR_REL_obj);
    return obj != TR_NO_WORD ? obj : tr_child(d, w, TR_REL_iobj);
}

/* "reported 12 violations", "claimed responsibility": the object and what goes with it. */
static bool mark_object(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t source)
{
    uint32_t obj = lone_object(d, w);
    if (obj == TR_NO_WORD) obj = tr_child_sub(d, w, TR_REL_nsubj, TR_SUB_pass);
    if (obj == TR_NO_WORD && tr_child(d, w, TR_REL_nsubj) != TR_NO_WORD && tr_child(d, w, TR_REL_nsubj) > w)
        obj = tr_child(d, w, TR_REL_nsubj);
    /* Who claims responsibility asserts that alone, not what the attack did. */
    if (obj == TR_NO_WORD || obj == source || tr_is_lemma(d, obj, "responsibility")) return false;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (c == source || rel == TR_REL_punct || rel == TR_REL_aux || rel == TR_REL_conj || rel == TR_REL_parataxis || rel == TR_REL_cc)
            continue;
        tr_mark_subtree(d, mark, c, 1);
    }
    unmark_speaker(d, mark, source, w);
    return true;
}

static bool is_citing(const struct tr_doc *d, uint32_t w)
{
    return tr_str_is(d->words[w].lower, "citing") || tr_str_is(d->words[w].lower, "quoting");
}

/* "local media reported, citing an official": the official says what the media were found to say in this sentence. */
static bool mark_cited(const struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    for (uint32_t i = s->sayings.n; i-- > 0;) {
        const struct tr_saying *x = &s->sayings.v[i];
        if (x->cue == TR_NO_WORD || r->doc->words[x->cue].sentence != r->doc->words[w].sentence) break;
        for (uint32_t k = 0; k < x->content.n; k++) memset(s->mark + x->content.v[k].first, 1, x->content.v[k].n);
        /* What is said may hang on the one cited: "citing a statement that …". */
        uint32_t cited = lone_object(r->doc, w), first, n;
        if (cited == TR_NO_WORD || cited < w) tr_mark_subtree(r->doc, s->mark, w, 0);
        else {
            tr_phrase(r->doc, cited, &first, &n);
            memset(s->mark + w, 0, first + n - w);
        }
        return true;
    }
    return false;
}

/* "accused Pakistan of arming rebels", "blamed Iran for the breach". */
static bool mark_charge(const struct tr_doc *d, uint8_t *mark, uint32_t w)
{
    bool any = false;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        tr_str k = d->words[tr_first_of(d, c)].lemma;
        if (c < w || (rel != TR_REL_obl && rel != TR_REL_advcl && rel != TR_REL_ccomp && rel != TR_REL_xcomp)) continue;
        if (!tr_str_is_i(k, "of") && !tr_str_is_i(k, "for") && !tr_str_is_i(k, "with")) continue;
        tr_mark_subtree(d, mark, c, 1);
        any = true;
    }
    return any;
}

/* "claimed responsibility", "reported a fire": an object instead of a clause. */
static bool has_plain_object(const struct tr_doc *d, uint32_t w)
{
    uint32_t obj = tr_child(d, w, TR_REL_obj);
    return obj != TR_NO_WORD && d->words[obj].upos == TR_UPOS_NOUN && !tr_is_lemma(d, w, "tell");
}

/* The clause behind the verb that the tree hung elsewhere: what follows, if it has a verb. */
static bool mark_rest(const struct tr_doc *d, uint8_t *mark, uint32_t w, uint32_t source)
{
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    uint32_t end = s->first + s->n, from = w + 1;
    if (source > w) return false;
    bool that = false;
    for (uint32_t i = from; i < end && i < from + 6 && d->words[i].upos != TR_UPOS_VERB && !that; i++) {
        if ((that = tr_str_is(d->words[i].lower, "that"))) from = i;
    }
    for (uint32_t i = from; i < end; i++) {
        /* Behind "that" there is a clause, whatever the tree made of it. */
        bool verb = d->words[i].verbform == TR_VF_FIN ||
                    (d->words[i].upos == TR_UPOS_VERB && d->words[i].verbform != TR_VF_GER && !tr_str_is(d->words[i].xpos, "VBG"));
        if (!that && (!verb || d->words[i].rel == TR_REL_advcl || d->words[i].rel == TR_REL_acl || d->words[i].rel == TR_REL_amod))
            continue;
        memset(mark + from, 1, end - from);
        return true;
    }
    return false;
}

/* With its clause go what the tree hung on the verb of saying behind it, without a comma between: "said that two were hurt after troops fired". */
static void mark_behind_clause(const struct tr_doc *d, uint8_t *mark, uint32_t w)
{
    bool after = false;
    TR_EACH_CHILD(d, w, c)
    {
        uint8_t rel = d->words[c].rel;
        if (c < w) continue;
        if (rel == TR_REL_ccomp) after = true;
        else if (after && (rel == TR_REL_advcl || rel == TR_REL_obl)) {
            uint32_t f = tr_first_of(d, c);
            if (f > w + 1 && !tr_str_is(d->words[f].form, ",") && !tr_str_is(d->words[f - 1].form, ",")) tr_mark_subtree(d, mark, c, 1);
        }
    }
}

void tr_relay(struct tr_reading *r, uint32_t actor, uint32_t via)
{
    if (via == TR_NO_WORD || actor == UINT32_MAX) return;
    const struct truce_actor *v = tr_actor_at(r, via);
    if (v && v != r->actors.v[actor] && !r->actors.v[actor]->via && v->via != r->actors.v[actor]) r->actors.v[actor]->via = v;
}

/* Where the verb follows a quote, what comes behind the verb is the outlet's again: "…", Kerry said, after a week in which … */
static void keep_to_quote(const struct tr_doc *d, struct tr_speech *s, uint32_t w)
{
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    bool before = false;
    for (uint32_t i = sent->first; i < w; i++) before |= s->mark[i] && s->word_quote[i];
    if (!before) return;
    for (uint32_t i = w; i < sent->first + sent->n; i++) {
        if (!s->word_quote[i]) s->mark[i] = 0;
    }
}

/* "The mayor said that two had fled, adding that …": whoever speaks goes on, whatever the participle hangs on. NULL when it is no such verb. */
static const struct tr_saying *goes_on(const struct tr_reading *r, const struct tr_speech *s, uint32_t w)
{
    static const char *const verbs[] = { "add",      "note",    "stress", "emphasize", "emphasise", "explain",
                                         "specify",  "clarify", "recall", "underline", "reiterate", "affirm",
                                         "indicate", "confirm", "warn",   "point",     NULL };
    const struct tr_doc *d = r->doc;
    const char *const *v = verbs;
    while (*v && !tr_is_lemma(d, w, *v)) v++;
    if (!*v || !tr_str_is(d->words[w].xpos, "VBG") || w == 0 || !tr_str_is(d->words[w - 1].form, ",")) return NULL;
    for (uint32_t i = s->sayings.n; i-- > 0;) {
        const struct tr_saying *x = &s->sayings.v[i];
        if (x->cue == TR_NO_WORD || d->words[x->cue].sentence != d->words[w].sentence) break;
        if (x->cue < w && (tr_verb_cue_at(r, x->cue) & TR_CUE_END)) return x;
    }
    return NULL;
}

static void verb_saying(struct tr_reading *r, struct tr_speech *s, uint32_t w, uint32_t cue)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    /* "was quoted as saying": the quoting has told it */
    bool told = tr_str_is(d->words[w].lower, "saying") && w >= 2 && tr_str_is(d->words[w - 1].lower, "as") && tr_is_quoting(d, w - 2);
    if (told) return;
    if ((cue & (TR_CUE_END | TR_CUE_SAY)) && tr_end_saying(r, s, w)) return;
    uint32_t via, head, source = tr_cue_source(r, w, &via);
    if (source == TR_NO_WORD && (cue & TR_CUE_END) && d->words[w].verbform == TR_VF_FIN) source = tr_adjacent_speaker(r, w);
    if (tr_str_is(d->words[w].xpos, "VBG")) { /* "… with the agency saying four had died" */
        uint32_t beside = tr_adjacent_speaker(r, w);
        if (beside != TR_NO_WORD && beside != source && d->words[beside].rel != TR_REL_obj) source = beside;
    }
    if (source == TR_NO_WORD) return;
    if (tr_negated(d, w) && !tr_is_lemma(d, w, "deny")) return;
    const struct tr_saying *before = goes_on(r, s, w);
    uint32_t actor = before ? before->source_actor : tr_speaker_at(r, s, source, &head);
    if (before) head = source = before->source_head;
    if (head == TR_NO_WORD) return;
    bool found = false;
    uint32_t inner = said_clause(d, w);
    if (inner != TR_NO_WORD) found = mark_clauses(d, s->mark, inner, source);
    if (!found && is_citing(d, w)) found = mark_cited(r, s, w);
    if (cue & TR_CUE_SAY) {
        if (!found) found = mark_clauses(d, s->mark, w, source);
        if (!found) found = mark_governor(d, s->mark, w, source);
    }
    bool known = actor != UINT32_MAX;
    if (!found && known && (cue & TR_CUE_SEE) && tr_is_monitor(r, actor))
        found = mark_clauses(d, s->mark, w, source) || mark_object(d, s->mark, w, source);
    bool text = tr_register_noun_cue(r->know->actors, d->words[source].lemma) & TR_CUE_TEXT;
    if (!found && known && text && (cue & TR_CUE_SHOW) && (r->cast->members.v[actor].named || r->cast->members.v[actor].entry))
        found = mark_clauses(d, s->mark, w, source) || mark_object(d, s->mark, w, source);
    if (found) mark_behind_clause(d, s->mark, w);
    if (!found && (cue & TR_CUE_ACCUSE)) found = mark_charge(d, s->mark, w);
    if (!found && (cue & TR_CUE_COUNT)) found = mark_object(d, s->mark, w, source);
    if (!found && (cue & TR_CUE_END) && !has_plain_object(d, w)) found = mark_rest(d, s->mark, w, source);
    if (!found) return;
    unmark_speaker(d, s->mark, source, w);
    s->mark[w] = 0;
    keep_to_quote(d, s, w);
    tr_saying_add(r, s, actor, head, w, sent->first, sent->first + sent->n);
    tr_relay(r, actor, via);
}

/* The head of the noun phrase that begins at word w, by what stands there. */
static uint32_t nominal_behind(const struct tr_doc *d, uint32_t w, uint32_t end)
{
    while (w < end && (d->words[w].upos == TR_UPOS_DET || d->words[w].upos == TR_UPOS_ADJ)) w++;
    if (w >= end || !tr_is_nominal(d, w)) return TR_NO_WORD;
    while (d->words[w].head != TR_NO_WORD && d->words[w].head > w && d->words[w].head < end && d->words[w].head - w < 6 &&
           tr_is_nominal(d, d->words[w].head) &&
           (d->words[w].rel == TR_REL_compound || d->words[w].rel == TR_REL_nmod || d->words[w].rel == TR_REL_flat))
        w = d->words[w].head;
    return w;
}

/* "according to the UN", also "… , according to a statement from the army": the sentence up to where it turns to something else. */
static void according_to(struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    uint32_t x = d->words[w].head, head, end = sent->first + sent->n;
    if (d->words[w].rel != TR_REL_case && d->words[w].rel != TR_REL_mark) x = tr_case_child(d, w, "to");
    if (x == TR_NO_WORD || x < w || x >= end || !tr_is_nominal(d, x)) x = nominal_behind(d, w + 2, end);
    if (x == TR_NO_WORD) return;
    uint32_t actor = tr_speaker_at(r, s, x, &head), last = tr_last_of(d, x), from = w, to = last + 1;
    if (head == TR_NO_WORD) return;
    while (from > sent->first && !tr_str_is(d->words[from - 1].form, ";")) from--;
    bool opens = w <= sent->first + 1; /* "According to the UN, …": all that follows */
    while (to < end && !tr_str_is(d->words[to].form, ";") &&
           (opens || (d->words[to].upos != TR_UPOS_CCONJ && d->words[to].upos != TR_UPOS_SCONJ)))
        to++;
    memset(s->mark + from, 1, to - from);
    memset(s->mark + w, 0, last + 1 - w);
    tr_saying_add(r, s, actor, head, w, from, to);
}

/* "claims by the army that …", "Kerry's assertion that …". */
static void noun_saying(struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    uint32_t source = tr_child_sub(d, w, TR_REL_nmod, TR_SUB_poss), head;
    if (source == TR_NO_WORD) source = tr_case_child(d, w, "by");
    if (source == TR_NO_WORD) source = tr_case_child(d, w, "from");
    if (source == TR_NO_WORD) return;
    TR_EACH_CHILD(d, w, c)
    {
        bool clause = d->words[c].rel == TR_REL_ccomp || (d->words[c].rel == TR_REL_acl && d->words[c].sub != TR_SUB_relcl);
        if (clause && c > w) tr_mark_subtree(d, s->mark, c, 1);
    }
    tr_mark_subtree(d, s->mark, source, 0);
    uint32_t actor = tr_speaker_at(r, s, source, &head);
    if (head == TR_NO_WORD) memset(s->mark + sent->first, 0, sent->n);
    else tr_saying_add(r, s, actor, head, w, sent->first, sent->first + sent->n);
}

static int wider_first(const void *a, const void *b)
{
    const struct tr_saying *x = *(struct tr_saying *const *)a, *y = *(struct tr_saying *const *)b;
    if (x->n_words != y->n_words) return x->n_words > y->n_words ? -1 : 1;
    return x->cue < y->cue ? -1 : x->cue > y->cue;
}

static tr_span mention_span(const struct tr_reading *r, uint32_t head)
{
    if (head == TR_NO_WORD) return (tr_span){ 0, 0 };
    if (r->word_actor[head]) return r->actor_mentions.v[r->word_actor[head] - 1].span;
    uint32_t first, n;
    tr_phrase(r->doc, head, &first, &n);
    return tr_words_span(r->doc, first, n);
}

static int by_text(const void *a, const void *b)
{
    const struct tr_attribution *x = a, *y = b;
    if (x->content.v[0].from != y->content.v[0].from) return x->content.v[0].from < y->content.v[0].from ? -1 : 1;
    if (x->depth != y->depth) return x->depth < y->depth ? -1 : 1;
    return x->cue < y->cue ? -1 : x->cue > y->cue;
}

/* In the order of the text, the outer before the inner. The widest are taken first, so that the innermost, the first speaker, has the last
 * word on each word. */
static void publish(struct tr_reading *r, const struct tr_speech *s)
{
    uint32_t n = 0;
    const struct tr_saying **order = TR_NEW_N(r->arena, const struct tr_saying *, s->sayings.n + 1);
    for (uint32_t i = 0; i < s->sayings.n; i++) {
        if (s->sayings.v[i].n_words) order[n++] = &s->sayings.v[i];
    }
    if (!n) return;
    qsort(order, n, sizeof *order, wider_first);
    uint32_t *depth = TR_NEW_N(r->arena, uint32_t, r->doc->n_words);
    for (uint32_t i = 0; i < n; i++) {
        const struct tr_saying *x = order[i];
        struct tr_attribution *a = tr_vec_push(r->arena, &r->attributions);
        *a = (struct tr_attribution){
            .source_actor = x->source_actor, .source_head = x->source_head, .cue = x->cue, .direct = x->direct, .stance = x->stance
        };
        a->source_span = mention_span(r, x->source_head);
        if (x->cue != TR_NO_WORD) a->cue_span = r->doc->words[x->cue].span;
        a->depth = depth[x->content.v[0].first];
        for (uint32_t k = 0; k < x->content.n; k++) {
            const struct tr_stretch *c = &x->content.v[k];
            *tr_vec_push(r->arena, &a->content) = tr_words_span(r->doc, c->first, c->n);
            for (uint32_t w = c->first; w < c->first + c->n; w++) {
                if (x->source_actor != UINT32_MAX && !x->stance) r->word_source[w] = x->source_actor + 1;
                depth[w]++;
            }
        }
    }
    qsort(r->attributions.v, r->attributions.n, sizeof *r->attributions.v, by_text);
}

/* "This brings the total to 72": who told the count before tells its sum. */
static void carry_to_sums(struct tr_reading *r)
{
    static const char *const sums[] = { "bring", "take", "raise", "push", "constitute", "make", "mark", "represent", NULL };
    const struct tr_doc *d = r->doc;
    for (uint32_t i = 1; i < d->n_sentences; i++) {
        const struct tr_sentence *s = &d->sentences[i], *before = &d->sentences[i - 1];
        bool this = s->n && (tr_str_is(d->words[s->first].lower, "this") || tr_str_is(d->words[s->first].lower, "that"));
        const char *const *verb = sums;
        while (this && *verb && !tr_is_lemma(d, s->root, *verb)) verb++;
        if (!this || !*verb || r->word_source[s->root]) continue;
        uint32_t source = 0;
        for (uint32_t w = before->first; w < before->first + before->n && !source; w++) source = r->word_source[w];
        for (uint32_t w = s->first; source && w < s->first + s->n; w++) r->word_source[w] = source;
    }
}

/* "gave a figure of six dead", "raised its toll to 35", "put the number at 12": who moves or gives a count asserts it. */
static bool gives_count(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "give",  "offer",   "put",     "raise",   "revise", "lower", "cut",
                                         "issue", "release", "publish", "provide", "update", NULL };
    static const char *const counts[] = { "toll", "figure", "number", "count", "tally", "estimate", "total", "death toll", NULL };
    uint32_t o = lone_object(d, w);
    const char *const *v = verbs, *const *c = counts;
    while (*v && !tr_is_lemma(d, w, *v)) v++;
    if (!*v || o == TR_NO_WORD || tr_passive(d, w)) return false;
    while (*c && !tr_is_lemma(d, o, *c)) c++;
    return *c != NULL;
}

void tr_attribution_find(struct tr_reading *r)
{
    const struct tr_doc *d = r->doc;
    const struct tr_register *g = r->know->actors;
    struct tr_speech s = { .mark = TR_NEW_N(r->arena, uint8_t, d->n_words + 1),
                           .word_quote = TR_NEW_N(r->arena, uint32_t, d->n_words + 1) };
    tr_quotes_find(r, &s);
    for (uint32_t w = 0; w < d->n_words; w++) {
        const struct tr_word *x = &d->words[w];
        if (tr_str_is_i(x->lower, "according")) according_to(r, &s, w);
        else if (x->upos == TR_UPOS_VERB) {
            uint32_t cue = tr_verb_cue_at(r, w) | (gives_count(d, w) ? TR_CUE_COUNT : 0);
            if (cue) verb_saying(r, &s, w, cue);
        } else if (tr_is_closing_noun(r, w)) tr_end_saying(r, &s, w);
        else if (x->upos == TR_UPOS_NOUN && (tr_register_noun_cue(g, x->lemma) & TR_CUE_CLAIM)) noun_saying(r, &s, w);
    }
    tr_quotes_attribute(r, &s);
    tr_titles_attribute(r, &s);
    tr_stances_find(r, &s);
    publish(r, &s);
    carry_to_sums(r);
}

const struct truce_actor *tr_source_of(const struct tr_reading *r, uint32_t w)
{
    if (w >= r->doc->n_words || !r->word_source[w]) return NULL;
    return r->actors.v[r->word_source[w] - 1];
}
