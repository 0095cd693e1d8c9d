/* SPDX-License-Identifier: Apache-2.0 */
/* Reads data/actors into the register. */
#include "base/blob.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "knowledge/actors_int.h"

#define COLUMNS 11
enum { ID, NAME, ALIASES, KIND, COUNTRY, SIDE, ROLE, FROM, TO, MEMBER_OF, NOTE };

struct row {
    const char *file;
    uint32_t line;
    uint32_t n;
    tr_str col[COLUMNS];
};

/* The next row that is neither empty nor a comment. False at the end. */
static bool next_row(tr_str *table, struct row *row)
{
    tr_str line;
    while (tr_str_split(table, '\n', &line)) {
        row->line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!tr_str_trim(line).n || line.p[0] == '#') continue;
        tr_str cell;
        row->n = 0;
        while (tr_str_split(&line, '\t', &cell)) {
            if (row->n < COLUMNS) row->col[row->n] = tr_str_trim(cell);
            row->n++;
        }
        for (uint32_t i = row->n; i < COLUMNS; i++) row->col[i] = (tr_str){ "", 0 };
        return true;
    }
    return false;
}

static int bad(const struct row *row, struct tr_err *err, const char *what, tr_str value)
{
    return tr_fail_at(err, TR_E_DATA, 0, row->line, "%s:%u: %s: \"" TR_STR_FMT "\"", row->file, row->line, what,
                      TR_STR_ARG(tr_str_sub(value, 0, 80)));
}

static bool kind_of(tr_str s, enum truce_actor_kind *out)
{
    static const char *const names[] = { "",
#define X_(n) #n,
                                         TRUCE_ACTOR_LIST(X_)
#undef X_
    };
    for (int i = 1; i < TRUCE_ACTOR_count; i++) {
        if (tr_str_is(s, names[i])) {
            *out = (enum truce_actor_kind)i;
            return true;
        }
    }
    return false;
}

/* YYYY, YYYY-MM or YYYY-MM-DD; a year or a month alone gives its first or last day. */
static bool part_date(tr_str s, bool last, tr_date *out)
{
    int64_t year, month;
    *out = TR_NO_DATE;
    if (!s.n) return true;
    if (s.n == 10) return tr_date_parse(s, out);
    if ((s.n != 4 && s.n != 7) || !tr_str_to_i64(tr_str_sub(s, 0, 4), &year)) return false;
    month = last ? 12 : 1;
    if (s.n == 7 && (s.p[4] != '-' || !tr_str_to_i64(tr_str_sub(s, 5, 7), &month))) return false;
    if (month < 1 || month > 12) return false;
    *out = tr_date_of((int)year, (int)month, last ? tr_date_month_len((int)year, (int)month) : 1);
    return *out != TR_NO_DATE;
}

static bool sort_of(tr_str id, enum tr_entry_sort *out)
{
    static const struct {
        const char *prefix;
        enum tr_entry_sort sort;
    } t[] = {
        { "state:", TR_ENTRY_STATE }, { "group:", TR_ENTRY_GROUP }, { "igo:", TR_ENTRY_BODY },      { "ngo:", TR_ENTRY_BODY },
        { "mon:", TR_ENTRY_MONITOR }, { "media:", TR_ENTRY_MEDIA }, { "person:", TR_ENTRY_PERSON },
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (!tr_str_starts(id, tr_str_of(t[i].prefix))) continue;
        *out = t[i].sort == TR_ENTRY_STATE && tr_str_has(id, '/') ? TR_ENTRY_ORGAN : t[i].sort;
        return id.n > strlen(t[i].prefix);
    }
    return false;
}

/* Enters the key and marks every shorter run of its words as going on. Gives the key's value. */
static uint64_t *enter(struct tr_map *m, tr_str key)
{
    for (size_t i = 1; i < key.n; i++) {
        if (key.p[i] == ' ') *tr_map_put(m, tr_str_sub(key, 0, i), NULL) |= TR_KEY_LONGER;
    }
    return tr_map_put(m, key, NULL);
}

