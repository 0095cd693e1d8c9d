/* SPDX-License-Identifier: Apache-2.0 */
/* Names that may be places: the longest runs of words that the gazetteer knows, names that the model takes for places, and names
 * beside a word such as "village" or "hospital". Whether a find is a place is decided later, with the whole report in view. */
#include "base/utf8.h"
#include "language/capitals.h"
#include "reading/places_int.h"

#define MAX_RUN 7 /* words of a name */

tr_str tr_place_key(struct tr_finder *f, tr_str text)
{
    char own[128];
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x80 || text.n > 120) return tr_utf8_fold(f->r->arena, text);
        if (c >= 'A' && c <= 'Z') own[n++] = (char)(c + 32);
        else if (c == '-' || c == '_' || c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            if (n && own[n - 1] != ' ') own[n++] = ' ';
        } else if (c != '\'' && c != '`') own[n++] = (char)c;
    }
    while (n && own[n - 1] == ' ') n--;
    return tr_arena_dup(f->r->arena, (tr_str){ own, n });
}

static bool is_article(const struct tr_word *w)
{
    static const char *const list[] = { "al", "el", "ar", "as", "ash", "ad", "at", "an", "az", "es", "ez" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(w->lower, list[i])) return true;
    return false;
}

/* An article apart from its name, "al Midan": "at", "as" and "an" are English words there. */
static bool is_loose_article(const struct tr_word *w)
{
    return is_article(w) && w->upos != TR_UPOS_ADP && w->upos != TR_UPOS_DET && w->upos != TR_UPOS_SCONJ && w->upos != TR_UPOS_ADV;
}

/* "Zone", "Plaza", "North" alone: a word for a place, though towns are called so. */
static bool plain_word(tr_str lower)
{
    static const char *const more[] = { "zone",   "plaza",    "coast",      "area",         "centre",  "center",
                                        "sector", "junction", "courthouse", "headquarters", "downtown" };
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (tr_str_is(lower, more[i])) return true;
    return tr_facility_word(lower) || tr_kind_word(lower, NULL) || tr_direction_word(lower);
}

/* "al" + "-" + "Midan", or "al-Midan" in one word. */
static bool starts_with_article(const struct tr_doc *d, uint32_t w, uint32_t end)
{
    const struct tr_word *x = &d->words[w];
    if (is_article(x)) {
        uint32_t next = w + 1;
        if (next < end && tr_str_is(d->words[next].form, "-") && !d->words[next].space_before) next++;
        return next < end && tr_capital(d, &d->words[next]);
    }
    const char *dash = memchr(x->form.p, '-', x->form.n);
    return dash && dash - x->form.p <= 3 && dash + 1 < x->form.p + x->form.n && dash[1] >= 'A' && dash[1] <= 'Z';
}

static bool may_start(struct tr_finder *f, uint32_t w, uint32_t end)
{
    const struct tr_word *x = &f->d->words[w];
    return tr_capital(f->d, x) || starts_with_article(f->d, w, end) || tr_direction_word(x->lower) ||
           (x->entity == TR_ENT_LOC && x->entity_begins);
}

static tr_str slice(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    return tr_str_at(d->text, tr_words_span(d, first, n));
}

/* A word at which no name goes on. */
static bool breaks(const struct tr_word *w)
{
    return w->upos == TR_UPOS_PUNCT && !tr_str_is(w->form, "-") && !tr_str_is(w->form, "'") && !tr_str_is(w->form, "’") &&
           !tr_str_is(w->form, ".") && !tr_str_is(w->form, "/") && !tr_str_is(w->form, "–") && !tr_str_is(w->form, "`");
}

static bool may_end(const struct tr_finder *f, const struct tr_word *w)
{
    return tr_capital(f->d, w) || w->upos == TR_UPOS_NUM || tr_kind_word(w->lower, NULL) || tr_facility_word(w->lower) ||
           tr_str_has(w->form, '-') || w->upos == TR_UPOS_X || tr_str_is(w->lower, "field") ||
           (w->form.n && (unsigned char)w->form.p[0] >= 0xC0);
}

