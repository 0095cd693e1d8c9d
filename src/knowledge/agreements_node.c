/* SPDX-License-Identifier: Apache-2.0 */
/* Values of a map in an agreement's file: each is checked where it is taken, and what is wrong is told with its line. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "knowledge/actors.h"
#include "knowledge/agreements_int.h"
#include "knowledge/gazetteer.h"

#define MAX_ENTRIES 500 /* of a list of terms; each is compared with each */
/* As much of a value as a message shows. */
#define SHOWN(s) TR_STR_ARG(tr_str_sub((s), 0, 80))

void tr_agr_wrong(struct tr_agr_reader *r, uint32_t line, const char *fmt, ...)
{
    char text[512];
    va_list ap;
    r->errors++;
    if (r->errors > TR_MAX_COMPLAINTS) return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    tr_diag_add(r->a, r->diags, TR_ERROR, 0, line, "%s", text);
    if (r->errors == 1) {
        r->first = r->diags->list.v[r->diags->list.n - 1].text;
        r->first_line = line;
    }
}

/* How many letters differ, counted up to 3; for "did you mean". */
static int differs(tr_str s, const char *name)
{
    size_t n = strlen(name), row[40], last;
    if (n >= 40 || s.n >= 40) return 3;
    for (size_t k = 0; k <= n; k++) row[k] = k;
    for (size_t i = 1; i <= s.n; i++) {
        last = row[0];
        row[0] = i;
        for (size_t k = 1; k <= n; k++) {
            size_t here = last + (s.p[i - 1] != name[k - 1]);
            last = row[k];
            if (row[k] + 1 < here) here = row[k] + 1;
            if (row[k - 1] + 1 < here) here = row[k - 1] + 1;
            row[k] = here;
        }
    }
    return row[n] > 3 ? 3 : (int)row[n];
}

static void unknown_name(struct tr_agr_reader *r, uint32_t line, const char *what, tr_str got, const char *const *names)
{
    char known[360] = "";
    size_t at = 0;
    const char *near = NULL;
    for (size_t i = 0; names[i]; i++) {
        if (at < sizeof known) at += (size_t)snprintf(known + at, sizeof known - at, "%s%s", i ? ", " : "", names[i]);
        if (!near && strlen(names[i]) > (got.n > 3 ? 3 : 1) && differs(got, names[i]) <= 2) near = names[i];
    }
    if (near) tr_agr_wrong(r, line, "%s \"" TR_STR_FMT "\": did you mean \"%s\"?", what, SHOWN(got), near);
    else tr_agr_wrong(r, line, "%s \"" TR_STR_FMT "\"; known here: %s", what, SHOWN(got), known);
}

bool tr_agr_keys(struct tr_agr_reader *r, const struct tr_yaml *map, const char *what, const char *const *keys)
{
    if (map->kind != TR_YAML_MAP) {
        tr_agr_wrong(r, map->line, "%s must be keys with values (\"key: value\")", what);
        return false;
    }
    for (const struct tr_yaml *c = map->first; c; c = c->next) {
        size_t i = 0;
        while (keys[i] && !tr_str_is(c->key, keys[i])) i++;
        if (keys[i]) continue;
        char in[100];
        snprintf(in, sizeof in, "%s has no key", what);
        unknown_name(r, c->key_line, in, c->key, keys);
    }
    return true;
}

tr_str tr_agr_text(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, bool required)
{
    const struct tr_yaml *v = tr_yaml_at(map, key);
    if (!v) {
        if (required) tr_agr_wrong(r, map->line, "\"%s\" is missing", key);
        return TR_STR("");
    }
    if (v->kind != TR_YAML_TEXT) {
        tr_agr_wrong(r, v->line, "\"%s\" must be one text", key);
        return TR_STR("");
    }
    tr_str text = tr_str_trim(v->text);
    if (!text.n) tr_agr_wrong(r, v->key_line, "\"%s\" is empty; leave the key out if there is nothing to say", key);
    return text.n == v->text.n ? text : tr_arena_dup(r->a, text); /* views count on the NUL behind it */
}

tr_date tr_agr_date(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key)
{
    const struct tr_yaml *v = tr_yaml_at(map, key);
    tr_date d = TR_NO_DATE;
    if (!v) return TR_NO_DATE;
    if (v->kind != TR_YAML_TEXT || v->text.n != 10 || !tr_date_parse(v->text, &d))
        tr_agr_wrong(r, v->line, "\"%s\" must be a day such as 2016-04-30", key);
    return d;
}

bool tr_agr_number(struct tr_agr_reader *r, const struct tr_yaml *node, double low, double high, const char *what, double *out)
{
    if (node->kind == TR_YAML_TEXT && tr_str_to_double(node->text, out) && isfinite(*out) && *out >= low && *out <= high) return true;
    tr_agr_wrong(r, node->line, "%s must be a number from %g to %g", what, low, high);
    return false;
}

