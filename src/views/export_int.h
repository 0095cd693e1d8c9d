/* SPDX-License-Identifier: Apache-2.0 */
/* Between the parts of the exports: cells and columns (what a row says), sheets (which columns claims, incidents, findings and tallies have), and the writers of each format. */
#ifndef TR_VIEWS_EXPORT_INT_H
#define TR_VIEWS_EXPORT_INT_H

#include "views/export.h"
#include "views/views.h"

/* What a writer writes into: text is gathered here and goes to the sink row by row. */
struct tr_export_out {
    const struct tr_sink *to;
    const struct tr_export_format *format;
    struct tr_text text;
    struct tr_json json;
    struct tr_arena *arena;                 /* of one row; guarded around each call of the format */
    bool refused;
    uint64_t n;                             /* rows that were written, of all pieces */
};
/* Text, or the finished JSON value, goes out; false when the sink refused or memory ran out. */
bool tr_out_flush(struct tr_export_out *o);

/* --- cells ------------------------------------------------------------------------------------------------------------------- */

enum tr_cell_kind { TR_CELL_EMPTY, TR_CELL_TEXT, TR_CELL_LIST, TR_CELL_INT, TR_CELL_REAL, TR_CELL_BOOL };
struct tr_cell {
    enum tr_cell_kind kind;
    tr_str text;
    const tr_str *list; uint32_t n;         /* "; " between them where a format has no lists */
    int64_t i;                              /* also of BOOL */
    double real; int decimals;
};
static inline struct tr_cell tr_cell_text(tr_str s) { return (struct tr_cell){ .kind = s.n ? TR_CELL_TEXT : TR_CELL_EMPTY, .text = s }; }
static inline struct tr_cell tr_cell_word(const char *s) { return tr_cell_text(tr_str_of(s)); }
static inline struct tr_cell tr_cell_int(int64_t i) { return (struct tr_cell){ .kind = TR_CELL_INT, .i = i }; }
static inline struct tr_cell tr_cell_id(int64_t i) { return (struct tr_cell){ .kind = i ? TR_CELL_INT : TR_CELL_EMPTY, .i = i }; }
static inline struct tr_cell tr_cell_bool(bool b) { return (struct tr_cell){ .kind = TR_CELL_BOOL, .i = b }; }
static inline struct tr_cell tr_cell_real(double v, int decimals) { return (struct tr_cell){ .kind = TR_CELL_REAL, .real = v, .decimals = decimals }; }
static inline struct tr_cell tr_cell_empty(void) { return (struct tr_cell){ .kind = TR_CELL_EMPTY }; }
static inline struct tr_cell tr_cell_if(bool has, int64_t i) { return has ? tr_cell_int(i) : tr_cell_empty(); }
struct tr_cell tr_cell_list(const tr_str *list, uint32_t n);
struct tr_cell tr_cell_day(struct tr_arena *a, tr_date d);
struct tr_cell tr_cell_instant(struct tr_arena *a, tr_instant t);
struct tr_cell tr_cell_minute(struct tr_arena *a, int minute);         /* "00:30" */
/* The cell as text for a person or a table; "" when empty. */
tr_str tr_cell_string(struct tr_arena *a, const struct tr_cell *c);

/* --- rows and columns ---------------------------------------------------------------------------------------------------------- */

/* One row of a sheet; what is not of its kind is NULL. `claim` is the founding claim of incidents and findings: the link back. */
struct tr_row {
    const struct tr_export *x;
    struct tr_arena *a;
    const struct tr_claim_row *claim;
    const struct tr_incident *incident;
    const struct tr_finding *finding;
    const struct tr_tally_row *of; const struct tr_tally_cell *cell;
    const struct tr_coded *coded;
};
struct tr_column {
    const char *name, *hxl;                 /* hxl "" : no tag */
    struct tr_cell (*get)(const struct tr_row *r);
};
struct tr_sheet {
    const struct tr_column *columns; uint32_t n;
    uint64_t (*rows)(const struct tr_export *x);
    void (*at)(const struct tr_export *x, uint64_t i, struct tr_row *out);
    /* Where the row lies, NULL when that is not known; its days; its id and a title for people. */
    const struct tr_place_row *(*place)(const struct tr_row *r);
    tr_days (*days)(const struct tr_row *r);
    tr_str (*id)(const struct tr_row *r);
    tr_str (*title)(const struct tr_row *r);
};
extern const struct tr_sheet tr_sheet_claims, tr_sheet_incidents, tr_sheet_findings, tr_sheet_tally;
const struct tr_sheet *tr_sheet_of(enum tr_export_what w);

/* Names of enumerations and rows that several sheets show. */
tr_str tr_actor_cell_name(const struct tr_actor_row *a);                /* "" for NULL */
const tr_str *tr_means_list(struct tr_arena *a, uint32_t means, uint32_t *n);
tr_str tr_country_name(const struct tr_export *x, const char iso[3]);   /* the code where the name is unknown */
tr_str tr_iso3(struct tr_arena *a, const char iso[3]);                  /* "SYR"; "" unknown */

/* --- events in other people's codes -------------------------------------------------------------------------------------------- */

/* An event with its deaths, from one event claim and the toll of its report there and then, or from an incident. */
struct tr_coded {
    tr_str id;                              /* the publisher's own for an imported row, else "truce:claim:12", "truce:incident:12" */
    const struct tr_claim_row *claim;       /* the founding one */
    const struct tr_incident *incident;     /* NULL for claims */
    enum truce_event type;
    enum truce_mode mode;
    tr_str acled_event, acled_sub_event;
    const struct tr_actor_row *actor, *recipient;
    const struct tr_place_row *place;
    tr_str place_text;
    tr_days days; int date_prec;
    bool told, cumulative;                  /* a number of dead is told */
    int64_t low, best, high, deaths_a, deaths_b, deaths_civilians, deaths_unknown;
    bool injured_told; int64_t injured;
    const tr_str *outlets; uint32_t n_outlets;
};
enum tr_codes { TR_CODES_PLOVER, TR_CODES_ACLED, TR_CODES_GED };
/* Row i of the claims or incidents; false: these codes have no word for it. */
bool tr_coded_at(const struct tr_export *x, enum tr_codes codes, uint64_t i, struct tr_arena *a, struct tr_coded *out);
uint64_t tr_coded_rows(const struct tr_export *x, enum tr_codes codes, uint64_t *left_out);
/* Index of the source rows: how many there are to look at. */
uint64_t tr_coded_all(const struct tr_export *x);
bool tr_codes_of(const struct tr_export_format *f, enum tr_codes *out);

/* --- writers ------------------------------------------------------------------------------------------------------------------- */

extern const struct tr_export_format tr_export_json, tr_export_jsonl, tr_export_csv, tr_export_geojson, tr_export_kml, tr_export_plover, tr_export_acled, tr_export_ged;
void tr_csv_cell(struct tr_text *t, struct tr_arena *a, const struct tr_cell *c, bool first);
void tr_json_cell(struct tr_json *j, struct tr_arena *a, const struct tr_cell *c, bool flat);   /* flat: lists as one string */

#endif
