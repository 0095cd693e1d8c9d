/* SPDX-License-Identifier: Apache-2.0 */
/* One agreement's file to an agreement, and those that the program carries. */
#include "knowledge/agreements.h"

#include <sodium.h>

#include "base/blob.h"
#include "knowledge/agreements_int.h"

/* --- the whole file ------------------------------------------------------------------------------------------------------------------ */

static const char *const top_keys[] = { "id",        "name",       "aliases",    "local_term", "conflict", "note",     "form",
                                        "class",     "purpose",    "zone",       "declared",   "signed",   "sources",  "starts",
                                        "ends",      "extensions", "end_reason", "territory",  "parties",  "excluded", "prohibited",
                                        "permitted", "parent",     "mechanism",  "links",      NULL };

static bool id_ok(tr_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0 && i + 1 < s.n))) return false;
    }
    return s.n > 0 && s.n <= 80;
}

static void take_id(struct tr_agr_reader *r, const struct tr_yaml *root, const char *key, bool required, tr_str *out)
{
    *out = tr_agr_text(r, root, key, required);
    if (out->n && !id_ok(*out))
        tr_agr_wrong(r, tr_yaml_at(root, key)->line, "\"%s\" must be of small letters, digits and \"-\", at most 80", key);
}

static void take_sources(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    static const char *const keys[] = { "name", "ref", NULL };
    const struct tr_yaml *map = tr_yaml_at(root, "sources");
    if (!map || map->kind != TR_YAML_MAP) {
        tr_agr_wrong(r, map ? map->line : root->line, "\"sources\" is missing: who says the terms, each as \"key: {name: …, ref: …}\"");
        return;
    }
    for (const struct tr_yaml *c = map->first; c; c = c->next) {
        if (!tr_agr_keys(r, c, "a source", keys)) continue;
        struct tr_agr_source s = { .key = c->key, .line = c->key_line };
        s.name = tr_agr_text(r, c, "name", true);
        s.ref = tr_agr_text(r, c, "ref", false);
        *tr_vec_push(r->a, &r->sources) = s;
    }
}

static void take_aliases(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    const struct tr_yaml *list = tr_agr_list(r, root, "aliases");
    if (!list) return;
    tr_str *v = TR_NEW_N(r->a, tr_str, list->n);
    uint32_t n = 0;
    for (const struct tr_yaml *c = list->first; c; c = c->next) {
        if (c->kind != TR_YAML_TEXT || !tr_str_trim(c->text).n) tr_agr_wrong(r, c->line, "an alias must be a text");
        else v[n++] = tr_arena_dup(r->a, tr_str_trim(c->text));
        for (uint32_t i = 0; n && i + 1 < n; i++) {
            if (tr_str_ieq(v[i], v[n - 1])) tr_agr_wrong(r, c->line, "the alias \"" TR_STR_FMT "\" comes twice", TR_STR_ARG(v[i]));
        }
    }
    r->g->aliases = v;
    r->g->n_aliases = n;
}

static void take_names(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    static const char *const purposes[] = { "humanitarian", "peace_process", "holiday", "election", "other", "unclear", NULL };
    static const char *const mechanisms[] = { "none", "agreed", "external", "io", NULL };
    static const char *const classes[] = { "0", "1", "2", "3", NULL };
    static const char *const forms[] = {
#define NAME_(n) #n,
        TRUCE_FORM_LIST(NAME_)
#undef NAME_
            NULL
    };
    struct tr_agreement *g = r->g;
    take_id(r, root, "id", true, &g->id);
    g->name = tr_agr_text(r, root, "name", true);
    take_aliases(r, root);
    g->local_term = tr_agr_text(r, root, "local_term", false);
    g->conflict = tr_agr_text(r, root, "conflict", false);
    g->note = tr_agr_text(r, root, "note", false);
    if (!tr_yaml_at(root, "form")) tr_agr_wrong(r, root->line, "\"form\" is missing");
    int v = tr_agr_choice(r, root, "form", forms);
    g->form = v < 0 ? TRUCE_FORM_none : (enum truce_form)(v + 1);
    v = tr_agr_choice(r, root, "class", classes);
    g->cf_class = v < 0 ? 0 : v;
    v = tr_agr_choice(r, root, "purpose", purposes);
    g->purpose = tr_str_of(v < 0 ? "" : purposes[v]);
    v = tr_agr_choice(r, root, "mechanism", mechanisms);
    g->mechanism = tr_str_of(v < 0 ? "" : mechanisms[v]);
    take_id(r, root, "parent", false, &g->parent);
    g->parent_line = g->parent.n ? tr_yaml_at(root, "parent")->line : 0;
}

