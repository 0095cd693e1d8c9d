/* SPDX-License-Identifier: Apache-2.0 */
/* Proving: the chain is walked from its first link, beside it the rows in the order of their numbers. Every link must follow from the one before and from its row;
 * every row must have its link; every report's original bytes must still have their hash. What is derived (full text, near-copies) is no part of it. */
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>

#include "ledger/address.h"
#include "ledger/sqlite_int.h"

struct table {
    tr_digest *v;
    int64_t n;
};
struct words {
    tr_str *v;
    int64_t n;
};

/* A row of a table that is walked beside the chain. */
struct cursor {
    sqlite3_stmt *s;
    bool has;
    int64_t id;
};

struct proving {
    struct sq *l;
    struct tr_arena *arena;
    struct table actors, places;
    struct words words;
    struct cursor reports, claims, refs;
    struct tr_flat_report report; /* of the last report link */
    int64_t claims_seen;
    uint64_t seq, of;            /* link that is looked at; how many there are */
    int64_t last[TR_LINK_KINDS]; /* last row of each kind */
    uint64_t links[TR_LINK_KINDS];
    tr_digest head, stored; /* computed, and what the link says */
    tr_str pending;         /* the first link that did not follow, until the next one tells whether row or link was altered */
    uint64_t pending_at;
    struct tr_verdict *out;
    struct tr_err *err;
};

/* --- what was found --- */

static int bad(struct proving *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static int bad(struct proving *p, const char *fmt, ...)
{
    char text[400];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    p->out->whole = false;
    p->out->at = p->pending.n ? p->pending_at : p->seq;
    p->out->what = p->pending.n ? p->pending
                                : tr_arena_dup(p->arena, (tr_str){ text, n < 0                  ? 0
                                                                         : n < (int)sizeof text ? (size_t)n
                                                                                                : sizeof text - 1 });
    return 1;
}

/* --- contents, computed anew --- */

static int load_digests(struct proving *p, enum sq_name name, bool place, struct table *out)
{
    TR_VEC(tr_digest) v = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(p->l, name, p->err);
    struct tr_bytes b = { .arena = p->arena };
    int got;
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(s, 0);
        if (id <= 0 || id > INT32_MAX)
            return tr_fail(p->err, TR_E_INPUT, "%s: row number %lld is none that a ledger has", p->l->path, (long long)id);
        while (v.n < id + 1)
            (void)tr_vec_push(p->arena, &v); /* numbers have no gaps, but for rows that were removed: zeros, which nothing hashes to */
        b.n = 0;
        tr_arena_reset(p->l->work);
        if (place) {
            struct tr_place_row row;
            tr_sq_read_place(p->l->work, s, &row);
            tr_canon_place(&b, &row);
        } else {
            struct tr_actor_row row;
            tr_sq_read_actor(p->l->work, s, &row);
            tr_canon_actor(&b, &row);
        }
        tr_digest_of((tr_str){ b.p, b.n }, &v.v[id]);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(p->l, p->err, "proving");
    sqlite3_reset(s);
    *out = (struct table){ v.v, v.n };
    return TR_OK;
}

static int load_words(struct proving *p)
{
    TR_VEC(tr_str) v = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_words_all, p->err);
    int got;
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        int64_t id = sqlite3_column_int64(s, 0);
        if (id <= 0 || id > INT32_MAX)
            return tr_fail(p->err, TR_E_INPUT, "%s: row number %lld is none that a ledger has", p->l->path, (long long)id);
        while (v.n < id + 1) (void)tr_vec_push(p->arena, &v);
        v.v[id] = tr_arena_dup(p->arena, tr_sq_str(s, 1));
    }
    if (got != SQLITE_DONE) return tr_sq_fail(p->l, p->err, "proving");
    sqlite3_reset(s);
    p->words = (struct words){ v.v, v.n };
    return TR_OK;
}

static const tr_digest *actor(void *arg, int64_t id)
{
    const struct proving *p = arg;
    return id > 0 && id < p->actors.n ? &p->actors.v[id] : NULL;
}

static const tr_digest *place(void *arg, int64_t id)
{
    const struct proving *p = arg;
    return id > 0 && id < p->places.n ? &p->places.v[id] : NULL;
}

