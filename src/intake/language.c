/* SPDX-License-Identifier: Apache-2.0 */
/* Which language a text is in: by script, and among Latin ones by the commonest function words. Enough to warn that only English is read. */
#include "base/utf8.h"
#include "intake/intake_int.h"

#define LOOK_BYTES 6000
#define LONGEST_WORD 6

static const struct {
    const char *code;
    const char *const words[14];
} latin[] = {
    { "en", { "the", "of", "and", "to", "in", "was", "were", "by", "that", "on", "with", "for", "from", "said" } },
    { "fr", { "le", "la", "les", "des", "et", "une", "dans", "que", "est", "pour", "sur", "par", "du", "ont" } },
    { "es", { "el", "los", "las", "y", "una", "en", "que", "por", "con", "del", "para", "se", "al", "fue" } },
    { "de", { "der", "die", "das", "und", "den", "von", "mit", "ist", "im", "auf", "nicht", "ein", "eine", "wurde" } },
    { "pt", { "o", "os", "das", "dos", "e", "uma", "em", "que", "por", "com", "para", "foi", "ao", "no" } },
    { "it", { "il", "gli", "della", "e", "una", "che", "per", "con", "del", "nel", "sono", "di", "da", "alla" } },
    { "tr", { "ve", "bir", "bu", "ile", "olarak", "daha", "gibi", "sonra", "kadar", "olan", "ise", "de", "da", "en" } },
};
#define N_LATIN (sizeof latin / sizeof *latin)

static uint32_t hits_of(size_t language, tr_str text, uint32_t *words)
{
    uint32_t hits = 0;
    *words = 0;
    for (size_t at = 0; at < text.n;) {
        size_t to = at;
        while (to < text.n && ((text.p[to] | 0x20) >= 'a' && (text.p[to] | 0x20) <= 'z')) to++;
        tr_str word = tr_str_sub(text, at, to);
        *words += word.n > 0;
        for (size_t k = 0; word.n && word.n <= LONGEST_WORD && k < 14; k++) {
            const char *known = latin[language].words[k];
            if ((word.p[0] | 0x20) == known[0] && tr_str_is_i(word, known)) {
                hits++;
                break;
            }
        }
        at = to + (to == at);
    }
    return hits;
}

static const char *by_words(tr_str text)
{
    uint32_t words, best = 0, most = hits_of(0, text, &words);
    if (most * 5 >= words && words >= 5) return latin[0].code; /* as nearly every text is */
    for (uint32_t i = 1; i < N_LATIN; i++) {
        uint32_t hits = hits_of(i, text, &words);
        if (hits > most) best = i, most = hits;
    }
    return words >= 5 && most * 10 >= words ? latin[best].code : "";
}

tr_str tr_language_guess(tr_str text)
{
    uint32_t latin_letters = 0, arabic = 0, cyrillic = 0, ukrainian = 0, hebrew = 0, other = 0;
    text = tr_str_sub(text, 0, LOOK_BYTES);
    for (size_t at = 0; at < text.n;) {
        uint32_t cp = tr_utf8_next(text, &at);
        if (!tr_cp_is_letter(cp)) continue;
        if (cp < 0x250) latin_letters++;
        else if (cp >= 0x400 && cp < 0x530) cyrillic++, ukrainian += cp == 0x456 || cp == 0x457 || cp == 0x454 || cp == 0x491;
        else if (cp >= 0x590 && cp < 0x600) hebrew++;
        else if (cp >= 0x600 && cp < 0x780) arabic++;
        else other++;
    }
    uint32_t half = (latin_letters + arabic + cyrillic + hebrew + other) / 2;
    if (half < 5) return TR_STR("");
    if (latin_letters > half) return tr_str_of(by_words(text));
    if (arabic > half) return TR_STR("ar");
    if (hebrew > half) return TR_STR("he");
    if (cyrillic > half) return ukrainian * 50 > cyrillic ? TR_STR("uk") : TR_STR("ru");
    return TR_STR("und");
}
