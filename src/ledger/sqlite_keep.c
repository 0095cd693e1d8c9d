/* SPDX-License-Identifier: Apache-2.0 */
/* One report with what was read in it: its rows, its links of the chain, what is derived from it. */
#include <sodium.h>

#include "base/utf8.h"
#include "base/limits.h"
#include "ledger/address.h"
#include "ledger/sqlite_int.h"

/* What is known of a report while it is being kept. */
struct keeping {
    const struct tr_keep *in;
    const struct truce_reading *r;
    struct tr_flat_report row;
    tr_digest original, text; /* of the bytes kept, of the text */
    bool whole;               /* all of the original's bytes are kept */
    unsigned char revised[TR_DIGEST];
    tr_str sentences;             /* packed */
    struct tr_map actors, places; /* the reading's own -> number */
};

/* --- what is to be kept is checked before anything is written --- */

static int check_claim(const struct truce_reading *r, const struct truce_claim *c, struct tr_err *err)
{
    bool part = c->kind == TRUCE_KIND_casualties && c->casualties.part_of >= 0;
    if (c->kind <= TRUCE_KIND_none || c->kind >= TRUCE_KIND_count || c->span.from > c->span.to || c->span.to > r->report.text.n ||
        c->sentence >= r->n_sentences || (part && (uint32_t)c->casualties.part_of >= r->n_claims))
        return tr_fail(err, TR_E_INPUT, "claim %u of \"%.*s\" points outside its report", c->id, TR_STR_ARG(r->report.id));
    return TR_OK;
}

static int check(const struct tr_keep *in, struct tr_err *err)
{
    const struct truce_reading *r = in->reading;
    uint32_t end = 0;
    if (!in->original.n)
        return tr_fail(err, TR_E_INPUT, "\"%.*s\" has no original bytes: they are part of what is kept", TR_STR_ARG(r->report.id));
    if (in->original.n > TR_MAX_KEPT_BYTES)
        return tr_fail(err, TR_E_LIMIT, "\"%.*s\" has more than %u bytes", TR_STR_ARG(r->report.id), TR_MAX_KEPT_BYTES);
    for (uint32_t i = 0; i < r->n_sentences; i++) {
        tr_span s = r->sentences[i];
        if (s.from < end || s.to < s.from || s.to > r->report.text.n)
            return tr_fail(err, TR_E_INPUT, "sentence %u of \"%.*s\" points outside its report", i, TR_STR_ARG(r->report.id));
        end = s.to;
    }
    for (uint32_t i = 0; i < r->n_claims; i++) {
        int rc = check_claim(r, &r->claims[i], err);
        if (rc) return rc;
    }
    return TR_OK;
}

/* The report's hash is ours to make; the reader's must agree. Of a file that was too long to be held whole, the reader's stands. */
static int hash_original(struct keeping *k, struct tr_err *err)
{
    const struct truce_report *report = &k->r->report;
    size_t n = 0;
    tr_digest told;
    bool given = report->sha256.n == 64 && !sodium_hex2bin(told.b, TR_DIGEST, report->sha256.p, 64, NULL, &n, NULL) && n == TR_DIGEST;
    if (report->sha256.n && !given) return tr_fail(err, TR_E_INPUT, "\"%.*s\" is no SHA-256", TR_STR_ARG(report->sha256));
    tr_digest_of(k->in->original, &k->original);
    k->whole = report->bytes <= k->in->original.n;
    if (!k->whole && !given) return tr_fail(err, TR_E_INPUT, "the original bytes of \"%.*s\" are not all there", TR_STR_ARG(report->id));
    if (k->whole && given && memcmp(told.b, k->original.b, TR_DIGEST) != 0)
        return tr_fail(err, TR_E_INPUT, "the original bytes of \"%.*s\" do not have the SHA-256 that was taken when they were read",
                       TR_STR_ARG(report->id));
    memcpy(k->row.sha256, k->whole ? k->original.b : told.b, TR_DIGEST);
    return TR_OK;
}