int tr_agr_choice(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key, const char *const *names)
{
    const struct tr_yaml *v = tr_yaml_at(map, key);
    if (!v) return -1;
    tr_str text = v->kind == TR_YAML_TEXT ? tr_str_trim(v->text) : TR_STR("");
    for (int i = 0; names[i]; i++) {
        if (tr_str_is(text, names[i])) return i;
    }
    char what[80];
    snprintf(what, sizeof what, "\"%s\" cannot be", key);
    unknown_name(r, v->line, what, text, names);
    return -1;
}

const struct tr_yaml *tr_agr_list(struct tr_agr_reader *r, const struct tr_yaml *map, const char *key)
{
    const struct tr_yaml *v = tr_yaml_at(map, key);
    if (!v) return NULL;
    if (v->kind != TR_YAML_LIST) tr_agr_wrong(r, v->line, "\"%s\" must be a list, each entry after \"- \"", key);
    else if (!v->n) tr_agr_wrong(r, v->line, "\"%s\" is empty; leave the key out", key);
    else if (v->n > MAX_ENTRIES) tr_agr_wrong(r, v->line, "\"%s\" has more than %d entries", key, MAX_ENTRIES);
    else return v;
    return NULL;
}

struct tr_term tr_agr_term(struct tr_agr_reader *r, const struct tr_yaml *map)
{
    struct tr_term t = { .line = map->line };
    tr_str key = tr_agr_text(r, map, "source", false);
    t.ref = tr_agr_text(r, map, "ref", false);
    if (!key.n) {
        if (!tr_yaml_at(map, "source")) tr_agr_wrong(r, map->line, "who says so? Every term names its \"source\", a key of \"sources\"");
        return t;
    }
    for (uint32_t i = 0; i < r->sources.n; i++) {
        struct tr_agr_source *s = &r->sources.v[i];
        if (!tr_str_eq(s->key, key)) continue;
        s->used = true;
        t.source = s->name;
        if (!t.ref.n) t.ref = s->ref;
        return t;
    }
    tr_agr_wrong(r, tr_yaml_at(map, "source")->line, "\"" TR_STR_FMT "\" is not among \"sources\"; write it there with its name",
                 SHOWN(key));
    return t;
}

const struct tr_zone *tr_agr_zone(struct tr_agr_reader *r, const struct tr_yaml *node, tr_str name)
{
    struct tr_err err = { 0 };
    struct tr_zone *z;
    for (uint32_t i = 0; i < r->zones.n; i++) {
        if (tr_str_eq(tr_zone_name(r->zones.v[i]), name)) return r->zones.v[i];
    }
    if (tr_zone_in(r->a, name, &z, &err)) {
        tr_agr_wrong(r, node->line, "%s", err.msg);
        return NULL;
    }
    *tr_vec_push(r->a, &r->zones) = z;
    return z;
}

bool tr_agr_country(struct tr_agr_reader *r, const struct tr_yaml *map, bool required, char out[3])
{
    const struct tr_yaml *v = tr_yaml_at(map, "country");
    tr_str c = tr_agr_text(r, map, "country", required);
    memset(out, 0, 3);
    if (!c.n) return !required;
    bool ok = c.n == 2 && c.p[0] >= 'A' && c.p[0] <= 'Z' && c.p[1] >= 'A' && c.p[1] <= 'Z';
    if (ok && r->k) ok = tr_gazetteer_country(r->k->places, c.p) != TR_GAZ_NONE;
    if (ok) memcpy(out, c.p, 2);
    else tr_agr_wrong(r, v->line, "\"" TR_STR_FMT "\" is no country; two capital letters of ISO 3166, such as SY", SHOWN(c));
    return ok;
}

static bool side_known(const struct tr_register *g, tr_str side)
{
    for (uint32_t i = 0; i < g->entries.n; i++) {
        if (tr_str_eq(g->entries.v[i].side, side)) return true;
    }
    return false;
}

tr_str tr_agr_actor(struct tr_agr_reader *r, const struct tr_yaml *map, tr_str *name)
{
    tr_str id = tr_agr_text(r, map, "actor", true);
    *name = id;
    if (!id.n || !r->k) return id;
    const struct tr_actor_entry *e = tr_register_id(r->k->actors, id);
    tr_str side = tr_str_starts(id, TR_STR("side:")) ? tr_str_sub(id, 5, id.n) : TR_STR("");
    if (side.n) *name = tr_arena_printf(r->a, "groups of the side " TR_STR_FMT, TR_STR_ARG(side));
    if (e) *name = e->name;
    else if (!side.n || !side_known(r->k->actors, side))
        tr_agr_wrong(r, tr_yaml_at(map, "actor")->line,
                     "\"" TR_STR_FMT "\" is not in the register of actors (data/actors); an id such as group:jai or state:SY, or side:NAME",
                     SHOWN(id));
    return id;
}
