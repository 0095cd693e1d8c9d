/* SPDX-License-Identifier: Apache-2.0 */
#include "language/token_rules.h"

#include "base/utf8.h"

/* --- lists: lower case, without the stop ---------------------------------------------------------------------------------- */

/* Always written with a stop that belongs to them. */
static const char *const abbreviations[] = {
    "mr",   "mrs",  "ms",  "dr",     "prof", "gen",  "lt",   "col",    "sgt", "maj",  "capt", "cpl",  "pvt",   "brig",  "adm",
    "cmdr", "gov",  "sen", "rep",    "reps", "sens", "rev",  "hon",    "jr",  "sr",   "st",   "ste",  "inc",   "corp",  "ltd",
    "co",   "bros", "etc", "vs",     "jan",  "feb",  "aug",  "sept",   "oct", "nov",  "dec",  "tues", "thur",  "thurs", "ave",
    "blvd", "ft",   "mt",  "approx", "dept", "univ", "attn", "messrs", "mme", "mlle", "supt", "insp", "pres",  "cf",    "eds",
    "pp",   "viz",  "al",  "assoc",  "drs",  "sts",  "govt", "ph.d",   "e.g", "i.e",  "a.m",  "p.m",  "a.k.a", "d.c",   "u.s",
    "u.k",  "u.n",  "e.u", "ps",     "asst", "ext",  "tel",  "esq",    "hwy", "rd",
};
/* A stop belongs to them before a number only: elsewhere they end sentences. */
static const char *const before_numbers[] = { "no",  "nos", "art", "fig", "sec", "ch",  "p",   "mar",  "apr", "jun", "jul", "sep",
                                              "mon", "tue", "wed", "thu", "fri", "sat", "sun", "para", "ed",  "vol", "c",   "ca" };
/* Prefixes that stay with the word behind their hyphen. */
static const char *const prefixes[] = { "e",     "co",    "re",    "pre",  "non", "anti",  "pro",    "mid",    "ex",    "semi",    "multi",
                                        "cross", "inter", "intra", "post", "sub", "micro", "mini",   "over",   "de",    "counter", "ultra",
                                        "super", "proto", "trans", "bi",   "tri", "neo",   "pseudo", "psycho", "socio", "meta" };
/* Two words written as one; the number is where the second starts. */
static const struct {
    const char *word;
    unsigned char at;
} pairs[] = {
    { "cannot", 3 }, { "gonna", 3 },  { "wanna", 3 },  { "gotta", 3 }, { "gimme", 3 },   { "lemme", 3 },   { "dont", 2 },
    { "doesnt", 4 }, { "didnt", 3 },  { "cant", 2 },   { "wont", 2 },  { "isnt", 2 },    { "arent", 3 },   { "wasnt", 3 },
    { "werent", 4 }, { "hasnt", 3 },  { "havent", 4 }, { "hadnt", 3 }, { "couldnt", 5 }, { "wouldnt", 5 }, { "shouldnt", 6 },
    { "mustnt", 4 }, { "aint", 2 },   { "im", 1 },     { "ive", 1 },   { "youre", 3 },   { "theyre", 4 },  { "thats", 4 },
    { "hes", 2 },    { "shes", 3 },   { "theres", 5 }, { "whats", 4 }, { "youve", 3 },   { "theyve", 4 },  { "weve", 2 },
    { "youll", 3 },  { "theyll", 4 }, { "dunno", 2 },  { "alot", 1 },  { "outta", 3 },   { "lotta", 3 },
};
static const char *const tlds[] = { "com", "org", "net",  "edu", "gov", "mil", "int",  "info", "biz", "tv",  "fm",   "me",  "co",
                                    "uk",  "us",  "ca",   "au",  "de",  "fr",  "ru",   "ua",   "il",  "ps",  "sy",   "iq",  "lb",
                                    "ye",  "sd",  "ly",   "eg",  "tr",  "ir",  "in",   "pk",   "cn",  "jp",  "eu",   "nz",  "za",
                                    "ch",  "it",  "es",   "nl",  "se",  "no",  "html", "htm",  "pdf", "doc", "docx", "xls", "xlsx",
                                    "txt", "jpg", "jpeg", "png", "gif", "zip", "exe",  "php",  "asp", "csv", "ppt" };

