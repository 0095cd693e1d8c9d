/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/gazetteer.h"

#include <math.h>

#include "base/blob.h"
#include "base/map.h"
#include "base/utf8.h"
#include "knowledge/gazetteer_int.h"

#define MAX_NAME 120 /* bytes of a folded name; longer ones are no place */
#define PI 3.14159265358979323846

#define X(n) #n,
static const char *const kind_names[] = { "", TRUCE_PLACE_LIST(X) };
#undef X

struct tr_gazetteer {
    const struct tr_gaz_entry *entries;
    const struct tr_gaz_record *names, *sounds;
    const uint32_t *name_buckets, *sound_buckets, *admin1;
    const unsigned char *pool;
    uint32_t n_entries, n_names, n_sounds, n_admin1, pool_size;
    uint32_t countries[26 * 26]; /* entry of AA..ZZ */
};

/* The string at a pool offset; "" when a damaged image points outside. */
static tr_str pool_at(const struct tr_gazetteer *g, uint32_t at)
{
    if (at >= g->pool_size || at + 1 + g->pool[at] > g->pool_size) return (tr_str){ "", 0 };
    return (tr_str){ (const char *)g->pool + at + 1, g->pool[at] };
}

static bool ordered(const uint32_t *buckets, uint32_t n)
{
    if (buckets[0] != 0 || buckets[TR_GAZ_BUCKETS] != n) return false;
    for (uint32_t i = 0; i < TR_GAZ_BUCKETS; i++)
        if (buckets[i] > buckets[i + 1]) return false;
    return true;
}

static void index_countries(struct tr_gazetteer *g)
{
    for (uint32_t i = 0; i < 26 * 26; i++) g->countries[i] = TR_GAZ_NONE;
    for (uint32_t i = 0; i < g->n_entries; i++) {
        const struct tr_gaz_entry *e = &g->entries[i];
        if (e->kind != TRUCE_PLACE_country) break; /* the builder writes them first */
        int a = e->country[0] - 'A', b = e->country[1] - 'A';
        if (a >= 0 && a < 26 && b >= 0 && b < 26) g->countries[a * 26 + b] = i;
    }
}

int tr_gazetteer_of(struct tr_arena *a, tr_str image, const struct tr_gazetteer **out, struct tr_err *err)
{
    struct tr_gaz_header h;
    *out = NULL;
    if (image.n < sizeof h) return tr_fail(err, TR_E_DATA, "places.img is too short (%zu bytes); rebuild it with make", image.n);
    memcpy(&h, image.p, sizeof h);
    if (memcmp(h.magic, TR_GAZ_MAGIC, 8))
        return tr_fail(err, TR_E_DATA, "places.img is not a gazetteer image of this version; rebuild it with make");
    uint64_t need = sizeof h + (uint64_t)h.n_entries * sizeof(struct tr_gaz_entry) +
                    ((uint64_t)h.n_names + h.n_sounds) * sizeof(struct tr_gaz_record) + 2ull * (TR_GAZ_BUCKETS + 1) * 4 +
                    (uint64_t)h.n_admin1 * 4 + h.pool_size;
    if (need != image.n || h.size != image.n)
        return tr_fail(err, TR_E_DATA, "places.img is damaged (%zu bytes, its header asks for %llu); rebuild it with make", image.n,
                       (unsigned long long)need);
    struct tr_gazetteer *g = TR_NEW(a, struct tr_gazetteer);
    const char *p = image.p + sizeof h;
    g->n_entries = h.n_entries, g->n_names = h.n_names, g->n_sounds = h.n_sounds, g->n_admin1 = h.n_admin1, g->pool_size = h.pool_size;
    g->entries = (const void *)p, p += (size_t)h.n_entries * sizeof(struct tr_gaz_entry);
    g->names = (const void *)p, p += (size_t)h.n_names * sizeof(struct tr_gaz_record);
    g->sounds = (const void *)p, p += (size_t)h.n_sounds * sizeof(struct tr_gaz_record);
    g->name_buckets = (const void *)p, p += (TR_GAZ_BUCKETS + 1) * 4;
    g->sound_buckets = (const void *)p, p += (TR_GAZ_BUCKETS + 1) * 4;
    g->admin1 = (const void *)p, p += (size_t)h.n_admin1 * 4;
    g->pool = (const unsigned char *)p;
    if (!ordered(g->name_buckets, g->n_names) || !ordered(g->sound_buckets, g->n_sounds))
        return tr_fail(err, TR_E_DATA, "places.img is damaged (its index is out of order); rebuild it with make");
    index_countries(g);
    *out = g;
    return TR_OK;
}

int tr_gazetteer_open(struct tr_arena *a, const struct tr_gazetteer **out, struct tr_err *err)
{
    tr_str image;
    *out = NULL;
    if (!tr_blob_find("places.img", &image)) return tr_fail(err, TR_E_DATA, "this build carries no places.img; rebuild it with make");
    return tr_gazetteer_of(a, image, out, err);
}

