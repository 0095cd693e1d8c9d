/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/canon.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/limits.h"

/* --- bytes that grow --- */

void tr_bytes_put(struct tr_bytes *b, const void *p, size_t n)
{
    if (b->cap - b->n < n) {
        size_t cap = b->cap ? b->cap * 2 : 512;
        while (cap - b->n < n) cap *= 2;
        b->p = tr_arena_grow(b->arena, b->p, b->n, cap);
        b->cap = cap;
    }
    if (n) memcpy(b->p + b->n, p, n);
    b->n += n;
}

static size_t leb(unsigned char out[10], uint64_t u)
{
    size_t n = 0;
    while (u >= 0x80) {
        out[n++] = (unsigned char)(u | 0x80);
        u >>= 7;
    }
    out[n++] = (unsigned char)u;
    return n;
}

/* A null is one byte that no number begins with; numbers are zigzagged, so that small ones of either sign are short. */
void tr_bytes_int(struct tr_bytes *b, int64_t v)
{
    unsigned char out[11] = { 0xFF };
    if (v == TR_NULL) {
        tr_bytes_put(b, out, 1);
        return;
    }
    uint64_t u = ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
    out[0] = (unsigned char)leb(out + 1, u);
    tr_bytes_put(b, out, (size_t)out[0] + 1);
}

void tr_bytes_str(struct tr_bytes *b, tr_str s)
{
    tr_bytes_int(b, (int64_t)s.n);
    tr_bytes_put(b, s.p, s.n);
}

/* --- rows --- */

void tr_canon_actor(struct tr_bytes *b, const struct tr_actor_row *a)
{
    tr_bytes_str(b, TR_STR("actor"));
    tr_bytes_str(b, a->key);
    tr_bytes_str(b, a->name);
    tr_bytes_int(b, (int64_t)a->kind);
    tr_bytes_str(b, tr_str_of(a->country));
}

void tr_canon_place(struct tr_bytes *b, const struct tr_place_row *p)
{
    tr_bytes_str(b, TR_STR("place"));
    tr_bytes_str(b, p->key);
    tr_bytes_str(b, p->name);
    tr_bytes_int(b, (int64_t)p->kind);
    tr_bytes_str(b, tr_str_of(p->country));
    tr_bytes_str(b, p->admin1);
    tr_bytes_int(b, p->located ? llround(p->lat * 1e6) : TR_NULL);
    tr_bytes_int(b, p->located ? llround(p->lon * 1e6) : TR_NULL);
    tr_bytes_int(b, p->where_prec);
}

static bool put_digest(struct tr_bytes *b, const tr_digest *d)
{
    if (d) tr_bytes_put(b, d->b, TR_DIGEST);
    return d != NULL;
}

enum sort { SORT_KEY, SORT_SEEK, SORT_INT, SORT_WORD, SORT_ACTOR, SORT_PLACE, SORT_CLAIM };

static bool put_column(struct tr_bytes *b, enum sort sort, int64_t v, const struct tr_flat_claim *c, const struct tr_contents *with)
{
    tr_str text;
    if (sort == SORT_KEY || sort == SORT_SEEK) return true;
    if (v == TR_NULL || sort == SORT_INT) {
        tr_bytes_int(b, v);
        return true;
    }
    switch (sort) {
    case SORT_WORD:
        if (!with->word(with->arg, v, &text)) return false;
        tr_bytes_str(b, text);
        return true;
    case SORT_ACTOR: return put_digest(b, with->actor(with->arg, v));
    case SORT_PLACE: return put_digest(b, with->place(with->arg, v));
    default: /* a claim of the same report, by its index */
        tr_bytes_int(b, (int64_t)((uint64_t)v - (uint64_t)c->v[TR_C_id] + (uint64_t)c->v[TR_C_n]));
        return true;
    }
}

