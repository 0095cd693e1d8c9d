/* SPDX-License-Identifier: Apache-2.0 */
/* Between the parts of a brief: references, blocks, drawings, and who sets them. Text in runs and drawings is clean: UTF-8, without control characters; writers escape it for their format. */
#ifndef TR_VIEWS_BRIEF_INT_H
#define TR_VIEWS_BRIEF_INT_H

#include "base/map.h"
#include "views/brief.h"
#include "views/judged.h"

/* --- references: numbered as they are first used ----------------------------------------------------------------------------------- */

struct tr_ref {                         /* a claim's sentence, or a term of an agreement */
    const struct tr_claim_row *claim;
    const struct tr_term *term; const struct tr_agreement *agreement;
};
struct tr_refs { struct tr_arena *arena; struct tr_map by; TR_VEC(struct tr_ref) list; };
typedef TR_VEC(uint32_t) tr_cites;      /* numbers from 1 */

/* --- runs and blocks ----------------------------------------------------------------------------------------------------------------- */

enum tr_style { TR_PLAIN = 0, TR_BOLD = 1, TR_DIM = 2, TR_STRUCK = 4, TR_QUOTE = 8, TR_CODE = 16, TR_BREAK = 32 };     /* BREAK: on a new line */
struct tr_run {
    tr_str text;
    unsigned style;
    tr_str url;                         /* http(s), "" none */
    char lang[4];                       /* of a quote, "" unknown */
    tr_span strong;                     /* words of the text that matter, from == to none */
    tr_cites cites;                     /* behind it */
};
typedef TR_VEC(struct tr_run) tr_runs;

struct tr_cells { tr_runs *cell; bool total; };
struct tr_grid {
    const char *const *heads; const double *widths;     /* shares of the page's width */
    uint32_t right;                     /* bit per column that is set to the right */
    uint32_t n_cols;
    TR_VEC(struct tr_cells) rows;
};
struct tr_tile { tr_str value, label; tr_cites cites; };

struct tr_scene;
enum tr_block_kind { TR_BLOCK_HEADING, TR_BLOCK_TEXT, TR_BLOCK_ITEM, TR_BLOCK_TILES, TR_BLOCK_SCENE, TR_BLOCK_TABLE, TR_BLOCK_REFS };
struct tr_block {
    enum tr_block_kind kind;
    int level;                          /* of a heading: 1 … 3 */
    tr_runs runs;                       /* heading, text, item; caption of a scene or table */
    struct tr_grid grid;                /* table; of a scene its numbers, for those who cannot see it */
    TR_VEC(struct tr_tile) tiles;
    const struct tr_scene *scene;
    TR_VEC(tr_runs) refs;               /* number n is refs.v[n - 1] */
};
struct tr_doc {
    struct tr_arena *arena;
    const struct tr_brief *brief;
    struct tr_refs refs;
    tr_str title;
    TR_VEC(struct tr_block) blocks;
};
void tr_doc_of(struct tr_arena *a, const struct tr_brief *b, struct tr_doc *out);

