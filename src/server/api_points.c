/* SPDX-License-Identifier: Apache-2.0 */
/* All incidents of a filter at once, as a map and a timeline take them: a row of numbers each, with the names in tables of their own. A hundred thousand are some megabytes. */
#include "base/map.h"
#include "server/api.h"
#include "views/judged.h"
#include "views/redact.h"
#include "views/rows_view.h"

/* Questions of more claims are answered in pieces of time, so that memory stays bounded however large the ledger is. */
#define PIECE_CLAIMS 50000
#define PIECE_DAYS 10 /* shorter ones are not divided further */

/* Rows that were met, in the order of meeting: as JSON, so that pieces, which share no rows, share the table. */
struct table {
    struct tr_arena *arena;
    struct tr_map rows; /* JSON -> number */
    struct tr_map seen; /* address, in this piece -> number */
    void (*put)(struct tr_json *j, const void *row);
};

struct points {
    struct tr_worker *w;
    struct tr_request *q;
    struct tr_filter f;
    struct tr_only only;
    bool verdicts, failed;
    struct tr_arena *lasting, *piece;
    struct table places, actors;
    struct tr_scope scope;
    unsigned char *shown; /* bits by claim: incidents at the edge of two pieces are told once; NULL: there is one piece */
    uint64_t n_shown;
};

static void put_place(struct tr_json *j, const void *row)
{
    tr_json_place_row(j, row);
}

static void put_actor(struct tr_json *j, const void *row)
{
    tr_json_actor_row(j, row);
}

static uint64_t number_of(struct table *t, const void *row)
{
    struct tr_json j;
    tr_str text;
    tr_json_init(&j);
    t->put(&j, row);
    if (!tr_json_done(&j, &text)) text = TR_STR("null");
    uint64_t *at = tr_map_find(&t->rows, text);
    char *copy = at ? NULL : tr_arena_try(t->arena, text.n + 1);
    if (copy) memcpy(copy, text.p, text.n);
    tr_str key = { copy, text.n };
    tr_json_fini(&j);
    if (at) return *at;
    if (!copy) tr_arena_rethrow(t->arena);
    at = tr_map_put(&t->rows, key, NULL);
    return *at = t->rows.n - 1;
}

static void put_index(struct tr_json *j, struct tr_arena *a, struct table *t, const void *row)
{
    if (!row) {
        tr_json_null(j);
        return;
    }
    bool fresh;
    const void **key = TR_NEW(a, const void *);
    *key = row;
    uint64_t *at = tr_map_put(&t->seen, (tr_str){ (const char *)key, sizeof *key }, &fresh);
    if (fresh) *at = number_of(t, row);
    tr_json_int(j, (int64_t)*at);
}

static void put_if(struct tr_json *j, bool has, int64_t v)
{
    if (has) tr_json_int(j, v);
    else tr_json_null(j);
}

static void put_range(struct tr_json *j, struct tr_range r)
{
    put_if(j, r.has_low, r.low);
    put_if(j, r.has_high, r.high);
}

static void put_names(struct tr_json *j, const char *key, int n, const char *(*name)(int))
{
    tr_json_key(j, key), tr_json_array(j);
    for (int i = 0; i < n; i++) tr_json_cstr(j, i ? name(i) : NULL);
    tr_json_end(j);
}

static void put_columns(struct tr_json *j, bool verdicts)
{
    static const char *const names[] = { "id",          "place",       "km",           "from",   "to",         "date_prec",
                                         "type",        "mode",        "means",        "actor",  "recipient",  "killed_low",
                                         "killed_high", "injured_low", "injured_high", "voices", "confidence", "confirmed" };
    tr_json_key(j, "columns"), tr_json_array(j);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) tr_json_cstr(j, names[i]);
    if (verdicts) tr_json_cstr(j, "verdict");
    tr_json_end(j);
}

static void put_point(struct tr_json *j, struct tr_arena *a, const struct tr_incident *in, struct table *places, struct table *actors)
{
    tr_json_int(j, in->id);
    put_index(j, a, places, in->place);
    tr_json_real(j, in->km, 1);
    put_if(j, in->days.from != TR_NO_DATE, in->days.from);
    put_if(j, in->days.to != TR_NO_DATE, in->days.to);
    tr_json_int(j, in->date_prec);
    tr_json_int(j, (int)in->type);
    tr_json_int(j, (int)in->mode);
    tr_json_int(j, in->means);
    put_index(j, a, actors, in->actor);
    put_index(j, a, actors, in->recipient);
    put_range(j, in->killed);
    put_range(j, in->injured);
    tr_json_int(j, in->n_origins);
    tr_json_real(j, in->confidence, 2);
    tr_json_int(j, in->confirmed);
}

static const char *verdict_of(int v)
{
    return tr_verdict_name((enum tr_verdict_kind)(v - 1));
}

