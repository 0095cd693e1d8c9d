/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the server share. One exchange goes this way:
 *
 *   server.c    the I/O threads: request line, headers and body come in (request.c), refused or routed (routes.c), the connection is suspended
 *   workers.c   a worker: who asks (auth.c), is the answer known (cache.c), else the route's function (api_*.c) writes it; the connection goes on
 *   reply.c     what goes out: headers, compression, problems
 *   events.c    streams of live events; visitors.c: connections and addresses, deadlines and rates */
#ifndef TR_SERVER_SERVER_INT_H
#define TR_SERVER_SERVER_INT_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/json.h"
#include "knowledge/knowledge.h"
#include "ledger/ledger.h"
#include "ledger/shelf.h"
#include "server/accounts.h"
#include "server/server.h"
#include "server/url.h"

#define TR_BODY_BYTES (1024u * 1024u)       /* of a request; longer ones are answered 413 */
#define TR_QUEUE_LENGTH 1024                /* requests that wait for a worker; further ones are answered 503 */
#define TR_CONNECTIONS 4096
#define TR_HEADER_MS 20000                  /* from the connection or the last answer to the end of a request's headers */
#define TR_BODY_MS 30000                    /* from there to the end of its body */
#define TR_REPLY_MS 900000                  /* to the end of the answer; streams of events have no such end */
#define TR_IDLE_SECONDS 20                  /* without a byte either way */
#define TR_STREAMS 1000                     /* of events at one time */
#define TR_LOOK_MS 250                      /* how often the ledger is looked at for growth */
#define TR_BEAT_MS 15000                    /* a comment keeps streams of events open */

/* --- visitors.c -------------------------------------------------------------------------------------------------------------- */

struct tr_address { unsigned char b[16]; };     /* IPv4 mapped; the lower half of IPv6 is dropped: one house has many of those */

/* A connection, in the list of its server. */
struct tr_conn {
    struct tr_conn *prev, *next;
    int fd;
    struct tr_address from;
    bool loopback;
    int64_t ends;                               /* shut down then; in ms of tr_now_ms, 0 never */
};
struct tr_conns {
    pthread_mutex_t lock;
    struct tr_conn *first;
    uint32_t n;
};
int64_t tr_now_ms(void);                        /* monotonic */
void tr_conns_notify(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code);
void tr_conn_deadline(struct tr_conns *all, struct tr_conn *c, int64_t ms);     /* from now; 0 none */
void tr_conns_sweep(struct tr_conns *all);      /* shuts those whose time is over */

/* Token buckets by address (or by any 16 bytes). */
struct tr_bucket { struct tr_address from; double tokens; int64_t at; };
#define TR_BUCKETS 4096
struct tr_limiter {
    pthread_mutex_t lock;
    struct tr_bucket *v;
    double rate, burst;                         /* tokens a second, at most; rate 0: always yes */
    unsigned char key[16];                      /* of the hash: so that nobody chooses who shares a bucket */
};
int tr_limiter_init(struct tr_limiter *l, double rate, double burst);
void tr_limiter_fini(struct tr_limiter *l);
/* Whether one more may pass; else *wait = seconds until then. */
bool tr_limiter_take(struct tr_limiter *l, const struct tr_address *from, unsigned *wait);

/* --- cache.c ----------------------------------------------------------------------------------------------------------------- */

/* An answer that is a function of the ledger's head and the question. Const once it is in the cache; counted. */
struct tr_cached {
    atomic_uint refs;
    struct tr_cached *next, *newer, *older;
    unsigned char key[32];
    char *plain, *gzip;                         /* malloc'd; gzip NULL: not made */
    size_t plain_n, gzip_n;
    const char *type;
};
struct tr_cache;
struct tr_cache *tr_cache_new(size_t bytes);
void tr_cache_free(struct tr_cache *c);
struct tr_cached *tr_cache_find(struct tr_cache *c, const unsigned char key[32]);   /* counted up; NULL */
/* Takes plain and gzip; the answer is counted up, whether it found room or not. NULL when memory ran out (they are freed then). */
struct tr_cached *tr_cache_put(struct tr_cache *c, const unsigned char key[32], const char *type, char *plain, size_t plain_n, char *gzip, size_t gzip_n);
void tr_cached_drop(void *entry);

/* --- reply.c ----------------------------------------------------------------------------------------------------------------- */

