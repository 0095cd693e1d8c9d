/* SPDX-License-Identifier: Apache-2.0 */
/* Names of actors: matches of the register and entity spans, and the roles that stand before persons. */
#include "base/utf8.h"
#include "reading/actors_int.h"

#define KEY_BYTES 400

/* A key that grows word by word. */
struct grow {
    char p[KEY_BYTES];
    size_t n;
};

static bool is_clitic(const struct tr_word *w, tr_str key)
{
    return !w->space_before && key.n == 1 && key.p[0] == 's' && w->form.n > 1;
}

static bool grow_add(struct grow *g, const struct tr_word *w, tr_str key)
{
    if (!key.n) return true;
    bool glue = is_clitic(w, key);
    if (g->n + key.n + 1 >= KEY_BYTES) return false;
    if (g->n && !glue) g->p[g->n++] = ' ';
    memcpy(g->p + g->n, key.p, key.n);
    g->n += key.n;
    return true;
}

static bool starts_upper(tr_str s)
{
    size_t at = 0;
    while (at < s.n) {
        uint32_t cp = tr_utf8_next(s, &at);
        if (tr_cp_is_letter(cp)) return tr_cp_is_upper(cp);
    }
    return false;
}

static bool has_upper(tr_str s)
{
    size_t at = 0;
    while (at < s.n) {
        if (tr_cp_is_upper(tr_utf8_next(s, &at))) return true;
    }
    return false;
}

/* Letters alone, to compare "U.N." with "UN". */
static bool same_letters(tr_str a, tr_str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.n && (a.p[i] == '.' || a.p[i] == '-' || a.p[i] == ' ')) i++;
        while (j < b.n && (b.p[j] == '.' || b.p[j] == '-' || b.p[j] == ' ')) j++;
        if (i >= a.n || j >= b.n) return i >= a.n && j >= b.n;
        if (a.p[i++] != b.p[j++]) return false;
    }
}

void tr_names_prepare(struct tr_reading *r)
{
    struct tr_cast *c = tr_cast_of(r);
    const struct tr_register *g = r->know->actors;
    c->word_key = TR_NEW_N(r->arena, tr_str, r->doc->n_words);
    c->word_state = TR_NEW_N(r->arena, const struct tr_actor_entry *, r->doc->n_words);
    c->state_count = TR_NEW_N(r->arena, uint32_t, g->entries.n + 1);
    for (uint32_t w = 0; w < r->doc->n_words; w++) c->word_key[w] = tr_actor_key(r->arena, r->doc->words[w].form);
}

static bool is_held(const struct tr_actor_entry *e, tr_date day, int slack)
{
    if (day == TR_NO_DATE) return true;
    if (e->held.from != TR_NO_DATE && day < e->held.from - slack) return false;
    return e->held.to == TR_NO_DATE || day <= e->held.to + slack;
}

/* Does the case and the tag of the words allow this alias? */
static bool alias_fits(const struct tr_reading *r, const struct tr_alias *al, uint32_t first, uint32_t n)
{
    const struct tr_doc *d = r->doc;
    const struct tr_word *w = &d->words[first];
    tr_str text = tr_str_at(d->text, tr_words_span(d, first, n));
    const struct tr_actor_entry *e = &r->know->actors->entries.v[al->entry];
    if (al->acronym && !same_letters(text, al->written)) return false;
    if (!al->acronym && !al->lower && !has_upper(text)) return false;
    if (!al->acronym && w->entity == TR_ENT_LOC && (e->sort == TR_ENTRY_MEDIA || (e->sort == TR_ENTRY_PERSON && r->word_place[first])))
        return false;
    if (al->lower || n > 1) return true;
    if (al->sort == TR_ALIAS_DEMONYM) return true;
    bool proper = w->upos == TR_UPOS_PROPN || w->entity != TR_ENT_NONE;
    if (al->acronym) return proper || w->upos == TR_UPOS_NOUN;
    if (!starts_upper(w->form)) return false;
    if (e->sort == TR_ENTRY_PERSON)
        return proper && !(w->entity == TR_ENT_LOC && r->word_place[first]) && is_held(e, r->published, 5 * 366);
    if (e->sort == TR_ENTRY_MEDIA) return w->entity == TR_ENT_ORG || w->entity == TR_ENT_MISC || (proper && w->upos == TR_UPOS_PROPN);
    return proper || w->upos == TR_UPOS_NOUN;
}

