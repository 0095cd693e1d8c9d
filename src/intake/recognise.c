/* SPDX-License-Identifier: Apache-2.0 */
/* What a file is, from its first bytes. */
#include "intake/intake_int.h"

/* Signatures of formats that hold no text for us; the remedy is the second half of a sentence that begins with the file's name. */
static const struct {
    tr_str magic;
    const char *why;
} refused[] = {
    { { "%PDF-", 5 }, "is a PDF: turn it into text first (pdftotext)" },
    { { "PK\3\4", 4 }, "is a ZIP archive or an office document: unpack it, or save it as text or HTML" },
    { { "PK\5\6", 4 }, "is an empty ZIP archive" },
    { { "\x1f\x8b", 2 }, "is compressed: unpack it first (gunzip)" },
    { { "BZh", 3 }, "is compressed: unpack it first (bunzip2)" },
    { { "\xFD"
        "7zXZ",
        5 },
      "is compressed: unpack it first (xz -d)" },
    { { "\x28\xB5\x2F\xFD", 4 }, "is compressed: unpack it first (zstd -d)" },
    { { "\xD0\xCF\x11\xE0", 4 }, "is an old office document: save it as text or HTML" },
    { { "{\\rtf", 5 }, "is rich text: save it as text or HTML" },
    { { "\x89PNG", 4 }, "is a picture: give the text that it shows" },
    { { "\xFF\xD8\xFF", 3 }, "is a picture: give the text that it shows" },
    { { "GIF8", 4 }, "is a picture: give the text that it shows" },
    { { "\x7F"
        "ELF",
        4 },
      "is a program, no report" },
    { { "SQLite format 3", 15 }, "is a database, no report" },
    { { "WARC/1.", 7 }, "is a web archive: take the pages out of it" },
};

/* An element's start, "<p" or "<p ", anywhere in the head. */
static bool has_tag(tr_str head, const char *tag)
{
    tr_str t = tr_str_of(tag);
    for (tr_str rest = head;;) {
        ptrdiff_t at = tr_str_find_i(rest, t);
        if (at < 0) return false;
        rest = tr_str_sub(rest, (size_t)at + t.n, rest.n);
        if (rest.n == 0 || strchr(" \t\r\n>/", rest.p[0])) return true;
    }
}

static bool is_html(tr_str head)
{
    static const char *const tags[] = { "<html",    "<!doctype", "<head", "<body",  "<div", "<p",   "<article",
                                        "<section", "<table",    "<main", "<title", "<h1",  "<meta" };
    if (head.n < 3 || head.p[0] != '<' ||
        !(head.p[1] == '!' || head.p[1] == '?' || ((head.p[1] | 0x20) >= 'a' && (head.p[1] | 0x20) <= 'z')))
        return false;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (has_tag(head, tags[i])) return true;
    }
    return false;
}

static bool is_feed(tr_str head)
{
    return head.n && head.p[0] == '<' && (has_tag(tr_str_sub(head, 0, 4096), "<rss") || has_tag(tr_str_sub(head, 0, 4096), "<feed")) &&
           !has_tag(head, "<html");
}

/* Lines or values? A first line that is an object, or a second line that begins one, makes lines. */
static enum tr_format json_kind(tr_str head, bool whole)
{
    tr_str rest = head, line, next = { "", 0 };
    if (!tr_str_split(&rest, '\n', &line)) return TR_FORMAT_VALUES;
    if (!rest.p && !whole) return TR_FORMAT_LINES; /* the first line is longer than the head: nobody indents like that */
    json_t *v = json_loadb(line.p, line.n, JSON_ALLOW_NUL, NULL);
    bool object = json_is_object(v);
    json_decref(v);
    if (object) return TR_FORMAT_LINES;
    while (next.n == 0 && tr_str_split(&rest, '\n', &next)) next = tr_str_trim(next);
    if (next.n && next.p[0] == '{' && !tr_str_ends(tr_str_trim(line), TR_STR(":"))) return TR_FORMAT_LINES;
    return TR_FORMAT_VALUES;
}

enum tr_format tr_recognise_utf8(tr_str head, bool whole)
{
    tr_str s = tr_str_trim(head);
    if (s.n == 0) return TR_FORMAT_TEXT;
    tr_str after = tr_str_trim(tr_str_sub(s, 1, s.n));
    /* Text may well begin with a bracket; a record begins with a bracket and a quote. */
    if (s.p[0] == '{' && after.n && (after.p[0] == '"' || after.p[0] == '}')) {
        return json_kind((tr_str){ s.p, (size_t)(head.p + head.n - s.p) }, whole);
    }
    if (s.p[0] == '[' && after.n && (after.p[0] == '{' || (after.p[0] == ']' && whole && after.n == 1))) return TR_FORMAT_ARRAY;
    return is_html(s) ? TR_FORMAT_HTML : TR_FORMAT_TEXT;
}

enum tr_format tr_recognise(tr_str head, bool whole, const char **why)
{
    if (head.n == 0) return TR_FORMAT_EMPTY;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (tr_str_starts(head, refused[i].magic)) {
            *why = refused[i].why;
            return TR_FORMAT_REFUSED;
        }
    }
    if (tr_str_starts(head, TR_STR("\xEF\xBB\xBF"))) head = tr_str_sub(head, 3, head.n);
    if (whole && tr_str_trim(head).n == 0) return TR_FORMAT_EMPTY;
    if (is_feed(tr_str_trim(head))) {
        *why = "is a feed, which lists reports without holding them: save the pages that it names";
        return TR_FORMAT_REFUSED;
    }
    return tr_recognise_utf8(head, whole);
}
