/* SPDX-License-Identifier: Apache-2.0 */
#include "base/yaml.h"

#include <yaml.h>

#include "base/limits.h"

#define MAX_KEYS 64 /* of one map: an agreement knows half as many */

struct frame {
    struct tr_yaml *node;
    const struct tr_yaml **end; /* where the next child is hung */
    bool keyed;                 /* of a map: a key waits for its value */
    tr_str key;
    uint32_t key_line, key_from;
};

struct reading {
    struct tr_arena *a;
    struct tr_diags *diags;
    struct tr_err *err;
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    struct frame stack[TR_MAX_YAML_DEPTH];
    uint32_t depth, nodes;
    struct tr_yaml *root;
};

static int refuse(struct reading *r, const yaml_mark_t *at, const char *what)
{
    uint32_t line = (uint32_t)at->line + 1;
    tr_diag_add(r->a, r->diags, TR_ERROR, 0, line, "%s", what);
    return tr_fail_at(r->err, TR_E_INPUT, 0, line, "line %u: %s", line, what);
}

/* A text may hold line ends and tabs, but no other control character: it is shown on terminals and compared. */
static bool plain_text(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 127) return false;
    }
    return true;
}

static struct tr_yaml *add_node(struct reading *r, enum tr_yaml_kind kind)
{
    const yaml_event_t *e = &r->event;
    struct frame *in = r->depth ? &r->stack[r->depth - 1] : NULL;
    struct tr_yaml *node = TR_NEW(r->a, struct tr_yaml);
    node->kind = kind;
    node->line = (uint32_t)e->start_mark.line + 1;
    node->chars = (tr_span){ (uint32_t)e->start_mark.index, (uint32_t)e->end_mark.index };
    if (!in) {
        r->root = node;
        return node;
    }
    if (in->node->kind == TR_YAML_MAP) {
        node->key = in->key;
        node->key_line = in->key_line;
        node->key_from = in->key_from;
        in->keyed = false;
        if (tr_yaml_at(in->node, node->key.p)) {
            tr_diag_add(r->a, r->diags, TR_ERROR, 0, node->key_line, "the key \"%s\" comes twice; keep one", node->key.p);
            return node; /* read on, but hung nowhere */
        }
    }
    *in->end = node;
    in->end = &node->next;
    in->node->n++;
    return node;
}

static int scalar(struct reading *r)
{
    const yaml_event_t *e = &r->event;
    struct frame *in = r->depth ? &r->stack[r->depth - 1] : NULL;
    tr_str text = { (const char *)e->data.scalar.value, e->data.scalar.length };
    if (!plain_text(text)) return refuse(r, &e->start_mark, "control characters in a text; take them out");
    text = tr_arena_dup(r->a, text);
    if (in && in->node->kind == TR_YAML_MAP && !in->keyed) {
        if (in->node->n == MAX_KEYS) return refuse(r, &e->start_mark, "too many keys in one map");
        in->keyed = true;
        in->key = text;
        in->key_line = (uint32_t)e->start_mark.line + 1;
        in->key_from = (uint32_t)e->start_mark.index;
        return TR_OK;
    }
    struct tr_yaml *node = add_node(r, TR_YAML_TEXT);
    node->text = text;
    node->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return TR_OK;
}

static int opened(struct reading *r, enum tr_yaml_kind kind)
{
    struct frame *in = r->depth ? &r->stack[r->depth - 1] : NULL;
    if (in && in->node->kind == TR_YAML_MAP && !in->keyed)
        return refuse(r, &r->event.start_mark, "a key must be a text, not a list or map; quotes are missing if it is meant as one");
    if (r->depth == TR_MAX_YAML_DEPTH) return refuse(r, &r->event.start_mark, "nested too deep for an agreement");
    struct tr_yaml *node = add_node(r, kind);
    r->stack[r->depth++] = (struct frame){ .node = node, .end = &node->first };
    return TR_OK;
}

static void closed(struct reading *r)
{
    struct tr_yaml *node = r->stack[--r->depth].node;
    node->chars.to = (uint32_t)r->event.end_mark.index;
}

static bool marked(const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT: return e->data.scalar.anchor || e->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT: return e->data.sequence_start.anchor || e->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT: return e->data.mapping_start.anchor || e->data.mapping_start.tag;
    default: return e->type == YAML_ALIAS_EVENT;
    }
}

