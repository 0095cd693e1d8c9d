/* SPDX-License-Identifier: Apache-2.0 */
/* The SQLite backend: what its files share. open: the file, its schema, errors. keep, intern, derive: what is written. scope, query, load: what is asked.
 * assess, search, verify: as they say. */
#ifndef TR_LEDGER_SQLITE_INT_H
#define TR_LEDGER_SQLITE_INT_H

#include <sqlite3.h>

#include "base/map.h"
#include "ledger/canon.h"
#include "ledger/near.h"
#include "ledger/shelf.h"
#include "ledger/sqlite_sql.h"
#include "ledger/store_int.h"

#define TR_SQ_APPLICATION 0x54525543            /* "TRUC" in the file's header */
#define TR_SQ_FTS_SHIFT 22                      /* rowid of a sentence = report << 22 | 1 + n; 0 is the title */
#define TR_SQ_BUSY_MS 60000                     /* a second writer waits as long for the first one's batch */

#define TR_SQ_SCOPES 32                         /* places whose extent a handle remembers */

enum sq_name {
#define X(name, sql) SQ_##name,
    SQ_LIST(X)
#undef X
    SQ_count
};

/* Rows that were written or looked up, by content and by number: saves asking for each claim. Empty after a rollback. */
struct sq_row { int64_t id; tr_digest digest; tr_str text; };
struct sq_cache {
    struct tr_arena *arena;
    struct tr_map actors, places, words;        /* digest or text -> struct sq_row * */
    struct tr_map actor_ids, place_ids, word_ids;   /* number -> the same */
};

struct sq {
    struct tr_ledger base;
    sqlite3 *db;
    char *path;
    bool can_write;
    bool in_batch;
    sqlite3_stmt *stmt[SQ_count];
    struct tr_arena *work;                      /* of one call */
    struct tr_packer packer;
    struct sq_cache cache;
    struct tr_zones zones;                      /* of the countries that answers were about */
    struct tr_shelf_view *view;                 /* while a question is open; NULL: nothing is kept */
    uint64_t links;                             /* of the chain, as the open question sees it; 0 when nothing is kept */
    struct sq_kept_scope *scopes[TR_SQ_SCOPES]; /* of the last places that were asked for */
    int next_scope;
    uint64_t seq;                               /* last link, its hash, and the last claim: of the batch that is open */
    tr_digest head;
    int64_t last_claim, last_report;
};

/* --- open --- */
/* Fills err from the database's last error. what: "keeping a report". */
int tr_sq_fail(struct sq *l, struct tr_err *err, const char *what);
/* The prepared statement, reset and unbound; NULL after filling err. */
sqlite3_stmt *tr_sq_stmt(struct sq *l, enum sq_name name, struct tr_err *err);
/* Steps a statement that gives no rows, and resets it. */
int tr_sq_run(struct sq *l, sqlite3_stmt *s, struct tr_err *err, const char *what);
int tr_sq_exec(struct sq *l, const char *sql, struct tr_err *err, const char *what);
void tr_sq_reset(struct sq *l);                 /* every statement, so that none holds a transaction open */
/* Runs one question inside one read transaction. The arena's jump is caught, the transaction ended, and the jump goes on. */
int tr_sq_ask(struct sq *l, struct tr_arena *a, int (*run)(struct sq *l, struct tr_arena *a, void *arg, struct tr_err *err), void *arg, struct tr_err *err);

static inline tr_str tr_sq_str(sqlite3_stmt *s, int i)      /* until the next step */
{
    const char *p = sqlite3_column_blob(s, i);
    return p ? (tr_str){ p, (size_t)sqlite3_column_bytes(s, i) } : (tr_str){ "", 0 };
}
static inline int64_t tr_sq_int(sqlite3_stmt *s, int i) { return sqlite3_column_type(s, i) == SQLITE_NULL ? TR_NULL : sqlite3_column_int64(s, i); }
/* A file may hold anything: what is no value of an enumeration is its 0, what is no day is none. */
static inline int tr_sq_enum(int64_t v, int count) { return v > 0 && v < count ? (int)v : 0; }
static inline tr_date tr_sq_day(int64_t v) { return v > -1000000 && v < 4000000 ? (tr_date)v : TR_NO_DATE; }
static inline int64_t tr_sq_sentence_row(int64_t report, uint32_t sentence) { return (int64_t)(((uint64_t)report << TR_SQ_FTS_SHIFT) + 1 + sentence); }
static inline void tr_sq_bind_str(sqlite3_stmt *s, int i, tr_str v) { sqlite3_bind_text(s, i, v.n ? v.p : "", (int)v.n, SQLITE_STATIC); }
static inline void tr_sq_bind_blob(sqlite3_stmt *s, int i, const void *p, size_t n) { sqlite3_bind_blob64(s, i, n ? p : "", n, SQLITE_STATIC); }
static inline void tr_sq_bind_int(sqlite3_stmt *s, int i, int64_t v)
{
    if (v == TR_NULL) sqlite3_bind_null(s, i);
    else sqlite3_bind_int64(s, i, v);
}

