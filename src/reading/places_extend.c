/* SPDX-License-Identifier: Apache-2.0 */
/* A name that the gazetteer knows, and the words that go on with it: "Donetsk airport", "Nile Delta", "eastern Ukraine", "Washington, D.C." */
#include "language/capitals.h"
#include "reading/places_int.h"

/* Facility words after the name: "Donetsk airport", "Nasser Medical Complex". Returns how many words more. */
static uint32_t facility_tail(struct tr_finder *f, uint32_t at, uint32_t end)
{
    for (uint32_t k = 0; k < 4 && at + k < end; k++) {
        const struct tr_word *w = &f->d->words[at + k];
        if (tr_facility_word(w->lower) && w->upos != TR_UPOS_VERB) return k + 1;
        if (w->upos != TR_UPOS_NOUN && w->upos != TR_UPOS_ADJ && w->upos != TR_UPOS_PROPN && !(tr_str_is(w->form, "-") && !w->space_before))
            return 0;
        if (f->word_find[at + k]) return 0;
    }
    return 0;
}

static bool loose_word(tr_str lower)
{
    static const char *const list[] = { "base",     "camp",       "camps",   "plant",  "station",   "school",  "market",
                                        "park",     "compound",   "complex", "port",   "hospitals", "college", "academy",
                                        "corridor", "road",       "street",  "mine",   "church",    "mosque",  "hotel",
                                        "terminal", "university", "clinic",  "prison", "checkpoint" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lower, list[i])) return true;
    return false;
}

void tr_find_extend_facility(struct tr_finder *f, struct tr_find *x, uint32_t end)
{
    uint32_t at = x->first + x->n, tail = facility_tail(f, at, end);
    if (!tail) return;
    const struct tr_word *last = &f->d->words[at + tail - 1];
    struct tr_gaz_place p = tr_gazetteer_at(f->g, x->cand[0].entry);
    /* "Aleppo hospitals", "a Syrian prison": things in a place, not a place with a name. */
    if (loose_word(last->lower) && !tr_capital(f->d, last) && p.kind != TRUCE_PLACE_neighbourhood && p.kind != TRUCE_PLACE_facility &&
        tail == 1 && (p.kind == TRUCE_PLACE_country || last->number == TR_NUM_PLUR))
        return;
    x->n += tail;
    for (uint32_t i = at; i < at + tail; i++) f->word_find[i] = f->finds.n;
    x->span = tr_words_span(f->d, x->first, x->n);
    x->text = tr_str_at(f->d->text, x->span);
    x->key = tr_place_key(f, x->text);
    x->facility = true, x->pattern = true;
    x->hint = TRUCE_PLACE_facility;
}

/* "Salinas Valley", "Nile Delta": the name goes on with what lies there. */
void tr_find_extend_natural(struct tr_finder *f, struct tr_find *x, uint32_t end)
{
    static const char *const list[] = { "valley", "delta", "bay",   "river", "creek",   "mountains", "mountain",
                                        "hills",  "canal", "coast", "basin", "plateau", "highlands", "strait" };
    uint32_t at = x->first + x->n;
    if (at >= end || f->word_find[at] || !tr_capital(f->d, &f->d->words[at]) || f->d->words[at].entity == TR_ENT_PER || x->facility ||
        x->partial)
        return;
    bool head = false;
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) head = head || tr_str_is(f->d->words[at].lower, list[i]);
    if (!head) return;
    x->n++;
    f->word_find[at] = f->word_find[x->first];
    x->span = tr_words_span(f->d, x->first, x->n);
    x->text = tr_str_at(f->d->text, x->span);
    x->key = tr_place_key(f, x->text);
    x->facility = x->pattern = true;
    x->hint = TRUCE_PLACE_natural;
}

/* "Washington, D.C.", "Washington D.C." */
void tr_find_take_district(struct tr_finder *f, struct tr_find *x, uint32_t end)
{
    uint32_t at = x->first + x->n;
    if (!tr_str_is(x->key, "washington")) return;
    if (at < end && tr_str_is(f->d->words[at].form, ",")) at++;
    if (at >= end ||
        !(tr_str_is_i(f->d->words[at].form, "D.C.") || tr_str_is_i(f->d->words[at].form, "DC") || tr_str_is_i(f->d->words[at].form, "D.C")))
        return;
    x->n = at + 1 - x->first;
    for (uint32_t i = x->first; i <= at; i++) f->word_find[i] = f->finds.n;
    x->span = tr_words_span(f->d, x->first, x->n);
    x->text = tr_str_at(f->d->text, x->span);
}

/* "eastern Ukraine", "south-west Damascus": a region of the place that follows. */
void tr_find_extend_direction(struct tr_finder *f, struct tr_find *x, uint32_t from)
{
    uint32_t at = x->first;
    enum truce_place_kind kind = tr_gazetteer_at(f->g, x->cand[0].entry).kind;
    if (kind != TRUCE_PLACE_country && kind != TRUCE_PLACE_region && !(at > from && tr_str_is(f->d->words[at - 1].lower, "rural"))) return;
    while (at > from && tr_direction_word(f->d->words[at - 1].lower) && !f->word_find[at - 1]) {
        at--;
        if (at > from + 1 && tr_str_is(f->d->words[at - 1].form, "-") && tr_direction_word(f->d->words[at - 2].lower)) at--;
    }
    if (at == x->first) return;
    for (uint32_t i = at; i < x->first; i++) f->word_find[i] = f->finds.n;
    x->n += x->first - at, x->first = at;
    x->span = tr_words_span(f->d, x->first, x->n);
    if (x->partial) x->span.to--;
    x->text = tr_str_at(f->d->text, x->span);
    x->key = tr_place_key(f, x->text);
    x->direction = true;
    x->hint = TRUCE_PLACE_region;
}