/* "central district" is no name; one word at least is written as one. */
static bool has_capital(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    for (uint32_t w = first; w < first + n; w++) {
        if (tr_capital(d, &d->words[w]) && !(n > 1 && tr_direction_word(d->words[w].lower) && w == first)) return true;
        if ((unsigned char)d->words[w].form.p[0] >= 0xC0 || starts_with_article(d, w, first + n)) return true;
    }
    return false;
}

static bool acronym_ok(const struct tr_finder *f, const struct tr_word *w, tr_str key)
{
    /* "us", "it", "is": a country only in capitals. */
    if (key.n > 3) return true;
    for (size_t i = 0; i < w->form.n; i++)
        if (w->form.p[i] >= 'a' && w->form.p[i] <= 'z')
            return key.n == 3 && tr_capital(f->d, w) && !tr_str_is(key, "car") && !tr_str_is(key, "opt") && !tr_str_is(key, "loc");
    return true;
}

static struct tr_find *add(struct tr_finder *f, uint32_t first, uint32_t n, tr_str key)
{
    struct tr_find *x = tr_vec_push(f->r->arena, &f->finds);
    *x = (struct tr_find){
        .first = first, .n = n, .key = key, .span = tr_words_span(f->d, first, n), .parent = TR_NO_FIND, .choice = TR_GAZ_NONE
    };
    x->text = tr_str_at(f->d->text, x->span);
    for (uint32_t i = first; i < first + n; i++) f->word_find[i] = f->finds.n;
    return x;
}

/* "Syrias": a possessive whose apostrophe was lost. */
static uint32_t find_possessive(struct tr_finder *f, tr_str *key, struct tr_gaz_hit *hits)
{
    if (key->n < 5 || key->p[key->n - 1] != 's' || tr_unlikely_place(*key)) return 0;
    tr_str shorter = tr_str_sub(*key, 0, key->n - 1);
    uint32_t n = tr_gazetteer_find(f->g, shorter, hits, TR_FIND_CANDS);
    for (uint32_t i = 0; i < n; i++)
        if (!(hits[i].flags & (TR_GAZ_CURATED | TR_GAZ_CAPITAL)) || (hits[i].flags & TR_GAZ_DEMONYM)) return 0;
    *key = shorter;
    return n;
}

/* "Calif.": a short form and its stop, which the tokens part. */
static bool short_form(const struct tr_doc *d, uint32_t w, uint32_t n)
{
    return n == 2 && tr_str_is(d->words[w + 1].form, ".") && !d->words[w + 1].space_before && d->words[w].form.n < 7;
}

static uint32_t match(struct tr_finder *f, uint32_t w, uint32_t end, uint32_t *n_words, tr_str *key, struct tr_gaz_hit *hits, bool *partial)
{
    uint32_t longest = 1;
    while (longest < MAX_RUN && w + longest < end && !breaks(&f->d->words[w + longest])) longest++;
    for (uint32_t n = longest; n >= 1; n--) {
        const struct tr_word *last = &f->d->words[w + n - 1];
        if ((!may_end(f, last) && !(n > 1 && last->upos == TR_UPOS_NOUN) && !short_form(f->d, w, n)) ||
            (n == 1 && !tr_capital(f->d, last) && last->entity != TR_ENT_LOC && !starts_with_article(f->d, w, end)))
            continue;
        tr_str k = tr_place_key(f, slice(f->d, w, n));
        if (k.n < 2 || !acronym_ok(f, &f->d->words[w], k)) continue;
        if (!has_capital(f->d, w, n)) continue;
        if (last->upos == TR_UPOS_PUNCT && !short_form(f->d, w, n)) continue;
        uint32_t got = tr_gazetteer_find(f->g, k, hits, TR_FIND_CANDS);
        if (!got && n == 1) {
            tr_str before = k;
            got = find_possessive(f, &k, hits);
            *partial = got && before.n != k.n;
        }
        if (got && n == 1 && !(hits[0].flags & TR_GAZ_CURATED) && plain_word(last->lower)) continue;
        if (got) {
            *n_words = n, *key = k;
            return got;
        }
    }
    return 0;
}

