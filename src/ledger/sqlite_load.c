/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the tables to rows of an answer. */
#include "knowledge/actors.h"
#include "ledger/sqlite_int.h"

void tr_sq_answer(struct sq_answer *n, struct tr_arena *a, tr_instant as_of)
{
    *n = (struct sq_answer){ .arena = a, .as_of = as_of == TR_NO_INSTANT ? INT64_MAX : as_of };
    struct tr_map *const maps[] = { &n->reports, &n->actors, &n->places, &n->words, &n->standing };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) tr_map_init(maps[i], a);
}

static tr_str number(const int64_t *id)
{
    return (tr_str){ (const char *)id, sizeof *id };
}

static void *found(const struct tr_map *m, int64_t id)
{
    const uint64_t *at = tr_map_find(m, number(&id));
    return at ? (void *)(uintptr_t)*at : NULL;
}

static void put(struct tr_map *m, const int64_t *id, const void *row)
{
    *tr_map_put(m, number(id), NULL) = (uint64_t)(uintptr_t)row;
}

static tr_str dup_column(struct tr_arena *a, sqlite3_stmt *s, int i)
{
    tr_str v = tr_sq_str(s, i);
    return v.n ? tr_arena_dup(a, v) : TR_STR("");
}

static void country_column(char out[3], sqlite3_stmt *s, int i)
{
    tr_str v = tr_sq_str(s, i);
    memset(out, 0, 3);
    if (v.n == 2) memcpy(out, v.p, 2);
}

/* One row by number: SQLITE_ROW with the statement on it, else NULL and err. */
static sqlite3_stmt *one(struct sq *l, enum sq_name name, int64_t id, const char *what, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, name, err);
    if (!s) return NULL;
    sqlite3_bind_int64(s, 1, id);
    int got = sqlite3_step(s);
    if (got == SQLITE_ROW) return s;
    if (got == SQLITE_DONE) tr_fail(err, TR_E_INPUT, "%s: %s %lld is not in the ledger", l->path, what, (long long)id);
    else tr_sq_fail(l, err, what);
    return NULL;
}

static int code_of(const struct tr_err *err)
{
    return err && err->code ? err->code : TR_E_IO;
}

/* --- places, words --- */

void tr_sq_read_place(struct tr_arena *a, sqlite3_stmt *s, struct tr_place_row *out)
{
    *out = (struct tr_place_row){ .id = sqlite3_column_int64(s, 0), .key = dup_column(a, s, 1), .name = dup_column(a, s, 2) };
    out->kind = (enum truce_place_kind)tr_sq_enum(sqlite3_column_int64(s, 3), TRUCE_PLACE_count);
    country_column(out->country, s, 4);
    out->admin1 = dup_column(a, s, 5);
    out->located = sqlite3_column_type(s, 6) != SQLITE_NULL;
    out->lat = sqlite3_column_double(s, 6);
    out->lon = sqlite3_column_double(s, 7);
    out->where_prec = sqlite3_column_int(s, 8);
}

void tr_sq_have_place(struct sq_answer *n, const struct tr_place_row *p)
{
    put(&n->places, &p->id, p);
}

const struct tr_place_row *tr_sq_take_place(struct sq_answer *n, sqlite3_stmt *s)
{
    struct tr_place_row *have = found(&n->places, sqlite3_column_int64(s, 0));
    if (have) return have;
    have = TR_NEW(n->arena, struct tr_place_row);
    tr_sq_read_place(n->arena, s, have);
    put(&n->places, &have->id, have);
    return have;
}

int tr_sq_load_place(struct sq *l, struct sq_answer *n, int64_t id, const struct tr_place_row **out, struct tr_err *err)
{
    *out = id == TR_NULL ? NULL : found(&n->places, id);
    if (*out || id == TR_NULL) return TR_OK;
    sqlite3_stmt *s = one(l, SQ_place_of, id, "place", err);
    if (!s) return code_of(err);
    *out = tr_sq_take_place(n, s);
    sqlite3_reset(s);
    return TR_OK;
}

struct word {
    int64_t id;
    tr_str text;
};

