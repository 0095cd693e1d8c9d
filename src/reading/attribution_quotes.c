/* SPDX-License-Identifier: Apache-2.0 */
/* Direct speech: what stands between quotation marks, over several sentences and paragraphs, and who speaks it. */
#include "reading/attribution_int.h"

#define LONGEST_QUOTE 12 /* sentences; a mark that is not closed by then was lost */
#define SPEECH_WORDS 4   /* fewer words in quotes are a term, not speech */

static bool is_mark(const struct tr_word *x, bool *opens, bool *closes)
{
    static const struct {
        const char *form;
        bool opens, closes;
    } t[] = {
        { "\xE2\x80\x9C", true, false },
        { "\xE2\x80\x9D", false, true },
        { "\xC2\xAB", true, false },
        { "\xC2\xBB", false, true },
        { "\xE2\x80\x9E", true, false },
        { "\xE2\x80\x9F", true, false },
        { "\"", true, true },
        { "``", true, false },
        { "''", true, true },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (!tr_str_is(x->form, t[i].form)) continue;
        *opens = t[i].opens;
        *closes = t[i].closes;
        return true;
    }
    return false;
}

static void close_quote(struct tr_reading *r, struct tr_speech *s, uint32_t first, uint32_t end, bool goes_on)
{
    if (end <= first) return;
    *tr_vec_push(r->arena, &s->quotes) =
        (struct tr_quote){ .first = first, .n = end - first, .goes_on = goes_on, .speaker = UINT32_MAX, .head = TR_NO_WORD };
    for (uint32_t w = first; w < end; w++) s->word_quote[w] = s->quotes.n;
}

/* End of the paragraph of word w. */
static uint32_t paragraph_end(const struct tr_doc *d, uint32_t w)
{
    for (w++; w < d->n_words && !d->words[w].paragraph_begins; w++) {}
    return w;
}

void tr_quotes_find(struct tr_reading *r, struct tr_speech *s)
{
    const struct tr_doc *d = r->doc;
    uint32_t open = TR_NO_WORD;
    bool goes_on = false;
    for (uint32_t w = 0; w < d->n_words; w++) {
        const struct tr_word *x = &d->words[w];
        bool opens = false, closes = false, mark = is_mark(x, &opens, &closes);
        if (open != TR_NO_WORD && x->paragraph_begins) {
            /* An open quote goes on only where the paragraph repeats the opening mark. */
            bool again = mark && opens;
            close_quote(r, s, open, again ? w : paragraph_end(d, open), goes_on);
            open = again ? w + 1 : TR_NO_WORD;
            goes_on = again;
            if (again) continue;
        }
        if (open != TR_NO_WORD && x->sentence - d->words[open].sentence > LONGEST_QUOTE) open = TR_NO_WORD;
        if (!mark) continue;
        if (open != TR_NO_WORD && closes) {
            close_quote(r, s, open, w, goes_on);
            open = TR_NO_WORD;
            goes_on = false;
        } else if (opens && w + 1 < d->n_words) {
            open = w + 1;
            goes_on = false;
        }
    }
}

static bool is_speech(const struct tr_doc *d, const struct tr_quote *q)
{
    if (q->n < SPEECH_WORDS) return false;
    for (uint32_t w = q->first; w < q->first + q->n; w++) {
        if (d->words[w].upos == TR_UPOS_VERB || d->words[w].upos == TR_UPOS_AUX) return true;
    }
    return false;
}

/* Does the quote fill its sentences, so that no word outside tells who speaks? */
static bool stands_alone(const struct tr_doc *d, const struct tr_speech *s, const struct tr_quote *q)
{
    const struct tr_sentence *a = &d->sentences[d->words[q->first].sentence], *b = &d->sentences[d->words[q->first + q->n - 1].sentence];
    for (uint32_t w = a->first; w < b->first + b->n; w++) {
        if (!s->word_quote[w] && d->words[w].upos != TR_UPOS_PUNCT) return false;
    }
    return true;
}

static uint32_t away(uint32_t w, const struct tr_quote *q)
{
    return w < q->first ? q->first - w : w >= q->first + q->n ? w - (q->first + q->n) + 1 : 0;
}

static bool is_outlet(const struct tr_reading *r, uint32_t actor)
{
    return actor != UINT32_MAX && r->actors.v[actor]->kind == TRUCE_ACTOR_media;
}

/* The verb of saying nearest to the quote, outside all quotes, in sentences [from, to]. */
static uint32_t nearest_cue(struct tr_reading *r, const struct tr_speech *s, const struct tr_quote *q, uint32_t from, uint32_t to,
                            uint32_t *speaker, uint32_t *head)
{
    const struct tr_doc *d = r->doc;
    uint32_t best = TR_NO_WORD, best_away = UINT32_MAX;
    uint32_t end = d->sentences[to].first + d->sentences[to].n;
    for (uint32_t w = d->sentences[from].first; w < end; w++) {
        if (s->word_quote[w] || d->words[w].upos != TR_UPOS_VERB) continue;
        uint32_t via, cue = tr_verb_cue_at(r, w);
        if (!(cue & (TR_CUE_SAY | TR_CUE_CALL)) && !(q->n > 8 && away(w, q) < 4)) continue;
        uint32_t source = tr_cue_source(r, w, &via);
        if (source == TR_NO_WORD || s->word_quote[source]) continue;
        uint32_t h, a = tr_speaker_at(r, s, source, &h);
        if (h == TR_NO_WORD) continue;
        /* An outlet that reports a quote is rarely who speaks it. */
        uint32_t far = away(w, q) + (is_outlet(r, a) ? 8 : 0);
        if (far >= best_away) continue;
        best = w;
        best_away = far;
        *speaker = a;
        *head = h;
    }
    return best;
}