static uint32_t words_of(tr_str key)
{
    uint32_t n = key.n > 0;
    for (size_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}

/* Capitals decide how strictly a name's case must agree. */
static void see_case(struct tr_alias *al)
{
    uint32_t upper = 0, lower = 0;
    size_t at = 0;
    while (at < al->written.n) {
        uint32_t cp = tr_utf8_next(al->written, &at);
        upper += tr_cp_is_upper(cp);
        lower += tr_cp_is_lower(cp);
    }
    al->acronym = upper && !lower;
    al->lower = !upper;
}

static int add_alias(struct tr_register *g, struct tr_arena *a, const struct row *row, tr_str written, uint32_t entry, struct tr_err *err)
{
    enum tr_alias_sort sort = TR_ALIAS_NAME;
    if (written.n && (written.p[0] == '^' || written.p[0] == '~')) {
        sort = written.p[0] == '^' ? TR_ALIAS_DEMONYM : TR_ALIAS_CAPITAL;
        written = tr_str_sub(written, 1, written.n);
    }
    tr_str key = tr_actor_key(a, written);
    if (!key.n) return bad(row, err, "an alias without letters; remove it", written);
    if (words_of(key) > TR_ALIAS_WORDS) return bad(row, err, "an alias of too many words", written);
    uint64_t *v = enter(&g->keys, key);
    struct tr_alias *al = tr_vec_push(a, &g->aliases);
    *al = (struct tr_alias){ .written = written, .entry = entry, .next = TR_NO_ENTRY, .sort = sort, .words = words_of(key) };
    see_case(al);
    uint32_t first = (uint32_t)(*v & ~TR_KEY_LONGER);
    if (!first) {
        *v |= g->aliases.n;
        return TR_OK;
    }
    /* Behind the others with this key: earlier rows come first. */
    struct tr_alias *tail = &g->aliases.v[first - 1];
    while (tail->next != TR_NO_ENTRY) tail = &g->aliases.v[tail->next];
    tail->next = g->aliases.n - 1;
    return TR_OK;
}

static int add_entry(struct tr_register *g, struct tr_arena *a, const struct row *row, struct tr_err *err)
{
    const tr_str *c = row->col;
    struct tr_actor_entry e = {
        .id = c[ID], .name = c[NAME], .side = c[SIDE], .role = c[ROLE], .member_of = c[MEMBER_OF], .note = c[NOTE]
    };
    if (row->n != COLUMNS) return bad(row, err, "a row needs 11 columns between tabs", c[ID]);
    if (!sort_of(c[ID], &e.sort)) return bad(row, err, "an id starts with state:, group:, igo:, ngo:, mon:, media: or person:", c[ID]);
    if (!c[NAME].n) return bad(row, err, "a row needs a name", c[ID]);
    if (!kind_of(c[KIND], &e.kind)) return bad(row, err, "no such kind of actor", c[KIND]);
    if (c[COUNTRY].n && c[COUNTRY].n != 2) return bad(row, err, "a country is two letters of ISO 3166-1", c[COUNTRY]);
    memcpy(e.country, c[COUNTRY].p, c[COUNTRY].n);
    if (!part_date(c[FROM], false, &e.held.from)) return bad(row, err, "a date is YYYY, YYYY-MM or YYYY-MM-DD", c[FROM]);
    if (!part_date(c[TO], true, &e.held.to)) return bad(row, err, "a date is YYYY, YYYY-MM or YYYY-MM-DD", c[TO]);
    if (e.held.from != TR_NO_DATE && e.held.to != TR_NO_DATE && e.held.to < e.held.from)
        return bad(row, err, "ends before it begins", c[TO]);
    e.woman = tr_str_is(c[NOTE], "f");
    *tr_vec_push(a, &g->entries) = e;
    uint32_t entry = g->entries.n - 1;
    bool fresh;
    uint64_t *v = tr_map_put(&g->ids, e.id, &fresh);
    if (fresh) *v = entry;
    int rc = add_alias(g, a, row, c[NAME], entry, err);
    tr_str rest = c[ALIASES], alias;
    while (!rc && rest.n && tr_str_split(&rest, '|', &alias)) {
        if (tr_str_trim(alias).n) rc = add_alias(g, a, row, tr_str_trim(alias), entry, err);
    }
    return rc;
}

int tr_register_add(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err)
{
    struct row row = { .file = file };
    int rc = TR_OK;
    while (!rc && next_row(&table, &row)) rc = add_entry(g, a, &row, err);
    return rc;
}

int tr_register_add_organs(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err)
{
    struct row row = { .file = file };
    while (next_row(&table, &row)) {
        struct tr_organ o = { .suffix = row.col[2] };
        if (row.n < 2 || row.n > 3) return bad(&row, err, "a row needs a noun phrase, a kind and an id's suffix", row.col[0]);
        if (!kind_of(row.col[1], &o.kind)) return bad(&row, err, "no such kind of actor", row.col[1]);
        tr_str key = tr_actor_key(a, row.col[0]);
        if (!key.n || words_of(key) > TR_ALIAS_WORDS) return bad(&row, err, "not a noun phrase", row.col[0]);
        *tr_vec_push(a, &g->organ_list) = o;
        uint64_t *v = enter(&g->organs, key);
        *v = (*v & TR_KEY_LONGER) | g->organ_list.n;
    }
    return TR_OK;
}

static uint32_t noun_sort(tr_str s)
{
    static const char *const names[] = { "office", "person", "people", "body", "arms", "generic" };
    for (uint32_t i = 0; i < 6; i++) {
        if (tr_str_is(s, names[i])) return 1u << i;
    }
    return 0;
}

int tr_register_add_nouns(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err)
{
    struct row row = { .file = file };
    while (next_row(&table, &row)) {
        enum truce_actor_kind kind;
        uint32_t sort = noun_sort(row.col[1]);
        if (row.n < 3 || row.n > 4 || !row.col[0].n) return bad(&row, err, "a row needs noun, sort, kind and perhaps gender", row.col[0]);
        if (!sort) return bad(&row, err, "no such sort of noun", row.col[1]);
        if (!kind_of(row.col[2], &kind)) return bad(&row, err, "no such kind of actor", row.col[2]);
        bool fresh;
        uint64_t *v = tr_map_put(&g->nouns, row.col[0], &fresh);
        if (fresh) {
            *v = g->noun_list.n;
            *tr_vec_push(a, &g->noun_list) = (struct tr_actor_noun){ .kind = kind };
        }
        struct tr_actor_noun *n = &g->noun_list.v[*v];
        n->sorts |= sort;
        n->kinds |= 1u << kind;
        if (row.col[3].n) n->gender = row.col[3].p[0];
    }
    return TR_OK;
}

int tr_register_add_given(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err)
{
    struct row row = { .file = file };
    while (next_row(&table, &row)) {
        tr_str gender = row.col[1];
        if (row.n != 2 || (!tr_str_is(gender, "f") && !tr_str_is(gender, "m")))
            return bad(&row, err, "a row needs a name and f or m", row.col[0]);
        *tr_map_put(&g->names, tr_actor_key(a, row.col[0]), NULL) = (uint64_t)gender.p[0];
    }
    return TR_OK;
}

int tr_register_add_cues(struct tr_register *g, struct tr_arena *a, const char *file, tr_str table, struct tr_err *err)
{
    static const char *const sorts[] = { "say", "count", "see", "call", "text", "claim", "end", "accuse", "show" };
    struct row row = { .file = file };
    (void)a;
    while (next_row(&table, &row)) {
        uint32_t bits = 0;
        bool verb = tr_str_is(row.col[1], "verb");
        for (uint32_t i = 0; i < 9; i++) bits |= tr_str_is(row.col[2], sorts[i]) ? 1u << i : 0;
        if (row.n != 3 || !row.col[0].n || (!verb && !tr_str_is(row.col[1], "noun")))
            return bad(&row, err, "a row needs a cue, verb or noun, and a sort", row.col[0]);
        if (!bits) return bad(&row, err, "no such sort of cue", row.col[2]);
        *tr_map_put(verb ? &g->verb_cues : &g->noun_cues, row.col[0], NULL) |= bits;
    }
    return TR_OK;
}

void tr_register_init(struct tr_register *g, struct tr_arena *a)
{
    memset(g, 0, sizeof *g);
    struct tr_map *const maps[] = { &g->keys, &g->organs, &g->nouns, &g->names, &g->ids, &g->verb_cues, &g->noun_cues };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) tr_map_init(maps[i], a);
}

