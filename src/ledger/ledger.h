/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger: what reports said, kept for good. Reports, claims and assessments are appended and chained by SHA-256; nothing is changed or erased.
 *
 *   struct tr_ledger *l;
 *   if (tr_ledger_open("truce.ledger", TR_LEDGER_WRITE, &l, &err)) …
 *   struct tr_filter f = TR_FILTER_ALL;  f.place = TR_STR("Aleppo");  f.days = …;
 *   struct tr_claims got;
 *   if (tr_ledger_claims(l, &f, arena, &got, &err)) …
 *
 * A handle belongs to one thread. Many processes may read while one writes (SQLite WAL); a second writer waits. Behind it stands a table of functions
 * (store_int.h): SQLite now. Memory of answers is the arena's; its exhaustion jumps to the arena's guard, and the ledger stays usable. */
#ifndef TR_LEDGER_LEDGER_H
#define TR_LEDGER_LEDGER_H

#include "base/err.h"
#include "base/instant.h"
#include "intake/intake.h"
#include "ledger/rows.h"

struct tr_ledger;
struct tr_knowledge;

enum tr_ledger_mode { TR_LEDGER_READ, TR_LEDGER_WRITE };       /* WRITE makes the file when it is not there, and upgrades an older one */

/* TR_E_IO: cannot be opened, or not there; TR_E_INPUT: no ledger, or made by a newer Truce (the message says which). */
int tr_ledger_open(const char *path, enum tr_ledger_mode mode, struct tr_ledger **out, struct tr_err *err);
void tr_ledger_close(struct tr_ledger *l);                      /* NULL allowed; what was not committed is gone */
/* Places and sides by name; stays the caller's. Without it a filter's place is matched by the ledger's own names alone, and sides stay "". */
void tr_ledger_knowledge(struct tr_ledger *l, const struct tr_knowledge *k);
/* Rows that were read are kept there for the next question of any handle that has the shelf (shelf.h): for processes that are asked again and again. Handles of one ledger alone;
 * those that write leave it aside. Outlives the handle. */
struct tr_shelf;
void tr_ledger_shelf(struct tr_ledger *l, struct tr_shelf *s);
/* Puts some hundred reports and their claims there, the latest first; *before: 0 at the beginning, goes along, and is 0 again when all are there or nothing more has room. */
int tr_ledger_warm(struct tr_ledger *l, int64_t *before, struct tr_arena *a, struct tr_err *err);

/* --- keeping ------------------------------------------------------------------------------------------------------------------- */

/* A report with its original bytes and what was read in it. */
struct tr_keep {
    const struct truce_reading *reading;
    tr_str original;                    /* the bytes as received: of the file, or of the one record */
    tr_str how, where;
    tr_str dataset;                     /* "" for what was read; "acled", … for imported rows */
    tr_instant obtained;
};
enum tr_kept { TR_KEPT_NEW, TR_KEPT_REVISION, TR_KEPT_KNOWN };  /* KNOWN: the same bytes are there already; nothing is written */

/* begin … keep … commit. Only what a commit returned TR_OK for is kept; after a failure the whole batch is rolled back. */
int tr_ledger_begin(struct tr_ledger *l, struct tr_err *err);
int tr_ledger_commit(struct tr_ledger *l, struct tr_err *err);
void tr_ledger_rollback(struct tr_ledger *l);
int tr_ledger_keep(struct tr_ledger *l, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err);
/* Whether these bytes are kept already: asked before a report is read again. */
int tr_ledger_has(struct tr_ledger *l, const char sha256[65], bool *has, struct tr_err *err);
int tr_ledger_assess(struct tr_ledger *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err);
/* An agreement's file as an analyst imported it: a new revision of that id when it differs. */
int tr_ledger_keep_agreement(struct tr_ledger *l, tr_str id, tr_str yaml, tr_str where, struct tr_err *err);

/* --- asking -------------------------------------------------------------------------------------------------------------------- */

