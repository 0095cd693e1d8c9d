/* SPDX-License-Identifier: Apache-2.0 */
#include "language/lemma.h"

struct form {
    const char *form, *lemma;
};

/* Sorted by form, byte order. */
static const struct form verb_forms[] = {
    { "'ll", "will" },
    { "'m", "be" },
    { "'re", "be" },
    { "'ve", "have" },
    { "accused", "accuse" },
    { "accusing", "accuse" },
    { "agreed", "agree" },
    { "agreeing", "agree" },
    { "am", "be" },
    { "ambushed", "ambush" },
    { "ambushes", "ambush" },
    { "ambushing", "ambush" },
    { "are", "be" },
    { "argued", "argue" },
    { "arguing", "argue" },
    { "arisen", "arise" },
    { "arose", "arise" },
    { "ate", "eat" },
    { "beat", "beat" },
    { "beaten", "beat" },
    { "became", "become" },
    { "been", "be" },
    { "began", "begin" },
    { "beginning", "begin" },
    { "begun", "begin" },
    { "being", "be" },
    { "bent", "bend" },
    { "bit", "bite" },
    { "bitten", "bite" },
    { "bled", "bleed" },
    { "blew", "blow" },
    { "blown", "blow" },
    { "bore", "bear" },
    { "born", "bear" },
    { "borne", "bear" },
    { "bought", "buy" },
    { "bound", "bind" },
    { "bred", "breed" },
    { "broke", "break" },
    { "broken", "break" },
    { "brought", "bring" },
    { "built", "build" },
    { "burst", "burst" },
    { "ca", "can" },
    { "came", "come" },
    { "cancelled", "cancel" },
    { "cancelling", "cancel" },
    { "cast", "cast" },
    { "caught", "catch" },
    { "ceased", "cease" },
    { "ceasing", "cease" },
    { "chose", "choose" },
    { "chosen", "choose" },
    { "clung", "cling" },
    { "compelled", "compel" },
    { "compelling", "compel" },
    { "continued", "continue" },
    { "continuing", "continue" },
    { "controlled", "control" },
    { "controlling", "control" },
    { "cost", "cost" },
    { "could", "could" },
    { "crept", "creep" },
    { "cut", "cut" },
    { "dealt", "deal" },
    { "decreed", "decree" },
    { "did", "do" },
    { "died", "die" },
    { "dies", "die" },
    { "does", "do" },
    { "doing", "do" },
    { "done", "do" },
    { "drank", "drink" },
    { "drawn", "draw" },
    { "drew", "draw" },
    { "driven", "drive" },
    { "drove", "drive" },
    { "drunk", "drink" },
    { "dug", "dig" },
    { "dying", "die" },
    { "eaten", "eat" },
    { "expelled", "expel" },
    { "expelling", "expel" },
    { "fallen", "fall" },
    { "fed", "feed" },
    { "fell", "fall" },
    { "felt", "feel" },
    { "fled", "flee" },
    { "flew", "fly" },
    { "flies", "fly" },
    { "flown", "fly" },
    { "flung", "fling" },
    { "focused", "focus" },
    { "focuses", "focus" },
    { "focusing", "focus" },
    { "foresaw", "foresee" },
    { "foreseen", "foresee" },
    { "forgave", "forgive" },
    { "forgiven", "forgive" },
    { "forgot", "forget" },
    { "forgotten", "forget" },
    { "fought", "fight" },
    { "found", "find" },
    { "freed", "free" },
    { "freeing", "free" },
    { "froze", "freeze" },
    { "frozen", "freeze" },
    { "gave", "give" },
    { "given", "give" },
    { "goes", "go" },
    { "going", "go" },
    { "gone", "go" },
    { "got", "get" },
    { "gotten", "get" },
    { "grew", "grow" },
    { "ground", "grind" },
    { "grown", "grow" },
    { "guaranteed", "guarantee" },
    { "guaranteeing", "guarantee" },
    { "had", "have" },
    { "hanged", "hang" },
    { "has", "have" },
    { "having", "have" },
    { "heard", "hear" },
    { "held", "hold" },
    { "hid", "hide" },
    { "hidden", "hide" },
    { "hit", "hit" },
    { "hung", "hang" },
    { "hurt", "hurt" },
    { "is", "be" },
    { "issued", "issue" },
    { "issuing", "issue" },
    { "kept", "keep" },
    { "killed", "kill" },
    { "killing", "kill" },
    { "knew", "know" },
    { "known", "know" },
    { "laid", "lay" },
    { "lain", "lie" },
    { "lay", "lie" },
    { "led", "lead" },
    { "left", "leave" },
    { "lent", "lend" },
    { "let", "let" },
    { "lit", "light" },
    { "lost", "lose" },
    { "lying", "lie" },
    { "made", "make" },
    { "meant", "mean" },
    { "met", "meet" },
    { "might", "might" },
    { "misled", "mislead" },
    { "mistaken", "mistake" },
    { "mistook", "mistake" },
    { "occurred", "occur" },
    { "occurring", "occur" },
    { "overcame", "overcome" },
    { "overran", "overrun" },
    { "oversaw", "oversee" },
    { "overseeing", "oversee" },
    { "overseen", "oversee" },
    { "overtaken", "overtake" },
    { "overthrew", "overthrow" },
    { "overthrown", "overthrow" },
    { "overtook", "overtake" },
    { "paid", "pay" },
    { "patrolled", "patrol" },
    { "patrolling", "patrol" },
    { "pled", "plead" },
    { "pursued", "pursue" },
    { "pursuing", "pursue" },
    { "put", "put" },
    { "quit", "quit" },
    { "raided", "raid" },
    { "raiding", "raid" },
    { "ran", "run" },
    { "rang", "ring" },
    { "read", "read" },
    { "rebuilt", "rebuild" },
    { "referred", "refer" },
    { "referring", "refer" },
    { "refused", "refuse" },
    { "refusing", "refuse" },
    { "remade", "remake" },
    { "repaid", "repay" },
    { "repelled", "repel" },
    { "repelling", "repel" },
    { "rescued", "rescue" },
    { "rescuing", "rescue" },
    { "ridden", "ride" },
    { "risen", "rise" },
    { "rode", "ride" },
    { "rose", "rise" },
    { "rung", "ring" },
    { "running", "run" },
    { "said", "say" },
    { "sang", "sing" },
    { "sank", "sink" },
    { "sat", "sit" },
    { "saw", "see" },
    { "seen", "see" },
    { "seized", "seize" },
    { "seizing", "seize" },
    { "sent", "send" },
    { "set", "set" },
    { "shaken", "shake" },
    { "shed", "shed" },
    { "shelled", "shell" },
    { "shelling", "shell" },
    { "shone", "shine" },
    { "shook", "shake" },
    { "shot", "shoot" },
    { "should", "should" },
    { "shown", "show" },
    { "shrank", "shrink" },
    { "shrunk", "shrink" },
    { "shut", "shut" },
    { "slain", "slay" },
    { "slept", "sleep" },
    { "slew", "slay" },
    { "slid", "slide" },
    { "sold", "sell" },
    { "sought", "seek" },
    { "spat", "spit" },
    { "sped", "speed" },
    { "spent", "spend" },
    { "split", "split" },
    { "spoke", "speak" },
    { "spoken", "speak" },
    { "spread", "spread" },
    { "stole", "steal" },
    { "stolen", "steal" },
    { "stood", "stand" },
    { "stricken", "strike" },
    { "struck", "strike" },
    { "stuck", "stick" },
    { "stung", "sting" },
    { "sued", "sue" },
    { "suing", "sue" },
    { "sung", "sing" },
    { "sunk", "sink" },
    { "swam", "swim" },
    { "swept", "sweep" },
    { "swore", "swear" },
    { "sworn", "swear" },
    { "swum", "swim" },
    { "swung", "swing" },
    { "taken", "take" },
    { "targeted", "target" },
    { "targeting", "target" },
    { "taught", "teach" },
    { "thought", "think" },
    { "threw", "throw" },
    { "thrown", "throw" },
    { "tied", "tie" },
    { "told", "tell" },
    { "took", "take" },
    { "tore", "tear" },
    { "torn", "tear" },
    { "transferred", "transfer" },
    { "transferring", "transfer" },
    { "travelled", "travel" },
    { "travelling", "travel" },
    { "tying", "tie" },
    { "understood", "understand" },
    { "undertaken", "undertake" },
    { "undertook", "undertake" },
    { "upheld", "uphold" },
    { "valued", "value" },
    { "valuing", "value" },
    { "vied", "vie" },
    { "vying", "vie" },
    { "was", "be" },
    { "went", "go" },
    { "wept", "weep" },
    { "were", "be" },
    { "withdrawn", "withdraw" },
    { "withdrew", "withdraw" },
    { "withheld", "withhold" },
    { "withstood", "withstand" },
    { "wo", "will" },
    { "woke", "wake" },
    { "woken", "wake" },
    { "won", "win" },
    { "wore", "wear" },
    { "worn", "wear" },
    { "would", "would" },
    { "wound", "wind" },
    { "written", "write" },
    { "wrote", "write" },
};