struct tr_reply {
    unsigned status;                            /* 0: not answered */
    const char *type;                           /* media type */
    char *body;                                 /* malloc'd, or */
    tr_str fixed;                               /* that lives as long as the server, or */
    struct tr_cached *cached;                   /* counted, or */
    int fd;                                     /* a file, -1 none; or */
    bool stream;                                /* live events */
    size_t n;                                   /* of body or file */
    bool gzip;                                  /* body, fixed or cached->gzip is compressed */
    char etag[40];                              /* without quotes; "" none */
    const char *cache;                          /* Cache-Control; NULL: no-store */
    const char *csp;                            /* NULL: nothing may be loaded */
    struct { const char *name; char value[TR_URL_BYTES * 3 + 64]; } *more;      /* further headers, malloc'd */
    uint32_t n_more;
};

struct tr_request;
void tr_reply_fini(struct tr_reply *r);
/* A problem (RFC 9457) instead of whatever was there: status, the parameter at fault ("" none), and a sentence with the remedy. */
void tr_reply_problem(struct tr_request *q, unsigned status, const char *param, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* What an error of the layers below is to a client. param: where it came from a parameter. */
void tr_reply_error(struct tr_request *q, const char *param, const struct tr_err *err);
void tr_reply_header(struct tr_request *q, const char *name, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Takes what the writer holds as the body, 200; the writer is empty afterwards. */
void tr_reply_json(struct tr_request *q, struct tr_json *j);
void tr_reply_text(struct tr_request *q, unsigned status, const char *type, char *body, size_t n);     /* takes body */
enum MHD_Result tr_reply_queue(struct tr_request *q);
/* NULL when memory runs out. */
char *tr_gzip(const char *p, size_t n, int level, size_t *out_n);

/* --- request.c --------------------------------------------------------------------------------------------------------------- */

struct tr_worker;
enum tr_route_flags {
    TR_ROUTE_NOW = 1,                           /* answered by the I/O thread: needs neither ledger nor accounts */
    TR_ROUTE_HEAVY = 2,                         /* may take long: never all workers at once */
    TR_ROUTE_SNAPSHOT = 4,                      /* a function of the ledger's head and the query: has an ETag, may be cached */
    TR_ROUTE_MINUTE = 8,                        /* … and of the minute, where the query gives no time */
    TR_ROUTE_WRITES = 16,                       /* changes something: a session must prove itself by its CSRF token */
    TR_ROUTE_NEAR = 32                          /* without a role only from loopback */
};
struct tr_route {
    const char *method, *path;                  /* "/api/v1/reports/{id}": braces take one segment */
    enum tr_role role;                          /* at least */
    unsigned flags;
    const char *const *params;                  /* that it takes; NULL ended, NULL none */
    void (*answer)(struct tr_worker *w, struct tr_request *q);      /* w NULL for TR_ROUTE_NOW */
};
extern const struct tr_route tr_routes[];
extern const uint32_t tr_n_routes;

enum tr_request_state { TR_REQUEST_NEW, TR_REQUEST_BODY, TR_REQUEST_WAITS, TR_REQUEST_DONE };
struct tr_request {
    struct tr_server *server;
    struct MHD_Connection *connection;
    struct tr_conn *conn;                       /* NULL when there was no memory for it */
    enum tr_request_state state;
    char *target;                               /* as sent; url's slices point into it */
    struct tr_url url;
    struct tr_err url_err;
    const struct tr_route *route;
    tr_str capture;                             /* what stands for the braces */
    bool head;                                  /* HEAD: the answer's body is left out */
    char *body;
    size_t body_n, body_room, dropped;          /* dropped: bytes beyond the limit */
    tr_str authorization, cookie, none_match, encodings, csrf, content_type, last_event;    /* headers, "" when not sent */
    struct tr_user user;                        /* who asks; role none: nobody known */
    char user_csrf[TR_SECRET_BYTES];
    bool by_cookie;
    tr_instant as_of;                           /* of the answer, where the query pins it; TR_NO_INSTANT: the ledger's head */
    bool whole;                                 /* sees what is sensitive too */
    struct tr_reply reply;
    struct tr_request *next;                    /* in the queue */
    int64_t began;                              /* µs */
};
void *tr_request_new(void *cls, const char *uri, struct MHD_Connection *connection);
void tr_request_free(struct tr_request *q);
void tr_request_headers(struct tr_request *q);
/* Keeps a piece of the body. False when so much came that the connection should end. */
bool tr_request_take(struct tr_request *q, const char *p, size_t n);
/* Whether the request may go on after its headers: length, rate, host. False with the reply set. */
bool tr_request_admit(struct tr_request *q);

/* --- routes.c ---------------------------------------------------------------------------------------------------------------- */

/* Sets route and capture; false with the reply set: 404, 405, 415. */
bool tr_route_find(struct tr_request *q, const char *method);
bool tr_route_params(struct tr_request *q);     /* false with the reply set: 400 for a parameter that the route does not take */

/* --- auth.c ------------------------------------------------------------------------------------------------------------------ */

/* Who asks, and whether that role may. False with the reply set: 401, 403. */
bool tr_auth_admit(struct tr_request *q);
void tr_auth_session(struct tr_worker *w, struct tr_request *q);    /* GET, POST and DELETE /api/v1/session */
void tr_auth_login(struct tr_worker *w, struct tr_request *q);
void tr_auth_logout(struct tr_worker *w, struct tr_request *q);

/* --- workers.c --------------------------------------------------------------------------------------------------------------- */

struct tr_head { char hash[65]; uint64_t links; tr_instant at; };   /* the chain's last link; "" and 0 of an empty ledger */
struct tr_worker {
    struct tr_server *server;
    pthread_t thread;
    bool running;
    struct tr_ledger *ledger;
    struct tr_arena *arena;                     /* reset before each request */
    struct tr_json json;                        /* empty before each request */
    struct tr_head head;
    struct tr_redaction *redaction;             /* NULL: not needed yet */
    bool flying, parked;                        /* makes the answer `flight`; the request waits for another worker's flight and is no longer ours */
    unsigned char flight[32];                   /* under the pool's lock, like what waits for it */
    struct tr_request *waiting;
};
struct tr_pool {
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct tr_request *first, **last;
    uint32_t waiting, heavy;                    /* heavy: being answered */
    bool stopping;
    struct tr_worker *workers;
    uint32_t n;
};
int tr_pool_start(struct tr_server *s, uint32_t n, struct tr_err *err);
void tr_pool_stop(struct tr_server *s);
/* Suspends the connection until a worker has set the reply; false (and not suspended) when the queue is full or closing. */
bool tr_pool_hand(struct tr_server *s, struct tr_request *q);
/* Brings w->head up to date. */
int tr_worker_look(struct tr_worker *w, struct tr_err *err);
void tr_worker_snapshot(struct tr_worker *w, struct tr_request *q);

/* --- warm.c ------------------------------------------------------------------------------------------------------------------ */

void tr_warm_start(struct tr_server *s);        /* nothing is wrong when it cannot: answers come slower at first */
void tr_warm_stop(struct tr_server *s);

/* --- events.c ---------------------------------------------------------------------------------------------------------------- */

struct tr_hub;
int tr_hub_start(struct tr_server *s, struct tr_err *err);
void tr_hub_stop(struct tr_server *s);
void tr_hub_wake(struct tr_server *s);          /* something was written: look now */
/* A response that tells events from after `seen` links on; NULL when there are too many streams already or memory ran out. */
struct MHD_Response *tr_hub_stream(struct tr_server *s, struct MHD_Connection *c, uint64_t seen);
uint32_t tr_hub_streams(const struct tr_hub *h);

/* --- assets.c ---------------------------------------------------------------------------------------------------------------- */

struct tr_assets;
struct tr_assets *tr_assets_new(const char *tiles);
void tr_assets_free(struct tr_assets *a);
bool tr_assets_answer(struct tr_request *q);    /* sets the reply when path names one */

/* --- metrics.c --------------------------------------------------------------------------------------------------------------- */

struct tr_metrics {
    atomic_ullong *codes;                       /* [route][class of status], the last route is none */
    atomic_ullong took[12], took_us, cache_hits, cache_misses, refused, bytes;
    tr_instant started;
};
int tr_metrics_init(struct tr_metrics *m);
void tr_metrics_fini(struct tr_metrics *m);
void tr_metrics_count(struct tr_metrics *m, const struct tr_request *q);

/* --- server.c ---------------------------------------------------------------------------------------------------------------- */

struct tr_server {
    struct tr_server_options o;                 /* strings are ours */
    char *strings[5];
    bool loopback;                              /* listens there alone */
    unsigned port, per_address;
    size_t answer_bytes;                        /* ceiling of a worker's arena */
    struct MHD_Daemon *daemon;
    struct tr_knowledge *knowledge;
    pthread_mutex_t accounts_lock;              /* of opening them later */
    struct tr_accounts *accounts;               /* NULL: none yet */
    int64_t accounts_looked;
    struct tr_conns conns;
    struct tr_limiter rate, logins, names;
    struct tr_cache *cache;
    struct tr_shelf *shelf;                     /* rows of the ledger that the workers share */
    pthread_t warm;
    bool warming;
    atomic_bool warm_stop;
    struct tr_pool pool;
    struct tr_hub *hub;
    struct tr_assets *assets;
    struct tr_metrics metrics;
};
/* The accounts, if there are any: NULL means that everybody is anonymous. Accounts that were made while the server runs count within a second. */
struct tr_accounts *tr_server_accounts(struct tr_server *s);

#endif