static void put_tables(struct tr_json *j, const struct table *places, const struct table *actors)
{
    tr_json_key(j, "places"), tr_json_array(j);
    for (uint32_t i = 0; i < places->rows.n; i++) tr_json_raw(j, places->rows.entries[i].key);
    tr_json_end(j);
    tr_json_key(j, "actors"), tr_json_array(j);
    for (uint32_t i = 0; i < actors->rows.n; i++) tr_json_raw(j, actors->rows.entries[i].key);
    tr_json_end(j);
    put_names(j, "types", TRUCE_EVENT_count, truce_event_name);
    put_names(j, "modes", TRUCE_MODE_count, truce_mode_name);
    put_names(j, "means", TRUCE_MEANS_count, truce_means_name);
    put_names(j, "verdicts", TR_VERDICT_count + 1, verdict_of);
}

/* Verdicts under one agreement, or the gravest under any: an incident has one verdict then, or none where no agreement has to do with its country. */
static bool take_verdicts(struct tr_worker *w, struct tr_request *q, const struct tr_filter *f, bool *wanted)
{
    struct tr_agreements agreements;
    tr_str name;
    bool gravest = false;
    if (!tr_api_flag(q, "gravest", &gravest)) return false;
    *wanted = tr_url_get(&q->url, "agreement", &name) || gravest;
    if (!*wanted || gravest) return true;
    if (!tr_api_agreements_of(w, q, f->as_of, &agreements)) return false;
    if (agreements.n != 1) tr_reply_problem(q, 400, "agreement", "that names several agreements; give the id of one");
    return agreements.n == 1;
}

/* Heaviest first. */
static const enum tr_verdict_kind by_weight[] = { TR_VERDICT_violation_alleged, TR_VERDICT_indeterminate, TR_VERDICT_permitted_act,
                                                  TR_VERDICT_excluded_actor,    TR_VERDICT_not_a_party,   TR_VERDICT_outside_territory,
                                                  TR_VERDICT_not_in_force };

/* Of an incident's findings, from *at on, which moves past them; the verdict asked for wins. TR_VERDICT_count: it has none. */
static enum tr_verdict_kind gravest(const struct tr_only *only, const struct tr_findings *f, uint32_t *at, const struct tr_incident *in)
{
    bool has[TR_VERDICT_count] = { false };
    for (; *at < f->n && f->v[*at].incident == in; (*at)++) has[f->v[*at].verdict] = true;
    if (only->verdict >= 0 && has[only->verdict]) return (enum tr_verdict_kind)only->verdict;
    for (size_t i = 0; i < sizeof by_weight / sizeof *by_weight; i++) {
        if (has[by_weight[i]]) return by_weight[i];
    }
    return TR_VERDICT_count;
}

/* Whether none of its claims was told of before; they are now. */
static bool first_time(struct points *p, const struct tr_incident *in)
{
    bool first = true;
    for (uint32_t i = 0; p->shown && i < in->n; i++) {
        uint64_t id = (uint64_t)in->merges[i].claim->id;
        if (id >= p->n_shown) continue;
        if (p->shown[id / 8] >> id % 8 & 1) first = false;
        p->shown[id / 8] |= (unsigned char)(1u << id % 8);
    }
    return first;
}

static void put_rows(struct points *p, const struct tr_judged *got)
{
    struct tr_json *j = &p->w->json;
    uint32_t at = 0;
    for (uint32_t i = 0; i < got->incidents.n; i++) {
        const struct tr_incident *in = &got->incidents.v[i];
        enum tr_verdict_kind v = p->only.found ? gravest(&p->only, &got->findings, &at, in) : TR_VERDICT_count;
        if ((p->only.verdict >= 0 && (int)v != p->only.verdict) || !first_time(p, in)) continue;
        tr_json_array(j);
        put_point(j, p->w->arena, in, &p->places, &p->actors);
        if (p->verdicts) tr_json_int(j, v == TR_VERDICT_count ? 0 : (int)v + 1);
        tr_json_end(j);
    }
}

/* --- pieces ------------------------------------------------------------------------------------------------------------------- */

/* Only what rows of numbers show is withheld: sides and places. No text is told. */
static void redact(struct points *p, const struct tr_incidents *v)
{
    const struct tr_redaction *hidden = tr_api_redaction(p->w, p->q);
    for (uint32_t i = 0; hidden && i < v->n; i++) tr_redact_sides(hidden, p->w->arena, &v->v[i]);
}

/* What is asked in one piece, in the worker's arena. */
static void answer_piece(struct points *p, const struct tr_filter *f)
{
    struct tr_judged got;
    if (!tr_only_ask(p->w, p->q, f, &p->only, &got)) {
        p->failed = true;
        return;
    }
    if (!p->piece) p->scope = got.scope;
    redact(p, &got.incidents);
    tr_map_init(&p->places.seen, p->w->arena);
    tr_map_init(&p->actors.seen, p->w->arena);
    put_rows(p, &got);
}