static const struct form noun_forms[] = {
    { "aircraft", "aircraft" },
    { "airmen", "airman" },
    { "analyses", "analysis" },
    { "barracks", "barracks" },
    { "buses", "bus" },
    { "businessmen", "businessman" },
    { "children", "child" },
    { "clergymen", "clergyman" },
    { "corps", "corps" },
    { "countrymen", "countryman" },
    { "crises", "crisis" },
    { "criteria", "criterion" },
    { "data", "datum" },
    { "feet", "foot" },
    { "firemen", "fireman" },
    { "fishermen", "fisherman" },
    { "gases", "gas" },
    { "geese", "goose" },
    { "grandchildren", "grandchild" },
    { "guardsmen", "guardsman" },
    { "gunmen", "gunman" },
    { "halves", "half" },
    { "headquarters", "headquarters" },
    { "hitmen", "hitman" },
    { "hypotheses", "hypothesis" },
    { "knives", "knife" },
    { "leaves", "leaf" },
    { "lives", "life" },
    { "loaves", "loaf" },
    { "means", "means" },
    { "media", "medium" },
    { "men", "man" },
    { "mice", "mouse" },
    { "militiamen", "militiaman" },
    { "people", "people" },
    { "phenomena", "phenomenon" },
    { "policemen", "policeman" },
    { "policewomen", "policewoman" },
    { "riflemen", "rifleman" },
    { "schoolchildren", "schoolchild" },
    { "seamen", "seaman" },
    { "selves", "self" },
    { "series", "series" },
    { "servicemen", "serviceman" },
    { "servicewomen", "servicewoman" },
    { "shelves", "shelf" },
    { "species", "species" },
    { "spokesmen", "spokesman" },
    { "teeth", "tooth" },
    { "thieves", "thief" },
    { "tribesmen", "tribesman" },
    { "wives", "wife" },
    { "women", "woman" },
};

