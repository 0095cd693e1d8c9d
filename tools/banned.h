/* SPDX-License-Identifier: Apache-2.0 */
/* Included before every file: calls that overflow, keep hidden state, or read numbers without saying whether they were numbers.
 * The standard headers come first, so that their own declarations stay legal. */
#ifndef TR_BANNED_H
#define TR_BANNED_H

#ifndef __ASSEMBLER__
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol atof strncpy strncat alloca asctime ctime gmtime localtime setlocale
#endif

#endif