/* The entry of this key that fits the report's date and countries best. */
static const struct tr_alias *choose(struct tr_reading *r, const struct tr_alias *al, uint32_t first, uint32_t n)
{
    const struct tr_register *g = r->know->actors;
    const struct tr_cast *c = tr_cast_of(r);
    const struct tr_alias *best = NULL;
    int best_score = -1;
    for (; al; al = tr_register_next(g, al)) {
        if (!alias_fits(r, al, first, n)) continue;
        const struct tr_actor_entry *e = &g->entries.v[al->entry];
        int score = al->sort == TR_ALIAS_NAME ? 2 : 1;
        if (is_held(e, r->published, 0)) score += 6;
        else if (is_held(e, r->published, 2 * 366)) score += 3;
        const struct tr_actor_entry *state = tr_register_state(g, e->country);
        uint32_t seen = state ? c->state_count[state - g->entries.v] : 0;
        score += seen > 6 ? 6 : (int)seen;
        if (score > best_score) {
            best_score = score;
            best = al;
        }
    }
    return best;
}

/* A state's name or demonym, then the noun of an organ: "Syrian foreign ministry", "Russia's air force". */
static void take_organ(struct tr_reading *r, uint32_t end, struct tr_name *out)
{
    const struct tr_cast *c = tr_cast_of(r);
    struct grow g = { .n = 0 };
    uint32_t w = out->first + out->n;
    if (w < end && is_clitic(&r->doc->words[w], c->word_key[w])) w++;
    for (; w < end; w++) {
        bool longer;
        if (!grow_add(&g, &r->doc->words[w], c->word_key[w])) return;
        if (!g.n) continue;
        const struct tr_organ *o = tr_register_organ(r->know->actors, (tr_str){ g.p, g.n }, &longer);
        if (o) {
            out->organ = o;
            out->n = w + 1 - out->first;
        }
        if (!longer) return;
    }
}

/* "Syrias army", "Russias": the possessive mark was lost. Only names of one word, and no plural of the register. */
static bool lost_apostrophe(struct tr_reading *r, uint32_t w, struct tr_name *out)
{
    const struct tr_register *reg = r->know->actors;
    tr_str key = tr_cast_of(r)->word_key[w];
    if (key.n < 3 || key.p[key.n - 1] != 's') return false;
    const struct tr_alias *al = tr_register_find(reg, tr_str_sub(key, 0, key.n - 1), NULL);
    for (; al; al = tr_register_next(reg, al)) {
        const struct tr_actor_entry *e = &reg->entries.v[al->entry];
        tr_str form = r->doc->words[w].form;
        bool fits = al->acronym ? same_letters(tr_str_sub(form, 0, form.n - 1), al->written) : !al->lower && starts_upper(form);
        if (!fits || al->sort == TR_ALIAS_DEMONYM || e->sort == TR_ENTRY_MEDIA) continue;
        *out = (struct tr_name){ .first = w, .n = 1, .entry = e, .sort = al->sort, .person = e->sort == TR_ENTRY_PERSON };
        return true;
    }
    return false;
}

bool tr_name_at(struct tr_reading *r, uint32_t w, uint32_t end, struct tr_name *out)
{
    const struct tr_cast *c = tr_cast_of(r);
    const struct tr_register *reg = r->know->actors;
    struct grow g = { .n = 0 };
    bool found = false;
    if (!c->word_key[w].n) return false;
    for (uint32_t i = w; i < end && i < w + 2 * TR_ALIAS_WORDS; i++) {
        bool longer;
        if (!grow_add(&g, &r->doc->words[i], c->word_key[i])) break;
        const struct tr_alias *al = tr_register_find(reg, (tr_str){ g.p, g.n }, &longer);
        if (al && c->word_key[i].n) al = choose(r, al, w, i + 1 - w);
        else al = NULL;
        if (al) {
            found = true;
            *out = (struct tr_name){ .first = w, .n = i + 1 - w, .entry = &reg->entries.v[al->entry], .sort = al->sort };
            out->person = out->entry->sort == TR_ENTRY_PERSON;
        }
        /* A name may go on behind a possessive mark: "Syria's state news agency". */
        bool clitic = i + 1 < end && is_clitic(&r->doc->words[i + 1], c->word_key[i + 1]);
        if (!longer && !clitic) break;
    }
    if (!found && !lost_apostrophe(r, w, out)) return false;
    if (out->entry->sort == TR_ENTRY_STATE && out->sort != TR_ALIAS_CAPITAL) take_organ(r, end, out);
    out->key = tr_actor_key(r->arena, tr_str_at(r->doc->text, tr_words_span(r->doc, out->first, out->n)));
    out->head = tr_span_head(r->doc, out->first, out->n);
    return true;
}

/* Titles that the span took in: "Secretary of State John Kerry" begins at "John". */
static uint32_t behind_titles(const struct tr_reading *r, uint32_t first, uint32_t end)
{
    const struct tr_doc *d = r->doc;
    uint32_t from = first;
    for (uint32_t w = first; w + 1 < end; w++) {
        const struct tr_actor_noun *n = tr_noun_of(r, w);
        if (!n || !(n->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON))) continue;
        uint32_t next = w + 1;
        if (d->words[next].upos == TR_UPOS_PUNCT) next++;
        if (next + 2 < end && d->words[next].upos == TR_UPOS_ADP) next += 2;
        if (next < end) from = next;
    }
    return from;
}