bool tr_canon_claim(struct tr_bytes *b, const struct tr_flat_claim *c, const unsigned char report[TR_DIGEST],
                    const struct tr_contents *with)
{
#define X(name, sort) SORT_##sort,
    static const enum sort sorts[] = { TR_CLAIM_COLUMNS(X) };
#undef X
    tr_bytes_put(b, report, TR_DIGEST);
    for (int i = 0; i < TR_C_count; i++) {
        if (!put_column(b, sorts[i], c->v[i], c, with)) return false;
    }
    tr_bytes_str(b, c->quote);
    tr_bytes_int(b, c->has_place_text);
    if (c->has_place_text) tr_bytes_str(b, c->place_text);
    tr_bytes_int(b, c->n_refs);
    for (uint32_t i = 0; i < c->n_refs; i++) {
        const struct tr_flat_ref *r = &c->refs[i];
        tr_bytes_int(b, r->role);
        tr_bytes_int(b, r->place != TR_NULL);
        if (!put_digest(b, r->place != TR_NULL ? with->place(with->arg, r->place) : with->actor(with->arg, r->actor))) return false;
    }
    return true;
}

void tr_canon_report(struct tr_bytes *b, const struct tr_flat_report *r, const unsigned char *revised, const tr_digest *text,
                     const tr_digest *kept, tr_str sentences)
{
    const int64_t ints[] = { r->bytes,    r->published, r->published_from, r->obtained,
                             r->recorded, r->n_claims,  r->has_address,    revised != NULL };
    const tr_str strs[] = { r->key, r->address, r->outlet, r->title, r->url, r->language, r->how, r->origin, r->dataset, sentences };
    tr_bytes_put(b, r->sha256, TR_DIGEST);
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++) tr_bytes_int(b, ints[i]);
    for (size_t i = 0; i < sizeof strs / sizeof *strs; i++) tr_bytes_str(b, strs[i]);
    if (revised) tr_bytes_put(b, revised, TR_DIGEST);
    put_digest(b, text);
    put_digest(b, kept);
}

void tr_canon_assessment(struct tr_bytes *b, const struct tr_assessment_row *a, const unsigned char *about, int64_t n)
{
    tr_bytes_int(b, (int64_t)a->kind);
    tr_bytes_str(b, a->target);
    tr_bytes_str(b, a->value);
    tr_bytes_str(b, a->reason);
    tr_bytes_str(b, a->who);
    tr_bytes_int(b, a->at);
    tr_bytes_int(b, about ? n : TR_NULL);
    if (about) tr_bytes_put(b, about, TR_DIGEST);
}

void tr_canon_agreement(struct tr_bytes *b, tr_str name, int64_t rev, tr_str yaml, tr_str origin, tr_instant recorded)
{
    tr_bytes_str(b, name);
    tr_bytes_int(b, rev);
    tr_bytes_str(b, yaml);
    tr_bytes_str(b, origin);
    tr_bytes_int(b, recorded);
}

void tr_digest_of(tr_str bytes, tr_digest *out)
{
    crypto_hash_sha256(out->b, (const unsigned char *)bytes.p, bytes.n);
}

void tr_chain_link(tr_digest *hash, enum tr_link_kind kind, tr_str row)
{
    crypto_hash_sha256_state s;
    unsigned char k = (unsigned char)kind;
    crypto_hash_sha256_init(&s);
    crypto_hash_sha256_update(&s, hash->b, TR_DIGEST);
    crypto_hash_sha256_update(&s, &k, 1);
    crypto_hash_sha256_update(&s, (const unsigned char *)row.p, row.n);
    crypto_hash_sha256_final(&s, hash->b);
}

/* --- packing --- */

void tr_spans_pack(struct tr_bytes *b, const tr_span *v, uint32_t n)
{
    unsigned char out[10];
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) { /* a sentence that began before the last one ended would wrap: readings have none */
        tr_bytes_put(b, out, leb(out, v[i].from - at));
        tr_bytes_put(b, out, leb(out, tr_span_len(v[i])));
        at = v[i].to;
    }
}

