/* SPDX-License-Identifier: Apache-2.0 */
/* What a number counts or measures: its noun, its unit, or nothing but a part of a name. */
#include "reading/quantity.h"
#include "reading/tree.h"

#define MAX_PHRASE 5

static bool is_noun(const struct tr_doc *d, uint32_t w)
{
    return d->words[w].upos == TR_UPOS_NOUN || d->words[w].upos == TR_UPOS_PROPN;
}

/* What may stand between a number and its noun. */
static bool parts_phrase(const struct tr_doc *d, uint32_t w)
{
    uint8_t u = d->words[w].upos;
    if (u == TR_UPOS_PUNCT)
        return !tr_str_is(d->words[w].form, "-") && !tr_str_is(d->words[w].form, "\"") && !tr_str_is(d->words[w].form, "'") &&
               !tr_str_is(d->words[w].form, ".");
    return u == TR_UPOS_NUM || u == TR_UPOS_AUX || u == TR_UPOS_SCONJ;
}

/* The noun run that follows: "Syrian government soldiers". A noun for people ends it where a headline runs on. */
static uint32_t next_noun(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end)
{
    uint32_t noun = TR_NO_WORD, people = TR_NO_WORD;
    for (uint32_t i = w; i < end && i < w + 8; i++) {
        uint8_t u = d->words[i].upos;
        /* "44 killed dozens injured": only people can be the killed ones */
        if (u != TR_UPOS_NOUN && tr_harm_find(k, TR_HARM_ADJ, d->words[i].lower) &&
            !(i + 1 < end && tr_victim_find(k, d->words[i + 1].lower)))
            break;
        if (noun == i - 1 && i > w && i + 3 < end && tr_str_is(d->words[i].form, "(") && tr_str_is(d->words[i + 2].form, ")")) {
            i += 2; /* "seven Daesh (ISIS) commanders" */
            continue;
        }
        if (u == TR_UPOS_NOUN || u == TR_UPOS_PROPN) {
            noun = i;
            const struct tr_victim *v = tr_victim_find(k, d->words[i].lower);
            if (v && !tr_str_is(d->words[i].lower, "army") && !tr_str_is(d->words[i].lower, "police")) people = i;
        } else if (noun != TR_NO_WORD ||
                   (u != TR_UPOS_ADJ && !(u == TR_UPOS_VERB && i + 1 < end && is_noun(d, i + 1)) &&
                    !(tr_str_is(d->words[i].form, "-") && !d->words[i].space_before) && !tr_str_is(d->words[i].form, "\"")))
            break;
    }
    return people != TR_NO_WORD ? people : noun;
}

static bool is_possessive(const struct tr_doc *d, uint32_t w)
{
    static const char *const words[] = { "his", "her", "its", "their", "our", "my", "your", "'s" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (tr_str_is(d->words[w].lower, words[i])) return true;
    }
    return false;
}

uint32_t tr_count_noun(const struct tr_numerals *k, const struct tr_doc *d, const struct tr_count *x, uint32_t end)
{
    uint32_t after = x->first + x->n;
    if (tr_str_ends(d->words[x->core + x->core_n - 1].lower, TR_STR("of")) || (after < end && tr_str_is(d->words[after].lower, "of"))) {
        uint32_t i = after < end && tr_str_is(d->words[after].lower, "of") ? after + 1 : after;
        while (i < end && (d->words[i].upos == TR_UPOS_DET || is_possessive(d, i))) i++;
        if (i < end && d->words[i].upos == TR_UPOS_PRON) {
            /* "two of them ambulance crew" */
            uint32_t said = i + 1 < end && (d->words[i + 1].upos == TR_UPOS_NOUN || d->words[i + 1].upos == TR_UPOS_ADJ)
                                ? next_noun(k, d, i + 1, end)
                                : TR_NO_WORD;
            return said != TR_NO_WORD && tr_victim_find(k, d->words[said].lower) ? said : i;
        }
        return next_noun(k, d, i, end);
    }
    for (uint32_t i = x->core; i < x->core + x->core_n; i++) {
        uint32_t h = d->words[i].head;
        uint8_t rel = d->words[i].rel;
        if (h == TR_NO_WORD || h < after || h > after + 7 || h >= end) continue;
        bool parted = false;
        for (uint32_t w = after; w < h; w++) parted |= parts_phrase(d, w);
        if (!parted && (rel == TR_REL_nummod || rel == TR_REL_amod || rel == TR_REL_det || rel == TR_REL_compound) && is_noun(d, h)) {
            uint32_t run = next_noun(k, d, after, end);
            return run != TR_NO_WORD && run < h && tr_victim_find(k, d->words[run].lower) && !tr_victim_find(k, d->words[h].lower) ? run
                                                                                                                                   : h;
        }
    }
    return next_noun(k, d, after, end);
}

