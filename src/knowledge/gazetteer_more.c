/* SPDX-License-Identifier: Apache-2.0 */
/* An image of places, and what is added to it. The image holds names as hashes alone: its records are taken over as they are. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/utf8.h"
#include "knowledge/gazetteer_write.h"

#define CEILING ((size_t)6 << 30) /* five million places with their names need about half of it */
#define SAME_KM 5.0
#define MAX_NAME 400 /* bytes as written; longer ones are no names */
#define MAX_KEY 110  /* bytes of a folded name that the builder takes, too */

/* Arrays of millions: malloc'd, so that what they grow out of is given back. */
struct big {
    void *v;
    uint32_t n, cap;
};

struct tr_gaz_more {
    struct tr_arena *arena, *scratch;
    const struct tr_gazetteer *old;
    struct big entries, names, sounds, pool; /* struct tr_gaz_entry, struct tr_gaz_name (twice), char */
    TR_VEC(uint32_t) admin1;
    struct tr_map seen;  /* string -> pool offset + 1, of what was added */
    struct tr_map ids;   /* GeoNames id, four bytes -> entry + 1 */
    struct tr_map units; /* "SY.09" -> index of admin1 + 1 */
    struct tr_gaz_told told;
};

/* Room for one more; jumps to the arena's guard when memory is out. */
static void *push(struct tr_gaz_more *m, struct big *b, size_t item)
{
    if (b->n == b->cap) {
        uint32_t cap = b->cap ? b->cap * 2 : 1024;
        void *v = cap < UINT32_MAX / 2 && cap * item <= CEILING / 2 ? realloc(b->v, cap * item) : NULL;
        if (!v) tr_arena_rethrow(m->arena);
        b->v = v, b->cap = cap;
    }
    return (char *)b->v + (size_t)b->n++ * item;
}

static struct tr_gaz_entry *entry_at(const struct tr_gaz_more *m, uint32_t i)
{
    return (struct tr_gaz_entry *)m->entries.v + i;
}

static void add_name(struct tr_gaz_more *m, struct big *to, struct tr_gaz_name name)
{
    const struct tr_gaz_name *have = to->v;
    for (uint32_t i = to->n; i-- > 0 && have[i].entry == name.entry && i + 64 > to->n;) {
        if (have[i].hash == name.hash) return;
    }
    *(struct tr_gaz_name *)push(m, to, sizeof name) = name;
}

static void note_id(struct tr_gaz_more *m, uint32_t id, uint32_t entry)
{
    if (id) *tr_map_put(&m->ids, tr_arena_dup(m->arena, (tr_str){ (const char *)&id, sizeof id }), NULL) = entry + 1;
}

static void take_records(struct tr_gaz_more *m, const char *p, uint32_t n, bool sounds)
{
    for (uint32_t i = 0; i < n; i++, p += sizeof(struct tr_gaz_record)) {
        struct tr_gaz_record r;
        memcpy(&r, p, sizeof r);
        if (r.entry_flags >> 8 >= m->entries.n) continue;
        *(struct tr_gaz_name *)push(m, sounds ? &m->sounds : &m->names, sizeof(struct tr_gaz_name)) =
            (struct tr_gaz_name){ (uint64_t)r.hash_high << 32 | r.hash_low, r.entry_flags >> 8, r.entry_flags & 0xFF, 0 };
    }
}

/* The image was checked by tr_gazetteer_of. */
static void take_image(struct tr_gaz_more *m, tr_str image)
{
    struct tr_gaz_header h;
    memcpy(&h, image.p, sizeof h);
    const char *p = image.p + sizeof h;
    for (uint32_t i = 0; i < h.n_entries; i++, p += sizeof(struct tr_gaz_entry)) {
        struct tr_gaz_entry *e = push(m, &m->entries, sizeof *e);
        memcpy(e, p, sizeof *e);
        note_id(m, e->geonames, i);
    }
    take_records(m, p, h.n_names, false);
    p += (size_t)h.n_names * sizeof(struct tr_gaz_record);
    take_records(m, p, h.n_sounds, true);
    p += (size_t)h.n_sounds * sizeof(struct tr_gaz_record) + 2 * (TR_GAZ_BUCKETS + 1) * 4;
    for (uint32_t i = 0; i < h.n_admin1; i++, p += 4) memcpy(tr_vec_push(m->arena, &m->admin1), p, 4);
    for (uint32_t i = 0; i < h.pool_size; i++) *(char *)push(m, &m->pool, 1) = p[i];
}

