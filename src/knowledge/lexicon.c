/* SPDX-License-Identifier: Apache-2.0 */
/* Reads the tables of lexicon.h. A wrong row fails the loading and says which line of which table. */
#include "base/blob.h"
#include "knowledge/lexicon_int.h"

#define MAX_COLUMNS 7

const char *const tr_lexicon_table_names[TR_LEXICON_TABLES] = {
    "lexicon/classes.tsv",          "lexicon/verbs.tsv",   "lexicon/nouns.tsv", "lexicon/ceasefire_forms.tsv",
    "lexicon/ceasefire_states.tsv", "lexicon/modality.tsv"
};

struct bucket {
    TR_VEC(const void *) uses;
}; /* all uses of one lemma */

struct tr_lexicon {
    struct tr_arena *arena;
    struct tr_map verbs, nouns, forms, states; /* lemma -> struct bucket * */
    struct tr_map cues;                        /* "where:prep lemma" -> enum truce_status */
    struct tr_map members;                     /* "class member" -> 1 */
    TR_VEC(tr_str) classes;
    struct bucket all[2]; /* rows of verbs and of nouns */
};

/* --- asking -------------------------------------------------------------------------------------------------------- */

static const void *uses_of(const struct tr_map *m, tr_str lemma, uint32_t *n)
{
    uint64_t *at = tr_map_find(m, lemma);
    const struct bucket *b = at ? (const struct bucket *)(uintptr_t)*at : NULL;
    *n = b ? b->uses.n : 0;
    return b ? b->uses.v : NULL;
}

const struct tr_use *const *tr_lexicon_verb(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return uses_of(&l->verbs, lemma, n);
}
const struct tr_use *const *tr_lexicon_noun(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return uses_of(&l->nouns, lemma, n);
}
const struct tr_form_use *const *tr_lexicon_form(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return uses_of(&l->forms, lemma, n);
}
const struct tr_state_use *const *tr_lexicon_state(const struct tr_lexicon *l, tr_str lemma, uint32_t *n)
{
    return uses_of(&l->states, lemma, n);
}

const struct tr_use *const *tr_lexicon_all(const struct tr_lexicon *l, bool noun, uint32_t *n)
{
    *n = l->all[noun].uses.n;
    return (const void *)l->all[noun].uses.v;
}

/* Keys of two parts, of which a lookup must not allocate. */
#define MAX_KEY 96
static bool key_of(char buf[MAX_KEY], tr_str a, char sep, tr_str b, tr_str *key)
{
    if (a.n + b.n + 1 > MAX_KEY) return false;
    memcpy(buf, a.p, a.n);
    buf[a.n] = sep;
    memcpy(buf + a.n + 1, b.p, b.n);
    *key = (tr_str){ buf, a.n + b.n + 1 };
    return true;
}

enum truce_status tr_lexicon_cue(const struct tr_lexicon *l, enum tr_cue_at at, tr_str lemma, tr_str prep)
{
    char where[24], buf[MAX_KEY];
    tr_str key;
    if (prep.n > 16 || !lemma.n) return TRUCE_STATUS_none;
    where[0] = (char)('a' + (int)at);
    memcpy(where + 1, prep.p, prep.n);
    if (!key_of(buf, (tr_str){ where, prep.n + 1 }, ' ', lemma, &key)) return TRUCE_STATUS_none;
    uint64_t *v = tr_map_find(&l->cues, key);
    return v ? (enum truce_status) * v : TRUCE_STATUS_none;
}

int tr_lexicon_class(const struct tr_lexicon *l, const char *name)
{
    for (uint32_t i = 0; i < l->classes.n; i++) {
        if (tr_str_is(l->classes.v[i], name)) return (int)i;
    }
    return -1;
}

tr_str tr_lexicon_class_name(const struct tr_lexicon *l, int cls)
{
    return l->classes.v[cls];
}

