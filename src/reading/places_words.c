/* SPDX-License-Identifier: Apache-2.0 */
/* Words that say what kind of place a name is, and words that make a name a place or no place. */
#include "reading/places_int.h"

static const struct { const char *word; enum truce_place_kind kind; bool before; } kinds[] = {
    { "province", TRUCE_PLACE_admin1, true },      { "governorate", TRUCE_PLACE_admin1, true }, { "oblast", TRUCE_PLACE_admin1, false },
    { "state", TRUCE_PLACE_admin1, true },         { "governate", TRUCE_PLACE_admin1, true },   { "prefecture", TRUCE_PLACE_admin1, true },
    { "department", TRUCE_PLACE_admin1, true },    { "region", TRUCE_PLACE_admin1, true },      { "krai", TRUCE_PLACE_admin1, false },
    { "republic", TRUCE_PLACE_admin1, true },      { "county", TRUCE_PLACE_admin2, true },      { "canton", TRUCE_PLACE_admin1, true },
    { "provinces", TRUCE_PLACE_admin1, true },     { "governorates", TRUCE_PLACE_admin1, true }, { "regions", TRUCE_PLACE_admin1, true },
    { "states", TRUCE_PLACE_admin1, true },        { "oblasts", TRUCE_PLACE_admin1, true },
    { "district", TRUCE_PLACE_admin2, true },      { "districts", TRUCE_PLACE_admin2, true },   { "subdistrict", TRUCE_PLACE_admin2, true },
    { "raion", TRUCE_PLACE_admin2, false },        { "municipality", TRUCE_PLACE_admin2, true }, { "rayon", TRUCE_PLACE_admin2, false },
    { "city", TRUCE_PLACE_city, true },            { "town", TRUCE_PLACE_city, true },          { "village", TRUCE_PLACE_city, true },
    { "cities", TRUCE_PLACE_city, true },          { "towns", TRUCE_PLACE_city, true },         { "villages", TRUCE_PLACE_city, true },
    { "hamlet", TRUCE_PLACE_city, true },          { "settlement", TRUCE_PLACE_city, true },    { "settlements", TRUCE_PLACE_city, true },
    { "capital", TRUCE_PLACE_city, true },         { "outpost", TRUCE_PLACE_city, true },       { "kibbutz", TRUCE_PLACE_city, true },
    { "neighbourhood", TRUCE_PLACE_neighbourhood, true },  { "neighborhood", TRUCE_PLACE_neighbourhood, true },
    { "neighbourhoods", TRUCE_PLACE_neighbourhood, true }, { "neighborhoods", TRUCE_PLACE_neighbourhood, true },
    { "quarter", TRUCE_PLACE_neighbourhood, true },        { "quarters", TRUCE_PLACE_neighbourhood, true },
    { "suburb", TRUCE_PLACE_neighbourhood, true },         { "suburbs", TRUCE_PLACE_neighbourhood, true },
    { "river", TRUCE_PLACE_natural, true },        { "mountain", TRUCE_PLACE_natural, true },   { "mountains", TRUCE_PLACE_natural, true },
    { "mount", TRUCE_PLACE_natural, true },        { "lake", TRUCE_PLACE_natural, true },       { "sea", TRUCE_PLACE_natural, true },
    { "valley", TRUCE_PLACE_natural, true },       { "hill", TRUCE_PLACE_natural, true },       { "hills", TRUCE_PLACE_natural, true },
    { "island", TRUCE_PLACE_natural, true },       { "islands", TRUCE_PLACE_natural, true },    { "desert", TRUCE_PLACE_natural, true },
    { "gulf", TRUCE_PLACE_natural, true },         { "strait", TRUCE_PLACE_natural, true },     { "plain", TRUCE_PLACE_natural, true },
    { "border", TRUCE_PLACE_natural, false },      { "frontier", TRUCE_PLACE_natural, false },
    { "countryside", TRUCE_PLACE_region, false },  { "peninsula", TRUCE_PLACE_region, true },
};

