/* SPDX-License-Identifier: Apache-2.0 */
/* From the weights file to the model: matrices packed for this processor's kernels, labels turned into enums. */
#include <stdlib.h>

#include "language/model_int.h"
#include "language/weights.h"
#include "truce.h"

#define MODEL_CEILING ((size_t)256 * 1024 * 1024)

struct loader {
    struct tr_model *m;
    struct tr_weights w;
    struct tr_err *err;
    int rc;
};

/* What follows returns NULL or does nothing once something has failed; load() looks at rc at the end of each step. */
static const void *get(struct loader *l, const char *name, const char *dtype, uint32_t rows, uint32_t columns)
{
    if (l->rc) return NULL;
    const void *p = tr_weights_get(&l->w, name, dtype, rows, columns, l->err);
    if (!p) l->rc = TR_E_DATA;
    return p;
}

static const float *floats(struct loader *l, const char *name, uint32_t rows, uint32_t columns)
{
    return get(l, name, "f32", rows, columns);
}

static void *aligned(struct loader *l, size_t size)
{
    char *p = tr_arena_get(l->m->arena, size + 64);
    return p + (64 - (uintptr_t)p % 64) % 64;
}

static void matrix_init(struct loader *l, struct tr_matrix *x, uint32_t n, uint32_t k)
{
    uint32_t padded = (n + TR_PANEL - 1) / TR_PANEL * TR_PANEL;
    *x = (struct tr_matrix){ .n = n, .k = k, .n_padded = padded };
    x->packed = aligned(l, (size_t)padded * k);
    x->scale = aligned(l, sizeof(float) * padded);
    x->bias = aligned(l, sizeof(float) * padded);
}

/* A linear map NAME.w, NAME.w.scale, NAME.b of the file. */
static void linear(struct loader *l, struct tr_matrix *x, const char *name, uint32_t n, uint32_t k)
{
    char full[64];
    snprintf(full, sizeof full, "%s.w", name);
    const int8_t *q = get(l, full, "i8", n, k);
    snprintf(full, sizeof full, "%s.w.scale", name);
    const float *scale = floats(l, full, n, 0);
    snprintf(full, sizeof full, "%s.b", name);
    const float *bias = floats(l, full, n, 0);
    if (l->rc) return;
    matrix_init(l, x, n, k);
    tr_matrix_pack(q, n, k, l->m->kernels->zero, x->packed);
    memcpy(x->scale, scale, sizeof(float) * n);
    memcpy(x->bias, bias, sizeof(float) * n);
}

static void sizes(struct loader *l)
{
    struct tr_model *m = l->m;
    struct {
        const char *name;
        uint32_t least, most, *to;
    } want[] = {
        { "hidden", 64, 1024, &m->hidden },  { "layers", 1, TR_MAX_LAYERS, &m->layers }, { "heads", 2, 32, &m->heads },
        { "ffn", 64, 4096, &m->ffn },        { "max_pieces", 64, 512, &m->max_pieces },  { "arc_dim", 16, 1024, &m->arc_dim },
        { "rel_dim", 16, 512, &m->rel_dim },
    };
    for (size_t i = 0; i < sizeof want / sizeof *want && !l->rc; i++)
        l->rc = tr_weights_number(&l->w, want[i].name, want[i].least, want[i].most, want[i].to, l->err);
    double eps = json_number_value(json_object_get(l->w.header, "eps"));
    if (l->rc) return;
    if (m->hidden != m->heads * TR_HEAD_DIM || m->hidden % TR_K_STEP || m->ffn % TR_K_STEP || m->arc_dim % TR_K_STEP ||
        m->rel_dim % TR_K_STEP || !(eps >= 0 && eps < 1))
        l->rc = tr_fail(l->err, TR_E_DATA,
                        "the weights' sizes do not fit together: heads must have %d values each, all sizes be multiples of %d", TR_HEAD_DIM,
                        TR_K_STEP);
    m->eps = (float)eps;
}

static void embeddings(struct loader *l)
{
    struct tr_model *m = l->m;
    uint32_t bytes = tr_weights_rows(&l->w, "vocab");
    const char *vocab = get(l, "vocab", "u8", bytes, 0);
    if (!l->rc) l->rc = tr_pieces_init(&m->pieces, m->arena, (tr_str){ vocab, bytes }, l->err);
    m->word = get(l, "emb.word", "i8", m->pieces.n, m->hidden);
    m->word_scale = floats(l, "emb.word.scale", m->pieces.n, 0);
    m->pos = floats(l, "emb.pos", m->max_pieces, m->hidden);
    m->shape = floats(l, "emb.shape", TR_SHAPES, m->hidden);
    m->gap = floats(l, "emb.gap", TR_GAPS, m->hidden);
    m->norm_w = floats(l, "emb.norm.w", m->hidden, 0);
    m->norm_b = floats(l, "emb.norm.b", m->hidden, 0);
}