bool tr_lexicon_in(const struct tr_lexicon *l, int cls, tr_str lemma)
{
    char buf[MAX_KEY];
    tr_str key;
    return cls >= 0 && key_of(buf, l->classes.v[cls], ' ', lemma, &key) && tr_map_find(&l->members, key);
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

struct reader {
    struct tr_lexicon *l;
    struct tr_row at;
    tr_str col[MAX_COLUMNS];
    struct tr_err *err;
};

static int bad(struct reader *r, const char *what, tr_str got)
{
    return tr_lexicon_bad(&r->at, r->err, what, got);
}

static int add_use(struct reader *r, struct tr_map *m, tr_str lemmas, const void *use)
{
    const tr_str *list;
    uint32_t n;
    int rc = tr_lexicon_list(r->l->arena, lemmas, ',', TR_FRAME_MAX_ALTS, &list, &n, &r->at, r->err);
    for (uint32_t i = 0; !rc && i < n; i++) {
        bool fresh;
        uint64_t *at = tr_map_put(m, list[i], &fresh);
        if (fresh) *at = (uint64_t)(uintptr_t)TR_NEW(r->l->arena, struct bucket);
        struct bucket *b = (struct bucket *)(uintptr_t)*at;
        *tr_vec_push(r->l->arena, &b->uses) = use;
    }
    return rc;
}

static int weight_of(struct reader *r, tr_str text, float *out)
{
    double w;
    if (!tr_str_to_double(text, &w) || !(w > 0 && w <= 1)) return bad(r, "a weight lies above 0 and at most at 1", text);
    *out = (float)w;
    return TR_OK;
}

static int example_of(struct reader *r, tr_str text, tr_str *out)
{
    if (text.n < 4) return bad(r, "every row has an example", text);
    *out = text;
    return TR_OK;
}

static int class_row(struct reader *r)
{
    struct tr_lexicon *l = r->l;
    tr_str rest = r->col[1], member;
    if (tr_lexicon_class(l, tr_arena_dup(l->arena, r->col[0]).p) >= 0) return bad(r, "the class stands twice", r->col[0]);
    *tr_vec_push(l->arena, &l->classes) = r->col[0];
    while (rest.n && tr_str_split(&rest, ',', &member)) {
        if (!member.n) return bad(r, "an empty member of class", r->col[0]);
        *tr_map_put(&l->members, tr_arena_printf(l->arena, TR_STR_FMT " " TR_STR_FMT, TR_STR_ARG(r->col[0]), TR_STR_ARG(member)), NULL) = 1;
    }
    return TR_OK;
}

static int use_row(struct reader *r, bool noun)
{
    struct tr_use *u = TR_NEW(r->l->arena, struct tr_use);
    bool none = tr_str_is(r->col[3], "-"), no_mode = tr_str_is(r->col[4], "-");
    u->sense = r->col[0];
    u->lemmas = r->col[1];
    u->line = r->at.line;
    u->type = (enum truce_event)truce_event_of(r->col[3]);
    u->mode = (enum truce_mode)truce_mode_of(r->col[4]);
    if (!u->sense.n) return bad(r, "a row has a sense", r->col[1]);
    if (!none && !u->type) return bad(r, "no such event type", r->col[3]);
    if (!no_mode && !u->mode) return bad(r, "no such mode", r->col[4]);
    if ((u->type == TRUCE_EVENT_ASSAULT) == no_mode) return bad(r, "ASSAULT and nothing else has a mode", r->col[4]);
    int rc = tr_frame_read(r->l->arena, r->l, r->col[2], &u->frame, &r->at, r->err);
    if (!rc) rc = weight_of(r, r->col[5], &u->weight);
    if (!rc) rc = example_of(r, r->col[6], &u->example);
    if (!rc) rc = add_use(r, noun ? &r->l->nouns : &r->l->verbs, u->lemmas, u);
    if (!rc) *tr_vec_push(r->l->arena, &r->l->all[noun].uses) = u;
    return rc;
}

static int verb_row(struct reader *r)
{
    return use_row(r, false);
}
static int noun_row(struct reader *r)
{
    return use_row(r, true);
}

static int form_row(struct reader *r)
{
    struct tr_form_use *u = TR_NEW(r->l->arena, struct tr_form_use);
    u->lemmas = r->col[0];
    u->form = (enum truce_form)truce_form_of(r->col[2]);
    if (!u->form && !tr_str_is(r->col[2], "-")) return bad(r, "no such form", r->col[2]);
    int rc = tr_frame_read(r->l->arena, r->l, r->col[1], &u->frame, &r->at, r->err);
    if (!rc) rc = weight_of(r, r->col[3], &u->weight);
    if (!rc) rc = example_of(r, r->col[4], &u->example);
    return rc ? rc : add_use(r, &r->l->forms, u->lemmas, u);
}

/* "obl:on/over" -> role and prepositions; names is the list of roles. */
static int role_of(struct reader *r, tr_str text, const char *const *names, int n_names, int with_preps, int *role, const tr_str **preps,
                   uint32_t *n)
{
    tr_str rest = text, name;
    bool has = tr_str_has(text, ':');
    tr_str_split(&rest, ':', &name);
    for (*role = 0; *role < n_names && !tr_str_is(name, names[*role]);) ++*role;
    if (*role == n_names || has != (*role == with_preps)) return bad(r, "no such place", text);
    *n = 0;
    return has ? tr_lexicon_list(r->l->arena, rest, '/', TR_FRAME_MAX_PREPS, preps, n, &r->at, r->err) : TR_OK;
}

#define X_(n) #n,
static const char *const role_names[] = { TR_ROLE_LIST(X_) };
static const char *const cue_names[] = { TR_CUE_LIST(X_) };
#undef X_

static int state_row(struct reader *r)
{
    struct tr_state_use *u = TR_NEW(r->l->arena, struct tr_state_use);
    int role;
    int rc = role_of(r, r->col[1], role_names, TR_ROLE_count, TR_ROLE_obl, &role, &u->preps, &u->n_preps);
    if (rc) return rc;
    u->role = (enum tr_role)role;
    u->lemmas = r->col[0];
    u->state = (enum truce_state)truce_state_of(r->col[3]);
    if (!u->state) return bad(r, "no such state", r->col[3]);
    rc = tr_frame_read(r->l->arena, r->l, r->col[2], &u->frame, &r->at, r->err);
    if (!rc) rc = weight_of(r, r->col[4], &u->weight);
    if (!rc) rc = example_of(r, r->col[5], &u->example);
    return rc ? rc : add_use(r, &r->l->states, u->lemmas, u);
}

static int cue_row(struct reader *r)
{
    int role;
    uint32_t n = 0, n_preps = 0;
    const tr_str *lemmas, *preps = NULL;
    enum truce_status status = (enum truce_status)truce_status_of(r->col[2]);
    if (!status) return bad(r, "no such status", r->col[2]);
    tr_str example;
    int rc = role_of(r, r->col[1], cue_names, TR_CUE_count, TR_CUE_obl, &role, &preps, &n_preps);
    if (!rc) rc = example_of(r, r->col[3], &example);
    if (!rc) rc = tr_lexicon_list(r->l->arena, r->col[0], ',', TR_FRAME_MAX_ALTS, &lemmas, &n, &r->at, r->err);
    for (uint32_t i = 0; !rc && i < n; i++) {
        for (uint32_t p = 0; p < (n_preps ? n_preps : 1); p++) {
            tr_str prep = n_preps ? preps[p] : (tr_str){ "", 0 };
            bool fresh;
            tr_str key = tr_arena_printf(r->l->arena, "%c" TR_STR_FMT " " TR_STR_FMT, 'a' + role, TR_STR_ARG(prep), TR_STR_ARG(lemmas[i]));
            uint64_t *v = tr_map_put(&r->l->cues, key, &fresh);
            if (fresh) *v = status; /* a lemma in two rows: the first holds */
        }
    }
    return rc;
}

static const struct {
    int columns;
    int (*row)(struct reader *r);
} readers[TR_LEXICON_TABLES] = {
    { 2, class_row }, { 7, verb_row }, { 7, noun_row }, { 5, form_row }, { 6, state_row }, { 4, cue_row },
};

static int read_table(struct reader *r, int t, tr_str text)
{
    tr_str line;
    r->at = (struct tr_row){ tr_lexicon_table_names[t], 0 };
    while (text.n && tr_str_split(&text, '\n', &line)) {
        r->at.line++;
        if (line.n && line.p[line.n - 1] == '\r') line.n--;
        if (!line.n || line.p[0] == '#') continue;
        tr_str rest = line, part;
        int n = 0;
        while (rest.n && tr_str_split(&rest, '\t', &part)) {
            if (n < MAX_COLUMNS) r->col[n] = part;
            n++;
        }
        if (n != readers[t].columns) return bad(r, "the wrong number of columns", line);
        for (int i = 0; i < n; i++) {
            if (!r->col[i].n) return bad(r, "an empty column", line);
        }
        int rc = readers[t].row(r);
        if (rc) return rc;
    }
    return TR_OK;
}

int tr_lexicon_read(struct tr_arena *a, const tr_str tables[TR_LEXICON_TABLES], const struct tr_lexicon **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_lexicon *l = TR_NEW(a, struct tr_lexicon);
    struct tr_map *maps[] = { &l->verbs, &l->nouns, &l->forms, &l->states, &l->cues, &l->members };
    l->arena = a;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) tr_map_init(maps[i], a);
    struct reader r = { .l = l, .err = err };
    for (int t = 0; t < TR_LEXICON_TABLES; t++) {
        int rc = read_table(&r, t, tables[t]);
        if (rc) return rc;
    }
    *out = l;
    return TR_OK;
}

int tr_lexicon_open(struct tr_arena *a, const struct tr_lexicon **out, struct tr_err *err)
{
    tr_str tables[TR_LEXICON_TABLES];
    *out = NULL;
    for (int t = 0; t < TR_LEXICON_TABLES; t++) {
        if (!tr_blob_find(tr_lexicon_table_names[t], &tables[t]))
            return tr_fail(err, TR_E_DATA, "the table \"%s\" is neither in the program nor in TRUCE_DATA", tr_lexicon_table_names[t]);
    }
    return tr_lexicon_read(a, tables, out, err);
}