static bool word(void *arg, int64_t id, tr_str *text)
{
    const struct proving *p = arg;
    bool there = id > 0 && id < p->words.n && p->words.v[id].p;
    if (there) *text = p->words.v[id];
    return there;
}

/* --- rows beside the chain --- */

static int advance(struct proving *p, struct cursor *c)
{
    int got = sqlite3_step(c->s);
    c->has = got == SQLITE_ROW;
    if (c->has) c->id = sqlite3_column_int64(c->s, 0);
    return c->has || got == SQLITE_DONE ? TR_OK : tr_sq_fail(p->l, p->err, "proving");
}

static int start(struct proving *p, struct cursor *c, enum sq_name name)
{
    c->s = tr_sq_stmt(p->l, name, p->err);
    if (!c->s) return TR_E_IO;
    if (sqlite3_bind_parameter_count(c->s)) sqlite3_bind_int64(c->s, 1, INT64_MIN);
    return advance(p, c);
}

/* The cursor stands on the link's row, or the row was removed, or another one was put in before it. 0, 1 or an error. */
static int meet(struct proving *p, struct cursor *c, int64_t row, const char *what)
{
    if (c->has && c->id < row) return bad(p, "%s %lld was inserted: no link of the chain holds it", what, (long long)c->id);
    if (!c->has || c->id > row) return bad(p, "%s %lld was removed", what, (long long)row);
    return 0;
}

/* --- one link of each kind; 0 with the row's bytes, 1 when it is wrong, below 0 an error --- */

/* Of a file that was too long the hash of the bytes that are kept stands beside them. */
static int part_fits(struct proving *p, int64_t report, const tr_digest *kept, bool *fits)
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_original_of, p->err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, report);
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(p->l, p->err, "proving");
    tr_str told = tr_sq_str(s, 2);
    *fits = told.n == TR_DIGEST && memcmp(told.p, kept->b, TR_DIGEST) == 0;
    sqlite3_reset(s);
    return TR_OK;
}

static int check_bytes(struct proving *p, const struct tr_flat_report *r, tr_digest *text, tr_digest *kept, tr_str *sentences)
{
    struct sq *l = p->l;
    struct tr_err inner = { 0 };
    tr_str bytes, body;
    const tr_span *spans;
    uint32_t n;
    int rc = tr_sq_load_original(l, l->work, r->id, &bytes, &inner);
    if (rc == TR_E_INPUT)
        return bad(p, "the original bytes of report %lld (%.*s) were altered or removed", (long long)r->id, TR_STR_ARG(r->key));
    if (rc) return tr_fail(p->err, rc, "%s", inner.msg);
    tr_digest_of(bytes, kept);
    bool fits = memcmp(kept->b, r->sha256, TR_DIGEST) == 0;
    if ((int64_t)bytes.n < r->bytes) rc = part_fits(p, r->id, kept, &fits);
    if (rc) return rc;
    if (!fits) return bad(p, "the original bytes of report %lld (%.*s) were altered", (long long)r->id, TR_STR_ARG(r->key));
    rc = tr_sq_load_body(l, l->work, r->id, &body, &spans, &n, &inner);
    if (rc == TR_E_INPUT) return bad(p, "the text of report %lld (%.*s) was altered or removed", (long long)r->id, TR_STR_ARG(r->key));
    if (rc) return tr_fail(p->err, rc, "%s", inner.msg);
    struct tr_bytes b = { .arena = l->work };
    tr_spans_pack(&b, spans, n);
    *sentences = (tr_str){ b.p, b.n };
    tr_digest_of(body, text);
    p->out->reports++;
    return 0;
}

static int revised_sha(struct proving *p, int64_t id, unsigned char out[TR_DIGEST])
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_sha_of, p->err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, id);
    int got = sqlite3_step(s);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(p->l, p->err, "proving");
    bool there = got == SQLITE_ROW && tr_sq_str(s, 0).n == TR_DIGEST;
    if (there) memcpy(out, tr_sq_str(s, 0).p, TR_DIGEST);
    sqlite3_reset(s);
    return there ? 0 : bad(p, "report %lld, which report %lld revises, was removed", (long long)id, (long long)p->report.id);
}

/* All claims of a report follow its link. */
static int close_report(struct proving *p)
{
    if (!p->links[TR_LINK_REPORT] || p->claims_seen == p->report.n_claims) return 0;
    return bad(p, "claim %lld of report %lld is missing, with its link", (long long)p->claims_seen, (long long)p->report.id);
}

