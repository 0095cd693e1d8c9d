/* SPDX-License-Identifier: Apache-2.0 */
/* Starting and stopping, and the way of one request through the I/O threads. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "server/server_int.h"

#define CACHE_BYTES (128u << 20)
#define IO_THREADS 2
#define PER_ADDRESS 300

/* --- one request ------------------------------------------------------------------------------------------------------------- */

static enum MHD_Result begin(struct tr_request *q, const char *method)
{
    q->state = TR_REQUEST_BODY;
    q->head = !strcmp(method, "HEAD");
    tr_conn_deadline(&q->server->conns, q->conn, TR_BODY_MS);
    tr_request_headers(q);
    /* What is refused here is refused before its body is read; libmicrohttpd then closes the connection if one was coming. */
    if (tr_request_admit(q) && tr_route_find(q, q->head ? "GET" : method)) return MHD_YES;
    q->state = TR_REQUEST_DONE;
    return tr_reply_queue(q);
}

static enum MHD_Result whole(struct tr_request *q)
{
    tr_conn_deadline(&q->server->conns, q->conn, TR_REPLY_MS);
    if (q->reply.status || !q->route) {
        q->state = TR_REQUEST_DONE; /* an asset, or a body that was too long */
    } else if (q->route->flags & TR_ROUTE_NOW) {
        q->state = TR_REQUEST_DONE;
        if (tr_route_params(q)) q->route->answer(NULL, q);
    } else if (!tr_pool_hand(q->server, q)) {
        q->state = TR_REQUEST_DONE;
        tr_reply_problem(q, 503, "", "the server has more to do than it can; try again in a moment");
        tr_reply_header(q, "Retry-After", "1");
    }
    return q->state == TR_REQUEST_DONE ? tr_reply_queue(q) : MHD_YES;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
                              const char *upload, size_t *upload_n, void **context)
{
    struct tr_request *q = *context;
    (void)cls, (void)connection, (void)url, (void)version;
    if (!q) return MHD_NO;
    if (q->state == TR_REQUEST_NEW) return begin(q, method);
    if (*upload_n) {
        if (!tr_request_take(q, upload, *upload_n)) return MHD_NO;
        *upload_n = 0;
        return MHD_YES;
    }
    if (q->state == TR_REQUEST_BODY) return whole(q);
    q->state = TR_REQUEST_DONE; /* a worker is through with it */
    return tr_reply_queue(q);
}

static void completed(void *cls, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode why)
{
    struct tr_server *s = cls;
    struct tr_request *q = *context;
    (void)connection, (void)why;
    if (!q) return;
    tr_metrics_count(&s->metrics, q);
    tr_conn_deadline(&s->conns, q->conn, TR_HEADER_MS);
    tr_request_free(q);
    *context = NULL;
}

/* --- accounts ---------------------------------------------------------------------------------------------------------------- */

struct tr_accounts *tr_server_accounts(struct tr_server *s)
{
    uint64_t n = 0;
    pthread_mutex_lock(&s->accounts_lock);
    int64_t now = tr_now_ms();
    if (!s->accounts && (!s->accounts_looked || now - s->accounts_looked >= 1000)) {
        struct tr_accounts *a = NULL;
        s->accounts_looked = now;
        if (!tr_accounts_open(s->o.ledger, false, &a, NULL) && a && !tr_accounts_count(a, &n, NULL) && n > 0) s->accounts = a;
        else tr_accounts_close(a);
    }
    struct tr_accounts *out = s->accounts;
    pthread_mutex_unlock(&s->accounts_lock);
    return out;
}

bool tr_server_has_accounts(struct tr_server *s)
{
    return tr_server_accounts(s) != NULL;
}

/* --- starting ---------------------------------------------------------------------------------------------------------------- */

static int keep_string(struct tr_server *s, unsigned at, const char **string, struct tr_err *err)
{
    if (!*string) return TR_OK;
    s->strings[at] = strdup(*string);
    *string = s->strings[at];
    return *string ? TR_OK : tr_fail(err, TR_E_NOMEM, "no memory");
}

static int parse_address(struct tr_server *s, struct sockaddr_storage *out, socklen_t *n, struct tr_err *err)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, s->o.address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)s->o.port);
        *n = sizeof *v4;
        s->loopback = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    } else if (inet_pton(AF_INET6, s->o.address, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)s->o.port);
        *n = sizeof *v6;
        s->loopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    } else {
        return tr_fail(err, TR_E_USAGE, "\"%s\" is no numeric address such as 127.0.0.1, ::1 or 0.0.0.0", s->o.address);
    }
    if (s->loopback || tr_server_accounts(s)) return TR_OK;
    return tr_fail(
        err, TR_E_USAGE,
        "without accounts only this machine is served (--address 127.0.0.1): %s would open the ledger to everybody who reaches it; make an account first: truce users "
        "add NAME --role admin --ledger %s",
        s->o.address, s->o.ledger);
}

static int open_socket(struct tr_server *s, int *fd, struct tr_err *err)
{
    struct sockaddr_storage at;
    socklen_t n = 0;
    int rc = parse_address(s, &at, &n, err);
    if (rc) return rc;
    *fd = socket(at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd < 0) return tr_fail(err, TR_E_IO, "no socket: %s", strerror(errno));
    setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int));
    if (bind(*fd, (struct sockaddr *)&at, n) != 0 || listen(*fd, 1024) != 0 || getsockname(*fd, (struct sockaddr *)&at, &n) != 0) {
        rc =
            tr_fail(err, TR_E_IO, "port %u of %s cannot be used: %s; choose another with --port", s->o.port, s->o.address, strerror(errno));
        close(*fd);
        *fd = -1;
        return rc;
    }
    s->port =
        ntohs(at.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&at)->sin_port : ((struct sockaddr_in6 *)(void *)&at)->sin6_port);
    return TR_OK;
}

