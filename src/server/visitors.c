/* SPDX-License-Identifier: Apache-2.0 */
/* Who is connected, since when, and how often an address asks. */
#include <netinet/in.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "server/server_int.h"

#define BUCKET_WAYS 8 /* places where an address may stand; the one that was quiet longest makes room */

int64_t tr_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void address_of(const struct sockaddr *sa, struct tr_conn *c)
{
    static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
    unsigned char *b = c->from.b;
    if (sa && sa->sa_family == AF_INET) {
        memcpy(b, mapped, 12);
        memcpy(b + 12, &((const struct sockaddr_in *)(const void *)sa)->sin_addr, 4);
        c->loopback = b[12] == 127;
    } else if (sa && sa->sa_family == AF_INET6) {
        const struct in6_addr *in6 = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
        bool is_mapped = IN6_IS_ADDR_V4MAPPED(in6);
        c->loopback = IN6_IS_ADDR_LOOPBACK(in6) || (is_mapped && in6->s6_addr[12] == 127);
        memcpy(b, in6->s6_addr, is_mapped ? 16 : 8);
    }
}

static void unlink_conn(struct tr_conns *all, struct tr_conn *c)
{
    if (c->prev) c->prev->next = c->next;
    else all->first = c->next;
    if (c->next) c->next->prev = c->prev;
    all->n--;
}

void tr_conns_notify(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
    struct tr_conns *all = cls;
    struct tr_conn *c = *context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *from = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        c = calloc(1, sizeof *c);
        *context = c;
        if (!c) return;
        c->fd = fd ? fd->connect_fd : -1;
        address_of(from ? from->client_addr : NULL, c);
        c->ends = tr_now_ms() + TR_HEADER_MS;
        pthread_mutex_lock(&all->lock);
        c->next = all->first;
        if (c->next) c->next->prev = c;
        all->first = c;
        all->n++;
        pthread_mutex_unlock(&all->lock);
        return;
    }
    if (!c) return;
    /* Before the socket is closed: once it is off the list nobody shuts a number that is another's by then. */
    pthread_mutex_lock(&all->lock);
    unlink_conn(all, c);
    pthread_mutex_unlock(&all->lock);
    *context = NULL;
    free(c);
}

void tr_conn_deadline(struct tr_conns *all, struct tr_conn *c, int64_t ms)
{
    if (!c) return;
    int64_t ends = ms ? tr_now_ms() + ms : 0;
    pthread_mutex_lock(&all->lock);
    c->ends = ends;
    pthread_mutex_unlock(&all->lock);
}

void tr_conns_sweep(struct tr_conns *all)
{
    int64_t now = tr_now_ms();
    pthread_mutex_lock(&all->lock);
    for (struct tr_conn *c = all->first; c; c = c->next) {
        if (!c->ends || c->ends > now || c->fd < 0) continue;
        shutdown(c->fd, SHUT_RDWR); /* its I/O thread sees the end and closes it */
        c->ends = 0;
    }
    pthread_mutex_unlock(&all->lock);
}

int tr_limiter_init(struct tr_limiter *l, double rate, double burst)
{
    pthread_mutex_init(&l->lock, NULL);
    l->rate = rate;
    l->burst = burst;
    randombytes_buf(l->key, sizeof l->key);
    l->v = calloc(TR_BUCKETS, sizeof *l->v);
    return l->v ? TR_OK : TR_E_NOMEM;
}

void tr_limiter_fini(struct tr_limiter *l)
{
    free(l->v);
    l->v = NULL;
    pthread_mutex_destroy(&l->lock);
}

static struct tr_bucket *bucket_of(struct tr_limiter *l, const struct tr_address *from, int64_t now)
{
    uint64_t h;
    crypto_shorthash((unsigned char *)&h, from->b, sizeof from->b, l->key);
    struct tr_bucket *oldest = NULL;
    for (unsigned i = 0; i < BUCKET_WAYS; i++) {
        struct tr_bucket *b = &l->v[(h + i) % TR_BUCKETS];
        if (b->at && !memcmp(b->from.b, from->b, sizeof b->from.b)) return b;
        if (!oldest || b->at < oldest->at) oldest = b;
    }
    *oldest = (struct tr_bucket){ .from = *from, .tokens = l->burst, .at = now };
    return oldest;
}

bool tr_limiter_take(struct tr_limiter *l, const struct tr_address *from, unsigned *wait)
{
    if (l->rate <= 0) return true;
    int64_t now = tr_now_ms();
    pthread_mutex_lock(&l->lock);
    struct tr_bucket *b = bucket_of(l, from, now);
    b->tokens += (double)(now - b->at) / 1000 * l->rate;
    if (b->tokens > l->burst) b->tokens = l->burst;
    b->at = now;
    bool yes = b->tokens >= 1;
    if (yes) b->tokens -= 1;
    else *wait = (unsigned)((1 - b->tokens) / l->rate) + 1;
    pthread_mutex_unlock(&l->lock);
    return yes;
}