static enum tr_unit_class unit_after(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end)
{
    char buf[TR_JOIN_MAX];
    if (w >= end) return TR_UNIT_none;
    if (w + 1 < end) {
        enum tr_unit_class u = tr_unit_find(k, tr_join_words(d, w, 2, false, buf));
        if (u) return u;
    }
    return tr_unit_find(k, d->words[w].lower);
}

/* "Brigade 5", "Resolution 2254", "T-72", "Boeing 737": the number is part of a name. */
static bool in_name(const struct tr_numerals *k, const struct tr_doc *d, const struct tr_count *x)
{
    if (x->core == 0 || x->core != x->first) return false;
    const struct tr_word *p = &d->words[x->core - 1];
    if (p->sentence != d->words[x->core].sentence) return false;
    if (tr_is_designation(k, p->lower) && (x->digits || p->upos == TR_UPOS_PROPN)) return true;
    /* "Barrio 18": a number that hangs on the name before it */
    if (x->digits && p->upos == TR_UPOS_PROPN && d->words[x->core].head == x->core - 1 && p->entity != TR_ENT_NONE &&
        p->entity != TR_ENT_LOC)
        return true;
    if (tr_is_dash(p->form) && x->core >= 2 && !p->space_before && !d->words[x->core].space_before) {
        char c = d->words[x->core - 2].form.n ? d->words[x->core - 2].form.p[0] : 0;
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
    }
    return x->digits && !d->words[x->core].space_before && p->form.n &&
           (p->form.p[0] == '#' || p->form.p[0] == '@' || p->form.p[0] == '/' || p->form.p[0] == ':');
}

enum tr_unit_class tr_count_unit(const struct tr_numerals *k, const struct tr_doc *d, const struct tr_count *x, uint32_t noun)
{
    if (x->percent) return TR_UNIT_none;
    uint32_t end = d->sentences[d->words[x->first].sentence].first + d->sentences[d->words[x->first].sentence].n;
    uint32_t after = x->first + x->n;
    for (uint32_t i = x->first; i <= x->core && i < d->n_words; i++) {
        uint32_t before = i ? i - 1 : 0;
        if (i && tr_unit_find(k, d->words[before].lower) == TR_UNIT_money && d->words[before].sentence == d->words[i].sentence)
            return TR_UNIT_money;
    }
    if (in_name(k, d, x)) return TR_UNIT_designation;
    uint32_t at = after;
    if (at + 1 < end && tr_is_dash(d->words[at].form) && !d->words[at].space_before) {
        at++;
        if (at + 2 < end && tr_is_dash(d->words[at + 1].form) && tr_str_starts(d->words[at + 2].lower, TR_STR("old"))) return TR_UNIT_age;
    }
    if (at < end && at + 1 < end && tr_str_starts(d->words[at].lower, TR_STR("year")) && tr_str_is(d->words[at + 1].lower, "old"))
        return TR_UNIT_age;
    enum tr_unit_class u = unit_after(k, d, at, end);
    if (u && u != TR_UNIT_percent && u != TR_UNIT_counted && u != TR_UNIT_nothing) return u;
    if (noun != TR_NO_WORD) {
        u = tr_unit_find(k, d->words[noun].lower);
        if (u && u != TR_UNIT_percent && u != TR_UNIT_counted) return u;
    }
    return TR_UNIT_none;
}