static const char *const files[] = { "doc",  "docx", "xls", "xlsx", "pdf",  "ppt", "txt", "htm",
                                     "html", "csv",  "zip", "jpg",  "jpeg", "png", "gif" };
/* What no possessive stands before: "its a", "its not", "its because" have lost their apostrophe. */
static const char *const not_after_its[] = { "a",    "an",   "the",  "this",  "that",    "these",   "those", "my",
                                             "your", "his",  "her",  "our",   "their",   "not",     "been",  "in",
                                             "at",   "from", "for",  "as",    "between", "because", "like",  "what",
                                             "why",  "how",  "when", "where", "nothing", "anyone",  "all",   "gonna" };

#define IN(list, s) in_list((list), sizeof(list) / sizeof(list)[0], (s))
static bool in_list(const char *const *list, size_t n, tr_str s)
{
    for (size_t i = 0; i < n; i++)
        if (tr_str_is_i(s, list[i])) return true;
    return false;
}

/* --- characters ------------------------------------------------------------------------------------------------------------- */

static uint32_t peek(tr_str s, size_t at, size_t *next)
{
    *next = at;
    return at < s.n ? tr_utf8_next(s, next) : 0;
}

static uint32_t char_at(tr_str s, size_t at)
{
    size_t next;
    return peek(s, at, &next);
}

static uint32_t char_before(tr_str s, size_t at)
{
    if (!at) return 0;
    size_t from = at - 1;
    while (from && at - from < 4 && ((unsigned char)s.p[from] & 0xc0) == 0x80) from--;
    return char_at(s, from);
}

static bool digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}
static bool apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc || c == '`' || c == 0xb4 || c == 0x2032;
}
static bool dash(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Part of a word: letters, combining marks, digits, and what is no known punctuation; characters of private use are bullets in practice. */
static bool wordy(uint32_t c)
{
    return c && (tr_cp_is_letter(c) || tr_cp_is_digit(c) || (c >= 0x80 && !tr_cp_is_punct(c)) || c < ' ');
}

static size_t run_of(tr_str s, size_t at, uint32_t c)
{
    size_t next;
    while (at < s.n && peek(s, at, &next) == c) at = next;
    return at;
}

static size_t digits_end(tr_str s, size_t at)
{
    while (at < s.n && digit((unsigned char)s.p[at])) at++;
    return at;
}

static size_t letters_end(tr_str s, size_t at)
{
    size_t next;
    while (at < s.n && wordy(peek(s, at, &next))) at = next;
    return at;
}

/* --- addresses -------------------------------------------------------------------------------------------------------------- */

static bool address_char(unsigned char c)
{
    return c > ' ' && c < 127 && !strchr("<>\"{}|^`", c);
}

/* Takes off what closes a sentence or a bracket rather than an address. */
static size_t address_end(tr_str s, size_t from, size_t at)
{
    while (at < s.n && (address_char((unsigned char)s.p[at]) || (unsigned char)s.p[at] >= 128)) at++;
    while (at > from && strchr(".,;:!?)]'*", s.p[at - 1])) {
        if (s.p[at - 1] == ')' && memchr(s.p + from, '(', at - from)) break;
        at--;
    }
    return at;
}

static bool starts_address(tr_str rest)
{
    return tr_str_starts_i(rest, TR_STR("http://")) || tr_str_starts_i(rest, TR_STR("https://")) ||
           tr_str_starts_i(rest, TR_STR("ftp://")) || tr_str_starts_i(rest, TR_STR("www.")) || tr_str_starts_i(rest, TR_STR("mailto:"));
}

static bool mail_char(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("._%+-", c);
}

/* name@host.tld, name@HOST */
static size_t mail_end(tr_str s, size_t from)
{
    size_t at = from;
    while (at < s.n && s.p[at] && mail_char((unsigned char)s.p[at])) at++;
    if (at == from || at >= s.n || s.p[at] != '@') return 0;
    size_t host = ++at;
    while (at < s.n && s.p[at] && mail_char((unsigned char)s.p[at])) at++;
    while (at > host && strchr(".-_", s.p[at - 1])) at--;
    return at > host + 1 ? at : 0;
}

static bool lower_ascii(tr_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] < 'a' || s.p[i] > 'z') && s.p[i] != '.' && s.p[i] != '-') return false;
    return true;
}