static void take_links(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    static const char *const keys[] = { "pax", "unsc", "text", NULL };
    const struct tr_yaml *map = tr_yaml_at(root, "links");
    if (!map || !tr_agr_keys(r, map, "\"links\"", keys)) return;
    r->g->pax = tr_agr_text(r, map, "pax", false);
    r->g->unsc = tr_agr_text(r, map, "unsc", false);
    r->g->text_url = tr_agr_text(r, map, "text", false);
}

static void take_terms(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    static const char *const keys[] = { "include", "exclude", NULL };
    struct tr_agreement *g = r->g;
    g->declared = tr_agr_date(r, root, "declared");
    g->signed_on = tr_agr_date(r, root, "signed");
    g->starts = tr_agr_times(r, root, "starts", false);
    g->ends = tr_agr_times(r, root, "ends", true);
    g->extensions = tr_agr_extensions(r, root);
    g->end_reason = tr_agr_text(r, root, "end_reason", false);
    const struct tr_yaml *land = tr_yaml_at(root, "territory");
    if (!land) tr_agr_wrong(r, root->line, "\"territory\" is missing: where does it hold?");
    else if (tr_agr_keys(r, land, "\"territory\"", keys)) {
        if (!tr_yaml_at(land, "include")) tr_agr_wrong(r, land->line, "\"include\" is missing: where does it hold?");
        g->include = tr_agr_areas(r, land, "include");
        g->exclude = tr_agr_areas(r, land, "exclude");
    }
    g->parties = tr_agr_parties_of(r, root);
    g->excluded = tr_agr_exclusions(r, root);
    g->prohibited = tr_agr_acts(r, root, "prohibited");
    g->permitted = tr_agr_acts(r, root, "permitted");
}

static void take_all(struct tr_agr_reader *r, const struct tr_yaml *root)
{
    if (!tr_agr_keys(r, root, "an agreement", top_keys)) return;
    tr_str zone = tr_agr_text(r, root, "zone", true);
    if (zone.n) r->g->zone = tr_agr_zone(r, tr_yaml_at(root, "zone"), zone);
    r->g->zone_name = zone;
    take_sources(r, root);
    take_names(r, root);
    take_links(r, root);
    take_terms(r, root);
    /* Terms that are not well formed would only bring complaints of their absence. */
    if (!r->errors) tr_agr_check(r);
    for (uint32_t i = 0; i < r->sources.n; i++) {
        const struct tr_agr_source *s = &r->sources.v[i];
        if (!s->used) tr_agr_wrong(r, s->line, "no term names the source \"" TR_STR_FMT "\"; take it out, or name it", TR_STR_ARG(s->key));
    }
}

static tr_str revision_of(struct tr_arena *a, tr_str yaml)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof hash + 1];
    crypto_hash_sha256(hash, (const unsigned char *)yaml.p, yaml.n);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return tr_arena_dup(a, (tr_str){ hex, 12 });
}

static int read_all(struct tr_arena *a, tr_str yaml, const char *origin, enum tr_agr_beside beside, const struct tr_knowledge *k,
                    const struct tr_agreement **out, struct tr_diags *diags, struct tr_err *err)
{
    const struct tr_yaml *root;
    struct tr_err why = { 0 };
    *out = NULL;
    int rc = tr_yaml_read(a, yaml, &root, diags, &why);
    if (rc) return tr_fail_at(err, rc, 0, why.line, "%s: %s", origin, why.msg);
    struct tr_agr_reader r = { .a = a, .k = k, .origin = origin, .beside = beside, .diags = diags, .g = TR_NEW(a, struct tr_agreement) };
    r.g->origin = tr_arena_dup(a, tr_str_of(origin));
    r.g->revision = revision_of(a, yaml);
    /* Keys that come twice were told by the YAML reader. */
    for (uint32_t i = 0; i < diags->list.n && !r.errors; i++) {
        const struct tr_diag *d = &diags->list.v[i];
        if (d->severity != TR_ERROR) continue;
        r.errors = 1;
        r.first = d->text;
        r.first_line = d->line;
    }
    take_all(&r, root);
    if (r.errors)
        return tr_fail_at(err, TR_E_INPUT, 0, r.first_line, "%s:%u: " TR_STR_FMT "%s", origin, r.first_line, TR_STR_ARG(r.first),
                          r.errors > 1 ? " (and more)" : "");
    *out = r.g;
    return TR_OK;
}

