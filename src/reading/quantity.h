/* SPDX-License-Identifier: Apache-2.0 */
/* Number phrases in running text: digits and words, ranges, bounds, approximations, shares; and what they count. */
#ifndef TR_READING_QUANTITY_H
#define TR_READING_QUANTITY_H

#include "knowledge/numerals.h"
#include "language/doc.h"

struct tr_count {
    uint32_t first, n;     /* words, bounds included ("at least 253") */
    uint32_t core, core_n; /* the number words alone */
    uint32_t head;         /* the word that stands for the number in the tree */
    struct truce_quantity q;
    bool percent;  /* a share; q holds percent */
    bool vague;    /* several, dozens, many … */
    bool none;     /* "no", "none" */
    bool extra;    /* another, further, more: on top of what was told */
    bool digits;   /* written in digits */
    bool hyphened; /* first half of an adjective: "two-week", "five-man" */
};

/* Longest joined phrase that callers ask the tables for. */
#define TR_JOIN_MAX 96

/* Reads the number phrase that starts at word w and ends before `end` (the sentence's end). False when none starts there. */
bool tr_count_at(const struct tr_numerals *k, const struct tr_doc *d, uint32_t w, uint32_t end, struct tr_count *out);
/* The noun that the number counts ("253 Syrian civilians", "dozens of people", "one of the soldiers"); TR_NO_WORD when it stands alone. */
uint32_t tr_count_noun(const struct tr_numerals *k, const struct tr_doc *d, const struct tr_count *x, uint32_t end);
/* What the number measures when it counts nothing: money, distance, time, a name's part … TR_UNIT_none when it may be a count. */
enum tr_unit_class tr_count_unit(const struct tr_numerals *k, const struct tr_doc *d, const struct tr_count *x, uint32_t noun);
/* Words [first, first + n) lower-cased and joined with spaces into buf (TR_JOIN_MAX bytes); empty when longer. */
tr_str tr_join_words(const struct tr_doc *d, uint32_t first, uint32_t n, bool lemmas, char *buf);
bool tr_is_dash(tr_str s); /* a hyphen or dash of any length */
/* A token that is only digits, with separators: 1,200 or 1.5; false otherwise. */
bool tr_digits_value(tr_str s, double *value);

#endif