static const char *const facilities[] = {
    "airport", "airbase", "airfield", "airstrip", "hospital", "hospitals", "clinic", "camp", "camps", "prison", "jail", "crossing", "checkpoint", "road", "street", "square", "highway",
    "motorway", "bridge", "market", "mosque", "church", "cathedral", "school", "university", "stadium", "dam", "mine", "refinery", "oilfield", "plant", "station", "embassy", "consulate",
    "palace", "roundabout", "park", "hotel", "port", "harbour", "harbor", "barracks", "castle", "citadel", "museum", "factory", "base", "junction", "shrine", "souk", "souq", "monastery",
    "cemetery", "intersection", "complex", "synagogue", "temple", "mill", "depot", "academy", "college", "avenue", "boulevard", "tunnel", "corridor", "garrison", "compound", "terminal",
};

static const char *const directions[] = { "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern", "southwestern", "north-eastern",
                                          "north-western", "south-eastern", "south-western", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
                                          "north-east", "north-west", "south-east", "south-west", "rural", "upper", "lower", "coastal" };

static const char *const locatives[] = { "in", "at", "near", "from", "into", "around", "outside", "inside", "across", "throughout", "within", "toward", "towards", "along", "off", "to",
                                         "through", "beyond", "surrounding", "round", "over", "between", "onto", "via", "amid" };

/* Towns somewhere, but nearly always something else in a report. */
static const char *const unlikely[] = {
    "may", "march", "august", "most", "many", "man", "men", "hit", "of", "bar", "nice", "split", "reading", "police", "union", "liberty", "mobile", "independence", "freedom", "victory",
    "as", "is", "are", "was", "in", "on", "at", "by", "to", "an", "no", "so", "me", "he", "she", "it", "we", "they", "this", "that", "these", "those", "there", "then", "when", "while",
    "the", "us", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "january", "february", "april", "june", "july", "september", "october", "november", "december",
    "hope", "peace", "unity", "media", "sky", "news", "post", "times", "today", "star", "sun", "west", "east", "north", "south", "central", "northern", "southern", "eastern", "western",
    "david", "john", "james", "george", "paul", "peter", "michael", "martin", "thomas", "ahmed", "ahmad", "ali", "hassan", "hussein", "mohammed", "muhammad", "ibrahim", "omar", "khalid",
    "hamid", "abdullah", "mahmoud", "said", "saddam", "assad", "salman", "obama", "bush", "clinton", "trump", "kerry", "putin", "lavrov", "carter", "lincoln", "jackson", "washington post",
    "church", "state", "federal", "general", "major", "colonel", "central", "national", "international", "united", "nations", "council", "army", "force", "forces", "group", "center", "centre",
    "date", "page", "home", "more", "best", "data", "male", "same", "both", "bay", "well", "wall", "gap", "lead", "led", "leader", "bomb", "battle", "war", "wars", "dead", "road",
    "del", "la", "el", "al", "de", "san", "santa", "abu", "bin", "ibn", "ben", "sheikh", "imam", "marshall", "jordan valley", "ford", "sanders", "mitchell", "rice", "powell", "perry",
    "islam", "muslim", "christian", "sunni", "shia", "shiite", "kurd", "arab", "free", "front", "party", "islamic", "democratic", "republican", "isis", "isil", "daesh", "nato", "un", "eu",
    "moon", "ban", "annan", "kofi", "rights", "human", "observatory", "red", "cross", "crescent", "doctors", "reuters", "press", "associated", "agency", "interfax", "tass", "sana", "bbc", "cnn",
    "mr", "mrs", "dr", "st", "no.", "president", "minister", "king", "prince", "queen", "crown", "pope", "mary", "maria", "jesus", "nusra", "hezbollah", "hamas", "taliban", "houthi",
    "reading room", "photo", "video", "image", "file", "read", "share", "print", "email", "link", "click", "copyright", "story", "analysis", "opinion", "world", "global", "east", "middle",
    "operation", "shield", "spring", "brigade", "division", "ceasefire", "truce", "talks", "round", "table", "white", "helmets", "house", "green", "black", "blue", "golden", "silver",
    "commission", "mission", "monitoring", "special", "office", "village", "town", "city", "province", "district", "airport", "hospital", "camp", "school", "street", "square",
    "orange", "iron dome", "main", "sputnik", "martha", "european", "europeans", "african", "africans", "asian", "asians", "arabs", "western", "westerners", "mediterranean sea food", "scandinavian", "kurdish", "kurds", "yazidi", "yazidis", "druze", "chechen", "chechens", "latin", "eu", "calif", "angels", "angel", "mon", "tue", "wed", "thu", "fri", "sat", "region", "barrio", "alawite", "dome", "syrian", "dpr", "lpr", "nusra", "al nusra", "jalaa", "deal", "vice", "congress", "vicinity", "field", "oil field", "loc", "isis", "senate", "hamas", "abbas", "sabah", "daily sabah", "soleimani", "suleimani", "besieged", "clashes", "airstrikes", "shelling", "daily", "bell", "reuters", "khan", "sultan", "bashar", "hafez", "jabhat", "ansar", "liwa", "harakat", "jaysh", "ahrar", "faylaq", "kataib", "hizbullah", "santos", "mullah", "saleh", "haftar", "bashir", "karzai", "ghani", "maliki", "netanyahu", "erdogan", "sisi", "morsi", "arafat", "rouhani", "khamenei", "zarif", "biden", "macron", "merkel", "cameron", "johnson", "blair", "brown", "angel", "young", "old", "new", "big", "little", "great", "long", "short", "deep", "king salman", "tall", "bell", "baker", "hunter", "mason", "smith", "brown", "miller",
};