static int report_link(struct proving *p, int64_t row, struct tr_bytes *b)
{
    unsigned char revised[TR_DIGEST] = { 0 };
    tr_digest text = { { 0 } }, kept = { { 0 } };
    tr_str sentences = { "", 0 };
    int rc = close_report(p);
    if (!rc) rc = meet(p, &p->reports, row, "report");
    if (rc) return rc;
    tr_sq_read_report(p->l->work, p->reports.s, &p->report); /* its words last for this link, its numbers for its claims' */
    p->claims_seen = 0;
    bool revises = p->report.revision_of != TR_NULL;
    if (revises) rc = revised_sha(p, p->report.revision_of, revised);
    if (!rc) rc = check_bytes(p, &p->report, &text, &kept, &sentences);
    if (rc) return rc;
    tr_canon_report(b, &p->report, revises ? revised : NULL, &text, &kept, sentences);
    return advance(p, &p->reports);
}

static int take_refs(struct proving *p, struct tr_flat_claim *c)
{
    TR_VEC(struct tr_flat_ref) refs = { 0 };
    while (p->refs.has && p->refs.id <= c->v[TR_C_id]) {
        if (p->refs.id == c->v[TR_C_id])
            *tr_vec_push(p->l->work, &refs) =
                (struct tr_flat_ref){ sqlite3_column_int64(p->refs.s, 1), tr_sq_int(p->refs.s, 2), tr_sq_int(p->refs.s, 3) };
        int rc = advance(p, &p->refs);
        if (rc) return rc;
    }
    c->refs = refs.v;
    c->n_refs = refs.n;
    return TR_OK;
}

static int claim_link(struct proving *p, int64_t row, struct tr_bytes *b)
{
    const struct tr_contents with = { p, actor, place, word };
    struct tr_flat_claim c;
    int64_t from, to;
    int rc = meet(p, &p->claims, row, "claim");
    if (rc) return rc;
    tr_sq_read_claim(p->l->work, p->claims.s, &c);
    rc = take_refs(p, &c);
    if (rc) return rc;
    const int64_t *v = c.v;
    tr_seek_days(v[TR_C_day_from], v[TR_C_day_to], p->report.published, &from, &to);
    bool fits = v[TR_C_report] == p->report.id && (uint64_t)v[TR_C_id] == (uint64_t)p->report.first_claim + (uint64_t)v[TR_C_n] &&
                v[TR_C_n] == p->claims_seen && v[TR_C_at_from] == from && v[TR_C_at_to] == to;
    if (!fits || !tr_canon_claim(b, &c, p->report.sha256, &with))
        return bad(p, "claim %lld of report %lld was altered", (long long)row, (long long)p->report.id);
    p->claims_seen++;
    return advance(p, &p->claims);
}

static int assessment_link(struct proving *p, int64_t row, struct tr_bytes *b)
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_assessment_of, p->err);
    unsigned char sha256[TR_DIGEST];
    int64_t n = 0;
    bool there = false;
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, row);
    int got = sqlite3_step(s);
    if (got == SQLITE_DONE) return bad(p, "assessment %lld was removed", (long long)row);
    if (got != SQLITE_ROW) return tr_sq_fail(p->l, p->err, "proving");
    struct tr_assessment_row r = { .id = row,
                                   .kind = (enum tr_assess)tr_sq_enum(sqlite3_column_int64(s, 1), TR_ASSESS_count),
                                   .target = tr_arena_dup(p->l->work, tr_sq_str(s, 2)) };
    r.value = tr_arena_dup(p->l->work, tr_sq_str(s, 3));
    r.reason = tr_arena_dup(p->l->work, tr_sq_str(s, 4));
    r.who = tr_arena_dup(p->l->work, tr_sq_str(s, 5));
    r.at = sqlite3_column_int64(s, 6);
    sqlite3_reset(s);
    bool claim = tr_str_starts(r.target, TR_STR("claim:")) || tr_str_starts(r.target, TR_STR("incident:")) ||
                 tr_str_starts(r.target, TR_STR("proposal:"));
    int rc = claim ? tr_sq_target_claim(p->l, r.target, sha256, &n, &there, p->err) : TR_OK;
    if (rc) return rc;
    tr_canon_assessment(b, &r, there ? sha256 : NULL, n);
    return 0;
}