/* The country of a demonym: "Syrian", "Russians". */
static bool demonym_only(const struct tr_gaz_hit *hits, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!(hits[i].flags & TR_GAZ_DEMONYM)) return false;
    return n > 0;
}

/* "SALVADORAN TROOPS": an adjective that only its capital would show. Hits, when every one is a demonym. */
static uint32_t shouted_demonym(struct tr_finder *f, uint32_t w, struct tr_gaz_hit *hits)
{
    uint32_t got = tr_gazetteer_find(f->g, tr_place_key(f, f->d->words[w].form), hits, TR_FIND_CANDS);
    return demonym_only(hits, got) ? got : 0;
}

static void count_focus(struct tr_finder *f, const struct tr_gaz_hit *hits, uint32_t n, double by)
{
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(f->g, hits[i].entry);
        int s = tr_focus_slot(p.country);
        if (s >= 0) f->focus.share[s] += by / n, f->focus.total += by / n;
    }
}

/* Words before the noun that belong to its name: "al-Nidal Sports" of "al-Nidal Sports Club". */
static uint32_t name_before(struct tr_finder *f, uint32_t noun, uint32_t from)
{
    uint32_t first = noun;
    while (first > from) {
        const struct tr_word *w = &f->d->words[first - 1];
        if (f->word_find[first - 1]) break;
        bool joined = (tr_str_is(w->form, "-") || tr_str_is(w->form, "’") || tr_str_is(w->form, "'")) && !w->space_before;
        if (!tr_capital(f->d, w) && !joined && !(is_loose_article(w) && first < noun)) break;
        if (tr_capital(f->d, w) && w->upos != TR_UPOS_PROPN && w->upos != TR_UPOS_NOUN && w->upos != TR_UPOS_ADJ && w->upos != TR_UPOS_X)
            break;
        first--;
    }
    while (first < noun && (tr_str_is(f->d->words[first].form, "-") || tr_str_is(f->d->words[first].lower, "the"))) first++;
    return noun - first;
}

