/* SPDX-License-Identifier: Apache-2.0 */
#include "tiny.h"

#include <stdarg.h>

#include "truce.h"

#define CAP (1 << 20)
#define HEADER 16384

struct maker {
    char *file;
    size_t at; /* of the next tensor */
    char *header;
    size_t n;
    uint64_t seed;
    bool first;
};

__attribute__((format(printf, 2, 3))) static void add(struct maker *m, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    m->n += (size_t)vsnprintf(m->header + m->n, HEADER - m->n, fmt, ap);
    va_end(ap);
}

static double chance(struct maker *m)
{
    m->seed = m->seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(m->seed >> 40) / (double)(1 << 23) - 1;
}

static char *tensor(struct maker *m, const char *name, const char *dtype, size_t rows, size_t columns, size_t item)
{
    char *p = m->file + m->at, shape[48];
    if (columns) snprintf(shape, sizeof shape, "%zu,%zu", rows, columns);
    else snprintf(shape, sizeof shape, "%zu", rows);
    add(m, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"offset\":%zu}", m->first ? "" : ",", name, dtype, shape, m->at);
    m->first = false;
    m->at += (rows * (columns ? columns : 1) * item + 63) / 64 * 64;
    return p;
}

static void floats(struct maker *m, const char *name, size_t rows, size_t columns, double around, double spread)
{
    float *p = (float *)(void *)tensor(m, name, "f32", rows, columns, 4);
    for (size_t i = 0; i < rows * (columns ? columns : 1); i++) p[i] = (float)(around + spread * chance(m));
}

static void matrix(struct maker *m, const char *name, size_t rows, size_t columns)
{
    char scale[64];
    int8_t *p = (int8_t *)tensor(m, name, "i8", rows, columns, 1);
    for (size_t i = 0; i < rows * columns; i++) p[i] = (int8_t)(127 * chance(m));
    snprintf(scale, sizeof scale, "%s.scale", name);
    floats(m, scale, rows, 0, 0.003, 0.001);
}

static void linear(struct maker *m, const char *name, size_t rows, size_t columns)
{
    char full[64];
    snprintf(full, sizeof full, "%s.w", name);
    matrix(m, full, rows, columns);
    snprintf(full, sizeof full, "%s.b", name);
    floats(m, full, rows, 0, 0, 0.2);
}

static void norm(struct maker *m, const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "%s.w", name);
    floats(m, full, 64, 0, 1, 0.2);
    snprintf(full, sizeof full, "%s.b", name);
    floats(m, full, 64, 0, 0, 0.2);
}

static size_t vocabulary(struct maker *m, char *to)
{
    static const char *const words[] = { "the", "army", "rebel", "##s", "shell",     "##ed",   "market", "truce", ".",
                                         ",",   "!",    "'",     "-",   "\xc3\xa9t", "aleppo", "##ing",  "12",    "##0" };
    size_t n = 0, pieces = 0;
    for (; pieces < 103; pieces++) n += (size_t)snprintf(to + n, 64, "%s[unused%zu]", pieces ? "\n" : "", pieces);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++, pieces++) n += (size_t)snprintf(to + n, 64, "\n%s", words[i]);
    for (char c = 'a'; c <= 'z'; c++, pieces += 2) n += (size_t)snprintf(to + n, 64, "\n%c\n##%c", c, c);
    (void)m;
    return n | pieces << 32;
}

#define N_(n) ",\"" #n "\""
#define SET(list) list(N_)

