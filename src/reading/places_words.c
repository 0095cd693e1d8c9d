/* SPDX-License-Identifier: Apache-2.0 */
/* Words that say what kind of place a name is, and words that make a name a place or no place. */
#include "reading/places_int.h"

static const struct {
    const char *word;
    enum truce_place_kind kind;
    bool before;
} kinds[] = {
    { "province", TRUCE_PLACE_admin1, true },
    { "governorate", TRUCE_PLACE_admin1, true },
    { "oblast", TRUCE_PLACE_admin1, false },
    { "state", TRUCE_PLACE_admin1, true },
    { "governate", TRUCE_PLACE_admin1, true },
    { "prefecture", TRUCE_PLACE_admin1, true },
    { "department", TRUCE_PLACE_admin1, true },
    { "region", TRUCE_PLACE_admin1, true },
    { "krai", TRUCE_PLACE_admin1, false },
    { "republic", TRUCE_PLACE_admin1, true },
    { "county", TRUCE_PLACE_admin2, true },
    { "canton", TRUCE_PLACE_admin1, true },
    { "provinces", TRUCE_PLACE_admin1, true },
    { "governorates", TRUCE_PLACE_admin1, true },
    { "regions", TRUCE_PLACE_admin1, true },
    { "states", TRUCE_PLACE_admin1, true },
    { "oblasts", TRUCE_PLACE_admin1, true },
    { "district", TRUCE_PLACE_admin2, true },
    { "districts", TRUCE_PLACE_admin2, true },
    { "subdistrict", TRUCE_PLACE_admin2, true },
    { "raion", TRUCE_PLACE_admin2, false },
    { "municipality", TRUCE_PLACE_admin2, true },
    { "rayon", TRUCE_PLACE_admin2, false },
    { "township", TRUCE_PLACE_admin2, true },
    { "townships", TRUCE_PLACE_admin2, true },
    { "woreda", TRUCE_PLACE_admin2, true },
    { "upazila", TRUCE_PLACE_admin2, true },
    { "tehsil", TRUCE_PLACE_admin2, true },
    { "taluka", TRUCE_PLACE_admin2, true },
    { "taluk", TRUCE_PLACE_admin2, true },
    { "lga", TRUCE_PLACE_admin2, false },
    { "commune", TRUCE_PLACE_admin2, true },
    { "cercle", TRUCE_PLACE_admin2, true },
    { "sub-district", TRUCE_PLACE_admin2, true },
    { "sub-county", TRUCE_PLACE_admin2, true },
    { "kebele", TRUCE_PLACE_city, true },
    { "corregimiento", TRUCE_PLACE_city, true },
    { "vereda", TRUCE_PLACE_city, true },
    { "colonia", TRUCE_PLACE_neighbourhood, true },
    { "ward", TRUCE_PLACE_neighbourhood, true },
    { "city", TRUCE_PLACE_city, true },
    { "town", TRUCE_PLACE_city, true },
    { "village", TRUCE_PLACE_city, true },
    { "cities", TRUCE_PLACE_city, true },
    { "towns", TRUCE_PLACE_city, true },
    { "villages", TRUCE_PLACE_city, true },
    { "hamlet", TRUCE_PLACE_city, true },
    { "settlement", TRUCE_PLACE_city, true },
    { "settlements", TRUCE_PLACE_city, true },
    { "capital", TRUCE_PLACE_city, true },
    { "outpost", TRUCE_PLACE_city, true },
    { "kibbutz", TRUCE_PLACE_city, true },
    { "neighbourhood", TRUCE_PLACE_neighbourhood, true },
    { "neighborhood", TRUCE_PLACE_neighbourhood, true },
    { "neighbourhoods", TRUCE_PLACE_neighbourhood, true },
    { "neighborhoods", TRUCE_PLACE_neighbourhood, true },
    { "quarter", TRUCE_PLACE_neighbourhood, true },
    { "quarters", TRUCE_PLACE_neighbourhood, true },
    { "suburb", TRUCE_PLACE_neighbourhood, true },
    { "suburbs", TRUCE_PLACE_neighbourhood, true },
    { "river", TRUCE_PLACE_natural, true },
    { "mountain", TRUCE_PLACE_natural, true },
    { "mountains", TRUCE_PLACE_natural, true },
    { "mount", TRUCE_PLACE_natural, true },
    { "lake", TRUCE_PLACE_natural, true },
    { "sea", TRUCE_PLACE_natural, true },
    { "valley", TRUCE_PLACE_natural, true },
    { "hill", TRUCE_PLACE_natural, true },
    { "hills", TRUCE_PLACE_natural, true },
    { "island", TRUCE_PLACE_natural, true },
    { "islands", TRUCE_PLACE_natural, true },
    { "desert", TRUCE_PLACE_natural, true },
    { "gulf", TRUCE_PLACE_natural, true },
    { "strait", TRUCE_PLACE_natural, true },
    { "plain", TRUCE_PLACE_natural, true },
    { "border", TRUCE_PLACE_natural, false },
    { "frontier", TRUCE_PLACE_natural, false },
    { "countryside", TRUCE_PLACE_region, false },
    { "peninsula", TRUCE_PLACE_region, true },
};

static const char *const facilities[] = {
    "airport", "airbase",   "airfield",   "airstrip",     "hospital",   "hospitals",  "clinic",   "camp",     "camps",    "prison",
    "jail",    "crossing",  "checkpoint", "road",         "street",     "square",     "highway",  "motorway", "bridge",   "market",
    "mosque",  "church",    "cathedral",  "school",       "university", "stadium",    "dam",      "mine",     "refinery", "oilfield",
    "plant",   "station",   "embassy",    "consulate",    "palace",     "roundabout", "park",     "hotel",    "port",     "harbour",
    "harbor",  "barracks",  "castle",     "citadel",      "museum",     "factory",    "base",     "junction", "shrine",   "souk",
    "souq",    "monastery", "cemetery",   "intersection", "complex",    "synagogue",  "temple",   "mill",     "depot",    "academy",
    "college", "avenue",    "boulevard",  "tunnel",       "corridor",   "garrison",   "compound", "terminal",
};

static const char *const directions[] = { "northern",      "southern",      "eastern",       "western",      "central",
                                          "northeastern",  "northwestern",  "southeastern",  "southwestern", "north-eastern",
                                          "north-western", "south-eastern", "south-western", "north",        "south",
                                          "east",          "west",          "northeast",     "northwest",    "southeast",
                                          "southwest",     "north-east",    "north-west",    "south-east",   "south-west",
                                          "rural",         "upper",         "lower",         "coastal" };

static const char *const locatives[] = { "in",          "at",     "near",   "from",    "into",  "around", "outside", "inside",  "across",
                                         "throughout",  "within", "toward", "towards", "along", "off",    "to",      "through", "beyond",
                                         "surrounding", "round",  "over",   "between", "onto",  "via",    "amid" };

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

bool tr_facility_word(tr_str lower)
{
    return AMONG(lower, facilities);
}
bool tr_direction_word(tr_str lower)
{
    return AMONG(lower, directions);
}
bool tr_locative_word(tr_str lemma)
{
    return AMONG(lemma, locatives);
}
