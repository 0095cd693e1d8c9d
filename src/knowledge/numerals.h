/* SPDX-License-Identifier: Apache-2.0 */
/* Words that count, that say who was harmed and how, and when. Loaded from data/lexicon/{quantity,victims,harms,means,units,time}.tsv;
 * const after loading, shared by threads. Words are passed lower-cased; a phrase is an array of them. */
#ifndef TR_KNOWLEDGE_NUMERALS_H
#define TR_KNOWLEDGE_NUMERALS_H

#include "base/err.h"
#include "base/map.h"
#include "truce.h"

#define TR_QUANT_LIST(X) \
    X(number)            \
    X(scale) X(part) X(vague) X(floor) X(above) X(ceiling) X(below) X(about) X(tail_floor) X(tail_about) X(none) X(extra) X(between)
enum tr_quant_role {
    TR_QUANT_NO_ROLE,
#define X_(n) TR_QUANT_##n,
    TR_QUANT_LIST(X_)
#undef X_
};
struct tr_quant {
    enum tr_quant_role role;
    bool has_low, has_high;
    int64_t low, high;
};

struct tr_victim {
    enum truce_who who;
    int weight;
};

enum tr_harm_class { TR_HARM_VERB = 1, TR_HARM_NOUN, TR_HARM_ADJ };
#define TR_VICTIM_AT_LIST(X) X(obj) X(subj) X(both) X(of) X(self) X(toll) X(is)
enum tr_victim_at {
    TR_AT_NOWHERE,
#define X_(n) TR_AT_##n,
    TR_VICTIM_AT_LIST(X_)
#undef X_
};
struct tr_harm_word {
    enum truce_harm harm;
    enum tr_victim_at at;
    enum truce_means means;
    int weight;
};

#define TR_UNIT_LIST(X) \
    X(money) X(distance) X(area) X(mass) X(volume) X(age) X(time) X(temperature) X(ratio) X(percent) X(nothing) X(counted) X(designation)
enum tr_unit_class {
    TR_UNIT_none,
#define X_(n) TR_UNIT_##n,
    TR_UNIT_LIST(X_)
#undef X_
};

#define TR_TIME_LIST(X) X(month) X(weekday) X(unit) X(deictic) X(daypart) X(season) X(holiday) X(towards) X(section) X(span) X(ago) X(vague)
enum tr_time_role {
    TR_TIME_none,
#define X_(n) TR_TIME_##n,
    TR_TIME_LIST(X_)
#undef X_
};
struct tr_time_word {
    enum tr_time_role role;
    int a, b;
    tr_str value;
};

struct tr_numerals;

/* The longest entry that the words begin with; *len = its words. NULL when none. */
const struct tr_quant *tr_quant_find(const struct tr_numerals *k, const tr_str *words, uint32_t n, uint32_t *len);
/* A noun or noun phrase written as one string; plurals are understood. */
const struct tr_victim *tr_victim_find(const struct tr_numerals *k, tr_str noun);
const struct tr_harm_word *tr_harm_find(const struct tr_numerals *k, enum tr_harm_class cls, tr_str word);
/* The longest means that the words (lemmas) begin with; TRUCE_MEANS_none when none. */
enum truce_means tr_means_find(const struct tr_numerals *k, const tr_str *words, uint32_t n, uint32_t *len);
enum tr_unit_class tr_unit_find(const struct tr_numerals *k, tr_str noun);
bool tr_is_designation(const struct tr_numerals *k, tr_str noun);
/* A word may have several roles ("second", "later"): ask for one. */
const struct tr_time_word *tr_time_find(const struct tr_numerals *k, enum tr_time_role role, tr_str word);

/* For tests: loads from the given tables instead of the program's own. NULL text = the program's own. */
struct tr_numerals_tables {
    tr_str quantity, victims, harms, means, units, time;
};
int tr_numerals_load(struct tr_arena *a, const struct tr_numerals_tables *t, const struct tr_numerals **out, struct tr_err *err);

#endif