#define TR_KINDS_ALL ((1u << TRUCE_KIND_count) - 1)
struct tr_filter {
    tr_str place;                       /* a name ("Aleppo": the city and the governorate; "Aleppo, SY"; "Aleppo Governorate"; "Syria"), or "lat,lon,km"; "" everywhere */
    tr_days days;                       /* claims whose days overlap; open ends allowed */
    bool undated;                       /* also claims without days, by their report's publication */
    uint32_t kinds;                     /* 1u << enum truce_kind */
    tr_str by;                          /* actor's name or id, as perpetrator, actor, violator or party: it, its members and its organs */
    tr_str source;                      /* who asserts it, or the outlet */
    tr_str words;                       /* full text (FTS5 query) over sentences */
    tr_id report, claim;                /* 0 any */
    double min_confidence;
    tr_instant as_of;                   /* only what the ledger knew then; TR_NO_INSTANT now */
    bool rejected;                      /* also claims that an analyst rejected */
    bool revisions;                     /* also claims of superseded revisions */
    bool texts;                         /* fill sentence_text */
    bool timeless;                      /* of a place's claims only those that have neither a day nor a publication; days are not asked then */
    uint64_t after;                     /* paging: claims with ids above; 0 from the start */
    uint32_t limit;                     /* 0 none: never a silent cap */
};
#define TR_FILTER_ALL ((struct tr_filter){ .days = TR_NO_DAYS, .kinds = TR_KINDS_ALL, .as_of = TR_NO_INSTANT })

/* What a filter's place came to; for the head of every answer. */
struct tr_scope {
    tr_str name;                        /* "Aleppo Governorate (SY)" */
    enum truce_place_kind kind;
    char country[3];
    tr_str admin1;
    bool located;
    double lat, lon, km;                /* of a circle; km 0 otherwise */
    struct tr_places places;            /* rows of the ledger inside */
};
int tr_ledger_scope(struct tr_ledger *l, tr_str place, struct tr_arena *a, struct tr_scope *out, struct tr_err *err);

struct tr_claims {
    const struct tr_claim_row *v; uint32_t n;
    struct tr_scope scope;
    tr_instant as_of;
    struct tr_zones *zones;             /* the handle's, for who asks what time it was there; NULL: whoever asks opens them himself */
};
/* Ordered by report publication, then the report's hash, then the claim's index: never by the order of adding. */
int tr_ledger_claims(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_claims *out, struct tr_err *err);

/* The same claims in the same order, in pieces of whole reports, so that memory stays bounded however many they are; limit is not asked. They are gone through `passes` times within one state
 * of the ledger: once to count, once to write. Sentences and the actors' final names are there in the last pass alone. take gets the piece and its arena, which
 * has a's ceiling; both are gone when it returns, and what it returns, if not TR_OK, ends the walk. It asks the ledger nothing. An answer of no claims has one empty piece a pass. */
#define TR_WALK_PIECE 10000
struct tr_walk {
    unsigned passes;
    uint32_t piece;                     /* claims that a piece's reports hold, when it may end: TR_WALK_PIECE */
    int (*take)(void *ctx, unsigned pass, const struct tr_claims *piece, struct tr_arena *a, struct tr_err *err);
    void *ctx;
};
int tr_ledger_walk(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, const struct tr_walk *walk, struct tr_err *err);

/* Fills sentence_text of rows of an answer that was asked without texts: of the few that are shown. The rows are the asker's. */
int tr_ledger_texts(struct tr_ledger *l, const struct tr_claim_row *const *rows, uint32_t n, struct tr_arena *a, struct tr_err *err);

/* How much a filter's place and days hold, from the indexes alone: claims of at most a month, their first and last day (TR_NO_DAYS: there are none), and whether some have no time at all. */
struct tr_extent { uint64_t claims; tr_days days; bool timeless; };
int tr_ledger_extent(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_extent *out, struct tr_err *err);

struct tr_assessments { const struct tr_assessment_row *v; uint32_t n; };
int tr_ledger_assessments(struct tr_ledger *l, tr_str target_prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out, struct tr_err *err);

struct tr_reports { const struct tr_report_row *v; uint32_t n; };
int tr_ledger_reports(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err);
int tr_ledger_text(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *text, struct tr_err *err);
int tr_ledger_original(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *bytes, struct tr_err *err);