static uint32_t collect(const struct tr_gazetteer *g, const struct tr_gaz_record *records, const uint32_t *buckets, tr_str key,
                        struct tr_gaz_hit *out, uint32_t max)
{
    uint64_t hash = tr_hash(key);
    uint32_t high = (uint32_t)(hash >> 32), low = (uint32_t)hash, b = high >> (32 - TR_GAZ_BUCKET_BITS), n = 0;
    for (uint32_t i = buckets[b]; i < buckets[b + 1] && n < max; i++) {
        const struct tr_gaz_record *r = &records[i];
        uint32_t entry = r->entry_flags >> 8;
        if (r->hash_high != high || r->hash_low != low || entry >= g->n_entries) continue;
        out[n++] = (struct tr_gaz_hit){ entry, (r->entry_flags & 0xFF) | g->entries[entry].flags };
    }
    return n;
}

uint32_t tr_gazetteer_find(const struct tr_gazetteer *g, tr_str folded, struct tr_gaz_hit *out, uint32_t max)
{
    if (!g || !folded.n || folded.n >= MAX_NAME) return 0;
    return collect(g, g->names, g->name_buckets, folded, out, max);
}

uint32_t tr_gazetteer_near(const struct tr_gazetteer *g, tr_str folded, struct tr_gaz_hit *out, uint32_t max)
{
    char sound[MAX_NAME];
    if (!g || !folded.n || folded.n >= MAX_NAME) return 0;
    size_t n = tr_gazetteer_sound(folded, sound, sizeof sound);
    n = n ? collect(g, g->sounds, g->sound_buckets, (tr_str){ sound, n }, out, max) : 0;
    for (size_t i = 0; i < n; i++) out[i].flags |= TR_GAZ_NEAR;
    return (uint32_t)n;
}

struct tr_gaz_place tr_gazetteer_at(const struct tr_gazetteer *g, uint32_t entry)
{
    struct tr_gaz_place p = { .name = { "", 0 }, .admin1 = { "", 0 } };
    if (!g || entry >= g->n_entries) return p;
    const struct tr_gaz_entry *e = &g->entries[entry];
    p.name = pool_at(g, e->name);
    if (e->admin1 < g->n_admin1) p.admin1 = pool_at(g, g->admin1[e->admin1]);
    if (e->country[0]) memcpy(p.country, e->country, 2);
    p.kind = e->kind < TRUCE_PLACE_count ? e->kind : TRUCE_PLACE_none;
    p.located = e->lat != INT32_MIN;
    if (p.located) p.lat = e->lat / 1e5, p.lon = e->lon / 1e5;
    p.population = e->population;
    p.where_prec = e->where_prec;
    p.flags = e->flags;
    return p;
}

tr_str tr_gazetteer_id(const struct tr_gazetteer *g, uint32_t entry, struct tr_arena *a)
{
    if (!g || entry >= g->n_entries) return (tr_str){ "", 0 };
    const struct tr_gaz_entry *e = &g->entries[entry];
    if (e->geonames) return tr_arena_printf(a, "geonames:%u", e->geonames);
    tr_str slug = tr_arena_dup(a, tr_utf8_fold(a, pool_at(g, e->name)));
    char *p = (char *)slug.p;
    for (size_t i = 0; i < slug.n; i++)
        if (p[i] == ' ' || p[i] == '/') p[i] = '-';
    if (e->kind == TRUCE_PLACE_country) return tr_arena_printf(a, "truce:%.2s", e->country);
    char cc[3] = { 'x', 'x', 0 };
    if (e->country[0]) cc[0] = (char)(e->country[0] | 32), cc[1] = (char)(e->country[1] | 32);
    return tr_arena_printf(a, "truce:%s/%s/" TR_STR_FMT, cc, e->kind < TRUCE_PLACE_count ? kind_names[e->kind] : "", TR_STR_ARG(slug));
}

uint32_t tr_gazetteer_country(const struct tr_gazetteer *g, const char iso[2])
{
    int a = iso[0] - 'A', b = a >= 0 && a < 26 ? iso[1] - 'A' : -1;
    return g && b >= 0 && b < 26 ? g->countries[a * 26 + b] : TR_GAZ_NONE;
}

uint32_t tr_gazetteer_size(const struct tr_gazetteer *g)
{
    return g ? g->n_entries : 0;
}

double tr_km(double lat1, double lon1, double lat2, double lon2)
{
    double r = PI / 180, x = sin((lat2 - lat1) * r / 2), y = sin((lon2 - lon1) * r / 2);
    double h = x * x + cos(lat1 * r) * cos(lat2 * r) * y * y;
    return 12742 * asin(sqrt(h < 1 ? h : 1));
}