static void encoder(struct loader *l)
{
    struct tr_model *m = l->m;
    for (uint32_t i = 0; i < m->layers && !l->rc; i++) {
        struct tr_layer *y = &m->layer[i];
        char name[32];
#define NAMED(what) (snprintf(name, sizeof name, "%u." what, i), name)
        linear(l, &y->qkv, NAMED("qkv"), 3 * m->hidden, m->hidden);
        linear(l, &y->out, NAMED("out"), m->hidden, m->hidden);
        linear(l, &y->up, NAMED("up"), m->ffn, m->hidden);
        linear(l, &y->down, NAMED("down"), m->hidden, m->ffn);
        y->norm1_w = floats(l, NAMED("norm1.w"), m->hidden, 0);
        y->norm1_b = floats(l, NAMED("norm1.b"), m->hidden, 0);
        y->norm2_w = floats(l, NAMED("norm2.w"), m->hidden, 0);
        y->norm2_b = floats(l, NAMED("norm2.b"), m->hidden, 0);
#undef NAMED
    }
}

/* --- labels ------------------------------------------------------------------------------------------------------------- */

static uint32_t read_names(struct loader *l, const char *set, tr_str **names)
{
    const json_t *list = json_object_get(l->w.labels, set);
    size_t n = json_array_size(list);
    if (l->rc) return 0;
    if (!n || n > TR_MAX_LABELS)
        l->rc = tr_fail(l->err, TR_E_DATA, "the weights' label set %s has %zu labels; 1 to %d can be used", set, n, TR_MAX_LABELS);
    if (l->rc) return 0;
    *names = TR_NEW_N(l->m->arena, tr_str, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *s = json_array_get(list, i);
        tr_str text = { json_string_value(s), json_string_length(s) };
        if (!text.p) {
            l->rc = tr_fail(l->err, TR_E_DATA, "label %zu of the weights' set %s is no string", i, set);
            return 0;
        }
        (*names)[i] = tr_arena_dup(l->m->arena, text);
    }
    return (uint32_t)n;
}

/* The enums of truce.h by name, from its own lists, so that both always agree. 0 for "O", "none" and names that it does not know. */
static uint8_t claim_value(enum tr_head h, tr_str s)
{
#define NAME_(n) #n,
    static const char *const event[] = { "", TRUCE_EVENT_LIST(NAME_) NULL }, *const mode[] = { "", TRUCE_MODE_LIST(NAME_) NULL };
    static const char *const status[] = { "", TRUCE_STATUS_LIST(NAME_) NULL }, *const harm[] = { "", TRUCE_HARM_LIST(NAME_) NULL };
    static const char *const who[] = { "", TRUCE_WHO_LIST(NAME_) NULL }, *const state[] = { "", TRUCE_STATE_LIST(NAME_) NULL };
#undef NAME_
    const char *const *names = h == TR_HEAD_event       ? event
                               : h == TR_HEAD_mode      ? mode
                               : h == TR_HEAD_status    ? status
                               : h == TR_HEAD_casualty  ? harm
                               : h == TR_HEAD_who       ? who
                               : h == TR_HEAD_ceasefire ? state
                                                        : NULL;
    for (uint32_t i = 1; names && names[i]; i++)
        if (tr_str_is(s, names[i])) return (uint8_t)i;
    return h == TR_HEAD_figure && tr_str_is(s, "FIG");
}

static uint8_t label_value(enum tr_head h, tr_str s)
{
    if (h == TR_HEAD_sent) return tr_str_is(s, "END");
    if (h == TR_HEAD_upos) return tr_upos_of(s);
    if (h != TR_HEAD_entity) return h >= TR_FIRST_CLAIM_HEAD ? claim_value(h, s) : 0;
    if (s.n < 3 || s.p[1] != '-') return TR_ENT_NONE;
    for (uint8_t t = TR_ENT_NONE + 1; *tr_entity_name(t); t++)
        if (tr_str_is(tr_str_sub(s, 2, s.n), tr_entity_name(t))) return (uint8_t)(t | (s.p[0] == 'B' ? TR_BEGINS : 0));
    return TR_ENT_NONE;
}

