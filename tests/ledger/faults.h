/* SPDX-License-Identifier: Apache-2.0 */
/* Fails the Nth file call, SQL statement or allocation of SQLite, once or from then on. Installed before SQLite is used at all. */
#ifndef TR_TESTS_FAULTS_H
#define TR_TESTS_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

enum fault { FAULT_NONE, FAULT_FILE, FAULT_DISK_FULL, FAULT_SQL, FAULT_MEMORY };

void faults_install(void);
/* The nth call (1-based) of that sort fails; lasting: every later one too. */
void faults_arm(enum fault sort, uint32_t nth, bool lasting);
/* Disarms; whether a fault was met. */
bool faults_disarm(void);

#endif