static bool unleb(tr_str s, size_t *at, uint32_t *out)
{
    uint64_t u = 0;
    for (unsigned shift = 0; *at < s.n && shift < 35; shift += 7) {
        unsigned char c = (unsigned char)s.p[(*at)++];
        u |= (uint64_t)(c & 0x7F) << shift;
        if (c & 0x80) continue;
        *out = (uint32_t)u;
        return u <= UINT32_MAX;
    }
    return false;
}

bool tr_spans_unpack(struct tr_arena *a, tr_str packed, const tr_span **v, uint32_t *n)
{
    TR_VEC(tr_span) spans = { 0 };
    size_t at = 0;
    uint64_t end = 0;
    while (at < packed.n) {
        uint32_t gap, len;
        if (!unleb(packed, &at, &gap) || !unleb(packed, &at, &len)) return false;
        uint64_t from = end + gap;
        end = from + len;
        if (end > UINT32_MAX) return false;
        *tr_vec_push(a, &spans) = (tr_span){ (uint32_t)from, (uint32_t)end };
    }
    *v = spans.v;
    *n = spans.n;
    return true;
}

static z_stream *ready(struct tr_packer *p)
{
    z_stream *z = p->state;
    if (z) return deflateReset(z) == Z_OK ? z : NULL;
    z = calloc(1, sizeof *z);
    if (!z || deflateInit(z, 6) != Z_OK) {
        free(z);
        return NULL;
    }
    p->state = z;
    return z;
}

int tr_pack(struct tr_packer *p, struct tr_arena *a, tr_str bytes, tr_str *out, struct tr_err *err)
{
    z_stream *z = bytes.n <= UINT32_MAX ? ready(p) : NULL;
    if (!z) return tr_fail(err, TR_E_NOMEM, "out of memory while packing %zu bytes", bytes.n);
    uLong room = deflateBound(z, (uLong)bytes.n);
    char *to = tr_arena_get(a, room);
    z->next_in = (Bytef *)(uintptr_t)bytes.p;
    z->avail_in = (uInt)bytes.n;
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)room;
    if (deflate(z, Z_FINISH) != Z_STREAM_END) return tr_fail(err, TR_E_NOMEM, "%zu bytes cannot be packed", bytes.n);
    *out = (tr_str){ to, z->total_out };
    return TR_OK;
}

void tr_packer_fini(struct tr_packer *p)
{
    if (p->state) deflateEnd(p->state);
    if (p->back) inflateEnd(p->back);
    free(p->state);
    free(p->back);
    *p = (struct tr_packer){ NULL, NULL };
}

static z_stream *ready_back(struct tr_packer *p)
{
    z_stream *z = p->back;
    if (z) return inflateReset(z) == Z_OK ? z : NULL;
    z = calloc(1, sizeof *z);
    if (!z || inflateInit(z) != Z_OK) {
        free(z);
        return NULL;
    }
    p->back = z;
    return z;
}

int tr_unpack(struct tr_packer *p, struct tr_arena *a, tr_str packed, uint64_t size, tr_str *out, struct tr_err *err)
{
    /* deflate makes at most about a thousand bytes of one: what claims more was altered, and is not given the memory */
    if (size > TR_MAX_FILE_BYTES || packed.n > UINT32_MAX || size > ((uint64_t)packed.n + 1) * 1100)
        return tr_fail(err, TR_E_INPUT, "packed bytes are damaged");
    char *to = tr_arena_get(a, size + 1);
    z_stream *z = ready_back(p);
    if (!z) return tr_fail(err, TR_E_NOMEM, "out of memory while unpacking %llu bytes", (unsigned long long)size);
    z->next_in = (Bytef *)(uintptr_t)packed.p;
    z->avail_in = (uInt)packed.n;
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)size + 1; /* one more than there may be: what goes on behind is damage too */
    if (inflate(z, Z_FINISH) != Z_STREAM_END || z->total_out != size) return tr_fail(err, TR_E_INPUT, "packed bytes are damaged");
    *out = (tr_str){ to, size };
    return TR_OK;
}
