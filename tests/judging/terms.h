/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements and incidents made by hand, for the tests of findings. Everything lives in the test's arena. */
#ifndef TESTS_JUDGING_TERMS_H
#define TESTS_JUDGING_TERMS_H

#include "judging/findings.h"

struct terms { struct tr_arena *a; struct tr_agreement g; };

/* A silence of Syria: bound are state:SY, state:RU and side:syria-opposition, excluded group:isis and group:nusra; all attacks are prohibited. No time, no territory yet. */
struct terms *terms_new(struct tr_arena *a, const char *id);
/* "2016-04-30T01:00" in Damascus, and who says so. An end may be "72h" or "open". */
void terms_start(struct terms *t, const char *when, const char *source);
void terms_end(struct terms *t, const char *when, const char *source);
/* "admin1 Latakia", "country", "circle 35.5,35.8,20"; disputed_by may be NULL. */
void terms_area(struct terms *t, bool exclude, const char *spec, const char *disputed_by);
void terms_party(struct terms *t, const char *actor, const char *from, const char *to, const char *disputed_by);
void terms_exclude(struct terms *t, const char *actor, const char *disputed_by);
void terms_act(struct terms *t, bool permit, const char *mode, const char *only);

/* An incident: attributes "on=2016-04-30; clock=00:30; at=Latakia; actor=state:SY; kind=military; target=civilians; mode=shelling". Places: the governorate's capital or, with
 * "admin1=yes", all of it; "at" left off: nowhere told. Actors are made; "text:rebels" with kind party and so on. */
struct tr_incident *terms_incident(struct tr_arena *a, const char *attributes);
/* An actor row with that key; its kind from the prefix: state: government, group: party, person: person, civilians civilians, text: party. */
const struct tr_actor_row *terms_actor(struct tr_arena *a, const char *key);

#endif
