/* SPDX-License-Identifier: Apache-2.0 */
/* Words of harm: the verbs, adjectives and nouns of the tables, in the forms and phrases in which they stand. */
#include "reading/casualties.h"
#include "reading/tree.h"

static bool is(const struct tr_doc *d, uint32_t w, const char *lower)
{
    return tr_str_is(d->words[w].lower, lower);
}

/* Lemmas as they may be: the lemmatiser's own, and what regular endings and common irregular forms come from. */
static const struct tr_harm_word *find_forms(const struct tr_numerals *k, enum tr_harm_class cls, const struct tr_word *x, const char *tail)
{
    static const char *const irregular[][2] = {
        { "shot", "shoot" },    { "slain", "slay" },       { "fled", "flee" },         { "took", "take" },    { "taken", "take" },
        { "lost", "lose" },     { "died", "die" },         { "dying", "die" },         { "hung", "hang" },    { "beaten", "beat" },
        { "buried", "bury" },   { "went", "go" },          { "gone", "go" },           { "mown", "mow" },     { "trapped", "trap" },
        { "trapping", "trap" }, { "kidnapped", "kidnap" }, { "kidnapping", "kidnap" }, { "claimed", "claim" }
    };
    static const struct {
        const char *end, *base;
    } endings[] = { { "ing", "" }, { "ing", "e" }, { "ed", "" }, { "ed", "e" }, { "es", "" }, { "s", "" }, { "es", "e" } };
    char buf[TR_JOIN_MAX];
    tr_str t = tr_str_of(tail), cand[13];
    size_t n = 0;
    cand[n++] = x->lemma;
    cand[n++] = x->lower;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++) {
        if (tr_str_is(x->lower, irregular[i][0])) cand[n++] = tr_str_of(irregular[i][1]);
    }
    char made[7][40];
    for (size_t i = 0; i < sizeof endings / sizeof *endings && n < 13; i++) {
        tr_str end = tr_str_of(endings[i].end), base = tr_str_of(endings[i].base);
        if (!tr_str_ends(x->lower, end) || x->lower.n < end.n + 3 || x->lower.n > 36) continue;
        size_t stem = x->lower.n - end.n;
        memcpy(made[i], x->lower.p, stem);
        memcpy(made[i] + stem, base.p, base.n);
        cand[n++] = (tr_str){ made[i], stem + base.n };
    }
    for (size_t i = 0; i < n; i++) {
        if (cand[i].n + t.n + 1 > sizeof buf) continue;
        for (size_t j = 0; j < cand[i].n; j++)
            buf[j] = (char)(cand[i].p[j] >= 'A' && cand[i].p[j] <= 'Z' ? cand[i].p[j] + 32 : cand[i].p[j]);
        memcpy(buf + cand[i].n, t.p, t.n);
        const struct tr_harm_word *h = tr_harm_find(k, cls, (tr_str){ buf, cand[i].n + t.n });
        if (h) return h;
    }
    return NULL;
}

const struct tr_harm_word *tr_verb_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w)
{
    const struct tr_word *x = &d->words[w];
    const struct tr_harm_word *h = NULL;
    if (w > 0 && is(d, w - 1, "fatally") && find_forms(k, TR_HARM_VERB, x, "")) return tr_harm_find(k, TR_HARM_VERB, TR_STR("kill"));
    TR_EACH_CHILD(d, w, c)
    {
        char tail[48];
        tr_str part = d->words[c].lower;
        bool particle =
            d->words[c].rel == TR_REL_compound || (d->words[c].rel == TR_REL_advmod && c == w + 1) || d->words[c].rel == TR_REL_xcomp;
        bool object = d->words[c].rel == TR_REL_obj || d->words[c].rel == TR_REL_obl;
        if ((!particle && !object) || part.n + 2 > sizeof tail || c < w) continue;
        if (object)
            part = tr_str_starts(part, TR_STR("li")) && (tr_str_is(part, "life") || tr_str_is(part, "lives")) ? TR_STR("life")
                   : tr_str_starts(part, TR_STR("injur"))                                                     ? TR_STR("injury")
                   : tr_str_starts(part, TR_STR("wound"))                                                     ? TR_STR("wound")
                                                                                                              : part;
        if (part.n + 2 > sizeof tail) continue;
        tail[0] = ' ';
        memcpy(tail + 1, part.p, part.n);
        tail[part.n + 1] = 0;
        if ((h = find_forms(k, TR_HARM_VERB, x, tail))) return h;
    }
    return find_forms(k, TR_HARM_VERB, x, "");
}

const struct tr_harm_word *tr_adj_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w)
{
    return tr_harm_find(k, TR_HARM_ADJ, d->words[w].lower);
}

const struct tr_harm_word *tr_noun_harm(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w)
{
    char buf[TR_JOIN_MAX];
    if (w > 0) {
        const struct tr_harm_word *h = tr_harm_find(k, TR_HARM_NOUN, tr_join_words(d, w - 1, 2, false, buf));
        if (h) return h;
    }
    return tr_harm_find(k, TR_HARM_NOUN, d->words[w].lower);
}
