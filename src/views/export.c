/* SPDX-License-Identifier: Apache-2.0 */
#include "views/export.h"

#include <stdlib.h>
#include <unicode/uloc.h>

#include "base/limits.h"
#include "knowledge/gazetteer.h"
#include "views/export_int.h"

#define ROW_ARENA (64u << 20) /* strings of one row */

const struct tr_export_format *const tr_export_formats[] = { &tr_export_json,    &tr_export_jsonl, &tr_export_csv,
                                                             &tr_export_geojson, &tr_export_kml,   &tr_export_plover,
                                                             &tr_export_acled,   &tr_export_ged,   NULL };

#define X(n) #n,
static const char *const what_names[] = { TR_EXPORT_WHAT_LIST(X) };
#undef X

const char *tr_export_what_name(enum tr_export_what w)
{
    return w < TR_EXPORT_count ? what_names[w] : "";
}

bool tr_export_what_of(tr_str name, enum tr_export_what *out)
{
    for (unsigned i = 0; i < TR_EXPORT_count; i++) {
        if (tr_str_is_i(name, what_names[i])) return *out = (enum tr_export_what)i, true;
    }
    return false;
}

const struct tr_export_format *tr_export_find(tr_str name)
{
    for (size_t i = 0; tr_export_formats[i]; i++) {
        if (tr_str_is_i(name, tr_export_formats[i]->name)) return tr_export_formats[i];
    }
    return NULL;
}

int tr_export_check(const struct tr_export_format *f, enum tr_export_what what, struct tr_err *err)
{
    char can[200] = "";
    size_t n = 0;
    if (f->whats >> what & 1u) return TR_OK;
    for (size_t i = 0; tr_export_formats[i]; i++) {
        if (!(tr_export_formats[i]->whats >> what & 1u) || n + 20 > sizeof can) continue;
        n += (size_t)snprintf(can + n, sizeof can - n, "%s%s", n ? ", " : "", tr_export_formats[i]->name);
    }
    return tr_fail(err, TR_E_USAGE, "%s holds no %s; these formats do: %s", f->name, what_names[what], can);
}

const struct tr_sheet *tr_sheet_of(enum tr_export_what w)
{
    static const struct tr_sheet *const sheets[] = { &tr_sheet_claims, &tr_sheet_incidents, &tr_sheet_findings, &tr_sheet_tally };
    return sheets[w];
}

uint64_t tr_export_rows(const struct tr_export_format *f, const struct tr_export *x, uint64_t *left_out)
{
    enum tr_codes codes;
    *left_out = x->left_out;
    if (x->counted) return x->rows;
    *left_out = 0;
    if (tr_codes_of(f, &codes)) return tr_coded_rows(x, codes, left_out);
    return tr_sheet_of(x->what)->rows(x);
}

static void put_left_out(const struct tr_export_format *f, struct tr_json *j, uint64_t left_out)
{
    static const char *const why[] = { [TR_CODES_PLOVER] = "PLOVER has no type for them",
                                       [TR_CODES_ACLED] = "they did not happen, or ACLED has no type for them",
                                       [TR_CODES_GED] = "no use of armed force with a death told, which UCDP asks for" };
    enum tr_codes codes;
    if (!tr_codes_of(f, &codes)) return;
    tr_json_key(j, "left_out");
    tr_json_object(j);
    tr_json_key(j, "rows");
    tr_json_int(j, (int64_t)left_out);
    tr_json_key(j, "because");
    tr_json_cstr(j, why[codes]);
    tr_json_end(j);
}