static int take(struct reading *r, bool *done)
{
    const yaml_event_t *e = &r->event;
    if (marked(e))
        return refuse(r, &e->start_mark, "anchors (&), aliases (*) and tags (!) are not taken; write the value out, or quote it");
    if (r->nodes++ == TR_MAX_YAML_NODES) return refuse(r, &e->start_mark, "too many entries for an agreement");
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT: return r->root ? refuse(r, &e->start_mark, "a second document; write one agreement a file") : TR_OK;
    case YAML_SCALAR_EVENT: return scalar(r);
    case YAML_SEQUENCE_START_EVENT: return opened(r, TR_YAML_LIST);
    case YAML_MAPPING_START_EVENT: return opened(r, TR_YAML_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: closed(r); return TR_OK;
    case YAML_STREAM_END_EVENT: *done = true; return TR_OK;
    default: return TR_OK;
    }
}

static int next_event(struct reading *r)
{
    const yaml_parser_t *p = &r->parser;
    if (yaml_parser_parse(&r->parser, &r->event)) {
        r->has_event = true;
        return TR_OK;
    }
    if (p->error == YAML_MEMORY_ERROR) return tr_fail(r->err, TR_E_NOMEM, "no memory to read YAML");
    yaml_mark_t at = p->error == YAML_READER_ERROR ? p->mark : p->problem_mark;
    char what[200];
    snprintf(what, sizeof what, "this is no YAML: %s%s%s", p->problem ? p->problem : "it cannot be read", p->context ? " " : "",
             p->context ? p->context : "");
    return refuse(r, &at, what);
}

static int events(struct reading *r)
{
    bool done = false;
    int rc = TR_OK;
    while (!rc && !done) {
        rc = next_event(r);
        if (!rc) rc = take(r, &done);
        if (r->has_event) yaml_event_delete(&r->event);
        r->has_event = false;
    }
    return rc;
}

int tr_yaml_read(struct tr_arena *a, tr_str input, const struct tr_yaml **root, struct tr_diags *diags, struct tr_err *err)
{
    *root = NULL;
    if (input.n > TR_MAX_YAML_BYTES) {
        tr_diag_add(a, diags, TR_ERROR, 0, 0, "%zu bytes; an agreement has at most %u", input.n, TR_MAX_YAML_BYTES);
        return tr_fail(err, TR_E_LIMIT, "%zu bytes; an agreement has at most %u", input.n, TR_MAX_YAML_BYTES);
    }
    struct reading *r = TR_NEW(a, struct reading); /* in the arena: it must keep its values over a jump */
    *r = (struct reading){ .a = a, .diags = diags, .err = err };
    if (!yaml_parser_initialize(&r->parser)) return tr_fail(err, TR_E_NOMEM, "no memory to read YAML");
    struct tr_arena_outer outer;
    tr_arena_push_guard(a, &outer);
    if (setjmp(*tr_arena_guard(a))) {
        if (r->has_event) yaml_event_delete(&r->event);
        yaml_parser_delete(&r->parser);
        tr_arena_pop_guard(a, &outer);
        tr_arena_rethrow(a);
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)input.p, input.n);
    int rc = events(r);
    yaml_parser_delete(&r->parser);
    tr_arena_pop_guard(a, &outer);
    if (!rc && !r->root) rc = refuse(r, &(yaml_mark_t){ 0 }, "the file is empty");
    if (!rc) *root = r->root;
    return rc;
}

const struct tr_yaml *tr_yaml_at(const struct tr_yaml *map, const char *key)
{
    if (!map || map->kind != TR_YAML_MAP) return NULL;
    for (const struct tr_yaml *c = map->first; c; c = c->next) {
        if (tr_str_is(c->key, key)) return c;
    }
    return NULL;
}

size_t tr_yaml_byte(tr_str input, uint32_t chars)
{
    size_t at = tr_str_starts(input, TR_STR("\xef\xbb\xbf")) ? 3 : 0;
    for (; at < input.n && chars; chars--) {
        for (at++; at < input.n && ((unsigned char)input.p[at] & 0xC0) == 0x80; at++) {}
    }
    return at;
}
