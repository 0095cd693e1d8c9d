/* SPDX-License-Identifier: Apache-2.0 */
/* libtruce: read reports of a war, walk their claims.
 *
 *   struct truce *t;  struct truce_reader *rd;  struct tr_err err;
 *   if (truce_open(&t, &err) || truce_reader_new(t, &rd, &err)) … err.msg …
 *   const struct truce_reading *r;
 *   if (!truce_read(rd, &report, &r, &err)) { for (uint32_t i = 0; i < r->n_claims; i++) … r->claims[i] …; }
 *   truce_reader_free(rd);  truce_close(t);
 *
 * A struct truce is const after opening and shared by threads; a reader belongs to one thread, and a reading lives until its
 * reader reads again. All strings are UTF-8 slices. Spans are half-open byte ranges of the report's text. */
#ifndef TRUCE_H
#define TRUCE_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

/* Enumerations: enum value, name in JSON. The lists are those of the annotation guidelines; PLOVER for event types. */
#define TRUCE_HARM_LIST(X) X(killed) X(injured) X(casualties) X(missing) X(detained) X(abducted) X(displaced) X(besieged) X(trapped) X(other)
#define TRUCE_WHO_LIST(X)                                                                                              \
    X(people) X(civilians) X(children) X(women) X(combatants) X(police) X(aid_workers) X(medical) X(journalists)        \
    X(hostages) X(officials) X(other)
#define TRUCE_MEANS_LIST(X)                                                                                            \
    X(airstrike) X(shelling) X(rocket) X(missile) X(drone) X(bombing) X(suicide) X(shooting) X(execution) X(clashes)   \
    X(chemical) X(siege) X(other)
#define TRUCE_EVENT_LIST(X)                                                                                            \
    X(AGREE) X(CONSULT) X(SUPPORT) X(CONCEDE) X(COOPERATE) X(AID) X(RETREAT) X(REQUEST) X(ACCUSE) X(REJECT)            \
    X(THREATEN) X(PROTEST) X(SANCTION) X(MOBILIZE) X(COERCE) X(ASSAULT)
#define TRUCE_MODE_LIST(X)                                                                                             \
    X(aerial) X(shelling) X(rocket) X(bombing) X(suicide) X(firearms) X(clash) X(abduct) X(execute) X(chemical)        \
    X(drone) X(destroy) X(torture) X(sexual) X(other)
#define TRUCE_FORM_LIST(X)                                                                                             \
    X(ceasefire) X(cessation_of_hostilities) X(truce) X(humanitarian_pause) X(regime_of_silence) X(armistice)          \
    X(local_deal) X(other)
#define TRUCE_STATE_LIST(X)                                                                                            \
    X(proposed) X(negotiating) X(agreed) X(declared) X(in_force) X(extended) X(violated) X(suspended) X(rejected)      \
    X(collapsed) X(expired) X(planned) X(mentioned)
#define TRUCE_STATUS_LIST(X) X(actual) X(planned) X(hypothetical) X(denied)
#define TRUCE_KIND_LIST(X) X(casualties) X(event) X(ceasefire) X(figure)
#define TRUCE_ACTOR_LIST(X)                                                                                            \
    X(party) X(military) X(government) X(igo) X(ngo) X(monitor) X(media) X(medical) X(person) X(civilians) X(other)
#define TRUCE_PLACE_LIST(X) X(country) X(admin1) X(admin2) X(city) X(neighbourhood) X(facility) X(natural) X(region)
#define TRUCE_DATED_LIST(X) X(option) X(metadata) X(dateline) X(text) X(unknown)

