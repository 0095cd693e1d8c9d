/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/acled.h"

#include <stddef.h>

static const struct {
    const char *event, *sub;
} codes[TR_ACLED_count] = {
#define X_(name, event, sub) [TR_ACLED_##name] = { event, sub },
    TR_ACLED_LIST(X_)
#undef X_
};

const char *tr_acled_event(enum tr_acled a)
{
    return a < TR_ACLED_count ? codes[a].event : NULL;
}

const char *tr_acled_sub(enum tr_acled a)
{
    return a < TR_ACLED_count ? codes[a].sub : NULL;
}

enum tr_acled tr_acled_of_mode(enum truce_mode mode)
{
    switch (mode) {
    case TRUCE_MODE_aerial:
    case TRUCE_MODE_drone: return TR_ACLED_air;
    case TRUCE_MODE_shelling:
    case TRUCE_MODE_rocket: return TR_ACLED_shelling;
    case TRUCE_MODE_bombing: return TR_ACLED_explosive;
    case TRUCE_MODE_suicide: return TR_ACLED_suicide;
    case TRUCE_MODE_chemical: return TR_ACLED_chemical;
    case TRUCE_MODE_abduct: return TR_ACLED_abduction;
    case TRUCE_MODE_sexual: return TR_ACLED_sexual;
    case TRUCE_MODE_clash: return TR_ACLED_clash;
    default: return TR_ACLED_none;
    }
}