static bool among(tr_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (tr_str_is(s, list[i])) return true;
    return false;
}
#define AMONG(s, list) among((s), (list), sizeof(list) / sizeof *(list))

enum truce_place_kind tr_kind_word(tr_str lower, bool *before)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!tr_str_is(lower, kinds[i].word)) continue;
        if (before) *before = kinds[i].before;
        return kinds[i].kind;
    }
    return TRUCE_PLACE_none;
}

bool tr_facility_word(tr_str lower) { return AMONG(lower, facilities); }
bool tr_direction_word(tr_str lower) { return AMONG(lower, directions); }
bool tr_locative_word(tr_str lemma) { return AMONG(lemma, locatives); }

/* First and last words that make a name an organisation's or a person's, whatever towns are called so too. */
static const char *const group_first[] = { "jaish", "jaysh", "jabhat", "ansar", "liwa", "ahrar", "harakat", "hezbollah", "hezballah", "hizbullah", "faylaq", "kataib", "saraya", "ajnad", "free", "sheikh abu", "mr", "mrs", "dr", "gen",
                                           "general", "colonel", "president", "minister", "king", "prince", "saint" };
static const char *const group_last[] = { "front", "army", "brigade", "brigades", "party", "movement", "forces", "battalion", "organization", "organisation", "group", "militia", "council", "network", "agency", "news", "observatory",
                                          "coalition", "committee", "union", "ministry", "tv", "times", "post", "telegraph", "journal", "association", "society", "sohr", "fc", "bank", "company", "corporation", "foundation",
                                          "institute", "congress", "parliament", "police", "regiment", "division", "squadron", "platform", "league", "cup" };
static const char *const persons[] = { "assad", "asad", "nusra", "qaeda", "qaedas", "qaida", "shabaab", "baghdadi", "julani", "golani", "zawahiri", "sadr", "maliki", "abadi", "sisi", "bashir", "haftar", "hariri", "sistani", "jaafari",
                                       "moallem", "muallem", "islam", "sham", "hashd", "zarqawi", "shimale", "jaish", "quran", "azhar", "jazeera", "arabiya", "mayadeen", "manar", "alam", "houthi", "muslim", "fatah", "aqsa brigades" };

bool tr_unlikely_place(tr_str key)
{
    if (AMONG(key, unlikely)) return true;
    tr_str rest = key, w, first = { "", 0 }, last = { "", 0 };
    while (tr_str_split(&rest, ' ', &w)) {
        if (!first.n) first = w;
        last = w;
    }
    if (first.n != key.n && (AMONG(first, group_first) || AMONG(last, group_last))) return true;
    if (tr_str_is(last, "al") || tr_str_is(last, "at") || tr_str_is(last, "el")) return true;     /* cut off */
    bool article = tr_str_is(first, "al") || tr_str_is(first, "el");
    return article && AMONG(tr_str_sub(key, first.n + 1, key.n), persons);
}
