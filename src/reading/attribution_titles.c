/* SPDX-License-Identifier: Apache-2.0 */
/* Headlines name their source at an end: "12 killed in Homs: state media", "UN: 200 dead", "Hospital hit - NGO". */
#include "reading/actors_int.h"
#include "reading/attribution_int.h"

#define LONGEST_SOURCE 6 /* words */

static bool is_sign(const struct tr_word *x)
{
    return tr_str_is(x->form, ":") || tr_str_is(x->form, "-") || tr_str_is(x->form, "\xE2\x80\x93") || tr_str_is(x->form, "\xE2\x80\x94") ||
           tr_str_is(x->form, "--") || tr_str_is(x->form, "|");
}

/* The word that names a source within [first, first + n): a mention that may speak, else TR_NO_WORD. */
static uint32_t source_in(const struct tr_reading *r, uint32_t first, uint32_t n)
{
    const struct tr_doc *d = r->doc;
    if (!n || n > LONGEST_SOURCE) return TR_NO_WORD;
    for (uint32_t w = first; w < first + n; w++) {
        uint8_t u = d->words[w].upos;
        if (u == TR_UPOS_VERB || u == TR_UPOS_AUX || u == TR_UPOS_NUM) return TR_NO_WORD;
    }
    for (uint32_t w = first + n; w-- > first;) {
        if (!r->word_actor[w]) continue;
        const struct tr_actor_mention *m = &r->actor_mentions.v[r->word_actor[w] - 1];
        enum truce_actor_kind k = r->actors.v[m->actor]->kind;
        /* The source fills its end of the title: "Trump's Iran strategy: …" names no speaker. */
        if (m->first > first + 1 || m->first + m->n < first + n) continue;
        if (k != TRUCE_ACTOR_civilians && k != TRUCE_ACTOR_other && !m->pronoun) return w;
    }
    return TR_NO_WORD;
}

static void say(struct tr_reading *r, struct tr_speech *s, uint32_t source, uint32_t first, uint32_t end)
{
    uint32_t head, actor = tr_speaker_at(r, s, source, &head);
    if (actor == UINT32_MAX || end <= first) return;
    memset(s->mark + first, 1, end - first);
    tr_saying_add(r, s, actor, head, TR_NO_WORD, first, end);
}

/* The sign was lost: "… kills four civilians in Damascus monitor". A noun of a speaker that stands last and hangs on nothing. */
static bool lost_sign(struct tr_reading *r, struct tr_speech *s, uint32_t first, uint32_t end)
{
    static const char *const last[] = { "monitor",   "ngo",     "media",    "activists", "watchdog", "observatory", "governor", "minister",
                                        "officials", "sources", "medics",   "police",    "army",     "report",      "reports",  "monitors",
                                        "group",     "un",      "ministry", "source",    "official", "sana",        NULL };
    const struct tr_doc *d = r->doc;
    uint32_t w = end - 1;
    bool known = false, verb = false;
    for (const char *const *l = last; *l; l++) known |= tr_str_is(d->words[w].lower, *l);
    if (!known || end - first < 5) return false;
    uint32_t start = w;
    if (tr_str_is_i(d->words[w - 1].lower, "state") || tr_str_is_i(d->words[w - 1].lower, "health") ||
        tr_str_is_i(d->words[w - 1].lower, "foreign"))
        start--;
    uint8_t u = d->words[start - 1].upos;
    if (u != TR_UPOS_NOUN && u != TR_UPOS_PROPN && u != TR_UPOS_NUM) return false;
    for (uint32_t i = first; i < start; i++) verb |= d->words[i].upos == TR_UPOS_VERB || d->words[i].upos == TR_UPOS_NUM;
    if (!verb) return false;
    uint32_t head, actor = tr_speaker_at(r, s, w, &head);
    if (actor == UINT32_MAX) return false;
    /* The tree took it for a part of the phrase before it; the actor is what these words say. */
    if (start != w && !r->cast->members.v[actor].named) r->actors.v[actor]->text = tr_str_at(d->text, tr_words_span(d, start, end - start));
    memset(s->mark + first, 1, start - first);
    return tr_saying_add(r, s, actor, head, TR_NO_WORD, first, end) != NULL;
}

static bool is_outlet(const struct tr_reading *r, uint32_t w)
{
    const struct truce_actor *a = r->actors.v[r->actor_mentions.v[r->word_actor[w] - 1].actor];
    return a->kind == TRUCE_ACTOR_media && a->id.n && tr_str_starts(a->id, TR_STR("media:"));
}

void tr_titles_attribute(struct tr_reading *r, struct tr_speech *s)
{
    const struct tr_doc *d = r->doc;
    uint32_t end = 0;
    while (end < d->n_words && (end == 0 || !d->words[end].paragraph_begins)) end++;
    if (end > 40 || end < 4) return;
    for (uint32_t w = end - 2; w > 2; w--) {
        bool colon = tr_str_is(d->words[w].form, ":");
        if (!is_sign(&d->words[w]) || (!d->words[w].space_before && !colon)) continue;
        uint32_t source = source_in(r, w + 1, end - w - 1);
        if (!colon && (source == TR_NO_WORD || is_outlet(r, source))) {
            end = w; /* "- Region - World - Ahram Online": the page's own name */
            continue;
        }
        if (source == TR_NO_WORD) break;
        say(r, s, source, 0, w);
        return;
    }
    if (end >= 5 && lost_sign(r, s, 0, end)) return;
    for (uint32_t w = 1; w < end && w <= LONGEST_SOURCE; w++) {
        if (!tr_str_is(d->words[w].form, ":")) continue;
        uint32_t source = source_in(r, 0, w);
        if (source != TR_NO_WORD) say(r, s, source, w + 1, end);
        return;
    }
}
