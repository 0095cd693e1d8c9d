/* SPDX-License-Identifier: Apache-2.0 */
/* YAML in, for files that people write by hand: one document of maps, lists and texts, every node with its line. Aliases, anchors and tags are refused (nothing multiplies), keys that
 * come twice are told, size and depth are bounded (base/limits.h). A scalar is its text; what it means is the reader's. */
#ifndef TR_BASE_YAML_H
#define TR_BASE_YAML_H

#include "base/err.h"

enum tr_yaml_kind { TR_YAML_TEXT, TR_YAML_LIST, TR_YAML_MAP };

struct tr_yaml {
    enum tr_yaml_kind kind;
    uint32_t line;                      /* 1-based, where it begins */
    tr_span chars;                      /* of the value in the input, in characters: see tr_yaml_byte */
    tr_str text;                        /* TEXT; in the arena, without NUL or other control characters but line ends and tabs */
    bool quoted;
    tr_str key;                         /* in a map */
    uint32_t key_line, key_from;        /* line and first character of the key */
    const struct tr_yaml *first, *next; /* children of a list or map, in their order */
    uint32_t n;                         /* of children */
};

/* What is wrong goes to diags with its line; TR_E_INPUT when there is no tree (err says the same), TR_OK otherwise, even if keys come twice (the first one counts). */
int tr_yaml_read(struct tr_arena *a, tr_str input, const struct tr_yaml **root, struct tr_diags *diags, struct tr_err *err);
const struct tr_yaml *tr_yaml_at(const struct tr_yaml *map, const char *key);    /* NULL when absent or no map */
/* The byte at which that many characters of the input end. */
size_t tr_yaml_byte(tr_str input, uint32_t chars);

#endif
