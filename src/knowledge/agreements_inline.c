/* SPDX-License-Identifier: Apache-2.0 */
/* An agreement's file that stands alone: "polygon: FILE" becomes "ring: [[lon, lat], …]" where it stands, and all else stays byte for byte. */
#include <stdio.h>

#include "knowledge/agreements_int.h"

#define CORNER_TEXT 48 /* "[-179.123456, -89.1234567], " and more */

struct inlining {
    struct tr_agr_reader r;
    tr_str yaml, out;
    size_t done; /* bytes of yaml that are in out */
};

static void append(struct inlining *s, tr_str more)
{
    s->out = tr_arena_printf(s->r.a, TR_STR_FMT TR_STR_FMT, TR_STR_ARG(s->out), TR_STR_ARG(more));
}

static void replace(struct inlining *s, const struct tr_yaml *polygon)
{
    const struct tr_ring *rings;
    uint32_t n;
    tr_str json;
    if (!tr_agr_beside(&s->r, polygon->line, polygon->text, &json) ||
        !tr_agr_geojson(&s->r, polygon->line, polygon->text, json, &rings, &n))
        return;
    if (n != 1) {
        tr_agr_wrong(&s->r, polygon->line, TR_STR_FMT " has %u polygons; write each as an area of its own to import them",
                     TR_STR_ARG(polygon->text), n);
        return;
    }
    size_t cap = 32 + (size_t)rings[0].n * CORNER_TEXT, at = 0;
    char *text = tr_arena_get(s->r.a, cap);
    for (uint32_t i = 0; i < rings[0].n; i++)
        at += (size_t)snprintf(text + at, cap - at, "%s[%.9g, %.9g]", i ? ", " : "ring: [", rings[0].v[i][0], rings[0].v[i][1]);
    size_t from = tr_yaml_byte(s->yaml, polygon->key_from), to = tr_yaml_byte(s->yaml, polygon->chars.to);
    append(s, tr_str_sub(s->yaml, s->done, from));
    append(s, (tr_str){ text, at });
    append(s, TR_STR("]"));
    s->done = to;
}

/* In the order of the file, as nodes are. */
static void walk(struct inlining *s, const struct tr_yaml *node)
{
    for (const struct tr_yaml *c = node->first; c; c = c->next) {
        if (c->kind == TR_YAML_TEXT && node->kind == TR_YAML_MAP && tr_str_is(c->key, "polygon")) replace(s, c);
        else walk(s, c);
    }
}

int tr_agreement_inline(struct tr_arena *a, tr_str yaml, const char *origin, tr_str *out, struct tr_err *err)
{
    struct tr_diags diags = { 0 };
    const struct tr_yaml *root;
    struct inlining s = { .r = { .a = a, .origin = origin, .diags = &diags }, .yaml = yaml, .out = TR_STR("") };
    int rc = tr_yaml_read(a, yaml, &root, &diags, err);
    if (rc) return rc;
    walk(&s, root);
    append(&s, tr_str_sub(yaml, s.done, yaml.n));
    *out = s.out;
    if (!s.r.errors) return TR_OK;
    return tr_fail_at(err, TR_E_INPUT, 0, s.r.first_line, "%s:%u: " TR_STR_FMT, origin, s.r.first_line, TR_STR_ARG(s.r.first));
}