/* The same in an arena that is emptied afterwards. What outlives the piece may run out of memory as well. */
static void take_piece(struct points *p, const struct tr_filter *f)
{
    struct tr_arena_outer outer;
    volatile bool whole = false;
    tr_arena_push_guard(p->lasting, &outer);
    p->w->arena = p->piece;
    if (setjmp(*tr_arena_guard(p->lasting)) == 0) {
        if (setjmp(*tr_arena_guard(p->piece)) == 0) {
            answer_piece(p, f);
            whole = true;
        }
    }
    tr_arena_unguard(p->piece);
    tr_arena_reset(p->piece);
    p->w->arena = p->lasting;
    tr_arena_pop_guard(p->lasting, &outer);
    if (whole) return;
    tr_reply_error(p->q, "", &(struct tr_err){ .code = TR_E_NOMEM });
    p->failed = true;
}

static bool measure(struct points *p, const struct tr_filter *f, struct tr_extent *out)
{
    struct tr_err err = { 0 };
    if (tr_ledger_extent(p->w->ledger, f, p->w->arena, out, &err) == TR_OK) return true;
    tr_reply_error(p->q, tr_api_fault(f, &err), &err);
    p->failed = true;
    return false;
}

/* The days of `known` are halved until each part is small; the outer ends of d stay as open as the question's. */
static void take_days(struct points *p, tr_days d, tr_days known)
{
    struct tr_filter f = p->f;
    struct tr_extent x;
    f.days = d;
    if (p->failed || !measure(p, &f, &x)) return;
    if (x.claims <= PIECE_CLAIMS || known.to - known.from <= PIECE_DAYS) {
        take_piece(p, &f);
        return;
    }
    tr_date middle = known.from + (known.to - known.from) / 2;
    take_days(p, (tr_days){ d.from, middle }, (tr_days){ known.from, middle });
    take_days(p, (tr_days){ middle + 1, d.to }, (tr_days){ middle + 1, known.to });
}

static void take_timeless(struct points *p)
{
    struct tr_filter f = p->f;
    f.timeless = true;
    take_piece(p, &f);
}

/* Each piece is asked as anybody would ask for its days, padding and all; a question for all days has those that tell none by their publication. */
static void in_pieces(struct points *p, const struct tr_extent *x)
{
    bool all = !tr_days_known(p->f.days);
    struct tr_err err = { 0 };
    if (p->f.place.n && tr_ledger_scope(p->w->ledger, p->f.place, p->lasting, &p->scope, &err)) {
        tr_reply_error(p->q, "place", &err);
        p->failed = true;
        return;
    }
    if (!p->f.place.n) p->scope.name = TR_STR("everywhere");
    p->n_shown = p->w->head.links + 1; /* no claim has a higher number than the chain has links */
    p->shown = tr_arena_get(p->lasting, p->n_shown / 8 + 1);
    p->piece = tr_arena_new(p->w->server->answer_bytes);
    if (!p->piece) tr_arena_rethrow(p->lasting);
    if (all) p->f.undated = true;
    take_days(p, p->f.days, x->days);
    if (all && x->timeless && !p->failed) take_timeless(p);
    tr_arena_free(p->piece);
    p->piece = NULL;
}

static void put_all_rows(struct points *p)
{
    struct tr_extent x;
    if (!measure(p, &p->f, &x)) return;
    tr_json_key(&p->w->json, "rows"), tr_json_array(&p->w->json);
    if (x.claims <= PIECE_CLAIMS || x.days.to - x.days.from <= PIECE_DAYS) answer_piece(p, &p->f);
    else in_pieces(p, &x);
    tr_json_end(&p->w->json);
}

void tr_api_points(struct tr_worker *w, struct tr_request *q)
{
    struct points *p = TR_NEW(w->arena, struct points);
    struct tr_json *j = &w->json;
    p->w = w;
    p->q = q;
    p->lasting = w->arena;
    p->places = (struct table){ .arena = w->arena, .put = put_place };
    p->actors = (struct table){ .arena = w->arena, .put = put_actor };
    tr_map_init(&p->places.rows, w->arena);
    tr_map_init(&p->actors.rows, w->arena);
    if (!tr_api_ask(q, &p->f, NULL) || !tr_api_only(q, &p->only) || !take_verdicts(w, q, &p->f, &p->verdicts)) return;
    p->f.texts = false;
    p->only.found = p->only.found || p->verdicts;
    tr_json_object(j);
    put_columns(j, p->verdicts);
    put_all_rows(p);
    if (p->failed) return;
    put_tables(j, &p->places, &p->actors);
    tr_api_foot(w, q, &p->scope);
    tr_json_end(j);
    tr_reply_json(q, j);
}