static tr_str listed(const struct form *t, size_t n, tr_str form)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = tr_str_cmp(tr_str_of(t[mid].form), form);
        if (!c) return tr_str_of(t[mid].lemma);
        if (c < 0) lo = mid + 1;
        else hi = mid;
    }
    return (tr_str){ "", 0 };
}

static bool is_vowel(char c)
{
    return c && strchr("aeiou", c);
}

/* A short stem such as "hop": with an ending it would double its consonant, so "hoped" cannot be from it. */
static bool would_double(tr_str s)
{
    size_t vowels = 0;
    for (size_t i = 0; i < s.n; i++) vowels += is_vowel(s.p[i]);
    if (s.n < 2 || vowels != 1) return false;
    char last = s.p[s.n - 1];
    return is_vowel(s.p[s.n - 2]) && !is_vowel(last) && !strchr("wxy", last);
}

static bool doubled(tr_str s)
{
    return s.n > 2 && s.p[s.n - 1] == s.p[s.n - 2] && !is_vowel(s.p[s.n - 1]);
}

/* Rank of a word that the vocabulary holds whole (its pieces stand in order of frequency); 0 when it does not. */
static uint32_t rank(const struct tr_pieces *v, tr_str s)
{
    uint16_t ids[TR_MAX_WORD_PIECES];
    if (s.n < 2 || tr_pieces_of(v, s, ids) != 1 || ids[0] == TR_PIECE_UNK) return 0;
    return ids[0];
}

struct choice {
    const struct tr_pieces *vocabulary;
    tr_str best;
    uint32_t rank;
};

static void offer(struct choice *c, tr_str s)
{
    uint32_t r = rank(c->vocabulary, s);
    if (r && (!c->rank || r < c->rank)) {
        c->rank = r;
        c->best = s;
    }
}

/* What "-ed" or "-ing" was put on. */
static void offer_stems(struct choice *c, struct tr_arena *a, tr_str stem)
{
    if (stem.n < 2) return;
    tr_str with_e = tr_arena_printf(a, TR_STR_FMT "e", TR_STR_ARG(stem));
    if (!would_double(stem)) offer(c, stem);
    offer(c, with_e);
    if (doubled(stem) && !rank(c->vocabulary, stem)) offer(c, tr_str_sub(stem, 0, stem.n - 1));
    if (stem.p[stem.n - 1] == 'i') offer(c, tr_arena_printf(a, TR_STR_FMT "y", (int)stem.n - 1, stem.p));
}

