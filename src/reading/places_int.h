/* SPDX-License-Identifier: Apache-2.0 */
/* Places, step by step: finds (names that may be places), a focus (which countries the report is about), a choice for each find,
 * then mentions and distinct places. */
#ifndef TR_READING_PLACES_INT_H
#define TR_READING_PLACES_INT_H

#include "knowledge/gazetteer.h"
#include "reading/reading.h"
#include "reading/tree.h"

#define TR_FIND_CANDS 24
#define TR_NO_FIND UINT32_MAX
#define TR_FIND_WINDOW 60u /* finds before and behind that one is weighed with: texts of nothing but names stay linear */

enum tr_place_role { TR_ROLE_PLACE, TR_ROLE_NEUTRAL, TR_ROLE_ACTOR, TR_ROLE_OWNER }; /* OWNER: "Syria's army", "Iraq talks" */

struct tr_find {
    uint32_t first, n, head; /* words of the name alone; head: where the phrase that it stands in hangs */
    tr_span span;
    tr_str text, key; /* as written, folded */
    struct tr_gaz_hit cand[TR_FIND_CANDS];
    uint32_t n_cand;
    enum truce_place_kind hint; /* what a kind word beside it says */
    bool facility, direction;   /* "Donetsk airport", "eastern Ukraine": the base's candidates, not the thing's own */
    bool locative, based, dateline, caps, partial, pattern;
    uint8_t tag;     /* enum tr_entity_type of its words */
    bool tag_longer; /* the entity goes on beyond the name */
    enum tr_place_role role;
    uint32_t parent;       /* find that the text says it lies in; TR_NO_FIND */
    uint32_t from_find;    /* "41 km south of Y": that find; TR_NO_FIND */
    double dx, dy, off_km; /* kilometres east and north of it; both 0 when only the distance is said */
    bool comma_parent;     /* "Doha, Qatar" */
    bool close_parent;     /* "Doha (Qatar)", "Doha in Qatar": no list of places is told so */
    int focus_slot;        /* the country that it speaks for, -1 none, and by how much */
    double focus_by;
    bool accepted;
    bool hinted;     /* a land that may be meant as a place, though nothing says so outright */
    uint32_t choice; /* gazetteer entry; TR_GAZ_NONE */
    uint32_t choice_flags;
    double score, plausible;
};

struct tr_focus {
    double share[26 * 26];
    double total;
    double local; /* of the total, by places smaller than countries */
};

struct tr_finder {
    struct tr_reading *r;
    const struct tr_doc *d;
    const struct tr_gazetteer *g;
    TR_VEC(struct tr_find) finds;
    uint32_t *word_find; /* per word: find + 1 that covers it */
    struct tr_focus focus;
};

/* places_words.c */
enum truce_place_kind tr_kind_word(tr_str lower, bool *before); /* "province", "village"; *before: "the town of X" may precede */
bool tr_facility_word(tr_str lower);
bool tr_direction_word(tr_str lower);
bool tr_locative_word(tr_str lemma);
bool tr_unlikely_place(tr_str key); /* common words, given names, groups that are also towns */

/* places_find.c, places_scan.c */
void tr_places_scan(struct tr_finder *f);
tr_str tr_place_key(struct tr_finder *f, tr_str text);
/* places_extend.c: a find takes the words along that go on with its name; end, from: of its sentence */
void tr_find_extend_facility(struct tr_finder *f, struct tr_find *x, uint32_t end);
void tr_find_extend_natural(struct tr_finder *f, struct tr_find *x, uint32_t end);
void tr_find_extend_direction(struct tr_finder *f, struct tr_find *x, uint32_t from);
void tr_find_take_district(struct tr_finder *f, struct tr_find *x, uint32_t end);
/* places_context.c: what stands round a find */
void tr_find_context(struct tr_finder *f, struct tr_find *x);
void tr_find_neighbours(struct tr_finder *f);
bool tr_find_listed(const struct tr_finder *f, const struct tr_find *before, const struct tr_find *x); /* only commas and "and" between */
/* places_parent.c: what lies in what. Finds have their contexts; a parent's own parent may be asked for after all have theirs. */
void tr_find_parents(struct tr_finder *f);
double tr_find_parent_fit(const struct tr_finder *f, const struct tr_find *x, uint32_t entry); /* how well an entry lies in what x is said to lie in, < 0 badly */
bool tr_find_elsewhere(const struct tr_finder *f, const struct tr_find *x, uint32_t entry);    /* it lies nowhere near: a namesake. Finds have their choices */
/* places_offset.c */
void tr_find_offset(struct tr_finder *f, struct tr_find *x);
bool tr_find_point(const struct tr_finder *f, const struct tr_find *x, double *lat, double *lon); /* where it must lie */
double tr_find_point_fit(const struct tr_finder *f, const struct tr_find *x, const struct tr_gaz_place *p);
/* places_resolve.c */
void tr_places_focus(struct tr_finder *f);
void tr_places_choose(struct tr_finder *f);
/* places_parties.c: the countries of the armed groups that are named, added to the focus */
void tr_places_focus_parties(struct tr_finder *f);
/* places_group.c */
void tr_places_group(struct tr_finder *f);

/* places.c: all steps before the grouping */
void tr_places_gather(struct tr_finder *f);

static inline int tr_focus_slot(const char *cc)
{
    return cc[0] >= 'A' && cc[0] <= 'Z' && cc[1] >= 'A' && cc[1] <= 'Z' ? (cc[0] - 'A') * 26 + cc[1] - 'A' : -1;
}
static inline double tr_focus_of(const struct tr_focus *f, const char *cc)
{
    int s = tr_focus_slot(cc);
    return s < 0 || f->total <= 0 ? 0 : f->share[s] / f->total;
}

#endif