/* Who speaks a quote: struct tr_quote's fields. */
struct voice {
    uint32_t actor, head;
};

static struct voice voice_of(const struct tr_quote *q)
{
    return (struct voice){ q->speaker, q->head };
}

/* The first saying with a cue in a sentence or behind it. Sayings of verbs and nouns stand in the order of their cues. */
static uint32_t first_saying(const struct tr_doc *d, const struct tr_speech *s, uint32_t sentence)
{
    uint32_t lo = 0, hi = s->spoken;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->words[s->sayings.v[mid].cue].sentence < sentence) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* "according to X" in the sentence already covers its quotes; the speaker of the saying that covers the quote's first word. */
static struct voice covering(const struct tr_doc *d, const struct tr_speech *s, uint32_t w)
{
    struct voice best = { UINT32_MAX, TR_NO_WORD };
    uint32_t narrow = UINT32_MAX, sentence = d->words[w].sentence;
    for (uint32_t i = first_saying(d, s, sentence); i < s->spoken && d->words[s->sayings.v[i].cue].sentence == sentence; i++) {
        const struct tr_saying *x = &s->sayings.v[i];
        for (uint32_t k = 0; k < x->content.n; k++) {
            const struct tr_stretch *c = &x->content.v[k];
            if (w < c->first || w >= c->first + c->n || x->n_words >= narrow) continue;
            best = (struct voice){ x->source_actor, x->source_head };
            narrow = x->n_words;
        }
    }
    return best;
}

/* What the tree found the cue to say is the quote itself: it is told once, as the quote. */
static void told_by_quote(const struct tr_doc *d, struct tr_speech *s, uint32_t cue, const struct tr_quote *q)
{
    uint32_t sentence = d->words[cue].sentence;
    for (uint32_t i = first_saying(d, s, sentence); i < s->spoken && d->words[s->sayings.v[i].cue].sentence == sentence; i++) {
        struct tr_saying *x = &s->sayings.v[i];
        bool same = x->cue == cue;
        for (uint32_t k = 0; same && k < x->content.n; k++) {
            for (uint32_t w = x->content.v[k].first; w < x->content.v[k].first + x->content.v[k].n; w++)
                same &= d->words[w].upos == TR_UPOS_PUNCT || (w >= q->first && w < q->first + q->n);
        }
        if (same) x->content.n = x->n_words = 0;
    }
}

/* Within the quote's own sentences. */
static struct voice speaker_beside(struct tr_reading *r, const struct tr_speech *s, uint32_t i, uint32_t *cue)
{
    const struct tr_doc *d = r->doc;
    const struct tr_quote *q = &s->quotes.v[i], *before = i ? q - 1 : NULL;
    struct voice who = { UINT32_MAX, TR_NO_WORD };
    uint32_t first = d->words[q->first].sentence, last = d->words[q->first + q->n - 1].sentence;
    *cue = nearest_cue(r, s, q, first, last, &who.actor, &who.head);
    /* "…," The Times reported. "…": the paper goes on quoting the one it quoted before. */
    bool relayed = is_outlet(r, who.actor) && *cue != TR_NO_WORD && *cue < q->first;
    if (relayed && before && before->head != TR_NO_WORD && first - d->words[before->first + before->n - 1].sentence <= 1)
        return voice_of(before);
    return who.head != TR_NO_WORD ? who : covering(d, s, q->first);
}

static struct voice speaker_of(struct tr_reading *r, const struct tr_speech *s, uint32_t i, uint32_t *cue)
{
    const struct tr_doc *d = r->doc;
    const struct tr_quote *q = &s->quotes.v[i];
    struct voice who = { UINT32_MAX, TR_NO_WORD };
    uint32_t first = d->words[q->first].sentence, last = d->words[q->first + q->n - 1].sentence;
    *cue = TR_NO_WORD;
    if (q->goes_on && i && q[-1].head != TR_NO_WORD) return voice_of(q - 1);
    if (!stands_alone(d, s, q)) return speaker_beside(r, s, i, cue);
    /* A speaker named right behind, in a sentence that says no more than that: "…" / Kerry said. */
    if (last + 1 < d->n_sentences && d->sentences[last + 1].n <= 8 && !d->words[d->sentences[last + 1].first].paragraph_begins) {
        *cue = nearest_cue(r, s, q, last + 1, last + 1, &who.actor, &who.head);
        if (who.head != TR_NO_WORD) return who;
    }
    /* The one who spoke in the quote before, when nothing but a sentence lies between. */
    if (i && q[-1].head != TR_NO_WORD && first - d->words[q[-1].first + q[-1].n - 1].sentence <= 1) return voice_of(q - 1);
    if (first) *cue = nearest_cue(r, s, q, first - 1, first - 1, &who.actor, &who.head);
    return who;
}

void tr_quotes_attribute(struct tr_reading *r, struct tr_speech *s)
{
    s->spoken = s->sayings.n;
    s->all_spoken = true;
    for (uint32_t i = 0; i < s->quotes.n; i++) {
        struct tr_quote *q = &s->quotes.v[i];
        uint32_t cue;
        if (!is_speech(r->doc, q) && !q->goes_on) continue;
        struct voice who = speaker_of(r, s, i, &cue);
        q->speaker = who.actor, q->head = who.head;
        if (who.head == TR_NO_WORD) continue;
        if (cue != TR_NO_WORD) told_by_quote(r->doc, s, cue, q);
        /* What is quoted inside the speech keeps its own, narrower saying. */
        memset(s->mark + q->first, 1, q->n);
        struct tr_saying *x = tr_saying_add(r, s, who.actor, who.head, cue, q->first, q->first + q->n);
        if (x) x->direct = true;
    }
}
