/* SPDX-License-Identifier: Apache-2.0 */
/* Keys for looking names up. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/utf8.h"

/* Letters that Unicode does not decompose but that spellings of names replace. */
static const struct {
    uint32_t cp;
    const char *as;
} plain_letters[] = {
    { 0x00DF, "ss" }, { 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0111, "d" }, { 0x0127, "h" },
    { 0x0131, "i" },  { 0x0142, "l" },  { 0x0153, "oe" }, { 0x0259, "a" }, { 0x0180, "b" },  { 0x0167, "t" },
};

/* Apostrophes, primes and the marks for ʿayn and hamza, which spellings set or leave out at will. */
static bool is_mark(uint32_t cp)
{
    switch (cp) {
    case '\'':
    case '`':
    case 0x00B4: /* acute */
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xFF07: return true;
    default: return cp >= 0x02B0 && cp <= 0x02FF; /* modifier letters */
    }
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == '_' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x00AD;
}

struct key {
    char *p;
    size_t n;
    bool gap; /* white space or a hyphen waits to become one space before the next letter */
};

static void put_bytes(struct key *k, const char *p, size_t n)
{
    if (k->gap && k->n) k->p[k->n++] = ' ';
    k->gap = false;
    memcpy(k->p + k->n, p, n);
    k->n += n;
}

static void put_cp(struct key *k, uint32_t cp)
{
    char utf8[4];
    if (u_charType((UChar32)cp) == U_NON_SPACING_MARK || is_mark(cp)) return;
    cp = (uint32_t)u_tolower((UChar32)cp);
    for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++) {
        if (plain_letters[i].cp == cp) {
            put_bytes(k, plain_letters[i].as, strlen(plain_letters[i].as));
            return;
        }
    }
    put_bytes(k, utf8, tr_utf8_put(utf8, cp));
}

/* A character beyond ASCII: taken apart, its marks dropped. */
static void put_decomposed(struct key *k, const UNormalizer2 *nfkd, uint32_t cp)
{
    UChar parts[32];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = nfkd ? unorm2_getDecomposition(nfkd, (UChar32)cp, parts, 32, &status) : -1;
    if (n < 0 || U_FAILURE(status) || n > 32) {
        put_cp(k, cp);
        return;
    }
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(parts, i, n, c);
        if (tr_cp_is_space((uint32_t)c)) k->gap = true;
        else put_cp(k, (uint32_t)c);
    }
}

tr_str tr_utf8_fold(struct tr_arena *a, tr_str s)
{
    /* The longest decomposition (U+FDFA) makes 33 bytes of 3; ASCII never grows. */
    size_t beyond = 0;
    for (size_t i = 0; i < s.n; i++) beyond += (unsigned char)s.p[i] >= 0x80;
    struct key k = { .p = tr_arena_get(a, s.n + beyond * 12 + 8) };
    const UNormalizer2 *nfkd = NULL;
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80) {
            at++;
            if (tr_cp_is_space(c) || is_hyphen(c)) k.gap = true;
            else if (!is_mark(c)) put_bytes(&k, &(char){ (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c) }, 1);
            continue;
        }
        UErrorCode status = U_ZERO_ERROR;
        if (!nfkd) nfkd = unorm2_getNFKDInstance(&status); /* shared and const in ICU */
        uint32_t cp = tr_utf8_next(s, &at);
        if (cp == 0x00AD || cp == 0x200B || cp == 0xFEFF) continue;
        if (tr_cp_is_space(cp) || is_hyphen(cp)) k.gap = true;
        else put_decomposed(&k, nfkd, cp);
    }
    k.p[k.n] = 0;
    return (tr_str){ k.p, k.n };
}