static int find_known(struct sq *l, const unsigned char sha256[TR_DIGEST], int64_t *id, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_has, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_blob(s, 1, sha256, TR_DIGEST);
    int got = sqlite3_step(s);
    *id = got == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "looking a report up");
    sqlite3_reset(s);
    return TR_OK;
}

/* --- revisions --- */

/* A path says little: the next article may have been saved over the last one. There the text or the title must be the same story. */
static int same_story(struct sq *l, const struct keeping *k, const struct tr_flat_report *old, bool *same, struct tr_err *err)
{
    struct tr_sketch a, b;
    tr_str text;
    const tr_span *spans;
    uint32_t n;
    *same = old->title.n && tr_str_eq(old->title, k->r->report.title);
    if (*same || old->url.n || k->in->dataset.n) {
        *same = true;
        return TR_OK;
    }
    int rc = tr_sq_load_body(l, l->work, old->id, &text, &spans, &n, err);
    if (!rc && tr_near_sketch(text, &a) && tr_near_sketch(k->r->report.text, &b)) *same = tr_near_alike(&a, &b) >= TR_NEAR_ALIKE / 2;
    return rc;
}

static int find_revised(struct sq *l, struct keeping *k, struct tr_err *err)
{
    struct tr_flat_report old;
    bool same = false;
    k->row.revision_of = TR_NULL;
    k->row.address = tr_address_of(l->work, k->r->report.url, k->in->where, k->r->report.id, k->in->dataset);
    k->row.has_address = k->row.address.n != 0;
    if (!k->row.has_address) return TR_OK;
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_same_address, err);
    if (!s) return TR_E_IO;
    tr_sq_bind_str(s, 1, k->row.address);
    int got = sqlite3_step(s);
    if (got == SQLITE_ROW) tr_sq_read_report(l->work, s, &old);
    else if (got != SQLITE_DONE) return tr_sq_fail(l, err, "looking for what it revises");
    sqlite3_reset(s);
    if (got != SQLITE_ROW) return TR_OK;
    int rc = same_story(l, k, &old, &same, err);
    if (rc || !same) return rc;
    k->row.revision_of = old.id;
    memcpy(k->revised, old.sha256, TR_DIGEST);
    return TR_OK;
}

/* --- report --- */

static void fill_report(struct sq *l, struct keeping *k)
{
    const struct truce_report *r = &k->r->report;
    struct tr_flat_report *row = &k->row;
    row->id = ++l->last_report;
    row->bytes = (int64_t)(k->whole ? k->in->original.n : r->bytes);
    row->published = r->published == TR_NO_DATE ? TR_NULL : r->published;
    row->published_from = (int64_t)r->published_from;
    row->recorded = l->base.clock(l->base.clock_arg);
    row->obtained = k->in->obtained == TR_NO_INSTANT || !k->in->obtained ? row->recorded : k->in->obtained;
    row->first_claim = l->last_claim + 1;
    row->n_claims = k->r->n_claims;
    row->key = r->id;
    row->outlet = r->outlet;
    row->title = r->title;
    row->url = r->url;
    row->language = r->language;
    row->how = k->in->how;
    row->origin = k->in->where;
    row->dataset = k->in->dataset;
}

static int put_report(struct sq *l, const struct tr_flat_report *r, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_report_put, err);
    if (!s) return TR_E_IO;
    const int64_t ints[] = { r->id,       r->bytes,    r->revision_of, r->published, r->published_from,
                             r->obtained, r->recorded, r->first_claim, r->n_claims };
    const tr_str strs[] = { r->key, r->address, r->outlet, r->title, r->url, r->language, r->how, r->origin, r->dataset };
    for (int i = 0; i < 9; i++) tr_sq_bind_int(s, 1 + i, ints[i]);
    tr_sq_bind_blob(s, 10, r->sha256, TR_DIGEST);
    for (int i = 0; i < 9; i++) tr_sq_bind_str(s, 11 + i, strs[i]);
    if (!r->has_address) sqlite3_bind_null(s, 12);
    return tr_sq_run(l, s, err, "keeping a report");
}

