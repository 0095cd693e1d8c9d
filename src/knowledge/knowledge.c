/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/knowledge.h"

#include "base/limits.h"

/* What stays in memory of the tables; the gazetteer's image is not copied. */
#define KNOWLEDGE_ARENA (128u * 1024u * 1024u)

static int open_parts(struct tr_arena *a, struct tr_knowledge *k, struct tr_err *err)
{
    int rc = tr_gazetteer_open(a, &k->places, err);
    if (!rc) rc = tr_register_open(a, &k->actors, err);
    if (!rc) rc = tr_lexicon_open(a, &k->lexicon, err);
    if (!rc) rc = tr_numerals_open(a, &k->numerals, err);
    if (!rc) rc = tr_stances_open(a, &k->stances, err);
    return rc;
}

int tr_knowledge_open(struct tr_knowledge **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_arena *a = tr_arena_new(KNOWLEDGE_ARENA);
    if (!a) return tr_fail(err, TR_E_NOMEM, "no memory for the tables");
    if (setjmp(*tr_arena_guard(a))) {
        tr_arena_free(a);
        return tr_fail(err, TR_E_NOMEM, "the tables need more than %u MB", KNOWLEDGE_ARENA >> 20);
    }
    struct tr_knowledge *k = TR_NEW(a, struct tr_knowledge);
    k->arena = a;
    int rc = open_parts(a, k, err);
    tr_arena_unguard(a);
    if (rc) tr_arena_free(a);
    else *out = k;
    return rc;
}

void tr_knowledge_close(struct tr_knowledge *k)
{
    if (k) tr_arena_free(k->arena);
}