int tr_sq_load_word(struct sq *l, struct sq_answer *n, int64_t id, tr_str *out, struct tr_err *err)
{
    struct word *w = id == TR_NULL ? NULL : found(&n->words, id);
    *out = w ? w->text : TR_STR("");
    if (w || id == TR_NULL) return TR_OK;
    sqlite3_stmt *s = one(l, SQ_word_of, id, "word", err);
    if (!s) return code_of(err);
    w = TR_NEW(n->arena, struct word);
    *w = (struct word){ id, dup_column(n->arena, s, 0) };
    put(&n->words, &w->id, w);
    *out = w->text;
    sqlite3_reset(s);
    return TR_OK;
}

/* --- actors --- */

void tr_sq_read_actor(struct tr_arena *a, sqlite3_stmt *s, struct tr_actor_row *out)
{
    *out = (struct tr_actor_row){
        .id = sqlite3_column_int64(s, 0), .key = dup_column(a, s, 1), .name = dup_column(a, s, 2), .side = TR_STR("")
    };
    out->kind = (enum truce_actor_kind)tr_sq_enum(sqlite3_column_int64(s, 3), TRUCE_ACTOR_count);
    country_column(out->country, s, 4);
    out->member_of = TR_STR("");
}

void tr_sq_register(const struct sq *l, struct tr_actor_row *a)
{
    if (!l->base.know || tr_str_starts(a->key, TR_STR("text:"))) return;
    const struct tr_register *g = l->base.know->actors;
    const struct tr_actor_entry *e = tr_register_id(g, a->key);
    if (e) {
        a->name = e->name;
        a->kind = e->kind ? e->kind : a->kind;
        if (e->country[0]) memcpy(a->country, e->country, sizeof a->country);
        a->side = e->side;
        a->member_of = e->member_of;
        return;
    }
    for (size_t i = a->key.n; i > 0; i--) { /* an organ that a table makes of a state: "state:RU/mfa" */
        if (a->key.p[i - 1] != '/') continue;
        a->member_of = tr_str_sub(a->key, 0, i - 1);
        e = tr_register_id(g, a->member_of);
        if (e) a->side = e->side;
        return;
    }
}

/* Whether a names an actor better than b. */
static bool stands_before(const struct tr_actor_row *a, const struct tr_actor_row *b)
{
    int order = tr_str_cmp(a->name, b->name);
    return order > 0 || (order == 0 && a->kind < b->kind);
}

/* The best row of all pieces so far is this piece's too. */
static void stand_in_pieces(struct sq_standing *p, tr_str key, struct tr_actor_row *row)
{
    uint64_t *at = tr_map_find(&p->rows, key);
    struct tr_actor_row *kept = at ? (struct tr_actor_row *)(uintptr_t)*at : NULL;
    if (kept && !stands_before(row, kept)) {
        *row = *kept;
        return;
    }
    if (!kept) {
        kept = TR_NEW(p->arena, struct tr_actor_row);
        *tr_map_put(&p->rows, tr_arena_dup(p->arena, key), NULL) = (uint64_t)(uintptr_t)kept;
    }
    *kept = *row;
    tr_str *const strs[] = { &kept->key, &kept->name, &kept->side, &kept->member_of };
    for (size_t i = 0; i < sizeof strs / sizeof *strs; i++) *strs[i] = tr_arena_dup(p->arena, *strs[i]);
}

/* Names as reports write them ("Activists", "activists") are one actor: the row that stands for them carries the last name in byte order, small letters before
 * capitals, whichever was added first. */
const struct tr_actor_row *tr_sq_stand(struct sq *l, struct sq_answer *n, const struct tr_actor_row *a)
{
    struct tr_actor_row row = *a;
    bool fresh;
    tr_sq_register(l, &row);
    tr_str key = tr_arena_printf(n->arena, TR_STR_FMT "\t%s", TR_STR_ARG(row.key), row.country);
    uint64_t *at = tr_map_put(&n->standing, key, &fresh);
    struct tr_actor_row *standing = fresh ? TR_NEW(n->arena, struct tr_actor_row) : (struct tr_actor_row *)(uintptr_t)*at;
    if (fresh) *at = (uint64_t)(uintptr_t)standing;
    if (fresh || stands_before(&row, standing)) *standing = row;
    if (n->pieces) stand_in_pieces(n->pieces, key, standing);
    return standing;
}

struct actor {
    int64_t id;
    const struct tr_actor_row *row;
};

