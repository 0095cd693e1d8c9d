/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the store in one flat form, and the bytes of them that the chain hashes: the same for every backend, and the same whether a row comes from a reading
 * that is being kept or from the store that is being proved. What a row refers to goes in by content (a digest), never by row number. */
#ifndef TR_LEDGER_CANON_H
#define TR_LEDGER_CANON_H

#include "ledger/rows.h"

#define TR_DIGEST 32
typedef struct tr_digest { unsigned char b[TR_DIGEST]; } tr_digest;

enum tr_link_kind { TR_LINK_REPORT = 1, TR_LINK_CLAIM, TR_LINK_ASSESSMENT, TR_LINK_AGREEMENT, TR_LINK_KINDS };

/* Columns of a claim, in the order of the table (sql/0001_ledger.sql). KEY and SEEK are not hashed: the first is a row number, the others only serve looking up.
 * A null is TR_NULL. */
#define TR_NULL INT64_MIN
#define TR_CLAIM_COLUMNS(X)                                                                                            \
    X(id, KEY) X(report, KEY) X(n, INT) X(kind, INT) X(status, INT) X(span_from, INT) X(span_to, INT) X(sentence, INT) \
    X(sentence_from, INT) X(sentence_to, INT) X(confidence, INT) X(why, WORD) X(source, ACTOR) X(via, ACTOR)           \
    X(place, PLACE) X(day_from, INT) X(day_to, INT) X(date_prec, INT) X(clock_from, INT) X(clock_to, INT)              \
    X(at_from, SEEK) X(at_to, SEEK) X(low, INT) X(high, INT) X(flags, INT) X(what, INT) X(which, INT) X(means, INT)    \
    X(actor, ACTOR) X(recipient, ACTOR) X(part_of, CLAIM) X(detail, WORD)
enum tr_claim_column {
#define X(name, sort) TR_C_##name,
    TR_CLAIM_COLUMNS(X)
#undef X
    TR_C_count
};
#define TR_FLAG_APPROX 1
#define TR_FLAG_CUMULATIVE 2
#define TR_FLAG_PERCENT 4

enum tr_ref_role { TR_REF_TERRITORY = 1, TR_REF_PARTY, TR_REF_EXCLUDED };
struct tr_flat_ref { int64_t role, place, actor; };        /* one of place and actor is TR_NULL */

struct tr_flat_claim {
    int64_t v[TR_C_count];
    tr_str quote, place_text;
    bool has_place_text;
    const struct tr_flat_ref *refs;
    uint32_t n_refs;
};

struct tr_flat_report {
    int64_t id, bytes, revision_of, published, published_from, obtained, recorded, first_claim, n_claims;
    unsigned char sha256[TR_DIGEST];
    tr_str key, address, outlet, title, url, language, how, origin, dataset;
    bool has_address;
};

/* What stands behind row numbers: the store looks it up, from what it has at hand. */
struct tr_contents {
    void *arg;
    const tr_digest *(*actor)(void *arg, int64_t id);       /* NULL: there is no such row */
    const tr_digest *(*place)(void *arg, int64_t id);
    bool (*word)(void *arg, int64_t id, tr_str *text);
};

/* Bytes that grow in an arena. */
struct tr_bytes { struct tr_arena *arena; char *p; size_t n, cap; };
void tr_bytes_put(struct tr_bytes *b, const void *p, size_t n);
void tr_bytes_int(struct tr_bytes *b, int64_t v);           /* TR_NULL too; no two values alike, no value a prefix of another */
void tr_bytes_str(struct tr_bytes *b, tr_str s);

void tr_canon_actor(struct tr_bytes *b, const struct tr_actor_row *a);
void tr_canon_place(struct tr_bytes *b, const struct tr_place_row *p);
/* report: SHA-256 of the report's original bytes. False when the claim refers to a row that is not there. */
bool tr_canon_claim(struct tr_bytes *b, const struct tr_flat_claim *c, const unsigned char report[TR_DIGEST], const struct tr_contents *with);
/* revised: SHA-256 of the report that it revises, NULL none; text: of the text; kept: of the original bytes that are kept. */
void tr_canon_report(struct tr_bytes *b, const struct tr_flat_report *r, const unsigned char *revised, const tr_digest *text, const tr_digest *kept, tr_str sentences);
/* about: SHA-256 of the report and index of the claim that the target names; NULL for other targets. */
void tr_canon_assessment(struct tr_bytes *b, const struct tr_assessment_row *a, const unsigned char *about, int64_t n);
void tr_canon_agreement(struct tr_bytes *b, tr_str name, int64_t rev, tr_str yaml, tr_str origin, tr_instant recorded);

void tr_digest_of(tr_str bytes, tr_digest *out);
/* The next hash of the chain, over `before` in place. */
void tr_chain_link(tr_digest *hash, enum tr_link_kind kind, tr_str row);

/* Spans of sentences as LEB128: gap from the end before, length; and back. False when the bytes are no such list. */
void tr_spans_pack(struct tr_bytes *b, const tr_span *v, uint32_t n);
bool tr_spans_unpack(struct tr_arena *a, tr_str packed, const tr_span **v, uint32_t *n);

/* Deflated and back, in the arena. A packer keeps zlib's state from one report to the next; all zeros before its first use.
 * Unpack fails unless exactly `size` bytes come out. */
struct tr_packer { void *state, *back; };
int tr_pack(struct tr_packer *p, struct tr_arena *a, tr_str bytes, tr_str *out, struct tr_err *err);
void tr_packer_fini(struct tr_packer *p);
int tr_unpack(struct tr_packer *p, struct tr_arena *a, tr_str packed, uint64_t size, tr_str *out, struct tr_err *err);

#endif
