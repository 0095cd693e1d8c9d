/* SPDX-License-Identifier: Apache-2.0 */
/* What is true of names, held against the spans that the entity head says: it judges word by word, so that a name may fall apart or take in what stands
 * before it. Only the words and their tree are asked, no list of names. */
#ifndef TR_LANGUAGE_ENTITIES_H
#define TR_LANGUAGE_ENTITIES_H

#include "language/doc.h"

/* Settles d->entities and the marks of the words, once words, heads and sentences stand. In time linear in words and entities; `a` the report's arena.
 *  - Two spans side by side are one name where one hangs on the other as part of its name ("Mosul" "University"). Its type is then that of the part that
 *    heads it; of equal parts, that which more words were surer of.
 *  - A title before a person's name is no part of it ("President Obama"); by itself it is a name only as a proper noun ("the President"). Nor is a
 *    preposition before a name or "'s" behind it, and no common noun is a name by itself.
 *  - Spans of the same text have one type, that which they are surest of together; a span that is sure by itself keeps its own. */
void tr_entities_settle(struct tr_doc *d, struct tr_arena *a);

#endif
