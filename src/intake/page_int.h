/* SPDX-License-Identifier: Apache-2.0 */
/* An HTML page as a tree of our own, built from libxml2's events: nothing recurses in the parser, and depth and memory stay in our hands. */
#ifndef TR_INTAKE_PAGE_INT_H
#define TR_INTAKE_PAGE_INT_H

#include "intake/intake_int.h"

enum tr_tag_flag {
    TR_TAG_BLOCK = 1,       /* starts and ends a block of text */
    TR_TAG_SKIP = 2,        /* its content is never the article's */
    TR_TAG_HEADING = 4,
    TR_TAG_PARA = 8,        /* holds running text */
    TR_TAG_VOID = 16        /* has no end tag in HTML5; libxml2 may not know */
};

struct tr_node {
    struct tr_node *parent, *first, *last, *next;
    const char *tag;        /* static lower-case name when known; "" for text, "?" for others */
    unsigned flags;         /* enum tr_tag_flag */
    tr_str text;            /* of a text node */
    tr_str cls;             /* class, id and role, separated by blanks */
    tr_str itemprop, datetime;
    bool hidden;
    bool bad;               /* by its class a menu, a share bar, a list of related pages … */
    bool holds;             /* it is or holds what calls itself the article: <article>, <main>, <h1>, articleBody */
    uint32_t words;         /* below it, in what is not skipped */
    uint32_t good;          /* words of good blocks below it */
};

struct tr_meta {
    struct tr_meta *next;
    tr_str name, content;
};

struct tr_page {
    struct tr_node *root;
    struct tr_meta *metas;              /* in order; also "link:canonical" and "lang" */
    struct tr_meta *ld;                 /* JSON-LD scripts: content */
    tr_str title;                       /* of <title> */
};

/* page_class.c: whether an element is never the article's, by its tag, role or being hidden. */
bool tr_node_skipped(const struct tr_node *n);
/* Counts words below each node and sets `bad`. */
void tr_page_condemn(struct tr_node *root);

/* White space to single blanks, trimmed. */
tr_str tr_squeeze(struct tr_arena *a, tr_str s);
/* The text below a node, squeezed. */
tr_str tr_node_text(struct tr_arena *a, const struct tr_node *n);

#endif