/* --- schema --- */
int tr_sq_schema(struct sq *l, struct tr_err *err);         /* makes, upgrades, or refuses */

/* --- intern --- */
void tr_sq_cache_clear(struct sq *l);
int tr_sq_actor(struct sq *l, const struct truce_actor *a, int64_t *id, struct tr_err *err);   /* NULL gives TR_NULL */
int tr_sq_place(struct sq *l, const struct truce_place *p, int64_t *id, struct tr_err *err);
int tr_sq_word(struct sq *l, tr_str text, int64_t *id, struct tr_err *err);
struct tr_contents tr_sq_contents(struct sq *l);            /* of rows that were interned in this batch */

/* --- keep --- */
int tr_sq_keep(struct tr_ledger *l, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err);
int tr_sq_link_row(struct sq *l, enum tr_link_kind kind, int64_t row, tr_str bytes, struct tr_err *err);
int tr_sq_keep_agreement(struct tr_ledger *l, tr_str id, tr_str yaml, tr_str where, struct tr_err *err);
int tr_sq_agreements(struct tr_ledger *l, tr_instant as_of, struct tr_arena *a, struct tr_kept_agreements *out, struct tr_err *err);

/* --- derive --- */
/* Full text and near-copies of one report; the text's bytes and sentences stand in the arena. */
int tr_sq_derive_report(struct sq *l, int64_t report, tr_str title, tr_str text, const tr_span *sentences, uint32_t n, bool copies, struct tr_err *err);
int tr_sq_derive_place(struct sq *l, int64_t place, double lat, double lon, struct tr_err *err);
int tr_sq_derive_all(struct sq *l, struct tr_err *err);     /* of a ledger that was just upgraded */

/* --- shelf: records of rows, as they are kept between questions --- */
struct sq_report_record {
    int64_t id, bytes, revision_of, published, published_from, obtained, recorded, first_claim, n_claims;
    char sha256[2 * TR_DIGEST];                 /* hex */
    bool has_address;
    uint32_t n[9];                              /* bytes of key, address, outlet, title, url, language, how, origin, dataset; one behind the other: */
    char text[];
};
/* What ties a report to others; true of a chain of so many links. */
struct sq_ties {
    uint64_t links;
    int64_t revised_at;                         /* when the first report that revises it was recorded; INT64_MAX: none does */
    uint32_t n;
    int64_t pairs[];                            /* its near-copies, in order */
};
/* From the shelf, or read and put there. Good while the question is open. TR_E_INPUT: there is no such report. */
int tr_sq_report_record(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_report_record **out, struct tr_err *err);
int tr_sq_ties(struct sq *l, struct tr_arena *a, int64_t id, const struct sq_ties **out, struct tr_err *err);
static inline tr_str tr_sq_record_outlet(const struct sq_report_record *r) { return (tr_str){ r->text + r->n[0] + r->n[1], r->n[2] }; }
/* A claim of the shelf: only its kind and whether it has a day, then all of it. False: it is not there. */
bool tr_sq_shelf_claim(struct sq *l, int64_t id, const void **record, int *kind, bool *undated);
void tr_sq_claim_of_record(struct tr_arena *a, const void *record, struct tr_flat_claim *out);
void tr_sq_shelve_claim(struct sq *l, struct tr_arena *a, const struct tr_flat_claim *c);
int tr_sq_warm(struct tr_ledger *l, int64_t *before, struct tr_arena *a, struct tr_err *err);