int tr_gaz_more_new(tr_str image, struct tr_gaz_more **out, struct tr_err *err)
{
    struct tr_arena *a = tr_arena_new(CEILING), *scratch = tr_arena_new(1u << 20);
    *out = NULL;
    if (!a || !scratch || setjmp(*tr_arena_guard(a))) {
        if (*out) tr_gaz_more_free(*out);
        else tr_arena_free(a), tr_arena_free(scratch);
        *out = NULL;
        return tr_fail(err, TR_E_NOMEM, "no memory for the places");
    }
    struct tr_gaz_more *m = *out = TR_NEW(a, struct tr_gaz_more);
    m->arena = a, m->scratch = scratch;
    int rc = tr_gazetteer_of(a, image, &m->old, err);
    if (!rc) {
        tr_map_init(&m->seen, a);
        tr_map_init(&m->ids, a);
        tr_map_init(&m->units, a);
        take_image(m, image);
    }
    tr_arena_unguard(a);
    if (rc) tr_gaz_more_free(m), *out = NULL;
    return rc;
}

void tr_gaz_more_free(struct tr_gaz_more *m)
{
    if (!m) return;
    struct tr_arena *arena = m->arena; /* m lies in it */
    free(m->entries.v);
    free(m->names.v);
    free(m->sounds.v);
    free(m->pool.v);
    tr_arena_free(m->scratch);
    tr_arena_free(arena);
}

struct tr_gaz_told tr_gaz_more_told(const struct tr_gaz_more *m)
{
    return m->told;
}

/* --- adding ----------------------------------------------------------------------------------------------------------- */

static uint32_t pool_put(struct tr_gaz_more *m, tr_str s)
{
    bool fresh;
    s = tr_str_sub(s, 0, 255);
    const uint64_t *known = tr_map_find(&m->seen, s);
    if (known) return (uint32_t)*known - 1;
    uint32_t at = m->pool.n;
    *(char *)push(m, &m->pool, 1) = (char)(unsigned char)s.n;
    for (size_t i = 0; i < s.n; i++) *(char *)push(m, &m->pool, 1) = s.p[i];
    *tr_map_put(&m->seen, tr_arena_dup(m->arena, s), &fresh) = at + 1;
    return at;
}

/* Only what an English report could write: Latin letters once folded. */
static bool latin(tr_str key)
{
    bool letter = false;
    for (size_t i = 0; i < key.n; i++) {
        unsigned char c = (unsigned char)key.p[i];
        if (c >= 0x80) return false;
        letter = letter || (c >= 'a' && c <= 'z');
    }
    return letter;
}

static void spell(struct tr_gaz_more *m, uint32_t entry, tr_str name)
{
    char sound[160];
    const struct tr_gaz_entry *e = entry_at(m, entry);
    tr_arena_reset(m->scratch);
    if (name.n > MAX_NAME) return;
    tr_str key = tr_utf8_fold(m->scratch, tr_str_trim(name));
    if (!key.n || key.n >= MAX_KEY || !latin(key)) return;
    add_name(m, &m->names, (struct tr_gaz_name){ tr_hash(key), entry, 0, 0 });
    if (e->kind == TRUCE_PLACE_country || !tr_gaz_sounds_in(e->country)) return;
    size_t n = tr_gazetteer_sound(key, sound, sizeof sound);
    if (n && n < MAX_KEY) add_name(m, &m->sounds, (struct tr_gaz_name){ tr_hash((tr_str){ sound, n }), entry, 0, 0 });
}

static tr_str unit_key(struct tr_gaz_more *m, const struct tr_gaz_given *g)
{
    tr_str code = tr_str_sub(g->unit, 0, 20);
    return tr_arena_printf(m->scratch, "%.2s." TR_STR_FMT, g->country, TR_STR_ARG(code));
}

static uint32_t add(struct tr_gaz_more *m, const struct tr_gaz_given *g)
{
    struct tr_gaz_entry e = { .name = pool_put(m, g->name),
                              .geonames = g->geonames,
                              .lat = (int32_t)lround(g->lat * 1e5),
                              .lon = (int32_t)lround(g->lon * 1e5),
                              .population = g->population,
                              .admin1 = TR_GAZ_NO_ADMIN1,
                              .flags = (uint16_t)g->flags,
                              .country = { g->country[0], g->country[1] },
                              .kind = (uint8_t)g->kind,
                              .where_prec = (uint8_t)g->where_prec };
    const uint64_t *unit = g->unit.n ? tr_map_find(&m->units, unit_key(m, g)) : NULL;
    if (unit && *unit - 1 < TR_GAZ_NO_ADMIN1) e.admin1 = (uint16_t)(*unit - 1);
    *(struct tr_gaz_entry *)push(m, &m->entries, sizeof e) = e;
    note_id(m, g->geonames, m->entries.n - 1);
    spell(m, m->entries.n - 1, g->name);
    m->told.fresh++;
    return m->entries.n - 1;
}

static bool alike(enum truce_place_kind a, enum truce_place_kind b)
{
    return a == b || (a == TRUCE_PLACE_city && b == TRUCE_PLACE_neighbourhood) || (a == TRUCE_PLACE_neighbourhood && b == TRUCE_PLACE_city);
}