static int put_bytes(struct sq *l, struct keeping *k, struct tr_err *err)
{
    tr_str packed, text = k->r->report.text;
    struct tr_bytes spans = { .arena = l->work };
    int rc = tr_pack(&l->packer, l->work, k->in->original, &packed, err);
    sqlite3_stmt *s = rc ? NULL : tr_sq_stmt(l, SQ_original_put, err);
    if (!s) return rc ? rc : TR_E_IO;
    sqlite3_bind_int64(s, 1, k->row.id);
    sqlite3_bind_int64(s, 2, (sqlite3_int64)k->in->original.n);
    if (!k->whole) tr_sq_bind_blob(s, 3, k->original.b, TR_DIGEST);
    tr_sq_bind_blob(s, 4, packed.p, packed.n);
    rc = tr_sq_run(l, s, err, "keeping the original bytes");
    bool same = tr_str_eq(text, k->in->original);
    if (!rc && !same) rc = tr_pack(&l->packer, l->work, text, &packed, err);
    tr_spans_pack(&spans, k->r->sentences, k->r->n_sentences);
    k->sentences = (tr_str){ spans.p, spans.n };
    tr_digest_of(text, &k->text);
    if (rc || !(s = tr_sq_stmt(l, SQ_body_put, err))) return rc ? rc : TR_E_IO;
    sqlite3_bind_int64(s, 1, k->row.id);
    sqlite3_bind_int64(s, 2, (sqlite3_int64)text.n);
    if (!same) tr_sq_bind_blob(s, 3, packed.p, packed.n);
    tr_sq_bind_blob(s, 4, k->sentences.p, k->sentences.n);
    return tr_sq_run(l, s, err, "keeping the text");
}

int tr_sq_link_row(struct sq *l, enum tr_link_kind kind, int64_t row, tr_str bytes, struct tr_err *err)
{
    tr_digest next = l->head;
    tr_chain_link(&next, kind, bytes);
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_chain_put, err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, (sqlite3_int64)l->seq + 1);
    sqlite3_bind_int(s, 2, (int)kind);
    sqlite3_bind_int64(s, 3, row);
    tr_sq_bind_blob(s, 4, next.b, TR_DIGEST);
    int rc = tr_sq_run(l, s, err, "extending the chain");
    if (rc) return rc;
    l->seq++;
    l->head = next;
    return TR_OK;
}

/* --- claims --- */

static int actor_id(struct sq *l, struct keeping *k, const struct truce_actor *a, int64_t *id, struct tr_err *err)
{
    *id = TR_NULL;
    if (!a) return TR_OK;
    const struct truce_actor **key = TR_NEW(l->work, const struct truce_actor *);
    bool fresh;
    *key = a;
    uint64_t *at = tr_map_put(&k->actors, (tr_str){ (const char *)key, sizeof *key }, &fresh);
    if (!fresh) {
        *id = (int64_t)*at;
        return TR_OK;
    }
    int rc = tr_sq_actor(l, a, id, err);
    *at = (uint64_t)*id;
    return rc;
}

static int place_id(struct sq *l, struct keeping *k, const struct truce_place *p, int64_t *id, struct tr_err *err)
{
    *id = TR_NULL;
    if (!p) return TR_OK;
    const struct truce_place **key = TR_NEW(l->work, const struct truce_place *);
    bool fresh;
    *key = p;
    uint64_t *at = tr_map_put(&k->places, (tr_str){ (const char *)key, sizeof *key }, &fresh);
    if (!fresh) {
        *id = (int64_t)*at;
        return TR_OK;
    }
    int rc = tr_sq_place(l, p, id, err);
    *at = (uint64_t)*id;
    return rc;
}

static void set_quantity(int64_t *v, const struct truce_quantity *q)
{
    v[TR_C_low] = q->has_low ? q->low : TR_NULL;
    v[TR_C_high] = q->has_high ? q->high : TR_NULL;
    if (q->approx) v[TR_C_flags] |= TR_FLAG_APPROX;
}

