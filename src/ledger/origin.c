/* SPDX-License-Identifier: Apache-2.0 */
#include "ledger/origin.h"

#include "base/utf8.h"
#include "knowledge/actors.h"

/* Words that stand for whoever speaks, when Truce was opened without its register of nouns. */
static bool common(tr_str word)
{
    static const char *const words[] = { "activist", "resident", "official", "source",    "witness",   "rebel",
                                         "doctor",   "medic",    "rescuer",  "local",     "authority", "fighter",
                                         "worker",   "people",   "others",   "statement", "report" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (tr_str_starts_i(word, tr_str_of(words[i])) && word.n <= strlen(words[i]) + 2) return true;
    }
    return false;
}

static bool is_noun(const struct tr_knowledge *k, tr_str word)
{
    char lower[64];
    if (common(word)) return true;
    if (!k || word.n >= sizeof lower) return false;
    for (size_t i = 0; i < word.n; i++) lower[i] = (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
    if (tr_register_noun(k->actors, (tr_str){ lower, word.n })) return true;
    if (word.n > 3 && lower[word.n - 1] == 's' && tr_register_noun(k->actors, (tr_str){ lower, word.n - 1 })) return true;
    if (word.n <= 4 || memcmp(lower + word.n - 3, "ies", 3) != 0) return false;
    lower[word.n - 3] = 'y'; /* authorities */
    return tr_register_noun(k->actors, (tr_str){ lower, word.n - 2 }) != NULL;
}

static bool capital(tr_str word)
{
    size_t at = 0;
    return word.n && tr_cp_is_upper(tr_utf8_next(word, &at));
}

bool tr_origin_generic(const struct tr_knowledge *k, const struct tr_actor_row *source)
{
    if (!tr_str_starts(source->key, TR_STR("text:"))) return false;
    if (source->kind == TRUCE_ACTOR_media && source->country[0]) return false; /* "state television" of a country is one */
    tr_str rest = source->name, word, last = { "", 0 };
    uint32_t n = 0;
    while (tr_str_split(&rest, ' ', &word)) {
        if (!word.n) continue;
        last = word;
        n++;
    }
    if (!capital(last)) return true;   /* "Syrian activists", "a hospital official" */
    return n == 1 && is_noun(k, last); /* "Activists", at the head of a sentence */
}

tr_str tr_origin_of(struct tr_arena *a, const struct tr_knowledge *k, const struct tr_actor_row *source, const struct tr_report_row *report,
                    tr_str root_sha256)
{
    tr_str root = tr_str_sub(root_sha256, 0, 16);
    if (source && !tr_origin_generic(k, source)) return source->key;
    if (source) return tr_arena_printf(a, TR_STR_FMT "@" TR_STR_FMT, TR_STR_ARG(source->key), TR_STR_ARG(root));
    if (report->root_outlet.n) return tr_arena_printf(a, "outlet:" TR_STR_FMT, TR_STR_ARG(tr_utf8_fold(a, report->root_outlet)));
    return tr_arena_printf(a, "report:" TR_STR_FMT, TR_STR_ARG(root));
}