/* Each enum has 0 = none, then the list in order. */
#define TRUCE_ENUM_(name, PFX, LIST) enum name { PFX##_none, LIST };
#define X_H(n) TRUCE_HARM_##n,
#define X_W(n) TRUCE_WHO_##n,
#define X_M(n) TRUCE_MEANS_##n,
#define X_E(n) TRUCE_EVENT_##n,
#define X_O(n) TRUCE_MODE_##n,
#define X_F(n) TRUCE_FORM_##n,
#define X_S(n) TRUCE_STATE_##n,
#define X_T(n) TRUCE_STATUS_##n,
#define X_K(n) TRUCE_KIND_##n,
#define X_A(n) TRUCE_ACTOR_##n,
#define X_P(n) TRUCE_PLACE_##n,
#define X_D(n) TRUCE_DATED_##n,
enum truce_harm { TRUCE_HARM_none, TRUCE_HARM_LIST(X_H) TRUCE_HARM_count };
enum truce_who { TRUCE_WHO_none, TRUCE_WHO_LIST(X_W) TRUCE_WHO_count };
enum truce_means { TRUCE_MEANS_none, TRUCE_MEANS_LIST(X_M) TRUCE_MEANS_count };
enum truce_event { TRUCE_EVENT_none, TRUCE_EVENT_LIST(X_E) TRUCE_EVENT_count };
enum truce_mode { TRUCE_MODE_none, TRUCE_MODE_LIST(X_O) TRUCE_MODE_count };
enum truce_form { TRUCE_FORM_none, TRUCE_FORM_LIST(X_F) TRUCE_FORM_count };
enum truce_state { TRUCE_STATE_none, TRUCE_STATE_LIST(X_S) TRUCE_STATE_count };
enum truce_status { TRUCE_STATUS_none, TRUCE_STATUS_LIST(X_T) TRUCE_STATUS_count };
enum truce_kind { TRUCE_KIND_none, TRUCE_KIND_LIST(X_K) TRUCE_KIND_count };
enum truce_actor_kind { TRUCE_ACTOR_none, TRUCE_ACTOR_LIST(X_A) TRUCE_ACTOR_count };
enum truce_place_kind { TRUCE_PLACE_none, TRUCE_PLACE_LIST(X_P) TRUCE_PLACE_count };
enum truce_dated { TRUCE_DATED_none, TRUCE_DATED_LIST(X_D) TRUCE_DATED_count };
#undef X_H
#undef X_W
#undef X_M
#undef X_E
#undef X_O
#undef X_F
#undef X_S
#undef X_T
#undef X_K
#undef X_A
#undef X_P
#undef X_D
#undef TRUCE_ENUM_

/* Names as in JSON; "" for 0. The reverse gives 0 for an unknown name. `list` is one of "harm", "who", … */
const char *truce_harm_name(int v);
const char *truce_who_name(int v);
const char *truce_means_name(int v);
const char *truce_event_name(int v);
const char *truce_mode_name(int v);
const char *truce_form_name(int v);
const char *truce_state_name(int v);
const char *truce_status_name(int v);
const char *truce_kind_name(int v);
const char *truce_actor_kind_name(int v);
const char *truce_place_kind_name(int v);
const char *truce_dated_name(int v);
int truce_harm_of(tr_str s);
int truce_who_of(tr_str s);
int truce_means_of(tr_str s);
int truce_event_of(tr_str s);
int truce_mode_of(tr_str s);
int truce_form_of(tr_str s);
int truce_state_of(tr_str s);
int truce_status_of(tr_str s);
int truce_actor_kind_of(tr_str s);
int truce_place_kind_of(tr_str s);

struct truce_place {
    tr_str text;            /* as written */
    tr_span span;           /* first mention */
    tr_str name;            /* the gazetteer's name; the text when unknown */
    tr_str id;              /* "geonames:170063", "truce:…"; "" when unknown */
    enum truce_place_kind kind;
    char country[3];        /* ISO 3166-1 alpha-2, "" when unknown */
    tr_str admin1;
    bool located;           /* lat, lon hold */
    double lat, lon;        /* WGS 84, degrees */
    int where_prec;         /* UCDP GED 1 (exact) … 7; 0 when unknown */
    bool only_actor;        /* named only for its government ("Moscow refused"): not among the places of a reading */
    float confidence;
};

struct truce_actor {
    tr_str text;            /* as written, fullest mention, no leading article */
    tr_span span;
    tr_str name;            /* the register's name; the text when unknown */
    tr_str id;              /* register id, "" when unknown */
    char country[3];        /* ISO 3166-1 alpha-2 of the state it belongs to or acts in, "" when unknown */
    tr_str role;            /* "Secretary of State", "" when none */
    enum truce_actor_kind kind;
    const struct truce_actor *via;   /* the outlet or person that relays it, NULL when none */
};

