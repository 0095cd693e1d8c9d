/* SPDX-License-Identifier: Apache-2.0 */
#include "language/pieces.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

#define MAX_WORD_UNITS 2048 /* UTF-16 units of a word after lower-casing and decomposing; what is beyond is left out */

/* Continuing pieces ("##ing") hash apart from initial ones. FNV-1a, so that all prefixes of a part are hashed in one pass. */
static uint32_t hash_start(bool inside)
{
    return inside ? 0x9e3779b9u : 2166136261u;
}
static uint32_t hash_step(uint32_t h, unsigned char c)
{
    return (h ^ c) * 16777619u;
}
static uint32_t hash_end(uint32_t h)
{
    return h ^ h >> 15;
}

static tr_str bare(tr_str piece, bool *inside)
{
    *inside = piece.n > 2 && piece.p[0] == '#' && piece.p[1] == '#';
    return *inside ? tr_str_sub(piece, 2, piece.n) : piece;
}

static void put(struct tr_pieces *p, uint32_t id)
{
    bool inside;
    tr_str s = bare(p->piece[id], &inside);
    uint32_t h = hash_start(inside);
    for (size_t i = 0; i < s.n; i++) h = hash_step(h, (unsigned char)s.p[i]);
    uint32_t at = hash_end(h) & p->mask;
    for (; p->slot[at]; at = (at + 1) & p->mask)
        if (tr_str_eq(p->piece[p->slot[at] - 1], p->piece[id])) return; /* a piece that stands twice keeps its first id */
    p->slot[at] = id + 1;
    if (s.n > p->longest) p->longest = (uint32_t)s.n;
}

int tr_pieces_init(struct tr_pieces *p, struct tr_arena *a, tr_str vocab, struct tr_err *err)
{
    uint32_t n = 1, size = 1024;
    for (size_t i = 0; i < vocab.n; i++) n += vocab.p[i] == '\n';
    if (n > UINT16_MAX || n <= TR_PIECE_SEP)
        return tr_fail(err, TR_E_DATA, "the weights' vocabulary has %u pieces; between %d and %d can be used", n, TR_PIECE_SEP + 1,
                       UINT16_MAX);
    while (size < 2 * n) size *= 2;
    *p = (struct tr_pieces){ .n = n, .piece = TR_NEW_N(a, tr_str, n), .slot = TR_NEW_N(a, uint32_t, size), .mask = size - 1 };
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t from = at;
        while (at < vocab.n && vocab.p[at] != '\n') at++;
        p->piece[i] = tr_str_sub(vocab, from, at++);
        if (p->piece[i].n > TR_MAX_PIECE_BYTES)
            return tr_fail(err, TR_E_DATA, "piece %u of the weights' vocabulary is %zu bytes long", i, p->piece[i].n);
        if (p->piece[i].n) put(p, i);
    }
    return TR_OK;
}

static uint32_t find(const struct tr_pieces *p, tr_str s, bool inside, uint32_t hash)
{
    for (uint32_t at = hash_end(hash) & p->mask; p->slot[at]; at = (at + 1) & p->mask) {
        bool in;
        tr_str have = bare(p->piece[p->slot[at] - 1], &in);
        if (in == inside && tr_str_eq(have, s)) return p->slot[at];
    }
    return 0;
}

/* The longest piece that starts s, as id + 1; 0 when there is none. */
static uint32_t longest_match(const struct tr_pieces *p, tr_str s, bool inside, size_t *bytes)
{
    uint32_t hash[TR_MAX_PIECE_BYTES + 1];
    size_t most = s.n < p->longest ? s.n : p->longest;
    hash[0] = hash_start(inside);
    for (size_t i = 0; i < most; i++) hash[i + 1] = hash_step(hash[i], (unsigned char)s.p[i]);
    for (size_t n = most; n; n--) {
        uint32_t id = find(p, tr_str_sub(s, 0, n), inside, hash[n]);
        if (id) {
            *bytes = n;
            return id;
        }
    }
    return 0;
}