int tr_agreement_read(struct tr_arena *a, tr_str yaml, const char *origin, const struct tr_knowledge *k, const struct tr_agreement **out,
                      struct tr_diags *diags, struct tr_err *err)
{
    return read_all(a, yaml, origin, TR_BESIDE_FOLDER, k, out, diags, err);
}

int tr_agreement_read_alone(struct tr_arena *a, tr_str yaml, const char *origin, const struct tr_knowledge *k,
                            const struct tr_agreement **out, struct tr_diags *diags, struct tr_err *err)
{
    return read_all(a, yaml, origin, TR_BESIDE_NOWHERE, k, out, diags, err);
}

/* --- several --------------------------------------------------------------------------------------------------------------------------- */

struct loading {
    struct tr_arena *a;
    const struct tr_knowledge *k;
    struct tr_err *err;
    int rc;
    TR_VEC(const struct tr_agreement *) list;
};

static void load_one(const char *name, void *arg)
{
    struct loading *l = arg;
    struct tr_diags diags = { 0 };
    const struct tr_agreement *g;
    tr_str yaml;
    if (l->rc || !tr_str_ends(tr_str_of(name), TR_STR(".yaml")) || !tr_blob_find(name, &yaml)) return;
    l->rc = read_all(l->a, yaml, tr_arena_printf(l->a, "data/%s", name).p, TR_BESIDE_CARRIED, l->k, &g, &diags, l->err);
    if (l->rc) {
        if (l->rc == TR_E_INPUT) l->rc = TR_E_DATA;
        if (l->err) l->err->code = l->rc;
    } else {
        *tr_vec_push(l->a, &l->list) = g;
    }
}

int tr_agreements_open(struct tr_arena *a, const struct tr_knowledge *k, struct tr_agreements *out, struct tr_err *err)
{
    struct loading l = { .a = a, .k = k, .err = err };
    struct tr_diags diags = { 0 };
    *out = (struct tr_agreements){ 0 };
    tr_blob_each("agreements/", load_one, &l);
    if (l.rc) return l.rc;
    for (uint32_t i = 1; i < l.list.n; i++) {
        for (uint32_t k2 = i; k2 && tr_str_cmp(l.list.v[k2]->id, l.list.v[k2 - 1]->id) < 0; k2--) {
            const struct tr_agreement *t = l.list.v[k2];
            l.list.v[k2] = l.list.v[k2 - 1];
            l.list.v[k2 - 1] = t;
        }
    }
    *out = (struct tr_agreements){ l.list.v, l.list.n };
    if (tr_agreements_check(a, *out, &diags)) return tr_fail(err, TR_E_DATA, TR_STR_FMT, TR_STR_ARG(diags.list.v[0].text));
    return TR_OK;
}

const struct tr_agreement *tr_agreement_find(struct tr_agreements all, tr_str id)
{
    for (uint32_t i = 0; i < all.n; i++) {
        if (tr_str_eq(all.v[i]->id, id)) return all.v[i];
    }
    return NULL;
}

static bool named(const struct tr_agreement *g, tr_str text)
{
    if (tr_str_ieq(g->id, text)) return true;
    for (uint32_t i = 0; i < g->n_aliases; i++) {
        if (tr_str_ieq(g->aliases[i], text)) return true;
    }
    return false;
}

static bool begins(const struct tr_agreement *g, tr_str text)
{
    return text.n && g->id.n > text.n && g->id.p[text.n] == '-' && tr_str_starts_i(g->id, text);
}

void tr_agreements_match(struct tr_agreements all, tr_str text, struct tr_arena *a, struct tr_agreements *out)
{
    const struct tr_agreement **v = TR_NEW_N(a, const struct tr_agreement *, all.n + 1);
    uint32_t n = 0;
    text = tr_str_trim(text);
    for (uint32_t i = 0; i < all.n; i++) {
        if (named(all.v[i], text)) v[n++] = all.v[i];
    }
    for (uint32_t i = 0; i < all.n && !(n && named(v[0], text)); i++) {
        if (begins(all.v[i], text)) v[n++] = all.v[i];
    }
    *out = (struct tr_agreements){ v, n };
}