static const struct {
    const char *name, *labels;
    size_t n;
    bool claim;
} sets[] = {
    { "sent", "\"O\",\"END\"", 2, false },
    { "upos", "\"NOUN\",\"VERB\",\"PUNCT\",\"odd\"", 4, false },
    { "xpos", "\"NN\",\"VBD\"", 2, false },
    { "feats", "\"_\",\"Number=Sing\",\"Mood=Ind|Tense=Past|VerbForm=Fin\"", 3, false },
    { "lemma", "\"\",\"l0-\",\"t1-\",\"=be\",\"l1-y\",\"k9-x\",\"zz\",\"l-\"", 8, false },
    { "entity", "\"O\",\"B-PER\",\"I-PER\",\"B-LOC\",\"I-LOC\"", 5, false },
    { "event", "\"O\"" SET(TRUCE_EVENT_LIST), 17, true },
    { "mode", "\"none\"" SET(TRUCE_MODE_LIST), 16, true },
    { "status", "\"actual\",\"planned\",\"hypothetical\",\"denied\"", 4, true },
    { "casualty", "\"O\"" SET(TRUCE_HARM_LIST), 11, true },
    { "who", "\"people\",\"civilians\"", 2, true },
    { "figure", "\"O\",\"FIG\"", 2, true },
    { "ceasefire", "\"O\"" SET(TRUCE_STATE_LIST), 14, true },
};

static void tensors(struct maker *m, bool claims, const char *vocab, size_t bytes, size_t pieces)
{
    char name[64];
    memcpy(tensor(m, "vocab", "u8", bytes, 0, 1), vocab, bytes);
    matrix(m, "emb.word", pieces, 64);
    floats(m, "emb.pos", TINY_PIECES, 64, 0, 0.3);
    floats(m, "emb.shape", 9, 64, 0, 0.3);
    floats(m, "emb.gap", 4, 64, 0, 0.3);
    norm(m, "emb.norm");
    for (int i = 0; i < 2; i++) {
        static const struct {
            const char *name;
            size_t rows;
        } parts[] = { { "qkv", 192 }, { "out", 64 }, { "up", 64 }, { "down", 64 } };
        for (size_t k = 0; k < 4; k++) {
            snprintf(name, sizeof name, "%d.%s", i, parts[k].name);
            linear(m, name, parts[k].rows, 64);
        }
        snprintf(name, sizeof name, "%d.norm1", i);
        norm(m, name);
        snprintf(name, sizeof name, "%d.norm2", i);
        norm(m, name);
    }
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        snprintf(name, sizeof name, "head.%s", sets[i].name);
        if (claims || !sets[i].claim) linear(m, name, sets[i].n, 64);
    }
    linear(m, "arc.dep", 16, 64);
    linear(m, "arc.head", 16, 64);
    floats(m, "arc.root", 16, 0, 0, 1);
    floats(m, "arc.biaffine", 17, 16, 0, 1);
    linear(m, "rel.dep", 16, 64);
    linear(m, "rel.head", 16, 64);
    floats(m, "rel.root", 16, 0, 0, 1);
    matrix(m, "rel.biaffine", 4 * 17, 17);
}

tr_str tiny_weights(uint64_t seed, bool claims)
{
    static const char *const deprels = "\"root\",\"nsubj\",\"obl:agent\",\"strange\"";
    char *vocab = malloc(1 << 16);
    struct maker m = { .file = aligned_alloc(64, CAP), .header = malloc(HEADER), .seed = seed, .first = true, .at = 12 + HEADER - 12 };
    memset(m.file, 0, CAP);
    size_t both = vocabulary(&m, vocab), bytes = both & 0xffffffff, pieces = both >> 32;
    add(&m,
        "{\"version\":1,\"hidden\":64,\"layers\":2,\"heads\":2,\"ffn\":64,\"max_pieces\":%d,\"eps\":1e-12,\"arc_dim\":16,\"rel_dim\":16,\"labels\":{\"deprel\":[%s]",
        TINY_PIECES, deprels);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (claims || !sets[i].claim) add(&m, ",\"%s\":[%s]", sets[i].name, sets[i].labels);
    add(&m, "},\"tensors\":{");
    tensors(&m, claims, vocab, bytes, pieces);
    add(&m, "}}");
    uint32_t length = HEADER - 12;
    memcpy(m.file, "TRUCEW01", 8);
    memcpy(m.file + 8, &length, 4);
    memset(m.file + 12, ' ', length);
    memcpy(m.file + 12, m.header, m.n);
    free(m.header);
    free(vocab);
    return (tr_str){ m.file, m.at };
}