/* The entry that is this place: by its id, else by name and nearness among what the image had. */
static uint32_t known(struct tr_gaz_more *m, const struct tr_gaz_given *g, tr_str name, double km)
{
    struct tr_gaz_hit hits[TR_GAZ_MAX_HITS];
    const uint64_t *by_id = g->geonames ? tr_map_find(&m->ids, (tr_str){ (const char *)&g->geonames, sizeof g->geonames }) : NULL;
    if (by_id) return (uint32_t)*by_id - 1;
    tr_arena_reset(m->scratch);
    uint32_t n = tr_gazetteer_find(m->old, tr_utf8_fold(m->scratch, tr_str_sub(name, 0, MAX_NAME)), hits, TR_GAZ_MAX_HITS),
             best = TR_GAZ_NONE;
    for (uint32_t i = 0; i < n; i++) {
        struct tr_gaz_place p = tr_gazetteer_at(m->old, hits[i].entry);
        if ((hits[i].flags & TR_GAZ_DEMONYM) || strcmp(p.country, g->country) || !alike(p.kind, g->kind)) continue;
        if (entry_at(m, hits[i].entry)->geonames) continue; /* another id: another place */
        double d = p.located && km > 0 ? tr_km(p.lat, p.lon, g->lat, g->lon) : 0;
        if (d <= km) best = hits[i].entry, km = d;
    }
    return best;
}

static void unit_of(struct tr_gaz_more *m, const struct tr_gaz_given *g)
{
    tr_str core = tr_gaz_bare(g->name);
    uint32_t at = known(m, g, core, 0);
    if (at == TR_GAZ_NONE) at = known(m, g, g->name, 0);
    if (at == TR_GAZ_NONE || entry_at(m, at)->admin1 >= m->admin1.n) {
        if (at == TR_GAZ_NONE) {
            struct tr_gaz_given own = *g;
            own.name = core, own.unit = TR_STR("");
            at = add(m, &own);
        }
        *tr_vec_push(m->arena, &m->admin1) = entry_at(m, at)->name;
        if (m->admin1.n <= TR_GAZ_NO_ADMIN1) entry_at(m, at)->admin1 = (uint16_t)(m->admin1.n - 1);
    } else m->told.known++;
    spell(m, at, g->name);
    tr_arena_reset(m->scratch);
    *tr_map_put(&m->units, tr_arena_dup(m->arena, unit_key(m, g)), NULL) = (uint64_t)entry_at(m, at)->admin1 + 1;
}

/* Each entry point guards the arena: a dump that does not fit fails. The scratch arena has room for any name that is taken. */
#define GUARDED(m, err, work)                                                                                                   \
    do {                                                                                                                        \
        if (setjmp(*tr_arena_guard((m)->arena)))                                                                                \
            return tr_fail((err), TR_E_NOMEM, "the places need more than %zu GB of memory; import the countries that you need", \
                           CEILING >> 30);                                                                                      \
        work;                                                                                                                   \
        tr_arena_unguard((m)->arena);                                                                                           \
    } while (0)

int tr_gaz_more_unit(struct tr_gaz_more *m, const struct tr_gaz_given *g, struct tr_err *err)
{
    GUARDED(m, err, unit_of(m, g));
    return TR_OK;
}

static uint32_t place_of(struct tr_gaz_more *m, const struct tr_gaz_given *g)
{
    uint32_t at = known(m, g, g->name, SAME_KM);
    if (at == TR_GAZ_NONE) return add(m, g);
    struct tr_gaz_entry *e = entry_at(m, at);
    if (!e->population) e->population = g->population;
    spell(m, at, g->name);
    m->told.known++;
    return at;
}

int tr_gaz_more_place(struct tr_gaz_more *m, const struct tr_gaz_given *g, uint32_t *entry, struct tr_err *err)
{
    if (m->entries.n >= (1u << 24) - 1)
        return tr_fail(err, TR_E_LIMIT, "more than %u places: import the countries that you need", 1u << 24);
    GUARDED(m, err, *entry = place_of(m, g));
    return TR_OK;
}

int tr_gaz_more_spell(struct tr_gaz_more *m, uint32_t entry, tr_str name, struct tr_err *err)
{
    GUARDED(m, err, spell(m, entry, name));
    return TR_OK;
}

static int write_all(struct tr_gaz_more *m, bool (*put)(void *ctx, tr_str bytes), void *ctx, struct tr_err *err)
{
    struct tr_gaz_parts p = { m->entries.v, m->entries.n, m->names.v,
                              m->sounds.v,  m->names.n,   m->sounds.n,
                              m->admin1.v,  m->admin1.n,  { m->pool.v, m->pool.n } };
    for (uint32_t i = 0; i < p.n_names; i++) p.names[i].weight = tr_gaz_weight(&p.entries[p.names[i].entry]);
    for (uint32_t i = 0; i < p.n_sounds; i++) p.sounds[i].weight = tr_gaz_weight(&p.entries[p.sounds[i].entry]);
    return tr_gaz_write(m->arena, &p, put, ctx, err);
}

int tr_gaz_more_write(struct tr_gaz_more *m, bool (*put)(void *ctx, tr_str bytes), void *ctx, struct tr_err *err)
{
    int rc;
    GUARDED(m, err, rc = write_all(m, put, ctx, err));
    return rc;
}
