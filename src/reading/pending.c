/* SPDX-License-Identifier: Apache-2.0 */
/* Steps that have not landed yet. Whoever lands one deletes its lines here; the file goes when it is empty. */
#include "reading/reading.h"
#include "reading/tree.h"

#define PENDING __attribute__((weak))