/* Making blocks. */
tr_str tr_clean(struct tr_arena *a, tr_str s);
void tr_cite_claim(struct tr_doc *d, tr_cites *to, const struct tr_claim_row *c);
void tr_cite_term(struct tr_doc *d, tr_cites *to, const struct tr_term *t, const struct tr_agreement *g);
struct tr_block *tr_doc_block(struct tr_doc *d, enum tr_block_kind kind);
struct tr_block *tr_doc_heading(struct tr_doc *d, int level, tr_str text);
struct tr_block *tr_doc_table(struct tr_doc *d, const char *const *heads, const double *widths, uint32_t n, uint32_t right);
struct tr_cells *tr_grid_row(struct tr_arena *a, struct tr_grid *g);
struct tr_run *tr_run_add(struct tr_arena *a, tr_runs *to, unsigned style, tr_str text);
struct tr_run *tr_run_printf(struct tr_arena *a, tr_runs *to, unsigned style, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The claim's sentence with its own words marked, cited or not. */
struct tr_run *tr_run_sentence(struct tr_doc *d, tr_runs *to, const struct tr_claim_row *c, bool cited);
tr_str tr_day_text(struct tr_arena *a, tr_date d);                      /* "30 April 2016" */

/* The parts of the document. */
void tr_doc_tally(struct tr_doc *d);
void tr_doc_findings(struct tr_doc *d);
void tr_doc_positions(struct tr_doc *d);
void tr_doc_capacity(struct tr_doc *d);
void tr_doc_sources(struct tr_doc *d);
void tr_doc_refs(struct tr_doc *d);                                     /* last: all numbers are given */
void tr_doc_map(struct tr_doc *d);
void tr_doc_chart(struct tr_doc *d);
/* Claims that a range rests on: those that give its ends, else all of that harm; the incident's founding claim when it has no number. */
void tr_cite_toll(struct tr_doc *d, tr_cites *to, const struct tr_incident *in, enum truce_harm harm);
bool tr_finding_matters(const struct tr_finding *f);                    /* neither outside its time nor outside its territory */

/* "1–3, 5": sorted, runs taken together. each(arg, from, to, first): to == from for a single number. */
void tr_cites_each(const tr_cites *c, void (*each)(void *arg, uint32_t from, uint32_t to, bool first), void *arg);

/* --- drawings: one description, for SVG and cairo alike ---------------------------------------------------------------------------------- */

enum tr_ink { TR_INK_NONE, TR_INK_TEXT, TR_INK_DIM, TR_INK_GRID, TR_INK_PAPER, TR_INK_DEAD, TR_INK_DEAD_SOFT, TR_INK_TRUCE, TR_INK_AREA, TR_INK_EVENT, TR_INK_count };
struct tr_ink_of { const char *name; unsigned light, dark; };           /* 0xRRGGBB on paper and on a dark screen */
extern const struct tr_ink_of tr_inks[TR_INK_count];

enum tr_shape_kind { TR_SHAPE_LINE, TR_SHAPE_RECT, TR_SHAPE_CIRCLE, TR_SHAPE_RING, TR_SHAPE_TEXT, TR_SHAPE_CLIP, TR_SHAPE_UNCLIP };
struct tr_shape {
    enum tr_shape_kind kind;
    double x, y, w, h;                  /* LINE: to (w, h); CIRCLE: w is the radius; TEXT: baseline, w is the size */
    enum tr_ink fill, stroke;
    double width, opacity;              /* of the fill; 0 is full */
    bool dashed, bold;
    int anchor;                         /* TEXT: -1 begins at x, 0 is centred, 1 ends there */
    const double (*ring)[2]; uint32_t n_ring;
    tr_str text, tip;
};
struct tr_scene {
    const char *id;                     /* a word, for names within a page */
    double w, h;
    tr_str title, about;
    TR_VEC(struct tr_shape) shapes;
};
struct tr_shape *tr_scene_add(struct tr_arena *a, struct tr_scene *s, struct tr_shape shape);
double tr_text_width(tr_str s, double size, bool bold);                 /* a fair guess, the same everywhere */
void tr_scene_svg(const struct tr_scene *s, struct tr_text *out);
void tr_html_escape(struct tr_text *out, tr_str s);

/* Longitudes and latitudes around the towns of a province or country; 0 when they are too few to say how far it reaches. */
uint32_t tr_unit_reach(struct tr_arena *a, const struct tr_gazetteer *g, const struct tr_place_row *u, double (**ring)[2]);

/* --- writers ----------------------------------------------------------------------------------------------------------------------------- */

void tr_brief_md(const struct tr_doc *d, struct tr_text *out);
void tr_brief_html(const struct tr_doc *d, struct tr_text *out);
int tr_brief_pdf(const struct tr_doc *d, const struct tr_sink *to, struct tr_err *err);

#endif
