/* SPDX-License-Identifier: Apache-2.0 */
/* The data that the program carries inside itself: "lexicon/verbs.tsv", "actors/armed_groups.tsv", "places.img", "english.weights".
 * With TRUCE_DATA=DIR in the environment a file DIR/name comes first, mapped read-only, so that an analyst can try changed tables
 * without building. The bytes are const, start on a 64-byte boundary at least, and stay for the life of the process; every thread may ask. */
#ifndef TR_BASE_BLOB_H
#define TR_BASE_BLOB_H

#include "base/str.h"

bool tr_blob_find(const char *name, tr_str *out);

/* Calls each(name, arg) for every embedded name that starts with prefix, in byte order. Files that only TRUCE_DATA has are not listed. */
void tr_blob_each(const char *prefix, void (*each)(const char *name, void *arg), void *arg);

#endif