/* As many descriptors as connections need, where the system lets us. */
static unsigned connections_possible(void)
{
    struct rlimit limit;
    unsigned want = TR_CONNECTIONS + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 512;
    if (limit.rlim_cur < want) {
        limit.rlim_cur = limit.rlim_max < want ? limit.rlim_max : want;
        setrlimit(RLIMIT_NOFILE, &limit);
        getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur >= want ? TR_CONNECTIONS : limit.rlim_cur > 512 ? (unsigned)limit.rlim_cur - 256 : 256;
}

static int start_daemon(struct tr_server *s, struct tr_err *err)
{
    int fd = -1;
    int rc = open_socket(s, &fd, err);
    if (rc) return rc;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
    s->daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, handle, s, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)IO_THREADS,
                         MHD_OPTION_CONNECTION_LIMIT, connections_possible(), MHD_OPTION_PER_IP_CONNECTION_LIMIT, s->per_address,
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TR_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32 * 1024,
                         MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, tr_request_new, s, MHD_OPTION_NOTIFY_COMPLETED,
                         completed, s, MHD_OPTION_NOTIFY_CONNECTION, tr_conns_notify, &s->conns, MHD_OPTION_END);
    if (s->daemon) return TR_OK;
    close(fd);
    return tr_fail(err, TR_E_IO, "the HTTP server cannot be started: %s", strerror(errno));
}

static int prepare(struct tr_server *s, struct tr_err *err)
{
    int rc = keep_string(s, 0, &s->o.ledger, err);
    if (!rc) rc = keep_string(s, 1, &s->o.address, err);
    if (!rc) rc = keep_string(s, 2, &s->o.tiles, err);
    if (!rc) rc = keep_string(s, 3, &s->o.host, err);
    if (!rc) rc = keep_string(s, 4, &s->o.tiles_credit, err);
    if (rc) return rc;
    s->answer_bytes = s->o.memory ? (size_t)s->o.memory << 20 : TR_MAX_SERVED_ARENA;
    s->per_address = s->o.per_address ? s->o.per_address : PER_ADDRESS;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (!s->o.jobs) s->o.jobs = cores > 0 ? (unsigned)cores : 2;
    if (s->o.jobs < 2) s->o.jobs = 2;
    if (tr_limiter_init(&s->rate, s->o.rate, s->o.rate * 5.0) || tr_limiter_init(&s->logins, 0.2, 10) ||
        tr_limiter_init(&s->names, 0.1, 5) || tr_metrics_init(&s->metrics))
        return tr_fail(err, TR_E_NOMEM, "no memory");
    s->cache = tr_cache_new(CACHE_BYTES);
    s->shelf = tr_shelf_new(TR_MAX_SHELF_BYTES);
    if (!s->cache || !s->shelf) return tr_fail(err, TR_E_NOMEM, "no memory");
    s->assets = tr_assets_new(s->o.tiles);
    if (!s->assets)
        return tr_fail(err, TR_E_USAGE, "--tiles takes an address such as https://tiles.example.org/{z}/{x}/{y}.png, not \"%s\"",
                       s->o.tiles ? s->o.tiles : "");
    return TR_OK;
}

int tr_server_start(const struct tr_server_options *o, struct tr_server **out, struct tr_err *err)
{
    *out = NULL;
    struct tr_server *s = calloc(1, sizeof *s);
    if (!s) return tr_fail(err, TR_E_NOMEM, "no memory");
    s->o = *o;
    pthread_mutex_init(&s->accounts_lock, NULL);
    pthread_mutex_init(&s->conns.lock, NULL);
    signal(SIGPIPE, SIG_IGN); /* a client that goes away is no reason to end */
    int rc = prepare(s, err);
    if (!rc) rc = tr_knowledge_open(&s->knowledge, err);
    if (!rc) rc = tr_hub_start(s, err);
    if (!rc) rc = tr_pool_start(s, s->o.jobs, err);
    if (!rc) rc = start_daemon(s, err);
    if (rc) {
        tr_server_stop(s);
        return rc;
    }
    tr_warm_start(s);
    *out = s;
    return TR_OK;
}

unsigned tr_server_port(const struct tr_server *s)
{
    return s->port;
}

void tr_server_stop(struct tr_server *s)
{
    if (!s) return;
    /* No new connections; then nobody may be left suspended when the daemon ends. */
    int fd = s->daemon ? MHD_quiesce_daemon(s->daemon) : -1;
    tr_warm_stop(s);
    tr_pool_stop(s);
    tr_hub_stop(s);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    s->daemon = NULL;
    if (fd >= 0) close(fd);
    tr_hub_stop(s);
    tr_knowledge_close(s->knowledge);
    tr_accounts_close(s->accounts);
    tr_cache_free(s->cache);
    tr_shelf_free(s->shelf);
    tr_assets_free(s->assets);
    tr_metrics_fini(&s->metrics);
    if (s->rate.v) tr_limiter_fini(&s->rate);
    if (s->logins.v) tr_limiter_fini(&s->logins);
    if (s->names.v) tr_limiter_fini(&s->names);
    for (unsigned i = 0; i < 4; i++) free(s->strings[i]);
    pthread_mutex_destroy(&s->accounts_lock);
    pthread_mutex_destroy(&s->conns.lock);
    free(s);
}
