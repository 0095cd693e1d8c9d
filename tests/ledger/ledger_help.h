/* SPDX-License-Identifier: Apache-2.0 */
/* Readings made by hand, and ledgers in a folder of their own. */
#ifndef TR_TESTS_LEDGER_HELP_H
#define TR_TESTS_LEDGER_HELP_H

#include "ledger/store_int.h"

/* A folder that is removed with all it holds at the end. */
struct box {
    char dir[64], path[96];
    struct tr_arena *arena;
    struct tr_ledger *l;
    struct tr_err err;
    tr_instant now;                 /* what the ledger's clock tells */
};
void box_open(struct box *b);       /* makes the folder, opens the ledger for writing */
void box_reopen(struct box *b, enum tr_ledger_mode mode);
void box_close(struct box *b);
/* The file as bytes that a test alters; done on a closed ledger whose log was written back. */
void box_sql(struct box *b, const char *sql);       /* as a vandal would: triggers and foreign keys off */
void box_vandal(struct box *b, const char *sql);    /* the same, and the ledger stays closed */

/* Makes of a ledger what the first schema had. */
#define DOWNGRADE                                                                                                                  \
    "DROP TABLE sentence_text; DROP TABLE place_at; DROP TABLE near_sketch; DROP TABLE near_band; DROP TABLE near_pair; PRAGMA user_version = 1"

struct truce_place *make_place(struct box *b, const char *id, const char *name, enum truce_place_kind kind, const char *country, const char *admin1, double lat, double lon);
struct truce_actor *make_actor(struct box *b, const char *id, const char *name, enum truce_actor_kind kind, const char *country);

/* A report whose every line is a sentence. published "2016-05-01" or "". */
struct told { struct truce_reading r; struct truce_claim *v; };
struct told *make_report(struct box *b, const char *id, const char *outlet, const char *published, const char *text);
/* The claim of the sentence with that number; the whole sentence is its span. day "" undated. */
struct truce_claim *add_casualties(struct box *b, struct told *t, uint32_t sentence, int64_t low, const char *day, const struct truce_place *p, const struct truce_actor *source);
struct truce_claim *add_event(struct box *b, struct told *t, uint32_t sentence, enum truce_event type, const char *day, const struct truce_place *p, const struct truce_actor *actor);
struct truce_claim *add_ceasefire(struct box *b, struct told *t, uint32_t sentence, enum truce_state state, const char *day, const struct truce_place *territory, const struct truce_actor *party);

tr_id keep(struct box *b, struct told *t, enum tr_kept *kept);      /* in a batch of its own */
int try_keep(struct box *b, struct told *t, enum tr_kept *kept, tr_id *id);
tr_id assess(struct box *b, enum tr_assess kind, const char *target, const char *value);
struct tr_claims ask(struct box *b, struct tr_filter f);

#endif
