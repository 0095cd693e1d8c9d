/* SPDX-License-Identifier: Apache-2.0 */
/* Every limit of the program, with its reason and what happens beyond it. */
#ifndef TR_BASE_LIMITS_H
#define TR_BASE_LIMITS_H

/* Bytes of one input file. Longer ones are refused with a diagnostic: no report is that long, and spans are 32 bits. */
#define TR_MAX_FILE_BYTES (1024u * 1024u * 1024u)
/* Bytes of one JSON Lines record or of one document's text that is read; the rest is cut with a warning. About 40,000 sentences. */
#define TR_MAX_TEXT_BYTES (4u * 1024u * 1024u)
/* Bytes of one page or file that are held while it is decoded: markup and wide encodings are larger than their text. The rest is not read, with a warning. */
#define TR_MAX_PAGE_BYTES (32u * 1024u * 1024u)
/* Bytes of one JSON record: escapes make it up to six times its text. A longer one is passed over with a message, never held. */
#define TR_MAX_RECORD_BYTES (24u * 1024u * 1024u)
/* Arena of one report. News needs tens of bytes per byte of text, a text of one-letter words over 200;
 * beyond the ceiling the report fails alone. */
#define TR_MAX_REPORT_ARENA (1024u * 1024u * 1024u)
/* Arena of one answer of the server: a million claims with their sentences. Beyond it the question is refused, with the advice to narrow it. */
#define TR_MAX_SERVED_ARENA ((size_t)1536 * 1024u * 1024u)
/* Words of one sentence that the parser takes. Longer ones are cut there: only lists and broken pages have them. */
#define TR_MAX_SENTENCE_WORDS 240
/* Nested elements of an HTML page; libxml2 is stopped beyond it. */
#define TR_MAX_HTML_DEPTH 512
/* Bytes of a data file (lexicon, actors, places) of ours or of an analyst's. */
#define TR_MAX_DATA_BYTES (64u * 1024u * 1024u)
/* Bytes of one record of a table (CSV, tab-separated), and its fields. A longer record is passed over with a message that names its line; it also bounds how far an
 * unclosed quotation mark is followed before the reader goes back to the line behind it. */
#define TR_MAX_TABLE_RECORD (1024u * 1024u)
#define TR_MAX_TABLE_FIELDS 1024u
/* Bytes, nodes and nesting of a YAML file (an agreement). Ours have 10 KB; more is a mistake or an attack, and is refused. */
#define TR_MAX_YAML_BYTES (512u * 1024u)
#define TR_MAX_YAML_NODES 50000u
#define TR_MAX_YAML_DEPTH 12
/* Complaints that one file may cause; further ones are counted only. */
#define TR_MAX_COMPLAINTS 200
/* Corners of a territory's polygon; a finer one is refused: judging takes time in proportion. */
#define TR_MAX_RING 20000
/* Original bytes of one report that the ledger keeps: what intake holds of a page. */
#define TR_MAX_KEPT_BYTES TR_MAX_PAGE_BYTES
/* Arena of one answer of the ledger: about 500 bytes a claim. A question that needs more is refused, with the advice to narrow it. */
#define TR_MAX_ANSWER_ARENA ((size_t)8 * 1024 * 1024 * 1024)
/* Rows that the server keeps in memory between questions: about 250 bytes a claim. Beyond it what is there is given up, and read again as it is asked for. */
#define TR_MAX_SHELF_BYTES ((size_t)768 * 1024 * 1024)

#endif