/* host.tld or file.ext: parts of letters and digits with stops between, the last one known; or three parts and more in lower case. */
static size_t dotted_end(tr_str s, size_t from)
{
    size_t at = from, last = from, parts = 0;
    for (;;) {
        size_t end = at;
        while (end < s.n && ((unsigned char)s.p[end] < 128) &&
               (wordy((unsigned char)s.p[end]) || s.p[end] == '_' || (s.p[end] == '-' && parts == 0 && end > at)))
            end++;
        if (end == at) break;
        last = at;
        parts++;
        at = end;
        if (at + 1 >= s.n || s.p[at] != '.' || !wordy((unsigned char)s.p[at + 1])) break;
        at++;
    }
    bool known = IN(tlds, tr_str_sub(s, last, at)) && !digit((unsigned char)s.p[last]);
    if (parts < 2 || (!known && (parts < 3 || !lower_ascii(tr_str_sub(s, from, at))))) return 0;
    /* "the city.In March": a capital behind the stop is a lost space, not a country's domain. */
    if (known && tr_cp_is_upper((unsigned char)s.p[last]) && !tr_cp_is_upper((unsigned char)s.p[from])) return 0;
    return at < s.n && s.p[at] == '/' ? address_end(s, from, at) : at;
}

/* Q3-report#2.doc, .doc: a file's name is one word, whatever stands in it. */
static size_t file_end(tr_str s, size_t from)
{
    size_t at = from, dot = s.n;
    for (; at < s.n && (unsigned char)s.p[at] < 128 && (wordy((unsigned char)s.p[at]) || strchr("_-#.", s.p[at])); at++)
        if (s.p[at] == '.') dot = at;
    while (at > dot && strchr("_-#.", s.p[at - 1])) at--;
    return dot + 1 < at && IN(files, tr_str_sub(s, dot + 1, at)) ? at : 0;
}

/* --- numbers ---------------------------------------------------------------------------------------------------------------- */

/* 713-853-3989, 345-9945, 2016-05-01: kept; 3-4 and 15-20 are ranges. */
static size_t dashed_digits(tr_str s, size_t from)
{
    size_t at = digits_end(s, from), groups = 1, first = at - from, second = 0;
    while (at + 1 < s.n && s.p[at] == '-' && digit((unsigned char)s.p[at + 1])) {
        size_t end = digits_end(s, at + 1);
        if (groups == 1) second = end - at - 1;
        groups++;
        at = end;
    }
    if (at < s.n && wordy(char_at(s, at))) return 0;
    return groups > 2 || (groups == 2 && (first == 1 || first == 3 || first == 5) && second == 4) ? at : 0;
}

static bool ordinal_or_plural(tr_str s)
{
    return tr_str_is_i(s, "st") || tr_str_is_i(s, "nd") || tr_str_is_i(s, "rd") || tr_str_is_i(s, "th") || tr_str_is_i(s, "s");
}

/* What the treebanks part from its number: units and anything longer in lower case ("5km", "3bn", "40m", "9am"), but not codes ("4A"). */
static bool unit(tr_str s)
{
    static const char *const units[] = { "k", "m", "b", "x", "p", "f", "mm", "am", "pm", "km", "bn", "hz", "ft" };
    bool lower = s.n > 1;
    for (size_t i = 0; i < s.n; i++) lower = lower && s.p[i] >= 'a' && s.p[i] <= 'z';
    return lower || (!tr_str_is(s, "B") && !tr_str_is(s, "P") && !tr_str_is(s, "F") && !tr_str_is(s, "X") && IN(units, s));
}