struct truce_time {
    tr_days days;           /* TR_NO_DATE ends when open or not resolved */
    int date_prec;          /* UCDP GED 1 (day) … 5 (more than a month); 0 when unknown */
    tr_span span;           /* the expression; from == to when taken from context */
    tr_str text;
    bool has_clock;         /* a time of day is told: minutes of the local day, 0 … 1440, from == to for a moment */
    int clock_from, clock_to;
};

/* Numbers: low and high bounds; has_* false = null in JSON. */
struct truce_quantity {
    bool has_low, has_high, approx;
    int64_t low, high;
};

struct truce_refs { const struct truce_place **place; const struct truce_actor **actor; uint32_t n_places, n_actors; };

struct truce_claim {
    uint32_t id;                        /* index in the reading */
    enum truce_kind kind;
    tr_span span;
    uint32_t sentence;
    uint32_t word;                      /* head word of the span (internal index) */
    enum truce_status status;
    float confidence;                   /* 0..1, calibrated on unseen reports: see docs/ACCURACY.md */
    const char **why;                   /* rule and model names, static strings */
    uint32_t n_why;
    const struct truce_actor *source;   /* NULL = the outlet's own voice */
    const struct truce_place *place;
    struct truce_time time;
    union {
        struct {
            struct truce_quantity count;
            enum truce_harm harm;
            enum truce_who who;
            uint32_t means;             /* bit set, 1u << enum truce_means */
            const struct truce_actor *by;
            bool cumulative;
            int32_t part_of;            /* claim id, -1 when none */
        } casualties;
        struct {
            enum truce_event type;
            enum truce_mode mode;
            const struct truce_actor *actor, *recipient;
            const char *acled_event, *acled_sub_event;   /* NULL where ACLED has no word for it */
        } event;
        struct {
            enum truce_form form;
            enum truce_state state;
            struct truce_refs territory, parties, excludes;
            tr_str duration;
            const struct truce_actor *violator;
        } ceasefire;
        struct {
            struct truce_quantity count;
            tr_str unit;
            bool percent;
        } figure;
    };
};

/* One document as received. Only text is needed. */
struct truce_report {
    tr_str id, title, outlet, url;
    tr_date published;                  /* TR_NO_DATE when unknown: relative dates then stay unresolved */
    enum truce_dated published_from;
    tr_str language;                    /* ISO 639-1; "" when unknown */
    tr_str sha256;                      /* of the original bytes, hexadecimal; "" when not computed */
    uint64_t bytes;                     /* size of the original */
    tr_str text;                        /* UTF-8, at most TR_MAX_TEXT_BYTES are read; title included */
    struct tr_diags received;           /* what was noted when it was received; comes first in the reading's diagnostics */
};

struct tr_reading;                      /* the inner workings: words, trees, attributions (src/reading/reading.h) */

struct truce_reading {
    struct truce_report report;
    const tr_span *sentences;
    uint32_t n_sentences;
    const struct truce_claim *claims;   /* in text order; id is the index */
    uint32_t n_claims;
    struct truce_actor *const *actors;
    uint32_t n_actors;
    struct truce_place *const *places;
    uint32_t n_places;
    struct tr_diags diags;
    struct tr_reading *inner;
};

struct truce;
struct truce_reader;

/* Loads weights, gazetteer, actors and lexicon, which the program carries (or TRUCE_DATA names). TR_E_DATA when they are broken. */
int truce_open(struct truce **out, struct tr_err *err);
void truce_close(struct truce *t);      /* NULL allowed; after all its readers */
int truce_reader_new(const struct truce *t, struct truce_reader **out, struct tr_err *err);
void truce_reader_free(struct truce_reader *rd);
/* Reads one report. TR_E_NOMEM when it needs more than TR_MAX_REPORT_ARENA; the reader stays usable. */
int truce_read(struct truce_reader *rd, const struct truce_report *in, const struct truce_reading **out, struct tr_err *err);

#endif
