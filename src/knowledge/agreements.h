/* SPDX-License-Identifier: Apache-2.0 */
/* Agreements: ceasefires as objects that an incident can be held against. From data/agreements/NAME.yaml (the form is told in data/agreements/README.md) or an
 * analyst's file. Every term is a claim of its own, with who says so; rival terms stand side by side and none is picked.
 * Const after loading, shared by threads; all in one arena. */
#ifndef TR_KNOWLEDGE_AGREEMENTS_H
#define TR_KNOWLEDGE_AGREEMENTS_H

#include "base/instant.h"
#include "truce.h"

struct tr_knowledge;

enum tr_tri { TR_NO, TR_YES, TR_UNKNOWN };

struct tr_term {                        /* who says that this term holds */
    tr_str source;                      /* "Syrian army"; never empty */
    tr_str ref;                         /* document or address */
    uint32_t line;                      /* in the file */
};

/* One claimed start or end. An end may be told as a length ("72 hours"): `after` seconds from whichever start it is paired with (tr_agreement_scenarios),
 * and `at` is then TR_NO_INSTANT. */
struct tr_term_time {
    struct tr_term term;
    tr_str text;                        /* as in the file, local time: "2016-04-30T01:00", "72h", "open" */
    tr_instant at;                      /* TR_NO_INSTANT: open ("until further notice"), unless `after` is set */
    int64_t width;                      /* seconds that the statement leaves open: 60, 86,400 … */
    int64_t after;                      /* of an end: seconds from the start; 0 when a moment is told */
    const struct tr_zone *zone;         /* of the statement ("00:01 GMT"), else the agreement's */
};
struct tr_term_times { const struct tr_term_time *v; uint32_t n; };

enum tr_area_kind { TR_AREA_WORLD, TR_AREA_COUNTRY, TR_AREA_ADMIN1, TR_AREA_CIRCLE, TR_AREA_POLYGON, TR_AREA_HELD_BY };
/* A part of the territory. HELD_BY ("areas held by ISIL") has no fixed shape: what lies in its country and admin1 (anywhere, when it names none) is unknown unless another area
 * decides. */
struct tr_area {
    struct tr_term term;
    enum tr_area_kind kind;
    tr_str name;
    char country[3];
    tr_str admin1;                      /* as places carry it */
    double lat, lon, km;                /* CIRCLE */
    const double (*ring)[2];            /* POLYGON: lon, lat; closed */
    uint32_t n_ring;
    tr_str held_by;                     /* register id */
    tr_str disputed_by;                 /* "" when nobody does */
};
struct tr_areas { const struct tr_area *v; uint32_t n; };

enum tr_party_role { TR_PARTY_PARTY, TR_PARTY_GUARANTOR, TR_PARTY_MEDIATOR, TR_PARTY_MONITOR };
struct tr_agr_party {
    struct tr_term term;
    tr_str actor;                       /* register id ("group:jai"), or "side:syria-opposition": every group of that side */
    tr_str name;
    enum tr_party_role role;
    tr_days bound;                      /* from acceding to withdrawing, both included; open ends allowed */
    tr_str disputed_by;
};
struct tr_agr_parties { const struct tr_agr_party *v; uint32_t n; };

struct tr_exclusion {                   /* an actor that the agreement does not protect or bind */
    struct tr_term term;
    tr_str actor, name;
    tr_days held;
    tr_str disputed_by;                 /* who says that it is not excluded (or that it should be) */
};
struct tr_exclusions { const struct tr_exclusion *v; uint32_t n; };

/* Acts by what events say of themselves: bits of types, modes and means; 0 = any. */
struct tr_act {
    struct tr_term term;
    tr_str name;                        /* "attacks with any weapon" */
    uint32_t types, modes;              /* 1u << enum truce_event, truce_mode */
    tr_str only;                        /* "", "self-defence", "against-excluded": what the act must be besides; the judge answers unknown where reports do not say */
    tr_str disputed_by;
};
struct tr_acts { const struct tr_act *v; uint32_t n; };

struct tr_extension {
    tr_str id;                          /* "first", … unique within the agreement */
    tr_date declared;
    struct tr_term_times from, to;      /* from may be empty: it goes on where the last one ends */
    struct tr_areas include;            /* empty: the same territory */
    struct tr_term term;
};
struct tr_extensions { const struct tr_extension *v; uint32_t n; };

struct tr_agreement {
    tr_str id;                          /* "syria-silence-2016-04-30-latakia" */
    tr_str name, local_term, conflict, note;
    const tr_str *aliases; uint32_t n_aliases;
    enum truce_form form;
    int cf_class;                       /* ETH/PRIO: 1 cessation, 2 with compliance mechanism, 3 definitive; 0 not classed */
    tr_str purpose;                     /* humanitarian, peace_process, holiday, election, other, unclear */
    const struct tr_zone *zone; tr_str zone_name;
    tr_date declared, signed_on;        /* TR_NO_DATE when not */
    struct tr_term_times starts, ends;  /* ends may be empty: without fixed end */
    struct tr_extensions extensions;
    tr_str end_reason;
    struct tr_areas include, exclude;
    struct tr_agr_parties parties;
    struct tr_exclusions excluded;
    struct tr_acts prohibited, permitted;
    tr_str parent;                      /* id, "" none */
    uint32_t parent_line;
    tr_str mechanism;                   /* none, agreed, external, io */
    tr_str pax, unsc, text_url;         /* PA-X id, "S/RES/2268 (2016)", the text */
    tr_str origin;                      /* "data/agreements/…" or the analyst's path */
    tr_str revision;                    /* first 12 digits of the file's SHA-256: findings name it */
};
struct tr_agreements { const struct tr_agreement *const *v; uint32_t n; };