int tr_sq_load_actor(struct sq *l, struct sq_answer *n, int64_t id, const struct tr_actor_row **out, struct tr_err *err)
{
    struct actor *have = id == TR_NULL ? NULL : found(&n->actors, id);
    *out = have ? have->row : NULL;
    if (have || id == TR_NULL) return TR_OK;
    sqlite3_stmt *s = one(l, SQ_actor_of, id, "actor", err);
    if (!s) return code_of(err);
    struct tr_actor_row row;
    tr_sq_read_actor(n->arena, s, &row);
    sqlite3_reset(s);
    have = TR_NEW(n->arena, struct actor);
    *have = (struct actor){ id, tr_sq_stand(l, n, &row) };
    put(&n->actors, &have->id, have);
    *out = have->row;
    return TR_OK;
}

/* --- reports --- */

void tr_sq_read_report(struct tr_arena *a, sqlite3_stmt *s, struct tr_flat_report *out)
{
    int64_t *const ints[] = { &out->id,       &out->bytes,    &out->revision_of, &out->published, &out->published_from,
                              &out->obtained, &out->recorded, &out->first_claim, &out->n_claims };
    tr_str *const strs[] = { &out->key,      &out->address, &out->outlet, &out->title,  &out->url,
                             &out->language, &out->how,     &out->origin, &out->dataset };
    for (int i = 0; i < 9; i++) *ints[i] = tr_sq_int(s, i);
    tr_str sha = tr_sq_str(s, 9);
    memset(out->sha256, 0, TR_DIGEST);
    if (sha.n == TR_DIGEST) memcpy(out->sha256, sha.p, TR_DIGEST);
    for (int i = 0; i < 9; i++) *strs[i] = dup_column(a, s, 10 + i);
    out->has_address = sqlite3_column_type(s, 11) != SQLITE_NULL;
}

static struct sq_report *take_report(struct sq_answer *n, const struct sq_report_record *f)
{
    struct sq_report *r = TR_NEW(n->arena, struct sq_report);
    tr_str str[9];
    size_t size = 0;
    for (int i = 0; i < 9; i++) size += f->n[i];
    const char *text = tr_arena_dup(n->arena, (tr_str){ f->text, size }).p;
    for (int i = 0; i < 9; i++) {
        str[i] = f->n[i] ? (tr_str){ text, f->n[i] } : TR_STR("");
        text += f->n[i];
    }
    r->recorded = f->recorded;
    bool counted = f->first_claim > 0 && f->n_claims >= 0 && f->first_claim < INT64_MAX / 2 && f->n_claims < INT32_MAX;
    r->first_claim = counted ? f->first_claim : 0;
    r->n_claims = counted ? f->n_claims : 0;
    r->row = (struct tr_report_row){ .id = f->id,
                                     .key = str[0],
                                     .sha256 = tr_arena_dup(n->arena, (tr_str){ f->sha256, sizeof f->sha256 }),
                                     .revision_of = f->revision_of == TR_NULL ? 0 : f->revision_of,
                                     .root = f->id,
                                     .root_outlet = str[2],
                                     .outlet = str[2],
                                     .title = str[3],
                                     .url = str[4],
                                     .language = str[5],
                                     .published = tr_sq_day(f->published),
                                     .published_from = (enum truce_dated)tr_sq_enum(f->published_from, TRUCE_DATED_count),
                                     .obtained = f->obtained,
                                     .how = str[6],
                                     .where = str[7],
                                     .dataset = str[8] };
    r->root_sha256 = r->row.sha256;
    put(&n->reports, &r->row.id, r);
    return r;
}

int tr_sq_load_report(struct sq *l, struct sq_answer *n, int64_t id, struct sq_report **out, struct tr_err *err)
{
    const struct sq_report_record *f;
    struct sq_report *r = found(&n->reports, id);
    if (!r) {
        const struct sq_ties *ties;
        int rc = tr_sq_report_record(l, n->arena, id, &f, err);
        if (!rc) rc = tr_sq_ties(l, n->arena, id, &ties, err);
        if (rc) return rc;
        r = take_report(n, f);
        r->ties = ties;
        r->row.superseded = ties->revised_at != INT64_MAX && ties->revised_at <= n->as_of;
    }
    *out = r->recorded <= n->as_of ? r : NULL;
    return TR_OK;
}

int tr_sq_load_original(struct sq *l, struct tr_arena *a, int64_t report, tr_str *bytes, struct tr_err *err)
{
    sqlite3_stmt *s = one(l, SQ_original_of, report, "report", err);
    if (!s) return code_of(err);
    int rc = tr_unpack(&l->packer, a, tr_sq_str(s, 1), (uint64_t)sqlite3_column_int64(s, 0), bytes, err);
    sqlite3_reset(s);
    return rc;
}

