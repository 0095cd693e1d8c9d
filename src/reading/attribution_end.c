/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences that close with their speaker, often without the comma: "… killing 15 people activists in the town reported",
 * "… without causing more deaths said Barazi". The words next to the verb tell more than a tree built over lost punctuation. */
#include "reading/attribution_int.h"
#include "reading/actors_int.h"

#define LONGEST_TAIL 14 /* words behind the verb: "… said on Sunday in a statement" */

static bool is_finite(const struct tr_word *x)
{
    return (x->upos == TR_UPOS_VERB || x->upos == TR_UPOS_AUX) && x->verbform == TR_VF_FIN;
}

static bool has_verb(const struct tr_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t w = from; w < to; w++) {
        if (d->words[w].upos == TR_UPOS_VERB || d->words[w].upos == TR_UPOS_AUX) return true;
    }
    return false;
}

static bool can_speak(const struct tr_reading *r, uint32_t w)
{
    if (r->cast->word_name[w]) return true;
    if (r->doc->words[w].upos != TR_UPOS_NOUN && r->doc->words[w].upos != TR_UPOS_PROPN) return false;
    const struct tr_actor_noun *n = tr_noun_of(r, w);
    return (n && !(n->sorts & TR_NOUN_ARMS)) || (tr_register_noun_cue(r->know->actors, r->doc->words[w].lemma) & TR_CUE_TEXT);
}

static bool is_place_prep(const struct tr_word *x)
{
    return x->upos == TR_UPOS_ADP && (tr_str_is(x->lower, "in") || tr_str_is(x->lower, "at") || tr_str_is(x->lower, "of") ||
                                      tr_str_is(x->lower, "from") || tr_str_is(x->lower, "with") || tr_str_is(x->lower, "for"));
}

/* The speaker that ends right before the verb; *start = first word of its phrase. TR_NO_WORD when none. */
static uint32_t speaker_before(const struct tr_reading *r, uint32_t w, uint32_t first, uint32_t *start)
{
    const struct tr_doc *d = r->doc;
    uint32_t p = w - 1, who = TR_NO_WORD;
    while (p > first && d->words[p].upos == TR_UPOS_ADV) p--;
    /* "activists in the town", "a source at the police command": the person stands before the preposition. */
    for (uint32_t q = p; q > first + 1 && p - q < 6; q--) {
        uint8_t u = d->words[q].upos;
        if (is_place_prep(&d->words[q]) && can_speak(r, q - 1) && d->words[q - 1].upos == TR_UPOS_NOUN) {
            who = q - 1;
            break;
        }
        if (u != TR_UPOS_NOUN && u != TR_UPOS_PROPN && u != TR_UPOS_ADJ && u != TR_UPOS_DET) break;
        if (u == TR_UPOS_DET && d->words[q - 1].upos == TR_UPOS_NOUN) break; /* "fighters in the attack / the monitor said" */
    }
    if (who == TR_NO_WORD && (can_speak(r, p) || tr_is_personal(d, p))) who = p;
    if (who == TR_NO_WORD) return who;
    *start = who;
    if (r->cast->word_name[who]) {
        const struct tr_name *n = &r->cast->names.list.v[r->cast->word_name[who] - 1];
        *start = n->role_n ? n->role_first : n->first;
        who = n->head;
    }
    while (*start > first) {
        const struct tr_word *x = &d->words[*start - 1];
        bool modifier = x->upos == TR_UPOS_DET ||
                        ((x->rel == TR_REL_amod || x->rel == TR_REL_compound) && x->head >= *start && x->head <= who) ||
                        (tr_str_is(x->form, "-") && !x->space_before);
        if (!modifier) break;
        --*start;
        if (x->upos == TR_UPOS_DET) break;
    }
    return who;
}

uint32_t tr_adjacent_speaker(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    uint32_t first = d->sentences[d->words[w].sentence].first, start, v = w;
    while (v > first && d->words[v - 1].upos == TR_UPOS_AUX && tr_is_lemma(d, v - 1, "have")) v--;
    return v > first ? speaker_before(r, v, first, &start) : TR_NO_WORD;
}

/* "said Talal al-Barazi": the speaker that begins right behind the verb; *end = word behind its phrase. */
static uint32_t speaker_behind(const struct tr_reading *r, uint32_t w, uint32_t end, uint32_t *stop)
{
    const struct tr_doc *d = r->doc;
    uint32_t p = w + 1;
    while (p < end && (d->words[p].upos == TR_UPOS_DET || d->words[p].upos == TR_UPOS_ADJ)) p++;
    if (p >= end) return TR_NO_WORD;
    if (r->cast->word_name[p]) {
        const struct tr_name *n = &r->cast->names.list.v[r->cast->word_name[p] - 1];
        *stop = n->first + n->n;
        return n->person || !tr_is_lemma(d, w, "report") || tr_is_monitor(r, n->actor) ? n->head : TR_NO_WORD;
    }
    if (tr_is_lemma(d, w, "report") || !can_speak(r, p) || d->words[p].upos != TR_UPOS_NOUN) return TR_NO_WORD;
    *stop = p + 1;
    return p;
}

