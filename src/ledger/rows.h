/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the ledger as everything behind it sees them: plain values in the asker's arena, const. Judging and views work on these alone, whichever
 * store they come from, and tests make them by hand. Pointers go to rows of the same answer; equal rows are one row, so that they compare by address. */
#ifndef TR_LEDGER_ROWS_H
#define TR_LEDGER_ROWS_H

#include "base/instant.h"
#include "truce.h"

typedef int64_t tr_id;                  /* of a row; never used again; 0 = none */

struct tr_place_row {
    tr_id id;
    tr_str key;                         /* the gazetteer's id, else "text:" and the folded name with the country */
    tr_str name;
    enum truce_place_kind kind;
    char country[3];
    tr_str admin1;
    bool located;
    double lat, lon;                    /* degrees, WGS 84 */
    int where_prec;                     /* UCDP GED 1 … 7, 0 unknown */
};

struct tr_actor_row {
    tr_id id;
    tr_str key;                         /* the register's id, else "text:" and the folded name */
    tr_str name;
    enum truce_actor_kind kind;
    char country[3];
    tr_str side;                        /* of the register: "syria-opposition"; "" unknown */
    tr_str member_of;                   /* register id of what it belongs to, "" none */
};

struct tr_report_row {
    tr_id id;
    tr_str key;                         /* the report's own id: file name, record id, event id of an imported table */
    tr_str sha256;                      /* of the original bytes, hexadecimal */
    tr_id revision_of;                  /* the report that this one corrects (same address, other bytes), 0 none */
    bool superseded;                    /* a later revision stands in the answer's ledger */
    tr_id root;                         /* first report of its near-copies; its own id when it stands alone */
    tr_str root_outlet;                 /* the outlet of that one */
    tr_str outlet, title, url, language;
    tr_date published;
    enum truce_dated published_from;
    tr_instant obtained;                /* when it was received */
    tr_str how;                         /* "file", "standard input", "import acled", … */
    tr_str where;                       /* the path or address it came from */
    tr_str dataset;                     /* "acled", "ucdp-ged" for imported rows, else "" */
};

/* Admiralty pair that an analyst gave a source: 'A' … 'F', '1' … '6'; 0 when not graded. */
struct tr_grade { char reliability, credibility; };

struct tr_actors { const struct tr_actor_row *const *v; uint32_t n; };
struct tr_places { const struct tr_place_row *const *v; uint32_t n; };

struct tr_claim_row {
    tr_id id;
    const struct tr_report_row *report;
    uint32_t n;                         /* index in the report's reading */
    enum truce_kind kind;
    enum truce_status status;
    tr_span span;                       /* into the report's text */
    uint32_t sentence;
    tr_span sentence_span;
    tr_str quote;                       /* the words of span */
    tr_str sentence_text;               /* the whole sentence: every value leads back to it */
    float confidence;
    tr_str why;                         /* names of rules, comma between */
    tr_instant recorded;                /* when the ledger took it */
    const struct tr_actor_row *source, *via;    /* NULL: the outlet's own voice; no relay */
    struct tr_grade grade;              /* of the source (or the outlet, where source is NULL) as of the answer */
    tr_str origin;                      /* who it goes back to: claims with equal origins are one voice, however many outlets carry them */
    const struct tr_place_row *place;
    tr_str place_text;
    tr_days days;
    int date_prec;                      /* UCDP GED 1 … 5, 0 unknown */
    int clock_from, clock_to;           /* minutes of the local day (0 … 1440), -1 when no time of day is told */
    bool confirmed, corrected;          /* by an analyst; rejected ones are left out unless the filter asks for them */
    bool rejected;
    union {
        struct {
            struct truce_quantity count;
            enum truce_harm harm;
            enum truce_who who;
            uint32_t means;             /* bit set, 1u << enum truce_means */
            const struct tr_actor_row *by;
            bool cumulative;
            tr_id part_of;              /* claim, 0 none */
        } casualties;
        struct {
            enum truce_event type;
            enum truce_mode mode;
            const struct tr_actor_row *actor, *recipient;
            tr_str acled_event, acled_sub_event;    /* "" when not violent */
        } event;
        struct {
            enum truce_form form;
            enum truce_state state;
            struct tr_places territory, excluded_places;
            struct tr_actors parties, excluded_actors;
            tr_str duration;
            const struct tr_actor_row *violator;
        } ceasefire;
        struct {
            struct truce_quantity count;
            tr_str unit;
            bool percent;
        } figure;
    };
};

/* An analyst's decision. A later one on the same target and of the same kind supersedes; none is erased. */
#define TR_ASSESS_LIST(X)                                                                                              \
    X(confirm)          /* target claim or incident */                                                                 \
    X(reject)           /* target claim, incident or proposal */                                                       \
    X(correct)          /* target claim; value {"field": value, …} in the JSON contract's names */                     \
    X(merge)            /* target claim; value = claim whose incident it belongs to */                                 \
    X(split)            /* target claim; value = claim with which it does not belong together */                       \
    X(grade)            /* target actor key or "outlet:NAME"; value "B2" */                                            \
    X(accept)           /* target proposal: the change of terms holds from now on */                                   \
    X(undo)             /* target assessment */
enum tr_assess {
    TR_ASSESS_none,
#define X(n) TR_ASSESS_##n,
    TR_ASSESS_LIST(X)
#undef X
    TR_ASSESS_count
};

struct tr_assessment_row {
    tr_id id;
    enum tr_assess kind;
    tr_str target;                      /* "claim:12", "incident:12", "source:monitor:sohr", "proposal:agreement-id:12", "assessment:3" */
    tr_str value, reason, who;
    tr_instant at;
    tr_id superseded_by;                /* 0 while it stands */
};

#endif
