/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/numerals.h"

#include "base/blob.h"
#include "knowledge/knowledge.h"

#define MAX_PHRASE_WORDS 5
#define MAX_KEY 96
#define MAX_COLUMNS 6

struct tr_numerals {
    struct tr_arena *arena;
    struct tr_map quantity, victims, harms, means, units, designations, time;
};

/* --- tables -------------------------------------------------------------------------------------------------- */

struct row {
    const char *table;
    uint32_t line;
    tr_str col[MAX_COLUMNS];
};

static int bad(const struct row *r, struct tr_err *err, const char *what, tr_str got)
{
    return tr_fail_at(err, TR_E_DATA, 0, r->line, "lexicon/%s.tsv line %u: %s: \"%.*s\"", r->table, r->line, what,
                      (int)(got.n > 60 ? 60 : got.n), got.p);
}

static bool is_dash(tr_str s)
{
    return tr_str_is(s, "-");
}

/* An optional integer: "-" is none. */
static bool to_int(tr_str s, bool *has, int64_t *out)
{
    *has = !is_dash(s);
    *out = 0;
    return !*has || tr_str_to_i64(s, out);
}

static int name_in(const char *const *names, int n, tr_str s)
{
    for (int i = 1; i < n; i++) {
        if (tr_str_is(s, names[i])) return i;
    }
    return 0;
}
#define NAME_(n) #n,
static const char *const quant_roles[] = { "", TR_QUANT_LIST(NAME_) };
static const char *const harm_classes[] = { "", "verb", "noun", "adj" };
static const char *const victim_places[] = { "", TR_VICTIM_AT_LIST(NAME_) };
static const char *const unit_classes[] = { "", TR_UNIT_LIST(NAME_) };
static const char *const time_roles[] = { "", TR_TIME_LIST(NAME_) };
#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

static int put(struct tr_numerals *k, struct tr_map *m, tr_str key, void *value, const struct row *r, struct tr_err *err)
{
    bool fresh;
    uint64_t *at = tr_map_put(m, tr_arena_dup(k->arena, key), &fresh);
    if (!fresh) return bad(r, err, "stands twice", key);
    *at = (uint64_t)(uintptr_t)value;
    return TR_OK;
}

/* "3death": the class or role before the word, as words have several. */
static int put_tagged(struct tr_numerals *k, struct tr_map *m, int tag, tr_str word, void *value, const struct row *r, struct tr_err *err)
{
    tr_str key = tr_arena_printf(k->arena, "%c%.*s", (char)('A' + tag), TR_STR_ARG(word));
    return put(k, m, key, value, r, err);
}

static int quantity_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    struct tr_quant *q = TR_NEW(k->arena, struct tr_quant);
    q->role = (enum tr_quant_role)name_in(quant_roles, COUNT(quant_roles), r->col[0]);
    if (!q->role) return bad(r, err, "no such role", r->col[0]);
    if (!to_int(r->col[2], &q->has_low, &q->low) || !to_int(r->col[3], &q->has_high, &q->high))
        return bad(r, err, "low or high is no number", r->col[1]);
    return put(k, &k->quantity, r->col[1], q, r, err);
}

static int victims_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    struct tr_victim *v = TR_NEW(k->arena, struct tr_victim);
    v->who = (enum truce_who)truce_who_of(r->col[1]);
    if (!v->who) return bad(r, err, "no such class of people", r->col[1]);
    if (!tr_str_is(r->col[2], "1") && !tr_str_is(r->col[2], "2")) return bad(r, err, "weight is 1 or 2", r->col[2]);
    v->weight = r->col[2].p[0] - '0';
    return put(k, &k->victims, r->col[0], v, r, err);
}

static int harms_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    struct tr_harm_word *h = TR_NEW(k->arena, struct tr_harm_word);
    int cls = name_in(harm_classes, COUNT(harm_classes), r->col[1]);
    if (!cls) return bad(r, err, "no such word class", r->col[1]);
    h->harm = (enum truce_harm)truce_harm_of(r->col[2]);
    if (!h->harm) return bad(r, err, "no such harm", r->col[2]);
    h->at = (enum tr_victim_at)name_in(victim_places, COUNT(victim_places), r->col[3]);
    if (!h->at) return bad(r, err, "no such place of the victim", r->col[3]);
    if (!is_dash(r->col[4]) && !(h->means = (enum truce_means)truce_means_of(r->col[4]))) return bad(r, err, "no such means", r->col[4]);
    if (r->col[5].n != 1 || r->col[5].p[0] < '0' || r->col[5].p[0] > '3') return bad(r, err, "weight is 0 to 3", r->col[5]);
    h->weight = r->col[5].p[0] - '0';
    return put_tagged(k, &k->harms, cls, r->col[0], h, r, err);
}