int tr_sq_load_body(struct sq *l, struct tr_arena *a, int64_t report, tr_str *text, const tr_span **sentences, uint32_t *n,
                    struct tr_err *err)
{
    sqlite3_stmt *s = one(l, SQ_body_of, report, "report", err);
    if (!s) return code_of(err);
    bool own = sqlite3_column_type(s, 1) != SQLITE_NULL;
    int rc = TR_OK;
    if (sentences && !tr_spans_unpack(a, tr_sq_str(s, 2), sentences, n))
        rc = tr_fail(err, TR_E_INPUT, "%s: the sentences of report %lld are damaged: truce verify", l->path, (long long)report);
    if (!rc && own) rc = tr_unpack(&l->packer, a, tr_sq_str(s, 1), (uint64_t)sqlite3_column_int64(s, 0), text, err);
    sqlite3_reset(s);
    if (!rc && !own) rc = tr_sq_load_original(l, a, report, text, err);
    return rc;
}

/* --- claims --- */

void tr_sq_read_claim(struct tr_arena *a, sqlite3_stmt *s, struct tr_flat_claim *out)
{
    for (int i = 0; i < TR_C_count; i++) out->v[i] = tr_sq_int(s, i);
    out->quote = dup_column(a, s, TR_C_count);
    out->has_place_text = sqlite3_column_type(s, TR_C_count + 1) != SQLITE_NULL;
    out->place_text = out->has_place_text ? dup_column(a, s, TR_C_count + 1) : TR_STR("");
    out->refs = NULL;
    out->n_refs = 0;
}

int tr_sq_read_refs(struct sq *l, struct tr_arena *a, struct tr_flat_claim *out, struct tr_err *err)
{
    TR_VEC(struct tr_flat_ref) refs = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_refs_of, err);
    int got;
    if (!s) return code_of(err);
    sqlite3_bind_int64(s, 1, out->v[TR_C_id]);
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        *tr_vec_push(a, &refs) = (struct tr_flat_ref){ sqlite3_column_int64(s, 0), tr_sq_int(s, 1), tr_sq_int(s, 2) };
    }
    if (got != SQLITE_DONE) return tr_sq_fail(l, err, "reading a claim");
    sqlite3_reset(s);
    out->refs = refs.v;
    out->n_refs = refs.n;
    return TR_OK;
}

/* --- asked for by number --- */

struct bytes_asked {
    tr_id report;
    bool original;
    tr_str *out;
};

static int load_bytes(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct bytes_asked *ask = arg;
    const tr_span *spans;
    uint32_t n;
    return ask->original ? tr_sq_load_original(l, a, ask->report, ask->out, err)
                         : tr_sq_load_body(l, a, ask->report, ask->out, &spans, &n, err);
}

int tr_sq_text(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *text, struct tr_err *err)
{
    struct bytes_asked ask = { report, false, text };
    return tr_sq_ask((struct sq *)l, a, load_bytes, &ask, err);
}

int tr_sq_original(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *bytes, struct tr_err *err)
{
    struct bytes_asked ask = { report, true, bytes };
    return tr_sq_ask((struct sq *)l, a, load_bytes, &ask, err);
}

struct texts_asked {
    const struct tr_claim_row *const *rows;
    uint32_t n;
};

static int load_texts(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    const struct texts_asked *ask = arg;
    struct tr_map texts; /* report -> its text */
    tr_map_init(&texts, a);
    for (uint32_t i = 0; i < ask->n; i++) {
        const struct tr_claim_row *c = ask->rows[i];
        tr_str *text = found(&texts, c->report->id);
        if (!text) {
            text = TR_NEW(a, tr_str);
            int rc = tr_sq_load_body(l, a, c->report->id, text, NULL, NULL, err);
            if (rc) return rc;
            put(&texts, &c->report->id, text);
        }
        ((struct tr_claim_row *)(uintptr_t)c)->sentence_text = tr_str_at(*text, c->sentence_span);
    }
    return TR_OK;
}

int tr_sq_texts(struct tr_ledger *l, const struct tr_claim_row *const *rows, uint32_t n, struct tr_arena *a, struct tr_err *err)
{
    struct texts_asked ask = { rows, n };
    return tr_sq_ask((struct sq *)l, a, load_texts, &ask, err);
}
