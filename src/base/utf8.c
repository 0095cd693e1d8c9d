/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Length of the well-formed sequence at p (Unicode 15, table 3-7), 0 when ill-formed. */
static size_t well_formed(const unsigned char *p, size_t n)
{
    if (p[0] < 0x80) return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (n < len) return 0;
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0;
    }
    /* Overlong forms, surrogates, and beyond U+10FFFF. */
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    if (p[0] == 0xED && p[1] > 0x9F) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
    return len;
}

uint32_t tr_utf8_next(tr_str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t len = well_formed(p, s.n - *at);
    *at += len ? len : 1;
    switch (len) {
    case 1: return p[0];
    case 2: return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3: return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    case 4: return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    default: return 0xFFFD;
    }
}

size_t tr_utf8_put(char out[4], uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool tr_utf8_valid(tr_str s, size_t *bad)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t at = 0;
    while (at < s.n) {
        uint64_t eight;
        if (s.n - at >= 8 && (memcpy(&eight, p + at, 8), (eight & 0x8080808080808080u) == 0)) {
            at += 8;
            continue;
        }
        size_t len = well_formed(p + at, s.n - at);
        if (len == 0) {
            if (bad) *bad = at;
            return false;
        }
        at += len;
    }
    return true;
}

size_t tr_utf8_count(tr_str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.n; count++) tr_utf8_next(s, &at);
    return count;
}

static size_t cp_width(uint32_t cp)
{
    if (cp < 0x20 || cp == 0x7F) return 0;
    if (cp < 0x300) return cp >= 0x80 && cp < 0xA0 ? 0 : 1;
    switch (u_charType((UChar32)cp)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR: return 0;
    default: break;
    }
    int wide = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_FULLWIDTH || wide == U_EA_WIDE ? 2 : 1;
}

size_t tr_utf8_width(tr_str s)
{
    size_t width = 0;
    for (size_t at = 0; at < s.n;) width += cp_width(tr_utf8_next(s, &at));
    return width;
}

bool tr_cp_is_space(uint32_t cp)
{
    if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp == 0x85 || cp == 0xFEFF || cp == 0x200B || u_isUWhiteSpace((UChar32)cp);
}

bool tr_cp_is_letter(uint32_t cp)
{
    if (cp < 0x80) return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
    return u_isalpha((UChar32)cp);
}

bool tr_cp_is_upper(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
    return u_isUUppercase((UChar32)cp) || u_istitle((UChar32)cp);
}

bool tr_cp_is_lower(uint32_t cp)
{
    if (cp < 0x80) return cp >= 'a' && cp <= 'z';
    return u_isULowercase((UChar32)cp);
}

bool tr_cp_is_digit(uint32_t cp)
{
    if (cp < 0x80) return cp >= '0' && cp <= '9';
    return u_isdigit((UChar32)cp);
}

bool tr_cp_is_punct(uint32_t cp)
{
    if (cp < 0x80) return cp > ' ' && cp < 0x7F && !tr_cp_is_letter(cp) && !tr_cp_is_digit(cp);
    return (U_GET_GC_MASK((UChar32)cp) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

tr_str tr_utf8_lower(struct tr_arena *a, tr_str s)
{
    /* Lower case of one character is at most 3 bytes longer (U+2C62 from 3 to 2, U+023A from 2 to 3); 2 for 1 is enough for all. */
    char *p = tr_arena_get(a, s.n * 2 + 4);
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80) {
            p[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
            at++;
            continue;
        }
        size_t from = at;
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp == 0xFFFD && at - from == 1) p[n++] = s.p[from]; /* ill-formed bytes stay, so that nothing moves */
        else n += tr_utf8_put(p + n, (uint32_t)u_tolower((UChar32)cp));
    }
    p[n] = 0;
    return (tr_str){ p, n };
}