static size_t number_end(tr_str s, size_t from)
{
    size_t kept = dashed_digits(s, from);
    if (kept) return kept;
    size_t at = digits_end(s, from);
    while (at + 1 < s.n && strchr(",.:/", s.p[at]) && digit((unsigned char)s.p[at + 1])) at = digits_end(s, at + 1);
    size_t end = letters_end(s, at);
    tr_str tail = tr_str_sub(s, at, end);
    if (!tail.n) {
        /* 80's, 1990's */
        size_t next;
        if (apostrophe(peek(s, at, &next)) && next < s.n && (s.p[next] == 's' || s.p[next] == 'S') && !wordy(char_at(s, next + 1)))
            return next + 1;
        return at;
    }
    if (ordinal_or_plural(tail)) return end;
    if (unit(tail)) return at;
    /* "14.The", "2016President": a word of some length in title case behind a number has lost its space. */
    if (tail.n > 3 && tr_cp_is_upper((unsigned char)tail.p[0]) && tr_cp_is_lower((unsigned char)tail.p[1])) return at;
    return end;
}

/* --- words ------------------------------------------------------------------------------------------------------------------ */

static bool number_follows(const struct tr_run *run, size_t at)
{
    if (at < run->s.n) return digit((unsigned char)run->s.p[at]);
    size_t i = 0;
    while (i < run->after.n && run->after.p[i] == ' ') i++;
    return i && i < run->after.n && (digit((unsigned char)run->after.p[i]) || run->after.p[i] == '#');
}

/* The run, or the whole text or paragraph, ends at `at`, closing quotes and brackets aside. */
static bool paragraph_ends(const struct tr_run *run, size_t at)
{
    size_t next;
    for (uint32_t c; at < run->s.n; at = next) {
        c = peek(run->s, at, &next);
        if (c != '"' && c != ')' && c != 0x201d && !apostrophe(c)) return false;
    }
    for (size_t i = 0, lines = 0; i < run->after.n; i++) {
        if (run->after.p[i] == '\n') lines++;
        else if (run->after.p[i] != ' ' && run->after.p[i] != '\r' && run->after.p[i] != '\t') return lines > 1;
    }
    return true;
}

/* U.S., a.m., Ph.D, J.K.: single letters with stops between; the last stop belongs to them. `at` is behind the first letter. */
static size_t initials_end(const struct tr_run *run, size_t at)
{
    tr_str s = run->s;
    size_t letters = 1, next, end = at;
    while (at < s.n && s.p[at] == '.') {
        uint32_t c = peek(s, at + 1, &next);
        if (!c || !tr_cp_is_letter(c) || (next < s.n && wordy(char_at(s, next)))) break;
        at = end = next;
        letters++;
    }
    bool stop = at < s.n && s.p[at] == '.' && !(at + 2 < s.n && s.p[at + 1] == '.' && s.p[at + 2] == '.');
    if (letters > 1) return stop ? at + 1 : end;
    if (!stop || !tr_cp_is_upper(char_at(s, run->at)) || paragraph_ends(run, at + 1)) return 0;
    return s.p[run->at] == 'I' && at == run->at + 1 && at + 1 >= s.n ? 0 : at + 1;
}

static bool sentence_starts(const struct tr_run *run, size_t at)
{
    size_t i = 0;
    while (i < run->after.n && run->after.p[i] == ' ') i++;
    return paragraph_ends(run, at) || (at == run->s.n && tr_cp_is_upper(char_at(run->after, i)));
}

/* Known abbreviations take their stop, unless it is one of several. */
static size_t abbreviation_end(const struct tr_run *run, size_t at)
{
    tr_str word = tr_str_sub(run->s, run->at, at);
    if (at >= run->s.n || run->s.p[at] != '.') return 0;
    if (tr_str_starts_i(tr_str_sub(run->s, run->at, run->s.n), TR_STR("ph.d")))
        return at + 2 < run->s.n && run->s.p[at + 2] == '.' ? at + 3 : at + 2;
    /* Three dots are an ellipsis; of two the second ends the sentence. */
    if (at + 2 < run->s.n && run->s.p[at + 1] == '.' && run->s.p[at + 2] == '.') return 0;
    if (IN(before_numbers, word)) return number_follows(run, at + 1) ? at + 1 : 0;
    /* "et al.", but a name "Al" ends its sentence. */
    if (tr_str_is_i(word, "al") && word.p[0] != 'a') return 0;
    /* "etc." before a new sentence has lost a stop of its own: the one that is there ends the sentence. */
    if (tr_str_is_i(word, "etc") && sentence_starts(run, at + 1)) return 0;
    return IN(abbreviations, word) ? at + 1 : 0;
}