static int agreement_link(struct proving *p, int64_t row, struct tr_bytes *b)
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_agreement_of, p->err);
    if (!s) return TR_E_IO;
    sqlite3_bind_int64(s, 1, row);
    int got = sqlite3_step(s);
    if (got == SQLITE_DONE) return bad(p, "agreement row %lld was removed", (long long)row);
    if (got != SQLITE_ROW) return tr_sq_fail(p->l, p->err, "proving");
    tr_canon_agreement(b, tr_sq_str(s, 0), sqlite3_column_int64(s, 1), tr_sq_str(s, 2), tr_sq_str(s, 3), sqlite3_column_int64(s, 4));
    sqlite3_reset(s);
    return 0;
}

static const char *kind_name(int64_t kind)
{
    static const char *const names[] = { "row", "report", "claim", "assessment", "agreement" };
    return kind > 0 && kind < TR_LINK_KINDS ? names[kind] : "row";
}

static int one_link(struct proving *p, int64_t kind, int64_t row)
{
    struct tr_bytes b = { .arena = p->l->work };
    int rc;
    if (kind <= 0 || kind >= TR_LINK_KINDS) return bad(p, "link %llu was altered", (unsigned long long)p->seq);
    if (row <= p->last[kind])
        return bad(p, "link %llu was altered: it holds %s %lld a second time", (unsigned long long)p->seq, kind_name(kind), (long long)row);
    p->last[kind] = row;
    switch (kind) {
    case TR_LINK_REPORT: rc = report_link(p, row, &b); break;
    case TR_LINK_CLAIM: rc = claim_link(p, row, &b); break;
    case TR_LINK_ASSESSMENT: rc = assessment_link(p, row, &b); break;
    default: rc = agreement_link(p, row, &b); break;
    }
    if (rc) return rc;
    p->links[kind]++;
    tr_chain_link(&p->head, (enum tr_link_kind)kind, (tr_str){ b.p, b.n });
    bool follows = memcmp(p->head.b, p->stored.b, TR_DIGEST) == 0;
    if (p->pending.n) { /* the link before did not follow: if this one follows from what was computed, only that link's hash was altered */
        if (follows) p->pending = tr_arena_printf(p->arena, "link %llu was altered", (unsigned long long)p->pending_at);
        return bad(p, "-");
    }
    if (follows) return 0;
    p->pending_at = p->seq;
    p->pending = kind == TR_LINK_CLAIM
                     ? tr_arena_printf(p->arena, "claim %lld of report %lld was altered", (long long)row, (long long)p->report.id)
                     : tr_arena_printf(p->arena, "%s %lld was altered", kind_name(kind), (long long)row);
    return 0;
}

/* --- all links --- */

static int walk(struct proving *p, struct tr_steps steps)
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_chain_all, p->err);
    int got;
    if (!s) return TR_E_IO;
    while ((got = sqlite3_step(s)) == SQLITE_ROW) {
        uint64_t seq = (uint64_t)sqlite3_column_int64(s, 0);
        p->seq++;
        if (seq != p->seq) return bad(p, "link %llu is missing", (unsigned long long)p->seq);
        if (tr_sq_str(s, 3).n != TR_DIGEST) return bad(p, "link %llu was altered", (unsigned long long)seq);
        memcpy(p->stored.b, tr_sq_str(s, 3).p, TR_DIGEST);
        tr_arena_reset(p->l->work);
        int rc = one_link(p, sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2));
        if (rc) return rc;
        p->out->links = p->seq;
        if (steps.step && p->seq % 4096 == 0) steps.step(steps.arg, p->seq, p->of);
    }
    if (got != SQLITE_DONE) return tr_sq_fail(p->l, p->err, "proving");
    sqlite3_reset(s);
    return p->pending.n ? bad(p, "-") : 0;
}