struct tr_name tr_name_of_entity(struct tr_reading *r, const struct tr_entity *e)
{
    struct tr_name n = { .first = e->first, .n = e->n, .person = e->type == TR_ENT_PER };
    const struct tr_doc *d = r->doc;
    while (n.n > 1 && (d->words[n.first].upos == TR_UPOS_DET || d->words[n.first].upos == TR_UPOS_PUNCT)) n.first++, n.n--;
    while (n.n > 1 && (d->words[n.first + n.n - 1].upos == TR_UPOS_PUNCT || d->words[n.first + n.n - 1].upos == TR_UPOS_PART)) n.n--;
    if (n.person) {
        uint32_t end = n.first + n.n, from = behind_titles(r, n.first, end);
        struct tr_name known;
        if (from > n.first && tr_name_at(r, from, end, &known) && known.person && known.first + known.n == end) return known;
        n.first = from;
        n.n = end - from;
    }
    n.key = tr_actor_key(r->arena, tr_str_at(d->text, tr_words_span(d, n.first, n.n)));
    n.head = tr_span_head(d, n.first, n.n);
    return n;
}

uint32_t tr_span_head(const struct tr_doc *d, uint32_t first, uint32_t n)
{
    uint32_t best = first + n - 1;
    for (uint32_t w = first + n; w-- > first;) {
        uint32_t h = d->words[w].head;
        bool outside = h == TR_NO_WORD || h < first || h >= first + n;
        if (outside && d->words[w].upos != TR_UPOS_PUNCT && d->words[w].rel != TR_REL_case && d->words[w].rel != TR_REL_det) best = w;
    }
    return best;
}

/* May word w be part of a role before a name? */
static bool in_role(const struct tr_reading *r, uint32_t w, bool office)
{
    static const char *const no[] = { "last", "early", "late", "much", "many", "most", "such", "other", "some", NULL };
    const struct tr_word *x = &r->doc->words[w];
    for (const char *const *n = no; *n; n++) {
        if (tr_str_is(x->lower, *n)) return false;
    }
    switch (x->upos) {
    case TR_UPOS_NOUN:
    case TR_UPOS_PROPN:
    case TR_UPOS_ADJ: return !r->word_time[w];
    case TR_UPOS_PUNCT: return tr_str_is(x->form, "-") || tr_str_is(x->form, ".");
    case TR_UPOS_PART:
    case TR_UPOS_ADP:
    case TR_UPOS_CCONJ:
        /* Behind a title found already, "of" belongs to something before it: "the sect of President Assad". */
        if (tr_str_is(x->lower, "of") || tr_str_is(x->lower, "for")) return !office;
        return tr_str_ends(x->lower, TR_STR("s")) || tr_str_is(x->form, "&");
    case TR_UPOS_DET: /* "head of the White Helmets X": only between two role words */
        return tr_str_is(x->lower, "the") && w > 0 &&
               (tr_str_is(r->doc->words[w - 1].lower, "of") || tr_str_is(r->doc->words[w - 1].lower, "for"));
    default: return false;
    }
}

static bool is_office(const struct tr_reading *r, uint32_t w)
{
    const struct tr_actor_noun *n = tr_noun_of(r, w);
    return n && (n->sorts & (TR_NOUN_OFFICE | TR_NOUN_PERSON));
}

void tr_name_roles(struct tr_reading *r, struct tr_name *n)
{
    const struct tr_doc *d = r->doc;
    const struct tr_sentence *s = &d->sentences[d->words[n->first].sentence];
    uint32_t lo = n->first, office = TR_NO_WORD;
    n->role_n = 0;
    if (!n->person) return;
    while (lo > s->first && n->first - lo < 14 && in_role(r, lo - 1, office != TR_NO_WORD)) {
        lo--;
        if (is_office(r, lo)) office = lo;
    }
    if (office == TR_NO_WORD) return;
    /* Not what only looks like one: "in Syria President Assad" starts behind the place when that is an argument of its own. */
    while (lo < office && (d->words[lo].upos == TR_UPOS_ADP || d->words[lo].upos == TR_UPOS_PUNCT || d->words[lo].upos == TR_UPOS_DET ||
                           d->words[lo].upos == TR_UPOS_PART || d->words[lo].upos == TR_UPOS_CCONJ))
        lo++;
    n->role_first = lo;
    n->role_n = n->first - lo;
    n->head = tr_span_head(d, lo, n->role_n + n->n);
}