/* Abbreviations written with a slash; other slashes part words. */
static bool slashed(tr_str s)
{
    static const char *const known[] = { "w/", "w/o", "b/c", "c/o", "s/he", "n/a", "a/c", "l/c" };
    return IN(known, s);
}

/* US$, C$: whose dollar. */
static bool dollars(tr_str s)
{
    static const char *const whose[] = { "US", "C", "CA", "A", "AU", "NZ", "HK", "S", "R", "NT" };
    return IN(whose, s) && tr_cp_is_upper((unsigned char)s.p[0]);
}

/* Whether the character c at `at`, up to `next`, keeps the word from `from` together with what follows it. */
static bool joins(tr_str s, size_t from, size_t at, uint32_t c, size_t next)
{
    uint32_t then = char_at(s, next);
    if (!wordy(then)) return c == '/' && slashed(tr_str_sub(s, from, next));
    if (apostrophe(c)) return c != '`' || tr_cp_is_letter(then);
    if (c == '&') return tr_cp_is_upper(then) && tr_cp_is_upper(char_before(s, at));
    if (c == '/') return slashed(tr_str_sub(s, from, letters_end(s, next)));
    return c == '_' || (dash(c) && IN(prefixes, tr_str_sub(s, from, at)));
}

/* "th- the", "w- —": a speaker broke off in the word; `at` is where its hyphen stands. */
static bool broken_off(const struct tr_run *run, size_t at)
{
    size_t from = 0, n = at - run->at;
    if (at + 1 != run->s.n || run->s.p[at] != '-') return false;
    while (from < run->after.n && run->after.p[from] == ' ') from++;
    tr_str then = tr_str_sub(run->after, from, run->after.n);
    uint32_t c = char_at(then, 0);
    return from && (c == 0x2014 || c == 0x2013 || (then.n > n && tr_str_starts_i(then, tr_str_sub(run->s, run->at, at))));
}

/* A word from its first letter on: letters with apostrophes, ampersands and kept hyphens inside. */
static size_t word_end(const struct tr_run *run)
{
    tr_str s = run->s;
    size_t at = letters_end(s, run->at), next;
    size_t end = tr_utf8_count(tr_str_sub(s, run->at, at)) == 1 ? initials_end(run, at) : 0;
    if (end) return end;
    end = abbreviation_end(run, at);
    if (end) return end;
    if (broken_off(run, at)) return at + 1;
    while (at < s.n) {
        uint32_t c = peek(s, at, &next);
        if (c == '$' && dollars(tr_str_sub(s, run->at, at))) return next;
        if (!joins(s, run->at, at, c, next)) break;
        at = letters_end(s, next);
        /* "anti-U.S." */
        struct tr_run rest = { s, next, run->after };
        end = dash(c) && at == next + 1 ? initials_end(&rest, at) : 0;
        if (end) return end;
    }
    return at;
}

/* --- punctuation ------------------------------------------------------------------------------------------------------------ */

static size_t emoticon_end(tr_str s, size_t at)
{
    size_t n = at;
    if (!strchr(":;=", s.p[n])) return 0;
    n++;
    if (n < s.n && s.p[n] == '-') n++;
    if (n >= s.n || !strchr(")(DPp|", s.p[n])) return 0;
    n++;
    return n < s.n && wordy(char_at(s, n)) ? 0 : n;
}

static size_t punctuation_end(const struct tr_run *run)
{
    tr_str s = run->s;
    size_t at = run->at, next;
    uint32_t c = peek(s, at, &next);
    size_t end = emoticon_end(s, at);
    if (end) return end;
    if (c == '.' || c == '!' || c == '?') {
        end = next;
        while (end < s.n && strchr(c == '.' && end - at > 1 ? "." : ".!?", s.p[end])) end++;
        return end;
    }
    if (c == 0x2022 && next < s.n && s.p[next] == '_') return next + 1; /* a dash that was lost on the way */
    /* Rules drawn in a line: "----==". */
    for (end = at; end < s.n && strchr("-*=_~", s.p[end]);) end++;
    if (end > at + 2) return end;
    if (c < 128 && strchr("-*=_~+<>|^#'`$/\\", (int)c)) {
        end = run_of(s, at, c);
        if (c == '\'' || c == '`') return end > at + 2 ? at + 2 : end;
        return end;
    }
    /* A double quote made of two single ones. */
    if (c == 0x2018 || c == 0x2019) {
        uint32_t then = peek(s, next, &end);
        if (then == 0x2018 || then == 0x2019) return end;
    }
    return next;
}