/* Days to look for it by. An end that is open lies far off; what has no day is looked for by its publication. */
static void set_days(int64_t *v, const struct truce_time *t, tr_date published)
{
    tr_date from = t->days.from, to = t->days.to;
    v[TR_C_day_from] = from == TR_NO_DATE ? TR_NULL : from;
    v[TR_C_day_to] = to == TR_NO_DATE ? TR_NULL : to;
    v[TR_C_date_prec] = t->date_prec;
    v[TR_C_clock_from] = t->has_clock ? t->clock_from : TR_NULL;
    v[TR_C_clock_to] = t->has_clock ? t->clock_to : TR_NULL;
    tr_seek_days(v[TR_C_day_from], v[TR_C_day_to], published == TR_NO_DATE ? TR_NULL : published, &v[TR_C_at_from], &v[TR_C_at_to]);
}

static int join_why(struct sq *l, const struct truce_claim *c, int64_t *id, struct tr_err *err)
{
    struct tr_bytes b = { .arena = l->work };
    for (uint32_t i = 0; i < c->n_why; i++) {
        if (i) tr_bytes_put(&b, ",", 1);
        tr_bytes_put(&b, c->why[i], strlen(c->why[i]));
    }
    return tr_sq_word(l, (tr_str){ b.p ? b.p : "", b.n }, id, err);
}

static int set_detail(struct sq *l, const struct truce_claim *c, int64_t *id, struct tr_err *err)
{
    tr_str text = { "", 0 };
    *id = TR_NULL;
    if (c->kind == TRUCE_KIND_figure) text = c->figure.unit;
    else if (c->kind == TRUCE_KIND_ceasefire) text = c->ceasefire.duration;
    else if (c->kind == TRUCE_KIND_event && c->event.acled_event)
        text = tr_arena_printf(l->work, "%s\t%s", c->event.acled_event, c->event.acled_sub_event ? c->event.acled_sub_event : "");
    return text.n ? tr_sq_word(l, text, id, err) : TR_OK;
}

static int put_refs(struct sq *l, const struct tr_flat_claim *c, struct tr_err *err)
{
    for (uint32_t i = 0; i < c->n_refs; i++) {
        sqlite3_stmt *s = tr_sq_stmt(l, SQ_ref_put, err);
        if (!s) return TR_E_IO;
        sqlite3_bind_int64(s, 1, c->v[TR_C_id]);
        sqlite3_bind_int64(s, 2, i);
        sqlite3_bind_int64(s, 3, c->refs[i].role);
        tr_sq_bind_int(s, 4, c->refs[i].place);
        tr_sq_bind_int(s, 5, c->refs[i].actor);
        sqlite3_bind_int64(s, 6, c->v[TR_C_at_from] == TR_NULL ? -TR_FAR_DAY : c->v[TR_C_at_from]);
        sqlite3_bind_int64(s, 7, c->v[TR_C_at_to] == TR_NULL ? TR_FAR_DAY : c->v[TR_C_at_to]);
        int rc = tr_sq_run(l, s, err, "keeping a claim");
        if (rc) return rc;
    }
    return TR_OK;
}

static int take_refs(struct sq *l, struct keeping *k, const struct truce_claim *c, struct tr_flat_claim *f, struct tr_err *err)
{
    const struct truce_refs *const from[] = { &c->ceasefire.territory, &c->ceasefire.parties, &c->ceasefire.excludes };
    uint32_t n = 0;
    int rc = TR_OK;
    for (int r = 0; r < 3; r++) n += from[r]->n_places + from[r]->n_actors;
    struct tr_flat_ref *refs = TR_NEW_N(l->work, struct tr_flat_ref, n + 1);
    for (int r = 0; r < 3; r++) {
        for (uint32_t i = 0; !rc && i < from[r]->n_places; i++) {
            struct tr_flat_ref *to = &refs[f->n_refs++];
            *to = (struct tr_flat_ref){ r + TR_REF_TERRITORY, TR_NULL, TR_NULL };
            rc = place_id(l, k, from[r]->place[i], &to->place, err);
        }
        for (uint32_t i = 0; !rc && i < from[r]->n_actors; i++) {
            struct tr_flat_ref *to = &refs[f->n_refs++];
            *to = (struct tr_flat_ref){ r + TR_REF_TERRITORY, TR_NULL, TR_NULL };
            rc = actor_id(l, k, from[r]->actor[i], &to->actor, err);
        }
    }
    f->refs = refs;
    return rc;
}

