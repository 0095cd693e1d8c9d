/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/gazetteer_write.h"

#include <stdlib.h>

/* Where transliterations compete: other countries' names are found only as they are spelt. */
static const char sounding[] =
    "SY IQ YE LB JO PS IL EG LY TN DZ MA SD SS SA AE OM KW QA BH IR AF PK IN XK UA RU BY GE AM AZ TM UZ KZ TJ KG SO ET ER DJ TR MM LK NP MD RS MK";

bool tr_gaz_sounds_in(const char country[2])
{
    return country[0] && tr_str_find(tr_str_of(sounding), (tr_str){ country, 2 }) >= 0;
}

static const char *const unit_words[] = {
    "governorate", "province",   "oblast",     "oblast'",      "region",       "state",     "department", "district", "krai",      "kray",
    "rayon",       "raion",      "republic",   "county",       "muhafazat",    "mohafazat", "mintaqat",   "markaz",   "qada'",     "qaḑā’",
    "caza",        "city",       "shahrestan", "shahrestān-e", "municipality", "municipio", "municipiul", "division", "kabupaten", "kota",
    "zone",        "prefecture", "provincia",  "departamento", "département",  "partido",   "powiat",     "gemeente", "obshtina",  "amphoe",
    "okres",       "cantón",     "canton",     "commune",      "comuna",       "komuna",    "daïra",      "ilçesi",   "i̇lçesi",    "tumani",
    "járás",       "kommun",     "kommune",    "aūdany",       "borough",      "nohiyai",   "cercle",     "subregion"
};

static bool is_unit_word(tr_str w)
{
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++)
        if (tr_str_is_i(w, unit_words[i])) return true;
    return false;
}

/* "of X", "de la X": what stands between a kind word and the name. */
static tr_str without_of(tr_str name)
{
    static const char *const of[] = { "of ", "de la ", "de los ", "de ", "del ", "du ", "di ", "da ", "do ", "e " };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (name.n > strlen(of[i]) + 2 && tr_str_starts(name, tr_str_of(of[i]))) return tr_str_sub(name, strlen(of[i]), name.n);
    return name;
}

/* The name without its kind word, at either end: "Aleppo Governorate", "Muhafazat Hadramaout", "Province of Pangasinan". */
tr_str tr_gaz_bare(tr_str name)
{
    for (bool more = true; more;) {
        more = false;
        size_t first = 0, last = name.n;
        while (first < name.n && name.p[first] != ' ') first++;
        while (last > 0 && name.p[last - 1] != ' ') last--;
        if (first >= name.n || !last) break;
        if (is_unit_word(tr_str_sub(name, last, name.n))) name = tr_str_trim(tr_str_sub(name, 0, last)), more = true;
        else if (is_unit_word(tr_str_sub(name, 0, first))) name = without_of(tr_str_trim(tr_str_sub(name, first, name.n))), more = true;
    }
    return name;
}

double tr_gaz_weight(const struct tr_gaz_entry *e)
{
    double w = (double)e->population + (e->flags & TR_GAZ_CURATED ? 50000 : 0) + (e->flags & TR_GAZ_SEAT ? 30000 : 0);
    return e->kind == TRUCE_PLACE_country ? w + 1e9 : e->kind == TRUCE_PLACE_admin1 ? w + 1e5 : w;
}

static int by_hash(const void *a, const void *b)
{
    const struct tr_gaz_name *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    if (x->entry != y->entry) return x->entry < y->entry ? -1 : 1;
    return x->flags < y->flags ? -1 : x->flags > y->flags;
}

/* Orders records, drops repetitions, at most TR_GAZ_MAX_HITS of one name. */
static uint32_t settle(struct tr_gaz_name *r, uint32_t n)
{
    uint32_t k = 0, run = 0;
    if (n) qsort(r, n, sizeof *r, by_hash);
    for (uint32_t i = 0; i < n; i++) {
        if (k && r[k - 1].hash == r[i].hash && r[k - 1].entry == r[i].entry) continue;
        run = k && r[k - 1].hash == r[i].hash ? run + 1 : 0;
        if (run < TR_GAZ_MAX_HITS) r[k++] = r[i];
    }
    return k;
}

struct out {
    bool (*put)(void *ctx, tr_str bytes);
    void *ctx;
    bool refused;
};

static void put(struct out *o, const void *p, size_t n)
{
    if (n && !o->refused) o->refused = !o->put(o->ctx, (tr_str){ p, n });
}

static void put_records(struct out *o, const struct tr_gaz_name *r, uint32_t n, uint32_t *buckets)
{
    struct tr_gaz_record part[1024];
    uint32_t b = 0, k = 0;
    for (uint32_t i = 0; i < n; i++) {
        part[k] = (struct tr_gaz_record){ (uint32_t)(r[i].hash >> 32), (uint32_t)r[i].hash, r[i].entry << 8 | (r[i].flags & 0xFF) };
        for (uint32_t at = part[k].hash_high >> (32 - TR_GAZ_BUCKET_BITS); b <= at; b++) buckets[b] = i;
        if (++k < 1024) continue;
        put(o, part, sizeof part);
        k = 0;
    }
    put(o, part, k * sizeof *part);
    for (; b <= TR_GAZ_BUCKETS; b++) buckets[b] = n;
}

int tr_gaz_write(struct tr_arena *a, struct tr_gaz_parts *p, bool (*put_bytes)(void *ctx, tr_str bytes), void *ctx, struct tr_err *err)
{
    struct out o = { put_bytes, ctx, false };
    uint32_t *buckets[2] = { TR_NEW_N(a, uint32_t, TR_GAZ_BUCKETS + 1), TR_NEW_N(a, uint32_t, TR_GAZ_BUCKETS + 1) };
    p->n_names = settle(p->names, p->n_names);
    p->n_sounds = settle(p->sounds, p->n_sounds);
    uint64_t size = sizeof(struct tr_gaz_header) + (uint64_t)p->n_entries * sizeof(struct tr_gaz_entry) +
                    ((uint64_t)p->n_names + p->n_sounds) * sizeof(struct tr_gaz_record) + 2ull * (TR_GAZ_BUCKETS + 1) * 4 +
                    (uint64_t)p->n_admin1 * 4 + p->pool.n;
    if (size > UINT32_MAX || p->n_entries >= 1u << 24)
        return tr_fail(err, TR_E_LIMIT, "%u places are more than an image holds; import fewer dumps into it", p->n_entries);
    struct tr_gaz_header h = { TR_GAZ_MAGIC, (uint32_t)size, p->n_entries, p->n_names, p->n_sounds, p->n_admin1, (uint32_t)p->pool.n };
    put(&o, &h, sizeof h);
    put(&o, p->entries, (size_t)p->n_entries * sizeof *p->entries);
    put_records(&o, p->names, p->n_names, buckets[0]);
    put_records(&o, p->sounds, p->n_sounds, buckets[1]);
    put(&o, buckets[0], (TR_GAZ_BUCKETS + 1) * 4);
    put(&o, buckets[1], (TR_GAZ_BUCKETS + 1) * 4);
    put(&o, p->admin1, (size_t)p->n_admin1 * 4);
    put(&o, p->pool.p, p->pool.n);
    return o.refused ? tr_fail(err, TR_E_IO, "the image of places could not be written: is the disk full?") : TR_OK;
}
