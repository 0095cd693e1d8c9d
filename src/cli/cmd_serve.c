/* SPDX-License-Identifier: Apache-2.0 */
/* truce serve: options, and waiting for the end. */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cli.h"
#include "server/server.h"

struct options {
    const char *ledger, *address, *tiles, *credit, *host;
    long port, jobs, rate, connections, memory;
    bool open, unredacted, quiet;
};

#define PORT_DEFAULT 8420
#define RATE_DEFAULT 200

#define AT(member) offsetof(struct options, member)
static const struct tr_opt opts[] = {
    { 'l', "ledger", TR_OPT_STRING, "PATH", "the ledger (default: $TRUCE_LEDGER, else truce.ledger here)", AT(ledger), 0, 0 },
    { 'a', "address", TR_OPT_STRING, "ADDRESS", "where to listen (default: 127.0.0.1, this machine alone)", AT(address), 0, 0 },
    { 'p', "port", TR_OPT_NUMBER, "PORT", "(default: 8420; 0: one that is free)", AT(port), 0, 65535 },
    { 'j', "jobs", TR_OPT_NUMBER, "N", "questions answered at a time (default: one a core, at least 2)", AT(jobs), 1, 256 },
    { 0, "host", TR_OPT_STRING, "NAME", "also answer requests to that Host, as behind a proxy", AT(host), 0, 0 },
    { 0, "tiles", TR_OPT_STRING, "URL", "map tiles, https://…/{z}/{x}/{y}.png; without it nobody else is asked", AT(tiles), 0, 0 },
    { 0, "tiles-credit", TR_OPT_STRING, "TEXT", "whom the map names for its tiles (default: their host)", AT(credit), 0, 0 },
    { 0, "public", TR_OPT_FLAG, NULL, "with accounts: read as a viewer without logging in", AT(open), 0, 0 },
    { 0, "unredacted", TR_OPT_FLAG, NULL, "without accounts: withhold nothing", AT(unredacted), 0, 0 },
    { 0, "rate", TR_OPT_NUMBER, "N", "requests a second and address (default: 200; 0: no limit)", AT(rate), 0, 1000000 },
    { 0, "connections", TR_OPT_NUMBER, "N", "connections an address (default: 300)", AT(connections), 1, 4096 },
    { 0, "memory", TR_OPT_NUMBER, "MB", "that one answer may need (default: 1536)", AT(memory), 1, 1048576 },
    { 'q', "quiet", TR_OPT_FLAG, NULL, "do not say where it listens", AT(quiet), 0, 0 },
    { 0 },
};

static const char *ledger_path(const struct options *o)
{
    const char *env = getenv("TRUCE_LEDGER");
    return o->ledger ? o->ledger : env && *env ? env : "truce.ledger";
}

static void wait_for_end(const sigset_t *ends)
{
    int got;
    while (sigwait(ends, &got) != 0) {}
}

static int serve(const struct options *o)
{
    sigset_t ends;
    struct tr_server *s = NULL;
    struct tr_err err = { 0 };
    struct tr_server_options how = { .ledger = ledger_path(o),
                                     .address = o->address ? o->address : "127.0.0.1",
                                     .port = (unsigned)o->port,
                                     .jobs = (unsigned)o->jobs,
                                     .tiles = o->tiles,
                                     .tiles_credit = o->credit,
                                     .host = o->host,
                                     .open = o->open,
                                     .unredacted = o->unredacted,
                                     .rate = (unsigned)o->rate,
                                     .per_address = (unsigned)o->connections,
                                     .memory = (unsigned)o->memory };
    /* Blocked before there are threads, so that only the wait below takes them. */
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    int rc = tr_server_start(&how, &s, &err);
    if (rc) {
        tr_complain("%s", err.msg);
        return rc == TR_E_USAGE ? TR_EXIT_USAGE : TR_EXIT_NONE;
    }
    if (!o->quiet) {
        bool v6 = strchr(how.address, ':') != NULL;
        printf("listening on http://%s%s%s:%u/\n", v6 ? "[" : "", how.address, v6 ? "]" : "", tr_server_port(s));
        if (!tr_server_has_accounts(s))
            printf("no accounts: read-only, for this machine alone%s\n", o->unredacted ? "; nothing is withheld" : "");
        fflush(stdout);
    }
    wait_for_end(&ends);
    pthread_sigmask(SIG_UNBLOCK, &ends, NULL); /* a second one ends at once */
    tr_server_stop(s);
    return TR_EXIT_OK;
}

static int run(int argc, char **argv)
{
    struct options o = { .port = PORT_DEFAULT, .rate = RATE_DEFAULT };
    int n = 0;
    char **operands = calloc((size_t)argc + 1, sizeof *operands);
    if (!operands) return TR_EXIT_NONE;
    int rc = tr_options(&tr_cmd_serve, argc, argv, &o, operands, &n);
    if (rc < 0) {
        rc = TR_EXIT_OK;
    } else if (!rc && n) {
        tr_complain("serve takes no \"%s\"; the ledger is given by --ledger; see truce serve --help", operands[0]);
        rc = TR_EXIT_USAGE;
    } else if (!rc) {
        rc = serve(&o);
    }
    free(operands);
    return rc;
}

const struct tr_command tr_cmd_serve = {
    .name = "serve",
    .args = "[OPTION]...",
    .summary = "the page and the JSON API of a ledger, on this machine or for accounts",
    .help =
        "Opens a ledger for browsers and programs: the page at /, the API under /api/v1 (docs/API.md; /api/v1/openapi.json), until it is\n"
        "stopped (Ctrl-C). Without accounts it is read-only and for this machine alone; names of people without office and exact\n"
        "coordinates of facilities are withheld from viewers.\n\n"
        "  truce serve                                      http://127.0.0.1:8420/\n"
        "  truce serve --ledger syria.ledger --port 9000\n"
        "  truce users add amal --role analyst              then people log in; truce users token amal for programs\n"
        "  truce serve --address 0.0.0.0 --host truce.example.org      behind a proxy that speaks TLS",
    .opts = opts,
    .run = run,
};
