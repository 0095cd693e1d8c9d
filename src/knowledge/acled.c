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