/* Nothing behind the verb is a clause of its own. */
static bool is_tail(const struct tr_doc *d, uint32_t w, uint32_t end)
{
    if (end - w > LONGEST_TAIL + 1) return false;
    for (uint32_t i = w + 1; i < end; i++) {
        if (is_finite(&d->words[i]) || tr_str_is(d->words[i].lower, "that")) return false;
    }
    return true;
}

/* Verbs that may stand before their subject: "…, said Barazi". */
static bool inverts(const struct tr_doc *d, uint32_t w)
{
    static const char *const verbs[] = { "say", "add", "tweet", "write", "insist", "report", NULL };
    for (const char *const *v = verbs; *v; v++) {
        if (tr_is_lemma(d, w, *v)) return true;
    }
    return false;
}

/* "what the group said", "of which the army told": no sentence before, but a clause about the saying. */
static bool is_relative(const struct tr_doc *d, uint32_t start, uint32_t first)
{
    if (start <= first) return false;
    const struct tr_word *x = &d->words[start - 1];
    return x->prontype == TR_PRON_REL || x->prontype == TR_PRON_INT || tr_str_is(x->lower, "what") || tr_str_is(x->lower, "which") ||
           tr_str_is(x->lower, "that") || tr_str_is(x->lower, "who") || tr_str_is(x->lower, "where");
}

/* "…, Russian officials say, and …": commas or dashes on both sides. */
static bool is_inserted(const struct tr_doc *d, uint32_t start, uint32_t w, uint32_t first, uint32_t end)
{
    if (start <= first || w + 1 >= end) return false;
    return tr_str_is(d->words[start - 1].form, ",") && tr_str_is(d->words[w + 1].form, ",") && has_verb(d, first, start);
}

/* First word of the verb with its auxiliaries: "have reported", "was quoted"; TR_NO_WORD when they make it none that closes a sentence. */
static uint32_t verb_start(const struct tr_doc *d, uint32_t w)
{
    bool quoted = tr_is_quoting(d, w);
    uint32_t v = w;
    while (v > 0 && d->words[v - 1].upos == TR_UPOS_AUX) {
        bool have = tr_is_lemma(d, v - 1, "have");
        if (!have && !quoted) return TR_NO_WORD;
        v--;
    }
    return quoted && v == w ? TR_NO_WORD : v;
}

/* "… killed at least six people AFP reports": a verb taken for a plural noun. */
bool tr_is_closing_noun(const struct tr_reading *r, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[w].sentence];
    if (!tr_str_is(d->words[w].lower, "reports") && !tr_str_is(d->words[w].lower, "claims")) return false;
    bool last = w + 1 == s->first + s->n || (w + 2 == s->first + s->n && d->words[w + 1].upos == TR_UPOS_PUNCT);
    return last && w > s->first && r->cast->word_name[w - 1];
}

bool tr_end_saying(struct tr_reading *r, struct tr_speech *s, uint32_t w)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *sent = &d->sentences[d->words[w].sentence];
    uint32_t end = sent->first + sent->n, v = verb_start(d, w), start = w, stop = w + 1, head, who = TR_NO_WORD;
    if (v == TR_NO_WORD || v <= sent->first || s->word_quote[w] || w < sent->first + 5) return false;
    bool tail = is_tail(d, w, end);
    if (d->words[v - 1].upos == TR_UPOS_PART || tr_str_is(d->words[w].xpos, "VBG")) return false;
    bool closes = tr_verb_cue_at(r, w) & TR_CUE_END || v != w;
    if (tail && inverts(d, w)) who = speaker_behind(r, w, end, &stop);
    if (who == TR_NO_WORD && closes && v > sent->first) who = speaker_before(r, v, sent->first, &start);
    if (who == TR_NO_WORD || start < sent->first + 4 || !has_verb(d, sent->first, start) || is_relative(d, start, sent->first))
        return false;
    if (!tail && !is_inserted(d, start, w, sent->first, end)) return false;
    uint32_t actor = tr_speaker_at(r, s, who, &head);
    if (actor == UINT32_MAX || !tr_may_speak(r, head, actor)) return false;
    memset(s->mark + sent->first, 1, sent->n);
    memset(s->mark + start, 0, stop - start);
    for (uint32_t i = sent->first; i < w; i++) {
        if (!s->word_quote[i]) continue;
        memset(s->mark + w, 0, end - w);
        break;
    }
    /* "was quoted as saying by Interfax" */
    for (uint32_t i = w + 1; v != w && i + 1 < end; i++) {
        if (tr_str_is(d->words[i].lower, "by") && r->cast->word_name[i + 1]) tr_relay(r, actor, i + 1);
    }
    return tr_saying_add(r, s, actor, head, w, sent->first, end) != NULL;
}
