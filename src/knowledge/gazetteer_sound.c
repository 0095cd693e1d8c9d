/* SPDX-License-Identifier: Apache-2.0 */
/* The sound of a name: what the rival transliterations of Arabic, Persian and Cyrillic names have in common. "Ar Raqqah", "Raqqa" and
 * "al-Raqa" are one, "Hasakeh" and "Al Hassakah", "Khan Shaykhun" and "Khan Sheikhoun". Different names may share it: the reading
 * takes a place found so only where the report's focus agrees. */
#include "knowledge/gazetteer.h"

#define MIN_SOUND 4

static const char *const articles[] = { "al", "ar",  "as", "ash", "ad", "at", "an",  "az",  "el", "es", "ez",
                                        "er", "esh", "et", "ed",  "en", "ul", "ath", "adh", "l",  "ej", "the" };

static bool is_article(tr_str w)
{
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (tr_str_is(w, articles[i])) return true;
    return false;
}

/* Letters that stand for one sound, longest spelling first. */
static const struct {
    const char *spelt, *sound;
} sounds[] = {
    { "tch", "c" }, { "sch", "x" }, { "dzh", "j" }, { "kh", "h" }, { "gh", "h" }, { "sh", "x" }, { "zh", "j" },
    { "dh", "z" },  { "th", "t" },  { "ch", "c" },  { "ph", "f" }, { "dj", "j" }, { "ck", "k" }, { "ts", "z" },
    { "tz", "z" },  { "q", "k" },   { "c", "k" },   { "g", "h" },  { "x", "ks" }, { "a", "a" },  { "e", "a" },
    { "i", "a" },   { "y", "a" },   { "o", "u" },   { "u", "u" },  { "w", "u" },
};

static bool is_vowel(char c)
{
    return c == 'a' || c == 'u';
}

static size_t put(char *out, size_t n, size_t cap, const char *s)
{
    for (; *s; s++) {
        if (n && out[n - 1] == *s) continue;
        /* A run of vowels is one vowel, the first one's class: "aou" and "au" are spelt at will. */
        if (n && is_vowel(*s) && is_vowel(out[n - 1])) continue;
        if (n < cap) out[n++] = *s;
    }
    return n;
}

static size_t put_word(tr_str w, char *out, size_t n, size_t cap)
{
    for (size_t i = 0; i < w.n;) {
        tr_str rest = tr_str_sub(w, i, w.n);
        size_t k = 0;
        for (; k < sizeof sounds / sizeof *sounds; k++)
            if (tr_str_starts(rest, tr_str_of(sounds[k].spelt))) break;
        if (k < sizeof sounds / sizeof *sounds) {
            n = put(out, n, cap, sounds[k].sound);
            i += strlen(sounds[k].spelt);
        } else {
            n = put(out, n, cap, (char[]){ w.p[i], 0 });
            i++;
        }
    }
    return n;
}

size_t tr_gazetteer_sound(tr_str folded, char *out, size_t cap)
{
    size_t n = 0, words = 0;
    tr_str rest = folded, w;
    while (tr_str_split(&rest, ' ', &w)) {
        if (!w.n || is_article(w)) continue;
        /* -ah, -eh, -a, -e, -o, -i at a word's end: spelt at will. */
        while (w.n > 2 && (w.p[w.n - 1] == 'h' || strchr("aeoiy", w.p[w.n - 1]))) {
            if (w.p[w.n - 1] == 'h' && !strchr("aeiou", w.p[w.n - 2])) break;
            w.n--;
        }
        n = put_word(w, out, n, cap);
        words++;
    }
    return words && n >= MIN_SOUND && n < cap ? n : 0;
}