/* What sort of facility it is, between the name and the noun: the "maternity" of "the al-Dabit maternity hospital". */
static bool sort_word(tr_str lower)
{
    static const char *const list[] = {
        "maternity",    "children",  "general",    "national", "central",   "main",       "field",       "military",      "surgical",
        "eye",          "primary",   "secondary",  "girls",    "boys",      "elementary", "high",        "middle",        "refugee",
        "displacement", "border",    "air",        "power",    "bus",       "train",      "railway",     "police",        "gas",
        "oil",          "water",     "pumping",    "fuel",     "medical",   "teaching",   "psychiatric", "private",       "public",
        "specialist",   "thermal",   "nuclear",    "grand",    "vegetable", "wholesale",  "cattle",      "food",          "fish",
        "health",       "pediatric", "paediatric", "women",    "trauma",    "cancer",     "charity",     "international", "civilian",
        "preparatory",  "religious", "training",   "naval",    "transit",   "metro",      "subway",      "hydroelectric", "vocational",
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (tr_str_is(lower, list[i])) return true;
    return false;
}

/* The noun's words of sort, back to the name: "'s" goes with them ("the al-Razi children's hospital"). Returns where they begin. */
static uint32_t sort_before(struct tr_finder *f, uint32_t noun, uint32_t from)
{
    uint32_t at = noun;
    while (at > from && noun - at < 3) {
        const struct tr_word *w = &f->d->words[at - 1];
        bool own = (tr_str_is(w->lower, "'s") || tr_str_is(w->lower, "’s")) && at > from + 1 && sort_word(f->d->words[at - 2].lower);
        if (f->word_find[at - 1] || !(own || (sort_word(w->lower) && !tr_capital(f->d, w)))) break;
        at--;
    }
    return at;
}

/* "Al-Dabit" opens a sentence with a capital, yet the article shows that it is a name. */
static bool surely_named(struct tr_finder *f, uint32_t w, uint32_t end)
{
    return starts_with_article(f->d, w, end) || tr_str_is(f->d->words[w].lower, "umm") || tr_str_is(f->d->words[w].lower, "abu");
}

/* A facility or quarter whose name the gazetteer does not have: "Nasser Hospital", "Bani Yas neighbourhood", "al-Dabit maternity hospital". */
static void scan_patterns(struct tr_finder *f, uint32_t from, uint32_t end)
{
    for (uint32_t w = from; w < end; w++) {
        const struct tr_word *x = &f->d->words[w];
        if (f->word_find[w] || x->upos == TR_UPOS_VERB) continue;
        bool facility = tr_facility_word(x->lower) && x->number != TR_NUM_PLUR;
        enum truce_place_kind kind = facility ? TRUCE_PLACE_facility : tr_kind_word(x->lower, NULL);
        if (!kind || kind == TRUCE_PLACE_natural ||
            (!facility && (tr_str_is(x->lower, "state") || tr_str_is(x->lower, "department") || tr_str_is(x->lower, "republic") ||
                           tr_str_is(x->lower, "capital"))))
            continue;
        uint32_t sort = facility ? sort_before(f, w, from) : w, named = name_before(f, sort, from), n = named + (w - sort);
        if (!named || (f->d->words[w - n].entity == TR_ENT_ORG && !surely_named(f, w - n, end))) continue;
        if (w - n == from && !surely_named(f, w - n, end)) continue; /* at a sentence's start a capital says nothing */
        if (named == 1) {
            struct tr_gaz_hit hits[TR_FIND_CANDS];
            const struct tr_word *name = &f->d->words[sort - 1];
            uint32_t got = tr_gazetteer_find(f->g, tr_place_key(f, name->form), hits, TR_FIND_CANDS);
            if (demonym_only(hits, got) || tr_unlikely_place(name->lower)) continue;
            if (name->upos != TR_UPOS_PROPN && !surely_named(f, sort - 1, end)) continue;
        }
        struct tr_find *y = add(f, w - n, facility ? n + 1 : n, tr_place_key(f, slice(f->d, w - n, facility ? n + 1 : n)));
        y->facility = facility, y->pattern = true, y->hint = kind;
    }
}

/* "CONAIE": letters of an organisation's name, where ordinary words are in small letters. */
static bool is_acronym(const struct tr_doc *d, const struct tr_word *w)
{
    uint32_t upper = 0;
    for (size_t i = 0; i < w->form.n; i++) {
        if (w->form.p[i] >= 'a' && w->form.p[i] <= 'z') return false;
        upper += w->form.p[i] >= 'A' && w->form.p[i] <= 'Z';
    }
    return upper > 1 && upper < 8 && !d->sentences[w->sentence].capitals;
}

/* Names that only the model takes for places, and names in "the village of X". */
static void scan_entities(struct tr_finder *f, uint32_t from, uint32_t end)
{
    for (uint32_t w = from; w < end; w++) {
        const struct tr_word *x = &f->d->words[w];
        if (f->word_find[w] || x->entity != TR_ENT_LOC || !(x->entity_begins || w == from || f->d->words[w - 1].entity != TR_ENT_LOC) ||
            !(tr_capital(f->d, x) || starts_with_article(f->d, w, end)))
            continue;
        uint32_t n = 1;
        while (w + n < end && f->d->words[w + n].entity == TR_ENT_LOC && !f->d->words[w + n].entity_begins && !f->word_find[w + n]) n++;
        uint32_t first = w;
        while (first > from && !f->word_find[first - 1] && tr_str_is(f->d->words[first - 1].form, "-") &&
               !f->d->words[first].space_before && first - 1 > from && is_article(&f->d->words[first - 2]))
            first -= 2, n += 2;
        tr_str key = tr_place_key(f, slice(f->d, first, n));
        struct tr_gaz_hit hits[TR_FIND_CANDS];
        uint32_t got = tr_gazetteer_find(f->g, key, hits, TR_FIND_CANDS);
        if (demonym_only(hits, got) || key.n < 3 || tr_unlikely_place(key) || x->upos == TR_UPOS_ADJ || (n == 1 && plain_word(x->lower)))
            continue;
        if (!got && n == 1 && is_acronym(f->d, x)) continue;
        struct tr_find *y = add(f, first, n, key);
        y->n_cand = tr_gazetteer_near(f->g, key, y->cand, TR_FIND_CANDS);
    }
}

/* "the Turkish border", "Syrian airspace". Returns how many words more it took. */
static uint32_t add_border(struct tr_finder *f, uint32_t w, uint32_t n, uint32_t end, const struct tr_gaz_hit *hits, uint32_t got)
{
    uint32_t at = w + n;
    if (at >= end) return 0;
    bool border = tr_str_is(f->d->words[at].lower, "border") || tr_str_is(f->d->words[at].lower, "frontier"),
         air = tr_str_is(f->d->words[at].lower, "airspace");
    if (!border && !air) return 0;
    if (at + 1 < end && (f->d->words[at + 1].upos == TR_UPOS_NOUN || f->d->words[at + 1].upos == TR_UPOS_PROPN))
        return 0; /* "Turkish border guards" */
    struct tr_find *x = add(f, w, n + 1, tr_place_key(f, slice(f->d, w, n + 1)));
    x->n_cand = got < TR_FIND_CANDS ? got : TR_FIND_CANDS;
    for (uint32_t i = 0; i < x->n_cand; i++) x->cand[i] = hits[i], x->cand[i].flags &= ~(uint32_t)TR_GAZ_DEMONYM;
    x->pattern = x->facility = true;
    x->hint = border ? TRUCE_PLACE_natural : TRUCE_PLACE_region;
    return 1;
}

static bool name_part(struct tr_finder *f, uint32_t w, uint32_t end)
{
    const struct tr_word *x = &f->d->words[w];
    return !f->word_find[w] && (tr_capital(f->d, x) || starts_with_article(f->d, w, end) || (tr_str_is(x->form, "-") && !x->space_before) ||
                                tr_str_is(x->form, "'") || tr_str_is(x->form, "’"));
}

/* Of a run of names without commas, the words of the first: the openings of Arabic names take the next word along. */
static uint32_t one_name(struct tr_finder *f, uint32_t at, uint32_t n)
{
    static const char *const opening[] = { "tal",     "tel",     "tell",   "tall",   "jub",  "jubb",   "jeb",    "deir",   "dayr", "khan",
                                           "kafr",    "kafar",   "kefr",   "kfar",   "ain",  "ayn",    "ein",    "abu",    "umm",  "um",
                                           "bab",     "beit",    "bayt",   "bani",   "beni", "wadi",   "jabal",  "jebel",  "ras",  "qalaat",
                                           "khirbet", "khirbat", "sheikh", "shaykh", "marj", "maarat", "maaret", "new",    "old",  "san",
                                           "santa",   "el",      "la",     "nahr",   "burj", "qasr",   "hajar",  "mazraat" };
    uint32_t k = 1;
    bool opens = false;
    for (size_t i = 0; i < sizeof opening / sizeof *opening && !opens; i++) opens = tr_str_is(f->d->words[at].lower, opening[i]);
    if (opens) k++;
    /* an article, its hyphen and what stands behind it */
    while (k < n && (tr_str_is(f->d->words[at + k].form, "-") || tr_str_is(f->d->words[at + k - 1].form, "-") ||
                     is_article(&f->d->words[at + k - 1])))
        k++;
    if (!opens && k < n && is_article(&f->d->words[at + k]) && k + 2 < n && tr_str_is(f->d->words[at + k + 1].form, "-") && k == 1 &&
        !tr_capital(f->d, &f->d->words[at + k]))
        k = 1;
    return k < n ? k : n;
}

/* "the villages of A, B and C": names that neither the gazetteer nor the model knows. */
static void scan_lists(struct tr_finder *f, uint32_t from, uint32_t end)
{
    for (uint32_t w = from; w + 2 < end; w++) {
        bool before = false;
        enum truce_place_kind kind = tr_kind_word(f->d->words[w].lower, &before);
        if (!kind || !before || !tr_str_is(f->d->words[w + 1].lower, "of") || f->d->words[w].upos != TR_UPOS_NOUN) continue;
        for (uint32_t at = w + 2; at < end;) {
            uint32_t n = 0;
            if (tr_str_is(f->d->words[at].lower, "the")) at++;
            while (at + n < end && name_part(f, at + n, end)) n++;
            if (n > 2 && at + n < end && !tr_str_is(f->d->words[at + n].form, ",")) n = one_name(f, at, n);
            if (n && !tr_unlikely_place(f->d->words[at].lower)) {
                struct tr_find *x = add(f, at, n, tr_place_key(f, slice(f->d, at, n)));
                x->pattern = true, x->hint = kind;
                x->n_cand = tr_gazetteer_near(f->g, x->key, x->cand, TR_FIND_CANDS);
            } else if (n || at >= end || !f->word_find[at]) break;
            else
                while (at < end && f->word_find[at]) at++;
            at += n;
            uint32_t mark = at;
            if (at < end && n && (f->word_find[at] || name_part(f, at, end))) continue; /* the comma was lost */
            while (at < end && (tr_str_is(f->d->words[at].form, ",") || tr_str_is(f->d->words[at].lower, "and"))) at++;
            if (at == mark) break;
        }
    }
}

#define CITY 100000 /* inhabitants */

/* A name that stands for itself wherever it stands: "Villa Syria" is two names, "Villa Centenario" one, though both its words are towns somewhere. */
static bool known_well(struct tr_finder *f, tr_str key)
{
    struct tr_gaz_hit hits[4];
    uint32_t n = tr_gazetteer_find(f->g, key, hits, 4);
    for (uint32_t i = 0; i < n; i++)
        if ((hits[i].flags & (TR_GAZ_CURATED | TR_GAZ_CAPITAL)) || tr_gazetteer_at(f->g, hits[i].entry).population > CITY) return true;
    return false;
}

/* "Martha" of "Martha's Vineyard": the model's place goes on behind what the gazetteer knows. Words of the whole, 0 when it does not. */
static uint32_t entity_beyond(struct tr_finder *f, uint32_t w, uint32_t n, uint32_t end)
{
    uint32_t last = w + n;
    while (last < end && f->d->words[last].entity == TR_ENT_LOC && !f->d->words[last].entity_begins &&
           f->d->words[last].upos != TR_UPOS_PUNCT)
        last++;
    if (last == w + n || last - w > 6) return 0;
    const struct tr_word *next = &f->d->words[w + n], *final = &f->d->words[last - 1];
    tr_str rest = tr_place_key(f, slice(f->d, w + n, last - w - n));
    bool own = f->d->words[w].entity == TR_ENT_LOC && (next->upos == TR_UPOS_PROPN || next->upos == TR_UPOS_PART);
    struct tr_gaz_hit hit;
    if (tr_gazetteer_find(f->g, tr_place_key(f, slice(f->d, w, n)), &hit, 1) && (hit.flags & TR_GAZ_CURATED)) return 0;
    if (!own || !tr_capital(f->d, final) || tr_kind_word(next->lower, NULL) || tr_facility_word(final->lower) || known_well(f, rest))
        return 0;
    return last - w;
}

/* The hit is the tail of a longer name that the model takes for a place: "Nove" of "Zelene Nove". */
static bool inside_entity(struct tr_finder *f, uint32_t w, uint32_t flags)
{
    if (w == 0 || (flags & TR_GAZ_CURATED) || f->d->words[w].entity != TR_ENT_LOC || f->d->words[w].entity_begins) return false;
    const struct tr_word *before = &f->d->words[w - 1];
    return before->entity == TR_ENT_LOC && before->sentence == f->d->words[w].sentence && !f->word_find[w - 1] &&
           before->upos == TR_UPOS_PROPN && tr_capital(f->d, before) && !tr_kind_word(before->lower, NULL) &&
           !tr_direction_word(before->lower);
}

/* "Hyderabad district" is spelt so for one of the districts of the name alone: those that go by the name alone may be meant too. */
static void add_bare(struct tr_finder *f, struct tr_find *x)
{
    const struct tr_word *last = &f->d->words[x->first + x->n - 1];
    enum truce_place_kind kind = x->n > 1 ? tr_kind_word(last->lower, NULL) : TRUCE_PLACE_none;
    if (!kind || kind == TRUCE_PLACE_natural || (x->cand[0].flags & TR_GAZ_CURATED)) return;
    struct tr_gaz_hit bare[TR_FIND_CANDS];
    uint32_t n = tr_gazetteer_find(f->g, tr_place_key(f, slice(f->d, x->first, x->n - 1)), bare, TR_FIND_CANDS);
    for (uint32_t i = 0; i < n && x->n_cand < TR_FIND_CANDS; i++) {
        bool known = false;
        for (uint32_t k = 0; k < x->n_cand; k++) known = known || x->cand[k].entry == bare[i].entry;
        if (!known) x->cand[x->n_cand++] = bare[i];
    }
    x->hint = kind;
}

static void scan_sentence(struct tr_finder *f, const struct tr_sentence *s)
{
    uint32_t end = s->first + s->n;
    for (uint32_t w = s->first; w < end;) {
        struct tr_gaz_hit hits[TR_FIND_CANDS];
        uint32_t n_words = 0, got = 0;
        tr_str key = { "", 0 };
        bool partial = false;
        if (may_start(f, w, end)) got = match(f, w, end, &n_words, &key, hits, &partial);
        else if (f->d->sentences[f->d->words[w].sentence].capitals && f->d->words[w].upos == TR_UPOS_ADJ)
            got = shouted_demonym(f, w, hits), n_words = 1;
        if (got && demonym_only(hits, got)) {
            count_focus(f, hits, got, 0.7);
            w += n_words + add_border(f, w, n_words, end, hits, got);
            continue;
        }
        if (!got) {
            w++;
            continue;
        }
        if (inside_entity(f, w, hits[0].flags)) {
            w++;
            continue;
        }
        uint32_t whole = entity_beyond(f, w, n_words, end);
        if (whole) {
            struct tr_find *y = add(f, w, whole, tr_place_key(f, slice(f->d, w, whole)));
            y->n_cand = tr_gazetteer_near(f->g, y->key, y->cand, TR_FIND_CANDS);
            w += whole;
            continue;
        }
        struct tr_find *x = add(f, w, n_words, key);
        memcpy(x->cand, hits, sizeof hits);
        x->n_cand = got;
        x->partial = partial;
        if (partial) x->span.to--, x->text.n--;
        add_bare(f, x);
        tr_find_take_district(f, x, end);
        tr_find_extend_direction(f, x, s->first);
        tr_find_extend_natural(f, x, end);
        tr_find_extend_facility(f, x, end);
        w = x->first + x->n;
    }
    scan_lists(f, s->first, end);
    scan_patterns(f, s->first, end);
    scan_entities(f, s->first, end);
}

void tr_places_scan(struct tr_finder *f)
{
    f->word_find = TR_NEW_N(f->r->arena, uint32_t, f->d->n_words + 1);
    for (uint32_t i = 0; i < f->d->n_sentences; i++) scan_sentence(f, &f->d->sentences[i]);
}