static struct tr_feats feats_of(tr_str s)
{
    struct tr_feats f = { 0 };
    const struct {
        const char *text;
        uint8_t *to, value;
    } table[] = {
        { "Tense=Past", &f.tense, TR_TENSE_PAST },
        { "Tense=Pres", &f.tense, TR_TENSE_PRES },
        { "VerbForm=Fin", &f.verbform, TR_VF_FIN },
        { "VerbForm=Inf", &f.verbform, TR_VF_INF },
        { "VerbForm=Part", &f.verbform, TR_VF_PART },
        { "VerbForm=Ger", &f.verbform, TR_VF_GER },
        { "Number=Sing", &f.number, TR_NUM_SING },
        { "Number=Plur", &f.number, TR_NUM_PLUR },
        { "Number=Ptan", &f.number, TR_NUM_PLUR },
        { "Person=1", &f.person, 1 },
        { "Person=2", &f.person, 2 },
        { "Person=3", &f.person, 3 },
        { "Voice=Pass", &f.voice, TR_VOICE_PASS },
        { "Mood=Ind", &f.mood, TR_MOOD_IND },
        { "Mood=Imp", &f.mood, TR_MOOD_IMP },
        { "Mood=Sub", &f.mood, TR_MOOD_SUB },
        { "PronType=Art", &f.prontype, TR_PRON_ART },
        { "PronType=Dem", &f.prontype, TR_PRON_DEM },
        { "PronType=Prs", &f.prontype, TR_PRON_PRS },
        { "PronType=Rel", &f.prontype, TR_PRON_REL },
        { "PronType=Int", &f.prontype, TR_PRON_INT },
        { "PronType=Ind", &f.prontype, TR_PRON_IND },
        { "PronType=Tot", &f.prontype, TR_PRON_TOT },
        { "PronType=Neg", &f.prontype, TR_PRON_NEG },
    };
    tr_str rest = s, part;
    while (tr_str_split(&rest, '|', &part))
        for (size_t i = 0; i < sizeof table / sizeof *table; i++)
            if (tr_str_is(part, table[i].text)) *table[i].to = table[i].value;
    return f;
}

static void labels(struct loader *l)
{
    struct tr_model *m = l->m;
    static const char *const names[] = {
#define X_(n) #n,
        TR_HEADS(X_)
#undef X_
    };
    bool claims = true;
    for (int h = TR_FIRST_CLAIM_HEAD; h < TR_N_HEADS; h++) claims = claims && json_object_get(l->w.labels, names[h]);
    m->has_claim_heads = claims;
    uint32_t at = 0;
    for (int h = 0; h < (claims ? TR_N_HEADS : TR_FIRST_CLAIM_HEAD) && !l->rc; h++) {
        struct tr_labels *y = &m->label[h];
        y->n = read_names(l, names[h], &y->name);
        y->at = at;
        at += y->n;
        y->value = TR_NEW_N(m->arena, uint8_t, y->n + 1);
        for (uint32_t i = 0; i < y->n; i++) y->value[i] = label_value((enum tr_head)h, y->name[i]);
    }
    if (!l->rc && (m->label[TR_HEAD_sent].n != 2 || m->label[TR_HEAD_sent].value[1] != 1))
        l->rc = tr_fail(l->err, TR_E_DATA, "the weights' label set sent must be O, END");
    m->feats = TR_NEW_N(m->arena, struct tr_feats, m->label[TR_HEAD_feats].n + 1);
    for (uint32_t i = 0; i < m->label[TR_HEAD_feats].n; i++) m->feats[i] = feats_of(m->label[TR_HEAD_feats].name[i]);
    /* The parser's vectors follow at multiples of a vector, so that they can be read as aligned rows. */
    m->arc_dep_at = (at + TR_K_STEP - 1) / TR_K_STEP * TR_K_STEP;
    m->arc_head_at = m->arc_dep_at + m->arc_dim;
    m->rel_dep_at = m->arc_head_at + m->arc_dim;
    m->rel_head_at = m->rel_dep_at + m->rel_dim;
}

/* --- heads and parser ------------------------------------------------------------------------------------------------------ */

/* Puts the rows of a linear map at row `at` of the gathered matrix, still unpacked. */
static void gather(struct loader *l, int8_t *to, struct tr_matrix *x, uint32_t at, const char *name, uint32_t n)
{
    char full[64];
    snprintf(full, sizeof full, "%s.w", name);
    const int8_t *q = get(l, full, "i8", n, x->k);
    snprintf(full, sizeof full, "%s.w.scale", name);
    const float *scale = floats(l, full, n, 0);
    snprintf(full, sizeof full, "%s.b", name);
    const float *bias = floats(l, full, n, 0);
    if (l->rc) return;
    memcpy(to + (size_t)at * x->k, q, (size_t)n * x->k);
    memcpy(x->scale + at, scale, sizeof(float) * n);
    memcpy(x->bias + at, bias, sizeof(float) * n);
}