int tr_register_open(struct tr_arena *a, const struct tr_register **out, struct tr_err *err)
{
    static const struct {
        const char *file;
        int (*add)(struct tr_register *, struct tr_arena *, const char *, tr_str, struct tr_err *);
    } tables[] = {
        { "actors/states.tsv", tr_register_add },
        { "actors/state_organs.tsv", tr_register_add },
        { "actors/armed_groups.tsv", tr_register_add },
        { "actors/igo_ngo.tsv", tr_register_add },
        { "actors/monitors.tsv", tr_register_add },
        { "actors/media.tsv", tr_register_add },
        { "actors/office_holders.tsv", tr_register_add },
        { "actors/organs.tsv", tr_register_add_organs },
        { "actors/nouns.tsv", tr_register_add_nouns },
        { "actors/given_names.tsv", tr_register_add_given },
        { "lexicon/attribution.tsv", tr_register_add_cues },
    };
    struct tr_register *g = TR_NEW(a, struct tr_register);
    tr_register_init(g, a);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tr_str table;
        if (!tr_blob_find(tables[i].file, &table))
            return tr_fail(err, TR_E_DATA, "the table \"%s\" is neither in the program nor in TRUCE_DATA", tables[i].file);
        if (table.n > TR_MAX_DATA_BYTES)
            return tr_fail(err, TR_E_LIMIT, "the table \"%s\" is larger than %u bytes", tables[i].file, TR_MAX_DATA_BYTES);
        int rc = tables[i].add(g, a, tables[i].file, table, err);
        if (rc) return rc;
    }
    *out = g;
    return TR_OK;
}