/* One part (a run without punctuation, or one punctuation character), already normalised. */
static uint32_t part_pieces(const struct tr_pieces *p, tr_str part, uint16_t *out, uint32_t n)
{
    uint32_t start = n;
    bool inside = false, matched = tr_utf8_count(part) <= TR_MAX_PART_CHARS;
    while (matched && part.n && n < TR_MAX_WORD_PIECES) {
        size_t bytes = 0;
        uint32_t id = longest_match(p, part, inside, &bytes);
        if (!id) matched = false;
        else out[n++] = (uint16_t)(id - 1);
        part = tr_str_sub(part, bytes, part.n);
        inside = true;
    }
    /* Whether the rest could be matched decides about the part, even where its pieces are no longer kept. */
    while (matched && part.n) {
        size_t bytes = 0;
        if (!longest_match(p, part, true, &bytes)) matched = false;
        part = tr_str_sub(part, bytes, part.n);
    }
    if (matched) return n;
    out[start] = TR_PIECE_UNK;
    return start + 1;
}

static bool is_punct(uint32_t c)
{
    if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126)) return true;
    return c >= 128 && (U_GET_GC_MASK((UChar32)c) & U_GC_P_MASK);
}

/* Lower case, decomposed, without combining marks; into buf, at most cap bytes. */
static tr_str normalise(tr_str form, char *buf, size_t cap)
{
    size_t n = 0;
    bool ascii = form.n <= cap;
    for (size_t i = 0; ascii && i < form.n; i++) {
        unsigned char c = (unsigned char)form.p[i];
        ascii = c < 128;
        buf[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (ascii) return (tr_str){ buf, form.n };
    UChar a[MAX_WORD_UNITS], b[MAX_WORD_UNITS];
    int32_t na = 0, nb;
    UErrorCode bad = U_ZERO_ERROR;
    if (form.n > MAX_WORD_UNITS / 4) form.n = MAX_WORD_UNITS / 4;
    u_strFromUTF8WithSub(a, MAX_WORD_UNITS, &na, form.p, (int32_t)form.n, 0xfffd, NULL, &bad);
    nb = u_strToLower(b, MAX_WORD_UNITS, a, na, "", &bad);
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&bad);
    if (U_FAILURE(bad)) return (tr_str){ buf, 0 };
    na = unorm2_normalize(nfd, b, nb, a, MAX_WORD_UNITS, &bad);
    if (U_FAILURE(bad)) return (tr_str){ buf, 0 };
    for (int32_t i = 0; i < na;) {
        UChar32 c;
        U16_NEXT(a, i, na, c);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        if (n + 4 > cap) break;
        n += tr_utf8_put(buf + n, (uint32_t)c);
    }
    return (tr_str){ buf, n };
}

uint32_t tr_pieces_of(const struct tr_pieces *p, tr_str form, uint16_t out[TR_MAX_WORD_PIECES])
{
    char buf[4 * MAX_WORD_UNITS];
    tr_str s = normalise(form, buf, sizeof buf);
    uint32_t n = 0;
    size_t from = 0, at = 0;
    while (at < s.n && n < TR_MAX_WORD_PIECES) {
        size_t next = at;
        uint32_t c = tr_utf8_next(s, &next);
        if (is_punct(c)) {
            if (at > from) n = part_pieces(p, tr_str_sub(s, from, at), out, n);
            if (n < TR_MAX_WORD_PIECES) n = part_pieces(p, tr_str_sub(s, at, next), out, n);
            from = next;
        }
        at = next;
    }
    if (at > from && n < TR_MAX_WORD_PIECES) n = part_pieces(p, tr_str_sub(s, from, at), out, n);
    if (!n) out[n++] = TR_PIECE_UNK;
    return n;
}

uint8_t tr_shape_of(tr_str form)
{
    uint32_t cased = 0, upper = 0, digits = 0, other = 0, letters = 0;
    bool first_upper = false;
    for (size_t at = 0; at < form.n;) {
        uint32_t c = tr_utf8_next(form, &at);
        if (c >= '0' && c <= '9') digits++;
        else if (c != ',' && c != '.') other++;
        UChar32 up = u_toupper((UChar32)c), low = u_tolower((UChar32)c);
        letters += u_isalpha((UChar32)c) != 0;
        if (up == low && c != 0xdf) continue;
        bool is_upper = c != 0xdf && (UChar32)c == up;
        if (!cased++) first_upper = is_upper;
        upper += is_upper;
    }
    if (digits) return other ? 6 : 5;
    if (!cased) return letters ? 8 : 7;
    if (upper == cased) return cased == 1 ? 3 : 2;
    if (!upper) return 0;
    return first_upper && upper == 1 ? 1 : 4;
}