/* --- load --- */
/* A report of an answer, with what only the store needs. */
struct sq_report {
    struct tr_report_row row;
    tr_instant recorded;
    int64_t first_claim, n_claims;
    tr_str root_sha256;                         /* of the root of its near-copies */
    const struct sq_ties *ties;                 /* good while the question is open */
    bool has_text;
    tr_str text;                                /* loaded when a claim needs it */
};
/* Rows that stand for actors in an answer of many pieces: they outlive each piece, so that an actor has one name in all of them. */
struct sq_standing { struct tr_arena *arena; struct tr_map rows; };
/* What one answer holds: rows once each, in the asker's arena. */
struct sq_answer {
    struct tr_arena *arena;
    tr_instant as_of;
    struct tr_map reports, actors, places, words;           /* number -> row */
    struct tr_map standing;                                 /* actor's key and country -> the row that stands for it */
    struct sq_standing *pieces;                             /* NULL: the answer is one piece */
};
void tr_sq_answer(struct sq_answer *n, struct tr_arena *a, tr_instant as_of);
/* *out = NULL when the ledger did not know it at as_of. */
int tr_sq_load_report(struct sq *l, struct sq_answer *n, int64_t id, struct sq_report **out, struct tr_err *err);
int tr_sq_load_place(struct sq *l, struct sq_answer *n, int64_t id, const struct tr_place_row **out, struct tr_err *err);   /* TR_NULL gives NULL */
int tr_sq_load_actor(struct sq *l, struct sq_answer *n, int64_t id, const struct tr_actor_row **out, struct tr_err *err);
int tr_sq_load_word(struct sq *l, struct sq_answer *n, int64_t id, tr_str *out, struct tr_err *err);
/* sentences may be NULL: then they are not read. */
int tr_sq_load_body(struct sq *l, struct tr_arena *a, int64_t report, tr_str *text, const tr_span **sentences, uint32_t *n, struct tr_err *err);
int tr_sq_load_original(struct sq *l, struct tr_arena *a, int64_t report, tr_str *bytes, struct tr_err *err);
int tr_sq_extent(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_extent *out, struct tr_err *err);
int tr_sq_texts(struct tr_ledger *l, const struct tr_claim_row *const *rows, uint32_t n, struct tr_arena *a, struct tr_err *err);
int tr_sq_text(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *text, struct tr_err *err);
int tr_sq_original(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *bytes, struct tr_err *err);
const struct tr_place_row *tr_sq_take_place(struct sq_answer *n, sqlite3_stmt *s);          /* columns of SQ_PLACE; one row a number */
void tr_sq_have_place(struct sq_answer *n, const struct tr_place_row *p);                   /* a row that the answer has from elsewhere */
void tr_sq_read_place(struct tr_arena *a, sqlite3_stmt *s, struct tr_place_row *out);
void tr_sq_read_actor(struct tr_arena *a, sqlite3_stmt *s, struct tr_actor_row *out);       /* columns of SQ_ACTOR */
void tr_sq_read_report(struct tr_arena *a, sqlite3_stmt *s, struct tr_flat_report *out);    /* columns of SQ_REPORT */
void tr_sq_read_claim(struct tr_arena *a, sqlite3_stmt *s, struct tr_flat_claim *out);      /* columns of SQ_CLAIM; without refs */
int tr_sq_read_refs(struct sq *l, struct tr_arena *a, struct tr_flat_claim *out, struct tr_err *err);
/* What the register knows of an actor; nothing when the ledger was given none. */
void tr_sq_register(const struct sq *l, struct tr_actor_row *a);
/* The row of an answer for an actor that stands nowhere in the ledger (a correction names it). */
const struct tr_actor_row *tr_sq_stand(struct sq *l, struct sq_answer *n, const struct tr_actor_row *a);
/* Roots of near-copies and their outlets, of all reports of the answer. */
int tr_sq_roots(struct sq *l, struct sq_answer *n, struct tr_err *err);

/* --- entries --- */
int tr_sq_head(struct tr_ledger *l, struct tr_ledger_head *out, struct tr_err *err);
int tr_sq_sentences(struct tr_ledger *l, tr_id report, struct tr_arena *a, const tr_span **out, uint32_t *n, struct tr_err *err);
int tr_sq_entries(struct tr_ledger *l, enum tr_entries_of of, tr_str name, uint64_t offset, uint32_t limit, struct tr_arena *a, struct tr_entries *out, struct tr_err *err);
int tr_sq_persons(struct tr_ledger *l, tr_id after, struct tr_arena *a, const struct tr_actor_row **out, uint32_t *n, tr_id *up_to, struct tr_err *err);

/* --- scope, query, search, assess, verify --- */
int tr_sq_scope(struct tr_ledger *l, tr_str place, struct tr_arena *a, struct tr_scope *out, struct tr_err *err);
int tr_sq_claims(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_claims *out, struct tr_err *err);
int tr_sq_walk(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, const struct tr_walk *walk, struct tr_err *err);
int tr_sq_reports(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err);
/* Published first, unknown last; then by hash: never by the order of adding. */
int tr_sq_report_order(const struct tr_report_row *a, const struct tr_report_row *b);
int tr_sq_words_fail(struct sq *l, tr_str words, struct tr_err *err);      /* a full-text question that SQLite refused */
int tr_sq_search(struct tr_ledger *l, tr_str words, uint32_t limit, struct tr_arena *a, struct tr_founds *out, struct tr_err *err);
int tr_sq_assess(struct tr_ledger *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err);
int tr_sq_assessments(struct tr_ledger *l, tr_str prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out, struct tr_err *err);
/* Inside a question that is open already. */
int tr_sq_assessments_in(struct sq *l, tr_str prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out, struct tr_err *err);
/* Report and index of the claim that a target names; false when it names none that is there. */
int tr_sq_target_claim(struct sq *l, tr_str target, unsigned char sha256[TR_DIGEST], int64_t *n, bool *there, struct tr_err *err);
int tr_sq_verify(struct tr_ledger *l, struct tr_steps steps, struct tr_arena *a, struct tr_verdict *out, struct tr_err *err);
int tr_sq_link(struct tr_ledger *l, uint64_t *seq, char hash[65], bool *there, struct tr_err *err);

#endif