/* Newest revision of every imported agreement, as YAML. */
struct tr_kept_agreement { tr_str id, yaml, where; uint32_t rev; tr_instant recorded; };
struct tr_kept_agreements { const struct tr_kept_agreement *v; uint32_t n; };
int tr_ledger_agreements(struct tr_ledger *l, tr_instant as_of, struct tr_arena *a, struct tr_kept_agreements *out, struct tr_err *err);

/* A sentence that the words of an FTS5 query stand in, best first (of words that stand in more than 20,000 sentences: the last ones kept, when there is a limit).
 * sentence: UINT32_MAX and an empty span for a title that the text does not repeat. */
struct tr_found { tr_id report; uint32_t sentence; tr_span span; tr_str text; const struct tr_report_row *in; };
struct tr_founds { const struct tr_found *v; uint32_t n; uint64_t total; };
int tr_ledger_search(struct tr_ledger *l, tr_str words, uint32_t limit, struct tr_arena *a, struct tr_founds *out, struct tr_err *err);

struct tr_ledger_counts { uint64_t reports, claims, assessments, chain; tr_instant first, last; int schema; };
int tr_ledger_count(struct tr_ledger *l, struct tr_ledger_counts *out, struct tr_err *err);

/* The state that the next answers come from: it moves exactly when something was kept. Cheap: asked before every answer of the server. */
struct tr_ledger_head { uint64_t links, reports, claims, assessments; tr_instant at; char hash[65]; };     /* at: of the last link; hash: "" of an empty ledger */
int tr_ledger_head(struct tr_ledger *l, struct tr_ledger_head *out, struct tr_err *err);

/* Spans of a report's sentences, into its text. */
int tr_ledger_sentences(struct tr_ledger *l, tr_id report, struct tr_arena *a, const tr_span **out, uint32_t *n, struct tr_err *err);

/* The registers as claims use them: places, actors, and sources (speakers and outlets), the most used first, then by name. */
enum tr_entries_of { TR_ENTRIES_PLACES, TR_ENTRIES_ACTORS, TR_ENTRIES_SOURCES };
struct tr_entry {
    const struct tr_place_row *place;   /* of places */
    const struct tr_actor_row *actor;   /* of actors, and of sources that are speakers */
    tr_str outlet;                      /* of sources that are outlets, else "" */
    struct tr_grade grade;              /* of sources */
    uint64_t claims;                    /* at the place (those with a day); of which it is the actor; that it asserts; in the outlet's reports */
};
struct tr_entries { const struct tr_entry *v; uint32_t n; uint64_t total; };
/* name: a part of it, case and accents ignored; "" all. `limit` from `offset` on; total counts all. */
int tr_ledger_entries(struct tr_ledger *l, enum tr_entries_of of, tr_str name, uint64_t offset, uint32_t limit, struct tr_arena *a, struct tr_entries *out, struct tr_err *err);
/* Rows of persons with ids above `after`, in order of ids; *up_to = the last actor's id, of whatever kind. */
int tr_ledger_persons(struct tr_ledger *l, tr_id after, struct tr_arena *a, const struct tr_actor_row **out, uint32_t *n, tr_id *up_to, struct tr_err *err);

/* --- proving ------------------------------------------------------------------------------------------------------------------- */

struct tr_verdict {                     /* of the chain */
    bool whole;
    uint64_t links, reports;            /* looked at */
    uint64_t at;                        /* first link that is wrong, 1-based */
    tr_str what;                        /* "claim 812 of report 14 was altered", "link 90 is missing", … */
    char head[65];                      /* hash of the last link */
};
/* Re-hashes every link and every stored report; step(arg, done, of) may be NULL. */
int tr_ledger_verify(struct tr_ledger *l, struct tr_arena *a, struct tr_verdict *out, void (*step)(void *arg, uint64_t done, uint64_t of), void *arg, struct tr_err *err);
/* A signed statement of the chain's head (JSON: links, head, time, public key, Ed25519 signature) that an outside party can keep; key_file is made (0600) when
 * it is not there. check: whether a checkpoint's signature holds and the ledger still has that link with that hash. */
int tr_ledger_checkpoint(struct tr_ledger *l, const char *key_file, struct tr_arena *a, tr_str *json, struct tr_err *err);
int tr_ledger_check(struct tr_ledger *l, tr_str checkpoint, struct tr_arena *a, struct tr_verdict *out, struct tr_err *err);

#endif