void tr_export_statement(const struct tr_export_format *f, const struct tr_export *x, struct tr_json *j)
{
    char at[40];
    struct tr_arena *a = tr_arena_new(1u << 16);
    uint64_t left_out, rows = tr_export_rows(f, x, &left_out);
    if (!a || setjmp(*tr_arena_guard(a))) {
        tr_arena_free(a);
        j->failed = true;
        return;
    }
    snprintf(at, sizeof at, TR_STR_FMT, TR_STR_ARG(tr_instant_iso(a, x->as_of)));
    tr_arena_free(a);
    tr_json_object(j);
    tr_json_key(j, "format");
    tr_json_cstr(j, f->name);
    tr_json_key(j, "what");
    tr_json_cstr(j, what_names[x->what]);
    tr_json_key(j, "filter");
    tr_json_object(j);
    for (uint32_t i = 0; i < x->n_filter; i++) {
        tr_json_key(j, x->filter[i].name);
        tr_json_str(j, x->filter[i].value);
    }
    tr_json_end(j);
    tr_json_key(j, "scope");
    tr_json_str(j, x->scope.n ? x->scope : TR_STR("everywhere"));
    tr_json_key(j, "as_of");
    tr_json_cstr(j, at[0] ? at : NULL);
    tr_json_key(j, "rules");
    tr_json_cstr(j, TR_RULES_VERSION);
    tr_json_key(j, "rows");
    tr_json_int(j, (int64_t)rows);
    put_left_out(f, j, left_out);
    tr_json_end(j);
}

bool tr_out_flush(struct tr_export_out *o)
{
    tr_str json = { "", 0 };
    bool ok = !o->refused && !o->text.failed && !o->json.failed;
    if (ok && o->text.n) ok = o->to->put(o->to->ctx, (tr_str){ o->text.p, o->text.n });
    if (ok && o->json.n && o->json.depth == 0) ok = tr_json_done(&o->json, &json) && o->to->put(o->to->ctx, json);
    if (ok && o->json.depth == 0) tr_json_clear(&o->json);
    o->text.n = 0;
    if (!ok) o->refused = true;
    tr_arena_reset(o->arena);
    return ok;
}

void tr_export_count(const struct tr_export_format *f, struct tr_export *x)
{
    uint64_t left_out, rows;
    struct tr_export piece = *x;
    piece.counted = false;
    rows = tr_export_rows(f, &piece, &left_out);
    x->counted = true;
    x->rows += rows;
    x->left_out += left_out;
}

/* One call of the format, with the row's arena guarded. */
static int guarded(struct tr_export_out *o, void (*step)(const struct tr_export *, struct tr_export_out *), const struct tr_export *x,
                   struct tr_err *err)
{
    volatile int rc = TR_OK;
    if (setjmp(*tr_arena_guard(o->arena))) rc = tr_fail(err, TR_E_NOMEM, "no memory to write a row of %s", o->format->name);
    else if (step) step(x, o);
    tr_arena_unguard(o->arena);
    if (!rc && !tr_out_flush(o)) rc = tr_fail(err, TR_E_IO, "the %s could not be written: is the disk full?", o->format->name);
    return rc;
}

int tr_export_begin(const struct tr_export_format *f, const struct tr_export *x, const struct tr_sink *to, struct tr_export_out **out,
                    struct tr_err *err)
{
    *out = NULL;
    int rc = tr_export_check(f, x->what, err);
    if (rc) return rc;
    struct tr_export_out *o = calloc(1, sizeof *o);
    if (!o || !(o->arena = tr_arena_new(ROW_ARENA))) {
        free(o);
        tr_fail(err, TR_E_NOMEM, "no memory to write %s", f->name);
        return TR_E_NOMEM;
    }
    o->to = to;
    o->format = f;
    tr_json_init(&o->json);
    *out = o;
    return guarded(o, f->open, x, err);
}

int tr_export_put(struct tr_export_out *o, const struct tr_export *x, struct tr_err *err)
{
    return guarded(o, o->format->put, x, err);
}

int tr_export_end(struct tr_export_out *o, const struct tr_export *x, bool whole, struct tr_err *err)
{
    if (!o) return TR_OK;
    int rc = whole ? guarded(o, o->format->close, x, err) : TR_OK;
    tr_text_fini(&o->text);
    tr_json_fini(&o->json);
    tr_arena_free(o->arena);
    free(o);
    return rc;
}

int tr_export_write(const struct tr_export_format *f, const struct tr_export *x, const struct tr_sink *to, struct tr_err *err)
{
    struct tr_export_out *o;
    int rc = tr_export_begin(f, x, to, &o, err);
    if (!rc) rc = tr_export_put(o, x, err);
    int ended = tr_export_end(o, x, !rc, rc ? NULL : err);
    return rc ? rc : ended;
}