static void outputs(struct loader *l)
{
    struct tr_model *m = l->m;
    if (l->rc) return;
    struct tr_matrix *x = &m->outputs;
    matrix_init(l, x, m->rel_head_at + m->rel_dim, m->hidden);
    int8_t *q = tr_arena_get(m->arena, (size_t)x->n * x->k);
    static const char *const names[] = {
#define X_(n) "head." #n,
        TR_HEADS(X_)
#undef X_
    };
    for (int h = 0; h < TR_N_HEADS; h++)
        if (m->label[h].n) gather(l, q, x, m->label[h].at, names[h], m->label[h].n);
    gather(l, q, x, m->arc_dep_at, "arc.dep", m->arc_dim);
    gather(l, q, x, m->arc_head_at, "arc.head", m->arc_dim);
    gather(l, q, x, m->rel_dep_at, "rel.dep", m->rel_dim);
    gather(l, q, x, m->rel_head_at, "rel.head", m->rel_dim);
    tr_matrix_pack(q, x->n, x->k, m->kernels->zero, x->packed);
}

static void parser(struct loader *l)
{
    struct tr_model *m = l->m;
    m->arc_root = floats(l, "arc.root", m->arc_dim, 0);
    m->arc_biaffine = floats(l, "arc.biaffine", m->arc_dim + 1, m->arc_dim);
    m->rel_root = floats(l, "rel.root", m->rel_dim, 0);
    m->n_rels = read_names(l, "deprel", &m->rel_name);
    uint32_t d = m->rel_dim, n = m->n_rels * (d + 1);
    const int8_t *q = get(l, "rel.biaffine", "i8", n, d + 1);
    const float *scale = floats(l, "rel.biaffine.scale", n, 0);
    if (l->rc) return;
    m->rel = TR_NEW_N(m->arena, uint8_t, m->n_rels);
    m->sub = TR_NEW_N(m->arena, uint8_t, m->n_rels);
    for (uint32_t i = 0; i < m->n_rels; i++) {
        m->rel[i] = tr_rel_of(m->rel_name[i]);
        m->sub[i] = tr_sub_of(m->rel_name[i]);
    }
    matrix_init(l, &m->rel_biaffine, n, d);
    int8_t *inner = tr_arena_get(m->arena, (size_t)n * d);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(inner + (size_t)i * d, q + (size_t)i * (d + 1), d);
        m->rel_biaffine.scale[i] = scale[i];
        m->rel_biaffine.bias[i] = scale[i] * (float)q[(size_t)i * (d + 1) + d];
    }
    tr_matrix_pack(inner, n, d, m->kernels->zero, m->rel_biaffine.packed);
}

static int load(struct loader *l)
{
    if (setjmp(*tr_arena_guard(l->m->arena))) return tr_fail(l->err, TR_E_NOMEM, "no memory for the language model");
    sizes(l);
    if (!l->rc) embeddings(l);
    if (!l->rc) encoder(l);
    if (!l->rc) labels(l);
    if (!l->rc) outputs(l);
    if (!l->rc) parser(l);
    tr_arena_unguard(l->m->arena);
    return l->rc;
}

int tr_model_open_with(tr_str weights, const struct tr_kernels *kernels, struct tr_model **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_model *m = calloc(1, sizeof *m);
    struct loader l = { .m = m, .err = err };
    if (!m) return tr_fail(err, TR_E_NOMEM, "no memory for the language model");
    m->kernels = kernels;
    m->arena = tr_arena_new(MODEL_CEILING);
    int rc = m->arena ? tr_weights_open(weights, &l.w, err) : tr_fail(err, TR_E_NOMEM, "no memory for the language model");
    if (!rc) {
        rc = load(&l);
        tr_weights_close(&l.w);
    }
    if (rc) tr_model_close(m);
    else *out = m;
    return rc;
}

int tr_model_open(tr_str weights, struct tr_model **out, struct tr_err *err)
{
    return tr_model_open_with(weights, tr_kernels_find(NULL), out, err);
}

void tr_model_close(struct tr_model *m)
{
    if (!m) return;
    tr_arena_free(m->arena);
    free(m);
}