/* What the kinds have of their own; *by and *to: perpetrator and recipient. */
static void set_kind(const struct truce_claim *c, const struct keeping *k, struct tr_flat_claim *f, const struct truce_actor **by,
                     const struct truce_actor **to)
{
    int64_t *v = f->v;
    switch (c->kind) {
    case TRUCE_KIND_casualties:
        set_quantity(v, &c->casualties.count);
        v[TR_C_what] = (int64_t)c->casualties.harm;
        v[TR_C_which] = (int64_t)c->casualties.who;
        v[TR_C_means] = c->casualties.means;
        if (c->casualties.cumulative) v[TR_C_flags] |= TR_FLAG_CUMULATIVE;
        if (c->casualties.part_of >= 0) v[TR_C_part_of] = k->row.first_claim + c->casualties.part_of;
        *by = c->casualties.by;
        break;
    case TRUCE_KIND_event:
        v[TR_C_what] = (int64_t)c->event.type;
        v[TR_C_which] = (int64_t)c->event.mode;
        *by = c->event.actor;
        *to = c->event.recipient;
        break;
    case TRUCE_KIND_ceasefire:
        v[TR_C_what] = (int64_t)c->ceasefire.form;
        v[TR_C_which] = (int64_t)c->ceasefire.state;
        *by = c->ceasefire.violator;
        break;
    default:
        set_quantity(v, &c->figure.count);
        if (c->figure.percent) v[TR_C_flags] |= TR_FLAG_PERCENT;
        break;
    }
}

static int flatten(struct sq *l, struct keeping *k, const struct truce_claim *c, uint32_t n, struct tr_flat_claim *f, struct tr_err *err)
{
    const struct truce_actor *by = NULL, *to = NULL;
    int64_t *v = f->v;
    tr_span sentence = k->r->sentences[c->sentence];
    float sure = c->confidence > 0 ? c->confidence < 1 ? c->confidence : 1 : 0;
    v[TR_C_id] = k->row.first_claim + n;
    v[TR_C_report] = k->row.id;
    v[TR_C_n] = n;
    v[TR_C_kind] = (int64_t)c->kind;
    v[TR_C_status] = (int64_t)c->status;
    v[TR_C_span_from] = c->span.from;
    v[TR_C_span_to] = c->span.to;
    v[TR_C_sentence] = c->sentence;
    v[TR_C_sentence_from] = sentence.from;
    v[TR_C_sentence_to] = sentence.to;
    v[TR_C_confidence] = (int64_t)((double)sure * 10000 + 0.5);
    v[TR_C_low] = v[TR_C_high] = v[TR_C_part_of] = TR_NULL;
    set_days(v, &c->time, k->r->report.published);
    set_kind(c, k, f, &by, &to);
    f->quote = tr_str_at(k->r->report.text, c->span);
    if (c->place) {
        f->place_text = c->place->text;
        f->has_place_text = c->place->text.n && !tr_str_eq(c->place->text, c->place->name);
    }
    int rc = join_why(l, c, &v[TR_C_why], err);
    if (!rc) rc = set_detail(l, c, &v[TR_C_detail], err);
    if (!rc) rc = actor_id(l, k, c->source, &v[TR_C_source], err);
    if (!rc) rc = actor_id(l, k, c->source ? c->source->via : NULL, &v[TR_C_via], err);
    if (!rc) rc = place_id(l, k, c->place, &v[TR_C_place], err);
    if (!rc) rc = actor_id(l, k, by, &v[TR_C_actor], err);
    if (!rc) rc = actor_id(l, k, to, &v[TR_C_recipient], err);
    if (!rc && c->kind == TRUCE_KIND_ceasefire) rc = take_refs(l, k, c, f, err);
    return rc;
}

static int put_claim(struct sq *l, const struct tr_flat_claim *f, struct tr_err *err)
{
    sqlite3_stmt *s = tr_sq_stmt(l, SQ_claim_put, err);
    if (!s) return TR_E_IO;
    for (int i = 0; i < TR_C_count; i++) tr_sq_bind_int(s, i + 1, f->v[i]);
    tr_sq_bind_str(s, TR_C_count + 1, f->quote);
    if (f->has_place_text) tr_sq_bind_str(s, TR_C_count + 2, f->place_text);
    int rc = tr_sq_run(l, s, err, "keeping a claim");
    return rc ? rc : put_refs(l, f, err);
}

