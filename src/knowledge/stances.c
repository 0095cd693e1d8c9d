/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/stances.h"

#include "base/blob.h"
#include "base/limits.h"

#define FILE_NAME "lexicon/stances.tsv"

static const char *const places[] = {
#define X_(n) #n,
    TR_STANCE_LIST(X_)
#undef X_
};

static uint32_t bit_of(tr_str s, uint32_t from)
{
    for (uint32_t i = from; i < TR_STANCE_AT_count; i++) {
        if (tr_str_is(s, places[i])) return 1u << i;
    }
    return 0;
}

uint32_t tr_stance_prep(tr_str preposition)
{
    return bit_of(preposition, TR_STANCE_AT_about);
}

static int wrong(const char *file, uint32_t line, const char *what, tr_str value, struct tr_err *err)
{
    return tr_fail_at(err, TR_E_DATA, 0, line, "%s:%u: %s: \"" TR_STR_FMT "\"", file, line, what, TR_STR_ARG(tr_str_sub(value, 0, 80)));
}

static int sort_of(tr_str s)
{
    static const char *const sorts[TR_STANCE_WORDS] = { "verb", "noun", "adj", "adv" };
    for (int i = 0; i < TR_STANCE_WORDS; i++) {
        if (tr_str_is(s, sorts[i])) return i;
    }
    return -1;
}

static int add_row(struct tr_stances *t, const char *file, uint32_t line, const tr_str col[3], struct tr_err *err)
{
    int sort = sort_of(col[1]);
    uint32_t bits = 0;
    tr_str lemmas = col[0], at = col[2], one;
    if (sort < 0) return wrong(file, line, "a row needs cues, verb, noun, adj or adv, and places", col[1], err);
    while (tr_str_split(&at, ' ', &one)) {
        uint32_t b = tr_str_is(one, "obj+") ? TR_STANCE(beside) : bit_of(one, 0);
        if (!b || tr_str_is(one, "beside")) return wrong(file, line, "no such place", one, err);
        bits |= b;
    }
    while (tr_str_split(&lemmas, ',', &one)) {
        if (!one.n) return wrong(file, line, "an empty cue", col[0], err);
        *tr_map_put(&t->words[sort], one, NULL) |= bits;
    }
    return TR_OK;
}

int tr_stances_read(struct tr_arena *a, const char *file, tr_str table, const struct tr_stances **out, struct tr_err *err)
{
    struct tr_stances *t = TR_NEW(a, struct tr_stances);
    tr_str row;
    for (int i = 0; i < TR_STANCE_WORDS; i++) tr_map_init(&t->words[i], a);
    for (uint32_t line = 1; tr_str_split(&table, '\n', &row); line++) {
        if (!tr_str_trim(row).n || row.p[0] == '#') continue;
        tr_str col[3], cell;
        uint32_t n = 0;
        while (n < 3 && tr_str_split(&row, '\t', &cell)) col[n++] = tr_str_trim(cell);
        if (n < 3) return wrong(file, line, "a row needs cues, verb, noun, adj or adv, and places", n ? col[0] : row, err);
        int rc = add_row(t, file, line, col, err);
        if (rc) return rc;
    }
    *out = t;
    return TR_OK;
}

int tr_stances_open(struct tr_arena *a, const struct tr_stances **out, struct tr_err *err)
{
    tr_str table;
    if (!tr_blob_find(FILE_NAME, &table))
        return tr_fail(err, TR_E_DATA, "the table \"%s\" is neither in the program nor in TRUCE_DATA", FILE_NAME);
    if (table.n > TR_MAX_DATA_BYTES)
        return tr_fail(err, TR_E_LIMIT, "the table \"%s\" is larger than %u bytes", FILE_NAME, TR_MAX_DATA_BYTES);
    return tr_stances_read(a, FILE_NAME, table, out, err);
}

uint32_t tr_stance_of(const struct tr_stances *t, enum tr_stance_word sort, tr_str lemma)
{
    const uint64_t *v = tr_map_find(&t->words[sort], lemma);
    return v ? (uint32_t)*v : 0;
}
