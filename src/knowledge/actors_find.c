/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"
#include "knowledge/actors_int.h"

tr_str tr_actor_key(struct tr_arena *a, tr_str written)
{
    tr_str s = tr_utf8_fold(a, written);
    char *p = tr_arena_get(a, s.n + 1);
    size_t n = 0, at = 0;
    bool gap = false;
    while (at < s.n) {
        size_t from = at;
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp == '.') continue;
        if (tr_cp_is_space(cp) || tr_cp_is_punct(cp)) {
            gap = n > 0;
            continue;
        }
        if (gap) p[n++] = ' ';
        gap = false;
        memcpy(p + n, s.p + from, at - from);
        n += at - from;
    }
    return (tr_str){ p, n };
}

static uint64_t seek(const struct tr_map *m, tr_str key, bool *longer)
{
    uint64_t *v = tr_map_find(m, key);
    if (longer) *longer = v && (*v & TR_KEY_LONGER);
    return v ? *v & ~TR_KEY_LONGER : 0;
}

const struct tr_alias *tr_register_find(const struct tr_register *g, tr_str key, bool *longer)
{
    uint64_t v = seek(&g->keys, key, longer);
    return v ? &g->aliases.v[v - 1] : NULL;
}

const struct tr_alias *tr_register_next(const struct tr_register *g, const struct tr_alias *a)
{
    return a->next == TR_NO_ENTRY ? NULL : &g->aliases.v[a->next];
}

const struct tr_organ *tr_register_organ(const struct tr_register *g, tr_str key, bool *longer)
{
    uint64_t v = seek(&g->organs, key, longer);
    return v ? &g->organ_list.v[v - 1] : NULL;
}

const struct tr_actor_noun *tr_register_noun(const struct tr_register *g, tr_str lower_lemma)
{
    uint64_t *v = tr_map_find(&g->nouns, lower_lemma);
    return v ? &g->noun_list.v[*v] : NULL;
}

char tr_register_gender(const struct tr_register *g, tr_str given_name_key)
{
    uint64_t *v = tr_map_find(&g->names, given_name_key);
    return v ? (char)*v : 0;
}

uint32_t tr_register_verb_cue(const struct tr_register *g, tr_str lemma)
{
    uint64_t *v = tr_map_find(&g->verb_cues, lemma);
    return v ? (uint32_t)*v : 0;
}

uint32_t tr_register_noun_cue(const struct tr_register *g, tr_str lemma)
{
    uint64_t *v = tr_map_find(&g->noun_cues, lemma);
    return v ? (uint32_t)*v : 0;
}

const struct tr_actor_entry *tr_register_id(const struct tr_register *g, tr_str id)
{
    uint64_t *v = tr_map_find(&g->ids, id);
    return v ? &g->entries.v[*v] : NULL;
}

const struct tr_actor_entry *tr_register_state(const struct tr_register *g, const char *country)
{
    char id[9] = "state:";
    if (!country[0] || !country[1]) return NULL;
    id[6] = country[0];
    id[7] = country[1];
    return tr_register_id(g, (tr_str){ id, 8 });
}