static void offer_without_s(struct choice *c, struct tr_arena *a, tr_str s)
{
    if (s.n < 3 || s.p[s.n - 1] != 's' || s.p[s.n - 2] == 's') return;
    offer(c, tr_str_sub(s, 0, s.n - 1));
    if (!tr_str_ends(s, TR_STR("es"))) return;
    tr_str stem = tr_str_sub(s, 0, s.n - 2);
    if (strchr("sxzo", stem.p[stem.n - 1]) || tr_str_ends(stem, TR_STR("ch")) || tr_str_ends(stem, TR_STR("sh"))) offer(c, stem);
    if (stem.n > 2 && stem.p[stem.n - 1] == 'i') offer(c, tr_arena_printf(a, TR_STR_FMT "y", (int)stem.n - 1, stem.p));
}

/* Does a stem that ends so, its last two letters a single vowel and a consonant, want its "e" back ("invok", "reiterat")? One that is
 * stressed at its end would have doubled the consonant; of the others these endings nearly always had the "e". */
static bool wants_e(char vowel, char last)
{
    static const char *const with_e[] = { "at", "ut", "ot", "ak", "ok", "uk", "ik", "ad", "ed", "id", "od", "ud", "ab", "ib",
                                          "ob", "ub", "am", "im", "um", "in", "un", "ar", "ir", "ur", "il", "ul", "op" };
    for (size_t i = 0; i < sizeof with_e / sizeof *with_e; i++) {
        if (with_e[i][0] == vowel && with_e[i][1] == last) return true;
    }
    return false;
}

/* The verb that a stem is of, by spelling alone, for verbs too rare for the vocabulary; empty where spelling does not tell. */
static tr_str spelled(struct tr_arena *a, tr_str stem)
{
    if (stem.n < 3) return (tr_str){ "", 0 };
    char last = stem.p[stem.n - 1], before = stem.p[stem.n - 2], third = stem.p[stem.n - 3];
    if (last == 'i') return tr_arena_printf(a, TR_STR_FMT "y", (int)stem.n - 1, stem.p);
    if (doubled(stem)) return strchr("bdgmnprt", last) ? tr_str_sub(stem, 0, stem.n - 1) : strchr("sz", last) ? stem : (tr_str){ "", 0 };
    bool e = strchr("vcusz", last) || (last == 'g' && (is_vowel(before) || strchr("drl", before))) ||
             (last == 'l' && strchr("bcdfgkpstz", before)) || (is_vowel(before) && !is_vowel(third) && wants_e(before, last));
    if (e) return tr_arena_printf(a, TR_STR_FMT "e", TR_STR_ARG(stem));
    bool unsure = (last == 'g' && before == 'n') || (is_vowel(before) && !is_vowel(third) && !strchr("wxy", last)) || is_vowel(last);
    return unsure ? (tr_str){ "", 0 } : stem;
}

tr_str tr_lemma_inflected(const struct tr_pieces *vocabulary, struct tr_arena *a, tr_str lower, tr_str xpos)
{
    bool verb = tr_str_starts(xpos, TR_STR("VB")) || tr_str_is(xpos, "MD"), plural = tr_str_is(xpos, "NNS");
    if (tr_str_is(xpos, "NN")) return lower;
    struct choice c = { vocabulary, { "", 0 }, 0 };
    if (!verb && !plural) return c.best;
    tr_str known = verb ? listed(verb_forms, sizeof verb_forms / sizeof *verb_forms, lower)
                        : listed(noun_forms, sizeof noun_forms / sizeof *noun_forms, lower);
    if (known.n) return known;
    if (tr_str_is(xpos, "VB") || tr_str_is(xpos, "VBP") || tr_str_is(xpos, "MD")) return lower;
    size_t ending = plural ? 0 : tr_str_ends(lower, TR_STR("ing")) ? 3 : tr_str_ends(lower, TR_STR("ed")) ? 2 : 0;
    if (!ending) {
        offer_without_s(&c, a, lower); /* whatever the tag says, the ending is there to see */
        return c.best;
    }
    tr_str stem = tr_str_sub(lower, 0, lower.n - ending);
    offer_stems(&c, a, stem);
    return c.best.n ? c.best : spelled(a, stem);
}
