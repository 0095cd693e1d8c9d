/* SPDX-License-Identifier: Apache-2.0 */
/* Names of the enumerations, from the lists in the public header. */
#include "truce.h"

#define NAME(n) #n,

static int find(const char *const *names, int n, tr_str s)
{
    for (int i = 1; i < n; i++) {
        if (tr_str_is(s, names[i])) return i;
    }
    return 0;
}

#define TABLE(fn, PFX)                                                        \
    static const char *const fn##_names[] = { "", TRUCE_##PFX##_LIST(NAME) }; \
    const char *truce_##fn##_name(int v)                                      \
    {                                                                         \
        return v > 0 && v < TRUCE_##PFX##_count ? fn##_names[v] : "";         \
    }
#define BACK(fn, PFX)                                    \
    int truce_##fn##_of(tr_str s)                        \
    {                                                    \
        return find(fn##_names, TRUCE_##PFX##_count, s); \
    }

TABLE(harm, HARM)
TABLE(who, WHO)
TABLE(means, MEANS)
TABLE(event, EVENT)
TABLE(mode, MODE)
TABLE(form, FORM)
TABLE(state, STATE)
TABLE(status, STATUS)
TABLE(kind, KIND)
TABLE(actor_kind, ACTOR)
TABLE(place_kind, PLACE)
TABLE(dated, DATED)
BACK(harm, HARM)
BACK(who, WHO)
BACK(means, MEANS)
BACK(event, EVENT)
BACK(mode, MODE)
BACK(form, FORM)
BACK(state, STATE)
BACK(status, STATUS)
BACK(actor_kind, ACTOR)
BACK(place_kind, PLACE)