/* --- cells ------------------------------------------------------------------------------------------------------------ */

struct tr_cell tr_cell_list(const tr_str *list, uint32_t n)
{
    return (struct tr_cell){ .kind = n ? TR_CELL_LIST : TR_CELL_EMPTY, .list = list, .n = n };
}

struct tr_cell tr_cell_day(struct tr_arena *a, tr_date d)
{
    return tr_cell_text(tr_date_iso(a, d));
}

struct tr_cell tr_cell_instant(struct tr_arena *a, tr_instant t)
{
    return tr_cell_text(tr_instant_iso(a, t));
}

struct tr_cell tr_cell_minute(struct tr_arena *a, int minute)
{
    if (minute < 0) return tr_cell_empty();
    return tr_cell_text(tr_arena_printf(a, "%02d:%02d", minute / 60, minute % 60));
}

tr_str tr_cell_string(struct tr_arena *a, const struct tr_cell *c)
{
    tr_str out = TR_STR("");
    struct tr_json j;
    switch (c->kind) {
    case TR_CELL_EMPTY: break;
    case TR_CELL_TEXT: return c->text;
    case TR_CELL_INT: return tr_arena_printf(a, "%lld", (long long)c->i);
    case TR_CELL_BOOL: return c->i ? TR_STR("true") : TR_STR("false");
    case TR_CELL_REAL:
        tr_json_init(&j);
        tr_json_real(&j, c->real, c->decimals); /* the same digits in every format */
        if (tr_json_done(&j, &out)) out = tr_arena_dup(a, out);
        tr_json_fini(&j);
        break;
    case TR_CELL_LIST:
        for (uint32_t i = 0; i < c->n; i++)
            out = i ? tr_arena_printf(a, TR_STR_FMT "; " TR_STR_FMT, TR_STR_ARG(out), TR_STR_ARG(c->list[i])) : c->list[i];
        break;
    }
    return out;
}

void tr_json_cell(struct tr_json *j, struct tr_arena *a, const struct tr_cell *c, bool flat)
{
    switch (c->kind) {
    case TR_CELL_EMPTY: tr_json_null(j); break;
    case TR_CELL_INT: tr_json_int(j, c->i); break;
    case TR_CELL_REAL: tr_json_real(j, c->real, c->decimals); break;
    case TR_CELL_BOOL: tr_json_bool(j, c->i); break;
    case TR_CELL_TEXT: tr_json_str(j, c->text); break;
    case TR_CELL_LIST:
        if (flat) {
            tr_json_str(j, tr_cell_string(a, c));
            break;
        }
        tr_json_array(j);
        for (uint32_t i = 0; i < c->n; i++) tr_json_str(j, c->list[i]);
        tr_json_end(j);
        break;
    }
}

tr_str tr_actor_cell_name(const struct tr_actor_row *a)
{
    return a ? a->name : TR_STR("");
}

const tr_str *tr_means_list(struct tr_arena *a, uint32_t means, uint32_t *n)
{
    tr_str *list = TR_NEW_N(a, tr_str, TRUCE_MEANS_count);
    *n = 0;
    for (int m = 1; m < TRUCE_MEANS_count; m++) {
        if (means >> m & 1u) list[(*n)++] = tr_str_of(truce_means_name(m));
    }
    return list;
}

tr_str tr_country_name(const struct tr_export *x, const char iso[3])
{
    if (!iso[0]) return TR_STR("");
    uint32_t at = x->places ? tr_gazetteer_country(x->places, iso) : TR_GAZ_NONE;
    return at == TR_GAZ_NONE ? tr_str_of(iso) : tr_gazetteer_at(x->places, at).name;
}

tr_str tr_iso3(struct tr_arena *a, const char iso[3])
{
    if (!iso[0]) return TR_STR("");
    return tr_str_of(uloc_getISO3Country(tr_arena_printf(a, "und_%.2s", iso).p)); /* ICU's own const table */
}
