/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger over HTTP: a JSON API under /api/v1 (data/api/openapi.json says what it gives), live events, and the page.
 *
 *   struct tr_server_options o = { .ledger = "truce.ledger", .address = "127.0.0.1", .port = 8420 };
 *   if (tr_server_start(&o, &s, &err)) … err.msg …
 *   printf("http://127.0.0.1:%u/", tr_server_port(s));  … wait …  tr_server_stop(s);
 *
 * Bytes of clients are handled by two threads that never wait (epoll); questions by `jobs` workers, each with its own handle of the ledger. A client that sends or
 * takes slowly holds a connection, never a worker. */
#ifndef TR_SERVER_SERVER_H
#define TR_SERVER_SERVER_H

#include "base/err.h"

struct tr_server_options {
    const char *ledger;         /* path; opened for reading, and for writing only while a decision is recorded */
    const char *address;        /* numeric, "127.0.0.1", "::1", "0.0.0.0" */
    unsigned port;              /* 0: one that the system gives */
    unsigned jobs;              /* workers, at least 2; 0: one a core */
    const char *tiles;          /* address of map tiles ("https://tiles.example.org/{z}/{x}/{y}.png"); NULL: none, no third party is ever asked */
    const char *tiles_credit;   /* whom the map names for the tiles; NULL: their host */
    const char *host;           /* one more name that requests may be addressed to; NULL: any, but on loopback only loopback's */
    bool open;                  /* with accounts: who is not logged in reads as a viewer */
    bool unredacted;            /* without accounts: nothing is withheld */
    unsigned rate;              /* requests a second and address; 0: no limit */
    unsigned per_address;       /* connections an address; 0: 300 */
    unsigned memory;            /* MB that one answer may need; 0: TR_MAX_SERVED_ARENA */
};

struct tr_server;
/* TR_E_USAGE: another address than loopback without accounts; TR_E_IO: the port or the ledger cannot be opened. Options are copied. */
int tr_server_start(const struct tr_server_options *o, struct tr_server **out, struct tr_err *err);
unsigned tr_server_port(const struct tr_server *s);
bool tr_server_has_accounts(struct tr_server *s);
/* Answers what is being asked, then ends; NULL allowed. */
void tr_server_stop(struct tr_server *s);

#endif