static int stray(struct proving *p, enum sq_name name, const char *what)
{
    sqlite3_stmt *s = tr_sq_stmt(p->l, name, p->err);
    if (!s) return TR_E_IO;
    if (sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(p->l, p->err, "proving");
    int64_t id = tr_sq_int(s, 0);
    sqlite3_reset(s);
    return bad(p, "%s %lld was inserted: no link of the chain holds it", what, (long long)id);
}

/* Links are of rows that exist, none twice: equal counts mean that every row has its link. */
static int no_strays(struct proving *p, const int64_t rows[TR_LINK_KINDS])
{
    static const enum sq_name names[] = { SQ_count, SQ_stray_report, SQ_stray_claim, SQ_stray_assessment, SQ_stray_agreement };
    p->seq = p->out->links + 1;
    int rc = close_report(p);
    for (int k = TR_LINK_REPORT; !rc && k < TR_LINK_KINDS; k++) {
        if ((uint64_t)rows[k] != p->links[k]) rc = stray(p, names[k], kind_name(k));
    }
    return rc;
}

/* Not to be taken into its caller, whose locals a jump of the arena would take along. */
static __attribute__((noinline)) int prove(struct proving *p, struct tr_steps steps)
{
    int64_t rows[TR_LINK_KINDS] = { 0 };
    sqlite3_stmt *s = tr_sq_stmt(p->l, SQ_counts, p->err);
    if (!s || sqlite3_step(s) != SQLITE_ROW) return tr_sq_fail(p->l, p->err, "proving");
    for (int k = TR_LINK_REPORT; k < TR_LINK_KINDS; k++) rows[k] = sqlite3_column_int64(s, k - 1);
    p->of = (uint64_t)sqlite3_column_int64(s, 4);
    sqlite3_reset(s);
    int rc = load_digests(p, SQ_digests_actor, false, &p->actors);
    if (!rc) rc = load_digests(p, SQ_digests_place, true, &p->places);
    if (!rc) rc = load_words(p);
    if (!rc) rc = start(p, &p->reports, SQ_reports_from);
    if (!rc) rc = start(p, &p->claims, SQ_from_id);
    if (!rc) rc = start(p, &p->refs, SQ_refs_all);
    if (!rc) rc = walk(p, steps);
    if (!rc) rc = no_strays(p, rows);
    return rc;
}

struct verify_asked {
    struct tr_steps steps;
    struct tr_verdict *out;
};

static int ask_verify(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err)
{
    struct verify_asked *ask = arg;
    struct proving *p = TR_NEW(a, struct proving);
    struct tr_arena_outer outer;
    p->l = l;
    p->arena = a;
    p->out = ask->out;
    p->err = err;
    *ask->out = (struct tr_verdict){ .whole = true, .what = TR_STR("") };
    volatile int rc;
    tr_arena_push_guard(l->work, &outer);
    if (setjmp(*tr_arena_guard(l->work))) rc = tr_fail(err, TR_E_NOMEM, "%s: out of memory while proving", l->path);
    else rc = prove(p, ask->steps);
    tr_arena_pop_guard(l->work, &outer);
    sodium_bin2hex(ask->out->head, sizeof ask->out->head, p->stored.b, TR_DIGEST);
    return rc > 0 ? TR_OK : rc;
}

int tr_sq_verify(struct tr_ledger *l, struct tr_steps steps, struct tr_arena *a, struct tr_verdict *out, struct tr_err *err)
{
    struct verify_asked ask = { steps, out };
    if (((struct sq *)l)->in_batch) return tr_fail(err, TR_E_USAGE, "commit first: what is proved is what is kept");
    return tr_sq_ask((struct sq *)l, a, ask_verify, &ask, err);
}

int tr_sq_link(struct tr_ledger *base, uint64_t *seq, char hash[65], bool *there, struct tr_err *err)
{
    struct sq *l = (struct sq *)base;
    static const unsigned char zeros[TR_DIGEST];
    sqlite3_stmt *s = tr_sq_stmt(l, *seq ? SQ_link_at : SQ_last_link, err);
    if (!s) return TR_E_IO;
    if (*seq) sqlite3_bind_int64(s, 1, (sqlite3_int64)*seq);
    int got = sqlite3_step(s);
    *there = got == SQLITE_ROW && tr_sq_str(s, 1).n == TR_DIGEST;
    if (*there) *seq = (uint64_t)sqlite3_column_int64(s, 0);
    sodium_bin2hex(hash, 65, *there ? (const unsigned char *)tr_sq_str(s, 1).p : zeros, TR_DIGEST);
    if (got != SQLITE_ROW && got != SQLITE_DONE) return tr_sq_fail(l, err, "reading the chain");
    sqlite3_reset(s);
    return TR_OK;
}
