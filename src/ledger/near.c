/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/near.h"

#define WORDS 5

static uint64_t mix(uint64_t x) /* the finaliser of SplitMix64 */
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Letters and digits; bytes of other scripts are letters. */
static unsigned char word_byte(unsigned char c)
{
    if (c >= 'A' && c <= 'Z') return (unsigned char)(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80) return c;
    return 0;
}

/* Hash of the next word; false at the end. */
static bool next_word(tr_str text, size_t *at, uint64_t *hash)
{
    uint64_t h = 0xCBF29CE484222325u;
    size_t i = *at;
    while (i < text.n && !word_byte((unsigned char)text.p[i])) i++;
    size_t from = i;
    for (unsigned char c; i < text.n && (c = word_byte((unsigned char)text.p[i])); i++) h = (h ^ c) * 0x100000001B3u;
    *at = i;
    *hash = h;
    return i > from;
}

/* Each hash function is a multiplication and an addition modulo 2^32; the compiler makes vectors of it. */
static void take(uint32_t least[TR_NEAR_HASHES], const uint32_t factor[TR_NEAR_HASHES], const uint32_t add[TR_NEAR_HASHES], uint32_t h)
{
    for (int i = 0; i < TR_NEAR_HASHES; i++) {
        uint32_t v = h * factor[i] + add[i];
        least[i] = v < least[i] ? v : least[i];
    }
}

bool tr_near_sketch(tr_str text, struct tr_sketch *out)
{
    uint32_t least[TR_NEAR_HASHES], factor[TR_NEAR_HASHES], add[TR_NEAR_HASHES];
    uint64_t ring[WORDS], word;
    size_t at = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < TR_NEAR_HASHES; i++) {
        uint64_t r = mix((i + 1) * 0x9E3779B97F4A7C15u);
        factor[i] = (uint32_t)r | 1u;
        add[i] = (uint32_t)(r >> 32);
        least[i] = UINT32_MAX;
    }
    while (next_word(text, &at, &word)) {
        ring[n++ % WORDS] = word;
        if (n < WORDS) continue;
        uint64_t h = 0;
        for (uint32_t i = 0; i < WORDS; i++) h = mix(h ^ ring[(n + i) % WORDS]) + i;
        take(least, factor, add, (uint32_t)(h >> 16));
    }
    if (n < WORDS - 1 + TR_NEAR_SHINGLES) return false;
    for (int i = 0; i < TR_NEAR_HASHES; i++) out->v[i] = (uint16_t)(mix(least[i]) >> 40);
    return true;
}

int64_t tr_near_band(const struct tr_sketch *s, int band)
{
    uint64_t h = (uint64_t)band;
    for (int i = 0; i < TR_NEAR_ROWS; i++) h = mix(h ^ ((uint64_t)s->v[band * TR_NEAR_ROWS + i] << 8));
    return (int64_t)(h >> 24); /* 40 bits: short keys, and few chance meetings */
}

int tr_near_alike(const struct tr_sketch *a, const struct tr_sketch *b)
{
    int n = 0;
    for (int i = 0; i < TR_NEAR_HASHES; i++) n += a->v[i] == b->v[i];
    return n;
}
