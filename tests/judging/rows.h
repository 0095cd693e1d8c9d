/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a ledger made by hand, for the tests of everything that judges. Attributes are "name=value; name=value".
 *
 *   struct rows *r = rows_new(a);
 *   rows_place(r, "quds|Al-Quds hospital|facility|SY|Aleppo|36.198|37.141|1");
 *   rows_actor(r, "ngo:msf|Médecins Sans Frontières|ngo||");
 *   rows_report(r, "wire|2016-04-28|Levant Wire");
 *   rows_add(r, "casualties; in=wire; killed=14+; at=quds; on=2016-04-27; means=airstrike; says=ngo:msf");
 *   rows_add(r, "event; in=wire; type=ASSAULT; mode=aerial; at=quds; on=2016-04-27; clock=23:00");
 *   struct tr_claims c = rows_claims(r);
 *
 * What is wrong in an attribute fails the test. */
#ifndef TESTS_JUDGING_ROWS_H
#define TESTS_JUDGING_ROWS_H

#include "ledger/ledger.h"

struct rows;

struct rows *rows_new(struct tr_arena *a);
/* "key|name|kind|country|admin1|lat|lon|where_prec"; lat may be empty: not located. */
void rows_place(struct rows *r, const char *spec);
/* "key|name|kind|country|side|member_of"; what is left off at the end is empty. */
void rows_actor(struct rows *r, const char *spec);
/* "key|published|outlet|root key": the root's key when it is a near-copy. */
void rows_report(struct rows *r, const char *spec);

/* Kind first (casualties, event, ceasefire, figure), then
 *   in=REPORT  status=actual  at=PLACE  on=2016-04-27 or 2016-04-22..2016-05-01  prec=1  clock=00:30 or 00:30-02:00  says=ACTOR  via=ACTOR  conf=0.9
 *   s=SENTENCE  q=QUOTE  rejected  confirmed
 *   casualties: killed=14 | 14+ | ..30 | 70..80 (or injured=, detained= … any harm)  who=civilians  means=airstrike,shelling  by=ACTOR  cumulative  part=CLAIM ID
 *   event: type=ASSAULT  mode=aerial  actor=ACTOR  recipient=ACTOR  acled=EVENT TYPE/SUB-EVENT TYPE
 *   figure, ceasefire: unit=  form=  state=
 * An actor that was not declared is made, with kind other. The row may be changed until rows_claims. Its id counts from 1. */
struct tr_claim_row *rows_add(struct rows *r, const char *attributes);

/* In the order that tr_ledger_claims gives. The scope is everywhere. */
struct tr_claims rows_claims(const struct rows *r);
/* Decisions: "merge claim:3 claim:1", "undo assessment:1", "reject incident:4"; ids count from 1. Superseded ones are marked as the ledger marks them. */
void rows_decide(struct rows *r, const char *decision);
struct tr_assessments rows_decisions(const struct rows *r);
const struct tr_place_row *rows_place_of(const struct rows *r, const char *key);
const struct tr_actor_row *rows_actor_of(const struct rows *r, const char *key);

#endif