size_t tr_rule_next(const struct tr_run *run)
{
    tr_str s = run->s, rest = tr_str_sub(s, run->at, s.n);
    size_t at = run->at, next, end = 0;
    uint32_t c = peek(s, at, &next);
    uint32_t then = char_at(s, next);
    if (starts_address(rest)) end = address_end(s, at, at);
    if (!end && wordy(c)) end = mail_end(s, at);
    if (!end && (wordy(c) || c == '.' || c == '-')) end = file_end(s, at);
    if (!end && wordy(c)) end = dotted_end(s, at);
    if (!end && digit(c)) end = number_end(s, at);
    if (!end && wordy(c)) end = word_end(run);
    if (!end && (c == '@' || c == '#') && at == 0 && tr_cp_is_letter(then)) {
        end = next;
        while (end < s.n && (wordy(peek(s, end, &next)) || s.p[end] == '_')) end = wordy(char_at(s, end)) ? next : end + 1;
    }
    if (!end && c == '+' && digit(then)) end = number_end(s, next);
    /* 'em, '71: a lost beginning; elsewhere a quote stands alone. */
    if (!end && apostrophe(c) && digit(then)) {
        size_t d = digits_end(s, next);
        if (d - next == 2 && (d >= s.n || !wordy(char_at(s, d)) || s.p[d] == 's')) end = letters_end(s, d);
    }
    if (!end && apostrophe(c)) {
        size_t w = letters_end(s, next);
        if (tr_str_is_i(tr_str_sub(s, next, w), "em")) end = w;
        /* A clitic that stands alone, as in tokenised text. */
        if (at == 0 && w == s.n &&
            (tr_str_is_i(tr_str_sub(s, next, w), "s") || tr_str_is_i(tr_str_sub(s, next, w), "m") ||
             tr_str_is_i(tr_str_sub(s, next, w), "ll") || tr_str_is_i(tr_str_sub(s, next, w), "re") ||
             tr_str_is_i(tr_str_sub(s, next, w), "ve")))
            end = w;
    }
    if (!end) end = punctuation_end(run);
    return end > at ? end - at : 1;
}

/* "its a pity", "its not ours": the apostrophe is lost. `after` starts with the space before the next word. */
static bool its_is(tr_str word, tr_str after)
{
    if (!tr_str_is_i(word, "its") || !after.n || after.p[0] != ' ') return false;
    size_t from = after.p[0] == ' ', end = letters_end(after, from);
    return (end >= after.n || !dash(char_at(after, end))) && IN(not_after_its, tr_str_sub(after, from, end));
}

size_t tr_rule_split(tr_str word, tr_str after)
{
    if (its_is(word, after)) return 2;
    if (tr_str_is(word, "IM")) return 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (tr_str_is_i(word, pairs[i].word)) return pairs[i].at;
    /* "Lets go": without its apostrophe, where a verb would have no capital. */
    if (tr_str_is(word, "Lets")) return 3;
    if (word.n < 3 || digit((unsigned char)word.p[0])) return 0;
    /* The last apostrophe and what follows it. */
    for (size_t at = word.n; at-- > 1;) {
        uint32_t c = char_at(word, at);
        size_t next;
        if (((unsigned char)word.p[at] & 0xc0) == 0x80 || !apostrophe(c)) continue;
        peek(word, at, &next);
        tr_str tail = tr_str_sub(word, next, word.n);
        if (tr_str_is_i(tail, "t") && at > 1 && (word.p[at - 1] == 'n' || word.p[at - 1] == 'N')) return at - 1;
        static const char *const clitics[] = { "s", "re", "ve", "ll", "d", "m" };
        return IN(clitics, tail) ? at : 0;
    }
    return 0;
}