static int means_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    int *m = TR_NEW(k->arena, int);
    *m = truce_means_of(r->col[1]);
    if (!*m) return bad(r, err, "no such means", r->col[1]);
    return put(k, &k->means, r->col[0], m, r, err);
}

static int units_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    int *u = TR_NEW(k->arena, int);
    *u = name_in(unit_classes, COUNT(unit_classes), r->col[1]);
    if (!*u) return bad(r, err, "no such class of unit", r->col[1]);
    return put(k, *u == TR_UNIT_designation ? &k->designations : &k->units, r->col[0], u, r, err);
}

static int time_row(struct tr_numerals *k, const struct row *r, struct tr_err *err)
{
    struct tr_time_word *t = TR_NEW(k->arena, struct tr_time_word);
    t->role = (enum tr_time_role)name_in(time_roles, COUNT(time_roles), r->col[1]);
    if (!t->role) return bad(r, err, "no such role", r->col[1]);
    bool has;
    int64_t a, b;
    if (!to_int(r->col[2], &has, &a) || !to_int(r->col[3], &has, &b)) return bad(r, err, "a or b is no number", r->col[0]);
    if ((t->role == TR_TIME_month && (a < 1 || a > 12)) || (t->role == TR_TIME_weekday && (a < 0 || a > 6)))
        return bad(r, err, "outside the calendar", r->col[2]);
    if (t->role == TR_TIME_holiday && tr_date_of(2000, (int)a, (int)b) == TR_NO_DATE) return bad(r, err, "outside the calendar", r->col[0]);
    t->a = (int)a;
    t->b = (int)b;
    t->value = is_dash(r->col[4]) ? (tr_str){ "", 0 } : tr_arena_dup(k->arena, r->col[4]);
    return put_tagged(k, &k->time, (int)t->role, r->col[0], t, r, err);
}

/* A line that starts with "# " is a comment; "#" alone may be an entry. */
static int read_table(struct tr_numerals *k, const char *table, tr_str text, int columns,
                      int (*row)(struct tr_numerals *, const struct row *, struct tr_err *), struct tr_err *err)
{
    struct row r = { .table = table };
    tr_str line;
    while (tr_str_split(&text, '\n', &line)) {
        r.line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n || tr_str_starts(line, TR_STR("# "))) continue;
        int n = 0;
        tr_str rest = line, col;
        while (tr_str_split(&rest, '\t', &col)) {
            if (n < MAX_COLUMNS) r.col[n] = col;
            n++;
            if (!col.n) return bad(&r, err, "an empty column", line);
        }
        if (n != columns)
            return tr_fail_at(err, TR_E_DATA, 0, r.line, "lexicon/%s.tsv line %u: %d columns, expected %d, between tabs", table, r.line, n,
                              columns);
        int rc = row(k, &r, err);
        if (rc) return rc;
    }
    return TR_OK;
}

int tr_numerals_load(struct tr_arena *a, const struct tr_numerals_tables *t, const struct tr_numerals **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_numerals *k = TR_NEW(a, struct tr_numerals);
    k->arena = a;
    struct tr_map *maps[] = { &k->quantity, &k->victims, &k->harms, &k->means, &k->units, &k->designations, &k->time };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) tr_map_init(maps[i], a);
    const struct {
        const char *table;
        tr_str text;
        int columns;
        int (*row)(struct tr_numerals *, const struct row *, struct tr_err *);
    } tables[] = {
        { "quantity", t->quantity, 4, quantity_row }, { "victims", t->victims, 3, victims_row }, { "harms", t->harms, 6, harms_row },
        { "means", t->means, 2, means_row },          { "units", t->units, 2, units_row },       { "time", t->time, 5, time_row },
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tr_str text = tables[i].text;
        if (!text.p) {
            tr_str name = tr_arena_printf(a, "lexicon/%s.tsv", tables[i].table);
            if (!tr_blob_find(name.p, &text)) return tr_fail(err, TR_E_DATA, "%s is neither in the program nor in TRUCE_DATA", name.p);
        }
        int rc = read_table(k, tables[i].table, text, tables[i].columns, tables[i].row, err);
        if (rc) return rc;
    }
    *out = k;
    return TR_OK;
}