const char *tr_party_role_name(enum tr_party_role r);
const char *tr_area_kind_name(enum tr_area_kind k);

/* Reads one file. Unknown keys, wrong values and contradictions (an end before every start, a party that is excluded at the same time, an unknown parent) are errors with
 * the line; all of them are told through diags, not only the first, and TR_E_INPUT is returned. k may be NULL: actor ids and places are then not looked up. A polygon in a file of its own is
 * looked for in the folder of origin. */
int tr_agreement_read(struct tr_arena *a, tr_str yaml, const char *origin, const struct tr_knowledge *k, const struct tr_agreement **out, struct tr_diags *diags,
                      struct tr_err *err);
/* The same for a file that must stand alone, such as one that a ledger keeps: nothing is looked for beside it. */
int tr_agreement_read_alone(struct tr_arena *a, tr_str yaml, const char *origin, const struct tr_knowledge *k, const struct tr_agreement **out, struct tr_diags *diags,
                            struct tr_err *err);
/* The same file with every polygon that lies beside it written into it, as a ring: what a ledger keeps stands alone. Only for a file that tr_agreement_read takes. A file of several
 * polygons is refused. */
int tr_agreement_inline(struct tr_arena *a, tr_str yaml, const char *origin, tr_str *out, struct tr_err *err);
/* What only several together can have wrong: an id or alias that two have, a parent that is not there or leads back. Returns how many errors it added. */
uint32_t tr_agreements_check(struct tr_arena *a, struct tr_agreements all, struct tr_diags *diags);
/* The agreements that the program carries, in order of their ids. */
int tr_agreements_open(struct tr_arena *a, const struct tr_knowledge *k, struct tr_agreements *out, struct tr_err *err);
const struct tr_agreement *tr_agreement_find(struct tr_agreements all, tr_str id);    /* NULL when there is none */
/* Those that a text of the user's names: by id or alias exactly (case ignored), else every one whose id starts with it and goes on with "-":
 * "syria-silence-2016-04-30" is the silences in Latakia and in Damascus. Never more than `all`; none gives n = 0. */
void tr_agreements_match(struct tr_agreements all, tr_str text, struct tr_arena *a, struct tr_agreements *out);

/* --- time: what is claimed to be in force when --------------------------------------------------------------------------------------- */

/* An uninterrupted stretch: the first term, or an extension. A claim that names a day and no hour leaves that day open. */
struct tr_stretch {
    tr_moments moments;                 /* the widest reading: of a start that is a day alone its first second, of an end that is one its last */
    tr_moments sure;                    /* the narrowest reading; empty (from >= to) when nothing is sure */
    const struct tr_term_time *start, *end;     /* that it rests on; start NULL: goes on where the one before ended; end NULL: nobody claims an end */
    const struct tr_extension *extension;       /* NULL: the first term. Its own territory holds in it, when it names one */
};
/* One consistent telling of the whole agreement, with its extensions. Rival claims give rival scenarios, of which none is picked. */
struct tr_scenario {
    const struct tr_term_time *start, *end;     /* of the first term; end NULL when nobody claims one */
    tr_moments moments;                 /* from the first to the last moment, gaps between stretches included; `to` may be TR_NO_INSTANT */
    const struct tr_stretch *stretches; uint32_t n;    /* in order of time */
};
struct tr_scenarios { const struct tr_scenario *v; uint32_t n; };
#define TR_MAX_SCENARIOS 64             /* of one agreement; a file that claims more combinations is refused */
/* Start and end claims are paired by who makes them: a start with the ends of the same source and with those of sources that claim no start; only when that gives none, with
 * every end. An extension's claims are taken from the source of the scenario's start where it has some, else from everyone. Scenarios that come to the same moments are told
 * once each, for each rests on other claims. At least one, unless the agreement claims no start. */
void tr_agreement_scenarios(struct tr_arena *a, const struct tr_agreement *g, struct tr_scenarios *out);

/* Whether all (YES), a part (UNKNOWN) or nothing (NO) of `when` lies in the scenario's stretches, adjoining ones taken together; an open end of `when` counts as not known, and
 * an empty `when` as its first second. *in (may be NULL): the stretch that holds its beginning, or the first that it touches; NULL for NO. */
enum tr_tri tr_scenario_covers(const struct tr_scenario *s, tr_moments when, const struct tr_stretch **in);

/* --- territory: three-valued, with the share of the place that lies inside -------------------------------------------------------- */

/* Where something happened, with how well that is known: a point with a radius (GED 1: 0 km, 2: 25 km), or a whole unit (admin1, country). */
struct tr_spot {
    bool located;
    double lat, lon, km;
    char country[3];
    tr_str admin1, name;
    enum truce_place_kind kind;
    int where_prec;
};
/* *share (may be NULL): part of the spot inside, 0 … 1, -1 when it cannot be told. A spot that straddles the edge is TR_UNKNOWN. Countries and first-level units are compared by name.
 * Against a circle or polygon a place of where_prec 1 is a point, "near" a place (2) a disc of 25 km, and a whole unit (3 … 6) a disc of its km, or of a usual size when km is 0, whose true
 * outline may lie twice as far out: only beyond that the answer is NO or YES. A neighbourhood, city or region that has the name of the area is inside. */
enum tr_tri tr_area_has(const struct tr_area *area, const struct tr_spot *spot, double *share);
/* The whole territory: inside any included area (or those of the extension, where it names some) and in no excluded one; an area that somebody disputes answers UNKNOWN where
 * it decides. *by (may be NULL): the area that decided; NULL when none holds the spot. An agreement that includes no area has all. */
enum tr_tri tr_agreement_has(const struct tr_agreement *g, const struct tr_extension *during, const struct tr_spot *spot, double *share, const struct tr_area **by);

#endif