static int keep_claims(struct sq *l, struct keeping *k, struct tr_err *err)
{
    const struct tr_contents with = tr_sq_contents(l);
    struct tr_bytes b = { .arena = l->work };
    for (uint32_t i = 0; i < k->r->n_claims; i++) {
        struct tr_flat_claim f = { 0 };
        int rc = flatten(l, k, &k->r->claims[i], i, &f, err);
        if (!rc) rc = put_claim(l, &f, err);
        if (rc) return rc;
        b.n = 0;
        if (!tr_canon_claim(&b, &f, k->row.sha256, &with))
            return tr_fail(err, TR_E_IO, "%s: a row that was just kept is not there", l->path);
        rc = tr_sq_link_row(l, TR_LINK_CLAIM, f.v[TR_C_id], (tr_str){ b.p, b.n }, err);
        if (rc) return rc;
    }
    l->last_claim += k->r->n_claims;
    return TR_OK;
}

/* --- all of it --- */

static int keep_report(struct sq *l, struct keeping *k, struct tr_err *err)
{
    struct tr_bytes b = { .arena = l->work };
    const struct truce_report *r = &k->r->report;
    tr_map_init(&k->actors, l->work);
    tr_map_init(&k->places, l->work);
    fill_report(l, k);
    int rc = put_report(l, &k->row, err);
    if (!rc) rc = put_bytes(l, k, err);
    if (rc) return rc;
    tr_canon_report(&b, &k->row, k->row.revision_of == TR_NULL ? NULL : k->revised, &k->text, &k->original, k->sentences);
    rc = tr_sq_link_row(l, TR_LINK_REPORT, k->row.id, (tr_str){ b.p, b.n }, err);
    if (!rc) rc = keep_claims(l, k, err);
    if (!rc) rc = tr_sq_derive_report(l, k->row.id, r->title, r->text, k->r->sentences, k->r->n_sentences, !k->in->dataset.n, err);
    return rc;
}

static int keep(struct sq *l, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err)
{
    struct keeping *k = TR_NEW(l->work, struct keeping);
    *k = (struct keeping){ .in = in, .r = in->reading };
    int rc = check(in, err);
    if (!rc) rc = hash_original(k, err);
    if (rc) return rc;
    rc = find_known(l, k->row.sha256, report, err);
    if (!rc && *report) {
        *kept = TR_KEPT_KNOWN;
        return TR_OK;
    }
    if (!rc) rc = find_revised(l, k, err);
    if (!rc) rc = keep_report(l, k, err);
    *report = k->row.id;
    *kept = k->row.revision_of == TR_NULL ? TR_KEPT_NEW : TR_KEPT_REVISION;
    return rc;
}

int tr_sq_keep(struct tr_ledger *base, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    struct tr_err told = { 0 };
    if (!l->in_batch) return tr_fail(err, TR_E_USAGE, "%s: a report is kept inside a batch: tr_ledger_begin first", l->path);
    tr_arena_reset(l->work);
    if (tr_arena_used(l->cache.arena) > (size_t)64 * 1024 * 1024) tr_sq_cache_clear(l);
    volatile int rc = TR_OK;
    if (setjmp(*tr_arena_guard(l->work)) || setjmp(*tr_arena_guard(l->cache.arena)))
        rc = tr_fail(&told, TR_E_NOMEM, "%s: out of memory while keeping \"%.*s\"", l->path, TR_STR_ARG(in->reading->report.id));
    else rc = keep(l, in, kept, report, &told);
    tr_arena_unguard(l->work);
    tr_arena_unguard(l->cache.arena);
    if (rc && err) *err = told;
    /* Half a report is none. What was refused before anything was written leaves the batch as it is. */
    if (rc && rc != TR_E_INPUT && rc != TR_E_LIMIT) l->base.store->rollback(base);
    return rc;
}
