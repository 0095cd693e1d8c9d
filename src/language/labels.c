/* SPDX-License-Identifier: Apache-2.0 */
#include "language/labels.h"

#define NAME_(n) #n,
static const char *const upos_names[] = { "", TR_UPOS_LIST(NAME_) };
static const char *const rel_names[] = { "", TR_REL_LIST(NAME_) };
static const char *const sub_names[] = { "", TR_SUB_LIST(NAME_) };
static const char *const entity_names[] = { TR_ENTITY_LIST(NAME_) };
#undef NAME_
#define COUNT(names) (sizeof(names) / sizeof(names)[0])

static uint8_t find(const char *const *names, size_t n, tr_str s)
{
    for (size_t i = 1; i < n; i++)
        if (tr_str_is(s, names[i])) return (uint8_t)i;
    return 0;
}

uint8_t tr_upos_of(tr_str name)
{
    return find(upos_names, COUNT(upos_names), name);
}

uint8_t tr_rel_of(tr_str name)
{
    tr_str rest = name, part;
    return tr_str_split(&rest, ':', &part) ? find(rel_names, COUNT(rel_names), part) : 0;
}

uint8_t tr_sub_of(tr_str deprel)
{
    tr_str rest = deprel, part;
    return tr_str_split(&rest, ':', &part) ? find(sub_names, COUNT(sub_names), rest) : 0;
}

const char *tr_upos_name(uint8_t upos)
{
    return upos < COUNT(upos_names) ? upos_names[upos] : "";
}
const char *tr_entity_name(uint8_t type)
{
    return type < COUNT(entity_names) ? entity_names[type] : "";
}
