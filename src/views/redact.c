/* SPDX-License-Identifier: Apache-2.0 */
/* Names that are withheld, and texts without them. The rows are in redact_rows.c. */
#include "views/redact.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "knowledge/gazetteer.h"
#include "ledger/origin.h"
#include "views/redact_int.h"

#define NAMES_BYTES ((size_t)256 << 20)
#define SURNAME_MIN 4 /* bytes of a last name that is withheld alone, too */

struct name {
    tr_str text;
    uint32_t next;
}; /* with the same first word; UINT32_MAX at the end */

struct tr_redaction {
    struct tr_arena *arena;
    const struct tr_knowledge *k;
    struct tr_map words; /* first word of a name -> its first name + 1 */
    struct tr_map keys;  /* key of an actor -> its number */
    TR_VEC(struct name) names;
    tr_id known;
};

static bool init(struct tr_redaction *r)
{
    if (!r->arena || setjmp(*tr_arena_guard(r->arena)) != 0) return false;
    tr_map_init(&r->words, r->arena);
    tr_map_init(&r->keys, r->arena);
    tr_arena_unguard(r->arena);
    return true;
}

struct tr_redaction *tr_redaction_new(const struct tr_knowledge *k)
{
    struct tr_redaction *r = calloc(1, sizeof *r);
    if (!r) return NULL;
    r->k = k;
    r->arena = tr_arena_new(NAMES_BYTES);
    if (init(r)) return r;
    tr_redaction_free(r);
    return NULL;
}

void tr_redaction_free(struct tr_redaction *r)
{
    if (!r) return;
    tr_arena_free(r->arena);
    free(r);
}

bool tr_redact_is_private(const struct tr_actor_row *a, const struct tr_knowledge *k)
{
    /* Whom the register knows holds an office; who has no name of his own ("a resident") cannot be told by it. */
    return a->kind == TRUCE_ACTOR_person && tr_str_starts(a->key, TR_STR("text:")) && !tr_origin_generic(k, a);
}

bool tr_redact_is_exact(const struct tr_place_row *p)
{
    return p->kind == TRUCE_PLACE_facility && p->located;
}

/* --- names ------------------------------------------------------------------------------------------------------------------- */

static bool in_word(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

static tr_str first_word(tr_str s)
{
    size_t n = 0;
    while (n < s.n && in_word((unsigned char)s.p[n])) n++;
    return tr_str_sub(s, 0, n);
}

static void learn_name(struct tr_redaction *r, tr_str text)
{
    bool fresh;
    tr_str word = first_word(text);
    if (word.n < 2) return;
    uint64_t *at = tr_map_find(&r->words, word);
    for (uint64_t i = at ? *at : 0; i; i = r->names.v[i - 1].next) {
        if (tr_str_eq(r->names.v[i - 1].text, text)) return;
    }
    tr_str kept = tr_arena_dup(r->arena, text);
    at = tr_map_put(&r->words, tr_str_sub(kept, 0, word.n), &fresh);
    struct name *name = tr_vec_push(r->arena, &r->names);
    *name = (struct name){ kept, (uint32_t)*at };
    *at = r->names.n;
}

/* The last word, when it is no place that texts speak of more often than of this person. */
static void learn_surname(struct tr_redaction *r, tr_str name)
{
    struct tr_gaz_hit hit;
    size_t from = name.n;
    while (from && name.p[from - 1] != ' ') from--;
    tr_str last = tr_str_sub(name, from, name.n);
    size_t at = 0;
    if (!from || last.n < SURNAME_MIN || !tr_cp_is_upper(tr_utf8_next(last, &at))) return;
    if (r->k && r->k->places && tr_gazetteer_find(r->k->places, tr_utf8_fold(r->arena, last), &hit, 1)) return;
    learn_name(r, last);
}

int tr_redaction_learn(struct tr_redaction *r, const struct tr_actor_row *rows, uint32_t n, tr_id up_to)
{
    if (setjmp(*tr_arena_guard(r->arena)) != 0) {
        tr_arena_unguard(r->arena);
        return TR_E_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!tr_redact_is_private(&rows[i], r->k)) continue;
        *tr_map_put(&r->keys, tr_arena_dup(r->arena, rows[i].key), NULL) = (uint64_t)rows[i].id;
        learn_name(r, rows[i].name);
        learn_surname(r, rows[i].name);
    }
    tr_arena_unguard(r->arena);
    r->known = up_to;
    return TR_OK;
}

tr_id tr_redaction_knows(const struct tr_redaction *r)
{
    return r->known;
}

/* --- texts ------------------------------------------------------------------------------------------------------------------- */

/* Bytes of the longest name that stands there as whole words; 0 none. */
static size_t name_at(const struct tr_redaction *r, tr_str text, size_t at)
{
    tr_str rest = tr_str_sub(text, at, text.n), word = first_word(rest);
    const uint64_t *first = word.n ? tr_map_find(&r->words, word) : NULL;
    size_t longest = 0;
    for (uint64_t i = first ? *first : 0; i; i = r->names.v[i - 1].next) {
        tr_str name = r->names.v[i - 1].text;
        if (name.n > longest && tr_str_starts(rest, name) && (name.n == rest.n || !in_word((unsigned char)rest.p[name.n])))
            longest = name.n;
    }
    return longest;
}

tr_str tr_redact_text(const struct tr_redaction *r, struct tr_arena *a, tr_str text)
{
    char *copy = NULL;
    if (!r->names.n) return text;
    for (size_t i = 0; i < text.n;) {
        if (!in_word((unsigned char)text.p[i])) {
            i++;
            continue;
        }
        size_t n = name_at(r, text, i);
        if (n && !copy) {
            copy = tr_arena_get(a, text.n + 1);
            memcpy(copy, text.p, text.n);
        }
        if (n) memset(copy + i, '*', n);
        size_t end = i + n;
        while (end < text.n && in_word((unsigned char)text.p[end])) end++;
        i = end > i ? end : i + 1;
    }
    return copy ? (tr_str){ copy, text.n } : text;
}

tr_str tr_redact_key(const struct tr_redaction *r, struct tr_arena *a, tr_str key)
{
    const uint64_t *id = tr_map_find(&r->keys, key);
    return id ? tr_arena_printf(a, "withheld:%llu", (unsigned long long)*id) : key;
}
