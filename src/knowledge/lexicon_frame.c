/* SPDX-License-Identifier: Apache-2.0 */
/* Reads a frame: "obj=@armed !xcomp obl:on/against". */
#include "knowledge/lexicon_int.h"

static const char *const cond_names[] = {
#define X_(n) #n,
    TR_COND_LIST(X_)
#undef X_
};

int tr_lexicon_bad(const struct tr_row *at, struct tr_err *err, const char *what, tr_str got)
{
    return tr_fail_at(err, TR_E_DATA, 0, at->line, "%s line %u: %s: \"%.*s\"", at->table, at->line, what, (int)(got.n > 80 ? 80 : got.n),
                      got.p);
}

int tr_lexicon_list(struct tr_arena *a, tr_str list, char sep, uint32_t max, const tr_str **out, uint32_t *n, const struct tr_row *at,
                    struct tr_err *err)
{
    tr_str all[TR_FRAME_MAX_ALTS], rest = list, part;
    *n = 0;
    if (max > TR_FRAME_MAX_ALTS) max = TR_FRAME_MAX_ALTS;
    while (rest.n && tr_str_split(&rest, sep, &part)) {
        if (!part.n) return tr_lexicon_bad(at, err, "an empty item in the list", list);
        if (*n == max) return tr_lexicon_bad(at, err, "too many items in the list", list);
        all[(*n)++] = part;
    }
    if (!*n || list.p[list.n - 1] == sep) return tr_lexicon_bad(at, err, "an empty item in the list", list);
    tr_str *copy = TR_NEW_N(a, tr_str, *n);
    memcpy(copy, all, *n * sizeof *copy);
    *out = copy;
    return TR_OK;
}

static int read_alts(struct tr_arena *a, const struct tr_lexicon *l, tr_str list, struct tr_cond *c, const struct tr_row *at,
                     struct tr_err *err)
{
    const tr_str *names = NULL;
    int rc = tr_lexicon_list(a, list, ',', TR_FRAME_MAX_ALTS, &names, &c->n_alts, at, err);
    if (rc || !names) return rc;
    struct tr_alt *alts = TR_NEW_N(a, struct tr_alt, c->n_alts);
    for (uint32_t i = 0; i < c->n_alts; i++) {
        alts[i] = (struct tr_alt){ names[i], -1 };
        if (names[i].p[0] != '@') continue;
        char name[32];
        size_t n = names[i].n - 1;
        if (n >= sizeof name) return tr_lexicon_bad(at, err, "no such class", names[i]);
        memcpy(name, names[i].p + 1, n);
        name[n] = 0;
        if ((alts[i].cls = tr_lexicon_class(l, name)) < 0) return tr_lexicon_bad(at, err, "no such class", names[i]);
    }
    c->alts = alts;
    return TR_OK;
}

static int read_cond(struct tr_arena *a, const struct tr_lexicon *l, tr_str text, struct tr_cond *c, const struct tr_row *at,
                     struct tr_err *err)
{
    tr_str rest = text, name, value = { "", 0 }, preps = { "", 0 };
    if (rest.p[0] == '!') {
        c->negated = true;
        rest = tr_str_sub(rest, 1, rest.n);
    }
    bool has_value = tr_str_has(rest, '=');
    tr_str left;
    tr_str_split(&rest, '=', &left);
    value = rest;
    bool has_preps = tr_str_has(left, ':');
    tr_str_split(&left, ':', &name);
    preps = left;
    int kind = 0;
    while (kind < TR_COND_count && !tr_str_is(name, cond_names[kind])) kind++;
    if (kind == TR_COND_count) return tr_lexicon_bad(at, err, "no such condition", text);
    c->kind = (enum tr_cond_kind)kind;
    if (has_preps != (kind == TR_COND_obl)) return tr_lexicon_bad(at, err, "a preposition stands with obl and only there", text);
    if (has_preps) {
        int rc = tr_lexicon_list(a, preps, '/', TR_FRAME_MAX_PREPS, &c->preps, &c->n_preps, at, err);
        if (rc) return rc;
    }
    return has_value ? read_alts(a, l, value, c, at, err) : TR_OK;
}

/* A named word asks for more than a class, a class for more than that something stands there. */
static int demand_of(const struct tr_cond *c)
{
    if (c->negated) return 1;
    if (!c->n_alts) return c->kind == TR_COND_prt ? 4 : c->kind == TR_COND_pass || c->kind == TR_COND_act ? 1 : 2;
    bool lemma = false;
    for (uint32_t i = 0; i < c->n_alts; i++) lemma |= c->alts[i].cls < 0;
    return lemma ? 5 : 4;
}

int tr_frame_read(struct tr_arena *a, const struct tr_lexicon *l, tr_str text, struct tr_frame *out, const struct tr_row *at,
                  struct tr_err *err)
{
    *out = (struct tr_frame){ 0 };
    if (tr_str_is(text, "-")) return TR_OK;
    struct tr_cond *conds = TR_NEW_N(a, struct tr_cond, TR_FRAME_MAX_CONDS);
    tr_str rest = text, part;
    while (rest.n && tr_str_split(&rest, ' ', &part)) {
        if (!part.n || tr_str_is(part, "!")) return tr_lexicon_bad(at, err, "an empty condition", text);
        if (out->n == TR_FRAME_MAX_CONDS) return tr_lexicon_bad(at, err, "too many conditions", text);
        int rc = read_cond(a, l, part, &conds[out->n], at, err);
        if (rc) return rc;
        out->demand += demand_of(&conds[out->n++]);
    }
    if (!out->n) return tr_lexicon_bad(at, err, "an empty frame (write - for any)", text);
    out->conds = conds;
    return TR_OK;
}
