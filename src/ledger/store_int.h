/* SPDX-License-Identifier: Apache-2.0 */
/* A backend of the ledger is a table of functions; what they mean stands in ledger.h. The first member of a backend's handle is struct tr_ledger. */
#ifndef TR_LEDGER_STORE_INT_H
#define TR_LEDGER_STORE_INT_H

#include "ledger/ledger.h"

/* Called by the table's functions while they verify. */
struct tr_steps { void (*step)(void *arg, uint64_t done, uint64_t of); void *arg; };

struct tr_store {
    const char *name;
    void (*close)(struct tr_ledger *l);
    int (*begin)(struct tr_ledger *l, struct tr_err *err);
    int (*commit)(struct tr_ledger *l, struct tr_err *err);
    void (*rollback)(struct tr_ledger *l);
    int (*keep)(struct tr_ledger *l, const struct tr_keep *in, enum tr_kept *kept, tr_id *report, struct tr_err *err);
    int (*has)(struct tr_ledger *l, const char sha256[65], bool *has, struct tr_err *err);
    int (*assess)(struct tr_ledger *l, const struct tr_assessment_row *in, tr_id *id, struct tr_err *err);
    int (*keep_agreement)(struct tr_ledger *l, tr_str id, tr_str yaml, tr_str where, struct tr_err *err);
    int (*scope)(struct tr_ledger *l, tr_str place, struct tr_arena *a, struct tr_scope *out, struct tr_err *err);
    int (*claims)(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_claims *out, struct tr_err *err);
    int (*walk)(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, const struct tr_walk *walk, struct tr_err *err);
    int (*assessments)(struct tr_ledger *l, tr_str prefix, tr_instant as_of, bool superseded, struct tr_arena *a, struct tr_assessments *out, struct tr_err *err);
    int (*reports)(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_reports *out, struct tr_err *err);
    int (*extent)(struct tr_ledger *l, const struct tr_filter *f, struct tr_arena *a, struct tr_extent *out, struct tr_err *err);
    int (*texts)(struct tr_ledger *l, const struct tr_claim_row *const *rows, uint32_t n, struct tr_arena *a, struct tr_err *err);
    int (*text)(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *text, struct tr_err *err);
    int (*original)(struct tr_ledger *l, tr_id report, struct tr_arena *a, tr_str *bytes, struct tr_err *err);
    int (*agreements)(struct tr_ledger *l, tr_instant as_of, struct tr_arena *a, struct tr_kept_agreements *out, struct tr_err *err);
    int (*search)(struct tr_ledger *l, tr_str words, uint32_t limit, struct tr_arena *a, struct tr_founds *out, struct tr_err *err);
    int (*count)(struct tr_ledger *l, struct tr_ledger_counts *out, struct tr_err *err);
    int (*head)(struct tr_ledger *l, struct tr_ledger_head *out, struct tr_err *err);
    int (*sentences)(struct tr_ledger *l, tr_id report, struct tr_arena *a, const tr_span **out, uint32_t *n, struct tr_err *err);
    int (*entries)(struct tr_ledger *l, enum tr_entries_of of, tr_str name, uint64_t offset, uint32_t limit, struct tr_arena *a, struct tr_entries *out, struct tr_err *err);
    int (*persons)(struct tr_ledger *l, tr_id after, struct tr_arena *a, const struct tr_actor_row **out, uint32_t *n, tr_id *up_to, struct tr_err *err);
    int (*warm)(struct tr_ledger *l, int64_t *before, struct tr_arena *a, struct tr_err *err);
    int (*verify)(struct tr_ledger *l, struct tr_steps steps, struct tr_arena *a, struct tr_verdict *out, struct tr_err *err);
    /* The hash of a link; seq 0: of the last one, whose number *seq gets (0: there is none yet, the hash is of zeros). *there = such a link is in the chain. */
    int (*link)(struct tr_ledger *l, uint64_t *seq, char hash[65], bool *there, struct tr_err *err);
};

struct tr_ledger {
    const struct tr_store *store;
    const struct tr_knowledge *know;    /* NULL when the caller gave none */
    struct tr_shelf *shelf;             /* the same */
    tr_instant (*clock)(void *arg);     /* what "now" is: the system's, unless a test or a generator says otherwise */
    void *clock_arg;
};

int tr_sqlite_open(const char *path, enum tr_ledger_mode mode, struct tr_ledger **out, struct tr_err *err);

/* For tests and generators: rows are recorded at the moments that this clock tells. */
void tr_ledger_clock(struct tr_ledger *l, tr_instant (*clock)(void *arg), void *arg);

#endif
