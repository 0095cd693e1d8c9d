/* SPDX-License-Identifier: Apache-2.0 */
/* The gazetteer's image: what its builder writes and its reader maps. Little-endian, every table aligned to 4.
 *
 *   header | entries | names, ordered by hash | sounds, ordered by hash | buckets of names | buckets of sounds | admin1 | pool
 *
 * A bucket table has TR_GAZ_BUCKETS + 1 indices: bucket b (the hash's upper bits) holds records [t[b], t[b+1]). Names are told apart by
 * 64 bits of hash: among two hundred thousand a chance collision is one in 10^8 builds, and the builder refuses one. Strings in the
 * pool (display names) are a length byte and bytes. */
#ifndef TR_KNOWLEDGE_GAZETTEER_INT_H
#define TR_KNOWLEDGE_GAZETTEER_INT_H

#include <stdint.h>

#define TR_GAZ_MAGIC "TRPLACE1"
#define TR_GAZ_BUCKET_BITS 16
#define TR_GAZ_BUCKETS (1u << TR_GAZ_BUCKET_BITS)
#define TR_GAZ_NO_ADMIN1 0xFFFFu

struct tr_gaz_header {
    char magic[8];
    uint32_t size;                      /* of the whole image */
    uint32_t n_entries, n_names, n_sounds, n_admin1, pool_size;
};

struct tr_gaz_entry {
    uint32_t name;                      /* pool offset */
    uint32_t geonames;                  /* 0 = none */
    int32_t lat, lon;                   /* 1e-5 degrees; INT32_MIN = not located */
    uint32_t population;
    uint16_t admin1;                    /* index, TR_GAZ_NO_ADMIN1 */
    uint16_t flags;
    char country[2];                    /* NULs = none */
    uint8_t kind, where_prec;
};

struct tr_gaz_record {
    uint32_t hash_high, hash_low;       /* tr_hash of the folded name */
    uint32_t entry_flags;               /* entry << 8 | flags of the name */
};

#endif