int tr_numerals_open(struct tr_arena *a, const struct tr_numerals **out, struct tr_err *err)
{
    const struct tr_numerals_tables own = { 0 };
    return tr_numerals_load(a, &own, out, err);
}

/* --- questions ------------------------------------------------------------------------------------------------- */

static void *get(const struct tr_map *m, tr_str key)
{
    uint64_t *v = tr_map_find(m, key);
    return v ? (void *)(uintptr_t)*v : NULL;
}

static void *get_tagged(const struct tr_map *m, int tag, tr_str word)
{
    char key[MAX_KEY];
    if (word.n + 1 > sizeof key) return NULL;
    key[0] = (char)('A' + tag);
    memcpy(key + 1, word.p, word.n);
    return get(m, (tr_str){ key, word.n + 1 });
}

/* Joins words[0..n) with spaces; false when it is longer than any entry may be. */
static bool join(char *buf, size_t cap, const tr_str *words, uint32_t n, tr_str *out)
{
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (len + words[i].n + 1 > cap) return false;
        if (i) buf[len++] = ' ';
        memcpy(buf + len, words[i].p, words[i].n);
        len += words[i].n;
    }
    *out = (tr_str){ buf, len };
    return true;
}

static void *longest(const struct tr_map *m, const tr_str *words, uint32_t n, uint32_t *len)
{
    char buf[MAX_KEY];
    tr_str key;
    for (uint32_t i = n < MAX_PHRASE_WORDS ? n : MAX_PHRASE_WORDS; i > 0; i--) {
        if (!join(buf, sizeof buf, words, i, &key)) continue;
        void *v = get(m, key);
        if (v) {
            *len = i;
            return v;
        }
    }
    return NULL;
}

const struct tr_quant *tr_quant_find(const struct tr_numerals *k, const tr_str *words, uint32_t n, uint32_t *len)
{
    return longest(&k->quantity, words, n, len);
}

enum truce_means tr_means_find(const struct tr_numerals *k, const tr_str *words, uint32_t n, uint32_t *len)
{
    const int *m = longest(&k->means, words, n < 3 ? n : 3, len);
    return m ? (enum truce_means) * m : TRUCE_MEANS_none;
}

/* Tries the word, then what it may be the plural of. */
static void *get_noun(const struct tr_map *m, int tag, tr_str w)
{
    char buf[MAX_KEY];
    if (w.n + 1 > sizeof buf || !w.n) return NULL;
    void *v = tag ? get_tagged(m, tag, w) : get(m, w);
    if (v || w.n < 4) return v;
    static const struct {
        const char *end, *singular;
    } plurals[] = { { "ies", "y" }, { "men", "man" }, { "children", "child" }, { "ves", "fe" }, { "s", "" }, { "es", "" } };
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals && !v; i++) {
        tr_str end = tr_str_of(plurals[i].end), sing = tr_str_of(plurals[i].singular);
        if (!tr_str_ends(w, end)) continue;
        size_t stem = w.n - end.n;
        memcpy(buf, w.p, stem);
        memcpy(buf + stem, sing.p, sing.n);
        tr_str key = { buf, stem + sing.n };
        v = tag ? get_tagged(m, tag, key) : get(m, key);
    }
    return v;
}

const struct tr_victim *tr_victim_find(const struct tr_numerals *k, tr_str noun)
{
    return get_noun(&k->victims, 0, noun);
}

const struct tr_harm_word *tr_harm_find(const struct tr_numerals *k, enum tr_harm_class cls, tr_str word)
{
    return cls == TR_HARM_NOUN ? get_noun(&k->harms, (int)cls, word) : get_tagged(&k->harms, (int)cls, word);
}

enum tr_unit_class tr_unit_find(const struct tr_numerals *k, tr_str noun)
{
    const int *u = get_noun(&k->units, 0, noun);
    return u ? (enum tr_unit_class) * u : TR_UNIT_none;
}

bool tr_is_designation(const struct tr_numerals *k, tr_str noun)
{
    return get(&k->designations, noun) != NULL;
}

const struct tr_time_word *tr_time_find(const struct tr_numerals *k, enum tr_time_role role, tr_str word)
{
    return get_tagged(&k->time, (int)role, word);
}
